/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente codebook near: what rules that do not wholly fit might tell of articles where no rule
 * spoke, with the signs by which it is told or left out. train/near learns from it. */
#include "cli/shared.h"

static void print_near(struct buffer *out, const struct reading *reading,
                       const struct near_reading *near)
{
    const struct tree *tree = &reading->trees.items[near->sentence];
    buffer_print(out, "{\"doc\":");
    buffer_json(out, reading->article.id);
    buffer_print(out, ",\"source\":\"%.*s\",\"event\":\"%s\",\"bond\":\"%s\",\"target\":\"%.*s\"",
                 SLICE_ARGS(near->source), event_type_name(near->coding.event),
                 bond_cell(near->coding.bond, near->coding.sign).text, SLICE_ARGS(near->target));
    buffer_print(out, ",\"rule\":\"%.*s\",\"sentence\":%u,\"word\":%u,\"predicate\":",
                 SLICE_ARGS(near->rule->id), near->sentence, near->word);
    buffer_json(out, tree->words[near->word].lemma);
    buffer_print(out, ",\"odds\":%.3f,\"signs\":[", near->odds);
    for (size_t i = 0; i < near->sign_count; i++) {
        buffer_print(out, "%s\"%.*s\"", i ? "," : "", SLICE_ARGS(near->signs[i]));
    }
    buffer_add(out, SLICE("]}\n"));
}

static bool print_reading(void *context, const struct reading *reading, struct error *err)
{
    struct article_printer *printer = context;
    struct arena arena = {0};
    struct near_reading *near;
    size_t count;
    (void)err;
    event_near(&arena, printer->codebook, printer->actors, &reading->article, &reading->trees,
               &reading->propositions, &near, &count);
    for (size_t i = 0; i < count; i++) {
        print_near(&printer->out, reading, &near[i]);
    }
    arena_free(&arena);
    return true;
}

static int run(int argc, char **argv)
{
    return articles_command(&command_codebook_near, true, false, argc, argv, print_reading);
}

const struct command command_codebook_near = {
    "codebook near",
    "[OPTION]… PATH…",
    "print, as JSON lines, what rules that do not wholly fit might tell where no rule speaks",
    "entente codebook near article.txt",
    run,
};
