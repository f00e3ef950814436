# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a dictionary says of each form, before any context: a set of short marks.

French, from Debian's hunspell-fr-comprehensive: `n`, `a`, `v`, `r` (noun, adjective, verb, adverb),
`N` (name: place, first name, family name), gender and number (`n.m`, `a.p`), tense and person of a
verb (`v.ipre`, `v.3pl`), what the verb governs (`v:t`, `v:n`, `v:p`).
English, from Debian's wordnet-base: `n`, `a`, `v`, `r`, number and form (`n.p`, `v.past`), `N` for a
name, `n.c`, `v.c` for a word with a counted sense, the field of a noun's first sense (`n:14`), the
sentence frames of a verb (`v:26`). English forms are made by the rules of regular inflection and
WordNet's lists of exceptions.

Each function gives a dictionary: form in lower case with straight quotes -> set of marks.
"""
import collections
import re

STRAIGHT = str.maketrans({'’': "'", '‘': "'"})

TENSES = {'infi', 'ppre', 'ppas', 'ipre', 'iimp', 'ipsi', 'ifut', 'cond', 'spre', 'simp', 'impe'}
PERSONS = {'1sg': '1', '1isg': '1', '1jsg': '1', '2sg': '2', '3sg': '3sg', '1pl': '1', '2pl': '2', '3pl': '3pl'}
SHORT = {'nom': 'n', 'adj': 'a', 'adv': 'r', 'advint': 'r', 'loc.adv': 'r', 'interj': 'i', 'prep': 'p', 'titr': 't', 'nb': '1',
         'npr': 'N', 'prn': 'N1', 'patr': 'N2', 'det': 'd', 'cjsub': 'c'}
VARYING = {'n', 'a', 'N1', 't'}
GENDERS = {'mas': 'm', 'fem': 'f', 'epi': 'mf'}
NUMBERS = {'sg': 's', 'pl': 'p', 'inv': 'sp'}


def bends(tags, default='s'):
    """Gender and number of a form: 'm', 's' …"""
    genders = ''.join(GENDERS[t] for t in tags if t in GENDERS)
    numbers = ''.join(NUMBERS[t] for t in tags if t in NUMBERS)
    return set(genders + (numbers or default))


def part_marks(parts, tags):
    for part in parts & SHORT.keys():
        short = SHORT[part]
        yield short
        if short in VARYING:
            yield from (f'{short}.{b}' for b in bends(tags))


def verb_marks(governs, parts, tags):
    yield 'v'
    yield from (f'v:{g}' for g in governs)
    for part in parts:
        if part in TENSES:
            yield f'v.{part}'
        if part in PERSONS:
            yield f'v.{PERSONS[part]}'
    if 'ppas' in parts:
        yield from (f'v.{b}' for b in bends(tags))


def read_suffixes(path):
    suffixes = collections.defaultdict(list)
    for line in open(path, encoding='utf-8'):
        p = line.split()
        if len(p) > 4 and p[0] == 'SFX':
            strip, add = (x.split('/')[0].replace('0', '') for x in p[2:4])
            parts, tags = split_tags(p[5:])
            suffixes[p[1]].append((strip, add, re.compile(f'(?:{p[4]})$'), parts, tags))
    return suffixes


def split_tags(fields):
    return {f[3:] for f in fields if f.startswith('po:')}, {f[3:] for f in fields if f.startswith('is:')}


def french(path):
    """`path`: of hunspell's .aff and .dic, without the ending."""
    readings = collections.defaultdict(set)
    suffixes = read_suffixes(path + '.aff')
    for line in open(path + '.dic', encoding='utf-8'):
        head, *fields = line.split()
        word, _, flags = head.partition('/')
        parts, tags = split_tags(fields)
        verb = next((p for p in parts if re.match(r'v[0-3]', p)), None)
        governs = set(verb[2:]) & set('itnpqrme') if verb else set()
        forms = [(word, parts - ({verb} if verb else set()), tags, not flags or not verb)]
        for i in range(0, len(flags) - 1, 2):
            forms += [(word[:len(word) - len(strip)] + add, more if verb else parts, kept(tags, bent) | bent, True)
                      for strip, add, ending, more, bent in suffixes.get(flags[i:i + 2], ())
                      if word.endswith(strip) and ending.search(word)]
        if any(bent for _, _, bent, _ in forms[1:]) and not verb:
            forms.pop(0)                    # the suffixes give the bare form too
        for form, more, bent, said in forms:
            form = form.translate(STRAIGHT).lower()
            if verb or more & TENSES:
                readings[form].update(verb_marks(governs, more, bent))
            elif said:
                readings[form].update(part_marks(more, bent))
    return {form: marks for form, marks in readings.items() if marks and not is_rare(marks)}


