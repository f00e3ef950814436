/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* All tables as tab-separated text in the order of their keys: two ledgers with the same facts dump
 * the same bytes, however they came to be. */
#include "base/buffer.h"
#include "ledger/inside.h"

static bool dump_table(struct ledger *ledger, const char *name, struct buffer *out,
                       struct error *err)
{
    struct statement *statement = store_statement(ledger->store, name);
    buffer_print(out, "# %s\n", name + strlen("dump_"));
    struct arena scratch = {0};
    bool row = true, done = true;
    while (done && row) {
        done = statement_step(statement, &row, err);
        for (int i = 0; done && row && i < statement_columns(statement); i++) {
            buffer_add(out, i ? SLICE("\t") : SLICE(""));
            buffer_cell(out, statement_column(&scratch, statement, i));
        }
        buffer_add(out, done && row ? SLICE("\n") : SLICE(""));
        arena_free(&scratch);
    }
    return done;
}

bool ledger_dump(struct ledger *ledger, bool facts, bool views, struct buffer *out,
                 struct error *err)
{
    static const char *const tables[] = {"dump_article",   "dump_sentence",    "dump_claim",
                                         "dump_event",     "dump_event_claim", "dump_bond",
                                         "dump_bond_span", "dump_bond_event",  "dump_stale"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if ((i < 3 ? facts : views) && !dump_table(ledger, tables[i], out, err)) {
            return false;
        }
    }
    return true;
}
