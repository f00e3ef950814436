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

struct mention_list {
    struct mention *items;
    size_t count;
    /* For tree t and word w: by_word[t][w] is 1 + index of the mention headed by w, or 0. A phrase
     * such as "le ministre russe des Affaires étrangères" is one mention (RUS) headed by
     * "ministre"; the adjective "russe" has its own modifier mention at its own word. */
    uint32_t **by_word;
};

/* The words of one language that steer mentions: pronouns, place prepositions, office topics. */
struct mention_rules;

/* Loads mention.txt of `folder` (data/fr). Errors: NOT_FOUND, IO, SYNTAX (file:line:column: with
 * the line). Read-only afterwards. */
bool mention_rules_load(struct arena *arena, const char *folder, const struct mention_rules **out,
                        struct error *err);

/* Finds and resolves all mentions of one article, whose words are of the language of `rules`. `day`
 * is the day by which office holders are chosen (publication, or its lower bound). */
void mention_find(struct arena *arena, const struct actor_register *actors,
                  const struct mention_rules *rules, const struct article *article,
                  const struct tree_list *trees, int32_t day, struct mention_list *out);

/* The mention headed by word `w` of tree `t`, or NULL. */
const struct mention *mention_at(const struct mention_list *mentions, size_t t, size_t w);

#endif
