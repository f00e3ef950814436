/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The views of dyads read back. What was believed by a day is the fold of what was published by it;
 * where nothing of a dyad was published later, that is the view that the store keeps folded. */
#include <stdlib.h>

#include "ledger/fold.h"

static int row_compare(const void *left, const void *right)
{
    return pair_compare(((const struct dyad_row *)left)->pair,
                        ((const struct dyad_row *)right)->pair);
}

/* Appends the dyads, and of each the numbers of its two words. */
static bool dyads_take(struct arena *arena, struct statement *list, struct number_list *words,
                       struct dyad_list *out, struct error *err)
{
    for (;;) {
        bool row;
        if (!statement_step(list, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        int64_t first = statement_columns(list) > 3 ? statement_column_number(list, 3, 0) : 0;
        *arena_push(arena, out->items, out->count) =
            (struct dyad_row){.number = statement_column_number(list, 0, 0), .first = first};
        for (int i = 0; i < 2; i++) {
            *arena_push(arena, words->items, words->count) = out->items[out->count - 1].words[i] =
                statement_column_number(list, 1 + i, 0);
        }
    }
}

bool dyads_read(struct arena *arena, struct ledger *ledger, struct statement *list,
                struct dyad_list *out, struct error *err)
{
    struct number_list words = {0};
    size_t before = out->count;
    bool done = dyads_take(arena, list, &words, out, err) && words_bring(ledger, &words, err);
    for (size_t i = 0; done && i < words.count; i += 2) {
        struct word_entry a = {0}, b = {0};
        done = word_at(ledger, words.items[i], &a, err) &&
               word_at(ledger, words.items[i + 1], &b, err);
        out->items[before + i / 2].pair = (struct pair){a.text, b.text};
    }
    return done;
}

static bool dyads_sorted(struct arena *arena, struct ledger *ledger, struct statement *list,
                         struct dyad_list *out, struct error *err)
{
    if (!dyads_read(arena, ledger, list, out, err)) {
        return false;
    }
    if (out->count) {
        qsort(out->items, out->count, sizeof *out->items, row_compare);
    }
    return true;
}

bool dyads_find(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                struct dyad_list *out, struct error *err)
{
    struct slice one = a.length ? a : b;
    struct dyad_row both = {.pair = pair_of(a, b)};
    int64_t word;
    *out = (struct dyad_list){0};
    if (!one.length) {
        return dyads_sorted(arena, ledger, store_statement(ledger->store, "dyads_all"), out, err);
    }
    if (a.length && b.length) {
        if (!find_dyad(ledger, both.pair, &both.number, err)) {
            return false;
        }
        if (both.number) {
            *arena_push(arena, out->items, out->count) = both;
        }
        return true;
    }
    if (!find_word(ledger, one, &word, err)) {
        return false;
    }
    struct statement *list = store_statement(ledger->store, "dyads_of_actor");
    statement_number(list, 1, word);
    return dyads_sorted(arena, ledger, list, out, err);
}

/* The last day on which an article or a version of one appeared. */
static int32_t last_known(const struct ledger_claim_list *claims)
{
    int32_t last = DAY_BEFORE_ALL;
    for (size_t i = 0; i < claims->count; i++) {
        const struct ledger_claim *claim = &claims->items[i];
        int32_t known = claim->known != DAY_BEFORE_ALL ? claim->known : DAY_AFTER_ALL;
        known = claim->superseded != DAY_AFTER_ALL && claim->superseded > known ? claim->superseded
                                                                                : known;
        last = known > last ? known : last;
    }
    return last;
}

int32_t claims_settle(struct ledger_claim_list *claims, int32_t known_by)
{
    int32_t known = last_known(claims);
    size_t kept = 0;
    for (size_t i = 0; i < claims->count; i++) {
        int32_t day = claims->items[i].superseded;
        if (day == DAY_AFTER_ALL || day > known_by) {
            claims->items[kept++] = claims->items[i];
        }
    }
    claims->count = kept;
    return known;
}

bool digest_broken(struct pair pair, struct error *err)
{
    return error_set(err, ERROR_INVALID,
                     "the ledger is damaged: the view of %.*s and %.*s; `entente rebuild` folds it "
                     "again",
                     SLICE_ARGS(pair.a), SLICE_ARGS(pair.b));
}

/* Reads the view of the dyad from a row: head, gists, and events where they are wanted, from
 * `column` on. */
static bool view_read(struct arena *arena, struct statement *row, int column,
                      const struct ledger_dyad_filter *filter, struct ledger_dyad *out,
                      struct error *err)
{
    const struct pair pair = {out->a, out->b};
    struct dyad_year_list years = {0};
    struct head head;
    out->view = (struct ledger_view){0};
    bool whole =
        head_read(arena, statement_column_lent(row, column), NULL, pair, &head) &&
        years_read_gists(arena, statement_column_lent(row, column + 1), &out->view, &years) &&
        tellings_settle(&head.tellings, &years) &&
        bonds_make(arena, &head.tracks, &years, &out->view) &&
        (filter->gists || years_read_events(arena, statement_column_lent(row, column + 2), pair,
                                            &out->view, &years));
    return whole || digest_broken(pair, err);
}

/* The view that the store keeps, if it is that of the day; out->number is 0 where no claim ties the
 * two. */
static bool digest_find(struct arena *arena, struct ledger *ledger, const struct dyad_row *dyad,
                        const struct ledger_dyad_filter *filter, bool *found,
                        struct ledger_dyad *out, struct error *err)
{
    struct statement *ask =
        store_statement(ledger->store, filter->gists ? "gists_of_pair" : "digest_of_pair");
    bool row, whole = true;
    statement_number(ask, 1, dyad->words[0]);
    statement_number(ask, 2, dyad->words[1]);
    statement_number(ask, 3, filter->known_by);
    out->number = 0;
    if (!statement_step(ask, &row, err)) {
        return false;
    }
    if (row) {
        out->number = statement_column_number(ask, 0, 0);
        *found = statement_column_number(ask, 1, 0) != 0;
        whole = !*found || view_read(arena, ask, 2, filter, out, err);
        statement_reset(ask);
    }
    return whole;
}

/* The same of all dyads of the one actor that is asked for, in one answer. */
static bool digests_find(struct arena *arena, struct ledger *ledger, const struct dyad_list *dyads,
                         const struct ledger_dyad_filter *filter, bool *found,
                         struct ledger_dyad *out, struct error *err)
{
    struct map places = {0};
    int64_t actor;
    for (size_t i = 0; i < dyads->count; i++) {
        const int64_t *number = &dyads->items[i].number;
        map_put(&places, arena, (struct slice){(const char *)number, sizeof *number}, (uint32_t)i);
    }
    if (!find_word(ledger, filter->a.length ? filter->a : filter->b, &actor, err)) {
        return false;
    }
    struct statement *list =
        store_statement(ledger->store, filter->gists ? "gists_of_actor" : "digests_of_actor");
    statement_number(list, 1, actor);
    statement_number(list, 2, filter->known_by);
    for (bool row = true; row;) {
        if (!statement_step(list, &row, err)) {
            return false;
        }
        int64_t dyad = row ? statement_column_number(list, 0, 0) : 0;
        uint32_t place = map_get(&places, (struct slice){(const char *)&dyad, sizeof dyad});
        if (row && place != MAP_NONE) {
            found[place] = view_read(arena, list, 1, filter, &out[place], err);
            if (!found[place]) {
                statement_reset(list);
                return false;
            }
        }
    }
    return true;
}

/* Folds the claims where the store keeps no view of the day. */
static bool dyad_view(struct arena *arena, struct ledger *ledger,
                      const struct ledger_dyad_filter *filter, struct ledger_dyad *out,
                      struct error *err)
{
    const struct ledger_filter known = {.known_by = filter->known_by};
    struct statement *statement = store_statement(ledger->store, "claims_of_dyad");
    struct ledger_claim_list claims = {0};
    statement_number(statement, 1, out->number);
    if (!claims_read(arena, ledger, statement, &known, &claims, err)) {
        return false;
    }
    claims_settle(&claims, filter->known_by);
    ledger_fold_claims(arena, &claims, &out->view);
    out->view.events = filter->gists ? NULL : out->view.events;
    return true;
}

/* What was believed by an earlier day may have been dated otherwise: then all are looked at. */
static bool dyads_moved(struct arena *arena, struct ledger *ledger,
                        const struct ledger_dyad_filter *filter, struct dyad_list *out,
                        struct error *err)
{
    if (filter->known_by != DAY_AFTER_ALL) {
        return dyads_find(arena, ledger, SLICE(""), SLICE(""), out, err);
    }
    struct statement *list = store_statement(ledger->store, "dyads_of_periods");
    statement_number(list, 1, day_period(filter->after));
    statement_number(list, 2, day_period(filter->until));
    *out = (struct dyad_list){0};
    return dyads_sorted(arena, ledger, list, out, err);
}

/* The two actors as they were asked for: whether any claim ties them is told with their view. */
static bool dyads_of_pair(struct arena *arena, struct ledger *ledger,
                          const struct ledger_dyad_filter *filter, struct dyad_list *out,
                          struct error *err)
{
    struct dyad_row both = {.pair = pair_of(filter->a, filter->b)};
    *out = (struct dyad_list){0};
    if (!find_words(ledger, both.pair, both.words, err)) {
        return false;
    }
    if (both.words[0] && both.words[1]) {
        *arena_push(arena, out->items, out->count) = both;
    }
    return true;
}

static bool dyads_wanted(struct arena *arena, struct ledger *ledger,
                         const struct ledger_dyad_filter *filter, struct dyad_list *out,
                         struct error *err)
{
    if (filter->moved) {
        return dyads_moved(arena, ledger, filter, out, err);
    }
    bool pair = filter->a.length && filter->b.length && !filter->pairs;
    return pair ? dyads_of_pair(arena, ledger, filter, out, err)
                : dyads_find(arena, ledger, filter->a, filter->b, out, err);
}

static void dyad_mark(struct ledger_dyad *dyad)
{
    for (size_t i = 0; dyad->view.events && i < dyad->view.event_count; i++) {
        dyad->view.events[i].dyad = dyad->number;
    }
}

/* Fills the views of the dyads. */
static bool views_fill(struct arena *arena, struct ledger *ledger, const struct dyad_list *dyads,
                       const struct ledger_dyad_filter *filter, struct ledger_dyad *out,
                       struct error *err)
{
    bool *found = arena_array(arena, dyads->count, sizeof *found);
    bool of_one = !filter->moved && (filter->a.length > 0) != (filter->b.length > 0);
    if (of_one && !digests_find(arena, ledger, dyads, filter, found, out, err)) {
        return false;
    }
    for (size_t i = 0; i < dyads->count; i++) {
        if ((!of_one &&
             !digest_find(arena, ledger, &dyads->items[i], filter, &found[i], &out[i], err)) ||
            (!found[i] && out[i].number && !dyad_view(arena, ledger, filter, &out[i], err))) {
            return false;
        }
        dyad_mark(&out[i]);
    }
    return true;
}

bool ledger_dyads(struct arena *arena, struct ledger *ledger,
                  const struct ledger_dyad_filter *filter, struct ledger_dyad_list *out,
                  struct error *err)
{
    struct dyad_list dyads;
    *out = (struct ledger_dyad_list){0};
    if (!dyads_wanted(arena, ledger, filter, &dyads, err)) {
        return false;
    }
    struct ledger_dyad *items = arena_array(arena, dyads.count, sizeof *items);
    for (size_t i = 0; i < dyads.count; i++) {
        items[i].a = dyads.items[i].pair.a;
        items[i].b = dyads.items[i].pair.b;
        items[i].number = dyads.items[i].number;
    }
    if (!filter->pairs && !views_fill(arena, ledger, &dyads, filter, items, err)) {
        return false;
    }
    out->items = items;
    out->count = dyads.count && items[0].number ? dyads.count : 0; /* of a pair: there is none */
    return true;
}
