#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make one language's lexicon, which src/tree/lexicon.c maps: what a dictionary says of each form,
known lemmas and irregular forms.

usage: lexicon.py --lang fr --out data/fr/lexicon.bin [--hunspell /usr/share/hunspell/fr] TRAIN.conllu...
       lexicon.py --lang en --out data/en/lexicon.bin [--wordnet /usr/share/wordnet] TRAIN.conllu...

Readings (readings.py): form -> class, a set of marks. Kept by 32 bits of a hash of the form: the
upper 16 choose a bucket, the lower 16 lie in it in ascending order beside the class. The network
learns a row for each mark; train.py reads them from the file, so that it sees what the parser sees.

Lemmas: those of the treebanks' training parts (never of dev), and of Debian's
hunspell-fr-comprehensive or wordnet-base. Each is kept as 32 bits of a hash of the lemma and its
class (verb, noun, adjective, adverb, other), so that "la" is known but not as a verb.

Forms: (form, part of speech) with the rule that makes its lemma. From the treebanks where the form
was seen twice or more and nearly always with one lemma; from WordNet's lists of exceptions; from
the conjugations of French verbs outside the first group. A form that is itself the lemma of a verb
("found", "lay") or belongs to two verbs ("suis") comes from the treebanks only.
"""
import argparse
import collections
import json
import re
import struct

import numpy as np

import readings
import sections

CLASS = {'VERB': 'v', 'AUX': 'v', 'NOUN': 'n', 'ADJ': 'a', 'ADV': 'r'}    # all else: 'o'
KEPT = {'PUNCT', 'SYM', 'X'}                                              # no words
UNLISTED = {'PROPN', 'NOUN', 'ADJ'}                                       # where form and lemma are equal
SAME = readings.STRAIGHT
SEEN, SHARE = 2, 0.95
MASK = (1 << 64) - 1


def fnv(data, value=14695981039346656037):
    """slice_hash of src/base/slice.c."""
    for byte in data:
        value = ((value ^ byte) * 1099511628211) & MASK
    return value


def hash_of(mark, text):
    value = fnv((mark + text).encode())
    return (value ^ value >> 32) & 0xFFFFFFFF


def rule_of(form, lemma):
    """train.py's lemma_rule in the writing whose number ends at '>': L2>ir, K1>, =lemma."""
    n = 0
    while n < min(len(form), len(lemma)) and form[n] == lemma[n]:
        n += 1
    return f'={lemma}' if n == 0 else f'{"L" if form == form.lower() else "K"}{len(form) - n}>{lemma[n:]}'


class Table:
    def __init__(self):
        self.lemmas = set()                                               # (class, lemma in lower case)
        self.forms = {}                                                   # (part of speech, form): lemma
        self.readings = {}                                                # form: marks

    def know(self, upos, lemma):
        self.lemmas.add((CLASS.get(upos, 'o'), lemma.translate(SAME).lower()))

    def offer(self, upos, form, lemmas):
        """A form of a dictionary: the treebanks come first, then what has but one lemma."""
        if len(lemmas) == 1 and (CLASS[upos], form) not in self.lemmas:
            self.forms.setdefault((upos, form), next(iter(lemmas)))


def read_treebanks(table, paths):
    seen = collections.defaultdict(collections.Counter)
    for path in paths:
        for line in open(path, encoding='utf-8'):
            c = line.rstrip('\n').split('\t')
            if len(c) == 10 and c[0].isdigit() and c[3] not in KEPT and c[2] != '_':
                form = c[1].translate(SAME)
                seen[c[3], form if c[3] == 'PROPN' else form.lower()][c[2]] += 1
    count_of = collections.Counter()
    for (upos, form), lemmas in seen.items():
        lemma, count = lemmas.most_common(1)[0]
        total = sum(lemmas.values())
        for known, n in lemmas.items():
            count_of[upos, known] += n
        if total >= SEEN and count >= SHARE * total and not (upos in UNLISTED and lemma == form) \
                and not any(c.isdigit() for c in form):
            table.forms[upos, form] = lemma
    for (upos, lemma), count in count_of.items():
        if count >= SEEN or upos not in CLASS:     # once may be the annotator's slip
            table.know(upos, lemma)


