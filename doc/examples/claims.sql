-- DuckDB: who speaks of whom how often, and how many such claims are right.
--     entente export --format csv >claims.csv && duckdb <doc/examples/claims.sql
SELECT source, target, event, count(*) AS claims, min(date_first) AS first, max(date_last) AS last,
       round(avg(confidence)) AS confidence
FROM read_csv('claims.csv')
WHERE realis = 'actual'
GROUP BY source, target, event
ORDER BY claims DESC, source, target, event
LIMIT 20;
