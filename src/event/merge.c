/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the claims of an article in text order, gives one for each deed: a restatement, of the same
 * time and as real, joins the most specific record (GUIDE.md, rule 1), a garrison in a land under
 * attack is no guest. Quadratic in the claims of one article. */
#include "event/inside.h"

static bool same_actors(const struct claim *a, const struct claim *b)
{
    if (slice_equal(a->source, b->source) && slice_equal(a->target, b->target)) {
        return true;
    }
    return event_is_symmetric(a->event) && slice_equal(a->source, b->target) &&
           slice_equal(a->target, b->source);
}

/* Is any of its ends known? */
static bool is_known(struct edtf date)
{
    return edtf_is_set(date) &&
           (edtf_first(date) != DAY_BEFORE_ALL || edtf_last(date) != DAY_AFTER_ALL);
}

/* Days from its first to its last. */
static int64_t width(struct edtf date)
{
    return edtf_is_set(date) ? (int64_t)edtf_last(date) - edtf_first(date) : INT64_MAX;
}

static bool dates_meet(struct edtf a, struct edtf b)
{
    if (!edtf_is_set(a) || !edtf_is_set(b)) {
        return true;
    }
    return edtf_first(a) <= edtf_last(b) && edtf_first(b) <= edtf_last(a);
}

static bool same_bond(const struct claim *a, const struct claim *b)
{
    return a->bond == b->bond && a->sign == b->sign;
}

bool claim_same_event(const struct claim *a, const struct claim *b)
{
    return a->event == b->event && same_bond(a, b) && same_actors(a, b) &&
           (a->realis == REALIS_DENIED) == (b->realis == REALIS_DENIED) &&
           dates_meet(a->date, b->date);
}

/* An envoy summoned and a reproach made are two deeds, though both are ACCUSE. */
static bool told_apart(const struct claim *a, const struct claim *b)
{
    return a->bond == BOND_NONE && b->bond == BOND_NONE && !event_is_symmetric(a->event) &&
           !slice_equal(a->rule, b->rule) && a->sentence_begin != b->sentence_begin;
}

/* Do two sentences tell of one time? Of an unknown time always; a day in a period is that period's
 * told more exactly, two periods that differ are two times. */
static bool same_time(struct edtf a, struct edtf b)
{
    bool unknown = !is_known(a) || !is_known(b);
    bool equal = edtf_first(a) == edtf_first(b) && edtf_last(a) == edtf_last(b);
    return unknown || equal || (dates_meet(a, b) && (!width(a) || !width(b)));
}

/* What is planned here and done there, or told of another time, is another deed. */
static bool told_again(const struct claim *a, const struct claim *b)
{
    bool contested = a->realis == REALIS_ALLEGED || b->realis == REALIS_ALLEGED;
    return (a->realis == b->realis || contested) && same_time(a->date, b->date);
}

static bool joins(const struct claim *kept, const struct claim *other)
{
    if (kept->event != other->event || !same_actors(kept, other) || told_apart(kept, other) ||
        (kept->realis == REALIS_DENIED) != (other->realis == REALIS_DENIED)) {
        return false;
    }
    bool vague = kept->bond == BOND_NONE || other->bond == BOND_NONE;
    bool mood = kept->bond == BOND_ALIGNMENT && kept->sign == '~' && same_bond(kept, other) &&
                kept->realis == other->realis; /* one state, often told */
    bool again = kept->sentence_begin == other->sentence_begin ? dates_meet(kept->date, other->date)
                                                               : told_again(kept, other);
    return mood || ((same_bond(kept, other) || vague) && again);
}

/* Is `a` the better record of a deed than `b`? */
static bool better(const struct claim *a, const struct claim *b)
{
    uint32_t chosen = 1u << SIGN_CHOSEN_SIDE;
    if ((a->signs & chosen) != (b->signs & chosen)) {
        return !(a->signs & chosen); /* both sides said */
    }
    if ((a->bond != BOND_NONE) != (b->bond != BOND_NONE)) {
        return a->bond != BOND_NONE;
    }
    if (a->realis != b->realis) {
        return a->realis < b->realis;
    }
    return width(a->date) < width(b->date);
}

/* Soldiers in a land that they attack are no guests there, though a clause alone reads so. */
static bool is_occupation(const struct claim_list *claims, const struct claim *stay)
{
    if (stay->event != EVENT_COOPERATE || stay->bond != BOND_BASING || stay->sign != '+') {
        return false;
    }
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *attack = &claims->items[i];
        if (attack->event == EVENT_ASSAULT && attack->realis == REALIS_ACTUAL &&
            same_actors(stay, attack)) {
            return true;
        }
    }
    return false;
}

static void drop_occupations(struct claim_list *claims)
{
    size_t kept = 0;
    for (size_t i = 0; i < claims->count; i++) {
        if (!is_occupation(claims, &claims->items[i])) {
            claims->items[kept++] = claims->items[i];
        }
    }
    claims->count = kept;
}

void merge_claims(struct claim_list *claims)
{
    drop_occupations(claims);
    size_t kept = 0;
    for (size_t i = 0; i < claims->count; i++) {
        size_t k = 0;
        while (k < kept && !joins(&claims->items[k], &claims->items[i])) {
            k++;
        }
        if (k == kept) {
            claims->items[kept++] = claims->items[i];
        } else {
            if (better(&claims->items[i], &claims->items[k])) {
                claims->items[k] = claims->items[i];
            }
            claims->items[k].signs |= 1u << SIGN_RESTATED;
        }
    }
    claims->count = kept;
    for (size_t i = 0; i < kept; i++) {
        claims->items[i].order = (uint32_t)i;
        if (!claims->items[i].confidence) { /* else it was weighed as it was made */
            claims->items[i].confidence = claim_confidence(&claims->items[i]);
        }
    }
}
