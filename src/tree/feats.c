/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Takes a bundle "A=b|C=d"; gives the enumerations of struct word that it sets. */
#include "tree/model.h"

struct value {
    const char *text;
    uint8_t number;
};

static const struct value verb_forms[] = {{"Fin", VERB_FORM_FIN},
                                          {"Inf", VERB_FORM_INF},
                                          {"Part", VERB_FORM_PART},
                                          {"Ger", VERB_FORM_GER},
                                          {0}};
static const struct value moods[] = {
    {"Ind", MOOD_IND}, {"Sub", MOOD_SUB}, {"Cnd", MOOD_CND}, {"Imp", MOOD_IMP}, {0}};
static const struct value tenses[] = {
    {"Pres", TENSE_PRES}, {"Past", TENSE_PAST}, {"Fut", TENSE_FUT}, {"Imp", TENSE_IMP}, {0}};
static const struct value numbers[] = {
    {"Sing", NUMBER_SING}, {"Plur", NUMBER_PLUR}, {"Ptan", NUMBER_PLUR}, {0}};
static const struct value genders[] = {
    {"Masc", GENDER_MASC}, {"Fem", GENDER_FEM}, {"Neut", GENDER_NEUT}, {0}};
static const struct value persons[] = {{"1", 1}, {"2", 2}, {"3", 3}, {0}};

static uint8_t value_of(const struct value *values, struct slice text)
{
    while (values->text && !slice_is(text, values->text)) {
        values++;
    }
    return values->number;
}

void feats_parse(struct slice text, struct feats *out)
{
    *out = (struct feats){.text = text};
    struct slice rest = text, pair, name;
    while (slice_split(&rest, '|', &pair)) {
        if (!slice_split(&pair, '=', &name) || !pair.at) {
            continue;
        }
        if (slice_is(name, "VerbForm")) {
            out->verb_form = (enum verb_form)value_of(verb_forms, pair);
        } else if (slice_is(name, "Mood")) {
            out->mood = (enum mood)value_of(moods, pair);
        } else if (slice_is(name, "Tense")) {
            out->tense = (enum tense)value_of(tenses, pair);
        } else if (slice_is(name, "Number")) {
            out->number = (enum number)value_of(numbers, pair);
        } else if (slice_is(name, "Gender")) {
            out->gender = (enum gender)value_of(genders, pair);
        } else if (slice_is(name, "Person")) {
            out->person = value_of(persons, pair);
        }
    }
}
