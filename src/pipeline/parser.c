/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Text to trees: token rules and tree model of one language, and plain text as an article. */
#include "pipeline/inside.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"

struct parser {
    struct arena arena;
    char code[3];
    const struct token_rules *tokens;
    struct tree_model *model;
};

bool data_speaks(const char *data_folder, const char *language)
{
    struct arena scratch = {0};
    const char *model = slice_print(&scratch, "%s/%s/tree.model", data_folder, language).at;
    bool speaks = strlen(language) == 2 && access(model, R_OK) == 0;
    arena_free(&scratch);
    return speaks;
}

bool parser_open(const char *data_folder, const char *language, struct parser **out,
                 struct error *err)
{
    struct parser *parser = calloc(1, sizeof *parser);
    if (!parser) {
        return error_set(err, ERROR_LIMIT, "out of memory");
    }
    const char *folder = slice_print(&parser->arena, "%s/%s", data_folder, language).at;
    const char *model = slice_print(&parser->arena, "%s/tree.model", folder).at;
    bool good = (data_speaks(data_folder, language) ||
                 error_set(err, ERROR_NOT_FOUND, "no model for language '%s' in %s", language,
                           data_folder)) &&
                token_rules_load(&parser->arena, folder, &parser->tokens, err) &&
                tree_model_load(model, &parser->model, err);
    if (!good) {
        parser_close(parser);
        return false;
    }
    memcpy(parser->code, language, 3);
    *out = parser;
    return true;
}

void parser_close(struct parser *parser)
{
    if (parser) {
        if (parser->model) {
            tree_model_free(parser->model);
        }
        arena_free(&parser->arena);
        free(parser);
    }
}

const struct tree_model *parser_model(const struct parser *parser)
{
    return parser->model;
}

bool article_plain(struct arena *arena, struct slice path, struct slice text, struct article *out,
                   struct error *err)
{
    size_t bad = utf8_invalid(text);
    *out = (struct article){.id = path, .path = path, .text = text};
    if (bad != SIZE_MAX) {
        return error_set(err, ERROR_INVALID, "%.*s: not UTF-8 text (byte %zu)", SLICE_ARGS(path),
                         bad);
    }
    struct slice rest = text, line;
    while (slice_split(&rest, '\n', &line)) {
        line = slice_trim(line);
        if (line.length) {
            uint32_t begin = (uint32_t)(line.at - text.at);
            *arena_push(arena, out->paragraphs, out->paragraph_count) =
                (struct paragraph){PARAGRAPH_BODY, begin, begin + (uint32_t)line.length};
        }
    }
    return true;
}

void parser_split(const struct parser *parser, struct arena *arena, const struct log *log,
                  struct reading *reading)
{
    sentence_split(arena, parser->tokens, &reading->article, log, &reading->sentences);
}

/* The sentences that are worth a tree, one behind the other. */
static struct sentence *chosen_sentences(struct arena *arena, const struct sentence_list *sentences,
                                         const bool *worth, size_t *count)
{
    struct sentence *chosen = arena_array(arena, sentences->count, sizeof *chosen);
    *count = 0;
    for (size_t i = 0; i < sentences->count; i++) {
        if (worth[i]) {
            chosen[(*count)++] = sentences->items[i];
        }
    }
    return chosen;
}

void parser_run(const struct parser *parser, struct arena *arena, struct arena *scratch,
                const bool *worth, struct reading *reading)
{
    const struct sentence_list *sentences = &reading->sentences;
    struct tree_list parsed;
    size_t count = sentences->count, next = 0;
    const struct sentence *chosen =
        worth ? chosen_sentences(arena, sentences, worth, &count) : sentences->items;
    tree_parse(arena, scratch, parser->model, chosen, count, &parsed);
    reading->trees = (struct tree_list){arena_array(arena, sentences->count, sizeof *parsed.items),
                                        sentences->count};
    for (size_t i = 0; i < sentences->count; i++) {
        struct tree *tree = &reading->trees.items[i];
        if (!worth || worth[i]) {
            *tree = parsed.items[next++];
        } else {
            tree->words = arena_array(arena, 1, sizeof *tree->words);
        }
        tree->sentence = &sentences->items[i];
        tree->text = reading->article.text;
    }
}

bool parser_read(const struct parser *parser, struct arena *arena, struct arena *scratch,
                 struct slice path, struct slice text, const struct log *log, struct reading *out,
                 struct error *err)
{
    *out = (struct reading){0};
    if (!article_plain(arena, path, text, &out->article, err)) {
        return false;
    }
    memcpy(out->article.language, parser->code, sizeof parser->code);
    parser_split(parser, arena, log, out);
    parser_run(parser, arena, scratch, NULL, out);
    return true;
}
