/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any text as markup, HTML or XML by its first byte. The tree must be one: each node lies in
 * its parent, and text is valid UTF-8 wherever the input is. */
#include "fuzz.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "markup/markup.h"

static void check_node(const struct markup *markup, size_t i, bool valid)
{
    const struct markup_node *node = &markup->nodes[i];
    const struct markup_node *parent = &markup->nodes[node->parent];
    fuzz_want(node->parent < i || i == 0);
    fuzz_want(node->end <= markup->count && node->end <= parent->end);
    fuzz_want(node->tag == TAG_NONE || node->tag < TAG_COUNT);
    fuzz_want(node->first_attribute + node->attribute_count <= markup->attribute_count);
    fuzz_want(node->attribute_count <= LIMIT_MARKUP_ATTRIBUTES);
    fuzz_want(!valid || utf8_invalid(node->text) == SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct markup markup;
    if (length == 0) {
        return 0;
    }
    struct slice text = {(const char *)bytes + 1, length - 1};
    markup_read(&arena, text, bytes[0] % 2 ? MARKUP_XML : MARKUP_HTML, &markup);
    bool valid = utf8_invalid(text) == SIZE_MAX;
    fuzz_want(markup.count > 0 && markup.nodes[0].end == markup.count);
    for (size_t i = 0; i < markup.count; i++) {
        check_node(&markup, i, valid);
        markup_attribute(&arena, &markup, i, "class");
    }
    markup_text(&arena, &markup, 0);
    arena_free(&arena);
    return 0;
}
