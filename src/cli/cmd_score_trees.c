/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente score trees: parses a treebank again, on its own words or on its raw text, and prints how
 * many words came out right. The raw text has the treebank's paragraphs, as in the CoNLL shared
 * tasks, but the sentences are not given away. */
#include "base/file.h"
#include "base/limits.h"
#include "cli/shared.h"
#include "score/score.h"

struct question {
    const char *data, *language, *path;
    bool raw;
};

/* The language that a part of the path names: treebanks/fr/dev.conllu, fr_gsd-ud-dev.conllu. */
static bool language_of_path(const char *data, const char *path, char out[3])
{
    struct slice rest = slice_of(path), part;
    while (slice_split(&rest, '/', &part)) {
        bool named = part.length == 2 || slice_find(part, SLICE("_"), 0) == 2 ||
                     slice_find(part, SLICE("."), 0) == 2;
        if (named && part.length >= 2 && part.at[0] != '.') {
            memcpy(out, part.at, 2);
            out[2] = '\0';
            if (data_speaks(data, out)) {
                return true;
            }
        }
    }
    return false;
}

/* The treebank's text, each paragraph on one line; all on one where it marks no paragraphs. */
static struct slice raw_text(struct arena *arena, const struct tree_list *gold)
{
    struct slice text = gold->count ? gold->items[0].text : SLICE("");
    char *line = arena_alloc(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        bool alone = text.at[i] == '\n' && (i == 0 || text.at[i - 1] != '\n') &&
                     (i + 1 == text.length || text.at[i + 1] != '\n');
        line[i] = alone ? ' ' : text.at[i];
    }
    return (struct slice){line, text.length};
}

static bool score_raw(struct arena *arena, const struct parser *parser, struct slice path,
                      struct slice conllu, struct buffer *out, struct error *err)
{
    struct arena scratch = {0};
    struct console console = {0};
    struct log log = console_log(&console);
    struct tree_list gold;
    struct reading reading;
    bool good =
        conllu_read(arena, path, conllu, &gold, err) &&
        parser_read(parser, arena, &scratch, path, raw_text(arena, &gold), &log, &reading, err) &&
        score_trees_aligned(&gold, &reading.trees, out, err);
    arena_free(&scratch);
    return good;
}

static bool answer(struct arena *arena, const struct question *question, struct buffer *out,
                   struct error *err)
{
    struct slice path = slice_of(question->path), conllu;
    struct parser *parser;
    if (!file_read(arena, path.at, LIMIT_DATA_BYTES, &conllu, err) ||
        !parser_open(question->data, question->language, &parser, err)) {
        return false;
    }
    bool good = question->raw ? score_raw(arena, parser, path, conllu, out, err)
                              : score_trees(parser_model(parser), path, conllu, out, err);
    parser_close(parser);
    return good;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        {"lang", OPTION_TEXT, "fr|en", "language (default: as the path names it)",
         &question.language},
        {"raw", OPTION_FLAG, NULL, "split the raw text again too", &question.raw},
        ROW_DATA(&question.data),
    };
    struct argument_list paths;
    struct arena arena = {0};
    struct buffer out = {0};
    struct error err;
    char language[3];
    int status;
    if (!options_read(&command_score_trees, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_score_trees, paths, 1, 1, &status)) {
        return status;
    }
    question.path = paths.items[0];
    question.data = data_folder(&arena, question.data);
    if (!question.language && language_of_path(question.data, question.path, language)) {
        question.language = language;
    }
    if (!question.language) {
        arena_free(&arena);
        return options_refuse(&command_score_trees, "the path names no language: give --lang");
    }
    bool good = answer(&arena, &question, &out, &err);
    arena_free(&arena);
    return good ? console_give(&out, STATUS_DONE) : console_fail(&err);
}

const struct command command_score_trees = {
    "score trees",
    "[OPTION]… GOLD.conllu",
    "parse a treebank again and print the share of words that are right",
    "entente score trees --lang fr dev.conllu",
    run,
};
