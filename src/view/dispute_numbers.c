/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Numbers that contradict each other: counts of the same kind of thing ("dead") whose dates meet
 * within a month and that are told of the same story: by one family, with two actors in common, or
 * of one day where all actors of the one are among those of the other. Two articles that share a
 * count do not contradict each other in it, and "38" agrees with "38 of 67". Cost: the square of
 * the counts of one kind within a month. */
#include <stdlib.h>

#include "view/dispute.h"

struct count {
    const struct ledger_detail *told;
    int32_t first, last;
    size_t group; /* index of another of the same matter, or its own */
};

static int count_compare(const void *left, const void *right)
{
    const struct count *x = left, *y = right;
    int order = slice_compare(x->told->detail.key, y->told->detail.key);
    if (order || (order = (x->first > y->first) - (x->first < y->first)) ||
        (order = slice_compare(x->told->article, y->told->article))) {
        return order;
    }
    return (x->told->detail.begin > y->told->detail.begin) -
           (x->told->detail.begin < y->told->detail.begin);
}

static size_t shared_actors(const struct detail *x, const struct detail *y)
{
    size_t shared = 0;
    for (size_t i = 0; i < x->actor_count; i++) {
        shared += x->actors[i].length && names_actor(y->actors, y->actor_count, x->actors[i]);
    }
    return shared;
}

/* Are the two counts told of one story? */
static bool counts_meet(const struct count *x, const struct count *y)
{
    const struct detail *a = &x->told->detail, *b = &y->told->detail;
    size_t shared = shared_actors(a, b);
    size_t fewer = a->actor_count < b->actor_count ? a->actor_count : b->actor_count;
    bool one_day = x->first == x->last && y->first == y->last;
    bool dates_meet = x->first <= y->last && y->first <= x->last;
    return dates_meet && x->told->article_number != y->told->article_number &&
           (x->told->family == y->told->family || shared >= 2 ||
            (shared && shared == fewer && one_day));
}

static size_t group_of(struct count *counts, size_t i)
{
    while (counts[i].group != i) {
        i = counts[i].group;
    }
    return i;
}

/* Sorted, and only those whose date is sharp enough; one that is listed twice once. */
static struct count *counts_make(struct arena *arena, const struct ledger_detail_list *details,
                                 int32_t as_of, size_t *out_count)
{
    struct count *counts = arena_array(arena, details->count, sizeof *counts);
    size_t count = 0;
    *out_count = 0;
    for (size_t i = 0; i < details->count; i++) {
        struct edtf date = details->items[i].detail.date;
        int32_t first = edtf_first(date), last = edtf_last(date);
        if (edtf_is_set(date) && first != DAY_BEFORE_ALL && last != DAY_AFTER_ALL &&
            last - first <= DATE_DAYS && first <= as_of) {
            counts[count++] = (struct count){&details->items[i], first, last, 0};
        }
    }
    if (count) {
        qsort(counts, count, sizeof *counts, count_compare);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || count_compare(&counts[*out_count - 1], &counts[i]) != 0) {
            counts[*out_count] = counts[i];
            counts[*out_count].group = *out_count;
            ++*out_count;
        }
    }
    return counts;
}

static int group_compare(const void *left, const void *right)
{
    const struct count *x = left, *y = right;
    int order = (x->group > y->group) - (x->group < y->group);
    return order ? order : count_compare(x, y);
}

/* Joins the counts of one story; they then stand together. */
static void counts_group(struct count *counts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1;
             j < count && slice_equal(counts[i].told->detail.key, counts[j].told->detail.key) &&
             counts[j].first <= counts[i].last;
             j++) {
            if (counts_meet(&counts[i], &counts[j])) {
                size_t x = group_of(counts, i), y = group_of(counts, j);
                counts[x < y ? y : x].group = x < y ? x : y;
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        counts[i].group = group_of(counts, i); /* roots stand before their members */
    }
    if (count) {
        qsort(counts, count, sizeof *counts, group_compare);
    }
}

/* "38" takes the key of "38 of 67" where the group tells that, else its own. */
static struct slice number_key(const struct count *group, size_t count, struct slice value)
{
    bool part = slice_find(value, SLICE(" of "), 0) != SIZE_MAX;
    for (size_t i = 0; !part && i < count; i++) {
        struct slice other = group[i].told->detail.value;
        if (slice_starts(other, value) &&
            slice_starts(slice_part(other, value.length, other.length), SLICE(" of "))) {
            return other;
        }
    }
    return value;
}

static void add_count(struct finder *finder, struct matter *matter, const struct count *count,
                      struct slice key)
{
    *arena_push(finder->arena, matter->voices, matter->voice_count) =
        (struct voice){.value = count->told->detail.value,
                       .key = key,
                       .detail = count->told,
                       .article = count->told->article_number,
                       .family = count->told->family,
                       .known = count->told->known};
    for (size_t i = 0; i < count->told->detail.actor_count; i++) {
        matter_add_actor(finder->arena, matter, count->told->detail.actors[i]);
    }
}

/* Is there more than one value in the group? */
static bool group_differs(const struct count *group, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (!slice_equal(group[i].told->detail.value, group[0].told->detail.value)) {
            return true;
        }
    }
    return false;
}

static void group_finish(struct finder *finder, const struct count *group, size_t count)
{
    const struct detail *first = &group[0].told->detail;
    struct matter matter = {.kind = DISPUTE_NUMBER, .counted = first->key, .date = first->date};
    for (size_t i = 0; i < count; i++) {
        struct slice key = number_key(group, count, group[i].told->detail.value);
        add_count(finder, &matter, &group[i], key);
    }
    matter_keep(finder, &matter);
}

bool find_numbers(struct finder *finder, struct error *err)
{
    struct ledger_detail_list details = {0};
    int32_t known_by = finder->time.known_by;
    size_t count, next;
    if (!ledger_counts_told(finder->arena, finder->ledger, finder->a, finder->b, known_by, &details,
                            err)) {
        return false;
    }
    struct count *counts = counts_make(finder->arena, &details, finder->time.as_of, &count);
    counts_group(counts, count);
    for (size_t i = 0; i < count; i = next) {
        next = i + 1;
        while (next < count && counts[next].group == counts[i].group) {
            next++;
        }
        if (group_differs(&counts[i], next - i)) {
            group_finish(finder, &counts[i], next - i);
        }
    }
    return true;
}
