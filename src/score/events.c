/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Coded events against gold events: two TSV texts in, precision, recall and F1 out.
 *
 * A port of score_events.py, the scorer that came with the gold files; tests/score holds the two
 * together, so a change here is a change there. Inside each document records are paired one to one
 * and greedily, most alike first, at four levels of strictness: dyad (the two actors in either
 * order), quad (dyad and quad class), event (actors in the right direction and PLOVER type) and
 * bond (dyad, bond type and sign). An optional gold record (note `opt:`, a collective actor or no
 * target) costs nothing, found or missed. Cost: gold times system records of one document.
 * Limit: a month or day that no calendar has counts as unknown, where Python stops. */
#include "score/score.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/utf8.h"

enum column { DOC, DATE, SOURCE, EVENT, BOND, TARGET, REALIS, SAID_BY, NOTE, COLUMNS };
#define COLUMNS_WANTED NOTE /* the note may be missing */

struct name_set {
    struct slice *items; /* lower case */
    size_t count;
};

/* First and last day; `known` false where there is none. */
struct bound {
    bool known;
    int32_t day;
};

struct record {
    struct slice cells[COLUMNS];
    struct name_set source, target, said;
    struct bound first, last;
    size_t line;
    bool optional;
};

struct record_list {
    struct record *items;
    size_t count;
};

static struct slice strip(struct slice text)
{
    while (text.length) {
        size_t at = 0;
        if (!utf8_is_space(utf8_next(text, &at))) {
            break;
        }
        text = slice_part(text, at, text.length);
    }
    for (size_t at = text.length; at > 0;) {
        do {
            at--;
        } while (at > 0 && ((unsigned char)text.at[at] & 0xC0) == 0x80);
        size_t next = at;
        if (!utf8_is_space(utf8_next(text, &next))) {
            break;
        }
        text.length = at;
    }
    return text;
}

static bool set_holds(struct name_set set, struct slice name)
{
    for (size_t i = 0; i < set.count; i++) {
        if (slice_equal(set.items[i], name)) {
            return true;
        }
    }
    return false;
}

/* The names of a cell, `A|B`, less those of `without`. */
static struct name_set names_read(struct arena *arena, struct slice cell, struct name_set without)
{
    struct name_set set = {0};
    struct slice rest = cell, part;
    while (slice_split(&rest, '|', &part)) {
        struct slice name = utf8_lower(arena, strip(part));
        if (name.length && !slice_is(name, "-") && !set_holds(without, name)) {
            *arena_push(arena, set.items, set.count) = name;
        }
    }
    return set;
}

static bool two_digits(struct slice text, size_t at, int *out)
{
    if (text.length < at + 3 || text.at[at] != '-') {
        return false;
    }
    int tens = text.at[at + 1] - '0', ones = text.at[at + 2] - '0';
    *out = 10 * tens + ones;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
}

static int clamp_year(int year)
{
    return year < 1 ? 1 : year > 9999 ? 9999 : year;
}

static struct bound bound_of(int year, int month, int day)
{
    return (struct bound){true, day_of(clamp_year(year), month, day)};
}

/* The first month of an EDTF season or quarter; 1 for any other number. */
static int season_month(int code)
{
    static const int season[] = {3, 6, 9, 12}, quarter[] = {1, 4, 7, 10};
    return code >= 21 && code <= 24   ? season[code - 21]
           : code >= 33 && code <= 36 ? quarter[code - 33]
                                      : 1;
}

/* One end of a date: `last` asks for its last day. A season is taken as 92 days. */
static struct bound bound_read(struct slice text, bool last)
{
    int year = 0, month, day;
    text = strip(text);
    for (size_t i = 0; i < 4; i++) {
        if (i >= text.length || text.at[i] < '0' || text.at[i] > '9') {
            return (struct bound){0};
        }
        year = 10 * year + text.at[i] - '0';
    }
    if (!two_digits(text, 4, &month)) {
        return last ? bound_of(year, 12, 31) : bound_of(year, 1, 1);
    }
    if (month > 12) {
        struct bound first = bound_of(year, season_month(month), 1);
        first.day += last ? 92 : 0;
        return first;
    }
    if (month == 0) {
        return (struct bound){0};
    }
    if (!two_digits(text, 7, &day)) {
        struct bound next = bound_of(year + (month == 12), month % 12 + 1, 1);
        next.day--;
        return last ? next : bound_of(year, month, 1);
    }
    bool exists = day >= 1 && day <= month_days(clamp_year(year), month);
    return exists ? bound_of(year, month, day) : (struct bound){0};
}

static void interval_read(struct slice text, struct record *record)
{
    size_t bar = slice_find(text, SLICE("/"), 0);
    struct slice from = bar == SIZE_MAX ? text : slice_part(text, 0, bar);
    struct slice to = bar == SIZE_MAX ? text : slice_part(text, bar + 1, text.length);
    record->first = bound_read(from, false);
    record->last = bound_read(to.length ? to : from, true);
}

static bool is_collective(struct name_set set)
{
    static const char *const names[] = {
        "west",         "other-states",   "post-soviet-states",
        "central-asia", "south-caucasus", "international-community"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (set_holds(set, slice_of(names[i]))) {
            return true;
        }
    }
    return false;
}

static void record_finish(struct arena *arena, struct record *record)
{
    struct name_set none = {0};
    record->source = names_read(arena, record->cells[SOURCE], none);
    record->target = names_read(arena, record->cells[TARGET], none);
    /* a speaker who is the source says nothing new */
    record->said = names_read(arena, record->cells[SAID_BY], record->source);
    record->optional = slice_starts(record->cells[NOTE], SLICE("opt:")) ||
                       is_collective(record->source) || is_collective(record->target) ||
                       record->target.count == 0;
    interval_read(record->cells[DATE], record);
}

