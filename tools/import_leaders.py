"""Imports office-holders from the third-party lists of ../shared/data/leaders into knowledge/actors/people-imported.tsv.

Only facts are taken: names, offices, dates. What the sources lack or have wrong stands in the hand-written knowledge/actors/people-*.tsv, which
win: a row of ours with the same country, name (or alias) and office drops the imported ones. A minor office-holder whose name is that of somebody
listed for another country is left out: the name alone would say nothing. Reproducible: same inputs, same bytes. Standard library only; no part of the build.

    python3 tools/import_leaders.py [LEADERS_DIR] [OUT]
"""
import collections
import csv
import glob
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import leader_ends  # noqa: E402
from leader_names import norm, unite, without_rivals  # noqa: E402
from leader_offices import MAJOR, kin, office_of, ruler_of, single  # noqa: E402
from textfold import fold  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SRC = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "..", "shared", "data", "leaders")
OUT = sys.argv[2] if len(sys.argv) > 2 else os.path.join(ROOT, "knowledge", "actors", "people-imported.tsv")
ISO = {a: b for a, b, *_ in json.load(open(os.path.join(SRC, "..", "gazetteer", "iso-codes.json"), encoding="utf8"))}
ISO.update({"XK": "XKX", "DD": "DEU"})
SINCE = "1960"           # spells that ended before this are left out
LAST = "2011-02"         # the last month of the CIA lists inside CountryInfo
OPEN_TO = "2013"         # where a spell is open there, until leader_ends.py estimates its end, which `why` says
CODES = {"CZS": "CZE", "KOS": "XKX", "ZAR": "COD", "ROM": "ROU", "TMP": "TLS", "YUG": "SRB"}

LOWER = set("de da do dos das del della di du des e y bin bint ibn van der den von zu al el ul ud ed-din ould mint ag of the and".split())
ROMAN = re.compile(r"^(?:I|II|III|IV|V|VI|VII|VIII|IX|X)$")
TITLES = re.compile(r"^(?:(?:HOJATOLISLAM|AYATOLLAH|SAYYED|DR|GEN|LT|COL|MAJ|CAPT|SIR|ADM|BRIG|PROF|MR|MRS|MS|REV|SHAYKH|SHEIKH|JR|SR|HON|ENG|MAR|RET|COMM|CDR|VADM|RADM|FLD|MAR|AIR|MARSHAL|LTG|MG|BG)\.?\s+)+")
JUNK = re.compile(r"\b(VACANT|ACTING|COUNCIL|COMMITTEE|UNKNOWN|JUNTA|COLLECTIVE|OFFICIAL|POST|FROM|PENDING)\b")


def name_of(raw):
    """MAHAMANE_KALIL_MAIGA_ -> Mahamane Kalil Maiga; None for what is no usable name."""
    s = re.sub(r"\s+", " ", raw.replace("_", " ")).strip(" ,.'\"")
    s = TITLES.sub("", re.sub(r"^(KPA )?V(?=(KIM|RI|YI|JO|CHO|PAK|CHOE|HYON) )", "", s))      # vice marshal, and part of it
    s = re.sub(r"\bNA(?=(AL|BIN|ABD|AHMAD|ALI|MUHAMMAD)\b)", "NASIR ", s)      # a Sir was cut out of it
    if not s or s == "RCHEE HEAN TEO" or JUNK.search(s) or re.search(r"[0-9(){}\[\]<>:/#]", s):
        return None
    words = s.split(" ")
    out = []
    for i, w in enumerate(words):
        if ROMAN.match(w) and i:
            out.append(w)
        elif w.lower() in LOWER and i:
            out.append(w.lower())
        else:
            w = "-".join(p.lower() if p.lower() in LOWER and k == 0 and i and len(w) > len(p) else p[:1].upper() + p[1:].lower() for k, p in enumerate(w.split("-")))
            w = re.sub(r"\b(Mc|O'|D'|N')([a-z])", lambda m: m.group(1) + m.group(2).upper(), w)
            w = re.sub(r"(?<=\.)([a-z])", lambda m: m.group(1).upper(), w)
            out.append(w)
    if len(out) < 2 or (len(out) == 2 and re.fullmatch(r"[A-Z]\.?", out[0])):
        return None
    if len(out) > 6:
        return None
    return " ".join(out)


def iso_date(s):
    y, m, d = s[:4], s[4:6], s[6:8]
    if not ("1800" <= y <= "2030"):
        return None
    if m == "00":
        return y
    if d in ("00", ""):
        return f"{y}-{m}"
    return f"{y}-{m}-{d}"


def month(s, after=False):
    """The CIA lists are monthly: the first day is a month, the last one stands for the end of its month."""
    y, m = int(s[:4]), int(s[4:6] or 1)
    m = min(max(m, 1), 12)
    if after:
        y, m = (y + 1, 1) if m == 12 else (y, m + 1)
    return f"{y:04d}-{m:02d}"


