-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The counts of an actor lie by actor; ../007_counts.sql tells the columns.
CREATE TABLE actor_count (
    actor   integer NOT NULL,
    detail  integer NOT NULL REFERENCES detail (id),
    article integer NOT NULL,
    told    text COLLATE "C" NOT NULL,
    PRIMARY KEY (actor, detail)
);

INSERT INTO actor_count (actor, detail, article, told)
SELECT l.actor, t.id, t.article,
       t.kind || ',' || t.key || ',' || t.value || ',' || t.actors || ',' || coalesce(t.date, 0) || ',' ||
       t.evidence_first || ',' || a.hash || ',' || coalesce(a.known, 2147483647)
FROM detail_actor l JOIN detail t ON t.id = l.detail JOIN article a ON a.id = t.article
WHERE t.claim IS NULL ORDER BY l.actor, t.id;

DROP TABLE detail_actor;
