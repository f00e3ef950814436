/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Sentences of cases.txt, limits, open quotations, and a loop over random and damaged bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "sentence/sentence.h"

static struct arena rules_arena;
static const struct token_rules *french, *english;

static int load_rules(void **state)
{
    (void)state;
    struct error err;
    if (!token_rules_load(&rules_arena, DATA "/fr", &french, &err) ||
        !token_rules_load(&rules_arena, DATA "/en", &english, &err)) {
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

struct findings {
    size_t count;
};

static void count_finding(void *context, const char *message)
{
    (void)message;
    ((struct findings *)context)->count++;
}

/* Splits the text, each line a paragraph of the kind. */
static struct sentence_list split(struct arena *arena, const struct token_rules *rules,
                                  struct slice text, struct findings *findings)
{
    struct article article = {.text = text, .path = SLICE("t")};
    struct log log = {count_finding, findings};
    struct sentence_list list;
    struct slice rest = text, line;
    while (slice_split(&rest, '\n', &line)) {
        if (line.length) {
            uint32_t begin = (uint32_t)(line.at - text.at);
            *arena_push(arena, article.paragraphs, article.paragraph_count) =
                (struct paragraph){PARAGRAPH_BODY, begin, begin + (uint32_t)line.length};
        }
    }
    sentence_split(arena, rules, &article, &log, &list);
    return list;
}

static void print_sentences(const struct sentence_list *list, struct buffer *out)
{
    for (size_t i = 0; i < list->count; i++) {
        buffer_print(out, i ? " ‖ " : "");
        for (size_t j = 0; j < list->items[i].count; j++) {
            const struct token *token = &list->items[i].tokens[j];
            buffer_print(out, j == 0 ? "" : token->range == 2 ? "_" : " ");
            for (size_t at = 0; at < token->form.length; at++) {
                bool space = token->form.at[at] == ' ';
                buffer_add(out, (struct slice){space ? "~" : &token->form.at[at], 1});
            }
        }
    }
}

static void sentences_are_split_as_written(void **state)
{
    (void)state;
    struct arena arena = {NULL};
    struct slice text, line, language, input;
    struct error err;
    size_t failed = 0;
    assert_true(file_read(&arena, CASES, LIMIT_DATA_BYTES, &text, &err));
    while (slice_split(&text, '\n', &line)) {
        if (!line.length || line.at[0] == '#') {
            continue;
        }
        struct buffer got = {NULL, 0, 0};
        assert_true(slice_split(&line, '\t', &language) && slice_split(&line, '\t', &input));
        struct findings findings = {0};
        struct sentence_list list =
            split(&arena, slice_is(language, "fr") ? french : english, input, &findings);
        print_sentences(&list, &got);
        if (!slice_equal(buffer_slice(&got), line)) {
            failed++;
            print_message(" got: %.*s\nwant: %.*s\n", SLICE_ARGS(buffer_slice(&got)),
                          SLICE_ARGS(line));
        }
        buffer_free(&got);
    }
    assert_int_equal(failed, 0);
    arena_free(&arena);
}

static void offsets_and_spaces_point_into_the_text(void **state)
{
    (void)state;
    struct arena arena = {NULL};
    struct findings findings = {0};
    struct sentence_list list = split(&arena, french, SLICE("Il va au Mali."), &findings);
    assert_int_equal(list.count, 1);
    const struct token *token = list.items[0].tokens;
    assert_int_equal(list.items[0].count, 6);
    assert_int_equal(token[2].begin, 6);
    assert_int_equal(token[2].end, 8);
    assert_int_equal(token[2].range, 1);
    assert_int_equal(token[3].begin, 6);
    assert_int_equal(token[3].range, 2);
    assert_false(token[2].space_after);
    assert_true(token[3].space_after);
    assert_false(token[4].space_after);
    arena_free(&arena);
}

static void open_quotations_are_followed(void **state)
{
    (void)state;
    struct arena arena = {NULL};
    struct findings findings = {0};
    struct slice text = SLICE("Il dit : « Nous irons. Nous vaincrons. » Puis il sort.\n"
                              "« Le premier point.\nLe second point », dit-il. Il sort.");
    static const bool open[] = {false, true, false, false, true, false};
    struct sentence_list list = split(&arena, french, text, &findings);
    assert_int_equal(list.count, 6);
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(list.items[i].quoted_open, open[i]);
    }
    arena_free(&arena);
}

static void long_runs_are_cut_with_one_finding(void **state)
{
    (void)state;
    struct arena arena = {NULL};
    struct findings findings = {0};
    size_t size = 300000;
    char *text = arena_alloc(&arena, size);
    for (size_t i = 0; i < size; i++) {
        text[i] = i < 100000 ? 'a' : i % 3 ? 'b' : ' ';
    }
    struct sentence_list list = split(&arena, english, (struct slice){text, size}, &findings);
    assert_true(list.count > 100);
    assert_int_equal(findings.count, 1);
    for (size_t i = 0; i < list.count; i++) {
        assert_true(list.items[i].count <= LIMIT_SENTENCE_TOKENS);
        assert_true(list.items[i].end - list.items[i].begin <= LIMIT_SENTENCE_BYTES);
    }
    arena_free(&arena);
}

static void missing_and_wrong_rules_are_told(void **state)
{
    (void)state;
    struct arena arena = {NULL};
    const struct token_rules *rules;
    struct error err;
    assert_false(token_rules_load(&arena, DATA "/xx", &rules, &err));
    assert_int_equal(err.code, ERROR_NOT_FOUND);
    arena_free(&arena);
}

static uint64_t random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Every token lies in its sentence, in order; nothing but space and markup lies between. */
static void check_text(const struct token_rules *rules, const char *bytes, size_t length)
{
    struct arena arena = {NULL};
    struct findings findings = {0};
    char *copy = malloc(length ? length : 1); /* of its exact size, so that ASan sees overruns */
    assert_non_null(copy);
    memcpy(copy, bytes, length);
    struct slice text = {copy, length};
    if (utf8_invalid(text) == SIZE_MAX) {
        struct sentence_list list = split(&arena, rules, text, &findings);
        for (size_t i = 0; i < list.count; i++) {
            const struct sentence *sentence = &list.items[i];
            uint32_t last = sentence->begin;
            assert_true(sentence->count > 0 && sentence->end <= length);
            for (size_t j = 0; j < sentence->count; j++) {
                const struct token *token = &sentence->tokens[j];
                assert_true(token->begin >= (token->range == 2 ? 0 : last));
                assert_true(token->end > token->begin && token->end <= sentence->end);
                assert_true(token->form.length > 0);
                assert_true(utf8_invalid(token->form) == SIZE_MAX);
                last = token->end;
            }
        }
    }
    arena_free(&arena);
    free(copy);
}

static void random_and_damaged_bytes_are_safe(void **state)
{
    (void)state;
    static const char *const bits[] = {"a",
                                       "B",
                                       "7",
                                       "000",
                                       " ",
                                       ".",
                                       ",",
                                       "'",
                                       "’",
                                       "-",
                                       "l'",
                                       "des ",
                                       "du",
                                       "«",
                                       "»",
                                       "\"",
                                       "(",
                                       ")",
                                       "?",
                                       "…",
                                       "\xC2\xA0",
                                       "\xC2\xAD",
                                       "\xF0\x9F\x98\x80",
                                       "h",
                                       "**",
                                       "](#)",
                                       "[",
                                       "*",
                                       "http://",
                                       "@",
                                       "www.",
                                       "t-il",
                                       "\xCC\x81",
                                       "$",
                                       "°",
                                       "#",
                                       "&",
                                       "\xEF\xB8\x8F",
                                       "\n",
                                       "n't",
                                       "cannot",
                                       "M.",
                                       "U.S.",
                                       "/",
                                       ":",
                                       "_",
                                       "+",
                                       "\xE2\x80\xAF"};
    struct arena arena = {NULL};
    struct slice text;
    struct error err;
    uint64_t seed = 88172645463325252u;
    assert_true(file_read(&arena, CASES, LIMIT_DATA_BYTES, &text, &err));
    char bytes[600];
    for (int round = 0; round < 2500; round++) {
        const struct token_rules *rules = round % 2 ? french : english;
        size_t length = 0;
        while (length + 20 < sizeof bytes && random_next(&seed) % 60) {
            const char *bit = bits[random_next(&seed) % (sizeof bits / sizeof *bits)];
            memcpy(bytes + length, bit, strlen(bit));
            length += strlen(bit);
        }
        check_text(rules, bytes, length);
        size_t from = random_next(&seed) % (text.length - 300);
        memcpy(bytes, text.at + from, 300);
        check_text(rules, bytes, random_next(&seed) % 300);
        bytes[random_next(&seed) % 300] = (char)(random_next(&seed) % 128);
        check_text(rules, bytes, 300);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_split_as_written),
        cmocka_unit_test(offsets_and_spaces_point_into_the_text),
        cmocka_unit_test(open_quotations_are_followed),
        cmocka_unit_test(long_runs_are_cut_with_one_finding),
        cmocka_unit_test(missing_and_wrong_rules_are_told),
        cmocka_unit_test(random_and_damaged_bytes_are_safe),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
