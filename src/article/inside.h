/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `article` share: lines with their roles, and the rules from data/. */
#ifndef ARTICLE_INSIDE_H
#define ARTICLE_INSIDE_H

#include "article/article.h"
#include "base/map.h"

#define LINES_AT_MOST 200000u /* lines with text; more is no article */
#define FOLDED_AT_MOST 400u   /* bytes; a longer line is never furniture */
#define TOP_LINES 14u         /* lines with text among which page heads are looked for */

enum mechanism {
    MECHANISM_LINE,    /* the whole line is the text */
    MECHANISM_START,   /* the line starts with the text */
    MECHANISM_PART,    /* the line holds the text */
    MECHANISM_END,     /* the line ends with the text */
    MECHANISM_RELATED, /* headlines of other stories follow the line */
    MECHANISM_TAIL,    /* nothing of the story follows the line */
    MECHANISM_CAPTION, /* the line is a picture's caption; the text is no part of it */
    MECHANISM_CREDIT,  /* from the text on, the line is a picture's credit */
    MECHANISM_OUTLET,  /* the outlet's name follows the text */
    MECHANISM_UPDATE,  /* of a page: the date in the line is that of a change */
    MECHANISM_STUB,    /* of a page: it says that only a beginning of the article is here */
    MECHANISM_LIVE,    /* of a page: its title says that it is a live blog */
    MECHANISM_COUNT,
};

/* Which pairs of neighbouring bytes a text has, each as one of 256 bits: a text that has a pair
 * which another one lacks is no part of it. Most patterns are told off so without a search. */
struct pair_set {
    uint64_t bits[4];
};

struct pair_set pairs_of(struct slice text);

static inline bool pairs_within(const struct pair_set *part, const struct pair_set *whole)
{
    return !((part->bits[0] & ~whole->bits[0]) | (part->bits[1] & ~whole->bits[1]) |
             (part->bits[2] & ~whole->bits[2]) | (part->bits[3] & ~whole->bits[3]));
}

struct pattern {
    struct slice text; /* folded */
    struct pair_set pairs;
    uint32_t cap; /* most characters of a line that it may match */
    bool open;    /* only a line that ends without a full stop */
    bool top;     /* only among the first TOP_LINES lines, behind the title */
    bool name;    /* only before a capital letter */
};

/* Words in the names of classes, by which pages say what an element is. */
enum class_word {
    CLASS_FURNITURE = 1,
    CLASS_COMMENT, /* what readers wrote: may be longer than the article */
    CLASS_CAPTION,
    CLASS_MODIFIER, /* with it the name speaks of another element: "has-sidebar" */
    CLASS_LIVE,     /* a live blog or an entry of one */
};

struct article_rules {
    struct pattern *patterns[MECHANISM_COUNT];
    size_t pattern_counts[MECHANISM_COUNT];
    struct map whole;    /* folded text of MECHANISM_LINE */
    struct map menu;     /* words that menus are made of */
    struct map months;   /* folded name to 1 … 12 */
    struct map weekdays; /* folded name to 1 … 7 */
    struct map fillers;  /* words that go with a publication date ("publié", "at", "gmt") */
    struct map classes;  /* enum class_word */
};

enum role {
    ROLE_STORY,  /* becomes a paragraph of its own or joins the one before */
    ROLE_JOINED, /* continues the line before (hard wrap) */
    ROLE_FURNITURE,
    ROLE_TITLE,
    ROLE_HEADING,
    ROLE_CAPTION,
    ROLE_ITEM,
    ROLE_LINK,
};

/* One line with text, without what is markup: `begin` to `end` is what a paragraph may hold. */
struct line {
    uint32_t begin, end;
    uint32_t block;      /* lines without a blank line between them share the number */
    uint32_t characters; /* code points of begin to end */
    enum role role;
    uint8_t gaps;          /* runs of two and more spaces inside */
    bool bullet;           /* stood behind a bullet */
    bool marked;           /* stood behind Markdown's heading mark */
    bool full_stop;        /* ends like a sentence: . ! ? … with closing quotes or brackets */
    struct slice folded;   /* folded, single spaces; empty when over FOLDED_AT_MOST */
    struct pair_set pairs; /* of folded */
};

struct page {
    struct arena *arena;
    const struct article_rules *rules;
    struct slice text;
    const enum role *roles; /* of a web page: each line is a block of this role; else NULL */
    bool titled;            /* the first line is the title, as the markup or a record says */
    struct line *lines;
    size_t count;
    size_t cuts;  /* of lines that were too long */
    bool headed;  /* a line that may be the title was seen: bylines come behind it */
    size_t title; /* index of the title's line, or count */
    size_t story; /* index of the first line of running text, or count */
};

/* A date found in a line. */
struct found_date {
    struct edtf_point day; /* year is 0 where the text gives none */
    uint32_t begin, end;   /* byte offsets in the text */
    size_t other_words;    /* words of the line beside it, its weekday, its hour and fillers */
};

static inline struct slice line_text(const struct page *page, const struct line *line)
{
    return slice_part(page->text, line->begin, line->end);
}

/* lines.c: fills page->lines; lines over LIMIT_LINE_BYTES are cut. Error: LIMIT (too many lines).
 */
bool lines_split(struct page *page, struct error *err);

/* How much of the text may be one line: all of it, or the most up to the end of a sentence within
 * LIMIT_LINE_BYTES; where none ends in the last half of that, up to a space or a character. */
size_t line_length(struct slice text);

/* Recomputes characters, full_stop and folded after begin or end moved. */
void line_measure(struct page *page, struct line *line);

/* Takes the folded copy of the text with single spaces. */
struct slice fold_spaces(struct arena *arena, struct slice text);

/* furniture.c: gives every line of page furniture its role. */
void furniture_mark(struct page *page);

/* Position of the first match of a pattern of `mechanism` in the line, or SIZE_MAX; offset in
 * folded. */
size_t pattern_find(const struct page *page, size_t index, enum mechanism mechanism,
                    size_t *match_length);

/* shape.c: title, captions, repeats, related headlines, wrapped lines, headings and items. */
void shape_title(struct page *page);
void shape_story(struct page *page);

/* caption.c: tells captions from the story and cuts their credits. */
void caption_mark(struct page *page);

/* published.c: is the line no more than "Dakar, 22 March 2024 (Agency)"? */
bool is_bare_dateline(const struct page *page, size_t index);

/* published.c: marks date lines at the top as furniture, cuts datelines off and sets the date. */
void published_find(struct page *page, struct article *out);

/* The first date in text[begin, end); false if there is none. */
bool date_find(const struct page *page, uint32_t begin, uint32_t end, struct found_date *out);

/* The first day in any text, whatever its form ("2025-07-03T…", "Thu, 3 Jul 2025", "20250703",
 * seconds since 1970); false if there is none with a year. */
bool date_read(struct arena *arena, const struct article_rules *rules, struct slice text,
               struct edtf_point *out);

/* hours.c: the bytes of an hour ("14:32", "9 h 05", "11.20 am") at the start of the text, or 0;
 * *minutes are those since midnight. */
size_t hour_read(struct slice text, int *minutes);

/* Without the hour at its start, if it has one, and the marks that part it from the rest. */
struct slice hour_cut(struct slice text);

/* address.c: the registrable domain of a URL's host (public suffix list), and the day in its path
 * ("/2025/07/03/"). */
struct slice address_domain(struct arena *arena, struct slice url);
bool address_day(struct slice url, struct edtf_point *out);

/* outlet.c: the outlet as far as the text names it, else empty. */
struct slice outlet_find(const struct page *page);

#endif
