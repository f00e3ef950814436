/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Gold records and coded records in, pairs out. Inside each document they are paired one to one and
 * greedily, most alike first. Cost: gold times coded records of one document. */
#include <stdlib.h>

#include "base/date.h"
#include "score/inside.h"

static bool same(struct name_set a, struct name_set b)
{
    for (size_t i = 0; i < a.count; i++) {
        if (set_holds(b, a.items[i])) {
            return true;
        }
    }
    return a.count == 0 && b.count == 0;
}

static bool straight(const struct record *gold, const struct record *system)
{
    return same(gold->source, system->source) && same(gold->target, system->target);
}

static bool crossed(const struct record *gold, const struct record *system)
{
    return same(gold->source, system->target) && same(gold->target, system->source);
}

static bool directed(const struct record *gold, const struct record *system)
{
    struct slice event = gold->cells[EVENT];
    bool symmetric =
        slice_is(event, "CONSULT") || slice_is(event, "COOPERATE") || slice_is(event, "AGREE");
    return straight(gold, system) || (symmetric && crossed(gold, system));
}

bool fits_dyad(const struct record *gold, const struct record *system)
{
    return straight(gold, system) || crossed(gold, system);
}

/* 1 to 4, or 0 for no PLOVER type. PLOVER puts SANCTION with verbal conflict; here a cut in
 * relations is a deed. */
static int quad_class(struct slice event)
{
    static const struct {
        const char *event;
        int quad;
    } table[] = {
        {"AGREE", 1},     {"CONSULT", 1},  {"SUPPORT", 1},  {"CONCEDE", 1},
        {"COOPERATE", 2}, {"AID", 2},      {"RETREAT", 2},  {"REQUEST", 3},
        {"ACCUSE", 3},    {"REJECT", 3},   {"THREATEN", 3}, {"PROTEST", 4},
        {"SANCTION", 4},  {"MOBILIZE", 4}, {"COERCE", 4},   {"ASSAULT", 4},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (slice_is(event, table[i].event)) {
            return table[i].quad;
        }
    }
    return 0;
}

bool fits_quad(const struct record *gold, const struct record *system)
{
    return fits_dyad(gold, system) &&
           quad_class(gold->cells[EVENT]) == quad_class(system->cells[EVENT]);
}

bool fits_event(const struct record *gold, const struct record *system)
{
    return directed(gold, system) && same_cell(gold, system, EVENT);
}

bool fits_bond(const struct record *gold, const struct record *system)
{
    return fits_dyad(gold, system) && same_cell(gold, system, BOND);
}

static bool bounds_near(struct bound a, struct bound b)
{
    return a.known && b.known && abs(a.day - b.day) <= 31;
}

static int32_t width(const struct record *record)
{
    int32_t first = record->first.known ? record->first.day : day_of(1990, 1, 1);
    return (record->last.known ? record->last.day : day_of(2100, 1, 1)) - first;
}

bool date_agrees(const struct record *gold, const struct record *system)
{
    if (!gold->first.known && !gold->last.known) {
        return true;
    }
    if (!system->first.known && !system->last.known) {
        return false;
    }
    if (system->first.known && gold->last.known && system->first.day > gold->last.day) {
        return false;
    }
    if (gold->first.known && system->last.known && gold->first.day > system->last.day) {
        return false;
    }
    if (bounds_near(gold->first, system->first) || bounds_near(gold->last, system->last)) {
        return true;
    }
    return width(system) <= width(gold) + 366;
}

bool realis_agrees(const struct record *gold, const struct record *system)
{
    return slice_is(gold->cells[REALIS], "actual") == slice_is(system->cells[REALIS], "actual");
}

bool said_agrees(const struct record *gold, const struct record *system)
{
    return same(gold->said, system->said);
}

static int likeness(const struct record *gold, const struct record *system)
{
    return directed(gold, system) + same_cell(gold, system, EVENT) + same_cell(gold, system, BOND) +
           same_cell(gold, system, REALIS) + date_agrees(gold, system) +
           same_cell(gold, system, DATE) + said_agrees(gold, system) + !gold->optional;
}

