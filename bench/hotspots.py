#!/usr/bin/env python3
"""Where the time from text to events goes, by part of the source: samples of Linux perf over the examples and, where it is, real news.

    python3 bench/hotspots.py [--build build] [--data ../shared/data] [--top 12]

One thread, the best kernel of the machine. A function counts where it stands (nm -l), libc and the kernel for themselves.
"""
import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.path.insert(0, os.path.join(ROOT, "bench"))
from speed import example_articles, fill, news_articles  # noqa: E402

WORDS = 100_000
PARTS = [("src/nn/", "network: products, norms, scores (src/nn)"), ("src/nlp/coref", "coreference (src/nlp/coref*)"), ("src/nlp/", "features, tags, trees, names, lemmas (src/nlp)"),
         ("src/event/lexicon", "look-ups in the knowledge (src/event/lexicon.c)"), ("src/event/", "coding (the rest of src/event)"), ("src/text/", "page, words, sentences (src/text)"),
         ("src/", "memory, records, the program (the rest of src)")]


def files_of(casus):
    """Function -> its source file, by the debugging information"""
    out = {}
    for line in subprocess.run(["nm", "-l", "--defined-only", casus], capture_output=True, text=True).stdout.splitlines():
        m = re.match(r"[0-9a-f]+ [tT] (\S+)\t(\S+?):\d+$", line)
        if m:
            out[m[1]] = os.path.relpath(os.path.join(os.path.dirname(casus), m[2]), ROOT) if not os.path.isabs(m[2]) else os.path.relpath(m[2], ROOT)
    return out


def part_of(symbol, library, files):
    path = files.get(symbol.split(".")[0], files.get(symbol, ""))
    for start, name in PARTS:
        if path.startswith(start):
            return name
    return "the operating system" if library.startswith("[") else "libc"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--build", default=os.path.join(ROOT, "build"))
    ap.add_argument("--data", default=os.path.join(ROOT, "..", "shared", "data"))
    ap.add_argument("--top", type=int, default=12)
    a = ap.parse_args()
    casus = os.path.abspath(os.path.join(a.build, "casus"))
    texts, words = fill(news_articles(a.data) or example_articles(), WORDS)
    with tempfile.TemporaryDirectory() as tmp:
        paths = []
        for i, t in enumerate(texts):
            paths.append(os.path.join(tmp, f"{i:05d}.txt"))
            with open(paths[-1], "w", encoding="utf-8") as f:
                f.write(t)
        record = os.path.join(tmp, "perf.data")
        try:
            subprocess.run(["perf", "record", "-q", "-o", record, casus, "code", "--format", "jsonl", "--threads", "1", "--date", "2020-06-15", *paths],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        except (OSError, subprocess.CalledProcessError):
            sys.exit("hotspots.py: perf is not there, or may not count here")
        report = subprocess.run(["perf", "report", "-i", record, "--stdio", "-F", "overhead,dso,symbol", "-t", ";"], capture_output=True, text=True).stdout
    files, share, single = files_of(casus), collections.Counter(), []
    for line in report.splitlines():
        m = re.match(r"\s*([\d.]+)%\s*;\s*(\S+)\s*;\s*\[.\] (\S+)", line)
        if m:
            share[part_of(m[3], m[2], files)] += float(m[1])
            single.append((float(m[1]), m[3]))
    print(f"percent of the time of {words} words")
    for name, p in share.most_common():
        print(f"{p:6.1f}  {name}")
    print("functions: " + ", ".join(f"{s} {p:.1f}" for p, s in sorted(single, reverse=True)[:a.top]))


if __name__ == "__main__":
    main()
