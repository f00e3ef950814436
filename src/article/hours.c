/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Hours of the day as pages write them at the start of a text: "14:32", "9 h 05", "11.20 am". Takes
 * a text, gives the minutes since midnight and how many bytes say so. */
#include "article/inside.h"

static size_t skip_space(struct slice text, size_t at)
{
    while (at < text.length) {
        struct slice rest = slice_part(text, at, text.length);
        if (slice_starts(rest, SLICE(" "))) {
            at++;
        } else if (slice_starts(rest, SLICE("\xC2\xA0"))) {
            at += 2;
        } else if (slice_starts(rest, SLICE("\xE2\x80\xAF"))) {
            at += 3;
        } else {
            break;
        }
    }
    return at;
}

static int read_number(struct slice text, size_t *at)
{
    int number = 0;
    size_t begin = *at;
    while (*at < text.length && *at < begin + 2 && text.at[*at] >= '0' && text.at[*at] <= '9') {
        number = number * 10 + (text.at[(*at)++] - '0');
    }
    return *at == begin ? -1 : number;
}

size_t hour_read(struct slice text, int *minutes)
{
    size_t at = 0;
    int hour = read_number(text, &at);
    at = skip_space(text, at);
    if (hour < 0 || hour > 23 || at >= text.length || !strchr("hH:.", text.at[at])) {
        return 0;
    }
    bool point = text.at[at] == '.';
    at = skip_space(text, at + 1);
    size_t before = at;
    int minute = read_number(text, &at);
    struct slice rest = slice_part(text, at, text.length);
    size_t half = skip_space(rest, 0);
    bool late = half + 2 <= rest.length && (rest.at[half] == 'p' || rest.at[half] == 'P');
    bool early = half + 2 <= rest.length && (rest.at[half] == 'a' || rest.at[half] == 'A');
    bool halved = (late || early) && (rest.at[half + 1] == 'm' || rest.at[half + 1] == 'M');
    if (at != before + 2 || minute > 59 || (point && !halved)) {
        return 0;
    }
    *minutes = (halved ? hour % 12 + (late ? 12 : 0) : hour) * 60 + minute;
    return halved ? at + half + 2 : at;
}

struct slice hour_cut(struct slice text)
{
    int minutes;
    size_t at = hour_read(text, &minutes);
    while (at && at < text.length) {
        struct slice rest = slice_part(text, at, text.length);
        size_t next = skip_space(text, at);
        if (strchr("-:|.,", rest.at[0])) {
            next = at + 1;
        } else if (slice_starts(rest, SLICE("–")) || slice_starts(rest, SLICE("—"))) {
            next = at + strlen("–");
        }
        if (next == at) {
            break;
        }
        at = next;
    }
    return slice_part(text, at, text.length);
}
