#!/usr/bin/python3
"""Trains the scorer of given pairs (src/event/scorer.c): our own sentences -> models/pairs.score.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy scipy
    /tmp/venv/bin/python train/pairs.py --gsr ../shared/data/plover-gsr      # after make, which builds pair_features; two minutes on one core

Sentences: the patterns of train/data/pairs.tsv, expanded and set into longer sentences, and one for each frame of knowledge/frames/ that a
sentence can be made of. The model is log-linear over what pair_features prints. In training each pair is seen a second time without the
events that the frames found, so that the words learn to stand alone (their names then begin with a small letter); half of the words are hidden each time,
so that their vectors speak. The coded sentences of PLOVER (--gsr) set one number, by which all scores are divided, and with the patterns held out the line that
turns the share of the best class into a confidence; they decide nothing else.
"""
import argparse
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile

import numpy as np
from scipy.sparse import csr_matrix

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
from packfile import write_pack  # noqa: E402

CLASSES = "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE REQUEST ACCUSE REJECT THREATEN PROTEST MOBILIZE SANCTION COERCE ASSAULT".split()
CLASS = {c: i for i, c in enumerate(CLASSES)} | {"RETREAT": CLASSES.index("CONCEDE"), "YIELD": CLASSES.index("CONCEDE")}
WORDS = ("W=", "C=", "B=", "O=")
COUNTRIES = """Norway Chile Ghana Togo Kenya Uganda Nepal Laos Peru Bolivia Jordan Oman Malta Cyprus Iceland Finland Estonia Poland Hungary Serbia Albania Georgia Armenia Kuwait Qatar
 Yemen Sudan Chad Niger Mali Senegal Gambia Liberia Angola Zambia Malawi Rwanda Burundi Somalia Eritrea Ethiopia Mongolia China Japan Vietnam Thailand Cambodia Malaysia Indonesia India
 Pakistan Bangladesh Iran Iraq Syria Lebanon Israel Egypt Libya Tunisia Algeria Morocco Spain Portugal France Italy Germany Austria Russia Ukraine Turkey Greece Brazil Argentina Colombia
 Venezuela Ecuador Mexico Cuba Haiti Canada Australia Fiji""".split()
GROUPS = """the Red Front|the Northern League|the Lamu rebels|the dock workers|students|teachers|the miners' union|the People's Congress|the Blue Brigade|the opposition|the High Court|the bishops
|the Liberation Army of the South|the Green Party|the Farmers' Alliance|the Journalists' Association|human rights groups|the central bank|local clans|Islamist militants|the militia|fishermen
|the Water Board|the mayor|the junta|the Alliance for Change|separatists|the guerrillas|the federal police|prosecutors|lawmakers|the electoral commission|the Council of Elders""".replace("\n", "").split("|")
PEOPLE = "Anna Lind|Samuel Owusu|Maria Torres|Ibrahim Diallo|Pavel Novak|Chen Wei|Leila Haddad|John Mbeki|Sofia Rossi|Arjun Mehta".split("|")
OFFICES = "President|Prime Minister|Foreign Minister|Defence Minister|General|Senator|Ambassador|Governor".split("|")
BEFORE = ["", "", "", "", "On Tuesday, ", "Last week ", "In March ", "After weeks of tension, ", "In a statement on Monday, ", "GENEVA (Reuters) - ", "Meanwhile, ", "For the first time, ",
          "Despite the criticism, ", "According to state media, ", "Two days later, "]
AFTER = ["", "", "", "", " on Wednesday", " on Friday, officials said", ", a spokesman said", ", state television reported on Sunday", " as the crisis deepened", " in a move that surprised observers",
         ", according to a report published on Thursday", " for the second time this year", ", which has been at odds with its neighbours for years", " because of the dispute over water"]


def name(rng):
    c = rng.choice(COUNTRIES)
    return rng.choice([c, c, c, f"the government of {c}", f"{c}'s army", f"{c}'s prime minister", f"police in {c}", f"{rng.choice(OFFICES)} {rng.choice(PEOPLE)}", rng.choice(GROUPS), rng.choice(GROUPS),
                       rng.choice(GROUPS), f"{rng.choice(GROUPS)} in {c}", f"{c}'s foreign ministry", f"rebels in {c}", f"villagers in {c}", f"the {rng.choice(['U.N.', 'European Union', 'African Union', 'Security Council'])}"])


def expand(rng, text):
    while True:
        m = re.search(r"\(([^()]*\|[^()]*)\)", text)
        if not m:
            return text
        text = text[:m.start()] + rng.choice(m[1].split("|")) + text[m.end():]


