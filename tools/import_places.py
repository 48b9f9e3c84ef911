#!/usr/bin/env python3
"""GeoNames -> knowledge/places.tsv: the gazetteer of casus, lean and in the words of English news.

    tools/import_places.py [DATA_DIR] > knowledge/places.tsv

In: gazetteer/cities500.txt.gz (populated places), admin1.json, admin2.json, iso-codes.json; word lists that say which names are
common English words or names of people. Out: one line a place, columns as in knowledge/README.md. What has another use than naming a
place gets `common` in the column `why`, so that place.c wants more evidence, and what has many names `known=` their number. Aliases come without a language in the dump: kept are
those that the English vocabulary knows and, where the script is not Latin, those that look like another transliteration. Dependent territories
have the country code of their state, as in countries.tsv. Standard library only; no part of the build.
"""
import collections
import csv
import gzip
import io
import json
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from textfold import fold, normalise_punct

TINY = 2000          # people; smaller places are kept only where the news of conflict comes from, or English is spoken
KNOWN = 24           # other names that GeoNames lists, most of them in other languages: from here on the world knows the place
PER_NAME = 96        # places of one name
PER_NAME_COUNTRY = 3
PER_NAME_ENGLISH = 24  # local news writes "Paris, Mo." and "Springfield, Ohio"
ALIASES = ((1_000_000, 6), (100_000, 4), (10_000, 3), (0, 2))
KEPT_TINY = """DZA AGO BEN BWA BFA BDI CPV CMR CAF TCD COM COG COD CIV DJI EGY GNQ ERI SWZ ETH GAB GMB GHA GIN GNB KEN LSO LBR LBY MDG MWI MLI
 MRT MUS MAR MOZ NAM NER NGA RWA STP SEN SLE SOM ZAF SSD SDN TZA TGO TUN UGA ESH ZMB ZWE
 AFG BGD BTN KHM IND IRN IRQ ISR JOR KAZ KWT KGZ LAO LBN MMR NPL PRK OMN PAK PSE PHL QAT SAU LKA SYR TJK THA TLS TUR TKM ARE UZB VNM YEM MNG
 ARM AZE GEO UKR MDA BLR XKX SRB BIH MKD MNE ALB
 BLZ CRI SLV GTM HND NIC PAN COL VEN ECU BOL PRY GUY SUR HTI DOM CUB""".split()
ENGLISH = {"USA", "GBR", "IRL", "CAN", "AUS", "NZL"}
OTHER_SCRIPT = """AFG DZA ARM AZE BHR BGD BTN BLR BGR KHM CHN EGY ETH ERI GEO GRC IND IRN IRQ ISR JPN JOR KAZ PRK KOR KWT KGZ LAO LBN LBY
 MRT MDA MNG MAR MMR NPL MKD OMN PAK PSE QAT RUS SAU SRB SOM LKA SDN SYR TWN TJK THA TUN TKM UKR ARE UZB YEM XKX CYP HKG MAC DJI TCD ESH""".split()
ADMIN2_OF = set(KEPT_TINY) | set("USA GBR IRL CAN".split()) - {"UKR", "VNM", "THA", "COL", "PER", "SRB", "ALB", "MDA"}
DIVISION = (r"(Province|Region|Oblast'?|Governorate|Department|Prefecture|State|District|County|Municipality|Krai|Kray|Okrug|Division|Parish|"
            r"Wilaya|Viloyat|Voivodeship|Republic|Emirate|Rayon|Raion|Autonomous Region|Local Government Area)")
BEFORE = r"(?:Municipality of|Province of|Region of|State of|Department of|Republic of|Autonomous Republic of|Municipio(?: de)?|Provincia de|Département (?:de la|de l'|du|des|de|d')|Departamento (?:de la|de los|del|de)|Kabupaten|Kota|Opština|Comuna|Amphoe|Huyện|Powiat)\s+"
DIRECTIONS = set("""north south east west northern southern eastern western central center centre upper lower middle northeast northwest southeast
 southwest northeastern northwestern southeastern southwestern coast coastal new old federal capital city town inner outer highlands islands""".split())
