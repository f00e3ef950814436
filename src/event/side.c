/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition whose target or source the sentence does not name, gives it from what the
 * article told before: who is on the other side of the story, who asked for what is refused. Looks
 * back over the claims made so far, the nearest sentences first. */
#include "event/inside.h"

#define PAIR_SENTENCES 2 /* how far back two states may have been told of together */

/* "X refused", "X refused to apologise", "X agreed": what is refused or granted is known from what
 * was told; what one agrees to do is none of it. */
static bool answers_bare(const struct proposition *p, bool refuses)
{
    bool object = false, clause = false;
    for (size_t i = 0; i < p->argument_count; i++) {
        object |= p->arguments[i].role == ROLE_PATIENT;
        clause |= p->arguments[i].role == ROLE_CONTENT;
    }
    return p->kind == PREDICATE_VERB && (refuses ? clause || !object : !clause && !object);
}

/* "X a rejeté cette demande", "X agreed at once": who asked or offered something of X last is the
 * target. */
static void last_wish(const struct coder *c, const struct proposition *p, const struct fit *fit,
                      const struct actor_set *sources, const struct claim_list *claims,
                      struct actor_set *targets)
{
    bool refuses = fit->rule->codings[0].event == EVENT_REJECT;
    bool answers = refuses || fit->rule->codings[0].event == EVENT_AGREE;
    if (!answers || fit->rule->codings[0].bond != BOND_NONE ||
        (!points_at(c, p, c->wish_class) && !answers_bare(p, refuses))) {
        return;
    }
    for (size_t i = claims->count, start = story_start(c, p->sentence, claims); i-- > start;) {
        const struct claim *claim = &claims->items[i];
        uint32_t asker = actor_by_code(c->actors, claim->source);
        uint32_t asked = actor_by_code(c->actors, claim->target);
        bool word = claim->event == EVENT_SANCTION || claim->event == EVENT_THREATEN ||
                    claim->event == EVENT_ACCUSE;
        bool wish =
            claim->event == EVENT_REQUEST || (refuses && word) || claim->realis == REALIS_PLANNED;
        if (wish && asker != UINT32_MAX && actor_set_holds(sources, asked)) {
            actor_set_add(targets, asker);
            return;
        }
    }
}

/* "Les Vingt-Sept voulaient …, X s'y est opposé": the one organisation that the sentence names,
 * where the sources belong to it. */
static void own_organisation(const struct coder *c, const struct proposition *p,
                             const struct actor_set *sources, struct actor_set *targets)
{
    const struct actor_set *named = &c->propositions->named[p->sentence];
    uint32_t found = UINT32_MAX;
    for (uint8_t i = 0; i < named->count; i++) {
        if (actor_at(c->actors, named->items[i])->kind == ACTOR_ORGANISATION) {
            if (found != UINT32_MAX) {
                return;
            }
            found = named->items[i];
        }
    }
    int32_t day = edtf_first(c->article->published);
    if (found != UINT32_MAX && sources->count &&
        actor_is_member(c->actors, found, sources->items[0], day)) {
        actor_set_add(targets, found);
    }
}

/* "X s'y est opposé", "X a rejeté cette décision": who did the deed told last is the target, where
 * nobody asked for anything. */
static void opposed_deed(const struct coder *c, const struct proposition *p, const struct fit *fit,
                         const struct actor_set *sources, const struct claim_list *claims,
                         struct actor_set *targets)
{
    const struct coding *coding = &fit->rule->codings[0];
    if (coding->event == EVENT_REJECT && coding->bond == BOND_NONE && !targets->count &&
        p->kind == PREDICATE_VERB && points_at(c, p, c->judged_class)) {
        uint32_t done = 1u << EVENT_SANCTION | 1u << EVENT_AID | 1u << EVENT_AGREE |
                        1u << EVENT_COOPERATE | 1u << EVENT_CONCEDE | 1u << EVENT_MOBILIZE;
        struct judgement judgement = {EVENT_REJECT, true, story_start(c, p->sentence, claims), NULL,
                                      done};
        if (!judged_doers(c, judgement, sources, claims, targets)) {
            own_organisation(c, p, sources, targets);
        }
    }
}

/* The other side of the claim for the actor, or UINT32_MAX. */
static uint32_t other_than(const struct coder *c, const struct claim *claim, uint32_t actor)
{
    uint32_t source = actor_by_code(c->actors, claim->source);
    uint32_t target = actor_by_code(c->actors, claim->target);
    return source == actor ? target : target == actor ? source : UINT32_MAX;
}

