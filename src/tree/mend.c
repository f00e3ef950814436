/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a tree as the model gives it; puts right what no tree can mean: a verb with two subjects,
 * of which one is coordinated with the other or is what the verb sees, or the subject of a clause
 * under the reporting verb inside it (incise.c). Quadratic in the words of a sentence at worst, for
 * sentences with two subjects under one verb. */
#include "tree/mend.h"
#include "tree/incise.h"

static bool is_name_or_noun(const struct word *word)
{
    return word->upos == UPOS_NOUN || word->upos == UPOS_PROPN;
}

/* The first subject of the verb if it stands before `second`, another one; 0 if there is none. */
static size_t subject_before(const struct tree *tree, size_t verb, size_t second)
{
    size_t first = tree_child_with(tree, verb, REL_NSUBJ);
    return first < second && first < verb && is_name_or_noun(&tree->words[first]) ? first : 0;
}

/* The conjunction that opens the phrase of the noun or stands right before it; 0 if there is none.
 */
static size_t conjunction_of(const struct tree *tree, size_t noun)
{
    size_t first, last;
    tree_span(tree, noun, &first, &last);
    if (tree->words[first].upos == UPOS_CCONJ) {
        return first;
    }
    return first > 1 && tree->words[first - 1].upos == UPOS_CCONJ ? first - 1 : 0;
}

static void hang(struct word *word, size_t head, enum relation relation, struct slice label)
{
    word->head = (uint16_t)head;
    word->relation = relation;
    word->subtype = SUB_NONE;
    word->label = label;
}

/* "Oman, qui a servi d'hôte, et Malte ont signé": the long clause between them tore two subjects of
 * one verb apart. */
static void join_subjects(struct tree *tree, size_t verb, size_t first, size_t second)
{
    size_t auxiliary = tree_child_with(tree, verb, REL_AUX);
    bool one = tree->words[auxiliary ? auxiliary : verb].number == NUMBER_SING;
    size_t conjunction = second < verb && !one ? conjunction_of(tree, second) : 0;
    if (conjunction > first) {
        hang(&tree->words[second], first, REL_CONJ, SLICE("conj"));
        hang(&tree->words[conjunction], second, REL_CC, SLICE("cc"));
    }
}

/* "Oman, …, a vu Malte rappeler son consul": who stands between a verb and its infinitive is the
 * object of the one and does the other. */
static void make_object(struct tree *tree, size_t verb, size_t second)
{
    size_t clause = tree_child_with(tree, verb, REL_XCOMP);
    bool infinitive = clause > second && tree->words[clause].verb_form == VERB_FORM_INF;
    if (second > verb && infinitive && !tree_child_with(tree, verb, REL_OBJ)) {
        hang(&tree->words[second], verb, REL_OBJ, SLICE("obj"));
    }
}

void tree_mend(struct tree *tree)
{
    incise_mend(tree);
    for (size_t w = 1; w <= tree->count; w++) {
        size_t verb = tree->words[w].head;
        bool subject = tree->words[w].relation == REL_NSUBJ && is_name_or_noun(&tree->words[w]);
        size_t first = subject && verb ? subject_before(tree, verb, w) : 0;
        if (first) {
            join_subjects(tree, verb, first, w);
            make_object(tree, verb, w);
        }
    }
}
