/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The events of one actor, or of two with one another, by date, each with a sentence. */
#include "view/inside.h"

static bool in_time(const struct ledger_event *event, struct view_time time)
{
    bool begun = time.as_of == DAY_AFTER_ALL || event_reached(event, time.as_of);
    return begun && (time.since == DAY_BEFORE_ALL || edtf_last(event->date) >= time.since);
}

bool view_timeline(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                   struct view_time time, struct timeline *out, struct error *err)
{
    *out = (struct timeline){.a = a, .b = b};
    struct article_index index;
    const struct ledger_filter filter = {.a = a, .b = b, .known_by = time.known_by};
    struct ledger_claim_list *claims = arena_alloc(arena, sizeof *claims);
    if (!article_index_load(arena, ledger, &index, err) ||
        !ledger_claims(arena, ledger, &filter, claims, err)) {
        return false;
    }
    struct ledger_view view;
    ledger_fold_claims(arena, claims, &view);
    for (size_t i = 0; i < view.event_count; i++) {
        if (!in_time(&view.events[i], time)) {
            continue;
        }
        struct timeline_row *row = arena_push(arena, out->rows, out->row_count);
        row->event = &view.events[i];
        if (!evidence_load(arena, ledger, &index, row->event->claims[0], &row->evidence, err)) {
            return false;
        }
    }
    return true;
}

static void print_row(struct buffer *out, struct arena *scratch, const struct timeline_row *row)
{
    const struct ledger_event *event = row->event;
    struct slice date = edtf_print(scratch, event->date);
    print_cell(out, date, 23);
    buffer_print(out, " %.*s %s %.*s", SLICE_ARGS(event->source), event_type_name(event->event),
                 SLICE_ARGS(event->target));
    if (event->bond != BOND_NONE) {
        buffer_print(out, "  %s%c", bond_type_name(event->bond), event->sign);
    }
    buffer_print(out, "  %s%s", realis_name(event->realis), event->disputed ? " (disputed)" : "");
    if (event->article_count > 1) {
        buffer_print(out, "  %zu articles", event->article_count);
    }
    buffer_print(out, "  [%.8s]\n", event->id.at);
    print_evidence(out, &row->evidence, 24);
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
        for (size_t i = 0; i < timeline->row_count; i++) {
            print_row(out, &scratch, &timeline->rows[i]);
        }
    }
    arena_free(&scratch);
}
