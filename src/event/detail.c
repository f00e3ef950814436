/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the trees and propositions of an article, gives what it tells besides events and what may
 * be held against another article: counts and voices.
 *
 * A count is a number with the class of what it counts (`count-…` of the codebook): the class of
 * its own noun, else that of the verb of which the counted are the object or the passive subject. A
 * number that hangs below it is the whole of which it is a part ("38 of the 67 people"). A voice is
 * who makes an announcement (`voice-…`): the agent of the word; it speaks of the claims of its
 * sentence or of those near it. Linear in the article. */
#include "base/utf8.h"
#include "event/inside.h"

#define YEAR_FIRST 1900 /* a whole in this range is a year: "38 morts en 2024" */
#define YEAR_LAST 2100
#define DIGITS_MOST 12
#define LOOK_BACK 3    /* sentences that "the announcement" may point back over */
#define VALUE_BYTES 80 /* a longer name of a speaker is cut: it is a sentence, not a name */

const char *detail_kind_name(enum detail_kind kind)
{
    return kind == DETAIL_COUNT ? "count" : "voice";
}

/* The number that a token of digits writes: "38", "30,000", "30.000"; 0 where it is none. */
static int64_t number_of(struct slice text)
{
    int64_t value = 0;
    size_t digits = 0, group = 0;
    bool grouped = false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (c >= '0' && c <= '9' && digits < DIGITS_MOST) {
            value = value * 10 + c - '0';
            digits++;
            group++;
        } else if ((c == ',' || c == '.') && group > 0 && (!grouped || group == 3)) {
            grouped = true;
            group = 0;
        } else {
            return 0;
        }
    }
    return grouped && group != 3 ? 0 : value;
}

static struct slice token_text(const struct coder *c, const struct word *word)
{
    return slice_part(c->article->text, word->token->begin, word->token->end);
}

static int64_t word_number(const struct coder *c, const struct word *word)
{
    return word->upos == UPOS_NUM ? number_of(token_text(c, word)) : 0;
}

/* What stands behind `prefix` in the name of a class of the word, empty where none begins so. */
static struct slice class_behind_in(const struct coder *c, const char *language, struct slice lemma,
                                    struct slice prefix)
{
    struct slice folded = utf8_fold(c->arena, lemma);
    struct class_members members = codebook_classes(c->codebook, language, folded);
    for (size_t i = 0; i < members.count; i++) {
        struct slice name = codebook_class_name(c->codebook, members.items[i].class_index);
        if (slice_starts(name, prefix)) {
            return slice_part(name, prefix.length, name.length);
        }
    }
    return SLICE("");
}

static struct slice class_behind(const struct coder *c, struct slice lemma, struct slice prefix)
{
    return class_behind_in(c, c->article->language, lemma, prefix);
}

/* --------------------------------------------------------------------------------- counts */

static bool is_counted_by(const struct word *word)
{
    bool passive = word->relation == REL_NSUBJ && word->subtype == SUB_PASS;
    return word->relation == REL_OBJ || passive;
}

/* "38 personnes tuées": the class of a participle beside the noun. */
static struct slice participle_class(const struct coder *c, const struct tree *tree, size_t noun)
{
    for (size_t child = 0; (child = tree_child(tree, noun, child));) {
        const struct word *word = &tree->words[child];
        struct slice class_name = word->relation == REL_ACL && word->verb_form == VERB_FORM_PART
                                      ? class_behind(c, word->lemma, SLICE("count-"))
                                      : SLICE("");
        if (class_name.length) {
            return class_name;
        }
    }
    return SLICE("");
}

/* The whole of which a number below `head` speaks: larger or equal, and no year. */
static int64_t whole_below(const struct coder *c, const struct tree *tree, size_t head,
                           int64_t value)
{
    for (size_t child = 0; (child = tree_child(tree, head, child));) {
        const struct word *word = &tree->words[child];
        if (word->relation != REL_NMOD) {
            continue;
        }
        size_t number = tree_child_with(tree, child, REL_NUMMOD);
        int64_t whole = word_number(c, number ? &tree->words[number] : word);
        if (whole >= value && (whole < YEAR_FIRST || whole > YEAR_LAST)) {
            return whole;
        }
    }
    return 0;
}

