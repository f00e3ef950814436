/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Phrases of office and government: a noun of descriptions.tsv with a modifier that names an actor
 * ("le ministre turc des Affaires étrangères", "Russia's army", "l'ambassadeur de Russie à Bakou",
 * "chef de la diplomatie russe") is a mention of that actor, headed by the noun. An organisation
 * after `de` wins over an adjective, an adjective or genitive over a state after `de`, and last
 * come adjectives inside what the office is for ("ministre de la Défense russe"). A plural noun
 * takes all modifiers of the winning kind ("les présidents russe et turc"). */
#include "mention/inside.h"

#include "base/utf8.h"

enum strength { STRENGTH_NONE, STRENGTH_NESTED, STRENGTH_OF, STRENGTH_NEAR, STRENGTH_ORGANISATION };

struct modifiers {
    uint32_t actors[MENTION_ACTORS];
    size_t count;
    enum strength strength;
    size_t first, last; /* words from the modifiers to the noun */
};

static bool actor_suits(const struct finder *finder, enum description_sense sense, uint32_t actor)
{
    enum actor_kind kind = actor_at(finder->actors, actor)->kind;
    switch (sense) {
    case DESCRIBES_STATE:
        return kind == ACTOR_STATE;
    case DESCRIBES_GROUP:
        return kind == ACTOR_GROUP;
    case DESCRIBES_ORGANISATION:
        return kind == ACTOR_ORGANISATION;
    default:
        return true;
    }
}

static void modifiers_add(const struct finder *finder, enum description_sense sense,
                          struct modifiers *all, const struct mention *mention,
                          enum strength strength)
{
    for (size_t i = 0; i < mention->actor_count; i++) {
        if (!actor_suits(finder, sense, mention->actors[i])) {
            return;
        }
    }
    if (strength < all->strength || mention->people) {
        return;
    }
    if (strength > all->strength) {
        all->strength = strength;
        all->count = 0;
        all->first = mention->first;
        all->last = mention->last;
    }
    for (size_t i = 0; i < mention->actor_count && all->count < MENTION_ACTORS; i++) {
        all->actors[all->count++] = mention->actors[i];
    }
    all->first = mention->first < all->first ? mention->first : all->first;
    all->last = mention->last > all->last ? mention->last : all->last;
}

/* Adds the child and what is coordinated with it. */
static void child_add(struct finder *finder, struct tree_text *text, size_t child,
                      enum description_sense sense, enum strength strength, struct modifiers *all)
{
    const struct mention *mention = mention_of(finder, text, child);
    if (mention) {
        modifiers_add(finder, sense, all, mention, strength);
    }
    size_t other = 0;
    while (mention && (other = tree_child(text->tree, child, other)) != 0) {
        if (text->tree->words[other].relation == REL_CONJ && other > child) {
            child_add(finder, text, other, sense, strength, all);
        }
    }
}

static bool is_organisation(const struct finder *finder, const struct mention *mention)
{
    return mention->actor_count == 1 &&
           actor_at(finder->actors, mention->actors[0])->kind == ACTOR_ORGANISATION;
}

/* Adjectives inside what the office is for: "ministre des Affaires étrangères russe"; but
 * "secrétaire d'État aux Affaires européennes" is of no union. */
static void nested_add(struct finder *finder, struct tree_text *text, size_t topic,
                       enum description_sense sense, struct modifiers *all)
{
    bool capital = utf8_capital(text->tree->words[topic].token->form);
    if (text->hit_of[topic] || (!capital && !word_listed(finder, text, topic, LIST_TOPIC))) {
        return;
    }
    size_t child = 0;
    while ((child = tree_child(text->tree, topic, child)) != 0) {
        const struct mention *mention = mention_of(finder, text, child);
        enum relation relation = text->tree->words[child].relation;
        size_t preposition = word_case(text, child);
        bool of = preposition && word_listed(finder, text, preposition, LIST_OF);
        bool near = relation == REL_AMOD || relation == REL_COMPOUND || relation == REL_APPOS ||
                    relation == REL_FLAT || of || text->tree->words[child].subtype == SUB_POSS;
        bool subject = mention && relation == REL_AMOD && is_organisation(finder, mention);
        if (mention && near && !mention->place && !subject) {
            child_add(finder, text, child, sense, STRENGTH_NESTED, all);
        } else if (relation == REL_CONJ || relation == REL_NMOD || relation == REL_FLAT) {
            nested_add(finder, text, child, sense, all);
        }
    }
}

