/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes compiled rules and pieces, gives the longest match. Backtracking over the nodes with an
 * explicit continuation, so that every way to match is tried; the state is small and copied. The
 * steps of one start are capped, so that no text can make it slow; alternatives that cannot begin
 * with the piece at hand are not tried. */
#include "timex/match.h"

#include "timex/opening.h"

#define STEPS_MAX 50000
#define DEPTH_MAX 256

struct state {
    size_t at;
    size_t ahead;   /* where the lookahead began, or SIZE_MAX */
    uint8_t target; /* the frame that is filled */
    struct frame frames[2];
};

/* What remains to be matched once a sequence is through. */
struct resume {
    const struct node *node;
    const struct alternative *done; /* its actions apply now */
    uint8_t target;                 /* the frame to go back to */
    bool probe;                     /* the end of a negated part: only note that it matched */
    const struct resume *up;
};

struct matcher {
    const struct timex_rules *rules;
    const struct piece_list *pieces;
    struct timex_match *out;
    size_t steps;
    int depth;
    bool probed;
};

static void walk(struct matcher *matcher, const struct node *node, const struct resume *up,
                 struct state state);

static void actions_apply(const struct alternative *done, struct frame *frame)
{
    for (size_t i = 0; done && i < done->action_count; i++) {
        frame->field[done->actions[i].field] = done->actions[i].value;
    }
}

static void match_accept(struct matcher *matcher, const struct state *state)
{
    size_t end = state->ahead != SIZE_MAX ? state->ahead : state->at;
    if (end > matcher->out->end && end && matcher->pieces->items[end - 1].token_last) {
        matcher->out->end = end;
        memcpy(matcher->out->frames, state->frames, sizeof state->frames);
    }
}

static void sequence_end(struct matcher *matcher, const struct resume *up, struct state state)
{
    if (!up) {
        match_accept(matcher, &state);
        return;
    }
    if (up->probe) {
        matcher->probed = true;
        return;
    }
    actions_apply(up->done, &state.frames[state.target]);
    state.target = up->target;
    walk(matcher, up->node, up->up, state);
}

static void choice_walk(struct matcher *matcher, const struct alternative *list,
                        const struct node *after, const struct resume *up,
                        const struct state *state, uint8_t target)
{
    const struct piece *piece =
        state->at < matcher->pieces->count ? &matcher->pieces->items[state->at] : NULL;
    for (const struct alternative *a = list; a; a = a->next) {
        if (!opening_fits(a, piece)) {
            continue;
        }
        struct resume resume = {after, a, state->target, false, up};
        struct state inner = *state;
        inner.target = target;
        walk(matcher, a->first, &resume, inner);
    }
}

static bool phrase_fits(const struct phrase *phrase, const struct piece_list *pieces, size_t at)
{
    if (at + phrase->count > pieces->count) {
        return false;
    }
    for (size_t i = 1; i < phrase->count; i++) {
        if (pieces->items[at + i].id != phrase->ids[i]) {
            return false;
        }
    }
    return true;
}

static const struct phrase *phrase_first(const struct timex_rules *rules,
                                         const struct piece_list *pieces, size_t at)
{
    return at < pieces->count && pieces->items[at].id != MAP_NONE
               ? rules->phrases[pieces->items[at].id]
               : NULL;
}

size_t match_class(const struct timex_rules *rules, const struct piece_list *pieces, size_t at,
                   uint32_t class_index)
{
    size_t longest = 0;
    for (const struct phrase *p = phrase_first(rules, pieces, at); p; p = p->next) {
        if (p->class_index == class_index && p->count > longest && phrase_fits(p, pieces, at)) {
            longest = p->count;
        }
    }
    return longest;
}

static void class_walk(struct matcher *matcher, const struct node *node, const struct resume *up,
                       const struct state *state)
{
    const struct word_class *class = &matcher->rules->classes[node->index];
    for (const struct phrase *p = phrase_first(matcher->rules, matcher->pieces, state->at); p;
         p = p->next) {
        if (p->class_index != node->index || !phrase_fits(p, matcher->pieces, state->at) ||
            (class->capital && !matcher->pieces->items[state->at].capital)) {
            continue;
        }
        struct state after = *state;
        after.at += p->count;
        if (class->field != FIELD_TIMES) {
            after.frames[after.target].field[class->field] = p->value;
        }
        walk(matcher, node->next, up, after);
    }
}

/* A number of this kind: sets *field and *value. */
static bool number_fits(enum node_kind kind, const struct piece *piece, enum frame_field *field,
                        int *value)
{
    if (piece->kind != PIECE_NUMBER || piece->number < 0) {
        return false;
    }
    size_t digits = piece->text.length;
    *value = piece->number;
    switch (kind) {
    case NODE_DAYNUM:
        *field = FIELD_DAY;
        return digits <= 2 && *value >= 1 && *value <= 31;
    case NODE_MONTHNUM:
        *field = FIELD_MONTH;
        return digits <= 2 && *value >= 1 && *value <= 12;
    case NODE_YEAR:
        *field = FIELD_YEAR;
        return digits == 4 && *value >= 1000 && *value <= 2100;
    case NODE_YEAR2:
        *field = FIELD_YEAR;
        *value += *value >= 70 ? 1900 : 2000;
        return digits == 2;
    case NODE_DECADE:
        *field = FIELD_DECADE;
        return digits == 4 && *value >= 1000 && *value <= 2100 && *value % 10 == 0;
    default:
        *field = FIELD_COUNT;
        return digits <= 3 && *value > 0;
    }
}

