/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which of the actors that a form may name is meant: by language, part of speech, date, and by what
 * else the article names. A person counts from the first office on; a bare surname only when the
 * article gives the full name, a title stands beside it, or it can mean one person alone whose
 * state the article names. What cannot be told apart is no mention. */
#include "mention/inside.h"

#include "base/utf8.h"

#define TITLE_WORDS 3 /* how far before a surname its title may stand */
#define SURNAME_LETTERS 4

static bool is_person(const struct actor_name *name)
{
    return name->kind == NAME_PERSON || name->kind == NAME_SURNAME;
}

/* The last word before a name that is neither an adjective nor punctuation. */
static size_t title_before(const struct finder *finder, const struct tree_text *text, size_t first)
{
    for (size_t w = first; w-- > 1 && first - w <= TITLE_WORDS + 1;) {
        if (text->sense[w] == DESCRIBES_LEADER || word_listed(finder, text, w, LIST_HONORIFIC)) {
            return w;
        }
        const struct word *word = &text->tree->words[w];
        if (word->upos == UPOS_VERB || word->upos == UPOS_AUX) {
            break;
        }
    }
    return 0;
}

/* "Colombia's Petro": a surname behind the name of its own state. */
static bool behind_own_state(const struct tree_text *text, const struct hit *hit,
                             const struct actor_name *name)
{
    size_t mark = hit->first - 1, owner = hit->first > 2 ? hit->first - 2 : 0;
    if (!owner || text->tree->words[mark].head != owner || !text->hit_of[owner] ||
        text->tree->words[owner].head != hit->head) {
        return false;
    }
    struct actor_names owners = text->hits[text->hit_of[owner] - 1].names;
    for (size_t i = 0; i < owners.count; i++) {
        if (owners.items[i]->actor == name->actor && !is_person(owners.items[i])) {
            return true;
        }
    }
    return false;
}

static bool is_known(const struct finder *finder, uint32_t person)
{
    for (size_t i = 0; i < finder->person_count; i++) {
        if (finder->persons[i] == person) {
            return true;
        }
    }
    return false;
}

/* Is the word part of another name? One before the name in question must have proved an actor. */
static bool is_taken(const struct tree_text *text, size_t w, size_t head)
{
    uint16_t number = text->hit_of[w];
    return number && (w > head || text->hits[number - 1].chosen);
}

/* A capitalised word right before the name that belongs to it and is neither title nor known. */
static bool is_longer(const struct finder *finder, const struct tree_text *text, size_t w,
                      size_t head)
{
    const struct tree *tree = text->tree;
    bool noun = w >= 1 && w < head && tree->words[w].upos == UPOS_NOUN &&
                tree->words[head].head == w && tree->words[head].relation == REL_FLAT;
    if (w < 1 || w > tree->count || (tree->words[w].upos != UPOS_PROPN && !noun) ||
        !utf8_capital(tree->words[w].token->form) || text->sense[w] || is_taken(text, w, head) ||
        word_listed(finder, text, w, LIST_HONORIFIC) ||
        word_listed(finder, text, w, LIST_CALENDAR) ||
        slice_ends(tree->words[w].token->form, SLICE("."))) {
        return false;
    }
    const struct word *word = &tree->words[w], *name = &tree->words[head];
    bool below =
        word->head == head && (word->relation == REL_FLAT || word->relation == REL_COMPOUND ||
                               (word->relation == REL_NMOD && !word_case(text, w)));
    bool above = name->head == w && (name->relation == REL_FLAT || name->relation == REL_COMPOUND ||
                                     (name->relation == REL_NMOD && !word_case(text, head)));
    bool sister = word->head && word->head == name->head && word->relation == REL_FLAT &&
                  name->relation == REL_FLAT;
    return below || above || sister;
}

