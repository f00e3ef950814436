/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes an article's trees and the register; gives mentions. Two walks: the first finds names in
 * the whole article, so that a surname in the headline can lean on the full name below it; the
 * second goes through the sentences in order, chooses actors, makes phrases of office and
 * government, joins persons to their offices, and resolves pronouns and definite descriptions
 * against what stands before them. Cost: linear in words, each anaphor looking back at a bounded
 * number of referents. Limits: no reference across articles, no
 * plural beyond six actors named together. */
#include "mention/inside.h"

#include "base/utf8.h"

#define SHORT_NAME_BYTES 4 /* of a part of a name that may stand alone */
#define FRAME_WORDS 4      /* a land that opens a paragraph begins within these */

struct mention *mention_add(struct finder *finder, const struct tree_text *text, size_t head,
                            enum mention_way way, const uint32_t *actors, size_t count)
{
    struct mention_list *list = finder->out;
    struct mention *mention = arena_push(finder->arena, list->items, list->count);
    *mention = (struct mention){.sentence = text->index,
                                .head = (uint32_t)head,
                                .first = (uint32_t)head,
                                .last = (uint32_t)head};
    for (size_t i = 0; i < count && mention->actor_count < MENTION_ACTORS; i++) {
        bool twice = false;
        for (size_t k = 0; k < mention->actor_count; k++) {
            twice = twice || mention->actors[k] == actors[i];
        }
        if (!twice) {
            mention->actors[mention->actor_count++] = actors[i];
        }
    }
    list->by_word[text->index][head] = (uint32_t)list->count;
    list->traces[text->index][head] =
        (struct mention_trace){.way = way, .first = (uint32_t)head, .last = (uint32_t)head};
    return mention;
}

struct mention_trace *trace_of(const struct finder *finder, const struct tree_text *text, size_t w)
{
    return &finder->out->traces[text->index][w];
}

struct mention *mention_of(const struct finder *finder, const struct tree_text *text, size_t w)
{
    uint32_t number = finder->out->by_word[text->index][w];
    return number ? &finder->out->items[number - 1] : NULL;
}

void mention_cover(struct finder *finder, const struct tree_text *text, size_t w,
                   const struct mention *mention)
{
    finder->out->by_word[text->index][w] = (uint32_t)(mention - finder->out->items) + 1;
}

const struct mention *mention_at(const struct mention_list *mentions, size_t t, size_t w)
{
    uint32_t number = mentions->by_word[t][w];
    return number ? &mentions->items[number - 1] : NULL;
}

size_t collective_members(const struct finder *finder, uint32_t collective, uint32_t *out)
{
    size_t count = 0;
    for (uint32_t i = 0; i < actor_count(finder->actors); i++) {
        if (actor_is_member(finder->actors, collective, i, finder->day)) {
            if (count == MENTION_ACTORS) {
                return 0;
            }
            out[count++] = i;
        }
    }
    return count;
}

/* "les Russes" are Russia by metonymy; "des Russes", "200 Russians" are people. */
static bool is_people(const struct finder *finder, const struct tree_text *text,
                      const struct hit *hit)
{
    enum relation relation = text->tree->words[hit->head].relation;
    if (hit->chosen->kind != NAME_PEOPLE || relation == REL_AMOD || relation == REL_COMPOUND) {
        return false;
    }
    return word_number(text, hit->head) == NUMBER_SING || !word_definite(finder, text, hit->head) ||
           tree_child_with(text->tree, hit->head, REL_NUMMOD);
}

/* "Abiy Ahmed … Abiy": either part of a full name may stand alone later. */
static void short_names_note(struct finder *finder, const struct tree_text *text,
                             const struct hit *hit)
{
    for (size_t w = hit->first; w <= hit->last && hit->last > hit->first; w++) {
        if (text->form[w].length >= SHORT_NAME_BYTES &&
            utf8_capital(text->tree->words[w].token->form)) {
            map_put(&finder->introduced, finder->arena, text->form[w], hit->chosen->actor);
        }
    }
}

/* "Les trois États baltes": where the number is that of its members, they are meant. */
static size_t counted_members(const struct finder *finder, const struct tree_text *text,
                              const struct hit *hit, uint32_t *out)
{
    uint32_t actor = hit->chosen->actor, asked = 0;
    for (size_t c = 0; (c = tree_child(text->tree, hit->head, c)) && c < hit->head;) {
        uint32_t number = rules_find(finder->rules, LIST_NUMBER, text->form[c]);
        asked = number ? number : asked;
    }
    bool collective = actor_at(finder->actors, actor)->kind == ACTOR_COLLECTIVE;
    size_t count = collective && asked ? collective_members(finder, actor, out) : 0;
    return count == asked ? count : 0;
}

