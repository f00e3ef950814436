/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition and the rules that fit it but find only one of their two sides in its clause;
 * gives who the other is. Candidates are those whom the article named near by, told of together
 * with the side that is known, told the same deed of, or is about as a whole. Each has signs
 * (hint.c); the codebook's stanza `unsaid sides` holds their weights, a logistic regression over
 * gold articles (train/unsaid), and how likely the likeliest must be to be told. Cost: for a
 * proposition of which a side is unsaid some ten candidates of some thirty signs. */
#include "event/inside.h"

#define CANDIDATE_LIMIT 24

struct candidates {
    uint32_t items[CANDIDATE_LIMIT];
    size_t count;
};

static void add_candidate(const struct coder *c, const struct question *q, uint32_t actor,
                          struct candidates *out)
{
    bool known = actor == UINT32_MAX || actor_set_holds(&q->known, actor) ||
                 actor_at(c->actors, actor)->kind == ACTOR_COLLECTIVE;
    for (size_t i = 0; i < out->count; i++) {
        known = known || out->items[i] == actor;
    }
    if (!known && out->count < CANDIDATE_LIMIT) {
        out->items[out->count++] = actor;
    }
}

static void add_set(const struct coder *c, const struct question *q, const struct actor_set *set,
                    struct candidates *out)
{
    for (uint8_t i = 0; i < set->count; i++) {
        add_candidate(c, q, set->items[i], out);
    }
}

static void find_candidates(const struct coder *c, const struct question *q, struct candidates *out)
{
    const struct proposition *p = q->proposition;
    out->count = 0;
    for (size_t i = 0; i < p->argument_count; i++) {
        add_set(c, q, &p->arguments[i].own, out);
        add_set(c, q, &p->arguments[i].inner, out);
    }
    add_set(c, q, &p->speaker, out);
    for (size_t back = 0; back <= SENTENCES_BACK && back <= p->sentence; back++) {
        add_set(c, q, &c->propositions->named[p->sentence - back], out);
    }
    add_set(c, q, &c->topics[p->sentence], out);
    add_set(c, q, &c->pair, out);
    for (size_t i = q->told_count; i-- > 0;) {
        const struct told_claim *told = &q->told[i];
        if (actor_set_holds(&q->known, told->source) || actor_set_holds(&q->known, told->target)) {
            add_candidate(c, q, told->source, out);
            add_candidate(c, q, told->target, out);
        } else if (told->claim->event == q->coding->event) {
            add_candidate(c, q, q->asks_source ? told->source : told->target, out);
        }
    }
}

/* The clause's phrase that names the actor; NULL if there is none. */
static const struct argument *phrase_of(const struct proposition *p, uint32_t actor)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (actor_set_holds(&a->own, actor) || actor_set_holds(&a->inner, actor)) {
            return a;
        }
    }
    return NULL;
}

/* May the actor be the side? Whom the clause names in a place of which the rule says nothing is it
 * only where the rule says that there is another side, and never who is named with who acts ("a
 * London chef"). */
static bool may_be(const struct coder *c, const struct question *q, uint32_t actor)
{
    const struct argument *phrase = phrase_of(q->proposition, actor);
    if (phrase && (!q->fit->rule->bilateral || phrase->role == ROLE_AGENT)) {
        return false;
    }
    if (phrase && q->asks_source && phrase->role == ROLE_CONTENT &&
        q->coding->event == EVENT_ACCUSE) {
        return false; /* "accused of arming X": X does not accuse */
    }
    if (is_mediator(c, q->proposition->sentence, q->coding->event, actor)) {
        return false;
    }
    const struct actor_set none = {0};
    const struct actor_set unsaid = !phrase                                ? none
                                    : actor_set_holds(&phrase->own, actor) ? phrase->own
                                                                           : phrase->inner;
    uint32_t known = q->known.items[0];
    uint32_t source = q->asks_source ? actor : known, target = q->asks_source ? known : actor;
    enum realis realis;
    struct deed_sides sides;
    bool suffers =
        q->fit->pattern->class_index == c->blame_class && !q->asks_source &&
        ((judged_deed_sides(c, q->proposition, &sides) && actor_set_holds(&sides.victims, actor)) ||
         suffers_judged(c, q->proposition, actor)); /* and is not to blame for it */
    struct actor_set outside = {0};
    outsiders(c, q->proposition, &outside);
    return !suffers && !(actor_set_holds(&outside, actor) && q->coding->event != EVENT_AID) &&
           coding_allowed(q->fit->rule, q->coding, q->asks_source ? &unsaid : &q->known,
                          q->asks_source ? &q->known : &unsaid) &&
           bond_allowed(c, q->coding, source, target) &&
           realis_of(told_by(c, q->proposition, q->fit), q->fit, q->coding, source, &realis);
}

