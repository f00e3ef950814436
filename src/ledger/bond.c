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

#include "ledger/inside.h"

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
    int32_t first = edtf_first(event->date), last = edtf_last(event->date);
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

/* On one day: first what had begun before it ("../2022"), last what lapses. */
static int step_compare(const void *left, const void *right)
{
    const struct step *x = left, *y = right;
    if (x->day != y->day) {
        return x->day < y->day ? -1 : 1;
    }
    if (x->lapse != y->lapse) {
        return x->lapse ? 1 : -1;
    }
    int32_t first = edtf_first(x->event->date), other = edtf_first(y->event->date);
    if (first != other) {
        return first < other ? -1 : 1;
    }
    return slice_compare(x->event->id, y->event->id);
}

static struct bond_span *span_last(const struct ledger_bond *bond)
{
    return bond->span_count ? &bond->spans[bond->span_count - 1] : NULL;
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
    *arena_push(walk->arena, walk->bond->spans, walk->bond->span_count) = (struct bond_span){
        .state = state, .begin = begin, .first = first, .last = DAY_AFTER_ALL, .by = by};
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
        first->by = event;
    }
}

static void walk_event(struct walk *walk, const struct ledger_event *event)
{
    const struct bond_span *now = span_last(walk->bond);
    int32_t first = edtf_first(event->date);
    if (now && first <= now->first) {
        first = event_day(event); /* "XXXX/..": it holds by the day it was told, not before */
        first = first < now->first ? now->first : first;
    }
    if (event->sign == '+') {
        int32_t end = support_end(event);
        walk->supported = end > walk->supported ? end : walk->supported;
        if (edtf_first(event->date) == DAY_BEFORE_ALL && now && now->state != BOND_STATE_CLOSED) {
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

void bond_walk(struct arena *arena, struct ledger_bond *bond)
{
    struct walk walk = {arena, bond, DAY_BEFORE_ALL};
    struct step *steps = arena_array(arena, 2 * bond->event_count, sizeof *steps);
    size_t count = 0;
    for (size_t i = 0; i < bond->event_count; i++) {
        const struct ledger_event *event = bond->events[i];
        if (event->realis != REALIS_ACTUAL) {
            continue;
        }
        steps[count++] = (struct step){event_day(event), event, false};
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

const struct bond_span *bond_at(const struct ledger_bond *bond, int32_t day)
{
    for (size_t i = bond->span_count; i-- > 0;) {
        if (bond->spans[i].first <= day) {
            return &bond->spans[i];
        }
    }
    return NULL;
}
