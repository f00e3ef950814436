/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A page of several articles to one document for each: the entries of a live blog, the teasers of a
 * page that lists articles.
 *
 * Takes any document; one that cannot be such a page, by the marks in its bytes, is handed on
 * unread. The entries of a live blog are the pieces of the page that html_live.c finds, joined with
 * the updates in its data (JSON-LD), which tell hour, address and author better; updates that the
 * page does not show become entries of their own. What is left of the page around its entries is an
 * article too, if it has text. A piece of a page is a page, and is read as one. Cost: one more
 * reading of such a page. */
#include "article/html.h"
#include "base/limits.h"

#define MARKS_LEAST 3     /* hours, or <article>, in a page of several articles */
#define TEASER_LETTERS 60 /* of a teaser's text; one with fewer is a headline alone */
#define REST_LETTERS 60   /* of what is left around the entries */
#define LEAD_BYTES 20000u /* more is no lead */

struct split {
    struct arena arena;
    struct html html;
    const struct document *document;
    struct envelope page; /* what the page says of all its entries */
    document_visit *visit;
    void *context;
    struct error *err;
};

/* ------------------------------------------------------------------------------------- signs */

static size_t count_of(struct slice text, struct slice mark, size_t most)
{
    size_t count = 0, at = 0;
    while (count < most && (at = slice_find(text, mark, at)) != SIZE_MAX) {
        count++;
        at += mark.length;
    }
    return count;
}

/* Texts that begin like an hour, right behind a tag: ">14:32", ">9h05". */
static size_t count_hours(struct slice text, size_t most)
{
    size_t count = 0;
    for (size_t at = 0; count < most; at++) {
        const char *end = memchr(text.at + at, '>', text.length - at);
        if (!end) {
            break;
        }
        at = (size_t)(end - text.at);
        size_t digit = at + 1;
        while (digit < text.length && text.at[digit] >= '0' && text.at[digit] <= '9') {
            digit++;
        }
        count += digit > at + 1 && digit < at + 4 && digit < text.length &&
                 memchr("hH:. ", text.at[digit], 5);
    }
    return count;
}

static bool may_hold_several(struct slice text)
{
    return count_of(text, SLICE("<time"), MARKS_LEAST) == MARKS_LEAST ||
           count_of(text, SLICE("<article"), MARKS_LEAST) == MARKS_LEAST ||
           count_hours(text, MARKS_LEAST) == MARKS_LEAST ||
           slice_find(text, SLICE("LiveBlogPosting"), 0) != SIZE_MAX;
}

/* --------------------------------------------------------------------------------- documents */

static struct slice first_of(struct slice a, struct slice b)
{
    return a.length ? a : b;
}

/* What the page says of all that stands on it. */
static void read_envelope(struct split *split)
{
    const struct html_facts *facts = &split->html.facts;
    const struct envelope *given = &split->document->envelope;
    split->page = (struct envelope){
        .url = first_of(facts->url.value, given->url),
        .title = (struct slice){"", 0},
        .author = first_of(facts->author.value, given->author),
        .outlet = first_of(facts->outlet.value, given->outlet),
        .section = first_of(facts->section.value, given->section),
        .published = (struct slice){"", 0},
        .modified = (struct slice){"", 0},
        .language = first_of(facts->language.value, given->language),
    };
}

/* Hands out a piece of the page. `name` tells it from the others. */
static bool give(struct split *split, struct slice name, enum document_form form,
                 struct slice bytes, const struct envelope *envelope)
{
    const struct document *page = split->document;
    struct arena *arena = &split->arena;
    struct document piece = {
        .path = slice_print(arena, "%.*s#%.*s", SLICE_ARGS(page->path), SLICE_ARGS(name)),
        .id = slice_print(arena, "%.*s#%.*s", SLICE_ARGS(page->id), SLICE_ARGS(name)),
        .offset = page->offset,
        .form = form,
        .bytes = bytes,
        .envelope = *envelope,
    };
    return split->visit(split->context, &piece, split->err);
}

/* The bytes of the nodes [from, to). */
static struct slice source_of(const struct split *split, size_t from, size_t to)
{
    const struct markup *tree = &split->html.tree;
    size_t end = to < tree->count ? tree->nodes[to].begin : split->document->bytes.length;
    return slice_part(split->document->bytes, tree->nodes[from].begin, end);
}