/* "les autorités de transition, dirigées par le général X": whom the leader stands for. */
static void leader_read(struct finder *finder, struct tree_text *text, size_t w, size_t participle,
                        struct modifiers *all)
{
    const struct tree *tree = text->tree;
    size_t leader = tree->words[participle].relation == REL_ACL &&
                            word_listed(finder, text, participle, LIST_LED)
                        ? tree_child_with(tree, participle, REL_OBL)
                        : 0;
    const struct mention *mention = leader ? mention_of(finder, text, leader) : NULL;
    for (size_t c = 0; leader && !mention && (c = tree_child(tree, leader, c));) {
        enum relation relation = tree->words[c].relation;
        bool name = relation == REL_FLAT || relation == REL_APPOS || relation == REL_NMOD;
        mention = name ? mention_of(finder, text, c) : NULL;
    }
    if (mention && (mention->kind == NAME_PERSON || mention->kind == NAME_SURNAME)) {
        modifiers_add(finder, text->sense[w], all, mention, STRENGTH_NEAR);
        all->first = w;
        all->last = w;
    }
}

/* "The government in Nairobi", "les autorités à Lima": where it sits tells whose it is. */
static void seat_read(const struct finder *finder, const struct tree_text *text, size_t w,
                      size_t place, struct modifiers *all)
{
    size_t preposition = word_case(text, place);
    const struct mention *seat = mention_of(finder, text, place);
    if (seat && preposition && seat->place &&
        (seat->kind == NAME_CAPITAL || seat->kind == NAME_PROPER) &&
        word_listed(finder, text, preposition, LIST_PLACE_CASE) &&
        word_listed(finder, text, w, LIST_SEATED)) {
        modifiers_add(finder, text->sense[w], all, seat, STRENGTH_NESTED);
    }
}

/* "backed the government in Nairobi": the tree hangs the seat under the verb, yet it stands right
 * behind the noun. */
static void seat_behind(const struct finder *finder, const struct tree_text *text, size_t w,
                        struct modifiers *all)
{
    const struct tree *tree = text->tree;
    size_t place = w + 1 < tree->count ? tree->words[w + 1].head : 0;
    if (place > w + 1 && word_case(text, place) == w + 1 &&
        tree->words[place].relation == REL_OBL && tree->words[place].head == tree->words[w].head) {
        seat_read(finder, text, w, place, all);
    }
}

