/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Each word of movement has claims that lead to it, and claims near by that do not. The formula is
 * that of data/circle.txt: whoever changes its numbers sees here what moves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../ledger/sample.h"
#include "base/buffer.h"
#include "view/view.h"

struct movement_case {
    const char *name, *movement, *rows; /* of A and B, from an article of 2025-07-10 */
};

/* Compared are 2021-12-31 and 2025-07-10. */
static const struct movement_case cases[] = {
    {"first recognition", "entered", "2025-07-03 A SUPPORT recognition+ B actual -\n"},
    {"a friend of words becomes an ally in arms", "entered",
     "2020 A COOPERATE alignment+ B actual -\n2024-23 B AID arms+ A actual -\n"},
    {"taken off the list, then recognised", "entered",
     "2020 A AGREE treaty+ B actual -\n2025-04 A CONCEDE listing- B actual -\n"
     "2025-07-03 A SUPPORT recognition+ B actual -\n"},
    {"an old foe signs a peace", "entered",
     "2020-10 A ASSAULT hostilities+ B actual -\n2025-03 A AGREE treaty+ B actual -\n"},
    {"an ally signs a treaty as well", "deepened",
     "2018 A AID arms+ B actual -\n2025-01 A AGREE treaty+ B actual -\n"},
    {"a treaty weighs more than a strain", "deepened",
     "2018 A AID arms+ B actual -\n2018 A COOPERATE alignment+ B actual -\n"
     "2025 A REJECT alignment~ B actual -\n2025-01 A AGREE treaty+ B actual -\n"},
    {"dated to the year after `since`, it may have stood", "deepened",
     "2022/.. A AID arms+ B actual -\n2025-01 A AGREE treaty+ B actual -\n"},
    {"an ally of old", "unchanged", "2005 A AGREE treaty+ B actual -\n"},
    {"an ally of old, called so again", "unchanged",
     "2005 A COOPERATE basing+ B actual -\n2024/.. A COOPERATE alignment+ B actual -\n"},
    {"a beginning unknown", "unchanged", "XXXX/.. A COOPERATE basing+ B actual -\n"},
    {"an old grudge", "unchanged", "1993 A SANCTION border- B actual -\n"},
    {"an ally keeps a distance", "drifting",
     "../2022 A COOPERATE alignment+ B actual -\n2022/.. A SANCTION alignment~ B actual -\n"},
    {"a friend never named before, not helped", "drifting",
     "2023-09 A REJECT alignment~ B actual -\n"},
    {"a seat frozen", "drifting",
     "2002 A AGREE membership+ B actual -\n2024 A SANCTION membership~ B actual -\n"},
    {"turned away", "left", "2024-12/.. A SANCTION alignment- B actual -\n"},
    {"turned away with a base still there", "left",
     "XXXX/.. A COOPERATE basing+ B actual -\n2025 A SANCTION alignment- B actual -\n"},
    {"walked out", "left",
     "1975 A AGREE membership+ B actual -\n2025-01-29 A REJECT membership- B actual -\n"},
    {"an ally under embargo", "left",
     "2010 A AGREE treaty+ B actual -\n2024-05 A SANCTION trade- B actual -\n"
     "2024-05 A SANCTION diplomatic- B actual -\n"},
    {"war", "opponent", "2022-02/.. A ASSAULT hostilities+ B actual -\n"},
    {"war between former allies", "opponent",
     "2010 A AGREE treaty+ B actual -\n2025-02/.. A ASSAULT hostilities+ B actual -\n"},
    {"embargo", "opponent", "../2023-11 A SANCTION trade- B actual -\n"},
    {"warrant", "opponent", "2023-03 A ACCUSE jurisdiction+ B actual -\n"},
    {"relations broken where there was no friendship", "opponent",
     "2024-04-05 A SANCTION diplomatic- B actual -\n"},
    {"an attack without a word of war", "opponent", "2025-03 A ASSAULT - B actual -\n"},
    {"a plan only", "unknown", "2025/.. A COOPERATE trade+ B planned -\n"},
    {"one reproach", "unknown", "2025-07 A ACCUSE - B actual -\n"},
    {"a denial only", "unknown", "2025 A SUPPORT recognition+ B denied -\n"},
};

static const struct formula *formula(struct arena *arena)
{
    const struct formula *loaded;
    struct error error = {0};
    if (!view_formula_load(arena, ENTENTE_DATA "/circle.txt", &loaded, &error)) {
        fail_msg("%s", error.message);
    }
    return loaded;
}

static struct circle circle_of(struct arena *arena, struct ledger *ledger, const char *ego,
                               int32_t known_by)
{
    struct circle circle = {.ego = slice_of(ego),
                            .time = {day_of(2025, 7, 10), day_of(2021, 12, 31), known_by},
                            .explain = true};
    struct error error = {0};
    if (!view_circle(arena, ledger, formula(arena), NULL, &circle, &error)) {
        fail_msg("%s", error.message);
    }
    return circle;
}

static void each_movement_has_its_reasons(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct ledger *ledger = sample_ledger();
        sample_add(ledger, "a", "2025-07-10", cases[i].rows);
        struct circle circle = circle_of(&arena, ledger, "A", DAY_AFTER_ALL);
        assert_int_equal(circle.row_count, 1);
        if (strcmp(movement_name(circle.rows[0].movement), cases[i].movement) != 0) {
            fail_msg("%s: %s, not %s: %.*s", cases[i].name, movement_name(circle.rows[0].movement),
                     cases[i].movement, SLICE_ARGS(circle.rows[0].reason));
        }
        assert_true(slice_is(circle.rows[0].alter, "B"));
        struct circle other = circle_of(&arena, ledger, "B", DAY_AFTER_ALL);
        assert_int_equal(other.rows[0].movement, circle.rows[0].movement);
        arena_free(&arena);
        sample_remove(ledger);
    }
}

