/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition that judges a deed ("condemned the attack on X"), gives who suffers the deed
 * and who does it, as the noun's own proposition tells: X is no target of the blame. Linear in the
 * propositions of the article. */
#include "event/inside.h"

/* The proposition of the noun at `word` of the sentence, or NULL. */
static const struct proposition *noun_proposition(const struct coder *c, uint32_t sentence,
                                                  uint32_t word)
{
    for (size_t i = 0; i < c->propositions->count; i++) {
        const struct proposition *p = &c->propositions->items[i];
        if (p->sentence == sentence && p->word == word && p->kind == PREDICATE_NOUN) {
            return p;
        }
    }
    return NULL;
}

/* Is what follows `of` the patient: "invasion of X", "arrest of X", "la reconnaissance de X par Y"?
 */
static bool takes_patient(const struct coder *c, const struct proposition *noun)
{
    bool agent = false, of = false;
    for (size_t i = 0; i < noun->argument_count; i++) {
        const struct argument *a = &noun->arguments[i];
        agent |= a->role == ROLE_AGENT && a->own.count && a->word > noun->word;
        of |= a->role == ROLE_GENITIVE && a->own.count;
    }
    if (agent && of) {
        return true;
    }
    for (size_t k = 0; k < noun->key_count; k++) {
        if (word_in_class(c, noun->keys[k], c->suffered_class)) {
            return true;
        }
    }
    return false;
}

static void add_actors(const struct argument *a, struct actor_set *out)
{
    const struct actor_set *set = a->own.count ? &a->own : &a->inner;
    for (uint8_t i = 0; i < set->count; i++) {
        actor_set_add(out, set->items[i]);
    }
}

static void read_noun(const struct coder *c, const struct proposition *noun, struct deed_sides *out)
{
    bool patient = takes_patient(c, noun);
    for (size_t i = 0; i < noun->argument_count; i++) {
        const struct argument *a = &noun->arguments[i];
        switch (a->role) {
        case ROLE_AGENT:
        case ROLE_POSSESSOR:
            add_actors(a, &out->doers);
            break;
        case ROLE_GENITIVE:
            add_actors(a, patient ? &out->victims : &out->doers);
            break;
        case ROLE_TOPIC:
        case ROLE_OPPONENT:
        case ROLE_RECIPIENT:
            add_actors(a, &out->victims);
            break;
        case ROLE_PLACE:
            add_actors(a, &out->places);
            break;
        default:
            break;
        }
    }
}

/* Adds those against whom the noun says that something is done: "the war against X". */
static void add_opponents(const struct proposition *noun, struct actor_set *out)
{
    for (size_t i = 0; i < noun->argument_count; i++) {
        if (noun->arguments[i].role == ROLE_OPPONENT) {
            add_actors(&noun->arguments[i], out);
        }
    }
}

void backed_victims(const struct coder *c, const struct proposition *p, struct actor_set *out)
{
    struct deed_sides sides;
    if (judged_deed_sides(c, p, &sides)) {
        *out = sides.victims;
    }
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool attack = a->role == ROLE_PATIENT && argument_in_class(c, a, c->assault_class);
        const struct proposition *noun = attack ? noun_proposition(c, p->sentence, a->word) : NULL;
        if (noun) {
            add_opponents(noun, out);
        }
    }
}

bool judged_deed_sides(const struct coder *c, const struct proposition *p, struct deed_sides *out)
{
    *out = (struct deed_sides){0};
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        bool object = a->role == ROLE_PATIENT || a->role == ROLE_OPPONENT || a->role == ROLE_TOPIC;
        const struct proposition *noun =
            object && !a->own.count ? noun_proposition(c, p->sentence, a->word) : NULL;
        bool deed = noun && (takes_patient(c, noun) || argument_in_class(c, a, c->judged_class) ||
                             argument_in_class(c, a, c->ruling_class));
        if (deed) {
            read_noun(c, noun, out);
        }
    }
    return out->victims.count > 0;
}

/* Is it a deed of force, told by a verb, whose doer is no actor: "police stormed the embassy"? */
static bool is_nameless_force(const struct coder *c, const struct proposition *p)
{
    struct fit_list fits = {0};
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (a->role == ROLE_AGENT && (a->own.count || a->inner.count)) {
            return false;
        }
    }
    if (p->kind != PREDICATE_VERB) {
        return false;
    }
    fit_rules(c, p, &fits);
    const struct rule *rule = fits.count ? fits.items[0].rule : NULL;
    return rule && rule->coding_count && (FORCE_TYPES >> rule->codings[0].event & 1);
}

bool suffers_judged(const struct coder *c, const struct proposition *p, uint32_t actor)
{
    if (!(types_judged(c, p) & FORCE_TYPES)) {
        return false;
    }
    for (size_t i = 0; i < c->propositions->count; i++) {
        const struct proposition *deed = &c->propositions->items[i];
        bool near = deed->sentence <= p->sentence && p->sentence - deed->sentence <= SENTENCES_BACK;
        for (size_t k = 0; near && k < deed->argument_count; k++) {
            const struct argument *a = &deed->arguments[k];
            bool befalls = a->role == ROLE_PATIENT || a->role == ROLE_RECIPIENT;
            bool named = actor_set_holds(&a->own, actor) || actor_set_holds(&a->inner, actor);
            if (befalls && named && is_nameless_force(c, deed)) {
                return true;
            }
        }
    }
    return false;
}
