/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of the disputes share: matters, on which articles have their word. */
#ifndef VIEW_DISPUTE_H
#define VIEW_DISPUTE_H

#include "view/inside.h"

#define DATE_DAYS 31 /* a wider date is too vague to contradict another */

/* One article's word on a matter. */
struct voice {
    struct slice value;                   /* what is compared and printed */
    struct slice key;                     /* by which two values are the same */
    const struct ledger_support *support; /* where it is told: by a claim, or by a detail */
    const struct ledger_detail *detail;
    int64_t article, family;
    int32_t known;
};

struct matter {
    enum dispute_kind kind;
    struct slice subject;
    const struct ledger_event *event; /* or what is counted, and when */
    struct slice counted;
    struct edtf date;
    struct slice *actors;
    size_t actor_count;
    struct voice *voices;
    size_t voice_count;
};

struct finder {
    struct arena *arena;
    struct ledger *ledger;
    struct slice a, b;
    struct view_time time;
    struct dispute_list *out;
};

/* Is the actor among them? An empty one always is. */
bool names_actor(const struct slice *actors, size_t count, struct slice actor);

/* Adds the actor unless it is there or empty. */
void matter_add_actor(struct arena *arena, struct matter *matter, struct slice actor);

/* Makes a dispute of the matter where its articles clash and it is about the actors asked for. */
void matter_finish(struct finder *finder, struct matter *matter);

/* Contradicting counts (dispute_numbers.c). */
bool find_numbers(struct finder *finder, struct error *err);

/* What the events of one dyad contradict each other in (dispute_events.c). */
bool find_in_dyad(struct finder *finder, const struct ledger_dyad *dyad, struct error *err);

#endif
