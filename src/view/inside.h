/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of `view` share. */
#ifndef VIEW_INSIDE_H
#define VIEW_INSIDE_H

#include "base/map.h"
#include "base/style.h"
#include "view/view.h"

#define REALIS_COUNT (REALIS_ALLEGED + 1)

/* The numbers of data/circle.txt, named as there. */
struct formula {
    double bond[BOND_COUNT], strained, closed[BOND_COUNT], leave[BOND_COUNT];
    double event[EVENT_COUNT], scale, with_bond, undated, half_life, most, least;
    double realis[REALIS_COUNT];
    double inside, deepen, drift, quarrel, hostile, material, thin, since_default;
    double balance;       /* balance.least */
    const double *fading; /* what is left of an event after so many days, below FADING_DAYS */
};

#define FADING_DAYS 12000 /* some 33 years */

/* All that ties the ego to one other actor. */
struct tie {
    struct slice alter;
    const struct ledger_bond **bonds;
    size_t bond_count;
    const struct ledger_gist *gists;   /* of its events, by date */
    const struct ledger_event *events; /* the same; NULL where they were not asked for */
    size_t event_count;
};

/* All ties of one actor, by alter. */
struct ties {
    struct tie *items;
    size_t count;
};

/* The ties of `ego` as they were by `known_by`, `whole` with their events; dyads without another
 * actor are left out (circle.c). */
bool ties_load(struct arena *arena, struct ledger *ledger, struct slice ego, int32_t known_by,
               bool whole, struct ties *out, struct error *err);

/* The events and bonds of a dyad; the alter is its second actor, or its first where the second is
 * `ego`. False where it is no tie: one side is nobody, or both are the same (circle.c). */
bool tie_make(struct arena *arena, const struct ledger_dyad *dyad, struct slice ego,
              struct tie *out);

/* The English name of a code, or the code itself; `actors` may be NULL (circle.c). */
struct slice actor_words(const struct actor_register *actors, struct slice code);

/* The score of a tie on a day and what movement is told from (reading.c). */
struct reading {
    double score, bonds, events;
    double hostile;  /* of hostile bonds, as a positive number */
    double material; /* of acts of force or sanction, as a positive number */
    double warm;     /* of friendly bonds in force or strained */
    bool at_war;
    size_t actual_events, families;
    struct circle_term *terms;
    size_t term_count;
};

/* Reads the tie on `day`. As a `baseline` to compare with, a date is read in favour of the tie: one
 * that opened "in 2022" may have stood on 31 December 2021, one strained "in 2022" not yet; and no
 * terms are kept. Nor are they of a tie without its events. */
void tie_read(struct arena *arena, const struct formula *formula, const struct tie *tie,
              int32_t day, bool baseline, struct reading *out);

const struct bond_span *tie_span(const struct ledger_bond *bond, int32_t day, bool baseline);
double span_weight(const struct formula *formula, const struct ledger_bond *bond,
                   const struct bond_span *span);

/* Was the event told or done by the day? */
static inline bool event_reached(const struct ledger_event *event, int32_t day)
{
    return event->reached <= day;
}
static inline bool gist_reached(const struct ledger_gist *gist, int32_t day)
{
    return gist->reached <= day;
}

/* Was anything told or done of the bond by the day? (bonds.c) */
bool bond_reached(const struct ledger_bond *bond, int32_t day);

/* Sets the movement between two days and why (movement.c). */
void movement_tell(struct arena *arena, const struct formula *formula, const struct tie *tie,
                   struct view_time time, const struct reading *since, const struct reading *now,
                   struct circle_row *out);

/* The sentences of the claims and details in those rows, and their articles, in that order, and the
 * ids that are wanted besides (evidence.c). */
bool evidence_load(struct arena *arena, struct ledger *ledger, const struct ledger_wanted *wanted,
                   struct view_evidence *out_claims, struct view_evidence *out_details,
                   struct error *err);

/* The same of one claim. */
bool evidence_load_one(struct arena *arena, struct ledger *ledger, int64_t claim,
                       struct view_evidence *out, struct error *err);

struct view_evidence evidence_of(struct arena *arena, const struct claim *claim,
                                 const struct ledger_article *article);

/* Where the evidence lies within the claim's sentence. */
void evidence_mark(const struct claim *claim, uint32_t *out_begin, uint32_t *out_end);

/* What best stands for a tie: a dated deed that moved a bond, then any dated deed, then any deed,
 * then mere words (circle.c). */
int evidence_rank(const struct ledger_gist *gist);

/* The newest event of the tie with the best rank, of those reached by the day; NULL if there is
 * none (circle.c). */
const struct ledger_gist *newest_event(const struct tie *tie, int32_t day);

/* print.c: text for people. */
size_t text_width(struct slice text); /* columns on a terminal */

/* The longest beginning of at most `width` columns. */
struct slice text_fit(struct slice text, size_t width);

/* Adds the text, then spaces up to `width` columns (from the left if negative); one that is too
 * wide is cut with an ellipsis. */
void print_cell(struct buffer *out, struct slice text, int width);

/* Adds the text in lines as wide as the buffer's style asks for, all but the first indented; ends
 * the line. `column` is where the first begins. */
void print_wrapped(struct buffer *out, struct slice text, size_t column, size_t indent);

void print_spaces(struct buffer *out, size_t count);

/* "2.5", "-10.0": one digit after the point, whatever the locale. */
void print_score(struct buffer *out, double score);
struct slice score_text(struct arena *arena, double score);

struct slice day_text(struct arena *arena, int32_t day); /* "" for the two extremes */

/* "in force 2025-07-03/.."; an end after the day is not yet known: "..". */
struct slice span_text(struct arena *arena, const struct bond_span *span, int32_t day);

/* The same two for people: dates in the words of the buffer's style. */
struct slice day_words(const struct buffer *out, struct arena *arena, int32_t day);
struct slice span_words(const struct buffer *out, struct arena *arena, const struct bond_span *span,
                        int32_t day);

/* How a bond in that state is marked; NULL: pending. */
enum text_mark state_mark(enum bond_type type, const struct bond_span *span);

/* Members of an object, name and text, with a comma behind each. */
void print_json_texts(struct buffer *out, const struct slice (*texts)[2], size_t count);
void print_json_date(struct buffer *out, struct edtf date); /* "…" or null */
void print_json_day(struct buffer *out, int32_t day);       /* "…" or null */
void print_json_evidence(struct buffer *out, const struct view_evidence *evidence);
void print_json_deed(struct buffer *out,
                     const struct ledger_event *event); /* members: who did what */
void print_json_event(struct buffer *out, const struct ledger_event *event); /* members only */
void print_json_bond(struct buffer *out, const struct circle_bond *bond);    /* an object */

/* "— s0 « title », 2025-07-03": where a sentence comes from. */
void print_evidence(struct buffer *out, const struct view_evidence *evidence, size_t indent);

#endif
