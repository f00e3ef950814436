/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Pieces: tokens cut into words, numbers and marks, so that "mid-March", "1990s", "26.11.2021" and
 * "1er" read alike however a tokeniser cuts them. */
#ifndef TIMEX_PIECES_H
#define TIMEX_PIECES_H

#include "base/map.h"
#include "sentence/sentence.h"

enum piece_kind { PIECE_WORD, PIECE_NUMBER, PIECE_MARK };

struct piece {
    enum piece_kind kind;
    uint32_t id;                  /* in the rules' map, or MAP_NONE */
    uint32_t token;               /* index in the sentence */
    struct slice text;            /* lower case, straight apostrophes */
    int number;                   /* value of the digits; -1 if they are more than 6 */
    bool capital, glued;          /* first letter; no space before it */
    bool token_first, token_last; /* only marks stand before or after it within its token */
};

struct piece_list {
    struct piece *items;
    size_t count;
};

/* Cuts one text; appends to the list. */
void pieces_cut(struct arena *arena, struct slice text, uint32_t token, struct piece_list *list);

/* Cuts all tokens of the sentence and looks the pieces up. */
void pieces_of(struct arena *arena, const struct map *ids, const struct sentence *sentence,
               struct piece_list *out);

#endif
