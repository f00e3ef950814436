/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition, gives the codebook's rules that fit it, the most specific first. The words
 * of the predicate lead to classes, classes to patterns, patterns to conditions on arguments: only
 * the few rules of those classes are looked at. */
#include "event/inside.h"

#include <stdlib.h>

/* "X est l'allié de Y", "X is Y's ally": the subject of a noun is its agent. */
static bool has_subject(const struct proposition *p)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_AGENT && p->arguments[i].own.count) {
            return true;
        }
    }
    return false;
}

static bool has_other_agent(const struct proposition *p, const struct argument *but)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (a != but && (a->role == ROLE_AGENT || a->role == ROLE_POSSESSOR) && a->own.count) {
            return true;
        }
    }
    return false;
}

/* Is the complement brought by the particle: "call on X", "hit out at X"? */
static bool brought_by(const struct argument *a, struct slice particle)
{
    size_t rest = particle.length - a->preposition.length;
    return a->preposition.length && particle.length >= a->preposition.length &&
           slice_equal(slice_part(particle, rest, particle.length), a->preposition) &&
           (!rest || particle.at[rest - 1] == ' ');
}

enum role resolved_role(const struct proposition *p, const struct argument *a,
                        const struct fit *fit)
{
    enum word_kind kind = fit->kind;
    if (brought_by(a, fit->particle)) {
        return ROLE_PATIENT;
    }
    switch (a->role) {
    case ROLE_POSSESSOR:
        return has_subject(p) ? ROLE_PATIENT : ROLE_AGENT;
    case ROLE_GENITIVE:
        return kind == WORD_OBJECT || has_other_agent(p, a) ? ROLE_PATIENT : ROLE_AGENT;
    default:
        return a->role;
    }
}

bool is_in_role(const struct proposition *p, const struct argument *a, struct slice role,
                const struct fit *fit)
{
    bool whereto = a->role == ROLE_RECIPIENT && a->own.count && a->own.place;
    return slice_is(role, role_name(resolved_role(p, a, fit))) ||
           slice_is(role, role_name(a->role)) || (whereto && slice_is(role, role_name(ROLE_PLACE)));
}

bool word_in_class(const struct coder *c, struct slice folded, uint32_t class_index)
{
    struct class_members members = codebook_classes(c->codebook, c->article->language, folded);
    for (size_t m = 0; m < members.count; m++) {
        if (members.items[m].class_index == class_index) {
            return true;
        }
    }
    return false;
}

static bool keys_in_class(const struct coder *c, const struct slice *keys, size_t count,
                          uint32_t class_index)
{
    for (size_t k = 0; k < count; k++) {
        if (word_in_class(c, keys[k], class_index)) {
            return true;
        }
    }
    return false;
}

bool argument_in_class(const struct coder *c, const struct argument *a, uint32_t class_index)
{
    return keys_in_class(c, a->keys, a->key_count, class_index);
}

static bool is_kind(const struct coder *c, const struct actor_set *set, enum condition_kind kind)
{
    for (uint8_t i = 0; i < set->count; i++) {
        enum actor_kind actor = actor_at(c->actors, set->items[i])->kind;
        if (kind == CONDITION_ACTOR || (kind == CONDITION_STATE && actor == ACTOR_STATE) ||
            (kind == CONDITION_ORGANISATION && actor == ACTOR_ORGANISATION) ||
            (kind == CONDITION_GROUP && actor == ACTOR_GROUP)) {
            return true;
        }
    }
    return false;
}

/* "Des blindés serbes se sont massés": whose instrument it is acts. */
static bool acts_by_instrument(const struct coder *c, const struct argument *a,
                               const struct condition *condition)
{
    return a->role == ROLE_AGENT && slice_is(condition->role, "agent") && !a->own.count &&
           !a->inner.place && is_kind(c, &a->inner, condition->kind) &&
           argument_in_class(c, a, c->instrument_class);
}

static bool argument_meets(const struct coder *c, const struct argument *a,
                           const struct condition *condition)
{
    switch (condition->kind) {
    case CONDITION_CLASS:
        return argument_in_class(c, a, condition->class_index) ||
               (condition->inner &&
                keys_in_class(c, a->inner_keys, a->inner_key_count, condition->class_index));
    case CONDITION_ANY:
        return true;
    case CONDITION_PERSON:
        return a->own.person || (condition->inner && a->inner.person);
    default:
        return is_kind(c, &a->own, condition->kind) || acts_by_instrument(c, a, condition) ||
               (condition->inner && is_kind(c, &a->inner, condition->kind));
    }
}

