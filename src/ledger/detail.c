/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Details in the store: what articles tell besides claims, kept as a fact and read back by actor or
 * by the claims of a dyad. The counts of an actor are some hundreds, of which few contradict each
 * other: what is asked of all of them lies by actor, one short text a count, and costs a server a
 * tenth of what looking up the count and its article does. */
#include <stdlib.h>

#include "ledger/inside.h"

#define DETAIL_WORDS 4

static bool actors_add(struct ledger *ledger, int64_t number, const struct detail *detail,
                       struct error *err)
{
    for (size_t i = 0; i < detail->actor_count; i++) {
        int64_t actor;
        if (!name_word(ledger, detail->actors[i], &actor, err)) {
            return false;
        }
        struct statement *add = store_statement(ledger->store, "actor_count_add");
        statement_number(add, 1, actor);
        statement_number(add, 2, number);
        if (!statement_run(add, err)) {
            return false;
        }
    }
    return true;
}

static int code_compare(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)left, *(const struct slice *)right);
}

/* "AZE KAZ RUS": the codes in order. */
static struct slice actors_text(struct arena *scratch, const struct detail *detail)
{
    struct slice *codes = arena_room(scratch, detail->actor_count, sizeof *codes);
    struct slice text = SLICE("");
    for (size_t i = 0; i < detail->actor_count; i++) {
        codes[i] = detail->actors[i];
    }
    if (detail->actor_count) {
        qsort(codes, detail->actor_count, sizeof *codes, code_compare);
    }
    for (size_t i = 0; i < detail->actor_count; i++) {
        text = slice_print(scratch, "%.*s%s%.*s", SLICE_ARGS(text), i ? " " : "",
                           SLICE_ARGS(codes[i]));
    }
    return text;
}

/* The dyad of the claim, 0 where it is not there. It is one of the article's own, unless a record
 * of another data set had brought it before. */
static bool dyad_of_claim(struct ledger *ledger, int64_t article, uint64_t claim, int64_t *out,
                          struct error *err)
{
    struct statement *own = store_statement(ledger->store, "dyad_number_of_own_claim");
    statement_number(own, 1, article);
    statement_number(own, 2, (int64_t)claim);
    if (!ask_number(own, 0, out, err) || *out) {
        return *out != 0;
    }
    return claims_file(ledger, err) &&
           ask_number_of(ledger, "dyad_number_of_claim", (int64_t)claim, 0, out, err);
}

static bool detail_add(struct arena *scratch, struct ledger *ledger, int64_t article,
                       const struct detail *detail, struct error *err)
{
    const struct slice words[] = {slice_of(detail_kind_name(detail->kind)), detail->key,
                                  detail->value, actors_text(scratch, detail)};
    struct statement *add = store_statement(ledger->store, "detail_add");
    uint64_t claim;
    int64_t number;
    if (id_parse(detail->claim, &claim)) {
        if (!dyad_of_claim(ledger, article, claim, &number, err)) {
            return false;
        }
        statement_number(add, 6, (int64_t)claim);
        if (number) {
            statement_number(add, 7, number);
        }
    }
    statement_number(add, 1, article);
    for (int i = 0; i < 4; i++) {
        if (!name_word(ledger, words[i], &number, err)) {
            return false;
        }
        statement_number(add, 2 + i, number);
    }
    if (edtf_is_set(detail->date)) {
        if (!name_date(ledger, detail->date, &number, err)) {
            return false;
        }
        statement_number(add, 8, number);
    }
    const uint32_t bytes[] = {detail->begin, detail->end, detail->sentence_begin,
                              detail->sentence_end};
    for (int i = 0; i < 4; i++) {
        statement_number(add, 9 + i, bytes[i]);
    }
    return statement_add(add, &number, err) && actors_add(ledger, number, detail, err);
}

