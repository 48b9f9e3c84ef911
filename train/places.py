#!/usr/bin/env python3
"""Trains the tie between a verb and a place: sentences of Halterman (2019) -> src/event/place_tie_table.c.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy scipy
    /tmp/venv/bin/python train/places.py      # after make, which builds event_places; half a minute

A record is a sentence, a verb and the places where what it tells takes place. Features are those of src/event/place_tie.c, as `event_places
--features` prints them. Prints token F1 in cross-validation over five parts (of sentences, so that no sentence is on both sides), as
bench/accuracy/event_location.py counts it, and of verbs with a location once more without the gold words that no place of ours has ("given the
places": the tie alone, where finding the names is another's task), then fits all and writes the table. Wants numpy and scipy. The sentences are MIT-licensed.
"""
import argparse
import collections
import os
import re
import sys
import zlib

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "bench", "accuracy"))
import event_location  # noqa: E402
from event_location import words  # noqa: E402

FOLDS, L2, RARE, RUN = 5, 2.0, 8, 8
GIVEN = "given the places"
SCALE = 256


def parts(given):
    """A fold for each record: sentences that share a run of eight words are told of the same thing, and stand on one side"""
    root = list(range(len(given)))

    def find(i):
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    seen = {}
    for i, (text, *_) in enumerate(given):
        w = re.findall(r"\w+", text.lower())
        for k in range(max(1, len(w) - RUN + 1)):
            a, b = find(i), find(seen.setdefault(" ".join(w[k:k + RUN]), i))
            root[max(a, b)] = min(a, b)
    return np.array([zlib.crc32(given[find(i)][0].encode()) % FOLDS for i in range(len(given))])


def read(a):
    """-> records, [(text, gold words, [(words of a place, keys)], did anybody look?)]"""
    given = list(event_location.records(a.data))
    docs = []
    for (text, _, gold, looked), line in zip(given, event_location.ask(a.program, a.pack, given, "--features")):
        places = []
        for part in line.split():
            span, keys = part.split(":")
            places.append((words(text, [event_location.span(text, span)]), [int(k, 16) for k in keys.split(",")]))
        docs.append((text, words(text, gold), places, looked))
    return given, docs


def fit(x, y):
    """Logistic regression: x sparse, rows x features -> weights, bias"""
    def loss(w):
        z = x @ w[:-1] + w[-1]
        error = 1 / (1 + np.exp(-z)) - y
        return np.logaddexp(0, np.where(y > 0, -z, z)).sum() + L2 / 2 * w[:-1] @ w[:-1], np.append(x.T @ error + L2 * w[:-1], error.sum())
    w = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return w[:-1], w[-1]


def report(docs, score, owner, limit):
    chosen = collections.defaultdict(set)
    for (i, k), s in zip(owner, score):
        if s >= limit:
            chosen[i] |= docs[i][2][k][0]
    for name in (*event_location.ROWS, GIVEN):
        pairs = []
        for i, (_, gold, places, looked) in enumerate(docs):
            want = gold & set().union(*(mine for mine, _ in places)) if name == GIVEN else gold
            if want or (name != GIVEN and event_location.in_row(name, gold, looked)):
                pairs.append((want, chosen[i]))
        print(f"odds {limit:5.2f}  {name:16}{event_location.row(pairs)}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", default="../shared/data/event-location/train.jsonl.gz")
    p.add_argument("--program", default="build/bench/event_places")
    p.add_argument("--pack", default="build/en.casus")
    p.add_argument("--out", default=os.path.join(HERE, "..", "src", "event", "place_tie_table.c"))
    a = p.parse_args()
    given, docs = read(a)
    count = collections.Counter(k for d in docs for _, keys in d[2] if d[3] for k in set(keys))
    index = {k: i for i, k in enumerate(sorted(k for k, c in count.items() if c >= RARE))}
    owner = [(i, k) for i, d in enumerate(docs) for k in range(len(d[2]))]
    at, end, y = [], [0], np.zeros(len(owner))
    for r, (i, k) in enumerate(owner):
        mine, keys = docs[i][2][k]
        at += [index[x] for x in dict.fromkeys(keys) if x in index]
        end.append(len(at))
        y[r] = bool(mine) and 2 * len(mine & docs[i][1]) >= len(mine)
    x = csr_matrix((np.ones(len(at)), at, end), shape=(len(owner), len(index)))
    looked = np.array([docs[i][3] for i, _ in owner])
    part = parts(given)[[i for i, _ in owner]]
    score = np.zeros(len(owner))
    for k in range(FOLDS):
        w, b = fit(x[(part != k) & looked], y[(part != k) & looked])
        score[part == k] = x[part == k] @ w + b
    print("cross-validation                        precision  recall  token F1")
    for limit in (-1.5, -1.0, -0.5, 0.0, 0.5):
        report(docs, score, owner, limit)
    w, b = fit(x[looked], y[looked])
    weight = {k: int(np.clip(np.rint(w[i] * SCALE), -32768, 32767)) for k, i in index.items()}
    rows = [f"{{0x{k:08x}u, {v}}}" for k, v in sorted(weight.items()) if v]
    with open(a.out, "w", encoding="utf-8") as out:
        out.write("/* Generated by train/places.py of the event-location sentences of Halterman (2019), MIT licence: weights of the keys of place_tie.c. */\n"
                  f'#include "event/place_tie.h"\n\nconst int32_t place_tie_bias = {int(np.rint(b * SCALE))};\nconst uint32_t place_tie_n = {len(rows)};\n'
                  "/* clang-format off */\nconst tie_weight place_tie_table[] = {\n")
        for i in range(0, len(rows), 6):
            out.write("    " + ", ".join(rows[i:i + 6]) + ",\n")
        out.write("};\n/* clang-format on */\n")
    print(f"{len(rows)} weights")


if __name__ == "__main__":
    main()
