-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Every statement by name, as store_statement() takes it. One statement under each name, for SQLite
-- and PostgreSQL alike; what one of them alone needs stands in a comment, /*sqlite … */ or
-- /*postgresql … */. Where the two cannot be one, PostgreSQL's follows behind a line `-- postgresql`
-- and means the same; it may be empty.
--
-- rows: many     the answer may be as long as the ledger: it is fetched in portions
-- copy, copy: T   PostgreSQL gathers the rows and copies them, into table T, before a statement that names
--                the table
-- settle         what then brings them from T
-- apart          names no row of those that wait to be copied, though the table is theirs
-- after: T U     rows that wait for these tables are copied before, though the statement names none of them
-- number: NAME   adds a row that bears a number, its last place: the statement NAME asks for the last one
--                given, once in a transaction. One process writes at a time, so that the next ones are
--                known here without asking the server

-- {NAME} stands for the part of that name.

-- part: claim_row
c.id, c.hash, c.article, c.position, c.date, c.source, c.event, c.bond, c.target, c.realis,
       c.said_by, c.rule, c.evidence_first, c.evidence_last, c.tree, a.hash, a.doc, a.known,
       f.speaker, v.until, c.confidence, c.signs

-- part: of_claim
JOIN article a ON a.id = c.article
LEFT JOIN family f ON f.article = c.article LEFT JOIN superseded v ON v.article = c.article

-- part: article_row
a.id, a.hash, a.doc, a.path, a.title, a.language, a.outlet, a.published, a.basis, a.evidence,
       a.known, (SELECT coalesce(sum(r.claims), 0) FROM claim_run r WHERE r.article = a.id),
       s.hash, v.until, a.origin, a.url, a.changed

-- part: of_article
LEFT JOIN family f ON f.article = a.id LEFT JOIN article s ON s.id = f.speaker
LEFT JOIN superseded v ON v.article = a.id

-- part: detail_row
t.id, t.kind, t.key, t.value, t.claim, t.date, t.evidence_first, t.evidence_last,
       t.sentence_first, t.sentence_last, t.article, a.hash, a.known, f.speaker, v.until, t.actors

-- part: of_detail
JOIN article a ON a.id = t.article
LEFT JOIN family f ON f.article = t.article LEFT JOIN superseded v ON v.article = t.article

-- What is asked of a count when it is held against others, and of its article, as numbers with commas
-- between them: a known of 2147483647 and a date of 0 are none.

-- part: told
t.kind || ',' || t.key || ',' || t.value || ',' || t.actors || ',' || coalesce(t.date, 0) || ',' ||
       t.evidence_first || ',' || a.hash || ',' || coalesce(a.known, 2147483647)

-- part: voices
{detail_row},
       (SELECT c.id FROM /*sqlite claim_of_half h CROSS JOIN */claim c
        WHERE /*sqlite h.half = t.claim >> 32 AND c.id = h.claim AND */c.hash = t.claim),
       t.dyad
FROM detail t
{of_detail}

-- The bytes of the sentence; a function of PostgreSQL's would be called for each row. There the text lies
-- with the head of its article.

-- part: sentence
substr(/*sqlite CAST(x.text AS BLOB)*/ /*postgresql convert_to(a.text, 'UTF8')*/,
       c.sentence_first + 1, c.sentence_last - c.sentence_first)

-- part: evidence
c.evidence_first, c.evidence_last, c.sentence_first, c.sentence_last, a.hash, a.doc, a.path,
       a.title, a.published, a.basis, {sentence}, a.language

-- part: of_evidence
/*sqlite JOIN article a ON a.id = c.article LEFT JOIN article_text x ON x.article = c.article */
/*postgresql JOIN article_text a ON a.article = c.article */

-- part: numbers_1
/*sqlite json_each('[' || ?1 || ']') k */
/*postgresql unnest(string_to_array(?1, ',')::bigint[]) k (value) */

-- part: year_id
(CAST(?1 AS BIGINT) * 65536 + CAST(?2 AS BIGINT) + 32768)

-- part: years
id BETWEEN {year_id} AND (CAST(?1 AS BIGINT) * 65536 + CAST(?3 AS BIGINT) + 32768)

-- Bodies one behind the other, as a subquery gives them in order: ordering them within the function would
-- cost PostgreSQL a sorting for each pair.

-- part: joined
/*sqlite bytes_join(body) */
/*postgresql string_agg(body, ''::bytea) */

