/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The inner loops of the network: matrix products in integers, gates of the LSTM, rounding. */
#ifndef TREE_KERNELS_H
#define TREE_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define KERNEL_BLOCK 16   /* outputs that are computed together */
#define KERNEL_WIDEST 512 /* inputs at most: 512 × 128 × 32767 still fits in int32_t */

/* A matrix of int8 with a scale for each output, as pairs of int16 in blocks of 16 outputs:
 * cells[block][pair of inputs][output within the block][2]. */
struct packed {
    size_t outputs, inputs;
    size_t pairs;         /* of inputs, rounded up */
    const int16_t *cells; /* 64-byte aligned */
    const float *scale;   /* of each output, zeros behind the last up to a whole block */
    const float *bias;    /* likewise; zeros where the layer has none */
};

/* Outputs rounded up to whole blocks: the length of a row that kernels->project writes. */
static inline size_t packed_width(const struct packed *matrix)
{
    return (matrix->outputs + KERNEL_BLOCK - 1) / KERNEL_BLOCK * KERNEL_BLOCK;
}

/* Values rounded to int16: value = cell × scale; `stride` is twice the pairs of the matrix that
 * reads them, unused cells are zero. */
struct rounded {
    int16_t *cells; /* [rows][stride] */
    float *scale;   /* [rows] */
    size_t stride;
};

/* One step of a direction of an LSTM layer for one sentence; all arrays but the gates have
 * `hidden` items. */
struct lstm_step {
    const float *input; /* [4 × hidden] gates i, f, g, o from the input, with bias */
    const float *loop;  /* [4 × hidden] gates from the former state */
    float *cell;
    float *out;     /* the new state */
    int16_t *state; /* the same, rounded: cell × 1/32767 */
    int16_t *kept;  /* a second copy for the next layer, or NULL */
};

/* One set per kind of processor. All sets give the same bits: the products are integers, and the
 * floating-point work is done item by item in the same order without fused multiply-add. */
struct kernels {
    const char *name;
    /* out[row][output] = bias + scales × sum; row length packed_width(matrix). */
    void (*project)(const struct packed *matrix, const struct rounded *in, size_t rows, float *out);
    void (*step)(const struct lstm_step *step, size_t hidden);
    /* Rounds rows of `width` values that lie `from_stride` apart to in->cells and in->scale. */
    void (*round)(const float *from, size_t from_stride, size_t width, size_t rows,
                  struct rounded *out);
    /* sums[i] += factor × row[i] */
    void (*add)(float *sums, const float *row, float factor, size_t count);
    /* values[i] *= 0.1 where it is negative */
    void (*leak)(float *values, size_t count);
};

const struct kernels *kernels_portable(void);
/* NULL where the processor lacks it. */
const struct kernels *kernels_sse2(void);
const struct kernels *kernels_avx2(void);
/* The fastest set that this processor runs, or the one of tree_use_instructions. */
const struct kernels *kernels_best(void);

#endif
