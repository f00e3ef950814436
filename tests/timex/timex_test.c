/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Runs tests/timex/cases.tsv: lang, published, narrative, sentence, expression, EDTF, relation.
 * `-` is none; a narrative of `+` goes on with the context of the row above; an expression of `-`
 * says that the sentence has no time expression. A row passes if an expression with these words,
 * value and relation is found. timex_test DATA CASES          run the cases timex_test bad FOLDER…
 * each folder's time.txt must fail as its file `expected` says timex_test DATA probe < TSV    print
 * what is found in `lang published narrative sentence` The tokeniser is a stand-in of a few lines;
 * the real one is the room `sentence`. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/file.h"
#include "base/utf8.h"
#include "timex/timex.h"

struct bench {
    struct arena arena;
    const struct timex_rules *fr, *en;
};

static const char *const relations[] = {"AT", "SINCE", "UNTIL", "BEFORE", "AFTER", "FOR"};

static void token_add(struct arena *arena, struct sentence *out, struct slice form, size_t at,
                      uint8_t range, bool space)
{
    struct token *token = arena_push(arena, out->tokens, out->count);
    *token = (struct token){form, (uint32_t)at, (uint32_t)(at + form.length), range, space};
}

/* Length of the elided word at the start ("l'", "jusqu'"), or 0. */
static size_t elision(struct slice word)
{
    size_t quote = slice_find(word, SLICE("'"), 0), curly = slice_find(word, SLICE("’"), 0);
    size_t end = quote < curly ? quote + 1 : curly == SIZE_MAX ? 0 : curly + 3;
    return end && end < word.length && end <= 8 && !slice_starts(word, SLICE("aujourd")) ? end : 0;
}

static void word_add(struct arena *arena, struct sentence *out, bool french, struct slice word,
                     size_t at, bool space)
{
    static const char *const contractions[][3] = {{"du", "de", "le"},   {"Du", "De", "le"},
                                                  {"des", "de", "les"}, {"au", "à", "le"},
                                                  {"Au", "À", "le"},    {"aux", "à", "les"}};
    size_t cut = french ? elision(word) : 0;
    if (cut) {
        token_add(arena, out, slice_part(word, 0, cut), at, 0, false);
        word_add(arena, out, french, slice_part(word, cut, word.length), at + cut, space);
        return;
    }
    for (size_t i = 0; french && i < sizeof contractions / sizeof *contractions; i++) {
        if (slice_is(word, contractions[i][0])) {
            token_add(arena, out, slice_of(contractions[i][1]), at, 1, space);
            token_add(arena, out, slice_of(contractions[i][2]), at, 2, space);
            return;
        }
    }
    if (!french && word.length > 2 && slice_ends(word, SLICE("'s"))) {
        token_add(arena, out, slice_part(word, 0, word.length - 2), at, 0, false);
        word = slice_part(word, word.length - 2, word.length);
    }
    token_add(arena, out, word, at, 0, space);
}

static bool is_mark(char byte)
{
    return byte && strchr(".,;:!?()[]\"", byte) != NULL;
}

static void chunk_add(struct arena *arena, struct sentence *out, bool french, struct slice chunk,
                      size_t at)
{
    size_t from = 0, to = chunk.length;
    for (; from < to && is_mark(chunk.at[from]); from++) {
        token_add(arena, out, slice_part(chunk, from, from + 1), at + from, 0, false);
    }
    while (to > from && is_mark(chunk.at[to - 1])) {
        to--;
    }
    if (to > from) {
        word_add(arena, out, french, slice_part(chunk, from, to), at + from, to == chunk.length);
    }
    for (; to < chunk.length; to++) {
        token_add(arena, out, slice_part(chunk, to, to + 1), at + to, 0, to + 1 == chunk.length);
    }
}

static struct sentence tokenise(struct arena *arena, bool french, struct slice text)
{
    struct sentence out = {0};
    struct slice rest = text, chunk;
    while (slice_split(&rest, ' ', &chunk)) {
        if (chunk.length) {
            chunk_add(arena, &out, french, chunk, (size_t)(chunk.at - text.at));
        }
    }
    return out;
}

static struct slice words_of(const struct sentence *sentence, const struct timex *timex,
                             struct slice text)
{
    uint32_t begin = sentence->tokens[timex->first].begin;
    const struct token *last = &sentence->tokens[timex->last];
    return slice_part(text, begin, last->end < text.length ? last->end : text.length);
}

static bool columns_read(struct slice line, struct slice *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!slice_split(&line, '\t', &out[i])) {
            return false;
        }
    }
    return true;
}

static struct sentence row_find(struct bench *bench, const struct slice *columns,
                                struct timex_context *context, struct timex_list *found)
{
    bool french = slice_is(columns[0], "fr");
    struct edtf date;
    if (!slice_is(columns[2], "+")) {
        *context = (struct timex_context){.published = DAY_BEFORE_ALL};
    }
    if (edtf_parse(columns[1], &date)) {
        context->published = edtf_first(date);
    }
    if (edtf_parse(columns[2], &date)) {
        context->narrative = date;
    }
    struct sentence sentence = tokenise(&bench->arena, french, columns[3]);
    timex_find(&bench->arena, french ? bench->fr : bench->en, &sentence, context, found);
    return sentence;
}

