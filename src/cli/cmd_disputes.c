/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente disputes: what articles contradict each other in, about anybody, one actor or two. */
#include <stdlib.h>

#include "cli/shared.h"

struct question {
    struct desk_request desk;
    struct edtf as_of, known_by;
    const char *limit; /* digits, or NULL */
    bool json;
};

static bool answer(struct desk *desk, const struct question *question, struct argument_list names,
                   struct buffer *out, struct error *err)
{
    struct view_time time = time_asked(question->as_of, (struct edtf){0}, question->known_by);
    struct dispute_list disputes = {0};
    disputes.limit = question->limit ? strtoul(question->limit, NULL, 10) : 0;
    struct slice codes[2] = {{0}};
    for (size_t i = 0; i < names.count; i++) {
        if (!actor_typed(desk->actors, names.items[i], time.as_of, &codes[i], err)) {
            return false;
        }
    }
    if (!view_disputes(&desk->arena, desk->ledger, codes[0], codes[1], time, &disputes, err)) {
        return false;
    }
    view_print_disputes(out, &disputes, question->json);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        {"as-of", OPTION_DATE, "DATE", "nothing after that day", &question.as_of},
        ROW_KNOWN_BY(&question.known_by),
        {"limit", OPTION_TEXT, "N", "no more than N disputes", &question.limit},
        ROW_JSON(&question.json),
        ROW_LEDGER(&question.desk.ledger),
        ROW_DATA(&question.desk.data),
        ROW_ACTORS(&question.desk.extra),
    };
    struct argument_list names;
    struct desk desk;
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_disputes, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_disputes, names, 0, 2, &status)) {
        return status;
    }
    if (question.limit && strspn(question.limit, "0123456789") != strlen(question.limit)) {
        return options_refuse(&command_disputes, "--limit is '%s', not a number", question.limit);
    }
    bool good =
        desk_open(&desk, question.desk, &err) && answer(&desk, &question, names, &out, &err);
    desk_close(&desk);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

const struct command command_disputes = {
    "disputes",
    "[OPTION]… [ACTOR [ACTOR]]",
    "print what articles contradict each other in, side by side",
    "entente disputes Russia Azerbaijan",
    run,
};
