/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The views in the store: the events and bonds of a dyad depend on its claims alone, so that only
 * the dyads that new articles touch are folded again. The dyads to fold are kept in the store
 * itself: a process killed between reading and folding leaves them for the next. */
#include <stdlib.h>

#include "ledger/fold.h"

/* ------------------------------------------------------------------------------- rows */

/* A dyad being written. */
struct writer {
    struct ledger *ledger;
    struct arena *scratch;
    int64_t dyad;
    struct pair pair;
    struct stream *heads, *claims; /* of all dyads that are being written */
};

static struct statement *begin(struct writer *writer, const char *name, int64_t place)
{
    struct statement *add = store_statement(writer->ledger->store, name);
    statement_number(add, 1, writer->dyad);
    statement_number(add, 2, place);
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

static bool support_write(struct writer *writer, const struct ledger_event *event, int64_t place,
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

static bool event_write(struct writer *writer, const struct ledger_event *event, int64_t place,
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

/* The bond's position among those of two actors: by its type and who does it to whom. */
static int64_t bond_position(const struct writer *writer, const struct bond_track *track)
{
    bool a = !slice_equal(track->a, writer->pair.a), b = !slice_equal(track->b, writer->pair.a);
    return (int64_t)track->type * 4 + a * 2 + b;
}

static bool span_write(struct writer *writer, const struct bond_track *track, size_t position,
                       struct error *err)
{
    const struct bond_span *span = &track->spans[position].span;
    size_t by = track->spans[position].by;
    struct statement *add = begin(writer, "bond_span_add", bond_position(writer, track));
    statement_number(add, 3, (int64_t)position);
    if (!bind_word(writer, add, 4, slice_of(bond_state_name(span->state)), err) ||
        !bind_date(writer, add, 6, span->begin, err) ||
        !bind_date(writer, add, 7, span->end, err)) {
        return false;
    }
    statement_number(add, 5, span->presumed);
    bind_day(add, 8, span->first);
    bind_day(add, 9, span->last);
    if (by != STEP_NONE) {
        statement_number(add, 10, place_number(track->steps[by].place));
    }
    return statement_run(add, err);
}

static bool bond_write(struct writer *writer, const struct bond_track *track, struct error *err)
{
    struct statement *add = begin(writer, "bond_add", bond_position(writer, track));
    statement_number(add, 3, (int64_t)track->hash);
    return bind_word(writer, add, 4, slice_of(bond_type_name(track->type)), err) &&
           bind_word(writer, add, 5, track->a, err) && bind_word(writer, add, 6, track->b, err) &&
           statement_run(add, err);
}

static bool row_drop(struct writer *writer, const char *name, int64_t place, struct error *err)
{
    return statement_run(begin(writer, name, place), err);
}

/* ------------------------------------------------------------------------- what differs */

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

/* Writes the events of a year that differ from the rows of before. New articles tell mostly of new
 * days, so that it is the end of a long row of events that changes. */
static bool events_update(struct writer *writer, const struct dyad_year *before,
                          const struct dyad_year *after, struct error *err)
{
    size_t most = after->count > before->count ? after->count : before->count;
    for (size_t i = 0; i < most; i++) {
        bool was = i < before->count, is = i < after->count;
        int64_t place = place_number((struct place){after->year, (uint32_t)i});
        if (was && is && same_event(&before->events[i], &after->events[i])) {
            continue;
        }
        if ((was && (!row_drop(writer, "event_claims_drop", place, err) ||
                     !row_drop(writer, "event_drop", place, err))) ||
            (is && !event_write(writer, &after->events[i], place, err))) {
            return false;
        }
    }
    return true;
}

static bool same_span(const struct bond_track *was, const struct bond_track *is, size_t i)
{
    const struct bond_span *x = &was->spans[i].span, *y = &is->spans[i].span;
    size_t x_by = was->spans[i].by, y_by = is->spans[i].by;
    bool same_by = x_by == STEP_NONE || y_by == STEP_NONE
                       ? x_by == y_by
                       : place_order(was->steps[x_by].place, is->steps[y_by].place) == 0;
    return same_by && x->state == y->state && x->presumed == y->presumed && x->first == y->first &&
           x->last == y->last && same_date(x->begin, y->begin) && same_date(x->end, y->end);
}

static bool spans_update(struct writer *writer, const struct bond_track *was,
                         const struct bond_track *is, struct error *err)
{
    int64_t bond = bond_position(writer, was->step_count ? was : is);
    for (size_t i = 0; i < was->span_count || i < is->span_count; i++) {
        if (i < was->span_count && i < is->span_count && same_span(was, is, i)) {
            continue;
        }
        struct statement *drop = begin(writer, "bond_span_drop", bond);
        statement_number(drop, 3, (int64_t)i);
        if ((i < was->span_count && !statement_run(drop, err)) ||
            (i < is->span_count && !span_write(writer, is, i, err))) {
            return false;
        }
    }
    return true;
}

static bool bonds_update(struct writer *writer, const struct track_list *before,
                         const struct track_list *after, struct error *err)
{
    const struct bond_track none = {0};
    for (size_t i = 0, j = 0; i < before->count || j < after->count;) {
        int order = i == before->count  ? 1
                    : j == after->count ? -1
                                        : track_compare(&before->items[i], &after->items[j]);
        const struct bond_track *was = order <= 0 ? &before->items[i++] : &none;
        const struct bond_track *is = order >= 0 ? &after->items[j++] : &none;
        if ((order < 0 && !row_drop(writer, "bond_drop", bond_position(writer, was), err)) ||
            (order > 0 && !bond_write(writer, is, err)) || !spans_update(writer, was, is, err)) {
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

/* The periods in which an event of the year is reached, in order, each once. Events lie in the
 * order of days, so that most stand behind one of the same period: few are left to sort. */
static int32_t *periods_of(struct arena *arena, const struct dyad_year *year, size_t *out_count)
{
    int32_t *periods = arena_room(arena, year->count, sizeof *periods);
    size_t kept = 0, count = 0;
    for (size_t i = 0; i < year->count; i++) {
        int32_t period = day_period(year->events[i].reached);
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

static bool period_put(struct writer *writer, const char *name, int32_t period, int32_t year,
                       struct error *err)
{
    struct statement *put = store_statement(writer->ledger->store, name);
    statement_number(put, 1, period);
    statement_number(put, 2, writer->dyad);
    statement_number(put, 3, year);
    return statement_run(put, err);
}

static bool periods_update(struct writer *writer, const struct dyad_year *before,
                           const struct dyad_year *after, struct error *err)
{
    size_t was_count, is_count, was = 0, is = 0;
    const int32_t *was_in = periods_of(writer->scratch, before, &was_count);
    const int32_t *is_in = periods_of(writer->scratch, after, &is_count);
    while (was < was_count || is < is_count) {
        bool gone = is == is_count || (was < was_count && was_in[was] < is_in[is]);
        bool fresh = was == was_count || (is < is_count && is_in[is] < was_in[was]);
        if ((gone && !period_put(writer, "period_drop", was_in[was], after->year, err)) ||
            (fresh && !period_put(writer, "period_add", is_in[is], after->year, err))) {
            return false;
        }
        was += !fresh;
        is += !gone;
    }
    return true;
}

/* ------------------------------------------------------------------------------- packed */

/* Puts the bytes in the place of `before`; none of either means no row. */
static bool bytes_update(struct writer *writer, const char *put, const char *drop, int32_t year,
                         struct slice before, struct slice after, struct error *err)
{
    if (slice_equal(before, after)) {
        return true;
    }
    struct statement *tell = begin(writer, after.length ? put : drop, year);
    if (after.length) {
        statement_bytes(tell, 3, after);
    }
    return statement_run(tell, err);
}

static bool year_update(struct writer *writer, const struct dyad_year *before,
                        const struct dyad_year *after, struct error *err)
{
    struct packed_year packed = {0};
    if (after->count) {
        year_pack(&packed, after, writer->pair);
    }
    bool done = events_update(writer, before, after, err) &&
                periods_update(writer, before, after, err) &&
                bytes_update(writer, "digest_gist_put", "digest_gist_drop", after->year,
                             before->packed_gists, buffer_slice(&packed.gists), err) &&
                bytes_update(writer, "digest_event_put", "digest_event_drop", after->year,
                             before->packed_events, buffer_slice(&packed.events), err);
    year_pack_free(&packed);
    return done;
}

static bool years_update(struct writer *writer, const struct dyad_change *change, struct error *err)
{
    for (size_t i = 0; i < change->years_after.count; i++) {
        const struct dyad_year *after = &change->years_after.items[i];
        const struct dyad_year *before = year_find(&change->years_before, after->year);
        if (!year_update(writer, before ? before : &(struct dyad_year){0}, after, err)) {
            return false;
        }
    }
    return true;
}

/* ----------------------------------------------------------------------------- one dyad */

/* The head of the dyad as the store keeps it, an empty one where it does not. */
struct stored_head {
    bool there;
    int32_t known;
    struct slice bonds, walk;
};

static bool head_load(struct writer *writer, struct stored_head *stored, struct head *out,
                      struct error *err)
{
    struct statement *row = writer->heads->rows;
    *out = (struct head){0};
    *stored = (struct stored_head){.known = DAY_BEFORE_ALL};
    stored->there = writer->heads->row && statement_column_number(row, 0, 0) == writer->dyad;
    if (!stored->there) {
        return true;
    }
    stored->known = (int32_t)statement_column_number(row, 1, DAY_AFTER_ALL);
    stored->bonds = statement_column(writer->scratch, row, 2);
    stored->walk = statement_column(writer->scratch, row, 3);
    return (head_read(writer->scratch, stored->bonds, &stored->walk, writer->pair, out) ||
            digest_broken(writer->pair, err)) &&
           statement_step(row, &writer->heads->row, err);
}

static bool head_update(struct writer *writer, const struct stored_head *stored,
                        const struct dyad_change *change, struct error *err)
{
    struct packed_head packed = {0};
    head_pack(&packed, &change->after, writer->pair);
    struct slice bonds = buffer_slice(&packed.bonds), walk = buffer_slice(&packed.walk);
    bool done = stored->there && stored->known == change->known &&
                slice_equal(stored->bonds, bonds) && slice_equal(stored->walk, walk);
    if (!done) {
        struct statement *put = store_statement(writer->ledger->store, "digest_put");
        statement_number(put, 1, writer->dyad);
        bind_day(put, 2, change->known);
        statement_bytes(put, 3, bonds);
        statement_bytes(put, 4, walk);
        done = statement_run(put, err);
    }
    head_pack_free(&packed);
    return done;
}

/* Folds the dyad again, only what its new claims touch where that is known, and writes what
 * changed.
 */
static bool dyad_refold(struct writer *writer, const struct dyad_row *dyad, struct error *err)
{
    struct dyad_change change = {0};
    struct stored_head stored;
    struct ledger_claim_list claims;
    if (!head_load(writer, &stored, &change.before, err) ||
        !claims_read_of(writer->scratch, writer->ledger, writer->claims, dyad->number, &claims,
                        err)) {
        return false;
    }
    bool whole = !stored.there || dyad->first == 0;
    int32_t known = claims_settle(&claims, DAY_AFTER_ALL);
    change.known = whole || known > stored.known ? known : stored.known;
    return dyad_fold(writer->scratch, writer->ledger, dyad, whole, &claims, &change, err) &&
           years_update(writer, &change, err) &&
           bonds_update(writer, &change.before.tracks, &change.after.tracks, err) &&
           head_update(writer, &stored, &change, err);
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
    struct stream heads = {0}, claims = {0};
    bool done = stream_start(ledger, "stale_heads", &heads, err) &&
                stream_start(ledger, "stale_claims", &claims, err);
    for (size_t i = 0; done && i < dyads->count; i++) {
        const struct dyad_row *dyad = &dyads->items[i];
        struct arena_mark mark = arena_mark(arena);
        struct writer writer = {ledger, arena, dyad->number, dyad->pair, &heads, &claims};
        done = dyad_refold(&writer, dyad, err);
        arena_reset(arena, mark);
    }
    struct stream *const streams[] = {&heads, &claims};
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
    static const char *const clears[] = {
        "bond_spans_clear",    "bonds_clear",   "event_claims_clear",
        "events_clear",        "digests_clear", "digest_gists_clear",
        "digest_events_clear", "periods_clear", "stale_all"};
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
