/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `score`: what the program gives is held against gold, and figures come out. */
#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include "base/buffer.h"
#include "base/error.h"
#include "tree/tree.h"

/* Scores coded events against gold ones and adds the figures, line by line, to *out. Both are TSV
 * texts in the columns of GUIDE.md; the paths name them in errors. What the system coded of
 * documents that the gold does not hold is left out. Errors: SYNTAX (path:line: too few columns).
 */
bool score_events(struct slice gold_path, struct slice gold, struct slice system_path,
                  struct slice system, struct buffer *out, struct error *err);

/* Parses the gold tokens of CoNLL-U text again and prints one figure a line to `out`: UPOS, Lemma,
 * UAS, LAS (percent of words, subtypes folded) and tokens/s (one thread, the parse alone). `path`
 * names the text in errors. Errors: those of conllu_read. */
bool score_trees(const struct tree_model *model, struct slice path, struct slice conllu_text,
                 struct buffer *out, struct error *err);

/* Scores trees of raw text: words are aligned by their characters, spaces apart, and each figure
 * (Words, UPOS, Lemma, UAS, LAS) is an F1 as in the CoNLL 2018 shared task. Both lists need
 * tree.text. Errors: INVALID where the two texts differ. */
bool score_trees_aligned(const struct tree_list *gold, const struct tree_list *system,
                         struct buffer *out, struct error *err);

#endif
