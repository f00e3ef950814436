/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A ledger that folds after each article, year by year, holds what folding all claims at once
 * gives: claims of one day and claims that couple years, articles that tell of several years,
 * copies and corrections of one article, records of other data sets that arrive in parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../dice.h"
#include "base/buffer.h"
#include "sample.h"

#define ARTICLES 30
#define ROUNDS 40

static void must(bool done, const struct error *error)
{
    if (!done) {
        fail_msg("%s", error->message);
    }
}

static struct slice date_roll(struct arena *arena, struct dice *dice)
{
    static const char *const forms[] = {"%d-%02u-%02u",
                                        "%d-%02u-%02u",
                                        "%d-%02u-%02u",
                                        "%d-%02u-%02u",
                                        "%d-%02u",
                                        "%d",
                                        "%d-24",
                                        "%d/..",
                                        "../%d",
                                        "XXXX",
                                        "%d-12-30/%d-01-02",
                                        "%d/%d",
                                        "XXXX/..",
                                        "201X"};
    int year = 2010 + (int)roll(dice, 9);
    uint32_t month = 1 + roll(dice, 2) * 6, day = 1 + roll(dice, 3);
    uint32_t form = roll(dice, roll(dice, 3) ? 6 : sizeof forms / sizeof *forms);
    if (form == 10 || form == 11) {
        return slice_print(arena, form == 10 ? "%d-12-30/%d-01-02" : "%d/%d", year, year + 1);
    }
    switch (form) {
    case 4:
        return slice_print(arena, "%d-%02u", year, month);
    case 5:
        return slice_print(arena, "%d", year);
    case 6:
        return slice_print(arena, "%d-24", year);
    case 7:
        return slice_print(arena, "%d/..", year);
    case 8:
        return slice_print(arena, "../%d", year);
    case 9:
    case 12:
    case 13:
        return slice_of(forms[form]);
    default:
        return slice_print(arena, "%d-%02u-%02u", year, month, day);
    }
}

static void claim_roll(struct arena *arena, struct dice *dice, struct sample *sample)
{
    static const char *const deeds[][2] = {{"SUPPORT", "recognition+"},
                                           {"COERCE", "recognition-"},
                                           {"ASSAULT", "hostilities+"},
                                           {"AGREE", "hostilities-"},
                                           {"AGREE", "treaty+"},
                                           {"SANCTION", "trade-"},
                                           {"CONSULT", "-"},
                                           {"ACCUSE", "-"},
                                           {"RETREAT", "basing~"}};
    static const char *const realis[] = {"actual",  "actual",   "actual", "actual",
                                         "planned", "possible", "denied", "alleged"};
    static const char *const actors[] = {"RUS", "UKR", "BLR"};
    uint32_t deed = roll(dice, 9), source = roll(dice, 3),
             target = (source + 1 + roll(dice, 2)) % 3;
    struct slice date = date_roll(arena, dice);
    const struct slice columns[SAMPLE_COLUMNS] = {date,
                                                  slice_of(actors[source]),
                                                  slice_of(deeds[deed][0]),
                                                  slice_of(deeds[deed][1]),
                                                  slice_of(actors[target]),
                                                  slice_of(realis[roll(dice, 8)]),
                                                  slice_of(roll(dice, 4) ? "-" : "USA")};
    sample_claim(sample, arena, columns,
                 slice_print(arena, "%.*s says that %s did %s to %s, number %u", SLICE_ARGS(date),
                             actors[source], deeds[deed][0], actors[target], roll(dice, 1000)));
}

static struct sample article_roll(struct arena *arena, struct dice *dice, uint32_t number)
{
    struct sample sample;
    struct slice doc = slice_print(arena, "n%u", number);
    struct slice day = slice_print(arena, "%u-%02u-15", 2011 + roll(dice, 9), 1 + roll(dice, 12));
    sample_begin(&sample, arena, doc.at, roll(dice, 12) ? day.at : "");
    for (uint32_t i = 1 + roll(dice, 5); i-- > 0;) {
        claim_roll(arena, dice, &sample);
    }
    sample_end(&sample, arena);
    return sample;
}

/* Adds the article: as one of the paper's own, as one of few families, or in two parts as a record.
 */
static void article_add(struct dice *dice, struct ledger *ledger, struct sample *sample)
{
    struct error error = {0};
    bool added;
    size_t count = sample->claims.count, part = 1 + roll(dice, (uint32_t)count);
    struct claim_list first = {sample->claims.items, part};
    struct claim_list rest = {sample->claims.items + part, count - part};
    if (roll(dice, 5) == 0) {
        must(ledger_add_record(ledger, SLICE("set"), &sample->article, &first, &count, &error),
             &error);
        must(roll(dice, 2) || ledger_fold(ledger, &error), &error);
        must(ledger_add_record(ledger, SLICE("set"), &sample->article, &rest, &count, &error),
             &error);
        return;
    }
    must(ledger_add(ledger, &sample->article, &sample->claims, &added, &error), &error);
    if (roll(dice, 3)) { /* one of three stories, all of one's words are the same */
        uint32_t story = roll(dice, 3), features[] = {8 * story + 1, 8 * story + 2, 8 * story + 3};
        struct imprint imprint = {.content = story + 1,
                                  .word_count = 300,
                                  .features = features,
                                  .feature_count = 3,
                                  .published = edtf_first(sample->article.published),
                                  .language = "en"};
        must(ledger_relate(ledger, &sample->article, &imprint, &error), &error);
    }
}

