/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a circle, adds rows for actors of whom no tie with its ego is told, though the ledger ties
 * them to some who stand in it: what the articles leave open, which no reader should take for
 * "neutral". Those with most ties into the circle come first. Cost: one pass over the pairs of the
 * ledger, then the views of a dozen actors; none in a wide circle. */
#include <stdlib.h>

#include "view/inside.h"

#define AROUND_MOST 12   /* rows */
#define AROUND_WIDEST 60 /* a circle of more leaves nobody out who matters */
#define AROUND_NAMED 5   /* whom a reason names */

struct neighbour {
    struct slice code;
    size_t shared; /* pairs with somebody in the circle */
};

struct neighbours {
    struct neighbour *items;
    size_t count;
    struct map known; /* code: index + 1 */
};

static int neighbour_compare(const void *left, const void *right)
{
    const struct neighbour *x = left, *y = right;
    if (x->shared != y->shared) {
        return x->shared > y->shared ? -1 : 1;
    }
    return slice_compare(x->code, y->code);
}

static void neighbour_count(struct arena *arena, struct neighbours *all, struct slice code)
{
    uint32_t at = map_get(&all->known, code);
    if (at == MAP_NONE) {
        *arena_push(arena, all->items, all->count) = (struct neighbour){code, 1};
        map_put(&all->known, arena, code, (uint32_t)all->count);
    } else {
        all->items[at - 1].shared++;
    }
}

/* Who is paired with somebody in the circle, but not in it. */
static bool neighbours_find(struct arena *arena, struct ledger *ledger, const struct circle *circle,
                            const struct map *inside, struct neighbours *out, struct error *err)
{
    const struct ledger_dyad_filter filter = {.pairs = true};
    struct ledger_dyad_list pairs;
    if (!ledger_dyads(arena, ledger, &filter, &pairs, err)) {
        return false;
    }
    for (size_t i = 0; i < pairs.count; i++) {
        const struct ledger_dyad *pair = &pairs.items[i];
        bool a = map_get(inside, pair->a) != MAP_NONE, b = map_get(inside, pair->b) != MAP_NONE;
        struct slice other = a ? pair->b : pair->a;
        if (a != b && !slice_is(other, "-") && !slice_equal(other, circle->ego)) {
            neighbour_count(arena, out, other);
        }
    }
    if (out->count) {
        qsort(out->items, out->count, sizeof *out->items, neighbour_compare);
    }
    return true;
}

/* The row of one neighbour; no shared tie where none was known or done by the day. */
static bool row_make(struct arena *arena, struct ledger *ledger, const struct circle *circle,
                     const struct map *inside, struct circle_row *row, size_t *shared,
                     struct error *err)
{
    struct slice names = {NULL, 0};
    const struct ledger_gist *newest = NULL;
    struct ties ties;
    *shared = 0;
    if (!ties_load(arena, ledger, row->alter, circle->time.known_by, false, &ties, err)) {
        return false;
    }
    for (size_t i = 0; i < ties.count; i++) {
        const struct tie *tie = &ties.items[i];
        const struct ledger_gist *gist = newest_event(tie, circle->time.as_of);
        if (!gist || map_get(inside, tie->alter) == MAP_NONE) {
            continue;
        }
        if ((*shared)++ < AROUND_NAMED) {
            names = slice_print(arena, "%.*s%s%.*s", SLICE_ARGS(names), names.length ? ", " : "",
                                SLICE_ARGS(tie->alter));
        }
        newest = !newest || evidence_rank(gist) > evidence_rank(newest) ? gist : newest;
    }
    row->reason =
        slice_print(arena, "tied to %.*s%s", SLICE_ARGS(names), *shared > AROUND_NAMED ? " …" : "");
    return !newest || evidence_load_one(arena, ledger, newest->best, &row->evidence, err);
}

bool view_around(struct arena *arena, struct ledger *ledger, const struct actor_register *actors,
                 struct circle *circle, struct error *err)
{
    struct map inside = {0};
    struct neighbours all = {0};
    if (circle->row_count > AROUND_WIDEST) {
        return true;
    }
    for (size_t i = 0; i < circle->row_count; i++) {
        map_put(&inside, arena, circle->rows[i].alter, 1);
    }
    if (!neighbours_find(arena, ledger, circle, &inside, &all, err)) {
        return false;
    }
    struct circle_row *rows =
        arena_array(arena, circle->row_count + AROUND_MOST, sizeof *circle->rows);
    memcpy(rows, circle->rows, circle->row_count * sizeof *rows);
    size_t count = circle->row_count, most = circle->row_count + AROUND_MOST;
    for (size_t i = 0; i < all.count && count < most; i++) {
        struct circle_row row = {.alter = all.items[i].code,
                                 .name = actor_words(actors, all.items[i].code),
                                 .movement = MOVEMENT_UNKNOWN,
                                 .cause = CAUSE_UNTOLD};
        size_t shared;
        if (!row_make(arena, ledger, circle, &inside, &row, &shared, err)) {
            return false;
        }
        rows[count] = row;
        count += shared > 0;
    }
    circle->rows = rows;
    circle->row_count = count;
    return true;
}
