/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the propositions of an article and the claims of rules that fit, gives claims of rules that
 * only nearly fit: whose conditions do not all hold, or whose actors stand elsewhere. For each
 * event and bond that rules know of a predicate the best fitting one, with each two actors that the
 * sentence or those before it name, is a reading; a network (codebook/codebook.h) tells from its
 * signs (sign.c) how likely it is, and the codebook's stanza `near rules` how likely it must be to
 * be told. Cost: some two thousand readings an article, of some 3,000 multiplications each. */
#include <math.h>
#include <stdlib.h>

#include "event/sign.h"

#define NAMED_LIMIT 12
#define BACK_LIMIT 8
#define STANDING_LIMIT (NAMED_LIMIT + BACK_LIMIT)
#define CANDIDATE_LIMIT 48
#define NEAR_ENOUGH 6      /* relations between predicate and one actor at least */
#define LEAST_KEPT (-4.0f) /* readings of less odds are never told */

/* The work on one article. */
struct search {
    const struct coder *c;
    const struct network *network;
    struct cast cast;
    const bool *spoken; /* by proposition: a rule that fits has read it; NULL: none */
    const struct told *told;
    size_t told_count, coverage; /* see sign.h */
    struct near_list *out;
    struct buffer *text; /* prints the readings for train/reader; else NULL */
};

/* The readings of one proposition. */
struct scene {
    struct stage stage;
    struct standing actors[STANDING_LIMIT];
    size_t actor_count;
    struct candidate rules[CANDIDATE_LIMIT];
    size_t rule_count;
    float *clause, *pair; /* sums of signs */
};

static const struct argument *phrase_of(const struct proposition *p, uint32_t actor, bool *inner)
{
    for (int within = 0; within < 2; within++) {
        for (size_t i = 0; i < p->argument_count; i++) {
            const struct argument *a = &p->arguments[i];
            if (actor_set_holds(within ? &a->inner : &a->own, actor)) {
                *inner = within;
                return a;
            }
        }
    }
    return NULL;
}

/* Finds the actor's mention in the sentence that is nearest to the predicate by the tree. */
static void find_mention(const struct search *search, const struct stage *s, struct standing *a)
{
    for (size_t i = 0; i < s->here->mention_count; i++) {
        const struct mention *m = s->here->mentions[i];
        size_t length;
        if (mention_means(m, a->actor)) {
            struct slice path =
                path_between(search->c->arena, s->tree, m->head, s->p->word, &length);
            if (!a->mention || length < a->length) {
                a->mention = m;
                a->path = path;
                a->length = length;
            }
        }
    }
}

static void add_actor(const struct search *search, struct scene *scene, uint32_t actor)
{
    const struct stage *s = &scene->stage;
    for (size_t i = 0; i < scene->actor_count; i++) {
        if (scene->actors[i].actor == actor) {
            return;
        }
    }
    if (actor == UINT32_MAX || scene->actor_count == STANDING_LIMIT) {
        return;
    }
    struct standing *a = &scene->actors[scene->actor_count++];
    *a = (struct standing){.actor = actor};
    a->argument = phrase_of(s->p, actor, &a->inner);
    find_mention(search, s, a);
    a->role = a->argument  ? slice_of(role_name(a->argument->role))
              : a->mention ? SLICE("free")
                           : SLICE("unsaid");
    if (a->argument && a->inner) {
        a->role = slice_print(search->c->arena, "%.*s+", SLICE_ARGS(a->role));
    }
}

static void add_set(const struct search *search, struct scene *scene, const struct actor_set *set)
{
    for (uint8_t i = 0; i < set->count; i++) {
        add_actor(search, scene, set->items[i]);
    }
}

