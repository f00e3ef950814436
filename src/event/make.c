/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition and a rule that fits it, gives the claims: source and target by the rule's
 * choice of roles, realis and speaker from the attitude, the date, the evidence span. */
#include "base/utf8.h"
#include "event/inside.h"

#define JOINT_PAIRS_LIMIT 3  /* larger meetings are told by their convener, not by pairs */
#define TREATY_PAIRS_LIMIT 5 /* a treaty binds each to each */

static const struct choice default_sources[] = {{.role = {"agent", 5}}};
static const struct choice default_targets[] = {
    {.role = {"patient", 7}},
    {.role = {"recipient", 9}},
    {.role = {"opponent", 8}},
    {.role = {"partner", 7}},
    {.role = {"patient", 7}, .inner = true},
    {.role = {"recipient", 9}, .inner = true},
    {.role = {"opponent", 8}, .inner = true},
    {.role = {"topic", 5}, .inner = true},
    {.role = {"beneficiary", 11}},
};

/* Adds the actors of one phrase that are not in `but`. Of those named inside it only the first that
 * is none of them, or all that the first name brings. */
static void add_from(const struct argument *a, bool inner, const struct actor_set *but,
                     struct actor_set *out)
{
    const struct actor_set *set = inner ? &a->inner : &a->own;
    bool added = false;
    for (uint8_t k = 0; k < set->count; k++) {
        if (but && actor_set_holds(but, set->items[k])) {
            continue;
        }
        if (inner && added && k >= a->inner_first) {
            return;
        }
        actor_set_add(out, set->items[k]);
        added = true;
    }
}

const struct proposition *proposition_headed(const struct coder *c, const struct proposition *p,
                                             uint32_t word)
{
    const struct proposition *all = c->propositions->items, *end = all + c->propositions->count;
    while (p > all && p[-1].sentence == p->sentence) {
        p--;
    }
    for (uint32_t sentence = p->sentence; p < end && p->sentence == sentence; p++) {
        if (p->word == word) {
            return p;
        }
    }
    return NULL;
}

static bool tells(const struct rule *rule, enum event_type event)
{
    return rule->coding_count && rule->codings[0].event == event;
}

/* Who does what the clause `a` says. */
static void add_doers(const struct coder *c, const struct proposition *p, const struct argument *a,
                      const struct actor_set *but, struct actor_set *out)
{
    const struct proposition *clause = proposition_headed(c, p, a->word);
    for (size_t i = 0; clause && i < clause->argument_count; i++) {
        if (clause->arguments[i].role == ROLE_AGENT) {
            add_from(&clause->arguments[i], false, but, out);
        }
    }
}

/* Of those whom a clause names, who does what it says is asked of it or blamed for it, and nobody
 * else ("asked that X lift its blockade of Y", "accused X of arming Y") but an organisation that
 * one asks ("asked to join it"). */
static void add_from_clause(const struct coder *c, const struct proposition *p,
                            const struct argument *a, const struct fit *fit,
                            const struct actor_set *but, struct actor_set *out)
{
    uint8_t before = out->count;
    bool deed = c->trees->items[p->sentence].words[a->word].upos == UPOS_VERB;
    bool blames = fit->pattern->class_index == c->blame_class && deed;
    bool asks = tells(fit->rule, EVENT_REQUEST);
    if (asks || blames) {
        add_doers(c, p, a, but, out);
    }
    bool body = actor_at(c->actors, a->inner.items[0])->kind == ACTOR_ORGANISATION;
    if (out->count == before && !blames && (!asks || body)) {
        add_from(a, true, but, out);
    }
}

/* Actors in the role: the phrases themselves, or with `inner` those named inside them. */
static void actors_in_role(const struct coder *c, const struct proposition *p,
                           const struct choice *choice, const struct fit *fit,
                           const struct actor_set *but, struct actor_set *out)
{
    bool people = true, place = true;
    bool gift = tells(fit->rule, EVENT_AID); /* who asks for soldiers gets them */
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        const struct actor_set *set = choice->inner ? &a->inner : &a->own;
        if (is_in_role(p, a, choice->role, fit) && set->count && (!set->place || choice->place) &&
            (gift || !tells_behest(c, p, a, fit))) {
            people &= set->people;
            place &= set->place;
            if (choice->inner && a->role == ROLE_CONTENT) {
                add_from_clause(c, p, a, fit, but, out);
            } else {
                add_from(a, choice->inner, but, out);
            }
        }
    }
    out->people = out->count && people;
    out->place = out->count && place;
}

