/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Pages of cases.txt, refusals, and a loop over random and damaged bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "article/article.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

static struct arena rules_arena;
static const struct article_rules *rules;

static int load_rules(void **state)
{
    (void)state;
    struct error err;
    if (!article_rules_load(&rules_arena, DATA, &rules, &err)) {
        print_message("%s\n", err.message);
        return 1;
    }
    return 0;
}

static int free_rules(void **state)
{
    (void)state;
    arena_free(&rules_arena);
    return 0;
}

static void print_article(struct arena *arena, const struct article *article, struct buffer *out)
{
    static const char *const kinds[] = {"title", "heading", "body", "caption", "item", "link"};
    for (size_t i = 0; i < article->paragraph_count; i++) {
        const struct paragraph *paragraph = &article->paragraphs[i];
        buffer_print(out, "%s ", kinds[paragraph->kind]);
        for (uint32_t at = paragraph->begin; at < paragraph->end; at++) {
            char c = article->text.at[at];
            buffer_add(out, (struct slice){c == '\n' ? "/" : &article->text.at[at], 1});
        }
        buffer_print(out, "\n");
    }
    buffer_print(out, "date %.*s [%.*s] %s%s%.*s\n",
                 SLICE_ARGS(edtf_print(arena, article->published)),
                 SLICE_ARGS(article->published_evidence), article->language,
                 article->outlet.length ? " " : "", SLICE_ARGS(article->outlet));
}

static size_t check_case(struct slice name, struct slice page, struct slice want)
{
    struct arena arena = {NULL};
    struct buffer got = {NULL, 0, 0};
    struct article article;
    struct error err;
    struct document document = document_of_text(name, page);
    bool read = article_read(&arena, rules, &document, NULL, &article, &err);
    if (read) {
        print_article(&arena, &article, &got);
    }
    bool same = read && slice_equal(buffer_slice(&got), want);
    if (!same) {
        print_message("case %.*s:\n got:\n%.*s want:\n%.*s", SLICE_ARGS(name),
                      SLICE_ARGS(buffer_slice(&got)), SLICE_ARGS(want));
    }
    buffer_free(&got);
    arena_free(&arena);
    return !same;
}

/* Calls `check` for each case of the file; gives the number of cases that failed. */
static size_t each_case(struct slice text,
                        size_t (*check)(struct slice, struct slice, struct slice))
{
    size_t failed = 0, at = slice_find(text, SLICE("\n== "), 0);
    while (at != SIZE_MAX) {
        size_t name_end = slice_find(text, SLICE("\n"), at + 1);
        size_t middle = slice_find(text, SLICE("\n--\n"), name_end);
        assert_true(middle != SIZE_MAX);
        size_t next = slice_find(text, SLICE("\n== "), middle);
        size_t end = next == SIZE_MAX ? text.length : next + 1;
        failed += check(slice_part(text, at + 4, name_end), slice_part(text, name_end + 1, middle),
                        slice_part(text, middle + 4, end));
        at = next;
    }
    return failed;
}

static void pages_are_read_as_written(void **state)
{
    (void)state;
    struct arena arena = {NULL};
    struct slice text;
    struct error err;
    assert_true(file_read(&arena, CASES, LIMIT_DATA_BYTES, &text, &err));
    assert_int_equal(each_case(text, check_case), 0);
    arena_free(&arena);
}

static void check_refusal(const char *bytes, size_t length, enum error_code code, const char *says)
{
    struct arena arena = {NULL};
    struct article article;
    struct error err;
    struct slice text = {bytes, length};
    struct document document = document_of_text(SLICE("a/b.txt"), text);
    assert_false(article_read(&arena, rules, &document, NULL, &article, &err));
    assert_int_equal(err.code, code);
    if (!strstr(err.message, says) || !strstr(err.message, "a/b.txt")) {
        fail_msg("message: %s", err.message);
    }
    arena_free(&arena);
}

