/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `sentence`: an article's paragraphs become sentences of syntactic words. */
#ifndef SENTENCE_SENTENCE_H
#define SENTENCE_SENTENCE_H

#include "article/article.h"

/* One syntactic word after Universal Dependencies: `du` gives the two tokens `de` and `le`. */
struct token {
    struct slice form; /* as the treebanks write it: straight apostrophes and hyphens, plain spaces
                        * in numbers, no soft hyphens; lent by the article or the arena */
    uint32_t begin, end; /* bytes of the article; the words of one contraction share them,
                          * "do" and "n't" have their own */
    uint8_t range;       /* 0: a word by itself; 1: first word of a contraction; 2: a later one */
    bool space_after;
};

struct sentence {
    struct token *tokens;
    size_t count;        /* at most LIMIT_SENTENCE_TOKENS */
    uint32_t begin, end; /* bytes of the article */
    uint32_t paragraph;  /* index into article.paragraphs */
    bool quoted_open;    /* a quotation opened in an earlier sentence is still open at its start */
};

struct sentence_list {
    struct sentence *items;
    size_t count;
};

/* Abbreviations, contractions and clitics of one language, from data/<lang>/tokens.txt. */
struct token_rules;

/* Loads the rules of `folder` (data/fr). Errors: NOT_FOUND, IO, SYNTAX (file:line:). */
bool token_rules_load(struct arena *arena, const char *folder, const struct token_rules **out,
                      struct error *err);

/* Splits all paragraphs of the article. Never fails: over-long runs are cut at the limits and a
 * finding is reported. */
void sentence_split(struct arena *arena, const struct token_rules *rules,
                    const struct article *article, const struct log *log,
                    struct sentence_list *out);

#endif
