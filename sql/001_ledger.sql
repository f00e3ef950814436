-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 2. Facts are appended and never changed; views are folded from them and can be dropped.
-- Tables hold small integers; the names that people read are in `word` and `date`, and the SQL
-- views at the end put both together. doc/ledger.md tells the whole as an interface.
--
-- id      number in order of arrival; has no meaning outside of this file
-- hash    64 bits of content; printed as 16 hexadecimal digits, the id that answers show
-- dates   EDTF text; known, first and last are days since 1970-01-01, NULL where unknown or open

-- Dictionaries.

CREATE TABLE word (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);

CREATE TABLE date (
    id    INTEGER PRIMARY KEY,
    text  TEXT NOT NULL UNIQUE, -- EDTF
    first INTEGER,
    last  INTEGER
);

-- Two actors in byte order, '-' where the text names none.
CREATE TABLE dyad (
    id INTEGER PRIMARY KEY,
    a  INTEGER NOT NULL REFERENCES word (id),
    b  INTEGER NOT NULL REFERENCES word (id),
    UNIQUE (a, b)
);
CREATE INDEX dyad_b ON dyad (b);

-- Facts.

CREATE TABLE article (
    id          INTEGER PRIMARY KEY,
    hash        INTEGER NOT NULL UNIQUE, -- of the text
    doc         TEXT NOT NULL,           -- file name without folder and ending
    path        TEXT NOT NULL,
    title       TEXT NOT NULL,
    language    TEXT NOT NULL,           -- ISO 639-1, '' unknown
    outlet      TEXT NOT NULL,
    published   TEXT NOT NULL,           -- EDTF, '' unknown
    basis       TEXT NOT NULL CHECK (basis IN ('unknown', 'stated', 'lower bound')),
    evidence    TEXT NOT NULL,           -- the words that date it
    known       INTEGER,                 -- first day of `published`
    origin      TEXT NOT NULL,           -- data set, '' read here
    url         TEXT NOT NULL,           -- '' unknown
    changed     INTEGER                  -- day of the last change, else `known`
);
CREATE INDEX article_known ON article (known);
CREATE INDEX article_path ON article (path);
CREATE INDEX article_url ON article (url) WHERE url <> '';

CREATE TABLE article_text (
    article INTEGER PRIMARY KEY REFERENCES article (id),
    text    TEXT NOT NULL
);

-- What is kept in mind of an article to tell its relatives; src/lineage makes and reads it.
CREATE TABLE imprint (
    article INTEGER PRIMARY KEY REFERENCES article (id),
    body    BLOB NOT NULL
);

CREATE TABLE tree (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL -- CoNLL-U of one sentence
);

CREATE TABLE claim (
    id             INTEGER PRIMARY KEY,
    hash           INTEGER NOT NULL,
    article        INTEGER NOT NULL REFERENCES article (id),
    position       INTEGER NOT NULL, -- in the article, 0-based
    dyad           INTEGER NOT NULL REFERENCES dyad (id),
    date           INTEGER NOT NULL REFERENCES date (id),
    source         INTEGER NOT NULL REFERENCES word (id),
    event          INTEGER NOT NULL REFERENCES word (id),
    bond           INTEGER NOT NULL REFERENCES word (id), -- type and sign, '-' none
    target         INTEGER NOT NULL REFERENCES word (id),
    realis         INTEGER NOT NULL REFERENCES word (id),
    said_by        INTEGER NOT NULL REFERENCES word (id),
    rule           INTEGER NOT NULL REFERENCES word (id),
    evidence_first INTEGER NOT NULL, -- bytes of the article's text
    evidence_last  INTEGER NOT NULL,
    sentence_first INTEGER NOT NULL,
    sentence_last  INTEGER NOT NULL,
    tree           INTEGER REFERENCES tree (id), -- of the sentence; NULL in records of others
    confidence     INTEGER NOT NULL, -- of a hundred such claims as many are right; 0 not known
    signs          INTEGER NOT NULL, -- what speaks for or against it: bits of enum claim_sign
    proposition    TEXT NOT NULL
);
CREATE UNIQUE INDEX claim_hash ON claim (hash);
CREATE INDEX claim_dyad ON claim (dyad);
CREATE INDEX claim_article ON claim (article);

-- What an article tells besides claims and can be held against another one.
CREATE TABLE detail (
    id             INTEGER PRIMARY KEY,
    article        INTEGER NOT NULL REFERENCES article (id),
    kind           INTEGER NOT NULL REFERENCES word (id), -- count, voice
    key            INTEGER NOT NULL REFERENCES word (id), -- "dead"; "ministry", a folded name
    value          INTEGER NOT NULL REFERENCES word (id), -- "38 of 67"; the words of the name
    actors         INTEGER NOT NULL REFERENCES word (id), -- codes that its sentence names, in order
    claim          INTEGER,                               -- hash; of a voice: what is announced
    dyad           INTEGER REFERENCES dyad (id),          -- of that claim
    date           INTEGER REFERENCES date (id),          -- NULL unknown
    evidence_first INTEGER NOT NULL,                      -- bytes of the article's text
    evidence_last  INTEGER NOT NULL,
    sentence_first INTEGER NOT NULL,
    sentence_last  INTEGER NOT NULL
);
CREATE INDEX detail_dyad ON detail (dyad) WHERE dyad IS NOT NULL;
CREATE INDEX detail_article ON detail (article);

