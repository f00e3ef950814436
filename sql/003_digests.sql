-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 4. Smaller: ids are looked up by their upper half, the claims of an article by their run of
-- rows. Digests come in two parts. What was folded is dropped; the next fold makes it again.

-- Claims of one article lie one behind the other, in one run for each time that some were added.
CREATE TABLE claim_run (
    article INTEGER NOT NULL REFERENCES article (id),
    first   INTEGER NOT NULL, -- rows of claims
    last    INTEGER NOT NULL,
    claims  INTEGER NOT NULL, -- how many
    PRIMARY KEY (article, first)
) WITHOUT ROWID;
INSERT INTO claim_run (article, first, last, claims)
SELECT article, min(id), max(id), count(*) FROM (
    SELECT id, article, id - row_number() OVER (PARTITION BY article ORDER BY id) AS run FROM claim)
GROUP BY article, run;
DROP INDEX claim_article;

DROP INDEX claim_hash;
CREATE INDEX claim_hash ON claim (hash >> 32);
DROP INDEX event_hash;
CREATE INDEX event_hash ON event (hash >> 32);

DELETE FROM bond_span;
DELETE FROM bond;
DELETE FROM event_claim;
DELETE FROM event;

-- Events and bonds of a dyad once more, packed (src/ledger/digest.c): a circle reads those of two
-- hundred dyads at once, and rows would cost it ten times as long.
DROP TABLE digest;
CREATE TABLE digest (
    dyad    INTEGER PRIMARY KEY REFERENCES dyad (id),
    known   INTEGER,       -- the last day on which an article of it was published; NULL: one is undated
    heads   BLOB NOT NULL, -- events and bonds
    support BLOB NOT NULL  -- the claims of the events
);

-- The dyads of which an event is reached in a period of 32 days: where something may have moved.
CREATE TABLE dyad_period (
    period INTEGER NOT NULL, -- days since 1970-01-01 >> 5
    dyad   INTEGER NOT NULL REFERENCES dyad (id),
    PRIMARY KEY (period, dyad)
) WITHOUT ROWID;

-- Dyads with claims that the views do not show yet.
DROP TABLE stale;
CREATE TABLE stale (
    dyad  INTEGER PRIMARY KEY REFERENCES dyad (id),
    first INTEGER NOT NULL -- row of the first such claim; 0: all are folded anew
);
INSERT INTO stale (dyad, first) SELECT id, 0 FROM dyad;

DROP VIEW articles;
CREATE VIEW articles AS
SELECT printf('%016x', a.hash) AS id, a.doc, a.path, a.url, a.title, a.language, a.outlet, a.origin,
       a.published, a.basis, date(a.known * 86400, 'unixepoch') AS known,
       (SELECT coalesce(sum(r.claims), 0) FROM claim_run r WHERE r.article = a.id) AS claims,
       printf('%016x', coalesce(s.hash, a.hash)) AS family,
       date(v.until * 86400, 'unixepoch') AS superseded, t.text
FROM article a LEFT JOIN article_text t ON t.article = a.id
LEFT JOIN family f ON f.article = a.id LEFT JOIN article s ON s.id = f.speaker
LEFT JOIN superseded v ON v.article = a.id;
