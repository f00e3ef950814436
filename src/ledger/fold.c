/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Claims become events, and events bonds.
 *
 * The fold is a pure function of the set of claims: they are first put into canonical order (pair
 * of actors, kind of deed, tightest date first, then document, position and id), so that no order
 * of arrival can show. Within a pair and kind, each claim joins the nearest event of which all
 * members tell the same happening (claim_same_event) and none comes from the same article: what one
 * article tells apart stays apart. This is complete-linkage clustering, greedy in canonical order;
 * single linkage would let one vague claim ("since 2014") chain all deeds of a war together.
 *
 * Cost: claims of one pair and kind times their events. */
#include <assert.h>
#include <stdlib.h>

#include "ledger/inside.h"

#define PHASE_DAYS 366 /* news date states by the year: two such dates may be a year apart */

struct pair pair_of(struct slice source, struct slice target)
{
    return slice_compare(source, target) <= 0 ? (struct pair){source, target}
                                              : (struct pair){target, source};
}

int pair_compare(struct pair x, struct pair y)
{
    int order = slice_compare(x.a, y.a);
    return order ? order : slice_compare(x.b, y.b);
}

struct slice id_print(struct arena *arena, uint64_t hash)
{
    return slice_print(arena, "%016llx", (unsigned long long)hash);
}

bool event_is_symmetric(enum event_type type)
{
    return type == EVENT_CONSULT || type == EVENT_COOPERATE || type == EVENT_AGREE;
}

bool bond_is_directed(enum bond_type type)
{
    return type == BOND_RECOGNITION || type == BOND_LISTING || type == BOND_JURISDICTION;
}

static int number_compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Days that the date leaves open; of one without end, those of its beginning, but after all others.
 */
static int64_t date_width(struct edtf date)
{
    int64_t width = (int64_t)edtf_last(date) - edtf_first(date);
    bool endless = edtf_last(date) == DAY_AFTER_ALL && edtf_first(date) != DAY_BEFORE_ALL;
    const struct edtf begin = {.from = date.from};
    return endless ? INT64_C(1) << 30 | ((int64_t)edtf_last(begin) - edtf_first(begin)) : width;
}

/* Two states without end that began more than a year apart are two phases, not one happening. */
static bool phases_differ(struct edtf x, struct edtf y)
{
    int64_t apart = llabs((int64_t)edtf_first(x) - edtf_first(y));
    bool endless = edtf_last(x) == DAY_AFTER_ALL && edtf_last(y) == DAY_AFTER_ALL;
    bool begun = edtf_first(x) != DAY_BEFORE_ALL && edtf_first(y) != DAY_BEFORE_ALL;
    return endless && begun && apart > PHASE_DAYS;
}

static int own_voice(const struct claim *claim)
{
    return slice_is(claim->said_by, "-") ? 0 : 1;
}

static struct slice claim_source(const struct claim *claim)
{
    return event_is_symmetric(claim->event) ? pair_of(claim->source, claim->target).a
                                            : claim->source;
}

/* Same pair and kind of deed: only such claims can be one event. */
static int kind_compare(const struct claim *x, const struct claim *y)
{
    int order = pair_compare(pair_of(x->source, x->target), pair_of(y->source, y->target));
    if (order) {
        return order;
    }
    if ((order = number_compare(x->event, y->event)) ||
        (order = number_compare(x->bond, y->bond)) || (order = number_compare(x->sign, y->sign))) {
        return order;
    }
    return slice_compare(claim_source(x), claim_source(y));
}

static int place_compare(const struct ledger_claim *x, const struct ledger_claim *y)
{
    int order = slice_compare(x->claim.doc, y->claim.doc);
    if (order || (order = slice_compare(x->article, y->article)) ||
        (order = number_compare(x->claim.order, y->claim.order))) {
        return order;
    }
    return slice_compare(x->claim.id, y->claim.id);
}

static int canonical_compare(const void *left, const void *right)
{
    const struct ledger_claim *x = *(const struct ledger_claim *const *)left;
    const struct ledger_claim *y = *(const struct ledger_claim *const *)right;
    int order = kind_compare(&x->claim, &y->claim);
    if (order || (order = number_compare(date_width(x->claim.date), date_width(y->claim.date))) ||
        (order = number_compare(x->claim.realis, y->claim.realis)) ||
        (order = number_compare(own_voice(&x->claim), own_voice(&y->claim))) ||
        (order = number_compare(edtf_first(x->claim.date), edtf_first(y->claim.date)))) {
        return order;
    }
    return place_compare(x, y);
}

static int evidence_compare(const void *left, const void *right)
{
    const struct ledger_claim *x = *(const struct ledger_claim *const *)left;
    const struct ledger_claim *y = *(const struct ledger_claim *const *)right;
    int order = number_compare(x->claim.realis, y->claim.realis);
    if (order || (order = number_compare(own_voice(&x->claim), own_voice(&y->claim))) ||
        (order = number_compare(x->known, y->known))) {
        return order;
    }
    return place_compare(x, y);
}

