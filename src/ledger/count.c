/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How many articles and families tell of a dyad by any day, without reading them again: each is
 * counted at the first event that it tells of, in the order in which events are reached, so that
 * the sum over the events reached by a day is the number of different ones. It is counted so in
 * each year by itself; of those that tell of several years the head of the dyad keeps where, so
 * that all but the first are taken off again. Cost: a look into a hash table for each claim. */
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

/* Events of one day of reaching in the order of the year. */
static int reached_compare(const void *left, const void *right)
{
    const struct ledger_gist *x = *(struct ledger_gist *const *)left;
    const struct ledger_gist *y = *(struct ledger_gist *const *)right;
    int order = number_compare(x->reached, y->reached);
    return order ? order : (x > y) - (x < y);
}

/* The gists of the year as they are reached, with no tellings counted. */
static struct ledger_gist **gists_reached(struct arena *arena, const struct dyad_year *year)
{
    struct ledger_gist **gists = arena_room(arena, year->count, sizeof *gists);
    for (size_t i = 0; i < year->count; i++) {
        gists[i] = &year->gists[i];
        gists[i]->new_articles = gists[i]->new_families = 0;
    }
    if (year->count) {
        qsort(gists, year->count, sizeof *gists, reached_compare);
    }
    return gists;
}

void tellings_count(struct arena *arena, struct dyad_year *year, struct telling_list *out)
{
    struct ledger_gist **gists = gists_reached(arena, year);
    size_t claims = 0;
    for (size_t i = 0; i < year->count; i++) {
        claims += year->events[i].claim_count;
    }
    struct number_set sets[2] = {set_make(arena, claims), set_make(arena, claims)};
    for (size_t i = 0; i < year->count; i++) {
        struct place place = {year->year, (uint32_t)(gists[i] - year->gists)};
        const struct ledger_event *event = &year->events[place.at];
        uint32_t *const counts[2] = {&gists[i]->new_articles, &gists[i]->new_families};
        for (size_t j = 0; j < 2 * event->claim_count; j++) {
            const struct ledger_support *support = &event->support[j / 2];
            bool family = j % 2;
            uint32_t number = family ? support->family : support->article;
            if (set_add(&sets[family], number)) {
                ++*counts[family];
                *arena_push(arena, out->items, out->count) =
                    (struct telling){number, family, gists[i]->reached, place};
            }
        }
    }
}

static bool same_teller(const struct telling *x, const struct telling *y)
{
    return x->family == y->family && x->number == y->number;
}

static int telling_compare(const void *left, const void *right)
{
    const struct telling *x = left, *y = right;
    int order = number_compare(x->family, y->family);
    if (order || (order = number_compare(x->number, y->number)) ||
        (order = number_compare(x->reached, y->reached))) {
        return order;
    }
    return place_order(x->place, y->place);
}

/* Does one of the sorted tellings tell of the same article or family? */
static bool teller_in(const struct telling_list *tellings, const struct telling *telling)
{
    size_t low = 0, high = tellings->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct telling *other = &tellings->items[middle];
        if (same_teller(other, telling)) {
            return true;
        }
        if (telling_compare(other, telling) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

/* Keeps those that are not alone. */
static void drop_single(struct telling_list *tellings)
{
    size_t kept = 0, next;
    for (size_t i = 0; i < tellings->count; i = next) {
        next = i + 1;
        while (next < tellings->count && same_teller(&tellings->items[next], &tellings->items[i])) {
            next++;
        }
        for (size_t j = i; next - i > 1 && j < next; j++) {
            tellings->items[kept++] = tellings->items[j];
        }
    }
    tellings->count = kept;
}

void tellings_merge(struct arena *arena, const struct telling_list *before,
                    const struct dyad_year_list *years, const struct telling_list *fresh,
                    struct telling_list *out)
{
    *out = (struct telling_list){
        arena_room(arena, before->count + fresh->count, sizeof *out->items), 0};
    for (size_t i = 0; i < before->count; i++) {
        if (!year_find(years, before->items[i].place.year)) {
            out->items[out->count++] = before->items[i];
        }
    }
    struct telling_list kept = *out;
    for (size_t i = 0; i < fresh->count; i++) {
        /* of one year alone, each is told once */
        if (years->count > 1 || teller_in(&kept, &fresh->items[i])) {
            out->items[out->count++] = fresh->items[i];
        }
    }
    if (out->count) {
        qsort(out->items, out->count, sizeof *out->items, telling_compare);
    }
    drop_single(out);
}

bool tellings_settle(const struct telling_list *tellings, const struct dyad_year_list *years)
{
    for (size_t i = 1; i < tellings->count; i++) {
        const struct telling *telling = &tellings->items[i];
        if (!same_teller(telling, telling - 1)) {
            continue;
        }
        const struct dyad_year *year = year_find(years, telling->place.year);
        if (!year || telling->place.at >= year->count) {
            return false;
        }
        struct ledger_gist *gist = &year->gists[telling->place.at];
        uint32_t *count = telling->family ? &gist->new_families : &gist->new_articles;
        if (*count == 0) {
            return false;
        }
        --*count;
    }
    return true;
}
