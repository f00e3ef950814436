/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `codebook`: rules from propositions to events, compiled from plain text.
 *
 * A file of data/codebook/ holds stanzas. A class is a set of words of several languages:
 *
 *     class recognise
 *         fr.verb     reconnaître
 *         fr.object   reconnaissance      a noun whose `de X` is the patient
 *         en.noun     strike | raid       a noun whose `of X` is the agent
 *         fr.adj      hostile
 *         has         other | classes
 *
 * A rule says which propositions make which event:
 *
 *     rule support.recognise
 *         means    A state recognises another state or government as legitimate.
 *         code     SUPPORT recognition+
 *         when     @recognise patient:actor
 *         target   patient
 *         yes.fr   RUS taliban | La Russie a reconnu le régime des talibans.
 *         no.fr    Le ministre a reconnu son erreur.
 *
 * `code same` repeats the deed told last with another source ("followed suit"); `code denied` tells
 * of what the source was just said to have done that it denies it ("rejected the charge"); `code -`
 * says that the words tell no event, against a more general rule that would fit them. `when` begins
 * with the class of the predicate; then conditions: `role:@class`, `role:actor`, `role:state`,
 * `role:organisation`, `role:group`, `role:person` (a leader or minister, not the state by its
 * name), `role:any`, each with `!` for its contrary, `role+:` where something inside the phrase
 * will do as well, and `verb`, `noun`, `adjective`, `negated`, `planned` ("will retaliate"),
 * `attributive` ("rebels backed by X"), `conditional` ("will strike if X does not yield"; what the
 * condition names is in the role `other`). Several `when` lines are alternatives.
 * `source` and `target` list roles in order of preference (`agent` and `patient` if not given);
 * `role+` also takes an actor named inside the phrase, `role@` also a place; `place` is also a
 * recipient that names nothing but a place ("arrested à X"), `speaker` is who says the words, and
 * `=protesters` is the actor of that code. Flags, each `yes`:
 *   joint      agents together act with each other
 *   mutual     agents together do it to each other, a record each way; with `code same`, who
 *              suffered the deed told last does it back
 *   state      a lasting state, dated XXXX/..
 *   opens      a deed after which the state goes on
 *   bilateral  an unnamed target is the other side of the story; with `code same`, who suffered the
 *              deed told last may do it back ("did the same")
 *   judges     of the deed told last, even where no word points at it: "X was furious"; with
 *              `code same`, what was told last, be it deed or word: "so did X"
 *   parties    unnamed targets are both sides of the fighting told last
 *   met        where nobody is named, both sides of the talks told last ("an accord was signed"),
 *              or of the fighting ("the truce took effect")
 *   people     private persons may be its target: "solidarity with the Haitian people"
 *   internal   an unnamed side is the same as the other: protest and repression at home
 *   alleged    is somebody's word and no fact: "the raid was blamed on X"
 *   presupposed
 *              holds however the predicate is told: "X may evade Y's sanctions"
 *
 * `near rules` says when a rule that does not wholly fit speaks besides those that do: which
 * network tells how likely it is (a file of the same folder, made by train/reader), how many of a
 * hundred such readings must be right, how many where another sentence has told the same of the two
 * already, and how many for its bond to be told too, or for a war. A user's `least 99` all but
 * turns such readings off. `rival events` and `rival bonds` say by how much the odds of such a
 * reading change beside the others of the article: the weight of each number of src/event/rival.c;
 * none, where a codebook has no such stanza. `unsaid sides` says when an actor whom the article
 * named is the side that a clause leaves unsaid: how many must be right, and the weight of each
 * sign of src/event/hint.c.
 *
 *     near rules
 *         network     near.net
 *         least       30
 *         least.again 50
 *         least.tie   30
 *         least.war   50
 *     rival events
 *         clause.event -0.11
 *     unsaid sides
 *         least       50
 *         base        -1.61 */
#ifndef CODEBOOK_CODEBOOK_H
#define CODEBOOK_CODEBOOK_H

#include "base/error.h"
#include "base/map.h"

/* PLOVER (2021). */
enum event_type {
    EVENT_AGREE,
    EVENT_CONSULT,
    EVENT_SUPPORT,
    EVENT_CONCEDE,
    EVENT_COOPERATE,
    EVENT_AID,
    EVENT_RETREAT,
    EVENT_REQUEST,
    EVENT_ACCUSE,
    EVENT_REJECT,
    EVENT_THREATEN,
    EVENT_PROTEST,
    EVENT_SANCTION,
    EVENT_MOBILIZE,
    EVENT_COERCE,
    EVENT_ASSAULT,
    EVENT_COUNT,
};