static void sentence_date(const struct detail_source *source, size_t t, struct edtf *out)
{
    for (size_t i = 0; i < source->propositions->count; i++) {
        const struct proposition *p = &source->propositions->items[i];
        if (p->sentence == t && edtf_is_set(p->date)) {
            *out = p->date;
            return;
        }
    }
    *out = source->times[t].narrative;
}

static void add_actor(struct arena *arena, const struct actor_register *actors, uint32_t actor,
                      struct detail *detail)
{
    struct slice code = actor_at(actors, actor)->code;
    for (size_t i = 0; i < detail->actor_count; i++) {
        if (slice_equal(detail->actors[i], code)) {
            return;
        }
    }
    *arena_push(arena, detail->actors, detail->actor_count) = code;
}

/* Where the detail stands, when it is dated, and whom its sentence names. */
static struct detail detail_at(const struct coder *c, const struct detail_source *source, size_t t)
{
    const struct sentence *sentence = c->trees->items[t].sentence;
    struct detail detail = {.sentence_begin = sentence->begin, .sentence_end = sentence->end};
    sentence_date(source, t, &detail.date);
    for (size_t i = 0; i < source->mentions->count; i++) {
        const struct mention *mention = &source->mentions->items[i];
        for (uint8_t a = 0; mention->sentence == t && a < mention->actor_count; a++) {
            add_actor(c->arena, c->actors, mention->actors[a], &detail);
        }
    }
    return detail;
}

static void read_count(const struct coder *c, const struct detail_source *source, size_t t,
                       size_t w, struct detail_list *out)
{
    const struct tree *tree = &c->trees->items[t];
    const struct word *word = &tree->words[w];
    int64_t value = word_number(c, word);
    size_t counted = word->relation == REL_NUMMOD && word->head ? word->head : w;
    const struct word *head = &tree->words[counted];
    struct slice class_name = SLICE("");
    if (counted != w) {
        class_name = class_behind(c, head->lemma, SLICE("count-"));
    }
    if (!class_name.length && is_counted_by(head)) {
        class_name = class_behind(c, tree->words[head->head].lemma, SLICE("count-"));
    }
    if (!class_name.length) {
        class_name = participle_class(c, tree, counted);
    }
    if (!value || !class_name.length) {
        return;
    }
    int64_t whole = whole_below(c, tree, counted, value);
    struct detail detail = detail_at(c, source, t);
    detail.kind = DETAIL_COUNT;
    detail.key = class_name;
    detail.value = whole ? slice_print(c->arena, "%lld of %lld", (long long)value, (long long)whole)
                         : slice_print(c->arena, "%lld", (long long)value);
    detail.begin = word->token->begin;
    detail.end = head->token->end > word->token->end ? head->token->end : word->token->end;
    *arena_push(c->arena, out->items, out->count) = detail;
}

/* --------------------------------------------------------------------------------- voices */

/* The words of the phrase: a name with its further parts, or a noun up to the first comma. */
static struct slice phrase_text(const struct coder *c, const struct tree *tree, size_t head,
                                uint32_t *begin, uint32_t *end)
{
    size_t first, last;
    tree_span(tree, head, &first, &last);
    first = tree->words[head].upos == UPOS_PROPN || first > head ? head : first;
    while (first < head &&
           (tree->words[first].upos == UPOS_ADP || tree->words[first].upos == UPOS_DET)) {
        first++;
    }
    size_t stop = head;
    while (stop < last && tree->words[stop + 1].upos != UPOS_PUNCT &&
           (tree->words[head].upos != UPOS_PROPN || tree->words[stop + 1].upos == UPOS_PROPN)) {
        stop++;
    }
    *begin = tree->words[first].token->begin;
    *end = tree->words[stop].token->end;
    return slice_part(c->article->text, *begin, *end);
}

/* Is the name that of a state, its capital or its seat? Any of its voices may stand for it. */
static bool is_seat(const struct mention *mention)
{
    return mention && (mention->kind <= NAME_FORMER || mention->kind == NAME_CAPITAL ||
                       mention->kind == NAME_SEAT);
}

/* By what two speakers are told to be the same: the office that the noun says or that the register
 * knows the person by (in English), else the name. Empty where the word is no speaker of its own.
 */
