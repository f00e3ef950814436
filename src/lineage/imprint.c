/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* An article to its imprint: anchors, a sample of its five-word runs (shingles, Broder 1997), and
 * the features by which an index finds relatives. Samples keep the hashes that end in a number of
 * zero bits: whatever two articles share is kept in both or in neither, and a short article's
 * denser sample holds what a long one's thinner sample would keep. Quotations take no part in
 * runs: two reporters may quote one speaker at length. Features are half of the sampled runs, and
 * a sample of ordered pairs of anchors within a window, one of which tells more than a weekday
 * or a country; a rewriting and a translation keep many of these. */
#include <stdlib.h>

#include "lineage/inside.h"

#define RUN_WORDS 5
#define SAMPLE_LEAST 16 /* hashes that the level of a sample leaves, where the text has so many */
#define LEVEL_MOST 4    /* one hash in 16, of runs and of pairs */

struct hash_list {
    uint32_t *items;
    size_t count;
};

static int compare_hashes(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort_unique(struct hash_list *list)
{
    size_t kept = 0;
    if (list->count > 1) {
        qsort(list->items, list->count, sizeof *list->items, compare_hashes);
    }
    for (size_t i = 0; i < list->count; i++) {
        if (!kept || list->items[kept - 1] != list->items[i]) {
            list->items[kept++] = list->items[i];
        }
    }
    list->count = kept;
}

static bool in_sample(uint32_t hash, unsigned level)
{
    return (hash & ((1u << level) - 1)) == 0;
}

/* Keeps the hashes of the highest level up to LEVEL_MOST that leaves SAMPLE_LEAST, ascending and
 * each once; gives the level. */
static unsigned thin(struct hash_list *list)
{
    size_t counts[LEVEL_MOST + 1] = {0}, kept = 0;
    unsigned level = LEVEL_MOST;
    for (size_t i = 0; i < list->count; i++) {
        for (unsigned l = 0; l <= LEVEL_MOST; l++) {
            counts[l] += in_sample(list->items[i], l);
        }
    }
    while (level && counts[level] < SAMPLE_LEAST) {
        level--;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (in_sample(list->items[i], level)) {
            list->items[kept++] = list->items[i];
        }
    }
    list->count = kept;
    sort_unique(list);
    return level;
}

static void list_runs(struct arena *arena, const struct word_list *words, struct hash_list *out)
{
    uint64_t last[RUN_WORDS];
    size_t length = 0; /* of the run that ends here */
    out->items = arena_array(arena, words->count + 1, sizeof *out->items);
    for (size_t w = 0; w < words->count; w++) {
        const struct word *word = &words->items[w];
        length = word->quoted ? 0 : word->breaks ? 1 : length + 1;
        last[w % RUN_WORDS] = word->hash;
        if (length < RUN_WORDS) {
            continue;
        }
        uint64_t hash = 0;
        for (size_t k = 1; k <= RUN_WORDS; k++) {
            hash = hash_mix(hash ^ last[(w + k) % RUN_WORDS]);
        }
        out->items[out->count++] = (uint32_t)(hash >> 32);
    }
}

static bool tells_much(uint32_t anchor)
{
    return anchor_class(anchor) <= ANCHOR_DATE;
}

static void list_pairs(struct arena *arena, const struct imprint *imprint, struct hash_list *out)
{
    size_t count = imprint->anchor_count;
    out->items = arena_array(arena, count * lineage_rules.pair_window + 1, sizeof *out->items);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && j <= i + lineage_rules.pair_window; j++) {
            uint32_t a = imprint->anchors[i], b = imprint->anchors[j];
            if ((tells_much(a) || tells_much(b)) && (a & ANCHOR_KEY) != (b & ANCHOR_KEY)) {
                uint64_t pair = (uint64_t)(a & ANCHOR_KEY) << 32 | (b & ANCHOR_KEY);
                out->items[out->count++] = (uint32_t)(hash_mix(pair) >> 32);
            }
        }
    }
}

static void choose_features(struct arena *arena, struct imprint *out)
{
    struct hash_list pairs = {0}, all = {0};
    list_pairs(arena, out, &pairs);
    thin(&pairs);
    all.items = arena_array(arena, pairs.count + out->shingle_count + 1, sizeof *all.items);
    for (size_t i = 0; i < out->shingle_count; i++) {
        if (in_sample(out->shingles[i], out->shingle_level + 1u)) {
            all.items[all.count++] = out->shingles[i];
        }
    }
    if (pairs.count) {
        memcpy(all.items + all.count, pairs.items, pairs.count * sizeof *all.items);
    }
    all.count += pairs.count;
    sort_unique(&all);
    out->features = all.items;
    out->feature_count = (uint16_t)all.count;
}

void lineage_imprint(struct arena *arena, const struct lineage_names *names,
                     const struct article *article, struct imprint *out)
{
    struct word_list words;
    struct hash_list runs = {0};
    *out = (struct imprint){0};
    memcpy(out->language, article->language, sizeof out->language);
    bool stated = article->published_basis == DATE_STATED;
    out->published = stated ? edtf_first(article->published) : DAY_AFTER_ALL;
    words_read(arena, article, &words);
    out->word_count = (uint32_t)words.count;
    for (size_t w = 0; w < words.count; w++) {
        out->content = hash_mix(out->content ^ words.items[w].hash);
    }
    list_runs(arena, &words, &runs);
    out->shingle_level = (uint8_t)thin(&runs);
    runs.count = runs.count < SHINGLES_AT_MOST ? runs.count : SHINGLES_AT_MOST;
    out->shingles = runs.items;
    out->shingle_count = (uint16_t)runs.count;
    anchors_find(arena, names, article, &words, out);
    choose_features(arena, out);
    out->credits = credits_find(article);
}
