/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Slices, maps, arenas, buffers, lines and UTF-8. */
#include "base/buffer.h"
#include "base/lines.h"
#include "base/map.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

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
    buffer_cell(&text, SLICE("\tx\ny\x1b[1m\x7f\xc2\x9b"
                             "1m\xc2\xa0é"));
    assert_string_equal(text.at, "\"a \\\"b\\\" \\\\ \\u000a\" x y [1m  1m\xc2\xa0é");
    buffer_free(&text);
    buffer_xml(&text, SLICE("<a b=\"c\" d='e'>&\n\x01\0é\xef\xbf\xbf"));
    assert_string_equal(text.at, "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;&#10;\xef\xbf\xbd"
                                 "\xef\xbf\xbdé\xef\xbf\xbd");
    buffer_free(&text);
}

/* Writes the text to a file, and reads it back line by line up to `cap` bytes each. */
static void lines_are(const char *text, size_t cap, const char *expected)
{
    char path[] = "/tmp/entente-lines-XXXXXX";
    int file = mkstemp(path);
    assert_true(write(file, text, strlen(text)) == (ssize_t)strlen(text));
    close(file);
    struct line_file *lines;
    struct error error;
    struct buffer got = {0};
    struct line line;
    bool more = true;
    assert_true(line_file_open(path, cap, &lines, &error));
    while (line_file_next(lines, &line, &more, &error) && more) {
        buffer_print(&got, "%zu%s %.*s|", line.number, line.cut ? "+" : "", SLICE_ARGS(line.text));
    }
    assert_string_equal(buffer_slice(&got).at, expected);
    buffer_free(&got);
    line_file_close(lines);
    unlink(path);
}

static void a_file_is_read_line_by_line(void **state)
{
    (void)state;
    lines_are("", 8, "");
    lines_are("one\r\n\ntwo", 8, "1 one|2 |3 two|");
    lines_are("a long line\nb\n", 6, "1+ a long|2 b|");
    struct line_file *lines;
    struct error error;
    assert_false(line_file_open("/tmp", 8, &lines, &error));
    assert_int_equal(error.code, ERROR_INVALID);
    assert_false(line_file_open("/tmp/entente-none", 8, &lines, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
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
        cmocka_unit_test(a_file_is_read_line_by_line),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