static struct slice voice_key(const struct coder *c, const struct detail_source *source, size_t t,
                              size_t w, struct slice text)
{
    const struct word *word = &c->trees->items[t].words[w];
    const struct mention *mention = mention_at(source->mentions, t, w);
    if (word->upos != UPOS_PROPN) {
        return word->upos == UPOS_NOUN ? class_behind(c, word->lemma, SLICE("office-")) : SLICE("");
    }
    const struct mention_trace *trace = mention ? mention_trace_at(source->mentions, t, w) : NULL;
    struct slice office = trace && trace->name ? trace->name->office : SLICE("");
    struct slice held =
        office.length ? class_behind_in(c, "en", office, SLICE("office-")) : SLICE("");
    return held.length ? held : is_seat(mention) ? SLICE("") : utf8_fold(c->arena, text);
}

/* Does the claim stand in the sentences `first` to `last`? */
static bool stands_in(const struct coder *c, const struct claim *claim, size_t first, size_t last)
{
    last = last < c->trees->count ? last : c->trees->count - 1;
    return claim->sentence_begin >= c->trees->items[first].sentence->begin &&
           claim->sentence_end <= c->trees->items[last].sentence->end;
}

/* The sentences of which an announcement speaks: a verb of its own and the next, a noun ("the
 * announcement") of the nearest one before that holds a claim. */
static void find_announced(const struct coder *c, const struct detail_source *source,
                           const struct proposition *p, size_t *first, size_t *last)
{
    *first = p->sentence;
    *last = p->sentence + 1;
    if (p->kind == PREDICATE_VERB) {
        return;
    }
    for (size_t back = 0; back <= LOOK_BACK && back <= p->sentence; back++) {
        *first = *last = p->sentence - back;
        for (size_t i = 0; i < source->claims->count; i++) {
            if (stands_in(c, &source->claims->items[i], *first, *last)) {
                return;
            }
        }
    }
}

static void add_voice(const struct coder *c, const struct detail_source *source,
                      const struct proposition *p, size_t head, struct detail_list *out)
{
    struct detail detail = detail_at(c, source, p->sentence);
    detail.kind = DETAIL_VOICE;
    detail.value = phrase_text(c, &c->trees->items[p->sentence], head, &detail.begin, &detail.end);
    detail.key = voice_key(c, source, p->sentence, head, detail.value);
    if (!detail.key.length || detail.value.length > VALUE_BYTES) {
        return;
    }
    size_t first, last;
    find_announced(c, source, p, &first, &last);
    for (size_t i = 0; i < source->claims->count; i++) {
        if (stands_in(c, &source->claims->items[i], first, last)) {
            detail.claim = source->claims->items[i].id;
            *arena_push(c->arena, out->items, out->count) = detail;
        }
    }
}

static bool is_announcement(const struct coder *c, const struct proposition *p)
{
    for (size_t i = 0; !p->negated && i < p->key_count; i++) {
        if (class_behind(c, p->keys[i], SLICE("voice-")).length) {
            return true;
        }
    }
    return false;
}

static void read_voice(const struct coder *c, const struct detail_source *source,
                       const struct proposition *p, struct detail_list *out)
{
    for (size_t i = 0; i < p->argument_count; i++) {
        if (p->arguments[i].role == ROLE_AGENT && p->arguments[i].word) {
            add_voice(c, source, p, p->arguments[i].word, out);
        }
    }
}

/* ----------------------------------------------------------------------------------- door */

void event_details(struct arena *arena, const struct detail_source *source, struct detail_list *out)
{
    struct coder c = coder_of(arena, source->codebook, source->actors, source->article,
                              source->trees, source->propositions);
    *out = (struct detail_list){0};
    for (size_t t = 0; t < source->trees->count; t++) {
        for (size_t w = 1; w <= source->trees->items[t].count; w++) {
            if (source->trees->items[t].words[w].upos == UPOS_NUM) {
                read_count(&c, source, t, w, out);
            }
        }
    }
    for (size_t i = 0; i < source->propositions->count; i++) {
        if (is_announcement(&c, &source->propositions->items[i])) {
            read_voice(&c, source, &source->propositions->items[i], out);
        }
    }
}
