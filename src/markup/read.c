/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Markup text to a tree of elements, as browsers do it where running text is touched by it.
 *
 * Takes UTF-8, gives nodes in the order of the document. One pass of our own: libxml2 2.9 drops
 * what lies deeper than 255 elements, needs quadratic time for the attributes of one tag, loses
 * "&eacute;" in feeds, and parses 130 MB/s where a page must not cost more than a millisecond; a
 * guard before it would have to know tags and attributes as well as this does. Left out of WHATWG's
 * rules: the adoption of misnested formatting, foster parents of tables, frames. A search that
 * finds no end (of a comment, of a script) is never made twice, so that all is linear. */
#include "base/limits.h"
#include "markup/inside.h"

enum closer { CLOSER_COMMENT, CLOSER_CDATA, CLOSER_INSTRUCTION, CLOSER_SUBSET, CLOSER_COUNT };

struct reader {
    struct arena *arena;
    struct markup *out;
    struct slice text;
    size_t at;
    bool html;
    uint32_t stack[LIMIT_MARKUP_DEPTH]; /* open elements; 0 is the document */
    size_t depth;
    size_t surplus;               /* open elements that found no place on the stack */
    bool discard;                 /* the attributes read belong to no node */
    uint32_t open[TAG_COUNT];     /* of each tag, how many are on the stack */
    bool no_closer[CLOSER_COUNT]; /* none is left in the text */
    bool no_end[TAG_COUNT];       /* no end tag of that raw element is left */
};

/* ------------------------------------------------------------------------------- the tree */

static enum tag tag_at(const struct reader *reader, size_t place)
{
    return reader->out->nodes[reader->stack[place]].tag;
}

static struct markup_node *add_node(struct reader *reader, enum tag tag, size_t begin)
{
    struct markup *out = reader->out;
    if (out->count >= LIMIT_MARKUP_NODES) {
        out->cut = true;
        return NULL;
    }
    struct markup_node *node = arena_push(reader->arena, out->nodes, out->count);
    node->tag = tag;
    node->parent = reader->depth ? reader->stack[reader->depth - 1] : 0;
    node->end = (uint32_t)out->count;
    node->first_attribute = (uint32_t)out->attribute_count;
    node->begin = (uint32_t)begin;
    return node;
}

static void add_text(struct reader *reader, size_t begin, size_t end, bool decode)
{
    if (begin < end) {
        struct markup_node *node = add_node(reader, TAG_NONE, begin);
        struct slice text = slice_part(reader->text, begin, end);
        if (node) {
            node->text = decode ? markup_decode(reader->arena, text) : text;
        }
    }
}

static void open_node(struct reader *reader, uint32_t node)
{
    if (reader->depth == LIMIT_MARKUP_DEPTH) {
        reader->out->flattened = true;
        reader->surplus++;
        return;
    }
    reader->stack[reader->depth++] = node;
    reader->open[reader->out->nodes[node].tag]++;
}

/* Closes the open elements from `place` of the stack on. */
static void close_from(struct reader *reader, size_t place)
{
    while (reader->depth > place) {
        struct markup_node *node = &reader->out->nodes[reader->stack[--reader->depth]];
        node->end = (uint32_t)reader->out->count;
        reader->open[node->tag]--;
    }
}

/* Closes the innermost open `tag` (or `other`) unless an element of `scope` lies in between; 0 is
 * never closed. */
static void close_implied(struct reader *reader, enum tag tag, enum tag other,
                          const enum tag *scope)
{
    if (!reader->open[tag] && !reader->open[other]) {
        return;
    }
    for (size_t place = reader->depth; place-- > 1;) {
        enum tag here = tag_at(reader, place);
        if (here == tag || here == other) {
            close_from(reader, place);
            return;
        }
        for (const enum tag *s = scope; *s; s++) {
            if (here == *s) {
                return;
            }
        }
    }
}

static bool belongs_in_head(enum tag tag)
{
    return tag == TAG_TITLE || tag == TAG_META || tag == TAG_LINK || tag == TAG_SCRIPT ||
           tag == TAG_STYLE || tag == TAG_BASE || tag == TAG_NOSCRIPT || tag == TAG_TEMPLATE;
}

