/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Definite descriptions without a name in them: "le pays", "the ministry", "le président", "son
 * ambassadeur", "les deux capitales". Each is resolved to what is in focus and fits its sense;
 * better nothing than a guess. */
#include "mention/inside.h"

#define EPITHET_FLOOR -9.0f     /* the noun itself tells much: four sentences back */
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
    size_t determiner = word_determiner(text, w);
    bool dont = determiner > 1 && determiner < w &&
                rules_find(finder->rules, LIST_RELATIVE, text->form[determiner - 1]) == 2;
    return dont && mention_of(finder, text, determiner - 1) ? determiner - 1 : 0;
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

static void relation_resolve(struct finder *finder, struct tree_text *text, size_t w,
                             const struct mention *owner)
{
    uint32_t partner = owner->actor_count == 1 && word_number(text, w) != NUMBER_PLUR
                           ? story_partner(finder, text, w, owner->actors[0])
                           : UINT32_MAX;
    if (partner != UINT32_MAX) {
        struct mention *mention = mention_add(finder, text, w, &partner, 1);
        mention->anaphoric = true;
        mention->modifier = word_modifies(finder, text, w);
        finish(mention, text->sense[w]);
    }
}

/* What points away from its possessor: 3 where the story may tell to whom. */
static uint32_t points_away(const struct finder *finder, const struct tree_text *text, size_t w)
{
    struct slice phrase = text_between(text, text->phrase_first[w], text->phrase_last[w]);
    uint32_t whole = rules_find(finder->rules, LIST_COUNTERPART, phrase);
    uint32_t lemma = rules_find(finder->rules, LIST_COUNTERPART, text->lemma[w]);
    uint32_t form = rules_find(finder->rules, LIST_COUNTERPART, text->form[w]);
    return whole ? whole : lemma ? lemma : form;
}

static void possessed_resolve(struct finder *finder, struct tree_text *text, size_t w,
                              size_t possessor)
{
    const struct mention *owner = mention_of(finder, text, possessor);
    enum description_sense sense = text->sense[w];
    uint32_t away = points_away(finder, text, w);
    if (!owner || away) {
        if (owner && away > 1) {
            struct mention copy = *owner;
            relation_resolve(finder, text, w, &copy);
        }
        return;
    }
    if (sense != DESCRIBES_GOVERNMENT && sense != DESCRIBES_LEADER && sense != DESCRIBES_PEOPLE &&
        sense != DESCRIBES_STATE) {
        return;
    }
    struct mention copy = *owner;
    struct mention *mention = mention_add(finder, text, w, copy.actors, copy.actor_count);
    mention->first = (uint32_t)(possessor < w ? possessor : w);
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

/* Is the counted noun more than a count of what is known ("les deux présidents russe et turc",
 * "les trois pays baltes", "deux pays d'Afrique")? */
static bool set_named(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t child = 0;
    while ((child = tree_child(text->tree, w, child)) != 0) {
        bool inside = child >= text->phrase_first[w] && child <= text->phrase_last[w];
        enum relation relation = text->tree->words[child].relation;
        size_t preposition = word_case(text, child);
        bool of =
            relation == REL_NMOD && preposition && word_listed(finder, text, preposition, LIST_OF);
        bool adjective =
            (relation == REL_AMOD || relation == REL_COMPOUND) &&
            (mention_of(finder, text, child) || word_listed(finder, text, child, LIST_OTHER));
        if (!inside && (of || adjective || relation == REL_APPOS || relation == REL_FLAT)) {
            return true;
        }
    }
    return false;
}

static void set_add(struct finder *finder, struct tree_text *text, size_t w, const uint32_t *actors,
                    size_t count)
{
    struct mention *mention = mention_add(finder, text, w, actors, count);
    mention->anaphoric = true;
    mention->modifier = word_modifies(finder, text, w);
    finish(mention, text->sense[w]);
}

static bool asks_set(const struct finder *finder, const struct tree_text *text, size_t w,
                     size_t count)
{
    enum description_sense sense = text->sense[w];
    bool kind = sense != DESCRIBES_NOTHING && sense != DESCRIBES_PEOPLE;
    size_t determiner = word_determiner(text, w);
    bool open = sense != DESCRIBES_BOTH && !word_definite(finder, text, w) &&
                !rules_find(finder->rules, LIST_NUMBER, text->form[determiner]);
    return count >= 2 && count <= MENTION_ACTORS && kind && !open &&
           (sense == DESCRIBES_BOTH || !set_named(finder, text, w));
}

/* "les deux pays", "both sides", "the three leaders". */
static bool several_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    size_t count = count_asked(finder, text, w);
    uint32_t actors[MENTION_ACTORS];
    if (!asks_set(finder, text, w, count)) {
        return count > 0;
    }
    if (story_set(finder, text, w, count, actors)) {
        set_add(finder, text, w, actors, count);
    } else {
        *arena_push(finder->arena, finder->pending, finder->pending_count) =
            (struct pending){text->index, (uint32_t)w, (uint32_t)count};
    }
    return true;
}

