/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A WARC archive (ISO 28500) to documents: each response of status 200 that holds HTML or text.
 *
 * Takes the inflated stream; records that are no response are skipped unseen. A record's stated
 * length is checked by what stands behind it: where no record begins there, the true end is looked
 * for, the record is named, and the next one goes on. Chunked transfer is undone, packed content is
 * unpacked. Cost: a pass over each record, a copy of the articles. */
#include "base/buffer.h"
#include "input/inside.h"

#define RECORD_END "\r\n\r\n"

struct archive {
    struct walk *walk;
    struct source *source;
    const struct place *place;
    struct arena arena; /* of one record */
    size_t number;      /* of the record, from 1 */
};

struct record {
    bool response;
    struct slice url;
    uint64_t length; /* of the block, as stated */
    bool has_length;
};

/* Takes the next line off *rest, without its end. */
static bool next_line(struct slice *rest, struct slice *out)
{
    if (!rest->length) {
        return false;
    }
    const char *newline = memchr(rest->at, '\n', rest->length);
    size_t length = newline ? (size_t)(newline - rest->at) : rest->length;
    *out = slice_part(*rest, 0, length);
    *rest = slice_part(*rest, newline ? length + 1 : length, rest->length);
    if (slice_ends(*out, SLICE("\r"))) {
        out->length--;
    }
    return true;
}

/* The value of "Name: value" where the line has that name. */
static bool header_value(struct slice line, const char *name, struct slice *out)
{
    size_t length = strlen(name);
    if (line.length <= length || line.at[length] != ':' ||
        !same_word(slice_part(line, 0, length), name)) {
        return false;
    }
    *out = slice_trim(slice_part(line, length + 1, line.length));
    return true;
}

/* Does the value begin with the word, whatever its case? */
static bool value_starts(struct slice value, const char *word)
{
    size_t length = strlen(word);
    return value.length >= length && same_word(slice_part(value, 0, length), word);
}

static bool read_number(struct slice text, uint64_t *out)
{
    uint64_t number = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || number > UINT64_MAX / 16) {
            return false;
        }
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    }
    *out = number;
    return text.length > 0;
}

/* Bytes of the head up to and with its empty line; 0 where it has none. */
static size_t head_length(struct slice bytes)
{
    size_t end = slice_find(bytes, SLICE("\r\n\r\n"), 0);
    size_t bare = slice_find(bytes, SLICE("\n\n"), 0);
    if (end == SIZE_MAX && bare == SIZE_MAX) {
        return 0;
    }
    return bare < end ? bare + 2 : end + 4;
}

/* ----------------------------------------------------------------------------------- HTTP */

struct answer {
    unsigned status;
    struct slice type, charset;
    bool chunked, packed;
    struct slice body;
};

static void read_answer_line(struct slice line, struct answer *out)
{
    struct slice value;
    if (header_value(line, "Content-Type", &value)) {
        out->type = value;
        for (size_t at = 0; at + 8 < value.length; at++) {
            if (same_word(slice_part(value, at, at + 8), "charset=")) {
                struct slice name = slice_part(value, at + 8, value.length);
                struct slice first;
                slice_split(&name, ';', &first);
                first = slice_trim(first);
                bool quoted = first.length > 2 && strchr("\"'", first.at[0]);
                out->charset = quoted ? slice_part(first, 1, first.length - 1) : first;
            }
        }
    } else if (header_value(line, "Transfer-Encoding", &value)) {
        out->chunked = value_starts(value, "chunked");
    } else if (header_value(line, "Content-Encoding", &value)) {
        out->packed = value.length > 0 && !value_starts(value, "identity");
    }
}