enum bond_type {
    BOND_NONE,
    BOND_RECOGNITION,
    BOND_DIPLOMATIC,
    BOND_LISTING,
    BOND_TREATY,
    BOND_MEMBERSHIP,
    BOND_BASING,
    BOND_ARMS,
    BOND_HOSTILITIES,
    BOND_BORDER,
    BOND_TRADE,
    BOND_JURISDICTION,
    BOND_ALIGNMENT,
    BOND_COUNT,
};

enum realis { REALIS_ACTUAL, REALIS_PLANNED, REALIS_POSSIBLE, REALIS_DENIED, REALIS_ALLEGED };

/* Names after PLOVER and the record's vocabulary: "SUPPORT", "recognition", "actual". */
const char *event_type_name(enum event_type type);
const char *bond_type_name(enum bond_type type); /* "" for BOND_NONE */
const char *realis_name(enum realis realis);
bool event_type_parse(struct slice text, enum event_type *out);
bool bond_type_parse(struct slice text, enum bond_type *out);
bool realis_parse(struct slice text, enum realis *out);
bool event_is_symmetric(enum event_type type); /* CONSULT, COOPERATE, AGREE: no direction */

/* A record's cell of bond and sign: "basing+", or "-" where there is none. */
struct bond_cell {
    char text[24];
};
struct bond_cell bond_cell(enum bond_type type, char sign);

/* How a word belongs to a class. */
enum word_kind { WORD_VERB, WORD_NOUN, WORD_OBJECT, WORD_ADJECTIVE, WORD_KIND_COUNT };

struct class_member {
    uint16_t class_index;
    enum word_kind kind;
};

struct class_members {
    const struct class_member *items;
    size_t count;
};

enum condition_kind {
    CONDITION_CLASS, /* the role's phrase is of the class */
    CONDITION_ACTOR, /* the role's phrase is an actor */
    CONDITION_STATE,
    CONDITION_ORGANISATION,
    CONDITION_GROUP,
    CONDITION_PERSON, /* somebody who acts for an actor */
    CONDITION_ANY,    /* the role is there */
    CONDITION_VERB,   /* the predicate is a verb … */
    CONDITION_NOUN,
    CONDITION_ADJECTIVE,
    CONDITION_NEGATED,
    CONDITION_ATTRIBUTIVE,
    CONDITION_PLANNED,
    CONDITION_CONDITIONAL,
    CONDITION_COUNT,
};

/* As rules write them: "actor", "planned"; what tests for a class has the name "class", which no
 * rule writes and none is parsed from. */
const char *condition_kind_name(enum condition_kind kind);
bool condition_kind_parse(struct slice text, enum condition_kind *out);

struct condition {
    enum condition_kind kind;
    bool contrary;
    bool inner;           /* `role+:`: something named inside the phrase will do as well */
    struct slice role;    /* name as in role_name(); empty for conditions on the predicate */
    uint16_t class_index; /* for CONDITION_CLASS */
};

struct pattern {
    uint16_t class_index; /* of the predicate */
    const struct condition *conditions;
    size_t condition_count;
    uint32_t line;
};

/* Where an actor of the event is taken from. */
struct choice {
    struct slice role;
    bool inner;   /* `role+` */
    bool place;   /* `role@` */
    bool given;   /* `=code`: the actor of that code, whatever the text names */
    bool speaker; /* `speaker`: who says the words, where it is an actor */
};

struct coding {
    enum event_type event;
    enum bond_type bond;
    char sign; /* '+', '-', '~', '\0' */
};

struct example {
    char language[3];
    struct slice source, target; /* codes; empty in examples against */
    struct slice text;
    uint32_t line;
};

struct rule {
    struct slice id, definition, file;
    uint32_t line;
    const struct coding *codings; /* one record each; none: `code -`, the words tell no event */
    size_t coding_count;
    bool own;   /* of a user's folder */
    bool coded; /* a `code` line was there */
    const struct pattern *patterns;
    size_t pattern_count;
    const struct choice *sources, *targets;
    size_t source_count, target_count;
    bool lasting;     /* `state yes`: tells a state rather than a deed, dated XXXX/.. */
    bool opens;       /* `opens yes`: a deed after which the state goes on, dated 2022-02/.. */
    bool repeats;     /* `code same`: the deed told last, done by another ("followed suit") */
    bool denies;      /* `code denied`: what the source was just said to have done ("denied it") */
    bool bilateral;   /* `bilateral yes`: an unnamed target is the other side of the story */
    bool mutual;      /* `mutual yes`: agents together do it to each other, a record each way */
    bool judges;      /* `judges yes`: of the deed told last, though no word points at it */
    bool parties;     /* `parties yes`: unnamed targets are both sides of the fighting told last */
    bool met;         /* `met yes`: where nobody is named, both sides of the talks told last */
    bool people;      /* `people yes`: private persons may be its target */
    bool alleged;     /* `alleged yes`: what would be actual is alleged */
    bool presupposed; /* `presupposed yes`: true whether or not the predicate is */
    bool internal;    /* `internal yes`: the side that is not named is the other's own state */
    bool joint;       /* `joint yes`: agents together act with each other when no target is named */
    const struct example *matches, *refusals;
    size_t match_count, refusal_count;
};

