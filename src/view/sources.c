/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The articles of a ledger. */
#include "view/inside.h"

bool view_sources(struct arena *arena, struct ledger *ledger, struct view_time time,
                  struct source_list *out, struct error *err)
{
    struct ledger_article *all;
    size_t count;
    *out = (struct source_list){0};
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

static struct slice published_text(struct arena *arena, const struct ledger_article *article)
{
    struct slice date =
        edtf_is_set(article->published) ? edtf_print(arena, article->published) : SLICE("undated");
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
        return;
    }
    if (sources->count) {
        buffer_print(out, "id        doc         published     lang claims  title\n");
    }
    for (size_t i = 0; i < sources->count; i++) {
        const struct ledger_article *article = &sources->items[i];
        buffer_print(out, "%.8s  ", article->id.at);
        print_cell(out, article->doc, 12);
        print_cell(out, published_text(&scratch, article), 14);
        buffer_print(out, "%-4s %6zu  ", article->language, article->claim_count);
        print_cell(out, article->title, PRINT_WIDTH - 49);
        while (out->length && out->at[out->length - 1] == ' ') {
            out->length--;
        }
        buffer_print(out, "\n");
    }
    arena_free(&scratch);
}
