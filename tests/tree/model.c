/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Model files: sound ones load, damaged and foreign ones give an error and never a crash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "small_model.h"

/* Loads the bytes and, if that works, parses a sentence; gives whether it worked. */
static bool survives(struct slice bytes, struct error *err)
{
    char *path = file_with(bytes);
    struct tree_model *model = NULL;
    *err = (struct error){0};
    bool good = tree_model_load(path, &model, err);
    if (good) {
        struct arena arena = {0}, scratch = {0};
        struct token tokens[] = {
            {.form = SLICE("Moscou")}, {.form = SLICE("reconnaît")}, {.form = SLICE("Kaboul")}};
        struct sentence sentence = {.tokens = tokens, .count = 3};
        struct tree_list trees;
        tree_parse(&arena, &scratch, model, &sentence, 1, &trees);
        assert_int_equal(trees.items[0].count, 3);
        assert_int_equal(utf8_invalid(conllu_print(&arena, &trees.items[0])), SIZE_MAX);
        tree_model_free(model);
        arena_free(&arena);
        arena_free(&scratch);
    } else {
        assert_int_not_equal(err->code, ERROR_NONE);
        assert_ptr_equal(strstr(err->message, path), err->message);
        assert_null(strchr(err->message, '\n'));
    }
    remove(path);
    free(path);
    return good;
}

static void a_sound_file_loads_and_tells_of_itself(void **state)
{
    (void)state;
    struct tree_model *model = small_model_load(1);
    assert_true(slice_is(tree_model_about(model), "{\"language\": \"fr\"}"));
    tree_model_free(model);
}

static void a_truncated_file_is_refused(void **state)
{
    (void)state;
    struct buffer bytes = small_model_bytes(1);
    struct error err;
    for (size_t length = 0; length < bytes.length; length += length < 100 ? 1 : 127) {
        assert_false(survives((struct slice){bytes.at, length}, &err));
        assert_int_equal(err.code, ERROR_SYNTAX);
    }
    assert_false(survives((struct slice){bytes.at, bytes.length - 1}, &err));
    buffer_free(&bytes);
}

static void a_flipped_bit_never_crashes(void **state)
{
    (void)state;
    struct buffer bytes = small_model_bytes(1);
    struct error err;
    size_t refused = 0;
    for (size_t at = 0; at < bytes.length; at += at < 2600 ? 1 : 61) {
        char kept = bytes.at[at];
        for (int bit = 0; bit < 8; bit += 3) {
            bytes.at[at] = (char)(kept ^ (1 << bit));
            refused += !survives(buffer_slice(&bytes), &err);
        }
        bytes.at[at] = (char)0xFF;
        refused += !survives(buffer_slice(&bytes), &err);
        bytes.at[at] = kept;
    }
    assert_true(refused > 1000);
    buffer_free(&bytes);
}

static void foreign_files_are_named(void **state)
{
    (void)state;
    struct tree_model *model = NULL;
    struct error err;
    assert_false(survives(SLICE("PK\3\4 a zip file, not a model of ours"), &err));
    assert_non_null(strstr(err.message, "not a tree model"));
    assert_false(tree_model_load("/nonexistent/tree.model", &model, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    assert_false(tree_model_load("/tmp", &model, &err));
    assert_null(model);
}

/* Changes the first four bytes behind the place where `text` lies. */
static bool with_number(struct buffer *bytes, const char *text, size_t skip, uint32_t number,
                        struct error *err)
{
    size_t at = slice_find(buffer_slice(bytes), slice_of(text), 0) + skip;
    char kept[4];
    memcpy(kept, bytes->at + at, 4);
    memcpy(bytes->at + at, &number, 4);
    bool good = survives(buffer_slice(bytes), err);
    memcpy(bytes->at + at, kept, 4);
    return good;
}

static void sizes_that_do_not_fit_are_named(void **state)
{
    (void)state;
    struct buffer bytes = small_model_bytes(1);
    struct error err;
    assert_false(with_number(&bytes, "arc_dep.bias", 32, 17, &err));
    assert_false(with_number(&bytes, "lstm0.forward.loop", 28, 0, &err));
    assert_false(with_number(&bytes, "hashed3", 0, 0x58585858, &err));
    assert_non_null(strstr(err.message, "no section hashed3"));
    assert_false(with_number(&bytes, "words", 40, 0xFFFFFFC0, &err));
    assert_non_null(strstr(err.message, "not in the file"));
    assert_false(with_number(&bytes, "PROPN", 0, 0x58585858, &err));
    assert_non_null(strstr(err.message, "\"XXXXN\" is none"));
    buffer_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_file_loads_and_tells_of_itself),
        cmocka_unit_test(a_truncated_file_is_refused),
        cmocka_unit_test(a_flipped_bit_never_crashes),
        cmocka_unit_test(foreign_files_are_named),
        cmocka_unit_test(sizes_that_do_not_fit_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
