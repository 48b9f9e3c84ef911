#!/usr/bin/env python3
"""Trains the encoder with its tagger, names and parser from a seed (see train/README.md).

    python3 train/train.py --data ../shared/data --silver /tmp/silver.npz --with-dev --out /tmp/run
    python3 train/export.py /tmp/run                                         # -> models/en.model, models/glove.vec
"""
import argparse
import json
import os
import random
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import data as D  # noqa: E402
import features as FX  # noqa: E402
from model import Encoder  # noqa: E402

KEEP = {"upos": 2, "xpos": 2, "ner": 3, "head": 4, "rel": 3}  # a target is this many ids with their probabilities; a gold one has one
SHARE = {"upos": 0.5, "xpos": 0.5, "ner": 2.5, "head": 1.0, "rel": 1.0}  # of the loss


def hard(ids, name, weight=1.0):
    """Gold ids as targets; IGNORE gets no probability."""
    ids = np.asarray(ids)
    t, p = np.zeros((len(ids), KEEP[name]), np.int64), np.zeros((len(ids), KEEP[name]), np.float32)
    t[:, 0] = np.where(ids == D.IGNORE, 0, ids)
    p[:, 0] = np.where(ids == D.IGNORE, 0.0, weight)
    return t, p


def gold_targets(s, U, X, R):
    t = {}
    if s.heads:
        t = {"upos": hard([U[x] for x in s.upos], "upos"), "xpos": hard([X.get(x, D.IGNORE) for x in s.xpos], "xpos"), "head": hard(s.heads, "head"),
             "rel": hard([R[x] for x in s.rels], "rel")}
    if s.ner:
        t["ner"] = hard(s.ner, "ner", s.weight)
    return t


