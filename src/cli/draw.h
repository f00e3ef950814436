/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Dependency trees drawn with lines, for people. */
#ifndef CLI_DRAW_H
#define CLI_DRAW_H

#include "base/buffer.h"
#include "tree/tree.h"

/* Adds the tree to *out, a word a line in the order of the sentence, each line after `indent`
 * spaces. */
void draw_tree(struct buffer *out, const struct tree *tree, int indent);

/* The same from CoNLL-U text; adds the text itself where it is not CoNLL-U. */
void draw_conllu(struct buffer *out, struct slice conllu, int indent);

#endif
