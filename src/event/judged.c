/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition that judges a deed which its sentence does not name ("condemned the move",
 * "was furious", "hailed an example"), gives who did the deed. Looks back over the claims made so
 * far, the nearest sentences first; what no word points at is what others just judged, or what the
 * article opens with. Linear in the claims. */
#include "event/inside.h"

#define LEAD_SENTENCES 3 /* title, place and date, and the sentence that tells the news */

/* "condemned the ruling": is the deed a court's warrant or charge, and may the word mean one? */
static bool is_ruling(const struct coder *c, const struct judgement *judgement,
                      const struct claim *deed)
{
    uint32_t court = actor_by_code(c->actors, deed->source);
    return judgement->rulings && deed->event == EVENT_ACCUSE && deed->bond == BOND_JURISDICTION &&
           court != UINT32_MAX && actor_at(c->actors, court)->kind == ACTOR_ORGANISATION;
}

/* Does the judgement fit the deed? */
static bool judges(const struct coder *c, const struct judgement *judgement,
                   const struct claim *deed)
{
    bool hostile = deed->event == EVENT_ASSAULT || deed->event == EVENT_COERCE ||
                   deed->event == EVENT_SANCTION || deed->event == EVENT_MOBILIZE ||
                   deed->event == EVENT_REJECT;
    bool spoken = deed->event == EVENT_ACCUSE || deed->event == EVENT_REQUEST ||
                  deed->event == EVENT_THREATEN ||
                  (deed->event == EVENT_SUPPORT && deed->bond == BOND_NONE);
    bool fits = judgement->event == EVENT_ACCUSE && !judgement->any ? hostile : !spoken;
    if (judgement->types) {
        fits = judgement->types >> deed->event & 1;
    }
    return deed->realis <= REALIS_PLANNED && (fits || is_ruling(c, judgement, deed));
}

/* Is it a pronoun that may stand for what was told: "condemned it"? */
static bool is_neuter(const struct word *word)
{
    bool relative = slice_find(word->feats, SLICE("PronType=Rel"), 0) != SIZE_MAX;
    bool reflexive = slice_find(word->feats, SLICE("Reflex=Yes"), 0) != SIZE_MAX;
    return word->upos == UPOS_PRON && !relative && !reflexive;
}

/* "il y voit une provocation", "s'en félicite" */
static bool has_neuter_clitic(const struct tree *tree, size_t verb)
{
    for (size_t c = 0; (c = tree_child(tree, verb, c));) {
        if (tree->words[c].relation == REL_EXPL && is_neuter(&tree->words[c])) {
            return true;
        }
    }
    return false;
}

/* Who welcomes "un accord « historique »" welcomes the one just told. */
static bool welcomes_accord(const struct coder *c, const struct proposition *p,
                            const struct argument *a)
{
    const uint32_t accord = codebook_class(c->codebook, SLICE("deed-of-accord"));
    return p->kind == PREDICATE_VERB && p->key_count &&
           word_in_class(c, p->keys[0], c->rejoice_class) && argument_in_class(c, a, accord);
}

/* Does a phrase without actors point at what was told, as in "cette décision", "the demand"? */
bool points_at(const struct coder *c, const struct proposition *p, uint32_t class_index)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    if (class_index == MAP_NONE || tree->words[p->word].relation == REL_ACL) {
        return false;
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool told = !a->indefinite || welcomes_accord(c, p, a);
        if (a->role != ROLE_AGENT && !a->own.count && !a->inner.count && told &&
            (argument_in_class(c, a, class_index) ||
             (is_neuter(&tree->words[a->word]) && a->role != ROLE_PARTNER))) {
            return true;
        }
    }
    return has_neuter_clitic(tree, p->word);
}

uint32_t types_judged(const struct coder *c, const struct proposition *p)
{
    const uint32_t force = codebook_class(c->codebook, SLICE("force-deed"));
    const uint32_t accord = codebook_class(c->codebook, SLICE("deed-of-accord"));
    const uint32_t agreed = 1u << EVENT_AGREE | 1u << EVENT_RETREAT;
    uint32_t types = 0;
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool told = !a->indefinite || welcomes_accord(c, p, a);
        bool thing = !a->own.count && !a->inner.count && told;
        if (thing && argument_in_class(c, a, force)) {
            types |= FORCE_TYPES;
        }
        if (thing && argument_in_class(c, a, accord)) {
            types |= agreed;
        }
    }
    return types;
}

