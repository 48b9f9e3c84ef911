#!/usr/bin/env python3
"""Which places belong to a verb, against the sentences of Halterman (2019): token F1.

    bench/accuracy/event_location.py build/bench/event_places build/en.casus ../shared/data/event-location/train.jsonl.gz [--errors]

Gold is a VERB and its LOCATION spans (often none). A token here is a run of letters and digits. Records whose spans are empty or cut a word are left
out. The first row counts every record; many without a LOCATION have a place that belongs to the verb all the same, so that the second, over those
with one, says more about the tie. Nothing is trained on these sentences.
"""
import argparse
import gzip
import json
import re
import subprocess

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("program")
ap.add_argument("data")
ap.add_argument("path")
ap.add_argument("--errors", action="store_true")
a = ap.parse_args()


def words(text, spans):
    return {m.start() for m in re.finditer(r"\w+", text) if any(s <= m.start() < e for s, e in spans)}


def cuts(text, s, e):
    return e <= s or (s > 0 and text[s - 1].isalnum() and text[s].isalnum()) or (e < len(text) and text[e - 1].isalnum() and text[e].isalnum())


records = []
with gzip.open(a.path, "rt", encoding="utf-8") as f:
    for line in f:
        r = json.loads(line)
        verb = [s for s in r["spans"] if s["label"] == "VERB"]
        gold = [(s["start"], s["end"]) for s in r["spans"] if s["label"] == "LOCATION"]
        if len(verb) == 1 and not any(cuts(r["text"], *s) for s in gold):
            records.append((r["text"].replace("\n", " ").replace("\t", " ").replace("\r", " "), verb[0]["start"], gold))
given = "".join(f"{len(t[:v].encode())}\t{t}\n" for t, v, _ in records)
out = subprocess.run([a.program, a.data], input=given, capture_output=True, text=True, check=True).stdout.splitlines()
assert len(out) == len(records), (len(out), len(records))
count = {"all": [0, 0, 0, 0], "with a location": [0, 0, 0, 0]}
for (text, verb, gold), line in zip(records, out):
    raw = text.encode()
    ours = [[len(raw[:int(x)].decode(errors="replace")) for x in s.split("-")] for s in line.split()]
    g, o = words(text, gold), words(text, ours)
    for name in ("all", "with a location") if g else ("all",):
        c = count[name]
        c[0] += 1
        c[1] += len(g & o)
        c[2] += len(o)
        c[3] += len(g)
    if a.errors and g != o:
        print("want", [text[s:e] for s, e in gold], "got", [text[s:e] for s, e in ours], "|", text[:verb] + ">>" + text[verb:])
print("verbs and their places     precision  recall  token F1")
for name, (n, hit, ours, gold) in count.items():
    p, r = hit / max(1, ours), hit / max(1, gold)
    print(f"{name:16}{n:6}      {p:.3f}      {r:.3f}   {2 * p * r / max(1e-9, p + r):.3f}")
