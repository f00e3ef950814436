/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a phrase of a clause, tells whether it says only at whose wish, under whose pressure or
 * with whose help the deed is done: whom it names is no target. Linear in the phrases of the
 * clause. */
#include "event/inside.h"

#define WORDS_BETWEEN 4 /* "under strong pressure from the X": from the noun to the name */

/* Does the rule itself ask for a word in that role: "accéder à la demande de X"? */
static bool is_asked_for(const struct argument *a, const struct fit *fit)
{
    for (size_t i = 0; i < fit->pattern->condition_count; i++) {
        const struct condition *condition = &fit->pattern->conditions[i];
        if (condition->kind == CONDITION_CLASS && !condition->contrary &&
            slice_is(condition->role, role_name(a->role))) {
            return true;
        }
    }
    return false;
}

/* Is it an adjunct with such a noun: "à la demande", "under pressure"? */
static bool is_wish(const struct coder *c, const struct argument *a)
{
    bool adjunct = a->role == ROLE_RECIPIENT || a->role == ROLE_PLACE || a->role == ROLE_OTHER ||
                   a->role == ROLE_PARTNER;
    return adjunct && !a->own.count && argument_in_class(c, a, c->behest_class);
}

bool names_behest(const struct coder *c, const struct proposition *p, const struct argument *a)
{
    if (is_wish(c, a)) {
        return true;
    }
    for (size_t i = 0; a->role == ROLE_ORIGIN && i < p->argument_count; i++) {
        const struct argument *wish = &p->arguments[i];
        if (is_wish(c, wish) && !wish->inner.count && wish->word < a->word &&
            a->word - wish->word <= WORDS_BETWEEN) {
            return true; /* "under pressure from X" */
        }
    }
    return false;
}

bool tells_behest(const struct coder *c, const struct proposition *p, const struct argument *a,
                  const struct fit *fit)
{
    return names_behest(c, p, a) && !is_asked_for(a, fit);
}
