/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a pronoun or a bare definite noun that means no actor, gives the noun that it repeats: "un
 * accord entre X et Y … la junte l'a dénoncé", "the pact … Paris suspended the pact". What was said
 * inside that noun's phrase is then known of the later word too. The choice is the salience score
 * of referent.c among nouns that are no actors. */
#include "mention/inside.h"

#define THING_FLOOR -4.0f /* a complement of the sentence before last */

struct mention_place mention_thing_at(const struct mention_list *mentions, size_t t, size_t w)
{
    return mentions->things ? mentions->things[t][w] : (struct mention_place){0, 0};
}

void thing_note(struct finder *finder, const struct tree_text *text, size_t w,
                const struct referent *referent)
{
    struct mention_place *things = finder->out->things[referent->sentence];
    struct mention_place first = things[referent->word];
    if (referent->class == CLASS_THING) {
        finder->out->things[text->index][w] =
            first.word ? first : (struct mention_place){referent->sentence, referent->word};
    }
}

bool thing_by_verb(struct finder *finder, struct tree_text *text, size_t w,
                   const struct query *asked)
{
    const struct word *word = &text->tree->words[w], *verb = &text->tree->words[word->head];
    bool borne =
        word->relation == REL_OBJ || (word->relation == REL_NSUBJ && word->subtype == SUB_PASS);
    if (!borne || verb->upos != UPOS_VERB ||
        !word_listed(finder, text, word->head, LIST_OF_THINGS)) {
        return false;
    }
    struct query query = *asked;
    query.wanted = CLASS_THING;
    query.rivals = 0;
    query.floor = THING_FLOOR;
    if (query.gender == GENDER_NONE && verb->verb_form == VERB_FORM_PART) {
        query.gender = verb->gender; /* "l'a ratifiée" */
    }
    const struct referent *referent = referent_best(finder, &query);
    if (referent) {
        thing_note(finder, text, w, referent);
    }
    return referent != NULL;
}

void thing_substituted(struct finder *finder, struct tree_text *text, size_t w)
{
    struct query query = {.sentence = text->index,
                          .word = (uint32_t)w,
                          .wanted = CLASS_THING,
                          .gender = text->tree->words[w].gender,
                          .whole = true,
                          .floor = THING_FLOOR};
    size_t complement = tree_child_with(text->tree, w, REL_NMOD);
    bool of = complement && word_listed(finder, text, word_case(text, complement), LIST_OF);
    const struct referent *referent = of ? referent_best(finder, &query) : NULL;
    if (text->tree->words[w].upos == UPOS_PRON && referent) {
        thing_note(finder, text, w, referent);
    }
}

void thing_again(struct finder *finder, struct tree_text *text, size_t w)
{
    const struct word *word = &text->tree->words[w];
    bool argument = word->relation == REL_NSUBJ || word->relation == REL_OBJ ||
                    word->relation == REL_IOBJ || word->relation == REL_OBL;
    bool bare = !tree_child_with(text->tree, w, REL_NMOD) &&
                !tree_child_with(text->tree, w, REL_AMOD) &&
                !tree_child_with(text->tree, w, REL_COMPOUND);
    if (word->upos != UPOS_NOUN || !argument || !bare || !word_definite(finder, text, w)) {
        return;
    }
    struct query query = {.sentence = text->index,
                          .word = (uint32_t)w,
                          .wanted = CLASS_THING,
                          .number = word_number(text, w),
                          .floor = THING_FLOOR,
                          .lemma = text->lemma[w]};
    const struct referent *referent = referent_best(finder, &query);
    if (referent) {
        thing_note(finder, text, w, referent);
    }
}
