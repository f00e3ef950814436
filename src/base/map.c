/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Linear probing over a power of two, at most half full; growing leaves the old table in the arena.
 * The hash takes eight bytes at a step, the last of them once more where fewer are left, and stays
 * within the entry, so that growing reads no key. */
#include "base/map.h"

static uint64_t word_at(const char *at, size_t length)
{
    uint64_t word = 0;
    memcpy(&word, at, length);
    return word;
}

/* All bytes of a key of fewer than eight. */
static uint64_t short_key(struct slice key)
{
    if (key.length >= 4) {
        return word_at(key.at, 4) | word_at(key.at + key.length - 4, 4) << 32;
    }
    if (key.length == 0) {
        return 0;
    }
    return word_at(key.at, 1) | word_at(key.at + key.length / 2, 1) << 8 |
           word_at(key.at + key.length - 1, 1) << 16;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    const uint64_t factor = 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio (Knuth, vol. 3, 6.4) */
    hash = (hash ^ word) * factor;
    return hash ^ hash >> 32;
}

static uint32_t hash_of(struct slice key)
{
    uint64_t hash = mix(0, key.length);
    if (key.length < 8) {
        return (uint32_t)mix(hash, short_key(key));
    }
    for (size_t at = 0; at + 8 < key.length; at += 8) {
        hash = mix(hash, word_at(key.at + at, 8));
    }
    return (uint32_t)mix(hash, word_at(key.at + key.length - 8, 8));
}

static struct map_entry *place_of(struct map_entry *entries, size_t capacity, struct slice key,
                                  uint32_t hash)
{
    size_t i = hash & (capacity - 1);
    while (entries[i].key.at && (entries[i].hash != hash || !slice_equal(entries[i].key, key))) {
        i = (i + 1) & (capacity - 1);
    }
    return &entries[i];
}

uint32_t map_get(const struct map *map, struct slice key)
{
    if (!map->capacity) {
        return MAP_NONE;
    }
    const struct map_entry *entry = place_of(map->entries, map->capacity, key, hash_of(key));
    return entry->key.at ? entry->value : MAP_NONE;
}

static void map_resize(struct map *map, struct arena *arena, size_t capacity)
{
    struct map_entry *entries = arena_array(arena, capacity, sizeof *entries);
    for (size_t i = 0; i < map->capacity; i++) {
        const struct map_entry *entry = &map->entries[i];
        if (entry->key.at) { /* all keys differ: any free place will do */
            size_t at = entry->hash & (capacity - 1);
            while (entries[at].key.at) {
                at = (at + 1) & (capacity - 1);
            }
            entries[at] = *entry;
        }
    }
    map->entries = entries;
    map->capacity = capacity;
}

void map_reserve(struct map *map, struct arena *arena, size_t count)
{
    size_t capacity = 16;
    while (capacity < 2 * count) {
        capacity *= 2;
    }
    if (capacity > map->capacity) {
        map_resize(map, arena, capacity);
    }
}

void map_put(struct map *map, struct arena *arena, struct slice key, uint32_t value)
{
    if (2 * (map->count + 1) > map->capacity) {
        map_resize(map, arena, map->capacity ? 2 * map->capacity : 16);
    }
    if (!key.at) {
        key.at = "";
    }
    uint32_t hash = hash_of(key);
    struct map_entry *entry = place_of(map->entries, map->capacity, key, hash);
    map->count += entry->key.at == NULL;
    *entry = (struct map_entry){key, value, hash};
}
