/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Lemmas: which rule is taken, and what becomes of damaged tables. argv[1] is the folder data/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "small_model.h"
#include "tree/lexicon.h"

static const char *data;

struct fixture {
    struct arena arena;
    struct lexicon lexicon;
};

static void fixture_open(struct fixture *f, const char *language)
{
    struct error err = {0};
    *f = (struct fixture){0};
    struct slice path = slice_print(&f->arena, "%s/%s/lexicon.bin", data, language);
    if (!lexicon_load(&f->arena, path.at, &f->lexicon, &err)) {
        fail_msg("%s", err.message);
    }
    assert_true(f->lexicon.lemma_count > 0);
}

static void fixture_close(struct fixture *f)
{
    lexicon_free(&f->lexicon);
    arena_free(&f->arena);
}

/* The lemma that comes of a form with rules parted by spaces, the best first. */
static void assert_lemma(struct fixture *f, const char *form, enum upos upos, const char *rules,
                         const char *lemma)
{
    struct lemma_rule parsed[8];
    const struct lemma_rule *chosen[8];
    struct slice rest = slice_of(rules), rule;
    size_t count = 0;
    while (slice_split(&rest, ' ', &rule)) {
        assert_true(count < 8 && lemma_rule_parse(rule, &parsed[count]));
        chosen[count] = &parsed[count];
        count++;
    }
    struct slice made = lexicon_lemma(&f->arena, &f->lexicon, slice_of(form), upos, chosen, count);
    if (!slice_is(made, lemma)) {
        fail_msg("%s: %.*s, not %s", form, SLICE_ARGS(made), lemma);
    }
}

static void the_first_rule_that_makes_a_known_lemma_is_taken(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f, "en");
    assert_lemma(&f, "blamed", UPOS_VERB, "l2 l1 l0", "blame");
    assert_lemma(&f, "cancelled", UPOS_VERB, "l2 l3", "cancel");
    assert_lemma(&f, "Threatens", UPOS_VERB, "l3 l1", "threaten");
    assert_lemma(&f, "mediated", UPOS_VERB, "l1 l2", "mediate");
    fixture_close(&f);
    fixture_open(&f, "fr");
    assert_lemma(&f, "exigeait", UPOS_VERB, "l3er l4er", "exiger");
    assert_lemma(&f, "significatives", UPOS_ADJ, "l1 l3f", "significatif");
    fixture_close(&f);
}

static void irregular_forms_are_listed(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f, "en");
    assert_lemma(&f, "sat", UPOS_VERB, "l0", "sit");
    assert_lemma(&f, "Laid", UPOS_VERB, "l2", "lay");
    assert_lemma(&f, "chose", UPOS_VERB, "l0", "choose");
    assert_lemma(&f, "ties", UPOS_NOUN, "l3y l1", "tie");
    fixture_close(&f);
    fixture_open(&f, "fr");
    assert_lemma(&f, "fassent", UPOS_VERB, "l5r", "faire");
    assert_lemma(&f, "opère", UPOS_VERB, "l0r", "opérer");
    assert_lemma(&f, "JOIGNENT", UPOS_VERB, "l2re", "joindre");
    fixture_close(&f);
}

static void a_lemma_is_known_with_its_class_only(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f, "fr");
    assert_true(lexicon_knows(&f.lexicon, SLICE("négocier"), UPOS_VERB));
    assert_true(lexicon_knows(&f.lexicon, SLICE("Négocier"), UPOS_VERB));
    assert_false(lexicon_knows(&f.lexicon, SLICE("négocier"), UPOS_NOUN));
    assert_false(lexicon_knows(&f.lexicon, SLICE("la"), UPOS_VERB));
    assert_true(lexicon_knows(&f.lexicon, SLICE("aujourd’hui"), UPOS_ADV));
    fixture_close(&f);
}

static void names_and_numbers_stay(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f, "en");
    assert_lemma(&f, "Brussels", UPOS_PROPN, "l1", "Brussels");
    assert_lemma(&f, "Brussels", UPOS_PROPN, "k1", "Brussels");
    assert_lemma(&f, "Palestinians", UPOS_PROPN, "k1", "Palestinian");
    assert_lemma(&f, "4,000", UPOS_NUM, "l4000", "4,000");
    assert_lemma(&f, "€", UPOS_SYM, "=euro", "€");
    fixture_close(&f);
}