/* What a start tag closes by itself. */
static void close_before(struct reader *reader, enum tag tag)
{
    static const enum tag cells[] = {TAG_TD, TAG_TH, TAG_TABLE, TAG_BUTTON, TAG_OBJECT, TAG_NONE};
    static const enum tag lists[] = {TAG_UL, TAG_OL, TAG_TABLE, TAG_NONE};
    static const enum tag terms[] = {TAG_DL, TAG_TABLE, TAG_NONE};
    static const enum tag tables[] = {TAG_TABLE, TAG_NONE};
    static const enum tag rows[] = {TAG_TR, TAG_TABLE, TAG_NONE};
    if (reader->open[TAG_HEAD] && !belongs_in_head(tag)) {
        close_implied(reader, TAG_HEAD, TAG_HEAD, tables);
    }
    if (tag_is_block(tag)) {
        close_implied(reader, TAG_P, TAG_P, cells);
    }
    switch (tag) {
    case TAG_LI:
        close_implied(reader, TAG_LI, TAG_LI, lists);
        break;
    case TAG_DD:
    case TAG_DT:
        close_implied(reader, TAG_DD, TAG_DT, terms);
        break;
    case TAG_TR:
        close_implied(reader, TAG_TR, TAG_TR, tables);
        break;
    case TAG_TD:
    case TAG_TH:
        close_implied(reader, TAG_TD, TAG_TH, rows);
        break;
    case TAG_A:
        close_implied(reader, TAG_A, TAG_A, cells);
        break;
    case TAG_OPTION:
        close_implied(reader, TAG_OPTION, TAG_OPTION, tables);
        break;
    default:
        break;
    }
}

static bool is_table_part(enum tag tag)
{
    return tag == TAG_TABLE || tag == TAG_TR || tag == TAG_TD || tag == TAG_TH ||
           tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT;
}

/* Does an end tag of `tag` stop looking for its element at `open`? */
static bool stops_at(const struct reader *reader, enum tag tag, enum tag open)
{
    return reader->html && ((tag_is_inline(tag) && tag_is_block(open)) ||
                            (tag_is_cell(open) && !is_table_part(tag)));
}

static void end_element(struct reader *reader, enum tag tag, struct slice name)
{
    if (reader->surplus) {
        reader->surplus--;
        return;
    }
    if (!reader->open[tag] || tag == TAG_HTML || tag == TAG_BODY) {
        return;
    }
    for (size_t place = reader->depth; place-- > 1;) {
        enum tag here = tag_at(reader, place);
        if (here == tag &&
            (tag != TAG_OTHER || same_name(reader->out->nodes[reader->stack[place]].name, name))) {
            close_from(reader, place);
            return;
        }
        if (stops_at(reader, tag, here)) {
            return;
        }
    }
}

/* ------------------------------------------------------------------------------- the text */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char byte_at(const struct reader *reader, size_t at)
{
    return at < reader->text.length ? reader->text.at[at] : '\0';
}

static size_t find_byte(const struct reader *reader, char byte, size_t from)
{
    const char *found = from < reader->text.length
                            ? memchr(reader->text.at + from, byte, reader->text.length - from)
                            : NULL;
    return found ? (size_t)(found - reader->text.at) : SIZE_MAX;
}

/* Skips to behind `mark`; where there is none, to behind the next '>', or the end. Gives where the
 * mark begins. */
static size_t skip_past(struct reader *reader, enum closer closer, struct slice mark)
{
    size_t end = reader->no_closer[closer] ? SIZE_MAX : slice_find(reader->text, mark, reader->at);
    if (end != SIZE_MAX) {
        reader->at = end + mark.length;
        return end;
    }
    reader->no_closer[closer] = true;
    reader->out->unfinished = true;
    end = find_byte(reader, '>', reader->at);
    end = end == SIZE_MAX ? reader->text.length : end;
    reader->at = end < reader->text.length ? end + 1 : end;
    return end;
}

