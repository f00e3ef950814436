/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Punctuation, signs and emoji. Takes the place of a code point that opens no word; adds one piece:
 * a mark, a run of the same ("...", "?!"), a hash tag, an emoji with all that belongs to it. */
#include "base/limits.h"
#include "base/utf8.h"
#include "sentence/inside.h"

static enum quote_side quote_side(const struct scan *scan, int32_t code, uint32_t at)
{
    if (code == 0xAB || code == 0x201C || code == 0x201E) {
        return QUOTE_OPEN;
    }
    if (code == 0xBB || code == 0x201D) {
        return QUOTE_CLOSE;
    }
    if (code != '"') {
        return QUOTE_NONE;
    }
    bool space_after = utf8_is_space(code_at(scan, at + 1)) || at + 1 >= scan->end;
    bool space_before = is_open(scan, at);
    bool word_after = is_word_code(code_at(scan, at + 1));
    if (space_after) {
        return QUOTE_CLOSE;
    }
    return space_before || word_after ? QUOTE_OPEN : QUOTE_CLOSE;
}

static bool is_flag_letter(int32_t code)
{
    return code >= 0x1F1E6 && code <= 0x1F1FF;
}

/* What changes the emoji before it: variation selectors, skin colours, tags. */
static bool is_modifier(int32_t code)
{
    return code == 0xFE0E || code == 0xFE0F || code == 0x20E3 ||
           (code >= 0x1F3FB && code <= 0x1F3FF) || (code >= 0xE0020 && code <= 0xE007F);
}

/* End of the emoji or sign at `at`: two letters of a flag, and what is joined by U+200D. */
static uint32_t emoji_end(const struct scan *scan, uint32_t at)
{
    uint32_t end = behind(scan, at);
    if (is_flag_letter(code_at(scan, at)) && is_flag_letter(code_at(scan, end))) {
        end = behind(scan, end);
    }
    while (end < scan->end && end - at < LIMIT_TOKEN_BYTES) {
        int32_t code = code_at(scan, end);
        bool joins = code == 0x200D && code_at(scan, behind(scan, end)) >= 0x2190 &&
                     code_at(scan, at) >= 0x2190;
        if (!joins && !is_modifier(code)) {
            break;
        }
        end = behind(scan, joins ? behind(scan, end) : end);
    }
    return end;
}

/* End of an emoticon such as ":-)" between spaces, or `at`. */
static uint32_t emoticon_end(const struct scan *scan, uint32_t at)
{
    uint32_t end = at + 1;
    if (!strchr(":;=", scan->text.at[at]) || !is_open(scan, at)) {
        return at;
    }
    end += code_at(scan, end) == '-';
    int32_t mouth = code_at(scan, end);
    bool face = mouth && mouth < 0x80 && strchr(")(DPp|", (char)mouth);
    int32_t next = face ? code_at(scan, end + 1) : 'x';
    return next == 0 || utf8_is_space(next) ? end + 1 : at;
}

/* End of "'s" that stands by itself, behind an abbreviation or a space; or `at`. */
static uint32_t ending_end(const struct scan *scan, uint32_t at)
{
    uint32_t end = behind(scan, at);
    if (!is_apostrophe(code_at(scan, at)) || !is_word_code(code_at(scan, end))) {
        return at;
    }
    end = word_end(scan, end);
    bool alone = !is_apostrophe(code_at(scan, end));
    return alone && is_ending(scan->rules, slice_part(scan->text, at, end)) ? end : at;
}

/* End of a word that a mark opens: "#Paris", "@post", "[…]", ":-)", "'s"; or `at`. */
static uint32_t marked_end(const struct scan *scan, uint32_t at)
{
    int32_t code = code_at(scan, at);
    struct slice rest = slice_part(scan->text, at, scan->end);
    if ((code == '#' || code == '@') && utf8_is_letter(code_at(scan, at + 1))) {
        return word_end(scan, at + 1);
    }
    if (slice_starts(rest, SLICE("[...]")) || slice_starts(rest, SLICE("[…]"))) {
        return at + 5; /* both are five bytes */
    }
    uint32_t end = emoticon_end(scan, at);
    return end > at ? end : ending_end(scan, at);
}

/* End of a run of the same mark ("...", "--", "?!"), or behind the one at `at`. */
static uint32_t repeated_end(const struct scan *scan, uint32_t at)
{
    int32_t code = code_at(scan, at);
    uint32_t end = behind(scan, at);
    bool question = code == '?' || code == '!';
    bool repeats = question || (code > 0 && code < 0x80 && strchr(".-=*_<>~#", (char)code));
    while (repeats && end < scan->end && end - at < LIMIT_TOKEN_BYTES) {
        int32_t next = code_at(scan, end);
        if (next != code && !(question && (next == '?' || next == '!'))) {
            break;
        }
        end = behind(scan, end);
    }
    return end;
}

uint32_t mark_add(struct scan *scan, uint32_t at)
{
    int32_t code = code_at(scan, at);
    uint32_t end = marked_end(scan, at);
    if (end > at) {
        piece_add(scan, at, end);
        return end;
    }
    end = repeated_end(scan, at);
    if (code == 0xB0 && utf8_is_upper(code_at(scan, end))) {
        end = behind(scan, end); /* "°C" is one word */
    }
    if (end == behind(scan, at)) {
        end = emoji_end(scan, at);
    }
    piece_add(scan, at, end)->quote = (uint8_t)quote_side(scan, code, at);
    return end;
}