bool part_of_longer_name(const struct finder *finder, const struct tree_text *text,
                         const struct hit *hit)
{
    bool after = hit->last < text->tree->count &&
                 text->start[hit->last + 1] > text->end[hit->last] &&
                 is_longer(finder, text, hit->last + 1, hit->head);
    bool before = hit->first > 1 && text->start[hit->first] > text->end[hit->first - 1] &&
                  is_longer(finder, text, hit->first - 1, hit->head);
    size_t head = text->tree->words[hit->head].head;
    bool compound = text->tree->words[hit->head].relation == REL_COMPOUND && head > hit->last &&
                    is_longer(finder, text, head, hit->head);
    return after || before || compound;
}

/* How well a name that is no person fits the word: higher is better, negative is not at all. */
static int fit_of(const struct finder *finder, const struct tree_text *text, const struct hit *hit,
                  const struct actor_name *name)
{
    static const int ranks[] = {
        [NAME_PROPER] = 60, [NAME_FORMER] = 50, [NAME_CAPITAL] = 52,   [NAME_SEAT] = 54,
        [NAME_BODY] = 48,   [NAME_PLACE] = 30,  [NAME_ADJECTIVE] = 40, [NAME_PEOPLE] = 44,
    };
    const struct word *head = &text->tree->words[hit->head];
    bool lower = !utf8_capital(text->tree->words[hit->first].token->form);
    bool adjective = head->upos == UPOS_ADJ || head->relation == REL_AMOD ||
                     (head->relation == REL_COMPOUND && name->kind == NAME_ADJECTIVE);
    /* "Japanese and South Korean troops": what is coordinated there is the first word */
    adjective = adjective || (head->relation == REL_CONJ && hit->last > hit->head &&
                              text->tree->words[hit->last].upos == UPOS_ADJ);
    int fit = ranks[name->kind];
    if (name->kind == NAME_ADJECTIVE) {
        bool second = head->relation == REL_CONJ && text->tree->words[head->head].upos == UPOS_ADJ;
        bool noun = head->upos == UPOS_NOUN && head->relation != REL_AMOD && lower && !second;
        fit += adjective ? 30 : noun ? -100 : 0;
    }
    if (name->kind == NAME_PEOPLE && (adjective || head->relation == REL_COMPOUND)) {
        fit -= 20;
    }
    if (!actor_name_holds(name, finder->day) && finder->day != DAY_BEFORE_ALL) {
        fit -= name->kind == NAME_FORMER ? 100 : 25;
    }
    fit -= name->language[0] && strcmp(name->language, finder->rules->language) ? 15 : 0;
    return fit;
}

/* Brussels is Belgium's capital and the Union's seat: whichever the article names more often. */
static bool is_named_more(const struct finder *finder, const struct actor_name *name,
                          const struct actor_name *best)
{
    bool city = name->kind == NAME_CAPITAL || name->kind == NAME_PLACE;
    bool other = best->kind == NAME_CAPITAL || best->kind == NAME_PLACE;
    bool seat = (city && best->kind == NAME_SEAT) || (other && name->kind == NAME_SEAT);
    return seat && finder->named[name->actor] > finder->named[best->actor];
}

/* "ADF" is the Allied Democratic Forces only where the article also names them in full, or their
 * home state. */
static bool lacks_context(const struct finder *finder, const struct actor_name *name)
{
    uint32_t home = actor_by_code(finder->actors, actor_at(finder->actors, name->actor)->state);
    return name->guarded && !finder->named[name->actor] &&
           (home == UINT32_MAX || !finder->named[home]);
}

static const struct actor_name *choose_thing(const struct finder *finder,
                                             const struct tree_text *text, const struct hit *hit)
{
    const struct actor_name *best = NULL;
    int best_fit = 0;
    for (size_t i = 0; i < hit->names.count; i++) {
        const struct actor_name *name = hit->names.items[i];
        if (is_person(name) || lacks_context(finder, name)) {
            continue;
        }
        int fit = fit_of(finder, text, hit, name);
        bool more = best && fit == best_fit && name->actor != best->actor &&
                    finder->named[name->actor] > finder->named[best->actor];
        bool less = best && is_named_more(finder, best, name);
        more = more || (best && fit > 0 && is_named_more(finder, name, best));
        if ((fit > best_fit && !less) || more) {
            best = name;
            best_fit = fit;
        }
    }
    return best;
}

