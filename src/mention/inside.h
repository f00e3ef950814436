/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Inside `mention`: an article under work, word by word, and the steps that read it. */
#ifndef MENTION_INSIDE_H
#define MENTION_INSIDE_H

#include "base/map.h"
#include "mention/mention.h"

/* The lists of data/<lang>/mention.txt; list_names in rules.c says what each is for. */
enum list {
    LIST_OF,          /* prepositions of possession: de, of */
    LIST_PLACE_CASE,  /* what stands between a verb and a mere place: à, en, au, in, at */
    LIST_DATIVE,      /* verbs and nouns whose `à` gives a recipient instead */
    LIST_PLACE_NOUN,  /* nouns whose capital is only a place: aéroport; 2: whose state is (est) */
    LIST_PORTFOLIO,   /* offices and what they are in charge of: minister; 2: affairs */
    LIST_TRAVEL,      /* words of travel … */
    LIST_TRAVEL_CASE, /* … and the prepositions that then give a place: de, to, from */
    LIST_TOPIC,    /* what ministries are for: défense; 2: does not tell governments apart (new) */
    LIST_DEFINITE, /* determiners of what is known: le, ce, the */
    LIST_OTHER,    /* adjectives of what is new: premier, autre, only */
    LIST_COUNTERPART,  /* nouns that point away from their possessor: homologue, neighbour */
    LIST_NEVER_BARE,   /* nouns of descriptions that mean nothing without a modifier */
    LIST_ONLY_ACTING,  /* nouns that are an actor only where they act: le pouvoir */
    LIST_ARMED,        /* "the army", bare, is the one whose owner was named */
    LIST_AS,           /* comme, as: what follows says what something is */
    LIST_AGAINST,      /* contre, against: what follows acts as well */
    LIST_QUANTITY,     /* nouns that count others: dizaine, number */
    LIST_LATTER,       /* ce dernier, the latter */
    LIST_ORDINAL,      /* "la première", "the latter": which of two named together */
    LIST_NUMBER,       /* deux=2 */
    LIST_SEATED,       /* who governs where it sits: government, authorities */
    LIST_NATION,       /* a nation as a whole: "the Moldovan people", "le peuple moldave" */
    LIST_BETWEEN,      /* before a pronoun that stands for two: between them */
    LIST_OF_OTHERS,    /* verbs whose object is another's: "receive its minister", "féliciter" */
    LIST_GATHERED,     /* participles of states that an organisation unites: regrouper, unite */
    LIST_PAIR,         /* the two together, without a noun: tous deux, both */
    LIST_IMPERSONAL,   /* verbs whose `il` is nobody */
    LIST_PROMISE,      /* verbs whose subject, not object, will do what they say: menacer */
    LIST_SPEECH,       /* verbs that only persons and institutions do */
    LIST_HONORIFIC,    /* M., Mr */
    LIST_CALENDAR,     /* months and days: no part of a name */
    LIST_ORDINARY,     /* surnames that are also words: May, Rice */
    LIST_RELATIVE,     /* qui; 2: owns what follows (dont, whose), 3: of persons (who) */
    LIST_PRONOUN,      /* il=ms: see enum pronoun_flag */
    LIST_SUBSTITUTE,   /* celui, that: stands for a noun before it */
    LIST_PASTIME,      /* words of sport, markets, shows, kitchen and weather, by group */
    LIST_ELSEWHERE,    /* words beside which a state's name means something else: Atlanta=georgia */
    LIST_JOINED,       /* first parts of compounds: russo=RUS */
    LIST_HOST,         /* what who brings others together does: "talks hosted by X", "mediation" */
    LIST_CROWD,        /* people without a name who may act or be acted against: protesters */
    LIST_OF_THINGS,    /* verbs whose object is no actor where a pronoun stands for it: ratifier */
    LIST_LED,          /* participles before who leads: dirigé par, led by */
    LIST_GROUNDS,      /* prepositions that bring what one is blamed for: "over its offensive" */
    LIST_CREDITED,     /* verbs that lay something to another: "remercier X de"; 2: their object */
    LIST_CREDITED_FOR, /* prepositions that bring it: "de" */
    LIST_HELPED,       /* verbs whose object does what it is helped in: "soutenir" */
    LIST_HELPED_IN,    /* prepositions that bring it: "dans sa guerre" */
    LIST_THERE,        /* stands for a place named before it: y, there */
    LIST_NOT_THERE,    /* verbs whose `y` means what was told: "y voir un affront" */
    LIST_FIRST_PERSON, /* stands for who speaks: we; 2: owns what follows (our) */
    LIST_NAMED_SO,     /* what others call a government and nobody himself: régime, junta */
    LIST_NAMELY,       /* opens the list of whom a noun gathers: namely, à savoir */
    LIST_HYPHEN_NOT,   /* first parts that turn a name into something else: pro, anti */
    LIST_COUNT,
};

