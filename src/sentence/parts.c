/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a surface word apart: elisions in front ("l'", "qu'"), endings behind ("-t-il", "n't",
 * "'s"), hours ("18h05"), and names its contraction. All lists come from data/<lang>/tokens.txt.
 * Also tells abbreviations from words before a full stop. */
#include "base/utf8.h"
#include "sentence/inside.h"

/* The form as the treebanks write it: straight apostrophes and hyphens, plain spaces inside
 * numbers, no soft hyphens. Points into the text where nothing changes. */
static struct slice write_form(struct scan *scan, struct slice raw)
{
    bool odd = false;
    for (size_t i = 0; i + 1 < raw.length && !odd; i++) {
        unsigned char first = (unsigned char)raw.at[i];
        odd = first == 0xC2 || first == 0xE2;
    }
    if (!odd || raw.length <= 3) {
        return raw;
    }
    char *out = arena_alloc(scan->arena, raw.length + 1);
    size_t length = 0;
    for (size_t at = 0; at < raw.length;) {
        int32_t code = utf8_next(raw, &at);
        code = code == 0x2019 ? '\'' : code;
        code = code == 0x2010 || code == 0x2011 ? '-' : code;
        code = utf8_is_space(code) ? ' ' : code;
        if (code != 0xAD) {
            length += utf8_put(code, out + length);
        }
    }
    return (struct slice){out, length};
}

struct piece *piece_add(struct scan *scan, uint32_t begin, uint32_t end)
{
    struct piece *piece = arena_push(scan->arena, scan->pieces.items, scan->pieces.count);
    piece->begin = begin;
    piece->end = end;
    piece->form = write_form(scan, slice_part(scan->text, begin, end));
    piece->contraction = MAP_NONE;
    return piece;
}

void elision_add(struct scan *scan, uint32_t begin, uint32_t end)
{
    struct piece *piece = piece_add(scan, begin, end);
    char *form = arena_alloc(scan->arena, piece->form.length + 1);
    size_t length = 0;
    for (size_t at = 0; at < piece->form.length;) {
        int32_t code = utf8_next(piece->form, &at);
        code = code == 0x2019 ? '\'' : code;
        length += utf8_is_space(code) ? 0 : utf8_put(code, form + length);
    }
    piece->form = (struct slice){form, length};
}

static bool listed(const struct map *map, struct slice word)
{
    char buffer[LIMIT_WORD_FOLDED];
    return map_get(map, fold_word(word, buffer)) != MAP_NONE;
}

bool is_elision(const struct token_rules *rules, struct slice word)
{
    return listed(&rules->elisions, word);
}

bool is_ending(const struct token_rules *rules, struct slice word)
{
    char buffer[LIMIT_WORD_FOLDED];
    struct slice folded = fold_word(word, buffer);
    for (size_t i = 0; i < rules->ending_count; i++) {
        if (slice_equal(rules->endings[i], folded)) {
            return true;
        }
    }
    return false;
}

/* Length of the elision that opens the word, or 0. */
static size_t elision_length(const struct token_rules *rules, struct slice word)
{
    for (size_t i = 1; i + 1 < word.length; i++) {
        bool straight = word.at[i] == '\'';
        bool curly = i + 3 < word.length && memcmp(word.at + i, "\xE2\x80\x99", 3) == 0;
        if (straight || curly) {
            size_t end = i + (straight ? 1 : 3);
            return listed(&rules->elisions, slice_part(word, 0, end)) ? end : 0;
        }
    }
    return 0;
}

enum abbreviation abbreviation_of(const struct token_rules *rules, struct slice word, int32_t next)
{
    size_t elision = elision_length(rules, word); /* "l'art." */
    /* The full stop stands behind it. */
    struct slice stopped = {word.at + elision, word.length - elision + 1};
    uint32_t kind = map_get(&rules->abbreviations, stopped);
    if (kind == ABBREVIATION_NUMBER) {
        return utf8_is_digit(next) ? ABBREVIATION_INNER : ABBREVIATION_NONE;
    }
    if (kind != MAP_NONE) {
        return (enum abbreviation)kind;
    }
    if (listed(&rules->alone, word)) {
        return ABBREVIATION_NONE;
    }
    size_t letters = 0, most = 0, stops = 0;
    bool last_upper = false;
    for (size_t at = 0; at < word.length;) {
        int32_t code = utf8_next(word, &at);
        if (code == '.' || code == '-' || code == '\'' || code == 0x2019) {
            letters = 0;
            stops += code == '.';
            continue;
        }
        letters += utf8_is_letter(code) ? 1 : 2;
        most = letters > most ? letters : most;
        last_upper = utf8_is_upper(code);
    }
    if (stops && most == 1) {
        return ABBREVIATION_LAST; /* "U.S.", "p.m.", "J.-P." */
    }
    /* An initial: "E. Macron", "K-J. Tokaïev", "l'E. Macron", "Jean X. a dit". */
    bool name = utf8_is_upper(next) || utf8_is_lower(next);
    return letters == 1 && last_upper && name ? ABBREVIATION_LAST : ABBREVIATION_NONE;
}

