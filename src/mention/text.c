/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A tree's words as the register spells them. Names are looked up in the text as written and not in
 * the words, since a treebank splits `du` and may or may not split `États-Unis`. */
#include "mention/inside.h"

#include "base/utf8.h"

#define PHRASE_WORDS 6 /* of the longest phrase in descriptions.tsv */

struct slice text_between(const struct tree_text *text, size_t first, size_t last)
{
    uint32_t end = text->end[last];
    for (size_t w = first; w <= last; w++) {
        end = text->end[w] > end ? text->end[w] : end;
    }
    return slice_part(text->folded, text->start[first], end);
}

static void fold_words(struct finder *finder, struct tree_text *text)
{
    const struct tree *tree = text->tree;
    struct slice whole = finder->article->text;
    size_t length = 0, room = 0;
    for (size_t w = 1; w <= tree->count; w++) {
        text->form[w] = utf8_fold(finder->arena, tree->words[w].token->form);
        text->lemma[w] = utf8_fold(finder->arena, tree->words[w].lemma);
        const struct token *token = tree->words[w].token;
        room += 4 * (size_t)(token->end - token->begin) + 1;
    }
    char *out = arena_alloc(finder->arena, room + 1);
    for (size_t w = 1; w <= tree->count; w++) {
        const struct token *token = tree->words[w].token;
        const struct token *before = w > 1 ? tree->words[w - 1].token : NULL;
        if (before && before->end < token->begin) {
            out[length++] = ' ';
        }
        text->start[w] = (uint32_t)length;
        if (token->range != 2) {
            struct slice folded =
                utf8_fold(finder->arena, slice_part(whole, token->begin, token->end));
            memcpy(out + length, folded.at, folded.length);
            length += folded.length;
        }
        text->end[w] = (uint32_t)length;
    }
    text->folded = (struct slice){out, length};
}

static void sense_set(struct tree_text *text, size_t first, size_t last,
                      enum description_sense sense)
{
    size_t head = span_head(text->tree, first, last);
    enum upos upos = text->tree->words[head].upos;
    bool several =
        first < last && (upos == UPOS_PRON || upos == UPOS_VERB); /* "chargé d'affaires" */
    if (upos != UPOS_NOUN && upos != UPOS_PROPN && !several) {
        return;
    }
    text->sense[head] = (uint8_t)sense;
    text->phrase_first[head] = (uint16_t)first;
    text->phrase_last[head] = (uint16_t)last;
}

static void find_senses(struct finder *finder, struct tree_text *text)
{
    const char *language = finder->rules->language;
    size_t count = text->tree->count;
    for (size_t w = 1; w <= count; w++) {
        enum description_sense sense = actor_description(finder->actors, language, text->lemma[w]);
        if (sense == DESCRIBES_NOTHING) {
            sense = actor_description(finder->actors, language, text->form[w]);
        }
        if (sense == DESCRIBES_NOTHING &&
            rules_find(finder->rules, LIST_COUNTERPART, text->lemma[w]) == 2) {
            sense = DESCRIBES_LEADER;
        }
        if (sense != DESCRIBES_NOTHING) {
            sense_set(text, w, w, sense);
        }
    }
    for (size_t w = 1; w <= count; w++) {
        for (size_t last = w + PHRASE_WORDS; last > w; last--) {
            if (last > count) {
                continue;
            }
            struct slice phrase = text_between(text, w, last);
            enum description_sense sense = actor_description(finder->actors, language, phrase);
            if (sense != DESCRIBES_NOTHING) {
                sense_set(text, w, last, sense);
                break;
            }
        }
    }
}

static bool is_one_of(struct slice form, const char *const *marks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_is(form, marks[i])) {
            return true;
        }
    }
    return false;
}

static void find_quoted(struct tree_text *text)
{
    static const char *const opening[] = {"«", "“", "„"}, *const closing[] = {"»", "”"};
    bool quoted = text->tree->sentence->quoted_open;
    for (size_t w = 1; w <= text->tree->count; w++) {
        struct slice form = text->tree->words[w].token->form;
        text->quoted[w] = quoted;
        quoted = is_one_of(form, opening, 3)   ? true
                 : is_one_of(form, closing, 2) ? false
                 : slice_is(form, "\"")        ? !quoted
                                               : quoted;
    }
}

