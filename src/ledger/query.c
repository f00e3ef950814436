/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Facts read back: claims by actor, pair, article or id; articles; ids by their beginning. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "ledger/inside.h"

#define CLAIM_DYAD 22 /* column of `stale_claims` */
#define CLAIM_WORDS 7 /* source, event, bond, target, realis, said by, rule */
#define PREFIX_MIN 6  /* 16 million ids: below that a beginning says too little */

/* A number of the store that stands for nothing that a claim may hold. */
static bool broken(struct ledger_claim *claim, const char *what, struct error *err)
{
    return error_set(err, ERROR_INVALID, "the ledger is damaged: claim %016llx has no %s",
                     (unsigned long long)claim->hash, what);
}

/* Claims of which the words and dates are still numbers: CLAIM_WORDS words and a date each. */
struct unnamed {
    struct arena arena;
    struct number_list words, dates;
};

/* The date and the words of the claim, in columns 4 to 11. */
static void numbers_take(struct unnamed *unnamed, struct statement *row)
{
    struct number_list *words = &unnamed->words, *dates = &unnamed->dates;
    *arena_push(&unnamed->arena, dates->items, dates->count) = statement_column_number(row, 4, 0);
    for (int i = 0; i < CLAIM_WORDS; i++) {
        *arena_push(&unnamed->arena, words->items, words->count) =
            statement_column_number(row, 5 + i, 0);
    }
}

static bool claim_name(struct ledger *ledger, const struct unnamed *unnamed, size_t at,
                       struct ledger_claim *out, struct error *err)
{
    struct claim *claim = &out->claim;
    struct word_entry words[CLAIM_WORDS];
    if (!date_at(ledger, unnamed->dates.items[at], &claim->date, err)) {
        return false;
    }
    for (size_t i = 0; i < CLAIM_WORDS; i++) {
        if (!word_at(ledger, unnamed->words.items[CLAIM_WORDS * at + i], &words[i], err)) {
            return false;
        }
    }
    if (words[1].event < 0 || words[2].bond < 0 || words[4].realis < 0) {
        return broken(out,
                      words[1].event < 0  ? "event"
                      : words[2].bond < 0 ? "bond"
                                          : "realis",
                      err);
    }
    claim->source = words[0].text;
    claim->event = (enum event_type)words[1].event;
    claim->bond = (enum bond_type)words[2].bond;
    claim->sign = words[2].sign;
    claim->target = words[3].text;
    claim->realis = (enum realis)words[4].realis;
    claim->said_by = words[5].text;
    claim->rule = words[6].text;
    return true;
}

static int32_t column_day(struct statement *row, int column, int32_t none)
{
    return (int32_t)statement_column_number(row, column, none);
}

static void claim_read(struct arena *arena, struct statement *row, struct ledger_claim *out)
{
    struct claim *claim = &out->claim;
    out->number = statement_column_number(row, 0, 0);
    out->hash = (uint64_t)statement_column_number(row, 1, 0);
    out->article_number = statement_column_number(row, 2, 0);
    claim->id = id_print(arena, out->hash);
    claim->order = (uint32_t)statement_column_number(row, 3, 0);
    claim->begin = (uint32_t)statement_column_number(row, 12, 0);
    claim->end = (uint32_t)statement_column_number(row, 13, 0);
    out->article = id_print(arena, (uint64_t)statement_column_number(row, 15, 0));
    claim->doc = statement_column(arena, row, 16);
    out->known = column_day(row, 17, DAY_BEFORE_ALL);
    out->family = statement_column_number(row, 18, out->article_number);
    out->superseded = column_day(row, 19, DAY_AFTER_ALL);
    claim->confidence = (unsigned)statement_column_number(row, 20, 0);
    claim->signs = (uint32_t)statement_column_number(row, 21, 0);
}

/* The digits of the number. A formatted print costs three times as much, and a million are asked.
 */
