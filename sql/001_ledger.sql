-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 1. Facts are appended and never changed; views are folded from them and can be dropped.
-- Dates are EDTF text; known, first and last are days since 1970-01-01, NULL where unknown or open.

-- Facts.

CREATE TABLE article (
    id        TEXT PRIMARY KEY,  -- 16 hexadecimal digits: hash of the text
    doc       TEXT NOT NULL,     -- file name without folder and ending
    path      TEXT NOT NULL,
    title     TEXT NOT NULL,
    language  TEXT NOT NULL,     -- ISO 639-1, '' unknown
    outlet    TEXT NOT NULL,
    published TEXT NOT NULL,     -- EDTF, '' unknown
    basis     TEXT NOT NULL CHECK (basis IN ('unknown', 'stated', 'lower bound')),
    evidence  TEXT NOT NULL,     -- the words that date it
    known     INTEGER,           -- first day of `published`
    text      TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sentence (
    article TEXT NOT NULL REFERENCES article (id),
    first   INTEGER NOT NULL,    -- bytes of article.text
    last    INTEGER NOT NULL,
    text    TEXT NOT NULL,
    tree    TEXT NOT NULL,       -- CoNLL-U
    PRIMARY KEY (article, first, last)
) WITHOUT ROWID;

CREATE TABLE claim (
    id             TEXT PRIMARY KEY,
    article        TEXT NOT NULL REFERENCES article (id),
    position       INTEGER NOT NULL,  -- in the article, 0-based
    date           TEXT NOT NULL,
    source         TEXT NOT NULL,
    event          TEXT NOT NULL,
    bond           TEXT NOT NULL,     -- '' none
    sign           TEXT NOT NULL,     -- '+', '-', '~', '' none
    target         TEXT NOT NULL,
    realis         TEXT NOT NULL,
    said_by        TEXT NOT NULL,
    rule           TEXT NOT NULL,
    evidence_first INTEGER NOT NULL,  -- bytes of article.text
    evidence_last  INTEGER NOT NULL,
    sentence_first INTEGER NOT NULL,
    sentence_last  INTEGER NOT NULL,
    proposition    TEXT NOT NULL,
    FOREIGN KEY (article, sentence_first, sentence_last)
        REFERENCES sentence (article, first, last)
) WITHOUT ROWID;
CREATE INDEX claim_source ON claim (source, target);
CREATE INDEX claim_target ON claim (target, source);
CREATE INDEX claim_article ON claim (article, position);

CREATE TRIGGER article_kept BEFORE UPDATE ON article
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER article_stays BEFORE DELETE ON article
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER sentence_kept BEFORE UPDATE ON sentence
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER sentence_stays BEFORE DELETE ON sentence
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER claim_kept BEFORE UPDATE ON claim
    BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER claim_stays BEFORE DELETE ON claim
    BEGIN SELECT raise(ABORT, 'facts are never deleted'); END;

-- Views. pair_a < pair_b are the two actors in byte order, '-' where the text names none.

CREATE TABLE event (
    id       TEXT PRIMARY KEY,  -- 16 hexadecimal digits: hash of its sorted claim ids
    pair_a   TEXT NOT NULL,
    pair_b   TEXT NOT NULL,
    date     TEXT NOT NULL,
    first    INTEGER,
    last     INTEGER,
    source   TEXT NOT NULL,
    event    TEXT NOT NULL,
    bond     TEXT NOT NULL,
    sign     TEXT NOT NULL,
    target   TEXT NOT NULL,
    realis   TEXT NOT NULL,
    disputed INTEGER NOT NULL,
    known    INTEGER,
    articles INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX event_pair ON event (pair_a, pair_b);

CREATE TABLE event_claim (
    event TEXT NOT NULL REFERENCES event (id),
    claim TEXT NOT NULL REFERENCES claim (id),
    PRIMARY KEY (event, claim)
) WITHOUT ROWID;

CREATE TABLE bond (
    id     TEXT PRIMARY KEY,    -- 16 hexadecimal digits: hash of type and pair
    pair_a TEXT NOT NULL,
    pair_b TEXT NOT NULL,
    type   TEXT NOT NULL,
    a      TEXT NOT NULL,       -- directed types: a does it to b
    b      TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX bond_pair ON bond (pair_a, pair_b);

CREATE TABLE bond_span (
    bond     TEXT NOT NULL REFERENCES bond (id),
    position INTEGER NOT NULL,
    state    TEXT NOT NULL,
    presumed INTEGER NOT NULL,
    begin    TEXT NOT NULL,     -- EDTF, '' unknown
    end      TEXT NOT NULL,     -- EDTF, '' goes on
    first    INTEGER,
    last     INTEGER,
    event    TEXT,              -- that began it
    PRIMARY KEY (bond, position)
) WITHOUT ROWID;

CREATE TABLE bond_event (
    bond     TEXT NOT NULL REFERENCES bond (id),
    position INTEGER NOT NULL,
    event    TEXT NOT NULL REFERENCES event (id),
    PRIMARY KEY (bond, position)
) WITHOUT ROWID;

CREATE INDEX bond_event_event ON bond_event (event);

-- Pairs with claims that the views do not show yet.
CREATE TABLE stale (
    pair_a TEXT NOT NULL,
    pair_b TEXT NOT NULL,
    PRIMARY KEY (pair_a, pair_b)
) WITHOUT ROWID;
