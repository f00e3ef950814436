/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `pipeline` share. */
#ifndef PIPELINE_INSIDE_H
#define PIPELINE_INSIDE_H

#include "pipeline/pipeline.h"

/* What is known of one language. */
struct language {
    char code[3]; /* ISO 639-1 */
    struct parser *parser;
    const struct timex_rules *time;
    const struct mention_rules *mentions;
    const struct proposition_rules *propositions;
};

/* The loaded language, loading it first. Errors: NOT_FOUND, and those of its files. */
bool language_need(struct pipeline *pipeline, const char *code, const struct language **out,
                   struct error *err);

/* One paragraph of body for each line that is not blank. Errors: INVALID (not UTF-8). */
bool article_plain(struct arena *arena, struct slice path, struct slice text, struct article *out,
                   struct error *err);

/* Cuts the article into sentences. */
void parser_split(const struct parser *parser, struct arena *arena, const struct log *log,
                  struct reading *reading);

/* Gives the sentences their trees; those that are not `worth` it (NULL: all are) get empty ones. */
void parser_run(const struct parser *parser, struct arena *arena, struct arena *scratch,
                const bool *worth, struct reading *reading);

/* Which sentences of an article may tell of two actors; see look.c. */
bool *sentences_worth(struct arena *arena, const struct pipeline *pipeline,
                      const struct language *language, const struct reading *reading);

/* Fills reading->times: the expressions of each sentence, with the dates in force. `day` is what
 * relative expressions lean on, DAY_BEFORE_ALL if nothing; see narrative.c. */
void read_time(struct arena *arena, const struct timex_rules *rules, int32_t day,
               struct reading *reading);

/* The latest day that an undated article tells as past, from time expressions that lean on
 * nothing; false if it names none. */
bool latest_past(const struct reading *reading, struct edtf *out, struct slice *evidence);

#endif
