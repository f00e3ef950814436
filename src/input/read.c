/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Paths and streams to documents.
 *
 * Takes a path or bytes and looks at the first kilobytes: packed streams are unpacked on the way,
 * containers are walked member by member, the rest is one document. Only one document is held at a
 * time, in an arena of its own. One inside another is followed LIMIT_CONTAINER_DEPTH deep. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "input/inside.h"

#define MESSAGE_BYTES 400

void walk_problem(struct walk *walk, struct slice path, const char *format, ...)
{
    char message[MESSAGE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    log_finding(walk->log, "%.*s: %s", SLICE_ARGS(path), message);
    walk->problems++;
}

/* ---------------------------------------------------------------------------------- names */

/* Without its last ending. */
static struct slice cut_ending(struct slice name)
{
    for (size_t i = name.length; i-- > 1;) {
        if (name.at[i] == '.') {
            return slice_part(name, 0, i);
        }
        if (name.at[i] == '/') {
            break;
        }
    }
    return name;
}

static struct slice without_endings(struct slice name)
{
    if (slice_ends(name, SLICE(".gz")) || slice_ends(name, SLICE(".zst"))) {
        name = cut_ending(name);
    }
    return cut_ending(name);
}

static struct slice file_name(struct slice path)
{
    size_t begin = 0;
    for (size_t i = 0; i < path.length; i++) {
        begin = path.at[i] == '/' ? i + 1 : begin;
    }
    return slice_part(path, begin, path.length);
}

static struct place place_of(struct slice path)
{
    return (struct place){.path = path, .id = without_endings(file_name(path))};
}

struct place place_inside(struct arena *arena, const struct place *outer, struct slice name,
                          uint64_t offset)
{
    struct slice bare = without_endings(name);
    return (struct place){
        .path = slice_print(arena, "%.*s#%.*s", SLICE_ARGS(outer->path), SLICE_ARGS(name)),
        .id = slice_print(arena, "%.*s#%.*s", SLICE_ARGS(outer->id), SLICE_ARGS(bare)),
        .offset = offset,
        .depth = outer->depth + 1,
    };
}

struct place place_numbered(struct arena *arena, const struct place *outer, size_t number,
                            uint64_t offset)
{
    return (struct place){
        .path = slice_print(arena, "%.*s#%zu", SLICE_ARGS(outer->path), number),
        .id = slice_print(arena, "%.*s#%zu", SLICE_ARGS(outer->id), number),
        .offset = offset,
        .depth = outer->depth + 1,
    };
}

struct document document_of_text(struct slice path, struct slice text)
{
    struct place place = place_of(path);
    return (struct document){
        .path = place.path, .id = place.id, .form = DOCUMENT_TEXT, .bytes = text};
}

struct document document_copy(struct arena *arena, const struct document *document)
{
    struct document copy = *document;
    struct slice *slices[] = {&copy.path,
                              &copy.id,
                              &copy.bytes,
                              &copy.envelope.url,
                              &copy.envelope.title,
                              &copy.envelope.author,
                              &copy.envelope.outlet,
                              &copy.envelope.section,
                              &copy.envelope.published,
                              &copy.envelope.modified,
                              &copy.envelope.language};
    for (size_t i = 0; i < sizeof slices / sizeof *slices; i++) {
        *slices[i] = slice_copy(arena, *slices[i]);
    }
    return copy;
}

/* ------------------------------------------------------------------------------ documents */

void walk_document(struct walk *walk, const struct document *document)
{
    if (!walk->stopped) {
        walk->stopped = !walk->visit(walk->context, document, walk->err);
    }
}

void walk_bytes(struct walk *walk, struct slice bytes, const struct envelope *envelope,
                struct slice charset, const struct place *place)
{
    struct arena arena = {0};
    struct error fault;
    struct document document = {.path = place->path, .id = place->id, .offset = place->offset};
    if (!encoding_decode(&arena, place->path, bytes, charset, walk->log, &document.bytes, &fault)) {
        log_finding(walk->log, "%s", fault.message);
        walk->problems++;
        arena_free(&arena);
        return;
    }
    struct slice text = document.bytes;
    enum input_kind kind =
        kind_of(slice_part(text, 0, text.length < KIND_BYTES ? text.length : KIND_BYTES));
    if (envelope) {
        document.envelope = *envelope;
    }
    if (kind == INPUT_FEED) {
        feed_read(walk, text, place);
    } else {
        document.form = kind == INPUT_PAGE ? DOCUMENT_PAGE : DOCUMENT_TEXT;
        walk_document(walk, &document);
    }
    arena_free(&arena);
}

/* The source is one document. */
static void walk_whole(struct walk *walk, struct source *source, const struct place *place)
{
    struct slice bytes = source_peek(source, LIMIT_ARTICLE_BYTES + 1);
    if (bytes.length > LIMIT_ARTICLE_BYTES) {
        walk_problem(walk, place->path, "more than %u bytes; left out", LIMIT_ARTICLE_BYTES);
    } else {
        walk_bytes(walk, bytes, walk->about, walk->charset, place);
    }
}

static void walk_packed(struct walk *walk, struct source *packed, enum input_kind kind,
                        const struct place *place)
{
    struct source inner;
    struct place below = *place;
    below.depth++;
    if (kind == INPUT_GZIP) {
        source_of_gzip(&inner, packed);
    } else {
        source_of_zstd(&inner, packed);
    }
    walk_source(walk, &inner, &below);
    source_close(&inner);
}

void walk_source(struct walk *walk, struct source *source, const struct place *place)
{
    if (place->depth > LIMIT_CONTAINER_DEPTH) {
        walk_problem(walk, place->path, "packed more than %d deep; left out",
                     LIMIT_CONTAINER_DEPTH);
        return;
    }
    enum input_kind kind = kind_of(source_peek(source, KIND_BYTES));
    switch (kind) {
    case INPUT_GZIP:
    case INPUT_ZSTD:
        walk_packed(walk, source, kind, place);
        break;
    case INPUT_ZIP:
        zip_read(walk, source, place);
        break;
    case INPUT_WARC:
        warc_read(walk, source, place);
        break;
    case INPUT_JSON:
        json_read(walk, source, place);
        break;
    default:
        walk_whole(walk, source, place);
        break;
    }
    if (source->faulty) {
        walk_problem(walk, place->path, "%s", source->fault.message);
    }
}

/* --------------------------------------------------------------------------------- inputs */

static bool open_file(const char *path, FILE **out, struct error *err)
{
    struct stat status;
    if (strcmp(path, "-") == 0) {
        *out = stdin;
        return true;
    }
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        return error_set(err, ERROR_INVALID, "%s: is a folder", path);
    }
    *out = fopen(path, "rb");
    return *out || error_set(err, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_IO, "%s: %s", path,
                             strerror(errno));
}

bool input_read(const char *path, const struct log *log, document_visit *visit, void *context,
                size_t *problems, struct error *err)
{
    struct walk walk = {.log = log, .visit = visit, .context = context, .err = err};
    struct place place = place_of(slice_of(path));
    struct source source;
    struct error fault;
    FILE *file = NULL;
    if (!open_file(path, &file, &fault)) {
        log_finding(log, "%s", fault.message);
        ++*problems;
        return true;
    }
    source_of_file(&source, file);
    walk_source(&walk, &source, &place);
    source_close(&source);
    if (file != stdin) {
        fclose(file);
    }
    *problems += walk.problems;
    return !walk.stopped;
}

bool input_read_bytes(struct slice path, struct slice bytes, const struct envelope *about,
                      struct slice charset, const struct log *log, document_visit *visit,
                      void *context, size_t *problems, struct error *err)
{
    struct walk walk = {.log = log,
                        .visit = visit,
                        .context = context,
                        .err = err,
                        .about = about,
                        .charset = charset};
    struct place place = place_of(path);
    struct source source;
    source_of_bytes(&source, bytes);
    walk_source(&walk, &source, &place);
    source_close(&source);
    *problems += walk.problems;
    return !walk.stopped;
}
