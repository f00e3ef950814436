/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition of whose sides several are meant by a word that names none, gives them from
 * what the article told before: who did the deed that is judged, both sides of a fight, the two who
 * met or signed. Looks back over the claims made so far, the nearest sentences first. */
#include "event/inside.h"

#define PAIR_SENTENCES 2 /* how far back two states may have been told of together */

static void add_side(const struct coder *c, uint32_t actor, bool fighting,
                     struct actor_set *targets)
{
    if (fighting || actor_at(c->actors, actor)->kind != ACTOR_ORGANISATION) {
        actor_set_add(targets, actor);
    }
}

/* Adds both sides of the last such claim in which none of the sources has a part. Of a quarrel an
 * organisation is none: "the Union suspended X. Y offered to mediate". */
static bool add_both_sides(const struct coder *c, const struct actor_set *sources,
                           const struct claim_list *claims, size_t start, bool fighting,
                           struct actor_set *targets)
{
    for (size_t i = claims->count; i-- > start;) {
        const struct claim *claim = &claims->items[i];
        uint32_t one = actor_by_code(c->actors, claim->source);
        uint32_t other = actor_by_code(c->actors, claim->target);
        bool told = fighting ? claim->event == EVENT_ASSAULT
                             : is_conflict(claim->event) && claim->event != EVENT_REQUEST;
        if (told && claim->realis != REALIS_DENIED && one != UINT32_MAX && other != UINT32_MAX &&
            !actor_set_holds(sources, one) && !actor_set_holds(sources, other)) {
            add_side(c, one, fighting, targets);
            add_side(c, other, fighting, targets);
            return true;
        }
    }
    return false;
}

bool names_only(const struct coder *c, size_t sentence, const struct actor_set *set)
{
    const struct actor_set *named = &c->propositions->named[sentence];
    for (uint8_t i = 0; i < named->count; i++) {
        if (!actor_set_holds(set, named->items[i])) {
            return false;
        }
    }
    return true;
}

/* Does the article tell that one of the pair did something against the other? */
static bool pair_quarrels(const struct coder *c, const struct claim_list *claims)
{
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        uint32_t one = actor_by_code(c->actors, claim->source);
        uint32_t other = actor_by_code(c->actors, claim->target);
        if (is_conflict(claim->event) && claim->realis != REALIS_DENIED && one != other &&
            actor_set_holds(&c->pair, one) && actor_set_holds(&c->pair, other)) {
            return true;
        }
    }
    return false;
}

/* "An accord had been signed in December": the two of whom the whole article tells, where the
 * sentence names no other; of a truce, if they are told to quarrel. Else an empty set. */
static struct actor_set pair_meant(const struct coder *c, size_t s, enum event_type event,
                                   const struct claim_list *claims)
{
    bool meant = names_only(c, s, &c->pair) && (event != EVENT_RETREAT || pair_quarrels(c, claims));
    return meant ? c->pair : (struct actor_set){0};
}

/* Adds both sides of a claim of talks: "Z brings X and Y together" has told two, and X and Y, who
 * are not in both, are the sides. False where the actors are not known. */
static bool add_talkers(const struct coder *c, const struct claim_list *claims, size_t i,
                        struct actor_set *sources, struct actor_set *targets)
{
    const struct claim *last = &claims->items[i], *before = i ? last - 1 : last;
    uint32_t one = actor_by_code(c->actors, last->source);
    uint32_t other = actor_by_code(c->actors, last->target);
    if (before->sentence_begin == last->sentence_begin && before->event == EVENT_CONSULT &&
        last->event == EVENT_CONSULT) {
        uint32_t third = actor_by_code(c->actors, before->source);
        uint32_t fourth = actor_by_code(c->actors, before->target);
        uint32_t apart = third == one || third == other ? fourth : third;
        uint32_t shared = apart == fourth ? third : fourth;
        bool go_between = (shared == one) != (shared == other) && apart != one && apart != other;
        one = go_between && shared == one ? apart : one;
        other = go_between && shared == other ? apart : other;
    }
    if (one == UINT32_MAX || other == UINT32_MAX) {
        return false;
    }
    actor_set_add(sources, one);
    actor_set_add(targets, other);
    return true;
}

/* "Xi est reçu à Riyad ; un accord est signé": where the clause names nobody, both sides of the
 * last meeting or agreement of this sentence or the one before it; of a truce, those who fight in
 * the article; else the two of whom it tells. */
void sides_of_story(const struct coder *c, const struct proposition *p, enum event_type event,
                    const struct claim_list *claims, struct actor_set *sources,
                    struct actor_set *targets)
{
    bool inside = false;
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (a->own.count && !a->own.place) {
            return;
        }
        inside = inside || (a->inner.count && !a->inner.place);
    }
    bool truce = event == EVENT_RETREAT;
    size_t first = truce || !p->sentence ? 0 : p->sentence - 1;
    size_t from = claims_from(c, first, p->sentence, claims);
    for (size_t i = claims->count; i-- > from;) {
        const struct claim *claim = &claims->items[i];
        bool talks = claim->event == EVENT_CONSULT || claim->event == EVENT_AGREE;
        bool fighting = claim->event == EVENT_ASSAULT && claim->bond == BOND_HOSTILITIES;
        if ((truce ? fighting : talks) && claim->realis != REALIS_DENIED &&
            add_talkers(c, claims, i, sources, targets)) {
            return;
        }
    }
    struct actor_set pair = pair_meant(c, p->sentence, event, claims);
    for (uint8_t i = 0; !inside && i < pair.count; i++) {
        actor_set_add(i ? targets : sources, pair.items[i]);
    }
}

