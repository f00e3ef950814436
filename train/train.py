#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Train one language's tree model and write it in the format that src/tree/model.c maps.

usage: train.py --lang fr --out data/fr/tree.model --lexicon data/fr/lexicon.bin --dev DEV.conllu
                [--epochs N] [--seed N] [--keep FILE.pt] [--teacher FILE.pt]... [--start FILE.pt]
                [--news NEWS.conllu]... TRAIN.conllu...

One network reads a sentence and gives, for each word, the universal part of speech, a core set
of features, a lemma rule, a head and a relation: word, affix and shape embeddings, a dictionary's
readings of the form (lexicon.py, whose file must exist), two bidirectional LSTM layers (Hochreiter & Schmidhuber 1997; Kiperwasser & Goldberg 2016), biaffine
arcs and labels (Dozat & Manning 2017). No pretrained vectors. A network kept with --keep can teach
another (Hinton et al. 2015): half of each target is then the mean of the teachers' answers; or it can
be trained on with --start, for a few epochs at a third of the rate. Needs Debian's python3-torch.
Debian's reference BLAS is ten times slower than libopenblas0-pthread: install that too.
Cost: about 45 s an epoch per 140,000 words on one core; the teachers' answers, once, as much.
"""
import argparse
import collections
import datetime
import json
import random
import time
import unicodedata

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import lexicon
import sections

# Rows of the hashed tables: whole form, first 3, last 2, 3, 4, 5 letters, shape, ends with length.
BUCKETS = (8192, 4096, 1024, 4096, 8192, 8192, 512, 2048)
# Sizes by --size: of the word, hashed and reading embeddings, of each LSTM direction, of arcs and labels.
SIZES = {'small': (64, 24, 32, 144, 128, 64), 'large': (96, 32, 48, 176, 160, 64)}
CORE = set('VerbForm Mood Tense Voice Number Gender Person PronType Poss Reflex NumType Polarity'.split())
FOLDED = {'obl:arg': 'obl', 'obl:mod': 'obl'}
SAME = str.maketrans({'’': "'", '‘': "'", '“': '"', '”': '"', '«': '"', '»': '"', '–': '-', '—': '-'})
SEEDS = range(1, 9)
TAUGHT = 0.5             # share of the teachers in a target
SMOOTH = 0.03
RATE = 2e-3
RULE_SEEN = 3            # rarer lemma rules cost time, and no lemma on dev comes of them


def fnv(text, seed):
    value = (2166136261 ^ (seed * 0x9E3779B9)) & 0xFFFFFFFF
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value ^ (value >> 15)


def shape(word):
    out = ''
    for c in word:
        kind = 'X' if c.isupper() else 'x' if c.islower() else 'd' if c.isdigit() else c
        if out[-2:] != kind * 2:
            out += kind
    return out[:6]


CACHE = {}


def features(form):
    """The strings of one word that are hashed; src/tree/features.c computes the same."""
    if form not in CACHE:
        word = form.translate(SAME)
        low = word.lower()
        parts = [low, low[:3], low[-2:], low[-3:], low[-4:], low[-5:], shape(word), low[:1] + low[-1:] + str(min(len(low), 9))]
        CACHE[form] = (fnv(low, 0), [fnv(p, s) % b for p, s, b in zip(parts, SEEDS, BUCKETS)])
    return CACHE[form]


def lemma_rule(form, lemma):
    """K (case kept) or L, characters cut from the end, '>', suffix put on; or '=' and the whole lemma."""
    keep = 'K' if lemma != lemma.lower() else 'L'
    base = form if keep == 'K' else form.lower()
    n = 0
    while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
        n += 1
    return f'={lemma}' if n == 0 else f'{keep}{len(base) - n}>{lemma[n:]}'


def core(feats):
    kept = [f for f in feats.split('|') if f.split('=')[0] in CORE]
    return '|'.join(kept) or '_'


def read(path):
    sentence = []
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if not line:
            if sentence:
                yield sentence
            sentence = []
        elif line[0] != '#':
            c = line.split('\t')
            if c[0].isdigit():
                sentence.append((c[1], lemma_rule(c[1], c[2]), c[3], core(c[5]), int(c[6]), FOLDED.get(c[7], c[7])))
    if sentence:
        yield sentence


def bare(text):
    return ''.join(c for c in unicodedata.normalize('NFD', text) if not unicodedata.combining(c))


def varied(sentence, dice):
    """News is not the treebank: headlines in capitals or without a stop, capitals without accents."""
    roll = dice.random()
    if roll < 0.04:
        return [(w[0].upper(),) + w[1:] for w in sentence]
    if roll < 0.07:
        return [(w[0][:1].upper() + w[0][1:],) + w[1:] for w in sentence]
    if roll < 0.12:
        return [(bare(w[0]) if w[0][:1].isupper() else w[0],) + w[1:] for w in sentence]
    last = len(sentence)
    if roll < 0.22 and last > 3 and sentence[-1][2] == 'PUNCT' and all(w[4] != last for w in sentence):
        return sentence[:-1]
    return sentence


class Vocabulary:
    def __init__(self, sentences, readings):
        self.readings = readings
        self.class_of = {}
        count = collections.Counter(features(w[0])[0] for s in sentences for w in s)
        self.words = sorted(h for h, n in count.items() if n >= 2)
        self.index = {h: i + 1 for i, h in enumerate(self.words)}
        rank = lambda k, least=1: [x for x, n in collections.Counter(w[k] for s in sentences for w in s).most_common()
                                   if n >= least]
        self.rules, self.tags, self.feats, self.labels = rank(1, RULE_SEEN), rank(2), rank(3), rank(5)
        self.rules = [r for r in self.rules if '\t' not in r]
        self.of = [None] + [{x: i for i, x in enumerate(v)} for v in (self.rules, self.tags, self.feats)]
        self.label_of = {x: i for i, x in enumerate(self.labels)}

    def reading(self, form):
        if form not in self.class_of:
            self.class_of[form] = self.readings.of_form(form)
        return self.class_of[form]

    def encode(self, sentence, taught=None):
        get = [features(w[0]) for w in sentence]
        row = {'w': [0] + [self.index.get(h, 0) for h, _ in get], 'f': [[0] * 8] + [f for _, f in get],
               'l': [0] + [self.reading(w[0]) for w in sentence], 't': taught,
               'h': [-100] + [w[4] for w in sentence], 'd': [-100] + [self.label_of.get(w[5], -100) for w in sentence]}
        for name, k in (('r', 1), ('u', 2), ('x', 3)):
            row[name] = [-100] + [self.of[k].get(w[k], -100) for w in sentence]
        return row


class Network(nn.Module):
    def __init__(self, v, size):
        super().__init__()
        word, hashed, reading, hidden, arc, label = SIZES[size]
        self.word = nn.Embedding(len(v.words) + 1, word)
        self.hashed = nn.ModuleList(nn.Embedding(b, hashed) for b in BUCKETS)
        for table in self.hashed:
            nn.init.normal_(table.weight, 0, 0.3)
        self.mark = nn.Parameter(torch.randn(len(v.readings.marks), reading) * 0.2)
        members = torch.zeros(len(v.readings.classes) + 1, len(v.readings.marks))
        for i, marks in enumerate(v.readings.classes, 1):
            members[i, torch.tensor(marks.astype(int))] = 1
        self.register_buffer('members', members, persistent=False)
        self.input = nn.Linear(word + 8 * hashed + reading, 2 * hidden)
        self.lstm = nn.ModuleList(nn.LSTM(2 * hidden, hidden, bidirectional=True, batch_first=True) for _ in range(2))
        self.tag, self.feat, self.rule = (nn.Linear(2 * hidden, len(x)) for x in (v.tags, v.feats, v.rules))
        self.arc_dep, self.arc_head = nn.Linear(2 * hidden, arc), nn.Linear(2 * hidden, arc)
        self.label_dep, self.label_head = nn.Linear(2 * hidden, label), nn.Linear(2 * hidden, label)
        self.arc = nn.Parameter(torch.randn(arc + 1, arc) * 0.01)
        self.label = nn.Parameter(torch.randn(len(v.labels), label + 1, label + 1) * 0.01)

    def locked(self, x, p=0.3):
        if not self.training:
            return x
        return x * (torch.rand(x.size(0), 1, x.size(2)) > p).float() / (1 - p)

    def forward(self, b):
        w = b['w']
        if self.training:
            w = w * (torch.rand(w.shape) > 0.2)
        marks = F.embedding(b['l'], self.members) @ self.mark
        x = torch.cat([self.word(w)] + [t(b['f'][:, :, i]) for i, t in enumerate(self.hashed)] + [marks], -1)
        if self.training:
            x = x * (torch.rand(x.shape[:2] + (1,)) > 0.05).float()
        x = F.leaky_relu(self.input(F.dropout(x, 0.2, self.training)), 0.1)
        first = self.lstm[0](self.locked(x))[0]
        second = self.lstm[1](self.locked(first))[0] + first
        t = F.dropout(first + second, 0.3, self.training)
        x = self.locked(second)
        act = lambda layer: self.locked(F.leaky_relu(layer(x), 0.1))
        one = torch.ones(x.shape[:2] + (1,))
        dep, head = act(self.arc_dep), act(self.arc_head)
        arcs = torch.cat([dep, one], -1) @ self.arc @ head.transpose(1, 2)
        arcs = arcs.masked_fill(~b['m'].unsqueeze(1), -1e9)
        return self.tag(t), self.feat(t), self.rule(t), arcs, torch.cat([act(self.label_dep), one], -1), torch.cat([act(self.label_head), one], -1)

    def labels(self, dep, head, heads):
        chosen = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, head.size(-1)))
        return torch.einsum('bnd,lde,bne->bnl', dep, self.label, chosen)


def batch(rows):
    n = max(len(r['w']) for r in rows)
    pad = lambda k, v: torch.tensor([r[k] + [v] * (n - len(r[k])) for r in rows])
    b = {k: pad(k, -100) for k in 'ruxhd'}
    b['w'], b['l'], b['f'] = pad('w', 0), pad('l', 0), pad('f', [0] * 8)
    b['m'] = torch.tensor([[i < len(r['w']) for i in range(n)] for r in rows])
    return b


def batches(rows, size, dice):
    dice.shuffle(rows)
    chunks = []
    for i in range(0, len(rows), 800):
        current = []
        for r in sorted(rows[i:i + 800], key=lambda r: len(r['w'])):
            if current and (len(current) + 1) * len(r['w']) > size:
                chunks.append(current)
                current = []
            current.append(r)
        chunks.append(current)
    dice.shuffle(chunks)
    return chunks


def targets(answers, known, gold, rows, part, smooth):
    """One row for each known word: the gold answer, smoothed, mixed with what the teachers say."""
    kinds = answers.size(-1)
    made = torch.full((int(known.sum()), kinds), smooth / kinds)
    made[torch.arange(len(made)), gold[known]] += 1 - smooth
    if rows[0]['t'] is None:
        return made
    taught = torch.zeros(known.shape + (kinds,))
    for i, r in enumerate(rows):
        n = len(r['w'])
        told = torch.from_numpy(r['t'][part][:n].astype('f4'))
        width = min(kinds, told.size(1), n if part == 'arc' else kinds)
        taught[i, :n, :width] = told[:, :width]
    return (1 - TAUGHT) * made + TAUGHT * taught[known]


def loss_of(net, rows):
    b = batch(rows)
    tag, feat, rule, arcs, dep, head = net(b)
    heads = b['h'].clamp(min=0)

    def cross(answers, gold, part, smooth=SMOOTH):
        known = gold >= 0
        return -(F.log_softmax(answers, -1)[known] * targets(answers, known, gold, rows, part, smooth)).sum(-1).mean()

    rules = F.cross_entropy(rule.reshape(-1, rule.size(-1)), b['r'].reshape(-1), ignore_index=-100, label_smoothing=SMOOTH)
    return (cross(arcs, b['h'], 'arc', 0) + cross(net.labels(dep, head, heads), b['d'], 'label') +
            0.5 * (cross(tag, b['u'], 'tag') + cross(feat, b['x'], 'feat') + rules))


def answers_of(net, vocabulary, sentences, student):
    """What a teacher says of each sentence, in the student's numbers: probabilities of each word's
    head, label (under the gold head), tag and features."""
    net.eval()
    order = lambda mine, theirs: torch.tensor([theirs.index(x) if x in theirs else len(theirs) for x in mine])
    label, tag, feat = (order(getattr(student, k), getattr(vocabulary, k)) for k in ('labels', 'tags', 'feats'))
    chances = lambda scores, turn: F.pad(F.softmax(scores, -1), (0, 1))[..., turn]
    said = []
    with torch.no_grad():
        for s in sentences:
            b = batch([vocabulary.encode(s)])
            tags, feats, _, arcs, dep, head = net(b)
            labels = net.labels(dep, head, b['h'].clamp(min=0))
            said.append({'arc': F.softmax(arcs, -1)[0], 'label': chances(labels, label)[0],
                         'tag': chances(tags, tag)[0], 'feat': chances(feats, feat)[0]})
    return said


def network_kept(path):
    kept = torch.load(path)
    net = Network(kept['vocabulary'], kept['size'])
    net.load_state_dict(kept['weights'])
    return net, kept['vocabulary'], kept['size'], kept['epochs']


def teach(paths, sentences, student):
    """The mean of the teachers' answers, or nothing of each sentence."""
    if not paths:
        return [None] * len(sentences)
    total = None
    for path in paths:
        net, vocabulary, *_ = network_kept(path)
        said = answers_of(net, vocabulary, sentences, student)
        total = said if total is None else [{k: a[k] + b[k] for k in a} for a, b in zip(total, said)]
        print('taught by', path, flush=True)
    return [{k: (x / len(paths)).numpy().astype('f2') for k, x in t.items()} for t in total]


