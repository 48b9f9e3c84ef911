#!/usr/bin/env python3
"""Trains coreference (src/nlp/coref.c) on the free documents of GUM and OntoGUM and writes models/coref.model.

    /usr/bin/python3 train/coref.py --data ../shared/data --types          # what kind of thing a noun names; then `make`
    /usr/bin/python3 train/coref.py --data ../shared/data                  # the ranker; then `make`

The features come from the program itself (build/train/coref_pairs) and build/train/coref_fit fits the weights, a minute's work; there is no twin of either here.
Learned on the train part - the documents whole, and those stretches once more that speak of somebody -, looked at on the dev part. Weights are rounded as
the program holds them before they are scored. Seeded.
"""
import argparse
import os
import re
import subprocess
import sys

import numpy as np

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.path[:0] = [os.path.join(ROOT, "tools"), os.path.join(ROOT, "bench", "accuracy")]
from packfile import read_pack, write_pack  # noqa: E402
from textfold import fold  # noqa: E402
import coref as score  # noqa: E402

ROWS, WIDTH = 1 << 15, 32
TYPES = "unknown person organization place time event abstract thing".split()
AS_THING = {"object", "substance", "plant", "animal"}
MODEL = os.path.join(ROOT, "models", "coref.model")
BASIS, PRIME, MASK = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1


def fnv(data):
    h = BASIS
    for b in data:
        h = ((h ^ b) * PRIME) & MASK
    return h


def save(sections):
    old = read_pack(MODEL) if os.path.exists(MODEL) else {}
    old.update(sections)
    old.setdefault("c.row", (bytes(ROWS * WIDTH), ROWS))
    old.setdefault("c.out", (bytes(4 * WIDTH), WIDTH))
    write_pack(MODEL, old)


# ---- types ----

def entity_heads(path):
    """-> (folded head word, type) of the nominal entities of a GUM document"""
    rows, out, open_ = [], [], []

    def end():
        for kind, first, last in spans:
            heads = [i for i in range(first, last + 1) if not first <= int(rows[i][6]) - 1 <= last]
            if heads and rows[heads[0]][3] in ("NOUN", "PROPN"):
                out.append((fold(rows[heads[0]][1]), kind))
    spans = []
    for line in open(path, encoding="utf8"):
        f = line.rstrip("\n").split("\t")
        if len(f) == 10 and f[0].isdigit():
            rows.append(f)
            m = re.search(r"(?:^|\|)Entity=([^|]*)", f[9])
            for kind, closing, both in re.findall(r"\((?:[^-()]+)-([a-z]+)[^()]*?(\)?)(?=[()]|$)|([^()]*\))", m.group(1)) if m else []:
                if kind and closing:
                    spans.append((kind, len(rows) - 1, len(rows) - 1))
                elif kind:
                    open_.append((kind, len(rows) - 1))
                elif open_:
                    k, first = open_.pop()
                    spans.append((k, first, len(rows) - 1))
        elif not line.strip():
            end()
            rows, spans, open_ = [], [], []
    return out


def train_types(data):
    import torch
    pack = read_pack(os.path.join(ROOT, "models", "glove.vec"))
    keys = {int(k): i for i, k in enumerate(np.frombuffer(pack["g.key"][0], "<u8"))}
    vec = np.frombuffer(pack["g.vec"][0], "i1").reshape(pack["g.vec"][1], -1).astype(np.float32)
    part, free = score.splits(data)
    sets = {}
    for name in ("train", "dev"):
        x, y = [], []
        for doc in part[name]:
            if doc in free:
                for w, kind in entity_heads(os.path.join(data, "gum", "dep", doc + ".conllu")):
                    row = keys.get(fnv(w.encode()))
                    kind = "thing" if kind in AS_THING else kind
                    if row is not None and kind in TYPES:
                        x.append(vec[row])
                        y.append(TYPES.index(kind))
        sets[name] = torch.tensor(np.array(x)), torch.tensor(y)
        print(name, len(y), "heads")
    torch.manual_seed(1)
    net = torch.nn.Linear(vec.shape[1], len(TYPES))
    torch.nn.init.zeros_(net.weight)
    x, y = sets["train"]
    opt = torch.optim.Adam(net.parameters(), 0.003, weight_decay=1e-5)
    for _ in range(300):
        opt.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(x), y)
        loss.backward()
        opt.step()
    with torch.no_grad():
        scale = 127 / net.weight.abs().max().item()
        w = torch.round(net.weight * scale)
        b = torch.round(net.bias * scale)
        b[0] = -(1 << 20)
        for name, (x, y) in sets.items():
            print(name, f"types right {100 * (((x @ w.T) + b).argmax(1) == y).float().mean().item():.1f}")
    save({"c.type": (w.numpy().astype("i1").tobytes(), len(TYPES)), "c.typeb": (b.numpy().astype("<i4").tobytes(), len(TYPES))})


