/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of the fold share: claims made ready for sorting, and clusters of them. */
#ifndef LEDGER_FOLD_H
#define LEDGER_FOLD_H

#include "ledger/inside.h"

/* A claim with what the fold asks of it again and again. */
struct grain {
    const struct ledger_claim *claim;
    struct pair pair;
    struct slice source; /* of symmetric events the pair's first */
    int64_t width;       /* days that the date leaves open */
    int32_t first, last; /* of the date */
    bool reported;       /* said by somebody, not in the article's own voice */
};

/* Claims of one happening. */
struct cluster {
    const struct ledger_claim **members; /* the first is the tightest */
    size_t count;
    int32_t first, last; /* of the first member */
    int32_t latest_first, earliest_last;
    int32_t phase_earliest, phase_latest; /* first days of members without end */
    bool has_phase, denied;
};

struct cluster_list {
    struct cluster *items;
    size_t count;
};

/* Joins the claims of one pair and kind, in canonical order, into happenings (join.c). */
void claims_join(struct arena *arena, const struct grain *grains, size_t count,
                 struct cluster_list *out);

/* Folds the events of a view into its bonds (bond.c). */
void bonds_fold(struct arena *arena, struct ledger_view *view);

/* By time: the day, the first day, the id. */
int event_compare(const void *left, const void *right);

static inline int number_compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

#endif
