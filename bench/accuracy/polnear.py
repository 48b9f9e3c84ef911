#!/usr/bin/env python3
"""Scores attributions against PolNeAR: who (source), by what word (cue), said or thinks what (content).

    python3 bench/accuracy/polnear.py PATH [--part dev] [--casus build/casus] [-v]

PATH holds `dev/text/*.txt` and `dev/attributions/*.ann` (brat; the annotator's number is part of the name). The program reads the raw text (`code --emit statements,attitudes`), which gives statements and, beyond
them, what people are said to think, want and ask for, since PolNeAR counts these as attributions too. What is one content there and two records here is
joined, see joined(); the quotation marks and the conjunction "that" are content there.

Every source, cue and content is scored by itself, as BBC's Citron scores itself after Pareti (2015). A span is a set of characters, white space and the marks at its
rim left out; the pieces of one span that is split are one set. `exact`: the sets are equal. `overlap`: a span found counts as right by the share of it that
lies in the gold span that it fits best, a gold span counts as found by the share of it that is covered by the span that fits it best; precision and
recall are the means of these shares. `any`: the share counts as one if there is any. Attributions nest, so spans may overlap each other.
-v lists what was missed and what was wrong.
"""
import argparse
import glob
import json
import os
import re
import subprocess

PARTS = ("Source", "Cue", "Content")
MARKS = "\"'“”‘’`"
RIM = " \n\t\"'“”‘’.,:;!?-–—―()[]"


def trimmed(text, pieces):
    """-> frozenset of character positions"""
    out = set()
    for a, b in pieces:
        out.update(i for i in range(a, b) if not text[i].isspace())
    order = whole = sorted(out)
    while order and text[order[0]] in RIM:
        order = order[1:]
    while order and text[order[-1]] in RIM:
        order = order[:-1]
    return frozenset(order or whole)


def read_ann(path, text):
    """-> list of {part: set of characters}"""
    spans, out = {}, []
    for line in open(path, encoding="utf8"):
        f = line.rstrip("\n").split("\t")
        if f[0][:1] == "T" and len(f) > 1:
            spans[f[0]] = [tuple(map(int, p.split())) for p in f[1].split(" ", 1)[1].split(";")]
        elif f[0][:1] == "E":
            one = {}
            for item in f[1].split():
                kind, ref = item.split(":")
                kind = re.sub(r"\d", "", kind)
                if kind in PARTS and ref in spans:
                    one.setdefault(kind, []).extend(spans[ref])
            out.append({k: trimmed(text, v) for k, v in one.items()})
    return out


def run(casus, files):
    """-> {document: records}"""
    out = {}
    p = subprocess.run([casus, "code", "--format", "jsonl", "--emit", "statements,attitudes"] + files, capture_output=True, text=True)
    for line in p.stdout.split("\n"):
        if line:
            r = json.loads(line)
            out.setdefault(r["doc"], []).append(r)
    return out


def joined(records):
    """Quotations that go on behind their cue are statements by themselves in casus, and one attribution in PolNeAR: those with the same cue, and those without a
    cue that have the source of the one before -> records whose content has `more` pieces"""
    span = lambda x: x and (x["start"], x["end"])
    out, by_cue = [], {}
    for r in sorted(records, key=lambda r: (r["kind"] != "direct", r["start"])):
        cue, source = span(r.get("cue")), span(r.get("source"))
        first = by_cue.get(cue) if cue else out[-1] if out and source and source == span(out[-1].get("source")) else None
        if first:
            first["more"].append({"start": r["start"], "end": r["end"]})
            continue
        out.append(dict(r, more=list(r.get("more") or [])))
        if r["kind"] == "direct" and cue:
            by_cue[cue] = out[-1]
    whole = {r["start"]: r for r in out if r["kind"] == "indirect"}
    return [r for r in out if not said_to_have_said(r, whole)]


def said_to_have_said(r, whole):
    """Is that, from its source to its end, all that an indirect statement says? PolNeAR has only the outer one of two attributions."""
    source, cue = r.get("source"), r.get("cue")
    outer = whole.get(source["start"]) if source and cue else None
    return bool(outer and cue["start"] > source["start"] and abs(r["end"] - outer["end"]) < 4)


