#!/usr/bin/env python3
"""Time is linear in the input, whatever the input: hard patterns at one length and at four times that length.

    tests/pathological.py --casus build/casus [-v] [-k WORD]

A pattern fails if the longer text takes more than eight times as long as the shorter one (processor time, less that of an empty run), or if the program
ends otherwise than with 0 (events), 1 (none) or 2 (refused).
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

SIZE = 25_000
FACTOR, SLACK = 8, 0.15  # seconds


def repeat(unit):
    return lambda n: (unit * (n // len(unit.encode()) + 1)).encode()[:n]


def around(head, unit, tail):
    return lambda n: head.encode() + repeat(unit)(n) + tail.encode()


def words(n):
    """Every word is new: the hash tables of words fill up."""
    rng = random.Random(1)
    return " ".join("".join(rng.choices("abcdefghijklmnop", k=8)) for _ in range(n // 9)).encode()


def people(n):
    """Every person is new: the lists of entities grow."""
    rng = random.Random(2)
    name = lambda: "".join(rng.choices("aeioubdgklmnrstv", k=7)).capitalize()
    return "\n\n".join(f"President {name()} {name()} met Mr. {name()} in {name()}." for _ in range(n // 50)).encode()


PATTERNS = {
    "divs": around("<html><body>", "<div>", "Kenya met Uganda.</body></html>"),
    "open-tags": around("<html><body><p>x", "<a b=", ""),
    "unclosed-comment": around("<html><body>", "<!-- ", ""),
    "unclosed-script": around("<html><script>", "</scrip <", ""),
    "less-than": around("<html><p>", "<", ""),
    "entities": around("<html><p>", "&amp;&#x41;&bogus;&", "</p>"),
    "list-items": around("<html><ul>", "<li>Kenya met Uganda", ""),
    "table-cells": around("<html><table>", "<tr><td>Iran<td>Iraq", ""),
    "links": around("<html><p>", "<a href=x>Read</a> more ", "</p>"),
    "one-word": repeat("a"),
    "one-word-upper": repeat("A"),
    "letters": repeat("a "),
    "digits": repeat("1234567890"),
    "commas": repeat(","),
    "stops": repeat("."),
    "initials": repeat("U.S.A."),
    "hyphens": repeat("well-"),
    "apostrophes": repeat("'s"),
    "open-quotes": repeat("“He said "),
    "straight-quotes": repeat('"a" '),
    "paragraph-quotes": repeat("“We met Iran.\n\n"),
    "brackets": repeat("("),
    "empty-lines": repeat("\n \n"),
    "short-lines": repeat("Kenya\n"),
    "line-ends": repeat("met Iran\r\n"),
    "spaces": around("Kenya met", " ", "Uganda."),
    "combining": repeat("e\u0301\u0301\u0301"),
    "soft-hyphens": repeat("at\u00adtack "),
    "urls": repeat("https://a.b/c?d=e "),
    "emails": repeat("a.b@c."),
    "coordination": repeat("Kenya, Uganda and Rwanda, "),
    "and": repeat("and "),
    "of": repeat("the president of "),
    "said": repeat("he said that "),
    "verbs": repeat("attack "),
    "nouns": repeat("air strike "),
    "complements": repeat("to threaten to stop "),
    "relatives": repeat("the man who met "),
    "pronouns": repeat("he told him that they "),
    "one-sentence": repeat("Iran attacked Iraq and "),
    "same-event": repeat("Iran attacked Iraq on Monday.\n\n"),
    "many-events": repeat("Iran attacked Iraq. Syria met Turkey. Kenya accused Uganda.\n\n"),
    "dates": repeat("Monday, May 5, 2021 last week ago "),
    "numbers": repeat("two hundred and thirty-four thousand "),
    "places": repeat("Paris, Springfield, San Jose, Victoria "),
    "countries": repeat("Guinea Bissau Guinea "),
    "surnames": repeat("Mr. Kim met Mr. Kim.\n\n"),
    "new-words": words,
    "new-people": people,
    "emoji": repeat("😀"),
    "not-utf8": lambda n: b"\xe9 caf\xff " * (n // 8),
}


def seconds(cmd):
    with open(os.devnull, "wb") as null:
        p = subprocess.Popen(cmd, stdin=subprocess.DEVNULL, stdout=null, stderr=null)
        _, status, use = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
    return use.ru_utime + use.ru_stime, p.returncode


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--casus", default="build/casus")
    ap.add_argument("-v", "--verbose", action="store_true")
    ap.add_argument("-k", metavar="WORD", default="")
    a = ap.parse_args()
    failed = ran = 0
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "x.txt")
        cmd = [a.casus, "code", "--any-language", "--threads", "1", "--date", "2023-06-14", path]

        def time_of(data):
            with open(path, "wb") as f:
                f.write(data)
            return seconds(cmd)
        base = min(time_of(b"It rained.")[0] for _ in range(3))
        for name, make in PATTERNS.items():
            if a.k not in name:
                continue
            ran += 1
            one, status1 = time_of(make(SIZE))
            four, status4 = time_of(make(4 * SIZE))
            one, four = max(0, one - base), max(0, four - base)
            bad = four > FACTOR * one + SLACK or status1 not in (0, 1, 2) or status4 not in (0, 1, 2)
            failed += bad
            if bad or a.verbose:
                print(f"{'FAIL' if bad else 'ok  '} {name:18} {one:6.2f} s, four times as long {four:6.2f} s; exit status {status1}, {status4}")
    print(f"{ran - failed} of {ran} patterns are linear")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
