/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How claims are found by pair and by id. An index that is kept up to date with each claim costs as
 * much as the claim, for every entry has its own place in it. So the claims of a transaction are
 * noted and filed at its end: those of one pair in one row, ids in ascending order. Cost: that of
 * sorting, and 24 bytes a claim until then. */
#include <stdlib.h>

#include "ledger/inside.h"

#define ERA_BITS 20 /* a million rows are an era of claim_hash */

void claim_note(struct ledger *ledger, const struct fresh_claim *claim)
{
    *arena_push(&ledger->fresh.arena, ledger->fresh.items, ledger->fresh.count) = *claim;
}

void claims_forget(struct ledger *ledger)
{
    arena_free(&ledger->fresh.arena);
    ledger->fresh.items = NULL;
    ledger->fresh.count = 0;
}

/* The upper half of the id, as the store's >> gives it. */
static int32_t claim_half(const struct fresh_claim *claim)
{
    return (int32_t)(claim->hash >> 32);
}

static int dyad_compare(const void *left, const void *right)
{
    const struct fresh_claim *x = left, *y = right;
    return x->dyad != y->dyad ? (x->dyad > y->dyad) - (x->dyad < y->dyad)
                              : (x->number > y->number) - (x->number < y->number);
}

/* As claim_hash is ordered: by era and the upper half of the id. */
static int hash_compare(const void *left, const void *right)
{
    const struct fresh_claim *x = left, *y = right;
    int64_t x_era = x->number >> ERA_BITS, y_era = y->number >> ERA_BITS;
    int32_t x_half = claim_half(x), y_half = claim_half(y);
    if (x_era != y_era || x_half != y_half) {
        return x_era != y_era ? (x_era > y_era) - (x_era < y_era)
                              : (x_half > y_half) - (x_half < y_half);
    }
    return (x->number > y->number) - (x->number < y->number);
}

static bool hashes_file(struct ledger *ledger, struct fresh_claim *claims, size_t count,
                        struct error *err)
{
    bool done = true;
    qsort(claims, count, sizeof *claims, hash_compare);
    for (size_t i = 0; done && i < count; i++) {
        struct statement *add = store_statement(ledger->store, "claim_hash_add");
        statement_number(add, 1, claims[i].number >> ERA_BITS);
        statement_number(add, 2, claim_half(&claims[i]));
        statement_number(add, 3, claims[i].number);
        done = statement_run(add, err);
    }
    return done;
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
    bool done = hashes_file(ledger, claims, count, err);
    qsort(claims, count, sizeof *claims, dyad_compare);
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
