/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente relate: the relation of a sentence between two given spans. Each line of the input is an
 * id, a tab, and a sentence with <s>…</s> around the source and <t>…</t> around the target; each
 * gives a line: id, EVENT, bond, realis, rule, all but the id empty where nothing is told. Limit: a
 * span counts as the first actor of the register that it names. */
#include "base/file.h"
#include "base/limits.h"
#include "cli/shared.h"

struct span {
    uint32_t begin, end; /* bytes of the sentence without marks; begin == end: not marked */
};

struct marked {
    struct slice text; /* without marks */
    struct span source, target;
};

static struct marked marks_strip(struct arena *arena, struct slice text)
{
    char *plain = arena_alloc(arena, text.length + 1);
    struct marked out = {.text = {plain, 0}};
    const struct {
        struct slice mark;
        uint32_t *place;
    } marks[] = {{SLICE("<s>"), &out.source.begin},
                 {SLICE("</s>"), &out.source.end},
                 {SLICE("<t>"), &out.target.begin},
                 {SLICE("</t>"), &out.target.end}};
    for (size_t at = 0; at < text.length;) {
        size_t skipped = 0;
        for (size_t i = 0; i < sizeof marks / sizeof *marks && !skipped; i++) {
            if (slice_starts(slice_part(text, at, text.length), marks[i].mark)) {
                *marks[i].place = (uint32_t)out.text.length;
                skipped = marks[i].mark.length;
            }
        }
        if (!skipped) {
            plain[out.text.length++] = text.at[at++];
        }
        at += skipped;
    }
    return out;
}

/* The actor that the span names, a phrase rather than a word inside one; false if it names none. */
static bool span_actor(const struct reading *reading, struct span span, uint32_t *out)
{
    bool found = false;
    for (size_t i = 0; i < reading->mentions.count; i++) {
        const struct mention *mention = &reading->mentions.items[i];
        const struct tree *tree = &reading->trees.items[mention->sentence];
        const struct token *token = tree->words[mention->head].token;
        bool inside = token->begin >= span.begin && token->end <= span.end;
        if (!inside || mention->actor_count == 0 || (found && mention->modifier)) {
            continue;
        }
        *out = mention->actors[0];
        found = true;
        if (!mention->modifier) {
            return true;
        }
    }
    return found;
}

static void print_relation(struct arena *arena, struct buffer *out, const struct pipeline *pipeline,
                           const struct reading *reading, const struct marked *marked)
{
    uint32_t source, target;
    struct claim claim = {0};
    bool told = span_actor(reading, marked->source, &source) &&
                span_actor(reading, marked->target, &target) &&
                event_relate(arena, pipeline_codebook(pipeline), pipeline_actors(pipeline),
                             &reading->article, &reading->trees, &reading->propositions, source,
                             target, &claim);
    if (!told) {
        buffer_add(out, SLICE("\t\t\t\t\n"));
        return;
    }
    char sign[2] = {claim.sign, '\0'};
    buffer_print(out, "\t%s\t%s%s\t%s\t%.*s\n", event_type_name(claim.event),
                 claim.bond == BOND_NONE ? "-" : bond_type_name(claim.bond), sign,
                 realis_name(claim.realis), SLICE_ARGS(claim.rule));
}

static bool relate_lines(struct pipeline *pipeline, const char *language, struct slice path,
                         struct slice text, struct buffer *out, struct error *err)
{
    struct arena arena = {0}, scratch = {0};
    struct slice rest = text, line, id;
    bool good = true;
    for (size_t number = 1; good && slice_split(&rest, '\n', &line); number++) {
        struct reading reading;
        line = slice_trim(line);
        if (!line.length) {
            continue;
        }
        if (!slice_split(&line, '\t', &id) || !line.at) {
            good = error_set(err, ERROR_SYNTAX, "%.*s:%zu: no tab between id and text",
                             SLICE_ARGS(path), number);
            break;
        }
        struct marked marked = marks_strip(&arena, line);
        good = pipeline_read_plain(pipeline, &arena, &scratch, language, (struct edtf){0},
                                   marked.text, NULL, &reading, err);
        if (good) {
            buffer_cell(out, id);
            print_relation(&arena, out, pipeline, &reading, &marked);
        }
        arena_free(&arena);
    }
    arena_free(&arena);
    arena_free(&scratch);
    return good;
}

static bool answer(struct arena *arena, const char *data, const char *language, const char *path,
                   struct buffer *out, struct error *err)
{
    struct pipeline *pipeline = NULL;
    const struct article_rules *rules;
    struct slice text;
    char guessed[3];
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &text, err) ||
        !article_rules_load(arena, data, &rules, err)) {
        return false;
    }
    if (!language && !article_language(rules, text, guessed)) {
        return error_set(err, ERROR_INVALID, "%s: language cannot be told (give --lang)", path);
    }
    bool good =
        pipeline_open(data, NULL, &pipeline, err) &&
        relate_lines(pipeline, language ? language : guessed, slice_of(path), text, out, err);
    pipeline_close(pipeline);
    return good;
}

static int run(int argc, char **argv)
{
    const char *data = NULL, *language = NULL;
    const struct option_row rows[] = {
        {"lang", OPTION_TEXT, "fr|en", "language of the sentences (default: guessed)", &language},
        ROW_DATA(&data),
    };
    struct argument_list paths;
    struct arena arena = {0};
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_relate, rows, ROW_COUNT(rows), argc, argv, &paths, &status) ||
        !arguments_check(&command_relate, paths, 1, 1, &status)) {
        return status;
    }
    bool good = answer(&arena, data_folder(&arena, data), language, paths.items[0], &out, &err);
    arena_free(&arena);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, STATUS_DONE);
}

const struct command command_relate = {
    "relate",
    "[OPTION]… FILE",
    "code the relation between two spans marked <s>…</s> and <t>…</t> in each line",
    "entente relate --lang en sentences.tsv",
    run,
};
