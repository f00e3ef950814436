#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the C file that holds sql/ at run time.

usage: embed.py OUT.c statements.sql 001_first.sql 002_second.sql …

Statements stand under `-- name: x` lines; migrations are whole files in the order of their numbers.
"""
import re
import sys
from pathlib import Path


def literal(text):
    """C string literals, one a line of SQL; comments and blank lines are left out."""
    lines = [re.sub(r'\s*--.*$', '', line).strip() for line in text.splitlines()]
    quoted = [line.replace('\\', '\\\\').replace('"', '\\"') for line in lines if line]
    return '\n'.join(f'    "{line}\\n"' for line in quoted)


def main():
    out, statements, *migrations = sys.argv[1:]
    parts = re.split(r'^-- name: (\w+)\n', Path(statements).read_text(encoding='utf-8'), flags=re.M)
    named = sorted(zip(parts[1::2], parts[2::2]))
    text = ['/* Made by sql/embed.py from sql/; not to be edited. */', '#include "store/inside.h"', '',
            '#pragma GCC diagnostic ignored "-Woverlength-strings"', '',
            'const struct store_sql store_sql[] = {']
    text += [f'    {{"{name}",\n{literal(body)}}},' for name, body in named]
    text += ['};', 'const size_t store_sql_count = sizeof store_sql / sizeof *store_sql;', '',
             'const char *const store_migrations[] = {']
    text += [literal(Path(path).read_text(encoding='utf-8')) + ',' for path in migrations]
    text += ['};', 'const int store_migration_count = sizeof store_migrations / sizeof *store_migrations;', '']
    Path(out).write_text('\n'.join(text), encoding='utf-8')


main()
