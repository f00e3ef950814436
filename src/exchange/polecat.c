/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Claims as rows of POLECAT: its 40 columns, tab-separated under a header, in the order of the
 * files on the Harvard Dataverse (doi:10.7910/DVN/AJGVIT). Places, titles and the story's people
 * are not coded here: those columns stay empty. */
#include "exchange/columns.h"
#include "exchange/export.h"

const char *const polecat_columns[POLECAT_COLUMNS] = {
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
};

/* Places of the cells that are filled. */
enum {
    CELL_ID,
    CELL_DATE,
    CELL_TYPE,
    CELL_MODE,
    CELL_INTENSITY,
    CELL_QUAD,
    CELL_CONTEXTS,
    CELL_ACTOR,
    CELL_RECIPIENT = 15,
    CELL_SOURCE = 33,
    CELL_PUBLISHED,
    CELL_LANGUAGE = 38,
    CELL_VERSION,
};

static void polecat_begin(struct export_job *job)
{
    for (size_t i = 0; i < POLECAT_COLUMNS; i++) {
        buffer_print(&job->out, "%s%s", i ? "\t" : "", polecat_columns[i]);
    }
    buffer_print(&job->out, "\n");
}

/* Name, country, COW number and sectors of one side, from cells[0] on. */
static void fill_actor(struct export_job *job, struct slice code, struct slice *cells)
{
    if (slice_is(code, "-")) {
        return;
    }
    struct actor_facts facts = actor_facts(job, code);
    cells[0] = facts.name;
    cells[1] = facts.iso;
    cells[2] = facts.cow;
    cells[3] = cells[4] = slice_of(facts.sector);
}

static struct slice contexts_cell(struct export_job *job, struct slice context, enum realis realis)
{
    struct slice told = realis_context(realis);
    const char *between = context.length && told.length ? ";" : "";
    return slice_print(&job->scratch, "%.*s%s%.*s", SLICE_ARGS(context), between, SLICE_ARGS(told));
}

static void polecat_claim(struct export_job *job, const struct ledger_article *article,
                          const struct ledger_claim *full)
{
    const struct claim *claim = &full->claim;
    const struct bond_move move = {claim->bond, claim->sign};
    const struct type_code *type = &job->request->codes->types[claim->event];
    const struct event_code *code = codes_event(job->request->codes, claim->event, move);
    struct slice cells[POLECAT_COLUMNS] = {{0}};
    cells[CELL_ID] = claim->id;
    cells[CELL_DATE] = export_day(&job->scratch, event_day(claim->date, full->known));
    cells[CELL_TYPE] = slice_of(event_type_name(claim->event));
    cells[CELL_MODE] = code->mode;
    cells[CELL_INTENSITY] = type->intensity;
    cells[CELL_QUAD] = (struct slice){&type->quad, 1};
    cells[CELL_CONTEXTS] = contexts_cell(job, code->context, claim->realis);
    fill_actor(job, claim->source, &cells[CELL_ACTOR]);
    fill_actor(job, claim->target, &cells[CELL_RECIPIENT]);
    cells[CELL_SOURCE] = article->outlet;
    cells[CELL_PUBLISHED] = export_day(&job->scratch, full->known);
    cells[CELL_LANGUAGE] = slice_of(article->language);
    cells[CELL_VERSION] = slice_of(job->request->coder);
    for (size_t i = 0; i < POLECAT_COLUMNS; i++) {
        buffer_print(&job->out, i ? "\t" : "");
        buffer_cell(&job->out, cells[i]);
    }
    buffer_print(&job->out, "\n");
}

const struct export_format format_polecat = {
    .name = "polecat", .begin = polecat_begin, .claim = polecat_claim};
