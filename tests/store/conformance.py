#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holds a ledger on a PostgreSQL server against one in a SQLite file: the same articles must give
the same answers, byte for byte, whatever happened on the way. Prints TAP.

usage: conformance.py ENTENTE_BINARY [WORDS]    only the cases whose name contains WORDS
"""
import contextlib
import itertools
import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.request
from pathlib import Path

import server

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / 'examples').glob('*.txt'))
MORE = sorted((ROOT / 'tests/gold/dev/en').glob('*.txt'))[:8]
FORMATS = ['tsv', 'csv', 'jsonl', 'plover', 'polecat', 'gdelt', 'gexf', 'graphml']
VIEWS = ['articles', 'claims', 'events', 'event_claims', 'details', 'bonds', 'circle_now']
QUESTIONS = [
    ['circle', 'RUS', '--json'], ['circle', 'RUS', '--explain'], ['circle', 'taliban'],
    ['circle', 'RUS', '--known-by', '2025-01-01', '--json'],
    ['timeline', 'RUS', '--json'], ['timeline', 'RUS', 'UKR'], ['bonds', '--json'],
    ['disputes', '--json'], ['disputes', 'RUS'], ['balance', 'RUS'], ['sources', '--json'],
    ['actor', 'RUS', '--json'], ['diff', 'RUS', '--from', '2024-01-01', '--to', '2025-07-01'],
    ['circle', 'NOBODY'], ['why', 'abcdef']]
SECONDS = 300

MINISTER = """{name} recognises Ruritania

Published {day} July 2025

{name} recognised Ruritania on 3 July 2025. {name} closed its embassy in Kabul on 4 July 2025.{more}
"""


class Bench:
    """The server, the binary, a folder; each case gets a fresh place for its ledgers."""

    def __init__(self, postgres, entente, folder):
        self.postgres, self.entente, self.folder = postgres, entente, Path(folder)
        self.numbers = itertools.count(1)

    def file(self):
        return str(self.folder / f'l{next(self.numbers)}.db')

    def schema(self):
        name = f's{next(self.numbers)}'
        self.postgres.sql('postgres', f'CREATE SCHEMA {name}')
        return name

    def address(self, schema=None, **login):
        return self.postgres.address('postgres', schema or self.schema(), **login)

    def run(self, *arguments, status=0):
        """(stdout, stderr) of entente."""
        done = subprocess.run([self.entente, *map(str, arguments)], capture_output=True,
                              timeout=SECONDS)
        assert done.returncode == status, (arguments, done.returncode, done.stderr.decode())
        return done.stdout, done.stderr.decode()

    def read(self, ledger, paths):
        self.run('read', '--ledger', ledger, *paths)
        return ledger

    def start(self, ledger, paths):
        return subprocess.Popen([self.entente, 'read', '--ledger', ledger, *map(str, paths)],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def exports(self, ledger, formats=('jsonl', 'gexf')):
        """Claims with all that belongs to them, and what was folded from them."""
        return {name: self.run('export', '--ledger', ledger, '--format', name)[0]
                for name in formats}

    def questions(self, ledger):
        """All that can be asked, with what was said besides, less the ledger's own name."""
        bonds = json.loads(self.run('bonds', '--json', '--ledger', ledger)[0])
        asked = QUESTIONS + [[verb, bond['id']] for bond in bonds[:4] for verb in ('why', 'history')]
        answers = {}
        for question in asked:
            done = subprocess.run([self.entente, *question, '--ledger', ledger],
                                  capture_output=True, timeout=SECONDS)
            answers[' '.join(question)] = (done.returncode, done.stdout, done.stderr)
        return answers


def same(bench, one, other, asked=Bench.exports):
    left, right = asked(bench, one), asked(bench, other)
    for name in left:
        assert left[name] == right[name], f'{name} differs'