# words that the corpora may lack in lower case
EXTRA_COMMON = set("""of police army union party parliament senate congress court council ministry government state states nation republic coalition
 alliance front movement guard force forces command police hope bush reading nice split march may august mobile police bath most tours lens orange
 enterprise independence commerce liberty justice victory progress eden bank university institute academy college school church mosque temple hotel
 airport station bridge plaza square park street avenue gardens times post star sun globe herald journal mail express telegraph guardian mirror monday tuesday wednesday thursday friday
 saturday sunday january february april june july september october november december christmas easter islam arab kurd turkmen muslim christian
 jews hindi arabic english french german spanish chinese russian house hall white black green brown grey king queen prince pope bishop general
 major colonel captain president minister chief judge best young long short little big day north south east west central kurdish turkish shia sunni
 hamas fatah taliban hezbollah boko haram isis shabab shabaab nato opec brexit covid trump biden obama putin why how what when where
 federal""".split())
# family and given names of politicians that are towns of more than 50,000 people or provinces as well
EXTRA_COMMON |= set("""santos pereira ho vargas banda lara chang cheng chin yang miranda mendoza trujillo bello duarte ibarra salam salinas bono rivas vallejo orellana palma
 cortes ahmadi ponce juma fontana bermudez adan gallegos mackay serra barbosa cassel alfaro khanna sina aman amani noda ito ota hamada yao shevchenko acuna thai yakubu
 talavera alba compton bolton myers solana lilo pare kani safi vladimir cesar magdalena""".split())
# own knowledge: what stays a plain place name although it is also a word or a name of people
PLAIN = set("""paris london berlin moscow cairo beirut sydney houston boston chicago atlanta dallas denver phoenix washington aleppo kabul basra
 victoria sofia madrid rome milan vienna geneva florence jordan alexandria melbourne dublin belfast austin sanaa aden gaza jenin kherson
 bucharest lima santiago caracas havana kingston georgetown freetown lagos abuja accra dakar nairobi kampala kinshasa goma bukavu bangui
 casablanca orlando detroit manchester liverpool birmingham bradford leeds memphis baltimore cleveland delhi hamilton
 perth darwin adelaide brisbane canberra wellington nagasaki hiroshima lourdes kandahar herat helmand punjab sindh""".split())
# spellings of other languages than English, that the dump has beside the transliterations
FOREIGN = re.compile(r"sz|cz|tsch|dzh|dzs|tch|cc|jj|ii|aa|yy|oe|ae|'$|[aeiou]j$|[bdgklmnprstvz]j|j[aeiou]?$|[^aeiou]w$|kh'|(as|us|os|um|ju|eh)$")
# English names that the rules below do not find (GeoNames id: names)
EXONYMS = {1275339: ["Bombay"], 1816670: ["Peking"], 1264527: ["Madras"], 1275004: ["Calcutta"], 2886242: ["Cologne"], 1566083: ["Saigon"],
           2660646: ["Geneva"], 2659811: ["Lucerne"], 2510911: ["Seville"], 2657896: ["Zurich"]}


# Divisions as news agencies abbreviate them; they count only behind a town ("Jackson, Miss.")
ABBREVIATED = {"USA": dict(p.split("=") for p in """Alabama=Ala. Arizona=Ariz. Arkansas=Ark. California=Calif. Colorado=Colo. Connecticut=Conn. Delaware=Del.
 Florida=Fla. Georgia=Ga. Illinois=Ill. Indiana=Ind. Kansas=Kan. Kentucky=Ky. Louisiana=La. Maryland=Md. Massachusetts=Mass. Michigan=Mich.
 Minnesota=Minn. Mississippi=Miss. Missouri=Mo. Montana=Mont. Nebraska=Neb. Nevada=Nev. New_Hampshire=N.H. New_Jersey=N.J. New_Mexico=N.M. New_York=N.Y.
 North_Carolina=N.C. North_Dakota=N.D. Oklahoma=Okla. Oregon=Ore. Pennsylvania=Pa. Rhode_Island=R.I. South_Carolina=S.C. South_Dakota=S.D.
 Tennessee=Tenn. Virginia=Va. Vermont=Vt. Washington=Wash. West_Virginia=W.Va. Wisconsin=Wis. Wyoming=Wyo. Texas=Tex.""".split()),
               "CAN": dict(p.split("=") for p in """Alberta=Alta. British_Columbia=B.C. Manitoba=Man. New_Brunswick=N.B. Nova_Scotia=N.S. Ontario=Ont.
 Quebec=Que. Saskatchewan=Sask.""".split())}

