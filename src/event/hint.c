/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a question for the unsaid side of a deed and an actor who may be it, gives the signs that
 * speak for or against: what the clause is like, where the article names the actor, and what it
 * told of the actor and the side that is known. The signs are names; unsaid.c has their weights.
 * Cost: the propositions of the article and the claims of the story so far. */
#include "event/inside.h"

#define NEAR_SENTENCES 3
#define NEVER SIZE_MAX

static void hint(struct hints *out, struct slice name)
{
    if (out->count < HINT_LIMIT) {
        out->items[out->count++] = name;
    }
}

static void hint_if(struct hints *out, bool holds, const char *name)
{
    if (holds) {
        hint(out, slice_of(name));
    }
}

static void hint_number(const struct coder *c, struct hints *out, const char *name, int number,
                        int most)
{
    hint(out, slice_print(c->arena, "%s.%d", name, number < most ? number : most));
}

/* ----------------------------------------------------------------------------- the clause */

static const char *clause_kind(const struct word *word)
{
    switch (word->relation) {
    case REL_ROOT:
    case REL_CONJ:
    case REL_PARATAXIS:
        return "in.main";
    case REL_ACL:
        return word->subtype == SUB_RELCL ? "in.relative" : "in.participle";
    case REL_CCOMP:
    case REL_XCOMP:
        return "in.said";
    case REL_ADVCL:
        return "in.adverbial";
    default:
        return "in.phrase";
    }
}

/* The phrases that name no actor. */
static void hint_phrases(const struct coder *c, const struct proposition *p, struct hints *out)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    bool seen[ROLE_COUNT] = {false}, name = false, definite = false;
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (!a->own.count) {
            seen[a->role] = true;
            definite = definite || (a->role == ROLE_PATIENT && !a->indefinite);
            name = name || (a->role != ROLE_PLACE && tree->words[a->word].upos == UPOS_PROPN);
        }
    }
    hint_if(out, seen[ROLE_AGENT], "has.agent");
    hint_if(out, seen[ROLE_PATIENT], "has.patient");
    hint_if(out, seen[ROLE_RECIPIENT], "has.recipient");
    hint_if(out, seen[ROLE_CONTENT], "has.content");
    hint_if(out, seen[ROLE_PARTNER] || seen[ROLE_OPPONENT], "has.side");
    hint_if(out, definite, "has.definite");
    hint_if(out, name, "has.name");
    hint_if(out, points_at(c, p, c->judged_class), "points");
}

static void hint_question(const struct coder *c, const struct question *q, struct hints *out)
{
    static const char *const kinds[] = {"verb", "noun", "adjective"};
    const struct proposition *p = q->proposition;
    const struct rule *rule = q->fit->rule;
    hint(out, SLICE("base"));
    hint_if(out, q->asks_source, "source");
    hint(out, slice_of(event_type_name(q->coding->event)));
    hint(out, slice_of(kinds[p->kind]));
    hint(out, slice_of(clause_kind(&c->trees->items[p->sentence].words[p->word])));
    hint_number(c, out, "weight", q->fit->weight, 6);
    hint_number(c, out, "known", (int)actor_at(c->actors, q->known.items[0])->kind, 9);
    hint_if(out, q->known.people, "known.people");
    hint_if(out, q->rank > 0, "rank");
    hint_if(out, q->fit->longer, "longer");
    hint_if(out, rule->bilateral, "bilateral");
    hint_if(out, rule->joint, "joint");
    hint(out, slice_print(c->arena, "bond.%s", bond_type_name(q->coding->bond)));
    hint_if(out, p->attributive, "attributive");
    hint_if(out, p->negated, "negated");
    hint_if(out, p->spoken, "spoken");
    hint_if(out, p->modality == MODALITY_PLANNED, "planned");
    hint_if(out, p->modality == MODALITY_POSSIBLE, "possible");
    hint_phrases(c, p, out);
}

/* ------------------------------------------------------------------------------ the place */

