/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente read: articles into the ledger.
 *
 * Articles are added BATCH at a time in one transaction, so that an interrupted run keeps all but
 * the last batch and never half an article. An article in a language that is not coded is left out,
 * so that it can be read once the language is there. */
#include "cli/shared.h"

#define BATCH 64

struct reader {
    struct ledger *ledger;
    size_t fresh, unchanged, uncoded, claims;
    size_t pending; /* articles of the open transaction */
    size_t threads; /* that read articles; 0: as many as there are processors */
};

static bool keep(void *context, const struct reading *reading, struct error *err)
{
    struct reader *reader = context;
    bool added;
    if (!reading->coded) {
        reader->uncoded++;
        return true;
    }
    if (reader->pending == 0 && !ledger_begin(reader->ledger, err)) {
        return false;
    }
    reader->pending++;
    if (!reading_keep(reader->ledger, reading, &added, err)) {
        return false;
    }
    reader->fresh += added;
    reader->unchanged += !added;
    reader->claims += added ? reading->claims.count : 0;
    if (reader->pending < BATCH) {
        return true;
    }
    reader->pending = 0;
    return ledger_commit(reader->ledger, err);
}

static bool read_all(struct pipeline *pipeline, struct console *console,
                     const struct input_list *inputs, struct reader *reader,
                     struct article_tally *tally, struct error *err)
{
    if (!articles_each(pipeline, reader->threads, console, inputs, keep, reader, tally, err)) {
        ledger_rollback(reader->ledger);
        return false;
    }
    return (reader->pending == 0 || ledger_commit(reader->ledger, err)) &&
           ledger_fold(reader->ledger, err);
}

/* The tally is part of the log; as JSON it is asked for, and so is data. */
static void print_tally(struct console *console, struct buffer *out, const struct reader *reader,
                        const struct article_tally *tally, bool json)
{
    size_t all = tally->read + tally->failed;
    if (json) {
        buffer_print(out,
                     "{\"articles\": %zu, \"new\": %zu, \"unchanged\": %zu, "
                     "\"not_coded\": %zu, \"failed\": %zu, \"claims\": %zu}\n",
                     all, reader->fresh, reader->unchanged, reader->uncoded, tally->failed,
                     reader->claims);
    } else {
        console_say(
            console, "articles %zu: %zu new, %zu unchanged, %zu not coded, %zu failed; claims %zu",
            all, reader->fresh, reader->unchanged, reader->uncoded, tally->failed, reader->claims);
    }
}

struct read_request {
    struct knowledge knowledge;
    const char *ledger;
    size_t threads;
    bool json;
};

static int read_inputs(struct arena *arena, const struct read_request *request,
                       const struct input_list *inputs)
{
    struct console console = {0};
    struct pipeline *pipeline = NULL;
    struct reader reader = {0};
    struct article_tally tally = {.failed = inputs->problem_count};
    struct buffer out = {0};
    struct error err;
    struct knowledge knowledge = request->knowledge;
    knowledge.data = data_folder(arena, knowledge.data);
    reader.threads = request->threads;
    bool good = inputs->count == 0 || (pipeline_open(knowledge, &pipeline, &err) &&
                                       ledger_open(request->ledger, true, &reader.ledger, &err) &&
                                       read_all(pipeline, &console, inputs, &reader, &tally, &err));
    ledger_close(reader.ledger);
    pipeline_close(pipeline);
    if (!good) {
        return console_fail(&err);
    }
    print_tally(&console, &out, &reader, &tally, request->json);
    return console_give(&out, tally.failed ? STATUS_PARTLY : STATUS_DONE);
}

static int run(int argc, char **argv)
{
    struct read_request request = {.ledger = LEDGER_DEFAULT};
    const struct option_row rows[] = {ROW_LEDGER(&request.ledger),
                                      ROW_THREADS(&request.threads),
                                      ROW_JSON(&request.json),
                                      ROW_DATA(&request.knowledge.data),
                                      ROW_ACTORS(&request.knowledge.actors),
                                      ROW_CODEBOOK(&request.knowledge.codebook)};
    struct argument_list paths;
    struct input_list inputs;
    struct console console = {0};
    struct log log = console_log(&console);
    int status;
    if (!options_read(&command_read, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_read, paths, 1, SIZE_MAX, &status)) {
        return status;
    }
    struct arena arena = {0};
    inputs_find(&arena, paths.items, paths.count, &log, &inputs);
    status = read_inputs(&arena, &request, &inputs);
    arena_free(&arena);
    return status;
}

const struct command command_read = {
    "read",
    "[OPTION]… PATH…",
    "read articles (files, folders, - for stdin) into the ledger",
    "entente read --ledger entente.db articles/",
    run,
};
