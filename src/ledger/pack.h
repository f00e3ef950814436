/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Numbers and dates as bytes, for the packed views of dyads (digest.c, head.c). Little-endian
 * fields; counts in seven bits a byte, days and rows as differences. Reading asks before each byte:
 * what ends too soon, or is out of its domain, breaks the cursor, which then gives zeros. */
#ifndef LEDGER_PACK_H
#define LEDGER_PACK_H

#include <assert.h>

#include "base/buffer.h"
#include "base/date.h"

/* ----------------------------------------------------------------- writing */

/* An item being written: none takes more bytes (six numbers of ten and what is fixed). It goes to
 * its buffer in one piece. */
struct item {
    char bytes[80];
    size_t length;
};

static inline void item_end(struct buffer *out, struct item *item)
{
    buffer_add(out, (struct slice){item->bytes, item->length});
    item->length = 0;
}

static inline void put(struct item *out, uint64_t value, size_t bytes)
{
    assert(out->length + bytes <= sizeof out->bytes);
    for (size_t i = 0; i < bytes; i++) {
        out->bytes[out->length++] = (char)(value >> 8 * i & 0xff);
    }
}

/* Seven bits a byte, the lowest first; the last has no high bit. */
static inline void put_count(struct item *out, uint64_t value)
{
    for (; value > 0x7f; value >>= 7) {
        put(out, value | 0x80, 1);
    }
    put(out, value, 1);
}

/* Small differences of either sign become small numbers. */
static inline void put_difference(struct item *out, int64_t value, int64_t before)
{
    int64_t difference = (int64_t)((uint64_t)value - (uint64_t)before);
    put_count(out, (uint64_t)difference << 1 ^ (uint64_t)(difference >> 63));
}

static inline void put_point(struct item *out, struct edtf_point point)
{
    if (point.precision > PRECISION_UNKNOWN) {
        put(out, (uint64_t)point.year, 2);
        put(out, (uint64_t)point.month, 1);
        put(out, (uint64_t)point.day, 1);
    }
}

/* Both precisions in one byte, and the rest of each where there is one. */
static inline void put_date(struct item *out, struct edtf date)
{
    put(out, (uint64_t)date.from.precision | (uint64_t)date.to.precision << 4, 1);
    put_point(out, date.from);
    put_point(out, date.to);
}

/* ----------------------------------------------------------------- reading */

struct cursor {
    const unsigned char *at, *end;
    bool broken; /* more was asked for than there is, or a value is out of its domain */
};

static inline struct cursor cursor_of(struct slice bytes)
{
    const unsigned char *at = (const unsigned char *)(bytes.at ? bytes.at : "");
    return (struct cursor){at, at + bytes.length, false};
}

static inline bool at_end(const struct cursor *cursor)
{
    return !cursor->broken && cursor->at == cursor->end;
}

static inline uint64_t get(struct cursor *cursor, size_t bytes)
{
    uint64_t value = 0;
    if ((size_t)(cursor->end - cursor->at) < bytes) {
        cursor->broken = true;
        return 0;
    }
    for (size_t i = 0; i < bytes; i++) {
        value |= (uint64_t)cursor->at[i] << 8 * i;
    }
    cursor->at += bytes;
    return value;
}

static inline uint64_t get_number(struct cursor *cursor)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && cursor->at < cursor->end; shift += 7) {
        unsigned char byte = *cursor->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    cursor->broken = true;
    return 0;
}

/* A number of items that take `bytes` each at least; 0 where they cannot all be there. */
static inline size_t get_count(struct cursor *cursor, size_t bytes)
{
    size_t count = get_number(cursor);
    if (count > (size_t)(cursor->end - cursor->at) / bytes) {
        cursor->broken = true;
        return 0;
    }
    return count;
}

static inline unsigned get_below(struct cursor *cursor, unsigned limit)
{
    unsigned value = (unsigned)get(cursor, 1);
    cursor->broken |= value >= limit;
    return value < limit ? value : 0;
}

/* The value that differs from `before`; whatever the bytes say, nothing overflows. */
static inline int64_t get_difference(struct cursor *cursor, int64_t before)
{
    uint64_t value = get_number(cursor);
    return (int64_t)((uint64_t)before + (value >> 1 ^ -(value & 1)));
}

static inline struct edtf_point get_point(struct cursor *cursor, unsigned precision)
{
    struct edtf_point point = {0};
    if (precision > PRECISION_DAY) {
        cursor->broken = true;
        return point;
    }
    point.precision = (enum precision)precision;
    if (point.precision > PRECISION_UNKNOWN) {
        point.year = (int16_t)get(cursor, 2);
        point.month = (int8_t)get(cursor, 1);
        point.day = (int8_t)get(cursor, 1);
    }
    return point;
}

static inline struct edtf get_date(struct cursor *cursor)
{
    struct edtf date;
    unsigned precisions = (unsigned)get(cursor, 1);
    date.from = get_point(cursor, precisions & 15);
    date.to = get_point(cursor, precisions >> 4);
    return date;
}

#endif
