/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What bytes are, by their beginning: magic numbers first, then the first mark that is no space.
 * A text that begins with a bracket or an angle and goes on like no format is plain text. */
#include "input/inside.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool same_word(struct slice a, const char *word)
{
    size_t i = 0;
    while (i < a.length && word[i] && lower(a.at[i]) == lower(word[i])) {
        i++;
    }
    return i == a.length && !word[i];
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct slice skip_space(struct slice text)
{
    while (text.length && is_space(text.at[0])) {
        text = slice_part(text, 1, text.length);
    }
    return text;
}

/* Does the text go on with `word`, whatever its case, as a whole word? */
static bool goes_on(struct slice text, const char *word)
{
    size_t length = strlen(word);
    return text.length >= length && same_word(slice_part(text, 0, length), word) &&
           (text.length == length ||
            !((lower(text.at[length]) >= 'a' && lower(text.at[length]) <= 'z') ||
              text.at[length] == ':'));
}

/* Skips comments, processing instructions and the document type in front of the first element. */
static struct slice first_element(struct slice text)
{
    for (;;) {
        text = skip_space(text);
        const char *mark = slice_starts(text, SLICE("<!--")) ? "-->"
                           : slice_starts(text, SLICE("<?")) ? "?>"
                           : slice_starts(text, SLICE("<!")) ? ">"
                                                             : NULL;
        if (!mark) {
            return text;
        }
        size_t end = slice_find(text, slice_of(mark), 2);
        if (end == SIZE_MAX) {
            return (struct slice){"", 0};
        }
        text = slice_part(text, end + strlen(mark), text.length);
        if (mark[0] == '>' && slice_starts(skip_space(text), SLICE("<!ENTITY"))) {
            continue; /* the inside of a document type is read as declarations */
        }
        if (slice_starts(skip_space(text), SLICE("]>"))) {
            text = skip_space(text);
            text = slice_part(text, 2, text.length);
        }
    }
}

/* What markup is, from its first '<' on. */
static enum input_kind markup_kind(struct slice head)
{
    static const char *const page_elements[] = {
        "html",    "head",    "body",       "meta", "title", "link", "script", "style",
        "article", "div",     "p",          "h1",   "h2",    "span", "main",   "table",
        "header",  "section", "figure",     "a",    "b",     "i",    "em",     "br",
        "strong",  "center",  "blockquote", "nav",  "img",   "ul",   "base",   "time"};
    bool prolog = slice_starts(head, SLICE("<?xml"));
    bool page_type = head.length >= 14 && same_word(slice_part(head, 0, 14), "<!doctype html");
    struct slice element = first_element(head);
    if (page_type) {
        return INPUT_PAGE;
    }
    if (!element.length || element.at[0] != '<') {
        return prolog || slice_starts(head, SLICE("<!")) ? INPUT_PAGE : INPUT_TEXT;
    }
    struct slice name = slice_part(element, 1, element.length);
    if (goes_on(name, "rss") || goes_on(name, "feed") || goes_on(name, "rdf:RDF") ||
        goes_on(name, "channel") || goes_on(name, "atom:feed")) {
        return INPUT_FEED;
    }
    for (size_t i = 0; i < sizeof page_elements / sizeof *page_elements; i++) {
        if (goes_on(name, page_elements[i])) {
            return INPUT_PAGE;
        }
    }
    return prolog ? INPUT_FEED : INPUT_TEXT;
}

/* A bracket or brace that goes on as JSON's objects do. */
static bool is_json(struct slice head)
{
    struct slice inner = head;
    if (head.at[0] == '[') {
        inner = skip_space(slice_part(head, 1, head.length));
    }
    if (!inner.length || inner.at[0] != '{') {
        return false;
    }
    inner = skip_space(slice_part(inner, 1, inner.length));
    return inner.length && (inner.at[0] == '"' || inner.at[0] == '}');
}

enum input_kind kind_of(struct slice head)
{
    static const struct {
        const char *magic;
        size_t length;
        enum input_kind kind;
    } magics[] = {
        {"\x1f\x8b", 2, INPUT_GZIP},  {"\x28\xb5\x2f\xfd", 4, INPUT_ZSTD},
        {"PK\x03\x04", 4, INPUT_ZIP}, {"PK\x05\x06", 4, INPUT_ZIP},
        {"WARC/", 5, INPUT_WARC},
    };
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        if (slice_starts(head, (struct slice){magics[i].magic, magics[i].length})) {
            return magics[i].kind;
        }
    }
    if (slice_starts(head, SLICE("\xEF\xBB\xBF"))) {
        head = slice_part(head, 3, head.length);
    }
    head = skip_space(head);
    if (!head.length) {
        return INPUT_TEXT;
    }
    if (head.at[0] == '<') {
        return markup_kind(head);
    }
    return (head.at[0] == '{' || head.at[0] == '[') && is_json(head) ? INPUT_JSON : INPUT_TEXT;
}
