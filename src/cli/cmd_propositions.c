/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente propositions: what was understood of each sentence, before any rule: who is named, and
 * which predicates with which roles. */
#include "cli/shared.h"

static void print_mentions(struct buffer *out, const struct reading *reading,
                           const struct actor_register *actors, size_t sentence)
{
    const struct tree *tree = &reading->trees.items[sentence];
    for (size_t i = 0; i < reading->mentions.count; i++) {
        const struct mention *mention = &reading->mentions.items[i];
        if (mention->sentence != sentence) {
            continue;
        }
        uint32_t begin = tree->words[mention->first].token->begin;
        uint32_t end = tree->words[mention->last].token->end;
        buffer_print(out, "mention\t%.*s\t", (int)(end - begin), reading->article.text.at + begin);
        for (uint8_t k = 0; k < mention->actor_count; k++) {
            struct slice code = actor_at(actors, mention->actors[k])->code;
            buffer_print(out, "%s%.*s", k ? " " : "", SLICE_ARGS(code));
        }
        buffer_print(out, "%s%s%s%s\n", mention->anaphoric ? " anaphoric" : "",
                     mention->place ? " place" : "", mention->people ? " people" : "",
                     mention->modifier ? " modifier" : "");
    }
}

static void print_details(struct buffer *out, const struct reading *reading,
                          const struct sentence *sentence)
{
    for (size_t i = 0; i < reading->details.count; i++) {
        const struct detail *detail = &reading->details.items[i];
        if (detail->sentence_begin == sentence->begin) {
            buffer_print(out, "detail\t%s %.*s\t", detail_kind_name(detail->kind),
                         SLICE_ARGS(detail->key));
            buffer_cell(out, detail->value);
            buffer_print(out, "%s%.*s\n", detail->claim.length ? "\t" : "",
                         SLICE_ARGS(detail->claim));
        }
    }
}

static bool print_reading(void *context, const struct reading *reading, struct error *err)
{
    struct article_printer *printer = context;
    struct arena arena = {0};
    (void)err;
    for (size_t t = 0; t < reading->trees.count; t++) {
        const struct sentence *sentence = &reading->sentences.items[t];
        buffer_print(&printer->out, "sentence\t");
        buffer_cell(&printer->out,
                    slice_part(reading->article.text, sentence->begin, sentence->end));
        buffer_print(&printer->out, "\n");
        print_mentions(&printer->out, reading, printer->actors, t);
        for (size_t i = 0; i < reading->propositions.count; i++) {
            const struct proposition *p = &reading->propositions.items[i];
            if (p->sentence == t) {
                struct slice text = proposition_print(&arena, printer->actors, &reading->trees, p);
                buffer_print(&printer->out, "proposition\t%.*s\n", SLICE_ARGS(text));
            }
        }
        for (size_t i = 0; i < reading->claims.count; i++) {
            if (reading->claims.items[i].sentence_begin == sentence->begin) {
                buffer_print(&printer->out, "claim\t");
                claim_print_tsv(&printer->out, &reading->claims.items[i]);
                buffer_print(&printer->out, "\n");
            }
        }
        print_details(&printer->out, reading, sentence);
    }
    arena_free(&arena);
    return true;
}

static int run(int argc, char **argv)
{
    return articles_command(&command_propositions, false, true, argc, argv, print_reading);
}

const struct command command_propositions = {
    "propositions",
    "[OPTION]… PATH…",
    "show mentions, propositions, claims and details of each sentence",
    "entente propositions article.txt",
    run,
};
