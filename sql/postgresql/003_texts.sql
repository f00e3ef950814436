-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 6. The texts of articles leave their partitions: what brings the sentences of claims goes
-- through many months at once, and a plan that opens three hundred tables costs ten times what it finds.
-- The propositions of claims stay where they are.

DROP VIEW articles, claims, details;
DROP TRIGGER kept ON article_text;
DROP TRIGGER stays ON article_text;
ALTER TABLE article_text RENAME TO article_text_by_month;
CREATE TABLE article_text (
    article integer PRIMARY KEY REFERENCES article (id),
    text    text COLLATE "C" NOT NULL
);
INSERT INTO article_text (article, text)
SELECT article, text FROM article_text_by_month ORDER BY article;
DROP TABLE article_text_by_month;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON article_text FOR EACH ROW EXECUTE FUNCTION fact_kept();
CREATE TRIGGER stays BEFORE TRUNCATE ON article_text FOR EACH STATEMENT EXECUTE FUNCTION fact_kept();

-- A partition is made alone and then attached: readers of the others need not wait.
CREATE OR REPLACE FUNCTION month_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part text := 'claim_text_' || CASE NEW.month WHEN 0 THEN 'undated'
        ELSE (NEW.month / 100)::text || '_' || lpad((NEW.month % 100)::text, 2, '0') END;
BEGIN
    IF to_regclass(format('%I', part)) IS NULL THEN
        EXECUTE format('CREATE TABLE %I (LIKE claim_text INCLUDING ALL)', part);
        EXECUTE format('ALTER TABLE claim_text ATTACH PARTITION %I FOR VALUES IN (%s)', part, NEW.month);
    END IF;
    RETURN NULL;
END $$;

CREATE VIEW articles AS
SELECT printf('%016x', a.hash) AS id, a.doc, a.path, a.url, a.title, a.language, a.outlet, a.origin,
       a.published, a.basis, day(a.known) AS known,
       (SELECT count(*) FROM claim c WHERE c.article = a.id) AS claims,
       printf('%016x', coalesce(s.hash, a.hash)) AS family, day(v.until) AS superseded, t.text
FROM article a LEFT JOIN article_text t ON t.article = a.id
LEFT JOIN family f ON f.article = a.id LEFT JOIN article s ON s.id = f.speaker
LEFT JOIN superseded v ON v.article = a.id;

CREATE VIEW claims AS
SELECT printf('%016x', c.hash) AS id, a.doc, d.text AS date, s.text AS source, e.text AS event,
       b.text AS bond, t.text AS target, r.text AS realis, y.text AS said_by, u.text AS rule,
       day(d.first) AS first, day(d.last) AS last, day(a.known) AS known,
       printf('%016x', a.hash) AS article, nullif(c.confidence, 0) AS confidence,
       sentence(x.text, c.sentence_first, c.sentence_last) AS sentence
FROM claim c JOIN article a ON a.id = c.article
LEFT JOIN article_text x ON x.article = a.id
JOIN date d ON d.id = c.date JOIN word s ON s.id = c.source JOIN word e ON e.id = c.event
JOIN word b ON b.id = c.bond JOIN word t ON t.id = c.target JOIN word r ON r.id = c.realis
JOIN word y ON y.id = c.said_by JOIN word u ON u.id = c.rule;

CREATE VIEW details AS
SELECT a.doc, k.text AS kind, e.text AS key, u.text AS value, c.text AS actors, d.text AS date,
       printf('%016x', t.claim) AS claim, printf('%016x', a.hash) AS article,
       sentence(x.text, t.sentence_first, t.sentence_last) AS sentence
FROM detail t JOIN article a ON a.id = t.article
LEFT JOIN article_text x ON x.article = a.id
JOIN word k ON k.id = t.kind JOIN word e ON e.id = t.key JOIN word u ON u.id = t.value
JOIN word c ON c.id = t.actors LEFT JOIN date d ON d.id = t.date;
