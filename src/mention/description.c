/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Definite descriptions without a name in them: "le pays", "the ministry", "le président", "son
 * ambassadeur", "les deux capitales". Each is resolved to what is in focus and fits its sense;
 * better nothing than a guess. */
#include "mention/inside.h"

#define DESCRIPTION_FLOOR -3.0f /* reaches a subject three sentences back, a modifier one back */

/* A collective ("le pays nordique") describes, and does not name. */
static bool names_actor(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct mention *mention = mention_of(finder, text, w);
    return mention && actor_at(finder->actors, mention->actors[0])->kind != ACTOR_COLLECTIVE;
}

/* Does the child make the noun more than a description of what is known? Adjectives do, but for
 * groups, organisations and states ("the rebel movement", "the tiny state"). */
static bool child_names(const struct finder *finder, const struct tree_text *text, size_t w,
                        size_t child)
{
    const struct word *word = &text->tree->words[child];
    enum description_sense sense = text->sense[w];
    bool loose =
        sense == DESCRIBES_GROUP || sense == DESCRIBES_ORGANISATION || sense == DESCRIBES_STATE;
    bool topic = word_listed(finder, text, child, LIST_TOPIC);
    if (loose && word_has(text, word_determiner(text, w), "PronType=Dem") &&
        word->relation != REL_NMOD) {
        return false;
    }
    switch (word->relation) {
    case REL_AMOD:
    case REL_COMPOUND:
        if (loose && !names_actor(finder, text, child)) {
            return word_listed(finder, text, child, LIST_OTHER);
        }
        return !topic;
    case REL_ACL:
        return word->subtype != SUB_RELCL;
    case REL_NUMMOD:
        return !word_listed(finder, text, child, LIST_NUMBER);
    case REL_APPOS:
    case REL_FLAT:
        return true;
    case REL_NMOD: {
        size_t preposition = word_case(text, child);
        return preposition && word_listed(finder, text, preposition, LIST_OF) && !topic;
    }
    default:
        return false;
    }
}

static bool is_bare(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t child = 0;
    while ((child = tree_child(text->tree, w, child)) != 0) {
        bool inside = child >= text->phrase_first[w] && child <= text->phrase_last[w];
        if (!inside && child_names(finder, text, w, child)) {
            return false;
        }
    }
    return true;
}

static size_t possessor_of(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t child = 0;
    while ((child = tree_child(text->tree, w, child)) != 0) {
        uint32_t flags = rules_find(finder->rules, LIST_PRONOUN, text->form[child]);
        bool whose = text->tree->words[child].subtype == SUB_POSS &&
                     text->tree->words[child].upos == UPOS_PRON;
        if (((flags & PRONOUN_OWNER) || whose) && child < w) {
            return child;
        }
    }
    return 0;
}

static void finish(struct mention *mention, enum description_sense sense)
{
    mention->kind = sense == DESCRIBES_LEADER       ? NAME_PERSON
                    : sense == DESCRIBES_GOVERNMENT ? NAME_BODY
                    : sense == DESCRIBES_PEOPLE     ? NAME_PEOPLE
                                                    : NAME_PROPER;
    mention->people = sense == DESCRIBES_PEOPLE;
    mention->past = false;
}

static void possessed_resolve(struct finder *finder, struct tree_text *text, size_t w,
                              size_t possessor)
{
    const struct mention *owner = mention_of(finder, text, possessor);
    enum description_sense sense = text->sense[w];
    if (!owner || word_listed(finder, text, w, LIST_COUNTERPART) ||
        (sense != DESCRIBES_GOVERNMENT && sense != DESCRIBES_LEADER && sense != DESCRIBES_PEOPLE &&
         sense != DESCRIBES_STATE)) {
        return;
    }
    struct mention copy = *owner;
    struct mention *mention = mention_add(finder, text, w, copy.actors, copy.actor_count);
    mention->first = (uint32_t)possessor;
    mention->anaphoric = true;
    mention->modifier = word_modifies(finder, text, w);
    finish(mention, sense);
}

static size_t count_asked(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t child = 0;
    while ((child = tree_child(text->tree, w, child)) != 0) {
        uint32_t number = rules_find(finder->rules, LIST_NUMBER, text->form[child]);
        if (number && child < w) {
            return number;
        }
    }
    return text->sense[w] == DESCRIBES_BOTH ? 2 : 0;
}

