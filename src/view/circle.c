/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Makes the circle of one actor: its claims known by then are folded, the ties sorted by alter,
 * each read on both days and its movement told. Asking by `known_by` needs no other path: the fold
 * is a pure function, so what was believed by a day is the fold of what was published by it. */
#include <stdlib.h>

#include "view/inside.h"

static struct tie *tie_of(struct arena *arena, struct ties *ties, struct slice ego, struct slice a,
                          struct slice b)
{
    struct slice alter = slice_equal(a, ego) ? b : a;
    if (slice_is(alter, "-") || slice_equal(alter, ego)) {
        return NULL;
    }
    uint32_t at = map_get(&ties->by_alter, alter);
    if (at == MAP_NONE) {
        map_put(&ties->by_alter, arena, alter, (uint32_t)ties->count);
        struct tie *tie = arena_push(arena, ties->items, ties->count);
        tie->alter = alter;
        return tie;
    }
    return &ties->items[at];
}

void ties_make(struct arena *arena, const struct ledger_view *view, struct slice ego,
               struct ties *out)
{
    *out = (struct ties){0};
    for (size_t i = 0; i < view->event_count; i++) {
        const struct ledger_event *event = &view->events[i];
        struct tie *tie = tie_of(arena, out, ego, event->source, event->target);
        if (tie) {
            *arena_push(arena, tie->events, tie->event_count) = event;
        }
    }
    for (size_t i = 0; i < view->bond_count; i++) {
        const struct ledger_bond *bond = &view->bonds[i];
        struct tie *tie = tie_of(arena, out, ego, bond->a, bond->b);
        if (tie) {
            *arena_push(arena, tie->bonds, tie->bond_count) = bond;
        }
    }
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

static bool any_reached(const struct ledger_bond *bond, int32_t day)
{
    for (size_t i = 0; i < bond->event_count; i++) {
        if (event_reached(bond->events[i], day)) {
            return true;
        }
    }
    return false;
}

static void row_bonds(struct arena *arena, const struct tie *tie, int32_t day,
                      struct circle_row *row)
{
    for (size_t i = 0; i < tie->bond_count; i++) {
        const struct bond_span *span = bond_at(tie->bonds[i], day);
        if (span || any_reached(tie->bonds[i], day)) {
            *arena_push(arena, row->bonds, row->bond_count) =
                (struct circle_bond){tie->bonds[i], span};
        }
    }
    if (row->bond_count) {
        qsort(row->bonds, row->bond_count, sizeof *row->bonds, bond_compare);
    }
}

int evidence_rank(const struct ledger_event *event)
{
    bool actual = event->realis == REALIS_ACTUAL;
    bool dated =
        edtf_first(event->date) != DAY_BEFORE_ALL || edtf_last(event->date) != DAY_AFTER_ALL;
    return !actual ? 0 : !dated ? 1 : event->bond == BOND_NONE ? 2 : 3;
}

/* The newest of the best rank. */
static const struct ledger_event *newest_event(const struct tie *tie, int32_t day)
{
    const struct ledger_event *best = NULL;
    for (size_t i = 0; i < tie->event_count; i++) {
        const struct ledger_event *event = tie->events[i];
        if (event_reached(event, day) && (!best || evidence_rank(event) >= evidence_rank(best))) {
            best = event; /* events lie by date */
        }
    }
    return best;
}

static void count_articles(struct arena *arena, const struct tie *tie, int32_t day,
                           struct circle_row *row)
{
    struct map seen = {0};
    for (size_t i = 0; i < tie->event_count; i++) {
        if (!event_reached(tie->events[i], day)) {
            continue;
        }
        row->event_count++;
        for (size_t j = 0; j < tie->events[i]->claim_count; j++) {
            struct slice article = tie->events[i]->claims[j]->article;
            if (map_get(&seen, article) == MAP_NONE) {
                map_put(&seen, arena, article, 1);
                row->article_count++;
            }
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
    struct article_index articles;
    struct view_time time;
};

static bool row_make(struct arena *arena, const struct request *request, const struct tie *tie,
                     struct circle_row *row, struct error *err)
{
    const struct ledger_event *event = newest_event(tie, request->time.as_of);
    if (event && !evidence_load(arena, request->ledger, &request->articles, event->claims[0],
                                &row->evidence, err)) {
        return false;
    }
    struct reading since, now;
    tie_read(arena, request->formula, tie, request->time.since, true, &since);
    tie_read(arena, request->formula, tie, request->time.as_of, false, &now);
    row_bonds(arena, tie, request->time.as_of, row);
    count_articles(arena, tie, request->time.as_of, row);
    now.articles = row->article_count;
    row->alter = tie->alter;
    row->name = actor_words(request->actors, tie->alter);
    row->movement =
        movement_tell(arena, request->formula, tie, request->time, &since, &now, &row->reason);
    row->score = now.score;
    row->score_since = since.score;
    row->terms = now.terms;
    row->term_count = now.term_count;
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
                 const struct actor_register *actors, struct slice ego, struct view_time time,
                 struct circle *out, struct error *err)
{
    time_defaults(formula, &time);
    *out = (struct circle){.ego = ego, .name = actor_words(actors, ego), .time = time};
    struct request request = {ledger, formula, actors, {0}, time};
    const struct ledger_filter filter = {.a = ego, .known_by = time.known_by};
    struct ledger_claim_list *claims = arena_alloc(arena, sizeof *claims);
    if (!article_index_load(arena, ledger, &request.articles, err) ||
        !ledger_claims(arena, ledger, &filter, claims, err)) {
        return false;
    }
    struct ledger_view view;
    struct ties ties;
    ledger_fold_claims(arena, claims, &view);
    ties_make(arena, &view, ego, &ties);
    for (size_t i = 0; i < ties.count; i++) {
        struct circle_row row = {0};
        if (!row_make(arena, &request, &ties.items[i], &row, err)) {
            return false;
        }
        if (row.event_count || row.bond_count) {
            *arena_push(arena, out->rows, out->row_count) = row;
        }
    }
    if (out->row_count) {
        qsort(out->rows, out->row_count, sizeof *out->rows, row_compare);
    }
    return true;
}
