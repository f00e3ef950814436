/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The signs of a reading, part by part: what near.c weighs. */
#ifndef EVENT_SIGN_H
#define EVENT_SIGN_H

#include "event/inside.h"

/* Whom a sentence names, people and places too, in the order of the text. */
struct cast_sentence {
    uint32_t *actors; /* in the register, no repeats */
    size_t count;
    const struct mention **mentions;
    size_t mention_count;
    struct actor_set subjects; /* of its main verb */
};

struct cast_member {
    uint32_t actor;
    size_t mentions; /* in the article */
    bool in_title;
};

struct cast {
    struct cast_sentence *sentences; /* one for each tree */
    struct cast_member *members;
    size_t count;
};

/* --- cast.c */
void cast_find(const struct coder *c, struct cast *out);
const struct cast_member *cast_member(const struct cast *cast, uint32_t actor); /* or NULL */
/* How many sentences name two actors or more. */
size_t cast_meetings(const struct cast *cast, size_t sentences);
/* 0 for whom the article names most often. */
size_t cast_rank(const struct cast *cast, uint32_t actor);
bool cast_names(const struct cast *cast, size_t sentence, uint32_t actor);
bool mention_means(const struct mention *mention, uint32_t actor);

/* A claim of a rule that fits, its actors in the register. */
struct told {
    uint32_t source, target, sentence_begin, signs;
    enum event_type event;
    struct slice rule;
};

/* One proposition, with what its readings share. */
struct stage {
    const struct coder *c;
    const struct cast *cast;
    const struct proposition *p;
    const struct tree *tree;
    const struct cast_sentence *here;
    struct slice lemma; /* the predicate's first key */
    size_t clauses;     /* propositions of the sentence */
    const struct told *told;
    size_t told_count;
    size_t coverage;      /* claims of rules that fit for each ten sentences that name two actors */
    uint32_t told_events; /* bits 1 << enum event_type: what rules tell in the sentence */
    size_t fit_count, event_count; /* rules that know the predicate; events of theirs */
    bool silent;                   /* one of them says that the words tell nothing */
    bool unknown_party;
};

/* Where an actor stands. */
struct standing {
    uint32_t actor;
    const struct argument *argument; /* the phrase of the clause that names it, or NULL */
    bool inner;                      /* inside that phrase */
    const struct mention *mention;   /* the nearest of the sentence, or NULL: an earlier one's */
    struct slice role;               /* "agent", "patient+", "free", "unsaid" */
    struct slice path;               /* relations between mention and predicate */
    size_t length;                   /* of the path */
    float *sum;                      /* of its signs: as source, then as target */
};

/* The rule that fits best for an event and a bond. */
struct candidate {
    struct fit fit;
    const struct coding *coding;
    struct actor_set sources, targets; /* where the rule wants them */
    size_t fails, alike;               /* conditions that do not hold; rules of the same event */
    bool contrary, wrong_predicate;    /* a `!` condition, or one on the predicate, is hurt */
    bool fits, best, event_best;       /* wholly; none fits better, of all or of the event's */
    float *sum;
};

/* Where signs go: their vectors into `sum`, and their text, if wanted, into `text`. */
struct signs {
    const struct network *network;
    enum sign_part part;
    float *sum;
    struct buffer *text;
    size_t count;
};

/* --- sign.c */
void sign_clause(const struct stage *s, struct signs *to);
void sign_standing(const struct stage *s, const struct standing *a, struct signs *to);
void sign_rule(const struct stage *s, const struct candidate *k, struct signs *to);
void sign_pair(const struct stage *s, const struct candidate *k, const struct standing *source,
               const struct standing *target, struct signs *to);
/* The relations from word `a` up to what stands over both and down to word `w`, "nsubj|" or
 * "obl^nmod|"; "far" beyond six. */
struct slice path_between(struct arena *arena, const struct tree *tree, size_t a, size_t w,
                          size_t *length);

#endif
