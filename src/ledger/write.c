/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The views in the store: the events and bonds of a dyad depend on its claims alone, so that only
 * the dyads that new articles touch are folded again. The dyads to fold are kept in the store
 * itself: a process killed between reading and folding leaves them for the next. */
#include <stdlib.h>

#include "ledger/inside.h"

/* ------------------------------------------------------------------------------- rows */

/* A dyad being written. */
struct writer {
    struct ledger *ledger;
    struct arena *scratch;
    int64_t dyad;
    struct pair pair;
    struct stream *digests, *claims; /* of all dyads that are being written */
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
    struct bond_cell bond = bond_cell(event->bond, event->sign);
    struct statement *add = begin(writer, "event_add", place);
    statement_number(add, 3, (int64_t)event->hash);
    if (!bind_date(writer, add, 4, event->date, err) ||
        !bind_word(writer, add, 5, event->source, err) ||
        !bind_word(writer, add, 6, slice_of(event_type_name(event->event)), err) ||
        !bind_word(writer, add, 7, slice_of(bond.text), err) ||
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
        statement_number(add, 10, span->by - view->gists);
    }
    return statement_run(add, err);
}

static bool bond_write(struct writer *writer, const struct ledger_bond *bond, size_t place,
                       struct error *err)
{
    struct statement *add = begin(writer, "bond_add", place);
    statement_number(add, 3, (int64_t)bond->hash);
    return bind_word(writer, add, 4, slice_of(bond_type_name(bond->type)), err) &&
           bind_word(writer, add, 5, bond->a, err) && bind_word(writer, add, 6, bond->b, err) &&
           statement_run(add, err);
}

static bool row_drop(struct writer *writer, const char *name, size_t place, struct error *err)
{
    return statement_run(begin(writer, name, place), err);
}

/* ------------------------------------------------------------------------- what differs */

/* The view whose rows the store holds, and the one that is to take its place. */
struct change {
    struct ledger_view before, after;
    int32_t known; /* the last day on which anything of the dyad became known */
};

static bool same_point(struct edtf_point x, struct edtf_point y)
{
    return x.precision == y.precision && x.year == y.year && x.month == y.month && x.day == y.day;
}

static bool same_date(struct edtf x, struct edtf y)
{
    return same_point(x.from, y.from) && same_point(x.to, y.to);
}

static bool same_support(const struct ledger_event *x, const struct ledger_event *y)
{
    for (size_t i = 0; i < x->claim_count; i++) {
        if (x->support[i].number != y->support[i].number) {
            return false;
        }
    }
    return true;
}

/* Are the rows of the two the same? The hash is of their claims: what is left to compare is what a
 * claim may change besides by its article's family. */
static bool same_event(const struct ledger_event *x, const struct ledger_event *y)
{
    return x->hash == y->hash && x->claim_count == y->claim_count && same_date(x->date, y->date) &&
           x->known == y->known && x->realis == y->realis && x->disputed == y->disputed &&
           x->article_count == y->article_count && x->family_count == y->family_count &&
           same_support(x, y);
}

/* Writes the events that differ from the rows of the view before. New articles tell mostly of new
 * days, so that it is the end of a long row of events that changes. */
static bool events_update(struct writer *writer, const struct change *change, struct error *err)
{
    const struct ledger_view *before = &change->before, *after = &change->after;
    size_t most =
        after->event_count > before->event_count ? after->event_count : before->event_count;
    for (size_t i = 0; i < most; i++) {
        bool was = i < before->event_count, is = i < after->event_count;
        if (was && is && same_event(&before->events[i], &after->events[i])) {
            continue;
        }
        if ((was && (!row_drop(writer, "event_claims_drop", i, err) ||
                     !row_drop(writer, "event_drop", i, err))) ||
            (is && !event_write(writer, &after->events[i], i, err))) {
            return false;
        }
    }
    return true;
}

static bool same_span(const struct change *change, const struct bond_span *x,
                      const struct bond_span *y)
{
    bool same_by = x->by && y->by ? x->by - change->before.gists == y->by - change->after.gists
                                  : x->by == y->by;
    return same_by && x->state == y->state && x->presumed == y->presumed && x->first == y->first &&
           x->last == y->last && same_date(x->begin, y->begin) && same_date(x->end, y->end);
}

