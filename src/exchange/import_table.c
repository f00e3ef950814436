/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tab-separated tables of other data sets: POLECAT and ICEWS, whose columns are known by the names
 * in their header, and GDELT, whose columns are known by their places. The evidence of a claim is
 * the row itself. */
#include "exchange/columns.h"
#include "exchange/import.h"

#define CELLS_MOST 128

struct row_cells {
    struct slice items[CELLS_MOST];
    size_t count;
};

static void cells_split(struct slice line, struct row_cells *out)
{
    out->count = 0;
    while (out->count < CELLS_MOST && slice_split(&line, '\t', &out->items[out->count])) {
        out->count++;
    }
}

/* What all tables have in common of a record: the row is its evidence and an article of its own. */
static struct import_record row_record(struct import_job *job, struct slice id)
{
    struct import_record record = {.id = id, .said_by = SLICE("-"), .text = job->line.text};
    const struct exchange_import *import = job->import;
    record.key = slice_print(&job->row, "%zu", job->line.number);
    record.article.id = slice_print(&job->row, "%s-%.*s", import->format, SLICE_ARGS(id));
    record.article.path = slice_print(&job->row, "%s:%zu", import->path, job->line.number);
    return record;
}

static void add_party(struct import_job *job, struct import_party_list *list,
                      struct import_party party)
{
    if (party.name.length || party.country.length || party.group.length || party.cow.length) {
        *arena_push(&job->row, list->items, list->count) = party;
    }
}

static void add_event(struct import_job *job, struct import_record *record, enum event_type event,
                      struct bond_move move)
{
    *arena_push(&job->row, record->events.items, record->events.count) =
        (struct import_event){event, move};
}

static void set_published(struct import_record *record, struct edtf published,
                          enum date_basis basis)
{
    record->article.published = published;
    record->article.published_basis = basis;
}

/* Adds the event of a CAMEO code; false, and the row counted, where it tells none here. */
static bool add_cameo(struct import_job *job, struct import_record *record, struct slice code)
{
    const struct cameo_code *cameo = codes_cameo(job->import->codes, code);
    if (!cameo) {
        return !import_refuse(job, "no CAMEO code '%.*s'", SLICE_ARGS(code));
    }
    if (!cameo->is_event) {
        job->tally->no_event++;
        return false;
    }
    record->rule = slice_print(&job->row, "cameo-%.*s", SLICE_ARGS(code));
    add_event(job, record, cameo->event, cameo->move);
    return true;
}

/* ---------------------------------------------------- columns by their name */

/* A column that is wanted, under one of two names. */
struct wanted {
    const char *name, *other;
};

#define WANTED_MOST 16

struct header {
    size_t places[WANTED_MOST], columns;
};

static bool find_columns(struct import_job *job, const struct wanted *wanted, size_t count,
                         void **context, struct error *err)
{
    struct row_cells cells;
    struct header *header = arena_alloc(&job->arena, sizeof *header);
    cells_split(job->line.text, &cells);
    header->columns = cells.count;
    for (size_t w = 0; w < count; w++) {
        size_t i = 0;
        while (i < cells.count && !slice_is(cells.items[i], wanted[w].name) &&
               !(wanted[w].other && slice_is(cells.items[i], wanted[w].other))) {
            i++;
        }
        if (i == cells.count) {
            return error_set(err, ERROR_INVALID,
                             "%s: no column '%s' in the first line: not a file "
                             "of %s",
                             job->import->path, wanted[w].name, job->import->format);
        }
        header->places[w] = i;
    }
    *context = header;
    return true;
}

/* Splits the row and picks the wanted cells; false, and the row named, where their number is not
 * the header's. Empty cells beyond the last column do no harm. */
static bool pick_cells(struct import_job *job, const struct header *header, size_t count,
                       struct slice *out)
{
    struct row_cells cells;
    cells_split(job->line.text, &cells);
    while (cells.count > header->columns && !cells.items[cells.count - 1].length) {
        cells.count--;
    }
    if (cells.count != header->columns) {
        return !import_refuse(job, "%zu cells, not %zu", cells.count, header->columns);
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = slice_trim(cells.items[header->places[i]]);
        out[i] = slice_is(out[i], "None") || slice_is(out[i], "NULL") ? SLICE("") : out[i];
    }
    return true;
}

