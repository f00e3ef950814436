/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A paragraph's bytes to surface words, left to right in one pass. A word is a run of letters and
 * digits with the marks that join them (full stop in "U.S", comma in "38,5", apostrophe, hyphen);
 * what is left is punctuation, one mark or a run of the same. Markdown's marks and soft hyphens
 * are no words. Conventions are those of the UD treebanks Sequoia and EWT. */
#include "base/limits.h"
#include "base/utf8.h"
#include "sentence/inside.h"

#define LINK_LOOK 2000 /* bytes within which a link's address must close */

int32_t code_at(const struct scan *scan, uint32_t at)
{
    size_t next = at;
    return at < scan->end ? utf8_next(scan->text, &next) : 0;
}

uint32_t behind(const struct scan *scan, uint32_t at)
{
    size_t next = at;
    if (at >= scan->end) {
        return scan->end;
    }
    utf8_next(scan->text, &next);
    return next < scan->end ? (uint32_t)next : scan->end;
}

bool is_open(const struct scan *scan, uint32_t at)
{
    if (at == 0 || strchr(" \t\n([{/'", scan->text.at[at - 1])) {
        return true;
    }
    return at >= 3 && (memcmp(scan->text.at + at - 2, "\xC2\xA0", 2) == 0 ||
                       memcmp(scan->text.at + at - 3, "\xE2\x80\xAF", 3) == 0 ||
                       memcmp(scan->text.at + at - 3, "\xE2\x80\x99", 3) == 0);
}

bool is_apostrophe(int32_t code)
{
    return code == '\'' || code == 0x2019;
}

bool is_word_code(int32_t code)
{
    return utf8_is_digit(code) || utf8_is_letter(code) || (code >= 0x300 && code < 0x370) ||
           code == 0xAD || code == 0xB2 || code == 0xB3 || code == 0xB9 || code == 0xBA ||
           code == '_' || (code >= 0x610 && code < 0x61B) || (code >= 0x93C && code < 0x94E);
}

/* What the run of letters before a joining mark was. */
struct run {
    uint32_t begin; /* of the run since the last joining mark */
    uint32_t codes;
    bool letters; /* no digit in it */
    bool upper;   /* it opens with a capital */
};

static bool joins_stop(const struct scan *scan, const struct run *run, uint32_t at, int32_t next)
{
    bool digit = utf8_is_digit(next);
    if (!run->letters) {
        return digit || utf8_is_lower(next);
    }
    if (run->codes == 2 && utf8_is_upper(next) && code_at(scan, at + 2) == '.') {
        return true; /* "Ph.D." */
    }
    /* "U.S", "google.com"; but "Moscou.Mais" lacks a space. */
    return run->codes == 1 || (utf8_is_lower(next) && run->codes > 1) || (digit && run->codes < 4);
}

/* "km/h", "w/o": one letter behind one or two; but "US/UK" are two words. */
static bool joins_slash(const struct scan *scan, const struct run *run, uint32_t at)
{
    uint32_t letter = behind(scan, at);
    return scan->rules->slash_join && run->letters && run->codes <= 2 &&
           utf8_is_letter(code_at(scan, letter)) &&
           !is_word_code(code_at(scan, behind(scan, letter)));
}

static bool joins_hyphen(const struct scan *scan, const struct run *run, uint32_t at, int32_t next)
{
    if (!scan->rules->hyphen_split) {
        return true;
    }
    char buffer[LIMIT_WORD_FOLDED];
    struct slice word = fold_word(slice_part(scan->text, run->begin, at), buffer);
    if (map_get(&scan->rules->prefixes, word) != MAP_NONE) {
        return true;
    }
    /* Telephone numbers and dates: a second hyphen behind more digits. */
    if (run->letters || !utf8_is_digit(next)) {
        return false;
    }
    uint32_t here = behind(scan, at);
    while (utf8_is_digit(code_at(scan, here))) {
        here = behind(scan, here);
    }
    bool second = code_at(scan, here) == '-' && utf8_is_digit(code_at(scan, here + 1));
    bool local = run->codes == 3 && here - behind(scan, at) == 4; /* "853-3242" */
    return second || local || (run->begin > 0 && scan->text.at[run->begin - 1] == '-');
}

/* "ami(e)s", "autre(s)": one to three small letters in brackets behind letters. */
static bool joins_bracket(const struct scan *scan, const struct run *run, uint32_t at)
{
    uint32_t end = at + 1;
    while (end < scan->end && end - at <= 3 && (scan->text.at[end] | 32) >= 'a' &&
           (scan->text.at[end] | 32) <= 'z') {
        end++;
    }
    return run->letters && run->codes > 1 && end > at + 1 && code_at(scan, end) == ')';
}

