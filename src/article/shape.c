/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Gives the lines that are no furniture their place in the story: title, repeats, headlines of
 * other stories, hard-wrapped lines, items and headings. Works on shape alone: length, full stops,
 * blank lines, capitals. */
#include "article/inside.h"
#include "base/utf8.h"

#define HEADING_CHARACTERS 100u
#define KICKER_CHARACTERS 30u
#define TITLE_CHARACTERS 250u
#define REPEAT_BYTES 30u
#define WRAP_WIDTH_LEAST 50u
#define WRAP_WIDTH_MOST 110u

static bool is_text(const struct line *line)
{
    return line->role != ROLE_FURNITURE && line->role != ROLE_CAPTION;
}

static size_t next_text(const struct page *page, size_t index)
{
    while (++index < page->count && !is_text(&page->lines[index])) {
    }
    return index;
}

static size_t count_words(struct slice folded)
{
    size_t words = folded.length > 0;
    for (size_t i = 0; i < folded.length; i++) {
        words += folded.at[i] == ' ';
    }
    return words;
}

/* Whether a longer headline follows the short line, so that it is a kicker ("VENEZUELA"). */
static bool is_kicker(const struct page *page, size_t index)
{
    const struct line *line = &page->lines[index];
    size_t next = next_text(page, index);
    if (line->characters > KICKER_CHARACTERS || count_words(line->folded) > 3 ||
        next >= page->count || next >= index + 8) {
        return false;
    }
    const struct line *candidate = &page->lines[next];
    struct slice text = line_text(page, candidate);
    return candidate->characters <= 160 && candidate->characters > line->characters &&
           !slice_ends(text, SLICE(".")) && count_words(candidate->folded) >= 3;
}

/* The first line of running text: long, or a sentence of some length. */
static size_t find_story(const struct page *page)
{
    for (size_t i = page->title < page->count ? page->title : 0; i < page->count; i++) {
        const struct line *line = &page->lines[i];
        if (i != page->title && is_text(line) &&
            (line->characters >= 120 || (line->full_stop && line->characters >= 60))) {
            return i;
        }
    }
    return page->count;
}

/* Whether the short line is a person's name: two to four capitalised words without a mark. */
static bool is_name(const struct page *page, const struct line *line)
{
    struct slice rest = line_text(page, line), word;
    size_t words = 0;
    bool lower = false;
    while (slice_split(&rest, ' ', &word)) {
        if (!word.length || !utf8_capital(word) || strchr(",;:!?\"", word.at[word.length - 1])) {
            return false;
        }
        for (size_t at = 0; at < word.length;) {
            lower = utf8_is_lower(utf8_next(word, &at)) || lower;
        }
        words++;
    }
    return lower && words >= 2 && words <= 4 && !line->full_stop;
}

/* Names of authors stand alone between title and story. */
static void drop_names(struct page *page)
{
    size_t first = page->title < page->count ? page->title + 1 : 0;
    for (size_t i = first; i < page->story && i < first + 5; i++) {
        if (page->lines[i].role == ROLE_STORY && is_name(page, &page->lines[i])) {
            page->lines[i].role = ROLE_FURNITURE;
        }
    }
}

void shape_title(struct page *page)
{
    size_t index = (size_t)-1;
    bool dated = false; /* by a line of its own before the text */
    if (page->titled || page->roles) {
        page->title = page->titled ? 0 : page->count;
        page->story = find_story(page);
        drop_names(page);
        return;
    }
    do {
        index = next_text(page, index);
        if (index < page->count && is_kicker(page, index)) {
            page->lines[index].role = ROLE_FURNITURE;
        } else if (index < page->count && is_bare_dateline(page, index)) {
            dated = true;
        } else {
            break;
        }
    } while (index < page->count);
    page->title = page->story = page->count;
    bool told = dated && index < page->count && page->lines[index].full_stop;
    if (!told && index < page->count && page->lines[index].characters <= TITLE_CHARACTERS) {
        page->title = index;
        page->lines[index].role = ROLE_TITLE;
        page->story = find_story(page);
    } else if (index < page->count) {
        page->story = index;
    }
    drop_names(page);
}

/* A second copy of a long line, or of the title, is dropped. */
static void drop_repeats(struct page *page)
{
    struct map seen = {NULL, 0, 0};
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];
        struct slice text = line->folded.length ? line->folded : line_text(page, line);
        if (line->role == ROLE_FURNITURE || (text.length < REPEAT_BYTES && i != page->title)) {
            continue;
        }
        if (map_get(&seen, text) != MAP_NONE) {
            line->role = ROLE_FURNITURE;
        } else {
            map_put(&seen, page->arena, text, 1);
        }
    }
}

static bool is_headline(const struct page *page, const struct line *line)
{
    return is_text(line) && line->characters <= 160 &&
           !slice_ends(line_text(page, line), SLICE("."));
}