/* The day of which the sentence speaks. */
static int32_t spoken_day(const struct finder *finder, const struct tree_text *text)
{
    bool dated = finder->spoken && finder->spoken[text->index] != finder->given;
    return dated ? finder->spoken[text->index] : finder->day;
}

/* Of one person's offices the one in force on the day, else the latest before it. */
static bool is_later(int32_t day, const struct actor_name *a, const struct actor_name *b)
{
    bool a_holds = actor_name_holds(a, day), b_holds = actor_name_holds(b, day);
    return a_holds != b_holds ? a_holds : a->since > b->since;
}

/* A surname alone speaks for a person only with support; see the head of this file. */
static int support_of(const struct finder *finder, const struct tree_text *text,
                      const struct hit *hit, const struct actor_name *name)
{
    bool then = actor_name_holds(name, spoken_day(finder, text));
    bool holds = then || actor_name_holds(name, finder->day) || finder->day == DAY_BEFORE_ALL;
    int support = (then ? 8 : holds ? 7 : 0) + (finder->named[name->actor] ? 4 : 0);
    if (name->kind == NAME_PERSON) {
        return 64 + support;
    }
    if (is_known(finder, name->person)) {
        return 32 + support;
    }
    if (behind_own_state(text, hit, name)) {
        return 16 + support;
    }
    if (hit->variant || title_before(finder, text, hit->first)) {
        return finder->named[name->actor] ? 16 + support : 0;
    }
    struct slice folded = text_between(text, hit->first, hit->last);
    bool common = actor_given_name(finder->actors, folded) ||
                  rules_find(finder->rules, LIST_ORDINARY, folded) ||
                  utf8_count(folded) < SURNAME_LETTERS ||
                  text->tree->words[hit->head].upos != UPOS_PROPN;
    return common || !holds || !finder->named[name->actor] ? 0 : support;
}

static const struct actor_name *choose_person(const struct finder *finder,
                                              const struct tree_text *text, const struct hit *hit)
{
    const struct actor_name *best = NULL;
    int best_support = 0;
    bool tie = false;
    for (size_t i = 0; i < hit->names.count; i++) {
        const struct actor_name *name = hit->names.items[i];
        if (!is_person(name) || (name->since > finder->latest && finder->day != DAY_BEFORE_ALL)) {
            continue;
        }
        int support = support_of(finder, text, hit, name);
        if (!support) {
            continue;
        }
        if (best && best->person == name->person) {
            best_support = support > best_support ? support : best_support;
            best = is_later(spoken_day(finder, text), name, best) ? name : best;
        } else if (!best || support > best_support) {
            best = name;
            best_support = support;
            tie = false;
        } else if (support == best_support && name->actor != best->actor) {
            tie = true;
        }
    }
    return tie ? NULL : best;
}

static bool is_title_case(const struct tree_text *text)
{
    size_t capitals = 0;
    for (size_t w = 1; w <= text->tree->count; w++) {
        capitals += utf8_capital(text->tree->words[w].token->form);
    }
    return capitals * 2 > text->tree->count;
}

/* "Iran Carpets", "Lebanon Bakery": a state's name before a capitalised noun that is no office. */
static bool names_firm(const struct finder *finder, const struct tree_text *text,
                       const struct hit *hit)
{
    size_t next = hit->last + 1;
    if (hit->chosen->kind != NAME_PROPER || next > text->tree->count) {
        return false;
    }
    const struct word *word = &text->tree->words[next];
    return text->start[next] > text->end[hit->last] && utf8_capital(word->token->form) &&
           (word->upos == UPOS_NOUN || word->upos == UPOS_PROPN) && !text->sense[next] &&
           !text->hit_of[next] && !word_listed(finder, text, next, LIST_TOPIC) &&
           !word_listed(finder, text, next, LIST_CALENDAR) && !is_title_case(text);
}

