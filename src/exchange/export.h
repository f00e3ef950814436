/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the files of exports share: the job under way, and the hooks of a format. */
#ifndef EXCHANGE_EXPORT_H
#define EXCHANGE_EXPORT_H

#include "base/buffer.h"
#include "exchange/codes.h"

/* An export under way. */
struct export_job {
    struct arena arena;   /* lives as long as the job */
    struct arena scratch; /* of one article or pair */
    struct ledger *ledger;
    const struct exchange_request *request;
    int32_t today;                   /* the day whose states are shown */
    struct ledger_article *articles; /* of the claims of the pair: wants_articles */
    size_t article_count;
    struct map article_by_id;
    struct slice
        text; /* of the article whose claims are being written, where the format wants it */
    struct map actor_seen; /* codes that have a bond to show: wants_actors */
    struct slice *actors;  /* they, in the order in which they were noted */
    size_t actor_count;
    struct buffer out; /* goes to the sink and is emptied after each article or pair */
};

/* A format: hooks that add to job->out. Those that are NULL are not called. */
struct export_format {
    const char *name;
    bool wants_actors;   /* job->actors is filled before `begin` */
    bool wants_text;     /* job->text is filled for `claim` */
    bool wants_articles; /* article_of() is asked for by `event` */
    void (*begin)(struct export_job *job);
    void (*claim)(struct export_job *job, const struct ledger_article *article,
                  const struct ledger_claim *claim);
    void (*event)(struct export_job *job, const struct ledger_event *event);
    void (*bond)(struct export_job *job, const struct ledger_bond *bond);
    void (*end)(struct export_job *job);
};

extern const struct export_format format_tsv, format_csv, format_jsonl, format_plover,
    format_polecat, format_gdelt, format_gdelt_mentions, format_gexf, format_graphml;

/* What other data sets want to know of an actor; empty where the register does not tell. */
struct actor_facts {
    struct slice name;     /* English, or the code */
    struct slice iso;      /* ISO 3166-1 alpha-3, of a group that of its home state */
    struct slice cow;      /* number of Correlates of War, as iso */
    struct slice wikidata; /* identifier */
    const char *sector;    /* "IGO" of organisations */
    const char *kind;      /* "state", "organisation", "group", "collective"; "": not registered */
};
struct actor_facts actor_facts(const struct export_job *job, struct slice code);

/* The article of a claim of the pair; a claim without one is a bug. */
const struct ledger_article *article_of(const struct export_job *job, struct slice id);

/* "2025-07-03"; empty for the two extremes. */
struct slice export_day(struct arena *arena, int32_t day);

/* As EDTF; empty where there is none. */
struct slice export_date(struct arena *arena, struct edtf date);

/* Notes an actor in job->actors; false: it was there already. */
bool note_actor(struct export_job *job, struct slice code);

/* Is the stretch to be shown: in force or strained, and begun by then? */
bool span_stands(const struct export_job *job, const struct bond_span *span);

#endif
