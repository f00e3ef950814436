/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the parts of a reading (its clause, each actor, the rule, the two together), gives their
 * signs to the network, which sums them, or prints them for train/reader. A sign is a few words
 * joined by dots: "lem.signer", "R.agent", "Rc.sign.v.patient". Cost: some forty signs a clause,
 * ten to twenty an actor, fifteen a rule and six a pair, a hash and a probe each. */
#include "event/sign.h"

#include <stdio.h>

#include "base/utf8.h"

#define KEYS_OF_ARGUMENT 2
#define KEYS_INSIDE 4
#define KEYS_OF_CLAUSE 3
#define CONTEXT_WORDS 16
#define CONTEXT_DEPTH 3
#define PATH_LIMIT 6
#define QUEUE_LIMIT 96

static void signs_add(struct signs *to, const struct slice *pieces, size_t count)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < count; i++) {
        hash = slice_hash(pieces[i], i ? slice_hash(SLICE("."), hash) : 0);
    }
    network_add(to->network, to->part, (uint32_t)hash, to->sum);
    if (to->text) {
        struct slice whole = {NULL, 0};
        struct buffer joined = {0};
        for (size_t i = 0; i < count; i++) {
            buffer_add(&joined, i ? SLICE(".") : SLICE(""));
            buffer_add(&joined, pieces[i]);
        }
        whole = buffer_slice(&joined);
        buffer_add(to->text, to->count ? SLICE(",") : SLICE(""));
        buffer_json(to->text, whole);
        buffer_free(&joined);
    }
    to->count++;
}

#define sign(to, ...)                                                                              \
    signs_add(to, (const struct slice[]){__VA_ARGS__},                                             \
              sizeof((const struct slice[]){__VA_ARGS__}) / sizeof(struct slice))

static void sign_if(struct signs *to, bool holds, const char *name)
{
    if (holds) {
        sign(to, slice_of(name));
    }
}

static struct slice digits(char room[8], size_t number)
{
    return (struct slice){room, (size_t)snprintf(room, 8, "%u", (unsigned)(number % 1000000))};
}

static void sign_number(struct signs *to, const char *name, size_t number, size_t most)
{
    char room[8];
    sign(to, slice_of(name), digits(room, number < most ? number : most));
}

static struct slice kind_letter(enum word_kind kind)
{
    static const char *const letters[WORD_KIND_COUNT] = {"v", "n", "o", "a"};
    return slice_of(letters[kind]);
}

/* The classes of the folded word, each after `name` and before `after` (or an empty slice). */
static void sign_classes(const struct coder *c, struct signs *to, const char *name,
                         struct slice folded, struct slice after)
{
    struct class_members members = codebook_classes(c->codebook, c->article->language, folded);
    for (size_t i = 0; i < members.count; i++) {
        struct slice class = codebook_class_name(c->codebook, members.items[i].class_index);
        sign(to, slice_of(name), class, kind_letter(members.items[i].kind), after);
    }
}

/* The relation without its subtype; relative clauses apart. */
static struct slice relation_text(const struct word *word)
{
    static const char relative[] = "relcl";
    size_t colon = slice_find(word->label, SLICE(":"), 0);
    return word->relation == REL_ACL && word->subtype == SUB_RELCL ? SLICE(relative)
           : colon == SIZE_MAX                                     ? word->label
                               : slice_part(word->label, 0, colon);
}

static bool is_content_word(enum upos upos)
{
    return upos == UPOS_NOUN || upos == UPOS_VERB || upos == UPOS_ADJ || upos == UPOS_ADV ||
           upos == UPOS_PROPN || upos == UPOS_INTJ;
}

/* Is the word part of a mention of the sentence? */
static bool is_mentioned(const struct cast_sentence *here, size_t word)
{
    for (size_t i = 0; i < here->mention_count; i++) {
        const struct mention *m = here->mentions[i];
        if (word == m->head || (word >= m->first && word <= m->last)) {
            return true;
        }
    }
    return false;
}

