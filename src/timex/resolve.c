/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a frame and what it leans on, gives EDTF: the tightest period that the words support. What
 * lacks a year is the latest fit not after publication; the nearest to come where the clause looks
 * ahead. A season or quarter is kept as such; parts of a year become quarters. */
#include "timex/resolve.h"

/* A day without year that would lie this far back, while the next such day is this near, is meant
 * as the next: news gives the year of what is nearly a year old. */
#define DAYS_FAR_BACK 300
#define DAYS_NEAR_AHEAD 14

static struct edtf point(enum precision precision, int year, int month)
{
    return (struct edtf){.from = {precision, (int16_t)year, (int8_t)month, 0}};
}

static struct edtf days_between(int32_t first, int32_t last)
{
    return edtf_between(edtf_day(first), edtf_day(last));
}

static struct edtf months_between(int year, int first, int last)
{
    return edtf_between(edtf_month(year, first), edtf_month(year, last));
}

/* The week, Monday to Sunday, that holds the day, moved by n weeks. */
static struct edtf week_of(int32_t day, int n)
{
    int32_t monday = day - day_weekday(day) + 1 + 7 * n;
    return days_between(monday, monday + 6);
}

static enum precision unit_precision(enum frame_unit unit)
{
    switch (unit) {
    case UNIT_DECADE:
    case UNIT_CENTURY:
        return PRECISION_DECADE;
    case UNIT_YEAR:
        return PRECISION_YEAR;
    case UNIT_HALF:
    case UNIT_QUARTER:
    case UNIT_MONTH:
        return PRECISION_MONTH;
    default:
        return PRECISION_DAY;
    }
}

/* Coarsest end of the anchor; an interval of days (a week) counts as days. */
static enum precision anchor_precision(struct edtf anchor)
{
    enum precision from = anchor.from.precision, to = anchor.to.precision;
    return to == PRECISION_NONE || from < to ? from : to;
}

/* The date of the month that holds `day`, at this precision. */
static struct edtf at_precision(int32_t day, enum precision precision)
{
    int year, month, month_day;
    day_split(day, &year, &month, &month_day);
    switch (precision) {
    case PRECISION_DAY:
        return edtf_day(day);
    case PRECISION_MONTH:
    case PRECISION_QUARTER:
    case PRECISION_SEASON:
        return edtf_month(year, month);
    case PRECISION_DECADE:
        return point(PRECISION_DECADE, year - year % 10, 0);
    default:
        return edtf_year(year);
    }
}

static int32_t months_moved(int32_t day, int months)
{
    int year, month, month_day;
    day_split(day, &year, &month, &month_day);
    int32_t first = day_of(year, month + months, 1);
    day_split(first, &year, &month, &(int){0});
    int last = month_days(year, month);
    return first + (month_day < last ? month_day : last) - 1;
}

static int32_t day_moved(int32_t day, enum frame_unit unit, int count)
{
    static const int months[] = {[UNIT_MONTH] = 1, [UNIT_QUARTER] = 3,  [UNIT_HALF] = 6,
                                 [UNIT_YEAR] = 12, [UNIT_DECADE] = 120, [UNIT_CENTURY] = 1200};
    switch (unit) {
    case UNIT_HOUR:
        return day;
    case UNIT_DAY:
        return day + count;
    case UNIT_WEEK:
    case UNIT_WEEKEND:
        return day + 7 * count;
    default:
        return months_moved(day, months[unit] * count);
    }
}

/* The day that stands for the anchor when counting: itself, the near end of an interval, the middle
 * of a month or year. */
static int32_t anchor_day(struct edtf anchor, int count)
{
    int32_t first = edtf_first(anchor), last = edtf_last(anchor);
    if (anchor.to.precision != PRECISION_NONE) {
        return count < 0 ? first : last;
    }
    return first + (last - first) / 2;
}

static bool is_closed(struct edtf date)
{
    return edtf_is_set(date) && edtf_first(date) != DAY_BEFORE_ALL &&
           edtf_last(date) != DAY_AFTER_ALL;
}

static struct edtf weekend_of(int32_t day, int count)
{
    int32_t saturday = day - (day_weekday(day) + 1) % 7; /* latest on or before */
    if (count < 0 && day - saturday < 2) {
        saturday -= 7; /* "last weekend", said on a Saturday or Sunday */
    }
    if (count > 0) {
        saturday += 7 * count;
    }
    return days_between(saturday, saturday + 1);
}

