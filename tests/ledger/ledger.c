/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The ledger keeps facts once, folds them the same way in any order, and says clearly what it
 * cannot open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "sample.h"

#define ARTICLES 4
static const char *const articles[ARTICLES][3] = {
    {"a1", "2025-07-04",
     "2025-07-03 RUS SUPPORT recognition+ taliban actual -\n"
     "2021-08/.. RUS COOPERATE alignment+ taliban actual -\n"
     "2014/.. RUS ASSAULT hostilities+ UKR actual -\n"
     "2022-02/.. RUS ASSAULT hostilities+ UKR actual -\n"},
    {"a2", "2025-07-05",
     "2025-07 RUS SUPPORT recognition+ taliban actual RUS\n"
     "2025/.. taliban COOPERATE alignment+ RUS actual -\n"
     "2022/.. RUS ASSAULT hostilities+ UKR actual -\n"},
    {"a3", "2023-11-06",
     "2022/.. RUS ASSAULT hostilities+ UKR actual -\n"
     "2024 RUS SUPPORT recognition+ taliban possible -\n"},
    {"a4", "", "2025-07-03 RUS SUPPORT recognition+ taliban denied USA\n"},
};

static void must(bool done, const struct error *error)
{
    if (!done) {
        fail_msg("%s", error->message);
    }
}

static struct buffer dump(struct ledger *ledger, bool facts)
{
    struct buffer out = {0};
    struct error error = {0};
    must(ledger_dump(ledger, facts, true, &out, &error), &error);
    return out;
}

static void add_article(struct ledger *ledger, int i)
{
    assert_true(sample_add(ledger, articles[i][0], articles[i][1], articles[i][2]));
}

static void fold(struct ledger *ledger)
{
    struct error error = {0};
    must(ledger_fold(ledger, &error), &error);
}

static void any_order_gives_the_same_bytes(void **state)
{
    (void)state;
    char first[1 << 15] = "";
    for (int order = 0; order < 24; order++) {
        int left[ARTICLES] = {0, 1, 2, 3}, code = order;
        struct ledger *ledger = sample_ledger();
        for (int i = ARTICLES; i > 0; i--) {
            int pick = code % i;
            code /= i;
            add_article(ledger, left[pick]);
            left[pick] = left[i - 1];
            if (order % 2) {
                fold(ledger); /* folding between must not show either */
            }
        }
        fold(ledger);
        struct buffer out = dump(ledger, true);
        assert_true(out.length < sizeof first);
        if (order == 0) {
            memcpy(first, out.at, out.length + 1);
        }
        assert_string_equal(out.at, first);
        buffer_free(&out);
        sample_remove(ledger);
    }
}

static void adding_twice_changes_nothing(void **state)
{
    (void)state;
    struct ledger *ledger = sample_ledger();
    add_article(ledger, 0);
    fold(ledger);
    struct buffer before = dump(ledger, true);
    assert_false(sample_add(ledger, articles[0][0], articles[0][1], articles[0][2]));
    assert_false(sample_add(ledger, articles[0][0], "2020-01-01", articles[0][2]));
    fold(ledger);
    struct buffer after = dump(ledger, true);
    assert_string_equal(before.at, after.at);
    buffer_free(&before);
    buffer_free(&after);
    sample_remove(ledger);
}

static void a_record_of_another_data_set_keeps_its_ids_and_origin(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    struct sample record = sample_make(&arena, "icews-1", "2014-01-02",
                                       "2014-01-01 RUS CONSULT - CHN actual -\n"
                                       "2014-01-01 RUS ASSAULT hostilities+ UKR actual -\n");
    size_t added;
    struct claim_list first = {record.claims.items, 1};
    must(ledger_add_record(ledger, SLICE("icews"), &record.article, &first, &added, &error),
         &error);
    assert_int_equal(added, 1);
    must(ledger_add_record(ledger, SLICE("icews"), &record.article, &record.claims, &added, &error),
         &error);
    assert_int_equal(added, 1);                                   /* the other one is there */
    assert_true(sample_add(ledger, "icews-1", "2014-01-02", "")); /* an article of our own */
    struct ledger_article *all;
    size_t count;
    must(ledger_articles(&arena, ledger, &all, &count, &error), &error);
    assert_int_equal(count, 2);
    assert_int_equal(all[0].claim_count + all[1].claim_count, 2);
    assert_true(slice_is(all[0].origin, "icews") != slice_is(all[1].origin, "icews"));
    struct ledger_pair *pairs;
    must(ledger_pairs(&arena, ledger, &pairs, &count, &error), &error);
    assert_int_equal(count, 2);
    assert_true(slice_is(pairs[0].a, "CHN") && slice_is(pairs[1].b, "UKR"));
    sample_remove(ledger);
    arena_free(&arena);
}

