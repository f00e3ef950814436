/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A text file of two kinds of lines, parted by tabs:
 *     feed  ADDRESS  ETAG  LAST-MODIFIED
 *     item  KEY                             read from the feed above it
 * It is written to a file beside it that then takes its name, so that no run leaves half of one. */
#include "cli/feed_state.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/limits.h"

static void add_item(struct feed_state *state, size_t feed, struct slice key, bool listed)
{
    struct slice place = slice_print(&state->arena, "%zu\t%.*s", feed, SLICE_ARGS(key));
    map_put(&state->places, &state->arena, place, (uint32_t)state->item_count);
    *arena_push(&state->arena, state->items, state->item_count) =
        (struct item_record){feed, slice_copy(&state->arena, key), listed};
}

static bool read_line(struct feed_state *state, struct slice line, size_t number, struct error *err)
{
    struct slice cells[4] = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    size_t count = 0;
    while (count < 4 && slice_split(&line, '\t', &cells[count])) {
        count++;
    }
    if (slice_is(cells[0], "feed") && count == 4) {
        *arena_push(&state->arena, state->feeds, state->feed_count) =
            (struct feed_record){cells[1], cells[2], cells[3]};
        return true;
    }
    if (slice_is(cells[0], "item") && count == 2 && state->feed_count) {
        add_item(state, state->feed_count - 1, cells[1], false);
        return true;
    }
    return error_set(err, ERROR_INVALID, "%s:%zu: neither a feed nor an item", state->path, number);
}

bool feed_state_load(const char *path, struct feed_state *out, struct error *err)
{
    struct slice text, line;
    size_t number = 0;
    *out = (struct feed_state){.path = path};
    if (access(path, F_OK) != 0 && errno == ENOENT) {
        return true;
    }
    if (!file_read(&out->arena, path, LIMIT_DATA_BYTES, &text, err)) {
        return false;
    }
    while (slice_split(&text, '\n', &line)) {
        number++;
        if (line.length && !read_line(out, line, number, err)) {
            return false;
        }
    }
    return true;
}

void feed_state_free(struct feed_state *state)
{
    arena_free(&state->arena);
    *state = (struct feed_state){0};
}

size_t feed_state_feed(struct feed_state *state, const char *url)
{
    for (size_t i = 0; i < state->feed_count; i++) {
        if (slice_is(state->feeds[i].url, url)) {
            return i;
        }
    }
    *arena_push(&state->arena, state->feeds, state->feed_count) =
        (struct feed_record){slice_copy(&state->arena, slice_of(url)), {"", 0}, {"", 0}};
    return state->feed_count - 1;
}

bool feed_state_knows(struct feed_state *state, size_t feed, struct slice key)
{
    struct arena_mark mark = arena_mark(&state->arena);
    struct slice place = slice_print(&state->arena, "%zu\t%.*s", feed, SLICE_ARGS(key));
    uint32_t item = map_get(&state->places, place);
    arena_reset(&state->arena, mark);
    if (item != MAP_NONE) {
        state->items[item].listed = true;
    }
    return item != MAP_NONE;
}

void feed_state_add(struct feed_state *state, size_t feed, struct slice key)
{
    add_item(state, feed, key, true);
}

void feed_state_prune(struct feed_state *state, size_t feed)
{
    for (size_t i = 0; i < state->item_count; i++) {
        struct item_record *item = &state->items[i];
        if (item->feed == feed && !item->listed) {
            item->key.length = 0;
        }
    }
}

static void print_state(struct buffer *out, const struct feed_state *state)
{
    for (size_t f = 0; f < state->feed_count; f++) {
        const struct feed_record *feed = &state->feeds[f];
        buffer_add(out, SLICE("feed\t"));
        buffer_cell(out, feed->url);
        buffer_add(out, SLICE("\t"));
        buffer_cell(out, feed->etag);
        buffer_add(out, SLICE("\t"));
        buffer_cell(out, feed->changed_at);
        buffer_add(out, SLICE("\n"));
        for (size_t i = 0; i < state->item_count; i++) {
            if (state->items[i].feed == f && state->items[i].key.length) {
                buffer_add(out, SLICE("item\t"));
                buffer_cell(out, state->items[i].key);
                buffer_add(out, SLICE("\n"));
            }
        }
    }
}

bool feed_state_save(const struct feed_state *state, struct error *err)
{
    struct arena arena = {0};
    struct buffer text = {0};
    const char *beside = slice_print(&arena, "%s.new", state->path).at;
    FILE *file = fopen(beside, "wb");
    print_state(&text, state);
    bool good = file && fwrite(text.at ? text.at : "", 1, text.length, file) == text.length &&
                fflush(file) == 0 && fsync(fileno(file)) == 0;
    int number = errno;
    good = file && fclose(file) == 0 && good;
    if (good && rename(beside, state->path) != 0) {
        good = false;
        number = errno;
    }
    if (!good) {
        error_set(err, ERROR_IO, "%s: %s", state->path, strerror(number));
    }
    buffer_free(&text);
    arena_free(&arena);
    return good;
}