/* The words below the predicate, nearest first, but for those of actors. */
static void sign_context(const struct coder *c, const struct stage *s, struct signs *to)
{
    const struct tree *tree = s->tree;
    struct {
        size_t word, depth;
    } queue[QUEUE_LIMIT] = {{s->p->word, 0}};
    size_t first = 0, last = 1, told = 0;
    while (first < last && told < CONTEXT_WORDS) {
        size_t from = queue[first].word, depth = queue[first++].depth;
        for (size_t w = 1; depth < CONTEXT_DEPTH && w <= tree->count; w++) {
            if (tree->words[w].head != from || last == QUEUE_LIMIT) {
                continue;
            }
            queue[last].word = w;
            queue[last++].depth = depth + 1;
            if (is_content_word(tree->words[w].upos) && !is_mentioned(s->here, w)) {
                struct slice folded = utf8_fold(c->arena, tree->words[w].lemma);
                sign(to, SLICE("cw"), folded);
                sign_classes(c, to, "cc", folded, SLICE(""));
                told++;
            }
        }
    }
}

static void sign_argument(const struct coder *c, const struct stage *s, const struct argument *a,
                          struct signs *to)
{
    struct slice role = slice_of(role_name(a->role));
    struct slice whose = a->own.count ? SLICE("a") : a->inner.count ? SLICE("i") : SLICE("n");
    sign(to, SLICE("has"), role, whose);
    if (a->preposition.length) {
        sign(to, SLICE("hp"), role, a->preposition);
    }
    if (a->own.count && is_mentioned(s->here, a->word)) {
        return;
    }
    for (size_t i = 0; i < a->key_count && i < KEYS_OF_ARGUMENT; i++) {
        sign(to, SLICE("ak"), a->keys[i]);
        sign_classes(c, to, "ac", a->keys[i], role);
    }
    for (size_t i = 0; i < a->inner_key_count && i < KEYS_INSIDE; i++) {
        sign(to, SLICE("ik"), a->inner_keys[i]);
        sign_classes(c, to, "ic", a->inner_keys[i], SLICE(""));
    }
}

static void sign_mood(const struct stage *s, struct signs *to)
{
    const struct proposition *p = s->p;
    const struct word *word = &s->tree->words[p->word];
    const struct {
        bool holds;
        const char *name;
    } marks[] = {{p->promised, "promised"},
                 {p->obliged, "obliged"},
                 {p->attempted, "attempted"},
                 {p->purposed, "purposed"},
                 {p->denied, "denied"},
                 {p->reciprocal, "reciprocal"},
                 {p->perfective, "perfective"},
                 {p->conditional, "conditional"},
                 {p->attributive, "attributive"},
                 {p->spoken, "spoken"},
                 {p->negated, "negated"},
                 {s->unknown_party, "unknown-party"},
                 {s->silent, "silent"},
                 {in_title(s->c, p->sentence), "in-title"},
                 {s->tree->count >= LONG_SENTENCE, "long"},
                 {word->margin < UNSURE_MARGIN, "unsure-tree"}};
    char form[8], mood[8], tense[8];
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        sign_if(to, marks[i].holds, marks[i].name);
    }
    sign_number(to, "modality", p->modality, 9);
    sign(to, SLICE("tense"), digits(form, word->verb_form), digits(mood, word->mood),
         digits(tense, word->tense));
}

void sign_clause(const struct stage *s, struct signs *to)
{
    const struct coder *c = s->c;
    const struct proposition *p = s->p;
    const struct word *words = s->tree->words;
    uint32_t head = words[p->word].head;
    to->part = SIGNS_CLAUSE;
    sign(to, SLICE("lem"), s->lemma);
    for (size_t i = 0; i < p->key_count; i++) {
        sign(to, SLICE("key"), p->keys[i]);
        sign_classes(c, to, "cl", p->keys[i], SLICE(""));
    }
    sign_number(to, "kind", p->kind, 3);
    sign_number(to, "names", s->here->count, 6);
    sign_number(to, "clauses", s->clauses, 9);
    sign(to, SLICE("rel"), relation_text(&words[p->word]));
    if (head) {
        struct slice folded = utf8_fold(c->arena, words[head].lemma);
        sign(to, SLICE("rel2"), relation_text(&words[p->word]), relation_text(&words[head]));
        sign(to, SLICE("gov"), folded);
        sign_classes(c, to, "gc", folded, SLICE(""));
    }
    sign_mood(s, to);
    for (size_t i = 0; i < p->argument_count; i++) {
        sign_argument(c, s, &p->arguments[i], to);
    }
    sign_context(c, s, to);
    for (int event = 0; event < EVENT_COUNT; event++) {
        if (s->told_events >> event & 1) {
            sign(to, SLICE("told"), slice_of(event_type_name((enum event_type)event)));
        }
    }
    sign_number(to, "coverage", s->coverage, 20);
    sign_number(to, "cast", s->cast->count / 3, 8);
    sign_number(to, "events", s->event_count, 6);
    sign_number(to, "fits", s->fit_count, 12);
}

