#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The doors check: data walks one way, and a room is entered by its door only.

usage: doors.py ROOT         check ROOT/src against the table of rooms in ROOT/src/meson.build
       doors.py --self-test  prove that bad includes are refused

The table is the meson dict `rooms`: each room with the rooms whose door it may open. What a file
of a room may include: its own room's headers, any `base/*.h`, and `<other>/<other>.h` for each
`<other>` on its line. `cli`, unless it has a line, may open every door. Five system headers belong
to one room each. The table itself may hold no circle and no room that has no line. Prints one
`file:line: message` for each refusal; exit status 0 nothing refused, 1 something refused, 2 usage
or no readable table.
"""
import re
import sys
import tempfile
from pathlib import Path

SOURCES = {'.c', '.h', '.cc', '.cpp', '.cxx', '.hh', '.hpp', '.inc'}
OWNERS = {
    'sqlite3.h': 'store',
    'libpq-fe.h': 'store',
    'microhttpd.h': 'web',
    'curl.h': 'fetch',
    'nats.h': 'stream',
}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
TABLE_START = re.compile(r'^\s*rooms\s*=\s*\{')
TABLE_LINE = re.compile(r"'(\w+)'\s*:\s*\[([^\]]*)\]")


def read_table(build_file):
    """The rooms of a meson.build: {room: set of rooms that it may open}; None where none is."""
    inside, block = False, []
    for line in build_file.read_text(encoding='utf-8').splitlines():
        line = line.split('#', 1)[0]
        if TABLE_START.match(line):
            inside = True
            line = line.split('{', 1)[1]
        if inside:
            block.append(line.split('}', 1)[0])
            if '}' in line:
                break
    if not inside:
        return None
    table = {room: set(re.findall(r"'(\w+)'", opens))
             for room, opens in TABLE_LINE.findall('\n'.join(block))}
    table.setdefault('base', set())
    table.setdefault('cli', set(table))
    return table


def table_faults(table, where):
    """Faults of the table itself: rooms without a line, and circles."""
    for room, opens in table.items():
        for other in sorted(opens - table.keys()):
            yield f"{where}: room '{room}' may open '{other}', which has no line in the table"
    done, open_path = set(), []

    def walk(room):
        if room in open_path:
            circle = open_path[open_path.index(room):] + [room]
            yield f"{where}: a circle of doors: {' -> '.join(circle)}"
            return
        if room in done:
            return
        open_path.append(room)
        for other in sorted(table.get(room, ())):
            yield from walk(other)
        open_path.pop()
        done.add(room)

    for room in table:
        yield from walk(room)


def include_fault(table, room, header, system):
    """Why a file of `room` may not include `header`; None where it may."""
    parts = header.split('/')
    owner = OWNERS.get(parts[-1])
    if system and owner:
        return None if room == owner else f"<{header}> belongs to room '{owner}' alone"
    if '..' in parts:
        return f'"{header}" climbs out of its room'
    other = parts[0]
    if len(parts) == 1 or other == room or other == 'base':
        return None
    if other not in table:
        return None if system else f'"{header}" is no header of a known room'
    if other not in table[room]:
        return f"room '{room}' may not open the door of '{other}'"
    if header != f'{other}/{other}.h':
        return f'"{header}" is private to room \'{other}\'; its door is "{other}/{other}.h"'
    return None


def check(root):
    """All refusals under root, as lines; None where there is no table."""
    source = root / 'src'
    build_file = source / 'meson.build'
    table = read_table(build_file) if build_file.is_file() else None
    if table is None:
        return None
    faults = list(table_faults(table, build_file.relative_to(root)))
    for path in sorted(p for p in source.rglob('*') if p.suffix in SOURCES and p.is_file()):
        shown = path.relative_to(root)
        inner = path.relative_to(source).parts
        room = inner[0]
        if len(inner) == 1 or room not in table:
            faults.append(f"{shown}:1: lies in no room of the table")
            continue
        lines = path.read_text(encoding='utf-8', errors='replace').splitlines()
        for number, line in enumerate(lines, 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            fault = include_fault(table, room, found[1] or found[2], found[2] is not None)
            if fault:
                faults.append(f'{shown}:{number}: {fault}')
    return faults


TEST_TABLE = """
rooms = {
  'base': [],
  'store': [],
  'article': [],
  'sentence': ['article'],  # bytes first
  'tree': ['sentence'],
  'mention': [
    'tree',
    'article',
  ],
  'web': [],
}
"""
ALLOWED = {
    'tree/read.c': '#include "tree/inside.h"\n#include "base/arena.h"\n'
                   '#include "sentence/sentence.h"\n#include "near.h"\n#include <stdio.h>\n',
    'mention/link.c': '#  include "tree/tree.h"\n#include "article/article.h"\n',
    'store/sqlite.c': '#include <sqlite3.h>\n#include <sys/stat.h>\n',
    'web/serve.c': '#include <microhttpd.h>\n',
    'cli/cmd_tree.c': '#include "tree/tree.h"\n#include "web/web.h"\n',
}
REFUSED = {
    'back.c': ('sentence', '#include "tree/tree.h"\n', "may not open the door of 'tree'"),
    'skip.c': ('tree', '\n#include "article/article.h"\n', "may not open the door of 'article'"),
    'private.c': ('tree', '#include "sentence/token_rules.h"\n', 'is private to room'),
    'angle.c': ('sentence', '#include <tree/tree.h>\n', "may not open the door of 'tree'"),
    'climb.c': ('tree', '#include "../sentence/sentence.h"\n', 'climbs out'),
    'unknown.c': ('tree', '#include "attic/attic.h"\n', 'no header of a known room'),
    'base.c': ('base', '#include "article/article.h"\n', "may not open the door of 'article'"),
    'sql.c': ('tree', '#include <sqlite3.h>\n', "belongs to room 'store'"),
    'http.c': ('store', '#include <microhttpd.h>\n', "belongs to room 'web'"),
    'nats.c': ('web', '#include <nats/nats.h>\n', "belongs to room 'stream'"),
    'postgres.c': ('web', '#include <postgresql/libpq-fe.h>\n', "belongs to room 'store'"),
    'command.c': ('cli', '#include "tree/weights.h"\n', 'is private to room'),
    'homeless.c': ('attic', '', 'lies in no room'),
}


def check_files(table, files):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / 'src'
        source.mkdir()
        (source / 'meson.build').write_text(table, encoding='utf-8')
        for name, text in files.items():
            (source / name).parent.mkdir(exist_ok=True)
            (source / name).write_text(text, encoding='utf-8')
        return check(Path(folder))


def self_test():
    failures = []

    def expect(what, truth, got):
        if not truth:
            failures.append(f'{what}: got {got}')

    got = check_files(TEST_TABLE, ALLOWED)
    expect('what is allowed passes', got == [], got)
    for name, (room, text, message) in REFUSED.items():
        got = check_files(TEST_TABLE, {f'{room}/{name}': text})
        line = max(1, text.count('\n'))
        right = len(got) == 1 and got[0].startswith(f'src/{room}/{name}:{line}: ')
        expect(f'{name} is refused', right and message in got[0], got)
    got = check_files(TEST_TABLE.replace("'article': []", "'article': ['tree']"), {})
    expect('a circle is refused', got and 'circle' in got[0], got)
    got = check_files(TEST_TABLE.replace("'article': []", "'article': ['cellar']"), {})
    expect('a room without a line is refused', got and 'cellar' in got[0], got)
    got = check_files('# no table\n', {})
    expect('a missing table is noticed', got is None, got)
    for failure in failures:
        print(f'self-test: {failure}')
    print(f'self-test: {len(REFUSED) + 4 - len(failures)} held, {len(failures)} did not')
    return 1 if failures else 0


def main(arguments):
    if arguments == ['--self-test']:
        return self_test()
    if len(arguments) != 1 or arguments[0].startswith('-'):
        print('usage: doors.py ROOT | --self-test', file=sys.stderr)
        return 2
    faults = check(Path(arguments[0]).resolve())
    if faults is None:
        print(f'doors.py: no table of rooms in {arguments[0]}/src/meson.build', file=sys.stderr)
        return 2
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
