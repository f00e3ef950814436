/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Bonds with their spans, of anybody, of one actor or of two. */
#include "view/inside.h"
#include "view/table.h"

bool bond_reached(const struct ledger_bond *bond, int32_t day)
{
    for (size_t i = 0; i < bond->event_count; i++) {
        if (gist_reached(bond->events[i], day)) {
            return true;
        }
    }
    return false;
}

static void bonds_put(struct arena *arena, const struct ledger_view *view, enum bond_type type,
                      struct view_time time, struct bond_list *out)
{
    for (size_t i = 0; i < view->bond_count; i++) {
        const struct ledger_bond *bond = &view->bonds[i];
        if ((type == BOND_NONE || bond->type == type) && bond_reached(bond, time.as_of)) {
            *arena_push(arena, out->items, out->count) =
                (struct circle_bond){bond, bond_at(bond, out->as_of)};
        }
    }
}

bool view_bonds(struct arena *arena, struct ledger *ledger, enum bond_type type, struct slice a,
                struct slice b, struct view_time time, struct bond_list *out, struct error *err)
{
    *out = (struct bond_list){.as_of = time.as_of};
    struct ledger_dyad_list dyads;
    const struct ledger_dyad_filter filter = {
        .a = a, .b = b, .known_by = time.known_by, .gists = true};
    if (!ledger_dyads(arena, ledger, &filter, &dyads, err)) {
        return false;
    }
    if (time.as_of == DAY_AFTER_ALL) { /* the state now: the last day that the ledger knows of */
        int32_t latest;
        if (!ledger_latest_day(ledger, &latest, err)) {
            return false;
        }
        out->as_of = latest != DAY_BEFORE_ALL ? latest : DAY_AFTER_ALL;
    }
    for (size_t i = 0; i < dyads.count; i++) {
        bonds_put(arena, &dyads.items[i].view, type, time, out);
    }
    return true;
}

/* All spans up to the day, the one that holds on it marked. */
static void print_history(struct buffer *out, struct arena *scratch, const struct circle_bond *item,
                          int32_t as_of)
{
    for (size_t i = 0; i < item->bond->span_count; i++) {
        const struct bond_span *span = &item->bond->spans[i];
        if (span->first > as_of) {
            continue;
        }
        struct slice text = span_words(out, scratch, span, as_of);
        buffer_mark(out, MARK_SOFT);
        buffer_print(out, "    %s %.*s%s", span == item->span ? ">" : " ", SLICE_ARGS(text),
                     span->presumed ? "  (presumed)"
                     : !span->by    ? "  (lapsed)"
                                    : "");
        if (span->by) {
            buffer_print(out, "  [%08x]", (unsigned)(span->by->hash >> 32));
        }
        buffer_mark(out, MARK_NONE);
        buffer_print(out, "\n");
    }
}

static void fill_bond(struct table *table, const struct circle_bond *item)
{
    const struct ledger_bond *bond = item->bond;
    struct arena *arena = table->arena;
    struct table_cell *cells = table_row(table);
    cells[0] = (struct table_cell){slice_of(bond_type_name(bond->type)), MARK_STRONG};
    cells[1].text = slice_print(arena, "%.*s %s %.*s", SLICE_ARGS(bond->a),
                                bond_is_directed(bond->type) ? "→" : "–", SLICE_ARGS(bond->b));
    cells[2] =
        (struct table_cell){slice_of(item->span ? bond_state_name(item->span->state) : "pending"),
                            state_mark(bond->type, item->span)};
    cells[3].text = slice_print(arena, "%zu", bond->event_count);
    cells[4] = (struct table_cell){slice_print(arena, "[%.8s]", bond->id.at), MARK_SOFT};
}

static void print_table(struct buffer *out, struct arena *scratch, const struct bond_list *bonds)
{
    static const struct table_column columns[] = {
        {"type", 13}, {"between", 44}, {"state", 10}, {"events", 6, true}, {"id", 10}};
    struct table table = table_make(scratch, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < bonds->count; i++) {
        fill_bond(&table, &bonds->items[i]);
    }
    table_fit(&table, buffer_columns(out));
    if (bonds->count) {
        table_print_head(out, &table);
    }
    for (size_t i = 0; i < bonds->count; i++) {
        table_print_row(out, &table, i);
        print_history(out, scratch, &bonds->items[i], bonds->as_of);
    }
}

void view_print_bonds(struct buffer *out, const struct bond_list *bonds, bool json)
{
    struct arena scratch = {0};
    if (json) {
        buffer_print(out, "[");
        for (size_t i = 0; i < bonds->count; i++) {
            buffer_print(out, i ? ",\n " : "");
            print_json_bond(out, &bonds->items[i]);
        }
        buffer_print(out, "]\n");
    } else {
        print_table(out, &scratch, bonds);
    }
    arena_free(&scratch);
}
