/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* "La Pologne, a-t-il prévenu, paiera": what stands before an inverted reporting clause belongs to
 * the clause that goes on behind it. The parser has learnt few of these and hangs the subject under
 * the reporting verb; its tree is mended here. Cost: linear in the words, but for such clauses. */
#include "tree/incise.h"

static bool is_comma(const struct tree *tree, size_t w)
{
    return w > 0 && w <= tree->count && slice_is(tree->words[w].token->form, ",");
}

/* "-t-il", "-elle": a pronoun hung on the verb before it. */
static bool is_inverted(const struct tree *tree, size_t w)
{
    const struct word *word = &tree->words[w];
    return word->upos == UPOS_PRON && slice_starts(word->token->form, SLICE("-")) &&
           (word->relation == REL_EXPL || word->relation == REL_NSUBJ) && word->head &&
           (word->head == w - 1 || tree->words[w - 1].head == word->head);
}

/* ", a-t-il dit", ", s'est-il écrié": the comma before the verb of the pronoun w, or 0. */
static size_t comma_before(const struct tree *tree, size_t w)
{
    size_t before = w - 2;
    while (before > 0 && tree->words[before].head == tree->words[w].head &&
           (tree->words[before].upos == UPOS_PRON || tree->words[before].upos == UPOS_ADV)) {
        before--;
    }
    return is_comma(tree, before) ? before : 0;
}

/* "la Pologne" of ", a-t-il prévenu": a subject of the verb before the comma, or 0. */
static size_t subject_before(const struct tree *tree, size_t verb, size_t comma)
{
    size_t subject = tree_child_with(tree, verb, REL_NSUBJ);
    return subject && subject < comma ? subject : 0;
}

/* "paiera", "a bombardé", "est vaine": a word that says something by itself. */
static bool is_clause(const struct tree *tree, size_t w)
{
    enum verb_form form = tree->words[w].verb_form;
    bool finite =
        tree->words[w].upos == UPOS_VERB && (form == VERB_FORM_FIN || form == VERB_FORM_NONE);
    return finite || tree_child_with(tree, w, REL_AUX) || tree_child_with(tree, w, REL_COP);
}

/* The clause behind ", a-t-il prévenu,": over it or under it in the tree, or 0. */
static size_t clause_behind(const struct tree *tree, size_t verb)
{
    const struct word *words = tree->words;
    if (words[verb].relation == REL_PARATAXIS && words[verb].head > verb) {
        return words[verb].head;
    }
    for (size_t c = verb; (c = tree_child(tree, verb, c));) {
        enum relation r = words[c].relation;
        bool beside = r == REL_PARATAXIS || r == REL_CCOMP || r == REL_CONJ ||
                      (r == REL_ADVCL && !tree_child_with(tree, c, REL_MARK));
        if (beside && is_clause(tree, c)) {
            return c;
        }
    }
    return 0;
}

static void relabel(struct word *word, enum relation relation, const char *label)
{
    word->relation = relation;
    word->subtype = SUB_NONE;
    word->label = slice_of(label);
}

/* "a bombardé Belgorod": with the true subject before it, what stands behind the verb is none. */
static void subject_behind_is_object(struct tree *tree, size_t clause)
{
    size_t behind = tree_child_with(tree, clause, REL_NSUBJ);
    if (behind > clause) {
        relabel(&tree->words[behind], REL_OBJ, "obj");
    }
}

static void subject_moves(struct tree *tree, size_t verb, size_t subject, size_t clause)
{
    struct word *words = tree->words;
    subject_behind_is_object(tree, clause);
    if (words[clause].head == verb) {
        words[clause].head = words[verb].head;
        words[clause].relation = words[verb].relation;
        words[clause].subtype = words[verb].subtype;
        words[clause].label = words[verb].label;
        words[verb].head = (uint16_t)clause;
        relabel(&words[verb], REL_PARATAXIS, "parataxis");
    }
    for (size_t c = 0; (c = tree_child(tree, verb, c)) && c <= subject;) {
        words[c].head = (uint16_t)clause;
    }
    for (size_t c = 0; (c = tree_child(tree, clause, c));) {
        if (words[c].relation == REL_AUX && words[c].subtype == SUB_PASS) {
            words[subject].subtype = SUB_PASS;
            words[subject].label = SLICE("nsubj:pass");
        }
    }
}

void incise_mend(struct tree *tree)
{
    for (size_t w = 3; w <= tree->count; w++) {
        size_t verb = is_inverted(tree, w) ? tree->words[w].head : 0;
        size_t comma = verb ? comma_before(tree, w) : 0;
        size_t subject = comma ? subject_before(tree, verb, comma) : 0;
        size_t clause = subject ? clause_behind(tree, verb) : 0;
        if (clause && clause > w) {
            subject_moves(tree, verb, subject, clause);
            relabel(&tree->words[w], REL_NSUBJ, "nsubj");
        }
    }
}
