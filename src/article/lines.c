/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Bytes to lines. Takes valid UTF-8, gives the lines that hold text, each without surrounding
 * space, bullets and Markdown marks, and what the later steps ask of it: length, folded form, end
 * of sentence. One pass, linear. */
#include "article/inside.h"
#include "base/limits.h"
#include "base/utf8.h"

#define CLOSING_BYTES 16u /* quotes and brackets that may close a sentence */

/* Code points that are no text at either end of a line: space, zero-width marks, BOM. */
static bool is_blank(int32_t code)
{
    return utf8_is_space(code) || code == 0xFEFF || (code >= 0x200B && code <= 0x200F) ||
           code == 0x2060 || code < 0x20 || code == 0x7F;
}

static uint32_t skip_blank(struct slice text, uint32_t at, uint32_t end)
{
    while (at < end) {
        size_t next = at;
        if (!is_blank(utf8_next(text, &next))) {
            break;
        }
        at = (uint32_t)next;
    }
    return at;
}

static uint32_t code_before(struct slice text, uint32_t begin, uint32_t at)
{
    do {
        at--;
    } while (at > begin && ((unsigned char)text.at[at] & 0xC0) == 0x80);
    return at;
}

static uint32_t trim_blank(struct slice text, uint32_t begin, uint32_t end)
{
    while (end > begin) {
        uint32_t before = code_before(text, begin, end);
        size_t at = before;
        if (!is_blank(utf8_next(text, &at))) {
            break;
        }
        end = before;
    }
    return end;
}

/* Bytes of a bullet with the space behind it at text[at], or 0. */
static uint32_t bullet_length(struct slice text, uint32_t at, uint32_t end)
{
    static const char *const bullets[] = {"-", "*", "•", "·", "–", "—", "‣", "▪", "■", "●",
                                          "○", "►", "▶", "→", "»", ">", "✓", "+", "◦"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        struct slice bullet = slice_of(bullets[i]);
        if (slice_starts(slice_part(text, at, end), bullet)) {
            uint32_t behind = at + (uint32_t)bullet.length;
            uint32_t word = skip_blank(text, behind, end);
            return word > behind && word < end ? word - at : 0;
        }
    }
    return 0;
}

static void strip_marks(struct slice text, struct line *line)
{
    uint32_t hashes = line->begin;
    while (hashes < line->end && text.at[hashes] == '#') {
        hashes++;
    }
    if (hashes > line->begin && hashes < line->end && text.at[hashes] == ' ') {
        line->begin = skip_blank(text, hashes, line->end);
        line->marked = true;
    }
    uint32_t bullet = bullet_length(text, line->begin, line->end);
    /* A dialogue dash opens speech, yet it is no part of the sentence either. */
    line->bullet = bullet > 0;
    line->begin += bullet;
    while (line->end - line->begin > 4 && memcmp(text.at + line->begin, "**", 2) == 0) {
        size_t close = slice_find(slice_part(text, 0, line->end), SLICE("**"), line->begin + 2);
        if (close == SIZE_MAX) {
            break;
        }
        line->begin += 2;
        if (close + 2 == line->end) {
            line->end -= 2;
        }
    }
}

static bool is_closing(int32_t code)
{
    return code == '"' || code == '\'' || code == ')' || code == ']' || code == 0xBB ||
           code == 0x201D || code == 0x2019 || code == '*' || utf8_is_space(code);
}

static bool ends_sentence(struct slice text, uint32_t begin, uint32_t end)
{
    while (end > begin) {
        uint32_t before = code_before(text, begin, end);
        size_t at = before;
        int32_t code = utf8_next(text, &at);
        if (code == '.' || code == '!' || code == '?' || code == 0x2026) {
            return true;
        }
        if (!is_closing(code)) {
            return false;
        }
        end = before;
    }
    return false;
}

