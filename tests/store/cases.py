#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs the text cases of tests/cli that name a ledger against a PostgreSQL server, as TAP.

usage: cases.py ENTENTE_BINARY [CASES.test]

The cases stay as they are: $ENTENTE is a script that puts a schema of the server in the place of
each file NAME.db, one for each case and name. Left out are cases that do something else with such a
file than giving it to entente, or look for its name.
"""
import os
import re
import sys
import tempfile
from pathlib import Path

import server

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / 'cli'))
import run  # noqa: E402

FILES_ONLY = {'a full disk is named, and what was there stays'}  # of a disk that the test makes
LEDGER = re.compile(r'--ledger[ =]\S+\.db|merge (--\S+ )*\S+\.db \S+\.db')

SCRIPT = r"""#!/bin/bash
# a schema for each file: the folder of the case and the name make it
to_address() {
    local schema=s_$(printf '%s' "$PWD/$1" | md5sum | cut -c 1-16)
    if [ ! -e ".$schema" ]; then
        '{psql}' -Xq -c "CREATE SCHEMA IF NOT EXISTS $schema" '{address}' >/dev/null 2>&1
        : >".$schema" 2>/dev/null || true
    fi
    printf '%s' '{address}%20-csearch_path%3D'"$schema"
}
arguments=()
for argument in "$@"; do
    case $argument in
        --ledger=*.db) arguments+=("--ledger=$(to_address "${argument#--ledger=}")") ;;
        *.db) arguments+=("$(to_address "$argument")") ;;
        *) arguments+=("$argument") ;;
    esac
done
exec '{entente}' "${arguments[@]}"
"""


def names_a_ledger_only(case):
    script = '\n'.join(case['script'])
    rest = LEDGER.sub('', script) + ''.join(argument for _, _, argument in case['tests'])
    return LEDGER.search(script) and '.db' not in rest and case['name'] not in FILES_ONLY


def chosen(paths):
    for path in paths:
        for case in run.parse(path):
            if names_a_ledger_only(case):
                yield path.stem, case


def main(arguments):
    if len(arguments) not in (1, 2):
        print('usage: cases.py ENTENTE_BINARY [CASES.test]', file=sys.stderr)
        return 2
    entente = Path(arguments[0]).resolve()
    paths = [Path(arguments[1])] if len(arguments) == 2 else sorted((TESTS / 'cli').glob('*.test'))
    cases, failed = list(chosen(paths)), 0
    print(f'1..{len(cases)}')
    with server.running() as postgres, tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / 'entente'
        text = SCRIPT.replace('{psql}', str(server.PROGRAMS / 'psql'))
        text = text.replace('{address}', postgres.address('postgres'))
        script.write_text(text.replace('{entente}', str(entente)), encoding='utf-8')
        script.chmod(0o755)
        for number, (name, case) in enumerate(cases, 1):
            faults = run.run_case(case, str(script))
            failed += bool(faults)
            print(f"{'not ok' if faults else 'ok'} {number} - {name}: {case['name']}", flush=True)
            for fault in faults:
                print(f'# {fault}', flush=True)
    return 1 if failed or not cases else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