def with_marks(text, a, b):
    while a > 0 and text[a - 1] in MARKS:
        a -= 1
    while b < len(text) and text[b] in MARKS:
        b += 1
    return a, b


def ours(records, text):
    """Offsets in bytes -> sets of characters"""
    at, n = {}, 0
    for i, c in enumerate(text):
        at[n] = i
        n += len(c.encode())
    at[n] = len(text)
    out = []
    for r in joined(records):
        one = {}
        for part, x in (("Source", r.get("source")), ("Cue", r.get("cue")), ("Content", r)):
            pieces = [x] + (x.get("more") or []) if x else []
            pieces = [(at[p["start"]], at[p["end"]]) for p in pieces if p["end"] > p["start"]]
            if part == "Content" and r["kind"] == "direct":  # the marks are content in PolNeAR, which tells where a quotation is cut
                pieces = [with_marks(text, a, b) for a, b in pieces]
            if pieces and part == "Content" and text[: pieces[0][0]].endswith("that "): # PolNeAR counts the conjunction to the content
                pieces[0] = (pieces[0][0] - 5, pieces[0][1])
            if pieces:
                one[part] = trimmed(text, pieces)
        out.append(one)
    return out


class Sums:
    def __init__(self):
        self.n = [0, 0]
        self.by = {m: [0.0, 0.0] for m in ("exact", "overlap", "any")}

    def add(self, gold, found):
        for k, (mine, other) in enumerate(((found, gold), (gold, found))):
            for s in mine:
                best = max((len(s & o) / len(s) for o in other), default=0)
                fit = max(((len(s & o) / len(s | o), len(s & o) / len(s)) for o in other), default=(0, 0))[1]
                self.n[k] += 1
                self.by["exact"][k] += s in other
                self.by["overlap"][k] += fit
                self.by["any"][k] += best > 0

    def f1(self, m):
        p, r = (self.by[m][k] / max(1, self.n[k]) for k in (0, 1))
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("path")
    ap.add_argument("--part", default="dev")
    ap.add_argument("--casus", default="build/casus")
    ap.add_argument("-v", action="store_true")
    a = ap.parse_args()
    files = sorted(glob.glob(os.path.join(a.path, a.part, "text", "*.txt")))
    ann = {re.sub(r"_[0-9a-f]{4}\.ann$", "", os.path.basename(f)): f for f in glob.glob(os.path.join(a.path, a.part, "attributions", "*.ann"))}
    files = [f for f in files if os.path.basename(f)[:-4] in ann]
    found = run(a.casus, files)
    sums = {p: Sums() for p in PARTS}
    n_gold = n_ours = 0
    for f in files:
        name = os.path.basename(f)[:-4]
        text = open(f, encoding="utf8", newline="").read()
        gold = read_ann(ann[name], text)
        mine = ours(found.get(name, []), text)
        n_gold += len(gold)
        n_ours += len(mine)
        for p in PARTS:
            sums[p].add({g[p] for g in gold if g.get(p)}, {m[p] for m in mine if m.get(p)})
        if a.v:
            show = lambda x: " # ".join("".join(text[i] for i in range(min(x[p]), max(x[p]) + 1))[:90].replace("\n", " ") if x.get(p) else "-" for p in PARTS)
            cues = lambda xs: {c for x in xs for c in x.get("Cue", ())} | {c for x in xs if not x.get("Cue") for c in x.get("Content", ())}
            for sign, these, others in (("missed", gold, cues(mine)), ("wrong", mine, cues(gold))):
                for x in these:
                    if not (x.get("Cue") or x.get("Content") or set()) & others:
                        print(sign, show(x))
    print(f"documents {len(files)}, attributions {n_gold}, found {n_ours}")
    for p in PARTS:
        print("%-8s" % p + "   ".join("%s P %.3f R %.3f F1 %.3f" % ((m,) + sums[p].f1(m)) for m in ("overlap", "exact", "any")))


if __name__ == "__main__":
    main()
