#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs the text cases of a .test file against a binary and prints TAP.

usage: run.py ENTENTE_BINARY CASES.test [WORDS]    only the cases whose name contains WORDS
       run.py --self-test                          prove that the runner notices what is wrong

A file is a row of sections, each opened by a line `--- KIND ...`; before the first, and in lines
that begin with `#` inside a case, stands what one likes.

    --- file PATH            a text file; the section is its content, less blank lines at its end
    --- bytes PATH           the same, with \\xNN in it for any byte, and no newline added
    --- repeat PATH SIZE WORD   one line of SIZE bytes that repeats WORD
    --- case NAME            a case, of these lines:
    $ COMMAND                run by bash -eu -o pipefail; several lines, which begin in the first
                             column, make one script
    exit N                   expected status (0 where the line is missing)
    out TEST, err TEST       what stdout, stderr must hold; any number of them

TEST is one of
    | WORDS       some line contains WORDS              ! WORDS    no line contains WORDS
    ~ REGEX       some line matches REGEX               !~ REGEX   no line matches REGEX
    = LINE        some line is LINE exactly             once WORDS exactly one line contains WORDS
    empty         nothing at all                        lines N    exactly N lines

Every case runs in an empty scratch folder of its own that holds the files declared above it, with
$ENTENTE the binary, no stdin, LC_ALL=C.UTF-8 and TZ=UTC. Exit status: 0 all held, 1 some did not,
2 usage or a malformed file.
"""
import contextlib
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

TIME_LIMIT = 120  # seconds a case; the sanitizers' build is some ten times slower than a release
SHOWN = 20        # lines of a stream shown for a case that did not hold


class Malformed(Exception):
    pass


def parse(path):
    """The cases of a file: dicts of name, files, script, status, tests."""
    files, cases, section = [], [], None
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        where = f'{path}:{number}'
        if line.startswith('--- '):
            kind, _, rest = line[4:].strip().partition(' ')
            section = open_section(kind, rest.strip(), files, cases, where)
        elif section is None:
            continue
        elif section['kind'] == 'case':
            read_case_line(section, line, where)
        elif section['kind'] == 'repeat':
            if line.strip():
                raise Malformed(f'{where}: a repeat section has no content')
        else:
            section['lines'].append(line)
    if not cases:
        raise Malformed(f'{path}: holds no case')
    for case in cases:
        if not case['script']:
            raise Malformed(f"{path}: case '{case['name']}' has no command")
    return cases


def open_section(kind, rest, files, cases, where):
    section = {'kind': kind, 'lines': []}
    if kind == 'case' and rest:
        section.update(name=rest, files=list(files), script=[], status=0, tests=[])
        cases.append(section)
    elif kind in ('file', 'bytes') and rest:
        section['path'] = rest
        files.append(section)
    elif kind == 'repeat' and len(rest.split()) == 3:
        path, size, word = rest.split()
        section.update(path=path, size=int(size), word=word)
        files.append(section)
    else:
        raise Malformed(f'{where}: no such section: --- {kind} {rest}')
    return section


def read_case_line(case, line, where):
    word, _, rest = line.strip().partition(' ')
    if not word or word.startswith('#'):
        return
    if word == '$':
        case['script'].append(line[2:])
    elif word == 'exit':
        case['status'] = int(rest)
    elif word in ('out', 'err'):
        test, _, argument = rest.strip().partition(' ')
        if test not in ('|', '!', '~', '!~', '=', 'once', 'empty', 'lines'):
            raise Malformed(f'{where}: no such test: {rest}')
        case['tests'].append((word, test, argument.strip()))
    else:
        raise Malformed(f'{where}: neither $, exit, out, err nor a comment: {line}')


def write_file(section, folder):
    path = folder / section['path']
    path.parent.mkdir(parents=True, exist_ok=True)
    text = '\n'.join(section['lines']).rstrip('\n')
    if section['kind'] == 'file':
        path.write_text(text + '\n' if text else '', encoding='utf-8')
    elif section['kind'] == 'bytes':
        path.write_bytes(re.sub(rb'\\x([0-9a-fA-F]{2})', lambda m: bytes([int(m[1], 16)]),
                                text.encode('utf-8')))
    else:
        unit = section['word'].encode('utf-8') + b' '
        whole = unit * (section['size'] // len(unit) + 1)
        path.write_bytes(whole[:section['size']])


def holds(test, argument, text):
    lines = text.splitlines()
    if test in ('|', '!'):
        return any(argument in line for line in lines) == (test == '|')
    if test in ('~', '!~'):
        return any(re.search(argument, line) for line in lines) == (test == '~')
    if test == '=':
        return argument in (line.strip() for line in lines)
    if test == 'once':
        return sum(argument in line for line in lines) == 1
    if test == 'empty':
        return text == ''
    return len(lines) == int(argument)


def run_script(script, folder, binary):
    """(status, stdout, stderr) of a case's script; the whole process group ends with it."""
    environment = dict(os.environ, ENTENTE=binary, LC_ALL='C.UTF-8', TZ='UTC', HOME=str(folder))
    process = subprocess.Popen(
        ['bash', '-eu', '-o', 'pipefail', '-c', '\n'.join(script)], cwd=folder, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True)
    try:
        out, err = process.communicate(timeout=TIME_LIMIT)
        status = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        status = f'none within {TIME_LIMIT} seconds'
    return status, out.decode('utf-8', 'replace'), err.decode('utf-8', 'replace')


