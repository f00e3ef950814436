/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Facts read back: claims by actor, pair, article or id; articles; ids by their beginning. */
#include <stdlib.h>

#include "ledger/inside.h"

#define PREFIX_MIN 6 /* 16 million ids: below that a beginning says too little */

/* The value that a file of ours must hold; a foreign word means a damaged ledger. */
static bool broken(struct slice id, const char *what, struct slice value, struct error *err)
{
    return error_set(err, ERROR_INVALID, "the ledger is damaged: claim %.*s has the %s '%.*s'",
                     SLICE_ARGS(id), what, SLICE_ARGS(value));
}

static bool claim_read(struct arena *arena, struct statement *row, bool with_text,
                       struct ledger_claim *out, struct error *err)
{
    struct claim *claim = &out->claim;
    claim->id = statement_column(arena, row, 0);
    out->article = statement_column(arena, row, 1);
    claim->order = (uint32_t)statement_column_number(row, 2, 0);
    struct slice date = statement_column(arena, row, 3), event = statement_column(arena, row, 5),
                 bond = statement_column(arena, row, 6), sign = statement_column(arena, row, 7),
                 realis = statement_column(arena, row, 9);
    if (!edtf_parse(date, &claim->date)) {
        return broken(claim->id, "date", date, err);
    }
    if (!event_type_parse(event, &claim->event)) {
        return broken(claim->id, "event", event, err);
    }
    claim->bond = BOND_NONE;
    if (bond.length && !bond_type_parse(bond, &claim->bond)) {
        return broken(claim->id, "bond", bond, err);
    }
    if (!realis_parse(realis, &claim->realis)) {
        return broken(claim->id, "realis", realis, err);
    }
    claim->sign = sign.length ? sign.at[0] : '\0';
    claim->source = statement_column(arena, row, 4);
    claim->target = statement_column(arena, row, 8);
    claim->said_by = statement_column(arena, row, 10);
    claim->rule = statement_column(arena, row, 11);
    claim->begin = (uint32_t)statement_column_number(row, 12, 0);
    claim->end = (uint32_t)statement_column_number(row, 13, 0);
    claim->sentence_begin = (uint32_t)statement_column_number(row, 14, 0);
    claim->sentence_end = (uint32_t)statement_column_number(row, 15, 0);
    claim->doc = statement_column(arena, row, 16);
    out->known = (int32_t)statement_column_number(row, 17, DAY_BEFORE_ALL);
    if (with_text) {
        claim->proposition = statement_column(arena, row, 18);
        claim->sentence = statement_column(arena, row, 19);
        claim->tree = statement_column(arena, row, 20);
    }
    return true;
}

static int claim_compare(const void *left, const void *right)
{
    const struct ledger_claim *x = left, *y = right;
    int order = slice_compare(x->claim.doc, y->claim.doc);
    if (order || (order = slice_compare(x->article, y->article)) ||
        (order = (x->claim.order > y->claim.order) - (x->claim.order < y->claim.order))) {
        return order;
    }
    return slice_compare(x->claim.id, y->claim.id);
}

bool claims_read(struct arena *arena, struct statement *statement,
                 const struct ledger_filter *filter, struct ledger_claim_list *out,
                 struct error *err)
{
    *out = (struct ledger_claim_list){0};
    for (;;) {
        bool row;
        if (!statement_step(statement, &row, err)) {
            return false;
        }
        if (!row) {
            break;
        }
        int32_t known = (int32_t)statement_column_number(statement, 17, DAY_BEFORE_ALL);
        bool dated = known != DAY_BEFORE_ALL;
        if (filter->known_by != DAY_AFTER_ALL && (!dated || known > filter->known_by)) {
            continue; /* an undated article cannot be said to have been known by then */
        }
        struct ledger_claim *claim = arena_push(arena, out->items, out->count);
        if (!claim_read(arena, statement, filter->with_text, claim, err)) {
            statement_reset(statement);
            return false;
        }
    }
    if (out->count) {
        qsort(out->items, out->count, sizeof *out->items, claim_compare);
    }
    return true;
}

bool ledger_claims(struct arena *arena, struct ledger *ledger, const struct ledger_filter *filter,
                   struct ledger_claim_list *out, struct error *err)
{
    struct slice first = filter->a.length ? filter->a : filter->b;
    bool pair = filter->a.length && filter->b.length;
    const char *name = filter->article.length ? "claims_of_article"
                       : pair                 ? "claims_of_pair"
                       : first.length         ? "claims_of_actor"
                                              : "claims_all";
    struct statement *statement = store_statement(ledger->store, name);
    if (filter->article.length) {
        statement_text(statement, 1, filter->article);
    } else if (first.length) {
        statement_text(statement, 1, first);
        if (pair) {
            statement_text(statement, 2, filter->b);
        }
    }
    return claims_read(arena, statement, filter, out, err);
}

bool ledger_claim_by_id(struct arena *arena, struct ledger *ledger, struct slice id,
                        struct ledger_claim *out, struct error *err)
{
    const struct ledger_filter all = {.known_by = DAY_AFTER_ALL, .with_text = true};
    struct ledger_claim_list found;
    struct statement *statement = store_statement(ledger->store, "claim_by_id");
    statement_text(statement, 1, id);
    if (!claims_read(arena, statement, &all, &found, err)) {
        return false;
    }
    if (!found.count) {
        return error_set(err, ERROR_NOT_FOUND, "no claim '%.*s'", SLICE_ARGS(id));
    }
    *out = found.items[0];
    return true;
}

