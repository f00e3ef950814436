/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Stanzas of states.txt, organisations.txt, groups.txt and a user's own file. A stanza opens in
 * column 0 with `CODE kind`; below it, TAB key TAB values between '|'. A stanza whose code is known
 * already extends that actor. */
#include "actor/inside.h"

#include "base/utf8.h"

struct stanzas {
    struct source source;
    struct actor_register *actors;
    uint32_t open; /* actor of the open stanza, or UINT32_MAX */
};

static const struct {
    const char *key;
    enum name_kind kind;
} name_keys[] = {
    {"name", NAME_PROPER},    {"former", NAME_FORMER},   {"adjective", NAME_ADJECTIVE},
    {"people", NAME_PEOPLE},  {"capital", NAME_CAPITAL}, {"seat", NAME_SEAT},
    {"body", NAME_BODY},      {"place", NAME_PLACE},     {"person", NAME_PERSON},
    {"acronym", NAME_PROPER},
};

static bool kind_read(struct slice word, enum actor_kind *out)
{
    static const char *const kinds[] = {"state", "organisation", "group", "collective"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (slice_is(word, kinds[i])) {
            *out = (enum actor_kind)i;
            return true;
        }
    }
    return false;
}

static bool stanza_open(struct stanzas *file, struct slice line)
{
    struct slice rest = line, code, kind_word = {NULL, 0};
    slice_split(&rest, ' ', &code);
    if (rest.at) {
        kind_word = slice_trim(rest);
    }
    enum actor_kind kind;
    if (!kind_word.length || !kind_read(kind_word, &kind)) {
        const char *at = kind_word.length ? kind_word.at : line.at + line.length;
        return source_error(&file->source, at,
                            "after the code, one of state, organisation, group, collective");
    }
    struct actor_register *actors = file->actors;
    file->open = actor_by_code(actors, code);
    if (file->open != UINT32_MAX) {
        *arena_push(file->source.arena, actors->reopened, actors->reopened_count) = code;
        actors->actors[file->open].kind = kind;
        return true;
    }
    file->open = (uint32_t)actors->actor_count;
    struct actor *actor = arena_push(file->source.arena, actors->actors, actors->actor_count);
    arena_push(file->source.arena, actors->family, actors->family_count);
    actor->code = code;
    actor->kind = kind;
    map_put(&actors->codes, file->source.arena, utf8_lower(file->source.arena, code), file->open);
    return true;
}

static void first_name_set(struct actor *actor, const struct actor_name *name)
{
    if (name->language[0] != 'e' && !actor->name_fr.length) {
        actor->name_fr = name->form;
    }
    if (name->language[0] != 'f' && !actor->name_en.length) {
        actor->name_en = name->form;
    }
}

static void names_read(struct stanzas *file, const struct actor_name *common, struct slice values)
{
    struct actor_name name = *common;
    if (name.kind == NAME_PERSON) {
        person_add(file->source.arena, file->actors, values, common);
        return;
    }
    struct slice value;
    while (slice_split(&values, '|', &value)) {
        name.form = slice_trim(value);
        if (!name.form.length) {
            continue;
        }
        name_add(file->source.arena, file->actors, &name);
        if (name.kind == NAME_PROPER && !name.guarded) {
            first_name_set(&file->actors->actors[file->open], &name);
        }
    }
}

static bool references_read(struct stanzas *file, struct slice values, bool member)
{
    struct slice value;
    while (slice_split(&values, '|', &value)) {
        struct slice dates = slice_trim(value), code;
        slice_split(&dates, '@', &code);
        struct reference reference = {
            .source = file->source, .code = code, .owner = file->open, .member = member};
        if (!dates_read(dates, &reference.since, &reference.until)) {
            return source_error(&file->source, dates.at, "not an EDTF date or interval");
        }
        *arena_push(file->source.arena, file->actors->references, file->actors->reference_count) =
            reference;
    }
    return true;
}

static void epithets_read(struct stanzas *file, const struct actor_name *common,
                          struct slice values)
{
    struct actor_register *actors = file->actors;
    struct slice value;
    while (slice_split(&values, '|', &value)) {
        struct epithet *epithet =
            arena_push(file->source.arena, actors->epithets, actors->epithet_count);
        epithet->noun = utf8_fold(file->source.arena, slice_trim(value));
        epithet->actor = file->open;
        memcpy(epithet->language, common->language, sizeof epithet->language);
    }
}

