#!/usr/bin/env python3
"""A training checkpoint -> models/en.model and models/glove.vec, quantised as models/README.md says.

    python3 train/export.py RUN_DIR [--data ../shared/data] [--out models]
"""
import argparse
import os
import struct
import sys

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import features as FX  # noqa: E402
from model import D, DILATION, DIMS, DIST, H, P, X_SCALE, E_SCALE  # noqa: E402

sys.path.insert(0, os.path.join(HERE, "..", "tools"))
from packfile import write_pack  # noqa: E402

OUTS = 16  # outputs side by side in a packed matrix


def pack_matrix(w):
    """int8 [out][in] -> bytes of [out/16][in/4][16][4]"""
    o, i = w.shape
    z = np.zeros(((o + OUTS - 1) // OUTS * OUTS, (i + 3) // 4 * 4), np.int8)
    z[:o, :i] = w
    return z.reshape(-1, OUTS, z.shape[1] // 4, 4).transpose(0, 2, 1, 3).tobytes()


def rnd(x):
    return np.floor(np.asarray(x, np.float64) + 0.5)


def quantise(state, tags):
    """-> {name: (bytes, count)}"""
    sec = {}
    num = lambda k: state[k].numpy().astype(np.float64)
    meta = [D, P, H, len(tags["upos"]), len(tags["xpos"]), len(tags["ner"]), len(tags["rels"]), len(DILATION)] + (DILATION + [0] * 8)[:8] + [OUTS]
    sec["nn.meta"] = (struct.pack("<17I", *meta), 17)
    names = tags["upos"] + tags["xpos"] + tags["ner"] + tags["rels"]
    sec["nn.tags"] = (b"".join(n.encode() + b"\0" for n in names), len(names))
    for k in FX.ROWS:
        t = np.clip(rnd(num(f"tables.{k}.weight") * E_SCALE), -127, 127).astype(np.int8)
        sec[f"t.{k}"] = (t.tobytes(), t.shape[0])

    def linear(name, key, scale_in):
        w = num(f"{key}.weight")
        s = max(np.abs(w).max() / 127.0, 1e-8)
        q = np.clip(rnd(w / s), -127, 127).astype(np.int8)
        sec[f"w.{name}"] = (pack_matrix(q), (w.shape[0] << 32) | w.shape[1])
        sec[f"b.{name}"] = (rnd(num(f"{key}.bias") / (s / scale_in)).astype(np.int32).tobytes(), w.shape[0])
        return s

    def norm(name, key, unit):
        g = np.clip(rnd(num(f"{key}.weight") * 4096), -32767, 32767).astype("<i2")
        b = np.clip(rnd(num(f"{key}.bias") * 256), -32767, 32767).astype("<i2")
        sec[f"n.{name}"] = (g.tobytes() + b.tobytes() + struct.pack("<q", int(1e-3 / (unit * unit))), D)

    norm("mix", "norm0", linear("mix", "mix", E_SCALE) / E_SCALE)
    for i in range(len(DILATION)):
        scale = 32.0 if i == 0 else X_SCALE
        norm(f"c{i}", f"norm.{i}", linear(f"c{i}", f"conv.{i}", scale) / scale)
    linear("tags", "tags", X_SCALE)
    sp, sa = linear("parse", "parse", X_SCALE), linear("arc", "arc", X_SCALE)
    linear("label", "label", X_SCALE)
    m = [int(rnd(s * (1 << 24))) for s in (sp, sa, sp)]
    sec["m.scale"] = (struct.pack("<3I", *m), 3)
    sec["p.root"] = (np.clip(rnd(num("root_head") * X_SCALE), -127, 127).astype(np.int8).tobytes(), H)
    unit = sp / X_SCALE
    sec["p.rootl"] = (rnd(num("root_label") / unit).astype(np.int32).tobytes(), H)
    sec["p.dist"] = (rnd(np.concatenate([num("dist"), num("dist_root")]) * X_SCALE * X_SCALE).astype(np.int32).tobytes(), 2 * DIST + 2)
    sec["p.distl"] = (rnd(num("dist_label") / unit).astype(np.int32).tobytes(), 2 * DIST + 2)
    return sec


def glove(state, data):
    words = [w.rstrip("\n") for w in open(f"{data}/word-vectors/words.txt", encoding="utf8")]
    v = rnd(state["glove"].numpy() * E_SCALE).astype(np.int8)
    keys = {}
    for i, w in enumerate(words):
        keys.setdefault(FX.fnv(FX.fold(w).encode()), i)
    order = sorted(keys)
    return {"g.key": (np.array(order, "<u8").tobytes(), len(order)), "g.vec": (v[[keys[k] for k in order]].tobytes(), len(order))}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("run")
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--out", default="models")
    a = ap.parse_args()
    state, tags = torch.load(f"{a.run}/last.pt", map_location="cpu"), torch.load(f"{a.run}/tags.pt")
    write_pack(f"{a.out}/en.model", quantise(state, tags))
    write_pack(f"{a.out}/glove.vec", glove(state, a.data))
    for f in ("en.model", "glove.vec"):
        print(f"{a.out}/{f}: {os.path.getsize(f'{a.out}/{f}')} bytes")


if __name__ == "__main__":
    main()
