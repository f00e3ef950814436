/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* By which grammar is a record missed? A reader has noted for each gold record what has to be
 * undone in the text to find it: a passive, a pronoun, an actor that only another sentence names.
 * That table and the comparison in, recall by phenomenon out. A record counts under each of its
 * phenomena. Precision does not exist here: what was invented stands in no text.
 *
 * The table: `tag NAME MEANING` declares a phenomenon; then one line a record with the columns doc,
 * source, event, bond, target and its phenomena, a space between two. Records that agree in the
 * first five columns follow one another as in the gold file. Tab-separated; comments and a header
 * as in the gold file. Cost: gold records times lines of the table. */
#include <stdlib.h>

#include "score/inside.h"

enum { KEY_COLUMNS = 5, ROW_COLUMNS = KEY_COLUMNS + 1, TAG_COLUMNS = 3, MOST_TAGS = 64 };

struct phenomenon {
    struct slice name;
    size_t events, events_found, bonds, bonds_found; /* gold records that count */
};

struct tag_row {
    struct slice key[KEY_COLUMNS];
    uint64_t tags; /* bit i: phenomenon i */
    size_t line;
    bool used;
};

struct tag_table {
    struct slice path;
    struct phenomenon *phenomena;
    size_t phenomenon_count;
    struct tag_row *rows;
    size_t row_count;
};

static bool tag_find(const struct tag_table *table, struct slice name, size_t *out)
{
    for (*out = 0; *out < table->phenomenon_count; ++*out) {
        if (slice_equal(table->phenomena[*out].name, name)) {
            return true;
        }
    }
    return false;
}

static bool tag_declare(struct arena *arena, struct tag_table *table, struct slice name,
                        size_t line, struct error *err)
{
    size_t known;
    if (tag_find(table, name, &known)) {
        return error_set(err, ERROR_SYNTAX, "%.*s:%zu: phenomenon '%.*s' declared twice",
                         SLICE_ARGS(table->path), line, SLICE_ARGS(name));
    }
    if (table->phenomenon_count == MOST_TAGS) {
        return error_set(err, ERROR_LIMIT, "%.*s:%zu: more than %d phenomena",
                         SLICE_ARGS(table->path), line, MOST_TAGS);
    }
    arena_push(arena, table->phenomena, table->phenomenon_count)->name = name;
    return true;
}

static bool row_add(struct arena *arena, struct tag_table *table, const struct slice *cells,
                    size_t line, struct error *err)
{
    struct tag_row *row = arena_push(arena, table->rows, table->row_count);
    struct slice rest = cells[KEY_COLUMNS], name;
    memcpy(row->key, cells, sizeof row->key);
    row->line = line;
    while (slice_split(&rest, ' ', &name)) {
        size_t tag;
        if (!tag_find(table, name, &tag)) {
            return error_set(err, ERROR_SYNTAX, "%.*s:%zu: unknown phenomenon '%.*s'",
                             SLICE_ARGS(table->path), line, SLICE_ARGS(name));
        }
        row->tags |= UINT64_C(1) << tag;
    }
    return true;
}

static bool tags_read(struct arena *arena, struct slice path, struct slice text,
                      struct tag_table *out, struct error *err)
{
    struct slice line, cells[ROW_COLUMNS];
    *out = (struct tag_table){.path = path};
    for (size_t number = 0; record_line(&text, &number, &line);) {
        size_t columns = cells_split(line, cells, ROW_COLUMNS);
        bool declares = columns == TAG_COLUMNS && slice_is(cells[0], "tag");
        if (!declares && columns != ROW_COLUMNS) {
            return error_set(err, ERROR_SYNTAX, "%.*s:%zu: %zu columns, %d wanted",
                             SLICE_ARGS(path), number, columns, ROW_COLUMNS);
        }
        if (declares ? !tag_declare(arena, out, cells[1], number, err)
                     : !row_add(arena, out, cells, number, err)) {
            return false;
        }
    }
    return true;
}

static bool row_is_of(const struct tag_row *row, const struct record *record)
{
    static const enum column key[KEY_COLUMNS] = {DOC, SOURCE, EVENT, BOND, TARGET};
    for (size_t i = 0; i < KEY_COLUMNS; i++) {
        if (!slice_equal(row->key[i], record->cells[key[i]])) {
            return false;
        }
    }
    return true;
}

/* The first unused row of a record; NULL where there is none. */
static const struct tag_row *row_take(struct tag_table *table, const struct record *record)
{
    for (size_t i = 0; i < table->row_count; i++) {
        struct tag_row *row = &table->rows[i];
        if (!row->used && row_is_of(row, record)) {
            row->used = true;
            return row;
        }
    }
    return NULL;
}

/* Which gold records were found, by their line. */
static bool *found_lines(struct arena *arena, const struct record_list *gold,
                         const struct pair_list *found)
{
    bool *lines = arena_array(arena, last_line(gold) + 1, sizeof *lines);
    for (size_t i = 0; i < found->count; i++) {
        lines[found->items[i].gold->line] = true;
    }
    return lines;
}

static void record_count(struct phenomenon *phenomenon, const struct record *record,
                         const bool *events, const bool *bonds)
{
    phenomenon->events++;
    phenomenon->events_found += events[record->line];
    phenomenon->bonds += has_bond(record);
    phenomenon->bonds_found += bonds[record->line];
}