/* Offset where the ending that closes the word starts, or its length. */
static size_t ending_start(const struct token_rules *rules, struct slice word)
{
    char buffer[LIMIT_WORD_FOLDED];
    for (size_t i = 0; i < rules->ending_count; i++) {
        struct slice ending = rules->endings[i];
        /* A curly apostrophe is two bytes longer than a straight one. */
        for (size_t extra = 0; extra <= 4; extra += 2) {
            if (word.length <= ending.length + extra) {
                break;
            }
            size_t start = word.length - ending.length - extra;
            struct slice tail = slice_part(word, start, word.length);
            if (((unsigned char)tail.at[0] & 0xC0) != 0x80 &&
                slice_equal(fold_word(tail, buffer), ending)) {
                return start;
            }
        }
    }
    return word.length;
}

/* "18h05": digits, h, digits. Gives the offset of the h, or 0. */
static size_t hour_start(struct slice word)
{
    size_t at = 0;
    while (at < word.length && utf8_is_digit(word.at[at])) {
        at++;
    }
    if (at == 0 || at > 2 || at >= word.length || (word.at[at] != 'h' && word.at[at] != 'H')) {
        return 0;
    }
    for (size_t i = at + 1; i < word.length; i++) {
        if (!utf8_is_digit(word.at[i])) {
            return 0;
        }
    }
    return at;
}

/* "10am", "16bn": offset of the unit behind the number, or 0. */
static size_t unit_start(const struct token_rules *rules, struct slice word)
{
    size_t at = 0;
    while (at < word.length && (utf8_is_digit(word.at[at]) || strchr(".,:", word.at[at]))) {
        at++;
    }
    return at && at < word.length && listed(&rules->units, slice_part(word, at, word.length)) ? at
                                                                                              : 0;
}

static void add_core(struct scan *scan, uint32_t begin, uint32_t end)
{
    const struct token_rules *rules = scan->rules;
    struct slice word = slice_part(scan->text, begin, end);
    char buffer[LIMIT_WORD_FOLDED];
    struct slice folded = fold_word(word, buffer);
    uint32_t cut = map_get(&rules->cuts, folded);
    if (cut != MAP_NONE) {
        uint32_t middle = begin + (uint32_t)rules->splits[cut].parts[0].length;
        piece_add(scan, begin, middle < end ? middle : end);
        if (middle < end) {
            piece_add(scan, middle, end);
        }
        return;
    }
    size_t hour = rules->hour_split ? hour_start(word) : 0;
    if (hour) {
        piece_add(scan, begin, begin + (uint32_t)hour);
        piece_add(scan, begin + (uint32_t)hour, begin + (uint32_t)hour + 1);
        if (hour + 1 < word.length) {
            piece_add(scan, begin + (uint32_t)hour + 1, end);
        }
        return;
    }
    size_t unit = unit_start(rules, word);
    if (unit) {
        piece_add(scan, begin, begin + (uint32_t)unit);
        begin += (uint32_t)unit;
    }
    struct piece *piece = piece_add(scan, begin, end);
    piece->contraction = map_get(&rules->contractions, folded);
    piece->split = piece->contraction != MAP_NONE;
}

void parts_add(struct scan *scan, uint32_t begin, uint32_t end)
{
    const struct token_rules *rules = scan->rules;
    struct slice word = slice_part(scan->text, begin, end);
    size_t elision;
    while (!listed(&rules->whole, word) && (elision = elision_length(rules, word)) != 0) {
        piece_add(scan, begin, begin + (uint32_t)elision);
        begin += (uint32_t)elision;
        word = slice_part(scan->text, begin, end);
    }
    /* At most two endings: "dites-le-lui". */
    uint32_t last = end - begin, first;
    last = listed(&rules->whole, word) ? last : (uint32_t)ending_start(rules, word);
    struct slice stem = slice_part(word, 0, last);
    first = listed(&rules->whole, stem) ? last : (uint32_t)ending_start(rules, stem);
    add_core(scan, begin, begin + first);
    if (first < last) {
        piece_add(scan, begin + first, begin + last);
    }
    if (begin + last < end) {
        piece_add(scan, begin + last, end);
    }
}
