/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente export: all claims of the ledger as records. */
#include "cli/shared.h"

static int run(int argc, char **argv)
{
    const char *location = LEDGER_DEFAULT, *format = "tsv";
    struct edtf known_by = {0};
    const struct option_row rows[] = {
        {"format", OPTION_CHOICE, "tsv|jsonl", "form of the records (default: tsv)", &format},
        ROW_KNOWN_BY(&known_by),
        ROW_LEDGER(&location),
    };
    struct argument_list arguments;
    struct ledger *ledger = NULL;
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_export, rows, ROW_COUNT(rows), argc, argv, &arguments, &status) ||
        !arguments_check(&command_export, arguments, 0, 0, &status)) {
        return status;
    }
    struct view_time time = time_asked((struct edtf){0}, (struct edtf){0}, known_by);
    bool good = ledger_open(location, false, &ledger, &err) &&
                view_export(ledger, time, strcmp(format, "jsonl") == 0, &out, &err);
    ledger_close(ledger);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

const struct command command_export = {
    "export",
    "[OPTION]…",
    "print all claims of the ledger as TSV or JSON Lines",
    "entente export --format jsonl > claims.jsonl",
    run,
};
