/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reads data/circle.txt: `key number` on each line, `#` to the end of the line is a comment. Every
 * key once, none missing. Numbers are decimal with a point in every locale. */
#include <math.h>

#include "base/file.h"
#include "base/limits.h"
#include "view/inside.h"

/* A key of the file and the field that it fills. */
struct field {
    struct slice key;
    double *value;
    bool seen;
};

struct fields {
    struct field *items;
    size_t count;
};

static void field_add(struct arena *arena, struct fields *fields, const char *group,
                      const char *name, double *value)
{
    *arena_push(arena, fields->items, fields->count) =
        (struct field){slice_print(arena, "%s.%s", group, name), value, false};
}

static void fields_make(struct arena *arena, struct formula *formula, struct fields *out)
{
    for (int i = BOND_NONE + 1; i < BOND_COUNT; i++) {
        const char *name = bond_type_name((enum bond_type)i);
        field_add(arena, out, "bond", name, &formula->bond[i]);
        field_add(arena, out, "closed", name, &formula->closed[i]);
        field_add(arena, out, "leave", name, &formula->leave[i]);
    }
    for (int i = 0; i < EVENT_COUNT; i++) {
        field_add(arena, out, "event", event_type_name((enum event_type)i), &formula->event[i]);
    }
    for (int i = 0; i < REALIS_COUNT; i++) {
        field_add(arena, out, "realis", realis_name((enum realis)i), &formula->realis[i]);
    }
    field_add(arena, out, "bond", "strained", &formula->strained);
    field_add(arena, out, "event", "scale", &formula->scale);
    field_add(arena, out, "event", "with_bond", &formula->with_bond);
    field_add(arena, out, "event", "undated", &formula->undated);
    field_add(arena, out, "event", "half_life", &formula->half_life);
    field_add(arena, out, "event", "most", &formula->most);
    field_add(arena, out, "event", "least", &formula->least);
    field_add(arena, out, "movement", "inside", &formula->inside);
    field_add(arena, out, "movement", "deepen", &formula->deepen);
    field_add(arena, out, "movement", "drift", &formula->drift);
    field_add(arena, out, "movement", "quarrel", &formula->quarrel);
    field_add(arena, out, "movement", "hostile", &formula->hostile);
    field_add(arena, out, "movement", "material", &formula->material);
    field_add(arena, out, "movement", "thin", &formula->thin);
    field_add(arena, out, "movement", "since_default", &formula->since_default);
    field_add(arena, out, "balance", "least", &formula->balance);
}

static bool number_parse(struct slice text, double *out)
{
    bool minus = text.length && text.at[0] == '-';
    double value = 0, unit = 0;
    size_t digits = 0;
    for (size_t i = minus; i < text.length; i++) {
        char c = text.at[i];
        if (c == '.' && unit == 0) {
            unit = 1;
        } else if (c >= '0' && c <= '9' && digits++ < 9) {
            value = value * 10 + (c - '0');
            unit *= 10;
        } else {
            return false;
        }
    }
    *out = (minus ? -value : value) / (unit > 0 ? unit : 1);
    return digits > 0;
}

static bool line_error(struct error *err, const char *path, size_t number, struct slice line,
                       struct slice at, const char *message)
{
    size_t column = (size_t)(at.at - line.at);
    return error_set(err, ERROR_SYNTAX, "%s:%zu:%zu: %s: '%.*s' in: %.*s", path, number, column + 1,
                     message, SLICE_ARGS(at), SLICE_ARGS(line));
}

static bool line_read(struct fields *fields, const char *path, size_t number, struct slice line,
                      struct error *err)
{
    size_t comment = slice_find(line, SLICE("#"), 0);
    struct slice text = slice_trim(comment == SIZE_MAX ? line : slice_part(line, 0, comment));
    size_t length = 0;
    while (length < text.length && text.at[length] != ' ' && text.at[length] != '\t') {
        length++;
    }
    if (!length) {
        return true;
    }
    struct slice key = slice_part(text, 0, length);
    struct slice value = slice_trim(slice_part(text, length, text.length));
    for (size_t i = 0; i < fields->count; i++) {
        struct field *field = &fields->items[i];
        if (!slice_equal(field->key, key)) {
            continue;
        }
        if (field->seen) {
            return line_error(err, path, number, line, key, "the key is given twice");
        }
        field->seen = true;
        return number_parse(value, field->value) ||
               line_error(err, path, number, line, value, "not a number");
    }
    return line_error(err, path, number, line, key, "unknown key");
}

/* Made once: a circle asks of each of its events, two hundred thousand in a large ledger. */
static const double *fading_make(struct arena *arena, double half_life)
{
    double *fading = arena_room(arena, FADING_DAYS, sizeof *fading);
    for (int days = 0; days < FADING_DAYS; days++) {
        fading[days] = exp2(-days / half_life);
    }
    return fading;
}

bool view_formula_load(struct arena *arena, const char *path, const struct formula **out,
                       struct error *err)
{
    struct slice rest, line;
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &rest, err)) {
        return false;
    }
    struct formula *formula = arena_alloc(arena, sizeof *formula);
    struct fields fields = {0};
    fields_make(arena, formula, &fields);
    for (size_t number = 1; slice_split(&rest, '\n', &line); number++) {
        if (!line_read(&fields, path, number, line, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < fields.count; i++) {
        if (!fields.items[i].seen) {
            return error_set(err, ERROR_SYNTAX, "%s: the key '%.*s' is missing", path,
                             SLICE_ARGS(fields.items[i].key));
        }
    }
    if (formula->half_life <= 0) {
        return error_set(err, ERROR_SYNTAX, "%s: event.half_life must be above 0", path);
    }
    formula->fading = fading_make(arena, formula->half_life);
    *out = formula;
    return true;
}
