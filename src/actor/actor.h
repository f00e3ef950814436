/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `actor`: the register of states, organisations, groups and their office holders. */
#ifndef ACTOR_ACTOR_H
#define ACTOR_ACTOR_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"

enum actor_kind { ACTOR_STATE, ACTOR_ORGANISATION, ACTOR_GROUP, ACTOR_COLLECTIVE };

struct actor {
    struct slice code; /* RUS, csto, taliban */
    enum actor_kind kind;
    struct slice name_fr, name_en;  /* first name in each language */
    struct slice state;             /* home state of a group or territory, or empty */
    struct slice cow, gw, wikidata; /* numbers of other lists, as written, or empty */
    struct slice source;
};

/* In which way a form names an actor. */
enum name_kind {
    NAME_PROPER,    /* Russie */
    NAME_FORMER,    /* URSS, with its years */
    NAME_ADJECTIVE, /* russe */
    NAME_PEOPLE,    /* les Russes */
    NAME_CAPITAL,   /* Moscou: the government by metonymy, or a place */
    NAME_SEAT,      /* le Kremlin */
    NAME_BODY,      /* le FSB */
    NAME_PLACE,     /* Koursk: a place only */
    NAME_PERSON,    /* an office holder: full name */
    NAME_SURNAME,   /* an office holder: last word(s) of the name */
};

struct actor_name {
    struct slice form; /* as written in the register */
    uint32_t actor;    /* index into the register */
    enum name_kind kind;
    bool guarded;     /* means something else in general text (ADF): counts only where the article
                         also names the actor in another form, or its home state */
    char language[3]; /* "fr", "en" or "" for both */
    int32_t since, until; /* days; the extremes where unbounded */
    uint32_t person;      /* of persons: the same number for all spellings and offices of one; else
                             UINT32_MAX */
    struct slice office;  /* of persons: "head of state", "foreign minister" */
    struct slice source;
};

/* What a common noun points at (data/actor/descriptions.tsv). */
enum description_sense {
    DESCRIBES_NOTHING,
    DESCRIBES_STATE,      /* pays, nation */
    DESCRIBES_GOVERNMENT, /* autorités, régime, armée */
    DESCRIBES_LEADER,     /* président, ministre, ambassadeur */
    DESCRIBES_GROUP,      /* mouvement, milice */
    DESCRIBES_ORGANISATION,
    DESCRIBES_BOTH,   /* les deux pays */
    DESCRIBES_PEOPLE, /* soldat, civil, militant */
};

struct actor_register;

/* Loads data/actor (states.txt, organisations.txt, groups.txt, offices.tsv, descriptions.tsv),
 * then `extra` (a file of the user's in the same form as states.txt, or NULL), whose stanzas add
 * actors or extend known ones; `person@SINCE/UNTIL` there adds office holders. Errors: NOT_FOUND,
 * IO, SYNTAX (file:line:column: with the line). */
bool actor_register_load(struct arena *arena, const char *folder, const char *extra,
                         const struct actor_register **out, struct error *err);

size_t actor_count(const struct actor_register *actors);
const struct actor *actor_at(const struct actor_register *actors, uint32_t index);

/* The two states counted most, where no third counts half as much as the lesser of them; false
 * where there are no such two. `counts` has a number for each actor. */
bool actor_pair(const struct actor_register *actors, const uint32_t *counts, uint32_t out[2]);

/* Index of the actor with the code (any case), or UINT32_MAX. */
uint32_t actor_by_code(const struct actor_register *actors, struct slice code);

/* All names whose folded form (utf8_fold) equals `folded`; count 0 if none. */
struct actor_names {
    const struct actor_name *const *items;
    size_t count;
};
struct actor_names actor_lookup(const struct actor_register *actors, struct slice folded);

/* Bytes of the longest folded form whose first word (its leading letters and digits) is that of
 * `folded_word`; 0 if no name begins with it. Lets a reader stop looking early. */
size_t actor_reach(const struct actor_register *actors, struct slice folded_word);

/* Is the name in force (the person in office) on the day? */
bool actor_name_holds(const struct actor_name *name, int32_t day);

/* Is the folded word the given name of any person of the register (Philippe, Martin)? A surname
 * that is also a given name needs its full name or an office beside it. */
bool actor_given_name(const struct actor_register *actors, struct slice folded);

/* The sense of a common noun or phrase (folded lemma), DESCRIBES_NOTHING if not listed. */
enum description_sense actor_description(const struct actor_register *actors, const char *language,
                                         struct slice folded);

/* Resolves what a user typed (code, name in any language, capital, person): index or UINT32_MAX;
 * `day` picks the holder of an office. On failure *nearest is the closest known name, or empty. */
uint32_t actor_resolve(const struct actor_register *actors, struct slice typed, int32_t day,
                       struct slice *nearest);

/* Is `member` a member of organisation `organisation` on the day? */
bool actor_is_member(const struct actor_register *actors, uint32_t organisation, uint32_t member,
                     int32_t day);

/* Does the folded common noun of the language stand for any actor, or for this one, by what it is
 * ("le royaume": Morocco; "the bloc": the EU)? `epithet` in the stanzas. */
bool actor_epithet(const struct actor_register *actors, const char *language, struct slice folded);
bool actor_has_epithet(const struct actor_register *actors, uint32_t index, const char *language,
                       struct slice folded);

/* All names of one actor, in the order of the register. */
struct actor_names actor_all_names(const struct actor_register *actors, uint32_t index);

/* Posts that every state has, and the offices that fill them (posts.tsv). Errors as
 * actor_register_load. */
struct actor_posts;
bool actor_posts_load(struct arena *arena, const char *folder, const struct actor_register *actors,
                      const struct actor_posts **out, struct error *err);

/* A post of a state without a known holder. */
struct actor_gap {
    uint32_t actor;
    struct slice post;
    const struct actor_name *last; /* who left it last before the day, or NULL */
};

struct actor_gap_list {
    struct actor_gap *items;
    size_t count;
    size_t posts; /* looked at */
};

/* The posts, of states with a number of Correlates of War, that nobody is known to hold on the day;
 * DAY_AFTER_ALL: those whose last known holder has left. */
void actor_gaps_find(struct arena *arena, const struct actor_register *actors,
                     const struct actor_posts *posts, int32_t day, struct actor_gap_list *out);

/* Adds what is odd in the register to `out`, each fault with file:line:column:, the line and a
 * caret; gives their number. `only` limits the faults to the file of that path. */
size_t actor_lint(struct arena *arena, const struct actor_register *actors,
                  const struct actor_posts *posts, const char *only, struct buffer *out);

#endif