static bool records_read(struct arena *arena, struct slice path, struct slice text,
                         struct record_list *out, struct error *err)
{
    struct slice rest = text, line, cell;
    for (size_t number = 1; slice_split(&rest, '\n', &line); number++) {
        if (slice_ends(line, SLICE("\r"))) {
            line.length--;
        }
        if (!line.length || line.at[0] == '#' || slice_starts(line, SLICE("doc\t"))) {
            continue;
        }
        struct record *record = arena_push(arena, out->items, out->count);
        size_t columns = 0;
        for (struct slice cells = line; slice_split(&cells, '\t', &cell); columns++) {
            if (columns < COLUMNS) {
                record->cells[columns] = cell;
            }
        }
        if (columns < COLUMNS_WANTED) {
            return error_set(err, ERROR_SYNTAX, "%.*s:%zu: %zu columns, %d wanted",
                             SLICE_ARGS(path), number, columns, COLUMNS_WANTED);
        }
        record->line = number;
        record_finish(arena, record);
    }
    return true;
}

typedef bool fit(const struct record *gold, const struct record *system);

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

static bool same_cell(const struct record *gold, const struct record *system, enum column column)
{
    return slice_equal(gold->cells[column], system->cells[column]);
}

static bool directed(const struct record *gold, const struct record *system)
{
    struct slice event = gold->cells[EVENT];
    bool symmetric =
        slice_is(event, "CONSULT") || slice_is(event, "COOPERATE") || slice_is(event, "AGREE");
    return straight(gold, system) || (symmetric && crossed(gold, system));
}

static bool fits_dyad(const struct record *gold, const struct record *system)
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

static bool fits_quad(const struct record *gold, const struct record *system)
{
    return fits_dyad(gold, system) &&
           quad_class(gold->cells[EVENT]) == quad_class(system->cells[EVENT]);
}

static bool fits_event(const struct record *gold, const struct record *system)
{
    return directed(gold, system) && same_cell(gold, system, EVENT);
}

static bool has_bond(const struct record *record)
{
    struct slice bond = record->cells[BOND];
    return bond.length && !slice_is(bond, "-") && strchr("+-~", bond.at[bond.length - 1]);
}

static bool fits_bond(const struct record *gold, const struct record *system)
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

/* The intervals meet, and share an end or the system's is at most a year wider. */
static bool date_agrees(const struct record *gold, const struct record *system)
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

static bool realis_agrees(const struct record *gold, const struct record *system)
{
    return slice_is(gold->cells[REALIS], "actual") == slice_is(system->cells[REALIS], "actual");
}

static bool said_agrees(const struct record *gold, const struct record *system)
{
    return same(gold->said, system->said);
}

struct pair {
    int alike;
    const struct record *gold, *system;
};

struct pair_list {
    struct pair *items;
    size_t count;
};

/* The figures of one level of strictness. */
struct level {
    double precision, recall, f1;
    size_t wanted, made; /* gold records that count; system records that count */
    struct pair_list found;
};

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

static size_t last_line(const struct record_list *records)
{
    return records->count ? records->items[records->count - 1].line : 0;
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

static struct level level_of(struct arena *arena, const struct record_list *gold,
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
    level.precision = level.made ? (double)hits / (double)level.made : 0.0;
    level.recall = level.wanted ? (double)hits / (double)level.wanted : 0.0;
    double sum = level.precision + level.recall;
    level.f1 = sum > 0.0 ? 2 * level.precision * level.recall / sum : 0.0;
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

static double share(const struct pair_list *pairs, fit *test)
{
    size_t held = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        held += test(pairs->items[i].gold, pairs->items[i].system);
    }
    return (double)held / (double)pairs->count;
}

static void level_print(struct buffer *out, const char *name, const struct level *level)
{
    buffer_print(out, "%-6s P %.3f  R %.3f  F1 %.3f   (%zu gold, %zu coded)\n", name,
                 level->precision, level->recall, level->f1, level->wanted, level->made);
}

bool score_events(struct slice gold_path, struct slice gold_text, struct slice system_path,
                  struct slice system_text, struct buffer *out, struct error *err)
{
    struct arena arena = {0};
    struct record_list gold = {0}, all = {0};
    if (!records_read(&arena, gold_path, gold_text, &gold, err) ||
        !records_read(&arena, system_path, system_text, &all, err)) {
        arena_free(&arena);
        return false;
    }
    struct record_list system = of_documents(&arena, &all, &gold);
    struct record_list gold_bonds = with_bond(&arena, &gold);
    struct record_list system_bonds = with_bond(&arena, &system);
    struct level dyad = level_of(&arena, &gold, &system, fits_dyad);
    struct level quad = level_of(&arena, &gold, &system, fits_quad);
    struct level event = level_of(&arena, &gold, &system, fits_event);
    struct level bond = level_of(&arena, &gold_bonds, &system_bonds, fits_bond);
    level_print(out, "dyad", &dyad);
    level_print(out, "quad", &quad);
    level_print(out, "event", &event);
    level_print(out, "bond", &bond);
    if (event.found.count) {
        buffer_print(out, "real   %.3f   date %.3f   said %.3f   (of %zu events found)\n",
                     share(&event.found, realis_agrees), share(&event.found, date_agrees),
                     share(&event.found, said_agrees), event.found.count);
    }
    buffer_print(out, "HEADLINE %.3f\n", (event.f1 + bond.f1) / 2);
    arena_free(&arena);
    return true;
}