-- The same actors, to look for.
CREATE TABLE detail_actor (
    actor  INTEGER NOT NULL REFERENCES word (id),
    detail INTEGER NOT NULL REFERENCES detail (id),
    PRIMARY KEY (actor, detail)
) WITHOUT ROWID;

CREATE TRIGGER article_kept BEFORE UPDATE ON article
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER article_stays BEFORE DELETE ON article
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER tree_kept BEFORE UPDATE ON tree
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER tree_stays BEFORE DELETE ON tree
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER claim_kept BEFORE UPDATE ON claim
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER claim_stays BEFORE DELETE ON claim
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;

CREATE TRIGGER detail_kept BEFORE UPDATE ON detail
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER detail_stays BEFORE DELETE ON detail
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;

-- Views of articles: families, versions.

-- The articles that have a feature of the imprint: where relatives are looked for.
CREATE TABLE feature (
    feature INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (feature, article)
) WITHOUT ROWID;

-- An article without a row is a family of its own.
CREATE TABLE family (
    article INTEGER PRIMARY KEY REFERENCES article (id),
    speaker INTEGER NOT NULL REFERENCES article (id) -- the member that speaks for the family
);
CREATE INDEX family_speaker ON family (speaker);

-- Versions of one page that a later one replaced.
CREATE TABLE superseded (
    article INTEGER PRIMARY KEY REFERENCES article (id),
    until   INTEGER NOT NULL -- the day on which the later version was published
);

-- Views of claims, in the order of (dyad, position).

CREATE TABLE event (
    dyad     INTEGER NOT NULL REFERENCES dyad (id),
    position INTEGER NOT NULL, -- in the order of time
    hash     INTEGER NOT NULL, -- of its sorted claim hashes
    date     INTEGER NOT NULL REFERENCES date (id),
    source   INTEGER NOT NULL REFERENCES word (id),
    event    INTEGER NOT NULL REFERENCES word (id),
    bond     INTEGER NOT NULL REFERENCES word (id),
    target   INTEGER NOT NULL REFERENCES word (id),
    realis   INTEGER NOT NULL REFERENCES word (id),
    disputed INTEGER NOT NULL,
    known    INTEGER,
    articles INTEGER NOT NULL,
    families INTEGER NOT NULL, -- of independent origin
    PRIMARY KEY (dyad, position)
) WITHOUT ROWID;
CREATE INDEX event_hash ON event (hash);

CREATE TABLE event_claim (
    dyad  INTEGER NOT NULL,
    event INTEGER NOT NULL, -- its position
    rank  INTEGER NOT NULL, -- 0 is the best evidence
    claim INTEGER NOT NULL REFERENCES claim (id),
    PRIMARY KEY (dyad, event, rank)
) WITHOUT ROWID;

CREATE TABLE bond (
    dyad     INTEGER NOT NULL REFERENCES dyad (id),
    position INTEGER NOT NULL,
    hash     INTEGER NOT NULL, -- of type and pair
    type     INTEGER NOT NULL REFERENCES word (id),
    a        INTEGER NOT NULL REFERENCES word (id), -- directed types: a does it to b
    b        INTEGER NOT NULL REFERENCES word (id),
    PRIMARY KEY (dyad, position)
) WITHOUT ROWID;
CREATE INDEX bond_hash ON bond (hash);

CREATE TABLE bond_span (
    dyad     INTEGER NOT NULL,
    bond     INTEGER NOT NULL, -- its position
    position INTEGER NOT NULL,
    state    INTEGER NOT NULL REFERENCES word (id),
    presumed INTEGER NOT NULL,
    begin    INTEGER REFERENCES date (id), -- NULL unknown
    end      INTEGER REFERENCES date (id), -- NULL goes on
    first    INTEGER,
    last     INTEGER,
    event    INTEGER,          -- position of the one that began it
    PRIMARY KEY (dyad, bond, position)
) WITHOUT ROWID;

-- Events and bonds of a dyad once more, packed (src/ledger/digest.c): a circle reads those of two
-- hundred dyads at once, and rows would cost it ten times as long.
CREATE TABLE digest (
    dyad  INTEGER PRIMARY KEY REFERENCES dyad (id),
    known INTEGER,      -- the last day on which an article of it was published; NULL: one is undated
    body  BLOB NOT NULL
);

