-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 2. Records of other data sets lie beside one's own reading, each marked with its origin.

ALTER TABLE article ADD COLUMN origin TEXT NOT NULL DEFAULT '';  -- data set, '' read here