-- part: years_of_digest
id BETWEEN CAST(g.dyad AS BIGINT) * 65536 AND CAST(g.dyad AS BIGINT) * 65536 + 65535

-- part: gists_of_digest
g.bonds, (SELECT {joined} FROM (SELECT body FROM digest_gist WHERE {years_of_digest} ORDER BY id) y)

-- part: events_of_digest
(SELECT {joined} FROM (SELECT body FROM digest_event WHERE {years_of_digest} ORDER BY id) y)

-- part: digest_of_pair
FROM dyad d LEFT JOIN stale s ON s.dyad = d.id
LEFT JOIN digest g ON g.dyad = d.id AND s.dyad IS NULL AND coalesce(g.known, 2147483647) <= ?3
WHERE d.a = ?1 AND d.b = ?2

-- part: numbers_2
/*sqlite json_each('[' || ?2 || ']') k */
/*postgresql unnest(string_to_array(?2, ',')::bigint[]) k (value) */

-- Dictionaries.

-- name: word_find
SELECT id FROM word WHERE text = ?1;

-- name: word_add
-- number: word_last
INSERT INTO word (text, id) VALUES (?1, ?2);

-- name: word_last
SELECT max(id) FROM word;

-- name: word_texts
SELECT w.id, w.text FROM {numbers_1} JOIN word w ON w.id = k.value;

-- name: date_find
SELECT id FROM date WHERE text = ?1;

-- name: date_add
-- number: date_last
INSERT INTO date (text, first, last, id) VALUES (?1, ?2, ?3, ?4);

-- name: date_last
SELECT max(id) FROM date;

-- name: date_texts
SELECT d.id, d.text FROM {numbers_1} JOIN date d ON d.id = k.value;

-- name: dyad_find
SELECT id FROM dyad WHERE a = ?1 AND b = ?2;

-- name: dyad_add
-- number: dyad_last
INSERT INTO dyad (a, b, id) VALUES (?1, ?2, ?3);

-- name: dyad_last
SELECT max(id) FROM dyad;

-- name: dyad_words
SELECT a, b FROM dyad WHERE id = ?1;

-- name: dyads_all
-- rows: many
SELECT id, a, b FROM dyad;

-- name: dyads_of_periods
SELECT id, a, b FROM dyad
WHERE id IN (SELECT dyad FROM dyad_period WHERE period BETWEEN ?1 AND ?2 UNION SELECT dyad FROM stale);

-- name: dyads_of_actor
SELECT id, a, b FROM dyad WHERE a = ?1 UNION ALL SELECT id, a, b FROM dyad WHERE b = ?1 AND a <> ?1;

-- Facts.

-- name: article_find
SELECT id FROM article WHERE hash = ?1;

-- name: article_add
-- number: article_last
INSERT INTO article (hash, doc, path, title, language, outlet, published, basis, evidence, known,
                     origin, url, changed, id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14);

-- name: article_last
SELECT max(id) FROM article;

-- name: article_text_add
INSERT INTO article_text (article, text) VALUES (?1, ?2);
-- postgresql
INSERT INTO article_text (article, text, month, hash, doc, path, title, language, published, basis)
SELECT a.id, CAST(?2 AS TEXT), a.month, a.hash, a.doc, a.path, a.title, a.language, a.published, a.basis
FROM article a WHERE a.id = ?1;

-- name: imprint_add
INSERT INTO imprint (article, body) VALUES (?1, ?2);

-- name: tree_add
-- copy
-- number: tree_last
INSERT INTO tree (text, id) VALUES (?1, ?2);

-- name: tree_last
SELECT max(id) FROM tree;

-- name: claim_add
-- copy: claim_new
-- number: claim_last
INSERT INTO claim (hash, article, position, dyad, date, source, event, bond, target, realis,
                   said_by, rule, evidence_first, evidence_last, sentence_first,
                   sentence_last, tree, confidence, signs, proposition, id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21);
-- settle
WITH taken AS (
    DELETE FROM claim_new RETURNING *
), kept AS (
    INSERT INTO claim
    SELECT id, hash, article, position, dyad, date, source, event, bond, target, realis, said_by, rule,
           evidence_first, evidence_last, sentence_first, sentence_last, tree, confidence, signs
    FROM taken ORDER BY id
    ON CONFLICT (hash) DO NOTHING RETURNING id
)
INSERT INTO claim_text (month, claim, proposition)
SELECT a.month, k.id, t.proposition
FROM kept k JOIN taken t ON t.id = k.id JOIN article a ON a.id = t.article;

