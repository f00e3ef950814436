/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente codebook near: what rules, fitting or not, might tell of articles, with the signs by
 * which each reading is weighed. entente codebook rivals: how each stands beside the others. From
 * both train/reader learns. entente codebook unsaid: who may be the side that a clause leaves
 * unsaid, for train/unsaid. */
#include "cli/shared.h"

static void print_weighed(struct buffer *out, const struct reading *reading,
                          const struct weighed_reading *unsaid)
{
    const struct tree *tree = &reading->trees.items[unsaid->sentence];
    buffer_print(out, "{\"doc\":");
    buffer_json(out, reading->article.id);
    buffer_print(out, ",\"source\":\"%.*s\",\"event\":\"%s\",\"bond\":\"%s\",\"target\":\"%.*s\"",
                 SLICE_ARGS(unsaid->source), event_type_name(unsaid->coding.event),
                 bond_cell(unsaid->coding.bond, unsaid->coding.sign).text,
                 SLICE_ARGS(unsaid->target));
    buffer_print(out, ",\"rule\":\"%.*s\",\"sentence\":%u,\"word\":%u,\"predicate\":",
                 SLICE_ARGS(unsaid->rule->id), unsaid->sentence, unsaid->word);
    buffer_json(out, tree->words[unsaid->word].lemma);
    buffer_print(out, ",\"odds\":%.3f,\"signs\":[", unsaid->odds);
    for (size_t i = 0; i < unsaid->sign_count; i++) {
        buffer_print(out, "%s\"%.*s\"", i ? "," : "", SLICE_ARGS(unsaid->signs[i]));
    }
    buffer_add(out, SLICE("]}\n"));
}

typedef void print_readings(struct arena *arena, const struct codebook *codebook,
                            const struct actor_register *actors, const struct article *article,
                            const struct tree_list *trees,
                            const struct proposition_list *propositions, struct buffer *out);

static void print_with(struct article_printer *printer, const struct reading *reading,
                       const char *name, print_readings *print)
{
    struct arena arena = {0};
    struct buffer text = {0};
    print(&arena, printer->codebook, printer->actors, &reading->article, &reading->trees,
          &reading->propositions, &text);
    buffer_print(&printer->out, "{\"doc\":");
    buffer_json(&printer->out, reading->article.id);
    buffer_print(&printer->out, ",\"%s\":[\n", name);
    buffer_add(&printer->out, buffer_slice(&text));
    buffer_add(&printer->out, SLICE("]}\n"));
    buffer_free(&text);
    arena_free(&arena);
}

static bool print_near(void *context, const struct reading *reading, struct error *err)
{
    (void)err;
    print_with(context, reading, "propositions", event_near);
    return true;
}

static bool print_rivals(void *context, const struct reading *reading, struct error *err)
{
    (void)err;
    print_with(context, reading, "readings", event_rivals);
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
    for (size_t i = 0; i < count; i++) {
        print_weighed(&printer->out, reading, &unsaid[i]);
    }
    arena_free(&arena);
    return true;
}

static int run_near(int argc, char **argv)
{
    return articles_command(&command_codebook_near, true, false, argc, argv, print_near);
}

static int run_rivals(int argc, char **argv)
{
    return articles_command(&command_codebook_rivals, true, false, argc, argv, print_rivals);
}

static int run_unsaid(int argc, char **argv)
{
    return articles_command(&command_codebook_unsaid, true, false, argc, argv, print_unsaid);
}

const struct command command_codebook_near = {
    "codebook near",
    "[OPTION]… PATH…",
    "print, as JSON, what rules, fitting or not, might tell, and by which signs it is weighed",
    "entente codebook near article.txt",
    run_near,
};

const struct command command_codebook_rivals = {
    "codebook rivals",
    "[OPTION]… PATH…",
    "print, as JSON, how what rules might tell stands beside the rest of the article",
    "entente codebook rivals article.txt",
    run_rivals,
};

const struct command command_codebook_unsaid = {
    "codebook unsaid",
    "[OPTION]… PATH…",
    "print, as JSON lines, who may be the sides that clauses leave unsaid",
    "entente codebook unsaid article.txt",
    run_unsaid,
};
