/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente tree: plain text to dependency trees, as CoNLL-U, JSON Lines or a drawing. */
#include "base/file.h"
#include "base/limits.h"
#include "cli/draw.h"
#include "cli/shared.h"

struct form {
    bool json, draw;
};

static void print_json_word(struct buffer *out, const struct word *word, size_t id)
{
    bool bare = slice_is(word->feats, "_");
    buffer_print(out, "%s{\"id\": %zu, \"form\": ", id > 1 ? ", " : "", id);
    buffer_json(out, word->token->form);
    buffer_add(out, SLICE(", \"lemma\": "));
    buffer_json(out, word->lemma);
    buffer_print(out, ", \"upos\": \"%s\", \"feats\": ", upos_name(word->upos));
    buffer_json(out, bare ? SLICE("") : word->feats);
    buffer_print(out, ", \"head\": %u, \"deprel\": ", (unsigned)word->head);
    buffer_json(out, word->label);
    buffer_print(out, ", \"begin\": %u, \"end\": %u}", (unsigned)word->token->begin,
                 (unsigned)word->token->end);
}

/* One line a sentence. Offsets are bytes of the input; the words of a contraction share theirs. */
static void print_json(struct buffer *out, const struct tree *tree, struct slice text)
{
    buffer_add(out, SLICE("{\"text\": "));
    buffer_json(out, text);
    buffer_print(out, ", \"begin\": %u, \"end\": %u, \"words\": [", (unsigned)tree->sentence->begin,
                 (unsigned)tree->sentence->end);
    for (size_t i = 1; i <= tree->count; i++) {
        print_json_word(out, &tree->words[i], i);
    }
    buffer_add(out, SLICE("]}\n"));
}

static void print_trees(struct arena *arena, struct buffer *out, const struct reading *reading,
                        struct form form)
{
    for (size_t i = 0; i < reading->trees.count; i++) {
        const struct tree *tree = &reading->trees.items[i];
        struct slice text =
            slice_part(reading->article.text, tree->sentence->begin, tree->sentence->end);
        if (form.json) {
            print_json(out, tree, text);
            continue;
        }
        if (form.draw) {
            buffer_cell(out, text);
            buffer_add(out, SLICE("\n"));
            draw_tree(out, tree, 2);
            buffer_add(out, SLICE("\n"));
        } else {
            buffer_print(out, "# sent_id = %zu\n", i + 1);
            buffer_add(out, conllu_print(arena, tree));
        }
    }
}

static bool guess(const char *path, struct slice text, char out[3], struct error *err)
{
    return article_language(text, out) ||
           error_set(err, ERROR_INVALID, "%s: language cannot be told (give --lang)", path);
}

static bool read_trees(struct arena *arena, const char *data, const char *language,
                       const char *path, struct form form, struct buffer *out, struct error *err)
{
    struct console console = {0};
    struct log log = console_log(&console);
    struct arena scratch = {0};
    struct parser *parser = NULL;
    struct reading reading;
    struct slice text;
    char guessed[3];
    if (!file_read(arena, path, LIMIT_ARTICLE_BYTES, &text, err)) {
        return false;
    }
    bool good = (language || guess(path, text, guessed, err)) &&
                parser_open(data, language ? language : guessed, &parser, err) &&
                parser_read(parser, arena, &scratch, slice_of(path), text, &log, &reading, err);
    if (good) {
        print_trees(arena, out, &reading, form);
    }
    parser_close(parser);
    arena_free(&scratch);
    return good;
}

static bool print_about(const char *data, const char *language, struct buffer *out,
                        struct error *err)
{
    struct parser *parser;
    if (!parser_open(data, language, &parser, err)) {
        return false;
    }
    buffer_add(out, slice_trim(tree_model_about(parser_model(parser))));
    buffer_add(out, SLICE("\n"));
    parser_close(parser);
    return true;
}

static int run(int argc, char **argv)
{
    const char *data = NULL, *language = NULL;
    struct form form = {0};
    bool version = false;
    const struct option_row rows[] = {
        {"lang", OPTION_TEXT, "fr|en", "language of the text (default: guessed)", &language},
        {"draw", OPTION_FLAG, NULL, "draw the trees with lines", &form.draw},
        {"json", OPTION_FLAG, NULL, "one JSON object a sentence, with offsets in bytes",
         &form.json},
        {"version", OPTION_FLAG, NULL, "print what the model of --lang was trained on", &version},
        ROW_DATA(&data),
    };
    struct argument_list paths;
    struct arena arena = {0};
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_tree, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_tree, paths, 0, 1, &status)) {
        return status;
    }
    if (version && !language) {
        return options_refuse(&command_tree, "--version wants --lang");
    }
    if (form.json && form.draw) {
        return options_refuse(&command_tree, "--json or --draw, not both");
    }
    data = data_folder(&arena, data);
    bool good = version ? print_about(data, language, &out, &err)
                        : read_trees(&arena, data, language, paths.count ? paths.items[0] : "-",
                                     form, &out, &err);
    arena_free(&arena);
    return good ? console_give(&out, STATUS_DONE) : console_fail(&err);
}

const struct command command_tree = {
    "tree",
    "[OPTION]… [PATH]",
    "parse plain text (a file or stdin) to dependency trees in CoNLL-U",
    "echo 'Moscow recognised the Taliban.' | entente tree --lang en --draw",
    run,
};
