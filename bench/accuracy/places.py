#!/usr/bin/env python3
"""Places against TR-News and GeoVirus: are they found, and is the position within 161 km (100 miles)?

    bench/accuracy/places.py --casus build/casus [--set trnews geovirus] [--errors]          end to end, from the text
    cc -std=c17 -Iinclude -Isrc -o /tmp/places_tokens bench/accuracy/places_tokens.c build/libcore.a -lm
    bench/accuracy/places.py /tmp/places_tokens build/en.casus [--set trnews geovirus] [--tags gold none] [--errors]

End to end the places are those of `casus code --emit entities`; detection is scored on overlap, F1 of precision and recall. With `--tags gold` the gold spans stand in for the name tagger, so that the figure is that of the resolution alone; with `none` the finder has
but capitals and words around. A country is right if it is the gold one (its centre within 600 km of the gold position, since gazetteers differ).
Adjectives ("Turkish"), which TR-News counts as toponyms, are left out. Both sets are for development only (see shared/data/README.md).
"""
import argparse
import collections
import json
import math
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET


def distance(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def trnews(path):
    for art in ET.parse(path).getroot().iter("article"):
        gold = []
        for t in art.iter("toponym"):
            g = t.find("gaztag")
            if g is None or g.find("lat") is None:
                continue
            gold.append((int(t.find("start").text), int(t.find("end").text), t.find("phrase").text, float(g.find("lat").text), float(g.find("lon").text),
                         (g.findtext("fcode") or "").startswith("PCL"), g.findtext("name")))
        yield art.find("text").text, gold


def geovirus(path):
    for art in ET.parse(path).getroot().iter("article"):
        gold = []
        for t in art.iter("location"):
            gold.append((int(t.findtext("start")), int(t.findtext("end")), t.findtext("name"), float(t.findtext("lat")), float(t.findtext("lon")), None, t.findtext("name")))
        yield art.find("text").text, gold


def align(text, gold):
    """GeoVirus counts from one: shift a span that does not cover its name by one."""
    out = []
    for s, e, name, *rest in gold:
        for k in (0, -1, 1):
            if text[s + k:e + k] == name:
                out.append((s + k, e + k, name, *rest))
                break
    return out


def end_to_end(casus, texts):
    """-> {text: [(start, end, name, code, class, lat, lon)]} in characters"""
    found = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as tmp:
        files = []
        for i, text in enumerate(texts):
            files.append(os.path.join(tmp, f"{i:05d}.txt"))
            open(files[-1], "w", encoding="utf-8").write(text)
        out = subprocess.run([casus, "code", "--any-language", "--format", "jsonl", "--emit", "entities", *files], capture_output=True, text=True).stdout
    for line in out.splitlines():
        r = json.loads(line)
        p, raw = r["place"], texts[int(r["doc"])].encode()
        if p:
            s, e = (len(raw[:r[k]].decode("utf-8", "ignore")) for k in ("start", "end"))
            found[int(r["doc"])].append((s, e, p["name"], p["country"], p["resolution"], p["lat"] or 0.0, p["lon"] or 0.0))
    return found


TOKEN = re.compile(r"\w+(?:\.\w+)+\.?|\w+(?=['’]s\b)|['’]s\b|(?:[A-Z]\.)+|\w+|\S")


def tokens_of(text):
    return [(m.start(), m.end()) for m in TOKEN.finditer(text)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program", nargs="?")
    ap.add_argument("pack", nargs="?")
    ap.add_argument("--casus", help="measure this program end to end")
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--set", nargs="*", default=["trnews", "geovirus"])
    ap.add_argument("--tags", nargs="*", default=["gold", "none"])
    ap.add_argument("--errors", action="store_true")
    a = ap.parse_args()
    centre = {c["cca3"]: c["latlng"] for c in json.load(open(f"{a.data}/gazetteer/world-countries.json", encoding="utf-8"))}
    centre |= {"XKX": [42.6, 20.9], "UNK": [42.6, 20.9]}
    reader = {"trnews": ("TR-News.xml", trnews), "geovirus": ("GeoVirus.xml", geovirus)}
    for which in a.set:
        file, read = reader[which]
        docs = [(text, align(text, gold)) for text, gold in read(f"{a.data}/geoparsing/{file}")]
        for tags in ["end to end"] if a.casus else a.tags:
            lines, spans = [], []
            found = end_to_end(a.casus, [text for text, _ in docs]) if a.casus else collections.defaultdict(list)
            for text, gold in docs if not a.casus else []:
                toks = tokens_of(text)
                spans.append(toks)
                starts = {s for s, *_ in gold}
                for k, (s, e) in enumerate(toks):
                    g = next((x for x in gold if x[0] <= s and e <= x[1]), None) if tags == "gold" else None
                    lines.append(text[s:e] + "\t" + ("-" if g is None else "B" if s in starts else "L"))
                    if text[s:e] in ".!?" or "\n" in text[e:toks[k + 1][0] if k + 1 < len(toks) else e]:
                        lines.append("")
                lines += ["", "#END"]
            out = ""
            if not a.casus:
                out = subprocess.run([a.program, a.pack], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout
            for line in out.splitlines():
                d, first, n, name, code, klass, lat, lon, _ = line.split("\t")
                t = spans[int(d)]
                found[int(d)].append((t[int(first)][0], t[int(first) + int(n) - 1][1], name, code, klass, float(lat), float(lon)))
            c = collections.Counter()
            for i, (text, gold) in enumerate(docs):
                c["ours"] += len(found[i])
                for s, e, name, lat, lon, country, label in gold:
                    if country and name not in (label, "Britain", "Great Britain") and re.search(r"(n|sh|ese|i|nch|ch|se)s?$", name):
                        continue  # an adjective
                    c["gold"] += 1
                    ours = next((f for f in found[i] if f[0] < e and s < f[1]), None)
                    if ours is None or (ours[4] != "country" and ours[5] == ours[6] == 0):
                        if a.errors:
                            print("missed", name, "|", text[max(0, s - 30):e + 20].replace("\n", " "))
                        continue
                    c["found"] += 1
                    if ours[4] == "country":
                        y, x = centre.get(ours[3], (0, 0))
                        right = distance(lat, lon, y, x) < 600 or ours[2] == label
                        if not right and country:
                            right = (label or "").lower() == ours[2].lower()
                    else:
                        right = distance(lat, lon, ours[5], ours[6]) < 161 or bool(country and label == ours[2])
                    c["right"] += right
                    if a.errors and not right:
                        print("wrong", name, ours[3:], (lat, lon, label), "|", text[max(0, s - 40):e + 30].replace("\n", " "))
            print(f"{which}, tags {tags}: {len(docs)} texts, {c['gold']} places; found {c['found'] / c['gold']:.3f}, of these within 161 km "
                  f"{c['right'] / max(1, c['found']):.3f}; of all {c['right'] / c['gold']:.3f}; ours {c['ours']}, detection F1 {2 * c['found'] / (c['gold'] + c['ours']):.3f}")


main()
