#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Train one language's tree model and write it in the format that src/tree/model.c maps.

usage: train.py --lang fr --out data/fr/tree.model --dev DEV.conllu [--epochs N] [--seed N] TRAIN.conllu...

One network reads a sentence and gives, for each word, the universal part of speech, a core set
of features, a lemma rule, a head and a relation: word, affix and shape embeddings, two
bidirectional LSTM layers (Hochreiter & Schmidhuber 1997; Kiperwasser & Goldberg 2016), biaffine
arcs and labels (Dozat & Manning 2017). No pretrained vectors. Needs Debian's python3-torch.
Debian's reference BLAS is ten times slower than libopenblas0-pthread: install that too.
Cost: about 45 s an epoch per 140,000 words on one core.
"""
import argparse
import collections
import datetime
import json
import random
import struct
import time
import unicodedata

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

BUCKETS = 8192          # rows of each hashed table
# Sizes by --size: of the word and hashed embeddings, of each LSTM direction, of arcs and labels.
SIZES = {'small': (64, 24, 144, 128, 64), 'large': (96, 32, 176, 160, 64)}
WORD_DIM, HASH_DIM, HIDDEN, ARC, LABEL = SIZES['small']
CORE = set('VerbForm Mood Tense Voice Number Gender Person PronType Poss Reflex NumType Polarity'.split())
FOLDED = {'obl:arg': 'obl', 'obl:mod': 'obl'}
SAME = str.maketrans({'’': "'", '‘': "'", '“': '"', '”': '"', '«': '"', '»': '"', '–': '-', '—': '-'})
SEEDS = range(1, 9)


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
        CACHE[form] = (fnv(low, 0), [fnv(p, s) % BUCKETS for p, s in zip(parts, SEEDS)])
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
    def __init__(self, sentences):
        count = collections.Counter(features(w[0])[0] for s in sentences for w in s)
        self.words = sorted(h for h, n in count.items() if n >= 2)
        self.index = {h: i + 1 for i, h in enumerate(self.words)}
        rank = lambda k: [x for x, _ in collections.Counter(w[k] for s in sentences for w in s).most_common()]
        self.rules, self.tags, self.feats, self.labels = rank(1), rank(2), rank(3), rank(5)
        self.rules = [r for r in self.rules if '\t' not in r]
        self.of = [None] + [{x: i for i, x in enumerate(v)} for v in (self.rules, self.tags, self.feats)]
        self.label_of = {x: i for i, x in enumerate(self.labels)}

    def encode(self, sentence):
        get = [features(w[0]) for w in sentence]
        row = {'w': [0] + [self.index.get(h, 0) for h, _ in get], 'f': [[0] * 8] + [f for _, f in get],
               'h': [-100] + [w[4] for w in sentence], 'd': [-100] + [self.label_of.get(w[5], -100) for w in sentence]}
        for name, k in (('r', 1), ('u', 2), ('x', 3)):
            row[name] = [-100] + [self.of[k].get(w[k], -100) for w in sentence]
        return row


class Network(nn.Module):
    def __init__(self, v):
        super().__init__()
        self.word = nn.Embedding(len(v.words) + 1, WORD_DIM)
        self.hashed = nn.ModuleList(nn.Embedding(BUCKETS, HASH_DIM) for _ in SEEDS)
        for table in self.hashed:
            nn.init.normal_(table.weight, 0, 0.3)
        self.input = nn.Linear(WORD_DIM + 8 * HASH_DIM, 2 * HIDDEN)
        self.lstm = nn.ModuleList(nn.LSTM(2 * HIDDEN, HIDDEN, bidirectional=True, batch_first=True) for _ in range(2))
        self.tag, self.feat, self.rule = (nn.Linear(2 * HIDDEN, len(x)) for x in (v.tags, v.feats, v.rules))
        self.arc_dep, self.arc_head = nn.Linear(2 * HIDDEN, ARC), nn.Linear(2 * HIDDEN, ARC)
        self.label_dep, self.label_head = nn.Linear(2 * HIDDEN, LABEL), nn.Linear(2 * HIDDEN, LABEL)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.01)
        self.label = nn.Parameter(torch.randn(len(v.labels), LABEL + 1, LABEL + 1) * 0.01)

    def locked(self, x, p=0.3):
        if not self.training:
            return x
        return x * (torch.rand(x.size(0), 1, x.size(2)) > p).float() / (1 - p)

    def forward(self, b):
        w = b['w']
        if self.training:
            w = w * (torch.rand(w.shape) > 0.2)
        x = torch.cat([self.word(w)] + [t(b['f'][:, :, i]) for i, t in enumerate(self.hashed)], -1)
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
    b['w'], b['f'] = pad('w', 0), pad('f', [0] * 8)
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


def loss_of(net, b):
    tag, feat, rule, arcs, dep, head = net(b)
    known = b['h'] >= 0
    heads = b['h'].clamp(min=0)
    cross = lambda z, y: F.cross_entropy(z.reshape(-1, z.size(-1)), y.reshape(-1), ignore_index=-100, label_smoothing=0.03)
    arc = -F.log_softmax(arcs, -1).gather(-1, heads.unsqueeze(-1)).squeeze(-1)[known].mean()
    return arc + cross(net.labels(dep, head, heads), b['d']) + 0.5 * (cross(tag, b['u']) + cross(feat, b['x']) + cross(rule, b['r']))


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
    """Sections: name (24 bytes), kind, rows, columns, bytes; then the data, 64-byte aligned."""
    state = {k: x.detach().numpy() for k, x in net.state_dict().items()}
    sections = [('about', 't', 1, 0, json.dumps(about, ensure_ascii=False).encode())]
    for name, items in (('tags', v.tags), ('feats', v.feats), ('rules', v.rules), ('labels', v.labels)):
        sections.append((name, 't', len(items), 0, '\n'.join(items).encode()))
    sections.append(('words', 'u', len(v.words), 1, np.array(v.words, dtype='<u4').tobytes()))

    def matrix(name, value):
        value = value.reshape(-1, value.shape[-1]).astype('<f4')
        scale = np.maximum(np.abs(value).max(1), 1e-8) / 127
        cells = np.clip(np.rint(value / scale[:, None]), -127, 127).astype('i1')
        sections.append((name, 'q', *value.shape, scale.astype('<f4').tobytes() + cells.tobytes()))

    def vector(name, value):
        sections.append((name, 'f', 1, value.size, value.astype('<f4').tobytes()))

    matrix('word', state['word.weight'])
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
    with open(path, 'wb') as out:
        out.write(b'ENTTREE1' + struct.pack('<I', len(sections)))
        at = 12 + len(sections) * 48
        for name, kind, rows, columns, data in sections:
            at = (at + 63) // 64 * 64
            out.write(struct.pack('<24s4sIIIQ', name.encode(), kind.encode(), rows, columns, len(data), at))
            at += len(data)
        for *_, data in sections:
            out.write(b'\0' * (-out.tell() % 64) + data)


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--lang', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--epochs', type=int, default=20)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--size', choices=SIZES, default='small')
    p.add_argument('--sources', default='')
    p.add_argument('train', nargs='+')
    p.add_argument('--dev', required=True)
    a = p.parse_args()
    global WORD_DIM, HASH_DIM, HIDDEN, ARC, LABEL
    WORD_DIM, HASH_DIM, HIDDEN, ARC, LABEL = SIZES[a.size]
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)     # decayed moments of rare rows would cost tenfold
    torch.manual_seed(a.seed)
    dice = random.Random(a.seed)
    sentences = [s for path in a.train for s in read(path)]
    dev = list(read(a.dev))
    v = Vocabulary(sentences)
    net = Network(v)
    print(len(sentences), 'sentences;', sum(x.numel() for x in net.parameters()), 'parameters;',
          len(v.tags), 'tags', len(v.feats), 'features', len(v.rules), 'rules', len(v.labels), 'labels', flush=True)
    average = {k: x.clone() for k, x in net.state_dict().items()}
    optimiser = torch.optim.Adam(net.parameters(), lr=2e-3, betas=(0.9, 0.95))
    step, steps = 0, a.epochs * max(1, sum(len(s) + 1 for s in sentences) // 640)
    about = dict(language=a.lang, sources=a.sources, trained=str(datetime.date.today()), seed=a.seed, epochs=a.epochs, size=a.size)
    for epoch in range(a.epochs):
        start, lost = time.time(), 0.0
        rows = [v.encode(varied(s, dice)) for s in sentences if len(s) < 120]
        chunks = batches(rows, 700, dice)
        for chunk in chunks:
            rate = 2e-3 * min(1, step / 200) * min(1, max(0.02, 2 - 2 * step / steps))
            for group in optimiser.param_groups:
                group['lr'] = rate
            loss = loss_of(net, batch(chunk))
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
        about['epochs'] = epoch + 1
        write_model(a.out, net, v, about)
        net.load_state_dict(kept)
        print(epoch, f'loss {lost / len(chunks):.3f}', f'{time.time() - start:.0f} s', about['dev'], flush=True)


if __name__ == '__main__':
    main()