/* Is it somebody with whom a story may be had: a state, or an organisation that acts as one? */
static bool is_party(const struct coder *c, uint32_t actor)
{
    return is_state(c, actor) ||
           (actor != UINT32_MAX && actor_at(c->actors, actor)->kind == ACTOR_ORGANISATION);
}

/* The index of the claim last told, among those from `start` on, that has `actor` on one side and a
 * state on the other; SIZE_MAX if there is none. Praise and lasting friendship are no story. */
static size_t last_between(const struct coder *c, const struct claim_list *claims, size_t start,
                           uint32_t actor)
{
    for (size_t i = claims->count; i-- > start;) {
        const struct claim *claim = &claims->items[i];
        bool friendship = claim->event == EVENT_SUPPORT || claim->event == EVENT_AID ||
                          (claim->bond == BOND_ALIGNMENT && claim->sign == '+');
        if (!friendship && is_party(c, other_than(c, claim, actor))) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The other state of the claim last told of the actor; UINT32_MAX if there is none. */
static uint32_t counterpart(const struct coder *c, const struct claim_list *claims, size_t start,
                            uint32_t actor)
{
    size_t last = last_between(c, claims, start, actor);
    return last == SIZE_MAX ? UINT32_MAX : other_than(c, &claims->items[last], actor);
}

/* "Il frappera encore": the state with which the actor was last told to be at odds in the story of
 * sentence `s`; UINT32_MAX if there is none. */
static uint32_t adversary(const struct coder *c, const struct claim_list *claims, size_t s,
                          uint32_t actor)
{
    for (size_t i = claims->count, start = claims_from(c, 0, s, claims); i-- > start;) {
        const struct claim *claim = &claims->items[i];
        bool fight = claim->event == EVENT_ASSAULT || claim->event == EVENT_COERCE ||
                     claim->bond == BOND_HOSTILITIES;
        if (fight && claim->realis != REALIS_DENIED && is_state(c, other_than(c, claim, actor))) {
            return other_than(c, claim, actor);
        }
    }
    return UINT32_MAX;
}

/* Adds all whom that claim's sentence sets against the actor by the same rule: "X s'est retiré des
 * accords avec Y et Z. Il a aussi …". */
static void add_counterparts(const struct coder *c, const struct claim_list *claims, size_t start,
                             uint32_t actor, struct actor_set *out)
{
    size_t last = last_between(c, claims, start, actor);
    for (size_t i = start; last != SIZE_MAX && i <= last; i++) {
        const struct claim *claim = &claims->items[i], *told = &claims->items[last];
        uint32_t other = other_than(c, claim, actor);
        bool same_side =
            slice_equal(claim->source, told->source) || slice_equal(claim->target, told->target);
        if (other != UINT32_MAX && same_side && slice_equal(claim->rule, told->rule) &&
            claim->sentence_begin == told->sentence_begin) {
            actor_set_add(out, other);
        }
    }
}

/* "Le Sénégal rappelle son ambassadeur": whom others just did the same deed to; for a bond that
 * ends, whom they ended it with rather than whom they strained it with later. */
static uint32_t common_target(const struct coder *c, const struct coding *same,
                              const struct claim_list *claims, size_t start, uint32_t actor)
{
    uint32_t found = UINT32_MAX;
    for (size_t i = claims->count; i-- > start;) {
        const struct claim *claim = &claims->items[i];
        uint32_t target = actor_by_code(c->actors, claim->target);
        bool alike = claim->event == same->event && claim->bond == same->bond;
        if (!alike || target == actor || !is_state(c, target)) {
            continue;
        }
        if (claim->sign == same->sign || same->sign != '-') {
            return target;
        }
        found = found == UINT32_MAX ? target : found;
    }
    return found;
}

/* The one state, besides the actor, that the label or title of sentence `s` names; UINT32_MAX if
 * there is none or several. */
static uint32_t topic_besides(const struct coder *c, size_t s, uint32_t actor)
{
    const struct actor_set *topic = &c->topics[s];
    uint32_t found = UINT32_MAX;
    for (uint8_t i = 0; i < topic->count; i++) {
        if (topic->items[i] != actor) {
            if (found != UINT32_MAX) {
                return UINT32_MAX;
            }
            found = topic->items[i];
        }
    }
    return found;
}

/* "X vota la loi. Y, indigné, rappela son ambassadeur": the state of which the article tells, by
 * its title, where this sentence or the one before names it; UINT32_MAX if there is none. */
static uint32_t topic_just_named(const struct coder *c, const struct proposition *p, uint32_t actor)
{
    uint32_t topic = topic_besides(c, p->sentence, actor);
    struct actor_set named = {0};
    add_named_states(c, p->sentence, &named);
    if (p->sentence) {
        add_named_states(c, p->sentence - 1, &named);
    }
    return topic != UINT32_MAX && actor_set_holds(&named, topic) ? topic : UINT32_MAX;
}

/* "rompre avec son voisin", "accuser M. Dupont": a phrase tells who is on the other side, though
 * not which actor. */
static bool names_other_side(const struct coder *c, const struct proposition *p)
{
    const struct word *words = c->trees->items[p->sentence].words;
    uint32_t friends = codebook_class(c->codebook, SLICE("ally-noun"));
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool object = a->role == ROLE_PATIENT || a->role == ROLE_RECIPIENT;
        if (a->role == ROLE_RECIPIENT && !a->own.count && friends != MAP_NONE &&
            argument_in_class(c, a, (uint16_t)friends)) {
            return true; /* "a fait appel à un autre allié" */
        }
        bool unknown_name = words[a->word].upos == UPOS_PROPN && !a->own.count;
        bool side = a->role == ROLE_PARTNER || a->role == ROLE_OPPONENT;
        bool meant = a->own.count || a->inner.count ||
                     tree_child_with(&c->trees->items[p->sentence], a->word, REL_DET);
        if ((side && (meant || unknown_name)) || (object && unknown_name)) {
            return true;
        }
    }
    return false;
}

/* "employees whom they accuse of spying": is somebody blamed for a deed who is no actor? */
static bool blames_others(const struct coder *c, const struct proposition *p)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    bool clause = false, blamed = false;
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool noun = a->role == ROLE_PATIENT && tree->words[a->word].upos == UPOS_NOUN;
        clause = clause || a->role == ROLE_CONTENT;
        blamed = blamed || (noun && !a->own.count && !a->inner.count);
    }
    return clause && blamed;
}

