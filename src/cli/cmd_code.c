/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente code: articles to coded events on stdout; nothing is kept. */
#include "cli/shared.h"

struct coder {
    struct buffer out;
    bool json;
};

static bool print_claims(void *context, const struct reading *reading, struct error *err)
{
    struct coder *coder = context;
    (void)err;
    for (size_t i = 0; i < reading->claims.count; i++) {
        if (coder->json) {
            claim_print_json(&coder->out, &reading->claims.items[i]);
        } else {
            claim_print_tsv(&coder->out, &reading->claims.items[i]);
        }
        buffer_add(&coder->out, SLICE("\n"));
    }
    return true;
}

static int code_inputs(struct arena *arena, const char *data, const char *extra, bool json,
                       struct argument_list paths)
{
    struct console console = {0};
    struct log log = console_log(&console);
    struct coder coder = {.json = json};
    struct pipeline *pipeline = NULL;
    struct input_list inputs;
    struct article_tally tally;
    struct error err;
    inputs_find(arena, paths.items, paths.count, &log, &inputs);
    if (inputs.count == 0) {
        return STATUS_PARTLY;
    }
    bool good = pipeline_open(data_folder(arena, data), extra, &pipeline, &err) &&
                articles_each(pipeline, &console, &inputs, print_claims, &coder, &tally, &err);
    pipeline_close(pipeline);
    if (!good) {
        buffer_free(&coder.out);
        return console_fail(&err);
    }
    return console_give(&coder.out, tally.failed ? STATUS_PARTLY : STATUS_DONE);
}

static int run(int argc, char **argv)
{
    const char *data = NULL, *extra = NULL, *format = "tsv";
    const struct option_row rows[] = {
        {"format", OPTION_CHOICE, "tsv|jsonl", "form of the records (default: tsv)", &format},
        ROW_DATA(&data),
        ROW_ACTORS(&extra),
    };
    struct argument_list paths;
    int status;
    if (!options_read(&command_code, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_code, paths, 1, SIZE_MAX, &status)) {
        return status;
    }
    struct arena arena = {0};
    status = code_inputs(&arena, data, extra, strcmp(format, "jsonl") == 0, paths);
    arena_free(&arena);
    return status;
}

const struct command command_code = {
    "code",
    "[OPTION]… PATH…",
    "code articles to events on stdout, keeping nothing",
    "entente code --format jsonl article.txt",
    run,
};
