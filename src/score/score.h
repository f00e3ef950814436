/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `score`: what the program gives is held against gold, and figures come out. */
#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include "base/buffer.h"
#include "base/error.h"
#include "tree/tree.h"

/* Gold events and coded ones: TSV texts in the columns of GUIDE.md, comments and a header allowed.
 * The paths name them in errors. What was coded of documents that the gold does not hold is left
 * out of every figure. */
struct score_tables {
    struct slice gold_path, gold;
    struct slice system_path, system;
};

/* Adds precision, recall and F1 at four levels of strictness and the headline to *out, as lines or
 * as one JSON object. Errors: SYNTAX (path:line: too few columns). */
bool score_events(const struct score_tables *tables, bool json, struct buffer *out,
                  struct error *err);

/* The same figures for each PLOVER type and each type of bond, those with the most lost records
 * first; the counts of a table add up to those of score_events. Errors: those of score_events. */
bool score_types(const struct score_tables *tables, bool json, struct buffer *out,
                 struct error *err);

/* Recall of events and bonds by what a reader says has to be undone in the text to find a record:
 * passive, pronoun and so on; those with the most lost events first. `tags` is the reader's table,
 * `tags_path` its name in errors; its format is told in phenomena.c. Errors: those of score_events;
 * SYNTAX (path:line: columns, unknown phenomenon), INVALID (path:line: a gold record without
 * phenomena, a line of no gold record), LIMIT (more than 64 phenomena). */
bool score_phenomena(const struct score_tables *tables, struct slice tags_path, struct slice tags,
                     bool json, struct buffer *out, struct error *err);

/* A reliability table: the confidence of the coded events (column 12, whole percent) in ten bins
 * beside the share of them that gold bears out at the level of events, then the expected
 * calibration error and the Brier score. Errors: those of score_events; SYNTAX (path:line: a
 * confidence that is no percent), INVALID (no claim has one). */
bool score_calibration(const struct score_tables *tables, bool json, struct buffer *out,
                       struct error *err);

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
