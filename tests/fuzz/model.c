/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes edits of a small sound model: two bytes that cut its end off, then eight bytes an edit,
 * where (u32) and what (u32). An edited file is refused with its name, or loads and parses. Edits
 * find more than whole files would: most of a model is weights, which may be anything. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../tree/small_model.h"
#include "base/arena.h"

#define EDIT 8

static void edit(struct buffer *model, const uint8_t *bytes, size_t length)
{
    uint16_t cut = 0;
    memcpy(&cut, bytes, length < 2 ? 0 : 2);
    for (size_t at = 2; at + EDIT <= length; at += EDIT) {
        uint32_t where, what;
        memcpy(&where, bytes + at, 4);
        memcpy(&what, bytes + at + 4, 4);
        where %= (uint32_t)model->length - 3;
        memcpy(model->at + where, &what, 4);
    }
    model->length -= cut % model->length;
}

static void parse(const struct tree_model *model)
{
    struct arena arena = {0}, scratch = {0};
    struct token tokens[] = {{.form = SLICE("Moscou"), .space_after = true},
                             {.form = SLICE("reconnaît"), .space_after = true},
                             {.form = SLICE("11 000")},
                             {.form = SLICE("😀")},
                             {.form = SLICE(".")}};
    struct sentence sentence = {.tokens = tokens, .count = 5};
    struct tree_list trees;
    tree_parse(&arena, &scratch, model, &sentence, 1, &trees);
    fuzz_want(trees.count == 1 && trees.items[0].count == 5);
    conllu_print(&arena, &trees.items[0]);
    arena_free(&arena);
    arena_free(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct buffer file = small_model_bytes(1);
    edit(&file, bytes, length);
    char *path = file_with(buffer_slice(&file));
    struct tree_model *model = NULL;
    struct error err = {0};
    if (tree_model_load(path, &model, &err)) {
        parse(model);
        tree_model_free(model);
    } else {
        fuzz_want(err.code != ERROR_NONE && strstr(err.message, path) == err.message);
    }
    remove(path);
    free(path);
    buffer_free(&file);
    return 0;
}