struct choices {
    const struct choice *items;
    size_t count;
    bool others_inside; /* only what is named inside phrases must be others than those in `but` */
};

/* The first choice that gives actors other than those in `but`. */
static void choose(const struct coder *c, const struct proposition *p, struct choices choices,
                   const struct fit *fit, const struct actor_set *but, struct actor_set *out)
{
    *out = (struct actor_set){0};
    for (size_t i = 0; i < choices.count && !out->count; i++) {
        if (choices.items[i].speaker) {
            *out = p->speaker;
            continue;
        }
        if (!choices.items[i].given) {
            bool any = choices.others_inside && !choices.items[i].inner;
            actors_in_role(c, p, &choices.items[i], fit, any ? NULL : but, out);
            continue;
        }
        uint32_t actor = actor_by_code(c->actors, choices.items[i].role);
        if (actor != UINT32_MAX) {
            actor_set_add(out, actor);
        }
    }
}

static bool is_deed_of_force(enum event_type event)
{
    return event == EVENT_ASSAULT || event == EVENT_COERCE || event == EVENT_MOBILIZE ||
           event == EVENT_THREATEN;
}

/* May its target be private persons of a nation, not the state? */
static bool befalls_people(enum event_type event)
{
    return event == EVENT_ASSAULT || event == EVENT_COERCE || event == EVENT_CONCEDE ||
           event == EVENT_AID || event == EVENT_SANCTION;
}

bool is_speech(enum event_type event)
{
    return event == EVENT_REQUEST || event == EVENT_ACCUSE || event == EVENT_THREATEN ||
           event == EVENT_CONSULT;
}

/* Does the rule want the negation, as in "did not accept", the plan, as in "will retaliate", or the
 * condition, as in "would strike if": then it is what happened. */
static bool wants(const struct fit *fit, enum condition_kind kind)
{
    for (size_t i = 0; i < fit->pattern->condition_count; i++) {
        const struct condition *condition = &fit->pattern->conditions[i];
        if (condition->kind == kind && !condition->contrary) {
            return true;
        }
    }
    return false;
}

/* The phrase by whose governor the rule knows the deed, "review" in "X will review its ties"; NULL
 * if it asks for none. */
static const struct argument *asked_governor(const struct coder *c, const struct proposition *p,
                                             const struct fit *fit)
{
    for (size_t i = 0; i < fit->pattern->condition_count; i++) {
        const struct condition *condition = &fit->pattern->conditions[i];
        bool asks = condition->kind == CONDITION_CLASS && !condition->contrary &&
                    slice_is(condition->role, role_name(ROLE_GOVERNOR));
        for (size_t k = 0; asks && k < p->argument_count; k++) {
            const struct argument *a = &p->arguments[k];
            if (a->role == ROLE_GOVERNOR && argument_in_class(c, a, condition->class_index)) {
                return a;
            }
        }
    }
    return NULL;
}

const struct proposition *told_by(const struct coder *c, const struct proposition *p,
                                  const struct fit *fit)
{
    bool plain = p->modality == MODALITY_FACT && !p->negated;
    const struct argument *governor = plain ? asked_governor(c, p, fit) : NULL;
    for (size_t i = 0; governor && i < c->propositions->count; i++) {
        const struct proposition *q = &c->propositions->items[i];
        if (q->sentence == p->sentence && q->word == governor->word &&
            (q->kind == PREDICATE_VERB || !q->negated)) { /* "ties were never closer" */
            return q;
        }
    }
    return p;
}