static void terms_add_up_to_the_score(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct ledger *ledger = sample_ledger();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char doc[] = {(char)('a' + i % 26), (char)('a' + i / 26), '\0'};
        sample_add(ledger, doc, "2025-07-10", cases[i].rows);
    }
    struct circle circle = circle_of(&arena, ledger, "A", DAY_AFTER_ALL);
    double left = circle.rows[0].score;
    for (size_t i = 0; i < circle.rows[0].term_count; i++) {
        left -= circle.rows[0].terms[i].value;
    }
    assert_true(left < 0.5 && left > -0.5); /* terms below 0.05 are not listed */
    arena_free(&arena);
    sample_remove(ledger);
}

static void what_was_known_by_a_day_is_told_as_then(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct ledger *ledger = sample_ledger();
    sample_add(ledger, "old", "2023-11-06", "2010 A AGREE treaty+ B actual -\n");
    sample_add(ledger, "new", "2025-07-07", "2023-01 A SANCTION treaty- B actual -\n");
    struct circle then = circle_of(&arena, ledger, "A", day_of(2024, 1, 1));
    assert_int_equal(then.rows[0].movement, MOVEMENT_UNCHANGED);
    assert_true(slice_is(then.rows[0].evidence.doc, "old"));
    struct circle now = circle_of(&arena, ledger, "A", DAY_AFTER_ALL);
    assert_int_equal(now.rows[0].movement, MOVEMENT_LEFT);
    assert_true(slice_is(now.rows[0].evidence.doc, "new"));
    arena_free(&arena);
    sample_remove(ledger);
}

static void friends_come_first_and_the_future_not_at_all(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct ledger *ledger = sample_ledger();
    sample_add(ledger, "a", "2025-08-01",
               "2022-02/.. A ASSAULT hostilities+ F actual -\n2010 A AGREE treaty+ B actual -\n"
               "2025-07-20 A AGREE treaty+ C actual -\n2025 A CONSULT - - actual -\n");
    struct circle circle = circle_of(&arena, ledger, "A", DAY_AFTER_ALL);
    assert_int_equal(circle.row_count, 2);
    assert_true(slice_is(circle.rows[0].alter, "B"));
    assert_true(slice_is(circle.rows[1].alter, "F"));
    arena_free(&arena);
    sample_remove(ledger);
}

static void the_table_is_aligned_and_narrow(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buffer out = {0};
    struct ledger *ledger = sample_ledger();
    sample_add(ledger, "a", "2025-07-10",
               "2025-07-03 A SUPPORT recognition+ taliban actual -\n"
               "2025-06-23/2025-07-05 A SANCTION diplomatic~ "
               "république-populaire-démocratique-de-Corée actual -\n");
    struct circle circle = circle_of(&arena, ledger, "A", DAY_AFTER_ALL);
    circle.explain = false;
    view_print_circle(&out, &circle, false);
    struct slice rest = buffer_slice(&out), line;
    while (slice_split(&rest, '\n', &line)) {
        size_t columns = 0;
        for (size_t i = 0; i < line.length; i++) {
            columns += ((unsigned char)line.at[i] & 0xc0) != 0x80;
        }
        assert_true(columns <= 101);
    }
    assert_non_null(strstr(out.at, "\ntaliban                 entered        4.5    0.0  "
                                   "recognition in force 2025-07-03/.. ["));
    assert_non_null(strstr(out.at, "\nrépublique-populaire-d… drifting "));
    assert_non_null(strstr(out.at, "recognition+ taliban actual -” — a, 2025-07-10 ["));
    buffer_free(&out);
    circle.explain = true;
    view_print_circle(&out, &circle, true);
    assert_non_null(strstr(out.at, "\"alter\":\"taliban\""));
    assert_non_null(strstr(out.at, "\"movement\":\"entered\""));
    assert_non_null(strstr(out.at, "\"score\":4.5"));
    assert_non_null(strstr(out.at, "\"terms\":[{\"value\":4.0"));
    assert_non_null(strstr(out.at, "\"quote\":\"2025-07-03 A SUPPORT recognition+"));
    buffer_free(&out);
    arena_free(&arena);
    sample_remove(ledger);
}

static void refuse_formula(const char *text, const char *words)
{
    char path[] = "/tmp/entente-formula-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    fputs(text, file);
    fclose(file);
    struct arena arena = {0};
    struct error error = {0};
    const struct formula *loaded;
    assert_false(view_formula_load(&arena, path, &loaded, &error));
    assert_int_equal(error.code, ERROR_SYNTAX);
    if (!strstr(error.message, words)) {
        fail_msg("%s", error.message);
    }
    unlink(path);
    arena_free(&arena);
}

static void a_wrong_formula_is_told_by_line_and_column(void **state)
{
    (void)state;
    refuse_formula("# nothing\n", "the key 'bond.recognition' is missing");
    refuse_formula("bond.arms 4\n bond.amrs 4\n", ":2:2: unknown key: 'bond.amrs'");
    refuse_formula("bond.arms 4,5\n", ":1:11: not a number: '4,5'");
    refuse_formula("bond.arms 4\nbond.arms 4\n", ":2:1: the key is given twice");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_movement_has_its_reasons),
        cmocka_unit_test(terms_add_up_to_the_score),
        cmocka_unit_test(what_was_known_by_a_day_is_told_as_then),
        cmocka_unit_test(friends_come_first_and_the_future_not_at_all),
        cmocka_unit_test(the_table_is_aligned_and_narrow),
        cmocka_unit_test(a_wrong_formula_is_told_by_line_and_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
