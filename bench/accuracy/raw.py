#!/usr/bin/env python3
"""From raw text to trees: F1 of tags and attachment, as the CoNLL 2018 shared task counts them: words are matched by their place in the text.

    python3 bench/accuracy/raw.py TOKENS CASUS GOLD.conllu      TOKENS: bench/accuracy/tokens_main.c, built

A word is right if its span is a gold word's, and its tag is, or its head lies where the gold head lies and bears the same relation.
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tokens  # noqa: E402


def words(spans, rows):
    """-> {span: (upos, span of the head or None for the root, relation)}; rows: sentences of CoNLL-U columns in the order of the spans"""
    out, at = {}, 0
    for sentence in rows:
        for r in sentence:
            head = int(r[6])
            out[spans[at + int(r[0]) - 1]] = (r[3], spans[at + head - 1] if head else None, r[7].split(":")[0])
        at += len(sentence)
    return out


def conllu(lines):
    rows, sentence = [], []
    for line in lines:
        c = line.rstrip("\n").split("\t")
        if len(c) == 10 and c[0].isdigit():
            sentence.append(c)
        elif not line.strip() and sentence:
            rows.append(sentence)
            sentence = []
    return rows + ([sentence] if sentence else [])


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    raw, gold_spans, gold_sents = tokens.gold([sys.argv[3]])
    out = subprocess.run([sys.argv[1]], input=raw, stdout=subprocess.PIPE, check=True).stdout.decode()
    blocks = [[tuple(map(int, line.split("\t"))) for line in b.split("\n") if line] for b in out.split("\n\n")]
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf8") as f:
        for b in filter(None, blocks):
            f.write("".join(f"{i}\t{raw[s:e].decode()}\t_\t_\t_\t_\t_\t_\t_\t_\n" for i, (s, e) in enumerate(b, 1)) + "\n")
        f.flush()
        out = subprocess.run([sys.argv[2], "annotate", "--conllu-in", f.name], stdout=subprocess.PIPE, check=True).stdout.decode()
    ours = words([x for b in blocks for x in b], conllu(out.split("\n")))
    gold = words(gold_spans, conllu(open(sys.argv[3], encoding="utf8")))
    both = [(gold[s], ours[s]) for s in gold if s in ours]
    total = len(gold) + len(ours)
    for name, right in (("UPOS", lambda g, o: g[0] == o[0]), ("UAS", lambda g, o: g[1] == o[1]), ("LAS-main", lambda g, o: g[1:] == o[1:])):
        print(f"{name} F1 {200 * sum(right(g, o) for g, o in both) / total:.2f}")


if __name__ == "__main__":
    main()
