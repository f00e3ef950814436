/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Hashes equal to train/train.py's, lemma rules, labels, and steps through a tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tree/features.h"
#include "tree/lemma.h"
#include "tree/tree.h"

/* Printed by features() of train/train.py: 8,192 buckets. */
static const struct {
    const char *form;
    uint32_t word, buckets[FEATURES_HASHED];
} known[] = {
    {"L’Élysée", 16274975u, {72, 3569, 8103, 4500, 7334, 6543, 7548, 5188}},
    {"2026", 1076477377u, {7439, 4344, 1053, 3368, 7329, 1982, 3020, 1267}},
    {"m²", 2771450967u, {4995, 6260, 3438, 4933, 3100, 2898, 589, 2867}},
    {"aujourd'hui", 116419276u, {5522, 1836, 3746, 7773, 285, 5905, 4586, 1650}},
    {"A", 3826114868u, {1943, 6314, 7564, 4842, 5576, 6452, 476, 4666}},
    {"«", 655154364u, {8138, 5319, 6070, 6288, 4218, 3426, 1331, 1662}},
    {"🇫🇷🤝", 2479355178u, {5409, 5032, 5857, 1105, 1351, 7367, 7147, 7213}},
    {"Ⅳᵉ", 3885659085u, {7304, 4176, 5954, 6398, 4377, 7850, 3670, 5089}},
    {"naïveté", 2042162601u, {2532, 2585, 2600, 6258, 4170, 4233, 913, 672}},
    {"Œuvre—ÉTAT", 2476768393u, {1822, 2642, 4757, 7252, 232, 6407, 1741, 3979}},
    {"1º", 3941384602u, {524, 4031, 6384, 1105, 6107, 3321, 6544, 1333}},
};

static void features_equal_those_of_training(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct features features;
        features_of(slice_of(known[i].form), &features);
        assert_int_equal(features.word, known[i].word);
        for (size_t f = 0; f < FEATURES_HASHED; f++) {
            assert_int_equal(features.hashed[f] % 8192, known[i].buckets[f]);
        }
    }
}

static void a_form_of_any_length_has_features(void **state)
{
    (void)state;
    static char text[100000];
    struct features features;
    memset(text, 'a', sizeof text);
    features_of((struct slice){text, sizeof text}, &features);
    features_of(SLICE(""), &features);
}

static void lemmas_follow_their_rules(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"l0", "Pays", "pays"},
        {"k0", "Moscou", "Moscou"},
        {"l1er", "Reconnus", "reconnuer"},
        {"=être", "est", "être"},
        {"l3y", "countries", "country"},
        {"l4000", "4,000", "4000"},
        {"l10enir", "parvenaient-ils", "parveenir"},
        {"k10oyaume-Uni", "ROYAUME-UNI", "Royaume-Uni"},
        {"l9", "court", "court"},
        {"k5", "ONU", "ONU"},
        {"l3", "Été", "été"},
        {"l7202.61", "7,202.61", "7202.61"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lemma_rule rule;
        assert_true(lemma_rule_parse(slice_of(cases[i][0]), &rule));
        struct slice lemma = lemma_of(&arena, &rule, slice_of(cases[i][1]));
        assert_string_equal(slice_copy(&arena, lemma).at, cases[i][2]);
    }
    static const char *const wrong[] = {"", "=", "l", "kx", "x1", "1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct lemma_rule rule;
        assert_false(lemma_rule_parse(slice_of(wrong[i]), &rule));
    }
    arena_free(&arena);
}

static void labels_split_into_relation_and_subtype(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        enum relation relation;
        enum subtype subtype;
    } cases[] = {
        {"nsubj:pass", REL_NSUBJ, SUB_PASS},
        {"obl:agent", REL_OBL, SUB_AGENT},
        {"acl:relcl", REL_ACL, SUB_RELCL},
        {"nmod:poss", REL_NMOD, SUB_POSS},
        {"aux:tense", REL_AUX, SUB_TENSE},
        {"aux:caus", REL_AUX, SUB_CAUS},
        {"obl:unmarked", REL_OBL, SUB_TIME},
        {"obl:tmod", REL_OBL, SUB_TIME},
        {"advcl:cleft", REL_ADVCL, SUB_CLEFT},
        {"flat:name", REL_FLAT, SUB_OTHER},
        {"root", REL_ROOT, SUB_NONE},
        {"nonsense", REL_DEP, SUB_NONE},
        {"", REL_DEP, SUB_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum relation relation;
        enum subtype subtype;
        relation_parse(slice_of(cases[i].label), &relation, &subtype);
        assert_int_equal(relation, cases[i].relation);
        assert_int_equal(subtype, cases[i].subtype);
    }
    for (size_t i = 0; i < REL_COUNT; i++) {
        enum relation relation;
        enum subtype subtype;
        relation_parse(slice_of(relation_name((enum relation)i)), &relation, &subtype);
        assert_int_equal(relation, i);
    }
    assert_string_equal(upos_name(UPOS_VERB), "VERB");
}

/* 2 is the root: 2 → 1, 2 → 5, 5 → 3, 3 → 4. */
static void steps_through_a_tree(void **state)
{
    (void)state;
    struct word words[6] = {{0},         {.head = 2, .relation = REL_NSUBJ},
                            {.head = 0}, {.head = 5, .relation = REL_CASE},
                            {.head = 3}, {.head = 2, .relation = REL_OBL}};
    struct tree tree = {.words = words, .count = 5};
    size_t first, last;
    assert_int_equal(tree_child(&tree, 2, 0), 1);
    assert_int_equal(tree_child(&tree, 2, 1), 5);
    assert_int_equal(tree_child(&tree, 2, 5), 0);
    assert_int_equal(tree_child_with(&tree, 2, REL_OBL), 5);
    assert_int_equal(tree_child_with(&tree, 2, REL_OBJ), 0);
    tree_span(&tree, 5, &first, &last);
    assert_int_equal(first, 3);
    assert_int_equal(last, 5);
    tree_span(&tree, 2, &first, &last);
    assert_int_equal(first, 1);
    assert_int_equal(last, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_equal_those_of_training),
        cmocka_unit_test(a_form_of_any_length_has_features),
        cmocka_unit_test(lemmas_follow_their_rules),
        cmocka_unit_test(labels_split_into_relation_and_subtype),
        cmocka_unit_test(steps_through_a_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
