/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Two imprints to their kinship.
 *
 * Verbatim: what share of the smaller article's sampled runs the other one has (containment).
 * Derived: the heaviest common subsequence of their anchors, against the same after one article's
 * sentences were shuffled. Two reports of one event share names and numbers, and share their order
 * inside a sentence; only a text that was made from the other, or from the same third, keeps the
 * order of sentences. What order brings beyond chance is told as a share of the lighter article's
 * weight (score) and in standard deviations of the shuffled (z). An anchor weighs more the rarer it
 * is in the pair, so the measure needs no other articles and is the same whatever else was read.
 * Shuffles are drawn from a generator that is seeded by the two contents.
 *
 * Few sentences cannot be far from chance, however well ordered: where more than half of either
 * article's weight stands in the other in order, a lower z will do. Bulletins of two days have one
 * skeleton and other figures: where figures are told and disagree, nothing is derived.
 *
 * The subsequence is found match by match with a Fenwick tree of maxima (Hunt and Szymanski 1977,
 * weighted): O(m log n) for m matching places; integer weights, so that sums know no order. */
#include <math.h>

#include "lineage/inside.h"

#define SHUFFLES 64
#define SHUFFLES_LEAST 4 /* after these, what is no better than their mean is given up */
#define SHUFFLES_FIRST 8 /* after these, what is not even FIRST_Z away is given up */
#define FIRST_Z 1.0
#define SHUFFLES_SECOND 20
#define SECOND_Z 2.0
#define WEIGHT_UNIT 64.0

static const char *const descent_names[] = {"", "copy", "rewrite", "translation"};

const char *descent_name(enum descent descent)
{
    return descent_names[descent];
}

/* ------------------------------------------------------------------------------- verbatim */

static void compare_runs(const struct imprint *a, const struct imprint *b, struct kinship *out)
{
    unsigned level = a->shingle_level > b->shingle_level ? a->shingle_level : b->shingle_level;
    uint32_t rest = (1u << level) - 1;
    size_t i = 0, j = 0, in_a = 0, in_b = 0;
    while (i < a->shingle_count || j < b->shingle_count) {
        uint64_t x = i < a->shingle_count ? a->shingles[i] : UINT64_MAX;
        uint64_t y = j < b->shingle_count ? b->shingles[j] : UINT64_MAX;
        uint64_t least = x < y ? x : y;
        bool kept = (least & rest) == 0;
        in_a += kept && x == least;
        in_b += kept && y == least;
        out->runs += kept && x == y;
        i += x == least;
        j += y == least;
    }
    size_t smaller = in_a < in_b ? in_a : in_b;
    out->verbatim = smaller ? (double)out->runs / (double)smaller : 0;
}

/* ----------------------------------------------------------------------------- alignment */

/* A distinct anchor of the pair. */
struct key {
    uint32_t key;
    uint32_t first, count; /* its places in `fixed`: indices into places */
    uint32_t moving_count;
    uint32_t weight;
};

struct table {
    const struct imprint *fixed, *moving;
    struct key *keys; /* open addressing */
    size_t capacity;
    uint16_t *places;    /* of fixed, grouped by key, descending */
    uint32_t *of_moving; /* key of each anchor of moving, or UINT32_MAX */
    uint64_t fixed_weight, moving_weight;
    uint32_t *tree; /* Fenwick tree of maxima over the places of fixed */
};

static struct key *key_at(struct table *table, uint32_t anchor)
{
    uint32_t key = anchor & ANCHOR_KEY;
    size_t i = hash_mix(key) & (table->capacity - 1);
    while ((table->keys[i].count || table->keys[i].moving_count) && table->keys[i].key != key) {
        i = (i + 1) & (table->capacity - 1);
    }
    table->keys[i].key = key;
    return &table->keys[i];
}

static uint64_t weight_of(struct table *table, const struct imprint *imprint)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < imprint->anchor_count; i++) {
        sum += key_at(table, imprint->anchors[i])->weight;
    }
    return sum;
}

static void group_places(struct arena *scratch, struct table *table)
{
    size_t n = table->fixed->anchor_count, m = table->moving->anchor_count, next = 0;
    table->places = arena_array(scratch, n + 1, sizeof *table->places);
    table->of_moving = arena_array(scratch, m + 1, sizeof *table->of_moving);
    for (size_t i = 0; i < table->capacity; i++) {
        table->keys[i].first = (uint32_t)next;
        next += table->keys[i].count;
    }
    uint32_t *filled = arena_array(scratch, table->capacity, sizeof *filled);
    for (size_t i = n; i-- > 0;) {
        struct key *key = key_at(table, table->fixed->anchors[i]);
        table->places[key->first + filled[key - table->keys]++] = (uint16_t)i;
    }
    for (size_t j = 0; j < m; j++) {
        struct key *key = key_at(table, table->moving->anchors[j]);
        table->of_moving[j] = key->count ? (uint32_t)(key - table->keys) : UINT32_MAX;
    }
}