static bool read_answer(struct slice block, struct answer *out)
{
    size_t length = head_length(slice_part(
        block, 0, block.length < LIMIT_HEADER_BYTES ? block.length : LIMIT_HEADER_BYTES));
    struct slice head = slice_part(block, 0, length), line;
    *out = (struct answer){.type = {"", 0}, .charset = {"", 0}};
    if (!length || !value_starts(head, "HTTP/") || !next_line(&head, &line)) {
        return false;
    }
    size_t space = slice_find(line, SLICE(" "), 0);
    for (size_t i = space; i != SIZE_MAX && i + 1 < line.length && i < space + 3; i++) {
        char digit = line.at[i + 1];
        out->status = digit >= '0' && digit <= '9' ? out->status * 10 + (unsigned)(digit - '0') : 0;
    }
    while (next_line(&head, &line)) {
        read_answer_line(line, out);
    }
    out->body = slice_part(block, length, block.length);
    return true;
}

/* Puts the chunks together; what is no chunk ends it. */
static struct slice join_chunks(struct arena *arena, struct slice body)
{
    struct buffer text = {0};
    struct slice line, rest = body;
    while (next_line(&rest, &line)) {
        size_t size = 0, i = 0;
        for (; i < line.length && size < LIMIT_ARTICLE_BYTES; i++) {
            const char *digits = "0123456789abcdef";
            const char *found = line.at[i] ? strchr(digits, line.at[i] | 0x20) : NULL;
            if (!found) {
                break;
            }
            size = size * 16 + (size_t)(found - digits);
        }
        if (i == 0 || size == 0) {
            break;
        }
        size = size < rest.length ? size : rest.length;
        buffer_add(&text, slice_part(rest, 0, size));
        rest = slice_part(rest, size, rest.length);
        if (slice_starts(rest, SLICE("\r\n"))) {
            rest = slice_part(rest, 2, rest.length);
        }
    }
    struct slice out = text.length ? slice_copy(arena, buffer_slice(&text)) : body;
    buffer_free(&text);
    return out;
}

static bool is_readable(const struct answer *answer)
{
    return answer->status == 200 &&
           (!answer->type.length || value_starts(answer->type, "text/html") ||
            value_starts(answer->type, "application/xhtml") ||
            value_starts(answer->type, "text/plain"));
}

static void read_block(struct archive *archive, const struct record *record, struct slice block,
                       uint64_t offset)
{
    struct answer answer;
    struct place place = place_numbered(&archive->arena, archive->place, archive->number, offset);
    if (!read_answer(block, &answer)) {
        walk_problem(archive->walk, place.path, "record at byte %llu: no HTTP answer in it",
                     (unsigned long long)offset);
        return;
    }
    if (!is_readable(&answer) || slice_trim(answer.body).length == 0) {
        return;
    }
    struct slice body = answer.chunked ? join_chunks(&archive->arena, answer.body) : answer.body;
    struct envelope envelope = {.url = record->url};
    if (!answer.packed || kind_of(body) == INPUT_TEXT) {
        walk_bytes(archive->walk, body, &envelope, answer.charset, &place);
        return;
    }
    struct walk inner = *archive->walk;
    inner.about = &envelope;
    inner.charset = answer.charset;
    inner.problems = 0;
    struct source source;
    source_of_bytes(&source, body);
    walk_source(&inner, &source, &place);
    source_close(&source);
    archive->walk->problems += inner.problems;
    archive->walk->stopped = inner.stopped;
}

/* -------------------------------------------------------------------------------- records */

static struct record read_head(struct slice head)
{
    struct record record = {.url = {"", 0}};
    struct slice line, value;
    next_line(&head, &line);
    while (next_line(&head, &line)) {
        if (header_value(line, "WARC-Type", &value)) {
            record.response = same_word(value, "response");
        } else if (header_value(line, "WARC-Target-URI", &value)) {
            bool framed = value.length > 2 && value.at[0] == '<';
            record.url = framed ? slice_part(value, 1, value.length - 1) : value;
        } else if (header_value(line, "Content-Length", &value)) {
            record.has_length = read_number(value, &record.length);
        }
    }
    return record;
}

