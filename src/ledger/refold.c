/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Folds a dyad of which only some claims are new. Claims become one event only where they tell the
 * same kind of deed (type, bond, sign, who did it), so that the events of all other kinds are those
 * of the view before: only the claims of the kinds that the new ones tell of are read and folded
 * again. The result is that of folding all. Cost: the claims of those kinds, and the events of the
 * dyad once. */
#include <stdlib.h>

#include "ledger/fold.h"

enum { SIGNS = 4, SIDES = 2 };

/* Which kinds of deed new claims tell of. */
struct kinds {
    bool touched[EVENT_COUNT][BOND_COUNT][SIGNS][SIDES];
};

static bool *kind_at(struct kinds *kinds, enum event_type event, enum bond_type bond, char sign,
                     bool second)
{
    int place = sign == '+' ? 1 : sign == '-' ? 2 : sign == '~' ? 3 : 0;
    return &kinds->touched[event][bond][place][second];
}

static bool *kind_of_claim(struct kinds *kinds, const struct claim *claim)
{
    struct pair pair = pair_of(claim->source, claim->target);
    struct slice source = kind_source(claim->event, claim->source, pair);
    return kind_at(kinds, claim->event, claim->bond, claim->sign, !slice_equal(source, pair.a));
}

static bool *kind_of_event(struct kinds *kinds, const struct ledger_event *event)
{
    struct pair pair = pair_of(event->source, event->target);
    return kind_at(kinds, event->event, event->bond, event->sign,
                   !slice_equal(event->source, pair.a));
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

/* The claims of the events that lie at those places in the store. */
static bool event_claims_read(struct arena *arena, struct ledger *ledger, int64_t dyad,
                              const int64_t *places, size_t count, struct ledger_claim_list *out,
                              struct error *err)
{
    const struct ledger_filter all = {.known_by = DAY_AFTER_ALL};
    if (!count) {
        return true;
    }
    struct statement *list = store_statement(ledger->store, "claims_of_events");
    statement_number(list, 1, dyad);
    bind_numbers(list, 2, places, count);
    return claims_read(arena, ledger, list, &all, out, err);
}

/* The folded events and those of the view before whose kinds are not touched: both lie in order. */
static void events_merge(struct arena *arena, const struct ledger_view *folded,
                         const struct ledger_view *before, struct kinds *kinds,
                         struct ledger_view *out)
{
    size_t next = 0;
    out->events = arena_room(arena, before->event_count + folded->event_count, sizeof *out->events);
    for (size_t i = 0; i < before->event_count; i++) {
        const struct ledger_event *kept = &before->events[i];
        if (*kind_of_event(kinds, kept)) {
            continue;
        }
        while (next < folded->event_count && event_compare(&folded->events[next], kept) < 0) {
            out->events[out->event_count++] = folded->events[next++];
        }
        out->events[out->event_count++] = *kept;
    }
    while (next < folded->event_count) {
        out->events[out->event_count++] = folded->events[next++];
    }
}

bool view_refold(struct arena *arena, struct ledger *ledger, int64_t dyad,
                 const struct ledger_view *before, struct ledger_claim_list *fresh,
                 struct ledger_view *out, struct error *err)
{
    struct kinds *kinds = arena_alloc(arena, sizeof *kinds);
    *out = (struct ledger_view){0};
    for (size_t i = 0; i < fresh->count; i++) {
        *kind_of_claim(kinds, &fresh->items[i].claim) = true;
    }
    int64_t *places = arena_room(arena, before->event_count, sizeof *places);
    size_t count = 0;
    for (size_t i = 0; i < before->event_count; i++) {
        if (*kind_of_event(kinds, &before->events[i])) {
            places[count++] = (int64_t)i;
        }
    }
    if (!event_claims_read(arena, ledger, dyad, places, count, fresh, err)) {
        return false;
    }
    drop_doubles(fresh);
    struct ledger_view folded = {0};
    events_fold(arena, fresh, &folded);
    events_merge(arena, &folded, before, kinds, out);
    view_finish(arena, out);
    return true;
}
