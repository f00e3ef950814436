/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a proposition, says whether it names a party whom the register does not know: "the
 * government and rebels from the west agreed to a truce". Then nobody else may be looked for in the
 * story. Cost: a pass over its arguments. */
#include "event/inside.h"

/* Heads of the phrase: "government and rebels" has two. */
static size_t count_heads(const struct tree *tree, size_t word)
{
    size_t heads = 1;
    for (size_t x = 0; (x = tree_child(tree, word, x));) {
        heads += tree->words[x].relation == REL_CONJ;
    }
    return heads;
}

static bool is_side(enum role role)
{
    switch (role) {
    case ROLE_AGENT:
    case ROLE_PATIENT:
    case ROLE_PARTNER:
    case ROLE_RECIPIENT:
    case ROLE_OPPONENT:
    case ROLE_BETWEEN:
    case ROLE_TOPIC:
    case ROLE_GENITIVE:
    case ROLE_POSSESSOR:
        return true;
    default:
        return false;
    }
}

bool names_unknown_party(const struct coder *c, const struct proposition *p)
{
    const struct tree *tree = &c->trees->items[p->sentence];
    for (size_t i = 0; i < p->argument_count; i++) {
        const struct argument *a = &p->arguments[i];
        if (is_side(a->role) && argument_in_class(c, a, c->party_class) &&
            a->own.count < count_heads(tree, a->word)) {
            return true;
        }
    }
    return false;
}