def read_wordnet(table, folder):
    for name, upos in (('verb', 'VERB'), ('noun', 'NOUN'), ('adj', 'ADJ'), ('adv', 'ADV')):
        for line in open(f'{folder}/index.{name}', encoding='ascii'):
            lemma = line.split(' ', 1)[0]
            if lemma and '_' not in lemma and not lemma[0].isdigit():
                table.know(upos, lemma)
    for name, upos in (('verb', 'VERB'), ('noun', 'NOUN'), ('adj', 'ADJ')):
        for line in open(f'{folder}/{name}.exc', encoding='ascii'):
            form, *lemmas = line.split()
            if '_' not in line and len(lemmas) == 1:
                table.offer(upos, form, set(lemmas))


def traditional(lemmas):
    """Of "connaître" and "connaitre" (the spelling of 1990) only the former, which the press writes."""
    bare = lambda text: text.translate(str.maketrans('îû', 'iu'))
    return {x for x in lemmas if not any(y != x and bare(y) == x for y in lemmas)}


TENSES = {'infi', 'ppre', 'ppas', 'ipre', 'iimp', 'ipsi', 'ifut', 'cond', 'spre', 'simp', 'impe'}
PERSONS = set('1sg 1isg 1jsg 2sg 3sg 1pl 2pl 3pl'.split())
RARE = {'1isg', '1jsg', '2sg', '2pl'}                                     # in news: left out for size
PARTS = {'nom': 'NOUN', 'adj': 'ADJ', 'adv': 'ADV', 'interj': 'INTJ', 'prep': 'ADP', 'nb': 'NUM'}


def read_hunspell(table, path):
    suffixes = collections.defaultdict(list)
    for line in open(path + '.aff', encoding='utf-8'):
        p = line.split()
        tags = {x[3:] for x in p[5:]}
        if len(p) > 5 and p[0] == 'SFX' and tags & TENSES and not (tags & PERSONS and tags & PERSONS <= RARE):
            strip, add = (x.split('/')[0].replace('0', '') for x in p[2:4])
            suffixes[p[1]].append((strip, add, re.compile(f'(?:{p[4]})$')))
    verbs = collections.defaultdict(set)
    for line in open(path + '.dic', encoding='utf-8'):
        head, *tags = line.split()
        word, _, flags = head.partition('/')
        parts = {t[3:] for t in tags if t.startswith('po:')}
        lemma = next((t[3:] for t in tags if t.startswith('st:')), word)
        for part in parts & PARTS.keys():
            table.know(PARTS[part], lemma)
        groups = {p[1] for p in parts if re.match(r'v[0-3]', p)}
        if not groups:
            continue
        table.know('VERB', lemma)
        forms = {word}
        for i in range(0, len(flags), 2):
            forms |= {word[:len(word) - len(strip)] + add
                      for strip, add, ending in suffixes.get(flags[i:i + 2], ())
                      if word.endswith(strip) and ending.search(word)}
        for form in forms:
            # Of "répète" the network's rules would make "répèter".
            regular = groups <= {'1', '2'} and form.startswith(lemma[:-2])
            verbs[form].add((lemma, regular))
    for form, lemmas in verbs.items():
        if not all(regular for _, regular in lemmas):
            table.offer('VERB', form, traditional({lemma for lemma, _ in lemmas}))


def reading_sections(table):
    names = sorted({mark for marks in table.readings.values() for mark in marks})
    number = {name: i for i, name in enumerate(names)}
    sets = [tuple(sorted(number[m] for m in marks)) for marks in table.readings.values()]
    classes = [c for c, _ in collections.Counter(sets).most_common()]
    class_of = {c: i for i, c in enumerate(classes)}
    hashed = {}
    for form, marks in zip(table.readings, sets):
        hashed.setdefault(hash_of('', form), set()).add(class_of[marks])
    rows = sorted((h, min(c)) for h, c in hashed.items() if len(c) == 1)
    keys, values = (np.array(column, dtype='<u4') for column in zip(*rows))
    starts = np.searchsorted(keys >> 16, np.arange(65537)).astype('<u4')
    ends = np.cumsum([0] + [len(c) for c in classes]).astype('<u4')
    members = np.array([m for c in classes for m in c], dtype='<u2')
    return [('marks', 't', len(names), 0, '\n'.join(names).encode()),
            ('class_starts', 'u', len(ends), 1, ends.tobytes()),
            ('class_marks', 'h', len(members), 1, members.tobytes()),
            ('reading_starts', 'u', 65537, 1, starts.tobytes()),
            ('reading_keys', 'h', len(keys), 1, (keys & 0xFFFF).astype('<u2').tobytes()),
            ('reading_classes', 'h', len(keys), 1, values.astype('<u2').tobytes())]


