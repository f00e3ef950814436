#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the C file of data/lineage.txt.

usage: embed.py lineage.txt OUT.c

A wrong line ends the build with its number.
"""
import re
import sys
from pathlib import Path


def main(source, out):
    rules, agencies = [], []
    for number, line in enumerate(Path(source).read_text(encoding='utf-8').splitlines(), 1):
        line = line.split('#')[0].strip()
        if not line:
            continue
        name, _, value = line.partition(' ')
        value = value.strip()
        if name == 'agency' and re.fullmatch(r'[\w .-]+', value):
            agencies.append(value)
        elif re.fullmatch(r'[a-z_]+', name) and re.fullmatch(r'\d+(\.\d+)?', value):
            rules.append((name, value))
        else:
            sys.exit(f'{source}:{number}: neither a figure nor an agency: {line}')
    text = ['/* Made by src/lineage/embed.py from data/lineage.txt; not to be edited. */',
            '#include "lineage/inside.h"', '', 'const struct lineage_rules lineage_rules = {']
    text += [f'    .{name} = {value},' for name, value in rules]
    text += ['};', '', 'const char *const lineage_agencies[] = {']
    text += [f'    "{agency}",' for agency in agencies]
    text += ['};', 'const size_t lineage_agency_count = sizeof lineage_agencies / sizeof *lineage_agencies;',
             '_Static_assert(sizeof lineage_agencies / sizeof *lineage_agencies <= CREDITS_AT_MOST,',
             '               "a bit for each agency");', '']
    Path(out).write_text('\n'.join(text), encoding='utf-8')


main(*sys.argv[1:])
