#!/usr/bin/python3
"""plv.py FILE.tsv - the event type of given pairs, on PLV (Hu et al. 2024, sentences with marked source and target).

Prints macro-F1 over the 15 roots (YIELD is CONCEDE and RETREAT together), over the 4 quad classes and over cooperation against
conflict, for the lines with even and with odd numbers and for all. Errors are read on even lines alone: -v lists those.

PLV is annotated by the codes of CAMEO, turned into categories by PLOVER's conversion table of 2021. The manual 2.0, which casus follows,
moved some of them since (an intent to yield is CONCEDE, a verdict or embargo SANCTION), so the answers are compared through their CAMEO code, by that
table; the figure for the categories as they are is given too.
"""
import argparse
import collections
import json
import re
import subprocess
import sys

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
# CAMEO code, longest beginning first -> category of the conversion table of 2021; blockades, occupations and cyber attacks are ASSAULT in PLV
CAMEO = {"02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "YIELD", "09": "ACCUSE", "10": "REQUEST",
         "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION", "163": "COERCE", "17": "COERCE",
         "175": "ASSAULT", "176": "ASSAULT", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT"}
QUAD = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
        "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}


def read(path):
    """(line, text, actor, recipient, gold root, gold quad) of each line"""
    with open(path, encoding="utf-8") as f:
        head = f.readline().rstrip("\n").split("\t")
        for number, line in enumerate(f, 2):
            row = dict(zip(head, line.rstrip("\n").split("\t")))
            text, span = "", {}
            for part in re.split(r"(</?[st]>)", row["marked_sentence"]):
                mark = re.fullmatch(r"<(/?)([st])>", part)
                if not mark:
                    text += part
                elif mark[1] and mark[2] in span and len(span[mark[2]]) == 1:
                    span[mark[2]].append(len(text.encode()))
                elif not mark[1]:
                    span.setdefault(mark[2], [len(text.encode())])
            yield number, text, span.get("s"), span.get("t"), row["gold_root"], int(row["gold_penta"])


def answers(casus, rows):
    lines = "".join(json.dumps({"id": str(r[0]), "text": r[1], "actor": r[2], "recipient": r[3]}) + "\n" for r in rows)
    out = subprocess.run([casus, "code", "--pairs", "-"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return {int(a["id"]): a for a in map(json.loads, out.decode().splitlines())}


def by_category(a):
    return YIELD.get(a["event"], a["event"])


def by_code(a):
    return next((CAMEO[a["cameo"][:n]] for n in (3, 2) if a["cameo"][:n] in CAMEO), by_category(a))


def macro(pairs):
    """macro-F1 and accuracy of (gold, answer)"""
    gold = collections.Counter(g for g, _ in pairs)
    found = collections.Counter(a for _, a in pairs)
    right = collections.Counter(g for g, a in pairs if g == a)
    each = {c: 2 * right[c] / (gold[c] + found[c]) for c in gold}
    return sum(each.values()) / len(each), sum(right.values()) / len(pairs), each


def figures(name, rows, got, classes, convert=by_code):
    root = [(r[4], convert(got[r[0]])) for r in rows]
    quad = [(r[5], QUAD[a]) for r, (_, a) in zip(rows, root)]
    binary = [(q > 2, a > 2) for q, a in quad]
    r, q, b = macro(root), macro(quad), macro(binary)
    print(f"{name:5} {len(rows):5}   root {r[0]:.3f} (accuracy {r[1]:.3f})   quad {q[0]:.3f}   binary {b[0]:.3f}")
    if classes:
        print("      " + "  ".join(f"{c} {f:.2f}" for c, f in sorted(r[2].items(), key=lambda x: x[1])))


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("file")
    p.add_argument("--casus", default="build/casus")
    p.add_argument("-c", "--classes", action="store_true", help="F1 of each root as well")
    p.add_argument("-v", "--verbose", action="store_true", help="list the errors on lines with even numbers")
    p.add_argument("-r", "--root", help="only errors with this gold root or answer")
    o = p.parse_args()
    rows = list(read(o.file))
    got = answers(o.casus, rows)
    for name, part in (("even", 0), ("odd", 1)):
        figures(name, [r for r in rows if r[0] % 2 == part], got, o.classes and part == 0)
    figures("all", rows, got, o.classes)
    figures("as is", rows, got, False, by_category)
    for number, text, a, b, gold, _ in rows if o.verbose else []:
        said = by_code(got[number])
        if number % 2 == 0 and said != gold and o.root in (None, said, gold):
            raw, marks = text.encode(), sorted([(at, mark) for span, pair in ((a, "{}"), (b, "[]")) if span for at, mark in zip(span, pair)], reverse=True)
            for at, mark in marks:
                raw = raw[:at] + mark.encode() + raw[at:]
            print(f"{number} {gold} not {said} ({(got[number]['trigger'] or {}).get('text')} {got[number]['confidence']}): {raw.decode()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
