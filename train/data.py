"""Readers of the training data in ../shared/data: treebanks and name corpora, as lists of Sentence."""
import csv
import glob
import gzip
import io
import json
import os
import subprocess
import zipfile
from dataclasses import dataclass, field

NER = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-NORP", "I-NORP"]
NER_ID = {t: i for i, t in enumerate(NER)}
IGNORE = -100


@dataclass
class Sentence:
    forms: list
    upos: list = None
    xpos: list = None
    heads: list = None
    rels: list = None
    lemmas: list = None
    ner: list = None  # ids of NER, IGNORE where unknown
    weight: float = 1.0
    id: str = ""
    feats: list = field(default=None, repr=False)
    targets: dict = field(default=None, repr=False)


def conllu(path):
    s = None
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if not line:
            if s and s.forms:
                yield s
            s = None
            continue
        if s is None:
            s = Sentence([], [], [], [], [], [])
        if line.startswith("#"):
            if line.startswith("# sent_id"):
                s.id = line.split("=", 1)[1].strip()
            continue
        c = line.split("\t")
        if not c[0].isdigit():
            continue
        s.forms.append(c[1]); s.lemmas.append(c[2]); s.upos.append(c[3]); s.xpos.append(c[4]); s.heads.append(int(c[6])); s.rels.append(c[7])
    if s and s.forms:
        yield s


def gum_split(root, name):
    """Free GUM documents of a split: 'train', 'dev' or 'test'."""
    held, part = {}, None
    for line in open(f"{root}/gum/splits.md", encoding="utf8"):
        if line.startswith("## "):
            part = line[3:].split()[0]
        elif line.strip().startswith("* "):
            held[line.strip()[2:].strip()] = part
    free = [l.split("\t")[0] for l in open(f"{root}/gum/LICENCE-BY-DOC.tsv", encoding="utf8") if "NC" not in l.split("\t", 1)[1]]
    out = []
    for doc in sorted(free):
        path = f"{root}/gum/dep/{doc}.conllu"
        if held.get(doc, "train") == name and os.path.exists(path):
            out += conllu(path)
    return out


def uner(path):
    tags, out, key = [], {}, None
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# sent_id"):
            key = line.split("=", 1)[1].strip()
        elif not line:
            if key:
                out[key] = tags
            tags, key = [], None
        elif not line.startswith("#"):
            tags.append(line.split("\t")[2])
    if key:
        out[key] = tags
    return out


def add_uner(sents, path):
    """Name tags onto EWT sentences. OTH is largely nationalities: adjectives and plural nouns become NORP, the rest is unknown."""
    tags = uner(path)
    for s in sents:
        t = tags.get(s.id)
        if not t or len(t) != len(s.forms):
            continue
        s.ner = []
        for i, x in enumerate(t):
            if x.endswith("OTH"):
                s.ner.append(NER_ID[x[:2] + "NORP"] if s.upos[i] in ("ADJ",) or s.xpos[i] == "NNPS" else IGNORE)
            else:
                s.ner.append(NER_ID.get(x, 0))


def columns(path, mapping, sep=None, weight=1.0):
    """CoNLL columns, word first and tag last; IOB1 and IOB2 both read; unmapped types are unknown."""
    forms, tags, last = [], [], "O"
    for line in io.open(path, encoding="utf8", errors="replace"):
        c = line.split(sep)
        if len(c) < 2:
            if forms:
                yield Sentence(forms, ner=tags, weight=weight)
            forms, tags, last = [], [], "O"
            continue
        tag = c[-1].strip()
        if tag == "O":
            tags.append(0)
        else:
            kind = mapping.get(tag[2:])
            begin = tag[0] == "B" or last == "O" or last[2:] != tag[2:]
            tags.append(IGNORE if kind is None else 0 if kind == "O" else NER_ID[("B-" if begin else "I-") + kind])
        forms.append(c[0]); last = tag
    if forms:
        yield Sentence(forms, ner=tags, weight=weight)


def gmb(path, weight):
    kinds = {"geo": "LOC", "gpe": "NORP", "per": "PER", "org": "ORG", "tim": "O"}
    forms, tags = [], []
    with zipfile.ZipFile(path) as z:
        rows = csv.reader(io.TextIOWrapper(z.open(z.namelist()[0]), encoding="latin1"))
        next(rows)
        for r in rows:
            if r[0] and forms:
                yield Sentence(forms, ner=tags, weight=weight)
                forms, tags = [], []
            kind = None if r[3] == "O" else kinds.get(r[3][2:], "?")
            forms.append(r[1])
            tags.append(0 if kind in (None, "O") else IGNORE if kind == "?" else NER_ID[r[3][:2] + kind])
    if forms:
        yield Sentence(forms, ner=tags, weight=weight)


