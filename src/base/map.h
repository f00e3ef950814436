/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A map from text to a number: open addressing, insert and look up only. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/slice.h"

struct map_entry {
    struct slice key; /* lent: must outlive the map; at == NULL marks a free place */
    uint32_t value, hash;
};

/* A zeroed struct map is empty and ready; all memory is the arena's. */
struct map {
    struct map_entry *entries;
    size_t count, capacity;
};

#define MAP_NONE UINT32_MAX

/* The value of key, or MAP_NONE. */
uint32_t map_get(const struct map *map, struct slice key);

/* Makes room for `count` keys at once. */
void map_reserve(struct map *map, struct arena *arena, size_t count);

/* Sets key to value, replacing; the key's bytes are lent. */
void map_put(struct map *map, struct arena *arena, struct slice key, uint32_t value);

#endif
