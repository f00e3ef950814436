/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reads the tables of data/exchange: tab-separated lines, `#` opens a comment, `-` is an empty
 * cell. They are some hundred rows; only CAMEO codes are looked up by a map. */
#include "exchange/codes.h"

#include "base/file.h"
#include "base/limits.h"

#define CELLS_MOST 5

/* A table under reading, at one row. */
struct table {
    struct arena *arena;
    const char *path;
    struct slice text, rest, line;
    struct slice cells[CELLS_MOST];
    struct error *err;
};

static bool table_open(struct arena *arena, const char *folder, const char *name, struct table *out,
                       struct error *err)
{
    *out = (struct table){.arena = arena, .err = err};
    out->path = slice_print(arena, "%s/%s", folder, name).at;
    if (!file_read(arena, out->path, LIMIT_DATA_BYTES, &out->text, err)) {
        return false;
    }
    out->rest = out->text;
    return true;
}

static bool table_refuse(const struct table *table, size_t cell, const char *what)
{
    return file_error(table->err, table->path, table->text, table->cells[cell].at, "%s '%.*s'",
                      what, SLICE_ARGS(table->cells[cell]));
}

/* Goes to the next row of `count` cells: *row is false after the last. */
static bool table_next(struct table *table, size_t count, bool *row)
{
    *row = false;
    while (slice_split(&table->rest, '\n', &table->line)) {
        if (!table->line.length || table->line.at[0] == '#') {
            continue;
        }
        struct slice rest = table->line;
        size_t n = 0;
        while (n < count && slice_split(&rest, '\t', &table->cells[n])) {
            n++;
        }
        if (n < count || rest.at) {
            return file_error(table->err, table->path, table->text, table->line.at, "not %zu cells",
                              count);
        }
        *row = true;
        return true;
    }
    return true;
}

static struct slice or_empty(struct slice cell)
{
    return slice_is(cell, "-") ? SLICE("") : cell;
}

static bool read_event(const struct table *table, size_t cell, enum event_type *out)
{
    return event_type_parse(table->cells[cell], out) ||
           table_refuse(table, cell, "no type of event:");
}

static bool read_move(const struct table *table, size_t cell, struct bond_move *out)
{
    struct slice text = table->cells[cell];
    *out = (struct bond_move){0};
    if (slice_is(text, "-")) {
        return true;
    }
    size_t last = text.length ? text.length - 1 : 0;
    out->sign = text.length ? text.at[last] : '\0';
    bool signed_move = out->sign == '+' || out->sign == '-' || out->sign == '~';
    return (signed_move && bond_type_parse(slice_part(text, 0, last), &out->bond)) ||
           table_refuse(table, cell, "no bond with a sign:");
}

static bool read_types(struct arena *arena, const char *folder, struct exchange_codes *codes,
                       struct error *err)
{
    struct table table;
    bool row;
    if (!table_open(arena, folder, "types.tsv", &table, err) || !table_next(&table, 3, &row)) {
        return false;
    }
    while (row) {
        enum event_type event;
        if (!read_event(&table, 0, &event)) {
            return false;
        }
        struct slice quad = table.cells[1];
        if (quad.length != 1 || quad.at[0] < '1' || quad.at[0] > '4') {
            return table_refuse(&table, 1, "no quad category 1 to 4:");
        }
        codes->types[event] = (struct type_code){true, quad.at[0], table.cells[2]};
        if (!table_next(&table, 3, &row)) {
            return false;
        }
    }
    for (int i = 0; i < EVENT_COUNT; i++) {
        if (!codes->types[i].there) {
            return error_set(err, ERROR_SYNTAX, "%s: no row for %s", table.path,
                             event_type_name((enum event_type)i));
        }
    }
    return true;
}

static bool read_events(struct arena *arena, const char *folder, struct exchange_codes *codes,
                        struct error *err)
{
    struct table table;
    bool row, plain[EVENT_COUNT] = {false};
    if (!table_open(arena, folder, "events.tsv", &table, err) || !table_next(&table, 5, &row)) {
        return false;
    }
    while (row) {
        struct event_code *code = arena_push(arena, codes->events, codes->event_count);
        if (!read_event(&table, 0, &code->event) || !read_move(&table, 1, &code->move)) {
            return false;
        }
        code->cameo = table.cells[2];
        code->mode = or_empty(table.cells[3]);
        code->context = or_empty(table.cells[4]);
        if (!codes_cameo(codes, code->cameo)) {
            return table_refuse(&table, 2, "not in cameo.tsv:");
        }
        plain[code->event] |= code->move.bond == BOND_NONE;
        if (!table_next(&table, 5, &row)) {
            return false;
        }
    }
    for (int i = 0; i < EVENT_COUNT; i++) {
        if (!plain[i]) {
            return error_set(err, ERROR_SYNTAX, "%s: no row for %s without bond", table.path,
                             event_type_name((enum event_type)i));
        }
    }
    return true;
}

