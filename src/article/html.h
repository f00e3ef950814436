/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files that read web pages share: the page's facts, its story, its dates. */
#ifndef ARTICLE_HTML_H
#define ARTICLE_HTML_H

#include "article/inside.h"
#include "markup/markup.h"

/* What a page says of itself in one place. Several places may say it: the lowest rank is believed.
 */
struct html_claim {
    struct slice value;
    const char *source; /* where it stands: "JSON-LD datePublished" */
    int rank;           /* 0: nobody says it */
};

/* An entry of a live blog, as the page's data tell it. */
struct html_update {
    struct slice title, published, body, url, author; /* empty where they are not told */
};

struct html_facts {
    struct html_claim title, author, outlet, section, url, published, modified, body, language;
    bool locked; /* not free to read, says the page */
    bool live;   /* a live blog */
    struct html_update *updates;
    size_t update_count;
};

/* A run of text that belongs together. */
struct html_block {
    enum role role;
    struct slice text; /* single spaces, trimmed; never empty */
    size_t node;       /* the first node of its text */
    size_t letters;    /* bytes that are no space */
    size_t linked;     /* of them, inside links */
};

struct html {
    struct arena *arena;
    const struct article_rules *rules;
    const struct document *document;
    struct markup tree;
    struct html_facts facts;
    /* A value for each node: */
    uint32_t *blocks;  /* the block element that it stands in */
    bool *dropped;     /* no part of any story */
    bool *linked;      /* inside a link */
    uint8_t *captions; /* inside a caption */
    size_t heading;    /* the h1 that is the title, or 0 */
    struct html_block *story;
    size_t story_count;
    size_t root;      /* the element that holds the story */
    size_t headlines; /* headings in it that lead elsewhere */
    bool list;        /* the page shows several articles, none of them its own */
};

/* html.c: sets text, roles and title of *page. Errors: INVALID (no article on the page). */
bool html_open(struct html *html, struct page *page, const struct log *log, struct error *err);

/* Sets what the markup says in *out, which holds what the text says. */
void html_close(struct html *html, struct article *out);

/* html_facts.c: meta elements, links, microdata; calls html_data_read. */
void html_facts_read(struct html *html);

/* Believes `value` if nobody of a lower rank said it before. */
void html_claim(struct html_claim *claim, int rank, const char *source, struct slice value);

/* html_data.c: the JSON-LD of the page. */
void html_data_read(struct html *html);

/* html_story.c: fills dropped, linked, captions, heading and the story. */
void html_story_find(struct html *html);

/* What is weighed of a page; a value for each node. */
struct weights {
    uint32_t *running; /* bytes of running text in the element */
    bool *headed;      /* an h1 is in it */
};

/* html_drop.c: drops what is no story by attributes and names, and marks captions by names. */
void html_drop(struct html *html, const struct weights *weights);

/* What a class or id, or another name made of words, says of its element: the first class word in
 * it, CLASS_LIVE only where there is no other; 0 for none. */
uint32_t html_name_verdict(const struct article_rules *rules, struct slice name);

/* Is it no story whatever it holds: scripts, menus, controls? */
bool html_drops_by_tag(enum tag tag);

/* Is the node a caption, or part of one by its parent? */
bool html_is_caption(const struct html *html, size_t node, uint32_t parent);

/* html_live.c: the entries of a live blog. */
struct live_entry {
    size_t node, end;       /* its nodes: [node, end) */
    struct slice title;     /* its heading, without the hour; else empty */
    struct slice published; /* as written, or a day in ISO 8601; else empty */
    struct slice fragment;  /* id of its element, else empty */
    struct slice opening;   /* the beginning of its text, folded */
    size_t letters;         /* of its text */
};

struct live_blog {
    struct live_entry *entries; /* in the order of the page; their nodes follow one another */
    size_t count;
};

/* Finds them in a page whose story was found. False: it shows none. */
bool html_live_find(struct html *html, struct live_blog *out);

/* Folded, the first bytes by which two copies of a text are told. */
struct slice html_opening(struct arena *arena, struct slice text);

/* html_blocks.c: text in [from, to) that is not dropped, as blocks. */
void html_blocks_add(struct html *html, size_t from, size_t to);

/* Single spaces, trimmed. */
struct slice html_plain(struct arena *arena, struct slice text);

/* html_dates.c: sets the dates of publication and of the last change in *out from the facts, the
 * page's head and the address; what the text says stands in *out already. */
void html_dates_find(struct html *html, struct article *out);

#endif
