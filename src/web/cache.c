/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Answers by what was asked, one in each slot of a table, as long as the ledger stays the same.
 *
 * The version is looked at under the lock both before an answer is used and before one is kept: an
 * answer of before a change is either not kept or forgotten by the first that sees the change. */
#include "web/inside.h"

void cache_open(struct web_cache *cache)
{
    pthread_mutex_init(&cache->lock, NULL);
}

static void forget_all(struct web_cache *cache)
{
    for (size_t i = 0; i < CACHE_SLOTS; i++) {
        buffer_free(&cache->slots[i].key);
        buffer_free(&cache->slots[i].body);
    }
}

void cache_close(struct web_cache *cache)
{
    forget_all(cache);
    pthread_mutex_destroy(&cache->lock);
}

/* Is the ledger as it was? Forgets all where it is not, or where nobody can tell. */
static bool unchanged(struct web_cache *cache, struct web_desk *desk)
{
    int64_t version = -1;
    bool same = ledger_version(desk->ledger, &version, NULL) && version == desk->version;
    if (!same) {
        desk->version = version;
        forget_all(cache);
    }
    return same;
}

bool cache_get(struct web_cache *cache, struct web_desk *desk, struct slice key, struct buffer *out)
{
    size_t slot = slice_hash(key, 0) % CACHE_SLOTS;
    pthread_mutex_lock(&cache->lock);
    bool hit = unchanged(cache, desk) && slice_equal(buffer_slice(&cache->slots[slot].key), key);
    if (hit) {
        buffer_add(out, buffer_slice(&cache->slots[slot].body));
    }
    pthread_mutex_unlock(&cache->lock);
    return hit;
}

void cache_put(struct web_cache *cache, struct web_desk *desk, struct slice key, struct slice body)
{
    size_t slot = slice_hash(key, 0) % CACHE_SLOTS;
    pthread_mutex_lock(&cache->lock);
    if (body.length <= CACHE_BODY_BYTES && unchanged(cache, desk)) {
        buffer_free(&cache->slots[slot].key);
        buffer_free(&cache->slots[slot].body);
        buffer_add(&cache->slots[slot].key, key);
        buffer_add(&cache->slots[slot].body, body);
    }
    pthread_mutex_unlock(&cache->lock);
}
