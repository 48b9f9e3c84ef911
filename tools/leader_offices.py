"""Offices: what a title of the sources is called in knowledge/actors, which offices are of one kind, which have one holder at a time. For import_leaders.py."""
import re

POSTS = [  # (pattern over the CIA or rulers.org title, office, sector)
    (r"chief of staff.*(president|cabinet)|(president|prime minister)\w* chief of staff|^chief of staff$", "chief of staff", "GOV"),
    (r"leader of the house", "leader of the house", "GOV"),
    (r"^minister.*(parliament|assembly)", "minister of parliamentary affairs", "GOV"),
    (r"^attorney general secretary", "attorney general", "GOV"),
    (r"^minister.*general secretariat", "minister", "GOV"),
    (r"^vice president,? (of the )?(council of ministers|executive yuan)|^(first|second|third) vice president of the council of ministers", "deputy prime minister", "GOV"),
    (r"^(permanent )?representative to the un\b|^ambassador to the un\b|permanent observer to the un", "ambassador to the united nations", "GOV"),
    (r"^ambassador to the us\b|^ambassador to the united states", "ambassador to the united states", "GOV"),
    (r"^(dep(uty)?\.?|vice|first deputy|second deputy|third deputy|first vice|second vice) (prime minister|premier|chairman,? council of ministers)", "deputy prime minister", "GOV"),
    (r"^(first |second |third |executive |acting |state )*vice[- ]presidents?\b", "vice president", "GOV"),
    (r"^(acting |interim |first |second |co-?|coequal )*(prime[ -]?ministers?|presidents? of the government\b|presidents? of the council of ministers|chairm[ae]n of the council of ministers|chairm[ae]n,? council of ministers|president of the council of ministers)", "prime minister", "GOV"),
    (r"^premiers?$", "premier", "GOV"),
    (r"^(federal )?chancellors?$", "chancellor", "GOV"),
    (r"^chief ministers?$", "chief minister", "GOV"),
    (r"^chief executives?$", "chief executive", "GOV"),
    (r"^(acting |interim |transitional |state |co-)*presidents?( of the (republic|state|federation|revolutionary council|presidency|ruling council|national transition\w*))?$|^president,? republic|^heads? of state|^president and\b|^chairm[ae]n of the (presidency|state presidency|presidency of the republic)", "president", "GOV"),
    (r"^kings?(/queens)?( \(.*)?$|^king\b|^kings", "king", "GOV"),
    (r"^queens?$", "queen", "GOV"), (r"^emirs?$|^amir", "emir", "GOV"), (r"^sultans?", "sultan", "GOV"), (r"^emperors?$", "emperor", "GOV"), (r"^shahs?$", "shah", "GOV"),
    (r"^governors?[- ]generals?$", "governor general", "GOV"), (r"^(lieutenant )?governors?$", "governor", "GOV"),
    (r"^crown prince", "crown prince", "GOV"), (r"^(sovereign )?princes?$", "prince", "GOV"),
    (r"general secretar|secretary[- ]general.*party|first secretar", "general secretary", "GOV"),
    (r"^(?!.*(foreign econ|develop|agric|saving|export|commerc))(.*\b)?(governor|president|chairman|director|chair|head|managing director|managing dir|gov|general manager|chmn)\b.*(bank\b|bundesbank|monetary|(?:federal )?reserve\b)", "central bank governor", "GOV"),
    (r"^(prosecutor|procurator)[ -]general|^(chief )?(state |public )?prosecutor", "prosecutor general", "JUD"),
    (r"^attorney[ -]general|^solicitor[ -]general", "attorney general", "GOV"),
    (r"chief justice|president,? (of the )?(supreme|constitutional|high|federal)[ \w]*court|chairman,? (of the )?(supreme|constitutional)[ \w]*court", "chief justice", "JUD"),
    (r"\b(dep(uty)?|vice) (speaker|president|chairman).*(parliament|assembly|house|senate|congress|peoples)", "deputy speaker", "LEG"),
    (r"speaker|(president|chairman|pres).*(parliament|national assembly|legislat|senate|house of|chamber|congress|majlis|peoples council|consultative assembly|national council$|council of the nation|grand national)", "speaker", "LEG"),
    (r"captain regent", "captain regent", "GOV"),
    (r"(chief of|chief,) .*(general staff|staff|defen[cs]e|army|armed forces)|commander[- ]in[- ]chief|commander,? .*(armed forces|army)|army chief|chief of staff.*(army|armed|military)", "army chief", "MIL"),
    (r"(director|head|chief|chairman).*(intelligence|security service|secret service|state security|national security service|security committee)", "intelligence chief", "SPY"),
    (r"national security (adv|council)|secretary.*security council", "national security adviser", "GOV"),
    (r"(police)\b.*(chief|commissioner|director)|(chief|commissioner|director|inspector).* police", "police chief", "COP"),
    (r"chairman.*(election|electoral)", "election commission head", "GOV"),
]
MIN = re.compile(r"^(?P<rank>(?:(?:first |second |third |senior |dep(?:uty)?\.? |state |vice |asst\.? |assistant |junior |acting |interim )*))(?:federal )?(?:min(?:ister)?s?\.?|secretary|sec\.?|secretary of state|minister of state|commissioner)_?,? (?:of state )?(?:of|for|responsible for|in charge of|to)_? (?:the )?(?P<what>.+)$")
SHORT = [(r"^(foreign|external) (trade|commerce|economic)", "foreign trade minister"), (r"^(foreign|external) (and commonwealth )?(affairs|relations)|^foreign affairs|^foreign relations|^external relations|^foreign( policy| and|,|$)", "foreign minister"), (r"^(national )?defen[cs]e\b(?! (industr|produc|materi|person|scien))|^peoples armed|^armed forces", "defence minister"),
         (r"^(interior|internal affairs|home affairs|internal security|the interior|internal admin\w*|internal public security|home)\b", "interior minister"), (r"^(public |state |national )?security|^national security", "security minister"),
         (r"^(finance|treasury|economy and finance|economics and finance|financial (and economic )?affairs)", "finance minister"), (r"^justice", "justice minister"), (r"^(public )?health", "health minister"), (r"^(national )?education", "education minister"),
         (r"^agriculture", "agriculture minister"), (r"^(oil|petroleum)", "oil minister"), (r"^information (and )?(communications? )?(technolog|society|industry|science|development)", "information technology minister"), (r"^information\b", "information minister"), (r"^(economy|economic affairs|economics|economic development)", "economy minister"),
         (r"^energy", "energy minister"), (r"^trade|^commerce|^foreign trade", "trade minister"), (r"^(natural resources and )?environment", "environment minister"), (r"^transport", "transport minister"), (r"^labor", "labour minister"),
         (r"^culture", "culture minister"), (r"^tourism", "tourism minister"), (r"^communication", "communications minister"), (r"^science", "science minister"), (r"^industry", "industry minister"), (r"^housing", "housing minister"), (r"^planning", "planning minister"), (r"^sports?\b", "sports minister")]


