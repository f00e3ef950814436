/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a careful reader would object to in a register that loads: a form that names two actors at
 * once, a form that stands twice, two holders of one post at once, a tenure or a state without a
 * source, a second stanza of one actor in a file. Takes the register as it lies in memory: forms,
 * codes and offices are slices of the files' text, so each fault finds its line again. Cost: one
 * walk over the forms and, for each actor, over the pairs of its tenures. */
#include "actor/inside.h"

#include "base/file.h"

#define HANDOVER_DAYS 31 /* dates may be known to the month only */

/* Names of different classes may share a form: Paris is a capital, and a place under a name. */
enum form_class { CLASS_NAME, CLASS_METONYM, CLASS_ADJECTIVE, CLASS_PEOPLE, CLASS_PLACE };

struct lint {
    const struct actor_register *actors;
    const char *only; /* report on this file alone; NULL: on all */
    struct buffer *out;
    size_t faults;
};

static const struct source *source_of(const struct actor_register *actors, const char *at)
{
    for (size_t i = 0; i < actors->source_count; i++) {
        struct slice text = actors->sources[i].text;
        if (at && at >= text.at && at <= text.at + text.length) {
            return &actors->sources[i];
        }
    }
    return NULL;
}

static void fault(struct lint *lint, const char *at, const char *what, struct slice value)
{
    const struct source *source = source_of(lint->actors, at);
    struct error err;
    if (!source || (lint->only && strcmp(lint->only, source->path) != 0)) {
        return;
    }
    file_error(&err, source->path, source->text, at, "%s %.*s", what, SLICE_ARGS(value));
    buffer_print(lint->out, "%s\n", err.message);
    lint->faults++;
}

static enum form_class class_of(enum name_kind kind)
{
    switch (kind) {
    case NAME_CAPITAL:
    case NAME_SEAT:
        return CLASS_METONYM;
    case NAME_ADJECTIVE:
        return CLASS_ADJECTIVE;
    case NAME_PEOPLE:
        return CLASS_PEOPLE;
    case NAME_PLACE:
        return CLASS_PLACE;
    default:
        return CLASS_NAME;
    }
}

/* Days that both spans hold; 0 or less where they do not meet. */
static int64_t days_shared(const struct actor_name *a, const struct actor_name *b)
{
    int64_t since = a->since > b->since ? a->since : b->since;
    int64_t until = a->until < b->until ? a->until : b->until;
    return until - since + 1;
}

static bool languages_meet(const struct actor_name *a, const struct actor_name *b)
{
    return !a->language[0] || !b->language[0] || !strcmp(a->language, b->language);
}

/* Brussels is Belgium's capital and the Union's seat: the article tells who acts. */
static bool is_capital_and_seat(const struct actor_name *a, const struct actor_name *b)
{
    return (a->kind == NAME_CAPITAL && b->kind == NAME_SEAT) ||
           (a->kind == NAME_SEAT && b->kind == NAME_CAPITAL);
}

/* The later of two names of one folded form that cannot both stand. Names of persons are no such
 * forms: many people are called Sharif. */
static void forms_compare(struct lint *lint, const struct actor_name *a, const struct actor_name *b)
{
    bool person = a->kind >= NAME_PERSON || b->kind >= NAME_PERSON;
    if (person || class_of(a->kind) != class_of(b->kind) || !languages_meet(a, b) ||
        days_shared(a, b) <= 1) {
        return;
    }
    if (a->actor != b->actor && !a->guarded && !b->guarded && !is_capital_and_seat(a, b)) {
        fault(lint, b->form.at, "names too", lint->actors->actors[a->actor].code);
    } else if (a->actor == b->actor && a->kind == b->kind && slice_equal(a->form, b->form)) {
        fault(lint, b->form.at, "stands twice:", b->form);
    }
}

static void forms_check(struct lint *lint)
{
    const struct actor_register *actors = lint->actors;
    for (size_t i = 0; i < actors->form_count; i++) {
        struct name_run run = actors->form_runs[i];
        const struct actor_name **names = actors->by_form + run.first;
        for (size_t k = 1; k < run.count; k++) {
            for (size_t j = 0; j < k; j++) {
                forms_compare(lint, names[j], names[k]);
            }
        }
    }
}

static bool same_text(struct slice a, struct slice b)
{
    return a.at == b.at;
}

/* Two rows of one post, of which only one person at a time can be the holder. */
static void tenures_compare(struct lint *lint, const struct actor_name *a,
                            const struct actor_name *b)
{
    if (!slice_equal(a->office, b->office) || same_text(a->office, b->office) ||
        days_shared(a, b) <= HANDOVER_DAYS) {
        return;
    }
    if (a->person == b->person) {
        fault(lint, b->form.at, "two rows of one tenure:", b->form);
    } else {
        fault(lint, b->form.at, "holds the office together with", a->form);
    }
}

/* The first spelling of each tenure of the actor, in the order of the register. */
static size_t tenures_list(struct actor_names names, const struct actor_name **out)
{
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        const struct actor_name *name = names.items[i];
        bool tenure = name->kind == NAME_PERSON && name->office.length;
        if (tenure && (!count || !same_text(out[count - 1]->office, name->office))) {
            out[count++] = name;
        }
    }
    return count;
}

static void tenures_check(struct lint *lint, struct arena *arena, const struct actor_posts *posts,
                          uint32_t actor)
{
    struct actor_names names = actor_all_names(lint->actors, actor);
    const struct actor_name **tenures = arena_array(arena, names.count + 1, sizeof *tenures);
    size_t count = tenures_list(names, tenures);
    for (size_t i = 0; i < count; i++) {
        if (!tenures[i]->source.length) {
            fault(lint, tenures[i]->form.at, "no source for", tenures[i]->form);
        }
        for (size_t k = 0; k < i && post_is_single(posts, actor, tenures[i]->office); k++) {
            tenures_compare(lint, tenures[k], tenures[i]);
        }
    }
}

static void stanzas_check(struct lint *lint)
{
    const struct actor_register *actors = lint->actors;
    for (size_t i = 0; i < actors->actor_count; i++) {
        const struct actor *actor = &actors->actors[i];
        if (actor->kind == ACTOR_STATE && !actor->source.length) {
            fault(lint, actor->code.at, "no source for", actor->code);
        }
    }
    for (size_t i = 0; i < actors->reopened_count; i++) {
        struct slice code = actors->reopened[i];
        const struct actor *actor = &actors->actors[actor_by_code(actors, code)];
        if (source_of(actors, code.at) == source_of(actors, actor->code.at)) {
            fault(lint, code.at, "a second stanza of", code);
        }
    }
}

size_t actor_lint(struct arena *arena, const struct actor_register *actors,
                  const struct actor_posts *posts, const char *only, struct buffer *out)
{
    struct lint lint = {.actors = actors, .only = only, .out = out};
    stanzas_check(&lint);
    forms_check(&lint);
    for (uint32_t actor = 0; actor < actors->actor_count; actor++) {
        tenures_check(&lint, arena, posts, actor);
    }
    return lint.faults;
}
