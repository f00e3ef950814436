/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes tokens, gives pieces: runs of letters (an apostrophe ends one: "d'"), runs of digits,
 * single marks. Linear in the text. */
#include "timex/pieces.h"

#include "base/utf8.h"

static bool is_apostrophe(int32_t code)
{
    return code == '\'' || code == 0x2018 || code == 0x2019;
}

static bool is_dash(int32_t code)
{
    return code == 0x2010 || code == 0x2011;
}

/* End of the piece that begins at `at`; tells its kind. */
static size_t piece_end(struct slice text, size_t at, enum piece_kind *kind)
{
    size_t next = at;
    int32_t code = utf8_next(text, &next);
    bool digit = utf8_is_digit(code);
    *kind = digit ? PIECE_NUMBER : utf8_is_letter(code) ? PIECE_WORD : PIECE_MARK;
    while (*kind != PIECE_MARK && next < text.length) {
        size_t after = next;
        code = utf8_next(text, &after);
        if (*kind == PIECE_WORD && is_apostrophe(code)) {
            return after;
        }
        if (*kind == PIECE_NUMBER ? !utf8_is_digit(code) : !utf8_is_letter(code)) {
            break;
        }
        next = after;
    }
    return next;
}

static struct slice plain(struct arena *arena, struct slice text)
{
    char *out = arena_alloc(arena, 2 * text.length + 4);
    size_t length = 0;
    for (size_t at = 0; at < text.length;) {
        int32_t code = utf8_lower_code(utf8_next(text, &at));
        code = is_apostrophe(code) ? '\'' : is_dash(code) ? '-' : code;
        length += utf8_put(code, out + length);
    }
    return (struct slice){out, length};
}

static int number_of(struct slice digits)
{
    int value = 0;
    for (size_t i = 0; i < digits.length; i++) {
        value = value * 10 + digits.at[i] - '0';
    }
    return value;
}

void pieces_cut(struct arena *arena, struct slice text, uint32_t token, struct piece_list *list)
{
    for (size_t at = 0; at < text.length;) {
        struct piece piece = {.id = MAP_NONE, .token = token, .glued = at > 0};
        size_t end = piece_end(text, at, &piece.kind);
        struct slice part = slice_part(text, at, end), space = part;
        at = end;
        if (!slice_trim(space).length) {
            continue;
        }
        size_t start = 0;
        if (utf8_is_space(utf8_next(part, &start))) {
            continue;
        }
        piece.text = plain(arena, part);
        piece.capital = piece.kind == PIECE_WORD && utf8_capital(part);
        piece.number = piece.kind == PIECE_NUMBER && part.length <= 6 ? number_of(part) : -1;
        *arena_push(arena, list->items, list->count) = piece;
    }
}

static void bounds_mark(struct piece *items, size_t from, size_t to)
{
    bool first = true, last = true;
    for (size_t i = from; i < to; i++) {
        items[i].token_first = first;
        first = first && items[i].kind == PIECE_MARK;
    }
    for (size_t i = to; i-- > from;) {
        items[i].token_last = last;
        last = last && items[i].kind == PIECE_MARK;
    }
}

void pieces_of(struct arena *arena, const struct map *ids, const struct sentence *sentence,
               struct piece_list *out)
{
    *out = (struct piece_list){0};
    bool space = true;
    for (size_t t = 0; t < sentence->count; t++) {
        const struct token *token = &sentence->tokens[t];
        size_t from = out->count;
        pieces_cut(arena, token->form, (uint32_t)t, out);
        if (from == out->count) {
            continue;
        }
        out->items[from].glued = !space && token->range != 2;
        bounds_mark(out->items, from, out->count);
        for (size_t i = from; i < out->count; i++) {
            out->items[i].id = map_get(ids, out->items[i].text);
        }
        space = token->space_after;
    }
}
