# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads train/articles/*.txt: articles with their records, from which train/reader learns.

    === fa001
    Headline

    A paragraph, on one line.
    > RUS SANCTION diplomatic~ POL planned by=POL opt

A record stands behind the paragraph that first tells it: source, event, bond (or -), target, then,
where it is not so by default, the realis, who says so, and `opt` where a careful reader could leave
it out."""
import contextlib
import glob
import json
import re
import subprocess
import tempfile

SYMMETRIC = ('CONSULT', 'COOPERATE', 'AGREE')  # joint deeds have no direction
REALIS = {'actual', 'planned', 'possible', 'denied', 'alleged'}


class Record:
    def __init__(self, line, fields):
        self.line = line  # of the paragraph, from 0
        self.optional = fields[-1] == 'opt'
        self.sources, self.event, self.bond, self.targets = fields[0].lower().split('|'), fields[1], fields[2], fields[3].lower().split('|')
        rest = fields[4:-1] if self.optional else fields[4:]
        self.realis = next((f for f in rest if f in REALIS), 'actual')
        self.said_by = next((f[3:] for f in rest if f.startswith('by=')), '-')

    def is_between(self, source, target):
        return source in self.sources and target in self.targets

    def tells(self, event, source, target):
        return self.event == event and (self.is_between(source, target) or
                                        (event in SYMMETRIC and self.is_between(target, source)))


class Article:
    def __init__(self, name):
        self.name, self.lines, self.records = name, [], []

    def text(self):
        return '\n'.join(self.lines) + '\n'

    def starts(self):
        """The byte at which each line of the text begins."""
        at, out = 0, []
        for line in self.lines:
            out.append(at)
            at += len(line.encode()) + 1
        return out


def read(path):
    articles = []
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        line = line.rstrip('\n')
        if line.startswith('=== '):
            articles.append(Article(line[4:]))
        elif line.startswith('> '):
            fields = line[2:].split()
            if len(fields) < 4:
                raise SystemExit(f'{path}:{number}: a record has source, event, bond and target')
            lines = articles[-1].lines
            while not lines[-1]:
                lines.pop()
            articles[-1].records.append(Record(len(lines) - 1, fields))
        else:
            articles[-1].lines.append(line)
    return articles


@contextlib.contextmanager
def folder_of(articles):
    """A folder of their texts, while it is used."""
    with tempfile.TemporaryDirectory() as folder:
        for article in articles:
            with open(f'{folder}/{article.name}.txt', 'w', encoding='utf-8') as text:
                text.write(article.text())
        yield folder


def claims(binary, articles):
    """What the program codes of them."""
    with folder_of(articles) as folder:
        lines = subprocess.run([binary, 'code', '--format', 'jsonl', folder], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def examples(folder):
    """Of each example of the rules in the folder of a codebook: the rule, its codes (event and bond), the key
    (yes.fr, no.en …), the sides of one for the rule, else None, and the sentence."""
    for path in sorted(glob.glob(f'{folder}/*.txt')):
        for line in open(path, encoding='utf-8'):
            words = line.split()
            if line.startswith('rule '):
                rule, codes = words[1], []
            elif line[0].isspace() and words and words[0] == 'code':
                codes.append((words[1], words[2] if len(words) > 2 else '-'))
            elif line[0].isspace() and words and re.fullmatch(r'(yes|no)\.(fr|en)', words[0]):
                rest = line.split(None, 1)[1].strip()
                if words[0].startswith('yes'):
                    sides, _, text = rest.partition('|')
                    yield rule, codes, words[0], tuple(sides.split()), text.strip()
                else:
                    yield rule, codes, words[0], None, rest