bool realis_of(const struct proposition *p, const struct fit *fit, const struct coding *coding,
               uint32_t source, enum realis *out)
{
    static const enum realis by_modality[] = {
        [MODALITY_FACT] = REALIS_ACTUAL,       [MODALITY_PLANNED] = REALIS_PLANNED,
        [MODALITY_POSSIBLE] = REALIS_POSSIBLE, [MODALITY_REPORTED] = REALIS_ALLEGED,
        [MODALITY_ACCUSED] = REALIS_ALLEGED,
    };
    if (fit->rule->presupposed) {
        *out = REALIS_ACTUAL;
        return true;
    }
    if (p->modality == MODALITY_DEMANDED || p->modality == MODALITY_THREATENED ||
        p->modality == MODALITY_ENDED) {
        return false;
    }
    *out = by_modality[p->modality];
    if (*out == REALIS_PLANNED && p->attempted && coding->bond == BOND_ALIGNMENT) {
        *out = REALIS_ACTUAL; /* who tries to keep a distance, or to come closer, does so */
    }
    bool word = coding->event == EVENT_ACCUSE || coding->event == EVENT_REQUEST ||
                coding->event == EVENT_PROTEST;
    if (p->denied && word && p->kind == PREDICATE_NOUN) {
        return false; /* "denied the allegations": they are another's */
    }
    bool praise = coding->event == EVENT_SUPPORT && coding->bond == BOND_NONE;
    if (*out == REALIS_PLANNED && p->purposed && (word || praise)) {
        *out = REALIS_ACTUAL; /* "X called to ask for", "to thank Y": it was asked, Y thanked */
    }
    bool gift = coding->event == EVENT_AID || coding->event == EVENT_COOPERATE;
    if (*out == REALIS_ACTUAL && p->promised && gift) {
        *out = REALIS_PLANNED;
    }
    if (*out == REALIS_ACTUAL && p->spoken && is_deed_of_force(coding->event) &&
        !actor_set_holds(&p->speaker, source)) {
        *out = REALIS_ALLEGED;
    }
    if (p->negated && *out == REALIS_POSSIBLE && is_deed_of_force(coding->event)) {
        return false; /* "did not allow X to strike": nobody says that X did or did not */
    }
    if (wants(fit, CONDITION_PLANNED) || wants(fit, CONDITION_CONDITIONAL)) {
        *out = REALIS_ACTUAL;
    }
    if (fit->rule->alleged && *out == REALIS_ACTUAL) {
        *out = REALIS_ALLEGED;
    }
    if (p->negated && !wants(fit, CONDITION_NEGATED)) {
        *out = REALIS_DENIED;
        return coding->bond != BOND_NONE || p->denied; /* "did not call": no relation to tell */
    }
    return true;
}

static struct edtf date_of(const struct coder *c, const struct proposition *p,
                           const struct rule *rule, enum realis realis)
{
    struct edtf published = c->article->published;
    bool own = p->dated == DATED_CLAUSE || p->dated == DATED_SENTENCE;
    if (realis == REALIS_PLANNED || realis == REALIS_POSSIBLE) {
        if (own && edtf_last(p->date) >= edtf_first(published)) {
            return p->date;
        }
        return edtf_is_set(published) ? edtf_since(published) : edtf_unknown();
    }
    if (rule->lasting && !p->perfective) {
        if (own) {
            return p->date.to.precision == PRECISION_NONE ? edtf_since(p->date) : p->date;
        }
        return edtf_since(edtf_unknown());
    }
    if (p->dated != DATED_NOT) {
        bool point = p->date.to.precision == PRECISION_NONE;
        return rule->opens && point && realis != REALIS_DENIED ? edtf_since(p->date) : p->date;
    }
    bool stated =
        c->article->published_basis == DATE_STATED; /* a lower bound bounds nothing here */
    return stated ? edtf_until(published) : edtf_unknown();
}

static struct slice speaker_of(const struct coder *c, const struct proposition *p,
                               const struct coding *coding, uint32_t source)
{
    if (!p->spoken || (actor_set_holds(&p->speaker, source) && !p->denied) ||
        (is_speech(coding->event) && !p->speaker.count)) {
        return SLICE("-");
    }
    if (p->speaker.count) {
        return actor_at(c->actors, p->speaker.items[0])->code;
    }
    return p->speaker_slug.length ? p->speaker_slug : SLICE("-");
}

static void evidence_span(const struct coder *c, const struct proposition *p, struct claim *claim)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    const struct token *token = tree->words[p->word].token;
    claim->begin = token->begin;
    claim->end = token->end;
    for (size_t i = 0; i < p->argument_count; i++) {
        token = tree->words[p->arguments[i].word].token;
        claim->begin = token->begin < claim->begin ? token->begin : claim->begin;
        claim->end = token->end > claim->end ? token->end : claim->end;
    }
    claim->sentence_begin = tree->sentence->begin;
    claim->sentence_end = tree->sentence->end;
    claim->sentence = slice_part(c->article->text, claim->sentence_begin, claim->sentence_end);
}