/* Adds the actors that the proposition names besides the sources and who speaks; places do not
 * count. */
static void add_others(const struct proposition *p, const struct actor_set *sources,
                       struct actor_set *others)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        const struct actor_set *sets[] = {&a->own, &a->inner};
        if (p->attributive && a->role == ROLE_AGENT) {
            continue; /* "le gouvernement soutenu par X": no party to what befalls it */
        }
        for (int s = 0; s < 2; s++) {
            for (uint8_t k = 0; k < sets[s]->count && !sets[s]->place; k++) {
                uint32_t actor = sets[s]->items[k];
                if (!actor_set_holds(sources, actor) && !actor_set_holds(&p->speaker, actor)) {
                    actor_set_add(others, actor);
                }
            }
        }
    }
}

/* "suspendre ses importations en provenance de X": the one other actor that the clause names;
 * UINT32_MAX if there is none or several. */
static uint32_t only_other(const struct proposition *p, const struct actor_set *sources)
{
    struct actor_set others = {0};
    add_others(p, sources, &others);
    return others.count == 1 ? others.items[0] : UINT32_MAX;
}

/* The word that heads the main or relative clause of w, or its part of a coordination. */
static size_t period_of(const struct tree *tree, size_t w)
{
    while (tree->words[w].head && tree->words[w].relation != REL_CONJ &&
           tree->words[w].relation != REL_PARATAXIS && tree->words[w].relation != REL_ACL) {
        w = tree->words[w].head;
    }
    return w;
}

/* "X condemned the raid and Y spoke of a crime": does a clause beside that of p, with a subject of
 * its own, tell what its subject does? */
static bool is_beside(const struct coder *c, const struct proposition *p,
                      const struct proposition *other)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    return other->kind == PREDICATE_VERB &&
           period_of(tree, p->word) != period_of(tree, other->word) &&
           tree_child_with(tree, other->word, REL_NSUBJ);
}

/* The one other state that the whole sentence names; with `apart` those who act in a clause beside
 * that of p do not count. */
