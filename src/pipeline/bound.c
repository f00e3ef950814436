/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The lower bound of an undated article: it cannot be older than the latest day it tells as past.
 *
 * Only dates that lean on nothing else count (a year is named), and only where the clause that
 * holds them is told as past: its verb, or the verb above a noun, is in a past tense or is a past
 * participle. In a caption any tense will do: a picture shows what was; so will a line that is
 * little more than a month or a day ("Tribune, décembre 2023", "ROME, July 2023"). Among these the
 * one that begins last wins, the more precise one where two begin together. Limit: a date told in
 * the historical present does not count. */
#include "pipeline/inside.h"

#define DATE_LINE_WORDS 5 /* that a line of a date holds beside it, at most */
#define MONTH_DAYS 31

/* The first verb on the way from the word to the root, or 0. */
static size_t verb_above(const struct tree *tree, size_t word)
{
    for (size_t steps = 0; word && steps <= tree->count; steps++) {
        enum upos upos = tree->words[word].upos;
        if (upos == UPOS_VERB || upos == UPOS_AUX || tree_child_with(tree, word, REL_COP)) {
            return word;
        }
        word = tree->words[word].head;
    }
    return 0;
}

static bool is_past(const struct word *word)
{
    return word->tense == TENSE_PAST || word->tense == TENSE_IMP;
}

static bool is_open(const struct word *word)
{
    return word->tense == TENSE_FUT || word->mood == MOOD_CND || word->mood == MOOD_SUB;
}

/* Is the clause of the verb told as past? Auxiliaries decide before the verb. */
static bool told_as_past(const struct tree *tree, size_t verb)
{
    bool past = is_past(&tree->words[verb]);
    if (is_open(&tree->words[verb])) {
        return false;
    }
    for (size_t child = tree_child(tree, verb, 0); child; child = tree_child(tree, verb, child)) {
        const struct word *word = &tree->words[child];
        if (word->relation != REL_AUX && word->relation != REL_COP) {
            continue;
        }
        if (is_open(word) || slice_is(word->lemma, "will") || slice_is(word->lemma, "would")) {
            return false;
        }
        past = past || is_past(word);
    }
    return past;
}

static bool is_absolute(const struct timex *timex)
{
    bool placed = timex->relation == TIMEX_AT || timex->relation == TIMEX_SINCE ||
                  timex->relation == TIMEX_AFTER;
    return placed && !timex->relative && !timex->from_narrative && edtf_is_set(timex->anchor) &&
           edtf_first(timex->anchor) != DAY_BEFORE_ALL;
}

static bool is_past_in(const struct tree *tree, const struct timex *timex)
{
    for (size_t word = timex->first + 1; word <= timex->last + 1 && word <= tree->count; word++) {
        size_t verb = verb_above(tree, word);
        if (verb) {
            return told_as_past(tree, verb);
        }
    }
    return false;
}

/* Is the sentence little more than this date? */
static bool is_date_line(const struct tree *tree, const struct timex *timex)
{
    size_t others = 0;
    for (size_t word = 1; word <= tree->count; word++) {
        enum upos upos = tree->words[word].upos;
        if (upos == UPOS_VERB || upos == UPOS_AUX) {
            return false;
        }
        others += upos != UPOS_PUNCT && (word <= timex->first || word > timex->last + 1);
    }
    return others <= DATE_LINE_WORDS &&
           edtf_last(timex->anchor) - edtf_first(timex->anchor) < MONTH_DAYS;
}

static bool tells_past(enum paragraph_kind kind, const struct tree *tree, const struct timex *timex)
{
    return kind == PARAGRAPH_CAPTION || is_date_line(tree, timex) || is_past_in(tree, timex);
}

bool latest_past(const struct reading *reading, struct edtf *out, struct slice *evidence)
{
    bool found = false;
    for (size_t s = 0; s < reading->sentences.count; s++) {
        const struct sentence *sentence = &reading->sentences.items[s];
        enum paragraph_kind kind = reading->article.paragraphs[sentence->paragraph].kind;
        for (size_t t = 0; t < reading->times[s].expressions.count && kind != PARAGRAPH_LINK; t++) {
            const struct timex *timex = &reading->times[s].expressions.items[t];
            if (!is_absolute(timex) || !tells_past(kind, &reading->trees.items[s], timex)) {
                continue;
            }
            int32_t first = edtf_first(timex->anchor), best = found ? edtf_first(*out) : 0;
            bool better = !found || first > best ||
                          (first == best && edtf_last(timex->anchor) < edtf_last(*out));
            if (better) {
                found = true;
                *out = timex->anchor;
                *evidence = slice_part(reading->article.text, sentence->tokens[timex->first].begin,
                                       sentence->tokens[timex->last].end);
            }
        }
    }
    return found;
}
