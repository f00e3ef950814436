/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente actor: what the register knows of one actor: code, names, offices with dates and source;
 * which posts have no known holder; what is odd in the register's files. */
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
        buffer_add(out, name->guarded ? SLICE(" (in context)") : SLICE(""));
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

static void print_number(struct buffer *out, const char *list, struct slice number)
{
    if (number.length) {
        buffer_print(out, "%s: %.*s\n", list, SLICE_ARGS(number));
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
    print_number(out, "COW", actor->cow);
    print_number(out, "GW", actor->gw);
    print_number(out, "Wikidata", actor->wikidata);
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
    json_pair(out, "cow", actor->cow, ", ");
    json_pair(out, "gw", actor->gw, ", ");
    json_pair(out, "wikidata", actor->wikidata, ", ");
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
    bool json, gaps, lint;
};

static bool answer(struct arena *arena, const struct question *question, struct buffer *out,
                   struct error *err)
{
    const struct actor_register *actors;
    struct mentioned mentioned = {0};
    struct slice code;
    if (!register_open(arena, question->data, question->extra, &actors, err) ||
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

/* The register with `extra`, and the posts. */
static bool posts_open(struct arena *arena, const struct question *question, const char *extra,
                       const struct actor_register **actors, const struct actor_posts **posts,
                       struct error *err)
{
    const char *folder = slice_print(arena, "%s/actor", question->data).at;
    return register_open(arena, question->data, extra, actors, err) &&
           actor_posts_load(arena, folder, *actors, posts, err);
}

static bool print_gaps(struct arena *arena, const struct question *question, struct buffer *out,
                       struct error *err)
{
    const struct actor_register *actors;
    const struct actor_posts *posts;
    struct actor_gap_list gaps;
    if (!posts_open(arena, question, question->extra, &actors, &posts, err)) {
        return false;
    }
    actor_gaps_find(arena, actors, posts, question->day, &gaps);
    buffer_print(out, "%-5s %-19s %-11s %s\n", "state", "post", "until", "last known holder");
    for (size_t i = 0; i < gaps.count; i++) {
        const struct actor_gap *gap = &gaps.items[i];
        struct slice until = gap->last ? day_text(arena, gap->last->until) : SLICE("-");
        struct slice holder = gap->last ? gap->last->form : SLICE("-");
        buffer_print(out, "%-5.*s %-19.*s %-11.*s %.*s\n",
                     SLICE_ARGS(actor_at(actors, gap->actor)->code), SLICE_ARGS(gap->post),
                     SLICE_ARGS(until), SLICE_ARGS(holder));
    }
    buffer_print(out, "%zu of %zu posts have no known holder on %.*s\n", gaps.count, gaps.posts,
                 SLICE_ARGS(question->day == DAY_AFTER_ALL ? SLICE("the last day of the register")
                                                           : day_text(arena, question->day)));
    return true;
}

/* Checks the register's own files, or the files of the user on top of them. */
static bool print_faults(struct arena *arena, const struct question *question,
                         struct argument_list files, struct buffer *out, int *status,
                         struct error *err)
{
    const struct actor_register *actors;
    const struct actor_posts *posts;
    size_t faults = 0;
    for (size_t i = 0; i < files.count || i == 0; i++) {
        const char *file = files.count ? files.items[i] : NULL;
        if (!posts_open(arena, question, file, &actors, &posts, err)) {
            return false;
        }
        faults += actor_lint(arena, actors, posts, file, out);
    }
    buffer_print(out, "actors %zu, faults %zu\n", actor_count(actors), faults);
    *status = faults ? STATUS_PARTLY : STATUS_DONE;
    return true;
}

static int give(struct question *question, struct argument_list arguments)
{
    struct arena arena = {0};
    struct buffer out = {0};
    struct error err;
    int status = STATUS_DONE;
    question->data = data_folder(&arena, question->data);
    question->typed = arguments.count ? arguments.items[0] : NULL;
    bool good = question->lint   ? print_faults(&arena, question, arguments, &out, &status, &err)
                : question->gaps ? print_gaps(&arena, question, &out, &err)
                                 : answer(&arena, question, &out, &err);
    arena_free(&arena);
    if (!good) {
        buffer_free(&out);
        return console_fail(&err);
    }
    return console_give(&out, status);
}

static int run(int argc, char **argv)
{
    struct question question = {.day = DAY_AFTER_ALL};
    struct edtf on = {0};
    const struct option_row rows[] = {
        {"on", OPTION_DATE, "DATE", "only who held office on that day", &on},
        {"gaps", OPTION_FLAG, NULL,
         "instead of NAME: heads of state and government, foreign and defence ministers that the "
         "register does not know (with --on: on that day)",
         &question.gaps},
        {"lint", OPTION_FLAG, NULL,
         "instead of NAME: what is odd in the register, or in the files of your own named after it",
         &question.lint},
        {"ledger", OPTION_TEXT, "FILE", "count what that ledger tells of the actor",
         &question.ledger},
        ROW_JSON(&question.json),
        ROW_DATA(&question.data),
        ROW_ACTORS(&question.extra),
    };
    struct argument_list arguments;
    int status;
    if (!options_read(&command_actor, rows, ROW_COUNT(rows), argc, argv, &arguments, &status)) {
        return status;
    }
    size_t least = question.lint || question.gaps ? 0 : 1;
    size_t most = question.lint ? SIZE_MAX : question.gaps ? 0 : 1;
    if (!arguments_check(&command_actor, arguments, least, most, &status)) {
        return status;
    }
    question.day = edtf_is_set(on) ? edtf_last(on) : DAY_AFTER_ALL;
    return give(&question, arguments);
}

const struct command command_actor = {
    "actor",
    "[OPTION]… NAME | --gaps | --lint [FILE]…",
    "print what is known of an actor: code, names, offices with dates and sources",
    "entente actor Moscou --on 2025-07-03; entente actor --gaps --on 2024-06-01",
    run,
};
