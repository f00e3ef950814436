/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* robots.txt (RFC 9309): groups of rules, each behind the names of the robots that it is for.
 *
 * Takes the text as the server sent it, gives the rules of the groups that name us, else of those
 * for '*'. Of the rules that match a path the longest counts, and of two as long the one that
 * allows. Crawl-delay is no part of the standard but widely written. What is no rule is left out.
 * No library of Debian reads it for C. Matching costs path times rule at most, both capped. */
#include "fetch/inside.h"

#define TEXT_BYTES (500u << 10) /* RFC 9309, 2.5: at least that much is read */
#define RULE_BYTES 2000u        /* a longer rule is left out */
#define RULES_AT_MOST 5000u
#define DELAY_AT_MOST 3600

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_word(struct slice text, const char *word)
{
    size_t i = 0;
    while (i < text.length && word[i] && lower(text.at[i]) == lower(word[i])) {
        i++;
    }
    return i == text.length && !word[i];
}

/* The product's name: what stands before a version ("entente/0.1"). */
static struct slice product(struct slice text)
{
    size_t end = 0;
    while (end < text.length && text.at[end] != '/' && text.at[end] != ' ') {
        end++;
    }
    return slice_part(text, 0, end);
}

struct reader {
    struct arena *arena;
    const char *name;
    struct robots own, all; /* for us, for everybody */
    bool for_own, for_all;  /* whom the group is for */
    bool named;             /* a group for us was there */
    bool naming;            /* the last line named a robot */
};

static void add_rule(struct reader *reader, struct robots *robots, struct slice path, bool allow)
{
    if (path.length <= RULE_BYTES && robots->count < RULES_AT_MOST) {
        *arena_push(reader->arena, robots->rules, robots->count) =
            (struct robots_rule){slice_copy(reader->arena, path), allow};
    }
}

/* Whole seconds, rounded up. */
static long read_delay(struct slice text)
{
    long delay = 0;
    size_t at = 0;
    for (; at < text.length && text.at[at] >= '0' && text.at[at] <= '9'; at++) {
        delay = delay < DELAY_AT_MOST ? delay * 10 + (text.at[at] - '0') : delay;
    }
    bool part = at + 1 < text.length && text.at[at] == '.';
    delay += part;
    return delay < DELAY_AT_MOST ? delay : DELAY_AT_MOST;
}

static void read_robot(struct reader *reader, struct slice name)
{
    if (!reader->naming) {
        reader->for_own = reader->for_all = false;
    }
    reader->naming = true;
    reader->for_own = reader->for_own || is_word(product(name), reader->name);
    reader->for_all = reader->for_all || is_word(name, "*");
    reader->named = reader->named || reader->for_own;
}

static void read_rule(struct reader *reader, struct slice field, struct slice value)
{
    struct robots *const groups[] = {reader->for_own ? &reader->own : NULL,
                                     reader->for_all ? &reader->all : NULL};
    bool allow = is_word(field, "allow"), disallow = is_word(field, "disallow");
    reader->naming = reader->naming && !allow && !disallow && !is_word(field, "crawl-delay");
    for (size_t i = 0; i < 2; i++) {
        if (!groups[i]) {
            continue;
        }
        if ((allow || disallow) && value.length) {
            add_rule(reader, groups[i], value, allow);
        } else if (is_word(field, "crawl-delay")) {
            groups[i]->delay = read_delay(value);
        }
    }
}

void robots_read(struct arena *arena, struct slice text, const char *name, struct robots *out)
{
    struct reader reader = {.arena = arena, .name = name};
    struct slice line;
    text.length = text.length < TEXT_BYTES ? text.length : TEXT_BYTES;
    while (slice_split(&text, '\n', &line)) {
        size_t comment = slice_find(line, SLICE("#"), 0);
        line = slice_part(line, 0, comment == SIZE_MAX ? line.length : comment);
        size_t colon = slice_find(line, SLICE(":"), 0);
        if (colon == SIZE_MAX) {
            continue;
        }
        struct slice field = slice_trim(slice_part(line, 0, colon));
        struct slice value = slice_trim(slice_part(line, colon + 1, line.length));
        if (is_word(field, "user-agent")) {
            read_robot(&reader, value);
        } else {
            read_rule(&reader, field, value);
        }
    }
    *out = reader.named ? reader.own : reader.all;
}

/* Does the rule match the path from its start? '*' is any run of bytes; a '$' at the end is the
 * path's end. Each star needs to be tried only from the last one on. */
static bool matches(struct slice rule, struct slice path)
{
    bool whole = slice_ends(rule, SLICE("$"));
    rule.length -= whole;
    size_t r = 0, p = 0, star = SIZE_MAX, from = 0;
    for (;;) {
        if (r == rule.length && (!whole || p == path.length)) {
            return true;
        }
        if (r < rule.length && rule.at[r] == '*') {
            star = r++;
            from = p;
        } else if (r < rule.length && p < path.length && rule.at[r] == path.at[p]) {
            r++;
            p++;
        } else if (star != SIZE_MAX && from < path.length) {
            r = star + 1;
            p = ++from;
        } else {
            return false;
        }
    }
}

bool robots_allow(const struct robots *robots, struct slice path)
{
    size_t longest = 0;
    bool allow = true;
    for (size_t i = 0; i < robots->count; i++) {
        const struct robots_rule *rule = &robots->rules[i];
        bool counts =
            rule->path.length > longest || (rule->path.length == longest && rule->allow && !allow);
        if (counts && matches(rule->path, path)) {
            longest = rule->path.length;
            allow = rule->allow;
        }
    }
    return allow;
}
