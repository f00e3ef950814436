-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 4 for PostgreSQL 15: the tables and views of ../00*.sql, which tell what each column means,
-- under the same names. What differs:
--
-- * What is long, the texts of articles and the propositions of claims, lies in partitions by the month
--   of publication (202507; 0 undated), made when the first article of a month arrives. The numbers of
--   claims do not: their questions go by actors, and would have to look through every month.
-- * References to words are not enforced: eight look-ups a claim would cost more than the claim.
-- * Texts compare by bytes (COLLATE "C"), so that all orders are those of SQLite.

CREATE TABLE entente_ledger (
    schema integer NOT NULL,
    writes bigint NOT NULL -- transactions that wrote
);
INSERT INTO entente_ledger VALUES (4, 0);

-- Dictionaries.

CREATE TABLE word (
    id   integer PRIMARY KEY,
    text text COLLATE "C" NOT NULL,
    EXCLUDE USING hash (text WITH =) -- unique, of any length
);

CREATE TABLE date (
    id    integer PRIMARY KEY,
    text  text COLLATE "C" NOT NULL UNIQUE,
    first integer,
    last  integer
);

CREATE TABLE dyad (
    id integer PRIMARY KEY,
    a  integer NOT NULL REFERENCES word (id),
    b  integer NOT NULL REFERENCES word (id),
    UNIQUE (a, b)
);
CREATE INDEX dyad_b ON dyad (b);

-- Facts.

CREATE TABLE article (
    id        integer PRIMARY KEY,
    hash      bigint NOT NULL UNIQUE,
    doc       text COLLATE "C" NOT NULL,
    path      text COLLATE "C" NOT NULL,
    title     text COLLATE "C" NOT NULL,
    language  text COLLATE "C" NOT NULL,
    outlet    text COLLATE "C" NOT NULL,
    published text COLLATE "C" NOT NULL,
    basis     text COLLATE "C" NOT NULL CHECK (basis IN ('unknown', 'stated', 'lower bound')),
    evidence  text COLLATE "C" NOT NULL,
    known     integer,
    origin    text COLLATE "C" NOT NULL,
    url       text COLLATE "C" NOT NULL,
    changed   integer,
    month     integer NOT NULL GENERATED ALWAYS AS (CASE WHEN known IS NULL THEN 0 ELSE
        (extract(year FROM date '1970-01-01' + known) * 100 +
         extract(month FROM date '1970-01-01' + known))::integer END) STORED
);
CREATE INDEX article_known ON article (known);
CREATE INDEX article_path ON article USING hash (path);
CREATE INDEX article_url ON article USING hash (url) WHERE url <> '';

CREATE TABLE article_text (
    month   integer NOT NULL,
    article integer NOT NULL,
    text    text COLLATE "C" NOT NULL,
    PRIMARY KEY (month, article)
) PARTITION BY LIST (month);

CREATE TABLE imprint (
    article integer PRIMARY KEY REFERENCES article (id),
    body    bytea NOT NULL
);

CREATE TABLE tree (
    id   integer PRIMARY KEY,
    text text COLLATE "C" NOT NULL
);

CREATE TABLE claim (
    id             integer PRIMARY KEY,
    hash           bigint NOT NULL UNIQUE,
    article        integer NOT NULL,
    position       integer NOT NULL,
    dyad           integer NOT NULL,
    date           integer NOT NULL,
    source         integer NOT NULL,
    event          integer NOT NULL,
    bond           integer NOT NULL,
    target         integer NOT NULL,
    realis         integer NOT NULL,
    said_by        integer NOT NULL,
    rule           integer NOT NULL,
    evidence_first integer NOT NULL,
    evidence_last  integer NOT NULL,
    sentence_first integer NOT NULL,
    sentence_last  integer NOT NULL,
    tree           integer,
    confidence     integer NOT NULL,
    signs          integer NOT NULL
);
CREATE INDEX claim_dyad ON claim (dyad, id);
CREATE INDEX claim_article ON claim (article);

CREATE VIEW claim_run AS
SELECT article, min(id) AS first, max(id) AS last, count(*)::integer AS claims FROM claim GROUP BY article;

CREATE TABLE claim_text (
    month       integer NOT NULL,
    claim       integer NOT NULL,
    proposition text COLLATE "C" NOT NULL,
    PRIMARY KEY (month, claim)
) PARTITION BY LIST (month);

