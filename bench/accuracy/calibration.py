#!/usr/bin/python3
"""calibration.py PLV.tsv - is the confidence of given pairs what it says?

The lines of PLV with odd numbers, which nobody has read: in each tenth of the answers, sorted by confidence, the mean confidence and the share that
is right. A tenth has 52 answers, so that a true share of 0.8 is seen as 0.69 to 0.91. What train/trust.py prints is the same for events, each
article left out of the fit in its turn.
"""
import argparse
import json
import subprocess
import sys

import plv


def tenths(name, answers):
    """answers: (confidence, right)"""
    answers = sorted(answers)
    print(f"{name}: {len(answers)} answers")
    print("  confidence   mean   right   error")
    worst = 0.0
    for k in range(10):
        part = answers[len(answers) * k // 10:len(answers) * (k + 1) // 10]
        if part:
            mean, right = sum(c for c, _ in part) / len(part), sum(r for _, r in part) / len(part)
            worst = max(worst, abs(mean - right))
            print(f"  {part[0][0]:.2f}-{part[-1][0]:.2f}   {mean:.3f}   {right:.3f}   {mean - right:+.3f}")
    print(f"  largest error {worst:.3f}")


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("plv")
    p.add_argument("--casus", default="build/casus")
    p.add_argument("--even", action="store_true", help="the lines with even numbers instead")
    o = p.parse_args()
    rows = [r for r in plv.read(o.plv) if r[0] % 2 != o.even]
    got = plv.answers(o.casus, rows)
    tenths("pairs of PLV, " + ("even" if o.even else "odd") + " lines", [(got[r[0]]["confidence"], plv.by_code(got[r[0]]) == r[4]) for r in rows])
    return 0


if __name__ == "__main__":
    sys.exit(main())