static void piece_walk(struct matcher *matcher, const struct node *node, const struct resume *up,
                       struct state *state)
{
    if (state->at >= matcher->pieces->count) {
        return;
    }
    const struct piece *piece = &matcher->pieces->items[state->at];
    enum frame_field field = FIELD_TIMES;
    int value = 0;
    if (node->kind == NODE_WORD ? piece->id != node->index
                                : !number_fits(node->kind, piece, &field, &value)) {
        return;
    }
    state->at++;
    if (field != FIELD_TIMES) {
        state->frames[state->target].field[field] = (int16_t)value;
    }
    walk(matcher, node->next, up, *state);
}

static bool is_clause_end(const struct piece *piece)
{
    return piece->kind == PIECE_MARK && piece->text.length == 1 &&
           strchr(".;:!?", piece->text.at[0]) != NULL;
}

static void gap_walk(struct matcher *matcher, const struct node *node, const struct resume *up,
                     struct state state)
{
    size_t best = matcher->out->end;
    for (int i = 0; i <= GAP_PIECES && state.at <= matcher->pieces->count; i++) {
        walk(matcher, node->next, up, state);
        if (matcher->out->end > best || state.at == matcher->pieces->count ||
            is_clause_end(&matcher->pieces->items[state.at])) {
            return; /* the nearest fit is the one meant */
        }
        state.at++;
    }
}

static bool negation_fits(struct matcher *matcher, const struct node *node,
                          const struct state *state)
{
    struct resume probe = {.probe = true};
    bool before = matcher->probed;
    matcher->probed = false;
    walk(matcher, node->alternatives->first, &probe, *state);
    bool found = matcher->probed;
    matcher->probed = before;
    return !found;
}

/* Nodes that take no piece. */
static bool place_fits(struct matcher *matcher, const struct node *node, struct state *state)
{
    const struct piece_list *pieces = matcher->pieces;
    bool end = state->at == pieces->count;
    switch (node->kind) {
    case NODE_NOT:
        return negation_fits(matcher, node, state);
    case NODE_AHEAD:
        state->ahead = state->at;
        return true;
    case NODE_GLUE:
        return !end && pieces->items[state->at].glued;
    case NODE_BEGIN:
        return state->at == 0;
    case NODE_END:
        return end;
    default: /* NODE_STOP */
        return end || pieces->items[state->at].kind == PIECE_MARK;
    }
}

static void node_walk(struct matcher *matcher, const struct node *node, const struct resume *up,
                      struct state *state)
{
    switch (node->kind) {
    case NODE_WORD:
    case NODE_DAYNUM:
    case NODE_MONTHNUM:
    case NODE_YEAR:
    case NODE_YEAR2:
    case NODE_DECADE:
    case NODE_COUNT:
        piece_walk(matcher, node, up, state);
        return;
    case NODE_CLASS:
        class_walk(matcher, node, up, state);
        return;
    case NODE_RULE:
        choice_walk(matcher, matcher->rules->rules[node->index].alternatives, node->next, up, state,
                    node->label ? 1 : state->target);
        return;
    case NODE_OPTIONAL:
    case NODE_GROUP:
        choice_walk(matcher, node->alternatives, node->next, up, state, state->target);
        if (node->kind == NODE_OPTIONAL) {
            walk(matcher, node->next, up, *state);
        }
        return;
    case NODE_GAP:
        gap_walk(matcher, node, up, *state);
        return;
    default:
        if (place_fits(matcher, node, state)) {
            walk(matcher, node->next, up, *state);
        }
    }
}

static void walk(struct matcher *matcher, const struct node *node, const struct resume *up,
                 struct state state)
{
    if (++matcher->steps > STEPS_MAX || matcher->depth >= DEPTH_MAX) {
        return;
    }
    matcher->depth++;
    if (node) {
        node_walk(matcher, node, up, &state);
    } else {
        sequence_end(matcher, up, state);
    }
    matcher->depth--;
}

void match_find(const struct timex_rules *rules, const struct piece_list *pieces, size_t at,
                struct timex_match *out)
{
    *out = (struct timex_match){.end = at};
    const struct piece *piece = &pieces->items[at];
    if (!piece->token_first || (piece->id == MAP_NONE && piece->kind != PIECE_NUMBER)) {
        return; /* most words begin nothing */
    }
    struct matcher matcher = {.rules = rules, .pieces = pieces, .out = out};
    struct state state = {.at = at, .ahead = SIZE_MAX, .frames = {frame_empty(), frame_empty()}};
    choice_walk(&matcher, rules->rules[rules->expression].alternatives, NULL, NULL, &state, 0);
}
