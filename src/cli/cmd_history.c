/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente history: how the belief about one bond changed with each article. */
#include "cli/shared.h"

static int run(int argc, char **argv)
{
    const char *location = LEDGER_DEFAULT;
    struct edtf known_by = {0};
    bool json = false;
    const struct option_row rows[] = {ROW_KNOWN_BY(&known_by), ROW_JSON(&json),
                                      ROW_LEDGER(&location)};
    struct argument_list ids;
    struct arena arena = {0};
    struct ledger *ledger = NULL;
    struct history history;
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_history, rows, ROW_COUNT(rows), argc, argv, &ids, &status) ||
        !arguments_check(&command_history, ids, 1, 1, &status)) {
        return status;
    }
    struct view_time time = time_asked((struct edtf){0}, (struct edtf){0}, known_by);
    bool good = ledger_open(location, false, &ledger, &err) &&
                view_history(&arena, ledger, slice_of(ids.items[0]), time.known_by, &history, &err);
    if (good) {
        view_print_history(&out, &history, json);
    }
    ledger_close(ledger);
    arena_free(&arena);
    return good ? console_give(&out, STATUS_DONE) : console_fail(&err);
}

const struct command command_history = {
    "history",
    "[OPTION]… BOND-ID",
    "print how the belief about one bond changed with each article",
    "entente history 9abd54a6",
    run,
};
