#!/usr/bin/env python3
"""Violence in the stories of MUC-4: which incidents does a story tell of, and who were their victims?

    bench/accuracy/muc4.py PATH [--part dev|tst] [--casus build/casus] [-v]       PATH: the folder with muc34.tar.gz

dev are the 1,300 development stories, whose errors may be read; tst those of TST1, TST2 and TST3 together, which are only scored. The text is all in
capitals and goes to casus as it stands, without its header lines; its dateline gives the date.

Incident types, by story: the types of the story's templates (those marked OPTIONAL neither count nor cost) against the types of our
events that are not negated. By the mode, else the code, else the words of an event:
  ASSAULT abduct (or a code 181)                 KIDNAPPING
  ASSAULT explosives, suicide-attack, or the trigger or its sentence names a bomb, dynamite, a mine or an explosion, or a code 183      BOMBING
  ASSAULT whose trigger is an act of burning ("set fire", "burn", "torch")                                   ARSON
  ASSAULT and COERCE (seize) whose trigger is an act of robbing ("rob", "steal", "loot")                       ROBBERY
  every other ASSAULT, and a THREATEN with violence (MUC counts attacks that were only threatened)                ATTACK
A bombing or a fire is an attack as well, and MUC's own annotators differ on it, so ATTACK is right beside BOMBING; it is never wrong where the
story has any of these two. Other types of MUC (hijacking, forced work stoppage) are left out.

Victims, by story: the human targets of its templates, each once, however many templates name it; a fill with "?" neither counts nor costs.
A target is found when a recipient of a violent event of ours, or the noun that our event's words say was killed, has the same head: the last word before
the first preposition, comma or relative pronoun, without a plural ending; of a target's several names and descriptions one must fit, and of
a person's name the last or, as in Spanish, the last but one word.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
BOMB = re.compile(r"\b(car[- ])?(bomb(s|ing|ings|ed)?|dynamite\w*|explo(de|des|ded|sion|sions|sive|sives|ding)|mines?|grenades?|blew up|blown up|detonat\w+)\b", re.I)
BURN = re.compile(r"\b(set (on )?fire|set ablaze|burn(s|ed|t|ing)?|torch(ed|ing)?|arson|incendiary)\b", re.I)
ROB = re.compile(r"\b(rob(s|bed|bery|beries|bing)?|st(eal|ole|olen|ealing)|loot(ed|ing)?|theft|hold-?up)\b", re.I)
BREAK = re.compile(r",|\b(of|in|from|at|on|who|whom|which|that|with|for|by|to|near|and|including|belonging|traveling|working)\b", re.I)


def members(path):
    """-> {name: text} of the corpus"""
    with tarfile.open(os.path.join(path, "muc34.tar.gz")) as t:
        return {m.name.split("CORPORA/")[1]: t.extractfile(m).read().decode("latin-1") for m in t if m.isfile() and re.search(r"CORPORA/(dev|tst[123])/", m.name)}


def stories(files, part):
    """-> [{id, date, text}]"""
    out = []
    for name in sorted(files):
        if not name.startswith(part) or "/key" in name or "header" in name:
            continue
        for m in re.finditer(r"^((?:DEV|TST\d)-MUC\d-\d{4})[^\n]*\n(.*?)(?=^(?:DEV|TST\d)-MUC\d-\d{4}|\Z)", files[name], re.M | re.S):
            body = m[2].strip()
            head = re.match(r"(.{0,400}?--)\s*((?:\[.*?\]\s*)*)", body, re.S)
            day = re.search(r"(\d{1,2}) (\w{3})\w* (\d\d)\b", head[1]) if head else None
            date = f"19{day[3]}-{MONTHS.index(day[2]) + 1:02}-{int(day[1]):02}" if day and day[2] in MONTHS else None
            text = body[head.end():] if head else body
            out.append({"id": m[1], "date": date, "text": re.sub(r"\[[^\]]*\]", " ", text)})
    return out


def fills(value):
    """The fills of a slot: each a list of its alternatives, and the name that it describes; optional ones flagged"""
    text = re.sub(r"\s*/\s*", " / ", re.sub(r"/\s*\n\s*", "/ ", re.sub(r"\n\s*/", " /", value)))
    for line in text.split("\n"):
        line = line.strip()
        parts = line.split(": ", 1) if re.search(r'"\s*: "', line) else [line]
        words = re.findall(r'"([^"]+)"', parts[0])
        if words:
            yield words, re.findall(r'"([^"]+)"', parts[1]) if len(parts) > 1 else [], line.startswith("?")


def targets(name, description):
    """-> [(alternatives, named, optional)]"""
    out = [(set(w), set(w), o) for w, _, o in fills(name)]
    for words, of, optional in fills(description):
        whom = next((t for t in out if t[1] & set(of)), None)
        if whom:
            whom[0].update(words)
        else:
            out.append((set(words), set(), optional))
    return out


def keys(files, part):
    """-> {story: (types, optional types, [targets])}"""
    out = {}
    for name in sorted(files):
        if not name.startswith(part) or "/key" not in name:
            continue
        for block in re.split(r"\n(?=0\.\s+MESSAGE: ID)", "\n" + files[name]):
            slot = {m[1]: m[2].rstrip() for m in re.finditer(r"^\d+\.\s+([A-Z ]+: [A-Z ]+?)  +(.*?)(?=^\d+\.\s|^;|\Z)", block + "\n", re.M | re.S)}
            if "MESSAGE: ID" not in slot:
                continue
            story = out.setdefault(slot["MESSAGE: ID"].split()[0], (set(), set(), []))
            optional = "OPTIONAL" in slot.get("MESSAGE: TEMPLATE", "")
            for kind in re.findall(r"[A-Z]+", slot.get("INCIDENT: TYPE", "")):
                if kind in TYPES:
                    story[optional].add(kind)
            for who in targets(slot.get("HUM TGT: NAME", ""), slot.get("HUM TGT: DESCRIPTION", "")):
                same = next((t for t in story[2] if t[0] & who[0]), None)
                if same:
                    same[0].update(who[0])
                    same[1].update(who[1])
                else:
                    story[2].append((who[0], who[1], optional or who[2]))
    return out


def stem(word):
    w = word.lower().strip("'.\"[]()")
    if w in ("men", "women", "policemen", "policewomen", "guardsmen", "children", "people", "salesmen", "businessmen"):
        return {"children": "child", "people": "person"}.get(w, w[:-3] + "man" if w.endswith("men") else w)
    return w[:-3] + "y" if w.endswith("ies") else w[:-2] if re.search(r"(s|x|ch|sh)es$", w) else w[:-1] if w.endswith("s") and not w.endswith("ss") else w


def head(text):
    words = [w for w in BREAK.split(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text))[0].split() if re.search(r"\w", w)]
    return words[-1] if words else ""


def heads(alternatives, named):
    out = {stem(head(a)) for a in alternatives}
    for a in named:
        out.update(stem(w) for w in a.split()[-2:] if len(w) > 3)
    return out - {""}


def types(e, sentence):
    category, mode, cameo = e["event"][0], e["mode"], e["cameo"]
    words = e["trigger"]["text"] if e["trigger"] else ""
    if e["aux_mode"] == "negation":
        return set()
    if category == "COERCE":
        return {"ROBBERY"} if ROB.search(words) else set()
    if category == "THREATEN":
        return {"ATTACK"} if "violence" in mode else set()
    if category != "ASSAULT":
        return set()
    if "abduct" in mode or cameo.startswith("181"):
        return {"KIDNAPPING"}
    if ROB.search(words):
        return {"ROBBERY"}
    if BURN.search(words) or (BURN.search(sentence) and "destroy" in mode):
        return {"ARSON"}
    if set(mode) & {"explosives", "suicide-attack"} or cameo.startswith("183") or BOMB.search(words) or BOMB.search(sentence):
        return {"BOMBING", "ATTACK"}
    return {"ATTACK"}


def answers(casus, docs):
    """-> {story: (types, heads of victims, lines to show)}"""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(json.dumps(d) + "\n" for d in docs)
        f.flush()
        run = subprocess.run([casus, "code", "--format", "jsonl", f.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    texts, out = {d["id"]: d["text"].encode() for d in docs}, {}
    for line in run.stdout.decode().splitlines():
        e = json.loads(line)
        raw = texts[e["doc"]]
        found, victims, shown = out.setdefault(e["doc"], (set(), set(), []))
        for m in e["mentions"]:
            kinds = types(e, raw[m["start"]:m["end"]].decode())
            found |= kinds
        if not kinds:
            continue
        for r in e["recipient"]:
            victims.update(stem(head(x)) for x in (r["entity_text"], r["identifier_text"]) if x)
        shown.append(f"{'/'.join(sorted(kinds))} [{(e['trigger'] or {}).get('text')}] -> {', '.join(r['entity_text'] or '' for r in e['recipient'])}")
    return out


def main():
    p = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].strip())
    p.add_argument("path")
    p.add_argument("--part", choices=("dev", "tst"), default="dev")
    p.add_argument("--casus", default="build/casus")
    p.add_argument("-v", "--verbose", action="store_true", help="list what was missed (dev alone)")
    o = p.parse_args()
    files = members(o.path)
    docs, gold = stories(files, o.part), keys(files, o.part)
    if not docs:
        sys.exit("muc4.py: no stories there")
    got = answers(o.casus, docs)
    hit = {t: [0, 0, 0] for t in TYPES}   # found, in the key, ours
    victim = [0, 0, 0, 0]
    for d in docs:
        want, may, who = gold.get(d["id"], (set(), set(), []))
        ours, victims, shown = got.get(d["id"], (set(), set(), []))
        if "BOMBING" in want | may and "ATTACK" not in want:
            may = may | {"ATTACK"}
        for t in TYPES:
            hit[t][0] += t in ours and t in want
            hit[t][1] += t in want
            hit[t][2] += t in ours and (t in want or t not in may)
        missed = []
        for alternatives, named, optional in who:
            found = bool(heads(alternatives, named) & victims)
            if not optional:
                victim[0] += found
                victim[1] += 1
                missed += [] if found else [" / ".join(sorted(alternatives))]
        if o.verbose and o.part == "dev" and (missed or want - ours):
            print(f"{d['id']}: missed types {sorted(want - ours)}, victims {missed}; ours {shown}")
    all_ = [sum(h[i] for h in hit.values()) for i in range(3)]
    print(f"{len(docs)} stories, {sum(1 for d in docs if gold.get(d['id'], (0,))[0])} with an incident")
    for name, (found, want, ours) in [("all types", all_), *hit.items()]:
        print(f"  {name:11} recall {found / max(want, 1):.3f} ({found} of {want})   precision {found / max(ours, 1):.3f} ({found} of {ours})")
    print(f"  victims     recall {victim[0] / max(victim[1], 1):.3f} ({victim[0]} of {victim[1]})")


if __name__ == "__main__":
    main()
