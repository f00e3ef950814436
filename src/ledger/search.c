/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Articles by their words, ranked by BM25 in the store's index, and by their family.
 *
 * What a reader types is no query language: its letters and digits alone reach the index, and all
 * words have to be there; the last, unless a space follows it, may be the beginning of a word still
 * being typed. The excerpt of an article is the run of EXCERPT_WORDS words in which the most of the
 * words asked for stand, the first of such runs. */
#include "base/buffer.h"
#include "base/utf8.h"
#include "ledger/inside.h"

#define WORDS_AT_MOST 16
#define EXCERPT_WORDS 40

struct asked {
    struct slice words[WORDS_AT_MOST], folded[WORDS_AT_MOST];
    size_t count;
    bool open; /* the last may be the beginning of a word */
};

/* The next run of letters and digits from *at on; false where there is none. */
static bool next_word(struct slice text, size_t *at, struct slice *out)
{
    size_t from = SIZE_MAX;
    while (*at < text.length) {
        size_t begin = *at;
        int32_t code = utf8_next(text, at);
        bool part = utf8_is_letter(code) || utf8_is_digit(code);
        if (part && from == SIZE_MAX) {
            from = begin;
        } else if (!part && from != SIZE_MAX) {
            *out = slice_part(text, from, begin);
            return true;
        }
    }
    *out = from == SIZE_MAX ? SLICE("") : slice_part(text, from, text.length);
    return from != SIZE_MAX;
}

static void asked_read(struct arena *arena, struct slice text, struct asked *out)
{
    struct slice word;
    *out = (struct asked){0};
    for (size_t at = 0; out->count < WORDS_AT_MOST && next_word(text, &at, &word);) {
        out->words[out->count] = word;
        out->folded[out->count++] = utf8_fold(arena, word);
        out->open = word.at + word.length == text.at + text.length;
    }
}

/* "word word wor*": in lower case, so that none is an operator of FTS5. */
static struct slice query_of(struct arena *arena, const struct asked *asked)
{
    struct slice query = SLICE("");
    for (size_t i = 0; i < asked->count; i++) {
        query = slice_print(arena, "%.*s%s%.*s", SLICE_ARGS(query), i ? " " : "",
                            SLICE_ARGS(asked->words[i]));
    }
    query = slice_print(arena, "%.*s%s", SLICE_ARGS(query), asked->open ? "*" : "");
    return utf8_lower(arena, query);
}

/* ------------------------------------------------------------------------------ excerpts */

struct found_word {
    struct slice text;
    size_t asked; /* which word of the question; SIZE_MAX none */
};

/* Single letters count only where nothing else was asked for: they are mostly elided articles. */
static size_t asked_at(const struct asked *asked, struct slice folded)
{
    if (asked->count > 1 && utf8_count(folded) == 1) {
        return SIZE_MAX;
    }
    for (size_t i = 0; i < asked->count; i++) {
        bool open = asked->open && i + 1 == asked->count;
        if (open ? slice_starts(folded, asked->folded[i]) : slice_equal(folded, asked->folded[i])) {
            return i;
        }
    }
    return SIZE_MAX;
}

static size_t distinct(const struct found_word *words, size_t count)
{
    bool seen[WORDS_AT_MOST] = {false};
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        bool first = words[i].asked != SIZE_MAX && !seen[words[i].asked];
        sum += first;
        if (first) {
            seen[words[i].asked] = true;
        }
    }
    return sum;
}

/* The best run begins at a word that was asked for. */
static size_t best_run(const struct found_word *words, size_t count)
{
    size_t best = 0, most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = count - i < EXCERPT_WORDS ? count - i : EXCERPT_WORDS;
        size_t met = words[i].asked == SIZE_MAX ? 0 : distinct(words + i, length);
        best = met > most ? i : best;
        most = met > most ? met : most;
    }
    return best;
}

