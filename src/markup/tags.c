/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How HTML treats its elements: which have no content, which hold raw text, which close a
 * paragraph (WHATWG HTML, "Parsing HTML documents", as far as running text is touched by it). */
#include "markup/inside.h"

#define NAME_BYTES 10 /* of the longest known name */

static const char *const names[TAG_COUNT] = {
    [TAG_A] = "a",
    [TAG_ABBR] = "abbr",
    [TAG_ADDRESS] = "address",
    [TAG_ARTICLE] = "article",
    [TAG_ASIDE] = "aside",
    [TAG_B] = "b",
    [TAG_BASE] = "base",
    [TAG_BLOCKQUOTE] = "blockquote",
    [TAG_BODY] = "body",
    [TAG_BR] = "br",
    [TAG_BUTTON] = "button",
    [TAG_CANVAS] = "canvas",
    [TAG_CENTER] = "center",
    [TAG_CITE] = "cite",
    [TAG_COL] = "col",
    [TAG_DD] = "dd",
    [TAG_DETAILS] = "details",
    [TAG_DIALOG] = "dialog",
    [TAG_DIV] = "div",
    [TAG_DL] = "dl",
    [TAG_DT] = "dt",
    [TAG_EM] = "em",
    [TAG_EMBED] = "embed",
    [TAG_FIELDSET] = "fieldset",
    [TAG_FIGCAPTION] = "figcaption",
    [TAG_FIGURE] = "figure",
    [TAG_FONT] = "font",
    [TAG_FOOTER] = "footer",
    [TAG_FORM] = "form",
    [TAG_H1] = "h1",
    [TAG_H2] = "h2",
    [TAG_H3] = "h3",
    [TAG_H4] = "h4",
    [TAG_H5] = "h5",
    [TAG_H6] = "h6",
    [TAG_HEAD] = "head",
    [TAG_HEADER] = "header",
    [TAG_HR] = "hr",
    [TAG_HTML] = "html",
    [TAG_I] = "i",
    [TAG_IFRAME] = "iframe",
    [TAG_IMG] = "img",
    [TAG_INPUT] = "input",
    [TAG_LABEL] = "label",
    [TAG_LI] = "li",
    [TAG_LINK] = "link",
    [TAG_MAIN] = "main",
    [TAG_META] = "meta",
    [TAG_NAV] = "nav",
    [TAG_NOSCRIPT] = "noscript",
    [TAG_OBJECT] = "object",
    [TAG_OL] = "ol",
    [TAG_OPTION] = "option",
    [TAG_P] = "p",
    [TAG_PARAM] = "param",
    [TAG_PRE] = "pre",
    [TAG_Q] = "q",
    [TAG_S] = "s",
    [TAG_SCRIPT] = "script",
    [TAG_SECTION] = "section",
    [TAG_SELECT] = "select",
    [TAG_SMALL] = "small",
    [TAG_SOURCE] = "source",
    [TAG_SPAN] = "span",
    [TAG_STRONG] = "strong",
    [TAG_STYLE] = "style",
    [TAG_SUB] = "sub",
    [TAG_SUP] = "sup",
    [TAG_SVG] = "svg",
    [TAG_TABLE] = "table",
    [TAG_TBODY] = "tbody",
    [TAG_TD] = "td",
    [TAG_TEMPLATE] = "template",
    [TAG_TEXTAREA] = "textarea",
    [TAG_TFOOT] = "tfoot",
    [TAG_TH] = "th",
    [TAG_THEAD] = "thead",
    [TAG_TIME] = "time",
    [TAG_TITLE] = "title",
    [TAG_TR] = "tr",
    [TAG_TRACK] = "track",
    [TAG_U] = "u",
    [TAG_UL] = "ul",
    [TAG_VIDEO] = "video",
    [TAG_WBR] = "wbr",
};

enum tag tag_of(struct slice name)
{
    char lower[NAME_BYTES + 1];
    size_t low = TAG_A, high = TAG_COUNT;
    if (!name.length || name.length > NAME_BYTES) {
        return TAG_OTHER;
    }
    for (size_t i = 0; i < name.length; i++) {
        char c = name.at[i];
        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    lower[name.length] = '\0';
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(lower, names[middle]);
        if (order == 0) {
            return (enum tag)middle;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return TAG_OTHER;
}

bool tag_is_void(enum tag tag)
{
    return tag == TAG_BASE || tag == TAG_BR || tag == TAG_COL || tag == TAG_EMBED ||
           tag == TAG_HR || tag == TAG_IMG || tag == TAG_INPUT || tag == TAG_LINK ||
           tag == TAG_META || tag == TAG_PARAM || tag == TAG_SOURCE || tag == TAG_TRACK ||
           tag == TAG_WBR;
}

bool tag_is_raw(enum tag tag)
{
    return tag == TAG_SCRIPT || tag == TAG_STYLE || tag == TAG_TITLE || tag == TAG_TEXTAREA ||
           tag == TAG_IFRAME;
}

bool tag_is_block(enum tag tag)
{
    switch (tag) {
    case TAG_ADDRESS:
    case TAG_ARTICLE:
    case TAG_ASIDE:
    case TAG_BLOCKQUOTE:
    case TAG_BODY:
    case TAG_CENTER:
    case TAG_DETAILS:
    case TAG_DIALOG:
    case TAG_DIV:
    case TAG_DL:
    case TAG_DD:
    case TAG_DT:
    case TAG_FIELDSET:
    case TAG_FIGCAPTION:
    case TAG_FIGURE:
    case TAG_FOOTER:
    case TAG_FORM:
    case TAG_H1:
    case TAG_H2:
    case TAG_H3:
    case TAG_H4:
    case TAG_H5:
    case TAG_H6:
    case TAG_HEADER:
    case TAG_HR:
    case TAG_LI:
    case TAG_MAIN:
    case TAG_NAV:
    case TAG_OL:
    case TAG_P:
    case TAG_PRE:
    case TAG_SECTION:
    case TAG_TABLE:
    case TAG_UL:
        return true;
    default:
        return false;
    }
}

bool tag_is_inline(enum tag tag)
{
    switch (tag) {
    case TAG_A:
    case TAG_ABBR:
    case TAG_B:
    case TAG_CITE:
    case TAG_EM:
    case TAG_FONT:
    case TAG_I:
    case TAG_LABEL:
    case TAG_Q:
    case TAG_S:
    case TAG_SMALL:
    case TAG_SPAN:
    case TAG_STRONG:
    case TAG_SUB:
    case TAG_SUP:
    case TAG_TIME:
    case TAG_U:
        return true;
    default:
        return false;
    }
}

bool tag_is_cell(enum tag tag)
{
    return tag == TAG_TD || tag == TAG_TH || tag == TAG_TABLE || tag == TAG_BUTTON ||
           tag == TAG_OBJECT || tag == TAG_TEMPLATE;
}
