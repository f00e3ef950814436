/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The story of a page among all that stands around it.
 *
 * What is no story is dropped first (html_drop.c). Then the smallest element is looked for that
 * holds nearly all of the running text that is left: where the page marks its article (articleBody,
 * <article>), inside it, else in the whole page. Running text are blocks that are not mostly link;
 * the method is that of Readability (Arc90, 2009) turned round: instead of scoring parents of
 * paragraphs, sums over subtrees decide. From it, and from what stands between it and the heading,
 * come the blocks; those that are mostly links go. Linear in the page. */
#include "article/html.h"
#include "base/utf8.h"

#define RUNNING_LETTERS 25u /* a block of fewer is no running text */
#define MARKED_SHARE 0.4f   /* of the running text, which a marked article must hold */
#define NARROW_SHARE 0.85f  /* of the same, which an element inside must hold to stand for it */
#define LEAD_LETTERS 40u
#define BESIDE_LEAST 3     /* paragraphs: a lead, a date and an author are no story yet */
#define BESIDE_SHARE 0.25f /* of the running text */
#define HEADLINES_LEAST 5
#define LISTED_LEAST 3 /* articles; with fewer, one is the page's own */

/* --------------------------------------------------------------------------------- weighing */

static size_t count_letters(struct slice text)
{
    size_t letters = 0;
    for (size_t i = 0; i < text.length; i++) {
        letters += (unsigned char)text.at[i] > ' ';
    }
    return letters;
}

/* Where each node stands. */
static void place_nodes(struct html *html)
{
    const struct markup_node *nodes = html->tree.nodes;
    for (size_t i = 1; i < html->tree.count; i++) {
        uint32_t parent = nodes[i].parent;
        enum tag tag = nodes[i].tag;
        bool block = tag_is_block(tag) || tag == TAG_TD || tag == TAG_TH || tag == TAG_TR ||
                     (tag == TAG_OTHER && html->blocks[parent] == parent && parent);
        html->blocks[i] = block ? (uint32_t)i : html->blocks[parent];
        html->linked[i] = html->linked[parent] || tag == TAG_A;
        html->captions[i] = html_is_caption(html, i, parent);
        html->dropped[i] = html->dropped[parent] || html_drops_by_tag(tag);
    }
}

/* Sums the running text of each element, without what is dropped. */
static void weigh(struct html *html, struct weights *weights)
{
    const struct markup_node *nodes = html->tree.nodes;
    size_t count = html->tree.count;
    struct arena_mark mark = arena_mark(html->arena);
    uint32_t *plain = arena_array(html->arena, count, sizeof *plain);
    uint32_t *linked = arena_array(html->arena, count, sizeof *linked);
    memset(weights->running, 0, count * sizeof *weights->running);
    for (size_t i = 1; i < count; i++) {
        if (nodes[i].tag == TAG_NONE && !html->dropped[i] && !html->captions[i]) {
            uint32_t *sum = html->linked[i] ? linked : plain;
            sum[html->blocks[i]] += (uint32_t)count_letters(nodes[i].text);
        }
    }
    for (size_t i = count; i-- > 0;) {
        if (plain[i] >= RUNNING_LETTERS && plain[i] > linked[i]) {
            weights->running[i] += plain[i];
        }
        if (i > 0) {
            weights->running[nodes[i].parent] += weights->running[i];
        }
    }
    arena_reset(html->arena, mark);
}

static void find_headed(struct html *html, struct weights *weights)
{
    const struct markup_node *nodes = html->tree.nodes;
    for (size_t i = html->tree.count; i-- > 1;) {
        weights->headed[i] = weights->headed[i] || nodes[i].tag == TAG_H1;
        weights->headed[nodes[i].parent] = weights->headed[nodes[i].parent] || weights->headed[i];
    }
}

/* ---------------------------------------------------------------------------------- finding */

/* Share of the words of `a` that stand in `b`. */
static float share_of_words(struct html *html, struct slice a, struct slice b)
{
    struct map words = {0};
    struct slice rest = fold_spaces(html->arena, b), word;
    size_t all = 0, common = 0;
    while (slice_split(&rest, ' ', &word)) {
        map_put(&words, html->arena, word, 1);
    }
    rest = fold_spaces(html->arena, a);
    while (slice_split(&rest, ' ', &word)) {
        all += word.length > 0;
        common += word.length && map_get(&words, word) != MAP_NONE;
    }
    return all ? (float)common / (float)all : 0;
}