/* The address of a link on the page. */
static struct slice absolute(struct split *split, struct slice link)
{
    struct slice page = split->page.url;
    size_t scheme = slice_find(page, SLICE("://"), 0);
    if (slice_starts(link, SLICE("http")) || scheme == SIZE_MAX || !link.length) {
        return slice_starts(link, SLICE("http")) ? link : (struct slice){"", 0};
    }
    size_t host_end = slice_find(page, SLICE("/"), scheme + 3);
    struct slice host = slice_part(page, 0, host_end == SIZE_MAX ? page.length : host_end);
    if (slice_starts(link, SLICE("//"))) {
        return slice_print(&split->arena, "%.*s%.*s", (int)scheme + 1, page.at, SLICE_ARGS(link));
    }
    size_t folder = page.length;
    while (link.at[0] != '/' && folder > host.length && page.at[folder - 1] != '/') {
        folder--;
    }
    struct slice base = link.at[0] == '/' ? host : slice_part(page, 0, folder);
    return slice_print(&split->arena, "%.*s%s%.*s", SLICE_ARGS(base),
                       link.at[0] != '/' && !slice_ends(base, SLICE("/")) ? "/" : "",
                       SLICE_ARGS(link));
}

/* -------------------------------------------------------------------------------- live blogs */

/* The parts of an address that tell an entry: what stands behind its last '#'. */
static struct slice fragment_of(struct slice url)
{
    size_t at = url.length;
    while (at > 0 && url.at[at - 1] != '#') {
        at--;
    }
    return at ? slice_part(url, at, url.length) : (struct slice){"", 0};
}

/* Which update of the page's data tells of which entry; UINT32_MAX: none. */
static uint32_t *match_updates(struct split *split, const struct live_blog *blog)
{
    struct arena *arena = &split->arena;
    const struct html_facts *facts = &split->html.facts;
    struct map keys = {0};
    uint32_t *matches = arena_array(arena, blog->count + 1, sizeof *matches);
    for (uint32_t i = 0; i < facts->update_count; i++) {
        const struct html_update *update = &facts->updates[i];
        struct slice body = html_plain(arena, update->body);
        const struct slice said[] = {fragment_of(update->url), html_opening(arena, update->title),
                                     html_opening(arena, body)};
        for (size_t k = 0; k < 3; k++) {
            if (said[k].length && map_get(&keys, said[k]) == MAP_NONE) {
                map_put(&keys, arena, said[k], i);
            }
        }
    }
    for (size_t i = 0; i < blog->count; i++) {
        const struct live_entry *entry = &blog->entries[i];
        const struct slice shown[] = {entry->fragment, html_opening(arena, entry->title),
                                      entry->opening};
        matches[i] = UINT32_MAX;
        for (size_t k = 0; k < 3 && matches[i] == UINT32_MAX; k++) {
            matches[i] = shown[k].length ? map_get(&keys, shown[k]) : MAP_NONE;
        }
    }
    return matches;
}

/* What is said of an entry: by the update of the data (or NULL) and on the page. */
static struct envelope entry_envelope(struct split *split, const struct html_update *update,
                                      struct slice title, struct slice published,
                                      struct slice fragment)
{
    struct envelope envelope = split->page;
    envelope.live = true;
    envelope.title = title;
    envelope.published = published;
    if (fragment.length && envelope.url.length) {
        size_t end = slice_find(envelope.url, SLICE("#"), 0);
        struct slice page =
            slice_part(envelope.url, 0, end == SIZE_MAX ? envelope.url.length : end);
        envelope.url =
            slice_print(&split->arena, "%.*s#%.*s", SLICE_ARGS(page), SLICE_ARGS(fragment));
    }
    if (update) {
        envelope.title = first_of(title, update->title);
        envelope.published = first_of(update->published, published);
        envelope.author = first_of(update->author, envelope.author);
        envelope.url = first_of(absolute(split, update->url), envelope.url);
    }
    return envelope;
}

static struct slice name_of(struct split *split, struct slice fragment, size_t number)
{
    return fragment.length ? fragment : slice_print(&split->arena, "%zu", number);
}

/* An update that the page does not show. */
static bool give_update(struct split *split, const struct html_update *update, size_t number)
{
    bool page = slice_find(update->body, SLICE("<"), 0) != SIZE_MAX;
    struct slice fragment = fragment_of(update->url);
    struct slice none = {"", 0};
    struct envelope envelope = entry_envelope(split, update, none, none, none);
    return !slice_trim(update->body).length ||
           give(split, name_of(split, fragment, number), page ? DOCUMENT_PAGE : DOCUMENT_TEXT,
                update->body, &envelope);
}