struct edtf resolve_shift(struct edtf anchor, enum frame_unit unit, int count)
{
    if (!is_closed(anchor) || count < -4000 || count > 4000 || unit == UNIT_CENTURY) {
        return (struct edtf){0};
    }
    if (count == 0 && (unit == UNIT_DAY || unit == UNIT_HOUR)) {
        return anchor;
    }
    enum precision precision = unit_precision(unit), coarse = anchor_precision(anchor);
    int32_t from = anchor_day(anchor, count);
    if (unit == UNIT_WEEKEND && coarse == PRECISION_DAY) {
        return weekend_of(from, count);
    }
    int32_t day = day_moved(from, unit, count);
    if (unit == UNIT_WEEK && coarse == PRECISION_DAY) {
        return week_of(day, 0);
    }
    int year, month, month_day;
    day_split(day, &year, &month, &month_day);
    if (unit == UNIT_QUARTER && coarse >= PRECISION_MONTH) {
        return point(PRECISION_QUARTER, year, 33 + (month - 1) / 3);
    }
    if (unit == UNIT_HALF && coarse >= PRECISION_MONTH) {
        return months_between(year, month <= 6 ? 1 : 7, month <= 6 ? 6 : 12);
    }
    return at_precision(day, precision < coarse ? precision : coarse);
}

struct edtf resolve_shift_vague(struct edtf anchor, enum frame_unit unit, int direction)
{
    if (!is_closed(anchor)) {
        return (struct edtf){0};
    }
    int32_t day = anchor_day(anchor, direction);
    bool years = anchor_precision(anchor) <= PRECISION_YEAR;
    switch (unit) {
    case UNIT_HOUR:
        return anchor;
    case UNIT_DAY:
        return at_precision(day + 3 * direction, years ? PRECISION_YEAR : PRECISION_MONTH);
    case UNIT_WEEK:
    case UNIT_WEEKEND:
        return at_precision(day + 21 * direction, years ? PRECISION_YEAR : PRECISION_MONTH);
    case UNIT_MONTH:
        return at_precision(months_moved(day, 4 * direction), PRECISION_YEAR);
    default:
        return direction < 0 ? edtf_until(anchor) : edtf_since(anchor);
    }
}

/* Chooses a year for something yearly: `fits(year)` is its first and last day, or false. */
struct yearly {
    int month, day; /* day 0: the month */
    int season, quarter;
    int weekday; /* 0: any */
};

static struct edtf yearly_in(const struct yearly *what, int year)
{
    if (what->season) {
        return point(PRECISION_SEASON, year, what->season);
    }
    if (what->quarter) {
        return point(PRECISION_QUARTER, year, 32 + what->quarter);
    }
    if (!what->day) {
        return edtf_month(year, what->month);
    }
    if (what->day > month_days(year, what->month)) {
        return (struct edtf){0};
    }
    int32_t day = day_of(year, what->month, what->day);
    return what->weekday && day_weekday(day) != what->weekday ? (struct edtf){0} : edtf_day(day);
}

/* The nearest year in this direction where the yearly date fits: back, its first day is not after
 * `day`; ahead, its last day is not before. `strict` leaves out the period that holds the day. */
static struct edtf yearly_near(const struct yearly *what, int32_t day, int direction, bool strict)
{
    int year, month, month_day;
    day_split(day, &year, &month, &month_day);
    for (int n = -1; n <= 12; n++) {
        struct edtf date = yearly_in(what, year + n * direction);
        if (!edtf_is_set(date)) {
            continue;
        }
        int32_t first = edtf_first(date), last = edtf_last(date);
        bool fits = direction < 0 ? (strict ? last : first) <= day - strict
                                  : (strict ? first : last) >= day + strict;
        if (fits) {
            return date;
        }
    }
    return (struct edtf){0};
}

static struct edtf yearly_nearest(const struct yearly *what, int32_t day)
{
    struct edtf back = yearly_near(what, day, -1, false), ahead = yearly_near(what, day, 1, false);
    if (!edtf_is_set(back) || !edtf_is_set(ahead)) {
        return edtf_is_set(back) ? back : ahead;
    }
    return day - edtf_last(back) <= edtf_first(ahead) - day ? back : ahead;
}

static struct edtf yearly_default(const struct yearly *what, const struct resolve_context *context)
{
    int32_t day = context->published;
    if (context->chronicle) {
        struct edtf date = yearly_in(what, context->chronicle);
        if (edtf_is_set(date) && (day == DAY_BEFORE_ALL || edtf_first(date) <= day)) {
            return date;
        }
    }
    if (day == DAY_BEFORE_ALL) {
        struct edtf narrative = context->narrative;
        return is_closed(narrative) && narrative.from.precision >= PRECISION_YEAR
                   ? yearly_in(what, narrative.from.year)
                   : (struct edtf){0};
    }
    struct edtf back = yearly_near(what, day, -1, false), ahead = yearly_near(what, day, 1, false);
    if (edtf_is_set(ahead) && (context->future || !edtf_is_set(back))) {
        return ahead;
    }
    if (what->day && !what->weekday && edtf_is_set(ahead) &&
        day - edtf_first(back) > DAYS_FAR_BACK && edtf_first(ahead) - day <= DAYS_NEAR_AHEAD) {
        return ahead;
    }
    return back;
}

