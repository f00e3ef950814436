/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Where sentences end. Takes the pieces of a paragraph, gives the end of the sentence that starts
 * at one of them. A run of . ! ? … ends it together with the closing quotes and brackets behind,
 * unless it belongs to an abbreviation, stands inside brackets, or the text goes on with a small
 * letter or with a verb of saying ("« Jamais ! » a dit X"). The next item of a list (items.c) ends
 * it without a mark. Rules by hand; no model. */
#include "base/limits.h"
#include "base/utf8.h"
#include "sentence/inside.h"

#define BRACKET_LOOK 80  /* pieces within which an open bracket must close */
#define REPORTING_LOOK 4 /* pieces behind a quotation that may hold the verb of saying */

static bool is_stop(const struct piece *piece)
{
    char first = piece->form.length ? piece->form.at[0] : 0;
    return first == '!' || first == '?' ||
           (first == '.' && (piece->form.length == 1 || piece->form.at[1] == '.')) ||
           slice_starts(piece->form, SLICE("…"));
}

static bool is_ellipsis(const struct piece *piece)
{
    return slice_starts(piece->form, SLICE("…")) || slice_starts(piece->form, SLICE(".."));
}

/* ":-)" and the like. */
static bool is_emoticon(const struct piece *piece)
{
    struct slice form = piece->form;
    return form.length >= 2 && form.length <= 3 && strchr(":;=", form.at[0]) &&
           strchr(")(DPp|", form.at[form.length - 1]);
}

/* A closing quote or bracket, or an emoticon, that goes with the sentence before it. */
static bool closes(const struct pieces *pieces, size_t index)
{
    const struct piece *piece = &pieces->items[index];
    if (piece->quote == QUOTE_CLOSE || is_mark(piece, ")]") || is_emoticon(piece)) {
        return true;
    }
    /* Garbled pages close with an opening mark: "cela a été fait. «". */
    if (piece->quote && index + 1 == pieces->count) {
        return true;
    }
    bool apostrophe = is_mark(piece, "'") || slice_is(piece->form, "’");
    return (apostrophe || piece->quote) && !pieces->items[index - 1].space_after;
}

/* Pieces of the note that stands at `index` ("[12]"), or 0: it goes with the sentence before it. */
static size_t note_length(const struct pieces *pieces, size_t index)
{
    const struct piece *piece = &pieces->items[index];
    bool note = index + 2 < pieces->count && is_mark(piece, "[") && is_mark(piece + 2, "]") &&
                utf8_is_digit(piece[1].form.at[0]);
    return note ? 3 : 0;
}

/* Whether an open bracket before `index` closes soon behind it. */
static bool in_brackets(const struct pieces *pieces, size_t from, size_t index)
{
    int depth = 0;
    for (size_t i = from; i <= index; i++) {
        depth += is_mark(&pieces->items[i], "([");
        depth -= is_mark(&pieces->items[i], ")]");
        depth = depth < 0 ? 0 : depth;
    }
    size_t last = index + BRACKET_LOOK;
    for (size_t i = index + 1; depth > 0 && i < pieces->count && i < last; i++) {
        if (is_mark(&pieces->items[i], ")]")) {
            return true;
        }
    }
    return false;
}

static bool says(const struct token_rules *rules, const struct pieces *pieces, size_t index)
{
    for (size_t i = index; i < pieces->count && i < index + REPORTING_LOOK; i++) {
        if (has_word(&rules->reporting, pieces->items[i].form)) {
            return true;
        }
        if (is_mark(&pieces->items[i], ",.;:")) {
            break;
        }
    }
    return false;
}

/* First piece at or behind `index` that is no opening mark. */
static size_t skip_opening(const struct pieces *pieces, size_t index)
{
    while (index + 1 < pieces->count &&
           (pieces->items[index].quote == QUOTE_OPEN || is_mark(&pieces->items[index], "([-*'") ||
            slice_is(pieces->items[index].form, "–") || slice_is(pieces->items[index].form, "—") ||
            slice_is(pieces->items[index].form, "‘") ||
            slice_is(pieces->items[index].form, "--"))) {
        index++;
    }
    return index;
}

/* Whether the stop at `stop`, with its closing marks up to `next`, ends the sentence. */
static bool ends_here(const struct token_rules *rules, const struct pieces *pieces, size_t from,
                      size_t stop, size_t next)
{
    const struct piece *piece = &pieces->items[stop];
    size_t word = skip_opening(pieces, next);
    const struct piece *follows = &pieces->items[word];
    /* Text without any capitals ends its sentences before small letters too. */
    bool small = starts_small(follows) &&
                 !(starts_small(&pieces->items[from]) && next == stop + 1 && !is_ellipsis(piece));
    if (small || is_mark(&pieces->items[next], ",;:")) {
        return false;
    }
    /* The number of a list item: "1." at the beginning or behind a colon. */
    bool opens = stop == from + 1 || (stop > from + 1 && is_mark(&pieces->items[stop - 2], ":"));
    bool number = opens && pieces->items[stop - 1].form.length <= 2 &&
                  utf8_is_digit(pieces->items[stop - 1].form.at[0]);
    if (number || in_brackets(pieces, from, next - 1)) {
        return false;
    }
    if (piece->form.at[0] != '.' || is_ellipsis(piece)) {
        bool quoted = next > stop + 1;
        return !(quoted && says(rules, pieces, next));
    }
    return true;
}

static bool abbreviation_ends(const struct token_rules *rules, const struct pieces *pieces,
                              size_t index)
{
    const struct piece *piece = &pieces->items[index];
    if (piece->abbreviation != ABBREVIATION_LAST || index + 1 >= pieces->count) {
        return false;
    }
    size_t word = skip_opening(pieces, index + 1);
    return utf8_capital(pieces->items[word].form) &&
           has_word(&rules->starters, pieces->items[word].form);
}

/* First piece behind the stop at `stop` and what closes with it. */
static size_t behind_stop(const struct pieces *pieces, size_t stop)
{
    size_t next = stop + 1, note = 0;
    while (next < pieces->count && (closes(pieces, next) || is_stop(&pieces->items[next]) ||
                                    (note = note_length(pieces, next)) > 0)) {
        next += note ? note : 1;
        note = 0;
    }
    return next;
}

size_t sentence_end(const struct token_rules *rules, struct pieces pieces, size_t from)
{
    /* One more than fits: the caller cuts and says so. */
    size_t limit = from + LIMIT_SENTENCE_TOKENS + 1;
    limit = limit < pieces.count ? limit : pieces.count;
    for (size_t i = from; i < limit; i++) {
        const struct piece *piece = &pieces.items[i];
        if (i > from &&
            (opens_item(rules, &pieces, from, i) || opens_unmarked(rules, &pieces, from, i) ||
             opens_behind_label(&pieces, from, i))) {
            return i;
        }
        if (piece->abbreviation) {
            if (abbreviation_ends(rules, &pieces, i)) {
                return i + 1;
            }
            continue;
        }
        if (!is_stop(piece) || i == from) {
            continue;
        }
        size_t next = behind_stop(&pieces, i);
        if (next >= pieces.count || ends_here(rules, &pieces, from, i, next)) {
            return next;
        }
        i = next - 1;
    }
    return limit;
}
