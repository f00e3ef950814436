/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Page furniture: menus, share lines, bylines, boxes. Takes lines, gives ROLE_FURNITURE to those
 * that match a pattern of data/furniture.txt or have a shape that running text never has (hashtags,
 * initials of editors, items parted by bars). Only short lines can be furniture: the caps stand in
 * the data. Linear in the text times the number of patterns. */
#include "article/inside.h"
#include "base/utf8.h"

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Whether text cut at `at` has a word's edge there. */
static bool is_edge(struct slice text, size_t at)
{
    return at == 0 || at >= text.length || !is_word_byte(text.at[at - 1]) ||
           !is_word_byte(text.at[at]);
}

static size_t find_text(struct slice line, struct slice text, enum mechanism mechanism)
{
    if (mechanism == MECHANISM_START || mechanism == MECHANISM_CAPTION) {
        return slice_starts(line, text) && is_edge(line, text.length) ? 0 : SIZE_MAX;
    }
    if (mechanism == MECHANISM_END) {
        size_t at = line.length - (line.length < text.length ? line.length : text.length);
        return slice_ends(line, text) && is_edge(line, at) ? at : SIZE_MAX;
    }
    for (size_t at = 0; (at = slice_find(line, text, at)) != SIZE_MAX; at++) {
        bool edges = is_edge(line, at) && is_edge(line, at + text.length);
        if (edges || (mechanism == MECHANISM_CREDIT && is_edge(line, at))) {
            return at;
        }
    }
    return SIZE_MAX;
}

/* Whether the raw line goes on with a capital behind the words that `length` bytes of its folded
 * form hold (folding changes lengths, so words are counted). */
static bool name_follows(const struct page *page, const struct line *line, size_t length)
{
    size_t words = 1, at = 0;
    for (size_t i = 0; i < length; i++) {
        words += line->folded.at[i] == ' ';
    }
    struct slice raw = line_text(page, line);
    bool in_word = true;
    while (at < raw.length) {
        int32_t code = utf8_next(raw, &at);
        bool space = utf8_is_space(code);
        words -= in_word && space;
        if (!space && words == 0) {
            return utf8_is_upper(code);
        }
        in_word = !space;
    }
    return false;
}

size_t pattern_find(const struct page *page, size_t index, enum mechanism mechanism,
                    size_t *match_length)
{
    const struct line *line = &page->lines[index];
    const struct article_rules *rules = page->rules;
    for (size_t i = 0; i < rules->pattern_counts[mechanism]; i++) {
        const struct pattern *pattern = &rules->patterns[mechanism][i];
        if (line->characters > pattern->cap || (pattern->open && line->full_stop) ||
            (pattern->top && (index >= TOP_LINES || !page->headed)) ||
            line->folded.length < pattern->text.length ||
            !pairs_within(&pattern->pairs, &line->pairs)) {
            continue;
        }
        size_t at = find_text(line->folded, pattern->text, mechanism);
        if (at == SIZE_MAX || (pattern->name && !name_follows(page, line, pattern->text.length))) {
            continue;
        }
        *match_length = pattern->text.length;
        return at;
    }
    return SIZE_MAX;
}

/* The folded line without the marks around it. */
static struct slice bare(struct slice folded)
{
    static const char around[] = " .,:!?-_*[]()<>=+~#|/\\\"'";
    while (folded.length && strchr(around, folded.at[0])) {
        folded = slice_part(folded, 1, folded.length);
    }
    while (folded.length && strchr(around, folded.at[folded.length - 1])) {
        folded.length--;
    }
    while (slice_ends(folded, SLICE("…")) || slice_ends(folded, SLICE("»"))) {
        folded.length -= slice_ends(folded, SLICE("…")) ? strlen("…") : strlen("»");
    }
    return slice_trim(folded);
}

static bool is_symbols(struct slice folded)
{
    for (size_t at = 0; at < folded.length;) {
        int32_t code = utf8_next(folded, &at);
        if (utf8_is_letter(code) || utf8_is_digit(code)) {
            return false;
        }
    }
    return true;
}