static struct slice value_print(struct arena *arena, const struct timex *timex)
{
    return edtf_is_set(timex->value) ? edtf_print(arena, timex->value) : SLICE("-");
}

static void found_print(struct bench *bench, struct buffer *out, const struct sentence *sentence,
                        const struct timex_list *found, struct slice text)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct timex *timex = &found->items[i];
        buffer_print(out, "\t%.*s|%.*s|%s", SLICE_ARGS(words_of(sentence, timex, text)),
                     SLICE_ARGS(value_print(&bench->arena, timex)), relations[timex->relation]);
    }
}

static bool row_passes(struct bench *bench, const struct slice *columns,
                       struct timex_context *context, struct buffer *seen)
{
    struct timex_list found;
    struct sentence sentence = row_find(bench, columns, context, &found);
    bool none = slice_is(columns[4], "-"), passes = none && !found.count;
    for (size_t i = 0; i < found.count && !none; i++) {
        const struct timex *timex = &found.items[i];
        passes = passes || (slice_equal(words_of(&sentence, timex, columns[3]), columns[4]) &&
                            slice_equal(value_print(&bench->arena, timex), columns[5]) &&
                            slice_is(columns[6], relations[timex->relation]));
    }
    found_print(bench, seen, &sentence, &found, columns[3]);
    return passes;
}

static int cases_run(struct bench *bench, struct slice text, const char *path)
{
    size_t number = 0, run = 0, failed = 0;
    struct timex_context context = {.published = DAY_BEFORE_ALL};
    for (struct slice line; slice_split(&text, '\n', &line);) {
        struct slice columns[7];
        struct buffer seen = {0};
        number++;
        if (!line.length || line.at[0] == '#') {
            continue;
        }
        run++;
        if (!columns_read(line, columns, 7)) {
            fprintf(stderr, "%s:%zu: fewer than 7 columns\n", path, number);
            failed++;
        } else if (!row_passes(bench, columns, &context, &seen)) {
            fprintf(stderr, "%s:%zu: %.*s\n  expected: %.*s|%.*s|%.*s\n  found:%.*s\n", path,
                    number, SLICE_ARGS(columns[3]), SLICE_ARGS(columns[4]), SLICE_ARGS(columns[5]),
                    SLICE_ARGS(columns[6]), SLICE_ARGS(buffer_slice(&seen)));
            failed++;
        }
        buffer_free(&seen);
    }
    fprintf(stderr, "%zu cases, %zu failed\n", run, failed);
    return failed || !run;
}

static int probe(struct bench *bench, struct slice text)
{
    struct buffer out = {0};
    struct timex_context context = {.published = DAY_BEFORE_ALL};
    for (struct slice line; slice_split(&text, '\n', &line);) {
        struct slice columns[4];
        struct timex_list found;
        if (columns_read(line, columns, 4)) {
            struct sentence sentence = row_find(bench, columns, &context, &found);
            buffer_print(&out, "%.*s", SLICE_ARGS(columns[3]));
            found_print(bench, &out, &sentence, &found, columns[3]);
        }
        buffer_print(&out, "\n");
    }
    fwrite(out.at, 1, out.length, stdout);
    buffer_free(&out);
    return 0;
}

/* The message must be `path:` and what `expected` holds, and show the line where there is a caret.
 */
static bool folder_fails(struct arena *arena, const char *folder)
{
    const struct timex_rules *rules;
    struct error err = {0}, io = {0};
    struct slice expected = {0};
    if (timex_rules_load(arena, folder, &rules, &err)) {
        fprintf(stderr, "%s: no error\n", folder);
        return false;
    }
    if (!file_read(arena, slice_print(arena, "%s/expected", folder).at, 4096, &expected, &io)) {
        fprintf(stderr, "%s\n", io.message);
        return false;
    }
    struct slice start =
        slice_print(arena, "%s/time.txt:%.*s", folder, SLICE_ARGS(slice_trim(expected)));
    if (err.code == ERROR_SYNTAX && slice_starts(slice_of(err.message), start)) {
        return true;
    }
    fprintf(stderr, "%s: expected: %s\nfound: %s\n", folder, start.at, err.message);
    return false;
}

static int bad_run(int count, char **folders)
{
    struct arena arena = {0};
    int failed = 0;
    for (int i = 0; i < count; i++) {
        failed += !folder_fails(&arena, folders[i]);
    }
    arena_free(&arena);
    return failed > 0;
}

int main(int count, char **arguments)
{
    struct bench bench = {0};
    struct error err = {0};
    if (count > 2 && strcmp(arguments[1], "bad") == 0) {
        return bad_run(count - 2, arguments + 2);
    }
    if (count != 3) {
        fprintf(stderr, "usage: timex_test DATA CASES|probe\n");
        return 2;
    }
    struct slice fr = slice_print(&bench.arena, "%s/fr", arguments[1]);
    struct slice en = slice_print(&bench.arena, "%s/en", arguments[1]), text;
    bool probing = strcmp(arguments[2], "probe") == 0;
    if (!timex_rules_load(&bench.arena, fr.at, &bench.fr, &err) ||
        !timex_rules_load(&bench.arena, en.at, &bench.en, &err) ||
        !file_read(&bench.arena, probing ? "-" : arguments[2], 1u << 24, &text, &err)) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int status = probing ? probe(&bench, text) : cases_run(&bench, text, arguments[2]);
    arena_free(&bench.arena);
    return status;
}
