/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The walk of one article through all rooms, and what is loaded for it.
 *
 * Takes bytes, gives a reading. Register and codebook are loaded at the opening, each language
 * when the first article in it comes, so that a French run never maps the English model. An
 * undated article is read for time twice: first leaning on nothing, for its lower bound, then
 * leaning on that bound if it is a day. Captions and links to other stories see the date in force
 * but do not move it. Cost: the tree model's; all else together is under a tenth of it. */
#include "pipeline/inside.h"

#include <pthread.h>
#include <stdlib.h>

#define LONG_PAST_DAYS 60 /* what was said of two months ago is told of who governs now */
#define LANGUAGES 16

struct pipeline {
    struct arena arena; /* all knowledge but the models */
    const char *data;
    const struct article_rules *furniture;
    const struct actor_register *actors;
    const struct codebook *codebook;
    const struct lineage_names *names; /* of anchors */
    struct language languages[LANGUAGES];
    size_t language_count;
    pthread_mutex_t loading; /* of languages and the arena, once it is open */
    bool thorough;
};

bool pipeline_open(struct knowledge knowledge, struct pipeline **out, struct error *err)
{
    struct pipeline *pipeline = calloc(1, sizeof *pipeline);
    if (!pipeline) {
        return error_set(err, ERROR_LIMIT, "out of memory");
    }
    pthread_mutex_init(&pipeline->loading, NULL);
    struct arena *arena = &pipeline->arena;
    pipeline->data = slice_copy(arena, slice_of(knowledge.data)).at;
    if (!article_rules_load(arena, pipeline->data, &pipeline->furniture, err) ||
        !actor_register_load(arena, slice_print(arena, "%s/actor", knowledge.data).at,
                             knowledge.actors, &pipeline->actors, err) ||
        !lineage_names_load(arena, pipeline->data, pipeline->actors, &pipeline->names, err) ||
        !codebook_load(arena, slice_print(arena, "%s/codebook", knowledge.data).at,
                       knowledge.codebook, &pipeline->codebook, err)) {
        pipeline_close(pipeline);
        return false;
    }
    *out = pipeline;
    return true;
}

void pipeline_close(struct pipeline *pipeline)
{
    if (pipeline) {
        for (size_t i = 0; i < pipeline->language_count; i++) {
            parser_close(pipeline->languages[i].parser);
        }
        arena_free(&pipeline->arena);
        pthread_mutex_destroy(&pipeline->loading);
        free(pipeline);
    }
}

void pipeline_be_thorough(struct pipeline *pipeline)
{
    pipeline->thorough = true;
}

const struct actor_register *pipeline_actors(const struct pipeline *pipeline)
{
    return pipeline->actors;
}

const struct codebook *pipeline_codebook(const struct pipeline *pipeline)
{
    return pipeline->codebook;
}

static bool language_load(struct pipeline *pipeline, const char *code, struct language *out,
                          struct error *err)
{
    struct arena *arena = &pipeline->arena;
    const char *folder = slice_print(arena, "%s/%s", pipeline->data, code).at;
    if (!parser_open(pipeline->data, code, &out->parser, err)) {
        return false;
    }
    memcpy(out->code, code, sizeof out->code);
    if (!timex_rules_load(arena, folder, &out->time, err) ||
        !mention_rules_load(arena, folder, &out->mentions, err) ||
        !proposition_rules_load(arena, folder, &out->propositions, err)) {
        parser_close(out->parser);
        return false;
    }
    return true;
}

static bool find_or_load(struct pipeline *pipeline, const char *code, const struct language **out,
                         struct error *err)
{
    for (size_t i = 0; i < pipeline->language_count; i++) {
        if (strcmp(pipeline->languages[i].code, code) == 0) {
            *out = &pipeline->languages[i];
            return true;
        }
    }
    struct language *language = &pipeline->languages[pipeline->language_count];
    if (pipeline->language_count == LANGUAGES) {
        return error_set(err, ERROR_LIMIT, "more than %d languages", LANGUAGES);
    }
    if (!language_load(pipeline, code, language, err)) {
        *language = (struct language){0};
        return false;
    }
    pipeline->language_count++;
    *out = language;
    return true;
}

bool language_need(struct pipeline *pipeline, const char *code, const struct language **out,
                   struct error *err)
{
    pthread_mutex_lock(&pipeline->loading);
    bool good = find_or_load(pipeline, code, out, err);
    pthread_mutex_unlock(&pipeline->loading);
    return good;
}

bool pipeline_need(struct pipeline *pipeline, const char *language, struct error *err)
{
    const struct language *loaded;
    return language_need(pipeline, language, &loaded, err);
}

static int32_t published_day(const struct article *article)
{
    return edtf_is_set(article->published) ? edtf_first(article->published) : DAY_BEFORE_ALL;
}

/* The day that relative expressions lean on. A lower bound that is no single day ("early 2025")
 * bears none: "on Thursday" counted from its first day would be a date that nobody wrote. */
