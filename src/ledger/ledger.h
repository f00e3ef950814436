/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `ledger`: articles and claims kept for ever, events and bonds folded from them. */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "article/article.h"
#include "event/event.h"
#include "lineage/lineage.h"

struct ledger;

/* ------------------------------------------------------------------ facts */

/* An article as the ledger keeps it. */
struct ledger_article {
    struct slice id;  /* 16 hexadecimal digits: hash of the text */
    struct slice doc; /* file name without folder and ending */
    struct slice path, title, outlet;
    char language[3];
    struct edtf published; /* unset where nothing tells it */
    enum date_basis basis;
    struct slice evidence; /* the words that date it */
    int32_t known;       /* first day of publication or its lower bound; DAY_BEFORE_ALL: unknown */
    struct slice origin; /* data set that the record was taken from; empty: read and coded here */
    struct slice text;   /* only where asked for */
    struct slice url;    /* empty: unknown */
    int32_t changed;     /* day of the text as it was read: of its last change, else `known` */
    struct slice family; /* id of the article that speaks for its family; its own id where alone */
    int32_t
        superseded; /* day from which a later version stands in its place; DAY_AFTER_ALL: none */
    size_t claim_count;
};

/* A claim with the article that makes it. claim.sentence, its bytes, .tree and .proposition are
 * empty where they were not asked for. */
struct ledger_claim {
    struct claim claim;   /* claim.doc is the article's file name without ending */
    struct slice article; /* its ledger id */
    int32_t known;        /* when the article was published; DAY_BEFORE_ALL: unknown */
    int32_t superseded;   /* as of the article */
    uint64_t hash;        /* claim.id as a number */
    int64_t number;       /* row of the claim, of its article, and of the article that speaks for */
    int64_t article_number, family; /* the article's family; all three mean nothing elsewhere */
};

struct ledger_claim_list {
    struct ledger_claim *items;
    size_t count;
};

/* Opens the ledger at `location`, a file or `postgresql://…`. With `write`, a missing one is made
 * and an older schema is brought up to date. Errors: NOT_FOUND, INVALID (not an entente ledger,
 * damaged, newer schema), BUSY, IO; later also UNAVAILABLE. */
bool ledger_open(const char *location, bool write, struct ledger **out, struct error *err);
void ledger_close(struct ledger *ledger); /* NULL is allowed */

/* Adds one article and its claims in one transaction. *added is false where the same text is there
 * already: then nothing changes. The views of the touched pairs are stale until ledger_fold(). */
bool ledger_add(struct ledger *ledger, const struct article *article,
                const struct claim_list *claims, bool *added, struct error *err);

/* Adds the record of another data set (`origin`, never empty): an article whose text is what the
 * data set says, never a version of another article nor of its family, many though may share a
 * path, with claims that keep their ids. Claims that the ledger holds already stay as they are;
 * where all are there, nothing changes. *added counts the new ones. */
bool ledger_add_record(struct ledger *ledger, struct slice origin, const struct article *article,
                       const struct claim_list *claims, size_t *added, struct error *err);

/* Keeps the imprint of an article that ledger_add() added, and joins it to the families of its
 * relatives; call both in one transaction. Does nothing for an article that has an imprint already.
 * The views of what its family tells are stale until ledger_fold(). Cost: that of comparing it with
 * a few of the likeliest relatives, whatever the ledger's size. */
bool ledger_relate(struct ledger *ledger, const struct article *article,
                   const struct imprint *imprint, struct error *err);

/* Keeps the details of an article that ledger_add() added; call both in one transaction. Does
 * nothing for an article that has details already. */
bool ledger_note(struct ledger *ledger, const struct article *article,
                 const struct detail_list *details, struct error *err);

/* Several ledger_add() between these are one transaction (many times faster), and several of these
 * inside one another the outermost alone. Rollback forgets all since the outermost begin; where one
 * inside was rolled back, or a ledger_add() failed, the outer ones cannot be committed: roll them
 * back too, and add the articles again. */
bool ledger_begin(struct ledger *ledger, struct error *err);
bool ledger_commit(struct ledger *ledger, struct error *err);
void ledger_rollback(struct ledger *ledger);

struct ledger_merged {
    size_t articles, added; /* of the other ledger; those of them that were new */
};

/* Adds all facts of `from` to `into` and folds it. What is there already is left alone; an
 * interrupted merge is finished by another one. */
bool ledger_merge(struct ledger *into, struct ledger *from, struct ledger_merged *out,
                  struct error *err);

/* Brings the views of all stale pairs up to date (after a run of ledger_add). */
bool ledger_fold(struct ledger *ledger, struct error *err);

