/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Inside `event`: what matching, making and merging claims share. */
#ifndef EVENT_INSIDE_H
#define EVENT_INSIDE_H

#include "event/event.h"

#define LONG_SENTENCE 36   /* words */
#define SENTENCES_BACK 2   /* before a clause: who is named there may be a side of its deed */
#define UNSURE_MARGIN 0.8f /* of the parser: the least sure fifth of the claims */

struct answer_list;

/* One article in work. */
struct coder {
    struct arena *arena;
    const struct codebook *codebook;
    const struct actor_register *actors;
    const struct article *article;
    const struct tree_list *trees;
    const struct proposition_list *propositions;
    struct actor_set pair;    /* the two states of whom the article tells; else empty */
    bool *other_subject;      /* by tree: it speaks of sport, markets, arts or weather */
    struct actor_set *topics; /* by tree: states that its label, or else the title, names */
    uint32_t deed_class; /* "décision, geste, attaque": words that point at a deed already told */
    uint32_t judged_class;     /* those and more that somebody may judge: "essai, sanctions, loi" */
    uint32_t suffered_class;   /* those whose `de X` suffers them: "invasion, arrestation" */
    uint32_t praise_class;     /* "saluer, soutenir" */
    uint32_t behest_class;     /* "à la demande, sous la pression de X" */
    uint32_t assault_class;    /* "guerre, offensive" */
    uint32_t rejoice_class;    /* "se réjouir" */
    uint32_t blame_class;      /* "accuser, condamner" */
    uint32_t instrument_class; /* "avions, soldats": whose they are does what they do */
    uint32_t mediate_class;    /* "mediate, broker" */
    uint32_t broker_class;     /* "negotiate, secure": of truces and accords */
    uint32_t brokered_class;   /* "truce, accord" */
    uint32_t ruling_class;     /* "ruling, decision": what courts do */
    uint32_t party_class;      /* "rebels, insurgents": a party, though the register lacks it */
    struct answer_list *answers; /* keeps those that were weighed; else NULL */
    bool keep_unfit;             /* rules whose conditions fail stay in the fits, to be explained */
};

/* The work on one article. */
struct coder coder_of(struct arena *arena, const struct codebook *codebook,
                      const struct actor_register *actors, const struct article *article,
                      const struct tree_list *trees, const struct proposition_list *propositions);

/* PLOVER's types stand in two halves: cooperation, then conflict. */
static inline bool is_conflict(enum event_type event)
{
    return event >= EVENT_REQUEST;
}

/* A rule that fits a proposition, with the kind of word by which its predicate was known: the
 * kind decides whether `de X` is agent or patient. */
struct fit {
    const struct rule *rule;
    const struct pattern *pattern;
    enum word_kind kind;
    struct slice particle; /* "on" of "call on": its complement is the patient */
    bool plain;            /* known by its one word */
    bool longer;           /* known by the verb and a preposition of its own: "call for" */
    int weight;            /* positive conditions: the most specific rule wins */
    enum rule_outcome outcome;
    const struct condition *failed; /* with RULE_UNFIT: the first condition that does not hold */
};

struct fit_list {
    struct fit *items;
    size_t count;
};

/* A rule that says that its words tell no event. */
static inline bool is_silent(const struct rule *rule)
{
    return !rule->coding_count && !rule->repeats && !rule->denies;
}

/* All rules that fit, best first; with c->keep_unfit then those of its words that do not. */
void fit_rules(const struct coder *c, const struct proposition *p, struct fit_list *out);

/* The role of argument `a` once possessor, genitive and particle are resolved. */
enum role resolved_role(const struct proposition *p, const struct argument *a,
                        const struct fit *fit);

/* Has the argument the role, as it stands or resolved? "arrested à X": where somebody or something
 * is named only as a place, the place is told as a recipient too. */
bool is_in_role(const struct proposition *p, const struct argument *a, struct slice role,
                const struct fit *fit);

/* Is the folded word or phrase of the class? None is of MAP_NONE. */
bool word_in_class(const struct coder *c, struct slice folded, uint32_t class_index);

/* Is the phrase of the class, by its noun or one of its compounds? */
bool argument_in_class(const struct coder *c, const struct argument *a, uint32_t class_index);

