/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente rebuild: events and bonds folded anew from the claims; the bytes come out the same. */
#include "cli/shared.h"

static int run(int argc, char **argv)
{
    const char *location = LEDGER_DEFAULT;
    bool json = false;
    const struct option_row rows[] = {ROW_JSON(&json), ROW_LEDGER(&location)};
    struct argument_list arguments;
    struct ledger *ledger = NULL;
    struct ledger_counts counts;
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_rebuild, rows, ROW_COUNT(rows), argc, argv, &arguments, &status) ||
        !arguments_check(&command_rebuild, arguments, 0, 0, &status)) {
        return status;
    }
    /* a rebuild of nothing is a mistake in the name: only a ledger that is there is opened */
    bool good = ledger_open(location, false, &ledger, &err) || err.code != ERROR_NOT_FOUND;
    ledger_close(ledger);
    ledger = NULL;
    good = good && ledger_open(location, true, &ledger, &err) && ledger_rebuild(ledger, &err) &&
           ledger_count(ledger, &counts, &err);
    ledger_close(ledger);
    if (!good) {
        return console_fail(&err);
    }
    buffer_print(&out,
                 json ? "{\"articles\": %zu, \"claims\": %zu, \"events\": %zu, \"bonds\": %zu}\n"
                      : "articles %zu, claims %zu, events %zu, bonds %zu\n",
                 counts.articles, counts.claims, counts.events, counts.bonds);
    return console_give(&out, STATUS_DONE);
}

const struct command command_rebuild = {
    "rebuild",
    "[OPTION]…",
    "fold events and bonds anew from the claims",
    "entente rebuild --ledger entente.db",
    run,
};
