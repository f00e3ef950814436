/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Lineage: imprints of odd texts, pairs in either order, families in any order of arrival. */
#include "lineage/lineage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"

struct desk {
    struct arena arena;
    const struct article_rules *rules;
    const struct lineage_names *names;
};

static int open_desk(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    const struct actor_register *actors;
    struct error err;
    *state = desk;
    bool good = article_rules_load(&desk->arena, DATA, &desk->rules, &err) &&
                actor_register_load(&desk->arena, DATA "/actor", NULL, &actors, &err) &&
                lineage_names_load(&desk->arena, DATA, actors, &desk->names, &err);
    return good ? 0 : -1;
}

static int close_desk(void **state)
{
    struct desk *desk = *state;
    arena_free(&desk->arena);
    free(desk);
    return 0;
}

/* The imprint of a body of plain text: one paragraph a line. */
static struct imprint imprint_of(struct desk *desk, const char *language, struct slice text)
{
    struct article article = {.text = text};
    struct slice rest = text, line;
    struct imprint imprint;
    memcpy(article.language, language, strlen(language) + 1);
    while (slice_split(&rest, '\n', &line)) {
        if (line.length) {
            struct paragraph *paragraph =
                arena_push(&desk->arena, article.paragraphs, article.paragraph_count);
            paragraph->kind = PARAGRAPH_BODY;
            paragraph->begin = (uint32_t)(line.at - text.at);
            paragraph->end = paragraph->begin + (uint32_t)line.length;
        }
    }
    lineage_imprint(&desk->arena, desk->names, &article, &imprint);
    return imprint;
}

/* An article of the gold set by its name: beside the list, or among the English articles. */
static struct imprint imprint_of_file(struct desk *desk, const char *name)
{
    struct slice path = slice_print(&desk->arena, GOLD "/lineage/%s.txt", name), bytes;
    struct article article;
    struct imprint imprint;
    struct error err;
    if (!file_read(&desk->arena, path.at, LIMIT_ARTICLE_BYTES, &bytes, &err)) {
        path = slice_print(&desk->arena, GOLD "/dev/en/%s.txt", name);
        assert_true(file_read(&desk->arena, path.at, LIMIT_ARTICLE_BYTES, &bytes, &err));
    }
    struct document document = document_of_text(path, bytes);
    assert_true(article_read(&desk->arena, desk->rules, &document, NULL, &article, &err));
    lineage_imprint(&desk->arena, desk->names, &article, &imprint);
    return imprint;
}

static struct slice next_cell(struct desk *desk, struct slice *line)
{
    struct slice cell = {0};
    slice_split(line, '\t', &cell);
    return slice_copy(&desk->arena, slice_trim(cell));
}

static void the_gold_pairs_are_told_apart(void **state)
{
    struct desk *desk = *state;
    struct slice text, line;
    struct error err;
    size_t pairs = 0;
    assert_true(
        file_read(&desk->arena, GOLD "/lineage/lineage.tsv", LIMIT_DATA_BYTES, &text, &err));
    while (slice_split(&text, '\n', &line)) {
        if (!line.length) {
            continue;
        }
        struct lineage_index *index = lineage_open();
        struct relative_list relatives;
        struct slice a = next_cell(desk, &line), b = next_cell(desk, &line);
        struct slice wanted = next_cell(desk, &line);
        struct imprint first = imprint_of_file(desk, a.at), second = imprint_of_file(desk, b.at);
        lineage_add(index, &desk->arena, &first, &relatives);
        lineage_add(index, &desk->arena, &second, &relatives);
        const char *found =
            relatives.count ? descent_name(relatives.items[0].kinship.descent) : "independent";
        if (!slice_is(wanted, found)) {
            fail_msg("%s %s: %s, not %s", a.at, b.at, found, wanted.at);
        }
        lineage_close(index);
        pairs++;
    }
    assert_true(pairs > 30);
}

