/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the sentences of an article, gives where its stories begin (labels of a round-up, numbered
 * items, headings) and of which states each tells; and the claims of one story. Linear. */
#include "base/utf8.h"
#include "event/inside.h"

#define STORY_SENTENCES 3 /* how far back the story of a sentence reaches */

#define LABEL_TOKENS 8 /* a longer sentence in capitals is a title or a cry */

static bool has_small_letter(struct slice text)
{
    for (size_t at = 0; at < text.length;) {
        if (utf8_is_lower(utf8_next(text, &at))) {
            return true;
        }
    }
    return false;
}

/* "ALLEMAGNE-IRAN.", "CORÉE DU NORD :" */
static bool in_capitals(const struct sentence *sentence)
{
    struct slice last = sentence->tokens[sentence->count - 1].form;
    bool closed = slice_is(last, ".") || slice_is(last, ":");
    for (size_t i = 0; i + 1 < sentence->count; i++) {
        struct slice form = sentence->tokens[i].form;
        closed = closed && utf8_capital(form) && !has_small_letter(form);
    }
    return closed && sentence->count > 1 && sentence->count <= LABEL_TOKENS;
}

/* "Corée du Nord.": nothing but a name and what joins its parts. */
static bool is_bare_name(const struct tree *tree)
{
    const struct sentence *sentence = tree->sentence;
    size_t names = 0;
    for (size_t w = 1; w <= tree->count; w++) {
        enum upos upos = tree->words[w].upos;
        if (upos != UPOS_PROPN && upos != UPOS_ADP && upos != UPOS_DET && upos != UPOS_PUNCT) {
            return false;
        }
        names += upos == UPOS_PROPN;
    }
    struct slice last =
        sentence->count ? sentence->tokens[sentence->count - 1].form : (struct slice){NULL, 0};
    return names && sentence->count <= LABEL_TOKENS && (slice_is(last, ".") || slice_is(last, ":"));
}

/* "BALTES - " or "ONU-CUBA." stands alone and opens another story of a round-up. */
static bool is_label(const struct tree *tree)
{
    const struct sentence *sentence = tree->sentence;
    struct slice last =
        sentence->count ? sentence->tokens[sentence->count - 1].form : (struct slice){NULL, 0};
    bool dash = slice_is(last, "-") || slice_is(last, "–") || slice_is(last, "—");
    return dash || (sentence->count && in_capitals(sentence)) || is_bare_name(tree);
}

/* "2. Another frontier settled.": does the sentence open a numbered story? */
static bool opens_item(const struct coder *c, size_t tree)
{
    const struct sentence *sentence = c->trees->items[tree].sentence;
    bool first = !tree || c->trees->items[tree - 1].sentence->paragraph != sentence->paragraph;
    struct slice number = sentence->count > 2 ? sentence->tokens[0].form : (struct slice){NULL, 0};
    size_t at = 0;
    return first && number.length && utf8_is_digit(utf8_next(number, &at)) && number.length <= 2 &&
           (slice_is(sentence->tokens[1].form, ".") || slice_is(sentence->tokens[1].form, ")"));
}

bool in_title(const struct coder *c, size_t tree)
{
    const struct article *article = c->article;
    uint32_t begin = c->trees->items[tree].sentence->begin;
    size_t title = (size_t)(article->title.at - article->text.at);
    return article->title.length && begin >= title && begin < title + article->title.length;
}

bool is_state(const struct coder *c, uint32_t actor)
{
    return actor != UINT32_MAX && actor_at(c->actors, actor)->kind == ACTOR_STATE;
}

void add_named_states(const struct coder *c, size_t tree, struct actor_set *out)
{
    const struct actor_set *named = &c->propositions->named[tree];
    for (uint8_t i = 0; i < named->count; i++) {
        if (is_state(c, named->items[i])) {
            actor_set_add(out, named->items[i]);
        }
    }
}

static bool in_heading(const struct coder *c, size_t tree)
{
    uint32_t paragraph = c->trees->items[tree].sentence->paragraph;
    return paragraph < c->article->paragraph_count &&
           c->article->paragraphs[paragraph].kind == PARAGRAPH_HEADING;
}

struct actor_set *story_topics(const struct coder *c)
{
    struct actor_set *topics = arena_array(c->arena, c->trees->count, sizeof *topics);
    struct actor_set topic = {0};
    for (size_t t = 0; t < c->trees->count; t++) {
        bool title = in_title(c, t), opens = is_label(&c->trees->items[t]) || in_heading(c, t);
        if (opens && !title) {
            topic = (struct actor_set){0};
        }
        if (opens || title) {
            add_named_states(c, t, &topic);
        }
        topics[t] = topic;
    }
    return topics;
}

struct actor_set story_pair(const struct coder *c)
{
    uint32_t *counts = arena_array(c->arena, actor_count(c->actors), sizeof *counts), two[2];
    struct actor_set pair = {0};
    for (size_t t = 0; t < c->trees->count; t++) {
        struct actor_set named = {0};
        add_named_states(c, t, &named);
        for (uint8_t i = 0; i < named.count; i++) {
            counts[named.items[i]]++;
        }
    }
    if (actor_pair(c->actors, counts, two)) {
        actor_set_add(&pair, two[0]);
        actor_set_add(&pair, two[1]);
    }
    return pair;
}

/* The first claim from sentence `first` on, but none of another story than that of sentence `s`. */
size_t claims_from(const struct coder *c, size_t first, size_t s, const struct claim_list *claims)
{
    size_t start = claims->count, own = s;
    while (own > first && !is_label(&c->trees->items[own - 1]) && !opens_item(c, own)) {
        own--;
    }
    uint32_t from = c->trees->items[own].sentence->begin;
    while (start > 0 && claims->items[start - 1].sentence_begin >= from) {
        start--;
    }
    return start;
}

size_t story_start(const struct coder *c, size_t s, const struct claim_list *claims)
{
    return claims_from(c, s > STORY_SENTENCES ? s - STORY_SENTENCES : 0, s, claims);
}
