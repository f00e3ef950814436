/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Names: at each word the longest run of words whose folded text is a form of the register and
 * whose letters agree with it (Russie, but `russe`; `US`, never `us`). The register's reach bounds
 * the look-ahead. */
#include "mention/inside.h"

#include "base/utf8.h"

#define SHORT_LETTERS 4   /* names below this length must agree in every letter */
#define FOREIGN_LETTERS 5 /* a name of the other language only from this length on */

static struct slice surface(const struct finder *finder, const struct tree_text *text, size_t first,
                            size_t last)
{
    const struct word *words = text->tree->words;
    return slice_part(finder->article->text, words[first].token->begin, words[last].token->end);
}

static bool has_lower(struct slice form)
{
    for (size_t at = 0; at < form.length;) {
        if (utf8_is_lower(utf8_next(form, &at))) {
            return true;
        }
    }
    return false;
}

static bool letters_agree(struct slice form, struct slice written)
{
    if (utf8_count(form) < SHORT_LETTERS || !has_lower(form)) {
        return slice_equal(form, written);
    }
    return !utf8_capital(form) || utf8_capital(written);
}

static bool language_agrees(const struct mention_rules *rules, const struct actor_name *name)
{
    if (!name->language[0] || !strcmp(name->language, rules->language)) {
        return true;
    }
    bool proper = name->kind == NAME_PROPER || name->kind == NAME_CAPITAL ||
                  name->kind == NAME_SEAT || name->kind == NAME_BODY;
    return proper && utf8_capital(name->form) && utf8_count(name->form) >= FOREIGN_LETTERS;
}

bool name_fits(const struct mention_rules *rules, const struct actor_name *name,
               struct slice written)
{
    return letters_agree(name->form, written) && language_agrees(rules, name);
}

/* Keeps the names that agree with the run as written. */
static struct actor_names names_fit(struct finder *finder, const struct tree_text *text,
                                    size_t first, size_t last, struct actor_names names)
{
    const struct actor_name **fit = NULL;
    size_t count = 0;
    struct slice written = surface(finder, text, first, last);
    for (size_t i = 0; i < names.count; i++) {
        if (name_fits(finder->rules, names.items[i], written)) {
            if (!fit) {
                fit = arena_array(finder->arena, names.count, sizeof *fit);
            }
            fit[count++] = names.items[i];
        }
    }
    return (struct actor_names){fit, count};
}

/* "pro-Russian" is not Russian. */
static bool spoiled(const struct finder *finder, const struct tree_text *text, size_t first)
{
    if (first < 3 || !slice_is(text->form[first - 1], "-") ||
        text->end[first - 1] != text->start[first]) {
        return false;
    }
    return rules_find(finder->rules, LIST_HYPHEN_NOT, text->form[first - 2]) != 0;
}

/* The longest run from `first` on; gives its last word, or 0. */
static size_t run_find(struct finder *finder, const struct tree_text *text, size_t first,
                       struct actor_names *out)
{
    size_t reach = actor_reach(finder->actors, text->form[first]);
    size_t found = 0;
    for (size_t last = first; reach && last <= text->tree->count; last++) {
        struct slice run = text_between(text, first, last);
        if (run.length > reach) {
            break;
        }
        struct actor_names names = actor_lookup(finder->actors, run);
        if (names.count) {
            names = names_fit(finder, text, first, last, names);
        }
        if (names.count) {
            *out = names;
            found = last;
        }
    }
    return found;
}

void hit_add(struct finder *finder, struct tree_text *text, struct hit hit)
{
    hit.head = (uint32_t)span_head(text->tree, hit.first, hit.last);
    *arena_push(finder->arena, text->hits, text->hit_count) = hit;
    for (size_t w = hit.first; w <= hit.last; w++) {
        text->hit_of[w] = (uint16_t)text->hit_count;
    }
}

void hits_find(struct finder *finder, struct tree_text *text)
{
    for (size_t w = 1; w <= text->tree->count; w++) {
        if (text->tree->words[w].upos == UPOS_PUNCT || text->tree->words[w].token->range == 2) {
            continue;
        }
        struct hit hit = {.first = (uint32_t)w};
        hit.last = (uint32_t)run_find(finder, text, w, &hit.names);
        if (hit.last && !spoiled(finder, text, w)) {
            hit_add(finder, text, hit);
        }
        w = hit.last ? hit.last : w;
    }
}

static bool is_person(const struct actor_name *name)
{
    return name->kind == NAME_PERSON || name->kind == NAME_SURNAME;
}

/* A city that is one actor's seat and another's: it tells of neither. */
static bool is_shared_seat(const struct hit *hit)
{
    bool seat = false, city = false;
    for (size_t k = 0; k < hit->names.count; k++) {
        enum name_kind kind = hit->names.items[k]->kind;
        seat = seat || kind == NAME_SEAT;
        city = city || kind == NAME_CAPITAL || kind == NAME_PLACE;
    }
    return seat && city;
}

int32_t hit_first_office(const struct hit *hit)
{
    int32_t since = hit->names.items[0]->since;
    for (size_t k = 0; k < hit->names.count; k++) {
        const struct actor_name *name = hit->names.items[k];
        if (name->kind != NAME_PERSON || name->person != hit->names.items[0]->person) {
            return DAY_BEFORE_ALL;
        }
        since = name->since < since ? name->since : since;
    }
    return since;
}

void hits_count(struct finder *finder, const struct tree_text *text)
{
    for (size_t i = 0; i < text->hit_count; i++) {
        const struct hit *hit = &text->hits[i];
        uint32_t before = UINT32_MAX;
        for (size_t k = 0; k < hit->names.count; k++) {
            const struct actor_name *name = hit->names.items[k];
            if (name->kind == NAME_PERSON && name->since <= finder->latest &&
                finder->person_count < LOCAL_PERSONS) {
                finder->persons[finder->person_count++] = name->person;
            }
            if (!is_person(name) && name->kind != NAME_PLACE && !name->guarded &&
                name->actor != before && !is_shared_seat(hit)) {
                finder->named[name->actor]++;
                before = name->actor;
            }
        }
    }
}
