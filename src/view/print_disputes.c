/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Disputes as text, the sides one below the other with their sentences, or as JSON. */
#include "view/inside.h"

static void print_side(struct buffer *out, const struct dispute_side *side)
{
    buffer_print(out, "    ");
    buffer_mark(out, MARK_DOUBT);
    buffer_cell(out, side->value);
    buffer_mark(out, MARK_NONE);
    buffer_print(out, "  — %zu article%s of %zu famil%s\n", side->article_count,
                 side->article_count == 1 ? "" : "s", side->family_count,
                 side->family_count == 1 ? "y" : "ies");
    for (size_t i = 0; i < side->evidence_count; i++) {
        print_evidence(out, &side->evidence[i], 8);
    }
}

static void print_dispute(struct buffer *out, const struct dispute *dispute)
{
    buffer_mark(out, MARK_STRONG);
    buffer_print(out, "%s  %.*s", dispute_kind_name(dispute->kind), SLICE_ARGS(dispute->subject));
    buffer_mark(out, MARK_NONE);
    for (size_t i = 0; dispute->kind == DISPUTE_NUMBER && i < dispute->actor_count; i++) {
        buffer_print(out, "%s%.*s", i ? " " : "  (", SLICE_ARGS(dispute->actors[i]));
    }
    buffer_print(out, "%s", dispute->kind == DISPUTE_NUMBER && dispute->actor_count ? ")" : "");
    if (dispute->event) {
        buffer_print(out, "  [%.8s]", dispute->event->id.at);
    }
    buffer_print(out, "\n    first: %.*s\n", SLICE_ARGS(dispute->reason));
    for (size_t i = 0; i < dispute->side_count; i++) {
        print_side(out, &dispute->sides[i]);
    }
}

static void print_side_json(struct buffer *out, const struct dispute_side *side)
{
    buffer_print(out, "{\"value\":");
    buffer_json(out, side->value);
    buffer_print(out, ",\"articles\":%zu,\"families\":%zu,\"known\":", side->article_count,
                 side->family_count);
    print_json_day(out, side->known);
    buffer_print(out, ",\"evidence\":[");
    for (size_t i = 0; i < side->evidence_count; i++) {
        buffer_print(out, i ? "," : "");
        print_json_evidence(out, &side->evidence[i]);
    }
    buffer_print(out, "]}");
}

/* The event, or what is counted. */
static void print_about(struct buffer *out, const struct dispute *dispute)
{
    if (!dispute->event) {
        buffer_print(out, "\"event\":null,\"about\":{\"counted\":");
        buffer_json(out, dispute->counted);
        buffer_print(out, ",\"date\":");
        print_json_date(out, dispute->date);
        buffer_print(out, "}");
        return;
    }
    buffer_print(out, "\"event\":");
    buffer_json(out, dispute->event->id);
    buffer_print(out, ",\"about\":{");
    print_json_deed(out, dispute->event);
    buffer_print(out, "}");
}

static void print_dispute_json(struct buffer *out, const struct dispute *dispute)
{
    buffer_print(out, "{\"id\":\"%.16s\",\"kind\":\"%s\",\"subject\":", dispute->id.at,
                 dispute_kind_name(dispute->kind));
    buffer_json(out, dispute->subject);
    buffer_print(out, ",\"actors\":[");
    for (size_t i = 0; i < dispute->actor_count; i++) {
        buffer_print(out, i ? "," : "");
        buffer_json(out, dispute->actors[i]);
    }
    buffer_print(out, "],");
    print_about(out, dispute);
    buffer_print(out, ",\"ground\":\"%s\"", dispute_ground_name(dispute->ground));
    buffer_print(out, ",\"reason\":");
    buffer_json(out, dispute->reason);
    buffer_print(out, ",\"sides\":[");
    for (size_t i = 0; i < dispute->side_count; i++) {
        buffer_print(out, i ? ",\n   " : "");
        print_side_json(out, &dispute->sides[i]);
    }
    buffer_print(out, "]}");
}

void view_print_disputes(struct buffer *out, const struct dispute_list *disputes, bool json)
{
    buffer_print(out, json ? "[" : "");
    for (size_t i = 0; i < disputes->count; i++) {
        if (json) {
            buffer_print(out, i ? ",\n " : "");
            print_dispute_json(out, &disputes->items[i]);
        } else {
            print_dispute(out, &disputes->items[i]);
        }
    }
    buffer_print(out, json ? "]\n" : "");
}
