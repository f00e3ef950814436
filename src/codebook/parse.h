/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Inside `codebook`: the tables that parsing fills and look-ups read. */
#ifndef CODEBOOK_PARSE_H
#define CODEBOOK_PARSE_H

#include "codebook/codebook.h"

struct word_class {
    struct slice name, file;
    uint32_t line;
    uint16_t *included; /* indices of classes named by `has` */
    size_t included_count;
    bool defined;
    bool own; /* a user's folder has a stanza of it */
};

/* A word as written in a class, before inclusion is resolved. */
struct class_word {
    struct slice key; /* "fr reconnaitre" */
    struct class_member member;
};

/* A stanza of weights. */
struct weights {
    struct map index; /* sign → index into items */
    double *items;
    size_t count;
    bool set;                  /* a stanza was there */
    double least[LEVEL_COUNT]; /* the logarithm of the odds */
};

struct codebook {
    struct word_class *classes;
    size_t class_count;
    struct map class_index;
    struct class_word *words;
    size_t word_count;
    struct rule *rules;
    size_t rule_count;
    struct map rule_index;
    struct weights weights[WEIGHTS_COUNT];
    struct slice network_name; /* a file of the folder that names it, or empty */
    const struct network *network;
    uint64_t version;
    /* made by codebook_compile() */
    struct map member_index; /* key → index into members */
    struct class_members *members;
    size_t members_count;
    struct rule_uses *uses; /* by class */
};

/* Reads the stanzas of one file into the tables. With `own` they may replace rules and add to
 * classes of files that are not. */
bool codebook_parse(struct arena *arena, struct codebook *book, struct slice file,
                    struct slice text, bool own, struct error *err);

/* Resolves inclusions and indexes words and rules; reports classes used but not defined. */
bool codebook_compile(struct arena *arena, struct codebook *book, struct error *err);

/* Index of the class with the name, made if it is new; `defined` stays false until its stanza. */
uint16_t class_named(struct arena *arena, struct codebook *book, struct slice name,
                     struct slice file, uint32_t line);

#endif
