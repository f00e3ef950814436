/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente export: what the ledger holds, in the formats of other programs and data sets. */
#include <errno.h>
#include <stdio.h>

#include "cli/shared.h"
#include "exchange/exchange.h"

static bool to_stdout(void *context, struct slice piece, struct error *err)
{
    (void)context;
    return fwrite(piece.at, 1, piece.length, stdout) == piece.length ||
           error_set(err, ERROR_IO, "stdout: %s", strerror(errno));
}

static bool export_to_stdout(struct desk *desk, struct argument_list names,
                             struct exchange_request *request, struct error *err)
{
    const char *folder = slice_print(&desk->arena, "%s/exchange", desk->data).at;
    struct slice *codes[] = {&request->a, &request->b};
    for (size_t i = 0; i < names.count; i++) {
        if (!actor_typed(desk->actors, names.items[i], request->time.as_of, codes[i], err)) {
            return false;
        }
    }
    request->actors = desk->actors;
    return exchange_codes_load(&desk->arena, folder, &request->codes, err) &&
           exchange_export(desk->ledger, request, (struct exchange_sink){to_stdout, NULL}, err) &&
           (fflush(stdout) == 0 || error_set(err, ERROR_IO, "stdout: %s", strerror(errno)));
}

static int run(int argc, char **argv)
{
    struct desk_request places = {0};
    struct exchange_request request = {.format = "tsv", .coder = "entente " ENTENTE_VERSION};
    struct edtf as_of = {0}, known_by = {0};
    const struct option_row rows[] = {
        {"format", OPTION_CHOICE, EXCHANGE_EXPORTS, "form of the records (default: tsv)",
         &request.format},
        {"as-of", OPTION_DATE, "DATE", "what was done by that day, or announced", &as_of},
        ROW_KNOWN_BY(&known_by),
        ROW_LEDGER(&places.ledger),
        ROW_DATA(&places.data),
        ROW_ACTORS(&places.extra),
    };
    struct argument_list arguments;
    struct desk desk;
    struct error err;
    int status;
    if (!options_read(&command_export, rows, ROW_COUNT(rows), argc, argv, &arguments, &status) ||
        !arguments_check(&command_export, arguments, 0, 2, &status)) {
        return status;
    }
    request.time = time_asked(as_of, (struct edtf){0}, known_by);
    bool good =
        desk_open(&desk, places, &err) && export_to_stdout(&desk, arguments, &request, &err);
    desk_close(&desk);
    return good ? STATUS_DONE : console_fail(&err);
}

const struct command command_export = {
    "export",
    "[OPTION]… [ACTOR [ACTOR]]",
    "print what the ledger holds, of all, of one actor or of two, in the format of another program",
    "entente export --format gexf --as-of 2025-07-10 > ties.gexf",
    run,
};
