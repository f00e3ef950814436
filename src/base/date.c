/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Day numbers after Hinnant, "chrono-compatible low-level date algorithms" (2013); EDTF after
 * ISO 8601-2:2019, levels 0 and 1 plus open ends, seasons and quarters. */
#include "base/date.h"

int32_t day_of(int year, int month, int day)
{
    year += (month - 1) / 12;
    month = (month - 1) % 12 + 1;
    if (month < 1) {
        month += 12;
        year--;
    }
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year + day - 1 - 719468;
}

void day_split(int32_t day, int *year, int *month, int *month_day)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int of_era = z - era * 146097;
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100);
    int m = (5 * of_year + 2) / 153;
    *month_day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = y + era * 400 + (*month <= 2);
}

int day_weekday(int32_t day)
{
    int weekday = (int)(((int64_t)day + 3) % 7);
    return (weekday < 0 ? weekday + 7 : weekday) + 1;
}

int month_days(int year, int month)
{
    return day_of(year, month + 1, 1) - day_of(year, month, 1);
}

struct edtf edtf_day(int32_t day)
{
    int year, month, month_day;
    day_split(day, &year, &month, &month_day);
    return (struct edtf){.from = {PRECISION_DAY, (int16_t)year, (int8_t)month, (int8_t)month_day}};
}

struct edtf edtf_month(int year, int month)
{
    int y, m, d;
    day_split(day_of(year, month, 1), &y, &m, &d);
    return (struct edtf){.from = {PRECISION_MONTH, (int16_t)y, (int8_t)m, 0}};
}

struct edtf edtf_year(int year)
{
    return (struct edtf){.from = {PRECISION_YEAR, (int16_t)year, 0, 0}};
}

struct edtf edtf_unknown(void)
{
    return (struct edtf){.from = {PRECISION_UNKNOWN, 0, 0, 0}};
}

struct edtf edtf_between(struct edtf from, struct edtf to)
{
    from.to = to.to.precision != PRECISION_NONE ? to.to : to.from;
    return from;
}

struct edtf edtf_since(struct edtf from)
{
    from.to = (struct edtf_point){PRECISION_OPEN, 0, 0, 0};
    return from;
}

struct edtf edtf_until(struct edtf to)
{
    struct edtf open = {.from = {PRECISION_OPEN, 0, 0, 0}};
    return edtf_between(open, to);
}

bool edtf_is_set(struct edtf date)
{
    return date.from.precision != PRECISION_NONE;
}

static int first_month(struct edtf_point p)
{
    switch (p.precision) {
    case PRECISION_SEASON:
        return 3 * (p.month - 20); /* spring begins with March */
    case PRECISION_QUARTER:
        return 3 * (p.month - 33) + 1;
    case PRECISION_MONTH:
    case PRECISION_DAY:
        return p.month;
    default:
        return 1;
    }
}

static int32_t point_first(struct edtf_point p)
{
    if (p.precision < PRECISION_DECADE) {
        return DAY_BEFORE_ALL;
    }
    return day_of(p.year, first_month(p), p.precision == PRECISION_DAY ? p.day : 1);
}

static int32_t point_last(struct edtf_point p)
{
    static const int months[] = {[PRECISION_DECADE] = 120,
                                 [PRECISION_YEAR] = 12,
                                 [PRECISION_SEASON] = 3,
                                 [PRECISION_QUARTER] = 3,
                                 [PRECISION_MONTH] = 1};
    if (p.precision < PRECISION_DECADE) {
        return DAY_AFTER_ALL;
    }
    if (p.precision == PRECISION_DAY) {
        return point_first(p);
    }
    return day_of(p.year, first_month(p) + months[p.precision], 1) - 1;
}

int32_t edtf_first(struct edtf date)
{
    return point_first(date.from);
}

int32_t edtf_last(struct edtf date)
{
    return point_last(date.to.precision == PRECISION_NONE ? date.from : date.to);
}

static bool digits(struct slice text, size_t from, size_t to, int *out)
{
    *out = 0;
    for (size_t i = from; i < to; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') {
            return false;
        }
        *out = *out * 10 + text.at[i] - '0';
    }
    return true;
}

static bool point_parse(struct slice text, struct edtf_point *out)
{
    int year, month, day;
    *out = (struct edtf_point){0};
    if (slice_is(text, "..") || text.length == 0) {
        out->precision = PRECISION_OPEN;
        return true;
    }
    if (slice_is(text, "XXXX")) {
        out->precision = PRECISION_UNKNOWN;
        return true;
    }
    if (text.length == 4 && text.at[3] == 'X' && digits(text, 0, 3, &year)) {
        *out = (struct edtf_point){PRECISION_DECADE, (int16_t)(10 * year), 0, 0};
        return true;
    }
    if (text.length < 4 || !digits(text, 0, 4, &year)) {
        return false;
    }
    *out = (struct edtf_point){PRECISION_YEAR, (int16_t)year, 0, 0};
    if (text.length == 4) {
        return true;
    }
    if ((text.length != 7 && text.length != 10) || text.at[4] != '-' ||
        !digits(text, 5, 7, &month)) {
        return false;
    }
    bool season = month >= 21 && month <= 24, quarter = month >= 33 && month <= 36;
    if (!season && !quarter && (month < 1 || month > 12)) {
        return false;
    }
    out->precision = season ? PRECISION_SEASON : quarter ? PRECISION_QUARTER : PRECISION_MONTH;
    out->month = (int8_t)month;
    if (text.length == 7) {
        return true;
    }
    if (out->precision != PRECISION_MONTH || text.at[7] != '-' || !digits(text, 8, 10, &day) ||
        day < 1 || day > month_days(year, month)) {
        return false;
    }
    out->precision = PRECISION_DAY;
    out->day = (int8_t)day;
    return true;
}

bool edtf_parse(struct slice text, struct edtf *out)
{
    struct slice rest = text, from, to;
    *out = (struct edtf){0};
    if (!text.length || !slice_split(&rest, '/', &from) || !point_parse(from, &out->from)) {
        return false;
    }
    if (!rest.at) {
        return out->from.precision != PRECISION_OPEN;
    }
    to = rest;
    return point_parse(to, &out->to);
}

static struct slice point_print(struct arena *arena, struct edtf_point p)
{
    switch (p.precision) {
    case PRECISION_OPEN:
        return SLICE("..");
    case PRECISION_DECADE:
        return slice_print(arena, "%03dX", p.year / 10);
    case PRECISION_YEAR:
        return slice_print(arena, "%04d", p.year);
    case PRECISION_SEASON:
    case PRECISION_QUARTER:
    case PRECISION_MONTH:
        return slice_print(arena, "%04d-%02d", p.year, p.month);
    case PRECISION_DAY:
        return slice_print(arena, "%04d-%02d-%02d", p.year, p.month, p.day);
    default:
        return SLICE("XXXX");
    }
}

struct slice edtf_print(struct arena *arena, struct edtf date)
{
    struct slice from = point_print(arena, date.from);
    if (date.to.precision == PRECISION_NONE) {
        return from;
    }
    struct slice to = point_print(arena, date.to);
    return slice_print(arena, "%.*s/%.*s", SLICE_ARGS(from), SLICE_ARGS(to));
}
