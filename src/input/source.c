/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Streams of bytes: a file, bytes in memory, what gzip, deflate and zstd unpack.
 *
 * Each has a window that grows to what is asked for and never shrinks. Unpackers read ahead of
 * nothing: what they do not use stays in the packed source, so that members can follow one another.
 * A stream that breaks off gives what it gave so far, and its fault. A gzip member that is damaged
 * is left, and the next one that can be found goes on. Cost: the unpacker's, and one copy. */
#include <errno.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "input/inside.h"

#define WINDOW_BYTES ((size_t)256 * 1024)       /* the least; it doubles as the content comes */
#define WHOLE_PACKED_BYTES ((size_t)128 * 1024) /* a member of fewer is unpacked at once … */
#define WHOLE_BYTES ((size_t)1024 * 1024)       /* … to that many at most */
#define PACKED_BYTES ((size_t)64 * 1024)

static void *claim(void *block)
{
    if (!block) {
        fputs("entente: out of memory\n", stderr);
        abort();
    }
    return block;
}

static size_t fail(struct source *source, const char *message)
{
    if (!source->faulty) {
        source->faulty = true;
        error_set(&source->fault, ERROR_INVALID, "%s", message);
    }
    source->ended = true;
    return 0;
}

/* ---------------------------------------------------------------------------- the window */

void source_close(struct source *source)
{
    if (source->close) {
        source->close(source);
    }
    free(source->window);
    *source = (struct source){0};
}

/* Makes room for `wanted` bytes behind window[begin]. */
static void widen(struct source *source, size_t wanted)
{
    if (source->begin && source->capacity - source->begin < wanted) {
        memmove(source->window, source->window + source->begin, source->end - source->begin);
        source->end -= source->begin;
        source->begin = 0;
    }
    if (source->capacity < wanted) {
        size_t capacity = source->capacity ? source->capacity : WINDOW_BYTES;
        while (capacity < wanted) {
            capacity *= 2;
        }
        source->window = claim(realloc(source->window, capacity));
        source->capacity = capacity;
    }
}

struct slice source_peek(struct source *source, size_t wanted)
{
    if (source->begin == source->end) {
        source->begin = source->end = 0;
    }
    while (!source->ended && source->end - source->begin < wanted) {
        size_t there = source->end - source->begin;
        if (source->end == source->capacity) {
            widen(source, there + WINDOW_BYTES / 4 < wanted ? there + WINDOW_BYTES / 4 : wanted);
        }
        size_t got =
            source->fill(source, source->window + source->end, source->capacity - source->end);
        source->ended = got == 0;
        source->end += got;
    }
    size_t there = source->end - source->begin;
    return (struct slice){source->window ? source->window + source->begin : "",
                          there < wanted ? there : wanted};
}

uint64_t source_skip(struct source *source, uint64_t count)
{
    uint64_t left = count;
    while (left) {
        size_t wanted = left < WINDOW_BYTES ? (size_t)left : WINDOW_BYTES;
        size_t got = source_peek(source, wanted).length;
        if (!got) {
            break;
        }
        source->begin += got;
        source->passed += got;
        left -= got;
    }
    return count - left;
}

bool source_seek(struct source *source, struct slice mark)
{
    for (;;) {
        struct slice ahead = source_peek(source, WINDOW_BYTES);
        size_t at = slice_find(ahead, mark, 0);
        if (at != SIZE_MAX) {
            source_skip(source, at);
            return true;
        }
        if (ahead.length < mark.length) {
            source_skip(source, ahead.length);
            return false;
        }
        source_skip(source, ahead.length - mark.length + 1);
    }
}

struct slice source_line(struct source *source, size_t cap, bool *whole)
{
    size_t wanted = 4096 < cap ? 4096 : cap;
    for (;;) {
        struct slice ahead = source_peek(source, wanted);
        const char *newline = ahead.length ? memchr(ahead.at, '\n', ahead.length) : NULL;
        if (newline || ahead.length < wanted) {
            struct slice line = {ahead.at, newline ? (size_t)(newline - ahead.at) : ahead.length};
            *whole = true;
            source->begin += line.length + (newline != NULL);
            source->passed += line.length + (newline != NULL);
            return line;
        }
        if (wanted == cap) {
            *whole = false;
            source_skip(source, ahead.length);
            source_seek(source, SLICE("\n"));
            source_skip(source, 1);
            return (struct slice){"", 0};
        }
        wanted = wanted * 2 < cap ? wanted * 2 : cap;
    }
}

