/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Runs the network over some sentences at once. */
#ifndef TREE_NETWORK_H
#define TREE_NETWORK_H

#include "tree/model.h"

/* What the network sees of a word: rows of the embeddings; all zero for the root's place. */
struct input {
    uint32_t word;
    uint32_t hashed[FEATURES_HASHED];
    uint32_t reading; /* class in the lexicon, 0 for none */
};

/* Lemma rules that it proposes at most, and how far their scores may lie below the best. A margin
 * of 3, 4, 5 or 6 gives 98.76, 98.79, 98.78, 98.71 % right lemmas on Sequoia's dev,
 * and 96.94, 96.95, 96.89, 96.85 on EWT's. */
#define NETWORK_RULES 8
#define NETWORK_RULE_MARGIN 4.0f
#define RULE_NONE UINT16_MAX

/* What it says: indices into the lists of the model. */
struct answer {
    uint16_t tag, feats;
    uint16_t rules[NETWORK_RULES]; /* of the lemma, best first, then RULE_NONE */
    uint16_t head;                 /* 0: root, else 1-based */
    uint16_t label;
    float margin; /* by how much the scores of head and label lead the next ones, the less */
};

/* One sentence: `count` rows, the first is the root's place. */
struct piece {
    const struct input *inputs;
    struct answer *answers; /* filled; answers[0] is not touched */
    size_t count;
};

/* Words in one call of network_run: bounds its memory to about 15 MB. */
#define NETWORK_ROWS 1024

/* Fills the answers of all pieces. Working memory in scratch, which is reset. The answers do not
 * depend on which pieces come together. */
void network_run(struct arena *scratch, const struct tree_model *model, struct piece *pieces,
                 size_t count);

#endif
