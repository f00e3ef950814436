/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Definite descriptions without a name in them: "le pays", "the ministry", "le président", "son
 * ambassadeur", "les deux capitales". Each is resolved to what is in focus and fits its sense;
 * better nothing than a guess. */
#include "mention/inside.h"

#define EPITHET_FLOOR -9.0f     /* the noun itself tells much: four sentences back */
#define AGAIN_FLOOR -5.0f       /* the same noun again: two or three sentences back */
#define GROUP_BACK 10           /* sentences in which no other group may be named */
#define CENTRAL_BONUS 2.5f      /* "the army", "the president": mostly of whom the story tells */
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
    size_t maker = tree_child_with(text->tree, child, REL_COMPOUND);
    if (word->relation == REL_AMOD && word->upos == UPOS_VERB && maker &&
        !names_actor(finder, text, maker)) {
        return false; /* "the army-backed government" */
    }
    switch (word->relation) {
    case REL_AMOD:
    case REL_COMPOUND:
        if (loose && !names_actor(finder, text, child)) {
            return word_listed(finder, text, child, LIST_OTHER);
        }
        if (sense == DESCRIBES_GOVERNMENT &&
            rules_find(finder->rules, LIST_TOPIC, text->lemma[child]) == 2) {
            return false;
        }
        return !topic || rules_find(finder->rules, LIST_TOPIC, text->lemma[child]) == 2;
    case REL_ACL: /* "le mouvement, soutenu par X,": set off, it names nothing */
        return word->subtype != SUB_RELCL && !tree_child_with(text->tree, child, REL_MARK) &&
               text->tree->words[child - 1].upos != UPOS_PUNCT;
    case REL_NUMMOD:
        return !word_listed(finder, text, child, LIST_NUMBER);
    case REL_APPOS:
    case REL_FLAT:
        return true;
    case REL_NMOD: {
        size_t preposition = word_case(text, child);
        const struct mention *whole = mention_of(finder, text, child);
        bool region = sense == DESCRIBES_STATE && whole && !names_actor(finder, text, child);
        if (sense == DESCRIBES_STATE && tree_child_with(text->tree, child, REL_NUMMOD)) {
            return false; /* "cet archipel de 700 000 habitants" */
        }
        return preposition && word_listed(finder, text, preposition, LIST_OF) && !topic && !region;
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

void description_finish(struct mention *mention, enum description_sense sense)
{
    mention->kind = sense == DESCRIBES_LEADER       ? NAME_PERSON
                    : sense == DESCRIBES_GOVERNMENT ? NAME_BODY
                    : sense == DESCRIBES_PEOPLE     ? NAME_PEOPLE
                                                    : NAME_PROPER;
    mention->people = sense == DESCRIBES_PEOPLE;
    mention->past = false;
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
    uint32_t own = rules_find(finder->rules, LIST_NUMBER, text->lemma[w]);
    return own ? own : text->sense[w] == DESCRIBES_BOTH ? 2 : 0;
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
        bool vague = !mention_of(finder, text, child) &&
                     word_listed(finder, text, child, LIST_PLACE_NOUN); /* "de la région" */
        bool of = relation == REL_NMOD && preposition && !vague &&
                  word_listed(finder, text, preposition, LIST_OF);
        bool adjective = (relation == REL_AMOD || relation == REL_COMPOUND) &&
                         (names_actor(finder, text, child) ||
                          rules_find(finder->rules, LIST_OTHER, text->lemma[child]) == 1);
        if (!inside && (of || adjective || relation == REL_APPOS || relation == REL_FLAT)) {
            return true;
        }
    }
    return false;
}

static void set_add(struct finder *finder, struct tree_text *text, size_t w, const uint32_t *actors,
                    size_t count)
{
    struct mention *mention = mention_add(finder, text, w, WAY_SET, actors, count);
    mention->anaphoric = true;
    mention->modifier = word_modifies(finder, text, w);
    description_finish(mention, text->sense[w]);
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

/* "Les cinq républiques": of the collective of so many states that the article names. */
static bool collective_counted(const struct finder *finder, const struct tree_text *text, size_t w,
                               size_t count, uint32_t *out)
{
    for (uint32_t i = 0; text->sense[w] == DESCRIBES_STATE && i < actor_count(finder->actors);
         i++) {
        if (finder->named[i] && actor_at(finder->actors, i)->kind == ACTOR_COLLECTIVE &&
            collective_members(finder, i, out) == count) {
            return true;
        }
    }
    return false;
}

/* "les deux pays", "both sides", "the three leaders". */
static bool several_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    size_t count = count_asked(finder, text, w);
    uint32_t actors[MENTION_ACTORS];
    if (count >= 2 && each_listed(finder, text, w, count, actors)) {
        set_add(finder, text, w, actors, count);
        return true;
    }
    if (!asks_set(finder, text, w, count)) {
        return count > 0;
    }
    if (story_set(finder, text, w, count, actors) ||
        (count > 2 && collective_counted(finder, text, w, count, actors))) {
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

/* "ces pays", "the ministers": two or more that were just named together. */
static void plural_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    uint32_t actors[MENTION_ACTORS];
    enum description_sense sense = text->sense[w];
    bool these = word_has(text, word_determiner(text, w), "PronType=Dem");
    bool kind = sense == DESCRIBES_STATE || sense == DESCRIBES_GOVERNMENT ||
                sense == DESCRIBES_LEADER || sense == DESCRIBES_ORGANISATION;
    bool offices = word_definite(finder, text, w) && is_bare(finder, text, w) &&
                   (sense == DESCRIBES_LEADER || sense == DESCRIBES_GOVERNMENT) &&
                   text->tree->words[w].relation != REL_OBJ;
    size_t count = (these || offices) && kind && !set_named(finder, text, w)
                       ? story_plural(finder, text, w, actors)
                       : 0;
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
        description_finish(mention_from(finder, text, w, WAY_EPITHET, referent), text->sense[w]);
        return true;
    }
    uint32_t alone = epithet_alone(finder, query.epithet);
    if (alone == UINT32_MAX) {
        return false;
    }
    struct mention *mention = mention_add(finder, text, w, WAY_EPITHET, &alone, 1);
    mention->anaphoric = true;
    mention->modifier = word_modifies(finder, text, w);
    description_finish(mention, text->sense[w]);
    return true;
}

/* "le pays nordique": the collective that the adjective names, or UINT32_MAX. */
static uint32_t region_of(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t child = 0;
    while ((child = tree_child(text->tree, w, child)) != 0) {
        const struct mention *mention = mention_of(finder, text, child);
        enum relation relation = text->tree->words[child].relation;
        bool of =
            relation == REL_NMOD && word_listed(finder, text, word_case(text, child), LIST_OF);
        if (mention && (relation == REL_AMOD || relation == REL_COMPOUND || of) &&
            actor_at(finder->actors, mention->actors[0])->kind == ACTOR_COLLECTIVE) {
            return mention->actors[0];
        }
    }
    return UINT32_MAX;
}

/* "Ce pays" in a paragraph that opens with a land, unless the sentence names another before it. */
static bool framed_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    if (finder->frame == UINT32_MAX || text->sense[w] != DESCRIBES_STATE ||
        finder->frame_paragraph != text->tree->sentence->paragraph ||
        region_of(finder, text, w) != UINT32_MAX) {
        return false;
    }
    for (size_t before = 1; before < w; before++) {
        const struct mention *mention = mention_of(finder, text, before);
        if (mention && mention->kind != NAME_ADJECTIVE) {
            return false;
        }
    }
    struct mention *mention = mention_add(finder, text, w, WAY_DESCRIPTION, &finder->frame, 1);
    mention->anaphoric = true;
    mention->modifier = word_modifies(finder, text, w);
    description_finish(mention, DESCRIBES_STATE);
    return true;
}

