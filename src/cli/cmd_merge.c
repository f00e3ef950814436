/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente merge: adds what another ledger holds to a ledger. */
#include "cli/shared.h"

static bool merge(const char *into, const char *from, struct ledger_merged *out, struct error *err)
{
    struct ledger *source = NULL, *target = NULL;
    bool good = ledger_open(from, false, &source, err) && ledger_open(into, true, &target, err) &&
                ledger_merge(target, source, out, err);
    ledger_close(source);
    ledger_close(target);
    return good;
}

static int run(int argc, char **argv)
{
    bool json = false;
    const struct option_row rows[] = {ROW_JSON(&json)};
    struct argument_list files;
    struct ledger_merged merged;
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_merge, rows, ROW_COUNT(rows), argc, argv, &files, &status) ||
        !arguments_check(&command_merge, files, 2, 2, &status)) {
        return status;
    }
    if (!merge(files.items[0], files.items[1], &merged, &err)) {
        return console_fail(&err);
    }
    buffer_print(&out, json ? "{\"articles\": %zu, \"new\": %zu}\n" : "articles %zu, new %zu\n",
                 merged.articles, merged.added);
    return console_give(&out, STATUS_DONE);
}

const struct command command_merge = {
    "merge",
    "[OPTION]… LEDGER OTHER",
    "add what another ledger holds to a ledger",
    "entente merge entente.db colleague.db",
    run,
};
