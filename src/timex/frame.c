/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes names of fields and actions as data/<lang>/time.txt writes them; gives their codes. */
#include "timex/frame.h"

#include <stdlib.h>

#include "timex/timex.h"

static const char *const field_names[FIELD_TIMES] = {
    [FIELD_YEAR] = "year",         [FIELD_DECADE] = "decade",   [FIELD_SEASON] = "season",
    [FIELD_QUARTER] = "quarter",   [FIELD_HALF] = "half",       [FIELD_MONTH] = "month",
    [FIELD_DAY] = "day",           [FIELD_WEEKDAY] = "weekday", [FIELD_BASE] = "base",
    [FIELD_UNIT] = "unit",         [FIELD_COUNT] = "count",     [FIELD_DIRECTION] = "direction",
    [FIELD_SHIFT] = "shift",       [FIELD_PART] = "part",       [FIELD_CHOICE] = "choice",
    [FIELD_RELATION] = "relation", [FIELD_FORM] = "form",       [FIELD_ASIDE] = "aside",
};

static const struct {
    const char *name;
    struct frame_action action;
} words[] = {
    {"published", {FIELD_BASE, BASE_PUBLISHED}},
    {"narrative", {FIELD_BASE, BASE_NARRATIVE}},
    {"back", {FIELD_DIRECTION, -1}},
    {"ahead", {FIELD_DIRECTION, 1}},
    {"hours", {FIELD_UNIT, UNIT_HOUR}},
    {"days", {FIELD_UNIT, UNIT_DAY}},
    {"weeks", {FIELD_UNIT, UNIT_WEEK}},
    {"weekends", {FIELD_UNIT, UNIT_WEEKEND}},
    {"months", {FIELD_UNIT, UNIT_MONTH}},
    {"quarters", {FIELD_UNIT, UNIT_QUARTER}},
    {"halves", {FIELD_UNIT, UNIT_HALF}},
    {"years", {FIELD_UNIT, UNIT_YEAR}},
    {"decades", {FIELD_UNIT, UNIT_DECADE}},
    {"centuries", {FIELD_UNIT, UNIT_CENTURY}},
    {"vague", {FIELD_COUNT, COUNT_VAGUE}},
    {"early", {FIELD_PART, PART_EARLY}},
    {"mid", {FIELD_PART, PART_MID}},
    {"late", {FIELD_PART, PART_LATE}},
    {"so_far", {FIELD_PART, PART_SO_FAR}},
    {"rest", {FIELD_PART, PART_REST}},
    {"last", {FIELD_CHOICE, CHOICE_LAST}},
    {"next", {FIELD_CHOICE, CHOICE_NEXT}},
    {"nearest", {FIELD_CHOICE, CHOICE_NEAREST}},
    {"at", {FIELD_RELATION, TIMEX_AT}},
    {"since", {FIELD_RELATION, TIMEX_SINCE}},
    {"until", {FIELD_RELATION, TIMEX_UNTIL}},
    {"before", {FIELD_RELATION, TIMEX_BEFORE}},
    {"after", {FIELD_RELATION, TIMEX_AFTER}},
    {"for", {FIELD_RELATION, TIMEX_FOR}},
    {"range", {FIELD_FORM, FORM_RANGE}},
    {"shifted", {FIELD_FORM, FORM_SHIFTED}},
    {"to_published", {FIELD_FORM, FORM_TO_PUBLISHED}},
    {"from_published", {FIELD_FORM, FORM_FROM_PUBLISHED}},
    {"period_before", {FIELD_FORM, FORM_PERIOD_BEFORE}},
    {"period_after", {FIELD_FORM, FORM_PERIOD_AFTER}},
    {"step", {FIELD_FORM, FORM_STEP}},
    {"unknown", {FIELD_FORM, FORM_UNKNOWN}},
    {"header", {FIELD_FORM, FORM_HEADER}},
    {"drop", {FIELD_FORM, FORM_DROP}},
    {"aside", {FIELD_ASIDE, ASIDE_SAID}},
    {"noun", {FIELD_ASIDE, ASIDE_NOUN}},
};

struct frame frame_empty(void)
{
    struct frame frame;
    for (size_t i = 0; i < FIELD_TIMES; i++) {
        frame.field[i] = FIELD_ABSENT;
    }
    return frame;
}

bool frame_field_named(struct slice name, enum frame_field *out)
{
    for (size_t i = 0; i < FIELD_TIMES; i++) {
        if (slice_is(name, field_names[i])) {
            *out = (enum frame_field)i;
            return true;
        }
    }
    return false;
}

static bool number_read(struct slice text, int16_t *out)
{
    char digits[8];
    if (!text.length || text.length >= sizeof digits) {
        return false;
    }
    memcpy(digits, text.at, text.length);
    digits[text.length] = '\0';
    char *end;
    long value = strtol(digits, &end, 10);
    *out = (int16_t)value;
    return *end == '\0' && value >= -9999 && value <= 9999;
}

bool frame_action_named(struct slice text, struct frame_action *out)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_is(text, words[i].name)) {
            *out = words[i].action;
            return true;
        }
    }
    struct slice rest = text, name;
    return slice_split(&rest, '=', &name) && rest.at && frame_field_named(name, &out->field) &&
           number_read(rest, &out->value);
}
