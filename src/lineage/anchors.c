/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Words to anchors: what a rewriting and a translation leave in its place. Numbers keep their
 * digits; a day beside a month is one date; names of the register become the actor's code,
 * whatever the form and the language (Moscou, Russian, le Kremlin); other capital words are names
 * and become a phonetic skeleton, the classes of their consonants in order (after Soundex, Russell
 * 1918, without its fixed length), in which Jirnov and Zhirnov are one. A word is no name where the
 * article has it in small letters too, or where it only opens sentences. Repetitions of one anchor
 * in a row count once. Linear in the words, but for the register's longest forms. */
#include "base/utf8.h"
#include "lineage/inside.h"

#define REACH_WORDS 8     /* most words of a form of the register */
#define SKELETON_BYTES 24 /* more consonants are cut */

/* What there is to know of a word, over all its places in the article. */
struct form {
    uint64_t hash;  /* of the folded word, or 0: free place of the table */
    uint32_t reach; /* bytes of the register's longest form that begins with it; 0: none */
    uint32_t time;  /* month or weekday as in lineage_language, or MAP_NONE */
    bool small;     /* it is written with a small letter */
    bool inside;    /* with a capital letter, not opening a sentence */
};

struct finder {
    struct arena *arena;
    const struct lineage_names *names;
    const struct lineage_language *language; /* NULL if unknown */
    const struct article *article;
    const struct word_list *words;
    struct form *forms; /* open addressing */
    size_t capacity;    /* a power of two */
    struct imprint *out;
    bool opens; /* the next anchor opens a sentence */
};

static struct form *form_of(const struct finder *finder, const struct word *word)
{
    size_t i = word->hash & (finder->capacity - 1);
    while (finder->forms[i].hash && finder->forms[i].hash != word->hash) {
        i = (i + 1) & (finder->capacity - 1);
    }
    return &finder->forms[i];
}

static void add_anchor(struct finder *finder, enum anchor_class class, uint64_t hash,
                       struct anchor_place place)
{
    struct imprint *out = finder->out;
    uint32_t key = (uint32_t) class << ANCHOR_CLASS_SHIFT | (uint32_t)(hash_mix(hash) >> 36);
    bool again = out->anchor_count && (out->anchors[out->anchor_count - 1] & ANCHOR_KEY) == key;
    if (again || out->anchor_count == ANCHORS_AT_MOST) {
        return;
    }
    out->anchors[out->anchor_count] = key | (finder->opens ? ANCHOR_OPENS : 0);
    out->places[out->anchor_count++] = place;
    finder->opens = false;
}

/* ------------------------------------------------------------------------------ register */

static bool shape_fits(struct slice form, struct slice text)
{
    size_t f = 0, t = 0;
    bool same = utf8_is_upper(utf8_next(form, &f)) == utf8_is_upper(utf8_next(text, &t));
    bool letters = f < form.length && t < text.length;
    return same &&
           (!letters || !utf8_is_upper(utf8_next(form, &f)) || utf8_is_upper(utf8_next(text, &t)));
}

static bool kind_counts(enum name_kind kind)
{
    return kind != NAME_PLACE && kind != NAME_PERSON && kind != NAME_SURNAME;
}

/* The first name in the register that the text may be, or NULL. */
static const struct actor_name *name_of(const struct finder *finder, struct slice text)
{
    struct actor_names found = actor_lookup(finder->names->actors, utf8_fold(finder->arena, text));
    for (size_t i = 0; i < found.count; i++) {
        const struct actor_name *name = found.items[i];
        bool spoken = !name->language[0] || !finder->article->language[0] ||
                      memcmp(name->language, finder->article->language, 2) == 0;
        if (spoken && !name->guarded && kind_counts(name->kind) && shape_fits(name->form, text)) {
            return name;
        }
    }
    return NULL;
}