def scores(net, vocabulary, sentences):
    """UPOS, lemma rule, UAS and LAS with subtypes folded; heads without the spanning tree."""
    net.eval()
    bare_label = [l.split(':')[0] for l in vocabulary.labels]
    total, hits = 0, collections.Counter()
    with torch.no_grad():
        for i in range(0, len(sentences), 32):
            part = sentences[i:i + 32]
            b = batch([vocabulary.encode(s) for s in part])
            tag, _, rule, arcs, dep, head = net(b)
            heads = arcs.argmax(-1)
            labels = net.labels(dep, head, heads).argmax(-1)
            for j, s in enumerate(part):
                for k, w in enumerate(s, 1):
                    total += 1
                    hits['UPOS'] += vocabulary.tags[tag[j, k].argmax()] == w[2]
                    hits['rule'] += vocabulary.rules[rule[j, k].argmax()] == w[1]
                    good = int(heads[j, k]) == w[4]
                    hits['UAS'] += good
                    hits['LAS'] += good and bare_label[labels[j, k]] == w[5].split(':')[0]
    net.train()
    return {k: round(100 * v / total, 2) for k, v in hits.items()}


def write_model(path, net, v, about):
    """Matrices with a scale for each row and cells of eight bits; see src/tree/sections.h."""
    state = {k: x.detach().numpy() for k, x in net.state_dict().items()}
    rows = [('about', 't', 1, 0, json.dumps(about, ensure_ascii=False).encode())]
    for name, items in (('tags', v.tags), ('feats', v.feats), ('rules', v.rules), ('labels', v.labels), ('marks', v.readings.marks)):
        rows.append((name, 't', len(items), 0, '\n'.join(items).encode()))
    rows.append(('words', 'u', len(v.words), 1, np.array(v.words, dtype='<u4').tobytes()))

    def matrix(name, value):
        value = value.reshape(-1, value.shape[-1]).astype('<f4')
        scale = np.maximum(np.abs(value).max(1), 1e-8) / 127
        cells = np.clip(np.rint(value / scale[:, None]), -127, 127).astype('i1')
        rows.append((name, 'q', *value.shape, scale.astype('<f4').tobytes() + cells.tobytes()))

    def vector(name, value):
        rows.append((name, 'f', 1, value.size, value.astype('<f4').tobytes()))

    matrix('word', state['word.weight'])
    matrix('mark', state['mark'])
    for i in range(8):
        matrix(f'hashed{i}', state[f'hashed.{i}.weight'])
    for layer in range(2):
        for side, tail in (('forward', ''), ('backward', '_reverse')):
            get = lambda kind: state[f'lstm.{layer}.{kind}_l0{tail}']
            matrix(f'lstm{layer}.{side}.in', get('weight_ih'))
            matrix(f'lstm{layer}.{side}.loop', get('weight_hh'))
            vector(f'lstm{layer}.{side}.bias', get('bias_ih') + get('bias_hh'))
    for name in ('input', 'tag', 'feat', 'rule', 'arc_dep', 'arc_head', 'label_dep', 'label_head'):
        matrix(f'{name}.weight', state[f'{name}.weight'])
        vector(f'{name}.bias', state[f'{name}.bias'])
    matrix('arc', state['arc'])
    matrix('label', state['label'])
    sections.write(path, b'ENTTREE1', rows)


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--lang', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--epochs', type=int, default=20)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--size', choices=SIZES, default='small')
    p.add_argument('--lexicon', required=True)
    p.add_argument('--sources', default='')
    p.add_argument('--keep', help='write the weights for --teacher here')
    p.add_argument('--teacher', action='append', default=[])
    p.add_argument('--news', action='append', default=[], help='treebank that counts twice')
    p.add_argument('--start', help='go on from the weights that --keep wrote')
    p.add_argument('train', nargs='+')
    p.add_argument('--dev', required=True)
    a = p.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)     # decayed moments of rare rows would cost tenfold
    torch.manual_seed(a.seed)
    dice = random.Random(a.seed)
    sentences = [s for path in a.train for s in read(path) if len(s) < 120]
    sentences += [s for path in a.news for s in read(path)] * 2
    dev = list(read(a.dev))
    before = 0
    if a.start:
        net, v, a.size, before = network_kept(a.start)
    else:
        v = Vocabulary(sentences, lexicon.Readings(a.lexicon))
        net = Network(v, a.size)
    top = RATE / 3 if a.start else RATE
    print(len(sentences), 'sentences;', sum(x.numel() for x in net.parameters()), 'parameters;',
          len(v.tags), 'tags', len(v.feats), 'features', len(v.rules), 'rules', len(v.labels), 'labels', flush=True)
    taught = teach(a.teacher, sentences, v)
    average = {k: x.clone() for k, x in net.state_dict().items()}
    optimiser = torch.optim.Adam(net.parameters(), lr=top, betas=(0.9, 0.95))
    step, steps = 0, a.epochs * max(1, sum(len(s) + 1 for s in sentences) // 640)
    about = dict(language=a.lang, sources=a.sources, trained=str(datetime.date.today()), seed=a.seed, epochs=a.epochs, size=a.size, teachers=len(a.teacher))
    for epoch in range(a.epochs):
        start, lost = time.time(), 0.0
        rows = [v.encode(varied(s, dice), t) for s, t in zip(sentences, taught)]
        chunks = batches(rows, 700, dice)
        for chunk in chunks:
            rate = top * min(1, step / 200) * min(1, max(0.02, 2 - 2 * step / steps))
            for group in optimiser.param_groups:
                group['lr'] = rate
            loss = loss_of(net, chunk)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            step, lost = step + 1, lost + float(loss)
            decay = min(0.999, step / (step + 10))
            for k, x in net.state_dict().items():
                average[k].lerp_(x, 1 - decay)
        kept = {k: x.clone() for k, x in net.state_dict().items()}
        net.load_state_dict(average)
        about['dev'] = scores(net, v, dev)
        about['epochs'] = before + epoch + 1
        write_model(a.out, net, v, about)
        if a.keep:
            torch.save({'weights': net.state_dict(), 'vocabulary': v, 'size': a.size, 'epochs': about['epochs']}, a.keep)
        net.load_state_dict(kept)
        print(epoch, f'loss {lost / len(chunks):.3f}', f'{time.time() - start:.0f} s', about['dev'], flush=True)


if __name__ == '__main__':
    main()
