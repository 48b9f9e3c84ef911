#!/usr/bin/env python3
"""Runs entity cases: short texts, and whom or where `casus code --emit entities` must take their names to mean.

    tests/run_entities.py --casus build/casus [-v] [-k WORD] [--at-least PERCENT] [FILE.case|FOLDER ...]        default: tests/cases/entity

A file is a list of blocks as in run_cases.py; after the line `---` each line is one of

    Kim#2 = PRKGOV Kim Jong Un     the second "Kim" is this actor: code and sector run together, then its name if that matters
    officials = HUNGOV ROUGOV      ... one of these;  `---` no country, `---UAF`; `JOR` the country with no sector
    sides = INDGOV+CHNGOV          ... all of these and nobody else
    Lebanon @ USA                  a place in this country, and no actor of another one
    Lebanon @ USA 5197517          ... with this GeoNames id
    ~Jordan                        neither an actor nor a place

`_` is a space in the words. Exit status 0 if enough cases hold (default: all), 1 if not, 2 if a file or the program cannot be used.
"""
import argparse
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import run_cases

CODE = re.compile(r"(---|[A-Z]{3})([A-Z]{3})?$")


class Expect:
    def __init__(self, line):
        self.line, self.forbid, self.quote = line, line.startswith("~"), None
        m = re.fullmatch(r"(\S+?)(?:#(\d+))?\s+([=@])\s+(.+)", line) if not self.forbid else re.fullmatch(r"~(\S+?)(?:#(\d+))?", line)
        if not m:
            raise run_cases.BadCase(f"{line!r} is none of `NAME = CODE`, `NAME @ CODE`, `~NAME`")
        self.words, self.nth = m[1].replace("_", " "), int(m[2] or 1)
        self.op = "~" if self.forbid else m[3]
        self.codes, self.name = [], ""
        rest = [] if self.forbid else m[4].split()
        while rest and all(CODE.match(c) for c in rest[0].split("+")):
            self.codes.append(sorted(rest.pop(0).split("+")))
        self.name = " ".join(rest)
        if not self.forbid and not self.codes:
            raise run_cases.BadCase(f"{line!r} has no code")

    def span(self, text):
        at = -1
        for _ in range(self.nth):
            m = re.compile(r"(?<!\w)" + re.escape(self.words) + r"(?!\w)").search(text, at + 1)
            if not m:
                raise run_cases.BadCase(f"{self.line!r}: the text has no {self.words!r} number {self.nth}")
            at = m.start()
        n = len(text[:at].encode())
        return n, n + len(self.words.encode())

    def record(self, records, text):
        """The record of these very words, else the shortest that overlaps them."""
        start, end = self.span(text)
        hits = [r for r in records if r["start"] < end and start < r["end"]]
        return min(hits, key=lambda r: ((r["start"], r["end"]) != (start, end), r["end"] - r["start"]), default=None)

    def holds(self, records, text):
        r = self.record(records, text)
        if self.op == "~":
            return r is None or (r["start"], r["end"]) != self.span(text) or not (r["who"] or r["place"])
        if r is None:
            return False
        who = sorted((a["code"] or "---") + (a["sector"] or "") for a in r["who"])
        if self.op == "@":
            place, code = r["place"], self.codes[0][0]
            return bool(place) and place["country"] == code and all(a["code"] == code and not a["sector"] for a in r["who"]) and \
                (not self.name or str(place["geonameid"]) == self.name)
        if not any(set(c) <= set(who) and (len(c) == 1 or c == who) for c in self.codes) and not (self.codes == [["---"]] and who in ([], ["---"])):
            return False
        return not self.name or any(a["identifier_text"] == self.name for a in r["who"])


class Case(run_cases.Case):
    def judge(self, records):
        # the program sees the text as run_cases.py writes it
        text = "\n".join(self.text).strip("\n") + "\n"
        return [f"wrong: {e.line}   but {show(e.record(records, text))}" for e in self.expect if not e.holds(records, text)]


def show(r):
    if not r:
        return "nothing was found there"
    who = "+".join((a["code"] or "---") + (a["sector"] or "") + " " + (a["identifier_text"] or "") for a in r["who"])
    place = f' @ {r["place"]["country"]} {r["place"]["name"]} {r["place"]["geonameid"]}' if r["place"] else ""
    return f'{r["kind"]} "{r["text"]}" = {who or "nobody"}{place} ({r["confidence"]})'


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--casus", default="build/casus")
    ap.add_argument("-v", "--verbose", action="store_true", help="show what was found for every case")
    ap.add_argument("-k", metavar="WORD", default="", help="only cases with this in their name or file")
    ap.add_argument("--at-least", type=float, default=100, metavar="PERCENT", help="of the cases that must hold")
    ap.add_argument("paths", nargs="*", default=[os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases", "entity")])
    a = ap.parse_args()
    files = []
    for p in a.paths:
        files += sorted(os.path.join(p, f) for f in os.listdir(p) if f.endswith(".case")) if os.path.isdir(p) else [p]
    failed = 0
    try:
        cases = [c for f in files for c in run_cases.read_cases(f, Case, Expect) if a.k in c.name or a.k in os.path.basename(f)]
        for c in cases:
            c.options = ("--any-language", "--emit", "entities", *c.options)
        found = run_cases.run(a.casus, cases)
        judged = [(c, c.judge(found[c])) for c in cases]
    except (run_cases.BadCase, OSError, ValueError) as e:
        print(f"run_entities.py: {e}", file=sys.stderr)
        return 2
    for c, bad in judged:
        failed += bool(bad)
        if bad or a.verbose:
            print(f"{'FAIL' if bad else 'ok'}  {c.path}:{c.line} {c.name}")
            print("      " + " ".join(" ".join(c.text).split()))
            for m in bad:
                print(f"    - {m}")
            for r in found[c] if a.verbose else []:
                print(f"    found {show(r)}")
    share = 100 * (len(cases) - failed) / len(cases) if cases else 100
    print(f"{len(cases) - failed} of {len(cases)} cases hold, {share:.1f} %")
    return 0 if share >= a.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