/* "X called for a ceasefire", "Téhéran a proposé sa médiation": those meant fight each other in the
 * article, else they are the sides of the quarrel just told, else the two states of which the whole
 * article tells. */
static void parties(const struct coder *c, const struct proposition *p,
                    const struct actor_set *sources, const struct claim_list *claims,
                    struct actor_set *targets)
{
    size_t start = story_start(c, p->sentence, claims);
    bool pair = c->pair.count == 2 && !actor_set_holds(sources, c->pair.items[0]) &&
                !actor_set_holds(sources, c->pair.items[1]);
    if (!add_both_sides(c, sources, claims, 0, true, targets) &&
        !add_both_sides(c, sources, claims, start, false, targets) && pair) {
        *targets = c->pair;
    }
}

/* Does the rule want a thing as what acts: "talks resumed"? */
static bool wants_thing(const struct fit *fit)
{
    for (size_t i = 0; i < fit->pattern->condition_count; i++) {
        const struct condition *condition = &fit->pattern->conditions[i];
        if (condition->kind == CONDITION_CLASS && !condition->contrary &&
            slice_is(condition->role, role_name(ROLE_AGENT))) {
            return true;
        }
    }
    return false;
}

/* Does the clause name somebody who is more than a place, or tell who acts? */
static bool names_somebody(const struct proposition *p, const struct fit *fit)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool named = (a->own.count && !a->own.place) || (a->inner.count && !a->inner.place);
        if (named || (a->role == ROLE_AGENT && !wants_thing(fit))) {
            return true;
        }
    }
    return false;
}

/* Adds the two states of the last claim of that sentence or of those right before; of a truce, of
 * the last that tells no talks, for these may be with a mediator. */
static void last_pair(const struct coder *c, size_t s, enum event_type event,
                      const struct claim_list *claims, struct actor_set *out)
{
    size_t start = story_start(c, s, claims);
    size_t first = s > PAIR_SENTENCES ? s - PAIR_SENTENCES : 0;
    size_t begin = c->trees->items[first].sentence->begin;
    for (size_t i = claims->count; i-- > start && claims->items[i].sentence_begin >= begin;) {
        uint32_t source = actor_by_code(c->actors, claims->items[i].source);
        uint32_t target = actor_by_code(c->actors, claims->items[i].target);
        bool talks = event == EVENT_RETREAT && claims->items[i].event == EVENT_CONSULT;
        if (is_state(c, source) && is_state(c, target) && !talks &&
            claims->items[i].realis != REALIS_DENIED) {
            actor_set_add(out, source);
            actor_set_add(out, target);
            return;
        }
    }
}

void story_sides(const struct coder *c, const struct proposition *p, const struct fit *fit,
                 const struct claim_list *claims, struct actor_set *sides)
{
    const struct rule *rule = fit->rule;
    enum event_type event = rule->coding_count ? rule->codings[0].event : EVENT_COUNT;
    bool together = event == EVENT_AGREE || event == EVENT_CONSULT || event == EVENT_COOPERATE ||
                    event == EVENT_RETREAT || event == EVENT_CONCEDE;
    bool told = p->modality == MODALITY_FACT || p->modality == MODALITY_PLANNED;
    if (rule->joint && together && p->kind == PREDICATE_VERB && !p->attributive && told &&
        !p->negated && !names_somebody(p, fit)) {
        last_pair(c, p->sentence, event, claims, sides);
        if (!sides->count) {
            *sides = pair_meant(c, p->sentence, event, claims);
        }
        if (!names_only(c, p->sentence, sides)) {
            *sides = (struct actor_set){0}; /* the sentence tells of somebody else */
        }
    }
}

void lifted_sides(const struct coder *c, const struct proposition *p, const struct fit *fit,
                  const struct claim_list *claims, struct actor_set *sources,
                  struct actor_set *targets)
{
    const struct coding *coding = fit->rule->codings;
    bool open = !sources->count;
    if (!fit->rule->coding_count || coding->event != EVENT_CONCEDE || coding->bond == BOND_NONE ||
        p->kind != PREDICATE_VERB || p->negated || (open && names_somebody(p, fit))) {
        return;
    }
    for (size_t i = claims->count, start = story_start(c, p->sentence, claims); i-- > start;) {
        const struct claim *claim = &claims->items[i];
        uint32_t source = actor_by_code(c->actors, claim->source);
        uint32_t target = actor_by_code(c->actors, claim->target);
        if (claim->event == EVENT_SANCTION && claim->bond == coding->bond &&
            claim->realis != REALIS_DENIED && source != UINT32_MAX && target != UINT32_MAX &&
            (open || actor_set_holds(sources, source))) {
            actor_set_add(sources, source);
            actor_set_add(targets, target);
            return;
        }
    }
}

void story_target(const struct coder *c, const struct proposition *p, const struct fit *fit,
                  const struct actor_set *sources, const struct claim_list *claims,
                  struct actor_set *targets)
{
    if (fit->rule->coding_count) {
        last_deed(c, p, fit, sources, claims, targets);
    }
    if (!targets->count && fit->rule->parties && sources->count) {
        parties(c, p, sources, claims, targets);
    }
    if (!targets->count && fit->rule->coding_count && fit->rule->codings[0].event == EVENT_AID) {
        same_favour(c, p, sources, claims, targets);
    }
    if (!targets->count && fit->rule->bilateral) {
        other_side(c, p, fit, sources, claims, targets);
    }
}
