/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* CoNLL-U: what is read is printed again; wrong files are named with their line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "tree/tree.h"

#define W(id, form, head, label, misc)                                                             \
    id "\t" form "\t" form "\tNOUN\t_\tNumber=Sing\t" head "\t" label "\t_\t" misc "\n"

static const char sound[] =
    "# text = L'envoyé du Kremlin.\n"
    "1\tL'\tle\tDET\t_\tDefinite=Def|Number=Sing\t2\tdet\t_\tSpaceAfter=No\n"
    "2\tenvoyé\tenvoyé\tNOUN\t_\tGender=Masc|Number=Sing\t0\troot\t_\t_\n"
    "3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_\n"
    "4\tle\tle\tDET\t_\t_\t5\tdet\t_\t_\n"
    "5\tKremlin\tKremlin\tPROPN\t_\t_\t2\tnmod\t_\tSpaceAfter=No\n"
    "6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n"
    "\n"
    "# text = 🤝\n"
    "1\t🤝\t🤝\tSYM\t_\t_\t0\troot\t_\tSpaceAfter=No\n"
    "\n";

static void reading_and_printing_give_the_same_text(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error err;
    struct tree_list trees;
    struct buffer again = {0};
    assert_true(conllu_read(&arena, SLICE("x"), slice_of(sound), &trees, &err));
    for (size_t i = 0; i < trees.count; i++) {
        buffer_add(&again, conllu_print(&arena, &trees.items[i]));
    }
    assert_string_equal(again.at, sound);
    const struct tree *tree = &trees.items[0];
    assert_int_equal(tree->count, 6);
    assert_int_equal(tree->words[2].gender, GENDER_MASC);
    assert_int_equal(tree->words[5].relation, REL_NMOD);
    assert_int_equal(tree->words[3].token->range, 1);
    assert_int_equal(tree->words[4].token->range, 2);
    assert_int_equal(tree->words[3].token->begin, tree->words[4].token->begin);
    struct slice surface =
        slice_part(tree->text, tree->words[3].token->begin, tree->words[4].token->end);
    assert_true(slice_is(surface, "du"));
    assert_true(slice_is(tree->text, "L'envoyé du Kremlin.\n🤝\n"));
    buffer_free(&again);
    arena_free(&arena);
}

static void what_trees_do_not_hold_is_read_over(void **state)
{
    (void)state;
    static const char text[] = "# sent_id = 1\r\n"
                               "1\tIl\til\tPRON\tPP\t_\t2\tnsubj\t2:nsubj\tX=y|SpaceAfter=No\r\n"
                               "1.1\tva\taller\tVERB\t_\t_\t_\t_\t0:root\t_\r\n"
                               "2\tva\taller\tVERB\tV\t_\t0\troot\t0:root\t_";
    struct arena arena = {0};
    struct error err;
    struct tree_list trees;
    assert_true(conllu_read(&arena, SLICE("x"), slice_of(text), &trees, &err));
    assert_int_equal(trees.count, 1);
    assert_int_equal(trees.items[0].count, 2);
    assert_false(trees.items[0].words[1].token->space_after);
    assert_true(conllu_read(&arena, SLICE("x"), SLICE(""), &trees, &err));
    assert_int_equal(trees.count, 0);
    arena_free(&arena);
}

static void an_empty_line_of_text_opens_a_paragraph(void **state)
{
    (void)state;
    static const char text[] = "# newdoc\n# newpar\n" W("1", "Oui", "0", "root", "_") "\n" W(
        "1", "Non", "0", "root", "_") "\n"
                                      "# newpar id = 2\n# text = Si\n" W("1", "Si", "0", "root",
                                                                         "_");
    struct arena arena = {0};
    struct error err;
    struct tree_list trees;
    assert_true(conllu_read(&arena, SLICE("x"), slice_of(text), &trees, &err));
    assert_int_equal(trees.count, 3);
    assert_true(slice_is(trees.items[0].text, "Oui\nNon\n\nSi\n"));
    arena_free(&arena);
}

static void wrong_files_are_named_with_their_line(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"1\ta\ta\n", "f:1: fewer than ten columns"},
        {"1\ta\ta\tNOUN\t_\t_\t0\troot\t_\t_\t_\n", "f:1: more than ten columns"},
        {"1\t\ta\tNOUN\t_\t_\t0\troot\t_\t_\n", "f:1: an empty column"},
        {W("2", "a", "0", "root", "_"), "f:1: the word's number is not the next one"},
        {W("x", "a", "0", "root", "_"), "f:1: the word's number is not the next one"},
        {W("1", "a", "_", "root", "_"), "f:1: the head is not the number of another word"},
        {W("1", "a", "1", "root", "_"), "f:1: the head is not the number of another word"},
        {W("1", "a", "99999999999999999999", "x", "_"),
         "f:1: the head is not the number of another word"},
        {"1\ta\ta\tFOO\t_\t_\t0\troot\t_\t_\n", "f:1: unknown part of speech"},
        {W("1", "a", "7", "root", "_") "\n", "f:2: a head is beyond the sentence that ends here"},
        {W("1", "a", "2", "x", "_") W("2", "b", "1", "x", "_") "\n",
         "f:3: the heads of the sentence that ends here go in a circle"},
        {W("1", "a", "0", "root", "_") W("2", "b", "0", "root", "_") "\n",
         "f:3: the sentence that ends here has not one root"},
        {"2-3\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n", "f:1: the range of a contraction does not fit"},
        {"1-1\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n", "f:1: the range of a contraction does not fit"},
        {"1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n" W("1", "a", "0", "root", "_") "\n",
         "f:3: the sentence ends inside a contraction"},
        {"1-65000\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n", "f:1: a sentence of more than 400 words"},
        {"# \xFF\n", "f:1: not UTF-8"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {0};
        struct tree_list trees;
        assert_false(conllu_read(&arena, SLICE("f"), slice_of(cases[i][0]), &trees, &err));
        assert_string_equal(err.message, cases[i][1]);
    }
    arena_free(&arena);
}

static void a_sentence_of_ten_thousand_words_is_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buffer text = {0};
    struct error err = {0};
    struct tree_list trees;
    for (int i = 1; i <= 10000; i++) {
        buffer_print(&text, "%d\ta\ta\tNOUN\t_\t_\t%d\tdep\t_\t_\n", i, i - 1);
    }
    assert_false(conllu_read(&arena, SLICE("f"), buffer_slice(&text), &trees, &err));
    assert_int_equal(err.code, ERROR_LIMIT);
    assert_string_equal(err.message, "f:401: a sentence of more than 400 words");
    buffer_free(&text);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_and_printing_give_the_same_text),
        cmocka_unit_test(what_trees_do_not_hold_is_read_over),
        cmocka_unit_test(an_empty_line_of_text_opens_a_paragraph),
        cmocka_unit_test(wrong_files_are_named_with_their_line),
        cmocka_unit_test(a_sentence_of_ten_thousand_words_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
