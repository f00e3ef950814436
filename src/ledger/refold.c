/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Folds again of a dyad what its new claims bear on: the years that they reach (reach.c), and in
 * them the events of the kinds of deed that they tell of; all other events are those of before.
 * What goes beyond a year is brought up to date from the head of the dyad. The result is that of
 * folding all. Cost: the years that are read, and the steps of the dyad's bonds. */
#include <stdlib.h>

#include "ledger/fold.h"

/* A dyad whose years are being folded. */
struct refold {
    struct arena *arena;
    struct ledger *ledger;
    int64_t dyad;
    struct pair pair;
    bool whole;                 /* all years and all kinds */
    struct reach_list reaches;  /* of the new claims, with all that they meet */
    struct dyad_change *change; /* out */
};

static bool is_touched(const struct refold *refold, const struct ledger_event *event, int32_t year)
{
    const struct reach *reach = reach_find(&refold->reaches, kind_of_event(event), year);
    return refold->whole || (reach && reach->touched);
}

/* ------------------------------------------------------------------------------ reading */

/* Reads the years from the one to the other, behind those that were read. */
static bool years_load(struct refold *refold, int32_t from, int32_t to, struct error *err)
{
    struct dyad_year_list years = {0}, *all = &refold->change->years_before;
    struct ledger_view view = {0};
    struct statement *ask = store_statement(refold->ledger->store, "digest_years");
    bool row;
    statement_number(ask, 1, refold->dyad);
    statement_number(ask, 2, from);
    statement_number(ask, 3, to);
    if (!statement_step(ask, &row, err)) {
        return false;
    }
    struct slice gists = row ? statement_column(refold->arena, ask, 0) : SLICE("");
    struct slice events = row ? statement_column(refold->arena, ask, 1) : SLICE("");
    statement_reset(ask);
    if (!years_read_gists(refold->arena, gists, &view, &years) ||
        !years_read_events(refold->arena, events, refold->pair, &view, &years)) {
        return digest_broken(refold->pair, err);
    }
    for (size_t i = 0; i < years.count; i++) {
        *arena_push(refold->arena, all->items, all->count) = years.items[i];
    }
    return true;
}

static int from_compare(const void *left, const void *right)
{
    return number_compare(((const struct reach *)left)->from, ((const struct reach *)right)->from);
}

/* Reads the years that new claims reach. */
static bool before_load(struct refold *refold, struct error *err)
{
    struct reach *touched = arena_room(refold->arena, refold->reaches.count, sizeof *touched);
    size_t count = 0, next;
    if (refold->whole) {
        return years_load(refold, YEAR_FIRST, YEAR_LAST, err);
    }
    for (size_t i = 0; i < refold->reaches.count; i++) {
        if (refold->reaches.items[i].touched) {
            touched[count++] = refold->reaches.items[i];
        }
    }
    if (count) {
        qsort(touched, count, sizeof *touched, from_compare);
    }
    for (size_t i = 0; i < count; i = next) {
        int32_t to = touched[i].to;
        for (next = i + 1; next < count && touched[next].from <= to + 1; next++) {
            to = touched[next].to > to ? touched[next].to : to;
        }
        if (!years_load(refold, touched[i].from, to, err)) {
            return false;
        }
    }
    return true;
}

/* Appends the claims of the events that are to be folded again. */
static bool claims_load(struct refold *refold, struct ledger_claim_list *claims, struct error *err)
{
    const struct ledger_filter all = {.known_by = DAY_AFTER_ALL};
    const struct dyad_year_list *years = &refold->change->years_before;
    int64_t *numbers = NULL;
    size_t count = 0;
    for (size_t i = 0; !refold->whole && i < years->count; i++) {
        for (size_t j = 0; j < years->items[i].count; j++) {
            const struct ledger_event *event = &years->items[i].events[j];
            bool touched = is_touched(refold, event, years->items[i].year);
            for (size_t k = 0; touched && k < event->claim_count; k++) {
                *arena_push(refold->arena, numbers, count) = event->support[k].number;
            }
        }
    }
    if (!count) {
        return true;
    }
    struct statement *list = store_statement(refold->ledger->store, "claims_of_numbers");
    bind_numbers(list, 1, numbers, count);
    return claims_read(refold->arena, refold->ledger, list, &all, claims, err);
}

static int number_order(const void *left, const void *right)
{
    return number_compare(((const struct ledger_claim *)left)->number,
                          ((const struct ledger_claim *)right)->number);
}

