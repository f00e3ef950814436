-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 5. Digests come in three parts and name claims by their rows. What was folded is dropped; the
-- next fold makes it again.

-- Records of other data sets: only beside them may a claim be there already.
CREATE INDEX article_record ON article (id) WHERE origin <> '';

TRUNCATE bond_span, bond, event_claim, event, dyad_period, digest;

ALTER TABLE digest DROP COLUMN heads, DROP COLUMN support;
ALTER TABLE digest ADD COLUMN gists bytea NOT NULL, ADD COLUMN events bytea NOT NULL,
    ADD COLUMN support bytea NOT NULL;
-- unpacking would cost more than reading
ALTER TABLE digest ALTER COLUMN gists SET STORAGE EXTERNAL, ALTER COLUMN events SET STORAGE EXTERNAL,
    ALTER COLUMN support SET STORAGE EXTERNAL;

DELETE FROM stale;
INSERT INTO stale (dyad, first) SELECT id, 0 FROM dyad;
