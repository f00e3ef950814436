-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 5. Claims are indexed by era, a million rows, so that adding them touches no more pages in a
-- large ledger than in a small one. Digests come in three parts and name claims by their rows. What
-- was folded is dropped; the next fold makes it again.

DROP INDEX claim_hash;
CREATE INDEX claim_hash ON claim (id >> 20, hash >> 32);
DROP INDEX claim_dyad;
CREATE INDEX claim_dyad ON claim (id >> 20, dyad);

-- The eras of the claims, the newest first.
CREATE VIEW claim_era AS
WITH RECURSIVE past (era) AS (
    SELECT max(id) >> 20 FROM claim UNION ALL SELECT era - 1 FROM past WHERE era > 0)
SELECT era FROM past;

-- Records of other data sets: only beside them may a claim be there already.
CREATE INDEX article_record ON article (id) WHERE origin <> '';

DELETE FROM bond_span;
DELETE FROM bond;
DELETE FROM event_claim;
DELETE FROM event;
DELETE FROM dyad_period;

-- Events and bonds of a dyad once more, packed (src/ledger/digest.c): a circle reads those of two
-- hundred dyads at once, and rows would cost it ten times as long.
DROP TABLE digest;
CREATE TABLE digest (
    dyad    INTEGER PRIMARY KEY REFERENCES dyad (id),
    known   INTEGER,       -- the last day on which an article of it was published; NULL: one is undated
    gists   BLOB NOT NULL, -- what a score needs of each event; bonds
    events  BLOB NOT NULL, -- the rest of the events
    support BLOB NOT NULL  -- their claims
);

DELETE FROM stale;
INSERT INTO stale (dyad, first) SELECT id, 0 FROM dyad;