static uint32_t only_other_here(const struct coder *c, const struct proposition *p, bool apart,
                                const struct actor_set *sources)
{
    struct actor_set others = {0}, actors = {0};
    for (size_t i = 0; i < c->propositions->count; i++) {
        const struct proposition *q = &c->propositions->items[i];
        if (q->sentence == p->sentence) {
            add_others(q, sources, &others);
        }
        for (size_t k = 0; apart && q->sentence == p->sentence && k < q->argument_count; k++) {
            const struct argument *a = &q->arguments[k];
            for (uint8_t n = 0; a->role == ROLE_AGENT && is_beside(c, p, q) && n < a->own.count;
                 n++) {
                actor_set_add(&actors, a->own.items[n]);
            }
        }
    }
    uint32_t found = UINT32_MAX;
    for (uint8_t i = 0; i < others.count; i++) {
        if (is_state(c, others.items[i]) && !actor_set_holds(&actors, others.items[i])) {
            if (found != UINT32_MAX) {
                return UINT32_MAX;
            }
            found = others.items[i];
        }
    }
    return found;
}

/* The other of the two states of whom the whole article tells; UINT32_MAX where the actor is none.
 */
static uint32_t other_of_article(const struct coder *c, uint32_t actor)
{
    if (!actor_set_holds(&c->pair, actor)) {
        return UINT32_MAX;
    }
    return c->pair.items[0] == actor ? c->pair.items[1] : c->pair.items[0];
}

/* "X's army, which uses Y's drones, struck again": who arms or helps the actor is not struck. */
static bool is_helper(const struct coder *c, const struct claim_list *claims, uint32_t helper,
                      uint32_t actor)
{
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        if (claim->event == EVENT_AID && claim->realis != REALIS_DENIED &&
            actor_by_code(c->actors, claim->source) == helper &&
            actor_by_code(c->actors, claim->target) == actor) {
            return true;
        }
    }
    return false;
}

/* "Z a condamné le raid de X": Z, who speaks of the deed or bears what it brings, need not have
 * suffered it; UINT32_MAX if no such actor is told. */
static uint32_t host_of(const struct proposition *p)
{
    for (size_t i = 0; p->kind == PREDICATE_NOUN && i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_HOST && p->arguments[i].own.count) {
            return p->arguments[i].own.items[0];
        }
    }
    return UINT32_MAX;
}

/* "X recalled its envoy, stopped issuing visas and …": did the verb before, of the same sentence
 * and subject, tell a deed of the actor? */
static bool goes_on(const struct coder *c, const struct proposition *p,
                    const struct claim_list *claims, uint32_t actor)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    size_t last = last_between(c, claims, 0, actor);
    return tree->words[p->word].relation == REL_CONJ &&
           !tree_child_with(tree, p->word, REL_NSUBJ) && last != SIZE_MAX &&
           claims->items[last].sentence_begin == tree->sentence->begin;
}

/* "X proposed a truce, which Y turned down": the one state that does something with what the
 * relative clause of p is about; UINT32_MAX if there is none. */
static uint32_t maker_above(const struct coder *c, const struct proposition *p, uint32_t actor)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    const struct word *verb = &tree->words[p->word];
    size_t noun = verb->relation == REL_ACL && verb->subtype == SUB_RELCL ? verb->head : 0;
    size_t above = noun && tree->words[noun].relation == REL_OBJ ? tree->words[noun].head : 0;
    bool object = false;
    for (size_t i = 0; i < p->argument_count; i++) {
        object = object || (p->arguments[i].role == ROLE_PATIENT && p->arguments[i].word == noun);
    }
    for (size_t i = 0; above && object && i < c->propositions->count; i++) {
        const struct proposition *q = &c->propositions->items[i];
        for (size_t k = 0; q->sentence == p->sentence && q->word == above && k < q->argument_count;
             k++) {
            const struct actor_set *own = &q->arguments[k].own;
            if (q->arguments[k].role == ROLE_AGENT && own->count == 1 && own->items[0] != actor &&
                is_state(c, own->items[0])) {
                return own->items[0];
            }
        }
    }
    return UINT32_MAX;
}

/* "Le président de X a jugé … Y y voit une menace": of a word, the one other state that the
 * sentence before names, where no claim was made of it; UINT32_MAX if there is none or several. */