/* Behind "<!" at reader->at. */
static void read_declaration(struct reader *reader)
{
    struct slice rest = slice_part(reader->text, reader->at, reader->text.length);
    if (slice_starts(rest, SLICE("<!--"))) {
        reader->at += 4;
        if (byte_at(reader, reader->at) == '>') {
            reader->at++;
        } else {
            skip_past(reader, CLOSER_COMMENT, SLICE("-->"));
        }
        return;
    }
    if (slice_starts(rest, SLICE("<![CDATA["))) {
        size_t begin = reader->at += 9;
        size_t end = skip_past(reader, CLOSER_CDATA, SLICE("]]>"));
        add_text(reader, begin, end, false);
        return;
    }
    size_t end = find_byte(reader, '>', reader->at);
    end = end == SIZE_MAX ? reader->text.length : end;
    const char *subset = memchr(rest.at, '[', end - reader->at);
    if (subset) {
        reader->out->entities = true;
        skip_past(reader, CLOSER_SUBSET, SLICE("]>"));
    } else {
        reader->at = end < reader->text.length ? end + 1 : end;
    }
}

/* Reads a quoted or bare value at reader->at. */
static struct slice read_value(struct reader *reader)
{
    char quote = byte_at(reader, reader->at);
    size_t begin = reader->at, end;
    if (quote == '"' || quote == '\'') {
        begin++;
        end = find_byte(reader, quote, begin);
        if (end != SIZE_MAX) {
            reader->at = end + 1;
            return slice_part(reader->text, begin, end);
        }
    }
    end = begin;
    while (end < reader->text.length && !is_space(reader->text.at[end]) &&
           reader->text.at[end] != '>') {
        end++;
    }
    reader->at = end;
    return slice_part(reader->text, begin, end);
}

static void keep_attribute(struct reader *reader, uint32_t *kept, struct markup_attribute attribute)
{
    struct markup *out = reader->out;
    if (reader->discard) {
        return;
    }
    if (*kept == LIMIT_MARKUP_ATTRIBUTES || out->attribute_count >= LIMIT_MARKUP_NODES) {
        out->thinned = true;
        return;
    }
    *arena_push(reader->arena, out->attributes, out->attribute_count) = attribute;
    ++*kept;
}

static size_t name_end(const struct reader *reader, size_t at, bool attribute)
{
    while (at < reader->text.length && !is_space(reader->text.at[at]) &&
           reader->text.at[at] != '>' && reader->text.at[at] != '/' &&
           !(attribute && reader->text.at[at] == '=')) {
        at++;
    }
    return at;
}

/* Reads the attributes up to and with '>'. Gives whether the tag closes itself ("/>"). */
static bool read_attributes(struct reader *reader, uint32_t *kept)
{
    bool slash = false;
    *kept = 0;
    while (reader->at < reader->text.length) {
        char c = reader->text.at[reader->at];
        if (c == '>') {
            reader->at++;
            return slash;
        }
        if (is_space(c) || c == '/' || c == '=') {
            slash = c == '/' || (slash && is_space(c));
            reader->at++;
            continue;
        }
        slash = false;
        size_t begin = reader->at, end = name_end(reader, begin, true);
        struct markup_attribute attribute = {slice_part(reader->text, begin, end), {"", 0}};
        reader->at = end;
        while (is_space(byte_at(reader, reader->at))) {
            reader->at++;
        }
        if (byte_at(reader, reader->at) == '=') {
            reader->at++;
            while (is_space(byte_at(reader, reader->at))) {
                reader->at++;
            }
            attribute.value = read_value(reader);
        }
        keep_attribute(reader, kept, attribute);
    }
    reader->out->unfinished = true;
    return true;
}

/* Where the end tag of the raw element begins, or SIZE_MAX. */
static size_t find_raw_end(struct reader *reader, enum tag tag, struct slice name)
{
    for (size_t at = reader->at; !reader->no_end[tag];) {
        at = slice_find(reader->text, SLICE("</"), at);
        if (at == SIZE_MAX || at + 2 + name.length > reader->text.length) {
            break;
        }
        if (same_name(slice_part(reader->text, at + 2, at + 2 + name.length), name)) {
            return at;
        }
        at += 2;
    }
    reader->no_end[tag] = true;
    return SIZE_MAX;
}

/* The text of script, style, title …, up to its end tag; without one, up to the next line that
 * begins with a tag, so that the story behind it is not lost. */
