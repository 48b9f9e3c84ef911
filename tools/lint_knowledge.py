#!/usr/bin/env python3
"""Reads every line of every table of knowledge/ and says what is wrong with it: `file:line: message`, exit status 1 if there is anything.

    python3 tools/lint_knowledge.py [FOLDER]

What a table may hold stands in knowledge/README.md; this is the same in code. Pairs of category and CAMEO code (or mode and code) that
differ from the ontology on purpose are lines of kind `deviation` in ontology.tsv: code, then `CATEGORY;mode` (mode `-`: any or none).
"""
import glob
import os
import re
import sys
from collections import defaultdict
from datetime import date

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from textfold import fold  # noqa: E402

COLUMNS = {
    "ontology.tsv": "kind code parent value name why",
    "countries.tsv": "code name aliases adjectives demonyms capital seats region from to why",
    "actors/": "name aliases code sector kind office from to why",
    "agents.tsv": "singular plural sector kind code why",
    "frames/": "pred pos need event mode cameo actor recipient flags why",
    "acled.tsv": "from actor recipient with event_type sub_event_type why",
    "compose.tsv": "op event mode result mode2 cameo why",
    "classes": "class lemmas why",
    "instruments.tsv": "lemma event mode cameo why",
    "realis.tsv": "lemma pos scope effect why",
    "cues.tsv": "lemma pos kind why",
    "attitudes.tsv": "lemma pos takes why",
    "given-names.tsv": "name gender why",
    "name-words.tsv": "word class why",
    "contexts.tsv": "word context weight why",
    "domains.tsv": "word domain weight why",
    "places": "id name aliases country admin1 lat lon pop class why",
}
ENTITY_KINDS = set("person org armed party igo ngo seat region".split())
AGENT_KINDS = set("person group office former".split())
PLACE_CLASSES = set("city capital admin1 admin2 region sea river mountain island crossing camp base".split())
REGIONS = {"Africa", "Americas", "Asia", "Europe", "Oceania", "Middle East"}
TRANSNATIONAL = set("IGO UNO EUR NGO ISM IMG MNC".split())
SLOTS = set("subj obj iobj comp poss mod any prt pre".split())
ROLE_SLOTS = SLOTS - {"any", "prt", "pre"}
PREPOSITIONS = set("""about above across after against ahead along alongside amid among around as at before behind below beneath beside between beyond by concerning
 despite down during for from in inside into like near of off on onto opposite out outside over past per regarding round since than through throughout till to toward
 towards under underneath until unto up upon via with within without belonging according due""".split())
NOUN_SLOTS_NEVER = {"obj", "iobj"}   # slot.c gives a noun none of these
FLAGS = set("mutual pair actor recip given".split())
OPS = set("AGREE THREATEN APPEAL DEMAND REJECT OFFER SUPPORT ACCUSE DENY FUTURE CAUSE".split())
BARE_OPS = {"DENY", "CAUSE"}         # these have no code of their own and work on the complement itself
SCOPES = {"comp", "obj", "mod", "subj"}
EFFECTS = set("actual negation future hypothetical historical alleged denied".split())
DOMAINS = set("conflict sport business disaster science culture".split())
TAKES = set("clause to object phrase whole as".split())
CUES = set("say claim deny warn demand ask promise think report".split())
ACLED = {
    "Battles": "Government regains territory|Non-state actor overtakes territory|Armed clash",
    "Protests": "Excessive force against protesters|Protest with intervention|Peaceful protest",
    "Riots": "Violent demonstration|Mob violence",
    "Explosions/Remote violence": "Chemical weapon|Air/drone strike|Suicide bomb|Shelling/artillery/missile attack|Remote explosive/landmine/IED|Grenade",
    "Violence against civilians": "Sexual violence|Attack|Abduction/forced disappearance",
    "Strategic developments": "Agreement|Arrests|Change to group/activity|Disrupted weapons use|Headquarters or base established|Looting/property destruction"
                              "|Non-violent transfer of territory|Other",
}
SIDES = set("* @ARMED @COUNTRY @PERSON @ABROAD @SEVERAL @NOBODY".split())
SPECIAL = set("@ACTOR @COUNTRY @PERSON @ARMED @PLACE @EVENT @WISH @OFFICIAL @TO".split())
WIDER = {"@COUNTRY": "@ACTOR", "@PERSON": "@ACTOR", "@ARMED": "@ACTOR", "@OFFICIAL": "@ACTOR"}
SHORT = set("U.S. US U.S UK U.K. U.K UN U.N. U.N EU E.U. AU A.U. NZ N.Z.".split()) | {"U. S."}   # acronyms of two letters that mean one thing everywhere
SMALL = set("peshmerga shabiha spetsnaz colectivos chengguan mutaween flydubai papal".split())          # names that are written so
# Words that begin a sentence or stand in a title: as the one word of an alias they would fire all the time.
COMMON = set("""of police army union party parliament senate congress court council ministry government state states nation republic coalition alliance front movement guard force
 forces command hope nice split bath reading god major general colonel captain president minister chief judge march may august april june mobile most tours lens orange
 enterprise independence commerce liberty justice victory progress freedom unity peace democracy people bank university institute academy college school church mosque temple
 hotel airport station bridge hall house white black green brown grey king queen prince pope bishop best young long short little big day north south east west monday tuesday
 wednesday thursday friday saturday sunday january february july september october november december will mark bill grant rose frank jack the this that there they new old last
 first next one two three more less how what when where who why opposition resistance renewal rally forward together change action dawn spring summer winter autumn fall today
 future power voice choice order law league labour labor left right centre center federal national international central local foreign united democratic socialist""".split())


