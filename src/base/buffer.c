/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A heap block that doubles. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define PRINT_USUAL 63 /* most pieces are shorter: printed at once, longer ones a second time */

static void buffer_reserve(struct buffer *buffer, size_t more)
{
    size_t wanted = buffer->length + more + 1;
    if (wanted <= buffer->capacity) {
        return;
    }
    size_t capacity = buffer->capacity ? buffer->capacity : 256;
    while (capacity < wanted) {
        capacity *= 2;
    }
    buffer->at = realloc(buffer->at, capacity);
    if (!buffer->at) {
        fputs("entente: out of memory\n", stderr);
        abort();
    }
    buffer->capacity = capacity;
}

void buffer_add(struct buffer *buffer, struct slice text)
{
    buffer_reserve(buffer, text.length);
    if (text.length) {
        memcpy(buffer->at + buffer->length, text.at, text.length);
    }
    buffer->length += text.length;
    buffer->at[buffer->length] = '\0';
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    buffer_reserve(buffer, PRINT_USUAL);
    size_t room = buffer->capacity - buffer->length;
    va_start(arguments, format);
    int n = vsnprintf(buffer->at + buffer->length, room, format, arguments);
    va_end(arguments);
    if (n < 0) {
        buffer->at[buffer->length] = '\0';
        return;
    }
    if ((size_t)n >= room) {
        buffer_reserve(buffer, (size_t)n);
        va_start(arguments, format);
        vsnprintf(buffer->at + buffer->length, (size_t)n + 1, format, arguments);
        va_end(arguments);
    }
    buffer->length += (size_t)n;
}

void buffer_json(struct buffer *buffer, struct slice text)
{
    size_t begin = 0; /* of what stands as it is */
    buffer_add(buffer, SLICE("\""));
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool quoted = c == '"' || c == '\\';
        if (quoted || c < 0x20) {
            buffer_add(buffer, slice_part(text, begin, i));
            buffer_print(buffer, quoted ? "\\%c" : "\\u%04x", c);
            begin = i + 1;
        }
    }
    buffer_add(buffer, slice_part(text, begin, text.length));
    buffer_add(buffer, SLICE("\""));
}

/* What stands for the character at text.at[i] in XML; empty: itself. *length is its bytes. */
static struct slice xml_escape(struct slice text, size_t i, size_t *length)
{
    unsigned char c = (unsigned char)text.at[i];
    *length = 1;
    switch (c) {
    case '&':
        return SLICE("&amp;");
    case '<':
        return SLICE("&lt;");
    case '>':
        return SLICE("&gt;");
    case '"':
        return SLICE("&quot;");
    case '\'':
        return SLICE("&#39;");
    case '\t':
        return SLICE("&#9;");
    case '\n':
        return SLICE("&#10;");
    case '\r':
        return SLICE("&#13;");
    default:
        break;
    }
    bool last = c == 0xef && text.length - i > 2 && (unsigned char)text.at[i + 1] == 0xbf &&
                (unsigned char)text.at[i + 2] >= 0xbe; /* U+FFFE, U+FFFF */
    *length = last ? 3 : 1;
    return c < 0x20 || last ? SLICE("\xef\xbf\xbd") : SLICE("");
}

void buffer_xml(struct buffer *buffer, struct slice text)
{
    size_t begin = 0; /* of what stands as it is */
    for (size_t i = 0, length; i < text.length; i += length) {
        struct slice escape = xml_escape(text, i, &length);
        if (escape.length) {
            buffer_add(buffer, slice_part(text, begin, i));
            buffer_add(buffer, escape);
            begin = i + length;
        }
    }
    buffer_add(buffer, slice_part(text, begin, text.length));
}

/* Bytes of the control character at text.at[i]: C0, DEL, or C1 as two bytes of UTF-8; else 0. */
static size_t control_length(struct slice text, size_t i)
{
    unsigned char c = (unsigned char)text.at[i];
    bool second = c == 0xc2 && i + 1 < text.length && (unsigned char)text.at[i + 1] < 0xa0;
    return second ? 2 : c < 0x20 || c == 0x7f;
}

void buffer_cell(struct buffer *buffer, struct slice text)
{
    size_t begin = 0; /* of what stands as it is */
    for (size_t i = 0; i < text.length; i++) {
        size_t control = control_length(text, i);
        if (control) {
            buffer_add(buffer, slice_part(text, begin, i));
            buffer_add(buffer, SLICE(" "));
            begin = i + control;
            i += control - 1;
        }
    }
    buffer_add(buffer, slice_part(text, begin, text.length));
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->at);
    *buffer = (struct buffer){0};
}
