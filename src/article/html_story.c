/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The story of a page among all that stands around it.
 *
 * First, elements that are no story are dropped: by what HTML says they are (nav, footer, aside),
 * by being hidden, by the words in the names of their classes (data/furniture.txt). A name may err:
 * what holds the heading or more than a third of the page's running text stays. Then the smallest
 * element is looked for that holds nearly all of the running text that is left: where the page
 * marks its article (articleBody, <article>), inside it, else in the whole page. Running text are
 * blocks that are not mostly link; the method is that of Readability (Arc90, 2009) turned round:
 * instead of scoring parents of paragraphs, sums over subtrees decide. From it, and from what
 * stands between it and the heading, come the blocks; those that are mostly links go. Linear in the
 * page. */
#include "article/html.h"
#include "base/utf8.h"

#define RUNNING_LETTERS 25u /* a block of fewer is no running text */
#define MARKED_SHARE 0.4f   /* of the running text, which a marked article must hold */
#define NARROW_SHARE 0.85f  /* of its parent's, which an element must hold to stand for it */
#define LEAD_LETTERS 40u
#define LISTED_LEAST 3 /* articles; with fewer, one is the page's own */

struct weights {
    uint32_t *running; /* bytes of running text in the element */
    bool *headed;      /* an h1 is in it */
};

/* -------------------------------------------------------------------------------- dropping */

static bool drops_by_tag(enum tag tag)
{
    switch (tag) {
    case TAG_ADDRESS:
    case TAG_BUTTON:
    case TAG_CANVAS:
    case TAG_DIALOG:
    case TAG_EMBED:
    case TAG_HEAD:
    case TAG_IFRAME:
    case TAG_INPUT:
    case TAG_LABEL:
    case TAG_NAV:
    case TAG_NOSCRIPT:
    case TAG_OBJECT:
    case TAG_OPTION:
    case TAG_SCRIPT:
    case TAG_SELECT:
    case TAG_STYLE:
    case TAG_SVG:
    case TAG_TEMPLATE:
    case TAG_TEXTAREA:
    case TAG_TITLE:
    case TAG_VIDEO:
        return true;
    default:
        return false;
    }
}

static bool drops_by_attribute(struct html *html, size_t node)
{
    static const char *const roles[] = {"navigation", "complementary", "contentinfo", "dialog",
                                        "search",     "menu",          "banner",      "alert"};
    const struct markup *tree = &html->tree;
    struct slice style = markup_attribute(html->arena, tree, node, "style");
    struct slice role = markup_attribute(html->arena, tree, node, "role");
    if (markup_attribute(html->arena, tree, node, "hidden").at ||
        slice_is(markup_attribute(html->arena, tree, node, "aria-hidden"), "true") ||
        slice_find(style, SLICE("display:none"), 0) != SIZE_MAX ||
        slice_find(style, SLICE("display: none"), 0) != SIZE_MAX) {
        return true;
    }
    for (size_t i = 0; role.length && i < sizeof roles / sizeof *roles; i++) {
        if (slice_is(role, roles[i])) {
            return true;
        }
    }
    return false;
}

/* The words of one name: "articleShare__button-icon" has four. */
static struct slice next_word(struct slice *rest, char lower[32])
{
    size_t length = 0, at = 0;
    while (at < rest->length && strchr("-_:./", rest->at[at])) {
        at++;
    }
    for (; at < rest->length && !strchr("-_:./", rest->at[at]) && length < 31; at++) {
        char c = rest->at[at];
        bool upper = c >= 'A' && c <= 'Z';
        if (upper && length && lower[length - 1] >= 'a' && at > 0 && rest->at[at - 1] >= 'a') {
            break;
        }
        lower[length++] = upper ? (char)(c + 32) : c;
    }
    *rest = slice_part(*rest, at, rest->length);
    return (struct slice){lower, length};
}

/* What one name says of its element: the first class word in it; 0 for none. */
static uint32_t name_verdict(const struct article_rules *rules, struct slice name)
{
    uint32_t verdict = 0;
    char lower[32];
    while (name.length) {
        struct slice word = next_word(&name, lower);
        uint32_t class = word.length ? map_get(&rules->classes, word) : MAP_NONE;
        if (class == CLASS_MODIFIER) {
            return 0;
        }
        if (class != MAP_NONE && (!verdict || class == CLASS_COMMENT)) {
            verdict = class;
        }
    }
    return verdict;
}

/* What the element's class, id and component names say; verdicts are remembered by their text. */
static uint32_t class_verdict(struct html *html, struct map *seen, size_t node)
{
    static const char *const attributes[] = {"class", "id", "data-component"};
    uint32_t verdict = 0;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes && !verdict; i++) {
        struct slice names = markup_attribute(html->arena, &html->tree, node, attributes[i]), name;
        if (!names.length) {
            continue;
        }
        uint32_t known = map_get(seen, names);
        if (known != MAP_NONE) {
            verdict = known;
            continue;
        }
        struct slice rest = names;
        while (!verdict && slice_split(&rest, ' ', &name)) {
            verdict = name_verdict(html->rules, slice_trim(name));
        }
        map_put(seen, html->arena, names, verdict);
    }
    return verdict;
}