bool ledger_note(struct ledger *ledger, const struct article *article,
                 const struct detail_list *details, struct error *err)
{
    int64_t number;
    bool there;
    if (!details->count) {
        return true;
    }
    if (!article_part(ledger, article, "detail_there", &ledger->newest.noted, &number, &there,
                      err)) {
        return false;
    }
    if (!number) {
        return error_set(err, ERROR_NOT_FOUND, "article '%.*s' is not in the ledger",
                         SLICE_ARGS(article->id));
    }
    struct arena scratch = {0};
    bool done = true;
    for (size_t i = 0; done && !there && i < details->count; i++) {
        done = detail_add(&scratch, ledger, number, &details->items[i], err);
    }
    arena_free(&scratch);
    return done;
}

/* -------------------------------------------------------------------------------- reading */

static void actors_split(struct arena *arena, struct slice text, struct detail *out)
{
    struct slice code;
    while (slice_split(&text, ' ', &code)) {
        if (code.length) {
            *arena_push(arena, out->actors, out->actor_count) = code;
        }
    }
}

/* Details of which the words and dates are still numbers: DETAIL_WORDS words and a date each, 0 for
 * none. */
struct unnamed {
    struct arena arena;
    struct number_list words, dates;
};

static void numbers_keep(struct unnamed *unnamed, const int64_t words[DETAIL_WORDS], int64_t date)
{
    struct number_list *list = &unnamed->words, *dates = &unnamed->dates;
    for (int i = 0; i < DETAIL_WORDS; i++) {
        *arena_push(&unnamed->arena, list->items, list->count) = words[i];
    }
    *arena_push(&unnamed->arena, dates->items, dates->count) = date;
}

static void numbers_take(struct unnamed *unnamed, struct statement *row)
{
    static const int columns[DETAIL_WORDS] = {1, 2, 3, 15}; /* kind, key, value, actors */
    int64_t words[DETAIL_WORDS];
    for (int i = 0; i < DETAIL_WORDS; i++) {
        words[i] = statement_column_number(row, columns[i], 0);
    }
    numbers_keep(unnamed, words, statement_column_number(row, 5, 0));
}

static void detail_read(struct arena *arena, struct statement *row, struct ledger_detail *out)
{
    struct detail *detail = &out->detail;
    uint64_t claim = (uint64_t)statement_column_number(row, 4, 0);
    detail->claim = claim ? id_print(arena, claim) : SLICE("");
    bool voice = statement_columns(row) > 16;
    out->claim = voice ? statement_column_number(row, 16, 0) : 0;
    out->dyad = voice ? statement_column_number(row, 17, 0) : 0;
    detail->begin = (uint32_t)statement_column_number(row, 6, 0);
    detail->end = (uint32_t)statement_column_number(row, 7, 0);
    detail->sentence_begin = (uint32_t)statement_column_number(row, 8, 0);
    detail->sentence_end = (uint32_t)statement_column_number(row, 9, 0);
    out->article_number = statement_column_number(row, 10, 0);
    out->article = id_print(arena, (uint64_t)statement_column_number(row, 11, 0));
    out->known = (int32_t)statement_column_number(row, 12, DAY_BEFORE_ALL);
    out->family = statement_column_number(row, 13, out->article_number);
    out->number = statement_column_number(row, 0, 0);
}

static bool detail_name(struct arena *arena, struct ledger *ledger, const struct unnamed *unnamed,
                        size_t at, struct detail *out, struct error *err)
{
    struct word_entry words[DETAIL_WORDS];
    int64_t date = unnamed->dates.items[at];
    for (size_t i = 0; i < DETAIL_WORDS; i++) {
        if (!word_at(ledger, unnamed->words.items[DETAIL_WORDS * at + i], &words[i], err)) {
            return false;
        }
    }
    out->kind =
        slice_is(words[0].text, detail_kind_name(DETAIL_COUNT)) ? DETAIL_COUNT : DETAIL_VOICE;
    out->key = words[1].text;
    out->value = words[2].text;
    actors_split(arena, words[3].text, out);
    return !date || date_at(ledger, date, &out->date, err);
}