CROSS = {"politician": "PER", "person": "PER", "organisation": "ORG", "politicalparty": "ORG", "location": "LOC", "country": "LOC"}
WIKI = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}


def load(root):
    """-> (sentences with trees, sentences with names alone, dev sets by name)"""
    ewt = {p: list(conllu(f"{root}/ud-english-ewt/en_ewt-ud-{p}.conllu")) for p in ("train", "dev", "test")}
    add_uner(ewt["train"], glob.glob(f"{root}/uner-english-ewt/en_ewt-ud-train*.iob2")[0])
    for p in ("dev", "test"):
        add_uner(ewt[p], f"{root}/uner-english-ewt/en_ewt-ud-{p}.iob2")
    trees = ewt["train"] + gum_split(root, "train")
    names = list(columns(next(p for p in glob.glob(f"{root}/wikigold/CONLL-format/data/*") if os.path.isfile(p)), WIKI, weight=0.7))
    for p in ("train", "dev"):
        names += columns(f"{root}/crossner/politics/{p}.txt", CROSS, sep="\t", weight=0.7)
    news = list(gmb(f"{root}/gmb/ner_dataset.csv.zip", 0.3))
    return trees, names, news, {"ewt-dev": ewt["dev"], "ewt-test": ewt["test"], "gum-dev": gum_split(root, "dev"), "gum-test": gum_split(root, "test")}


def raw(root, casus):
    """Unlabelled text that weights may be made from, as sentences of forms: GMB as it is tokenised, the rest through `casus annotate`."""
    sents = [s.forms for s in gmb(f"{root}/gmb/ner_dataset.csv.zip", 0.3)]
    texts = []
    for name in ("abc", "state_union", "inaugural"):
        with zipfile.ZipFile(f"{root}/nltk/{name}.zip") as z:
            texts += [z.read(n).decode("latin1") for n in sorted(z.namelist()) if n.endswith(".txt")]
    for path in sorted(glob.glob(f"{root}/text/wikinews/*.csv")):
        texts += [f"{r['title']}\n\n{r['text']}" for r in csv.DictReader(open(path, encoding="utf8", newline=""))]
    with gzip.open(f"{root}/event-location/train.jsonl.gz", "rt", encoding="utf8") as f:
        texts.append("\n\n".join(sorted({json.loads(line)["text"] for line in f})))
    run = subprocess.run([casus, "annotate", "--format", "conllu", "-"], input="\n\n".join(texts).encode(), stdout=subprocess.PIPE, check=True)
    forms = []
    for line in run.stdout.decode("utf8", "replace").split("\n"):
        c = line.split("\t")
        if len(c) == 10 and c[0].isdigit():
            forms.append(c[1])
        elif not line and forms:
            sents.append(forms)
            forms = []
    with zipfile.ZipFile(f"{root}/nltk/masc_tagged.zip") as z:
        for n in sorted(z.namelist()):
            if "/written/" in n and n.endswith(".txt"):
                for line in z.read(n).decode("utf8", "replace").split("\n"):
                    sents.append([w.rsplit("_", 1)[0] for w in line.split()])
    seen, out = set(), []
    for forms in sents:
        key = " ".join(forms).lower()
        if 3 <= len(forms) <= 80 and key not in seen:
            seen.add(key)
            out.append(Sentence(forms))
    return out


def recase(s, rng):
    """A copy in capitals, title case or lower case, as headlines and careless pages have it, or without its final stop."""
    how = rng.random()
    if how < 0.35:
        forms = [f.upper() for f in s.forms]
    elif how < 0.65:
        forms = [f[:1].upper() + f[1:] for f in s.forms]
    elif how < 0.8:
        forms = [f.lower() for f in s.forms]
    else:
        if len(s.forms) < 3 or s.forms[-1] not in ".!?" or (s.heads and len(s.forms) in s.heads):
            return s
        cut = lambda x: x[:-1] if x is not None else None
        return Sentence(s.forms[:-1], cut(s.upos), cut(s.xpos), cut(s.heads), cut(s.rels), cut(s.lemmas), cut(s.ner), s.weight, s.id)
    return Sentence(forms, s.upos, s.xpos, s.heads, s.rels, s.lemmas, s.ner, s.weight, s.id)
