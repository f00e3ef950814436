/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Facts: articles and claims are appended, one article in one transaction, and never changed. An
 * article is known by the hash of its text, so that the same bytes are added once. */
#include "ledger/ledger.h"

#include <assert.h>
#include <stdlib.h>

#include "ledger/inside.h"

bool ledger_open(const char *location, bool write, struct ledger **out, struct error *err)
{
    struct store *store;
    *out = NULL;
    if (!store_open(location, write, &store, err)) {
        return false;
    }
    *out = calloc(1, sizeof **out);
    assert(*out);
    (*out)->store = store;
    return true;
}

void ledger_close(struct ledger *ledger)
{
    if (ledger) {
        store_close(ledger->store);
        free(ledger);
    }
}

bool ledger_begin(struct ledger *ledger, struct error *err)
{
    return store_begin(ledger->store, err);
}

bool ledger_commit(struct ledger *ledger, struct error *err)
{
    return store_commit(ledger->store, err);
}

void ledger_rollback(struct ledger *ledger)
{
    store_rollback(ledger->store);
}

static const char *basis_name(enum date_basis basis)
{
    return basis == DATE_STATED ? "stated" : basis == DATE_LOWER_BOUND ? "lower bound" : "unknown";
}

static bool article_add(struct arena *scratch, struct store *store, struct slice id,
                        struct slice origin, const struct article *article, struct error *err)
{
    bool dated = edtf_is_set(article->published);
    struct statement *add = store_statement(store, "article_add");
    statement_text(add, 1, id);
    statement_text(add, 2, article->id);
    statement_text(add, 3, article->path);
    statement_text(add, 4, article->title);
    statement_text(add, 5, slice_of(article->language));
    statement_text(add, 6, article->outlet);
    statement_text(add, 7, dated ? edtf_print(scratch, article->published) : SLICE(""));
    statement_text(add, 8, slice_of(basis_name(article->published_basis)));
    statement_text(add, 9, article->published_evidence);
    int32_t known = dated ? edtf_first(article->published) : DAY_BEFORE_ALL;
    if (known != DAY_BEFORE_ALL) {
        statement_number(add, 10, known);
    }
    statement_text(add, 11, article->text);
    statement_text(add, 12, origin);
    return statement_run(add, err);
}

static bool sentence_add(struct store *store, struct slice article, const struct claim *claim,
                         struct error *err)
{
    struct statement *add = store_statement(store, "sentence_add");
    statement_text(add, 1, article);
    statement_number(add, 2, claim->sentence_begin);
    statement_number(add, 3, claim->sentence_end);
    statement_text(add, 4, claim->sentence);
    statement_text(add, 5, claim->tree);
    return statement_run(add, err);
}

static bool claim_add(struct arena *scratch, struct store *store, struct slice article,
                      const struct claim *claim, struct error *err)
{
    struct statement *add = store_statement(store, "claim_add");
    statement_text(add, 1, claim->id);
    statement_text(add, 2, article);
    statement_number(add, 3, claim->order);
    statement_text(add, 4, edtf_print(scratch, claim->date));
    statement_text(add, 5, claim->source);
    statement_text(add, 6, slice_of(event_type_name(claim->event)));
    statement_text(add, 7, slice_of(bond_type_name(claim->bond)));
    statement_text(add, 8, (struct slice){&claim->sign, claim->sign != '\0'});
    statement_text(add, 9, claim->target);
    statement_text(add, 10, slice_of(realis_name(claim->realis)));
    statement_text(add, 11, claim->said_by);
    statement_text(add, 12, claim->rule);
    statement_number(add, 13, claim->begin);
    statement_number(add, 14, claim->end);
    statement_number(add, 15, claim->sentence_begin);
    statement_number(add, 16, claim->sentence_end);
    statement_text(add, 17, claim->proposition);
    return statement_run(add, err);
}

static bool stale_add(struct store *store, const struct claim *claim, struct error *err)
{
    struct pair pair = pair_of(claim->source, claim->target);
    struct statement *add = store_statement(store, "stale_add");
    statement_text(add, 1, pair.a);
    statement_text(add, 2, pair.b);
    return statement_run(add, err);
}

