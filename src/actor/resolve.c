/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a user typed becomes an actor, or the nearest known name is offered. Nearness is the
 * restricted Damerau-Levenshtein distance (insertion, deletion, substitution, swap of neighbours)
 * over all folded forms: some 10 ms, only on failure. */
#include "actor/inside.h"

#include "base/utf8.h"

#define TYPED_BYTES 96 /* longer input gets no suggestion */

/* Lower is better; persons only while or after they held the office. */
static int rank_of(const struct actor_name *name, int32_t day)
{
    static const int ranks[] = {
        [NAME_PROPER] = 0,   [NAME_FORMER] = 1, [NAME_CAPITAL] = 3,   [NAME_SEAT] = 2,
        [NAME_BODY] = 4,     [NAME_PEOPLE] = 5, [NAME_ADJECTIVE] = 6, [NAME_PERSON] = 8,
        [NAME_SURNAME] = 12, [NAME_PLACE] = 16,
    };
    bool in_force = name->since <= day && day <= name->until;
    return ranks[name->kind] + (in_force ? 0 : name->since <= day ? 1 : 2);
}

bool actor_name_holds(const struct actor_name *name, int32_t day)
{
    return name->since <= day && day <= name->until;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Distance of a and b, or `cap` if it is at least that. */
static size_t distance(struct slice a, struct slice b, size_t cap)
{
    size_t rows[3][TYPED_BYTES + 1];
    size_t gap = a.length > b.length ? a.length - b.length : b.length - a.length;
    if (a.length > TYPED_BYTES || b.length > TYPED_BYTES || gap >= cap) {
        return cap;
    }
    for (size_t j = 0; j <= b.length; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *older = rows[(i + 1) % 3];
        size_t best = row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            bool same = a.at[i - 1] == b.at[j - 1];
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1]) {
                row[j] = least(row[j], older[j - 2] + 1);
            }
            best = least(best, row[j]);
        }
        if (best >= cap) {
            return cap;
        }
    }
    return least(rows[a.length % 3][b.length], cap);
}

static struct slice nearest_form(const struct actor_register *actors, struct slice folded)
{
    struct slice nearest = {NULL, 0};
    size_t best = folded.length / 3 + 2;
    for (size_t i = 0; i < actors->forms.capacity; i++) {
        const struct map_entry *entry = &actors->forms.entries[i];
        if (!entry->key.at) {
            continue;
        }
        size_t d = distance(folded, entry->key, best);
        struct slice form = actors->by_form[actors->form_runs[entry->value].first]->form;
        if (d < best) {
            best = d;
            nearest = form;
        }
    }
    return nearest;
}

uint32_t actor_resolve(const struct actor_register *actors, struct slice typed, int32_t day,
                       struct slice *nearest)
{
    typed = slice_trim(typed);
    uint32_t index = actor_by_code(actors, typed);
    if (nearest) {
        *nearest = (struct slice){NULL, 0};
    }
    if (index != UINT32_MAX) {
        return index;
    }
    struct arena scratch = {0};
    struct slice folded = utf8_fold(&scratch, typed);
    struct actor_names names = actor_lookup(actors, folded);
    const struct actor_name *best = NULL;
    for (size_t i = 0; i < names.count; i++) {
        if (!best || rank_of(names.items[i], day) < rank_of(best, day)) {
            best = names.items[i];
        }
    }
    if (!best && nearest) {
        *nearest = nearest_form(actors, folded);
    }
    arena_free(&scratch);
    return best ? best->actor : UINT32_MAX;
}
