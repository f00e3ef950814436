/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which kinds of event and bond are missed or invented: the records that events.c counts, counted
 * by PLOVER type at the level of events and by type of bond, its sign apart, at that of bonds. Two
 * records that are paired bear the same type, so the counts of a table add up to the headline's.
 * Cost: records times types. */
#include <stdlib.h>

#include "score/inside.h"

struct type_count {
    struct slice type;
    size_t gold, coded, found; /* optional records and what found them are in none of these */
};

struct type_table {
    struct type_count *items;
    size_t count;
};

static struct slice event_type_of(const struct record *record)
{
    return record->cells[EVENT];
}

static struct slice bond_type_of(const struct record *record)
{
    return slice_part(record->cells[BOND], 0, record->cells[BOND].length - 1);
}

typedef struct slice type_of(const struct record *record);

static struct type_count *type_find(struct arena *arena, struct type_table *table,
                                    struct slice type)
{
    for (size_t i = 0; i < table->count; i++) {
        if (slice_equal(table->items[i].type, type)) {
            return &table->items[i];
        }
    }
    struct type_count *added = arena_push(arena, table->items, table->count);
    added->type = type;
    return added;
}

static size_t lost(const struct type_count *type)
{
    return type->gold - type->found;
}

static size_t invented(const struct type_count *type)
{
    return type->coded - type->found;
}

/* Most lost first, then most invented, then by name. */
static int type_compare(const void *left, const void *right)
{
    const struct type_count *a = left, *b = right;
    if (lost(a) != lost(b)) {
        return lost(a) > lost(b) ? -1 : 1;
    }
    if (invented(a) != invented(b)) {
        return invented(a) > invented(b) ? -1 : 1;
    }
    return slice_compare(a->type, b->type);
}

static struct type_table count_types(struct arena *arena, const struct record_list *gold,
                                     const struct record_list *system,
                                     const struct pair_list *found, type_of *type)
{
    struct type_table table = {0};
    for (size_t i = 0; i < gold->count; i++) {
        type_find(arena, &table, type(&gold->items[i]))->gold += !gold->items[i].optional;
    }
    for (size_t i = 0; i < system->count; i++) {
        type_find(arena, &table, type(&system->items[i]))->coded++;
    }
    for (size_t i = 0; i < found->count; i++) {
        const struct record *record = found->items[i].gold;
        struct type_count *count = type_find(arena, &table, type(record));
        count->found += !record->optional;
        count->coded -= record->optional;
    }
    if (table.count) {
        qsort(table.items, table.count, sizeof *table.items, type_compare);
    }
    return table;
}

static void print_row(struct buffer *out, const struct type_count *type)
{
    double precision = ratio(type->found, type->coded), recall = ratio(type->found, type->gold);
    buffer_print(out, "%-12.*s %5.3f  %5.3f  %5.3f %6zu %6zu %6zu %6zu %9zu\n",
                 SLICE_ARGS(type->type), precision, recall, f1_of(precision, recall), type->gold,
                 type->coded, type->found, lost(type), invented(type));
}

static void print_text(struct buffer *out, const char *kind, const struct type_table *table)
{
    struct type_count all = {.type = SLICE("all")};
    buffer_print(out, "%-12s %5s  %5s  %5s %6s %6s %6s %6s %9s\n", kind, "P", "R", "F1", "gold",
                 "coded", "found", "lost", "invented");
    for (size_t i = 0; i < table->count; i++) {
        const struct type_count *type = &table->items[i];
        print_row(out, type);
        all.gold += type->gold;
        all.coded += type->coded;
        all.found += type->found;
    }
    print_row(out, &all);
}

static void print_json(struct buffer *out, const char *kind, const struct type_table *table)
{
    buffer_print(out, "\"%s\": [", kind);
    for (size_t i = 0; i < table->count; i++) {
        const struct type_count *type = &table->items[i];
        double precision = ratio(type->found, type->coded), recall = ratio(type->found, type->gold);
        buffer_add(out, i ? SLICE(", {\"type\": ") : SLICE("{\"type\": "));
        buffer_json(out, type->type);
        buffer_print(out,
                     ", \"precision\": %.4f, \"recall\": %.4f, \"f1\": %.4f, \"gold\": %zu, "
                     "\"coded\": %zu, \"found\": %zu, \"lost\": %zu, \"invented\": %zu}",
                     precision, recall, f1_of(precision, recall), type->gold, type->coded,
                     type->found, lost(type), invented(type));
    }
    buffer_add(out, SLICE("]"));
}

bool score_types(const struct score_tables *tables, bool json, struct buffer *out,
                 struct error *err)
{
    struct arena arena = {0};
    struct comparison c;
    bool good = comparison_make(&arena, tables, &c, err);
    if (good) {
        struct type_table events =
            count_types(&arena, &c.gold, &c.system, &c.event.found, event_type_of);
        struct type_table bonds =
            count_types(&arena, &c.gold_bonds, &c.system_bonds, &c.bond.found, bond_type_of);
        buffer_add(out, json ? SLICE("{") : SLICE(""));
        (json ? print_json : print_text)(out, json ? "events" : "event", &events);
        buffer_add(out, json ? SLICE(", ") : SLICE("\n"));
        (json ? print_json : print_text)(out, json ? "bonds" : "bond", &bonds);
        buffer_add(out, json ? SLICE("}\n") : SLICE(""));
    }
    arena_free(&arena);
    return good;
}
