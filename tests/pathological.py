#!/usr/bin/env python3
"""Time is linear in the input, whatever the input: hard patterns at one length and at four times that length.

    tests/pathological.py --casus build/casus [-v] [-k WORD]

And trees are trees, whatever the tokens: soups of words, as text and as given tokens, at one length and twice that length, every token covered, one root
a sentence, no cycle.

A pattern fails if the longer text takes more than eight times as long as the shorter one (processor time, less that of an empty run), or if the program
ends otherwise than with 0 (events), 1 (none) or 2 (refused).
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

SIZE = 25_000
LONG = {"news": 12}  # a page of 50,000 words against one of 4,000
FACTOR, SLACK = 8, 0.15  # seconds


def repeat(unit):
    return lambda n: (unit * (n // len(unit.encode()) + 1)).encode()[:n]


def around(head, unit, tail):
    return lambda n: head.encode() + repeat(unit)(n) + tail.encode()


def words(n):
    """Every word is new: the hash tables of words fill up."""
    rng = random.Random(1)
    return " ".join("".join(rng.choices("abcdefghijklmnop", k=8)) for _ in range(n // 9)).encode()


def people(n):
    """Every person is new: the lists of entities grow."""
    rng = random.Random(2)
    name = lambda: "".join(rng.choices("aeioubdgklmnrstv", k=7)).capitalize()
    return "\n\n".join(f"President {name()} {name()} met Mr. {name()} in {name()}." for _ in range(n // 50)).encode()


def news(n):
    """A page as pages are, only long: its people, days and places come again, its sentences do not."""
    rng = random.Random(3)
    pick = rng.choice
    places = ["Nairobi", "Kisumu", "the town of Tarmuli", "Goma", "Addis Ababa", "Beirut", "Kharkiv", "northern Syria"]
    days = ["on Monday", "late on Friday", "last week", "two days earlier", "on May 3", "in the summer of 2012", "at the weekend"]
    who = ["Kenyan police", "rebels", "the foreign minister", "Ethiopian troops", "farmers", "President Ruto", "he", "gunmen"]
    did = ["attacked a convoy", "met the envoy", "arrested 14 protesters", "accused Uganda of shelling a village", "agreed to host talks", "marched", "withdrew"]
    said = [", a diplomat in Cairo said", "", "", " after talks with the mayor", ", killing {} people"]
    out, size = [], 0
    while size < n:
        x = f"{pick(who)} {pick(did)} in {pick(places)} {pick(days)}{pick(said).format(rng.randrange(2, 90))}."
        out.append(x[0].upper() + x[1:] + pick(["\n\n", " ", " "]))
        size += len(out[-1])
    return "".join(out).encode()


PATTERNS = {
    "divs": around("<html><body>", "<div>", "Kenya met Uganda.</body></html>"),
    "open-tags": around("<html><body><p>x", "<a b=", ""),
    "unclosed-comment": around("<html><body>", "<!-- ", ""),
    "unclosed-script": around("<html><script>", "</scrip <", ""),
    "less-than": around("<html><p>", "<", ""),
    "entities": around("<html><p>", "&amp;&#x41;&bogus;&", "</p>"),
    "list-items": around("<html><ul>", "<li>Kenya met Uganda", ""),
    "table-cells": around("<html><table>", "<tr><td>Iran<td>Iraq", ""),
    "links": around("<html><p>", "<a href=x>Read</a> more ", "</p>"),
    "one-word": repeat("a"),
    "one-word-upper": repeat("A"),
    "letters": repeat("a "),
    "digits": repeat("1234567890"),
    "commas": repeat(","),
    "stops": repeat("."),
    "initials": repeat("U.S.A."),
    "hyphens": repeat("well-"),
    "apostrophes": repeat("'s"),
    "open-quotes": repeat("“He said "),
    "straight-quotes": repeat('"a" '),
    "paragraph-quotes": repeat("“We met Iran.\n\n"),
    "brackets": repeat("("),
    "empty-lines": repeat("\n \n"),
    "short-lines": repeat("Kenya\n"),
    "line-ends": repeat("met Iran\r\n"),
    "spaces": around("Kenya met", " ", "Uganda."),
    "combining": repeat("e\u0301\u0301\u0301"),
    "soft-hyphens": repeat("at\u00adtack "),
    "urls": repeat("https://a.b/c?d=e "),
    "emails": repeat("a.b@c."),
    "coordination": repeat("Kenya, Uganda and Rwanda, "),
    "and": repeat("and "),
    "of": repeat("the president of "),
    "said": repeat("he said that "),
    "verbs": repeat("attack "),
    "nouns": repeat("air strike "),
    "complements": repeat("to threaten to stop "),
    "relatives": repeat("the man who met "),
    "pronouns": repeat("he told him that they "),
    "one-sentence": repeat("Iran attacked Iraq and "),
    "same-event": repeat("Iran attacked Iraq on Monday.\n\n"),
    "many-events": repeat("Iran attacked Iraq. Syria met Turkey. Kenya accused Uganda.\n\n"),
    "dates": repeat("Monday, May 5, 2021 last week ago "),
    "numbers": repeat("two hundred and thirty-four thousand "),
    "places": repeat("Paris, Springfield, San Jose, Victoria "),
    "countries": repeat("Guinea Bissau Guinea "),
    "surnames": repeat("Mr. Kim met Mr. Kim.\n\n"),
    "new-words": words,
    "new-people": people,
    "news": news,
    "emoji": repeat("😀"),
    "not-utf8": lambda n: b"\xe9 caf\xff " * (n // 8),
}


def seconds(cmd, out=os.devnull):
    with open(out, "wb") as f, open(os.devnull, "wb") as null:
        p = subprocess.Popen(cmd, stdin=subprocess.DEVNULL, stdout=f, stderr=null)
        _, status, use = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
    return use.ru_utime + use.ru_stime, p.returncode


# ---- trees ----

SOUP = 12_000  # tokens
VOCABULARY = """the a of to in and or who that which said met attack attacked has been not was is Kenya Uganda Mr. U.S. president troops , ; : - -- ( ) " ' ' s
  . ? ! ... 5 1,000 $ % 'll n't _ # / x-y EU’s “ ” café 日本 😀 https://a.b/c went on going killed by 12 people dead""".split()