/* Adds the actor whose longest form begins at word w; gives the number of its words, or 0. */
static size_t take_actor(struct finder *finder, size_t w)
{
    const struct word *words = finder->words->items;
    size_t reach = form_of(finder, &words[w])->reach, last = w;
    if (!reach) {
        return 0;
    }
    while (last + 1 < finder->words->count && last + 1 < w + REACH_WORDS &&
           words[last + 1].begin - words[w].begin < reach && !words[last + 1].opens) {
        last++;
    }
    for (;; last--) {
        struct slice text = slice_part(finder->article->text, words[w].begin, words[last].end);
        const struct actor_name *name = name_of(finder, text);
        if (name) {
            struct slice code = actor_at(finder->names->actors, name->actor)->code;
            uint64_t body = name->kind == NAME_BODY ? slice_hash(words[w].folded, 0) : 0;
            add_anchor(finder, ANCHOR_ACTOR, slice_hash(code, 0) ^ body,
                       (struct anchor_place){words[w].begin, words[last].end});
            return last - w + 1;
        }
        if (last == w) {
            return 0;
        }
    }
}

/* --------------------------------------------------------------------------------- names */

/* Class of a consonant's sound, '0' of a vowel, 0 of what is no Latin letter. */
static char sound_of(char c)
{
    static const char sounds[] =
        "01230120022455012623011202"; /* a … z; h, w and y are told below */
    return c >= 'a' && c <= 'z' ? sounds[c - 'a'] : 0;
}

/* Writes the skeleton: an opening vowel, then the classes of consonants, doubles once. */
static size_t skeleton_of(struct slice folded, char out[SKELETON_BYTES])
{
    size_t length = 0;
    char last = 0;
    for (size_t i = 0; i < folded.length && length < SKELETON_BYTES; i++) {
        char c = folded.at[i], next = i + 1 < folded.length ? folded.at[i + 1] : 0;
        char sound = c == 'p' && next == 'h' ? '1' : sound_of(c);
        if (!sound) {
            return 0;
        }
        if (sound != last && (sound != '0' || i == 0)) {
            out[length++] = sound;
        }
        last = sound;
    }
    return length;
}

static void take_name(struct finder *finder, const struct word *word)
{
    char skeleton[SKELETON_BYTES];
    const struct form *form = form_of(finder, word);
    if (!word->capital || word->joined || form->small || !form->inside) {
        return;
    }
    struct slice key = {skeleton, skeleton_of(word->folded, skeleton)};
    if (!key.length) {
        key = word->folded; /* another script: as it is */
    }
    if (key.length >= 2 && word->folded.length >= 3) {
        add_anchor(finder, ANCHOR_NAME, slice_hash(key, 0),
                   (struct anchor_place){word->begin, word->end});
    }
}

/* ------------------------------------------------------------------------ numbers and dates */

static uint32_t small_number(const struct word *word)
{
    uint32_t value = 0;
    for (size_t i = 0; i < word->folded.length; i++) {
        if (word->folded.at[i] == '.' || value > 9999) {
            return UINT32_MAX;
        }
        value = value * 10 + (uint32_t)(word->folded.at[i] - '0');
    }
    return word->number ? value : UINT32_MAX;
}

static uint32_t month_at(const struct finder *finder, size_t w)
{
    const struct word *word = &finder->words->items[w];
    bool here = w < finder->words->count && !word->number && !word->opens;
    uint32_t time = here ? form_of(finder, word)->time : MAP_NONE;
    return time < WEEKDAY ? time : MAP_NONE;
}

/* A day before its month (3 juillet, 1er juin, 3rd July). */
static size_t take_day_month(struct finder *finder, size_t w, uint32_t day)
{
    const struct word *words = finder->words->items;
    size_t next = w + 1;
    next += next < finder->words->count && words[next].begin == words[w].end; /* er, th */
    uint32_t month = month_at(finder, next);
    if (month == MAP_NONE || day < 1 || day > 31) {
        return 0;
    }
    add_anchor(finder, ANCHOR_DATE, month * 32 + day,
               (struct anchor_place){words[w].begin, words[next].end});
    return next - w + 1;
}

