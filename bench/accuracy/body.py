#!/usr/bin/env python3
"""Article extraction on trafilatura's evaluation set, counted as its evaluate.py does: segments that must and must not be found.

    python3 bench/accuracy/body.py PROGRAM FOLDER [-v]     PROGRAM: bench/accuracy/body_main.c, built;
                                                           FOLDER: evaldata.json and the unpacked eval/ (and cache/)
"""
import json
import os
import subprocess
import sys


def main():
    program, folder = sys.argv[1:3]
    cases = json.load(open(os.path.join(folder, "evaldata.json"), encoding="utf-8"))
    paths = {}
    for key, case in cases.items():
        for sub in ("cache", "eval"):
            path = os.path.join(folder, sub, case["file"])
            if os.path.exists(path):
                paths[key] = path
    keys = sorted(paths)
    out = subprocess.run([program] + [paths[k] for k in keys], stdout=subprocess.PIPE, check=True).stdout.split(b"\0")
    tp = fn = fp = tn = 0
    for key, text in zip(keys, out):
        text = " ".join(text.decode().split())
        missed = [s for s in cases[key]["with"] if " ".join(s.split()) not in text]
        leaked = [s for s in cases[key]["without"] if " ".join(s.split()) in text]
        tp += len(cases[key]["with"]) - len(missed)
        fn += len(missed)
        fp += len(leaked)
        tn += len(cases[key]["without"]) - len(leaked)
        if "-v" in sys.argv and (missed or leaked):
            print(f"{paths[key]}\n  missed {missed}\n  leaked {leaked}")
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    print(f"{len(keys)} pages  precision {p:.3f}  recall {r:.3f}  F1 {2 * p * r / (p + r):.3f}  accuracy {(tp + tn) / (tp + tn + fp + fn):.3f}")


if __name__ == "__main__":
    main()
