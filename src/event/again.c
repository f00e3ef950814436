/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition that points at a deed told before and the claims so far, gives the claims of
 * whoever does the same, or denies it. */
#include "event/inside.h"

/* Does the proposition name the actor besides its sources: "leur emboîter le pas"? */
static bool is_followed(const struct proposition *p, const struct actor_set *sources,
                        uint32_t actor)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        if (actor_set_holds(&p->arguments[i].own, actor) && !actor_set_holds(sources, actor)) {
            return true;
        }
    }
    return false;
}

/* The deed that is repeated; with `back` only one that the sources suffered: the last that moved a
 * bond and was done by who is followed; the last of the same sentence; of those just told, the last
 * that moved a bond, or else the last; at worst the last in the article that moved a bond. NULL if
 * there is none. */
static const struct claim *deed_repeated(const struct coder *c, const struct proposition *p,
                                         bool back, const struct actor_set *sources,
                                         const struct claim_list *claims)
{
    const struct claim *here = NULL, *moved = NULL, *near = NULL;
    uint32_t begin = c->trees->items[p->sentence].sentence->begin;
    size_t start = story_start(c, p->sentence, claims);
    for (size_t i = claims->count; i-- > 0;) {
        const struct claim *claim = &claims->items[i];
        uint32_t source = actor_by_code(c->actors, claim->source);
        bool told = claim->realis != REALIS_DENIED && claim->realis != REALIS_ALLEGED;
        bool suffered = actor_set_holds(sources, actor_by_code(c->actors, claim->target));
        if (!told || actor_set_holds(sources, source) || (back && !suffered)) {
            continue;
        }
        bool bond = claim->bond != BOND_NONE;
        if (bond && is_followed(p, sources, source)) {
            return claim;
        }
        here = !here && claim->sentence_begin == begin ? claim : here;
        near = !near && i >= start && !is_speech(claim->event) ? claim : near;
        bool far = i < start && near;
        moved = !moved && bond && !far ? claim : moved;
    }
    bool participle = c->trees->items[p->sentence].words[p->word].relation == REL_ACL;
    if (here || participle) {
        return here; /* "imité par X": what the clause itself tells */
    }
    return moved ? moved : near;
}

/* "L'Irlande en a fait autant", "les États-Unis n'ont pas franchi le pas": a deed told before, by
 * another; "la Belgique a rendu la pareille", a rule with `mutual`: who suffered it does it to who
 * did it. */
bool repeat_deed(const struct coder *c, const struct proposition *p, const struct fit *fit,
                 const struct actor_set *sources, struct claim_list *out)
{
    const struct claim *deed = deed_repeated(c, p, fit->rule->mutual, sources, out);
    uint32_t target = deed ? actor_by_code(c->actors, deed->target) : UINT32_MAX;
    if (target == UINT32_MAX) {
        return false;
    }
    struct coding coding = {deed->event, deed->bond, deed->sign};
    target = fit->rule->mutual ? actor_by_code(c->actors, deed->source) : target;
    for (uint8_t k = 0; k < sources->count; k++) {
        add_claim(c, p, fit, &coding, sources->items[k], target, out);
    }
    return true;
}

/* "X a rejeté l'accusation": what X was just said to have done, it denies. */
bool deny_deed(const struct coder *c, const struct proposition *p, const struct fit *fit,
               const struct actor_set *sources, struct claim_list *out)
{
    struct proposition denial = *p;
    size_t told = out->count;
    denial.negated = denial.denied = denial.spoken = true;
    denial.dated = DATED_CLAUSE;
    for (size_t i = story_start(c, p->sentence, out); i < told && !p->negated; i++) {
        struct claim deed = out->items[i];
        uint32_t source = actor_by_code(c->actors, deed.source);
        uint32_t target = actor_by_code(c->actors, deed.target);
        if (deed.realis == REALIS_ALLEGED && !is_speech(deed.event) &&
            actor_set_holds(sources, source) && target != UINT32_MAX) {
            struct coding coding = {deed.event, deed.bond, deed.sign};
            denial.speaker = (struct actor_set){.items = {source}, .count = 1};
            denial.date = deed.date;
            add_claim(c, &denial, fit, &coding, source, target, out);
        }
    }
    return out->count > told;
}
