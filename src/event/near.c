/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the propositions on which no rule spoke, gives claims of rules that nearly fit: of which at
 * most two conditions fail, or whose actors stand in other places of the phrase. Each such reading
 * has signs (what fails, where the actors stand, what the article tells of the two besides); the
 * codebook's stanza `near` holds the weight of each, a logistic regression over gold articles
 * (train/near), and how likely a reading must be to be told. Cost: a few hundred readings an
 * article, some thirty signs each. */
#include "event/inside.h"

#include <math.h>
#include <stdlib.h>

#define FAILED_LIMIT 2
#define SIGN_LIMIT 48
#define STANDING_LIMIT 14

/* Where an actor stands. */
struct standing {
    uint32_t actor;
    const struct argument *argument; /* NULL: only the rest of the article names it */
    bool inner;
};

/* Who may be source and target. */
struct standings {
    struct standing items[STANDING_LIMIT + 2];
    size_t count, named; /* all, and those of the proposition, which come first */
};

/* A claim of a rule that fits, its actors in the register. */
struct told {
    uint32_t source, target, sentence_begin;
    enum event_type event;
};

/* The work on one article. */
struct search {
    const struct coder *c;
    const struct told *told;
    size_t told_count;
    struct near_list *out;
};

/* A rule under trial. */
struct trial {
    const struct proposition *p;
    const struct fit *fit;
    struct actor_set sources, targets; /* where the rule wants them */
    size_t types;                      /* events that the word may mean */
    int failed, weight;
    struct slice why[3 * FAILED_LIMIT]; /* signs of what fails */
    size_t why_count;
};

static void add_standing(struct standings *to, struct standing standing)
{
    for (size_t i = 0; i < to->count; i++) {
        if (to->items[i].actor == standing.actor) {
            return;
        }
    }
    to->items[to->count++] = standing;
}

static void find_standings(const struct coder *c, const struct proposition *p,
                           struct standings *out)
{
    *out = (struct standings){0};
    for (int inner = 0; inner < 2; inner++) {
        for (size_t i = 0; i < p->argument_count; i++) {
            const struct argument *a = &p->arguments[i];
            const struct actor_set *set = inner ? &a->inner : &a->own;
            for (uint8_t k = 0; k < set->count && out->count < STANDING_LIMIT; k++) {
                add_standing(out, (struct standing){set->items[k], a, inner});
            }
        }
    }
    out->named = out->count;
    bool pair = out->named && names_only(c, p->sentence, &c->pair);
    for (uint8_t k = 0; pair && k < c->pair.count; k++) {
        add_standing(out, (struct standing){c->pair.items[k], NULL, false});
    }
}

static void sign(struct near *near, struct slice name)
{
    if (near->sign_count < SIGN_LIMIT) {
        near->signs[near->sign_count++] = name;
    }
}

static void sign_if(struct near *near, bool holds, const char *name)
{
    if (holds) {
        sign(near, slice_of(name));
    }
}

static void sign_number(const struct coder *c, struct near *near, const char *name, size_t number,
                        size_t most)
{
    sign(near, slice_print(c->arena, "%s.%u", name, (unsigned)(number < most ? number : most)));
}

/* Notes that the condition fails: of which kind, in which role, and whether the role is there. */
static void note_failure(const struct coder *c, struct trial *t, const struct condition *condition)
{
    bool there = false;
    for (size_t i = 0; i < t->p->argument_count; i++) {
        there = there || is_in_role(t->p, &t->p->arguments[i], condition->role, t->fit);
    }
    const char *kind = condition_kind_name(condition->kind);
    t->why[t->why_count++] = slice_print(c->arena, "fails.%s", kind);
    t->why[t->why_count++] = slice_print(c->arena, "fails.%.*s", SLICE_ARGS(condition->role));
    t->why[t->why_count++] = slice_print(c->arena, "fails.%s.%s", there ? "other" : "absent", kind);
}

/* Weighs the conditions; false where the rule is out of question: one that says "not" holds, more
 * than FAILED_LIMIT fail, or one on the predicate itself. */
static bool try_conditions(const struct coder *c, struct trial *t)
{
    for (size_t i = 0; i < t->fit->pattern->condition_count; i++) {
        const struct condition *condition = &t->fit->pattern->conditions[i];
        bool met = condition_met(c, t->p, condition, t->fit);
        if (condition->contrary) {
            if (met) {
                return false;
            }
        } else if (met) {
            t->weight += condition->kind == CONDITION_CLASS ? 3
                         : condition->kind < CONDITION_VERB ? 1
                                                            : 0;
        } else if (condition->kind >= CONDITION_VERB || ++t->failed > FAILED_LIMIT) {
            return false;
        } else {
            note_failure(c, t, condition);
        }
    }
    return true;
}

