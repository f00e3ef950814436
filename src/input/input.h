/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `input`: paths and streams become documents, one by one: text or a page, in UTF-8,
 * with what its container says of it. What a file is, its bytes tell, not its name. */
#ifndef INPUT_INPUT_H
#define INPUT_INPUT_H

#include "base/error.h"
#include "base/slice.h"

enum document_form {
    DOCUMENT_TEXT, /* plain text */
    DOCUMENT_PAGE, /* HTML, whole or a part (the content of a feed's item) */
};

/* What a container says of a document; empty where it says nothing. */
struct envelope {
    struct slice url, title, author, outlet, section;
    struct slice published, modified; /* as written: ISO 8601, RFC 822 … */
    struct slice language;            /* as written: "fr", "fr-FR" */
    bool summary;                     /* only a feed's summary of the article */
    bool live;                        /* an entry of a live blog */
};

struct document {
    struct slice path; /* where it comes from: "a.txt", "news.jsonl#12", "pages.zip#a/b.html" */
    struct slice id;   /* the same without folders and endings: "a", "news#12", "pages#a/b" */
    uint64_t offset;   /* of its first byte, or of its record's, in its inflated container */
    enum document_form form;
    struct slice bytes; /* valid UTF-8 without NUL and byte order mark */
    struct envelope envelope;
};

/* A document of plain text that is no file: `id` is `path` without folder and ending. */
struct document document_of_text(struct slice path, struct slice text);

/* A copy with all its bytes in the arena. */
struct document document_copy(struct arena *arena, const struct document *document);

/* One document; it is valid during the call only. False stops the walk. */
typedef bool document_visit(void *context, const struct document *document, struct error *err);

/* Has each document visited that lies in the file at `path` ("-" is standard input): plain text, a
 * page (HTML), JSON Lines or JSON (one object an article), a feed (RSS, Atom, RDF), a WARC archive,
 * a zip of any, and any of these packed by gzip or zstd. What cannot be read is one line in the log
 * and one in *problems, and the rest is read. Gives false, with *err set, only where a visit
 * stopped the walk. Memory: some times LIMIT_ARTICLE_BYTES, however large the file is. */
bool input_read(const char *path, const struct log *log, document_visit *visit, void *context,
                size_t *problems, struct error *err);

/* The same for bytes that are there already; `path` names them. `about` is what is known of a
 * single document (its address, a declared language), and `charset` the encoding that came with it,
 * or empty. */
bool input_read_bytes(struct slice path, struct slice bytes, const struct envelope *about,
                      struct slice charset, const struct log *log, document_visit *visit,
                      void *context, size_t *problems, struct error *err);

/* Paths of inputs, in the order in which they are read. */
struct input_list {
    const char **paths; /* "-" is standard input */
    size_t count;
    size_t problem_count; /* arguments that gave nothing; each was reported to the log */
};

/* Finds the inputs that the arguments name: a file by itself, a folder by its files with a known
 * ending (*.txt, *.html, *.jsonl, *.warc, *.xml … also with .gz or .zst behind) and folders in the
 * order of their names (hidden ones left out), a pattern by what it matches, "-". Problems (a
 * missing path, a folder without articles or that cannot be opened) are one line each in the log;
 * the rest goes on. */
void inputs_find(struct arena *arena, const char *const *arguments, size_t count,
                 const struct log *log, struct input_list *out);

#endif
