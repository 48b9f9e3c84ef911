"""Who is one person under two spellings, which rows are one spell in office, and who cannot have held it? For import_leaders.py.

The monthly lists spell a name now so, now so, and name one office in two ways. Where a spelling ends and a like one begins in the same office at the
same time, nobody left: read as two people, the first would leave too early and the second come too late.
"""
import collections
import difflib
import re

from leader_ends import FIRST, month
from leader_offices import single
from textfold import fold

NEAR = 2      # months that may lie between, or be shared, where one spelling follows another
GAP = 7       # months for which the lists may miss somebody who is there before and after
SEEN = 2      # months in which somebody has to be there: one alone is as often a slip
WIDE = set("state national public social general regional rural urban local special higher primary secondary prime first economic natural human foreign territorial internal civil".split())


def norm(n):
    return " ".join(w for w in re.sub(r"['`’.]", "", fold(n)).replace("-", " ").split() if w not in ("al", "el", "bin", "ibn"))


def word_alike(a, b):
    """3 the same word, but for a letter; 2 nearly: Sam, Samuel; Zalmai, Zalmay; 1 perhaps: Nick, Nicholas; Ed, Edward; 0 another one"""
    near = difflib.SequenceMatcher(None, a, b).ratio() if min(len(a), len(b)) > 3 else a == b
    if near >= 0.75 or min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a)):
        return 3 if near >= 0.85 else 2
    return 1 if a[:3] == b[:3] or max(len(a), len(b)) > 4 and min(a, b, key=len) == max(a, b, key=len)[:2] else 0


def alike(a, b):
    """Is every word of the shorter name in the other, in some spelling and any order? Where one is only perhaps, another has to be the same."""
    short, long = sorted(([w for w in norm(n).split() if len(w) > 1] for n in (a, b)), key=len)
    found = []
    for w in short:
        near, word = max(((word_alike(w, v), v) for v in long), default=(0, ""))
        if not near:
            return False
        long.remove(word)
        found.append(near)
    return len(short) > 1 and (min(found) > 1 or max(found) == 3)


def subject(office):
    """What an office is about, by its first telling word: lands and settlement, lands and housing"""
    about = re.sub(r"^minister of (the )?| minister$", "", office)
    words = [w for w in re.findall(r"[\w-]+", about) if len(w) > 3 and w not in ("minister", "deputy")]
    return words[0].rstrip("s") if words and words[0] not in WIDE and re.search(r"minister", office) and "deputy" not in office else office


def unite(rows, open_to):
    """-> the rows of the monthly lists (dicts) with one name for each person, and a row for each spell; `open_to` is the end of those that have none"""
    def first(r):
        return month(r["frm"], FIRST)

    def last(r):
        return 9999 * 12 if r["to"] == open_to else month(r["to"])

    head = {}      # (code, norm of a name) -> another one of that person

    def root(k):
        while head.get(k, k) != k:
            k = head[k]
        return k

    held = collections.defaultdict(list)
    for r in rows:
        held[r["code"], subject(r["office"])].append(r)
    for (code, _), spells in sorted(held.items()):
        for a in spells:
            for b in spells:
                if b["frm"] != "-" and abs(first(b) - last(a)) <= NEAR and norm(a["name"]) != norm(b["name"]) and alike(a["name"], b["name"]):
                    one, two = sorted((root((code, norm(a["name"]))), root((code, norm(b["name"])))))
                    head[two] = one
    people = collections.defaultdict(list)
    for r in rows:
        people[root((r["code"], norm(r["name"])))].append(r)
    out = []
    for _, mine in sorted(people.items()):
        seen = {}      # the latest spelling of the shortest form: the lists mend theirs
        for r in mine:
            seen[r["name"]] = max(seen.get(r["name"], 0), last(r))
        usual = min(seen, key=lambda n: (len(n.split()), -seen[n], n))
        spells = collections.defaultdict(list)
        for r in sorted(mine, key=lambda r: (first(r), last(r), r["office"])):
            r["aliases"] += [r["name"]] if r["name"] != usual else []
            r["name"] = usual
            before = spells[subject(r["office"])]
            if before and first(r) - last(before[-1]) <= GAP:
                b = before[-1]
                if last(r) - first(r) > last(b) - first(b):
                    b["office"], b["sector"] = r["office"], r["sector"]
                b["aliases"] += r["aliases"]
                if last(r) > last(b):
                    b["to"], b["why"] = r["to"], r["why"]
            else:
                before.append(r)
                out.append(r)
    return [r for r in out if last(r) - first(r) >= SEEN or r["frm"] == "-"]


SHARED = {"vice president", "speaker", "intelligence chief", "attorney general", "chief justice", "police chief", "king", "queen"}      # held by several at a time in some countries
HEADS_OF_PARTS = {"SRB", "BIH", "COM", "KHM", "LBN", "LBY", "SOM", "CHE", "SMR", "VNM", "CHN"}      # presidents and prime ministers of a part, or rivals
TOGETHER = 12      # months for which two may seem to hold an office of one


def without_rivals(spells, hand, dropped):
    """spells: rows for the table; hand: (code, office, from, to, names) of our tables. Of two people in an office of one holder at a time for more than a year
    one is wrong: he of whom the lists have several posts in one line, and who may have held another one then; else the earlier one left when the later came.
    Ours are right."""
    def ends(frm, to):
        return month(frm, FIRST), month(to, 9999 * 12)

    held = collections.defaultdict(list)
    for code, office, frm, to, names in hand:
        if single(office) is not None and office != "foreign secretary":
            held[code, single(office)].append((True, frm, to, [n for n in names if n != "-"], False))
    for code, name, alias, _, office, frm, to, why in spells:
        if single(office) is not None and "ISO " not in why:
            held[code, single(office)].append((False, frm, to, [name] + [a for a in alias.split("|") if a != "-"], "several posts" in why))
    out = []
    for code, name, alias, sector, office, frm, to, why in spells:
        head = office in ("president", "prime minister", "premier", "chief executive", "leader")
        if single(office) is None or office in SHARED or head and code in HEADS_OF_PARTS or "ISO " in why or "another spelling" in why or not why.startswith("countryinfo"):
            out.append((code, name, alias, sector, office, frm, to, why))
            continue
        mine, first, last, several, gone = [name] + alias.split("|"), *ends(frm, to), "several posts" in why, False
        for ours, f, t, names, other in held[code, single(office)]:
            a, b = ends(f, t)
            if min(last, b) - max(first, a) <= TOGETHER or not several and abs(first - a) <= NEAR and abs(last - b) <= NEAR or any(alike(m, n) for m in mine for n in names):
                continue
            if ours and first >= a or not ours and several and not other:
                gone = True
            elif first < a and (ours or not head and several == other):
                to, last, why = f, a, why.split("; end")[0] + "; end: the next one began"
        if gone:
            dropped["rival"] += 1
        else:
            out.append((code, name, alias, sector, office, frm, to, why))
    return out