HINT = {"MIL": r"defen|armed|army|milit|security|interior|internal|home|war\b|veteran|police", "EDU": r"educ|universit|school|scien", "HLH": r"health", "JUD": r"justice|court|attorney|prosecutor|procurator|law|judic|solicitor|seals",
        "AGR": r"agri|food|farm|fish|livestock|forest|rural|land|irrig|water|environment|housing", "ENV": r"environ|climate|ecolog|natur|forest|water|emergen", "LAB": r"labo|employ|work|social|civil|chairman", "DEV": r"develop|plan|region|infra|cooper|housing",
        "MED": r"cultur|informat|communic|media|touris|art|heritage|broadcast|post|sport", "BUS": r"trade|industr|commerc|econom|transport|energy|bank|financ|tour|mine|petrol|oil|busi|public works|communic|telecom|infra|power|electric|treasury|railway|enterprise|invest|port",
        "HRI": r"human|women|famil|gender|child|minorit|rights", "LEG": r"parliament|assembly|senate|house|speaker"}

# The cabinets of Guinea-Bissau stand under Guinea in CountryInfo; words that only names of Guinea-Bissau have there
BISSAU = set("""abass abdu abudacar adelino adiato adiatu admiro alfredo antonia antonio aristides armando artur augusto augustus bacar baciro banha boata botche braima braimi buota
 camilo carlitos carlos carmelita certorio cipriano clucio cristlano daniel dionisio domingo emanuel eugenia eurico evarista faty djau fernando filomena filomeno francisco pinto
 harry helder helena induta isabel issuf luzeria joagalm joao joaozinho jose lassana luis lurdes malal malam mamadu marcelino marciano maria mario martinho namuano nhasse odete
 pascoal pedro prum purna raimundo roberto rui ruspicio soares sola tcherno tibna tidna vensa vesa vicente vitor wasna zamora""".split())
SKIP = {("ARE", "Mohammed bin Rashid Al Maktoum"), ("YEM", "Abdel-Aziz bin Habtour"), ("CUB", "Raul Castro"), ("VUT", "Seoule Simeon"), ("ARM", "Alen Simonyan"), ("BIH", "Željka Cvijanović"), ("HTI", "Ariel Henry"), ("SDN", "Abdel Fattah al-Burhan"),      # acting or collective heads: ours
        ("AND", "Jacques Chirac"), ("AND", "Nicolas Sarkozy"), ("AND", "Emmanuel Macron"), ("KWT", "Saddam Hussein"), ("KWT", "Ali Hassan al-Majid"),      # foreigners there
        ("IRQ", "Tommy Franks"), ("IRQ", "Tommy Ray Franks"), ("IRQ", "John Abizaid"), ("IRQ", "Jay Garner"), ("IRQ", "Paul Bremer"), ("BIH", "Paddy Ashdown"), ("BIH", "Baron Ashdown"),
        ("BIH", "Carlos Westendorp"), ("BIH", "Wolfgang Petritsch"), ("BIH", "Christian Schwarz-Schilling"), ("BIH", "Miroslav Lajcak"), ("TLS", "Ian Martin"),
        ("TLS", "Sergio Vieira de Mello"), ("GBR", "James Brown"), ("COK", "Fred Goodwin"), ("NLD", "Mark Rutte"), ("BLR", "Barys Ragula"), ("BLR", "Ivonka Survilla"), ("TWN", "Tsai Hsung-Hsiung"), ("USA", "George Bush"), ("IRN", "Mohammad Reza"), ("VUT", "Seule Simeon"), ("GNB", "Nuno Nabiam"),
        ("KHM", "Prince Norodom Sihanouk"), ("AND", "Joan Enric Vives Sicilia"), ("BHR", "Khalifah ibn Sulman al Khalifah"), ("LIE", "Hans Adam II"), ("LIE", "Prince Alois")}
rows = []


def add(prio, src, name, code, sector, office, frm, to, why="-", aliases=()):
    if not name or len(name) < 5 or not re.match(r"^[^\W\d_]", name) or (code, name) in SKIP:
        return
    if re.match(r"(In|At|As|Of) ", name):      # In Tam: would be read off "in Tam ..." at the head of a sentence
        return
    if src != "congress" and set(norm(name).split()) <= COMMON:      # Mohammed Ali, Ahmed Hassan: says nothing
        return
    rows.append(dict(prio=prio, src=src, name=name, code=code, sector=sector, office=office, frm=frm or "-", to=to or "-", why=why, aliases=list(aliases)))


def country_blocks(text):
    names = country_codes()
    text = text[text.index("-->"):]
    for m in re.finditer(r"<Country>(.*?)</Country>", text, re.S):
        b = m.group(1)
        code = re.search(r"<CountryCode>[^<A-Z]*([A-Z]+)", b)
        name = re.search(r"<CountryName>([^<\n]*)", b)
        cow = re.search(r"<COW-Numeric>\s*(\d+)", b)
        if code and name:      # the codes of territories and of former Yugoslavia are run together there (USAASM, [YUGHRV)
            code = code.group(1)[-3:]
            known = names.get(fold(name.group(1).replace("_", " ").strip()))
            code = code if code in valid else known or CODES.get(code, code)
            if name.group(1) == "JERSEY" or name.group(1) in ("MAYOTTE", "SAINT_BARTHELEMY"):
                code = known
            yield code, (cow.group(1) if cow else "000"), b


valid = set(ISO.values()) | {"XKX"}
cow2iso = {"484": "COG", "490": "COD", "435": "MRT", "590": "MUS", "404": "GNB", "438": "GIN", "910": "PNG"}