bool condition_met(const struct coder *c, const struct proposition *p,
                   const struct condition *condition, const struct fit *fit)
{
    switch (condition->kind) {
    case CONDITION_VERB:
        return p->kind == PREDICATE_VERB;
    case CONDITION_NOUN:
        return p->kind == PREDICATE_NOUN;
    case CONDITION_ADJECTIVE:
        return p->kind == PREDICATE_ADJECTIVE;
    case CONDITION_NEGATED:
        return p->negated && !p->denied; /* "denies helping X" tells of no help refused */
    case CONDITION_ATTRIBUTIVE:
        return p->attributive;
    case CONDITION_PLANNED:
        return p->modality == MODALITY_PLANNED;
    case CONDITION_CONDITIONAL:
        return p->conditional;
    default:
        break;
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (is_in_role(p, a, condition->role, fit) && argument_meets(c, a, condition)) {
            return true;
        }
    }
    return false;
}

/* Tests the conditions of fit->pattern and weighs them, up to one that does not hold. */
static bool pattern_fits(const struct coder *c, const struct proposition *p, struct fit *fit)
{
    for (size_t i = 0; i < fit->pattern->condition_count; i++) {
        const struct condition *condition = &fit->pattern->conditions[i];
        if (condition_met(c, p, condition, fit) == condition->contrary) {
            fit->outcome = RULE_UNFIT;
            fit->failed = condition;
            return false;
        }
        if (!condition->contrary) {
            bool telling =
                condition->kind < CONDITION_VERB || condition->kind == CONDITION_ATTRIBUTIVE ||
                condition->kind == CONDITION_PLANNED || condition->kind == CONDITION_CONDITIONAL;
            fit->weight += condition->kind == CONDITION_CLASS ? 3 : telling ? 1 : 0;
        }
    }
    return true;
}

/* What follows the verb in "call on"; empty for single words and for nouns. */
static struct slice particle_of(const struct proposition *p, struct slice key)
{
    const char *space = p->kind == PREDICATE_VERB ? memchr(key.at, ' ', key.length) : NULL;
    if (space && slice_starts(key, SLICE("se "))) {
        space = memchr(key.at + 3, ' ', key.length - 3);
    }
    return space ? slice_part(key, (size_t)(space - key.at) + 1, key.length)
                 : (struct slice){NULL, 0};
}

/* Does a complement follow the particle: "called for an inquiry"? */
static bool governs(const struct proposition *p, struct slice particle)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        if (brought_by(&p->arguments[i], particle)) {
            return true;
        }
    }
    return false;
}

static bool kind_agrees(enum word_kind word, enum predicate_kind predicate)
{
    switch (word) {
    case WORD_VERB:
        return predicate == PREDICATE_VERB;
    case WORD_ADJECTIVE:
        return predicate == PREDICATE_ADJECTIVE;
    default:
        return predicate == PREDICATE_NOUN;
    }
}

static void fit_class(const struct coder *c, const struct proposition *p,
                      const struct class_member *member, size_t key, struct fit_list *out)
{
    struct rule_uses uses = codebook_uses(c->codebook, member->class_index);
    for (size_t i = 0; i < uses.count; i++) {
        const struct rule *rule = codebook_rule(c->codebook, uses.items[i].rule);
        struct fit fit = {.rule = rule,
                          .pattern = &rule->patterns[uses.items[i].pattern],
                          .kind = member->kind,
                          .particle = particle_of(p, p->keys[key]),
                          .plain = key == 0,
                          .weight = key > 0 ? 3 : 0}; /* a longer predicate says more */
        fit.longer = governs(p, fit.particle);
        if (pattern_fits(c, p, &fit) || c->keep_unfit) {
            *arena_push(c->arena, out->items, out->count) = fit;
        }
    }
}

static int by_weight(const void *a, const void *b)
{
    const struct fit *x = a, *y = b;
    if ((x->outcome == RULE_UNFIT) != (y->outcome == RULE_UNFIT)) {
        return x->outcome == RULE_UNFIT ? 1 : -1;
    }
    if (x->weight != y->weight) {
        return y->weight - x->weight;
    }
    int file = slice_compare(x->rule->file, y->rule->file);
    return file ? file
                : (x->pattern->line > y->pattern->line) - (x->pattern->line < y->pattern->line);
}

void fit_rules(const struct coder *c, const struct proposition *p, struct fit_list *out)
{
    *out = (struct fit_list){0};
    for (size_t k = 0; k < p->key_count; k++) {
        struct class_members members =
            codebook_classes(c->codebook, c->article->language, p->keys[k]);
        for (size_t m = 0; m < members.count; m++) {
            if (kind_agrees(members.items[m].kind, p->kind)) {
                fit_class(c, p, &members.items[m], k, out);
            }
        }
    }
    if (out->count > 1) {
        qsort(out->items, out->count, sizeof *out->items, by_weight);
    }
}
