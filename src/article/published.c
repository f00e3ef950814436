/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* When the article was published. Takes lines, gives day and evidence. In order of trust: a line
 * of the page's head that is little more than a date ("Publié le 28 mai 2024 à 18h05"); the
 * dateline of an agency ("DAKAR, 22 March 2024 (Agency) - "); a line of furniture at the bottom. A
 * day without year takes the year from a copyright line, else it stays unset: a guessed year would
 * date the whole story wrongly. Date lines become furniture and datelines leave their paragraph. */
#include "article/inside.h"
#include "base/utf8.h"

#define OTHER_WORDS_AT_MOST 8
#define BARE_WORDS_AT_MOST 3 /* of a web page's date line that stands in its story */
#define BOTTOM_LINES 10u

struct choice {
    struct found_date date;
    int rank; /* 0 none; the higher the better */
};

static void choose(struct choice *best, const struct found_date *date, int rank)
{
    rank += date->day.year ? 10 : 0;
    if (rank > best->rank) {
        *best = (struct choice){*date, rank};
    }
}

/* A separator or an opening word shows that a line with a day and no year is a date line. */
static bool looks_dated(const struct page *page, const struct line *line,
                        const struct found_date *date)
{
    struct slice before = slice_part(page->text, line->begin, date->begin);
    bool hour = false; /* digits behind the date */
    for (uint32_t at = date->end; at < line->end; at++) {
        hour = hour || utf8_is_digit(page->text.at[at]);
    }
    if (date->other_words <= 2 || hour) {
        return true;
    }
    return slice_find(before, SLICE(" - "), 0) != SIZE_MAX ||
           slice_find(before, SLICE(" | "), 0) != SIZE_MAX ||
           slice_find(before, SLICE(" • "), 0) != SIZE_MAX;
}

static bool is_date_line(const struct page *page, const struct line *line,
                         const struct found_date *date)
{
    if (line->characters > 110 || date->other_words > OTHER_WORDS_AT_MOST) {
        return false;
    }
    if (line->full_stop && !(date->day.year && line->characters <= 60 && date->other_words <= 3)) {
        return false;
    }
    return date->day.year || looks_dated(page, line, date);
}

/* Lines of the head: date lines before the running text. */
static void find_head(struct page *page, struct choice *best)
{
    /* Behind the first sentence only what the patterns call furniture is asked. */
    for (size_t i = 0; i < TOP_LINES && i < page->count; i++) {
        struct line *line = &page->lines[i];
        struct found_date date;
        if (i == page->title || line->characters > 160 ||
            !date_find(page, line->begin, line->end, &date)) {
            continue;
        }
        bool furniture = line->role == ROLE_FURNITURE;
        bool bare = page->roles && date.day.year && date.other_words <= BARE_WORDS_AT_MOST;
        if (!furniture && i >= page->story && !bare) {
            continue;
        }
        if (furniture ? date.other_words > 3 * OTHER_WORDS_AT_MOST
                      : !is_date_line(page, line, &date)) {
            continue;
        }
        line->role = ROLE_FURNITURE;
        choose(best, &date, 5);
    }
}

/* Where the text goes on behind " - ", " – " or " — " at `at`, or 0. */
static uint32_t behind_dash(struct slice text, uint32_t at, uint32_t end)
{
    static const char *const dashes[] = {" - ",        " – ",        " — ",
                                         " -- ",       "\xC2\xA0- ", "\xC2\xA0– ",
                                         " -\xC2\xA0", " –\xC2\xA0", "\xC2\xA0—\xC2\xA0",
                                         ": "};
    struct slice rest = slice_part(text, at, end);
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        if (slice_starts(rest, slice_of(dashes[i]))) {
            return at + (uint32_t)strlen(dashes[i]);
        }
    }
    return 0;
}

/* Bytes of a place in capitals at the start of a paragraph ("JÉRUSALEM/GAZA"); with `mixed`, of
 * capitalised words ("Port-Soudan"). */
static uint32_t place_end(const struct page *page, const struct line *line, bool mixed)
{
    uint32_t at = line->begin, end = line->begin;
    size_t letters = 0;
    bool in_word = false;
    while (at < line->end && at - line->begin < 60 && !behind_dash(page->text, at, line->end)) {
        size_t next = at;
        int32_t code = utf8_next(page->text, &next);
        bool letter = utf8_is_letter(code);
        if (letter && !utf8_is_upper(code) && (!mixed || !in_word)) {
            return letters >= 3 ? end : line->begin;
        }
        if (!letter) {
            end = in_word ? at : end;
            if (code != ' ' && code != '-' && code != '/' && code != '\'' && code != 0x2019) {
                break;
            }
        }
        letters += letter;
        in_word = letter;
        at = (uint32_t)next;
    }
    end = in_word ? at : end;
    return letters >= 3 ? end : line->begin;
}

/* ", Kenya", ", South Sudan": the land behind its town. */
static bool is_region(struct slice text)
{
    struct slice rest = slice_trim(text), word;
    size_t words = 0;
    if (!rest.length || rest.at[0] != ',') {
        return false;
    }
    rest = slice_trim(slice_part(rest, 1, rest.length));
    while (slice_split(&rest, ' ', &word)) {
        if (!utf8_capital(word)) {
            return false;
        }
        words++;
    }
    return words >= 1 && words <= 3;
}

