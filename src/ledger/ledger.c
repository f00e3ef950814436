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
        names_forget(ledger);
        claims_forget(ledger);
        free(ledger);
    }
}

bool ledger_begin(struct ledger *ledger, struct error *err)
{
    if (ledger->depth == 0) {
        if (!store_begin(ledger->store, err)) {
            return false;
        }
        stale_forget(ledger);
        ledger->records = RECORDS_UNKNOWN;
        ledger->newest.number = 0;
    }
    ledger->depth++;
    return true;
}

bool ledger_commit(struct ledger *ledger, struct error *err)
{
    if (ledger->broken) {
        return error_set(err, ERROR_IO, "what was to be kept together could not all be written");
    }
    if (ledger->depth == 1 && (!claims_file(ledger, err) || !store_commit(ledger->store, err))) {
        return false;
    }
    ledger->depth--;
    if (ledger->depth == 0) {
        stale_forget(ledger); /* from here on another process may fold */
    }
    return true;
}

void ledger_rollback(struct ledger *ledger)
{
    ledger->broken = --ledger->depth > 0;
    if (!ledger->broken) {
        store_rollback(ledger->store);
        names_forget(ledger);
        claims_forget(ledger);
    }
}

static const char *basis_name(enum date_basis basis)
{
    return basis == DATE_STATED ? "stated" : basis == DATE_LOWER_BOUND ? "lower bound" : "unknown";
}

/* An article that is being added. */
struct entry {
    struct ledger *ledger;
    const struct article *article;
    const struct claim_list *claims;
    struct slice origin; /* data set; empty: read here */
    int64_t number;      /* row of the article */
    int64_t *trees;      /* rows of the trees of its claims, one for each claim; 0 none */
    int64_t first, last; /* rows of the claims that were added; 0 none */
    int64_t added;       /* how many */
};

/* The day of the text as it was read: of its last change, else of its publication. */
static int32_t changed_day(const struct article *article)
{
    int32_t known =
        edtf_is_set(article->published) ? edtf_first(article->published) : DAY_BEFORE_ALL;
    int32_t changed = edtf_is_set(article->modified) ? edtf_first(article->modified) : known;
    return changed > known ? changed : known;
}

static bool article_add(struct arena *scratch, struct entry *entry, uint64_t hash,
                        struct error *err)
{
    const struct article *article = entry->article;
    bool dated = edtf_is_set(article->published);
    struct statement *add = store_statement(entry->ledger->store, "article_add");
    statement_number(add, 1, (int64_t)hash);
    statement_text(add, 2, article->id);
    statement_text(add, 3, article->path);
    statement_text(add, 4, article->title);
    statement_text(add, 5, slice_of(article->language));
    statement_text(add, 6, article->outlet);
    statement_text(add, 7, dated ? edtf_print(scratch, article->published) : SLICE(""));
    statement_text(add, 8, slice_of(basis_name(article->published_basis)));
    statement_text(add, 9, article->published_evidence);
    bind_day(add, 10, dated ? edtf_first(article->published) : DAY_BEFORE_ALL);
    statement_text(add, 11, entry->origin);
    statement_text(add, 12, article->url);
    bind_day(add, 13, changed_day(article));
    if (!statement_add(add, &entry->number, err)) {
        return false;
    }
    entry->ledger->newest.hash = hash;
    entry->ledger->newest.number = entry->number;
    entry->ledger->newest.noted = entry->ledger->newest.related = false;
    struct statement *text = store_statement(entry->ledger->store, "article_text_add");
    statement_number(text, 1, entry->number);
    statement_text(text, 2, article->text);
    return statement_run(text, err);
}

#define NEIGHBOURS 16 /* claims of one sentence stand together */

/* The row of the tree of claim `at`, 0 for none; claims of one sentence share it. */
static bool tree_add(struct entry *entry, size_t at, struct error *err)
{
    const struct claim *claims = entry->claims->items, *claim = &claims[at];
    if (!claim->tree.length) {
        return true;
    }
    for (size_t i = at; i-- > 0 && at - i <= NEIGHBOURS;) {
        if (claims[i].sentence_begin == claim->sentence_begin &&
            claims[i].sentence_end == claim->sentence_end) {
            entry->trees[at] = entry->trees[i];
            return true;
        }
    }
    struct statement *add = store_statement(entry->ledger->store, "tree_add");
    statement_text(add, 1, claim->tree);
    return statement_add(add, &entry->trees[at], err);
}

