/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes packed int8 matrices and activations rounded to int16; gives float rows. An integer
 * product is exact in any order, so AVX-512 (vpdpwssd, 32 products an instruction), AVX2 (vpmaddwd,
 * 16), SSE2 and plain C agree bit for bit, and so do the trees. Rounding an activation to 15 bits
 * loses 1.5e-5 of the row's largest value, far less than the int8 weights lost in training's
 * export. exp is a polynomial of degree 6 (relative error below 2e-7), sigmoid and tanh come from
 * it (absolute error below 3e-7). Limits: 512 inputs, see kernels.h. */
#ifndef __clang__
#pragma GCC optimize("O3", "no-trapping-math") /* lets gcc blend where it would branch */
#endif
#include "tree/kernels.h"
#include "tree/tree.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define KERNELS_X86
#include <immintrin.h>
#endif

#define ALWAYS static inline __attribute__((always_inline))
#define TILE 8 /* rows that are computed together */

/* sums[row][output] of one block of outputs for `rows` (at most TILE) rows. */
typedef void tile_function(const int16_t *cells, size_t pairs, const int16_t *in, size_t stride,
                           size_t rows, int32_t sums[TILE][KERNEL_BLOCK]);

static void tile_portable(const int16_t *cells, size_t pairs, const int16_t *in, size_t stride,
                          size_t rows, int32_t sums[TILE][KERNEL_BLOCK])
{
    for (size_t r = 0; r < rows; r++) {
        int32_t sum[KERNEL_BLOCK] = {0};
        for (size_t p = 0; p < pairs; p++) {
            const int16_t *cell = cells + p * 2 * KERNEL_BLOCK;
            int32_t a = in[r * stride + 2 * p], b = in[r * stride + 2 * p + 1];
            for (size_t o = 0; o < KERNEL_BLOCK; o++) {
                sum[o] += cell[2 * o] * a + cell[2 * o + 1] * b;
            }
        }
        memcpy(sums[r], sum, sizeof sum);
    }
}

/* out[row][output] = bias + sum × scales, for one tile. */
ALWAYS void scale_tile(const struct packed *m, size_t block, const float *units, size_t rows,
                       int32_t sums[TILE][KERNEL_BLOCK], float *out)
{
    const float *scale = m->scale + block * KERNEL_BLOCK;
    const float *bias = m->bias + block * KERNEL_BLOCK;
    for (size_t r = 0; r < rows; r++) {
        float *to = out + r * packed_width(m) + block * KERNEL_BLOCK;
        for (size_t o = 0; o < KERNEL_BLOCK; o++) {
            to[o] = bias[o] + (float)sums[r][o] * (scale[o] * units[r]);
        }
    }
}

/* Rows go in panels that stay in the first-level cache while the matrix streams by once. */
ALWAYS void project_body(const struct packed *m, const struct rounded *in, size_t rows, float *out,
                         tile_function *tile)
{
    size_t width = packed_width(m), blocks = width / KERNEL_BLOCK;
    for (size_t panel = 0; panel < rows; panel += 32) {
        size_t end = rows - panel < 32 ? rows : panel + 32;
        for (size_t block = 0; block < blocks; block++) {
            const int16_t *cells = m->cells + block * m->pairs * 2 * KERNEL_BLOCK;
            for (size_t row = panel; row < end; row += TILE) {
                int32_t sums[TILE][KERNEL_BLOCK];
                size_t count = end - row < TILE ? end - row : TILE;
                tile(cells, m->pairs, in->cells + row * in->stride, in->stride, count, sums);
                scale_tile(m, block, in->scale + row, count, sums, out + row * width);
            }
        }
    }
}

/* values[i] = 1 / (1 + exp(values[i])) for values of -80 to 80. Cephes' expf: x = n ln 2 + r,
 * |r| ≤ ln 2 / 2, a polynomial in r, then 2^n by its exponent bits. */
