/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A web page to the text and roles that article.c goes on with: one block a line, an empty line
 * between, the title first. Takes a document of HTML, whole or the content of a feed's item. What
 * was found in the markup (dates, outlet, address …) is set behind the steps that read the text,
 * and before them where they need it. Cost: under a millisecond for a page of 150 kB. */
#include "article/html.h"
#include "base/buffer.h"

#define STUB_LETTERS 2500u /* a locked page with more text is taken for whole */
#define STUB_NODES 40u     /* behind the story, among which its notice stands */
#define HOUR_LETTERS 40u   /* an hour with the name of its zone has fewer */
#define BODY_LEAST 60u     /* letters; a page with less has no article */

static struct slice find_title(struct html *html)
{
    struct slice given = html->document->envelope.title;
    if (html->heading) {
        return html_plain(html->arena, markup_text(html->arena, &html->tree, html->heading));
    }
    return html->facts.title.value.length ? html->facts.title.value
                                          : html_plain(html->arena, given);
}

static size_t count_letters(const struct html *html)
{
    size_t letters = 0;
    for (size_t i = 0; i < html->story_count; i++) {
        letters += html->story[i].role == ROLE_CAPTION ? 0 : html->story[i].letters;
    }
    return letters;
}

/* The body that the page holds as data, where it is clearly more than what it shows. */
static void take_data_body(struct html *html)
{
    struct slice rest = html->facts.body.value, line;
    if (rest.length < 2 * BODY_LEAST || rest.length / 2 < count_letters(html)) {
        return;
    }
    html->story_count = 0;
    while (slice_split(&rest, '\n', &line)) {
        line = html_plain(html->arena, line);
        if (line.length) {
            struct html_block *block = arena_push(html->arena, html->story, html->story_count);
            *block = (struct html_block){
                .role = ROLE_STORY, .text = line, .letters = line.length, .node = 0};
        }
    }
}

static void add_block(struct html *html, struct buffer *text, enum role **roles, size_t *count,
                      const struct html_block *block)
{
    if (text->length) {
        buffer_add(text, SLICE("\n\n"));
    }
    buffer_add(text, block->text);
    *arena_push(html->arena, *roles, *count) = block->role;
}

/* A block that is too long for a line is cut into several. */
static void add_blocks(struct html *html, struct page *page, struct buffer *text, enum role **roles,
                       size_t *count, const struct html_block *block)
{
    struct html_block piece = *block;
    struct slice rest = block->text;
    while (rest.length) {
        size_t length = line_length(rest);
        piece.text = slice_trim(slice_part(rest, 0, length));
        rest = slice_part(rest, length, rest.length);
        page->cuts += rest.length > 0;
        if (piece.text.length) {
            add_block(html, text, roles, count, &piece);
        }
    }
}

/* Is the block the title once more, a heading perhaps with the hour before it? */
static bool repeats_title(const struct html_block *block, struct slice title)
{
    return slice_equal(block->text, title) ||
           (title.length && block->role == ROLE_HEADING && slice_ends(block->text, title));
}

/* Is the block of a live blog's entry only its hour, however often and with its zone? */
static bool tells_hour(const struct html *html, const struct html_block *block)
{
    int minutes;
    return html->document->envelope.live && block->role != ROLE_HEADING &&
           block->letters <= HOUR_LETTERS && hour_read(block->text, &minutes) != 0 &&
           !slice_ends(block->text, SLICE("."));
}

/* Title and blocks as one text with the role of each line. */
static void compose(struct html *html, struct page *page)
{
    struct buffer text = {0};
    enum role *roles = NULL;
    size_t count = 0;
    struct html_block title = {.role = ROLE_TITLE, .text = find_title(html)};
    page->titled = title.text.length > 0;
    if (page->titled) {
        add_blocks(html, page, &text, &roles, &count, &title);
    }
    for (size_t i = 0; i < html->story_count; i++) {
        if (!repeats_title(&html->story[i], title.text) && !tells_hour(html, &html->story[i])) {
            add_blocks(html, page, &text, &roles, &count, &html->story[i]);
        }
    }
    page->text = slice_copy(html->arena, buffer_slice(&text));
    page->roles = roles;
    buffer_free(&text);
}

/* Does the page say, in a short line of the story or right behind it, that only the beginning is
 * here? Further down, such lines speak of other articles. */
static bool says_stub(struct html *html)
{
    const struct article_rules *rules = html->rules;
    size_t end = html->tree.nodes[html->root].end + STUB_NODES;
    end = end < html->tree.count ? end : html->tree.count;
    for (size_t i = html->root; i < end; i++) {
        struct slice text = slice_trim(html->tree.nodes[i].text);
        if (html->tree.nodes[i].tag != TAG_NONE || text.length < 12 || text.length > 300) {
            continue;
        }
        struct slice folded = fold_spaces(html->arena, text);
        for (size_t p = 0; p < rules->pattern_counts[MECHANISM_STUB]; p++) {
            if (slice_find(folded, rules->patterns[MECHANISM_STUB][p].text, 0) != SIZE_MAX) {
                return true;
            }
        }
    }
    return false;
}

bool html_open(struct html *html, struct page *page, const struct log *log, struct error *err)
{
    const struct document *document = html->document;
    markup_read(html->arena, document->bytes, MARKUP_HTML, &html->tree);
    if (html->tree.cut || html->tree.flattened || html->tree.thinned) {
        log_finding(log, "%.*s: markup over a limit (elements, depth or attributes); cut",
                    SLICE_ARGS(document->path));
    } else if (html->tree.unfinished) {
        log_finding(log, "%.*s: a comment, script or tag without end; read on behind it",
                    SLICE_ARGS(document->path));
    }
    html_facts_read(html);
    html_claim(&html->facts.published, 2, "published", document->envelope.published);
    html_claim(&html->facts.modified, 2, "modified", document->envelope.modified);
    html_story_find(html);
    take_data_body(html);
    if (html->list) {
        return error_set(err, ERROR_INVALID, "%.*s: a list of articles, not one",
                         SLICE_ARGS(document->path));
    }
    bool named = document->envelope.title.length || document->envelope.live;
    if (count_letters(html) < (named ? 1 : BODY_LEAST) && !document->envelope.title.length) {
        return error_set(err, ERROR_INVALID, "%.*s: no article on the page",
                         SLICE_ARGS(document->path));
    }
    compose(html, page);
    return true;
}

static struct slice first_of(struct slice a, struct slice b)
{
    return a.length ? a : b;
}

void html_close(struct html *html, struct article *out)
{
    const struct html_facts *facts = &html->facts;
    const struct envelope *envelope = &html->document->envelope;
    size_t letters = count_letters(html);
    out->url = first_of(facts->url.value, envelope->url);
    out->domain = address_domain(html->arena, out->url);
    out->outlet = first_of(facts->outlet.value, first_of(envelope->outlet, out->outlet));
    out->outlet = first_of(out->outlet, out->domain);
    out->author = first_of(facts->author.value, envelope->author);
    out->section = first_of(facts->section.value, envelope->section);
    out->live = facts->live || envelope->live;
    out->stub = envelope->summary || (letters < STUB_LETTERS && (facts->locked || says_stub(html)));
    html_dates_find(html, out);
    if (!out->language[0] && facts->language.value.length >= 2) {
        memcpy(out->language, facts->language.value.at, 2);
    }
}