/* What other lists call the actor, and where the stanza comes from. */
static bool number_read(struct actor *actor, struct slice word, struct slice value)
{
    struct slice *number = slice_is(word, "cow")        ? &actor->cow
                           : slice_is(word, "gw")       ? &actor->gw
                           : slice_is(word, "wikidata") ? &actor->wikidata
                           : slice_is(word, "source")   ? &actor->source
                                                        : NULL;
    if (number) {
        *number = value;
    }
    return number;
}

/* Splits `key.fr@1922/1991`. */
static bool key_read(struct stanzas *file, struct slice key, struct slice *word,
                     struct actor_name *common)
{
    struct slice dates = key, name;
    slice_split(&dates, '@', &name);
    if (!dates_read(dates, &common->since, &common->until)) {
        return source_error(&file->source, dates.at, "not an EDTF date or interval");
    }
    slice_split(&name, '.', word);
    if (name.at && name.length != 2) {
        return source_error(&file->source, name.at, "a language has two letters");
    }
    if (name.at) {
        memcpy(common->language, name.at, 2);
    }
    return true;
}

/* The keys that bear no name. */
static bool detail_read(struct stanzas *file, struct slice word, const struct actor_name *common,
                        struct slice values)
{
    struct actor_register *actors = file->actors;
    bool member = slice_is(word, "member");
    if (member || slice_is(word, "state")) {
        return references_read(file, values, member);
    }
    if (slice_is(word, "epithet")) {
        epithets_read(file, common, values);
    } else if (slice_is(word, "surname")) {
        actors->family[file->open] = slice_is(values, "first")    ? FAMILY_FIRST
                                     : slice_is(values, "either") ? FAMILY_EITHER
                                                                  : FAMILY_LAST;
    } else if (!number_read(&actors->actors[file->open], word, values) &&
               !slice_is(word, "years")) {
        return source_error(&file->source, word.at, "no key is called %.*s", SLICE_ARGS(word));
    }
    return true;
}

static bool property_read(struct stanzas *file, struct slice line)
{
    if (file->open == UINT32_MAX) {
        return source_error(&file->source, line.at, "no stanza is open: `CODE kind` first");
    }
    struct slice rest = {line.at + 1, line.length - 1}, key, word;
    slice_split(&rest, '\t', &key);
    struct slice values = rest.at ? slice_trim(rest) : rest;
    if (!key.length || !values.length) {
        return source_error(&file->source, line.at + 1, "expected TAB key TAB values");
    }
    struct actor_name common = {.actor = file->open, .person = UINT32_MAX};
    if (!key_read(file, key, &word, &common)) {
        return false;
    }
    for (size_t i = 0; i < sizeof name_keys / sizeof *name_keys; i++) {
        if (slice_is(word, name_keys[i].key)) {
            common.kind = name_keys[i].kind;
            common.guarded = slice_is(word, "acronym");
            names_read(file, &common, values);
            return true;
        }
    }
    return detail_read(file, word, &common, values);
}

bool references_check(struct arena *arena, struct actor_register *actors)
{
    for (size_t i = 0; i < actors->reference_count; i++) {
        const struct reference *reference = &actors->references[i];
        uint32_t actor = actor_by_code(actors, reference->code);
        if (actor == UINT32_MAX) {
            return source_error(&reference->source, reference->code.at,
                                "no actor has the code %.*s", SLICE_ARGS(reference->code));
        }
        if (!reference->member) {
            actors->actors[reference->owner].state = actors->actors[actor].code;
            continue;
        }
        *arena_push(arena, actors->members, actors->member_count) =
            (struct membership){reference->owner, actor, reference->since, reference->until};
    }
    return true;
}

bool stanzas_load(struct arena *arena, const char *path, struct actor_register *actors,
                  struct error *err)
{
    struct stanzas file = {.actors = actors, .open = UINT32_MAX};
    if (!source_open(arena, path, &file.source, err)) {
        return false;
    }
    *arena_push(arena, actors->sources, actors->source_count) = file.source;
    struct slice rest = file.source.text, line;
    while (slice_split(&rest, '\n', &line)) {
        if (line.length && line.at[line.length - 1] == '\r') {
            line.length--;
        }
        struct slice content = slice_trim(line);
        if (!content.length || content.at[0] == '#') {
            continue;
        }
        if (line.at[0] == '\t' ? !property_read(&file, line)
            : line.at[0] == ' '
                ? !source_error(&file.source, line.at, "a line begins with a tab or a code")
                : !stanza_open(&file, line)) {
            return false;
        }
    }
    return true;
}
