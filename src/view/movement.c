/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tells the movement of a tie between two days from its readings and from the bonds that changed.
 * The first rule that holds decides:
 *   opponent   at war now
 *   left       a tie of trust (data/circle.txt, leave.*) was ended since, and it is not inside now;
 *              or it was inside, and hostile bonds outweigh the rest now
 *   opponent   hostile bonds outweigh the rest; or force and sanctions without any friendly bond
 *   entered    inside now, not before, by bonds gained since
 *   deepened   inside before, and gained as much again
 *   drifting   bonds lost or strained beyond those gained; or quarrels without any bond moved
 *   unknown    one family of articles and no bond
 *   unchanged  else */
#include <math.h>

#include "view/inside.h"

static const char *const names[MOVEMENT_COUNT] = {"unknown",  "entered", "deepened", "unchanged",
                                                  "drifting", "left",    "opponent"};

/* What happened to the bonds between the two days. */
struct change {
    double gain, loss;                               /* sums of weights, both positive */
    const struct ledger_bond *gained, *lost, *ended; /* the weightiest; ended: a tie of trust */
    double most_gained, most_lost;
    bool gained_relief;
    size_t standing; /* bonds in any state now */
};

const char *movement_name(enum movement movement)
{
    return names[movement];
}

bool movement_parse(struct slice text, enum movement *out)
{
    for (int i = 0; i < MOVEMENT_COUNT; i++) {
        if (slice_is(text, names[i])) {
            *out = (enum movement)i;
            return true;
        }
    }
    return false;
}

static void change_add(const struct formula *formula, const struct ledger_bond *bond,
                       struct view_time time, struct change *change)
{
    const struct bond_span *before = tie_span(bond, time.since, true);
    const struct bond_span *now = tie_span(bond, time.as_of, false);
    double weight = span_weight(formula, bond, now);
    double delta = weight - span_weight(formula, bond, before);
    change->standing += now != NULL;
    if (delta > 0) {
        bool relief = weight <= 0; /* the end of something hostile explains less than a tie won */
        bool relieved = change->gained && change->gained_relief;
        change->gain += delta;
        if (!change->gained || (relieved && !relief) ||
            (relieved == relief && delta > change->most_gained)) {
            change->most_gained = delta;
            change->gained = bond;
            change->gained_relief = relief;
        }
    } else if (delta < 0) {
        change->loss -= delta;
        if (-delta > change->most_lost) {
            change->most_lost = -delta;
            change->lost = bond;
        }
    }
    bool was_closed = before && before->state == BOND_STATE_CLOSED;
    if (now && now->state == BOND_STATE_CLOSED && now->by && !was_closed &&
        formula->leave[bond->type] != 0) {
        change->ended = bond;
    }
}

static bool is_inside(const struct formula *formula, const struct reading *reading)
{
    return reading->score >= formula->inside && reading->hostile < formula->hostile;
}

/* "alignment closed 2024-12/..": a bond as it stands now. */
static struct slice bond_words(struct arena *arena, const struct ledger_bond *bond, int32_t day)
{
    const struct bond_span *span = bond ? tie_span(bond, day, false) : NULL;
    struct slice text = span ? span_text(arena, span, day) : SLICE("pending");
    return bond ? slice_print(arena, "%s %.*s", bond_type_name(bond->type), SLICE_ARGS(text))
                : SLICE("no bond");
}

static const struct {
    const char *name, *words;
} causes[] = {
    [CAUSE_WAR] = {"war", "at war"},
    [CAUSE_TRUST_ENDED] = {"trust ended", "ended a tie of trust"},
    [CAUSE_TURNED] = {"turned", "was inside, hostile now"},
    [CAUSE_HOSTILE] = {"hostile", "hostile"},
    [CAUSE_FORCE] = {"force", "force or sanctions, no friendly bond"},
    [CAUSE_WON] = {"won", "not inside before, won"},
    [CAUSE_WON_MORE] = {"won more", "inside before, won"},
    [CAUSE_LOST] = {"lost", "lost or strained"},
    [CAUSE_QUARRELS] = {"quarrels", "quarrels, no bond moved"},
    [CAUSE_STILL] = {"still", "no bond moved enough"},
    [CAUSE_THIN] = {"thin", "thin evidence"},
    [CAUSE_UNTOLD] = {"untold", "no tie told"},
};