def run_case(case, binary):
    """What did not hold, as lines; empty where all held."""
    with tempfile.TemporaryDirectory(prefix='entente-case.') as name:
        folder = Path(name)
        for section in case['files']:
            write_file(section, folder)
        status, out, err = run_script(case['script'], folder, binary)
    faults = []
    if status != case['status']:
        faults.append(f"exit: wanted {case['status']}, got {status}")
    streams = {'out': out, 'err': err}
    for stream, test, argument in case['tests']:
        if not holds(test, argument, streams[stream]):
            faults.append(f'{stream} {test} {argument}'.rstrip())
    if faults:
        for stream, text in streams.items():
            lines = text.splitlines()
            faults += [f'  {stream}: {line[:300]}' for line in lines[:SHOWN]]
            if len(lines) > SHOWN:
                faults.append(f'  {stream}: ... {len(lines) - SHOWN} lines more')
    return faults


def run_file(binary, path, words=''):
    cases = [case for case in parse(path) if words in case['name']]
    print(f'1..{len(cases)}')
    failed = 0
    for number, case in enumerate(cases, 1):
        faults = run_case(case, binary)
        failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} - {case['name']}", flush=True)
        for fault in faults:
            print(f'# {fault}', flush=True)
    return 1 if failed else 0


GOOD = r"""
--- file a/b.txt
one
two

--- bytes latin.txt
caf\xe9
--- repeat long.txt 1000 mot
--- case files are as declared
$ cat a/b.txt; wc -c < latin.txt; wc -lc < long.txt; echo bad >&2
out = one
out ~ ^tw.$
out | wo
out once two
out ! three
out !~ ^t[^w]
out ~ ^4$
out ~ ^ *0 +1000$
err lines 1
--- case a status is that of the first command that fails
$ false
$ echo never
exit 1
out empty
--- case the binary is in the environment
$ "$ENTENTE" hello
out = hello
--- case a script keeps its indentation
$ cat <<'TEXT'
$     four
$ TEXT
out ~ ^    four$
"""
BAD = ['$ true\nexit 1', '$ false', '$ echo a\nout | b', '$ echo a\nout ! a', '$ echo a\nout ~ ^b',
       '$ echo a\nout !~ ^a', '$ echo ab\nout = a', '$ echo a; echo a\nout once a',
       '$ echo\nout empty', '$ echo >&2\nerr lines 2', '$ echo a\nerr | a']
MALFORMED = ['', '--- case empty', '--- case x\n$ true\nwant 3', '--- case x\n$ true\nout a',
             '--- picture x', '--- repeat x 12']


def self_test():
    failures = []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / 'self.test'

        def run(text):
            path.write_text(text, encoding='utf-8')
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                return run_file('/bin/echo', path), printed.getvalue()

        status, printed = run(GOOD)
        if status != 0:
            failures.append(printed)
        for text in BAD:
            status, printed = run(f'--- case bad\n{text}\n')
            if status != 1:
                failures.append(f'held but should not: {text}\n{printed}')
        for text in MALFORMED:
            try:
                run(text)
                failures.append(f'read but malformed: {text}')
            except Malformed:
                pass
    print('\n'.join(failures) if failures else 'self-test: held')
    return 1 if failures else 0


def main(arguments):
    if arguments == ['--self-test']:
        return self_test()
    if len(arguments) not in (2, 3):
        print('usage: run.py ENTENTE_BINARY CASES.test [WORDS] | --self-test', file=sys.stderr)
        return 2
    binary = Path(arguments[0]).resolve()
    if not os.access(binary, os.X_OK):
        print(f'run.py: no binary at {binary}', file=sys.stderr)
        return 2
    try:
        return run_file(str(binary), Path(arguments[1]), *arguments[2:])
    except (Malformed, OSError) as fault:
        print(f'run.py: {fault}', file=sys.stderr)
        return 2


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