static struct edtf yearly_choose(const struct yearly *what, int choice,
                                 const struct resolve_context *context)
{
    int32_t day = context->published;
    if (!choice) {
        return yearly_default(what, context);
    }
    if (day == DAY_BEFORE_ALL) {
        return (struct edtf){0};
    }
    return choice == CHOICE_NEAREST ? yearly_nearest(what, day)
                                    : yearly_near(what, day, choice == CHOICE_LAST ? -1 : 1, true);
}

static struct edtf weekday_choose(int weekday, int choice, const struct resolve_context *context)
{
    int32_t day = context->published;
    if (day == DAY_BEFORE_ALL) {
        return (struct edtf){0};
    }
    int back = (day_weekday(day) - weekday + 7) % 7; /* days since the latest */
    switch (choice) {
    case CHOICE_LAST:
        return edtf_day(day - (back ? back : 7));
    case CHOICE_NEXT:
        return edtf_day(day + 7 - back);
    case CHOICE_NEAREST:
        return edtf_day(context->future || back > 3 ? day + (7 - back) % 7 : day - back);
    default:
        return edtf_day(context->future ? day + (7 - back) % 7 : day - back);
    }
}

static struct edtf year_part(int year, int part)
{
    switch (part) {
    case PART_EARLY:
        return months_between(year, 1, 3);
    case PART_MID:
        return months_between(year, 5, 8);
    case PART_LATE:
        return months_between(year, 10, 12);
    default:
        return edtf_year(year);
    }
}

/* Publication as precise as a part of this period needs: a day in a week or month, else a month. */
static struct edtf published_for(struct edtf period, const struct resolve_context *context)
{
    return at_precision(context->published,
                        period.from.precision == PRECISION_YEAR ? PRECISION_MONTH : PRECISION_DAY);
}

static struct edtf period_part(struct edtf period, int part, const struct resolve_context *context)
{
    if (!part || !edtf_is_set(period)) {
        return period;
    }
    int32_t day = context->published;
    if (part != PART_SO_FAR && part != PART_REST) {
        bool year = period.from.precision == PRECISION_YEAR && !period.to.precision;
        return year ? year_part(period.from.year, part) : period;
    }
    if (day == DAY_BEFORE_ALL || day < edtf_first(period) || day > edtf_last(period)) {
        return period;
    }
    if (period.from.precision == PRECISION_MONTH) {
        return period;
    }
    struct edtf now = published_for(period, context);
    struct edtf first = at_precision(edtf_first(period), now.from.precision);
    struct edtf last = at_precision(edtf_last(period), now.from.precision);
    if (edtf_first(part == PART_SO_FAR ? first : now) ==
        edtf_first(part == PART_SO_FAR ? now : last)) {
        return now;
    }
    return part == PART_SO_FAR ? edtf_between(first, now) : edtf_between(now, last);
}

static struct yearly yearly_of(const struct frame *frame)
{
    return (struct yearly){
        .month = frame_get(frame, FIELD_MONTH, 0),
        .day = frame_get(frame, FIELD_DAY, 0),
        .season = frame_get(frame, FIELD_SEASON, 0),
        .quarter = frame_get(frame, FIELD_QUARTER, 0),
        .weekday = frame_get(frame, FIELD_WEEKDAY, 0),
    };
}

/* What the frame names within a known year. */
static struct edtf within_year(const struct frame *frame, int year)
{
    struct yearly what = yearly_of(frame);
    if (frame_has(frame, FIELD_HALF)) {
        int first = frame->field[FIELD_HALF] == 1 ? 1 : 7;
        return months_between(year, first, first + 5);
    }
    if (!what.season && !what.quarter && !what.month) {
        return edtf_year(year);
    }
    what.weekday = 0; /* a wrong weekday does not undo a full date */
    return yearly_in(&what, year);
}

/* "The next day" and "hours later" cannot lean on a mere year: then the last day in force counts.
 */
static struct edtf narrative_for(const struct frame *frame, const struct resolve_context *context)
{
    int unit = frame_get(frame, FIELD_UNIT, UNIT_YEAR);
    bool coarse =
        edtf_is_set(context->narrative) && anchor_precision(context->narrative) <= PRECISION_YEAR;
    return unit <= UNIT_WEEK && coarse && edtf_is_set(context->day) ? context->day
                                                                    : context->narrative;
}