# Where GeoNames itself puts large divisions, whose towns lie on one side: "name=latitude,longitude"
POSITION = {"USA": """Alabama=32.75,-86.75 Alaska=64,-150 Arizona=34.5,-111.5 Arkansas=34.75,-92.5 California=37.25,-119.75 Colorado=39,-105.5
 Connecticut=41.67,-72.67 Delaware=39,-75.5 Florida=28.75,-82.5 Georgia=32.75,-83.5 Hawaii=20.75,-156.5 Idaho=44.5,-114.25 Illinois=40,-89.25
 Indiana=40,-86.25 Iowa=42,-93.5 Kansas=38.5,-98.5 Kentucky=38.2,-84.88 Louisiana=31,-92 Maine=45.5,-69.25 Maryland=39,-76.75 Massachusetts=42.37,-71.11
 Michigan=44.25,-85.5 Minnesota=46.25,-94.25 Mississippi=32.75,-89.75 Missouri=38.25,-92.5 Montana=47,-109.75 Nebraska=41.5,-99.75 Nevada=39.25,-116.75
 New_Hampshire=43.67,-71.5 New_Jersey=40.17,-74.5 New_Mexico=34.5,-106 New_York=43,-75.5 North_Carolina=35.5,-80 North_Dakota=47.5,-100 Ohio=40.25,-83
 Oklahoma=35.49,-97.5 Oregon=44,-120.5 Pennsylvania=40.27,-76.91 Rhode_Island=41.75,-71.5 South_Carolina=34,-81 South_Dakota=44.5,-100.25
 Tennessee=35.75,-86.25 Texas=31.25,-99.25 Utah=39.25,-111.75 Vermont=44,-72.75 Virginia=37.55,-77.45 Washington=47.5,-120.5 West_Virginia=38.5,-80.5
 Wisconsin=44.5,-90 Wyoming=43,-107.5""",
            "CAN": """Alberta=52.28,-117.47 British_Columbia=54,-125 Manitoba=55,-97 New_Brunswick=46.5,-66.75 Newfoundland_and_Labrador=52,-56 Nova_Scotia=45,-63
 Ontario=49.25,-84.5 Prince_Edward_Island=46.33,-63.5 Quebec=52,-72 Saskatchewan=54,-106 Nunavut=70.45,-86.8 Yukon=63,-135""",
            "AUS": "New_South_Wales=-33,146 Victoria=-37,145 Queensland=-20,145 South_Australia=-30,135 Tasmania=-42,147 Western_Australia=-25,122 Northern_Territory=-20,134"}
POSITION = {iso: {k.replace("_", " "): tuple(map(float, v.split(","))) for k, v in (p.split("=") for p in t.split())} for iso, t in POSITION.items()}


def squash(s):
    return re.sub(r"[ \-.'’ʻ`]", "", fold(normalise_punct(s)))


def similar(a, b):
    """Dice coefficient over pairs of letters, 0 to 1."""
    x = collections.Counter(zip("^" + a, a + "$"))
    y = collections.Counter(zip("^" + b, b + "$"))
    return 2 * sum((x & y).values()) / (sum(x.values()) + sum(y.values()))


