/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `input` share: sources of bytes, and the walk that hands documents out. */
#ifndef INPUT_INSIDE_H
#define INPUT_INSIDE_H

#include "base/limits.h"
#include "input/input.h"

/* ------------------------------------------------------------------------------- sources */

/* A stream of bytes with a window on what comes next. */
struct source {
    /* Writes up to `room` bytes; 0 at the end, and after a fault, which is in source->fault. */
    size_t (*fill)(struct source *source, char *into, size_t room);
    void (*close)(struct source *source);
    char *window;
    size_t begin, end, capacity; /* of the window */
    uint64_t passed;             /* offset of window[begin] in the stream */
    bool ended;
    bool faulty; /* the stream broke off; `fault` says why */
    struct error fault;
    void *state;           /* of fill: a file, an unpacker */
    struct source *packed; /* of an unpacker: what it unpacks (lent) */
};

void source_of_file(struct source *out, void *file); /* FILE *, lent */
void source_of_bytes(struct source *out, struct slice bytes);

/* Unpackers, over a source that begins with their magic bytes. Members that follow one another are
 * one stream. What inflates beyond the limits is a fault. */
void source_of_gzip(struct source *out, struct source *packed);
void source_of_zstd(struct source *out, struct source *packed);

/* Raw deflate, without a head: of a zip's member. It ends with the deflated data and leaves
 * `packed` behind it. */
void source_of_deflate(struct source *out, struct source *packed);

void source_close(struct source *source);

/* The next bytes, `wanted` of them or all that are left; valid until the next call. */
struct slice source_peek(struct source *source, size_t wanted);

/* Moves on by up to `count` bytes; gives how many there were. */
uint64_t source_skip(struct source *source, uint64_t count);

/* Moves on to the next place of `mark`, which is left unread; false: it does not come. */
bool source_seek(struct source *source, struct slice mark);

/* The rest of the line without its end, or all up to `cap` bytes; moves behind it. *whole is false
 * where the line goes on: its rest is skipped. Valid until the next call. */
struct slice source_line(struct source *source, size_t cap, bool *whole);

/* ---------------------------------------------------------------------------------- walk */

struct walk {
    const struct log *log;
    document_visit *visit;
    void *context;
    size_t problems;
    bool stopped; /* by a visit; then *err is set */
    struct error *err;
    const struct envelope *about; /* of a document that is alone in its input, or NULL */
    struct slice charset;         /* declared with it */
};

/* Where a piece of input stands. */
struct place {
    struct slice path, id;
    uint64_t offset;
    unsigned depth; /* containers around it */
};

/* Names a problem: one line in the log. */
void walk_problem(struct walk *walk, struct slice path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The place of a member: "path#name". */
struct place place_inside(struct arena *arena, const struct place *outer, struct slice name,
                          uint64_t offset);
struct place place_numbered(struct arena *arena, const struct place *outer, size_t number,
                            uint64_t offset);

/* Reads whatever the source holds; its faults are named. */
void walk_source(struct walk *walk, struct source *source, const struct place *place);

/* Hands out one document of these bytes, which are decoded first; a feed by its items. */
void walk_bytes(struct walk *walk, struct slice bytes, const struct envelope *envelope,
                struct slice charset, const struct place *place);

/* Hands out one document of valid UTF-8. */
void walk_document(struct walk *walk, const struct document *document);

/* The readers of containers. */
void json_read(struct walk *walk, struct source *source, const struct place *place);
void warc_read(struct walk *walk, struct source *source, const struct place *place);
void zip_read(struct walk *walk, struct source *source, const struct place *place);
void feed_read(struct walk *walk, struct slice text, const struct place *place);

/* ------------------------------------------------------------------------------ encoding */

/* Makes valid UTF-8 without NUL and byte order mark of `bytes`; gives them themselves where they
 * are that already. `declared` is the encoding named outside, or empty. Errors: INVALID (binary).
 */
bool encoding_decode(struct arena *arena, struct slice path, struct slice bytes,
                     struct slice declared, const struct log *log, struct slice *out,
                     struct error *err);

/* kind.c: what bytes are. */
enum input_kind {
    INPUT_TEXT,
    INPUT_PAGE,
    INPUT_FEED,
    INPUT_JSON,
    INPUT_WARC,
    INPUT_ZIP,
    INPUT_GZIP,
    INPUT_ZSTD,
};

#define KIND_BYTES 4096u /* how many bytes tell it */

enum input_kind kind_of(struct slice head);

/* Whether the two are the same but for case (ASCII). */
bool same_word(struct slice a, const char *word);

#endif