/* The article with fewer anchors moves; among equals, the one with the smaller content. */
static void table_fill(struct arena *scratch, const struct imprint *a, const struct imprint *b,
                       struct table *out)
{
    bool swap = a->anchor_count < b->anchor_count ||
                (a->anchor_count == b->anchor_count && a->content < b->content);
    *out = (struct table){.fixed = swap ? b : a, .moving = swap ? a : b};
    size_t total = (size_t)a->anchor_count + b->anchor_count;
    for (out->capacity = 16; out->capacity < 2 * total; out->capacity *= 2) {
    }
    out->keys = arena_array(scratch, out->capacity, sizeof *out->keys);
    for (size_t i = 0; i < out->fixed->anchor_count; i++) {
        key_at(out, out->fixed->anchors[i])->count++;
    }
    for (size_t j = 0; j < out->moving->anchor_count; j++) {
        key_at(out, out->moving->anchors[j])->moving_count++;
    }
    for (size_t i = 0; i < out->capacity; i++) {
        size_t count = out->keys[i].count + out->keys[i].moving_count;
        double rarity = count ? log2(1 + (double)total / (double)count) : 0;
        out->keys[i].weight = (uint32_t)(WEIGHT_UNIT * rarity);
    }
    out->fixed_weight = weight_of(out, out->fixed);
    out->moving_weight = weight_of(out, out->moving);
    group_places(scratch, out);
    out->tree = arena_array(scratch, (size_t)out->fixed->anchor_count + 1, sizeof *out->tree);
}

/* Sentences of the moving article that hold anchors of both. */
struct block {
    uint32_t begin, end; /* indices into its anchors */
};

struct block_list {
    struct block *items;
    size_t count;
};

static void blocks_find(struct arena *scratch, const struct table *table, struct block_list *out)
{
    size_t count = table->moving->anchor_count;
    out->items = arena_array(scratch, count + 1, sizeof *out->items);
    for (size_t j = 0, begin = 0, shared = 0; j < count; j++) {
        bool last = j + 1 == count || (table->moving->anchors[j + 1] & ANCHOR_OPENS);
        shared += table->of_moving[j] != UINT32_MAX;
        if (last) {
            if (shared) {
                out->items[out->count++] = (struct block){(uint32_t)begin, (uint32_t)j + 1};
            }
            begin = j + 1;
            shared = 0;
        }
    }
}

/* Weight of the heaviest common subsequence, the blocks being read in the order given. */
static uint32_t heaviest(struct table *table, const struct block_list *blocks)
{
    size_t n = table->fixed->anchor_count;
    uint32_t best = 0;
    memset(table->tree, 0, (n + 1) * sizeof *table->tree);
    for (size_t b = 0; b < blocks->count; b++) {
        for (size_t j = blocks->items[b].begin; j < blocks->items[b].end; j++) {
            if (table->of_moving[j] == UINT32_MAX) {
                continue;
            }
            const struct key *key = &table->keys[table->of_moving[j]];
            for (size_t k = 0; k < key->count; k++) {
                size_t place = table->places[key->first + k];
                uint32_t sum = 0;
                for (size_t i = place; i; i &= i - 1) {
                    sum = table->tree[i] > sum ? table->tree[i] : sum;
                }
                sum += key->weight;
                best = sum > best ? sum : best;
                for (size_t i = place + 1; i <= n && table->tree[i] < sum; i += i & -i) {
                    table->tree[i] = sum;
                }
            }
        }
    }
    return best;
}

static void shuffle(struct block_list *blocks, uint64_t *state)
{
    for (size_t i = blocks->count; i > 1; i--) {
        *state += 0x9e3779b97f4a7c15u;
        size_t other = (size_t)(hash_mix(*state) % i);
        struct block swap = blocks->items[i - 1];
        blocks->items[i - 1] = blocks->items[other];
        blocks->items[other] = swap;
    }
}

static void compare_order(struct arena *scratch, const struct imprint *a, const struct imprint *b,
                          struct kinship *out)
{
    struct table table;
    struct block_list blocks = {0};
    table_fill(scratch, a, b, &table);
    blocks_find(scratch, &table, &blocks);
    uint64_t lighter =
        table.fixed_weight < table.moving_weight ? table.fixed_weight : table.moving_weight;
    uint64_t heavier = table.fixed_weight + table.moving_weight - lighter;
    double whole = heaviest(&table, &blocks), sum = 0, squares = 0;
    out->coverage = whole / (double)heavier;
    uint64_t state = a->content ^ b->content;
    if (whole < lineage_rules.order_score * (double)lighter) {
        return;
    }
    for (int drawn = 1; drawn <= SHUFFLES && blocks.count > 1; drawn++) {
        shuffle(&blocks, &state);
        double weight = heaviest(&table, &blocks);
        sum += weight;
        squares += weight * weight;
        double mean = sum / drawn, variance = squares / drawn - mean * mean;
        out->score = (whole - mean) / (double)lighter;
        out->z = variance > 0 ? (whole - mean) / sqrt(variance) : 0;
        if ((drawn == SHUFFLES_LEAST && out->z <= 0) ||
            (drawn == SHUFFLES_FIRST && out->z < FIRST_Z) ||
            (drawn == SHUFFLES_SECOND && out->z < SECOND_Z)) {
            return;
        }
    }
}

