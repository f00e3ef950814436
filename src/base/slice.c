/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Slice helpers: linear scans over bytes. */
#include "base/slice.h"

#include <stdarg.h>
#include <stdio.h>

int slice_compare(struct slice a, struct slice b)
{
    size_t n = a.length < b.length ? a.length : b.length;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

size_t slice_find(struct slice hay, struct slice needle, size_t from)
{
    if (needle.length == 0) {
        return from <= hay.length ? from : SIZE_MAX;
    }
    const size_t last = needle.length - 1;
    for (size_t i = from; i + needle.length <= hay.length; i++) {
        const char *hit = memchr(hay.at + i, needle.at[0], hay.length - last - i);
        if (!hit) {
            return SIZE_MAX;
        }
        i = (size_t)(hit - hay.at);
        if (hit[last] == needle.at[last] && memcmp(hit, needle.at, needle.length) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct slice slice_trim(struct slice a)
{
    while (a.length && is_space(a.at[0])) {
        a.at++;
        a.length--;
    }
    while (a.length && is_space(a.at[a.length - 1])) {
        a.length--;
    }
    return a;
}

bool slice_split(struct slice *rest, char separator, struct slice *out)
{
    if (!rest->at) {
        return false;
    }
    const char *hit = rest->length ? memchr(rest->at, separator, rest->length) : NULL;
    if (!hit) {
        *out = *rest;
        *rest = (struct slice){NULL, 0};
        return true;
    }
    size_t n = (size_t)(hit - rest->at);
    *out = (struct slice){rest->at, n};
    *rest = (struct slice){hit + 1, rest->length - n - 1};
    return true;
}

struct slice slice_copy(struct arena *arena, struct slice a)
{
    char *copy = arena_alloc(arena, a.length + 1);
    if (a.length) {
        memcpy(copy, a.at, a.length);
    }
    return (struct slice){copy, a.length};
}

struct slice slice_print(struct arena *arena, const char *format, ...)
{
    char usual[256]; /* most texts are shorter: printed once, longer ones a second time */
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(usual, sizeof usual, format, arguments);
    va_end(arguments);
    size_t length = n < 0 ? 0 : (size_t)n;
    char *text = arena_alloc(arena, length + 1);
    if (length < sizeof usual) {
        memcpy(text, usual, length);
    } else {
        va_start(arguments, format);
        vsnprintf(text, length + 1, format, arguments);
        va_end(arguments);
    }
    return (struct slice){text, length};
}

uint64_t slice_hash(struct slice a, uint64_t seed)
{
    uint64_t hash = seed ? seed : 14695981039346656037u;
    for (size_t i = 0; i < a.length; i++) {
        hash = (hash ^ (unsigned char)a.at[i]) * 1099511628211u;
    }
    return hash;
}
