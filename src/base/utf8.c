/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* UTF-8 by utf8proc (Unicode 14); ASCII is decided without it. */
#include "base/utf8.h"

#include <utf8proc.h>

/* Are the eight bytes all ASCII and none of them NUL? */
static bool is_plain_word(const utf8proc_uint8_t *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return !((word | (word - 0x0101010101010101u)) & 0x8080808080808080u);
}

size_t utf8_invalid(struct slice text)
{
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text.at;
    for (size_t i = 0; i < text.length;) {
        utf8proc_int32_t code;
        if (i + 8 <= text.length && is_plain_word(bytes + i)) {
            i += 8;
            continue;
        }
        if (bytes[i] && bytes[i] < 0x80) {
            i++;
            continue;
        }
        utf8proc_ssize_t n =
            utf8proc_iterate(bytes + i, (utf8proc_ssize_t)(text.length - i), &code);
        if (n <= 0 || code == 0) {
            return i;
        }
        i += (size_t)n;
    }
    return SIZE_MAX;
}

int32_t utf8_next(struct slice text, size_t *at)
{
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text.at;
    utf8proc_int32_t code = bytes[*at];
    if (code < 0x80) {
        ++*at;
        return code;
    }
    utf8proc_ssize_t n =
        utf8proc_iterate(bytes + *at, (utf8proc_ssize_t)(text.length - *at), &code);
    *at += n > 0 ? (size_t)n : 1;
    return n > 0 ? code : 0xFFFD;
}

size_t utf8_count(struct slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    }
    return count;
}

size_t utf8_offset(struct slice text, size_t n)
{
    size_t at = 0;
    while (n-- && at < text.length) {
        utf8_next(text, &at);
    }
    return at;
}

size_t utf8_put(int32_t code, char out[4])
{
    return (size_t)utf8proc_encode_char(code, (utf8proc_uint8_t *)out);
}

size_t utf8_width(int32_t code)
{
    int width = utf8proc_charwidth(code);
    return width > 0 ? (size_t)width : 0;
}

int32_t utf8_lower_code(int32_t code)
{
    if (code < 0x80) {
        return code >= 'A' && code <= 'Z' ? code + 32 : code;
    }
    return utf8proc_tolower(code);
}

bool utf8_is_upper(int32_t code)
{
    return code < 0x80 ? code >= 'A' && code <= 'Z'
                       : utf8proc_category(code) == UTF8PROC_CATEGORY_LU;
}

bool utf8_is_lower(int32_t code)
{
    return code < 0x80 ? code >= 'a' && code <= 'z'
                       : utf8proc_category(code) == UTF8PROC_CATEGORY_LL;
}

bool utf8_is_letter(int32_t code)
{
    utf8proc_category_t category = utf8proc_category(code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_digit(int32_t code)
{
    return code >= '0' && code <= '9';
}

bool utf8_is_space(int32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xA0 || code == 0x202F ||
           (code > 0x7F && utf8proc_category(code) == UTF8PROC_CATEGORY_ZS);
}

struct slice utf8_lower(struct arena *arena, struct slice text)
{
    char *out = arena_alloc(arena, 2 * text.length + 4);
    size_t length = 0;
    for (size_t at = 0; at < text.length;) {
        length += utf8_put(utf8_lower_code(utf8_next(text, &at)), out + length);
    }
    return (struct slice){out, length};
}

static int32_t straight(int32_t code)
{
    switch (code) {
    case 0x2018:
    case 0x2019:
        return '\'';
    case 0x201C:
    case 0x201D:
        return '"';
    case 0x2010:
    case 0x2011:
        return '-';
    case 0xA0:
    case 0x202F:
        return ' ';
    default:
        return code;
    }
}

static bool is_ascii(struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.at[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* The common case, without tables and in a quarter of the room. */
static struct slice fold_ascii(struct arena *arena, struct slice text)
{
    char *out = arena_alloc(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
    }
    return (struct slice){out, text.length};
}

struct slice utf8_fold(struct arena *arena, struct slice text)
{
    if (is_ascii(text)) {
        return fold_ascii(arena, text);
    }
    char *out = arena_alloc(arena, 4 * text.length + 4);
    size_t length = 0;
    for (size_t at = 0; at < text.length;) {
        int32_t code = straight(utf8_lower_code(utf8_next(text, &at)));
        if (code < 0x80) {
            out[length++] = (char)code;
            continue;
        }
        utf8proc_int32_t parts[8];
        int boundary = 0;
        utf8proc_ssize_t n = utf8proc_decompose_char(
            code, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK, &boundary);
        for (utf8proc_ssize_t i = 0; i < n && i < 2; i++) {
            length += utf8_put(utf8_lower_code(parts[i]), out + length);
        }
    }
    return (struct slice){out, length};
}

bool utf8_capital(struct slice text)
{
    size_t at = 0;
    return text.length && utf8_is_upper(utf8_next(text, &at));
}