/* "North and South Korea", "Corée du Nord et du Sud": whom the folded words name that share a part
 * of their name with the hit's; UINT32_MAX if nobody. */
static uint32_t shared_actor(const struct finder *finder, struct slice name)
{
    struct actor_names names = actor_lookup(finder->actors, name);
    for (size_t i = 0; i < names.count; i++) {
        const struct actor_name *item = names.items[i];
        bool language = !item->language[0] || !strcmp(item->language, finder->rules->language);
        bool state = actor_at(finder->actors, item->actor)->kind == ACTOR_STATE;
        if (language && state && (item->kind == NAME_PROPER || item->kind == NAME_ADJECTIVE)) {
            return item->actor;
        }
    }
    return UINT32_MAX;
}

/* The actor that the words before or behind the hit name with a part of its name. */
static uint32_t sharing_actor(const struct finder *finder, const struct tree_text *text,
                              const struct hit *hit)
{
    const struct word *words = text->tree->words;
    uint32_t found = UINT32_MAX;
    if (hit->first == hit->last || hit->chosen->kind == NAME_PERSON) {
        return found;
    }
    if (hit->first > 2 && words[hit->first - 1].upos == UPOS_CCONJ &&
        utf8_capital(words[hit->first - 2].token->form)) {
        struct slice rest = text_between(text, hit->first + 1, hit->last);
        found = shared_actor(finder,
                             slice_print(finder->arena, "%.*s %.*s",
                                         SLICE_ARGS(text->form[hit->first - 2]), SLICE_ARGS(rest)));
    }
    size_t next = hit->last + 1;
    if (found == UINT32_MAX && next < text->tree->count && words[next].upos == UPOS_CCONJ) {
        size_t last = next + (hit->last - hit->first);
        last = last < text->tree->count ? last : text->tree->count;
        struct slice rest = text_between(text, next + 1, last);
        found =
            shared_actor(finder, slice_print(finder->arena, "%.*s %.*s",
                                             SLICE_ARGS(text->form[hit->first]), SLICE_ARGS(rest)));
    }
    return found != hit->chosen->actor ? found : UINT32_MAX;
}

/* "The Ottawa convention", "les accords de Minsk": is it a city by which a text is called? It has
 * no part in it, unless the text tells of a party besides: "l'accord de Paris avec Niamey". */
static bool names_text(const struct finder *finder, const struct tree_text *text,
                       const struct hit *hit)
{
    enum name_kind kind = hit->chosen->kind;
    size_t preposition = word_case(text, hit->head), noun = text->tree->words[hit->head].head;
    enum relation relation = text->tree->words[hit->head].relation;
    bool city = kind == NAME_CAPITAL || kind == NAME_SEAT || kind == NAME_PLACE;
    bool called = (relation == REL_COMPOUND && !preposition) ||
                  (relation == REL_NMOD && word_listed(finder, text, preposition, LIST_OF));
    if (!city || !called || rules_find(finder->rules, LIST_PLACE_NOUN, text->lemma[noun]) != 3) {
        return false;
    }
    for (size_t c = 0; (c = tree_child(text->tree, noun, c));) {
        if (c != hit->head && text->hit_of[c]) {
            return false;
        }
    }
    return !tree_child_with(text->tree, hit->head, REL_CONJ);
}

/* "Le ministre de l'Europe", "the minister for Africa", "les affaires européennes": is it what an
 * office is in charge of? */
static bool names_portfolio(const struct finder *finder, const struct tree_text *text,
                            const struct hit *hit)
{
    size_t noun = text->tree->words[hit->head].head;
    enum actor_kind kind = actor_at(finder->actors, hit->chosen->actor)->kind;
    bool wide = kind == ACTOR_ORGANISATION || kind == ACTOR_COLLECTIVE;
    enum relation relation = text->tree->words[hit->head].relation;
    bool beside = relation == REL_AMOD || relation == REL_NMOD || relation == REL_COMPOUND ||
                  (relation == REL_OBL && text->tree->words[noun].relation == REL_ACL);
    uint32_t office = beside ? rules_find(finder->rules, LIST_PORTFOLIO, text->lemma[noun]) : 0;
    bool adjective = hit->chosen->kind == NAME_ADJECTIVE;
    return wide && ((office == 2 && adjective) ||
                    (office == 1 && !adjective && text->tree->words[noun].number != NUMBER_PLUR));
}