# Where a secretary of state ranks below the minister
STATE_JUNIOR = set("NGA UGA IND GHA RWA BRB PAK BGD SDN JAM NPL LSO ETH".split())      # and a minister of state, elsewhere one of the first
JUNIOR = set("FRA BEL MAR KHM NLD PRT ESP TGO TCD MDG GNQ GAB BEN NER MLI AUT CHE NOR STP LUX CAN".split())


def office_of(title, code=""):
    t = re.sub(r"\s+", " ", title.replace("_", " ").replace('"', "")).strip(" ,.").lower().replace("people's", "peoples")
    if not t:
        return None
    if t.startswith(("secretary general, state", "member")):
        return ("member of the government", "GOV") if t.startswith("secretary") else None
    t = re.sub(r"^chief,? (?:of )?(?:the )?(?:federal )?(?:department|dept\.?) (?:of|for) (?:the )?", "minister of ", t)
    if code in JUNIOR and t.startswith(("secretary of state", "state secretary")):
        return ("deputy minister", "GOV")
    m = MIN.match(t)
    if m:
        what, rank = m.group("what"), m.group("rank")
        if what.startswith(("president", "cabinet", "prime minister", "government")) and "minister" not in t[:9]:
            return ("government secretary", "GOV")
        if "without portfolio" in t or what == "portfolio":
            return ("minister without portfolio", "GOV")
        if re.match(r"(the )?foreign( and commonwealth)? affairs", what) and t.startswith("minister of state"):
            return ("minister of state for foreign affairs", "GOV")
        if "dep" in rank or "vice" in rank or "ass" in rank or "junior" in rank:
            return ("deputy minister", "GOV")
        if code in STATE_JUNIOR and t.startswith("minister of state"):
            return ("minister of state for " + re.split(r",| and | & ", re.sub(r"^state ind\w*\.? charge for ", "", what))[0].strip(" .") if what[0].isalpha() else "minister of state", "GOV")
        if re.match(r"(second|third) ", rank) or re.search(r" ii$", what):
            return ("second minister of " + re.sub(r" ii$", "", what), "GOV")
        if code == "USA":
            return (t if t.startswith("secretary of") else "secretary of " + what, "GOV")
        for pat, name in SHORT:
            if re.match(pat, what):
                return (name, "GOV")
        if what == "state":
            return ("minister of state", "GOV")
        if len(what) > 40:
            what = re.split(r",| and | & ", what)[0]
        what = what.strip(" ,.")
        if what in ("small", "primary", "secondary", "higher", "special", "public", "social", "general", "prime minister"):
            return ("minister", "GOV")
        if " " not in what and what.isalpha():
            return (what + " minister", "GOV")
        return ("minister of " + re.sub(r", and ", " and ", what), "GOV")
    if re.match(r"minister.*without", t):
        return ("minister without portfolio", "GOV")
    if re.match(r"minister of state|state minister", t):
        return ("minister of state", "GOV")
    for pat, name, sector in POSTS:
        if re.search(pat, t):
            return (name, sector)
    if re.search(r"minister|secretary", t):
        return ("minister", "GOV")
    return ("member of the government", "GOV")


