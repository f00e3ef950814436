/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tables of coded events: a TSV text in, records with their names and days out. Cost: one pass.
 * Limit: a month or day that no calendar has counts as unknown. */
#include "base/date.h"
#include "base/utf8.h"
#include "score/inside.h"

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

bool set_holds(struct name_set set, struct slice name)
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

bool record_line(struct slice *rest, size_t *number, struct slice *out)
{
    while (slice_split(rest, '\n', out)) {
        ++*number;
        if (slice_ends(*out, SLICE("\r"))) {
            out->length--;
        }
        if (out->length && out->at[0] != '#' && !slice_starts(*out, SLICE("doc\t"))) {
            return true;
        }
    }
    return false;
}

size_t cells_split(struct slice line, struct slice *cells, size_t most)
{
    size_t count = 0;
    for (struct slice cell; slice_split(&line, '\t', &cell); count++) {
        if (count < most) {
            cells[count] = cell;
        }
    }
    return count;
}

bool records_read(struct arena *arena, struct slice path, struct slice text,
                  struct record_list *out, struct error *err)
{
    struct slice rest = text, line;
    for (size_t number = 0; record_line(&rest, &number, &line);) {
        struct record *record = arena_push(arena, out->items, out->count);
        size_t columns = cells_split(line, record->cells, COLUMNS);
        if (columns < COLUMNS_WANTED) {
            return error_set(err, ERROR_SYNTAX, "%.*s:%zu: %zu columns, %d wanted",
                             SLICE_ARGS(path), number, columns, COLUMNS_WANTED);
        }
        record->line = number;
        record_finish(arena, record);
    }
    return true;
}

bool same_cell(const struct record *gold, const struct record *system, enum column column)
{
    return slice_equal(gold->cells[column], system->cells[column]);
}

bool has_bond(const struct record *record)
{
    struct slice bond = record->cells[BOND];
    return bond.length && !slice_is(bond, "-") && strchr("+-~", bond.at[bond.length - 1]);
}

size_t last_line(const struct record_list *records)
{
    return records->count ? records->items[records->count - 1].line : 0;
}
