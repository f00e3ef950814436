/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The entries of a live blog in its page.
 *
 * Takes a page whose story was found. Each <time>, and each text that begins with an hour, is the
 * mark of the child that holds it, in every element around it; the element with the most marked
 * children that hold text of the story is the blog's stream, and each marked child begins an entry,
 * which goes on to the next one. So it does not matter whether the entries are elements of their
 * own or headings with paragraphs between. It is a live blog only if the page says so by its data,
 * its title, its address or the names of its classes, and if the stream is half of the story.
 *
 * An entry's day is that of its <time>, else the last day named between the entries, else that of
 * the page, counted on (or back) where the hours pass midnight. Linear in the page. */
#include "article/html.h"

#define ENTRIES_LEAST 3
#define CANDIDATES 8u       /* streams that are looked into */
#define OPENING_BYTES 48u   /* by which two copies of an entry are told */
#define SEPARATOR_BYTES 80u /* a line that names the day of the entries behind it */
#define FRAGMENT_BYTES 64u
#define FRAGMENT_NODES 6u /* of an entry, among which one with its id is looked for */
#define NO_HOUR (-1)

struct stream {
    struct html *html;
    uint32_t *marks;  /* of each node, the first mark inside, or 0 */
    uint32_t *counts; /* of each node, its marked children */
};

/* ----------------------------------------------------------------------------------- marks */

static bool is_mark(const struct html *html, size_t node)
{
    const struct markup_node *n = &html->tree.nodes[node];
    int minutes;
    return n->tag == TAG_TIME ||
           (n->tag == TAG_NONE && hour_read(slice_trim(n->text), &minutes) != 0);
}

static void mark_children(struct stream *stream)
{
    const struct markup_node *nodes = stream->html->tree.nodes;
    for (uint32_t i = 1; i < stream->html->tree.count; i++) {
        if (!is_mark(stream->html, i)) {
            continue;
        }
        for (uint32_t child = i; child && !stream->marks[child]; child = nodes[child].parent) {
            stream->marks[child] = i;
            stream->counts[nodes[child].parent]++;
        }
    }
}

static size_t next_child(const struct markup_node *nodes, size_t child)
{
    return nodes[child].end > child ? nodes[child].end : child + 1;
}

/* A child that is one paragraph, one heading or one hour: its entry goes on behind it. */
static bool is_flat(enum tag tag)
{
    return tag == TAG_NONE || tag == TAG_TIME || tag == TAG_P || tag == TAG_H1 || tag == TAG_H2 ||
           tag == TAG_H3 || tag == TAG_H4 || tag == TAG_H5 || tag == TAG_H6 || tag == TAG_DT ||
           tag == TAG_STRONG || tag == TAG_B || tag == TAG_SPAN;
}

/* Where the last entry ends: with its element; a flat one where no more text follows. */
static size_t last_end(const struct html *html, size_t parent, size_t child)
{
    const struct markup_node *nodes = html->tree.nodes;
    size_t end = next_child(nodes, child);
    bool flat = is_flat(nodes[child].tag);
    while (flat && end < nodes[parent].end) {
        enum tag tag = nodes[end].tag;
        bool goes_on = tag == TAG_NONE || tag == TAG_P || tag == TAG_UL || tag == TAG_BLOCKQUOTE ||
                       tag == TAG_BR || tag == TAG_FIGURE || tag == TAG_DD || tag == TAG_DIV;
        if (!goes_on && (!is_flat(tag) || tag == nodes[child].tag)) {
            break;
        }
        end = next_child(nodes, end);
    }
    return end;
}

/* The entries under `parent` that hold text of the story; gives the letters of all of them. */
static size_t list_entries(const struct stream *stream, size_t parent, struct live_blog *out)
{
    struct html *html = stream->html;
    const struct markup_node *nodes = html->tree.nodes;
    size_t story = 0, letters = 0, last = 0;
    *out = (struct live_blog){NULL, 0};
    for (size_t child = parent + 1; child < nodes[parent].end; child = next_child(nodes, child)) {
        if (stream->marks[child]) {
            if (out->count) {
                out->entries[out->count - 1].end = child;
            }
            *arena_push(html->arena, out->entries, out->count) = (struct live_entry){.node = child};
        }
    }
    if (out->count) {
        struct live_entry *final = &out->entries[out->count - 1];
        final->end = last_end(html, parent, final->node);
    }
    for (size_t i = 0; i < out->count; i++) {
        struct live_entry *entry = &out->entries[i];
        while (story < html->story_count && html->story[story].node < entry->node) {
            story++;
        }
        for (; story < html->story_count && html->story[story].node < entry->end; story++) {
            entry->letters += html->story[story].letters;
        }
        if (entry->letters) {
            letters += entry->letters;
            out->entries[last++] = *entry;
        }
    }
    out->count = last;
    return letters;
}

