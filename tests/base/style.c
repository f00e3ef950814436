/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Marks of style, and dates in the words of each language that has some. */
#include "base/style.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void marks_are_written_only_in_colour(void **state)
{
    (void)state;
    const struct text_style plain = {0}, coloured = {.colour = true};
    const struct text_style *const styles[] = {NULL, &plain, &coloured};
    const char *const expected[] = {"a", "a", "\033[31ma\033[0m"};
    for (int i = 0; i < 3; i++) {
        struct buffer out = {.style = styles[i]};
        buffer_mark(&out, MARK_BAD);
        buffer_add(&out, SLICE("a"));
        buffer_mark(&out, MARK_NONE);
        assert_string_equal(out.at, expected[i]);
        buffer_free(&out);
    }
}

static void a_line_is_never_too_narrow(void **state)
{
    (void)state;
    const struct text_style narrow = {.columns = 10}, wide = {.columns = 200};
    const struct buffer none = {0}, small = {.style = &narrow}, large = {.style = &wide};
    assert_int_equal(buffer_columns(&none), 100);
    assert_int_equal(buffer_columns(&small), 60);
    assert_int_equal(buffer_columns(&large), 200);
}

/* Dates as EDTF, and in the words of a language. */
struct row {
    const char *edtf, *words;
};

static void words_are(const char *language, const struct row *rows, size_t count)
{
    struct arena arena = {0};
    struct error error = {0};
    struct text_style style = {0};
    const char *path = slice_print(&arena, ENTENTE_DATA "/%s/dates.txt", language).at;
    if (!date_words_load(&arena, path, &style.dates, &error)) {
        fail_msg("%s", error.message);
    }
    const struct buffer out = {.style = &style};
    for (size_t i = 0; i < count; i++) {
        struct edtf date;
        assert_true(edtf_parse(slice_of(rows[i].edtf), &date));
        struct slice words = slice_copy(&arena, buffer_date(&out, &arena, date));
        assert_string_equal(words.at, rows[i].words);
    }
    arena_free(&arena);
}

static void dates_are_told_in_words(void **state)
{
    (void)state;
    static const struct row english[] = {
        {"2025-07-03", "3 July 2025"},
        {"2025-07", "July 2025"},
        {"2024-23", "autumn 2024"},
        {"2024-34", "quarter 2 of 2024"},
        {"2022", "2022"},
        {"199X", "the 1990s"},
        {"2021-08/..", "since August 2021"},
        {"../2022", "by 2022"},
        {"2021/2025-07-03", "2021 to 3 July 2025"},
        {"XXXX", "undated"},
        {"XXXX/..", "for an unknown time"},
    };
    static const struct row french[] = {
        {"2025-07-03", "3 juillet 2025"},
        {"2025-08-01", "1er août 2025"},
        {"2024-24", "hiver 2024"},
        {"2022/..", "depuis 2022"},
        {"XXXX", "sans date"},
    };
    words_are("en", english, sizeof english / sizeof *english);
    words_are("fr", french, sizeof french / sizeof *french);
}

static void a_file_without_a_pattern_is_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    const struct date_words *words;
    char path[] = "/tmp/entente-dates-XXXXXX";
    int file = mkstemp(path);
    static const char text[] = "day\t{day} {month}\nweek\t{week}\n";
    assert_int_equal(write(file, text, sizeof text - 1), sizeof text - 1);
    close(file);
    assert_false(date_words_load(&arena, path, &words, &error));
    assert_int_equal(error.code, ERROR_SYNTAX);
    assert_non_null(strstr(error.message, ":2:1:"));
    assert_int_equal(truncate(path, 18), 0);
    assert_false(date_words_load(&arena, path, &words, &error));
    assert_non_null(strstr(error.message, "no line 'months'"));
    unlink(path);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_written_only_in_colour),
        cmocka_unit_test(a_line_is_never_too_narrow),
        cmocka_unit_test(dates_are_told_in_words),
        cmocka_unit_test(a_file_without_a_pattern_is_refused),
    };
    return cmocka_run_group_tests_name("style", tests, NULL, NULL);
}
