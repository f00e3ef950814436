/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Calendar days and the part of EDTF (ISO 8601-2) that records use. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/slice.h"

/* Days since 1970-01-01, proleptic Gregorian. The two extremes stand for unknown or open. */
#define DAY_BEFORE_ALL INT32_MIN
#define DAY_AFTER_ALL INT32_MAX

int32_t day_of(int year, int month,
               int day); /* values out of range are carried (month 13, day 0) */
void day_split(int32_t day, int *year, int *month, int *month_day);
int day_weekday(int32_t day); /* 1 Monday … 7 Sunday (ISO 8601) */
int month_days(int year, int month);

enum precision {
    PRECISION_NONE,    /* no such end: a point, not an interval */
    PRECISION_OPEN,    /* `..` */
    PRECISION_UNKNOWN, /* `XXXX` */
    PRECISION_DECADE,  /* `199X`, year = 1990 */
    PRECISION_YEAR,
    PRECISION_SEASON,  /* month = 21 spring … 24 winter */
    PRECISION_QUARTER, /* month = 33 … 36 */
    PRECISION_MONTH,
    PRECISION_DAY,
};

struct edtf_point {
    enum precision precision;
    int16_t year;
    int8_t month; /* 1 to 12, or the EDTF code of a season or quarter */
    int8_t day;
};

/* A date (to.precision is NONE) or an interval. A zeroed value means "no date". */
struct edtf {
    struct edtf_point from, to;
};

struct edtf edtf_day(int32_t day);
struct edtf edtf_month(int year, int month);
struct edtf edtf_year(int year);
struct edtf edtf_unknown(void);                             /* XXXX */
struct edtf edtf_between(struct edtf from, struct edtf to); /* from.from / to.to (or to.from) */
struct edtf edtf_since(struct edtf from);                   /* from/.. */
struct edtf edtf_until(struct edtf to);                     /* ../to */
bool edtf_is_set(struct edtf date);                         /* any date at all, XXXX included */

/* First and last day that the date may mean; DAY_BEFORE_ALL or DAY_AFTER_ALL where unknown or open.
 */
int32_t edtf_first(struct edtf date);
int32_t edtf_last(struct edtf date);

bool edtf_parse(struct slice text, struct edtf *out);           /* false: not of the forms above */
struct slice edtf_print(struct arena *arena, struct edtf date); /* "XXXX" for no date */

#endif