/* Does the condition of fit->pattern hold of the proposition, `contrary` left aside? */
bool condition_met(const struct coder *c, const struct proposition *p,
                   const struct condition *condition, const struct fit *fit);

/* --- victim.c */
struct deed_sides {
    struct actor_set doers, victims, places;
};
/* The sides of the deed that a proposition judges ("condemned the attack on X by Y"); false where
 * it names nobody who suffers it. */
bool judged_deed_sides(const struct coder *c, const struct proposition *p, struct deed_sides *out);
/* "Police stormed X's embassy. Y condemned the raid": does the deed of force at which the
 * proposition points, done by nobody known, befall the actor? */
bool suffers_judged(const struct coder *c, const struct proposition *p, uint32_t actor);

/* Adds whom the deed that p backs is done to ("backed the war on X"): no praise goes to them. */
void backed_victims(const struct coder *c, const struct proposition *p, struct actor_set *out);

/* --- behest.c: does the phrase only tell at whose wish or with whose help the rule's deed is done:
 * "à la demande de X", "under pressure from X"? */
bool tells_behest(const struct coder *c, const struct proposition *p, const struct argument *a,
                  const struct fit *fit);
/* Does it, whatever the rule? */
bool names_behest(const struct coder *c, const struct proposition *p, const struct argument *a);

/* --- story.c */
/* The states that the label of each sentence's story names ("ALLEMAGNE-IRAN."), or else the title:
 * an array as long as the trees. */
struct actor_set *story_topics(const struct coder *c);
/* The two states that far more sentences name than any third; else an empty set. */
struct actor_set story_pair(const struct coder *c);
/* The claims from this one on belong to the story that sentence `s` goes on telling. */
size_t story_start(const struct coder *c, size_t s, const struct claim_list *claims);
/* The first claim from sentence `first` on, but none of another story than that of sentence `s`. */
size_t claims_from(const struct coder *c, size_t first, size_t s, const struct claim_list *claims);
/* Is the tree's sentence in the title? */
bool in_title(const struct coder *c, size_t tree);
bool is_state(const struct coder *c, uint32_t actor);
/* Adds the states that the tree's sentence names. */
void add_named_states(const struct coder *c, size_t tree, struct actor_set *out);

/* --- judged.c */
/* What judges a deed told before. */
struct judgement {
    enum event_type event;           /* "condemned" is ACCUSE, "hailed" SUPPORT */
    bool any;                        /* what is blamed may be any deed, not only a hostile one */
    size_t start;                    /* the first claim that may be meant */
    const struct actor_set *victims; /* who suffered it, or NULL */
    uint32_t types; /* bits 1 << enum event_type that the word for the deed may mean; 0: any */
    bool rulings;   /* it may mean a court's warrant or charge: "the decision" */
};
/* Bits of the events that are deeds of force. */
#define FORCE_TYPES (1u << EVENT_ASSAULT | 1u << EVENT_COERCE | 1u << EVENT_MOBILIZE)
/* The types of deed that the words for what is judged may mean: "the raid", "the accord"; 0: any.
 */
uint32_t types_judged(const struct coder *c, const struct proposition *p);
/* Adds who did the deed that is judged, the last told from claim `start` on; false if none is. */
bool judged_doers(const struct coder *c, struct judgement judgement,
                  const struct actor_set *sources, const struct claim_list *claims,
                  struct actor_set *targets);
/* Does a phrase without actors point at what was told, by a word of the class or a pronoun? */
bool points_at(const struct coder *c, const struct proposition *p, uint32_t class_index);
/* "X a salué cette décision", "X was furious": adds who did the deed that is judged. */
void last_deed(const struct coder *c, const struct proposition *p, const struct fit *fit,
               const struct actor_set *sources, const struct claim_list *claims,
               struct actor_set *targets);

/* --- unknown.c */
/* Does it name a party that the register does not know, which no other may stand for? */
bool names_unknown_party(const struct coder *c, const struct proposition *p);

/* --- side.c */
/* Does the sentence (index of its tree) name nobody but those of the set? */
bool names_only(const struct coder *c, size_t sentence, const struct actor_set *set);
/* Adds the targets that a word points at and the story knows: "X a salué ce geste", "X called on
 * both sides". */
