#!/usr/bin/python3
"""plv_cv.py PLV.tsv - what the scorer of given pairs would reach if it learned from PLV too: five folds, nothing is kept.

Each fold learns from our own sentences and four fifths of the lines and answers the last fifth. The classes are PLV's roots.
"""
import argparse
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "train"))
import pairs  # noqa: E402
import plv  # noqa: E402

FOLDS = 5


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("file")
    p.add_argument("--data", default="build/en.casus")
    p.add_argument("--features", default="build/bench/pair_features")
    p.add_argument("--repeat", type=int, default=6, help="how often a line of PLV counts beside one of ours")
    o = p.parse_args()
    a = argparse.Namespace(each=24, epochs=8, hide=0.5, l2=1e-4, l2v=1e-4, data=o.data, features=o.features)
    own = pairs.collect(a, random.Random(1))
    gold = [{"text": t, "actor": s, "recipient": r, "class": pairs.CLASS[root], "group": f"plv{n}", "root": root, "quad": quad} for n, t, s, r, root, quad in plv.read(o.file)]
    pairs.features(a, own)
    pairs.features(a, gold)
    random.Random(1).shuffle(gold)
    answers = []
    for fold in range(FOLDS):
        rows, rest = own + [x for i, x in enumerate(gold) if i % FOLDS != fold for _ in range(o.repeat)], gold[fold::FOLDS]
        index, is_word = pairs.numbered(rows)
        best = pairs.logits(pairs.train(rows, index, is_word, a, 1), rest, index).argmax(1)
        answers += [(x["root"], x["quad"], plv.YIELD.get(pairs.CLASSES[k], pairs.CLASSES[k])) for x, k in zip(rest, best.tolist())]
    root, quad = [(g, r) for g, _, r in answers], [(q, plv.QUAD[r]) for _, q, r in answers]
    r, q, b = plv.macro(root), plv.macro(quad), plv.macro([(x > 2, y > 2) for x, y in quad])
    print(f"five folds: root {r[0]:.3f} (accuracy {r[1]:.3f})   quad {q[0]:.3f}   binary {b[0]:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