static void modifier_read(struct finder *finder, struct tree_text *text, size_t w, size_t child,
                          struct modifiers *all)
{
    enum description_sense sense = text->sense[w];
    const struct word *word = &text->tree->words[child];
    size_t preposition = word_case(text, child);
    bool of = preposition && word_listed(finder, text, preposition, LIST_OF);
    bool near = word->relation == REL_AMOD || word->relation == REL_COMPOUND ||
                word->subtype == SUB_POSS || (word->relation == REL_NMOD && !preposition);
    bool name = word->relation == REL_FLAT || word->relation == REL_APPOS;
    if (word->upos == UPOS_DET || word->upos == UPOS_PRON || word_hyphenated(text, child)) {
        return;
    }
    leader_read(finder, text, w, child, all);
    if (word->relation == REL_NMOD) {
        seat_read(finder, text, w, child, all);
    }
    bool topic = word->relation == REL_NMOD && word_listed(finder, text, child, LIST_TOPIC);
    if (!of && !near && !name && !topic) {
        return;
    }
    if (text->sense[child] && !text->hit_of[child]) {
        phrase_make(finder, text, child);
    }
    const struct mention *mention = mention_of(finder, text, child);
    if (!mention) {
        if (of || near || topic) {
            nested_add(finder, text, child, sense, all);
        }
        return;
    }
    bool away = rules_find(finder->rules, LIST_COUNTERPART, text->lemma[w]) != 0;
    if ((mention->place && mention->kind != NAME_PLACE && !of) || mention->kind == NAME_PLACE ||
        (away && (of || word->subtype == SUB_POSS))) {
        return;
    }
    bool person = mention->kind == NAME_PERSON || mention->kind == NAME_SURNAME;
    bool adjective =
        mention->kind == NAME_ADJECTIVE || !utf8_capital(text->tree->words[child].token->form);
    if (name && !adjective &&
        (person || (sense != DESCRIBES_GROUP && sense != DESCRIBES_ORGANISATION))) {
        return;
    }
    if (sense == DESCRIBES_STATE && of && word_number(text, w) == NUMBER_PLUR) {
        return; /* "seven countries of Latin America", "65 pays, dont la Chine" */
    }
    enum strength strength = of && is_organisation(finder, mention) ? STRENGTH_ORGANISATION
                             : of                                   ? STRENGTH_OF
                                                                    : STRENGTH_NEAR;
    child_add(finder, text, child, sense, strength, all);
}

static enum name_kind kind_of_sense(enum description_sense sense)
{
    switch (sense) {
    case DESCRIBES_LEADER:
        return NAME_PERSON;
    case DESCRIBES_GOVERNMENT:
        return NAME_BODY;
    case DESCRIBES_PEOPLE:
        return NAME_PEOPLE;
    default:
        return NAME_PROPER;
    }
}

/* Observers of the EU and militants of Hamas speak and act for them; people of a state do not. */
static bool is_state(const struct finder *finder, uint32_t actor)
{
    return actor_at(finder->actors, actor)->kind == ACTOR_STATE;
}

/* "Paul, a Maltese sailor": one of that nation, who acts for himself. */
static bool is_private_person(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t head = text->tree->words[w].head;
    return text->tree->words[w].relation == REL_APPOS && text->sense[w] == DESCRIBES_GOVERNMENT &&
           text->tree->words[head].upos == UPOS_PROPN && !mention_of(finder, text, head) &&
           word_number(text, w) != NUMBER_PLUR && !word_definite(finder, text, w);
}

/* "The Moldovan people": the nation, not some who belong to it. */
static bool is_nation(const struct finder *finder, const struct tree_text *text, size_t w)
{
    return word_listed(finder, text, w, LIST_NATION) && word_definite(finder, text, w) &&
           !tree_child_with(text->tree, w, REL_NUMMOD);
}

/* "Ses diplomates du Rwanda": whose they are is said already. */
static bool has_possessive(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t determiner = word_determiner(text, w);
    return determiner &&
           (rules_find(finder->rules, LIST_PRONOUN, text->form[determiner]) & PRONOUN_OWNER) != 0;
}

/* "Les chefs de la diplomatie russe et turc": each has one. */
static bool is_one_each(const struct tree_text *text, size_t w)
{
    size_t head = text->tree->words[w].head;
    return text->tree->words[w].relation == REL_NMOD && text->sense[head] == DESCRIBES_LEADER &&
           word_number(text, head) == NUMBER_PLUR;
}

/* "Ses alliés, regroupés au sein de l'Otan": the organisation that together they are, or NULL. */
static const struct mention *gathered_in(const struct finder *finder, const struct tree_text *text,
                                         size_t w)
{
    bool states = text->sense[w] == DESCRIBES_STATE && word_number(text, w) == NUMBER_PLUR;
    for (size_t c = 0; states && (c = tree_child(text->tree, w, c));) {
        bool gathered =
            text->tree->words[c].relation == REL_ACL && word_listed(finder, text, c, LIST_GATHERED);
        for (size_t d = 0; gathered && (d = tree_child(text->tree, c, d));) {
            size_t inner = tree_child_with(text->tree, d, REL_NMOD); /* "au sein de" */
            const struct mention *whole = mention_of(finder, text, d);
            whole = whole || !inner ? whole : mention_of(finder, text, inner);
            if (whole && word_case(text, d) && is_organisation(finder, whole)) {
                return whole;
            }
        }
    }
    return NULL;
}