static bool read_cameo(struct arena *arena, const char *folder, struct exchange_codes *codes,
                       struct error *err)
{
    struct table table;
    bool row;
    if (!table_open(arena, folder, "cameo.tsv", &table, err) || !table_next(&table, 4, &row)) {
        return false;
    }
    while (row) {
        struct cameo_code *code = arena_push(arena, codes->cameo, codes->cameo_count);
        code->code = table.cells[0];
        code->goldstein = table.cells[1];
        code->is_event = !slice_is(table.cells[2], "-");
        if ((code->is_event && !read_event(&table, 2, &code->event)) ||
            !read_move(&table, 3, &code->move)) {
            return false;
        }
        map_put(&codes->cameo_by_code, arena, code->code, (uint32_t)codes->cameo_count - 1);
        if (!table_next(&table, 4, &row)) {
            return false;
        }
    }
    return true;
}

static bool read_modes(struct arena *arena, const char *folder, struct exchange_codes *codes,
                       struct error *err)
{
    struct table table;
    bool row;
    if (!table_open(arena, folder, "modes.tsv", &table, err) || !table_next(&table, 4, &row)) {
        return false;
    }
    while (row) {
        struct mode_code *code = arena_push(arena, codes->modes, codes->mode_count);
        if (!read_event(&table, 0, &code->event) || !read_move(&table, 3, &code->move)) {
            return false;
        }
        code->mode = or_empty(table.cells[1]);
        code->context = or_empty(table.cells[2]);
        if (!table_next(&table, 4, &row)) {
            return false;
        }
    }
    return true;
}

static bool read_actors(struct arena *arena, const char *folder, struct exchange_codes *codes,
                        struct error *err)
{
    struct table groups, sectors;
    bool row;
    if (!table_open(arena, folder, "groups.tsv", &groups, err) ||
        !table_open(arena, folder, "sectors.tsv", &sectors, err) || !table_next(&groups, 2, &row)) {
        return false;
    }
    while (row) {
        *arena_push(arena, codes->groups, codes->group_count) = groups.cells[1];
        map_put(&codes->group_by_code, arena, groups.cells[0], (uint32_t)codes->group_count - 1);
        if (!table_next(&groups, 2, &row)) {
            return false;
        }
    }
    if (!table_next(&sectors, 1, &row)) {
        return false;
    }
    while (row) {
        map_put(&codes->state_sectors, arena, sectors.cells[0], 1);
        if (!table_next(&sectors, 1, &row)) {
            return false;
        }
    }
    return true;
}

bool exchange_codes_load(struct arena *arena, const char *folder, const struct exchange_codes **out,
                         struct error *err)
{
    struct exchange_codes *codes = arena_alloc(arena, sizeof *codes);
    *out = codes;
    return read_cameo(arena, folder, codes, err) && read_types(arena, folder, codes, err) &&
           read_events(arena, folder, codes, err) && read_modes(arena, folder, codes, err) &&
           read_actors(arena, folder, codes, err);
}

const struct event_code *codes_event(const struct exchange_codes *codes, enum event_type event,
                                     struct bond_move move)
{
    const struct event_code *plain = NULL;
    for (size_t i = 0; i < codes->event_count; i++) {
        const struct event_code *code = &codes->events[i];
        if (code->event != event) {
            continue;
        }
        if (code->move.bond == BOND_NONE) {
            plain = code;
        }
        if (code->move.bond == move.bond && code->move.sign == move.sign) {
            return code;
        }
    }
    return plain;
}

const struct cameo_code *codes_cameo(const struct exchange_codes *codes, struct slice code)
{
    for (; code.length >= 2; code.length--) {
        uint32_t at = map_get(&codes->cameo_by_code, code);
        if (at != MAP_NONE) {
            return &codes->cameo[at];
        }
    }
    return NULL;
}

/* Is the name among those between `;`? */
static bool is_named(struct slice names, struct slice name)
{
    struct slice one;
    while (slice_split(&names, ';', &one)) {
        if (slice_equal(slice_trim(one), name)) {
            return true;
        }
    }
    return false;
}

struct bond_move codes_mode(const struct exchange_codes *codes, enum event_type event,
                            struct slice mode, struct slice contexts)
{
    for (size_t i = 0; i < codes->mode_count; i++) {
        const struct mode_code *code = &codes->modes[i];
        if (code->event == event && (!code->mode.length || is_named(mode, code->mode)) &&
            (!code->context.length || is_named(contexts, code->context))) {
            return code->move;
        }
    }
    return (struct bond_move){0};
}

struct slice codes_group(const struct exchange_codes *codes, struct slice cameo)
{
    uint32_t at = map_get(&codes->group_by_code, cameo);
    return at == MAP_NONE ? SLICE("") : codes->groups[at];
}

bool codes_sector_is_state(const struct exchange_codes *codes, struct slice sector)
{
    return map_get(&codes->state_sectors, sector) != MAP_NONE;
}
