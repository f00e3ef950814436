/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A text that grows: for output built piece by piece, with the escapes of TSV, JSON and XML. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/slice.h"

struct text_style;

/* A zeroed struct buffer is empty and ready; the heap memory is freed by buffer_free. */
struct buffer {
    char *at; /* NUL-terminated once something was added */
    size_t length, capacity;
    const struct text_style *style; /* of text for people (base/style.h); NULL: plain */
};

void buffer_add(struct buffer *buffer, struct slice text);
void buffer_print(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds the text as a quoted JSON string. */
void buffer_json(struct buffer *buffer, struct slice text);

/* Adds the text as it may stand in XML, between tags or in an attribute; characters that XML does
 * not allow become U+FFFD. */
void buffer_xml(struct buffer *buffer, struct slice text);

/* Adds the text as a TSV cell: tabs, line ends and other controls become spaces. */
void buffer_cell(struct buffer *buffer, struct slice text);

void buffer_free(struct buffer *buffer);

static inline struct slice buffer_slice(const struct buffer *buffer)
{
    return (struct slice){buffer->at ? buffer->at : "", buffer->length};
}

#endif