@contextlib.contextmanager
def waited(process):
    """Ends the process with the block at the latest."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def backend_of(bench, schema, process):
    """Waits until the reading has written something that is not committed; gives its backend."""
    while process.poll() is None:
        found = bench.postgres.sql(
            'postgres', "SELECT a.pid FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid "
            "WHERE a.application_name = 'entente' AND l.locktype = 'relation' AND l.mode = "
            f"'RowExclusiveLock' AND l.relation = to_regclass('{schema}.article')").split()
        if found:
            return found[0]
    raise AssertionError('the reading ended before it was met')


# ---------------------------------------------------------------------------------- the cases

def the_same_articles_give_the_same_answers(bench):
    file = bench.read(bench.file(), EXAMPLES + MORE)
    schema = bench.schema()
    address = bench.read(bench.address(schema), EXAMPLES + MORE)
    same(bench, file, address, lambda bench, ledger: bench.exports(ledger, FORMATS))
    same(bench, file, address, Bench.questions)
    before = bench.exports(address)
    bench.run('rebuild', '--ledger', address)
    assert bench.exports(address) == before
    BOTH.update(file=file, address=address, schema=schema)


def views_for_people_have_the_same_rows(bench):
    database = sqlite3.connect(f'file:{BOTH["file"]}?mode=ro', uri=True)
    database.row_factory = sqlite3.Row
    for view in VIEWS:
        rows = [dict(row) for row in database.execute(f'SELECT * FROM {view}')]
        text = bench.postgres.sql('postgres', f'SELECT json_agg(v) FROM {view} v', BOTH['schema'])
        others = json.loads(text)
        assert rows and list(rows[0]) == list(others[0]), f'{view}: other columns'
        left, right = (sorted(json.dumps(row, sort_keys=True) for row in some)
                       for some in (rows, others))
        assert left == right, f'{view}: other rows'


def words_are_found_alike(bench):
    asked = ['russie', 'Talib', 'the pres', 'de la r', "l'Armenie", 'accord base', '2025', 'zzzz',
             'AND', 'a', 'minister said']
    answers = []
    for ledger in (BOTH['file'], BOTH['address']):
        with serving(bench, ledger) as address:
            answers.append([get(address, 'search', q=words) for words in asked])
    for words, left, right in zip(asked, *answers):
        assert left == right, f'{words}: {left[:300]} {right[:300]}'
    assert any(b'"doc"' in answer for answer in answers[0])


def pages_are_alike(bench):
    answers = []
    for ledger in (BOTH['file'], BOTH['address']):
        with serving(bench, ledger) as address:
            pages, after = [], {}
            while len(pages) < 3 or json.loads(pages[-1]):
                pages.append(get(address, 'sources', limit='3', **after))
                after = {'after': json.loads(pages[-1])[-1]['id']} if json.loads(pages[-1]) else after
            pages.append(get(address, 'sources', limit='50', **{'known-by': '2025-07-05'}))
            pages.append(get(address, 'disputes', limit='2'))
            answers.append(pages)
    assert answers[0] == answers[1], 'other pages'
    assert len(answers[0]) > 5


def many_are_served_at_once(bench):
    with serving(bench, BOTH['address']) as address:
        want = get(address, 'circle', actor='RUS', **{'as-of': '2025-07-07'})
        got = []
        threads = [threading.Thread(target=lambda: got.extend(
            get(address, 'circle', actor='RUS', **{'as-of': '2025-07-07'}) for _ in range(5)))
            for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert got == [want] * 40 and b'alter' in want


def order_of_arrival_does_not_matter(bench):
    address = bench.address()
    some = list(EXAMPLES)
    random.Random(1).shuffle(some)
    for part in (some[:3], some[3:11], some[11:], some[:3]):
        bench.read(address, part)
    same(bench, bench.read(bench.file(), EXAMPLES), address)


def reading_again_changes_nothing(bench):
    schema = bench.schema()
    address = bench.read(bench.address(schema), EXAMPLES[:6])
    count = 'SELECT (SELECT count(*) FROM {0}.claim), (SELECT count(*) FROM {0}.article), ' \
            '(SELECT max(id) FROM {0}.word)'.format(schema)
    before = bench.postgres.sql('postgres', count)
    said = bench.run('read', '--ledger', address, *EXAMPLES[:6])[1]
    assert '0 new' in said and bench.postgres.sql('postgres', count) == before


def a_corrected_article_is_a_version(bench):
    ledgers = bench.file(), bench.address()
    path = bench.folder / 'again.txt'
    filler = ' The ministers spoke of trade, of rivers and of the long winter in the mountains.' * 3
    for ledger in ledgers:
        for day, more in ((5, filler), (8, filler + ' Serbia condemned it on 8 July 2025.')):
            path.write_text(MINISTER.format(name='Serbia', day=day, more=more), encoding='utf-8')
            bench.read(ledger, [path])
    same(bench, *ledgers)
    sources = json.loads(bench.run('sources', '--json', '--ledger', ledgers[1])[0])
    assert len(sources) == 2 and sum('superseded' in str(row) for row in sources) >= 1, sources


def a_killed_reading_is_finished_by_another(bench):
    want = bench.exports(bench.read(bench.file(), EXAMPLES))
    dice = random.Random(7)
    for _ in range(3):
        schema = bench.schema()
        address = bench.address(schema)
        with waited(bench.start(address, EXAMPLES)) as process:
            backend_of(bench, schema, process)
            time.sleep(dice.random() / 5)
            process.send_signal(signal.SIGKILL)
        bench.read(address, EXAMPLES)
        assert bench.exports(address) == want


def a_lost_connection_is_told_and_keeps_nothing_half(bench):
    schema = bench.schema()
    address = bench.address(schema)
    with waited(bench.start(address, EXAMPLES)) as process:
        backend = backend_of(bench, schema, process)
        bench.postgres.sql('postgres', f'SELECT pg_terminate_backend({backend})')
        said = process.communicate(timeout=SECONDS)[1]
        assert process.returncode == 1 and 'the server ended the connection' in said or \
            'the connection was lost' in said, said
    bench.read(address, EXAMPLES)
    assert bench.exports(address) == bench.exports(bench.read(bench.file(), EXAMPLES))


def a_restarted_server_has_it_all(bench):
    want = bench.exports(BOTH['file'])
    bench.postgres.control('stop', '-m', 'fast')
    said = bench.run('circle', 'RUS', '--ledger', BOTH['address'], status=1)[1]
    assert 'is not in reach' in said, said
    bench.postgres.start()
    assert bench.exports(BOTH['address']) == want


def two_readings_at_once_are_one(bench):
    address = bench.read(bench.address(), EXAMPLES[:1])
    with waited(bench.start(address, EXAMPLES[:12])) as one, \
            waited(bench.start(address, EXAMPLES[6:])) as other:
        said = [process.communicate(timeout=SECONDS)[1] for process in (one, other)]
        assert one.returncode == 0 == other.returncode, said
    same(bench, bench.read(bench.file(), EXAMPLES), address)


def a_writer_that_holds_the_ledger_is_waited_for_and_named(bench):
    schema = bench.schema()
    address = bench.read(bench.address(schema), EXAMPLES[:1])
    lock = f"SELECT pg_advisory_lock(1701737573, '{schema}.entente_ledger'::regclass::oid::integer)"
    with waited(subprocess.Popen(
            [server.PROGRAMS / 'psql', '-XAtq', '-c', lock, '-c', 'SELECT pg_sleep(300)',
             bench.postgres.address('postgres')], stdout=subprocess.PIPE)):
        while not bench.postgres.sql('postgres', "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"
                                     " AND classid = 1701737573 AND granted"):
            time.sleep(0.05)
        impatient = bench.address(schema, wait='2s')
        said = bench.run('read', '--ledger', impatient, *EXAMPLES[:3], status=1)[1]
        assert 'is being written by another process' in said, said
        bench.run('circle', 'RUS', '--ledger', address)  # readers need not wait
    bench.postgres.sql('postgres', "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                       "query LIKE 'SELECT pg_sleep%'")


def facts_are_never_changed(bench):
    for table, column in (('article', 'doc'), ('claim', 'rule'), ('claim_text', 'proposition'),
                          ('tree', 'text'),
                          ('detail', 'claim'), ('article_text', 'text')):
        for change in (f'UPDATE {table} SET {column} = {column}', f'DELETE FROM {table}',
                       f'TRUNCATE {table} CASCADE'):
            try:
                bench.postgres.sql('postgres', change, BOTH['schema'])
            except subprocess.CalledProcessError as refused:
                assert 'facts are never' in refused.stderr, refused.stderr
            else:
                raise AssertionError(f'{change}: done')


def months_are_partitions(bench):
    there = bench.postgres.sql(
        'postgres', "SELECT replace(c.relname, '_text', '') FROM pg_inherits i JOIN pg_class c ON c.oid "
        f"= i.inhrelid WHERE i.inhparent = '{BOTH['schema']}.claim_text'::regclass ORDER BY 1").split()
    months = bench.postgres.sql(
        'postgres', "SELECT DISTINCT CASE WHEN known = '' OR known IS NULL THEN 'claim_undated' ELSE "
        "'claim_' || replace(left(known, 7), '-', '_') END FROM articles ORDER BY 1",
        BOTH['schema']).split()
    assert there == months and len(months) > 3, (there, months)


def a_reader_without_rights_reads_and_cannot_write(bench):
    schema = BOTH['schema']
    bench.postgres.sql('postgres', f"""CREATE ROLE guest LOGIN; GRANT USAGE ON SCHEMA {schema} TO guest;
        GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO guest""")
    guest = bench.address(schema, user='guest')
    same(bench, BOTH['file'], guest)
    said = bench.run('read', '--ledger', guest, *EXAMPLES[:2], status=1)[1]
    assert 'cannot be written' in said and said.count('\n') == 1, said


def what_is_no_ledger_is_refused(bench):
    postgres = bench.postgres
    postgres.sql('postgres', 'CREATE SCHEMA other; CREATE TABLE other.t (x integer)')
    newer = bench.schema()
    bench.read(bench.address(newer), EXAMPLES[:1])
    postgres.sql('postgres', f'UPDATE {newer}.entente_ledger SET schema = 99')
    secret = 'tressecret'
    refused = [
        (bench.address('other', password=secret), 'is not an entente ledger'),
        (bench.address(newer, password=secret), 'made by a newer entente: schema 99'),
        (bench.address('nowhere', password=secret), 'no schema of its search_path is there'),
        (postgres.address('nobase', password=secret), 'database "nobase" does not exist'),
        (f'postgresql://u:{secret}@127.0.0.1:1/x', 'is not in reach'),
        (f'postgresql://u:{secret}@[::1/x', 'does not follow its form')]
    for address, words in refused:
        for command in (['circle', 'RUS'], ['read', EXAMPLES[0]], ['rebuild'], ['export']):
            said = bench.run(*command, '--ledger', address, status=1)[1]
            assert words in said and secret not in said and said.count('\n') == 1, (command, said)
    said = bench.run('circle', 'RUS', '--ledger', bench.address(), status=1)[1]
    assert '`entente read` makes one' in said, said


def ledgers_merge_from_either_side(bench):
    want = bench.read(bench.file(), EXAMPLES)
    halves = [[bench.read(place(), part) for part in (EXAMPLES[:9], EXAMPLES[9:])]
              for place in (bench.file, bench.address)]
    for into, source in ((halves[0][0], halves[1][1]), (halves[1][0], halves[0][1])):
        bench.run('merge', into, source)
        same(bench, want, into)


def imports_are_alike(bench):
    records = bench.folder / 'records.jsonl'
    records.write_bytes(bench.run('export', '--ledger', BOTH['file'], '--format', 'plover')[0])
    ledgers = bench.file(), bench.address()
    for ledger in ledgers:
        for _ in range(2):
            bench.run('import', '--ledger', ledger, '--format', 'plover', records)
        bench.read(ledger, EXAMPLES[:5])  # claims that the import brought already
    same(bench, *ledgers)


def names_that_are_no_utf8_are_kept(bench):
    path = bytes(bench.folder) + b'/caf\xe9.txt'
    Path(path.decode('utf-8', 'surrogateescape')).write_bytes(EXAMPLES[0].read_bytes())
    ledgers = bench.file(), bench.address()
    for ledger in ledgers:
        subprocess.run([bench.entente, 'read', '--ledger', ledger, path], check=True,
                       capture_output=True)
    same(bench, *ledgers)
    assert b'caf?' in bench.exports(ledgers[1])['jsonl']


# --------------------------------------------------------------------------------- the frame

@contextlib.contextmanager
def serving(bench, ledger):
    process = subprocess.Popen(
        [bench.entente, 'serve', '--ledger', ledger, '--listen', '127.0.0.1:0'],
        stderr=subprocess.PIPE, text=True)
    try:
        yield re.search(r'http://\S+/', process.stderr.readline())[0]
    finally:
        process.terminate()
        process.communicate()


def get(address, name, **asked):
    query = urllib.parse.urlencode(asked)
    with urllib.request.urlopen(f'{address}api/v1/{name}?{query}', timeout=SECONDS) as answer:
        return answer.read()


BOTH = {}  # the ledgers that the first case read
CASES = [the_same_articles_give_the_same_answers, views_for_people_have_the_same_rows,
         words_are_found_alike, pages_are_alike, many_are_served_at_once, order_of_arrival_does_not_matter,
         reading_again_changes_nothing, a_corrected_article_is_a_version,
         a_killed_reading_is_finished_by_another, a_lost_connection_is_told_and_keeps_nothing_half,
         two_readings_at_once_are_one, a_writer_that_holds_the_ledger_is_waited_for_and_named,
         facts_are_never_changed, months_are_partitions, a_restarted_server_has_it_all,
         a_reader_without_rights_reads_and_cannot_write, what_is_no_ledger_is_refused,
         ledgers_merge_from_either_side, imports_are_alike, names_that_are_no_utf8_are_kept]


def main(arguments):
    if len(arguments) not in (1, 2):
        print('usage: conformance.py ENTENTE_BINARY [WORDS]', file=sys.stderr)
        return 2
    words = arguments[1] if len(arguments) == 2 else ''
    cases = [CASES[0]] + [case for case in CASES[1:] if words in case.__name__.replace('_', ' ')]
    print(f'1..{len(cases)}')
    failed = 0
    with server.running() as postgres, tempfile.TemporaryDirectory(prefix='entente-pg.') as folder:
        bench = Bench(postgres, Path(arguments[0]).resolve(), folder)
        for number, case in enumerate(cases, 1):
            name, begin = case.__name__.replace('_', ' '), time.monotonic()
            try:
                case(bench)
                print(f'ok {number} - {name} # {time.monotonic() - begin:.1f} s', flush=True)
            except Exception as error:  # any fault of a case is a case that did not hold
                failed += 1
                line = traceback.extract_tb(error.__traceback__)[-1]
                print(f'not ok {number} - {name}\n# {line.lineno}: {error!r}'[:1500], flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
