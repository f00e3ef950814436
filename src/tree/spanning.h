/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The best dependency tree over a matrix of arc scores. */
#ifndef TREE_SPANNING_H
#define TREE_SPANNING_H

#include "base/arena.h"
#include <stdint.h>

/* Sets heads[1] to heads[count] to the tree with exactly one child of 0 whose scores sum highest;
 * scores[word × stride + head] for words 1 to count and heads 0 to count. Of equals the lower head
 * is preferred. Working memory in scratch. O(count²). */
void spanning_tree(struct arena *scratch, const float *scores, size_t stride, size_t count,
                   uint16_t *heads);

#endif