# ---- the ranker ----

CUT = 6  # sentences of a stretch


def pieces(path, doc):
    """-> the document whole, then its stretches that speak of somebody as texts NAME@FIRST-TOKEN: some begin with "he" and name him later"""
    text = re.sub(r"^# newdoc.*\n", "", open(path, encoding="utf8").read(), flags=re.M).strip("\n")
    out, token, sentences = [f"# newdoc id = {doc}\n{text}\n\n"], 0, text.split("\n\n")
    for k in range(0, len(sentences), CUT):
        part = "\n\n".join(sentences[k:k + CUT])
        if len(sentences) > CUT and re.search(r"\t(?:he|she|his|her|him)\t", part, re.I):
            out.append(f"# newdoc id = {doc}@{token}\n{part}\n\n")
        token += len(re.findall(r"^\d+\t", part, re.M))
    return out


def part_files(a, docs, name):
    """Runs coref_pairs over the documents and writes OUT.gold beside: the chain of each mention or -1"""
    base = os.path.join(a.work, name)
    texts = [pieces(os.path.join(a.data, "gum", "dep", d + ".conllu"), d) for d in docs]
    text = "".join("".join(x if name == "train" else x[:1]) for x in texts)
    subprocess.run([os.path.join(ROOT, "build", "train", "coref_pairs"), os.path.join(ROOT, "build", "en.casus"), base], input=text.encode(), check=True)
    ment = np.fromfile(base + ".ment", "<i4").reshape(-1, 5)
    gold = np.full(len(ment), -1, "<i4")
    at = found = total = 0
    for k, (doc, n, m) in enumerate(documents(base)):
        doc, _, first = doc.partition("@")
        first = int(first or 0)
        of = {(s[0] - first, s[1] - first): k * 10000 + c for c, spans in enumerate(score.read_conll(conll(a, doc))[0]) for s in spans
              if first <= s[0] and s[1] < first + n}
        total += len(of)
        for x in range(at, at + m):
            gold[x] = of.pop((int(ment[x, 0]), int(ment[x, 1]) - 1), -1)
        found += int((gold[at:at + m] >= 0).sum())
        at += m
    gold.tofile(base + ".gold")
    print(f"{name}: {len(docs)} documents, {len(ment)} mentions; gold mentions found {100 * found / total:.1f}%")
    return base


def documents(base):
    return [(n, int(t), int(m)) for n, t, m in (x.split() for x in open(base + ".doc"))]


def conll(a, doc):
    return os.path.join(a.data, "ontogum", "conll", doc + ".conll")


def root(chain, x):
    while chain[x] != x:
        x = chain[x]
    return x


def evaluate(a, base, out):
    ment, ante = np.fromfile(base + ".ment", "<i4").reshape(-1, 5), np.fromfile(out + ".ante", "<i4")
    total, at = score.Totals(), 0
    for doc, _, m in documents(base):
        chain, spans = list(range(m)), {}
        for x in range(m):
            if ante[at + x] >= 0:  # it may stand behind
                one, two = sorted((root(chain, x), root(chain, int(ante[at + x]) - at)))
                chain[two] = one
        for x in range(m):
            spans.setdefault(root(chain, x), set()).add((int(ment[at + x, 0]), int(ment[at + x, 1]) - 1))
        total.add(score.read_conll(conll(a, doc))[0], [s for s in spans.values() if len(s) > 1])
        at += m
    return total


def train_ranker(a):
    part, free = score.splits(a.data)
    os.makedirs(a.work, exist_ok=True)
    base = {k: part_files(a, [d for d in part[k] if d in free], k) for k in ("train", "dev")}
    out = os.path.join(a.work, "fit")
    subprocess.run([os.path.join(ROOT, "build", "train", "coref_fit"), base["train"], base["dev"], out, str(a.epochs), str(a.rate), str(a.drop)] +
                   a.cost.split(",") + [str(a.decay), str(a.seed), str(a.person)], check=True)
    print(evaluate(a, base["dev"], out).table())
    save({"c.row": (open(out + ".row", "rb").read(), ROWS), "c.out": (open(out + ".out", "rb").read(), WIDTH)})


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", default=os.path.join(ROOT, "..", "shared", "data"))
    ap.add_argument("--types", action="store_true")
    ap.add_argument("--work", default=os.path.join(ROOT, "build", "coref"))
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--rate", type=float, default=0.05)
    ap.add_argument("--drop", type=float, default=0.5, help="share of features left out while learning")
    ap.add_argument("--cost", default="3.5,0.2,1", help="of a missed link, of a link of what is new, of a wrong link")
    ap.add_argument("--person", type=float, default=3, help="weight of a \"he\" or \"she\"")
    ap.add_argument("--decay", type=float, default=0)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    train_types(a.data) if a.types else train_ranker(a)


if __name__ == "__main__":
    main()