/* Does a phrase without actors say `decision`, `ruling` or another word for what courts do? */
static bool names_ruling(const struct coder *c, const struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (a->role != ROLE_AGENT && !a->own.count && !a->inner.count &&
            argument_in_class(c, a, c->ruling_class)) {
            return true;
        }
    }
    return false;
}

/* Is it a thing that may be judged for itself, "a bill, a test", and no word for any deed? */
static bool is_thing(const struct coder *c, const struct argument *a)
{
    return argument_in_class(c, a, c->judged_class) && !argument_in_class(c, a, c->deed_class);
}

/* "X hailed a wind of hope", "X s'est félicité d'un exemple pour la région": does a phrase without
 * actors say what X sees in the deed, rather than the deed? */
static bool appraises(const struct coder *c, const struct proposition *p)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    bool appraisal = false;
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool object = a->role == ROLE_PATIENT && tree->words[a->word].upos == UPOS_NOUN;
        if (a->role != ROLE_AGENT && !object && (a->own.count || a->inner.count)) {
            return false;
        }
        appraisal |= object && a->indefinite && !a->own.count && !a->inner.count && !is_thing(c, a);
    }
    return appraisal && p->kind == PREDICATE_VERB;
}

/* "« C'est un pas en avant », s'est réjoui le ministre": nothing is named that is praised. */
static bool rejoices(const struct coder *c, const struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        enum role role = p->arguments[i].role;
        if (role != ROLE_AGENT && role != ROLE_OTHER && role != ROLE_GOVERNOR) {
            return false;
        }
    }
    return p->kind == PREDICATE_VERB && p->argument_count &&
           word_in_class(c, p->keys[0], c->rejoice_class);
}

/* The index of the tree whose sentence tells the claim. */
static size_t tree_of(const struct coder *c, const struct claim *claim)
{
    size_t tree = 0;
    while (tree + 1 < c->trees->count &&
           c->trees->items[tree].sentence->begin != claim->sentence_begin) {
        tree++;
    }
    return tree;
}

/* A deed of both sides: "X met Y", "X and Y agreed a truce"; but not "X left Y". */
static bool is_joint(const struct coder *c, const struct claim *claim)
{
    const struct rule *rule = codebook_find(c->codebook, claim->rule);
    return claim->event == EVENT_AGREE || claim->event == EVENT_CONSULT ||
           claim->event == EVENT_COOPERATE ||
           (claim->event == EVENT_RETREAT && rule && rule->joint);
}

/* Who did the deed that is judged, UINT32_MAX if unknown; blamed is, of those who did it together,
 * the one of whom the sentence tells first ("X a signé un pacte avec Y"). */
static uint32_t doer_of(const struct coder *c, enum event_type judgement,
                        const struct claim_list *claims, const struct claim *deed)
{
    const struct actor_set *named = &c->propositions->named[tree_of(c, deed)];
    bool blamed = is_joint(c, deed) && judgement == EVENT_ACCUSE;
    for (uint8_t i = 0; i < named->count && blamed; i++) {
        for (size_t k = 0; k < claims->count; k++) {
            const struct claim *claim = &claims->items[k];
            bool side = named->items[i] == actor_by_code(c->actors, claim->source) ||
                        named->items[i] == actor_by_code(c->actors, claim->target);
            if (side && claim->sentence_begin == deed->sentence_begin &&
                slice_equal(claim->rule, deed->rule)) {
                return named->items[i];
            }
        }
    }
    return actor_by_code(c->actors, deed->source);
}

/* Adds who did a deed that several did together: the one that is blamed for it, or all whom one
 * praises, but for whom they met. */
