/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The views in the store: the events and bonds of a dyad depend on its claims alone, so that only
 * the dyads that new articles touch are folded again. The dyads to fold are kept in the store
 * itself: a process killed between reading and folding leaves them for the next. */
#include "base/buffer.h"
#include "ledger/inside.h"

/* A dyad being written. */
struct writer {
    struct ledger *ledger;
    struct arena *scratch;
    int64_t dyad;
    struct pair pair;
};

static struct statement *begin(struct writer *writer, const char *name, size_t place)
{
    struct statement *add = store_statement(writer->ledger->store, name);
    statement_number(add, 1, writer->dyad);
    statement_number(add, 2, (int64_t)place);
    return add;
}

static bool bind_word(struct writer *writer, struct statement *add, int place, struct slice text,
                      struct error *err)
{
    int64_t number;
    if (!name_word(writer->ledger, text, &number, err)) {
        return false;
    }
    statement_number(add, place, number);
    return true;
}

/* NULL for no date. */
static bool bind_date(struct writer *writer, struct statement *add, int place, struct edtf date,
                      struct error *err)
{
    int64_t number;
    if (!edtf_is_set(date)) {
        return true;
    }
    if (!name_date(writer->ledger, date, &number, err)) {
        return false;
    }
    statement_number(add, place, number);
    return true;
}

static bool support_write(struct writer *writer, const struct ledger_event *event, size_t place,
                          struct error *err)
{
    for (size_t i = 0; i < event->claim_count; i++) {
        struct statement *link = begin(writer, "event_claim_add", place);
        statement_number(link, 3, (int64_t)i);
        statement_number(link, 4, event->support[i].number);
        if (!statement_run(link, err)) {
            return false;
        }
    }
    return true;
}

static bool event_write(struct writer *writer, const struct ledger_event *event, size_t place,
                        struct error *err)
{
    char room[32];
    struct statement *add = begin(writer, "event_add", place);
    statement_number(add, 3, (int64_t)event->hash);
    if (!bind_date(writer, add, 4, event->date, err) ||
        !bind_word(writer, add, 5, event->source, err) ||
        !bind_word(writer, add, 6, slice_of(event_type_name(event->event)), err) ||
        !bind_word(writer, add, 7, bond_column(event->bond, event->sign, room), err) ||
        !bind_word(writer, add, 8, event->target, err) ||
        !bind_word(writer, add, 9, slice_of(realis_name(event->realis)), err)) {
        return false;
    }
    statement_number(add, 10, event->disputed);
    bind_day(add, 11, event->known);
    statement_number(add, 12, (int64_t)event->article_count);
    statement_number(add, 13, (int64_t)event->family_count);
    return statement_run(add, err) && support_write(writer, event, place, err);
}

static bool span_write(struct writer *writer, const struct ledger_view *view, size_t bond,
                       size_t position, struct error *err)
{
    const struct bond_span *span = &view->bonds[bond].spans[position];
    struct statement *add = begin(writer, "bond_span_add", bond);
    statement_number(add, 3, (int64_t)position);
    if (!bind_word(writer, add, 4, slice_of(bond_state_name(span->state)), err) ||
        !bind_date(writer, add, 6, span->begin, err) ||
        !bind_date(writer, add, 7, span->end, err)) {
        return false;
    }
    statement_number(add, 5, span->presumed);
    bind_day(add, 8, span->first);
    bind_day(add, 9, span->last);
    if (span->by) {
        statement_number(add, 10, span->by - view->events);
    }
    return statement_run(add, err);
}

static bool bond_write(struct writer *writer, const struct ledger_view *view, size_t place,
                       struct error *err)
{
    const struct ledger_bond *bond = &view->bonds[place];
    struct statement *add = begin(writer, "bond_add", place);
    statement_number(add, 3, (int64_t)bond->hash);
    if (!bind_word(writer, add, 4, slice_of(bond_type_name(bond->type)), err) ||
        !bind_word(writer, add, 5, bond->a, err) || !bind_word(writer, add, 6, bond->b, err) ||
        !statement_run(add, err)) {
        return false;
    }
    for (size_t i = 0; i < bond->span_count; i++) {
        if (!span_write(writer, view, place, i, err)) {
            return false;
        }
    }
    return true;
}

/* Drops the two kinds of rows that stand for an event or a bond. */
static bool rows_drop(struct writer *writer, const char *const names[2], size_t place,
                      struct error *err)
{
    return statement_run(begin(writer, names[0], place), err) &&
           statement_run(begin(writer, names[1], place), err);
}

static bool same_event(const struct writer *writer, const struct ledger_event *x,
                       const struct ledger_event *y)
{
    struct buffer a = {0}, b = {0};
    if (x->hash == y->hash) {
        digest_event(&a, x, writer->pair);
        digest_event(&b, y, writer->pair);
    }
    bool same = a.length && slice_equal(buffer_slice(&a), buffer_slice(&b));
    buffer_free(&a);
    buffer_free(&b);
    return same;
}

