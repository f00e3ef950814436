/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the text of codebook files, gives the tables of parse.h. One pass over lines: a line in
 * column 0 opens a stanza, an indented one is `key values`. Errors name file:line:column and show
 * the line with a caret. Linear in the text. */
#include "codebook/parse.h"

#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/utf8.h"

enum stanza { STANZA_NONE, STANZA_CLASS, STANZA_RULE, STANZA_WEIGHTS };

struct parser {
    struct arena *arena;
    struct codebook *book;
    struct slice file; /* its path, NUL-terminated */
    struct slice text, line;
    uint32_t number;
    enum stanza stanza;
    uint16_t current_class;
    struct rule *rule; /* its arrays grow in place */
    struct weights *weights;
    struct error *err;
    bool own; /* the file is of a user's folder */
};

static bool syntax(struct parser *p, const char *at, const char *what)
{
    return file_error(p->err, p->file.at, p->text, at ? at : p->line.at, "%s", what);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Takes the next word off the front of *rest. */
static bool next_word(struct slice *rest, struct slice *out)
{
    while (rest->length && is_blank(rest->at[0])) {
        rest->at++;
        rest->length--;
    }
    size_t n = 0;
    while (n < rest->length && !is_blank(rest->at[n])) {
        n++;
    }
    *out = slice_part(*rest, 0, n);
    *rest = slice_part(*rest, n, rest->length);
    return n > 0;
}

uint16_t class_named(struct arena *arena, struct codebook *book, struct slice name,
                     struct slice file, uint32_t line)
{
    uint32_t known = map_get(&book->class_index, name);
    if (known != MAP_NONE) {
        return (uint16_t)known;
    }
    struct word_class *class = arena_push(arena, book->classes, book->class_count);
    *class = (struct word_class){.name = name, .file = file, .line = line};
    map_put(&book->class_index, arena, name, (uint32_t)book->class_count - 1);
    return (uint16_t)(book->class_count - 1);
}

static bool class_reference(struct parser *p, struct slice word, uint16_t *out)
{
    if (word.length < 2 || word.at[0] != '@') {
        return syntax(p, word.at, "a class is written @name");
    }
    *out = class_named(p->arena, p->book, slice_part(word, 1, word.length), p->file, p->number);
    return true;
}

static bool open_class(struct parser *p, struct slice name)
{
    p->stanza = STANZA_CLASS;
    p->current_class = class_named(p->arena, p->book, name, p->file, p->number);
    struct word_class *class = &p->book->classes[p->current_class];
    if (class->defined && (class->own || !p->own)) {
        return syntax(p, name.at, "this class is already defined");
    }
    if (!class->defined) {
        class->file = p->file;
        class->line = p->number;
    }
    class->defined = true;
    class->own = p->own;
    return true;
}

static bool open_rule(struct parser *p, struct slice name)
{
    uint32_t known = map_get(&p->book->rule_index, name);
    p->stanza = STANZA_RULE;
    if (known == MAP_NONE) {
        known = (uint32_t)p->book->rule_count;
        arena_push(p->arena, p->book->rules, p->book->rule_count);
        map_put(&p->book->rule_index, p->arena, name, known);
    } else if (p->book->rules[known].own || !p->own) {
        return syntax(p, name.at, "this rule is already defined");
    }
    p->rule = &p->book->rules[known];
    *p->rule = (struct rule){.id = name, .file = p->file, .line = p->number, .own = p->own};
    return true;
}

/* Opens the stanza if it is one of weights. */
static bool find_weights(struct parser *p, struct slice kind, struct slice name)
{
    static const char *const names[WEIGHTS_COUNT][2] = {
        [WEIGHTS_NEAR] = {"near", "rules"},
        [WEIGHTS_UNSAID] = {"unsaid", "sides"},
        [WEIGHTS_RIVAL_EVENTS] = {"rival", "events"},
        [WEIGHTS_RIVAL_BONDS] = {"rival", "bonds"}};
    for (int set = 0; set < WEIGHTS_COUNT; set++) {
        if (slice_is(kind, names[set][0]) && slice_is(name, names[set][1])) {
            p->stanza = STANZA_WEIGHTS;
            p->weights = &p->book->weights[set];
            p->weights->set = true;
            return true;
        }
    }
    return false;
}

static bool open_stanza(struct parser *p, struct slice rest)
{
    struct slice kind, name;
    if (!next_word(&rest, &kind) || !next_word(&rest, &name)) {
        return syntax(p, p->line.at, "a stanza begins with `class NAME` or `rule ID`");
    }
    if (slice_trim(rest).length) {
        return syntax(p, slice_trim(rest).at, "nothing may follow the name of a stanza");
    }
    return slice_is(kind, "class") ? open_class(p, name)
           : slice_is(kind, "rule")
               ? open_rule(p, name)
               : find_weights(p, kind, name) ||
                     syntax(
                         p, kind.at,
                         "unknown stanza; `class NAME`, `rule ID`, `near rules`, `rival events`, "
                         "`rival bonds` or `unsaid sides` is wanted");
}

static bool include_classes(struct parser *p, struct slice values)
{
    struct slice value;
    while (slice_split(&values, '|', &value)) {
        uint16_t index = class_named(p->arena, p->book, slice_trim(value), p->file, p->number);
        struct word_class *class = &p->book->classes[p->current_class];
        *arena_push(p->arena, class->included, class->included_count) = index;
    }
    return true;
}

static bool class_line(struct parser *p, struct slice key, struct slice values)
{
    static const char *const kinds[] = {"verb", "noun", "object", "adj"};
    struct slice value;
    if (slice_is(key, "has")) {
        return include_classes(p, values);
    }
    if (key.length < 4 || key.at[2] != '.') {
        return syntax(p, key.at, "a class line begins with LANG.verb, .noun, .object, .adj or has");
    }
    int kind = 0;
    while (kind < WORD_KIND_COUNT && !slice_is(slice_part(key, 3, key.length), kinds[kind])) {
        kind++;
    }
    if (kind == WORD_KIND_COUNT) {
        return syntax(p, key.at + 3, "unknown kind of word; verb, noun, object or adj is wanted");
    }
    while (slice_split(&values, '|', &value)) {
        value = slice_trim(value);
        if (!value.length) {
            return syntax(p, value.at, "an empty word");
        }
        struct slice folded = utf8_fold(p->arena, value);
        struct class_word *word = arena_push(p->arena, p->book->words, p->book->word_count);
        word->key = slice_print(p->arena, "%.2s %.*s", key.at, SLICE_ARGS(folded));
        word->member = (struct class_member){p->current_class, (enum word_kind)kind};
    }
    return true;
}

static bool code_line(struct parser *p, struct slice rest)
{
    struct slice event, bond;
    struct coding coding = {0};
    p->rule->coded = true;
    p->rule->repeats = slice_is(slice_trim(rest), "same");
    p->rule->denies = slice_is(slice_trim(rest), "denied");
    if (p->rule->repeats || p->rule->denies || slice_is(slice_trim(rest), "-")) {
        return true;
    }
    if (!next_word(&rest, &event) || !event_type_parse(event, &coding.event)) {
        return syntax(p, event.at, "unknown event type; one of PLOVER's sixteen is wanted");
    }
    if (next_word(&rest, &bond) && !slice_is(bond, "-")) {
        coding.sign = bond.at[bond.length - 1];
        if (!strchr("+-~", coding.sign) ||
            !bond_type_parse(slice_part(bond, 0, bond.length - 1), &coding.bond)) {
            return syntax(p, bond.at, "a bond is its type and a sign + - ~, as in recognition+");
        }
    }
    *arena_push(p->arena, *(struct coding **)(void *)&p->rule->codings, p->rule->coding_count) =
        coding;
    return true;
}

static bool role_known(struct slice role)
{
    static const char *const roles[] = {
        "agent", "patient", "recipient", "partner",  "opponent", "beneficiary", "topic",   "origin",
        "place", "between", "possessor", "genitive", "host",     "governor",    "content", "other"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (slice_is(role, roles[i])) {
            return true;
        }
    }
    return false;
}

static bool condition_parse(struct parser *p, struct slice word, struct condition *out)
{
    *out = (struct condition){0};
    if (word.at[0] == '!') {
        out->contrary = true;
        word = slice_part(word, 1, word.length);
    }
    const char *colon = memchr(word.at, ':', word.length);
    if (!colon) {
        return (condition_kind_parse(word, &out->kind) && out->kind >= CONDITION_VERB) ||
               syntax(p, word.at, "a condition is role:@class, role:actor … or verb, noun …");
    }
    out->role = slice_part(word, 0, (size_t)(colon - word.at));
    struct slice value = slice_part(word, out->role.length + 1, word.length);
    if (out->role.length && out->role.at[out->role.length - 1] == '+') {
        out->role.length--;
        out->inner = true;
    }
    if (!role_known(out->role)) {
        return syntax(p, word.at, "unknown role");
    }
    if (value.length && value.at[0] == '@') {
        return class_reference(p, value, &out->class_index);
    }
    return (condition_kind_parse(value, &out->kind) && out->kind < CONDITION_VERB) ||
           syntax(p, value.at, "unknown condition on a role");
}

static bool when_line(struct parser *p, struct slice rest)
{
    struct slice word;
    struct pattern pattern = {.line = p->number};
    if (!next_word(&rest, &word)) {
        return syntax(p, word.at, "`when` begins with the class of the predicate");
    }
    if (!class_reference(p, word, &pattern.class_index)) {
        return false;
    }
    while (next_word(&rest, &word)) {
        struct condition condition;
        if (!condition_parse(p, word, &condition)) {
            return false;
        }
        *arena_push(p->arena, *(struct condition **)(void *)&pattern.conditions,
                    pattern.condition_count) = condition;
    }
    *arena_push(p->arena, *(struct pattern **)(void *)&p->rule->patterns, p->rule->pattern_count) =
        pattern;
    return true;
}

static bool choice_line(struct parser *p, struct slice rest, const struct choice **items,
                        size_t *count)
{
    struct slice word;
    while (next_word(&rest, &word)) {
        struct choice choice = {.role = word};
        if (word.at[0] == '=') {
            choice = (struct choice){.role = slice_part(word, 1, word.length), .given = true};
        }
        while (choice.role.length && strchr("+@", choice.role.at[choice.role.length - 1])) {
            char mark = choice.role.at[--choice.role.length];
            choice.inner |= mark == '+';
            choice.place |= mark == '@';
        }
        choice.speaker = !choice.given && slice_is(choice.role, "speaker");
        if (!choice.given && !choice.speaker && !role_known(choice.role)) {
            return syntax(p, word.at, "unknown role");
        }
        *arena_push(p->arena, *(struct choice **)(void *)items, *count) = choice;
    }
    return true;
}

static bool example_line(struct parser *p, struct slice language, struct slice rest, bool match)
{
    struct example example = {.line = p->number};
    if (language.length != 2) {
        return syntax(p, language.at, "an example names its language, as in yes.fr");
    }
    memcpy(example.language, language.at, 2);
    if (match) {
        if (!next_word(&rest, &example.source) || !next_word(&rest, &example.target)) {
            return syntax(p, rest.at, "an example is SOURCE TARGET | sentence");
        }
        rest = slice_trim(rest);
        if (!rest.length || rest.at[0] != '|') {
            return syntax(p, rest.at, "`|` is wanted before the sentence");
        }
        rest = slice_part(rest, 1, rest.length);
    }
    example.text = slice_trim(rest);
    if (!example.text.length) {
        return syntax(p, rest.at, "the sentence is missing");
    }
    if (match) {
        *arena_push(p->arena, *(struct example **)(void *)&p->rule->matches, p->rule->match_count) =
            example;
    } else {
        *arena_push(p->arena, *(struct example **)(void *)&p->rule->refusals,
                    p->rule->refusal_count) = example;
    }
    return true;
}

static bool rule_line(struct parser *p, struct slice key, struct slice rest)
{
    struct rule *rule = p->rule;
    if (slice_is(key, "means")) {
        rule->definition = slice_trim(rest);
        return true;
    }
    if (slice_is(key, "code")) {
        return code_line(p, rest);
    }
    if (slice_is(key, "when")) {
        return when_line(p, rest);
    }
    if (slice_is(key, "source")) {
        return choice_line(p, rest, &rule->sources, &rule->source_count);
    }
    if (slice_is(key, "target")) {
        return choice_line(p, rest, &rule->targets, &rule->target_count);
    }
    bool *flag = slice_is(key, "state")         ? &rule->lasting
                 : slice_is(key, "opens")       ? &rule->opens
                 : slice_is(key, "bilateral")   ? &rule->bilateral
                 : slice_is(key, "mutual")      ? &rule->mutual
                 : slice_is(key, "judges")      ? &rule->judges
                 : slice_is(key, "parties")     ? &rule->parties
                 : slice_is(key, "met")         ? &rule->met
                 : slice_is(key, "people")      ? &rule->people
                 : slice_is(key, "internal")    ? &rule->internal
                 : slice_is(key, "presupposed") ? &rule->presupposed
                 : slice_is(key, "alleged")     ? &rule->alleged
                 : slice_is(key, "joint")       ? &rule->joint
                                                : NULL;
    if (flag) {
        *flag = slice_is(slice_trim(rest), "yes");
        return *flag || syntax(p, key.at, "only `yes` may follow");
    }
    if (slice_starts(key, SLICE("yes.")) || slice_starts(key, SLICE("no."))) {
        bool match = key.at[0] == 'y';
        return example_line(p, slice_part(key, match ? 4 : 3, key.length), rest, match);
    }
    return syntax(p, key.at, "unknown line of a rule");
}

/* Which level the line sets; LEVEL_COUNT: none. */
static enum weight_level level_of(struct slice key)
{
    return slice_is(key, "least")         ? LEVEL_TOLD
           : slice_is(key, "least.again") ? LEVEL_AGAIN
           : slice_is(key, "least.tie")   ? LEVEL_TIE
           : slice_is(key, "least.war")   ? LEVEL_WAR
                                          : LEVEL_COUNT;
}

/* `least HUNDREDTHS`, `least.again HUNDREDTHS` …; what is said last holds. */
static bool level_line(struct parser *p, enum weight_level level, struct slice word, double value)
{
    p->weights->least[level] = log(value / (100 - value));
    return (value > 0 && value < 100) || syntax(p, word.at, "a number between 0 and 100 is wanted");
}

/* `SIGN WEIGHT`: what is said last holds. */
static bool sign_line(struct parser *p, struct slice key, double value)
{
    uint32_t at = map_get(&p->weights->index, key);
    if (at == MAP_NONE) {
        at = (uint32_t)p->weights->count;
        map_put(&p->weights->index, p->arena, key, at);
        arena_push(p->arena, p->weights->items, p->weights->count);
    }
    p->weights->items[at] = value;
    return true;
}

/* Of near rules a level or `network FILE`, of unsaid sides a level or the weight of a sign, of
 * rivals the weight of a number. */
static bool weight_line(struct parser *p, struct slice key, struct slice rest)
{
    struct slice word;
    char text[32] = "", *end = text;
    bool near = p->weights == &p->book->weights[WEIGHTS_NEAR];
    bool rival = p->weights == &p->book->weights[WEIGHTS_RIVAL_EVENTS] ||
                 p->weights == &p->book->weights[WEIGHTS_RIVAL_BONDS];
    enum weight_level level = level_of(key);
    next_word(&rest, &word);
    if (slice_trim(rest).length) {
        return syntax(p, slice_trim(rest).at, "one word is wanted");
    }
    if (near && slice_is(key, "network")) {
        p->book->network_name = word;
        return word.length || syntax(p, key.at, "the name of a file is wanted");
    }
    if (near && level == LEVEL_COUNT) {
        return syntax(p, key.at,
                      "`network`, `least`, `least.again`, `least.tie` or `least.war` is wanted");
    }
    if (rival && level != LEVEL_COUNT) {
        return syntax(p, key.at, "levels stand in `near rules`");
    }
    if (word.length < sizeof text) {
        memcpy(text, word.at, word.length);
    }
    double value = strtod(text, &end);
    if (end == text || *end || !isfinite(value)) {
        return syntax(p, word.at, "one number is wanted");
    }
    return level == LEVEL_COUNT ? sign_line(p, key, value) : level_line(p, level, word, value);
}

static bool parse_line(struct parser *p)
{
    struct slice rest = p->line, key;
    if (!slice_trim(rest).length || slice_trim(rest).at[0] == '#') {
        return true;
    }
    if (!is_blank(rest.at[0])) {
        return open_stanza(p, rest);
    }
    next_word(&rest, &key);
    if (p->stanza == STANZA_NONE) {
        return syntax(p, key.at, "this line belongs to no stanza");
    }
    return p->stanza == STANZA_CLASS     ? class_line(p, key, rest)
           : p->stanza == STANZA_WEIGHTS ? weight_line(p, key, rest)
                                         : rule_line(p, key, rest);
}

bool codebook_parse(struct arena *arena, struct codebook *book, struct slice file,
                    struct slice text, bool own, struct error *err)
{
    struct parser p = {
        .arena = arena, .book = book, .file = file, .text = text, .own = own, .err = err};
    book->version = slice_hash(text, book->version);
    while (slice_split(&text, '\n', &p.line)) {
        p.number++;
        if (!parse_line(&p)) {
            return false;
        }
    }
    return true;
}