struct slice fold_spaces(struct arena *arena, struct slice text)
{
    struct slice folded = utf8_fold(arena, text);
    char *bytes = (char *)folded.at; /* our own fresh copy */
    size_t length = 0;
    for (size_t i = 0; i < folded.length; i++) {
        bool space = bytes[i] == ' ' || (bytes[i] >= '\t' && bytes[i] <= '\r');
        if (!space) {
            bytes[length++] = bytes[i];
        } else if (length && bytes[length - 1] != ' ') {
            bytes[length++] = ' ';
        }
    }
    return (struct slice){bytes, length};
}

static uint8_t count_gaps(struct slice text)
{
    unsigned gaps = 0;
    for (size_t i = 1; i + 1 < text.length && gaps < 200; i++) {
        bool tab = text.at[i] == '\t';
        bool pair = text.at[i] == ' ' && text.at[i + 1] == ' ' && text.at[i - 1] != ' ';
        gaps += tab || pair;
    }
    return (uint8_t)gaps;
}

struct pair_set pairs_of(struct slice text)
{
    struct pair_set out = {{0}};
    for (size_t i = 1; i < text.length; i++) {
        unsigned first = (unsigned char)text.at[i - 1], second = (unsigned char)text.at[i];
        unsigned bit = (first * 37 + second * 101) & 255; /* odd factors: all bits are used */
        out.bits[bit / 64] |= 1ull << bit % 64;
    }
    return out;
}

void line_measure(struct page *page, struct line *line)
{
    struct slice text = line_text(page, line);
    line->characters = (uint32_t)utf8_count(text);
    line->full_stop = ends_sentence(page->text, line->begin, line->end);
    line->gaps = count_gaps(text);
    line->folded = (struct slice){"", 0};
    if (text.length <= FOLDED_AT_MOST) {
        line->folded = fold_spaces(page->arena, text);
        line->pairs = pairs_of(line->folded);
    }
}

static bool line_add(struct page *page, uint32_t begin, uint32_t end, uint32_t block,
                     struct error *err)
{
    if (page->count >= LINES_AT_MOST) {
        return error_set(err, ERROR_LIMIT, "more than %u lines", LINES_AT_MOST);
    }
    struct line *line = arena_push(page->arena, page->lines, page->count);
    line->begin = begin;
    line->end = end;
    line->block = block;
    strip_marks(page->text, line);
    line->end = trim_blank(page->text, line->begin, line->end);
    line_measure(page, line);
    return true;
}

size_t line_length(struct slice text)
{
    size_t end = LIMIT_LINE_BYTES, space = 0;
    if (text.length <= end) {
        return text.length;
    }
    while (((unsigned char)text.at[end] & 0xC0) == 0x80) {
        end--;
    }
    for (size_t at = end; at > end / 2; at--) {
        if (text.at[at - 1] == ' ') {
            space = space ? space : at;
            size_t near = at - CLOSING_BYTES;
            while (((unsigned char)text.at[near] & 0xC0) == 0x80) {
                near++;
            }
            if (ends_sentence(text, (uint32_t)near, (uint32_t)at - 1)) {
                return at;
            }
        }
    }
    return space ? space : end;
}

bool lines_split(struct page *page, struct error *err)
{
    struct slice text = page->text;
    uint32_t block = 0;
    bool blank_before = false;
    for (uint32_t at = 0; at < text.length;) {
        const char *newline = memchr(text.at + at, '\n', text.length - at);
        uint32_t line_end = newline ? (uint32_t)(newline - text.at) : (uint32_t)text.length;
        uint32_t piece_end = at + (uint32_t)line_length(slice_part(text, at, line_end));
        bool cut = piece_end < line_end;
        page->cuts += cut;
        line_end = piece_end;
        uint32_t begin = skip_blank(text, at, line_end);
        uint32_t end = trim_blank(text, begin, line_end);
        if (begin == end) {
            blank_before = true;
        } else {
            block += blank_before;
            blank_before = false;
            if (!line_add(page, begin, end, block, err)) {
                return false;
            }
        }
        at = line_end + !cut;
    }
    page->title = page->story = page->count;
    return true;
}
