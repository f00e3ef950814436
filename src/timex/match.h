/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The longest time expression that begins at a piece. */
#ifndef TIMEX_MATCH_H
#define TIMEX_MATCH_H

#include "timex/grammar.h"
#include "timex/pieces.h"

struct timex_match {
    size_t end; /* behind the last piece; the match is empty if it is where it began */
    struct frame frames[2];
};

/* Tries the rule `expression` at the piece `at`. The longest match wins; of equals, the first in
 * the file. */
void match_find(const struct timex_rules *rules, const struct piece_list *pieces, size_t at,
                struct timex_match *out);

/* Number of pieces of the longest phrase of the class at `at`, 0 if none. */
size_t match_class(const struct timex_rules *rules, const struct piece_list *pieces, size_t at,
                   uint32_t class_index);

#endif
