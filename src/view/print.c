/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Pieces of text and JSON that several answers share. */
#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "view/inside.h"

size_t text_width(struct slice text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.length;) {
        width += utf8_width(utf8_next(text, &at));
    }
    return width;
}

struct slice text_fit(struct slice text, size_t width)
{
    size_t used = 0, at = 0;
    while (at < text.length) {
        size_t next = at;
        used += utf8_width(utf8_next(text, &next));
        if (used > width) {
            break;
        }
        at = next;
    }
    return slice_part(text, 0, at);
}

void print_spaces(struct buffer *out, size_t count)
{
    buffer_print(out, "%*s", (int)count, "");
}

void print_cell(struct buffer *out, struct slice text, int width)
{
    size_t columns = (size_t)(width < 0 ? -width : width), used = text_width(text);
    if (used >= columns && columns > 1) { /* a space parts it from the next cell */
        text = text_fit(text, columns - 2);
        buffer_cell(out, text);
        buffer_print(out, "… ");
        return;
    }
    if (width < 0) {
        print_spaces(out, columns - used);
    }
    buffer_cell(out, text);
    if (width > 0) {
        print_spaces(out, columns - used);
    }
}

void print_wrapped(struct buffer *out, struct slice text, size_t column, size_t indent)
{
    struct slice word;
    bool first = true;
    while (slice_split(&text, ' ', &word)) {
        size_t width = text_width(word);
        if (!width) {
            continue;
        }
        if (!first && column + 1 + width > buffer_columns(out)) {
            buffer_add(out, SLICE("\n"));
            print_spaces(out, indent);
            column = indent;
        } else if (!first) {
            buffer_add(out, SLICE(" "));
            column++;
        }
        buffer_cell(out, word);
        column += width;
        first = false;
    }
    buffer_print(out, "\n");
}

struct slice score_text(struct arena *arena, double score)
{
    long tenths = lround(score * 10);
    return slice_print(arena, "%s%ld.%ld", tenths < 0 ? "-" : "", labs(tenths) / 10,
                       labs(tenths) % 10);
}

void print_score(struct buffer *out, double score)
{
    struct arena scratch = {0};
    buffer_add(out, score_text(&scratch, score));
    arena_free(&scratch);
}

struct slice day_text(struct arena *arena, int32_t day)
{
    return day == DAY_BEFORE_ALL || day == DAY_AFTER_ALL ? SLICE("")
                                                         : edtf_print(arena, edtf_day(day));
}

/* The beginning of a date, or XXXX; "../2023" has none but a limit. */
static struct slice begin_text(struct arena *arena, struct edtf date)
{
    struct edtf from = {.from = date.from};
    if (date.from.precision > PRECISION_UNKNOWN) {
        return edtf_print(arena, from);
    }
    from.from = date.to;
    if (date.to.precision > PRECISION_UNKNOWN) {
        struct slice limit = edtf_print(arena, from);
        return slice_print(arena, "by %.*s", SLICE_ARGS(limit));
    }
    return SLICE("XXXX");
}

struct slice span_text(struct arena *arena, const struct bond_span *span, int32_t day)
{
    struct slice begin = begin_text(arena, span->begin);
    struct slice end =
        edtf_is_set(span->end) && span->last < day ? begin_text(arena, span->end) : SLICE("..");
    return slice_print(arena, "%s %.*s/%.*s", bond_state_name(span->state), SLICE_ARGS(begin),
                       SLICE_ARGS(end));
}

struct slice span_words(const struct buffer *out, struct arena *arena, const struct bond_span *span,
                        int32_t day)
{
    if (!out->style || !out->style->dates) {
        return span_text(arena, span, day);
    }
    bool begun = span->begin.from.precision > PRECISION_UNKNOWN;
    bool ended = edtf_is_set(span->end) && span->last < day;
    struct edtf date = {.from = begun ? span->begin.from : (struct edtf_point){PRECISION_UNKNOWN},
                        .to = ended ? span->end.from : (struct edtf_point){PRECISION_OPEN}};
    if (!begun && !ended && span->begin.to.precision > PRECISION_UNKNOWN) {
        date = edtf_until((struct edtf){.from = span->begin.to});
    }
    struct slice words = buffer_date(out, arena, date);
    return slice_print(arena, "%s %.*s", bond_state_name(span->state), SLICE_ARGS(words));
}