def is_rare(marks):
    """Only "tu" or "vous", or a past that the press does not write: left out for size."""
    tenses = {m[2:] for m in marks if m[:2] == 'v.'} & TENSES
    persons = {m for m in marks if m in ('v.1', 'v.2', 'v.3sg', 'v.3pl')}
    literary = tenses and tenses <= {'ipsi', 'simp'} and not persons & {'v.3sg', 'v.3pl'}
    return all(m[0] == 'v' for m in marks) and (literary or tenses == {'simp'} or persons == {'v.2'} and 'ppas' not in tenses)


def kept(tags, bent):
    """What of the head word's gender and number a suffix leaves."""
    if bent & GENDERS.keys():
        tags = tags - GENDERS.keys()
    if bent & NUMBERS.keys():
        tags = tags - NUMBERS.keys()
    return tags


def plural(word):
    if re.search(r'(s|x|z|ch|sh)$', word):
        return word + 'es'
    return word[:-1] + 'ies' if re.search(r'[^aeiou]y$', word) else word + 's'


def past(word):
    if word.endswith('e'):
        return word + 'd'
    return word[:-1] + 'ied' if re.search(r'[^aeiou]y$', word) else word + 'ed'


def present_participle(word):
    if word.endswith('ie'):
        return word[:-2] + 'ying'
    return word[:-1] + 'ing' if re.search(r'[^eoy]e$', word) else word + 'ing'


def read_exceptions(path):
    exceptions = collections.defaultdict(set)
    for line in open(path, encoding='ascii'):
        form, *lemmas = line.split()
        for lemma in lemmas:
            exceptions[lemma].add(form)
    return exceptions


def read_synsets(path):
    """Offset -> (field of meaning, verb frames by word number, words as written)."""
    synsets = {}
    for line in open(path, encoding='ascii'):
        if line.startswith(' '):
            continue
        p = line.split(' | ')[0].split()
        count = int(p[3], 16)
        words = p[4:4 + 2 * count:2]
        rest = p[4 + 2 * count:]
        frames = rest[1 + 4 * int(rest[0]):]
        numbers = [(int(frames[i + 1]), int(frames[i + 2], 16)) for i in range(1, len(frames) - 2, 3)] if frames else []
        synsets[p[0]] = (p[1], numbers, words)
    return synsets


def read_index(folder, name):
    """Each single word with its synsets, the commonest first, and how many of its senses were counted."""
    for line in open(f'{folder}/index.{name}', encoding='ascii'):
        p = line.split()
        if line.startswith(' ') or '_' in p[0] or p[0][0].isdigit():
            continue
        senses = int(p[2])
        yield p[0], p[-senses:], int(p[-senses - 1])


def spread(readings, marks, forms):
    for form, mark in forms:
        readings[form].update(marks)
        readings[form].add(mark)


def noun_marks(word, offsets, counted, synsets):
    field, _, written = synsets[offsets[0]]
    marks = {'n', f'n:{field}'}
    if any(w != w.lower() and w.lower() == word for w in written):
        marks.add('N')
    return marks | ({'n.c'} if counted else set())


def verb_frames(word, offsets, counted, synsets):
    marks = {'v', 'v.c'} if counted else {'v'}
    for offset in offsets:
        _, frames, written = synsets[offset]
        lower = [w.lower() for w in written]
        marks.update(f'v:{n}' for n, which in frames if which == 0 or lower[which - 1] == word)
    return marks


def english(folder):
    readings = collections.defaultdict(set)
    synsets, exceptions = read_synsets(f'{folder}/data.noun'), read_exceptions(f'{folder}/noun.exc')
    for word, offsets, counted in read_index(folder, 'noun'):
        plurals = exceptions.get(word) or {plural(word)}
        spread(readings, noun_marks(word, offsets, counted, synsets), [(word, 'n.s')] + [(f, 'n.p') for f in plurals])
    synsets, exceptions = read_synsets(f'{folder}/data.verb'), read_exceptions(f'{folder}/verb.exc')
    for word, offsets, counted in read_index(folder, 'verb'):
        forms = [(word, 'v.base'), (plural(word), 'v.3sg')]
        odd = exceptions.get(word, set())
        forms += [(f, 'v.ing' if f.endswith('ing') else 'v.past') for f in odd]
        if not any(f.endswith('ing') for f in odd):
            forms.append((present_participle(word), 'v.ing'))
        if not any(not f.endswith(('ing', 's')) for f in odd):
            forms.append((past(word), 'v.past'))
        spread(readings, verb_frames(word, offsets, counted, synsets), forms)
    exceptions = read_exceptions(f'{folder}/adj.exc')
    for word, _, counted in read_index(folder, 'adj'):
        spread(readings, {'a', 'a.c'} if counted else {'a'}, [(word, 'a.base')] + [(f, 'a.more') for f in exceptions.get(word, ())])
    for word, _, counted in read_index(folder, 'adv'):
        spread(readings, {'r'}, [(word, 'r.c' if counted else 'r')])
    return dict(readings)