CREATE TABLE detail (
    id             integer PRIMARY KEY,
    article        integer NOT NULL REFERENCES article (id),
    kind           integer NOT NULL,
    key            integer NOT NULL,
    value          integer NOT NULL,
    actors         integer NOT NULL,
    claim          bigint,
    dyad           integer,
    date           integer,
    evidence_first integer NOT NULL,
    evidence_last  integer NOT NULL,
    sentence_first integer NOT NULL,
    sentence_last  integer NOT NULL
);
CREATE INDEX detail_dyad ON detail (dyad) WHERE dyad IS NOT NULL;
CREATE INDEX detail_article ON detail (article);

CREATE TABLE detail_actor (
    actor  integer NOT NULL,
    detail integer NOT NULL REFERENCES detail (id),
    PRIMARY KEY (actor, detail)
);

CREATE FUNCTION fact_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'facts are never %', CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON article FOR EACH ROW EXECUTE FUNCTION fact_kept();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON article_text FOR EACH ROW EXECUTE FUNCTION fact_kept();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON tree FOR EACH ROW EXECUTE FUNCTION fact_kept();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON claim FOR EACH ROW EXECUTE FUNCTION fact_kept();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON claim_text FOR EACH ROW EXECUTE FUNCTION fact_kept();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON detail FOR EACH ROW EXECUTE FUNCTION fact_kept();
CREATE TRIGGER stays BEFORE TRUNCATE ON article FOR EACH STATEMENT EXECUTE FUNCTION fact_kept();
CREATE TRIGGER stays BEFORE TRUNCATE ON article_text FOR EACH STATEMENT EXECUTE FUNCTION fact_kept();
CREATE TRIGGER stays BEFORE TRUNCATE ON tree FOR EACH STATEMENT EXECUTE FUNCTION fact_kept();
CREATE TRIGGER stays BEFORE TRUNCATE ON claim FOR EACH STATEMENT EXECUTE FUNCTION fact_kept();
CREATE TRIGGER stays BEFORE TRUNCATE ON claim_text FOR EACH STATEMENT EXECUTE FUNCTION fact_kept();
CREATE TRIGGER stays BEFORE TRUNCATE ON detail FOR EACH STATEMENT EXECUTE FUNCTION fact_kept();

-- Partitions. A table is made alone and then attached: readers of the others need not wait.
CREATE FUNCTION month_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    suffix text := CASE NEW.month WHEN 0 THEN 'undated'
        ELSE (NEW.month / 100)::text || '_' || lpad((NEW.month % 100)::text, 2, '0') END;
    parent text;
BEGIN
    IF to_regclass(format('%I', 'claim_text_' || suffix)) IS NULL THEN
        FOREACH parent IN ARRAY ARRAY['article_text', 'claim_text'] LOOP
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', parent || '_' || suffix, parent);
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES IN (%s)', parent,
                           parent || '_' || suffix, NEW.month);
        END LOOP;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER month_open AFTER INSERT ON article FOR EACH ROW EXECUTE FUNCTION month_open();

-- Views of articles.

CREATE TABLE feature (
    feature bigint NOT NULL,
    article integer NOT NULL,
    PRIMARY KEY (feature, article)
);

CREATE TABLE family (
    article integer PRIMARY KEY REFERENCES article (id),
    speaker integer NOT NULL REFERENCES article (id)
);
CREATE INDEX family_speaker ON family (speaker);

CREATE TABLE superseded (
    article integer PRIMARY KEY REFERENCES article (id),
    until   integer NOT NULL
);

-- Views of claims.

CREATE TABLE event (
    dyad     integer NOT NULL,
    position integer NOT NULL,
    hash     bigint NOT NULL,
    date     integer NOT NULL,
    source   integer NOT NULL,
    event    integer NOT NULL,
    bond     integer NOT NULL,
    target   integer NOT NULL,
    realis   integer NOT NULL,
    disputed integer NOT NULL,
    known    integer,
    articles integer NOT NULL,
    families integer NOT NULL,
    PRIMARY KEY (dyad, position)
);
CREATE INDEX event_hash ON event (hash);

CREATE TABLE event_claim (
    dyad  integer NOT NULL,
    event integer NOT NULL,
    rank  integer NOT NULL,
    claim integer NOT NULL,
    PRIMARY KEY (dyad, event, rank)
);

CREATE TABLE bond (
    dyad     integer NOT NULL,
    position integer NOT NULL,
    hash     bigint NOT NULL,
    type     integer NOT NULL,
    a        integer NOT NULL,
    b        integer NOT NULL,
    PRIMARY KEY (dyad, position)
);
CREATE INDEX bond_hash ON bond (hash);