-- SQLite looks claims up by tables that are written at the end of a transaction.

-- name: claim_dyad_add
INSERT INTO claim_dyad (era, dyad, first, claims) VALUES (?2 >> 20, ?1, ?2, ?3);
-- postgresql
-- (an index)

-- name: claim_hash_add
INSERT INTO claim_hash (era, half, claim) VALUES (?1, ?2, ?3);
-- postgresql
-- (likewise)

-- name: claim_find
SELECT c.id FROM /*sqlite claim_of_half h CROSS JOIN */claim c
WHERE /*sqlite h.half = ?1 >> 32 AND c.id = h.claim AND */c.hash = ?1;

-- name: claim_there
SELECT c.id FROM claim_of_half h CROSS JOIN claim c
WHERE h.half = ?1 >> 32 AND c.id = h.claim AND c.hash = ?1;
-- postgresql
-- (the settling of claim_add leaves out what is there)

-- name: records_there
SELECT 1 FROM article WHERE origin <> '' LIMIT 1;

-- name: claim_last
SELECT max(id) FROM claim;

-- name: claim_run_add
INSERT INTO claim_run (article, first, last, claims) VALUES (?1, ?2, ?3, ?4);
-- postgresql
-- (its claim_run is a view)

-- name: detail_add
-- number: detail_last
INSERT INTO detail (article, kind, key, value, actors, claim, dyad, date, evidence_first,
                    evidence_last, sentence_first, sentence_last, id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: dyad_number_of_claim
SELECT c.dyad FROM /*sqlite claim_of_half h CROSS JOIN */claim c
WHERE /*sqlite h.half = ?1 >> 32 AND c.id = h.claim AND */c.hash = ?1;

-- name: dyad_number_of_own_claim
SELECT c.dyad FROM claim_run r JOIN claim c ON c.id BETWEEN r.first AND r.last
/*postgresql AND c.article = r.article*/
WHERE r.article = ?1 AND c.hash = ?2;

-- name: detail_last
SELECT max(id) FROM detail;

-- name: actor_count_add
INSERT INTO actor_count (actor, detail, article, told)
SELECT CAST(?1 AS INTEGER), t.id, t.article, {told}
FROM detail t JOIN article a ON a.id = t.article
WHERE t.id = ?2 AND t.claim IS NULL
ON CONFLICT DO NOTHING;

-- name: detail_there
SELECT 1 FROM detail WHERE article = ?1 LIMIT 1;

-- Stale dyads.

-- name: stale_add
INSERT INTO stale (dyad, first) VALUES (?1, ?2) ON CONFLICT (dyad) DO NOTHING;

-- name: stale_add_article
INSERT INTO stale (dyad, first)
SELECT DISTINCT c.dyad, 0 FROM claim_run r JOIN claim c ON c.id BETWEEN r.first AND r.last
/*postgresql AND c.article = r.article*/
WHERE r.article = ?1
ON CONFLICT (dyad) DO UPDATE SET first = 0;

-- name: stale_all
INSERT INTO stale (dyad, first) SELECT id, 0 FROM dyad WHERE true
ON CONFLICT (dyad) DO UPDATE SET first = 0;

-- name: stale_list
-- rows: many
SELECT s.dyad, d.a, d.b, s.first FROM stale s JOIN dyad d ON d.id = s.dyad ORDER BY s.dyad;

-- name: stale_clear
-- after: event event_claim bond bond_span
DELETE FROM stale;

-- Families and versions.

-- name: article_hash
SELECT hash FROM article WHERE id = ?1;

-- name: imprint_there
SELECT 1 FROM imprint WHERE article = ?1;

-- name: imprint_of_article
SELECT body FROM imprint WHERE article = ?1;

-- name: imprints
-- rows: many
SELECT i.article FROM imprint i JOIN article a ON a.id = i.article ORDER BY a.hash;

-- name: imprint_count
SELECT max(article) FROM imprint WHERE article > ?1;

-- name: feature_holders
SELECT x.feature, x.article, coalesce(f.speaker, x.article)
FROM {numbers_1}
JOIN feature x ON x.feature = k.value LEFT JOIN family f ON f.article = x.article
ORDER BY x.feature, x.article;

-- name: feature_add
INSERT INTO feature (feature, article) VALUES (?1, ?2) ON CONFLICT DO NOTHING;

-- name: speaker_of_article
SELECT speaker FROM family WHERE article = ?1;

-- name: family_members
SELECT article FROM family WHERE speaker = ?1;

-- name: family_put
INSERT INTO family (article, speaker) VALUES (?1, ?2)
ON CONFLICT (article) DO UPDATE SET speaker = excluded.speaker;

-- name: versions_of_article
SELECT v.id, v.changed FROM (
    SELECT y.id, y.changed, y.hash FROM article x
    JOIN article y ON y.url = x.url AND y.url <> '' WHERE x.id = ?1
    UNION SELECT y.id, y.changed, y.hash FROM article x
    JOIN article y ON y.path = x.path AND y.doc = x.doc WHERE x.id = ?1 AND x.path <> '-') v
LEFT JOIN family f ON f.article = ?1 LEFT JOIN family g ON g.article = v.id
WHERE v.changed IS NOT NULL AND coalesce(f.speaker, ?1) = coalesce(g.speaker, v.id)
ORDER BY v.changed, v.hash;

-- name: superseded_put
INSERT INTO superseded (article, until) VALUES (?1, ?2)
ON CONFLICT (article) DO UPDATE SET until = excluded.until;

-- name: superseded_clear
DELETE FROM superseded;

-- name: features_clear
DELETE FROM feature;

-- name: families_clear
DELETE FROM family;

-- Questions.

-- name: articles
-- rows: many
SELECT {article_row}
FROM article a {of_article}
ORDER BY a.doc, a.hash;

-- The newest articles, a page at a time: those dated, then the others; on one day in the order of ids,
-- which are hashes without a sign.

-- name: articles_dated
SELECT {article_row}
FROM article a {of_article}
WHERE a.known <= ?1 AND a.known <= ?2
  AND (a.known < ?2 OR (a.hash < 0, a.hash) > (CAST(?3 AS BIGINT) < 0, CAST(?3 AS BIGINT)))
ORDER BY a.known DESC, a.hash < 0, a.hash LIMIT ?4;

-- name: articles_undated
SELECT {article_row}
FROM article a {of_article}
WHERE a.known IS NULL
  AND (CAST(?1 AS BIGINT) IS NULL
       OR (a.hash < 0, a.hash) > (CAST(?1 AS BIGINT) < 0, CAST(?1 AS BIGINT)))
ORDER BY a.hash < 0, a.hash LIMIT ?2;

-- name: article_by_hash
SELECT {article_row}, t.text
FROM article a {of_article} LEFT JOIN article_text t ON t.article = a.id
WHERE a.hash = ?1;

-- name: actor_there
SELECT 1 FROM word w WHERE w.text = ?1
AND EXISTS (SELECT 1 FROM dyad d WHERE d.a = w.id UNION ALL SELECT 1 FROM dyad d WHERE d.b = w.id);

-- name: search_fold
INSERT INTO article_search (rowid, text)
SELECT article, text FROM article_text
WHERE article > (SELECT coalesce(max(id), 0) FROM article_search_docsize);
-- postgresql
INSERT INTO article_search (article, words, length)
SELECT t.article, w.words, w.length FROM article_text t, search_words(t.text) w
WHERE t.article > (SELECT coalesce(max(article), 0) FROM article_search);

-- name: search_rebuild
INSERT INTO article_search (article_search) VALUES ('rebuild');
-- postgresql
INSERT INTO article_search (article, words, length)
SELECT t.article, w.words, w.length FROM article_text t, search_words(t.text) w
ON CONFLICT (article) DO UPDATE SET words = excluded.words, length = excluded.length;

-- name: search_articles
SELECT a.hash FROM article_search JOIN article a ON a.id = article_search.rowid
WHERE article_search MATCH ?1 AND coalesce(a.known <= ?2, ?2 IS NULL)
ORDER BY rank, a.hash LIMIT ?3;
-- postgresql
SELECT a.hash FROM search_rank($1) r JOIN article a ON a.id = r.article
WHERE coalesce(a.known <= $2, $2 IS NULL)
ORDER BY r.score, a.hash LIMIT $3;

-- name: family_of_article
SELECT a.hash FROM article g LEFT JOIN family h ON h.article = g.id
JOIN family f ON f.speaker = coalesce(h.speaker, g.id) JOIN article a ON a.id = f.article
WHERE g.hash = ?1 AND a.id <> g.id ORDER BY a.known NULLS FIRST, a.hash;

-- name: article_head
SELECT {article_row}
FROM article a {of_article}
WHERE a.hash = ?1;

-- name: article_order
-- rows: many
SELECT id FROM article ORDER BY doc, hash;

-- name: article_by_number
SELECT {article_row}
FROM article a {of_article}
WHERE a.id = ?1;

-- name: claims_all
-- rows: many
SELECT {claim_row}
FROM claim c {of_claim};

-- name: claims_of_article
SELECT {claim_row}
FROM article a JOIN claim_run r ON r.article = a.id JOIN claim c ON c.id BETWEEN r.first AND r.last
/*postgresql AND c.article = r.article*/
LEFT JOIN family f ON f.article = c.article LEFT JOIN superseded v ON v.article = c.article
WHERE a.hash = ?1;

-- name: claim_by_hash
SELECT {claim_row}
FROM /*sqlite claim_of_half h CROSS JOIN */claim c {of_claim}
WHERE /*sqlite h.half = ?1 >> 32 AND c.id = h.claim AND */c.hash = ?1;

-- name: claim_by_number
SELECT {claim_row}
FROM claim c {of_claim}
WHERE c.id = ?1;

-- name: claims_of_dyad
SELECT {claim_row}
FROM /*sqlite claim_of_dyad p CROSS JOIN */claim c {of_claim}
WHERE /*sqlite p.dyad = ?1 AND c.id = p.claim AND */c.dyad = ?1;

-- name: stale_claims
-- rows: many
SELECT {claim_row}, s.dyad
FROM stale s LEFT JOIN digest g ON g.dyad = s.dyad
CROSS JOIN claim_era e CROSS JOIN claim_dyad p CROSS JOIN json_each('[' || p.claims || ']') k
CROSS JOIN claim c {of_claim}
WHERE (g.dyad IS NULL OR e.era >= s.first >> 20) AND p.era = e.era AND p.dyad = s.dyad
  AND p.first >= CASE WHEN g.dyad IS NULL THEN 0 ELSE s.first END AND c.id = p.first + k.value
ORDER BY s.dyad;
-- postgresql
SELECT c.*, s.dyad
FROM stale s LEFT JOIN digest g ON g.dyad = s.dyad, LATERAL (
    SELECT {claim_row}
    FROM claim c {of_claim}
    WHERE c.dyad = s.dyad AND c.id >= CASE WHEN g.dyad IS NULL THEN 0 ELSE s.first END
    OFFSET 0) c -- each dyad by itself: nothing tells the planner how few they are
ORDER BY s.dyad;

-- name: stale_heads
-- rows: many
SELECT s.dyad, g.known, g.bonds, g.walk
FROM stale s JOIN digest g ON g.dyad = s.dyad ORDER BY s.dyad;

-- name: claims_of_numbers
-- apart
SELECT {claim_row}
FROM {numbers_1} CROSS JOIN claim c {of_claim}
WHERE c.id = k.value;

-- Claims and details are given as their rows with commas between them: one question for all claims of which
-- a view shows the evidence, or the id alone, and one for details, which few views show. Rows of which the
-- id alone is shown are given as dyad << 32 | row: PostgreSQL finds those of a pair side by side.

-- name: evidence_of_claims
SELECT 0, c.id, c.hash, {evidence}
FROM {numbers_1}
JOIN claim c ON c.id = k.value
{of_evidence}
UNION ALL
SELECT 1, c.id, c.hash, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM {numbers_2}
JOIN claim c ON c.id = /*sqlite (k.value & 4294967295)*/
/*postgresql (k.value & 4294967295)::integer AND c.dyad = (k.value >> 32)::integer */;

-- name: evidence_of_details
SELECT 2, c.id, 0, {evidence}
FROM {numbers_1}
JOIN detail c ON c.id = k.value
{of_evidence};

-- name: claim_texts
SELECT c.id, proposition, c.sentence_first, c.sentence_last, n.text, {sentence}
FROM {numbers_1}
JOIN claim c ON c.id = k.value
/*sqlite LEFT JOIN article_text x ON x.article = c.article */
/*postgresql JOIN article_text a ON a.article = c.article
JOIN claim_text p ON p.claim = c.id AND p.month = a.month */
LEFT JOIN tree n ON n.id = c.tree;

-- name: counts_all
-- rows: many
SELECT t.id, t.article, {told}, f.speaker, v.until
FROM detail t {of_detail}
WHERE t.claim IS NULL;

-- name: counts_of_actors
SELECT l.detail, l.article, l.told, f.speaker, v.until
FROM actor_count l
LEFT JOIN family f ON f.article = l.article LEFT JOIN superseded v ON v.article = l.article
WHERE l.actor IN (?1, ?2);

-- name: voices_of_pair
SELECT {voices}
WHERE t.dyad = (SELECT id FROM dyad WHERE a = ?1 AND b = ?2);

-- name: voices_of_actor
SELECT {voices}
WHERE t.dyad IS NOT NULL
  AND t.dyad IN (SELECT id FROM dyad WHERE a = ?1 UNION SELECT id FROM dyad WHERE b = ?1)
ORDER BY t.dyad;

-- name: voices_all
SELECT {voices}
WHERE t.dyad IS NOT NULL ORDER BY t.dyad;

-- name: details_of_article
SELECT t.id, t.kind, t.key, t.value, t.claim, t.date, t.evidence_first, t.evidence_last,
       t.sentence_first, t.sentence_last, t.article, a.hash, a.known, f.speaker, NULL, t.actors
FROM detail t
JOIN article a ON a.id = t.article
LEFT JOIN family f ON f.article = t.article WHERE a.hash = ?1 ORDER BY t.id;

-- name: find
SELECT kind, hash FROM (
    SELECT 0 AS kind, hash FROM /*sqlite claim_of_half h CROSS JOIN */claim c
    WHERE /*sqlite h.half BETWEEN ?1 >> 32 AND ?2 >> 32 AND c.id = h.claim
      AND */hash BETWEEN ?1 AND ?2
    UNION ALL SELECT 1, hash FROM event
    WHERE /*sqlite hash >> 32 BETWEEN ?1 >> 32 AND ?2 >> 32 AND */hash BETWEEN ?1 AND ?2
    UNION ALL SELECT 2, hash FROM bond WHERE hash BETWEEN ?1 AND ?2
    UNION ALL SELECT 3, hash FROM article WHERE hash BETWEEN ?1 AND ?2) x
ORDER BY kind, hash LIMIT 4;

-- name: data_version
PRAGMA data_version;
-- postgresql
SELECT writes FROM entente_ledger;

-- name: actors
WITH p AS (
    SELECT dyad, /*sqlite sum(length(claims) - length(replace(claims, ',', '')) + 1) */
           /*postgresql count(*) */ AS claims
    FROM /*sqlite claim_dyad*/ /*postgresql claim*/ GROUP BY dyad
)
SELECT w.text, CAST(sum(n.claims) AS BIGINT) FROM (
    SELECT d.a AS actor, p.claims FROM dyad d JOIN p ON p.dyad = d.id
    UNION ALL SELECT d.b, p.claims FROM dyad d JOIN p ON p.dyad = d.id) n
JOIN word w ON w.id = n.actor
WHERE w.text <> '-' GROUP BY w.text ORDER BY sum(n.claims) DESC, w.text;

-- name: dyad_of_claim
SELECT d.a, d.b FROM /*sqlite claim_of_half h CROSS JOIN */claim x JOIN dyad d ON d.id = x.dyad
WHERE /*sqlite h.half = ?1 >> 32 AND x.id = h.claim AND */x.hash = ?1;

-- name: dyad_of_event
SELECT d.a, d.b FROM event x JOIN dyad d ON d.id = x.dyad
WHERE /*sqlite x.hash >> 32 = ?1 >> 32 AND +*/x.hash = ?1;

-- name: dyad_of_bond
SELECT d.a, d.b FROM bond x JOIN dyad d ON d.id = x.dyad WHERE x.hash = ?1;

-- name: latest_day
SELECT max(known) FROM article;

-- name: counts
SELECT (SELECT count(*) FROM article), (SELECT coalesce(max(id), 0) FROM claim),
       (SELECT count(*) FROM event), (SELECT count(*) FROM bond);
-- postgresql
SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM claim),
       (SELECT count(*) FROM event), (SELECT count(*) FROM bond);