enum pronoun_flag {
    PRONOUN_MASCULINE = 1,
    PRONOUN_FEMININE = 2,
    PRONOUN_SINGULAR = 4,
    PRONOUN_PLURAL = 8,
    PRONOUN_ANIMATE = 16, /* a person only: he */
    PRONOUN_THING = 32,   /* no person: it */
    PRONOUN_OWNER = 64,   /* a possessive determiner: son, its */
};

struct mention_rules {
    char language[3];
    struct map lists[LIST_COUNT]; /* folded words → number, flags or offset of a code */
    struct slice *codes;          /* of LIST_JOINED and LIST_ELSEWHERE */
    size_t code_count;
};

/* The number of the folded word in the list (1 where the file gives none), or 0. */
uint32_t rules_find(const struct mention_rules *rules, enum list list, struct slice folded);

/* A run of words that equals forms of the register. */
struct hit {
    uint32_t first, last, head;
    struct actor_names names;
    const struct actor_name *chosen; /* NULL: not an actor here */
    bool past;
    bool variant; /* an unknown spelling */
};

/* A tree with its words folded; arrays have count + 1 places. */
struct tree_text {
    const struct tree *tree;
    uint32_t index;
    struct slice folded;        /* the sentence as written, folded, single spaces */
    uint32_t *start, *end;      /* of each word in folded; a contraction's later words are empty */
    struct slice *form, *lemma; /* folded */
    uint8_t *sense;             /* enum description_sense of nouns */
    uint16_t *phrase_first, *phrase_last; /* words of the phrase that gave the sense */
    struct hit *hits;
    size_t hit_count;
    uint16_t *hit_of; /* 1 + index of the hit that covers the word, or 0 */
    bool *done;       /* phrase_make has seen the word */
    bool *quoted;     /* stands inside quotation marks */
};

enum referent_class {
    CLASS_STATE = 1,
    CLASS_LEADER = 2,
    CLASS_GROUP = 4,
    CLASS_ORGANISATION = 8,
    CLASS_PEOPLE = 16,
    CLASS_THING = 32,       /* a noun that is no actor, but may be what a pronoun means */
    CLASS_SOMEONE = 64,     /* likewise a person */
    CLASS_COLLECTIVE = 128, /* the West: for pronouns only */
    CLASS_ACTORS = 31 | CLASS_COLLECTIVE,
};

/* What a later pronoun or description may mean. */
struct referent {
    uint32_t sentence, word, paragraph;
    uint32_t actors[MENTION_ACTORS];
    uint8_t actor_count;
    enum referent_class class;
    enum gender gender;
    enum number number;
    enum name_kind kind;
    float salience;     /* by grammatical role */
    struct slice lemma; /* of the head noun */
    bool place, past;
    bool quoted; /* inside quotation marks */
};

/* Actors that one sentence or one coordination names together; count may exceed the room by one. */
struct actor_set_seen {
    uint32_t sentence;
    uint32_t actors[MENTION_ACTORS + 1];
    uint8_t count;
    bool joint; /* coordinated */
};

struct query {
    uint32_t sentence, word;
    unsigned wanted; /* classes that may be meant */
    unsigned rivals; /* classes that may win over them: then nothing is meant */
    enum gender gender;
    enum number number;
    bool noun;            /* not what only an adjective names */
    bool single;          /* one actor only */
    bool named_so;        /* called so by others: not whose words or deeds hold it */
    bool apart;           /* not an argument of the same verb (binding) */
    bool territory;       /* a land is asked for: "du pays" */
    bool subject;         /* the asking word is a subject: subjects preferred */
    bool owner;           /* a possessive */
    bool whole;           /* a noun with a complement of its own is meant: "celui de X" */
    bool lone;            /* the only one that fits may lie further back */
    float central;        /* what being the actor most named in the article is worth */
    float floor;          /* a lower score means nothing */
    struct slice lemma;   /* where set: only referents with this head noun */
    struct slice epithet; /* where set: only actors that it fits ("le royaume") */
    size_t asked; /* where set: who is asked to act in the clause: "urged X to lift its blockade" */
    size_t grounds; /* where set: the verb whose object or complement is blamed: "cut ties with X
                       over its offensive" */
    size_t done;    /* where set: the verb that is done to what another owns */
    const uint32_t *region; /* where set: only members of this collective */
};

