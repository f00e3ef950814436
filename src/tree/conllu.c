/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes CoNLL-U (https://universaldependencies.org/format.html); gives trees, and prints them.
 * XPOS, DEPS, empty nodes, comments but newpar and newdoc, and MISC but SpaceAfter are read over.
 * The text is made of the forms: a line a sentence, an empty line before a new paragraph. Reading
 * is strict where a tree would be wrong: ids in order, one root, no cycle, known parts of speech.
 */
#include "base/buffer.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "tree/model.h"

enum column { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, COLUMNS };

struct reader {
    struct arena *arena;
    struct slice path;
    size_t line;
    struct error *err;
    char *text; /* being made: the forms joined */
    size_t length;
    struct token *tokens; /* of the sentence being read */
    struct word *words;
    size_t token_count, word_count;
    size_t range_last;  /* last word of the open contraction, or 0 */
    bool new_paragraph; /* the next sentence opens one */
    struct tree *trees;
    size_t tree_count;
};

static bool fail(struct reader *r, const char *message)
{
    return error_set(r->err, ERROR_SYNTAX, "%.*s:%zu: %s", SLICE_ARGS(r->path), r->line, message);
}

/* A number of digits only, below 65,536. */
static bool number_read(struct slice text, size_t *out)
{
    *out = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || *out > UINT16_MAX) {
            return false;
        }
        *out = 10 * *out + (size_t)(text.at[i] - '0');
    }
    return text.length > 0 && *out <= UINT16_MAX;
}

static bool space_follows(struct slice misc)
{
    struct slice item;
    while (slice_split(&misc, '|', &item)) {
        if (slice_is(item, "SpaceAfter=No")) {
            return false;
        }
    }
    return true;
}

/* Adds a form to the text, behind a space where one is due. */
static struct slice text_add(struct reader *r, struct slice form)
{
    if (r->new_paragraph && r->length && !r->token_count) {
        r->text[r->length++] = '\n';
    }
    r->new_paragraph = false;
    if (r->token_count && r->tokens[r->token_count - 1].space_after) {
        r->text[r->length++] = ' ';
    }
    char *at = r->text + r->length;
    memcpy(at, form.at, form.length);
    r->length += form.length;
    return (struct slice){at, form.length};
}

/* `3-4`: opens a contraction; makes its tokens, whose forms the lines of its words give. */
static bool range_read(struct reader *r, struct slice columns[COLUMNS], size_t dash)
{
    size_t first, last;
    if (!number_read(slice_part(columns[ID], 0, dash), &first) ||
        !number_read(slice_part(columns[ID], dash + 1, columns[ID].length), &last) ||
        r->range_last || first != r->token_count + 1 || last <= first) {
        return fail(r, "the range of a contraction does not fit");
    }
    struct slice surface = text_add(r, columns[FORM]);
    if (last > LIMIT_SENTENCE_TOKENS) {
        return error_set(r->err, ERROR_LIMIT, "%.*s:%zu: a sentence of more than %d words",
                         SLICE_ARGS(r->path), r->line, LIMIT_SENTENCE_TOKENS);
    }
    r->range_last = last;
    for (size_t i = first; i <= last; i++) {
        struct token *token = arena_push(r->arena, r->tokens, r->token_count);
        token->begin = (uint32_t)(surface.at - r->text);
        token->end = token->begin + (uint32_t)surface.length;
        token->range = i == first ? 1 : 2;
        token->space_after = i == last && space_follows(columns[MISC]);
    }
    return true;
}

static bool upos_read(struct slice text, enum upos *out)
{
    for (size_t i = 0; i < UPOS_COUNT; i++) {
        if (slice_is(text, upos_name((enum upos)i))) {
            *out = (enum upos)i;
            return true;
        }
    }
    return false;
}

static void token_read(struct reader *r, struct slice columns[COLUMNS], size_t id)
{
    if (id <= r->range_last) {
        r->tokens[id - 1].form = columns[FORM];
        return;
    }
    struct slice form = text_add(r, columns[FORM]);
    struct token *token = arena_push(r->arena, r->tokens, r->token_count);
    token->form = form;
    token->begin = (uint32_t)(form.at - r->text);
    token->end = token->begin + (uint32_t)form.length;
    token->space_after = space_follows(columns[MISC]);
}

