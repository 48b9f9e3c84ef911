#!/usr/bin/env python3
"""Are given actors resolved to the right country and sector? PLOVER's gold records and gold articles, by `casus code --emit entities`.

    bench/accuracy/actors.py --casus build/casus [--errors] [../shared/data/plover-gsr ../shared/gold/articles]

A mention is the words of a gold actor as they stand in the text; ours is what was found in these words: a person before a role before an
organisation before a country; a nationality counts with the role that it stands beside ("Senior *Hungarian* officials"). Reported: the share
of mentions with the right country (or IGO, NGO ...), and with the right sector, too; and how often we were right when we were that sure.
The records of 2016 know neither UNO nor EUR nor NGO for watchdogs (all IGO), write CIV for CVL and three countries in another way; `***` is no
sector, and groups behind a sector (`CVLalb`) are left out. Gold actors whose words are not in the text are counted apart.

A second line reads the same mentions as a coder would: where the evidence of the event has the words (an article may name "Turkey" ten times before
the sentence in which it acts), and what stands at the head of the phrase ("NATO-member *Norway*", "*soldiers* of Muammar Gaddafi"). A third takes a
country, nationality or place that stands for itself as right without a sector: shared/gold/GUIDELINES.md leaves it null, and whether the state (GOV) or people (CVL)
are meant is told by the event, not by the name.

For the articles also: the speakers of gold quotations, by what the text calls them at that place: a pronoun, a description ("the envoy"), a name.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

KINDS = ("person", "role", "organisation", "pronoun", "country", "place", "nationality")
PRONOUNS = ("he", "she", "they", "it", "we", "i", "who", "which", "both", "his", "her", "their", "its")
OLD = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}


def gsr(folder):
    """-> (id, date, text, [(words, code, sector, sentences)], old codes?)"""
    for r in json.load(open(os.path.join(folder, "PLOVER_GSR_CAMEO.txt"), encoding="utf-8"))[1:]:
        actors = []
        for key in ("source", "target"):
            side = r.get(key) or []
            for a in [side] if isinstance(side, dict) else side:
                if isinstance(a, dict) and a.get("code") and a.get("actorText"):
                    sector = re.sub(r"[a-z].*|\*+", "", a.get("sector") or "")[:3].replace("CIV", "CVL")
                    known = "***" not in (a.get("sector") or "")
                    actors.append((a["actorText"], OLD.get(a["code"], a["code"]), sector if known else None, [r["text"]]))
        yield r["id"], r.get("date", "2000-01-01"), r["text"], actors, True


def articles(folder):
    for f in sorted(os.listdir(folder)):
        if not f.endswith(".json"):
            continue
        gold = json.load(open(os.path.join(folder, f), encoding="utf-8"))
        path = next(p for p in (os.path.join(folder, f[:-5] + e) for e in (".txt", ".html")) if os.path.exists(p))
        actors = {}
        for e in gold["events"]:
            for a in e["actor"] + e["recipient"]:
                actors[a["name"]] = (a["name"], a["code"] or "---", a["sector"] or "", actors.get(a["name"], (0, 0, 0, []))[3] + e["evidence"])
        for q in gold["quotes"]:
            a = q.get("speaker")
            if a:
                actors[a["name"]] = (a["name"], a["code"] or "---", a["sector"] or "", actors.get(a["name"], (0, 0, 0, []))[3])
        yield gold["doc"], gold["publication_date"], open(path, encoding="utf-8").read(), list(actors.values()), False


def records(casus, docs):
    """All entity records, one call for each date."""
    found, groups = collections.defaultdict(list), collections.defaultdict(list)
    for i, d in enumerate(docs):
        groups[d[1]].append(i)
    with tempfile.TemporaryDirectory() as tmp:
        for date, which in sorted(groups.items()):
            files = []
            for i in which:
                files.append(os.path.join(tmp, f"d{i:05d}" + (".html" if "<html" in docs[i][2][:2000].lower() else ".txt")))
                open(files[-1], "w", encoding="utf-8").write(docs[i][2])
            p = subprocess.run([casus, "code", "--any-language", "--format", "jsonl", "--emit", "entities", "--date", date, *files], capture_output=True, text=True)
            if p.returncode == 2:
                sys.exit(f"actors.py: {p.stderr}")
            for line in p.stdout.splitlines():
                r = json.loads(line)
                found[int(r["doc"][1:])].append(r)
    return found


def heads(casus, docs):
    """For each document {first byte of a word: (byte behind it, first byte of its head or -1)}."""
    found = []
    with tempfile.TemporaryDirectory() as tmp:
        for i, d in enumerate(docs):
            path = os.path.join(tmp, f"d{i:05d}" + (".html" if "<html" in d[2][:2000].lower() else ".txt"))
            open(path, "w", encoding="utf-8").write(d[2])
            out = subprocess.run([casus, "annotate", "--any-language", path], capture_output=True, text=True, check=True).stdout
            words, sentence = {}, []
            for line in out.split("\n"):
                f = line.split("\t")
                if len(f) == 10:
                    at = dict(x.split("=", 1) for x in f[9].split("|") if "=" in x)
                    sentence.append((int(at["start"]), int(at["end"]), int(f[6])))
                elif not line and sentence:
                    for s, e, h in sentence:
                        words[s] = (e, sentence[h - 1][0] if h else -1)
                    sentence = []
            found.append(words)
    return found


def at_head(recs, words, start, end):
    """The records at the word that the others between start and end hang on, if there are any; else all."""
    inside = {s: h for s, (e, h) in words.items() if s < end and start < e}
    tops = [s for s, h in inside.items() if h not in inside]
    there = [r for r in recs for s in tops if r["start"] <= s < r["end"] and any(a["code"] or a["sector"] for a in r["who"])]
    return recs if not there or all(r["kind"] == "nationality" for r in there) else there


def resolve(recs, start, end):
    """-> (code, sector, confidence) of the words from start to end (bytes), None: nothing was found there"""
    inside = [(r, a) for r in recs for a in r["who"] if a["start"] < end and start < a["end"] and (r["start"] < end and start < r["end"] or r["kind"] == "role")]
    own = {a["code"] for r, a in inside if r["kind"] in ("nationality", "country") and r["start"] < end and start < r["end"]}
    covered = [(r, a) for r, a in inside if r["start"] < end and start < r["end"]]
    beside = [(r, a) for r, a in inside if r["kind"] == "role" and (a["code"] in own or not own)]
    best = min(covered, key=lambda x: (KINDS.index(x[0]["kind"]), -x[0]["end"]), default=None)
    if best and best[0]["kind"] == "nationality" and beside:
        best = beside[0]
    if best:
        return best[1]["code"] or "---", best[1]["sector"] or "", best[0]["confidence"], best[0]["kind"]
    place = next((r for r in recs if r["place"] and r["start"] < end and start < r["end"]), None)
    return (place["place"]["country"] or "---", "", place["confidence"], "place") if place else None


def spans(text, words):
    """byte spans of the words, whole words only"""
    for m in re.finditer(r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)", text):
        n = len(text[:m.start()].encode())
        yield n, n + len(m.group().encode())


def within(text, sentence, at):
    """Do the bytes `at` stand in this sentence of the text?"""
    k = text.find(sentence)
    first = len(text[:k].encode())
    return k >= 0 and first <= at[0] and at[1] <= first + len(sentence.encode())


def same_country(gold, ours, old):
    return gold == ours or (old and gold == "IGO" and ours in ("UNO", "EUR", "NGO", "IMG")) or (old and gold == "IMG" and ours == "IGO")


def measure(name, casus, docs, errors):
    found, trees = records(casus, docs), heads(casus, docs)
    n, sure = collections.Counter(), collections.defaultdict(collections.Counter)
    for i, (doc, _, text, actors, old) in enumerate(docs):
        for words, code, sector, sentences in actors:
            near = next((at for at in spans(text, words) for s in sentences if within(text, s, at)), None)
            if near:
                fair = resolve(at_head(found[i], trees[i], *near), *near)
                country = fair is not None and same_country(code, fair[0], old)
                right = country and (sector is None or sector == fair[1] or (old and code == "IGO"))
                n["near"] += 1
                n["near country"] += country
                n["near right"] += right
                n["near null"] += right or (country and fair[1] == "" and sector in ("GOV", "CVL") and fair[3] in ("country", "nationality", "place"))
            at = next(iter(spans(text, words)), None)
            if at is None:
                n["absent"] += 1
                continue
            ours = resolve(found[i], *at)
            n["all"] += 1
            country = ours is not None and same_country(code, ours[0], old)
            right = country and (sector is None or sector == ours[1] or (old and code == "IGO"))
            n["country"] += country
            n["right"] += right
            if ours:
                bin = sure[int(10 * ours[2]) / 10]
                bin["all"] += 1
                bin["right"] += country
            if errors and not right:
                print(f"{'sector' if country else 'COUNTRY'}\t{doc}\t{words}\tgold {code}{sector or ''}\tours {ours}")
    print(f"{name}: {n['all']} mentions ({n['absent']} more are not in these words in the text): country {n['country'] / n['all']:.3f}, with sector {n['right'] / n['all']:.3f}")
    print(f"  in the evidence, at the head of the phrase: {n['near']} mentions: country {n['near country'] / n['near']:.3f}, with sector {n['near right'] / n['near']:.3f}")
    print(f"  and a country or place as such without a sector: {n['near null'] / n['near']:.3f}")
    print("  right country by our confidence: " + ", ".join(f"{k:.1f}: {v['right']} of {v['all']}" for k, v in sorted(sure.items())))


def speakers(casus, folder, errors):
    """Gold quotations whose words we found: is the speaker right where the text has a pronoun, where it has a description, where it has a name?"""
    n = collections.Counter()
    for f in sorted(os.listdir(folder)):
        if not f.endswith(".json"):
            continue
        gold = json.load(open(os.path.join(folder, f), encoding="utf-8"))
        path = next(p for p in (os.path.join(folder, f[:-5] + e) for e in (".txt", ".html")) if os.path.exists(p))
        p = subprocess.run([casus, "code", "--any-language", "--format", "jsonl", "--emit", "statements", "--date", gold["publication_date"], path], capture_output=True, text=True)
        ours = [json.loads(x) for x in p.stdout.splitlines()]
        for q in gold["quotes"]:
            words = set(re.findall(r"\w+", q["text"].lower()))
            fit = [r for r in ours if len(words & set(re.findall(r"\w+", r["text"].lower()))) > 0.7 * len(words | set(re.findall(r"\w+", r["text"].lower())))]
            if not fit or not fit[0]["source"] or not q.get("speaker"):
                continue
            text, who, want = fit[0]["source"]["text"], fit[0]["speaker"] or {}, q["speaker"]
            kind = "pronouns" if text.lower() in PRONOUNS else "names" if re.search(r"[A-Z]", text[1:]) else "descriptions"
            country = (who.get("code") or "---") == (want["code"] or "---")
            right = country and (who.get("sector") or "") == (want["sector"] or "")
            for k in (kind, "pronouns and descriptions") if kind != "names" else (kind,):
                n[k] += 1
                n[k, "country"] += country
                n[k, "right"] += right
            if errors and not right:
                print(f"{'sector' if country else 'COUNTRY'}\t{gold['doc']}\t{text}\tgold {want['name']} {want['code']}{want['sector'] or ''}\tours {who.get('code')}{who.get('sector') or ''}\t{q['text'][:60]}")
    for k in ("pronouns", "descriptions", "pronouns and descriptions", "names"):
        print(f"speakers told by {k}: {n[k]}: country {n[k, 'country'] / max(1, n[k]):.3f}, with sector {n[k, 'right'] / max(1, n[k]):.3f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--casus", default="build/casus")
    ap.add_argument("--errors", action="store_true")
    ap.add_argument("paths", nargs="*", default=["../shared/data/plover-gsr", "../shared/gold/articles"])
    a = ap.parse_args()
    for p in a.paths:
        old = os.path.exists(os.path.join(p, "PLOVER_GSR_CAMEO.txt"))
        measure("PLOVER gold records" if old else "gold articles", a.casus, list((gsr if old else articles)(p)), a.errors)
        if not old:
            speakers(a.casus, p, a.errors)


main()