static void answer(const struct coder *c, const struct question *q, struct answer_list *out)
{
    struct candidates candidates;
    find_candidates(c, q, &candidates);
    for (size_t i = 0; i < candidates.count; i++) {
        uint32_t actor = candidates.items[i];
        if (!may_be(c, q, actor)) {
            continue;
        }
        struct answer answer = {.question = *q, .actor = actor};
        hints_find(c, q, actor, &answer.hints);
        for (size_t k = 0; k < answer.hints.count; k++) {
            answer.odds += codebook_weight(c->codebook, WEIGHTS_UNSAID, answer.hints.items[k]);
        }
        *arena_push(c->arena, out->items, out->count) = answer;
    }
}

/* The claims of the story so far, the last of them last. */
static void find_told(const struct coder *c, const struct claim_list *claims, struct question *q)
{
    size_t sentence = q->proposition->sentence, first = claims_from(c, 0, sentence, claims);
    struct told_claim *told = arena_array(c->arena, claims->count - first, sizeof *told);
    for (size_t i = first; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        size_t age = 0;
        while (age < sentence &&
               c->trees->items[sentence - age].sentence->begin > claim->sentence_begin) {
            age++;
        }
        if (claim->realis != REALIS_DENIED) {
            told[q->told_count++] =
                (struct told_claim){claim, actor_by_code(c->actors, claim->source),
                                    actor_by_code(c->actors, claim->target), age};
        }
    }
    q->told = told;
}

/* The sides of the fit that the clause names; false unless it is one actor as one of the two. */
static bool find_known(const struct coder *c, const struct proposition *p, const struct fit *fit,
                       struct question *q)
{
    struct actor_set sources, targets;
    choose_sources(c, p, fit, &sources);
    choose_targets(c, p, fit, &sources, &targets);
    q->asks_source = !sources.count;
    q->known = sources.count ? sources : targets;
    return q->known.count == 1 && (sources.count > 0) != (targets.count && !targets.place);
}

void unsaid_answers(const struct coder *c, const struct proposition *p, const struct fit_list *fits,
                    const struct claim_list *claims, struct answer_list *out)
{
    for (size_t k = 0; k < fits->count && !names_unknown_party(c, p); k++) {
        const struct fit *fit = &fits->items[k];
        if (fit->outcome == RULE_UNFIT || is_silent(fit->rule)) {
            return;
        }
        struct question q = {.proposition = p, .fit = fit, .coding = fit->rule->codings, .rank = k};
        if (fit->rule->coding_count && find_known(c, p, fit, &q)) {
            find_told(c, claims, &q);
            answer(c, &q, out);
        }
    }
}

/* Adds all whom the last claim that sets the answer against the known side set against it by the
 * same rule: "X s'est retiré des accords avec Y et Z. Il a aussi …". */
static void add_company(const struct answer *answer, struct actor_set *out)
{
    const struct question *q = &answer->question;
    const struct told_claim *last = NULL;
    uint32_t known = q->known.items[0];
    for (size_t i = q->told_count; i-- > 0 && !last;) {
        const struct told_claim *told = &q->told[i];
        bool both = (told->source == known && told->target == answer->actor) ||
                    (told->source == answer->actor && told->target == known);
        last = both ? told : NULL;
    }
    for (size_t i = 0; last && i < q->told_count; i++) {
        const struct told_claim *told = &q->told[i];
        if (told->claim->sentence_begin == last->claim->sentence_begin &&
            slice_equal(told->claim->rule, last->claim->rule)) {
            uint32_t other = told->source == known && last->source == known   ? told->target
                             : told->target == known && last->target == known ? told->source
                                                                              : answer->actor;
            actor_set_add(out, other);
        }
    }
}

bool unsaid_side(const struct coder *c, const struct proposition *p, const struct fit_list *fits,
                 const struct claim_list *claims, struct question *out, struct actor_set *side)
{
    struct answer_list own = {0}, *answers = c->answers ? c->answers : &own;
    const struct answer *best = NULL;
    size_t first = answers->count;
    unsaid_answers(c, p, fits, claims, answers);
    for (size_t i = first; i < answers->count; i++) {
        const struct answer *answer = &answers->items[i];
        bool likely = answer->odds >= codebook_least(c->codebook, WEIGHTS_UNSAID, LEVEL_TOLD);
        bool same_rule = best && answer->question.rank == best->question.rank;
        if (likely && (!best || (same_rule && answer->odds > best->odds))) {
            best = answer; /* the most specific rule speaks, as where both sides are named */
        }
    }
    if (!best) {
        return false;
    }
    *out = best->question;
    *side = (struct actor_set){0};
    actor_set_add(side, best->actor);
    add_company(best, side);
    return true;
}