def names_in(line):
    head = re.split(r"\[", line, maxsplit=1)[0]
    syn = re.findall(r"\{([^}]*)\}", head)
    return [n for n in (name_of(x) for x in (syn or [head.strip()])) if n]


def import_countryinfo():
    text = open(os.path.join(SRC, "CountryInfo.120116.txt"), encoding="utf8", errors="replace").read()
    for code, cow, b in country_blocks(text):
        if code not in valid:
            continue
        cow2iso.setdefault(cow.lstrip("0"), code)
        if code == "XKX":      # the leaders of Kiribati stand there; those of Kosovo are in our own tables
            continue
        part = re.search(r"<Leaders>(.*?)(?:</Leaders>|<Government>|$)", b, re.S)
        title, home = None, code
        code = "MRT" if code == "MUS" else code      # the leaders of Mauritania stand under Mauritius there
        for line in (re.sub(r"\]\s+(?=[A-Z][A-Z_'-]{5,}\s+\[)", "]\n", part.group(1)).split("\n") if part else []):      # two on one line
            line = line.split("#", 1)[0].strip()
            m = re.match(r"<(?!/)(?!\d)([^<>]*)>?$", line)
            if m and not re.search(r"\[", line):
                title = m.group(1)
                continue
            if line.startswith("</"):
                title = None if re.match(r"</", line) else title
                continue
            names = names_in(line)
            if not names or not title or "[" not in line:
                continue
            off = office_of(title, code)
            if not off or off[0] in ("member of the government", "minister"):
                off = (ruler_of(title), "GOV")
            if off[0] == "king" and re.match(r"(ELIZABETH|BEATRIX|MARGRETHE|JULIANA|WILHELMINA|QUEEN)", line):
                off = ("queen", "GOV")
            for s in re.findall(r"\[([^\]]*)\]", line):
                s = s.strip()
                m = re.match(r"^(\d{8})\s*-\s*(\d{8})$", s)
                if m:
                    f, t = iso_date(m.group(1)), iso_date(m.group(2))
                    if f and t and f < t and t >= SINCE:
                        if off[0] in ("king", "queen") and int(t[:4]) - int(f[:4]) < 2 and not re.search(r" [IVX]+$", names[0]) or names[0].startswith(("Georgios Pap", "Georgios Zoi")):
                            off = ("regent", "GOV")
                        add(2, "countryinfo", names[0], code, off[1], off[0], f, t, "-", names[1:])
                    continue
                m = re.match(r"^>\s*(\d{8})$", s)
                if m:
                    f = iso_date(m.group(1))
                    if f and f >= SINCE:
                        add(2, "countryinfo", names[0], code, off[1], off[0], f, "OPEN", "-", names[1:])
        code = home
        part = re.search(r"<Government>(.*?)</Government>", b, re.S)
        for line in (part.group(1).split("\n") if part else []):
            line = re.sub(r"^\s*#", "", line).strip()
            if "[" not in line:
                continue
            data, _, posts = line.partition("#")
            names = names_in(data)
            spells = re.findall(r"\[\s*([A-Z]{6,12})\s*([^\]]*)\]", data)
            posts = [p.strip() for p in posts.split(" & ") if p.strip()]
            if not names or not spells or not posts:
                continue
            hk = code == "CHN" and re.match(r"(Sec\b|Sec for|Secretary for|Secretary of|Commissioner|Director of Audit|Chief Executive|Chief Secretary|Chief Justice|Procurator General)", posts[0]) is not None
            mac = re.search(r"AO_MAN|SUSANA_CHOU|LAU_CHEOK|CHEONG_|CHUI|FLORINDA|TAM_|_TAM|EDMUND_HO|HO_HAU|HO_CHIO|HO_VENG|FATIMA|FONG_MAN|LAU_SI", data) is not None
            several = "several posts" if len(set(posts)) > 1 else "-"
            for i, (actor, when) in enumerate(spells):
                c = CODES.get(actor[:3], actor[:3])
                c = code if actor[:3] == "YUG" else c
                if c not in valid or actor[3:6] != "GOV" or c != code and (c, code) != ("SDN", "SSD"):
                    continue
                if c == "SVN" and when.startswith("20031201 - 20031231"):      # the cabinet of the Solomon Islands
                    continue
                c = "GNB" if c == "GIN" and BISSAU & set(fold(names[0]).split()) else c
                c = ("MAC" if mac else "HKG") if hk else c
                kind = actor[6:9]
                if len(posts) == 1 or len(set(posts)) == 1:
                    post = posts[0]
                else:
                    pat = HINT.get(kind)
                    if pat:
                        fit = [p for p in posts if re.search(pat, p, re.I)]
                    else:
                        others = {k for k in (a[6:9] for a, _ in spells) if k in HINT}
                        fit = [p for p in posts if not any(re.search(HINT[k], p, re.I) for k in others)]
                    fit = sorted(set(fit), key=fit.index)
                    same = [j for j, (a, _) in enumerate(spells) if a == actor]
                    if len(fit) == 1:
                        post = fit[0]
                    elif len(posts) == len(spells):
                        post = posts[i]
                    elif len(fit) == len(same):
                        post = fit[same.index(i)]
                    else:
                        post = None
                off = office_of(post, c) if post else ("minister", "GOV")
                if not off:
                    continue
                when = when.strip()
                m = re.match(r"^(\d{8})\s*-\s*(\d{8})$", when)
                if m:
                    f, t = month(m.group(1)), month(m.group(2), True)
                    if f < t:
                        add(4, "countryinfo-gov", names[0], c, off[1], off[0], f, t, several, names[1:])
                elif re.match(r"^<\s*\d{8}$", when):
                    add(4, "countryinfo-gov", names[0], c, off[1], off[0], "-", month(when.strip("< "), True), several, names[1:])
                elif re.match(r"^>\s*\d{8}$", when):
                    f = month(when.strip("> "))
                    add(4, "countryinfo-gov", names[0], c, off[1], off[0], "-" if f <= "2003-01" else f, OPEN_TO, ("" if several == "-" else several + "; ") + "end estimated: in office " + LAST, names[1:])


