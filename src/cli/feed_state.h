/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What `entente feed` remembers between runs: of each feed the answer that it has, and which items
 * were read. */
#ifndef CLI_FEED_STATE_H
#define CLI_FEED_STATE_H

#include "base/error.h"
#include "base/map.h"

struct feed_record {
    struct slice url, etag, changed_at;
};

struct item_record {
    size_t feed;      /* index of its feed */
    struct slice key; /* its address, or a hash of its text */
    bool listed;      /* the feed still listed it in this run */
};

struct feed_state {
    struct arena arena;
    const char *path;
    struct feed_record *feeds;
    size_t feed_count;
    struct item_record *items;
    size_t item_count;
    struct map places; /* "feed<TAB>key" to its item */
};

/* Reads the state; a missing file is an empty one. Errors: INVALID (file:line), LIMIT, IO. */
bool feed_state_load(const char *path, struct feed_state *out, struct error *err);
void feed_state_free(struct feed_state *state);

/* Index of the feed, which is added where it is new. */
size_t feed_state_feed(struct feed_state *state, const char *url);

/* Was the item read already? Marks it as still listed. */
bool feed_state_knows(struct feed_state *state, size_t feed, struct slice key);
void feed_state_add(struct feed_state *state, size_t feed, struct slice key);

/* Forgets the items that the feed lists no more, once all of it was seen. */
void feed_state_prune(struct feed_state *state, size_t feed);

/* Writes the file anew, whole or not at all. Error: IO. */
bool feed_state_save(const struct feed_state *state, struct error *err);

#endif