/* Whom the sentence names, then whom the two before it, its story, and who speaks. */
static void find_actors(const struct search *search, struct scene *scene)
{
    const struct stage *s = &scene->stage;
    const struct proposition *p = s->p;
    for (size_t i = 0; i < s->here->count && i < NAMED_LIMIT; i++) {
        add_actor(search, scene, s->here->actors[i]);
    }
    for (size_t back = 1; back <= SENTENCES_BACK && back <= p->sentence; back++) {
        const struct cast_sentence *before = &search->cast.sentences[p->sentence - back];
        for (size_t i = 0; i < before->count; i++) {
            add_actor(search, scene, before->actors[i]);
        }
    }
    add_set(search, scene, &search->c->pair);
    add_set(search, scene, &search->c->topics[p->sentence]);
    add_set(search, scene, &p->speaker);
}

/* Does rule `a` fit better than `b`? */
static bool fits_better(const struct candidate *a, const struct candidate *b)
{
    return a->contrary != b->contrary                 ? b->contrary
           : a->wrong_predicate != b->wrong_predicate ? b->wrong_predicate
           : a->fails != b->fails                     ? a->fails < b->fails
                                                      : a->fit.weight > b->fit.weight;
}

static void count_failures(const struct coder *c, const struct proposition *p,
                           struct candidate *out)
{
    for (size_t i = 0; i < out->fit.pattern->condition_count; i++) {
        const struct condition *condition = &out->fit.pattern->conditions[i];
        bool met = condition_met(c, p, condition, &out->fit);
        out->contrary = out->contrary || (condition->contrary && met);
        if (!condition->contrary && !met) {
            out->wrong_predicate = out->wrong_predicate || !condition->role.length;
            out->fails += condition->role.length > 0;
        }
    }
    out->fits = !out->contrary && !out->wrong_predicate && !out->fails;
}

/* Keeps the best fitting rule of each event and bond. */
static void add_candidate(struct scene *scene, const struct candidate *candidate)
{
    for (size_t i = 0; i < scene->rule_count; i++) {
        const struct coding *known = scene->rules[i].coding, *coding = candidate->coding;
        if (known->event == coding->event && known->bond == coding->bond &&
            known->sign == coding->sign) {
            if (fits_better(candidate, &scene->rules[i])) {
                scene->rules[i] = *candidate;
            }
            return;
        }
    }
    if (scene->rule_count < CANDIDATE_LIMIT) {
        scene->rules[scene->rule_count++] = *candidate;
    }
}

static bool tells_event(const struct rule *rule, enum event_type event)
{
    for (size_t i = 0; i < rule->coding_count; i++) {
        if (rule->codings[i].event == event) {
            return true;
        }
    }
    return false;
}

/* Says of each candidate how it stands against the others. */
static void compare(struct scene *scene, const struct fit_list *fits)
{
    uint32_t events = 0;
    for (size_t i = 0; i < scene->rule_count; i++) {
        struct candidate *a = &scene->rules[i];
        a->best = a->event_best = true;
        for (size_t k = 0; k < scene->rule_count; k++) {
            bool better = fits_better(&scene->rules[k], a);
            a->best = a->best && !better;
            a->event_best =
                a->event_best && !(better && scene->rules[k].coding->event == a->coding->event);
        }
        for (size_t k = 0; k < fits->count; k++) {
            a->alike += tells_event(fits->items[k].rule, a->coding->event);
        }
        scene->stage.event_count += !(events >> a->coding->event & 1);
        events |= 1u << a->coding->event;
    }
}

static void find_candidates(const struct coder *c, struct scene *scene)
{
    struct coder all = *c;
    struct fit_list fits;
    const struct proposition *p = scene->stage.p;
    all.keep_unfit = true;
    fit_rules(&all, p, &fits);
    scene->stage.fit_count = fits.count;
    for (size_t i = 0; i < fits.count; i++) {
        const struct fit *fit = &fits.items[i];
        if (is_silent(fit->rule)) {
            scene->stage.silent = scene->stage.silent || fit->outcome != RULE_UNFIT;
        }
        if (!fit->rule->coding_count || fit->rule->repeats || fit->rule->denies) {
            continue;
        }
        struct candidate candidate = {.fit = *fit};
        count_failures(c, p, &candidate);
        for (size_t k = 0; k < fit->rule->coding_count; k++) {
            candidate.coding = &fit->rule->codings[k];
            add_candidate(scene, &candidate);
        }
    }
    for (size_t i = 0; i < scene->rule_count; i++) {
        struct candidate *k = &scene->rules[i];
        choose_sources(c, p, &k->fit, &k->sources);
        choose_targets(c, p, &k->fit, &k->sources, &k->targets);
    }
    compare(scene, &fits);
}

