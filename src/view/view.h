/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `view`: the ledger becomes answers (circle, timeline, bonds, why), as text or JSON.
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "actor/actor.h"
#include "base/buffer.h"
#include "ledger/ledger.h"

/* Both time axes of a question. */
struct view_time {
    int32_t as_of;    /* what held on that day; DAY_AFTER_ALL: no limit (but circle needs a day:
                         pass ledger_latest_day()) */
    int32_t since;    /* circle: compared with that day, DAY_BEFORE_ALL: as_of less `since_default`
                         of the formula. timeline: nothing that ended before it */
    int32_t known_by; /* only what was published by that day; DAY_AFTER_ALL: all */
};

/* ----------------------------------------------------------------- circle */

enum movement {
    MOVEMENT_UNKNOWN,
    MOVEMENT_ENTERED,
    MOVEMENT_DEEPENED,
    MOVEMENT_UNCHANGED,
    MOVEMENT_DRIFTING,
    MOVEMENT_LEFT,
    MOVEMENT_OPPONENT,
    MOVEMENT_COUNT,
};
const char *movement_name(enum movement movement);
bool movement_parse(struct slice text, enum movement *out);

/* The weights of data/circle.txt. */
struct formula;

/* Reads a formula file. Errors: NOT_FOUND, IO, SYNTAX (file:line:column: with the line). */
bool view_formula_load(struct arena *arena, const char *path, const struct formula **out,
                       struct error *err);

/* One summand of a score: a bond's, an event's, or what is cut off where events sum to too much. */
struct circle_term {
    double value;
    const struct ledger_bond *bond; /* NULL for others; with the span that counts */
    const struct bond_span *span;
    const struct ledger_event *event; /* NULL for others */
    double sum, kept;                 /* of the events, where they were cut */
};

/* What the summand is, in words: "arms in force 2024-23/..". */
struct slice circle_term_text(struct arena *arena, const struct circle_term *term);

/* The id of the bond or event; empty for others. */
struct slice circle_term_id(const struct circle_term *term);

/* A sentence that stands for a tie, or for a side of a dispute. */
struct view_evidence {
    struct slice claim;   /* empty where the sentence bears no claim */
    struct slice article; /* id */
    struct slice doc, title, path;
    struct slice language; /* of the article: "fr", "en"; or empty */
    struct edtf published;
    enum date_basis basis;
    struct slice sentence;
    uint32_t begin, end; /* bytes of the evidence within `sentence` */
};

struct circle_bond {
    const struct ledger_bond *bond;
    const struct bond_span *span; /* as of the day; NULL: pending */
};

/* What a movement was told from. */
enum cause {
    CAUSE_WAR,
    CAUSE_TRUST_ENDED, /* a tie of trust ended */
    CAUSE_TURNED,      /* was inside, hostile now */
    CAUSE_HOSTILE,
    CAUSE_FORCE,    /* force or sanctions, no friendly bond */
    CAUSE_WON,      /* was not inside before */
    CAUSE_WON_MORE, /* was inside before */
    CAUSE_LOST,     /* lost or strained */
    CAUSE_QUARRELS, /* no bond moved */
    CAUSE_STILL,    /* no bond moved enough */
    CAUSE_THIN,     /* thin evidence */
    CAUSE_UNTOLD,   /* no tie is told (view_around) */
    CAUSE_COUNT,
};
const char *cause_name(enum cause cause); /* "war", "trust ended" */

struct circle_row {
    struct slice alter, name; /* code; English name, or the code */
    enum movement movement;
    enum cause cause;                     /* why this movement */
    const struct ledger_bond *cause_bond; /* that moved or weighs most; NULL: none */
    struct slice reason;                  /* the two in words */
    double score, score_since;
    struct circle_bond *bonds; /* in force or strained first, then closed, then pending */
    size_t bond_count;
    struct view_evidence evidence; /* the newest sentence; sentence empty: none */
    struct circle_term *terms;     /* of score */
    size_t term_count;
    size_t event_count, article_count, family_count; /* families: sources of independent origin */
};

/* The first fields are the question. */
struct circle {
    struct slice ego;      /* a code */
    struct view_time time; /* the defaults are filled in */
    bool explain;          /* keep the terms, which a hundred times as much must be read for */
    struct slice name;
    struct circle_row *rows; /* friends first: by score down, then alter */
    size_t row_count;
};

/* Who stands in the circle of out->ego as of out->time.as_of. `actors` gives names; may be NULL. */
bool view_circle(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                 const struct actor_register *actors, struct circle *out, struct error *err);

