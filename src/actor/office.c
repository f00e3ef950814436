/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* offices.tsv and descriptions.tsv. A person's family name is found by the shape of the name: the
 * last word, with the particles before it (words in lower case or of at most three letters: von der
 * Leyen, Ben Salmane) and without them; Al-Charaa also as Charaa; of three words or more also the
 * last two (Lopez Obrador). Where the state's stanza says `surname first` (Xi Jinping) the first
 * word, `either` that too. Rows that share a spelling and a state tell of one person. */
#include "actor/inside.h"

#include "base/utf8.h"

#define NAME_WORDS 8
#define PARTICLE_LETTERS 3

static size_t words_split(struct slice name, struct slice words[NAME_WORDS])
{
    size_t count = 0;
    struct slice word;
    while (count < NAME_WORDS && slice_split(&name, ' ', &word)) {
        if (word.length) {
            words[count++] = word;
        }
    }
    return count;
}

static struct slice words_join(const struct slice *words, size_t from, size_t to)
{
    const char *stop = words[to].at + words[to].length;
    return (struct slice){words[from].at, (size_t)(stop - words[from].at)};
}

static bool is_particle(struct slice word)
{
    bool initial = word.at[word.length - 1] == '.';
    return !initial && (!utf8_capital(word) || utf8_count(word) <= PARTICLE_LETTERS);
}

static void surname_add(struct arena *arena, struct actor_register *actors, struct actor_name *name,
                        struct slice form)
{
    name->form = form;
    if (utf8_count(form) > 1) {
        name_add(arena, actors, name);
    }
}

/* Al-Charaa is also written Charaa. */
static struct slice without_article(struct slice word)
{
    size_t hyphen = slice_find(word, SLICE("-"), 0);
    if (hyphen == SIZE_MAX || hyphen > PARTICLE_LETTERS) {
        return (struct slice){NULL, 0};
    }
    struct slice rest = slice_part(word, hyphen + 1, word.length);
    return utf8_capital(rest) ? rest : (struct slice){NULL, 0};
}

static void surnames_add(struct arena *arena, struct actor_register *actors,
                         const struct actor_name *full)
{
    struct slice words[NAME_WORDS];
    size_t count = words_split(full->form, words);
    struct actor_name name = *full;
    name.kind = NAME_SURNAME;
    if (count < 2) {
        return;
    }
    if (actors->family[full->actor] != FAMILY_LAST) {
        surname_add(arena, actors, &name, words[0]);
    } else {
        map_put(&actors->given, arena, utf8_fold(arena, words[0]), 1);
    }
    if (actors->family[full->actor] == FAMILY_FIRST) {
        return;
    }
    size_t last = count - 1, particle = last;
    while (particle > 1 && is_particle(words[particle - 1])) {
        particle--;
    }
    surname_add(arena, actors, &name, words[last]);
    if (particle < last) {
        surname_add(arena, actors, &name, words_join(words, particle, last));
    } else if (last >= 2 && words[last - 1].at[words[last - 1].length - 1] != '.') {
        surname_add(arena, actors, &name, words_join(words, last - 1, last));
    }
    struct slice bare = without_article(words[last]);
    if (bare.length) {
        surname_add(arena, actors, &name, bare);
    }
}

/* A spelling of a person: its key in the map of persons is "RUS\tvladimir poutine". */
struct spelling {
    struct slice form, key;
};

static struct slice person_key(struct arena *arena, const struct actor_register *actors,
                               uint32_t actor, struct slice form)
{
    struct slice code = actors->actors[actor].code, folded = utf8_fold(arena, form);
    char *key = arena_alloc(arena, code.length + 1 + folded.length);
    memcpy(key, code.at, code.length);
    key[code.length] = '\t';
    memcpy(key + code.length + 1, folded.at, folded.length);
    return (struct slice){key, code.length + 1 + folded.length};
}

