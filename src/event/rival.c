/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes the readings of an article with the odds that the network gives each by itself; gives the
 * odds that each has beside the others: another deed of the same clause, the same deed told
 * elsewhere, how much the article has to do with the two. The numbers made here have weights in the
 * codebook's stanzas `rival events` and `rival bonds`, half a logistic regression over what
 * networks say of articles that they have not seen (train/reader). Cost: for each reading that is
 * worth a look one pass over the others, some hundred of each an article. */
#include <math.h>

#include "event/inside.h"

#define RIVAL_LEAST (-4.0) /* less likely readings are nobody's rivals */
#define LOOK_LEAST (-3.0)  /* nor are these told, whatever stands beside them */
#define LEAD_MOST 4.0      /* one ahead by more is no better a rival */
#define OWN_MOST 6.0
#define TOLD_LEAST 2.0 /* deeds that an article is taken to tell: one sentence is no story */

/* What a reading is told by. Odds are logarithms; a rival that is not there has RIVAL_LEAST. */
enum beside {
    CONSTANT,
    OWN,           /* its odds by itself */
    CLAUSE,        /* the logarithm of how many deeds the clause tells, as its readings expect */
    CLAUSE_EVENT,  /* the best odds of the same event of others in the clause */
    CLAUSE_SOURCE, /* by how much one of the clause leads that differs in the target alone */
    SOURCE,        /* share of what the article tells that has to do with the source */
    TARGET,
    EVENT_TARGET,    /* the best odds of the same event against the same target */
    PAIR_EVENT,      /* the logarithm of how often the article tells the event of the two */
    PAIR_OTHER,      /* of the two, the best odds of a bond; for a bond, of an event */
    AGAIN,           /* by how much a clause of the paragraph leads that tells the same deed */
    ELSEWHERE,       /* 1 where another paragraph tells the same deed */
    ELSEWHERE_LEAD,  /* by how much it leads, if it does */
    ELSEWHERE_ODDS,  /* the best odds there */
    ELSEWHERE_COUNT, /* the logarithm of how many clauses there do */
    NUMBER_COUNT,
};
static const char *const number_names[] = {
    "constant", "own",       "clause",         "clause.event",   "clause.source",
    "source",   "target",    "event.target",   "pair.event",     "pair.other",
    "again",    "elsewhere", "elsewhere.lead", "elsewhere.odds", "elsewhere.count",
};
_Static_assert(sizeof number_names / sizeof *number_names == NUMBER_COUNT, "a name for each");

/* A reading, of its event or of its bond; those of joint deeds and bonds in one order. */
struct rival {
    size_t at; /* in the list of readings */
    const struct proposition *proposition;
    struct coding what; /* the event alone, or the bond and its sign */
    uint32_t source, target, paragraph;
    double odds, other; /* of this, and of the bond or event besides */
    double share;       /* as probability; 0 for one whose clause has a likelier for the deed */
};

struct comparison {
    const struct coder *c;
    bool tied; /* bonds; else events */
    double weights[NUMBER_COUNT];
    struct rival *items;
    size_t count;
};

/* What the others of the article add up to, beside one reading. */
struct standing_beside {
    double all, clause, source, target, pair_event; /* expected deeds */
    double clause_event, event_target, pair_other;  /* best odds */
    double clause_source, again, elsewhere;         /* best odds, -INFINITY where none */
    size_t elsewhere_count;
};

/* The reading as a rival; false where it is too unlikely to be one. */
static bool rival_of(const struct comparison *all, const struct near_list *list, size_t at,
                     struct rival *out)
{
    const struct near *near = &list->items[at];
    const struct coding deed = {.event = near->coding->event};
    const struct coding tie = {.bond = near->coding->bond, .sign = near->coding->sign};
    bool joint = all->tied || event_is_symmetric(near->coding->event);
    bool turned = joint && near->source > near->target;
    const struct tree *tree = &all->c->trees->items[near->proposition->sentence];
    *out = (struct rival){.at = at,
                          .proposition = near->proposition,
                          .what = all->tied ? tie : deed,
                          .source = turned ? near->target : near->source,
                          .target = turned ? near->source : near->target,
                          .paragraph = tree->sentence->paragraph,
                          .odds = all->tied ? near->bond_odds : near->odds,
                          .other = all->tied ? near->odds : near->bond_odds};
    return out->odds >= RIVAL_LEAST;
}

