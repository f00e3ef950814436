/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Days and EDTF: round trips, bounds, and what is refused. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void days_go_round(void **state)
{
    (void)state;
    assert_int_equal(day_of(1970, 1, 1), 0);
    assert_int_equal(day_of(2000, 3, 1) - day_of(2000, 2, 28), 2);
    assert_int_equal(day_of(2024, 13, 1), day_of(2025, 1, 1));
    assert_int_equal(day_of(2024, 0, 1), day_of(2023, 12, 1));
    assert_int_equal(day_weekday(day_of(2025, 7, 3)), 4);
    for (int32_t day = -200000; day < 60000; day += 37) {
        int year, month, month_day;
        day_split(day, &year, &month, &month_day);
        assert_int_equal(day_of(year, month, month_day), day);
    }
}

static void edtf_goes_round(void **state)
{
    (void)state;
    static const char *const texts[] = {"2025-07-03", "2025-07",    "2025",         "2024-23",
                                        "2024-33",    "199X",       "XXXX",         "XXXX/..",
                                        "2021/..",    "../2025-07", "2021-08/2025", "199X/2023-09"};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct edtf date;
        assert_true(edtf_parse(slice_of(texts[i]), &date));
        assert_true(slice_is(edtf_print(&arena, date), texts[i]));
    }
    arena_free(&arena);
}

static void edtf_has_bounds(void **state)
{
    (void)state;
    struct edtf date;
    edtf_parse(SLICE("2024-23"), &date);
    assert_int_equal(edtf_first(date), day_of(2024, 9, 1));
    assert_int_equal(edtf_last(date), day_of(2024, 11, 30));
    edtf_parse(SLICE("2021/.."), &date);
    assert_int_equal(edtf_first(date), day_of(2021, 1, 1));
    assert_int_equal(edtf_last(date), DAY_AFTER_ALL);
    edtf_parse(SLICE("../2023"), &date);
    assert_int_equal(edtf_first(date), DAY_BEFORE_ALL);
    assert_int_equal(edtf_last(date), day_of(2023, 12, 31));
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",           "25",     "2025-13",     "2025-02-30",
                                        "..",         "2025-7", "2025/07/03x", "2025-07-0a",
                                        "2024-23-01", "hier"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct edtf date;
        assert_false(edtf_parse(slice_of(texts[i]), &date));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_go_round),
        cmocka_unit_test(edtf_goes_round),
        cmocka_unit_test(edtf_has_bounds),
        cmocka_unit_test(what_is_no_date_is_refused),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
