#!/usr/bin/env python3
"""Scores names (PER, ORG, LOC) against a UNER file: exact spans and types, precision, recall and F1.

    python3 bench/accuracy/names.py GOLD.iob2 SYSTEM.conllu

The gold file has tab-separated lines "number form tag ..."; the system's tags stand in MISC as NER=B-PER. Other types (OTH, NORP) count on
neither side. Sentences are matched by their sent_id, or by their order if there is none. A sentence whose
number of tokens differs is left out (the treebank was corrected after UNER was made).
"""
import sys

TYPES = ("PER", "ORG", "LOC")


def blocks(path):
    """-> {sent_id, or number: rows}"""
    out, rows, key = {}, [], None
    with open(path, encoding="utf8") as f:
        for line in list(f) + [""]:
            line = line.rstrip("\n")
            if line.startswith("# sent_id"):
                key = line.split("=", 1)[1].strip()
            elif not line:
                if rows:
                    out[key or len(out)] = rows
                rows, key = [], None
            elif not line.startswith("# "):
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
    return out


def spans(tags):
    """IOB2 tags -> {(first, end, type)} of the types that count; an I- that continues nothing begins a name"""
    out, start, kind = set(), 0, None
    for i, tag in enumerate(list(tags) + ["O"]):
        if kind and (tag[:1] != "I" or tag[2:] != kind):
            out.add((start, i, kind))
            kind = None
        if tag[:1] == "B" or (tag[:1] == "I" and kind is None):
            start, kind = i, tag[2:]
    return {s for s in out if s[2] in TYPES}


def misc_tag(row):
    return next((x[4:] for x in row[9].split("|") if x.startswith("NER=")), "O") if len(row) > 9 else "O"


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    gold, system = blocks(sys.argv[1]), blocks(sys.argv[2])
    if gold.keys() != system.keys():
        raise SystemExit(f"{len(gold)} sentences in the gold file, {len(system)} in the other one, {len(gold.keys() & system.keys())} in common")
    count = {t: [0, 0, 0] for t in TYPES + ("all",)}  # right, system, gold
    skipped = 0
    for i, g in gold.items():
        s = system[i]
        if len(g) != len(s):
            skipped += 1
            continue
        a, b = spans([r[2] for r in g]), spans([misc_tag(r) for r in s])
        for t in count:
            of = lambda x: {y for y in x if t in ("all", y[2])}
            for k, v in enumerate((of(a & b), of(b), of(a))):
                count[t][k] += len(v)
    print(f"sentences {len(gold)}, left out since their tokens differ: {skipped}")
    for t, (right, n_system, n_gold) in count.items():
        p, r = right / max(1, n_system), right / max(1, n_gold)
        print(f"{t} precision {100 * p:.2f} recall {100 * r:.2f} F1 {200 * p * r / max(1e-9, p + r):.2f} gold {n_gold}")


if __name__ == "__main__":
    main()