class Lint:
    def __init__(self, folder):
        self.folder, self.messages, self.file, self.no = folder, [], "", 0
        self.categories, self.modes, self.cameo, self.contexts, self.sectors = set(), set(), {}, set(), set()
        self.deviations, self.used_deviations, self.countries = {}, set(), set()
        self.classes, self.used_classes = {}, set()

    # ---- saying and reading ----
    def say(self, message, no=None):
        self.messages.append(f"{self.file}:{self.no if no is None else no}: {message}")

    def rows(self, path, columns):
        """-> {column: field} of each line, '-' and what is missing as ''; says what is wrong with the line as a line"""
        self.file, self.no = path, 0
        columns = columns.split()
        with open(path, "rb") as f:
            data = f.read()
        if data and not data.endswith(b"\n"):
            self.say("the last line has no end", data.count(b"\n") + 1)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as e:
            return self.say(f"not UTF-8: {e.reason} at byte {e.start}", data.count(b"\n", 0, e.start) + 1)
        head, seen = None, {}
        for self.no, line in enumerate(text.split("\n"), 1):
            if "\r" in line:
                self.say("carriage return")
            if line.startswith("#") or not line:
                continue
            if not line.strip():
                self.say("a line of blanks")
                continue
            f = line.split("\t")
            if head is None:
                head = f
                if f != columns:
                    self.say(f"the header is {' '.join(f)}; it should be {' '.join(columns)}")
                    return
                continue
            if len(f) != len(columns):
                self.say(f"{len(f)} fields, not {len(columns)}")
                continue
            if "  " in line or any(x != x.strip() for x in f):
                self.say("blanks at an end of a field, or two in a row")
            if line in seen:
                self.say(f"the same line as {seen[line]}")
            seen[line] = self.no
            yield {k: "" if v.strip() == "-" else v.strip() for k, v in zip(columns, f)}
        if head is None:
            self.say("no header")

    def listed(self, text, what):
        items = text.split("|") if text else []
        if any(not x or x == "-" or x != x.strip() for x in items):
            self.say(f"{what}: an empty item, or blanks around one")
        seen = set()
        for x in items:
            if x in seen:
                self.say(f"{what}: {x!r} twice")
            seen.add(x)
        return [x.strip() for x in items if x.strip()]

    # ---- fields ----
    def days(self, s):
        if not s:
            return None
        m = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", s)
        try:
            return date(int(m[1]), int(m[2] or 1), int(m[3] or 1))
        except (TypeError, ValueError):
            self.say(f"{s!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)")

    def spell(self, r):
        a, b = self.days(r["from"]), self.days(r["to"])
        if a and b and a >= b:
            self.say(f"from {r['from']} is not before to {r['to']}")

    def known(self, value, what, among, empty=False):
        if value not in among and not (empty and not value):
            self.say(f"unknown {what} {value!r}")
            return False
        return True

    def code(self, c):
        self.known(c, "code", self.countries | TRANSNATIONAL, empty=True)

    def event_code(self, event, mode, cameo):
        """the modes are of the category; the code is of the category and one of the modes, or a deviation says otherwise"""
        if not self.known(event, "category", self.categories):
            return
        modes = self.listed(mode, "mode")
        wrong = [m for m in modes if (event, m) not in self.modes]
        for m in wrong:
            self.say(f"{event} has no mode {m!r}")
        if len(modes) > 3:
            self.say("more than three modes")
        if wrong or not cameo or not self.known(cameo, "CAMEO code", self.cameo):
            return
        parent, implied = self.cameo[cameo]
        if parent == event and (not implied or not modes or implied in modes):
            return
        for m in modes + [""]:
            if (cameo, event, m) in self.deviations:
                self.used_deviations.add((cameo, event, m))
                return
        if parent != event:
            self.say(f"CAMEO {cameo} belongs to {parent or 'no category'}, not to {event}: right it, or add a deviation to ontology.tsv")
        else:
            self.say(f"CAMEO {cameo} is {event}/{implied}, not {event}/{mode}: right it, or add a deviation to ontology.tsv")

    def surface(self, name, what="alias"):
        """a name that an article may have: neither a plain word nor too short"""
        if re.fullmatch(r"[a-z]+", name) and name not in SMALL:
            self.say(f"{what} {name!r} is a word in small letters")
        elif re.fullmatch(r"[A-Z]\.?[ -]?[A-Z]?\.?", name) and name not in SHORT:
            self.say(f"{what} {name!r} is an acronym of fewer than 3 letters")
        elif name.lower() in COMMON and not name.isupper():
            self.say(f"{what} {name!r} is a common word")

    # ---- tables ----
    def ontology(self, path):
        modes, codes, deviations, seen = [], [], [], {}
        for r in self.rows(path, COLUMNS["ontology.tsv"]):
            kind, key = r["kind"], (r["kind"], r["code"], r["parent"] if r["kind"] in ("mode", "deviation") else "")
            if key in seen:
                self.say(f"{kind} {r['code']} already in line {seen[key]}")
            seen[key] = self.no
            if kind == "event":
                self.categories.add(r["code"])
                if not re.fullmatch(r"[1-4];-?\d+(\.\d+)?", r["value"]):
                    self.say(f"value {r['value']!r} is not quad;score")
            elif kind == "mode":
                self.modes.add((r["parent"], r["code"]))
                modes.append((self.no, r))
            elif kind == "context":
                self.contexts.add(r["code"])
                if not re.fullmatch(r"[a-z_]+", r["code"]):
                    self.say(f"context {r['code']!r} is not written with small letters and underscores")
            elif kind == "sector":
                self.sectors.add(r["code"])
                if not re.fullmatch(r"[A-Z]{3}", r["code"]):
                    self.say(f"sector {r['code']!r}")
            elif kind == "cameo":
                parent, _, mode = r["parent"].partition(";")
                self.cameo[r["code"]] = (parent, "" if mode == "-" else mode)
                codes.append((self.no, r, parent, mode))
                if not re.fullmatch(r"[012]\d{1,3}", r["code"]) or not re.fullmatch(r"-?\d+\.\d;[1-4]", r["value"]):
                    self.say(f"code {r['code']!r} or value {r['value']!r} (goldstein;quad)")
                if not r["name"]:
                    self.say("no name")
            elif kind == "deviation":
                deviations.append((self.no, r))
                if not r["why"]:
                    self.say("a deviation needs its reason in `why`")
            else:
                self.say(f"unknown kind {kind!r}")
        self.no = 1
        if self.categories and len(self.categories) != 16:
            self.say(f"{len(self.categories)} categories, not 16")
        for self.no, r, parent, mode in codes:
            if parent and self.known(parent, "category", self.categories) and mode not in ("", "-") and (parent, mode) not in self.modes:
                self.say(f"{parent} has no mode {mode!r}")
        for self.no, r in deviations:
            event, _, mode = r["parent"].partition(";")
            mode = "" if mode == "-" else mode
            self.known(r["code"], "CAMEO code", self.cameo)
            if self.known(event, "category", self.categories) and mode and (event, mode) not in self.modes:
                self.say(f"{event} has no mode {mode!r}")
            self.deviations[r["code"], event, mode] = self.no
        for self.no, r in modes:
            self.event_code(r["parent"], r["code"], r["value"])

    def country_table(self, path):
        owner = {}
        for r in self.rows(path, COLUMNS["countries.tsv"]):
            if not re.fullmatch(r"[A-Z]{3}", r["code"]):
                self.say(f"code {r['code']!r}")
            self.countries.add(r["code"])
            self.known(r["region"], "region", REGIONS)
            self.spell(r)
            if not r["name"]:
                self.say("no name")
            for a in [r["name"]] + self.listed(r["aliases"], "aliases"):
                self.surface(a)
                # of the two Congos the article decides
                if not r["to"] and a != "Congo" and owner.setdefault(a, (r["code"], self.no))[0] != r["code"]:
                    self.say(f"{a!r} is the name of another country in line {owner[a][1]}")
            if r["name"] in r["aliases"].split("|"):
                self.say(f"aliases: {r['name']!r} is the name")
            for d in self.listed(r["demonyms"], "demonyms"):
                if not re.fullmatch(r"[^/]+/[^/]+", d):
                    self.say(f"demonym {d!r} is not singular/plural")
            for k in ("adjectives", "capital", "seats"):
                self.listed(r[k], k)

    def actors(self, path):
        seen = {}
        for r in self.rows(path, COLUMNS["actors/"]):
            self.code(r["code"])
            self.known(r["sector"], "sector", self.sectors - TRANSNATIONAL, empty=True)
            self.known(r["kind"], "kind", ENTITY_KINDS)
            self.spell(r)
            if r["office"] and r["kind"] != "person":
                self.say("only persons hold an office")
            if r["office"] != r["office"].lower():
                self.say(f"office {r['office']!r} is not in lower case")
            key = (r["name"], r["office"], r["from"], r["code"])
            if key in seen:
                self.say(f"name, office and start as in line {seen[key]}")
            seen[key] = self.no
            names = self.listed(r["aliases"], "aliases")
            if r["name"] in names:
                self.say(f"aliases: {r['name']!r} is the name")
            for a in [r["name"]] + names:
                self.surface(a)

    def agents(self, path):
        seen = {}
        for r in self.rows(path, COLUMNS["agents.tsv"]):
            self.known(r["sector"], "sector", self.sectors - TRANSNATIONAL, empty=True)
            self.known(r["kind"], "kind", AGENT_KINDS)
            self.code(r["code"])
            forms = self.listed(r["singular"], "singular") + self.listed(r["plural"], "plural")
            if not forms:
                self.say("neither singular nor plural")
            for w in self.listed(r["singular"], "singular"):
                if w in seen:
                    self.say(f"{w!r} already in line {seen[w]}")
                seen[w] = self.no
            for w in forms:
                if len(w.split()) > 4:
                    self.say(f"{w!r} has more than four words")

    def class_tables(self, paths):
        for path in paths:
            for r in self.rows(path, COLUMNS["classes"]):
                c = r["class"]
                if not re.fullmatch(r"[a-z]+\d*", c):
                    self.say(f"class name {c!r}")
                if c in self.classes:
                    self.say(f"class {c} already at {self.classes[c][0]}")
                lemmas = self.listed(r["lemmas"], "lemmas")
                if not lemmas:
                    self.say(f"class {c} is empty")
                for w in lemmas:
                    if w != w.lower() or re.search(r"[ _]", w):
                        self.say(f"class {c}: {w!r} is not one word in lower case")
                self.classes[c] = (f"{path}:{self.no}", set(lemmas))

    def need(self, text):
        """-> the conditions as {(negative, slot): set of values}, or None where they cannot be read"""
        out = defaultdict(set)
        for cond in text.split():
            neg = cond.startswith("!")
            slot, sep, values = cond.lstrip("!").partition(":")
            if not sep or not values or cond.count("!") > 1:
                self.say(f"need: {cond!r} is no SLOT:VALUE")
                return None
            if slot not in SLOTS | PREPOSITIONS:
                self.say(f"need: unknown slot {slot!r}")
            for v in self.listed(values, f"need {slot}"):
                if v.startswith("@") and v not in SPECIAL:
                    self.used_classes.add(v[1:])
                    self.known(v[1:], "class", self.classes)
                elif v.isalpha() and v.isupper() and len(v) > 2:
                    self.known(v, "category", self.categories)
                elif v != "*" and not v.startswith("@") and (v != v.lower() or "_" in v):
                    self.say(f"need: {v!r} is not one word in lower case: no token has that lemma")
                out[neg, slot].add(v)
            if len([c for c in text.split() if c == cond]) > 1:
                self.say(f"need: {cond!r} twice")
        return out

    def covers(self, wide, narrow):
        """Does every word that fulfils `narrow` fulfil `wide`?"""
        words = set().union(*[self.classes[v[1:]][1] for v in wide if v[1:] in self.classes and v[0] == "@"]) | wide
        for v in narrow:
            if "*" in wide or v in wide or WIDER.get(v) in wide or (v in self.categories and "@EVENT" in wide):
                continue
            if v[0] == "@" and v[1:] in self.classes:
                if self.classes[v[1:]][1] <= words:
                    continue
                return False
            if v not in words:
                return False
        return True

    def frames(self, paths):
        seen = {}
        for path in paths:
            for r in self.rows(path, COLUMNS["frames/"]):
                pos, flags = r["pos"], r["flags"].split()
                self.known(pos, "pos", {"V", "N", "A"})
                preds = self.listed(r["pred"], "pred")
                if not preds:
                    self.say("no pred")
                for p in preds:
                    if p != p.lower():
                        self.say(f"pred {p!r} is not in lower case")
                    if pos == "V" and " " in p:
                        self.say(f"pred {p!r}: the further words of a verb belong into need")
                needs = self.need(r["need"])
                for (neg, slot), values in (needs or {}).items():
                    if not neg and (True, slot) in needs and self.covers(needs[True, slot], values):
                        self.say(f"need: {slot} can never hold, all of it is excluded")
                    if pos == "N" and slot in NOUN_SLOTS_NEVER and not neg:
                        self.say(f"need: {slot} can never hold, a noun has none")
                for f in flags:
                    if f.startswith("op="):
                        self.known(f[3:], "op", OPS)
                    else:
                        self.known(f, "flag", FLAGS)
                if len(set(flags)) != len(flags) or sum(f.startswith("op=") for f in flags) > 1:
                    self.say("flags: one of them twice")
                for k in ("actor", "recipient"):
                    for s in re.split(r"[+/]", r[k]) if r[k] else []:
                        if s not in ROLE_SLOTS | PREPOSITIONS:
                            self.say(f"{k}: unknown slot {s!r}")
                        elif pos == "N" and s in NOUN_SLOTS_NEVER:
                            self.say(f"{k}: a noun has no {s}")
                op = next((f[3:] for f in flags if f.startswith("op=")), "")
                if r["event"] == "NONE":
                    if r["mode"] or r["cameo"] or [f for f in flags if not f.startswith("op=")] or (op and op not in BARE_OPS | {"FUTURE"}) or (not op and (r["actor"] or r["recipient"])):
                        self.say("NONE has no mode, code, flags or sides (sides and op only with " + ", ".join(sorted("op=" + x for x in BARE_OPS | {"FUTURE"})) + ")")
                else:
                    if not r["cameo"]:
                        self.say("no CAMEO code")
                    self.event_code(r["event"], r["mode"], r["cameo"])
                    if ("actor" in flags or "pair" in flags) and not r["actor"]:
                        self.say("the flag wants an actor, but the line names no slot for one")
                    if "recip" in flags and (not r["recipient"] or "mutual" in flags):
                        self.say("recip can never hold: no slot for a recipient")
                for p in preds:
                    key = (p, pos, frozenset(r["need"].split()))
                    sides = (r["event"], r["actor"], r["recipient"], frozenset(flags))
                    for old, where in seen.get(key, ()) if "given" not in flags else ():   # those come after all others
                        # flags fall back to the next frame: a later line is reached where the earlier wants more or looks elsewhere for its sides
                        if old[0] == "NONE" or old[1:] == sides[1:] or not (old[3] - sides[3] or old[1:3] != sides[1:3]):
                            self.say(f"{p} {pos} with the same need already at {where}")
                    seen.setdefault(key, []).append((sides, f"{path}:{self.no}"))

    def compose(self, path):
        seen = {}
        for r in self.rows(path, COLUMNS["compose.tsv"]):
            self.known(r["op"], "op", OPS - BARE_OPS)
            key = (r["op"], r["event"], r["mode"])
            if key in seen:
                self.say(f"op, event and mode as in line {seen[key]}")
            seen[key] = self.no
            self.known(r["event"], "category", self.categories, empty=True)
            if r["mode"].isdigit():
                event = r["event"]
                if not any(c.startswith(r["mode"]) and (p == event or any(d[:2] == (c, event) for d in self.deviations)) for c, (p, _) in self.cameo.items()):
                    self.say(f"no CAMEO code {r['mode']}... belongs to {event}")
                self.used_deviations |= {d for d in self.deviations if d[0].startswith(r["mode"]) and d[1] == event}
            elif r["mode"] and (r["event"], r["mode"]) not in self.modes:
                self.say(f"{r['event']} has no mode {r['mode']!r}")
            if r["result"] == "NONE":
                if r["mode2"] or r["cameo"]:
                    self.say("result NONE has no mode or code")
                continue
            if not r["cameo"] and r["result"] != r["event"]:
                self.say("no CAMEO code: only a line whose result is its own category keeps the code of the act")
            self.event_code(r["result"], r["mode2"], r["cameo"])

    def acled_side(self, text, sides):
        """conditions separated by spaces; alternatives by |: codes, classes and words for sides, words and word lists for `with`"""
        for cond in text.split():
            for v in self.listed(cond.lstrip("!"), "condition"):
                if v.startswith("@") and v[1:] in self.classes:
                    self.used_classes.add(v[1:])
                elif sides and (v in SIDES or re.fullmatch(r"([A-Z]{3}|---)([A-Z]{3})?", v)):
                    for part in re.findall("[A-Z]{3}", v) if v not in SIDES else []:
                        self.known(part, "code or sector", self.countries | TRANSNATIONAL | self.sectors)
                elif v != v.lower() or not re.fullmatch(r"[a-z][a-z'-]*", v):
                    self.say(f"{v!r} is no {'code, class or word' if sides else 'word'}")

    def acled(self, path):
        seen = {}
        for r in self.rows(path, COLUMNS["acled.tsv"]):
            for f in self.listed(r["from"], "from") or [""]:
                event, slash, mode = f.partition("/")
                if not (f == "*" or (mode in ("", "*") and event in self.categories) or (event, mode) in self.modes
                        or (f and f.isdigit() and any(c.startswith(f) for c in self.cameo))):
                    self.say(f"{f!r} is no category, category/mode or beginning of a CAMEO code")
                key = (f, r["actor"], r["recipient"], r["with"])
                if key in seen:
                    self.say(f"the conditions of line {seen[key]}, which is taken")
                seen.setdefault(key, self.no)
            self.acled_side(r["actor"], True)
            self.acled_side(r["recipient"], True)
            self.acled_side(r["with"], False)
            if not r["event_type"] and not r["sub_event_type"]:
                if not r["why"]:
                    self.say("no type: say why")
            elif r["sub_event_type"] not in ACLED.get(r["event_type"], "").split("|"):
                self.say(f"ACLED has no {r['event_type']!r} with {r['sub_event_type']!r}")

    def words(self, path):
        """instruments, realis, cues, attitudes, contexts, domains"""
        name, seen = os.path.basename(path), {}
        for r in self.rows(path, COLUMNS[name]):
            lemmas = self.listed(r["word" if name in ("contexts.tsv", "domains.tsv") else "lemma"], "lemma")
            if not lemmas:
                self.say("no lemma")
            if name == "instruments.tsv":
                self.event_code(r["event"], r["mode"], r["cameo"])
                keys = [r["event"]]
            elif name == "realis.tsv":
                self.known(r["pos"], "pos", {"V", "N", "A", "P"})
                keys = [(r["pos"], s) for s in self.listed(r["scope"], "scope")] or [""]
                if keys == [""]:
                    self.say("no scope")
                for s in r["scope"].split("|"):
                    self.known(s, "scope", SCOPES | PREPOSITIONS, empty=True)
                self.known(r["effect"], "effect", EFFECTS)
            elif name == "cues.tsv":
                self.known(r["pos"], "pos", {"V", "N", "P", "A"})
                self.known(r["kind"], "kind", CUES)
                keys = [r["pos"]]
            elif name == "attitudes.tsv":
                self.known(r["pos"], "pos", {"V", "A", "R", "N"})
                for k in self.listed(r["takes"], "takes"):
                    self.known(k, "takes", TAKES)
                keys = [r["pos"]]
            elif name == "domains.tsv":
                self.known(r["domain"], "domain", DOMAINS)
                self.known(r["weight"], "weight", {"1", "2", "3"})
                keys = [r["domain"]]
            else:
                self.known(r["context"], "context", self.contexts)
                self.known(r["weight"], "weight", {"1", "2", "3"})
                keys = [r["context"]]
            for w in dict.fromkeys(lemmas):
                if w != w.lower() and name != "contexts.tsv":
                    self.say(f"{w!r} is not in lower case")
                for k in keys:
                    if (w.lower(), k) in seen:
                        self.say(f"{w!r} already in line {seen[w.lower(), k]}")
                    seen[w.lower(), k] = self.no

    def given_names(self, path):
        seen = {}
        for r in self.rows(path, COLUMNS["given-names.tsv"]):
            self.known(r["gender"], "gender", {"m", "f", "mf"})
            for w in self.listed(r["name"], "name"):
                if w in seen:
                    self.say(f"{w!r} already in line {seen[w]}")
                seen[w] = self.no

    def name_words(self, path):
        seen = {}
        for r in self.rows(path, COLUMNS["name-words.tsv"]):
            self.known(r["class"], "class", {"org", "place", "title", "other"})
            for w in self.listed(r["word"], "word"):
                if " " in w or w in seen:
                    self.say(f"{w!r} already in line {seen[w]}" if w in seen else f"{w!r} is no single word")
                seen[w] = self.no

    def places(self, path):
        seen = {}
        for r in self.rows(path, COLUMNS["places"]):
            if not r["id"].isdigit() or not (r["pop"] or "0").isdigit():
                self.say(f"id {r['id']!r} or population {r['pop']!r} is no number")
            try:
                if not (-90 <= float(r["lat"]) <= 90 and -180 <= float(r["lon"]) <= 180):
                    self.say("no place on Earth")
            except ValueError:
                self.say(f"position {r['lat']!r} {r['lon']!r}")
            self.known(r["class"], "class", PLACE_CLASSES)
            self.known(r["country"], "country", self.countries, empty=True)
            if not r["name"]:
                self.say("no name")
            names = self.listed(r["aliases"], "aliases")
            if r["name"] in names:
                self.say(f"aliases: {r['name']!r} is the name")
            key = (r["name"], r["country"], r["class"], r["lat"], r["lon"], r["aliases"])
            if key in seen:
                self.say(f"the same place as line {seen[key]}")
            seen[key] = self.no
            if "common" not in r["why"]:
                for a in [r["name"]] + names:
                    if a.lower() in COMMON:
                        self.say(f"{a!r} is a common word: say `common` in why")

    def run(self):
        at = lambda *p: os.path.join(self.folder, *p)  # noqa: E731
        globbed = lambda *p: sorted(glob.glob(at(*p)))  # noqa: E731
        self.ontology(at("ontology.tsv"))
        self.country_table(at("countries.tsv"))
        for path in globbed("actors", "*.tsv"):
            self.actors(path)
        self.agents(at("agents.tsv"))
        self.class_tables(globbed("classes*.tsv"))
        self.frames(globbed("frames", "*.tsv"))
        self.acled(at("acled.tsv"))
        for c, (where, _) in sorted(self.classes.items()):
            if c not in self.used_classes:
                self.messages.append(f"{where}: class {c} is used by no frame")
        self.compose(at("compose.tsv"))
        for name in ("instruments.tsv", "realis.tsv", "cues.tsv", "attitudes.tsv", "contexts.tsv", "domains.tsv"):
            self.words(at(name))
        self.given_names(at("given-names.tsv"))
        self.name_words(at("name-words.tsv"))
        for path in globbed("places*.tsv"):
            self.places(path)
        for d, no in self.deviations.items():
            if d not in self.used_deviations:
                self.messages.append(f"{at('ontology.tsv')}:{no}: deviation {d[0]} {d[1]} is used by no line")
        known = set("acled ontology countries agents compose instruments realis cues attitudes contexts domains given-names name-words".split())
        for where, _, names in os.walk(self.folder):
            for n in sorted(names):
                folder = os.path.relpath(where, self.folder)
                if n.endswith(".tsv") and not (folder in ("actors", "frames") or (folder == "." and (n[:-4] in known or re.match(r"classes|places", n)))):
                    self.messages.append(f"{os.path.join(where, n)}:1: no table of this name is packed")
        return self.messages


def check(folder):
    """-> messages"""
    lint = Lint(folder)
    try:
        return lint.run()
    except OSError as e:
        return lint.messages + [f"{e.filename}:0: {e.strerror}"]


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "knowledge")
    messages = check(os.path.relpath(folder))
    for m in messages:
        print(m)
    return 1 if messages else 0


if __name__ == "__main__":
    sys.exit(main())
