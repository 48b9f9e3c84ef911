#!/usr/bin/env python3
"""Who governed? For every member of the United Nations the days without a known head of state, head of government and foreign minister.

    python3 tools/check_offices.py [--from 2010] [--to 2026-06] [--days 60] [FOLDER]

In: the tables of knowledge/actors. A gap is a stretch of --days days or more in which nobody holds an office that counts as the one asked for. Realms of
the British crown are asked for a governor general instead of a head of state; a country without a prime minister (ONE_HEAD) for its president alone.
Out: a line for each gap, then how many of the members have none; exit status 1 if there are gaps that KNOWN does not explain.
"""
import argparse
import os
import sys
from collections import defaultdict
from datetime import date

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

MEMBERS = """AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF CAN CHE CHL CHN CIV CMR COD
COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI
HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD
MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB
SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB
ZWE""".split()
REALMS = set("AUS ATG BHS BLZ BRB CAN GRD JAM KNA LCA NZL PNG SLB TUV VCT".split())
ONE_HEAD = set("""AGO ARG BDI BEN BOL BRA BWA CHE CHL COL COM CRI CYP DOM ECU FSM GHA GMB GTM HND IDN IRN KEN KIR LBR MDV MEX MHL MWI NGA NIC NRU PAN PHL
PLW PRY SLE SLV SMR SUR SYC TKM TUR URY USA VEN ZMB ZWE ERI ZAF SYR AFG CUB OMN SAU BRN SSD AND CHE COG TCD GAB
SDN SEN MMR""".split())
# their president, or whoever stands in for him, heads the government, too

KNOWN = (  # gaps that are none: country, office, from, to, why
    ("ARM", "foreign", "2021-05-31", "2021-08-19", "the minister had resigned, no other was named"),
    ("AUT", "state", "2016-07-08", "2017-01-26", "the three presidents of the National Council, for a vacant office"),
    ("BTN", "government", "2023-11-01", "2024-01-28", "an interim government of the Chief Justice"),
    ("BTN", "foreign", "2018-08-01", "2018-11-07", "an interim government without the office"),
    ("BTN", "foreign", "2023-11-01", "2024-01-28", "an interim government without the office"),
    ("CAN", "state", "2021-01-22", "2021-07-26", "the Chief Justice as administrator"),
    ("GNB", "foreign", "2018-01-01", "2018-04-26", "a prime minister who formed no government"),
    ("HTI", "state", "2021-07-07", "2024-04-30", "vacant since the president was killed"),
    ("HTI", "state", "2026-02-07", "2100", "vacant since the transitional council left"),
    ("LBN", "state", "2014-05-25", "2016-10-31", "vacant"),
    ("LBN", "state", "2022-10-31", "2025-01-09", "vacant"),
    ("NGA", "foreign", "2015-05-01", "2015-11-11", "no cabinet yet"),
    ("NGA", "foreign", "2023-05-29", "2023-08-21", "no cabinet yet"),
    ("SDN", "foreign", "2019-04-01", "2019-09-08", "a military council, which named no minister"),
    ("SSD", "foreign", "2010-01-01", "2011-07-09", "no state yet"),
    ("THA", "government", "2014-05-22", "2014-08-24", "a junta, whose head became prime minister"),
    ("TUN", "government", "2021-07-25", "2021-10-11", "the president had dismissed the government"),
    ("YEM", "foreign", "2019-06-10", "2019-09-18", "the minister had resigned, no other was named"),
)

STATE = ("president", "king", "queen", "emir", "emperor", "sultan", "grand duke", "prince", "co-prince", "supreme leader", "leader", "head of state",
         "pope", "captain regent", "chief of state", "yang di-pertuan agong", "sovereign prince", "member of the presidency", "head of the presidential council",
         "head of the sovereign council", "head of the presidential leadership council")
GOVERNMENT = ("prime minister", "premier", "chancellor", "taoiseach", "head of government", "chief executive", "minister of state", "state counsellor", "chief adviser")
FOREIGN = ("foreign minister", "secretary of state", "foreign secretary", "external affairs minister")


def holds(office, words):
    """"acting president" and "interim prime minister" are, "vice president" and "president of the senate" are not"""
    for w in ("acting ", "interim ", "transitional ", "caretaker ", "de facto ", "military "):
        office = office[len(w):] if office.startswith(w) else office
    return office in words


def day_of(text, default):
    """2019, 2019-05 and 2019-05-24 are days; - is open"""
    if text == "-":
        return default
    parts = [int(x) for x in text.split("-")]
    return date(*(parts + [1, 1])[:3])


def spells(folder):
    """country -> "state", "government", "foreign" -> [(first day, first day after)]"""
    out = defaultdict(lambda: defaultdict(list))
    for name in sorted(os.listdir(os.path.join(folder, "actors"))):
        for line in open(os.path.join(folder, "actors", name), encoding="utf-8"):
            f = line.rstrip("\n").split("\t")
            if line.startswith("#") or len(f) < 8 or f[4] != "person":
                continue
            state = STATE + (("governor general", "governor-general") if f[2] in REALMS else ())
            for kind, words in (("state", state), ("government", GOVERNMENT + (STATE if f[2] in ONE_HEAD else ())), ("foreign", FOREIGN)):
                if holds(f[5], words):
                    out[f[2]][kind].append((day_of(f[6], date.min), day_of(f[7], date.max)))
    return out


def gaps(held, first, last, days):
    """[(from, to)] between first and last in which none of the spells holds"""
    at = first
    for a, b in sorted(held) + [(last, last)]:
        if (min(a, last) - at).days >= days:
            yield at, min(a, last)
        at = max(at, b)
        if at >= last:
            return


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", nargs="?", default=os.path.join(ROOT, "knowledge"))
    ap.add_argument("--from", dest="first", default="2010")
    ap.add_argument("--to", dest="last", default="2026-06")
    ap.add_argument("--days", type=int, default=60)
    a = ap.parse_args()
    held, n, whole = spells(a.folder), 0, 0
    for country in MEMBERS:
        found = [(k, g) for k in ("state", "government", "foreign") for g in gaps(held[country][k], day_of(a.first, None), day_of(a.last, None), a.days)]
        unexplained = [(k, g) for k, g in found if not any(k == kk and country == c and g[0] >= day_of(x, None) and g[1] <= day_of(y, None) for c, kk, x, y, _ in KNOWN)]
        whole += not unexplained
        n += len(unexplained)
        for k, (x, y) in unexplained:
            print(f"{country}: nobody is known as head of {k} from {x} to {y}" if k != "foreign" else f"{country}: no foreign minister is known from {x} to {y}")
    print(f"{whole} of {len(MEMBERS)} members of the United Nations have no gap of {a.days} days or more from {a.first} to {a.last}; {n} gaps")
    return 1 if n else 0


if __name__ == "__main__":
    sys.exit(main())
