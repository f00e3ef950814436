/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes data/<lang>/proposition.txt, gives look-ups of words in its lists. A line is `list<TAB>word
 * | word …`; `role.partner` and the like list prepositions. One hash probe a look-up. */
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "proposition/inside.h"

static const char *const role_names[ROLE_COUNT] = {
    "agent", "patient", "recipient", "partner",  "opponent", "beneficiary", "topic",   "origin",
    "place", "between", "possessor", "genitive", "host",     "governor",    "content", "other",
};

const char *role_name(enum role role)
{
    return role_names[role];
}

bool role_parse(struct slice text, enum role *out)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        if (slice_is(text, role_names[i])) {
            *out = (enum role)i;
            return true;
        }
    }
    return false;
}

static bool add_line(struct arena *arena, struct proposition_rules *rules, struct slice list,
                     struct slice values)
{
    struct slice value;
    enum role role = ROLE_OTHER;
    bool is_role = slice_starts(list, SLICE("role."));
    if (is_role && !role_parse(slice_part(list, 5, list.length), &role)) {
        return false;
    }
    while (slice_split(&values, '|', &value)) {
        struct slice word = utf8_fold(arena, slice_trim(value));
        if (slice_starts(word, SLICE("s'"))) { /* "s'engager": reflexives are known as "se …" */
            word = slice_print(arena, "se %.*s", (int)(word.length - 2), word.at + 2);
        }
        struct slice key =
            is_role ? slice_print(arena, "role %.*s", SLICE_ARGS(word))
                    : slice_print(arena, "%.*s %.*s", SLICE_ARGS(list), SLICE_ARGS(word));
        map_put(&rules->words, arena, key, is_role ? (uint32_t)role : 1);
    }
    return true;
}

bool proposition_rules_load(struct arena *arena, const char *folder,
                            const struct proposition_rules **out, struct error *err)
{
    struct slice path = slice_print(arena, "%s/proposition.txt", folder), text, line, list;
    struct proposition_rules *rules = arena_alloc(arena, sizeof *rules);
    if (!file_read(arena, path.at, LIMIT_DATA_BYTES, &text, err)) {
        return false;
    }
    for (struct slice all = text; slice_split(&all, '\n', &line);) {
        if (!slice_trim(line).length || line.at[0] == '#') {
            continue;
        }
        struct slice rest = line;
        if (!slice_split(&rest, '\t', &list) || !rest.at ||
            !add_line(arena, rules, slice_trim(list), rest)) {
            return file_error(err, path.at, text, line.at, "`list<TAB>word | word` is wanted");
        }
    }
    *out = rules;
    return true;
}

static uint32_t look_up(const struct proposition_rules *rules, const char *list, struct slice word)
{
    char key[192];
    size_t n = strlen(list);
    if (n + word.length + 1 > sizeof key) {
        return MAP_NONE;
    }
    memcpy(key, list, n);
    key[n] = ' ';
    if (word.length) {
        memcpy(key + n + 1, word.at, word.length);
    }
    return map_get(&rules->words, (struct slice){key, n + 1 + word.length});
}

bool rules_list(const struct proposition_rules *rules, const char *list, struct slice word)
{
    return look_up(rules, list, word) != MAP_NONE;
}

static bool phrase_listed(const struct finder *f, const char *list, struct slice a, struct slice b)
{
    char phrase[104];
    if (a.length + b.length + 1 > sizeof phrase) {
        return false;
    }
    memcpy(phrase, a.at, a.length);
    phrase[a.length] = ' ';
    memcpy(phrase + a.length + 1, b.at, b.length);
    return rules_list(f->rules, list, (struct slice){phrase, a.length + 1 + b.length});
}

bool finder_listed(const struct finder *f, const char *list, size_t w)
{
    if (rules_list(f->rules, list, f->verbal[w])) {
        return true;
    }
    for (size_t c = 0; (c = tree_child(f->tree, w, c));) {
        const struct word *child = &f->tree->words[c];
        bool particle = child->relation == REL_COMPOUND || child->relation == REL_OBJ ||
                        child->relation == REL_ADVMOD;
        bool causing = child->relation == REL_AUX && child->subtype == SUB_CAUS;
        if ((particle && phrase_listed(f, list, f->verbal[w], f->lemma[c])) ||
            (causing && phrase_listed(f, list, f->lemma[c], f->verbal[w]))) {
            return true;
        }
    }
    return false;
}

enum role preposition_role(const struct proposition_rules *rules, struct slice preposition)
{
    uint32_t role = look_up(rules, "role", preposition);
    while (role == MAP_NONE && preposition.length) {
        /* "jusqu'a" after "jusque": fall back to the first word */
        const char *space = memchr(preposition.at, ' ', preposition.length);
        if (!space) {
            return ROLE_OTHER;
        }
        preposition.length = (size_t)(space - preposition.at);
        role = look_up(rules, "role", preposition);
    }
    return role == MAP_NONE ? ROLE_OTHER : (enum role)role;
}

enum role complement_role(const struct finder *f, size_t w)
{
    return preposition_role(f->rules, f->preposition[f->behind[w]]);
}
