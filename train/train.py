#!/usr/bin/env python3
"""Trains the encoder with its tagger, names and parser from a seed (see train/README.md).

    python3 train/train.py --data ../shared/data --with-dev --out /tmp/run   # 35 minutes on two free CPU cores
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


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=16)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--batch", type=int, default=1200, help="tokens")
    ap.add_argument("--news", type=int, default=2500, help="silver name sentences an epoch")
    ap.add_argument("--with-dev", action="store_true", help="train on EWT dev as well")
    ap.add_argument("--threads", type=int, default=2)
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
    # features() looks words up by row; the unknown row is the last one
    cache = {}

    def feats(s):
        out = []
        for w in s.forms:
            f = cache.get(w)
            if f is None:
                f = list(FX.features(w, vocab))
                if f[0] == len(vocab):
                    f[0] = len(words)
                cache[w] = f
            out.append(f)
        return out

    def prepare(s):
        s.feats = feats(s)
        return s
    for group in [trees, names] + list(dev.values()):
        for s in group:
            prepare(s)

    net = Encoder(FX.ROWS, vecs, len(upos), len(xpos), len(D.NER), len(rels))
    torch.save({"upos": upos, "xpos": xpos, "rels": rels, "ner": D.NER}, f"{a.out}/tags.pt")

    def tensors(batch, tree):
        n = max(len(s.forms) for s in batch); B = len(batch)
        ids = torch.zeros(B, n, 6, dtype=torch.long); mask = torch.zeros(B, n, dtype=torch.bool)
        y = torch.full((5, B, n), D.IGNORE, dtype=torch.long)
        for b, s in enumerate(batch):
            k = len(s.forms)
            ids[b, :k] = torch.tensor(s.feats); mask[b, :k] = True
            if tree:
                y[0, b, :k] = torch.tensor([U[t] for t in s.upos]); y[1, b, :k] = torch.tensor([X.get(t, D.IGNORE) for t in s.xpos])
                y[3, b, :k] = torch.tensor(s.heads); y[4, b, :k] = torch.tensor([R[t] for t in s.rels])
            if s.ner:
                y[2, b, :k] = torch.tensor(s.ner)
        return ids, mask, y

    def batches(sents, size, shuffle=True):
        order = sorted(range(len(sents)), key=lambda i: (len(sents[i].forms), rng.random() if shuffle else i))
        out, cur, n = [], [], 0
        for i in order:
            if cur and (len(cur) + 1) * len(sents[i].forms) > size:
                out.append(cur); cur = []
            cur.append(sents[i])
        out.append(cur)
        if shuffle:
            rng.shuffle(out)
        return out

    ce = lambda s, y: F.cross_entropy(s.reshape(-1, s.shape[-1]), y.reshape(-1), ignore_index=D.IGNORE)
    nu, nx, _ = net.n

    def loss_of(batch, tree):
        ids, mask, y = tensors(batch, tree)
        x = net.encode(ids, mask)
        tags, arcs, z = net.heads(x, mask) if tree else (net.tags(F.dropout(x, 0.15, net.training)), None, None)
        w = batch[0].weight
        loss = torch.zeros(())
        if (y[2] != D.IGNORE).any():
            loss = loss + w * ce(tags[..., nu + nx:], y[2])
        if tree:
            heads = y[3].clamp_min(0)
            loss = loss + 0.5 * ce(tags[..., :nu], y[0]) + 0.5 * ce(tags[..., nu:nu + nx], y[1]) + ce(arcs, y[3]) + ce(net.labels(z, heads), y[4])
        return loss

    def evaluate(sents):
        net.eval()
        c = dict.fromkeys(("n", "upos", "xpos", "uas", "las"), 0); tp = fp = fn = 0
        with torch.no_grad():
            for batch in batches(sents, 6000, shuffle=False):
                ids, mask, y = tensors(batch, True)
                tags, arcs, z = net.heads(net.encode(ids, mask), mask)
                heads = arcs.argmax(-1)
                rel = net.labels(z, heads).argmax(-1)
                ok = heads == y[3]
                c["n"] += int(mask.sum()); c["upos"] += int((tags[..., :nu].argmax(-1) == y[0])[mask].sum()); c["xpos"] += int((tags[..., nu:nu + nx].argmax(-1) == y[1])[mask].sum())
                c["uas"] += int(ok[mask].sum()); c["las"] += int((ok & (rel == y[4]))[mask].sum())
                ner = tags[..., nu + nx:].argmax(-1)
                for b, s in enumerate(batch):
                    if s.ner:
                        g, p = spans(s.ner), spans(ner[b, :len(s.forms)].tolist())
                        tp += len(g & p); fp += len(p - g); fn += len(g - p)
        net.train()
        r = {k: round(100 * c[k] / c["n"], 2) for k in ("upos", "xpos", "uas", "las")}
        if tp + fn:
            r["ner"] = round(200 * tp / (2 * tp + fp + fn), 2)
        return r

    opt = torch.optim.Adam(net.parameters(), lr=a.lr, betas=(0.9, 0.98), eps=1e-9)
    step, epoch, total = 0, 0, None
    log = open(f"{a.out}/log.txt", "a")
    while epoch < a.epochs:
        t0 = time.time()
        some = [prepare(D.recase(s, rng)) if rng.random() < 0.10 else s for s in trees]
        extra = [prepare(D.recase(s, rng) if rng.random() < 0.10 else s) for s in rng.sample(names, 1200) + rng.sample(news, a.news)]
        work = [(b, True) for b in batches(some, a.batch)] + [(b, False) for w in (0.3, 0.7) for b in batches([s for s in extra if s.weight == w], a.batch)]
        rng.shuffle(work)
        total = a.epochs * len(work) if total is None else total
        sums = 0.0
        for b, tree in work:
            done = step / total
            for g in opt.param_groups:
                g["lr"] = a.lr * min(1.0, step / 300) * (1 - done)
            opt.zero_grad(set_to_none=True)
            loss = loss_of(b, tree)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step(); step += 1; sums += float(loss)
        epoch += 1
        torch.save(net.state_dict(), f"{a.out}/last.pt")
        line = {"epoch": epoch, "loss": round(sums / len(work), 4), "seconds": round(time.time() - t0), "done": round(done, 3)}
        if epoch % 2 == 0 or epoch <= 1:
            line.update({k: evaluate(dev[k]) for k in (("gum-dev",) if a.with_dev else ("ewt-dev", "gum-dev"))})
        if epoch == a.epochs:
            line.update({k: evaluate(dev[k]) for k in dev})
        print(json.dumps(line), flush=True); print(json.dumps(line), file=log, flush=True)


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
