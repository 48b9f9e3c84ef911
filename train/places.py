#!/usr/bin/env python3
"""Trains the tie between a verb and a place: sentences of Halterman (2019) -> src/event/place_tie_table.c.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy scipy
    /tmp/venv/bin/python train/places.py      # after make, which builds event_places; two minutes of one processor

A record is a sentence, a verb and the places where what it tells takes place (bench/accuracy/event_location.py reads them). Features are those of
src/event/place_tie_features.c, as `event_places` prints them. Two logistic regressions: the first takes each place for itself, the second has the same features,
the first one's odds, and the features of a place beside the others and their odds. What the second learns from are odds of models that have not
seen the record, of other folds.

Prints token F1 in cross-validation over five parts, both looks learned on the other four alone; sentences that share a run of eight words are in
one part. The rows are those of bench/accuracy/event_location.py, and once more verbs with a location without the gold words that no place of ours has ("given the
places": the tie alone, where finding the names is another's task). Then fits all and writes the table. The sentences are MIT-licensed.
"""
import argparse
import collections
import os
import re
import sys
import zlib

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # vectors as short as these are slower on more, and the same sums give the same table
import numpy as np  # noqa: E402
from scipy.optimize import minimize  # noqa: E402
from scipy.sparse import csr_matrix, hstack  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "bench", "accuracy"))
import event_location  # noqa: E402
from event_location import words  # noqa: E402

FOLDS, L2, RARE, RUN = 5, 16.0, 3, 8
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


def keys_of(lines):
    return [[[int(k, 16) for k in part.partition(":")[2].split(",")] for part in line.split()] for line in lines]


def read(a):
    """-> records, [(text, gold words, [words of a place], did anybody look?)], keys of the first look"""
    given = list(event_location.records(a.data))
    lines = event_location.ask(a.program, a.pack, given, "--features")
    docs = [(text, words(text, gold), [words(text, [event_location.span(text, part.partition(":")[0])]) for part in line.split()], looked)
            for (text, _, gold, looked), line in zip(given, lines)]
    return given, docs, keys_of(lines)


def fit(x, y):
    """Logistic regression: x sparse, rows x features -> weights, bias"""
    def loss(w):
        z = x @ w[:-1] + w[-1]
        error = 1 / (1 + np.exp(-z)) - y
        return np.logaddexp(0, np.where(y > 0, -z, z)).sum() + L2 / 2 * w[:-1] @ w[:-1], np.append(x.T @ error + L2 * w[:-1], error.sum())
    w = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return w[:-1], w[-1]


def matrix(keys, index):
    """keys: of every place of every record -> a row for each place"""
    rows = [[index[x] for x in dict.fromkeys(place) if x in index] for doc in keys for place in doc]
    end = np.cumsum([0] + [len(r) for r in rows])
    return csr_matrix((np.ones(end[-1]), np.array([i for r in rows for i in r], dtype=int), end), shape=(len(rows), len(index)))


class Task:
    def __init__(self, a):
        self.a = a
        self.given, self.docs, self.keys = read(a)
        self.owner = np.array([i for i, d in enumerate(self.docs) for _ in d[2]])
        self.y = np.array([bool(w) and 2 * len(w & d[1]) >= len(w) for d in self.docs for w in d[2]], dtype=float)
        self.looked = np.array([self.docs[i][3] for i in self.owner])
        self.part = parts(self.given)[self.owner]
        self.index = self.number(self.keys)
        self.x = matrix(self.keys, self.index)

    def number(self, keys):
        count = collections.Counter(k for d, doc in zip(self.docs, keys) if d[3] for place in doc for k in set(place))
        return {k: i for i, k in enumerate(sorted(k for k, c in count.items() if c >= RARE))}

    def first(self, use):
        """-> odds of the first look: of the rows in use, by models of the other folds; of the rest, by all in use"""
        w, b = fit(self.x[use], self.y[use])
        odds = self.x @ w + b
        for k in np.unique(self.part[use]):
            v, c = fit(self.x[use & (self.part != k)], self.y[use & (self.part != k)])
            mine = use & (self.part == k)
            odds[mine] = self.x[mine] @ v + c
        return np.rint(odds * SCALE), w, b

    def second(self, odds, index=None):
        """-> the matrix of the second look: the keys of the first and of the second, and the odds of the first; its index"""
        begin = np.searchsorted(self.owner, np.arange(len(self.docs) + 1))
        given = [odds[b:e].astype(int) for b, e in zip(begin, begin[1:])]
        keys = keys_of(event_location.ask(self.a.program, self.a.pack, self.given, "--second", odds=given))
        index = index or self.number(keys)
        return hstack([self.x, matrix(keys, index), csr_matrix(odds[:, None] / SCALE)]).tocsr(), index

    def cross_validate(self):
        score = np.zeros(len(self.y))
        for k in range(FOLDS):
            use = (self.part != k) & self.looked
            x, _ = self.second(self.first(use)[0])
            w, b = fit(x[use], self.y[use])
            score[self.part == k] = x[self.part == k] @ w + b
        return score


def report(docs, score, limit):
    chosen = collections.defaultdict(set)
    rank = iter(score)
    for i, d in enumerate(docs):
        for mine in d[2]:
            if next(rank) >= limit:
                chosen[i] |= mine
    for name in (*event_location.ROWS, GIVEN):
        pairs = []
        for i, (_, gold, places, looked) in enumerate(docs):
            want = gold & set().union(*places) if name == GIVEN else gold
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
    t = Task(a)
    print("cross-validation                        precision  recall  token F1")
    score = t.cross_validate()
    for limit in (-0.75, -0.5, -0.25, 0.0):
        report(t.docs, score, limit)
    odds, w1, b1 = t.first(t.looked)
    x, index = t.second(odds)
    w2, b2 = fit(x[t.looked], t.y[t.looked])
    first = {k: w1[i] for k, i in t.index.items()}
    again = {k: w2[i] for k, i in t.index.items()} | {k: w2[len(t.index) + i] for k, i in index.items()}
    number = {k: tuple(int(np.clip(np.rint(w.get(k, 0) * SCALE), -32768, 32767)) for w in (first, again)) for k in again}
    rows = [f"{{0x{k:08x}u, {v[0]}, {v[1]}}}" for k, v in sorted(number.items()) if any(v)]
    with open(a.out, "w", encoding="utf-8") as out:
        out.write("/* Generated by train/places.py of the event-location sentences of Halterman (2019), MIT licence: weights of the keys of place_tie.c. */\n"
                  f'#include "event/place_tie.h"\n\nconst int32_t place_tie_bias[2] = {{{int(np.rint(b1 * SCALE))}, {int(np.rint(b2 * SCALE))}}};\n'
                  f"const int32_t place_tie_keep = {int(np.rint(w2[-1] * SCALE))};\nconst uint32_t place_tie_n = {len(rows)};\n"
                  "/* clang-format off */\nconst tie_weight place_tie_table[] = {\n")
        for i in range(0, len(rows), 6):
            out.write("    " + ", ".join(rows[i:i + 6]) + ",\n")
        out.write("};\n/* clang-format on */\n")
    print(f"{len(rows)} weights")


if __name__ == "__main__":
    main()