static struct edtf relative_base(const struct frame *frame, const struct resolve_context *context)
{
    struct edtf anchor = narrative_for(frame, context);
    if (frame->field[FIELD_BASE] == BASE_PUBLISHED) {
        if (context->published == DAY_BEFORE_ALL) {
            return (struct edtf){0};
        }
        anchor = edtf_day(context->published);
    }
    enum frame_unit unit = (enum frame_unit)frame_get(frame, FIELD_UNIT, UNIT_DAY);
    int direction = frame_get(frame, FIELD_DIRECTION, 0);
    int count = frame_get(frame, FIELD_COUNT, direction ? 1 : 0);
    if (count == COUNT_VAGUE && direction) {
        return resolve_shift_vague(anchor, unit, direction);
    }
    if (unit == UNIT_DECADE && direction) { /* "a decade ago" is ten years ago */
        unit = UNIT_YEAR;
        count *= 10;
    }
    return resolve_shift(anchor, unit, count * direction + frame_get(frame, FIELD_SHIFT, 0));
}

static struct edtf resolve_relative(const struct frame *frame,
                                    const struct resolve_context *context)
{
    struct edtf period = relative_base(frame, context);
    if (!edtf_is_set(period)) {
        return period;
    }
    enum precision precision = period.from.precision;
    if (precision == PRECISION_YEAR) {
        return within_year(frame, period.from.year);
    }
    if (frame_has(frame, FIELD_WEEKDAY) && precision == PRECISION_DAY) {
        return edtf_day(edtf_first(week_of(edtf_first(period), 0)) + frame->field[FIELD_WEEKDAY] -
                        1);
    }
    if (frame_has(frame, FIELD_DAY) && precision == PRECISION_MONTH) {
        return edtf_day(edtf_first(period) + frame->field[FIELD_DAY] - 1);
    }
    return period;
}

struct edtf resolve_frame(const struct frame *frame, const struct resolve_context *context)
{
    struct edtf date = {0};
    struct yearly what = yearly_of(frame);
    int choice = frame_get(frame, FIELD_CHOICE, 0);
    if (frame_has(frame, FIELD_BASE)) {
        date = resolve_relative(frame, context);
    } else if (frame_has(frame, FIELD_YEAR)) {
        date = within_year(frame, frame->field[FIELD_YEAR]);
    } else if (frame_has(frame, FIELD_DECADE)) {
        int decade = frame->field[FIELD_DECADE];
        date = point(PRECISION_DECADE, decade < 100 ? 1900 + decade : decade, 0);
    } else if (what.month || what.season || what.quarter) {
        date = yearly_choose(&what, choice, context);
    } else if (what.weekday) {
        date = weekday_choose(what.weekday, choice, context);
    }
    bool this_week = frame_get(frame, FIELD_BASE, 0) == BASE_PUBLISHED &&
                     frame_get(frame, FIELD_UNIT, 0) == UNIT_WEEK && !context->future &&
                     !frame_has(frame, FIELD_DIRECTION) && !frame_has(frame, FIELD_WEEKDAY);
    return period_part(date, frame_get(frame, FIELD_PART, this_week ? PART_SO_FAR : 0), context);
}

/* The latest date that the frame may name not after `limit`. */
static struct edtf range_start(const struct frame *frame, struct edtf limit,
                               const struct resolve_context *context)
{
    struct resolve_context before = *context;
    before.published = edtf_first(limit);
    before.future = false;
    before.chronicle = 0;
    return resolve_frame(frame, &before);
}

struct edtf resolve_range(const struct frame frames[2], const struct resolve_context *context)
{
    struct frame first = frames[0], second = frames[1];
    if (frame_has(&second, FIELD_DAY) && !frame_has(&second, FIELD_MONTH)) {
        second.field[FIELD_MONTH] = first.field[FIELD_MONTH];
    }
    struct edtf to = resolve_frame(&second, context);
    if (!edtf_is_set(to)) {
        return to;
    }
    if (frame_has(&first, FIELD_DAY) && !frame_has(&first, FIELD_MONTH)) {
        first.field[FIELD_MONTH] = to.from.month;
        first.field[FIELD_YEAR] = to.from.year;
    }
    bool dated = frame_has(&first, FIELD_YEAR) || frame_has(&first, FIELD_BASE) ||
                 frame_has(&first, FIELD_DECADE);
    struct edtf from = dated ? resolve_frame(&first, context) : range_start(&first, to, context);
    if (!edtf_is_set(from) || edtf_first(from) > edtf_last(to)) {
        return (struct edtf){0};
    }
    return edtf_between(from, to);
}
