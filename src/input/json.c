/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* JSON Lines to documents: one object an article, one after another, with or without line ends
 * inside, also as a list. Field names are those of Fundus, news-please, trafilatura, schema.org and
 * common ones. Each object is measured before json-c reads it: what is nested too deep or holds too
 * many values is left out, so that memory stays bounded. A line that is no object is named, and the
 * next one goes on. Linear; objects over several lines are scanned twice. */
#include <json-c/json.h>

#include "base/json.h"
#include "input/inside.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* what json-c makes of a lone surrogate too */
#define ENDLESS_AT_MOST 8          /* each costs a look through LIMIT_ARTICLE_BYTES */

struct reader {
    struct walk *walk;
    struct source *source;
    const struct place *place;
    struct arena arena; /* of one object */
    size_t line;        /* its number, from 1 */
    size_t endless;     /* objects seen without end: after some, only lines are tried */
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* --------------------------------------------------------------------------------- fields */

/* A string's bytes, with U+FFFD for NUL, which is no text. */
static struct slice copy_string(struct arena *arena, struct json_object *value)
{
    size_t length = (size_t)json_object_get_string_len(value);
    struct slice text = {json_object_get_string(value), length}, piece, out = {"", 0};
    if (!memchr(text.at, '\0', length)) {
        return slice_copy(arena, text);
    }
    while (slice_split(&text, '\0', &piece)) {
        out = slice_print(arena, "%.*s%s%.*s", SLICE_ARGS(out), out.length ? REPLACEMENT : "",
                          SLICE_ARGS(piece));
    }
    return out;
}

/* Text of a value: a string, or the strings of a list with ", " between, or an object's "name". */
static struct slice text_of(struct arena *arena, struct json_object *value)
{
    struct slice text = {"", 0};
    struct json_object *name;
    if (json_object_is_type(value, json_type_string)) {
        return copy_string(arena, value);
    }
    if (json_object_is_type(value, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(value); i++) {
            struct json_object *item = json_object_array_get_idx(value, i);
            if (json_object_is_type(item, json_type_array)) {
                continue;
            }
            struct slice one = text_of(arena, item);
            if (one.length) {
                text = slice_print(arena, "%.*s%s%.*s", SLICE_ARGS(text), text.length ? ", " : "",
                                   SLICE_ARGS(one));
            }
        }
    } else if (json_object_is_type(value, json_type_object) &&
               json_object_object_get_ex(value, "name", &name) &&
               json_object_is_type(name, json_type_string)) {
        return text_of(arena, name);
    }
    return text;
}

/* The first of the names (ended by NULL) that has text. */
static struct slice field(struct arena *arena, struct json_object *object, const char *const *names)
{
    for (; *names; names++) {
        struct json_object *value;
        if (json_object_object_get_ex(object, *names, &value)) {
            struct slice text = slice_trim(text_of(arena, value));
            if (text.length) {
                return text;
            }
        }
    }
    return (struct slice){"", 0};
}

/* Adds the strings of a list, a paragraph each. */
static struct slice add_paragraphs(struct arena *arena, struct slice text, struct json_object *list)
{
    for (size_t i = 0;
         json_object_is_type(list, json_type_array) && i < json_object_array_length(list); i++) {
        struct json_object *item = json_object_array_get_idx(list, i);
        if (json_object_is_type(item, json_type_string)) {
            text = slice_print(arena, "%.*s%.*s\n\n", SLICE_ARGS(text),
                               SLICE_ARGS(text_of(arena, item)));
        }
    }
    return text;
}

/* Fundus: {"summary": [], "sections": [{"headline": [], "paragraphs": []}]}. */
static struct slice fundus_body(struct arena *arena, struct json_object *object)
{
    struct json_object *body, *part, *sections;
    struct slice text = {"", 0};
    if (!json_object_object_get_ex(object, "body", &body) ||
        !json_object_is_type(body, json_type_object)) {
        return text;
    }
    if (json_object_object_get_ex(body, "summary", &part)) {
        text = add_paragraphs(arena, text, part);
    }
    if (!json_object_object_get_ex(body, "sections", &sections) ||
        !json_object_is_type(sections, json_type_array)) {
        return text;
    }
    for (size_t i = 0; i < json_object_array_length(sections); i++) {
        struct json_object *section = json_object_array_get_idx(sections, i);
        static const char *const parts[] = {"headline", "paragraphs"};
        for (size_t p = 0; p < 2 && json_object_is_type(section, json_type_object); p++) {
            if (json_object_object_get_ex(section, parts[p], &part)) {
                text = add_paragraphs(arena, text, part);
            }
        }
    }
    return text;
}

static struct envelope read_envelope(struct arena *arena, struct json_object *object)
{
    static const char *const url[] = {"url", "canonical_url", "link", "source_url", "source", NULL};
    static const char *const title[] = {"title", "headline", "title_page", NULL};
    static const char *const author[] = {"author", "authors", "byline", NULL};
    static const char *const outlet[] = {"outlet",        "sitename", "publisher", "source_name",
                                         "source_domain", "hostname", "domain",    NULL};
    static const char *const section[] = {"section", "category", "articleSection", NULL};
    static const char *const published[] = {
        "date",         "published",       "published_at", "publishedAt",
        "date_publish", "datePublished",   "pub_date",     "published_date",
        "pubDate",      "publishing_date", "publish_date", NULL};
    static const char *const modified[] = {"date_modify", "modified", "dateModified", "updated",
                                           NULL};
    static const char *const language[] = {"language", "lang", "inLanguage", NULL};
    return (struct envelope){
        .url = field(arena, object, url),
        .title = field(arena, object, title),
        .author = field(arena, object, author),
        .outlet = field(arena, object, outlet),
        .section = field(arena, object, section),
        .published = field(arena, object, published),
        .modified = field(arena, object, modified),
        .language = field(arena, object, language),
    };
}

/* ------------------------------------------------------------------------------- objects */

static void read_object(struct reader *reader, struct json_object *object,
                        const struct place *place)
{
    static const char *const names[] = {"text",         "maintext",    "body",      "content",
                                        "article_text", "articleBody", "plaintext", "plain_text",
                                        "raw_text",     "html",        NULL};
    struct envelope envelope = read_envelope(&reader->arena, object);
    struct slice text = fundus_body(&reader->arena, object);
    if (!text.length) {
        text = field(&reader->arena, object, names);
    }
    if (!text.length) {
        walk_problem(reader->walk, place->path, "no text in the object");
        return;
    }
    if (slice_find(text, SLICE(REPLACEMENT), 0) != SIZE_MAX) {
        log_finding(reader->walk->log, "%.*s: escapes that are no character; read as U+FFFD",
                    SLICE_ARGS(place->path));
    }
    walk_bytes(reader->walk, text, &envelope, (struct slice){"", 0}, place);
}

static void parse_object(struct reader *reader, struct slice text, struct json_measure measure,
                         const struct place *place)
{
    if (measure.depth > LIMIT_JSON_DEPTH || measure.values > LIMIT_JSON_VALUES) {
        walk_problem(reader->walk, place->path, "JSON nested %zu deep, %zu values; left out",
                     measure.depth, measure.values);
        return;
    }
    struct json_tokener *tokener = json_tokener_new_ex(LIMIT_JSON_DEPTH);
    struct json_object *object =
        tokener ? json_tokener_parse_ex(tokener, text.at, (int)text.length) : NULL;
    if (json_object_is_type(object, json_type_object)) {
        read_object(reader, object, place);
    } else {
        enum json_tokener_error error =
            tokener ? json_tokener_get_error(tokener) : json_tokener_error_size;
        walk_problem(reader->walk, place->path, "no JSON object: %s",
                     error == json_tokener_continue ? "it has no end"
                                                    : json_tokener_error_desc(error));
    }
    json_object_put(object);
    json_tokener_free(tokener);
}

/* Skips what stands between objects. False at the end. */
static bool next_object(struct reader *reader)
{
    for (;;) {
        struct slice ahead = source_peek(reader->source, 1);
        if (!ahead.length) {
            return false;
        }
        char c = ahead.at[0];
        if (!is_space(c) && c != ',' && c != '[' && c != ']' && (unsigned char)c != 0xEF &&
            (unsigned char)c != 0xBB && (unsigned char)c != 0xBF) {
            return true;
        }
        reader->line += c == '\n';
        source_skip(reader->source, 1);
    }
}

/* The object ahead: in its line, else, as long as that works, over several. */
static struct slice find_object(struct reader *reader, struct json_measure *out)
{
    size_t wanted = 4096;
    for (;;) {
        struct slice ahead = source_peek(reader->source, wanted);
        const char *newline = ahead.length ? memchr(ahead.at, '\n', ahead.length) : NULL;
        bool all = ahead.length < wanted || wanted > LIMIT_ARTICLE_BYTES;
        struct slice part = ahead;
        bool line_only = newline && reader->endless >= ENDLESS_AT_MOST;
        if (line_only) {
            part.length = (size_t)(newline - ahead.at);
        }
        if (newline || all) {
            *out = json_measure(part);
        }
        if (out->torn) {
            out->length = 0;
        }
        if (out->length || out->torn || all || line_only) {
            return part;
        }
        wanted *= 2;
    }
}

static void skip_line(struct reader *reader)
{
    bool whole;
    source_line(reader->source, LIMIT_ARTICLE_BYTES, &whole);
    reader->line++;
}

static void read_next(struct reader *reader)
{
    struct place place =
        place_numbered(&reader->arena, reader->place, reader->line, reader->source->passed);
    struct json_measure measure = {0};
    if (source_peek(reader->source, 1).at[0] != '{') {
        walk_problem(reader->walk, place.path, "no JSON object; the line is left out");
        skip_line(reader);
        return;
    }
    struct slice text = find_object(reader, &measure);
    if (measure.length) {
        text.length = measure.length;
        parse_object(reader, text, measure, &place);
        source_skip(reader->source, measure.length);
        reader->line += measure.lines;
        return;
    }
    if (reader->source->faulty) {
        skip_line(reader); /* the fault itself is named */
        return;
    }
    bool large = text.length > LIMIT_ARTICLE_BYTES;
    walk_problem(reader->walk, place.path,
                 large ? "JSON of more than %u bytes; the line is left out"
                       : "a JSON object without end; the line is left out",
                 LIMIT_ARTICLE_BYTES);
    reader->endless++;
    skip_line(reader);
}

void json_read(struct walk *walk, struct source *source, const struct place *place)
{
    struct reader reader = {.walk = walk, .source = source, .place = place, .line = 1};
    while (!walk->stopped && next_object(&reader)) {
        read_next(&reader);
        arena_free(&reader.arena);
    }
}