static void same_gist(const struct ledger_gist *x, const struct ledger_gist *y)
{
    assert_int_equal(x->hash, y->hash);
    assert_int_equal(x->best, y->best);
    assert_int_equal(x->reached, y->reached);
    assert_int_equal(x->fades, y->fades);
    assert_int_equal(x->new_articles, y->new_articles);
    assert_int_equal(x->new_families, y->new_families);
    assert_int_equal(x->event, y->event);
    assert_int_equal(x->realis, y->realis);
}

static void same_event(const struct ledger_event *x, const struct ledger_event *y)
{
    assert_int_equal(x->hash, y->hash);
    assert_int_equal(x->disputed, y->disputed);
    assert_int_equal(x->known, y->known);
    assert_int_equal(x->day, y->day);
    assert_int_equal(x->first, y->first);
    assert_int_equal(x->last, y->last);
    assert_int_equal(x->claim_count, y->claim_count);
    assert_int_equal(x->family_count, y->family_count);
    for (size_t i = 0; i < x->claim_count; i++) {
        assert_int_equal(x->support[i].number, y->support[i].number);
        assert_int_equal(x->support[i].family, y->support[i].family);
    }
}

static void same_bond(const struct ledger_view *of_x, const struct ledger_bond *x,
                      const struct ledger_view *of_y, const struct ledger_bond *y)
{
    assert_int_equal(x->hash, y->hash);
    assert_int_equal(x->span_count, y->span_count);
    assert_int_equal(x->event_count, y->event_count);
    for (size_t i = 0; i < x->event_count; i++) {
        assert_int_equal(x->events[i] - of_x->gists, y->events[i] - of_y->gists);
    }
    for (size_t i = 0; i < x->span_count; i++) {
        assert_int_equal(x->spans[i].state, y->spans[i].state);
        assert_int_equal(x->spans[i].presumed, y->spans[i].presumed);
        assert_int_equal(x->spans[i].first, y->spans[i].first);
        assert_int_equal(x->spans[i].last, y->spans[i].last);
        assert_int_equal(x->spans[i].by ? x->spans[i].by - of_x->gists : -1,
                         y->spans[i].by ? y->spans[i].by - of_y->gists : -1);
    }
}

/* Holds what the store keeps of each pair against the fold of all its claims. */
static void same_as_folding_all(struct ledger *ledger)
{
    struct arena arena = {0};
    struct error error = {0};
    struct ledger_dyad_list dyads;
    const struct ledger_dyad_filter filter = {.known_by = DAY_AFTER_ALL};
    must(ledger_dyads(&arena, ledger, &filter, &dyads, &error), &error);
    for (size_t i = 0; i < dyads.count; i++) {
        const struct ledger_view *stored = &dyads.items[i].view;
        struct ledger_claim_list claims;
        struct ledger_view folded;
        const struct ledger_filter all = {.a = dyads.items[i].a,
                                          .b = dyads.items[i].b,
                                          .known_by = DAY_AFTER_ALL,
                                          .current = true};
        must(ledger_claims(&arena, ledger, &all, &claims, &error), &error);
        ledger_fold_claims(&arena, &claims, &folded);
        assert_int_equal(stored->event_count, folded.event_count);
        assert_int_equal(stored->bond_count, folded.bond_count);
        for (size_t j = 0; j < folded.event_count; j++) {
            same_gist(&stored->gists[j], &folded.gists[j]);
            same_event(&stored->events[j], &folded.events[j]);
        }
        for (size_t j = 0; j < folded.bond_count; j++) {
            same_bond(stored, &stored->bonds[j], &folded, &folded.bonds[j]);
        }
    }
    arena_free(&arena);
}

static void folding_year_by_year_gives_what_folding_all_gives(void **state)
{
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct arena arena = {0};
        struct dice dice = {round};
        struct error error = {0};
        struct buffer grown = {0}, rebuilt = {0};
        struct ledger *ledger = sample_ledger();
        for (uint32_t i = 0; i < ARTICLES; i++) {
            struct sample sample = article_roll(&arena, &dice, i - roll(&dice, 2)); /* versions */
            article_add(&dice, ledger, &sample);
            if (roll(&dice, 4)) {
                must(ledger_fold(ledger, &error), &error);
                same_as_folding_all(ledger);
            }
        }
        must(ledger_fold(ledger, &error) && ledger_dump(ledger, true, true, &grown, &error),
             &error);
        must(ledger_rebuild(ledger, &error) && ledger_dump(ledger, true, true, &rebuilt, &error),
             &error);
        assert_string_equal(grown.at, rebuilt.at);
        same_as_folding_all(ledger);
        buffer_free(&grown);
        buffer_free(&rebuilt);
        sample_remove(ledger);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding_year_by_year_gives_what_folding_all_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
