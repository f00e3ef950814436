/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any bytes as the two packed forms that a ledger keeps: the view of a dyad (two bytes that
 * tell how long its heads are, heads, support), and the imprint of an article. What is read must be
 * written so that it is read again and written the same. */
#include "fuzz.h"

#include "base/buffer.h"
#include "ledger/inside.h"
#include "lineage/lineage.h"

static const struct pair pair = {{"RUS", 3}, {"taliban", 7}};

static bool turn_digest(struct arena *arena, struct slice bytes, struct slice *out)
{
    struct ledger_view view;
    struct digest written = {0};
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t heads = bytes.length < 2 ? 0 : at[0] | (size_t)at[1] << 8;
    if (bytes.length < 2 || heads > bytes.length - 2) {
        return false;
    }
    struct slice support = slice_part(bytes, 2 + heads, bytes.length);
    if (!digest_read(arena, slice_part(bytes, 2, 2 + heads), &support, pair, &view)) {
        return false;
    }
    digest_write(&written, &view, pair);
    size_t length = written.heads.length;
    char *room = arena_alloc(arena, 2 + length + written.support.length);
    room[0] = (char)(length & 0xff);
    room[1] = (char)(length >> 8);
    memcpy(room + 2, buffer_slice(&written.heads).at, length);
    memcpy(room + 2 + length, buffer_slice(&written.support).at, written.support.length);
    *out = (struct slice){room, 2 + length + written.support.length};
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
