/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente mention: the words of articles that mean an actor, a row for each: where they stand,
 * whom they mean, what kind of mention it is, how sure, and why. */
#include "cli/shared.h"

static const char *kind_name(const struct reading *reading, size_t t, size_t w)
{
    static const char *const forms[] = {
        [FORM_NAME] = "name",
        [FORM_METONYM] = "metonym",
        [FORM_ADJECTIVE] = "adjective",
        [FORM_PRONOUN] = "pronoun",
        [FORM_DESCRIPTION] = "description",
        [FORM_COLLECTIVE] = "collective",
    };
    const struct mention *mention = mention_at(&reading->mentions, t, w);
    enum mention_form form = mention_form_at(&reading->mentions, t, w);
    bool names = form == FORM_NAME || form == FORM_METONYM;
    return mention->place && names ? "place" : mention->people ? "people" : forms[form];
}

static void print_word(struct article_printer *printer, const struct reading *reading, size_t t,
                       size_t w)
{
    const struct mention *mention = mention_at(&reading->mentions, t, w);
    const struct mention_trace *trace = mention_trace_at(&reading->mentions, t, w);
    const struct tree *tree = &reading->trees.items[t];
    uint32_t begin = tree->words[trace->first].token->begin;
    uint32_t end = tree->words[trace->last].token->end;
    struct arena arena = {0};
    struct slice codes = {NULL, 0};
    for (uint8_t k = 0; k < mention->actor_count; k++) {
        struct slice code = actor_at(printer->actors, mention->actors[k])->code;
        codes =
            slice_print(&arena, "%.*s%s%.*s", SLICE_ARGS(codes), k ? "+" : "", SLICE_ARGS(code));
    }
    struct slice cells[] = {
        reading->article.id,
        slice_part(reading->article.text, begin, end),
        codes,
        slice_of(kind_name(reading, t, w)),
        mention_why(&arena, &reading->trees, &reading->mentions, t, w),
    };
    static const char *const names[] = {"doc", "text", "actors", "kind", "why"};
    for (size_t i = 0; i < ROW_COUNT(cells); i++) {
        if (printer->json) {
            buffer_print(&printer->out, "%s\"%s\":", i ? "," : "{", names[i]);
            buffer_json(&printer->out, cells[i]);
        } else {
            buffer_cell(&printer->out, cells[i]);
            buffer_add(&printer->out, SLICE("\t"));
        }
    }
    unsigned sure = mention_confidence_at(&reading->mentions, t, w);
    uint32_t at = tree->words[w].token->begin;
    const char *form = printer->json ? ",\"confidence\":%u,\"begin\":%u,\"end\":%u,\"word\":%u}\n"
                                     : "%u\t%u\t%u\t%u\n";
    buffer_print(&printer->out, form, sure, begin, end, at);
    arena_free(&arena);
}

static bool print_mentions(void *context, const struct reading *reading, struct error *err)
{
    struct article_printer *printer = context;
    (void)err;
    for (size_t t = 0; t < reading->trees.count; t++) {
        for (size_t w = 1; w <= reading->trees.items[t].count; w++) {
            if (mention_at(&reading->mentions, t, w)) {
                print_word(printer, reading, t, w);
            }
        }
    }
    return true;
}

static int run(int argc, char **argv)
{
    struct knowledge knowledge = {0};
    const char *format = "tsv";
    const struct option_row rows[] = {
        {"format", OPTION_CHOICE, "tsv|jsonl", "form of the rows (default: tsv)", &format},
        ROW_DATA(&knowledge.data),
        ROW_ACTORS(&knowledge.actors),
    };
    struct argument_list paths;
    int status;
    if (!options_read(&command_mention, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_mention, paths, 1, SIZE_MAX, &status)) {
        return status;
    }
    return articles_print(knowledge, strcmp(format, "jsonl") == 0, true, paths, print_mentions);
}

const struct command command_mention = {
    "mention",
    "[OPTION]… PATH…",
    "show which words mean which actor, and why",
    "entente mention article.txt",
    run,
};
