/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What several subcommands need: the data folder, actors by name, the ledger, articles in a row. */
#ifndef CLI_SHARED_H
#define CLI_SHARED_H

#include "cli/console.h"
#include "cli/options.h"
#include "pipeline/pipeline.h"
#include "view/view.h"

#define LEDGER_DEFAULT "entente.db"

/* Rows that many option tables share. */
#define ROW_DATA(given)                                                                            \
    {                                                                                              \
        "data", OPTION_TEXT, "DIR", "folder of rules, names and models", (given)                   \
    }
#define ROW_ACTORS(given)                                                                          \
    {                                                                                              \
        "actors", OPTION_TEXT, "FILE", "actors of your own, added", (given)                        \
    }
#define ROW_CODEBOOK(given)                                                                        \
    {                                                                                              \
        "codebook", OPTION_TEXT, "DIR", "rules of your own: added, or in place of known ones",     \
            (given)                                                                                \
    }
#define ROW_JSON(given)                                                                            \
    {                                                                                              \
        "json", OPTION_FLAG, NULL, "print JSON", (given)                                           \
    }
#define ROW_SVG(given)                                                                             \
    {                                                                                              \
        "svg", OPTION_TEXT, "FILE", "draw a picture into that file (-: stdout) in place of text",  \
            (given)                                                                                \
    }
#define ROW_LIMIT(given)                                                                           \
    {                                                                                              \
        "limit", OPTION_COUNT, "N", "at most that many rows", (given)                              \
    }
#define ROW_DATES(given)                                                                           \
    {                                                                                              \
        "dates", OPTION_TEXT, "LANG", "dates in words of a language (en, fr)", (given)             \
    }
#define ROW_LEDGER(given)                                                                          \
    {                                                                                              \
        "ledger", OPTION_TEXT, "LEDGER", "file or postgresql://… (default: " LEDGER_DEFAULT ")",   \
            (given)                                                                                \
    }
#define ROW_THREADS(given)                                                                         \
    {                                                                                              \
        "threads", OPTION_COUNT, "N", "articles read at once (default: one a processor, up to 8)", \
            (given)                                                                                \
    }
#define ROW_AS_OF(given)                                                                           \
    {                                                                                              \
        "as-of", OPTION_DATE, "DATE", "what held on that day", (given)                             \
    }
#define ROW_KNOWN_BY(given)                                                                        \
    {                                                                                              \
        "known-by", OPTION_DATE, "DATE", "only what was published by that day", (given)            \
    }

#define ROW_FORMULA(given)                                                                         \
    {                                                                                              \
        "formula", OPTION_TEXT, "FILE", "weights in place of data/circle.txt", (given)             \
    }

/* The folder of data: `given` if not NULL, else $ENTENTE_DATA, else the folder of the source tree
 * that the program was built from, else share/entente beside the program. The last one looked at
 * is given back even where it does not exist: loading names it. */
const char *data_folder(struct arena *arena, const char *given);

/* Loads the register alone. */
bool register_open(struct arena *arena, const char *data, const char *extra,
                   const struct actor_register **out, struct error *err);

/* Code of the actor that the user typed; false with `did you mean` in *err. */
bool actor_typed(const struct actor_register *actors, const char *typed, int32_t day,
                 struct slice *out, struct error *err);

/* Days of --as-of, --since and --known-by; unset dates give the limits of view_time. */
struct view_time time_asked(struct edtf as_of, struct edtf since, struct edtf known_by);

/* How an answer is to be shown: what its options ask for. */
struct page_request {
    size_t limit;      /* rows; 0: all */
    const char *dates; /* language of dates in words, or NULL */
    bool json;
};

/* Gives *out the style of the terminal with the words of the request; they live in the arena. JSON
 * has no style. NOT_FOUND: no such language. */
bool page_style(struct arena *arena, const char *data, const struct page_request *page,
                struct buffer *out, struct error *err);

/* How many of `count` rows are to be shown; says so on stderr where some are left out. */
size_t page_rows(const struct page_request *page, size_t count);

/* Writes the picture in *out to the file and empties *out, so that nothing is left to print. */
bool picture_write(const char *path, struct buffer *out, struct error *err);

/* An arena, the register and a ledger opened for reading: what an answer is made of. */
struct desk {
    struct arena arena;
    const struct actor_register *actors;
    struct ledger *ledger;
    const char *data; /* folder */
};

struct desk_request {
    const char *data, *extra, *ledger; /* as the options gave them; NULL: default */
    bool write;
    bool nameless; /* the register is not needed, which saves loading it */
};

bool desk_open(struct desk *desk, struct desk_request request, struct error *err);
/* The weights of the file, or of data/circle.txt where it is NULL. */
bool formula_open(struct desk *desk, const char *path, const struct formula **out,
                  struct error *err);
void desk_close(struct desk *desk); /* after a failed desk_open too */

/* What the options of every answer ask for. */
struct answer_request {
    struct desk_request desk;
    struct edtf known_by;
    struct page_request page;
};

#define ROWS_OF_ANSWER(request)                                                                    \
    ROW_KNOWN_BY(&(request).known_by), ROW_LIMIT(&(request).page.limit),                           \
        ROW_DATES(&(request).page.dates), ROW_JSON(&(request).page.json),                          \
        ROW_LEDGER(&(request).desk.ledger), ROW_DATA(&(request).desk.data)

/* Answers the command's own question about the actors or ids that were named. */
typedef bool answer_give(const void *question, struct desk *desk, struct argument_list names,
                         struct buffer *out, struct error *err);

/* Opens the ledger, has the answer given and prints it; gives the exit status. */
int answer_run(const struct answer_request *request, answer_give *give, const void *question,
               struct argument_list names);

/* Codes of the one or two actors that the user typed; those not typed stay as they are. */
bool pair_typed(const struct desk *desk, struct argument_list names, int32_t day, struct slice *a,
                struct slice *b, struct error *err);

/* One article that was read; the reading is valid during the call only. False stops the walk. */
typedef bool article_visit(void *context, const struct reading *reading, struct error *err);

struct article_tally {
    size_t read;   /* articles that were visited */
    size_t failed; /* arguments and articles that gave nothing; each is named on stderr */
};

/* Reads the listed inputs by `threads` (0: as many as there are processors, 8 at most) and has each
 * article visited, in the order of the inputs and on the caller's thread. Gives false, with *err
 * set, only where a visit stopped the walk or no thread can be started. */
bool articles_each(struct pipeline *pipeline, size_t threads, struct console *console,
                   const struct input_list *inputs, article_visit *visit, void *context,
                   struct article_tally *out, struct error *err);

/* Adds what was read in one article to the ledger, whole or not at all; *added is false where it is
 * there already. */
bool reading_keep(struct ledger *ledger, const struct reading *reading, bool *added,
                  struct error *err);

/* What a command that only prints its articles keeps: the context of its visit. */
struct article_printer {
    struct buffer out;
    const struct actor_register *actors; /* these two are set before the first visit */
    const struct codebook *codebook;
    bool json;
};

/* Reads the articles of the arguments and has each visited with an article_printer as context, then
 * writes what it printed. With `thorough` every sentence gets a tree, also those that cannot tell
 * of two actors. Gives the exit status. */
int articles_print(struct knowledge knowledge, bool json, bool thorough, struct argument_list paths,
                   article_visit *visit);

/* The same for a command that has no options but those of what it knows. */
int articles_command(const struct command *command, bool json, bool thorough, int argc, char **argv,
                     article_visit *visit);

#endif