void phrase_make(struct finder *finder, struct tree_text *text, size_t w)
{
    if (!text->sense[w] || text->hit_of[w] || text->done[w]) {
        return;
    }
    text->done[w] = true;
    struct modifiers all = {.first = w, .last = w};
    size_t child = 0;
    while ((child = tree_child(text->tree, w, child)) != 0) {
        modifier_read(finder, text, w, child, &all);
    }
    if (!all.count) {
        seat_behind(finder, text, w, &all);
    }
    const struct mention *whole = gathered_in(finder, text, w);
    if (whole) {
        all.actors[0] = whole->actors[0];
        all.count = 1;
    }
    enum description_sense sense = text->sense[w];
    bool state = all.count && actor_at(finder->actors, all.actors[0])->kind == ACTOR_STATE;
    if (state && all.strength == STRENGTH_OF && has_possessive(finder, text, w)) {
        return;
    }
    if (!all.count || mention_of(finder, text, w) || sense == DESCRIBES_BOTH) {
        return;
    }
    if (word_number(text, w) != NUMBER_PLUR && !is_one_each(text, w)) {
        all.count = 1;
    }
    if (sense == DESCRIBES_STATE && all.strength == STRENGTH_NEAR &&
        apposed_resolve(finder, text, w)) {
        return; /* "Russian ally Belarus": the state named, not the one that it is tied to */
    }
    struct mention *mention = mention_add(finder, text, w, WAY_PHRASE, all.actors, all.count);
    mention->first = (uint32_t)(all.first < w ? all.first : w);
    mention->last = (uint32_t)(all.last > w ? all.last : w);
    trace_of(finder, text, w)->first = mention->first;
    trace_of(finder, text, w)->last = mention->last;
    mention->kind = kind_of_sense(sense);
    mention->people = is_state(finder, all.actors[0]) && !is_nation(finder, text, w) &&
                      (sense == DESCRIBES_PEOPLE || is_private_person(finder, text, w));
    mention->place =
        is_state(finder, all.actors[0]) && word_listed(finder, text, w, LIST_PLACE_NOUN);
    mention->modifier = word_modifies(finder, text, w);
}

static size_t name_last(const struct tree_text *text, size_t name)
{
    size_t last = name, child = 0;
    while ((child = tree_child(text->tree, name, child)) != 0) {
        bool flat = text->tree->words[child].relation == REL_FLAT;
        last = flat && child > last ? child : last;
    }
    return last;
}

static bool agrees(const struct tree_text *text, size_t substitute, const struct tree_text *other,
                   size_t noun)
{
    enum gender gender = text->tree->words[substitute].gender, has = word_gender(other, noun);
    enum number number = text->tree->words[substitute].number;
    return (gender == GENDER_NONE || has == GENDER_NONE || gender == has) &&
           (number == NUMBER_NONE || number == word_number(other, noun));
}

/* The last subject or object before w that agrees with it, or 0. */
static size_t noun_before(const struct tree_text *text, size_t w, const struct tree_text *other,
                          size_t end)
{
    for (size_t noun = end; noun-- > 1;) {
        enum relation relation = other->tree->words[noun].relation;
        if ((relation == REL_NSUBJ || relation == REL_OBJ) &&
            other->tree->words[noun].upos == UPOS_NOUN && agrees(text, w, other, noun)) {
            return noun;
        }
    }
    return 0;
}

static bool complement_after(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t child = tree_child_with(text->tree, w, REL_NMOD);
    size_t preposition = child ? word_case(text, child) : 0;
    return preposition && word_listed(finder, text, preposition, LIST_OF);
}

