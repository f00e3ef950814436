/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente circle: who stands in an actor's circle as of a day, and how each got there. */
#include "cli/shared.h"

struct question {
    struct answer_request answer;
    struct edtf as_of, since;
    const char *formula; /* file, or NULL */
    const char *svg;     /* file of the picture, or NULL */
    bool explain;
};

static bool answer(const void *context, struct desk *desk, struct argument_list names,
                   struct buffer *out, struct error *err)
{
    const struct question *question = context;
    struct circle circle = {
        .time = time_asked(question->as_of, question->since, question->answer.known_by),
        .explain = question->explain};
    int32_t *as_of = &circle.time.as_of;
    const struct formula *formula;
    if (*as_of == DAY_AFTER_ALL && !ledger_latest_day(desk->ledger, as_of, err)) {
        return false;
    }
    if (!actor_typed(desk->actors, names.items[0], *as_of, &circle.ego, err) ||
        !formula_open(desk, question->formula, &formula, err) ||
        !view_circle(&desk->arena, desk->ledger, formula, desk->actors, &circle, err)) {
        return false;
    }
    if (question->svg) {
        view_svg_circle(out, &circle, formula);
        return picture_write(question->svg, out, err);
    }
    if (!view_around(&desk->arena, desk->ledger, desk->actors, &circle, err)) {
        return false;
    }
    circle.row_count = page_rows(&question->answer.page, circle.row_count);
    view_print_circle(out, &circle, question->answer.page.json);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        {"as-of", OPTION_DATE, "DATE", "the circle of that day (default: of the latest article)",
         &question.as_of},
        {"since", OPTION_DATE, "DATE", "movement from that day on", &question.since},
        {"explain", OPTION_FLAG, NULL, "print each summand of a score", &question.explain},
        ROW_FORMULA(&question.formula),
        ROW_SVG(&question.svg),
        ROW_ACTORS(&question.answer.desk.extra),
        ROWS_OF_ANSWER(question.answer),
    };
    struct argument_list names;
    int status;
    if (!options_read(&command_circle, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_circle, names, 1, 1, &status)) {
        return status;
    }
    return answer_run(&question.answer, answer, &question, names);
}

const struct command command_circle = {
    "circle",
    "[OPTION]… ACTOR",
    "print who stands in an actor's circle, who entered and who left",
    "entente circle Russia --as-of 2025-07-10 --since 2021-12-31",
    run,
};