/* Teams, exchanges and dishes bear the names of states; so do persons and firms. */
static bool is_private(const struct finder *finder, const struct tree_text *text,
                       const struct hit *hit)
{
    if (is_person(hit->chosen)) {
        return false;
    }
    enum actor_kind kind = actor_at(finder->actors, hit->chosen->actor)->kind;
    bool firm = (hit->last < text->tree->count && slice_is(text->form[hit->last + 1], "&")) ||
                (kind == ACTOR_STATE && names_firm(finder, text, hit));
    struct slice form = text_between(text, hit->first, hit->last);
    bool surname =
        hit->chosen->kind == NAME_CAPITAL && map_get(&finder->surnames, form) != MAP_NONE;
    bool elsewhere = kind == ACTOR_STATE && map_get(&finder->elsewhere, form) != MAP_NONE;
    return firm || surname || elsewhere || (finder->pastime && kind == ACTOR_STATE);
}

/* "Vladimir Vladimirovitch Poutine": the longer name begins with the person's given name. */
static bool has_middle_name(const struct finder *finder, const struct tree_text *text,
                            const struct hit *hit)
{
    struct actor_names names = actor_all_names(finder->actors, hit->chosen->actor);
    for (size_t i = 0; hit->first > 2 && i < names.count; i++) {
        struct slice rest = names.items[i]->form, given;
        bool same =
            names.items[i]->kind == NAME_PERSON && names.items[i]->person == hit->chosen->person;
        if (same && slice_split(&rest, ' ', &given) &&
            slice_equal(given, text->tree->words[hit->first - 2].token->form)) {
            return true;
        }
    }
    return false;
}

/* Is it the name of a group, as a name is written? */
static bool is_group_name(const struct finder *finder, const struct tree_text *text,
                          const struct hit *hit)
{
    return hit->names.count && utf8_capital(text->tree->words[hit->first].token->form) &&
           actor_at(finder->actors, hit->names.items[0]->actor)->kind == ACTOR_GROUP;
}

/* "Des jihadistes du JNIM", "rebelles islamistes de X": does a common word for fighters, which by
 * itself would be any of them, stand with the name of the group that they are of? */
static bool names_own_group(const struct finder *finder, const struct tree_text *text,
                            const struct hit *hit)
{
    const struct word *words = text->tree->words;
    bool fighters = text->sense[hit->head] == DESCRIBES_GROUP &&
                    !utf8_capital(words[hit->first].token->form) &&
                    actor_at(finder->actors, hit->chosen->actor)->kind == ACTOR_GROUP;
    for (size_t i = 0; fighters && i < text->hit_count; i++) {
        const struct hit *other = &text->hits[i];
        enum relation r = words[other->head].relation;
        bool below = words[other->head].head == hit->head;
        bool names = r == REL_NMOD || r == REL_APPOS || r == REL_COMPOUND || r == REL_FLAT;
        if (below && names && is_group_name(finder, text, other)) {
            return true;
        }
    }
    return false;
}

void hit_choose(struct finder *finder, struct tree_text *text, struct hit *hit)
{
    hit->chosen = choose_thing(finder, text, hit);
    if (!hit->chosen || hit->chosen->kind == NAME_PLACE) {
        const struct actor_name *person = choose_person(finder, text, hit);
        if (person) {
            hit->chosen = person;
            hit->past = person->until < spoken_day(finder, text);
        }
    }
    if (!hit->chosen) {
        return;
    }
    if (is_private(finder, text, hit) || names_own_group(finder, text, hit)) {
        hit->chosen = NULL;
        return;
    }
    bool full = hit->chosen->kind == NAME_PERSON;
    bool goes_on = hit->chosen->kind == NAME_SURNAME && hit->last < text->tree->count &&
                   !text->sense[hit->last + 1] && !text->hit_of[hit->last + 1] &&
                   text->tree->words[hit->last + 1].upos != UPOS_PUNCT &&
                   utf8_capital(text->tree->words[hit->last + 1].token->form);
    bool middle = hit->chosen->kind == NAME_SURNAME && has_middle_name(finder, text, hit);
    if (goes_on || (!full && !middle && part_of_longer_name(finder, text, hit))) {
        hit->chosen = NULL;
    }
}