def sentence(rng, pattern, before=True):
    """-> text, span of A, span of B"""
    body = ""
    while "{A}" not in body:   # an alternative may leave it out
        body = re.sub(r" +(?=[ ,]|$)", "", expand(rng, pattern)).replace("{N}", str(rng.choice([3, 12, 20, 45, 70, 200])))
    a = name(rng)
    b = name(rng)
    while b == a:
        b = name(rng)
    text, spans = rng.choice(BEFORE) if before else "", {}
    for part in re.split(r"(\{[AB]\})", body):
        if part in ("{A}", "{B}"):
            word = a if part == "{A}" else b
            word = word[0].upper() + word[1:] if not text or text.endswith("- ") else word
            spans[part[1]] = [len(text.encode()), len(text.encode()) + len(word.encode())]
            text += word
        else:
            text += part[0].upper() + part[1:] if part and not text else part
    return text + (rng.choice(AFTER) if before else "") + ".", spans["A"], spans.get("B")


def of_frames(rng, folder):
    """a sentence of each frame that is a verb with plain conditions: category, text, spans"""
    classes = {}
    for f in ("classes-conflict.tsv", "classes-cooperate.tsv"):
        for line in open(os.path.join(folder, f), encoding="utf-8"):
            if not line.startswith("#") and line.count("\t") >= 2:
                k, words, _ = line.split("\t", 2)
                classes["@" + k] = words.split("|")
    for f in sorted(os.listdir(os.path.join(folder, "frames"))):
        for line in open(os.path.join(folder, "frames", f), encoding="utf-8"):
            r = line.rstrip("\n").split("\t")
            if line.startswith("#") or len(r) < 9 or r[0] == "pred" or r[1] != "V" or r[3] not in CLASS or not r[6].startswith("subj"):
                continue
            slots, ok = {}, True
            for need in [] if r[2] == "-" else r[2].split(" "):
                slot, _, values = need.lstrip("!").partition(":")
                if need.startswith("!"):
                    continue
                ok = ok and slot not in ("any", "comp", "subj", "iobj", "poss", "pre") and slot not in slots
                words = [w for v in values.split("|") for w in classes.get(v, [v]) if w != "*" and not w[0] == "@" and w.islower()]
                slots[slot] = words or ["{B}"]
            if not ok:
                continue
            for verb in rng.sample(r[0].split("|"), min(3, len(r[0].split("|")))):
                obj = rng.choice(slots["obj"]) if "obj" in slots else ""
                obj = ("the " + (rng.choice(slots["mod"]) + " " if "mod" in slots else "") + obj) if obj and obj != "{B}" else obj
                text = "{A} " + verb + (" " + slots["prt"][0] if "prt" in slots and slots["prt"][0] != "{B}" else "") + (" " + obj if obj else "")
                for slot, words in slots.items():
                    if slot not in ("obj", "prt", "mod"):
                        word = rng.choice(words)
                        text += f" {slot} " + (word if word == "{B}" else "the " + word)
                if "{B}" not in text:
                    to = [x for x in re.split(r"[/+]", r[7]) if x not in ("subj", "poss", "mod", "-", "iobj", "comp")]
                    text += " {B}" if not obj and ("obj" in to or not to) else f" {next((x for x in to if x != 'obj'), 'of')} {{B}}"
                yield r[3], text, f"{f}:{r[0]}"


def coded(path):
    """PLOVER's coded sentences, with the categories of 2016: pairs whose actors stand in the text"""
    old = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
    raw, rows = open(path, encoding="utf-8").read(), []

    def span(text, actors):
        for x in actors if isinstance(actors, list) else []:
            at = text.find(x.get("actorText") or "\0")
            if at >= 0:
                return [len(text[:at].encode()), len(text[:at].encode()) + len(x["actorText"].encode())]
        return None

    for m in re.finditer(r"\n\{", raw):
        try:
            x, _ = json.JSONDecoder(strict=False).raw_decode(raw, m.start() + 1)
        except ValueError:
            continue   # some are no JSON
        category = old.get(x.get("event"), x.get("event"))
        a, b = span(x.get("text", ""), x.get("source")), span(x.get("text", ""), x.get("target") or (x.get("source") or [])[1:])
        if category in CLASS and (a or b):
            rows.append({"text": x["text"], "actor": a, "recipient": b, "class": CLASS[category]})
    return rows


