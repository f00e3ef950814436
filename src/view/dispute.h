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
    struct slice subject;             /* matter_subject() fills it in */
    const struct ledger_event *event; /* or what is counted, and when */
    const struct ledger_event *other; /* that contradicts it; NULL: the voices do */
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
    struct matter *matters; /* in which articles clash */
    size_t count;
};

/* Is the actor among them? An empty one always is. */
bool names_actor(const struct slice *actors, size_t count, struct slice actor);

/* Adds the actor unless it is there or empty. */
void matter_add_actor(struct arena *arena, struct matter *matter, struct slice actor);

/* Keeps a matter of voices where its articles clash and it is about the actors asked for. */
void matter_keep(struct finder *finder, const struct matter *matter);

/* Contradicting counts (dispute_numbers.c). */
bool find_numbers(struct finder *finder, struct error *err);

/* What the events of one dyad, and the voices of its claims, contradict each other in
 * (dispute_events.c). */
void find_in_dyad(struct finder *finder, const struct ledger_dyad *dyad,
                  const struct ledger_detail *voices, size_t voice_count);

/* What it is about, in words; and of two events the voices of both (dispute_events.c). */
void matter_subject(struct arena *arena, struct matter *matter);
void matter_voices(struct arena *arena, struct matter *matter);

#endif