static void name_make(struct finder *finder, struct tree_text *text, const struct hit *hit)
{
    uint32_t actor = hit->chosen->actor, members[MENTION_ACTORS];
    enum mention_way way = hit->variant ? WAY_VARIANT : WAY_NAME;
    size_t count = counted_members(finder, text, hit, members);
    uint32_t other = count ? UINT32_MAX : sharing_actor(finder, text, hit);
    if (other != UINT32_MAX) {
        members[count++] = actor;
        members[count++] = other;
    }
    struct mention *mention =
        mention_add(finder, text, hit->head, way, count ? members : &actor, count ? count : 1);
    struct mention_trace *trace = trace_of(finder, text, hit->head);
    mention->first = trace->first = hit->first;
    mention->last = trace->last = hit->last;
    trace->name = hit->chosen;
    mention->kind = hit->chosen->kind;
    mention->past = hit->past;
    mention->people = is_people(finder, text, hit);
    mention->modifier =
        hit->chosen->kind == NAME_ADJECTIVE || word_modifies(finder, text, hit->head);
    bool state = actor_at(finder->actors, actor)->kind == ACTOR_STATE;
    size_t noun = text->tree->words[hit->head].head;
    bool title = actor_at(finder->actors, actor)->kind == ACTOR_ORGANISATION &&
                 text->tree->words[hit->head].relation == REL_COMPOUND &&
                 rules_find(finder->rules, LIST_PLACE_NOUN, text->lemma[noun]) == 3; /* "the Warsaw
                                                                                 Pact treaty" */
    mention->place = title || ((state || hit->chosen->kind == NAME_PLACE) &&
                               word_is_place(finder, text, hit->head, hit->chosen->kind));
    mention->place = mention->place || word_in_kicker(text, hit->last);
    if (mention->kind == NAME_PERSON) {
        short_names_note(finder, text, hit);
    }
    enum gender gender = word_gender(text, hit->head);
    if (mention->kind == NAME_PROPER && gender != GENDER_NONE) {
        finder->genders[actor] = (uint8_t)gender;
    }
}

/* One name or several joined by hyphens in one word: "russo-ukrainien", "Russie-Afghanistan". */
static uint32_t part_actor(const struct finder *finder, struct slice part)
{
    uint32_t code = rules_find(finder->rules, LIST_JOINED, part);
    if (code) {
        return actor_by_code(finder->actors, finder->rules->codes[code - 1]);
    }
    struct actor_names names = actor_lookup(finder->actors, part);
    for (size_t i = 0; i < names.count; i++) {
        enum name_kind kind = names.items[i]->kind;
        bool language = !names.items[i]->language[0] ||
                        !strcmp(names.items[i]->language, finder->rules->language);
        bool state = actor_at(finder->actors, names.items[i]->actor)->kind != ACTOR_COLLECTIVE;
        if (language && state &&
            (kind == NAME_PROPER || kind == NAME_ADJECTIVE || kind == NAME_CAPITAL)) {
            return names.items[i]->actor;
        }
    }
    return UINT32_MAX;
}

static void joined_make(struct finder *finder, struct tree_text *text, size_t w)
{
    struct slice rest = text->form[w], part;
    uint32_t actors[MENTION_ACTORS];
    size_t count = 0, parts = 0;
    while (slice_split(&rest, '-', &part) && parts < MENTION_ACTORS) {
        actors[count] = part.length ? part_actor(finder, part) : UINT32_MAX;
        count += actors[count] != UINT32_MAX;
        parts++;
    }
    if (parts < 2 || count != parts) {
        return;
    }
    struct mention *mention = mention_add(finder, text, w, WAY_JOINED, actors, count);
    mention->kind = NAME_ADJECTIVE;
    mention->modifier = true;
}

/* A surname that the article itself introduced: "the Malian minister Abdoulaye Diop". */
static void introduced_make(struct finder *finder, struct tree_text *text, size_t w)
{
    uint32_t actor = map_get(&finder->introduced, text->form[w]);
    if (actor == MAP_NONE || text->tree->words[w].upos != UPOS_PROPN) {
        return;
    }
    struct hit name = {.first = (uint32_t)w, .last = (uint32_t)w, .head = (uint32_t)w};
    size_t head = text->tree->words[w].relation == REL_FLAT ? text->tree->words[w].head : w;
    if ((head != w && text->hit_of[head]) ||
        (head == w && part_of_longer_name(finder, text, &name)) || mention_of(finder, text, head)) {
        return;
    }
    struct mention *mention = mention_add(finder, text, head, WAY_INTRODUCED, &actor, 1);
    mention->kind = NAME_SURNAME;
    mention->modifier = word_modifies(finder, text, head);
}

