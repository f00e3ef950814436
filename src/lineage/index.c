/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Imprints to families, one article after another. A feature leads to the articles that have it; an
 * article that shares two features with the new one is a candidate, and the strongest candidates
 * (features weighted by rarity in the index) are compared in full. What is found joins families
 * (union by find, the smaller number at the root). Of a feature that FEATURE_ARTICLES_AT_MOST
 * articles have, one article of each family is kept; if many are left it tells nothing and is
 * dropped, so the cost of an article does not grow with the index.
 *
 * Whether two articles are akin depends on the two alone, so the order of arrival cannot matter as
 * long as no feature was dropped and no candidate was left out. Beyond that a pair may go unseen,
 * as a rule inside a large family, which other pairs hold together.
 *
 * Memory: a record, anchors and runs in flat pools (4 bytes each), and a table of features in
 * TABLE_PARTS parts that grow apart, 8 bytes a place at most 4/5 full. A feature of one article
 * holds its number in the table itself; only of two and more, a chain of 8-byte links. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lineage/inside.h"

#define FEATURE_ARTICLES_AT_MOST 128u
#define CANDIDATES_AT_MOST 16u
#define STRANGERS_AT_MOST 6u /* in a row, strongest candidates first; behind them stand no kin */
#define TABLE_PARTS 64u
#define CHAIN 0x80000000u /* a place that holds the head of a chain */
#define CROWD 0xFFFFFFFFu /* a place whose feature was dropped */
#define NO_LINK 0x7FFFFFFFu

struct place {
    uint32_t feature;
    uint32_t holder; /* number of an article + 1, CHAIN | link, CROWD, or 0: free */
};

struct part {
    struct place *places;
    uint32_t count, capacity;
};

struct link {
    uint32_t article, next;
};

struct member {
    uint64_t anchors, shingles; /* places in the pools */
    uint64_t content;
    uint32_t family;           /* another member, or itself at the root */
    uint32_t speaker, credits; /* of the family; kept at the root */
    int32_t published;
    uint16_t anchor_count, shingle_count, garbled;
    uint8_t shingle_level;
    char language[3];
};

/* A flat array that grows by halves; its untouched end costs no memory. */
struct pool {
    uint32_t *items;
    size_t count, capacity;
};

struct tally {
    float strength; /* of the features shared with the new article */
    uint32_t shared;
};

struct lineage_index {
    struct part parts[TABLE_PARTS];
    struct link *links;
    size_t link_count, link_capacity;
    struct member *members;
    size_t count, capacity;
    struct pool pool;      /* anchors and runs */
    struct tally *tallies; /* one for each member; zero between calls */
    size_t tally_capacity;
    uint32_t *touched; /* members whose tally is not zero */
    size_t touched_count, touched_capacity;
};

/* Room for `count` items in *items. */
static void reserve(void **items, size_t *capacity, size_t count, size_t size)
{
    if (count <= *capacity) {
        return;
    }
    size_t wanted = *capacity + *capacity / 2 + 64;
    wanted = wanted < count ? count : wanted;
    *items = realloc(*items, wanted * size);
    if (!*items) {
        fputs("entente: out of memory\n", stderr);
        abort();
    }
    *capacity = wanted;
}

static uint32_t root_of(const struct lineage_index *index, uint32_t number)
{
    while (index->members[number].family != number) {
        number = index->members[number].family;
    }
    return number;
}

/* ------------------------------------------------------------------------------- features */

static struct place *place_of(const struct part *part, uint32_t feature)
{
    size_t i = (size_t)((uint64_t)(feature * 0x9E3779B1u) * part->capacity >> 32);
    while (part->places[i].holder && part->places[i].feature != feature) {
        i = i + 1 == part->capacity ? 0 : i + 1;
    }
    return &part->places[i];
}

static void part_widen(struct part *part)
{
    struct part wider = {.capacity = part->capacity + part->capacity / 4 + 16};
    wider.count = part->count;
    wider.places = calloc(wider.capacity, sizeof *wider.places);
    if (!wider.places) {
        fputs("entente: out of memory\n", stderr);
        abort();
    }
    for (size_t i = 0; i < part->capacity; i++) {
        if (part->places[i].holder) {
            *place_of(&wider, part->places[i].feature) = part->places[i];
        }
    }
    free(part->places);
    *part = wider;
}

static uint32_t add_link(struct lineage_index *index, uint32_t article, uint32_t next)
{
    reserve((void **)&index->links, &index->link_capacity, index->link_count + 1,
            sizeof *index->links);
    index->links[index->link_count] = (struct link){article, next};
    return (uint32_t)index->link_count++;
}