/* The relations from word `a` up to what stands over both and down to `w`. */
struct slice path_between(struct arena *arena, const struct tree *tree, size_t a, size_t w,
                          size_t *length)
{
    size_t up[PATH_LIMIT + 1], down[PATH_LIMIT + 1], ups = 0, downs = 0;
    struct buffer text = {0};
    size_t x = a;
    for (; ups <= PATH_LIMIT; ups++) {
        downs = 0;
        size_t y = w;
        while (y != x && y && downs <= PATH_LIMIT) {
            down[downs < PATH_LIMIT ? downs : PATH_LIMIT] = y;
            downs++;
            y = tree->words[y].head;
        }
        if (y == x || !x) {
            break;
        }
        up[ups] = x;
        x = tree->words[x].head;
    }
    *length = ups + downs;
    if (*length > PATH_LIMIT) {
        return SLICE("far");
    }
    for (size_t i = 0; i < ups; i++) {
        buffer_add(&text, i ? SLICE("^") : SLICE(""));
        buffer_add(&text, relation_text(&tree->words[up[i]]));
    }
    buffer_add(&text, SLICE("|"));
    for (size_t i = downs; i-- > 0;) {
        buffer_add(&text, relation_text(&tree->words[down[i]]));
        buffer_add(&text, i ? SLICE("v") : SLICE(""));
    }
    struct slice path = slice_copy(arena, buffer_slice(&text));
    buffer_free(&text);
    return path;
}

/* Actors whose names stand between the mention and the predicate. */
static size_t count_between(const struct stage *s, const struct mention *mention, uint32_t actor)
{
    size_t low = mention->head < s->p->word ? mention->head : s->p->word, count = 0;
    size_t high = mention->head < s->p->word ? s->p->word : mention->head;
    for (size_t i = 0; i < s->here->count; i++) {
        bool between = false;
        for (size_t k = 0; k < s->here->mention_count; k++) {
            const struct mention *m = s->here->mentions[k];
            between = between ||
                      (m->head > low && m->head < high && mention_means(m, s->here->actors[i]));
        }
        count += between && s->here->actors[i] != actor;
    }
    return count;
}

static void sign_mention(const struct stage *s, const struct standing *a, struct signs *to)
{
    const struct mention *m = a->mention;
    const struct word *word = &s->tree->words[m->head];
    sign(to, SLICE("path"), a->path);
    sign_number(to, "length", a->length, 8);
    sign_number(to, "name", m->kind, 12);
    sign_if(to, m->anaphoric, "anaphoric");
    sign_if(to, m->place, "named-place");
    sign_if(to, m->people, "named-people");
    sign_if(to, m->modifier, "modifier");
    sign(to, m->head < s->p->word ? SLICE("before") : SLICE("after"));
    sign_if(to, actor_set_holds(&s->here->subjects, a->actor), "root-subject");
    sign_number(to, "between", count_between(s, m, a->actor), 4);
    if (!a->argument && word->head && word->head != s->p->word) {
        sign(to, SLICE("over"), utf8_fold(s->c->arena, s->tree->words[word->head].lemma));
    }
}

/* Of an actor that an earlier sentence names. */
static void sign_back(const struct stage *s, const struct standing *a, struct signs *to)
{
    size_t at = s->p->sentence, back = 1;
    while (back <= SENTENCES_BACK && !(at >= back && cast_names(s->cast, at - back, a->actor))) {
        back++;
    }
    sign_number(to, "back", back, SENTENCES_BACK + 1);
    if (back <= SENTENCES_BACK &&
        actor_set_holds(&s->cast->sentences[at - back].subjects, a->actor)) {
        sign_number(to, "back-subject", back, SENTENCES_BACK);
    }
    sign_if(to, actor_set_holds(&s->c->topics[at], a->actor), "topic");
}

