/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Finds a calendar day in one line. Takes raw text, gives the first day with its byte range. The
 * line is read as numbers, words and single marks; a day is one of the few orders in which these
 * come ("28 mai 2024", "July 3, 2025", "07/07/2025", "2025-07-03", "091842 GMT MAI 2025"). Month
 * names come from data/<lang>/furniture.txt. Running text is not read here: that is timex's work.
 */
#include "article/inside.h"
#include "base/utf8.h"

#define PIECES 64

enum piece_kind { PIECE_NUMBER, PIECE_WORD, PIECE_MARK };

struct piece {
    enum piece_kind kind;
    uint32_t begin, end;
    uint32_t value;  /* of a number; the month of a month's name; the code point of a mark */
    uint32_t digits; /* of a number */
    bool month, weekday, filler;
};

static void fill_word(const struct page *page, struct piece *piece)
{
    struct slice word = fold_spaces(page->arena, slice_part(page->text, piece->begin, piece->end));
    uint32_t month = map_get(&page->rules->months, word);
    piece->kind = PIECE_WORD;
    piece->month = month != MAP_NONE;
    piece->value = piece->month ? month : 0;
    piece->weekday = map_get(&page->rules->weekdays, word) != MAP_NONE;
    piece->filler = map_get(&page->rules->fillers, word) != MAP_NONE;
}

static uint32_t read_piece(const struct page *page, uint32_t at, uint32_t end, struct piece *out)
{
    size_t next = at;
    int32_t code = utf8_next(page->text, &next);
    *out = (struct piece){PIECE_MARK, at, (uint32_t)next, (uint32_t)code, 0, false, false, false};
    bool digit = utf8_is_digit(code);
    if (!digit && !utf8_is_letter(code)) {
        return out->end;
    }
    out->value = 0;
    for (size_t here = at; here < end;) {
        size_t behind = here;
        code = utf8_next(page->text, &behind);
        if (digit ? !utf8_is_digit(code) : !utf8_is_letter(code)) {
            break;
        }
        if (digit) {
            out->value =
                out->value > 99999999u ? out->value : out->value * 10 + (uint32_t)code - '0';
            out->digits++;
        }
        out->end = (uint32_t)(here = behind);
    }
    out->kind = PIECE_NUMBER;
    if (!digit) {
        fill_word(page, out);
    }
    return out->end;
}

static size_t read_pieces(const struct page *page, uint32_t begin, uint32_t end,
                          struct piece pieces[PIECES])
{
    size_t count = 0;
    for (uint32_t at = begin; at < end && count < PIECES;) {
        size_t next = at;
        if (utf8_is_space(utf8_next(page->text, &next))) {
            at = (uint32_t)next;
            continue;
        }
        at = read_piece(page, at, end, &pieces[count++]);
    }
    return count;
}

static bool is_mark(const struct piece *piece, const char *marks)
{
    return piece->kind == PIECE_MARK && piece->value < 0x80 && strchr(marks, (int)piece->value);
}

static bool is_year(const struct piece *piece)
{
    return piece->kind == PIECE_NUMBER && piece->digits == 4 && piece->value >= 1900 &&
           piece->value < 2100;
}

static bool is_day(const struct piece *piece)
{
    return piece->kind == PIECE_NUMBER && piece->digits <= 2 && piece->value >= 1 &&
           piece->value <= 31;
}

/* "er", "st", "nd" behind a day's number. */
static bool is_ordinal(const struct piece *number, const struct piece *word)
{
    return word->kind == PIECE_WORD && word->begin == number->end && word->end - word->begin == 2;
}

struct cursor {
    const struct piece *pieces;
    size_t count;
};

/* A year at `at`, past one comma, full stop or "de"; 0 and *at unmoved if there is none. */
static int read_year(const struct cursor *cursor, size_t *at)
{
    for (size_t skip = 0; skip < 2 && *at + skip < cursor->count; skip++) {
        const struct piece *piece = &cursor->pieces[*at + skip];
        if (is_year(piece)) {
            *at += skip + 1;
            return (int)piece->value;
        }
        if (!is_mark(piece, ",.") && !(piece->kind == PIECE_WORD && piece->filler)) {
            break;
        }
    }
    return 0;
}

/* "28 mai 2024", "1er juin", "3rd of July 2025": pieces used, or 0. */
static size_t read_day_month(const struct cursor *cursor, size_t at, struct edtf_point *out)
{
    size_t begin = at;
    const struct piece *day = &cursor->pieces[at++];
    if (!is_day(day)) {
        return 0;
    }
    at += at < cursor->count && is_ordinal(day, &cursor->pieces[at]);
    at += at + 1 < cursor->count && cursor->pieces[at].kind == PIECE_WORD &&
          cursor->pieces[at].filler && cursor->pieces[at + 1].month;
    if (at >= cursor->count || !cursor->pieces[at].month) {
        return 0;
    }
    out->day = (int8_t)day->value;
    out->month = (int8_t)cursor->pieces[at++].value;
    out->year = (int16_t)read_year(cursor, &at);
    return at - begin;
}

/* "July 3, 2025", "Nov. 13". */
static size_t read_month_day(const struct cursor *cursor, size_t at, struct edtf_point *out)
{
    size_t begin = at;
    if (!cursor->pieces[at].month) {
        return 0;
    }
    out->month = (int8_t)cursor->pieces[at++].value;
    at += at < cursor->count && is_mark(&cursor->pieces[at], ".");
    if (at >= cursor->count || !is_day(&cursor->pieces[at])) {
        return 0;
    }
    const struct piece *day = &cursor->pieces[at++];
    out->day = (int8_t)day->value;
    at += at < cursor->count && is_ordinal(day, &cursor->pieces[at]);
    out->year = (int16_t)read_year(cursor, &at);
    return at - begin;
}

