#!/usr/bin/env python3
"""Joins GUM's documents of one split, free genres alone, into one CoNLL-U file on standard output.

    python3 bench/accuracy/gum.py ../shared/data/gum test [GENRE...] > build/gum-test.conllu      news, interview, academic, ...

GUM's essays, fiction, letters, podcasts and how-to guides are for non-commercial use: LICENCE-BY-DOC.tsv says so, and they are left out.
"""
import os
import sys


def documents(root, split, genres):
    part, held = None, {}
    with open(f"{root}/splits.md", encoding="utf8") as f:
        for line in f:
            if line.startswith("## "):
                part = line[3:].split()[0]
            elif line.strip().startswith("* "):
                held[line.strip()[2:].strip()] = part
    with open(f"{root}/LICENCE-BY-DOC.tsv", encoding="utf8") as f:
        free = sorted(line.split("\t")[0] for line in f if "NC" not in line.split("\t", 1)[1])
    for doc in free:
        path = f"{root}/dep/{doc}.conllu"
        if held.get(doc, "train") == split and (not genres or doc.split("_")[1] in genres) and os.path.exists(path):
            yield path


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    paths = list(documents(sys.argv[1], sys.argv[2], sys.argv[3:]))
    if not paths:
        sys.exit(f"no document of GUM's {sys.argv[2]} part in {sys.argv[1]}, genres {sys.argv[3:] or 'all'}")
    for path in paths:
        with open(path, encoding="utf8") as f:
            sys.stdout.write(f.read().rstrip("\n") + "\n\n")


if __name__ == "__main__":
    main()
