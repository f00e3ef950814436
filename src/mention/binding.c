/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a pronoun or description cannot mean, by syntax: another argument of its own verb, also
 * where that verb has its subject from a verb above ("demande au Soudan de lui rendre": not Soudan;
 * "menace le Soudan de l'attaquer": not who threatens), and a noun that holds the possessive. After
 * the binding principles of Chomsky (1981), as far as dependency trees show them. */
#include "mention/inside.h"

/* A dependent verb without a subject of its own: that of the verb above it acts. */
static bool lacks_subject(const struct tree *tree, size_t verb)
{
    switch (tree->words[verb].relation) {
    case REL_XCOMP:
    case REL_ACL:
    case REL_CONJ:
    case REL_ADVCL:
    case REL_CCOMP:
        return !tree_child_with(tree, verb, REL_NSUBJ);
    default:
        return false;
    }
}

/* Who is asked or made to do what the verb without a subject says ("demande à l'Inde de …"). */
static size_t controller(const struct finder *finder, const struct tree_text *text, size_t verb)
{
    const struct tree *tree = text->tree;
    size_t above = tree->words[verb].head, child = 0, subject = 0;
    enum verb_form form = tree->words[verb].verb_form;
    bool alongside = tree->words[verb].relation == REL_ADVCL &&
                     (form == VERB_FORM_GER || form == VERB_FORM_PART); /* "…, accusing it of" */
    while ((child = tree_child(tree, above, child)) != 0 && child < verb) {
        enum relation relation = tree->words[child].relation;
        bool asked =
            !alongside && (relation == REL_OBJ || relation == REL_IOBJ ||
                           (relation == REL_OBL && word_listed(finder, text, above, LIST_DATIVE)));
        if (asked && child > above && !word_listed(finder, text, above, LIST_PROMISE) &&
            tree->words[verb].relation != REL_CONJ) {
            return child;
        }
        subject = relation == REL_NSUBJ ? child : subject;
    }
    return subject;
}

size_t subject_above(const struct finder *finder, const struct tree_text *text, size_t *verb)
{
    size_t subject = 0;
    if (*verb && lacks_subject(text->tree, *verb)) {
        subject = controller(finder, text, *verb);
        *verb = text->tree->words[*verb].head;
    } else {
        *verb = 0;
    }
    return subject;
}

/* "For letting Kigali sign, it …": who does what a clause in front tells is the subject after it,
 * so the others in that clause are not. */
static bool is_in_front(const struct tree *tree, const struct query *query,
                        const struct referent *referent)
{
    size_t verb = tree->words[referent->word].head, above = tree->words[query->word].head;
    for (size_t guard = 0; guard < 4 && (tree->words[verb].relation == REL_XCOMP ||
                                         tree->words[verb].relation == REL_CCOMP);
         guard++) {
        verb = tree->words[verb].head;
    }
    return tree->words[query->word].relation == REL_NSUBJ && verb && verb < query->word &&
           tree->words[verb].relation == REL_ADVCL && tree->words[verb].head == above &&
           !tree_child_with(tree, verb, REL_NSUBJ);
}

/* "La Grèce, dont elle est proche": in a relative clause the noun before it is an argument already,
 * by the relative pronoun. */
static bool is_antecedent(const struct finder *finder, const struct query *query,
                          const struct referent *referent)
{
    const struct tree_text *text = &finder->texts[query->sentence];
    const struct word *words = text->tree->words;
    size_t verb = words[query->word].head;
    if (words[verb].relation != REL_ACL || words[verb].subtype != SUB_RELCL ||
        words[verb].head != referent->word) {
        return false;
    }
    for (size_t c = 0; (c = tree_child(text->tree, verb, c));) {
        if (c != query->word && rules_find(finder->rules, LIST_RELATIVE, text->form[c])) {
            return true;
        }
    }
    return false;
}

/* "La Chine, a-t-elle dit, livre des armes": who says so in between is not the subject that is
 * named. */
static bool is_told_by_query(const struct tree *tree, const struct query *query,
                             const struct referent *referent)
{
    const struct word *words = tree->words;
    size_t verb = words[query->word].head;
    return words[query->word].relation == REL_NSUBJ && words[verb].relation == REL_PARATAXIS &&
           words[referent->word].relation == REL_NSUBJ && referent->word < verb &&
           verb < words[verb].head && words[referent->word].head == words[verb].head;
}

