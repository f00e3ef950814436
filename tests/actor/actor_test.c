/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The register: a small one of its own (register/), what it refuses, and the project's whole one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "actor/actor.h"
#include "base/utf8.h"

struct fixture {
    struct arena arena;
    const struct actor_register *actors;
};

static int fixture_open(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct error err = {0};
    if (!fixture || !actor_register_load(&fixture->arena, SAMPLE, NULL, &fixture->actors, &err)) {
        print_error("%s\n", err.message);
        return -1;
    }
    *state = fixture;
    return 0;
}

static int fixture_close(void **state)
{
    struct fixture *fixture = *state;
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static uint32_t code(const struct fixture *fixture, const char *text)
{
    return actor_by_code(fixture->actors, slice_of(text));
}

/* The names that the written form may mean, of one kind. */
static size_t count_names(struct fixture *fixture, const char *form, enum name_kind kind)
{
    struct slice folded = utf8_fold(&fixture->arena, slice_of(form));
    struct actor_names names = actor_lookup(fixture->actors, folded);
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        count += names.items[i]->kind == kind;
    }
    return count;
}

static void test_actors(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(actor_count(fixture->actors), 5);
    assert_int_equal(code(fixture, "rus"), code(fixture, "RUS"));
    assert_int_equal(code(fixture, "nowhere"), UINT32_MAX);
    const struct actor *russia = actor_at(fixture->actors, code(fixture, "RUS"));
    assert_true(slice_is(russia->name_fr, "Russie"));
    assert_true(slice_is(russia->name_en, "Russia"));
    const struct actor *taliban = actor_at(fixture->actors, code(fixture, "taliban"));
    assert_int_equal(taliban->kind, ACTOR_GROUP);
    assert_true(slice_is(taliban->state, "AFG"));
}

static void test_names(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(count_names(fixture, "MOSCOU", NAME_CAPITAL), 1);
    assert_int_equal(count_names(fixture, "russe", NAME_ADJECTIVE), 1);
    assert_int_equal(count_names(fixture, "russe", NAME_PEOPLE), 1);
    assert_int_equal(count_names(fixture, "Koursk", NAME_PLACE), 1);
    assert_int_equal(count_names(fixture, "Atlantis", NAME_PROPER), 0);
    assert_int_equal(actor_reach(fixture->actors, SLICE("federation")), 20);
    assert_int_equal(actor_reach(fixture->actors, SLICE("nothing")), 0);
}

static void test_former_name_has_its_years(void **state)
{
    struct fixture *fixture = *state;
    struct actor_names names = actor_lookup(fixture->actors, SLICE("urss"));
    assert_int_equal(names.count, 1);
    assert_int_equal(names.items[0]->kind, NAME_FORMER);
    assert_true(actor_name_holds(names.items[0], day_of(1980, 1, 1)));
    assert_true(actor_name_holds(names.items[0], day_of(1991, 12, 31)));
    assert_false(actor_name_holds(names.items[0], day_of(1992, 1, 1)));
}

static void test_family_names(void **state)
{
    struct fixture *fixture = *state;
    static const char *const present[] = {"Poutine", "Leyen",     "von der Leyen", "Xi",
                                          "Charaa",  "Al-Charaa", "Lopez Obrador"};
    for (size_t i = 0; i < sizeof present / sizeof *present; i++) {
        if (!count_names(fixture, present[i], NAME_SURNAME)) {
            fail_msg("no surname %s", present[i]);
        }
    }
    assert_int_equal(count_names(fixture, "Jinping", NAME_SURNAME), 0);
    assert_int_equal(count_names(fixture, "der Leyen", NAME_SURNAME), 0);
    assert_true(actor_given_name(fixture->actors, SLICE("vladimir")));
    assert_false(actor_given_name(fixture->actors, SLICE("poutine")));
}

static void test_one_person_many_offices(void **state)
{
    struct fixture *fixture = *state;
    struct actor_names names = actor_lookup(fixture->actors, SLICE("medvedev"));
    assert_int_equal(names.count, 2);
    assert_int_equal(names.items[0]->person, names.items[1]->person);
    struct actor_names other = actor_lookup(fixture->actors, SLICE("poutine"));
    assert_int_not_equal(names.items[0]->person, other.items[0]->person);
    struct actor_names spelling = actor_lookup(fixture->actors, SLICE("putin"));
    assert_int_equal(spelling.items[0]->person, other.items[0]->person);
}