def features(a, lines):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        f.writelines(json.dumps({"id": i, "text": x["text"], "actor": x["actor"], "recipient": x["recipient"]}) + "\n" for i, x in enumerate(lines))
        f.flush()
        out = subprocess.run([a.features, a.data, f.name], stdout=subprocess.PIPE, check=True).stdout
    for x, line in zip(lines, out.splitlines()):
        got = json.loads(line)
        x["features"], x["vector"] = got["features"], got["vector"]


def collect(a, rng):
    rows = []
    for n, line in enumerate(open(os.path.join(HERE, "data", "pairs.tsv"), encoding="utf-8")):
        if not line.startswith("#"):
            category, pattern = line.rstrip("\n").split("\t")
            for text in [sentence(rng, pattern) for _ in range(a.each)]:
                rows.append({"text": text[0], "actor": text[1], "recipient": text[2], "class": CLASS[category], "group": n})
    for category, pattern, group in of_frames(rng, os.path.join(HERE, "..", "knowledge")):
        text = sentence(rng, pattern, rng.random() < 0.3)
        rows.append({"text": text[0], "actor": text[1], "recipient": text[2], "class": CLASS[category], "group": group})
    return rows


def hidden(x):
    """the same pair, had the frames found nothing"""
    names = ["E=none"] + [n[0].lower() + n[1:] for n in x["features"] if n[0] != "E"]
    return {**x, "features": names}


def arrays(rows, index):
    """-> features as a sparse matrix of ones, and the vectors"""
    pairs = [(i, index[n]) for i, x in enumerate(rows) for n in x["features"] if n in index]
    at = np.array(pairs, np.int64).reshape(-1, 2)
    f = csr_matrix((np.ones(len(at), np.float32), (at[:, 0], at[:, 1])), (len(rows), len(index)))
    v = np.array([x["vector"] for x in rows], np.float32) / 128
    return f, v