static struct signs signs_of(const struct search *search, enum sign_part part, float **sum)
{
    *sum = arena_array(search->c->arena, network_columns(search->network, part), sizeof **sum);
    return (struct signs){.network = search->network, .sum = *sum, .text = search->text};
}

static void print_mark(const struct search *search, const char *mark)
{
    if (search->text) {
        buffer_add(search->text, slice_of(mark));
    }
}

/* Sums the signs of the clause, its actors and its rules. */
static void sum_parts(const struct search *search, struct scene *scene)
{
    struct signs to = signs_of(search, SIGNS_CLAUSE, &scene->clause);
    print_mark(search, "{\"clause\":[");
    sign_clause(&scene->stage, &to);
    print_mark(search, "],\"actors\":[");
    for (size_t i = 0; i < scene->actor_count; i++) {
        to = signs_of(search, SIGNS_ACTOR, &scene->actors[i].sum);
        print_mark(search, i ? ",[" : "[");
        sign_standing(&scene->stage, &scene->actors[i], &to);
        print_mark(search, "]");
    }
    print_mark(search, "],\"rules\":[");
    for (size_t i = 0; i < scene->rule_count; i++) {
        to = signs_of(search, SIGNS_RULE, &scene->rules[i].sum);
        print_mark(search, i ? ",[" : "[");
        sign_rule(&scene->stage, &scene->rules[i], &to);
        print_mark(search, "]");
    }
    print_mark(search, "],\"readings\":[");
    signs_of(search, SIGNS_PAIR, &scene->pair);
}

/* Does its phrase name private persons? */
static bool is_people(const struct standing *a)
{
    return a->argument && (a->inner ? a->argument->inner : a->argument->own).people;
}

/* "A Brazilian player", "a London critic": does something or somebody that is not the actor act,
 * and no instrument of it ("Russian drones")? */
static bool acts_for_itself(const struct coder *c, const struct standing *a)
{
    return a->argument && a->inner && a->argument->role == ROLE_AGENT && !a->argument->own.count &&
           !argument_in_class(c, a->argument, c->instrument_class);
}

/* "X backed the war on Y": Y is not backed. */
static bool is_backed_victim(const struct coder *c, const struct proposition *p,
                             const struct candidate *k, uint32_t target)
{
    struct actor_set victims = {0};
    if (k->fit.pattern->class_index == c->praise_class) {
        backed_victims(c, p, &victims);
    }
    return actor_set_holds(&victims, target);
}

/* "X shut its ports under pressure from Y": Y is no target, but who asks for arms gets them. */
static bool only_wishes(const struct search *search, const struct scene *scene,
                        const struct candidate *k, const struct standing *target)
{
    return target->argument && k->coding->event != EVENT_AID &&
           names_behest(search->c, scene->stage.p, target->argument);
}

static bool is_near(const struct standing *a)
{
    return a->argument || (a->mention && a->length <= NEAR_ENOUGH);
}

/* "X condemned the invasion of Y": Y, who suffers it, is not blamed; "attributed it to Y" blames.
 */
static bool suffers(const struct stage *s, const struct candidate *k, uint32_t actor)
{
    struct deed_sides sides;
    bool blames = k->coding->event == EVENT_ACCUSE && s->p->kind == PREDICATE_VERB &&
                  word_in_class(s->c, s->lemma, s->c->blame_class);
    for (size_t i = 0; blames && i < s->p->argument_count; i++) {
        const struct argument *a = &s->p->arguments[i];
        blames = a->role != ROLE_RECIPIENT || !actor_set_holds(&a->own, actor);
    }
    return blames && judged_deed_sides(s->c, s->p, &sides) &&
           actor_set_holds(&sides.victims, actor) && !actor_set_holds(&sides.doers, actor);
}

