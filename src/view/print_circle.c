/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The circle as a table, friends first, or as JSON. */
#include "view/inside.h"

enum { COLUMN_ALTER = 24, COLUMN_MOVEMENT = 11, COLUMN_SCORE = 7, COLUMN_WAS = 7, COLUMN_GAP = 2 };
#define BONDS_INDENT (COLUMN_ALTER + COLUMN_MOVEMENT + COLUMN_SCORE + COLUMN_WAS + COLUMN_GAP)

static struct slice bond_text(const struct buffer *out, struct arena *arena,
                              const struct circle_bond *item, int32_t day)
{
    struct slice span = item->span ? span_words(out, arena, item->span, day) : SLICE("pending");
    return slice_print(arena, "%s %.*s [%.8s]", bond_type_name(item->bond->type), SLICE_ARGS(span),
                       item->bond->id.at);
}

static void print_bonds(struct buffer *out, struct arena *scratch, const struct circle_row *row,
                        int32_t day)
{
    size_t shown = 0;
    for (size_t i = 0; i < row->bond_count; i++) {
        if (!row->bonds[i].span) {
            continue; /* pending ones are in the JSON and in `bonds` */
        }
        struct slice text = bond_text(out, scratch, &row->bonds[i], day);
        buffer_print(out, "%*s", shown++ ? BONDS_INDENT : 0, "");
        buffer_mark(out, state_mark(row->bonds[i].bond->type, row->bonds[i].span));
        print_wrapped(out, text, BONDS_INDENT, BONDS_INDENT + 2);
        buffer_mark(out, MARK_NONE);
    }
    if (!shown) {
        buffer_print(out, "%s\n", row->bond_count ? "pending only" : "-");
    }
}

static struct slice alter_text(struct arena *arena, const struct circle_row *row)
{
    if (slice_equal(row->alter, row->name)) {
        return row->alter;
    }
    return slice_print(arena, "%.*s %.*s", SLICE_ARGS(row->alter), SLICE_ARGS(row->name));
}

static void print_terms(struct buffer *out, struct arena *scratch, const struct circle_row *row)
{
    buffer_print(out, "    %s: ", movement_name(row->movement));
    print_wrapped(out, row->reason, 6 + strlen(movement_name(row->movement)), 6);
    for (size_t i = 0; i < row->term_count; i++) {
        const struct circle_term *term = &row->terms[i];
        struct slice value = score_text(scratch, term->value);
        buffer_print(out, "    ");
        print_cell(out, value, -7);
        struct slice text = circle_term_text(scratch, term);
        buffer_print(out, "  %.*s", SLICE_ARGS(text));
        struct slice id = circle_term_id(term);
        if (id.length) {
            buffer_print(out, " [%.8s]", id.at);
        }
        buffer_print(out, "\n");
    }
}

static enum text_mark movement_mark(enum movement movement)
{
    static const enum text_mark marks[] = {
        [MOVEMENT_UNKNOWN] = MARK_SOFT,   [MOVEMENT_ENTERED] = MARK_GOOD,
        [MOVEMENT_DEEPENED] = MARK_GOOD,  [MOVEMENT_UNCHANGED] = MARK_NONE,
        [MOVEMENT_DRIFTING] = MARK_DOUBT, [MOVEMENT_LEFT] = MARK_DOUBT,
        [MOVEMENT_OPPONENT] = MARK_BAD,
    };
    return marks[movement];
}

static void print_table(struct buffer *out, struct arena *scratch, const struct circle *circle)
{
    struct slice as_of = day_words(out, scratch, circle->time.as_of);
    struct slice since = day_words(out, scratch, circle->time.since);
    buffer_mark(out, MARK_STRONG);
    buffer_print(out, "Circle of %.*s (%.*s) as of %.*s, compared with %.*s",
                 SLICE_ARGS(circle->name), SLICE_ARGS(circle->ego), SLICE_ARGS(as_of),
                 SLICE_ARGS(since));
    if (circle->time.known_by != DAY_AFTER_ALL) {
        struct slice known = day_words(out, scratch, circle->time.known_by);
        buffer_print(out, ", known by %.*s", SLICE_ARGS(known));
    }
    buffer_mark(out, MARK_NONE);
    buffer_print(out, "\n\n");
    if (!circle->row_count) {
        buffer_print(out, "No claim in this ledger ties %.*s to anybody by then.\n",
                     SLICE_ARGS(circle->ego));
        return;
    }
    print_cell(out, SLICE("alter"), COLUMN_ALTER);
    print_cell(out, SLICE("movement"), COLUMN_MOVEMENT);
    print_cell(out, SLICE("score"), -COLUMN_SCORE);
    print_cell(out, SLICE("was"), -COLUMN_WAS);
    buffer_print(out, "  bonds\n");
    for (size_t i = 0; i < circle->row_count; i++) {
        const struct circle_row *row = &circle->rows[i];
        bool untold = row->cause == CAUSE_UNTOLD;
        if (untold && (!i || circle->rows[i - 1].cause != CAUSE_UNTOLD)) {
            buffer_print(out, "\nAround it: no tie with %.*s is told, but ties with those above\n",
                         SLICE_ARGS(circle->name));
        }
        buffer_mark(out, MARK_STRONG);
        print_cell(out, alter_text(scratch, row), COLUMN_ALTER);
        buffer_mark(out, MARK_NONE);
        buffer_mark(out, movement_mark(row->movement));
        print_cell(out, slice_of(movement_name(row->movement)), COLUMN_MOVEMENT);
        buffer_mark(out, MARK_NONE);
        print_cell(out, score_text(scratch, row->score), -COLUMN_SCORE);
        print_cell(out, score_text(scratch, row->score_since), -COLUMN_WAS);
        buffer_print(out, "  ");
        if (untold) {
            print_wrapped(out, row->reason, BONDS_INDENT, BONDS_INDENT + 2);
        } else {
            print_bonds(out, scratch, row, circle->time.as_of);
        }
        if (circle->explain && !untold) {
            print_terms(out, scratch, row);
        }
        print_evidence(out, &row->evidence, 4);
    }
}

