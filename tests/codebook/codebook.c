/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Codebook files: what loads, and the exact message for what does not. */
#include "codebook/codebook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct folder {
    char path[64], file[80];
};

static void folder_make(struct folder *folder, const char *text)
{
    strcpy(folder->path, "/tmp/entente-codebook-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    snprintf(folder->file, sizeof folder->file, "%s/a.txt", folder->path);
    FILE *file = fopen(folder->file, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void folder_remove(const struct folder *folder)
{
    unlink(folder->file);
    rmdir(folder->path);
}

static void refused(const char *text, const char *message)
{
    struct arena arena = {0};
    struct folder folder;
    struct error err = {0};
    const struct codebook *book;
    folder_make(&folder, text);
    assert_false(codebook_load(&arena, folder.path, NULL, &book, &err));
    if (!strstr(err.message, message)) {
        fail_msg("wanted: %s\ngot: %s", message, err.message);
    }
    folder_remove(&folder);
    arena_free(&arena);
}

static void errors_name_line_and_column(void **state)
{
    (void)state;
    refused("  word\n", "a.txt:1:3: this line belongs to no stanza\n  word\n  ^");
    refused("clas x\n", "a.txt:1:1: unknown stanza; `class NAME`, `rule ID`, `near rules`, "
                         "`rival events`, `rival bonds` or `unsaid sides` is wanted");
    refused("near x\n", "a.txt:1:1: unknown stanza");
    refused("rival bonds\n\tleast 30\n", "a.txt:2:2: levels stand in `near rules`");
    refused("near rules\n\tbase 1\n",
            "a.txt:2:2: `network`, `least`, `least.again`, `least.tie` or "
            "`least.war` is wanted");
    refused("near rules\n\tleast 1 2\n", "a.txt:2:10: one word is wanted");
    refused("near rules\n\tnetwork\n", "a.txt:2:2: the name of a file is wanted");
    refused("near rules\n\tnetwork none.net\n", "none.net: No such file or directory");
    refused("unsaid sides\n\tbase 1,5\n", "a.txt:2:7: one number is wanted");
    refused("unsaid sides\n\tbase\n", "one number is wanted");
    refused("near rules\n\tleast 100\n", "a.txt:2:8: a number between 0 and 100 is wanted");
    refused("class x\n\tfr.vrb mot\n", "a.txt:2:5: unknown kind of word");
    refused("class x\nclass x\n", "a.txt:2:7: this class is already defined");
    refused("rule r\n\tcode SUPORT\n", "a.txt:2:7: unknown event type");
    refused("rule r\n\tcode SUPPORT friendship+\n", "a.txt:2:15: a bond is its type and a sign");
    refused("rule r\n\twhen x\n", "a.txt:2:7: a class is written @name");
    refused("class x\nrule r\n\twhen @x agnt:actor\n", "a.txt:3:10: unknown role");
    refused("class x\nrule r\n\ttarget nobody\n", "a.txt:3:9: unknown role");
    refused("rule r\n\tyes.fr RUS UKR La phrase.\n", "a.txt:2:17: `|` is wanted");
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    refused("rule r\n\tmeans m\n\tcode AGREE\n\twhen @x\n", "class x is used but not defined");
    refused("class x\nrule r\n\tcode AGREE\n\twhen @x\n", "rule r has no `means`");
    refused("class x\nrule r\n\tmeans m\n\twhen @x\n", "rule r has no `code`");
    refused("class x\nrule r\n\tmeans m\n\tcode AGREE\n", "rule r has no `when`");
}

static void classes_include_classes(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct folder folder;
    struct error err = {0};
    const struct codebook *book;
    folder_make(&folder,
                "class envoy\n\tfr.noun Émissaire | chargé d'affaires\n"
                "class diplomat\n\thas envoy\n\tfr.noun attaché\n"
                "rule r\n\tmeans m\n\tcode SANCTION diplomatic~\n"
                "\twhen @envoy patient:@diplomat !agent:state\n\ttarget patient+ place@\n");
    if (!codebook_load(&arena, folder.path, NULL, &book, &err)) {
        fail_msg("%s", err.message);
    }
    struct class_members members = codebook_classes(book, "fr", SLICE("emissaire"));
    assert_int_equal(members.count, 2);
    assert_int_equal(codebook_classes(book, "fr", SLICE("attache")).count, 1);
    assert_int_equal(codebook_classes(book, "en", SLICE("attache")).count, 0);
    const struct rule *rule = codebook_find(book, SLICE("r"));
    assert_non_null(rule);
    assert_int_equal(rule->codings[0].sign, '~');
    assert_int_equal(rule->patterns[0].condition_count, 2);
    assert_true(rule->patterns[0].conditions[1].contrary);
    assert_true(rule->targets[0].inner && !rule->targets[0].place);
    assert_true(rule->targets[1].place && !rule->targets[1].inner);
    assert_int_equal(codebook_uses(book, rule->patterns[0].class_index).count, 1);
    folder_remove(&folder);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_name_line_and_column),
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(classes_include_classes),
    };
    return cmocka_run_group_tests_name("codebook", tests, NULL, NULL);
}
