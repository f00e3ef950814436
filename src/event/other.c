/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition of which one actor is known and a rule that says that there is another side;
 * gives that side where the clause or the article all but says it: the one other actor of the
 * clause, the other of the two of whom the article tells, the state that its title names and this
 * sentence or the one before repeats, the counterpart of what the same subject just did. Elsewhere
 * whoever is meant must be chosen (unsaid.c). Of such sides four in five are right, of those that
 * other conditions gave one in two. Cost: the claims of the story so far. */
#include "event/inside.h"

#define PHRASE_STEPS 4 /* how deep a text may stand in the phrase that names it */

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
        if (a->role == ROLE_RECIPIENT && !a->own.count && argument_in_class(c, a, friends)) {
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

/* Is it the noun of "under pressure from X", told of apart from the clause of p? */
static bool is_behest_beside(const struct coder *c, const struct proposition *p,
                             const struct proposition *other)
{
    bool found = false;
    for (size_t k = 0; k < other->key_count; k++) {
        found = found || word_in_class(c, other->keys[k], c->behest_class);
    }
    return found && other != p && other->kind == PREDICATE_NOUN;
}

/* Adds the actors that the proposition names besides the sources and who speaks; places do not
 * count. */
static void add_others(const struct coder *c, const struct proposition *p,
                       const struct actor_set *sources, struct actor_set *others)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        const struct actor_set *sets[] = {&a->own, &a->inner};
        if ((p->attributive && a->role == ROLE_AGENT) || names_behest(c, p, a)) {
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

/* Is it a verb of praise or blame: "welcomed", "condemned"? */
static bool judges(const struct coder *c, const struct proposition *p)
{
    for (size_t k = 0; k < p->key_count; k++) {
        if (word_in_class(c, p->keys[k], c->praise_class) ||
            word_in_class(c, p->keys[k], c->blame_class)) {
            return true;
        }
    }
    return false;
}

/* "X welcomed the end of the raids": who judges the deed that the noun names is no side of it. Adds
 * the agents of the verb of praise or blame above the noun to *sides. */
static void add_judges(const struct coder *c, const struct proposition *p, struct actor_set *sides)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    size_t verb = p->kind == PREDICATE_NOUN ? p->word : 0;
    while (verb && tree->words[verb].upos != UPOS_VERB) {
        verb = tree->words[verb].head;
    }
    const struct proposition *judging = verb ? proposition_headed(c, p, (uint32_t)verb) : NULL;
    for (size_t i = 0; judging && judges(c, judging) && i < judging->argument_count; i++) {
        const struct argument *a = &judging->arguments[i];
        for (uint8_t k = 0; a->role == ROLE_AGENT && k < a->own.count; k++) {
            actor_set_add(sides, a->own.items[k]);
        }
    }
}

/* Does the word hang under a phrase of the clause that names nobody: "refused to sign a statement"?
 */
static bool is_in_phrase(const struct coder *c, const struct proposition *p, uint32_t word)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    for (size_t steps = 0; word && word != p->word && steps < PHRASE_STEPS; steps++) {
        for (size_t i = 0; i < p->argument_count; i++) {
            const struct argument *a = &p->arguments[i];
            if (a->word == word && a->role != ROLE_AGENT && !a->own.count) {
                return true;
            }
        }
        word = tree->words[word].head;
    }
    return false;
}

void blamed_within(const struct coder *c, const struct proposition *p, struct actor_set *out)
{
    for (size_t k = 0; k < c->propositions->count; k++) {
        const struct proposition *said = &c->propositions->items[k];
        bool by = false, blames = said->sentence == p->sentence && said->kind == PREDICATE_VERB &&
                                  said->key_count && said != p &&
                                  word_in_class(c, said->keys[0], c->blame_class);
        for (size_t i = 0; blames && i < said->argument_count; i++) {
            const struct argument *a = &said->arguments[i];
            bool under = c->trees->items[p->sentence].words[said->word].head == a->word;
            by |= a->role == ROLE_AGENT && under && is_in_phrase(c, p, a->word);
        }
        for (size_t i = 0; by && i < said->argument_count; i++) {
            const struct argument *a = &said->arguments[i];
            for (uint8_t n = 0; a->role == ROLE_PATIENT && n < a->own.count; n++) {
                actor_set_add(out, a->own.items[n]);
            }
        }
    }
}

