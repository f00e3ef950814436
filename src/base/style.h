/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How text for people looks: marks that a terminal shows as colours, and dates in words. */
#ifndef BASE_STYLE_H
#define BASE_STYLE_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"

/* How a language writes its dates; read-only once loaded. */
struct date_words;

/* A buffer without a style holds plain text, 100 columns wide, with dates as EDTF. */
struct text_style {
    bool colour;
    size_t columns;                 /* of a line; 0: 100 */
    const struct date_words *dates; /* NULL: EDTF */
};

enum text_mark {
    MARK_NONE, /* ends any other */
    MARK_STRONG,
    MARK_SOFT,
    MARK_GOOD,
    MARK_BAD,
    MARK_DOUBT,
};

/* Marks the text that is added from here on; nothing where the buffer's style has no colours. */
void buffer_mark(struct buffer *buffer, enum text_mark mark);

size_t buffer_columns(const struct buffer *buffer);

/* Reads a file such as data/en/dates.txt. Errors: NOT_FOUND, IO, SYNTAX (file:line:column:). */
bool date_words_load(struct arena *arena, const char *path, const struct date_words **out,
                     struct error *err);

/* The date in the words of the buffer's style, or as EDTF. */
struct slice buffer_date(const struct buffer *buffer, struct arena *arena, struct edtf date);

#endif
