/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Published columns that are both written and read. */
#ifndef EXCHANGE_COLUMNS_H
#define EXCHANGE_COLUMNS_H

#define POLECAT_COLUMNS 40
extern const char *const polecat_columns[POLECAT_COLUMNS];

/* GDELT 2.0, event table ("GDELT Event Codebook V2.0", 2015): no header. Places from 0. */
#define GDELT_COLUMNS 61
enum gdelt_column {
    GDELT_ID = 0,
    GDELT_DAY = 1,
    GDELT_MONTH = 2,
    GDELT_YEAR = 3,
    GDELT_FRACTION = 4,
    GDELT_ACTOR1 = 5,
    GDELT_ACTOR2 = 15,
    GDELT_IS_ROOT = 25,
    GDELT_CODE = 26,
    GDELT_BASE_CODE = 27,
    GDELT_ROOT_CODE = 28,
    GDELT_QUAD = 29,
    GDELT_GOLDSTEIN = 30,
    GDELT_MENTIONS = 31,
    GDELT_SOURCES = 32,
    GDELT_ARTICLES = 33,
    GDELT_ADDED = 59,
    GDELT_URL = 60,
};

/* Of an actor, from GDELT_ACTOR1 or GDELT_ACTOR2 on. */
enum gdelt_actor_column {
    GDELT_ACTOR_CODE = 0,
    GDELT_ACTOR_NAME = 1,
    GDELT_ACTOR_COUNTRY = 2,
    GDELT_ACTOR_GROUP = 3,
    GDELT_ACTOR_TYPE1 = 7,
};

#define GDELT_MENTION_COLUMNS 16

#endif