struct slice day_words(const struct buffer *out, struct arena *arena, int32_t day)
{
    return day == DAY_BEFORE_ALL || day == DAY_AFTER_ALL ? SLICE("")
                                                         : buffer_date(out, arena, edtf_day(day));
}

enum text_mark state_mark(enum bond_type type, const struct bond_span *span)
{
    bool hostile = type == BOND_LISTING || type == BOND_JURISDICTION || type == BOND_HOSTILITIES;
    if (!span || span->state == BOND_STATE_CLOSED || span->state == BOND_STATE_PENDING) {
        return MARK_SOFT;
    }
    return hostile ? MARK_BAD : span->state == BOND_STATE_STRAINED ? MARK_DOUBT : MARK_GOOD;
}

void print_json_texts(struct buffer *out, const struct slice (*texts)[2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_json(out, texts[i][0]);
        buffer_print(out, ":");
        buffer_json(out, texts[i][1]);
        buffer_print(out, ",");
    }
}

void print_json_date(struct buffer *out, struct edtf date)
{
    struct arena scratch = {0};
    if (edtf_is_set(date)) {
        buffer_json(out, edtf_print(&scratch, date));
    } else {
        buffer_print(out, "null");
    }
    arena_free(&scratch);
}

void print_json_day(struct buffer *out, int32_t day)
{
    bool known = day != DAY_BEFORE_ALL && day != DAY_AFTER_ALL;
    print_json_date(out, known ? edtf_day(day) : (struct edtf){0});
}

/* Adds `,"key":"value"`, without the comma where it is the first. */
static void print_json_member(struct buffer *out, bool first, const char *key, struct slice value)
{
    buffer_print(out, "%s\"%s\":", first ? "" : ",", key);
    buffer_json(out, value);
}

void print_json_evidence(struct buffer *out, const struct view_evidence *evidence)
{
    if (!evidence->article.length) {
        buffer_print(out, "null");
        return;
    }
    buffer_print(out, "{\"claim\":");
    if (evidence->claim.length) {
        buffer_json(out, evidence->claim);
    } else {
        buffer_print(out, "null");
    }
    print_json_member(out, false, "article", evidence->article);
    print_json_member(out, false, "doc", evidence->doc);
    print_json_member(out, false, "title", evidence->title);
    print_json_member(out, false, "path", evidence->path);
    print_json_member(out, false, "language", evidence->language);
    buffer_print(out, ",\"published\":");
    print_json_date(out, evidence->published);
    buffer_print(out, ",\"published_is_lower_bound\":%s",
                 evidence->basis == DATE_LOWER_BOUND ? "true" : "false");
    print_json_member(out, false, "sentence", evidence->sentence);
    print_json_member(out, false, "quote",
                      slice_part(evidence->sentence, evidence->begin, evidence->end));
    buffer_print(out, ",\"begin\":%u,\"end\":%u}", evidence->begin, evidence->end);
}

void print_json_deed(struct buffer *out, const struct ledger_event *event)
{
    buffer_print(out, "\"date\":");
    print_json_date(out, event->date);
    print_json_member(out, false, "source", event->source);
    print_json_member(out, false, "event", slice_of(event_type_name(event->event)));
    print_json_member(out, false, "target", event->target);
    print_json_member(out, false, "bond", slice_of(bond_type_name(event->bond)));
    print_json_member(out, false, "sign", (struct slice){&event->sign, event->sign != '\0'});
    print_json_member(out, false, "realis", slice_of(realis_name(event->realis)));
}

static void print_json_id(struct buffer *out, uint64_t hash)
{
    buffer_print(out, "\"%016llx\"", (unsigned long long)hash);
}