/* No row may be left over that tells of a document of the gold. */
static bool rows_all_used(const struct tag_table *table, const struct record_list *gold,
                          struct slice gold_path, struct error *err)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const struct tag_row *row = &table->rows[i];
        for (size_t g = 0; !row->used && g < gold->count; g++) {
            if (slice_equal(row->key[0], gold->items[g].cells[DOC])) {
                return error_set(err, ERROR_INVALID, "%.*s:%zu: no such record in %.*s",
                                 SLICE_ARGS(table->path), row->line, SLICE_ARGS(gold_path));
            }
        }
    }
    return true;
}

/* Counts each gold record under its phenomena, and all of them in *all. */
static bool count_tagged(struct arena *arena, struct tag_table *table, const struct comparison *c,
                         struct slice gold_path, struct phenomenon *all, struct error *err)
{
    const bool *events = found_lines(arena, &c->gold, &c->event.found);
    const bool *bonds = found_lines(arena, &c->gold, &c->bond.found);
    for (size_t i = 0; i < c->gold.count; i++) {
        const struct record *record = &c->gold.items[i];
        const struct tag_row *row = row_take(table, record);
        if (!row) {
            return error_set(err, ERROR_INVALID, "%.*s:%zu: no phenomena of this record in %.*s",
                             SLICE_ARGS(gold_path), record->line, SLICE_ARGS(table->path));
        }
        if (record->optional) {
            continue;
        }
        record_count(all, record, events, bonds);
        for (size_t tag = 0; tag < table->phenomenon_count; tag++) {
            if (row->tags >> tag & 1) {
                record_count(&table->phenomena[tag], record, events, bonds);
            }
        }
    }
    return rows_all_used(table, &c->gold, gold_path, err);
}

/* Most lost events first, then most lost bonds, then by name. */
static int phenomenon_compare(const void *left, const void *right)
{
    const struct phenomenon *a = left, *b = right;
    size_t a_lost = a->events - a->events_found, b_lost = b->events - b->events_found;
    if (a_lost == b_lost) {
        a_lost = a->bonds - a->bonds_found;
        b_lost = b->bonds - b->bonds_found;
    }
    if (a_lost != b_lost) {
        return a_lost > b_lost ? -1 : 1;
    }
    return slice_compare(a->name, b->name);
}

static void print_row(struct buffer *out, const struct phenomenon *p)
{
    buffer_print(out, "%-15.*s  %6.3f %6zu %6zu %6zu  %6.3f %6zu %6zu %6zu\n", SLICE_ARGS(p->name),
                 ratio(p->events_found, p->events), p->events_found, p->events,
                 p->events - p->events_found, ratio(p->bonds_found, p->bonds), p->bonds_found,
                 p->bonds, p->bonds - p->bonds_found);
}

static void print_text(struct buffer *out, const struct tag_table *table,
                       const struct phenomenon *all)
{
    buffer_print(out, "%-15s  %6s %6s %6s %6s  %6s %6s %6s %6s\n", "phenomenon", "events", "found",
                 "gold", "lost", "bonds", "found", "gold", "lost");
    for (size_t i = 0; i < table->phenomenon_count; i++) {
        if (table->phenomena[i].events) {
            print_row(out, &table->phenomena[i]);
        }
    }
    print_row(out, all);
    buffer_add(out,
               SLICE("shares are recall; a record counts under each of its phenomena; what was "
                     "invented has none, so there is no precision\n"));
}

static void print_json_row(struct buffer *out, const struct phenomenon *p)
{
    buffer_add(out, SLICE("{\"phenomenon\": "));
    buffer_json(out, p->name);
    buffer_print(out,
                 ", \"events\": {\"recall\": %.4f, \"found\": %zu, \"gold\": %zu, \"lost\": %zu}, "
                 "\"bonds\": {\"recall\": %.4f, \"found\": %zu, \"gold\": %zu, \"lost\": %zu}}",
                 ratio(p->events_found, p->events), p->events_found, p->events,
                 p->events - p->events_found, ratio(p->bonds_found, p->bonds), p->bonds_found,
                 p->bonds, p->bonds - p->bonds_found);
}

static void print_json(struct buffer *out, const struct tag_table *table,
                       const struct phenomenon *all)
{
    buffer_add(out, SLICE("["));
    for (size_t i = 0; i < table->phenomenon_count; i++) {
        if (table->phenomena[i].events) {
            print_json_row(out, &table->phenomena[i]);
            buffer_add(out, SLICE(", "));
        }
    }
    print_json_row(out, all);
    buffer_add(out, SLICE("]\n"));
}

bool score_phenomena(const struct score_tables *tables, struct slice tags_path, struct slice tags,
                     bool json, struct buffer *out, struct error *err)
{
    struct arena arena = {0};
    struct comparison comparison;
    struct tag_table table;
    struct phenomenon all = {.name = SLICE("all")};
    bool good = comparison_make(&arena, tables, &comparison, err) &&
                tags_read(&arena, tags_path, tags, &table, err) &&
                count_tagged(&arena, &table, &comparison, tables->gold_path, &all, err);
    if (good) {
        if (table.phenomenon_count) {
            qsort(table.phenomena, table.phenomenon_count, sizeof *table.phenomena,
                  phenomenon_compare);
        }
        (json ? print_json : print_text)(out, &table, &all);
    }
    arena_free(&arena);
    return good;
}
