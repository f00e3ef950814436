/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The vocabularies of a record as words: PLOVER event types, bond types, realis. */
#include "codebook/codebook.h"

static const char *const event_names[EVENT_COUNT] = {
    "AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
    "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT",
};

static const char *const bond_names[BOND_COUNT] = {
    "",     "recognition", "diplomatic", "listing", "treaty",       "membership", "basing",
    "arms", "hostilities", "border",     "trade",   "jurisdiction", "alignment",
};

static const char *const realis_names[] = {"actual", "planned", "possible", "denied", "alleged"};

const char *event_type_name(enum event_type type)
{
    return event_names[type];
}

const char *bond_type_name(enum bond_type type)
{
    return bond_names[type];
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