static struct slice identity(const struct coder *c, const struct claim *claim)
{
    struct slice text =
        slice_print(c->arena, "%u %u %.*s %.*s %.*s %d %d %c %d %016llx", claim->begin, claim->end,
                    SLICE_ARGS(claim->rule), SLICE_ARGS(claim->source), SLICE_ARGS(claim->target),
                    (int)claim->event, (int)claim->bond, claim->sign ? claim->sign : '-',
                    (int)claim->realis, (unsigned long long)codebook_version(c->codebook));
    uint64_t hash = slice_hash(text, slice_hash(c->article->text, 0));
    return slice_print(c->arena, "%016llx", (unsigned long long)hash);
}

/* One is only a member of an organisation; a state that blocks another's entry does it to that
 * state. */
bool bond_allowed(const struct coder *c, const struct coding *coding, uint32_t source,
                  uint32_t target)
{
    bool blocked = coding->event == EVENT_REJECT && coding->sign == '~';
    return coding->bond != BOND_MEMBERSHIP || blocked ||
           actor_at(c->actors, source)->kind == ACTOR_ORGANISATION ||
           actor_at(c->actors, target)->kind == ACTOR_ORGANISATION;
}

/* Do the actors stand in the order of their codes, as joint deeds list them? */
static bool in_order(const struct coder *c, uint32_t a, uint32_t b)
{
    return slice_compare(utf8_fold(c->arena, actor_at(c->actors, a)->code),
                         utf8_fold(c->arena, actor_at(c->actors, b)->code)) <= 0;
}

/* "X left after Y bombed Z": how many circumstances and clauses beside a noun lie between the
 * predicate and the main clause. */
static uint32_t depth_of(const struct coder *c, const struct proposition *p)
{
    const struct word *words = c->trees->items[p->sentence].words;
    uint32_t depth = 0;
    for (size_t w = p->word; w; w = words[w].head) {
        enum relation r = words[w].relation;
        depth += r == REL_ADVCL || r == REL_ACL || r == REL_OBL || r == REL_NMOD;
    }
    return depth;
}

/* "X warned of a war, while Y hailed the deal": does the sentence name the actor only in a clause
 * set beside that of p? */
static bool is_named_aside(const struct coder *c, const struct proposition *p, uint32_t actor)
{
    bool aside = false;
    for (size_t i = 0; !p->aside && i < c->propositions->count; i++) {
        const struct proposition *q = &c->propositions->items[i];
        for (size_t k = 0; q->sentence == p->sentence && k < q->argument_count; k++) {
            const struct argument *a = &q->arguments[k];
            bool inner = a->role != ROLE_GOVERNOR && a->role != ROLE_OTHER &&
                         a->role != ROLE_CONTENT && actor_set_holds(&a->inner, actor);
            if (inner || actor_set_holds(&a->own, actor)) {
                if (!q->aside) {
                    return false;
                }
                aside = true;
            }
        }
    }
    return aside;
}

/* Is it what is said of somebody whom nothing says it of: who suffered the deed that is blamed, who
 * is told of beside the words? */
static bool is_said_of_another(const struct coder *c, const struct proposition *p,
                               const struct coding *coding, uint32_t target)
{
    bool victim = coding->event == EVENT_ACCUSE && suffers_judged(c, p, target);
    bool warns = coding->event == EVENT_THREATEN || coding->event == EVENT_REQUEST;
    return victim || (warns && is_named_aside(c, p, target));
}

void add_claim(const struct coder *c, const struct proposition *p, const struct fit *fit,
               const struct coding *coding, uint32_t source, uint32_t target,
               struct claim_list *out)
{
    const struct proposition *told = told_by(c, p, fit);
    struct claim claim = {.doc = c->article->id,
                          .event = coding->event,
                          .bond = coding->bond,
                          .sign = coding->sign,
                          .rule = fit->rule->id};
    if ((source == target && !fit->rule->internal) || !bond_allowed(c, coding, source, target) ||
        !realis_of(told, fit, coding, source, &claim.realis)) {
        return;
    }
    bool word = coding->event == EVENT_ACCUSE || coding->event == EVENT_THREATEN;
    if ((word && claim.realis == REALIS_POSSIBLE) || is_said_of_another(c, p, coding, target)) {
        return; /* what somebody might say is not said */
    }
    claim.source = actor_at(c->actors, source)->code;
    claim.target = actor_at(c->actors, target)->code;
    bool both = coding->event == EVENT_CONSULT || coding->event == EVENT_COOPERATE ||
                coding->event == EVENT_AGREE || coding->bond == BOND_ALIGNMENT;
    if (fit->rule->joint && both && claim.realis == REALIS_ACTUAL && !in_order(c, source, target)) {
        struct slice swap = claim.source;
        claim.source = claim.target;
        claim.target = swap;
    }
    claim.date = date_of(c, told, fit->rule, claim.realis);
    claim.said_by = speaker_of(c, told, coding, source);
    evidence_span(c, p, &claim);
    claim.tree = conllu_print(c->arena, &c->trees->items[p->sentence]);
    claim.proposition = proposition_print(c->arena, c->actors, c->trees, p);
    claim.id = identity(c, &claim);
    claim.order = (uint32_t)out->count;
    claim.depth = depth_of(c, p);
    claim.signs = claim_signs(c, p, fit, source, target, claim.realis);
    *arena_push(c->arena, out->items, out->count) = claim;
}

