/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How claims are found by pair and by id. An index that is kept up to date with each claim costs as
 * much as the claim, for every entry has its own place in it. So the claims of a transaction are
 * noted and filed at its end: those of one pair in one row, ids in ascending order. Cost: that of
 * sorting, and 16 bytes a claim until then. */
#include <stdlib.h>

#include "ledger/inside.h"

void claim_note(struct ledger *ledger, int64_t dyad, int64_t claim)
{
    *arena_push(&ledger->fresh.arena, ledger->fresh.items, ledger->fresh.count) =
        (struct fresh_claim){dyad, claim};
}

void claims_forget(struct ledger *ledger)
{
    arena_free(&ledger->fresh.arena);
    ledger->fresh.items = NULL;
    ledger->fresh.count = 0;
}

static int fresh_compare(const void *left, const void *right)
{
    const struct fresh_claim *x = left, *y = right;
    return x->dyad != y->dyad ? (x->dyad > y->dyad) - (x->dyad < y->dyad)
                              : (x->number > y->number) - (x->number < y->number);
}

/* The claims of one dyad, in order. */
static bool dyad_file(struct ledger *ledger, const struct fresh_claim *claims, size_t count,
                      struct error *err)
{
    struct arena_mark mark = arena_mark(&ledger->fresh.arena);
    int64_t *behind = arena_room(&ledger->fresh.arena, count, sizeof *behind); /* the first */
    for (size_t i = 0; i < count; i++) {
        behind[i] = claims[i].number - claims[0].number;
    }
    struct statement *add = store_statement(ledger->store, "claim_dyad_add");
    statement_number(add, 1, claims[0].dyad);
    statement_number(add, 2, claims[0].number);
    bind_numbers(add, 3, behind, count);
    arena_reset(&ledger->fresh.arena, mark);
    return statement_run(add, err);
}

bool claims_file(struct ledger *ledger, struct error *err)
{
    struct fresh_claim *claims = ledger->fresh.items;
    size_t count = ledger->fresh.count;
    if (!count) {
        return true;
    }
    struct statement *ids = store_statement(ledger->store, "claim_hash_add");
    statement_number(ids, 1, claims[0].number);
    bool done = statement_run(ids, err);
    qsort(claims, count, sizeof *claims, fresh_compare);
    for (size_t i = 0, next; done && i < count; i = next) {
        next = i + 1;
        while (next < count && claims[next].dyad == claims[i].dyad) {
            next++;
        }
        done = dyad_file(ledger, claims + i, next - i, err);
    }
    claims_forget(ledger);
    return done;
}
