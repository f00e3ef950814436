/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How many articles and families tell of a dyad by any day, without reading them again: each is
 * counted at the first event that it tells of, in the order in which events are reached, so that
 * the sum over the events reached by a day is the number of different ones. Cost: a look into a
 * hash table for each claim. */
#include <stdlib.h>

#include "ledger/fold.h"

/* A set of small numbers: open addressing, at most half full; 0 is a free place. */
struct number_set {
    uint32_t *places;
    size_t capacity;
};

/* Was the number new? */
static bool set_add(struct number_set *set, uint32_t number)
{
    size_t i = number * UINT32_C(0x9E3779B1) & (set->capacity - 1);
    while (set->places[i] && set->places[i] != number) {
        i = (i + 1) & (set->capacity - 1);
    }
    bool fresh = set->places[i] == 0;
    set->places[i] = number;
    return fresh;
}

static struct number_set set_make(struct arena *arena, size_t most)
{
    struct number_set set = {.capacity = 16};
    while (set.capacity < 2 * most) {
        set.capacity *= 2;
    }
    set.places = arena_array(arena, set.capacity, sizeof *set.places);
    return set;
}

/* Events of one day of reaching in the order of the view. */
static int reached_compare(const void *left, const void *right)
{
    const struct ledger_gist *x = *(struct ledger_gist *const *)left;
    const struct ledger_gist *y = *(struct ledger_gist *const *)right;
    int order = number_compare(x->reached, y->reached);
    return order ? order : (x > y) - (x < y);
}

void tellings_count(struct arena *arena, struct ledger_view *view)
{
    struct ledger_gist **gists = arena_room(arena, view->event_count, sizeof *gists);
    size_t claims = 0;
    for (size_t i = 0; i < view->event_count; i++) {
        gists[i] = &view->gists[i];
        claims += view->events[i].claim_count;
    }
    if (view->event_count) {
        qsort(gists, view->event_count, sizeof *gists, reached_compare);
    }
    struct number_set articles = set_make(arena, claims), families = set_make(arena, claims);
    for (size_t i = 0; i < view->event_count; i++) {
        const struct ledger_event *event = &view->events[gists[i] - view->gists];
        for (size_t j = 0; j < event->claim_count; j++) {
            gists[i]->new_articles += set_add(&articles, event->support[j].article);
            gists[i]->new_families += set_add(&families, event->support[j].family);
        }
    }
}
