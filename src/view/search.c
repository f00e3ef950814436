/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What holds the words that somebody typed: actors by any name in the register, articles by the
 * store's index, and among their claims the sentences with all of the words. Accents and case do
 * not count. Costs the index's answer and the claims of ARTICLES_AT_MOST articles. */
#include "base/utf8.h"
#include "view/inside.h"

#define ACTORS_AT_MOST 12
#define ARTICLES_AT_MOST 30
#define SENTENCES_AT_MOST 30

/* Does the text hold each of the folded words? */
static bool holds_all(struct arena *scratch, struct slice text, struct slice words)
{
    struct arena_mark mark = arena_mark(scratch);
    struct slice folded = utf8_fold(scratch, text), word;
    bool all = true;
    while (all && slice_split(&words, ' ', &word)) {
        all = !word.length || slice_find(folded, word, 0) != SIZE_MAX;
    }
    arena_reset(scratch, mark);
    return all;
}

static bool is_named(struct arena *arena, const struct actor_register *actors, uint32_t index,
                     struct slice folded)
{
    struct actor_names names = actor_all_names(actors, index);
    bool found = false;
    for (size_t i = 0; i < names.count && !found; i++) {
        found = holds_all(arena, names.items[i]->form, folded);
    }
    return found;
}

static bool actors_find(struct arena *arena, struct ledger *ledger,
                        const struct actor_register *actors, struct slice folded,
                        struct search *out, struct error *err)
{
    struct ledger_presence *present;
    size_t count;
    if (!ledger_actors(arena, ledger, &present, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count && out->actor_count < ACTORS_AT_MOST; i++) {
        uint32_t at = actor_by_code(actors, present[i].actor);
        if (holds_all(arena, present[i].actor, folded) ||
            (at != UINT32_MAX && is_named(arena, actors, at, folded))) {
            *arena_push(arena, out->actors, out->actor_count) = present[i].actor;
        }
    }
    return true;
}

static bool sentences_find(struct arena *arena, struct ledger *ledger,
                           const struct ledger_article *article, struct slice folded,
                           struct search *out, struct error *err)
{
    const struct ledger_filter filter = {
        .article = article->id, .known_by = DAY_AFTER_ALL, .with_text = true};
    struct ledger_claim_list claims;
    struct slice last = {0};
    if (!ledger_claims(arena, ledger, &filter, &claims, err)) {
        return false;
    }
    for (size_t i = 0; i < claims.count && out->sentence_count < SENTENCES_AT_MOST; i++) {
        const struct claim *claim = &claims.items[i].claim;
        if (slice_equal(claim->sentence, last) || !holds_all(arena, claim->sentence, folded)) {
            continue;
        }
        last = claim->sentence;
        *arena_push(arena, out->sentences, out->sentence_count) =
            evidence_of(arena, claim, article);
    }
    return true;
}

bool view_search(struct arena *arena, struct ledger *ledger, const struct actor_register *actors,
                 struct slice words, int32_t known_by, struct search *out, struct error *err)
{
    struct slice folded = utf8_fold(arena, slice_trim(words));
    *out = (struct search){0};
    if (!folded.length) {
        return true;
    }
    if (!actors_find(arena, ledger, actors, folded, out, err) ||
        !ledger_search(arena, ledger, words, known_by, ARTICLES_AT_MOST, &out->articles,
                       &out->article_count, err)) {
        return false;
    }
    for (size_t i = 0; i < out->article_count; i++) {
        if (!sentences_find(arena, ledger, &out->articles[i].article, folded, out, err)) {
            return false;
        }
    }
    return true;
}

/* The excerpt as pieces [text, found]: its marks are controls, which no article keeps. */
static void print_excerpt(struct buffer *out, struct slice excerpt)
{
    size_t from = 0;
    bool found = false, first = true;
    buffer_print(out, "[");
    for (size_t i = 0; i <= excerpt.length; i++) {
        bool ends = i == excerpt.length;
        if (!ends && excerpt.at[i] != '\2' && excerpt.at[i] != '\3') {
            continue;
        }
        if (i > from) {
            buffer_print(out, "%s[", first ? "" : ",");
            buffer_json(out, slice_part(excerpt, from, i));
            buffer_print(out, ",%s]", found ? "true" : "false");
            first = false;
        }
        found = !ends && excerpt.at[i] == '\2';
        from = i + 1;
    }
    buffer_print(out, "]");
}

static void print_hit(struct buffer *out, const struct ledger_hit *hit)
{
    const struct ledger_article *article = &hit->article;
    buffer_print(out, "{\"id\":");
    buffer_json(out, article->id);
    buffer_print(out, ",\"doc\":");
    buffer_json(out, article->doc);
    buffer_print(out, ",\"title\":");
    buffer_json(out, article->title);
    buffer_print(out, ",\"outlet\":");
    buffer_json(out, article->outlet);
    buffer_print(out, ",\"language\":");
    buffer_json(out, slice_of(article->language));
    buffer_print(out, ",\"published\":");
    print_json_date(out, article->published);
    buffer_print(out, ",\"published_is_lower_bound\":%s,\"claims\":%zu,\"excerpt\":",
                 article->basis == DATE_LOWER_BOUND ? "true" : "false", article->claim_count);
    print_excerpt(out, hit->excerpt);
    buffer_print(out, "}");
}

void view_print_search_json(struct buffer *out, const struct search *search)
{
    buffer_print(out, "{\"actors\":[");
    for (size_t i = 0; i < search->actor_count; i++) {
        buffer_print(out, i ? "," : "");
        buffer_json(out, search->actors[i]);
    }
    buffer_print(out, "],\n \"articles\":[");
    for (size_t i = 0; i < search->article_count; i++) {
        buffer_print(out, i ? ",\n  " : "");
        print_hit(out, &search->articles[i]);
    }
    buffer_print(out, "],\n \"sentences\":[");
    for (size_t i = 0; i < search->sentence_count; i++) {
        buffer_print(out, i ? ",\n  " : "");
        print_json_evidence(out, &search->sentences[i]);
    }
    buffer_print(out, "]}\n");
}