static void read_raw(struct reader *reader, uint32_t node, struct slice name)
{
    enum tag tag = reader->out->nodes[node].tag;
    size_t begin = reader->at, end = find_raw_end(reader, tag, name);
    if (end == SIZE_MAX) {
        reader->out->unfinished = true;
        end = slice_find(reader->text, SLICE("\n<"), begin);
        end = end == SIZE_MAX ? reader->text.length : end;
        reader->at = end;
    } else {
        reader->at = find_byte(reader, '>', end);
        reader->at = reader->at == SIZE_MAX ? reader->text.length : reader->at + 1;
    }
    struct slice text = slice_part(reader->text, begin, end);
    bool plain = tag == TAG_TITLE || tag == TAG_TEXTAREA;
    reader->out->nodes[node].text = plain ? markup_decode(reader->arena, text) : text;
}

/* Below the depth that is kept, does the element follow another one that stands for all: an empty
 * node, so that a break is seen where text follows? */
static bool is_deeper(const struct reader *reader, enum tag tag)
{
    const struct markup *out = reader->out;
    return reader->depth == LIMIT_MARKUP_DEPTH && reader->surplus && !tag_is_void(tag) &&
           !tag_is_raw(tag) && out->nodes[out->count - 1].tag != TAG_NONE;
}

static void read_start(struct reader *reader)
{
    size_t begin = reader->at + 1;
    reader->at = name_end(reader, begin, false);
    struct slice name = slice_part(reader->text, begin, reader->at);
    enum tag tag = reader->html ? tag_of(name) : TAG_OTHER;
    if (reader->html) {
        close_before(reader, tag);
    }
    bool again = (tag == TAG_HTML || tag == TAG_BODY || tag == TAG_HEAD) && reader->open[tag];
    bool deeper = is_deeper(reader, tag);
    struct markup_node *node = again || deeper ? NULL : add_node(reader, tag, begin - 1);
    uint32_t kept;
    reader->discard = !node;
    bool closed = read_attributes(reader, &kept);
    if (!node) {
        reader->surplus += deeper;
        return;
    }
    uint32_t index = (uint32_t)(node - reader->out->nodes);
    node->name = name;
    node->attribute_count = kept;
    if (reader->html && tag_is_raw(tag)) {
        read_raw(reader, index, name);
    } else if (!(closed && tag == TAG_OTHER) && !tag_is_void(tag)) {
        open_node(reader, index);
    }
}

static void read_end(struct reader *reader)
{
    size_t begin = reader->at + 2, end = name_end(reader, begin, false);
    struct slice name = slice_part(reader->text, begin, end);
    enum tag tag = reader->html ? tag_of(name) : TAG_OTHER;
    size_t close = find_byte(reader, '>', end);
    reader->at = close == SIZE_MAX ? reader->text.length : close + 1;
    end_element(reader, tag, name);
}

/* Reads what begins with '<' at reader->at; false where it is no markup. */
static bool read_tag(struct reader *reader)
{
    char next = byte_at(reader, reader->at + 1);
    if (next == '!') {
        read_declaration(reader);
    } else if (next == '?') {
        skip_past(reader, CLOSER_INSTRUCTION, reader->html ? SLICE(">") : SLICE("?>"));
    } else if (next == '/' && is_letter(byte_at(reader, reader->at + 2))) {
        read_end(reader);
    } else if (is_letter(next) || (!reader->html && (next == '_' || (next & 0x80)))) {
        read_start(reader);
    } else {
        return false;
    }
    return true;
}

void markup_read(struct arena *arena, struct slice text, enum markup_form form, struct markup *out)
{
    *out = (struct markup){0};
    struct reader reader = {.arena = arena, .out = out, .text = text, .html = form == MARKUP_HTML};
    add_node(&reader, TAG_OTHER, 0);
    out->nodes[0].name = (struct slice){"", 0};
    open_node(&reader, 0);
    size_t plain = 0; /* where text begins that is not a node yet */
    while (!out->cut) {
        size_t tag = find_byte(&reader, '<', reader.at);
        if (tag == SIZE_MAX) {
            break;
        }
        size_t before = plain;
        reader.at = tag;
        char next = byte_at(&reader, tag + 1);
        if (next == '!' || next == '?' || next == '/' || is_letter(next) || !reader.html) {
            add_text(&reader, before, tag, true);
            plain = tag;
        }
        if (read_tag(&reader)) {
            plain = reader.at;
        } else {
            reader.at = tag + 1;
        }
    }
    add_text(&reader, plain, text.length, true);
    out->unclosed = reader.depth > 1;
    close_from(&reader, 0);
}