enum { CLAIM_WORDS = 7, FIRST_WORD = 6 };

/* Binds the words of the claim from place FIRST_WORD on. */
static bool words_bind(struct ledger *ledger, struct statement *add, const struct claim *claim,
                       struct error *err)
{
    struct bond_cell bond = bond_cell(claim->bond, claim->sign);
    const struct slice words[CLAIM_WORDS] = {
        claim->source, slice_of(event_type_name(claim->event)), slice_of(bond.text),
        claim->target, slice_of(realis_name(claim->realis)),    claim->said_by,
        claim->rule};
    for (int i = 0; i < CLAIM_WORDS; i++) {
        int64_t number;
        if (!name_word(ledger, words[i], &number, err)) {
            return false;
        }
        statement_number(add, FIRST_WORD + i, number);
    }
    return true;
}

static bool claim_add(struct entry *entry, size_t at, struct error *err)
{
    struct ledger *ledger = entry->ledger;
    const struct claim *claim = &entry->claims->items[at];
    uint64_t hash;
    int64_t dyad, date, number;
    if (!id_parse(claim->id, &hash)) {
        return error_set(err, ERROR_INVALID, "claim id '%.*s' is not 16 hexadecimal digits",
                         SLICE_ARGS(claim->id));
    }
    if (!name_dyad(ledger, pair_of(claim->source, claim->target), &dyad, err) ||
        !name_date(ledger, claim->date, &date, err) || !tree_add(entry, at, err)) {
        return false;
    }
    struct statement *add = store_statement(ledger->store, "claim_add");
    statement_number(add, 1, (int64_t)hash);
    statement_number(add, 2, entry->number);
    statement_number(add, 3, claim->order);
    statement_number(add, 4, dyad);
    statement_number(add, 5, date);
    if (!words_bind(ledger, add, claim, err)) {
        return false;
    }
    statement_number(add, 13, claim->begin);
    statement_number(add, 14, claim->end);
    statement_number(add, 15, claim->sentence_begin);
    statement_number(add, 16, claim->sentence_end);
    if (entry->trees[at]) {
        statement_number(add, 17, entry->trees[at]);
    }
    statement_number(add, 18, claim->confidence);
    statement_number(add, 19, claim->signs);
    statement_text(add, 20, claim->proposition);
    if (!statement_add(add, &number, err)) {
        return false;
    }
    entry->first = entry->added ? entry->first : number;
    entry->last = number;
    entry->added++;
    claim_note(ledger, &(struct fresh_claim){dyad, number, hash});
    return stale_mark(ledger, dyad, number, err);
}

/* The row with this hash; 0 where there is none. */
static bool row_find(struct ledger *ledger, const char *name, uint64_t hash, int64_t *out,
                     struct error *err)
{
    struct statement *find = store_statement(ledger->store, name);
    bool row;
    statement_number(find, 1, (int64_t)hash);
    *out = 0;
    if (!statement_step(find, &row, err)) {
        return false;
    }
    *out = row ? statement_column_number(find, 0, 0) : 0;
    statement_reset(find);
    return true;
}

/* Adds claims none of which is there, and notes their rows. */
static bool claims_add(struct arena *scratch, struct entry *entry, struct error *err)
{
    entry->trees = arena_array(scratch, entry->claims->count, sizeof *entry->trees);
    for (size_t i = 0; i < entry->claims->count; i++) {
        if (!claim_add(entry, i, err)) {
            return false;
        }
    }
    struct statement *run = store_statement(entry->ledger->store, "claim_run_add");
    statement_number(run, 1, entry->number);
    statement_number(run, 2, entry->first);
    statement_number(run, 3, entry->last);
    statement_number(run, 4, entry->added);
    return entry->added == 0 || statement_run(run, err);
}

/* May claims of an article that is new be there already? Their ids are of its text, so that only
 * records of another data set can have brought them. */
static bool records_there(struct ledger *ledger, bool *out, struct error *err)
{
    if (ledger->records == RECORDS_UNKNOWN) {
        int64_t found;
        if (!ask_number(store_statement(ledger->store, "records_there"), 0, &found, err)) {
            return false;
        }
        ledger->records = found ? RECORDS_THERE : RECORDS_NONE;
    }
    *out = ledger->records == RECORDS_THERE;
    return true;
}

/* Leaves of the entry's claims, each once, those that the statement does not find; NULL: it is
 * known that none is there. */
