/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Pieces of SVG pictures. Colours are classes of one style sheet in the picture, which has a light
 * and a dark half, so that a picture reads well on either ground. Sizes are pixels of a 1:1 view.
 */
#ifndef VIEW_SVG_H
#define VIEW_SVG_H

#include "view/inside.h"

struct svg_point {
    int x, y;
};

/* Text with its place; classes of the style sheet. */
struct svg_text {
    struct svg_point at;
    const char *anchor; /* "start", "middle", "end" */
    const char *classes;
};

/* Begins a picture; title and description are what a screen reader tells. */
void svg_begin(struct buffer *out, struct svg_point size, struct slice title,
               struct slice description);
void svg_end(struct buffer *out);

void svg_text(struct buffer *out, struct svg_text place, struct slice text);
void svg_line(struct buffer *out, struct svg_point from, struct svg_point to, const char *classes);

/* `title` is shown where a pointer rests on it; empty: none. */
void svg_circle(struct buffer *out, struct svg_point at, int radius, const char *classes,
                struct slice title);
void svg_rectangle(struct buffer *out, struct svg_point from, struct svg_point to,
                   const char *classes, struct slice title);

/* The text, cut with an ellipsis to so many columns. */
struct slice svg_short(struct arena *arena, struct slice text, size_t columns);

#endif
