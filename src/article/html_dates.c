/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* When a page was published and when it was last changed.
 *
 * In this order of trust: what the markup claims (JSON-LD, then OpenGraph, microdata, other meta
 * elements: html_facts.c); <time> elements and lines of the page's head; the day in the address;
 * the text. Two corrections: some outlets write the day of the last change where the publication
 * belongs, so a claim that is the day of the change too gives way to an earlier day that the page
 * shows or its address bears; and a claim in universal time gives way to a neighbouring day that
 * the page shows, for the reader's day is the local one. Cost: the nodes around the heading. */
#include "article/html.h"

#define HEAD_NODES 60u /* in front of the heading */
#define HEAD_BLOCKS 4u /* blocks of the story among which dates may stand */
#define LINE_BYTES 220u
#define OTHER_WORDS_AT_MOST 9

struct sighting {
    struct edtf_point day; /* precision is NONE where there is none */
    struct slice evidence;
};

struct sightings {
    struct sighting published, modified;
};

static int32_t day_number(struct edtf_point point)
{
    return edtf_first((struct edtf){point, {PRECISION_NONE, 0, 0, 0}});
}

static bool is_set(const struct sighting *sighting)
{
    return sighting->day.precision != PRECISION_NONE;
}

static void see(struct sighting *sighting, struct edtf_point day, struct slice evidence)
{
    if (!is_set(sighting)) {
        *sighting = (struct sighting){day, evidence};
    }
}