WRONG_YEAR = {"VEN-1999", "VEN-2012"}      # Chávez died in 2013; both are in our tables


def read_archigos():
    """{code: [(words of the name, name, first day, last day)]}"""
    got = collections.defaultdict(list)
    for r in csv.DictReader(open(os.path.join(SRC, "archigos41.csv"), encoding="utf8")):
        code = cow2iso.get(str(int(float(r["gwcode"]))), {"260": "DEU", "265": "DEU", "315": "CZE", "345": "SRB", "340": "SRB", "347": "XKX", "678": "YEM", "680": "YEM", "816": "VNM", "817": "VNM", "341": "MNE", "626": "SSD", "365": "RUS"}.get(str(int(float(r["gwcode"])))))
        if not code or r["enddate"] < SINCE or r["obsid"] in WRONG_YEAR:
            continue
        got[code].append((fold(r["leader"]).replace("-", " ").split(), r["leader"], r["startdate"], r["enddate"]))
    return got


def import_archigos():
    got = read_archigos()
    # ends for the spells that CountryInfo leaves open
    for r in rows:
        if r["to"] != "OPEN" or r["src"] != "countryinfo":
            continue
        words = fold(r["name"]).replace("-", " ").split()
        best = None
        for ws, _, s, e in got[r["code"]]:
            if ws and (ws[-1] in words) and e > r["frm"] and r["office"] in ("president", "prime minister", "chancellor", "premier", "leader"):
                if abs(int(s[:4]) - int(r["frm"][:4])) <= 1:
                    best = max(best or e, e)
        if best and best < "2015-12-31":
            r["to"], r["why"] = best, "end from Archigos"
        elif best:
            r["to"], r["why"] = "2017", "end estimated: in office 2015-12"
        elif r["office"] in ("king", "queen", "emir", "sultan", "emperor", "prince"):
            r["to"], r["why"] = "-", "in office when the source ends (2009)"
        else:
            r["to"] = None      # nobody knows
        succ = [x["frm"] for x in rows if x["code"] == r["code"] and x["office"] == r["office"] and x["src"] == "countryinfo" and x["frm"] > r["frm"] and x["name"] != r["name"]]
        if succ and not (best and best < "2015-12-31"):
            r["to"], r["why"] = min(succ), "end: the start of the next in office"
    rows[:] = [r for r in rows if r["to"]]
    # leaders with a full name that CountryInfo has not
    known = collections.defaultdict(set)
    for r in rows:
        known[r["code"]].add(frozenset(fold(r["name"]).replace("-", " ").split()[-1:]))
        known[r["code"]].add(frozenset(fold(r["name"]).replace("-", " ").split()))
    for code in sorted(got):
        for ws, leader, s, e in got[code]:
            words = leader.split()
            if len(words) < 2 or any(len(w.rstrip(".")) < 2 for w in words) or words[0].lower() in ("al", "el", "ould", "de", "da", "dos", "van", "von", "bin", "ag", "le", "la", "abd", "abdel", "fogh") or "(" in leader:
                continue
            if frozenset(ws) in known[code] or frozenset(ws[-1:]) in known[code]:
                continue
            add(5, "archigos", leader.strip(), code, "GOV", "leader", s, "2017" if e == "2015-12-31" else e, "end estimated: in office 2015-12" if e == "2015-12-31" else "-")


def read_yaml(path):
    """The YAML that the congress lists are written in: a block list of maps of scalars, maps and lists, no flow style, no anchors."""
    lines = []                                     # [indent, text]; a list item "- x" counts as deeper by two
    for line in open(path, encoding="utf8"):
        text = line.strip()
        if not text or text == "---" or text.startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if lines and not text.startswith("- ") and not re.match(r"[A-Za-z_][\w-]*:( |$)", text):
            lines[-1][1] += " " + text              # a scalar that runs on
            continue
        while text.startswith("- "):
            lines.append([indent, "-"])
            text, indent = text[2:], indent + 2
        lines.append([indent, text])
    at = 0

    def scalar(t):
        t = t.strip()
        if t[:1] == t[-1:] == "'" and len(t) > 1:
            return t[1:-1].replace("''", "'")
        return json.loads(t) if t[:1] == '"' else t

    def block(indent):
        nonlocal at
        if lines[at][1] == "-":
            out = []
            while at < len(lines) and lines[at] == [indent, "-"]:
                at += 1
                out.append(block(lines[at][0]))
            return out
        m = re.match(r"([A-Za-z_][\w-]*):(?: (.*))?$", lines[at][1])
        if not m:
            at += 1
            return scalar(lines[at - 1][1])
        out = {}
        while at < len(lines) and lines[at][0] == indent and lines[at][1] != "-":
            m = re.match(r"([A-Za-z_][\w-]*):(?: (.*))?$", lines[at][1])
            at += 1
            nested = m[2] is None and at < len(lines) and (lines[at][0] > indent or lines[at] == [indent, "-"])
            out[m[1]] = block(lines[at][0]) if nested else scalar(m[2] or "")
        return out
    return block(0)


