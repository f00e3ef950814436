/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any bytes as plain text, the first of them telling the language, through sentences to
 * trees with the shipped models. What comes out must be sound, lie in the text, and be CoNLL-U
 * that is read again. Longer inputs are cut: the parser's cost is known and linear. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "pipeline/pipeline.h"

#define INPUT_MOST 1500

static struct parser *parser_of(uint8_t byte)
{
    static struct parser *parsers[2];
    static const char *const languages[] = {"fr", "en"};
    size_t which = byte % 2;
    struct error err;
    if (!parsers[which]) {
        fuzz_want(parser_open(DATA, languages[which], &parsers[which], &err));
    }
    return parsers[which];
}

static void ignore(void *context, const char *message)
{
    (void)context;
    (void)message;
}

static void check_tree(struct arena *arena, const struct tree *tree, struct slice text)
{
    struct tree_list again;
    struct error err = {0};
    fuzz_want(tree->count == tree->sentence->count && tree->count > 0);
    for (size_t i = 1; i <= tree->count; i++) {
        const struct token *token = tree->words[i].token;
        fuzz_want(token->begin < token->end && token->end <= text.length);
        fuzz_want(utf8_invalid(token->form) == SIZE_MAX);
    }
    fuzz_want(conllu_read(arena, SLICE("print"), conllu_print(arena, tree), &again, &err));
    fuzz_want(again.count == 1 && again.items[0].count == tree->count);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0}, scratch = {0};
    struct log log = {ignore, NULL};
    struct reading reading;
    struct error err = {0};
    if (length == 0) {
        return 0;
    }
    struct parser *parser = parser_of(bytes[0]);
    struct slice text = {(const char *)bytes + 1, length - 1};
    text.length = text.length < INPUT_MOST ? text.length : INPUT_MOST;
    if (parser_read(parser, &arena, &scratch, SLICE("input"), text, &log, &reading, &err)) {
        for (size_t i = 0; i < reading.trees.count; i++) {
            check_tree(&arena, &reading.trees.items[i], text);
        }
    } else {
        fuzz_want(utf8_invalid(text) != SIZE_MAX);
    }
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
