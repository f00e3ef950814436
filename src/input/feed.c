/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A feed (RSS 0.9 to 2.0, RDF, Atom, with the content and Dublin Core modules) to documents, one an
 * item. Takes its text as UTF-8. Elements are known by their names without prefix, for feeds bind
 * prefixes as they like and err in it. An item that holds the whole article gives it; one with a
 * summary alone is marked so. The parser fetches nothing and expands nothing. Linear. */
#include "input/inside.h"
#include "markup/markup.h"

struct feed {
    struct walk *walk;
    const struct place *place;
    struct arena arena;
    struct markup markup;
    struct slice outlet, language;
    size_t number; /* of the item, from 1 */
};

static struct slice text_of(struct feed *feed, size_t node)
{
    return slice_trim(markup_text(&feed->arena, &feed->markup, node));
}

/* The first child of `node` with one of the names (ended by NULL) that has text; names in the order
 * of preference. */
static struct slice child_text(struct feed *feed, size_t node, const char *const *names)
{
    const struct markup_node *nodes = feed->markup.nodes;
    for (; *names; names++) {
        for (size_t i = node + 1; i < nodes[node].end; i = nodes[i].end) {
            if (markup_is(&nodes[i], *names)) {
                struct slice text = text_of(feed, i);
                if (text.length) {
                    return text;
                }
            }
        }
    }
    return (struct slice){"", 0};
}

/* The address: text of <link>, or the href of an Atom <link> that is no other relation. */
static struct slice find_link(struct feed *feed, size_t item)
{
    const struct markup_node *nodes = feed->markup.nodes;
    static const char *const fallback[] = {"link", "origLink", "guid", "id", NULL};
    for (size_t i = item + 1; i < nodes[item].end; i = nodes[i].end) {
        if (!markup_is(&nodes[i], "link")) {
            continue;
        }
        struct slice relation = markup_attribute(&feed->arena, &feed->markup, i, "rel");
        struct slice href = markup_attribute(&feed->arena, &feed->markup, i, "href");
        if (href.length && (!relation.at || slice_is(relation, "alternate"))) {
            return slice_trim(href);
        }
    }
    struct slice text = child_text(feed, item, fallback);
    return slice_starts(text, SLICE("http")) ? text : (struct slice){"", 0};
}

/* Atom's <author><name>; of the others, their text. */
static struct slice find_author(struct feed *feed, size_t item)
{
    static const char *const name[] = {"name", NULL};
    static const char *const author[] = {"creator", "author", NULL};
    const struct markup_node *nodes = feed->markup.nodes;
    for (size_t i = item + 1; i < nodes[item].end; i = nodes[i].end) {
        if (markup_is(&nodes[i], "author")) {
            struct slice text = child_text(feed, i, name);
            if (text.length) {
                return text;
            }
        }
    }
    return child_text(feed, item, author);
}

static void read_item(struct feed *feed, size_t item)
{
    static const char *const title[] = {"title", NULL};
    static const char *const whole[] = {"encoded", "content", "body", NULL};
    static const char *const summary[] = {"description", "summary", NULL};
    static const char *const published[] = {"pubDate", "published", "issued",
                                            "date",    "created",   NULL};
    static const char *const modified[] = {"updated", "modified", NULL};
    static const char *const section[] = {"category", NULL};
    struct arena *arena = &feed->arena;
    struct place place = place_numbered(arena, feed->place, ++feed->number, 0);
    struct slice text = child_text(feed, item, whole);
    struct envelope envelope = {
        .url = find_link(feed, item),
        .title = markup_decode(arena, child_text(feed, item, title)),
        .author = find_author(feed, item),
        .outlet = feed->outlet,
        .section = child_text(feed, item, section),
        .published = child_text(feed, item, published),
        .modified = child_text(feed, item, modified),
        .language = feed->language,
        .summary = !text.length,
    };
    text = text.length ? text : child_text(feed, item, summary);
    if (!text.length && !envelope.title.length) {
        walk_problem(feed->walk, place.path, "an item without title and text");
        return;
    }
    struct document document = {
        .path = place.path,
        .id = place.id,
        .form = slice_find(text, SLICE("<"), 0) != SIZE_MAX ||
                        slice_find(text, SLICE("&"), 0) != SIZE_MAX
                    ? DOCUMENT_PAGE
                    : DOCUMENT_TEXT,
        .bytes = text.length ? text : envelope.title,
        .envelope = envelope,
    };
    walk_document(feed->walk, &document);
}

static void read_items(struct feed *feed)
{
    static const char *const title[] = {"title", NULL}, *const language[] = {"language", NULL};
    const struct markup_node *nodes = feed->markup.nodes;
    for (size_t i = 1; i < feed->markup.count && !feed->walk->stopped; i++) {
        if (markup_is(&nodes[i], "channel") || markup_is(&nodes[i], "feed")) {
            feed->outlet = markup_decode(&feed->arena, child_text(feed, i, title));
            feed->language = child_text(feed, i, language);
        } else if (markup_is(&nodes[i], "item") || markup_is(&nodes[i], "entry")) {
            read_item(feed, i); /* and those inside, where one is not closed */
        }
    }
}

void feed_read(struct walk *walk, struct slice text, const struct place *place)
{
    struct feed feed = {.walk = walk, .place = place, .outlet = {"", 0}, .language = {"", 0}};
    markup_read(&feed.arena, text, MARKUP_XML, &feed.markup);
    read_items(&feed);
    if (feed.markup.entities) {
        log_finding(walk->log, "%.*s: the feed declares entities; they are not expanded",
                    SLICE_ARGS(place->path));
    }
    if (!feed.number) {
        walk_problem(walk, place->path, "XML without an item of a feed");
    } else if (feed.markup.cut) {
        walk_problem(walk, place->path, "a feed of too many elements; the rest is left out");
    } else if (feed.markup.unfinished || feed.markup.unclosed) {
        walk_problem(walk, place->path, "the feed is broken; what can be read of it is read");
    }
    arena_free(&feed.arena);
}
