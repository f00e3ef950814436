/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The register in memory. Each name is filed under its folded form (utf8_fold); a hash of forms
 * leads to a run of all names that fold so, since one form may name several actors, several persons
 * or one actor in several spans of time. Loading is one pass over the files and one layout of the
 * runs by counting sort: some 10 ms for 30,000 names. Read-only afterwards. */
#include "actor/inside.h"

#include "base/utf8.h"

#define FORMS_USUAL 24000 /* room at once for the names that data/actor has; more is fine */

struct slice word_first(struct slice folded)
{
    size_t at = 0;
    while (at < folded.length) {
        size_t next = at;
        int32_t code = utf8_next(folded, &next);
        if (!utf8_is_digit(code) && !utf8_is_letter(code)) {
            break;
        }
        at = next;
    }
    return slice_part(folded, 0, at);
}

void name_file(struct arena *arena, struct actor_register *actors, const struct actor_name *name,
               struct slice folded)
{
    struct actor_name *copy = arena_alloc(arena, sizeof *copy);
    *copy = *name;
    uint32_t form = map_get(&actors->forms, folded);
    if (form == MAP_NONE) {
        form = (uint32_t)actors->form_count;
        map_put(&actors->forms, arena, folded, form);
        arena_push(arena, actors->form_runs, actors->form_count);
        struct slice word = word_first(folded);
        uint32_t reach = map_get(&actors->reach, word);
        if (reach == MAP_NONE || reach < folded.length) {
            map_put(&actors->reach, arena, word, (uint32_t)folded.length);
        }
    }
    actors->form_runs[form].count++;
    *arena_push(arena, actors->names, actors->name_count) = copy;
    *arena_push(arena, actors->form_of, actors->form_of_count) = form;
}

void name_add(struct arena *arena, struct actor_register *actors, const struct actor_name *name)
{
    name_file(arena, actors, name, utf8_fold(arena, name->form));
}

/* Gives each run its place; counts start anew while names are put. */
static void runs_open(struct name_run *runs, size_t count)
{
    uint32_t first = 0;
    for (size_t i = 0; i < count; i++) {
        runs[i].first = first;
        first += runs[i].count;
        runs[i].count = 0;
    }
}

static void register_layout(struct arena *arena, struct actor_register *actors)
{
    actors->by_form = arena_array(arena, actors->name_count + 1, sizeof *actors->by_form);
    actors->by_actor = arena_array(arena, actors->name_count + 1, sizeof *actors->by_actor);
    actors->actor_runs = arena_array(arena, actors->actor_count + 1, sizeof *actors->actor_runs);
    for (size_t i = 0; i < actors->name_count; i++) {
        actors->actor_runs[actors->names[i]->actor].count++;
    }
    runs_open(actors->form_runs, actors->form_count);
    runs_open(actors->actor_runs, actors->actor_count);
    for (size_t i = 0; i < actors->name_count; i++) {
        struct name_run *form = &actors->form_runs[actors->form_of[i]];
        struct name_run *actor = &actors->actor_runs[actors->names[i]->actor];
        actors->by_form[form->first + form->count++] = actors->names[i];
        actors->by_actor[actor->first + actor->count++] = actors->names[i];
    }
}

bool actor_register_load(struct arena *arena, const char *folder, const char *extra,
                         const struct actor_register **out, struct error *err)
{
    static const char *const stanzas[] = {"states.txt", "organisations.txt", "groups.txt"};
    struct actor_register *actors = arena_alloc(arena, sizeof *actors);
    map_reserve(&actors->forms, arena, FORMS_USUAL);
    map_reserve(&actors->reach, arena, FORMS_USUAL);
    map_reserve(&actors->persons, arena, FORMS_USUAL / 2);
    for (size_t i = 0; i < sizeof stanzas / sizeof *stanzas; i++) {
        const char *path = slice_print(arena, "%s/%s", folder, stanzas[i]).at;
        if (!stanzas_load(arena, path, actors, err)) {
            return false;
        }
    }
    if (!offices_load(arena, slice_print(arena, "%s/offices.tsv", folder).at, actors, err) ||
        !descriptions_load(arena, slice_print(arena, "%s/descriptions.tsv", folder).at, actors,
                           err) ||
        (extra && !stanzas_load(arena, extra, actors, err)) || !references_check(arena, actors)) {
        return false;
    }
    register_layout(arena, actors);
    *out = actors;
    return true;
}

