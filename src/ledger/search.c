/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Articles by their words (SQLite's FTS5, ranked by BM25), and by their family.
 *
 * What a reader types is no query language: each word is quoted, so that none of it is an operator,
 * and all have to be there; the last, unless a space follows it, may be the beginning of a word
 * still being typed. */
#include "base/buffer.h"
#include "base/utf8.h"
#include "ledger/inside.h"

#define WORDS_AT_MOST 16

/* Writes the words as an FTS5 query; false where there is none. A word is a run of letters and
 * digits, as in the index, which keeps no places and so knows no phrases. */
static bool query_write(struct slice text, struct buffer *out)
{
    size_t count = 0;
    bool inside = false;
    for (size_t at = 0; at < text.length;) {
        size_t from = at;
        int32_t code = utf8_next(text, &at);
        bool part = utf8_is_letter(code) || utf8_is_digit(code);
        if (part && !inside && ++count > WORDS_AT_MOST) {
            break;
        }
        if (part != inside) {
            buffer_add(out, inside ? SLICE("\"") : count > 1 ? SLICE(" \"") : SLICE("\""));
        }
        if (part) {
            buffer_add(out, slice_part(text, from, at));
        }
        inside = part;
    }
    buffer_add(out, inside ? SLICE("\"*") : SLICE(""));
    return count > 0;
}

static bool heads_read(struct arena *arena, struct ledger *ledger, struct ledger_hit *hits,
                       size_t count, struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct slice id = hits[i].article.id;
        if (!ledger_article_head(arena, ledger, id, &hits[i].article, err)) {
            return false;
        }
    }
    return true;
}

/* Reads rows of a hash, and of an excerpt where there is one; then the articles. */
static bool hits_read(struct arena *arena, struct ledger *ledger, struct statement *statement,
                      struct ledger_hit **out, size_t *out_count, struct error *err)
{
    for (;;) {
        bool row;
        if (!statement_step(statement, &row, err)) {
            return false;
        }
        if (!row) {
            return heads_read(arena, ledger, *out, *out_count, err);
        }
        struct ledger_hit *hit = arena_push(arena, *out, *out_count);
        hit->article.id = ledger_id(arena, (uint64_t)statement_column_number(statement, 0, 0));
        if (statement_columns(statement) > 1) {
            hit->excerpt = statement_column(arena, statement, 1);
        }
    }
}

bool ledger_search(struct arena *arena, struct ledger *ledger, struct slice words, int32_t known_by,
                   size_t limit, struct ledger_hit **out, size_t *out_count, struct error *err)
{
    struct buffer query = {0};
    *out = NULL;
    *out_count = 0;
    if (!query_write(words, &query)) {
        buffer_free(&query);
        return true;
    }
    struct statement *statement = store_statement(ledger->store, "search_articles");
    statement_text(statement, 1, buffer_slice(&query));
    buffer_free(&query);
    if (known_by != DAY_AFTER_ALL) {
        statement_number(statement, 2, known_by);
    }
    statement_number(statement, 3, (int64_t)limit);
    return hits_read(arena, ledger, statement, out, out_count, err);
}

bool ledger_family(struct arena *arena, struct ledger *ledger, struct slice id,
                   struct ledger_hit **out, size_t *out_count, struct error *err)
{
    *out = NULL;
    *out_count = 0;
    return hits_read(arena, ledger, statement_of_id(ledger, "family_of_article", id), out,
                     out_count, err);
}