-- A pair and, where it is folded and nothing of it became known later, its view.

-- name: digest_of_pair
SELECT d.id, g.dyad, {gists_of_digest}, {events_of_digest}
{digest_of_pair};

-- name: digests_of_actor
SELECT g.dyad, {gists_of_digest}, {events_of_digest}
FROM digest g
WHERE g.dyad IN (SELECT id FROM dyad WHERE a = ?1 UNION SELECT id FROM dyad WHERE b = ?1)
  AND coalesce(g.known, 2147483647) <= ?2 AND NOT EXISTS (SELECT 1 FROM stale s WHERE s.dyad = g.dyad);

-- name: gists_of_actor
SELECT g.dyad, {gists_of_digest}
FROM digest g
WHERE g.dyad IN (SELECT id FROM dyad WHERE a = ?1 UNION SELECT id FROM dyad WHERE b = ?1)
  AND coalesce(g.known, 2147483647) <= ?2 AND NOT EXISTS (SELECT 1 FROM stale s WHERE s.dyad = g.dyad);

-- name: gists_of_pair
SELECT d.id, g.dyad, {gists_of_digest}
{digest_of_pair};

-- The years of one dyad from the one to the other.

-- name: digest_years
SELECT (SELECT {joined} FROM (SELECT body FROM digest_gist WHERE {years} ORDER BY id) y),
       (SELECT {joined} FROM (SELECT body FROM digest_event WHERE {years} ORDER BY id) y);

