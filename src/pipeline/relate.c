/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a sentence in which two phrases are marked <s>…</s> and <t>…</t>, gives the relation that
 * the first bears to the second; where only one is marked, what it does or what is done to it. The
 * phrases become mentions of two stand-in actors, so that no register is needed; everything else is
 * the common walk. */
#include "pipeline/inside.h"

enum { STAND_IN_SOURCE, STAND_IN_TARGET }; /* register indices that serve as stand-ins */

struct span {
    uint32_t begin, end;
};

/* The text without the marks; false if a mark has no partner or there is none. One phrase may be
 * missing: its span is empty. */
static bool strip_marks(struct arena *arena, struct slice marked, struct slice *out,
                        struct span spans[2])
{
    static const struct slice marks[] = {{"<s>", 3}, {"</s>", 4}, {"<t>", 3}, {"</t>", 4}};
    char *text = arena_alloc(arena, marked.length + 1);
    uint32_t length = 0;
    bool seen[4] = {false};
    for (size_t at = 0; at < marked.length;) {
        int mark = 0;
        while (mark < 4 && !slice_starts(slice_part(marked, at, marked.length), marks[mark])) {
            mark++;
        }
        if (mark == 4) {
            text[length++] = marked.at[at++];
            continue;
        }
        *(mark % 2 ? &spans[mark / 2].end : &spans[mark / 2].begin) = length;
        seen[mark] = true;
        at += marks[mark].length;
    }
    *out = (struct slice){text, length};
    return seen[0] == seen[1] && seen[2] == seen[3] && (seen[0] || seen[2]);
}

static bool in_span(const struct tree *tree, size_t w, struct span span)
{
    const struct token *token = tree->words[w].token;
    return token->begin < span.end && token->end > span.begin;
}

/* Makes the word that heads the span a mention of the actor. */
static void mention_span(struct arena *arena, const struct tree_list *trees, struct span span,
                         uint32_t actor, struct mention_list *mentions)
{
    for (size_t t = 0; t < trees->count; t++) {
        const struct tree *tree = &trees->items[t];
        for (size_t w = 1; w <= tree->count; w++) {
            size_t head = tree->words[w].head;
            if (!in_span(tree, w, span) || (head && in_span(tree, head, span)) ||
                tree->words[w].upos == UPOS_PUNCT) {
                continue;
            }
            *arena_push(arena, mentions->items, mentions->count) =
                (struct mention){.sentence = (uint32_t)t,
                                 .head = (uint32_t)w,
                                 .first = (uint32_t)w,
                                 .last = (uint32_t)w,
                                 .actors = {actor},
                                 .actor_count = 1};
            mentions->by_word[t][w] = (uint32_t)mentions->count;
            return;
        }
    }
}

/* A personal pronoun of the third person that is a subject. */
static bool is_subject_pronoun(const struct tree *tree, size_t w)
{
    const struct word *word = &tree->words[w];
    return word->upos == UPOS_PRON && word->relation == REL_NSUBJ && word->person == 3 &&
           slice_find(word->feats, SLICE("PronType=Prs"), 0) != SIZE_MAX;
}

/* The subject of a clause that governs the one of word w; 0 if none has a subject. */
static size_t subject_above(const struct tree *tree, size_t w)
{
    for (size_t v = tree->words[tree->words[w].head].head; v; v = tree->words[v].head) {
        size_t subject = tree_child_with(tree, v, REL_NSUBJ);
        if (subject) {
            return subject;
        }
    }
    return 0;
}

/* "The guards say they will …": the pronoun is the phrase that is subject above it. */
static void mention_pronouns(struct arena *arena, const struct tree_list *trees,
                             const struct span spans[2], struct mention_list *mentions)
{
    for (size_t t = 0; t < trees->count; t++) {
        const struct tree *tree = &trees->items[t];
        for (size_t w = 1; w <= tree->count; w++) {
            size_t above = is_subject_pronoun(tree, w) ? subject_above(tree, w) : 0;
            for (uint32_t actor = 0; above && actor < 2; actor++) {
                struct span pronoun = {tree->words[w].token->begin, tree->words[w].token->end};
                if (in_span(tree, above, spans[actor]) && !mentions->by_word[t][w]) {
                    mention_span(arena, trees, pronoun, actor, mentions);
                }
            }
        }
    }
}

static void mark_actors(struct arena *arena, const struct tree_list *trees,
                        const struct span spans[2], struct mention_list *out)
{
    *out = (struct mention_list){0};
    out->by_word = arena_array(arena, trees->count, sizeof *out->by_word);
    for (size_t t = 0; t < trees->count; t++) {
        out->by_word[t] = arena_array(arena, trees->items[t].count + 1, sizeof **out->by_word);
    }
    mention_span(arena, trees, spans[0], STAND_IN_SOURCE, out);
    mention_span(arena, trees, spans[1], STAND_IN_TARGET, out);
    mention_pronouns(arena, trees, spans, out);
}

bool pipeline_relate(struct pipeline *pipeline, struct arena *arena, struct arena *scratch,
                     const char *language, struct slice marked, const struct log *log,
                     bool *related, struct claim *out, struct error *err)
{
    struct reading reading;
    struct slice text;
    struct span spans[2];
    const struct language *loaded;
    if (!strip_marks(arena, marked, &text, spans)) {
        return error_set(err, ERROR_INVALID,
                         "the marks <s>…</s> and <t>…</t> (or one of the two) are wanted");
    }
    if (!language_need(pipeline, language, &loaded, err) ||
        !parser_read(loaded->parser, arena, scratch, SLICE("sentence"), text, log, &reading, err)) {
        return false;
    }
    memcpy(reading.article.language, loaded->code, sizeof loaded->code);
    reading.times = arena_array(arena, reading.trees.count, sizeof *reading.times);
    mark_actors(arena, &reading.trees, spans, &reading.mentions);
    proposition_find(arena, loaded->propositions, pipeline_actors(pipeline), &reading.article,
                     &reading.trees, &reading.mentions, reading.times, &reading.propositions);
    *related = event_relate(arena, pipeline_codebook(pipeline), pipeline_actors(pipeline),
                            &reading.article, &reading.trees, &reading.propositions,
                            STAND_IN_SOURCE, STAND_IN_TARGET, out);
    return true;
}
