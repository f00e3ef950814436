/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Timeline, bonds, why, sources: what they give for a small ledger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../ledger/sample.h"
#include "base/buffer.h"
#include "view/view.h"

static const struct view_time always = {DAY_AFTER_ALL, DAY_BEFORE_ALL, DAY_AFTER_ALL};

static struct ledger *small_ledger(void)
{
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    sample_add(ledger, "s0", "2025-07-05",
               "2025-07-03 RUS SUPPORT recognition+ taliban actual -\n"
               "2025-04 RUS CONCEDE listing- taliban actual -\n"
               "2022-02/.. RUS ASSAULT hostilities+ UKR actual -\n");
    sample_add(ledger, "s2", "2025-07-04",
               "2025-07-03 RUS SUPPORT recognition+ taliban actual RUS\n"
               "2025 taliban CONSULT - RUS actual -\n");
    assert_true(ledger_fold(ledger, &error));
    return ledger;
}

static void must(bool done, const struct error *error)
{
    if (!done) {
        fail_msg("%s", error->message);
    }
}

static void a_timeline_goes_by_date(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct buffer out = {0};
    struct ledger *ledger = small_ledger();
    struct timeline timeline = {.a = SLICE("taliban"), .b = SLICE("RUS")};
    must(view_timeline(&arena, ledger, always, &timeline, &error), &error);
    assert_int_equal(timeline.row_count, 3);
    assert_int_equal(timeline.rows[0].event->event, EVENT_CONSULT);
    assert_int_equal(timeline.rows[1].event->event, EVENT_CONCEDE);
    assert_int_equal(timeline.rows[2].event->article_count, 2);
    view_print_timeline(&out, &timeline, false);
    assert_non_null(
        strstr(out.at, "2025        RUS     CONSULT  taliban                actual  ["));
    assert_non_null(strstr(out.at, "recognition+  actual  ["));
    assert_non_null(strstr(out.at, "]  2 articles\n"));
    buffer_free(&out);
    view_print_timeline(&out, &timeline, true);
    assert_non_null(strstr(out.at, "\"date\":\"2025-07-03\",\"source\":\"RUS\""));
    struct view_time until = {day_of(2025, 5, 1), day_of(2025, 1, 1), DAY_AFTER_ALL};
    timeline = (struct timeline){.a = SLICE("RUS")};
    must(view_timeline(&arena, ledger, until, &timeline, &error), &error);
    assert_int_equal(timeline.row_count, 3); /* the war goes on; recognition is not yet */
    buffer_free(&out);
    arena_free(&arena);
    sample_remove(ledger);
}

static void bonds_are_chosen_by_type_and_actors(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct buffer out = {0};
    struct ledger *ledger = small_ledger();
    struct bond_list bonds;
    must(view_bonds(&arena, ledger, BOND_NONE, SLICE(""), SLICE(""), always, &bonds, &error),
         &error);
    assert_int_equal(bonds.count, 3);
    assert_int_equal(bonds.as_of, day_of(2025, 7, 5));
    must(view_bonds(&arena, ledger, BOND_LISTING, SLICE("RUS"), SLICE("taliban"), always, &bonds,
                    &error),
         &error);
    assert_int_equal(bonds.count, 1);
    assert_int_equal(bonds.items[0].span->state, BOND_STATE_CLOSED);
    view_print_bonds(&out, &bonds, false);
    assert_non_null(strstr(out.at, "listing  RUS → taliban  closed       1  ["));
    assert_non_null(
        strstr(out.at, "      in force XXXX/2025-04  (presumed)\n    > closed 2025-04/.."));
    struct view_time march = {day_of(2025, 3, 1), DAY_BEFORE_ALL, DAY_AFTER_ALL};
    must(view_bonds(&arena, ledger, BOND_RECOGNITION, SLICE("RUS"), SLICE(""), march, &bonds,
                    &error),
         &error);
    assert_int_equal(bonds.count, 0);
    buffer_free(&out);
    arena_free(&arena);
    sample_remove(ledger);
}

static void why_leads_from_any_id_to_the_sentence(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct buffer out = {0};
    struct ledger *ledger = small_ledger();
    struct bond_list bonds;
    struct why why;
    must(view_bonds(&arena, ledger, BOND_RECOGNITION, SLICE(""), SLICE(""), always, &bonds, &error),
         &error);
    const struct ledger_bond *bond = bonds.items[0].bond;
    struct slice event = ledger_id(&arena, bond->events[0]->hash);
    must(view_why(&arena, ledger, slice_part(bond->id, 0, 8), DAY_AFTER_ALL, &why, &error), &error);
    assert_int_equal(why.kind, LEDGER_BOND);
    assert_int_equal(why.claim_count, 2);
    must(view_why(&arena, ledger, slice_part(event, 0, 8), DAY_AFTER_ALL, &why, &error), &error);
    assert_int_equal(why.kind, LEDGER_EVENT);
    assert_int_equal(why.claim_count, 2);
    assert_true(slice_is(why.claims[0].article.doc, "s0")); /* own voice before attributed */
    struct slice second = why.claims[1].claim->claim.id;
    must(view_why(&arena, ledger, second, DAY_AFTER_ALL, &why, &error), &error);
    assert_int_equal(why.kind, LEDGER_CLAIM);
    assert_true(slice_equal(why.claims[0].claim->claim.id, second));
    assert_int_equal(why.claim_count, 2);
    assert_int_equal(why.claims[0].mark_begin, 0);
    assert_int_equal(why.claims[0].mark_end, why.claims[0].claim->claim.sentence.length);
    view_print_why_json(&out, &why);
    assert_non_null(strstr(out.at, "{\"kind\":\"claim\""));
    must(view_why(&arena, ledger, why.claims[0].claim->article, DAY_AFTER_ALL, &why, &error),
         &error);
    assert_int_equal(why.kind, LEDGER_ARTICLE);
    assert_false(view_why(&arena, ledger, SLICE("abc"), DAY_AFTER_ALL, &why, &error));
    assert_int_equal(error.code, ERROR_INVALID);
    buffer_free(&out);
    arena_free(&arena);
    sample_remove(ledger);
}

static void sources_follow_known_by(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct buffer out = {0};
    struct ledger *ledger = small_ledger();
    struct source_list sources = {0};
    must(view_sources(&arena, ledger, always, &sources, &error), &error);
    assert_int_equal(sources.count, 2);
    assert_int_equal(sources.items[0].claim_count, 3);
    view_print_sources(&out, &sources, false);
    assert_non_null(strstr(out.at, "  s0   2025-07-05  en         3          Title of s0\n"));
    buffer_free(&out);
    struct view_time then = {DAY_AFTER_ALL, DAY_BEFORE_ALL, day_of(2025, 7, 4)};
    must(view_sources(&arena, ledger, then, &sources, &error), &error);
    assert_int_equal(sources.count, 1);
    arena_free(&arena);
    sample_remove(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_timeline_goes_by_date),
        cmocka_unit_test(bonds_are_chosen_by_type_and_actors),
        cmocka_unit_test(why_leads_from_any_id_to_the_sentence),
        cmocka_unit_test(sources_follow_known_by),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