const char *cause_name(enum cause cause)
{
    return causes[cause].name;
}

static struct slice reason(struct arena *arena, const struct circle_row *row, int32_t day)
{
    const char *words = causes[row->cause].words;
    struct slice bond = bond_words(arena, row->cause_bond, day);
    return row->cause_bond ? slice_print(arena, "%s: %.*s", words, SLICE_ARGS(bond))
                           : slice_of(words);
}

static void tell(struct circle_row *row, enum movement movement, enum cause cause,
                 const struct ledger_bond *bond)
{
    row->movement = movement;
    row->cause = cause;
    row->cause_bond = bond;
}

static const struct ledger_bond *hostile_bond(const struct formula *formula, const struct tie *tie,
                                              int32_t day)
{
    const struct ledger_bond *worst = NULL;
    double weight = 0;
    for (size_t i = 0; i < tie->bond_count; i++) {
        double now = span_weight(formula, tie->bonds[i], tie_span(tie->bonds[i], day, false));
        if (now < weight) {
            weight = now;
            worst = tie->bonds[i];
        }
    }
    return worst;
}

/* The hostile half of the rules; false where none holds. */
static bool tell_hostile(const struct formula *formula, const struct ledger_bond *worst,
                         const struct change *change, const struct reading *since,
                         const struct reading *now, struct circle_row *out)
{
    bool hostile = now->hostile >= formula->hostile && now->score < 0;
    if (now->at_war) {
        tell(out, MOVEMENT_OPPONENT, CAUSE_WAR, worst);
    } else if (change->ended && !is_inside(formula, now)) {
        tell(out, MOVEMENT_LEFT, CAUSE_TRUST_ENDED, change->ended);
    } else if (hostile && is_inside(formula, since)) {
        tell(out, MOVEMENT_LEFT, CAUSE_TURNED, worst);
    } else if (hostile) {
        tell(out, MOVEMENT_OPPONENT, CAUSE_HOSTILE, worst);
    } else if (now->material >= formula->material && now->warm == 0 && now->score < 0) {
        tell(out, MOVEMENT_OPPONENT, CAUSE_FORCE, NULL);
    } else {
        return false;
    }
    return true;
}

/* The other half. */
static void tell_rest(const struct formula *formula, const struct change *change,
                      const struct reading *since, const struct reading *now,
                      struct circle_row *out)
{
    bool was_inside = is_inside(formula, since), inside = is_inside(formula, now);
    bool told = change->standing > 0 || now->families > 1 || fabs(now->score) >= formula->thin;
    if (!was_inside && inside && change->gain > 0) {
        tell(out, MOVEMENT_ENTERED, CAUSE_WON, change->gained);
    } else if (was_inside && change->gain - change->loss >= formula->deepen) {
        tell(out, MOVEMENT_DEEPENED, CAUSE_WON_MORE, change->gained);
    } else if (change->loss >= formula->drift && change->loss > change->gain) {
        tell(out, MOVEMENT_DRIFTING, CAUSE_LOST, change->lost);
    } else if (since->events - now->events >= formula->quarrel && (now->warm > 0 || was_inside)) {
        tell(out, MOVEMENT_DRIFTING, CAUSE_QUARRELS, NULL);
    } else {
        tell(out, told && now->actual_events > 0 ? MOVEMENT_UNCHANGED : MOVEMENT_UNKNOWN,
             told ? CAUSE_STILL : CAUSE_THIN, NULL);
    }
}

void movement_tell(struct arena *arena, const struct formula *formula, const struct tie *tie,
                   struct view_time time, const struct reading *since, const struct reading *now,
                   struct circle_row *out)
{
    struct change change = {0};
    for (size_t i = 0; i < tie->bond_count; i++) {
        change_add(formula, tie->bonds[i], time, &change);
    }
    const struct ledger_bond *worst = hostile_bond(formula, tie, time.as_of);
    if (!tell_hostile(formula, worst, &change, since, now, out)) {
        tell_rest(formula, &change, since, now, out);
    }
    out->reason = reason(arena, out, time.as_of);
}
