-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 7. The packed views of a dyad are cut by the years of its events, so that a claim more reads and
-- writes the years that it bears on and no others; ../006_years.sql tells the columns. What was folded is
-- dropped; the next fold makes it again.

TRUNCATE bond_span, bond, event_claim, event, dyad_period, digest;

DROP VIEW events, event_claims, bonds;
ALTER TABLE event ALTER COLUMN position TYPE bigint;
ALTER TABLE event_claim ALTER COLUMN event TYPE bigint;
ALTER TABLE bond_span ALTER COLUMN event TYPE bigint;

CREATE VIEW events AS
SELECT printf('%016x', v.hash) AS id, d.text AS date, s.text AS source, e.text AS event,
       b.text AS bond, t.text AS target, r.text AS realis, v.disputed, day(d.first) AS first,
       day(d.last) AS last, day(v.known) AS known, v.articles, v.families,
       printf('%016x', c.hash) AS best_claim
FROM event v JOIN date d ON d.id = v.date JOIN word s ON s.id = v.source
JOIN word e ON e.id = v.event JOIN word b ON b.id = v.bond JOIN word t ON t.id = v.target
JOIN word r ON r.id = v.realis
JOIN event_claim l ON l.dyad = v.dyad AND l.event = v.position AND l.rank = 0
JOIN claim c ON c.id = l.claim;

CREATE VIEW event_claims AS
SELECT printf('%016x', v.hash) AS event, l.rank, printf('%016x', c.hash) AS claim
FROM event_claim l JOIN event v ON v.dyad = l.dyad AND v.position = l.event
JOIN claim c ON c.id = l.claim;

CREATE VIEW bonds AS
SELECT printf('%016x', o.hash) AS id, t.text AS type, a.text AS a, b.text AS b, w.text AS state,
       n.presumed, x.text AS "begin", y.text AS "end", day(n.first) AS first, day(n.last) AS last,
       printf('%016x', v.hash) AS event
FROM bond o JOIN word t ON t.id = o.type JOIN word a ON a.id = o.a JOIN word b ON b.id = o.b
JOIN bond_span n ON n.dyad = o.dyad AND n.bond = o.position
JOIN word w ON w.id = n.state LEFT JOIN date x ON x.id = n."begin" LEFT JOIN date y ON y.id = n."end"
LEFT JOIN event v ON v.dyad = n.dyad AND v.position = n.event;

ALTER TABLE dyad_period ADD COLUMN year integer NOT NULL;
ALTER TABLE dyad_period DROP CONSTRAINT dyad_period_pkey;
ALTER TABLE dyad_period ADD PRIMARY KEY (period, dyad, year);

ALTER TABLE digest DROP COLUMN gists, DROP COLUMN events, DROP COLUMN support;
ALTER TABLE digest ADD COLUMN bonds bytea NOT NULL, ADD COLUMN walk bytea NOT NULL;
CREATE TABLE digest_gist (
    id   bigint PRIMARY KEY,
    body bytea NOT NULL
);
CREATE TABLE digest_event (
    id   bigint PRIMARY KEY,
    body bytea NOT NULL
);
-- unpacking would cost more than reading
ALTER TABLE digest ALTER COLUMN bonds SET STORAGE EXTERNAL, ALTER COLUMN walk SET STORAGE EXTERNAL;
ALTER TABLE digest_gist ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE digest_event ALTER COLUMN body SET STORAGE EXTERNAL;

DELETE FROM stale;
INSERT INTO stale (dyad, first) SELECT id, 0 FROM dyad;
