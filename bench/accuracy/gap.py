#!/usr/bin/env python3
"""Scores ambiguous pronouns against GAP (Webster and others 2018): does the pronoun's chain hold name A, name B, both or neither?

    python3 bench/accuracy/gap.py PATH [--part development|validation] [--casus build/casus]

PATH holds gap-development.tsv and gap-validation.tsv. Each snippet is given to the program as a text of its own (annotate --format json, one article a line of
JSON Lines); a name is counted if a noun phrase of the pronoun's chain overlaps the name and is no longer than a few words beyond it. The figures are those of
GAP's own scorer: F1 over all names, of masculine and of feminine pronouns, and the quotient of these two.
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile

SPARE = 6  # words that a phrase may have beside the name: titles, a short apposition


def byte_span(text, at, word):
    start = len(text[:at].encode())
    return start, start + len(word.encode())


def answer(a, text, row):
    """-> (A, B) as the chains have it"""
    tokens, refs = a["tokens"], a["references"]

    def heads(start, end):
        """chains of the references whose head lies within these bytes"""
        out = set()
        for r in refs:
            h = tokens[r["head"]]
            words = [t for t in tokens[r["first"]:r["first"] + r["count"]] if t["start"] < end and t["end"] > start]
            if start <= h["start"] and h["end"] <= end or (words and r["count"] - len(words) <= SPARE and h["start"] < end and h["end"] > start):
                out.add(r["chain"])
        return out
    p = heads(*byte_span(text, int(row["Pronoun-offset"]), row["Pronoun"]))
    return tuple(bool(p & heads(*byte_span(text, int(row[k + "-offset"]), row[k]))) for k in "AB")


def f1(c):
    right, found, gold = c
    return 200 * right / (found + gold) if found + gold else 0.0


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("path")
    ap.add_argument("--part", default="development")
    ap.add_argument("--casus", default="build/casus")
    a = ap.parse_args()
    with open(os.path.join(a.path, f"gap-{a.part}.tsv"), encoding="utf8") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f:
        for r in rows:
            f.write(json.dumps({"id": r["ID"], "text": r["Text"]}) + "\n")
        f.flush()
        p = subprocess.run([a.casus, "annotate", "--format", "json", "--any-language", f.name], capture_output=True, text=True)
    found = {}
    for line in p.stdout.split("\n"):
        if line:
            x = json.loads(line)
            found[x["doc"]] = x
    count = {"all": [0, 0, 0], "M": [0, 0, 0], "F": [0, 0, 0]}
    for r in rows:
        got = answer(found[r["ID"]], r["Text"], r) if r["ID"] in found else (False, False)
        for k, g in zip("AB", got):
            gold = r[k + "-coref"].upper() == "TRUE"
            for group in ("all", "M" if r["Pronoun"].lower() in ("he", "his", "him") else "F"):
                for i, x in enumerate((gold and g, g, gold)):
                    count[group][i] += x
    print(f"snippets {len(rows)}, read {len(found)}")
    for g, c in count.items():
        print(f"{g:4} precision {100 * c[0] / max(1, c[1]):.2f} recall {100 * c[0] / max(1, c[2]):.2f} F1 {f1(c):.2f}")
    print(f"F / M {f1(count['F']) / max(1e-9, f1(count['M'])):.2f}")


if __name__ == "__main__":
    sys.exit(main())