/* Whether the mark at `at` joins the run before it to the code point behind it. */
static bool joins(const struct scan *scan, const struct run *run, uint32_t at)
{
    int32_t code = code_at(scan, at);
    int32_t next = code_at(scan, behind(scan, at));
    bool digits = utf8_is_digit(next) && !run->letters;
    if (!is_word_code(next)) {
        /* The hyphen of "J.-P." stands behind a full stop. */
        return code == '.' && next == '-' && run->codes == 1 && run->letters &&
               utf8_is_letter(code_at(scan, behind(scan, at) + 1));
    }
    switch (code) {
    case '.':
        return joins_stop(scan, run, at, next);
    case ',':
    case ':':
        return digits;
    case '/':
        return digits || joins_slash(scan, run, at);
    case '-':
    case 0x2010:
    case 0x2011:
        return joins_hyphen(scan, run, at, next);
    case '\'':
    case 0x2019:
        return true;
    case '@':
    case '+':
        return true;
    case '(':
        return joins_bracket(scan, run, at);
    case '&':
        return run->upper && utf8_is_upper(next) && run->codes <= 3;
    default:
        return false;
    }
}

static void run_start(struct run *run, uint32_t at)
{
    *run = (struct run){at, 0, true, false};
}

static void run_add(struct run *run, int32_t code)
{
    run->upper = run->codes ? run->upper : utf8_is_upper(code);
    run->letters = run->letters && !utf8_is_digit(code);
    run->codes++;
}

uint32_t word_end(const struct scan *scan, uint32_t begin)
{
    uint32_t at = begin;
    struct run run;
    run_start(&run, at);
    while (at < scan->end && at - begin < LIMIT_TOKEN_BYTES) {
        int32_t code = code_at(scan, at);
        uint32_t next = behind(scan, at);
        if (is_word_code(code)) {
            run_add(&run, code);
        } else if (code == ')' && at - run.begin <= 3 && run.begin > begin &&
                   scan->text.at[run.begin - 1] == '(') {
            run_start(&run, next);
        } else if (run.codes && joins(scan, &run, at)) {
            bool initial = code == '.' && code_at(scan, next) == '-';
            next = initial ? next + 1 : next;
            run_start(&run, next);
        } else {
            break;
        }
        at = next;
    }
    return at;
}

/* End of "11 000 000" where "11" ends at `at`: groups of three digits behind one space. */
static uint32_t group_end(const struct scan *scan, uint32_t begin, uint32_t at)
{
    if (at - begin > 3 || scan->text.at[begin] == '0') {
        return at;
    }
    for (uint32_t i = begin; i < at; i++) {
        if (!utf8_is_digit(scan->text.at[i])) {
            return at;
        }
    }
    for (;;) {
        int32_t space = code_at(scan, at);
        uint32_t digit = behind(scan, at);
        if ((space != ' ' && space != 0xA0 && space != 0x202F && space != 0x2009) ||
            digit + 3 > scan->end) {
            return at;
        }
        for (int i = 0; i < 3; i++) {
            if (!utf8_is_digit(scan->text.at[digit + i])) {
                return at;
            }
        }
        if (is_word_code(code_at(scan, digit + 3))) {
            return at;
        }
        at = digit + 3;
    }
}

/* "11 000,5": decimals behind groups. */
static uint32_t decimals_end(const struct scan *scan, uint32_t at)
{
    if (code_at(scan, at) == ',' && utf8_is_digit(code_at(scan, at + 1))) {
        at++;
        while (utf8_is_digit(code_at(scan, at))) {
            at++;
        }
    }
    return at;
}

/* The first code point behind the full stop at `at` and one space; 0 at the paragraph's end. */
static int32_t next_start(const struct scan *scan, uint32_t at)
{
    at = behind(scan, at);
    if (utf8_is_space(code_at(scan, at))) {
        at = behind(scan, at);
    }
    return code_at(scan, at);
}

static void add_word(struct scan *scan, uint32_t begin, uint32_t end)
{
    struct slice word = slice_part(scan->text, begin, end);
    int32_t next = code_at(scan, end);
    enum abbreviation abbreviation = ABBREVIATION_NONE;
    bool ellipsis = code_at(scan, end + 1) == '.' && code_at(scan, end + 2) == '.';
    if (next == '.' && !ellipsis) {
        abbreviation = abbreviation_of(scan->rules, word, next_start(scan, end));
    }
    if (abbreviation) {
        size_t first = scan->pieces.count;
        parts_add(scan, begin, end + 1);
        if (scan->pieces.count > first) {
            scan->pieces.items[scan->pieces.count - 1].abbreviation = (uint8_t)abbreviation;
        }
        return;
    }
    parts_add(scan, begin, end);
}

/* End of the elision whose letters are text[at, end): its apostrophe, which garbled pages set
 * behind a space and before the word ("l 'accord"); or `end`. */
static uint32_t elision_end(const struct scan *scan, uint32_t at, uint32_t end)
{
    uint32_t quote = utf8_is_space(code_at(scan, end)) ? behind(scan, end) : end;
    char word[8];
    size_t length = end - at;
    if (!is_apostrophe(code_at(scan, quote)) || length + 1 > sizeof word ||
        (quote > end && !is_word_code(code_at(scan, behind(scan, quote))))) {
        return end;
    }
    memcpy(word, scan->text.at + at, length);
    word[length] = '\'';
    return is_elision(scan->rules, (struct slice){word, length + 1}) ? behind(scan, quote) : end;
}