/* "07/07/2025" day first (month first only where the second number can be no month), "31.07.24",
 * "21/01" behind no year, "2025-07-03". */
static size_t read_numeric(const struct cursor *cursor, size_t at, struct edtf_point *out)
{
    const struct piece *p = cursor->pieces + at;
    size_t left = cursor->count - at;
    if (left < 3 || p[0].kind != PIECE_NUMBER || !is_mark(&p[1], "/.-") || !is_day(&p[2]) ||
        p[1].begin != p[0].end || p[2].begin != p[1].end) {
        return 0;
    }
    bool third = left >= 5 && p[3].kind == PIECE_MARK && p[3].value == p[1].value &&
                 p[3].begin == p[2].end && p[4].kind == PIECE_NUMBER && p[4].begin == p[3].end;
    if (is_year(&p[0]) && third && is_day(&p[4])) {
        *out = (struct edtf_point){PRECISION_DAY, (int16_t)p[0].value, (int8_t)p[2].value,
                                   (int8_t)p[4].value};
        return 5;
    }
    if (!is_day(&p[0]) || (!third && (p[1].value != '/' || p[0].digits != 2 || p[2].digits != 2))) {
        return 0;
    }
    bool month_first = p[2].value > 12;
    out->day = (int8_t)p[month_first ? 2 : 0].value;
    out->month = (int8_t)p[month_first ? 0 : 2].value;
    out->year = 0;
    if (third && (is_year(&p[4]) || p[4].digits == 2)) {
        out->year = (int16_t)(p[4].digits == 2 ? 2000 + p[4].value : p[4].value);
    }
    return third ? 5 : 3;
}

/* Agencies' "091842 GMT MAI 2025": day, hour, minute, zone, month, year. */
static size_t read_agency(const struct cursor *cursor, size_t at, struct edtf_point *out)
{
    const struct piece *p = cursor->pieces + at;
    if (cursor->count - at < 4 || p[0].kind != PIECE_NUMBER || p[0].digits != 6 ||
        p[1].kind != PIECE_WORD || !p[2].month || !is_year(&p[3])) {
        return 0;
    }
    out->day = (int8_t)(p[0].value / 10000);
    out->month = (int8_t)p[2].value;
    out->year = (int16_t)p[3].value;
    return 4;
}

static bool is_date(const struct edtf_point *point)
{
    int year = point->year ? point->year : 2000;
    return point->month >= 1 && point->month <= 12 && point->day >= 1 &&
           point->day <= month_days(year, point->month);
}

static size_t read_date(const struct cursor *cursor, size_t at, struct edtf_point *out)
{
    static size_t (*const readers[])(const struct cursor *, size_t, struct edtf_point *) = {
        read_numeric, read_day_month, read_month_day, read_agency};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        *out = (struct edtf_point){PRECISION_DAY, 0, 0, 0};
        size_t used = readers[i](cursor, at, out);
        if (used && is_date(out)) {
            return used;
        }
    }
    return 0;
}

/* Words beside the date that say nothing of when: the more, the more it is a sentence. */
static size_t count_others(const struct cursor *cursor, size_t from, size_t to)
{
    size_t others = 0;
    for (size_t i = 0; i < cursor->count; i++) {
        const struct piece *piece = &cursor->pieces[i];
        others +=
            (i < from || i >= to) && piece->kind == PIECE_WORD && !piece->weekday && !piece->filler;
    }
    return others;
}

bool date_find(const struct page *page, uint32_t begin, uint32_t end, struct found_date *out)
{
    struct piece pieces[PIECES];
    struct cursor cursor = {pieces, read_pieces(page, begin, end, pieces)};
    bool inside = false;
    for (size_t at = 0; at < cursor.count; at++) {
        struct edtf_point day;
        size_t used = read_date(&cursor, at, &day);
        /* A date with a year beats one without; otherwise the first. */
        if (used && (!inside || (!out->day.year && day.year))) {
            *out = (struct found_date){day, pieces[at].begin, pieces[at + used - 1].end,
                                       count_others(&cursor, at, at + used)};
            inside = true;
            at += used - 1;
        }
    }
    return inside;
}

/* A day in digits alone: 20250703, or seconds or milliseconds since 1970. */
static bool read_digits(struct slice text, struct edtf_point *out)
{
    uint64_t number = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') {
            return false;
        }
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    }
    if (text.length == 10 || text.length == 13) {
        uint64_t seconds = text.length == 13 ? number / 1000 : number;
        *out = edtf_day((int32_t)(seconds / 86400)).from;
        return true;
    }
    *out = (struct edtf_point){PRECISION_DAY, (int16_t)(number / 10000),
                               (int8_t)(number / 100 % 100), (int8_t)(number % 100)};
    return text.length == 8 && out->year >= 1900 && out->year < 2100 && is_date(out);
}

bool date_read(struct arena *arena, const struct article_rules *rules, struct slice text,
               struct edtf_point *out)
{
    struct page page = {.arena = arena, .rules = rules, .text = slice_trim(text)};
    struct found_date found;
    if (page.text.length >= 8 && page.text.length <= 14 && read_digits(page.text, out)) {
        return true;
    }
    uint32_t end = page.text.length < FOLDED_AT_MOST ? (uint32_t)page.text.length : FOLDED_AT_MOST;
    while (end < page.text.length && ((unsigned char)page.text.at[end] & 0xC0) == 0x80) {
        end--;
    }
    if (!date_find(&page, 0, end, &found) || !found.day.year) {
        return false;
    }
    *out = found.day;
    return true;
}
