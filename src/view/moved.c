/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What moved in a period: every pair with an event in it, scored on its first and last day as a
 * circle scores a tie, so that the list and the circle cannot tell two stories. Cost: the views of
 * the pairs of which something fell into the period. */
#include <math.h>
#include <stdlib.h>

#include "view/inside.h"

#define LEAST_CHANGE 0.05 /* less is no movement once printed with one digit */

static bool in_period(const struct ledger_gist *gist, struct view_time time)
{
    return gist_reached(gist, time.as_of) && !gist_reached(gist, time.since);
}

/* Does the event pull the score the way it moved? */
static bool speaks_for(const struct formula *formula, const struct ledger_event *event, double by)
{
    double way = formula->event[event->event];
    if (event->bond != BOND_NONE) {
        way = formula->bond[event->bond] * (event->sign == '+' ? 1 : -1);
    }
    return way * by > 0;
}

/* Counts a number that was not seen before. */
static void count_new(struct arena *arena, struct map *seen, const uint32_t *number, size_t *count)
{
    struct slice key = {(const char *)number, sizeof *number};
    if (map_get(seen, key) == MAP_NONE) {
        map_put(seen, arena, key, 1);
        ++*count;
    }
}

/* Reads the pair once more, with the claims of its events: who tells of the period, and the event
 * that stands for it. */
static bool period_read(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                        struct view_time time, struct moved_row *row, struct error *err)
{
    const struct ledger_dyad_filter filter = {.a = row->a, .b = row->b, .known_by = time.known_by};
    struct ledger_dyad_list dyads;
    struct map articles = {0}, families = {0};
    int best = -1;
    if (!ledger_dyads(arena, ledger, &filter, &dyads, err)) {
        return false;
    }
    const struct ledger_view *view = &dyads.items[0].view;
    for (size_t i = 0; i < view->event_count; i++) {
        const struct ledger_event *event = &view->events[i];
        if (!in_period(&view->gists[i], time)) {
            continue;
        }
        for (size_t j = 0; j < event->claim_count; j++) {
            count_new(arena, &articles, &event->support[j].article, &row->article_count);
            count_new(arena, &families, &event->support[j].family, &row->family_count);
        }
        int rank = evidence_rank(&view->gists[i]) +
                   (speaks_for(formula, event, row->score - row->score_since) ? 10 : 0);
        if (rank >= best) { /* events lie by date */
            best = rank;
            row->event = event;
        }
    }
    const struct ledger_wanted wanted = {.claims = &row->event->support[0].number,
                                         .claim_count = 1,
                                         .events = &row->event,
                                         .event_count = 1};
    return evidence_load(arena, ledger, &wanted, &row->evidence, NULL, err);
}

static void row_read(const struct formula *formula, const struct tie *tie, struct view_time time,
                     struct moved_row *row)
{
    struct reading since, now;
    for (size_t i = 0; i < tie->event_count; i++) {
        row->event_count += in_period(&tie->gists[i], time);
    }
    if (row->event_count) {
        tie_read(NULL, formula, tie, time.since, false, &since);
        tie_read(NULL, formula, tie, time.as_of, false, &now);
        row->score = now.score;
        row->score_since = since.score;
    }
}

static double change(const struct moved_row *row)
{
    return row->score - row->score_since;
}

static int row_compare(const void *left, const void *right)
{
    const struct moved_row *x = left, *y = right;
    double a = fabs(change(x)), b = fabs(change(y));
    if (a != b) {
        return a > b ? -1 : 1;
    }
    int order = slice_compare(x->a, y->a);
    return order ? order : slice_compare(x->b, y->b);
}

static bool time_defaults(struct ledger *ledger, struct view_time *time, struct error *err)
{
    if (time->as_of == DAY_AFTER_ALL && !ledger_latest_day(ledger, &time->as_of, err)) {
        return false;
    }
    if (time->since == DAY_BEFORE_ALL && time->as_of != DAY_BEFORE_ALL) {
        int year, month, day;
        day_split(time->as_of, &year, &month, &day);
        int last = month_days(month == 1 ? year - 1 : year, month == 1 ? 12 : month - 1);
        time->since = day_of(year, month - 1, day < last ? day : last);
    }
    return true;
}

bool view_moved(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                const struct actor_register *actors, struct view_time time, struct moved *out,
                struct error *err)
{
    struct ledger_dyad_list dyads;
    *out = (struct moved){0};
    if (!time_defaults(ledger, &time, err)) {
        return false;
    }
    const struct ledger_dyad_filter filter = {.known_by = time.known_by,
                                              .gists = true,
                                              .moved = true,
                                              .after = time.since,
                                              .until = time.as_of};
    if (!ledger_dyads(arena, ledger, &filter, &dyads, err)) {
        return false;
    }
    out->time = time;
    for (size_t i = 0; i < dyads.count; i++) {
        struct moved_row row = {.a = dyads.items[i].a, .b = dyads.items[i].b};
        struct tie tie;
        if (!tie_make(arena, &dyads.items[i], row.a, &tie)) {
            continue;
        }
        row_read(formula, &tie, time, &row);
        if (!row.event_count || fabs(change(&row)) < LEAST_CHANGE) {
            continue;
        }
        row.name_a = actor_words(actors, row.a);
        row.name_b = actor_words(actors, row.b);
        if (!period_read(arena, ledger, formula, time, &row, err)) {
            return false;
        }
        *arena_push(arena, out->rows, out->row_count) = row;
    }
    if (out->row_count) {
        qsort(out->rows, out->row_count, sizeof *out->rows, row_compare);
    }
    return true;
}

static void print_row(struct buffer *out, const struct moved_row *row)
{
    const struct slice texts[][2] = {{SLICE("a"), row->a},
                                     {SLICE("name_a"), row->name_a},
                                     {SLICE("b"), row->b},
                                     {SLICE("name_b"), row->name_b}};
    buffer_print(out, "{");
    print_json_texts(out, texts, sizeof texts / sizeof *texts);
    buffer_print(out,
                 "\"direction\":\"%s\",\"score\":", change(row) > 0 ? "improved" : "deteriorated");
    print_score(out, row->score);
    buffer_print(out, ",\"score_since\":");
    print_score(out, row->score_since);
    buffer_print(out, ",\"events\":%zu,\"articles\":%zu,\"families\":%zu,\"event\":{",
                 row->event_count, row->article_count, row->family_count);
    print_json_event(out, row->event);
    buffer_print(out, "},\"evidence\":");
    print_json_evidence(out, &row->evidence);
    buffer_print(out, "}");
}

void view_print_moved_json(struct buffer *out, const struct moved *moved)
{
    buffer_print(out, "{\"as_of\":");
    print_json_day(out, moved->time.as_of);
    buffer_print(out, ",\"since\":");
    print_json_day(out, moved->time.since);
    buffer_print(out, ",\"known_by\":");
    print_json_day(out, moved->time.known_by);
    buffer_print(out, ",\n \"pairs\":[");
    for (size_t i = 0; i < moved->row_count; i++) {
        buffer_print(out, i ? ",\n  " : "");
        print_row(out, &moved->rows[i]);
    }
    buffer_print(out, "]}\n");
}