static bool same_kind(const struct rival *a, const struct rival *b)
{
    return a->what.event == b->what.event && a->what.bond == b->what.bond &&
           a->what.sign == b->what.sign;
}

static bool same_deed(const struct rival *a, const struct rival *b)
{
    return same_kind(a, b) && a->source == b->source && a->target == b->target;
}

/* Gives their share of probability to those that are the likeliest of their clause for the deed.
 * Readings of a clause stand together. */
static void share_out(struct comparison *all)
{
    for (size_t i = 0, first = 0; i < all->count; i++) {
        struct rival *r = &all->items[i];
        first = r->proposition == all->items[first].proposition ? first : i;
        r->share = 1 / (1 + exp(-r->odds));
        for (size_t k = first; k < i; k++) {
            struct rival *other = &all->items[k];
            if (same_deed(r, other)) {
                struct rival *weaker = other->share < r->share ? other : r;
                weaker->share = 0;
            }
        }
    }
}

static void raise_to(double *best, bool counts, double odds)
{
    *best = counts && odds > *best ? odds : *best;
}

static void add_share(double *sum, bool counts, double share)
{
    *sum += counts ? share : 0;
}

/* Adds what another reading, or the reading itself, is to it. */
static void hold_against(const struct rival *to, const struct rival *r, struct standing_beside *s)
{
    bool clause = r->proposition == to->proposition, event = same_kind(r, to);
    bool source = r->source == to->source, target = r->target == to->target;
    bool from_target = r->source == to->target, to_source = r->target == to->source;
    bool pair = (source && target) || (from_target && to_source);
    bool deed = event && source && target, there = r->paragraph != to->paragraph;
    raise_to(&s->pair_other, pair, r->other);
    if (r->share <= 0) {
        return;
    }
    add_share(&s->all, true, r->share);
    add_share(&s->clause, clause, r->share);
    add_share(&s->source, source || to_source, r->share);
    add_share(&s->target, target || from_target, r->share);
    add_share(&s->pair_event, pair && event, r->share);
    raise_to(&s->clause_event, clause && event && !deed, r->odds);
    raise_to(&s->clause_source, clause && event && source && !deed, r->odds);
    raise_to(&s->event_target, event && target && !deed, r->odds);
    raise_to(&s->again, deed && !there && !clause, r->odds);
    raise_to(&s->elsewhere, deed && there, r->odds);
    s->elsewhere_count += deed && there;
}

static double between(double least, double value, double most)
{
    return value < least ? least : value > most ? most : value;
}

static double lead(double rival, double own)
{
    return rival == -INFINITY ? RIVAL_LEAST : between(RIVAL_LEAST, rival - own, LEAD_MOST);
}

static void find_numbers(const struct comparison *all, const struct rival *of, double *numbers)
{
    struct standing_beside s = {.clause_event = RIVAL_LEAST,
                                .event_target = RIVAL_LEAST,
                                .pair_other = RIVAL_LEAST,
                                .clause_source = -INFINITY,
                                .again = -INFINITY,
                                .elsewhere = -INFINITY};
    for (size_t i = 0; i < all->count; i++) {
        hold_against(of, &all->items[i], &s);
    }
    numbers[CONSTANT] = 1;
    numbers[OWN] = between(RIVAL_LEAST, of->odds, OWN_MOST);
    numbers[CLAUSE] = log(0.05 + s.clause);
    numbers[CLAUSE_EVENT] = s.clause_event;
    numbers[CLAUSE_SOURCE] = lead(s.clause_source, of->odds);
    numbers[SOURCE] = s.source / fmax(s.all, TOLD_LEAST);
    numbers[TARGET] = s.target / fmax(s.all, TOLD_LEAST);
    numbers[EVENT_TARGET] = s.event_target;
    numbers[PAIR_EVENT] = log1p(s.pair_event);
    numbers[PAIR_OTHER] = between(RIVAL_LEAST, s.pair_other, OWN_MOST);
    numbers[AGAIN] = lead(s.again, of->odds);
    numbers[ELSEWHERE] = s.elsewhere_count > 0;
    numbers[ELSEWHERE_LEAD] = s.elsewhere > of->odds ? s.elsewhere - of->odds : 0;
    numbers[ELSEWHERE_ODDS] = s.elsewhere == -INFINITY ? RIVAL_LEAST : s.elsewhere;
    numbers[ELSEWHERE_COUNT] = log1p((double)s.elsewhere_count);
}