/* Writes what differs from the rows of the view before. New articles tell mostly of new days, so
 * that it is the end of a long row of events that changes. */
static bool events_update(struct writer *writer, const struct ledger_view *before,
                          const struct ledger_view *view, struct error *err)
{
    static const char *const drops[] = {"event_claims_drop", "event_drop"};
    size_t most = view->event_count > before->event_count ? view->event_count : before->event_count;
    for (size_t i = 0; i < most; i++) {
        bool was = i < before->event_count, is = i < view->event_count;
        if (was && is && same_event(writer, &before->events[i], &view->events[i])) {
            continue;
        }
        if ((was && !rows_drop(writer, drops, i, err)) ||
            (is && !event_write(writer, &view->events[i], i, err))) {
            return false;
        }
    }
    return true;
}

static bool bonds_update(struct writer *writer, const struct ledger_view *before,
                         const struct ledger_view *view, struct error *err)
{
    static const char *const drops[] = {"bond_spans_drop", "bond_drop"};
    for (size_t i = 0; i < before->bond_count; i++) {
        if (!rows_drop(writer, drops, i, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < view->bond_count; i++) {
        if (!bond_write(writer, view, i, err)) {
            return false;
        }
    }
    return true;
}

/* The view whose rows the store holds; an empty one where there is none. */
static bool before_read(struct writer *writer, struct ledger_view *out, struct error *err)
{
    struct statement *ask = store_statement(writer->ledger->store, "digest_there");
    bool row;
    *out = (struct ledger_view){0};
    statement_number(ask, 1, writer->dyad);
    if (!statement_step(ask, &row, err)) {
        return false;
    }
    bool whole =
        !row || digest_read(writer->scratch, statement_column_lent(ask, 0), writer->pair, out);
    statement_reset(ask);
    return whole || error_set(err, ERROR_INVALID,
                              "the ledger is damaged: the view of %.*s and %.*s; `entente rebuild` "
                              "folds it again",
                              SLICE_ARGS(writer->pair.a), SLICE_ARGS(writer->pair.b));
}

static bool digest_put(struct writer *writer, struct slice body, int32_t known, struct error *err)
{
    struct statement *put = store_statement(writer->ledger->store, "digest_put");
    statement_number(put, 1, writer->dyad);
    bind_day(put, 2, known);
    statement_bytes(put, 3, body);
    return statement_run(put, err);
}

/* Folds the dyad again and writes what changed. */
static bool dyad_refold(struct writer *writer, struct error *err)
{
    struct ledger_view before, view;
    struct buffer body = {0};
    int32_t known;
    if (!before_read(writer, &before, err) ||
        !dyad_fold(writer->scratch, writer->ledger, writer->dyad, DAY_AFTER_ALL, &view, &known,
                   err)) {
        return false;
    }
    digest_write(&body, &view, writer->pair);
    bool done = digest_put(writer, buffer_slice(&body), known, err);
    buffer_free(&body);
    return done && events_update(writer, &before, &view, err) &&
           bonds_update(writer, &before, &view, err);
}

static bool fold_stale(struct arena *arena, struct ledger *ledger, struct error *err)
{
    struct dyad_list dyads = {0};
    struct statement *list = store_statement(ledger->store, "stale_list");
    if (!dyads_read(arena, ledger, list, &dyads, err)) {
        return false;
    }
    for (size_t i = 0; i < dyads.count; i++) {
        struct arena_mark mark = arena_mark(arena);
        struct writer writer = {ledger, arena, dyads.items[i].number, dyads.items[i].pair};
        bool done = dyad_refold(&writer, err);
        arena_reset(arena, mark);
        if (!done) {
            return false;
        }
    }
    ledger->names.stale = (struct map){0};
    return statement_run(store_statement(ledger->store, "stale_clear"), err);
}

static bool in_transaction(struct ledger *ledger, bool all, struct error *err)
{
    static const char *const clears[] = {"bond_spans_clear", "bonds_clear",   "event_claims_clear",
                                         "events_clear",     "digests_clear", "stale_all"};
    if (!store_begin(ledger->store, err)) {
        return false;
    }
    bool done = true;
    for (size_t i = 0; done && all && i < sizeof clears / sizeof *clears; i++) {
        done = statement_run(store_statement(ledger->store, clears[i]), err);
    }
    struct arena arena = {0};
    done = done && (!all || families_rebuild(ledger, err));
    const char *words = all ? "search_rebuild" : "search_fold";
    done = done && fold_stale(&arena, ledger, err) &&
           statement_run(store_statement(ledger->store, words), err);
    arena_free(&arena);
    if (!done || !store_commit(ledger->store, err)) {
        ledger_rollback(ledger);
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