void person_add(struct arena *arena, struct actor_register *actors, struct slice forms,
                const struct actor_name *common)
{
    struct actor_name name = *common;
    struct spelling *spellings = NULL;
    struct slice form;
    size_t count = 0, code = actors->actors[name.actor].code.length;
    name.kind = NAME_PERSON;
    name.person = UINT32_MAX;
    while (slice_split(&forms, '|', &form)) {
        form = slice_trim(form);
        if (form.length) {
            struct slice key = person_key(arena, actors, name.actor, form);
            *arena_push(arena, spellings, count) = (struct spelling){form, key};
            name.person = name.person == UINT32_MAX ? map_get(&actors->persons, key) : name.person;
        }
    }
    if (name.person == UINT32_MAX) {
        name.person = actors->person_count++;
    }
    for (size_t i = 0; i < count; i++) {
        struct slice key = spellings[i].key;
        name.form = spellings[i].form;
        map_put(&actors->persons, arena, key, name.person);
        name_file(arena, actors, &name, slice_part(key, code + 1, key.length));
        surnames_add(arena, actors, &name);
    }
}

bool offices_load(struct arena *arena, const char *path, struct actor_register *actors,
                  struct error *err)
{
    struct source source;
    if (!source_open(arena, path, &source, err)) {
        return false;
    }
    *arena_push(arena, actors->sources, actors->source_count) = source;
    struct slice rest = source.text, line, cells[6];
    bool header = true;
    while (slice_split(&rest, '\n', &line)) {
        if (!cells_read(line, cells, 6)) {
            continue;
        }
        if (header && slice_is(cells[0], "state")) {
            header = false;
            continue;
        }
        if (!cells[4].at || !cells[2].length) {
            return source_error(&source, line.at, "expected state, office, person, since, until");
        }
        struct actor_name name = {
            .actor = actor_by_code(actors, cells[0]), .office = cells[1], .source = cells[5]};
        if (name.actor == UINT32_MAX) {
            return source_error(&source, cells[0].at, "no actor has the code %.*s",
                                SLICE_ARGS(cells[0]));
        }
        if (!span_read(&source, cells[3], cells[4], &name.since, &name.until)) {
            return false;
        }
        person_add(arena, actors, cells[2], &name);
    }
    return true;
}

static bool sense_read(struct slice word, enum description_sense *out)
{
    static const char *const senses[] = {
        [DESCRIBES_STATE] = "state",
        [DESCRIBES_GOVERNMENT] = "government",
        [DESCRIBES_LEADER] = "leader",
        [DESCRIBES_GROUP] = "group",
        [DESCRIBES_ORGANISATION] = "organisation",
        [DESCRIBES_BOTH] = "both",
        [DESCRIBES_PEOPLE] = "people",
    };
    for (size_t i = DESCRIBES_STATE; i <= DESCRIBES_PEOPLE; i++) {
        if (slice_is(word, senses[i])) {
            *out = (enum description_sense)i;
            return true;
        }
    }
    return false;
}

bool descriptions_load(struct arena *arena, const char *path, struct actor_register *actors,
                       struct error *err)
{
    struct source source;
    if (!source_open(arena, path, &source, err)) {
        return false;
    }
    struct slice rest = source.text, line, cells[3];
    bool header = true;
    while (slice_split(&rest, '\n', &line)) {
        if (!cells_read(line, cells, 3)) {
            continue;
        }
        if (header && slice_is(cells[0], "lang")) {
            header = false;
            continue;
        }
        enum description_sense sense;
        if (cells[0].length != 2 || !cells[1].length || !cells[2].length) {
            return source_error(&source, line.at, "expected language, phrase, sense");
        }
        if (!sense_read(cells[2], &sense)) {
            return source_error(
                &source, cells[2].at,
                "one of state, government, leader, group, organisation, both, people");
        }
        struct slice folded = utf8_fold(arena, cells[1]);
        struct slice key =
            slice_print(arena, "%.*s\t%.*s", SLICE_ARGS(cells[0]), SLICE_ARGS(folded));
        map_put(&actors->descriptions, arena, key, sense);
    }
    return true;
}
