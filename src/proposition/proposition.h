/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `proposition`: trees and mentions become language-neutral predicates with roles. */
#ifndef PROPOSITION_PROPOSITION_H
#define PROPOSITION_PROPOSITION_H

#include "base/buffer.h"
#include "mention/mention.h"

enum predicate_kind { PREDICATE_VERB, PREDICATE_NOUN, PREDICATE_ADJECTIVE };

enum role {
    ROLE_AGENT,       /* who does it */
    ROLE_PATIENT,     /* whom or what it is done to */
    ROLE_RECIPIENT,   /* to whom */
    ROLE_PARTNER,     /* with whom */
    ROLE_OPPONENT,    /* against whom */
    ROLE_BENEFICIARY, /* for whom */
    ROLE_TOPIC,       /* on, about what */
    ROLE_ORIGIN,      /* from, out of what */
    ROLE_PLACE,       /* where, whereto */
    ROLE_BETWEEN,     /* between whom: both are agents of a joint act */
    ROLE_POSSESSOR,   /* of a noun: "russe", "son", "Russia's", "US strikes" */
    ROLE_GENITIVE,    /* of a noun: "de X", "of X": agent or patient, the word decides */
    ROLE_HOST,     /* subject of the clause whose occasion the noun is: "en visite à X, Y a …" */
    ROLE_GOVERNOR, /* the verb or adjective of which the noun is subject or object: "les
                      relations se dégradent", "renforcer les liens" */
    ROLE_CONTENT,  /* a clause: what is said, asked, wanted; what it is done for */
    ROLE_OTHER,
    ROLE_COUNT,
};

#define ACTOR_SET_LIMIT 10

struct actor_set {
    uint32_t items[ACTOR_SET_LIMIT]; /* register indices, no repeats, in text order */
    uint8_t count;
    bool place;  /* named only as a place */
    bool people; /* private persons of that nation */
    bool person; /* somebody who acts for the actor: a leader, a minister */
};

/* Is the actor (register index) in the set? */
bool actor_set_holds(const struct actor_set *set, uint32_t actor);
/* Adds the actor unless it is there or the set is full; leaves `place` and `people` alone. */
void actor_set_add(struct actor_set *set, uint32_t actor);

struct argument {
    enum role role;
    uint32_t word; /* 1-based head word; relative pronouns are replaced by their antecedent */
    struct slice preposition; /* lemma, or empty */
    struct actor_set own;     /* the phrase is these actors (coordination included) */
    struct actor_set inner;   /* actors named inside the phrase: "l'ambassade de X" */
    struct slice meant;       /* lemma of the thing told before that the word repeats, or empty */
    bool indefinite;          /* "un geste", "any step": points at nothing told before */
    uint8_t inner_first; /* how many of them the first name inside brings: "le geste de X et Y" */
    struct slice *keys;  /* folded lemmas by which the codebook knows the phrase, see below */
    size_t key_count;
    struct slice *inner_keys; /* lemmas of the nouns and adjectives inside the phrase: "des
                                 talibans de sa liste", "une décision infondée" */
    size_t inner_key_count;
};

enum modality {
    MODALITY_FACT,
    MODALITY_PLANNED,    /* future, intention, promise, attempt */
    MODALITY_POSSIBLE,   /* may, could, if */
    MODALITY_REPORTED,   /* French press conditional: somebody's contested word */
    MODALITY_DEMANDED,   /* content of a demand, offer or question: says nothing about the deed */
    MODALITY_ACCUSED,    /* content of an accusation */
    MODALITY_THREATENED, /* content of a threat: the threat is the deed */
    MODALITY_ENDED,      /* what is stopped or suspended: that is the deed */
};

enum date_source {
    DATED_NOT,       /* nothing dates it */
    DATED_CLAUSE,    /* an expression of its own clause */
    DATED_SENTENCE,  /* another expression of its sentence */
    DATED_NARRATIVE, /* the date in force in the text */
};

struct proposition {
    uint32_t sentence, word; /* 1-based word of the predicate */
    enum predicate_kind kind;
    /* Folded lemmas by which the codebook knows it: "retirer", or only "se retirer" if reflexive;
     * with particles and prepositions ("pull out"), nouns with their modifiers ("arrest warrant",
     * "mandat arret") in text order; a verb that gives a name also as "call so". */
    struct slice *keys;
    size_t key_count;
    struct argument *arguments;
    size_t argument_count;
    bool negated;
    bool promised;    /* the predicate itself promises: "pledge arms" */
    bool obliged;     /* told as a duty: "must withdraw" */
    bool attempted;   /* tried: planned, yet more than an intention */
    bool purposed;    /* planned, as what a fact was done for: "called to ask for" */
    bool denied;      /* in the words of who should have done it: "nie avoir livré" */
    bool reciprocal;  /* "each other", "mutuellement": the agents do it to one another */
    bool perfective;  /* a past deed rather than a lasting state */
    bool conditional; /* only if something else comes true: "will strike unless X yields" */
    bool attributive; /* a passive participle beside its noun: "rebels backed by X" */
    bool aside;       /* in a clause set beside another: "X left, while Y stayed" */
    enum modality modality;
    bool spoken;               /* told in somebody's words */
    struct actor_set speaker;  /* of those words, where it is an actor */
    struct slice speaker_slug; /* else a lower-case slug of who speaks, or empty */
    struct edtf date;
    enum date_source dated;
};

struct proposition_list {
    struct proposition *items;
    size_t count;
    const struct mention_list *mentions; /* they were found from; lent */
    struct actor_set *named; /* by tree: whom the sentence names, but for people and mere places */
};

/* What one sentence of the article knows of time. */
struct sentence_time {
    struct timex_list expressions;
    struct edtf before;    /* in force as the sentence begins, for what it does not date itself */
    struct edtf narrative; /* in force after it */
};

struct proposition_rules;

/* Loads data/<lang>/proposition.txt. Errors: NOT_FOUND, IO, SYNTAX (file:line: with the line). */
bool proposition_rules_load(struct arena *arena, const char *folder,
                            const struct proposition_rules **out, struct error *err);

/* Finds the propositions of an article: one for each verb, and for each noun or adjective that an
 * actor depends on. `times` has an item for each tree. */
void proposition_find(struct arena *arena, const struct proposition_rules *rules,
                      const struct actor_register *actors, const struct article *article,
                      const struct tree_list *trees, const struct mention_list *mentions,
                      const struct sentence_time *times, struct proposition_list *out);

/* One line: predicate(role=phrase[ACTORS], …) polarity modality date speaker. */
struct slice proposition_print(struct arena *arena, const struct actor_register *actors,
                               const struct tree_list *trees,
                               const struct proposition *proposition);

const char *role_name(enum role role);
bool role_parse(struct slice text, enum role *out);

#endif
