/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente relate: the relation of a sentence between two given spans. Each line of the input is an
 * id, a tab, and a sentence with <s>…</s> around the source and <t>…</t> around the target; each
 * gives a line: id, EVENT, bond, realis, rule, all but the id empty where nothing is told or the
 * marks are wrong (named on stderr). One of the spans may be missing. The spans may be anyone: the
 * register is not asked. */
#include "base/file.h"
#include "base/limits.h"
#include "cli/shared.h"

static void print_claim(struct buffer *out, bool told, const struct claim *claim)
{
    if (!told) {
        buffer_add(out, SLICE("\t\t\t\t\n"));
        return;
    }
    buffer_print(out, "\t%s\t%s\t%s\t%.*s\n", event_type_name(claim->event),
                 bond_cell(claim->bond, claim->sign).text, realis_name(claim->realis),
                 SLICE_ARGS(claim->rule));
}

struct relating {
    struct pipeline *pipeline;
    struct console *console;
    const char *language;
    struct slice path;
};

/* One line of the input. A line without marks is named, and gives an empty relation. */
static bool relate_line(const struct relating *r, size_t number, struct slice line,
                        struct buffer *out, struct error *err)
{
    struct arena arena = {0}, scratch = {0};
    struct slice id;
    bool related = false;
    struct claim claim = {0};
    if (!slice_split(&line, '\t', &id) || !line.at) {
        return error_set(err, ERROR_SYNTAX, "%.*s:%zu: no tab between id and text",
                         SLICE_ARGS(r->path), number);
    }
    bool good = pipeline_relate(r->pipeline, &arena, &scratch, r->language, line, NULL, &related,
                                &claim, err);
    if (!good && err->code == ERROR_INVALID) {
        console_say(r->console, "%.*s:%zu: %s", SLICE_ARGS(r->path), number, err->message);
        good = true;
    }
    if (good) {
        buffer_cell(out, id);
        print_claim(out, related, &claim);
    }
    arena_free(&arena);
    arena_free(&scratch);
    return good;
}

static bool relate_lines(const struct relating *r, struct slice text, struct buffer *out,
                         struct error *err)
{
    struct slice rest = text, line;
    bool good = true;
    for (size_t number = 1; good && slice_split(&rest, '\n', &line); number++) {
        line = slice_trim(line);
        good = !line.length || relate_line(r, number, line, out, err);
    }
    return good;
}

static bool answer(struct arena *arena, struct knowledge knowledge, const char *language,
                   const char *path, struct buffer *out, struct error *err)
{
    struct console console = {0};
    struct relating relating = {.console = &console, .path = slice_of(path)};
    struct slice text;
    char guessed[3];
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &text, err)) {
        return false;
    }
    if (!language && !article_language(text, guessed)) {
        return error_set(err, ERROR_INVALID, "%s: language cannot be told (give --lang)", path);
    }
    relating.language = language ? language : guessed;
    bool good = pipeline_open(knowledge, &relating.pipeline, err) &&
                relate_lines(&relating, text, out, err);
    pipeline_close(relating.pipeline);
    return good;
}

static int run(int argc, char **argv)
{
    struct knowledge knowledge = {0};
    const char *language = NULL;
    const struct option_row rows[] = {
        {"lang", OPTION_TEXT, "fr|en", "language of the sentences (default: guessed)", &language},
        ROW_DATA(&knowledge.data),
        ROW_ACTORS(&knowledge.actors),
        ROW_CODEBOOK(&knowledge.codebook),
    };
    struct argument_list paths;
    struct arena arena = {0};
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_relate, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_relate, paths, 1, 1, &status)) {
        return status;
    }
    knowledge.data = data_folder(&arena, knowledge.data);
    bool good = answer(&arena, knowledge, language, paths.items[0], &out, &err);
    arena_free(&arena);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

const struct command command_relate = {
    "relate",
    "[OPTION]… FILE",
    "code the relation between two spans marked <s>…</s> and <t>…</t> in each line",
    "entente relate --lang en sentences.tsv",
    run,
};