/* ------------------------------------------------------------------------ files and bytes */

static size_t fill_from_file(struct source *source, char *into, size_t room)
{
    size_t got = fread(into, 1, room, source->state);
    if (got == 0 && ferror((FILE *)source->state)) {
        return fail(source, strerror(errno));
    }
    return got;
}

void source_of_file(struct source *out, void *file)
{
    *out = (struct source){.fill = fill_from_file, .state = file};
}

static size_t fill_from_bytes(struct source *source, char *into, size_t room)
{
    struct slice *rest = source->state;
    size_t part = rest->length < room ? rest->length : room;
    memcpy(into, rest->at, part);
    *rest = slice_part(*rest, part, rest->length);
    return part;
}

static void close_bytes(struct source *source)
{
    free(source->state);
}

void source_of_bytes(struct source *out, struct slice bytes)
{
    struct slice *rest = claim(malloc(sizeof *rest));
    *rest = bytes.at ? bytes : (struct slice){"", 0};
    *out = (struct source){.fill = fill_from_bytes, .close = close_bytes, .state = rest};
}

/* ------------------------------------------------------------------------------ unpacking */

/* True while what came out is in proportion to what went in. */
static bool in_proportion(struct source *source, uint64_t packed, uint64_t unpacked)
{
    if (unpacked <= LIMIT_INFLATED_FREE || unpacked / LIMIT_INFLATED_RATIO <= packed) {
        return true;
    }
    char message[120];
    snprintf(message, sizeof message, "inflates to more than %d times its size; the rest is left",
             LIMIT_INFLATED_RATIO);
    fail(source, message);
    return false;
}

struct inflater {
    z_stream stream;
    uint64_t packed, unpacked;             /* bytes */
    bool gzip;                             /* else raw deflate, which ends by itself */
    bool member_done;                      /* or none was begun */
    struct libdeflate_decompressor *whole; /* of small gzip members, all at once */
    char *ready;                           /* what it gave */
    size_t ready_begin, ready_end;
};

/* Unpacks the gzip member ahead at once where it is small, as the records of a WARC are: in half
 * the time. False, with nothing taken, where it is not, or is damaged. */
static bool unpack_whole(struct source *source, struct inflater *inflater)
{
    struct slice packed = source_peek(source->packed, WHOLE_PACKED_BYTES);
    size_t used, got;
    if (!inflater->whole) {
        inflater->whole = claim(libdeflate_alloc_decompressor());
        inflater->ready = claim(malloc(WHOLE_BYTES));
    }
    if (libdeflate_gzip_decompress_ex(inflater->whole, packed.at, packed.length, inflater->ready,
                                      WHOLE_BYTES, &used, &got) != LIBDEFLATE_SUCCESS) {
        return false;
    }
    inflater->packed += source_skip(source->packed, used);
    inflater->ready_begin = 0;
    inflater->ready_end = got;
    return true;
}

/* Goes on to the next gzip member; false at the end. Zeros behind the last one are padding. */
static bool next_member(struct source *source, struct inflater *inflater)
{
    struct slice magic = source_peek(source->packed, 2);
    if (magic.length == 0) {
        return false;
    }
    if (magic.length < 2 || memcmp(magic.at, "\x1f\x8b", 2) != 0) {
        if (magic.at[0] != '\0') {
            fail(source, "bytes behind the last gzip member; they are left");
        }
        return false;
    }
    inflater->member_done = unpack_whole(source, inflater);
    return inflater->member_done || inflateReset(&inflater->stream) == Z_OK;
}

/* Leaves a damaged member for the next one that can be found. */
static bool leave_member(struct source *source, struct inflater *inflater)
{
    if (!source->faulty) {
        source->faulty = true;
        error_set(&source->fault, ERROR_INVALID, "damaged gzip data near byte %llu",
                  (unsigned long long)inflater->packed);
    }
    return inflater->gzip && source_seek(source->packed, SLICE("\x1f\x8b\x08")) &&
           next_member(source, inflater);
}