static void add_joint(const struct coder *c, const struct claim_list *claims,
                      const struct claim *deed, enum event_type judgement,
                      const struct actor_set *but, struct actor_set *out)
{
    actor_set_add(out, doer_of(c, judgement, claims, deed));
    const struct rule *rule = codebook_find(c->codebook, deed->rule);
    bool both = judgement == EVENT_SUPPORT && rule && rule->joint && deed->event != EVENT_CONSULT;
    for (size_t i = 0; both && i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        uint32_t sides[] = {actor_by_code(c->actors, claim->source),
                            actor_by_code(c->actors, claim->target)};
        bool same =
            claim->sentence_begin == deed->sentence_begin && slice_equal(claim->rule, deed->rule);
        for (size_t k = 0; same && k < 2; k++) {
            if (sides[k] != UINT32_MAX && !actor_set_holds(but, sides[k])) {
                actor_set_add(out, sides[k]);
            }
        }
    }
}

/* Adds who did the deed of the claim at `told`, with those who did it too, as its sentence tells.
 */
static void add_doers(const struct coder *c, const struct claim_list *claims, size_t told,
                      enum event_type judgement, const struct actor_set *but, struct actor_set *out)
{
    const struct claim *deed = &claims->items[told];
    if (is_joint(c, deed)) {
        add_joint(c, claims, deed, judgement, but, out);
        return;
    }
    size_t last = told;
    while (last + 1 < claims->count &&
           claims->items[last + 1].sentence_begin == deed->sentence_begin) {
        last++;
    }
    for (size_t i = last + 1; i-- > 0 && claims->items[i].sentence_begin == deed->sentence_begin;) {
        const struct claim *claim = &claims->items[i];
        uint32_t actor = actor_by_code(c->actors, claim->source);
        bool same =
            slice_equal(claim->rule, deed->rule) && slice_equal(claim->target, deed->target);
        if (same && actor != UINT32_MAX && !actor_set_holds(but, actor)) {
            actor_set_add(out, actor);
        }
    }
}

/* Is the deed the one that is judged, by somebody other than the sources? */
static bool is_judged(const struct coder *c, const struct judgement *judgement,
                      const struct actor_set *sources, const struct claim_list *claims,
                      const struct claim *claim)
{
    uint32_t actor = doer_of(c, judgement->event, claims, claim),
             target = actor_by_code(c->actors, claim->target);
    bool suffered = judgement->event == EVENT_SUPPORT && actor_set_holds(sources, target) &&
                    is_conflict(claim->event); /* nobody hails what is done to him */
    bool other = judgement->victims && !actor_set_holds(judgement->victims, target);
    return !suffered && !other && judges(c, judgement, claim) && actor != UINT32_MAX &&
           !actor_set_holds(sources, actor);
}

/* Adds who did the deed that is judged, the last told from claim `start` on; false if none is. */
bool judged_doers(const struct coder *c, struct judgement judgement,
                  const struct actor_set *sources, const struct claim_list *claims,
                  struct actor_set *targets)
{
    for (size_t i = claims->count; i-- > judgement.start;) {
        if (is_judged(c, &judgement, sources, claims, &claims->items[i])) {
            add_doers(c, claims, i, judgement.event, sources, targets);
            return true;
        }
    }
    return false;
}

/* Adds who did the deed with which the article of sentence `s` opens: what everybody in it has
 * something to say about. */
static void lead_doers(const struct coder *c, struct judgement judgement, size_t s,
                       const struct actor_set *sources, const struct claim_list *claims,
                       struct actor_set *targets)
{
    size_t first = claims_from(c, 0, s, claims);
    uint32_t opening = first < claims->count ? claims->items[first].sentence_begin : 0;
    for (size_t i = first; i < claims->count && !targets->count; i++) {
        const struct claim *claim = &claims->items[i];
        size_t tree = tree_of(c, claim);
        bool lead = in_title(c, tree) || tree < LEAD_SENTENCES || claim->sentence_begin == opening;
        if (!lead) {
            return;
        }
        if (claim->event != EVENT_CONSULT && is_judged(c, &judgement, sources, claims, claim)) {
            add_doers(c, claims, i, judgement.event, sources, targets);
        }
    }
}