static size_t take_number(struct finder *finder, size_t w)
{
    const struct word *word = &finder->words->items[w];
    uint32_t value = small_number(word);
    size_t taken = take_day_month(finder, w, value);
    if (taken) {
        return taken;
    }
    bool year = value >= 1900 && value < 2100 && word->end - word->begin == 4;
    enum anchor_class class = value < 100 ? ANCHOR_SMALL : year ? ANCHOR_YEAR : ANCHOR_NUMBER;
    add_anchor(finder, class, slice_hash(word->folded, 0),
               (struct anchor_place){word->begin, word->end});
    return 1;
}

/* A month before its day (July 3) or a year (July 2025); a weekday. */
static size_t take_time_word(struct finder *finder, size_t w)
{
    const struct word *words = finder->words->items;
    struct anchor_place place = {words[w].begin, words[w].end};
    uint32_t time = form_of(finder, &words[w])->time;
    if (time == MAP_NONE) {
        return 0;
    }
    if (time >= WEEKDAY) {
        add_anchor(finder, ANCHOR_WEEKDAY, time, place);
        return 1;
    }
    uint32_t next = w + 1 < finder->words->count ? small_number(&words[w + 1]) : UINT32_MAX;
    bool day = next >= 1 && next <= 31, year = next >= 1900 && next < 2100;
    if (day || year) {
        place.end = day ? words[w + 1].end : place.end;
        add_anchor(finder, day ? ANCHOR_DATE : ANCHOR_SMALL, time * 32 + (day ? next : 0), place);
    }
    return day ? 2 : year;
}

/* ----------------------------------------------------------------------------------- all */

static uint32_t reach_of(const struct finder *finder, const struct word *word)
{
    uint32_t bit = first_word_bit(word->hash);
    bool may = finder->names->first_words[bit / 64] >> bit % 64 & 1;
    return may ? (uint32_t)actor_reach(finder->names->actors, word->folded) : 0;
}

static void note_words(struct finder *finder)
{
    for (finder->capacity = 64; finder->capacity < 2 * finder->words->count;) {
        finder->capacity *= 2;
    }
    finder->forms = arena_array(finder->arena, finder->capacity, sizeof *finder->forms);
    for (size_t w = 0; w < finder->words->count; w++) {
        const struct word *word = &finder->words->items[w];
        struct form *form = word->number ? NULL : form_of(finder, word);
        if (!form) {
            continue;
        }
        if (!form->hash) {
            form->hash = word->hash;
            form->reach = reach_of(finder, word);
            form->time =
                finder->language ? map_get(&finder->language->times, word->folded) : MAP_NONE;
        }
        form->small = form->small || !word->capital;
        form->inside = form->inside || (word->capital && !word->opens);
    }
}

static void note_garbling(struct finder *finder)
{
    size_t garbled = 0;
    for (size_t w = 0; w < finder->words->count; w++) {
        const struct word *word = &finder->words->items[w];
        bool stray = word->capital && !word->opens && !word->breaks && !word->number &&
                     form_of(finder, word)->small;
        garbled += word->joined || stray;
    }
    size_t count = finder->words->count;
    finder->out->garbled = (uint16_t)(count ? garbled * 1000 / count : 0);
}

void anchors_find(struct arena *arena, const struct lineage_names *names,
                  const struct article *article, const struct word_list *words, struct imprint *out)
{
    struct finder finder = {
        .arena = arena, .names = names, .article = article, .words = words, .out = out};
    for (size_t i = 0; i < names->language_count; i++) {
        if (memcmp(names->languages[i].language, article->language, 2) == 0) {
            finder.language = &names->languages[i];
        }
    }
    out->anchors = arena_array(arena, ANCHORS_AT_MOST, sizeof *out->anchors);
    out->places = arena_array(arena, ANCHORS_AT_MOST, sizeof *out->places);
    note_words(&finder);
    note_garbling(&finder);
    for (size_t w = 0, taken; w < words->count; w += taken) {
        finder.opens = finder.opens || words->items[w].opens;
        taken = words->items[w].number ? take_number(&finder, w) : take_time_word(&finder, w);
        if (!taken) {
            taken = take_actor(&finder, w);
        }
        if (!taken) {
            take_name(&finder, &words->items[w]);
            taken = 1;
        }
        for (size_t k = 1; k < taken; k++) {
            finder.opens = finder.opens || words->items[w + k].opens;
        }
    }
}
