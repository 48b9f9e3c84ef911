#!/usr/bin/env python3
"""Token by token: does C (src/nn, src/nlp) compute what the formulas say? train/twin.py and parse_conllu over EWT dev sentences.

    python3 tests/twin_test.py --parser BUILD/parse_conllu [--models models] [--data ../shared/data] [--sentences 300]

Every kernel is compared. Skips (exit 77) with a message when numpy, the weights or the treebank are absent.
"""
import argparse
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
COLUMNS = {1: "form", 3: "upos", 4: "xpos", 6: "head", 7: "relation", 9: "name"}


def skip(why):
    print(f"SKIP: {why}")
    sys.exit(77)


def some_sentences(path, n):
    """n sentences spread over the file, as a list of texts"""
    blocks = [b for b in open(path, encoding="utf8").read().split("\n\n") if b.strip()]
    return blocks[::max(1, len(blocks) // n)][:n]


def rows(text):
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("# ")]


def compare(name, want, got):
    if len(want) != len(got):
        print(f"{name}: {len(got)} tokens, the twin has {len(want)}")
        return False
    bad = [(i, c) for i, (a, b) in enumerate(zip(want, got)) for c in COLUMNS if a[c] != b[c]]
    for i, c in bad[:10]:
        print(f"{name}: token {i} {want[i][1]!r}: {COLUMNS[c]} is {got[i][c]}, the twin has {want[i][c]}")
    print(f"{name}: {len(want)} tokens, {len(bad)} differences")
    return not bad


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--parser", required=True)
    ap.add_argument("--models", default=os.path.join(ROOT, "models"))
    ap.add_argument("--data", default=os.path.join(ROOT, "..", "shared", "data"))
    ap.add_argument("--sentences", type=int, default=300)
    a = ap.parse_args()
    try:
        import numpy  # noqa: F401
    except ImportError:
        skip("numpy is not there")
    files = [os.path.join(a.models, f) for f in ("en.model", "glove.vec")]
    treebank = os.path.join(a.data, "ud-english-ewt", "en_ewt-ud-dev.conllu")
    for f in files + [treebank]:
        if not os.path.exists(f):
            skip(f"{f} is not there")
    sys.path.insert(0, os.path.join(ROOT, "tools"))
    from packfile import read_pack, write_pack
    text = "\n\n".join(some_sentences(treebank, a.sentences)) + "\n\n"
    run = lambda *cmd: subprocess.run(cmd, input=text.encode(), capture_output=True)
    twin = run(sys.executable, os.path.join(ROOT, "train", "twin.py"), *files)
    if twin.returncode != 0:
        sys.exit(twin.stderr.decode())
    ok = True
    with tempfile.TemporaryDirectory() as tmp:
        data = os.path.join(tmp, "both.pack")
        write_pack(data, {k: v for f in files for k, v in read_pack(f).items()})
        for kernel in ("portable", "avx2", "vnni", "amx", "neon", "dotprod"):
            c = run(a.parser, data, kernel)
            if c.returncode != 0 and b"no such kernel" in c.stderr:
                print(f"{kernel}: not on this machine")
            elif c.returncode != 0:
                sys.exit(c.stderr.decode())
            else:
                ok = compare(kernel, rows(twin.stdout.decode()), rows(c.stdout.decode())) and ok
    sys.exit(0 if ok else 1)


if __name__ == "__main__":
    main()
