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

/* Folds the claims of one dyad into events, in the order of event_compare() (fold.c). */
void events_fold(struct arena *arena, const struct ledger_claim_list *claims,
                 struct ledger_view *view);

/* Folds the events, which lie in order, into bonds and counts the articles and families (fold.c).
 */
void view_finish(struct arena *arena, struct ledger_view *view);

/* Counts each article and family at the first reached event that it tells of (count.c). */
void tellings_count(struct arena *arena, struct ledger_view *view);

/* The actor that tells the kind of a deed apart from the same deed of the other: of symmetric ones
 * always the first of the pair. */
struct slice kind_source(enum event_type type, struct slice source, struct pair pair);

static inline int number_compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

#endif