void substitutes_find(struct finder *finder, struct tree_text *text)
{
    for (size_t w = 2; w <= text->tree->count; w++) {
        if (!rules_find(finder->rules, LIST_SUBSTITUTE, text->form[w]) ||
            text->tree->words[w].upos != UPOS_PRON || !complement_after(finder, text, w)) {
            continue;
        }
        const struct tree_text *before = text->index ? text - 1 : NULL;
        size_t noun = noun_before(text, w, text, w);
        uint8_t sense = noun ? text->sense[noun] : 0;
        if (!noun && before && (noun = noun_before(text, w, before, before->tree->count + 1))) {
            sense = before->sense[noun];
        }
        if (sense == DESCRIBES_LEADER || sense == DESCRIBES_GOVERNMENT) {
            text->sense[w] = sense;
            text->phrase_first[w] = text->phrase_last[w] = (uint16_t)w;
        }
    }
}

/* Files "Diop" for later sentences when "the Malian minister Abdoulaye Diop" introduced it. */
static void introduce(struct finder *finder, struct tree_text *text, size_t name,
                      const struct mention *office)
{
    size_t last = name_last(text, name);
    if (office->actor_count == 1 && last > name &&
        utf8_capital(text->tree->words[last].token->form)) {
        map_put(&finder->introduced, finder->arena, text->form[last], office->actors[0]);
    }
}

static bool is_name_tie(const struct tree_text *text, size_t below)
{
    enum relation relation = text->tree->words[below].relation;
    return relation == REL_APPOS || relation == REL_FLAT || relation == REL_COMPOUND ||
           (relation == REL_NMOD && !word_case(text, below) &&
            text->tree->words[below].subtype != SUB_POSS) ||
           relation == REL_LIST;
}

static bool share_actor(const struct mention *a, const struct mention *b)
{
    for (size_t i = 0; i < a->actor_count; i++) {
        if (a->actors[i] == b->actors[0]) {
            return true;
        }
    }
    return false;
}

static bool is_person_name(const struct tree_text *text, size_t w, const struct mention *mention)
{
    if (mention) {
        return mention->kind == NAME_PERSON || mention->kind == NAME_SURNAME;
    }
    return text->tree->words[w].upos == UPOS_PROPN && !text->hit_of[w] && !text->sense[w] &&
           utf8_capital(text->tree->words[w].token->form);
}

/* One mention for office and name: the one that stands first keeps it, both words show it. */
static void join(struct finder *finder, struct tree_text *text, size_t office, size_t name)
{
    struct mention *of_office = mention_of(finder, text, office);
    struct mention *of_name = mention_of(finder, text, name);
    if (!is_person_name(text, name, of_name)) {
        return;
    }
    if (of_office && !of_name) {
        introduce(finder, text, name, of_office);
        mention_cover(finder, text, name, of_office);
        *trace_of(finder, text, name) = (struct mention_trace){
            WAY_INTRODUCED, (uint32_t)name,   (uint32_t)name_last(text, name),
            text->index,    (uint32_t)office, NULL};
        of_office->head = (uint32_t)(text->tree->words[office].head == name ? name : office);
    } else if (of_name && !of_office) {
        mention_cover(finder, text, office, of_name);
        *trace_of(finder, text, office) = (struct mention_trace){
            WAY_PHRASE, (uint32_t)office, (uint32_t)office, text->index, (uint32_t)name, NULL};
        of_name->head = (uint32_t)(text->tree->words[name].head == office ? office : name);
    } else if (of_office && of_name && of_office->actor_count == of_name->actor_count &&
               share_actor(of_office, of_name)) {
        struct mention *upper = text->tree->words[name].head == office ? of_office : of_name;
        struct mention *lower = upper == of_office ? of_name : of_office;
        upper->first = lower->first < upper->first ? lower->first : upper->first;
        upper->last = lower->last > upper->last ? lower->last : upper->last;
        mention_cover(finder, text, upper == of_office ? name : office, upper);
    }
}

