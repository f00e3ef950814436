/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes edits of a small sound lexicon, eight bytes an edit: where (u32) and what (u32). The sum
 * over the lists is put right behind them, where the sections allow it: else nothing that the sum
 * guards would be reached. An edited file is refused with its name, or gives readings and lemmas.
 * The long row of buckets stands last, and edits reach its first only. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

#include "../tree/small_model.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "tree/lexicon.h"
#include "base/sections.h"

#define EDIT 8
#define HEADER 48
#define LISTS (sizeof lists / sizeof *lists)

static const uint32_t lemmas[] = {5, 900, 4000000000u}, forms[] = {77, 1u << 31}, check[2] = {0};
static const uint32_t class_starts[] = {0, 1, 3};
static const uint16_t form_rules[] = {0, 1}, class_marks[] = {0, 1, 0}, keys[] = {8, 9};
static const uint16_t classes[] = {0, 1};
static uint32_t starts[LEXICON_BUCKETS + 1] = {[LEXICON_BUCKETS] = 2};

/* In the order of the sum, as lexicon.c makes it; then the sum itself. */
static const struct list {
    const char *name;
    char kind;
    uint32_t rows, columns;
    const void *cells;
    uint32_t bytes;
} lists[] = {
    {"lemmas", 'u', 3, 1, lemmas, sizeof lemmas},
    {"forms", 'u', 2, 1, forms, sizeof forms},
    {"form_rules", 'h', 2, 1, form_rules, sizeof form_rules},
    {"rules", 't', 2, 0, "l1\nL3>ir", 8},
    {"marks", 't', 2, 0, "n.p\nv.past", 10},
    {"class_starts", 'u', 3, 1, class_starts, sizeof class_starts},
    {"class_marks", 'h', 3, 1, class_marks, sizeof class_marks},
    {"reading_starts", 'u', LEXICON_BUCKETS + 1, 1, starts, sizeof starts},
    {"reading_keys", 'h', 2, 1, keys, sizeof keys},
    {"reading_classes", 'h', 2, 1, classes, sizeof classes},
    {"check", 'u', 2, 1, check, sizeof check},
};

static void add_list(struct buffer *file, const struct list *list, size_t header)
{
    while (file->length % 64) {
        buffer_add(file, (struct slice){"", 1});
    }
    uint64_t at = file->length;
    buffer_add(file, (struct slice){list->cells, list->bytes});
    memcpy(file->at + header, list->name, strlen(list->name));
    file->at[header + 24] = list->kind;
    memcpy(file->at + header + 28, &list->rows, 4);
    memcpy(file->at + header + 32, &list->columns, 4);
    memcpy(file->at + header + 36, &list->bytes, 4);
    memcpy(file->at + header + 40, &at, 8);
}

/* The bytes of the lexicon; *buckets is where the long row begins. */
static struct buffer small_lexicon(size_t *buckets)
{
    static const char none[HEADER * LISTS];
    uint32_t count = LISTS;
    struct buffer file = {0};
    buffer_add(&file, SLICE("ENTLEXI1"));
    buffer_add(&file, (struct slice){(const char *)&count, 4});
    buffer_add(&file, (struct slice){none, sizeof none});
    for (int last = 0; last < 2; last++) {
        *buckets = file.length;
        for (size_t i = 0; i < LISTS; i++) {
            if ((lists[i].cells == starts) == last) {
                add_list(&file, &lists[i], 12 + HEADER * i);
            }
        }
    }
    return file;
}

static void edit(struct buffer *file, size_t reach, const uint8_t *bytes, size_t length)
{
    for (size_t at = 0; at + EDIT <= length; at += EDIT) {
        uint32_t where, what;
        memcpy(&where, bytes + at, 4);
        memcpy(&what, bytes + at + 4, 4);
        memcpy(file->at + where % reach, &what, 4);
    }
}

static void mend_sum(struct buffer *file)
{
    static const struct section_format format = {"ENTLEXI1", "lexicon"};
    struct section_file sections;
    struct section section;
    struct error err;
    uint64_t sum = 0;
    bool good = sections_open("input", &format, buffer_slice(file), &sections, &err);
    for (size_t i = 0; good && i + 1 < LISTS; i++) {
        good = section_get(&sections, lists[i].name, lists[i].kind, 0, 0, &section, &err);
        sum = good ? slice_hash(section.data, sum) : 0;
    }
    if (good && section_get(&sections, "check", 'u', 2, 1, &section, &err)) {
        memcpy(file->at + (section.data.at - file->at), &sum, sizeof sum);
    }
}

static void ask(struct arena *arena, const struct lexicon *lexicon)
{
    static const char *const words[] = {"sat", "reconnaît", "Brussels", "4,000", "😀", "l’", "a"};
    struct lemma_rule rules[2];
    const struct lemma_rule *choice[] = {&rules[0], &rules[1]};
    fuzz_want(lemma_rule_parse(SLICE("l1"), &rules[0]));
    fuzz_want(lemma_rule_parse(SLICE("l0er"), &rules[1]));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        fuzz_want(lexicon_reading(lexicon, slice_of(words[i])) <= lexicon->class_count);
        for (int upos = 0; upos < UPOS_COUNT; upos++) {
            lexicon_lemma(arena, lexicon, slice_of(words[i]), (enum upos)upos, choice, 2);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct lexicon lexicon;
    struct error err = {0};
    size_t buckets;
    struct buffer file = small_lexicon(&buckets);
    edit(&file, buckets + 64, bytes, length);
    mend_sum(&file);
    char *path = file_with(buffer_slice(&file));
    if (lexicon_load(&arena, path, &lexicon, &err)) {
        ask(&arena, &lexicon);
        lexicon_free(&lexicon);
    } else {
        fuzz_want(length > 0);
        fuzz_want(err.code != ERROR_NONE && strstr(err.message, path) == err.message);
    }
    remove(path);
    free(path);
    buffer_free(&file);
    arena_free(&arena);
    return 0;
}
