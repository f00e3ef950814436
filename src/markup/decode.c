/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Character references to characters: the named ones of HTML 4, decimal and hexadecimal ones.
 * Numbers from 128 to 159 mean Windows-1252, as every browser reads them; numbers that are no
 * character become U+FFFD. An entity that a document defines for itself is never expanded: its
 * reference stays in the text as it is written. Linear in the text. */
#include "base/utf8.h"
#include "markup/inside.h"

#define NAME_BYTES 8 /* of the longest name */
#define NOT_A_CHARACTER 0xFFFD

static int32_t windows_character(int32_t code)
{
    static const uint16_t characters[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    return characters[code - 0x80];
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* Reads "#233;" or "#xE9;" at text[at]; gives the bytes used, 0 where it is none. */
static size_t read_number(struct slice text, size_t at, int32_t *out)
{
    size_t start = at + 1;
    int base = 10;
    if (start < text.length && (text.at[start] | 0x20) == 'x') {
        base = 16;
        start++;
    }
    int32_t code = 0;
    size_t end = start;
    while (end < text.length && digit_of(text.at[end]) < base) {
        code = code > 0x10FFFF ? code : code * base + digit_of(text.at[end]);
        end++;
    }
    if (end == start || end >= text.length || text.at[end] != ';') {
        return 0;
    }
    bool control = code < 0x20 && code != '\t' && code != '\n' && code != '\r';
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code >= 0x80 && code < 0xA0) {
        code = windows_character(code);
    }
    *out = control || surrogate || code > 0x10FFFF ? NOT_A_CHARACTER : code;
    return end + 1 - at;
}

/* Reads "eacute;" at text[at]; gives the bytes used, 0 where no such name is known. */
static size_t read_name(struct slice text, size_t at, int32_t *out)
{
    char name[NAME_BYTES + 1];
    size_t length = 0, low = 0, high = named_character_count;
    while (at + length < text.length && length < NAME_BYTES && text.at[at + length] != ';') {
        name[length] = text.at[at + length];
        length++;
    }
    name[length] = '\0';
    if (!length || at + length >= text.length || text.at[at + length] != ';') {
        return 0;
    }
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, named_characters[middle].name);
        if (order == 0) {
            *out = named_characters[middle].code;
            return length + 1;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return 0;
}

struct slice markup_decode(struct arena *arena, struct slice text)
{
    const char *first = text.length ? memchr(text.at, '&', text.length) : NULL;
    if (!first) {
        return text;
    }
    /* No reference is shorter than its character: "&#9;" is the shortest of all. */
    char *out = arena_room(arena, text.length, 1);
    size_t length = 0;
    for (size_t at = 0; at < text.length;) {
        const char *next = memchr(text.at + at, '&', text.length - at);
        size_t plain = next ? (size_t)(next - text.at) - at : text.length - at;
        memcpy(out + length, text.at + at, plain);
        length += plain;
        at += plain;
        if (at == text.length) {
            break;
        }
        int32_t code = 0;
        bool number = at + 1 < text.length && text.at[at + 1] == '#';
        size_t used = number ? read_number(text, at + 1, &code) : read_name(text, at + 1, &code);
        if (used) {
            length += utf8_put(code, out + length);
            at += used + 1;
        } else {
            out[length++] = text.at[at++];
        }
    }
    return (struct slice){out, length};
}