class Words:
    """Which names have another use in English."""

    def __init__(self, data):
        lower, proper = collections.Counter(), collections.Counter()
        for name in ("abc", "inaugural", "state_union"):
            with zipfile.ZipFile(f"{data}/nltk/{name}.zip") as z:
                for f in sorted(z.namelist()):
                    if f.endswith(".txt") and "README" not in f:
                        for w in re.findall(r"[A-Za-z]+", z.read(f).decode("latin-1")):
                            (lower if w.islower() else proper)[w.lower()] += 1
        for f in sorted(os.listdir(f"{data}/ud-english-ewt")):
            if f.endswith(".conllu") and "test" not in f:
                for line in open(f"{data}/ud-english-ewt/{f}", encoding="utf-8"):
                    c = line.split("\t")
                    if len(c) == 10 and c[1].islower() and c[3] not in ("PROPN", "X", "SYM", "PUNCT"):
                        lower[c[1]] += 1
        self.word = {w for w, n in lower.items() if n >= 2 and n * 4 >= proper[w]} | EXTRA_COMMON
        self.first = set()
        with zipfile.ZipFile(f"{data}/nltk/names.zip") as z:
            for f in z.namelist():
                if f.endswith("male.txt"):
                    self.first |= {w.strip().lower() for w in z.read(f).decode("latin-1").split()}
        self.last = set()
        for row in csv.DictReader(open(f"{data}/leaders/wikidata_politicians_2019ish.csv", encoding="utf-8")):
            for v in row.values():
                if v and re.fullmatch(r"[^\d:/]+ [^\d:/]+", v):
                    self.last.add(squash(v.split()[-1]))
        self.rank = {w: i for i, w in enumerate(open(f"{data}/word-vectors/words.txt", encoding="utf-8").read().split("\n"))}

    def common(self, name, pop):
        """Does this name of a place want more evidence than its capital letter?"""
        s = squash(name)
        if s in PLAIN:
            return False
        parts = [fold(p) for p in re.split(r"[ \-]", name) if p]
        if len(parts) == 1:
            return (s in self.word and pop < 3_000_000) or (s in self.first and pop < 1_000_000) or (s in self.last and pop < 150_000)
        return pop < 300_000 and all(p in self.word or p in self.first or len(p) < 3 for p in parts)

    def known(self, alias):
        """Rank of the rarest word, or None: English does not know it."""
        ranks = [self.rank.get(w) for w in fold(alias).replace("-", " ").replace("'", "").split()]
        return None if not ranks or None in ranks else max(ranks)


def aliases_of(name, ascii_name, alternates, iso, pop, words, countries, main_names):
    cap = next(n for least, n in ALIASES if pop >= least)
    main, seen, ranked = squash(name), {squash(name)}, []
    away = iso in OTHER_SCRIPT
    for a in alternates:
        a = normalise_punct(a).strip()
        s = squash(a)
        if len(s) < 4 or s in seen or not re.fullmatch(r"[A-Z][A-Za-zÀ-ſ' .\-]*", a) or a.isupper() or len(a.split()) > 4:
            continue
        if s in words.word or s in words.first or s in words.last or s in countries or s in PLAIN:
            continue
        if s in main_names and not fold(name).startswith(fold(a) + " "):
            continue  # a town of its own elsewhere: "Bethlehem" is also Belém
        like, rank = similar(main, s), words.known(a)
        if rank is not None and (like >= 0.4 or (pop >= 200_000 and rank < 45_000 and len(a.split()) < 3)):
            ranked.append((0, rank, fold(a), a))
        elif (away and iso != "CHN" and like >= 0.55 and pop >= 2000 and len(a.split()) <= len(name.split()) and not FOREIGN.search(fold(a))
              and not re.fullmatch(re.escape(main) + r"[a-z]{1,3}", s)):
            ranked.append((1, -like, fold(a), a))
        else:
            continue
        seen.add(s)
    for pattern, new in ((r"^(?:Al|Ad|An|Ar|As|Ash|At|Az)[ \-](?=[A-Z])", ""), (r"^Saint[ \-]", "St "), (r"^Sankt ", "St "),
                         (r"(?<=.....) (?:am|an der|im|bei|upon|sur|sul|on|in der) .*$", "")):
        if re.search(pattern, ascii_name):
            a = re.sub(pattern, new, ascii_name)
            s = squash(a)
            if len(s) >= 5 and s not in seen and not words.common(a, 0) and (new or pattern[0] == "^" or (pop >= 50_000 and s not in main_names)):
                ranked.append((0, -1, fold(a), a))
                seen.add(s)
    return [a for *_, a in sorted(ranked)[:cap]]


