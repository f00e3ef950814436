/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which articles the arguments name: over a folder made for each test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "input/input.h"

static const char *const files[] = {
    "a/2.txt",      "a/10.txt",   "a/deep/er/x.txt", "a/.hidden.txt",
    "a/.git/y.txt", "a/notes.md", "b.dat",           "none/readme.md",
};
static const char *const folders[] = {"a", "a/deep", "a/deep/er", "a/.git", "bare", "none"};

struct fixture {
    char folder[64], former[4096];
    struct arena arena;
    struct buffer said; /* problems, a line each */
};

static void add_line(void *context, const char *message)
{
    buffer_print(context, "%s\n", message);
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(getcwd(fixture->former, sizeof fixture->former));
    snprintf(fixture->folder, sizeof fixture->folder, "/tmp/entente-inputs.XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    assert_int_equal(chdir(fixture->folder), 0);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        assert_int_equal(mkdir(folders[i], 0777), 0);
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        FILE *file = fopen(files[i], "w");
        assert_non_null(file);
        fclose(file);
    }
    assert_int_equal(symlink("../a", "a/circle.txt"), 0);
    assert_int_equal(symlink("2.txt", "a/linked.txt"), 0);
    assert_int_equal(symlink("gone", "none/broken.txt"), 0);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    unlink("a/circle.txt");
    unlink("a/linked.txt");
    unlink("none/broken.txt");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        unlink(files[i]);
    }
    for (size_t i = sizeof folders / sizeof *folders; i-- > 0;) {
        rmdir(folders[i]);
    }
    assert_int_equal(chdir(fixture->former), 0);
    assert_int_equal(rmdir(fixture->folder), 0);
    arena_free(&fixture->arena);
    buffer_free(&fixture->said);
    free(fixture);
    return 0;
}

/* The paths found, joined by spaces. */
static const char *found(struct fixture *fixture, const char *const *arguments, size_t count,
                         size_t *problems)
{
    struct log log = {add_line, &fixture->said};
    struct input_list inputs;
    struct buffer joined = {0};
    inputs_find(&fixture->arena, arguments, count, &log, &inputs);
    for (size_t i = 0; i < inputs.count; i++) {
        buffer_print(&joined, "%s%s", i ? " " : "", inputs.paths[i]);
    }
    *problems = inputs.problem_count;
    const char *text = slice_copy(&fixture->arena, buffer_slice(&joined)).at;
    buffer_free(&joined);
    return text;
}

static void test_folder_is_walked_in_the_order_of_names(void **state)
{
    size_t problems;
    const char *const arguments[] = {"a"};
    assert_string_equal(found(*state, arguments, 1, &problems),
                        "a/10.txt a/2.txt a/deep/er/x.txt a/linked.txt");
    assert_int_equal(problems, 0);
}

static void test_named_files_are_taken_as_they_come(void **state)
{
    size_t problems;
    const char *const arguments[] = {"b.dat", "-", "a/deep/", "a/2.txt"};
    assert_string_equal(found(*state, arguments, 4, &problems), "b.dat - a/deep/er/x.txt a/2.txt");
    assert_int_equal(problems, 0);
}

static void test_pattern_is_matched(void **state)
{
    size_t problems;
    const char *const arguments[] = {"a/[0-9]*.txt"};
    assert_string_equal(found(*state, arguments, 1, &problems), "a/10.txt a/2.txt");
    assert_int_equal(problems, 0);
}

static void test_each_problem_is_one_line_and_the_rest_goes_on(void **state)
{
    struct fixture *fixture = *state;
    size_t problems;
    const char *const arguments[] = {"gone.txt", "bare", "b.dat/x", "none", "x/*.txt", "a/2.txt"};
    assert_string_equal(found(fixture, arguments, 6, &problems), "a/2.txt");
    assert_int_equal(problems, 5);
    assert_string_equal(fixture->said.at, "gone.txt: no such file or folder\n"
                                          "bare: folder holds no article (*.txt, *.html, *.jsonl …)\n"
                                          "b.dat/x: no such file or folder\n"
                                          "none/broken.txt: no such file or folder\n"
                                          "x/*.txt: no such file or folder\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_folder_is_walked_in_the_order_of_names, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_named_files_are_taken_as_they_come, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pattern_is_matched, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_each_problem_is_one_line_and_the_rest_goes_on, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
