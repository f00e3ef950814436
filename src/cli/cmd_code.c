/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente code: articles to coded events on stdout; nothing is kept. */
#include "cli/shared.h"

static bool print_claims(void *context, const struct reading *reading, struct error *err)
{
    struct article_printer *printer = context;
    (void)err;
    for (size_t i = 0; i < reading->claims.count; i++) {
        if (printer->json) {
            claim_print_json(&printer->out, &reading->claims.items[i]);
        } else {
            claim_print_tsv(&printer->out, &reading->claims.items[i]);
        }
        buffer_add(&printer->out, SLICE("\n"));
    }
    return true;
}

static int run(int argc, char **argv)
{
    struct knowledge knowledge = {0};
    const char *format = "tsv";
    const struct option_row rows[] = {
        {"format", OPTION_CHOICE, "tsv|jsonl", "form of the records (default: tsv)", &format},
        ROW_DATA(&knowledge.data),
        ROW_ACTORS(&knowledge.actors),
        ROW_CODEBOOK(&knowledge.codebook),
    };
    struct argument_list paths;
    int status;
    if (!options_read(&command_code, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_code, paths, 1, SIZE_MAX, &status)) {
        return status;
    }
    return articles_print(knowledge, strcmp(format, "jsonl") == 0, false, paths, print_claims);
}

const struct command command_code = {
    "code",
    "[OPTION]… PATH…",
    "code articles to events on stdout, keeping nothing",
    "entente code --format jsonl article.txt",
    run,
};
