/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `timex`: tokens become time expressions resolved to EDTF (cf. TIMEX3). */
#ifndef TIMEX_TIMEX_H
#define TIMEX_TIMEX_H

#include "sentence/sentence.h"

enum timex_relation {
    TIMEX_AT,     /* "en juillet 2024": the deed lies in it */
    TIMEX_SINCE,  /* "depuis 2014": from then on */
    TIMEX_UNTIL,  /* "jusqu'en 2024" */
    TIMEX_BEFORE, /* "avant 2023" */
    TIMEX_AFTER,  /* "à partir de 2024", "d'ici" is UNTIL */
    TIMEX_FOR,    /* a duration, "pendant trois mois": value is its length only, date unset */
};

/* How far apart two deeds lie: "a year after X did Y" tells that Y lies a year back. */
struct timex_step {
    int unit; /* 0: no step */
    int count, direction;
};

struct timex {
    uint32_t first, last; /* token indices in the sentence, 0-based, preposition included */
    enum timex_relation relation;
    struct edtf value;      /* with the relation applied: SINCE gives `2014/..`, BEFORE `../2023` */
    struct edtf ahead;      /* the value if what is dated lies ahead: "in September", "on Sunday" */
    struct edtf anchor;     /* the date that the words name, without the relation */
    struct timex_step step; /* of "a year after", from what stands over it to what comes behind */
    bool of_noun;           /* "last month's coup": the date of the noun beside it */
    bool relative;          /* resolved from the publication date or the narrative */
    bool moves;             /* it moved the date in force (context->narrative), to its anchor */
    bool from_narrative; /* resolved from the date in force ("trois jours après", "le même mois") */
};

struct timex_list {
    struct timex *items;
    size_t count;
};

/* What relative expressions lean on. The caller carries it through the article's sentences. */
struct timex_context {
    int32_t published;     /* day, or DAY_BEFORE_ALL if unknown */
    struct edtf narrative; /* the date in force; updated by timex_find; unset at the start */
    struct edtf day;       /* the last date in force that was a day; unset at the start */
    struct edtf passing;   /* a year of long ago that this or the last sentence told in passing */
    int chronicle; /* year of a chronology's header ("2017", "July 3, 2023:"); 0 at the start */
};

struct timex_rules;

/* Loads data/<lang>/time.txt. Errors: NOT_FOUND, IO, SYNTAX (file:line:column: with the line). */
bool timex_rules_load(struct arena *arena, const char *folder, const struct timex_rules **out,
                      struct error *err);

/* The date that lies a step from this one, no more exact than the step; unset if it is open. */
struct edtf timex_step_from(struct timex_step step, struct edtf date);

/* Does a perfect with this auxiliary tell what is so now: English `has closed`, of a day that is
 * not told? */
bool timex_perfect_now(const struct timex_rules *rules, struct slice auxiliary);

/* Finds the time expressions of one sentence in order and moves the context on: a dated AT moves
 * the narrative; what follows a noun ("the riots of January 2022"), stands in parentheses or lies
 * after publication does not. A value stays unset where the words lean on what is not known. */
void timex_find(struct arena *arena, const struct timex_rules *rules,
                const struct sentence *sentence, struct timex_context *context,
                struct timex_list *out);

#endif