static int id_compare(const void *left, const void *right)
{
    return slice_compare((*(const struct ledger_claim *const *)left)->claim.id,
                         (*(const struct ledger_claim *const *)right)->claim.id);
}

/* How far a claim is from an event, or -1 where it cannot belong to it. */
static int64_t event_distance(const struct ledger_event *event, const struct ledger_claim *claim)
{
    for (size_t i = 0; i < event->claim_count; i++) {
        const struct ledger_claim *member = event->claims[i];
        if (slice_equal(member->article, claim->article) ||
            phases_differ(member->claim.date, claim->claim.date) ||
            !claim_same_event(&member->claim, &claim->claim)) {
            return -1;
        }
    }
    const struct claim *tightest = &event->claims[0]->claim;
    int64_t days = llabs((int64_t)edtf_first(tightest->date) - edtf_first(claim->claim.date)) +
                   llabs((int64_t)edtf_last(tightest->date) - edtf_last(claim->claim.date));
    bool same_realis = tightest->realis == claim->claim.realis;
    return days + (same_realis ? 0 : INT64_C(1) << 40);
}

static void claim_join(struct arena *arena, struct ledger_view *view, size_t first_event,
                       const struct ledger_claim *claim)
{
    size_t best = view->event_count;
    int64_t best_distance = INT64_MAX;
    for (size_t i = first_event; i < view->event_count; i++) {
        int64_t distance = event_distance(&view->events[i], claim);
        if (distance >= 0 && distance < best_distance) {
            best = i;
            best_distance = distance;
        }
    }
    struct ledger_event *event = best < view->event_count
                                     ? &view->events[best]
                                     : arena_push(arena, view->events, view->event_count);
    *arena_push(arena, event->claims, event->claim_count) = claim;
}

/* Actual if any article says so in its own voice; a denied attribution is only alleged. */
static enum realis realis_collapse(const struct ledger_event *event, bool *out_disputed)
{
    bool seen[5] = {false}, plainly = false;
    for (size_t i = 0; i < event->claim_count; i++) {
        const struct claim *claim = &event->claims[i]->claim;
        seen[claim->realis] = true;
        plainly |= claim->realis == REALIS_ACTUAL && own_voice(claim) == 0;
    }
    *out_disputed = seen[REALIS_DENIED] &&
                    (seen[REALIS_ACTUAL] || seen[REALIS_ALLEGED] || seen[REALIS_PLANNED]);
    if (seen[REALIS_ACTUAL]) {
        return plainly || !seen[REALIS_DENIED] ? REALIS_ACTUAL : REALIS_ALLEGED;
    }
    return seen[REALIS_ALLEGED]    ? REALIS_ALLEGED
           : seen[REALIS_PLANNED]  ? REALIS_PLANNED
           : seen[REALIS_POSSIBLE] ? REALIS_POSSIBLE
                                   : REALIS_DENIED;
}

static void event_finish(struct arena *arena, struct ledger_event *event)
{
    const struct claim *tightest = &event->claims[0]->claim;
    struct pair pair = pair_of(tightest->source, tightest->target);
    bool symmetric = event_is_symmetric(tightest->event);
    event->date = tightest->date;
    event->source = symmetric ? pair.a : tightest->source;
    event->target = symmetric ? pair.b : tightest->target;
    event->event = tightest->event;
    event->bond = tightest->bond;
    event->sign = tightest->sign;
    event->realis = realis_collapse(event, &event->disputed);
    event->article_count = event->claim_count; /* one claim of each article */
    event->known = DAY_AFTER_ALL;
    for (size_t i = 0; i < event->claim_count; i++) {
        if (event->claims[i]->known < event->known) {
            event->known = event->claims[i]->known;
        }
    }
    qsort(event->claims, event->claim_count, sizeof *event->claims, id_compare);
    uint64_t hash = 0;
    for (size_t i = 0; i < event->claim_count; i++) {
        hash = slice_hash(event->claims[i]->claim.id, hash);
    }
    event->id = id_print(arena, hash);
    qsort(event->claims, event->claim_count, sizeof *event->claims, evidence_compare);
}

/* Some say that it happened, others that it did not, of days that meet. */
static bool events_clash(const struct ledger_event *x, const struct ledger_event *y)
{
    bool denied = (x->realis == REALIS_DENIED) != (y->realis == REALIS_DENIED);
    bool asserted = x->realis == REALIS_ACTUAL || y->realis == REALIS_ACTUAL ||
                    x->realis == REALIS_ALLEGED || y->realis == REALIS_ALLEGED;
    return denied && asserted && edtf_first(x->date) <= edtf_last(y->date) &&
           edtf_first(y->date) <= edtf_last(x->date);
}