static uint32_t spoke_before(const struct coder *c, const struct proposition *p,
                             const struct claim_list *claims, uint32_t actor)
{
    struct actor_set named = {0};
    if (!p->sentence || claims_from(c, p->sentence - 1, p->sentence, claims) < claims->count ||
        c->trees->items[p->sentence].sentence->paragraph !=
            c->trees->items[p->sentence - 1].sentence->paragraph) {
        return UINT32_MAX;
    }
    add_named_states(c, p->sentence - 1, &named);
    bool both = named.count == 2 && actor_set_holds(&named, actor);
    if (named.count != 1 && !both) {
        return UINT32_MAX;
    }
    uint32_t other = named.items[named.items[0] == actor && both];
    return other == actor ? UINT32_MAX : other;
}

/* "X a menacé Y. Y parle de menaces inacceptables": who was just told to act against the actor, in
 * the sentence before; UINT32_MAX if nobody was. */
static uint32_t who_struck(const struct coder *c, const struct proposition *p,
                           const struct claim_list *claims, uint32_t actor)
{
    size_t first =
        p->sentence ? claims_from(c, p->sentence - 1, p->sentence, claims) : claims->count;
    uint32_t here = c->trees->items[p->sentence].sentence->begin;
    for (size_t i = claims->count; i-- > first;) {
        const struct claim *claim = &claims->items[i];
        if (claim->sentence_begin != here && is_conflict(claim->event) &&
            claim->realis != REALIS_DENIED && actor_by_code(c->actors, claim->target) == actor) {
            return actor_by_code(c->actors, claim->source);
        }
    }
    return UINT32_MAX;
}

/* "Il a aussi fermé son espace aérien": against whom is known from the one other name in the
 * clause; where it is a hostile deed by somebody new, from the same deed by others; from the one
 * other state of the sentence; from what was told just before of the same actor; where it is a
 * hostile deed, from what others did, or the same actor earlier in the article; where a bond moves,
 * from the state that the title names. */
static void other_side(const struct coder *c, const struct proposition *p, const struct fit *fit,
                       const struct actor_set *sources, const struct claim_list *claims,
                       struct actor_set *targets)
{
    if (sources->count != 1 || !fit->rule->coding_count || names_other_side(c, p)) {
        return;
    }
    const struct word *word = &c->trees->items[p->sentence].words[p->word];
    if (word->relation == REL_ACL && word->subtype != SUB_RELCL &&
        fit->rule->codings[0].event == EVENT_ACCUSE) {
        return; /* "une initiative critiquée par X": the noun says whose it is */
    }
    if (fit->pattern->class_index == c->blame_class && blames_others(c, p)) {
        return;
    }
    size_t start = story_start(c, p->sentence, claims);
    const struct coding *coding = &fit->rule->codings[0];
    uint32_t actor = sources->items[0], found = only_other(p, sources);
    bool organisation =
        found != UINT32_MAX && actor_at(c->actors, found)->kind == ACTOR_ORGANISATION;
    if ((coding->bond == BOND_JURISDICTION && !is_state(c, found)) ||
        (coding->bond == BOND_BORDER && organisation)) {
        found = UINT32_MAX; /* the court that is seized, the bloc whose sanctions are applied */
    }
    bool hostile = is_conflict(coding->event) && coding->bond != BOND_NONE;
    bool attack = coding->event == EVENT_ASSAULT;
    uint32_t here = only_other_here(c, p, false, sources);
    if (found == UINT32_MAX && coding->event == EVENT_ACCUSE && coding->bond == BOND_NONE) {
        found = who_struck(c, p, claims, actor);
    }
    if (attack && here != UINT32_MAX && is_helper(c, claims, here, actor)) {
        here = UINT32_MAX;
    }
    if (attack && host_of(p) != UINT32_MAX && (found == UINT32_MAX || found == host_of(p))) {
        found = adversary(c, claims, p->sentence, actor);
        if (found != UINT32_MAX) {
            actor_set_add(targets, found);
        }
        return;
    }
    if (found == UINT32_MAX && attack) {
        found = here;
    }
    if (found == UINT32_MAX && attack) {
        found = adversary(c, claims, p->sentence, actor);
    }
    if (found == UINT32_MAX && attack && p->speaker.count == 1 && p->speaker.items[0] != actor &&
        is_state(c, p->speaker.items[0])) {
        found = p->speaker.items[0]; /* "according to the army": who tells of it was hit */
    }
    if (found == UINT32_MAX && last_between(c, claims, start, actor) == SIZE_MAX) {
        found = topic_just_named(c, p, actor);
    }
    bool alike = hostile || coding->event == EVENT_AID; /* one after the other strikes, or helps */
    if (found == UINT32_MAX && alike && last_between(c, claims, start, actor) == SIZE_MAX) {
        found = common_target(c, coding, claims, claims_from(c, 0, p->sentence, claims), actor);
    }
    uint32_t pair = coding->event == EVENT_ACCUSE ? UINT32_MAX : other_of_article(c, actor);
    if (found == UINT32_MAX && coding->event == EVENT_CONCEDE && here == UINT32_MAX) {
        found = pair; /* who frees prisoners frees those of the other of the two */
    }
    bool beside = !attack && only_other_here(c, p, true, sources) != here;
    if (found == UINT32_MAX && !attack && (goes_on(c, p, claims, actor) || (hostile && beside))) {
        add_counterparts(c, claims, start, actor, targets);
    }
    if (found == UINT32_MAX && beside && coding->bond == BOND_NONE) {
        struct judgement judgement = {coding->event, false, start, NULL, 0};
        if (coding->event != EVENT_ACCUSE || /* "X condemned it and Y spoke of a crime" */
            !judged_doers(c, judgement, sources, claims, targets)) {
            add_counterparts(c, claims, start, actor, targets);
        }
    }
    if (found == UINT32_MAX && !targets->count) {
        found = hostile && pair != UINT32_MAX ? pair : here;
    }
    if (found == UINT32_MAX && !targets->count && is_speech(coding->event)) {
        found = spoke_before(c, p, claims, actor);
    }
    if (found == UINT32_MAX && !targets->count) {
        add_counterparts(c, claims, start, actor, targets);
    }
    if (targets->count) {
        return;
    }
    if (found == UINT32_MAX && hostile) {
        found = counterpart(c, claims, claims_from(c, 0, p->sentence, claims), actor);
    }
    size_t first = claims_from(c, 0, p->sentence, claims);
    bool newcomer = last_between(c, claims, first, actor) == SIZE_MAX;
    if (found == UINT32_MAX && hostile && newcomer && coding->event == EVENT_SANCTION &&
        judged_doers(c, (struct judgement){EVENT_ACCUSE, true, start, NULL, 0}, sources, claims,
                     targets)) {
        return; /* who is new to the story punishes whoever did the deed told last */
    }
    if (found == UINT32_MAX && coding->bond != BOND_NONE) {
        found = topic_besides(c, p->sentence, actor);
    }
    if (found == UINT32_MAX) {
        found = pair;
    }
    if (found != UINT32_MAX) {
        actor_set_add(targets, found);
    }
}

