#!/usr/bin/env python3
"""Compiles knowledge/ and models/ into one data file, in the layout of src/event/lexicon.h.

    python3 tools/pack.py --knowledge knowledge --models models --out build/en.casus

Equal tables give an equal file. A line that cannot be read is an error that names its file and line; lint_knowledge.py says more.
"""
import argparse
import glob
import os
import re
import struct
import sys
from collections import defaultdict
from datetime import date

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from packfile import read_pack, write_pack  # noqa: E402
from textfold import fold  # noqa: E402

BASIS, PRIME, MASK = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1
NONE = 0xFF
PHRASE = {k: i for i, k in enumerate("none country adj demonym demonyms capital seat actor agent agents place".split())}
ENTITY = {k: i for i, k in enumerate("country person org armed party igo ngo seat region".split())}
AGENT = {k: i for i, k in enumerate("person group office former".split())}
PLACE = {"city": 0, "capital": 1, "admin1": 2, "admin2": 3, "region": 4, "sea": 5, "river": 5, "mountain": 6, "island": 7, "crossing": 8, "camp": 8, "base": 8}
SLOT = {k: i + 1 for i, k in enumerate("subj obj iobj comp poss mod any prt pre".split())}
SPECIAL = {"*": 1, "@ACTOR": 2, "@COUNTRY": 3, "@PERSON": 4, "@ARMED": 5, "@PLACE": 6, "@EVENT": 7, "@WISH": 8, "@OFFICIAL": 9, "@TO": 10}
FLAG = {"mutual": 1, "pair": 2, "actor": 4, "recip": 8, "given": 16}
OP = {k: i for i, k in enumerate("none AGREE THREATEN APPEAL DEMAND REJECT OFFER SUPPORT ACCUSE DENY FUTURE CAUSE".split())}
SIDE = {"*": 1, "@COUNTRY": 3, "@PERSON": 4, "@ARMED": 5, "@ABROAD": 40, "@SEVERAL": 41, "@NOBODY": 42}
SCOPE = {"comp": 1, "obj": 2, "mod": 3, "subj": 4}
EFFECT = {k: i for i, k in enumerate("actual negation future hypothetical historical alleged denied".split())}
PHRASE_WORDS = 5  # LEX_PHRASE_MAX
BYTES_MAX = 25_000_000  # of the whole file, which the program carries
DOMAIN = {k: i for i, k in enumerate("conflict sport business disaster science culture".split())}
NAME_WORD = {k: i for i, k in enumerate("org place title other".split())}
CUE = {k: i for i, k in enumerate("none say claim deny warn demand ask promise think report".split())}
TAKES = {k: 1 << i for i, k in enumerate("clause to object phrase whole as".split())}


class Bad(Exception):
    pass


def fnv(data, h=BASIS):
    for b in data:
        h = ((h ^ b) * PRIME) & MASK
    return h


HASH_P, HASH_SALT, HASH_MIX = 0xD6E8FEB86659FD93, 0xC2B2AE3D27D4EB4F, 0x9E3779B97F4A7C15


def hash_key(total, salt):
    """Twin of hash_key() in base.h"""
    h = (total ^ salt * HASH_SALT & MASK) * HASH_MIX & MASK
    return h ^ h >> 32


def beginnings(data):
    """Sums of hash_run() over the first bytes of a text, for 1, 2, ... of them up to all"""
    total, power = 0, 1
    for b in data:
        total = (total + b * power) & MASK
        power = power * HASH_P & MASK
        yield total


def hash_run(data):
    total = 0
    for total in beginnings(data):
        pass
    return total


def salt_of(table, pos):
    return ord(table) << 8 | (ord(pos) if pos else 0)


def word_key(table, pos, word):
    """Twin of lex_key()."""
    key = hash_key(hash_run(word.encode()), salt_of(table, pos))
    if key < 256:
        raise Bad(f"the key of {word!r} is a special value")
    return key


