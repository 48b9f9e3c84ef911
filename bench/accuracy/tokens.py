#!/usr/bin/env python3
"""Token and sentence F1 on raw text, as the CoNLL 2018 shared task counts them (spans must be equal).

    python3 bench/accuracy/tokens.py PROGRAM FILE.conllu...     PROGRAM: bench/accuracy/tokens_main.c, built

The raw text is made of the `# text` lines: one block a paragraph (newpar, newdoc), sentences joined by a space unless SpaceAfter=No.
-v lists the places where the two differ.
"""
import bisect
import collections
import subprocess
import sys


def sentences(path):
    meta, rows = {}, []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            meta[key.strip()] = value.strip()
            meta["newpar" if key.strip().startswith("newpar") else "newdoc" if key.strip().startswith("newdoc") else ""] = True
        elif line:
            if "." not in line.split("\t")[0]:
                rows.append(line.split("\t"))
        elif rows:
            yield meta, rows
            meta, rows = {}, []


def word_spans(text, rows, base):
    """Byte spans of the words of one sentence; a word of a merged token whose parts are not its letters shares its span."""
    spans, pos, i = [], 0, 0
    size = [0]
    for ch in text:
        size.append(size[-1] + len(ch.encode()))
    while i < len(rows):
        first, _, last = rows[i][0].partition("-")
        n = int(last) - int(first) + 1 if last else 0
        form = rows[i][1]
        while not text.startswith(form, pos):
            pos += 1
        parts = [r[1] for r in rows[i + 1:i + 1 + n]] if n else [form]
        if "".join(parts) != form:
            parts = [form]
        for p in parts:
            spans.append((base + size[pos], base + size[pos + len(p)]))
            pos += len(p)
        i += 1 + n
    return spans


def gold(paths):
    """-> raw bytes, word spans, sentence spans"""
    raw, words, sents = bytearray(), [], []
    for path in paths:
        for meta, rows in sentences(path):
            text = meta["text"]
            if "newpar" in meta or "newdoc" in meta or not raw:
                raw += b"\n" if raw else b""
            elif not no_space:
                raw += b" "
            spans = word_spans(text, rows, len(raw))
            raw += text.encode()
            words += spans
            sents.append((spans[0][0], spans[-1][1]))
            no_space = "SpaceAfter=No" in rows[-1][9]
    return bytes(raw + b"\n"), words, sents


def predicted(program, raw):
    out = subprocess.run([program], input=raw, stdout=subprocess.PIPE, check=True).stdout.decode()
    words, sents = [], []
    for block in out.split("\n\n"):
        spans = [tuple(map(int, line.split("\t"))) for line in block.split("\n") if line]
        if spans:
            words += spans
            sents.append((spans[0][0], spans[-1][1]))
    return words, sents


def f1(a, b):
    both = len(set(a) & set(b))
    p, r = both / max(1, len(b)), both / max(1, len(a))
    return 100 * p, 100 * r, 200 * both / max(1, len(a) + len(b))


def show(raw, kind, a, b):
    """Differences, most frequent first, as `gold -> ours`."""
    count = collections.Counter()
    a, b = sorted(set(a)), sorted(set(b))
    ga, gb = sorted(set(a) - set(b)), sorted(set(b) - set(a))
    for s, e in ga:
        near = [raw[x:y].decode() for x, y in gb[max(0, bisect.bisect(gb, (s, s)) - 3):bisect.bisect(gb, (e, e))] if x < e and y > s]
        if kind == "sentence":
            count[("..." + raw[max(0, s - 30):s].decode(errors="replace") + "##" + raw[s:s + 25].decode(errors="replace"), raw[e - 25:e + 25].decode(errors="replace"))] += 1
        else:
            count[(raw[s:e].decode(), " | ".join(near))] += 1
    for (g, o), n in count.most_common(400):
        print(f"{n}\t{kind}\t{g}\t->\t{o}")


def main():
    args = [a for a in sys.argv[1:] if a != "-v"]
    raw, words, sents = gold(args[1:])
    our_words, our_sents = predicted(args[0], raw)
    for kind, a, b in (("token", words, our_words), ("sentence", sents, our_sents)):
        p, r, f = f1(a, b)
        print(f"{kind}s  precision {p:.2f}  recall {r:.2f}  F1 {f:.2f}  (gold {len(a)}, ours {len(b)})")
        if "-v" in sys.argv:
            show(raw, kind, a, b)


if __name__ == "__main__":
    main()