def division_name(name):
    """-> (bare name, full name): "Helmand Province" -> ("Helmand", "Helmand Province")."""
    name = re.sub("^" + BEFORE, "", name).strip()
    return re.sub(r"\s+" + DIVISION + "$", "", name).strip() or name, name


def read_cities(data, iso3, words, countries):
    cities, centre, taken = [], {}, set()
    for line in gzip.open(f"{data}/gazetteer/cities500.txt.gz", "rt", encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if len(c) < 19 or c[8] not in iso3:
            continue
        iso, pop, code = iso3[c[8]], int(c[14] or 0), c[7]
        for key in ((c[8], c[10]), (c[8], c[10], c[11])):
            s = centre.setdefault(key, [[], [], 0])
            s[0].append(float(c[4]))
            s[1].append(float(c[5]))
            s[2] += pop if code != "PPLX" else 0
        local = iso in KEPT_TINY or iso in ENGLISH
        if pop < TINY and not local and code not in ("PPLC", "PPLA"):
            continue
        if code == "PPLX" and pop < 20_000 and not local:
            continue
        name = (c[2] if iso in OTHER_SCRIPT and c[2] else c[1]).replace("ʻ", "'").replace("`", "'").strip()
        if not squash(name) or "\t" in name or len(name) < 2:
            continue
        klass = "capital" if code == "PPLC" else "city"
        cities.append(dict(id=int(c[0]), name=normalise_punct(name), ascii=c[2] or name, alt=c[3].split(",") if c[3] else [], cc=c[8], iso=iso, a1=c[10],
                           known=len(c[3].split(",")) if c[3] else 0, lat=float(c[4]), lon=float(c[5]), pop=pop, klass=klass))
    cities.sort(key=lambda p: (-p["pop"], p["id"]))
    main_names = {squash(p["name"]) for p in cities if p["pop"] >= 10_000 or p["klass"] == "capital"}
    per, kept = collections.Counter(), []
    for p in cities:
        s = squash(p["name"])
        cap = PER_NAME_ENGLISH if p["iso"] in ENGLISH else PER_NAME_COUNTRY
        if p["klass"] != "capital" and (per[s] >= PER_NAME or per[s, p["iso"]] >= cap):
            continue
        per[s] += 1
        per[s, p["iso"]] += 1
        own = EXONYMS.get(p["id"], [])
        p["alias"] = own + [a for a in aliases_of(p["name"], p["ascii"], p["alt"], p["iso"], p["pop"], words, countries, main_names) if a not in own]
        p["common"] = words.common(p["name"], p["pop"])
        kept.append(p)
    return kept, centre


def middle(v):
    """The middle of where towns lie, without the few that have a wrong division."""
    v, cut = sorted(v), len(v) // 20
    return (v[cut] + v[-1 - cut]) / 2


def read_divisions(data, iso3, centre, words, cities):
    """-> (rows, names of first-order divisions by (country, code))"""
    rows, name_of = [], {}
    city_names = {(squash(p["name"]), p["iso"]) for p in cities}
    for level, klass in ((1, "admin1"), (2, "admin2")):
        entries = json.load(open(f"{data}/gazetteer/admin{level}.json", encoding="utf-8"))
        uses = collections.Counter(squash(division_name(e["name"])[0]) for e in entries)
        for e in entries:
            code = tuple(e["code"].split("."))
            if code[0] not in iso3 or code not in centre:
                continue
            iso = iso3[code[0]]
            at = centre[code]
            bare, full = division_name(normalise_punct(e["name"]).replace("ʻ", "'"))
            parts = fold(bare).replace("-", " ").split()
            if level == 1 and code[0] != "VN":  # Vietnam's divisions of 2025 have other codes than its towns here
                name_of[code] = bare
            if not squash(bare) or re.search(r"[\d(/]", full):
                continue
            if level == 1 and bare in POSITION.get(iso, {}):
                own_lat, own_lon = POSITION[iso][bare]
            else:
                own_lat, own_lon = middle(at[0]), middle(at[1])
            vague = all(w in DIRECTIONS for w in parts)
            row = dict(id=0, iso=iso, cc=code[0], a1=code[1] if level == 2 else "", lat=own_lat, lon=own_lon, pop=at[2], klass=klass, alias=[])
            if level == 2:
                if iso not in ADMIN2_OF or vague or re.search(r" (and|City|Town) ?", full):
                    continue
                if iso == "USA":
                    if full.endswith(("County", "Parish")):
                        rows.append(row | dict(name=full, common=False))
                    continue
                if (uses[squash(bare)] > 1 and iso not in ENGLISH) or (squash(bare), iso) in city_names or len(squash(bare)) < 4 or at[2] < 5_000:
                    continue
                rows.append(row | dict(name=bare, common=words.common(bare, 0)))
                continue
            common = words.common(bare, at[2]) or vague
            if vague:
                rows.append(row | dict(name=full if full != bare else bare + " Region", common=True))
            elif bare != full and common:
                rows.append(row | dict(name=full, common=False))
                rows.append(row | dict(name=bare, common=True))
            elif len(squash(bare)) > 2:
                rows.append(row | dict(name=bare, common=common))
            short = ABBREVIATED.get(iso, {}).get(bare.replace(" ", "_"))
            if short:
                rows.append(row | dict(name=bare, alias=[short], common=True))
    return rows, name_of


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    data = sys.argv[1] if len(sys.argv) > 1 else os.path.join(root, "..", "shared", "data")
    state = {}
    for line in open(os.path.join(root, "knowledge", "countries.tsv"), encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        iso = re.match(r"ISO ([A-Z]{3})\b(?! kept)", c[-1])
        if iso:
            state[iso[1]] = c[0]
    iso3 = {a: b for a, b, *_ in json.load(open(f"{data}/gazetteer/iso-codes.json"))} | {"XK": "XKX"}
    names = json.load(open(f"{data}/gazetteer/iso-countries-en.json"))["countries"]
    countries = {squash(n) for v in names.values() for n in (v if isinstance(v, list) else [v])}
    words = Words(data)
    cities, centre = read_cities(data, iso3, words, countries)
    divisions, name_of = read_divisions(data, iso3, centre, words, cities)
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    out.write("# Generated by tools/import_places.py. Source: GeoNames (https://www.geonames.org), cities500, first and second order divisions; CC BY 4.0.\n"
              "# The position of a division is the middle of where its towns lie, or GeoNames' own. `common`: also a word or a name of people; see place.c.\n"
              "id\tname\taliases\tcountry\tadmin1\tlat\tlon\tpop\tclass\twhy\n")
    rows = [p for p in cities + divisions
            if squash(p["name"]) not in countries or p["klass"] == "admin1" or p["klass"] in ("capital", "city") and p["pop"] > 50_000 or squash(p["name"]) in PLAIN]
    for p in sorted(rows, key=lambda p: (p["iso"], p["klass"] not in ("admin1",), name_of.get((p["cc"], p["a1"]), ""), fold(p["name"]), -p["pop"], p["id"])):
        admin1 = name_of.get((p["cc"], p["a1"]), "-") if p["klass"] != "admin1" else "-"
        fields = [str(p["id"]), p["name"], "|".join(p["alias"]) or "-", state.get(p["iso"], p["iso"]), admin1 or "-", f"{p['lat']:.3f}", f"{p['lon']:.3f}", str(p["pop"]), p["klass"],
                  " ".join(["common"] * p["common"] + ([f"known={p['known']}"] if p.get("known", 0) >= KNOWN else [])) or "-"]
        out.write(re.sub(" +", " ", "\t".join(fields)) + "\n")
    out.flush()


main()