/* The one organisation among states, or UINT32_MAX if there is none or several. */
static uint32_t lone_organisation(const struct coder *c, const struct actor_set *sides)
{
    uint32_t found = UINT32_MAX;
    for (uint8_t i = 0; i < sides->count; i++) {
        if (actor_at(c->actors, sides->items[i])->kind == ACTOR_ORGANISATION) {
            if (found != UINT32_MAX) {
                return UINT32_MAX;
            }
            found = sides->items[i];
        }
    }
    return found;
}

/* The one among many who does not belong to the region of all others, or UINT32_MAX. */
static uint32_t lone_outsider(const struct coder *c, const struct actor_set *sides)
{
    int32_t day = edtf_first(c->article->published);
    for (uint32_t region = 0; region < actor_count(c->actors); region++) {
        uint32_t outside = UINT32_MAX, count = 0;
        for (uint8_t i = 0;
             actor_at(c->actors, region)->kind == ACTOR_COLLECTIVE && i < sides->count; i++) {
            bool member = actor_is_member(c->actors, region, sides->items[i], day);
            outside = member ? outside : sides->items[i];
            count += !member;
        }
        if (count == 1) {
            return outside;
        }
    }
    return UINT32_MAX;
}

/* "L'Union européenne et les cinq Etats de …": among many of one table an organisation is one side,
 * each of the others the other; where they meet, who comes from elsewhere is. False where there are
 * few, or nobody stands out so. */
static bool add_with_one(const struct coder *c, const struct proposition *p, const struct fit *fit,
                         const struct coding *coding, const struct actor_set *sources,
                         struct claim_list *out)
{
    if (sources->count <= JOINT_PAIRS_LIMIT) {
        return false;
    }
    uint32_t one = lone_organisation(c, sources);
    if (one == UINT32_MAX && coding->event == EVENT_CONSULT) {
        one = lone_outsider(c, sources);
    }
    for (uint8_t i = 0; one != UINT32_MAX && i < sources->count; i++) {
        uint32_t other = sources->items[i];
        if (other != one) {
            bool swap = !in_order(c, other, one);
            add_claim(c, p, fit, coding, swap ? one : other, swap ? other : one, out);
        }
    }
    return one != UINT32_MAX;
}

/* Each of them does it to each other. */
static void add_each_other(const struct coder *c, const struct proposition *p,
                           const struct fit *fit, const struct coding *coding,
                           const struct actor_set *sources, struct claim_list *out)
{
    for (uint8_t i = 0; i < sources->count; i++) {
        for (uint8_t k = 0; k < sources->count; k++) {
            if (i != k) {
                add_claim(c, p, fit, coding, sources->items[i], sources->items[k], out);
            }
        }
    }
}

/* Does the rule tell of who goes to a place? Those who travel together go to see its people, and
 * not each other. */
static bool tells_visit(const struct rule *rule)
{
    bool place = false;
    for (size_t i = 0; i < rule->target_count; i++) {
        place = place || (rule->targets[i].place && slice_is(rule->targets[i].role, "place"));
    }
    return place && tells(rule, EVENT_CONSULT);
}

