#!/usr/bin/env python3
"""A larger encoder, fine-tuned on the same gold, that labels raw text for the student (see train/README.md).

    python3 train/teacher.py fit   --encoder ENCODER --data ../shared/data --out /tmp/teacher-a
    python3 train/teacher.py label --runs /tmp/teacher-a /tmp/teacher-b --data ../shared/data --out /tmp/silver.npz

ENCODER is a BERT of the uncased vocabulary: a folder with model.safetensors, or a folder with one .onnx; with vocab.txt or *tokenizer.json.
Its word pieces get the shape of their word (an added embedding), since the vocabulary has no capitals.  A learnt mix of all layers feeds
linear taggers and the deep biaffine parser of Dozat and Manning (2017).  `label` averages the probabilities of its runs and keeps, for
each token, the likeliest tags, heads and labels with their probabilities.
"""
import argparse
import glob
import json
import math
import os
import random
import sys
import time
import unicodedata

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import data as D  # noqa: E402
import features as FX  # noqa: E402

SHAPES = 1024
TOP = 4  # heads kept for each token of a labelled sentence


class WordPiece:
    """The uncased BERT vocabulary: greedy longest match on runs of letters and digits and on single marks."""

    def __init__(self, folder):
        path = f"{folder}/vocab.txt"
        if os.path.exists(path):
            words = open(path, encoding="utf8").read().split("\n")
            self.id = {w: i for i, w in enumerate(words) if w}
        else:
            self.id = json.load(open(glob.glob(f"{folder}/*tokenizer.json")[0], encoding="utf8"))["model"]["vocab"]
        self.cls, self.sep, self.unk = self.id["[CLS]"], self.id["[SEP]"], self.id["[UNK]"]
        self.cache = {}

    def __call__(self, form):
        got = self.cache.get(form)
        if got is None:
            text = "".join(c for c in unicodedata.normalize("NFD", form.lower()) if unicodedata.category(c) != "Mn")
            runs, cur = [], ""
            for c in text:
                if c.isalnum():
                    cur += c
                else:
                    runs += [cur, c] if cur else [c]
                    cur = ""
            got = [p for r in runs + [cur] if r.strip() for p in self.run(r)][:12] or [self.unk]
            self.cache[form] = got
        return got

    def run(self, s):
        out, at = [], 0
        while at < len(s):
            for end in range(len(s), at, -1):
                piece = self.id.get(("##" if at else "") + s[at:end])
                if piece is not None:
                    break
            else:
                return [self.unk]
            out.append(piece)
            at = end
        return out


def read_weights(folder):
    """-> {BERT parameter name: array}, whichever of the two containers is there"""
    path = f"{folder}/model.safetensors"
    if os.path.exists(path):
        from safetensors.numpy import load_file
        return {k.replace("bert.", ""): v for k, v in load_file(path).items()}
    import onnx
    from onnx import numpy_helper
    g = onnx.load(glob.glob(f"{folder}/*.onnx")[0]).graph
    raw = {t.name: numpy_helper.to_array(t) for t in g.initializer}
    out = {k: v for k, v in raw.items() if k.startswith(("embeddings.", "encoder."))}
    # the exporter renames matrices: a MatMul's output goes to the Add of the bias whose name says what it is
    feeds = {n.output[0]: n for n in g.node if n.op_type == "MatMul" and n.input[1] in raw}
    for n in g.node:
        if n.op_type == "Add":
            for a, b in (n.input, n.input[::-1]):
                if a in out and b in feeds and a.endswith(".bias"):
                    out[a[:-4] + "weight"] = raw[feeds[b].input[1]].T
    return out


