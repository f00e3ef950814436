/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Makes the circle of one actor: the views of its dyads as they were by `known_by` are its ties,
 * each read on both days and its movement told. */
#include <stdlib.h>

#include "view/inside.h"

bool tie_make(struct arena *arena, const struct ledger_dyad *dyad, struct slice ego,
              struct tie *out)
{
    const struct ledger_view *view = &dyad->view;
    *out = (struct tie){.alter = slice_equal(dyad->b, ego) ? dyad->a : dyad->b};
    if (slice_is(dyad->a, "-") || slice_is(dyad->b, "-") || slice_equal(dyad->a, dyad->b)) {
        return false;
    }
    out->gists = view->gists;
    out->events = view->events;
    out->event_count = view->event_count;
    out->bonds = arena_room(arena, view->bond_count, sizeof *out->bonds);
    while (out->bond_count < view->bond_count) {
        out->bonds[out->bond_count] = &view->bonds[out->bond_count];
        out->bond_count++;
    }
    return true;
}

bool ties_load(struct arena *arena, struct ledger *ledger, struct slice ego, int32_t known_by,
               bool whole, struct ties *out, struct error *err)
{
    struct ledger_dyad_list dyads;
    *out = (struct ties){0};
    const struct ledger_dyad_filter filter = {.a = ego, .known_by = known_by, .gists = !whole};
    if (!ledger_dyads(arena, ledger, &filter, &dyads, err)) {
        return false;
    }
    for (size_t i = 0; i < dyads.count; i++) {
        struct tie tie;
        if (tie_make(arena, &dyads.items[i], ego, &tie)) {
            *arena_push(arena, out->items, out->count) = tie;
        }
    }
    return true;
}

static int state_rank(const struct circle_bond *bond)
{
    static const int ranks[] = {[BOND_STATE_IN_FORCE] = 0,
                                [BOND_STATE_STRAINED] = 1,
                                [BOND_STATE_CLOSED] = 2,
                                [BOND_STATE_PENDING] = 3};
    return ranks[bond->span ? bond->span->state : BOND_STATE_PENDING];
}

static int bond_compare(const void *left, const void *right)
{
    const struct circle_bond *x = left, *y = right;
    int order = state_rank(x) - state_rank(y);
    if (order || (order = (int)x->bond->type - (int)y->bond->type)) {
        return order;
    }
    return slice_compare(x->bond->a, y->bond->a);
}

static void row_bonds(struct arena *arena, const struct tie *tie, int32_t day,
                      struct circle_row *row)
{
    for (size_t i = 0; i < tie->bond_count; i++) {
        const struct bond_span *span = bond_at(tie->bonds[i], day);
        if (span || bond_reached(tie->bonds[i], day)) {
            *arena_push(arena, row->bonds, row->bond_count) =
                (struct circle_bond){tie->bonds[i], span};
        }
    }
    if (row->bond_count) {
        qsort(row->bonds, row->bond_count, sizeof *row->bonds, bond_compare);
    }
}

int evidence_rank(const struct ledger_gist *gist)
{
    bool actual = gist->realis == REALIS_ACTUAL;
    return !actual ? 0 : gist->undated ? 1 : gist->bond == BOND_NONE ? 2 : 3;
}

const struct ledger_gist *newest_event(const struct tie *tie, int32_t day)
{
    const struct ledger_gist *best = NULL;
    for (size_t i = 0; i < tie->event_count; i++) {
        const struct ledger_gist *gist = &tie->gists[i];
        if (gist_reached(gist, day) && (!best || evidence_rank(gist) >= evidence_rank(best))) {
            best = gist; /* events lie by date */
        }
    }
    return best;
}

/* Events, articles and families that tell of the tie by the day. */
static void count_sources(const struct tie *tie, int32_t day, struct circle_row *row)
{
    for (size_t i = 0; i < tie->event_count; i++) {
        const struct ledger_gist *gist = &tie->gists[i];
        if (gist_reached(gist, day)) {
            row->event_count++;
            row->article_count += gist->new_articles;
            row->family_count += gist->new_families;
        }
    }
}

struct slice actor_words(const struct actor_register *actors, struct slice code)
{
    uint32_t at = actors ? actor_by_code(actors, code) : UINT32_MAX;
    struct slice name = at == UINT32_MAX ? (struct slice){0} : actor_at(actors, at)->name_en;
    return name.length ? name : code;
}

/* What all rows of one circle need. */
struct request {
    struct ledger *ledger;
    const struct formula *formula;
    const struct actor_register *actors;
    struct view_time time;
};

static void row_make(struct arena *arena, const struct request *request, const struct tie *tie,
                     struct circle_row *row)
{
    struct reading since, now;
    tie_read(arena, request->formula, tie, request->time.since, true, &since);
    tie_read(arena, request->formula, tie, request->time.as_of, false, &now);
    row_bonds(arena, tie, request->time.as_of, row);
    count_sources(tie, request->time.as_of, row);
    now.families = row->family_count;
    row->alter = tie->alter;
    row->name = actor_words(request->actors, tie->alter);
    movement_tell(arena, request->formula, tie, request->time, &since, &now, row);
    row->score = now.score;
    row->score_since = since.score;
    row->terms = now.terms;
    row->term_count = now.term_count;
}

/* Fills in the evidence of all rows at once; the newest event of each tells it. */
static bool rows_evidence(struct arena *arena, const struct request *request,
                          const struct ties *ties, struct circle_row *rows, struct error *err)
{
    int64_t *claims = arena_array(arena, ties->count, sizeof *claims);
    size_t *owners = arena_array(arena, ties->count, sizeof *owners), count = 0;
    for (size_t i = 0; i < ties->count; i++) {
        const struct ledger_gist *gist = newest_event(&ties->items[i], request->time.as_of);
        if (gist) {
            owners[count] = i;
            claims[count++] = gist->best;
        }
    }
    struct view_evidence *evidence = arena_array(arena, count, sizeof *evidence);
    const struct ledger_wanted wanted = {.claims = claims, .claim_count = count};
    if (!evidence_load(arena, request->ledger, &wanted, evidence, NULL, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        rows[owners[i]].evidence = evidence[i];
    }
    return true;
}

static int row_compare(const void *left, const void *right)
{
    const struct circle_row *x = left, *y = right;
    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    return slice_compare(x->alter, y->alter);
}

static void time_defaults(const struct formula *formula, struct view_time *time)
{
    if (time->since == DAY_BEFORE_ALL && time->as_of != DAY_BEFORE_ALL) {
        time->since = time->as_of - (int32_t)formula->since_default;
    }
}

bool view_circle(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                 const struct actor_register *actors, struct circle *out, struct error *err)
{
    time_defaults(formula, &out->time);
    out->name = actor_words(actors, out->ego);
    struct request request = {ledger, formula, actors, out->time};
    struct ties ties;
    if (!ties_load(arena, ledger, out->ego, out->time.known_by, out->explain, &ties, err)) {
        return false;
    }
    out->rows = arena_array(arena, ties.count, sizeof *out->rows);
    if (!rows_evidence(arena, &request, &ties, out->rows, err)) {
        return false;
    }
    for (size_t i = 0; i < ties.count; i++) {
        struct circle_row *row = &out->rows[out->row_count];
        *row = out->rows[i];
        row_make(arena, &request, &ties.items[i], row);
        out->row_count += row->event_count || row->bond_count;
    }
    if (out->row_count) {
        qsort(out->rows, out->row_count, sizeof *out->rows, row_compare);
    }
    return true;
}