/* Forgets all views and folds them again from the facts: the same bytes as before. */
bool ledger_rebuild(struct ledger *ledger, struct error *err);

/* The latest day on which an article was published; DAY_BEFORE_ALL in an empty ledger. */
bool ledger_latest_day(struct ledger *ledger, int32_t *out, struct error *err);

/* A number that changes when another connection has written. Numbers of one struct ledger alone can
 * be compared. */
bool ledger_version(struct ledger *ledger, int64_t *out, struct error *err);

/* An actor of claims, "-" left out. */
struct ledger_presence {
    struct slice actor;
    size_t claim_count; /* as source or target */
};

/* All actors of the ledger, most claims first, then by code. */
bool ledger_actors(struct arena *arena, struct ledger *ledger, struct ledger_presence **out,
                   size_t *out_count, struct error *err);

/* Is the code an actor of some claim? One from another data set may be in no register. */
bool ledger_has_actor(struct ledger *ledger, struct slice code, bool *out, struct error *err);

struct ledger_counts {
    size_t articles, claims, events, bonds;
};
bool ledger_count(struct ledger *ledger, struct ledger_counts *out, struct error *err);

/* -------------------------------------------------------------- questions */

/* Which claims. Zeroed but for known_by = DAY_AFTER_ALL it means all. */
struct ledger_filter {
    struct slice a, b;    /* source or target, in either order; empty: any */
    struct slice article; /* ledger id of the article; empty: any */
    int32_t known_by;     /* only articles known by that day; DAY_AFTER_ALL: all */
    bool current;         /* not those of versions that a later one had replaced by then */
    bool with_text;       /* fill sentence, tree and proposition too */
};

/* Claims in canonical order: article doc, article id, position in the article, claim id. */
bool ledger_claims(struct arena *arena, struct ledger *ledger, const struct ledger_filter *filter,
                   struct ledger_claim_list *out, struct error *err);

/* One claim with all its text, by its id or its row; NOT_FOUND. */
bool ledger_claim_by_id(struct arena *arena, struct ledger *ledger, struct slice id,
                        struct ledger_claim *out, struct error *err);
bool ledger_claim_at(struct arena *arena, struct ledger *ledger, int64_t number,
                     struct ledger_claim *out, struct error *err);

/* A hash as an id: 16 hexadecimal digits. */
struct slice ledger_id(struct arena *arena, uint64_t hash);

/* What a claim rests on. Of the claim are filled id, article, doc, evidence and sentence, of the
 * article id, doc, path, title, language and publication. */
struct ledger_evidence {
    struct ledger_claim claim;
    struct ledger_article article;
};

/* Forward: told with the fold. */
struct ledger_event;

/* What is asked for at once: the evidence of claims and of details in these rows, and the ids of
 * all claims that these events of ledger_dyads() rest on. */
struct ledger_wanted {
    const int64_t *claims, *details;
    size_t claim_count, detail_count;
    const struct ledger_event *const *events;
    size_t event_count;
};

/* The evidence, in the order of the rows (that of a detail bears no claim's id), and into the
 * events' support the ids, at the cost of one question, and one for details; NOT_FOUND where a row
 * is not there. */
bool ledger_evidence(struct arena *arena, struct ledger *ledger, const struct ledger_wanted *wanted,
                     struct ledger_evidence *out_claims, struct ledger_evidence *out_details,
                     struct error *err);

/* One article by its ledger id, with text or without; NOT_FOUND. */
bool ledger_article_by_id(struct arena *arena, struct ledger *ledger, struct slice id,
                          struct ledger_article *out, struct error *err);
bool ledger_article_head(struct arena *arena, struct ledger *ledger, struct slice id,
                         struct ledger_article *out, struct error *err);

/* Takes one article; it is valid during the call only. False stops the walk. */
typedef bool ledger_article_visit(void *context, const struct ledger_article *article,
                                  struct error *err);

/* Has all articles visited by doc, then id, without text and without holding them. */
bool ledger_articles_each(struct ledger *ledger, ledger_article_visit *visit, void *context,
                          struct error *err);

/* An article that was looked for. */
struct ledger_hit {
    struct ledger_article article; /* without text */
    struct slice excerpt; /* a piece of its text, each word found between U+0002 and U+0003 */
};

/* The articles, as far as they were folded, with all of the words (accents and case do not count;
 * the last may be the beginning of a word), best first, at most `limit`, known by `known_by`. None
 * for no word. */
bool ledger_search(struct arena *arena, struct ledger *ledger, struct slice words, int32_t known_by,
                   size_t limit, struct ledger_hit **out, size_t *out_count, struct error *err);

