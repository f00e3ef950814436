/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The articles of a ledger. */
#include "view/inside.h"
#include "view/table.h"

bool view_sources(struct arena *arena, struct ledger *ledger, struct view_time time,
                  struct source_list *out, struct error *err)
{
    struct ledger_article *all;
    size_t count;
    out->items = NULL;
    out->count = 0;
    if (out->limit) {
        return ledger_articles_newest(arena, ledger, time.known_by, out->after, out->limit,
                                      &out->items, &out->count, err);
    }
    if (!ledger_articles(arena, ledger, &all, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        bool dated = all[i].known != DAY_BEFORE_ALL;
        if (time.known_by == DAY_AFTER_ALL || (dated && all[i].known <= time.known_by)) {
            *arena_push(arena, out->items, out->count) = all[i];
        }
    }
    return true;
}

static struct slice published_text(const struct buffer *out, struct arena *arena,
                                   const struct ledger_article *article)
{
    struct slice date = edtf_is_set(article->published)
                            ? buffer_date(out, arena, article->published)
                            : SLICE("undated");
    return article->basis == DATE_LOWER_BOUND ? slice_print(arena, "≥ %.*s", SLICE_ARGS(date))
                                              : date;
}

static const char *basis_name(enum date_basis basis)
{
    return basis == DATE_STATED ? "stated" : basis == DATE_LOWER_BOUND ? "lower bound" : "unknown";
}

static void print_source_json(struct buffer *out, const struct ledger_article *article)
{
    const struct slice members[][2] = {{SLICE("id"), article->id},
                                       {SLICE("doc"), article->doc},
                                       {SLICE("path"), article->path},
                                       {SLICE("title"), article->title},
                                       {SLICE("outlet"), article->outlet},
                                       {SLICE("origin"), article->origin},
                                       {SLICE("language"), slice_of(article->language)},
                                       {SLICE("basis"), slice_of(basis_name(article->basis))},
                                       {SLICE("date_evidence"), article->evidence},
                                       {SLICE("family"), article->family}};
    buffer_print(out, "{");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        buffer_print(out, i ? "," : "");
        buffer_json(out, members[i][0]);
        buffer_print(out, ":");
        buffer_json(out, members[i][1]);
    }
    buffer_print(out, ",\"published\":");
    print_json_date(out, article->published);
    buffer_print(out, ",\"superseded\":");
    print_json_day(out, article->superseded);
    buffer_print(out, ",\"claims\":%zu}", article->claim_count);
}

static void fill_source(struct buffer *out, struct table *table,
                        const struct ledger_article *article)
{
    struct arena *arena = table->arena;
    struct table_cell *cells = table_row(table);
    cells[0] = (struct table_cell){slice_print(arena, "%.8s", article->id.at), MARK_SOFT};
    cells[1] = (struct table_cell){article->doc, MARK_STRONG};
    cells[2].text = published_text(out, arena, article);
    cells[3].text = slice_of(article->language);
    cells[4].text = slice_print(arena, "%zu", article->claim_count);
    cells[5].text = article->origin;
    cells[6].text = article->title;
}

static void print_table(struct buffer *out, struct arena *scratch,
                        const struct source_list *sources)
{
    static const struct table_column columns[] = {
        {"id", 8},           {"doc", 30},    {"published", 20}, {"lang", 4},
        {"claims", 6, true}, {"origin", 10}, {"title", 0}};
    struct table table = table_make(scratch, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < sources->count; i++) {
        fill_source(out, &table, &sources->items[i]);
    }
    table_fit(&table, buffer_columns(out));
    if (sources->count) {
        table_print_head(out, &table);
    }
    for (size_t i = 0; i < sources->count; i++) {
        table_print_row(out, &table, i);
    }
}

void view_print_sources(struct buffer *out, const struct source_list *sources, bool json)
{
    struct arena scratch = {0};
    if (json) {
        buffer_print(out, "[");
        for (size_t i = 0; i < sources->count; i++) {
            buffer_print(out, i ? ",\n " : "");
            print_source_json(out, &sources->items[i]);
        }
        buffer_print(out, "]\n");
    } else {
        print_table(out, &scratch, sources);
    }
    arena_free(&scratch);
}