/* "Au Kirghizstan, …": where a paragraph opens with a land, it is the land spoken of. */
static void frame_set(struct finder *finder, const struct tree_text *text)
{
    uint32_t paragraph = text->tree->sentence->paragraph;
    if (paragraph == finder->frame_paragraph) {
        return;
    }
    finder->frame = UINT32_MAX;
    finder->frame_paragraph = paragraph;
    for (size_t i = 0; i < text->hit_count && text->hits[i].first <= FRAME_WORDS; i++) {
        const struct mention *mention = mention_of(finder, text, text->hits[i].head);
        size_t after = text->hits[i].last + 1;
        bool parted = after <= text->tree->count && slice_is(text->form[after], ",");
        if (mention && mention->place && mention->kind == NAME_PROPER && parted &&
            actor_at(finder->actors, mention->actors[0])->kind == ACTOR_STATE) {
            finder->frame = mention->actors[0];
            return;
        }
    }
}

/* "Un pays européen", "the Caucasus nation": does the name tell of what region one state is? */
static bool names_member(const struct finder *finder, const struct tree_text *text,
                         const struct hit *hit)
{
    enum actor_kind kind = actor_at(finder->actors, hit->chosen->actor)->kind;
    const struct word *words = text->tree->words;
    enum relation relation = words[hit->head].relation;
    bool beside = relation == REL_AMOD || relation == REL_COMPOUND ||
                  (relation == REL_NMOD && kind == ACTOR_COLLECTIVE);
    size_t noun = text->sense[hit->head] == DESCRIBES_STATE ? hit->head
                  : beside                                  ? words[hit->head].head
                                                            : 0;
    return (kind == ACTOR_COLLECTIVE || kind == ACTOR_ORGANISATION) &&
           text->sense[noun] == DESCRIBES_STATE && words[noun].number == NUMBER_SING;
}

static void sentence_resolve(struct finder *finder, struct tree_text *text)
{
    for (size_t i = 0; i < text->hit_count; i++) {
        hit_choose(finder, text, &text->hits[i]);
        if (text->hits[i].chosen && (names_text(finder, text, &text->hits[i]) ||
                                     names_portfolio(finder, text, &text->hits[i]))) {
            text->hits[i].chosen = NULL;
        }
        if (text->hits[i].chosen) {
            name_make(finder, text, &text->hits[i]);
        }
    }
    for (size_t i = 0; i < text->hit_count; i++) {
        const struct hit *hit = &text->hits[i];
        for (size_t w = hit->first; !hit->chosen && w <= hit->last; w++) {
            text->hit_of[w] = 0;
        }
    }
    for (size_t w = 1; w <= text->tree->count; w++) {
        if (!text->hit_of[w]) {
            joined_make(finder, text, w);
            introduced_make(finder, text, w);
        }
    }
    substitutes_find(finder, text);
    for (size_t w = 1; w <= text->tree->count; w++) {
        phrase_make(finder, text, w);
    }
    for (size_t w = 1; w <= text->tree->count; w++) {
        each_named(finder, text, w);
        each_owned(finder, text, w);
    }
    phrases_join_names(finder, text);
    frame_set(finder, text);
    anaphors_resolve(finder, text);
}

/* A heading that names one state makes it the section's topic; any other heading none. */
static void topic_set(struct finder *finder, const struct tree_text *text)
{
    uint32_t paragraph = text->tree->sentence->paragraph, topic = UINT32_MAX;
    if (paragraph >= finder->article->paragraph_count ||
        finder->article->paragraphs[paragraph].kind != PARAGRAPH_HEADING) {
        return;
    }
    for (size_t w = 1; w <= text->tree->count; w++) {
        const struct mention *mention = mention_of(finder, text, w);
        bool state = mention && actor_at(finder->actors, mention->actors[0])->kind == ACTOR_STATE &&
                     mention->kind != NAME_ADJECTIVE;
        if (state && topic != UINT32_MAX && topic != mention->actors[0]) {
            finder->topic = UINT32_MAX;
            return;
        }
        topic = state ? mention->actors[0] : topic;
    }
    finder->topic = topic;
}

static void most_named_set(struct finder *finder)
{
    finder->most = 1;
    for (uint32_t i = 0; i < actor_count(finder->actors); i++) {
        enum actor_kind kind = actor_at(finder->actors, i)->kind;
        bool party = kind == ACTOR_STATE || kind == ACTOR_GROUP;
        finder->most = party && finder->named[i] > finder->most ? finder->named[i] : finder->most;
    }
}

