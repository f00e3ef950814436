/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Names of the enumerations and steps through a tree; each is a scan over one sentence. */
#include "tree/tree.h"

#include <assert.h>

static const char *const upos_names[UPOS_COUNT] = {
    "X",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB",
};

static const char *const relation_names[REL_COUNT] = {
    "dep",       "acl",        "advcl", "advmod",   "amod",  "appos",    "aux",    "case",
    "cc",        "ccomp",      "clf",   "compound", "conj",  "cop",      "csubj",  "det",
    "discourse", "dislocated", "expl",  "fixed",    "flat",  "goeswith", "iobj",   "list",
    "mark",      "nmod",       "nsubj", "nummod",   "obj",   "obl",      "orphan", "parataxis",
    "punct",     "reparandum", "root",  "vocative", "xcomp",
};

static const struct {
    const char *name;
    enum subtype subtype;
} subtype_names[] = {
    {"pass", SUB_PASS},   {"agent", SUB_AGENT}, {"relcl", SUB_RELCL}, {"poss", SUB_POSS},
    {"tense", SUB_TENSE}, {"caus", SUB_CAUS},   {"tmod", SUB_TIME},   {"unmarked", SUB_TIME},
    {"npmod", SUB_TIME},  {"cleft", SUB_CLEFT},
};

const char *upos_name(enum upos upos)
{
    assert(upos >= 0 && upos < UPOS_COUNT);
    return upos_names[upos];
}

const char *relation_name(enum relation relation)
{
    assert(relation >= 0 && relation < REL_COUNT);
    return relation_names[relation];
}

void relation_parse(struct slice label, enum relation *relation, enum subtype *subtype)
{
    struct slice name = {0}, rest = label;
    slice_split(&rest, ':', &name);
    *relation = REL_DEP;
    for (size_t i = 0; i < REL_COUNT; i++) {
        if (slice_is(name, relation_names[i])) {
            *relation = (enum relation)i;
        }
    }
    *subtype = rest.at ? SUB_OTHER : SUB_NONE;
    for (size_t i = 0; rest.at && i < sizeof subtype_names / sizeof *subtype_names; i++) {
        if (slice_is(rest, subtype_names[i].name)) {
            *subtype = subtype_names[i].subtype;
        }
    }
}

size_t tree_child(const struct tree *tree, size_t head, size_t from)
{
    for (size_t i = from + 1; i <= tree->count; i++) {
        if (tree->words[i].head == head) {
            return i;
        }
    }
    return 0;
}

size_t tree_child_with(const struct tree *tree, size_t head, enum relation relation)
{
    size_t child = tree_child(tree, head, 0);
    while (child && tree->words[child].relation != relation) {
        child = tree_child(tree, head, child);
    }
    return child;
}

void tree_span(const struct tree *tree, size_t head, size_t *first, size_t *last)
{
    *first = *last = head;
    for (size_t i = 1; i <= tree->count; i++) {
        size_t at = i;
        for (size_t steps = 0; at && at != head && steps < tree->count; steps++) {
            at = tree->words[at].head;
        }
        if (at == head) {
            *first = i < *first || *first == 0 ? i : *first;
            *last = i > *last ? i : *last;
        }
    }
}
