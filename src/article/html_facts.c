/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a page says of itself in its markup. Takes the tree, gives for each fact the claim of the
 * most trusted place: JSON-LD, then OpenGraph, then microdata, then other meta elements. Names are
 * those of schema.org, ogp.me, Dublin Core, Parsely and Sailthru, which pages of all languages
 * share. One pass over the tree. */
#include "article/html.h"
#include "base/utf8.h"

enum fact {
    FACT_TITLE,
    FACT_AUTHOR,
    FACT_OUTLET,
    FACT_SECTION,
    FACT_URL,
    FACT_PUBLISHED,
    FACT_MODIFIED,
    FACT_LANGUAGE,
};

struct fact_name {
    const char *name;
    enum fact fact;
    int rank;
};

static struct html_claim *claim_of(struct html_facts *facts, enum fact fact)
{
    struct html_claim *claims[] = {&facts->title,    &facts->author,  &facts->outlet,
                                   &facts->section,  &facts->url,     &facts->published,
                                   &facts->modified, &facts->language};
    return claims[fact];
}

void html_claim(struct html_claim *claim, int rank, const char *source, struct slice value)
{
    value = slice_trim(value);
    if (value.length && (!claim->rank || rank < claim->rank)) {
        *claim = (struct html_claim){value, source, rank};
    }
}

static bool is_name(struct slice text, const char *name)
{
    size_t i = 0;
    for (; i < text.length && name[i]; i++) {
        char c = text.at[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != name[i]) {
            return false;
        }
    }
    return i == text.length && !name[i];
}

/* A claim by the name of a meta element; `name` is matched without case. */
static void claim_by_name(struct html *html, const struct fact_name *names, size_t count,
                          struct slice name, struct slice value)
{
    for (size_t i = 0; i < count; i++) {
        if (is_name(name, names[i].name)) {
            html_claim(claim_of(&html->facts, names[i].fact), names[i].rank, names[i].name, value);
            return;
        }
    }
}

static void read_microdata(struct html *html, size_t node, struct slice property);

/* Of meta elements. */
static const struct fact_name meta_names[] = {
    {"og:title", FACT_TITLE, 3},
    {"twitter:title", FACT_TITLE, 5},
    {"dc.title", FACT_TITLE, 5},
    {"parsely-title", FACT_TITLE, 4},
    {"article:published_time", FACT_PUBLISHED, 2},
    {"og:article:published_time", FACT_PUBLISHED, 2},
    {"og:published_time", FACT_PUBLISHED, 3},
    {"parsely-pub-date", FACT_PUBLISHED, 4},
    {"dc.date.issued", FACT_PUBLISHED, 5},
    {"dcterms.created", FACT_PUBLISHED, 5},
    {"dcterms.date", FACT_PUBLISHED, 5},
    {"dc.date", FACT_PUBLISHED, 6},
    {"date.created", FACT_PUBLISHED, 6},
    {"sailthru.date", FACT_PUBLISHED, 6},
    {"publish-date", FACT_PUBLISHED, 6},
    {"publication_date", FACT_PUBLISHED, 6},
    {"pubdate", FACT_PUBLISHED, 6},
    {"cxenseparse:recs:publishtime", FACT_PUBLISHED, 6},
    {"date", FACT_PUBLISHED, 7},
    {"article:modified_time", FACT_MODIFIED, 2},
    {"og:updated_time", FACT_MODIFIED, 4},
    {"dcterms.modified", FACT_MODIFIED, 5},
    {"last-modified", FACT_MODIFIED, 6},
    {"og:site_name", FACT_OUTLET, 2},
    {"dc.publisher", FACT_OUTLET, 4},
    {"application-name", FACT_OUTLET, 5},
    {"al:android:app_name", FACT_OUTLET, 6},
    {"article:section", FACT_SECTION, 2},
    {"parsely-section", FACT_SECTION, 4},
    {"section", FACT_SECTION, 6},
    {"author", FACT_AUTHOR, 3},
    {"article:author", FACT_AUTHOR, 4},
    {"dc.creator", FACT_AUTHOR, 4},
    {"parsely-author", FACT_AUTHOR, 4},
    {"sailthru.author", FACT_AUTHOR, 5},
    {"og:url", FACT_URL, 2},
    {"og:locale", FACT_LANGUAGE, 3},
    {"content-language", FACT_LANGUAGE, 4},
};