def shares(logit):
    e = np.exp(logit - logit.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def cross_entropy(logit, y):
    return float(-np.log(shares(logit)[np.arange(len(y)), y] + 1e-12).mean())


class Adam:
    def __init__(self, shape, rate):
        self.x, self.m, self.v, self.rate, self.t = np.zeros(shape, np.float32), np.zeros(shape, np.float32), np.zeros(shape, np.float32), rate, 0

    def step(self, g):
        self.t += 1
        self.m += 0.1 * (g - self.m)
        self.v += 0.001 * (g * g - self.v)
        self.x -= self.rate * (self.m / (1 - 0.9 ** self.t)) / (np.sqrt(self.v / (1 - 0.999 ** self.t)) + 1e-8)


def train(rows, index, is_word, a, seed):
    """log-linear, by Adam; half of the words of a sentence are hidden each time it is seen"""
    rng = np.random.default_rng(seed)
    rows = rows + [hidden(x) for x in rows if "E=none" not in x["features"]]
    f, v = arrays(rows, index)
    y = np.array([x["class"] for x in rows])
    count = np.bincount(y, minlength=15).astype(np.float32)
    weight = np.sqrt(count.mean() / np.maximum(count, 1)) 
    w, m, b = Adam((len(index), 15), 0.02), Adam((v.shape[1], 15), 0.02), Adam(15, 0.02)
    for _ in range(a.epochs):
        order = rng.permutation(len(rows))
        for k in range(0, len(rows), 256):
            at = order[k:k + 256]
            ff, vv = f[at], v[at]
            ff.data = ff.data * ~((rng.random(ff.nnz) < a.hide) & is_word[ff.indices])
            g = shares(ff @ w.x + vv @ m.x + b.x)
            g[np.arange(len(at)), y[at]] -= 1
            g *= (weight[y[at]] / weight[y[at]].sum())[:, None]
            w.step(ff.T @ g + 2 * a.l2 * w.x)
            m.step(vv.T @ g + 2 * a.l2v * m.x)
            b.step(g.sum(0))
    return w.x, m.x, b.x


def logits(model, rows, index):
    w, m, b = model
    f, v = arrays(rows, index)
    return f @ w + v @ m + b


def numbered(rows):
    """-> {feature: number} of those that several patterns have, and which of them are words"""
    seen = {}
    for x in rows:
        for n in x["features"] + hidden(x)["features"]:
            seen.setdefault(n, set()).add(x["group"])
    index = {n: i for i, n in enumerate(sorted(n for n, g in seen.items() if len(g) > 1))}
    return index, np.array([n[:2].upper() in WORDS for n in sorted(index)])


def fnv(text):
    h = 0xCBF29CE484222325
    for c in text.encode():
        h = (h ^ c) * 0x100000001B3 & (1 << 64) - 1
    return h >> 32


KNOTS = np.arange(0, 1001, 50)


def log_odds(p):
    p = np.clip(p, 0.01, 0.995)
    return np.log(p / (1 - p))


def sureness(parts):
    """parts: (logits, rows, weight) that the model has not seen -> how often a share is right, i16[2][21]: a logistic line over its log-odds"""
    x, ok, weight = [], [], []
    for z, rows, w in parts:
        p = shares(z)
        alone = np.array(["E=none" in r["features"] for r in rows])
        x.append(np.stack([np.ones(len(rows)), log_odds(p.max(1)), alone], 1))
        ok.append(p.argmax(1) == [r["class"] for r in rows])
        weight.append(np.full(len(rows), w))
    x, ok, weight = np.concatenate(x), np.concatenate(ok), np.concatenate(weight)
    b = np.zeros(3)
    for _ in range(50):   # Newton
        q = 1 / (1 + np.exp(-x @ b))
        h = (x * (weight * q * (1 - q))[:, None]).T @ x + np.eye(3)
        b += np.linalg.solve(h, x.T @ (weight * (ok - q)) - (b - np.array([0, 1, 0])))
    at = np.stack([np.ones(len(KNOTS)), log_odds(KNOTS / 1000), np.zeros(len(KNOTS))], 1)
    rows = [1000 / (1 + np.exp(-(at + [0, 0, k]) @ b)) for k in (0, 1)]
    print("log-odds of being right: %.2f + %.2f of the share's, %.2f without an event" % tuple(b))
    return np.concatenate(rows)


def write(path, model, index, divide, sure):
    w, m, b = (x * (256 / np.log(2) / divide) for x in model)
    rows = sorted((fnv(n), w[i]) for n, i in index.items() if np.abs(w[i]).max() >= 0.5)
    keys = [k for k, _ in rows]
    if len(set(keys)) != len(keys):
        sys.exit("pairs.py: two features have one key; drop one")
    i16 = lambda x: np.clip(np.rint(x), -32768, 32767).astype("<i2").tobytes()  # noqa: E731
    write_pack(path, {"sc.key": (struct.pack(f"<{len(keys)}I", *keys), len(keys)), "sc.w": (b"".join(i16(x) for _, x in rows), len(rows)),
                      "sc.v": (i16(m), len(m)), "sc.b": (np.rint(b).astype("<i4").tobytes(), 15), "sc.c": (i16(sure), len(sure))})
    return len(rows)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--data", default="build/en.casus")
    p.add_argument("--features", default="build/bench/pair_features")
    p.add_argument("--out", default="models/pairs.score")
    p.add_argument("--gsr", help="folder of the coded sentences that set the one number; without it, 1.25")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--each", type=int, default=24, help="sentences of a pattern")
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--hide", type=float, default=0.5, help="share of the words that a sentence hides")
    p.add_argument("--l2", type=float, default=1e-4)
    p.add_argument("--l2v", type=float, default=1e-4)
    a = p.parse_args()
    rng = random.Random(a.seed)
    rows = collect(a, rng)
    features(a, rows)
    index, is_word = numbered(rows)
    groups = sorted({str(x["group"]) for x in rows})
    held = set(random.Random(a.seed).sample(groups, len(groups) // 8))
    part = [x for x in rows if str(x["group"]) not in held], [x for x in rows if str(x["group"]) in held]
    model = train(part[0], index, is_word, a, a.seed)
    unseen = logits(model, part[1], index)
    right = np.mean(unseen.argmax(1) == [x["class"] for x in part[1]])
    print(f"{len(rows)} sentences, {len(index)} features; patterns held out: {len(part[1])} sentences, {right:.3f} right")
    model = train(rows, index, is_word, a, a.seed)
    divide, parts = 1.25, [(unseen, part[1], 0.5)]
    if a.gsr:
        dev = coded(os.path.join(a.gsr, "PLOVER_GSR_CAMEO.txt"))
        features(a, dev)
        z, y = logits(model, dev, index), np.array([x["class"] for x in dev])
        divide = min(np.arange(0.5, 6, 0.05), key=lambda t: cross_entropy(z / t, y))
        parts.append((z, dev, 4))
        print(f"dev: {np.mean(z.argmax(1) == y):.3f} right, scores divided by {divide:.2f}")
    print(f"{a.out}: {write(a.out, model, index, divide, sureness([(z / divide, rows, w) for z, rows, w in parts]))} features with weights")


if __name__ == "__main__":
    main()
