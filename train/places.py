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
import gzip
import json
import os
import re
import subprocess
import zlib

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDS, L2, RARE = 5, 2.0, 8
SCALE = 256


def cuts(text, s, e):
    return e <= s or (s > 0 and text[s - 1].isalnum() and text[s].isalnum()) or (e < len(text) and text[e - 1].isalnum() and text[e].isalnum())


def words(text, spans):
    return {m.start() for m in re.finditer(r"\w+", text) if any(s <= m.start() < e for s, e in spans)}


def records(path):
    for line in gzip.open(path, "rt", encoding="utf-8"):
        r = json.loads(line)
        verb = [s for s in r["spans"] if s["label"] == "VERB"]
        gold = [(s["start"], s["end"]) for s in r["spans"] if s["label"] == "LOCATION"]
        if len(verb) == 1 and not any(cuts(r["text"], *s) for s in gold):
            yield re.sub(r"[\n\t\r]", " ", r["text"]), verb[0]["start"], gold


def read(a):
    """-> [(text, gold words, [(words of a place, keys)])]"""
    given = list(records(a.data))
    lines = "".join(f"{len(t[:v].encode())}\t{t}\n" for t, v, _ in given)
    out = subprocess.run([a.program, a.pack, "--features"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    docs = []
    for (text, _, gold), line in zip(given, out):
        raw, places = text.encode(), []
        for part in line.split():
            span, keys = part.split(":")
            s, e = (len(raw[:int(x)].decode(errors="replace")) for x in span.split("-"))
            places.append((words(text, [(s, e)]), [int(k, 16) for k in keys.split(",")]))
        docs.append((text, words(text, gold), places))
    return docs


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
    seen = [set().union(*(mine for mine, _ in d[2])) for d in docs]
    for name in ("all", "with a location", "given the places"):
        want = [d[1] & s if name == "given the places" else d[1] for d, s in zip(docs, seen)]
        some = [i for i in range(len(docs)) if want[i] or name == "all"]
        hit, ours, gold = (sum(len(x) for x in v) for v in ([chosen[i] & want[i] for i in some], [chosen[i] for i in some], [want[i] for i in some]))
        p, r = hit / max(1, ours), hit / max(1, gold)
        print(f"odds {limit:5.2f}  {name:16}{len(some):6}      {p:.3f}      {r:.3f}   {2 * p * r / max(1e-9, p + r):.3f}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", default="../shared/data/event-location/train.jsonl.gz")
    p.add_argument("--program", default="build/bench/event_places")
    p.add_argument("--pack", default="build/en.casus")
    p.add_argument("--out", default=os.path.join(HERE, "..", "src", "event", "place_tie_table.c"))
    a = p.parse_args()
    docs = read(a)
    count = collections.Counter(k for d in docs for _, keys in d[2] for k in set(keys))
    index = {k: i for i, k in enumerate(sorted(k for k, c in count.items() if c >= RARE))}
    owner = [(i, k) for i, d in enumerate(docs) for k in range(len(d[2]))]
    at, end, y = [], [0], np.zeros(len(owner))
    for r, (i, k) in enumerate(owner):
        mine, keys = docs[i][2][k]
        at += [index[x] for x in dict.fromkeys(keys) if x in index]
        end.append(len(at))
        y[r] = bool(mine) and 2 * len(mine & docs[i][1]) >= len(mine)
    x = csr_matrix((np.ones(len(at)), at, end), shape=(len(owner), len(index)))
    part = np.array([zlib.crc32(docs[i][0].encode()) % FOLDS for i, _ in owner])
    score = np.zeros(len(owner))
    for k in range(FOLDS):
        w, b = fit(x[part != k], y[part != k])
        score[part == k] = x[part == k] @ w + b
    print("cross-validation                        precision  recall  token F1")
    for limit in (-1.5, -1.0, -0.5, 0.0, 0.5):
        report(docs, score, owner, limit)
    w, b = fit(x, y)
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