static void add_pairs(const struct coder *c, const struct proposition *p, const struct fit *fit,
                      const struct coding *coding, const struct actor_set *sources,
                      const struct actor_set *targets, struct claim_list *out)
{
    for (uint8_t i = 0; i < sources->count; i++) {
        for (uint8_t k = 0; k < targets->count; k++) {
            add_claim(c, p, fit, coding, sources->items[i], targets->items[k], out);
        }
    }
    if ((p->reciprocal && !fit->rule->joint) || (fit->rule->mutual && !targets->count)) {
        add_each_other(c, p, fit, coding, sources, out);
    }
    /* "X et Y se rapprochent de Z" says nothing of X and Y; who meet or sign are all of one table
     */
    bool table = coding->event == EVENT_CONSULT || coding->event == EVENT_AGREE;
    bool joint = fit->rule->joint && (!targets->count || (table && sources->count > 1)) &&
                 !tells_visit(fit->rule);
    bool treaty = coding->event == EVENT_AGREE && coding->bond == BOND_TREATY;
    if (joint && add_with_one(c, p, fit, coding, sources, out)) {
        return;
    }
    joint = joint && sources->count <= (treaty ? TREATY_PAIRS_LIMIT : JOINT_PAIRS_LIMIT);
    for (uint8_t i = 0; joint && i < sources->count; i++) {
        for (uint8_t k = (uint8_t)(i + 1); k < sources->count; k++) {
            uint32_t first = sources->items[i], second = sources->items[k];
            bool swap = !in_order(c, first, second);
            add_claim(c, p, fit, coding, swap ? second : first, swap ? first : second, out);
            if (coding->event == EVENT_MOBILIZE) { /* each against the other */
                add_claim(c, p, fit, coding, second, first, out);
            }
        }
    }
}

/* "Les frappes américaines ont tué …", "les F-16 de l'aviation turque ont …": who did the deed, or
 * has the instrument, that is the grammatical agent. */
static void doer_of_agent(const struct coder *c, const struct proposition *p, const struct fit *fit,
                          struct actor_set *sources)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (resolved_role(p, a, fit) == ROLE_AGENT && !a->own.count && a->inner.count &&
            !a->inner.place &&
            (argument_in_class(c, a, c->deed_class) ||
             argument_in_class(c, a, c->instrument_class))) {
            for (uint8_t k = 0; k == 0 || (k < a->inner_first && k < a->inner.count); k++) {
                actor_set_add(sources, a->inner.items[k]);
            }
            return;
        }
    }
}

/* The actors that stand as agents. */
static struct actor_set agents_of(const struct proposition *p, const struct fit *fit)
{
    struct actor_set agents = {0};
    for (size_t i = 0; i < p->argument_count; i++) {
        if (resolved_role(p, &p->arguments[i], fit) == ROLE_AGENT) {
            add_from(&p->arguments[i], false, NULL, &agents);
        }
    }
    return agents;
}

/* Does the clause say who or what acts: "the truce would begin"? */
static bool has_agent(const struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_AGENT) {
            return true;
        }
    }
    return false;
}

void choose_sources(const struct coder *c, const struct proposition *p, const struct fit *fit,
                    struct actor_set *out)
{
    static const struct choice between = {.role = {"between", 7}};
    const struct rule *rule = fit->rule;
    struct actor_set agents = agents_of(p, fit);
    struct choices own = {rule->sources, rule->source_count, true};
    struct choices sources = rule->source_count ? own : (struct choices){default_sources, 1, true};
    *out = (struct actor_set){0};
    if (rule->joint && p->kind == PREDICATE_NOUN) { /* "X wants a meeting between Y and Z" */
        choose(c, p, (struct choices){&between, 1, false}, fit, NULL, out);
    }
    if (out->count < 2) {
        choose(c, p, sources, fit, &agents, out);
    }
    if (!out->count && rule->joint) {
        choose(c, p, (struct choices){&between, 1, false}, fit, NULL, out);
    }
    if (!out->count && p->modality == MODALITY_PLANNED && p->kind == PREDICATE_VERB &&
        !(rule->met && has_agent(p))) {
        *out = p->speaker; /* "X said that the group would be listed": X announces its own plan */
    }
    if (!out->count) {
        doer_of_agent(c, p, fit, out);
    }
}

/* "X condemned the attack on Y": Y is not blamed, but who does it, else whose land it is done on;
 * "X backs", or rejects, "the invasion of Y by Z" means Z. */
static void judge_doers(const struct coder *c, const struct proposition *p, bool blames,
                        const struct actor_set *sources, struct actor_set *targets)
{
    struct deed_sides sides;
    if (!judged_deed_sides(c, p, &sides) || (!blames && !sides.doers.count)) {
        return;
    }
    const struct actor_set *from = sides.doers.count ? &sides.doers : &sides.places;
    *targets = (struct actor_set){0};
    for (uint8_t i = 0; i < from->count; i++) {
        bool known = actor_set_holds(sources, from->items[i]) ||
                     (from == &sides.places && actor_set_holds(&sides.victims, from->items[i]));
        if (!known) {
            actor_set_add(targets, from->items[i]);
        }
    }
}