static void count_shared(struct lineage_index *index, uint32_t article, float strength)
{
    struct tally *tally = &index->tallies[article];
    if (!tally->shared++) {
        reserve((void **)&index->touched, &index->touched_capacity, index->touched_count + 1,
                sizeof *index->touched);
        index->touched[index->touched_count++] = article;
    }
    tally->strength += strength;
}

/* How many articles the chain holds. */
static uint32_t chain_length(const struct lineage_index *index, uint32_t link)
{
    uint32_t length = 0;
    for (; link != NO_LINK; link = index->links[link].next) {
        length++;
    }
    return length;
}

/* Keeps one article of each family in the chain; gives its new length. */
static uint32_t chain_thin(struct lineage_index *index, uint32_t first)
{
    uint32_t roots[FEATURE_ARTICLES_AT_MOST], count = 0, last = first;
    for (uint32_t link = first; link != NO_LINK; link = index->links[link].next) {
        uint32_t root = root_of(index, index->links[link].article), known = 0;
        while (known < count && roots[known] != root) {
            known++;
        }
        if (known == count) {
            roots[count++] = root;
            if (link != first) {
                index->links[last].next = link;
            }
            last = link;
        }
    }
    index->links[last].next = NO_LINK;
    return count;
}

/* Counts the feature for the articles that have it, and notes that the new one has it too. */
static void meet_feature(struct lineage_index *index, uint32_t feature, uint32_t number)
{
    struct part *part = &index->parts[feature >> 26];
    if (5 * (part->count + 1) > 4 * part->capacity) {
        part_widen(part);
    }
    struct place *place = place_of(part, feature);
    if (!place->holder) {
        part->count++;
        *place = (struct place){feature, number + 1};
        return;
    }
    if (place->holder == CROWD) {
        return;
    }
    if (!(place->holder & CHAIN)) {
        place->holder = CHAIN | add_link(index, place->holder - 1, NO_LINK);
    }
    uint32_t first = place->holder & ~CHAIN, length = chain_length(index, first);
    float strength = (float)log2((double)(number + 1) / length);
    for (uint32_t link = first; link != NO_LINK; link = index->links[link].next) {
        count_shared(index, index->links[link].article, strength);
    }
    bool crowded = length + 1 >= FEATURE_ARTICLES_AT_MOST &&
                   chain_thin(index, first) >= FEATURE_ARTICLES_AT_MOST / 2;
    place->holder = crowded ? CROWD : CHAIN | add_link(index, number, first);
}

/* -------------------------------------------------------------------------------- members */

static uint64_t pool_add(struct pool *pool, const uint32_t *items, size_t count)
{
    reserve((void **)&pool->items, &pool->capacity, pool->count + count, sizeof *pool->items);
    if (count) {
        memcpy(pool->items + pool->count, items, count * sizeof *items);
    }
    pool->count += count;
    return pool->count - count;
}

static uint32_t member_add(struct lineage_index *index, const struct imprint *imprint)
{
    uint32_t number = (uint32_t)index->count;
    reserve((void **)&index->members, &index->capacity, index->count + 1, sizeof *index->members);
    reserve((void **)&index->tallies, &index->tally_capacity, index->count + 1,
            sizeof *index->tallies);
    index->tallies[number] = (struct tally){0};
    struct member *member = &index->members[index->count++];
    *member = (struct member){
        .content = imprint->content,
        .family = number,
        .speaker = number,
        .credits = imprint->credits,
        .published = imprint->published,
        .anchor_count = imprint->anchor_count,
        .shingle_count = imprint->shingle_count,
        .garbled = imprint->garbled,
        .shingle_level = imprint->shingle_level,
    };
    memcpy(member->language, imprint->language, sizeof member->language);
    member->anchors = pool_add(&index->pool, imprint->anchors, imprint->anchor_count);
    member->shingles = pool_add(&index->pool, imprint->shingles, imprint->shingle_count);
    return number;
}

static struct imprint member_imprint(const struct lineage_index *index, uint32_t number)
{
    const struct member *member = &index->members[number];
    struct imprint imprint = {
        .content = member->content,
        .anchors = index->pool.items + member->anchors,
        .shingles = index->pool.items + member->shingles,
        .anchor_count = member->anchor_count,
        .shingle_count = member->shingle_count,
        .shingle_level = member->shingle_level,
        .garbled = member->garbled,
        .published = member->published,
    };
    memcpy(imprint.language, member->language, sizeof imprint.language);
    return imprint;
}

