/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Descriptions that lean on a neighbour: what a possessive owns ("son ambassadeur"), what points
 * away from its owner ("son voisin", "Tokyo accuse le voisin"), and appositions ("le Somaliland,
 * cette république"). The neighbour must be an actor already; otherwise nothing is meant. */
#include "mention/inside.h"

#define ONE_AWAY 4   /* the values of such words in the list: "hosts" … */
#define STATE_AWAY 5 /* … and "neighbour" */

size_t possessor_of(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t child = 0;
    while ((child = tree_child(text->tree, w, child)) != 0) {
        uint32_t flags = rules_find(finder->rules, LIST_PRONOUN, text->form[child]);
        bool owner = text->tree->words[child].subtype == SUB_POSS;
        bool whose = owner && text->tree->words[child].upos == UPOS_PRON;
        bool described = owner && text->sense[child] && !text->hit_of[child] &&
                         mention_of(finder, text, child); /* "the country's president" */
        if (((flags & PRONOUN_OWNER) || whose || described) && child < w) {
            return child;
        }
    }
    const struct word *word = &text->tree->words[w];
    size_t first = text->phrase_first[w], above = word->head;
    bool inside = (word->subtype == SUB_POSS || word->relation == REL_COMPOUND) && above > w;
    if (inside && first > 1 && text->tree->words[first - 1].head == above &&
        (rules_find(finder->rules, LIST_PRONOUN, text->form[first - 1]) & PRONOUN_OWNER)) {
        return first - 1; /* "its foreign ministry's network" */
    }
    size_t determiner = word_determiner(text, w);
    bool dont = determiner > 1 && determiner < w &&
                rules_find(finder->rules, LIST_RELATIVE, text->form[determiner - 1]) == 2;
    return dont && mention_of(finder, text, determiner - 1) ? determiner - 1 : 0;
}

/* "son voisin": `away` says how the word points away from its owner. A state has states for
 * neighbours. */
static void relation_resolve(struct finder *finder, struct tree_text *text, size_t w,
                             const struct mention *owner, uint32_t away)
{
    bool one = away == ONE_AWAY || word_number(text, w) != NUMBER_PLUR;
    bool state = away == STATE_AWAY && owner->actor_count == 1 &&
                 actor_at(finder->actors, owner->actors[0])->kind == ACTOR_STATE;
    uint32_t partner = owner->actor_count == 1 && one
                           ? story_partner(finder, text, w, owner->actors[0], state)
                           : UINT32_MAX;
    if (partner != UINT32_MAX) {
        struct mention *mention = mention_add(finder, text, w, WAY_PARTNER, &partner, 1);
        mention->anaphoric = true;
        mention->modifier = word_modifies(finder, text, w);
        description_finish(mention, text->sense[w]);
    }
}

/* What points away from its possessor: 3 where the story may tell to whom, 4 where that is one
 * actor even in the plural ("his hosts"), 5 where that is a state. */
static uint32_t points_away(const struct finder *finder, const struct tree_text *text, size_t w)
{
    struct slice phrase = text_between(text, text->phrase_first[w], text->phrase_last[w]);
    uint32_t whole = rules_find(finder->rules, LIST_COUNTERPART, phrase);
    uint32_t lemma = rules_find(finder->rules, LIST_COUNTERPART, text->lemma[w]);
    uint32_t form = rules_find(finder->rules, LIST_COUNTERPART, text->form[w]);
    return whole ? whole : lemma ? lemma : form;
}

void possessed_resolve(struct finder *finder, struct tree_text *text, size_t w, size_t possessor)
{
    const struct mention *owner = mention_of(finder, text, possessor);
    enum description_sense sense = text->sense[w];
    uint32_t away = points_away(finder, text, w);
    if (!owner || away) {
        if (owner && away > 1) {
            struct mention copy = *owner;
            relation_resolve(finder, text, w, &copy, away);
        }
        return;
    }
    if (sense != DESCRIBES_GOVERNMENT && sense != DESCRIBES_LEADER && sense != DESCRIBES_PEOPLE &&
        sense != DESCRIBES_STATE) {
        return;
    }
    struct mention copy = *owner;
    struct mention *mention =
        mention_add(finder, text, w, WAY_POSSESSED, copy.actors, copy.actor_count);
    mention->first = (uint32_t)(possessor < w ? possessor : w);
    trace_of(finder, text, w)->first = mention->first;
    trace_of(finder, text, w)->from_sentence = text->index;
    trace_of(finder, text, w)->from_word = (uint32_t)possessor;
    mention->anaphoric = true;
    mention->modifier = word_modifies(finder, text, w);
    description_finish(mention, sense);
}

/* May the description stand beside this name for the same actor? */
static bool suits_beside(const struct finder *finder, enum description_sense sense,
                         const struct mention *name)
{
    if (!name || name->actor_count != 1 || name->people || name->kind == NAME_ADJECTIVE ||
        name->kind == NAME_PERSON || name->kind == NAME_SURNAME) {
        return false;
    }
    switch (actor_at(finder->actors, name->actors[0])->kind) {
    case ACTOR_STATE:
        return sense == DESCRIBES_STATE;
    case ACTOR_GROUP:
        return sense == DESCRIBES_GROUP;
    case ACTOR_ORGANISATION:
        return sense == DESCRIBES_ORGANISATION;
    default:
        return false;
    }
}

/* The name beside a description: "le Somaliland, cette république", "son rival, le Tadjikistan". */
static size_t name_beside(const struct finder *finder, const struct tree_text *text, size_t w)
{
    enum description_sense sense = text->sense[w];
    const struct word *word = &text->tree->words[w];
    if (word->relation == REL_APPOS &&
        suits_beside(finder, sense, mention_of(finder, text, word->head))) {
        return word->head;
    }
    size_t next =
        w < text->tree->count && text->hit_of[w + 1] ? text->hits[text->hit_of[w + 1] - 1].head : 0;
    if (next && text->tree->words[next].head == word->head &&
        suits_beside(finder, sense, mention_of(finder, text, next))) {
        return next; /* "the southern African bloc SADC" */
    }
    size_t child = 0;
    while ((child = tree_child(text->tree, w, child)) != 0) {
        enum relation relation = text->tree->words[child].relation;
        if ((relation == REL_APPOS || relation == REL_FLAT) && text->hit_of[child] &&
            suits_beside(finder, sense, mention_of(finder, text, child))) {
            return child;
        }
    }
    return 0;
}

bool apposed_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    size_t name = word_number(text, w) != NUMBER_PLUR ? name_beside(finder, text, w) : 0;
    if (!name) {
        return false;
    }
    struct mention copy = *mention_of(finder, text, name);
    struct mention *mention = mention_add(finder, text, w, WAY_DESCRIPTION, copy.actors, 1);
    trace_of(finder, text, w)->from_sentence = text->index;
    trace_of(finder, text, w)->from_word = (uint32_t)name;
    mention->anaphoric = true;
    mention->modifier = word_modifies(finder, text, w);
    mention->place = copy.place;
    description_finish(mention, text->sense[w]);
    return true;
}

/* "Tokyo accuse le voisin": the other side of the clause's subject. */
bool other_side_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    size_t verb = text->tree->words[w].head;
    for (size_t guard = 0; guard < 4 && verb && text->tree->words[verb].upos != UPOS_VERB;
         guard++) {
        verb = text->tree->words[verb].head;
    }
    size_t subject = verb ? tree_child_with(text->tree, verb, REL_NSUBJ) : 0;
    const struct mention *owner =
        subject && subject != w ? mention_of(finder, text, subject) : NULL;
    uint32_t away = points_away(finder, text, w);
    if (away < 3 || !owner || owner->actor_count != 1) {
        return false;
    }
    struct mention copy = *owner;
    relation_resolve(finder, text, w, &copy, away == STATE_AWAY ? away : 0);
    return mention_of(finder, text, w) != NULL;
}