/* Marks the disputes among the finished events of one kind. */
static void disputes_mark(struct ledger_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (events_clash(&events[i], &events[j])) {
                events[i].disputed = events[j].disputed = true;
            }
        }
    }
}

static void kind_finish(struct arena *arena, struct ledger_view *view, size_t first_event)
{
    for (size_t i = first_event; i < view->event_count; i++) {
        event_finish(arena, &view->events[i]);
    }
    if (view->event_count > first_event) {
        disputes_mark(view->events + first_event, view->event_count - first_event);
    }
}

int32_t event_day(const struct ledger_event *event)
{
    int32_t first = edtf_first(event->date);
    struct edtf limit = {.from = event->date.to};
    if (first == DAY_BEFORE_ALL && limit.from.precision >= PRECISION_DECADE) {
        return edtf_first(limit); /* "../2022": before all that is told of 2022 */
    }
    return first != DAY_BEFORE_ALL ? first : event->known;
}

static int event_compare(const void *left, const void *right)
{
    const struct ledger_event *x = left, *y = right;
    int order = number_compare(event_day(x), event_day(y));
    if (order || (order = number_compare(edtf_first(x->date), edtf_first(y->date)))) {
        return order;
    }
    return slice_compare(x->id, y->id);
}

/* The bond that an event bears on; false where it bears on none. */
static bool bond_key(const struct ledger_event *event, struct ledger_bond *out)
{
    if (event->bond == BOND_NONE || slice_is(event->source, "-") || slice_is(event->target, "-") ||
        slice_equal(event->source, event->target)) {
        return false;
    }
    struct pair pair = pair_of(event->source, event->target);
    bool directed = bond_is_directed(event->bond) && !event_is_symmetric(event->event);
    *out = (struct ledger_bond){.type = event->bond,
                                .a = directed ? event->source : pair.a,
                                .b = directed ? event->target : pair.b};
    return true;
}

static int bond_compare(const struct ledger_bond *x, const struct ledger_bond *y)
{
    int order = pair_compare(pair_of(x->a, x->b), pair_of(y->a, y->b));
    if (order || (order = number_compare(x->type, y->type))) {
        return order;
    }
    return slice_compare(x->a, y->a);
}

/* An event beside the bond that it bears on, for sorting. */
struct bond_part {
    struct ledger_bond key;
    const struct ledger_event *event;
};

static int part_compare(const void *left, const void *right)
{
    const struct bond_part *x = left, *y = right;
    int order = bond_compare(&x->key, &y->key);
    return order ? order : event_compare(x->event, y->event);
}

static void bonds_fold(struct arena *arena, struct ledger_view *view)
{
    struct bond_part *parts = arena_array(arena, view->event_count, sizeof *parts);
    size_t count = 0;
    for (size_t i = 0; i < view->event_count; i++) {
        if (bond_key(&view->events[i], &parts[count].key)) {
            parts[count++].event = &view->events[i];
        }
    }
    qsort(parts, count, sizeof *parts, part_compare);
    for (size_t i = 0; i < count; i++) {
        struct ledger_bond *bond = view->bond_count ? &view->bonds[view->bond_count - 1] : NULL;
        if (!bond || bond_compare(bond, &parts[i].key) != 0) {
            bond = arena_push(arena, view->bonds, view->bond_count);
            *bond = parts[i].key;
        }
        *arena_push(arena, bond->events, bond->event_count) = parts[i].event;
    }
    for (size_t i = 0; i < view->bond_count; i++) {
        struct ledger_bond *bond = &view->bonds[i];
        uint64_t hash = slice_hash(slice_of(bond_type_name(bond->type)), 0);
        hash = slice_hash(SLICE("\n"), slice_hash(bond->a, slice_hash(SLICE("\n"), hash)));
        bond->id = id_print(arena, slice_hash(bond->b, hash));
        bond_walk(arena, bond);
    }
}

void ledger_fold_claims(struct arena *arena, const struct ledger_claim_list *claims,
                        struct ledger_view *out)
{
    *out = (struct ledger_view){0};
    const struct ledger_claim **sorted = arena_array(arena, claims->count, sizeof *sorted);
    for (size_t i = 0; i < claims->count; i++) {
        sorted[i] = &claims->items[i];
    }
    qsort(sorted, claims->count, sizeof *sorted, canonical_compare);
    size_t kind_event = 0;
    for (size_t i = 0; i < claims->count; i++) {
        if (i > 0 && kind_compare(&sorted[i - 1]->claim, &sorted[i]->claim) != 0) {
            kind_finish(arena, out, kind_event);
            kind_event = out->event_count;
        }
        claim_join(arena, out, kind_event, sorted[i]);
    }
    kind_finish(arena, out, kind_event);
    if (out->event_count) {
        qsort(out->events, out->event_count, sizeof *out->events, event_compare);
    }
    bonds_fold(arena, out);
}
