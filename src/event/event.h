/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `event`: propositions and the codebook become claims, claims become events. */
#ifndef EVENT_EVENT_H
#define EVENT_EVENT_H

#include "base/buffer.h"
#include "base/date.h"
#include "codebook/codebook.h"
#include "proposition/proposition.h"

/* What speaks for or against a claim: how it was read out of its sentence. */
enum claim_sign {
    SIGN_UNSURE_TREE, /* the parser nearly gave its predicate or actors another head or relation */
    SIGN_LONG_SENTENCE, /* of 36 words or more */
    SIGN_NOUN,          /* the predicate is a noun */
    SIGN_NOT_ACTUAL,
    SIGN_RIVAL_RULE,    /* a rule for another event fits too */
    SIGN_BROAD_RULE,    /* the rule asks for little more than the predicate */
    SIGN_UNSAID_TARGET, /* no argument of the predicate names the target: the story knows it */
    SIGN_CHOSEN_SIDE,   /* a side is the likeliest of those whom the article names */
    SIGN_RESTATED,      /* told more than once in the article */
    SIGN_NEAR_RULE,     /* a condition of the rule fails, or its actors stand elsewhere */
    SIGN_COUNT,
};

/* What one article asserts; immutable. All text lies in the arena of the caller. */
struct claim {
    struct slice id;  /* 16 hexadecimal digits: hash of article bytes, span, rule, actors, event */
    struct slice doc; /* article id */
    struct edtf date;
    struct slice source, target; /* actor codes, "-" where the text names none */
    enum event_type event;
    enum bond_type bond; /* BOND_NONE for none */
    char sign;           /* '+', '-', '~', or '\0' without bond */
    enum realis realis;
    struct slice said_by; /* code, slug or "-" */
    struct slice rule;    /* id in the codebook */
    uint32_t begin, end;  /* bytes of the evidence (the predicate and its arguments) */
    uint32_t sentence_begin, sentence_end;
    struct slice sentence;    /* text of the sentence */
    struct slice tree;        /* CoNLL-U of the sentence */
    struct slice proposition; /* proposition_print() */
    uint32_t order;           /* position in the article, 0-based */
    uint32_t depth; /* how deep its predicate lies under the main clause; known while coding only */
    uint32_t signs; /* bits 1 << enum claim_sign */
    unsigned confidence; /* of a hundred such claims as many are right; 0: not known, as of claims
                            that were not coded here */
};

struct claim_list {
    struct claim *items;
    size_t count;
};

/* Applies the codebook to the propositions of one article and joins restatements: one claim for
 * each deed that the article tells. */
void event_code(struct arena *arena, const struct codebook *codebook,
                const struct actor_register *actors, const struct article *article,
                const struct tree_list *trees, const struct proposition_list *propositions,
                struct claim_list *out);

/* What became of a rule whose class holds the predicate. */
enum rule_outcome {
    RULE_OUTRANKED, /* a more specific rule spoke before it */
    RULE_FIRED,
    RULE_SILENCED,   /* it says that the words tell no event, and was the most specific */
    RULE_UNFIT,      /* a condition does not hold */
    RULE_SOURCELESS, /* no actor stands where its source should */
    RULE_TARGETLESS,
    RULE_NEAR,      /* it does not wholly fit, but is likely enough where none other spoke */
    RULE_CLAIMLESS, /* the actors, the negation or the attitude leave nothing to claim */
};

struct rule_trial {
    const struct rule *rule;
    const struct pattern *pattern;
    int weight; /* how specific: 3 for a class, 1 for an actor, 3 for a predicate of two words */
    enum rule_outcome outcome;
    const struct condition *failed; /* with RULE_UNFIT */
};

/* How a proposition was coded. */
struct event_account {
    const struct proposition *proposition;
    bool other_subject; /* its sentence is about sport, markets, arts or weather: not coded */
    struct rule_trial *trials; /* the most specific first, those that do not fit last */
    size_t trial_count;
    const struct claim *claims; /* before restatements join */
    size_t claim_count;
};

/* Codes the propositions as event_code does and gives an account of each (an array as long as the
 * list), with every rule that was a candidate. */
