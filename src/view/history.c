/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How the belief about one bond changed as articles became known: for each day on which one of them
 * was published, the claims known by then are folded, and the bond's spans compared with those of
 * the day before. A bond depends on the claims of its own type alone, so that only they are folded.
 * Articles without a date come last: nobody can say when they were known. */
#include <stdlib.h>

#include "view/inside.h"

static int known_compare(const void *left, const void *right)
{
    const struct ledger_claim *x = left, *y = right;
    int32_t a = x->known != DAY_BEFORE_ALL ? x->known : DAY_AFTER_ALL;
    int32_t b = y->known != DAY_BEFORE_ALL ? y->known : DAY_AFTER_ALL;
    if (a != b) {
        return a < b ? -1 : 1;
    }
    int order = slice_compare(x->claim.doc, y->claim.doc);
    if (order || (order = slice_compare(x->article, y->article))) {
        return order;
    }
    return (x->claim.order > y->claim.order) - (x->claim.order < y->claim.order);
}

/* The claims that stand on the day: published by then, their version not replaced by then. */
static void fold_known(struct arena *arena, const struct ledger_claim_list *all, size_t count,
                       int32_t day, struct ledger_view *out)
{
    struct ledger_claim_list standing = {.items = arena_room(arena, count, sizeof *standing.items)};
    for (size_t i = 0; i < count; i++) {
        int32_t until = all->items[i].superseded;
        if (until == DAY_AFTER_ALL || until > day) {
            standing.items[standing.count++] = all->items[i];
        }
    }
    ledger_fold_claims(arena, &standing, out);
}

static const struct ledger_bond *find_bond(const struct ledger_view *view, struct slice id)
{
    for (size_t i = 0; i < view->bond_count; i++) {
        if (slice_equal(view->bonds[i].id, id)) {
            return &view->bonds[i];
        }
    }
    return NULL;
}

static struct slice spans_words(struct arena *arena, const struct ledger_bond *bond)
{
    struct slice words = {0};
    for (size_t i = 0; bond && i < bond->span_count; i++) {
        const struct bond_span *span = &bond->spans[i];
        struct slice text = span_text(arena, span, DAY_AFTER_ALL);
        words =
            slice_print(arena, "%.*s%s%.*s%s", SLICE_ARGS(words), i ? "; " : "", SLICE_ARGS(text),
                        span->presumed ? " (presumed)"
                        : !span->by    ? " (lapsed)"
                                       : "");
    }
    return words.length ? words : bond ? SLICE("pending") : SLICE("unknown");
}

static bool step_add(struct arena *arena, struct ledger *ledger,
                     const struct ledger_claim_list *claims, size_t first, size_t end,
                     struct history *out, struct error *err)
{
    struct ledger_view *view = arena_alloc(arena, sizeof *view);
    struct history_step step = {.known = claims->items[first].known};
    fold_known(arena, claims, end, step.known, view);
    step.bond = find_bond(view, out->bond);
    step.belief = spans_words(arena, step.bond);
    step.changed =
        !out->step_count || !slice_equal(step.belief, out->steps[out->step_count - 1].belief);
    for (size_t i = first; i < end; i++) {
        if (!evidence_load_one(arena, ledger, claims->items[i].number,
                               arena_push(arena, step.evidence, step.evidence_count), err)) {
            return false;
        }
    }
    *arena_push(arena, out->steps, out->step_count) = step;
    return true;
}

/* The claims of the bond's type between its two actors, as they became known. */
static bool claims_load(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                        const struct history *history, struct ledger_claim_list *out,
                        struct error *err)
{
    const struct ledger_filter filter = {.a = a, .b = b, .known_by = history->known_by};
    struct ledger_claim_list all;
    if (!ledger_claims(arena, ledger, &filter, &all, err)) {
        return false;
    }
    *out = (struct ledger_claim_list){.items = arena_room(arena, all.count, sizeof *out->items)};
    for (size_t i = 0; i < all.count; i++) {
        bool directed =
            bond_is_directed(history->type) && !event_is_symmetric(all.items[i].claim.event);
        bool same = !directed || slice_equal(all.items[i].claim.source, history->a);
        if (all.items[i].claim.bond == history->type && same) {
            out->items[out->count++] = all.items[i];
        }
    }
    if (out->count) {
        qsort(out->items, out->count, sizeof *out->items, known_compare);
    }
    return true;
}

