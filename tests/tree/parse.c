/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Parsing: the same trees on every path and in every batch, sound trees for odd sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "small_model.h"
#include "tree/model.h"

static const char *const forms[] = {"Moscou", "a",    "reconnu",     "les",      "talibans",
                                    ",",      "2026", "🤝",        "L’Élysée", "ÉTATS-UNIS",
                                    "🇫🇷",     "«",    "\xE2\x80\xAF"};

static void sentence_fill(struct arena *arena, struct sentence *out, size_t count, uint32_t seed)
{
    *out = (struct sentence){arena_array(arena, count, sizeof *out->tokens), count, 0, 0, 0, false};
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1664525u + 1013904223u;
        out->tokens[i].form = slice_of(forms[(seed >> 8) % (sizeof forms / sizeof *forms)]);
        out->tokens[i].space_after = true;
    }
}

static struct slice printed(struct arena *arena, const struct tree_list *trees)
{
    struct buffer all = {0};
    for (size_t i = 0; i < trees->count; i++) {
        buffer_add(&all, conllu_print(arena, &trees->items[i]));
    }
    struct slice copy = slice_copy(arena, buffer_slice(&all));
    buffer_free(&all);
    return copy;
}

static struct slice parsed(struct arena *arena, const struct tree_model *model,
                           const struct sentence *sentences, size_t count)
{
    struct arena scratch = {0};
    struct tree_list trees;
    tree_parse(arena, &scratch, model, sentences, count, &trees);
    arena_free(&scratch);
    assert_int_equal(trees.count, count);
    return printed(arena, &trees);
}

static void every_path_gives_the_same_trees(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct sentence sentences[80];
    for (size_t i = 0; i < 80; i++) {
        sentence_fill(&arena, &sentences[i], 1 + i % 37, (uint32_t)i);
    }
    for (uint32_t seed = 1; seed < 4; seed++) {
        struct tree_model *model = small_model_load(seed);
        struct slice best = parsed(&arena, model, sentences, 80);
        model->kernels = kernels_portable();
        assert_true(slice_equal(parsed(&arena, model, sentences, 80), best));
        model->kernels = kernels_sse2() ? kernels_sse2() : kernels_portable();
        assert_true(slice_equal(parsed(&arena, model, sentences, 80), best));
        model->kernels = kernels_avx2() ? kernels_avx2() : kernels_portable();
        assert_true(slice_equal(parsed(&arena, model, sentences, 80), best));
        tree_model_free(model);
    }
    arena_free(&arena);
}

static void batches_do_not_change_trees(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct sentence sentences[60];
    struct buffer one_by_one = {0};
    struct tree_model *model = small_model_load(2);
    for (size_t i = 0; i < 60; i++) {
        sentence_fill(&arena, &sentences[i], 1 + (i * 7) % 41, (uint32_t)i);
        buffer_add(&one_by_one, parsed(&arena, model, &sentences[i], 1));
    }
    assert_true(slice_equal(parsed(&arena, model, sentences, 60), buffer_slice(&one_by_one)));
    buffer_free(&one_by_one);
    tree_model_free(model);
    arena_free(&arena);
}

static void assert_sound(const struct tree *tree)
{
    size_t roots = 0;
    for (size_t i = 1; i <= tree->count; i++) {
        const struct word *word = &tree->words[i];
        size_t at = i;
        for (size_t steps = 0; at && steps <= tree->count; steps++) {
            at = tree->words[at].head;
        }
        assert_int_equal(at, 0);
        roots += word->head == 0;
        assert_int_equal(word->relation == REL_ROOT, word->head == 0);
        assert_int_equal(slice_is(word->label, "root"), word->head == 0);
        assert_true(word->lemma.length > 0);
        assert_ptr_equal(word->token, &tree->sentence->tokens[i - 1]);
    }
    assert_int_equal(roots, 1);
}

static void odd_sentences_give_sound_trees(void **state)
{
    (void)state;
    struct arena arena = {0}, scratch = {0};
    struct sentence sentences[4];
    struct token emoji[50];
    struct tree_list trees;
    struct tree_model *model = small_model_load(3);
    for (size_t i = 0; i < 50; i++) {
        emoji[i] = (struct token){.form = SLICE("😀")};
    }
    sentence_fill(&arena, &sentences[0], LIMIT_SENTENCE_TOKENS, 9);
    sentences[1] = (struct sentence){.tokens = emoji, .count = 50};
    sentence_fill(&arena, &sentences[2], 1, 9);
    sentences[3] = (struct sentence){0};
    tree_parse(&arena, &scratch, model, sentences, 4, &trees);
    for (size_t i = 0; i < 3; i++) {
        assert_sound(&trees.items[i]);
    }
    assert_int_equal(trees.items[3].count, 0);
    tree_parse(&arena, &scratch, model, sentences, 0, &trees);
    assert_int_equal(trees.count, 0);
    tree_model_free(model);
    arena_free(&arena);
    arena_free(&scratch);
}

static void features_become_enumerations(void **state)
{
    (void)state;
    struct feats feats;
    feats_parse(SLICE("Mood=Ind|Number=Plur|Person=3|Tense=Imp|VerbForm=Fin|=|X"), &feats);
    assert_int_equal(feats.mood, MOOD_IND);
    assert_int_equal(feats.number, NUMBER_PLUR);
    assert_int_equal(feats.person, 3);
    assert_int_equal(feats.tense, TENSE_IMP);
    assert_int_equal(feats.verb_form, VERB_FORM_FIN);
    feats_parse(SLICE("_"), &feats);
    assert_int_equal(feats.mood, MOOD_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_gives_the_same_trees),
        cmocka_unit_test(batches_do_not_change_trees),
        cmocka_unit_test(odd_sentences_give_sound_trees),
        cmocka_unit_test(features_become_enumerations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
