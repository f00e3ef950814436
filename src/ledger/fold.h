/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of the fold share: claims made ready for sorting, clusters of them, and the years
 * of a dyad. A view is cut by the year of its events' days, so that a new claim folds and writes
 * the years that it bears on and no others; what goes beyond a year lies in the dyad's head: bonds
 * with what their walk needs, articles that tell of several years, and claims that couple years. */
#ifndef LEDGER_FOLD_H
#define LEDGER_FOLD_H

#include "ledger/inside.h"

/* A claim with what the fold asks of it again and again. */
struct grain {
    const struct ledger_claim *claim;
    struct pair pair;
    struct slice source; /* of symmetric events the pair's first */
    int64_t width;       /* days that the date leaves open */
    int32_t first, last; /* of the date */
    bool reported;       /* said by somebody, not in the article's own voice */
};

/* Claims of one happening. */
struct cluster {
    const struct ledger_claim **members; /* the first is the tightest */
    size_t count;
    int32_t first, last; /* of the first member */
    int32_t latest_first, earliest_last;
    int32_t phase_earliest, phase_latest; /* first days of members without end */
    bool has_phase, denied;
};

struct cluster_list {
    struct cluster *items;
    size_t count;
};

/* Joins the claims of one pair and kind, in canonical order, into happenings (join.c). */
void claims_join(struct arena *arena, const struct grain *grains, size_t count,
                 struct cluster_list *out);

/* Folds the claims of one dyad into events, in the order of event_compare() (fold.c). */
void events_fold(struct arena *arena, const struct ledger_claim_list *claims,
                 struct ledger_view *view);

/* What a score needs of the event; nothing is counted yet (fold.c). */
struct ledger_gist gist_of_event(const struct ledger_event *event);

/* The actor that tells the kind of a deed apart from the same deed of the other: of symmetric ones
 * always the first of the pair. */
struct slice kind_source(enum event_type type, struct slice source, struct pair pair);

/* ------------------------------------------------------------------- years */

#define YEAR_FIRST INT16_MIN /* of days before all */
#define YEAR_LAST INT16_MAX

/* The year of a day (year.c). */
int32_t day_year(int32_t day);

/* Where an event lies: the year of its day, and which it is of that year's. */
struct place {
    int32_t year;
    uint32_t at;
};

#define PLACES_AT_MOST (1 << 24) /* events of one year */

/* The place as a number of the store, in the same order (year.c). */
int64_t place_number(struct place place);

static inline int number_compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static inline int place_order(struct place x, struct place y)
{
    int order = number_compare(x.year, y.year);
    return order ? order : number_compare(x.at, y.at);
}

/* The events of a dyad whose day lies in one year, in the order of event_compare(). */
struct dyad_year {
    int32_t year;
    struct ledger_event *events;
    struct ledger_gist *gists; /* as they are stored: they count what is new in the year */
    size_t count;
    struct slice packed_gists, packed_events; /* as they lie in the store; empty: not there */
};

struct dyad_year_list {
    struct dyad_year *items; /* in order */
    size_t count;
};

/* The year, or NULL (year.c). */
struct dyad_year *year_find(const struct dyad_year_list *years, int32_t year);

/* A year as bytes (digest.c). */
struct packed_year {
    struct buffer gists, events;
};
void year_pack(struct packed_year *out, const struct dyad_year *year, struct pair pair);
void year_pack_free(struct packed_year *packed);

/* Reads years that lie one behind the other, each once and in order, appending to the view; the
 * events after the gists, into the same years; `events` and the pair's words are lent. False: these
 * bytes are none (digest.c). */
bool years_read_gists(struct arena *arena, struct slice bytes, struct ledger_view *view,
                      struct dyad_year_list *out);
bool years_read_events(struct arena *arena, struct slice bytes, struct pair pair,
                       struct ledger_view *view, struct dyad_year_list *years);

/* ------------------------------------------------------------------- bonds */

/* What the walk of a bond needs of one of its events. */
struct bond_step {
    struct place place;
    struct edtf date;
    int32_t day, first;
    int32_t end; /* the last day on which the bond stands by this `+` alone; DAY_AFTER_ALL: none */
    char sign;
    bool moves; /* others only stay beside the bond */
};

#define STEP_NONE SIZE_MAX

struct track_span {
    struct bond_span span; /* .by is NULL */
    size_t by;             /* the step that began it; STEP_NONE */
};

/* A bond by the places of its events. */
struct bond_track {
    uint64_t hash; /* its id */
    enum bond_type type;
    struct slice a, b;
    struct bond_step *steps; /* by place */
    size_t step_count;
    struct track_span *spans;
    size_t span_count;
};

struct track_list {
    struct bond_track *items; /* in the order of track_compare() */
    size_t count;
};

