/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente disputes: what articles contradict each other in, about anybody, one actor or two. */
#include "cli/shared.h"

static bool answer(struct desk *desk, struct argument_list names, struct view_time time,
                   const struct page_request *page, struct buffer *out, struct error *err)
{
    struct dispute_list disputes = {.limit = page->limit};
    struct slice codes[2] = {{0}};
    for (size_t i = 0; i < names.count; i++) {
        if (!actor_typed(desk->actors, names.items[i], time.as_of, &codes[i], err)) {
            return false;
        }
    }
    if (!view_disputes(&desk->arena, desk->ledger, codes[0], codes[1], time, &disputes, err)) {
        return false;
    }
    page_rows(page, disputes.found); /* says how many are left out */
    view_print_disputes(out, &disputes, page->json);
    return true;
}

static int run(int argc, char **argv)
{
    struct desk_request request = {0};
    struct edtf as_of = {0}, known_by = {0};
    struct page_request page = {0};
    const struct option_row rows[] = {
        {"as-of", OPTION_DATE, "DATE", "nothing after that day", &as_of},
        ROW_KNOWN_BY(&known_by),
        ROW_LIMIT(&page.limit),
        ROW_DATES(&page.dates),
        ROW_JSON(&page.json),
        ROW_LEDGER(&request.ledger),
        ROW_DATA(&request.data),
        ROW_ACTORS(&request.extra),
    };
    struct argument_list names;
    struct desk desk;
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_disputes, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_disputes, names, 0, 2, &status)) {
        return status;
    }
    bool good =
        desk_open(&desk, request, &err) && page_style(&desk.arena, desk.data, &page, &out, &err) &&
        answer(&desk, names, time_asked(as_of, (struct edtf){0}, known_by), &page, &out, &err);
    desk_close(&desk);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

const struct command command_disputes = {
    "disputes",
    "[OPTION]… [ACTOR [ACTOR]]",
    "print what articles contradict each other in, side by side",
    "entente disputes Russia Azerbaijan",
    run,
};
