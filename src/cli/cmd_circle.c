/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente circle: who stands in an actor's circle as of a day, and how each got there. */
#include "cli/shared.h"

struct question {
    struct desk_request desk;
    struct edtf as_of, since, known_by;
    const char *formula; /* file, or NULL */
    const char *svg;     /* file of the picture, or NULL */
    struct page_request page;
    bool explain;
};

static bool answer(struct desk *desk, const struct question *question, const char *typed,
                   struct buffer *out, struct error *err)
{
    struct circle circle = {.time =
                                time_asked(question->as_of, question->since, question->known_by),
                            .explain = question->explain};
    int32_t *as_of = &circle.time.as_of;
    const struct formula *formula;
    if (*as_of == DAY_AFTER_ALL && !ledger_latest_day(desk->ledger, as_of, err)) {
        return false;
    }
    if (!actor_typed(desk->actors, typed, *as_of, &circle.ego, err) ||
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
    circle.row_count = page_rows(&question->page, circle.row_count);
    view_print_circle(out, &circle, question->page.json);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        {"as-of", OPTION_DATE, "DATE", "the circle of that day (default: of the latest article)",
         &question.as_of},
        {"since", OPTION_DATE, "DATE", "movement from that day on", &question.since},
        ROW_KNOWN_BY(&question.known_by),
        {"explain", OPTION_FLAG, NULL, "print each summand of a score", &question.explain},
        ROW_FORMULA(&question.formula),
        ROW_SVG(&question.svg),
        ROW_LIMIT(&question.page.limit),
        ROW_DATES(&question.page.dates),
        ROW_JSON(&question.page.json),
        ROW_LEDGER(&question.desk.ledger),
        ROW_DATA(&question.desk.data),
        ROW_ACTORS(&question.desk.extra),
    };
    struct argument_list names;
    struct desk desk;
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_circle, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_circle, names, 1, 1, &status)) {
        return status;
    }
    bool good = desk_open(&desk, question.desk, &err) &&
                page_style(&desk.arena, desk.data, &question.page, &out, &err) &&
                answer(&desk, &question, names.items[0], &out, &err);
    desk_close(&desk);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

const struct command command_circle = {
    "circle",
    "[OPTION]… ACTOR",
    "print who stands in an actor's circle, who entered and who left",
    "entente circle Russia --as-of 2025-07-10 --since 2021-12-31",
    run,
};
