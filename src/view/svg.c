/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Writes SVG 1.1 with a style sheet inside and nothing outside: no script, font or link. The
 * colours are those of Okabe and Ito (2008, "Color Universal Design"), told apart by the
 * colour-blind; lighter ones on dark ground. */
#include "view/svg.h"

static const char style[] =
    "<style>"
    "svg{--ground:#ffffff;--ink:#1a1d21;--soft:#5c6670;--rule:#d5dadf;--friend:#0072b2;"
    "--foe:#c44e00;--drift:#9a6700;--plain:#5c6670}"
    "@media(prefers-color-scheme:dark){svg{--ground:#14181c;--ink:#e8ebee;--soft:#9aa5b0;"
    "--rule:#38414a;--friend:#56b4e9;--foe:#ff8a4c;--drift:#e6b450;--plain:#9aa5b0}}"
    "text{font:13px system-ui,'DejaVu Sans',sans-serif;fill:var(--ink)}"
    ".ground{fill:var(--ground)}.title{font-size:20px;font-weight:600}"
    ".soft{fill:var(--soft);font-size:11px}.strong{font-weight:600}"
    ".rule{stroke:var(--rule);fill:none}.ring{stroke:var(--soft);stroke-dasharray:4 4;fill:none}"
    ".link{stroke-width:3;stroke-linecap:round}.ghost{fill:var(--ground);stroke-width:1.5}"
    "line.friend,.ghost.friend{stroke:var(--friend)}line.foe,.ghost.foe{stroke:var(--foe)}"
    "line.drift,.ghost.drift{stroke:var(--drift)}line.plain,.ghost.plain{stroke:var(--plain)}"
    ".fill.friend{fill:var(--friend)}.fill.foe{fill:var(--foe)}.fill.drift{fill:var(--drift)}"
    ".fill.plain{fill:var(--plain)}.faint{opacity:.35}.half{opacity:.6}"
    ".ego{fill:var(--ink)}"
    "</style>\n";

void svg_begin(struct buffer *out, struct svg_point size, struct slice title,
               struct slice description)
{
    buffer_print(out,
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                 "viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title description\">\n"
                 "<title id=\"title\">",
                 size.x, size.y, size.x, size.y);
    buffer_xml(out, title);
    buffer_print(out, "</title>\n<desc id=\"description\">");
    buffer_xml(out, description);
    buffer_print(out, "</desc>\n%s<rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n", style,
                 size.x, size.y);
}

void svg_end(struct buffer *out)
{
    buffer_print(out, "</svg>\n");
}

void svg_text(struct buffer *out, struct svg_text place, struct slice text)
{
    buffer_print(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" class=\"%s\">", place.at.x,
                 place.at.y, place.anchor, place.classes);
    buffer_xml(out, text);
    buffer_print(out, "</text>\n");
}

void svg_line(struct buffer *out, struct svg_point from, struct svg_point to, const char *classes)
{
    buffer_print(out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" class=\"%s\"/>\n", from.x,
                 from.y, to.x, to.y, classes);
}

/* Ends an element, with its title inside where there is one. */
static void svg_close(struct buffer *out, const char *name, struct slice title)
{
    if (!title.length) {
        buffer_print(out, "/>\n");
        return;
    }
    buffer_print(out, "><title>");
    buffer_xml(out, title);
    buffer_print(out, "</title></%s>\n", name);
}

void svg_circle(struct buffer *out, struct svg_point at, int radius, const char *classes,
                struct slice title)
{
    buffer_print(out, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" class=\"%s\"", at.x, at.y, radius,
                 classes);
    svg_close(out, "circle", title);
}

void svg_rectangle(struct buffer *out, struct svg_point from, struct svg_point to,
                   const char *classes, struct slice title)
{
    buffer_print(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"%s\"", from.x,
                 from.y, to.x > from.x ? to.x - from.x : 1, to.y - from.y, classes);
    svg_close(out, "rect", title);
}

struct slice svg_short(struct arena *arena, struct slice text, size_t columns)
{
    struct slice beginning = text_fit(text, columns);
    return beginning.length == text.length
               ? text
               : slice_print(arena, "%.*s…", SLICE_ARGS(text_fit(text, columns - 1)));
}
