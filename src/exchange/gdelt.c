/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Events as GDELT 2.0 writes them: the event table of 61 columns and the table of mentions of 16,
 * tab-separated without header ("GDELT Event Codebook V2.0", 2015). Places and tone are not coded
 * here: those columns stay empty. */
#include "exchange/columns.h"
#include "exchange/export.h"

/* The cells of a row under making; text is in the scratch arena. */
struct row {
    struct export_job *job;
    struct slice cells[GDELT_COLUMNS];
};

static void row_print(struct row *row, size_t count)
{
    struct buffer *out = &row->job->out;
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, i ? "\t" : "");
        buffer_cell(out, row->cells[i]);
    }
    buffer_print(out, "\n");
}

/* GDELT numbers its events: the first 63 bits of our id. */
static struct slice event_number(struct arena *arena, struct slice id)
{
    uint64_t number = 0;
    for (size_t i = 0; i < id.length; i++) {
        char c = id.at[i];
        number = number << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return slice_print(arena, "%llu", (unsigned long long)(number >> 1));
}

/* "20250703", or with `clock` "20250703000000"; empty for the two extremes. */
static struct slice day_cell(struct arena *arena, int32_t day, bool clock)
{
    int year, month, month_day;
    if (day == DAY_BEFORE_ALL || day == DAY_AFTER_ALL) {
        return SLICE("");
    }
    day_split(day, &year, &month, &month_day);
    return slice_print(arena, "%04d%02d%02d%s", year, month, month_day, clock ? "000000" : "");
}

static void fill_date(struct row *row, int32_t day)
{
    struct arena *arena = &row->job->scratch;
    int year, month, month_day;
    if (day == DAY_BEFORE_ALL || day == DAY_AFTER_ALL) {
        return;
    }
    day_split(day, &year, &month, &month_day);
    row->cells[GDELT_DAY] = day_cell(arena, day, false);
    row->cells[GDELT_MONTH] = slice_part(row->cells[GDELT_DAY], 0, 6);
    row->cells[GDELT_YEAR] = slice_part(row->cells[GDELT_DAY], 0, 4);
    int parts = ((month - 1) * 30 + month_day) * 10000 / 365; /* as in GDELT's own files */
    row->cells[GDELT_FRACTION] = slice_print(arena, "%d.%04d", year + parts / 10000, parts % 10000);
}

/* The group column holds the register's code for what is no state; CAMEO's own list is short. */
static void fill_actor(struct row *row, struct slice code, size_t first)
{
    if (slice_is(code, "-")) {
        return;
    }
    struct actor_facts facts = actor_facts(row->job, code);
    struct slice *cells = &row->cells[first];
    bool state = strcmp(facts.kind, "state") == 0;
    cells[GDELT_ACTOR_CODE] = slice_print(&row->job->scratch, "%.*s%s", SLICE_ARGS(facts.iso),
                                          facts.iso.length ? "" : facts.sector);
    cells[GDELT_ACTOR_NAME] = facts.name;
    cells[GDELT_ACTOR_COUNTRY] = facts.iso;
    cells[GDELT_ACTOR_GROUP] = state && facts.iso.length ? SLICE("") : code;
    cells[GDELT_ACTOR_TYPE1] = slice_of(facts.sector);
}

/* CAMEO's quad class, by the root of the code. */
static struct slice quad_class(struct slice root)
{
    int number = (root.at[0] - '0') * 10 + root.at[1] - '0';
    return number <= 5    ? SLICE("1")
           : number <= 8  ? SLICE("2")
           : number <= 13 ? SLICE("3")
                          : SLICE("4");
}

static void fill_code(struct row *row, const struct ledger_event *event)
{
    const struct exchange_codes *codes = row->job->request->codes;
    const struct bond_move move = {event->bond, event->sign};
    struct slice cameo = codes_event(codes, event->event, move)->cameo;
    row->cells[GDELT_CODE] = cameo;
    row->cells[GDELT_BASE_CODE] = slice_part(cameo, 0, cameo.length < 3 ? cameo.length : 3);
    row->cells[GDELT_ROOT_CODE] = slice_part(cameo, 0, 2);
    row->cells[GDELT_QUAD] = quad_class(row->cells[GDELT_ROOT_CODE]);
    row->cells[GDELT_GOLDSTEIN] = codes_cameo(codes, cameo)->goldstein;
}

static void gdelt_event(struct export_job *job, const struct ledger_event *event)
{
    struct row row = {.job = job};
    struct arena *arena = &job->scratch;
    const struct ledger_article *article = article_of(job, event->claims[0]->article);
    row.cells[GDELT_ID] = event_number(arena, event->id);
    fill_date(&row, event->day);
    fill_actor(&row, event->source, GDELT_ACTOR1);
    fill_actor(&row, event->target, GDELT_ACTOR2);
    row.cells[GDELT_IS_ROOT] = SLICE("1");
    fill_code(&row, event);
    row.cells[GDELT_MENTIONS] = slice_print(arena, "%zu", event->claim_count);
    row.cells[GDELT_SOURCES] = slice_print(arena, "%zu", event->family_count);
    row.cells[GDELT_ARTICLES] = slice_print(arena, "%zu", event->article_count);
    row.cells[GDELT_ADDED] = day_cell(arena, event->known, true);
    row.cells[GDELT_URL] = article->path;
    row_print(&row, GDELT_COLUMNS);
}

const struct export_format format_gdelt = {
    .name = "gdelt", .wants_articles = true, .event = gdelt_event};

static bool is_address(struct slice path)
{
    return slice_starts(path, SLICE("http://")) || slice_starts(path, SLICE("https://"));
}

static void print_mention(struct export_job *job, const struct ledger_event *event,
                          const struct ledger_claim *claim)
{
    struct row row = {.job = job};
    struct arena *arena = &job->scratch;
    const struct ledger_article *article = article_of(job, claim->article);
    const struct slice cells[GDELT_MENTION_COLUMNS] = {
        event_number(arena, event->id),
        day_cell(arena, event->known, true),
        day_cell(arena, claim->known, true),
        is_address(article->path) ? SLICE("1") : SLICE("2"), /* web, citation only */
        article->outlet,
        article->path,
        SLICE(""), /* SentenceID */
        SLICE(""), /* Actor1CharOffset */
        SLICE(""), /* Actor2CharOffset */
        slice_print(arena, "%u", claim->claim.begin),
        SLICE("1"), /* InRawText */
        claim->claim.confidence ? slice_print(arena, "%u", claim->claim.confidence) : SLICE(""),
        SLICE(""), /* MentionDocLen */
        SLICE(""), /* MentionDocTone */
        SLICE(""), /* MentionDocTranslationInfo */
        claim->claim.id,
    };
    memcpy(row.cells, cells, sizeof cells);
    row_print(&row, GDELT_MENTION_COLUMNS);
}

static void gdelt_mentions(struct export_job *job, const struct ledger_event *event)
{
    for (size_t i = 0; i < event->claim_count; i++) {
        print_mention(job, event, event->claims[i]);
    }
}

const struct export_format format_gdelt_mentions = {
    .name = "gdelt-mentions", .wants_articles = true, .event = gdelt_mentions};
