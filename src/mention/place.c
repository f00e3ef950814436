/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Government or mere place? A capital or country after a place preposition (à Moscou, en Russie, in
 * Kabul) only says where, unless the governing word takes a recipient with that preposition
 * (fournir à Kiev). A capital inside a place noun (l'aéroport de Moscou), after words of travel, or
 * before an agency's dash is a place too, and so is whatever a kicker
 * names ("COUR PÉNALE INTERNATIONALE - "): it heads the text and acts in no sentence. Everything
 * else is the government. */
#include "mention/inside.h"

#include "base/utf8.h"

#define DATELINE_WORDS 14
#define KICKER_WORDS 8

static bool is_dash(const struct tree_text *text, size_t w)
{
    struct slice form = text->tree->words[w].token->form;
    return slice_is(form, "—") || slice_is(form, "–") || slice_is(form, "-");
}

static bool is_dateline(const struct tree_text *text, size_t w)
{
    const struct tree *tree = text->tree;
    if (w > 3 || tree->words[w].relation == REL_NSUBJ) {
        return false;
    }
    for (size_t i = w + 1; i <= tree->count && i <= DATELINE_WORDS; i++) {
        if (is_dash(text, i) && text->start[i] > text->end[i - 1]) {
            return true;
        }
    }
    return false;
}

static bool all_capitals(struct slice form)
{
    for (size_t at = 0; at < form.length;) {
        if (utf8_is_lower(utf8_next(form, &at))) {
            return false;
        }
    }
    return true;
}

bool word_in_kicker(const struct tree_text *text, size_t w)
{
    for (size_t i = 1; i <= text->tree->count && i <= KICKER_WORDS; i++) {
        if (is_dash(text, i) && text->start[i] > text->end[i - 1]) {
            return w < i;
        }
        if (!all_capitals(text->tree->words[i].token->form)) {
            return false;
        }
    }
    return false;
}

/* The head that governs w's role: of a later conjunct, the first's. */
static size_t governor(const struct tree *tree, size_t w)
{
    for (size_t guard = 0; guard < 8 && tree->words[w].relation == REL_CONJ; guard++) {
        w = tree->words[w].head;
    }
    return tree->words[w].head;
}

/* Does the governing word, a noun above it or its object ask for a recipient? */
static bool is_dative(const struct finder *finder, const struct tree_text *text, size_t head)
{
    for (size_t guard = 0; head && guard < 4; guard++) {
        size_t object = tree_child_with(text->tree, head, REL_OBJ);
        if (word_listed(finder, text, head, LIST_DATIVE) ||
            (object && word_listed(finder, text, object, LIST_DATIVE))) {
            return true;
        }
        if (text->tree->words[head].upos == UPOS_VERB) {
            return false;
        }
        head = text->tree->words[head].head;
    }
    return false;
}

/* "L'est du Congo", "eastern Congo": a land, not its government. */
static bool is_region(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t preposition = word_case(text, w), child = 0;
    size_t head = text->tree->words[w].head;
    if (preposition && word_listed(finder, text, preposition, LIST_OF) &&
        rules_find(finder->rules, LIST_PLACE_NOUN, text->lemma[head]) == 2) {
        return true;
    }
    while ((child = tree_child(text->tree, w, child)) != 0) {
        bool own = text->hit_of[child] && text->hit_of[child] == text->hit_of[w];
        if (!own && child < w && text->tree->words[child].relation == REL_AMOD &&
            rules_find(finder->rules, LIST_PLACE_NOUN, text->lemma[child]) == 2) {
            return true;
        }
    }
    return false;
}

/* "Bruxelles, Genève, Montréal": in a row with cities that are no capitals, a capital is a city. */
static bool is_among_cities(const struct tree_text *text, size_t w)
{
    const struct tree *tree = text->tree;
    size_t first = tree->words[w].relation == REL_CONJ ? tree->words[w].head : w, child = 0;
    while ((child = tree_child(tree, first, child)) != 0) {
        uint16_t hit = text->hit_of[child];
        if (hit && tree->words[child].relation == REL_CONJ &&
            text->hits[hit - 1].names.items[0]->kind == NAME_PLACE) {
            return true;
        }
    }
    uint16_t hit = text->hit_of[first];
    return hit && text->hits[hit - 1].names.items[0]->kind == NAME_PLACE;
}

/* "In Hanoi, Vietnam": the land of the city before the comma. */
static bool is_land_of_city(const struct finder *finder, const struct tree_text *text, size_t w)
{
    size_t head = text->tree->words[w].head;
    const struct mention *city = head && head < w ? mention_of(finder, text, head) : NULL;
    const struct hit *land = text->hit_of[w] ? &text->hits[text->hit_of[w] - 1] : NULL;
    enum relation relation = text->tree->words[w].relation;
    return city && city->place && land && city->actors[0] == land->chosen->actor &&
           (relation == REL_APPOS || relation == REL_NMOD) &&
           slice_is(text->form[land->first - 1], ",");
}

bool word_is_place(const struct finder *finder, const struct tree_text *text, size_t w,
                   enum name_kind kind)
{
    if (kind == NAME_PLACE) {
        return true;
    }
    if (kind != NAME_CAPITAL && kind != NAME_PROPER && kind != NAME_SEAT && kind != NAME_FORMER) {
        return false;
    }
    size_t head = governor(text->tree, w), preposition = word_case(text, w);
    if (is_region(finder, text, w) || is_land_of_city(finder, text, w)) {
        return true;
    }
    if ((kind == NAME_CAPITAL || kind == NAME_SEAT) && is_among_cities(text, w)) {
        return true;
    }
    if (preposition) {
        size_t owner = text->tree->words[preposition].head;
        size_t first = text->hit_of[owner] ? text->hits[text->hit_of[owner] - 1].first : owner;
        struct slice before = {NULL, 0};
        if (first > preposition) {
            before =
                slice_trim(slice_part(text->folded, text->start[preposition], text->start[first]));
        }
        if (before.length && rules_find(finder->rules, LIST_PLACE_CASE, before)) {
            return !is_dative(finder, text, head);
        }
        if (kind == NAME_CAPITAL && word_listed(finder, text, preposition, LIST_TRAVEL_CASE) &&
            word_listed(finder, text, head, LIST_TRAVEL)) {
            return true;
        }
    }
    bool inside = !preposition || word_listed(finder, text, preposition, LIST_OF);
    bool noun =
        text->tree->words[head].upos == UPOS_NOUN && text->tree->words[w].relation != REL_NSUBJ;
    return kind == NAME_CAPITAL &&
           ((inside && noun && word_listed(finder, text, head, LIST_PLACE_NOUN)) ||
            is_dateline(text, w));
}