size_t actor_count(const struct actor_register *actors)
{
    return actors->actor_count;
}

bool actor_pair(const struct actor_register *actors, const uint32_t *counts, uint32_t out[2])
{
    uint32_t top[3], found = 0;
    for (uint32_t i = 0; i < actors->actor_count; i++) {
        uint32_t next = i, place = 0;
        while (place < found && counts[top[place]] >= counts[i]) {
            place++;
        }
        bool counted = counts[i] && actor_at(actors, i)->kind == ACTOR_STATE && place < 3;
        found += counted && found < 3;
        for (; counted && place < found; place++) {
            uint32_t lower = top[place];
            top[place] = next;
            next = lower;
        }
    }
    if (found < 2 || (found == 3 && 2 * counts[top[2]] > counts[top[1]])) {
        return false;
    }
    out[0] = top[0];
    out[1] = top[1];
    return true;
}

const struct actor *actor_at(const struct actor_register *actors, uint32_t index)
{
    return &actors->actors[index];
}

uint32_t actor_by_code(const struct actor_register *actors, struct slice code)
{
    char lower[64];
    if (code.length > sizeof lower) {
        return UINT32_MAX;
    }
    for (size_t i = 0; i < code.length; i++) {
        lower[i] = (char)(code.at[i] >= 'A' && code.at[i] <= 'Z' ? code.at[i] + 32 : code.at[i]);
    }
    return map_get(&actors->codes, (struct slice){lower, code.length});
}

struct actor_names actor_lookup(const struct actor_register *actors, struct slice folded)
{
    uint32_t form = map_get(&actors->forms, folded);
    if (form == MAP_NONE) {
        return (struct actor_names){NULL, 0};
    }
    struct name_run run = actors->form_runs[form];
    return (struct actor_names){actors->by_form + run.first, run.count};
}

size_t actor_reach(const struct actor_register *actors, struct slice folded_word)
{
    uint32_t reach = map_get(&actors->reach, word_first(folded_word));
    return reach == MAP_NONE ? 0 : reach;
}

bool actor_given_name(const struct actor_register *actors, struct slice folded)
{
    return map_get(&actors->given, folded) != MAP_NONE;
}

enum description_sense actor_description(const struct actor_register *actors, const char *language,
                                         struct slice folded)
{
    char key[128];
    size_t start = strlen(language) + 1;
    if (start + folded.length > sizeof key) {
        return DESCRIBES_NOTHING;
    }
    memcpy(key, language, start - 1);
    key[start - 1] = '\t';
    if (folded.length) {
        memcpy(key + start, folded.at, folded.length);
    }
    uint32_t sense = map_get(&actors->descriptions, (struct slice){key, start + folded.length});
    return sense == MAP_NONE ? DESCRIBES_NOTHING : (enum description_sense)sense;
}

bool actor_is_member(const struct actor_register *actors, uint32_t organisation, uint32_t member,
                     int32_t day)
{
    for (size_t i = 0; i < actors->member_count; i++) {
        const struct membership *m = &actors->members[i];
        if (m->organisation == organisation && m->member == member && m->since <= day &&
            day <= m->until) {
            return true;
        }
    }
    return false;
}

static bool epithet_is(const struct epithet *epithet, const char *language, struct slice folded)
{
    bool spoken = !epithet->language[0] || !strcmp(epithet->language, language);
    return spoken && slice_equal(epithet->noun, folded);
}

bool actor_epithet(const struct actor_register *actors, const char *language, struct slice folded)
{
    for (size_t i = 0; i < actors->epithet_count; i++) {
        if (epithet_is(&actors->epithets[i], language, folded)) {
            return true;
        }
    }
    return false;
}

bool actor_has_epithet(const struct actor_register *actors, uint32_t index, const char *language,
                       struct slice folded)
{
    for (size_t i = 0; i < actors->epithet_count; i++) {
        if (actors->epithets[i].actor == index &&
            epithet_is(&actors->epithets[i], language, folded)) {
            return true;
        }
    }
    return false;
}

struct actor_names actor_all_names(const struct actor_register *actors, uint32_t index)
{
    struct name_run run = actors->actor_runs[index];
    return (struct actor_names){actors->by_actor + run.first, run.count};
}
