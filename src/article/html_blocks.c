/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The text of a part of the page as blocks, in the order of the page. A block is text in one block
 * element, up to the next one, an empty line (two <br>) or the end of a bold line. Takes what
 * html_story.c knows of each node; gives role and text of each block, and how much of it is link.
 * One pass. */
#include "article/html.h"
#include "base/buffer.h"

#define LABEL_LETTERS 80u /* a bold line of fewer letters is a heading */

struct gatherer {
    struct html *html;
    struct buffer text;
    uint32_t block; /* element of the text gathered */
    size_t node;
    size_t letters, linked, bold;
    bool caption;
    unsigned breaks; /* <br> since the last text */
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct slice html_plain(struct arena *arena, struct slice text)
{
    text = slice_trim(text);
    char *out = arena_room(arena, text.length + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool space = is_space(text.at[i]);
        if (!space || (length && out[length - 1] != ' ')) {
            out[length++] = space ? ' ' : text.at[i];
        }
    }
    return (struct slice){out, length};
}

/* Bytes of a mark that is not seen at text[at]: soft hyphen, zero-width space and joiners, byte
 * order mark. */
static size_t unseen(struct slice text, size_t at)
{
    struct slice rest = slice_part(text, at, text.length);
    if (slice_starts(rest, SLICE("\xC2\xAD"))) {
        return 2;
    }
    return slice_starts(rest, SLICE("\xE2\x80\x8B")) || slice_starts(rest, SLICE("\xE2\x81\xA0")) ||
                   slice_starts(rest, SLICE("\xEF\xBB\xBF"))
               ? 3
               : 0;
}

/* Adds text with single spaces; gives its letters (bytes that are no space). */
static size_t add_text(struct buffer *out, struct slice text)
{
    size_t letters = 0;
    for (size_t i = 0; i < text.length;) {
        if (is_space(text.at[i])) {
            if (out->length && out->at[out->length - 1] != ' ') {
                buffer_add(out, SLICE(" "));
            }
            i++;
            continue;
        }
        size_t end = i;
        while (end < text.length && !is_space(text.at[end]) && !unseen(text, end)) {
            end++;
        }
        buffer_add(out, slice_part(text, i, end));
        letters += end - i;
        i = end;
        while (i < text.length && unseen(text, i)) {
            i += unseen(text, i);
        }
    }
    return letters;
}

static bool is_heading_tag(enum tag tag)
{
    return tag == TAG_H1 || tag == TAG_H2 || tag == TAG_H3 || tag == TAG_H4 || tag == TAG_H5 ||
           tag == TAG_H6;
}

/* Does the element or one of the two around it belong to a list? */
static bool is_item(const struct html *html, uint32_t node)
{
    for (int up = 0; up < 3 && node; up++, node = html->tree.nodes[node].parent) {
        enum tag tag = html->tree.nodes[node].tag;
        if (tag == TAG_LI || tag == TAG_DD || tag == TAG_DT) {
            return true;
        }
    }
    return false;
}

static bool ends_sentence(struct slice text)
{
    return slice_ends(text, SLICE(".")) || slice_ends(text, SLICE("!")) ||
           slice_ends(text, SLICE(":")) || slice_ends(text, SLICE("»")) ||
           slice_ends(text, SLICE("…"));
}

static enum role role_of(const struct gatherer *gatherer, struct slice text)
{
    const struct html *html = gatherer->html;
    enum tag tag = html->tree.nodes[gatherer->block].tag;
    if (gatherer->caption) {
        return ROLE_CAPTION;
    }
    if (is_heading_tag(tag) || (gatherer->bold == gatherer->letters &&
                                gatherer->letters < LABEL_LETTERS && !ends_sentence(text))) {
        return ROLE_HEADING;
    }
    return is_item(html, gatherer->block) ? ROLE_ITEM : ROLE_STORY;
}

static void flush(struct gatherer *gatherer)
{
    struct html *html = gatherer->html;
    struct slice text = slice_trim(buffer_slice(&gatherer->text));
    if (text.length) {
        struct html_block *block = arena_push(html->arena, html->story, html->story_count);
        *block = (struct html_block){.role = role_of(gatherer, text),
                                     .text = slice_copy(html->arena, text),
                                     .node = gatherer->node,
                                     .letters = gatherer->letters,
                                     .linked = gatherer->linked};
    }
    gatherer->text.length = 0;
    gatherer->letters = gatherer->linked = gatherer->bold = 0;
    gatherer->breaks = 0;
}

static bool is_bold(const struct html *html, size_t node)
{
    uint32_t block = html->blocks[node];
    for (uint32_t up = html->tree.nodes[node].parent; up > block;
         up = html->tree.nodes[up].parent) {
        enum tag tag = html->tree.nodes[up].tag;
        if (tag == TAG_STRONG || tag == TAG_B) {
            return true;
        }
    }
    return false;
}

static void gather_text(struct gatherer *gatherer, size_t node)
{
    struct html *html = gatherer->html;
    struct slice text = html->tree.nodes[node].text;
    if (!slice_trim(text).length) {
        add_text(&gatherer->text, text);
        return;
    }
    bool caption = html->captions[node] != 0, bold = is_bold(html, node);
    bool label_ends = gatherer->breaks && gatherer->bold == gatherer->letters && !bold;
    if (html->blocks[node] != gatherer->block || gatherer->breaks >= 2 || label_ends ||
        caption != gatherer->caption) {
        flush(gatherer);
        gatherer->block = html->blocks[node];
        gatherer->caption = caption;
    }
    if (!gatherer->letters) {
        gatherer->node = node;
    }
    size_t letters = add_text(&gatherer->text, text);
    gatherer->letters += letters;
    gatherer->linked += html->linked[node] ? letters : 0;
    gatherer->bold += bold ? letters : 0;
    gatherer->breaks = 0;
}

void html_blocks_add(struct html *html, size_t from, size_t to)
{
    struct gatherer gatherer = {.html = html};
    for (size_t i = from; i < to; i++) {
        const struct markup_node *node = &html->tree.nodes[i];
        if (html->dropped[i]) {
            i = node->end > i ? node->end - 1 : i;
        } else if (node->tag == TAG_NONE) {
            gather_text(&gatherer, i);
        } else if (node->tag == TAG_BR) {
            gatherer.breaks++;
            add_text(&gatherer.text, SLICE(" "));
        }
    }
    flush(&gatherer);
    buffer_free(&gatherer.text);
}