/* "X condemned the invasion of Y": X, who judges the deed, does not do it. */
static bool judges(const struct stage *s, uint32_t actor)
{
    bool judged = false, host = false;
    for (size_t i = 0; s->p->kind == PREDICATE_NOUN && i < s->p->argument_count; i++) {
        const struct argument *a = &s->p->arguments[i];
        if (a->role == ROLE_GOVERNOR) {
            judged = judged || argument_in_class(s->c, a, s->c->blame_class) ||
                     argument_in_class(s->c, a, s->c->praise_class);
        } else if (actor_set_holds(&a->own, actor) || actor_set_holds(&a->inner, actor)) {
            if (a->role != ROLE_HOST) {
                return false;
            }
            host = true;
        }
    }
    return judged && host;
}

/* "France reminded X that …" is no recall of an envoy: does the verb tell a clause where the rule
 * asks for a thing, of a deed that is no word? */
static bool tells_clause(const struct stage *s, const struct candidate *k)
{
    bool content = false, patient = false, thing = false;
    for (size_t i = 0; i < s->p->argument_count; i++) {
        const struct argument *a = &s->p->arguments[i];
        content |= a->role == ROLE_CONTENT && s->tree->words[a->word].relation == REL_CCOMP;
        patient |= a->role == ROLE_PATIENT;
    }
    for (size_t i = 0; i < k->fit.pattern->condition_count; i++) {
        const struct condition *condition = &k->fit.pattern->conditions[i];
        thing |= condition->kind == CONDITION_CLASS && !condition->contrary &&
                 slice_is(condition->role, role_name(ROLE_PATIENT));
    }
    enum event_type event = k->coding->event;
    bool word = event == EVENT_ACCUSE || event == EVENT_REQUEST || event == EVENT_THREATEN ||
                event == EVENT_SUPPORT || event == EVENT_REJECT || event == EVENT_CONSULT ||
                event == EVENT_AGREE;
    return s->p->kind == PREDICATE_VERB && content && !patient && thing && !word;
}

/* "The Union condemned X for its strikes": an organisation does not suffer what it condemns; a
 * state that does often has. */
static bool only_judges(const struct stage *s, const struct candidate *k, uint32_t actor)
{
    struct actor_set outside = {0};
    if (!(FORCE_TYPES >> k->coding->event & 1) ||
        actor_at(s->c->actors, actor)->kind != ACTOR_ORGANISATION) {
        return false;
    }
    outsiders(s->c, s->p, &outside);
    return actor_set_holds(&outside, actor);
}

static void print_reading(const struct search *search, const struct scene *scene, size_t rule,
                          size_t source, size_t target, bool first)
{
    const struct coding *coding = scene->rules[rule].coding;
    const struct actor_register *actors = search->c->actors;
    buffer_print(search->text, "%s[\"%.*s\",\"%s\",\"%s\",\"%.*s\",%zu,%zu,%zu,", first ? "" : ",",
                 SLICE_ARGS(actor_at(actors, scene->actors[source].actor)->code),
                 event_type_name(coding->event), bond_cell(coding->bond, coding->sign).text,
                 SLICE_ARGS(actor_at(actors, scene->actors[target].actor)->code), source, target,
                 rule);
}

