"""When did a minister leave who was in office when the source ends? An estimate for tools/import_leaders.py, and how good it is.

The monthly lists of CountryInfo end in 2011-02; whom they show then has no end there. By month, the chance that he leaves: in a quiet month a small
share of the ministers of a country leaves, more where they left often before; when a government goes, many of them do at once. Both are counted in the
months that the lists cover. By the day on which the next holder of an office that has one holder at a time begins, or he himself begins elsewhere, he
is gone; our tables have all foreign ministers. The end is the change of government, or the beginning of the next one, with the greatest chance, if most
of the chance lies within a year on either side of it. Where it does not, nobody can say when he left, and the spell is left out.
A government goes when its head does: the prime minister, in a country without one the president. Where the prime minister is not the one who rules
(Archigos says who does), fewer of his ministers go with him; hardly one when a head of state changes who does not rule. Where the opposition came in,
or a revolution (OUSTED), nearly all of them went.

    python3 tools/leader_ends.py      hides the ends that are known, estimates them and says how far off that is
"""
import collections
import re
import statistics

CABINET = re.compile(r"^deputy minister|minister$|^minister|member of the government|secretary of|deputy prime minister|government secretary")
PREMIERS = {"prime minister", "premier", "chancellor", "chief executive"}
HEADS = {"president", "king", "emir", "sultan", "leader", "chairman", "supreme leader"}
ROTATING = {"BIH", "CHE", "SMR"}      # whose heads of state take turns and take nobody with them
FIRST = 2003 * 12      # the first month of the lists
TOGETHER = 2           # months: what happens within them is one change of government
BEFORE, AFTER = 1, 3   # months around it in which ministers are taken to go with it
QUIET, CHANGE = 150, 5 # how many months, and ministers, the average of all weighs beside what a country shows, and of a month beside a change
YEAR = 12              # months by which an end may be off
TRUSTED = 0.75         # the chance that an end is no more off than that, below which there is no estimate
FAR = 25               # months: no estimate beyond, if it rests on a change that is no full one not beyond YEAR
SHOWN = 0.8            # how often the next one whom our tables have was indeed the next
STALE = {"PAK": "9", "NER": "2010-03", "SEN": "2009-06"}      # who came before is shown too long: a cabinet dissolved as the lists end, a coup, a new government
ALL = 0.97             # the share of a cabinet that goes with a government of OUSTED

# The first change after the lists end in which a whole cabinet went: an election lost, a coup, a revolution, a cabinet of experts, a new president's own men
OUSTED = {code: day for day, codes in (line.split(" ", 1) for line in """2011-03-03 EGY
2011-03-09 IRL
2011-03-30 MMR
2011-04-07 NER
2011-05-26 COM
2011-06-21 PRT
2011-07-28 PER
2011-08-05 THA
2011-08-23 LBY
2011-09-23 ZMB
2011-10-03 DNK
2011-11-16 ITA
2011-11-30 LCA
2011-12-22 ESP
2011-12-23 HRV
2011-12-24 TUN
2012-01-03 MAR
2012-01-05 JAM
2012-01-14 GTM
2012-02-10 SVN
2012-03-22 MLI
2012-04-03 SEN
2012-04-07 MWI
2012-04-04 SVK
2012-04-12 GNB
2012-05-08 BHS
2012-05-16 FRA
2012-06-08 LSO
2012-06-22 PRY
2012-10-25 GEO
2012-11-05 NLD
2012-12-01 MEX
2012-12-13 LTU
2013-02-20 GRD
2013-02-25 KOR
2013-02-28 CYP
2013-03-13 BGR
2013-05-23 ISL
2013-07-10 CZE
2013-08-15 IRN
2013-09-15 ALB
2013-09-18 AUS
2013-10-16 NOR
2014-01-27 HND
2014-03-11 CHL
2014-05-08 CRI
2014-05-26 IND
2014-07-01 PAN
2014-10-03 SWE""".split("\n")) for code in codes.split()}


def month(date, unknown=None):
    """2011-02-11 -> months since the year 0; a year alone is its January"""
    return unknown if date == "-" else int(date[:4]) * 12 + int(date[5:7] or 1) - 1


def month_text(m):
    return f"{m // 12:04d}-{m % 12 + 1:02d}"


def kind_of(office):
    if CABINET.search(office):
        return "cabinet"
    return "bank" if office == "central bank governor" else "ambassador" if office.startswith("ambassador") else "other"


def how_of(what, cabinet):
    """0 the one who rules changes, in a country with a prime minister he; 1 a prime minister who does not rule; 2 another who rules; 3 a mere head of state"""
    if not cabinet or {"premier", "ruler"} <= what:
        return 0
    return 1 if "premier" in what else 2 if "ruler" in what else 3


def changes_of_government(spells, rulers):
    """spells: (code, office, from, name) of all tables; rulers: (code, from) of Archigos -> {code: [(month, day, how_of)]}, rising"""
    seen, before = collections.defaultdict(dict), {}
    for code, office, frm, name in sorted(spells, key=lambda x: x[2]):
        what = "premier" if office in PREMIERS else "head" if office in HEADS and code not in ROTATING else None
        if what and len(frm) >= 7 and before.get((code, what)) != name:
            seen[code].setdefault(frm, set()).add(what)
            before[code, what] = name
    for code, frm in rulers:
        if code not in ROTATING:
            seen[code].setdefault(frm, set()).add("ruler")
    out = {}
    for code, days in seen.items():
        cabinet = any("premier" in k for k in days.values())
        known = []
        for day in sorted(days):
            m, what = month(day), days[day]
            if known and m - known[-1][0] <= TOGETHER:
                known[-1][2].update(what)
                known[-1][1] = day if "premier" in what else known[-1][1]
            else:
                known.append([m, day, set(what)])
        out[code] = [(m, day, how_of(what, cabinet)) for m, day, what in known]
    return out


