/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Arenas: memory given out in order and freed at once. One per article, one per thread for scratch.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *block; /* newest first */
};

struct arena_mark {
    struct arena_block *block;
    size_t used;
};

/* A zeroed struct arena is empty and ready. */
/* Gives `size` zeroed bytes aligned for any type; never NULL: running out of memory aborts. */
void *arena_alloc(struct arena *arena, size_t size);

/* Gives room for `count` zeroed items; a product that overflows aborts. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* The same, but the items hold anything: for arrays that are filled at once. */
void *arena_room(struct arena *arena, size_t count, size_t size);

/* Makes room for one more item in *items of *count items (capacity doubles by powers of two,
 * starting at 8); the old array stays in the arena. Returns the address of the new, zeroed item. */
void *arena_grow(struct arena *arena, void **items, size_t *count, size_t size);

struct arena_mark arena_mark(const struct arena *arena);

/* Frees all that was given since the mark. */
void arena_reset(struct arena *arena, struct arena_mark mark);

/* Frees all; the arena is empty and ready again. */
void arena_free(struct arena *arena);

/* Appends a zeroed item to the array `items` with its `count`; gives its address. */
#define arena_push(arena, items, count)                                                            \
    ((__typeof__(items))arena_grow((arena), (void **)&(items), &(count), sizeof *(items)))

#endif
