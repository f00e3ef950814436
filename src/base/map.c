/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Linear probing over a power of two, at most half full; growing leaves the old table in the arena.
 */
#include "base/map.h"

static struct map_entry *place_of(struct map_entry *entries, size_t capacity, struct slice key)
{
    size_t i = slice_hash(key, 0) & (capacity - 1);
    while (entries[i].key.at && !slice_equal(entries[i].key, key)) {
        i = (i + 1) & (capacity - 1);
    }
    return &entries[i];
}

uint32_t map_get(const struct map *map, struct slice key)
{
    if (!map->capacity) {
        return MAP_NONE;
    }
    const struct map_entry *entry = place_of(map->entries, map->capacity, key);
    return entry->key.at ? entry->value : MAP_NONE;
}

static void map_widen(struct map *map, struct arena *arena)
{
    size_t capacity = map->capacity ? 2 * map->capacity : 16;
    struct map_entry *entries = arena_array(arena, capacity, sizeof *entries);
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->entries[i].key.at) {
            *place_of(entries, capacity, map->entries[i].key) = map->entries[i];
        }
    }
    map->entries = entries;
    map->capacity = capacity;
}

void map_put(struct map *map, struct arena *arena, struct slice key, uint32_t value)
{
    if (2 * (map->count + 1) > map->capacity) {
        map_widen(map, arena);
    }
    if (!key.at) {
        key.at = "";
    }
    struct map_entry *entry = place_of(map->entries, map->capacity, key);
    map->count += entry->key.at == NULL;
    *entry = (struct map_entry){key, value};
}