/* How alike two titles are, 0 to 1: one word of a long title is not alike. */
static float likeness(struct html *html, struct slice a, struct slice b)
{
    float there = share_of_words(html, a, b), back = share_of_words(html, b, a);
    return there + back > 0 ? 2 * there * back / (there + back) : 0;
}

static struct slice node_text(struct html *html, size_t node)
{
    return html_plain(html->arena, markup_text(html->arena, &html->tree, node));
}

/* The only heading of that tag on a page whose title is another, or 0. */
static size_t only_heading(const struct html *html, enum tag tag)
{
    size_t found = 0, count = 0;
    for (size_t i = 1; i < html->tree.count && count < 2; i++) {
        if (html->tree.nodes[i].tag == tag && !html->dropped[i]) {
            found = i;
            count++;
        }
    }
    return count == 1 ? found : 0;
}

/* The heading that is most like the title; without one, the only h1, or the only h2. */
static size_t find_heading(struct html *html)
{
    struct slice title = html->facts.title.value;
    size_t best = 0, count = 0;
    float best_share = 0.5f;
    for (size_t i = 1; i < html->tree.count; i++) {
        enum tag tag = html->tree.nodes[i].tag;
        if ((tag != TAG_H1 && tag != TAG_H2 && tag != TAG_H3) || html->dropped[i]) {
            continue;
        }
        struct slice text = node_text(html, i);
        if (!text.length || text.length > 600) {
            continue;
        }
        float share = title.length ? likeness(html, text, title) : 0;
        count += tag == TAG_H1;
        if (share > best_share || (!title.length && tag == TAG_H1 && count == 1)) {
            best = i;
            best_share = share;
        }
    }
    return best         ? best
           : count == 1 ? only_heading(html, TAG_H1)
           : count == 0 ? only_heading(html, TAG_H2)
                        : 0;
}

/* The element that the page marks as its article and that holds enough of the text, or 0. */
static size_t find_marked(struct html *html, const struct weights *weights)
{
    size_t best = 0;
    bool best_body = false;
    for (size_t i = 1; i < html->tree.count; i++) {
        const struct markup_node *node = &html->tree.nodes[i];
        if (node->tag == TAG_NONE || html->dropped[i] ||
            (float)weights->running[i] < MARKED_SHARE * (float)weights->running[0]) {
            continue;
        }
        bool body = node->attribute_count &&
                    slice_find(markup_attribute(html->arena, &html->tree, i, "itemprop"),
                               SLICE("articleBody"), 0) != SIZE_MAX;
        if ((body && !best_body) || (node->tag == TAG_ARTICLE && !best)) {
            best = i;
            best_body = body;
        }
    }
    return best;
}

/* The parent of the heading, where paragraphs stand beside it and it holds a good part of the text:
 * what stands outside is about something else, however long it is. Or 0. */
static size_t find_beside(const struct html *html, const struct weights *weights)
{
    const struct markup_node *nodes = html->tree.nodes;
    size_t parent = nodes[html->heading].parent, paragraphs = 0;
    for (size_t i = nodes[html->heading].end;
         html->heading && i<nodes[parent].end; i = nodes[i].end> i ? nodes[i].end : i + 1) {
        paragraphs += nodes[i].tag == TAG_P && weights->running[i] >= LEAD_LETTERS;
    }
    bool much = (float)weights->running[parent] >= BESIDE_SHARE * (float)weights->running[0];
    return paragraphs >= BESIDE_LEAST && much ? parent : 0;
}

/* Goes down as long as one child holds nearly all, but not into a single paragraph. */
static size_t narrow(const struct html *html, const struct weights *weights, size_t node)
{
    const struct markup_node *nodes = html->tree.nodes;
    float enough = NARROW_SHARE * (float)weights->running[node];
    for (size_t child = node + 1; child < nodes[node].end;) {
        enum tag tag = nodes[child].tag;
        bool holder = tag != TAG_NONE && tag != TAG_P && tag != TAG_BLOCKQUOTE && tag != TAG_LI;
        if (holder && nodes[child].end > child && weights->running[child] > 0 &&
            (float)weights->running[child] >= enough) {
            node = child;
            child = node + 1;
        } else {
            child = nodes[child].end > child ? nodes[child].end : child + 1;
        }
    }
    return node;
}

/* ---------------------------------------------------------------------------------- choosing */

static bool is_lead(const struct html *html, const struct html_block *block)
{
    enum tag tag = html->tree.nodes[html->blocks[block->node]].tag;
    bool sentence = slice_ends(block->text, SLICE(".")) || tag == TAG_P || tag == TAG_H2;
    return block->letters >= LEAD_LETTERS && block->linked * 3 < block->letters && sentence;
}

