/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Prints every mention of articles, sentence by sentence, for reading: dump DATA [-t] [-d DAY] [-l
 * LANG] FILE… A word with a mention is followed by its actors and flags: a anaphoric, l place, p
 * people, m modifier, x past. With -t the trees follow in CoNLL-U. */
#include <stdio.h>
#include <string.h>

#include "article/article.h"
#include "base/file.h"
#include "base/limits.h"
#include "mention/mention.h"

struct tools {
    const struct article_rules *articles;
    const struct token_rules *tokens;
    const struct mention_rules *rules;
    struct tree_model *model;
};

static bool tools_load(struct arena *arena, const char *data, const char *language,
                       struct tools *out, struct error *err)
{
    const char *folder = slice_print(arena, "%s/%s", data, language).at;
    const char *model = slice_print(arena, "%s/tree.model", folder).at;
    return article_rules_load(arena, data, &out->articles, err) &&
           token_rules_load(arena, folder, &out->tokens, err) &&
           mention_rules_load(arena, folder, &out->rules, err) &&
           tree_model_load(model, &out->model, err);
}

static void print_mention(const struct actor_register *actors, const struct mention *mention,
                          size_t w)
{
    static const char *const kinds[] = {"name", "former", "adj",   "people", "capital",
                                        "seat", "body",   "place", "person", "surname"};
    printf("<");
    for (size_t i = 0; i < mention->actor_count; i++) {
        struct slice code = actor_at(actors, mention->actors[i])->code;
        printf("%s%.*s", i ? "+" : "", SLICE_ARGS(code));
    }
    printf(" %s%s%s%s%s%s%s>", kinds[mention->kind], mention->anaphoric ? " ANA" : "",
           mention->place ? " place" : "", mention->people ? " people" : "",
           mention->modifier ? " mod" : "", mention->past ? " past" : "",
           mention->head != w ? " covered" : "");
}

static void print_tree(const struct actor_register *actors, const struct tree *tree, size_t t,
                       const struct mention_list *mentions)
{
    printf("[%zu] ", t);
    for (size_t w = 1; w <= tree->count; w++) {
        printf("%.*s", SLICE_ARGS(tree->words[w].token->form));
        const struct mention *mention = mention_at(mentions, t, w);
        if (mention) {
            print_mention(actors, mention, w);
        }
        printf(" ");
    }
    printf("\n");
}

static bool article_dump(const struct actor_register *actors, const struct tools *tools,
                         const char *path, int32_t day, bool trees_too, const char *language,
                         struct error *err)
{
    struct arena arena = {0}, scratch = {0};
    struct slice bytes;
    struct article article;
    if (!file_read(&arena, path, LIMIT_ARTICLE_BYTES, &bytes, err)) {
        return false;
    }
    struct document document = document_of_text(slice_of(path), bytes);
    if (!article_read(&arena, tools->articles, &document, NULL, &article, err)) {
        return false;
    }
    const char *spoken = language ? language : article.language;
    const struct tools *tool = &tools[spoken[0] == 'f' ? 0 : 1];
    struct sentence_list sentences;
    struct tree_list trees;
    struct mention_list mentions;
    sentence_split(&arena, tool->tokens, &article, NULL, &sentences);
    tree_parse(&arena, &scratch, tool->model, sentences.items, sentences.count, &trees);
    if (edtf_is_set(article.published)) {
        day = edtf_last(article.published);
    }
    mention_find(&arena, actors, tool->rules, &article, &trees, day, NULL, &mentions);
    printf("=== %s %s %zu sentences\n", path, article.language, trees.count);
    for (size_t t = 0; t < trees.count; t++) {
        print_tree(actors, &trees.items[t], t, &mentions);
        if (trees_too) {
            struct slice text = conllu_print(&arena, &trees.items[t]);
            printf("%.*s\n", SLICE_ARGS(text));
        }
    }
    arena_free(&arena);
    arena_free(&scratch);
    return true;
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct error err = {0};
    const struct actor_register *actors;
    struct tools tools[2];
    bool trees_too = false;
    const char *language = NULL;
    int32_t day = day_of(2025, 7, 7);
    if (argc < 3 ||
        !actor_register_load(&arena, slice_print(&arena, "%s/actor", argv[1]).at, NULL, &actors,
                             &err) ||
        !tools_load(&arena, argv[1], "fr", &tools[0], &err) ||
        !tools_load(&arena, argv[1], "en", &tools[1], &err)) {
        fprintf(stderr, "dump: %s\n", err.message);
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        struct edtf date;
        if (!strcmp(argv[i], "-t")) {
            trees_too = true;
        } else if (!strcmp(argv[i], "-l") && i + 1 < argc) {
            language = argv[++i];
        } else if (!strcmp(argv[i], "-d") && i + 1 < argc &&
                   edtf_parse(slice_of(argv[i + 1]), &date)) {
            day = edtf_last(date);
            i++;
        } else if (!article_dump(actors, tools, argv[i], day, trees_too, language, &err)) {
            fprintf(stderr, "dump: %s\n", err.message);
        }
    }
    tree_model_free(tools[0].model);
    tree_model_free(tools[1].model);
    arena_free(&arena);
    return 0;
}