def import_executive_and_congress():
    offices = {"prez": ("president", "GOV"), "viceprez": ("vice president", "GOV"), "sen": ("senator", "LEG"), "rep": ("representative", "LEG")}
    for fn, prio in (("executive.yaml", 1), ("legislators-current.yaml", 1)):
        for p in read_yaml(os.path.join(SRC, fn)):
            n = p["name"]
            first, last = n.get("nickname") or n["first"], n["last"]
            names = [n.get("official_full") or f"{n['first']} {n['last']}"]
            names += [f"{n['first']} {last}", f"{first} {last}", f"{n.get('middle', n['first'])} {last}" if fn == "executive.yaml" and n.get("middle") in ("Walz", "Fitzgerald") else f"{first} {last}"]
            if n.get("suffix"):
                names.append(f"{first} {last}, {n['suffix']}")
            usual = f"{first} {last}" if not re.search(r"\.$", first) else names[0]
            spells = []
            for t in p["terms"]:
                o = offices[t["type"]]
                if spells and spells[-1][0] == o and (t["start"] <= spells[-1][2] or int(t["start"][:4]) * 366 - int(spells[-1][2][:4]) * 366 == 0):
                    spells[-1][2] = max(t["end"], spells[-1][2])
                else:
                    spells.append([o, t["start"], t["end"]])
            for o, s, e in spells:
                if e < "1945":
                    continue
                al = sorted({x for x in names if x != usual})
                add(prio, "congress" if prio == 1 and "leg" in fn else "executive", usual, "USA", o[1], o[0], s, e, "-", al)


def state_of():
    """Territories -> the state whose code they have in countries.tsv (manual 5.1.2); the ISO code stands first in `why` there."""
    out = {}
    for line in open(os.path.join(ROOT, "knowledge", "countries.tsv"), encoding="utf8"):
        f = line.rstrip("\n").split("\t")
        m = re.match(r"ISO ([A-Z]{3})\b(?! kept)", f[-1])
        if m:
            out[m[1]] = f[0]
    return out


def country_codes():
    """names -> ISO code"""
    out = {}
    for line in open(os.path.join(ROOT, "knowledge", "countries.tsv"), encoding="utf8"):
        if line.startswith(("#", "code\t")):
            continue
        f = line.rstrip("\n").split("\t")
        for n in [f[1]] + f[2].split("|"):
            if f[9] == "-":
                m = re.match(r"ISO ([A-Z]{3})\b", f[10])
                out.setdefault(fold(n), m[1] if m else f[0])
    return out


def import_world_leaders():
    cc = country_codes()
    for fn in ("wikidata.csv", "wikipedia.csv"):
        for r in csv.DictReader(open(os.path.join(SRC, "world-leaders-2021", fn), encoding="utf8")):
            c = re.sub(r"\s*\(.*?\)", "", r["country"]).replace("–", "-").strip()
            code = cc.get(fold(c)) or cc.get(fold(re.sub(r"^.*\((.*)\).*$", r"\1", r["country"])))
            if re.match(r"(Elizabeth II|Charles III)\b", r.get("officeholderlabel") or r.get("officeholderLabel") or ""):
                continue      # the realms: by hand, as GBR
            label = r.get("positionlabel") or r.get("positionLabel") or ""
            name = re.sub(r"\s*\(.*?\)", "", r.get("officeholderlabel") or r.get("officeholderLabel") or "").strip()
            name = re.sub(r"(?<=\w{2}) of [A-Z].*$|, .*$", "", name)
            if len(name.split()) < 2:
                continue
            if not code or not name or re.match(r"^Q\d+$", name) or label == name or len(name.split()) > 6:
                continue
            title = re.sub(r"^(List of )", "", label)
            title = re.sub(r"\s+(of|de) (the )?(Kingdom|Republic|Islamic|People|State|Union|Federation|Federal|Democratic|Socialist|[A-ZÅÉ]).*$", "", title)
            off = office_of(title, code)
            if not off or off[0] in ("member of the government", "minister"):
                t = title.lower()
                m = re.search(r"supreme leader|monarch|king|queen|emperor|emir|sultan|pope|taoiseach|general secretary|captain regent|head of state|prince|premier|governor-general", t)
                if not m or re.search(r"kingdom", t):
                    continue
                off = ({"monarch": "king", "captain regent": "captain regent", "head of state": "president", "governor-general": "governor general", "taoiseach": "prime minister"}.get(m.group(0), m.group(0)), "GOV")
            if off[0] in ("president", "prime minister"):      # of the country itself, not of a party, a court or a chamber
                m = re.match(r"^(?:Interim |Acting )?(?:President|Prime Minister|Premier|Chancellor|Taoiseach)(?: of (?:the )?(.*))?$", label)
                if not m or (m.group(1) and cc.get(fold(m.group(1))) != code and cc.get("the " + fold(m.group(1))) != code):
                    continue
            f, t = r["start_year"] or "-", r["end_year"] or ""
            if t and f != "-" and t < f:
                continue
            if t:
                t, why = str(int(t) + 1), "years only: the end is that of the year"
            else:
                t, why = "2024", "end estimated: in office 2022-10"
            if off[0] in ("king", "queen", "emir", "sultan", "emperor", "pope", "prince"):
                t, why = ("-", "in office 2022-10") if not r["end_year"] else (t, why)
            add(3, "wikidata-2022", name, code, off[1], off[0], f, t, why)
    for fn, office in (("chancellors", "chancellor"), ("monarchs", "king"), ("presidents", "president"), ("prime-ministers", "prime minister")):
        for r in json.load(open(os.path.join(SRC, "world-leaders-current", fn + ".json"), encoding="utf8")):
            code = ISO.get(r["iso_code"])
            if not code or not r.get("name") or r["name"] == "Charles III" and code != "GBR":
                continue
            add(1, "leaders-2026", r["name"], code, "GOV", "premier" if code == "CHN" and office == "prime minister" else "emperor" if code == "JPN" and office == "king" else office, r.get("since") or "-", "-", "in office 2026-08")