static void rebuilding_gives_the_same_bytes(void **state)
{
    (void)state;
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    for (int i = 0; i < ARTICLES; i++) {
        add_article(ledger, i);
        fold(ledger);
    }
    struct buffer before = dump(ledger, false);
    must(ledger_rebuild(ledger, &error), &error);
    struct buffer after = dump(ledger, false);
    assert_string_equal(before.at, after.at);
    buffer_free(&before);
    buffer_free(&after);
    sample_remove(ledger);
}

static void an_abandoned_transaction_leaves_nothing(void **state)
{
    (void)state;
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    struct buffer before = dump(ledger, true);
    must(ledger_begin(ledger, &error), &error);
    add_article(ledger, 0);
    ledger_close(ledger); /* as a process that is killed would */
    must(ledger_open(sample_path(), true, &ledger, &error), &error);
    struct buffer after = dump(ledger, true);
    assert_string_equal(before.at, after.at);
    must(ledger_begin(ledger, &error), &error);
    add_article(ledger, 0);
    ledger_rollback(ledger);
    add_article(ledger, 0);
    buffer_free(&before);
    buffer_free(&after);
    sample_remove(ledger);
}

static void a_batch_of_which_something_was_taken_back_is_not_kept(void **state)
{
    (void)state;
    struct error error = {0};
    struct ledger_counts counts;
    struct ledger *ledger = sample_ledger();
    must(ledger_begin(ledger, &error), &error);
    add_article(ledger, 0);
    must(ledger_begin(ledger, &error), &error);
    add_article(ledger, 1);
    ledger_rollback(ledger);
    assert_false(ledger_commit(ledger, &error));
    assert_int_equal(error.code, ERROR_IO);
    ledger_rollback(ledger);
    must(ledger_count(ledger, &counts, &error), &error);
    assert_int_equal(counts.articles, 0);
    must(ledger_begin(ledger, &error), &error);
    add_article(ledger, 0);
    must(ledger_commit(ledger, &error), &error);
    must(ledger_count(ledger, &counts, &error), &error);
    assert_int_equal(counts.articles, 1);
    sample_remove(ledger);
}