/* Weighs the rule with the two actors; gives it out if it is likely at all. */
static void weigh(const struct search *search, struct scene *scene, size_t rule, size_t source,
                  size_t target)
{
    const struct candidate *k = &scene->rules[rule];
    const struct standing *a = &scene->actors[source], *b = &scene->actors[target];
    size_t width = network_columns(search->network, SIGNS_CLAUSE);
    struct signs to = {.network = search->network, .sum = scene->pair, .text = search->text};
    memset(scene->pair, 0, network_columns(search->network, SIGNS_PAIR) * sizeof *scene->pair);
    print_mark(search, "[");
    sign_pair(&scene->stage, k, a, b, &to);
    struct network_input input = {scene->clause, a->sum, b->sum + width, k->sum, scene->pair};
    struct network_odds odds = network_weigh(search->network, &input, k->coding);
    if (search->text) {
        buffer_print(search->text, "],%.2f,%.2f]", odds.event, odds.bond);
    }
    if (odds.event >= LEAST_KEPT || odds.bond >= LEAST_KEPT) {
        *arena_push(search->c->arena, search->out->items, search->out->count) = (struct near){
            .proposition = scene->stage.p,
            .fit = k->fit,
            .coding = k->coding,
            .source = a->actor,
            .target = b->actor,
            .barred = k->contrary || tells_clause(&scene->stage, k) || scene->stage.silent ||
                      scene->stage.unknown_party || acts_for_itself(search->c, a) ||
                      suffers(&scene->stage, k, b->actor) || judges(&scene->stage, a->actor) ||
                      only_judges(&scene->stage, k, b->actor) ||
                      is_backed_victim(search->c, scene->stage.p, k, b->actor) ||
                      only_wishes(search, scene, k, b),
            .source_people = is_people(a),
            .target_people = is_people(b),
            .odds = odds.event,
            .bond_odds = k->coding->bond == BOND_NONE ? -INFINITY : odds.bond};
    }
}

static void weigh_all(const struct search *search, struct scene *scene)
{
    bool first = true;
    for (size_t rule = 0; rule < scene->rule_count; rule++) {
        bool joint = event_is_symmetric(scene->rules[rule].coding->event);
        for (size_t i = 0; i < scene->actor_count; i++) {
            for (size_t n = joint ? i + 1 : 0; n < scene->actor_count; n++) {
                const struct standing *a = &scene->actors[i], *b = &scene->actors[n];
                if (i == n || (!a->mention && !b->mention) || (!is_near(a) && !is_near(b))) {
                    continue;
                }
                if (search->text) {
                    print_reading(search, scene, rule, i, n, first);
                }
                weigh(search, scene, rule, i, n);
                first = false;
            }
        }
    }
}

static void find_told(const struct search *search, struct stage *s)
{
    for (size_t i = 0; i < search->told_count; i++) {
        bool here = search->told[i].sentence_begin == s->tree->sentence->begin;
        s->told_events |= here ? 1u << search->told[i].event : 0;
    }
}

static void try_proposition(const struct search *search, size_t at, size_t clauses)
{
    const struct coder *c = search->c;
    const struct proposition *p = &c->propositions->items[at];
    struct scene scene = {.stage = {.c = c,
                                    .cast = &search->cast,
                                    .p = p,
                                    .tree = &c->trees->items[p->sentence],
                                    .here = &search->cast.sentences[p->sentence],
                                    .lemma = p->key_count ? p->keys[0] : SLICE(""),
                                    .clauses = clauses,
                                    .told = search->told,
                                    .told_count = search->told_count,
                                    .coverage = search->coverage}};
    if (!scene.stage.here->count) {
        return;
    }
    find_candidates(c, &scene);
    if (!scene.rule_count) {
        return;
    }
    scene.stage.unknown_party = names_unknown_party(c, p);
    find_told(search, &scene.stage);
    find_actors(search, &scene);
    if (search->text) {
        buffer_add(search->text, search->text->length ? SLICE(",\n") : SLICE(""));
    }
    sum_parts(search, &scene);
    weigh_all(search, &scene);
    if (search->text) {
        buffer_print(search->text, "],\"sentence\":%u,\"word\":%u,\"paragraph\":%u}",
                     scene.stage.tree->sentence->begin, p->word,
                     scene.stage.tree->sentence->paragraph);
    }
}

