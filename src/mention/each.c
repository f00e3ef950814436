/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a plural noun with a list behind it: "les présidents péruvien, A B, et équatorien, C D",
 * "foreign ministers A B of Peru and C D of Ecuador", "three countries, Mali, Niger and Chad".
 * Gives the noun all actors of the list and each name of a person the actor beside it. Such lists
 * are read in the order of their words: the parser hangs their parts up in too many ways. Cost:
 * linear in the words of the list. */
#include "mention/inside.h"

#include "base/utf8.h"

#define LIST_FAR 10      /* words between the noun and its list: "des Affaires étrangères" */
#define PARTICLE_BYTES 5 /* "ben", "al", "ould": small words inside a name */

/* A state and the name beside it. */
struct holder {
    uint32_t actor;
    size_t first, last; /* words of the name */
};

struct holder_list {
    struct holder items[MENTION_ACTORS];
    size_t count;
};

static bool is_form(const struct tree_text *text, size_t w, const char *form)
{
    return w <= text->tree->count && slice_is(text->form[w], form);
}

static size_t skip_upos(const struct tree_text *text, size_t at, enum upos a, enum upos b)
{
    while (at <= text->tree->count &&
           (text->tree->words[at].upos == a || text->tree->words[at].upos == b)) {
        at++;
    }
    return at;
}

/* Past a comma and what joins: ", and". */
static size_t skip_joint(const struct tree_text *text, size_t at)
{
    at += is_form(text, at, ",");
    return skip_upos(text, at, UPOS_CCONJ, UPOS_CCONJ);
}

/* Past the state or group that is named at `at`, after its preposition and article; 0 if none is.
 */
static size_t read_party(const struct finder *finder, const struct tree_text *text, size_t at,
                         uint32_t *out)
{
    at = skip_upos(text, at, UPOS_ADP, UPOS_DET);
    uint16_t hit = at <= text->tree->count ? text->hit_of[at] : 0;
    const struct actor_name *name = hit ? text->hits[hit - 1].chosen : NULL;
    if (!name || text->hits[hit - 1].first != at ||
        (name->kind != NAME_PROPER && name->kind != NAME_ADJECTIVE && name->kind != NAME_CAPITAL)) {
        return 0;
    }
    enum actor_kind kind = actor_at(finder->actors, name->actor)->kind;
    *out = name->actor;
    return kind == ACTOR_STATE || kind == ACTOR_GROUP ? text->hits[hit - 1].last + 1 : 0;
}

static bool is_capital(const struct tree_text *text, size_t w)
{
    return w <= text->tree->count && utf8_capital(text->tree->words[w].token->form);
}

/* May w go on with a name that began before it? */
static bool goes_on(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct hit *hit =
        w <= text->tree->count && text->hit_of[w] ? &text->hits[text->hit_of[w] - 1] : NULL;
    bool other =
        hit && hit->chosen && hit->chosen->kind != NAME_PERSON && hit->chosen->kind != NAME_SURNAME;
    if (other || w > text->tree->count || text->tree->words[w].upos == UPOS_CCONJ) {
        return false;
    }
    bool particle = text->form[w].length <= PARTICLE_BYTES && is_capital(text, w + 1) &&
                    text->tree->words[w].upos != UPOS_PUNCT &&
                    !word_listed(finder, text, w, LIST_OF);
    return is_capital(text, w) || particle;
}

/* Past the person's name of two words or more at `at`; 0 if there is none. */
static size_t read_name(const struct finder *finder, const struct tree_text *text, size_t at,
                        struct holder *out)
{
    if (!is_capital(text, at) || !goes_on(finder, text, at) ||
        text->tree->words[at].upos == UPOS_DET) {
        return 0;
    }
    size_t last = at;
    while (goes_on(finder, text, last + 1)) {
        last++;
    }
    out->first = at;
    out->last = last;
    return last > at ? last + 1 : 0;
}

