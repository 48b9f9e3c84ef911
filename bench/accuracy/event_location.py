#!/usr/bin/env python3
"""Which places belong to a verb, against the sentences of Halterman (2019): token F1.

    bench/accuracy/event_location.py build/bench/event_places build/en.casus ../shared/data/event-location/train.jsonl.gz [--errors]

Gold is a VERB and its LOCATION spans (often none). A token here is a run of letters and digits. How the file is read:
- A sixth of the spans count tokens, not characters, the last one included ([14, 14] where the fifteenth token is "Algiers"): a span that is empty,
  cuts a word or has neither capital nor digit is read so, and the record is left out where what it names has neither.
- The batch Masdar_RA marks a place of one verb in nine, and leaves out what other batches mark ("were killed on Sunday in Raqqa"): where it has none,
  nobody looked. The first row has every record, the second all but these, the third those with a LOCATION.

The tie that answers is learned from these very sentences: what it is worth on others is what train/places.py prints in cross-validation (.83 where
marked, .88 with a location).
"""
import argparse
import gzip
import json
import re
import subprocess

ROWS = ("every record", "where marked", "with a location")
TOKEN = re.compile(r"^\s+|(?<=\s)\s+|\n+|(?:[A-Z]\.){2,}|[A-Z]\.(?=\s)|[ap]\.m\.|[A-Z]+-\d+|\.{2,}|-{2,}|`{2}|'{2}|['\u2019][sS]\b|n't\b|"
                   r"(?:Mr|Mrs|Dr|Gen|Col|Lt|Maj|St|Sgt|Brig|Capt|Rep|Sen|Gov|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|Mt)\.|"
                   r"\d[\w.,:/]*(?<![.,:/])|\w+(?:['\u2019](?![sS]\b)\w+)?|[^\w\s]")  # much as spaCy cuts


def words(text, spans):
    return {m.start() for m in re.finditer(r"\w+", text) if any(s <= m.start() < e for s, e in spans)}


def cuts(text, s, e):
    return e <= s or (s > 0 and text[s - 1].isalnum() and text[s].isalnum()) or (e < len(text) and text[e - 1].isalnum() and text[e].isalnum())


def named(part):
    return re.search(r"[^\W\d_]", part.upper()) and part != part.lower() or re.search(r"\d", part)


def characters(text, s, e):
    """A span in characters; None where neither reading of it names anything"""
    if not cuts(text, s, e) and named(text[s:e]):
        return s, e
    token = list(TOKEN.finditer(text))
    if not s <= e < len(token):
        return None
    s, e = token[s].start(), token[e].end()
    return (s, e) if named(text[s:e]) else None


def records(path):
    """-> (text, first character of the verb, spans, did anybody look for them?)"""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            r = json.loads(line)
            verb = [s["start"] for s in r["spans"] if s["label"] == "VERB"]
            gold = [characters(r["text"], s["start"], s["end"]) for s in r["spans"] if s["label"] == "LOCATION"]
            if len(verb) == 1 and None not in gold:
                yield re.sub(r"[\n\t\r]", " ", r["text"]), verb[0], gold, bool(gold) or r["source"] != "Masdar_RA"


def ask(program, data, given, *flags, odds=None):
    """A line of the program for each record"""
    more = [f"{','.join(map(str, o))}\t" for o in odds] if odds else [""] * len(given)
    lines = "".join(f"{len(text[:verb].encode())}\t{o}{text}\n" for (text, verb, *_), o in zip(given, more))
    out = subprocess.run([program, data, *flags], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(out) == len(given), (len(out), len(given))
    return out


def span(text, part):
    """"12-17" in bytes -> in characters"""
    raw = text.encode()
    return [len(raw[:int(x)].decode(errors="replace")) for x in part.split("-")]


def in_row(name, gold, looked):
    return bool(gold) if name == ROWS[2] else looked or name == ROWS[0]


def row(pairs):
    """(gold words, our words) of some records -> the columns of a row"""
    hit, ours, gold = (sum(len(x) for x in v) for v in ([g & o for g, o in pairs], [o for _, o in pairs], [g for g, _ in pairs]))
    p, r = hit / max(1, ours), hit / max(1, gold)
    return f"{len(pairs):6}      {p:.3f}      {r:.3f}   {2 * p * r / max(1e-9, p + r):.3f}"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("data")
    ap.add_argument("path")
    ap.add_argument("--errors", action="store_true")
    a = ap.parse_args()
    given = list(records(a.path))
    found = []
    for (text, verb, gold, looked), line in zip(given, ask(a.program, a.data, given)):
        ours = [span(text, s) for s in line.split()]
        found.append((looked, words(text, gold), words(text, ours)))
        if a.errors and found[-1][1] != found[-1][2]:
            print("want", [text[s:e] for s, e in gold], "got", [text[s:e] for s, e in ours], "|", text[:verb] + ">>" + text[verb:])
    print("verbs and their places     precision  recall  token F1")
    for name in ROWS:
        print(f"{name:16}{row([(g, o) for looked, g, o in found if in_row(name, g, looked)])}")


if __name__ == "__main__":
    main()
