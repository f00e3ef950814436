/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Sentences that no full stop parts: the items of a list that stand in one paragraph, and headings
 * that a page has run into the text ("Le calme revient Les écoles ont rouvert lundi."). Takes the
 * pieces of a paragraph. A heading is short and holds no comma and no common finite verb; it is
 * told from the beginning of a sentence with a name in it ("le journal Le Monde") by what stands
 * around the capital: a word that is no function word before it, a small letter behind it. Garbled
 * translations set capitals anywhere, so all else stays whole. */
#include "base/utf8.h"
#include "sentence/inside.h"

#define HEADING_MOST 10 /* pieces; longer headings are sentences and mostly have their stop */
#define LABEL_MOST 7    /* pieces, the dash included */
#define LABEL_LETTERS 3

bool is_mark(const struct piece *piece, const char *marks)
{
    return piece->form.length == 1 && strchr(marks, piece->form.at[0]) != NULL;
}

bool starts_small(const struct piece *piece)
{
    size_t at = 0;
    return piece->form.length && utf8_is_lower(utf8_next(piece->form, &at));
}

bool has_word(const struct map *map, struct slice form)
{
    char buffer[LIMIT_WORD_FOLDED];
    return map_get(map, fold_word(form, buffer)) != MAP_NONE;
}

/* A capital or a digit. */
static bool starts_item(const struct piece *piece)
{
    return utf8_capital(piece->form) || (piece->form.length && utf8_is_digit(piece->form.at[0]));
}

static bool is_dash(const struct piece *piece)
{
    return is_mark(piece, "-*") || slice_is(piece->form, "–") || slice_is(piece->form, "—");
}

/* The number of the item that begins at `index` ("2.", "2)"), or 0. */
static unsigned item_number(const struct pieces *pieces, size_t index)
{
    unsigned number = 0;
    const struct piece *piece = &pieces->items[index];
    if (index + 2 >= pieces->count || !is_mark(piece + 1, ".)") || piece->space_after ||
        piece->form.length > 2) {
        return 0;
    }
    for (size_t i = 0; i < piece->form.length; i++) {
        if (!utf8_is_digit(piece->form.at[i])) {
            return 0;
        }
        number = 10 * number + (unsigned)(piece->form.at[i] - '0');
    }
    return piece[1].space_after && starts_item(piece + 2) ? number : 0;
}

bool opens_item(const struct token_rules *rules, const struct pieces *pieces, size_t from,
                size_t index)
{
    const struct piece *piece = &pieces->items[index], *first = &pieces->items[from];
    if (index + 1 >= pieces->count || !piece[-1].space_after) {
        return false;
    }
    if (has_word(&rules->bullets, piece->form)) {
        return !has_word(&rules->bullets, piece[-1].form);
    }
    if (is_dash(first) && first->space_after && slice_equal(first->form, piece->form)) {
        return index > from + 1 && piece->space_after && starts_item(piece + 1);
    }
    unsigned number = item_number(pieces, from);
    return number && item_number(pieces, index) == number + 1;
}

/* "BALTES - ", "CORÉE DU NORD – " at the start of a paragraph: words in capitals before a dash. */
bool opens_behind_label(const struct pieces *pieces, size_t from, size_t index)
{
    const struct piece *dash = &pieces->items[index - 1];
    if (from > 0 || index < 2 || index > LABEL_MOST || !is_dash(dash) || !dash->space_after ||
        !dash[-1].space_after || !starts_item(dash + 1)) {
        return false;
    }
    size_t letters = 0;
    for (size_t i = 0; i + 1 < index; i++) {
        struct slice form = pieces->items[i].form;
        for (size_t at = 0; at < form.length;) {
            int32_t code = utf8_next(form, &at);
            if (utf8_is_letter(code) && !utf8_is_upper(code)) {
                return false;
            }
            letters += utf8_is_letter(code);
        }
    }
    return letters >= LABEL_LETTERS;
}

/* Whether the pieces from `from` to `index` can be a heading: no clause, no open bracket. */
static bool is_heading(const struct token_rules *rules, const struct pieces *pieces, size_t from,
                       size_t index)
{
    int brackets = 0;
    for (size_t i = from; i < index; i++) {
        const struct piece *piece = &pieces->items[i];
        if (piece->quote || is_mark(piece, ",") || has_word(&rules->finite, piece->form)) {
            return false;
        }
        brackets += is_mark(piece, "([");
        brackets -= is_mark(piece, ")]");
    }
    return brackets == 0;
}

/* "Le" and "L'", but neither "LE" nor "A". */
static bool is_capitalised(struct slice form)
{
    size_t at = 0;
    if (!utf8_is_upper(utf8_next(form, &at)) || at >= form.length) {
        return false;
    }
    int32_t second = utf8_next(form, &at);
    return second == '\'' || utf8_is_lower(second);
}

/* A letter, a digit, a closing bracket, or the semicolon of a list. */
static bool ends_word(struct slice form)
{
    size_t at = utf8_offset(form, utf8_count(form) - 1);
    int32_t last = utf8_next(form, &at);
    return utf8_is_letter(last) || utf8_is_digit(last) || last == ')' || last == ';';
}

bool opens_unmarked(const struct token_rules *rules, const struct pieces *pieces, size_t from,
                    size_t index)
{
    const struct piece *piece = &pieces->items[index], *before = piece - 1;
    if (index + 1 >= pieces->count || index - from > HEADING_MOST || !is_capitalised(piece->form) ||
        !starts_small(piece + 1) || !has_word(&rules->openers, piece->form)) {
        return false;
    }
    return ends_word(before->form) && before->space_after && !before->abbreviation &&
           !has_word(&rules->starters, before->form) && is_heading(rules, pieces, from, index);
}