/* The claims with their actors in the register, and room for `more`. */
static struct told *actors_told(const struct coder *c, const struct claim_list *claims, size_t more)
{
    struct told *told = arena_array(c->arena, claims->count + more, sizeof *told);
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        told[i] = (struct told){actor_by_code(c->actors, claim->source),
                                actor_by_code(c->actors, claim->target),
                                claim->sentence_begin,
                                claim->signs,
                                claim->event,
                                claim->rule};
    }
    return told;
}

static void find_all(const struct search *search)
{
    const struct proposition_list *all = search->c->propositions;
    for (size_t first = 0, end; first < all->count; first = end) {
        uint32_t sentence = all->items[first].sentence;
        for (end = first; end < all->count && all->items[end].sentence == sentence;) {
            end++;
        }
        for (size_t i = first; i < end && !search->c->other_subject[sentence]; i++) {
            if (!search->spoken || !search->spoken[i]) {
                try_proposition(search, i, end - first);
            }
        }
    }
}

static void search_article(const struct coder *c, const bool *spoken,
                           const struct claim_list *claims, struct buffer *text,
                           struct near_list *out)
{
    struct search search = {.c = c,
                            .network = codebook_network(c->codebook),
                            .spoken = spoken,
                            .told = actors_told(c, claims, 0),
                            .told_count = claims->count,
                            .out = out,
                            .text = text};
    *out = (struct near_list){0};
    if (search.network && c->propositions->count) {
        cast_find(c, &search.cast);
        size_t meetings = cast_meetings(&search.cast, c->trees->count);
        search.coverage = meetings ? 10 * claims->count / meetings : 0;
        find_all(&search);
    }
}

void near_find(const struct coder *c, const bool *spoken, const struct claim_list *claims,
               struct near_list *out)
{
    search_article(c, spoken, claims, NULL, out);
}

void near_print(const struct coder *c, const struct claim_list *claims, struct buffer *out)
{
    struct near_list list;
    search_article(c, NULL, claims, out, &list);
}

static int by_odds(const void *a, const void *b)
{
    const struct near *const *x = a, *const *y = b;
    if ((*x)->odds != (*y)->odds) {
        return (*x)->odds < (*y)->odds ? 1 : -1;
    }
    return *x < *y ? -1 : *x > *y;
}

static bool same_deed(const struct near *a, enum event_type event, uint32_t source, uint32_t target)
{
    return a->coding->event == event &&
           ((a->source == source && a->target == target) ||
            (event_is_symmetric(event) && a->source == target && a->target == source));
}

static uint32_t sentence_begin(const struct coder *c, const struct near *near)
{
    return c->trees->items[near->proposition->sentence].sentence->begin;
}

/* How much the reading needs to be told: nothing tells its deed twice in a sentence, and what
 * another sentence tells again may be another deed (merge.c) but seldom is. */
static double least_of(const struct coder *c, const struct near *near, const struct told *told,
                       size_t count)
{
    enum weight_level level = LEVEL_TOLD;
    for (size_t i = 0; i < count; i++) {
        if (same_deed(near, told[i].event, told[i].source, told[i].target)) {
            if (told[i].sentence_begin == sentence_begin(c, near)) {
                return INFINITY;
            }
            level = LEVEL_AGAIN;
        }
    }
    return codebook_least(c->codebook, WEIGHTS_NEAR, level);
}

/* Is it likely enough that the bond of the reading holds? War asks for more. */
static bool tie_told(const struct coder *c, const struct near *near)
{
    enum weight_level level = near->coding->bond == BOND_HOSTILITIES ? LEVEL_WAR : LEVEL_TIE;
    return near->bond_odds >= codebook_least(c->codebook, WEIGHTS_NEAR, level);
}

/* The coding of the deed whose bond is likeliest among the readings of its sentence; a tie lasts:
 * where none is sure enough, what happened is told without. */
