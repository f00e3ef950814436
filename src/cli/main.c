/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entente: reads newspaper articles and keeps the system that they describe.
 *
 * The map of the program. Data walks one way; each room of src/ is named for what leaves it:
 *
 *   bytes ─ article ─ sentence ─ tree ─┬─ mention ─ proposition ─ event ─ ledger ─ view ─ answers
 *                        └── timex ────┘      │                     │
 *                                   actor ────┘      codebook ──────┘
 *
 *   lineage    joins articles of one origin into families: bytes ─ article ─ lineage ─ families
 *   exchange   writes and reads the formats of other programs and data sets
 *   pipeline   takes one article from bytes to claims, and finds the articles that arguments name
 *   score      holds what came out against gold files
 *   store      keeps the tables of the ledger; base keeps memory, text, errors and dates
 *   web        serves the answers as pages and JSON over HTTP
 *   cli        this folder: one cmd_<name>.c for each subcommand, the table of them below
 *
 *   options.c  option tables, read and printed as help     console.c  stdout, stderr, progress
 *   shared.c   data folder, actors by name, ledger, articles one after another
 *   draw.c     trees drawn with lines
 *
 * Knowledge (models, names, rules) lies in data/, one folder a language; no room knows a language.
 * Exit status: 0 done, 1 some input could not be read or there is no answer, 2 usage. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/slice.h"
#include "cli/command.h"
#include "tree/tree.h"

static const struct command *const commands[] = {
    &command_read,
    &command_feed,
    &command_circle,
    &command_timeline,
    &command_bonds,
    &command_disputes,
    &command_diff,
    &command_history,
    &command_balance,
    &command_why,
    &command_actor,
    &command_sources,
    &command_serve,
    &command_export,
    &command_import,
    &command_rebuild,
    &command_code,
    &command_article,
    &command_merge,
    &command_relate,
    &command_lineage,
    &command_mention,
    &command_propositions,
    &command_tree,
    &command_score_trees,
    &command_score_events,
    &command_codebook_check,
    &command_codebook_explain,
    &command_codebook_near,
    &command_codebook_rivals,
    &command_codebook_unsaid,
};

#define COMMAND_COUNT (sizeof commands / sizeof *commands)
#define NAME_BYTES 64 /* of what the user typed, as far as it is compared */

static void print_commands(FILE *stream)
{
    fprintf(stream, "usage: entente COMMAND [OPTION]… [ARGUMENT]…\n\n"
                    "Reads newspaper articles and keeps who did what to whom, when, says who.\n\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        fprintf(stream, "  %-18s %s\n", commands[i]->name, commands[i]->purpose);
    }
    fprintf(stream, "\n  --version          print the version\n"
                    "  COMMAND --help     print the options of a command and an example\n\n"
                    "example: entente read articles/ && entente circle Russia\n");
}

/* The command of the first word or two; *words is how many name it. */
static const struct command *command_find(int argc, char **argv, int *words)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        struct slice rest = slice_of(commands[i]->name), word;
        int n = 0;
        bool same = true;
        while (same && slice_split(&rest, ' ', &word)) {
            n++;
            same = n < argc && slice_is(word, argv[n]);
        }
        if (same) {
            *words = n;
            return commands[i];
        }
    }
    return NULL;
}

/* Levenshtein's distance, of the first NAME_BYTES bytes. */
static size_t distance(const char *a, const char *b)
{
    size_t row[NAME_BYTES + 1], length = strlen(b) < NAME_BYTES ? strlen(b) : NAME_BYTES;
    for (size_t j = 0; j <= length; j++) {
        row[j] = j;
    }
    for (size_t i = 0; a[i] && i < NAME_BYTES; i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < length; j++) {
            size_t swap = corner + (a[i] != b[j]);
            corner = row[j + 1];
            size_t least = corner < row[j] ? corner + 1 : row[j] + 1;
            row[j + 1] = swap < least ? swap : least;
        }
    }
    return row[length];
}

static int refuse_command(int argc, char **argv)
{
    char typed[NAME_BYTES] = "";
    const char *nearest = NULL;
    size_t best = 4, first = strlen(argv[1]);
    bool group = false;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const char *name = commands[i]->name;
        bool wide = strchr(name, ' ') && argc > 2;
        snprintf(typed, sizeof typed, "%s%s%s", argv[1], wide ? " " : "", wide ? argv[2] : "");
        size_t far = distance(typed, name);
        if (far < best) {
            best = far;
            nearest = name;
        }
        group = group || (strncmp(name, argv[1], first) == 0 && name[first] == ' ');
    }
    if (group) {
        fprintf(stderr, "entente: '%s' wants one of:", argv[1]);
        for (size_t i = 0; i < COMMAND_COUNT; i++) {
            const char *name = commands[i]->name;
            if (strncmp(name, argv[1], first) == 0 && name[first] == ' ') {
                fprintf(stderr, " %s", name + first + 1);
            }
        }
        fputc('\n', stderr);
    } else if (nearest) {
        fprintf(stderr, "entente: no command '%s'; did you mean '%s'?\n", argv[1], nearest);
    } else {
        fprintf(stderr, "entente: no command '%s' (see: entente --help)\n", argv[1]);
    }
    return STATUS_USAGE;
}

/* $ENTENTE_KERNELS names the set of instructions that the parser is to use. */
static bool choose_instructions(void)
{
    const char *name = getenv("ENTENTE_KERNELS");
    if (!name || !*name || tree_use_instructions(name)) {
        return true;
    }
    fprintf(stderr,
            "entente: ENTENTE_KERNELS=%s: this processor has none of that name (portable, sse2, "
            "avx2, avx512)\n",
            name);
    return false;
}

/* The parser takes and gives back blocks of megabytes for every thousand words: kept, they cost no
 * page faults, which were a sixth of its time. */
static void keep_memory(void)
{
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, 1 << 28);
    mallopt(M_TRIM_THRESHOLD, 1 << 28);
#endif
}

int main(int argc, char **argv)
{
    keep_memory();
    int words = 0;
    if (argc < 2) {
        print_commands(stderr);
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_commands(stdout);
        return STATUS_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("entente %s\n", ENTENTE_VERSION);
        return STATUS_DONE;
    }
    if (!choose_instructions()) {
        return STATUS_USAGE;
    }
    const struct command *command = command_find(argc, argv, &words);
    return command ? command->run(argc - words, argv + words) : refuse_command(argc, argv);
}
