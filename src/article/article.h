/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `article`: bytes become an article with its title, paragraphs, date and language. */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

#include "base/date.h"
#include "base/error.h"
#include "input/input.h"

enum paragraph_kind {
    PARAGRAPH_TITLE,
    PARAGRAPH_HEADING,
    PARAGRAPH_BODY,
    PARAGRAPH_CAPTION, /* of a picture: dated and factual, but not part of the story's flow */
    PARAGRAPH_ITEM,    /* of a list; the bullet is left out */
    PARAGRAPH_LINK, /* a related headline at the end ("À découvrir également"): another story */
};

/* A run of the article's text that belongs together; page furniture is in no paragraph. Bullets,
 * Markdown marks, picture credits and datelines ("DAKAR, 22 March (Agency) - ") lie outside it. A
 * paragraph of hard-wrapped lines holds their line ends. */
struct paragraph {
    enum paragraph_kind kind;
    uint32_t begin, end; /* byte offsets into article.text; never empty */
};

enum date_basis {
    DATE_UNKNOWN,
    DATE_STATED,      /* the text says when it was published */
    DATE_LOWER_BOUND, /* only known: not before the latest date that the text tells as past */
};

struct article {
    struct slice id;   /* file name without folder and ending; in a container, "news#12" */
    struct slice path; /* as given */
    struct slice text; /* valid UTF-8, every offset counts in it: the whole input; of a page, its
                          title and paragraphs; of a container's record, its title and text */
    struct slice title;
    struct paragraph *paragraphs; /* in the order of the text */
    size_t paragraph_count;
    char language[3];      /* ISO 639-1, "" if it cannot be told */
    struct edtf published; /* unset where basis is DATE_UNKNOWN */
    enum date_basis published_basis;
    struct slice published_evidence; /* the words that say so: in the text, or the page's markup */
    struct slice outlet;             /* as far as text or page name it, else empty */
    struct edtf modified;            /* last change, as far as it is told; else unset */
    struct slice url;             /* canonical address, else the one it was found at, else empty */
    struct slice domain;          /* registrable domain of url: "lemonde.fr" */
    struct slice author, section; /* as the page names them, else empty */
    bool stub; /* only a beginning or a summary of the article is here (paywall, feed) */
    bool live; /* an entry of a live blog, or what stands around its entries */
};

/* Furniture patterns, month names and stop words of all languages; read-only once loaded. */
struct article_rules;

/* Loads `folder`/furniture.txt and `folder`/<lang>/furniture.txt (`folder` is data). Errors:
 * NOT_FOUND, IO, SYNTAX (file:line:). */
bool article_rules_load(struct arena *arena, const char *folder, const struct article_rules **out,
                        struct error *err);

/* Has a document visited for each article on a page: for the entries of a live blog and for what is
 * left of the page around them, or for the teasers of a page that lists articles; a piece is named
 * "page.html#part" and valid during its visit. Any other document is visited itself. Gives false,
 * with *err set, only where a visit stopped. */
bool article_split(const struct article_rules *rules, const struct document *document,
                   document_visit *visit, void *context, struct error *err);

/* Makes an article of a document (lent: must outlive it), plain text or a page. Errors: INVALID
 * (empty, binary, not UTF-8: offset named; a page without an article), LIMIT (too many lines). A
 * line over LIMIT_LINE_BYTES is cut, at the end of a sentence if there is one. The lower bound of
 * an undated article is left to article_bound_date(). */
bool article_read(struct arena *arena, const struct article_rules *rules,
                  const struct document *document, const struct log *log, struct article *out,
                  struct error *err);

/* Sets the publication date of an undated article to a lower bound: the latest day that its text
 * tells as past, with the words that name it. Does nothing if the date is stated. */
void article_bound_date(struct article *article, struct edtf latest, struct slice evidence);

/* Tells the language of the text, an ISO 639-1 code; false and "" where it cannot be told. */
bool article_language(struct slice text, char out[3]);

#endif