/* An article that is only known not to be older than a day is not older than the first office of
 * those it names in full either; and it may name who came to office at any time after. */
static void bound_raise(struct finder *finder)
{
    finder->latest = DAY_AFTER_ALL;
    for (uint32_t t = 0; t < finder->trees->count; t++) {
        const struct tree_text *text = &finder->texts[t];
        for (size_t i = 0; i < text->hit_count; i++) {
            int32_t since = hit_first_office(&text->hits[i]);
            finder->day = since > finder->day ? since : finder->day;
        }
    }
}

/* Once they have told which state is meant, the names of regions beside one state are nobody's:
 * "a European country" is not the Union. */
static void members_drop(struct finder *finder)
{
    struct mention_list *list = finder->out;
    bool *dropped = arena_array(finder->arena, list->count + 1, sizeof *dropped);
    for (uint32_t t = 0; t < finder->trees->count; t++) {
        const struct tree_text *text = &finder->texts[t];
        for (size_t i = 0; i < text->hit_count; i++) {
            uint32_t number = list->by_word[t][text->hits[i].head];
            if (number && text->hits[i].chosen && names_member(finder, text, &text->hits[i])) {
                dropped[number] = true;
            }
        }
    }
    uint32_t *moved = arena_array(finder->arena, list->count + 1, sizeof *moved), count = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        if (!dropped[i + 1]) {
            list->items[count++] = list->items[i];
            moved[i + 1] = count;
        }
    }
    list->count = count;
    for (uint32_t t = 0; t < finder->trees->count; t++) {
        for (size_t w = 0; w <= finder->trees->items[t].count; w++) {
            list->by_word[t][w] = moved[list->by_word[t][w]];
        }
    }
}

void mention_find(struct arena *arena, const struct actor_register *actors,
                  const struct mention_rules *rules, const struct article *article,
                  const struct tree_list *trees, int32_t day, const int32_t *spoken,
                  struct mention_list *out)
{
    struct finder *finder = arena_alloc(arena, sizeof *finder);
    *out =
        (struct mention_list){.by_word = arena_array(arena, trees->count + 1, sizeof(uint32_t *)),
                              .traces = arena_array(arena, trees->count + 1, sizeof(void *)),
                              .things = arena_array(arena, trees->count + 1, sizeof(void *)),
                              .speakers = arena_array(arena, trees->count + 1, sizeof(void *))};
    *finder = (struct finder){.arena = arena,
                              .actors = actors,
                              .rules = rules,
                              .article = article,
                              .trees = trees,
                              .given = day,
                              .day = day,
                              .spoken = spoken,
                              .latest = day,
                              .topic = UINT32_MAX,
                              .frame = UINT32_MAX,
                              .frame_paragraph = UINT32_MAX,
                              .out = out};
    if (day == DAY_BEFORE_ALL) {
        finder->latest = DAY_AFTER_ALL;
    }
    finder->texts = arena_array(arena, trees->count + 1, sizeof *finder->texts);
    finder->named = arena_array(arena, actor_count(actors) + 1, sizeof *finder->named);
    finder->genders = arena_array(arena, actor_count(actors) + 1, sizeof *finder->genders);
    for (uint32_t t = 0; t < trees->count; t++) {
        size_t words = trees->items[t].count + 1;
        out->by_word[t] = arena_array(arena, words, sizeof(uint32_t));
        out->traces[t] = arena_array(arena, words, sizeof **out->traces);
        out->things[t] = arena_array(arena, words, sizeof **out->things);
        out->speakers[t] = arena_array(arena, words, sizeof **out->speakers);
        text_make(finder, t, &finder->texts[t]);
        hits_find(finder, &finder->texts[t]);
    }
    if (article->published_basis == DATE_LOWER_BOUND && day != DAY_AFTER_ALL) {
        bound_raise(finder);
    }
    for (uint32_t t = 0; t < trees->count; t++) {
        hits_count(finder, &finder->texts[t]);
    }
    most_named_set(finder);
    private_find(finder);
    for (uint32_t t = 0; t < trees->count; t++) {
        variants_find(finder, &finder->texts[t]);
    }
    for (uint32_t t = 0; t < trees->count; t++) {
        sentence_resolve(finder, &finder->texts[t]);
        story_note(finder, &finder->texts[t]);
        topic_set(finder, &finder->texts[t]);
    }
    pending_resolve(finder);
    quotations_resolve(finder);
    members_drop(finder);
}
