#!/usr/bin/env python3
"""Runs event cases: short texts and the events that `casus code` must find in them, or must not.

    tests/run_cases.py --casus build/casus [-v] [-k WORD] [FILE.case|FOLDER ...]        default: tests/cases/event

A file is a list of blocks (the whole format: tests/README.md):

    === negation-1
    date: 2024-05-14
    Israel did not attack Syria on Sunday, the army said.
    ---
    ASSAULT negation ISR -> SYR
    ~ASSAULT actual

Exit status 0 if every case holds, 1 if one fails, 2 if a case file or the program cannot be used.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

AUX = ("actual", "negation", "future", "hypothetical", "historical")
NAME = re.compile(r"[a-z0-9][a-z0-9-]*$")
EVENTS = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
FIELDS = ("mode", "cameo", "date", "enddate", "precision", "place", "attributed", "context", "killed", "injured", "arrested", "participants", "trigger", "acled")


class BadCase(Exception):
    pass


class Expect:
    """One expected line, read: a pattern for an event or a statement."""

    def __init__(self, line):
        self.line = line
        self.forbid = line.startswith("~")
        line = line.lstrip("~").strip()
        self.fields = {}
        self.quote = None
        m = re.fullmatch(r'quote\s+(\S+)\s+"(.*)"', line)
        if m:
            self.speaker, self.quote = m.groups()
            return
        words = []
        for w in line.split():
            key, eq, value = w.partition("=")
            if eq and key in FIELDS:
                self.fields[key] = value.replace("_", " ")
            else:
                words.append(w)
        if not words or words[0] not in EVENTS:
            raise BadCase(f"{line!r} does not begin with a category")
        self.event = words.pop(0)
        # of an expected event the act is real unless the line says otherwise; a forbidden one must not appear in any way
        self.aux = "*" if self.forbid else "actual"
        if words and words[0] in AUX + ("any",):
            self.aux = words.pop(0).replace("any", "*")
        sides = " ".join(words)
        self.actor = self.recipient = None
        if sides:
            left, arrow, right = sides.partition("->")
            self.actor, self.recipient = self.side(left), self.side(right)

    @staticmethod
    def side(text):
        text = text.replace(" ", "")
        return None if text == "*" else sorted(filter(None, text.split("+")))


def same_entity(want, entity):
    """`ISR` is any sector of Israel, `ISRMIL` its military, `ISR.` Israel as such; `---` has no country."""
    code, sector = (entity.get("code") or "---"), (entity.get("sector") or "")
    if want.endswith("."):
        return code == want[:-1] and not sector
    return code == want[:3] and (len(want) == 3 or sector == want[3:])


def same_side(want, entities):
    if want is None:
        return True
    rest = list(entities)
    # the more exact names choose first
    for w in sorted(want, key=lambda w: (-len(w), w)):
        hit = next((e for e in rest if same_entity(w, e)), None)
        if hit is None:
            return False
        rest.remove(hit)
    return not rest


def same_field(key, want, ev):
    if key in ("mode", "context"):
        return want in (ev.get(key) or []) or (want == "none" and not ev.get(key))
    if key == "cameo":
        return (ev.get("cameo") or "").startswith(want)
    if key == "acled":
        return ((ev.get("acled") or {}).get("sub_event_type") or "none") == want
    if key == "precision":
        return ev.get("date_precision") == want
    if key == "place":
        loc = ev.get("event_loc")
        return want == "none" if not loc else want in (loc.get("name"), loc.get("country"))
    if key == "attributed":
        who = ev.get("attributed_to")
        return want == "none" if not who else same_entity(want, who)
    if key == "trigger":
        return ev["trigger"]["text"] == want
    if key in ("date", "enddate"):
        return (ev.get(key) or "none") == want
    return str((ev.get("size") or {}).get(key, "none")) == want


def holds(exp, rec):
    if exp.quote is not None:
        return rec["record"] == "statement" and same_entity(exp.speaker, rec.get("speaker") or {}) and exp.quote in rec["text"]
    return (rec["record"] == "event" and exp.event in rec["event"] and exp.aux in ("*", rec.get("aux_mode") or "actual")
            and same_side(exp.actor, rec["actor"]) and same_side(exp.recipient, rec["recipient"])
            and all(same_field(k, v, rec) for k, v in exp.fields.items()))


class Case:
    def __init__(self, path, line, name):
        self.path, self.line, self.name = path, line, name
        self.date, self.options = "", ()
        self.text, self.expect, self.none, self.only = [], [], False, False

    def judge(self, records):
        """-> messages, none if the case holds; each expected line claims a record of its own"""
        out, left = [], list(records)
        events = [r for r in records if r["record"] == "event"]
        if self.none and events:
            out.append("expected no event")
        for e in self.expect:
            if e.forbid:
                if any(holds(e, r) for r in records):
                    out.append(f"found what must not appear: {e.line}")
                continue
            hit = next((r for r in left if holds(e, r)), None)
            if hit is None:
                out.append(f"missing: {e.line}")
            else:
                left.remove(hit)
        if self.only:
            out += [f"not expected: {show(r)}" for r in left if r["record"] == "event"]
        return out


def show(rec):
    who = lambda es: "+".join((e.get("code") or "---") + (e.get("sector") or "") for e in es)
    if rec["record"] == "statement":
        return f'quote {who([rec.get("speaker") or {}])} "{rec["text"]}"'
    return f'{"+".join(rec["event"])} {rec.get("aux_mode") or "actual"} {who(rec["actor"])} -> {who(rec["recipient"])}  [{rec["trigger"]["text"]}]'


def read_cases(path, Case=Case, Expect=Expect):
    cases, case, part = [], None, None
    for no, line in enumerate(open(path, encoding="utf-8").read().split("\n"), 1):
        where = f"{path}:{no}"
        if line.startswith("=== "):
            name = line[4:].strip()
            if not NAME.match(name):
                raise BadCase(f"{where}: a name is made of a-z, 0-9 and '-', not {name!r}")
            case, part = Case(path, no, name), "head"
            cases.append(case)
        elif case is None:
            if line.strip() and not line.startswith("#"):
                raise BadCase(f"{where}: a case begins with `=== name`")
        elif part == "head" and line.startswith("date: "):
            case.date = line[6:].strip()
        elif part == "head" and line.startswith("options: "):
            case.options = tuple(line[9:].split())
        elif line == "---" and part in ("head", "text"):
            part = "expect"
        elif part in ("head", "text"):
            part = "text"
            case.text.append(line)
        elif not line.strip() or line.startswith("#"):
            pass
        elif line.strip() == "none":
            case.none = True
        elif line.strip() == "only":
            case.only = True
        else:
            try:
                case.expect.append(Expect(line.strip()))
            except BadCase as e:
                raise BadCase(f"{where}: {e}") from None
    for c in cases:
        if not (c.expect or c.none or c.only):
            raise BadCase(f"{c.path}:{c.line}: {c.name} expects nothing; write `none` if no event must be found")
        if c.none and any(not e.forbid and e.quote is None for e in c.expect):
            raise BadCase(f"{c.path}:{c.line}: {c.name} expects `none` and an event")
    names = [c.name for c in cases]
    for n in set(names):
        if names.count(n) > 1:
            raise BadCase(f"{path}: two cases are named {n}")
    return cases


def run(casus, cases):
    """Codes all cases, one call for those that share date and options -> {case: [record]}"""
    groups, found = defaultdict(list), {c: [] for c in cases}
    for c in cases:
        groups[c.date, c.options].append(c)
    with tempfile.TemporaryDirectory() as tmp:
        for (date, options), group in sorted(groups.items(), key=lambda g: g[0]):
            of, files = {}, []
            for i, c in enumerate(group):
                of[f"case-{i:05d}"] = c
                files.append(os.path.join(tmp, f"case-{i:05d}.txt"))
                with open(files[-1], "w", encoding="utf-8") as f:
                    f.write("\n".join(c.text).strip("\n") + "\n")
            for i in range(0, len(files), 500):
                cmd = [casus, "code", "--format", "jsonl"] + (["--date", date] if date else []) + list(options) + files[i:i + 500]
                p = subprocess.run(cmd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                if p.returncode not in (0, 1):
                    raise BadCase(f"`{' '.join(cmd[:6])} ...` ended with {p.returncode}:\n{p.stderr.decode(errors='replace')}")
                for line in p.stdout.decode().splitlines():
                    r = json.loads(line)
                    if r.get("doc") in of:
                        found[of[r["doc"]]].append(r)
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--casus", default="build/casus")
    ap.add_argument("-v", "--verbose", action="store_true", help="show what was found for every case")
    ap.add_argument("-k", metavar="WORD", default="", help="only cases with this in their name or file")
    ap.add_argument("paths", nargs="*", default=[os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases", "event")])
    a = ap.parse_args()
    files = []
    for p in a.paths:
        files += sorted(os.path.join(p, f) for f in os.listdir(p) if f.endswith(".case")) if os.path.isdir(p) else [p]
    try:
        cases = [c for f in files for c in read_cases(f) if a.k in c.name or a.k in os.path.basename(f)]
        found = run(a.casus, cases)
    except (BadCase, OSError, ValueError) as e:
        print(f"run_cases.py: {e}", file=sys.stderr)
        return 2
    failed = 0
    for c in cases:
        bad = c.judge(found[c])
        failed += bool(bad)
        if bad or a.verbose:
            print(f"{'FAIL' if bad else 'ok'}  {c.path}:{c.line} {c.name}")
            print("      " + " ".join(" ".join(c.text).split()))
            for m in bad:
                print(f"    - {m}")
            for r in found[c]:
                print(f"    found {show(r)}")
    print(f"{len(cases) - failed} of {len(cases)} cases hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