def ours():
    """(code, folded name or alias, office) of the hand-written tables."""
    out, people = collections.defaultdict(list), collections.defaultdict(list)
    for fn in sorted(glob.glob(os.path.join(ROOT, "knowledge", "actors", "*people*.tsv"))):
        if os.path.basename(fn) == "people-imported.tsv":
            continue
        for line in open(fn, encoding="utf8"):
            if line.startswith(("#", "name\t")):
                continue
            f = line.rstrip("\n").split("\t")
            for n in [f[0]] + f[1].split("|"):
                out[f[2], norm(n)].append((f[5], f[6], f[7]))
            people[f[2]].append(([f[0]] + f[1].split("|"), f[5], f[6], f[7]))
    return out, people


COMMON = set("mohammed muhammad mohamed mohammad mohamad ahmed ahmad abdul abdel abdallah abdullah abdulla hassan hussein husayn ibrahim mahmoud khalid khaled yusuf yousef omar osman jose juan maria carlos luis jorge john david "
             "michael peter james george robert william charles joseph jean pierre paul francois antonio manuel francisco miguel alberto daniel sheikh prince king general singh khan nguyen kumar rahman sayed said salem saleh nasser sabah khalifa thani".split())


def day(s, default):
    return int((s + "-07-01")[:4]) * 372 + int((s + "-07")[5:7] if len(s) > 4 else 7) * 31 if s != "-" else default


def same_person(r, hand):
    """Our spell that an imported row of another spelling stands for: same country, kindred office, nearly the same start, a telling word in common."""
    words = {w for w in norm(r["name"]).split() if len(w) > 3} - COMMON
    for name, office, frm, to in hand:
        ours = {w for n in name for w in norm(n).split() if len(w) > 3} - COMMON
        if office in ("deputy prime minister", "vice president", "minister", "envoy", "deputy foreign minister") and norm(name[0]).split()[-1] not in words:
            continue      # offices of several holders at a time
        if not (words & ours) or not kin(r["office"], office) or not overlap((r["frm"], r["to"]), (frm, to)):
            continue
        if single(office) == single(r["office"]) is not None and "in office " + LAST in r["why"] and frm <= LAST < (to if to != "-" else "9"):
            return name[0], frm, to      # in that office when the source ends
        if (r["frm"] != "-" and frm != "-" and abs(day(r["frm"], 0) - day(frm, 0)) < 400) or (r["frm"] == "-" and r["to"] != "-" and to != "-" and abs(day(r["to"], 0) - day(to, 0)) < 200):
            return name[0], frm, to
    return None


def overlap(a, b):
    return (a[1] == "-" or b[0] == "-" or b[0] < a[1]) and (b[1] == "-" or a[0] == "-" or a[0] < b[1])


def years_apart(a, b):
    """Is there a year between them, so that they are no two readings of one spell?"""
    return a[1] != "-" and b[0] != "-" and int(a[1][:4]) + 1 < int(b[0][:4]) or b[1] != "-" and a[0] != "-" and int(b[1][:4]) + 1 < int(a[0][:4])


def key(r):
    return (r["code"], norm(r["name"]))


def without_namesakes(spells, people, dropped):
    """Drops minor office-holders, and aliases, that bear the name of somebody listed for another country."""
    owners = collections.defaultdict(set)
    for code, hand in people.items():
        for names, *_ in hand:
            for n in names:
                owners[squash(n)].add(code)
    for code, name, alias, *_ in spells:
        for n in [name] + alias.split("|"):
            owners[squash(n)].add(code)
    out = []
    for code, name, alias, sector, office, *rest in spells:
        others = owners[squash(name)] - {code, "IGO", "UNO", "EUR", "NGO"} - ({"SDN", "SSD"} if code in ("SDN", "SSD") else set())      # one person elsewhere
        if others and office not in MAJOR:
            dropped["namesake"] += 1
            continue
        alias = "|".join(a for a in alias.split("|") if a == "-" or not owners[squash(a)] - {code}) or "-"
        out.append((code, name, alias, sector, office, *rest))
    return out