/* "les deux pays", "both sides", "the two leaders". */
static bool several_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    size_t count = count_asked(finder, text, w);
    enum description_sense sense = text->sense[w];
    bool group = sense == DESCRIBES_BOTH || sense == DESCRIBES_STATE || sense == DESCRIBES_LEADER ||
                 sense == DESCRIBES_GOVERNMENT;
    uint32_t actors[MENTION_ACTORS];
    if (count < 2 || count > MENTION_ACTORS || !group) {
        return count > 0;
    }
    size_t determiner = word_determiner(text, w);
    bool open = sense != DESCRIBES_BOTH && !word_definite(finder, text, w) &&
                !rules_find(finder->rules, LIST_NUMBER, text->form[determiner]);
    if (open || !is_bare(finder, text, w) ? sense != DESCRIBES_BOTH : false) {
        return true;
    }
    if (referents_last(finder, text, w, count, actors)) {
        struct mention *mention = mention_add(finder, text, w, actors, count);
        mention->anaphoric = true;
        mention->modifier = word_modifies(finder, text, w);
        finish(mention, sense);
    }
    return true;
}

static const struct referent *meant_by(struct finder *finder, const struct tree_text *text,
                                       size_t w)
{
    enum description_sense sense = text->sense[w];
    struct query query = {.sentence = text->index,
                          .word = (uint32_t)w,
                          .single = true,
                          .apart = sense == DESCRIBES_STATE,
                          .territory = sense == DESCRIBES_STATE,
                          .subject = text->tree->words[w].relation == REL_NSUBJ,
                          .floor = DESCRIPTION_FLOOR};
    switch (sense) {
    case DESCRIBES_STATE:
    case DESCRIBES_GOVERNMENT:
        query.wanted = CLASS_STATE | CLASS_LEADER;
        return referent_best(finder, &query);
    case DESCRIBES_LEADER: {
        query.wanted = CLASS_LEADER;
        query.apart = !query.subject;
        query.lemma = text->lemma[w];
        const struct referent *same = referent_best(finder, &query);
        query.lemma = (struct slice){NULL, 0};
        query.gender = word_gender(text, w);
        const struct referent *leader = same ? same : referent_best(finder, &query);
        query.wanted = CLASS_STATE;
        query.gender = GENDER_NONE;
        query.floor = 1.0f;
        return leader ? leader : referent_best(finder, &query);
    }
    case DESCRIBES_GROUP:
        query.wanted = CLASS_GROUP;
        return referent_best(finder, &query);
    case DESCRIBES_ORGANISATION: {
        query.wanted = CLASS_ORGANISATION;
        const struct referent *organisation = referent_best(finder, &query);
        query.wanted = CLASS_GROUP;
        query.floor = 0;
        return organisation ? organisation : referent_best(finder, &query);
    }
    default:
        return NULL;
    }
}

/* A description after `de` whose noun waits for it: "l'ambassadeur du pays". */
static size_t complement_of(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t child = 0;
    while ((child = tree_child(text->tree, w, child)) != 0) {
        size_t preposition = word_case(text, child);
        if (child > w && text->sense[child] && !text->hit_of[child] && preposition &&
            word_listed(finder, text, preposition, LIST_OF) &&
            text->tree->words[child].relation == REL_NMOD) {
            return child;
        }
    }
    return 0;
}

static bool is_predicate(const struct tree_text *text, size_t w)
{
    return tree_child_with(text->tree, w, REL_COP) || text->tree->words[w].relation == REL_XCOMP;
}

void description_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    enum description_sense sense = text->sense[w];
    size_t possessor = possessor_of(finder, text, w);
    if (mention_of(finder, text, w)) {
        return;
    }
    if (possessor) {
        possessed_resolve(finder, text, w, possessor);
        return;
    }
    if (several_resolve(finder, text, w)) {
        return;
    }
    size_t complement = sense == DESCRIBES_LEADER || sense == DESCRIBES_GOVERNMENT
                            ? complement_of(finder, text, w)
                            : 0;
    if (complement) {
        description_resolve(finder, text, complement);
        const struct mention *whole = mention_of(finder, text, complement);
        if (whole) {
            struct mention copy = *whole;
            struct mention *mention = mention_add(finder, text, w, copy.actors, copy.actor_count);
            mention->anaphoric = true;
            mention->modifier = word_modifies(finder, text, w);
            finish(mention, sense);
        }
        return;
    }
    bool plural_office = sense == DESCRIBES_LEADER && word_number(text, w) == NUMBER_PLUR;
    bool plural_state = sense == DESCRIBES_STATE && word_number(text, w) == NUMBER_PLUR;
    if (!word_definite(finder, text, w) || !is_bare(finder, text, w) || is_predicate(text, w) ||
        plural_office || plural_state || word_listed(finder, text, w, LIST_NEVER_BARE)) {
        return;
    }
    const struct referent *referent = meant_by(finder, text, w);
    if (referent) {
        finish(mention_from(finder, text, w, referent), sense);
    }
}
