#!/usr/bin/env python3
"""The network of models/README.md in numpy, integer by integer: the Python twin of src/nn and src/nlp, to check them against.

    python3 train/twin.py EN.MODEL GLOVE.VEC < tokens.conllu > out.conllu

It reads CoNLL-U (or one word a line, empty lines between sentences) and writes tags, heads, relations and names (MISC: NER=B-PER).  It was
written from the formulas, not from the C code, and differs from it where it can: sentence by sentence, no packing, plain
Chu-Liu/Edmonds.  Slow, and of use to tests alone.
"""
import os
import struct
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import features as FX  # noqa: E402

sys.path.insert(0, os.path.join(HERE, "..", "tools"))
from packfile import read_pack  # noqa: E402
from textfold import fold  # noqa: E402

ROOT_PRICE = 1 << 53  # paid by an arc from the root, so that the best tree has one
TIE = 1 << 17  # of equal trees the one with the smallest sum of head positions


def sat(v, most):
    return np.clip(v, -most, most)


def isqrt(v):
    """floor(sqrt(v)) of an int64 array"""
    s = np.sqrt(v.astype(np.float64)).astype(np.int64)
    s -= s * s > v
    return s + ((s + 1) * (s + 1) <= v)


def times(x, w):
    """x w' of integer matrices, exact: every sum stays far below 2^53"""
    return (x.astype(np.float64) @ w.astype(np.float64).T).astype(np.int64)


def rescale(a, m):
    return sat((a * m + (1 << 23)) >> 24, 127)


