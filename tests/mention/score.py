#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scores `entente mention` against tests/gold/mentions and fails below the floors given there.

usage: score.py ENTENTE [--misses] [--inventions] [--ways]

Takes marks.tsv (doc, line, quote, actors, kind; README.md there says what they mean), codes the
articles that it names, and prints precision, recall and F1 of each kind. Each marked line is marked
in full, so an answer on it that no mark covers is an invention of its own kind. Exit status 1 where
a kind lies below its floor of floors.tsv, or where a quote is not in its line."""
import collections
import pathlib
import re
import subprocess
import sys

GOLD = pathlib.Path(__file__).resolve().parent.parent / "gold"
EMPTY = ("non-actor", "place")


class Mark:
    def __init__(self, doc, line, quote, actors, kind):
        self.doc, self.line, self.quote, self.kind = doc, line, quote, kind
        self.actors = [frozenset(one.split("+")) for one in actors.split("|")]
        self.open = actors == "?"
        self.begin = self.end = 0
        self.answers = []

    def told(self):
        got = ["%s (%s: %s)" % ("+".join(sorted(a.actors)), a.kind, a.why) for a in self.answers]
        wanted = "|".join("+".join(sorted(one)) for one in self.actors)
        where = "%s:%d %s" % (self.doc, self.line, self.quote)
        return "%-11s %s: %s, got %s" % (self.kind, where, wanted, ", ".join(got) or "nothing")

    def is_right(self, answer):
        return answer.kind != "place" and answer.actors in self.actors

    def is_quiet(self, answer):
        return answer.kind == "place" or (self.kind == "non-actor" and answer.people)


class Answer:
    def __init__(self, row):
        self.doc, self.text, actors, self.kind, self.why = row[:5]
        self.actors, self.begin, self.word = frozenset(actors.split("+")), int(row[6]), int(row[8])
        self.people = self.kind == "people"
        if self.why.startswith("relative of"):
            self.kind = "relative"


def article_path(doc):
    return next(path for path in sorted(GOLD.glob("*/*/%s.txt" % doc)))


def marks_read():
    """The marks of each document; quotes are looked for in order, each after the one before."""
    marks, lines = collections.defaultdict(list), collections.defaultdict(set)
    at, previous = 0, None
    for text in (GOLD / "mentions/marks.tsv").read_text().splitlines():
        if not text or text.startswith("#"):
            continue
        doc, line, quote, actors, kind = text.split("\t")
        mark = Mark(doc, int(line), quote, actors, kind)
        whole = article_path(doc).read_text().split("\n")
        before = len("\n".join([*whole[: mark.line - 1], ""]).encode())
        here = whole[mark.line - 1]
        at, previous = (at if (doc, line) == previous else 0), (doc, line)
        found = re.compile(r"(?<!\w)%s(?!\w)" % re.escape(quote)).search(here, at)
        if not found:
            sys.exit("marks.tsv: %s:%s: no '%s' here" % (doc, line, quote))
        at = found.start() + 1
        mark.begin = before + len(here[: found.start()].encode())
        mark.end = mark.begin + len(quote.encode())
        marks[doc].append(mark)
        lines[doc].add((before, before + len(here.encode())))
    return marks, lines


def answers_read(entente, docs):
    paths = [str(article_path(doc)) for doc in docs]
    run = subprocess.run([entente, "mention", *paths], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr)
    return [Answer(line.split("\t")) for line in run.stdout.splitlines()]


def tally(marks, lines, answers):
    """Counts right, wrong and missed of each kind; gives also the findings as text."""
    counts = collections.defaultdict(collections.Counter)
    ways = collections.defaultdict(collections.Counter)
    misses, inventions = [], []
    for answer in answers:
        inside = any(begin <= answer.word < end for begin, end in lines[answer.doc])
        covering = [m for m in marks[answer.doc]
                    if m.begin <= answer.word < m.end or m.begin <= answer.begin < m.end]
        for mark in covering:
            mark.answers.append(answer)
        way = answer.why.split("“")[0].split(",")[0].strip()
        if inside and not covering and answer.kind not in EMPTY + ("people",):
            counts[answer.kind]["invented"] += 1
            ways[way]["wrong"] += 1
            inventions.append("%s:%d %s = %s (%s: %s)" % (answer.doc, answer.word, answer.text,
                              "+".join(sorted(answer.actors)), answer.kind, answer.why))
        elif covering and not covering[0].open:
            mark = covering[0]
            good = mark.is_quiet(answer) if mark.kind in EMPTY else mark.is_right(answer)
            ways[way]["right" if good else "wrong"] += 1
    for mark in (m for all_marks in marks.values() for m in all_marks if not m.open):
        loud = [a for a in mark.answers if not mark.is_quiet(a)]
        quiet = mark.kind in EMPTY
        good = not loud if quiet else any(mark.is_right(a) for a in mark.answers)
        result = "right" if good else "wrong" if loud or quiet else "missed"
        counts[mark.kind][result] += 1
        if not good:
            misses.append(mark.told())
    return counts, ways, misses, inventions


def figures(count):
    answered = count["right"] + count["wrong"] + count["invented"]
    wanted = count["right"] + count["wrong"] + count["missed"]
    precision = count["right"] / answered if answered else 0
    recall = count["right"] / wanted if wanted else 0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
    return wanted, precision, recall, f1


def floors_read():
    rows = (GOLD / "mentions/floors.tsv").read_text().splitlines()
    return {kind: float(floor) for kind, floor in
            (row.split("\t") for row in rows if row and not row.startswith("#"))}


def main():
    marks, lines = marks_read()
    counts, ways, misses, inventions = tally(marks, lines, answers_read(sys.argv[1], marks))
    floors, low = floors_read(), []
    counts["all that name"] = sum((counts[k] for k in counts if k not in EMPTY),
                                  collections.Counter())
    for kind, count in sorted(counts.items()):
        wanted, precision, recall, f1 = figures(count)
        print("%-14s %4d marks  P %.3f  R %.3f  F1 %.3f" % (kind, wanted, precision, recall, f1))
        low += [kind] if f1 < floors.get(kind, 0) else []
    for name, found in (("--misses", misses), ("--inventions", inventions)):
        if name in sys.argv:
            print("\n".join(["", name[2:]] + found))
    if "--ways" in sys.argv:
        for way, count in sorted(ways.items()):
            print("%-50s %.2f of %d" % (way, count["right"] / sum(count.values()),
                                        sum(count.values())))
    if low:
        sys.exit("below the floor: " + ", ".join(low))


if __name__ == "__main__":
    main()
