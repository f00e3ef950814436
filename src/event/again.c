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

/* Did any of them do such a deed: are they who is followed, as in "leur emboîter le pas"? */
static bool did_it(const struct coder *c, const struct claim *deed, const struct actor_set *set,
                   const struct claim_list *claims)
{
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        if (claim->event == deed->event && claim->bond == deed->bond &&
            actor_set_holds(set, actor_by_code(c->actors, claim->source))) {
            return true;
        }
    }
    return false;
}

/* Whom the clause names as the one to whom it is done too, who has not done such a deed: "did the
 * same to X", "took the same step against X"; UINT32_MAX if nobody. */
static uint32_t target_named(const struct coder *c, const struct proposition *p,
                             const struct claim *deed, const struct claim_list *claims)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        const struct actor_set *named = a->own.count ? &a->own : &a->inner;
        bool befallen = a->role == ROLE_RECIPIENT || a->role == ROLE_OPPONENT;
        if (befallen && named->count == 1 && !did_it(c, deed, named, claims)) {
            return named->items[0];
        }
    }
    return UINT32_MAX;
}

/* Who did the deed does it again: to another, or on another day? */
static bool again_himself(const struct coder *c, const struct proposition *p,
                          const struct claim *deed, const struct claim_list *claims)
{
    uint32_t named = target_named(c, p, deed, claims);
    bool apart = p->dated == DATED_CLAUSE && edtf_is_set(p->date) &&
                 (edtf_last(p->date) < edtf_first(deed->date) ||
                  edtf_first(p->date) > edtf_last(deed->date));
    return apart || (named != UINT32_MAX && named != actor_by_code(c->actors, deed->target));
}

/* "X broke with Y after Y bombed Z": does the claim stand in a clause over that of the one told
 * later, in the same sentence? */
static bool stands_over(const struct claim *claim, const struct claim *later)
{
    return claim->sentence_begin == later->sentence_begin && claim->depth < later->depth;
}

/* Does another claim of its sentence stand over the claim at `at`? */
static bool is_told_under(const struct claim_list *claims, size_t at)
{
    for (size_t i = 0; i < claims->count; i++) {
        if (stands_over(&claims->items[i], &claims->items[at])) {
            return true;
        }
    }
    return false;
}

/* The deed that is repeated; with `judges` what was told last, with `mutual` only
 * what the sources suffered: the last that moved a
 * bond and was done by who is followed; the last of the same sentence; of those just told, the last
 * that moved a bond, or else the last; at worst the last in the article that moved a bond. Of one
 * sentence the main clause goes before the others. NULL if there is none. */
static const struct claim *deed_repeated(const struct coder *c, const struct proposition *p,
                                         const struct rule *rule, const struct actor_set *sources,
                                         const struct claim_list *claims)
{
    if (rule->judges) {
        bool said = claims->count > story_start(c, p->sentence, claims);
        return said ? &claims->items[claims->count - 1] : NULL;
    }
    const struct claim *here = NULL, *moved = NULL, *near = NULL;
    uint32_t begin = c->trees->items[p->sentence].sentence->begin;
    size_t start = story_start(c, p->sentence, claims);
    for (size_t i = claims->count; i-- > 0;) {
        const struct claim *claim = &claims->items[i];
        uint32_t source = actor_by_code(c->actors, claim->source);
        bool told = claim->realis != REALIS_DENIED &&
                    (claim->realis != REALIS_ALLEGED || claim->sentence_begin == begin);
        bool suffered = is_conflict(claim->event) &&
                        actor_set_holds(sources, actor_by_code(c->actors, claim->target));
        bool own = actor_set_holds(sources, source);
        if (!told || (own && !again_himself(c, p, claim, claims)) || (rule->mutual && !suffered)) {
            continue;
        }
        bool bond = claim->bond != BOND_NONE;
        if (bond && is_followed(p, sources, source) && !is_told_under(claims, i)) {
            return claim;
        }
        here = !here && claim->sentence_begin == begin ? claim : here;
        near = !near && i >= start && !is_speech(claim->event) ? claim : near;
        bool far = i < start && near;
        moved = bond && !far && (!moved || stands_over(claim, moved)) ? claim : moved;
    }
    bool participle = c->trees->items[p->sentence].words[p->word].relation == REL_ACL;
    if (here || participle) {
        return here; /* "imité par X": what the clause itself tells */
    }
    return moved ? moved : near;
}

/* To whom `source` does it too: whom the clause names ("did the same to X"), else whom the deed
 * befell; where that is the source, to who did it. */
static uint32_t target_again(const struct coder *c, const struct proposition *p,
                             const struct rule *rule, const struct claim *deed, uint32_t source,
                             const struct claim_list *claims)
{
    uint32_t named = target_named(c, p, deed, claims);
    if (named != UINT32_MAX && named != source) {
        return named;
    }
    uint32_t target = actor_by_code(c->actors, deed->target);
    bool back = rule->bilateral && target == source && is_conflict(deed->event);
    return rule->mutual || back ? actor_by_code(c->actors, deed->source) : target;
}

/* "L'Irlande en a fait autant", "les États-Unis n'ont pas franchi le pas": a deed told before, by
 * another; "la Belgique a rendu la pareille", a rule with `mutual`: who suffered it does it to who
 * did it. */
bool repeat_deed(const struct coder *c, const struct proposition *p, const struct fit *fit,
                 const struct actor_set *sources, struct claim_list *out)
{
    const struct claim *deed = deed_repeated(c, p, fit->rule, sources, out);
    if (!deed) {
        return false;
    }
    struct claim told = *deed; /* the list may move */
    struct coding coding = {told.event, told.bond, told.sign};
    for (size_t i = 0, count = out->count; i < count; i++) { /* to all of whom it is told */
        struct claim each = out->items[i];
        bool same = each.sentence_begin == told.sentence_begin &&
                    slice_equal(each.rule, told.rule) && slice_equal(each.source, told.source);
        for (uint8_t k = 0; same && k < sources->count; k++) {
            uint32_t target = target_again(c, p, fit->rule, &each, sources->items[k], out);
            if (target != UINT32_MAX) {
                add_claim(c, p, fit, &coding, sources->items[k], target, out);
            }
        }
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
