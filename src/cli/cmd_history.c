/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente history: how the belief about one bond changed with each article. */
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
                page_style(&arena, data_folder(&arena, data), &page, &out, &err) &&
                view_history(&arena, ledger, slice_of(ids.items[0]), time.known_by, &history, &err);
    if (good) {
        size_t shown = page_rows(&page, history.step_count); /* the newest */
        history.steps += history.step_count - shown;
        history.step_count = shown;
        view_print_history(&out, &history, page.json);
    }
    int result = good ? console_give(&out, STATUS_DONE) : console_fail(&err);
    ledger_close(ledger);
    arena_free(&arena);
    return result;
}

const struct command command_history = {
    "history",
    "[OPTION]… BOND-ID",
    "print how the belief about one bond changed with each article",
    "entente history 9abd54a6",
    run,
};
