/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who is in the ledger, and whether it has changed. */
#include "ledger/inside.h"

bool ledger_version(struct ledger *ledger, int64_t *out, struct error *err)
{
    return ask_number(store_statement(ledger->store, "data_version"), 0, out, err);
}

bool ledger_actors(struct arena *arena, struct ledger *ledger, struct ledger_presence **out,
                   size_t *out_count, struct error *err)
{
    struct statement *statement = store_statement(ledger->store, "actors");
    *out = NULL;
    *out_count = 0;
    for (;;) {
        bool row;
        if (!statement_step(statement, &row, err)) {
            return false;
        }
        if (!row) {
            return true;
        }
        struct ledger_presence *presence = arena_push(arena, *out, *out_count);
        presence->actor = statement_column(arena, statement, 0);
        presence->claim_count = (size_t)statement_column_number(statement, 1, 0);
    }
}

bool ledger_has_actor(struct ledger *ledger, struct slice code, bool *out, struct error *err)
{
    struct statement *statement = store_statement(ledger->store, "actor_there");
    statement_text(statement, 1, code);
    if (!statement_step(statement, out, err)) {
        return false;
    }
    if (*out) {
        statement_reset(statement);
    }
    return true;
}