/* "péruvien, A B, et équatorien, C D", "of Peru, A B, and Ecuador, C D" */
static void read_after_states(const struct finder *finder, const struct tree_text *text, size_t at,
                              struct holder_list *out)
{
    while (out->count < MENTION_ACTORS) {
        struct holder next;
        at = read_party(finder, text, at, &next.actor);
        at = at ? read_name(finder, text, at + is_form(text, at, ","), &next) : 0;
        if (!at) {
            return;
        }
        out->items[out->count++] = next;
        at = skip_joint(text, at);
    }
}

/* "A B of Peru and C D of Ecuador" */
static void read_before_states(const struct finder *finder, const struct tree_text *text, size_t at,
                               struct holder_list *out)
{
    while (out->count < MENTION_ACTORS) {
        struct holder next;
        at = read_name(finder, text, at, &next);
        bool of = at && at <= text->tree->count && word_listed(finder, text, at, LIST_OF);
        at = of ? read_party(finder, text, at, &next.actor) : 0;
        if (!at) {
            return;
        }
        out->items[out->count++] = next;
        at = skip_joint(text, at);
    }
}

/* "The Russian and Turkish ministers, A B and C D": as many names as the noun has actors. */
static void read_in_order(const struct finder *finder, const struct tree_text *text, size_t w,
                          struct holder_list *out)
{
    const struct mention *all = mention_of(finder, text, w);
    size_t at = text->phrase_last[w] + 1, count = all ? all->actor_count : 0;
    at += is_form(text, at, ",");
    for (size_t i = 0; i < count; i++) {
        at = read_name(finder, text, at, &out->items[i]);
        if (!at) {
            return;
        }
        out->items[i].actor = all->actors[i];
        at = skip_joint(text, at);
    }
    out->count = count;
}

/* Where a list may open behind the noun: after a comma, a dash, a colon or a bracket. */
static size_t list_begin(const struct tree_text *text, size_t w)
{
    for (size_t at = w + 1; at <= text->tree->count && at <= w + LIST_FAR; at++) {
        enum upos upos = text->tree->words[at].upos;
        if (upos == UPOS_PUNCT) {
            return at + 1;
        }
        if (upos == UPOS_VERB || upos == UPOS_AUX) {
            return 0;
        }
    }
    return 0;
}

/* "Ghana's A B": past the name of whom the state at `at` has, or past the state alone; 0 if none is
 * there. out->first is 0 without a name. */
static size_t read_owned(const struct finder *finder, const struct tree_text *text, size_t at,
                         struct holder *out)
{
    at = read_party(finder, text, at, &out->actor);
    size_t own = at ? skip_upos(text, at, UPOS_PART, UPOS_PART) : 0;
    size_t after = own > at ? read_name(finder, text, own, out) : 0;
    if (!after) {
        out->first = 0;
    }
    return after ? after : at;
}

/* The parties that stand in a row from `at` on. */
static void read_row(const struct finder *finder, const struct tree_text *text, size_t at,
                     struct holder_list *out)
{
    while (at && out->count < MENTION_ACTORS) {
        at = read_owned(finder, text, at, &out->items[out->count]);
        out->count += at != 0;
        size_t next = at ? skip_joint(text, at) : 0;
        at = next > at ? next : 0;
    }
}

static bool all_are_named(const struct holder_list *holders)
{
    for (size_t i = 0; i < holders->count; i++) {
        if (!holders->items[i].first) {
            return false;
        }
    }
    return true;
}

/* The first word behind the noun at which a state may stand, no other name or clause between. */
static size_t states_begin(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t end = text->phrase_last[w] + 1 + LIST_FAR;
    for (size_t at = text->phrase_last[w] + 1; at <= text->tree->count && at < end; at++) {
        uint32_t actor;
        enum upos upos = text->tree->words[at].upos;
        if (text->hit_of[at]) {
            return read_party(finder, text, at, &actor) ? at : 0;
        }
        if (upos == UPOS_PUNCT || upos == UPOS_VERB || upos == UPOS_AUX) {
            return 0;
        }
    }
    return 0;
}

