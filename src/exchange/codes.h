/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The tables of data/exchange in memory. */
#ifndef EXCHANGE_CODES_H
#define EXCHANGE_CODES_H

#include "base/map.h"
#include "exchange/exchange.h"

/* A bond with its sign; BOND_NONE and '\0' where there is none. */
struct bond_move {
    enum bond_type bond;
    char sign;
};

/* types.tsv */
struct type_code {
    bool there;
    char quad; /* '1' to '4' */
    struct slice intensity;
};

/* events.tsv */
struct event_code {
    enum event_type event;
    struct bond_move move;
    struct slice cameo, mode, context; /* mode, context: empty for none */
};

/* cameo.tsv */
struct cameo_code {
    struct slice code, goldstein;
    bool is_event; /* false: PLOVER has no type for it */
    enum event_type event;
    struct bond_move move;
};

/* modes.tsv */
struct mode_code {
    enum event_type event;
    struct slice mode, context; /* empty: any */
    struct bond_move move;
};

struct exchange_codes {
    struct type_code types[EVENT_COUNT];
    struct event_code *events;
    size_t event_count;
    struct cameo_code *cameo;
    size_t cameo_count;
    struct map cameo_by_code;
    struct mode_code *modes;
    size_t mode_count;
    struct slice *groups; /* codes of the register, by the values of group_by_code */
    size_t group_count;
    struct map group_by_code;
    struct map state_sectors;
};

/* The row of an event with its bond, or the row of the type alone. */
const struct event_code *codes_event(const struct exchange_codes *codes, enum event_type event,
                                     struct bond_move move);

/* The row of the code or of its longest beginning; NULL: no CAMEO code. */
const struct cameo_code *codes_cameo(const struct exchange_codes *codes, struct slice code);

/* The bond that a PLOVER type tells with this mode and these contexts (names between `;`). */
struct bond_move codes_mode(const struct exchange_codes *codes, enum event_type event,
                            struct slice mode, struct slice contexts);

/* The register's code for a group code of CAMEO, or empty. */
struct slice codes_group(const struct exchange_codes *codes, struct slice cameo);

bool codes_sector_is_state(const struct exchange_codes *codes, struct slice sector);

#endif