/* Is there a row with this id? */
static bool is_there(struct store *store, const char *name, struct slice id, bool *out,
                     struct error *err)
{
    struct statement *there = store_statement(store, name);
    statement_text(there, 1, id);
    if (!statement_step(there, out, err)) {
        return false;
    }
    statement_reset(there);
    return true;
}

static bool claims_add(struct arena *scratch, struct store *store, struct slice article,
                       const struct claim_list *claims, struct error *err)
{
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        if (!sentence_add(store, article, claim, err) ||
            !claim_add(scratch, store, article, claim, err) || !stale_add(store, claim, err)) {
            return false;
        }
    }
    return true;
}

static bool add_all(struct arena *scratch, struct store *store, const struct article *article,
                    const struct claim_list *claims, bool *added, struct error *err)
{
    struct slice id = id_print(scratch, slice_hash(article->text, 0));
    bool there;
    if (!is_there(store, "article_there", id, &there, err)) {
        return false;
    }
    *added = !there;
    return there || (article_add(scratch, store, id, SLICE(""), article, err) &&
                     claims_add(scratch, store, id, claims, err));
}

/* The claims that the ledger does not hold yet. */
static bool claims_new(struct arena *scratch, struct store *store, const struct claim_list *claims,
                       struct claim_list *out, struct error *err)
{
    *out = (struct claim_list){0};
    for (size_t i = 0; i < claims->count; i++) {
        bool there;
        if (!is_there(store, "claim_there", claims->items[i].id, &there, err)) {
            return false;
        }
        if (!there) {
            *arena_push(scratch, out->items, out->count) = claims->items[i];
        }
    }
    return true;
}

static bool add_record(struct arena *scratch, struct store *store, struct slice origin,
                       const struct article *article, const struct claim_list *claims,
                       struct error *err)
{
    struct slice id = id_print(scratch, slice_hash(article->text, slice_hash(origin, 0)));
    bool there;
    return is_there(store, "article_there", id, &there, err) &&
           (there || article_add(scratch, store, id, origin, article, err)) &&
           claims_add(scratch, store, id, claims, err);
}

bool ledger_add_record(struct ledger *ledger, struct slice origin, const struct article *article,
                       const struct claim_list *claims, size_t *added, struct error *err)
{
    struct arena scratch = {0};
    struct claim_list fresh;
    *added = 0;
    if (!store_begin(ledger->store, err)) {
        return false;
    }
    bool done =
        claims_new(&scratch, ledger->store, claims, &fresh, err) &&
        (fresh.count == 0 || add_record(&scratch, ledger->store, origin, article, &fresh, err));
    *added = done ? fresh.count : 0;
    arena_free(&scratch);
    if (!done || !store_commit(ledger->store, err)) {
        store_rollback(ledger->store);
        *added = 0;
        return false;
    }
    return true;
}

bool ledger_add(struct ledger *ledger, const struct article *article,
                const struct claim_list *claims, bool *added, struct error *err)
{
    struct arena scratch = {0};
    *added = false;
    if (!store_begin(ledger->store, err)) {
        return false;
    }
    bool done = add_all(&scratch, ledger->store, article, claims, added, err);
    arena_free(&scratch);
    if (!done || !store_commit(ledger->store, err)) {
        store_rollback(ledger->store);
        *added = false;
        return false;
    }
    return true;
}

bool ledger_latest_day(struct ledger *ledger, int32_t *out, struct error *err)
{
    struct statement *ask = store_statement(ledger->store, "latest_day");
    bool row;
    *out = DAY_BEFORE_ALL;
    if (!statement_step(ask, &row, err)) {
        return false;
    }
    if (row) {
        *out = (int32_t)statement_column_number(ask, 0, DAY_BEFORE_ALL);
    }
    statement_reset(ask);
    return true;
}

bool ledger_count(struct ledger *ledger, struct ledger_counts *out, struct error *err)
{
    struct statement *ask = store_statement(ledger->store, "counts");
    bool row;
    if (!statement_step(ask, &row, err)) {
        return false;
    }
    size_t *const counts[] = {&out->articles, &out->claims, &out->events, &out->bonds};
    for (int i = 0; i < 4; i++) {
        *counts[i] = (size_t)statement_column_number(ask, i, 0);
    }
    statement_reset(ask);
    return true;
}