/* Does x speak rather than y? */
static bool speaks_before(const struct lineage_index *index, uint32_t x, uint32_t y)
{
    struct imprint a = member_imprint(index, x), b = member_imprint(index, y);
    int rank = imprint_rank(&a, &b);
    return rank ? rank < 0 : x < y;
}

static void join(struct lineage_index *index, uint32_t x, uint32_t y)
{
    uint32_t a = root_of(index, x), b = root_of(index, y);
    uint32_t root = a < b ? a : b, other = a < b ? b : a;
    struct member *head = &index->members[root];
    const struct member *tail = &index->members[other];
    if (root == other) {
        return;
    }
    head->credits |= tail->credits;
    head->speaker =
        speaks_before(index, tail->speaker, head->speaker) ? tail->speaker : head->speaker;
    index->members[other].family = index->members[x].family = index->members[y].family = root;
}

/* ------------------------------------------------------------------------------ relatives */

struct candidate {
    float strength;
    uint32_t number;
};

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->strength != y->strength) {
        return x->strength > y->strength ? -1 : 1;
    }
    return (x->number > y->number) - (x->number < y->number);
}

static int compare_relatives(const void *a, const void *b)
{
    const struct relative *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

/* The candidates, strongest first; all tallies are zero again. */
static struct candidate *take_candidates(struct lineage_index *index, struct arena *arena,
                                         size_t *count)
{
    struct candidate *candidates = arena_array(arena, index->touched_count + 1, sizeof *candidates);
    *count = 0;
    for (size_t i = 0; i < index->touched_count; i++) {
        struct tally *tally = &index->tallies[index->touched[i]];
        if (tally->shared >= lineage_rules.shared_least) {
            candidates[(*count)++] = (struct candidate){tally->strength, index->touched[i]};
        }
        *tally = (struct tally){0};
    }
    index->touched_count = 0;
    if (*count > 1) {
        qsort(candidates, *count, sizeof *candidates, compare_candidates);
    }
    *count = *count < CANDIDATES_AT_MOST ? *count : CANDIDATES_AT_MOST;
    return candidates;
}

uint32_t lineage_add(struct lineage_index *index, struct arena *arena,
                     const struct imprint *imprint, struct relative_list *out)
{
    uint32_t number = member_add(index, imprint);
    size_t count;
    *out = (struct relative_list){0};
    for (size_t i = 0; i < imprint->feature_count; i++) {
        meet_feature(index, imprint->features[i], number);
    }
    struct candidate *candidates = take_candidates(index, arena, &count);
    for (size_t i = 0, strangers = 0; i < count && strangers < STRANGERS_AT_MOST; i++) {
        struct imprint other = member_imprint(index, candidates[i].number);
        struct kinship kinship;
        lineage_compare(arena, imprint, &other, &kinship);
        strangers = kinship.descent == DESCENT_NONE ? strangers + 1 : 0;
        if (kinship.descent != DESCENT_NONE) {
            *arena_push(arena, out->items, out->count) =
                (struct relative){candidates[i].number, kinship};
            join(index, number, candidates[i].number);
        }
    }
    if (out->count > 1) {
        qsort(out->items, out->count, sizeof *out->items, compare_relatives);
    }
    return number;
}

/* ------------------------------------------------------------------------------ the index */

struct lineage_index *lineage_open(void)
{
    struct lineage_index *index = calloc(1, sizeof *index);
    if (!index) {
        fputs("entente: out of memory\n", stderr);
        abort();
    }
    return index;
}

void lineage_close(struct lineage_index *index)
{
    if (!index) {
        return;
    }
    for (size_t i = 0; i < TABLE_PARTS; i++) {
        free(index->parts[i].places);
    }
    free(index->links);
    free(index->members);
    free(index->pool.items);
    free(index->tallies);
    free(index->touched);
    free(index);
}

size_t lineage_count(const struct lineage_index *index)
{
    return index->count;
}

uint32_t lineage_speaker(const struct lineage_index *index, uint32_t number)
{
    return index->members[root_of(index, number)].speaker;
}

uint32_t lineage_credits(const struct lineage_index *index, uint32_t number)
{
    return index->members[root_of(index, number)].credits;
}

size_t lineage_bytes(const struct lineage_index *index)
{
    size_t bytes = sizeof *index;
    for (size_t i = 0; i < TABLE_PARTS; i++) {
        bytes += index->parts[i].capacity * sizeof *index->parts[i].places;
    }
    return bytes + index->link_capacity * sizeof *index->links +
           index->capacity * sizeof *index->members +
           index->pool.capacity * sizeof *index->pool.items +
           index->tally_capacity * sizeof *index->tallies +
           index->touched_capacity * sizeof *index->touched;
}
