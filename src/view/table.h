/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tables of text: columns as wide as what they hold. */
#ifndef VIEW_TABLE_H
#define VIEW_TABLE_H

#include "base/style.h"

struct table_column {
    const char *title; /* "": none */
    size_t most;       /* columns of a terminal; a longer text is cut. 0: whatever is left */
    bool right;        /* numbers stand at the right */
};

struct table_cell {
    struct slice text;
    enum text_mark mark;
};

struct table {
    struct arena *arena;
    const struct table_column *columns;
    size_t column_count;
    struct table_cell **rows;
    size_t row_count;
    size_t *widths; /* set by table_fit */
};

struct table table_make(struct arena *arena, const struct table_column *columns, size_t count);

/* A new row of empty cells. */
struct table_cell *table_row(struct table *table);

/* Measures all rows; before the first is printed. The last column takes what the line has left. */
void table_fit(struct table *table, size_t line);

void table_print_head(struct buffer *out, const struct table *table);
void table_print_row(struct buffer *out, const struct table *table, size_t row);

#endif
