/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A subcommand of the program, and the list of all of them. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

/* Exit statuses. */
enum {
    STATUS_DONE = 0,
    STATUS_PARTLY = 1, /* some input could not be read, or there is no answer; said on stderr */
    STATUS_USAGE = 2,
};

struct command {
    const char *name;                  /* one word, or two: "score events" */
    const char *arguments;             /* as in the usage line */
    const char *purpose;               /* one line */
    const char *example;               /* a command line that works */
    int (*run)(int argc, char **argv); /* argv[0] is the name; gives the exit status */
};

/* Each lives in the file of its name: cmd_read.c, cmd_code.c … */
extern const struct command command_read, command_code, command_circle, command_timeline,
    command_bonds, command_why, command_actor, command_sources, command_export, command_import,
    command_rebuild, command_tree, command_score_trees, command_score_events,
    command_codebook_check, command_codebook_explain, command_codebook_near,
    command_codebook_rivals, command_codebook_unsaid, command_relate, command_mention,
    command_propositions, command_lineage, command_serve, command_article, command_feed,
    command_disputes, command_diff, command_history, command_balance, command_merge;

#endif
