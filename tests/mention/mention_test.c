/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Every case of cases.txt against the project's own register and word lists; bad rules; bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/limits.h"
#include "mention/mention.h"

struct fixture {
    struct arena arena;
    const struct actor_register *actors;
    const struct mention_rules *rules[2]; /* fr, en */
};

static int fixture_open(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct error err = {0};
    bool good = fixture &&
                actor_register_load(&fixture->arena, DATA "/actor", NULL, &fixture->actors, &err) &&
                mention_rules_load(&fixture->arena, DATA "/fr", &fixture->rules[0], &err) &&
                mention_rules_load(&fixture->arena, DATA "/en", &fixture->rules[1], &err);
    if (!good) {
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

static void mention_print(struct buffer *out, const struct fixture *fixture,
                          const struct mention *mention)
{
    if (!mention) {
        buffer_print(out, "-");
        return;
    }
    for (size_t i = 0; i < mention->actor_count; i++) {
        struct slice code = actor_at(fixture->actors, mention->actors[i])->code;
        buffer_print(out, "%s%.*s", i ? "+" : "", SLICE_ARGS(code));
    }
    const char *flags[] = {mention->anaphoric ? "a" : "", mention->place ? "l" : "",
                           mention->people ? "p" : "", mention->modifier ? "m" : "",
                           mention->past ? "x" : ""};
    bool any = mention->anaphoric || mention->place || mention->people || mention->modifier ||
               mention->past;
    buffer_print(out, "%s", any ? " " : "");
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        buffer_print(out, "%s", flags[i]);
    }
}

/* Finds the word `form#n` of the case; false if there is none. */
static bool word_find(const struct tree_list *trees, struct slice word, size_t *t, size_t *w)
{
    struct slice number = word, form;
    slice_split(&number, '#', &form);
    size_t wanted = number.at ? (size_t)atoi(number.at) : 1;
    for (*t = 0; *t < trees->count; ++*t) {
        for (*w = 1; *w <= trees->items[*t].count; ++*w) {
            bool same = slice_equal(trees->items[*t].words[*w].token->form, form);
            if (same && --wanted == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Checks the lines `? word what`; returns the number of those that differ. */
static size_t expectations_check(const struct fixture *fixture, struct slice name,
                                 struct slice text, const struct tree_list *trees,
                                 const struct mention_list *mentions)
{
    size_t failures = 0, t, w;
    struct slice line;
    while (slice_split(&text, '\n', &line)) {
        if (!slice_starts(line, SLICE("? "))) {
            continue;
        }
        struct slice expected = slice_part(line, 2, line.length), word;
        slice_split(&expected, ' ', &word);
        struct buffer got = {0};
        if (word_find(trees, word, &t, &w)) {
            mention_print(&got, fixture, mention_at(mentions, t, w));
        } else {
            buffer_print(&got, "no such word");
        }
        if (!slice_equal(buffer_slice(&got), expected)) {
            print_error("%.*s: %.*s: expected %.*s, got %.*s\n", SLICE_ARGS(name), SLICE_ARGS(word),
                        SLICE_ARGS(expected), SLICE_ARGS(buffer_slice(&got)));
            failures++;
        }
        buffer_free(&got);
    }
    return failures;
}

/* Only the lines of the trees, without the expectations. */
static struct slice trees_only(struct arena *arena, struct slice text)
{
    char *out = arena_alloc(arena, text.length + 2);
    size_t length = 0;
    struct slice line;
    while (slice_split(&text, '\n', &line)) {
        if (!slice_starts(line, SLICE("? "))) {
            memcpy(out + length, line.at, line.length);
            length += line.length;
            out[length++] = '\n';
        }
    }
    return (struct slice){out, length};
}

static size_t case_run(const struct fixture *fixture, struct slice head, struct slice body)
{
    struct arena arena = {0};
    struct error err = {0};
    struct slice language, day, name = head;
    struct edtf date = {0};
    slice_split(&name, ' ', &language);
    slice_split(&name, ' ', &day);
    assert_true(edtf_parse(day, &date));
    struct tree_list trees;
    if (!conllu_read(&arena, SLICE("cases.txt"), trees_only(&arena, body), &trees, &err)) {
        fail_msg("%.*s: %s", SLICE_ARGS(name), err.message);
    }
    assert_true(trees.count > 0);
    struct slice text = trees.items[0].text;
    struct paragraph paragraph = {PARAGRAPH_BODY, 0, (uint32_t)text.length};
    struct article article = {.text = text,
                              .paragraphs = &paragraph,
                              .paragraph_count = 1,
                              .published_basis = DATE_STATED};
    struct mention_list mentions;
    mention_find(&arena, fixture->actors, fixture->rules[slice_is(language, "en")], &article,
                 &trees, edtf_last(date), NULL, &mentions);
    size_t failures = expectations_check(fixture, name, body, &trees, &mentions);
    arena_free(&arena);
    return failures;
}

static void test_cases(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    struct slice text;
    if (!file_read(&fixture->arena, CASES, LIMIT_DATA_BYTES, &text, &err)) {
        fail_msg("%s", err.message);
    }
    size_t failures = 0, cases = 0;
    size_t at = slice_find(text, SLICE("\n== "), 0);
    while (at != SIZE_MAX) {
        size_t next = slice_find(text, SLICE("\n== "), at + 4);
        struct slice rest = slice_part(text, at + 4, next == SIZE_MAX ? text.length : next + 1);
        struct slice head;
        slice_split(&rest, '\n', &head);
        failures += case_run(fixture, head, rest);
        cases++;
        at = next;
    }
    assert_true(cases >= 40);
    assert_int_equal(failures, 0);
}

static void test_bad_rules(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } bad[] = {
        {"language\tfr\nnonsense\tx\n", ":2:1: no such list"},
        {"language\tfr\nnumber\tdeux=x\n", ":2:13: a small number is expected"},
        {"language\tfr\npronoun\til=mq\n", ":2:12: flags are of m, f, s, p, a, t, d"},
        {"of\tde\n", ": no line gives the language"},
        {"language\n", ":1:1: expected: list TAB value | value"},
    };
    char folder[] = "/tmp/entente-mention-XXXXXX";
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct arena arena = {0};
        struct error err = {0};
        const struct mention_rules *rules;
        const char *path = slice_print(&arena, "%s/mention.txt", folder).at;
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(bad[i].text, file);
        fclose(file);
        assert_false(mention_rules_load(&arena, folder, &rules, &err));
        assert_int_equal(err.code, ERROR_SYNTAX);
        if (!strstr(err.message, bad[i].message)) {
            fail_msg("expected '%s' in '%s'", bad[i].message, err.message);
        }
        remove(path);
        arena_free(&arena);
    }
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_bad_rules),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