/* Is the block, mostly links, another story's? */
static bool is_pointer(const struct html_block *block)
{
    bool mostly = block->linked * 5 > block->letters * 3;
    bool wholly = block->linked * 10 >= block->letters * 9;
    switch (block->role) {
    case ROLE_ITEM:
        return block->linked * 2 > block->letters;
    case ROLE_HEADING:
        return wholly;
    case ROLE_CAPTION:
        return false;
    default:
        return (mostly && block->letters < 300) || wholly;
    }
}

/* Takes out the blocks from `from` on that are no part of the story; `lead` is stricter. */
static void choose_blocks(struct html *html, size_t from, bool lead)
{
    size_t kept = from;
    for (size_t i = from; i < html->story_count; i++) {
        struct html_block block = html->story[i];
        bool out = block.letters < 2;
        if (lead && block.role != ROLE_CAPTION) {
            out = out || !is_lead(html, &block);
            block.role = ROLE_STORY;
        }
        if (is_pointer(&block)) {
            out = true;
            html->headlines += block.role == ROLE_HEADING && !lead;
            /* The heading of a list of links goes with it. */
            kept -= kept > from && html->story[kept - 1].role == ROLE_HEADING &&
                    block.role == ROLE_ITEM;
        }
        if (!out) {
            html->story[kept++] = block;
        }
    }
    while (kept > from && html->story[kept - 1].role == ROLE_HEADING) {
        kept--;
    }
    html->story_count = kept;
}

/* Does a heading in the element lead somewhere else? */
static bool has_linked_heading(const struct html *html, size_t node)
{
    const struct markup_node *nodes = html->tree.nodes;
    for (size_t i = node + 1; i < nodes[node].end; i++) {
        enum tag tag = nodes[i].tag;
        bool heading = tag == TAG_H1 || tag == TAG_H2 || tag == TAG_H3;
        for (size_t in = i; heading && in < nodes[i].end; in++) {
            if (html->linked[in] || nodes[in].tag == TAG_A) {
                return true;
            }
        }
    }
    return false;
}

/* Is the page a list of articles: several <article> whose headings are links hold most of its
 * running text, and none of them is marked as the page's own? */
static bool is_list(const struct html *html, const struct weights *weights)
{
    const struct markup_node *nodes = html->tree.nodes;
    size_t count = 0;
    uint64_t running = 0;
    for (size_t i = 1; i < html->tree.count; i++) {
        if (nodes[i].tag == TAG_ARTICLE && !html->dropped[i] && weights->running[i] &&
            has_linked_heading(html, i)) {
            count++;
            running += weights->running[i];
            i = nodes[i].end - 1;
        }
    }
    return count >= LISTED_LEAST && running * 2 > weights->running[0];
}

/* Are there nearly as many headlines that are links as other blocks: a front page? */
static bool shows_headlines(const struct html *html)
{
    return html->headlines >= HEADLINES_LEAST && html->headlines * 2 >= html->story_count;
}

static void take_story(struct html *html, size_t root)
{
    size_t begin = root, end = html->tree.nodes[root].end;
    size_t heading = html->heading;
    html->root = root;
    if (heading > root && heading < end) {
        begin = html->tree.nodes[heading].end;
    } else if (heading && heading < root) {
        html_blocks_add(html, html->tree.nodes[heading].end, root);
        choose_blocks(html, 0, true);
    }
    size_t from = html->story_count;
    html_blocks_add(html, begin, end);
    choose_blocks(html, from, false);
}

void html_story_find(struct html *html)
{
    struct arena *arena = html->arena;
    size_t count = html->tree.count;
    struct weights weights = {.running = arena_array(arena, count, sizeof *weights.running),
                              .headed = arena_array(arena, count, sizeof *weights.headed)};
    html->blocks = arena_array(arena, count, sizeof *html->blocks);
    html->dropped = arena_array(arena, count, sizeof *html->dropped);
    html->linked = arena_array(arena, count, sizeof *html->linked);
    html->captions = arena_array(arena, count, sizeof *html->captions);
    place_nodes(html);
    weigh(html, &weights);
    find_headed(html, &weights);
    html_drop(html, &weights);
    weigh(html, &weights);
    html->heading = find_heading(html);
    size_t marked = find_marked(html, &weights);
    take_story(html, narrow(html, &weights, marked ? marked : find_beside(html, &weights)));
    bool own = marked || html->facts.live || html->facts.published.rank;
    html->list = !own && (is_list(html, &weights) || shows_headlines(html));
}