/* By pair, type and actor (track.c). */
int track_compare(const struct bond_track *x, const struct bond_track *y);

/* Lays what the events of the years bear on into tracks, not walked yet (track.c). */
void tracks_make(struct arena *arena, const struct dyad_year_list *years, struct track_list *out);

/* The tracks of `before` without what lies in the years, with those of `fresh`; what differs from
 * `before` is walked (track.c). */
void tracks_merge(struct arena *arena, const struct track_list *before,
                  const struct dyad_year_list *years, const struct track_list *fresh,
                  struct track_list *out);

/* Lays the spans of the bond (bond.c). */
void track_walk(struct arena *arena, struct bond_track *track);

/* The last day on which the bond stands by this `+` alone (bond.c). */
int32_t support_end(const struct ledger_event *event);

/* The bonds of the view from its tracks; `years` hold the view's gists (track.c). False: a step
 * points outside of them. */
bool bonds_make(struct arena *arena, const struct track_list *tracks,
                const struct dyad_year_list *years, struct ledger_view *view);

/* ---------------------------------------------------------------- tellings */

/* That an article or a family tells of an event, which none of the year reached before it does. */
struct telling {
    uint32_t number; /* row of the article, or of the one that speaks for the family */
    bool family;
    int32_t reached;
    struct place place;
};

struct telling_list {
    struct telling *items;
    size_t count;
};

/* Counts each article and family of the year at the first reached event that it tells of, and
 * appends the tellings (count.c). */
void tellings_count(struct arena *arena, struct dyad_year *year, struct telling_list *out);

/* Those of articles and families that tell of several years, by number and then in the order in
 * which they are reached: of `before` what lies in none of the years, and `fresh` (count.c). */
void tellings_merge(struct arena *arena, const struct telling_list *before,
                    const struct dyad_year_list *years, const struct telling_list *fresh,
                    struct telling_list *out);

/* Lets the first of each alone count in the gists of the years. False: one points outside of them
 * (count.c). */
bool tellings_settle(const struct telling_list *tellings, const struct dyad_year_list *years);

/* ----------------------------------------------------------------- reaches */

/* Years that claims of one kind of deed couple: a date that lies not within one year may join what
 * is told of any year that it meets. */
struct reach {
    uint32_t kind;
    int32_t from, to; /* years */
    bool touched;     /* by a new claim */
};

struct reach_list {
    struct reach *items; /* by kind and year; those of one kind share no year */
    size_t count;
};

uint32_t kind_of_claim(const struct claim *claim); /* reach.c */
uint32_t kind_of_event(const struct ledger_event *event);

/* The years that the claims bear on, marked as touched (reach.c). */
void reaches_of(struct arena *arena, const struct ledger_claim_list *claims, bool touched,
                struct reach_list *out);

/* Both, those of one kind joined that share a year (reach.c). */
void reaches_join(struct arena *arena, const struct reach_list *x, const struct reach_list *y,
                  struct reach_list *out);

/* The reach of the kind that holds the year, or NULL (reach.c). */
const struct reach *reach_find(const struct reach_list *reaches, uint32_t kind, int32_t year);

/* -------------------------------------------------------------------- head */

struct head {
    struct track_list tracks;
    struct telling_list tellings; /* of articles and families that tell of several years */
    struct reach_list reaches;    /* of several years */
};

/* The head as bytes: what questions ask, and what the fold needs besides (head.c). */
struct packed_head {
    struct buffer bonds, walk;
};
void head_pack(struct packed_head *out, const struct head *head, struct pair pair);
void head_pack_free(struct packed_head *packed);

/* Reads the head back, the second part only where `walk` is not NULL; the pair's words are lent.
 * False: these bytes are none. */
bool head_read(struct arena *arena, struct slice bonds, const struct slice *walk, struct pair pair,
               struct head *out);

/* --------------------------------------------------------------- a change */

/* What the store keeps of a dyad, as far as it was read, and what is to take its place. */
struct dyad_change {
    struct head before, after;
    struct dyad_year_list years_before, years_after; /* after: those of before too, perhaps empty */
    int32_t known; /* the last day on which anything of the dyad became known */
};

/* Folds the claims into the dyad whose head is change->before, and where it is not `whole` into
 * what the store keeps folded; claims of the same kinds of deed are appended (refold.c). */
bool dyad_fold(struct arena *arena, struct ledger *ledger, const struct dyad_row *dyad, bool whole,
               struct ledger_claim_list *claims, struct dyad_change *change, struct error *err);

/* How a sign is told in a few bits. */
static inline unsigned sign_place(char sign)
{
    return sign == '+' ? 1 : sign == '-' ? 2 : sign == '~' ? 3 : 0;
}
static inline char sign_at(unsigned place)
{
    return "\0+-~"[place & 3];
}

#endif
