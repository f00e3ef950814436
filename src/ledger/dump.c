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
    static const char *const fact_tables[] = {"dump_article", "dump_imprint", "dump_claim",
                                              "dump_detail"};
    static const char *const view_tables[] = {
        "dump_family", "dump_superseded", "dump_event",       "dump_event_claim",
        "dump_bond",   "dump_bond_span",  "dump_dyad_period", "dump_stale"};
    for (size_t i = 0; facts && i < sizeof fact_tables / sizeof *fact_tables; i++) {
        if (!dump_table(ledger, fact_tables[i], out, err)) {
            return false;
        }
    }
    for (size_t i = 0; views && i < sizeof view_tables / sizeof *view_tables; i++) {
        if (!dump_table(ledger, view_tables[i], out, err)) {
            return false;
        }
    }
    return true;
}