/* Adds to the end of a circle rows for at most a dozen actors of whom no tie with the ego is told,
 * but ties with some who stand in it: movement unknown, score 0, no bonds, and as evidence the
 * sentence that best stands for such a tie. A wide circle is left as it is. */
bool view_around(struct arena *arena, struct ledger *ledger, const struct actor_register *actors,
                 struct circle *circle, struct error *err);

/* Table, where it was asked for with the terms under each row; JSON: a list of objects with alter,
 * name, movement, reason, cause, cause_bond, score, score_since, bonds, evidence (and terms). */
void view_print_circle(struct buffer *out, const struct circle *circle, bool json);

/* The same as a picture: an SVG document that needs nothing beside it. */
void view_svg_circle(struct buffer *out, const struct circle *circle,
                     const struct formula *formula);

/* --------------------------------------------------------------- timeline */

struct timeline_row {
    const struct ledger_event *event;
    struct view_evidence evidence;
};

/* The first fields are the question. */
struct timeline {
    struct slice a, b;         /* b empty: with anybody */
    size_t limit;              /* the newest so many; 0: all */
    struct slice before;       /* of those before the event with this id; empty: of all */
    struct timeline_row *rows; /* by date, then id */
    size_t row_count, found;   /* found: all that there are */
};

/* Events of out->a (and out->b, if not empty), with dates that meet since … as_of. NOT_FOUND: no
 * such event has the id out->before. */
bool view_timeline(struct arena *arena, struct ledger *ledger, struct view_time time,
                   struct timeline *out, struct error *err);
void view_print_timeline(struct buffer *out, const struct timeline *timeline, bool json);

/* ------------------------------------------------------------------ bonds */

struct bond_list {
    struct circle_bond *items; /* by pair, then type */
    size_t count;
    int32_t as_of;
};

/* Bonds of the type (BOND_NONE: any), of a, of a and b, or of anybody (both empty). Without an
 * as_of the states are those of the latest day that the ledger knows of. */
bool view_bonds(struct arena *arena, struct ledger *ledger, enum bond_type type, struct slice a,
                struct slice b, struct view_time time, struct bond_list *out, struct error *err);
void view_print_bonds(struct buffer *out, const struct bond_list *bonds, bool json);

/* Events and bonds of one question (view_timeline and view_bonds with the same a and b) as a
 * picture: an SVG document that needs nothing beside it. `actors` gives names; may be NULL. */
void view_svg_timeline(struct buffer *out, const struct timeline *timeline,
                       const struct bond_list *bonds, const struct actor_register *actors);

/* --------------------------------------------------------------- disputes */

enum dispute_kind {
    DISPUTE_NUMBER,  /* how many */
    DISPUTE_SPEAKER, /* who announced it */
    DISPUTE_REALIS,  /* whether it happened */
    DISPUTE_STATE,   /* whether a tie was opened or closed */
    DISPUTE_DATE,    /* when */
    DISPUTE_COUNT,
};
const char *dispute_kind_name(enum dispute_kind kind);

struct voice; /* an article's word on a matter */

/* Why the first side is the better supported one. */
enum dispute_ground {
    GROUND_FAMILIES, /* more families tell it */
    GROUND_SPEAKS,   /* as many; told by an article that speaks for its family */
    GROUND_FIRST,    /* as many; told first */
    GROUND_NONE,     /* as many, told on the same day */
    GROUND_COUNT,
};
const char *dispute_ground_name(enum dispute_ground ground); /* "families", "speaks", "first" … */

/* What some articles tell against the others. */
struct dispute_side {
    struct slice value;
    size_t article_count, family_count; /* families: sources of independent origin */
    int32_t known;                      /* when it was first told */
    bool speaks;                        /* told by an article that speaks for its family */
    const struct voice **told;          /* one for each article; inner to the room */
    size_t told_count;
    struct view_evidence *evidence; /* the same as sentences, by doc */
    size_t evidence_count;
};

struct dispute {
    struct slice id; /* 16 hexadecimal digits of the hash of kind, subject and event */
    enum dispute_kind kind;
    struct slice subject; /* "dead, 2024-12"; "RUS SUPPORT taliban recognition+, 2025-07-03" */
    struct slice *actors; /* codes, of all whom it names */
    size_t actor_count;
    const struct ledger_event *event; /* NULL for a number: then what is counted, and when */
    struct slice counted;             /* "dead": a class of the codebook */
    struct edtf date;
    enum dispute_ground ground;
    struct slice reason;        /* the ground in words */
    struct dispute_side *sides; /* the better supported first */
    size_t side_count;
};

