/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes sentences; gives trees: the forms become rows of embeddings, batches of about a thousand
 * words go through the network, its answers become words. The trees do not depend on how the
 * sentences fall into batches. */
#include <assert.h>

#include "tree/mend.h"
#include "tree/network.h"

static uint32_t word_row(const struct tree_model *model, uint32_t hash)
{
    size_t low = 0, high = model->word_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (model->words[middle] < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < model->word_count && model->words[low] == hash ? (uint32_t)low + 1 : 0;
}

static void input_of(const struct tree_model *model, struct slice form, struct input *out)
{
    struct features features;
    features_of(form, &features);
    out->word = word_row(model, features.word);
    out->reading = model->mark.rows ? lexicon_reading(&model->lexicon, form) : 0;
    for (size_t i = 0; i < FEATURES_HASHED; i++) {
        out->hashed[i] = features.hashed[i] % (uint32_t)model->hashed[i].rows;
    }
}

static struct slice lemma_choose(struct arena *arena, const struct tree_model *model,
                                 const struct answer *answer, const struct word *word)
{
    const struct lemma_rule *rules[NETWORK_RULES];
    size_t count = 0;
    while (count < NETWORK_RULES && answer->rules[count] != RULE_NONE) {
        rules[count] = &model->rules[answer->rules[count]];
        count++;
    }
    return lexicon_lemma(arena, &model->lexicon, word->token->form, word->upos, rules, count);
}

static void word_fill(struct arena *arena, const struct tree_model *model,
                      const struct answer *answer, struct word *word)
{
    const struct feats *feats = &model->feats[answer->feats];
    word->upos = model->tags[answer->tag];
    word->lemma = lemma_choose(arena, model, answer, word);
    word->feats = feats->text;
    word->verb_form = feats->verb_form;
    word->mood = feats->mood;
    word->tense = feats->tense;
    word->number = feats->number;
    word->gender = feats->gender;
    word->person = feats->person;
    word->head = answer->head;
    word->margin = answer->margin;
    if (answer->label < model->label_count) {
        const struct label *label = &model->labels[answer->label];
        word->label = label->text;
        word->relation = label->relation;
        word->subtype = label->subtype;
    } else {
        word->label = SLICE("root");
        word->relation = REL_ROOT;
    }
}

static void parse_batch(struct arena *arena, struct arena *scratch, const struct tree_model *model,
                        struct tree *trees, size_t count)
{
    struct arena_mark mark = arena_mark(scratch);
    struct piece *pieces = arena_array(scratch, count, sizeof *pieces);
    struct answer **answers = arena_array(scratch, count, sizeof *answers);
    for (size_t t = 0; t < count; t++) {
        struct input *inputs = arena_array(scratch, trees[t].count + 1, sizeof *inputs);
        answers[t] = arena_array(scratch, trees[t].count + 1, sizeof **answers);
        for (size_t i = 1; i <= trees[t].count; i++) {
            input_of(model, trees[t].sentence->tokens[i - 1].form, &inputs[i]);
        }
        pieces[t] = (struct piece){inputs, answers[t], trees[t].count + 1};
    }
    network_run(scratch, model, pieces, count);
    for (size_t t = 0; t < count; t++) {
        for (size_t i = 1; i <= trees[t].count; i++) {
            word_fill(arena, model, &answers[t][i], &trees[t].words[i]);
        }
        tree_mend(&trees[t]);
    }
    arena_reset(scratch, mark);
}

void tree_parse(struct arena *arena, struct arena *scratch, const struct tree_model *model,
                const struct sentence *sentences, size_t count, struct tree_list *out)
{
    assert(arena != scratch);
    *out = (struct tree_list){arena_array(arena, count, sizeof *out->items), count};
    size_t first = 0, rows = 0;
    for (size_t s = 0; s < count; s++) {
        struct tree *tree = &out->items[s];
        assert(sentences[s].count < INT16_MAX);
        tree->sentence = &sentences[s];
        tree->count = sentences[s].count;
        tree->words = arena_array(arena, tree->count + 1, sizeof *tree->words);
        for (size_t i = 1; i <= tree->count; i++) {
            tree->words[i].token = &sentences[s].tokens[i - 1];
        }
        rows += tree->count + 1;
        if (rows >= NETWORK_ROWS || s + 1 == count) {
            parse_batch(arena, scratch, model, out->items + first, s + 1 - first);
            first = s + 1;
            rows = 0;
        }
    }
}