ALWAYS void logistic(float *restrict values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const float to_whole = 12582912.0f; /* 1.5 × 2^23: adding it rounds to a whole number */
        float x = values[i];
        float n = (x * 1.44269504f + to_whole) - to_whole;
        float r = x - n * 0.693359375f + n * 2.12194440e-4f;
        float y = 1.9875691500e-4f;
        y = y * r + 1.3981999507e-3f;
        y = y * r + 8.3334519073e-3f;
        y = y * r + 4.1665795894e-2f;
        y = y * r + 1.6666665459e-1f;
        y = y * r + 5.0000001201e-1f;
        y = y * (r * r) + r + 1.0f;
        union {
            int32_t bits;
            float value;
        } power = {.bits = ((int32_t)n + 127) * (1 << 23)};
        values[i] = 1.0f / (1.0f + y * power.value);
    }
}

/* out[i] = factor × sum, within the bounds of logistic(). */
ALWAYS void bounded_sums(const float *restrict a, const float *restrict b, float factor,
                         float *restrict out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        float x = factor * (a[i] + b[i]);
        x = x < -80.0f ? -80.0f : x;
        out[i] = x > 80.0f ? 80.0f : x;
    }
}

ALWAYS int16_t nearest(float x)
{
    return (int16_t)(int32_t)(x + (x < 0 ? -0.5f : 0.5f));
}

/* tanh(x) = 2 / (1 + exp(-2x)) - 1. One pass for each part, so that gcc makes vectors of all. */
ALWAYS void step_body(const struct lstm_step *step, size_t hidden)
{
    float gates[2 * KERNEL_WIDEST], shown[KERNEL_WIDEST / 2];
    int16_t unkept[KERNEL_WIDEST / 2];
    float *restrict cell = step->cell;
    float *restrict out = step->out;
    int16_t *restrict state = step->state;
    int16_t *restrict kept = step->kept ? step->kept : unkept;
    bounded_sums(step->input, step->loop, -1.0f, gates, 4 * hidden);
    bounded_sums(step->input + 2 * hidden, step->loop + 2 * hidden, -2.0f, gates + 2 * hidden,
                 hidden);
    logistic(gates, 4 * hidden);
    for (size_t i = 0; i < hidden; i++) {
        float enter = gates[i], keep = gates[hidden + i],
              fresh = 2.0f * gates[2 * hidden + i] - 1.0f;
        cell[i] = keep * cell[i] + enter * fresh;
        float x = -2.0f * cell[i];
        x = x < -80.0f ? -80.0f : x;
        shown[i] = x > 80.0f ? 80.0f : x;
    }
    logistic(shown, hidden);
    for (size_t i = 0; i < hidden; i++) {
        out[i] = gates[3 * hidden + i] * (2.0f * shown[i] - 1.0f);
        state[i] = kept[i] = nearest(out[i] * 32767.0f);
    }
}

ALWAYS void round_body(const float *from, size_t from_stride, size_t width, size_t rows,
                       struct rounded *out)
{
    for (size_t r = 0; r < rows; r++) {
        const float *restrict row = from + r * from_stride;
        int16_t *restrict to = out->cells + r * out->stride;
        int32_t largest = 0; /* the bits of positive floats are ordered as integers */
        for (size_t i = 0; i < width; i++) {
            union {
                float value;
                int32_t bits;
            } cell = {.value = row[i]};
            int32_t bits = cell.bits & 0x7FFFFFFF;
            largest = bits > largest ? bits : largest;
        }
        union {
            int32_t bits;
            float value;
        } top = {.bits = largest};
        float factor = top.value > 1e-30f ? 32767.0f / top.value : 0.0f;
        out->scale[r] = top.value / 32767.0f;
        for (size_t i = 0; i < width; i++) {
            to[i] = nearest(row[i] * factor);
        }
        for (size_t i = width; i < out->stride; i++) {
            to[i] = 0;
        }
    }
}

