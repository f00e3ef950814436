/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the trace that each step left at a word; gives, for a reader, what kind of mention it is,
 * how far it can be trusted and why. Confidence is the share of right answers of the same way on
 * those articles of tests/gold/mentions that were marked after the rules had been written (its
 * README), rounded down to five; where fewer than ten were seen it is an estimate on the low side
 * (variants, partners). It is a measured share, not a probability of the single case. */
#include "mention/inside.h"

#include "base/buffer.h"

const struct mention_trace *mention_trace_at(const struct mention_list *mentions, size_t t,
                                             size_t w)
{
    return &mentions->traces[t][w];
}

struct mention_place mention_speaker_at(const struct mention_list *mentions, size_t t, size_t w)
{
    return mentions->speakers ? mentions->speakers[t][w] : (struct mention_place){0, 0};
}

enum mention_form mention_form_at(const struct mention_list *mentions, size_t t, size_t w)
{
    const struct mention_trace *trace = mention_trace_at(mentions, t, w);
    switch (trace->way) {
    case WAY_NAME:
    case WAY_VARIANT: {
        enum name_kind kind = trace->name->kind;
        return kind == NAME_CAPITAL || kind == NAME_SEAT ? FORM_METONYM
               : kind == NAME_ADJECTIVE                  ? FORM_ADJECTIVE
                                                         : FORM_NAME;
    }
    case WAY_INTRODUCED:
        return FORM_NAME;
    case WAY_JOINED:
        return FORM_ADJECTIVE;
    case WAY_PRONOUN:
    case WAY_REPEATED:
    case WAY_RELATIVE:
    case WAY_LATTER:
        return FORM_PRONOUN;
    case WAY_SET:
        return FORM_COLLECTIVE;
    default:
        return FORM_DESCRIPTION;
    }
}

unsigned mention_confidence_at(const struct mention_list *mentions, size_t t, size_t w)
{
    static const unsigned way_sure[] = {
        [WAY_NAME] = 95,    [WAY_VARIANT] = 70,     [WAY_INTRODUCED] = 95, [WAY_JOINED] = 90,
        [WAY_PHRASE] = 95,  [WAY_PRONOUN] = 75,     [WAY_REPEATED] = 90,   [WAY_RELATIVE] = 95,
        [WAY_LATTER] = 75,  [WAY_DESCRIPTION] = 85, [WAY_EPITHET] = 90,    [WAY_POSSESSED] = 75,
        [WAY_PARTNER] = 70, [WAY_SET] = 85,
    };
    return way_sure[mention_trace_at(mentions, t, w)->way];
}

static const char *name_way(enum name_kind kind)
{
    static const char *const words[] = {
        [NAME_PROPER] = "name",     [NAME_FORMER] = "former name", [NAME_ADJECTIVE] = "adjective",
        [NAME_PEOPLE] = "people",   [NAME_CAPITAL] = "capital",    [NAME_SEAT] = "seat",
        [NAME_BODY] = "body",       [NAME_PLACE] = "place",        [NAME_PERSON] = "person",
        [NAME_SURNAME] = "surname",
    };
    return words[kind];
}

static struct slice words_between(struct arena *arena, const struct tree *tree, uint32_t first,
                                  uint32_t last)
{
    struct slice out = {NULL, 0};
    for (uint32_t w = first; w <= last; w++) {
        const struct token *token = tree->words[w].token;
        if (token->range == 2) {
            continue;
        }
        bool apart = w > first && tree->words[w - 1].token->end < token->begin;
        out = slice_print(arena, "%.*s%s%.*s", SLICE_ARGS(out), apart ? " " : "",
                          SLICE_ARGS(token->form));
    }
    return out;
}

static struct slice name_why(struct arena *arena, const struct actor_name *name)
{
    struct slice since = {NULL, 0};
    if (name->office.length && name->since != DAY_BEFORE_ALL) {
        int year, month, day;
        day_split(name->since, &year, &month, &day);
        since = slice_print(arena, " since %04d-%02d-%02d", year, month, day);
    }
    return slice_print(arena, "%s%s%.*s%.*s", name_way(name->kind), name->office.length ? ", " : "",
                       SLICE_ARGS(name->office), SLICE_ARGS(since));
}

static const char *anaphor_way(enum mention_way way)
{
    switch (way) {
    case WAY_RELATIVE:
        return "relative of";
    case WAY_REPEATED:
        return "repeats";
    case WAY_POSSESSED:
        return "belongs to";
    case WAY_INTRODUCED:
        return "holds the office of";
    case WAY_PHRASE:
        return "the office of";
    default:
        return "stands for";
    }
}

struct slice mention_why(struct arena *arena, const struct tree_list *trees,
                         const struct mention_list *mentions, size_t t, size_t w)
{
    const struct mention_trace *trace = mention_trace_at(mentions, t, w);
    if (trace->name) {
        struct slice why = name_why(arena, trace->name);
        return trace->way == WAY_NAME ? why
                                      : slice_print(arena, "sounds like “%.*s” (%.*s)",
                                                    SLICE_ARGS(trace->name->form), SLICE_ARGS(why));
    }
    if (trace->from_word) {
        const struct mention_trace *from =
            mention_trace_at(mentions, trace->from_sentence, trace->from_word);
        uint32_t first = from->first ? from->first : trace->from_word;
        uint32_t last = from->first ? from->last : trace->from_word;
        struct slice words = words_between(arena, &trees->items[trace->from_sentence], first, last);
        return slice_print(arena, "%s “%.*s” (sentence %u)", anaphor_way(trace->way),
                           SLICE_ARGS(words), trace->from_sentence + 1);
    }
    switch (trace->way) {
    case WAY_INTRODUCED:
        return SLICE("the article gave this person an office");
    case WAY_JOINED:
        return SLICE("parts of a compound");
    case WAY_PHRASE:
        return SLICE("a noun with the actor beside it");
    case WAY_EPITHET:
        return SLICE("the only named actor that the register calls so");
    case WAY_PARTNER:
        return SLICE("whom the story pairs with the owner");
    case WAY_LATTER:
        return SLICE("the last ones named");
    case WAY_DESCRIPTION:
        return SLICE("the land that the paragraph opens with");
    default:
        return SLICE("whom the story puts together");
    }
}
