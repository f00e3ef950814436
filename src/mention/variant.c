/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Garbled and variant spellings ("Jerevan", "Bashinien", "Azarbayan"), as machine translation and
 * other transliterations leave them. A capitalised word that the register does not know is taken
 * for a state, capital or office holder only if the article names that state in a known spelling
 * too, the consonants agree by sound (b/p, d/t, g/k/c/q, v/f/w, j/y/z, ch/sh) and one letter
 * differs by sound at most (two in long words), and no other actor fits as well. Cost: the names
 * of the actors that the article names, for each unknown name. */
#include "mention/inside.h"

#include "base/utf8.h"

#define SOUND_BYTES 32
#define VARIANT_LETTERS 6
#define PERSON_LETTERS 7
#define LONG_LETTERS 8 /* of a word that may differ in two sounds */

struct sound {
    char letters[SOUND_BYTES]; /* one for each sound, vowels kept */
    char bones[SOUND_BYTES];   /* consonants only */
    size_t length, bone_count;
};

static bool is_vowel(char letter)
{
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

static char sound_of(char letter, char next)
{
    switch (letter) {
    case 'b':
        return 'p';
    case 'd':
        return 't';
    case 'c':
        return next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
    case 'g':
    case 'q':
        return 'k';
    case 'v':
    case 'w':
        return 'f';
    case 'y':
    case 'z':
        return 'j';
    default:
        return letter;
    }
}

/* Reads one sound of one to three letters; gives the letters used. */
static size_t sound_next(struct slice word, size_t at, char *out)
{
    struct slice rest = slice_part(word, at, word.length);
    static const struct {
        const char *written;
        char sound;
    } together[] = {{"tch", 's'}, {"sch", 's'}, {"ch", 's'}, {"sh", 's'}, {"dj", 'j'}, {"dzh", 'j'},
                    {"gh", 'k'},  {"kh", 'k'},  {"ph", 'f'}, {"qu", 'k'}, {"ck", 'k'}, {"ou", 'u'}};
    for (size_t i = 0; i < sizeof together / sizeof *together; i++) {
        struct slice written = slice_of(together[i].written);
        if (rest.length >= written.length &&
            slice_equal(slice_part(rest, 0, written.length), written)) {
            *out = together[i].sound;
            return written.length;
        }
    }
    *out = sound_of(rest.at[0], rest.length > 1 ? rest.at[1] : '\0');
    return 1;
}

static bool sound_make(struct slice folded, struct sound *out)
{
    *out = (struct sound){.length = 0};
    for (size_t at = 0; at < folded.length;) {
        char sound;
        if (folded.at[at] < 'a' || folded.at[at] > 'z' || out->length == SOUND_BYTES) {
            return false;
        }
        at += sound_next(folded, at, &sound);
        bool twice = out->length && out->letters[out->length - 1] == sound;
        if (sound != 'h' && !twice) {
            out->letters[out->length++] = sound;
            if (!is_vowel(sound)) {
                out->bones[out->bone_count++] = sound;
            }
        }
    }
    return out->bone_count >= 3;
}

static bool bones_equal(const struct sound *a, const struct sound *b)
{
    return a->bone_count == b->bone_count && !memcmp(a->bones, b->bones, a->bone_count);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein distance of the sounds. */
static size_t distance(const struct sound *a, const struct sound *b)
{
    size_t row[SOUND_BYTES + 1];
    for (size_t j = 0; j <= b->length; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= a->length; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b->length; j++) {
            size_t above = row[j];
            row[j] = least(least(above, row[j - 1]) + 1,
                           corner + (a->letters[i - 1] != b->letters[j - 1]));
            corner = above;
        }
    }
    return row[b->length];
}

static bool is_candidate(const struct finder *finder, const struct actor_name *name, size_t letters)
{
    bool language = !name->language[0] || !strcmp(name->language, finder->rules->language) ||
                    name->kind == NAME_CAPITAL;
    bool place = name->kind == NAME_PROPER || name->kind == NAME_CAPITAL;
    bool holds = actor_name_holds(name, finder->day) || finder->day == DAY_BEFORE_ALL;
    bool person = name->kind == NAME_SURNAME && holds && letters >= PERSON_LETTERS;
    return language && (place || person) && utf8_capital(name->form) &&
           slice_find(name->form, SLICE(" "), 0) == SIZE_MAX;
}

/* The name that the word spells; NULL if none or not one alone. */
static const struct actor_name *variant_find(struct finder *finder, const struct sound *sound,
                                             size_t letters)
{
    const struct actor_name *best = NULL;
    size_t most = letters >= LONG_LETTERS ? 2 : 1, best_distance = most + 1;
    bool tie = false;
    for (uint32_t actor = 0; actor < actor_count(finder->actors); actor++) {
        if (!finder->named[actor] || actor_at(finder->actors, actor)->kind != ACTOR_STATE) {
            continue;
        }
        struct actor_names names = actor_all_names(finder->actors, actor);
        for (size_t i = 0; i < names.count; i++) {
            struct sound known;
            if (!is_candidate(finder, names.items[i], letters) ||
                !sound_make(utf8_fold(finder->arena, names.items[i]->form), &known) ||
                !bones_equal(sound, &known)) {
                continue;
            }
            size_t d = distance(sound, &known);
            if (d < best_distance) {
                best = names.items[i];
                best_distance = d;
                tie = false;
            } else if (best && d == best_distance) {
                tie = tie || best->actor != actor;
            }
        }
    }
    return tie ? NULL : best;
}

static bool is_unknown_name(const struct finder *finder, const struct tree_text *text, size_t w)
{
    const struct word *word = &text->tree->words[w];
    bool name =
        word->upos == UPOS_PROPN || (w > 1 && (word->upos == UPOS_NOUN || word->upos == UPOS_ADJ));
    return !text->hit_of[w] && name && utf8_capital(word->token->form) &&
           utf8_count(word->token->form) >= VARIANT_LETTERS && !text->sense[w] &&
           !actor_given_name(finder->actors, text->form[w]) &&
           !actor_lookup(finder->actors, text->form[w]).count;
}

/* The person's full name where the word before is its given name, else NULL. */
static const struct actor_name *full_name(const struct finder *finder, struct slice given,
                                          const struct actor_name *surname)
{
    struct actor_names names = actor_all_names(finder->actors, surname->actor);
    for (size_t i = 0; i < names.count; i++) {
        const struct actor_name *name = names.items[i];
        struct slice rest = name->form, first;
        if (name->kind == NAME_PERSON && name->person == surname->person &&
            slice_split(&rest, ' ', &first) && slice_equal(first, given)) {
            return name;
        }
    }
    return NULL;
}

void variants_find(struct finder *finder, struct tree_text *text)
{
    for (size_t w = 1; w <= text->tree->count; w++) {
        struct sound sound;
        if (!is_unknown_name(finder, text, w) || !sound_make(text->form[w], &sound)) {
            continue;
        }
        const struct actor_name *name =
            variant_find(finder, &sound, utf8_count(text->tree->words[w].token->form));
        if (!name) {
            continue;
        }
        struct hit hit = {.first = (uint32_t)w, .last = (uint32_t)w, .variant = true};
        const struct actor_name **names = arena_array(finder->arena, 1, sizeof *names);
        if (name->kind == NAME_SURNAME && w > 1 && !text->hit_of[w - 1]) {
            const struct actor_name *full =
                full_name(finder, text->tree->words[w - 1].token->form, name);
            hit.first = full ? (uint32_t)w - 1 : hit.first;
            name = full ? full : name;
        }
        *names = name;
        hit.names = (struct actor_names){names, 1};
        hit_add(finder, text, hit);
    }
}
