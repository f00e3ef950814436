/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The views in the store: the events and bonds of a pair of actors depend on that pair's claims
 * alone, so that only the pairs that new articles touch are folded again. The pairs to fold are
 * kept in the store itself: a process killed between reading and folding leaves them for the next.
 */
#include "ledger/inside.h"

static void bind_day(struct statement *statement, int place, int32_t day)
{
    if (day != DAY_BEFORE_ALL && day != DAY_AFTER_ALL) {
        statement_number(statement, place, day);
    }
}

static struct slice date_text(struct arena *scratch, struct edtf date)
{
    return edtf_is_set(date) ? edtf_print(scratch, date) : SLICE("");
}

static bool event_write(struct arena *scratch, struct store *store, struct pair pair,
                        const struct ledger_event *event, struct error *err)
{
    struct statement *add = store_statement(store, "event_add");
    statement_text(add, 1, event->id);
    statement_text(add, 2, pair.a);
    statement_text(add, 3, pair.b);
    statement_text(add, 4, date_text(scratch, event->date));
    bind_day(add, 5, edtf_first(event->date));
    bind_day(add, 6, edtf_last(event->date));
    statement_text(add, 7, event->source);
    statement_text(add, 8, slice_of(event_type_name(event->event)));
    statement_text(add, 9, slice_of(bond_type_name(event->bond)));
    statement_text(add, 10, (struct slice){&event->sign, event->sign != '\0'});
    statement_text(add, 11, event->target);
    statement_text(add, 12, slice_of(realis_name(event->realis)));
    statement_number(add, 13, event->disputed);
    bind_day(add, 14, event->known);
    statement_number(add, 15, (int64_t)event->article_count);
    if (!statement_run(add, err)) {
        return false;
    }
    for (size_t i = 0; i < event->claim_count; i++) {
        struct statement *link = store_statement(store, "event_claim_add");
        statement_text(link, 1, event->id);
        statement_text(link, 2, event->claims[i]->claim.id);
        if (!statement_run(link, err)) {
            return false;
        }
    }
    return true;
}

static bool span_write(struct arena *scratch, struct store *store, const struct ledger_bond *bond,
                       size_t position, struct error *err)
{
    const struct bond_span *span = &bond->spans[position];
    struct statement *add = store_statement(store, "bond_span_add");
    statement_text(add, 1, bond->id);
    statement_number(add, 2, (int64_t)position);
    statement_text(add, 3, slice_of(bond_state_name(span->state)));
    statement_number(add, 4, span->presumed);
    statement_text(add, 5, date_text(scratch, span->begin));
    statement_text(add, 6, date_text(scratch, span->end));
    bind_day(add, 7, span->first);
    bind_day(add, 8, span->last);
    if (span->by) {
        statement_text(add, 9, span->by->id);
    }
    return statement_run(add, err);
}

static bool bond_write(struct arena *scratch, struct store *store, struct pair pair,
                       const struct ledger_bond *bond, struct error *err)
{
    struct statement *add = store_statement(store, "bond_add");
    statement_text(add, 1, bond->id);
    statement_text(add, 2, pair.a);
    statement_text(add, 3, pair.b);
    statement_text(add, 4, slice_of(bond_type_name(bond->type)));
    statement_text(add, 5, bond->a);
    statement_text(add, 6, bond->b);
    if (!statement_run(add, err)) {
        return false;
    }
    for (size_t i = 0; i < bond->span_count; i++) {
        if (!span_write(scratch, store, bond, i, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < bond->event_count; i++) {
        struct statement *link = store_statement(store, "bond_event_add");
        statement_text(link, 1, bond->id);
        statement_number(link, 2, (int64_t)i);
        statement_text(link, 3, bond->events[i]->id);
        if (!statement_run(link, err)) {
            return false;
        }
    }
    return true;
}

/* Drops the views of the pair and folds them again. */
static bool pair_fold(struct arena *scratch, struct ledger *ledger, struct pair pair,
                      struct error *err)
{
    static const char *const drops[] = {"bond_spans_drop", "bond_events_drop", "bonds_drop",
                                        "event_claims_drop", "events_drop"};
    for (size_t i = 0; i < sizeof drops / sizeof *drops; i++) {
        struct statement *drop = store_statement(ledger->store, drops[i]);
        statement_text(drop, 1, pair.a);
        statement_text(drop, 2, pair.b);
        if (!statement_run(drop, err)) {
            return false;
        }
    }
    const struct ledger_filter filter = {.a = pair.a, .b = pair.b, .known_by = DAY_AFTER_ALL};
    struct ledger_claim_list claims;
    struct ledger_view view;
    if (!ledger_claims(scratch, ledger, &filter, &claims, err)) {
        return false;
    }
    ledger_fold_claims(scratch, &claims, &view);
    for (size_t i = 0; i < view.event_count; i++) {
        if (!event_write(scratch, ledger->store, pair, &view.events[i], err)) {
            return false;
        }
    }
    for (size_t i = 0; i < view.bond_count; i++) {
        if (!bond_write(scratch, ledger->store, pair, &view.bonds[i], err)) {
            return false;
        }
    }
    return true;
}

static bool stale_read(struct arena *arena, struct store *store, struct pair **out, size_t *count,
                       struct error *err)
{
    struct statement *list = store_statement(store, "stale_list");
    *out = NULL;
    *count = 0;
    for (;;) {
        bool row;
        if (!statement_step(list, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        struct pair *pair = arena_push(arena, *out, *count);
        pair->a = statement_column(arena, list, 0);
        pair->b = statement_column(arena, list, 1);
    }
}

static bool fold_stale(struct arena *arena, struct ledger *ledger, struct error *err)
{
    struct pair *pairs;
    size_t count;
    if (!stale_read(arena, ledger->store, &pairs, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(arena);
        bool done = pair_fold(arena, ledger, pairs[i], err);
        arena_reset(arena, mark);
        if (!done) {
            return false;
        }
    }
    return statement_run(store_statement(ledger->store, "stale_clear"), err);
}

static bool in_transaction(struct ledger *ledger, bool all, struct error *err)
{
    static const char *const clears[] = {"bond_spans_clear",   "bond_events_clear", "bonds_clear",
                                         "event_claims_clear", "events_clear",      "stale_all"};
    if (!store_begin(ledger->store, err)) {
        return false;
    }
    bool done = true;
    for (size_t i = 0; done && all && i < sizeof clears / sizeof *clears; i++) {
        done = statement_run(store_statement(ledger->store, clears[i]), err);
    }
    struct arena arena = {0};
    done = done && fold_stale(&arena, ledger, err);
    arena_free(&arena);
    if (!done || !store_commit(ledger->store, err)) {
        store_rollback(ledger->store);
        return false;
    }
    return true;
}

bool ledger_fold(struct ledger *ledger, struct error *err)
{
    return in_transaction(ledger, false, err);
}

bool ledger_rebuild(struct ledger *ledger, struct error *err)
{
    return in_transaction(ledger, true, err);
}