static void an_unknown_word_keeps_the_best_rule(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f, "en");
    assert_lemma(&f, "zorbelled", UPOS_VERB, "l2 l3 =be", "zorbell");
    assert_lemma(&f, "zorbelled", UPOS_NOUN, "l0", "zorbelled");
    fixture_close(&f);
}

static void both_writings_of_a_rule_are_read(void **state)
{
    (void)state;
    struct fixture f = {0};
    assert_lemma(&f, "4,000", UPOS_NOUN, "l4000", "4000");
    assert_lemma(&f, "4,000", UPOS_NOUN, "L4>000", "4000");
    assert_lemma(&f, "circonvenues", UPOS_VERB, "l10enir", "cienir");
    assert_lemma(&f, "circonvenues", UPOS_VERB, "L3>ir", "circonvenir");
    assert_lemma(&f, "Alps", UPOS_NOUN, "K1>", "Alp");
    struct lemma_rule rule;
    assert_false(lemma_rule_parse(SLICE("L4ir"), &rule));
    assert_false(lemma_rule_parse(SLICE("K>s"), &rule));
    assert_false(lemma_rule_parse(SLICE("L99999999999>s"), &rule));
    assert_false(lemma_rule_parse(SLICE("L1"), &rule));
    assert_false(lemma_rule_parse(SLICE(""), &rule));
    fixture_close(&f);
}

/* The marks of a form, parted by spaces. */
static void assert_reading(struct fixture *f, const char *form, const char *marks)
{
    uint32_t reading = lexicon_reading(&f->lexicon, slice_of(form));
    struct buffer found = {0};
    for (size_t at = reading ? f->lexicon.class_starts[reading - 1] : 0;
         reading && at < f->lexicon.class_starts[reading]; at++) {
        buffer_add(&found, f->lexicon.marks[f->lexicon.class_marks[at]]);
        buffer_add(&found, SLICE(" "));
    }
    if (!slice_is(buffer_slice(&found), marks)) {
        fail_msg("%s: %.*s, not %s", form, SLICE_ARGS(buffer_slice(&found)), marks);
    }
    buffer_free(&found);
}

static void readings_are_listed(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f, "fr");
    assert_reading(&f, "américaine", "a a.f a.s n n.f n.s ");
    assert_reading(&f, "Livrer", "v v.infi v:i v:n v:q v:t ");
    assert_reading(&f, "zorbeller", "");
    fixture_close(&f);
    fixture_open(&f, "en");
    assert_reading(&f, "treaties", "n n.c n.p n:10 ");
    assert_reading(&f, "", "");
    fixture_close(&f);
}

static bool loads(struct slice bytes, struct error *err)
{
    struct arena arena = {0};
    struct lexicon lexicon;
    char *path = file_with(bytes);
    *err = (struct error){0};
    bool good = lexicon_load(&arena, path, &lexicon, err);
    lexicon_free(&lexicon);
    assert_true(good || strstr(err->message, path) == err->message);
    remove(path);
    free(path);
    arena_free(&arena);
    return good;
}

static void a_damaged_table_is_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct slice path = slice_print(&arena, "%s/fr/lexicon.bin", data), bytes;
    struct error err;
    assert_true(file_read(&arena, path.at, LIMIT_DATA_BYTES, &bytes, &err));
    assert_true(loads(bytes, &err));
    for (size_t length = 0; length < bytes.length; length += length < 400 ? 13 : 200003) {
        assert_false(loads((struct slice){bytes.at, length}, &err));
        assert_int_equal(err.code, ERROR_SYNTAX);
    }
    char *changed = (char *)(uintptr_t)bytes.at;
    for (size_t at = 1024; at + 64 < bytes.length; at += 49999) {
        changed[at] ^= 4;
        assert_false(loads(bytes, &err));
        assert_non_null(strstr(err.message, "damaged"));
        changed[at] ^= 4;
    }
    for (size_t at = 0; at < 12 + 12 * 48;
         at++) { /* the headers: refused, or the table as it was */
        changed[at] ^= 0x11;
        loads(bytes, &err);
        changed[at] ^= 0x11;
    }
    assert_false(loads(SLICE("ENTTREE1 is of another kind"), &err));
    assert_non_null(strstr(err.message, "not a lexicon"));
    arena_free(&arena);
}

