/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente diff: what changed in an actor's circle between two days, of the world or of publication.
 */
#include "cli/shared.h"

struct question {
    struct answer_request answer;
    struct edtf from, to, as_of;
    const char *formula; /* file, or NULL */
    bool published;
};

static bool answer(const void *context, struct desk *desk, struct argument_list names,
                   struct buffer *out, struct error *err)
{
    const struct question *question = context;
    struct view_time time =
        time_asked(question->as_of, (struct edtf){0}, question->answer.known_by);
    struct diff diff = {.from = edtf_first(question->from),
                        .to = edtf_last(question->to),
                        .published = question->published,
                        .as_of = time.as_of,
                        .known_by = time.known_by};
    const struct formula *formula;
    if (diff.as_of == DAY_AFTER_ALL && !ledger_latest_day(desk->ledger, &diff.as_of, err)) {
        return false;
    }
    if (!actor_typed(desk->actors, names.items[0], diff.to, &diff.ego, err) ||
        !formula_open(desk, question->formula, &formula, err) ||
        !view_diff(&desk->arena, desk->ledger, formula, desk->actors, &diff, err)) {
        return false;
    }
    diff.row_count = page_rows(&question->answer.page, diff.row_count);
    view_print_diff(out, &diff, question->answer.page.json);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        {"from", OPTION_DATE, "DATE", "the first of the two days", &question.from},
        {"to", OPTION_DATE, "DATE", "the second", &question.to},
        {"published", OPTION_FLAG, NULL,
         "days of publication: what had become known between them, of the circle of --as-of",
         &question.published},
        ROW_AS_OF(&question.as_of),
        ROW_FORMULA(&question.formula),
        ROW_ACTORS(&question.answer.desk.extra),
        ROWS_OF_ANSWER(question.answer),
    };
    struct argument_list names;
    int status;
    if (!options_read(&command_diff, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_diff, names, 1, 1, &status)) {
        return status;
    }
    if (!edtf_is_set(question.from) || !edtf_is_set(question.to)) {
        return options_refuse(&command_diff, "--from and --to are both needed");
    }
    if (!question.published && edtf_is_set(question.as_of)) {
        return options_refuse(&command_diff, "--as-of goes with --published");
    }
    if (question.published && edtf_is_set(question.answer.known_by)) {
        return options_refuse(&command_diff, "--known-by goes without --published");
    }
    return answer_run(&question.answer, answer, &question, names);
}

const struct command command_diff = {
    "diff",
    "[OPTION]… ACTOR",
    "print what changed in an actor's circle between two days",
    "entente diff Russia --from 2021-12-31 --to 2025-07-10",
    run,
};
