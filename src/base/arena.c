/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A list of blocks, each at least 64 KiB, filled from the front. Built with ENTENTE_ARENA_MALLOC
 * every object gets a block of its own, so that AddressSanitizer sees each. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef ENTENTE_ARENA_MALLOC
#define BLOCK_SIZE 0
#else
#define BLOCK_SIZE ((size_t)64 * 1024)
#endif

struct arena_block {
    struct arena_block *older;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *block_new(struct arena_block *older, size_t size)
{
    struct arena_block *block = malloc(sizeof *block + size);
    if (!block) {
        fputs("entente: out of memory\n", stderr);
        abort();
    }
    block->older = older;
    block->used = 0;
    block->size = size;
    return block;
}

static void *arena_take(struct arena *arena, size_t size)
{
    struct arena_block *block = arena->block;
    size_t aligned = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    assert(aligned >= size);
    if (!block || block->size - block->used < aligned) {
        block = block_new(block, aligned > BLOCK_SIZE ? aligned : BLOCK_SIZE);
        arena->block = block;
    }
    void *given = block->bytes + block->used;
    block->used += aligned;
    return given;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_take(arena, size), 0, size);
}

void *arena_room(struct arena *arena, size_t count, size_t size)
{
    assert(size == 0 || count <= SIZE_MAX / size);
    return arena_take(arena, count * size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    assert(size == 0 || count <= SIZE_MAX / size);
    return arena_alloc(arena, count * size);
}

void *arena_grow(struct arena *arena, void **items, size_t *count, size_t size)
{
    size_t n = *count;
    if (n == 0 || (n >= 8 && (n & (n - 1)) == 0)) {
        void *wider = arena_array(arena, n < 8 ? 8 : 2 * n, size);
        if (n) {
            memcpy(wider, *items, n * size);
        }
        *items = wider;
    }
    *count = n + 1;
    return (unsigned char *)*items + n * size;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->block, arena->block ? arena->block->used : 0};
}

void arena_reset(struct arena *arena, struct arena_mark mark)
{
    while (arena->block != mark.block) {
        struct arena_block *older = arena->block->older;
        free(arena->block);
        arena->block = older;
    }
    if (arena->block) {
        arena->block->used = mark.used;
    }
}

void arena_free(struct arena *arena)
{
    arena_reset(arena, (struct arena_mark){NULL, 0});
}
