/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente actor: what the register knows of one actor: code, names, offices with dates and source.
 */
#include "cli/shared.h"

static const char *kind_name(enum actor_kind kind)
{
    static const char *const names[] = {[ACTOR_STATE] = "state",
                                        [ACTOR_ORGANISATION] = "organisation",
                                        [ACTOR_GROUP] = "group",
                                        [ACTOR_COLLECTIVE] = "collective"};
    return names[kind];
}

static const char *name_kind_name(enum name_kind kind)
{
    static const char *const names[] = {
        [NAME_PROPER] = "name",     [NAME_FORMER] = "former name", [NAME_ADJECTIVE] = "adjective",
        [NAME_PEOPLE] = "people",   [NAME_CAPITAL] = "capital",    [NAME_SEAT] = "seat",
        [NAME_BODY] = "body",       [NAME_PLACE] = "place",        [NAME_PERSON] = "person",
        [NAME_SURNAME] = "surname",
    };
    return names[kind];
}

static bool holds_on(const struct actor_name *name, int32_t day)
{
    return day == DAY_AFTER_ALL || (name->since <= day && day <= name->until);
}

static bool is_office(const struct actor_name *name)
{
    return name->kind == NAME_PERSON && name->office.length;
}

static struct slice day_text(struct arena *arena, int32_t day)
{
    bool open = day == DAY_BEFORE_ALL || day == DAY_AFTER_ALL;
    return open ? SLICE("..") : edtf_print(arena, edtf_day(day));
}

/* The forms of one kind on a line; nothing where there are none. */
static void print_forms(struct buffer *out, struct actor_names names, enum name_kind kind)
{
    const char *before = NULL;
    for (size_t i = 0; i < names.count; i++) {
        const struct actor_name *name = names.items[i];
        if (name->kind != kind) {
            continue;
        }
        if (!before) {
            buffer_print(out, "%-12s", name_kind_name(kind));
        }
        buffer_print(out, "%s%.*s%s%s%s", before ? before : " ", SLICE_ARGS(name->form),
                     *name->language ? " (" : "", name->language, *name->language ? ")" : "");
        before = ", ";
    }
    buffer_add(out, before ? SLICE("\n") : SLICE(""));
}

/* Do two names stand for one tenure: the same office over the same days? */
static bool same_tenure(const struct actor_name *a, const struct actor_name *b)
{
    return slice_equal(a->office, b->office) && a->since == b->since && a->until == b->until &&
           slice_equal(a->source, b->source);
}

/* Offices in the order of the register; the spellings of one holder stand together. */
static void print_offices(struct arena *arena, struct buffer *out, struct actor_names names,
                          int32_t day)
{
    for (size_t i = 0; i < names.count; i++) {
        const struct actor_name *name = names.items[i];
        if (!is_office(name) || !holds_on(name, day)) {
            continue;
        }
        buffer_print(out, "%.*s: %.*s", SLICE_ARGS(name->office), SLICE_ARGS(name->form));
        for (; i + 1 < names.count && same_tenure(name, names.items[i + 1]); i++) {
            if (names.items[i + 1]->kind == NAME_PERSON) {
                buffer_print(out, ", %.*s", SLICE_ARGS(names.items[i + 1]->form));
            }
        }
        buffer_print(out, "; %.*s/%.*s (%.*s)\n", SLICE_ARGS(day_text(arena, name->since)),
                     SLICE_ARGS(day_text(arena, name->until)), SLICE_ARGS(name->source));
    }
}

static void print_text(struct arena *arena, struct buffer *out, const struct actor *actor,
                       struct actor_names names, int32_t day)
{
    buffer_print(out, "%.*s  %s  %.*s / %.*s\n", SLICE_ARGS(actor->code), kind_name(actor->kind),
                 SLICE_ARGS(actor->name_en), SLICE_ARGS(actor->name_fr));
    if (actor->state.length) {
        buffer_print(out, "home state: %.*s\n", SLICE_ARGS(actor->state));
    }
    for (int kind = NAME_PROPER; kind < NAME_PERSON; kind++) {
        print_forms(out, names, (enum name_kind)kind);
    }
    print_offices(arena, out, names, day);
}

/* How much a ledger tells of the actor. */
struct mentioned {
    bool asked;
    size_t claims;
};

