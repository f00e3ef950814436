#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the C file that holds sql/ at run time.

usage: embed.py OUT.c statements.sql --sqlite 001_first.sql … --postgresql session.sql 001_first.sql …

Statements stand under `-- name: x` lines, as the head of statements.sql tells; the migrations of
each server are whole files in the order of their numbers; session.sql is run by each connection to
PostgreSQL that writes.
"""
import re
import sys
from pathlib import Path

FROM = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)')


def lines(text):
    """The lines of SQL without comments and blank ones, and what SQLite alone needs no comment."""
    text = re.sub(r'/\*sqlite (.*?)\*/', r'\1', text, flags=re.S)
    text = re.sub(r'/\*.*?\*/', '', text, flags=re.S)
    bare = [re.sub(r'\s*--.*$', '', line).strip() for line in text.splitlines()]
    return '\n'.join(line for line in bare if line)


def literal(text):
    """C string literals, one a line of SQL."""
    quoted = [line.replace('\\', '\\\\').replace('"', '\\"') for line in text.splitlines()]
    return '\n'.join(f'    "{line}\\n"' for line in quoted) or '    NULL'


def postgresql(text):
    """The statement as PostgreSQL wants it: places are $1, and what it alone needs is no comment."""
    text = re.sub(r'/\*sqlite .*?\*/', '', text, flags=re.S)
    text = re.sub(r'/\*postgresql (.*?)\*/', r'\1', text, flags=re.S)
    return re.sub(r'\?(\d+)', r'$\1', lines(text)).rstrip(';')


def expanded(text, parts):
    """The text with the parts that it names, and with those that they name."""
    while (named := re.sub(r'\{(\w+)\}', lambda part: parts[part[1]], text)) != text:
        text = named
    return text


def copied(insert, table):
    """INSERT INTO t (a, b) VALUES (?1, ?2) as a copy of rows into the same table or the named one."""
    form = r'INSERT INTO (\w+) \((.*?)\)\s+VALUES \((.*)\);'
    own, columns, values = re.fullmatch(form, insert, re.S).groups()
    places = [str(i + 1) for i in range(columns.count(',') + 1)]
    assert re.findall(r'\?(\d+)', values) == places, insert
    return f'COPY {table or own} ({columns}) FROM STDIN'


def statement(name, body):
    """The fields of one statement."""
    copy = re.search(r'^-- copy(?:: (\w+))?$', body, flags=re.M)
    many = '-- rows: many' in body
    parts = re.split(r'^-- (postgresql|settle)\n', body, flags=re.M)
    number = re.search(r'^-- number: (\w+)$', body, flags=re.M)
    texts = dict(zip(parts[1::2], parts[2::2]))
    own = (copied(lines(parts[0]), copy[1]) if copy else
           postgresql(texts.get('postgresql', parts[0])))
    kind = ('COPY' if own.startswith('COPY') else
            'NONE' if not own else
            'ASK' if own.startswith(('SELECT', 'WITH')) or 'RETURNING' in own else 'TELL')
    places = max((int(place) for place in re.findall(r'\?(\d+)', parts[0])), default=0)
    after = re.search(r'^-- after: (.+)$', body, flags=re.M)
    return {'name': name, 'sqlite': lines(parts[0]), 'postgresql': own, 'kind': kind, 'many': many,
            'apart': '-- apart' in body, 'after': after[1].split() if after else [],
            'settle': postgresql(texts.get('settle', '')),
            'number': number and number[1], 'places': places}


def fill_copies(statements):
    """Which statements read or write what others copy: those must have arrived before."""
    copies = [each for each in statements if each['kind'] == 'COPY']
    for place, copy in enumerate(copies):
        copy['copy'] = place
        copy['tables'] = {re.match(r'COPY (\w+)', copy['postgresql'])[1],
                          *re.findall(r'INTO (\w+)', copy['settle'])}
    for each in statements:
        met = set([] if each['apart'] else FROM.findall(each['postgresql'])) | set(each['after'])
        each['meets'] = sum(1 << copy['copy'] for copy in copies
                            if copy['tables'] & met)
    return len(copies)


def main():
    out, statements, *rest = sys.argv[1:]
    at = rest.index('--postgresql')
    session, migrations = rest[at + 1], {'sqlite': rest[1:at], 'postgres': rest[at + 2:]}
    text = Path(statements).read_text(encoding='utf-8')
    shared = dict(re.findall(r'^-- part: (\w+)\n(.*?)\n\n', text, flags=re.M | re.S))
    parts = re.split(r'^-- name: (\w+)\n', text, flags=re.M)
    named = [statement(name, expanded(body, shared))
             for name, body in sorted(zip(parts[1::2], parts[2::2]))]
    copies = fill_copies(named)
    text = ['/* Made by sql/embed.py from sql/; not to be edited. */', '#include "store/inside.h"', '',
            '#pragma GCC diagnostic ignored "-Woverlength-strings"', '',
            'const struct store_sql store_sql[] = {']
    for each in named:
        text += [f'    {{"{each["name"]}",']
        text += [literal(each[field]) + ',' for field in ('sqlite', 'postgresql', 'settle')]
        text += [f'    "{each["number"]}",' if each['number'] else '    NULL,',
                 f'    STORE_{each["kind"]}, {str(each["many"]).lower()}, {each["places"]}, '
                 f'{each.get("copy", -1)}, {each["meets"]}u}},']
    text += ['};', 'const size_t store_sql_count = sizeof store_sql / sizeof *store_sql;',
             f'const int store_copy_count = {copies};', '']
    for server, paths in migrations.items():
        text += [f'const char *const store_{server}_migrations[] = {{']
        text += [literal(lines(Path(path).read_text(encoding='utf-8'))) + ',' for path in paths]
        text += ['};', f'const int store_{server}_migration_count = {len(paths)};', '']
    text += ['const char *const store_postgres_session =',
             literal(lines(Path(session).read_text(encoding='utf-8'))) + ';', '']
    Path(out).write_text('\n'.join(text), encoding='utf-8')


main()
