/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Bonds open, are strained and close by their events: each case is a row of claims and the spans
 * that they must lay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "sample.h"

struct bond_case {
    const char *name, *published, *rows;
    const char *spans; /* "bond: state begin end; …", a line each */
};

static const struct bond_case cases[] = {
    {"opens and goes on", "2025-07-10", "2025-07-03 RUS SUPPORT recognition+ taliban actual -\n",
     "recognition RUS taliban: in force 2025-07-03 ..\n"},
    {"deepening adds no span", "2025-07-10",
     "2022/.. IRN AID arms+ RUS actual -\n2025-01 IRN AID arms+ RUS actual -\n",
     "arms IRN RUS: in force 2022/.. ..\n"},
    {"strained, then closed, then nothing more", "2025-07-10",
     "2002 ARM AGREE membership+ csto actual -\n2024-02 ARM SANCTION membership~ csto actual -\n"
     "2025-01 ARM REJECT membership- csto actual -\n2025-02 ARM REJECT membership- csto actual -\n"
     "2025-03 ARM SANCTION membership~ csto actual -\n",
     "membership ARM csto: in force 2002 2024-02; strained 2024-02 2025-01; closed 2025-01 ..\n"},
    {"what closes without having opened was presumed in force", "2025-07-10",
     "2025-04 RUS CONCEDE listing- taliban actual -\n",
     "listing RUS taliban: in force? .. 2025-04; closed 2025-04 ..\n"},
    {"an unknown beginning is told, and heals no strain", "2023-11-06",
     "2023 ARM ACCUSE basing~ RUS actual -\nXXXX/.. ARM COOPERATE basing+ RUS actual -\n",
     "basing ARM RUS: in force XXXX/.. 2023; strained 2023 ..\n"},
    {"before a year comes before that year", "2023-11-06",
     "2022/.. KAZ SANCTION alignment~ RUS actual -\n../2022 KAZ COOPERATE alignment+ RUS actual "
     "-\n",
     "alignment KAZ RUS: in force ../2022 2022/..; strained 2022/.. ..\n"},
    {"plans, chances, claims and denials move nothing", "2025-07-10",
     "2025 A AGREE treaty+ B planned -\n2025 A AGREE trade+ B possible -\n"
     "2025 A ASSAULT hostilities+ B alleged -\n2025 A REJECT membership- B denied -\n",
     "treaty A B: \nmembership A B: \nhostilities A B: \ntrade A B: \n"},
    {"recognition and listing have a direction", "2025-07-10",
     "2020 A SUPPORT recognition+ B actual -\n2021 B SUPPORT recognition+ A actual -\n"
     "2022 B AID arms+ A actual -\n2023 A AID arms+ B actual -\n",
     "recognition A B: in force 2020 ..\nrecognition B A: in force 2021 ..\n"
     "arms A B: in force 2022 ..\n"},
    {"hostilities lapse a year after the last act", "2025-07-10",
     "2023-09-19 AZE ASSAULT hostilities+ ARM actual -\n",
     "hostilities ARM AZE: in force 2023-09-19 2024-09-18; lapsed 2024-09-18 ..\n"},
    {"a war that goes on does not lapse; a truce strains it, an armistice ends it", "2025-07-10",
     "2022-02/.. A ASSAULT hostilities+ B actual -\n2023-01 A RETREAT hostilities~ B actual -\n"
     "2024-01 A RETREAT hostilities- B actual -\n",
     "hostilities A B: in force 2022-02/.. 2023-01; strained 2023-01 2024-01; "
     "closed 2024-01 ..\n"},
    {"a tie told to have ended long ago ended", "2025-07-10",
     "1996/2001 SAU SUPPORT recognition+ taliban actual -\n",
     "recognition SAU taliban: in force 1996/2001 2001-12-31; lapsed 2001-12-31 ..\n"},
    {"an interval up to the article only says when", "2025-07-10",
     "2021-08/2025-07 CHN AGREE diplomatic+ taliban actual -\n",
     "diplomatic CHN taliban: in force 2021-08/2025-07 ..\n"},
    {"of two deeds of one day the one told last decides: closed", "2025-04-02",
     "2025-04-01 A SUPPORT diplomatic+ B actual -\n2025-04-01 A SANCTION diplomatic- B actual -\n",
     "diplomatic A B: in force 2025-04-01 2025-04-01; closed 2025-04-01 ..\n"},
    {"of two deeds of one day the one told last decides: open", "2025-04-02",
     "2025-04-01 A SANCTION diplomatic- B actual -\n2025-04-01 A SUPPORT diplomatic+ B actual -\n",
     "diplomatic A B: in force? .. 2025-04-01; closed 2025-04-01 2025-04-01; "
     "in force 2025-04-01 ..\n"},
    {"nobody and oneself have no bond", "2025-07-10",
     "2025 A SUPPORT recognition+ - actual -\n2025 A ASSAULT hostilities+ A actual -\n", ""},
};

