/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes an article's sentences before any has a tree, says which are worth one: the first look. A
 * claim needs two actors, so an article in which few sentences may name any is read only where one
 * sentence may name two, and beside it where the neighbour may name one (it may hold what a pronoun
 * means). Every other article is read whole, since pronouns and descriptions carry its story. Cost:
 * one look-up a word, a fortieth of the parser's. */
#include "pipeline/inside.h"

/* Shares of an article's sentences, in percent. Of the 43 articles of the development set and the
 * seeds the sparsest has 37 and 25. */
#define DENSE_ONE 40
#define DENSE_TWO 15

bool *sentences_worth(struct arena *arena, const struct pipeline *pipeline,
                      const struct language *language, const struct reading *reading)
{
    const struct sentence_list *sentences = &reading->sentences;
    uint8_t *named = arena_array(arena, sentences->count + 2, sizeof *named);
    bool *worth = arena_array(arena, sentences->count + 1, sizeof *worth);
    size_t one = 0, two = 0;
    uint32_t first = UINT32_MAX;
    bool others = false; /* is more than one actor named in the article? */
    for (size_t i = 0; i < sentences->count; i++) {
        uint32_t actors[2];
        named[i + 1] =
            (uint8_t)mention_glance(arena, pipeline_actors(pipeline), language->mentions,
                                    reading->article.text, &sentences->items[i], actors, 2);
        one += named[i + 1] >= 1;
        two += named[i + 1] >= 2;
        first = named[i + 1] && first == UINT32_MAX ? actors[0] : first;
        others |= named[i + 1] >= 2 || (named[i + 1] && actors[0] != first);
    }
    bool dense = others && (100 * one >= DENSE_ONE * sentences->count ||
                            100 * two >= DENSE_TWO * sentences->count);
    for (size_t i = 0; i < sentences->count; i++) {
        bool beside = named[i] == 2 || named[i + 2] == 2;
        worth[i] = dense || named[i + 1] == 2 || (beside && named[i + 1] == 1);
    }
    return worth;
}