static bool word_read(struct reader *r, struct slice columns[COLUMNS])
{
    size_t id, head;
    struct feats feats;
    if (!number_read(columns[ID], &id) || id != r->word_count + 1) {
        return fail(r, "the word's number is not the next one");
    }
    if (id > LIMIT_SENTENCE_TOKENS) {
        return error_set(r->err, ERROR_LIMIT, "%.*s:%zu: a sentence of more than %d words",
                         SLICE_ARGS(r->path), r->line, LIMIT_SENTENCE_TOKENS);
    }
    if (!number_read(columns[HEAD], &head) || head == id) {
        return fail(r, "the head is not the number of another word");
    }
    struct word *word = arena_push(r->arena, r->words, r->word_count);
    if (!upos_read(columns[UPOS], &word->upos)) {
        return fail(r, "unknown part of speech");
    }
    token_read(r, columns, id);
    feats_parse(columns[FEATS], &feats);
    word->head = (uint16_t)head;
    word->lemma = columns[LEMMA];
    word->label = columns[DEPREL];
    relation_parse(word->label, &word->relation, &word->subtype);
    word->feats = feats.text;
    word->verb_form = feats.verb_form;
    word->mood = feats.mood;
    word->tense = feats.tense;
    word->number = feats.number;
    word->gender = feats.gender;
    word->person = feats.person;
    if (id == r->range_last) {
        r->range_last = 0;
    }
    return true;
}

static bool line_read(struct reader *r, struct slice line)
{
    struct slice columns[COLUMNS], rest = line;
    for (size_t i = 0; i < COLUMNS; i++) {
        if (!slice_split(&rest, '\t', &columns[i])) {
            return fail(r, "fewer than ten columns");
        }
        if (columns[i].length == 0) {
            return fail(r, "an empty column");
        }
    }
    if (rest.at) {
        return fail(r, "more than ten columns");
    }
    if (memchr(columns[ID].at, '.', columns[ID].length)) {
        return true; /* an empty node of the enhanced graph */
    }
    const char *dash = memchr(columns[ID].at, '-', columns[ID].length);
    return dash ? range_read(r, columns, (size_t)(dash - columns[ID].at)) : word_read(r, columns);
}

static bool comment_read(struct reader *r, struct slice line)
{
    line = slice_trim(slice_part(line, 1, line.length));
    r->new_paragraph |= slice_starts(line, SLICE("newpar")) || slice_starts(line, SLICE("newdoc"));
    return true;
}

static bool heads_check(struct reader *r)
{
    size_t roots = 0;
    for (size_t i = 0; i < r->word_count; i++) {
        size_t at = i + 1, steps = 0;
        roots += r->words[i].head == 0;
        if (r->words[i].head > r->word_count) {
            return fail(r, "a head is beyond the sentence that ends here");
        }
        while (at && steps++ <= r->word_count && r->words[at - 1].head <= r->word_count) {
            at = r->words[at - 1].head;
        }
        if (at) {
            return fail(r, "the heads of the sentence that ends here go in a circle");
        }
    }
    return roots == 1 || fail(r, "the sentence that ends here has not one root");
}

static bool sentence_end(struct reader *r)
{
    if (r->range_last) {
        return fail(r, "the sentence ends inside a contraction");
    }
    if (r->word_count == 0) {
        return true;
    }
    if (!heads_check(r)) {
        return false;
    }
    struct sentence *sentence = arena_alloc(r->arena, sizeof *sentence);
    *sentence = (struct sentence){.tokens = r->tokens,
                                  .count = r->token_count,
                                  .begin = r->tokens[0].begin,
                                  .end = r->tokens[r->token_count - 1].end};
    struct tree *tree = arena_push(r->arena, r->trees, r->tree_count);
    tree->sentence = sentence;
    tree->count = r->word_count;
    tree->words = arena_array(r->arena, r->word_count + 1, sizeof *tree->words);
    for (size_t i = 1; i <= r->word_count; i++) {
        tree->words[i] = r->words[i - 1];
        tree->words[i].token = &r->tokens[i - 1];
    }
    r->text[r->length++] = '\n';
    r->tokens = NULL;
    r->words = NULL;
    r->token_count = r->word_count = 0;
    return true;
}