#define LOCAL_PERSONS 256

struct finder {
    struct arena *arena;
    const struct actor_register *actors;
    const struct mention_rules *rules;
    const struct article *article;
    const struct tree_list *trees;
    struct tree_text *texts;
    int32_t given;         /* the day that the caller knows */
    int32_t day, latest;   /* `given` or later; offices that begin after `latest` do not count */
    const int32_t *spoken; /* by tree: the day that the sentence speaks of; NULL: `day` */
    struct mention_list *out;
    uint32_t *named;  /* per actor: how often the article names it */
    uint32_t most;    /* of those, how often the state or group is that is named most; at least 1 */
    uint8_t *genders; /* per actor: enum gender as the article's determiners show it */
    uint32_t persons[LOCAL_PERSONS]; /* persons of the register whose full name occurs */
    size_t person_count;
    struct map introduced; /* folded surname → actor, from "the Malian minister Abdoulaye Diop" */
    struct referent *referents;
    size_t referent_count;
    struct actor_set_seen *sets;
    size_t set_count;
    struct pending {
        uint32_t sentence, word, count;
    } * pending; /* sets asked for before anything was named */
    size_t pending_count;
    uint32_t frame, frame_paragraph; /* the land that a paragraph opens with, or UINT32_MAX */
    bool pastime;                    /* the article tells of no politics; see pastime.c */
    struct map elsewhere;            /* folded names that mean something else here */
    struct map surnames;             /* folded forms that end a private person's or firm's name */
    uint32_t topic; /* the one state that the section's heading names, or UINT32_MAX */
};

/* text.c */
void text_make(struct finder *finder, uint32_t index, struct tree_text *out);
struct slice text_between(const struct tree_text *text, size_t first, size_t last);
bool word_has(const struct tree_text *text, size_t w, const char *feature);
bool word_listed(const struct finder *finder, const struct tree_text *text, size_t w,
                 enum list list);
/* The preposition before w (its first case child to the left; of a later conjunct, the first's). */
size_t word_case(const struct tree_text *text, size_t w);
/* Is w tied to its head by a preposition of possession, a genitive, or as adjective or compound? */
bool word_modifies(const struct finder *finder, const struct tree_text *text, size_t w);
size_t span_head(const struct tree *tree, size_t first, size_t last);
size_t word_determiner(const struct tree_text *text, size_t w);
bool word_definite(const struct finder *finder, const struct tree_text *text, size_t w);
/* Is w joined by a hyphen to a following word that is no name ("US-led")? */
bool word_hyphenated(const struct tree_text *text, size_t w);

/* hit.c, choose.c, place.c */
/* Do the letters and the language of a name agree with what is written? */
bool name_fits(const struct mention_rules *rules, const struct actor_name *name,
               struct slice written);
void hits_find(struct finder *finder, struct tree_text *text);
void hit_add(struct finder *finder, struct tree_text *text, struct hit hit);
void hits_count(struct finder *finder, const struct tree_text *text);
/* The first day in office of the one person that the hit names in full, else DAY_BEFORE_ALL. */
int32_t hit_first_office(const struct hit *hit);
void hit_choose(struct finder *finder, struct tree_text *text, struct hit *hit);
bool part_of_longer_name(const struct finder *finder, const struct tree_text *text,
                         const struct hit *hit);
/* Is w in a run of capitals that a dash parts from the sentence ("PANAMA - ")? */
bool word_in_kicker(const struct tree_text *text, size_t w);
bool word_is_place(const struct finder *finder, const struct tree_text *text, size_t w,
                   enum name_kind kind);

/* pastime.c: sets finder->pastime and finder->surnames; once all hits of the article are found. */
void private_find(struct finder *finder);

/* variant.c: once all hits of the article are counted */
void variants_find(struct finder *finder, struct tree_text *text);

/* mention.c: adds a mention; sets by_word of its head. */
struct mention *mention_add(struct finder *finder, const struct tree_text *text, size_t head,
                            enum mention_way way, const uint32_t *actors, size_t count);
/* The members of a collective, at most MENTION_ACTORS; gives their number, 0 if there are more. */
size_t collective_members(const struct finder *finder, uint32_t collective, uint32_t *out);
struct mention *mention_of(const struct finder *finder, const struct tree_text *text, size_t w);
/* The steps that led to the mention of w, to be filled in. */
struct mention_trace *trace_of(const struct finder *finder, const struct tree_text *text, size_t w);
void mention_cover(struct finder *finder, const struct tree_text *text, size_t w,
                   const struct mention *mention);

