-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Every statement by name, as store_statement() takes it. One statement under each name.

-- name: article_there
SELECT 1 FROM article WHERE id = ?1;

-- name: article_add
INSERT INTO article (id, doc, path, title, language, outlet, published, basis, evidence, known,
                     text, origin)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12);

-- name: claim_there
SELECT 1 FROM claim WHERE id = ?1;

-- name: sentence_add
INSERT INTO sentence (article, first, last, text, tree) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO NOTHING;

-- name: claim_add
INSERT INTO claim (id, article, position, date, source, event, bond, sign, target, realis, said_by,
                   rule, evidence_first, evidence_last, sentence_first, sentence_last, proposition)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
ON CONFLICT DO NOTHING;

-- name: stale_add
INSERT INTO stale (pair_a, pair_b) VALUES (?1, ?2) ON CONFLICT DO NOTHING;

-- name: stale_all
INSERT INTO stale (pair_a, pair_b)
SELECT DISTINCT min(source, target), max(source, target) FROM claim WHERE true
ON CONFLICT DO NOTHING;

-- name: stale_list
SELECT pair_a, pair_b FROM stale ORDER BY pair_a, pair_b;

-- name: stale_clear
DELETE FROM stale;

-- name: articles
SELECT a.id, a.doc, a.path, a.title, a.language, a.outlet, a.published, a.basis, a.evidence,
       a.known, (SELECT count(*) FROM claim c WHERE c.article = a.id), a.origin
FROM article a ORDER BY a.doc, a.id;

-- name: article_by_id
SELECT a.id, a.doc, a.path, a.title, a.language, a.outlet, a.published, a.basis, a.evidence,
       a.known, (SELECT count(*) FROM claim c WHERE c.article = a.id), a.origin, a.text
FROM article a WHERE a.id = ?1;

-- name: claims_all
SELECT c.id, c.article, c.position, c.date, c.source, c.event, c.bond, c.sign, c.target, c.realis,
       c.said_by, c.rule, c.evidence_first, c.evidence_last, c.sentence_first, c.sentence_last,
       a.doc, a.known, c.proposition, s.text, s.tree
FROM claim c JOIN article a ON a.id = c.article
JOIN sentence s ON s.article = c.article AND s.first = c.sentence_first
               AND s.last = c.sentence_last;

-- name: claims_of_actor
SELECT c.id, c.article, c.position, c.date, c.source, c.event, c.bond, c.sign, c.target, c.realis,
       c.said_by, c.rule, c.evidence_first, c.evidence_last, c.sentence_first, c.sentence_last,
       a.doc, a.known, c.proposition, s.text, s.tree
FROM (SELECT * FROM claim WHERE source = ?1
      UNION ALL SELECT * FROM claim WHERE target = ?1 AND source <> ?1) c
JOIN article a ON a.id = c.article
JOIN sentence s ON s.article = c.article AND s.first = c.sentence_first
               AND s.last = c.sentence_last;

-- name: claims_of_pair
SELECT c.id, c.article, c.position, c.date, c.source, c.event, c.bond, c.sign, c.target, c.realis,
       c.said_by, c.rule, c.evidence_first, c.evidence_last, c.sentence_first, c.sentence_last,
       a.doc, a.known, c.proposition, s.text, s.tree
FROM (SELECT * FROM claim WHERE source = ?1 AND target = ?2
      UNION SELECT * FROM claim WHERE source = ?2 AND target = ?1) c
JOIN article a ON a.id = c.article
JOIN sentence s ON s.article = c.article AND s.first = c.sentence_first
               AND s.last = c.sentence_last;

-- name: claims_of_article
SELECT c.id, c.article, c.position, c.date, c.source, c.event, c.bond, c.sign, c.target, c.realis,
       c.said_by, c.rule, c.evidence_first, c.evidence_last, c.sentence_first, c.sentence_last,
       a.doc, a.known, c.proposition, s.text, s.tree
FROM claim c JOIN article a ON a.id = c.article
JOIN sentence s ON s.article = c.article AND s.first = c.sentence_first
               AND s.last = c.sentence_last
WHERE c.article = ?1;

