/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Articles and names that only look political. In a match report, a market summary, a review, a
 * recipe or a weather bulletin the names of states mean teams, exchanges, dishes and skies: such an
 * article is known by its words (list `pastime` of mention.txt, in groups), which must be several
 * of one group, dense, and twice as many as the nouns of office and government. And a capital that
 * ends the name of a private person ("Victoire Moscou") more than once is that person's surname in
 * the whole article. Cost: one walk over the words. */
#include "mention/inside.h"

#include "base/utf8.h"

#define GROUPS 8
#define GROUP_WORDS 5  /* distinct words that make a group */
#define GROUP_SHARE 40 /* one word in so many at least: q-articles have one in 15, dev in 150 */

struct group {
    struct map seen;
    size_t distinct, words;
};

static void word_count(struct finder *finder, const struct tree_text *text, size_t w,
                       struct group *groups, size_t *political)
{
    uint32_t group = rules_find(finder->rules, LIST_PASTIME, text->lemma[w]);
    struct slice word = text->lemma[w];
    if (!group) {
        group = rules_find(finder->rules, LIST_PASTIME, text->form[w]);
        word = text->form[w];
    }
    if (group && group < GROUPS) {
        groups[group].words++;
        groups[group].distinct += map_get(&groups[group].seen, word) == MAP_NONE;
        map_put(&groups[group].seen, finder->arena, word, 1);
    } else if (text->sense[w] == DESCRIBES_LEADER || text->sense[w] == DESCRIBES_GOVERNMENT) {
        ++*political;
    }
}

static bool is_pastime(struct finder *finder)
{
    struct group groups[GROUPS] = {0};
    size_t political = 0, words = 0;
    for (uint32_t t = 0; t < finder->trees->count; t++) {
        const struct tree_text *text = &finder->texts[t];
        words += text->tree->count;
        for (size_t w = 1; w <= text->tree->count; w++) {
            word_count(finder, text, w, groups, &political);
        }
    }
    for (size_t i = 1; i < GROUPS; i++) {
        if (groups[i].distinct >= GROUP_WORDS && groups[i].words * GROUP_SHARE >= words &&
            groups[i].words >= 2 * political) {
            return true;
        }
    }
    return false;
}

/* Right after a capitalised word that is neither title nor known name, and tied to it. */
static bool ends_name(const struct finder *finder, const struct tree_text *text,
                      const struct hit *hit)
{
    size_t before = hit->first - 1;
    if (hit->first < 2 || hit->first != hit->last || text->sense[before] || text->hit_of[before] ||
        word_listed(finder, text, before, LIST_HONORIFIC)) {
        return false;
    }
    const struct word *given = &text->tree->words[before], *name = &text->tree->words[hit->first];
    bool noun = given->upos == UPOS_NOUN || given->upos == UPOS_PROPN;
    bool tied =
        name->head == before && !word_case(text, hit->first) &&
        (name->relation == REL_FLAT || name->relation == REL_NMOD || name->relation == REL_APPOS);
    return noun && tied && utf8_capital(given->token->form);
}

/* Does the article name the actor of the folded form by another form too? */
static bool is_named_otherwise(const struct finder *finder, struct slice form)
{
    struct actor_names names = actor_lookup(finder->actors, form);
    for (uint32_t t = 0; t < finder->trees->count; t++) {
        const struct tree_text *text = &finder->texts[t];
        for (size_t i = 0; i < text->hit_count; i++) {
            const struct hit *hit = &text->hits[i];
            bool other = !slice_equal(text_between(text, hit->first, hit->last), form);
            for (size_t k = 0; other && k < hit->names.count * names.count; k++) {
                const struct actor_name *name = hit->names.items[k / names.count];
                if (name->kind != NAME_PERSON && name->kind != NAME_SURNAME &&
                    name->actor == names.items[k % names.count]->actor) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* "Georgia" in an article that names Atlanta and no Georgian is no state of the register. */
static void elsewhere_find(struct finder *finder)
{
    for (uint32_t t = 0; t < finder->trees->count; t++) {
        const struct tree_text *text = &finder->texts[t];
        for (size_t w = 1; w <= text->tree->count; w++) {
            uint32_t code = rules_find(finder->rules, LIST_ELSEWHERE, text->lemma[w]);
            code = code ? code : rules_find(finder->rules, LIST_ELSEWHERE, text->form[w]);
            struct slice form = code ? finder->rules->codes[code - 1] : (struct slice){NULL, 0};
            if (code && !is_named_otherwise(finder, form)) {
                map_put(&finder->elsewhere, finder->arena, form, 1);
            }
        }
    }
}

void private_find(struct finder *finder)
{
    struct map once = {0};
    finder->pastime = is_pastime(finder);
    elsewhere_find(finder);
    for (uint32_t t = 0; t < finder->trees->count; t++) {
        const struct tree_text *text = &finder->texts[t];
        for (size_t i = 0; i < text->hit_count; i++) {
            const struct hit *hit = &text->hits[i];
            struct slice form = text_between(text, hit->first, hit->last);
            if (!ends_name(finder, text, hit)) {
                continue;
            }
            map_put(map_get(&once, form) == MAP_NONE ? &once : &finder->surnames, finder->arena,
                    form, 1);
        }
    }
}