class Bert(nn.Module):
    def __init__(self, w, heads=12, dropout=0.1):
        super().__init__()
        self.word = nn.Parameter(torch.tensor(w["embeddings.word_embeddings.weight"]))
        self.pos = nn.Parameter(torch.tensor(w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]))
        d = self.word.shape[1]
        self.shape = nn.Embedding(SHAPES, d)
        nn.init.normal_(self.shape.weight, std=0.01)

        def linear(name):
            m = nn.Linear(*w[name + ".weight"].shape[::-1])
            m.weight.data = torch.tensor(np.ascontiguousarray(w[name + ".weight"])); m.bias.data = torch.tensor(w[name + ".bias"])
            return m

        def norm(name):
            m = nn.LayerNorm(d, eps=1e-12)
            m.weight.data = torch.tensor(w[name + ".weight"]); m.bias.data = torch.tensor(w[name + ".bias"])
            return m
        self.norm = norm("embeddings.LayerNorm")
        self.layers = nn.ModuleList()
        while f"encoder.layer.{len(self.layers)}.attention.self.query.weight" in w:
            k = f"encoder.layer.{len(self.layers)}."
            self.layers.append(nn.ModuleDict({"q": linear(k + "attention.self.query"), "k": linear(k + "attention.self.key"),
                                              "v": linear(k + "attention.self.value"), "o": linear(k + "attention.output.dense"),
                                              "n1": norm(k + "attention.output.LayerNorm"), "up": linear(k + "intermediate.dense"),
                                              "down": linear(k + "output.dense"), "n2": norm(k + "output.LayerNorm")}))
        self.mix = nn.Parameter(torch.zeros(len(self.layers)))
        self.heads, self.d, self.p = heads, d, dropout

    def forward(self, ids, shapes, mask):
        B, n = ids.shape
        x = F.embedding(ids, self.word) + self.pos[:n] + self.shape(shapes)
        x = F.dropout(self.norm(x), self.p, self.training)
        bias = torch.zeros(B, 1, 1, n).masked_fill(~mask[:, None, None], -1e4)
        h, w = self.heads, torch.softmax(self.mix.float(), 0)
        total = 0
        for i, L in enumerate(self.layers):
            q, k, v = (L[m](x).view(B, n, h, self.d // h).transpose(1, 2) for m in "qkv")
            a = torch.softmax((q @ k.transpose(2, 3)).float() / math.sqrt(self.d // h) + bias, -1)
            a = (F.dropout(a, self.p, self.training).to(v.dtype) @ v).transpose(1, 2).reshape(B, n, self.d)
            x = L["n1"](x + F.dropout(L["o"](a), self.p, self.training))
            x = L["n2"](x + F.dropout(L["down"](F.gelu(L["up"](x))), self.p, self.training))
            total = total + w[i] * x.float()
        return total


class Teacher(nn.Module):
    A, R = 384, 128

    def __init__(self, w, sizes):
        super().__init__()
        self.bert = Bert(w)
        d = self.bert.d
        self.n = sizes
        self.tags = nn.Linear(d, sum(sizes[:3]))
        self.mlp = nn.Linear(d, 2 * self.A + 2 * self.R)
        self.root = nn.Parameter(torch.randn(d) * 0.1)
        self.arc = nn.Parameter(torch.zeros(self.A + 1, self.A))
        self.lab = nn.Parameter(torch.zeros(self.R + 1, sizes[3], self.R + 1))
        nn.init.normal_(self.lab, std=0.02)

    def forward(self, ids, shapes, pieces, first, last, mask):
        """first, last [B, n]: the word's pieces -> tags [B, n, T], arcs [B, n, 1 + n], label parts"""
        x = self.bert(ids, shapes, pieces)
        B, n = first.shape
        at = lambda i: x.gather(1, i.unsqueeze(-1).expand(B, n, x.shape[-1]))
        h = F.dropout((at(first) + at(last)) / 2, 0.2, self.training)
        tags = self.tags(h)
        z = F.dropout(F.gelu(self.mlp(torch.cat([self.root.expand(B, 1, -1), h], 1))), 0.3, self.training).float()
        ad, ah, rd, rh = z.split([self.A, self.A, self.R, self.R], -1)
        one = z.new_ones(B, n, 1)
        s = torch.cat([ad[:, 1:], one], -1) @ self.arc @ ah.transpose(1, 2)
        s = s.masked_fill(~torch.cat([mask.new_ones(B, 1), mask], 1).unsqueeze(1), -1e4)
        s = s.masked_fill(torch.cat([torch.zeros(n, 1, dtype=torch.bool), torch.eye(n, dtype=torch.bool)], 1), -1e4)
        return tags.float(), s, torch.cat([rd[:, 1:], one], -1), torch.cat([rh, z.new_ones(B, n + 1, 1)], -1)

    def labels(self, dep, head, heads):
        """heads [B, n] (0: root) -> [B, n, R]"""
        at = head.gather(1, heads.unsqueeze(-1).expand(*heads.shape, head.shape[-1]))
        return torch.einsum("bnrj,bnj->bnr", torch.einsum("bni,irj->bnrj", dep, self.lab), at)


def tensors(batch, wp):
    n = max(len(s.forms) for s in batch)
    rows, shapes, first, last = [], [], torch.zeros(len(batch), n, dtype=torch.long), torch.zeros(len(batch), n, dtype=torch.long)
    mask = torch.zeros(len(batch), n, dtype=torch.bool)
    for b, s in enumerate(batch):
        r, sh = [wp.cls], [0]
        for i, f in enumerate(s.forms):
            p = wp(f)
            first[b, i] = len(r); last[b, i] = len(r) + len(p) - 1
            k = FX.fnv(FX.shape(f)) % (SHAPES - 1) + 1
            r += p; sh += [k] * len(p)
        mask[b, :len(s.forms)] = True
        rows.append(r + [wp.sep]); shapes.append(sh + [0])
    m = max(map(len, rows))
    pad = lambda x: torch.tensor([r + [0] * (m - len(r)) for r in x])
    return pad(rows), pad(shapes), torch.tensor([[1] * len(r) + [0] * (m - len(r)) for r in rows]).bool(), first, last, mask


def batches(sents, size, wp, rng):
    cost = [sum(len(wp(f)) for f in s.forms) for s in sents]
    order = sorted(range(len(sents)), key=lambda i: (cost[i], rng.random()))
    out, cur = [], []
    for i in order:
        if cur and (len(cur) + 1) * cost[i] > size:
            out.append(cur); cur = []
        cur.append(sents[i])
    out.append(cur)
    rng.shuffle(out)
    return out


def targets(batch, n, tags):
    y = torch.full((5, len(batch), n), D.IGNORE, dtype=torch.long)
    for b, s in enumerate(batch):
        k = len(s.forms)
        if s.heads:
            for row, ids, name in ((0, s.upos, "upos"), (1, s.xpos, "xpos"), (4, s.rels, "rels")):
                y[row, b, :k] = torch.tensor([tags[name].get(t, D.IGNORE) for t in ids])
            y[3, b, :k] = torch.tensor(s.heads)
        if s.ner:
            y[2, b, :k] = torch.tensor(s.ner)
    return y


def amp():
    return torch.autocast("cpu", dtype=torch.bfloat16)


def fit(a):
    random.seed(a.seed); np.random.seed(a.seed); torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    os.makedirs(a.out, exist_ok=True)
    wp = WordPiece(a.encoder)
    trees, names, news, dev = D.load(a.data)
    if a.with_dev:
        trees = trees + dev["ewt-dev"]
    lists = {k: sorted({x for s in trees for x in getattr(s, k)}) for k in ("upos", "xpos", "rels")}
    tags = {k: {t: i for i, t in enumerate(v)} for k, v in lists.items()}
    net = Teacher(read_weights(a.encoder), [len(lists["upos"]), len(lists["xpos"]), len(D.NER), len(lists["rels"])])
    nu, nx = net.n[0], net.n[1]
    json.dump({"encoder": os.path.abspath(a.encoder), **lists}, open(f"{a.out}/tags.json", "w"))
    new = [p for k, p in net.named_parameters() if not k.startswith("bert.") or k.startswith(("bert.shape", "bert.mix"))]
    old = [p for k, p in net.named_parameters() if k.startswith("bert.") and not k.startswith(("bert.shape", "bert.mix"))]
    opt = torch.optim.AdamW([{"params": old, "lr": a.lr}, {"params": new, "lr": 1e-3}], betas=(0.9, 0.99), weight_decay=0.01)
    base = [g["lr"] for g in opt.param_groups]
    step, total = 0, None
    for epoch in range(a.epochs):
        t0, sums = time.time(), 0.0
        some = [D.recase(s, rng) if rng.random() < 0.08 else s for s in trees]
        extra = names + rng.sample(news, a.news)
        work = [b for group in (some, [s for s in extra if s.weight == 0.3], [s for s in extra if s.weight == 0.7]) for b in batches(group, a.batch, wp, rng)]
        rng.shuffle(work)
        total = total or a.epochs * len(work)
        for batch in work:
            for g, lr in zip(opt.param_groups, base):
                g["lr"] = lr * min(1.0, step / 200, (total - step) / (total * 0.9))
            x = tensors(batch, wp)
            y = targets(batch, x[3].shape[1], tags)
            with amp():
                tg, arcs, rd, rh = net(*x)
            ce = lambda s, t: F.cross_entropy(s.reshape(-1, s.shape[-1]), t.reshape(-1), ignore_index=D.IGNORE)
            loss = batch[0].weight * ce(tg[..., nu + nx:], y[2]) if (y[2] != D.IGNORE).any() else torch.zeros(())
            if batch[0].heads:
                loss = loss + 0.3 * ce(tg[..., :nu], y[0]) + 0.3 * ce(tg[..., nu:nu + nx], y[1]) + ce(arcs, y[3]) + ce(net.labels(rd, rh, y[3].clamp_min(0)), y[4])
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step(); step += 1; sums += float(loss)
            if step % 100 == 0:
                print(f"step {step}/{total} loss {sums / (step % len(work) or len(work)):.3f} {time.time() - t0:.0f}s", flush=True)
        torch.save(net.state_dict(), f"{a.out}/last.pt")
        line = {"epoch": epoch + 1, "loss": round(sums / len(work), 4), "seconds": round(time.time() - t0)}
        sets = dev if epoch + 1 == a.epochs else {"gum-dev": dev["gum-dev"]}
        line.update({k: evaluate(net, v, wp, tags) for k, v in sets.items()})
        print(json.dumps(line), flush=True)
        print(json.dumps(line), file=open(f"{a.out}/log.txt", "a"))


def evaluate(net, sents, wp, tags):
    from train import spans
    net.eval()
    c = dict.fromkeys(("n", "upos", "xpos", "uas", "las"), 0); tp = fp = fn = 0
    nu, nx = net.n[0], net.n[1]
    with torch.no_grad(), amp():
        for batch in batches(sents, 3000, wp, random.Random(0)):
            x = tensors(batch, wp)
            mask, y = x[5], targets(batch, x[3].shape[1], tags)
            tg, arcs, rd, rh = net(*x)
            heads = arcs.argmax(-1)
            rel = net.labels(rd, rh, heads).argmax(-1)
            ok = heads == y[3]
            for k, v in (("upos", tg[..., :nu].argmax(-1) == y[0]), ("xpos", tg[..., nu:nu + nx].argmax(-1) == y[1]), ("uas", ok), ("las", ok & (rel == y[4])), ("n", mask)):
                c[k] += int(v[mask].sum())
            ner = tg[..., nu + nx:].argmax(-1)
            for b, s in enumerate(batch):
                if s.ner:
                    g, p = spans(s.ner), spans(ner[b, :len(s.forms)].tolist())
                    tp += len(g & p); fp += len(p - g); fn += len(g - p)
    net.train()
    r = {k: round(100 * c[k] / c["n"], 2) for k in ("upos", "xpos", "uas", "las")}
    if tp + fn:
        r["ner"] = round(200 * tp / (2 * tp + fp + fn), 2)
    return r


def top(p, k):
    """The k likeliest of the last axis -> ids and probabilities in 1/255"""
    v, i = p.topk(k, -1)
    return i.numpy().astype(np.int16), (v * 255).round().numpy().astype(np.uint8)


def label(a):
    runs = []
    for r in a.runs:
        tags = json.load(open(f"{r}/tags.json"))
        net = Teacher(read_weights(tags["encoder"]), [len(tags["upos"]), len(tags["xpos"]), len(D.NER), len(tags["rels"])])
        net.load_state_dict(torch.load(f"{r}/last.pt"))
        runs.append((net.eval(), WordPiece(tags["encoder"])))
    _, names, _, _ = D.load(a.data)
    sents = names + D.raw(a.data, a.casus)
    print(len(sents), "sentences,", sum(len(s.forms) for s in sents), "tokens", flush=True)
    out = {k: [None] * len(sents) for k in ("upos", "upos_p", "xpos", "xpos_p", "ner", "ner_p", "head", "head_p", "rel", "rel_p")}
    wp, t0, done = runs[0][1], time.time(), 0
    at = {id(s): i for i, s in enumerate(sents)}
    nu, nx = runs[0][0].n[:2]
    soft = lambda x: torch.softmax(x.float(), -1)
    with torch.no_grad(), amp():
        for batch in batches(sents, 4000, wp, random.Random(0)):
            x = tensors(batch, wp)
            n = x[3].shape[1]
            got = [net(*x) for net, _ in runs]
            mean = lambda i, f: sum(f(g) for g in got) / len(got)
            arcs = mean(0, lambda g: soft(g[1]))
            heads = arcs.argmax(-1)
            rel = sum(soft(net.labels(g[2], g[3], heads)) for (net, _), g in zip(runs, got)) / len(runs)
            part = {"upos": top(mean(0, lambda g: soft(g[0][..., :nu])), 2), "xpos": top(mean(0, lambda g: soft(g[0][..., nu:nu + nx])), 2),
                    "ner": top(mean(0, lambda g: soft(g[0][..., nu + nx:])), 3), "head": top(arcs, min(TOP, n + 1)), "rel": top(rel, 3)}
            for b, s in enumerate(batch):
                k = len(s.forms)
                for name, (ids, p) in part.items():
                    pad = ((0, 0), (0, TOP - ids.shape[-1])) if name == "head" else ((0, 0), (0, 0))
                    out[name][at[id(s)]] = np.pad(ids[b, :k], pad)
                    out[name + "_p"][at[id(s)]] = np.pad(p[b, :k], pad)
                done += k
            if random.random() < 0.02:
                print(f"{done} tokens, {time.time() - t0:.0f}s", flush=True)
    np.savez(a.out, forms=np.frombuffer("\n".join("\t".join(s.forms) for s in sents).encode(), np.uint8),
             gold=np.array([s.ner is not None for s in sents]), ner_gold=np.concatenate([np.array(s.ner, np.int16) for s in sents if s.ner is not None]),
             lists=json.dumps({k: tags[k] for k in ("upos", "xpos", "rels")}), **{k: np.concatenate(v) for k, v in out.items()})


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("fit", "label"))
    ap.add_argument("--encoder")
    ap.add_argument("--runs", nargs="+")
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--batch", type=int, default=2000, help="word pieces")
    ap.add_argument("--news", type=int, default=3000, help="silver name sentences an epoch")
    ap.add_argument("--casus", default="build/casus", help="tokenises the raw text")
    ap.add_argument("--with-dev", action="store_true", help="train on EWT dev as well")
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    fit(a) if a.what == "fit" else label(a)


if __name__ == "__main__":
    main()