/* Hands out the entries, then the updates that are none of them. */
static bool give_entries(struct split *split, const struct live_blog *blog)
{
    const struct html_facts *facts = &split->html.facts;
    uint32_t *matches = match_updates(split, blog);
    bool *shown = arena_array(&split->arena, facts->update_count + 1, sizeof *shown);
    bool good = true;
    for (size_t i = 0; i < blog->count && good; i++) {
        const struct live_entry *entry = &blog->entries[i];
        const struct html_update *update =
            matches[i] == UINT32_MAX ? NULL : &facts->updates[matches[i]];
        if (update) {
            shown[matches[i]] = true;
        }
        struct envelope envelope =
            entry_envelope(split, update, entry->title, entry->published, entry->fragment);
        good = give(split, name_of(split, entry->fragment, i + 1), DOCUMENT_PAGE,
                    source_of(split, entry->node, entry->end), &envelope);
    }
    for (size_t i = 0; i < facts->update_count && good; i++) {
        good = shown[i] || give_update(split, &facts->updates[i], blog->count + i + 1);
    }
    return good;
}

/* Is there an article in what is left of the page? */
static bool has_rest(struct split *split, struct slice rest)
{
    struct document document = *split->document;
    struct html html = {.arena = &split->arena, .rules = split->html.rules, .document = &document};
    struct page page = {.arena = &split->arena, .rules = split->html.rules};
    size_t letters = 0;
    document.bytes = rest;
    document.envelope.live = true;
    if (!html_open(&html, &page, NULL, NULL)) {
        return false;
    }
    for (size_t i = 0; i < html.story_count; i++) {
        letters += html.story[i].role == ROLE_CAPTION ? 0 : html.story[i].letters;
    }
    return letters >= REST_LETTERS;
}

static bool give_live(struct split *split, const struct live_blog *blog)
{
    struct document page = *split->document;
    const struct markup_node *nodes = split->html.tree.nodes;
    size_t begin = nodes[blog->entries[0].node].begin;
    size_t last = blog->entries[blog->count - 1].end;
    size_t end = last < split->html.tree.count ? nodes[last].begin : page.bytes.length;
    struct slice rest = slice_print(&split->arena, "%.*s%.*s", (int)begin, page.bytes.at,
                                    (int)(page.bytes.length - end), page.bytes.at + end);
    page.bytes = rest;
    page.envelope.live = true;
    return (!has_rest(split, rest) || split->visit(split->context, &page, split->err)) &&
           give_entries(split, blog);
}

/* Do the page's data alone tell its entries, and nearly all of what it shows? */
static bool data_hold_all(const struct split *split)
{
    const struct html *html = &split->html;
    size_t told = 0, shown = 0;
    for (size_t i = 0; i < html->facts.update_count; i++) {
        told += html->facts.updates[i].body.length;
    }
    for (size_t i = 0; i < html->story_count; i++) {
        shown += html->story[i].letters;
    }
    return html->facts.update_count > 1 && told * 10 >= shown * 9;
}

/* The text in front of the first update that the page shows, as the record of an article. */
static bool give_lead(struct split *split)
{
    struct arena *arena = &split->arena;
    const struct html *html = &split->html;
    struct document lead = *split->document;
    struct map updates = {0};
    size_t letters = 0;
    lead.form = DOCUMENT_TEXT;
    lead.bytes = (struct slice){"", 0};
    lead.envelope = split->page;
    lead.envelope.live = true;
    lead.envelope.title = html->facts.title.value;
    lead.envelope.published = html->facts.published.value;
    lead.envelope.modified = html->facts.modified.value;
    for (size_t i = 0; i < html->facts.update_count; i++) {
        const struct html_update *update = &html->facts.updates[i];
        map_put(&updates, arena, html_opening(arena, update->title), 1);
        map_put(&updates, arena, html_opening(arena, html_plain(arena, update->body)), 1);
    }
    for (size_t i = 0; i < html->story_count; i++) {
        const struct html_block *block = &html->story[i];
        bool shown = map_get(&updates, html_opening(arena, block->text)) != MAP_NONE;
        if (shown || lead.bytes.length > LEAD_BYTES) {
            break;
        }
        letters += block->letters;
        lead.bytes = slice_print(arena, "%.*s%s%.*s", SLICE_ARGS(lead.bytes),
                                 lead.bytes.length ? "\n\n" : "", SLICE_ARGS(block->text));
    }
    return letters < REST_LETTERS || split->visit(split->context, &lead, split->err);
}