/* The phrase of the clause that names the actor. */
static void sign_phrase(const struct stage *s, const struct standing *a, struct signs *to)
{
    const struct argument *argument = a->argument;
    const struct actor_set *set = a->inner ? &argument->inner : &argument->own;
    if (argument->preposition.length) {
        sign(to, SLICE("prep"), a->role, argument->preposition);
    }
    sign_if(to, set->place, "place");
    sign_if(to, set->people, "people");
    sign_if(to, set->person, "person");
    sign_if(to, set->count > 1, "several");
    if (a->inner && argument->key_count) {
        sign(to, SLICE("of"), argument->keys[0]);
        sign_classes(s->c, to, "ofc", argument->keys[0], SLICE(""));
    }
}

/* Roles that the clause fills with others. */
static void sign_taken(const struct stage *s, const struct standing *a, struct signs *to)
{
    static const enum role roles[] = {ROLE_AGENT, ROLE_PATIENT, ROLE_RECIPIENT, ROLE_PARTNER,
                                      ROLE_POSSESSOR};
    for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
        bool taken = false;
        for (size_t i = 0; i < s->p->argument_count; i++) {
            const struct argument *other = &s->p->arguments[i];
            taken = taken || (other->role == roles[r] && other->own.count &&
                              !actor_set_holds(&other->own, a->actor));
        }
        if (taken) {
            sign(to, SLICE("taken"), slice_of(role_name(roles[r])));
        }
    }
}

void sign_standing(const struct stage *s, const struct standing *a, struct signs *to)
{
    const struct coder *c = s->c;
    char room[8];
    const struct cast_member *member = cast_member(s->cast, a->actor);
    to->part = SIGNS_ACTOR;
    sign(to, SLICE("R"), a->role);
    sign(to, SLICE("Rk"), digits(room, s->p->kind), a->role);
    sign(to, SLICE("Rl"), s->lemma, a->role);
    for (size_t i = 0; i < s->p->key_count && i < KEYS_OF_CLAUSE; i++) {
        sign_classes(c, to, "Rc", s->p->keys[i], a->role);
    }
    if (a->argument) {
        sign_phrase(s, a, to);
    }
    if (a->mention) {
        sign_mention(s, a, to);
    } else {
        sign_back(s, a, to);
    }
    sign_taken(s, a, to);
    sign_if(to, actor_set_holds(&s->p->speaker, a->actor), "speaks");
    sign_number(to, "actor", actor_at(c->actors, a->actor)->kind, 9);
    sign_number(to, "rank", cast_rank(s->cast, a->actor), 6);
    sign_if(to, actor_set_holds(&c->pair, a->actor), "pair");
    sign_if(to, member && member->in_title, "title");
}

void sign_rule(const struct stage *s, const struct candidate *k, struct signs *to)
{
    const struct rule *rule = k->fit.rule;
    struct slice event = slice_of(event_type_name(k->coding->event));
    to->part = SIGNS_RULE;
    sign(to, SLICE("r"), rule->id);
    sign_number(to, "weight", (size_t)k->fit.weight, 8);
    sign_number(to, "fails", k->fails, 4);
    sign(to, k->best ? SLICE("best") : SLICE("not-best"));
    sign(to, k->event_best ? SLICE("event-best") : SLICE("not-event-best"));
    sign_if(to, k->wrong_predicate, "wrong-predicate");
    for (size_t i = 0; i < k->fit.pattern->condition_count; i++) {
        const struct condition *condition = &k->fit.pattern->conditions[i];
        bool met = condition_met(s->c, s->p, condition, &k->fit), there = false;
        struct slice kind = slice_of(condition_kind_name(condition->kind));
        if (condition->contrary && met) {
            sign(to, SLICE("contrary"), kind, condition->role);
        } else if (!condition->contrary && !met && condition->role.length) {
            for (size_t n = 0; n < s->p->argument_count; n++) {
                there = there || is_in_role(s->p, &s->p->arguments[n], condition->role, &k->fit);
            }
            struct slice where = there ? SLICE("other") : SLICE("absent");
            sign(to, SLICE("f"), kind, condition->role, where);
            sign(to, SLICE("fk"), kind, where);
            sign(to, SLICE("rf"), rule->id, kind);
        }
    }
    sign_if(to, rule->joint, "joint");
    sign_if(to, rule->bilateral, "bilateral");
    sign_if(to, rule->mutual, "mutual");
    sign_if(to, rule->lasting, "lasting");
    sign_if(to, k->fit.plain, "plain");
    sign(to, SLICE("el"), event, s->lemma);
    sign(to, SLICE("eb"), event, slice_of(bond_cell(k->coding->bond, k->coding->sign).text));
    sign(to, k->fits ? SLICE("fits") : SLICE("unfit"));
    if (k->fits) {
        sign(to, SLICE("fits"), rule->id);
    }
    sign_number(to, "share", 10 * k->alike / (s->fit_count ? s->fit_count : 1), 10);
    sign(to, SLICE("finds"), k->sources.count ? SLICE("source") : SLICE("none"),
         k->targets.count ? SLICE("target") : SLICE("none"));
}