/* Gives a name that nobody knows its actor, also for where its last part stands alone. */
static void name_holder(struct finder *finder, struct tree_text *text, const struct holder *holder,
                        bool people)
{
    size_t head = span_head(text->tree, holder->first, holder->last);
    if (mention_of(finder, text, head)) {
        return;
    }
    struct mention *mention = mention_add(finder, text, head, WAY_INTRODUCED, &holder->actor, 1);
    mention->first = trace_of(finder, text, head)->first = (uint32_t)holder->first;
    mention->last = trace_of(finder, text, head)->last = (uint32_t)holder->last;
    mention->kind = NAME_PERSON;
    mention->people = people;
    if (!people) {
        map_put(&finder->introduced, finder->arena, text->form[holder->last], holder->actor);
    }
}

static void give_all(struct finder *finder, struct tree_text *text, size_t w,
                     const struct holder_list *holders)
{
    uint32_t actors[MENTION_ACTORS];
    for (size_t i = 0; i < holders->count; i++) {
        actors[i] = holders->items[i].actor;
    }
    bool modifies = word_modifies(finder, text, w);
    struct mention *mention = mention_add(finder, text, w, WAY_PHRASE, actors, holders->count);
    mention->modifier = modifies;
    description_finish(mention, text->sense[w]);
}

void each_named(struct finder *finder, struct tree_text *text, size_t w)
{
    if (text->sense[w] != DESCRIBES_LEADER || text->hit_of[w] ||
        word_number(text, w) != NUMBER_PLUR) {
        return;
    }
    struct holder_list holders = {0};
    size_t states = states_begin(finder, text, w);
    if (states) {
        read_after_states(finder, text, states, &holders);
    }
    if (holders.count < 2) {
        holders.count = 0;
        read_before_states(finder, text, text->phrase_last[w] + 1, &holders);
    }
    if (holders.count < 2) {
        holders.count = 0;
        read_row(finder, text, list_begin(text, w), &holders);
        holders.count = all_are_named(&holders) ? holders.count : 0;
    }
    if (holders.count >= 2) {
        give_all(finder, text, w, &holders);
    } else {
        holders.count = 0;
        read_in_order(finder, text, w, &holders);
    }
    for (size_t i = 0; holders.count >= 2 && i < holders.count; i++) {
        name_holder(finder, text, &holders.items[i], false);
    }
}

/* "Two activists, Kenya's A B and Uganda's C D": does the list at w tell who the people are that a
 * noun before it speaks of? */
static bool lists_people(const struct tree_text *text, size_t w)
{
    size_t noun = w > 2 && text->tree->words[w - 1].upos == UPOS_PUNCT ? w - 2 : 0;
    return noun && text->tree->words[noun].upos == UPOS_NOUN &&
           text->sense[noun] != DESCRIBES_LEADER && text->sense[noun] != DESCRIBES_GOVERNMENT;
}

void each_owned(struct finder *finder, struct tree_text *text, size_t w)
{
    struct holder_list holders = {0};
    read_row(finder, text, w, &holders);
    bool people = lists_people(text, w);
    bool all = holders.count >= 2 && all_are_named(&holders);
    for (size_t i = 0; all && i < holders.count; i++) {
        name_holder(finder, text, &holders.items[i], people);
    }
}

/* Past "namely", "à savoir". */
static size_t skip_namely(const struct finder *finder, const struct tree_text *text, size_t at)
{
    for (size_t last = at + 1; last >= at; last--) {
        if (last <= text->tree->count &&
            rules_find(finder->rules, LIST_NAMELY, text_between(text, at, last))) {
            return last + 1;
        }
    }
    return at;
}

bool each_listed(const struct finder *finder, const struct tree_text *text, size_t w, size_t count,
                 uint32_t *out)
{
    size_t at = list_begin(text, w);
    at = at ? skip_namely(finder, text, at) : 0;
    struct holder_list holders = {0};
    read_row(finder, text, at, &holders);
    for (size_t i = 0; i < holders.count; i++) {
        out[i] = holders.items[i].actor;
    }
    return holders.count == count;
}
