"""What train/unsaid learns from: records of gold files, what the program weighs, and a logistic
regression (Newton's method, ridge penalty). Needs python3-numpy."""
import json
import subprocess
import tempfile

import numpy as np

import corpus
from corpus import SYMMETRIC

SEEN_AT_LEAST = 20


def names(cell):
    return {n.strip().lower() for n in cell.split('|')} - {'', '-'}


def gold(path):
    """{(doc, event, source, target): only optional?}"""
    records = {}
    for line in open(path, encoding='utf-8'):
        cells = line.rstrip('\n').split('\t')
        if line.startswith(('#', 'doc\t')) or len(cells) < 8:
            continue
        optional = len(cells) > 8 and cells[8].startswith('opt:')
        for source in names(cells[2]):
            for target in names(cells[5]):
                for key in orders(cells[0], cells[3], source, target):
                    records[key] = records.get(key, True) and optional
    return records


def orders(doc, event, source, target):
    """The keys of a record: joint deeds have no direction."""
    first = (doc, event, source.lower(), target.lower())
    return [first, (doc, event, first[3], first[2])] if event in SYMMETRIC else [first]


def run(binary, folder, *command):
    out = subprocess.run([binary, *command, folder], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def load(binary, pairs, command, signs):
    """The readings that `codebook COMMAND` weighs, but those whose record is told by a claim with none
    of the signs and those that only an optional record holds."""
    rows = []
    for number, (path, folder) in enumerate(pairs):
        records = gold(path)
        told = {key for claim in run(binary, folder, 'code', '--format', 'jsonl') if not signs & set(claim['signs'])
                for key in orders(claim['doc'], claim['event'], claim['source'], claim['target'])}
        for reading in run(binary, folder, 'codebook', command):
            key = orders(reading['doc'], reading['event'], reading['source'], reading['target'])[0]
            if key not in told and not records.get(key, False):
                rows.append({'doc': (number, key[0]), 'name': key[0], 'signs': set(reading['signs']),
                             'right': float(key in records), 'sentence': reading['sentence'],
                             'word': reading['word'],
                             'deed': (number, *key[:2], tuple(sorted(key[2:])) if key[1] in SYMMETRIC else key[2:])})
    return rows


def load_examples(binary, codebook):
    """What `codebook unsaid` weighs of the examples of the rules: of each only the answers by its rule."""
    rows, rules, records = [], {}, set()
    with tempfile.TemporaryDirectory() as folder:
        for rule, codes, key, sides, text in corpus.examples(codebook):
            doc = f'{key[-2:]}{len(rules)}'
            rules[doc] = rule
            with open(f'{folder}/{doc}.txt', 'w', encoding='utf-8') as out:
                out.write(f'News\n\n{text}\n')
            for event, _ in codes if sides else []:
                records.update(orders(doc, event, *sides))
        for reading in run(binary, folder, 'codebook', 'unsaid'):
            if reading['rule'] == rules[reading['doc']]:
                key = orders(reading['doc'], reading['event'], reading['source'], reading['target'])[0]
                rows.append({'doc': ('example', key[0]), 'name': key[0], 'signs': set(reading['signs']),
                             'right': float(key in records), 'sentence': reading['sentence'],
                             'word': reading['word'], 'deed': ('example', *key)})
    return rows


def fit(x, y, ridge):
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    for _ in range(12):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (y - p) - penalty * w
        bend = (x.T * (p * (1 - p))) @ x + np.diag(penalty)
        w += np.linalg.solve(bend, slope)
    return w


def common_signs(rows):
    counts = {}
    for row in rows:
        for s in row['signs']:
            counts[s] = counts.get(s, 0) + 1
    return sorted(s for s, n in counts.items() if n >= SEEN_AT_LEAST)


def table(rows, signs):
    place = {s: i for i, s in enumerate(signs)}
    x = np.zeros((len(rows), len(signs)))
    for i, row in enumerate(rows):
        x[i, [place[s] for s in row['signs'] if s in place]] = 1
    return x


def left_out(rows, x, y, ridge):
    """The odds of each reading by the weights of the other articles, a tenth left out at a time."""
    docs = sorted({row['doc'] for row in rows}, key=str)
    part = np.array([docs.index(row['doc']) % 10 for row in rows])
    odds = np.zeros(len(y))
    for k in range(10):
        odds[part == k] = x[part == k] @ fit(x[part != k], y[part != k], ridge)
    return odds


def stanza(name, options, signs, weights):
    lines = [name] + [f'\t{key}\t{value}' for key, value in options]
    return '\n'.join(lines + [f'\t{s}\t{w:.2f}' for s, w in zip(signs, weights) if abs(w) >= 0.01])