-- name: claim_by_id
SELECT c.id, c.article, c.position, c.date, c.source, c.event, c.bond, c.sign, c.target, c.realis,
       c.said_by, c.rule, c.evidence_first, c.evidence_last, c.sentence_first, c.sentence_last,
       a.doc, a.known, c.proposition, s.text, s.tree
FROM claim c JOIN article a ON a.id = c.article
JOIN sentence s ON s.article = c.article AND s.first = c.sentence_first
               AND s.last = c.sentence_last
WHERE c.id = ?1;

-- name: find
SELECT kind, id FROM (
    SELECT 0 AS kind, id FROM claim WHERE id >= ?1 AND id < ?2
    UNION ALL SELECT 1, id FROM event WHERE id >= ?1 AND id < ?2
    UNION ALL SELECT 2, id FROM bond WHERE id >= ?1 AND id < ?2
    UNION ALL SELECT 3, id FROM article WHERE id >= ?1 AND id < ?2)
ORDER BY kind, id LIMIT 4;

-- name: pairs
SELECT DISTINCT min(source, target), max(source, target) FROM claim ORDER BY 1, 2;

-- name: pair_of_claim
SELECT min(source, target), max(source, target) FROM claim WHERE id = ?1;

-- name: pair_of_event
SELECT pair_a, pair_b FROM event WHERE id = ?1;

-- name: pair_of_bond
SELECT pair_a, pair_b FROM bond WHERE id = ?1;

-- name: latest_day
SELECT max(known) FROM article;

-- name: counts
SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM claim), (SELECT count(*) FROM event),
       (SELECT count(*) FROM bond);

-- name: bond_spans_drop
DELETE FROM bond_span WHERE bond IN (SELECT id FROM bond WHERE pair_a = ?1 AND pair_b = ?2);

-- name: bond_events_drop
DELETE FROM bond_event WHERE bond IN (SELECT id FROM bond WHERE pair_a = ?1 AND pair_b = ?2);

-- name: bonds_drop
DELETE FROM bond WHERE pair_a = ?1 AND pair_b = ?2;

-- name: event_claims_drop
DELETE FROM event_claim WHERE event IN (SELECT id FROM event WHERE pair_a = ?1 AND pair_b = ?2);

-- name: events_drop
DELETE FROM event WHERE pair_a = ?1 AND pair_b = ?2;

-- name: bond_spans_clear
DELETE FROM bond_span;

-- name: bond_events_clear
DELETE FROM bond_event;

-- name: bonds_clear
DELETE FROM bond;

-- name: event_claims_clear
DELETE FROM event_claim;

-- name: events_clear
DELETE FROM event;

-- name: event_add
INSERT INTO event (id, pair_a, pair_b, date, first, last, source, event, bond, sign, target, realis,
                   disputed, known, articles)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15);

-- name: event_claim_add
INSERT INTO event_claim (event, claim) VALUES (?1, ?2);

-- name: bond_add
INSERT INTO bond (id, pair_a, pair_b, type, a, b) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: bond_span_add
INSERT INTO bond_span (bond, position, state, presumed, begin, end, first, last, event)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- name: bond_event_add
INSERT INTO bond_event (bond, position, event) VALUES (?1, ?2, ?3);

-- name: data_version
PRAGMA data_version;

-- name: actors
SELECT actor, sum(claims) FROM (
    SELECT source AS actor, count(*) AS claims FROM claim GROUP BY source
    UNION ALL SELECT target, count(*) FROM claim GROUP BY target)
WHERE actor <> '-' GROUP BY actor ORDER BY sum(claims) DESC, actor;

-- name: dump_article
SELECT * FROM article ORDER BY id;

-- name: dump_sentence
SELECT * FROM sentence ORDER BY article, first, last;

-- name: dump_claim
SELECT * FROM claim ORDER BY id;

-- name: dump_event
SELECT * FROM event ORDER BY id;

-- name: dump_event_claim
SELECT * FROM event_claim ORDER BY event, claim;

-- name: dump_bond
SELECT * FROM bond ORDER BY id;

-- name: dump_bond_span
SELECT * FROM bond_span ORDER BY bond, position;

-- name: dump_bond_event
SELECT * FROM bond_event ORDER BY bond, position;

-- name: dump_stale
SELECT * FROM stale ORDER BY pair_a, pair_b;
