/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente disputes: what articles contradict each other in, about anybody, one actor or two. */
#include "cli/shared.h"

struct question {
    struct answer_request answer;
    struct edtf as_of;
};

static bool answer(const void *context, struct desk *desk, struct argument_list names,
                   struct buffer *out, struct error *err)
{
    const struct question *question = context;
    struct view_time time =
        time_asked(question->as_of, (struct edtf){0}, question->answer.known_by);
    struct dispute_list disputes = {.limit = question->answer.page.limit};
    struct slice a = {0}, b = {0};
    if (!pair_typed(desk, names, time.as_of, &a, &b, err) ||
        !view_disputes(&desk->arena, desk->ledger, a, b, time, &disputes, err)) {
        return false;
    }
    page_rows(&question->answer.page, disputes.found); /* says how many are left out */
    view_print_disputes(out, &disputes, question->answer.page.json);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        {"as-of", OPTION_DATE, "DATE", "nothing after that day", &question.as_of},
        ROW_ACTORS(&question.answer.desk.extra),
        ROWS_OF_ANSWER(question.answer),
    };
    struct argument_list names;
    int status;
    if (!options_read(&command_disputes, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_disputes, names, 0, 2, &status)) {
        return status;
    }
    return answer_run(&question.answer, answer, &question, names);
}

const struct command command_disputes = {
    "disputes",
    "[OPTION]… [ACTOR [ACTOR]]",
    "print what articles contradict each other in, side by side",
    "entente disputes Russia Azerbaijan",
    run,
};
