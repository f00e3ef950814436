/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A zip of pages to documents, read as a stream from its local headers (APPNOTE 6.3.10, section 4),
 * so that it may come from a pipe, and so that no byte of it is unpacked twice, however its
 * directory lies. Member names are only names: nothing is written anywhere. Members may be stored
 * or deflated; encrypted ones and other methods are named and left out. */
#include "base/utf8.h"
#include "input/inside.h"

#define LOCAL_BYTES 30u /* of a local header without name and extra field */
#define NAME_AT_MOST 512u
#define UNKNOWN_SIZE 0xFFFFFFFFu

struct member {
    unsigned flags, method;
    uint32_t packed; /* bytes, or UNKNOWN_SIZE */
    unsigned name_length, extra_length;
};

static unsigned two_bytes(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    return bytes[0] | (unsigned)bytes[1] << 8;
}

static uint32_t four_bytes(const char *at)
{
    return two_bytes(at) | (uint32_t)two_bytes(at + 2) << 16;
}

/* The member's name as UTF-8, without what would break a line. */
static struct slice read_name(struct arena *arena, struct source *source, unsigned length)
{
    unsigned kept = length < NAME_AT_MOST ? length : NAME_AT_MOST;
    struct slice name = slice_copy(arena, source_peek(source, kept));
    source_skip(source, length);
    char *bytes = (char *)name.at; /* our own fresh copy */
    bool valid = utf8_invalid(name) == SIZE_MAX;
    for (size_t i = 0; i < name.length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bytes[i] = c < 0x20 || (c >= 0x80 && !valid) ? '?' : bytes[i];
    }
    return name;
}

/* Unpacks the member ahead and walks it. */
static void walk_member(struct walk *walk, struct source *source, const struct member *member,
                        const struct place *place)
{
    struct source inner;
    if (member->method == 8) {
        source_of_deflate(&inner, source);
        walk_source(walk, &inner, place);
        if (!inner.faulty) { /* what the reader left, so that the next header is found */
            while (source_skip(&inner, LIMIT_ARTICLE_BYTES)) {
            }
        }
        source_close(&inner);
        return;
    }
    struct slice bytes = source_peek(source, member->packed);
    source_of_bytes(&inner, bytes);
    walk_source(walk, &inner, place);
    source_close(&inner);
    source_skip(source, member->packed);
}

/* Why the member is not read, or NULL. */
static const char *reason_to_leave(const struct member *member)
{
    if (member->flags & 1) {
        return "encrypted; left out";
    }
    if (member->method != 0 && member->method != 8) {
        return "packed by a method other than deflate; left out";
    }
    if (member->method == 0 && (member->flags & 8)) {
        return "stored without its length; left out";
    }
    if (member->method == 0 && member->packed > LIMIT_ARTICLE_BYTES) {
        return "too large; left out";
    }
    return NULL;
}

/* Gives whether the zip may go on behind it. */
static bool read_member(struct walk *walk, struct source *source, const struct place *place)
{
    struct arena arena = {0};
    size_t problems = walk->problems;
    uint64_t offset = source->passed;
    struct slice head = source_peek(source, LOCAL_BYTES);
    struct member member = {two_bytes(head.at + 6), two_bytes(head.at + 8),
                            four_bytes(head.at + 18), two_bytes(head.at + 26),
                            two_bytes(head.at + 28)};
    source_skip(source, LOCAL_BYTES);
    struct slice name = read_name(&arena, source, member.name_length);
    source_skip(source, member.extra_length);
    struct place inside = place_inside(&arena, place, name, offset);
    const char *reason = reason_to_leave(&member);
    bool folder = slice_ends(name, SLICE("/"));
    if (reason && !folder) {
        walk_problem(walk, inside.path, "%s", reason);
        source_skip(source, member.packed == UNKNOWN_SIZE ? 0 : member.packed);
    } else if (!folder) {
        walk_member(walk, source, &member, &inside);
    }
    arena_free(&arena);
    /* A member that breaks off at the end was named: nothing is left to say of the zip. */
    return walk->problems == problems || source_peek(source, 1).length > 0;
}

void zip_read(struct walk *walk, struct source *source, const struct place *place)
{
    while (!walk->stopped) {
        struct slice head = source_peek(source, LOCAL_BYTES);
        if (head.length == LOCAL_BYTES && slice_starts(head, SLICE("PK\x03\x04"))) {
            if (!read_member(walk, source, place)) {
                return;
            }
        } else if (slice_starts(head, SLICE("PK\x01\x02")) ||
                   slice_starts(head, SLICE("PK\x05\x06")) ||
                   slice_starts(head, SLICE("PK\x06\x06"))) {
            return; /* the directory: no member follows it */
        } else if (source_skip(source, 1) == 0 || !source_seek(source, SLICE("PK"))) {
            walk_problem(walk, place->path, "the zip is cut short; what came before is read");
            return;
        }
    }
}
