/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Slices, maps, arenas, buffers and UTF-8. */
#include "base/buffer.h"
#include "base/map.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void utf8_is_strict(void **state)
{
    (void)state;
    assert_int_equal(utf8_invalid(SLICE("caf\xC3\xA9")), SIZE_MAX);
    assert_int_equal(utf8_invalid(SLICE("caf\xE9 noir")), 3);
    assert_int_equal(utf8_invalid(SLICE("a\0b")), 1);
    assert_int_equal(utf8_invalid(SLICE("\xC0\x80")), 0);
    assert_int_equal(utf8_invalid(SLICE("\xED\xA0\x80")), 0);
    assert_int_equal(utf8_invalid(SLICE("ab\xF0\x9F\x98")), 2);
}

static void folding_drops_case_and_accents(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_true(slice_is(utf8_fold(&arena, SLICE("Élysée")), "elysee"));
    assert_true(
        slice_is(utf8_fold(&arena, SLICE("C\xC3\xB4te d\xE2\x80\x99Ivoire")), "cote d'ivoire"));
    assert_true(slice_is(utf8_fold(&arena, SLICE("Erdo\xC4\x9F"
                                                 "an")),
                         "erdogan"));
    assert_true(slice_is(utf8_lower(&arena, SLICE("ÉTAT")), "état"));
    arena_free(&arena);
}

static void map_keeps_many(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct map map = {0};
    assert_int_equal(map_get(&map, SLICE("x")), MAP_NONE);
    for (uint32_t i = 0; i < 5000; i++) {
        map_put(&map, &arena, slice_print(&arena, "key %u", i), i);
    }
    for (uint32_t i = 0; i < 5000; i++) {
        assert_int_equal(map_get(&map, slice_print(&arena, "key %u", i)), i);
    }
    map_put(&map, &arena, SLICE("key 7"), 70);
    assert_int_equal(map_get(&map, SLICE("key 7")), 70);
    assert_int_equal(map.count, 5000);
    arena_free(&arena);
}

static void arena_goes_back_to_a_mark(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct arena_mark empty = arena_mark(&arena);
    int *numbers = NULL;
    size_t count = 0;
    for (int i = 0; i < 1000; i++) {
        *arena_push(&arena, numbers, count) = i;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(numbers[i], i);
    }
    struct arena_mark mark = arena_mark(&arena);
    arena_alloc(&arena, 1 << 20);
    arena_reset(&arena, mark);
    assert_int_equal(numbers[999], 999);
    arena_reset(&arena, empty);
    assert_null(arena.block);
}

static void splitting_gives_every_part(void **state)
{
    (void)state;
    struct slice rest = SLICE("a||b"), part;
    assert_true(slice_split(&rest, '|', &part) && slice_is(part, "a"));
    assert_true(slice_split(&rest, '|', &part) && part.length == 0);
    assert_true(slice_split(&rest, '|', &part) && slice_is(part, "b"));
    assert_false(slice_split(&rest, '|', &part));
    assert_int_equal(slice_find(SLICE("la Cour, la cour"), SLICE("cour"), 0), 12);
    assert_int_equal(slice_find(SLICE("abc"), SLICE("abcd"), 0), SIZE_MAX);
}

static void output_is_escaped(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_json(&text, SLICE("a \"b\" \\ \n"));
    buffer_cell(&text, SLICE("\tx\ny"));
    assert_string_equal(text.at, "\"a \\\"b\\\" \\\\ \\u000a\" x y");
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_strict),
        cmocka_unit_test(folding_drops_case_and_accents),
        cmocka_unit_test(map_keeps_many),
        cmocka_unit_test(arena_goes_back_to_a_mark),
        cmocka_unit_test(splitting_gives_every_part),
        cmocka_unit_test(output_is_escaped),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