static void digits_add(struct buffer *text, int64_t number)
{
    char room[20];
    size_t at = sizeof room;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do {
        room[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    buffer_add(text, number < 0 ? SLICE("-") : SLICE(""));
    buffer_add(text, (struct slice){room + at, sizeof room - at});
}

void bind_numbers(struct statement *statement, int place, const int64_t *numbers, size_t count)
{
    struct buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        buffer_add(&text, i ? SLICE(",") : SLICE(""));
        digits_add(&text, numbers[i]);
    }
    statement_text(statement, place, buffer_slice(&text));
    buffer_free(&text);
}

static void text_take(struct arena *arena, struct statement *row, struct claim *out)
{
    out->proposition = statement_column(arena, row, 1);
    out->sentence_begin = (uint32_t)statement_column_number(row, 2, 0);
    out->sentence_end = (uint32_t)statement_column_number(row, 3, 0);
    out->tree = statement_column(arena, row, 4);
    out->sentence = statement_column(arena, row, 5);
}

/* Proposition, sentence and tree of each claim of the list from `first` on. */
static bool texts_read(struct arena *arena, struct ledger *ledger, struct ledger_claim_list *out,
                       size_t first, struct error *err)
{
    struct map places = {0};
    struct number_list numbers = {0};
    for (size_t i = first; i < out->count; i++) {
        map_put(&places, arena, number_key(&out->items[i].number), (uint32_t)i);
        *arena_push(arena, numbers.items, numbers.count) = out->items[i].number;
    }
    if (!numbers.count) {
        return true;
    }
    struct statement *ask = store_statement(ledger->store, "claim_texts");
    bind_numbers(ask, 1, numbers.items, numbers.count);
    size_t found = 0;
    for (bool row = true; row;) {
        if (!statement_step(ask, &row, err)) {
            return false;
        }
        int64_t number = row ? statement_column_number(ask, 0, 0) : 0;
        uint32_t place = map_get(&places, number_key(&number));
        if (row && place != MAP_NONE) {
            text_take(arena, ask, &out->items[place].claim);
            found++;
        }
    }
    return found == places.count ||
           error_set(err, ERROR_INVALID, "the ledger is damaged: %zu claims have no sentence",
                     places.count - found);
}

/* Does the filter take a claim of this row? An undated article cannot be said to have been known
 * by a day. */
static bool row_passes(struct statement *row, const struct ledger_filter *filter)
{
    int32_t known = column_day(row, 17, DAY_BEFORE_ALL);
    int32_t superseded = column_day(row, 19, DAY_AFTER_ALL);
    bool told =
        filter->known_by == DAY_AFTER_ALL || (known != DAY_BEFORE_ALL && known <= filter->known_by);
    bool replaced = superseded != DAY_AFTER_ALL && superseded <= filter->known_by;
    return told && !(filter->current && replaced);
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

/* Appends the claim of the row, its names still numbers, if the filter takes it. */
static void claim_take(struct arena *arena, struct statement *row,
                       const struct ledger_filter *filter, struct unnamed *unnamed,
                       struct ledger_claim_list *out)
{
    if (row_passes(row, filter)) {
        claim_read(arena, row, arena_push(arena, out->items, out->count));
        numbers_take(unnamed, row);
    }
}

/* Gives the last claims of the list their words and dates. */
static bool claims_name(struct ledger *ledger, const struct unnamed *unnamed,
                        struct ledger_claim_list *out, struct error *err)
{
    size_t count = unnamed->dates.count, first = out->count - count;
    bool done =
        words_bring(ledger, &unnamed->words, err) && dates_bring(ledger, &unnamed->dates, err);
    for (size_t i = 0; done && i < count; i++) {
        done = claim_name(ledger, unnamed, i, &out->items[first + i], err);
    }
    return done;
}

static bool claims_take(struct arena *arena, struct statement *statement,
                        const struct ledger_filter *filter, struct unnamed *unnamed,
                        struct ledger_claim_list *out, struct error *err)
{
    for (;;) {
        bool row;
        if (!statement_step(statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        claim_take(arena, statement, filter, unnamed, out);
    }
}

bool claims_read(struct arena *arena, struct ledger *ledger, struct statement *statement,
                 const struct ledger_filter *filter, struct ledger_claim_list *out,
                 struct error *err)
{
    struct unnamed unnamed = {0};
    size_t before = out->count;
    bool done = claims_take(arena, statement, filter, &unnamed, out, err) &&
                claims_name(ledger, &unnamed, out, err) &&
                (!filter->with_text || texts_read(arena, ledger, out, before, err));
    arena_free(&unnamed.arena);
    return done;
}

bool claims_read_of(struct arena *arena, struct ledger *ledger, struct stream *stream, int64_t dyad,
                    struct ledger_claim_list *out, struct error *err)
{
    const struct ledger_filter all = {.known_by = DAY_AFTER_ALL};
    struct unnamed unnamed = {0};
    bool done = true;
    *out = (struct ledger_claim_list){0};
    while (done && stream->row && statement_column_number(stream->rows, CLAIM_DYAD, 0) == dyad) {
        claim_take(arena, stream->rows, &all, &unnamed, out);
        done = statement_step(stream->rows, &stream->row, err);
    }
    done = done && claims_name(ledger, &unnamed, out, err);
    arena_free(&unnamed.arena);
    return done;
}

static bool claims_of_dyads(struct arena *arena, struct ledger *ledger,
                            const struct ledger_filter *filter, struct ledger_claim_list *out,
                            struct error *err)
{
    struct dyad_list dyads;
    if (!dyads_find(arena, ledger, filter->a, filter->b, &dyads, err)) {
        return false;
    }
    for (size_t i = 0; i < dyads.count; i++) {
        struct statement *statement = store_statement(ledger->store, "claims_of_dyad");
        statement_number(statement, 1, dyads.items[i].number);
        if (!claims_read(arena, ledger, statement, filter, out, err)) {
            return false;
        }
    }
    return true;
}

/* An id that is none finds nothing. */
struct statement *statement_of_id(struct ledger *ledger, const char *name, struct slice id)
{
    struct statement *statement = store_statement(ledger->store, name);
    uint64_t hash;
    if (id_parse(id, &hash)) {
        statement_number(statement, 1, (int64_t)hash);
    }
    return statement;
}

bool ledger_claims(struct arena *arena, struct ledger *ledger, const struct ledger_filter *filter,
                   struct ledger_claim_list *out, struct error *err)
{
    *out = (struct ledger_claim_list){0};
    bool done;
    if (filter->article.length) {
        struct statement *statement = statement_of_id(ledger, "claims_of_article", filter->article);
        done = claims_read(arena, ledger, statement, filter, out, err);
    } else if (filter->a.length || filter->b.length) {
        done = claims_of_dyads(arena, ledger, filter, out, err);
    } else {
        done = claims_read(arena, ledger, store_statement(ledger->store, "claims_all"), filter, out,
                           err);
    }
    if (done && out->count) {
        qsort(out->items, out->count, sizeof *out->items, claim_compare);
    }
    return done;
}

bool row_missing(int64_t number, struct error *err)
{
    return error_set(err, ERROR_NOT_FOUND, "the ledger has no row %" PRId64, number);
}

/* The one claim that a started statement gives; out->number is 0 where there is none. */
static bool claim_find(struct arena *arena, struct ledger *ledger, struct statement *statement,
                       struct ledger_claim *out, struct error *err)
{
    const struct ledger_filter all = {.known_by = DAY_AFTER_ALL, .with_text = true};
    struct ledger_claim_list found = {0};
    if (!claims_read(arena, ledger, statement, &all, &found, err)) {
        return false;
    }
    *out = found.count ? found.items[0] : (struct ledger_claim){0};
    return true;
}

bool ledger_claim_by_id(struct arena *arena, struct ledger *ledger, struct slice id,
                        struct ledger_claim *out, struct error *err)
{
    struct statement *statement = statement_of_id(ledger, "claim_by_hash", id);
    return claim_find(arena, ledger, statement, out, err) &&
           (out->number || error_set(err, ERROR_NOT_FOUND, "no claim '%.*s'", SLICE_ARGS(id)));
}

bool ledger_claim_at(struct arena *arena, struct ledger *ledger, int64_t number,
                     struct ledger_claim *out, struct error *err)
{
    struct statement *statement = store_statement(ledger->store, "claim_by_number");
    statement_number(statement, 1, number);
    return claim_find(arena, ledger, statement, out, err) &&
           (out->number || row_missing(number, err));
}

struct edtf publication_read(struct slice text)
{
    struct edtf date;
    return edtf_parse(text, &date) ? date : (struct edtf){0};
}

enum date_basis publication_basis(struct slice text)
{
    return slice_is(text, "stated")        ? DATE_STATED
           : slice_is(text, "lower bound") ? DATE_LOWER_BOUND
                                           : DATE_UNKNOWN;
}

struct slice ledger_id(struct arena *arena, uint64_t hash)
{
    return id_print(arena, hash);
}

static void article_read_row(struct arena *arena, struct statement *row, struct ledger_article *out)
{
    out->id = id_print(arena, (uint64_t)statement_column_number(row, 1, 0));
    out->doc = statement_column(arena, row, 2);
    out->path = statement_column(arena, row, 3);
    out->title = statement_column(arena, row, 4);
    struct slice language = statement_column(arena, row, 5);
    memcpy(out->language, language.at, language.length < 2 ? language.length : 2);
    out->outlet = statement_column(arena, row, 6);
    out->published = publication_read(statement_column_lent(row, 7));
    out->basis = publication_basis(statement_column_lent(row, 8));
    out->evidence = statement_column(arena, row, 9);
    out->known = column_day(row, 10, DAY_BEFORE_ALL);
    out->claim_count = (size_t)statement_column_number(row, 11, 0);
    uint64_t speaker =
        (uint64_t)statement_column_number(row, 12, statement_column_number(row, 1, 0));
    out->family = id_print(arena, speaker);
    out->superseded = column_day(row, 13, DAY_AFTER_ALL);
    out->origin = statement_column(arena, row, 14);
    out->url = statement_column(arena, row, 15);
    out->changed = column_day(row, 16, DAY_BEFORE_ALL);
    if (statement_columns(row) > 17) {
        out->text = statement_column(arena, row, 17);
    }
}

static bool article_find(struct arena *arena, struct statement *statement, struct slice id,
                         struct ledger_article *out, struct error *err)
{
    bool row;
    *out = (struct ledger_article){0};
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

bool ledger_article_by_id(struct arena *arena, struct ledger *ledger, struct slice id,
                          struct ledger_article *out, struct error *err)
{
    return article_find(arena, statement_of_id(ledger, "article_by_hash", id), id, out, err);
}

bool ledger_article_head(struct arena *arena, struct ledger *ledger, struct slice id,
                         struct ledger_article *out, struct error *err)
{
    return article_find(arena, statement_of_id(ledger, "article_head", id), id, out, err);
}

/* Appends the articles that a started statement gives. */
static bool articles_read(struct arena *arena, struct statement *statement,
                          struct ledger_article **out, size_t *out_count, struct error *err)
{
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

bool ledger_articles(struct arena *arena, struct ledger *ledger, struct ledger_article **out,
                     size_t *out_count, struct error *err)
{
    *out = NULL;
    *out_count = 0;
    return articles_read(arena, store_statement(ledger->store, "articles"), out, out_count, err);
}

bool ledger_articles_newest(struct arena *arena, struct ledger *ledger, int32_t known_by,
                            struct slice after, size_t limit, struct ledger_article **out,
                            size_t *out_count, struct error *err)
{
    struct ledger_article last = {.known = DAY_AFTER_ALL};
    uint64_t hash = 0;
    *out = NULL;
    *out_count = 0;
    if (after.length && !ledger_article_head(arena, ledger, after, &last, err)) {
        return false;
    }
    bool among_undated = last.known == DAY_BEFORE_ALL;
    if (!among_undated) {
        struct statement *dated = store_statement(ledger->store, "articles_dated");
        statement_number(dated, 1, known_by);
        statement_number(dated, 2, last.known);
        statement_number(dated, 3, id_parse(after, &hash) ? (int64_t)hash : 0);
        statement_number(dated, 4, (int64_t)limit);
        if (!articles_read(arena, dated, out, out_count, err)) {
            return false;
        }
    }
    if (known_by != DAY_AFTER_ALL || *out_count == limit) {
        return true;
    }
    struct statement *undated = store_statement(ledger->store, "articles_undated");
    if (among_undated && id_parse(after, &hash)) {
        statement_number(undated, 1, (int64_t)hash);
    }
    statement_number(undated, 2, (int64_t)(limit - *out_count));
    return articles_read(arena, undated, out, out_count, err);
}

/* The order is asked for first and alone: sorted are numbers, not whole rows. */
bool ledger_articles_each(struct ledger *ledger, ledger_article_visit *visit, void *context,
                          struct error *err)
{
    struct statement *order = store_statement(ledger->store, "article_order");
    struct arena arena = {0};
    bool done = true, row = true;
    while (done && (done = statement_step(order, &row, err)) && row) {
        struct statement *find = store_statement(ledger->store, "article_by_number");
        struct ledger_article article;
        statement_number(find, 1, statement_column_number(order, 0, 0));
        done =
            article_find(&arena, find, SLICE(""), &article, err) && visit(context, &article, err);
        arena_free(&arena);
    }
    statement_reset(order);
    return done;
}

bool ledger_pairs(struct arena *arena, struct ledger *ledger, struct ledger_pair **out,
                  size_t *out_count, struct error *err)
{
    struct dyad_list dyads;
    *out = NULL;
    *out_count = 0;
    if (!dyads_find(arena, ledger, SLICE(""), SLICE(""), &dyads, err)) {
        return false;
    }
    for (size_t i = 0; i < dyads.count; i++) {
        *arena_push(arena, *out, *out_count) =
            (struct ledger_pair){dyads.items[i].pair.a, dyads.items[i].pair.b};
    }
    return true;
}

/* The first and the last hash that begin with the digits. */
static bool prefix_range(struct slice prefix, int64_t *out_first, int64_t *out_last,
                         struct error *err)
{
    char digits[16];
    uint64_t hash;
    for (int fill = 0; fill < 2; fill++) {
        memset(digits, fill ? 'f' : '0', sizeof digits);
        memcpy(digits, prefix.at, prefix.length < 16 ? prefix.length : 16);
        if (!id_parse((struct slice){digits, 16}, &hash)) {
            return error_set(err, ERROR_INVALID, "id '%.*s' is not hexadecimal",
                             SLICE_ARGS(prefix));
        }
        *(fill ? out_last : out_first) = (int64_t)hash;
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
    int64_t first = 0, last = 0;
    if (!prefix_range(prefix, &first, &last, err)) {
        return false;
    }
    struct statement *statement = store_statement(ledger->store, "find");
    statement_number(statement, 1, first);
    statement_number(statement, 2, last);
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
        struct slice id = id_print(arena, (uint64_t)statement_column_number(statement, 1, 0));
        named = slice_print(arena, "%.*s%s%s %.*s", SLICE_ARGS(named), count ? ", " : "",
                            kinds[kind], SLICE_ARGS(id));
        if (count++ == 0) {
            *out_kind = kind;
            *out_id = id;
        }
    }
    if (count == 0 || prefix.length > 16) {
        return error_set(err, ERROR_NOT_FOUND, "no claim, event, bond or article '%.*s'",
                         SLICE_ARGS(prefix));
    }
    return count == 1 || error_set(err, ERROR_CONFLICT, "id '%.*s' is ambiguous: %.*s",
                                   SLICE_ARGS(prefix), SLICE_ARGS(named));
}

bool ledger_pair(struct arena *arena, struct ledger *ledger, enum ledger_kind kind, struct slice id,
                 struct slice *out_a, struct slice *out_b, struct error *err)
{
    const char *name = kind == LEDGER_CLAIM   ? "dyad_of_claim"
                       : kind == LEDGER_EVENT ? "dyad_of_event"
                                              : "dyad_of_bond";
    struct statement *statement = statement_of_id(ledger, name, id);
    struct word_entry a, b;
    bool row;
    if (!statement_step(statement, &row, err)) {
        return false;
    }
    if (!row) {
        return error_set(err, ERROR_NOT_FOUND, "no id '%.*s'", SLICE_ARGS(id));
    }
    bool read = word_at(ledger, statement_column_number(statement, 0, 0), &a, err) &&
                word_at(ledger, statement_column_number(statement, 1, 0), &b, err);
    statement_reset(statement);
    if (read) {
        *out_a = slice_copy(arena, a.text);
        *out_b = slice_copy(arena, b.text);
    }
    return read;
}
