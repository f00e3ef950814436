/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Spanning trees: the best one by trying all, for small random matrices; sound ones for large. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tree/spanning.h"

static uint32_t dice(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static bool is_tree(const uint16_t *heads, size_t count)
{
    size_t roots = 0;
    for (size_t i = 1; i <= count; i++) {
        size_t at = i, steps = 0;
        roots += heads[i] == 0;
        while (at && steps++ <= count) {
            at = heads[at];
        }
        if (at) {
            return false;
        }
    }
    return roots == 1;
}

static double total(const float *scores, const uint16_t *heads, size_t count)
{
    double sum = 0;
    for (size_t i = 1; i <= count; i++) {
        sum += scores[i * (count + 1) + heads[i]];
    }
    return sum;
}

/* The highest total of all trees, by counting through all heads. */
static double best_of_all(const float *scores, size_t count)
{
    uint16_t heads[8] = {0};
    double best = -1e300;
    while (true) {
        if (is_tree(heads, count) && total(scores, heads, count) > best) {
            best = total(scores, heads, count);
        }
        size_t i = 1;
        while (i <= count && ++heads[i] > count) {
            heads[i++] = 0;
        }
        if (i > count) {
            return best;
        }
    }
}

static void the_best_of_all_trees_is_found(void **state)
{
    (void)state;
    struct arena scratch = {0};
    uint32_t seed = 7;
    for (size_t round = 0; round < 1500; round++) {
        float scores[49];
        uint16_t heads[8];
        size_t count = 1 + round % 5;
        uint32_t range = round % 3 == 0 ? 4 : 1000; /* few values: many ties */
        for (size_t i = 0; i < (count + 1) * (count + 1); i++) {
            scores[i] = (float)(dice(&seed) % range) - (float)range / 2;
        }
        spanning_tree(&scratch, scores, count + 1, count, heads);
        assert_true(is_tree(heads, count));
        assert_true(total(scores, heads, count) == best_of_all(scores, count));
    }
    arena_free(&scratch);
}

static void a_long_sentence_gives_a_tree(void **state)
{
    (void)state;
    const size_t count = 400, width = 401;
    struct arena arena = {0}, scratch = {0};
    float *scores = arena_array(&arena, width * width, sizeof *scores);
    uint16_t *heads = arena_array(&arena, width, sizeof *heads);
    uint32_t seed = 3;
    for (size_t kind = 0; kind < 4; kind++) {
        for (size_t i = 0; i < width * width; i++) {
            size_t word = i / width, head = i % width;
            float chain = -(float)((word > head ? word - head : head - word) / (kind + 1));
            scores[i] = kind == 0 ? 0 : kind == 3 ? (float)(dice(&seed) % 1000) : chain;
        }
        spanning_tree(&scratch, scores, width, count, heads);
        assert_true(is_tree(heads, count));
    }
    arena_free(&arena);
    arena_free(&scratch);
}

static void no_words_need_no_tree(void **state)
{
    (void)state;
    struct arena scratch = {0};
    float score = 0;
    uint16_t head = 9;
    spanning_tree(&scratch, &score, 1, 0, &head);
    assert_int_equal(head, 9);
    arena_free(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_of_all_trees_is_found),
        cmocka_unit_test(a_long_sentence_gives_a_tree),
        cmocka_unit_test(no_words_need_no_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
