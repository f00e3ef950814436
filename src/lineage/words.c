/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* An article's body to words and numbers, for lineage alone: no language is needed, and one pass
 * over the bytes does it. A word is a run of letters (so `l'Iran` is two); a number takes its
 * groups of three digits and its decimals along, whichever of `12,500`, `12 500` and `12.500` was
 * written. A sentence ends at a full stop, question or exclamation mark before white space, unless
 * the word before the stop is a capital abbreviation of at most three letters (`M.`, `Mr.`, `U.`).
 * Quotation marks hold till their partner or the paragraph's end. */
#include "base/utf8.h"
#include "lineage/inside.h"

#define ABBREVIATION_BYTES 3
#define NUMBER_BYTES 24 /* a longer number takes no more groups */

struct walk {
    struct arena *arena;
    struct slice text; /* of the article, up to the end of the paragraph */
    size_t at;
    struct word_list *out;
    bool opens, breaks, quoted;
};

static struct word *add_word(struct walk *walk, size_t begin)
{
    struct word *word = arena_push(walk->arena, walk->out->items, walk->out->count);
    word->begin = (uint32_t)begin;
    word->end = (uint32_t)walk->at;
    word->opens = walk->opens;
    word->quoted = walk->quoted;
    word->breaks = walk->breaks;
    walk->opens = walk->breaks = false;
    return word;
}

static void fold_to(struct word *word, struct slice folded)
{
    word->folded = folded;
    word->hash = slice_hash(folded, 0);
}

static void read_letters(struct walk *walk)
{
    size_t begin = walk->at, after = begin;
    bool plain = true, small = false, joined = false, capital = false;
    while (after < walk->text.length) {
        int32_t code = utf8_next(walk->text, &after);
        bool ascii = code < 0x80;
        bool upper = utf8_is_upper(code);
        if (ascii ? !upper && (code < 'a' || code > 'z') : !utf8_is_letter(code)) {
            break;
        }
        capital = walk->at == begin ? upper : capital;
        joined = joined || (upper && small);
        small = small || !upper;
        plain = plain && ascii;
        walk->at = after;
    }
    struct slice form = slice_part(walk->text, begin, walk->at);
    struct word *word = add_word(walk, begin);
    word->capital = capital;
    word->joined = joined;
    if (!plain) {
        fold_to(word, utf8_fold(walk->arena, form));
        return;
    }
    char *folded = arena_alloc(walk->arena, form.length);
    for (size_t i = 0; i < form.length; i++) {
        folded[i] = (char)(form.at[i] | 0x20);
    }
    fold_to(word, (struct slice){folded, form.length});
}

static size_t digits_at(struct slice text, size_t at)
{
    size_t count = 0;
    while (at + count < text.length && utf8_is_digit(text.at[at + count])) {
        count++;
    }
    return count;
}

/* Bytes of a separator of groups of digits: point, comma, apostrophe, any space. */
static size_t separator_at(struct slice text, size_t at)
{
    if (at >= text.length) {
        return 0;
    }
    size_t next = at;
    int32_t code = utf8_next(text, &next);
    bool separates = code == '.' || code == ',' || code == ' ' || code == 0xA0 || code == 0x202F ||
                     code == 0x2009;
    return separates ? next - at : 0;
}

static void read_number(struct walk *walk)
{
    size_t begin = walk->at, run = digits_at(walk->text, begin);
    char *folded = arena_alloc(walk->arena, run);
    size_t length = run;
    memcpy(folded, walk->text.at + begin, run);
    walk->at += run;
    bool grouped = run <= 3 && folded[0] != '0';
    for (size_t gap; (gap = separator_at(walk->text, walk->at)) != 0;) {
        size_t next = digits_at(walk->text, walk->at + gap);
        char mark = walk->text.at[walk->at];
        bool group = grouped && next == 3;
        bool decimals = !group && (next == 1 || next == 2) && (mark == '.' || mark == ',');
        if ((!group && !decimals) || length + next >= NUMBER_BYTES) {
            break;
        }
        char *longer = arena_alloc(walk->arena, length + 1 + next);
        memcpy(longer, folded, length);
        if (decimals) {
            longer[length++] = '.';
        }
        memcpy(longer + length, walk->text.at + walk->at + gap, next);
        folded = longer;
        length += next;
        walk->at += gap + next;
        if (decimals) {
            break;
        }
    }
    struct word *word = add_word(walk, begin);
    word->number = true;
    fold_to(word, (struct slice){folded, length});
}

static bool is_abbreviation(const struct walk *walk, size_t stop)
{
    if (!walk->out->count) {
        return false;
    }
    const struct word *last = &walk->out->items[walk->out->count - 1];
    return last->end == stop && last->capital && last->end - last->begin <= ABBREVIATION_BYTES;
}

static bool ends_sentence(const struct walk *walk, int32_t code, size_t stop)
{
    bool mark = code == '.' || code == '!' || code == '?' || code == 0x2026;
    if (!mark || walk->at >= walk->text.length) {
        return mark;
    }
    size_t next = walk->at;
    int32_t after = utf8_next(walk->text, &next);
    bool closes = after == '"' || after == 0x201D || after == 0xBB || after == ')';
    return (closes || utf8_is_space(after)) && !(code == '.' && is_abbreviation(walk, stop));
}

static void read_mark(struct walk *walk, int32_t code, size_t stop)
{
    bool was = walk->quoted;
    if (code == '"') {
        walk->quoted = !was;
    } else if (code == 0xAB || code == 0x201C || code == 0x201E) {
        walk->quoted = true;
    } else if (code == 0xBB || code == 0x201D) {
        walk->quoted = false;
    }
    walk->breaks = walk->breaks || walk->quoted != was;
    walk->opens = walk->opens || ends_sentence(walk, code, stop);
}

static void read_paragraph(struct walk *walk, uint32_t begin)
{
    walk->at = begin;
    walk->opens = walk->breaks = true;
    walk->quoted = false;
    while (walk->at < walk->text.length && walk->out->count < WORDS_AT_MOST) {
        size_t before = walk->at, after = before;
        int32_t code = utf8_next(walk->text, &after);
        if (utf8_is_digit(code)) {
            read_number(walk);
        } else if (code < 0x80 ? (code | 0x20) >= 'a' && (code | 0x20) <= 'z'
                               : utf8_is_letter(code)) {
            read_letters(walk);
        } else {
            walk->at = after;
            read_mark(walk, code, before);
        }
    }
}

void words_read(struct arena *arena, const struct article *article, struct word_list *out)
{
    *out = (struct word_list){0};
    for (size_t i = 0; i < article->paragraph_count; i++) {
        const struct paragraph *paragraph = &article->paragraphs[i];
        if (paragraph->kind == PARAGRAPH_BODY || paragraph->kind == PARAGRAPH_ITEM) {
            struct walk walk = {.arena = arena, .out = out};
            walk.text = slice_part(article->text, 0, paragraph->end);
            read_paragraph(&walk, paragraph->begin);
        }
    }
}
