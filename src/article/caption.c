/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tells the captions of pictures from the story and cuts their credits. A caption is a line with a
 * caption's mark in front ("Photo :", "[Image:"), a line that closes with a credit ("Tous droits
 * réservés", "(Crédit : …)"), or a line that the next one repeats with a credit behind it, as pages
 * do that hold a picture's text twice. The marks stand in data/furniture.txt. */
#include "article/inside.h"
#include "base/utf8.h"

#define CAPTION_CHARACTERS 500u
#define CREDIT_CHARACTERS 110u

/* Raw offset of the folded offset `at`: folding goes code point by code point, runs of spaces to
 * one. */
static uint32_t raw_offset(const struct page *page, const struct line *line, size_t at)
{
    struct slice raw = line_text(page, line);
    struct arena_mark mark = arena_mark(page->arena);
    size_t folded = 0, from = 0;
    bool space = false;
    while (from < raw.length) {
        size_t next = from;
        bool space_before = space;
        space = utf8_is_space(utf8_next(raw, &next));
        folded +=
            space ? !space_before : utf8_fold(page->arena, slice_part(raw, from, next)).length;
        if (folded > at) {
            break;
        }
        from = next;
    }
    arena_reset(page->arena, mark);
    return line->begin + (uint32_t)from;
}

/* Start of the words in front of `at` that belong to the credit: all back to the last end of a
 * sentence or opening bracket if they are few and capitalised ("Dmitri Lovetsky/Copyright"). */
static uint32_t widen_credit(const struct page *page, const struct line *line, uint32_t at)
{
    struct slice text = page->text;
    uint32_t start = at;
    while (start > line->begin) {
        char before = text.at[start - 1];
        bool stop = before == '.' && start < at && text.at[start] == ' ';
        /* The point of an initial ("R. Dar") ends no sentence. */
        if (stop && !(start - line->begin >= 3 && strchr(" (/", text.at[start - 3]))) {
            break;
        }
        if (before == '(' || before == '[') {
            return start - 1;
        }
        start--;
    }
    bool name = true;
    size_t words = 0;
    struct slice rest = slice_trim(slice_part(text, start, at)), word;
    while (rest.length && slice_split(&rest, ' ', &word)) {
        words += word.length > 0;
        name = name && (!word.length || utf8_capital(word) || word.at[0] == '/');
    }
    return name && words <= 4 && start > line->begin ? start : at;
}

/* A last fragment of capitalised words with a slash is a credit: "J. Lin/Agency". */
static uint32_t name_credit(const struct page *page, const struct line *line)
{
    uint32_t start = widen_credit(page, line, line->end);
    struct slice tail = slice_part(page->text, start, line->end);
    bool slash = memchr(tail.at, '/', tail.length) != NULL;
    return slash && utf8_count(tail) <= 60 ? start : line->end;
}

/* Cuts the credit at the end of the line; false if there is none. */
static bool cut_credit(struct page *page, size_t index)
{
    struct line *line = &page->lines[index];
    size_t length, at = pattern_find(page, index, MECHANISM_CREDIT, &length);
    uint32_t cut = line->end;
    if (at != SIZE_MAX) {
        uint32_t raw = raw_offset(page, line, at);
        struct slice tail = slice_part(page->text, raw, line->end);
        cut = utf8_count(tail) <= CREDIT_CHARACTERS ? widen_credit(page, line, raw) : line->end;
    }
    if (cut == line->end) {
        return false;
    }
    while (cut > line->begin && strchr(" /|-([,", page->text.at[cut - 1])) {
        cut--;
    }
    line->end = cut;
    line_measure(page, line);
    return true;
}

/* Cuts "Photo :", "Légende :" off the front; false if there is none. */
static bool cut_prefix(struct page *page, size_t index)
{
    struct line *line = &page->lines[index];
    size_t length;
    if (pattern_find(page, index, MECHANISM_CAPTION, &length) == SIZE_MAX) {
        return false;
    }
    line->begin = raw_offset(page, line, length);
    while (line->begin < line->end && strchr(" :,", page->text.at[line->begin])) {
        line->begin++;
    }
    line_measure(page, line);
    return true;
}

static bool cut_brackets(struct page *page, struct line *line)
{
    struct slice raw = line_text(page, line);
    if (raw.length < 3 || raw.at[0] != '[' || raw.at[raw.length - 1] != ']' ||
        line->characters > CAPTION_CHARACTERS) {
        return false;
    }
    line->begin++;
    line->end--;
    line_measure(page, line);
    return true;
}

static void mark_line(struct page *page, size_t index)
{
    struct line *line = &page->lines[index];
    if (line->characters > CAPTION_CHARACTERS) {
        return;
    }
    struct line before = *line;
    bool brackets = cut_brackets(page, line);
    bool prefix = cut_prefix(page, index);
    bool credit = cut_credit(page, index);
    if (!prefix && !credit) {
        *line = before;
        return;
    }
    if (brackets || prefix) {
        line->end = name_credit(page, line);
        line_measure(page, line);
    }
    line->role = line->characters >= 3 ? ROLE_CAPTION : ROLE_FURNITURE;
}

/* The line of the page before `index` that is not furniture, or count. */
static size_t line_before(const struct page *page, size_t index)
{
    while (index-- > 0) {
        if (page->lines[index].role != ROLE_FURNITURE) {
            return index;
        }
    }
    return page->count;
}

void caption_mark(struct page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];
        if (line->role == ROLE_FURNITURE || i == page->title) {
            continue;
        }
        size_t before = line_before(page, i), length;
        if (before < page->count && before != page->title && page->lines[before].characters >= 30 &&
            slice_starts(line_text(page, line), line_text(page, &page->lines[before])) &&
            pattern_find(page, i, MECHANISM_CREDIT, &length) != SIZE_MAX) {
            page->lines[before].role = ROLE_CAPTION;
            line->role = ROLE_FURNITURE;
            continue;
        }
        mark_line(page, i);
    }
}
