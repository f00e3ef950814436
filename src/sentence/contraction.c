/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* "des" and "du" are a contraction ("de les") or a determiner ("il livre des armes"). Takes the
 * pieces of a paragraph, decides each by a linear model over its neighbours: words, their last
 * three letters, capitals. Trained by train/contraction.py (logistic loss, no outside data); its
 * weights are plain text in data/<lang>/contraction.txt, `FEATURE WEIGHT` a line. Always splitting
 * is right for about 80 % of the words, this for about 93 %. */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "sentence/inside.h"

bool contraction_load(struct arena *arena, const char *path, struct token_rules *rules,
                      struct error *err)
{
    struct slice text, line;
    size_t number = 0;
    if (!file_read(arena, path, LIMIT_DATA_BYTES, &text, err)) {
        return false;
    }
    while (slice_split(&text, '\n', &line)) {
        number++;
        line = slice_trim(line);
        if (!line.length || line.at[0] == '#') {
            continue;
        }
        size_t tab = slice_find(line, SLICE("\t"), 0);
        char *end = NULL;
        float weight = tab == SIZE_MAX ? 0 : strtof(line.at + tab + 1, &end);
        if (tab == SIZE_MAX || end == line.at + tab + 1) {
            return error_set(err, ERROR_SYNTAX, "%s:%zu: want FEATURE<tab>WEIGHT", path, number);
        }
        map_put(&rules->features, arena, slice_part(line, 0, tab), (uint32_t)rules->weight_count);
        *arena_push(arena, rules->weights, rules->weight_count) = weight;
    }
    return true;
}

struct score {
    const struct token_rules *rules;
    struct slice word; /* the contraction, folded */
    float sum;
};

/* Adds the weight of `name`=`value`, alone and with the contraction. */
static void add_feature(struct score *score, const char *name, struct slice value)
{
    char key[2 * LIMIT_WORD_FOLDED + 16];
    int length =
        snprintf(key, sizeof key, "%.*s|%s=%.*s", SLICE_ARGS(score->word), name, SLICE_ARGS(value));
    if (length < 0 || (size_t)length >= sizeof key) {
        return;
    }
    size_t bar = score->word.length + 1;
    struct slice whole = {key, (size_t)length};
    uint32_t index = map_get(&score->rules->features, whole);
    score->sum += index == MAP_NONE ? 0 : score->rules->weights[index];
    index = map_get(&score->rules->features, slice_part(whole, bar, whole.length));
    score->sum += index == MAP_NONE ? 0 : score->rules->weights[index];
}

static struct slice last_letters(struct slice word, size_t most)
{
    size_t count = utf8_count(word);
    return slice_part(word, count > most ? utf8_offset(word, count - most) : 0, word.length);
}

/* The piece `back` places before `index`, or one outside: the sentence before is no context. */
static size_t piece_before(const struct pieces *pieces, size_t index, size_t back)
{
    for (size_t i = 1; i <= back; i++) {
        if (i > index || strchr(".!?", pieces->items[index - i].form.at[0])) {
            return pieces->count;
        }
    }
    return index - back;
}

static void add_neighbour(struct score *score, const struct pieces *pieces, size_t index,
                          const char *word_name, const char *end_name, const char *capital_name)
{
    char buffer[LIMIT_WORD_FOLDED];
    bool outside = index >= pieces->count;
    struct slice form = outside ? SLICE("_") : pieces->items[index].form;
    struct slice folded = fold_word(form, buffer);
    add_feature(score, word_name, folded);
    if (end_name) {
        add_feature(score, end_name, last_letters(folded, 3));
    }
    if (capital_name) {
        bool digit = form.length && utf8_is_digit(form.at[0]);
        const char *kind = utf8_capital(form) ? "A" : "a";
        add_feature(score, capital_name, slice_of(digit ? "0" : kind));
    }
    if (word_name[0] == 'p') {
        add_feature(score, "pt", last_letters(folded, 2));
        add_feature(score, "pf", last_letters(folded, 4));
    }
}

void contraction_decide(const struct token_rules *rules, struct pieces pieces)
{
    for (size_t i = 0; i < pieces.count; i++) {
        struct piece *piece = &pieces.items[i];
        char buffer[LIMIT_WORD_FOLDED];
        struct slice word = fold_word(piece->form, buffer);
        if (!piece->split || map_get(&rules->ambiguous, word) == MAP_NONE) {
            continue;
        }
        struct score score = {rules, word, 0};
        add_feature(&score, "bias", SLICE(""));
        add_feature(&score, "C", utf8_capital(piece->form) ? SLICE("A") : SLICE("a"));
        add_neighbour(&score, &pieces, piece_before(&pieces, i, 1), "p", "ps", "pc");
        add_neighbour(&score, &pieces, piece_before(&pieces, i, 2), "q", "qs", NULL);
        add_neighbour(&score, &pieces, piece_before(&pieces, i, 3), "r", NULL, NULL);
        add_neighbour(&score, &pieces, i + 1, "n", "ns", "nc");
        add_neighbour(&score, &pieces, i + 2, "m", "ms", NULL);
        piece->split = score.sum >= 0;
    }
}