/* "backed the war on X": who suffers what is backed is not backed. */
static void drop_victims(const struct coder *c, const struct proposition *p,
                         struct actor_set *targets)
{
    struct actor_set victims = {0}, kept = {.people = targets->people, .place = targets->place};
    backed_victims(c, p, &victims);
    if (!victims.count) {
        return;
    }
    for (uint8_t i = 0; i < targets->count; i++) {
        if (!actor_set_holds(&victims, targets->items[i])) {
            actor_set_add(&kept, targets->items[i]);
        }
    }
    *targets = kept;
}

void choose_targets(const struct coder *c, const struct proposition *p, const struct fit *fit,
                    const struct actor_set *sources, struct actor_set *out)
{
    const struct rule *rule = fit->rule;
    struct choices targets = {rule->targets, rule->target_count, false};
    struct choices defaults = {default_targets, sizeof default_targets / sizeof *default_targets,
                               false};
    choose(c, p, rule->target_count ? targets : defaults, fit, sources, out);
    bool blames = fit->pattern->class_index == c->blame_class;
    enum event_type event = rule->coding_count ? rule->codings[0].event : EVENT_COUNT;
    bool backs = event == EVENT_SUPPORT || event == EVENT_REJECT;
    if (p->kind == PREDICATE_VERB && (blames || backs)) {
        judge_doers(c, p, blames, sources, out);
    }
    if (p->kind == PREDICATE_VERB && fit->pattern->class_index == c->praise_class) {
        drop_victims(c, p, out);
    }
    if (!out->count && p->modality == MODALITY_ACCUSED && rule->coding_count &&
        is_deed_of_force(rule->codings[0].event)) {
        for (uint8_t i = 0; i < p->speaker.count; i++) { /* "X blamed Y for the attack": on X, where
                                                            no other is named; no judge suffers */
            enum actor_kind kind = actor_at(c->actors, p->speaker.items[i])->kind;
            if (kind == ACTOR_STATE || kind == ACTOR_GROUP) {
                actor_set_add(out, p->speaker.items[i]);
            }
        }
    }
}

bool coding_allowed(const struct rule *rule, const struct coding *coding,
                    const struct actor_set *sources, const struct actor_set *targets)
{
    return (!sources->people || coding->event == EVENT_PROTEST) &&
           (!targets->people || rule->internal || rule->people || befalls_people(coding->event) ||
            coding->bond == BOND_JURISDICTION);
}

/* Repression and protest at home: the one state that is named stands on both sides. */
static void fill_internal(const struct coder *c, struct actor_set *sources,
                          struct actor_set *targets)
{
    struct actor_set *named = sources->count ? sources : targets;
    if (sources->count && targets->count) {
        return;
    }
    if (named->count == 1 && actor_at(c->actors, named->items[0])->kind == ACTOR_STATE) {
        struct actor_set *other = named == sources ? targets : sources;
        actor_set_add(other, named->items[0]);
    }
}

/* "X et Y ont rappelé leurs ambassadeurs": are the two whom nobody else is named with the sides of
 * a quarrel that the article told? Then each does it to the other. */
static bool at_odds(const struct coder *c, const struct rule *rule, const struct actor_set *sides,
                    const struct claim_list *claims)
{
    if (!rule->bilateral || !rule->coding_count || !is_conflict(rule->codings[0].event) ||
        sides->count != 2) {
        return false;
    }
    for (size_t i = claims->count; i-- > 0;) {
        uint32_t source = actor_by_code(c->actors, claims->items[i].source);
        uint32_t target = actor_by_code(c->actors, claims->items[i].target);
        bool hostile = is_conflict(claims->items[i].event) && claims->items[i].bond != BOND_NONE;
        bool between =
            source != target && actor_set_holds(sides, source) && actor_set_holds(sides, target);
        if (hostile && between && claims->items[i].realis != REALIS_DENIED) {
            return true;
        }
    }
    return false;
}

/* Claims under one fit are appended, or it says what is missing. With `story` an actor
 * whom the sentence leaves unnamed is looked for in what the article told before. */
