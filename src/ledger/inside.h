/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `ledger` share. */
#ifndef LEDGER_INSIDE_H
#define LEDGER_INSIDE_H

#include "ledger/ledger.h"
#include "store/store.h"

struct ledger {
    struct store *store;
};

/* The two actors of a claim or event in byte order. */
struct pair {
    struct slice a, b;
};
struct pair pair_of(struct slice source, struct slice target);
int pair_compare(struct pair x, struct pair y);

/* 16 hexadecimal digits of a hash. */
struct slice id_print(struct arena *arena, uint64_t hash);

/* Walks the events of one bond by date and lays its spans (bond.c). */
void bond_walk(struct arena *arena, struct ledger_bond *bond);

/* Reads the claims that a started statement gives, in canonical order (query.c). */
bool claims_read(struct arena *arena, struct statement *statement,
                 const struct ledger_filter *filter, struct ledger_claim_list *out,
                 struct error *err);

#endif
