/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente bonds: the lasting ties, of everybody, of one actor or of two, as of a day. */
#include "cli/shared.h"

struct question {
    struct desk_request desk;
    struct edtf as_of, known_by;
    enum bond_type type;
    struct page_request page;
};

static bool answer(struct desk *desk, const struct question *question, struct argument_list names,
                   struct buffer *out, struct error *err)
{
    struct view_time time = time_asked(question->as_of, (struct edtf){0}, question->known_by);
    struct bond_list bonds;
    struct slice codes[2] = {{0}};
    for (size_t i = 0; i < names.count; i++) {
        if (!actor_typed(desk->actors, names.items[i], time.as_of, &codes[i], err)) {
            return false;
        }
    }
    if (!view_bonds(&desk->arena, desk->ledger, question->type, codes[0], codes[1], time, &bonds,
                    err)) {
        return false;
    }
    bonds.count = page_rows(&question->page, bonds.count);
    view_print_bonds(out, &bonds, question->page.json);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {.type = BOND_NONE};
    const char *type = NULL;
    const struct option_row rows[] = {
        {"type", OPTION_TEXT, "TYPE", "bonds of one type only (recognition, arms …)", &type},
        ROW_AS_OF(&question.as_of),
        ROW_KNOWN_BY(&question.known_by),
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
    if (!options_read(&command_bonds, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_bonds, names, 0, 2, &status)) {
        return status;
    }
    if (type && (!*type || !bond_type_parse(slice_of(type), &question.type))) {
        return options_refuse(&command_bonds, "--type is '%s', not a type of bond", type);
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

const struct command command_bonds = {
    "bonds",
    "[OPTION]… [ACTOR [ACTOR]]",
    "print the lasting ties as of a day",
    "entente bonds --type recognition Russia --as-of 2025-07-10",
    run,
};
