/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Bytes to UTF-8. In this order: a byte order mark; the zeros of UTF-16; strict UTF-8; UTF-8 with a
 * few bytes of Windows-1252 among it; the encoding that was declared outside or in the first
 * kilobytes; what uchardet makes of it; Windows-1252. What was declared is believed only where the
 * bytes fit it, for it lies often. A byte that means nothing becomes U+FFFD. Linear. */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <uchardet.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "input/inside.h"

#define DECLARED_BYTES                                                                             \
    4096u                    /* a page declares its encoding among the first ones (WHATWG: 1024)   \
                              */
#define GUESSED_BYTES 65536u /* shown to uchardet */
#define NAME_BYTES 40
#define REPLACEMENT "\xEF\xBF\xBD"

/* --------------------------------------------------------------------------- declarations */

/* The value behind "charset=" or "encoding=" in the first bytes, or empty. */
static struct slice find_declared(struct slice bytes)
{
    static const char *const marks[] = {"charset=", "encoding="};
    struct slice head =
        slice_part(bytes, 0, bytes.length < DECLARED_BYTES ? bytes.length : DECLARED_BYTES);
    if (kind_of(head) == INPUT_TEXT) {
        return (struct slice){"", 0};
    }
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t length = strlen(marks[m]);
        for (size_t at = 0; at + length < head.length; at++) {
            if (!same_word(slice_part(head, at, at + length), marks[m])) {
                continue;
            }
            size_t begin = at + length, end;
            begin += begin < head.length && strchr("\"'", head.at[begin]) != NULL;
            for (end = begin; end < head.length && !strchr("\"' ;>?/", head.at[end]); end++) {
            }
            return slice_part(head, begin, end);
        }
    }
    return (struct slice){"", 0};
}

/* The name by which the C library knows it; false where it is none or UTF-8. What calls itself
 * Latin-1 or ASCII is Windows-1252 (WHATWG, Encoding). */
static bool library_name(struct slice declared, char out[NAME_BYTES])
{
    if (!declared.length || declared.length >= NAME_BYTES || same_word(declared, "utf-8") ||
        same_word(declared, "utf8")) {
        return false;
    }
    bool western = same_word(declared, "iso-8859-1") || same_word(declared, "latin1") ||
                   same_word(declared, "us-ascii") || same_word(declared, "ascii") ||
                   same_word(declared, "iso_8859-1");
    declared = western ? SLICE("WINDOWS-1252") : declared;
    for (size_t i = 0; i < declared.length; i++) {
        char c = declared.at[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '-' || c == '_';
        if (!fine) {
            return false;
        }
    }
    memcpy(out, declared.at, declared.length);
    out[declared.length] = '\0';
    return true;
}

/* ----------------------------------------------------------------------------- conversion */

/* Converts with a replacement for each byte that means nothing; false where the encoding is not
 * known or more than a fiftieth of the bytes mean nothing in it. */
static bool convert(struct arena *arena, struct slice bytes, const char *name, struct slice *out)
{
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) {
        return false;
    }
    struct buffer text = {0};
    char chunk[16384];
    char *in = (char *)bytes.at;
    size_t left = bytes.length, lost = 0;
    while (left && lost * 50 <= bytes.length) {
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t result = iconv(converter, &in, &left, &to, &room);
        buffer_add(&text, (struct slice){chunk, sizeof chunk - room});
        if (result == (size_t)-1 && left && room > 16) {
            buffer_add(&text, SLICE(REPLACEMENT)); /* not for want of room */
            in++;
            left--;
            lost++;
        }
    }
    iconv_close(converter);
    bool good = lost * 50 <= bytes.length;
    if (good) {
        *out = slice_copy(arena, buffer_slice(&text));
    }
    buffer_free(&text);
    return good;
}

static const char *guess(struct slice bytes, char out[NAME_BYTES])
{
    uchardet_t detector = uchardet_new();
    size_t length = bytes.length < GUESSED_BYTES ? bytes.length : GUESSED_BYTES;
    const char *name = "";
    if (detector && uchardet_handle_data(detector, bytes.at, length) == 0) {
        uchardet_data_end(detector);
        name = uchardet_get_charset(detector);
    }
    bool known = library_name(slice_of(name), out);
    if (detector) {
        uchardet_delete(detector);
    }
    return known ? out : "WINDOWS-1252";
}

/* ----------------------------------------------------------------------------- UTF-8, mixed */

/* Offset of the first byte at or behind `from` that is not UTF-8; zeros count as good here. */
static size_t next_invalid(struct slice bytes, size_t from)
{
    for (;;) {
        size_t at = utf8_invalid(slice_part(bytes, from, bytes.length));
        if (at == SIZE_MAX) {
            return SIZE_MAX;
        }
        if (bytes.at[from + at] != '\0') {
            return from + at;
        }
        from += at + 1;
    }
}

/* Is it UTF-8 but for some bytes: one good character beyond ASCII for four bad bytes, where text in
 * another encoding has next to none; or one character cut off at the end? */
static bool mostly_utf8(struct slice bytes, size_t *bad_count)
{
    size_t good = 0, bad = 0, last = 0;
    for (size_t i = 0; i < bytes.length; i++) {
        good += ((unsigned char)bytes.at[i] & 0xC0) == 0xC0;
    }
    for (size_t at = 0; (at = next_invalid(bytes, at)) != SIZE_MAX; at++) {
        good -= ((unsigned char)bytes.at[at] & 0xC0) == 0xC0;
        bad++;
        last = at;
        if (bad > 64 && bad > bytes.length / 64) {
            return false;
        }
    }
    bool cut =
        bad == 1 && last + 3 >= bytes.length && ((unsigned char)bytes.at[last] & 0xC0) == 0xC0;
    *bad_count = bad;
    return cut || 4 * good >= bad;
}