static void bad_bytes_are_refused(void **state)
{
    (void)state;
    check_refusal("", 0, ERROR_INVALID, "empty");
    check_refusal(" \n\t\xC2\xA0\n", 6, ERROR_INVALID, "empty");
    check_refusal("\xEF\xBB\xBF\n", 4, ERROR_INVALID, "empty");
    check_refusal("ab\0cd", 5, ERROR_INVALID, "NUL at byte 2");
    check_refusal("caf\xE9 noir", 9, ERROR_INVALID, "byte 3 (0xE9): looks like Latin-1");
    check_refusal("\xFF\xFE"
                  "a",
                  3, ERROR_INVALID, "UTF-16");
    char *wide = malloc(LIMIT_LINE_BYTES + 2);
    assert_non_null(wide);
    memset(wide, '\n', LIMIT_LINE_BYTES + 2);
    for (size_t i = 0; i < LIMIT_LINE_BYTES; i += 2) {
        wide[i] = 'a';
    }
    check_refusal(wide, LIMIT_LINE_BYTES, ERROR_LIMIT, "lines");
    free(wide);
}

/* Where a line of LIMIT_LINE_BYTES + 100 bytes is cut that holds `mark` at the byte `at`. */
static size_t cut_of(const char *mark, size_t at)
{
    struct arena arena = {NULL};
    struct article article;
    struct error err;
    size_t length = LIMIT_LINE_BYTES + 100;
    char *wide = malloc(length);
    assert_non_null(wide);
    memset(wide, 'a', length);
    memcpy(wide + at, mark, strlen(mark));
    struct document document = document_of_text(SLICE("a/b.txt"), (struct slice){wide, length});
    assert_true(article_read(&arena, rules, &document, NULL, &article, &err));
    assert_int_equal(article.paragraph_count, 2);
    assert_int_equal(article.paragraphs[1].end, length);
    size_t cut = article.paragraphs[1].begin;
    arena_free(&arena);
    free(wide);
    return cut;
}

static void a_line_over_the_limit_is_cut_where_it_hurts_least(void **state)
{
    (void)state;
    assert_int_equal(cut_of("a. A b", LIMIT_LINE_BYTES - 1000), LIMIT_LINE_BYTES - 1000 + 3);
    assert_int_equal(cut_of("a b", LIMIT_LINE_BYTES - 10), LIMIT_LINE_BYTES - 10 + 2);
    assert_int_equal(cut_of("a. A", 1000), LIMIT_LINE_BYTES);
    assert_int_equal(cut_of("é", LIMIT_LINE_BYTES - 1), LIMIT_LINE_BYTES - 1);
}

static void the_mark_and_carriage_returns_are_no_text(void **state)
{
    (void)state;
    struct arena arena = {NULL};
    struct article article;
    struct error err;
    struct slice text = SLICE("\xEF\xBB\xBFThe dam holds\r\n\r\nThe dam held through the night, "
                              "officials in the valley said on Monday.\r\n");
    struct document document = document_of_text(SLICE("x/dam.v2.txt"), text);
    assert_true(article_read(&arena, rules, &document, NULL, &article, &err));
    assert_true(slice_is(article.id, "dam.v2"));
    assert_true(slice_is(article.title, "The dam holds"));
    assert_int_equal(article.paragraphs[0].begin, 3);
    assert_int_equal(article.paragraph_count, 2);
    assert_int_equal(article.text.at[article.paragraphs[1].end - 1], '.');
    arena_free(&arena);
}

static void a_stated_date_is_not_bounded(void **state)
{
    (void)state;
    struct article article = {.published_basis = DATE_UNKNOWN};
    article_bound_date(&article, edtf_day(day_of(2024, 2, 3)), SLICE("on Saturday"));
    assert_int_equal(article.published_basis, DATE_LOWER_BOUND);
    assert_true(slice_is(article.published_evidence, "on Saturday"));
    article.published_basis = DATE_STATED;
    article_bound_date(&article, edtf_day(day_of(2025, 2, 3)), SLICE("later"));
    assert_int_equal(article.published.from.year, 2024);
}

static void languages_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text, *language;
    } cases[] = {
        {"El gobierno de la región dijo el martes que no iba a firmar el acuerdo con los vecinos.",
         "es"},
        {"Die Regierung hat am Dienstag mit den Nachbarn über das Abkommen verhandelt und es ist "
         "nicht klar.",
         "de"},
        {"Le gouvernement de la région a dit mardi qu'il ne signerait pas l'accord avec les "
         "voisins.",
         "fr"},
        {"The government of the region said on Tuesday that it would not sign the agreement.",
         "en"},
        {"Правительство региона заявило во вторник, что не подпишет соглашение с соседями.", "ru"},
        {"Oui.", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char language[3];
        article_language(slice_of(cases[i].text), language);
        assert_string_equal(language, cases[i].language);
    }
}

