/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The kernels: right within their stated error, and the same bits on every path. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "tree/kernels.h"

#define OUTPUTS 37
#define INPUTS 33
#define PAIRS 17
#define WIDTH 48
#define ROWS 71
#define HIDDEN 20

static uint32_t dice_state = 5;

static float roll(float range)
{
    dice_state = dice_state * 1664525u + 1013904223u;
    return ((float)(dice_state >> 8) / 8388608.0f - 1.0f) * range;
}

#define SETS 4

/* A set that this processor lacks is stood for by the portable one. */
static const struct kernels *set_number(size_t number)
{
    const struct kernels *sets[SETS] = {kernels_portable(), kernels_sse2(), kernels_avx2(),
                                        kernels_best()};
    return sets[number] ? sets[number] : kernels_portable();
}

static void products_are_right_and_equal_everywhere(void **state)
{
    (void)state;
    static int16_t cells[WIDTH * PAIRS * 2], in_cells[SETS][ROWS * PAIRS * 2];
    static float scale[WIDTH], bias[WIDTH], in_scale[SETS][ROWS], from[ROWS * INPUTS];
    static float out[SETS][ROWS * WIDTH];
    static int weights[OUTPUTS][INPUTS];
    for (size_t o = 0; o < OUTPUTS; o++) {
        scale[o] = 0.01f + roll(0.005f);
        bias[o] = roll(1);
        for (size_t i = 0; i < INPUTS; i++) {
            weights[o][i] = (int)roll(127);
            cells[((o / 16 * PAIRS + i / 2) * 16 + o % 16) * 2 + i % 2] = (int16_t)weights[o][i];
        }
    }
    for (size_t i = 0; i < ROWS * INPUTS; i++) {
        from[i] = i / INPUTS == 3 ? 0 : roll(3);
    }
    struct packed matrix = {OUTPUTS, INPUTS, PAIRS, cells, scale, bias};
    for (size_t k = 0; k < SETS; k++) {
        struct rounded in = {in_cells[k], in_scale[k], 2 * PAIRS};
        set_number(k)->round(from, INPUTS, INPUTS, ROWS, &in);
        set_number(k)->project(&matrix, &in, ROWS, out[k]);
        assert_memory_equal(in_cells[k], in_cells[0], sizeof in_cells[0]);
        assert_memory_equal(out[k], out[0], sizeof out[0]);
    }
    for (size_t r = 0; r < ROWS; r++) {
        for (size_t o = 0; o < OUTPUTS; o++) {
            double sum = (double)bias[o];
            for (size_t i = 0; i < INPUTS; i++) {
                sum += (double)(from[r * INPUTS + i] * scale[o]) * weights[o][i];
            }
            assert_true(fabs(sum - (double)out[0][r * WIDTH + o]) < 2e-3);
        }
    }
}

static double sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

static void steps_are_right_and_equal_everywhere(void **state)
{
    (void)state;
    float input[4 * HIDDEN], loop[4 * HIDDEN], before[HIDDEN], cell[SETS][HIDDEN],
        out[SETS][HIDDEN];
    int16_t rounded[SETS][HIDDEN], kept[HIDDEN];
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < 4 * HIDDEN; i++) {
            input[i] = roll(round == 0 ? 1e20f : 12);
            loop[i] = roll(3);
            before[i % HIDDEN] = roll(4);
        }
        for (size_t k = 0; k < SETS; k++) {
            memcpy(cell[k], before, sizeof before);
            struct lstm_step step = {input, loop, cell[k], out[k], rounded[k], kept};
            set_number(k)->step(&step, HIDDEN);
            assert_memory_equal(out[k], out[0], sizeof out[0]);
            assert_memory_equal(cell[k], cell[0], sizeof cell[0]);
            assert_memory_equal(kept, rounded[0], sizeof kept);
        }
        for (size_t i = 0; i < HIDDEN; i++) {
            double gate[4];
            for (size_t g = 0; g < 4; g++) {
                gate[g] = (double)(input[g * HIDDEN + i] + loop[g * HIDDEN + i]);
            }
            double value = sigmoid(gate[1]) * (double)before[i] + sigmoid(gate[0]) * tanh(gate[2]);
            double shown = sigmoid(gate[3]) * tanh(value);
            assert_true(fabs(value - (double)cell[0][i]) < 2e-6);
            assert_true(fabs(shown - (double)out[0][i]) < 2e-6);
            assert_true(fabs(shown - rounded[0][i] / 32767.0) < 2e-5);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_right_and_equal_everywhere),
        cmocka_unit_test(steps_are_right_and_equal_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