static bool is_container(enum tag tag)
{
    return tag_is_block(tag) || tag == TAG_SPAN || tag == TAG_TD || tag == TAG_A ||
           tag == TAG_TBODY || tag == TAG_OTHER || tag == TAG_SMALL || tag == TAG_TIME;
}

static bool is_kept_whatever(enum tag tag)
{
    return tag == TAG_BODY || tag == TAG_HTML || tag == TAG_MAIN || tag == TAG_H1;
}

/* Is the element no story, by its tag, its attributes or the names of its classes? */
static bool drops(struct html *html, const struct weights *weights, struct map *seen, size_t node)
{
    enum tag tag = html->tree.nodes[node].tag;
    if (is_kept_whatever(tag)) {
        return false;
    }
    bool much = (uint64_t)weights->running[node] * 3 > weights->running[0];
    bool most = (uint64_t)weights->running[node] * 10 > (uint64_t)weights->running[0] * 9;
    if (tag == TAG_ASIDE || tag == TAG_FOOTER || tag == TAG_FORM) {
        return !much || (tag == TAG_FOOTER && !most);
    }
    if (html->tree.nodes[node].attribute_count == 0 || !is_container(tag)) {
        return false;
    }
    if (drops_by_attribute(html, node)) {
        return !most;
    }
    uint32_t verdict = class_verdict(html, seen, node);
    if (verdict == CLASS_CAPTION) {
        html->captions[node] = !much;
        return false;
    }
    if (weights->headed[node] || verdict == 0) {
        return false;
    }
    return verdict == CLASS_COMMENT ? !most : !much && tag != TAG_ARTICLE;
}

/* --------------------------------------------------------------------------------- weighing */

static size_t count_letters(struct slice text)
{
    size_t letters = 0;
    for (size_t i = 0; i < text.length; i++) {
        letters += (unsigned char)text.at[i] > ' ';
    }
    return letters;
}

/* Text in a figure is its caption, but for tables and quotations that stand in one. */
static bool is_caption(const struct html *html, size_t node, uint32_t parent)
{
    enum tag tag = html->tree.nodes[node].tag;
    return tag == TAG_FIGCAPTION || tag == TAG_FIGURE ||
           (html->captions[parent] && tag != TAG_BLOCKQUOTE && tag != TAG_TABLE);
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
        html->captions[i] = is_caption(html, i, parent);
        html->dropped[i] = html->dropped[parent] || drops_by_tag(tag);
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

static void drop_nodes(struct html *html, const struct weights *weights)
{
    struct map seen = {0};
    for (size_t i = 1; i < html->tree.count; i++) {
        const struct markup_node *node = &html->tree.nodes[i];
        html->captions[i] = is_caption(html, i, node->parent) || html->captions[i];
        if (html->dropped[i] || html->dropped[node->parent]) {
            html->dropped[i] = true;
        } else if (node->tag != TAG_NONE) {
            html->dropped[i] = drops(html, weights, &seen, i);
        }
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

static struct slice node_text(struct html *html, size_t node)
{
    return html_plain(html->arena, markup_text(html->arena, &html->tree, node));
}

/* The heading that is most like the title; without a title, the only one. */
static size_t find_heading(struct html *html)
{
    struct slice title = html->facts.title.value;
    size_t best = 0, count = 0;
    float best_share = 0.5f;
    for (size_t i = 1; i < html->tree.count; i++) {
        enum tag tag = html->tree.nodes[i].tag;
        if ((tag != TAG_H1 && tag != TAG_H2) || html->dropped[i]) {
            continue;
        }
        struct slice text = node_text(html, i);
        if (!text.length || text.length > 600) {
            continue;
        }
        float share = title.length ? share_of_words(html, text, title) : 0;
        count += tag == TAG_H1;
        if (share > best_share || (!title.length && tag == TAG_H1 && count == 1)) {
            best = i;
            best_share = share;
        }
    }
    return best || count != 1 ? best : SIZE_MAX;
}

/* The only h1 of a page whose title is another. */
static size_t only_heading(const struct html *html)
{
    for (size_t i = 1; i < html->tree.count; i++) {
        if (html->tree.nodes[i].tag == TAG_H1 && !html->dropped[i]) {
            return i;
        }
    }
    return 0;
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

static void take_story(struct html *html, size_t root)
{
    size_t begin = root, end = html->tree.nodes[root].end;
    size_t heading = html->heading;
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
    drop_nodes(html, &weights);
    weigh(html, &weights);
    html->heading = find_heading(html);
    if (html->heading == SIZE_MAX) {
        html->heading = only_heading(html);
    }
    size_t marked = find_marked(html, &weights);
    html->list = !marked && !html->facts.live && is_list(html, &weights);
    take_story(html, narrow(html, &weights, marked));
}
