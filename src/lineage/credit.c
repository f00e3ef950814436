/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which agencies an article credits: a name in brackets of its own, with "avec" or "with" or not
 * ("(avec AFP)", "(Reuters) -"), or at the end of a short line that bears no picture's credit ("Par
 * X, avec Reuters"), or among the authors that a page states. A sentence that
 * names an agency ("told Reuters") credits nobody. The names lie in data/lineage.txt. Linear in the
 * text. */
#include "base/utf8.h"
#include "lineage/inside.h"

#define BYLINE_BYTES 60  /* a longer line is a sentence */
#define BRACKET_BYTES 40 /* a longer bracket is an aside */

const char *lineage_credit_name(size_t credit)
{
    return credit < lineage_agency_count ? lineage_agencies[credit] : NULL;
}

static bool is_letter_byte(char c)
{
    return (c | 0x20) >= 'a' ? (c | 0x20) <= 'z' : (unsigned char)c >= 0x80;
}

/* The name as a word by itself, not behind the mark of a picture's credit; `last`: only at the
 * text's end. */
static bool names_agency(struct slice text, struct slice name, bool last)
{
    for (size_t at = 0; (at = slice_find(text, name, at)) != SIZE_MAX; at++) {
        size_t end = at + name.length;
        bool whole = (at == 0 || !is_letter_byte(text.at[at - 1])) &&
                     (end == text.length || !is_letter_byte(text.at[end]));
        if (whole && (at == 0 || text.at[at - 1] != '/') && (!last || end + 1 >= text.length)) {
            return true;
        }
    }
    return false;
}

static uint32_t agencies_in(struct slice text, bool last)
{
    uint32_t found = 0;
    for (size_t i = 0; i < lineage_agency_count; i++) {
        found |= names_agency(text, slice_of(lineage_agencies[i]), last) ? 1u << i : 0;
    }
    return found;
}

static uint32_t brackets_in(struct slice line)
{
    uint32_t found = 0;
    for (size_t open = 0; (open = slice_find(line, SLICE("("), open)) != SIZE_MAX; open++) {
        size_t most = open + BRACKET_BYTES < line.length ? open + BRACKET_BYTES : line.length;
        size_t close = slice_find(slice_part(line, 0, most), SLICE(")"), open);
        if (close != SIZE_MAX) {
            found |= agencies_in(slice_part(line, open + 1, close), false);
        }
    }
    return found;
}

static bool shows_picture(struct slice line)
{
    static const char *const marks[] = {"\xC2\xA9", "hoto", "opyright"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (slice_find(line, slice_of(marks[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

uint32_t credits_find(const struct article *article)
{
    struct slice rest = article->text, line;
    uint32_t found = 0;
    while (slice_split(&rest, '\n', &line)) {
        line = slice_trim(line);
        if (!shows_picture(line)) {
            found |= line.length <= BYLINE_BYTES ? agencies_in(line, true) : brackets_in(line);
        }
    }
    return found | agencies_in(article->author, false);
}