/* Whether the rule finds the actor in the role: "1" it, "0" another, "-" none. */
static struct slice found(const struct actor_set *set, uint32_t actor)
{
    return actor_set_holds(set, actor) ? SLICE("1") : set->count ? SLICE("0") : SLICE("-");
}

/* What the article tells of the two by rules that fit. */
static void sign_told(const struct stage *s, const struct candidate *k, uint32_t source,
                      uint32_t target, struct signs *to)
{
    enum event_type event = k->coding->event;
    const struct told *here = NULL, *other = NULL;
    bool exact = false, directed = false, reversed = false, joint = event_is_symmetric(event);
    for (size_t i = 0; i < s->told_count; i++) {
        const struct told *told = &s->told[i];
        bool straight = told->source == source && told->target == target;
        bool crossed = told->source == target && told->target == source;
        bool same = told->event == event && (straight || (joint && crossed));
        bool in_sentence = told->sentence_begin == s->tree->sentence->begin;
        exact = exact || same;
        directed = directed || straight;
        reversed = reversed || crossed;
        here = same && in_sentence && !here ? told : here;
        other = (straight || crossed) && in_sentence && !other ? told : other;
    }
    sign_if(to, exact, "told");
    sign_if(to, directed && !exact, "told-directed");
    sign_if(to, reversed && !exact, "told-reversed");
    if (here) {
        sign(to, SLICE("told-here"));
        sign(to, SLICE("told-by"), here->rule);
        sign_if(to, slice_equal(here->rule, k->fit.rule->id), "told-by-it");
        for (int i = 0; i < SIGN_COUNT; i++) {
            if (here->signs >> i & 1) {
                sign(to, SLICE("told"), slice_of(claim_sign_name((enum claim_sign)i)));
            }
        }
    } else if (other) {
        sign(to, SLICE("told-other"), slice_of(event_type_name(other->event)));
        sign(to, SLICE("told-other"));
        sign(to, SLICE("told-other"), slice_of(event_type_name(event)),
             slice_of(event_type_name(other->event)));
    }
}

void sign_pair(const struct stage *s, const struct candidate *k, const struct standing *source,
               const struct standing *target, struct signs *to)
{
    const struct coder *c = s->c;
    struct slice by_source = found(&k->sources, source->actor);
    struct slice by_target = found(&k->targets, target->actor);
    to->part = SIGNS_PAIR;
    if (event_is_symmetric(k->coding->event) && actor_set_holds(&k->sources, target->actor) &&
        actor_set_holds(&k->targets, source->actor)) {
        by_source = by_target = SLICE("1");
    }
    sign(to, SLICE("st"), source->role, target->role);
    sign(to, SLICE("est"), slice_of(event_type_name(k->coding->event)), source->role, target->role);
    sign(to, SLICE("rst"), k->fit.rule->id, source->role, target->role);
    sign(to, SLICE("by"), by_source, by_target);
    if (k->fits) {
        sign(to, SLICE("fits-by"), by_source, by_target);
    }
    sign_if(to, source->argument && source->argument == target->argument, "one-phrase");
    sign_if(to,
            actor_set_holds(&c->pair, source->actor) && actor_set_holds(&c->pair, target->actor),
            "story-pair");
    sign_told(s, k, source->actor, target->actor, to);
}