bool conllu_read(struct arena *arena, struct slice path, struct slice text, struct tree_list *out,
                 struct error *err)
{
    struct reader r = {.arena = arena, .path = path, .err = err};
    struct slice rest = text, line;
    if (text.length > LIMIT_DATA_BYTES) {
        return error_set(err, ERROR_LIMIT, "%.*s: more than %u bytes", SLICE_ARGS(path),
                         LIMIT_DATA_BYTES);
    }
    r.text = arena_alloc(arena, text.length + 1); /* a word's line is longer than form and space */
    while (slice_split(&rest, '\n', &line)) {
        r.line++;
        if (line.length && line.at[line.length - 1] == '\r') {
            line.length--;
        }
        if (utf8_invalid(line) != SIZE_MAX) {
            return fail(&r, "not UTF-8");
        }
        bool good = line.length == 0    ? sentence_end(&r)
                    : line.at[0] == '#' ? comment_read(&r, line)
                                        : line_read(&r, line);
        if (!good) {
            return false;
        }
    }
    if (!sentence_end(&r)) {
        return false;
    }
    for (size_t i = 0; i < r.tree_count; i++) {
        r.trees[i].text = (struct slice){r.text, r.length};
    }
    *out = (struct tree_list){r.trees, r.tree_count};
    return true;
}

/* Number of the last word of the contraction that begins with `first`. */
static size_t range_last(const struct tree *tree, size_t first)
{
    size_t last = first;
    while (last < tree->count && tree->words[last + 1].token->range == 2) {
        last++;
    }
    return last;
}

/* What was written for a contraction: from the text, or without one its words joined. */
static void surface_print(const struct tree *tree, size_t first, size_t last, struct buffer *out)
{
    const struct token *token = tree->words[first].token;
    if (token->end > token->begin && token->end <= tree->text.length) {
        buffer_cell(out, slice_part(tree->text, token->begin, token->end));
        return;
    }
    for (size_t i = first; i <= last; i++) {
        buffer_cell(out, tree->words[i].token->form);
    }
}

static void text_print(const struct tree *tree, struct buffer *out)
{
    buffer_add(out, SLICE("# text = "));
    for (size_t i = 1; i <= tree->count; i++) {
        size_t last = i;
        if (tree->words[i].token->range == 1) {
            last = range_last(tree, i);
            surface_print(tree, i, last, out);
        } else {
            buffer_cell(out, tree->words[i].token->form);
        }
        if (last < tree->count && tree->words[last].token->space_after) {
            buffer_add(out, SLICE(" "));
        }
        i = last;
    }
    buffer_add(out, SLICE("\n"));
}

static struct slice or_blank(struct slice text)
{
    return text.length ? text : SLICE("_");
}

static void word_print(const struct tree *tree, size_t number, struct buffer *out)
{
    const struct word *word = &tree->words[number];
    buffer_print(out, "%zu\t", number);
    buffer_cell(out, or_blank(word->token->form));
    buffer_add(out, SLICE("\t"));
    buffer_cell(out, or_blank(word->lemma));
    buffer_print(out, "\t%s\t_\t", upos_name(word->upos));
    buffer_cell(out, or_blank(word->feats));
    buffer_print(out, "\t%u\t", word->head);
    buffer_cell(out, or_blank(word->label));
    bool close = word->token->range == 0 && !word->token->space_after;
    buffer_print(out, "\t_\t%s\n", close ? "SpaceAfter=No" : "_");
}

struct slice conllu_print(struct arena *arena, const struct tree *tree)
{
    struct buffer out = {0};
    text_print(tree, &out);
    for (size_t i = 1; i <= tree->count; i++) {
        if (tree->words[i].token->range == 1) {
            size_t last = range_last(tree, i);
            buffer_print(&out, "%zu-%zu\t", i, last);
            surface_print(tree, i, last, &out);
            buffer_print(&out, "\t_\t_\t_\t_\t_\t_\t_\t%s\n",
                         tree->words[last].token->space_after ? "_" : "SpaceAfter=No");
        }
        word_print(tree, i, &out);
    }
    buffer_add(&out, SLICE("\n"));
    struct slice printed = slice_copy(arena, buffer_slice(&out));
    buffer_free(&out);
    return printed;
}
