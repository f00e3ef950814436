/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes any valid UTF-8 as a web page and makes its articles of it. Paragraphs must be pieces of
 * its text, in order, none empty, and all facts valid UTF-8. */
#include "fuzz.h"

#include "article/article.h"
#include "base/utf8.h"

static const struct article_rules *rules_once(void)
{
    static struct arena arena;
    static const struct article_rules *rules;
    struct error err;
    if (!rules) {
        fuzz_want(article_rules_load(&arena, DATA, &rules, &err));
    }
    return rules;
}

static void check(const struct article *article)
{
    const struct slice facts[] = {
        article->title,  article->outlet,  article->url,  article->domain,
        article->author, article->section, article->text, article->published_evidence};
    uint32_t last = 0;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        fuzz_want(utf8_invalid(facts[i]) == SIZE_MAX);
    }
    for (size_t i = 0; i < article->paragraph_count; i++) {
        const struct paragraph *paragraph = &article->paragraphs[i];
        fuzz_want(last <= paragraph->begin && paragraph->begin < paragraph->end);
        fuzz_want(paragraph->end <= article->text.length);
        last = paragraph->end;
    }
}

static bool read_piece(void *context, const struct document *document, struct error *err)
{
    struct arena arena = {0};
    struct article article;
    (void)context;
    fuzz_want(utf8_invalid(document->bytes) == SIZE_MAX);
    if (article_read(&arena, rules_once(), document, NULL, &article, err)) {
        check(&article);
    }
    arena_free(&arena);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct error err = {0};
    struct document document =
        document_of_text(SLICE("input"), (struct slice){(const char *)bytes, length});
    document.form = DOCUMENT_PAGE;
    if (utf8_invalid(document.bytes) == SIZE_MAX) {
        fuzz_want(article_split(rules_once(), &document, read_piece, NULL, &err));
    }
    return 0;
}
