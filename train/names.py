#!/usr/bin/env python3
"""Learns models/names.model: how much each fact about a word (src/nlp/names_know.h) says for and against each kind of name, beside the network's scores.

    python3 train/names.py [--data ../shared/data] [--facts build/bench/name_features] [--pack build/en.casus] [--out models/names.model]

A conditional random field with the network's scores as one of its features, in two rounds: the second one knows what the same words were taken
for elsewhere in the document. It learns from names that the network was not trained on: the entities of GUM's free documents whose head is a proper
noun, and CrossNER's test part. What these leave open (titles, nationalities, spans) is summed over. Needs numpy; seeded; minutes on one core.
"""
import argparse
import os
import re
import struct
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import data as D  # noqa: E402
from packfile import read_pack, write_pack  # noqa: E402

KINDS = ["O", "PER", "ORG", "LOC", "NORP"]
KIND = np.array([0] + [1 + i // 2 for i in range(8)])  # of each tag of D.NER
TAGS = len(D.NER)
ANY = (1 << TAGS) - 1
BEFORE = np.array([[not D.NER[t].startswith("I") or D.NER[b][1:] == D.NER[t][1:] for t in range(TAGS)] for b in range(TAGS)])
GUM = {"person": "PER", "organization": "ORG", "place": "LOC"}
UNIT = 256  # weights count in 1/256 nat
TITLES = set()
NF = {}  # numbers of the facts, as the program says them


def sets(tags):
    return [ANY if t < 0 else 1 << t for t in tags]


def entities(rows):
    """The mentions of persons, organisations and places of one document: (first, end, kind, head), the longer ones first"""
    out, waiting = [], {}
    for i, r in enumerate(rows):
        entity = next((x[7:] for x in r[9].split("|") if x.startswith("Entity=")), "")
        for mark in re.findall(r"\([^()]+\)?|[^()]*\)", entity):
            key = mark.strip("()").split("-")
            if mark[0] == "(":
                head = key[5] if len(key) > 5 else "1"
                waiting.setdefault(key[0], []).append((i, key[1], int(head.split(",")[0]) - 1 if head[:1].isdigit() else 0))
            if mark[-1] == ")" and waiting.get(key[0]):
                first, kind, head = waiting[key[0]].pop()
                if kind in GUM:
                    out.append((first, i + 1, GUM[kind], first + head))
    return sorted(out, key=lambda e: (e[0] - e[1], e))


def gum_document(path):
    """-> sentences of (forms, sets of tags that may stand)"""
    sents, rows = [], []
    for line in open(path, encoding="utf8"):
        c = line.rstrip("\n").split("\t")
        if len(c) == 10 and c[0].isdigit():
            rows.append(c)
            if c[0] == "1":
                sents.append([])
            sents[-1].append(len(rows) - 1)
    may = [1] * len(rows)
    done = [False] * len(rows)
    proper = lambda i: rows[i][3] == "PROPN"  # noqa: E731
    for first, end, kind, head in entities(rows):
        if head >= end or not proper(head) or done[head]:
            continue
        a, b = head, head + 1
        while a > first and (proper(a - 1) or (rows[a - 1][1] == "-" and a - 1 > first and proper(a - 2))):
            a -= 1
        while b < end and proper(b) and rows[b][1] != "'s":
            b += 1
        if b + 1 < end and rows[b][1] == "of" and kind != "PER":  # "University of Lund": the whole is one name, or its first part is
            for i in range(a, end):
                may[i] = ANY
                done[i] = True
            continue
        while kind == "PER" and a < b - 1 and rows[a][1].rstrip(".").lower() in TITLES:
            may[a], a = ANY, a + 1
        for i in range(a, b):
            may[i] = 1 << D.NER_ID[("B-" if i == a else "I-") + kind]
            done[i] = True
        for i in range(first, end):
            if not done[i] and proper(i):
                may[i] = ANY
    for i, r in enumerate(rows):
        if r[3] == "PROPN" and not done[i] and not r[1][:1].isupper() or r[3] == "ADJ" and r[1][:1].isupper() or r[4] == "NNPS" and may[i] == 1:
            may[i] = ANY
    return [([rows[i][1] for i in s], [may[i] for i in s]) for s in sents]


def documents(root):
    for line in open("knowledge/name-words.tsv", encoding="utf8"):
        c = line.split("\t")
        if len(c) > 1 and c[1] == "title":
            TITLES.update(w.rstrip(".").lower() for w in c[0].split("|"))
    held, part = {}, None
    for line in open(f"{root}/gum/splits.md", encoding="utf8"):
        if line.startswith("## "):
            part = line[3:].split()[0]
        elif line.strip().startswith("* "):
            held[line.strip()[2:].strip()] = part
    free = sorted(x.split("\t")[0] for x in open(f"{root}/gum/LICENCE-BY-DOC.tsv", encoding="utf8") if "NC" not in x.split("\t", 1)[1])
    gum = {"train": [], "dev": []}
    for doc in free:
        path, where = f"{root}/gum/dep/{doc}.conllu", held.get(doc, "train")
        if where in gum and os.path.exists(path):
            gum[where].append(gum_document(path))
    cross = [[(s.forms, sets(s.ner))] for s in D.columns(f"{root}/crossner/politics/test.txt", D.CROSS, sep="\t")]
    return gum["train"] + 3 * (cross[0::2] + cross[1::4]), gum["dev"], cross[3::4]


def recased(docs, rng):
    """Some of the documents again in capitals and with the Initials of Words in capitals"""
    how = [lambda f: f.upper(), lambda f: f[:1].upper() + f[1:]]
    out = []
    for d in docs:
        x = rng.random()
        if x < 0.3:
            out.append([([how[x < 0.15](f) for f in forms], may) for forms, may in d])
    return out


SCHEMES = 2


def general(n_facts):
    """The facts that hold in any scheme: knowledge, words of names, votes. How words look and where they stand tells the schemes apart (is a product
    a name? is a title?): each data set has weights of its own for that, which are thrown away."""
    own = set(range(NF["ALWAYS"], NF["HINT"])) | set(range(NF["SHAPE"], NF["RUN_FIRST"])) | set(range(NF["AT_FIRST"], NF["VOTE"]))
    return np.array([i not in own for i in range(n_facts)])


class Set:
    """Documents with the facts of their words, as padded arrays"""

    def __init__(self, docs, facts, pack, n_facts):
        text = "\f\n".join("\n\n".join("\n".join(forms) for forms, _ in d) + "\n\n" for d in docs)
        out = subprocess.run([facts, pack], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
        lines = [x for x in out.split("\n") if x and x != "\f"]
        may = [m for d in docs for _, s in d for m in s]
        assert len(lines) == len(may), (len(lines), len(may))
        self.score = np.zeros((len(lines), TAGS), np.float32)
        self.fact = np.zeros((2, len(lines), n_facts), bool)
        for i, x in enumerate(lines):
            a, b = x.split("|")
            a = a.split()
            self.score[i] = [float(v) for v in a[:TAGS]]
            self.fact[0, i, [int(v) for v in a[TAGS:]]] = True
            self.fact[1, i, [int(v) for v in b.split()]] = True
        scheme = np.array([g for d in docs for s, _ in d for g in [0 if len(d) > 1 else 1] * len(s)])
        keep, every = general(n_facts), self.fact
        self.fact = np.zeros((2, len(lines), (1 + SCHEMES) * n_facts), bool)
        self.fact[:, :, :n_facts] = every & keep
        for g in range(SCHEMES):
            self.fact[:, :, (1 + g) * n_facts:(2 + g) * n_facts] = every & ~keep & (scheme == g)[None, :, None]
        self.may = np.array([[m >> t & 1 for t in range(TAGS)] for m in may], bool)
        length = [len(s) for d in docs for _, s in d]
        self.at = np.cumsum([0] + length)
        self.order = np.argsort(length, kind="stable")

    def batches(self, size):
        for i in range(0, len(self.order), size):
            pick = self.order[i:i + size]
            n = self.at[pick + 1] - self.at[pick]
            index = np.minimum(self.at[pick][:, None] + np.arange(n.max())[None], len(self.score) - 1)
            yield index, np.arange(n.max())[None] < n[:, None]


NO = -1e9
AGAIN = 1.0  # nats that a name right behind another one of its kind costs
TRANS = np.where(BEFORE, 0.0, NO) - AGAIN * np.array([[KIND[t] > 0 and D.NER[t].startswith("B") and KIND[b] == KIND[t] for t in range(TAGS)] for b in range(TAGS)])


def chain(e, mask):
    """log Z and the marginals of a chain; e: [batch, time, tag], NO where a tag may not stand"""
    batch, time, _ = e.shape
    alpha, beta = np.zeros_like(e), np.zeros_like(e)
    start = np.where([t.startswith("I") for t in D.NER], NO, 0.0)
    lse = lambda x: x.max(1, keepdims=True) + np.log(np.exp(x - x.max(1, keepdims=True)).sum(1, keepdims=True))  # noqa: E731
    alpha[:, 0] = e[:, 0] + start
    for t in range(1, time):
        a = e[:, t] + lse(alpha[:, t - 1][:, :, None] + TRANS[None])[:, 0]
        alpha[:, t] = np.where(mask[:, t, None], a, alpha[:, t - 1])
    z = lse(alpha[:, -1])
    for t in range(time - 2, -1, -1):
        x = (beta[:, t + 1] + e[:, t + 1])[:, :, None] + TRANS.T[None]
        beta[:, t] = np.where(mask[:, t + 1, None], lse(x)[:, 0], beta[:, t + 1])
    p = np.exp(np.minimum(alpha + beta - z[:, None], 0)) * mask[:, :, None]
    return z[:, 0], p


def viterbi(e, mask):
    best = e[:, 0] + np.where([t.startswith("I") for t in D.NER], NO, 0.0)
    back = np.zeros(e.shape, np.int64)
    for t in range(1, e.shape[1]):
        x = best[:, :, None] + TRANS[None]
        back[:, t] = np.where(mask[:, t, None], x.argmax(1), np.arange(TAGS))
        best = np.where(mask[:, t, None], x.max(1) + e[:, t], best)
    out = np.zeros(e.shape[:2], np.int64)
    out[:, -1] = best.argmax(1)
    for t in range(e.shape[1] - 1, 0, -1):
        out[:, t - 1] = np.take_along_axis(back[:, t], out[:, t:t + 1], 1)[:, 0]
    return out


def spans(tags):
    out, start, kind = set(), 0, 0
    for i, t in enumerate(list(tags) + [0]):
        if kind and (t == 0 or t % 2 == 1 or KIND[t] != kind):
            out.add((start, i, kind))
            kind = 0
        if t % 2 == 1:
            start, kind = i, KIND[t]
    return out


class Model:
    def __init__(self, n_facts, temper):
        self.kind = np.zeros((n_facts, len(KINDS)))   # of a fact for a kind of name
        self.begin = np.zeros((n_facts, len(KINDS)))  # the more where it begins
        self.scale = np.array(temper)

    def weights(self):
        begin = np.array([t.startswith("B") for t in D.NER])
        return self.kind[:, KIND] + np.where(begin, 1, -1)[None] * self.begin[:, KIND] * (KIND > 0)

    def emit(self, s, index, which):
        return s.score[index] * self.scale + (s.fact[which][index].reshape(-1, self.kind.shape[0]).astype(np.float32) @ self.weights().astype(np.float32)).reshape(index.shape + (TAGS,))

    def step(self, s, index, mask, which):
        """-> loss, gradients of kind, begin, scale"""
        e = self.emit(s, index, which).astype(np.float64)
        z, p = chain(e, mask)
        zc, pc = chain(np.where(s.may[index], e, NO), mask)
        g = ((p - pc) * mask[:, :, None]).reshape(-1, TAGS)
        f = s.fact[which][index].reshape(-1, self.kind.shape[0]).astype(np.float32)
        gw = f.T @ g.astype(np.float32)
        begin = np.array([1 if t.startswith("B") else -1 for t in D.NER])
        gk, gb = np.zeros_like(self.kind), np.zeros_like(self.begin)
        for t in range(TAGS):
            gk[:, KIND[t]] += gw[:, t]
            if KIND[t]:
                gb[:, KIND[t]] += begin[t] * gw[:, t]
        gk[:, 0] = gb[:, 0] = 0
        gk[:, 4] = gb[:, 4] = 0  # the data has no nationalities
        return (z - zc).sum(), gk, gb, (g * s.score[index].reshape(-1, TAGS)).sum()


def fit(train, which, n_facts, temper, l2, epochs, rng, size=256):
    m = Model(n_facts, temper)
    batches = list(train.batches(size))
    par = [m.kind, m.begin, m.scale]
    mom, var, n = [np.zeros_like(p) for p in par], [np.zeros_like(p) for p in par], 0
    total = len(train.score)
    for epoch in range(epochs):
        loss = 0
        rng.shuffle(batches)
        for index, mask in batches:
            x, *g = m.step(train, index, mask, which)
            share = mask.sum() / total
            g[0] += l2 * share * m.kind
            g[1] += 4 * l2 * share * m.begin
            loss += x
            n += 1
            rate = 0.03 * (1 - epoch / epochs) + 0.001
            for i, (p, d) in enumerate(zip(par, g)):
                d = np.asarray(d) / mask.sum()
                mom[i] = 0.9 * mom[i] + 0.1 * d
                var[i] = 0.99 * var[i] + 0.01 * d * d
                move = rate * (mom[i] / (1 - 0.9 ** n)) / (np.sqrt(var[i] / (1 - 0.99 ** n)) + 1e-8)
                p -= move * (temper if i == 2 else 1)
        print(f"epoch {epoch}: loss {loss / total:.4f} a word, scale {float(m.scale) / temper:.3f}", flush=True)
    return m


def report(name, s, m, which):
    """F1 of exact spans where the data says all of the words in them, by kind"""
    count = np.zeros((5, 3))
    for index, mask in s.batches(256):
        for row, tags in enumerate(viterbi(m.emit(s, index, which), mask)):
            k = mask[row].sum()
            may = s.may[index[row, :k]]
            known = may.sum(1) == 1
            gold, ours = spans(np.where(known, may.argmax(1), 0)), spans(tags[:k])
            ours = {x for x in ours if known[x[0]:x[1]].all()}
            for c in range(1, 4):
                g, o = {x for x in gold if x[2] == c}, {x for x in ours if x[2] == c}
                count[c] += len(g & o), len(o), len(g)
    count[0] = count[1:].sum(0)
    print(name, *(f"{'all' if c == 0 else KINDS[c]} P {100 * a / max(1, b):.1f} R {100 * a / max(1, g):.1f} F {200 * a / max(1, b + g):.1f};" for c, (a, b, g) in enumerate(count[:4])), flush=True)


def sections(models, n_facts, strength=1.0):
    w = np.rint(np.stack([np.clip(np.rint(m.weights()[:n_facts] * UNIT), -32767, 32767) for m in models]) * strength).astype("<i2")
    scale = int(round(float(models[0].scale) * UNIT * 65536))
    return {"nm.w": (w.tobytes(), n_facts), "nm.scale": (struct.pack("<I", scale), 1), "nm.again": (struct.pack("<I", int(AGAIN * UNIT)), 1)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--facts", default="build/bench/name_features")
    ap.add_argument("--pack", default="build/en.casus")
    ap.add_argument("--out", default="models/names.model")
    ap.add_argument("--l2", type=float, default=5.0)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--strength", type=float, default=0.5, help="of the weights that are written: other texts and schemes are less like these than these are like themselves")
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    rng = np.random.default_rng(a.seed)
    groups = subprocess.run([a.facts, "--groups"], stdout=subprocess.PIPE, check=True).stdout.decode().split()
    NF.update(zip(groups[::2], map(int, groups[1::2])))
    n_facts = NF["COUNT"]
    train, gum, cross = documents(a.data)
    train = train + recased(train, rng)
    base = {k: v for k, v in read_pack(a.pack).items() if not k.startswith("nm.")}
    models = []
    with tempfile.TemporaryDirectory() as tmp:
        pack = os.path.join(tmp, "x.casus")
        for which in range(2):
            write_pack(pack, base if which == 0 else {**base, **sections([models[0], models[0]], n_facts)})
            sets_ = [Set(d, a.facts, pack, n_facts) for d in (train, gum, cross)]
            if which == 0:
                temper = 1 / np.abs(sets_[0].score).max(1).mean() * 10
                zero = Model((1 + SCHEMES) * n_facts, temper)
                report("network, GUM dev:", sets_[1], zero, 0)
                report("network, CrossNER:", sets_[2], zero, 0)
            if models:
                temper = float(models[0].scale)
            models.append(fit(sets_[0], which, (1 + SCHEMES) * n_facts, temper, a.l2, a.epochs, rng))
            report(f"round {which + 1}, GUM dev:", sets_[1], models[-1], which)
            report(f"round {which + 1}, CrossNER:", sets_[2], models[-1], which)
    models[1].kind *= float(models[0].scale / models[1].scale)  # one scale serves both
    models[1].begin *= float(models[0].scale / models[1].scale)
    write_pack(a.out, sections(models, n_facts, a.strength))
    print("wrote", a.out)


if __name__ == "__main__":
    main()
