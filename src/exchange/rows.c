/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Claims as rows of our own: TSV with the columns of the guide, CSV after RFC 4180 with a header
 * and what is known of the article, JSON Lines. */
#include "exchange/export.h"

static void tsv_claim(struct export_job *job, const struct ledger_article *article,
                      const struct ledger_claim *claim)
{
    (void)article;
    claim_print_tsv(&job->out, &claim->claim);
    buffer_print(&job->out, "\n");
}

const struct export_format format_tsv = {.name = "tsv", .claim = tsv_claim};

static const char *basis_name(enum date_basis basis)
{
    return basis == DATE_STATED ? "stated" : basis == DATE_LOWER_BOUND ? "lower bound" : "unknown";
}

static void jsonl_claim(struct export_job *job, const struct ledger_article *article,
                        const struct ledger_claim *claim)
{
    const struct slice members[][2] = {
        {SLICE("article"), article->id},
        {SLICE("title"), article->title},
        {SLICE("outlet"), article->outlet},
        {SLICE("language"), slice_of(article->language)},
        {SLICE("path"), article->path},
        {SLICE("published"), export_date(&job->scratch, article->published)},
        {SLICE("known"), export_day(&job->scratch, claim->known)},
        {SLICE("origin"), article->origin},
    };
    buffer_print(&job->out, "{");
    claim_print_members(&job->out, &claim->claim);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        buffer_print(&job->out, ",");
        buffer_json(&job->out, members[i][0]);
        buffer_print(&job->out, ":");
        buffer_json(&job->out, members[i][1]);
    }
    buffer_print(&job->out, "}\n");
}

const struct export_format format_jsonl = {.name = "jsonl", .claim = jsonl_claim};

/* A cell after RFC 4180: quoted where it holds a comma, a quote or a line end. */
static void csv_cell(struct buffer *out, struct slice text)
{
    bool quoted = false;
    for (size_t i = 0; i < text.length; i++) {
        quoted |= strchr(",\"\r\n", text.at[i]) && text.at[i];
    }
    if (!quoted) {
        buffer_add(out, text);
        return;
    }
    struct slice part;
    buffer_print(out, "\"");
    for (bool first = true; slice_split(&text, '"', &part); first = false) {
        buffer_add(out, first ? SLICE("") : SLICE("\"\""));
        buffer_add(out, part);
    }
    buffer_print(out, "\"");
}

static void csv_row(struct buffer *out, const struct slice *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, i ? "," : "");
        csv_cell(out, cells[i]);
    }
    buffer_print(out, "\r\n");
}

static void csv_begin(struct export_job *job)
{
    buffer_print(&job->out,
                 "id,doc,date,date_first,date_last,source,event,bond,target,realis,said_by,"
                 "evidence,rule,confidence,begin,end,article,title,outlet,language,path,published,"
                 "published_basis,known,origin\r\n");
}

static void csv_claim(struct export_job *job, const struct ledger_article *article,
                      const struct ledger_claim *full)
{
    const struct claim *claim = &full->claim;
    struct arena *arena = &job->scratch;
    struct bond_cell bond = bond_cell(claim->bond, claim->sign);
    const struct slice cells[] = {
        claim->id,
        claim->doc,
        export_date(arena, claim->date),
        export_day(arena, edtf_first(claim->date)),
        export_day(arena, edtf_last(claim->date)),
        claim->source,
        slice_of(event_type_name(claim->event)),
        slice_of(bond.text),
        claim->target,
        slice_of(realis_name(claim->realis)),
        claim->said_by,
        claim->sentence,
        claim->rule,
        claim->confidence ? slice_print(arena, "%u", claim->confidence) : SLICE(""),
        slice_print(arena, "%u", claim->begin),
        slice_print(arena, "%u", claim->end),
        article->id,
        article->title,
        article->outlet,
        slice_of(article->language),
        article->path,
        export_date(arena, article->published),
        slice_of(basis_name(article->basis)),
        export_day(arena, full->known),
        article->origin,
    };
    csv_row(&job->out, cells, sizeof cells / sizeof *cells);
}

const struct export_format format_csv = {.name = "csv", .begin = csv_begin, .claim = csv_claim};
