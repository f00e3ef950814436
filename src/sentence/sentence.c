/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Paragraphs to sentences of syntactic words: surface words (words.c), contractions decided
 * (contraction.c), cut into sentences (ends.c), contractions taken apart here. A paragraph's end
 * ends a sentence. Linear in the text; memory is the arena's. */
#include "sentence/sentence.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "sentence/inside.h"

/* Pieces that fit into one sentence: each gives at most two tokens. */
static size_t cap_end(const struct pieces *pieces, size_t from, size_t to)
{
    size_t tokens = 0;
    for (size_t i = from; i < to; i++) {
        tokens += pieces->items[i].split ? 2 : 1;
        bool long_bytes = pieces->items[i].end - pieces->items[from].begin > LIMIT_SENTENCE_BYTES;
        if (tokens > LIMIT_SENTENCE_TOKENS || long_bytes) {
            return i > from ? i : from + 1;
        }
    }
    return to;
}

/* The contraction's part with the word's case: "Au" gives "À", "DU" gives "DE" and "LE". */
static struct slice cased_part(struct arena *arena, const struct piece *piece, struct slice part,
                               bool first)
{
    size_t at = 0;
    struct slice form = piece->form;
    bool capital = utf8_is_upper(utf8_next(form, &at));
    bool all = capital && at < form.length && utf8_is_upper(utf8_next(form, &at));
    if (!capital || (!first && !all)) {
        return part;
    }
    static const int32_t after_accent = 0xC0; /* À */
    char *out = arena_alloc(arena, part.length + 4);
    size_t length = 0;
    for (size_t from = 0; from < part.length;) {
        bool raise = all || from == 0;
        int32_t code = utf8_next(part, &from);
        if (raise && code >= 'a' && code <= 'z') {
            code -= 'a' - 'A';
        } else if (raise && code == 0xE0) {
            code = after_accent;
        }
        length += utf8_put(code, out + length);
    }
    return (struct slice){out, length};
}

static void add_tokens(struct scan *scan, const struct piece *piece, struct sentence *sentence)
{
    struct token token = {piece->form, piece->begin, piece->end, 0, piece->space_after};
    if (!piece->split) {
        sentence->tokens[sentence->count++] = token;
        return;
    }
    const struct split_word *split = &scan->rules->splits[piece->contraction];
    for (uint8_t i = 0; i < 2; i++) {
        token.form = cased_part(scan->arena, piece, split->parts[i], i == 0);
        token.range = (uint8_t)(i + 1);
        token.space_after = i == 1 && piece->space_after;
        sentence->tokens[sentence->count++] = token;
    }
}

/* Adds the pieces from `from` to `to` as one sentence; gives how many quotations it leaves open. */
static int add_sentence(struct scan *scan, size_t from, size_t to, uint32_t paragraph, int open,
                        struct sentence_list *out)
{
    struct sentence *sentence = arena_push(scan->arena, out->items, out->count);
    sentence->tokens = arena_array(scan->arena, 2 * (to - from), sizeof *sentence->tokens);
    sentence->begin = scan->pieces.items[from].begin;
    sentence->end = scan->pieces.items[to - 1].end;
    sentence->paragraph = paragraph;
    sentence->quoted_open = open > 0;
    for (size_t i = from; i < to; i++) {
        const struct piece *piece = &scan->pieces.items[i];
        add_tokens(scan, piece, sentence);
        open += piece->quote == QUOTE_OPEN;
        open -= piece->quote == QUOTE_CLOSE && open > 0;
    }
    return open;
}

/* Whether the paragraph closes a quotation that it has not opened. */
static bool closes_first(const struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        if (pieces->items[i].quote) {
            return pieces->items[i].quote == QUOTE_CLOSE;
        }
    }
    return false;
}

struct cuts {
    size_t words, sentences;
};

/* Splits one paragraph; gives how many quotations are open at its end. */
static int split_paragraph(struct scan *scan, uint32_t begin, uint32_t paragraph, int open,
                           struct cuts *cuts, struct sentence_list *out)
{
    words_scan(scan, begin);
    contraction_decide(scan->rules, scan->pieces);
    open = open && closes_first(&scan->pieces) ? open : 0;
    for (size_t from = 0; from < scan->pieces.count;) {
        size_t end = sentence_end(scan->rules, scan->pieces, from);
        size_t cap = cap_end(&scan->pieces, from, end);
        cuts->sentences += cap < end;
        open = add_sentence(scan, from, cap, paragraph, open, out);
        from = cap;
    }
    cuts->words += scan->cut_words;
    return open;
}

void sentence_split(struct arena *arena, const struct token_rules *rules,
                    const struct article *article, const struct log *log, struct sentence_list *out)
{
    struct cuts cuts = {0, 0};
    int open = 0;
    *out = (struct sentence_list){NULL, 0};
    for (size_t i = 0; i < article->paragraph_count; i++) {
        const struct paragraph *paragraph = &article->paragraphs[i];
        struct scan scan = {arena, rules, article->text, paragraph->end, {NULL, 0}, 0};
        open = paragraph->kind == PARAGRAPH_BODY || paragraph->kind == PARAGRAPH_ITEM ? open : 0;
        open = split_paragraph(&scan, paragraph->begin, (uint32_t)i, open, &cuts, out);
    }
    if (cuts.words || cuts.sentences) {
        log_finding(log,
                    "%.*s: cut %zu words over %d bytes and %zu sentences over %d words or %d "
                    "bytes",
                    SLICE_ARGS(article->path), cuts.words, LIMIT_TOKEN_BYTES, cuts.sentences,
                    LIMIT_SENTENCE_TOKENS, LIMIT_SENTENCE_BYTES);
    }
}
