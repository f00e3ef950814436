/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any bytes as the two packed forms that a ledger keeps: the view of a dyad (twice two
 * bytes that tell how long gists and events are, gists, events, support), and the imprint of an
 * article. What is read must be written so that it is read again and written the same. */
#include "fuzz.h"

#include "base/buffer.h"
#include "ledger/inside.h"
#include "lineage/lineage.h"

static const struct pair pair = {{"RUS", 3}, {"taliban", 7}};

#define HEAD 4

static size_t length_at(struct slice bytes, size_t at)
{
    const unsigned char *byte = (const unsigned char *)bytes.at + at;
    return byte[0] | (size_t)byte[1] << 8;
}

static bool turn_digest(struct arena *arena, struct slice bytes, struct slice *out)
{
    struct ledger_view view;
    struct digest written = {0};
    size_t gists = bytes.length < HEAD ? 0 : length_at(bytes, 0);
    size_t events = bytes.length < HEAD ? 0 : length_at(bytes, 2);
    if (bytes.length < HEAD || gists + events > bytes.length - HEAD) {
        return false;
    }
    struct slice rest = slice_part(bytes, HEAD, bytes.length);
    if (!digest_gists_read(arena, slice_part(rest, 0, gists), pair, &view) ||
        !digest_events_read(arena, slice_part(rest, gists, gists + events),
                            slice_part(rest, gists + events, rest.length), pair, &view)) {
        return false;
    }
    digest_write(&written, &view, pair);
    const struct slice parts[] = {buffer_slice(&written.gists), buffer_slice(&written.events),
                                  buffer_slice(&written.support)};
    size_t at = HEAD;
    char *room = arena_alloc(arena, HEAD + parts[0].length + parts[1].length + parts[2].length);
    for (size_t i = 0; i < 3; i++) {
        if (i < 2) {
            room[2 * i] = (char)(parts[i].length & 0xff);
            room[2 * i + 1] = (char)(parts[i].length >> 8);
        }
        memcpy(room + at, parts[i].at, parts[i].length);
        at += parts[i].length;
    }
    *out = (struct slice){room, at};
    digest_free(&written);
    return true;
}

static bool turn_imprint(struct arena *arena, struct slice bytes, struct slice *out)
{
    struct imprint imprint;
    struct buffer written = {0};
    if (!imprint_read(arena, bytes, &imprint)) {
        return false;
    }
    imprint_write(&written, &imprint);
    *out = slice_copy(arena, buffer_slice(&written));
    buffer_free(&written);
    return true;
}

typedef bool turn(struct arena *arena, struct slice bytes, struct slice *out);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static turn *const turns[] = {turn_digest, turn_imprint};
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        struct arena arena = {0};
        struct slice once, twice;
        if (turns[i](&arena, (struct slice){(const char *)bytes, length}, &once)) {
            fuzz_want(turns[i](&arena, once, &twice));
            fuzz_want(slice_equal(once, twice));
        }
        arena_free(&arena);
    }
    return 0;
}