/* Most alike first, then in the order of the gold file, then of the system's. */
static int pair_compare(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    if (a->alike != b->alike) {
        return a->alike > b->alike ? -1 : 1;
    }
    if (a->gold->line != b->gold->line) {
        return a->gold->line < b->gold->line ? -1 : 1;
    }
    return a->system->line < b->system->line ? -1 : a->system->line > b->system->line;
}

/* Greedy one-to-one pairs of the records that fit. */
static struct pair_list match(struct arena *arena, const struct record_list *gold,
                              const struct record_list *system, fit *fits)
{
    struct pair_list all = {0}, found = {0};
    for (size_t g = 0; g < gold->count; g++) {
        for (size_t s = 0; s < system->count; s++) {
            const struct record *a = &gold->items[g], *b = &system->items[s];
            if (same_cell(a, b, DOC) && fits(a, b)) {
                *arena_push(arena, all.items, all.count) = (struct pair){likeness(a, b), a, b};
            }
        }
    }
    if (all.count) {
        qsort(all.items, all.count, sizeof *all.items, pair_compare);
    }
    bool *gold_used = arena_array(arena, last_line(gold) + 1, sizeof *gold_used);
    bool *system_used = arena_array(arena, last_line(system) + 1, sizeof *system_used);
    for (size_t i = 0; i < all.count; i++) {
        const struct pair *pair = &all.items[i];
        if (!gold_used[pair->gold->line] && !system_used[pair->system->line]) {
            gold_used[pair->gold->line] = system_used[pair->system->line] = true;
            *arena_push(arena, found.items, found.count) = *pair;
        }
    }
    return found;
}

double ratio(size_t hits, size_t all)
{
    return all ? (double)hits / (double)all : 0.0;
}

double f1_of(double precision, double recall)
{
    double sum = precision + recall;
    return sum > 0.0 ? 2 * precision * recall / sum : 0.0;
}

struct level level_of(struct arena *arena, const struct record_list *gold,
                      const struct record_list *system, fit *fits)
{
    struct level level = {.found = match(arena, gold, system, fits)};
    size_t hits = 0;
    for (size_t i = 0; i < level.found.count; i++) {
        hits += !level.found.items[i].gold->optional;
    }
    for (size_t i = 0; i < gold->count; i++) {
        level.wanted += !gold->items[i].optional;
    }
    level.made = system->count - (level.found.count - hits);
    level.precision = ratio(hits, level.made);
    level.recall = ratio(hits, level.wanted);
    level.f1 = f1_of(level.precision, level.recall);
    return level;
}
static struct record_list with_bond(struct arena *arena, const struct record_list *records)
{
    struct record_list kept = {0};
    for (size_t i = 0; i < records->count; i++) {
        if (has_bond(&records->items[i])) {
            *arena_push(arena, kept.items, kept.count) = records->items[i];
        }
    }
    return kept;
}

static struct record_list of_documents(struct arena *arena, const struct record_list *records,
                                       const struct record_list *gold)
{
    struct record_list kept = {0};
    for (size_t i = 0; i < records->count; i++) {
        for (size_t g = 0; g < gold->count; g++) {
            if (same_cell(&gold->items[g], &records->items[i], DOC)) {
                *arena_push(arena, kept.items, kept.count) = records->items[i];
                break;
            }
        }
    }
    return kept;
}

bool comparison_make(struct arena *arena, const struct score_tables *tables, struct comparison *out,
                     struct error *err)
{
    struct record_list all = {0};
    *out = (struct comparison){0};
    if (!records_read(arena, tables->gold_path, tables->gold, &out->gold, err) ||
        !records_read(arena, tables->system_path, tables->system, &all, err)) {
        return false;
    }
    out->system = of_documents(arena, &all, &out->gold);
    out->gold_bonds = with_bond(arena, &out->gold);
    out->system_bonds = with_bond(arena, &out->system);
    out->event = level_of(arena, &out->gold, &out->system, fits_event);
    out->bond = level_of(arena, &out->gold_bonds, &out->system_bonds, fits_bond);
    return true;
}