class Ends:
    """What is known of how long people stay: counted over the lists up to the month `end`"""

    def __init__(self, listed, changes, end, codes=None, ousted=OUSTED):
        """listed: (code, office, first month, month after the last one or None); codes: the countries to count, None: all"""
        self.changes, self.ousted = changes, ousted
        quiet, gone, self.own = (collections.defaultdict(lambda: [0, 0]) for _ in range(3))
        for code, office, frm, to in listed:
            kind, around = kind_of(office), {}
            for m, _, how in changes.get(code, []):
                for d in range(-BEFORE, AFTER + 1):
                    around.setdefault(m + d, (m, how))
            met = set()
            for m in range(max(frm, FIRST + 1) + 1, min(to or end, end) + 1):
                leaves = m == to
                if m not in around:
                    cells = [quiet[kind]] if codes is None or code in codes else []
                    cells += [self.own[code]] if kind == "cabinet" else []
                    for cell in cells:
                        cell[0] += leaves
                        cell[1] += 1
                elif frm < around[m][0] - BEFORE and (codes is None or code in codes):      # not one who came with it
                    cell = gone[kind, around[m][1]]
                    cell[0] += leaves
                    cell[1] += around[m] not in met
                    met.add(around[m])
        self.quiet = {k: (a + 1) / (n + 50) for k, (a, n) in quiet.items()}
        self.gone = {(k, how): (a + CHANGE * 3 * self.quiet.get(k, 0)) / (n + CHANGE) for (k, how), (a, n) in gone.items()}

    def chances(self, code, office, seen, limit):
        """-> [(month, the chance that he leaves then)]"""
        kind, out, stays = kind_of(office), [], 1.0
        leave = self.quiet.get(kind, 0.02)
        if kind == "cabinet":
            leave = (self.own[code][0] + QUIET * leave) / (self.own[code][1] + QUIET)
        change = {m: how for m, _, how in self.changes.get(code, [])}
        ousted = month(self.ousted[code]) if kind == "cabinet" and code in self.ousted else None
        stop = max(month(limit), seen + 1) if limit else seen + FAR + YEAR + 1
        for m in range(seen + 1, stop):
            goes = ALL if m == ousted else self.gone.get((kind, change[m]), leave) if m in change and (ousted is None or abs(m - ousted) > TOGETHER) else leave
            out.append((m, stays * goes))
            stays *= 1 - goes
        return out + ([(stop, stays * SHOWN)] if limit else [])

    def estimate(self, code, office, seen, limit=None):
        """seen: the last month in which he is known to be in office; limit: a day by which he is gone -> (the day or month, why, the chance that it is right)"""
        if limit and (office == "foreign minister" or month(limit) <= seen):
            return limit, "the next one began", 1.0
        chances = self.chances(code, office, seen, limit)

        def near(day):
            return sum(share for m, share in chances if abs(m - month(day)) <= YEAR)
        cabinet = kind_of(office) == "cabinet"
        days = [(day, "a new government") for m, day, _ in self.changes.get(code, []) if cabinet and m <= seen + YEAR]
        days += [(self.ousted[code], "a new government")] if cabinet and code in self.ousted else []
        days = [d for d in days if seen < month(d[0]) <= chances[-1][0]] + ([(limit, "the next one began")] if limit else [])
        sure = [d for d in days if month(d[0]) <= seen + FAR and near(d[0]) >= TRUSTED]
        at = dict(chances)
        day, why = max(sure or days, key=lambda d: (d[0] == self.ousted.get(code), at.get(month(d[0]), 0), d), default=(month_text(seen + YEAR), ""))
        return day, why, near(day) if sure else 0.0


def measure():
    """Known ends hidden: the lists are cut off some years earlier; countries are estimated by what the others show."""
    import import_leaders as il
    listed, changes, began = il.read_for_ends()
    last = month(il.LAST) + 1
    fold = {code: i % 5 for i, code in enumerate(sorted({r["code"] for r in listed}))}
    spells = [(r["code"], r["office"], month(r["frm"], FIRST), None if r["to"] == il.OPEN_TO else month(r["to"])) for r in listed]
    print("lists cut in         spells  median error   > 1 year late  > 1 year early")
    total = {"all": [], "trusted": []}
    for year in (2005, 2006, 2007, 2008):
        cut = year * 12 + 2
        known = Ends(spells, changes, cut).own
        parts = [Ends(spells, changes, last, {c for c in fold if fold[c] != i}, {}) for i in range(5)]
        for part in parts:
            part.own = known
        rows = {"all": [], "trusted": []}
        for r, (code, office, frm, to) in zip(listed, spells):
            if office in PREMIERS | HEADS or not (frm <= cut - 1 and (to or last + 1) > cut - 1):
                continue
            limit = il.next_one(began, code, office, [r["name"]], r["frm"], month_text(cut - 2))
            day, _, share = parts[fold[code]].estimate(code, office, cut - 1, limit)
            error = 0 if to is None and month(day) >= last else month(day) - (to or last)
            rows["all"].append(error)
            if share >= TRUSTED:
                rows["trusted"].append(error)
        for how, found in rows.items():
            say(f"{year}-02", how, found)
            total[how] += found
    for how, found in total.items():
        say("all", how, found)


def say(what, how, found):
    n = len(found)
    print(f"{what:7} {how:9} {n:6}  {statistics.median(map(abs, found)) * 30.44:8.0f} days  {sum(e > YEAR for e in found) / n:13.3f}  {sum(e < -YEAR for e in found) / n:14.3f}")


if __name__ == "__main__":
    measure()