/* The next candidate by its number of marked children; each is given once. */
static size_t best_parent(struct stream *stream)
{
    size_t best = 0;
    for (size_t i = 1; i < stream->html->tree.count; i++) {
        best = stream->counts[i] >= ENTRIES_LEAST && stream->counts[i] > stream->counts[best]
                   ? i
                   : best;
    }
    return best;
}

static size_t find_stream(struct stream *stream, struct live_blog *out)
{
    size_t all = 0, parent = 0;
    *out = (struct live_blog){NULL, 0};
    for (size_t i = 0; i < stream->html->story_count; i++) {
        all += stream->html->story[i].letters;
    }
    stream->counts[0] = 0;
    for (unsigned i = 0; i < CANDIDATES; i++) {
        struct live_blog blog;
        size_t candidate = best_parent(stream);
        if (!candidate) {
            break;
        }
        size_t letters = list_entries(stream, candidate, &blog);
        stream->counts[candidate] = 0;
        if (letters * 2 >= all && blog.count >= ENTRIES_LEAST && blog.count > out->count) {
            *out = blog;
            parent = candidate;
        }
    }
    return parent;
}

/* ------------------------------------------------------------------------------------ signs */

static bool names_live(struct html *html, struct slice names)
{
    struct slice name;
    while (slice_split(&names, ' ', &name)) {
        if (html_name_verdict(html->rules, name) == CLASS_LIVE) {
            return true;
        }
    }
    return false;
}