/* Do the words say that the date behind them is that of a change? */
static bool tells_change(struct html *html, struct slice words)
{
    struct slice folded = fold_spaces(html->arena, words);
    const struct article_rules *rules = html->rules;
    for (size_t i = 0; i < rules->pattern_counts[MECHANISM_UPDATE]; i++) {
        if (slice_find(folded, rules->patterns[MECHANISM_UPDATE][i].text, 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* Reads all days of a short line of the page's head. */
static void read_line(struct html *html, struct slice line, struct sightings *out)
{
    struct page page = {.arena = html->arena, .rules = html->rules, .text = line};
    uint32_t at = 0, end = (uint32_t)line.length;
    struct found_date date;
    while (at < end && date_find(&page, at, end, &date)) {
        if (date.day.year && date.other_words <= OTHER_WORDS_AT_MOST) {
            struct slice label = slice_part(line, at, date.begin);
            struct slice evidence = slice_copy(html->arena, slice_part(line, at, date.end));
            see(tells_change(html, label) ? &out->modified : &out->published, date.day,
                slice_trim(evidence));
        }
        at = date.end;
    }
}

static void read_time(struct html *html, size_t node, struct sightings *out)
{
    struct slice value = markup_attribute(html->arena, &html->tree, node, "datetime");
    struct slice class = markup_attribute(html->arena, &html->tree, node, "class");
    struct slice before = html->tree.nodes[node - 1].text;
    struct slice inside = html_plain(html->arena, markup_text(html->arena, &html->tree, node));
    struct edtf_point day;
    /* What the reader sees is the local day; the attribute may be in universal time. */
    struct slice told = date_read(html->arena, html->rules, inside, &day) ? inside : value;
    if (!date_read(html->arena, html->rules, told, &day)) {
        return;
    }
    bool change = tells_change(html, inside) || (class.length && tells_change(html, class)) ||
                  (before.length && before.length < LINE_BYTES && tells_change(html, before));
    see(change ? &out->modified : &out->published, day,
        slice_print(html->arena, "time %.*s", SLICE_ARGS(told)));
}

/* The part of the page in which it says when it was published. */
static void find_head(const struct html *html, size_t *from, size_t *to)
{
    size_t story = html->story_count ? html->story[0].node : html->tree.count;
    size_t last =
        html->story_count > HEAD_BLOCKS ? html->story[HEAD_BLOCKS].node : html->tree.count;
    size_t start = html->heading ? html->heading : story;
    *from = start > HEAD_NODES ? start - HEAD_NODES : 1;
    *to = last;
}

static bool is_unseen(enum tag tag)
{
    return tag == TAG_SCRIPT || tag == TAG_STYLE || tag == TAG_HEAD || tag == TAG_NAV ||
           tag == TAG_NOSCRIPT || tag == TAG_TEMPLATE || tag == TAG_SVG;
}

/* Is the node in a block of the story, whose dates are the story's? */
static bool in_story(const struct html *html, size_t node)
{
    for (size_t i = 0; i < html->story_count && i <= HEAD_BLOCKS; i++) {
        if (html->blocks[html->story[i].node] == html->blocks[node] &&
            html->story[i].text.length > 120) {
            return true;
        }
    }
    return false;
}

static void search_head(struct html *html, struct sightings *out)
{
    size_t from, to;
    struct slice line = {"", 0};
    uint32_t block = 0;
    find_head(html, &from, &to);
    for (size_t i = from; i < to; i++) {
        const struct markup_node *node = &html->tree.nodes[i];
        if (is_unseen(node->tag)) {
            i = node->end > i ? node->end - 1 : i;
        } else if (node->tag == TAG_TIME) {
            read_time(html, i, out);
        } else if (node->tag == TAG_NONE && node->text.length < LINE_BYTES && !in_story(html, i)) {
            if (html->blocks[i] != block) {
                read_line(html, line, out);
                line = (struct slice){"", 0};
                block = html->blocks[i];
            }
            struct slice text = html_plain(html->arena, node->text);
            if (text.length && line.length < LINE_BYTES) {
                line = slice_print(html->arena, "%.*s%s%.*s", SLICE_ARGS(line),
                                   line.length ? " " : "", SLICE_ARGS(text));
            }
        }
    }
    read_line(html, line, out);
}

static struct sighting from_claim(struct html *html, const struct html_claim *claim)
{
    struct sighting out = {.day = {PRECISION_NONE, 0, 0, 0}};
    struct edtf_point day;
    if (claim->rank && date_read(html->arena, html->rules, claim->value, &day)) {
        out = (struct sighting){
            day, slice_print(html->arena, "%s %.*s", claim->source, SLICE_ARGS(claim->value))};
    }
    return out;
}

static bool is_universal(struct slice value)
{
    return slice_ends(value, SLICE("Z")) || slice_ends(value, SLICE("+00:00")) ||
           slice_ends(value, SLICE("+0000")) || slice_ends(value, SLICE("GMT"));
}

/* The day that the page shows or its address bears in place of a claim that errs, or the claim. */
static struct sighting correct(const struct html *html, struct sighting claim,
                               const struct sighting *modified, const struct sighting *seen,
                               const struct sighting *address)
{
    int32_t day = day_number(claim.day);
    bool is_change = is_set(modified) && day_number(modified->day) == day;
    if (is_universal(html->facts.published.value) && is_set(seen) &&
        day_number(seen->day) == day + 1) {
        return *seen;
    }
    if (is_change && is_set(seen) && day_number(seen->day) < day) {
        return *seen;
    }
    if (is_change && is_set(address) && day_number(address->day) < day) {
        return *address;
    }
    return claim;
}

void html_dates_find(struct html *html, struct article *out)
{
    struct sightings seen = {0};
    struct sighting address = {0};
    search_head(html, &seen);
    if (address_day(out->url, &address.day)) {
        address.evidence = out->url;
    }
    struct sighting published = from_claim(html, &html->facts.published);
    struct sighting modified = from_claim(html, &html->facts.modified);
    modified = is_set(&modified) ? modified : seen.modified;
    if (is_set(&published)) {
        published = correct(html, published, &modified, &seen.published, &address);
    } else {
        published = is_set(&seen.published) ? seen.published : address;
    }
    if (is_set(&modified)) {
        out->modified = (struct edtf){modified.day, {PRECISION_NONE, 0, 0, 0}};
    }
    if (is_set(&published)) {
        out->published = (struct edtf){published.day, {PRECISION_NONE, 0, 0, 0}};
        out->published_basis = DATE_STATED;
        out->published_evidence = published.evidence;
    }
}
