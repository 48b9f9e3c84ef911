"""Word features of the encoder: the Python twin of src/nlp/features.c.  A change here is a change there, and new weights.

word -> six table rows: GloVe row, hashed folded word, prefix of 3 bytes, suffix of 3 bytes, shape, suffix of 2 bytes with the class
of the first character.  All byte strings are taken from the folded word (lower case, no diacritics, ASCII quotes and dashes).
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
from textfold import fold, normalise_punct  # noqa: E402

ROWS = {"word": 16384, "pre": 4096, "suf": 4096, "shape": 1024, "si": 4096}
SEED = {"word": 1, "pre": 2, "suf": 3, "shape": 4, "si": 5}
BASIS, PRIME, MASK = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1


def fnv(data: bytes, seed: int = 0) -> int:
    """FNV-1a, 64 bits; the seed is xor-ed into the offset basis."""
    h = BASIS ^ seed
    for b in data:
        h = ((h ^ b) * PRIME) & MASK
    return h


def row(kind: str, data: bytes) -> int:
    h = fnv(data, SEED[kind])
    return (h ^ (h >> 32)) & (ROWS[kind] - 1)


def shape(word: str) -> bytes:
    """X upper, x lower, d digit, other ASCII as it is, p for the rest; runs of one class are cut at 3."""
    out, last, run = [], "", 0
    for c in normalise_punct(word):
        k = "X" if c.isupper() or c.istitle() else "x" if c.isalpha() else "d" if c in "0123456789" else c if c < "\x80" else "p"
        run = run + 1 if k == last else 1
        last = k
        if run <= 3:
            out.append(k)
    return "".join(out)[:16].encode()


def features(word: str, vocab: dict) -> tuple:
    """Rows for one word; the GloVe row is len(vocab) when the word has no vector."""
    f = fold(word).encode()
    s = shape(word)
    digits = bytes(48 if 48 <= b <= 57 else b for b in f)
    return (vocab.get(f, len(vocab)), row("word", digits), row("pre", digits[:3]), row("suf", digits[-3:]), row("shape", s),
            row("si", digits[-2:] + b"|" + s[:1]))