/* A word at `at`; gives where it ends. */
static uint32_t scan_word(struct scan *scan, uint32_t at)
{
    uint32_t end = address_end(scan, at);
    if (end > at) {
        piece_add(scan, at, end);
        return end;
    }
    end = word_end(scan, at);
    if (scan->rules->group_space) {
        uint32_t group = group_end(scan, at, end);
        end = group > end ? decimals_end(scan, group) : end;
    }
    uint32_t elision = elision_end(scan, at, end);
    if (elision > end) {
        elision_add(scan, at, elision);
        return elision;
    }
    bool number = utf8_is_digit(code_at(scan, at)); /* "n°" is one word, "20 °C" two */
    if ((code_at(scan, end) == 0xB0 && !number) ||
        (code_at(scan, end) == '$' && end - at <= 3 && utf8_is_upper(code_at(scan, at)))) {
        end = behind(scan, end);
    }
    scan->cut_words += end - at >= LIMIT_TOKEN_BYTES;
    add_word(scan, at, end);
    bool stop = scan->pieces.count && scan->pieces.items[scan->pieces.count - 1].end > end;
    return stop ? end + 1 : end;
}

/* Bytes of the address of a Markdown link, "](#)" or "](https://…)", that `rest` opens with, or 0.
 */
static uint32_t link_length(struct slice rest)
{
    if (rest.length < 4 || !slice_starts(rest, SLICE("]("))) {
        return 0;
    }
    struct slice address = slice_part(rest, 2, rest.length);
    bool link =
        address.at[0] == '#' || address.at[0] == '/' || slice_starts(address, SLICE("http"));
    struct slice near = slice_part(rest, 0, rest.length < LINK_LOOK ? rest.length : LINK_LOOK);
    size_t close = link ? slice_find(near, SLICE(")"), 0) : SIZE_MAX;
    return close == SIZE_MAX ? 0 : (uint32_t)close + 1;
}

/* Whether the bracket that `rest` opens with is that of a link. */
static bool opens_link(struct slice rest)
{
    struct slice near = slice_part(rest, 0, rest.length < 200 ? rest.length : 200);
    size_t close = slice_find(near, SLICE("]"), 0);
    return close != SIZE_MAX && link_length(slice_part(rest, close, rest.length)) > 0;
}

/* Markdown inside a paragraph: emphasis and the address of a link are no words. */
static uint32_t markup_end(const struct scan *scan, uint32_t at)
{
    struct slice rest = slice_part(scan->text, at, scan->end);
    switch (rest.at[0]) {
    case ']':
        return at + link_length(rest);
    case '[':
        return opens_link(rest) ? at + 1 : at;
    case '*':
        break;
    default:
        return at;
    }
    if (slice_starts(rest, SLICE("**"))) {
        return rest.length > 2 && rest.at[2] == '*' ? at : at + 2;
    }
    /* "*Trumpet*": one asterisk that touches a word on one side only. */
    bool before = at > 0 && is_word_code((unsigned char)scan->text.at[at - 1]);
    bool after = is_word_code(code_at(scan, at + 1));
    return before != after ? at + 1 : at;
}

/* End of a number with its sign or point or a year with its apostrophe ("-0,24", ".5", "'90"), or
 * `at`. */
static uint32_t signed_end(const struct scan *scan, uint32_t at)
{
    int32_t code = code_at(scan, at);
    bool space_before = is_open(scan, at);
    uint32_t digit = behind(scan, at);
    if (!space_before || !utf8_is_digit(code_at(scan, digit))) {
        return at;
    }
    if (code == '-' || code == '+' || code == '.' || code == 0x2212) {
        return word_end(scan, digit);
    }
    uint32_t end = word_end(scan, digit);
    return is_apostrophe(code) && end - digit <= 3 ? end : at;
}

void words_scan(struct scan *scan, uint32_t begin)
{
    for (uint32_t at = begin; at < scan->end;) {
        int32_t code = code_at(scan, at);
        if (utf8_is_space(code) || code == 0x200B || code == 0xFEFF || code == 0xAD ||
            code < 0x20 || code == 0x7F || code == 0x2060 || code == 0x200D || code == 0xFE0F) {
            at = behind(scan, at);
            continue;
        }
        uint32_t past = markup_end(scan, at);
        if (past > at) {
            at = past;
            continue;
        }
        uint32_t number = signed_end(scan, at);
        if (number > at) {
            piece_add(scan, at, number);
            at = number;
            continue;
        }
        at = is_word_code(code) ? scan_word(scan, at) : mark_add(scan, at);
    }
    for (size_t i = 0; i < scan->pieces.count; i++) {
        struct piece *piece = &scan->pieces.items[i];
        piece->space_after = i + 1 == scan->pieces.count || piece[1].begin > piece->end;
    }
}