ALWAYS void add_body(float *restrict sums, const float *restrict row, float factor, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sums[i] += factor * row[i];
    }
}

ALWAYS void leak_body(float *restrict values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        values[i] = values[i] < 0 ? values[i] * 0.1f : values[i];
    }
}

/* The bodies as functions of one set; `target` names the instructions that they may use. */
#define KERNEL_SET(set, target, tile)                                                              \
    target static void project_##set(const struct packed *m, const struct rounded *in,             \
                                     size_t rows, float *out)                                      \
    {                                                                                              \
        project_body(m, in, rows, out, tile);                                                      \
    }                                                                                              \
    target static void step_##set(const struct lstm_step *step, size_t hidden)                     \
    {                                                                                              \
        step_body(step, hidden);                                                                   \
    }                                                                                              \
    target static void round_##set(const float *from, size_t stride, size_t width, size_t rows,    \
                                   struct rounded *out)                                            \
    {                                                                                              \
        round_body(from, stride, width, rows, out);                                                \
    }                                                                                              \
    target static void add_##set(float *sums, const float *row, float factor, size_t count)        \
    {                                                                                              \
        add_body(sums, row, factor, count);                                                        \
    }                                                                                              \
    target static void leak_##set(float *values, size_t count)                                     \
    {                                                                                              \
        leak_body(values, count);                                                                  \
    }                                                                                              \
    static const struct kernels set_##set = {#set,        project_##set, step_##set,               \
                                             round_##set, add_##set,     leak_##set};

KERNEL_SET(portable, , tile_portable)

#ifdef KERNELS_X86
/* Every x86-64 has SSE2: for processors without AVX2, and virtual ones that hide it. */
static void tile_sse2(const int16_t *cells, size_t pairs, const int16_t *in, size_t stride,
                      size_t rows, int32_t sums[TILE][KERNEL_BLOCK])
{
    for (size_t r = 0; r < rows; r++) {
        __m128i sum[4] = {_mm_setzero_si128(), _mm_setzero_si128(), _mm_setzero_si128(),
                          _mm_setzero_si128()};
        for (size_t p = 0; p < pairs; p++) {
            int32_t pair;
            memcpy(&pair, in + r * stride + 2 * p, sizeof pair);
            __m128i both = _mm_set1_epi32(pair);
            for (size_t part = 0; part < 4; part++) {
                const int16_t *cell = cells + p * 2 * KERNEL_BLOCK + part * 8;
                __m128i eight = _mm_loadu_si128((const __m128i *)(const void *)cell);
                sum[part] = _mm_add_epi32(sum[part], _mm_madd_epi16(eight, both));
            }
        }
        memcpy(sums[r], sum, sizeof sum);
    }
}

KERNEL_SET(sse2, , tile_sse2)

#define AVX2 __attribute__((target("avx2")))
#ifdef __clang__
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vnni")))
#else
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vnni,prefer-vector-width=512")))
#endif

AVX2 ALWAYS void tile_rows_avx2(const int16_t *cells, size_t pairs, const int16_t *in,
                                size_t stride, size_t rows, int32_t sums[TILE][KERNEL_BLOCK])
{
    __m256i sum[TILE][2];
    for (size_t r = 0; r < rows; r++) {
        sum[r][0] = sum[r][1] = _mm256_setzero_si256();
    }
    for (size_t p = 0; p < pairs; p++) {
        const int16_t *cell = cells + p * 2 * KERNEL_BLOCK;
        __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)cell);
        __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(cell + KERNEL_BLOCK));
        for (size_t r = 0; r < rows; r++) {
            int32_t pair;
            memcpy(&pair, in + r * stride + 2 * p, sizeof pair);
            __m256i both = _mm256_set1_epi32(pair);
            sum[r][0] = _mm256_add_epi32(sum[r][0], _mm256_madd_epi16(low, both));
            sum[r][1] = _mm256_add_epi32(sum[r][1], _mm256_madd_epi16(high, both));
        }
    }
    for (size_t r = 0; r < rows; r++) {
        _mm256_storeu_si256((__m256i *)(void *)sums[r], sum[r][0]);
        _mm256_storeu_si256((__m256i *)(void *)(sums[r] + 8), sum[r][1]);
    }
}

