/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Compares each of the given articles with each other, candidates or not: a row for each pair, with
 * the features shared, so that the distance between kin and strangers can be seen.
 * usage: lineage_margins PATH… */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "lineage/lineage.h"

static size_t shared_features(const struct imprint *a, const struct imprint *b)
{
    size_t shared = 0;
    for (size_t i = 0, j = 0; i < a->feature_count && j < b->feature_count;) {
        uint32_t x = a->features[i], y = b->features[j];
        shared += x == y;
        i += x <= y;
        j += y <= x;
    }
    return shared;
}

static bool take(struct arena *arena, const struct article_rules *rules,
                 const struct lineage_names *names, const char *path, struct article *article,
                 struct imprint *out, struct error *err)
{
    struct slice bytes;
    if (!file_read(arena, path, LIMIT_ARTICLE_BYTES, &bytes, err)) {
        return false;
    }
    struct document document = document_of_text(slice_of(path), bytes);
    if (!article_read(arena, rules, &document, NULL, article, err)) {
        return false;
    }
    lineage_imprint(arena, names, article, out);
    return true;
}

int main(int argc, char **argv)
{
    struct arena arena = {0}, scratch = {0};
    const struct article_rules *rules;
    const struct actor_register *actors;
    const struct lineage_names *names;
    struct error err;
    struct article *articles = arena_array(&arena, (size_t)argc, sizeof *articles);
    struct imprint *imprints = arena_array(&arena, (size_t)argc, sizeof *imprints);
    bool good = article_rules_load(&arena, DATA, &rules, &err) &&
                actor_register_load(&arena, DATA "/actor", NULL, &actors, &err) &&
                lineage_names_load(&arena, DATA, actors, &names, &err);
    for (int i = 1; i < argc && good; i++) {
        good = take(&arena, rules, names, argv[i], &articles[i], &imprints[i], &err);
    }
    for (int i = 1; i < argc && good; i++) {
        for (int j = i + 1; j < argc; j++) {
            struct kinship kinship;
            lineage_compare(&scratch, &imprints[i], &imprints[j], &kinship);
            printf("%.*s\t%.*s\t%s\t%.3f\t%.2f\t%.3f\t%zu\t%zu\t%.3f\n", SLICE_ARGS(articles[i].id),
                   SLICE_ARGS(articles[j].id), descent_name(kinship.descent), kinship.score,
                   kinship.z, kinship.verbatim, kinship.runs,
                   shared_features(&imprints[i], &imprints[j]), kinship.coverage);
        }
    }
    if (!good) {
        fprintf(stderr, "lineage_margins: %s\n", err.message);
    }
    arena_free(&arena);
    arena_free(&scratch);
    return good ? 0 : 1;
}
