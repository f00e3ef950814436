/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente timeline: the events of one actor, or of two with each other, in order of time. */
#include "cli/shared.h"

struct question {
    struct desk_request desk;
    struct edtf as_of, since, known_by;
    const char *svg; /* file of the picture, or NULL */
    struct page_request page;
};

static bool draw(struct desk *desk, const struct question *question,
                 const struct timeline *timeline, struct buffer *out, struct error *err)
{
    struct view_time time = time_asked(question->as_of, question->since, question->known_by);
    struct bond_list bonds;
    if (!view_bonds(&desk->arena, desk->ledger, BOND_NONE, timeline->a, timeline->b, time, &bonds,
                    err)) {
        return false;
    }
    view_svg_timeline(out, timeline, &bonds, desk->actors);
    return picture_write(question->svg, out, err);
}

static bool answer(struct desk *desk, const struct question *question, struct argument_list names,
                   struct buffer *out, struct error *err)
{
    struct view_time time = time_asked(question->as_of, question->since, question->known_by);
    struct timeline timeline = {.limit = question->svg ? 0 : question->page.limit};
    struct slice *const codes[] = {&timeline.a, &timeline.b};
    for (size_t i = 0; i < names.count; i++) {
        if (!actor_typed(desk->actors, names.items[i], time.as_of, codes[i], err)) {
            return false;
        }
    }
    if (!view_timeline(&desk->arena, desk->ledger, time, &timeline, err)) {
        return false;
    }
    if (question->svg) {
        return draw(desk, question, &timeline, out, err);
    }
    page_rows(&question->page, timeline.found); /* says how many are left out */
    view_print_timeline(out, &timeline, question->page.json);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        {"as-of", OPTION_DATE, "DATE", "nothing after that day", &question.as_of},
        {"since", OPTION_DATE, "DATE", "nothing that ended before that day", &question.since},
        ROW_KNOWN_BY(&question.known_by),
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
    if (!options_read(&command_timeline, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_timeline, names, 1, 2, &status)) {
        return status;
    }
    bool good = desk_open(&desk, question.desk, &err) &&
                page_style(&desk.arena, desk.data, &question.page, &out, &err) &&
                answer(&desk, &question, names, &out, &err);
    desk_close(&desk);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

const struct command command_timeline = {
    "timeline",
    "[OPTION]… ACTOR [ACTOR]",
    "print the events of an actor, or between two, in order of time",
    "entente timeline Russia Azerbaijan --since 2024-12",
    run,
};