static enum rule_outcome make_claims(const struct coder *c, const struct proposition *p,
                                     const struct fit *fit, bool story, struct claim_list *out)
{
    const struct rule *rule = fit->rule;
    struct actor_set sources, targets = {0};
    choose_sources(c, p, fit, &sources);
    if (rule->repeats) {
        return repeat_deed(c, p, fit, &sources, out) ? RULE_FIRED : RULE_CLAIMLESS;
    }
    if (rule->denies) {
        return deny_deed(c, p, fit, &sources, out) ? RULE_FIRED : RULE_CLAIMLESS;
    }
    if (sources.count || rule->bilateral || rule->internal) {
        choose_targets(c, p, fit, &sources, &targets);
    }
    bool lacks = !sources.count || !targets.count || targets.place;
    bool guess = story && lacks && !names_unknown_party(c, p);
    if (guess && !targets.count) {
        lifted_sides(c, p, fit, out, &sources, &targets);
    }
    if (guess && !targets.count && sources.count) {
        story_target(c, p, fit, &sources, out, &targets);
    }
    if (story && rule->internal) {
        fill_internal(c, &sources, &targets);
    }
    if (guess && !sources.count && !targets.count) {
        story_sides(c, p, fit, out, &sources);
    }
    if (rule->joint && sources.count > 1 && targets.place && !tells_visit(rule)) {
        targets = (struct actor_set){0}; /* "X et Y se sont vus à Z": Z is where they met */
    }
    if (guess && rule->met && !sources.count && !targets.count && rule->coding_count) {
        sides_of_story(c, p, rule->codings[0].event, out, &sources, &targets);
    }
    bool each_other = guess && !targets.count && at_odds(c, rule, &sources, out);
    bool together = rule->joint || rule->mutual || p->reciprocal || each_other;
    if (!targets.count && !(together && sources.count > 1)) {
        return sources.count ? RULE_TARGETLESS : RULE_SOURCELESS;
    }
    size_t before = out->count;
    for (size_t i = 0; i < rule->coding_count; i++) {
        if (each_other) {
            add_each_other(c, p, fit, &rule->codings[i], &sources, out);
        } else if (coding_allowed(rule, &rule->codings[i], &sources, &targets)) {
            add_pairs(c, p, fit, &rule->codings[i], &sources, &targets, out);
        }
    }
    return out->count > before ? RULE_FIRED : sources.count ? RULE_CLAIMLESS : RULE_SOURCELESS;
}

/* "Called for an inquiry" is no call: a verb that with its particle is known to tell something else
 * does not tell what it tells alone. */
static bool means_something_else(const struct proposition *p, const struct fit *longer,
                                 const struct fit *fit)
{
    return p->kind == PREDICATE_VERB && longer && fit->plain && longer->rule->coding_count &&
           fit->rule->coding_count && longer->rule->codings[0].event != fit->rule->codings[0].event;
}

/* Appends the claims with the side that no clause names and the article lets choose. */
static void tell_unsaid(const struct coder *c, const struct proposition *p, struct fit_list *fits,
                        struct claim_list *out)
{
    struct question q;
    struct actor_set side;
    size_t before = out->count;
    if (!unsaid_side(c, p, fits, out, &q, &side)) {
        return;
    }
    for (size_t i = 0; i < q.fit->rule->coding_count; i++) {
        add_pairs(c, p, q.fit, &q.fit->rule->codings[i], q.asks_source ? &side : &q.known,
                  q.asks_source ? &q.known : &side, out);
    }
    for (size_t i = before; i < out->count; i++) {
        out->items[i].signs |= 1u << SIGN_CHOSEN_SIDE;
        fits->items[q.rank].outcome = RULE_FIRED;
    }
}

void code_proposition(const struct coder *c, const struct proposition *p, struct fit_list *fits,
                      struct claim_list *out)
{
    size_t before = out->count;
    fit_rules(c, p, fits);
    const struct fit *longer = NULL;
    for (int story = 0; story < 2 && out->count == before; story++) { /* named actors first */
        for (size_t k = 0; k < fits->count && out->count == before; k++) {
            struct fit *fit = &fits->items[k];
            if (fit->outcome == RULE_UNFIT) {
                break; /* and so are all that follow */
            }
            if (is_silent(fit->rule)) {
                fit->outcome = RULE_SILENCED;
                break;
            }
            if (means_something_else(p, longer, fit)) {
                continue;
            }
            fit->outcome = make_claims(c, p, fit, story, out);
            longer = !longer && fit->longer ? fit : longer;
        }
    }
    if (out->count == before) {
        tell_unsaid(c, p, fits, out);
    }
    claims_mark_rivals(out, before, fits);
}