static void odd_texts_have_no_kin(void **state)
{
    struct desk *desk = *state;
    struct buffer numbers = {0}, same = {0}, names = {0};
    for (int i = 0; i < 20000; i++) {
        buffer_print(&numbers, "%d ", i * 37 % 1000);
        buffer_print(&same, "1 000 ");
        buffer_print(&names, "Zarko met Belit %s", i % 9 ? "and " : ". ");
    }
    struct imprint odd[] = {
        imprint_of(desk, "", SLICE("")),
        imprint_of(desk, "en", SLICE("Hello")),
        imprint_of(desk, "fr", SLICE("Bonjour")),
        imprint_of(desk, "", SLICE("...\n\xC2\xAB\n!!!")),
        imprint_of(desk, "", buffer_slice(&numbers)),
        imprint_of(desk, "", buffer_slice(&same)),
        imprint_of(desk, "en", buffer_slice(&names)),
        imprint_of(desk, "ru", SLICE("Москва и Киев, Москва и Минск.")),
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        for (size_t j = 0; j < i; j++) {
            struct kinship kinship;
            lineage_compare(&desk->arena, &odd[i], &odd[j], &kinship);
            assert_int_equal(kinship.descent, DESCENT_NONE);
        }
    }
    assert_int_equal(odd[0].word_count + odd[0].anchor_count + odd[0].feature_count, 0);
    assert_int_equal(odd[4].anchor_count, 512);
    buffer_free(&numbers);
    buffer_free(&same);
    buffer_free(&names);
}

static void an_empty_article_is_no_copy_of_itself(void **state)
{
    struct desk *desk = *state;
    struct lineage_index *index = lineage_open();
    struct imprint empty = imprint_of(desk, "", SLICE(""));
    struct relative_list relatives;
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(lineage_add(index, &desk->arena, &empty, &relatives), i);
        assert_int_equal(relatives.count, 0);
        assert_int_equal(lineage_speaker(index, i), i);
    }
    lineage_close(index);
}

static void anchors_are_the_same_in_both_languages(void **state)
{
    struct desk *desk = *state;
    struct imprint en = imprint_of(
        desk, "en",
        SLICE("On Monday the Russian minister told Moscow that 12,500 men met Zhirnov and Kellog.\n"
              "By July 3, 2025, some 4.5 percent of Ukraine knew Zhirnov, or Kellog."));
    struct imprint fr = imprint_of(
        desk, "fr",
        SLICE("Ce lundi, un ministre russe a dit à Moscou que 12 500 hommes ont vu Jirnov et "
              "Kellogg.\nLe 3 juillet 2025, quelque 4,5 % de l'Ukraine connaissait Jirnov, ou "
              "Kellogg."));
    assert_int_equal(en.anchor_count, fr.anchor_count);
    for (size_t i = 0; i < en.anchor_count; i++) {
        assert_int_equal(en.anchors[i], fr.anchors[i]);
    }
    assert_int_equal(en.anchor_count, 11); /* Russian and Moscow follow one another: one anchor */
}

static const char *const family[] = {"e01-copy", "e01-fr", "e01-rewrite", "e01-independent",
                                     "e03-copy", "e03-fr", "e03-rewrite", "e03-independent",
                                     "l01-en",   "l01-fr", "l01-rewrite", "l01-independent"};
#define FAMILY_COUNT (sizeof family / sizeof *family)

static void a_pair_is_the_same_in_either_order(void **state)
{
    struct desk *desk = *state;
    struct imprint imprints[FAMILY_COUNT];
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        imprints[i] = imprint_of_file(desk, family[i]);
        for (size_t j = 0; j < i; j++) {
            struct kinship there, back;
            lineage_compare(&desk->arena, &imprints[i], &imprints[j], &there);
            lineage_compare(&desk->arena, &imprints[j], &imprints[i], &back);
            assert_memory_equal(&there, &back, sizeof there);
        }
    }
}

/* Writes for each article of `family`, in that order, who speaks for it. */
static struct slice speakers(struct desk *desk, const struct imprint *imprints, const size_t *order)
{
    struct lineage_index *index = lineage_open();
    struct relative_list relatives;
    size_t place[FAMILY_COUNT];
    struct buffer out = {0};
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        place[order[i]] = i;
        lineage_add(index, &desk->arena, &imprints[order[i]], &relatives);
    }
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        uint32_t speaker = lineage_speaker(index, (uint32_t)place[i]);
        buffer_print(&out, "%s for %s\n", family[order[speaker]], family[i]);
    }
    struct slice copy = slice_copy(&desk->arena, buffer_slice(&out));
    buffer_free(&out);
    lineage_close(index);
    return copy;
}

