#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scores how pages are read: token F1 of the text, and which dates, titles and marks are right.

usage: score.py ENTENTE_BINARY [NAME...]    with names, only those pages, and their differences
       score.py --self-test                 prove that a wrong text lowers the score

Beside each NAME.html stands NAME.txt: lines `id:` (NAME where it is not told), `date:`, `modified:`, `title:`, `outlet:`, `stub: yes`,
`live: yes`, `url:` as far as the page tells them, an empty line, and the text: headings, paragraphs and
items, without title and captions. Of a page that holds several articles, each has its part of the
file, behind a line `====`, and all are scored; one that nothing was read of, and one too many, has
0 of everything. A token is a run of letters or digits; F1 counts tokens with
their repeats, and the mean is over pages. Exit status: 0 all floors reached, 1 not.
"""
import collections
import json
import re
import subprocess
import sys
from pathlib import Path

FLOORS = {'text': 0.95, 'worst text': 0.85, 'date': 0.95, 'modified': 0.95, 'title': 0.95,
          'outlet': 0.95, 'stub': 1.0, 'live': 1.0}
TEXT_KINDS = {'body', 'heading', 'item'}


def tokens(text):
    return collections.Counter(re.findall(r'\w+', text.lower()))


def f1(want, got):
    want, got = tokens(want), tokens(got)
    common = sum((want & got).values())
    return 2 * common / max(1, sum(want.values()) + sum(got.values()))


def read_expected(path):
    """{id: (facts, text)} of the articles on the page."""
    articles = {}
    for part in path.read_text(encoding='utf-8').split('\n====\n'):
        head, _, text = part.strip().partition('\n\n')
        facts = dict(line.split(': ', 1) for line in head.splitlines())
        articles[facts.pop('id', path.stem)] = (facts, text)
    return articles


def read_page(binary, path):
    """{id: article} of what the program reads on the page, and what it says."""
    run = subprocess.run([binary, 'article', '--json', str(path)], capture_output=True, text=True)
    articles = [json.loads(line) for line in run.stdout.splitlines()]
    return {article['id']: article for article in articles}, run.stderr


def compare(facts, text, page):
    """What is right on one page: {measure: 0 to 1}, only what the expectation tells."""
    got = '\n'.join(p['text'] for p in page['paragraphs'] if p['kind'] in TEXT_KINDS)
    right = {'text': f1(text, got),
             'stub': float(page.get('stub', False) == (facts.get('stub') == 'yes')),
             'live': float(page.get('live', False) == (facts.get('live') == 'yes'))}
    for fact, key in (('date', 'published'), ('modified', 'modified'), ('outlet', 'outlet'),
                      ('url', 'url')):
        if fact in facts:
            right[fact] = float(page.get(key) == facts[fact])
    right['title'] = float(f1(facts['title'], page.get('title', '')) > 0.9)
    return right, got


def show(name, text, got, page, facts):
    want = set(text.split('\n\n'))
    lines = [line for line in got.split('\n') if line]
    print(f'{name}: {page.get("published")} (want {facts.get("date")}), '
          f'{page.get("published_evidence")}')
    for line in lines:
        if not any(f1(line, paragraph) > 0.9 for paragraph in want):
            print('  more:', line)
    for paragraph in want:
        if not any(f1(line, paragraph) > 0.9 for line in lines):
            print('  less:', paragraph.strip())


def score(binary, names):
    folder = Path(__file__).parent
    sums, counts, worst, pages = collections.Counter(), collections.Counter(), 1.0, 0
    for path in sorted(folder.glob('*.html')):
        if names and path.stem not in names:
            continue
        pages += 1
        wanted = read_expected(path.with_suffix('.txt'))
        found, said = read_page(binary, path)
        for name in sorted(wanted.keys() | found.keys()):
            facts, text = wanted.get(name, ({'title': '', 'date': ''}, ''))
            page = found.get(name, {'paragraphs': []})
            right, got = compare(facts, text, page)
            worst = min(worst, right['text'])
            for measure, value in right.items():
                sums[measure] += value
                counts[measure] += 1
            if names or min(right.values()) < 0.95:
                print(name, ' '.join(f'{m} {v:.2f}' for m, v in right.items() if v < 0.95), said)
            if names:
                show(name, text, got, page, facts)
    means = {measure: sums[measure] / counts[measure] for measure in sums}
    means['worst text'] = worst
    print(f'{pages} pages, {counts["text"]} articles:',
          ' '.join(f'{m} {v:.3f}' for m, v in sorted(means.items())))
    return all(means.get(measure, 0) >= floor for measure, floor in FLOORS.items())


def self_test():
    page = {'published': '2025-01-02', 'title': 'A title of a page',
            'paragraphs': [{'kind': 'body', 'text': 'one two three four'},
                           {'kind': 'caption', 'text': 'five'}]}
    facts = {'date': '2025-01-02', 'title': 'A title of a page'}
    right, _ = compare(facts, 'one two three four', page)
    wrong, _ = compare({**facts, 'date': '2025-01-03', 'stub': 'yes'}, 'six seven', page)
    assert right['text'] == 1 and right['date'] == 1 and right['stub'] == 1
    assert wrong['text'] == 0 and wrong['date'] == 0 and wrong['stub'] == 0
    return True


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments == ['--self-test']:
        return 0 if self_test() else 1
    return 0 if score(arguments[0], arguments[1:]) else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