/* A new claim may be one that an event holds already: each is kept once. */
static void drop_doubles(struct ledger_claim_list *claims)
{
    size_t kept = 0;
    if (claims->count) {
        qsort(claims->items, claims->count, sizeof *claims->items, number_order);
    }
    for (size_t i = 0; i < claims->count; i++) {
        if (i == 0 || claims->items[i].number != claims->items[i - 1].number) {
            claims->items[kept++] = claims->items[i];
        }
    }
    claims->count = kept;
}

/* ------------------------------------------------------------------------------ merging */

/* The events of the year that are kept and those folded, which both lie in order. */
static void year_merge(const struct refold *refold, const struct dyad_year *before,
                       const struct ledger_event *folded, size_t folded_count,
                       struct dyad_year *out)
{
    size_t most = (before ? before->count : 0) + folded_count, next = 0;
    out->events = arena_room(refold->arena, most, sizeof *out->events);
    for (size_t i = 0; before && i < before->count; i++) {
        const struct ledger_event *kept = &before->events[i];
        if (is_touched(refold, kept, before->year)) {
            continue;
        }
        while (next < folded_count && event_compare(&folded[next], kept) < 0) {
            out->events[out->count++] = folded[next++];
        }
        out->events[out->count++] = *kept;
    }
    while (next < folded_count) {
        out->events[out->count++] = folded[next++];
    }
    out->gists = arena_room(refold->arena, out->count, sizeof *out->gists);
    for (size_t i = 0; i < out->count; i++) {
        out->gists[i] = gist_of_event(&out->events[i]);
    }
}

/* All years that were read, and those that have events now. */
static bool years_merge(struct refold *refold, const struct ledger_view *folded, struct error *err)
{
    const struct dyad_year_list *before = &refold->change->years_before;
    struct dyad_year_list *after = &refold->change->years_after;
    size_t was = 0, next = 0;
    while (was < before->count || next < folded->event_count) {
        size_t first = next;
        int32_t fresh = next < folded->event_count ? day_year(folded->events[next].day) : INT32_MAX;
        bool there = was < before->count && before->items[was].year <= fresh;
        int32_t year = there ? before->items[was].year : fresh;
        while (next < folded->event_count && day_year(folded->events[next].day) == year) {
            next++;
        }
        struct dyad_year *out = arena_push(refold->arena, after->items, after->count);
        out->year = year;
        year_merge(refold, there ? &before->items[was++] : NULL, folded->events + first,
                   next - first, out);
        if (out->count > PLACES_AT_MOST) {
            return error_set(err, ERROR_LIMIT, "more than %d events of %.*s and %.*s in a year",
                             PLACES_AT_MOST, SLICE_ARGS(refold->pair.a),
                             SLICE_ARGS(refold->pair.b));
        }
    }
    return true;
}

/* What goes beyond a year, from what it was and the years. */
static void head_merge(struct refold *refold, const struct ledger_claim_list *claims)
{
    struct arena *arena = refold->arena;
    struct dyad_change *change = refold->change;
    struct dyad_year_list *years = &change->years_after;
    struct telling_list told = {0};
    struct track_list tracks;
    struct reach_list kept = {0}, fresh;
    for (size_t i = 0; i < years->count; i++) {
        tellings_count(arena, &years->items[i], &told);
    }
    tellings_merge(arena, &change->before.tellings, years, &told, &change->after.tellings);
    tracks_make(arena, years, &tracks);
    tracks_merge(arena, &change->before.tracks, years, &tracks, &change->after.tracks);
    for (size_t i = 0; i < refold->reaches.count; i++) {
        if (!refold->reaches.items[i].touched) {
            *arena_push(arena, kept.items, kept.count) = refold->reaches.items[i];
        }
    }
    reaches_of(arena, claims, false, &fresh);
    reaches_join(arena, &kept, &fresh, &change->after.reaches);
}

bool dyad_fold(struct arena *arena, struct ledger *ledger, const struct dyad_row *dyad, bool whole,
               struct ledger_claim_list *claims, struct dyad_change *change, struct error *err)
{
    struct refold refold = {arena, ledger, dyad->number, dyad->pair, whole, {0}, change};
    const struct reach_list none = {0};
    struct reach_list fresh;
    struct ledger_view folded = {0};
    reaches_of(arena, claims, true, &fresh);
    reaches_join(arena, whole ? &none : &change->before.reaches, &fresh, &refold.reaches);
    if (!before_load(&refold, err) || !claims_load(&refold, claims, err)) {
        return false;
    }
    drop_doubles(claims);
    events_fold(arena, claims, &folded);
    if (!years_merge(&refold, &folded, err)) {
        return false;
    }
    head_merge(&refold, claims);
    return true;
}
