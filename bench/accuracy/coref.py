#!/usr/bin/env python3
"""Scores coreference against OntoGUM: MUC, B3, CEAFe and their mean (the CoNLL score), over all documents together.

    python3 bench/accuracy/coref.py PATH [--part dev|test|train] [--all-genres] [--casus build/casus]

PATH holds `ontogum/conll`, `gum/dep`, `gum/splits.md` and `gum/LICENCE-BY-DOC.tsv`. The program reads the gold tokens and sentences (annotate --conllu-in --format conll)
and finds mentions and chains itself; chains of one mention do not count, as in OntoNotes. Only documents under a free licence, unless --all-genres.
The measures are those of the reference scorer 8.01 (Pradhan and others 2014), CEAFe by the Hungarian method.
"""
import argparse
import os
import re
import subprocess
import sys
from collections import defaultdict


def splits(data):
    """-> {part: [document]}, {documents under a free licence}"""
    part, now = defaultdict(list), None
    for line in open(os.path.join(data, "gum", "splits.md"), encoding="utf8"):
        if line.startswith("## "):
            now = line[3:].strip()
        elif line.strip().startswith("* ") and now:
            part[now].append(line.strip()[2:])
    free = {x.split("\t")[0] for x in open(os.path.join(data, "gum", "LICENCE-BY-DOC.tsv"), encoding="utf8") if "NC" not in x.split("\t")[1]}
    return part, free


def read_conll(path):
    """-> one list a document: sets of (first, last) token"""
    docs, chains, open_, n = [], None, None, 0
    for line in open(path, encoding="utf8") if isinstance(path, str) else path:
        if line.startswith("# begin document") or line.startswith("#begin document"):
            chains, open_, n = defaultdict(set), defaultdict(list), 0
            docs.append(chains)
        elif not line.startswith("#") and line.strip():
            column = re.split(r"\t| +", line.rstrip("\n"))[-1]
            if column not in ("_", "-"):
                for opens, one, closes in re.findall(r"\((\d+)(\))?|(\d+)\)", column):
                    if opens and one:
                        chains[opens].add((n, n))
                    elif opens:
                        open_[opens].append(n)
                    else:
                        chains[closes].add((open_[closes].pop(), n))
            n += 1
    return [[s for s in d.values()] for d in docs]


def assignment(weight):
    """Sum of the best matching of rows and columns (Kuhn, Munkres; the shortest paths of Jonker and Volgenant)."""
    if not weight or not weight[0]:
        return 0.0
    if len(weight) > len(weight[0]):
        weight = [list(c) for c in zip(*weight)]
    n, m, inf = len(weight), len(weight[0]), float("inf")
    u, v, p = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        p[0], j0, low, way, used = i, 0, [inf] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while True:
            used[j0], i0, delta, j1 = True, p[j0], inf, 0
            row = weight[i0 - 1]
            for j in range(1, m + 1):
                if not used[j]:
                    cur = -row[j - 1] - u[i0] - v[j]
                    if cur < low[j]:
                        low[j], way[j] = cur, j0
                    if low[j] < delta:
                        delta, j1 = low[j], j
            for j in range(m + 1):
                if used[j]:
                    u[p[j]] += delta
                    v[j] -= delta
                else:
                    low[j] -= delta
            j0 = j1
            if p[j0] == 0:
                break
        while j0:
            p[j0], j0 = p[way[j0]], way[j0]
    return sum(weight[p[j] - 1][j - 1] for j in range(1, m + 1) if p[j])


class Totals:
    def __init__(self):
        self.sum = {m: [0.0, 0.0, 0.0, 0.0] for m in ("mentions", "MUC", "B3", "CEAFe")}  # right/recall, of gold, right/precision, of system

    def add(self, gold, system):
        in_gold = {m: k for k, c in enumerate(gold) for m in c}
        in_sys = {m: k for k, c in enumerate(system) for m in c}
        s = self.sum["mentions"]
        both = len(in_gold.keys() & in_sys.keys())
        for k, x in enumerate((both, len(in_gold), both, len(in_sys))):
            s[k] += x
        for chains, other, k in ((gold, in_sys, 0), (system, in_gold, 2)):
            for c in chains:
                parts = len({other[m] for m in c if m in other}) + sum(m not in other for m in c)
                self.sum["MUC"][k] += len(c) - parts
                self.sum["MUC"][k + 1] += len(c) - 1
                count = defaultdict(int)
                for m in c:
                    if m in other:
                        count[other[m]] += 1
                self.sum["B3"][k] += sum(x * x for x in count.values()) / len(c)
                self.sum["B3"][k + 1] += len(c)
        keys = [i for i, c in enumerate(gold) if any(m in in_sys for m in c)]
        cols = [j for j, c in enumerate(system) if any(m in in_gold for m in c)]
        best = assignment([[2 * len(gold[i] & system[j]) / (len(gold[i]) + len(system[j])) for j in cols] for i in keys])
        for k, x in enumerate((best, len(gold), best, len(system))):
            self.sum["CEAFe"][k] += x

    def prf(self, m):
        a, b, c, d = self.sum[m]
        r, p = a / b if b else 0.0, c / d if d else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0

    def conll(self):
        return sum(self.prf(m)[2] for m in ("MUC", "B3", "CEAFe")) / 3

    def line(self):
        return "CoNLL %.2f " % (100 * self.conll()) + " ".join("%s %.1f" % (m, 100 * self.prf(m)[2]) for m in self.sum)

    def table(self):
        return "\n".join("%-8s precision %5.2f recall %5.2f F1 %5.2f" % ((m,) + tuple(100 * x for x in self.prf(m))) for m in self.sum) + \
            "\nCoNLL F1 %.2f" % (100 * self.conll())


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("path")
    ap.add_argument("--part", default="test")
    ap.add_argument("--all-genres", action="store_true")
    ap.add_argument("--casus", default="build/casus")
    ap.add_argument("-v", action="store_true", help="a line a document")
    a = ap.parse_args()
    part, free = splits(a.path)
    docs = [d for d in part[a.part] if (a.all_genres or d in free) and os.path.exists(os.path.join(a.path, "ontogum", "conll", d + ".conll"))]
    total = Totals()
    for d in docs:
        out = subprocess.run([a.casus, "annotate", "--conllu-in", "--format", "conll", os.path.join(a.path, "gum", "dep", d + ".conllu")],
                             capture_output=True, text=True, check=True).stdout
        one = Totals()
        gold, system = read_conll(os.path.join(a.path, "ontogum", "conll", d + ".conll"))[0], read_conll(out.split("\n"))[0]
        total.add(gold, system)
        one.add(gold, system)
        if a.v:
            print(d, one.line())
    print(f"documents {len(docs)}, part {a.part}" + ("" if a.all_genres else ", free licences"))
    print(total.table())


if __name__ == "__main__":
    sys.exit(main())