static void article_read_row(struct arena *arena, struct statement *row, struct ledger_article *out)
{
    *out = (struct ledger_article){0};
    out->id = statement_column(arena, row, 0);
    out->doc = statement_column(arena, row, 1);
    out->path = statement_column(arena, row, 2);
    out->title = statement_column(arena, row, 3);
    struct slice language = statement_column(arena, row, 4);
    if (language.length == 2) {
        memcpy(out->language, language.at, 2);
    }
    out->outlet = statement_column(arena, row, 5);
    if (!edtf_parse(statement_column(arena, row, 6), &out->published)) {
        out->published = (struct edtf){0};
    }
    struct slice basis = statement_column(arena, row, 7);
    out->basis = slice_is(basis, "stated")        ? DATE_STATED
                 : slice_is(basis, "lower bound") ? DATE_LOWER_BOUND
                                                  : DATE_UNKNOWN;
    out->evidence = statement_column(arena, row, 8);
    out->known = (int32_t)statement_column_number(row, 9, DAY_BEFORE_ALL);
    out->claim_count = (size_t)statement_column_number(row, 10, 0);
    out->origin = statement_column(arena, row, 11);
    if (statement_columns(row) > 12) {
        out->text = statement_column(arena, row, 12);
    }
}

bool ledger_article_by_id(struct arena *arena, struct ledger *ledger, struct slice id,
                          struct ledger_article *out, struct error *err)
{
    struct statement *statement = store_statement(ledger->store, "article_by_id");
    statement_text(statement, 1, id);
    bool row;
    if (!statement_step(statement, &row, err)) {
        return false;
    }
    if (!row) {
        return error_set(err, ERROR_NOT_FOUND, "no article '%.*s'", SLICE_ARGS(id));
    }
    article_read_row(arena, statement, out);
    statement_reset(statement);
    return true;
}

bool ledger_articles(struct arena *arena, struct ledger *ledger, struct ledger_article **out,
                     size_t *out_count, struct error *err)
{
    struct statement *statement = store_statement(ledger->store, "articles");
    *out = NULL;
    *out_count = 0;
    for (;;) {
        bool row;
        if (!statement_step(statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        article_read_row(arena, statement, arena_push(arena, *out, *out_count));
    }
}

bool ledger_pairs(struct arena *arena, struct ledger *ledger, struct ledger_pair **out,
                  size_t *out_count, struct error *err)
{
    struct statement *statement = store_statement(ledger->store, "pairs");
    *out = NULL;
    *out_count = 0;
    for (;;) {
        bool row;
        if (!statement_step(statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        struct ledger_pair *pair = arena_push(arena, *out, *out_count);
        pair->a = statement_column(arena, statement, 0);
        pair->b = statement_column(arena, statement, 1);
    }
}

static bool prefix_check(struct slice prefix, struct error *err)
{
    for (size_t i = 0; i < prefix.length; i++) {
        if (!strchr("0123456789abcdef", prefix.at[i])) {
            return error_set(err, ERROR_INVALID, "id '%.*s' is not hexadecimal",
                             SLICE_ARGS(prefix));
        }
    }
    if (prefix.length < PREFIX_MIN) {
        return error_set(err, ERROR_INVALID, "id '%.*s' is too short: at least %d digits",
                         SLICE_ARGS(prefix), PREFIX_MIN);
    }
    return true;
}

bool ledger_find(struct arena *arena, struct ledger *ledger, struct slice prefix,
                 enum ledger_kind *out_kind, struct slice *out_id, struct error *err)
{
    static const char *const kinds[] = {"claim", "event", "bond", "article"};
    if (!prefix_check(prefix, err)) {
        return false;
    }
    struct statement *statement = store_statement(ledger->store, "find");
    statement_text(statement, 1, prefix);
    statement_text(statement, 2, slice_print(arena, "%.*sg", SLICE_ARGS(prefix)));
    struct slice named = {0};
    size_t count = 0;
    for (;;) {
        bool row;
        if (!statement_step(statement, &row, err)) {
            return false;
        }
        if (!row) {
            break;
        }
        enum ledger_kind kind = (enum ledger_kind)statement_column_number(statement, 0, 0);
        struct slice id = statement_column(arena, statement, 1);
        named = slice_print(arena, "%.*s%s%s %.*s", SLICE_ARGS(named), count ? ", " : "",
                            kinds[kind], SLICE_ARGS(id));
        if (count++ == 0) {
            *out_kind = kind;
            *out_id = id;
        }
    }
    if (count == 0) {
        return error_set(err, ERROR_NOT_FOUND, "no claim, event, bond or article '%.*s'",
                         SLICE_ARGS(prefix));
    }
    return count == 1 || error_set(err, ERROR_CONFLICT, "id '%.*s' is ambiguous: %.*s",
                                   SLICE_ARGS(prefix), SLICE_ARGS(named));
}

bool ledger_pair(struct arena *arena, struct ledger *ledger, enum ledger_kind kind, struct slice id,
                 struct slice *out_a, struct slice *out_b, struct error *err)
{
    const char *name = kind == LEDGER_CLAIM   ? "pair_of_claim"
                       : kind == LEDGER_EVENT ? "pair_of_event"
                                              : "pair_of_bond";
    struct statement *statement = store_statement(ledger->store, name);
    statement_text(statement, 1, id);
    bool row;
    if (!statement_step(statement, &row, err)) {
        return false;
    }
    if (!row) {
        return error_set(err, ERROR_NOT_FOUND, "no id '%.*s'", SLICE_ARGS(id));
    }
    *out_a = statement_column(arena, statement, 0);
    *out_b = statement_column(arena, statement, 1);
    statement_reset(statement);
    return true;
}
