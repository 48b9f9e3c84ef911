#!/usr/bin/env python3
"""A random sample of the actor tables, to be read by somebody who knows.

    bench/accuracy/knowledge_sample.py --kind person|org [-n 300] [--seed 1]      a table: file:line, name, code, sector, office, from, to
    bench/accuracy/knowledge_sample.py --count                                    how much there is of what

`person` are the spells in office, `org` organisations, parties, armed groups, IGOs and NGOs. The same seed draws the same lines of the same tables.
With --country a line's country must be one of those given, with --since a spell must not have ended before. Reading is by hand: there is no
second source as complete as the tables, which is why they are sampled.
"""
import argparse
import collections
import glob
import os
import random

ACTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "knowledge", "actors")
COLUMNS = ["name", "aliases", "code", "sector", "kind", "office", "from", "to", "why"]


def lines():
    """-> dicts with `at`: "file:line" """
    for path in sorted(glob.glob(f"{ACTORS}/*.tsv")):
        with open(path, encoding="utf-8") as f:
            head = None
            for k, text in enumerate(f, 1):
                if text.startswith("#") or not text.strip():
                    continue
                cells = text.rstrip("\n").split("\t")
                if head is None:
                    head = cells
                    continue
                yield dict(zip(head, cells), at=f"{os.path.basename(path)}:{k}")


def count(rows):
    kinds = collections.Counter(r["kind"] for r in rows)
    agents = sum(1 for t in open(f"{ACTORS}/../agents.tsv", encoding="utf-8") if t.strip() and not t.startswith("#")) - 1
    print("spells in office   ", sum(r["kind"] == "person" for r in rows))
    print("persons            ", len({(r["name"], r["code"]) for r in rows if r["kind"] == "person"}))
    print("organisations      ", sum(kinds[k] for k in ("org", "armed", "party", "igo", "ngo")), dict(kinds))
    print("agents             ", agents)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--kind", choices=["person", "org"], default="person")
    ap.add_argument("-n", type=int, default=300)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--country", nargs="*")
    ap.add_argument("--since", default="")
    ap.add_argument("--count", action="store_true")
    a = ap.parse_args()
    rows = list(lines())
    if a.count:
        count(rows)
        return
    rows = [r for r in rows if (r["kind"] == "person") == (a.kind == "person") and r["kind"] != "seat" and r["kind"] != "region"]
    rows = [r for r in rows if (not a.country or r["code"] in a.country) and (r["to"] == "-" or r["to"] >= a.since)]
    for r in sorted(random.Random(a.seed).sample(rows, min(a.n, len(rows))), key=lambda r: (r["code"], r["at"])):
        print("\t".join([r["at"], r["name"], r["code"], r["sector"], r["kind"], r["office"], r["from"], r["to"], r["aliases"], r["why"]]))


main()
