# Who is tied to an actor today, and how many claims tell of each tie. usage: circle.R LEDGER ACTOR
arguments <- commandArgs(trailingOnly = TRUE)
ledger <- DBI::dbConnect(RSQLite::SQLite(), arguments[1], flags = RSQLite::SQLITE_RO)
rows <- DBI::dbGetQuery(ledger, "
    SELECT c.\"alter\", c.type, c.state, c.begin, count(k.id)
    FROM circle_now c LEFT JOIN claims k
        ON (k.source, k.target) IN ((c.ego, c.\"alter\"), (c.\"alter\", c.ego))
    WHERE c.ego = ? AND c.state <> 'closed'
    GROUP BY c.bond ORDER BY c.\"alter\", c.type",
    params = list(arguments[2]))
write.table(rows, sep = "\t", quote = FALSE, row.names = FALSE, col.names = FALSE, na = "None")
invisible(DBI::dbDisconnect(ledger))
