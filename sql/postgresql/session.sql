-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a connection that writes needs: claims are copied here first, for a copy can neither leave
-- out what is there already nor tell the month of an article.
CREATE TEMPORARY TABLE claim_new ON COMMIT DELETE ROWS AS
SELECT c.*, t.proposition FROM claim c, claim_text t WITH NO DATA;
