/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Marks are the SGR sequences of ECMA-48 that every terminal knows: bold, faint and three of the
 * eight colours, which the user's own palette fits to light or dark ground. Dates in words are
 * patterns of a file, `{day}` and the like in them replaced. */
#include "base/style.h"

#include "base/file.h"
#include "base/limits.h"

#define COLUMNS_USUAL 100
#define COLUMNS_LEAST 60

enum pattern {
    PATTERN_MONTHS, /* twelve names between `|` */
    PATTERN_SEASONS,
    PATTERN_DAY,
    PATTERN_FIRST_DAY,
    PATTERN_MONTH,
    PATTERN_SEASON,
    PATTERN_QUARTER,
    PATTERN_YEAR,
    PATTERN_DECADE,
    PATTERN_SINCE,
    PATTERN_BY,    /* ../X: then or before */
    PATTERN_UNTIL, /* XXXX/X: it ended then */
    PATTERN_BETWEEN,
    PATTERN_UNKNOWN,
    PATTERN_SINCE_UNKNOWN,
    PATTERN_COUNT,
};

static const char *const pattern_names[PATTERN_COUNT] = {
    "months", "seasons", "day", "first-day", "month",   "season",  "quarter",       "year",
    "decade", "since",   "by",  "until",     "between", "unknown", "since-unknown",
};

struct date_words {
    struct slice patterns[PATTERN_COUNT];
};

void buffer_mark(struct buffer *buffer, enum text_mark mark)
{
    static const char *const sequences[] = {"\033[0m",  "\033[1m",  "\033[2m",
                                            "\033[32m", "\033[31m", "\033[33m"};
    if (buffer->style && buffer->style->colour) {
        buffer_add(buffer, slice_of(sequences[mark]));
    }
}

size_t buffer_columns(const struct buffer *buffer)
{
    size_t columns = buffer->style ? buffer->style->columns : 0;
    return !columns ? COLUMNS_USUAL : columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns;
}

bool date_words_load(struct arena *arena, const char *path, const struct date_words **out,
                     struct error *err)
{
    struct date_words *words = arena_alloc(arena, sizeof *words);
    struct slice text, rest, line;
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &text, err)) {
        return false;
    }
    rest = text;
    while (slice_split(&rest, '\n', &line)) {
        struct slice value = line, key;
        if (!line.length || line.at[0] == '#') {
            continue;
        }
        slice_split(&value, '\t', &key);
        size_t i = 0;
        while (i < PATTERN_COUNT && !slice_is(key, pattern_names[i])) {
            i++;
        }
        if (i == PATTERN_COUNT || !value.length) {
            return file_error(err, path, text, line.at, "not a key, a tab and a pattern");
        }
        words->patterns[i] = value;
    }
    for (size_t i = 0; i < PATTERN_COUNT; i++) {
        if (!words->patterns[i].length) {
            return error_set(err, ERROR_SYNTAX, "%s: no line '%s'", path, pattern_names[i]);
        }
    }
    *out = words;
    return true;
}

/* What stands for the names in a pattern. */
struct filling {
    const char *name;
    struct slice text;
};

static struct slice fill(struct arena *arena, struct slice pattern, const struct filling *fillings,
                         size_t count)
{
    struct buffer out = {0};
    for (size_t i = 0; i < pattern.length; i++) {
        size_t end = slice_find(pattern, SLICE("}"), i);
        size_t f = count;
        if (pattern.at[i] == '{' && end != SIZE_MAX) {
            struct slice name = slice_part(pattern, i + 1, end);
            for (f = 0; f < count && !slice_is(name, fillings[f].name); f++) {
            }
        }
        if (f < count) {
            buffer_add(&out, fillings[f].text);
            i = end;
        } else {
            buffer_add(&out, slice_part(pattern, i, i + 1));
        }
    }
    struct slice text = slice_copy(arena, buffer_slice(&out));
    buffer_free(&out);
    return text;
}

/* The n-th name between `|`, from 1. */
static struct slice name_at(struct slice names, int n)
{
    struct slice name = {"", 0};
    while (n-- > 0 && slice_split(&names, '|', &name)) {
    }
    return slice_trim(name);
}

static struct slice point_words(struct arena *arena, const struct date_words *words,
                                struct edtf_point point)
{
    const struct slice *patterns = words->patterns;
    struct filling fillings[] = {
        {"day", slice_print(arena, "%d", point.day)},
        {"year", slice_print(arena, "%d", point.year)},
        {"month", name_at(patterns[PATTERN_MONTHS], point.month)},
        {"season", name_at(patterns[PATTERN_SEASONS], point.month - 20)},
        {"number", slice_print(arena, "%d", point.month - 32)},
    };
    enum pattern pattern = point.precision == PRECISION_DAY
                               ? (point.day == 1 ? PATTERN_FIRST_DAY : PATTERN_DAY)
                           : point.precision == PRECISION_MONTH   ? PATTERN_MONTH
                           : point.precision == PRECISION_SEASON  ? PATTERN_SEASON
                           : point.precision == PRECISION_QUARTER ? PATTERN_QUARTER
                           : point.precision == PRECISION_YEAR    ? PATTERN_YEAR
                                                                  : PATTERN_DECADE;
    return fill(arena, patterns[pattern], fillings, sizeof fillings / sizeof *fillings);
}

static bool is_told(struct edtf_point point)
{
    return point.precision >= PRECISION_DECADE;
}

static struct slice date_in_words(struct arena *arena, const struct date_words *words,
                                  struct edtf date)
{
    const struct slice *patterns = words->patterns;
    if (date.to.precision == PRECISION_NONE) {
        return is_told(date.from) ? point_words(arena, words, date.from)
                                  : patterns[PATTERN_UNKNOWN];
    }
    bool from = is_told(date.from), to = is_told(date.to);
    struct filling fillings[] = {{"from", from ? point_words(arena, words, date.from) : SLICE("")},
                                 {"to", to ? point_words(arena, words, date.to) : SLICE("")}};
    enum pattern pattern = from && to                              ? PATTERN_BETWEEN
                           : from                                  ? PATTERN_SINCE
                           : !to                                   ? PATTERN_SINCE_UNKNOWN
                           : date.from.precision == PRECISION_OPEN ? PATTERN_BY
                                                                   : PATTERN_UNTIL;
    return fill(arena, patterns[pattern], fillings, 2);
}

struct slice buffer_date(const struct buffer *buffer, struct arena *arena, struct edtf date)
{
    const struct date_words *words = buffer->style ? buffer->style->dates : NULL;
    return words ? date_in_words(arena, words, date) : edtf_print(arena, date);
}
