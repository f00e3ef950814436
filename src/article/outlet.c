/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The outlet as far as the page names it: the words behind an outlet mark of data/furniture.txt
 * ("published in", "©"), years and marks left out. Only furniture is asked, so that a story about a
 * newspaper does not give its name to the article. */
#include "article/inside.h"
#include "base/utf8.h"

static bool is_name_word(struct slice word)
{
    return word.length && (utf8_capital(word) || slice_is(word, "de") || slice_is(word, "of") ||
                           slice_is(word, "du") || slice_is(word, "&"));
}

/* The capitalised words at the start of `rest`. */
static struct slice read_name(struct slice rest)
{
    rest = slice_trim(rest);
    const char *begin = rest.at;
    size_t length = 0, words = 0;
    struct slice word;
    while (slice_split(&rest, ' ', &word)) {
        size_t end = 0;
        while (end < word.length && !strchr(",.|/;:()", word.at[end])) {
            end++;
        }
        struct slice clean = slice_part(word, 0, end);
        if (!is_name_word(clean)) {
            /* "© Text and pictures protected": one capital before a sentence is no name. */
            bool year = clean.length && utf8_is_digit(clean.at[0]);
            return (struct slice){begin, words < 2 && clean.length && !year ? 0 : length};
        }
        words++;
        length = (size_t)(clean.at + clean.length - begin);
        if (end < word.length) {
            break;
        }
    }
    return (struct slice){begin, length};
}

/* Skips as many words of the raw line as the folded mark and what precedes it hold, and years. */
static struct slice skip_words(struct slice raw, struct slice folded, size_t length)
{
    size_t words = 1, at = 0;
    for (size_t i = 0; i < length; i++) {
        words += folded.at[i] == ' ';
    }
    while (words-- && at < raw.length) {
        while (at < raw.length && raw.at[at] != ' ') {
            at++;
        }
        while (at < raw.length &&
               (raw.at[at] == ' ' || utf8_is_digit(raw.at[at]) || raw.at[at] == ',')) {
            at++;
        }
    }
    return slice_part(raw, at, raw.length);
}

struct slice outlet_find(const struct page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct line *line = &page->lines[i];
        size_t length;
        if (line->role != ROLE_FURNITURE) {
            continue;
        }
        size_t at = pattern_find(page, i, MECHANISM_OUTLET, &length);
        if (at == SIZE_MAX) {
            continue;
        }
        struct slice name = read_name(skip_words(line_text(page, line), line->folded, at + length));
        if (name.length >= 3) {
            return name;
        }
    }
    return (struct slice){"", 0};
}