/* How far from the predicate: 0 its own phrase, 1 inside one, 1 more in a clause around it. */
static int distance_of(const struct standing *s, const struct proposition *p, const struct fit *fit)
{
    if (!s->argument) {
        return 3;
    }
    enum role role = resolved_role(p, s->argument, fit);
    return s->inner + (role == ROLE_HOST || role == ROLE_GOVERNOR);
}

/* The signs of where one side stands. */
static void sign_standing(const struct coder *c, struct near *near, const char *side,
                          const struct standing *s, bool by_rule)
{
    struct arena *arena = c->arena;
    sign(near, slice_print(arena, "%s.kind.%d", side, (int)actor_at(c->actors, s->actor)->kind));
    if (by_rule) {
        sign(near, slice_print(arena, "%s.by-rule", side));
    }
    if (actor_set_holds(&near->proposition->speaker, s->actor)) {
        sign(near, slice_print(arena, "%s.speaks", side));
    }
    if (!s->argument) {
        sign(near, slice_print(arena, "%s.unsaid", side));
        return;
    }
    const struct actor_set *set = s->inner ? &s->argument->inner : &s->argument->own;
    const char *role = role_name(resolved_role(near->proposition, s->argument, &near->fit));
    sign(near, slice_print(arena, "%s.%s.%s", side, role, s->inner ? "inner" : "own"));
    const struct {
        bool holds;
        const char *name;
    } marks[] = {{set->place, "place"},
                 {set->people, "people"},
                 {set->person, "person"},
                 {set->count > 1, "several"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (marks[i].holds) {
            sign(near, slice_print(arena, "%s.%s", side, marks[i].name));
        }
    }
}

static bool is_directed(const struct told *claim, const struct near *near)
{
    return claim->source == near->source && claim->target == near->target;
}

static bool is_reversed(const struct told *claim, const struct near *near)
{
    return claim->source == near->target && claim->target == near->source;
}

/* The signs of what the article tells of the two besides. */
static void sign_story(const struct search *search, struct near *near)
{
    const struct coder *c = search->c;
    const struct tree *tree = &c->trees->items[near->proposition->sentence];
    bool conflict = is_conflict(near->coding->event);
    bool told = false, directed = false, alike = false, here = false, pair_here = false;
    for (size_t i = 0; i < search->told_count; i++) {
        const struct told *claim = &search->told[i];
        bool same = is_directed(claim, near);
        bool pair = same || is_reversed(claim, near);
        bool in_sentence = claim->sentence_begin == tree->sentence->begin;
        here = here || in_sentence;
        told = told || pair;
        directed = directed || same;
        alike = alike || (pair && is_conflict(claim->event) == conflict);
        pair_here = pair_here || (pair && in_sentence);
    }
    bool both = actor_set_holds(&c->pair, near->source) && actor_set_holds(&c->pair, near->target);
    sign_if(near, told, "told");
    sign_if(near, directed, "told.directed");
    sign_if(near, told && alike, "told.alike");
    sign_if(near, told && !alike, "told.unlike");
    sign_if(near, here, "sentence.told");
    sign_if(near, pair_here, "sentence.told-pair");
    sign_if(near, both, "article.pair");
    sign_if(near, c->pair.count && !both, "article.other-pair");
}

static void sign_sentence(const struct coder *c, struct near *near)
{
    const struct proposition *p = near->proposition;
    const struct tree *tree = &c->trees->items[p->sentence];
    sign_number(c, near, "sentence.names", c->propositions->named[p->sentence].count, 5);
    sign_if(near, tree->count >= LONG_SENTENCE, "sentence.long");
    sign_if(near, tree->words[p->word].margin < UNSURE_MARGIN, "unsure-tree");
    sign_if(near, p->negated, "negated");
    sign_if(near, p->spoken, "spoken");
    sign_if(near, p->attributive, "attributive");
    sign_if(near, p->promised, "promised");
    sign_if(near, p->obliged, "obliged");
}

static void sign_rule(const struct coder *c, struct near *near, const struct trial *t)
{
    static const char *const kinds[] = {"verb", "noun", "adjective"};
    sign(near, SLICE("base"));
    sign_number(c, near, "fails", (size_t)t->failed, FAILED_LIMIT);
    for (size_t i = 0; i < t->why_count; i++) {
        sign(near, t->why[i]);
    }
    sign_number(c, near, "weight", (size_t)t->weight, 6);
    sign_number(c, near, "meanings", t->types, 5);
    sign_if(near, !t->fit->plain, "longer");
    sign(near, slice_of(kinds[near->proposition->kind]));
    sign(near, slice_of(event_type_name(near->coding->event)));
    sign_if(near, near->coding->bond != BOND_NONE, "bond");
    sign_if(near, t->fit->rule->joint, "joint");
    sign_if(near, t->fit->rule->bilateral, "bilateral");
}

static bool same_pair(const struct near *a, const struct near *b)
{
    return (a->source == b->source && a->target == b->target) ||
           (a->source == b->target && a->target == b->source);
}

/* Does the article tell this event of the two already? */
static bool is_claimed(const struct search *search, const struct near *near)
{
    for (size_t i = 0; i < search->told_count; i++) {
        const struct told *claim = &search->told[i];
        if (claim->event == near->coding->event &&
            (is_directed(claim, near) ||
             (event_is_symmetric(claim->event) && is_reversed(claim, near)))) {
            return true;
        }
    }
    return false;
}

/* Where the phrase is private persons they may protest and be harmed, as in coding_allowed(). */
static struct actor_set persons(const struct standing *s)
{
    struct actor_set none = {0};
    const struct argument *a = s->argument;
    return (struct actor_set){.people = (!a ? none : s->inner ? a->inner : a->own).people};
}

static void add_near(const struct search *search, const struct trial *t,
                     const struct coding *coding, const struct standing *source,
                     const struct standing *target)
{
    const struct coder *c = search->c;
    enum realis realis;
    struct near near = {.proposition = t->p,
                        .fit = *t->fit,
                        .coding = coding,
                        .source = source->actor,
                        .target = target->actor,
                        .failed = t->failed};
    struct actor_set sources = persons(source), targets = persons(target);
    if (!coding_allowed(t->fit->rule, coding, &sources, &targets) ||
        !bond_allowed(c, coding, source->actor, target->actor) ||
        !realis_of(t->p, t->fit, coding, source->actor, &realis) || is_claimed(search, &near)) {
        return;
    }
    bool one_phrase = source->argument && source->argument == target->argument;
    near.distance =
        distance_of(source, t->p, t->fit) + distance_of(target, t->p, t->fit) + one_phrase;
    near.signs = arena_array(c->arena, SIGN_LIMIT, sizeof *near.signs);
    sign_rule(c, &near, t);
    sign_standing(c, &near, "source", source, t->sources.count);
    sign_standing(c, &near, "target", target, t->targets.count);
    sign_if(&near, one_phrase, "one-phrase");
    sign_story(search, &near);
    sign_sentence(c, &near);
    *arena_push(c->arena, search->out->items, search->out->count) = near;
}

/* All readings of the rule with each two actors; where it finds its source or target, with that. */
static void add_readings(const struct search *search, const struct trial *t,
                         const struct standings *actors)
{
    for (size_t k = 0; k < t->fit->rule->coding_count; k++) {
        for (size_t i = 0; i < actors->count; i++) {
            const struct standing *source = &actors->items[i];
            if (t->sources.count && !actor_set_holds(&t->sources, source->actor)) {
                continue;
            }
            for (size_t n = 0; n < actors->count; n++) {
                const struct standing *target = &actors->items[n];
                bool wanted = !t->targets.count || actor_set_holds(&t->targets, target->actor);
                if (n != i && wanted && (i < actors->named || n < actors->named)) {
                    add_near(search, t, &t->fit->rule->codings[k], source, target);
                }
            }
        }
    }
}

/* How many events the rules of the words tell. */
static size_t count_types(const struct fit_list *fits)
{
    uint32_t types = 0;
    size_t count = 0;
    for (size_t i = 0; i < fits->count; i++) {
        const struct rule *rule = fits->items[i].rule;
        types |= rule->coding_count ? 1u << rule->codings[0].event : 0;
    }
    for (; types; types &= types - 1) {
        count++;
    }
    return count;
}

static void try_proposition(const struct search *search, const struct proposition *p)
{
    const struct coder *c = search->c;
    struct coder all = *c;
    struct standings actors;
    struct fit_list fits;
    find_standings(c, p, &actors);
    if (!actors.named || names_unknown_party(c, p)) {
        return;
    }
    all.keep_unfit = true;
    fit_rules(&all, p, &fits);
    size_t types = count_types(&fits);
    for (size_t i = 0; i < fits.count; i++) {
        struct trial t = {.p = p, .fit = &fits.items[i], .types = types};
        if (t.fit->rule->coding_count && try_conditions(c, &t)) {
            choose_sources(c, p, t.fit, &t.sources);
            choose_targets(c, p, t.fit, &t.sources, &t.targets);
            add_readings(search, &t, &actors);
        }
    }
}

/* How well the reading's rule fits, for comparison within a sentence. */
static int fitness(const struct near *near)
{
    return -3 * near->failed - near->distance;
}

/* Signs of how a reading stands against the others of the same two in its sentence: items from
 * `first` to `last`. */
static void sign_rivals(const struct coder *c, struct near_list *list, size_t first, size_t last,
                        struct near *near)
{
    int least = near->distance, own = fitness(near), other = -1000;
    size_t nearest = 0, types = 0;
    uint32_t last_word = 0, seen = 0;
    for (size_t i = first; i < last; i++) {
        least = same_pair(&list->items[i], near) && list->items[i].distance < least
                    ? list->items[i].distance
                    : least;
    }
    for (size_t i = first; i < last; i++) {
        const struct near *rival = &list->items[i];
        if (!same_pair(rival, near)) {
            continue;
        }
        enum event_type event = rival->coding->event;
        int *best = event == near->coding->event ? &own : &other;
        *best = fitness(rival) > *best ? fitness(rival) : *best;
        if (!(seen >> event & 1)) {
            seen |= 1u << event;
            types++;
        }
        if (rival->distance == least && rival->proposition->word != last_word) {
            last_word = rival->proposition->word; /* readings of one word follow each other */
            nearest++;
        }
    }
    sign_number(c, near, "distance", (size_t)near->distance, 5);
    sign_number(c, near, "farther", (size_t)(near->distance - least), 2);
    sign_number(c, near, "predicates", nearest, 3);
    sign_number(c, near, "events", types, 6);
    sign_if(near, own > other, "event.best");
    sign_if(near, own == other, "event.tied");
    sign_if(near, own < other, "event.worse");
}

static const struct told *actors_told(const struct coder *c, const struct claim_list *claims)
{
    struct told *told = arena_array(c->arena, claims->count, sizeof *told);
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        told[i] = (struct told){actor_by_code(c->actors, claim->source),
                                actor_by_code(c->actors, claim->target), claim->sentence_begin,
                                claim->event};
    }
    return told;
}