/* ------------------------------------------------------------------------------- evidence */

/* A match on the way: the heaviest subsequence that ends in it. */
struct step {
    uint32_t sum;
    uint32_t before; /* index of the step before, or UINT32_MAX */
    uint16_t fixed, moving;
};

/* The step with the greatest sum that ends before `place`; UINT32_MAX: none. */
static uint32_t step_before(const struct table *table, const struct step *steps, size_t place)
{
    uint32_t best = UINT32_MAX;
    for (size_t i = place; i; i &= i - 1) {
        uint32_t at = table->tree[i];
        if (at && (best == UINT32_MAX || steps[at - 1].sum > steps[best].sum)) {
            best = at - 1;
        }
    }
    return best;
}

void lineage_explain(struct arena *arena, const struct imprint *a, const struct imprint *b,
                     struct anchor_match_list *out)
{
    struct table table;
    struct step *steps = NULL;
    size_t count = 0;
    *out = (struct anchor_match_list){0};
    if (!a->anchor_count || !b->anchor_count) {
        return;
    }
    table_fill(arena, a, b, &table);
    size_t n = table.fixed->anchor_count;
    for (size_t j = 0; j < table.moving->anchor_count; j++) {
        const struct key *key =
            table.of_moving[j] == UINT32_MAX ? NULL : &table.keys[table.of_moving[j]];
        for (size_t k = 0; key && k < key->count; k++) {
            size_t place = table.places[key->first + k];
            uint32_t before = step_before(&table, steps, place);
            uint32_t sum = key->weight + (before == UINT32_MAX ? 0 : steps[before].sum);
            *arena_push(arena, steps, count) =
                (struct step){sum, before, (uint16_t)place, (uint16_t)j};
            for (size_t i = place + 1; i <= n; i += i & -i) {
                if (!table.tree[i] || steps[table.tree[i] - 1].sum < sum) {
                    table.tree[i] = (uint32_t)count;
                }
            }
        }
    }
    bool swapped = table.fixed == b;
    for (uint32_t at = step_before(&table, steps, n); at != UINT32_MAX; at = steps[at].before) {
        *arena_push(arena, out->items, out->count) =
            swapped ? (struct anchor_match){steps[at].moving, steps[at].fixed}
                    : (struct anchor_match){steps[at].fixed, steps[at].moving};
    }
    for (size_t i = 0; i < out->count / 2; i++) {
        struct anchor_match swap = out->items[i];
        out->items[i] = out->items[out->count - 1 - i];
        out->items[out->count - 1 - i] = swap;
    }
}

/* ------------------------------------------------------------------------------ judgement */

static bool is_figure(uint32_t anchor)
{
    enum anchor_class class = anchor_class(anchor);
    return class == ANCHOR_NUMBER || class == ANCHOR_SMALL || class == ANCHOR_DATE;
}

static size_t count_figures(const struct imprint *imprint)
{
    size_t count = 0;
    for (size_t i = 0; i < imprint->anchor_count; i++) {
        count += is_figure(imprint->anchors[i]);
    }
    return count;
}

static bool figures_agree(struct arena *scratch, const struct imprint *a, const struct imprint *b)
{
    size_t in_a = count_figures(a), in_b = count_figures(b), common = 0;
    size_t fewer = in_a < in_b ? in_a : in_b;
    struct anchor_match_list matches;
    if (fewer < lineage_rules.figures_least) {
        return true;
    }
    lineage_explain(scratch, a, b, &matches);
    for (size_t i = 0; i < matches.count; i++) {
        common += is_figure(a->anchors[matches.items[i].a]);
    }
    return (double)common >= lineage_rules.figures_share * (double)fewer;
}

static bool is_derived(struct arena *scratch, const struct imprint *a, const struct imprint *b,
                       const struct kinship *kinship)
{
    bool ordered =
        kinship->z >= lineage_rules.order_z && kinship->score >= lineage_rules.order_score;
    bool covered =
        kinship->z >= lineage_rules.covered_z && kinship->coverage >= lineage_rules.covered_share;
    return (ordered || covered) && figures_agree(scratch, a, b);
}

void lineage_compare(struct arena *scratch, const struct imprint *a, const struct imprint *b,
                     struct kinship *out)
{
    struct arena_mark mark = arena_mark(scratch);
    bool foreign = a->language[0] && b->language[0] && memcmp(a->language, b->language, 2) != 0;
    *out = (struct kinship){0};
    compare_runs(a, b, out);
    if (a->anchor_count && b->anchor_count) {
        compare_order(scratch, a, b, out);
    }
    if (out->runs >= lineage_rules.runs_least && out->verbatim >= lineage_rules.copy_share) {
        out->descent = DESCENT_COPY;
    } else if (is_derived(scratch, a, b, out)) {
        out->descent = foreign ? DESCENT_TRANSLATION : DESCENT_REWRITE;
    }
    arena_reset(scratch, mark);
}
