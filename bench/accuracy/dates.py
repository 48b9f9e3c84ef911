#!/usr/bin/env python3
"""Dates against GUM: relaxed span F1 and value F1, on documents whose date of creation is known.

    cc -std=c17 -Iinclude -Isrc -o /tmp/timex_tokens bench/accuracy/timex_tokens.c build/libcore.a -lm
    bench/accuracy/dates.py /tmp/timex_tokens [--split train dev] [--genre news ...] [--errors] [--data DIR]

Gold are the TEI elements <date when|from|to|notBefore|notAfter> that GUM keeps in the MISC column. A span counts if any token is
shared with a gold span (each once; a range of ours is two dates of GUM); a value counts if besides that it is the same string ("2021-08",
a week or a range by its first day, a gold range of whole years by its first year). Gold values that name no year ("--12") or only bounds
(notBefore, notAfter) count as spans but not as values. GUM marks durations, sets and vague expressions seldom: ours count where they
meet a gold date and are left out of the precision elsewhere, which favours us a little. Times of day are left out.
"""
import argparse
import collections
import re
import subprocess
import sys


def splits(path):
    out, name = {}, None
    for line in open(path, encoding="utf-8"):
        if line.startswith("## "):
            name = line[3:].strip()
        elif line.strip().startswith("* "):
            out[line.strip()[2:]] = name
    return out


def read(path):
    """-> (date or None, [tokens per sentence], [(first, end, attributes)])"""
    made, sents, gold, n = None, [[]], [], 0
    stack = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        m = re.match(r"# meta::dateCreated = (\d{4}-\d\d-\d\d)$", line)
        if m:
            made = m.group(1)
        if not line:
            sents.append([])
        c = line.split("\t")
        if len(c) != 10 or not c[0].isdigit():
            continue
        sents[-1].append(c[1])
        m = re.search(r"XML=([^|]*)", c[9])
        closing = []
        for tag in re.findall(r"<[^>]*>", m.group(1)) if m else []:
            t = re.match(r"<date\b(.*)>", tag)
            if t:
                stack.append((n, dict(re.findall(r'(\w+):::"([^"]*)"', t.group(1)))))
            elif tag == "</date>" and stack:
                closing.append(stack.pop())
        n += 1
        gold += [(a, n, at) for a, at in closing]
    return made, [s for s in sents if s], gold


def value_of(at):
    """The gold value as our program would write it, or None where it has none."""
    v = at.get("when") or at.get("from")
    if not v or v.startswith("-"):
        return None
    v = v.split("T")[0]
    if "when" not in at and "to" in at and re.fullmatch(r"\d{4}-01-01", v) and at["to"].endswith("12-31"):
        v = v[:4]
    return v.zfill(4)


def f1(hit, ours, gold):
    p, r = hit / ours if ours else 0, hit / gold if gold else 0
    return p, r, 2 * p * r / (p + r) if p + r else 0


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("--data", default="../shared/data/gum")
    ap.add_argument("--split", nargs="*", default=["train", "dev"])
    ap.add_argument("--genre", nargs="*")
    ap.add_argument("--errors", action="store_true")
    a = ap.parse_args()
    docs, text = [], []
    for name, split in sorted(splits(f"{a.data}/splits.md").items()):
        if split not in a.split or (a.genre and name.split("_")[1] not in a.genre):
            continue
        try:
            made, sents, gold = read(f"{a.data}/dep/{name}.conllu")
        except FileNotFoundError:
            continue
        if not made or made.startswith("2000-01-01"):
            continue
        docs.append((name, made, [t for s in sents for t in s], gold))
        text.append(f"#DATE {made}\n" + "\n\n".join("\n".join(s) for s in sents) + "\n#END\n")
    out = subprocess.run([a.program], input="".join(text), capture_output=True, text=True, check=True).stdout
    ours = collections.defaultdict(list)
    for line in out.splitlines():
        d, first, n, kind, value, end, flags = line.split("\t")
        ours[int(d)].append((int(first), int(first) + int(n), kind, value, flags, end))
    span = collections.Counter()
    for i, (name, made, tokens, gold) in enumerate(docs):
        left = list(gold)
        for first, end, kind, value, flags, last in ours[i]:
            hit = next((g for g in left if g[0] < end and first < g[1]), None)
            if hit is None:
                if kind == "point" and "vague" not in flags:
                    span["ours"] += 1
                    if value != "-":
                        span["value ours"] += 1
                    if a.errors:
                        print("extra\t", name, " ".join(tokens[max(0, first - 4):first]), "[", " ".join(tokens[first:end]), "]", " ".join(tokens[end:end + 3]), value)
                continue
            left.remove(hit)
            span["ours"] += 1
            span["hit"] += 1
            second = next((g for g in left if g[0] < end and first < g[1]), None)
            if second is not None and last != "-":  # a range of ours is two dates of GUM: "from 1991 to 1995"
                left.remove(second)
                span["ours"] += 1
                span["hit"] += 1
                want = value_of(second[2])
                if want is not None:
                    span["value ours"] += 1
                    span["value hit"] += last[:len(want)] == want
            want = value_of(hit[2])
            if want is None:
                continue
            if value != "-":
                span["value ours"] += 1
            if value == want:
                span["value hit"] += 1
            elif a.errors:
                print("value\t", name, made, " ".join(tokens[max(0, first - 4):first]), "[", " ".join(tokens[first:end]), "]", "want", want, "got", value, kind)
        if a.errors:
            for g in left:
                print("missed\t", name, " ".join(tokens[max(0, g[0] - 4):g[0]]), "[", " ".join(tokens[g[0]:g[1]]), "]", " ".join(tokens[g[1]:g[1] + 3]), g[2])
        span["gold"] += len(gold)
        span["value gold"] += sum(value_of(g[2]) is not None for g in gold)
    print(f"{len(docs)} documents, {span['gold']} dates, {span['value gold']} with a value")
    print("relaxed span  P %.3f R %.3f F1 %.3f" % f1(span["hit"], span["ours"], span["gold"]))
    print("value         P %.3f R %.3f F1 %.3f" % f1(span["value hit"], span["value ours"], span["value gold"]))
    if span["hit"] == 0:
        sys.exit(1)


main()
