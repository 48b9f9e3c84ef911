#!/usr/bin/env python3
"""Violent events found where none should be: in 1,000 articles of sport, business, weather, science and culture.

    bench/accuracy/false_alarms.py PATH [--casus build/casus] [--all] [--skip N]       PATH: the raw news, with agnews/test.csv and wikinews/*.csv

The articles, in the order of the files:
  agnews    every lead whose title names bad weather or an earthquake (WEATHER), whatever its category; then sport (category 2),
            business (3) and science (4) by turns until there are 1,000 articles in all;
  wikinews  every page whose title holds a word of WEATHER or of TOPIC (sport, science, culture, accidents, deaths).

An alarm is an ASSAULT, a COERCE that takes by force (seize; blockade and occupation, 191 and 192) or a MOBILIZE of troops, weapons or militia, whatever
its aux_mode but negation. Some are real: a business page tells of a bombed pipeline. false_alarms.tsv holds our own judgement of each that
was read, by article, sentence and category: `real`, or `false` with the reason. What the list does not hold counts as false until it is read.
--all shows the real ones too. --skip N takes 1,000 other leads of agnews, after the first N by turns, and no pages of wikinews: articles that nobody has
judged, to see that what was learned from the first holds for others.
"""
import argparse
import csv
import hashlib
import html
import json
import os
import re
import subprocess
import sys
import tempfile

WANTED = 1000
WEATHER = r"hurricanes?|typhoons?|(tropical )?storms?|cyclones?|(earth)?quakes?|floods?|tornado(e?s)?|tsunamis?|volcano(e?s)?|landslides?|weather|snow|drought|heat ?wave"
TOPIC = (
    r"scientists?|stud(y|ies)|astronomers?|researchers?|marathon|championships?|rugby|basketball|tennis|wrestl\w+|chess|olympiad|nobel|dies|"
    r"crash(es|ed)?|collapses?|fire|spacex|spaceflight|comicon|expo|anime|film|actor|guitarist|premiere|covid-19|coronavirus|sars-cov-2|ebola|measles"
)
REVIEWED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "false_alarms.tsv")


def plain(text):
    """A lead of agnews without the remains of its mark-up"""
    text = re.sub(r"\s?#(\d+);", r"&#\1;", text).replace("\\", " ")
    return " ".join(re.sub(r"<[^>]*>", " ", html.unescape(text)).split())


def articles(path, skip=0):
    """-> [{id, date, text}]"""
    weather = re.compile(rf"\b({WEATHER})\b", re.I)
    topic = re.compile(rf"\b({WEATHER}|{TOPIC})\b", re.I)
    csv.field_size_limit(1 << 24)
    wiki = []
    for year in (2019, 2020):
        with open(os.path.join(path, "wikinews", f"wikinews_{year}.csv"), encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                if topic.search(row["title"]) and len(row["text"]) < 20000:
                    wiki.append({"id": "wikinews:" + row["url"].rsplit("/", 1)[-1], "date": row["date"], "text": row["title"] + "\n\n" + row["text"]})
    with open(os.path.join(path, "agnews", "test.csv"), encoding="utf-8", newline="") as f:
        rows = [(i, *row) for i, row in enumerate(csv.reader(f), 1)]
    chosen = [r for r in rows if weather.search(r[2])]
    taken = {r[0] for r in chosen}
    by_turns = zip(*[[r for r in rows if r[1] == c and r[0] not in taken] for c in "234"])
    chosen += [r for turn in by_turns for r in turn]
    leads = [{"id": f"agnews:{i}", "date": "2004-09-15", "text": plain(title) + "\n\n" + plain(body)} for i, _, title, body in chosen]
    return leads[skip : skip + WANTED] if skip else wiki + leads[: WANTED - len(wiki)]


def violent(event):
    category, cameo, mode = event["event"][0], event["cameo"], event["mode"]
    if event["aux_mode"] == "negation":
        return False
    return (
        category == "ASSAULT"
        or (category == "COERCE" and ("seize" in mode or cameo in ("191", "192")))
        or (category == "MOBILIZE" and any(m in mode for m in ("troops", "weapons", "militia")))
    )


def judged():
    out = {}
    with open(REVIEWED, encoding="utf-8") as f:
        for line in f:
            if line[0] not in "#\n":
                article, sentence, category, verdict = line.rstrip("\n").split("\t")[:4]
                out[article, sentence, category] = verdict
    return out


def main():
    p = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].strip())
    p.add_argument("path")
    p.add_argument("--casus", default="build/casus")
    p.add_argument("--all", action="store_true")
    p.add_argument("--skip", type=int, default=0)
    a = p.parse_args()
    docs, verdicts = articles(a.path, a.skip), judged()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for d in docs:
            f.write(json.dumps(d, ensure_ascii=False) + "\n")
        f.flush()
        run = subprocess.run([a.casus, "code", "--format", "jsonl", f.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if run.returncode == 2 and not run.stdout:
        sys.exit(f"{a.casus} failed")
    texts = {d["id"]: d["text"].encode() for d in docs}
    counts = {"real": 0, "false": 0, "unread": 0}
    for line in run.stdout.decode().splitlines():
        e = json.loads(line)
        if not violent(e):
            continue
        m = e["mentions"][0]
        sentence = texts[e["doc"]][m["start"] : m["end"]]
        key = e["doc"], hashlib.sha256(sentence).hexdigest()[:10], e["event"][0]
        verdict = verdicts.get(key, "unread")
        counts[verdict] += 1
        if a.all or verdict != "real":
            sides = " -> ".join("+".join((x["code"] or "---") + (x["sector"] or "") for x in e[k]) for k in ("actor", "recipient"))
            aux = "/" + e["aux_mode"] if e["aux_mode"] else ""
            print(f"{chr(9).join(key)}\t{verdict}\t{e['event'][0]}{aux} {sides} [{e['trigger']['text']}] {' '.join(sentence.decode().split())}")
    false = counts["false"] + counts["unread"]
    print(f"{len(docs)} articles: {sum(counts.values())} violent events, {counts['real']} of them real, {false} false alarms ({counts['unread']} not read)")


if __name__ == "__main__":
    main()
