#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Trains the choice between contraction and determiner ("des" = "de les" or "des").

    train/contraction.py ../shared/treebanks/fr/train.conllu [--dev dev.conllu] > data/fr/contraction.txt

A logistic model over the neighbours of the word, by AdaGrad with an L2 penalty from a fixed seed; a
few seconds. "p", "q", "r" are the words before, "n" and "m" those
behind. The features are those of src/sentence/contraction.c and must stay so. Writes plain
text, `FEATURE<tab>WEIGHT`, weights under 0.25 left out; positive sums mean contraction. Data: UD
French Sequoia, FQB, PUD and GSD dev (LGPL-LR, CC BY-SA); the weights hold no text but single words.
"""
import argparse
import collections
import math
import random
import sys

WORDS = ("du", "des")

# Grammar that the treebank has too few examples of: no preposition takes "de" behind it, so that
# "contre des cibles" holds a determiner.
PREPOSITIONS = """contre avec pour sur dans par sans entre sous vers chez selon après avant devant
    derrière dès parmi envers malgré pendant durant comme voici voilà via sauf outre""".split()
PRIOR = {word + "|p=" + before: -4.0 for word in WORDS for before in PREPOSITIONS}


def fold(word):
    return word.lower().replace("\u2019", "'").replace("\u2018", "'").replace("\u2011", "-")


def read(path):
    """Surface words of each sentence: (form, is contraction, part of speech)."""
    sentence, skip = [], 0
    for line in open(path, encoding="utf-8"):
        if line.startswith("#"):
            continue
        if not line.strip():
            if sentence:
                yield sentence
            sentence, skip = [], 0
            continue
        cells = line.rstrip("\n").split("\t")
        if "-" in cells[0]:
            skip = int(cells[0].split("-")[1])
            sentence.append((cells[1], True, "_"))
        elif "." not in cells[0] and int(cells[0]) > skip:
            sentence.append((cells[1], False, cells[3]))
    if sentence:
        yield sentence


def neighbour(sentence, index):
    return sentence[index][0] if 0 <= index < len(sentence) else "_"


def features(sentence, index):
    form = sentence[index][0]
    found = ["bias=", "C=" + ("A" if form[0].isupper() else "a")]
    for offset, names in ((-1, "p ps pc pt pf"), (-2, "q qs"), (-3, "r"), (1, "n ns nc"), (2, "m ms")):
        names = names.split()
        other = neighbour(sentence, index + offset)
        folded = fold(other)
        found.append(names[0] + "=" + folded)
        if len(names) > 1:
            found.append(names[1] + "=" + folded[-3:])
        if len(names) > 2:
            kind = "0" if other[0] in "0123456789" else "A" if other[0].isupper() else "a"
            found.append(names[2] + "=" + kind)
        if len(names) > 3:
            found.append(names[3] + "=" + folded[-2:])
            found.append(names[4] + "=" + folded[-4:])
    return found + [fold(form) + "|" + name for name in found]


def instances(path):
    for sentence in read(path):
        for index, (form, contracted, part) in enumerate(sentence):
            if fold(form) in WORDS and (contracted or part in ("DET", "ADP")):
                yield features(sentence, index), contracted


def train(data, epochs, rate, penalty, seed):
    weights, squares = {}, {}
    order = random.Random(seed)
    data = list(data)
    for _ in range(epochs):
        order.shuffle(data)
        for names, contracted in data:
            total = sum(weights.get(name, 0.0) for name in names)
            error = (1.0 if contracted else 0.0) - 1.0 / (1.0 + math.exp(-max(-30, min(30, total))))
            for name in names:
                slope = error - penalty * weights.get(name, 0.0)
                squares[name] = squares.get(name, 1e-6) + slope * slope
                weights[name] = weights.get(name, 0.0) + rate * slope / math.sqrt(squares[name])
    return weights


def accuracy(weights, data):
    right = [(sum(weights.get(n, 0.0) for n in names) >= 0) == contracted for names, contracted in data]
    return 100.0 * sum(right) / max(1, len(right))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train")
    parser.add_argument("--dev")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=0.3)
    parser.add_argument("--penalty", type=float, default=0.02)
    parser.add_argument("--least", type=float, default=0.25)
    args = parser.parse_args()
    data = list(instances(args.train))
    counts = collections.Counter(name for names, _ in data for name in names)
    data = [([n for n in names if counts[n] > 1 or "|" not in n], right) for names, right in data]
    weights = train(data, args.epochs, args.rate, args.penalty, 1)
    for name, weight in PRIOR.items():
        weights[name] = min(weight, weights.get(name, 0.0))
    weights = {name: weight for name, weight in weights.items() if abs(weight) >= args.least}
    print("# Contraction (positive) or determiner: weights by train/contraction.py from UD French")
    print("# Sequoia, FQB, PUD, GSD dev (LGPL-LR, CC BY-SA 3.0 and 4.0). Grammar: FEATURE<tab>WEIGHT.")
    for name in sorted(weights):
        print("%s\t%.2f" % (name, weights[name]))
    majority = 100.0 * sum(c for _, c in data) / len(data)
    print("train: %d words, always %.1f, model %.1f, %d weights" % (
        len(data), majority, accuracy(weights, data), len(weights)), file=sys.stderr)
    if args.dev:
        dev = list(instances(args.dev))
        print("dev: %d words, always %.1f, model %.1f" % (
            len(dev), 100.0 * sum(c for _, c in dev) / len(dev), accuracy(weights, dev)),
            file=sys.stderr)


if __name__ == "__main__":
    main()