class Readings:
    """The readings of a lexicon file: class of a form (0: not listed, else 1-based), marks of a class."""

    def __init__(self, path):
        data = open(path, 'rb').read()
        count, = struct.unpack_from('<I', data, 8)
        part = {}
        for i in range(count):
            name, _, _, _, size, at = struct.unpack_from('<24s4sIIIQ', data, 12 + 48 * i)
            part[name.rstrip(b'\0').decode()] = data[at:at + size]
        self.marks = part['marks'].decode().split('\n')
        starts, members = np.frombuffer(part['class_starts'], '<u4'), np.frombuffer(part['class_marks'], '<u2')
        self.classes = [members[a:b] for a, b in zip(starts, starts[1:])]
        buckets = np.frombuffer(part['reading_starts'], '<u4')
        keys, values = np.frombuffer(part['reading_keys'], '<u2'), np.frombuffer(part['reading_classes'], '<u2')
        upper = np.repeat(np.arange(65536, dtype='<u4'), np.diff(buckets.astype(int)))
        self.of = dict(zip(((upper << 16) | keys).tolist(), (values.astype(int) + 1).tolist()))

    def of_form(self, form):
        return self.of.get(hash_of('', form.translate(SAME).lower()), 0)


def write(path, table, about):
    lemmas = sorted({hash_of(mark, lemma) for mark, lemma in table.lemmas})
    made = {(upos, form): rule_of(form, lemma) for (upos, form), lemma in table.forms.items()}
    rules = [r for r, _ in collections.Counter(made.values()).most_common()]
    number = {r: i for i, r in enumerate(rules)}
    hashed = {}
    for (upos, form), rule in made.items():
        hashed.setdefault(hash_of(upos, '\t' + form), set()).add(number[rule])
    forms = sorted(h for h, r in hashed.items() if len(r) == 1)
    rows = [('lemmas', 'u', len(lemmas), 1, struct.pack(f'<{len(lemmas)}I', *lemmas)),
            ('forms', 'u', len(forms), 1, struct.pack(f'<{len(forms)}I', *forms)),
            ('form_rules', 'h', len(forms), 1, struct.pack(f'<{len(forms)}H', *(min(hashed[h]) for h in forms))),
            ('rules', 't', len(rules), 0, '\n'.join(rules).encode())] + reading_sections(table)
    check = fnv(b''.join(r[-1] for r in rows))
    rows.append(('check', 'u', 2, 1, struct.pack('<Q', check)))
    about = ('about', 't', 1, 0, json.dumps(about, ensure_ascii=False).encode())
    size = sections.write(path, b'ENTLEXI1', [about] + rows)
    print(path, len(lemmas), 'lemmas;', len(forms), 'forms;', len(rules), 'rules;', len(table.readings), 'readings;', size, 'bytes')


SOURCES = {
    'fr': 'hunspell-fr-comprehensive (Dicollecte/Grammalecte; MPL-2.0); training parts of UD French Sequoia, FQB '
          '(LGPL-LR), GSD (CC BY-SA 4.0), PUD (CC BY-SA 3.0)',
    'en': 'WordNet 3.0 (Princeton University; WordNet licence); training parts of UD English EWT (CC BY-SA 4.0), '
          'GUM CC BY documents (CC BY 4.0), PUD (CC BY-SA 3.0)',
}


def main():
    p = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    p.add_argument('--lang', required=True, choices=sorted(SOURCES))
    p.add_argument('--out', required=True)
    p.add_argument('--hunspell', default='/usr/share/hunspell/fr')
    p.add_argument('--wordnet', default='/usr/share/wordnet')
    p.add_argument('train', nargs='+')
    a = p.parse_args()
    table = Table()
    read_treebanks(table, a.train)
    if a.lang == 'fr':
        read_hunspell(table, a.hunspell)
        table.readings = readings.french(a.hunspell)
    else:
        read_wordnet(table, a.wordnet)
        table.readings = readings.english(a.wordnet)
    write(a.out, table, {'language': a.lang, 'sources': SOURCES[a.lang]})


if __name__ == '__main__':
    main()
