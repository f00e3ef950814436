/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The inside of a loaded tree model. */
#ifndef TREE_MODEL_H
#define TREE_MODEL_H

#include "tree/features.h"
#include "tree/kernels.h"
#include "tree/lemma.h"
#include "tree/lexicon.h"
#include "tree/tree.h"

#define MODEL_LAYERS 2

enum direction { FORWARD, BACKWARD, DIRECTIONS };

/* Rows of int8 with a scale each, as they lie in the file: the embeddings. */
struct table {
    const float *scale;
    const int8_t *cells;
    size_t rows, columns;
};

/* One feature bundle with what struct word tells of it. */
struct feats {
    struct slice text;
    enum verb_form verb_form;
    enum mood mood;
    enum tense tense;
    enum number number;
    enum gender gender;
    uint8_t person;
};

struct label {
    struct slice text;
    enum relation relation;
    enum subtype subtype;
};

struct tree_model {
    struct arena arena;     /* the packed matrices and lists */
    struct slice file;      /* mapped */
    struct lexicon lexicon; /* empty where no file of it lies beside the model and it needs none */
    const struct kernels *kernels;
    struct slice about;
    enum upos *tags;
    struct feats *feats;
    struct lemma_rule *rules;
    struct label *labels;
    size_t tag_count, feats_count, rule_count, label_count;
    size_t root_label;     /* index, or label_count where the model knows none */
    const uint32_t *words; /* hashes in ascending order; row of `word` = index + 1 */
    size_t word_count;
    struct table word, hashed[FEATURES_HASHED];
    struct table mark; /* of the lexicon's readings; empty where the model learnt none */
    size_t *mark_rows; /* of each mark of the lexicon: its row, or mark.rows if not learnt */
    struct packed input;
    struct packed in[MODEL_LAYERS][DIRECTIONS], loop[MODEL_LAYERS][DIRECTIONS];
    struct packed tag, feat, rule, arc_dep, arc_head, label_dep, label_head;
    struct packed arc;   /* outputs: arc_dep's plus one for the bias of heads */
    struct packed label; /* output d × labels + l, d over label_dep's plus one */
    size_t input_width;  /* of all embeddings side by side */
    size_t hidden;       /* of one direction of an LSTM layer */
};

/* Parses one bundle of features. */
void feats_parse(struct slice text, struct feats *out);

#endif