void story_target(const struct coder *c, const struct proposition *p, const struct fit *fit,
                  const struct actor_set *sources, const struct claim_list *claims,
                  struct actor_set *targets);
/* Adds both sides where nobody is named: "an accord had been signed". */
void sides_of_story(const struct coder *c, const struct proposition *p, enum event_type event,
                    const struct claim_list *claims, struct actor_set *sources,
                    struct actor_set *targets);

/* "An accord was signed during the visit": adds the two states told of last, where nobody is named
 * in a clause that tells what is done together. */
void story_sides(const struct coder *c, const struct proposition *p, const struct fit *fit,
                 const struct claim_list *claims, struct actor_set *sides);

/* "after talks mediated by X": does the sentence say that the actor mediates an accord or a truce,
 * so that it is no party to it? Of other events only "broke the truce mediated by X" says so. */
bool is_mediator(const struct coder *c, size_t sentence, enum event_type event, uint32_t actor);
/* --- other.c: adds the other side where the clause or the article all but says it */
void other_side(const struct coder *c, const struct proposition *p, const struct fit *fit,
                const struct actor_set *sources, const struct claim_list *claims,
                struct actor_set *targets);
/* Adds whom the clause names and who is no side of its deed: who judges it ("X condemned the
 * raid"), at whose wish it is done ("at the request of X"), whom a text blames. */
void outsiders(const struct coder *c, const struct proposition *p, struct actor_set *out);
/* "voted for a resolution condemning X": adds whom what a phrase of the clause says blames. */
void blamed_within(const struct coder *c, const struct proposition *p, struct actor_set *out);
/* Adds whom another was just told to help, where the clause names nobody besides who helps. */
void same_favour(const struct coder *c, const struct proposition *p,
                 const struct actor_set *sources, const struct claim_list *claims,
                 struct actor_set *targets);

/* --- unsaid.c */
/* A claim of the story so far. */
struct told_claim {
    const struct claim *claim;
    uint32_t source, target; /* in the register */
    size_t age;              /* sentences ago: 0 in the same */
};

/* Who is the other side of a deed? */
struct question {
    const struct proposition *proposition;
    const struct fit *fit;
    const struct coding *coding;
    size_t rank;            /* of the fit among those of the proposition */
    bool asks_source;       /* else the target */
    struct actor_set known; /* the side that is named */
    const struct told_claim *told;
    size_t told_count;
};

#define HINT_LIMIT 80

/* Names of signs. */
struct hints {
    struct slice *items;
    size_t count;
};

/* An actor who may be meant. */
struct answer {
    struct question question;
    uint32_t actor;
    struct hints hints;
    double odds; /* the logarithm; of the weights of its hints */
};

struct answer_list {
    struct answer *items;
    size_t count;
};

/* Appends all who may be the side that the fits of the proposition lack. */
void unsaid_answers(const struct coder *c, const struct proposition *p, const struct fit_list *fits,
                    const struct claim_list *claims, struct answer_list *out);
/* The likeliest of them, with whoever is always told with it; false where none is likely enough. */
bool unsaid_side(const struct coder *c, const struct proposition *p, const struct fit_list *fits,
                 const struct claim_list *claims, struct question *out, struct actor_set *side);

/* --- hint.c: what speaks for or against the actor; at most HINT_LIMIT */
void hints_find(const struct coder *c, const struct question *q, uint32_t actor, struct hints *out);

/* "The ban was lifted", "it has lifted them": adds the sides of what was told to be imposed last,
 * by the sources where there are any. */
void lifted_sides(const struct coder *c, const struct proposition *p, const struct fit *fit,
                  const struct claim_list *claims, struct actor_set *sources,
                  struct actor_set *targets);

/* Appends the claims of one proposition: the most specific rule that finds both actors speaks. The
 * rules that fit are left in *fits. */
void code_proposition(const struct coder *c, const struct proposition *p, struct fit_list *fits,
                      struct claim_list *out);

/* --- make.c */
/* The proposition of p's sentence that the word heads, or NULL. */
const struct proposition *proposition_headed(const struct coder *c, const struct proposition *p,
                                             uint32_t word);