/* phrase.c */
void phrase_make(struct finder *finder, struct tree_text *text, size_t w);
/* "Celui de Lomé": gives the pronoun the sense of the noun that it stands for. */
void substitutes_find(struct finder *finder, struct tree_text *text);
void phrases_join_names(struct finder *finder, struct tree_text *text);

/* each.c */
/* "The presidents of Peru, A B, and Ecuador, C D": gives office and names their actors. */
void each_named(struct finder *finder, struct tree_text *text, size_t w);
/* "Ghana's A B, Mali's C D and Chad's E F" from w on: gives the names their actors. */
void each_owned(struct finder *finder, struct tree_text *text, size_t w);
/* "Three countries, Mali, Niger and Chad": the actors listed behind w; true if they are `count`. */
bool each_listed(const struct finder *finder, const struct tree_text *text, size_t w, size_t count,
                 uint32_t *out);

/* referent.c */
void referent_push(struct finder *finder, const struct tree_text *text, size_t w);
/* Only persons are followed by "who": the noun at w is one. */
void referent_is_person(struct finder *finder, const struct tree_text *text, size_t w);
/* What the query means, be it of the wanted classes or a rival; NULL if nothing is in focus. */
const struct referent *referent_foremost(const struct finder *finder, const struct query *query);
/* As above, but NULL where a rival wins. */
const struct referent *referent_best(const struct finder *finder, const struct query *query);
enum gender word_gender(const struct tree_text *text, size_t w);
enum number word_number(const struct tree_text *text, size_t w);

/* binding.c */
/* The word that does what the verb says, where the verb has no subject of its own, or 0; moves
 * *verb to the verb above, 0 where there is none to ask. */
size_t subject_above(const struct finder *finder, const struct tree_text *text, size_t *verb);
/* Does syntax forbid that the asking word means the referent? */
bool binding_forbids(const struct finder *finder, const struct query *query,
                     const struct referent *referent);

/* quotation.c: once all sentences are resolved */
void quotations_resolve(struct finder *finder);

/* relation.c: true where the word got a mention; possessor_of gives a word or 0 */
size_t possessor_of(const struct finder *finder, const struct tree_text *text, size_t w);
void possessed_resolve(struct finder *finder, struct tree_text *text, size_t w, size_t possessor);
bool apposed_resolve(struct finder *finder, struct tree_text *text, size_t w);
bool other_side_resolve(struct finder *finder, struct tree_text *text, size_t w);

/* thing.c: what is said again and is no actor */
/* True where the pronoun at w, by its verb, can only mean a thing, whether one was found or not. */
bool thing_by_verb(struct finder *finder, struct tree_text *text, size_t w,
                   const struct query *asked);
/* "Celui d'Almaty": the noun for which the pronoun stands. */
void thing_substituted(struct finder *finder, struct tree_text *text, size_t w);
/* "Cet accord", "the pact": the same noun before. */
void thing_again(struct finder *finder, struct tree_text *text, size_t w);
void thing_note(struct finder *finder, const struct tree_text *text, size_t w,
                const struct referent *referent);

/* story.c: what a sentence puts together; called when it is resolved */
void story_note(struct finder *finder, const struct tree_text *text);
/* The set of `count` actors that the description at w means; `later`: it may stand after it. */
bool story_set(const struct finder *finder, const struct tree_text *text, size_t w, size_t count,
               uint32_t *out);
bool story_set_later(const struct finder *finder, const struct tree_text *text, size_t w,
                     size_t count, uint32_t *out);
/* "ces pays": the last coordination; gives its count, or 0. */
size_t story_plural(const struct finder *finder, const struct tree_text *text, size_t w,
                    uint32_t *out);
/* "son voisin": the one whom the story pairs with the owner, only among states where `state` is
 * set; or UINT32_MAX. */
uint32_t story_partner(const struct finder *finder, const struct tree_text *text, size_t w,
                       uint32_t owner, bool state);

/* anaphor.c, description.c */
void pending_resolve(struct finder *finder);
void anaphors_resolve(struct finder *finder, struct tree_text *text);
void description_resolve(struct finder *finder, struct tree_text *text, size_t w);
/* Kind and flags of a mention made from a noun of that sense. */
void description_finish(struct mention *mention, enum description_sense sense);
struct mention *mention_from(struct finder *finder, const struct tree_text *text, size_t w,
                             enum mention_way way, const struct referent *referent);

#endif