static void put(struct slice path, struct slice bytes)
{
    FILE *file = fopen(path.at, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.length, file), bytes.length);
    fclose(file);
}

static void a_model_finds_the_table_beside_it(void **state)
{
    (void)state;
    struct arena arena = {0};
    char folder[] = "/tmp/entente-lexicon-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct slice model_path = slice_print(&arena, "%s/tree.model", folder),
                 table_path = slice_print(&arena, "%s/lexicon.bin", folder), table;
    struct slice shipped = slice_print(&arena, "%s/fr/lexicon.bin", data);
    struct buffer bytes = small_model_bytes(1);
    struct tree_model *model = NULL;
    struct error err = {0};
    put(model_path, buffer_slice(&bytes));
    assert_true(tree_model_load(model_path.at, &model, &err)); /* none there */
    tree_model_free(model);
    assert_true(file_read(&arena, shipped.at, LIMIT_DATA_BYTES, &table, &err));
    put(table_path, table);
    assert_true(tree_model_load(model_path.at, &model, &err));
    tree_model_free(model);
    put(table_path, (struct slice){table.at, table.length / 2});
    assert_false(tree_model_load(model_path.at, &model, &err));
    assert_int_equal(err.code, ERROR_SYNTAX);
    assert_ptr_equal(strstr(err.message, table_path.at), err.message);
    remove(table_path.at);
    remove(model_path.at);
    rmdir(folder);
    buffer_free(&bytes);
    arena_free(&arena);
}

/* Copies a shipped file into the folder. */
static void lay(struct arena *arena, const char *folder, const char *from, const char *name)
{
    struct slice bytes, source = slice_print(arena, "%s/%s/%s", data, from, name);
    struct error err = {0};
    assert_true(file_read(arena, source.at, LIMIT_DATA_BYTES, &bytes, &err));
    put(slice_print(arena, "%s/%s", folder, name), bytes);
}

static void a_model_that_learnt_readings_needs_its_own_lexicon(void **state)
{
    (void)state;
    struct arena arena = {0};
    char folder[] = "/tmp/entente-lexicon-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct slice model_path = slice_print(&arena, "%s/tree.model", folder),
                 table_path = slice_print(&arena, "%s/lexicon.bin", folder);
    struct tree_model *model = NULL;
    struct error err = {0};
    lay(&arena, folder, "fr", "tree.model");
    assert_false(tree_model_load(model_path.at, &model, &err));
    assert_non_null(strstr(err.message, "lexicon.bin"));
    lay(&arena, folder, "en", "lexicon.bin");
    assert_false(tree_model_load(model_path.at, &model, &err));
    assert_non_null(strstr(err.message, "of language \"fr\", the lexicon beside it of \"en\""));
    lay(&arena, folder, "fr", "lexicon.bin");
    assert_true(tree_model_load(model_path.at, &model, &err));
    tree_model_free(model);
    remove(table_path.at);
    remove(model_path.at);
    rmdir(folder);
    arena_free(&arena);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_rule_that_makes_a_known_lemma_is_taken),
        cmocka_unit_test(irregular_forms_are_listed),
        cmocka_unit_test(a_lemma_is_known_with_its_class_only),
        cmocka_unit_test(names_and_numbers_stay),
        cmocka_unit_test(an_unknown_word_keeps_the_best_rule),
        cmocka_unit_test(readings_are_listed),
        cmocka_unit_test(both_writings_of_a_rule_are_read),
        cmocka_unit_test(a_damaged_table_is_refused),
        cmocka_unit_test(a_model_finds_the_table_beside_it),
        cmocka_unit_test(a_model_that_learnt_readings_needs_its_own_lexicon),
    };
    data = count > 1 ? arguments[1] : "data";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
