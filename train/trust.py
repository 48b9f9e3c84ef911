#!/usr/bin/env python3
"""Trains the confidence of events (src/event/trust.c) on articles and probes coded by hand, ours (tests/gold) among them -> models/events.score.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy
    /tmp/venv/bin/python train/trust.py --gold ../shared/gold      # after make, which builds event_features; seconds

An event of ours is right as `casus check` says: category, countries of both sides and realis are those of a gold event that no other event of ours
took. The facts behind each are weighed by logistic regression (L2), an article counts as a whole and so does a tenth of the probes. Nothing is tuned on the figures printed:
they come from events whose article, or tenth of the probes, was left out of the fit.
"""
import argparse
import collections
import glob
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
from packfile import write_pack  # noqa: E402

FACTS = 52      # of trust.c
ALWAYS = 16     # the fact that always holds


def key(event, actor, recipient, aux):
    return event, tuple(sorted(set(actor))), tuple(sorted(set(recipient))), aux or ""


def gold(folder):
    """-> [{id, date, text, group, keys: {key: [required ...]}}]"""
    out = []
    for path in sorted(glob.glob(os.path.join(folder, "articles", "*.json"))):
        g = json.load(open(path, encoding="utf-8"))
        text = next((p for p in (path[:-5] + e for e in (".txt", ".html")) if os.path.exists(p)), None)
        d = {"id": g["doc"], "date": g["publication_date"], "group": g["doc"], "keys": collections.defaultdict(list)}
        d["html" if text.endswith(".html") else "text"] = open(text, encoding="utf-8").read()
        for e in g["events"]:
            side = [[x["code"] or "---" for x in e[s]] for s in ("actor", "recipient")]
            d["keys"][key(e["event"], *side, e["aux_mode"])].append(e.get("required", True))
        out.append(d)
    own = os.path.join(HERE, "..", "tests", "gold")
    lines = [("", line) for line in open(os.path.join(folder, "probes-dev.jsonl"), encoding="utf-8")]
    lines += [("own-", line) for f in ("sentences.jsonl", "articles.jsonl") for line in open(os.path.join(own, f), encoding="utf-8")]
    for n, (prefix, line) in enumerate(lines):
        g = json.loads(line)
        d = {"id": "probe-" + prefix + g["id"], "date": g["publication_date"], "text": g["text"],
             "group": prefix + g["id"] if g["kind"] == "article" else f"probes {n % 10}", "keys": collections.defaultdict(list)}
        for e in g["events"]:
            side = [[x[:3] for x in e[s]] for s in ("actor", "recipient")]
            d["keys"][key(e["event"], *side, e["aux_mode"])].append(e.get("required", True))
        out.append(d)
    return out


def events(a, docs):
    """-> facts (0 or 1), right, group, the confidence that the program gave"""
    by = {d["id"]: d for d in docs}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        f.writelines(json.dumps({k: d[k] for k in ("id", "date", "text", "html") if k in d}) + "\n" for d in docs)
        f.flush()
        run = subprocess.run([a.features, a.data, f.name], stdout=subprocess.PIPE, check=False)
    x, right, group, said = [], [], [], []
    for line in run.stdout.decode().splitlines():
        e = json.loads(line)
        d = by[e["doc"]]
        left = d["keys"].get(key(e["event"], e["actor"], e["recipient"], e["aux_mode"]), [])
        required = left.pop(0) if left else None
        if required is False:
            continue   # an optional event earns nothing and costs nothing
        row = np.zeros(FACTS)
        row[e["facts"]] = 1
        x.append(row)
        right.append(required is not None)
        group.append(d["group"])
        said.append(e["confidence"] / 1000)
    return np.array(x), np.array(right, float), np.array(group), np.array(said)


def fit(x, right, l2):
    b, keep = np.zeros(FACTS), np.full(FACTS, l2)
    keep[ALWAYS] = 1e-3
    for _ in range(30):   # Newton
        q = 1 / (1 + np.exp(-x @ b))
        h = (x * (q * (1 - q))[:, None]).T @ x + np.diag(keep)
        b += np.linalg.solve(h, x.T @ (right - q) - keep * b)
    return b


def unseen(x, right, group, l2):
    out = np.zeros(len(x))
    for g in set(group):
        out[group == g] = 1 / (1 + np.exp(-x[group == g] @ fit(x[group != g], right[group != g], l2)))
    return out


def tenths(name, said, right):
    order = np.argsort(said, kind="stable")
    parts = [(said[k].mean(), right[k].mean()) for k in np.array_split(order, 10)]
    loss = -np.mean(np.log(np.where(right > 0, said, 1 - said).clip(1e-3, 1)))
    print(f"{name}: {len(said)} events, log loss {loss:.3f}, largest error of a tenth {max(abs(a - b) for a, b in parts):.3f}")
    print("  said/right " + " ".join(f"{a:.2f}/{b:.2f}" for a, b in parts))


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--gold", default="../shared/gold")
    p.add_argument("--data", default="build/en.casus")
    p.add_argument("--features", default="build/bench/event_features")
    p.add_argument("--out", default="models/events.score")
    p.add_argument("--l2", type=float, default=3.0)
    a = p.parse_args()
    x, right, group, said = events(a, gold(a.gold))
    article = np.array([not g.startswith("probes") for g in group])
    new = unseen(x, right, group, a.l2)
    for name, part in (("articles", article), ("probes", ~article)):
        tenths(name + ", as the program says now", said[part], right[part])
        tenths(name + ", left out of the fit", new[part], right[part])
    w = np.rint(fit(x, right, a.l2) * 256 / np.log(2)).clip(-32768, 32767).astype("<i2")
    write_pack(a.out, {"et.w": (w.tobytes(), FACTS)})
    print(f"{a.out}: {FACTS} weights")


if __name__ == "__main__":
    main()