def soup(rng, n):
    """Any word behind any other; now and then a word that nobody knows."""
    return [rng.choice(VOCABULARY) if rng.random() < 0.95 else "".join(rng.choices("abcdeé-.'X9", k=rng.randint(1, 12))) for _ in range(n)]


def soup_text(tokens, rng):
    return " ".join(t + ("\n\n" if rng.random() < 0.01 else "") for t in tokens)


def one_line(tokens, _):
    """A line without a stop."""
    return " ".join(t for t in tokens if not t.endswith((".", "?", "!")))


def conllu(length):
    def make(tokens, rng):
        out, i = [], 0
        while i < len(tokens):
            n = length or rng.randint(1, 60)
            out.append("".join(f"{k}\t{t}" + "\t_" * 8 + "\n" for k, t in enumerate(tokens[i:i + n], 1)))
            i += n
        return "\n".join(out)
    return make


SOUPS = {"soup": (soup_text, []), "soup-one-line": (one_line, []), "soup-given": (conllu(0), ["--conllu-in"]), "soup-given-one-sentence": (conllu(10**9), ["--conllu-in"])}


def broken_tree(heads):
    """What is wrong with a list of heads (0: root), or None."""
    if heads.count(0) != 1:
        return f"{heads.count(0)} roots"
    state = [0] * (len(heads) + 1)  # 1: on this walk, 2: reaches the root
    state[0] = 2
    for i in range(1, len(heads) + 1):
        path = []
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            i = heads[i - 1]
            if not 0 <= i <= len(heads):
                return f"a head {i} in a sentence of {len(heads)}"
        if state[i] == 1:
            return "a cycle"
        for k in path:
            state[k] = 2
    return None


