/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente timeline: the events of one actor, or of two with each other, in order of time. */
#include "cli/shared.h"

struct question {
    struct answer_request answer;
    struct edtf as_of, since;
    const char *svg; /* file of the picture, or NULL */
};

static bool draw(struct desk *desk, const struct question *question,
                 const struct timeline *timeline, struct buffer *out, struct error *err)
{
    struct view_time time = time_asked(question->as_of, question->since, question->answer.known_by);
    struct bond_list bonds;
    if (!view_bonds(&desk->arena, desk->ledger, BOND_NONE, timeline->a, timeline->b, time, &bonds,
                    err)) {
        return false;
    }
    view_svg_timeline(out, timeline, &bonds, desk->actors);
    return picture_write(question->svg, out, err);
}

static bool answer(const void *context, struct desk *desk, struct argument_list names,
                   struct buffer *out, struct error *err)
{
    const struct question *question = context;
    struct view_time time = time_asked(question->as_of, question->since, question->answer.known_by);
    struct timeline timeline = {.limit = question->svg ? 0 : question->answer.page.limit};
    if (!pair_typed(desk, names, time.as_of, &timeline.a, &timeline.b, err) ||
        !view_timeline(&desk->arena, desk->ledger, time, &timeline, err)) {
        return false;
    }
    if (question->svg) {
        return draw(desk, question, &timeline, out, err);
    }
    page_rows(&question->answer.page, timeline.found); /* says how many are left out */
    view_print_timeline(out, &timeline, question->answer.page.json);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        {"as-of", OPTION_DATE, "DATE", "nothing after that day", &question.as_of},
        {"since", OPTION_DATE, "DATE", "nothing that ended before that day", &question.since},
        ROW_SVG(&question.svg),
        ROW_ACTORS(&question.answer.desk.extra),
        ROWS_OF_ANSWER(question.answer),
    };
    struct argument_list names;
    int status;
    if (!options_read(&command_timeline, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_timeline, names, 1, 2, &status)) {
        return status;
    }
    return answer_run(&question.answer, answer, &question, names);
}

const struct command command_timeline = {
    "timeline",
    "[OPTION]… ACTOR [ACTOR]",
    "print the events of an actor, or between two, in order of time",
    "entente timeline Russia Azerbaijan --since 2024-12",
    run,
};
