/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente bonds: the lasting ties, of everybody, of one actor or of two, as of a day. */
#include "cli/shared.h"

struct question {
    struct answer_request answer;
    struct edtf as_of;
    const char *typed; /* the type as it was given, or NULL */
    enum bond_type type;
};

static bool answer(const void *context, struct desk *desk, struct argument_list names,
                   struct buffer *out, struct error *err)
{
    const struct question *question = context;
    struct view_time time =
        time_asked(question->as_of, (struct edtf){0}, question->answer.known_by);
    struct bond_list bonds;
    struct slice a = {0}, b = {0};
    if (!pair_typed(desk, names, time.as_of, &a, &b, err) ||
        !view_bonds(&desk->arena, desk->ledger, question->type, a, b, time, &bonds, err)) {
        return false;
    }
    bonds.count = page_rows(&question->answer.page, bonds.count);
    view_print_bonds(out, &bonds, question->answer.page.json);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {.type = BOND_NONE};
    const struct option_row rows[] = {
        {"type", OPTION_TEXT, "TYPE", "bonds of one type only (recognition, arms …)",
         &question.typed},
        ROW_AS_OF(&question.as_of),
        ROW_ACTORS(&question.answer.desk.extra),
        ROWS_OF_ANSWER(question.answer),
    };
    struct argument_list names;
    int status;
    if (!options_read(&command_bonds, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_bonds, names, 0, 2, &status)) {
        return status;
    }
    const char *typed = question.typed;
    if (typed && (!*typed || !bond_type_parse(slice_of(typed), &question.type))) {
        return options_refuse(&command_bonds, "--type is '%s', not a type of bond", typed);
    }
    return answer_run(&question.answer, answer, &question, names);
}

const struct command command_bonds = {
    "bonds",
    "[OPTION]… [ACTOR [ACTOR]]",
    "print the lasting ties as of a day",
    "entente bonds --type recognition Russia --as-of 2025-07-10",
    run,
};
