#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks the actor register: forms, dates, codes and offices.

Usage: check.py [-v] [FOLDER]    exit status 1 if anything is wrong

-v names the persons who stand under two actors at the same time.
"""
import collections
import os
import re
import sys
import unicodedata

VERBOSE = "-v" in sys.argv
ARGUMENTS = [argument for argument in sys.argv[1:] if argument != "-v"]
FOLDER = ARGUMENTS[0] if ARGUMENTS else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
STANZAS = {"states.txt": {"state"}, "organisations.txt": {"organisation", "collective"}, "groups.txt": {"group"}}
KEYS = {"name", "former", "adjective", "people", "capital", "seat", "place", "body",
        "cow", "source", "member", "state", "surname", "years", "epithet"}
# Two actors may not claim one form within a class; a place may lie under a name.
CLASS = {"name": "name", "former": "name", "body": "name", "capital": "metonym", "seat": "metonym",
         "adjective": "adjective", "people": "people", "place": "place"}
SENSES = {"state", "government", "leader", "group", "organisation", "both", "people"}
DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
HEAD = re.compile(r"^(\S+) (\S+)$")
KEY = re.compile(r"^([a-z]+)(?:\.(fr|en))?(?:@([^/]+)/([^/]+))?$")

problems = []
counts = collections.Counter()
actors = {}
claims = collections.defaultdict(list)   # (language, class, folded form) -> [(actor, key, since, until)]
references = []


def problem(place, text):
    problems.append(f"{place}: {text}")


def check_dates(place, since, until):
    for day in (since, until):
        if day != ".." and not DATE.match(day):
            problem(place, f"not a date: {day}")
    if since != ".." and until != ".." and since > until[:len(since)] and since[:len(until)] > until:
        problem(place, f"begins after it ends: {since}/{until}")


def fold(form):
    """As the reader files forms: without case and accents."""
    letters = unicodedata.normalize("NFD", form.replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


def overlap(a, b):
    low = max(a[2] if a[2] != ".." else "0", b[2] if b[2] != ".." else "0")
    high = min(a[3] if a[3] != ".." else "9999", b[3] if b[3] != ".." else "9999")
    return low < high


def read_stanzas(name, kinds):
    actor = None
    for number, line in enumerate(open(os.path.join(FOLDER, name), encoding="utf-8"), 1):
        place = f"{name}:{number}"
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        if not line.startswith("\t"):
            head = HEAD.match(line)
            if not head or head[2] not in kinds:
                problem(place, f"not a heading: {line}")
                continue
            actor = head[1]
            if actor in actors:
                problem(place, f"second stanza of {actor}")
            actors[actor] = head[2]
            counts[head[2]] += 1
            continue
        fields = line.split("\t")
        if actor is None or len(fields) != 3:
            problem(place, "not `tab key tab values`")
            continue
        key = KEY.match(fields[1])
        if not key or key[1] not in KEYS:
            problem(place, f"unknown key {fields[1]}")
            continue
        check_dates(place, key[3] or "..", key[4] or "..")
        if key[1] in ("cow", "source", "surname", "epithet"):
            continue
        values = fields[2].split(" | ")
        if key[1] == "years":
            check_dates(place, *fields[2].split("/"))
            continue
        for value in values:
            if not value or value != value.strip() or "|" in value or "  " in value:
                problem(place, f"bad value `{value}`")
            if key[1] in ("member", "state"):
                code, _, span = value.partition("@")
                references.append((place, code))
                if span:
                    check_dates(place, *span.split("/"))
                continue
            counts["forms"] += 1
            for language in [key[2]] if key[2] else ["fr", "en"]:
                claims[language, CLASS[key[1]], fold(value)].append((actor, fields[1], key[3] or "..", key[4] or ".."))
        if len(set(values)) != len(values) and key[1] != "member":
            problem(place, "a value stands twice")


def read_offices():
    name = "offices.tsv"
    holders = collections.defaultdict(list)
    for number, line in enumerate(open(os.path.join(FOLDER, name), encoding="utf-8"), 1):
        fields = line.rstrip("\n").split("\t")
        place = f"{name}:{number}"
        if number == 1:
            if fields != ["state", "office", "person", "since", "until", "source"]:
                problem(place, "unexpected header")
            continue
        if len(fields) != 6 or not all(fields):
            problem(place, "needs six filled columns")
            continue
        state, office, person, since, until, _ = fields
        counts["tenures"] += 1
        counts["spellings"] += person.count(" | ") + 1
        if state not in actors:
            problem(place, f"unknown actor {state}")
        check_dates(place, since, until)
        for form in person.split(" | "):
            if not form.strip() or form != form.strip() or "|" in form:
                problem(place, f"bad spelling `{form}`")
            holders[form].append((state, office, since, until))
    shared = 0
    for form, rows in sorted(holders.items()):
        states = {row[0] for row in rows}
        if len(states) > 1 and any(overlap(a, b) for a in rows for b in rows if a[0] < b[0]):
            shared += 1
            if VERBOSE:
                print("person of two actors:", form, sorted(states))
    counts["persons with two actors at once"] = shared


def read_descriptions():
    name = "descriptions.tsv"
    seen = set()
    for number, line in enumerate(open(os.path.join(FOLDER, name), encoding="utf-8"), 1):
        fields = line.rstrip("\n").split("\t")
        place = f"{name}:{number}"
        if number == 1:
            continue
        if len(fields) != 3 or fields[0] not in ("fr", "en") or not fields[1] or fields[2] not in SENSES:
            problem(place, "not `language phrase sense`")
            continue
        if tuple(fields[:2]) in seen:
            problem(place, f"second row of {fields[1]}")
        seen.add(tuple(fields[:2]))
        counts["descriptions"] += 1


for file, kinds in STANZAS.items():
    read_stanzas(file, kinds)
for place, code in references:
    if code not in actors:
        problem(place, f"unknown actor {code}")
for (language, key_class, form), rows in sorted(claims.items()):
    for i, a in enumerate(rows):
        for b in rows[i + 1:]:
            if a[0] != b[0] and overlap(a, b):
                problem("conflict", f"{language} `{form}`: {a[0]} {a[1]} and {b[0]} {b[1]}")
read_offices()
read_descriptions()
print("\n".join(problems))
print(", ".join(f"{count} {what}" for what, count in counts.items()), f"; {len(problems)} problems", file=sys.stderr)
sys.exit(bool(problems))
