"""When did a minister leave who was in office when the source ends? An estimate for tools/import_leaders.py, and how good it is.

The monthly lists of CountryInfo end in 2011-02; whom they show then has no end there. It is estimated, in this order:
1. the next foreign minister begins: our tables have them all;
2. the day by which he was gone about as likely as not, or earlier, when the next holder of another office (one of those that have one holder at a
   time) begins, by any table, or he himself begins elsewhere. In a quiet month a small share of the ministers of a country leaves, more where they left
   often before; when a government goes, many of them do at once. Both are counted in the months that the lists cover.
A government goes when its head does: the prime minister, in a country without one the president. Where the prime minister is not the one who rules
(Archigos says who does), fewer of his ministers go with him; hardly one when a head of state changes who does not rule.

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
STAYS = 0.55           # the chance below which somebody counts as gone: ends a year late and ends a year early are then about as many
FAR = 30 * 12          # months: nobody is given more


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

    def __init__(self, listed, changes, end, codes=None):
        """listed: (code, office, first month, month after the last one or None); codes: the countries to count, None: all"""
        self.changes = changes
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

    def estimate(self, code, office, seen, limit=None):
        """seen: the last month in which he is known to be in office; limit: a day by which he is gone -> (the day or month, why)"""
        kind = kind_of(office)
        leave = self.quiet.get(kind, 0.02)
        if kind == "cabinet":
            leave = leave * (self.own[code][0] + QUIET * leave) / (self.own[code][1] + QUIET) / leave
        change = {m: (day, how) for m, day, how in self.changes.get(code, [])}
        stays, stop = 1.0, month(limit) if limit else seen + FAR
        if limit and (office == "foreign minister" or month(limit) <= seen):
            return limit, "the next one began"
        for m in range(seen + 1, stop):
            stays *= 1 - (self.gone.get((kind, change[m][1]), leave) if m in change else leave)
            if stays < STAYS:
                return (change[m][0], "a new government") if m in change else (month_text(m), "")
        return (limit, "the next one began") if limit else (month_text(stop), "")


def measure():
    """Known ends hidden: the lists are cut off some years earlier; countries are estimated by what the others show."""
    import import_leaders as il
    listed, changes, began = il.read_for_ends()
    last = month(il.LAST) + 1
    fold = {code: i % 5 for i, code in enumerate(sorted({r["code"] for r in listed}))}
    spells = [(r["code"], r["office"], month(r["frm"], FIRST), None if r["to"] == il.OPEN_TO else month(r["to"])) for r in listed]
    print("lists cut in         spells  median error   > 1 year late  > 1 year early   months: held wrongly, missed")
    total = {"23 months": [], "estimate": []}
    for year in (2005, 2006, 2007, 2008):
        cut = year * 12 + 2
        known = Ends(spells, changes, cut).own
        parts = [Ends(spells, changes, last, {c for c in fold if fold[c] != i}) for i in range(5)]
        for part in parts:
            part.own = known
        rows = {"23 months": [], "estimate": []}
        for r, (code, office, frm, to) in zip(listed, spells):
            if office in PREMIERS | HEADS or not (frm <= cut - 1 and (to or last + 1) > cut - 1):
                continue
            limit = il.next_one(began, code, office, [r["name"]], r["frm"], month_text(cut - 2))
            fixed = cut + 21
            plain = min(fixed, month(limit) if limit else fixed)
            guess = month(parts[fold[code]].estimate(code, office, cut - 1, limit)[0])
            for how, m in (("23 months", plain), ("estimate", guess)):
                rows[how].append((0 if to is None and m >= last else m - (to or last), min(m, last) - min(to or last, last)))
        for how, found in rows.items():
            say(f"{year}-02", how, found)
            total[how] += found
    for how, found in total.items():
        say("all", how, found)


def say(what, how, found):
    n = len(found)
    print(f"{what:7} {how:9} {n:6}  {statistics.median(abs(e) for e, _ in found) * 30.44:8.0f} days  {sum(e > 12 for e, _ in found) / n:13.3f}"
          f"  {sum(e < -12 for e, _ in found) / n:14.3f}  {sum(max(0, h) for _, h in found) / n:18.1f} {sum(max(0, -h) for _, h in found) / n:10.1f}")


if __name__ == "__main__":
    measure()
