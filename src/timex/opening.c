/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes compiled rules; gives each alternative the set of pieces that can stand first in it, or
 * none where it can be empty or begin with anything. The sets of rules that refer to one another
 * grow together until none changes. Cost: a bit for each known piece and alternative, once at
 * loading. */
#include "timex/opening.h"

#define ANY_NUMBER 0 /* the bit of all numbers in digits; piece p has bit p + 1 */

struct opener {
    struct arena *arena;
    struct timex_rules *rules;
    size_t words;               /* 64-bit words of a set */
    uint64_t **classes, **sets; /* of each class, of each rule */
    bool *empty;                /* of each rule: it may match nothing, or begin with anything */
};

static void set_bit(uint64_t *set, size_t bit)
{
    set[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static void set_join(const struct opener *o, uint64_t *set, const uint64_t *other)
{
    for (size_t i = 0; i < o->words; i++) {
        set[i] |= other[i];
    }
}

static bool sequence_openings(const struct opener *o, const struct node *node, uint64_t *set);

/* True if one of the alternatives can be empty. */
static bool choice_openings(const struct opener *o, const struct alternative *list, uint64_t *set)
{
    bool empty = false;
    for (const struct alternative *a = list; a; a = a->next) {
        empty |= sequence_openings(o, a->first, set);
    }
    return empty;
}

/* Adds the pieces that can begin the node; true if what follows it can stand first too. */
static bool node_openings(const struct opener *o, const struct node *node, uint64_t *set)
{
    switch (node->kind) {
    case NODE_WORD:
        set_bit(set, node->index + 1);
        return false;
    case NODE_CLASS:
        set_join(o, set, o->classes[node->index]);
        return false;
    case NODE_RULE:
        set_join(o, set, o->sets[node->index]);
        return o->empty[node->index];
    case NODE_GROUP:
        return choice_openings(o, node->alternatives, set);
    case NODE_OPTIONAL:
        choice_openings(o, node->alternatives, set);
        return true;
    case NODE_DAYNUM:
    case NODE_MONTHNUM:
    case NODE_YEAR:
    case NODE_YEAR2:
    case NODE_DECADE:
    case NODE_COUNT:
        set_bit(set, ANY_NUMBER);
        return false;
    default:
        return true; /* takes no piece */
    }
}

/* The same of a sequence; true if it can be empty or begin with anything. */
static bool sequence_openings(const struct opener *o, const struct node *node, uint64_t *set)
{
    for (; node; node = node->next) {
        if (node->kind == NODE_GAP) {
            return true;
        }
        if (!node_openings(o, node, set)) {
            return false;
        }
    }
    return true;
}

/* Lets the sets of the rules grow once; false when nothing changed. */
static bool grow(struct opener *o, uint64_t *scratch)
{
    bool changed = false;
    for (size_t r = 0; r < o->rules->rule_count; r++) {
        memcpy(scratch, o->sets[r], o->words * sizeof *scratch);
        bool empty = choice_openings(o, o->rules->rules[r].alternatives, scratch);
        changed |=
            empty != o->empty[r] || memcmp(scratch, o->sets[r], o->words * sizeof *scratch) != 0;
        memcpy(o->sets[r], scratch, o->words * sizeof *scratch);
        o->empty[r] = empty;
    }
    return changed;
}

/* The alternatives are ours until the load is over. */
static void choice_mark(const struct opener *o, const struct alternative *list)
{
    for (const struct alternative *a = list; a; a = a->next) {
        uint64_t *set = arena_array(o->arena, o->words, sizeof *set);
        bool any = sequence_openings(o, a->first, set);
        ((struct alternative *)a)->opening = any ? NULL : set;
        for (const struct node *node = a->first; node; node = node->next) {
            choice_mark(o, node->alternatives);
        }
    }
}

static uint64_t **empty_sets(const struct opener *o, size_t count)
{
    uint64_t **sets = arena_array(o->arena, count, sizeof *sets);
    for (size_t i = 0; i < count; i++) {
        sets[i] = arena_array(o->arena, o->words, sizeof **sets);
    }
    return sets;
}

void opening_compute(struct arena *arena, struct timex_rules *rules)
{
    struct opener o = {.arena = arena, .rules = rules, .words = rules->phrases_count / 64 + 1};
    o.classes = empty_sets(&o, rules->class_count);
    o.sets = empty_sets(&o, rules->rule_count);
    o.empty = arena_array(arena, rules->rule_count, sizeof *o.empty);
    for (size_t id = 0; id < rules->phrases_count; id++) {
        for (const struct phrase *p = rules->phrases[id]; p; p = p->next) {
            set_bit(o.classes[p->class_index], id + 1);
        }
    }
    uint64_t *scratch = arena_array(arena, o.words, sizeof *scratch);
    while (grow(&o, scratch)) {
    }
    for (size_t r = 0; r < rules->rule_count; r++) {
        choice_mark(&o, rules->rules[r].alternatives);
    }
}

static bool has_bit(const uint64_t *set, size_t bit)
{
    return set[bit / 64] >> (bit % 64) & 1;
}

bool opening_fits(const struct alternative *alternative, const struct piece *piece)
{
    const uint64_t *set = alternative->opening;
    return !set || (piece && piece->id != MAP_NONE && has_bit(set, piece->id + 1)) ||
           (piece && piece->kind == PIECE_NUMBER && has_bit(set, ANY_NUMBER));
}