void near_find(const struct coder *c, const bool *open, const struct claim_list *claims,
               struct near_list *out)
{
    struct search search = {c, actors_told(c, claims), claims->count, out};
    *out = (struct near_list){0};
    const struct proposition_list *all = c->propositions;
    for (size_t i = 0, first = 0; i < all->count; i++) {
        if (!open || open[i]) {
            try_proposition(&search, &all->items[i]);
        }
        if (i + 1 == all->count || all->items[i + 1].sentence != all->items[i].sentence) {
            for (size_t k = first; k < out->count; k++) {
                sign_rivals(c, out, first, out->count, &out->items[k]);
            }
            first = out->count;
        }
    }
    for (size_t i = 0; i < out->count; i++) {
        for (size_t k = 0; k < out->items[i].sign_count; k++) {
            out->items[i].odds +=
                codebook_weight(c->codebook, WEIGHTS_NEAR, out->items[i].signs[k]);
        }
    }
}

static int by_odds(const void *a, const void *b)
{
    const struct near *const *x = a, *const *y = b;
    if ((*x)->odds != (*y)->odds) {
        return (*x)->odds < (*y)->odds ? 1 : -1;
    }
    return *x < *y ? -1 : *x > *y;
}

/* Is the reading of two actors of whom a likelier one is told: in the sentence, or of this event?
 */
