/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `mention`: words of trees that refer to actors, pronouns and metonyms resolved. */
#ifndef MENTION_MENTION_H
#define MENTION_MENTION_H

#include "actor/actor.h"
#include "timex/timex.h"
#include "tree/tree.h"

#define MENTION_ACTORS 6 /* "les deux parties", "les trois présidents" */

struct mention {
    uint32_t sentence;    /* index of the tree */
    uint32_t head;        /* 1-based word that heads the phrase */
    uint32_t first, last; /* 1-based words of the name or phrase */
    uint32_t actors[MENTION_ACTORS];
    uint8_t actor_count;
    enum name_kind kind; /* of the name, or of the antecedent's for pronouns */
    bool anaphoric;      /* pronoun or definite description, resolved from an earlier mention */
    bool place;          /* only says where (city, region, "à Moscou", "en Russie") */
    bool people;         /* private persons of that nation ("des Azerbaïdjanais"), not the state */
    bool modifier; /* an adjective or possessive inside another phrase: "russe", "de Moscou" */
    bool past;     /* a person who held the office before the day, but no longer on it */
};

/* How a word came by its mention. */
enum mention_way {
    WAY_NAME,        /* the register has the name */
    WAY_VARIANT,     /* it sounds like a name of an actor that the article names */
    WAY_INTRODUCED,  /* a person whom the article itself gives an office */
    WAY_JOINED,      /* parts of a compound: russo-ukrainien */
    WAY_PHRASE,      /* a noun whose modifier names the actor: l'armée russe */
    WAY_PRONOUN,     /* il, its */
    WAY_REPEATED,    /* "Le Danemark, lui, …" */
    WAY_RELATIVE,    /* qui, whose */
    WAY_LATTER,      /* ce dernier */
    WAY_DESCRIPTION, /* le pays, the ministry: what is in focus and of that kind */
    WAY_EPITHET,     /* le royaume: the actor that the register calls so */
    WAY_POSSESSED,   /* son ambassadeur */
    WAY_PARTNER,     /* son voisin: whom the story pairs with the owner */
    WAY_SET,         /* les deux pays, ces pays */
};

/* What a reader calls such words. */
enum mention_form {
    FORM_NAME,
    FORM_METONYM,
    FORM_ADJECTIVE,
    FORM_PRONOUN,
    FORM_DESCRIPTION,
    FORM_COLLECTIVE,
};

/* The steps that led to a word's mention. */
struct mention_trace {
    enum mention_way way;
    uint32_t first, last;              /* 1-based words of the name or phrase at this word */
    uint32_t from_sentence, from_word; /* what an anaphor repeats; from_word 0 if no one word */
    const struct actor_name *name;     /* the entry of the register, or NULL */
};

/* A word of the article; word 0 for none. */
struct mention_place {
    uint32_t sentence, word;
};

struct mention_list {
    struct mention *items;
    size_t count;
    /* For tree t and word w: by_word[t][w] is 1 + index of the mention headed by w, or 0. A phrase
     * such as "le ministre russe des Affaires étrangères" is one mention (RUS) headed by
     * "ministre"; the adjective "russe" has its own modifier mention at its own word. */
    uint32_t **by_word;
    struct mention_trace **traces; /* likewise; NULL in lists that were not found in a text */
    /* The noun that a pronoun or a noun said again repeats where it means a thing and no actor;
     * likewise by tree and word, and NULL in such lists. */
    struct mention_place **things;
    /* Who says a word that stands in a quoted clause; likewise. */
    struct mention_place **speakers;
};

/* The words of one language that steer mentions: pronouns, place prepositions, office topics. */
struct mention_rules;

/* Loads mention.txt of `folder` (data/fr). Errors: NOT_FOUND, IO, SYNTAX (file:line:column: with
 * the line). Read-only afterwards. */
bool mention_rules_load(struct arena *arena, const char *folder, const struct mention_rules **out,
                        struct error *err);

/* Finds and resolves all mentions of one article, whose words are of the language of `rules`. `day`
 * is the day by which office holders are chosen (publication, or its lower bound); `spoken`, one
 * for each tree, or NULL, the day of which a sentence speaks: of a person's offices that of then.
 */
void mention_find(struct arena *arena, const struct actor_register *actors,
                  const struct mention_rules *rules, const struct article *article,
                  const struct tree_list *trees, int32_t day, const int32_t *spoken,
                  struct mention_list *out);

/* The different actors that the words of a sentence of `text` may name, before it has a tree and
 * before anything is weighed: register indices in *out (UINT32_MAX for a crowd without a name), at
 * most `room`; gives their number. Works in the arena, which is left as it was. */
size_t mention_glance(struct arena *arena, const struct actor_register *actors,
                      const struct mention_rules *rules, struct slice text,
                      const struct sentence *sentence, uint32_t *out, size_t room);

/* The mention headed by word `w` of tree `t`, or NULL. */
const struct mention *mention_at(const struct mention_list *mentions, size_t t, size_t w);

/* How word `w` of tree `t`, which has a mention, came by it. */
const struct mention_trace *mention_trace_at(const struct mention_list *mentions, size_t t,
                                             size_t w);
enum mention_form mention_form_at(const struct mention_list *mentions, size_t t, size_t w);

/* The noun that word `w` repeats where it means a thing ("l'accord … l'a dénoncé"); word 0 if none.
 */
struct mention_place mention_thing_at(const struct mention_list *mentions, size_t t, size_t w);

/* The word for who says word `w`, where it stands in a quoted clause; word 0 if none is told. */
struct mention_place mention_speaker_at(const struct mention_list *mentions, size_t t, size_t w);

/* How many of a hundred such mentions are right; trace.c says where the figures are from. */
unsigned mention_confidence_at(const struct mention_list *mentions, size_t t, size_t w);

/* One line that says why the word means its actors. */
struct slice mention_why(struct arena *arena, const struct tree_list *trees,
                         const struct mention_list *mentions, size_t t, size_t w);

#endif