class Model:
    def __init__(self, *paths):
        self.sec = {}
        for p in paths:
            self.sec.update(read_pack(p))
        meta = struct.unpack("<17I", self.sec["nn.meta"][0])
        self.D, self.P, self.H = meta[:3]
        self.dilation = meta[8:8 + meta[7]]
        names = [n.decode() for n in self.sec["nn.tags"][0].split(b"\0")]
        self.tags, at = [], 0
        for n in meta[3:7]:
            self.tags.append(names[at:at + n])
            at += n
        self.keys = {int(k): i for i, k in enumerate(np.frombuffer(self.sec["g.key"][0], "<u8"))}
        self.glove = np.frombuffer(self.sec["g.vec"][0], np.int8).reshape(self.sec["g.vec"][1], -1)
        self.scale = [int(x) for x in self.ints("m.scale", "<u4")]
        self.dist_label = self.ints("p.distl").reshape(66, self.H)
        self.cache = {}

    def ints(self, name, kind="<i4"):
        return np.frombuffer(self.sec[name][0], kind).astype(np.int64)

    def matrix(self, name):
        """-> weights [out][in], biases [out]"""
        if name not in self.cache:
            data, count = self.sec["w." + name]
            out, width = count >> 32, count & 0xFFFFFFFF
            w = np.frombuffer(data, np.int8).reshape((out + 15) // 16, (width + 3) // 4, 16, 4).transpose(0, 2, 1, 3).reshape((out + 15) // 16 * 16, -1)
            self.cache[name] = w[:out, :width].astype(np.int64), self.ints("b." + name)
        return self.cache[name]

    def linear(self, name, x):
        w, b = self.matrix(name)
        return times(x, w) + b

    def maxout_norm(self, name, layer, x):
        v = self.linear(layer, x).reshape(len(x), self.P, self.D).max(1)
        D = self.D
        mean = (v.sum(1) + D // 2) // D
        d = v - mean[:, None]
        var = (d * d).sum(1) // D
        raw = self.sec["n." + name][0]
        gamma = np.frombuffer(raw[:2 * D], "<i2").astype(np.int64)
        beta = np.frombuffer(raw[2 * D:4 * D], "<i2").astype(np.int64)
        eps = struct.unpack("<q", raw[4 * D:])[0]
        std = np.maximum(16, isqrt((var + eps) << 8))
        r = (1 << 28) // std
        return ((((d * r[:, None]) >> 12) * gamma + (1 << 15)) >> 16) + beta

    def input(self, word):
        f = fold(word).encode()
        rows = FX.features(word, {})
        parts = [self.glove[self.keys[FX.fnv(f)]] if FX.fnv(f) in self.keys else np.zeros(self.glove.shape[1], np.int8)]
        for row, kind in zip(rows[1:], FX.ROWS):
            table = np.frombuffer(self.sec["t." + kind][0], np.int8).reshape(FX.ROWS[kind], -1)
            parts.append(table[row])
        return np.concatenate(parts).astype(np.int64)

    def encode(self, words):
        """-> q [n][D] of step 4"""
        x = np.clip(self.maxout_norm("mix", "mix", np.stack([self.input(w) for w in words])), -32768, 32767)
        for i, d in enumerate(self.dilation):
            q = sat((x + 4) >> 3 if i == 0 else (x + 8) >> 4, 127)
            z = np.zeros((len(q) + 2 * d, self.D), np.int64)
            z[d:d + len(q)] = q
            window = np.concatenate([z[:len(q)], q, z[2 * d:]], 1)
            x = np.clip(x + self.maxout_norm(f"c{i}", f"c{i}", window), -32768, 32767)
        return sat((x + 8) >> 4, 127)

    def arcs(self, z):
        """-> scores [n][1 + n], the root first"""
        n, H = len(z), self.H
        dep = rescale(np.maximum(0, z[:, :H]), self.scale[0])
        head = rescale(np.maximum(0, z[:, H:2 * H]), self.scale[0])
        k = rescale(self.linear("arc", dep), self.scale[1])
        dist = self.ints("p.dist")
        root = np.frombuffer(self.sec["p.root"][0], np.int8)[:H].astype(np.int64)
        j = np.arange(n)
        s = times(k, head) + dist[np.clip(j[None, :] - j[:, None], -32, 32) + 32]
        return np.concatenate([(k @ root + dist[65])[:, None], s], 1)

    def labels(self, z, heads):
        """heads: 0 root, else 1-based -> number of the relation; "root" is the root's and nobody else's"""
        H, root = self.H, self.tags[3].index("root")
        out = []
        for i, h in enumerate(heads):
            above = self.ints("p.rootl") if h == 0 else z[h - 1, 3 * H:]
            bucket = 65 if h == 0 else max(-32, min(32, h - 1 - i)) + 32
            hidden = rescale(np.maximum(0, z[i, 2 * H:3 * H] + above + self.dist_label[bucket]), self.scale[2])
            s = self.linear("label", hidden[None])[0]
            s[root] = -(1 << 40)
            out.append(root if h == 0 else int(s.argmax()))
        return out

    def parse(self, words):
        """-> [(upos, xpos, head, relation, name tag)]"""
        q = self.encode(words)
        upos, xpos, ner, rel = self.tags
        t = self.linear("tags", q)
        a, b = len(upos), len(upos) + len(xpos)
        z = self.linear("parse", q)
        heads = tree(self.arcs(z))
        labels = self.labels(z, heads)
        names = viterbi(t[:, b:], ner)
        return [(upos[int(t[i, :a].argmax())], xpos[int(t[i, a:b].argmax())], heads[i], rel[labels[i]], ner[names[i]]) for i in range(len(words))]


def viterbi(score, tags):
    allowed = lambda before, tag: tag[0] != "I" or before[2:] == tag[2:]
    best = [[(int(s) if tag[0] != "I" else -(1 << 60), None) for s, tag in zip(score[0], tags)]]
    for row in score[1:]:
        last = best[-1]
        best.append([max(((last[b][0] + int(s), b) for b in range(len(tags)) if allowed(tags[b], tag)), key=lambda v: (v[0], -v[1])) for s, tag in zip(row, tags)])
    at = max(range(len(tags)), key=lambda t: (best[-1][t][0], -t))
    out = []
    for row in reversed(best):
        out.append(at)
        at = row[at][1]
    return out[::-1]


def cycle_in(heads):
    """heads {node: head}, the root is no key -> nodes of a cycle or None"""
    done = set()
    for v in heads:
        path = []
        while v in heads and v not in done and v not in path:
            path.append(v)
            v = heads[v]
        if v in path:
            return path[path.index(v):]
        done.update(path)
    return None


def edmonds(w):
    """w {node: {head: weight}} -> {node: head}, the best arborescence; textbook recursion"""
    heads = {v: max(h, key=lambda u: (h[u], -u)) for v, h in w.items()}
    cycle = cycle_in(heads)
    if cycle is None:
        return heads
    new, inside, enter, leave, small = max(max(w), max(max(h) for h in w.values())) + 1, set(cycle), {}, {}, {}
    for v, h in w.items():
        if v in inside:
            for u, s in h.items():
                if u not in inside:
                    gain = s - w[v][heads[v]]
                    if u not in enter or gain > enter[u][0]:
                        enter[u] = gain, v
        else:
            small[v] = {u: s for u, s in h.items() if u not in inside}
            u = max((u for u in h if u in inside), key=lambda u: (h[u], -u), default=None)
            if u is not None:
                small[v][new], leave[v] = h[u], u
    small[new] = {u: g for u, (g, _) in enter.items()}
    out = edmonds(small)
    top = out.pop(new)
    result = {v: leave[v] if h == new else h for v, h in out.items()}
    result.update({v: heads[v] for v in cycle})
    result[enter[top][1]] = top
    return result


def tree(score):
    """score [n][1 + n] -> heads, 0: root"""
    n = len(score)
    w = {i + 1: {j: int(score[i, j]) * TIE - j - (ROOT_PRICE if j == 0 else 0) for j in range(n + 1) if j != i + 1} for i in range(n)}
    heads = edmonds(w)
    return [heads[i + 1] for i in range(n)]


def read_tokens(f):
    """-> (comments, forms) of each sentence"""
    comments, words = [], []
    for line in list(f) + [""]:
        line = line.rstrip("\n")
        if not line:
            if words:
                yield comments, words
            comments, words = [], []
        elif line.startswith("# ") and "\t" not in line:
            comments.append(line)
        else:
            c = line.split("\t")
            if len(c) == 1 or c[0].isdigit():
                words.append(c[1] if len(c) > 1 else c[0])


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    model = Model(sys.argv[1], sys.argv[2])
    sys.stdin.reconfigure(encoding="utf8")
    sys.stdout.reconfigure(encoding="utf8")
    for comments, words in read_tokens(sys.stdin):
        for c in comments:
            print(c)
        for i, (w, (upos, xpos, head, rel, ner)) in enumerate(zip(words, model.parse(words)), 1):
            print(i, w, "_", upos, xpos, "_", head, rel, "_", "_" if ner == "O" else "NER=" + ner, sep="\t")
        print()


if __name__ == "__main__":
    main()
