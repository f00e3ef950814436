/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente sources: the articles that the ledger holds. */
#include "cli/shared.h"

static bool answer(const void *context, struct desk *desk, struct argument_list names,
                   struct buffer *out, struct error *err)
{
    const struct answer_request *request = context;
    struct view_time time = time_asked((struct edtf){0}, (struct edtf){0}, request->known_by);
    struct source_list sources = {0};
    (void)names;
    if (!view_sources(&desk->arena, desk->ledger, time, &sources, err)) {
        return false;
    }
    sources.count = page_rows(&request->page, sources.count);
    view_print_sources(out, &sources, request->page.json);
    return true;
}

static int run(int argc, char **argv)
{
    struct answer_request request = {.desk.nameless = true};
    const struct option_row rows[] = {ROWS_OF_ANSWER(request)};
    struct argument_list names;
    int status;
    if (!options_read(&command_sources, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_sources, names, 0, 0, &status)) {
        return status;
    }
    return answer_run(&request, answer, &request, names);
}

const struct command command_sources = {
    "sources",
    "[OPTION]…",
    "print the articles that the ledger holds",
    "entente sources --known-by 2025-07-04",
    run,
};
