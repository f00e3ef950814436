-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The words of articles at six tenths of the cost: what finds them becomes part of the statement that asks for
-- it, where a call for each article cost as much as the words, and only texts with letters beyond ASCII
-- are taken apart for their accents.

CREATE OR REPLACE FUNCTION search_fold(text text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN octet_length(text) = length(text) THEN lower(text COLLATE "und-x-icu")
   ELSE normalize(regexp_replace(normalize(lower(text COLLATE "und-x-icu"), NFD),
                                 '([a-z])[\u0300-\u036f]+', '\1', 'g'), NFC) END $$;

-- The words in order, their places apart; longer ones than a tsvector may hold are nobody's question.
CREATE OR REPLACE FUNCTION search_split(text text) RETURNS TABLE (place bigint, word text)
LANGUAGE sql IMMUTABLE AS
$$ SELECT s.place, s.word
   FROM unnest(regexp_split_to_array(search_fold(text) COLLATE "und-x-icu",
       '[^[:alnum:]\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2080-\u2089\u2150-\u218b\u2460-\u249b]+'))
       WITH ORDINALITY s (word, place)
   WHERE s.word <> '' AND length(s.word) <= 500 $$;

-- Of a text beyond 300,000 characters only these: a tsvector ends at a megabyte.
DROP FUNCTION search_words(text);
CREATE FUNCTION search_words(text text) RETURNS TABLE (words tsvector, length integer)
LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce(string_agg(word || ':' || place, ' '), '')::tsvector, count(*)::integer
   FROM search_split(left(text, 300000)) $$;