static bool claims_new(struct arena *scratch, struct entry *entry, const char *find,
                       struct claim_list *out, struct error *err)
{
    struct map seen = {0};
    *out = (struct claim_list){0};
    if (find && !claims_file(entry->ledger, err)) {
        return false;
    }
    for (size_t i = 0; i < entry->claims->count; i++) {
        const struct claim *claim = &entry->claims->items[i];
        uint64_t hash;
        int64_t there = 0;
        if (map_get(&seen, claim->id) != MAP_NONE) {
            continue;
        }
        map_put(&seen, scratch, claim->id, 1);
        if (find && id_parse(claim->id, &hash) &&
            !row_find(entry->ledger, find, hash, &there, err)) {
            return false;
        }
        if (!there) {
            *arena_push(scratch, out->items, out->count) = *claim;
        }
    }
    entry->claims = out;
    return true;
}

static bool read_add(struct arena *scratch, struct entry *entry, size_t *added, struct error *err)
{
    uint64_t hash = slice_hash(entry->article->text, 0);
    struct claim_list fresh;
    bool records;
    if (!row_find(entry->ledger, "article_find", hash, &entry->number, err)) {
        return false;
    }
    *added = !entry->number;
    return entry->number ||
           (records_there(entry->ledger, &records, err) &&
            claims_new(scratch, entry, records ? "claim_there" : NULL, &fresh, err) &&
            article_add(scratch, entry, hash, err) && claims_add(scratch, entry, err));
}

/* Claims of an article that was there before: what else it tells of the same pairs is counted with
 * them (count.c), so that these are folded anew. */
static bool pairs_renew(struct entry *entry, struct error *err)
{
    struct statement *stale = store_statement(entry->ledger->store, "stale_add_article");
    statement_number(stale, 1, entry->number);
    return statement_run(stale, err);
}

static bool record_add(struct arena *scratch, struct entry *entry, size_t *added, struct error *err)
{
    struct claim_list fresh;
    uint64_t hash = slice_hash(entry->article->text, slice_hash(entry->origin, 0));
    if (!claims_new(scratch, entry, "claim_find", &fresh, err) ||
        !row_find(entry->ledger, "article_find", hash, &entry->number, err)) {
        return false;
    }
    bool there = entry->number != 0;
    *added = fresh.count;
    entry->ledger->records = RECORDS_THERE;
    return fresh.count == 0 ||
           ((there || article_add(scratch, entry, hash, err)) && claims_add(scratch, entry, err) &&
            (!there || pairs_renew(entry, err)));
}

bool article_part(struct ledger *ledger, const struct article *article, const char *find,
                  bool *known, int64_t *out_number, bool *out_there, struct error *err)
{
    uint64_t hash = slice_hash(article->text, 0);
    if (ledger->newest.number && ledger->newest.hash == hash) {
        *out_number = ledger->newest.number;
        *out_there = *known;
        *known = true;
        return true;
    }
    int64_t there;
    if (!row_find(ledger, "article_find", hash, out_number, err) ||
        !ask_number_of(ledger, find, *out_number, 0, &there, err)) {
        return false;
    }
    *out_there = there != 0;
    return true;
}

typedef bool entry_step(struct arena *scratch, struct entry *entry, size_t *added,
                        struct error *err);

/* Runs the step in a transaction of its own. */
static bool add_whole(struct entry *entry, entry_step *step, size_t *added, struct error *err)
{
    struct arena scratch = {0};
    *added = 0;
    if (!ledger_begin(entry->ledger, err)) {
        return false;
    }
    bool done = step(&scratch, entry, added, err);
    arena_free(&scratch);
    if (!done || !ledger_commit(entry->ledger, err)) {
        ledger_rollback(entry->ledger);
        *added = 0;
        return false;
    }
    return true;
}

bool ledger_add(struct ledger *ledger, const struct article *article,
                const struct claim_list *claims, bool *added, struct error *err)
{
    struct entry entry = {.ledger = ledger, .article = article, .claims = claims};
    size_t count;
    bool done = add_whole(&entry, read_add, &count, err);
    *added = count > 0;
    return done;
}

bool ledger_add_record(struct ledger *ledger, struct slice origin, const struct article *article,
                       const struct claim_list *claims, size_t *added, struct error *err)
{
    struct entry entry = {.ledger = ledger, .article = article, .claims = claims, .origin = origin};
    return add_whole(&entry, record_add, added, err);
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