struct codebook;

/* Loads every *.txt of the folder in the order of names, then of `own`, a user's folder (or NULL):
 * a rule there takes the place of the one with its id, a class adds words to the one with its name.
 * Errors: NOT_FOUND, IO, SYNTAX or INVALID (file:line:column: what, the line, a caret). */
bool codebook_load(struct arena *arena, const char *folder, const char *own,
                   const struct codebook **out, struct error *err);

size_t codebook_rule_count(const struct codebook *codebook);
const struct rule *codebook_rule(const struct codebook *codebook, size_t index);
const struct rule *codebook_find(const struct codebook *codebook, struct slice id); /* or NULL */
/* Index of the class with the name, or MAP_NONE. */
uint32_t codebook_class(const struct codebook *codebook, struct slice name);
struct slice codebook_class_name(const struct codebook *codebook, uint16_t class_index);

/* The classes that a folded word or phrase belongs to in the language ("fr"). */
struct class_members codebook_classes(const struct codebook *codebook, const char *language,
                                      struct slice folded);

/* The rules that have a pattern for the class, in the order of the files. */
struct rule_use {
    uint16_t rule, pattern;
};
struct rule_uses {
    const struct rule_use *items;
    size_t count;
};
struct rule_uses codebook_uses(const struct codebook *codebook, uint16_t class_index);

/* What the stanzas of weights are about. */
enum weight_set {
    WEIGHTS_NEAR,   /* `near rules`: that a rule tells something though it does not wholly fit */
    WEIGHTS_UNSAID, /* `unsaid sides`: that an actor is the side that a clause leaves unsaid */
    WEIGHTS_RIVAL_EVENTS, /* `rival events`: what odds of near rules change by beside one another */
    WEIGHTS_RIVAL_BONDS,  /* `rival bonds`: the same for their bonds */
    WEIGHTS_COUNT,
};
/* The weight of a sign (the logarithm of the odds; 0 for signs without). */
double codebook_weight(const struct codebook *codebook, enum weight_set set, struct slice sign);

/* What a level is asked for; `unsaid sides` has the first only, `rival …` none. */
enum weight_level {
    LEVEL_TOLD,  /* `least`: to be told at all */
    LEVEL_AGAIN, /* `least.again`: of two of whom another sentence has told the same event */
    LEVEL_TIE,   /* `least.tie`: its bond; below, what happened is told alone */
    LEVEL_WAR,   /* `least.war`: the same for hostilities, which outweigh other bonds */
    LEVEL_COUNT,
};
/* How much is needed (INFINITY without a stanza; 0, even odds, where it does not say). */
double codebook_least(const struct codebook *codebook, enum weight_set set,
                      enum weight_level level);

/* The network that tells how likely a reading of a clause is, by the signs of its parts. Each sign
 * has a vector; those of all parts are summed, go through two layers of rectified units, and each
 * event and each bond has its own output. Trained by train/reader. */
struct network;

/* The one of the stanza `near rules`, or NULL where it names none. */
const struct network *codebook_network(const struct codebook *codebook);

/* What a sign is of. */
enum sign_part {
    SIGNS_CLAUSE, /* the predicate and what stands around it */
    SIGNS_ACTOR,  /* where one actor stands: two vectors, as source and as target */
    SIGNS_RULE,   /* how a rule fits */
    SIGNS_PAIR,   /* source and target together, and what the article tells of the two besides */
    SIGN_PARTS,
};

/* Floats that a sum of signs of the part has: vector length, doubled for actors (first as source,
 * then as target), and two more, which go to the outputs at once, for rules and pairs. */
size_t network_columns(const struct network *network, enum sign_part part);

/* Adds the vector of the sign with the hash (the lower 32 bits of slice_hash of its text) to `sum`
 * of network_columns floats; an unknown sign adds nothing. */
void network_add(const struct network *network, enum sign_part part, uint32_t sign, float *sum);

/* Sums of the parts of one reading; all lent. */
struct network_input {
    const float *clause, *source, *target, *rule, *pair; /* target: the second half of its sum */
};

/* The logarithm of the odds that the article tells the event of the two, and the bond (0 for none).
 */
struct network_odds {
    float event, bond;
};
struct network_odds network_weigh(const struct network *network, const struct network_input *input,
                                  const struct coding *coding);

/* Hash of all rule text: the version that goes into claim ids. */
uint64_t codebook_version(const struct codebook *codebook);

#endif
