#!/usr/bin/env python3
"""Scores a CoNLL-U file against gold with the same tokens: UPOS, XPOS, UAS, LAS, lemmas.

    python3 bench/accuracy/parse.py GOLD.conllu SYSTEM.conllu

LAS compares the whole relation ("nsubj:pass"); LAS-main drops the subtype, as the CoNLL 2018 shared task does. Multiword ranges and
empty nodes are left out. Lemmas: as written, and without regard to case. "_" as the gold lemma counts as right.
"""
import sys


def sentences(path):
    """-> lists of token rows"""
    out = []
    with open(path, encoding="utf8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if out:
                    yield out
                out = []
            elif not line.startswith("# ") and line != "#":
                row = line.split("\t")
                if len(row) >= 8 and row[0].isdigit():
                    out.append(row)
    if out:
        yield out


def score(gold, system):
    n = {k: 0 for k in ("tokens", "UPOS", "XPOS", "UAS", "LAS", "LAS-main", "lemma", "lemma (case ignored)")}
    gold, system = list(gold), list(system)
    if len(gold) != len(system):
        raise SystemExit(f"{len(gold)} sentences in the gold file, {len(system)} in the other one")
    for i, (g, s) in enumerate(zip(gold, system), 1):
        if [t[1] for t in g] != [t[1] for t in s]:
            raise SystemExit(f"sentence {i} has other tokens")
        for a, b in zip(g, s):
            n["tokens"] += 1
            n["UPOS"] += a[3] == b[3]
            n["XPOS"] += a[4] == b[4]
            n["UAS"] += a[6] == b[6]
            n["LAS"] += a[6:8] == b[6:8]
            n["LAS-main"] += a[6] == b[6] and a[7].split(":")[0] == b[7].split(":")[0]
            n["lemma"] += a[2] in ("_", b[2])
            n["lemma (case ignored)"] += a[2] == "_" or a[2].lower() == b[2].lower()
    return n


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    n = score(sentences(sys.argv[1]), sentences(sys.argv[2]))
    print(f"tokens {n['tokens']}")
    for k, v in n.items():
        if k != "tokens":
            print(f"{k} {100 * v / max(1, n['tokens']):.2f}")


if __name__ == "__main__":
    main()
