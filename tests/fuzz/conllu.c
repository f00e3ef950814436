/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any bytes as CoNLL-U. What is read must be printed so that it is read again, and then be
 * printed the same. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "tree/tree.h"

/* Reads `text` and prints it again; false where the reader refuses it. */
static bool turn(struct arena *arena, struct slice text, struct slice *out, struct error *err)
{
    struct tree_list trees;
    struct buffer printed = {0};
    if (!conllu_read(arena, SLICE("input"), text, &trees, err)) {
        fuzz_want(err->code != ERROR_NONE && strstr(err->message, "input") == err->message);
        return false;
    }
    for (size_t i = 0; i < trees.count; i++) {
        buffer_add(&printed, conllu_print(arena, &trees.items[i]));
    }
    *out = slice_copy(arena, buffer_slice(&printed));
    buffer_free(&printed);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct slice once, twice;
    struct error err = {0};
    if (turn(&arena, (struct slice){(const char *)bytes, length}, &once, &err)) {
        fuzz_want(turn(&arena, once, &twice, &err));
        fuzz_want(slice_equal(once, twice));
    }
    arena_free(&arena);
    return 0;
}
