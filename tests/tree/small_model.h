/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A model file of random weights, small enough to be made for each test. */
#ifndef TESTS_TREE_SMALL_MODEL_H
#define TESTS_TREE_SMALL_MODEL_H

#include "base/buffer.h"
#include "tree/tree.h"

/* The bytes of a model in the format of train/train.py. Free with buffer_free. */
struct buffer small_model_bytes(uint32_t seed);

/* Writes the bytes to a new file and gives its path; remove and free it. */
char *file_with(struct slice bytes);

/* Loads a model from such bytes; asserts that it loads. */
struct tree_model *small_model_load(uint32_t seed);

#endif