/* Adds both sides of the last such claim in which none of the sources has a part. */
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
            actor_set_add(targets, one);
            actor_set_add(targets, other);
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

/* "Le Premier ministre, M. Z, accuse X": an official of whom nothing says whose he is speaks for
 * the other of the two states of whom the article tells, or for the one that its title names;
 * UINT32_MAX where no such official acts. */
static uint32_t unnamed_official(const struct coder *c, const struct proposition *p,
                                 uint32_t target)
{
    uint32_t officials = codebook_class(c->codebook, SLICE("official"));
    for (size_t i = 0; officials != MAP_NONE && i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (a->role == ROLE_AGENT && !a->own.count && !a->inner.count && !a->indefinite &&
            argument_in_class(c, a, (uint16_t)officials)) {
            uint32_t other = other_of_article(c, target);
            return other != UINT32_MAX ? other : topic_besides(c, p->sentence, target);
        }
    }
    return UINT32_MAX;
}

static bool has_agent(const struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_AGENT) {
            return true;
        }
    }
    return false;
}

void story_source(const struct coder *c, const struct proposition *p, const struct fit *fit,
                  const struct actor_set *targets, const struct claim_list *claims,
                  struct actor_set *sources)
{
    const struct word *word = &c->trees->items[p->sentence].words[p->word];
    bool participle = word->relation == REL_ACL && word->subtype != SUB_RELCL;
    enum event_type event = fit->rule->coding_count ? fit->rule->codings[0].event : EVENT_COUNT;
    bool accord = fit->rule->met && fit->rule->joint;
    uint32_t found = UINT32_MAX;
    if (participle || targets->count != 1 || event == EVENT_COUNT) {
        return; /* "les sanctions imposées au Niger": long ago, and by whomever */
    }
    if (has_agent(p)) {
        found = is_speech(event) || event == EVENT_REJECT || event == EVENT_SANCTION
                    ? unnamed_official(c, p, targets->items[0])
                    : UINT32_MAX;
    } else if (event == EVENT_SANCTION || event == EVENT_ACCUSE || accord) {
        found = counterpart(c, claims, story_start(c, p->sentence, claims), targets->items[0]);
    }
    if (found != UINT32_MAX) {
        actor_set_add(sources, found);
    }
}