static bool is_outdone(const struct near *near, struct near **better, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool same = near->source == better[i]->source && near->target == better[i]->target;
        bool pair = same_pair(near, better[i]);
        bool event = near->coding->event == better[i]->coding->event;
        if ((pair && near->proposition->sentence == better[i]->proposition->sentence) ||
            (event && (same || (pair && event_is_symmetric(near->coding->event))))) {
            return true;
        }
    }
    return false;
}

static int by_place(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;
    if (x->sentence_begin != y->sentence_begin) {
        return x->sentence_begin < y->sentence_begin ? -1 : 1;
    }
    return (x->order > y->order) - (x->order < y->order);
}

void near_claims(const struct coder *c, struct near_list *list, struct claim_list *claims)
{
    struct near **likely = arena_array(c->arena, list->count, sizeof *likely);
    size_t count = 0, before = claims->count, told = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].odds >= codebook_least(c->codebook, WEIGHTS_NEAR)) {
            likely[count++] = &list->items[i];
        }
    }
    qsort(likely, count, sizeof *likely, by_odds);
    for (size_t i = 0; i < count; i++) {
        struct near *near = likely[i];
        if (!is_outdone(near, likely, told)) {
            size_t made = claims->count;
            likely[told++] = near;
            struct coding coding = *near->coding;
            if (near->odds < codebook_least_tie(c->codebook, WEIGHTS_NEAR)) {
                coding.bond = BOND_NONE; /* a tie lasts: it must be surer than what happened once */
                coding.sign = '\0';
            }
            add_claim(c, near->proposition, &near->fit, &coding, near->source, near->target,
                      claims);
            near->claim = claims->count > made ? claims->items[made].id : SLICE("");
        }
    }
    for (size_t i = before; i < claims->count; i++) {
        claims->items[i].signs |= 1u << SIGN_NEAR_RULE;
    }
    if (claims->count > before) {
        qsort(claims->items, claims->count, sizeof *claims->items, by_place);
    }
}