/* The first fields are the question. */
struct dispute_list {
    size_t limit;          /* no more than so many; 0: all */
    struct slice after;    /* those behind the one with this id; empty: from the first on */
    struct dispute *items; /* by kind, then subject */
    size_t count, found;   /* found: all that there are */
};

/* What articles known by time.known_by contradict each other in about `a` and `b`, about `a`, or
 * about anybody (both empty); nothing that is dated after time.as_of. NOT_FOUND: no dispute has the
 * id out->after. */
bool view_disputes(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                   struct view_time time, struct dispute_list *out, struct error *err);
void view_print_disputes(struct buffer *out, const struct dispute_list *disputes, bool json);

/* ------------------------------------------------------------------- diff */

/* A bond that is told differently on the two days; NULL: not there. */
struct diff_bond {
    const struct ledger_bond *bond;
    const struct bond_span *before, *after;
    struct view_evidence evidence; /* of what began the span after */
};

struct diff_row {
    struct slice alter, name;
    double score_from, score_to;
    size_t events_from, events_to;
    struct diff_bond *bonds;
    size_t bond_count;
};

/* The first fields are the question. */
struct diff {
    struct slice ego;
    int32_t from, to;
    bool published;   /* from and to are days of publication, and the circle is that of as_of */
    int32_t as_of;    /* only then */
    int32_t known_by; /* only else */
    struct slice name;
    struct diff_row *rows; /* the largest change of score first, then by alter */
    size_t row_count;
};

/* What changed in the circle of out->ego between the two days. */
bool view_diff(struct arena *arena, struct ledger *ledger, const struct formula *formula,
               const struct actor_register *actors, struct diff *out, struct error *err);
void view_print_diff(struct buffer *out, const struct diff *diff, bool json);

/* ---------------------------------------------------------------- history */

/* What was believed of a bond once the articles of a day were known. */
struct history_step {
    int32_t known;                  /* DAY_BEFORE_ALL: articles without a date, the last step */
    bool changed;                   /* the belief differs from the step before */
    struct slice belief;            /* its spans in words; "unknown" where there is no bond yet */
    const struct ledger_bond *bond; /* NULL: none yet */
    struct view_evidence *evidence; /* of the claims that became known */
    size_t evidence_count;
};

struct history {
    struct slice bond; /* id */
    enum bond_type type;
    struct slice a, b;
    int32_t known_by;
    struct history_step *steps;
    size_t step_count;
};

/* `id` is a prefix of a bond's id. Errors: as ledger_find(); INVALID for the id of anything else.
 */
bool view_history(struct arena *arena, struct ledger *ledger, struct slice id, int32_t known_by,
                  struct history *out, struct error *err);
void view_print_history(struct buffer *out, const struct history *history, bool json);

/* ---------------------------------------------------------------- balance */

struct balance_tie {
    struct slice a, b;
    double score;
};

struct balance_triad {
    struct balance_tie ties[3]; /* of the ego twice, then of the other two */
    double strain;              /* the weakest of the three scores, without its sign */
};

/* The first fields are the question. */
struct balance {
    struct slice ego;
    struct view_time time; /* as_of must be a day */
    struct slice *actors;  /* the ego, then all to whom it is tied by balance.least or more */
    size_t actor_count;
    size_t triad_count;             /* of the ego */
    struct balance_triad *strained; /* the strongest strain first */
    size_t strained_count;
    bool *with_ego;     /* of each actor: in the ego's camp */
    size_t frustration; /* ties that stand against the two camps */
    bool exact;         /* no division has fewer; else none that was found */
    struct balance_tie *against;
    size_t against_count;
};

/* Which triads of the circle of out->ego are under strain, and how it divides into two camps. */
bool view_balance(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                  struct balance *out, struct error *err);
void view_print_balance(struct buffer *out, const struct balance *balance, bool json);

/* -------------------------------------------------------------------- why */

/* One claim with all that stands behind it. */
struct why_claim {
    const struct ledger_claim *claim; /* with sentence, tree, proposition, rule */
    struct ledger_article article;    /* without text */
    uint32_t mark_begin, mark_end;    /* bytes of the evidence within claim->claim.sentence */
};

struct why {
    enum ledger_kind kind;
    struct slice id;
    const struct ledger_bond *bond;     /* kind BOND, else NULL */
    const struct ledger_event **events; /* of a claim or event: its one event; of a bond: all */
    size_t event_count;
    struct why_claim *claims; /* of those events, best first; of a claim: itself first */
    size_t claim_count;
    struct ledger_article article; /* kind ARTICLE: itself, `claims` are all of its claims */
};