/* The other articles of the family of article `id`, first published first, without excerpts; none
 * where it is alone. */
bool ledger_family(struct arena *arena, struct ledger *ledger, struct slice id,
                   struct ledger_hit **out, size_t *out_count, struct error *err);

/* Two actors that some claim ties, a before b in byte order. */
struct ledger_pair {
    struct slice a, b;
};

/* All such pairs in byte order. */
bool ledger_pairs(struct arena *arena, struct ledger *ledger, struct ledger_pair **out,
                  size_t *out_count, struct error *err);

/* All articles by doc, then id, without text. */
bool ledger_articles(struct arena *arena, struct ledger *ledger, struct ledger_article **out,
                     size_t *out_count, struct error *err);

/* The `limit` articles that were published last and by the day `known_by`, newest first, on one day
 * by id, undated ones at the end; behind the one with the id `after` unless it is empty. Without
 * text. Cost: that of what is given. NOT_FOUND: no such article. */
bool ledger_articles_newest(struct arena *arena, struct ledger *ledger, int32_t known_by,
                            struct slice after, size_t limit, struct ledger_article **out,
                            size_t *out_count, struct error *err);

/* A detail with the article that tells it. */
struct ledger_detail {
    struct detail detail;
    int64_t claim; /* of a voice: row of the claim; 0 none */
    int64_t dyad;  /* of that claim, as of a ledger_dyad; 0 none */
    struct slice article;
    int32_t known;
    int64_t number, article_number, family; /* as of a claim */
};

struct ledger_detail_list {
    struct ledger_detail *items;
    size_t count;
};

/* The counts of articles known by the day whose sentence names `a` or `b` (either empty: the other;
 * both: all counts), in no order, one that names both perhaps twice, of a detail no more than kind,
 * key, value, actors, date and begin; and the voices of the claims between `a` and `b` (either
 * empty: and anybody; both: all), by dyad. Versions that were replaced by then are left out. Both
 * append to *out. */
bool ledger_counts_told(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                        int32_t known_by, struct ledger_detail_list *out, struct error *err);
bool ledger_voices(struct arena *arena, struct ledger *ledger, struct slice a, struct slice b,
                   int32_t known_by, struct ledger_detail_list *out, struct error *err);

/* What an id names. */
enum ledger_kind { LEDGER_CLAIM, LEDGER_EVENT, LEDGER_BOND, LEDGER_ARTICLE };

/* Finds the one claim, event, bond or article whose id begins with `prefix` (6 hexadecimal digits
 * or more). Errors: INVALID (too short or not hexadecimal), NOT_FOUND, CONFLICT (several: the
 * message names the first ones). */
bool ledger_find(struct arena *arena, struct ledger *ledger, struct slice prefix,
                 enum ledger_kind *out_kind, struct slice *out_id, struct error *err);

/* The pair of actors of an event or bond. */
bool ledger_pair(struct arena *arena, struct ledger *ledger, enum ledger_kind kind, struct slice id,
                 struct slice *out_a, struct slice *out_b, struct error *err);

/* All tables as text in canonical order; `facts` and `views` choose which. For tests and diffs. */
struct buffer;
bool ledger_dump(struct ledger *ledger, bool facts, bool views, struct buffer *out,
                 struct error *err);

/* ------------------------------------------------------------------- fold */

/* A claim as far as its event keeps it in mind. */
struct ledger_support {
    int64_t number;           /* row of the claim */
    uint64_t claim;           /* its id as a number; 0 until ledger_evidence() */
    uint32_t article, family; /* rows of its article and of the one that speaks for the family */
};

/* Claims of several articles that tell of one happening. */
struct ledger_event {
    uint64_t hash;
    struct slice id;             /* 16 hexadecimal digits of the hash of its sorted claim ids */
    struct edtf date;            /* the tightest that a claim gives */
    struct slice source, target; /* of symmetric events in alphabetical order */
    enum event_type event;
    enum bond_type bond;
    char sign;
    enum realis realis;                 /* actual if any article says so in its own voice */
    bool disputed;                      /* a claim denies what another asserts */
    int32_t known;                      /* first day on which an article told it */
    int32_t first, last;                /* of the date: DAY_BEFORE_ALL, DAY_AFTER_ALL where open */
    int32_t day;                        /* by which it is put in order: event_day() */
    int32_t reached;                    /* from which it counts: reached_day() */
    const struct ledger_claim **claims; /* best evidence first; NULL in a view that was read back */
    size_t article_count, family_count; /* families: sources of independent origin */
    struct ledger_support *support; /* its claims, best evidence first: actual, in own voice, of the
                                       one that speaks for its family, longest known */
    size_t claim_count;
    int64_t dyad;      /* its row, of an event that ledger_dyads() gave */
    uint32_t position; /* of the first of them in its article */
    uint8_t confidence;
};

