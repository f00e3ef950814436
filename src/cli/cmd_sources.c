/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente sources: the articles that the ledger holds. */
#include "cli/shared.h"

static int run(int argc, char **argv)
{
    const char *location = LEDGER_DEFAULT, *data = NULL;
    struct edtf known_by = {0};
    struct page_request page = {0};
    const struct option_row rows[] = {
        ROW_KNOWN_BY(&known_by), ROW_LIMIT(&page.limit), ROW_DATES(&page.dates),
        ROW_JSON(&page.json),    ROW_LEDGER(&location),  ROW_DATA(&data),
    };
    struct argument_list arguments;
    struct arena arena = {0};
    struct ledger *ledger = NULL;
    struct source_list sources = {0};
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_sources, rows, ROW_COUNT(rows), argc, argv, &arguments, &status) ||
        !arguments_check(&command_sources, arguments, 0, 0, &status)) {
        return status;
    }
    struct view_time time = time_asked((struct edtf){0}, (struct edtf){0}, known_by);
    bool good = ledger_open(location, false, &ledger, &err) &&
                page_style(&arena, data_folder(&arena, data), &page, &out, &err) &&
                view_sources(&arena, ledger, time, &sources, &err);
    if (good) {
        sources.count = page_rows(&page, sources.count);
        view_print_sources(&out, &sources, page.json);
    }
    int result = good ? console_give(&out, STATUS_DONE) : console_fail(&err);
    ledger_close(ledger);
    arena_free(&arena);
    return result;
}

const struct command command_sources = {
    "sources",
    "[OPTION]…",
    "print the articles that the ledger holds",
    "entente sources --known-by 2025-07-04",
    run,
};
