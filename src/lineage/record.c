/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* An imprint as bytes that a store keeps: fixed little-endian fields, then anchors, runs and
 * features, 4 bytes each. Also which of two imprints speaks for their family. */
#include "lineage/inside.h"

#define VERSION 1

static void put(struct buffer *out, uint64_t value, size_t bytes)
{
    char room[8];
    for (size_t i = 0; i < bytes; i++) {
        room[i] = (char)(value >> 8 * i & 0xff);
    }
    buffer_add(out, (struct slice){room, bytes});
}

static void put_list(struct buffer *out, const uint32_t *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(out, items[i], 4);
    }
}

void imprint_write(struct buffer *out, const struct imprint *imprint)
{
    put(out, VERSION, 1);
    put(out, imprint->shingle_level, 1);
    buffer_add(out, (struct slice){imprint->language, 2});
    put(out, imprint->content, 8);
    put(out, imprint->word_count, 4);
    put(out, (uint64_t)imprint->published, 4);
    put(out, imprint->credits, 4);
    put(out, imprint->garbled, 2);
    put(out, imprint->anchor_count, 2);
    put(out, imprint->shingle_count, 2);
    put(out, imprint->feature_count, 2);
    put_list(out, imprint->anchors, imprint->anchor_count);
    put_list(out, imprint->shingles, imprint->shingle_count);
    put_list(out, imprint->features, imprint->feature_count);
}

enum { HEAD_BYTES = 32 };

static uint64_t get(const unsigned char **at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++) {
        value |= (uint64_t)(*at)[i] << 8 * i;
    }
    *at += bytes;
    return value;
}

static uint32_t *get_list(struct arena *arena, const unsigned char **at, size_t count)
{
    uint32_t *items = arena_room(arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = (uint32_t)get(at, 4);
    }
    return items;
}

bool imprint_read(struct arena *arena, struct slice bytes, struct imprint *out)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    *out = (struct imprint){0};
    if (bytes.length < HEAD_BYTES || get(&at, 1) != VERSION) {
        return false;
    }
    out->shingle_level = (uint8_t)get(&at, 1);
    memcpy(out->language, at, 2);
    at += 2;
    out->content = get(&at, 8);
    out->word_count = (uint32_t)get(&at, 4);
    out->published = (int32_t)get(&at, 4);
    out->credits = (uint32_t)get(&at, 4);
    out->garbled = (uint16_t)get(&at, 2);
    out->anchor_count = (uint16_t)get(&at, 2);
    out->shingle_count = (uint16_t)get(&at, 2);
    out->feature_count = (uint16_t)get(&at, 2);
    size_t count = (size_t)out->anchor_count + out->shingle_count + out->feature_count;
    if (bytes.length != HEAD_BYTES + 4 * count) {
        return false;
    }
    out->anchors = get_list(arena, &at, out->anchor_count);
    out->shingles = get_list(arena, &at, out->shingle_count);
    out->features = get_list(arena, &at, out->feature_count);
    return true;
}

/* Garbling counts in whole hundredths; content decides among equals. */
int imprint_rank(const struct imprint *a, const struct imprint *b)
{
    if (a->garbled / 10 != b->garbled / 10) {
        return a->garbled < b->garbled ? -1 : 1;
    }
    if (a->published != b->published) {
        return a->published < b->published ? -1 : 1;
    }
    if (a->anchor_count != b->anchor_count) {
        return a->anchor_count > b->anchor_count ? -1 : 1;
    }
    return (a->content > b->content) - (a->content < b->content);
}
