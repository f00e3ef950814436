/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente timeline: the events of one actor, or of two with each other, in order of time. */
#include "cli/shared.h"

static bool answer(struct desk *desk, struct argument_list names, struct view_time time, bool json,
                   struct buffer *out, struct error *err)
{
    struct timeline timeline;
    struct slice codes[2] = {{0}};
    for (size_t i = 0; i < names.count; i++) {
        if (!actor_typed(desk->actors, names.items[i], time.as_of, &codes[i], err)) {
            return false;
        }
    }
    if (!view_timeline(&desk->arena, desk->ledger, codes[0], codes[1], time, &timeline, err)) {
        return false;
    }
    view_print_timeline(out, &timeline, json);
    return true;
}

static int run(int argc, char **argv)
{
    struct desk_request request = {0};
    struct edtf as_of = {0}, since = {0}, known_by = {0};
    bool json = false;
    const struct option_row rows[] = {
        {"as-of", OPTION_DATE, "DATE", "nothing after that day", &as_of},
        {"since", OPTION_DATE, "DATE", "nothing that ended before that day", &since},
        ROW_KNOWN_BY(&known_by),
        ROW_JSON(&json),
        ROW_LEDGER(&request.ledger),
        ROW_DATA(&request.data),
        ROW_ACTORS(&request.extra),
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
    bool good = desk_open(&desk, request, &err) &&
                answer(&desk, names, time_asked(as_of, since, known_by), json, &out, &err);
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