# Titles of those who stand as the leaders of a country in CountryInfo, beside those of POSTS; what is left governs as one of a junta or council: a leader
RULERS = [(r"queens? representatives", "queen's representative"), (r"emperor", "emperor"), (r"^king", "king"), (r"^queen", "queen"), (r"^sultan", "sultan"), (r"^[ea]mir", "emir"), (r"^rulers", "emir"), (r"^princes", "prince"),
          (r"^captains-regent", "captain regent"), (r"^cabinet chief", "cabinet chief"), (r"first syndic", "speaker"), (r"executive yuan", "premier"), (r"^(heads|chiefs) of government|executive council", "prime minister"),
          (r"high representative", "high representative"), (r"high commissioner", "high commissioner"), (r"commissioner", "commissioner"), (r"administrator", "administrator"), (r"coprince.*urgel", "co-prince"),
          (r"representatives? of the (french|episcopal) coprince", "representative of the co-prince"), (r"leaders? of government business|government leader", "leader of government business"), (r"communist", "party leader")]


def ruler_of(title):
    t = title.replace("_", " ").replace("'", "").lower()
    return next((office for pat, office in RULERS if re.search(pat, t)), "leader")


# Offices that one person may be said to hold in one spell
KIN = [{"president", "leader", "chairman", "head of state"}, {"prime minister", "premier", "chief executive", "leader", "chancellor", "deputy prime minister"}, {"king", "queen", "emir", "sultan", "emperor", "prince", "monarch", "pope"},
       {"defence minister", "secretary of defense", "defence secretary"}, {"foreign minister", "secretary of state", "foreign secretary"}, {"interior minister", "home secretary", "home minister", "security minister"},
       {"minister", "member of the government", "member of parliament"}, {"representative", "congressman"}]

MAJOR = set("president;vice president;prime minister;premier;chancellor;king;queen;emir;sultan;emperor;pope;shah;crown prince;supreme leader;leader;general secretary;chief executive;"
            "governor general;foreign minister;secretary of state;defence minister;secretary of defense;interior minister;finance minister;senator;representative".split(";"))

# Groups of offices of which a country has one at a time
SINGLE = [{o} for o in ("president;prime minister;premier;chancellor;king;queen;emir;sultan;chief executive;governor general;vice president;finance minister;justice minister;health minister;education minister;agriculture minister;"
                        "oil minister;information minister;energy minister;trade minister;labour minister;tourism minister;communications minister;planning minister;environment minister;transport minister;culture minister;army chief;central bank governor;attorney general;prosecutor general;chief justice;"
                        "speaker;intelligence chief;national security adviser;police chief;ambassador to the united nations;ambassador to the united states").split(";")] + KIN[3:5] + [{"interior minister", "home secretary", "home minister"}]


def kin(a, b):
    return a == b or any(a in k and b in k for k in KIN)


def single(office):
    return next((i for i, g in enumerate(SINGLE) if office in g), None)
