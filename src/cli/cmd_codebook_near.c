/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente codebook near: what rules that do not wholly fit might tell of articles where no rule
 * spoke, with the signs by which it is told or left out. train/near learns from it. entente
 * codebook unsaid: likewise who may be the side that a clause leaves unsaid, for train/unsaid. */
#include "cli/shared.h"

static void print_weighed(struct buffer *out, const struct reading *reading,
                          const struct weighed_reading *near)
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

static void print_all(struct article_printer *printer, const struct reading *reading,
                      const struct weighed_reading *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        print_weighed(&printer->out, reading, &items[i]);
    }
}

static bool print_near(void *context, const struct reading *reading, struct error *err)
{
    struct article_printer *printer = context;
    struct arena arena = {0};
    struct weighed_reading *near;
    size_t count;
    (void)err;
    event_near(&arena, printer->codebook, printer->actors, &reading->article, &reading->trees,
               &reading->propositions, &near, &count);
    print_all(printer, reading, near, count);
    arena_free(&arena);
    return true;
}

static bool print_unsaid(void *context, const struct reading *reading, struct error *err)
{
    struct article_printer *printer = context;
    struct arena arena = {0};
    struct weighed_reading *unsaid;
    size_t count;
    (void)err;
    event_unsaid(&arena, printer->codebook, printer->actors, &reading->article, &reading->trees,
                 &reading->propositions, &unsaid, &count);
    print_all(printer, reading, unsaid, count);
    arena_free(&arena);
    return true;
}

static int run_near(int argc, char **argv)
{
    return articles_command(&command_codebook_near, true, false, argc, argv, print_near);
}

static int run_unsaid(int argc, char **argv)
{
    return articles_command(&command_codebook_unsaid, true, false, argc, argv, print_unsaid);
}

const struct command command_codebook_near = {
    "codebook near",
    "[OPTION]… PATH…",
    "print, as JSON lines, what rules that do not wholly fit might tell where no rule speaks",
    "entente codebook near article.txt",
    run_near,
};

const struct command command_codebook_unsaid = {
    "codebook unsaid",
    "[OPTION]… PATH…",
    "print, as JSON lines, who may be the sides that clauses leave unsaid",
    "entente codebook unsaid article.txt",
    run_unsaid,
};
