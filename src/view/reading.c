/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Scores one tie on one day: bonds by their state, events by intensity, realis and age. Every
 * summand is kept as a term. Numbers come from data/circle.txt, nothing is fixed here. */
#include <math.h>

#include "view/inside.h"

#define TERM_LEAST 0.05 /* a smaller summand is not printed: scores have one digit */

/* Days that a date of this precision leaves open at its beginning. */
static int32_t slack(struct edtf date)
{
    struct edtf point = {.from = date.from};
    return point.from.precision < PRECISION_DECADE ? 0 : edtf_last(point) - edtf_first(point);
}

const struct bond_span *tie_span(const struct ledger_bond *bond, int32_t day, bool baseline)
{
    if (!baseline) {
        return bond_at(bond, day);
    }
    for (size_t i = bond->span_count; i-- > 0;) {
        const struct bond_span *span = &bond->spans[i];
        int64_t first = span->first;
        if (span->state == BOND_STATE_IN_FORCE && span->first != DAY_BEFORE_ALL) {
            first -= slack(span->begin);
        }
        if (first <= day) {
            return span;
        }
    }
    return NULL;
}

double span_weight(const struct formula *formula, const struct ledger_bond *bond,
                   const struct bond_span *span)
{
    if (!span) {
        return 0;
    }
    switch (span->state) {
    case BOND_STATE_IN_FORCE:
        return formula->bond[bond->type];
    case BOND_STATE_STRAINED:
        return formula->bond[bond->type] * formula->strained;
    case BOND_STATE_CLOSED:
        return span->by ? formula->closed[bond->type] : 0;
    default:
        return 0;
    }
}

static bool is_material(unsigned type)
{
    return type == EVENT_PROTEST || type == EVENT_SANCTION || type == EVENT_MOBILIZE ||
           type == EVENT_COERCE || type == EVENT_ASSAULT;
}

/* What time has left of it: a state that goes on is as old as the article that tells it. */
static double event_left(const struct formula *formula, const struct ledger_gist *gist, int32_t day)
{
    int64_t age = gist->fades < day ? (int64_t)day - gist->fades : 0;
    return age < FADING_DAYS ? formula->fading[age] : exp2(-(double)age / formula->half_life);
}

static double event_weight(const struct formula *formula, const struct ledger_gist *gist,
                           int32_t day)
{
    bool counted = gist->bond != BOND_NONE && gist->realis == REALIS_ACTUAL;
    double fresh = formula->event[gist->event] * formula->scale * formula->realis[gist->realis] *
                   (counted ? formula->with_bond : 1) * (gist->undated ? formula->undated : 1);
    return fresh == 0 ? 0 : fresh * event_left(formula, gist, day);
}

static struct circle_term *term_add(struct arena *arena, struct reading *out, double value)
{
    struct circle_term *term = arena_push(arena, out->terms, out->term_count);
    *term = (struct circle_term){.value = value};
    return term;
}

static struct slice event_text(struct arena *arena, const struct ledger_event *event)
{
    struct slice date = edtf_print(arena, event->date);
    return slice_print(arena, "%.*s %s %.*s, %s, %.*s", SLICE_ARGS(event->source),
                       event_type_name(event->event), SLICE_ARGS(event->target),
                       realis_name(event->realis), SLICE_ARGS(date));
}

static struct slice bond_text(struct arena *arena, const struct ledger_bond *bond,
                              const struct bond_span *span)
{
    struct slice text = span_text(arena, span, span->last); /* it holds: its end lies ahead */
    return slice_print(arena, "%s %.*s%s", bond_type_name(bond->type), SLICE_ARGS(text),
                       span->presumed ? " (presumed)" : "");
}

struct slice circle_term_text(struct arena *arena, const struct circle_term *term)
{
    if (term->event) {
        return event_text(arena, term->event);
    }
    if (term->bond) {
        return bond_text(arena, term->bond, term->span);
    }
    struct slice sum = score_text(arena, term->sum), kept = score_text(arena, term->kept);
    return slice_print(arena, "events sum to %.*s, kept at %.*s", SLICE_ARGS(sum),
                       SLICE_ARGS(kept));
}

struct slice circle_term_id(const struct circle_term *term)
{
    return term->event ? term->event->id : term->bond ? term->bond->id : SLICE("");
}

static void bond_term(struct arena *arena, const struct ledger_bond *bond,
                      const struct bond_span *span, double weight, struct reading *out)
{
    if (weight != 0) {
        struct circle_term *term = term_add(arena, out, weight);
        term->bond = bond;
        term->span = span;
    }
}

/* False where the bond does not count. */
static bool bond_read(const struct formula *formula, const struct ledger_bond *bond,
                      const struct bond_span *span, struct reading *out)
{
    double weight = span_weight(formula, bond, span);
    bool hostile_type = formula->bond[bond->type] < 0;
    if (span->presumed && weight > 0 && formula->leave[bond->type] == 0) {
        return false; /* what only its end tells of is what any two states have */
    }
    out->bonds += weight;
    out->warm += weight > 0 ? weight : 0;
    out->at_war |= bond->type == BOND_HOSTILITIES && span->state == BOND_STATE_IN_FORCE;
    if (weight < 0 && (hostile_type || formula->leave[bond->type] == 0)) {
        out->hostile -= weight;
    }
    return true;
}

/* Gives the event's weight. */
static double event_read(const struct formula *formula, const struct ledger_gist *gist, int32_t day,
                         struct reading *out)
{
    double weight = event_weight(formula, gist, day);
    bool actual = gist->realis == REALIS_ACTUAL;
    out->events += weight;
    out->actual_events += actual;
    if (weight < 0 && is_material(gist->event) && (actual || gist->realis == REALIS_ALLEGED)) {
        out->material -= weight;
    }
    return weight;
}

void tie_read(struct arena *arena, const struct formula *formula, const struct tie *tie,
              int32_t day, bool baseline, struct reading *out)
{
    bool terms = tie->events && !baseline;
    *out = (struct reading){0};
    for (size_t i = 0; i < tie->bond_count; i++) {
        const struct bond_span *span = tie_span(tie->bonds[i], day, baseline);
        if (span && bond_read(formula, tie->bonds[i], span, out) && terms) {
            bond_term(arena, tie->bonds[i], span, span_weight(formula, tie->bonds[i], span), out);
        }
    }
    for (size_t i = 0; i < tie->event_count; i++) {
        const struct ledger_gist *gist = &tie->gists[i];
        double weight = gist_reached(gist, day) ? event_read(formula, gist, day, out) : 0;
        if (terms && fabs(weight) >= TERM_LEAST) {
            term_add(arena, out, weight)->event = &tie->events[i];
        }
    }
    double kept = fmin(fmax(out->events, formula->least), formula->most);
    if (kept != out->events && terms) {
        struct circle_term *term = term_add(arena, out, kept - out->events);
        term->sum = out->events;
        term->kept = kept;
    }
    out->score = out->bonds + kept;
}