static void print_numbers(const struct comparison *all, const struct near *near,
                          const double *numbers, double odds, struct buffer *text)
{
    const struct actor_register *actors = all->c->actors;
    buffer_print(text, "%s{\"of\":\"%s\",\"sentence\":%u,\"source\":\"%.*s\",\"event\":\"%s\",",
                 text->length ? ",\n" : "", all->tied ? "bond" : "event",
                 all->c->trees->items[near->proposition->sentence].sentence->begin,
                 SLICE_ARGS(actor_at(actors, near->source)->code),
                 event_type_name(near->coding->event));
    buffer_print(text, "\"bond\":\"%s\",\"target\":\"%.*s\",\"odds\":%.3f,\"numbers\":{",
                 bond_cell(near->coding->bond, near->coding->sign).text,
                 SLICE_ARGS(actor_at(actors, near->target)->code), odds);
    for (int i = 0; i < NUMBER_COUNT; i++) {
        buffer_print(text, "%s\"%s\":%.3f", i ? "," : "", number_names[i], numbers[i]);
    }
    buffer_add(text, SLICE("}}"));
}

static double weigh(const struct comparison *all, const struct rival *r, const double *numbers)
{
    double odds = r->odds;
    for (int i = 0; i < NUMBER_COUNT; i++) {
        odds += all->weights[i] * numbers[i];
    }
    return odds;
}

/* The odds of each reading of the list beside the others, -INFINITY for one that is not likely
 * enough to be looked at. */
static double *compare(struct comparison *all, const struct near_list *list, struct buffer *text)
{
    double *judged = arena_array(all->c->arena, list->count, sizeof *judged);
    all->items = arena_array(all->c->arena, list->count, sizeof *all->items);
    for (size_t i = 0; i < list->count; i++) {
        judged[i] = -INFINITY;
        all->count += rival_of(all, list, i, &all->items[all->count]);
    }
    share_out(all);
    for (size_t i = 0; i < all->count; i++) {
        const struct rival *r = &all->items[i];
        if (r->odds >= LOOK_LEAST) {
            double numbers[NUMBER_COUNT];
            find_numbers(all, r, numbers);
            judged[r->at] = weigh(all, r, numbers);
            if (text) {
                print_numbers(all, &list->items[r->at], numbers, judged[r->at], text);
            }
        }
    }
    return judged;
}

static struct comparison comparison_of(const struct coder *c, bool tied)
{
    struct comparison all = {.c = c, .tied = tied};
    enum weight_set set = tied ? WEIGHTS_RIVAL_BONDS : WEIGHTS_RIVAL_EVENTS;
    for (int i = 0; i < NUMBER_COUNT; i++) {
        all.weights[i] = codebook_weight(c->codebook, set, slice_of(number_names[i]));
    }
    return all;
}

void near_compare(const struct coder *c, struct near_list *list, struct buffer *text)
{
    struct comparison events = comparison_of(c, false), bonds = comparison_of(c, true);
    if (list->count) {
        const double *told = compare(&events, list, text), *tied = compare(&bonds, list, text);
        for (size_t i = 0; i < list->count; i++) {
            list->items[i].odds = told[i];
            list->items[i].bond_odds = tied[i];
        }
    }
}
