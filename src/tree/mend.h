/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef TREE_MEND_H
#define TREE_MEND_H

#include "tree/tree.h"

/* Hangs anew the words of a parsed tree that stand where no reading puts them; see mend.c. */
void tree_mend(struct tree *tree);

#endif