/* tests/gold/languages: nine in ten short texts are told, and none is taken for what is coded. */
static void short_texts_are_told_or_left(void **state)
{
    (void)state;
    struct arena arena = {NULL};
    struct slice text, line;
    struct error err;
    size_t all = 0, right = 0;
    assert_true(file_read(&arena, LANGUAGES, LIMIT_DATA_BYTES, &text, &err));
    while (slice_split(&text, '\n', &line)) {
        if (line.length < 4 || line.at[0] == '#') {
            continue;
        }
        char told[3];
        article_language(slice_part(line, 3, line.length), told);
        bool same = memcmp(told, line.at, 2) == 0;
        if (!same && (!strcmp(told, "fr") || !strcmp(told, "en"))) {
            fail_msg("told as %s: %.*s", told, SLICE_ARGS(line));
        }
        right += same;
        all++;
    }
    assert_true(all >= 200);
    assert_true(right * 10 >= all * 9);
    arena_free(&arena);
}

static uint64_t random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Paragraphs lie in order inside the text, are not empty and start and end between code points. */
static void check_bytes(const char *bytes, size_t length)
{
    struct arena arena = {NULL};
    struct article article;
    struct error err;
    char *copy = malloc(length ? length : 1); /* of its exact size, so that ASan sees overruns */
    assert_non_null(copy);
    memcpy(copy, bytes, length);
    struct slice text = {copy, length};
    struct document document = document_of_text(SLICE("f"), text);
    if (article_read(&arena, rules, &document, NULL, &article, &err)) {
        uint32_t last = 0;
        for (size_t i = 0; i < article.paragraph_count; i++) {
            struct paragraph p = article.paragraphs[i];
            assert_true(p.begin >= last && p.begin < p.end && p.end <= length);
            assert_true(utf8_invalid(slice_part(text, p.begin, p.end)) == SIZE_MAX);
            last = p.end;
        }
    }
    arena_free(&arena);
    free(copy);
}

static void random_and_damaged_bytes_are_safe(void **state)
{
    (void)state;
    static const char *const bits[] = {"\n",
                                       " ",
                                       "**",
                                       "Photo: ",
                                       "© 2024 ",
                                       "PARIS, ",
                                       "12 mars ",
                                       "(AFP) - ",
                                       "\xC2\xA0",
                                       "é",
                                       "à lire aussi",
                                       "\xF0\x9F\x98\x80",
                                       "[",
                                       "](#)",
                                       "- ",
                                       "## ",
                                       "a/b",
                                       "|",
                                       "le 3/4/2025",
                                       "2025-01-01",
                                       "\xEF\xBB\xBF",
                                       "word ",
                                       ".",
                                       "\r\n",
                                       "'",
                                       "»"};
    struct arena arena = {NULL};
    struct slice text;
    struct error err;
    uint64_t seed = 88172645463325252u;
    assert_true(file_read(&arena, CASES, LIMIT_DATA_BYTES, &text, &err));
    char bytes[600];
    for (int round = 0; round < 1500; round++) {
        size_t length = 0;
        while (length + 20 < sizeof bytes && random_next(&seed) % 60) {
            const char *bit = bits[random_next(&seed) % (sizeof bits / sizeof *bits)];
            memcpy(bytes + length, bit, strlen(bit));
            length += strlen(bit);
        }
        check_bytes(bytes, length);
        size_t from = random_next(&seed) % (text.length - 500);
        memcpy(bytes, text.at + from, 500);
        check_bytes(bytes, random_next(&seed) % 500);
        bytes[random_next(&seed) % 500] = (char)random_next(&seed);
        check_bytes(bytes, 500);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_read_as_written),
        cmocka_unit_test(bad_bytes_are_refused),
        cmocka_unit_test(a_line_over_the_limit_is_cut_where_it_hurts_least),
        cmocka_unit_test(the_mark_and_carriage_returns_are_no_text),
        cmocka_unit_test(a_stated_date_is_not_bounded),
        cmocka_unit_test(languages_are_told_apart),
        cmocka_unit_test(short_texts_are_told_or_left),
        cmocka_unit_test(random_and_damaged_bytes_are_safe),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
