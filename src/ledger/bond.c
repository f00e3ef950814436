/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Lays the spans of one bond: its actual events are walked by date; `+` opens or deepens, `~`
 * strains, `-` closes. Planned, possible, alleged and denied events move nothing and stay beside
 * it.
 *
 * Rules of consistency: what is closed is not closed again, and a strain does not reopen it; what
 * ends or is strained without ever having been opened must have been in force before (presumed).
 *
 * Two ties end without being told so. Hostilities lapse a year after their last act, as conflict
 * episodes end in UCDP/PRIO after a year without battle (Gleditsch et al. 2002, Journal of Peace
 * Research 39:615; Kreutz 2010, ibid. 47:243), unless told to go on ("since 2022"). And a tie told
 * to have held over a year or more that was over when the article appeared ("recognised from 1996
 * to 2001") ends with it; a shorter interval only says when the act fell. */
#include <stdlib.h>

#include "ledger/fold.h"

#define LAPSE_DAYS 365 /* of hostilities, UCDP */
#define HELD_DAYS 366  /* an interval this long tells a state, a shorter one an act */
#define HORIZON_DAYS                                                                               \
    31 /* an interval that ends so near to the article only ends with its telling */

/* One step of the walk. */
struct step {
    int32_t day;
    const struct ledger_event *event;
    bool lapse; /* the support that `event` gave ends here */
};

struct walk {
    struct arena *arena;
    const struct ledger_view *view;
    struct ledger_bond *bond;
    int32_t supported; /* last day that some `+` supports; DAY_AFTER_ALL without end */
};

const char *bond_state_name(enum bond_state state)
{
    static const char *const names[] = {"pending", "in force", "strained", "closed"};
    return names[state];
}

/* The last day on which the bond stands by this `+` alone. */
static int32_t support_end(const struct ledger_event *event)
{
    int32_t first = event->first, last = event->last;
    bool to_day = event->date.to.precision >= PRECISION_DECADE;
    bool goes_on =
        event->date.to.precision == PRECISION_OPEN || event->date.to.precision == PRECISION_UNKNOWN;
    if (event->bond == BOND_HOSTILITIES) {
        int32_t act = last != DAY_AFTER_ALL ? last : event->known;
        return goes_on || act >= DAY_AFTER_ALL - LAPSE_DAYS || act == DAY_BEFORE_ALL
                   ? DAY_AFTER_ALL
                   : act + LAPSE_DAYS;
    }
    if (event->event == EVENT_AGREE || !to_day || first == DAY_BEFORE_ALL ||
        event->known == DAY_BEFORE_ALL) {
        return DAY_AFTER_ALL;
    }
    bool held = (int64_t)last - first >= HELD_DAYS;
    bool over = (int64_t)last < (int64_t)event->known - HORIZON_DAYS;
    return held && over ? last : DAY_AFTER_ALL;
}

/* On one day: what lapses last, else in the order of events, so that what had begun before the day
 * ("../2022") comes first. */
static int step_compare(const void *left, const void *right)
{
    const struct step *x = left, *y = right;
    if (x->day != y->day) {
        return x->day < y->day ? -1 : 1;
    }
    if (x->lapse != y->lapse) {
        return x->lapse ? 1 : -1;
    }
    return event_compare(x->event, y->event);
}

static struct bond_span *span_last(const struct ledger_bond *bond)
{
    return bond->span_count ? &bond->spans[bond->span_count - 1] : NULL;
}

static const struct ledger_gist *gist_of(const struct walk *walk, const struct ledger_event *event)
{
    return event ? &walk->view->gists[event - walk->view->events] : NULL;
}

/* Ends the span before and begins a new one. */
static void span_begin(struct walk *walk, enum bond_state state, struct edtf begin, int32_t first,
                       const struct ledger_event *by)
{
    struct bond_span *before = span_last(walk->bond);
    if (before) {
        before->end = begin;
        before->last = first > DAY_BEFORE_ALL ? first - 1 : first;
    }
    *arena_push(walk->arena, walk->bond->spans, walk->bond->span_count) =
        (struct bond_span){.state = state,
                           .begin = begin,
                           .first = first,
                           .last = DAY_AFTER_ALL,
                           .by = gist_of(walk, by)};
}

/* A tie that ends or is strained had begun, though nobody told it. */
static void span_presume(struct walk *walk)
{
    span_begin(walk, BOND_STATE_IN_FORCE, (struct edtf){0}, DAY_BEFORE_ALL, NULL);
    span_last(walk->bond)->presumed = true;
}

/* "Has had a base there": tells the beginning that was presumed, and heals no strain. */
static void span_confirm(struct walk *walk, const struct ledger_event *event)
{
    struct bond_span *first = &walk->bond->spans[0];
    if (first->presumed) {
        first->presumed = false;
        first->begin = event->date;
        first->by = gist_of(walk, event);
    }
}

static void walk_event(struct walk *walk, const struct ledger_event *event)
{
    const struct bond_span *now = span_last(walk->bond);
    int32_t first = event->first;
    if (now && first <= now->first) {
        first = event->day; /* "XXXX/..": it holds by the day it was told, not before */
        first = first < now->first ? now->first : first;
    }
    if (event->sign == '+') {
        int32_t end = support_end(event);
        walk->supported = end > walk->supported ? end : walk->supported;
        if (event->first == DAY_BEFORE_ALL && now && now->state != BOND_STATE_CLOSED) {
            span_confirm(walk, event);
            return;
        }
        if (!now || now->state != BOND_STATE_IN_FORCE) {
            span_begin(walk, BOND_STATE_IN_FORCE, event->date, first, event);
        }
        return;
    }
    enum bond_state state = event->sign == '~' ? BOND_STATE_STRAINED : BOND_STATE_CLOSED;
    if (now && (now->state == state || now->state == BOND_STATE_CLOSED)) {
        return;
    }
    if (!now && first != DAY_BEFORE_ALL) {
        span_presume(walk);
    }
    span_begin(walk, state, event->date, first, event);
    walk->supported = state == BOND_STATE_CLOSED ? DAY_BEFORE_ALL : walk->supported;
}

static void walk_lapse(struct walk *walk, const struct step *step)
{
    const struct bond_span *now = span_last(walk->bond);
    if (!now || now->state == BOND_STATE_CLOSED || walk->supported > step->day) {
        return;
    }
    span_begin(walk, BOND_STATE_CLOSED, edtf_day(step->day), step->day + 1, NULL);
}

static void bond_walk(struct arena *arena, const struct ledger_view *view, struct ledger_bond *bond)
{
    struct walk walk = {arena, view, bond, DAY_BEFORE_ALL};
    struct step *steps = arena_array(arena, 2 * bond->event_count, sizeof *steps);
    size_t count = 0;
    for (size_t i = 0; i < bond->event_count; i++) {
        const struct ledger_event *event = &view->events[bond->events[i] - view->gists];
        if (event->realis != REALIS_ACTUAL) {
            continue;
        }
        steps[count++] = (struct step){event->day, event, false};
        int32_t end = event->sign == '+' ? support_end(event) : DAY_AFTER_ALL;
        if (end != DAY_AFTER_ALL) {
            steps[count++] = (struct step){end, event, true};
        }
    }
    qsort(steps, count, sizeof *steps, step_compare);
    for (size_t i = 0; i < count; i++) {
        if (steps[i].lapse) {
            walk_lapse(&walk, &steps[i]);
        } else {
            walk_event(&walk, steps[i].event);
        }
    }
}

bool bond_is_directed(enum bond_type type)
{
    return type == BOND_RECOGNITION || type == BOND_LISTING || type == BOND_JURISDICTION;
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

void bonds_fold(struct arena *arena, struct ledger_view *view)
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
        *arena_push(arena, bond->events, bond->event_count) =
            &view->gists[parts[i].event - view->events];
    }
    for (size_t i = 0; i < view->bond_count; i++) {
        struct ledger_bond *bond = &view->bonds[i];
        uint64_t hash = slice_hash(slice_of(bond_type_name(bond->type)), 0);
        hash = slice_hash(SLICE("\n"), slice_hash(bond->a, slice_hash(SLICE("\n"), hash)));
        bond->hash = slice_hash(bond->b, hash);
        bond->id = id_print(arena, bond->hash);
        bond_walk(arena, view, bond);
    }
}

const struct bond_span *bond_at(const struct ledger_bond *bond, int32_t day)
{
    for (size_t i = bond->span_count; i-- > 0;) {
        if (bond->spans[i].first <= day) {
            return &bond->spans[i];
        }
    }
    return NULL;
}
