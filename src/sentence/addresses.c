/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Addresses of mail and of pages, which are one word whatever marks they hold: "a.b@c.org",
 * "https://…", "www.…", and "host.org/path" in small letters. One look from each word's beginning;
 * stops at spaces, quotes and closing brackets, and leaves the sentence its full stop. */
#include "base/limits.h"
#include "base/utf8.h"
#include "sentence/inside.h"

static uint32_t skip_ascii(const struct scan *scan, uint32_t at, const char *marks)
{
    uint32_t begin = at;
    while (at < scan->end && at - begin < LIMIT_TOKEN_BYTES / 2 &&
           (unsigned char)scan->text.at[at] < 0x80 &&
           (is_word_code(scan->text.at[at]) || strchr(marks, scan->text.at[at]))) {
        at++;
    }
    return at;
}

/* End of a mail address that starts at `at`, or `at`. */
static uint32_t mail_end(const struct scan *scan, uint32_t at)
{
    uint32_t sign = skip_ascii(scan, at, "._+-");
    if (sign == at || code_at(scan, sign) != '@') {
        return at;
    }
    uint32_t end = skip_ascii(scan, sign + 1, ".-");
    while (end > sign && strchr(".-", scan->text.at[end - 1])) {
        end--;
    }
    return end > sign + 1 ? end : at;
}

/* Whether "bbc.co.uk/news" stands at `at`: small letters with a stop among them, a slash, a word.
 */
static bool is_host(const struct scan *scan, uint32_t at)
{
    uint32_t end = at, stop = at;
    for (; end < scan->end && end - at < LIMIT_TOKEN_BYTES / 2; end++) {
        char byte = scan->text.at[end];
        if (byte == '.') {
            stop = end;
        } else if (!utf8_is_digit(byte) && byte != '-' && !(byte >= 'a' && byte <= 'z')) {
            break;
        }
    }
    bool letters = stop > at && !utf8_is_digit(code_at(scan, stop + 1));
    return letters && end - stop > 2 && code_at(scan, end) == '/' &&
           is_word_code(code_at(scan, end + 1));
}

uint32_t address_end(const struct scan *scan, uint32_t at)
{
    uint32_t mail = mail_end(scan, at);
    if (mail > at) {
        return mail;
    }
    struct slice rest = slice_part(scan->text, at, scan->end);
    if (!slice_starts(rest, SLICE("http://")) && !slice_starts(rest, SLICE("https://")) &&
        !slice_starts(rest, SLICE("www.")) && !is_host(scan, at)) {
        return at;
    }
    uint32_t end = at;
    while (end < scan->end && end - at < LIMIT_TOKEN_BYTES) {
        int32_t code = code_at(scan, end);
        if (utf8_is_space(code) || code == '<' || code == '>' || code == '"' || code == 0xBB ||
            code == ')' || code == ']') {
            break;
        }
        end = behind(scan, end);
    }
    while (end > at && strchr(".,;:!?'", scan->text.at[end - 1])) {
        end--;
    }
    return end;
}