/* Explains a claim, event, bond or article by a prefix of its id, from what was published by
 * `known_by`. Errors: as ledger_find(); NOT_FOUND where it was not known by then. */
bool view_why(struct arena *arena, struct ledger *ledger, struct slice id, int32_t known_by,
              struct why *out, struct error *err);

void view_print_why_json(struct buffer *out, const struct why *why);

/* ------------------------------------------------------------------ track */

/* The scores of a circle on a row of days: what a slider through time shows. */
struct track_alter {
    struct slice alter, name;
    double *scores; /* one for each day */
    struct circle_bond *bonds;
    size_t bond_count;
};

struct track {
    struct slice ego, name;
    const struct formula *formula; /* by which it was scored */
    const int32_t *days;
    size_t day_count;
    struct track_alter *alters; /* by alter */
    size_t alter_count;
};

/* The circle of `ego` on each of `days` (lent), from what was published by `known_by`. One fold,
 * then a reading of each tie on each day. */
bool view_track(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                const struct actor_register *actors, struct slice ego, const int32_t *days,
                size_t day_count, int32_t known_by, struct track *out, struct error *err);
void view_print_track_json(struct buffer *out, const struct track *track);

/* ------------------------------------------------------------------ moved */

/* A pair with events between two days, and how its score moved. */
struct moved_row {
    struct slice a, b, name_a, name_b;
    double score, score_since;
    size_t event_count, article_count, family_count; /* of the period */
    const struct ledger_event *event;                /* the newest that speaks for the movement */
    struct view_evidence evidence;                   /* its sentence */
};

struct moved {
    struct view_time time; /* with the defaults filled in */
    struct moved_row *rows;
    size_t row_count;
};

/* The pairs of whom an event is dated after `since` and by `as_of`, scored on both days by the
 * formula; the largest movement first, pairs that did not move left out. Without an as_of it is the
 * latest day of the ledger; without a `since` the same day a month before. */
bool view_moved(struct arena *arena, struct ledger *ledger, const struct formula *formula,
                const struct actor_register *actors, struct view_time time, struct moved *out,
                struct error *err);
void view_print_moved_json(struct buffer *out, const struct moved *moved);

/* ---------------------------------------------------------------- article */

/* An article with its text and all that was read in it. */
struct marked_article {
    struct ledger_article article; /* with text */
    struct why_claim *claims;      /* in the order of the text */
    size_t claim_count;
    struct ledger_hit *family; /* other articles of the same origin, first published first */
    size_t family_count;
};

/* `id` is a prefix of an article's id or of a claim's, which leads to its article. Errors: as
 * ledger_find(); INVALID for the id of anything else. */
bool view_article(struct arena *arena, struct ledger *ledger, struct slice id,
                  struct marked_article *out, struct error *err);
void view_print_article_json(struct buffer *out, const struct marked_article *marked);

/* ----------------------------------------------------------------- search */

/* What holds the words that somebody typed. */
struct search {
    struct slice *actors; /* codes of those in the ledger who bear the words in a name */
    size_t actor_count;
    struct ledger_hit *articles; /* best first */
    size_t article_count;
    struct view_evidence *sentences; /* of claims of those articles, with all of the words */
    size_t sentence_count;
};

/* The actors, articles and sentences with all of the words, known by `known_by`. */
bool view_search(struct arena *arena, struct ledger *ledger, const struct actor_register *actors,
                 struct slice words, int32_t known_by, struct search *out, struct error *err);
void view_print_search_json(struct buffer *out, const struct search *search);

/* ----------------------------------------------------------------- people */

/* The actors of the ledger as JSON: code, kind, both names, number of claims; most claims first. */
bool view_print_actors_json(struct buffer *out, struct ledger *ledger,
                            const struct actor_register *actors, struct error *err);

/* What the ledger holds as JSON: articles, claims, events, bonds, the latest day. */
bool view_print_status_json(struct buffer *out, struct ledger *ledger, struct error *err);

/* The rules of a codebook as JSON: id and definition. */
void view_print_rules_json(struct buffer *out, const struct codebook *codebook);

/* ---------------------------------------------------------------- sources */

/* The first fields are the question. */
struct source_list {
    size_t limit;       /* the newest so many, newest first; 0: all, by doc */
    struct slice after; /* with a limit: those behind the article with this id */
    struct ledger_article *items;
    size_t count;
};

/* The articles that were published by time.known_by. NOT_FOUND: no article has the id out->after.
 */
bool view_sources(struct arena *arena, struct ledger *ledger, struct view_time time,
                  struct source_list *out, struct error *err);
void view_print_sources(struct buffer *out, const struct source_list *sources, bool json);

#endif