-- Views written. What is dropped was written by a fold before: rows of this one may wait.

-- name: bond_span_drop
-- apart
DELETE FROM bond_span WHERE dyad = ?1 AND bond = ?2 AND position = ?3;

-- name: bond_drop
-- apart
DELETE FROM bond WHERE dyad = ?1 AND position = ?2;

-- name: event_claims_drop
-- apart
DELETE FROM event_claim WHERE dyad = ?1 AND event = ?2;

-- name: event_drop
-- apart
DELETE FROM event WHERE dyad = ?1 AND position = ?2;

-- name: bond_spans_clear
DELETE FROM bond_span;

-- name: bonds_clear
DELETE FROM bond;

-- name: event_claims_clear
DELETE FROM event_claim;

-- name: events_clear
DELETE FROM event;

-- name: digests_clear
DELETE FROM digest;

-- name: digest_gists_clear
DELETE FROM digest_gist;

-- name: digest_events_clear
DELETE FROM digest_event;

-- name: event_add
-- copy
INSERT INTO event (dyad, position, hash, date, source, event, bond, target, realis, disputed, known,
                   articles, families)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: event_claim_add
-- copy
INSERT INTO event_claim (dyad, event, rank, claim) VALUES (?1, ?2, ?3, ?4);

-- name: bond_add
-- copy
INSERT INTO bond (dyad, position, hash, type, a, b) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: bond_span_add
-- copy
INSERT INTO bond_span (dyad, bond, position, state, presumed, "begin", "end", first, last, event)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- name: digest_put
INSERT INTO digest (dyad, known, bonds, walk) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (dyad) DO UPDATE
SET known = excluded.known, bonds = excluded.bonds, walk = excluded.walk;

