/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Lays the spans of one bond: its actual events are walked by date; `+` opens or deepens, `~`
 * strains, `-` closes. Planned, possible, alleged and denied events, and those more likely misread
 * than not (track.c), move nothing and stay beside it.
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

/* A moment of the walk. */
struct moment {
    int32_t day;
    size_t step;
    bool lapse; /* the support that the step gave ends here */
};

struct walk {
    struct arena *arena;
    struct bond_track *track;
    int32_t supported; /* last day that some `+` supports; DAY_AFTER_ALL without end */
};

const char *bond_state_name(enum bond_state state)
{
    static const char *const names[] = {"pending", "in force", "strained", "closed"};
    return names[state];
}

int32_t support_end(const struct ledger_event *event)
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
static int moment_compare(const void *left, const void *right)
{
    const struct moment *x = left, *y = right;
    if (x->day != y->day) {
        return x->day < y->day ? -1 : 1;
    }
    if (x->lapse != y->lapse) {
        return x->lapse ? 1 : -1;
    }
    return number_compare((int64_t)x->step, (int64_t)y->step);
}

static struct bond_span *span_last(const struct bond_track *track)
{
    return track->span_count ? &track->spans[track->span_count - 1].span : NULL;
}

/* Ends the span before and begins a new one. */
static void span_begin(struct walk *walk, enum bond_state state, struct edtf begin, int32_t first,
                       size_t by)
{
    struct bond_track *track = walk->track;
    struct bond_span *before = span_last(track);
    if (before) {
        before->end = begin;
        before->last = first > DAY_BEFORE_ALL ? first - 1 : first;
    }
    *arena_push(walk->arena, track->spans, track->span_count) = (struct track_span){
        .span = {.state = state, .begin = begin, .first = first, .last = DAY_AFTER_ALL}, .by = by};
}

/* A tie that ends or is strained had begun, though nobody told it. */
static void span_presume(struct walk *walk)
{
    span_begin(walk, BOND_STATE_IN_FORCE, (struct edtf){0}, DAY_BEFORE_ALL, STEP_NONE);
    span_last(walk->track)->presumed = true;
}

/* "Has had a base there": tells the beginning that was presumed, and heals no strain. */
static void span_confirm(struct walk *walk, size_t step)
{
    struct track_span *first = &walk->track->spans[0];
    if (first->span.presumed) {
        first->span.presumed = false;
        first->span.begin = walk->track->steps[step].date;
        first->by = step;
    }
}

static void walk_step(struct walk *walk, size_t at)
{
    const struct bond_step *step = &walk->track->steps[at];
    const struct bond_span *now = span_last(walk->track);
    int32_t first = step->first;
    if (now && first <= now->first) {
        first = step->day; /* "XXXX/..": it holds by the day it was told, not before */
        first = first < now->first ? now->first : first;
    }
    if (step->sign == '+') {
        walk->supported = step->end > walk->supported ? step->end : walk->supported;
        if (step->first == DAY_BEFORE_ALL && now && now->state != BOND_STATE_CLOSED) {
            span_confirm(walk, at);
            return;
        }
        if (!now || now->state != BOND_STATE_IN_FORCE) {
            span_begin(walk, BOND_STATE_IN_FORCE, step->date, first, at);
        }
        return;
    }
    enum bond_state state = step->sign == '~' ? BOND_STATE_STRAINED : BOND_STATE_CLOSED;
    if (now && (now->state == state || now->state == BOND_STATE_CLOSED)) {
        return;
    }
    if (!now && first != DAY_BEFORE_ALL) {
        span_presume(walk);
    }
    span_begin(walk, state, step->date, first, at);
    walk->supported = state == BOND_STATE_CLOSED ? DAY_BEFORE_ALL : walk->supported;
}

static void walk_lapse(struct walk *walk, int32_t day)
{
    const struct bond_span *now = span_last(walk->track);
    if (!now || now->state == BOND_STATE_CLOSED || walk->supported > day) {
        return;
    }
    span_begin(walk, BOND_STATE_CLOSED, edtf_day(day), day + 1, STEP_NONE);
}

void track_walk(struct arena *arena, struct bond_track *track)
{
    struct walk walk = {arena, track, DAY_BEFORE_ALL};
    struct moment *moments = arena_room(arena, 2 * track->step_count, sizeof *moments);
    size_t count = 0;
    for (size_t i = 0; i < track->step_count; i++) {
        const struct bond_step *step = &track->steps[i];
        if (!step->moves) {
            continue;
        }
        moments[count++] = (struct moment){step->day, i, false};
        if (step->sign == '+' && step->end != DAY_AFTER_ALL) {
            moments[count++] = (struct moment){step->end, i, true};
        }
    }
    if (count) {
        qsort(moments, count, sizeof *moments, moment_compare);
    }
    for (size_t i = 0; i < count; i++) {
        if (moments[i].lapse) {
            walk_lapse(&walk, moments[i].day);
        } else {
            walk_step(&walk, moments[i].step);
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