/* Words parted by bars or wide gaps, such as buttons and breadcrumbs. */
static bool is_parted(const struct line *line)
{
    if (line->full_stop || line->characters > 110) {
        return false;
    }
    bool bars = slice_find(line->folded, SLICE(" | "), 0) != SIZE_MAX ||
                slice_find(line->folded, SLICE(" › "), 0) != SIZE_MAX ||
                slice_find(line->folded, SLICE(" > "), 0) != SIZE_MAX;
    return bars || line->gaps >= 2;
}

/* "bur/abd/mlo", "am/ph © Agence": editors' initials, two to four small letters each. */
static bool is_sign_off(const struct page *page, const struct line *line)
{
    struct slice raw = line_text(page, line);
    size_t run = 0, slashes = 0, at = 0;
    for (; at < raw.length && raw.at[at] != ' '; at++) {
        if (raw.at[at] == '/' || raw.at[at] == '-') {
            if (run < 2 || run > 4) {
                return false;
            }
            run = 0;
            slashes++;
        } else if (raw.at[at] >= 'a' && raw.at[at] <= 'z') {
            run++;
        } else {
            return false;
        }
    }
    return slashes && run >= 2 && run <= 4 && line->characters <= 60;
}

/* Hashtags only, or a menu: at least half of the words from the menu list, none of a sentence. */
static bool is_word_list(const struct page *page, const struct line *line)
{
    struct slice rest = line->folded, word;
    size_t words = 0, tags = 0, menu = 0;
    while (slice_split(&rest, ' ', &word)) {
        words += bare(word).length > 0;
        tags += word.length > 1 && word.at[0] == '#';
        menu += map_get(&page->rules->menu, bare(word)) != MAP_NONE;
    }
    bool list = !line->full_stop && line->characters <= 160;
    return list && ((tags && tags == words) || (menu && menu * 2 >= words));
}

static bool is_furniture(const struct page *page, size_t index)
{
    const struct line *line = &page->lines[index];
    size_t length;
    if (!line->folded.length) {
        return line->begin == line->end;
    }
    int minutes;
    if (is_symbols(line->folded) || hour_read(line->folded, &minutes) == line->folded.length ||
        map_get(&page->rules->whole, bare(line->folded)) != MAP_NONE) {
        return true;
    }
    return pattern_find(page, index, MECHANISM_START, &length) != SIZE_MAX ||
           pattern_find(page, index, MECHANISM_END, &length) != SIZE_MAX ||
           pattern_find(page, index, MECHANISM_PART, &length) != SIZE_MAX ||
           is_word_list(page, line) || is_sign_off(page, line);
}

/* From a TAIL line in the last part of the page on, nothing is of the story. */
static void cut_tail(struct page *page)
{
    size_t left = 0, length, cut = page->count;
    for (size_t i = page->count; i-- > 1;) {
        struct line *line = &page->lines[i];
        if (pattern_find(page, i, MECHANISM_TAIL, &length) != SIZE_MAX && left * 3 <= line->begin) {
            cut = i;
        }
        left += line->end - line->begin;
    }
    for (; cut < page->count; cut++) {
        page->lines[cut].role = ROLE_FURNITURE;
    }
}

void furniture_mark(struct page *page)
{
    size_t length;
    page->headed = false;
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];
        if (page->titled && i == 0) {
            line->role = ROLE_TITLE;
            page->headed = true;
            continue;
        }
        bool furniture =
            is_furniture(page, i) ||
            (page->roles && pattern_find(page, i, MECHANISM_STUB, &length) != SIZE_MAX);
        /* The first line may be a title with its outlet behind a bar. */
        furniture = furniture || (page->headed && is_parted(line)) ||
                    (!page->headed && is_parted(line) && line->characters < 40);
        line->role = furniture ? ROLE_FURNITURE : page->roles ? page->roles[i] : ROLE_STORY;
        page->headed = page->headed || (!furniture && line->characters > 20);
    }
    cut_tail(page);
}