void text_make(struct finder *finder, uint32_t index, struct tree_text *out)
{
    const struct tree *tree = &finder->trees->items[index];
    struct arena *arena = finder->arena;
    size_t n = tree->count + 1;
    *out = (struct tree_text){
        .tree = tree,
        .index = index,
        .start = arena_array(arena, n, sizeof *out->start),
        .end = arena_array(arena, n, sizeof *out->end),
        .form = arena_array(arena, n, sizeof *out->form),
        .lemma = arena_array(arena, n, sizeof *out->lemma),
        .sense = arena_array(arena, n, sizeof *out->sense),
        .phrase_first = arena_array(arena, n, sizeof *out->phrase_first),
        .phrase_last = arena_array(arena, n, sizeof *out->phrase_last),
        .hit_of = arena_array(arena, n, sizeof *out->hit_of),
        .done = arena_array(arena, n, sizeof *out->done),
        .quoted = arena_array(arena, n, sizeof *out->quoted),
    };
    fold_words(finder, out);
    find_senses(finder, out);
    find_quoted(out);
}

bool word_has(const struct tree_text *text, size_t w, const char *feature)
{
    return w && slice_find(text->tree->words[w].feats, slice_of(feature), 0) != SIZE_MAX;
}

bool word_listed(const struct finder *finder, const struct tree_text *text, size_t w,
                 enum list list)
{
    return w && (rules_find(finder->rules, list, text->lemma[w]) ||
                 rules_find(finder->rules, list, text->form[w]));
}

/* "North and South Korea": does what stands over the word, outside the span, hang under the span?
 */
static bool comes_back(const struct tree *tree, size_t head, size_t first, size_t last)
{
    while (head && (head < first || head > last)) {
        head = tree->words[head].head;
    }
    return head > 0;
}

size_t span_head(const struct tree *tree, size_t first, size_t last)
{
    for (size_t w = first; w <= last; w++) {
        size_t head = tree->words[w].head;
        enum relation relation = tree->words[w].relation;
        if (!comes_back(tree, head, first, last) && relation != REL_CASE && relation != REL_DET &&
            relation != REL_PUNCT) {
            return w;
        }
    }
    return last;
}

size_t word_case(const struct tree_text *text, size_t w)
{
    const struct tree *tree = text->tree;
    for (size_t guard = 0; w && guard < 8; guard++) {
        size_t child = 0;
        while ((child = tree_child(tree, w, child)) != 0 && child < w) {
            if (tree->words[child].relation == REL_CASE) {
                return child;
            }
        }
        if (tree->words[w].relation != REL_CONJ) {
            return 0;
        }
        w = tree->words[w].head;
    }
    return 0;
}

size_t word_determiner(const struct tree_text *text, size_t w)
{
    const struct tree *tree = text->tree;
    size_t child = 0;
    while ((child = tree_child(tree, w, child)) != 0) {
        if (tree->words[child].relation == REL_DET || tree->words[child].upos == UPOS_DET ||
            (child < w && tree->words[child].subtype == SUB_POSS &&
             tree->words[child].upos == UPOS_PRON)) {
            return child;
        }
    }
    return 0;
}

bool word_definite(const struct finder *finder, const struct tree_text *text, size_t w)
{
    return word_listed(finder, text, word_determiner(text, w), LIST_DEFINITE);
}

bool word_hyphenated(const struct tree_text *text, size_t w)
{
    const struct tree *tree = text->tree;
    if (w + 2 > tree->count || !slice_is(text->form[w + 1], "-") || text->hit_of[w + 2]) {
        return false;
    }
    return text->end[w] == text->start[w + 1] && text->end[w + 1] == text->start[w + 2];
}

bool word_modifies(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct word *word = &text->tree->words[w];
    switch (word->relation) {
    case REL_AMOD:
    case REL_COMPOUND:
    case REL_DET:
        return true;
    case REL_NMOD: {
        size_t preposition = word_case(text, w);
        return word->subtype == SUB_POSS || !preposition ||
               word_listed(finder, text, preposition, LIST_OF);
    }
    case REL_CONJ:
        return word->head < w && word_modifies(finder, text, word->head);
    default:
        return false;
    }
}
