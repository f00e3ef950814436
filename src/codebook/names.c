/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The vocabularies of records and rules as words: PLOVER event types, bond types, realis, kinds of
 * condition. */
#include "codebook/codebook.h"

#include <string.h>

static const char *const event_names[EVENT_COUNT] = {
    "AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
    "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT",
};

static const char *const bond_names[BOND_COUNT] = {
    "",     "recognition", "diplomatic", "listing", "treaty",       "membership", "basing",
    "arms", "hostilities", "border",     "trade",   "jurisdiction", "alignment",
};

static const char *const realis_names[] = {"actual", "planned", "possible", "denied", "alleged"};

static const char *const condition_names[CONDITION_COUNT] = {
    [CONDITION_CLASS] = "class",     [CONDITION_ACTOR] = "actor",
    [CONDITION_STATE] = "state",     [CONDITION_ORGANISATION] = "organisation",
    [CONDITION_GROUP] = "group",     [CONDITION_PERSON] = "person",
    [CONDITION_ANY] = "any",         [CONDITION_VERB] = "verb",
    [CONDITION_NOUN] = "noun",       [CONDITION_ADJECTIVE] = "adjective",
    [CONDITION_NEGATED] = "negated", [CONDITION_ATTRIBUTIVE] = "attributive",
    [CONDITION_PLANNED] = "planned", [CONDITION_CONDITIONAL] = "conditional",
};

const char *condition_kind_name(enum condition_kind kind)
{
    return condition_names[kind];
}

bool event_is_symmetric(enum event_type type)
{
    return type == EVENT_CONSULT || type == EVENT_COOPERATE || type == EVENT_AGREE;
}

const char *event_type_name(enum event_type type)
{
    return event_names[type];
}

const char *bond_type_name(enum bond_type type)
{
    return bond_names[type];
}

struct bond_cell bond_cell(enum bond_type type, char sign)
{
    struct bond_cell cell = {"-"};
    if (type != BOND_NONE) {
        size_t length = strlen(bond_names[type]);
        memcpy(cell.text, bond_names[type], length);
        cell.text[length] = sign;
    }
    return cell;
}

const char *realis_name(enum realis realis)
{
    return realis_names[realis];
}

static bool name_parse(const char *const *names, int count, struct slice text, int *out)
{
    for (int i = 0; i < count; i++) {
        if (names[i][0] && slice_is(text, names[i])) {
            *out = i;
            return true;
        }
    }
    return false;
}

bool event_type_parse(struct slice text, enum event_type *out)
{
    int found;
    bool known = name_parse(event_names, EVENT_COUNT, text, &found);
    if (known) {
        *out = (enum event_type)found;
    }
    return known;
}

bool bond_type_parse(struct slice text, enum bond_type *out)
{
    int found;
    bool known = name_parse(bond_names, BOND_COUNT, text, &found);
    if (known) {
        *out = (enum bond_type)found;
    }
    return known;
}

bool realis_parse(struct slice text, enum realis *out)
{
    int found;
    bool known = name_parse(realis_names, 5, text, &found);
    if (known) {
        *out = (enum realis)found;
    }
    return known;
}

bool condition_kind_parse(struct slice text, enum condition_kind *out)
{
    int found;
    bool known = name_parse(condition_names, CONDITION_COUNT, text, &found) &&
                 found != CONDITION_CLASS; /* a class is written @name */
    if (known) {
        *out = (enum condition_kind)found;
    }
    return known;
}