-- Dyads with claims that the views do not show yet.
CREATE TABLE stale (
    dyad INTEGER PRIMARY KEY REFERENCES dyad (id)
);

-- For people.

CREATE VIEW articles AS
SELECT printf('%016x', a.hash) AS id, a.doc, a.path, a.url, a.title, a.language, a.outlet, a.origin,
       a.published, a.basis, date(a.known * 86400, 'unixepoch') AS known,
       (SELECT count(*) FROM claim c WHERE c.article = a.id) AS claims,
       printf('%016x', coalesce(s.hash, a.hash)) AS family,
       date(v.until * 86400, 'unixepoch') AS superseded, t.text
FROM article a LEFT JOIN article_text t ON t.article = a.id
LEFT JOIN family f ON f.article = a.id LEFT JOIN article s ON s.id = f.speaker
LEFT JOIN superseded v ON v.article = a.id;

CREATE VIEW claims AS
SELECT printf('%016x', c.hash) AS id, a.doc, d.text AS date, s.text AS source, e.text AS event,
       b.text AS bond, t.text AS target, r.text AS realis, y.text AS said_by, u.text AS rule,
       date(d.first * 86400, 'unixepoch') AS first, date(d.last * 86400, 'unixepoch') AS last,
       date(a.known * 86400, 'unixepoch') AS known, printf('%016x', a.hash) AS article,
       nullif(c.confidence, 0) AS confidence,
       CAST(substr(CAST(x.text AS BLOB), c.sentence_first + 1, c.sentence_last - c.sentence_first)
            AS TEXT) AS sentence
FROM claim c JOIN article a ON a.id = c.article
LEFT JOIN article_text x ON x.article = a.id
JOIN date d ON d.id = c.date JOIN word s ON s.id = c.source JOIN word e ON e.id = c.event
JOIN word b ON b.id = c.bond JOIN word t ON t.id = c.target JOIN word r ON r.id = c.realis
JOIN word y ON y.id = c.said_by JOIN word u ON u.id = c.rule;

CREATE VIEW events AS
SELECT printf('%016x', v.hash) AS id, d.text AS date, s.text AS source, e.text AS event,
       b.text AS bond, t.text AS target, r.text AS realis, v.disputed,
       date(d.first * 86400, 'unixepoch') AS first, date(d.last * 86400, 'unixepoch') AS last,
       date(v.known * 86400, 'unixepoch') AS known, v.articles, v.families,
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

CREATE VIEW details AS
SELECT a.doc, k.text AS kind, e.text AS "key", u.text AS value, c.text AS actors,
       d.text AS date,
       printf('%016x', t.claim) AS claim, printf('%016x', a.hash) AS article,
       CAST(substr(CAST(x.text AS BLOB), t.sentence_first + 1, t.sentence_last - t.sentence_first)
            AS TEXT) AS sentence
FROM detail t JOIN article a ON a.id = t.article LEFT JOIN article_text x ON x.article = a.id
JOIN word k ON k.id = t.kind JOIN word e ON e.id = t.key JOIN word u ON u.id = t.value
JOIN word c ON c.id = t.actors LEFT JOIN date d ON d.id = t.date;

-- One row for each span of a bond.
CREATE VIEW bonds AS
SELECT printf('%016x', o.hash) AS id, t.text AS type, a.text AS a, b.text AS b, w.text AS state,
       n.presumed, x.text AS begin, y.text AS end,
       date(n.first * 86400, 'unixepoch') AS first, date(n.last * 86400, 'unixepoch') AS last,
       printf('%016x', v.hash) AS event
FROM bond o JOIN word t ON t.id = o.type JOIN word a ON a.id = o.a JOIN word b ON b.id = o.b
JOIN bond_span n ON n.dyad = o.dyad AND n.bond = o.position
JOIN word w ON w.id = n.state LEFT JOIN date x ON x.id = n.begin LEFT JOIN date y ON y.id = n.end
LEFT JOIN event v ON v.dyad = n.dyad AND v.position = n.event;

-- Who is tied to whom on the latest day that an article of the ledger was published: each bond from
-- either side.
CREATE VIEW circle_now AS
SELECT p.text AS ego, q.text AS "alter", t.text AS type, w.text AS state, x.text AS begin,
       printf('%016x', o.hash) AS bond
FROM bond o JOIN word t ON t.id = o.type
JOIN bond_span n ON n.dyad = o.dyad AND n.bond = o.position
JOIN word w ON w.id = n.state LEFT JOIN date x ON x.id = n.begin
JOIN word p ON p.id IN (o.a, o.b) JOIN word q ON q.id IN (o.a, o.b) AND q.id <> p.id
WHERE coalesce(n.first <= (SELECT max(known) FROM article), 1)
  AND coalesce(n.last >= (SELECT max(known) FROM article), 1);
