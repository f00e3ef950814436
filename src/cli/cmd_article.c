/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente article: how inputs are read before any of their sentences is: title, date with its
 * evidence, outlet, paragraphs. */
#include "cli/shared.h"

struct reader {
    struct buffer out;
    struct console *console;
    struct log log;
    const struct article_rules *rules;
    struct arena arena; /* of one article */
    size_t failed;
    bool json;
};

static const char *kind_name(enum paragraph_kind kind)
{
    static const char *const names[] = {"title", "heading", "body", "caption", "item", "link"};
    return names[kind];
}

static struct slice paragraph_text(const struct article *article, size_t index)
{
    const struct paragraph *paragraph = &article->paragraphs[index];
    return slice_part(article->text, paragraph->begin, paragraph->end);
}

static const char *basis_name(enum date_basis basis)
{
    return basis == DATE_STATED ? "stated" : basis == DATE_LOWER_BOUND ? "lower bound" : "unknown";
}

struct fact {
    const char *name;
    struct slice value;
};

/* What is known of the article, in the order in which it is printed. */
static size_t list_facts(struct arena *arena, const struct article *article, struct fact *out)
{
    const struct fact facts[] = {
        {"id", article->id},
        {"path", article->path},
        {"title", article->title},
        {"published", edtf_is_set(article->published) ? edtf_print(arena, article->published)
                                                      : (struct slice){"", 0}},
        {"published_basis", slice_of(basis_name(article->published_basis))},
        {"published_evidence", article->published_evidence},
        {"modified", edtf_is_set(article->modified) ? edtf_print(arena, article->modified)
                                                    : (struct slice){"", 0}},
        {"language", slice_of(article->language)},
        {"outlet", article->outlet},
        {"domain", article->domain},
        {"url", article->url},
        {"author", article->author},
        {"section", article->section},
    };
    memcpy(out, facts, sizeof facts);
    return ROW_COUNT(facts);
}

static void print_json(struct reader *reader, const struct article *article)
{
    struct buffer *out = &reader->out;
    struct fact facts[16];
    size_t count = list_facts(&reader->arena, article, facts);
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, "%s\"%s\": ", i ? ", " : "{", facts[i].name);
        buffer_json(out, facts[i].value);
    }
    buffer_print(out, ", \"stub\": %s, \"live\": %s, \"paragraphs\": [",
                 article->stub ? "true" : "false", article->live ? "true" : "false");
    for (size_t i = 0; i < article->paragraph_count; i++) {
        buffer_print(out, "%s{\"kind\": \"%s\", \"text\": ", i ? ", " : "",
                     kind_name(article->paragraphs[i].kind));
        buffer_json(out, paragraph_text(article, i));
        buffer_add(out, SLICE("}"));
    }
    buffer_add(out, SLICE("]}\n"));
}

static void print_text(struct reader *reader, const struct article *article)
{
    struct buffer *out = &reader->out;
    struct fact facts[16];
    size_t count = list_facts(&reader->arena, article, facts);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].value.length) {
            buffer_print(out, "%-20s", facts[i].name);
            buffer_cell(out, facts[i].value);
            buffer_add(out, SLICE("\n"));
        }
    }
    if (article->stub || article->live) {
        buffer_print(out, "%-20s%s\n", "form", article->stub ? "stub" : "live blog");
    }
    for (size_t i = 0; i < article->paragraph_count; i++) {
        buffer_print(out, "%-20s", kind_name(article->paragraphs[i].kind));
        buffer_cell(out, paragraph_text(article, i));
        buffer_add(out, SLICE("\n"));
    }
    buffer_add(out, SLICE("\n"));
}

static bool read_piece(void *context, const struct document *document, struct error *err)
{
    struct reader *reader = context;
    struct article article;
    struct error fault;
    (void)err;
    if (!article_read(&reader->arena, reader->rules, document, &reader->log, &article, &fault)) {
        console_say(reader->console, "%s", fault.message);
        reader->failed++;
    } else if (reader->json) {
        print_json(reader, &article);
    } else {
        print_text(reader, &article);
    }
    console_pass(&reader->out);
    arena_free(&reader->arena);
    return true;
}

static bool read_document(void *context, const struct document *document, struct error *err)
{
    struct reader *reader = context;
    return article_split(reader->rules, document, read_piece, reader, err);
}

static int read_inputs(struct arena *arena, const char *data, bool json, struct argument_list paths)
{
    struct console console = {0};
    struct reader reader = {.console = &console, .log = console_log(&console), .json = json};
    struct input_list inputs;
    struct error err;
    inputs_find(arena, paths.items, paths.count, &reader.log, &inputs);
    reader.failed = inputs.problem_count;
    if (!article_rules_load(arena, data_folder(arena, data), &reader.rules, &err)) {
        return console_fail(&err);
    }
    for (size_t i = 0; i < inputs.count; i++) {
        input_read(inputs.paths[i], &reader.log, read_document, &reader, &reader.failed, &err);
    }
    return console_give(&reader.out, reader.failed ? STATUS_PARTLY : STATUS_DONE);
}

static int run(int argc, char **argv)
{
    const char *data = NULL;
    bool json = false;
    const struct option_row rows[] = {ROW_JSON(&json), ROW_DATA(&data)};
    struct argument_list paths;
    int status;
    if (!options_read(&command_article, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_article, paths, 1, SIZE_MAX, &status)) {
        return status;
    }
    struct arena arena = {0};
    status = read_inputs(&arena, data, json, paths);
    arena_free(&arena);
    return status;
}

const struct command command_article = {
    "article",
    "[OPTION]… PATH…",
    "show what is read of pages and texts: title, date, outlet, paragraphs",
    "entente article --json page.html news.warc.gz",
    run,
};
