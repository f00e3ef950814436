/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente balance: which triads of an actor's circle are under strain, and into which camps it
 * falls. */
#include "cli/shared.h"

struct question {
    struct desk_request desk;
    struct edtf as_of, known_by;
    const char *formula; /* file, or NULL */
    bool json;
};

static bool answer(struct desk *desk, const struct question *question, const char *typed,
                   struct buffer *out, struct error *err)
{
    struct balance balance = {0};
    const struct formula *formula;
    balance.time = time_asked(question->as_of, (struct edtf){0}, question->known_by);
    if ((balance.time.as_of == DAY_AFTER_ALL &&
         !ledger_latest_day(desk->ledger, &balance.time.as_of, err)) ||
        !actor_typed(desk->actors, typed, balance.time.as_of, &balance.ego, err) ||
        !formula_open(desk, question->formula, &formula, err) ||
        !view_balance(&desk->arena, desk->ledger, formula, &balance, err)) {
        return false;
    }
    view_print_balance(out, &balance, question->json);
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {0};
    const struct option_row rows[] = {
        ROW_AS_OF(&question.as_of),        ROW_KNOWN_BY(&question.known_by),
        ROW_FORMULA(&question.formula),    ROW_JSON(&question.json),
        ROW_LEDGER(&question.desk.ledger), ROW_DATA(&question.desk.data),
        ROW_ACTORS(&question.desk.extra),
    };
    struct argument_list names;
    struct desk desk;
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_balance, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_balance, names, 1, 1, &status)) {
        return status;
    }
    bool good = desk_open(&desk, question.desk, &err) &&
                answer(&desk, &question, names.items[0], &out, &err);
    desk_close(&desk);
    return good ? console_give(&out, STATUS_DONE) : console_fail(&err);
}

const struct command command_balance = {
    "balance",
    "[OPTION]… ACTOR",
    "print which triads of an actor's circle are under strain",
    "entente balance Russia --as-of 2025-07-10",
    run,
};
