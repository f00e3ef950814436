/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The compiled data/<lang>/time.txt: word classes and rules over pieces of text. */
#ifndef TIMEX_GRAMMAR_H
#define TIMEX_GRAMMAR_H

#include "base/map.h"
#include "timex/frame.h"
#include "timex/timex.h"

enum node_kind {
    NODE_WORD,     /* a literal piece */
    NODE_CLASS,    /* any phrase of a class; sets the class's field */
    NODE_RULE,     /* another rule; label 2 fills the second frame */
    NODE_GROUP,    /* ( a | b ) */
    NODE_OPTIONAL, /* [ a | b ] */
    NODE_NOT,      /* ! x: x must not follow */
    NODE_AHEAD,    /* &: the rest must follow, but is not part of the expression */
    NODE_GAP,      /* ...: up to GAP_PIECES pieces of the same clause */
    NODE_GLUE,     /* ~: no space here */
    NODE_BEGIN,    /* start of the sentence */
    NODE_END,      /* end of the sentence */
    NODE_STOP,     /* end of the sentence or a punctuation mark */
    NODE_DAYNUM,   /* 1 to 31 in digits */
    NODE_MONTHNUM, /* 1 to 12 in digits */
    NODE_YEAR,     /* four digits, 1000 to 2100 */
    NODE_YEAR2,    /* two digits: 70 to 99 are 19xx */
    NODE_DECADE,   /* four digits, a multiple of 10 */
    NODE_COUNT,    /* one to three digits */
};

#define GAP_PIECES 14

struct alternative;

struct node {
    enum node_kind kind;
    uint32_t index;                         /* piece id, class or rule */
    uint8_t label;                          /* frame that a rule fills: 0, or 1 for `2:` */
    const struct alternative *alternatives; /* of a group, an optional part, a negation */
    const struct node *next;
};

struct alternative {
    const struct node *first;
    const struct frame_action *actions;
    size_t action_count;
    const struct alternative *next;
    const uint64_t *opening; /* see opening.h; NULL: anything */
};

/* One phrase of a class, found under the id of its first piece. */
struct phrase {
    uint32_t class_index;
    int16_t value;
    uint16_t count; /* pieces */
    const uint32_t *ids;
    const struct phrase *next;
};

struct word_class {
    struct slice name;
    enum frame_field field; /* FIELD_TIMES: sets none */
    bool capital;           /* matches only words written with a capital letter */
};

struct rule {
    struct slice name;
    const struct alternative *alternatives, *last;
    bool defined;
    size_t line, column; /* of the first mention */
};

struct timex_rules {
    struct map pieces;             /* text of a piece → its id */
    const struct phrase **phrases; /* by id of the first piece */
    size_t phrases_count;
    struct word_class *classes;
    size_t class_count;
    struct rule *rules;
    size_t rule_count;
    struct slice *future_endings; /* of verbs in the future tense */
    size_t future_ending_count;
    uint32_t expression;   /* the rule that an expression must match */
    uint32_t future, past; /* the classes of words that hint at the time of a deed, or MAP_NONE */
    uint32_t
        present_perfect; /* the class of auxiliaries of a perfect that is of now, or MAP_NONE */
};

#endif