void event_explain(struct arena *arena, const struct codebook *codebook,
                   const struct actor_register *actors, const struct article *article,
                   const struct tree_list *trees, const struct proposition_list *propositions,
                   struct event_account **out);

/* What a proposition may tell, weighed. */
struct weighed_reading {
    const struct rule *rule;
    struct coding coding;
    struct slice source, target; /* actor codes */
    uint32_t sentence, word;     /* tree, and 1-based word of the predicate */
    const struct slice *signs;   /* "fails.class", "source.agent.own" */
    size_t sign_count;
    double odds; /* the logarithm, by the weights of the codebook */
};

/* Prints what rules, fitting or not, might tell of each two actors by each proposition, with the
 * signs by which it is weighed (src/event/near.c): JSON objects, one for each proposition, with
 * commas between. */
void event_near(struct arena *arena, const struct codebook *codebook,
                const struct actor_register *actors, const struct article *article,
                const struct tree_list *trees, const struct proposition_list *propositions,
                struct buffer *out);

/* Prints by which numbers readings of words that no rule that fits has read are weighed beside one
 * another (src/event/rival.c): JSON objects with commas between. */
void event_rivals(struct arena *arena, const struct codebook *codebook,
                  const struct actor_register *actors, const struct article *article,
                  const struct tree_list *trees, const struct proposition_list *propositions,
                  struct buffer *out);

/* What rules that fit might tell with each who may be the side that the clause leaves
 * unsaid. */
void event_unsaid(struct arena *arena, const struct codebook *codebook,
                  const struct actor_register *actors, const struct article *article,
                  const struct tree_list *trees, const struct proposition_list *propositions,
                  struct weighed_reading **out, size_t *count);

enum detail_kind {
    DETAIL_COUNT, /* how many: key "dead", value "38 of 67" */
    DETAIL_VOICE, /* who announced what a claim tells: key "ministry" or a folded name, value the
                     words */
};

/* What an article tells besides its claims and can be held against another article. All text lies
 * in the arena of the caller, or in the article. */
struct detail {
    enum detail_kind kind;
    struct slice key, value;
    struct slice claim;   /* id, of a voice: what is announced; of a count empty */
    struct edtf date;     /* of the sentence; unset: unknown */
    struct slice *actors; /* codes, of those that the sentence names */
    size_t actor_count;
    uint32_t begin, end; /* bytes of the evidence, and of its sentence */
    uint32_t sentence_begin, sentence_end;
};

struct detail_list {
    struct detail *items;
    size_t count;
};

const char *detail_kind_name(enum detail_kind kind); /* "count", "voice" */

/* All that details are read from; lent. */
struct detail_source {
    const struct codebook *codebook;
    const struct actor_register *actors;
    const struct article *article;
    const struct tree_list *trees;
    const struct mention_list *mentions;
    const struct sentence_time *times; /* one for each tree */
    const struct proposition_list *propositions;
    const struct claim_list *claims;
};

/* The counts and voices of one article, by the classes `count-…`, `voice-…` and `office-…`. */
void event_details(struct arena *arena, const struct detail_source *source,
                   struct detail_list *out);

/* The relation of a sentence between two given actors (register indices), direction as given:
 * fills event, bond, sign, realis and rule of *out; false where nothing in the codebook tells it.
 */
bool event_relate(struct arena *arena, const struct codebook *codebook,
                  const struct actor_register *actors, const struct article *article,
                  const struct tree_list *trees, const struct proposition_list *propositions,
                  uint32_t source, uint32_t target, struct claim *out);

const char *claim_sign_name(enum claim_sign sign); /* "unsaid-target" */

/* The columns of GUIDE.md, then evidence, rule and confidence; no line end. */
void claim_print_tsv(struct buffer *out, const struct claim *claim);
void claim_print_json(struct buffer *out, const struct claim *claim);

/* The members of that object, without braces. */
void claim_print_members(struct buffer *out, const struct claim *claim);
/* Where it is known, the JSON members of the confidence and the signs it comes of, a comma first.
 */
void claim_print_confidence(struct buffer *out, const struct claim *claim);

/* Do two claims of different articles tell of one happening (same actors, event, bond, and dates
 * that meet)? */
bool claim_same_event(const struct claim *a, const struct claim *b);

#endif