static struct coding coding_of(const struct coder *c, const struct near *near,
                               const struct near_list *list)
{
    struct coding coding = {near->coding->event, BOND_NONE, '\0'};
    double best = -INFINITY;
    for (size_t i = 0; i < list->count; i++) {
        const struct near *other = &list->items[i];
        if (other->bond_odds >= best && tie_told(c, other) &&
            other->proposition->sentence == near->proposition->sentence &&
            same_deed(near, other->coding->event, other->source, other->target) &&
            bond_allowed(c, other->coding, near->source, near->target)) {
            best = other->bond_odds;
            coding = *other->coding;
        }
    }
    return coding;
}

/* "after talks mediated by X": X is no party to the truce. */
static bool has_mediator(const struct coder *c, const struct near *near)
{
    size_t sentence = near->proposition->sentence;
    return is_mediator(c, sentence, near->coding->event, near->source) ||
           is_mediator(c, sentence, near->coding->event, near->target);
}

/* "vetoed a resolution condemning X": what befalls the text does not befall X. */
static bool is_blamed_target(const struct coder *c, const struct near *near)
{
    struct actor_set blamed = {0};
    blamed_within(c, near->proposition, &blamed);
    return near->coding->event != EVENT_ACCUSE && actor_set_holds(&blamed, near->target);
}

/* Private persons may protest and be harmed; states do the rest. */
static bool may_be(const struct coder *c, const struct near *near)
{
    struct actor_set source = {.people = near->source_people},
                     target = {.people = near->target_people};
    enum realis realis;
    return !near->barred && coding_allowed(near->fit.rule, near->coding, &source, &target) &&
           realis_of(told_by(c, near->proposition, &near->fit), &near->fit, near->coding,
                     near->source, &realis);
}

/* "The two neighbours recalled their ambassadors": does the clause tell it of both together? */
static bool is_of_both(const struct near *near)
{
    const struct proposition *p = near->proposition;
    bool both = near->fit.rule->joint || p->reciprocal;
    for (size_t i = 0; i < p->argument_count; i++) {
        both = both || (actor_set_holds(&p->arguments[i].own, near->source) &&
                        actor_set_holds(&p->arguments[i].own, near->target));
    }
    return both;
}

/* "X bought tanks from Y": is the deed already told with its sides turned round? */
static bool is_reverse_told(const struct near *near, struct near *const *likely, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct near *other = likely[i];
        if (other->claim.length && other->proposition == near->proposition &&
            other->coding->event == near->coding->event && other->source == near->target &&
            other->target == near->source) {
            return !is_of_both(near);
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
    struct told *told = actors_told(c, claims, list->count);
    size_t count = 0, before = claims->count, told_count = claims->count;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].odds >= codebook_least(c->codebook, WEIGHTS_NEAR, LEVEL_TOLD) &&
            may_be(c, &list->items[i]) && !has_mediator(c, &list->items[i]) &&
            !is_blamed_target(c, &list->items[i])) {
            likely[count++] = &list->items[i];
        }
    }
    if (count) {
        qsort(likely, count, sizeof *likely, by_odds);
    }
    for (size_t i = 0; i < count; i++) {
        struct near *near = likely[i];
        if (near->odds >= least_of(c, near, told, told_count) &&
            !is_reverse_told(near, likely, i)) {
            size_t made = claims->count;
            struct coding coding = coding_of(c, near, list);
            told[told_count++] = (struct told){.source = near->source,
                                               .target = near->target,
                                               .sentence_begin = sentence_begin(c, near),
                                               .event = near->coding->event};
            add_claim(c, near->proposition, &near->fit, &coding, near->source, near->target,
                      claims);
            if (claims->count > made) {
                claims->items[made].confidence = (unsigned)(100 / (1 + exp(-near->odds)) + 0.5);
                claims->items[made].signs |= 1u << SIGN_NEAR_RULE;
                near->claim = claims->items[made].id;
            }
        }
    }
    if (claims->count > before) {
        qsort(claims->items, claims->count, sizeof *claims->items, by_place);
    }
}
