/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the propositions of a sentence in which two actors are known, gives the relation between
 * them: the claim from one to the other, else the reverse one, else the event of the proposition
 * that has most to do with both. One pass over propositions and their rules. */
#include "event/inside.h"

/* What a reading by a rule that does not wholly fit must have, the logarithm of the odds: the two
 * are known to have a relation, so that less is needed than in an article. */
#define LEAST_ODDS (-2.5)

/* 4 agent, 2 any other place of its own, 1 inside a phrase, 0 nowhere. */
static int closeness(const struct proposition *p, uint32_t actor, const struct fit *fit, bool agent)
{
    int best = 0;
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool in_place = (resolved_role(p, a, fit) == ROLE_AGENT) == agent;
        int found = actor_set_holds(&a->own, actor)     ? (in_place ? 4 : 2)
                    : actor_set_holds(&a->inner, actor) ? (in_place ? 2 : 1)
                                                        : 0;
        best = found > best ? found : best;
    }
    return best;
}

/* Is it what the sentence says first: its root, or what somebody says at the root? */
static bool is_main(const struct coder *c, const struct proposition *p)
{
    const struct word *words = c->trees->items[p->sentence].words;
    size_t w = p->word;
    while (words[w].relation == REL_CCOMP || words[w].relation == REL_XCOMP ||
           (words[w].relation == REL_OBJ && p->kind == PREDICATE_NOUN)) {
        w = words[w].head;
    }
    return words[w].head == 0;
}

static bool claimed(const struct claim_list *claims, struct slice source, struct slice target,
                    struct claim *out)
{
    for (size_t i = 0; i < claims->count; i++) {
        if (slice_equal(claims->items[i].source, source) &&
            slice_equal(claims->items[i].target, target)) {
            *out = claims->items[i];
            return true;
        }
    }
    return false;
}

static bool is_material_conflict(enum event_type event)
{
    return event >= EVENT_PROTEST;
}

/* PLOVER's reading where one relation must stand for the sentence: a deed promised, threatened,
 * refused or asked for is a speech act, and a treaty that is signed is SUPPORT (CAMEO 057), where
 * records count it as AGREE with its bond. */
static enum event_type plover_reading(const struct proposition *p, enum event_type event,
                                      enum bond_type bond, char sign)
{
    if (event == EVENT_AGREE && bond == BOND_TREATY && sign == '+' && !p->negated &&
        p->modality == MODALITY_FACT) {
        return EVENT_SUPPORT;
    }
    if (p->negated) {
        return !is_conflict(event) ? EVENT_REJECT : event;
    }
    switch (p->modality) {
    case MODALITY_DEMANDED:
        return !is_conflict(event) || is_material_conflict(event) ? EVENT_REQUEST : event;
    case MODALITY_ENDED:
        return !is_conflict(event) ? EVENT_SANCTION : EVENT_CONCEDE;
    case MODALITY_THREATENED:
        return EVENT_THREATEN;
    case MODALITY_PLANNED:
        return p->attempted                  ? event
               : !is_conflict(event)         ? EVENT_AGREE
               : is_material_conflict(event) ? EVENT_THREATEN
                                             : event;
    default:
        return event;
    }
}

/* Where no rule spoke, the likeliest reading of the two by a rule that does not wholly fit. */
static bool likeliest(const struct coder *c, uint32_t source, uint32_t target, struct claim *out)
{
    struct claim_list none = {0};
    struct near_list list;
    double best = LEAST_ODDS;
    near_find(c, NULL, &none, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct near *near = &list.items[i];
        bool pair = (near->source == source && near->target == target) ||
                    (near->source == target && near->target == source);
        if (pair && near->odds > best) {
            best = near->odds;
            out->event = plover_reading(near->proposition, near->coding->event, near->coding->bond,
                                        near->coding->sign);
            out->bond = near->coding->bond;
            out->sign = near->coding->sign;
            out->rule = near->fit.rule->id;
        }
    }
    return best > LEAST_ODDS;
}

bool event_relate(struct arena *arena, const struct codebook *codebook,
                  const struct actor_register *actors, const struct article *article,
                  const struct tree_list *trees, const struct proposition_list *propositions,
                  uint32_t source, uint32_t target, struct claim *out)
{
    struct coder c = coder_of(arena, codebook, actors, article, trees, propositions);
    struct claim_list claims = {0};
    int best = 0;
    *out = (struct claim){.doc = article->id, .realis = REALIS_ACTUAL};
    for (size_t i = 0; i < propositions->count; i++) {
        const struct proposition *p = &propositions->items[i];
        struct fit_list fits;
        size_t before = claims.count;
        code_proposition(&c, p, &fits, &claims);
        for (size_t k = before; k < claims.count; k++) {
            claims.items[k].event = plover_reading(p, claims.items[k].event, claims.items[k].bond,
                                                   claims.items[k].sign);
        }
        if (!fits.count || !fits.items[0].rule->coding_count) {
            continue;
        }
        int near = closeness(p, source, &fits.items[0], true) +
                   closeness(p, target, &fits.items[0], false);
        near = near > 1 ? 2 * near + is_main(&c, p) : near; /* of equals the main clause */
        if (near > best) {
            best = near;
            const struct coding *coding = &fits.items[0].rule->codings[0];
            out->event = plover_reading(p, coding->event, coding->bond, coding->sign);
            out->bond = coding->bond;
            out->sign = coding->sign;
            out->rule = fits.items[0].rule->id;
        }
    }
    struct slice from = actor_at(actors, source)->code, to = actor_at(actors, target)->code;
    return claimed(&claims, from, to, out) || claimed(&claims, to, from, out) || best > 1 ||
           likeliest(&c, source, target, out);
}