static void test_resolve(void **state)
{
    struct fixture *fixture = *state;
    int32_t day = day_of(2025, 7, 7);
    struct slice nearest;
    assert_int_equal(actor_resolve(fixture->actors, SLICE(" Russia "), day, &nearest),
                     code(fixture, "RUS"));
    assert_int_equal(actor_resolve(fixture->actors, SLICE("kremlin"), day, NULL),
                     code(fixture, "RUS"));
    assert_int_equal(actor_resolve(fixture->actors, SLICE("Xi Jinping"), day, NULL),
                     code(fixture, "CHN"));
    assert_int_equal(actor_resolve(fixture->actors, SLICE("Rusia"), day, &nearest), UINT32_MAX);
    assert_true(slice_is(nearest, "Russia"));
    assert_int_equal(actor_resolve(fixture->actors, SLICE("qqqqqqqq"), day, &nearest), UINT32_MAX);
    assert_int_equal(nearest.length, 0);
}

static void test_members_and_senses(void **state)
{
    struct fixture *fixture = *state;
    uint32_t csto = code(fixture, "csto"), russia = code(fixture, "RUS");
    assert_true(actor_is_member(fixture->actors, csto, russia, day_of(2020, 1, 1)));
    assert_false(actor_is_member(fixture->actors, csto, russia, day_of(1991, 1, 1)));
    assert_false(actor_is_member(fixture->actors, csto, code(fixture, "CHN"), 0));
    assert_int_equal(actor_description(fixture->actors, "fr", SLICE("ministre")), DESCRIBES_LEADER);
    assert_int_equal(actor_description(fixture->actors, "en", SLICE("ministre")),
                     DESCRIBES_NOTHING);
}

static void file_write(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void test_errors_point_at_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } bad[] = {
        {"RUS\n", "extra.txt:1:4: after the code"},
        {"RUS stat\n", "extra.txt:1:5: after the code"},
        {"\tname\tRussie\n", "extra.txt:1:1: no stanza is open"},
        {"RUS state\n\tname\n", "extra.txt:2:2: expected TAB key TAB values"},
        {"RUS state\n\tformer@19x\tURSS\n", "extra.txt:2:9: not an EDTF date"},
        {"RUS state\n\tmember\tXXX\n", "extra.txt:2:9: no actor has the code XXX\n"
                                       " member XXX\n        ^"},
        {"RUS state\n name\tRussie\n", "extra.txt:2:1: a line begins with"},
        {"RUS state\n\tname.fra\tRussie\n", "extra.txt:2:7: a language has two letters"},
        {"RUS state\n\tnmae.fr\tRussie\n", "extra.txt:2:2: no key is called nmae"},
        {"RUS state\n\tname\tRuss\xFF\n", "extra.txt:2:11: not UTF-8"},
    };
    char folder[] = "/tmp/entente-actor-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char path[256];
    snprintf(path, sizeof path, "%s/extra.txt", folder);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct arena arena = {0};
        struct error err = {0};
        const struct actor_register *actors;
        file_write(folder, "extra.txt", bad[i].text);
        assert_false(actor_register_load(&arena, SAMPLE, path, &actors, &err));
        assert_int_equal(err.code, ERROR_SYNTAX);
        if (!strstr(err.message, bad[i].message)) {
            fail_msg("expected '%s' in '%s'", bad[i].message, err.message);
        }
        arena_free(&arena);
    }
    remove(path);
    rmdir(folder);
}

static void test_users_file_extends(void **state)
{
    (void)state;
    char folder[] = "/tmp/entente-actor-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    file_write(folder, "extra.txt",
               "RUS state\n\tname.fr\tRous\n\tperson@2025/..\tIvan Novikov\n"
               "moon group\n\tname\tMoon People\n");
    snprintf(path, sizeof path, "%s/extra.txt", folder);
    struct fixture fixture = {0};
    struct error err = {0};
    if (!actor_register_load(&fixture.arena, SAMPLE, path, &fixture.actors, &err)) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(actor_count(fixture.actors), 6);
    assert_int_equal(count_names(&fixture, "Rous", NAME_PROPER), 1);
    assert_int_equal(count_names(&fixture, "Novikov", NAME_SURNAME), 1);
    remove(path);
    rmdir(folder);
    arena_free(&fixture.arena);
}

/* The faults of a register whose extra file has the text. */
static void lint_text(const char *text, struct buffer *out)
{
    char folder[] = "/tmp/entente-actor-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    file_write(folder, "extra.txt", text);
    snprintf(path, sizeof path, "%s/extra.txt", folder);
    struct fixture fixture = {0};
    struct error err = {0};
    const struct actor_posts *posts;
    if (!actor_register_load(&fixture.arena, SAMPLE, path, &fixture.actors, &err) ||
        !actor_posts_load(&fixture.arena, SAMPLE, fixture.actors, &posts, &err)) {
        fail_msg("%s", err.message);
    }
    actor_lint(&fixture.arena, fixture.actors, posts, path, out);
    remove(path);
    rmdir(folder);
    arena_free(&fixture.arena);
}