/* "La présidente", far from where she was named: the last of that office and gender, or NULL. */
static const struct referent *office_again(const struct finder *finder,
                                           const struct tree_text *text, size_t w)
{
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        if (referent->class == CLASS_LEADER && referent->actor_count == 1 &&
            referent->gender == GENDER_FEM && slice_equal(referent->lemma, text->lemma[w])) {
            return word_gender(text, w) == GENDER_FEM ? referent : NULL;
        }
    }
    return NULL;
}

/* Is it a phrase that itself names whose it is: "Sudan's army"? */
static bool names_owner(const struct finder *finder, const struct referent *referent)
{
    const struct mention *told =
        mention_of(finder, &finder->texts[referent->sentence], referent->word);
    return told && !told->anaphoric && referent->actor_count == 1;
}

/* "Sudan's army … the army": the last that the article called so, if it so called one actor only;
 * or NULL. */
static const struct referent *noun_again(const struct finder *finder, const struct tree_text *text,
                                         size_t w)
{
    const struct referent *found = NULL;
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        bool same = names_owner(finder, referent) &&
                    (referent->class & (CLASS_STATE | CLASS_LEADER)) &&
                    slice_equal(referent->lemma, text->lemma[w]);
        if (same && found && found->actors[0] != referent->actors[0]) {
            return NULL;
        }
        found = same && !found ? referent : found;
    }
    return found;
}