void outsiders(const struct coder *c, const struct proposition *p, struct actor_set *out)
{
    add_judges(c, p, out);
    blamed_within(c, p, out);
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        const struct actor_set *sets[] = {&a->own, &a->inner};
        for (int s = 0; s < 2 && names_behest(c, p, a); s++) {
            for (uint8_t k = 0; k < sets[s]->count; k++) {
                actor_set_add(out, sets[s]->items[k]);
            }
        }
    }
}

/* "suspendre ses importations en provenance de X": the one other actor that the clause names;
 * UINT32_MAX if there is none or several. */
static uint32_t only_other(const struct coder *c, const struct proposition *p,
                           const struct actor_set *sources)
{
    struct actor_set others = {0};
    add_others(c, p, sources, &others);
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
        if (q->sentence == p->sentence && !is_behest_beside(c, p, q)) {
            add_others(c, q, sources, &others);
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

/* Does the word belong to what the predicate at `above` tells of, however deep, and not to a clause
 * beside it? */
static bool is_below(const struct tree *tree, size_t word, size_t above)
{
    enum relation last = REL_ROOT;
    while (word && word != above) {
        last = tree->words[word].relation;
        word = tree->words[word].head;
    }
    return word && last != REL_CONJ && last != REL_PARATAXIS && last != REL_ADVCL;
}

/* "X has no interest in talking to Y", "X suspended the sharing of data with Y": the one other
 * state named in what the predicate tells of; UINT32_MAX if there is none or several. */
static uint32_t only_below(const struct coder *c, const struct proposition *p,
                           const struct actor_set *sources)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    uint32_t found = UINT32_MAX;
    for (size_t i = 0; i < c->propositions->count; i++) {
        const struct proposition *other = &c->propositions->items[i];
        struct actor_set named = {0};
        if (other->sentence == p->sentence && is_below(tree, other->word, p->word) &&
            !is_behest_beside(c, p, other)) {
            add_others(c, other, sources, &named);
        }
        for (uint8_t k = 0; k < named.count; k++) {
            if (is_state(c, named.items[k]) && named.items[k] != found) {
                if (found != UINT32_MAX) {
                    return UINT32_MAX;
                }
                found = named.items[k];
            }
        }
    }
    return found;
}

/* "la Suède, dont X s'éloigne": the one state of which the relative clause is told; UINT32_MAX if
 * there is none. */
static uint32_t antecedent_of(const struct coder *c, const struct proposition *p,
                              const struct actor_set *sources)
{
    const struct word *verb = &c->trees->items[p->sentence].words[p->word];
    bool relative = verb->relation == REL_ACL && verb->subtype == SUB_RELCL;
    for (size_t i = 0; relative && i < c->propositions->count; i++) {
        const struct proposition *other = &c->propositions->items[i];
        for (size_t k = 0; other->sentence == p->sentence && k < other->argument_count; k++) {
            const struct argument *a = &other->arguments[k];
            if (a->word == verb->head && a->own.count == 1 && is_state(c, a->own.items[0]) &&
                !actor_set_holds(sources, a->own.items[0])) {
                return a->own.items[0];
            }
        }
    }
    return UINT32_MAX;
}

/* "X revoked the permit of Y's airline, and Z barred its flights": whom the sentence told that
 * another did such a deed to; UINT32_MAX if nobody. */
static uint32_t same_deed_here(const struct coder *c, const struct proposition *p,
                               const struct coding *coding, const struct claim_list *claims,
                               uint32_t actor)
{
    uint32_t begin = c->trees->items[p->sentence].sentence->begin;
    for (size_t i = claims->count; i-- > 0 && claims->items[i].sentence_begin == begin;) {
        const struct claim *claim = &claims->items[i];
        uint32_t target = actor_by_code(c->actors, claim->target);
        if (claim->event == coding->event && claim->bond == coding->bond && is_state(c, target) &&
            target != actor && actor_by_code(c->actors, claim->source) != actor) {
            return target;
        }
    }
    return UINT32_MAX;
}

/* Does the clause hang under another of its sentence: "…, à qui X interdit son ciel"? */
static bool is_subordinate(const struct coder *c, const struct proposition *p)
{
    enum relation relation = c->trees->items[p->sentence].words[p->word].relation;
    return relation == REL_ADVCL || relation == REL_ACL;
}

/* Is the one whom the clause names no side of such a deed: the court that is seized, the bloc whose
 * sanctions are applied? */
static bool is_instance(const struct coder *c, const struct coding *coding, uint32_t actor)
{
    return (coding->bond == BOND_JURISDICTION && !is_state(c, actor)) ||
           (coding->bond == BOND_BORDER && actor_at(c->actors, actor)->kind == ACTOR_ORGANISATION);
}

/* Does the clause say that nobody is to be looked for: it tells of another side, though not which
 * actor; or the noun that it stands by says whose deed is blamed? */
static bool is_closed(const struct coder *c, const struct proposition *p, const struct fit *fit)
{
    const struct word *word = &c->trees->items[p->sentence].words[p->word];
    bool participle = word->relation == REL_ACL && word->subtype != SUB_RELCL;
    struct deed_sides sides;
    return names_other_side(c, p) || (participle && fit->rule->codings[0].event == EVENT_ACCUSE) ||
           (fit->pattern->class_index == c->blame_class &&
            (blames_others(c, p) || judged_deed_sides(c, p, &sides)));
}

/* The one that the clause names, who the sentence or title leaves alone, or the other of the pair;
 * UINT32_MAX if that is not plain. */
static uint32_t plain_other(const struct coder *c, const struct proposition *p,
                            const struct coding *coding, const struct actor_set *sources,
                            const struct claim_list *claims)
{
    uint32_t actor = sources->items[0], found = only_other(c, p, sources);
    if (found != UINT32_MAX && !is_instance(c, coding, found)) {
        return found;
    }
    found = only_below(c, p, sources);
    found = found == UINT32_MAX ? antecedent_of(c, p, sources) : found;
    if (found == UINT32_MAX && is_conflict(coding->event) && coding->bond != BOND_NONE) {
        found = same_deed_here(c, p, coding, claims, actor);
    }
    if (found != UINT32_MAX && !is_instance(c, coding, found)) {
        return found;
    }
    uint32_t here = only_other_here(c, p, false, sources);
    if (coding->event == EVENT_ASSAULT) {
        return here != UINT32_MAX && !is_helper(c, claims, here, actor) ? here : UINT32_MAX;
    }
    size_t start = story_start(c, p->sentence, claims);
    found = last_between(c, claims, start, actor) == SIZE_MAX ? topic_just_named(c, p, actor)
                                                              : UINT32_MAX;
    bool frees = coding->event == EVENT_CONCEDE && here == UINT32_MAX;
    found = found == UINT32_MAX && frees ? other_of_article(c, actor) : found;
    return found == UINT32_MAX && is_subordinate(c, p) ? here : found;
}

/* Does the proposition tell who brokers: "offered to mediate", or "the truce negotiated by X" with
 * nobody named with whom? */
static bool tells_brokering(const struct coder *c, const struct proposition *p, bool participle)
{
    if (!p->key_count || word_in_class(c, p->keys[0], c->mediate_class)) {
        return p->key_count;
    }
    bool accord = false;
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        accord |= a->role == ROLE_PATIENT && argument_in_class(c, a, c->brokered_class);
        if (a->role == ROLE_PARTNER && a->own.count) {
            return false;
        }
    }
    return participle && accord && word_in_class(c, p->keys[0], c->broker_class);
}