CREATE TABLE bond_span (
    dyad     integer NOT NULL,
    bond     integer NOT NULL,
    position integer NOT NULL,
    state    integer NOT NULL,
    presumed integer NOT NULL,
    "begin"  integer,
    "end"    integer,
    first    integer,
    last     integer,
    event    integer,
    PRIMARY KEY (dyad, bond, position)
);

CREATE TABLE digest (
    dyad    integer PRIMARY KEY REFERENCES dyad (id),
    known   integer,
    heads   bytea NOT NULL,
    support bytea NOT NULL
);
-- unpacking would cost more than reading
ALTER TABLE digest ALTER COLUMN heads SET STORAGE EXTERNAL, ALTER COLUMN support SET STORAGE EXTERNAL;

CREATE TABLE dyad_period (
    period integer NOT NULL,
    dyad   integer NOT NULL REFERENCES dyad (id),
    PRIMARY KEY (period, dyad)
);

CREATE TABLE stale (
    dyad  integer PRIMARY KEY REFERENCES dyad (id),
    first integer NOT NULL
);

-- Search. The words are those of SQLite's FTS5 (unicode61 remove_diacritics 2): runs of letters and
-- digits, in lower case, Latin ones without accents; and the order is its BM25.

CREATE TABLE article_search (
    article integer PRIMARY KEY REFERENCES article (id),
    words   tsvector NOT NULL,
    length  integer NOT NULL -- words, each as often as it stands there
);
CREATE INDEX article_search_words ON article_search USING gin (words);