static bool spans_update(struct writer *writer, const struct change *change, size_t bond,
                         struct error *err)
{
    const struct ledger_bond *was =
        bond < change->before.bond_count ? &change->before.bonds[bond] : &(struct ledger_bond){0};
    const struct ledger_bond *is =
        bond < change->after.bond_count ? &change->after.bonds[bond] : &(struct ledger_bond){0};
    for (size_t i = 0; i < was->span_count || i < is->span_count; i++) {
        if (i < was->span_count && i < is->span_count &&
            same_span(change, &was->spans[i], &is->spans[i])) {
            continue;
        }
        struct statement *drop = begin(writer, "bond_span_drop", bond);
        statement_number(drop, 3, (int64_t)i);
        if ((i < was->span_count && !statement_run(drop, err)) ||
            (i < is->span_count && !span_write(writer, &change->after, bond, i, err))) {
            return false;
        }
    }
    return true;
}

static bool bonds_update(struct writer *writer, const struct change *change, struct error *err)
{
    const struct ledger_view *before = &change->before, *after = &change->after;
    for (size_t i = 0; i < before->bond_count || i < after->bond_count; i++) {
        bool was = i < before->bond_count, is = i < after->bond_count;
        bool same = was && is && before->bonds[i].hash == after->bonds[i].hash;
        if ((was && !same && !row_drop(writer, "bond_drop", i, err)) ||
            (is && !same && !bond_write(writer, &after->bonds[i], i, err)) ||
            !spans_update(writer, change, i, err)) {
            return false;
        }
    }
    return true;
}

static int period_compare(const void *left, const void *right)
{
    int32_t x = *(const int32_t *)left, y = *(const int32_t *)right;
    return (x > y) - (x < y);
}

/* The periods in which an event is reached, in order, each once. Events lie in the order of days,
 * so that most stand behind one of the same period: few are left to sort. */
static int32_t *periods_of(struct arena *arena, const struct ledger_view *view, size_t *out_count)
{
    int32_t *periods = arena_room(arena, view->event_count, sizeof *periods);
    size_t kept = 0, count = 0;
    for (size_t i = 0; i < view->event_count; i++) {
        int32_t period = day_period(view->events[i].reached);
        if (count == 0 || period != periods[count - 1]) {
            periods[count++] = period;
        }
    }
    if (count) {
        qsort(periods, count, sizeof *periods, period_compare);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || periods[i] != periods[kept - 1]) {
            periods[kept++] = periods[i];
        }
    }
    *out_count = kept;
    return periods;
}

static bool period_put(struct writer *writer, const char *name, int32_t period, struct error *err)
{
    struct statement *put = store_statement(writer->ledger->store, name);
    statement_number(put, 1, period);
    statement_number(put, 2, writer->dyad);
    return statement_run(put, err);
}

static bool periods_update(struct writer *writer, const struct change *change, struct error *err)
{
    size_t was_count, is_count, was = 0, is = 0;
    const int32_t *before = periods_of(writer->scratch, &change->before, &was_count);
    const int32_t *after = periods_of(writer->scratch, &change->after, &is_count);
    while (was < was_count || is < is_count) {
        bool gone = is == is_count || (was < was_count && before[was] < after[is]);
        bool fresh = was == was_count || (is < is_count && after[is] < before[was]);
        if ((gone && !period_put(writer, "period_drop", before[was], err)) ||
            (fresh && !period_put(writer, "period_add", after[is], err))) {
            return false;
        }
        was += !fresh;
        is += !gone;
    }
    return true;
}

/* ----------------------------------------------------------------------------- one dyad */

/* The view whose rows the store holds, an empty one where there is none, and when it was known. */
static bool before_read(struct writer *writer, struct change *change, bool *there,
                        struct error *err)
{
    struct statement *row = writer->digests->rows;
    change->before = (struct ledger_view){0};
    change->known = DAY_BEFORE_ALL;
    *there = writer->digests->row && statement_column_number(row, 0, 0) == writer->dyad;
    if (!*there) {
        return true;
    }
    change->known = (int32_t)statement_column_number(row, 4, DAY_AFTER_ALL);
    bool whole = digest_gists_read(writer->scratch, statement_column_lent(row, 1), writer->pair,
                                   &change->before) &&
                 digest_events_read(writer->scratch, statement_column_lent(row, 2),
                                    statement_column_lent(row, 3), writer->pair, &change->before);
    return (whole || digest_broken(writer->pair, err)) &&
           statement_step(row, &writer->digests->row, err);
}

