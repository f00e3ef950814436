/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A frame: what the words of a time expression say, before any calendar is asked. */
#ifndef TIMEX_FRAME_H
#define TIMEX_FRAME_H

#include "base/slice.h"

enum frame_field {
    FIELD_YEAR,
    FIELD_DECADE,    /* 1990 for "the 1990s" */
    FIELD_SEASON,    /* EDTF: 21 spring … 24 winter */
    FIELD_QUARTER,   /* 1 to 4 */
    FIELD_HALF,      /* 1 or 2 */
    FIELD_MONTH,     /* 1 to 12 */
    FIELD_DAY,       /* 1 to 31 */
    FIELD_WEEKDAY,   /* 1 Monday … 7 Sunday */
    FIELD_BASE,      /* enum frame_base: what a relative date counts from */
    FIELD_UNIT,      /* enum frame_unit: what it counts in */
    FIELD_COUNT,     /* how many units, or COUNT_VAGUE ("a few") */
    FIELD_DIRECTION, /* of the count: -1 back, 1 ahead */
    FIELD_SHIFT,     /* units without a counted number: -1 for "last week" */
    FIELD_PART,      /* enum frame_part of the period named */
    FIELD_CHOICE,    /* enum frame_choice among the dates that fit */
    FIELD_RELATION,  /* enum timex_relation */
    FIELD_FORM,      /* enum frame_form: how the frames of the expression make its value */
    FIELD_ASIDE,     /* enum frame_aside: does not move the narrative */
    FIELD_TIMES,
};

#define FIELD_ABSENT INT16_MIN
#define COUNT_VAGUE (-1)

enum frame_base { BASE_PUBLISHED = 1, BASE_NARRATIVE };
enum frame_unit {
    UNIT_HOUR = 1,
    UNIT_DAY,
    UNIT_WEEK,
    UNIT_WEEKEND,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_HALF,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
};
enum frame_part {
    PART_EARLY = 1, /* first quarter of a year; a month stays a month */
    PART_MID,
    PART_LATE,
    PART_SO_FAR, /* "earlier this year": from its start to publication */
    PART_REST,   /* "later this year": from publication to its end */
};
enum frame_aside {
    ASIDE_SAID = 1, /* in parentheses, "today" */
    ASIDE_NOUN,     /* a noun's date: "the 2016 ruling", "last month's coup" */
};
enum frame_choice { CHOICE_LAST = 1, CHOICE_NEXT, CHOICE_NEAREST };
enum frame_form {
    FORM_PLAIN,
    FORM_RANGE,          /* frame 1 to frame 2 */
    FORM_SHIFTED,        /* frame 2, moved by what frame 1 counts: "two days after 3 May" */
    FORM_TO_PUBLISHED,   /* frame 1 to publication: "over the last three years" */
    FORM_FROM_PUBLISHED, /* publication to frame 1: "by 2030" */
    FORM_PERIOD_BEFORE,  /* vague time up to publication: "in recent weeks" */
    FORM_PERIOD_AFTER,   /* vague time from publication on: "in the coming months" */
    FORM_STEP,           /* no date but the way to one: "a year after X did Y" */
    FORM_UNKNOWN,        /* found, but without a date: "for months now" */
    FORM_HEADER,         /* heads an entry of a chronology: its year rules what follows */
    FORM_DROP,           /* looks like a time expression and is none: "every Friday" */
};

struct frame {
    int16_t field[FIELD_TIMES];
};

/* An action of the data file: sets `field` to `value`. */
struct frame_action {
    enum frame_field field;
    int16_t value;
};

struct frame frame_empty(void);

static inline bool frame_has(const struct frame *frame, enum frame_field field)
{
    return frame->field[field] != FIELD_ABSENT;
}

/* The field, or `otherwise` when the words do not give it. */
static inline int frame_get(const struct frame *frame, enum frame_field field, int otherwise)
{
    return frame_has(frame, field) ? frame->field[field] : otherwise;
}

/* The field of this name ("month"), or false. */
bool frame_field_named(struct slice name, enum frame_field *out);

/* The action written as a word ("since", "last") or as `field=value` ("shift=-1"), or false. */
bool frame_action_named(struct slice text, struct frame_action *out);

#endif
