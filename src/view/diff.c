/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What changed in a circle between two days: of the world, or of publication (what had become known
 * between). Both are the same question asked of two sets of ties: on the first axis the same ties
 * on two days, on the second the ties known by two days on one day. */
#include <math.h>
#include <stdlib.h>

#include "view/inside.h"

#define LEAST_CHANGE 0.05 /* less is no change once printed with one digit */

/* The ties that are compared: as they were known, read on a day. */
struct side {
    struct ties ties;
    int32_t day;
};

static const struct tie *tie_of(const struct ties *ties, struct slice alter)
{
    size_t low = 0, high = ties->count; /* they lie by alter */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(ties->items[middle].alter, alter);
        if (order == 0) {
            return &ties->items[middle];
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

static const struct ledger_bond *bond_of(const struct tie *tie, struct slice id)
{
    for (size_t i = 0; tie && i < tie->bond_count; i++) {
        if (slice_equal(tie->bonds[i]->id, id)) {
            return tie->bonds[i];
        }
    }
    return NULL;
}

/* A span that is told differently: another state, or another beginning. */
static bool spans_differ(const struct bond_span *x, const struct bond_span *y)
{
    if (!x || !y) {
        return x != y;
    }
    return x->state != y->state || edtf_first(x->begin) != edtf_first(y->begin) ||
           edtf_last(x->begin) != edtf_last(y->begin);
}

static bool bond_compare_sides(struct arena *arena, struct ledger *ledger, int32_t days[2],
                               const struct ledger_bond *before, const struct ledger_bond *after,
                               struct diff_row *row, struct error *err)
{
    const struct bond_span *was = before ? bond_at(before, days[0]) : NULL;
    const struct bond_span *is = after ? bond_at(after, days[1]) : NULL;
    if (!spans_differ(was, is)) {
        return true;
    }
    struct diff_bond *change = arena_push(arena, row->bonds, row->bond_count);
    change->bond = after ? after : before;
    change->before = was;
    change->after = is;
    return !is || !is->by || evidence_load_one(arena, ledger, is->by->best, &change->evidence, err);
}

static double score_on(const struct formula *formula, const struct tie *tie, int32_t day)
{
    struct reading reading = {0};
    if (tie) {
        tie_read(NULL, formula, tie, day, false, &reading);
    }
    return reading.score;
}

static size_t count_reached(const struct tie *tie, int32_t day)
{
    size_t count = 0;
    for (size_t i = 0; tie && i < tie->event_count; i++) {
        count += gist_reached(&tie->gists[i], day);
    }
    return count;
}

/* What the comparison of two sides needs. */
struct comparison {
    struct arena *arena;
    struct ledger *ledger;
    const struct formula *formula;
    const struct actor_register *actors;
    struct side from, to;
};

static bool row_compare_sides(const struct comparison *c, struct slice alter, struct diff *out,
                              struct error *err)
{
    const struct tie *before = tie_of(&c->from.ties, alter), *after = tie_of(&c->to.ties, alter);
    int32_t days[] = {c->from.day, c->to.day};
    struct diff_row row = {.alter = alter, .name = actor_words(c->actors, alter)};
    row.score_from = score_on(c->formula, before, days[0]);
    row.score_to = score_on(c->formula, after, days[1]);
    row.events_from = count_reached(before, days[0]);
    row.events_to = count_reached(after, days[1]);
    for (size_t i = 0; after && i < after->bond_count; i++) {
        const struct ledger_bond *bond = after->bonds[i];
        if (!bond_compare_sides(c->arena, c->ledger, days, bond_of(before, bond->id), bond, &row,
                                err)) {
            return false;
        }
    }
    for (size_t i = 0; before && i < before->bond_count; i++) {
        const struct ledger_bond *bond = before->bonds[i];
        if (!bond_of(after, bond->id) &&
            !bond_compare_sides(c->arena, c->ledger, days, bond, NULL, &row, err)) {
            return false;
        }
    }
    if (row.bond_count || fabs(row.score_to - row.score_from) >= LEAST_CHANGE) {
        *arena_push(c->arena, out->rows, out->row_count) = row;
    }
    return true;
}

static int row_compare(const void *left, const void *right)
{
    const struct diff_row *x = left, *y = right;
    double a = fabs(x->score_to - x->score_from), b = fabs(y->score_to - y->score_from);
    if (a != b) {
        return a > b ? -1 : 1;
    }
    return slice_compare(x->alter, y->alter);
}

bool view_diff(struct arena *arena, struct ledger *ledger, const struct formula *formula,
               const struct actor_register *actors, struct diff *out, struct error *err)
{
    struct comparison c = {arena, ledger, formula, actors, {{0}, 0}, {{0}, 0}};
    int32_t known[2] = {out->known_by, out->known_by};
    c.from.day = out->published ? out->as_of : out->from;
    c.to.day = out->published ? out->as_of : out->to;
    if (out->published) {
        known[0] = out->from;
        known[1] = out->to;
    }
    out->name = actor_words(actors, out->ego);
    if (!ties_load(arena, ledger, out->ego, known[0], false, &c.from.ties, err) ||
        !ties_load(arena, ledger, out->ego, known[1], false, &c.to.ties, err)) {
        return false;
    }
    for (size_t i = 0; i < c.to.ties.count; i++) {
        if (!row_compare_sides(&c, c.to.ties.items[i].alter, out, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < c.from.ties.count; i++) {
        struct slice alter = c.from.ties.items[i].alter;
        if (!tie_of(&c.to.ties, alter) && !row_compare_sides(&c, alter, out, err)) {
            return false;
        }
    }
    if (out->row_count) {
        qsort(out->rows, out->row_count, sizeof *out->rows, row_compare);
    }
    return true;
}

/* -------------------------------------------------------------------------------- printing */

static struct slice state_words(const struct buffer *out, struct arena *arena,
                                const struct bond_span *span, int32_t day)
{
    return span ? span_words(out, arena, span, day) : SLICE("-");
}

static void print_row(struct buffer *out, struct arena *scratch, const struct diff *diff,
                      const struct diff_row *row)
{
    struct slice name =
        slice_equal(row->alter, row->name)
            ? row->alter
            : slice_print(scratch, "%.*s %.*s", SLICE_ARGS(row->alter), SLICE_ARGS(row->name));
    struct slice from = score_text(scratch, row->score_from),
                 to = score_text(scratch, row->score_to);
    int32_t days[] = {diff->published ? diff->as_of : diff->from,
                      diff->published ? diff->as_of : diff->to};
    buffer_mark(out, MARK_STRONG);
    print_cell(out, name, 32);
    buffer_mark(out, MARK_NONE);
    buffer_print(out, "score %.*s → %.*s   events %zu → %zu\n", SLICE_ARGS(from), SLICE_ARGS(to),
                 row->events_from, row->events_to);
    for (size_t i = 0; i < row->bond_count; i++) {
        const struct diff_bond *change = &row->bonds[i];
        struct slice was = state_words(out, scratch, change->before, days[0]);
        struct slice is = state_words(out, scratch, change->after, days[1]);
        buffer_print(out, "    %s: %.*s → ", bond_type_name(change->bond->type), SLICE_ARGS(was));
        buffer_mark(out, state_mark(change->bond->type, change->after));
        buffer_print(out, "%.*s", SLICE_ARGS(is));
        buffer_mark(out, MARK_NONE);
        buffer_print(out, "  [%.8s]\n", change->bond->id.at);
        print_evidence(out, &change->evidence, 8);
    }
}

static void print_state_json(struct buffer *out, const char *key, const struct bond_span *span)
{
    buffer_print(out, ",\"%s\":", key);
    if (span) {
        buffer_print(out, "{\"state\":\"%s\",\"begin\":", bond_state_name(span->state));
        print_json_date(out, span->begin);
        buffer_print(out, "}");
    } else {
        buffer_print(out, "null");
    }
}

static void print_row_json(struct buffer *out, const struct diff_row *row)
{
    buffer_print(out, "{\"alter\":");
    buffer_json(out, row->alter);
    buffer_print(out, ",\"name\":");
    buffer_json(out, row->name);
    buffer_print(out, ",\"score_from\":");
    print_score(out, row->score_from);
    buffer_print(out, ",\"score_to\":");
    print_score(out, row->score_to);
    buffer_print(out, ",\"events_from\":%zu,\"events_to\":%zu,\"bonds\":[", row->events_from,
                 row->events_to);
    for (size_t i = 0; i < row->bond_count; i++) {
        const struct diff_bond *change = &row->bonds[i];
        buffer_print(out, "%s{\"id\":\"%.16s\",\"type\":\"%s\"", i ? "," : "", change->bond->id.at,
                     bond_type_name(change->bond->type));
        print_state_json(out, "before", change->before);
        print_state_json(out, "after", change->after);
        buffer_print(out, ",\"evidence\":");
        print_json_evidence(out, &change->evidence);
        buffer_print(out, "}");
    }
    buffer_print(out, "]}");
}

void view_print_diff(struct buffer *out, const struct diff *diff, bool json)
{
    struct arena scratch = {0};
    struct slice from = day_words(out, &scratch, diff->from);
    struct slice to = day_words(out, &scratch, diff->to);
    if (json) {
        buffer_print(out, "[");
    } else {
        buffer_print(out, "Circle of %.*s (%.*s): what changed between %.*s and %.*s%s\n\n",
                     SLICE_ARGS(diff->name), SLICE_ARGS(diff->ego), SLICE_ARGS(from),
                     SLICE_ARGS(to), diff->published ? " in what was known" : "");
    }
    for (size_t i = 0; i < diff->row_count; i++) {
        if (json) {
            buffer_print(out, i ? ",\n " : "");
            print_row_json(out, &diff->rows[i]);
        } else {
            print_row(out, &scratch, diff, &diff->rows[i]);
        }
    }
    buffer_print(out, json ? "]\n" : "");
    arena_free(&scratch);
}