static void a_killed_writer_leaves_whole_articles(void **state)
{
    (void)state;
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    ledger_close(ledger);
    pid_t child = fork();
    if (child == 0) {
        struct ledger *mine;
        bool done = ledger_open(sample_path(), true, &mine, &error);
        sample_add(mine, "a1", "2025-07-04", articles[0][2]);
        done = done && ledger_begin(mine, &error);
        sample_add(mine, "a2", "2025-07-05", articles[1][2]);
        _exit(done ? 0 : 1); /* without closing */
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    struct ledger_counts counts;
    must(ledger_open(sample_path(), true, &ledger, &error), &error);
    must(ledger_count(ledger, &counts, &error), &error);
    assert_int_equal(counts.articles, 1);
    assert_int_equal(counts.claims, 4);
    sample_remove(ledger);
}

static void claims_of_one_happening_are_one_event(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    for (int i = 0; i < ARTICLES; i++) {
        add_article(ledger, i);
    }
    const struct ledger_filter filter = {
        .a = SLICE("RUS"), .b = SLICE("taliban"), .known_by = DAY_AFTER_ALL};
    struct ledger_claim_list claims;
    struct ledger_view view;
    must(ledger_claims(&arena, ledger, &filter, &claims, &error), &error);
    assert_int_equal(claims.count, 6);
    ledger_fold_claims(&arena, &claims, &view);
    const struct ledger_event *recognised = NULL;
    for (size_t i = 0; i < view.event_count; i++) {
        const struct ledger_event *event = &view.events[i];
        if (event->bond == BOND_RECOGNITION && event->realis == REALIS_ACTUAL) {
            assert_null(recognised);
            recognised = event;
        }
    }
    assert_non_null(recognised);
    assert_int_equal(recognised->article_count, 2);
    assert_true(slice_is(edtf_print(&arena, recognised->date), "2025-07-03"));
    assert_true(recognised->disputed); /* a4 denies it */
    assert_int_equal(recognised->known, day_of(2025, 7, 4));
    arena_free(&arena);
    sample_remove(ledger);
}

/* The first two articles are one family, and the second speaks for it. */
static void a_family_is_one_source_and_its_speaker_gives_the_evidence(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    sample_add(ledger, "a1", "2025-07-04",
               "2025-07-03 RUS SUPPORT recognition+ taliban actual -\n");
    sample_add(ledger, "a2", "2025-07-05",
               "2025-07-03 RUS SUPPORT recognition+ taliban actual -\n");
    sample_add(ledger, "a3", "2025-07-06",
               "2025-07-03 RUS SUPPORT recognition+ taliban actual -\n");
    const struct ledger_filter all = {.known_by = DAY_AFTER_ALL};
    struct ledger_claim_list claims;
    struct ledger_view view;
    must(ledger_claims(&arena, ledger, &all, &claims, &error), &error);
    claims.items[0].family = claims.items[1].article_number;
    ledger_fold_claims(&arena, &claims, &view);
    assert_int_equal(view.event_count, 1);
    assert_int_equal(view.events[0].article_count, 3);
    assert_int_equal(view.events[0].family_count, 2);
    assert_true(view.events[0].support[0].claim == claims.items[1].hash);
    arena_free(&arena);
    sample_remove(ledger);
}

static void known_by_leaves_later_and_undated_articles_out(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    for (int i = 0; i < ARTICLES; i++) {
        add_article(ledger, i);
    }
    const struct ledger_filter filter = {.known_by = day_of(2025, 7, 4)};
    struct ledger_claim_list claims;
    must(ledger_claims(&arena, ledger, &filter, &claims, &error), &error);
    assert_int_equal(claims.count, 6); /* a1 and a3 */
    int32_t latest;
    must(ledger_latest_day(ledger, &latest, &error), &error);
    assert_int_equal(latest, day_of(2025, 7, 5));
    arena_free(&arena);
    sample_remove(ledger);
}

static void ids_are_found_by_their_beginning(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    add_article(ledger, 0);
    fold(ledger);
    struct ledger_claim_list claims;
    const struct ledger_filter all = {.known_by = DAY_AFTER_ALL};
    must(ledger_claims(&arena, ledger, &all, &claims, &error), &error);
    struct slice id = claims.items[0].claim.id, found;
    enum ledger_kind kind;
    must(ledger_find(&arena, ledger, slice_part(id, 0, 6), &kind, &found, &error), &error);
    assert_int_equal(kind, LEDGER_CLAIM);
    assert_true(slice_equal(found, id));
    assert_false(ledger_find(&arena, ledger, slice_part(id, 0, 5), &kind, &found, &error));
    assert_int_equal(error.code, ERROR_INVALID);
    assert_false(ledger_find(&arena, ledger, SLICE("zzzzzzzz"), &kind, &found, &error));
    assert_int_equal(error.code, ERROR_INVALID);
    assert_false(ledger_find(&arena, ledger, SLICE("00000000"), &kind, &found, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    arena_free(&arena);
    sample_remove(ledger);
}

static void two_ids_with_one_beginning_are_told(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    struct sample sample = sample_make(&arena, "a", "2025-01-01",
                                       "2024 A ACCUSE - B actual -\n2024 A AID - B actual -\n");
    sample.claims.items[0].id = SLICE("abcdef0000000001");
    sample.claims.items[1].id = SLICE("abcdef0000000002");
    bool added;
    must(ledger_add(ledger, &sample.article, &sample.claims, &added, &error), &error);
    enum ledger_kind kind;
    struct slice found;
    assert_false(ledger_find(&arena, ledger, SLICE("abcdef"), &kind, &found, &error));
    assert_int_equal(error.code, ERROR_CONFLICT);
    assert_non_null(strstr(error.message, "claim abcdef0000000001, claim abcdef0000000002"));
    arena_free(&arena);
    sample_remove(ledger);
}

static void write_file(const char *text, size_t length)
{
    FILE *file = fopen(sample_path(), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void refuse(const char *location, bool write, enum error_code code, const char *words)
{
    struct ledger *ledger;
    struct error error = {0};
    assert_false(ledger_open(location, write, &ledger, &error));
    assert_null(ledger);
    if (error.code != code || !strstr(error.message, words)) {
        fail_msg("%d %s", error.code, error.message);
    }
}

static void what_is_no_ledger_is_refused(void **state)
{
    (void)state;
    sample_remove(sample_ledger());
    static const char text[] = "Not a database at all, but long enough to be read as a header, "
                               "which SQLite reads in one hundred bytes or more than that.";
    refuse(sample_path(), false, ERROR_NOT_FOUND, "no ledger at");
    write_file(text, sizeof text);
    refuse(sample_path(), true, ERROR_INVALID, "is not an entente ledger");
    refuse(sample_path(), false, ERROR_INVALID, "is not an entente ledger");
    write_file("", 0);
    refuse(sample_path(), false, ERROR_INVALID, "is not an entente ledger");
    unlink(sample_path());
    refuse("/tmp", true, ERROR_INVALID, "is a folder");
    refuse("/nowhere/at/all.db", true, ERROR_NOT_FOUND, "/nowhere/at/");
    refuse("postgresql://localhost/x", true, ERROR_INVALID, "only files");
}

static void patch(long offset, const char *bytes, size_t length)
{
    FILE *file = fopen(sample_path(), "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void a_newer_schema_and_another_program_are_refused(void **state)
{
    (void)state;
    struct ledger *ledger = sample_ledger();
    ledger_close(ledger);
    patch(60, "\0\0\0\x63", 4); /* user_version, sqlite.org/fileformat.html */
    refuse(sample_path(), true, ERROR_INVALID, "newer entente: schema 99");
    patch(60, "\0\0\0\1", 4);
    refuse(sample_path(), true, ERROR_INVALID, "before the first release");
    patch(60, "\0\0\0\2", 4);
    patch(68, "\0\0\0\7", 4); /* application_id */
    refuse(sample_path(), true, ERROR_INVALID, "is not an entente ledger");
    sample_remove(NULL);
}

static void a_damaged_ledger_says_so(void **state)
{
    (void)state;
    struct error error = {0};
    struct ledger *ledger = sample_ledger();
    for (int i = 0; i < ARTICLES; i++) {
        add_article(ledger, i);
    }
    ledger_close(ledger);
    char rubbish[4096];
    memset(rubbish, 0x5a, sizeof rubbish);
    for (long page = 1; page < 12; page++) {
        patch(page * 4096, rubbish, sizeof rubbish);
    }
    struct buffer out = {0};
    if (ledger_open(sample_path(), true, &ledger, &error)) {
        assert_false(ledger_dump(ledger, true, true, &out, &error));
    }
    assert_int_equal(error.code, ERROR_INVALID);
    assert_non_null(strstr(error.message, "damaged"));
    buffer_free(&out);
    sample_remove(ledger);
}

static void a_second_reader_sees_what_is_committed(void **state)
{
    (void)state;
    struct error error = {0};
    struct ledger *writer = sample_ledger(), *reader;
    must(ledger_open(sample_path(), false, &reader, &error), &error);
    must(ledger_begin(writer, &error), &error);
    add_article(writer, 0);
    struct ledger_counts counts;
    must(ledger_count(reader, &counts, &error), &error);
    assert_int_equal(counts.articles, 0);
    must(ledger_commit(writer, &error), &error);
    must(ledger_count(reader, &counts, &error), &error);
    assert_int_equal(counts.articles, 1);
    bool added;
    struct arena arena = {0};
    struct sample sample = sample_make(&arena, "x", "2025", "2024 A AID - B actual -\n");
    assert_false(ledger_add(reader, &sample.article, &sample.claims, &added, &error));
    arena_free(&arena);
    ledger_close(reader);
    sample_remove(writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_gives_the_same_bytes),
        cmocka_unit_test(adding_twice_changes_nothing),
        cmocka_unit_test(a_record_of_another_data_set_keeps_its_ids_and_origin),
        cmocka_unit_test(rebuilding_gives_the_same_bytes),
        cmocka_unit_test(an_abandoned_transaction_leaves_nothing),
        cmocka_unit_test(a_batch_of_which_something_was_taken_back_is_not_kept),
        cmocka_unit_test(a_killed_writer_leaves_whole_articles),
        cmocka_unit_test(claims_of_one_happening_are_one_event),
        cmocka_unit_test(a_family_is_one_source_and_its_speaker_gives_the_evidence),
        cmocka_unit_test(known_by_leaves_later_and_undated_articles_out),
        cmocka_unit_test(ids_are_found_by_their_beginning),
        cmocka_unit_test(two_ids_with_one_beginning_are_told),
        cmocka_unit_test(what_is_no_ledger_is_refused),
        cmocka_unit_test(a_newer_schema_and_another_program_are_refused),
        cmocka_unit_test(a_damaged_ledger_says_so),
        cmocka_unit_test(a_second_reader_sees_what_is_committed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
