/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente sources: the articles that the ledger holds. */
#include "cli/shared.h"

static int run(int argc, char **argv)
{
    const char *location = LEDGER_DEFAULT;
    struct edtf known_by = {0};
    bool json = false;
    const struct option_row rows[] = {ROW_KNOWN_BY(&known_by), ROW_JSON(&json),
                                      ROW_LEDGER(&location)};
    struct argument_list arguments;
    struct arena arena = {0};
    struct ledger *ledger = NULL;
    struct source_list sources;
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_sources, rows, ROW_COUNT(rows), argc, argv, &arguments, &status) ||
        !arguments_check(&command_sources, arguments, 0, 0, &status)) {
        return status;
    }
    struct view_time time = time_asked((struct edtf){0}, (struct edtf){0}, known_by);
    bool good = ledger_open(location, false, &ledger, &err) &&
                view_sources(&arena, ledger, time, &sources, &err);
    if (good) {
        view_print_sources(&out, &sources, json);
    }
    ledger_close(ledger);
    arena_free(&arena);
    return good ? console_give(&out, STATUS_DONE) : console_fail(&err);
}

const struct command command_sources = {
    "sources",
    "[OPTION]…",
    "print the articles that the ledger holds",
    "entente sources --known-by 2025-07-04",
    run,
};