/* Behind a RELATED line stand headlines: one in the middle of the story, any number at its end. */
static void mark_related(struct page *page)
{
    size_t length, last_story = page->count;
    while (last_story > 0 && (!is_text(&page->lines[last_story - 1]) ||
                              is_headline(page, &page->lines[last_story - 1]))) {
        last_story--;
    }
    for (size_t i = 1; i < page->count; i++) {
        if (pattern_find(page, i, MECHANISM_RELATED, &length) == SIZE_MAX || i == page->title) {
            continue;
        }
        bool at_end = i >= last_story;
        page->lines[i].role = ROLE_FURNITURE;
        if (page->roles) {
            continue; /* of a web page, headlines that are links are gone already */
        }
        size_t headline = next_text(page, i);
        for (; headline < page->count && is_headline(page, &page->lines[headline]);
             headline = next_text(page, headline)) {
            page->lines[headline].role = at_end ? ROLE_LINK : ROLE_FURNITURE;
            if (!at_end) {
                break;
            }
        }
        i = at_end ? page->count : i;
    }
}

/* Width to which the page's lines are wrapped, or 0: no line is longer, and several lines with a
 * neighbour come near it. */
static uint32_t wrap_width(const struct page *page)
{
    uint32_t width = 0, near = 0;
    for (size_t i = 0; i < page->count; i++) {
        uint32_t characters = page->lines[i].characters;
        width = characters > width ? characters : width;
    }
    if (width < WRAP_WIDTH_LEAST || width > WRAP_WIDTH_MOST) {
        return 0;
    }
    for (size_t i = 0; i + 1 < page->count; i++) {
        near += page->lines[i].characters + 14 > width &&
                page->lines[i].block == page->lines[i + 1].block;
    }
    return near >= 4 ? width : 0;
}

static uint32_t first_word_characters(const struct page *page, const struct line *line)
{
    struct slice text = line_text(page, line);
    size_t end = 0;
    while (end < text.length && text.at[end] != ' ') {
        end++;
    }
    return (uint32_t)utf8_count(slice_part(text, 0, end));
}

/* Whether `next` goes on with the sentence or paragraph that `line` breaks off. */
static bool continues(const struct page *page, const struct line *line, const struct line *next,
                      uint32_t width)
{
    if (next->block != line->block || next->bullet || next->marked ||
        (next->role != ROLE_STORY && next->role != ROLE_CAPTION)) {
        return false;
    }
    size_t at = next->begin;
    bool lower = utf8_is_lower(utf8_next(page->text, &at));
    if (!line->full_stop && lower && line->characters <= WRAP_WIDTH_MOST &&
        line->characters >= 40) {
        return true;
    }
    /* A wrapped line ends where the next word would not have fitted. */
    return width && line->characters + 4 + first_word_characters(page, next) > width;
}

static void join_wrapped(struct page *page)
{
    uint32_t width = wrap_width(page);
    for (size_t i = 0; i + 1 < page->count; i++) {
        struct line *line = &page->lines[i], *next = &page->lines[i + 1];
        bool text = line->role == ROLE_STORY || line->role == ROLE_JOINED ||
                    line->role == ROLE_CAPTION || line->role == ROLE_TITLE;
        if (text && continues(page, line, next, width) && (line->role != ROLE_TITLE || width)) {
            next->role = ROLE_JOINED;
        }
    }
}

/* A short line without full stop between longer ones; questions may be headings too. */
static bool is_heading(const struct page *page, size_t index)
{
    const struct line *line = &page->lines[index];
    struct slice text = line_text(page, line);
    size_t next = next_text(page, index);
    if (line->marked) {
        return true;
    }
    if (line->characters > HEADING_CHARACTERS || next >= page->count ||
        page->lines[next].role == ROLE_LINK) {
        return false;
    }
    bool question = slice_ends(text, SLICE("?")) || slice_ends(text, SLICE("...")) ||
                    slice_ends(text, SLICE("…"));
    bool open = !line->full_stop && !slice_ends(text, SLICE(":")) &&
                !slice_ends(text, SLICE(",")) && !slice_ends(text, SLICE(";"));
    bool next_longer = page->lines[next].characters > line->characters;
    return (open || (question && line->characters <= 60)) && next_longer;
}

/* Cuts an agency behind the last full stop off: "… l'île. (Agence)", "… said. (Reuters)". */
static void cut_agency(struct page *page, struct line *line)
{
    struct slice text = line_text(page, line);
    if (text.length < 60 || text.at[text.length - 1] != ')') {
        return;
    }
    size_t open = text.length - 1;
    while (open > 2 && text.length - open < 30 && !strchr("(.", text.at[open])) {
        open--;
    }
    struct slice inner = slice_part(text, open + 1, text.length - 1);
    bool named = utf8_capital(inner) || slice_starts(inner, SLICE("avec ")) ||
                 slice_starts(inner, SLICE("with "));
    if (text.at[open] == '(' && named && slice_ends(slice_part(text, 0, open), SLICE(". "))) {
        line->end = line->begin + (uint32_t)open - 1;
        line_measure(page, line);
    }
}

void shape_story(struct page *page)
{
    mark_related(page);
    drop_repeats(page);
    if (!page->roles) {
        join_wrapped(page);
    }
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];
        bool wrapped = i + 1 < page->count && page->lines[i + 1].role == ROLE_JOINED;
        if (line->role != ROLE_STORY) {
            continue;
        }
        cut_agency(page, line);
        if (!wrapped && !page->roles && is_heading(page, i)) {
            bool list = line->bullet && i > 0 && page->lines[i - 1].bullet;
            line->role = list ? ROLE_ITEM : ROLE_HEADING;
        } else if (line->bullet) {
            line->role = ROLE_ITEM;
        }
    }
}
