/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What of a page is no story: by what HTML says it is (nav, script), by being hidden, by the words
 * in the names of its classes (data/furniture.txt). A name may err: what holds the heading or more
 * than a third of the page's running text stays. Verdicts on names are remembered, so that each is
 * read once. Linear in the page. */
#include "article/html.h"

bool html_drops_by_tag(enum tag tag)
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
        markup_attribute(html->arena, tree, node, "placeholder").at || /* AMP: until it is loaded */
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

uint32_t html_name_verdict(const struct article_rules *rules, struct slice name)
{
    uint32_t verdict = 0;
    char lower[32];
    while (name.length) {
        struct slice word = next_word(&name, lower);
        uint32_t class = word.length ? map_get(&rules->classes, word) : MAP_NONE;
        if (class == CLASS_MODIFIER) {
            return 0;
        }
        bool weaker = !verdict || verdict == CLASS_LIVE;
        if (class != MAP_NONE && (weaker || class == CLASS_COMMENT)) {
            verdict = class;
        }
    }
    return verdict;
}

/* What the element's class, id and component names say; verdicts are remembered by their text. */
static uint32_t class_verdict(struct html *html, struct map *seen, size_t node)
{
    static const char *const attributes[] = {"class", "id", "data-component"};
    const struct markup_node *element = &html->tree.nodes[node];
    /* A component of the page's own is named by its tag: <amp-consent>, <news-footer>. */
    uint32_t verdict =
        element->tag == TAG_OTHER ? html_name_verdict(html->rules, element->name) : 0;
    verdict = verdict == CLASS_LIVE ? 0 : verdict;
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
            uint32_t said = html_name_verdict(html->rules, slice_trim(name));
            verdict = said == CLASS_LIVE ? 0 : said;
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
    if ((html->tree.nodes[node].attribute_count == 0 && tag != TAG_OTHER) || !is_container(tag)) {
        return false;
    }
    if (drops_by_attribute(html, node)) { /* a script may show the story */
        return !most && !(much && weights->headed[node]);
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

/* Text in a figure is its caption, but for tables and quotations that stand in one. */
bool html_is_caption(const struct html *html, size_t node, uint32_t parent)
{
    enum tag tag = html->tree.nodes[node].tag;
    return tag == TAG_FIGCAPTION || tag == TAG_FIGURE ||
           (html->captions[parent] && tag != TAG_BLOCKQUOTE && tag != TAG_TABLE);
}

void html_drop(struct html *html, const struct weights *weights)
{
    struct map seen = {0};
    for (size_t i = 1; i < html->tree.count; i++) {
        const struct markup_node *node = &html->tree.nodes[i];
        html->captions[i] = html_is_caption(html, i, node->parent) || html->captions[i];
        if (html->dropped[i] || html->dropped[node->parent]) {
            html->dropped[i] = true;
        } else if (node->tag != TAG_NONE) {
            html->dropped[i] = drops(html, weights, &seen, i);
        }
    }
}