bool is_mediator(const struct coder *c, size_t sentence, enum event_type event, uint32_t actor)
{
    bool accord = event == EVENT_RETREAT || event == EVENT_AGREE;
    for (size_t i = 0; event != EVENT_CONSULT && i < c->propositions->count; i++) {
        const struct proposition *p = &c->propositions->items[i];
        const struct word *word = &c->trees->items[p->sentence].words[p->word];
        bool participle = word->relation == REL_ACL && word->subtype != SUB_RELCL;
        bool here = p->sentence == sentence && (accord || participle);
        for (size_t k = 0; here && k < p->argument_count; k++) {
            if (p->arguments[k].role == ROLE_AGENT &&
                actor_set_holds(&p->arguments[k].own, actor) && tells_brokering(c, p, participle)) {
                return true;
            }
        }
    }
    return false;
}

void other_side(const struct coder *c, const struct proposition *p, const struct fit *fit,
                const struct actor_set *sources, const struct claim_list *claims,
                struct actor_set *targets)
{
    if (sources->count != 1 || !fit->rule->coding_count || is_closed(c, p, fit)) {
        return;
    }
    const struct coding *coding = &fit->rule->codings[0];
    struct actor_set besides = *sources;
    outsiders(c, p, &besides);
    uint32_t actor = sources->items[0], found = plain_other(c, p, coding, &besides, claims);
    bool hostile = is_conflict(coding->event) && coding->bond != BOND_NONE;
    bool attack = coding->event == EVENT_ASSAULT;
    bool beside = only_other_here(c, p, true, sources) != only_other_here(c, p, false, sources);
    if (found == UINT32_MAX && !attack && (goes_on(c, p, claims, actor) || (hostile && beside))) {
        add_counterparts(c, claims, story_start(c, p->sentence, claims), actor, targets);
    }
    if (found == UINT32_MAX && !targets->count && hostile) {
        found = other_of_article(c, actor);
    }
    size_t first = claims_from(c, 0, p->sentence, claims);
    bool newcomer = last_between(c, claims, first, actor) == SIZE_MAX;
    if (found == UINT32_MAX && !targets->count && newcomer && coding->bond != BOND_NONE) {
        found = topic_besides(c, p->sentence, actor);
    }
    if (found != UINT32_MAX && !actor_set_holds(&besides, found) &&
        !is_mediator(c, p->sentence, coding->event, found)) {
        actor_set_add(targets, found);
    }
}

/* "Greece sent tents. Italy promised doctors.": whom another was just told to help; UINT32_MAX if
 * nobody was. */
static uint32_t same_helped(const struct coder *c, const struct proposition *p,
                            const struct claim_list *claims, uint32_t actor)
{
    size_t first = p->sentence ? p->sentence - 1 : 0;
    for (size_t i = claims->count, start = claims_from(c, first, p->sentence, claims);
         i-- > start;) {
        uint32_t target = actor_by_code(c->actors, claims->items[i].target);
        if (claims->items[i].event == EVENT_AID && is_state(c, target) && target != actor) {
            return target;
        }
    }
    return UINT32_MAX;
}

void same_favour(const struct coder *c, const struct proposition *p,
                 const struct actor_set *sources, const struct claim_list *claims,
                 struct actor_set *targets)
{
    struct actor_set others = {0};
    add_others(c, p, sources, &others);
    uint32_t helped = sources->count == 1 && !others.count && !names_other_side(c, p)
                          ? same_helped(c, p, claims, sources->items[0])
                          : UINT32_MAX;
    if (helped != UINT32_MAX && !is_subordinate(c, p)) {
        actor_set_add(targets, helped);
    }
}
