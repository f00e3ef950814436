/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* UTF-8: strict validation, decoding, case and accents (utf8proc). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/slice.h"

/* Offset of the first byte that is not strict UTF-8 (or is NUL), or SIZE_MAX when all is well. */
size_t utf8_invalid(struct slice text);

/* Decodes the code point at text.at[*at] of valid UTF-8 and moves *at behind it. */
int32_t utf8_next(struct slice text, size_t *at);

/* Number of code points of valid UTF-8. */
size_t utf8_count(struct slice text);

/* Byte offset of code point number n (n may be the count). */
size_t utf8_offset(struct slice text, size_t n);

/* Writes the code point; returns its bytes (1 to 4). */
size_t utf8_put(int32_t code, char out[4]);

/* Columns of the code point on a terminal: none for combining marks and controls, two for wide
 * characters. */
size_t utf8_width(int32_t code);

int32_t utf8_lower_code(int32_t code);
bool utf8_is_upper(int32_t code);
bool utf8_is_lower(int32_t code);
bool utf8_is_letter(int32_t code);
bool utf8_is_digit(int32_t code);
bool utf8_is_space(int32_t code);

/* Lower-case copy, code point by code point (no special casing). */
struct slice utf8_lower(struct arena *arena, struct slice text);

/* Lower-case copy without accents, curly quotes made straight: the key by which names are looked
 * up. */
struct slice utf8_fold(struct arena *arena, struct slice text);

/* True if the first code point is an upper-case letter. */
bool utf8_capital(struct slice text);

#endif
