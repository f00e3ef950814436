/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente import: files of other data sets into the ledger, beside one's own reading. */
#include "cli/shared.h"
#include "exchange/exchange.h"

struct question {
    struct desk_request desk;
    const char *format;
    bool json;
};

static void tally_add(struct exchange_tally *sum, const struct exchange_tally *one)
{
    sum->rows += one->rows;
    sum->claims += one->claims;
    sum->known += one->known;
    sum->no_event += one->no_event;
    sum->inner += one->inner;
    sum->unknown += one->unknown;
    sum->bad += one->bad;
}

static void print_tally(struct console *console, struct buffer *out,
                        const struct exchange_tally *tally, bool json)
{
    if (json) {
        buffer_print(out,
                     "{\"rows\": %zu, \"claims\": %zu, \"known\": %zu, \"no_event\": %zu, "
                     "\"inner\": %zu, \"unknown_actor\": %zu, \"bad\": %zu}\n",
                     tally->rows, tally->claims, tally->known, tally->no_event, tally->inner,
                     tally->unknown, tally->bad);
        return;
    }
    console_say(console,
                "rows %zu: %zu new claims, %zu known already, %zu no event, %zu with one actor on "
                "both sides, %zu with an unknown actor, %zu not readable",
                tally->rows, tally->claims, tally->known, tally->no_event, tally->inner,
                tally->unknown, tally->bad);
}

static bool import_files(struct desk *desk, const struct question *question,
                         struct argument_list files, struct console *console,
                         struct exchange_tally *sum, struct error *err)
{
    const char *folder = slice_print(&desk->arena, "%s/exchange", desk->data).at;
    struct log log = console_log(console);
    struct exchange_import import = {
        .format = question->format, .actors = desk->actors, .log = &log};
    if (!exchange_codes_load(&desk->arena, folder, &import.codes, err)) {
        return false;
    }
    for (size_t i = 0; i < files.count; i++) {
        struct exchange_tally tally;
        import.path = files.items[i];
        struct error fault;
        if (!exchange_import(desk->ledger, &import, &tally, &fault)) {
            console_say(console, "%s", fault.message);
            tally.bad++;
        }
        tally_add(sum, &tally);
    }
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {.desk.write = true};
    const struct option_row rows[] = {
        {"format", OPTION_CHOICE, EXCHANGE_IMPORTS, "what the files are; must be given",
         &question.format},
        ROW_JSON(&question.json),
        ROW_LEDGER(&question.desk.ledger),
        ROW_DATA(&question.desk.data),
        ROW_ACTORS(&question.desk.extra),
    };
    struct argument_list files;
    struct console console = {0};
    struct desk desk;
    struct exchange_tally tally = {0};
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_import, rows, ROW_COUNT(rows), argc, argv, &files, &status) ||
        !arguments_check(&command_import, files, 1, SIZE_MAX, &status)) {
        return status;
    }
    if (!question.format) {
        return options_refuse(&command_import, "--format is missing: one of %s", EXCHANGE_IMPORTS);
    }
    bool good = desk_open(&desk, question.desk, &err) &&
                import_files(&desk, &question, files, &console, &tally, &err);
    desk_close(&desk);
    if (!good) {
        return console_fail(&err);
    }
    print_tally(&console, &out, &tally, question.json);
    return console_give(&out, tally.bad || tally.unknown ? STATUS_PARTLY : STATUS_DONE);
}

const struct command command_import = {
    "import",
    "--format FORMAT [OPTION]… FILE…",
    "read files of other data sets into the ledger, marked with their origin",
    "entente import --format icews events.2014.tab",
    run,
};