static void spans_print(struct buffer *out, struct arena *arena, const struct ledger_bond *bond)
{
    buffer_print(out, "%s %.*s %.*s: ", bond_type_name(bond->type), SLICE_ARGS(bond->a),
                 SLICE_ARGS(bond->b));
    for (size_t i = 0; i < bond->span_count; i++) {
        const struct bond_span *span = &bond->spans[i];
        bool lapsed = !span->by && !span->presumed;
        struct slice begin =
            edtf_is_set(span->begin) ? edtf_print(arena, span->begin) : SLICE("..");
        struct slice end = edtf_is_set(span->end) ? edtf_print(arena, span->end) : SLICE("..");
        buffer_print(out, "%s%s%s %.*s %.*s", i ? "; " : "",
                     lapsed ? "lapsed" : bond_state_name(span->state), span->presumed ? "?" : "",
                     SLICE_ARGS(begin), SLICE_ARGS(end));
    }
    buffer_print(out, "\n");
}

/* All claims of a ledger, and what they fold into. */
struct folded {
    struct arena arena;
    struct ledger_claim_list claims;
    struct ledger_view view;
};

static void claims_take(struct folded *out, struct ledger *ledger)
{
    struct error error = {0};
    const struct ledger_filter all = {.known_by = DAY_AFTER_ALL};
    *out = (struct folded){0};
    assert_true(ledger_claims(&out->arena, ledger, &all, &out->claims, &error));
}

static void bonds_follow_their_events(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = {0};
        struct folded folded;
        struct ledger *ledger = sample_ledger();
        sample_add(ledger, "a", cases[i].published, cases[i].rows);
        claims_take(&folded, ledger);
        ledger_fold_claims(&folded.arena, &folded.claims, &folded.view);
        buffer_print(&out, "%s\n", cases[i].name);
        for (size_t j = 0; j < folded.view.bond_count; j++) {
            spans_print(&out, &folded.arena, &folded.view.bonds[j]);
        }
        assert_string_equal(out.at,
                            slice_print(&folded.arena, "%s\n%s", cases[i].name, cases[i].spans).at);
        buffer_free(&out);
        arena_free(&folded.arena);
        sample_remove(ledger);
    }
}

static void a_day_falls_into_one_span(void **state)
{
    (void)state;
    struct folded folded;
    struct ledger *ledger = sample_ledger();
    sample_add(ledger, "a", "2025-07-10",
               "2020-05-01 A AGREE treaty+ B actual -\n2023-05-01 A SANCTION treaty- B actual -\n");
    claims_take(&folded, ledger);
    ledger_fold_claims(&folded.arena, &folded.claims, &folded.view);
    assert_int_equal(folded.view.bond_count, 1);
    const struct ledger_bond *treaty = &folded.view.bonds[0];
    assert_null(bond_at(treaty, day_of(2020, 4, 30)));
    assert_int_equal(bond_at(treaty, day_of(2020, 5, 1))->state, BOND_STATE_IN_FORCE);
    assert_int_equal(bond_at(treaty, day_of(2023, 4, 30))->state, BOND_STATE_IN_FORCE);
    assert_int_equal(bond_at(treaty, day_of(2023, 5, 1))->state, BOND_STATE_CLOSED);
    assert_int_equal(treaty->spans[0].last, day_of(2023, 4, 30));
    arena_free(&folded.arena);
    sample_remove(ledger);
}

/* How many spans the treaty has that one source tells, or two. */
static size_t treaty_spans(unsigned confidence, size_t sources)
{
    const char *const docs[] = {"a", "b"};
    struct folded folded;
    struct ledger *ledger = sample_ledger();
    for (size_t i = 0; i < sources; i++) {
        sample_add(ledger, docs[i], "2025-07-10", "2020-05-01 A AGREE treaty+ B actual -\n");
    }
    claims_take(&folded, ledger);
    for (size_t i = 0; i < folded.claims.count; i++) {
        folded.claims.items[i].claim.confidence = confidence;
        folded.claims.items[i].family = (int64_t)i + 1;
    }
    ledger_fold_claims(&folded.arena, &folded.claims, &folded.view);
    assert_int_equal(folded.view.bond_count, 1);
    size_t spans = folded.view.bonds[0].span_count;
    arena_free(&folded.arena);
    sample_remove(ledger);
    return spans;
}

static void what_is_likelier_misread_moves_nothing_alone(void **state)
{
    (void)state;
    assert_int_equal(treaty_spans(0, 1), 1); /* not weighed, as in what is imported */
    assert_int_equal(treaty_spans(50, 1), 1);
    assert_int_equal(treaty_spans(49, 1), 0);
    assert_int_equal(treaty_spans(49, 2), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bonds_follow_their_events),
        cmocka_unit_test(a_day_falls_into_one_span),
        cmocka_unit_test(what_is_likelier_misread_moves_nothing_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