def telling(names):
    return {w for n in names for w in norm(n).split() if len(w) > 3}


def beginnings(people, spells=()):
    """Who began when: {(code, office of one holder at a time): [(from, to, telling words of the name)]}; of people of ours also {(code, name): [from]}, whatever the office"""
    began = collections.defaultdict(list)
    hand = [(code, office, frm, to, [n for n in names if n != "-"]) for code, known in people.items() for names, office, frm, to in known
            if not (office == "foreign secretary" and code in {"BGD", "IND", "LKA", "NPL", "PAK"})]      # the highest official, not the minister
    for code, office, frm, to, names in hand + list(spells):
        if single(office) is not None and frm != "-":
            began[code, single(office)].append((frm, to, telling(names)))
    for code, office, frm, _, names in hand:
        for n in names if frm != "-" else ():
            began[code, norm(n)].append(frm)
    return began


def next_one(began, code, office, names, frm, last):
    """The day by which he is gone, whom the source has in office in the month `last`: somebody else begins there, or he himself elsewhere; None: not known"""
    group = single(office)
    after = [f for n in names for f in began[code, norm(n)] if f > last]
    if group is not None:
        mine = telling(names)
        after += [f for f, to, words in began[code, group] if f > frm and (f > last or f[:4] > frm[:4] and (to > last or to == "-")) and not (words & mine - COMMON or len(words & mine) > 1)]
    return min(after, default=None)


LAG = 9      # months: so long may the lists show one who is gone


def without_lag(began, code, name, alias, office, frm, to, why):
    """-> (to, why): he leaves when the one begins whom our tables have next, shortly before the lists say so"""
    if single(office) is None:
        return to, why
    mine, end = telling([name] + alias.split("|")), leader_ends.month(to)
    after = [f for f, _, words in began[code, single(office)] if len(f) > 4 and frm < f[:7] < to and leader_ends.month(f) >= end - LAG and not words & mine]
    return (min(after), why + "; end: the next one began") if after else (to, why)


def read_for_ends():
    """-> the spells of the monthly lists as they stand there; the changes of government; who of ours began when"""
    import_countryinfo()
    rows[:] = [r for r in rows if r["src"] != "countryinfo-gov"] + unite([r for r in rows if r["src"] == "countryinfo-gov"], OPEN_TO)
    _, people = ours()
    listed = [dict(r) for r in rows if r["src"] == "countryinfo-gov"]
    spells = [(code, office, frm, names[0]) for code, known in people.items() for names, office, frm, _ in known]
    spells += [(r["code"], r["office"], r["frm"], r["name"]) for r in rows if r["src"] == "countryinfo"]
    rulers = [(code, first) for code, known in read_archigos().items() for *_, first, _ in known if first >= "2000"]
    return listed, leader_ends.changes_of_government(spells, rulers), beginnings(people)


def with_ends(spells, people, ends, dropped):
    """An estimated end becomes the day on which the next holder of that office begins, where one is known; in the monthly lists it is what leader_ends.py makes of it, or the spell is left out."""
    began = beginnings(people, [(code, office, frm, to, [name] + alias.split("|")) for code, name, alias, _, office, frm, to, why in spells if not re.search("ISO |end estimated", why)])
    hand, out = beginnings(people), []
    for code, name, alias, sector, office, frm, to, why in spells:
        last = re.search(r"end estimated: in office (\d{4}(?:-\d\d)?)", why)
        after = next_one(began, code, office, [name] + alias.split("|"), frm, last[1]) if last and "ISO " not in why else None
        if to == OPEN_TO:
            to, how, sure = ends.estimate(code, office, max(leader_ends.month(last[1]), leader_ends.month(frm, 0)), after)
            if sure < leader_ends.TRUSTED or frm < leader_ends.STALE.get(code, ""):
                dropped["no end"] += 1
                continue
            why = why.replace(last[0], "end: " + how) if to == after else why + (", then " + how if how else "")
        elif after and after < to:
            to, why = after, why.replace(last[0], "end: the next one began")
        elif not last and why in ("countryinfo-gov", "countryinfo-gov; several posts"):
            to, why = without_lag(hand, code, name, alias, office, frm, to, why)
        out.append((code, name, alias, sector, office, frm, to, why))
    return out


def squash(n):
    """what a phrase is compared by in the data file"""
    return re.sub(r"[-.' ]", "", fold(n))