bool view_history(struct arena *arena, struct ledger *ledger, struct slice id, int32_t known_by,
                  struct history *out, struct error *err)
{
    enum ledger_kind kind;
    struct slice a, b;
    struct ledger_dyad_list dyads;
    struct ledger_claim_list claims;
    *out = (struct history){.known_by = known_by};
    if (!ledger_find(arena, ledger, id, &kind, &out->bond, err)) {
        return false;
    }
    if (kind != LEDGER_BOND) {
        return error_set(err, ERROR_INVALID, "id '%.*s' is of no bond", SLICE_ARGS(id));
    }
    if (!ledger_pair(arena, ledger, kind, out->bond, &a, &b, err) ||
        !ledger_dyads(
            arena, ledger,
            &(struct ledger_dyad_filter){.a = a, .b = b, .known_by = DAY_AFTER_ALL, .gists = true},
            &dyads, err)) {
        return false;
    }
    const struct ledger_bond *bond = find_bond(&dyads.items[0].view, out->bond);
    if (!bond) {
        return error_set(err, ERROR_NOT_FOUND, "no bond '%.*s'", SLICE_ARGS(id));
    }
    out->type = bond->type;
    out->a = bond->a;
    out->b = bond->b;
    if (!claims_load(arena, ledger, a, b, out, &claims, err)) {
        return false;
    }
    for (size_t i = 0, next; i < claims.count; i = next) {
        next = i + 1;
        while (next < claims.count && claims.items[next].known == claims.items[i].known) {
            next++;
        }
        if (!step_add(arena, ledger, &claims, i, next, out, err)) {
            return false;
        }
    }
    return true;
}

/* -------------------------------------------------------------------------------- printing */

static void print_step(struct buffer *out, struct arena *scratch, const struct history_step *step)
{
    struct slice day = day_words(out, scratch, step->known);
    int column = out->style && out->style->dates ? 20 : 12; /* words are longer than EDTF */
    buffer_mark(out, step->changed ? MARK_STRONG : MARK_SOFT);
    print_cell(out, day.length ? day : SLICE("undated"), column);
    buffer_mark(out, MARK_NONE);
    buffer_print(out, "%s", step->changed ? "" : "unchanged: ");
    print_wrapped(out, step->belief, (size_t)column + (step->changed ? 0 : 11), (size_t)column);
    for (size_t i = 0; i < step->evidence_count; i++) {
        print_evidence(out, &step->evidence[i], (size_t)column);
    }
}

static void print_step_json(struct buffer *out, const struct history_step *step)
{
    buffer_print(out, "{\"known\":");
    print_json_day(out, step->known);
    buffer_print(out, ",\"changed\":%s,\"belief\":", step->changed ? "true" : "false");
    buffer_json(out, step->belief);
    buffer_print(out, ",\"bond\":");
    if (step->bond) {
        const struct circle_bond now = {step->bond, bond_at(step->bond, DAY_AFTER_ALL)};
        print_json_bond(out, &now);
    } else {
        buffer_print(out, "null");
    }
    buffer_print(out, ",\"evidence\":[");
    for (size_t i = 0; i < step->evidence_count; i++) {
        buffer_print(out, i ? "," : "");
        print_json_evidence(out, &step->evidence[i]);
    }
    buffer_print(out, "]}");
}

void view_print_history(struct buffer *out, const struct history *history, bool json)
{
    struct arena scratch = {0};
    if (json) {
        buffer_print(out, "[");
    } else {
        buffer_print(out, "%s %.*s %s %.*s [%.8s]\n", bond_type_name(history->type),
                     SLICE_ARGS(history->a), bond_is_directed(history->type) ? "→" : "–",
                     SLICE_ARGS(history->b), history->bond.at);
    }
    for (size_t i = 0; i < history->step_count; i++) {
        if (json) {
            buffer_print(out, i ? ",\n " : "");
            print_step_json(out, &history->steps[i]);
        } else {
            print_step(out, &scratch, &history->steps[i]);
        }
    }
    buffer_print(out, json ? "]\n" : "");
    arena_free(&scratch);
}
