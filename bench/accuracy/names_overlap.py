#!/usr/bin/env python3
"""Scores names by overlap where the gold marks whole phrases, not names: re3d (characters) and GUM (entity brackets of its CoNLL-U).

    python3 bench/accuracy/names_overlap.py re3d ../shared/data/re3d [--casus build/casus]
    python3 bench/accuracy/names_overlap.py gum build/gum-dev.conllu [--casus build/casus]

Gold phrases that hold no name ("the group") are left out: a re3d phrase counts if a word of it after the first begins with a capital or the
first is no article; a GUM phrase if its head is a proper noun.  Recall: a gold phrase in which a name of ours of the same type lies.
Precision: a name of ours that lies in a gold phrase of its type, nominal ones included.
"""
import argparse
import glob
import json
import os
import re
import subprocess
import tempfile

RE3D = {"Person": "PER", "Organisation": "ORG", "MilitaryPlatform": None, "Location": "LOC", "Nationality": "NORP"}
GUM = {"person": "PER", "organization": "ORG", "place": "LOC"}


def from_re3d(root, casus):
    """-> pairs of (gold phrases, our names), each (start, end, type, holds a name)"""
    for path in sorted(glob.glob(f"{root}/*/documents.json")):
        rows = lambda name: [json.loads(line) for line in open(os.path.join(os.path.dirname(path), name), encoding="utf8") if line.strip()]
        gold = {}
        for e in rows("entities.json"):
            if RE3D.get(e["type"]):
                words = e["value"].split()
                named = words and words[0].lower() not in ("the", "a", "an", "its", "his", "their") and words[0][:1].isupper()
                gold.setdefault(e["documentId"], []).append((e["begin"], e["end"], RE3D[e["type"]], named or any(w[:1].isupper() for w in words[1:])))
        for d in rows("documents.json"):
            text = d["text"]
            at = [0]
            for c in text:
                at.append(at[-1] + len(c.encode()))
            char = {b: i for i, b in enumerate(at)}
            with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf8", newline="") as f:
                f.write(text)
                f.flush()
                out = subprocess.run([casus, "annotate", f.name], stdout=subprocess.PIPE, check=True).stdout.decode()
            ours = []
            for line in out.split("\n"):
                c = line.split("\t")
                if len(c) == 10 and "NER=" in c[9]:
                    m = dict(x.split("=", 1) for x in c[9].split("|"))
                    b, e, tag = char[int(m["start"])], char[int(m["end"])], m["NER"]
                    if tag[0] == "I" and ours:
                        ours[-1] = (ours[-1][0], e, ours[-1][2])
                    else:
                        ours.append((b, e, tag[2:]))
            yield gold.get(d["_id"], []), ours


def from_gum(path, casus):
    out = subprocess.run([casus, "annotate", "--conllu-in", path], stdout=subprocess.PIPE, check=True).stdout.decode()
    gold, ours, rows, base = [], [], [], 0
    open_ = {}
    for line, mine in zip((x for x in open(path, encoding="utf8").read().split("\n") if re.match(r"\d+\t", x)), (x for x in out.split("\n") if re.match(r"\d+\t", x))):
        g, m = line.split("\t"), mine.split("\t")
        if g[0] == "1":
            base += len(rows)
            rows = []
        i = base + len(rows)
        rows.append(g)
        entity = next((x[7:] for x in g[9].split("|") if x.startswith("Entity=")), "")
        for mark in re.findall(r"\([^()]+\)?|[^()]*\)", entity):
            if mark[0] == "(":
                part = mark.strip("()").split("-")  # GRP-etype-infstat-salience-centering-minspan-...
                open_.setdefault(part[0], []).append((i, part[1], part[5] if len(part) > 5 else "1"))
            if mark[-1] == ")":
                key = mark.strip("()").split("-")[0]
                if open_.get(key):
                    start, kind, head = open_[key].pop()
                    first = int(head.split(",")[0]) - 1 if head[0].isdigit() else 0
                    at = start + first - base
                    if kind in GUM:
                        gold.append((start, i + 1, GUM[kind], 0 <= at < len(rows) and rows[at][3] == "PROPN"))
        tag = next((x[4:] for x in m[9].split("|") if x.startswith("NER=")), "O")
        if tag[0] == "I" and ours:
            ours[-1] = (ours[-1][0], i + 1, ours[-1][2])
        elif tag != "O":
            ours.append((i, i + 1, tag[2:]))
    yield gold, ours


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("re3d", "gum"))
    ap.add_argument("path")
    ap.add_argument("--casus", default="build/casus")
    a = ap.parse_args()
    count = {}
    for gold, ours in (from_re3d if a.what == "re3d" else from_gum)(a.path, a.casus):
        for s, e, t, named in gold:
            if named:
                c = count.setdefault(t, [0, 0, 0, 0])
                c[0] += any(s <= b and f <= e and k == t for b, f, k in ours)
                c[1] += 1
        for b, f, k in ours:
            c = count.setdefault(k, [0, 0, 0, 0])
            c[2] += any(s <= b and f <= e and t == k for s, e, t, _ in gold)
            c[3] += 1
    for t, (found, n_gold, right, n_ours) in sorted(count.items()):
        r, p = found / max(1, n_gold), right / max(1, n_ours)
        if n_gold:
            print(f"{t} precision {100 * p:.1f} recall {100 * r:.1f} F1 {200 * p * r / max(1e-9, p + r):.1f} gold {n_gold}")


if __name__ == "__main__":
    main()