def silver(path, U, X, R):
    """The teacher's sentences (train/teacher.py label), its tag lists mapped onto ours; gold names take the place of its own."""
    z = np.load(path)
    lists = json.loads(str(z["lists"]))
    to = {"upos": np.array([U[x] for x in lists["upos"]]), "xpos": np.array([X[x] for x in lists["xpos"]]), "rel": np.array([R[x] for x in lists["rels"]])}
    cols = {k: (to[k][z[k]] if k in to else z[k], z[k + "_p"]) for k in KEEP}
    cols["head"] = (np.where(cols["head"][1] > 0, cols["head"][0], 0), cols["head"][1])  # the rest of the top may lie outside the sentence
    at = names = 0
    for text, gold in zip(bytes(z["forms"]).decode().split("\n"), z["gold"]):
        forms = text.split("\t")
        k = len(forms)
        s = D.Sentence(forms)
        s.targets = {name: (ids[at:at + k], p[at:at + k]) for name, (ids, p) in cols.items()}
        if gold:
            s.targets["ner"] = hard(z["ner_gold"][names:names + k], "ner")
            names += k
        at += k
        yield s


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--out", required=True)
    ap.add_argument("--silver", help="the teacher's labels of raw text; without them names come from the silver corpus alone")
    ap.add_argument("--silver-tokens", type=int, default=660000, help="of them an epoch")
    ap.add_argument("--epochs", type=int, default=45)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--dropout", type=float, default=0.15)
    ap.add_argument("--batch", type=int, default=2000, help="tokens")
    ap.add_argument("--with-dev", action="store_true", help="train on EWT dev as well")
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    random.seed(a.seed); np.random.seed(a.seed); torch.manual_seed(a.seed); torch.set_num_threads(a.threads)
    os.makedirs(a.out, exist_ok=True)
    rng = random.Random(a.seed)
    trees, names, news, dev = D.load(a.data)
    if a.with_dev:
        trees = trees + dev["ewt-dev"]
    words = [w.rstrip("\n") for w in open(f"{a.data}/word-vectors/words.txt", encoding="utf8")]
    vecs = torch.from_numpy(np.fromfile(f"{a.data}/word-vectors/vectors.f16", dtype=np.float16).reshape(-1, 100).astype(np.float32))
    vocab = {}
    for i, w in enumerate(words):
        vocab.setdefault(FX.fold(w).encode(), i)
    upos = sorted({x for s in trees for x in s.upos}); xpos = sorted({x for s in trees for x in s.xpos}); rels = sorted({x for s in trees for x in s.rels})
    U, X, R = ({t: i for i, t in enumerate(v)} for v in (upos, xpos, rels))
    for s in trees + names + news:
        s.targets = gold_targets(s, U, X, R)
    if a.silver:
        names, news = [], list(silver(a.silver, U, X, R))
    share = a.silver_tokens / max(1, sum(len(s.forms) for s in news))
    cache = {}

    def feats(s):
        if s.feats is None:
            out = np.empty((len(s.forms), 6), np.int64)
            for i, w in enumerate(s.forms):
                f = cache.get(w)
                if f is None:
                    f = list(FX.features(w, vocab))
                    f[0] = len(words) if f[0] == len(vocab) else f[0]  # the unknown row is the last one
                    cache[w] = f
                out[i] = f
            s.feats = out
        return s.feats

    net = Encoder(FX.ROWS, vecs, len(upos), len(xpos), len(D.NER), len(rels), a.dropout)
    torch.save({"upos": upos, "xpos": xpos, "rels": rels, "ner": D.NER}, f"{a.out}/tags.pt")
    nu, nx, _ = net.n

    def tensors(batch):
        n = max(len(s.forms) for s in batch); B = len(batch)
        ids, mask = np.zeros((B, n, 6), np.int64), np.zeros((B, n), bool)
        for b, s in enumerate(batch):
            ids[b, :len(s.forms)] = feats(s); mask[b, :len(s.forms)] = True
        return torch.from_numpy(ids), torch.from_numpy(mask)

    def targets(batch, n, name):
        ids, p = np.zeros((len(batch), n, KEEP[name]), np.int64), np.zeros((len(batch), n, KEEP[name]), np.float32)
        for b, s in enumerate(batch):
            if name in s.targets:
                t, q = s.targets[name]
                ids[b, :len(t)] = t
                p[b, :len(t)] = q / np.float32(255) if q.dtype == np.uint8 else q
        return torch.from_numpy(ids), torch.from_numpy(p)

    def batches(sents, size, shuffle=True):
        order = sorted(range(len(sents)), key=lambda i: (len(sents[i].forms), rng.random() if shuffle else i))
        out, cur = [], []
        for i in order:
            if cur and (len(cur) + 1) * len(sents[i].forms) > size:
                out.append(cur); cur = []
            cur.append(sents[i])
        out.append(cur)
        if shuffle:
            rng.shuffle(out)
        return out

    def loss_of(batch):
        ids, mask = tensors(batch)
        n = ids.shape[1]
        y = {k: targets(batch, n, k) for k in KEEP}
        tags, arcs, z = net.heads(net.encode(ids, mask), mask)
        scores = {"upos": tags[..., :nu], "xpos": tags[..., nu:nu + nx], "ner": tags[..., nu + nx:], "head": arcs, "rel": net.labels(z, y["head"][0][..., 0])}
        loss = torch.zeros(())
        for k, s in scores.items():
            at, p = y[k]
            loss = loss - SHARE[k] * (p * F.log_softmax(s, -1).gather(-1, at)).sum() / p.sum().clamp_min(1.0)
        return loss

    def evaluate(sents):
        net.eval()
        c = dict.fromkeys(("n", "upos", "xpos", "uas", "las"), 0); tp = fp = fn = 0
        with torch.no_grad():
            for batch in batches(sents, 6000, shuffle=False):
                ids, mask = tensors(batch)
                tags, arcs, z = net.heads(net.encode(ids, mask), mask)
                heads = arcs.argmax(-1)
                rel, u, x, ner = (t.argmax(-1).tolist() for t in (net.labels(z, heads), tags[..., :nu], tags[..., nu:nu + nx], tags[..., nu + nx:]))
                heads = heads.tolist()
                for b, s in enumerate(batch):
                    k = len(s.forms)
                    c["n"] += k
                    for i in range(k):
                        ok = heads[b][i] == s.heads[i]
                        c["uas"] += ok; c["las"] += ok and rels[rel[b][i]] == s.rels[i]
                        c["upos"] += upos[u[b][i]] == s.upos[i]; c["xpos"] += xpos[x[b][i]] == s.xpos[i]
                    if s.ner:
                        g, q = spans(s.ner), spans(ner[b][:k])
                        tp += len(g & q); fp += len(q - g); fn += len(g - q)
        net.train()
        r = {k: round(100 * c[k] / c["n"], 2) for k in ("upos", "xpos", "uas", "las")}
        if tp + fn:
            r["ner"] = round(200 * tp / (2 * tp + fp + fn), 2)
        return r

    opt = torch.optim.Adam(net.parameters(), lr=a.lr, betas=(0.9, 0.98), eps=1e-9, fused=True)
    step, total = 0, None
    for epoch in range(1, a.epochs + 1):
        t0, sums = time.time(), 0.0
        some = trees + names + [s for s in news if rng.random() < share]
        work = batches([altered(s, rng, lambda x: gold_targets(x, U, X, R)) if rng.random() < 0.10 else s for s in some], a.batch)
        total = total or a.epochs * len(work)
        for b in work:
            for g in opt.param_groups:
                g["lr"] = a.lr * max(0.0, min(1.0, step / 300, 1.0 - step / total))
            opt.zero_grad(set_to_none=True)
            loss = loss_of(b)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step(); step += 1; sums += float(loss.detach())
        torch.save(net.state_dict(), f"{a.out}/last.pt")
        line = {"epoch": epoch, "loss": round(sums / len(work), 4), "seconds": round(time.time() - t0), "done": round(step / total, 3)}
        if epoch % 3 == 1:
            line["gum-dev"] = evaluate(dev["gum-dev"])
        if epoch == a.epochs:
            line.update({k: evaluate(dev[k]) for k in dev})
        print(json.dumps(line), flush=True); print(json.dumps(line), file=open(f"{a.out}/log.txt", "a"))


def altered(s, rng, gold):
    """s recased or without its final stop, with the targets that fit"""
    r = D.recase(s, rng)
    if r is not s:
        if s.heads or s.ner:
            r.targets = gold(r)
        else:  # the teacher's: cut with the sentence, unless a word hangs on the stop
            k = len(r.forms)
            if k < len(s.forms) and (s.targets["head"][0][:k, 0] > k).any():
                return s
            r.targets = {name: (t[:k], p[:k]) for name, (t, p) in s.targets.items()}
            if k < len(s.forms):
                ids, p = r.targets["head"]
                r.targets["head"] = (np.where(ids > k, 0, ids), np.where(ids > k, 0, p).astype(p.dtype))
    return r


def spans(ids):
    out, start, kind = set(), None, None
    for i, t in enumerate(list(ids) + [0]):
        tag = D.NER[t] if t >= 0 else "O"
        if kind and (tag[0] != "I" or tag[2:] != kind):
            out.add((start, i, kind)); kind = None
        if tag[0] == "B" or (tag[0] == "I" and kind is None):
            start, kind = i, tag[2:]
    return {s for s in out if s[2] != "NORP"}


if __name__ == "__main__":
    main()