/* An event as far as the score of a tie needs it. */
struct ledger_gist {
    uint64_t hash;   /* of the event */
    int64_t best;    /* row of the claim that is its best evidence */
    int32_t reached; /* as of the event */
    int32_t fades;   /* the day from which it ages: its last, or when it was told where it has none;
                        DAY_AFTER_ALL where that is unknown too */
    uint32_t new_articles, new_families; /* how many tell of no event of the dyad that was reached
                                            before: summed up they count each once */
    uint8_t event, bond, realis;         /* of the three enums */
    char sign;
    bool undated; /* nothing tells when */
};

enum bond_state {
    BOND_STATE_PENDING, /* only planned, possible, alleged, denied, or likelier misread than not */
    BOND_STATE_IN_FORCE,
    BOND_STATE_STRAINED, /* frozen, suspended, a truce */
    BOND_STATE_CLOSED,
};

/* A stretch of one state. Stretches follow one another; all days are of the world. */
struct bond_span {
    enum bond_state state;
    bool presumed;       /* told by no claim: what ended must have been */
    struct edtf begin;   /* as the event dates it; unset: unknown */
    struct edtf end;     /* unset: goes on */
    int32_t first, last; /* days for comparing: DAY_BEFORE_ALL and DAY_AFTER_ALL where open */
    const struct ledger_gist *by; /* the event that began it; NULL where presumed or lapsed */
};

/* A lasting tie of two actors. */
struct ledger_bond {
    uint64_t hash;
    struct slice id; /* 16 hexadecimal digits of the hash of type and pair */
    enum bond_type type;
    struct slice a, b;       /* directed types (recognition, listing, jurisdiction): a does it to b;
                                others in alphabetical order */
    struct bond_span *spans; /* in order of time; none: pending */
    size_t span_count;
    const struct ledger_gist **events; /* all of its events, pending ones too, by date */
    size_t event_count;
};

/* What folding gives; its text is lent from the claims given. */
struct ledger_view {
    struct ledger_event *events; /* in the order of event_compare(); NULL: not asked for */
    struct ledger_gist *gists;   /* of the same events, in their order */
    size_t event_count;
    struct ledger_bond *bonds; /* by pair, then type */
    size_t bond_count;
};

/* The folded view of two actors. */
struct ledger_dyad {
    struct slice a, b; /* in byte order */
    int64_t number;    /* its row; means nothing elsewhere */
    struct ledger_view view;
};

struct ledger_dyad_list {
    struct ledger_dyad *items; /* in the order of (a, b) */
    size_t count;
};

/* Which dyads, and how much of them. */
struct ledger_dyad_filter {
    struct slice a, b; /* either empty: with anybody; both: all */
    int32_t known_by;  /* as they were by the day */
    bool gists;        /* without events: a third of what is to be read */
    bool moved;        /* of all dyads only those with an event that is reached in a period, and */
    int32_t after, until; /* perhaps some more: the period, `after` not among it */
    bool pairs;           /* only who they are: the views stay empty */
};

/* The views of those dyads. What the store keeps folded is read; a dyad that knew less by then is
 * folded anew. */
bool ledger_dyads(struct arena *arena, struct ledger *ledger,
                  const struct ledger_dyad_filter *filter, struct ledger_dyad_list *out,
                  struct error *err);

/* Folds claims into events and bonds: a pure function of the set, so that the order of `claims`
 * cannot matter. The claims must outlive the result. */
void ledger_fold_claims(struct arena *arena, const struct ledger_claim_list *claims,
                        struct ledger_view *out);

/* The stretch that covers the day, or NULL (not yet begun, or pending only). */
const struct bond_span *bond_at(const struct ledger_bond *bond, int32_t day);

const char *
bond_state_name(enum bond_state state);     /* "in force", "strained", "closed", "pending" */
bool bond_is_directed(enum bond_type type); /* recognition, listing, jurisdiction */

/* The day by which an event is put in order: its first; of "../2022" the first of the limit; else
 * when it was told. */
int32_t event_day(struct edtf date, int32_t known);

/* The day from which it counts: that day, or, of what was only announced, when it was told. */
int32_t reached_day(int32_t day, enum realis realis, int32_t known);

/* Orders pointers to events as qsort() asks: by day and first day; on one day what is surer
 * (realis) and what was told first; then as the text has it, by the best claim's place in its
 * article; then by confidence, and at last by id. */
int event_compare(const void *left, const void *right);

#endif