static void test_lint_points_at_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *fault; /* NULL: none */
    } cases[] = {
        {"moon group\n\tname\tRussie\n", "extra.txt:2:7: names too RUS\n name Russie\n      ^"},
        {"moon group\n\tacronym\tRussie\n", NULL},
        {"moon group\n\tname@../1900\tRussie\n\tname@1950/..\tMoon\n", "2:15: names too RUS"},
        {"moon group\n\tname@../1900\tMoon\nsun group\n\tname@1950/..\tMoon\n", NULL},
        {"moon group\n\tname\tMoon | Luna | Moon\n", "extra.txt:2:21: stands twice: Moon"},
        {"moon group\n\tname.fr\tMoon\n\tname.en\tMoon\n", NULL},
        {"moon state\n\tname\tMoon\n", "extra.txt:1:1: no source for moon"},
        {"moon group\n\tname\tMoon\nmoon group\n\tname\tLuna\n", "3:1: a second stanza of"},
        {"RUS state\n\tname.en\tRus\n", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = {0};
        lint_text(cases[i].text, &out);
        if (cases[i].fault ? !out.length || !strstr(out.at, cases[i].fault) : out.length != 0) {
            fail_msg("case %zu: %s", i, out.length ? out.at : "no fault");
        }
        buffer_free(&out);
    }
}

static void test_gaps(void **state)
{
    struct fixture *fixture = *state;
    const struct actor_posts *posts;
    struct actor_gap_list gaps;
    struct error err = {0};
    if (!actor_posts_load(&fixture->arena, SAMPLE, fixture->actors, &posts, &err)) {
        fail_msg("%s", err.message);
    }
    actor_gaps_find(&fixture->arena, fixture->actors, posts, day_of(2025, 7, 7), &gaps);
    assert_int_equal(gaps.posts, 2);
    assert_int_equal(gaps.count, 1);
    assert_true(slice_is(gaps.items[0].post, "head of government"));
    assert_true(slice_is(gaps.items[0].last->form, "Dmitri Medvedev"));
    actor_gaps_find(&fixture->arena, fixture->actors, posts, day_of(1980, 1, 1), &gaps);
    assert_int_equal(gaps.count, 2);
}

static void test_guarded_names(void **state)
{
    struct fixture *fixture = *state;
    struct actor_names names = actor_lookup(fixture->actors, SLICE("tlb"));
    assert_int_equal(names.count, 1);
    assert_true(names.items[0]->guarded);
    assert_false(actor_lookup(fixture->actors, SLICE("talibans")).items[0]->guarded);
}

/* No fault in the files that ship with the program. */
static void test_shipped_register_is_clean(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct error err = {0};
    struct buffer out = {0};
    const struct actor_posts *posts;
    if (!actor_register_load(&fixture.arena, DATA "/actor", NULL, &fixture.actors, &err) ||
        !actor_posts_load(&fixture.arena, DATA "/actor", fixture.actors, &posts, &err)) {
        fail_msg("%s", err.message);
    }
    if (actor_lint(&fixture.arena, fixture.actors, posts, NULL, &out)) {
        fail_msg("%s", out.at);
    }
    buffer_free(&out);
    arena_free(&fixture.arena);
}

static void test_whole_register_loads(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct error err = {0};
    if (!actor_register_load(&fixture.arena, DATA "/actor", NULL, &fixture.actors, &err)) {
        fail_msg("%s", err.message);
    }
    assert_true(actor_count(fixture.actors) > 400);
    uint32_t russia = code(&fixture, "RUS");
    assert_int_equal(actor_resolve(fixture.actors, SLICE("Moscou"), 0, NULL), russia);
    assert_true(actor_all_names(fixture.actors, russia).count > 20);
    assert_true(actor_epithet(fixture.actors, "fr", SLICE("royaume")));
    assert_true(actor_has_epithet(fixture.actors, code(&fixture, "MAR"), "fr", SLICE("royaume")));
    assert_false(actor_has_epithet(fixture.actors, russia, "fr", SLICE("royaume")));
    assert_false(actor_has_epithet(fixture.actors, code(&fixture, "MAR"), "en", SLICE("royaume")));
    arena_free(&fixture.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_actors),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_former_name_has_its_years),
        cmocka_unit_test(test_family_names),
        cmocka_unit_test(test_one_person_many_offices),
        cmocka_unit_test(test_resolve),
        cmocka_unit_test(test_members_and_senses),
        cmocka_unit_test(test_errors_point_at_the_place),
        cmocka_unit_test(test_users_file_extends),
        cmocka_unit_test(test_lint_points_at_the_place),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_guarded_names),
        cmocka_unit_test(test_shipped_register_is_clean),
        cmocka_unit_test(test_whole_register_loads),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