/* A constant number of rows keeps the sums in registers. */
AVX2 static void tile_avx2(const int16_t *cells, size_t pairs, const int16_t *in, size_t stride,
                           size_t rows, int32_t sums[TILE][KERNEL_BLOCK])
{
    size_t r = 0;
    for (; r + 4 <= rows; r += 4) {
        tile_rows_avx2(cells, pairs, in + r * stride, stride, 4, sums + r);
    }
    for (; r < rows; r++) {
        tile_rows_avx2(cells, pairs, in + r * stride, stride, 1, sums + r);
    }
}

KERNEL_SET(avx2, AVX2, tile_avx2)

AVX512 ALWAYS void tile_rows_avx512(const int16_t *cells, size_t pairs, const int16_t *in,
                                    size_t stride, size_t rows, int32_t sums[TILE][KERNEL_BLOCK])
{
    __m512i sum[TILE];
    for (size_t r = 0; r < rows; r++) {
        sum[r] = _mm512_setzero_si512();
    }
    for (size_t p = 0; p < pairs; p++) {
        __m512i cell = _mm512_loadu_si512(cells + p * 2 * KERNEL_BLOCK);
        for (size_t r = 0; r < rows; r++) {
            int32_t pair;
            memcpy(&pair, in + r * stride + 2 * p, sizeof pair);
            sum[r] = _mm512_dpwssd_epi32(sum[r], cell, _mm512_set1_epi32(pair));
        }
    }
    for (size_t r = 0; r < rows; r++) {
        _mm512_storeu_si512(sums[r], sum[r]);
    }
}

AVX512 static void tile_avx512(const int16_t *cells, size_t pairs, const int16_t *in, size_t stride,
                               size_t rows, int32_t sums[TILE][KERNEL_BLOCK])
{
    size_t r = 0;
    for (; r + 8 <= rows; r += 8) {
        tile_rows_avx512(cells, pairs, in + r * stride, stride, 8, sums + r);
    }
    for (; r + 4 <= rows; r += 4) {
        tile_rows_avx512(cells, pairs, in + r * stride, stride, 4, sums + r);
    }
    for (; r < rows; r++) {
        tile_rows_avx512(cells, pairs, in + r * stride, stride, 1, sums + r);
    }
}

KERNEL_SET(avx512, AVX512, tile_avx512)
#endif

const struct kernels *kernels_portable(void)
{
    return &set_portable;
}

const struct kernels *kernels_sse2(void)
{
#ifdef KERNELS_X86
    return &set_sse2;
#else
    return NULL;
#endif
}

const struct kernels *kernels_avx2(void)
{
#ifdef KERNELS_X86
    return __builtin_cpu_supports("avx2") ? &set_avx2 : NULL;
#else
    return NULL;
#endif
}

static const struct kernels *kernels_avx512(void)
{
#ifdef KERNELS_X86
    bool able = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni");
    return able ? &set_avx512 : NULL;
#else
    return NULL;
#endif
}

/* The fastest first. */
static const struct kernels *kernels_choose(const char *name)
{
    const struct kernels *const sets[] = {kernels_avx512(), kernels_avx2(), kernels_sse2(),
                                          kernels_portable()};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        if (sets[i] && (!name || strcmp(sets[i]->name, name) == 0)) {
            return sets[i];
        }
    }
    return NULL;
}

static const struct kernels *wanted;

bool tree_use_instructions(const char *name)
{
    wanted = kernels_choose(name);
    return wanted != NULL;
}

const struct kernels *kernels_best(void)
{
    return wanted ? wanted : kernels_choose(NULL);
}
