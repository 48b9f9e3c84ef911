#!/usr/bin/env python3
"""Which side of an event goes wrong? Pairs the FALSE and MISS lines of `casus check -v` and counts what differs between the two.

    bench/accuracy/sides.py --casus build/casus [-v] [../shared/gold/articles]

A FALSE and a MISS are a pair where their evidence shares a sentence; equal categories go first, then those with most in common. Of a pair is
counted what differs: the category, the realis, of each side whether it is missing, too much, or of the wrong country. What has no partner is
counted as such. `-v` prints the pairs of each kind. It says where to look, and measures nothing that `check` does not.
"""
import argparse
import collections
import re
import subprocess
import sys

LINE = re.compile(r"^  (FALSE|MISS)\s+([A-Z]+)(?:/(\w+))? (\S*) -> (\S*) \[(.*?)\] \"(.*)\"$")


def countries(side):
    return frozenset(entity[:3] for entity in side.split("+") if entity)


def read(casus, folder):
    """-> {article: ([false], [miss])} of (category, realis, actor, recipient, trigger, evidence, line)"""
    out = subprocess.run([casus, "check", "-v", folder], capture_output=True, text=True)
    if out.returncode == 2:
        sys.exit(f"sides.py: {out.stderr}")
    articles, name = {}, ""
    for line in out.stdout.splitlines():
        if line and not line.startswith(" ") and " " not in line:
            name = line
        m = LINE.match(line)
        if m:
            record = (m[2], m[3] or "", countries(m[4]), countries(m[5]), m[6], m[7], line.strip())
            articles.setdefault(name, ([], []))[m[1] == "MISS"].append(record)
    return articles


def side(ours, gold, name):
    if ours == gold:
        return []
    if not ours:
        return [f"{name} missing"]
    if not gold:
        return [f"{name} too much"]
    return [f"{name} of another country" if not ours & gold else f"{name} incomplete" if ours < gold else f"{name} one too many"]


def difference(ours, gold):
    kinds = [] if ours[0] == gold[0] else ["category"]
    kinds += [] if ours[1] == gold[1] else ["realis"]
    if ours[2] == gold[3] and ours[3] == gold[2] and ours[2] != ours[3]:
        return kinds + ["sides exchanged"]
    if not ours[3] and not gold[2] - ours[2] and ours[2] == gold[2] | gold[3]:
        return kinds + ["mutual for directed"]
    return kinds + side(ours[2], gold[2], "actor") + side(ours[3], gold[3], "recipient")


def pairs(false, miss):
    """The best pairs first: same sentence, then category, sides and realis in common."""
    rank = []
    for i, f in enumerate(false):
        for k, m in enumerate(miss):
            if f[5] == m[5] or f[4] in m[5] and m[4] in f[5]:
                rank.append((-(4 * (f[0] == m[0]) + (f[2] == m[2]) + (f[3] == m[3]) + (f[1] == m[1])), i, k))
    used_f, used_m = set(), set()
    for score, i, k in sorted(rank):
        if i not in used_f and k not in used_m and score <= -2:
            used_f.add(i)
            used_m.add(k)
            yield false[i], miss[k]


def main():
    p = argparse.ArgumentParser(description="Counts which side of an event goes wrong.")
    p.add_argument("--casus", default="build/casus")
    p.add_argument("-v", action="store_true")
    p.add_argument("folder", nargs="?", default="../shared/gold/articles")
    a = p.parse_args()
    count, examples, alone = collections.Counter(), collections.defaultdict(list), collections.Counter()
    for name, (false, miss) in read(a.casus, a.folder).items():
        found = list(pairs(false, miss))
        for f, m in found:
            kind = " + ".join(difference(f, m)) or "merged or split"
            count[kind] += 1
            examples[kind].append((name, f[6], m[6]))
        alone["false alone"] += len(false) - len(found)
        alone["missed alone"] += len(miss) - len(found)
    for kind, n in count.most_common():
        print(f"{n:4}  {kind}")
        for e in examples[kind] if a.v else []:
            print(f"        {e[0]}\n          {e[1]}\n          {e[2]}")
    for kind, n in sorted(alone.items()):
        print(f"{n:4}  {kind}")


if __name__ == "__main__":
    main()