/* Does a record, or the end, stand behind the block of `length` bytes? */
static bool ends_rightly(struct slice ahead, size_t length)
{
    if (ahead.length < length) {
        return false;
    }
    struct slice rest = slice_part(ahead, length, ahead.length);
    while (rest.length && strchr("\r\n", rest.at[0])) {
        rest = slice_part(rest, 1, rest.length);
    }
    return !rest.length || slice_starts(rest, SLICE("WARC/")) || slice_starts(SLICE("WARC/"), rest);
}

/* The block of a response: as long as stated, or up to where the next record begins. */
static struct slice find_block(struct archive *archive, const struct record *record,
                               uint64_t offset)
{
    bool fits = record->has_length && record->length <= LIMIT_ARTICLE_BYTES;
    size_t stated = fits ? (size_t)record->length : LIMIT_ARTICLE_BYTES;
    struct slice ahead = source_peek(archive->source, stated + 9);
    if (fits && ends_rightly(ahead, stated)) {
        return slice_part(ahead, 0, stated);
    }
    size_t end = slice_find(ahead, SLICE(RECORD_END "WARC/"), 0);
    if (end == SIZE_MAX && fits && ahead.length >= stated) {
        ahead = source_peek(archive->source, LIMIT_ARTICLE_BYTES); /* stated too short */
        end = slice_find(ahead, SLICE(RECORD_END "WARC/"), 0);
    }
    walk_problem(archive->walk, archive->place->path,
                 "record at byte %llu: its length is wrong, or over %u bytes",
                 (unsigned long long)offset, LIMIT_ARTICLE_BYTES);
    if (end != SIZE_MAX) {
        return slice_part(ahead, 0, end);
    }
    return ahead.length < LIMIT_ARTICLE_BYTES ? ahead : (struct slice){"", 0};
}

static void read_response(struct archive *archive, const struct record *record, uint64_t offset)
{
    struct slice block = find_block(archive, record, offset);
    if (block.length) {
        read_block(archive, record, block, offset);
        source_skip(archive->source, block.length);
    } else if (record->has_length && record->length > LIMIT_ARTICLE_BYTES) {
        source_skip(archive->source, 1); /* the next record is looked for */
    }
}

static bool read_record(struct archive *archive)
{
    uint64_t offset = archive->source->passed;
    struct slice head = source_peek(archive->source, LIMIT_HEADER_BYTES);
    size_t length = head_length(head);
    if (!length) {
        walk_problem(archive->walk, archive->place->path, "record at byte %llu: no end of its head",
                     (unsigned long long)offset);
        source_skip(archive->source, 1);
        return source_seek(archive->source, SLICE("\nWARC/")) && source_skip(archive->source, 1);
    }
    head = slice_copy(&archive->arena, slice_part(head, 0, length));
    struct record record = read_head(head);
    source_skip(archive->source, length);
    if (record.response) {
        read_response(archive, &record, offset);
    } else if (record.has_length) {
        source_skip(archive->source, record.length);
    }
    while (source_peek(archive->source, 1).length &&
           strchr("\r\n", source_peek(archive->source, 1).at[0])) {
        source_skip(archive->source, 1);
    }
    return true;
}

void warc_read(struct walk *walk, struct source *source, const struct place *place)
{
    struct archive archive = {.walk = walk, .source = source, .place = place};
    while (!walk->stopped) {
        struct slice head = source_peek(source, 5);
        archive.number++;
        if (!head.length) {
            break;
        }
        if (slice_is(head, "WARC/")) {
            if (!read_record(&archive)) {
                break;
            }
        } else if (!source_seek(source, SLICE("\nWARC/"))) {
            walk_problem(walk, place->path, "no record behind byte %llu",
                         (unsigned long long)source->passed);
            break;
        } else {
            source_skip(source, 1);
        }
        arena_free(&archive.arena);
    }
    arena_free(&archive.arena);
}
