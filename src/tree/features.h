/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the network sees of a word: hashes of its form, affixes and shape. */
#ifndef TREE_FEATURES_H
#define TREE_FEATURES_H

#include "base/slice.h"

#define FEATURES_HASHED 8 /* hashed0 … of the model file */

struct features {
    uint32_t word;                    /* hash of the lower-cased form */
    uint32_t hashed[FEATURES_HASHED]; /* low form, first 3, last 2 to 5, shape, ends with length */
};

/* The same as features() in train/train.py; of a form beyond 1,024 characters the rest is not
 * seen. */
void features_of(struct slice form, struct features *out);

#endif