/* "The Malian spokesman Ousmane Keita" belongs together, whatever the tree says. */
static void join_next(struct finder *finder, struct tree_text *text, size_t office)
{
    size_t name = office + 1;
    if (text->sense[office] != DESCRIBES_LEADER || text->hit_of[office] ||
        name > text->tree->count || text->end[office] == text->start[name]) {
        return;
    }
    name = text->hit_of[name] ? text->hits[text->hit_of[name] - 1].head : name;
    if (text->tree->words[name].relation == REL_FLAT && text->tree->words[name].head > office) {
        name = text->tree->words[name].head;
    }
    if (text->tree->words[name].upos == UPOS_PROPN && !text->sense[name] &&
        mention_of(finder, text, office) != mention_of(finder, text, name)) {
        join(finder, text, office, name);
    }
}

/* "M. Trump": the title shows the name's mention; "MM. Poutine et Xi": all of them. */
static void join_honorific(struct finder *finder, struct tree_text *text, size_t w)
{
    size_t name = w + 1, other = 0;
    if (!word_listed(finder, text, w, LIST_HONORIFIC) || text->hit_of[w] ||
        mention_of(finder, text, w) || name > text->tree->count) {
        return;
    }
    name = text->hit_of[name] ? text->hits[text->hit_of[name] - 1].head : name;
    struct mention *mention = mention_of(finder, text, name);
    if (!mention || text->tree->words[name].head != w ||
        (mention->kind != NAME_PERSON && mention->kind != NAME_SURNAME)) {
        return;
    }
    uint32_t actors[MENTION_ACTORS] = {mention->actors[0]};
    size_t count = 1;
    while ((other = tree_child(text->tree, name, other)) != 0) {
        const struct mention *next = mention_of(finder, text, other);
        if (text->tree->words[other].relation == REL_CONJ && next && count < MENTION_ACTORS) {
            actors[count++] = next->actors[0];
        }
    }
    if (count > 1) {
        struct mention copy = *mention;
        struct mention *all = mention_add(finder, text, w, WAY_SET, actors, count);
        all->last = copy.last;
        all->kind = copy.kind;
        all->modifier = word_modifies(finder, text, w);
        return;
    }
    mention->first = (uint32_t)w;
    mention->head = (uint32_t)w;
    mention->modifier = word_modifies(finder, text, w);
    mention_cover(finder, text, w, mention);
    *trace_of(finder, text, w) = *trace_of(finder, text, name);
}

/* "The Russian minister, A B, and his Turkish counterpart, C D": the office whose phrase ends right
 * before the name, where the tree hangs the name under another before it; else `office`. */
static size_t office_closest(const struct finder *finder, const struct tree_text *text,
                             size_t office, size_t name)
{
    size_t last = name - 1 - slice_is(text->form[name - 1], ",");
    for (size_t w = last; w > office; w--) {
        const struct mention *mention = mention_of(finder, text, w);
        bool ends = mention && mention->head == w && (mention->last == last || w == last);
        if (text->sense[w] == DESCRIBES_LEADER && !text->hit_of[w] && ends) {
            return w;
        }
    }
    return office;
}

void phrases_join_names(struct finder *finder, struct tree_text *text)
{
    for (size_t w = 1; w < text->tree->count; w++) {
        join_honorific(finder, text, w);
    }
    for (size_t w = 1; w < text->tree->count; w++) {
        join_next(finder, text, w);
    }
    for (int near = 1; near >= 0; near--) {
        for (size_t w = 1; w <= text->tree->count; w++) {
            size_t head = text->tree->words[w].head;
            if (!head || !is_name_tie(text, w) ||
                (near && (text->tree->words[w].relation == REL_APPOS || head > w))) {
                continue;
            }
            if (text->sense[head] == DESCRIBES_LEADER && !text->hit_of[head] && !text->sense[w]) {
                join(finder, text, head < w ? office_closest(finder, text, head, w) : head, w);
            } else if (text->sense[w] == DESCRIBES_LEADER && !text->hit_of[w] &&
                       !text->sense[head]) {
                join(finder, text, w, head);
            }
        }
    }
}
