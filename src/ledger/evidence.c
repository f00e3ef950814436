/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a view shows of claims and details: their sentences, their articles, the claims' ids. That
 * of claims is one question, for on a server the way there and back costs more than a small answer;
 * details are asked for only where there are any, for the server makes ready for each part of a
 * question whether it gives rows or not. */
#include "ledger/inside.h"

static void evidence_read(struct arena *arena, struct statement *row, struct ledger_evidence *out)
{
    struct ledger_claim *claim = &out->claim;
    struct ledger_article *article = &out->article;
    claim->number = statement_column_number(row, 1, 0);
    claim->hash = (uint64_t)statement_column_number(row, 2, 0);
    claim->claim.id = claim->hash ? id_print(arena, claim->hash) : SLICE("");
    claim->claim.begin = (uint32_t)statement_column_number(row, 3, 0);
    claim->claim.end = (uint32_t)statement_column_number(row, 4, 0);
    claim->claim.sentence_begin = (uint32_t)statement_column_number(row, 5, 0);
    claim->claim.sentence_end = (uint32_t)statement_column_number(row, 6, 0);
    claim->article = article->id = id_print(arena, (uint64_t)statement_column_number(row, 7, 0));
    claim->claim.doc = article->doc = statement_column(arena, row, 8);
    article->path = statement_column(arena, row, 9);
    article->title = statement_column(arena, row, 10);
    article->published = publication_read(statement_column_lent(row, 11));
    article->basis = publication_basis(statement_column_lent(row, 12));
    claim->claim.sentence = statement_column(arena, row, 13);
    struct slice language = statement_column_lent(row, 14);
    memcpy(article->language, language.at, language.length < 2 ? language.length : 2);
}

/* What a row gives, as its first column says. */
enum part { PART_CLAIM, PART_ID, PART_DETAIL };

/* Evidence by row. */
struct evidence_rows {
    struct map places; /* in `items` */
    struct ledger_evidence *items;
    size_t count;
};

struct answer {
    struct evidence_rows claims, details;
    struct map ids; /* places in `hashes` */
    uint64_t *hashes;
    size_t hash_count;
};

static void answer_row(struct arena *arena, struct statement *row, struct answer *out)
{
    int64_t part = statement_column_number(row, 0, 0), number = statement_column_number(row, 1, 0);
    struct slice key = slice_copy(arena, number_key(&number));
    if (part != PART_DETAIL) {
        map_put(&out->ids, arena, key, (uint32_t)out->hash_count);
        *arena_push(arena, out->hashes, out->hash_count) =
            (uint64_t)statement_column_number(row, 2, 0);
    }
    if (part == PART_ID) {
        return;
    }
    struct evidence_rows *rows = part == PART_CLAIM ? &out->claims : &out->details;
    map_put(&rows->places, arena, key, (uint32_t)rows->count);
    evidence_read(arena, row, arena_push(arena, rows->items, rows->count));
}

static bool answer_read(struct arena *arena, struct statement *ask, struct answer *out,
                        struct error *err)
{
    for (;;) {
        bool row;
        if (!statement_step(ask, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        answer_row(arena, ask, out);
    }
}

static bool answer_ask(struct arena *arena, struct ledger *ledger,
                       const struct ledger_wanted *wanted, const struct number_list *ids,
                       struct answer *out, struct error *err)
{
    if (wanted->claim_count || ids->count) {
        struct statement *ask = store_statement(ledger->store, "evidence_of_claims");
        bind_numbers(ask, 1, wanted->claims, wanted->claim_count);
        bind_numbers(ask, 2, ids->items, ids->count);
        if (!answer_read(arena, ask, out, err)) {
            return false;
        }
    }
    if (!wanted->detail_count) {
        return true;
    }
    struct statement *ask = store_statement(ledger->store, "evidence_of_details");
    bind_numbers(ask, 1, wanted->details, wanted->detail_count);
    return answer_read(arena, ask, out, err);
}

static bool evidence_give(const struct evidence_rows *rows, const int64_t *numbers, size_t count,
                          struct ledger_evidence *out, struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t place = map_get(&rows->places, number_key(&numbers[i]));
        if (place == MAP_NONE) {
            return row_missing(numbers[i], err);
        }
        out[i] = rows->items[place];
    }
    return true;
}

static bool ids_give(const struct answer *answer, const struct ledger_wanted *wanted,
                     struct error *err)
{
    for (size_t i = 0; i < wanted->event_count; i++) {
        for (size_t j = 0; j < wanted->events[i]->claim_count; j++) {
            struct ledger_support *support = &wanted->events[i]->support[j];
            uint32_t place = map_get(&answer->ids, number_key(&support->number));
            if (place == MAP_NONE) {
                return row_missing(support->number, err);
            }
            support->claim = answer->hashes[place];
        }
    }
    return true;
}

#define CLAIM_BITS 32 /* the dyad stands above the row of its claim */

/* The claims whose ids are wanted, but for those whose evidence brings them. */
static void ids_want(struct arena *arena, const struct ledger_wanted *wanted,
                     struct number_list *out)
{
    struct map claims = {0};
    for (size_t i = 0; wanted->event_count && i < wanted->claim_count; i++) {
        map_put(&claims, arena, number_key(&wanted->claims[i]), (uint32_t)i);
    }
    for (size_t i = 0; i < wanted->event_count; i++) {
        const struct ledger_event *event = wanted->events[i];
        for (size_t j = 0; j < event->claim_count; j++) {
            const int64_t *number = &event->support[j].number;
            if (map_get(&claims, number_key(number)) == MAP_NONE) {
                *arena_push(arena, out->items, out->count) = event->dyad << CLAIM_BITS | *number;
            }
        }
    }
}

bool ledger_evidence(struct arena *arena, struct ledger *ledger, const struct ledger_wanted *wanted,
                     struct ledger_evidence *out_claims, struct ledger_evidence *out_details,
                     struct error *err)
{
    struct number_list ids = {0};
    struct answer answer = {0};
    ids_want(arena, wanted, &ids);
    return answer_ask(arena, ledger, wanted, &ids, &answer, err) &&
           evidence_give(&answer.claims, wanted->claims, wanted->claim_count, out_claims, err) &&
           evidence_give(&answer.details, wanted->details, wanted->detail_count, out_details,
                         err) &&
           ids_give(&answer, wanted, err);
}
