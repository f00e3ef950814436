/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a form; gives FNV-1a hashes (32 bits, a seed per feature) of UTF-8 strings made from it:
 * curly quotes and dashes straightened, lower case code point by code point. Every step must stay
 * equal to features() of train/train.py, or the weights mean nothing. Known difference: Python's
 * lower() makes two code points of U+0130 and knows the final sigma. */
#include "tree/features.h"

#include <utf8proc.h>

#include "base/utf8.h"

#define LONGEST 1024 /* code points */

static int32_t same(int32_t code)
{
    switch (code) {
    case 0x2019:
    case 0x2018:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0xAB:
    case 0xBB:
        return '"';
    case 0x2013:
    case 0x2014:
        return '-';
    default:
        return code;
    }
}

static uint32_t hash_begin(uint32_t seed)
{
    return 2166136261u ^ (seed * 0x9E3779B9u);
}

static uint32_t hash_add(uint32_t hash, const int32_t *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char bytes[4];
        size_t length = utf8_put(codes[i], bytes);
        for (size_t b = 0; b < length; b++) {
            hash = (hash ^ (unsigned char)bytes[b]) * 16777619u;
        }
    }
    return hash;
}

static uint32_t hash_end(uint32_t hash)
{
    return hash ^ (hash >> 15);
}

static uint32_t hash_of(uint32_t seed, const int32_t *codes, size_t count)
{
    return hash_end(hash_add(hash_begin(seed), codes, count));
}

/* Python's isupper, islower and isdigit also hold for some marks and numbers. */
static bool other_upper(int32_t code)
{
    return (code >= 0x2160 && code <= 0x216F) || (code >= 0x24B6 && code <= 0x24CF);
}

static bool other_lower(int32_t code)
{
    return code == 0xAA || code == 0xBA || (code >= 0x2B0 && code <= 0x2B8) ||
           (code >= 0x1D2C && code <= 0x1D6A) || code == 0x2071 || code == 0x207F ||
           (code >= 0x2170 && code <= 0x217F) || (code >= 0x24D0 && code <= 0x24E9);
}

static bool other_digit(int32_t code)
{
    return code == 0xB2 || code == 0xB3 || code == 0xB9 || code == 0x2070 ||
           (code >= 0x2074 && code <= 0x2079) || (code >= 0x2080 && code <= 0x2089) ||
           (code >= 0x2460 && code <= 0x2468);
}

static int32_t kind_of(int32_t code)
{
    if (utf8_is_upper(code) || other_upper(code)) {
        return 'X';
    }
    if (utf8_is_lower(code) || other_lower(code)) {
        return 'x';
    }
    bool digit =
        utf8_is_digit(code) || (code > 0x7F && utf8proc_category(code) == UTF8PROC_CATEGORY_ND);
    return digit || other_digit(code) ? 'd' : code;
}

/* Runs of one kind count up to two; at most six kinds. */
static size_t shape_of(const int32_t *codes, size_t count, int32_t shape[6])
{
    size_t length = 0;
    for (size_t i = 0; i < count && length < 6; i++) {
        int32_t kind = kind_of(codes[i]);
        if (length < 2 || shape[length - 1] != kind || shape[length - 2] != kind) {
            shape[length++] = kind;
        }
    }
    return length;
}

void features_of(struct slice form, struct features *out)
{
    int32_t codes[LONGEST], low[LONGEST], shape[6] = {0};
    size_t count = 0;
    for (size_t at = 0; at < form.length && count < LONGEST; count++) {
        codes[count] = same(utf8_next(form, &at));
        low[count] = utf8_lower_code(codes[count]);
    }
    out->word = hash_of(0, low, count);
    out->hashed[0] = hash_of(1, low, count);
    out->hashed[1] = hash_of(2, low, count < 3 ? count : 3);
    for (size_t n = 2; n <= 5; n++) {
        size_t last = count < n ? count : n;
        out->hashed[n] = hash_of((uint32_t)n + 1, low + count - last, last);
    }
    out->hashed[6] = hash_of(7, shape, shape_of(codes, count, shape));
    int32_t ends[3] = {count ? low[0] : '0', count ? low[count - 1] : 0,
                       '0' + (int32_t)(count < 9 ? count : 9)};
    out->hashed[7] = hash_of(8, ends, count ? 3 : 1);
}
