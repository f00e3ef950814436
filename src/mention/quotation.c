/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the resolved sentences of an article; gives the quoted clauses who says them, and "we" and
 * "our" in them whom the speaker stands for. Who speaks is told beside the marks: by the verb right
 * behind the closing one ("…", said X), or before the opening one (X said: "…"; X praised Y "as
 * long as it keeps its word", where the marks hold a whole clause). Further sentences
 * of the same quotation, and a quotation right after one in the same paragraph, have the same
 * speaker. Limits: no speaker is sought in another paragraph. Cost: linear in the words. */
#include "mention/inside.h"

#define BEHIND_MOST 9 /* words from the closing mark to the verb: "the Ugandan minister … told" */

/* The quoted words of one sentence, the closing mark with them. */
struct quotation {
    uint32_t sentence, first, last;
    bool clause;  /* says something: more than a quoted word or phrase */
    bool whole;   /* with its subject */
    bool goes_on; /* from the sentence before */
    struct mention_place speaker;
};

struct quotation_list {
    struct quotation *items;
    size_t count;
};

static bool is_verb(const struct tree_text *text, size_t w)
{
    return text->tree->words[w].upos == UPOS_VERB;
}

/* The subject of a verb that stands outside the marks as it does, or 0. */
static size_t teller_of(const struct tree_text *text, size_t verb)
{
    size_t subject = tree_child_with(text->tree, verb, REL_NSUBJ);
    enum relation relation = text->tree->words[verb].relation;
    bool main = relation == REL_ROOT || relation == REL_PARATAXIS || relation == REL_CONJ ||
                relation == REL_CCOMP;
    return main && subject && !text->quoted[subject] ? subject : 0;
}

static size_t speaker_behind(const struct tree_text *text, size_t last)
{
    for (size_t w = last + 1; w <= text->tree->count && w <= last + BEHIND_MOST; w++) {
        if (text->quoted[w] || slice_is(text->form[w], ";")) {
            return 0;
        }
        if (is_verb(text, w)) {
            return teller_of(text, w);
        }
    }
    return 0;
}

static size_t speaker_before(const struct tree_text *text, const struct quotation *quotation)
{
    size_t before = quotation->first > 2 ? quotation->first - 2 : 0; /* the opening mark */
    bool told = before && (slice_is(text->form[before], ":") || slice_is(text->form[before], ","));
    if (!told && !quotation->whole) {
        return 0;
    }
    for (size_t w = before; w > 0; w--) {
        if (text->quoted[w] || slice_is(text->form[w], ";")) {
            return 0;
        }
        if (is_verb(text, w)) {
            size_t teller = teller_of(text, w);
            if (teller || !told) {
                return teller;
            }
        }
    }
    return 0;
}

static void quotations_of(struct finder *finder, const struct tree_text *text,
                          struct quotation_list *out)
{
    size_t count = text->tree->count;
    for (size_t w = 1; w <= count; w++) {
        if (!text->quoted[w]) {
            continue;
        }
        struct quotation quotation = {.sentence = text->index, .first = (uint32_t)w};
        quotation.goes_on = w == 1 && text->tree->sentence->quoted_open;
        for (; w <= count && text->quoted[w]; w++) {
            bool clause = is_verb(text, w) || text->tree->words[w].relation == REL_COP;
            quotation.clause = quotation.clause || clause;
            quotation.whole = quotation.whole || (text->tree->words[w].relation == REL_NSUBJ &&
                                                  text->quoted[text->tree->words[w].head]);
            quotation.last = (uint32_t)w;
        }
        size_t speaker = speaker_behind(text, quotation.last);
        speaker = speaker ? speaker : speaker_before(text, &quotation);
        quotation.speaker = (struct mention_place){text->index, (uint32_t)speaker};
        *arena_push(finder->arena, out->items, out->count) = quotation;
    }
}

static bool same_paragraph(const struct finder *finder, uint32_t a, uint32_t b)
{
    return finder->texts[a].tree->sentence->paragraph == finder->texts[b].tree->sentence->paragraph;
}

/* Does nothing but the opening mark stand before it in its sentence? */
static bool opens_sentence(const struct quotation *quotation)
{
    return quotation->first <= 2;
}

/* The speaker goes on from sentence to sentence, and back to where a quotation began. */
static void share_speakers(const struct finder *finder, struct quotation_list *list)
{
    for (size_t i = list->count; i-- > 1;) {
        struct quotation *before = &list->items[i - 1], *after = &list->items[i];
        if (after->goes_on && after->speaker.word && !before->speaker.word) {
            before->speaker = after->speaker;
        }
    }
    for (size_t i = 1; i < list->count; i++) {
        const struct quotation *before = &list->items[i - 1];
        struct quotation *after = &list->items[i];
        bool next = before->clause && opens_sentence(after) &&
                    after->sentence - before->sentence <= 1 &&
                    same_paragraph(finder, before->sentence, after->sentence);
        if (!after->speaker.word && (after->goes_on || next)) {
            after->speaker = before->speaker;
        }
    }
}

/* "We", "our troops" in the mouth of one who acts for an actor. */
static void first_person_resolve(struct finder *finder, struct tree_text *text, size_t w,
                                 struct mention_place speaker)
{
    uint32_t kind = rules_find(finder->rules, LIST_FIRST_PERSON, text->form[w]);
    const struct mention *who = mention_of(finder, &finder->texts[speaker.sentence], speaker.word);
    if (!kind || !who || who->people || who->actor_count != 1 || mention_of(finder, text, w)) {
        return;
    }
    struct mention copy = *who;
    struct mention *mention = mention_add(finder, text, w, WAY_PRONOUN, copy.actors, 1);
    trace_of(finder, text, w)->from_sentence = speaker.sentence;
    trace_of(finder, text, w)->from_word = speaker.word;
    mention->kind = copy.kind;
    mention->anaphoric = true;
    mention->modifier = kind == 2;
    size_t noun = text->tree->words[w].head;
    if (kind == 2 && noun && !mention_of(finder, text, noun)) {
        possessed_resolve(finder, text, noun, w);
    }
}

void quotations_resolve(struct finder *finder)
{
    struct quotation_list list = {0};
    for (size_t t = 0; t < finder->trees->count; t++) {
        quotations_of(finder, &finder->texts[t], &list);
    }
    share_speakers(finder, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct quotation *quotation = &list.items[i];
        struct tree_text *text = &finder->texts[quotation->sentence];
        bool said = quotation->clause && quotation->speaker.word;
        for (size_t w = quotation->first; said && w <= quotation->last; w++) {
            finder->out->speakers[text->index][w] = quotation->speaker;
            first_person_resolve(finder, text, w, quotation->speaker);
        }
    }
}
