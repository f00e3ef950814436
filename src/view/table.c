/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Measures, then prints. Two spaces part the columns; no line ends in spaces. */
#include "view/table.h"

#include "view/inside.h"

#define GAP 2
#define LAST_LEAST 20 /* columns that the last one has, however wide the others are */

struct table table_make(struct arena *arena, const struct table_column *columns, size_t count)
{
    return (struct table){.arena = arena,
                          .columns = columns,
                          .column_count = count,
                          .widths = arena_array(arena, count, sizeof(size_t))};
}

struct table_cell *table_row(struct table *table)
{
    struct table_cell *cells = arena_array(table->arena, table->column_count, sizeof *cells);
    *arena_push(table->arena, table->rows, table->row_count) = cells;
    return cells;
}

void table_fit(struct table *table, size_t line)
{
    size_t used = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_column *column = &table->columns[c];
        size_t width = text_width(slice_of(column->title));
        for (size_t r = 0; r < table->row_count; r++) {
            size_t wants = text_width(table->rows[r][c].text);
            width = wants > width ? wants : width;
        }
        if (column->most && width > column->most) {
            width = column->most;
        }
        if (!column->most) {
            size_t left = line > used + LAST_LEAST ? line - used : LAST_LEAST;
            width = width < left ? width : left;
        }
        table->widths[c] = width;
        used += width + GAP;
    }
}

static void print_one(struct buffer *out, const struct table *table, size_t c,
                      struct table_cell cell)
{
    size_t width = table->widths[c], wants = text_width(cell.text);
    bool last = c + 1 == table->column_count;
    size_t space = wants < width ? width - wants : 0;
    if (table->columns[c].right) {
        print_spaces(out, space);
    }
    if (cell.mark != MARK_NONE) {
        buffer_mark(out, cell.mark);
    }
    buffer_cell(out, wants > width ? text_fit(cell.text, width - 1) : cell.text);
    buffer_add(out, wants > width ? SLICE("…") : SLICE(""));
    if (cell.mark != MARK_NONE) {
        buffer_mark(out, MARK_NONE);
    }
    if (!last) {
        print_spaces(out, (table->columns[c].right ? 0 : space) + GAP);
    }
}

static void print_cells(struct buffer *out, const struct table *table,
                        const struct table_cell *cells)
{
    size_t count = table->column_count;
    struct table shown = *table;
    while (count > 1 && !cells[count - 1].text.length) {
        count--;
    }
    shown.column_count = count;
    for (size_t c = 0; c < count; c++) {
        print_one(out, &shown, c, cells[c]);
    }
    buffer_print(out, "\n");
}

void table_print_head(struct buffer *out, const struct table *table)
{
    struct table_cell *cells = arena_array(table->arena, table->column_count, sizeof *cells);
    for (size_t c = 0; c < table->column_count; c++) {
        cells[c] = (struct table_cell){slice_of(table->columns[c].title), MARK_STRONG};
    }
    print_cells(out, table, cells);
}

void table_print_row(struct buffer *out, const struct table *table, size_t row)
{
    print_cells(out, table, table->rows[row]);
}