static struct slice excerpt_print(struct arena *arena, struct slice text,
                                  const struct found_word *words, size_t first, size_t last,
                                  bool more)
{
    struct buffer out = {0};
    size_t at = (size_t)(words[first].text.at - text.at);
    buffer_add(&out, first ? SLICE("…") : SLICE(""));
    for (size_t i = first; i <= last; i++) {
        size_t from = (size_t)(words[i].text.at - text.at), to = from + words[i].text.length;
        bool asked = words[i].asked != SIZE_MAX;
        buffer_add(&out, slice_part(text, at, from));
        buffer_add(&out, asked ? SLICE("\2") : SLICE(""));
        buffer_add(&out, slice_part(text, from, to));
        buffer_add(&out, asked ? SLICE("\3") : SLICE(""));
        at = to;
    }
    buffer_add(&out, more ? SLICE("…") : slice_part(text, at, text.length));
    struct slice copy = slice_copy(arena, buffer_slice(&out));
    buffer_free(&out);
    return copy;
}

static struct slice excerpt_of(struct arena *arena, struct slice text, const struct asked *asked)
{
    struct arena scratch = {0};
    struct found_word *words = NULL;
    struct slice word, excerpt = SLICE("");
    size_t count = 0;
    for (size_t at = 0; next_word(text, &at, &word);) {
        struct arena_mark mark = arena_mark(&scratch);
        size_t place = asked_at(asked, utf8_fold(&scratch, word));
        arena_reset(&scratch, mark);
        *arena_push(&scratch, words, count) = (struct found_word){word, place};
    }
    if (count) {
        size_t best = best_run(words, count), back = EXCERPT_WORDS / 8;
        size_t first = best > back ? best - back : 0;
        size_t last = count - first > EXCERPT_WORDS ? first + EXCERPT_WORDS - 1 : count - 1;
        excerpt = excerpt_print(arena, text, words, first, last, last + 1 < count);
    }
    arena_free(&scratch);
    return excerpt;
}

/* ---------------------------------------------------------------------------------- door */

/* Reads rows of a hash, then the articles; `asked` for the excerpts, NULL: none. */
static bool hits_read(struct arena *arena, struct ledger *ledger, struct statement *statement,
                      const struct asked *asked, struct ledger_hit **out, size_t *out_count,
                      struct error *err)
{
    for (bool row = true; row;) {
        if (!statement_step(statement, &row, err)) {
            return false;
        }
        if (row) {
            struct ledger_hit *hit = arena_push(arena, *out, *out_count);
            hit->article.id = ledger_id(arena, (uint64_t)statement_column_number(statement, 0, 0));
        }
    }
    for (size_t i = 0; i < *out_count; i++) {
        struct ledger_hit *hit = &(*out)[i];
        if (asked ? !ledger_article_by_id(arena, ledger, hit->article.id, &hit->article, err)
                  : !ledger_article_head(arena, ledger, hit->article.id, &hit->article, err)) {
            return false;
        }
        hit->excerpt = asked ? excerpt_of(arena, hit->article.text, asked) : SLICE("");
        hit->article.text = SLICE("");
    }
    return true;
}

bool ledger_search(struct arena *arena, struct ledger *ledger, struct slice words, int32_t known_by,
                   size_t limit, struct ledger_hit **out, size_t *out_count, struct error *err)
{
    struct asked asked;
    *out = NULL;
    *out_count = 0;
    asked_read(arena, words, &asked);
    if (!asked.count) {
        return true;
    }
    struct statement *statement = store_statement(ledger->store, "search_articles");
    statement_text(statement, 1, query_of(arena, &asked));
    if (known_by != DAY_AFTER_ALL) {
        statement_number(statement, 2, known_by);
    }
    statement_number(statement, 3, (int64_t)limit);
    return hits_read(arena, ledger, statement, &asked, out, out_count, err);
}

bool ledger_family(struct arena *arena, struct ledger *ledger, struct slice id,
                   struct ledger_hit **out, size_t *out_count, struct error *err)
{
    *out = NULL;
    *out_count = 0;
    return hits_read(arena, ledger, statement_of_id(ledger, "family_of_article", id), NULL, out,
                     out_count, err);
}
