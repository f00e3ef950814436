/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Inside `actor`: the register's tables and how the readers of its files fill them. */
#ifndef ACTOR_INSIDE_H
#define ACTOR_INSIDE_H

#include "actor/actor.h"
#include "base/map.h"

/* A run in one of the laid-out arrays of names. */
struct name_run {
    uint32_t first, count;
};

struct membership {
    uint32_t organisation, member;
    int32_t since, until;
};

/* A common noun that fits an actor. */
struct epithet {
    struct slice noun; /* folded */
    uint32_t actor;
    char language[3];
};

/* One data file while it is read: what errors point at. */
struct source {
    struct arena *arena;
    const char *path;
    struct slice text;
    struct error *err;
};

/* An actor's code that a line refers to; checked once all files are read. */
struct reference {
    struct source source;
    struct slice code; /* inside the source */
    uint32_t owner;
    bool member; /* a member of the owner; else the owner's home state */
    int32_t since, until;
};

enum family_order { FAMILY_LAST, FAMILY_FIRST, FAMILY_EITHER };

struct actor_register {
    struct actor *actors;
    size_t actor_count;
    enum family_order *family; /* per actor: of its persons' names */
    size_t family_count;       /* as actor_count */
    struct map codes;          /* folded code → actor */
    struct actor_name **names; /* in the order read */
    size_t name_count;
    uint32_t *form_of;          /* per name: index of its folded form */
    size_t form_of_count;       /* as name_count */
    struct map forms;           /* folded form → index into form_runs */
    struct name_run *form_runs; /* while loading only `count` is set */
    size_t form_count;
    const struct actor_name **by_form;
    struct name_run *actor_runs;
    const struct actor_name **by_actor;
    struct map reach;   /* first word of a folded form → bytes of the longest such form */
    struct map given;   /* folded first words of persons' names */
    struct map persons; /* "RUS\tvladimir poutine" → person */
    uint32_t person_count;
    struct map descriptions; /* "fr\tpays" → sense */
    struct membership *members;
    size_t member_count;
    struct epithet *epithets;
    size_t epithet_count;
    struct reference *references;
    size_t reference_count;
    struct source *sources; /* the files read */
    size_t source_count;
    struct slice *reopened; /* codes of stanzas whose actor was known */
    size_t reopened_count;
};

/* Reads the file; errors as file_read, and INVALID with the offset where it is not UTF-8. */
bool source_open(struct arena *arena, const char *path, struct source *out, struct error *err);

/* Fails with "path:line:column: message", the line and a caret under `at` (inside source->text). */
bool source_error(const struct source *source, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Splits a line of a table into `count` cells (the rest empty); false at comments and blank lines.
 */
bool cells_read(struct slice line, struct slice *cells, size_t count);

/* Reads two cells of dates (empty or `..`: open); fails where since lies after until. */
bool span_read(const struct source *source, struct slice since, struct slice until,
               int32_t *out_since, int32_t *out_until);

#define POST_CELLS 5 /* columns of posts.tsv */

/* Is the office of the actor one that a single person holds at a time? */
bool post_is_single(const struct actor_posts *posts, uint32_t actor, struct slice office);

/* Reads "SINCE/UNTIL" or one EDTF date; empty text is unbounded. */
bool dates_read(struct slice text, int32_t *since, int32_t *until);

/* Files the name (copied) under its folded form. */
void name_add(struct arena *arena, struct actor_register *actors, const struct actor_name *name);

/* The same where the folded form is known. */
void name_file(struct arena *arena, struct actor_register *actors, const struct actor_name *name,
               struct slice folded);

/* The first word of a folded form: its leading letters and digits. */
struct slice word_first(struct slice folded);

bool stanzas_load(struct arena *arena, const char *path, struct actor_register *actors,
                  struct error *err);
bool references_check(struct arena *arena, struct actor_register *actors);
bool offices_load(struct arena *arena, const char *path, struct actor_register *actors,
                  struct error *err);
bool descriptions_load(struct arena *arena, const char *path, struct actor_register *actors,
                       struct error *err);

/* Files every spelling of a person: in full, and the family names. `common` has actor, dates,
 * office and source; spellings are separated by '|'. */
void person_add(struct arena *arena, struct actor_register *actors, struct slice spellings,
                const struct actor_name *common);

#endif