static struct slice mend_utf8(struct arena *arena, struct slice bytes)
{
    struct buffer text = {0};
    size_t from = 0;
    for (size_t at; (at = next_invalid(bytes, from)) != SIZE_MAX; from = at + 1) {
        struct slice one;
        buffer_add(&text, slice_part(bytes, from, at));
        bool cut = at + 3 >= bytes.length && next_invalid(bytes, at + 1) == SIZE_MAX &&
                   ((unsigned char)bytes.at[at] & 0xC0) == 0xC0;
        if (cut) {
            continue;
        }
        if (convert(arena, slice_part(bytes, at, at + 1), "WINDOWS-1252", &one)) {
            buffer_add(&text, one);
        } else {
            buffer_add(&text, SLICE(REPLACEMENT));
        }
    }
    buffer_add(&text, slice_part(bytes, from, bytes.length));
    struct slice out = slice_copy(arena, buffer_slice(&text));
    buffer_free(&text);
    return out;
}

/* ------------------------------------------------------------------------------ everything */

/* UTF-16 by its byte order mark, or by the zeros that every second byte is in Latin script. */
static const char *find_utf16(struct slice bytes)
{
    size_t shown = bytes.length < 512 ? bytes.length : 512, even = 0, odd = 0;
    if (bytes.length < 2 || slice_starts(bytes, SLICE("\xFF\xFE"))) {
        return bytes.length < 2 ? NULL : "UTF-16LE";
    }
    if (slice_starts(bytes, SLICE("\xFE\xFF"))) {
        return "UTF-16BE";
    }
    for (size_t i = 0; i < shown; i++) {
        even += i % 2 == 0 && bytes.at[i] == '\0';
        odd += i % 2 == 1 && bytes.at[i] == '\0';
    }
    bool wide = shown >= 8 && (even + odd) * 3 >= shown && (even == 0 || odd == 0);
    return !wide ? NULL : even ? "UTF-16BE" : "UTF-16LE";
}

static bool decode_utf16(struct arena *arena, struct slice bytes, const char *name,
                         struct slice *out)
{
    bool mark = slice_starts(bytes, SLICE("\xFF\xFE")) || slice_starts(bytes, SLICE("\xFE\xFF"));
    bytes = mark ? slice_part(bytes, 2, bytes.length) : bytes;
    return convert(arena, bytes, name, out);
}

static bool decode_other(struct arena *arena, struct slice path, struct slice bytes,
                         struct slice declared, const struct log *log, struct slice *out)
{
    char name[NAME_BYTES];
    size_t bad;
    if (mostly_utf8(bytes, &bad)) {
        log_finding(log, "%.*s: %zu bytes are not UTF-8; read as Windows-1252", SLICE_ARGS(path),
                    bad);
        *out = mend_utf8(arena, bytes);
        return true;
    }
    declared = declared.length ? declared : find_declared(bytes);
    if (library_name(declared, name) && convert(arena, bytes, name, out)) {
        return true;
    }
    const char *guessed = guess(bytes, name);
    if (!convert(arena, bytes, guessed, out)) {
        guessed = "WINDOWS-1252";
        if (!convert(arena, bytes, guessed, out)) {
            return false;
        }
    }
    log_finding(log, "%.*s: not UTF-8; read as %s", SLICE_ARGS(path), guessed);
    return true;
}

/* Blanks the zeros of a page, which browsers skip too. */
static struct slice blank_zeros(struct arena *arena, struct slice text)
{
    struct slice copy = slice_copy(arena, text);
    char *bytes = (char *)copy.at; /* our own fresh copy */
    for (size_t i = 0; i < copy.length; i++) {
        bytes[i] = bytes[i] == '\0' ? ' ' : bytes[i];
    }
    return copy;
}

bool encoding_decode(struct arena *arena, struct slice path, struct slice bytes,
                     struct slice declared, const struct log *log, struct slice *out,
                     struct error *err)
{
    const char *utf16 = find_utf16(bytes);
    *out = bytes;
    if (slice_starts(bytes, SLICE("\xEF\xBB\xBF"))) {
        *out = slice_part(bytes, 3, bytes.length);
    }
    if (utf16 && decode_utf16(arena, bytes, utf16, out)) {
        bytes = *out;
    }
    if (utf8_invalid(*out) == SIZE_MAX) {
        return true;
    }
    const char *zero = memchr(out->at, '\0', out->length);
    struct slice head = slice_part(*out, 0, out->length < KIND_BYTES ? out->length : KIND_BYTES);
    if (zero && kind_of(head) == INPUT_TEXT) {
        return error_set(err, ERROR_INVALID, "%.*s: binary: NUL at byte %zu", SLICE_ARGS(path),
                         (size_t)(zero - bytes.at));
    }
    struct slice text = *out;
    if (next_invalid(text, 0) != SIZE_MAX && !decode_other(arena, path, text, declared, log, out)) {
        return error_set(err, ERROR_INVALID, "%.*s: binary, or in an unknown encoding",
                         SLICE_ARGS(path));
    }
    if (zero) {
        log_finding(log, "%.*s: NUL bytes; left out", SLICE_ARGS(path));
        *out = blank_zeros(arena, *out);
    }
    return true;
}