-- name: digest_gist_put
INSERT INTO digest_gist (id, body) VALUES ({year_id}, ?3)
ON CONFLICT (id) DO UPDATE SET body = excluded.body;

-- name: digest_gist_drop
DELETE FROM digest_gist WHERE id = {year_id};

-- name: digest_event_put
INSERT INTO digest_event (id, body) VALUES ({year_id}, ?3)
ON CONFLICT (id) DO UPDATE SET body = excluded.body;

-- name: digest_event_drop
DELETE FROM digest_event WHERE id = {year_id};

-- name: period_add
INSERT INTO dyad_period (period, dyad, year) VALUES (?1, ?2, ?3);

-- name: period_drop
DELETE FROM dyad_period WHERE period = ?1 AND dyad = ?2 AND year = ?3;

-- name: periods_clear
DELETE FROM dyad_period;

-- All tables in an order that does not depend on the order of arrival.

-- name: dump_article
-- rows: many
SELECT printf('%016x', hash), doc, path, title, language, outlet, published, basis, evidence, known,
       origin, url, changed, text
FROM article a LEFT JOIN article_text t ON t.article = id
ORDER BY hash;

-- name: dump_imprint
-- rows: many
SELECT printf('%016x', hash), hex(body) FROM imprint JOIN article ON id = article ORDER BY hash;

