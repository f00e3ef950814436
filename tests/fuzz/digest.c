/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any bytes as the packed forms that a ledger keeps: the view of a dyad (three times two
 * bytes that tell how long what comes next is: head, what its fold needs, gists; then these and the
 * events), and the imprint of an article. What is read must be written so that it is read again and
 * written the same. */
#include "fuzz.h"

#include "base/buffer.h"
#include "ledger/fold.h"
#include "lineage/lineage.h"

static const struct pair pair = {{"RUS", 3}, {"taliban", 7}};

enum { BONDS, WALK, GISTS, EVENTS, PARTS };
enum { HEAD = 2 * EVENTS };

/* The parts of the bytes; false where they are too few. */
static bool parts_of(struct slice bytes, struct slice parts[PARTS])
{
    size_t at = HEAD;
    for (size_t i = 0; bytes.length >= HEAD && i < PARTS; i++) {
        const unsigned char *length = (const unsigned char *)bytes.at + 2 * i;
        size_t left = bytes.length - at;
        size_t count = length[0] | (size_t)length[1] << 8;
        count = i == EVENTS ? left : count;
        if (count > left) {
            return false;
        }
        parts[i] = slice_part(bytes, at, at + count);
        at += count;
    }
    return bytes.length >= HEAD;
}

static struct slice parts_join(struct arena *arena, const struct buffer parts[PARTS])
{
    struct buffer out = {0};
    for (size_t i = 0; i < EVENTS; i++) {
        const char length[] = {(char)(parts[i].length & 0xff), (char)(parts[i].length >> 8)};
        buffer_add(&out, (struct slice){length, sizeof length});
    }
    for (size_t i = 0; i < PARTS; i++) {
        buffer_add(&out, buffer_slice(&parts[i]));
    }
    struct slice bytes = slice_copy(arena, buffer_slice(&out));
    buffer_free(&out);
    return bytes;
}

static bool turn_digest(struct arena *arena, struct slice bytes, struct slice *out)
{
    struct ledger_view view = {0};
    struct dyad_year_list years = {0};
    struct head head;
    struct slice parts[PARTS];
    if (!parts_of(bytes, parts) || !head_read(arena, parts[BONDS], &parts[WALK], pair, &head) ||
        !years_read_gists(arena, parts[GISTS], &view, &years) ||
        !years_read_events(arena, parts[EVENTS], pair, &view, &years)) {
        return false;
    }
    struct packed_head packed = {0};
    struct packed_year written = {0};
    head_pack(&packed, &head, pair);
    for (size_t i = 0; i < years.count; i++) {
        year_pack(&written, &years.items[i], pair);
    }
    const struct buffer both[PARTS] = {packed.bonds, packed.walk, written.gists, written.events};
    *out = parts_join(arena, both);
    head_pack_free(&packed);
    year_pack_free(&written);
    /* what a question makes of it may be refused, never fail */
    if (tellings_settle(&head.tellings, &years)) {
        bonds_make(arena, &head.tracks, &years, &view);
    }
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