static void families_do_not_hang_on_the_order_of_arrival(void **state)
{
    struct desk *desk = *state;
    struct imprint imprints[FAMILY_COUNT];
    size_t order[FAMILY_COUNT];
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        imprints[i] = imprint_of_file(desk, family[i]);
        order[i] = i;
    }
    struct slice first = speakers(desk, imprints, order);
    for (uint32_t turn = 1; turn < 40; turn++) {
        for (size_t i = FAMILY_COUNT; i > 1; i--) {
            size_t other = (turn * 7919u + i * 104729u) % i, swap = order[i - 1];
            order[i - 1] = order[other];
            order[other] = swap;
        }
        struct slice again = speakers(desk, imprints, order);
        assert_string_equal(first.at, again.at);
    }
}

static void the_garbled_one_does_not_speak(void **state)
{
    struct desk *desk = *state;
    struct lineage_index *index = lineage_open();
    struct relative_list relatives;
    struct imprint clean = imprint_of_file(desk, "l01-rewrite");
    struct imprint garbled = imprint_of_file(desk, "l01-en");
    garbled.garbled = 25;
    lineage_add(index, &desk->arena, &garbled, &relatives);
    lineage_add(index, &desk->arena, &clean, &relatives);
    assert_int_equal(relatives.count, 1);
    assert_int_equal(lineage_speaker(index, 0), 1);
    lineage_close(index);
    struct imprint joined = imprint_of(
        desk, "fr", SLICE("La vie de la ville dort et La nuit dans Le calme deParis vit le soir."));
    assert_int_equal(joined.garbled, 3 * 1000 / 16);
}

static void agencies_are_credited(void **state)
{
    struct desk *desk = *state;
    static const struct {
        const char *text, *credits;
    } cases[] = {
        {"(avec AFP)", "AFP"},
        {"PARIS, 3 juillet (Reuters) - La place était vide ce matin, et le marché fermé.",
         "Reuters"},
        {"Par Jean Motte, avec AFP et Reuters", "Reuters"},
        {"The minister told Reuters that he would not go, and the agency believed him then.", ""},
        {"Photo: X/AFP", ""},
        {"A bracket ((((((((((((( that never ends and ends nothing at all, said the AFP (", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct imprint imprint = imprint_of(desk, "fr", slice_of(cases[i].text));
        const char *found = "";
        for (size_t bit = 0; bit < CREDITS_AT_MOST; bit++) {
            found = imprint.credits >> bit & 1 ? lineage_credit_name(bit) : found;
        }
        assert_string_equal(found, cases[i].credits);
    }
}

static void a_crowd_of_copies_is_one_family(void **state)
{
    struct desk *desk = *state;
    struct lineage_index *index = lineage_open();
    struct imprint one = imprint_of_file(desk, "l04-brief");
    struct arena passing = {0};
    for (uint32_t i = 0; i < 3000; i++) {
        struct relative_list relatives;
        lineage_add(index, &passing, &one, &relatives);
        assert_true(relatives.count <= 16);
        assert_true(i == 0 || relatives.count > 0);
        arena_free(&passing);
    }
    assert_int_equal(lineage_speaker(index, 2999), 0);
    assert_int_equal(lineage_count(index), 3000);
    lineage_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gold_pairs_are_told_apart),
        cmocka_unit_test(odd_texts_have_no_kin),
        cmocka_unit_test(an_empty_article_is_no_copy_of_itself),
        cmocka_unit_test(anchors_are_the_same_in_both_languages),
        cmocka_unit_test(a_pair_is_the_same_in_either_order),
        cmocka_unit_test(families_do_not_hang_on_the_order_of_arrival),
        cmocka_unit_test(the_garbled_one_does_not_speak),
        cmocka_unit_test(agencies_are_credited),
        cmocka_unit_test(a_crowd_of_copies_is_one_family),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
