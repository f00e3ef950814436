-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 7. The packed views of a dyad are cut by the years of its events, so that a claim more reads and
-- writes the years that it bears on and no others. What was folded is dropped; the next fold makes it
-- again. The place of an event (event.position, event_claim.event, bond_span.event) is from now on
-- (year - 1970) << 24, and which it is of that year's events; of a bond (bond.position, bond_span.bond)
-- its type and direction.

DELETE FROM bond_span;
DELETE FROM bond;
DELETE FROM event_claim;
DELETE FROM event;

-- The dyads of which an event is reached in a period of 32 days: where something may have moved.
DROP TABLE dyad_period;
CREATE TABLE dyad_period (
    period INTEGER NOT NULL, -- days since 1970-01-01 >> 5
    dyad   INTEGER NOT NULL REFERENCES dyad (id),
    year   INTEGER NOT NULL, -- of the event's day
    PRIMARY KEY (period, dyad, year)
) WITHOUT ROWID;

-- Events and bonds of a dyad once more, packed (src/ledger/digest.c, head.c): a circle reads those of two
-- hundred dyads at once, and rows would cost it ten times as long. What goes beyond a year:
DROP TABLE digest;
CREATE TABLE digest (
    dyad  INTEGER PRIMARY KEY REFERENCES dyad (id),
    known INTEGER,       -- the last day on which an article of it was published; NULL: one is undated
    bonds BLOB NOT NULL, -- with the places of their events; which articles tell of several years
    walk  BLOB NOT NULL  -- what the fold needs besides
);

-- And each year: id is dyad << 16, and the year + 32768 in the lower bits, so that the years of a dyad lie
-- one behind the other.
CREATE TABLE digest_gist (
    id   INTEGER PRIMARY KEY,
    body BLOB NOT NULL -- what a score needs of each event
);
CREATE TABLE digest_event (
    id   INTEGER PRIMARY KEY,
    body BLOB NOT NULL -- the rest of the events, with the claims that support them
);

DELETE FROM stale;
INSERT INTO stale (dyad, first) SELECT id, 0 FROM dyad;