static bool title_is_live(struct html *html, struct slice title)
{
    const struct article_rules *rules = html->rules;
    struct slice folded = fold_spaces(html->arena, title);
    for (size_t i = 0; i < rules->pattern_counts[MECHANISM_LIVE]; i++) {
        if (slice_find(folded, rules->patterns[MECHANISM_LIVE][i].text, 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* Does the page say that it is a live blog? */
static bool says_live(struct html *html, size_t parent, size_t entry)
{
    static const char *const attributes[] = {"class", "id"};
    const size_t nodes[] = {parent, entry};
    struct arena *arena = html->arena;
    struct slice url = html->facts.url.value;
    url = url.length ? url : html->document->envelope.url;
    bool live =
        html->facts.live || title_is_live(html, html->facts.title.value) || names_live(html, url) ||
        (html->heading &&
         title_is_live(html, html_plain(arena, markup_text(arena, &html->tree, html->heading))));
    for (size_t i = 0; i < 4 && !live; i++) {
        live =
            names_live(html, markup_attribute(arena, &html->tree, nodes[i / 2], attributes[i % 2]));
    }
    return live;
}

/* ------------------------------------------------------------------------------------- days */

/* What the mark of an entry says: *day is PRECISION_NONE where it names none. */
static void read_mark(struct html *html, size_t mark, struct slice *written, int *minutes)
{
    struct edtf_point day;
    const struct markup_node *node = &html->tree.nodes[mark];
    struct slice inside =
        node->tag == TAG_NONE ? node->text : markup_text(html->arena, &html->tree, mark);
    inside = html_plain(html->arena, inside);
    *written = (struct slice){"", 0};
    *minutes = NO_HOUR;
    if (!hour_read(inside, minutes)) {
        *minutes = NO_HOUR;
    }
    if (node->tag == TAG_TIME) {
        struct slice value = markup_attribute(html->arena, &html->tree, mark, "datetime");
        *written = date_read(html->arena, html->rules, value, &day)    ? value
                   : date_read(html->arena, html->rules, inside, &day) ? inside
                                                                       : *written;
    }
}

/* The day that a short line between entries names; without a year, the one of `near`. */
static bool read_separator(struct html *html, size_t node, int32_t near, int32_t *out)
{
    struct slice line = html_plain(html->arena, markup_text(html->arena, &html->tree, node));
    struct page page = {.arena = html->arena, .rules = html->rules, .text = line};
    struct found_date date;
    int year, month, day;
    if (line.length > SEPARATOR_BYTES || near == DAY_BEFORE_ALL ||
        !date_find(&page, 0, (uint32_t)line.length, &date) || date.day.precision != PRECISION_DAY) {
        return false;
    }
    day_split(near, &year, &month, &day);
    *out = day_of(date.day.year ? date.day.year : year, date.day.month, date.day.day);
    return true;
}

static int32_t claimed_day(struct html *html, struct slice claim)
{
    struct edtf_point day;
    return date_read(html->arena, html->rules, claim, &day)
               ? edtf_first((struct edtf){day, {PRECISION_NONE, 0, 0, 0}})
               : DAY_BEFORE_ALL;
}

/* Are the latest entries first? */
static bool is_newest_first(const int *hours, size_t count)
{
    size_t down = 0, up = 0;
    for (size_t i = 1; i < count; i++) {
        if (hours[i] != NO_HOUR && hours[i - 1] != NO_HOUR) {
            down += hours[i] < hours[i - 1];
            up += hours[i] > hours[i - 1];
        }
    }
    return down > up;
}

/* The days of entries that tell only their hour, from the days between them and the page's own. */
static void date_by_hours(const struct stream *stream, size_t parent, const int *hours,
                          struct live_blog *blog)
{
    struct html *html = stream->html;
    const struct markup_node *nodes = html->tree.nodes;
    bool back = is_newest_first(hours, blog->count);
    int32_t first = claimed_day(html, html->facts.published.value);
    int32_t last = claimed_day(html, html->facts.modified.value);
    int32_t day = back && last != DAY_BEFORE_ALL ? last : first;
    size_t child = parent + 1;
    int before = NO_HOUR;
    for (size_t i = 0; i < blog->count; i++) {
        struct live_entry *entry = &blog->entries[i];
        bool named = false;
        for (; child < entry->node; child = next_child(nodes, child)) {
            named = (!stream->marks[child] && read_separator(html, child, first, &day)) || named;
        }
        bool passed = before != NO_HOUR && hours[i] != NO_HOUR && !named &&
                      (back ? hours[i] > before : hours[i] < before);
        day += passed && day != DAY_BEFORE_ALL ? (back ? -1 : 1) : 0;
        before = hours[i] == NO_HOUR ? before : hours[i];
        if (!entry->published.length && day != DAY_BEFORE_ALL) {
            entry->published = edtf_print(html->arena, edtf_day(day));
        }
    }
}

/* ------------------------------------------------------------------------------------ facts */

struct slice html_opening(struct arena *arena, struct slice text)
{
    struct slice folded = fold_spaces(arena, slice_trim(text));
    folded.length = folded.length < OPENING_BYTES ? folded.length : OPENING_BYTES;
    return folded;
}

static bool is_fragment(struct slice id)
{
    for (size_t i = 0; i < id.length; i++) {
        char c = id.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-' || c == '_')) {
            return false;
        }
    }
    return id.length && id.length <= FRAGMENT_BYTES;
}

static struct slice find_fragment(struct html *html, const struct live_entry *entry)
{
    for (size_t i = entry->node; i < entry->end && i < entry->node + FRAGMENT_NODES; i++) {
        struct slice id = markup_attribute(html->arena, &html->tree, i, "id");
        if (is_fragment(id)) {
            return id;
        }
    }
    return (struct slice){"", 0};
}

/* Heading and opening of the entry, from its blocks; *at is the first block that may be its. */
static void read_blocks(struct html *html, struct live_entry *entry, size_t *at)
{
    for (; *at < html->story_count && html->story[*at].node < entry->end; ++*at) {
        const struct html_block *block = &html->story[*at];
        if (block->node < entry->node) {
            continue;
        }
        if (block->role == ROLE_HEADING && !entry->title.length && !entry->opening.length) {
            entry->title = hour_cut(block->text);
        } else if (block->role != ROLE_CAPTION && !entry->opening.length) {
            entry->opening = html_opening(html->arena, hour_cut(block->text));
        }
    }
}

bool html_live_find(struct html *html, struct live_blog *out)
{
    size_t count = html->tree.count;
    struct stream stream = {html, arena_array(html->arena, count, sizeof *stream.marks),
                            arena_array(html->arena, count, sizeof *stream.counts)};
    mark_children(&stream);
    size_t parent = find_stream(&stream, out);
    if (!parent || !says_live(html, parent, out->entries[0].node)) {
        return false;
    }
    int *hours = arena_array(html->arena, out->count, sizeof *hours);
    size_t story = 0;
    for (size_t i = 0; i < out->count; i++) {
        struct live_entry *entry = &out->entries[i];
        read_mark(html, stream.marks[entry->node], &entry->published, &hours[i]);
        entry->fragment = find_fragment(html, entry);
        read_blocks(html, entry, &story);
    }
    date_by_hours(&stream, parent, hours, out);
    return true;
}
