/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `pipeline`: one article through all rooms, from bytes to claims; and the inputs. */
#ifndef PIPELINE_PIPELINE_H
#define PIPELINE_PIPELINE_H

#include "event/event.h"
#include "lineage/lineage.h"

/* What the program knows: register, codebook and, for each language, model and rules. A language
 * is loaded when the first article in it comes (or by pipeline_need); what is loaded is read-only
 * and lives until pipeline_close. Several threads may read with it at once. */
struct pipeline;

/* All that was read in one article, in the arena that pipeline_read was given. */
struct reading {
    struct article article;
    struct sentence_list sentences;
    struct tree_list trees;      /* one for each sentence */
    struct sentence_time *times; /* one for each sentence */
    struct mention_list mentions;
    struct proposition_list propositions;
    struct claim_list claims;
    struct detail_list details;
    struct imprint imprint; /* by which relatives of the article are told */
    bool coded; /* false: the article's language is not coded, and only `article` is set */
};

/* Where knowledge lies. */
struct knowledge {
    const char *data;     /* folder with actor/, codebook/ and a folder for each language */
    const char *actors;   /* a file of the user's that extends the register, or NULL */
    const char *codebook; /* a folder of the user's that extends the codebook, or NULL */
};

/* Loads furniture, register and codebook. Errors: those of article_rules_load, actor_register_load
 * and codebook_load. */
bool pipeline_open(struct knowledge knowledge, struct pipeline **out, struct error *err);
void pipeline_close(struct pipeline *pipeline); /* NULL is fine */

/* From now on every sentence gets a tree. Else pipeline_read gives empty ones (count 0) to those of
 * an article about something else: it names actors too rarely for claims; see look.c. */
void pipeline_be_thorough(struct pipeline *pipeline);

/* Is there a model for the language in the folder of data? */
bool data_speaks(const char *data_folder, const char *language);

/* Loads the language unless it is loaded. Errors: NOT_FOUND (no such language), and those of its
 * files. */
bool pipeline_need(struct pipeline *pipeline, const char *language, struct error *err);

const struct actor_register *pipeline_actors(const struct pipeline *pipeline);
const struct codebook *pipeline_codebook(const struct pipeline *pipeline);

/* Has a document visited for each article in this one, as article_split does. */
bool pipeline_split(const struct pipeline *pipeline, const struct document *document,
                    document_visit *visit, void *context, struct error *err);

/* Reads one article. The document is lent and must outlive the arena's content; `scratch` is left
 * as it was found. An article in a language that is not coded is a finding, not an error. Errors:
 * those of article_read, and of the language's files. */
bool pipeline_read(struct pipeline *pipeline, struct arena *arena, struct arena *scratch,
                   const struct document *document, const struct log *log, struct reading *out,
                   struct error *err);

/* Threads that read documents. */
struct pool;

#define POOL_THREADS_AT_MOST 64

/* Who gets the readings, in the order of the documents and on the thread that gave them: `reading`,
 * valid during the call only, or NULL with *fault (of pipeline_read). False stops all. */
struct pool_receiver {
    bool (*receive)(void *context, const struct reading *reading, const struct error *fault,
                    struct error *err);
    void *context;
    const struct log *log; /* for what readings find odd; must outlive the pool */
};

/* Starts `threads` of them (1 to POOL_THREADS_AT_MOST). Error: LIMIT (none can be started). */
bool pool_open(struct pipeline *pipeline, unsigned threads, struct pool_receiver receiver,
               struct pool **out, struct error *err);

/* Has a copy of the document read; where all threads are busy, the oldest reading is waited for and
 * received first. False, with *err set, where the receiver stopped. */
bool pool_give(struct pool *pool, const struct document *document, struct error *err);

/* Has all readings received that are left; false as above. */
bool pool_finish(struct pool *pool, struct error *err);

/* Ends the threads; what was not received is forgotten. NULL is fine. */
void pool_close(struct pool *pool);

/* Reads plain text in a known language: each line is a paragraph, nothing is furniture, and the
 * date of publication is `published` (unset: unknown). Errors: INVALID (not UTF-8). */
bool pipeline_read_plain(struct pipeline *pipeline, struct arena *arena, struct arena *scratch,
                         const char *language, struct edtf published, struct slice text,
                         const struct log *log, struct reading *out, struct error *err);

/* The relation between two phrases marked <s>…</s> (source) and <t>…</t> (target) in a sentence of
 * the language; one of the two may be missing. *related is false where the codebook tells none.
 * Errors: INVALID (a mark without its partner, none, not UTF-8), and those of the language's
 * files. */
bool pipeline_relate(struct pipeline *pipeline, struct arena *arena, struct arena *scratch,
                     const char *language, struct slice marked, const struct log *log,
                     bool *related, struct claim *out, struct error *err);

/* One language without the rest: what turns text into trees. */
struct parser;

/* Loads token rules and tree model of `data_folder`/`language`. Errors: NOT_FOUND (no such
 * language), and those of its files. */
bool parser_open(const char *data_folder, const char *language, struct parser **out,
                 struct error *err);
void parser_close(struct parser *parser); /* NULL is fine */
const struct tree_model *parser_model(const struct parser *parser);

/* Plain text (each line is a paragraph) to trees: sets article, sentences and trees of *out.
 * Errors: INVALID (not UTF-8). */
bool parser_read(const struct parser *parser, struct arena *arena, struct arena *scratch,
                 struct slice path, struct slice text, const struct log *log, struct reading *out,
                 struct error *err);

#endif
