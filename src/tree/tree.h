/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The door of `tree`: sentences become dependency trees (Universal Dependencies). */
#ifndef TREE_TREE_H
#define TREE_TREE_H

#include "sentence/sentence.h"

enum upos {
    UPOS_X,
    UPOS_ADJ,
    UPOS_ADP,
    UPOS_ADV,
    UPOS_AUX,
    UPOS_CCONJ,
    UPOS_DET,
    UPOS_INTJ,
    UPOS_NOUN,
    UPOS_NUM,
    UPOS_PART,
    UPOS_PRON,
    UPOS_PROPN,
    UPOS_PUNCT,
    UPOS_SCONJ,
    UPOS_SYM,
    UPOS_VERB,
    UPOS_COUNT,
};

/* Relations with their subtypes folded; the subtypes that carry meaning are told apart below. */
enum relation {
    REL_DEP,
    REL_ACL,
    REL_ADVCL,
    REL_ADVMOD,
    REL_AMOD,
    REL_APPOS,
    REL_AUX,
    REL_CASE,
    REL_CC,
    REL_CCOMP,
    REL_CLF,
    REL_COMPOUND,
    REL_CONJ,
    REL_COP,
    REL_CSUBJ,
    REL_DET,
    REL_DISCOURSE,
    REL_DISLOCATED,
    REL_EXPL,
    REL_FIXED,
    REL_FLAT,
    REL_GOESWITH,
    REL_IOBJ,
    REL_LIST,
    REL_MARK,
    REL_NMOD,
    REL_NSUBJ,
    REL_NUMMOD,
    REL_OBJ,
    REL_OBL,
    REL_ORPHAN,
    REL_PARATAXIS,
    REL_PUNCT,
    REL_REPARANDUM,
    REL_ROOT,
    REL_VOCATIVE,
    REL_XCOMP,
    REL_COUNT,
};

enum subtype {
    SUB_NONE,
    SUB_PASS,  /* nsubj:pass, csubj:pass, aux:pass, expl:pass */
    SUB_AGENT, /* obl:agent */
    SUB_RELCL, /* acl:relcl, advcl:relcl */
    SUB_POSS,  /* nmod:poss */
    SUB_TENSE, /* aux:tense */
    SUB_CAUS,  /* aux:caus, nsubj:caus */
    SUB_TIME,  /* obl:tmod, obl:unmarked, nmod:tmod … */
    SUB_CLEFT, /* advcl:cleft, acl:cleft */
    SUB_OTHER,
};

enum verb_form { VERB_FORM_NONE, VERB_FORM_FIN, VERB_FORM_INF, VERB_FORM_PART, VERB_FORM_GER };
enum mood { MOOD_NONE, MOOD_IND, MOOD_SUB, MOOD_CND, MOOD_IMP };
enum tense { TENSE_NONE, TENSE_PRES, TENSE_PAST, TENSE_FUT, TENSE_IMP };
enum number { NUMBER_NONE, NUMBER_SING, NUMBER_PLUR };
enum gender { GENDER_NONE, GENDER_MASC, GENDER_FEM, GENDER_NEUT };

struct word {
    const struct token *token;
    struct slice lemma; /* lower case unless a name; in the arena */
    struct slice feats; /* "A=b|C=d" as the model knows it, or "_"; lent by the model */
    struct slice label; /* relation with subtype as the model knows it; lent */
    enum upos upos;
    enum relation relation;
    enum subtype subtype;
    uint16_t head; /* 0: root; else 1-based index of the head */
    enum verb_form verb_form;
    enum mood mood;
    enum tense tense;
    enum number number;
    enum gender gender;
    uint8_t person; /* 0 unknown, 1 to 3 */
    float margin;   /* by how much the scores of head and label lead the next ones, the less of the
                       two; 0 in trees that were not parsed here */
};

/* words[0] is the root's empty place; words[1] to words[count] belong to sentence->tokens. */
struct tree {
    const struct sentence *sentence;
    struct slice text; /* in which the tokens' offsets count: set by conllu_read; empty after
                          tree_parse, set it to article.text before conllu_print so that the line
                          of a contraction shows what was written */
    struct word *words;
    size_t count;
};

struct tree_list {
    struct tree *items;
    size_t count;
};

struct tree_model;

/* Makes models that are loaded afterwards use the set of instructions of that name (portable, sse2,
 * avx2, avx512) in place of the fastest; all give the same trees. For measuring, and for doubts.
 * Once, before any thread. False: the processor lacks it, or there is none. */
bool tree_use_instructions(const char *name);

/* Maps the model file (train/train.py writes it). Errors: NOT_FOUND, IO, SYNTAX (a damaged or
 * foreign file: what and where). A lexicon (train/lexicon.py) is read from "lexicon.bin" in the
 * same folder: a damaged one is an error, and so is none where the model learnt with one; else
 * without one lemmas come of the best rule alone. Read-only afterwards, shared by threads without
 * locks. */
bool tree_model_load(const char *path, struct tree_model **out, struct error *err);
void tree_model_free(struct tree_model *model);

/* What the model was trained on, licences and scores, as JSON text lent by the model. */
struct slice tree_model_about(const struct tree_model *model);

/* Parses the sentences; trees and lemmas lie in `arena`, working memory in `scratch` (reset). */
void tree_parse(struct arena *arena, struct arena *scratch, const struct tree_model *model,
                const struct sentence *sentences, size_t count, struct tree_list *out);

/* CoNLL-U: reading sets heads, labels, lemmas from the file and makes sentences with offsets into
 * *text_out (the forms joined by SpaceAfter); multiword ranges are kept. Errors: SYNTAX
 * (path:line: what). */
bool conllu_read(struct arena *arena, struct slice path, struct slice text, struct tree_list *out,
                 struct error *err);
struct slice conllu_print(struct arena *arena, const struct tree *tree);

/* Names of enumerations as UD writes them. */
const char *upos_name(enum upos upos);
const char *relation_name(enum relation relation);
/* Splits "nsubj:pass" into its two enumerations. */
void relation_parse(struct slice label, enum relation *relation, enum subtype *subtype);

/* Walking. `from` is 0 to begin or the last child; gives the next child of `head` in order, or 0.
 */
size_t tree_child(const struct tree *tree, size_t head, size_t from);
/* The first child with the relation (any subtype), or 0. */
size_t tree_child_with(const struct tree *tree, size_t head, enum relation relation);
/* First and last word of the subtree of `head`. */
void tree_span(const struct tree *tree, size_t head, size_t *first, size_t *last);

#endif