/* Reads ", Kenya", ", 22 March 2024" and " (Agency)" behind the place; gives where they end. */
static uint32_t read_origin(const struct page *page, const struct line *line, uint32_t at,
                            struct found_date *date, bool *has_date, bool *has_agency)
{
    uint32_t limit = line->end - at > 70 ? at + 70 : line->end;
    *has_date = *has_agency = false;
    while (limit < line->end && ((unsigned char)page->text.at[limit] & 0xC0) == 0x80) {
        limit--;
    }
    uint32_t dash = at;
    while (dash < limit && !behind_dash(page->text, dash, line->end)) {
        dash++;
    }
    if (dash == limit) {
        return at;
    }
    struct slice origin = slice_part(page->text, at, dash);
    if (origin.length && origin.at[0] == ',') {
        *has_date = date_find(page, at, dash, date) && date->other_words <= 2;
    }
    size_t bracket = slice_find(origin, SLICE("("), 0);
    *has_agency = bracket != SIZE_MAX && slice_ends(origin, SLICE(")"));
    struct slice before = slice_trim(slice_part(origin, 0, *has_agency ? bracket : origin.length));
    bool nothing_else = *has_date || (*has_agency && !before.length) || is_region(before);
    return nothing_else ? dash : at;
}

/* Cuts the dateline off the line; true if there was one. */
static bool cut_dateline(struct page *page, struct line *line, bool first, struct choice *best)
{
    for (int mixed = 0; mixed < 2; mixed++) {
        uint32_t place = place_end(page, line, mixed);
        struct found_date date;
        bool has_date, has_agency;
        if (place == line->begin) {
            continue;
        }
        uint32_t end = read_origin(page, line, place, &date, &has_date, &has_agency);
        uint32_t behind = behind_dash(page->text, end, line->end);
        bool bare_place = !mixed && first; /* with or without its land */
        if (bare_place && end == place &&
            slice_starts(slice_part(page->text, end, line->end), SLICE(": "))) {
            behind = end + 2;
        }
        if (!behind || behind >= line->end || !(has_date || has_agency || bare_place)) {
            continue;
        }
        if (has_date) {
            choose(best, &date, 3);
        }
        line->begin = behind;
        line_measure(page, line);
        return true;
    }
    return false;
}

bool is_bare_dateline(const struct page *page, size_t index)
{
    const struct line *line = &page->lines[index];
    for (int mixed = 0; mixed < 2; mixed++) {
        uint32_t place = place_end(page, line, mixed);
        struct found_date date;
        if (place > line->begin && place < line->end && page->text.at[place] == ',' &&
            date_find(page, place, line->end, &date) && date.day.year && date.other_words <= 2) {
            return true;
        }
    }
    return false;
}

static void find_datelines(struct page *page, struct choice *best)
{
    size_t seen = 0;
    if (page->title < page->count && page->lines[page->title].characters >= 60 &&
        cut_dateline(page, &page->lines[page->title], false, best)) {
        page->lines[page->title].role = ROLE_STORY; /* it opens the story: there is no title */
        page->story = page->title;
        page->title = page->count;
    }
    for (size_t i = page->story; i < page->count && seen < 3; i++) {
        struct line *line = &page->lines[i];
        if (line->role == ROLE_STORY && !line->bullet && i != page->title &&
            line->characters >= 60) {
            cut_dateline(page, line, seen == 0, best);
            seen++;
        }
    }
}

/* A year behind a copyright mark in the line, or 0. */
static int copyright_year(const struct line *line)
{
    static const char *const marks[] = {"©", "(c)", "copyright"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = slice_find(line->folded, slice_of(marks[i]), 0);
        for (; at != SIZE_MAX && at + 4 <= line->folded.length; at++) {
            const char *digits = line->folded.at + at;
            bool year =
                (digits[0] == '1' && digits[1] == '9') || (digits[0] == '2' && digits[1] == '0');
            if (year && utf8_is_digit(digits[2]) && utf8_is_digit(digits[3])) {
                return (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 +
                       digits[3] - '0';
            }
        }
    }
    return 0;
}

static void find_bottom(struct page *page, struct choice *best)
{
    size_t from = page->count > BOTTOM_LINES ? page->count - BOTTOM_LINES : 0;
    for (size_t i = from < page->story ? page->story : from; i < page->count; i++) {
        struct line *line = &page->lines[i];
        struct found_date date;
        if (line->role != ROLE_FURNITURE) {
            continue;
        }
        if (date_find(page, line->begin, line->end, &date) &&
            date.other_words <= OTHER_WORDS_AT_MOST && date.day.year) {
            choose(best, &date, 1);
        }
        int year = copyright_year(line);
        if (year && best->rank && !best->date.day.year) {
            best->date.day.year = (int16_t)year;
        }
    }
}

void published_find(struct page *page, struct article *out)
{
    struct choice best = {.rank = 0};
    find_head(page, &best);
    find_datelines(page, &best);
    find_bottom(page, &best);
    if (best.rank && best.date.day.year) {
        out->published = (struct edtf){best.date.day, {PRECISION_NONE, 0, 0, 0}};
        out->published_basis = DATE_STATED;
        out->published_evidence = slice_part(page->text, best.date.begin, best.date.end);
    }
}
