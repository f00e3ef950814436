/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Text as a slice of bytes that somebody else owns; not NUL-terminated. */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

struct slice {
    const char *at; /* may be NULL when length is 0 */
    size_t length;  /* in bytes */
};

#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})
#define SLICE_ARGS(s) (int)(s).length, (s).at ? (s).at : "" /* for "%.*s" */

static inline struct slice slice_of(const char *text)
{
    return (struct slice){text, text ? strlen(text) : 0};
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

static inline bool slice_is(struct slice a, const char *text)
{
    return slice_equal(a, slice_of(text));
}

static inline bool slice_starts(struct slice a, struct slice start)
{
    return a.length >= start.length && (!start.length || memcmp(a.at, start.at, start.length) == 0);
}

static inline bool slice_ends(struct slice a, struct slice end)
{
    return a.length >= end.length &&
           (!end.length || memcmp(a.at + a.length - end.length, end.at, end.length) == 0);
}

static inline struct slice slice_part(struct slice a, size_t from, size_t to)
{
    return (struct slice){from ? a.at + from : a.at, to - from}; /* no arithmetic with NULL */
}

/* Byte order, then length: <0, 0, >0. */
int slice_compare(struct slice a, struct slice b);

/* Position of the first occurrence of `needle` at or after `from`, or SIZE_MAX. */
size_t slice_find(struct slice hay, struct slice needle, size_t from);

/* Without ASCII white space at both ends. */
struct slice slice_trim(struct slice a);

/* Takes the part of *rest before `separator` (or all) off its front. False when *rest is used up:
 * a rest that was given out whole has at == NULL. */
bool slice_split(struct slice *rest, char separator, struct slice *out);

/* A copy in the arena, followed by a NUL byte. */
struct slice slice_copy(struct arena *arena, struct slice a);

/* A formatted string in the arena, NUL-terminated. */
struct slice slice_print(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* FNV-1a, 64 bits; `seed` chains several slices: pass the former result, or 0 to begin. */
uint64_t slice_hash(struct slice a, uint64_t seed);

#endif
