/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `markup` share. */
#ifndef MARKUP_INSIDE_H
#define MARKUP_INSIDE_H

#include "markup/markup.h"

struct named_character {
    const char *name;
    int32_t code;
};

extern const struct named_character named_characters[]; /* sorted by name */
extern const size_t named_character_count;

/* questions.c: are the names the same but for case (ASCII)? */
bool same_name(struct slice a, struct slice b);

/* tags.c: how HTML treats an element. */
enum tag tag_of(struct slice name); /* without case; TAG_OTHER where unknown */
bool tag_is_void(enum tag tag);     /* has no content: br, img, meta … */
bool tag_is_raw(enum tag tag);      /* its content is text up to its end tag: script, style … */
bool tag_is_inline(enum tag tag);   /* its end tag closes no block */
bool tag_is_cell(enum tag tag);     /* closes nothing outside: td, th, table … */

#endif
