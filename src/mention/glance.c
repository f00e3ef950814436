/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a sentence before it has a tree, gives the actors that its words may name: the register's
 * names as written, nothing weighed. What an article's other mentions, offices or dates would rule
 * out still counts here, so that nothing is missed. Cost: one look-up a word. */
#include "mention/inside.h"

#include "base/utf8.h"

#define SURNAME_LETTERS 4 /* shorter ones (Le, Lam) are words of the language more often */

/* A surname that the sentence begins with, or a short one, is most often another word. */
static bool is_weak(const struct actor_name *name, size_t at)
{
    return name->kind == NAME_SURNAME && (at == 0 || utf8_count(name->form) < SURNAME_LETTERS);
}

/* The longest run of tokens from `first` on that is a name: one past its end, `first` if there is
 * none; *actor is one that it names. */
static size_t run_glance(struct arena *arena, const struct actor_register *actors,
                         const struct mention_rules *rules, struct slice text,
                         const struct sentence *sentence, size_t first, uint32_t *actor)
{
    const struct token *tokens = sentence->tokens;
    size_t reach = actor_reach(actors, utf8_fold(arena, tokens[first].form)), found = first;
    for (size_t last = first; reach && last < sentence->count; last++) {
        struct slice written = slice_part(text, tokens[first].begin, tokens[last].end);
        struct slice run = utf8_fold(arena, written);
        if (run.length > reach) {
            break;
        }
        struct actor_names names = actor_lookup(actors, run);
        for (size_t i = 0; i < names.count; i++) {
            if (name_fits(rules, names.items[i], written) && !is_weak(names.items[i], first)) {
                *actor = names.items[i]->actor;
                found = last + 1;
                break;
            }
        }
    }
    return found;
}

size_t mention_glance(struct arena *arena, const struct actor_register *actors,
                      const struct mention_rules *rules, struct slice text,
                      const struct sentence *sentence, uint32_t *out, size_t room)
{
    struct arena_mark mark = arena_mark(arena);
    size_t count = 0;
    for (size_t t = 0; t < sentence->count && count < room; t++) {
        uint32_t actor = 0;
        bool inside = sentence->tokens[t].range == 2; /* a later word of a contraction */
        size_t end = inside ? t : run_glance(arena, actors, rules, text, sentence, t, &actor);
        if (end == t && rules_find(rules, LIST_CROWD, utf8_fold(arena, sentence->tokens[t].form))) {
            actor = UINT32_MAX; /* no name, yet a side of protest and repression */
            end = t + 1;
        }
        if (end == t) {
            continue;
        }
        bool known = false;
        for (size_t i = 0; i < count; i++) {
            known |= out[i] == actor;
        }
        if (!known) {
            out[count++] = actor;
        }
        t = end - 1;
    }
    arena_reset(arena, mark);
    return count;
}