-- name: dump_claim
-- rows: many
SELECT printf('%016x', c.hash), printf('%016x', a.hash), c.position, d.text, s.text, e.text, b.text,
       t.text, r.text, y.text, u.text, c.evidence_first, c.evidence_last, c.sentence_first, c.sentence_last, n.text,
       c.confidence, c.signs, proposition
FROM claim c JOIN article a ON a.id = c.article
/*postgresql JOIN claim_text p ON p.claim = c.id AND p.month = a.month*/ JOIN date d ON d.id = c.date
JOIN word s ON s.id = c.source JOIN word e ON e.id = c.event JOIN word b ON b.id = c.bond
JOIN word t ON t.id = c.target JOIN word r ON r.id = c.realis JOIN word y ON y.id = c.said_by
JOIN word u ON u.id = c.rule LEFT JOIN tree n ON n.id = c.tree
ORDER BY c.hash;

-- name: dump_detail
-- rows: many
SELECT printf('%016x', a.hash), k.text, e.text, u.text, printf('%016x', t.claim), d.text,
       t.evidence_first, t.evidence_last, t.sentence_first, t.sentence_last,
       c.text
FROM detail t JOIN article a ON a.id = t.article JOIN word k ON k.id = t.kind
JOIN word e ON e.id = t.key JOIN word u ON u.id = t.value JOIN word c ON c.id = t.actors
LEFT JOIN date d ON d.id = t.date
ORDER BY a.hash, t.evidence_first, t.evidence_last, k.text, t.claim NULLS FIRST;