/* ------------------------------------------------------------------------------------- lists */

/* The first link in the nodes [from, to), or 0. */
static size_t find_link(const struct html *html, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (html->tree.nodes[i].tag == TAG_A) {
            return i;
        }
    }
    return 0;
}

static bool is_heading(enum tag tag)
{
    return tag == TAG_H1 || tag == TAG_H2 || tag == TAG_H3 || tag == TAG_H4;
}

/* The heading of a teaser that leads to its article, or 0. */
static size_t find_headline(const struct html *html, size_t teaser, size_t *link)
{
    const struct markup_node *nodes = html->tree.nodes;
    for (size_t i = teaser + 1; i < nodes[teaser].end; i++) {
        if (is_heading(nodes[i].tag)) {
            *link = find_link(html, i, nodes[i].end);
            *link = *link ? *link : html->linked[i] ? find_link(html, teaser, i) : 0;
            return *link ? i : 0;
        }
    }
    return 0;
}

/* Letters of the teaser that are no part of a link. */
static size_t count_running(const struct html *html, size_t teaser)
{
    size_t letters = 0;
    for (size_t i = teaser + 1; i < html->tree.nodes[teaser].end; i++) {
        const struct markup_node *node = &html->tree.nodes[i];
        bool counts = node->tag == TAG_NONE && !html->dropped[i] && !html->linked[i];
        letters += counts ? slice_trim(node->text).length : 0;
    }
    return letters;
}

/* Hands out the teasers of a list as the summaries that they are; *given counts them. */
static bool give_teasers(struct split *split, size_t *given)
{
    struct html *html = &split->html;
    const struct markup_node *nodes = html->tree.nodes;
    for (size_t i = 1; i < html->tree.count; i++) {
        size_t link = 0;
        size_t heading =
            nodes[i].tag == TAG_ARTICLE && !html->dropped[i] ? find_headline(html, i, &link) : 0;
        if (!heading || count_running(html, i) < TEASER_LETTERS) {
            continue;
        }
        struct envelope envelope = split->page;
        envelope.summary = true;
        envelope.title =
            html_plain(&split->arena, markup_text(&split->arena, &html->tree, heading));
        envelope.url = absolute(split, markup_attribute(&split->arena, &html->tree, link, "href"));
        envelope.author = (struct slice){"", 0};
        struct slice name = slice_print(&split->arena, "%zu", ++*given);
        if (!give(split, name, DOCUMENT_PAGE, source_of(split, i, nodes[i].end), &envelope)) {
            return false;
        }
        i = nodes[i].end - 1;
    }
    return true;
}

/* ------------------------------------------------------------------------------------ the page */

/* Hands out the articles of the page; *several is false where it is one, which is left to do. */
static bool give_several(struct split *split, bool *several)
{
    struct html *html = &split->html;
    struct live_blog blog = {NULL, 0};
    size_t given = 0;
    markup_read(&split->arena, split->document->bytes, MARKUP_HTML, &html->tree);
    html_facts_read(html);
    html_story_find(html);
    read_envelope(split);
    *several = true;
    if (html_live_find(html, &blog)) {
        return give_live(split, &blog);
    }
    if (data_hold_all(split)) {
        return give_lead(split) && give_entries(split, &blog);
    }
    bool good = !html->list || give_teasers(split, &given);
    *several = given > 0;
    return good;
}

bool article_split(const struct article_rules *rules, const struct document *document,
                   document_visit *visit, void *context, struct error *err)
{
    struct split split = {.document = document, .visit = visit, .context = context, .err = err};
    if (document->form != DOCUMENT_PAGE || document->bytes.length > LIMIT_ARTICLE_BYTES ||
        !may_hold_several(document->bytes)) {
        return visit(context, document, err);
    }
    split.html = (struct html){.arena = &split.arena, .rules = rules, .document = document};
    bool several, good = give_several(&split, &several);
    arena_free(&split.arena); /* before the page is read as one */
    return several || !good ? good : visit(context, document, err);
}
