/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a claim, the proposition and the rules from which it was made; gives the signs that speak
 * for or against it, and how many of a hundred claims with such signs are right. The weights are a
 * logistic regression (train/confidence, which prints them and how well they foretell articles that
 * it left out) over the claims of gold articles for which no rule was made (tests/gold/press, 31 to
 * 48): where rules were made a quarter more is right. Signs that told nothing, such as an actor
 * named by a pronoun, are no signs here. Cost: the arguments of one proposition. */
#include "event/inside.h"

#include <math.h>

static const struct {
    const char *name;
    double weight; /* added to the logarithm of the odds */
} signs[SIGN_COUNT] = {
    [SIGN_UNSURE_TREE] = {"unsure-tree", -0.54},
    [SIGN_LONG_SENTENCE] = {"long-sentence", 0.17},
    [SIGN_NOUN] = {"noun", 0.33},
    [SIGN_NOT_ACTUAL] = {"not-actual", -0.60},
    [SIGN_RIVAL_RULE] = {"rival-rule", -0.82},
    [SIGN_BROAD_RULE] = {"broad-rule", -0.39},
    [SIGN_UNSAID_TARGET] = {"unsaid-target", -0.27},
    [SIGN_CHOSEN_SIDE] = {"chosen-side", -0.24},
    [SIGN_RESTATED] = {"restated", 0.76},
    [SIGN_NEAR_RULE] = {"near-rule", 0}, /* weighed as it was made (near.c) */
};
static const double base_weight = 1.14;

/* Is one of the two named by the argument, or inside it? */
static bool names(const struct argument *a, uint32_t source, uint32_t target)
{
    return actor_set_holds(&a->own, source) || actor_set_holds(&a->own, target) ||
           actor_set_holds(&a->inner, source) || actor_set_holds(&a->inner, target);
}

static bool unsure_tree(const struct coder *c, const struct proposition *p, uint32_t source,
                        uint32_t target)
{
    const struct word *words = c->trees->items[p->sentence].words;
    bool unsure = words[p->word].margin < UNSURE_MARGIN;
    for (size_t i = 0; i < p->argument_count; i++) {
        unsure |= names(&p->arguments[i], source, target) &&
                  words[p->arguments[i].word].margin < UNSURE_MARGIN;
    }
    return unsure;
}

static bool is_unsaid(const struct proposition *p, uint32_t actor)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        if (names(&p->arguments[i], actor, actor)) {
            return false;
        }
    }
    return true;
}

static uint32_t sign_if(bool holds, enum claim_sign sign)
{
    return holds ? 1u << sign : 0;
}

uint32_t claim_signs(const struct coder *c, const struct proposition *p, const struct fit *fit,
                     uint32_t source, uint32_t target, enum realis realis)
{
    return sign_if(unsure_tree(c, p, source, target), SIGN_UNSURE_TREE) |
           sign_if(c->trees->items[p->sentence].count >= LONG_SENTENCE, SIGN_LONG_SENTENCE) |
           sign_if(p->kind == PREDICATE_NOUN, SIGN_NOUN) |
           sign_if(realis != REALIS_ACTUAL, SIGN_NOT_ACTUAL) |
           sign_if(fit->weight <= 1, SIGN_BROAD_RULE) |
           sign_if(is_unsaid(p, target), SIGN_UNSAID_TARGET);
}

void claims_mark_rivals(struct claim_list *claims, size_t first, const struct fit_list *fits)
{
    for (size_t i = first; i < claims->count; i++) {
        for (size_t k = 0; k < fits->count; k++) {
            const struct rule *rule = fits->items[k].rule;
            claims->items[i].signs |=
                sign_if(fits->items[k].outcome != RULE_UNFIT && rule->coding_count &&
                            rule->codings[0].event != claims->items[i].event,
                        SIGN_RIVAL_RULE);
        }
    }
}

unsigned claim_confidence(const struct claim *claim)
{
    double odds = base_weight;
    for (size_t i = 0; i < SIGN_COUNT; i++) {
        odds += claim->signs >> i & 1 ? signs[i].weight : 0;
    }
    return (unsigned)(100 / (1 + exp(-odds)) + 0.5);
}

const char *claim_sign_name(enum claim_sign sign)
{
    return signs[sign].name;
}
