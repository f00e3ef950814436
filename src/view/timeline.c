/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The events of one actor, or of two with one another, by date, each with a sentence. */
#include <stdlib.h>

#include "view/inside.h"
#include "view/table.h"

static bool in_time(const struct ledger_event *event, struct view_time time)
{
    bool begun = time.as_of == DAY_AFTER_ALL || event_reached(event, time.as_of);
    return begun && (time.since == DAY_BEFORE_ALL || event->last >= time.since);
}

static int row_compare(const void *left, const void *right)
{
    return event_compare(((const struct timeline_row *)left)->event,
                         ((const struct timeline_row *)right)->event);
}

/* The sentences of all rows, and the ids of their claims. */
static bool rows_fill(struct arena *arena, struct ledger *ledger, struct timeline *out,
                      struct error *err)
{
    int64_t *claims = arena_array(arena, out->row_count, sizeof *claims);
    const struct ledger_event **events = arena_array(arena, out->row_count, sizeof *events);
    struct view_evidence *evidence = arena_array(arena, out->row_count, sizeof *evidence);
    for (size_t i = 0; i < out->row_count; i++) {
        events[i] = out->rows[i].event;
        claims[i] = events[i]->support[0].number;
    }
    const struct ledger_wanted wanted = {.claims = claims,
                                         .claim_count = out->row_count,
                                         .events = events,
                                         .event_count = out->row_count};
    if (!evidence_load(arena, ledger, &wanted, evidence, NULL, err)) {
        return false;
    }
    for (size_t i = 0; i < out->row_count; i++) {
        out->rows[i].evidence = evidence[i];
    }
    return true;
}

/* The event with the id out->before; NULL: all are asked for. */
static bool page_end(const struct ledger_dyad_list *dyads, const struct timeline *out,
                     const struct ledger_event **end, struct error *err)
{
    *end = NULL;
    for (size_t i = 0; out->before.length && i < dyads->count; i++) {
        const struct ledger_view *view = &dyads->items[i].view;
        for (size_t j = 0; j < view->event_count; j++) {
            if (slice_equal(view->events[j].id, out->before)) {
                *end = &view->events[j];
                return true;
            }
        }
    }
    return !out->before.length ||
           error_set(err, ERROR_NOT_FOUND, "no event '%.*s' any more: begin with the newest",
                     SLICE_ARGS(out->before));
}

/* Adds the newest events of one dyad before `end`, in which they lie in order. */
static void rows_add(struct arena *arena, const struct ledger_view *view, struct view_time time,
                     const struct ledger_event *end, struct timeline *out)
{
    size_t added = 0;
    for (size_t i = view->event_count; i-- > 0;) {
        const struct ledger_event *event = &view->events[i];
        if (!in_time(event, time)) {
            continue;
        }
        out->found++;
        if ((!end || event_compare(event, end) < 0) && (!out->limit || added < out->limit)) {
            arena_push(arena, out->rows, out->row_count)->event = event;
            added++;
        }
    }
}

bool view_timeline(struct arena *arena, struct ledger *ledger, struct view_time time,
                   struct timeline *out, struct error *err)
{
    struct ledger_dyad_list dyads;
    const struct ledger_event *end;
    const struct ledger_dyad_filter filter = {.a = out->a, .b = out->b, .known_by = time.known_by};
    out->rows = NULL;
    out->row_count = out->found = 0;
    if (!ledger_dyads(arena, ledger, &filter, &dyads, err) || !page_end(&dyads, out, &end, err)) {
        return false;
    }
    for (size_t i = 0; i < dyads.count; i++) {
        rows_add(arena, &dyads.items[i].view, time, end, out);
    }
    if (out->row_count) {
        qsort(out->rows, out->row_count, sizeof *out->rows, row_compare);
    }
    if (out->limit && out->limit < out->row_count) {
        out->rows += out->row_count - out->limit;
        out->row_count = out->limit;
    }
    return rows_fill(arena, ledger, out, err);
}

/* "3 articles of 2 families": how many tell it, where it is not one alone. */
static struct slice sources_text(struct arena *arena, const struct ledger_event *event)
{
    size_t families = event->family_count, articles = event->article_count;
    if (families < articles) {
        return slice_print(arena, "%zu articles of %zu famil%s", articles, families,
                           families == 1 ? "y" : "ies");
    }
    return articles > 1 ? slice_print(arena, "%zu articles", articles) : SLICE("");
}

static enum text_mark event_mark(const struct ledger_event *event)
{
    bool cooperates = event->event <= EVENT_RETREAT;
    return event->realis != REALIS_ACTUAL ? MARK_DOUBT : cooperates ? MARK_GOOD : MARK_BAD;
}

static void fill_row(struct buffer *out, struct table *table, const struct timeline_row *row)
{
    const struct ledger_event *event = row->event;
    struct table_cell *cells = table_row(table);
    cells[0].text = buffer_date(out, table->arena, event->date);
    cells[1].text = event->source;
    cells[2] = (struct table_cell){slice_of(event_type_name(event->event)), event_mark(event)};
    cells[3].text = event->target;
    cells[4].text =
        event->bond == BOND_NONE
            ? SLICE("")
            : slice_print(table->arena, "%s%c", bond_type_name(event->bond), event->sign);
    cells[5].text = slice_print(table->arena, "%s%s", realis_name(event->realis),
                                event->disputed ? " (disputed)" : "");
    cells[6] = (struct table_cell){slice_print(table->arena, "[%.8s]", event->id.at), MARK_SOFT};
    cells[7].text = sources_text(table->arena, event);
}

static void print_table(struct buffer *out, struct arena *scratch, const struct timeline *timeline)
{
    static const struct table_column columns[] = {{"date", 26},   {"source", 20}, {"event", 12},
                                                  {"target", 20}, {"bond", 14},   {"realis", 20},
                                                  {"id", 10},     {"", 30}};
    struct table table = table_make(scratch, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < timeline->row_count; i++) {
        fill_row(out, &table, &timeline->rows[i]);
    }
    table_fit(&table, buffer_columns(out));
    if (timeline->row_count) {
        table_print_head(out, &table);
    }
    for (size_t i = 0; i < timeline->row_count; i++) {
        table_print_row(out, &table, i);
        print_evidence(out, &timeline->rows[i].evidence, 4);
    }
}

static void print_row_json(struct buffer *out, const struct timeline_row *row)
{
    buffer_print(out, "{");
    print_json_event(out, row->event);
    buffer_print(out, ",\"evidence\":");
    print_json_evidence(out, &row->evidence);
    buffer_print(out, "}");
}

void view_print_timeline(struct buffer *out, const struct timeline *timeline, bool json)
{
    struct arena scratch = {0};
    if (json) {
        buffer_print(out, "[");
        for (size_t i = 0; i < timeline->row_count; i++) {
            buffer_print(out, i ? ",\n " : "");
            print_row_json(out, &timeline->rows[i]);
        }
        buffer_print(out, "]\n");
    } else {
        print_table(out, &scratch, timeline);
    }
    arena_free(&scratch);
}
