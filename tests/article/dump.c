/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Prints how an article is read, to look at: `dump DATA PATH…`. */
#include <stdio.h>

#include "article/article.h"
#include "base/file.h"
#include "base/limits.h"

static const char *const kinds[] = {"title", "heading", "body", "caption", "item", "link"};

static void print_article(const struct article *article)
{
    struct arena arena = {NULL};
    printf("== %.*s lang=%s published=%.*s evidence=[%.*s] outlet=[%.*s]\n",
           SLICE_ARGS(article->id), article->language,
           SLICE_ARGS(edtf_print(&arena, article->published)),
           SLICE_ARGS(article->published_evidence), SLICE_ARGS(article->outlet));
    for (size_t i = 0; i < article->paragraph_count; i++) {
        const struct paragraph *p = &article->paragraphs[i];
        struct slice text = slice_part(article->text, p->begin, p->end);
        printf("%-8s %.*s\n", kinds[p->kind], SLICE_ARGS(text));
    }
    arena_free(&arena);
}

static void print_finding(void *context, const char *message)
{
    (void)context;
    fprintf(stderr, "%s\n", message);
}

int main(int argc, char **argv)
{
    struct arena arena = {NULL};
    struct log log = {print_finding, NULL};
    const struct article_rules *rules;
    struct error err;
    if (argc < 3 || !article_rules_load(&arena, argv[1], &rules, &err)) {
        fprintf(stderr, "%s\n", argc < 3 ? "dump DATA PATH…" : err.message);
        return 2;
    }
    int status = 0;
    for (int i = 2; i < argc; i++) {
        struct article article;
        struct slice bytes;
        if (file_read(&arena, argv[i], LIMIT_ARTICLE_BYTES, &bytes, &err) &&
            article_read(&arena, rules, slice_of(argv[i]), bytes, &log, &article, &err)) {
            print_article(&article);
        } else {
            fprintf(stderr, "%s\n", err.message);
            status = 1;
        }
    }
    arena_free(&arena);
    return status;
}