/* Is the actor the only one whom the clause names besides those that are known? */
static bool is_alone(const struct question *q, uint32_t actor)
{
    for (size_t i = 0; i < q->proposition->argument_count; i++) {
        const struct argument *a = &q->proposition->arguments[i];
        const struct actor_set *sets[] = {&a->own, &a->inner};
        for (size_t s = 0; s < 2; s++) {
            for (uint8_t k = 0; k < sets[s]->count; k++) {
                uint32_t other = sets[s]->items[k];
                if (other != actor && !actor_set_holds(&q->known, other)) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* How the clause itself names the actor. */
static void hint_clause(const struct coder *c, const struct question *q, uint32_t actor,
                        struct hints *out)
{
    const struct proposition *p = q->proposition;
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool own = actor_set_holds(&a->own, actor);
        if (own || actor_set_holds(&a->inner, actor)) {
            const struct actor_set *set = own ? &a->own : &a->inner;
            hint(out, SLICE("clause"));
            hint(out, slice_print(c->arena, "clause.%s.%s", role_name(resolved_role(p, a, q->fit)),
                                  own ? "own" : "inner"));
            hint_if(out, set->place, "clause.place");
            hint_if(out, set->people, "clause.people");
            hint_if(out, is_alone(q, actor), "clause.only");
            return;
        }
    }
}

/* Is the actor itself the phrase of another verb of the sentence, or with `agent` who acts?
 * "Swedish hikers" are not Sweden. */
static bool stands_beside(const struct coder *c, const struct proposition *p, uint32_t actor,
                          bool agent)
{
    for (size_t i = 0; i < c->propositions->count; i++) {
        const struct proposition *other = &c->propositions->items[i];
        bool beside = other->sentence == p->sentence && other != p && other->kind == PREDICATE_VERB;
        for (size_t k = 0; beside && k < other->argument_count; k++) {
            const struct argument *a = &other->arguments[k];
            if ((!agent || a->role == ROLE_AGENT) && actor_set_holds(&a->own, actor)) {
                return true;
            }
        }
    }
    return false;
}

/* Is the actor the one state of the set besides those that are known? */
static bool is_only(const struct coder *c, const struct question *q, const struct actor_set *set,
                    uint32_t actor)
{
    for (uint8_t i = 0; i < set->count; i++) {
        uint32_t other = set->items[i];
        if (other != actor && is_state(c, other) && !actor_set_holds(&q->known, other)) {
            return false;
        }
    }
    return is_state(c, actor) && actor_set_holds(set, actor);
}

static int count_others(const struct question *q, const struct actor_set *set)
{
    int count = 0;
    for (uint8_t i = 0; i < set->count; i++) {
        count += !actor_set_holds(&q->known, set->items[i]);
    }
    return count;
}

static void hint_place(const struct coder *c, const struct question *q, uint32_t actor,
                       struct hints *out)
{
    size_t s = q->proposition->sentence;
    const struct actor_set *here = &c->propositions->named[s], *topics = &c->topics[s];
    bool named = actor_set_holds(here, actor), just = s && actor_set_holds(here - 1, actor);
    bool lone_topic = is_only(c, q, topics, actor);
    hint_number(c, out, "kind", (int)actor_at(c->actors, actor)->kind, 9);
    hint_clause(c, q, actor, out);
    hint_number(c, out, "names", count_others(q, here), 3);
    hint_if(out, named, "here");
    hint_if(out, is_only(c, q, here, actor), "here.only");
    hint_if(out, named && stands_beside(c, q->proposition, actor, true), "here.acts");
    hint_if(out, named && !stands_beside(c, q->proposition, actor, false), "here.inside");
    hint_if(out, !named && count_others(q, here), "here.others");
    hint_if(out, just, "before");
    hint_if(out, just && is_only(c, q, here - 1, actor), "before.only");
    hint_if(out, s > 1 && actor_set_holds(here - 2, actor), "before.two");
    hint_if(out, actor_set_holds(topics, actor), "topic");
    hint_if(out, lone_topic, "topic.only");
    hint_if(out, lone_topic && (named || just), "topic.named");
    bool known = actor_set_holds(&c->pair, q->known.items[0]);
    bool paired = actor_set_holds(&c->pair, actor);
    hint_if(out, known && paired, "pair");
    hint_if(out, known && paired && is_conflict(q->coding->event) && q->coding->bond != BOND_NONE,
            "pair.hostile");
    hint_if(out, known && !paired, "pair.other");
    hint_if(out, !known && paired, "pair.one");
    hint_if(out, actor_set_holds(&q->proposition->speaker, actor), "speaks");
}

/* ------------------------------------------------------------------------------ the story */

/* What the story told of the actor. */
struct past {
    size_t together, same_deed, did, suffered; /* how many sentences ago, or NEVER */
    bool alike, same, reversed, fought, helped, last, asked, struck, with_others, forward;
};

static void note_together(const struct question *q, const struct told_claim *told, bool forward,
                          struct past *past)
{
    const struct claim *claim = told->claim;
    bool event = claim->event == q->coding->event;
    past->last = past->last || !(past->with_others || past->together != NEVER);
    past->forward = past->together == NEVER ? forward : past->forward;
    past->together = told->age < past->together ? told->age : past->together;
    past->alike = past->alike || is_conflict(claim->event) == is_conflict(q->coding->event);
    past->same = past->same || (event && forward);
    past->reversed = past->reversed || (event && !forward);
    past->fought = past->fought || claim->event == EVENT_ASSAULT || claim->bond == BOND_HOSTILITIES;
    past->helped = past->helped || claim->event == EVENT_AID || claim->event == EVENT_SUPPORT;
    bool to_known = forward == q->asks_source;
    past->asked = past->asked || (claim->event == EVENT_REQUEST && to_known);
    past->struck = past->struck || (is_conflict(claim->event) && to_known && told->age <= 1);
}

static void note_apart(const struct question *q, const struct told_claim *told, uint32_t actor,
                       struct past *past)
{
    uint32_t known = q->known.items[0];
    const struct claim *claim = told->claim;
    bool deed =
        claim->event == q->coding->event && (q->asks_source ? told->source : told->target) == actor;
    past->with_others = past->with_others || told->source == known || told->target == known;
    past->same_deed = deed && told->age < past->same_deed ? told->age : past->same_deed;
    past->did = told->source == actor && told->age < past->did ? told->age : past->did;
    past->suffered =
        told->target == actor && told->age < past->suffered ? told->age : past->suffered;
}

static struct past past_of(const struct question *q, uint32_t actor)
{
    struct past past = {.together = NEVER, .same_deed = NEVER, .did = NEVER, .suffered = NEVER};
    uint32_t source = q->asks_source ? actor : q->known.items[0];
    uint32_t target = q->asks_source ? q->known.items[0] : actor;
    for (size_t i = q->told_count; i-- > 0;) {
        const struct told_claim *told = &q->told[i];
        bool forward = told->source == source && told->target == target;
        if (forward || (told->source == target && told->target == source)) {
            note_together(q, told, forward, &past);
        } else {
            note_apart(q, told, actor, &past);
        }
    }
    return past;
}

static void hint_age(const struct coder *c, struct hints *out, const char *name, size_t age,
                     size_t most)
{
    static const char *const ages[] = {"here", "before", "near", "near"};
    if (age <= most) {
        hint(out, slice_print(c->arena, "%s.%s", name, age <= NEAR_SENTENCES ? ages[age] : "far"));
    }
}

static void hint_story(const struct coder *c, const struct question *q, uint32_t actor,
                       struct hints *out)
{
    struct past past = past_of(q, actor);
    bool together = past.together != NEVER, conflict = is_conflict(q->coding->event);
    hint_age(c, out, "told", past.together, NEVER - 1);
    hint_if(out, !together, past.with_others ? "told.another" : "told.not");
    hint_if(out, together, past.alike ? "told.alike" : "told.unlike");
    hint_if(out, together, past.forward ? "told.forward" : "told.backward");
    hint_if(out, past.same, "told.same");
    hint_if(out, past.reversed, "told.reversed");
    hint_if(out, past.fought, conflict ? "fought.conflict" : "fought.peace");
    hint_if(out, past.helped, conflict ? "helped.conflict" : "helped.peace");
    hint_if(out, past.last, "told.last");
    bool answers = q->coding->event == EVENT_AGREE || q->coding->event == EVENT_REJECT ||
                   q->coding->event == EVENT_CONCEDE;
    hint_if(out, past.asked, answers ? "asked.answer" : "asked");
    hint_if(out, past.struck, "struck");
    hint_age(c, out, "same-deed", past.same_deed, NEVER - 1);
    hint_age(c, out, "did", past.did, 1);
    hint_age(c, out, "suffered", past.suffered, 1);
}

/* A rule that says that its deed has another side (`bilateral`) makes more of whom the story names
 * than one that does not: the hints from `first` on once more, as its own. */
static void hint_bilateral(const struct coder *c, struct hints *out, size_t first)
{
    for (size_t i = first, end = out->count; i < end; i++) {
        hint(out, slice_print(c->arena, "bilateral.%.*s", SLICE_ARGS(out->items[i])));
    }
}

void hints_find(const struct coder *c, const struct question *q, uint32_t actor, struct hints *out)
{
    out->items = arena_array(c->arena, HINT_LIMIT, sizeof *out->items);
    out->count = 0;
    hint_question(c, q, out);
    size_t first = out->count;
    hint_place(c, q, actor, out);
    hint_story(c, q, actor, out);
    if (q->fit->rule->bilateral) {
        hint_bilateral(c, out, first);
    }
}