def broken_output(path, text, given):
    """What is wrong with the CoNLL-U that was written for this text, or None. Of plain text, lines that look like residue of the web may be missing."""
    rows, source = [], text.encode()
    with open(path, encoding="utf-8") as f:
        for block in f.read().split("\n\n"):
            sentence = [line.split("\t") for line in block.split("\n") if line and line[:2] != "# "]
            if not sentence:
                continue
            if [r[0] for r in sentence] != [str(i + 1) for i in range(len(sentence))]:
                return "words that do not count from 1"
            wrong = broken_tree([int(r[6]) for r in sentence]) or next(("root is another's relation" for r in sentence if (r[6] == "0") != (r[7] == "root")), None)
            if wrong:
                return wrong
            rows += sentence
    if given:
        return None if [r[1] for r in rows] == [line.split("\t")[1] for line in text.split("\n") if line] else "words are lost"
    at = covered = 0
    for r in rows:
        start, end = (int(next(x for x in r[9].split("|") if x.startswith(key))[len(key):]) for key in ("start=", "end="))
        if start < at or source[start:end] != r[1].encode():
            return f"{r[1]} is not at {start}-{end}"
        at, covered = end, covered + end - start
    return None if covered > 0.95 * len("".join(text.split()).encode()) else "words are lost"


def run_soup(casus, tmp, name, base):
    """-> seconds for one length and for twice that length, what is wrong or None"""
    make, options = SOUPS[name]
    path, out, spent = os.path.join(tmp, "soup"), os.path.join(tmp, "out"), []
    for n in (SOUP, 2 * SOUP):
        rng = random.Random(3)
        text = make(soup(rng, n), rng)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        s, status = seconds([casus, "annotate", "--any-language", "--threads", "1", *options, path], out)
        wrong = f"exit status {status}" if status else broken_output(out, text, bool(options))
        if wrong:
            return s, 0, wrong
        spent.append(max(0, s - base))
    return spent[0], spent[1], "not linear" if spent[1] > 3 * spent[0] + SLACK else None


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--casus", default="build/casus")
    ap.add_argument("-v", "--verbose", action="store_true")
    ap.add_argument("-k", metavar="WORD", default="")
    a = ap.parse_args()
    failed = ran = 0
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "x.txt")
        cmd = [a.casus, "code", "--any-language", "--threads", "1", "--date", "2023-06-14", path]

        def time_of(data):
            with open(path, "wb") as f:
                f.write(data)
            return seconds(cmd)
        base = min(time_of(b"It rained.")[0] for _ in range(3))
        for name, make in PATTERNS.items():
            if a.k not in name:
                continue
            ran += 1
            one, status1 = time_of(make(SIZE))
            more = LONG.get(name, 4)
            four, status4 = time_of(make(more * SIZE))
            one, four = max(0, one - base), max(0, four - base) * 4 / more
            bad = four > FACTOR * one + SLACK or status1 not in (0, 1, 2) or status4 not in (0, 1, 2)
            failed += bad
            if bad or a.verbose:
                print(f"{'FAIL' if bad else 'ok  '} {name:18} {one:6.2f} s, four times as long {four:6.2f} s; exit status {status1}, {status4}")
        for name in SOUPS:
            if a.k not in name:
                continue
            ran += 1
            one, two, wrong = run_soup(a.casus, tmp, name, base)
            failed += wrong is not None
            if wrong or a.verbose:
                print(f"{'FAIL' if wrong else 'ok  '} {name:18} {one:6.2f} s, twice as long {two:6.2f} s; {wrong or 'all are trees'}")
    print(f"{ran - failed} of {ran} patterns are linear")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
