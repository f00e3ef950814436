/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes gold trees; gives the share of words that the parser gets right. With gold tokens word
 * meets word. With raw text words are aligned by character offsets, and the words of a contraction
 * by their longest common subsequence, as the evaluation of the CoNLL 2018 shared task does
 * (Zeman et al. 2018); figures are then F1. Reads the clock, against the house rule, because speed
 * is one of the figures. */
#include <time.h>

#include "base/utf8.h"
#include "score/score.h"

struct tally {
    size_t words, upos, lemma, head, label;
};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* `same_head`: whether the two heads are the same word. */
static void tally_word(struct tally *tally, const struct word *gold, const struct word *system,
                       bool same_head)
{
    tally->words++;
    tally->upos += gold->upos == system->upos;
    tally->lemma += slice_equal(gold->lemma, system->lemma);
    tally->head += same_head;
    tally->label += same_head && gold->relation == system->relation;
}

static void figure(struct buffer *out, const char *name, size_t hits, size_t of)
{
    buffer_print(out, "%s %.2f\n", name, of ? 100.0 * (double)hits / (double)of : 0.0);
}

bool score_trees(const struct tree_model *model, struct slice path, struct slice conllu_text,
                 struct buffer *out, struct error *err)
{
    struct arena arena = {0}, scratch = {0};
    struct tree_list gold, system;
    struct tally tally = {0};
    if (!conllu_read(&arena, path, conllu_text, &gold, err)) {
        arena_free(&arena);
        return false;
    }
    struct sentence *sentences = arena_array(&arena, gold.count, sizeof *sentences);
    for (size_t i = 0; i < gold.count; i++) {
        sentences[i] = *gold.items[i].sentence;
    }
    double start = seconds();
    tree_parse(&arena, &scratch, model, sentences, gold.count, &system);
    double used = seconds() - start;
    for (size_t t = 0; t < gold.count; t++) {
        for (size_t i = 1; i <= gold.items[t].count; i++) {
            const struct word *word = &gold.items[t].words[i], *guess = &system.items[t].words[i];
            tally_word(&tally, word, guess, word->head == guess->head);
        }
    }
    figure(out, "UPOS", tally.upos, tally.words);
    figure(out, "Lemma", tally.lemma, tally.words);
    figure(out, "UAS", tally.head, tally.words);
    figure(out, "LAS", tally.label, tally.words);
    buffer_print(out, "tokens/s %.0f\n", used > 0 ? (double)tally.words / used : 0.0);
    arena_free(&arena);
    arena_free(&scratch);
    return true;
}

/* One word with the characters that it covers, spaces apart. */
struct span {
    size_t begin, end;
    const struct word *word;
    bool contracted;
    size_t head;    /* place in the same list, or SIZE_MAX for a root */
    size_t partner; /* place in the other list, or SIZE_MAX */
};

struct span_list {
    struct span *items;
    size_t count;
    size_t *before; /* of each byte of the text: characters that are no spaces before it */
};

static void count_characters(struct arena *arena, struct slice text, struct span_list *list)
{
    list->before = arena_array(arena, text.length + 1, sizeof *list->before);
    size_t characters = 0;
    for (size_t at = 0; at < text.length;) {
        size_t from = at;
        bool space = utf8_is_space(utf8_next(text, &at));
        for (size_t i = from; i < at; i++) {
            list->before[i] = characters;
        }
        characters += !space;
    }
    list->before[text.length] = characters;
}

static bool spans_of(struct arena *arena, const struct tree_list *trees, struct span_list *out,
                     struct error *err)
{
    *out = (struct span_list){0};
    struct slice text = trees->count ? trees->items[0].text : SLICE("");
    count_characters(arena, text, out);
    for (size_t t = 0; t < trees->count; t++) {
        const struct tree *tree = &trees->items[t];
        size_t first = out->count;
        for (size_t i = 1; i <= tree->count; i++) {
            const struct token *token = tree->words[i].token;
            if (token->end > text.length || tree->text.at != text.at) {
                return error_set(err, ERROR_INVALID, "word %zu of sentence %zu is not in the text",
                                 i, t + 1);
            }
            size_t head = tree->words[i].head;
            struct span *span = arena_push(arena, out->items, out->count);
            *span = (struct span){out->before[token->begin],
                                  out->before[token->end],
                                  &tree->words[i],
                                  token->range != 0,
                                  head ? first + head - 1 : SIZE_MAX,
                                  SIZE_MAX};
        }
    }
    return true;
}

