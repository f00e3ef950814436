/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A tree as lines of text, in the manner of udapi's TextModeTrees.
 *
 * Each word stands in its own line, two columns to the right of its head; the head's vertical line
 * runs from its first to its last dependent:
 *
 *       ╭─╼ La DET det
 *     ╭─┶ Russie PROPN nsubj
 *     ├─╼ a AUX aux
 *     ┾ reconnu VERB root
 *
 * A crossing arc of a tree that is not projective is drawn as far as no word stands in its way. */
#include "cli/draw.h"

/* What runs through one place of the drawing. */
enum line { LINE_UP = 1, LINE_DOWN = 2, LINE_LEFT = 4, LINE_RIGHT = 8 };

static const char *line_glyph(unsigned lines, bool word)
{
    static const char *const plain[16] = {" ", "╵", "╷", "│", "╴", "╯", "╮", "┤",
                                          "╶", "╰", "╭", "├", "─", "┴", "┬", "┼"};
    static const char *const thick[4] = {"╼", "┶", "┮", "┾"}; /* the word hangs on its right */
    return word ? thick[lines & (LINE_UP | LINE_DOWN)] : plain[lines];
}

static size_t depth_of(const struct tree *tree, size_t word)
{
    size_t depth = 0;
    while (tree->words[word].head && depth <= tree->count) {
        word = tree->words[word].head;
        depth++;
    }
    return depth;
}

/* Draws the vertical line of `head` and the short horizontal ones to its dependents. */
static void draw_arcs(unsigned char *grid, size_t width, const struct tree *tree, size_t head,
                      size_t column)
{
    size_t first = head, last = head;
    for (size_t child = tree_child(tree, head, 0); child; child = tree_child(tree, head, child)) {
        first = child < first ? child : first;
        last = child > last ? child : last;
        grid[child * width + column] |= LINE_RIGHT;
        grid[child * width + column + 1] |= LINE_LEFT | LINE_RIGHT;
    }
    for (size_t row = first; row < last; row++) {
        grid[row * width + column] |= LINE_DOWN;
        grid[(row + 1) * width + column] |= LINE_UP;
    }
}

void draw_tree(struct buffer *out, const struct tree *tree, int indent)
{
    struct arena arena = {0};
    size_t *depths = arena_array(&arena, tree->count + 1, sizeof *depths), deepest = 0;
    for (size_t word = 1; word <= tree->count; word++) {
        depths[word] = depth_of(tree, word);
        deepest = depths[word] > deepest ? depths[word] : deepest;
    }
    size_t width = 2 * deepest + 2;
    unsigned char *grid = arena_array(&arena, tree->count + 1, width);
    for (size_t word = 1; word <= tree->count; word++) {
        draw_arcs(grid, width, tree, word, 2 * depths[word]);
    }
    for (size_t row = 1; row <= tree->count; row++) {
        const struct word *word = &tree->words[row];
        size_t own = 2 * depths[row];
        buffer_print(out, "%*s", indent, "");
        for (size_t column = 0; column <= own; column++) {
            unsigned lines = grid[row * width + column];
            buffer_add(out, slice_of(line_glyph(lines, column == own)));
        }
        buffer_print(out, " %.*s %s %.*s\n", SLICE_ARGS(word->token->form), upos_name(word->upos),
                     SLICE_ARGS(word->label));
    }
    arena_free(&arena);
}

void draw_conllu(struct buffer *out, struct slice conllu, int indent)
{
    struct arena arena = {0};
    struct tree_list trees = {0};
    if (conllu_read(&arena, SLICE("tree"), conllu, &trees, NULL)) {
        for (size_t i = 0; i < trees.count; i++) {
            draw_tree(out, &trees.items[i], indent);
        }
    } else {
        buffer_add(out, conllu);
    }
    arena_free(&arena);
}