static bool digest_put(struct writer *writer, const struct change *change, struct error *err)
{
    struct digest digest = {0};
    struct statement *put = store_statement(writer->ledger->store, "digest_put");
    digest_write(&digest, &change->after, writer->pair);
    statement_number(put, 1, writer->dyad);
    bind_day(put, 2, change->known);
    statement_bytes(put, 3, buffer_slice(&digest.gists));
    statement_bytes(put, 4, buffer_slice(&digest.events));
    statement_bytes(put, 5, buffer_slice(&digest.support));
    digest_free(&digest);
    return statement_run(put, err);
}

/* Folds the dyad again, only what its new claims touch where that is known, and writes what
 * changed.
 */
static bool dyad_refold(struct writer *writer, const struct dyad_row *dyad, struct error *err)
{
    struct change change;
    struct ledger_claim_list claims;
    bool there;
    if (!before_read(writer, &change, &there, err) ||
        !claims_read_of(writer->scratch, writer->ledger, writer->claims, dyad->number, &claims,
                        err)) {
        return false;
    }
    int32_t known = claims_settle(&claims, DAY_AFTER_ALL);
    if (!there || dyad->first == 0) {
        change.known = known;
        ledger_fold_claims(writer->scratch, &claims, &change.after);
    } else {
        change.known = known > change.known ? known : change.known;
        if (!view_refold(writer->scratch, writer->ledger, writer->dyad, &change.before, &claims,
                         &change.after, err)) {
            return false;
        }
    }
    return events_update(writer, &change, err) && bonds_update(writer, &change, err) &&
           periods_update(writer, &change, err) && digest_put(writer, &change, err);
}

static bool stream_start(struct ledger *ledger, const char *name, struct stream *out,
                         struct error *err)
{
    out->rows = store_statement(ledger->store, name);
    return statement_step(out->rows, &out->row, err);
}

static bool dyads_refold(struct arena *arena, struct ledger *ledger, const struct dyad_list *dyads,
                         struct error *err)
{
    struct stream digests = {0}, claims = {0};
    bool done = stream_start(ledger, "stale_digests", &digests, err) &&
                stream_start(ledger, "stale_claims", &claims, err);
    for (size_t i = 0; done && i < dyads->count; i++) {
        const struct dyad_row *dyad = &dyads->items[i];
        struct arena_mark mark = arena_mark(arena);
        struct writer writer = {ledger, arena, dyad->number, dyad->pair, &digests, &claims};
        done = dyad_refold(&writer, dyad, err);
        arena_reset(arena, mark);
    }
    struct stream *const streams[] = {&digests, &claims};
    for (size_t i = 0; i < 2; i++) {
        if (streams[i]->row) {
            statement_reset(streams[i]->rows);
        }
    }
    return done;
}

static bool fold_stale(struct arena *arena, struct ledger *ledger, struct error *err)
{
    struct dyad_list dyads = {0};
    struct statement *list = store_statement(ledger->store, "stale_list");
    if (!dyads_read(arena, ledger, list, &dyads, err) ||
        !dyads_refold(arena, ledger, &dyads, err)) {
        return false;
    }
    stale_forget(ledger);
    return statement_run(store_statement(ledger->store, "stale_clear"), err);
}

static bool in_transaction(struct ledger *ledger, bool all, struct error *err)
{
    static const char *const clears[] = {"bond_spans_clear", "bonds_clear",   "event_claims_clear",
                                         "events_clear",     "digests_clear", "periods_clear",
                                         "stale_all"};
    if (!ledger_begin(ledger, err)) {
        return false;
    }
    bool done = true;
    for (size_t i = 0; done && all && i < sizeof clears / sizeof *clears; i++) {
        done = statement_run(store_statement(ledger->store, clears[i]), err);
    }
    struct arena arena = {0};
    done = done && claims_file(ledger, err) && (!all || families_rebuild(ledger, err));
    const char *words = all ? "search_rebuild" : "search_fold";
    done = done && fold_stale(&arena, ledger, err) &&
           statement_run(store_statement(ledger->store, words), err);
    arena_free(&arena);
    if (!done || !ledger_commit(ledger, err)) {
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