-- name: dump_family
-- rows: many
SELECT printf('%016x', a.hash), printf('%016x', s.hash)
FROM family f JOIN article a ON a.id = f.article JOIN article s ON s.id = f.speaker ORDER BY a.hash;

-- name: dump_superseded
-- rows: many
SELECT printf('%016x', a.hash), v.until FROM superseded v JOIN article a ON a.id = v.article
ORDER BY a.hash;

-- name: dump_event
-- rows: many
SELECT printf('%016x', v.hash), p.text, q.text, v.position, d.text, s.text, e.text, b.text, t.text,
       r.text, v.disputed, v.known, v.articles, v.families
FROM event v JOIN dyad y ON y.id = v.dyad JOIN word p ON p.id = y.a JOIN word q ON q.id = y.b
JOIN date d ON d.id = v.date JOIN word s ON s.id = v.source JOIN word e ON e.id = v.event
JOIN word b ON b.id = v.bond JOIN word t ON t.id = v.target JOIN word r ON r.id = v.realis
ORDER BY p.text, q.text, v.position;

-- name: dump_event_claim
-- rows: many
SELECT p.text, q.text, l.event, l.rank, printf('%016x', c.hash)
FROM event_claim l JOIN dyad y ON y.id = l.dyad JOIN word p ON p.id = y.a JOIN word q ON q.id = y.b
JOIN claim c ON c.id = l.claim
ORDER BY p.text, q.text, l.event, l.rank;

-- name: dump_bond
-- rows: many
SELECT printf('%016x', o.hash), p.text, q.text, o.position, t.text, a.text, b.text
FROM bond o JOIN dyad y ON y.id = o.dyad JOIN word p ON p.id = y.a JOIN word q ON q.id = y.b
JOIN word t ON t.id = o.type JOIN word a ON a.id = o.a JOIN word b ON b.id = o.b
ORDER BY p.text, q.text, o.position;

-- name: dump_bond_span
-- rows: many
SELECT p.text, q.text, n.bond, n.position, w.text, n.presumed, x.text, z.text, n.first, n.last,
       n.event
FROM bond_span n JOIN dyad y ON y.id = n.dyad JOIN word p ON p.id = y.a JOIN word q ON q.id = y.b
JOIN word w ON w.id = n.state LEFT JOIN date x ON x.id = n."begin" LEFT JOIN date z ON z.id = n."end"
ORDER BY p.text, q.text, n.bond, n.position;

-- name: dump_dyad_period
-- rows: many
SELECT p.text, q.text, n.year, n.period
FROM dyad_period n JOIN dyad y ON y.id = n.dyad JOIN word p ON p.id = y.a JOIN word q ON q.id = y.b
ORDER BY p.text, q.text, n.year, n.period;

-- name: dump_stale
-- rows: many
SELECT p.text, q.text FROM stale s JOIN dyad y ON y.id = s.dyad JOIN word p ON p.id = y.a
JOIN word q ON q.id = y.b ORDER BY p.text, q.text;