/* What is particular to the kind of summand. */
static void print_term_members(struct buffer *out, const struct circle_term *term)
{
    if (term->event) {
        buffer_print(out, ",\"kind\":\"event\",");
        print_json_deed(out, term->event);
    } else if (term->bond) {
        buffer_print(out, ",\"kind\":\"bond\",\"type\":\"%s\",\"state\":\"%s\",\"begin\":",
                     bond_type_name(term->bond->type), bond_state_name(term->span->state));
        print_json_date(out, term->span->begin);
        buffer_print(out, ",\"presumed\":%s", term->span->presumed ? "true" : "false");
    } else {
        buffer_print(out, ",\"kind\":\"cap\",\"sum\":");
        print_score(out, term->sum);
        buffer_print(out, ",\"kept\":");
        print_score(out, term->kept);
    }
}

static void print_terms_json(struct buffer *out, const struct circle_row *row)
{
    struct arena scratch = {0};
    buffer_print(out, ",\"terms\":[");
    for (size_t i = 0; i < row->term_count; i++) {
        const struct circle_term *term = &row->terms[i];
        buffer_print(out, "%s{\"value\":", i ? "," : "");
        print_score(out, term->value);
        buffer_print(out, ",\"text\":");
        buffer_json(out, circle_term_text(&scratch, term));
        buffer_print(out, ",\"id\":");
        buffer_json(out, circle_term_id(term));
        print_term_members(out, term);
        buffer_print(out, "}");
    }
    buffer_print(out, "]");
    arena_free(&scratch);
}

static void print_row_json(struct buffer *out, const struct circle *circle,
                           const struct circle_row *row)
{
    buffer_print(out, "{\"ego\":");
    buffer_json(out, circle->ego);
    buffer_print(out, ",\"as_of\":");
    print_json_day(out, circle->time.as_of);
    buffer_print(out, ",\"since\":");
    print_json_day(out, circle->time.since);
    buffer_print(out, ",\"known_by\":");
    print_json_day(out, circle->time.known_by);
    buffer_print(out, ",\"alter\":");
    buffer_json(out, row->alter);
    buffer_print(out, ",\"name\":");
    buffer_json(out, row->name);
    buffer_print(out, ",\"movement\":\"%s\",\"reason\":", movement_name(row->movement));
    buffer_json(out, row->reason);
    buffer_print(out, ",\"cause\":\"%s\",\"cause_bond\":", cause_name(row->cause));
    if (row->cause_bond) {
        buffer_json(out, row->cause_bond->id);
    } else {
        buffer_print(out, "null");
    }
    buffer_print(out, ",\"score\":");
    print_score(out, row->score);
    buffer_print(out, ",\"score_since\":");
    print_score(out, row->score_since);
    buffer_print(out, ",\"events\":%zu,\"articles\":%zu,\"families\":%zu,\"bonds\":[",
                 row->event_count, row->article_count, row->family_count);
    for (size_t i = 0; i < row->bond_count; i++) {
        buffer_print(out, i ? "," : "");
        print_json_bond(out, &row->bonds[i]);
    }
    buffer_print(out, "],\"evidence\":");
    print_json_evidence(out, &row->evidence);
    if (circle->explain) {
        print_terms_json(out, row);
    }
    buffer_print(out, "}");
}

void view_print_circle(struct buffer *out, const struct circle *circle, bool json)
{
    struct arena scratch = {0};
    if (json) {
        buffer_print(out, "[");
        for (size_t i = 0; i < circle->row_count; i++) {
            buffer_print(out, i ? ",\n " : "");
            print_row_json(out, circle, &circle->rows[i]);
        }
        buffer_print(out, "]\n");
    } else {
        print_table(out, &scratch, circle);
    }
    arena_free(&scratch);
}
