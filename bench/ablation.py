#!/usr/bin/env python3
"""What the parts of the network's input bring: trees and names on EWT's test part with one part of the input set to zero at a time.

    python3 bench/ablation.py [--build build] [--data ../shared/data]

Nothing is trained again: the network was not made for the input that it gets here, so a loss says how much it leans on a part, and is more
than what it would lack had it never had it. "knowledge of names" leaves out the weights of src/nlp/names_know.c instead.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path.insert(0, os.path.join(ROOT, "tools"))
from packfile import read_pack, write_pack  # noqa: E402

PARTS = [("everything", []), ("word vectors", ["g.vec"]), ("hashed words", ["t.word"]), ("prefixes and suffixes", ["t.pre", "t.suf", "t.si"]), ("shapes", ["t.shape"]),
         ("all but word vectors", ["t.word", "t.pre", "t.suf", "t.si", "t.shape"]), ("knowledge of names", ["nm.w"])]


def measure(build, data, pack):
    """-> UPOS, LAS, F1 of names, in percent"""
    ewt, uner = f"{data}/ud-english-ewt/en_ewt-ud-test.conllu", f"{data}/uner-english-ewt/en_ewt-ud-test.iob2"
    with tempfile.NamedTemporaryFile(suffix=".conllu") as out:
        subprocess.run([os.path.join(build, "casus"), "annotate", "--data", pack, "--conllu-in", ewt, "-o", out.name], check=True)
        say = lambda script, *files: subprocess.run([sys.executable, os.path.join(ROOT, "bench", "accuracy", script), *files], capture_output=True, check=True, text=True).stdout  # noqa: E731
        trees, names = say("parse.py", ewt, out.name), say("names.py", uner, out.name)
    return [float(re.search(p, t, re.M)[1]) for p, t in ((r"^UPOS (\S+)", trees), (r"^LAS (\S+)", trees), (r"^all .* F1 (\S+)", names))]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--build", default=os.path.join(ROOT, "build"))
    ap.add_argument("--data", default=os.path.join(ROOT, "..", "shared", "data"))
    a = ap.parse_args()
    sections = read_pack(os.path.join(a.build, "en.casus"))
    print(f"{'without':24} {'UPOS':>6} {'LAS':>6} {'names':>6}")
    with tempfile.TemporaryDirectory() as tmp:
        pack = os.path.join(tmp, "part.casus")
        for name, zero in PARTS:
            if not all(z in sections for z in zero):
                continue
            write_pack(pack, {k: (bytes(len(v[0])) if k in zero else v[0], v[1]) for k, v in sections.items() if not (k in zero and k == "nm.w")})
            print(f"{name if zero else 'nothing':24} " + " ".join(f"{x:6.2f}" for x in measure(a.build, a.data, pack)), flush=True)


if __name__ == "__main__":
    main()
