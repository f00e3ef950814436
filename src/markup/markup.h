/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `markup`: HTML or XML text becomes a tree of elements. Nothing is ever fetched, no
 * file is opened, no entity of a document's own is expanded. */
#ifndef MARKUP_MARKUP_H
#define MARKUP_MARKUP_H

#include "base/slice.h"

enum markup_form {
    MARKUP_HTML, /* forgiving, as browsers read it */
    MARKUP_XML,  /* every element is closed by name or by itself; CDATA is text */
};

/* Elements that HTML knows by a rule of their own, or that a reader asks for. */
enum tag {
    TAG_NONE, /* a text node */
    TAG_OTHER,
    TAG_A,
    TAG_ABBR,
    TAG_ADDRESS,
    TAG_ARTICLE,
    TAG_ASIDE,
    TAG_B,
    TAG_BASE,
    TAG_BLOCKQUOTE,
    TAG_BODY,
    TAG_BR,
    TAG_BUTTON,
    TAG_CANVAS,
    TAG_CENTER,
    TAG_CITE,
    TAG_COL,
    TAG_DD,
    TAG_DETAILS,
    TAG_DIALOG,
    TAG_DIV,
    TAG_DL,
    TAG_DT,
    TAG_EM,
    TAG_EMBED,
    TAG_FIELDSET,
    TAG_FIGCAPTION,
    TAG_FIGURE,
    TAG_FONT,
    TAG_FOOTER,
    TAG_FORM,
    TAG_H1,
    TAG_H2,
    TAG_H3,
    TAG_H4,
    TAG_H5,
    TAG_H6,
    TAG_HEAD,
    TAG_HEADER,
    TAG_HR,
    TAG_HTML,
    TAG_I,
    TAG_IFRAME,
    TAG_IMG,
    TAG_INPUT,
    TAG_LABEL,
    TAG_LI,
    TAG_LINK,
    TAG_MAIN,
    TAG_META,
    TAG_NAV,
    TAG_NOSCRIPT,
    TAG_OBJECT,
    TAG_OL,
    TAG_OPTION,
    TAG_P,
    TAG_PARAM,
    TAG_PRE,
    TAG_Q,
    TAG_S,
    TAG_SCRIPT,
    TAG_SECTION,
    TAG_SELECT,
    TAG_SMALL,
    TAG_SOURCE,
    TAG_SPAN,
    TAG_STRONG,
    TAG_STYLE,
    TAG_SUB,
    TAG_SUP,
    TAG_SVG,
    TAG_TABLE,
    TAG_TBODY,
    TAG_TD,
    TAG_TEMPLATE,
    TAG_TEXTAREA,
    TAG_TFOOT,
    TAG_TH,
    TAG_THEAD,
    TAG_TIME,
    TAG_TITLE,
    TAG_TR,
    TAG_TRACK,
    TAG_U,
    TAG_UL,
    TAG_VIDEO,
    TAG_WBR,
    TAG_COUNT,
};

struct markup_attribute {
    struct slice name, value; /* as written; the value may hold entities */
};

/* A node: an element, or text (tag TAG_NONE). Nodes lie in the order of the document: the content
 * of node n is the nodes n + 1 to end - 1. */
struct markup_node {
    enum tag tag;
    uint32_t parent; /* node 0, the document, is its own */
    uint32_t end;    /* the first node behind its content */
    uint32_t first_attribute;
    uint32_t attribute_count;
    uint32_t begin;    /* byte of the text at which it begins */
    struct slice name; /* of an element, as written */
    struct slice text; /* of a text node and of script, style, title, textarea; entities decoded */
};

struct markup {
    struct markup_node *nodes;
    size_t count;
    struct markup_attribute *attributes;
    size_t attribute_count;
    bool flattened; /* elements below LIMIT_MARKUP_DEPTH were left out, their text kept */
    bool thinned;   /* of an element with more than LIMIT_MARKUP_ATTRIBUTES the rest was left out */
    bool cut;       /* what lies behind LIMIT_MARKUP_NODES was left out */
    bool unfinished; /* a comment, a script or a tag has no end; what stands behind it is read */
    bool unclosed;   /* elements are open at the end; in HTML that is usual */
    bool entities;   /* the document declares entities of its own; they are not expanded */
};

/* Reads valid UTF-8 (lent: must outlive the tree). Never fails: what is no markup is text. Cost:
 * one pass, some 30 bytes of memory for each byte of dense markup, capped by LIMIT_MARKUP_NODES. */
void markup_read(struct arena *arena, struct slice text, enum markup_form form, struct markup *out);

/* Does HTML begin a new line with it: opening it closes an open paragraph? */
bool tag_is_block(enum tag tag);

/* The value of the node's attribute, entities decoded; at == NULL where it has none. Names are
 * compared without case. */
struct slice markup_attribute(struct arena *arena, const struct markup *markup, size_t node,
                              const char *name);

/* Is the node an element of that name, whatever its prefix ("dc:date" is a "date")? Without case.
 */
bool markup_is(const struct markup_node *node, const char *local_name);

/* The text inside the node, pieces put together, white space as it stands. */
struct slice markup_text(struct arena *arena, const struct markup *markup, size_t node);

/* Decodes "&amp;", "&eacute;", "&#233;", "&#xE9;"; what is no known entity stays as it is. Gives
 * `text` itself where there is none. */
struct slice markup_decode(struct arena *arena, struct slice text);

#endif