static int32_t reference_day(const struct article *article)
{
    bool coarse = article->published_basis == DATE_LOWER_BOUND &&
                  edtf_first(article->published) != edtf_last(article->published);
    return coarse ? DAY_BEFORE_ALL : published_day(article);
}

static void read_dates(struct arena *arena, const struct language *language,
                       struct reading *reading)
{
    struct edtf latest;
    struct slice evidence;
    read_time(arena, language->time, reference_day(&reading->article), reading);
    if (reading->article.published_basis == DATE_UNKNOWN &&
        latest_past(reading, &latest, &evidence)) {
        article_bound_date(&reading->article, latest, evidence);
        read_time(arena, language->time, reference_day(&reading->article), reading);
    }
}

/* Is the date long past on the day? */
static bool is_long_past(struct edtf date, int32_t day)
{
    return edtf_is_set(date) && edtf_first(date) != DAY_BEFORE_ALL &&
           edtf_last(date) < day - LONG_PAST_DAYS;
}

/* The day of which each sentence speaks: the last of its first date, where all that it gives are
 * long past on the day of publication, or of the date in force there; else the day of publication.
 */
static const int32_t *spoken_days(struct arena *arena, const struct reading *reading, int32_t day)
{
    int32_t *spoken = arena_array(arena, reading->trees.count + 1, sizeof *spoken);
    for (size_t t = 0; t < reading->trees.count; t++) {
        const struct timex_list *dates = &reading->times[t].expressions;
        struct edtf date = reading->times[t].narrative;
        size_t past = 0;
        while (past < dates->count && is_long_past(dates->items[past].anchor, day)) {
            past++;
        }
        if (dates->count && past == dates->count) {
            date = dates->items[0].anchor;
        }
        spoken[t] = is_long_past(date, day) ? edtf_last(date) : day;
    }
    return spoken;
}

/* From an article in a known language to its claims. */
static void read_claims(const struct pipeline *pipeline, const struct language *language,
                        struct arena *arena, struct reading *reading)
{
    read_dates(arena, language, reading);
    int32_t day = published_day(&reading->article);
    day = day == DAY_BEFORE_ALL ? DAY_AFTER_ALL : day;
    mention_find(arena, pipeline->actors, language->mentions, &reading->article, &reading->trees,
                 day, spoken_days(arena, reading, day), &reading->mentions);
    proposition_find(arena, language->propositions, pipeline->actors, &reading->article,
                     &reading->trees, &reading->mentions, reading->times, &reading->propositions);
    event_code(arena, pipeline->codebook, pipeline->actors, &reading->article, &reading->trees,
               &reading->propositions, &reading->claims);
    const struct detail_source source = {
        pipeline->codebook, pipeline->actors, &reading->article,      &reading->trees,
        &reading->mentions, reading->times,   &reading->propositions, &reading->claims};
    event_details(arena, &source, &reading->details);
    reading->coded = true;
}

bool pipeline_split(const struct pipeline *pipeline, const struct document *document,
                    document_visit *visit, void *context, struct error *err)
{
    return article_split(pipeline->furniture, document, visit, context, err);
}

bool pipeline_read(struct pipeline *pipeline, struct arena *arena, struct arena *scratch,
                   const struct document *document, const struct log *log, struct reading *out,
                   struct error *err)
{
    const struct language *language;
    *out = (struct reading){0};
    if (!article_read(arena, pipeline->furniture, document, log, &out->article, err)) {
        return false;
    }
    if (!out->article.language[0]) {
        log_finding(log, "%.*s: language cannot be told; not coded", SLICE_ARGS(document->path));
        return true;
    }
    if (!data_speaks(pipeline->data, out->article.language)) {
        log_finding(log, "%.*s: language %s is not coded", SLICE_ARGS(document->path),
                    out->article.language);
        return true;
    }
    if (!language_need(pipeline, out->article.language, &language, err)) {
        return false;
    }
    parser_split(language->parser, arena, log, out);
    const bool *worth = pipeline->thorough ? NULL : sentences_worth(arena, pipeline, language, out);
    parser_run(language->parser, arena, scratch, worth, out);
    read_claims(pipeline, language, arena, out);
    lineage_imprint(arena, pipeline->names, &out->article, &out->imprint);
    return true;
}

bool pipeline_read_plain(struct pipeline *pipeline, struct arena *arena, struct arena *scratch,
                         const char *language, struct edtf published, struct slice text,
                         const struct log *log, struct reading *out, struct error *err)
{
    const struct language *loaded;
    if (!language_need(pipeline, language, &loaded, err) ||
        !parser_read(loaded->parser, arena, scratch, SLICE("text"), text, log, out, err)) {
        return false;
    }
    out->article.published = published;
    out->article.published_basis = edtf_is_set(published) ? DATE_STATED : DATE_UNKNOWN;
    read_claims(pipeline, loaded, arena, out);
    return true;
}
