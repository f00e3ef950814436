/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente history: how the belief about one bond changed with each article. */
#include "cli/shared.h"

static bool answer(const void *context, struct desk *desk, struct argument_list names,
                   struct buffer *out, struct error *err)
{
    const struct answer_request *request = context;
    struct view_time time = time_asked((struct edtf){0}, (struct edtf){0}, request->known_by);
    struct history history;
    if (!view_history(&desk->arena, desk->ledger, slice_of(names.items[0]), time.known_by, &history,
                      err)) {
        return false;
    }
    size_t shown = page_rows(&request->page, history.step_count); /* the newest */
    history.steps += history.step_count - shown;
    history.step_count = shown;
    view_print_history(out, &history, request->page.json);
    return true;
}

static int run(int argc, char **argv)
{
    struct answer_request request = {.desk.nameless = true};
    const struct option_row rows[] = {ROWS_OF_ANSWER(request)};
    struct argument_list names;
    int status;
    if (!options_read(&command_history, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_history, names, 1, 1, &status)) {
        return status;
    }
    return answer_run(&request, answer, &request, names);
}

const struct command command_history = {
    "history",
    "[OPTION]… BOND-ID",
    "print how the belief about one bond changed with each article",
    "entente history 9abd54a6",
    run,
};
