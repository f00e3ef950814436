-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 6. The two indices of claims become tables that are written once for each transaction, in
-- their own order, so that adding a claim is no more than adding a row to the end of one table.

DROP INDEX claim_dyad;
DROP INDEX claim_hash;

-- The claims of a pair of actors that one transaction added: how far each row lies behind the first,
-- with commas between them.
CREATE TABLE claim_dyad (
    era    INTEGER NOT NULL, -- of the first: its row >> 20, a million rows
    dyad   INTEGER NOT NULL REFERENCES dyad (id),
    first  INTEGER NOT NULL,
    claims TEXT NOT NULL,    -- '0,15,200'
    PRIMARY KEY (era, dyad, first)
) WITHOUT ROWID;
INSERT INTO claim_dyad (era, dyad, first, claims)
SELECT run >> 3, dyad, first, group_concat(id - first) FROM (
    SELECT id, dyad, id >> 17 AS run, min(id) OVER (PARTITION BY dyad, id >> 17) AS first
    FROM claim ORDER BY dyad, id)
GROUP BY run, dyad ORDER BY run, dyad;

-- Ids are looked up by their upper half.
CREATE TABLE claim_hash (
    era   INTEGER NOT NULL, -- row of the claim >> 20
    half  INTEGER NOT NULL, -- hash >> 32
    claim INTEGER NOT NULL REFERENCES claim (id),
    PRIMARY KEY (era, half, claim)
) WITHOUT ROWID;
INSERT INTO claim_hash (era, half, claim)
SELECT id >> 20, hash >> 32, id FROM claim ORDER BY 1, 2, 3;

-- Both without their eras.
CREATE VIEW claim_of_dyad AS
SELECT p.dyad, p.first + k.value AS claim
FROM claim_era e CROSS JOIN claim_dyad p CROSS JOIN json_each('[' || p.claims || ']') k
WHERE p.era = e.era;

CREATE VIEW claim_of_half AS
SELECT h.half, h.claim FROM claim_era e CROSS JOIN claim_hash h WHERE h.era = e.era;
