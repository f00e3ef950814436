/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Maximum spanning arborescence (Chu & Liu 1965; Edmonds 1967) in the path-growing form for dense
 * graphs (Tarjan 1977): follow the best arc backwards; a cycle becomes one node, whose arcs are
 * worth what choosing them loses inside. One root: arcs from 0 carry a malus above any sum
 * (as in Stanojević & Cohen 2021). Most often every word's best head already gives a tree, and
 * nothing of this is done. Limits: 32,767 words; scores must not be NaN. */
#include "tree/spanning.h"

#include <assert.h>
#include <stdbool.h>

enum colour { NEW, ON_PATH, DONE };

struct node {
    size_t parent; /* the node that it was contracted into, or 0 */
    size_t up;     /* shortcut towards the outermost node */
    size_t row;    /* of the matrices */
    size_t head;   /* the arc chosen for it: between two words */
    size_t word;
    double score;
    enum colour colour;
};

struct graph {
    size_t count;      /* words; nodes 1 to count are words, the further ones contracted cycles */
    size_t node_count; /* the next node's number */
    struct node *nodes;
    double *scores;  /* [row][head] */
    uint16_t *words; /* [row][head]: the word that the arc from head enters */
    size_t *path, path_length;
};

static size_t outermost(struct graph *g, size_t node)
{
    while (g->nodes[node].up != node) {
        g->nodes[node].up = g->nodes[g->nodes[node].up].up;
        node = g->nodes[node].up;
    }
    return node;
}

static void graph_fill(struct graph *g, struct arena *scratch, const float *scores, size_t stride)
{
    size_t width = g->count + 1;
    double low = scores[stride], high = low;
    g->nodes = arena_array(scratch, 2 * width, sizeof *g->nodes);
    g->scores = arena_array(scratch, width * width, sizeof *g->scores);
    g->words = arena_array(scratch, width * width, sizeof *g->words);
    g->path = arena_array(scratch, 2 * width, sizeof *g->path);
    for (size_t word = 1; word < width; word++) {
        for (size_t head = 0; head < width; head++) {
            double score = scores[word * stride + head];
            low = score < low ? score : low;
            high = score > high ? score : high;
            g->scores[word * width + head] = score;
            g->words[word * width + head] = (uint16_t)word;
        }
    }
    for (size_t word = 1; word < width; word++) {
        g->scores[word * width] -= (high - low) * (double)width + 1;
    }
    for (size_t node = 0; node < 2 * width; node++) {
        g->nodes[node] = (struct node){.up = node, .row = node, .word = node};
    }
    g->nodes[0].colour = DONE;
    g->node_count = width;
}

/* Chooses the best arc into an outermost node; gives the outermost node that it comes from. */
static size_t choose(struct graph *g, size_t node)
{
    const double *row = g->scores + g->nodes[node].row * (g->count + 1);
    size_t best = SIZE_MAX;
    for (size_t head = 0; head <= g->count; head++) {
        if ((best == SIZE_MAX || row[head] > row[best]) && outermost(g, head) != node) {
            best = head;
        }
    }
    assert(best != SIZE_MAX); /* 0 is never contracted */
    g->nodes[node].head = best;
    g->nodes[node].word = g->words[g->nodes[node].row * (g->count + 1) + best];
    g->nodes[node].score = row[best];
    return outermost(g, best);
}

/* Makes one node of the path's end from `first` on. */
static size_t contract(struct graph *g, size_t first)
{
    size_t made = g->node_count++, width = g->count + 1;
    size_t row = g->nodes[first].row;
    double *to = g->scores + row * width;
    for (size_t head = 0; head < width; head++) {
        to[head] -= g->nodes[first].score;
    }
    size_t member;
    do {
        member = g->path[--g->path_length];
        const double *from = g->scores + g->nodes[member].row * width;
        const uint16_t *words = g->words + g->nodes[member].row * width;
        for (size_t head = 0; member != first && head < width; head++) {
            double score = from[head] - g->nodes[member].score;
            if (score > to[head]) {
                to[head] = score;
                g->words[row * width + head] = words[head];
            }
        }
        g->nodes[member].parent = g->nodes[member].up = made;
    } while (member != first);
    g->nodes[made].row = row;
    return made;
}

static void grow(struct graph *g, size_t start)
{
    size_t node = start;
    while (true) {
        g->nodes[node].colour = ON_PATH;
        g->path[g->path_length++] = node;
        size_t from = choose(g, node);
        if (g->nodes[from].colour == DONE) {
            break;
        }
        node = g->nodes[from].colour == ON_PATH ? contract(g, from) : from;
    }
    while (g->path_length) {
        g->nodes[g->path[--g->path_length]].colour = DONE;
    }
}

/* Outer arcs first: the arc into a contracted cycle replaces those of the members that it enters.
 */
static void expand(struct graph *g, uint16_t *heads)
{
    for (size_t node = g->node_count - 1; node > 0; node--) {
        if (g->nodes[node].row == SIZE_MAX) {
            continue;
        }
        size_t inner = g->nodes[node].word;
        heads[inner] = (uint16_t)g->nodes[node].head;
        for (; inner != node; inner = g->nodes[inner].parent) {
            g->nodes[inner].row = SIZE_MAX; /* replaced */
        }
    }
}

static void best_heads(const float *scores, size_t stride, size_t count, uint16_t *heads)
{
    for (size_t word = 1; word <= count; word++) {
        const float *row = scores + word * stride;
        size_t best = 0;
        for (size_t head = 1; head <= count; head++) {
            if (row[head] > row[best] && head != word) {
                best = head;
            }
        }
        heads[word] = (uint16_t)best;
    }
}

/* One child of 0, and every word leads there. */
static bool is_tree(struct arena *scratch, const uint16_t *heads, size_t count)
{
    uint16_t *seen = arena_array(scratch, count + 1, sizeof *seen);
    size_t roots = 0;
    for (size_t word = 1; word <= count; word++) {
        roots += heads[word] == 0;
        size_t at = word;
        for (; at && !seen[at]; at = heads[at]) {
            seen[at] = (uint16_t)word;
        }
        if (at && seen[at] == word) {
            return false;
        }
    }
    return roots == 1;
}

void spanning_tree(struct arena *scratch, const float *scores, size_t stride, size_t count,
                   uint16_t *heads)
{
    assert(count < INT16_MAX);
    if (count == 0) {
        return;
    }
    struct arena_mark mark = arena_mark(scratch);
    best_heads(scores, stride, count, heads);
    if (!is_tree(scratch, heads, count)) {
        struct graph graph = {.count = count};
        graph_fill(&graph, scratch, scores, stride);
        for (size_t word = 1; word <= count; word++) {
            if (graph.nodes[outermost(&graph, word)].colour == NEW) {
                grow(&graph, outermost(&graph, word));
            }
        }
        expand(&graph, heads);
    }
    arena_reset(scratch, mark);
}