FILTER_BITS = 7  # for one entry, on average: about one in fifteen of what is absent gets through
MANY = 1 << 31   # INDEX_MANY


class Index:
    """Key -> list of values, in four sections that are explained in src/event/lexicon_tables.h."""

    def __init__(self, entries, begins):
        """entries: {key: values below MANY}; begins: keys of all beginnings of longer entries"""
        words = 2
        while words * 64 < FILTER_BITS * (len(entries) + len(begins)):
            words *= 2
        self.filter, self.shift = [0] * words, 65 - words.bit_length()
        for key in entries:
            self.say(key, key)
        for key in begins:
            self.say(key, key >> 12)
        bits = max(1, (len(entries) // 4).bit_length())  # two to four entries in a bucket
        self.at, self.entries, self.lists, before = [0], [], Lists("<I"), None
        for key in sorted(entries):
            self.at += [len(self.entries)] * ((key >> 64 - bits) + 1 - len(self.at))
            if key >> 32 - bits == before:
                raise Bad("two phrases or words have nearly one hash")
            before = key >> 32 - bits
            self.entries.append((before & 0xFFFFFFFF, self.value(entries[key])))
        self.at += [len(self.entries)] * ((1 << bits) + 1 - len(self.at))

    def value(self, values):
        """One value itself, or where its list stands and how long it is"""
        if len(values) > 255:
            raise Bad("more than 255 meanings of one phrase or frames of one word")
        if len(values) == 1:
            return values[0]
        first = self.lists(values)
        if first >= MANY >> 8:
            raise Bad("more than 8 million values of phrases or words")
        return MANY | first << 8 | len(values)

    def say(self, key, bits):
        self.filter[key >> self.shift] |= 1 << (bits & 63) | 1 << (bits >> 6 & 63)

    def sections(self, name):
        return {name + ".maybe": (struct.pack(f"<{len(self.filter)}Q", *self.filter), len(self.filter)),
                name + ".at": (struct.pack(f"<{len(self.at)}I", *self.at), len(self.at)),
                name + ".key": (b"".join(struct.pack("<II", *e) for e in self.entries), len(self.entries)),
                name + ".list": self.lists.section()}


def phrase_text(s):
    """Twin of text_name_hash(): what a phrase is compared by."""
    return re.sub(r"[-.' ]", "", fold(s)).encode()


def rows(path, columns):
    """-> (line number, {column: field}); fields '-' become ''"""
    head = None
    for no, line in enumerate(open(path, encoding="utf8"), 1):
        line = line.rstrip("\n").rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        f = line.split("\t")
        if head is None:
            head = f
            missing = [c for c in columns.split() if c not in head]
            if missing:
                raise Bad(f"{path}:{no}: the header lacks {', '.join(missing)}; knowledge/README.md has the columns")
            continue
        if len(f) > len(head):
            raise Bad(f"{path}:{no}: {len(f)} fields, the header has {len(head)}")
        f += [""] * (len(head) - len(f))
        yield no, {k: ("" if v.strip() == "-" else v.strip()) for k, v in zip(head, f)}


def listed(s):
    return [x.strip() for x in s.split("|") if x.strip() and x.strip() != "-"]


EPOCH = date(1970, 1, 1)


def days(s, where, default):
    if not s:
        return default
    m = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", s)
    if not m:
        raise Bad(f"{where}: date {s!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        return (date(int(m[1]), int(m[2] or 1), int(m[3] or 1)) - EPOCH).days
    except ValueError as e:
        raise Bad(f"{where}: date {s!r}: {e}")


HOLDERS_MAX = 200  # offices kept for one surname, the highest first
HEADS = ("president", "prime minister", "chancellor", "king", "queen", "emir", "sultan", "pope", "premier", "secretary general", "leader", "supreme leader")


def office_rank(office):
    return 0 if office in HEADS else 1 if "minister" in office or "secretary" in office or "president" in office else 2


def surnames(name, code, office):
    """The words by which an office-holder goes behind a title: "President Assad", "King Abdullah", "Defence Minister Kim"."""
    words = [w for w in re.sub(r"\b(I|II|III|IV|V|VI|VII|VIII|XVI|Jr\.?|Sr\.?)$", "", name).split() if w]
    if not words:
        return set()
    out = {words[-1]}
    if code in ("CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "HKG", "SGP", "UNO") or office in ("king", "queen", "emir", "sultan", "pope", "crown prince"):
        out.add(words[0])
    if code == "UNO" and "-" not in name:
        out.discard(words[0])
    return {fold(w[3:] if w.lower().startswith(("al-", "el-")) else w) for w in out}


class Strings:
    def __init__(self):
        self.at, self.data = {"": 0}, bytearray(b"\0")

    def __call__(self, s):
        i = self.at.get(s)
        if i is None:
            i = self.at[s] = len(self.data)
            self.data += s.encode() + b"\0"
        return i


class Lists:
    """A section that lists lie in, one behind the other; equal ones once."""

    def __init__(self, form):
        self.form, self.at, self.items = form, {}, []

    def __call__(self, items):
        """-> where the list begins"""
        items = tuple(items)
        at = self.at.setdefault(items, len(self.items))
        if at == len(self.items):
            self.items += items
        return at

    def section(self):
        return b"".join(struct.pack(self.form, *(i if isinstance(i, tuple) else (i,))) for i in self.items), len(self.items)


class Packer:
    def __init__(self, folder):
        self.dir = folder
        self.str = Strings()
        self.sec = {}
        self.phrases = defaultdict(list)  # canonical bytes -> [(kind, letters, ref)]
        self.words = defaultdict(list)    # key -> [ref]
        self.word_begins = set()          # keys of what longer entries begin with
        self.preps = {}
        self.need_lists, self.values = Lists("<BBHI"), Lists("<Q")

    def path(self, name):
        return os.path.join(self.dir, name)

    def glob(self, pattern):
        return sorted(glob.glob(self.path(pattern)))

    # ---- phrases ----
    def phrase(self, text, kind, ref, letters=None):
        key = phrase_text(text)
        if not key or len(key) > 60:
            return
        if letters is None:
            plain = re.sub(r"[^A-Za-z]", "", text)
            letters = 2 if plain.isupper() and len(plain) <= 4 else 1 if text[:1].isupper() or text[:1].isdigit() else 0
        v = (PHRASE[kind], letters, ref)
        if v not in self.phrases[key]:
            self.phrases[key].append(v)

    def pack_phrases(self):
        entries, begins = {}, set()
        for phrase in sorted(self.phrases):
            *before, whole = beginnings(phrase)
            begins.update(hash_key(h, 0) for h in before)
            key = hash_key(whole, 0)
            if key in entries:
                raise Bad(f"two phrases have one hash: {phrase!r}")
            entries[key] = [kind << 27 | letters << 25 | ref for kind, letters, ref in self.phrases[phrase][:255]]
        self.sec.update(Index(entries, begins).sections("ph"))

    def entry(self, where, table, pos, text, ref, first_only=False):
        """An entry of one word or several, twin of lex_longest()"""
        words = re.split("[ -]+", fold(text).strip())
        if len(words) > PHRASE_WORDS:
            raise Bad(f"{where}: {text!r} has more than {PHRASE_WORDS} words")
        refs = self.words[word_key(table, pos, " ".join(words))]
        if not (first_only and refs):
            refs.append(ref)
        self.word_begins.update(word_key(table, pos, " ".join(words[:n])) for n in range(1, len(words)))

    def pack_words(self):
        self.sec.update(Index(self.words, self.word_begins).sections("wd"))

    # ---- ontology ----
    def ontology(self):
        self.cat, self.mode, self.ctx, cats, modes, cameo, ctx = {}, {}, {}, [], [], [], []
        todo = []
        for no, r in rows(self.path("ontology.tsv"), "kind code parent value name"):
            where = f"ontology.tsv:{no}"
            if r["kind"] == "event":
                quad, score = r["value"].split(";")
                self.cat[r["code"]] = len(cats)
                cats.append(struct.pack("<IhBB", self.str(r["code"]), round(float(score) * 10), int(quad), 0))
            elif r["kind"] == "context":
                self.ctx[r["code"]] = len(ctx)
                ctx.append(self.str(r["code"].replace("_", " ")))
            elif r["kind"] in ("mode", "cameo"):
                todo.append((where, r))
        if len(cats) != 16:
            raise Bad(f"ontology.tsv: {len(cats)} categories, not 16")
        for where, r in todo:
            if r["kind"] == "mode":
                if (r["parent"], r["code"]) in self.mode:
                    raise Bad(f"{where}: mode {r['code']} twice")
                self.mode[r["parent"], r["code"]] = len(modes)
                modes.append(struct.pack("<I5sBBB", self.str(r["code"]), r["value"].encode(), self.cat[r["parent"]], 0, 0))
        for where, r in todo:
            if r["kind"] == "cameo":
                parent, _, mode = r["parent"].partition(";")
                gold, quad = r["value"].split(";")
                e = self.cat[parent] if parent else NONE
                m = self.mode[parent, mode] if mode and mode != "-" else NONE
                cameo.append((r["code"], struct.pack("<5sBBBhHI", r["code"].encode(), e, m, int(quad), round(float(gold) * 10), 0, self.str(r["name"]))))
        cameo.sort()
        self.cameo = {c for c, _ in cameo}
        self.sec["on.cat"] = (b"".join(cats), 16)
        self.sec["on.mode"] = (b"".join(modes), len(modes))
        self.sec["on.cameo"] = (b"".join(b for _, b in cameo), len(cameo))
        self.sec["on.ctx"] = (struct.pack(f"<{len(ctx)}I", *ctx), len(ctx))

    def event_mode(self, where, event, mode):
        if event not in self.cat:
            raise Bad(f"{where}: category {event!r}")
        out = []
        for m in listed(mode):
            if (event, m) not in self.mode:
                raise Bad(f"{where}: {event} has no mode {m!r}")
            out.append(self.mode[event, m])
        return self.cat[event], out

    # ---- countries, actors, agents, places ----
    def entities(self):
        ents, holders = [], defaultdict(list)

        def add(name, office, code, sector, lo, hi, kind):
            ents.append(struct.pack("<III4siiB3x", self.str(name), self.str(office), self.str(sector), code.encode(), lo, hi, ENTITY[kind]))
            return len(ents) - 1
        self.country = {}
        for no, r in rows(self.path("countries.tsv"), "code name aliases adjectives demonyms capital seats region from to"):
            where = f"countries.tsv:{no}"
            lo, hi = days(r["from"], where, -2**31), days(r["to"], where, 2**31 - 1)
            i = add(r["name"], "", r["code"], "", lo, hi, "country")
            self.country.setdefault(r["code"], i)
            for a in [r["name"]] + listed(r["aliases"]):
                self.phrase(a, "country", i)
            for a in listed(r["adjectives"]):
                self.phrase(a, "adj", i)
            for d in listed(r["demonyms"]):
                one, _, many = d.partition("/")
                self.phrase(one, "demonym", i)
                self.phrase(many or one, "demonyms", i)
            for a in listed(r["capital"]):
                self.phrase(a, "capital", i)
            for a in listed(r["seats"]):
                self.phrase(a, "seat", i)
        for path in self.glob("actors/*.tsv"):
            base = os.path.basename(path)
            for no, r in rows(path, "name aliases code sector kind office from to"):
                where = f"actors/{base}:{no}"
                if r["kind"] not in ENTITY:
                    raise Bad(f"{where}: kind {r['kind']!r}")
                i = add(r["name"], r["office"], r["code"], r["sector"], days(r["from"], where, -2**31), days(r["to"], where, 2**31 - 1), r["kind"])
                for a in [r["name"]] + listed(r["aliases"]):
                    self.phrase(a, "actor", i)
                if r["kind"] == "person" and r["office"]:
                    for w in surnames(r["name"], r["code"], r["office"]):
                        holders[w].append((office_rank(r["office"]), i))
        for w in sorted(holders):
            self.words[word_key("N", "", w)] = [i for _, i in sorted(holders[w])[:HOLDERS_MAX]]
        self.sec["kb.ent"] = (b"".join(ents), len(ents))
        agents = []
        for no, r in rows(self.path("agents.tsv"), "singular plural sector kind code"):
            if r["kind"] not in AGENT:
                raise Bad(f"agents.tsv:{no}: kind {r['kind']!r}")
            agents.append(struct.pack("<I16s4sB3x", self.str(r["singular"] or r["plural"]), r["sector"].encode(), r["code"].encode(), AGENT[r["kind"]]))
            for a in listed(r["singular"]):
                self.phrase(a, "agent", len(agents) - 1, 0)
            for a in listed(r["plural"]):
                self.phrase(a, "agents", len(agents) - 1, 0)
        self.sec["kb.agt"] = (b"".join(agents), len(agents))

    def places(self):
        out = []
        for path in self.glob("places*.tsv"):
            base = os.path.basename(path)
            for no, r in rows(path, "id name aliases country admin1 lat lon pop class"):
                if r["class"] not in PLACE:
                    raise Bad(f"{base}:{no}: class {r['class']!r}")
                flag = 1 if "common" in r.get("why", "") else 0
                known = re.search(r"known=(\d+)", r.get("why", ""))
                out.append(struct.pack("<III4siiIBB2x", int(r["id"] or 0), self.str(r["name"]), self.str(r["admin1"]), r["country"].encode()[:3],
                                       round(float(r["lat"] or 0) * 10000), round(float(r["lon"] or 0) * 10000), int(r["pop"] or 0), PLACE[r["class"]] | flag << 7, min(255, int(known[1])) if known else 0))
                for a in [r["name"]] + listed(r["aliases"]):
                    self.phrase(a, "place", len(out) - 1)
        self.sec["kb.plc"] = (b"".join(out), len(out))

    # ---- frames ----
    def slot(self, name, where):
        if name in SLOT:
            return SLOT[name]
        if not re.fullmatch(r"[a-z]+", name):
            raise Bad(f"{where}: slot {name!r}")
        if name not in self.preps:
            self.preps[name] = 16 + len(self.preps)
            if self.preps[name] >= 0xF0:
                raise Bad(f"{where}: too many prepositions")
        return self.preps[name]

    def slots(self, expr, where):
        out = bytearray()
        for i, group in enumerate(expr.split("+") if expr else []):
            if i:
                out.append(0xFD)
            for k, s in enumerate(group.split("/")):
                if k:
                    out.append(0xFE)
                out.append(self.slot(s.strip(), where))
        out.append(0)
        at = self.slot_at.get(bytes(out))
        if at is None:
            at = self.slot_at[bytes(out)] = len(self.slot_data)
            self.slot_data += out
        return at

    def needs(self, text, where):
        out = []
        for cond in text.split():
            neg = cond.startswith("!")
            name, sep, value = cond.lstrip("!").partition(":")
            if not sep or not value:
                raise Bad(f"{where}: need {cond!r} has no value")
            vals = []
            for v in value.split("|"):
                if v in SPECIAL:
                    vals.append(SPECIAL[v])
                elif v.startswith("@"):
                    if v[1:] not in self.classes:
                        raise Bad(f"{where}: no class {v}")
                    vals += [word_key("L", "", w) for w in self.classes[v[1:]]]
                elif v in self.cat:
                    vals.append(16 + self.cat[v])
                else:
                    vals.append(word_key("L", "", fold(v.replace("_", " "))))
            out.append((self.slot(name, where), neg, vals))
        return out

    def conditions(self, needs):
        return self.need_lists((slot, neg, len(vals), self.values(vals)) for slot, neg, vals in needs)

    def frames(self):
        self.classes, self.slot_at, self.slot_data = defaultdict(list), {}, bytearray()
        for path in self.glob("classes*.tsv"):
            for no, r in rows(path, "class lemmas"):
                self.classes[r["class"]] += listed(r["lemmas"])
        frames, ranges = [], []
        for name in sorted(self.classes):
            words = self.classes[name]
            ranges.append(struct.pack("<III", self.str(name), self.values(word_key("L", "", w) for w in words), len(words)))
        self.sec["fr.class"] = (b"".join(ranges), len(ranges))
        for path in self.glob("frames/*.tsv"):
            base = os.path.basename(path)
            for no, r in rows(path, "pred pos need event mode cameo actor recipient flags"):
                where = f"frames/{base}:{no}"
                if r["pos"] not in ("V", "N", "A"):
                    raise Bad(f"{where}: pos {r['pos']!r}")
                event, modes = (NONE, []) if r["event"] == "NONE" else self.event_mode(where, r["event"], r["mode"])
                if event != NONE and r["cameo"] not in self.cameo:
                    raise Bad(f"{where}: cameo {r['cameo']!r}")
                flags, op = 0, 0
                for f in r["flags"].split():
                    if f.startswith("op="):
                        if f[3:] not in OP:
                            raise Bad(f"{where}: {f}")
                        op = OP[f[3:]]
                    elif f in FLAG:
                        flags |= FLAG[f]
                    else:
                        raise Bad(f"{where}: flag {f!r}")
                needs = self.needs(r["need"], where)
                actor, recip = self.slots(r["actor"], where), self.slots(r["recipient"], where)
                for pred in listed(r["pred"]):
                    ws = re.split(r"[ -]", pred.lower())
                    forms = [(ws[-1], ws[:-1])] + ([("".join(ws), [])] if len(ws) == 2 and r["pos"] == "N" else [])
                    if "-" in pred and " " not in pred:
                        forms.append((pred.lower(), []))  # "re-open", "co-operation" are one token
                    for head, pre in forms:
                        all_needs = needs + [(SLOT["pre"], False, [word_key("L", "", w)]) for w in pre]
                        frame = struct.pack("<IIIIIIBBBB3sB5s3x", self.conditions(all_needs), len(all_needs), actor, recip, self.str(f"{base}:{no}"), self.str(pred), ord(r["pos"]), event,
                                            flags, op, bytes((modes + [NONE] * 3)[:3]), min(3, len(modes)), r["cameo"].encode())
                        frames.append((word_key("F", r["pos"], fold(head)), frame))
        frames.sort(key=lambda f: f[0])  # those of a word lie beside each other, in the order of their lines
        for i, (key, _) in enumerate(frames):
            self.words[key].append(i)
        self.sec["fr.frm"] = (b"".join(f for _, f in frames), len(frames))
        self.sec["fr.slot"] = (bytes(self.slot_data), len(self.slot_data))

    # ---- word tables ----
    def tables(self):
        compose = []
        for no, r in rows(self.path("compose.tsv"), "op event mode result mode2 cameo"):
            where = f"compose.tsv:{no}"
            prefix = r["mode"] if r["mode"].isdigit() else ""
            e, m = self.event_mode(where, r["event"], "" if prefix else r["mode"]) if r["event"] else (NONE, [])
            res, m2 = (NONE, []) if r["result"] == "NONE" else self.event_mode(where, r["result"], r["mode2"])
            if r["op"] not in OP or (r["cameo"] and r["cameo"] not in self.cameo):
                raise Bad(f"{where}: op {r['op']!r} or cameo {r['cameo']!r}")
            compose.append(struct.pack("<5B3x8s8s", OP[r["op"]], e, (m + [NONE])[0], res, (m2 + [NONE])[0], prefix.encode(), r["cameo"].encode()))
        self.sec["co.mpose"] = (b"".join(compose), len(compose))
        tools = []
        for no, r in rows(self.path("instruments.tsv"), "lemma event mode cameo"):
            e, m = self.event_mode(f"instruments.tsv:{no}", r["event"], r["mode"])
            for w in listed(r["lemma"]):
                self.entry(f"instruments.tsv:{no}", "I", "", w, len(tools))
            tools.append(struct.pack("<BB2x8s", e, (m + [NONE])[0], r["cameo"].encode()))
        self.sec["in.strum"] = (b"".join(tools), len(tools))
        realis = []
        for no, r in rows(self.path("realis.tsv"), "lemma pos scope effect"):
            where = f"realis.tsv:{no}"
            if r["effect"] not in EFFECT:
                raise Bad(f"{where}: effect {r['effect']!r}")
            for w in listed(r["lemma"]):
                for scope in listed(r["scope"]):
                    self.entry(where, "R", r["pos"][:1], w, len(realis))
                    realis.append(struct.pack("<BBBx", ord(r["pos"][:1] or "V"), SCOPE[scope] if scope in SCOPE else self.slot(scope, where), EFFECT[r["effect"]]))
        self.sec["rz.list"] = (b"".join(realis), len(realis))
        for no, r in rows(self.path("cues.tsv"), "lemma pos kind"):
            if r["kind"] not in CUE:
                raise Bad(f"cues.tsv:{no}: kind {r['kind']!r}")
            for w in listed(r["lemma"]):
                self.entry(f"cues.tsv:{no}", "Q", r["pos"][:1], w, CUE[r["kind"]], first_only=True)
        for no, r in rows(self.path("attitudes.tsv"), "lemma pos takes"):
            takes = listed(r["takes"])
            if not set(takes) <= set(TAKES):
                raise Bad(f"attitudes.tsv:{no}: takes {r['takes']!r}")
            for w in listed(r["lemma"]):
                self.entry(f"attitudes.tsv:{no}", "U", r["pos"][:1], w, sum(TAKES[k] for k in takes), first_only=True)
        contexts = []
        for no, r in rows(self.path("contexts.tsv"), "word context weight"):
            if r["context"] not in self.ctx:
                raise Bad(f"contexts.tsv:{no}: context {r['context']!r}")
            self.entry(f"contexts.tsv:{no}", "X", "", r["word"], len(contexts))
            contexts.append(struct.pack("<HH", self.ctx[r["context"]], int(r["weight"] or 1)))
        self.sec["cx.list"] = (b"".join(contexts), len(contexts))
        for no, r in rows(self.path("domains.tsv"), "word domain weight"):
            if r["domain"] not in DOMAIN:
                raise Bad(f"domains.tsv:{no}: domain {r['domain']!r}")
            for w in listed(r["word"]):
                self.entry(f"domains.tsv:{no}", "D", "", w, DOMAIN[r["domain"]] << 8 | int(r["weight"]))

        for no, r in rows(self.path("name-words.tsv"), "word class"):
            if r["class"] not in NAME_WORD:
                raise Bad(f"name-words.tsv:{no}: class {r['class']!r}")
            for w in listed(r["word"]):
                self.words[word_key("W", "", fold(w))] = [NAME_WORD[r["class"]]]

    # ---- ACLED's names: twin of know_types.c ----
    def side(self, text, slot, where):
        out = []
        for cond in text.split():
            vals = []
            for v in listed(cond.lstrip("!")):
                if slot != "any" and v in SIDE:
                    vals.append(SIDE[v])
                elif v.startswith("@"):
                    if v[1:] not in self.classes:
                        raise Bad(f"{where}: no class {v}")
                    vals += [word_key("L", "", w) for w in self.classes[v[1:]]]
                elif slot != "any" and re.fullmatch(r"([A-Z]{3}|---)([A-Z]{3})?", v):
                    vals.append(word_key("Y", "", v))
                elif v == v.lower():
                    vals.append(word_key("L", "", fold(v)))
                else:
                    raise Bad(f"{where}: {v!r} is neither code, class nor word")
            out.append((SLOT[slot], cond.startswith("!"), vals))
        return out

    def acled_from(self, text, where):
        """-> category, mode, prefix of the code, rank"""
        if text == "*":
            return NONE, NONE, "", 0
        event, slash, mode = text.partition("/")
        if event in self.cat:
            e, m = self.event_mode(where, event, "" if mode == "*" else mode)
            return e, (m + [NONE])[0], "", 3 if slash else 1
        if not any(c.startswith(text) for c in self.cameo):
            raise Bad(f"{where}: {text!r} is neither category, category/mode nor the beginning of a CAMEO code")
        return NONE, NONE, text, (0, 0, 2, 4, 5)[len(text)]

    def acled(self):
        types, rules, names = [], [], {}
        for no, r in rows(self.path("acled.tsv"), "from actor recipient with event_type sub_event_type"):
            where = f"acled.tsv:{no}"
            needs = self.side(r["actor"], "subj", where) + self.side(r["recipient"], "obj", where) + self.side(r["with"], "any", where)
            name = r["event_type"], r["sub_event_type"]
            if name[0] and name not in names:
                names[name] = len(types)
                types.append(struct.pack("<IIiBBBB8x", self.str(name[1]), self.str(name[0]), -2**31, 0, 0, NONE, NONE))
            first = self.conditions(needs)
            for source in listed(r["from"]):
                e, m, prefix, rank = self.acled_from(source, where)
                rules.append(struct.pack("<IIII5sBBBBB2x", names.get(name, 2**32 - 1), first, len(needs), self.str(f"{where} {source}"), prefix.encode(), e, m, 1, 0, rank))
        self.sec["vw.type"] = (b"".join(types), len(types))
        self.sec["vw.rule"] = (b"".join(rules), len(rules))

    def given_names(self):
        """Hashes of folded names, rising; the lowest two bits say the gender: 1 m, 2 f, 3 both."""
        keys = {}
        for no, r in rows(self.path("given-names.tsv"), "name gender"):
            if r["gender"] not in ("m", "f", "mf"):
                raise Bad(f"given-names.tsv:{no}: gender {r['gender']!r}")
            for w in listed(r["name"]):
                keys[fnv(fold(w).encode()) & ~3] = {"m": 1, "f": 2, "mf": 3}[r["gender"]]
        self.sec["gn.key"] = (struct.pack(f"<{len(keys)}Q", *sorted(k | g for k, g in keys.items())), len(keys))

    def run(self):
        self.given_names()
        self.ontology()
        self.entities()
        self.places()
        self.frames()
        self.tables()
        self.acled()
        self.sec["fr.need"] = self.need_lists.section()
        self.sec["fr.val"] = self.values.section()
        preps = [self.str(p) for p, _ in sorted(self.preps.items(), key=lambda x: x[1])]
        self.sec["kb.prep"] = (struct.pack(f"<{len(preps)}I", *preps), len(preps))
        for i, p in enumerate(sorted(self.preps, key=self.preps.get)):
            self.words[word_key("P", "", p)].append(16 + i)
        self.pack_phrases()
        self.pack_words()
        self.sec["kb.str"] = (bytes(self.str.data), len(self.str.at))
        return self.sec


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--knowledge", default="knowledge")
    ap.add_argument("--models", default="models")
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    try:
        sec = Packer(a.knowledge).run()
        for f in ("en.model", "glove.vec", "pairs.score", "events.score", "coref.model", "names.model"):
            if f in ("coref.model", "names.model") and not os.path.exists(os.path.join(a.models, f)):
                continue  # a model without coreference, or without what corrects its names
            sec.update(read_pack(os.path.join(a.models, f)))
        size = sum(len(data) for data, _ in sec.values())
        if size > BYTES_MAX:
            raise Bad(f"the data file would have {size} bytes, more than {BYTES_MAX}")
        write_pack(a.out, sec)
    except (Bad, OSError, ValueError) as e:
        sys.exit(f"pack.py: {e}")


if __name__ == "__main__":
    main()