bool is_speech(enum event_type event);
/* Appends the claim, unless its bond or its realis cannot be. */
void add_claim(const struct coder *c, const struct proposition *p, const struct fit *fit,
               const struct coding *coding, uint32_t source, uint32_t target,
               struct claim_list *out);

/* The actors where the rule wants its source, and then its target; empty where it finds none. */
void choose_sources(const struct coder *c, const struct proposition *p, const struct fit *fit,
                    struct actor_set *out);
void choose_targets(const struct coder *c, const struct proposition *p, const struct fit *fit,
                    const struct actor_set *sources, struct actor_set *out);
/* May there be such a bond between the two? */
bool bond_allowed(const struct coder *c, const struct coding *coding, uint32_t source,
                  uint32_t target);
/* May the coding be of these actors? Private persons protest and are harmed; states do the rest. */
bool coding_allowed(const struct rule *rule, const struct coding *coding,
                    const struct actor_set *sources, const struct actor_set *targets);
/* Whose attitude, date and speaker the deed has: the proposition itself or, where the rule knows
 * the deed by what governs the noun, "review" in "will review its ties", that one. */
const struct proposition *told_by(const struct coder *c, const struct proposition *p,
                                  const struct fit *fit);
/* The realis of the coding done by `source`; false where the proposition does not tell it. */
bool realis_of(const struct proposition *p, const struct fit *fit, const struct coding *coding,
               uint32_t source, enum realis *out);

/* --- again.c: a deed told before, done by others or denied; false if there is none */
bool repeat_deed(const struct coder *c, const struct proposition *p, const struct fit *fit,
                 const struct actor_set *sources, struct claim_list *out);
bool deny_deed(const struct coder *c, const struct proposition *p, const struct fit *fit,
               const struct actor_set *sources, struct claim_list *out);

/* --- near.c */
/* What a rule that need not wholly fit would tell of two actors. */
struct near {
    const struct proposition *proposition;
    struct fit fit;
    const struct coding *coding;
    uint32_t source, target; /* in the register */
    bool barred; /* a `!` condition is hurt, words tell nothing, an unknown party is named */
    bool source_people, target_people; /* named by private persons */
    double odds, bond_odds; /* the logarithm: of the event, and of the bond (-INFINITY for none) */
    struct slice claim;     /* the id of the claim that it became, or empty */
};

struct near_list {
    struct near *items;
    size_t count;
};

/* The readings of the propositions that no rule that fits has read (those not marked in `spoken`)
 * beside the claims of those that do; none where the codebook has no network. `spoken` may be NULL:
 * nothing is read yet. */
void near_find(const struct coder *c, const bool *spoken, const struct claim_list *claims,
               struct near_list *out);

/* Prints the readings of all propositions with their signs, for train/reader: JSON objects, one for
 * each proposition, with commas between. */
void near_print(const struct coder *c, const struct claim_list *claims, struct buffer *out);

/* --- rival.c */
/* Weighs the readings of an article anew, beside one another; those too unlikely to be told get
 * odds of -INFINITY. Where `text` is not NULL, prints what each is weighed by: JSON objects with
 * commas between. */
void near_compare(const struct coder *c, struct near_list *list, struct buffer *text);

/* --- near.c */
/* Appends the claims of the readings that are likely enough, one for each deed that is not told
 * yet, and puts all claims in the order of the text. */
void near_claims(const struct coder *c, struct near_list *list, struct claim_list *claims);

/* --- confidence.c */
/* The signs of a claim of register actors `source` and `target`, as far as it alone shows them. */
uint32_t claim_signs(const struct coder *c, const struct proposition *p, const struct fit *fit,
                     uint32_t source, uint32_t target, enum realis realis);
/* Marks the claims from `first` on, all of one proposition, where another of its fits tells another
 * event. */
void claims_mark_rivals(struct claim_list *claims, size_t first, const struct fit_list *fits);
/* How many of a hundred claims with such signs are right. */
unsigned claim_confidence(const struct claim *claim);

/* Joins restatements: one claim for each deed that the article tells. */
void merge_claims(struct claim_list *claims);

#endif