/* The two texts must have the same characters, spaces apart. */
static bool same_text(struct slice gold, struct slice system, struct error *err)
{
    size_t g = 0, s = 0, line = 1;
    while (true) {
        int32_t one = 0, two = 0;
        while (g < gold.length && (one == 0 || utf8_is_space(one))) {
            one = utf8_next(gold, &g);
            line += one == '\n';
        }
        while (s < system.length && (two == 0 || utf8_is_space(two))) {
            two = utf8_next(system, &s);
        }
        one = one && utf8_is_space(one) ? 0 : one;
        two = two && utf8_is_space(two) ? 0 : two;
        if (one != two) {
            return error_set(err, ERROR_INVALID, "the texts differ at sentence %zu", line);
        }
        if (one == 0) {
            return true;
        }
    }
}

static bool same_form(struct arena *arena, const struct word *a, const struct word *b)
{
    return slice_equal(utf8_lower(arena, a->token->form), utf8_lower(arena, b->token->form));
}

/* Pairs the words of a stretch, `gold` and `system` words long, by their longest common
 * subsequence of lower-cased forms. */
static void pair_stretch(struct arena *arena, struct span_list *gold, size_t g, size_t gold_count,
                         struct span_list *system, size_t s, size_t system_count)
{
    struct arena_mark mark = arena_mark(arena);
    size_t width = system_count + 1;
    size_t *best = arena_array(arena, (gold_count + 1) * width, sizeof *best);
    bool *same = arena_array(arena, (gold_count + 1) * width, sizeof *same);
    for (size_t i = gold_count; i-- > 0;) {
        for (size_t j = system_count; j-- > 0;) {
            size_t *here = &best[i * width + j];
            same[i * width + j] =
                same_form(arena, gold->items[g + i].word, system->items[s + j].word);
            *here = same[i * width + j]     ? here[width + 1] + 1
                    : here[width] > here[1] ? here[width]
                                            : here[1];
        }
    }
    for (size_t i = 0, j = 0; i < gold_count && j < system_count;) {
        if (same[i * width + j]) {
            gold->items[g + i++].partner = s + j;
            system->items[s + j++].partner = g + i - 1;
        } else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    arena_reset(arena, mark);
}

/* First place behind a stretch that begins at `from`, reaches `end` and cuts no contraction; *end
 * grows with the contractions that it meets. */
static size_t stretch_end(const struct span_list *list, size_t from, size_t *end)
{
    while (from < list->count && list->items[from].begin < *end) {
        if (list->items[from].contracted && list->items[from].end > *end) {
            *end = list->items[from].end;
        }
        from++;
    }
    return from;
}

static void align(struct arena *arena, struct span_list *gold, struct span_list *system)
{
    size_t g = 0, s = 0;
    while (g < gold->count && s < system->count) {
        struct span *one = &gold->items[g], *two = &system->items[s];
        if (one->contracted || two->contracted) {
            size_t end = one->contracted && (!two->contracted || one->begin <= two->begin)
                             ? one->end
                             : two->end;
            size_t gold_end = g, system_end = s, before = 0;
            while (before != end) {
                before = end;
                gold_end = stretch_end(gold, g, &end);
                system_end = stretch_end(system, s, &end);
            }
            pair_stretch(arena, gold, g, gold_end - g, system, s, system_end - s);
            g = gold_end;
            s = system_end;
        } else if (one->begin == two->begin && one->end == two->end) {
            one->partner = s++;
            two->partner = g++;
        } else if (one->begin < two->begin || (one->begin == two->begin && one->end <= two->end)) {
            g++;
        } else {
            s++;
        }
    }
}

static void figure_f1(struct buffer *out, const char *name, size_t hits,
                      const struct span_list *gold, const struct span_list *system)
{
    figure(out, name, 2 * hits, gold->count + system->count);
}

bool score_trees_aligned(const struct tree_list *gold, const struct tree_list *system,
                         struct buffer *out, struct error *err)
{
    struct arena arena = {0};
    struct span_list one, two;
    struct tally tally = {0};
    if (!spans_of(&arena, gold, &one, err) || !spans_of(&arena, system, &two, err) ||
        !same_text(gold->count ? gold->items[0].text : SLICE(""),
                   system->count ? system->items[0].text : SLICE(""), err)) {
        arena_free(&arena);
        return false;
    }
    align(&arena, &one, &two);
    for (size_t i = 0; i < one.count; i++) {
        const struct span *span = &one.items[i];
        if (span->partner == SIZE_MAX) {
            continue;
        }
        const struct span *partner = &two.items[span->partner];
        bool both_roots = span->head == SIZE_MAX && partner->head == SIZE_MAX;
        bool same_head = both_roots || (span->head != SIZE_MAX && partner->head != SIZE_MAX &&
                                        one.items[span->head].partner == partner->head);
        tally_word(&tally, span->word, partner->word, same_head);
    }
    figure_f1(out, "Words", tally.words, &one, &two);
    figure_f1(out, "UPOS", tally.upos, &one, &two);
    figure_f1(out, "Lemma", tally.lemma, &one, &two);
    figure_f1(out, "UAS", tally.head, &one, &two);
    figure_f1(out, "LAS", tally.label, &one, &two);
    arena_free(&arena);
    return true;
}
