/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a robots.txt allows, by RFC 9309 and its examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fetch/inside.h"

static bool allowed(const char *text, const char *path)
{
    struct arena arena = {0};
    struct robots robots;
    robots_read(&arena, slice_of(text), "entente", &robots);
    bool allow = robots_allow(&robots, slice_of(path));
    arena_free(&arena);
    return allow;
}

static void the_longest_rule_counts(void **state)
{
    static const char text[] = "User-agent: *\nDisallow: /a/\nAllow: /a/b/\nDisallow: /a/b/c\n"
                               "Disallow: /same\nAllow: /same\n";
    (void)state;
    assert_true(allowed(text, "/"));
    assert_false(allowed(text, "/a/x"));
    assert_true(allowed(text, "/a/b/x"));
    assert_false(allowed(text, "/a/b/cd"));
    assert_true(allowed(text, "/same"));
    assert_true(allowed(text, "/A/x"));
}

static void our_group_counts_instead_of_that_for_all(void **state)
{
    static const char text[] = "User-agent: *\nDisallow: /\n\nUser-agent: other\n"
                               "User-Agent: ENTENTE/2 \nDisallow: /x # not this\n\n"
                               "User-agent: third\nDisallow: /y\n";
    (void)state;
    assert_true(allowed(text, "/y"));
    assert_false(allowed(text, "/x1"));
    assert_true(allowed("User-agent: ententecordiale\nDisallow: /", "/"));
    assert_false(allowed("user-agent:*\r\ndisallow:/\r\n", "/news"));
    assert_true(allowed("User-agent: *\nDisallow:\n", "/news"));
    assert_true(allowed("User-agent: entente\nDisallow:\n\nUser-agent: *\nDisallow: /", "/news"));
}

static void stars_and_ends_match(void **state)
{
    static const char text[] = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /p/*/print\n"
                               "Disallow: /end$\nDisallow: *?session=\n";
    (void)state;
    assert_false(allowed(text, "/a/b.pdf"));
    assert_true(allowed(text, "/a/b.pdf?x"));
    assert_false(allowed(text, "/a.pdf.pdf"));
    assert_false(allowed(text, "/p/1/2/print/3"));
    assert_true(allowed(text, "/p/print"));
    assert_false(allowed(text, "/end"));
    assert_true(allowed(text, "/ending"));
    assert_false(allowed(text, "/n?session=1"));
}

static void what_is_no_rule_is_left_out(void **state)
{
    (void)state;
    assert_true(allowed("", "/"));
    assert_true(allowed("<html><body>404: not found</body></html>", "/"));
    assert_true(allowed("Disallow: /\n", "/"));
    assert_true(allowed("User-agent: *\nDisallow /\nSitemap: /x\n", "/x"));
}

static long delay(const char *text)
{
    struct arena arena = {0};
    struct robots robots;
    robots_read(&arena, slice_of(text), "entente", &robots);
    arena_free(&arena);
    return robots.delay;
}

static void the_delay_is_in_whole_seconds(void **state)
{
    (void)state;
    assert_int_equal(delay("User-agent: *\nCrawl-delay: 10\n"), 10);
    assert_int_equal(delay("User-agent: *\nCrawl-delay: 0.5\nDisallow: /x"), 1);
    assert_int_equal(delay("User-agent: *\nCrawl-delay: 99999999999999999999\n"), 3600);
    assert_int_equal(delay("User-agent: other\nCrawl-delay: 10\n"), 0);
    assert_int_equal(delay("User-agent: *\nCrawl-delay: soon\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_rule_counts),
        cmocka_unit_test(our_group_counts_instead_of_that_for_all),
        cmocka_unit_test(stars_and_ends_match),
        cmocka_unit_test(what_is_no_rule_is_left_out),
        cmocka_unit_test(the_delay_is_in_whole_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
