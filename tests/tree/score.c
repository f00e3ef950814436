/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Figures of trees: alignment by characters and within contractions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "score/score.h"
#include "small_model.h"

#define L(id, form, upos, head, label)                                                             \
    id "\t" form "\t_\t" upos "\t_\t_\t" head "\t" label "\t_\t_\n"
#define RANGE(id, form) id "\t" form "\t_\t_\t_\t_\t_\t_\t_\t_\n"

static const char gold_text[] =
    L("1", "envoyé", "NOUN", "0", "root") RANGE("2-3", "du") L("2", "de", "ADP", "4", "case")
        L("3", "le", "DET", "4", "det") L("4", "Kremlin", "PROPN", "1", "nmod") "\n";

static struct slice scored(struct arena *arena, const char *gold, const char *system)
{
    struct tree_list one, two;
    struct buffer out = {0};
    struct error err = {0};
    assert_true(conllu_read(arena, SLICE("g"), slice_of(gold), &one, &err));
    assert_true(conllu_read(arena, SLICE("s"), slice_of(system), &two, &err));
    if (!score_trees_aligned(&one, &two, &out, &err)) {
        buffer_print(&out, "%s", err.message);
    }
    struct slice copy = slice_copy(arena, buffer_slice(&out));
    buffer_free(&out);
    return copy;
}

static void equal_trees_score_a_hundred(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(scored(&arena, gold_text, gold_text).at,
                        "Words 100.00\nUPOS 100.00\nLemma 100.00\nUAS 100.00\nLAS 100.00\n");
    arena_free(&arena);
}

/* "du" left whole: 3 words against 4, two pairs; "le" cannot be the partner of "du". */
static void contractions_are_aligned_by_their_words(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *whole = L("1", "envoyé", "NOUN", "0", "root") L("2", "du", "DET", "3", "det")
        L("3", "Kremlin", "NOUN", "1", "nmod:x") "\n";
    assert_string_equal(scored(&arena, gold_text, whole).at,
                        "Words 57.14\nUPOS 28.57\nLemma 57.14\nUAS 57.14\nLAS 57.14\n");
    const char *other =
        L("1", "envoyé", "NOUN", "0", "root") RANGE("2-3", "du") L("2", "de", "ADP", "4", "case")
            L("3", "l'", "DET", "4", "det") L("4", "Kremlin", "PROPN", "1", "obl") "\n";
    assert_string_equal(scored(&arena, gold_text, other).at,
                        "Words 75.00\nUPOS 75.00\nLemma 75.00\nUAS 75.00\nLAS 50.00\n");
    arena_free(&arena);
}

static void other_sentences_and_tokens_are_aligned(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *cut = L("1", "envoyé", "NOUN", "0", "root") "\n" RANGE("1-2", "du")
        L("1", "de", "ADP", "3", "case") L("2", "le", "DET", "3", "det")
            L("3", "Krem", "PROPN", "0", "root") L("4", "lin", "PROPN", "3", "flat") "\n";
    assert_string_equal(scored(&arena, gold_text, cut).at,
                        "Words 66.67\nUPOS 66.67\nLemma 66.67\nUAS 22.22\nLAS 22.22\n");
    arena_free(&arena);
}

static void different_texts_are_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(scored(&arena, gold_text, L("1", "envoya", "NOUN", "0", "root") "\n").at,
                        "the texts differ at sentence 1");
    assert_string_equal(scored(&arena, gold_text, "").at, "the texts differ at sentence 1");
    arena_free(&arena);
}

static void gold_tokens_are_parsed_and_counted(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct error err = {0};
    struct tree_model *model = small_model_load(1);
    assert_true(score_trees(model, SLICE("g"), slice_of(gold_text), &out, &err));
    assert_non_null(strstr(out.at, "UPOS "));
    assert_non_null(strstr(out.at, "\nLAS "));
    assert_non_null(strstr(out.at, "\ntokens/s "));
    assert_false(score_trees(model, SLICE("g"), SLICE("1\n"), &out, &err));
    assert_string_equal(err.message, "g:1: fewer than ten columns");
    buffer_free(&out);
    tree_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_trees_score_a_hundred),
        cmocka_unit_test(contractions_are_aligned_by_their_words),
        cmocka_unit_test(other_sentences_and_tokens_are_aligned),
        cmocka_unit_test(different_texts_are_refused),
        cmocka_unit_test(gold_tokens_are_parsed_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