/* One step of inflate. False: nothing more comes. */
static bool inflate_some(struct source *source, struct inflater *inflater)
{
    struct slice packed = source_peek(source->packed, PACKED_BYTES);
    z_stream *stream = &inflater->stream;
    if (packed.length == 0) {
        fail(source, "packed data is cut short; what came before is read");
        return false;
    }
    stream->next_in = (unsigned char *)packed.at;
    stream->avail_in = (unsigned)packed.length;
    int result = inflate(stream, Z_NO_FLUSH);
    uint64_t used = source_skip(source->packed, packed.length - stream->avail_in);
    inflater->packed += used;
    if (result == Z_STREAM_END) {
        inflater->member_done = true;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
        source_skip(source->packed, used == 0);
        return leave_member(source, inflater);
    }
    return true;
}

/* Writes what was unpacked at once; gives its bytes. */
static size_t give_ready(struct inflater *inflater, char *into, size_t room)
{
    size_t there = inflater->ready_end - inflater->ready_begin;
    size_t part = there < room ? there : room;
    if (part) {
        memcpy(into, inflater->ready + inflater->ready_begin, part);
        inflater->ready_begin += part;
    }
    return part;
}

static size_t fill_from_inflater(struct source *source, char *into, size_t room)
{
    struct inflater *inflater = source->state;
    size_t part = room < (1u << 30) ? room : 1u << 30;
    size_t got;
    inflater->stream.next_out = (unsigned char *)into;
    inflater->stream.avail_out = (unsigned)part;
    while ((got = give_ready(inflater, into, part)) == 0) {
        if (inflater->member_done) {
            if (!inflater->gzip || !next_member(source, inflater)) {
                break;
            }
            continue;
        }
        bool more = inflate_some(source, inflater);
        got = part - inflater->stream.avail_out;
        if (got || !more) {
            break;
        }
    }
    inflater->unpacked += got;
    return in_proportion(source, inflater->packed, inflater->unpacked) ? got : 0;
}

static void close_inflater(struct source *source)
{
    struct inflater *inflater = source->state;
    inflateEnd(&inflater->stream);
    libdeflate_free_decompressor(inflater->whole);
    free(inflater->ready);
    free(inflater);
}

static void open_inflater(struct source *out, struct source *packed, bool gzip)
{
    struct inflater *inflater = claim(calloc(1, sizeof *inflater));
    inflater->gzip = inflater->member_done = gzip;
    *out = (struct source){
        .fill = fill_from_inflater, .close = close_inflater, .state = inflater, .packed = packed};
    if (inflateInit2(&inflater->stream, gzip ? 15 + 16 : -15) != Z_OK) {
        fail(out, "zlib does not start");
    }
}

void source_of_gzip(struct source *out, struct source *packed)
{
    open_inflater(out, packed, true);
}

void source_of_deflate(struct source *out, struct source *packed)
{
    open_inflater(out, packed, false);
}

struct unzstd {
    ZSTD_DStream *stream;
    uint64_t packed, unpacked; /* bytes */
    bool inside;               /* a frame */
};

static size_t fill_from_zstd(struct source *source, char *into, size_t room)
{
    struct unzstd *unzstd = source->state;
    ZSTD_outBuffer out = {into, room, 0};
    while (out.pos == 0) {
        struct slice packed = source_peek(source->packed, PACKED_BYTES);
        if (packed.length == 0) {
            return unzstd->inside
                       ? fail(source, "packed data is cut short; what came before is read")
                       : 0;
        }
        ZSTD_inBuffer in = {packed.at, packed.length, 0};
        size_t result = ZSTD_decompressStream(unzstd->stream, &out, &in);
        unzstd->packed += source_skip(source->packed, in.pos);
        if (ZSTD_isError(result)) {
            return fail(source, ZSTD_getErrorName(result));
        }
        unzstd->inside = result != 0;
    }
    unzstd->unpacked += out.pos;
    return in_proportion(source, unzstd->packed, unzstd->unpacked) ? out.pos : 0;
}

static void close_zstd(struct source *source)
{
    struct unzstd *unzstd = source->state;
    ZSTD_freeDStream(unzstd->stream);
    free(unzstd);
}

void source_of_zstd(struct source *out, struct source *packed)
{
    struct unzstd *unzstd = claim(calloc(1, sizeof *unzstd));
    unzstd->stream = claim(ZSTD_createDStream());
    /* A window of 8 MB at most: a frame that wants more is refused by the library. */
    ZSTD_DCtx_setParameter(unzstd->stream, ZSTD_d_windowLogMax, 23);
    *out = (struct source){
        .fill = fill_from_zstd, .close = close_zstd, .state = unzstd, .packed = packed};
}