/* Gives the last details of the list their words and dates. */
static bool details_name(struct arena *arena, struct ledger *ledger, const struct unnamed *unnamed,
                         struct ledger_detail_list *out, struct error *err)
{
    size_t count = unnamed->dates.count, first = out->count - count;
    bool done =
        words_bring(ledger, &unnamed->words, err) && dates_bring(ledger, &unnamed->dates, err);
    for (size_t i = 0; done && i < count; i++) {
        done = detail_name(arena, ledger, unnamed, i, &out->items[first + i].detail, err);
    }
    return done;
}

/* Known by the day, and not of a version that another had replaced by then? Both days are
 * DAY_AFTER_ALL where there is none. */
static bool was_told(int64_t known, int64_t until, int32_t known_by)
{
    return (known_by == DAY_AFTER_ALL || known <= known_by) &&
           (until == DAY_AFTER_ALL || until > known_by);
}

static bool row_passes(struct statement *row, int32_t known_by)
{
    return was_told(statement_column_number(row, 12, DAY_AFTER_ALL),
                    statement_column_number(row, 14, DAY_AFTER_ALL), known_by);
}

static bool details_take(struct arena *arena, struct statement *list, int32_t known_by,
                         struct unnamed *unnamed, struct ledger_detail_list *out, struct error *err)
{
    for (;;) {
        bool row;
        if (!statement_step(list, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        if (row_passes(list, known_by)) {
            detail_read(arena, list, arena_push(arena, out->items, out->count));
            numbers_take(unnamed, list);
        }
    }
}

static bool details_read(struct arena *arena, struct ledger *ledger, struct statement *list,
                         int32_t known_by, struct ledger_detail_list *out, struct error *err)
{
    struct unnamed unnamed = {0};
    bool done = details_take(arena, list, known_by, &unnamed, out, err) &&
                details_name(arena, ledger, &unnamed, out, err);
    arena_free(&unnamed.arena);
    return done;
}

bool details_of_article(struct arena *arena, struct ledger *ledger, struct slice id,
                        struct detail_list *out, struct error *err)
{
    struct statement *list = store_statement(ledger->store, "details_of_article");
    struct ledger_detail_list found = {0};
    uint64_t hash;
    *out = (struct detail_list){0};
    if (id_parse(id, &hash)) {
        statement_number(list, 1, (int64_t)hash);
    }
    if (!details_read(arena, ledger, list, DAY_AFTER_ALL, &found, err)) {
        return false;
    }
    for (size_t i = 0; i < found.count; i++) {
        *arena_push(arena, out->items, out->count) = found.items[i].detail;
    }
    return true;
}

/* ---------------------------------------------------------------------------------- counts */

/* The numbers of a count, as the part `told` of the statements puts them into one text. */
enum { TOLD_WORDS, TOLD_DATE = TOLD_WORDS + DETAIL_WORDS, TOLD_BEGIN, TOLD_HASH, TOLD_KNOWN, TOLD };

/* The number before the next comma, or before the end; the text then begins behind it. */
static bool number_take(struct slice *text, int64_t *out)
{
    struct slice digits;
    bool there = slice_split(text, ',', &digits) && digits.length > 0 && digits.length < 21;
    bool negative = there && digits.at[0] == '-';
    uint64_t number = 0;
    for (size_t i = negative; there && i < digits.length; i++) {
        there = digits.at[i] >= '0' && digits.at[i] <= '9';
        number = 10 * number + (uint64_t)(digits.at[i] - '0');
    }
    *out = (int64_t)(negative ? -number : number);
    return there;
}

static bool told_read(struct slice text, int64_t out[TOLD])
{
    for (int i = 0; i < TOLD; i++) {
        if (!number_take(&text, &out[i])) {
            return false;
        }
    }
    return true;
}

/* Appends the count of the row where it was told by the day. */
static bool count_take(struct arena *arena, struct statement *row, int32_t known_by,
                       struct unnamed *unnamed, struct ledger_detail_list *out)
{
    int64_t told[TOLD];
    if (!told_read(statement_column_lent(row, 2), told)) {
        return false;
    }
    if (!was_told(told[TOLD_KNOWN], statement_column_number(row, 4, DAY_AFTER_ALL), known_by)) {
        return true;
    }
    struct ledger_detail *count = arena_push(arena, out->items, out->count);
    count->number = statement_column_number(row, 0, 0);
    count->article_number = statement_column_number(row, 1, 0);
    count->family = statement_column_number(row, 3, count->article_number);
    count->article = id_print(arena, (uint64_t)told[TOLD_HASH]);
    count->known = told[TOLD_KNOWN] == DAY_AFTER_ALL ? DAY_BEFORE_ALL : (int32_t)told[TOLD_KNOWN];
    count->detail.begin = (uint32_t)told[TOLD_BEGIN];
    numbers_keep(unnamed, told + TOLD_WORDS, told[TOLD_DATE]);
    return true;
}

static bool counts_take(struct arena *arena, struct statement *list, int32_t known_by,
                        struct unnamed *unnamed, struct ledger_detail_list *out, struct error *err)
{
    for (;;) {
        bool row;
        if (!statement_step(list, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        if (!count_take(arena, list, known_by, unnamed, out)) {
            int64_t number = statement_column_number(list, 0, 0);
            statement_reset(list);
            return error_set(err, ERROR_INVALID, "the ledger is damaged: the count of number %lld",
                             (long long)number);
        }
    }
}

/* The statement that gives the counts of the question. */
static bool counts_ask(struct ledger *ledger, struct slice a, struct slice b,
                       struct statement **out, struct error *err)
{
    const struct slice actors[] = {a, b};
    int64_t numbers[2] = {0};
    if (!a.length && !b.length) {
        *out = store_statement(ledger->store, "counts_all");
        return true;
    }
    for (int i = 0; i < 2; i++) {
        if (actors[i].length && !find_word(ledger, actors[i], &numbers[i], err)) {
            return false;
        }
    }
    *out = store_statement(ledger->store, "counts_of_actors");
    statement_number(*out, 1, numbers[0]);
    statement_number(*out, 2, numbers[1]);
    return true;
}

bool ledger_counts_told(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                        int32_t known_by, struct ledger_detail_list *out, struct error *err)
{
    struct unnamed unnamed = {0};
    struct statement *list;
    bool done = counts_ask(ledger, a, b, &list, err) &&
                counts_take(arena, list, known_by, &unnamed, out, err) &&
                details_name(arena, ledger, &unnamed, out, err);
    arena_free(&unnamed.arena);
    return done;
}

/* ---------------------------------------------------------------------------------- voices */

/* The statement that gives the voices of the question. */
static bool voices_ask(struct ledger *ledger, struct slice a, struct slice b,
                       struct statement **out, struct error *err)
{
    struct slice one = a.length ? a : b;
    int64_t words[2];
    if (!one.length) {
        *out = store_statement(ledger->store, "voices_all");
        return true;
    }
    bool both = a.length && b.length;
    if (!(both ? find_words(ledger, pair_of(a, b), words, err)
               : find_word(ledger, one, words, err))) {
        return false;
    }
    *out = store_statement(ledger->store, both ? "voices_of_pair" : "voices_of_actor");
    for (int i = 0; i < 1 + both; i++) {
        statement_number(*out, 1 + i, words[i]);
    }
    return true;
}

bool ledger_voices(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                   int32_t known_by, struct ledger_detail_list *out, struct error *err)
{
    struct statement *list;
    return voices_ask(ledger, a, b, &list, err) &&
           details_read(arena, ledger, list, known_by, out, err);
}
