/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a tree of markup is asked: attributes by name, elements by name, text. Linear in what is
 * looked at. */
#include "markup/inside.h"

bool same_name(struct slice a, struct slice b)
{
    if (a.length != b.length) {
        return false;
    }
    for (size_t i = 0; i < a.length; i++) {
        char x = a.at[i], y = b.at[i];
        x = x >= 'A' && x <= 'Z' ? (char)(x + 32) : x;
        y = y >= 'A' && y <= 'Z' ? (char)(y + 32) : y;
        if (x != y) {
            return false;
        }
    }
    return true;
}

struct slice markup_attribute(struct arena *arena, const struct markup *markup, size_t node,
                              const char *name)
{
    const struct markup_node *n = &markup->nodes[node];
    struct slice wanted = slice_of(name);
    for (uint32_t i = 0; i < n->attribute_count; i++) {
        const struct markup_attribute *attribute = &markup->attributes[n->first_attribute + i];
        if (same_name(attribute->name, wanted)) {
            return markup_decode(arena, attribute->value);
        }
    }
    return (struct slice){NULL, 0};
}

bool markup_is(const struct markup_node *node, const char *local_name)
{
    struct slice name = node->name;
    const char *colon = name.length ? memchr(name.at, ':', name.length) : NULL;
    if (colon) {
        name = slice_part(name, (size_t)(colon + 1 - name.at), name.length);
    }
    return node->tag != TAG_NONE && same_name(name, slice_of(local_name));
}

struct slice markup_text(struct arena *arena, const struct markup *markup, size_t node)
{
    const struct markup_node *own = &markup->nodes[node];
    size_t length = own->text.length, pieces = own->text.length > 0, last = node;
    for (size_t i = node + 1; i < own->end; i++) {
        length += markup->nodes[i].text.length;
        pieces += markup->nodes[i].text.length > 0;
        last = markup->nodes[i].text.length > 0 ? i : last;
    }
    if (pieces <= 1) {
        struct slice text = markup->nodes[last].text;
        return text.length ? text : (struct slice){"", 0};
    }
    char *out = arena_room(arena, length, 1);
    size_t at = 0;
    for (size_t i = node; i < own->end; i++) {
        struct slice text = markup->nodes[i].text;
        if (text.length) {
            memcpy(out + at, text.at, text.length);
            at += text.length;
        }
    }
    return (struct slice){out, at};
}