void pending_resolve(struct finder *finder)
{
    for (size_t i = 0; i < finder->pending_count; i++) {
        struct pending asked = finder->pending[i];
        struct tree_text *text = &finder->texts[asked.sentence];
        uint32_t actors[MENTION_ACTORS];
        if (!mention_of(finder, text, asked.word) &&
            story_set_later(finder, text, asked.word, asked.count, actors)) {
            set_add(finder, text, asked.word, actors, asked.count);
        }
    }
}

/* "ces pays": two or more that were just named together. */
static void plural_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    uint32_t actors[MENTION_ACTORS];
    enum description_sense sense = text->sense[w];
    bool these = word_has(text, word_determiner(text, w), "PronType=Dem");
    bool kind = sense == DESCRIBES_STATE || sense == DESCRIBES_GOVERNMENT ||
                sense == DESCRIBES_LEADER || sense == DESCRIBES_ORGANISATION;
    size_t count =
        these && kind && !set_named(finder, text, w) ? story_plural(finder, text, w, actors) : 0;
    if (count) {
        set_add(finder, text, w, actors, count);
    }
}

/* The noun or phrase at w where it is an epithet of some actor, or empty. */
static struct slice epithet_of(const struct finder *finder, const struct tree_text *text, size_t w)
{
    struct slice phrase = text_between(text, text->phrase_first[w], text->phrase_last[w]);
    if (text->phrase_first[w] == text->phrase_last[w]) {
        phrase = text->lemma[w];
    }
    bool epithet = actor_epithet(finder->actors, finder->rules->language, phrase);
    return epithet ? phrase : (struct slice){NULL, 0};
}

/* The only actor that the article names and the epithet fits, or UINT32_MAX. */
static uint32_t epithet_alone(const struct finder *finder, struct slice epithet)
{
    uint32_t found = UINT32_MAX;
    for (uint32_t i = 0; i < actor_count(finder->actors); i++) {
        if (finder->named[i] &&
            actor_has_epithet(finder->actors, i, finder->rules->language, epithet)) {
            if (found != UINT32_MAX) {
                return UINT32_MAX;
            }
            found = i;
        }
    }
    return found;
}

/* "le royaume", "the bloc", "la Cour": the last actor that the noun fits, else the only one. */
static bool epithet_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    struct query query = {.sentence = text->index,
                          .word = (uint32_t)w,
                          .wanted = CLASS_STATE | CLASS_LEADER | CLASS_ORGANISATION,
                          .single = true,
                          .apart = true,
                          .floor = EPITHET_FLOOR,
                          .epithet = epithet_of(finder, text, w)};
    if (!query.epithet.length) {
        return false;
    }
    const struct referent *referent = referent_best(finder, &query);
    if (referent) {
        finish(mention_from(finder, text, w, referent), text->sense[w]);
        return true;
    }
    uint32_t alone = epithet_alone(finder, query.epithet);
    if (alone == UINT32_MAX) {
        return false;
    }
    struct mention *mention = mention_add(finder, text, w, &alone, 1);
    mention->anaphoric = true;
    mention->modifier = word_modifies(finder, text, w);
    finish(mention, text->sense[w]);
    return true;
}

/* "le pays nordique": the collective that the adjective names, or UINT32_MAX. */
static uint32_t region_of(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t child = 0;
    while ((child = tree_child(text->tree, w, child)) != 0) {
        const struct mention *mention = mention_of(finder, text, child);
        if (mention && text->tree->words[child].relation == REL_AMOD &&
            actor_at(finder->actors, mention->actors[0])->kind == ACTOR_COLLECTIVE) {
            return mention->actors[0];
        }
    }
    return UINT32_MAX;
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
    uint32_t region = region_of(finder, text, w);
    switch (sense) {
    case DESCRIBES_STATE:
    case DESCRIBES_GOVERNMENT:
        query.wanted = CLASS_STATE | CLASS_LEADER;
        query.region = region != UINT32_MAX ? &region : NULL;
        const struct referent *inside = query.region ? referent_best(finder, &query) : NULL;
        if (inside) {
            return inside;
        }
        query.region = NULL;
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
    if (plural_office || plural_state) {
        plural_resolve(finder, text, w);
        return;
    }
    if (!word_definite(finder, text, w) || !is_bare(finder, text, w) || is_predicate(text, w) ||
        epithet_resolve(finder, text, w) || word_listed(finder, text, w, LIST_NEVER_BARE)) {
        return;
    }
    const struct referent *referent = meant_by(finder, text, w);
    if (referent) {
        finish(mention_from(finder, text, w, referent), sense);
    }
}