static const struct referent *meant_by(struct finder *finder, const struct tree_text *text,
                                       size_t w)
{
    enum description_sense sense = text->sense[w];
    struct query query = {
        .sentence = text->index,
        .word = (uint32_t)w,
        .single = true,
        .apart = sense == DESCRIBES_STATE,
        .named_so = word_listed(finder, text, w, LIST_NAMED_SO),
        .territory = sense == DESCRIBES_STATE,
        .subject = text->tree->words[w].relation == REL_NSUBJ,
        .central = sense == DESCRIBES_GOVERNMENT || sense == DESCRIBES_LEADER ? CENTRAL_BONUS : 0,
        .floor = DESCRIPTION_FLOOR};
    uint32_t region = region_of(finder, text, w);
    switch (sense) {
    case DESCRIBES_STATE:
    case DESCRIBES_GOVERNMENT:
        query.wanted = CLASS_STATE | CLASS_LEADER;
        const struct referent *told =
            sense == DESCRIBES_GOVERNMENT ? noun_again(finder, text, w) : NULL;
        if (told) {
            return told;
        }
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
        query.gender = word_gender(text, w);
        const struct referent *same = referent_best(finder, &query);
        query.lemma = (struct slice){NULL, 0};
        const struct referent *leader = same ? same : referent_best(finder, &query);
        leader = leader ? leader : office_again(finder, text, w);
        query.wanted = CLASS_STATE;
        query.gender = GENDER_NONE;
        query.central = 0;
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

/* The only group that the article has named in the last sentences, or UINT32_MAX. */
static uint32_t only_group(const struct finder *finder, const struct tree_text *text)
{
    uint32_t only = UINT32_MAX;
    for (size_t i = finder->referent_count; i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        if (text->index - referent->sentence > GROUP_BACK) {
            break;
        }
        bool group = referent->actor_count == 1 &&
                     actor_at(finder->actors, referent->actors[0])->kind == ACTOR_GROUP;
        if (group && only != UINT32_MAX && only != referent->actors[0]) {
            return UINT32_MAX;
        }
        only = group ? referent->actors[0] : only;
    }
    return only;
}

/* "Les rebelles", "the movement", where one group only has been named lately. */
static bool only_group_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    uint32_t only = only_group(finder, text);
    if (only == UINT32_MAX) {
        return false;
    }
    struct mention *mention = mention_add(finder, text, w, WAY_EPITHET, &only, 1);
    mention->anaphoric = true;
    mention->modifier = word_modifies(finder, text, w);
    description_finish(mention, text->sense[w]);
    return true;
}

/* Is the noun, or the phrase that it heads ("central bank"), in the list? */
static bool phrase_listed(const struct finder *finder, const struct tree_text *text, size_t w,
                          enum list list)
{
    struct slice phrase = text_between(text, text->phrase_first[w], text->phrase_last[w]);
    return rules_find(finder->rules, list, phrase) || word_listed(finder, text, w, list);
}

/* "Des rebelles touaregs … les rebelles": the noun itself comes again. */
static bool again_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    struct query query = {.sentence = text->index,
                          .word = (uint32_t)w,
                          .wanted = CLASS_ACTORS,
                          .number = word_number(text, w),
                          .single = true,
                          .floor = AGAIN_FLOOR,
                          .lemma = text->lemma[w]};
    const struct referent *referent = referent_best(finder, &query);
    if (!referent || referent->kind == NAME_ADJECTIVE) {
        return false;
    }
    description_finish(mention_from(finder, text, w, WAY_DESCRIPTION, referent), text->sense[w]);
    return true;
}