static void read_meta(struct html *html, size_t node)
{
    struct arena *arena = html->arena;
    static const char *const attributes[] = {"property", "name", "http-equiv"};
    struct slice content = markup_attribute(arena, &html->tree, node, "content");
    if (!content.length) {
        return;
    }
    struct slice property = markup_attribute(arena, &html->tree, node, "itemprop");
    if (property.length) {
        read_microdata(html, node, property);
    }
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        struct slice name = markup_attribute(arena, &html->tree, node, attributes[i]);
        bool address = is_name(name, "article:author") && slice_starts(content, SLICE("http"));
        if (name.length && !address) {
            claim_by_name(html, meta_names, sizeof meta_names / sizeof *meta_names, name, content);
        }
        if (is_name(name, "og:type") && slice_find(content, SLICE("live"), 0) != SIZE_MAX) {
            html->facts.live = true;
        }
        if (is_name(name, "article:content_tier") && is_name(content, "locked")) {
            html->facts.locked = true;
        }
    }
}

static void read_microdata(struct html *html, size_t node, struct slice property)
{
    static const struct fact_name names[] = {
        {"datepublished", FACT_PUBLISHED, 3}, {"datecreated", FACT_PUBLISHED, 6},
        {"datemodified", FACT_MODIFIED, 3},   {"headline", FACT_TITLE, 4},
        {"author", FACT_AUTHOR, 2},           {"articlesection", FACT_SECTION, 3},
    };
    static const char *const values[] = {"datetime", "content"};
    struct slice value = {NULL, 0};
    for (size_t i = 0; i < 2 && !value.length; i++) {
        value = markup_attribute(html->arena, &html->tree, node, values[i]);
    }
    if (!value.length) {
        value = html_plain(html->arena, markup_text(html->arena, &html->tree, node));
    }
    if (value.length <= 300) {
        claim_by_name(html, names, sizeof names / sizeof *names, property, value);
    }
}

static void read_link(struct html *html, size_t node)
{
    struct slice relation = markup_attribute(html->arena, &html->tree, node, "rel");
    struct slice target = markup_attribute(html->arena, &html->tree, node, "href");
    if (is_name(relation, "canonical") && slice_starts(target, SLICE("http"))) {
        html_claim(&html->facts.url, 1, "canonical", target);
    }
}

/* "Headline - Outlet", "Headline | Section | Outlet": the headline, where it has four words. */
static struct slice cut_outlet(struct slice title)
{
    static const char *const marks[] = {" | ", " - ", " – ", " — ", " :: ", " • "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = slice_find(title, slice_of(marks[i]), 0);
        struct slice head = slice_part(title, 0, at == SIZE_MAX ? 0 : at);
        size_t spaces = 0;
        for (size_t c = 0; c < head.length; c++) {
            spaces += head.at[c] == ' ';
        }
        if (spaces >= 3) {
            return head;
        }
    }
    return title;
}

static void read_node(struct html *html, size_t node)
{
    const struct markup_node *n = &html->tree.nodes[node];
    struct slice value;
    switch (n->tag) {
    case TAG_META:
        read_meta(html, node);
        break;
    case TAG_LINK:
        read_link(html, node);
        break;
    case TAG_TITLE:
        html_claim(&html->facts.title, 6, "title", cut_outlet(html_plain(html->arena, n->text)));
        break;
    case TAG_HTML:
        value = markup_attribute(html->arena, &html->tree, node, "lang");
        html_claim(&html->facts.language, 2, "lang", value);
        break;
    case TAG_NONE:
    case TAG_SCRIPT:
        break;
    default:
        value = n->attribute_count ? markup_attribute(html->arena, &html->tree, node, "itemprop")
                                   : (struct slice){NULL, 0};
        if (value.length) {
            read_microdata(html, node, value);
        }
        break;
    }
}

void html_facts_read(struct html *html)
{
    for (size_t i = 0; i < html->tree.count; i++) {
        read_node(html, i);
    }
    html_data_read(html);
    struct html_claim *texts[] = {&html->facts.title, &html->facts.author, &html->facts.outlet,
                                  &html->facts.section};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        texts[i]->value = html_plain(html->arena, texts[i]->value);
    }
}
