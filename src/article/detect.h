/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What language a text is in, by CLD2. */
#ifndef ARTICLE_DETECT_H
#define ARTICLE_DETECT_H

/* The code of the language that most of the text is in, as CLD2 writes it ("fr", "iw", "zh-Hant"),
 * a constant; "" where it cannot be told or the text is not valid UTF-8. May be called by several
 * threads. */
const char *language_detect(const char *text, int length);

#endif
