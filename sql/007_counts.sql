-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 8. The counts of an actor lie together, with all that is asked of them and of their articles when
-- they are held against each other: one look-up for each was most of what a dispute cost.
CREATE TABLE actor_count (
    actor   INTEGER NOT NULL REFERENCES word (id), -- that the count's sentence names
    detail  INTEGER NOT NULL REFERENCES detail (id),
    article INTEGER NOT NULL REFERENCES article (id),
    told    TEXT NOT NULL, -- kind,key,value,actors,date,evidence_first of the detail, hash,known of the article
    PRIMARY KEY (actor, detail)
) WITHOUT ROWID;

INSERT INTO actor_count (actor, detail, article, told)
SELECT l.actor, t.id, t.article,
       t.kind || ',' || t.key || ',' || t.value || ',' || t.actors || ',' || coalesce(t.date, 0) || ',' ||
       t.evidence_first || ',' || a.hash || ',' || coalesce(a.known, 2147483647)
FROM detail_actor l JOIN detail t ON t.id = l.detail JOIN article a ON a.id = t.article
WHERE t.claim IS NULL ORDER BY l.actor, t.id;

DROP TABLE detail_actor;