/* Does a phrase tell for whom or whereto it is, whoever that may be? */
static bool has_recipient(const struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        enum role role = p->arguments[i].role;
        if (role == ROLE_RECIPIENT || role == ROLE_BENEFICIARY || role == ROLE_PLACE ||
            role == ROLE_CONTENT || role == ROLE_PARTNER || role == ROLE_ORIGIN) {
            return true;
        }
    }
    return false;
}

/* "Greece sent tents. Italy promised doctors.", "X congratulated Y. Z sent its wishes": whom others
 * were just told to help or praise. */
static void same_favour(const struct coder *c, const struct proposition *p, const struct fit *fit,
                        const struct actor_set *sources, const struct claim_list *claims,
                        struct actor_set *targets)
{
    enum event_type event = fit->rule->codings[0].event;
    bool favour = event == EVENT_AID || (event == EVENT_SUPPORT && !fit->plain);
    struct actor_set others = {0};
    add_others(p, sources, &others);
    enum relation relation = c->trees->items[p->sentence].words[p->word].relation;
    bool main = relation == REL_ROOT || relation == REL_CONJ || relation == REL_PARATAXIS;
    if (!favour || !main || !sources->count || others.count || has_recipient(p)) {
        return;
    }
    size_t begin = c->trees->items[p->sentence ? p->sentence - 1 : 0].sentence->begin;
    for (size_t i = claims->count; i-- > 0 && claims->items[i].sentence_begin >= begin;) {
        uint32_t target = actor_by_code(c->actors, claims->items[i].target);
        uint32_t source = actor_by_code(c->actors, claims->items[i].source);
        if (claims->items[i].event == event && is_state(c, target) &&
            !actor_set_holds(sources, target) && !actor_set_holds(sources, source)) {
            actor_set_add(targets, target);
            return;
        }
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

/* Adds the two states of the last claim of that sentence or of those right before. */
static void last_pair(const struct coder *c, size_t s, const struct claim_list *claims,
                      struct actor_set *out)
{
    size_t start = story_start(c, s, claims);
    size_t first = s > PAIR_SENTENCES ? s - PAIR_SENTENCES : 0;
    size_t begin = c->trees->items[first].sentence->begin;
    for (size_t i = claims->count; i-- > start && claims->items[i].sentence_begin >= begin;) {
        uint32_t source = actor_by_code(c->actors, claims->items[i].source);
        uint32_t target = actor_by_code(c->actors, claims->items[i].target);
        if (is_state(c, source) && is_state(c, target) &&
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
        last_pair(c, p->sentence, claims, sides);
        if (!sides->count) {
            *sides = pair_meant(c, p->sentence, event, claims);
        }
        if (!names_only(c, p->sentence, sides)) {
            *sides = (struct actor_set){0}; /* the sentence tells of somebody else */
        }
    }
}

void story_target(const struct coder *c, const struct proposition *p, const struct fit *fit,
                  const struct actor_set *sources, const struct claim_list *claims,
                  struct actor_set *targets)
{
    uint32_t maker = sources->count == 1 ? maker_above(c, p, sources->items[0]) : UINT32_MAX;
    if (maker != UINT32_MAX && fit->rule->coding_count) {
        actor_set_add(targets, maker);
        return;
    }
    if (fit->rule->coding_count) {
        last_deed(c, p, fit, sources, claims, targets);
        last_wish(c, p, fit, sources, claims, targets);
        opposed_deed(c, p, fit, sources, claims, targets);
    }
    if (fit->rule->coding_count && !targets->count) {
        same_favour(c, p, fit, sources, claims, targets);
    }
    struct deed_sides sides;
    if (fit->pattern->class_index == c->blame_class && judged_deed_sides(c, p, &sides)) {
        return; /* who suffers the deed is not to blame for it */
    }
    if (!targets->count && fit->rule->parties && sources->count) {
        parties(c, p, sources, claims, targets);
    }
    if (!targets->count && fit->rule->bilateral) {
        other_side(c, p, fit, sources, claims, targets);
    }
}
