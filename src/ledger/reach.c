/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How far in time a claim may bear. Claims of one kind of deed (type, bond, sign, who did it)
 * become one event only where their dates meet (join.c), so that the fold of a kind falls apart
 * into stretches of years that no date couples: most are one year, and one claim "since 2014"
 * couples all from 2014 on. Only the events of the stretches that new claims meet need to be folded
 * again. Cost: that of sorting. */
#include <stdlib.h>

#include "ledger/fold.h"

enum { BOND_SHIFT = 8, SIGN_SHIFT = 16, SIDE_SHIFT = 24 };

static uint32_t kind_make(enum event_type event, enum bond_type bond, char sign, bool second)
{
    return (uint32_t)event | (uint32_t)bond << BOND_SHIFT | sign_place(sign) << SIGN_SHIFT |
           (uint32_t)second << SIDE_SHIFT;
}

uint32_t kind_of_claim(const struct claim *claim)
{
    struct pair pair = pair_of(claim->source, claim->target);
    struct slice source = kind_source(claim->event, claim->source, pair);
    return kind_make(claim->event, claim->bond, claim->sign, !slice_equal(source, pair.a));
}

uint32_t kind_of_event(const struct ledger_event *event)
{
    struct pair pair = pair_of(event->source, event->target);
    return kind_make(event->event, event->bond, event->sign, !slice_equal(event->source, pair.a));
}

static int reach_compare(const void *left, const void *right)
{
    const struct reach *x = left, *y = right;
    int order = number_compare(x->kind, y->kind);
    return order ? order : number_compare(x->from, y->from);
}

/* Sorts the reaches and joins those of one kind that share a year. */
static void reaches_settle(struct reach_list *list)
{
    size_t kept = 0;
    if (list->count) {
        qsort(list->items, list->count, sizeof *list->items, reach_compare);
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct reach *reach = &list->items[i];
        struct reach *last = kept ? &list->items[kept - 1] : NULL;
        if (last && last->kind == reach->kind && reach->from <= last->to) {
            last->to = reach->to > last->to ? reach->to : last->to;
            last->touched |= reach->touched;
        } else {
            list->items[kept++] = *reach;
        }
    }
    list->count = kept;
}

void reaches_of(struct arena *arena, const struct ledger_claim_list *claims, bool touched,
                struct reach_list *out)
{
    *out = (struct reach_list){arena_array(arena, claims->count, sizeof *out->items), 0};
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i].claim;
        int32_t from = day_year(edtf_first(claim->date)), to = day_year(edtf_last(claim->date));
        if (touched || from != to) {
            out->items[out->count++] = (struct reach){kind_of_claim(claim), from, to, touched};
        }
    }
    reaches_settle(out);
}

void reaches_join(struct arena *arena, const struct reach_list *x, const struct reach_list *y,
                  struct reach_list *out)
{
    *out = (struct reach_list){arena_array(arena, x->count + y->count, sizeof *out->items), 0};
    const struct reach_list *const lists[] = {x, y};
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < lists[i]->count; j++) {
            out->items[out->count++] = lists[i]->items[j];
        }
    }
    reaches_settle(out);
}

const struct reach *reach_find(const struct reach_list *reaches, uint32_t kind, int32_t year)
{
    size_t low = 0, high = reaches->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct reach *reach = &reaches->items[middle];
        if (reach->kind < kind || (reach->kind == kind && reach->to < year)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const struct reach *reach = low < reaches->count ? &reaches->items[low] : NULL;
    return reach && reach->kind == kind && reach->from <= year ? reach : NULL;
}