CREATE FUNCTION search_fold(text text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT normalize(regexp_replace(normalize(lower(text COLLATE "und-x-icu"), NFD),
                                   '([a-z])[\u0300-\u036f]+', '\1', 'g'), NFC) $$;

-- The words in order; longer ones than a tsvector may hold are nobody's question.
CREATE FUNCTION search_split(text text) RETURNS TABLE (place bigint, word text)
LANGUAGE sql IMMUTABLE AS
$$ SELECT row_number() OVER (ORDER BY s.place), s.word
   FROM regexp_split_to_table(search_fold(text) COLLATE "und-x-icu",
       '[^[:alnum:]\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2080-\u2089\u2150-\u218b\u2460-\u249b]+')
       WITH ORDINALITY s (word, place)
   WHERE s.word <> '' AND length(s.word) <= 500 $$;

-- Of a text beyond 300,000 characters only these: a tsvector ends at a megabyte.
CREATE FUNCTION search_words(text text, OUT words tsvector, OUT length integer)
LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce(string_agg(word || ':' || place, ' '), '')::tsvector, count(*)::integer
   FROM search_split(left(text, 300000)) $$;

-- 'word word wor*' as a query.
CREATE FUNCTION search_query(asked text) RETURNS TABLE (word text, query tsquery)
LANGUAGE sql IMMUTABLE AS
$$ SELECT word, (word || CASE WHEN place = max(place) OVER () AND right(asked, 1) = '*'
                              THEN ':*' ELSE '' END)::tsquery
   FROM search_split(asked) $$;

-- The articles with all words; the lower the score the better, as FTS5 has it (k1 = 1.2, b = 0.75).
CREATE FUNCTION search_rank(asked text) RETURNS TABLE (article integer, score double precision)
LANGUAGE sql STABLE AS
$$ WITH total AS (
       SELECT count(*)::double precision AS articles, avg(length)::double precision AS length
       FROM article_search
   ), asked AS (
       SELECT q.word, q.query, (SELECT count(*) FROM article_search s WHERE s.words @@ q.query) AS held
       FROM search_query(asked) q
   ), weighed AS (
       SELECT word, query, greatest(ln((t.articles - held + 0.5) / (held + 0.5)), 1e-6) AS weight
       FROM asked, total t
   ), met AS (
       SELECT s.article, s.length, w.weight,
              (SELECT sum(cardinality(u.positions)) FROM unnest(s.words) u
               WHERE array_to_tsvector(ARRAY[u.lexeme]) @@ w.query)::double precision AS found
       FROM article_search s, weighed w
       WHERE s.words @@ (SELECT string_agg(query::text, ' & ')::tsquery FROM asked)
   )
   SELECT article, -sum(weight * found * 2.2 / (found + 1.2 * (0.25 + 0.75 * m.length / t.length)))
   FROM met m, total t GROUP BY article $$;

-- For people.

CREATE FUNCTION day(known integer) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT to_char(date '1970-01-01' + known, 'YYYY-MM-DD') $$;

-- SQLite's names for what the statements need: 16 hexadecimal digits (zeros for NULL), and bytes as
-- digits.
CREATE FUNCTION printf(format text, number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT lpad(to_hex(coalesce(number, 0)), 16, '0') $$;
CREATE FUNCTION hex(body bytea) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT upper(encode(body, 'hex')) $$;

CREATE FUNCTION sentence(article text, first integer, last integer) RETURNS text
LANGUAGE sql IMMUTABLE AS
$$ SELECT convert_from(substring(convert_to(article, 'UTF8') FROM first + 1 FOR last - first), 'UTF8') $$;

CREATE VIEW articles AS
SELECT printf('%016x', a.hash) AS id, a.doc, a.path, a.url, a.title, a.language, a.outlet, a.origin,
       a.published, a.basis, day(a.known) AS known,
       (SELECT count(*) FROM claim c WHERE c.article = a.id) AS claims,
       printf('%016x', coalesce(s.hash, a.hash)) AS family, day(v.until) AS superseded, t.text
FROM article a LEFT JOIN article_text t ON t.article = a.id AND t.month = a.month
LEFT JOIN family f ON f.article = a.id LEFT JOIN article s ON s.id = f.speaker
LEFT JOIN superseded v ON v.article = a.id;

CREATE VIEW claims AS
SELECT printf('%016x', c.hash) AS id, a.doc, d.text AS date, s.text AS source, e.text AS event,
       b.text AS bond, t.text AS target, r.text AS realis, y.text AS said_by, u.text AS rule,
       day(d.first) AS first, day(d.last) AS last, day(a.known) AS known,
       printf('%016x', a.hash) AS article, nullif(c.confidence, 0) AS confidence,
       sentence(x.text, c.sentence_first, c.sentence_last) AS sentence
FROM claim c JOIN article a ON a.id = c.article
LEFT JOIN article_text x ON x.article = a.id AND x.month = a.month
JOIN date d ON d.id = c.date JOIN word s ON s.id = c.source JOIN word e ON e.id = c.event
JOIN word b ON b.id = c.bond JOIN word t ON t.id = c.target JOIN word r ON r.id = c.realis
JOIN word y ON y.id = c.said_by JOIN word u ON u.id = c.rule;

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

CREATE VIEW details AS
SELECT a.doc, k.text AS kind, e.text AS key, u.text AS value, c.text AS actors, d.text AS date,
       printf('%016x', t.claim) AS claim, printf('%016x', a.hash) AS article,
       sentence(x.text, t.sentence_first, t.sentence_last) AS sentence
FROM detail t JOIN article a ON a.id = t.article
LEFT JOIN article_text x ON x.article = a.id AND x.month = a.month
JOIN word k ON k.id = t.kind JOIN word e ON e.id = t.key JOIN word u ON u.id = t.value
JOIN word c ON c.id = t.actors LEFT JOIN date d ON d.id = t.date;

CREATE VIEW bonds AS
SELECT printf('%016x', o.hash) AS id, t.text AS type, a.text AS a, b.text AS b, w.text AS state,
       n.presumed, x.text AS "begin", y.text AS "end", day(n.first) AS first, day(n.last) AS last,
       printf('%016x', v.hash) AS event
FROM bond o JOIN word t ON t.id = o.type JOIN word a ON a.id = o.a JOIN word b ON b.id = o.b
JOIN bond_span n ON n.dyad = o.dyad AND n.bond = o.position
JOIN word w ON w.id = n.state LEFT JOIN date x ON x.id = n."begin" LEFT JOIN date y ON y.id = n."end"
LEFT JOIN event v ON v.dyad = n.dyad AND v.position = n.event;

CREATE VIEW circle_now AS
SELECT p.text AS ego, q.text AS "alter", t.text AS type, w.text AS state, x.text AS "begin",
       printf('%016x', o.hash) AS bond
FROM bond o JOIN word t ON t.id = o.type
JOIN bond_span n ON n.dyad = o.dyad AND n.bond = o.position
JOIN word w ON w.id = n.state LEFT JOIN date x ON x.id = n."begin"
JOIN word p ON p.id IN (o.a, o.b) JOIN word q ON q.id IN (o.a, o.b) AND q.id <> p.id
WHERE coalesce(n.first <= (SELECT max(known) FROM article), true)
  AND coalesce(n.last >= (SELECT max(known) FROM article), true);
