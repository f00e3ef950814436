-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Schema 3. The words of articles, for searching (FTS5): a view, made with the others. Only which
-- article holds a word is kept, neither the text nor the places: five bytes a claim.

CREATE VIRTUAL TABLE article_search USING fts5 (
    text, content = 'article_text', content_rowid = 'article', detail = none,
    tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO article_search (rowid, text) SELECT article, text FROM article_text;