static bool is_coargument(const struct finder *finder, const struct query *query,
                          const struct referent *referent)
{
    if (referent->sentence != query->sentence) {
        return false;
    }
    const struct tree *tree = finder->texts[query->sentence].tree;
    enum relation relation = tree->words[referent->word].relation;
    if (relation == REL_VOCATIVE || relation == REL_DISLOCATED) {
        return false;
    }
    size_t verb = tree->words[query->word].head;
    if (is_in_front(tree, query, referent) || is_antecedent(finder, query, referent) ||
        is_told_by_query(tree, query, referent)) {
        return true;
    }
    for (size_t guard = 0; guard < 4 && verb; guard++) {
        if (subject_above(finder, &finder->texts[query->sentence], &verb) == referent->word) {
            return true;
        }
    }
    size_t first = referent->word; /* "X and Y accuse it": neither X nor Y */
    for (size_t guard = 0;
         guard < 8 && tree->words[first].relation == REL_CONJ && first > tree->words[first].head;
         guard++) {
        first = tree->words[first].head;
    }
    return tree->words[first].head == tree->words[query->word].head ||
           tree->words[referent->word].head == query->word ||
           tree->words[query->word].head == referent->word;
}

/* "Le Maroc, par un communiqué de son ministère, …": does a comma part the noun from what it hangs
 * under, so that it tells of the clause? */
static bool is_set_off(const struct tree *tree, size_t noun)
{
    size_t first = tree_child(tree, noun, 0);
    bool before = first && first < noun && tree->words[noun].head < first;
    return before &&
           (tree->words[first].upos == UPOS_PUNCT || tree->words[first - 1].upos == UPOS_PUNCT);
}

/* "Les étapes de leur dérive": what owns cannot be a noun that holds it. */
static bool holds_query(const struct finder *finder, const struct query *query,
                        const struct referent *referent)
{
    const struct tree *tree = finder->texts[query->sentence].tree;
    size_t noun = tree->words[query->word].head;
    if (referent->sentence != query->sentence) {
        return false;
    }
    for (size_t guard = 0; guard < 8 && noun; guard++) {
        if (noun == referent->word) {
            return true;
        }
        if (tree->words[noun].relation != REL_NMOD || is_set_off(tree, noun)) {
            return false;
        }
        noun = tree->words[noun].head;
    }
    return false;
}

/* Does another argument of the verb name the actor? */
static bool is_told_apart(const struct finder *finder, const struct query *query,
                          const struct referent *referent, size_t verb)
{
    const struct tree_text *text = &finder->texts[query->sentence];
    size_t child = 0;
    if (referent->actor_count != 1 || text->tree->words[verb].upos != UPOS_VERB) {
        return false;
    }
    while ((child = tree_child(text->tree, verb, child)) != 0) {
        const struct mention *other = mention_of(finder, text, child);
        enum relation relation = text->tree->words[child].relation;
        bool argument = relation == REL_NSUBJ || relation == REL_OBJ || relation == REL_IOBJ;
        if (child != query->word && argument && other && !other->people &&
            other->actor_count == 1 && other->actors[0] == referent->actors[0]) {
            return true;
        }
    }
    for (size_t guard = 0; guard < 4 && verb; guard++) {
        size_t subject = subject_above(finder, text, &verb);
        const struct mention *other = subject ? mention_of(finder, text, subject) : NULL;
        if (other && subject != query->word && !other->people && other->actor_count == 1 &&
            other->actors[0] == referent->actors[0]) {
            return true;
        }
    }
    return false;
}

/* "Washington dit que le régime a livré": nobody calls himself a regime, so who tells what it does
 * is not meant. */
static bool is_teller(const struct finder *finder, const struct query *query,
                      const struct referent *referent)
{
    const struct tree_text *text = &finder->texts[query->sentence];
    const struct word *words = text->tree->words;
    size_t w = query->word;
    while (w && words[w].relation != REL_CCOMP) {
        w = words[w].head;
    }
    size_t subject = w ? tree_child_with(text->tree, words[w].head, REL_NSUBJ) : 0;
    const struct mention *who = subject ? mention_of(finder, text, subject) : NULL;
    return who && who->actor_count == 1 && referent->actor_count == 1 &&
           who->actors[0] == referent->actors[0];
}

bool binding_forbids(const struct finder *finder, const struct query *query,
                     const struct referent *referent)
{
    size_t verb = finder->texts[query->sentence].tree->words[query->word].head;
    return (query->owner && holds_query(finder, query, referent)) ||
           (query->done && is_told_apart(finder, query, referent, query->done)) ||
           (query->named_so && is_teller(finder, query, referent)) ||
           (query->apart && (is_coargument(finder, query, referent) ||
                             is_told_apart(finder, query, referent, verb)));
}
