/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* "La Pologne, a-t-il prévenu, paiera": gives the subject before an inverted reporting clause to
 * the clause that goes on behind it. */
#ifndef TREE_INCISE_H
#define TREE_INCISE_H

#include "tree/tree.h"

void incise_mend(struct tree *tree);

#endif