void print_json_event(struct buffer *out, const struct ledger_event *event)
{
    print_json_member(out, true, "id", event->id);
    buffer_print(out, ",");
    print_json_deed(out, event);
    buffer_print(out, ",\"disputed\":%s,\"known\":", event->disputed ? "true" : "false");
    print_json_day(out, event->known);
    buffer_print(out, ",\"articles\":%zu,\"families\":%zu,\"claims\":[", event->article_count,
                 event->family_count);
    for (size_t i = 0; i < event->claim_count; i++) {
        buffer_print(out, i ? "," : "");
        print_json_id(out, event->support[i].claim);
    }
    buffer_print(out, "]");
}

static void print_json_span(struct buffer *out, const struct bond_span *span)
{
    buffer_print(out, "{\"state\":\"%s\",\"presumed\":%s,\"begin\":", bond_state_name(span->state),
                 span->presumed ? "true" : "false");
    print_json_date(out, span->begin);
    buffer_print(out, ",\"end\":");
    print_json_date(out, span->end);
    buffer_print(out, ",\"first\":");
    print_json_day(out, span->first);
    buffer_print(out, ",\"last\":");
    print_json_day(out, span->last);
    buffer_print(out, ",\"event\":");
    if (span->by) {
        print_json_id(out, span->by->hash);
    } else {
        buffer_print(out, "null");
    }
    buffer_print(out, "}");
}

void print_json_bond(struct buffer *out, const struct circle_bond *item)
{
    const struct ledger_bond *bond = item->bond;
    buffer_print(out, "{");
    print_json_member(out, true, "id", bond->id);
    print_json_member(out, false, "type", slice_of(bond_type_name(bond->type)));
    print_json_member(out, false, "a", bond->a);
    print_json_member(out, false, "b", bond->b);
    buffer_print(out, ",\"directed\":%s", bond_is_directed(bond->type) ? "true" : "false");
    print_json_member(
        out, false, "state",
        slice_of(bond_state_name(item->span ? item->span->state : BOND_STATE_PENDING)));
    buffer_print(out, ",\"begin\":");
    print_json_date(out, item->span ? item->span->begin : (struct edtf){0});
    buffer_print(out, ",\"end\":");
    print_json_date(out, item->span ? item->span->end : (struct edtf){0});
    buffer_print(out, ",\"spans\":[");
    for (size_t i = 0; i < bond->span_count; i++) {
        buffer_print(out, i ? "," : "");
        print_json_span(out, &bond->spans[i]);
    }
    buffer_print(out, "],\"events\":[");
    for (size_t i = 0; i < bond->event_count; i++) {
        buffer_print(out, i ? "," : "");
        print_json_id(out, bond->events[i]->hash);
    }
    buffer_print(out, "]}");
}

/* Tabs and line ends of records become spaces, at which a line may end. */
static struct slice plain_words(struct arena *arena, struct slice text)
{
    struct buffer plain = {0};
    buffer_cell(&plain, slice_trim(text));
    struct slice copy = slice_copy(arena, buffer_slice(&plain));
    buffer_free(&plain);
    return copy;
}

void print_evidence(struct buffer *out, const struct view_evidence *evidence, size_t indent)
{
    if (!evidence->article.length) {
        return;
    }
    struct slice id = evidence->claim.length ? evidence->claim : evidence->article;
    struct arena scratch = {0};
    struct slice date = buffer_date(out, &scratch, evidence->published);
    if (!edtf_is_set(evidence->published)) {
        date = SLICE("undated");
    }
    struct slice text = slice_print(
        &scratch, "“%.*s” — %.*s, %s%.*s [%.8s]",
        SLICE_ARGS(plain_words(&scratch, evidence->sentence)), SLICE_ARGS(evidence->doc),
        evidence->basis == DATE_LOWER_BOUND ? "not before " : "", SLICE_ARGS(date), id.at);
    print_spaces(out, indent);
    buffer_mark(out, MARK_SOFT);
    print_wrapped(out, text, indent, indent);
    buffer_mark(out, MARK_NONE);
    arena_free(&scratch);
}