def main():
    listed, changes, _ = read_for_ends()
    month = leader_ends.month
    listed = [(r["code"], r["office"], month(r["frm"], leader_ends.FIRST), None if r["to"] == OPEN_TO else month(r["to"])) for r in listed]
    ends = leader_ends.Ends(listed, changes, month(LAST) + 1)
    import_archigos()
    import_executive_and_congress()
    import_world_leaders()
    state = state_of()
    for r in rows:
        if r["code"] in state:
            r["why"] = f"ISO {r['code']}" + ("" if r["why"] == "-" else "; " + r["why"])
            r["code"] = state[r["code"]]
    hand, people = ours()
    kept, dropped = collections.defaultdict(list), collections.Counter()
    # the usual name of a person: that of the best source that has it
    canon = {}
    for r in sorted(rows, key=lambda r: (r["prio"], r["name"], r["frm"])):
        for n in [r["name"]] + r["aliases"]:
            canon.setdefault((r["code"], norm(n)), r["name"])
    for r in sorted(rows, key=lambda r: (r["prio"], r["code"], r["name"], r["frm"], r["office"])):
        usual = canon[r["code"], norm(r["name"])]
        if usual != r["name"]:
            r["aliases"].append(r["name"])
            r["name"] = usual
        mine = [s for n in [r["name"]] + r["aliases"] for s in hand.get((r["code"], norm(n)), [])]
        apart = r["prio"] in (2, 4) and r["office"] != "leader" and (r["frm"] != "-" or r["to"] != "-") and all(years_apart((r["frm"], r["to"]), s[1:]) for s in mine)
        if mine and not apart and (any(kin(r["office"], s[0]) for s in mine) or r["prio"] >= 4 and any(overlap((r["frm"], r["to"]), s[1:]) for s in mine) or r["office"] in ("minister", "member of the government", "leader") or r["frm"] == "-" and r["to"] == "-"):
            dropped["hand"] += 1
            continue
        twin = same_person(r, people[r["code"]]) if not mine else None
        if twin and r["src"] == "archigos":      # nothing but a surname or two
            dropped["hand"] += 1
            continue
        if twin:
            iso = re.match(r"ISO [A-Z]{3}", r["why"])
            r["frm"], r["to"], r["why"] = twin[1], twin[2], (iso[0] + "; " if iso else "") + "another spelling of " + twin[0]
        if r["frm"] != "-" and r["to"] != "-" and not r["frm"] < r["to"]:
            dropped["dates"] += 1
            continue
        if any(kin(r["office"], k["office"]) and (overlap((r["frm"], r["to"]), (k["frm"], k["to"])) or r["src"] != k["src"] and r["frm"][:4] == k["frm"][:4]) for k in kept[key(r)]):
            dropped["duplicate"] += 1
            for k in kept[key(r)]:
                k["aliases"] += r["aliases"]
            continue
        kept[key(r)].append(r)
    # a monthly run-on of one office (redistributed titles) is one spell
    out = []
    for k in sorted(kept):
        spells = sorted(kept[k], key=lambda r: (r["office"], r["frm"] if r["frm"] != "-" else "0", r["to"]))
        merged = []
        for r in spells:
            if merged and merged[-1]["office"] == r["office"] and merged[-1]["to"] == r["frm"] != "-":
                merged[-1]["to"], merged[-1]["why"] = r["to"], r["why"]
            else:
                merged.append(r)
        al = sorted({a for r in spells for a in r["aliases"] if a != r["name"] and len(a.split()) > 1})
        seen, alias = {fold(merged[0]["name"])}, []
        for a in al:
            if fold(a) not in seen:
                seen.add(fold(a))
                alias.append(a)
        for r in merged:
            out.append((r["code"], r["name"], "|".join(alias) or "-", r["sector"], r["office"], r["frm"], r["to"], r["src"] + ("" if r["why"] == "-" else "; " + r["why"])))
    out = sorted(set(out), key=lambda x: (x[0], fold(x[1]), x[1], "0" if x[5] == "-" else x[5], x[4], x[6]))
    uniq, seen = [], set()
    for o in out:
        k = (o[0], fold(o[1]), o[4], o[5])
        if k not in seen:
            seen.add(k)
            uniq.append(o)
    uniq = with_ends(without_namesakes(uniq, people, dropped), people, ends, dropped)
    uniq = without_rivals(uniq, [(code, office, frm, to, names) for code, known in people.items() for names, office, frm, to in known], dropped)
    with open(OUT, "w", encoding="utf8", newline="\n") as f:
        f.write("# Written by tools/import_leaders.py: do not edit; correct a row by one of ours (people-*.tsv) with the same country, name and office.\n"
                "# Facts (names, offices, dates) from: CountryInfo.120116 (Schrodt, CC BY-SA 3.0: rulers.org and the CIA's World Leaders, monthly 2003-01 to 2011-02);\n"
                "# Archigos 4.1 (Goemans, Gleditsch, Chiozza 2009); unitedstates/congress-legislators 2026-06 (CC0); Wikidata 2022 (CC0); world-leaders-current 2026-08\n"
                "# (CC BY-SA 4.0). This table is therefore CC BY-SA 4.0. `why` names the source; `countryinfo-gov` dates are months; an estimated end is called so.\n"
                "# Office-holders of dependent territories have the code of the state, their ISO code in `why`. Minor ones who share the name of somebody of another country are left out.\n")
        f.write("\t".join("name aliases code sector kind office from to why".split()) + "\n")
        for code, name, alias, sector, office, frm, to, why in uniq:
            f.write("\t".join([name, alias, code, sector, "person", office, frm, to, why]) + "\n")
    print(len(uniq), "spells,", len({(o[0], o[1]) for o in uniq}), "people; dropped", dict(dropped), file=sys.stderr)
    print(collections.Counter(o[7].split(";")[0] for o in uniq), file=sys.stderr)


if __name__ == "__main__":
    main()