static bool count_claims(const char *location, struct slice code, struct mentioned *out,
                         struct error *err)
{
    struct arena arena = {0};
    struct ledger *ledger = NULL;
    struct ledger_filter filter = {.a = code, .known_by = DAY_AFTER_ALL};
    struct ledger_claim_list claims;
    bool good = ledger_open(location, false, &ledger, err) &&
                ledger_claims(&arena, ledger, &filter, &claims, err);
    *out = (struct mentioned){true, good ? claims.count : 0};
    ledger_close(ledger);
    arena_free(&arena);
    return good;
}

static void json_pair(struct buffer *out, const char *key, struct slice value, const char *after)
{
    buffer_print(out, "\"%s\": ", key);
    buffer_json(out, value);
    buffer_add(out, slice_of(after));
}

static void print_json(struct arena *arena, struct buffer *out, const struct actor *actor,
                       struct actor_names names, int32_t day)
{
    const char *before = "";
    buffer_add(out, SLICE("{"));
    json_pair(out, "code", actor->code, ", ");
    json_pair(out, "kind", slice_of(kind_name(actor->kind)), ", ");
    json_pair(out, "name_en", actor->name_en, ", ");
    json_pair(out, "name_fr", actor->name_fr, ", ");
    json_pair(out, "state", actor->state, ", \"names\": [");
    for (size_t i = 0; i < names.count; i++) {
        const struct actor_name *name = names.items[i];
        if (name->kind >= NAME_PERSON && !(is_office(name) && holds_on(name, day))) {
            continue;
        }
        buffer_print(out, "%s{", before);
        json_pair(out, "form", name->form, ", ");
        json_pair(out, "kind", slice_of(name_kind_name(name->kind)), ", ");
        json_pair(out, "language", slice_of(name->language), ", ");
        json_pair(out, "office", name->office, ", ");
        json_pair(out, "since", day_text(arena, name->since), ", ");
        json_pair(out, "until", day_text(arena, name->until), ", ");
        json_pair(out, "source", name->source, "}");
        before = ", ";
    }
    buffer_add(out, SLICE("]"));
}

struct question {
    const char *data, *extra, *ledger; /* ledger: NULL where none is asked */
    const char *typed;
    int32_t day; /* offices of that day; DAY_AFTER_ALL: all */
    bool json;
};

static bool answer(struct arena *arena, const struct question *question, struct buffer *out,
                   struct error *err)
{
    const struct actor_register *actors;
    struct mentioned mentioned = {0};
    struct slice code;
    const char *data = data_folder(arena, question->data);
    if (!register_open(arena, data, question->extra, &actors, err) ||
        !actor_typed(actors, question->typed, question->day, &code, err) ||
        (question->ledger && !count_claims(question->ledger, code, &mentioned, err))) {
        return false;
    }
    uint32_t index = actor_by_code(actors, code);
    (question->json ? print_json : print_text)(arena, out, actor_at(actors, index),
                                               actor_all_names(actors, index), question->day);
    if (mentioned.asked) {
        buffer_print(out, question->json ? ", \"claims\": %zu" : "claims in the ledger: %zu\n",
                     mentioned.claims);
    }
    buffer_add(out, question->json ? SLICE("}\n") : SLICE(""));
    return true;
}

static int run(int argc, char **argv)
{
    struct question question = {.day = DAY_AFTER_ALL};
    struct edtf as_of = {0};
    const struct option_row rows[] = {
        {"as-of", OPTION_DATE, "DATE", "only who held office on that day", &as_of},
        {"ledger", OPTION_TEXT, "FILE", "count what that ledger tells of the actor",
         &question.ledger},
        ROW_JSON(&question.json),
        ROW_DATA(&question.data),
        ROW_ACTORS(&question.extra),
    };
    struct argument_list names;
    struct arena arena = {0};
    struct buffer out = {0};
    struct error err;
    int status;
    if (!options_read(&command_actor, rows, ROW_COUNT(rows), argc, argv, &names, &status) ||
        !arguments_check(&command_actor, names, 1, 1, &status)) {
        return status;
    }
    question.typed = names.items[0];
    question.day = edtf_is_set(as_of) ? edtf_last(as_of) : DAY_AFTER_ALL;
    bool good = answer(&arena, &question, &out, &err);
    arena_free(&arena);
    return good ? console_give(&out, STATUS_DONE) : console_fail(&err);
}

const struct command command_actor = {
    "actor",
    "[OPTION]… NAME",
    "print what is known of an actor: code, names, offices with dates and sources",
    "entente actor Moscou --as-of 2025-07-03",
    run,
};