/* Adds whom the last accusation from claim `start` on blames: "X a condamné l'attaque". */
static bool accused(const struct coder *c, size_t start, const struct actor_set *sources,
                    const struct claim_list *claims, struct actor_set *targets)
{
    uint32_t sentence = UINT32_MAX;
    for (size_t i = claims->count; i-- > start;) {
        const struct claim *claim = &claims->items[i];
        uint32_t actor = actor_by_code(c->actors, claim->target);
        bool same = sentence == UINT32_MAX || claim->sentence_begin == sentence;
        if (claim->event == EVENT_ACCUSE && same && actor != UINT32_MAX &&
            !actor_set_holds(sources, actor)) {
            actor_set_add(targets, actor);
            sentence = claim->sentence_begin;
        }
    }
    return sentence != UINT32_MAX;
}

/* Adds who is meant by an actor that is angry or glad and does not say of what: whom another just
 * judged so, or who did the deed just told; else who did what the article opens with. */
static void mood_target(const struct coder *c, const struct proposition *p, enum event_type event,
                        const struct actor_set *sources, const struct claim_list *claims,
                        struct actor_set *targets)
{
    size_t before = claims_from(c, p->sentence ? p->sentence - 1 : 0, p->sentence, claims);
    size_t start = story_start(c, p->sentence, claims);
    struct judgement mood = {event, true, before, NULL, 0, false};
    for (size_t i = claims->count; i-- > start && !targets->count;) {
        const struct claim *claim = &claims->items[i];
        uint32_t judged = actor_by_code(c->actors, claim->target);
        bool reaction = claim->event == event && claim->bond == BOND_NONE;
        struct judgement bad = {event, false, i, NULL, 0, false};
        if (reaction && judged != UINT32_MAX && !actor_set_holds(sources, judged)) {
            actor_set_add(targets, judged);
        } else if (!reaction && is_judged(c, &bad, sources, claims, claim)) {
            add_doers(c, claims, i, event, sources, targets);
        }
    }
    if (!targets->count) {
        lead_doers(c, mood, p->sentence, sources, claims, targets);
    }
    if (!targets->count) {
        judged_doers(c, mood, sources, claims, targets);
    }
}

/* "X a salué cette décision", "X was furious": the deed told last is meant, and who did it is the
 * target. */
void last_deed(const struct coder *c, const struct proposition *p, const struct fit *fit,
               const struct actor_set *sources, const struct claim_list *claims,
               struct actor_set *targets)
{
    enum event_type event = fit->rule->codings[0].event;
    struct deed_sides sides;
    bool suffered = event == EVENT_ACCUSE && judged_deed_sides(c, p, &sides);
    bool pointed = suffered || points_at(c, p, c->judged_class) ||
                   points_at(c, p, c->ruling_class) || rejoices(c, p);
    bool appraised = event == EVENT_SUPPORT && fit->rule->codings[0].bond == BOND_NONE &&
                     !pointed && !fit->rule->judges && appraises(c, p);
    if ((event != EVENT_SUPPORT && event != EVENT_ACCUSE) ||
        (!pointed && !appraised && !fit->rule->judges)) {
        return;
    }
    size_t start = story_start(c, p->sentence, claims);
    size_t first = claims_from(c, 0, p->sentence, claims);
    if (suffered) {
        judged_doers(c, (struct judgement){event, true, first, &sides.victims, 0, false}, sources,
                     claims, targets);
        return;
    }
    bool rulings = names_ruling(c, p);
    struct judgement typed = {event, true, first, NULL, types_judged(c, p), rulings};
    if (appraised) {
        typed.types = 1u << EVENT_AGREE | 1u << EVENT_RETREAT | 1u << EVENT_CONCEDE;
    }
    bool force = (typed.types & FORCE_TYPES) != 0; /* no other deed is "the raid" */
    if ((typed.types && judged_doers(c, typed, sources, claims, targets)) || appraised) {
        return;
    }
    if (!pointed) {
        mood_target(c, p, event, sources, claims, targets);
        return;
    }
    struct judgement near = {event, false, start, NULL, 0, rulings},
                     any = {event, true, start, NULL, 0, rulings},
                     far = {event, false, first, NULL, 0, rulings};
    if (!(!force && judged_doers(c, near, sources, claims, targets)) &&
        !(event == EVENT_ACCUSE && accused(c, start, sources, claims, targets)) && !force &&
        !judged_doers(c, any, sources, claims, targets)) {
        judged_doers(c, far, sources, claims, targets);
    }
}