/* "Sudan's army … the army": the last army whose owner the article named, however far back. */
static bool army_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    for (size_t i = word_listed(finder, text, w, LIST_ARMED) ? finder->referent_count : 0;
         i-- > 0;) {
        const struct referent *referent = &finder->referents[i];
        const struct tree_text *told = &finder->texts[referent->sentence];
        if (names_owner(finder, referent) && referent->class == CLASS_STATE &&
            word_listed(finder, told, referent->word, LIST_ARMED)) {
            description_finish(mention_from(finder, text, w, WAY_DESCRIPTION, referent),
                               text->sense[w]);
            return true;
        }
    }
    return false;
}

/* Says what something is, or what is held, and names nobody ("comme le gouvernement", "reprendre le
 * pouvoir"). */
static bool is_predicate(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct word *word = &text->tree->words[w];
    size_t preposition = word_case(text, w);
    bool acts = word->relation == REL_NSUBJ || word->subtype == SUB_AGENT ||
                (preposition && word_listed(finder, text, preposition, LIST_AGAINST));
    if ((!acts && word_listed(finder, text, w, LIST_ONLY_ACTING)) ||
        word_listed(finder, text, word_case(text, w), LIST_AS)) {
        return true;
    }
    return tree_child_with(text->tree, w, REL_COP) || text->tree->words[w].relation == REL_XCOMP;
}

void description_resolve(struct finder *finder, struct tree_text *text, size_t w)
{
    enum description_sense sense = text->sense[w];
    size_t possessor = possessor_of(finder, text, w);
    if (mention_of(finder, text, w) || apposed_resolve(finder, text, w)) {
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
            struct mention *mention =
                mention_add(finder, text, w, WAY_PHRASE, copy.actors, copy.actor_count);
            trace_of(finder, text, w)->last = (uint32_t)complement;
            mention->anaphoric = true;
            mention->modifier = word_modifies(finder, text, w);
            description_finish(mention, sense);
        }
        return;
    }
    bool plural_office = sense == DESCRIBES_LEADER && word_number(text, w) == NUMBER_PLUR;
    bool plural_state = sense == DESCRIBES_STATE && word_number(text, w) == NUMBER_PLUR;
    if (plural_office || plural_state) {
        plural_resolve(finder, text, w);
        return;
    }
    if (!word_definite(finder, text, w) || !is_bare(finder, text, w) ||
        is_predicate(finder, text, w) || epithet_resolve(finder, text, w)) {
        return;
    }
    if (sense == DESCRIBES_PEOPLE || phrase_listed(finder, text, w, LIST_NEVER_BARE)) {
        if (!again_resolve(finder, text, w) && !other_side_resolve(finder, text, w) &&
            sense == DESCRIBES_GROUP) {
            only_group_resolve(finder, text, w);
        }
        return;
    }
    if (other_side_resolve(finder, text, w)) {
        return;
    }
    bool other_kind = sense == DESCRIBES_STATE && epithet_of(finder, text, w).length;
    if (other_kind || framed_resolve(finder, text, w)) {
        return; /* "le royaume" is none of the states in focus */
    }
    if (army_resolve(finder, text, w)) {
        return;
    }
    const struct referent *referent = meant_by(finder, text, w);
    if (referent) {
        description_finish(mention_from(finder, text, w, WAY_DESCRIPTION, referent), sense);
    } else if (sense == DESCRIBES_GROUP) {
        only_group_resolve(finder, text, w);
    }
}