static bool is_day(struct slice text, struct edtf *out)
{
    return edtf_parse(text, out) && out->from.precision == PRECISION_DAY &&
           out->to.precision == PRECISION_NONE;
}

/* ---------------------------------------------------------------- POLECAT */

enum {
    P_ID,
    P_DATE,
    P_TYPE,
    P_MODE,
    P_CONTEXTS,
    P_ACTOR,
    P_RECIPIENT = 9,
    P_SOURCE = 13,
    P_PUBLISHED,
    P_LANGUAGE,
    P_COUNT
};

static bool polecat_header(struct import_job *job, void **context, struct error *err)
{
    static const struct wanted wanted[P_COUNT] = {
        {"Event ID", NULL},          {"Event Date", NULL},
        {"Event Type", NULL},        {"Event Mode", NULL},
        {"Contexts", NULL},          {"Actor Name", NULL},
        {"Actor Country", NULL},     {"Actor COW", NULL},
        {"Actor Sectors", NULL},     {"Recipient Name", NULL},
        {"Recipient Country", NULL}, {"Recipient COW", NULL},
        {"Recipient Sectors", NULL}, {"Source", NULL},
        {"Publication Date", NULL},  {"Language", NULL}};
    return find_columns(job, wanted, P_COUNT, context, err);
}

static enum realis realis_of(struct slice contexts)
{
    enum realis realis = REALIS_ACTUAL;
    struct slice one;
    while (slice_split(&contexts, ';', &one)) {
        one = slice_trim(one);
        realis = slice_is(one, "negation")       ? REALIS_DENIED
                 : slice_is(one, "hypothetical") ? REALIS_POSSIBLE
                 : slice_is(one, "future")       ? REALIS_PLANNED
                                                 : realis;
    }
    return realis;
}

static bool polecat_row(struct import_job *job, void *context, struct error *err)
{
    struct slice cells[P_COUNT];
    struct edtf published;
    enum event_type type;
    if (!pick_cells(job, context, P_COUNT, cells)) {
        return true;
    }
    struct import_record record = row_record(job, cells[P_ID]);
    if (!event_type_parse(cells[P_TYPE], &type)) {
        return import_refuse(job, "no type of event '%.*s'", SLICE_ARGS(cells[P_TYPE]));
    }
    if (!is_day(cells[P_DATE], &record.date)) {
        return import_refuse(job, "no day '%.*s'", SLICE_ARGS(cells[P_DATE]));
    }
    bool dated = is_day(cells[P_PUBLISHED], &published);
    set_published(&record, dated ? published : record.date, dated ? DATE_STATED : DATE_LOWER_BOUND);
    record.article.outlet = cells[P_SOURCE];
    if (cells[P_LANGUAGE].length == 2) {
        memcpy(record.article.language, cells[P_LANGUAGE].at, 2);
    }
    record.realis = realis_of(cells[P_CONTEXTS]);
    record.rule = slice_print(&job->row, "plover-%.*s", SLICE_ARGS(cells[P_TYPE]));
    add_event(job, &record, type,
              codes_mode(job->import->codes, type, cells[P_MODE], cells[P_CONTEXTS]));
    for (size_t side = P_ACTOR; side <= P_RECIPIENT; side += P_RECIPIENT - P_ACTOR) {
        add_party(job, side == P_ACTOR ? &record.sources : &record.targets,
                  (struct import_party){.name = cells[side],
                                        .country = cells[side + 1],
                                        .cow = cells[side + 2],
                                        .sectors = cells[side + 3]});
    }
    return import_add(job, &record, err);
}

const struct import_format import_polecat = {
    .name = "polecat", .header = polecat_header, .row = polecat_row};

/* ------------------------------------------------------------------ ICEWS */

enum { I_ID, I_DATE, I_CODE, I_SOURCE, I_TARGET = 6, I_PUBLISHER = 9, I_COUNT };

static bool icews_header(struct import_job *job, void **context, struct error *err)
{
    static const struct wanted wanted[I_COUNT] = {
        {"Event ID", NULL},    {"Event Date", NULL},     {"CAMEO Code", NULL},
        {"Source Name", NULL}, {"Source Sectors", NULL}, {"Source Country", NULL},
        {"Target Name", NULL}, {"Target Sectors", NULL}, {"Target Country", NULL},
        {"Publisher", NULL}};
    return find_columns(job, wanted, I_COUNT, context, err);
}

