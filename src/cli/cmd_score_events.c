/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente score events: coded events against gold, all together, by type or by phenomenon. A PATH
 * that ends in .tsv holds coded events; any other is an article, or a folder of them, and is coded
 * first. */
#include "base/file.h"
#include "base/limits.h"
#include "cli/shared.h"
#include "score/score.h"

struct system {
    struct buffer text; /* TSV */
    struct slice gold;
    bool met; /* has an article that was coded a gold record? */
    size_t failed;
};

/* Has the document a line in the gold table? */
static bool has_records(struct slice gold, struct slice doc)
{
    struct slice line, cell;
    while (slice_split(&gold, '\n', &line)) {
        if (slice_split(&line, '\t', &cell) && slice_equal(cell, doc)) {
            return true;
        }
    }
    return false;
}

static bool add_claims(void *context, const struct reading *reading, struct error *err)
{
    struct system *system = context;
    (void)err;
    system->met = system->met || has_records(system->gold, reading->article.id);
    for (size_t i = 0; i < reading->claims.count; i++) {
        claim_print_tsv(&system->text, &reading->claims.items[i]);
        buffer_add(&system->text, SLICE("\n"));
    }
    return true;
}

static bool add_table(struct arena *arena, const char *path, struct system *system,
                      struct error *err)
{
    struct slice text;
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &text, err)) {
        return false;
    }
    buffer_add(&system->text, text);
    if (text.length && !slice_ends(text, SLICE("\n"))) {
        buffer_add(&system->text, SLICE("\n"));
    }
    return true;
}

static bool add_articles(struct knowledge knowledge, const struct input_list *inputs,
                         struct system *system, struct error *err)
{
    struct console console = {0};
    struct pipeline *pipeline = NULL;
    struct article_tally tally = {0};
    bool good = pipeline_open(knowledge, &pipeline, err) &&
                articles_each(pipeline, 0, &console, inputs, add_claims, system, &tally, err);
    system->failed = tally.failed;
    pipeline_close(pipeline);
    return good;
}

/* What was asked for, as the options gave it. */
struct question {
    struct knowledge knowledge;
    const char *by, *tags;
    bool json, calibration;
};

/* Reads the gold table and codes or reads the rest. */
static bool tables_read(struct arena *arena, const struct question *question,
                        struct argument_list paths, struct system *system, struct score_tables *out,
                        struct error *err)
{
    struct console console = {0};
    struct log log = console_log(&console);
    struct input_list inputs;
    const char **articles = arena_array(arena, paths.count, sizeof *articles);
    size_t article_count = 0;
    if (!file_read(arena, paths.items[0], LIMIT_DATA_BYTES, &out->gold, err)) {
        return false;
    }
    for (size_t i = 1; i < paths.count; i++) {
        if (!slice_ends(slice_of(paths.items[i]), SLICE(".tsv"))) {
            articles[article_count++] = paths.items[i];
        } else if (!add_table(arena, paths.items[i], system, err)) {
            return false;
        }
    }
    system->gold = out->gold;
    inputs_find(arena, articles, article_count, &log, &inputs);
    system->failed = inputs.problem_count;
    struct knowledge knowledge = question->knowledge;
    knowledge.data = data_folder(arena, knowledge.data);
    if (inputs.count && !add_articles(knowledge, &inputs, system, err)) {
        return false;
    }
    if (inputs.count && !system->met) {
        console_say(&console,
                    "none of the articles coded has a record in %s; a file of coded events "
                    "ends in .tsv",
                    paths.items[0]);
    }
    out->gold_path = slice_of(paths.items[0]);
    out->system_path =
        slice_of(paths.count == 2 && !inputs.count ? paths.items[1] : "coded events");
    out->system = buffer_slice(&system->text);
    return true;
}

static bool answer_by_phenomenon(struct arena *arena, const struct question *question,
                                 const struct score_tables *tables, struct buffer *out,
                                 struct error *err)
{
    struct slice tags;
    return file_read(arena, question->tags, LIMIT_DATA_BYTES, &tags, err) &&
           score_phenomena(tables, slice_of(question->tags), tags, question->json, out, err);
}

static bool answer(struct arena *arena, const struct question *question, struct argument_list paths,
                   struct system *system, struct buffer *out, struct error *err)
{
    struct score_tables tables;
    if (!tables_read(arena, question, paths, system, &tables, err)) {
        return false;
    }
    if (question->calibration) {
        return score_calibration(&tables, question->json, out, err);
    }
    if (question->tags) {
        return answer_by_phenomenon(arena, question, &tables, out, err);
    }
    return (question->by ? score_types : score_events)(&tables, question->json, out, err);
}

/* Why the options do not go together; NULL where they do. */
static const char *refusal_of(const struct question *question)
{
    bool by_phenomenon = question->by && slice_is(slice_of(question->by), "phenomenon");
    if (question->by && question->calibration) {
        return "--by and --calibration exclude each other";
    }
    if (by_phenomenon && !question->tags) {
        return "--by phenomenon wants --tags FILE, the phenomena of each gold record";
    }
    if (question->tags && !by_phenomenon) {
        return "--tags goes with --by phenomenon";
    }
    return NULL;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        {"by", OPTION_CHOICE, "type|phenomenon", "what is lost, by kind", &question.by},
        {"tags", OPTION_TEXT, "FILE", "phenomena of each gold record", &question.tags},
        {"calibration", OPTION_FLAG, NULL, "how often claims of each confidence are right",
         &question.calibration},
        ROW_JSON(&question.json),
        ROW_DATA(&question.knowledge.data),
        ROW_ACTORS(&question.knowledge.actors),
        ROW_CODEBOOK(&question.knowledge.codebook),
    };
    struct argument_list paths;
    struct arena arena = {0};
    struct system system = {0};
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_score_events, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_score_events, paths, 2, SIZE_MAX, &status)) {
        return status;
    }
    const char *refusal = refusal_of(&question);
    if (refusal) {
        return options_refuse(&command_score_events, "%s", refusal);
    }
    bool good = answer(&arena, &question, paths, &system, &out, &err);
    buffer_free(&system.text);
    arena_free(&arena);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, system.failed ? STATUS_PARTLY : STATUS_DONE);
}

const struct command command_score_events = {
    "score events",
    "[OPTION]… GOLD.tsv PATH…",
    "score coded events (.tsv), or articles coded now, against a gold file",
    "entente score events gold.tsv articles/",
    run,
};
