#!/usr/bin/env python3
"""The unit records of PETRARCH, coded by casus with PETRARCH's own validation dictionaries.

    bench/accuracy/petrarch.py FOLDER [--casus PROGRAM] [-v]

FOLDER holds PETR.UnitTest.records.xml and validation-dictionaries/ (openeventdata/petrarch). The dictionaries are imported
(`casus dict import --alone`) and each record is coded with them and its date. A record counts as right when the set of (source, target, CAMEO
code) is the record's own: nothing missing, nothing more. As there, an event needs both sides unless a record's <Config> says otherwise.
Failures are counted by kind: `none` nothing was found, `code` the sides are right, `sides` the code is right, `missing`, `more`.

Some records ask for what no reader of their text and dictionaries would code (ODD says why, each). They count as failures like all others; how
many of the records are right without them is reported beside it.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from html import unescape

ODD = {  # id and category -> why the record asks for something else than its text and dictionaries say
    "the record tests that a broken parse is refused; its text is whole": ["ERROR-02 ERROR", "ERROR-03 ERROR"],
    "the record itself says: not implemented in PETRARCH": ["AGENT-08 AGENT"],
    "the record was coded from a parse of another text (Congresses, not government)": ["AGENT-12 AGENT", "AGENT-13 AGENT"],
    "a noun phrase of no dictionary as an actor, under an option of PETRARCH": ["DEMO-22 DEMO", "ACTOR-01 ACTOR", "ACTOR-02 ACTOR"],
    "###, a code that discards, as an actor": ["COMPOUND-34 COMPOUND", "COMPOUND-35 COMPOUND"],
    "one text with two codings": ["AFP0808020593-1a PARSING", "AFP0808020593-1b PARSING"],
    "who is criticised is the source": ["PATTERN-29 PATTERN", "PATTERN-30 PATTERN", "PATTERN-31 PATTERN"],
    "a rebuke with both sides named that is not to be coded": ["PASSIVE-05 MODIFY"],
    "clauses between commas are cut out, by options of PETRARCH": [f"COMMA-{i:02d} MODIFY" for i in (5, 6, 7, 8, 9, 10, 11, 12)],
    "a target out of a later clause that is none of the act": ["DEMO-25 DEMO"],
    "the International Criminal Court has the code of Interpol": ["ICC-01 DEMO"],
}

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def records(path):
    """-> (id, category, date, text, expected set of (source, target, code), does an event need both sides?)"""
    text = re.sub(r"<!--.*?-->", "", open(path, encoding="utf8").read(), flags=re.S)
    dyad = True
    for m in re.finditer(r"<Config option\s*=\s*\"(\w+)\" value\s*=\s*\"(\w+)\"|<Sentence ([^>]*)>(.*?)</Sentence>", text, re.S):
        if m[1]:
            if m[1] == "require_dyad":
                dyad = m[2].lower() == "true"
            continue
        head = dict(re.findall(r"(\w+)\s*=\s*\"([^\"]*)\"", m[3]))
        events = set()
        for e in re.findall(r"<EventCoding ([^>]*)>", m[4]):
            f = {k: v[1:-1].strip() for k, v in re.findall(r"(\w+)\s*=\s*(\"[^\"]*\"|'[^']*')", e)}
            if "eventcode" in f:
                events.add((f["sourcecode"], f["targetcode"], f["eventcode"]))
        body = re.search(r"<Text>(.*?)</Text>", m[4], re.S)
        if body:
            d = head["date"]
            yield head["id"], head["category"], f"{d[:4]}-{d[4:6]}-{d[6:8]}", unescape(" ".join(body[1].split())), events, dyad


def pairs(event, dyad):
    """The dyads of one record of ours; several actors without a recipient act on each other."""
    code = lambda a: (a["code"] or "---") + (a["sector"] or "")  # noqa: E731
    actors, recipients = [code(a) for a in event["actor"]], [code(a) for a in event["recipient"]]
    if not recipients and len(actors) > 1 and len(set(actors)) > 1:
        both = [(a, b) for a in actors for b in actors if a != b]
    else:
        both = [(a, b) for a in actors or ["---"] for b in recipients or ["---"]]
    return {(a, b, event["cameo"]) for a, b in both if a != b and (not dyad or (a != "---" and b != "---"))}


def kind_of(want, got):
    if not got:
        return "none"
    if {w[:2] for w in want} == {g[:2] for g in got}:
        return "code"
    if {w[2] for w in want} == {g[2] for g in got}:
        return "sides"
    return "missing" if got < want else "more" if got > want else "other"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder")
    ap.add_argument("--casus", default=os.path.join(ROOT, "build", "casus"))
    ap.add_argument("-v", action="store_true", help="every failure")
    a = ap.parse_args()
    all_records = list(records(os.path.join(a.folder, "PETR.UnitTest.records.xml")))
    with tempfile.TemporaryDirectory() as tmp:
        names = ["verbs", "actors", "agents", "discards"]
        files = [os.path.join(a.folder, "validation-dictionaries", f"PETR.Validate.{n}.txt") for n in names]
        subprocess.run([a.casus, "dict", "import", "--alone", "-o", tmp, *files], check=True, stderr=subprocess.DEVNULL)
        lines = "".join(json.dumps({"id": str(i), "text": r[3], "date": r[2]}) + "\n" for i, r in enumerate(all_records))
        inp = os.path.join(tmp, "records.jsonl")
        open(inp, "w").write(lines)
        out = subprocess.run([a.casus, "code", "--any-language", "-k", tmp, "-f", "jsonl", inp], capture_output=True, text=True)
        if out.returncode > 1:
            sys.exit(out.stderr)
    got = defaultdict(set)
    for line in out.stdout.splitlines():
        e = json.loads(line)
        got[int(e["doc"])] |= pairs(e, all_records[int(e["doc"])][5])
    odd, n_odd, right_odd = {r for rs in ODD.values() for r in rs}, 0, 0
    right, by_category, kinds = 0, defaultdict(lambda: [0, 0]), Counter()
    for i, (name, category, date, text, want, dyad) in enumerate(all_records):
        ok = got[i] == want
        right += ok
        n_odd += f"{name} {category}" in odd
        right_odd += ok and f"{name} {category}" in odd
        by_category[category][0] += ok
        by_category[category][1] += 1
        if not ok:
            kinds[kind_of(want, got[i])] += 1
            if a.v:
                print(f"{name} {date} {kind_of(want, got[i])}: {text}\n    want {sorted(want)}\n    got  {sorted(got[i])}")
    for c, (ok, n) in sorted(by_category.items()):
        print(f"{c:10} {ok:3} of {n:3}")
    print("failures:", ", ".join(f"{k} {n}" for k, n in kinds.most_common()))
    n, sane = len(all_records), right - right_odd
    print(f"{right} of {n} records exact: {100 * right / n:.1f} %")
    print(f"without the {n_odd} that ask for something else than they say: {sane} of {n - n_odd}, {100 * sane / (n - n_odd):.1f} %")


if __name__ == "__main__":
    main()
