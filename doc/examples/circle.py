# Who is tied to an actor today, and how many claims tell of each tie. usage: circle.py LEDGER ACTOR
import sqlite3
import sys

ledger = sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True)
rows = ledger.execute('''
    SELECT c."alter", c.type, c.state, c.begin, count(k.id)
    FROM circle_now c LEFT JOIN claims k
        ON (k.source, k.target) IN ((c.ego, c."alter"), (c."alter", c.ego))
    WHERE c.ego = ? AND c.state <> 'closed'
    GROUP BY c.bond ORDER BY c."alter", c.type''', sys.argv[2:])
for row in rows:
    print(*row, sep='\t')