static bool icews_row(struct import_job *job, void *context, struct error *err)
{
    struct slice cells[I_COUNT];
    if (!pick_cells(job, context, I_COUNT, cells)) {
        return true;
    }
    struct import_record record = row_record(job, cells[I_ID]);
    if (!is_day(cells[I_DATE], &record.date)) {
        return import_refuse(job, "no day '%.*s'", SLICE_ARGS(cells[I_DATE]));
    }
    if (!add_cameo(job, &record, cells[I_CODE])) {
        return true;
    }
    set_published(&record, record.date, DATE_LOWER_BOUND); /* ICEWS does not tell it */
    record.article.outlet = cells[I_PUBLISHER];
    for (size_t side = I_SOURCE; side <= I_TARGET; side += I_TARGET - I_SOURCE) {
        add_party(job, side == I_SOURCE ? &record.sources : &record.targets,
                  (struct import_party){
                      .name = cells[side], .sectors = cells[side + 1], .country = cells[side + 2]});
    }
    return import_add(job, &record, err);
}

const struct import_format import_icews = {
    .name = "icews", .header = icews_header, .row = icews_row};

/* ------------------------------------------------------------------ GDELT */

#define GDELT_1_COLUMNS 58       /* version 1.0, daily files */
#define GDELT_1_EARLY_COLUMNS 57 /* version 1.0, before addresses were kept */

/* "20250703…" as a day. */
static bool is_compact_day(struct import_job *job, struct slice text, struct edtf *out)
{
    if (text.length < 8) {
        return false;
    }
    return is_day(slice_print(&job->row, "%.4s-%.2s-%.2s", text.at, text.at + 4, text.at + 6), out);
}

static bool is_web_outlet(struct slice address, struct slice *out)
{
    size_t begin = slice_find(address, SLICE("://"), 0);
    if (begin == SIZE_MAX) {
        return false;
    }
    begin += 3;
    size_t end = slice_find(address, SLICE("/"), begin);
    *out = slice_part(address, begin, end == SIZE_MAX ? address.length : end);
    return out->length > 0;
}

static void gdelt_party(struct import_job *job, struct import_party_list *list,
                        const struct slice *cells)
{
    struct import_party party = {.group = cells[GDELT_ACTOR_GROUP],
                                 .name = cells[GDELT_ACTOR_NAME],
                                 .country = cells[GDELT_ACTOR_COUNTRY]};
    const struct slice *types = &cells[GDELT_ACTOR_TYPE1];
    party.sectors = slice_print(&job->row, "%.*s;%.*s;%.*s", SLICE_ARGS(types[0]),
                                SLICE_ARGS(types[1]), SLICE_ARGS(types[2]));
    add_party(job, list, party);
}

static bool gdelt_row(struct import_job *job, void *context, struct error *err)
{
    (void)context;
    struct row_cells cells;
    struct edtf added;
    cells_split(job->line.text, &cells);
    bool early = cells.count == GDELT_1_EARLY_COLUMNS;
    if (cells.count != GDELT_COLUMNS && cells.count != GDELT_1_COLUMNS && !early) {
        return import_refuse(job, "%zu cells, not %d (GDELT 2.0) or %d (1.0)", cells.count,
                             GDELT_COLUMNS, GDELT_1_COLUMNS);
    }
    struct import_record record = row_record(job, cells.items[GDELT_ID]);
    struct slice day = cells.items[GDELT_DAY];
    if (!is_compact_day(job, day, &record.date)) {
        return import_refuse(job, "no day '%.*s'", SLICE_ARGS(day));
    }
    if (!add_cameo(job, &record, cells.items[GDELT_CODE])) {
        return true;
    }
    bool dated = is_compact_day(job, cells.items[cells.count - (early ? 1 : 2)], &added);
    set_published(&record, dated ? added : record.date, dated ? DATE_STATED : DATE_LOWER_BOUND);
    if (!early && is_web_outlet(cells.items[cells.count - 1], &record.article.outlet)) {
        record.article.path = cells.items[cells.count - 1];
    }
    gdelt_party(job, &record.sources, &cells.items[GDELT_ACTOR1]);
    gdelt_party(job, &record.targets, &cells.items[GDELT_ACTOR2]);
    return import_add(job, &record, err);
}

const struct import_format import_gdelt = {.name = "gdelt", .row = gdelt_row};
