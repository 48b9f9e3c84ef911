#!/usr/bin/env python3
"""Makes src/nlp/lemma_table.c: suffix rules and exceptions from word form and Penn tag to lemma.

    python3 tools/gen_lemmas.py [--data ../shared/data] > src/nlp/lemma_table.c

Learned are the facts "this form with this tag has this lemma" of UD English EWT (CC BY-SA 4.0) and the free documents of GUM
(CC BY 4.0), train parts; irregular verbs and nouns stand below. Suffix rules, the longest of which decides, are learned from the regular
forms among them and from the regular forms of VerbNet's verbs and of every verb, noun and adjective that knowledge/ codes events by; they
speak of forms in -ed, -ing, -s, -er and -est alone. What the rules get wrong becomes an exception. Forms are in lower case; lemmas are so
but for "I", names ("NATO", "September") and what is made of names ("Peruvian"): those of the treebanks and of knowledge/.
"""
import argparse
import glob
import os
import re
import sys
import zipfile
from collections import Counter, defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "train"))
import data as D  # noqa: E402

# Penn tag -> class letter; everything else is class O, which has exceptions alone. src/nlp/lemma.c has the same table.
CLASS = {"NNS": "N", "NNPS": "P", "VBD": "D", "VBN": "D", "VBG": "G", "VBZ": "Z", "VB": "B", "VBP": "B", "MD": "M", "JJR": "C", "RBR": "C",
         "JJS": "S", "RBS": "S", "PRP": "R", "PRP$": "$", "POS": "'", "JJ": "A", "NN": "T", "NNP": "Q", "CD": "U", "FW": "F"}
END = {"N": "s", "P": "s", "D": "ed", "G": "ing", "Z": "s", "C": "er", "S": "est"}  # what a form must end in for the rules to apply
MAX_SUFFIX = 7  # bytes of a rule, "^" for the start of the word among them

VERBS = """abide abode abode;arise arose arisen;awake awoke awoken;bear bore borne;bear bore born;beat beat beaten;become became become;befall befell befallen;
beget begot begotten;begin began begun;behold beheld beheld;bend bent bent;bet bet bet;bid bid bid;bind bound bound;bite bit bitten;bleed bled bled;blow blew blown;
break broke broken;breed bred bred;bring brought brought;broadcast broadcast broadcast;build built built;burst burst burst;buy bought bought;cast cast cast;
catch caught caught;choose chose chosen;cling clung clung;come came come;cost cost cost;creep crept crept;cut cut cut;deal dealt dealt;dig dug dug;dive dove dived;
do did done;draw drew drawn;drink drank drunk;drive drove driven;dwell dwelt dwelt;eat ate eaten;fall fell fallen;feed fed fed;feel felt felt;fight fought fought;
find found found;flee fled fled;fling flung flung;fly flew flown;forbid forbade forbidden;forecast forecast forecast;foresee foresaw foreseen;forget forgot forgotten;
forgive forgave forgiven;forgo forwent forgone;forsake forsook forsaken;freeze froze frozen;get got gotten;get got got;give gave given;go went gone;grind ground ground;
grow grew grown;hang hung hung;have had had;hear heard heard;hide hid hidden;hit hit hit;hold held held;hurt hurt hurt;keep kept kept;kneel knelt knelt;know knew known;
lay laid laid;lead led led;leave left left;lend lent lent;let let let;light lit lit;lose lost lost;make made made;mean meant meant;meet met met;
mislead misled misled;misunderstand misunderstood misunderstood;mow mowed mown;offset offset offset;outdo outdid outdone;outgrow outgrew outgrown;overcome overcame overcome;
overhear overheard overheard;override overrode overridden;overrun overran overrun;oversee oversaw overseen;overtake overtook overtaken;overthrow overthrew overthrown;
partake partook partaken;pay paid paid;plead pled pled;prove proved proven;put put put;quit quit quit;read read read;rebuild rebuilt rebuilt;redo redid redone;
repay repaid repaid;resell resold resold;rethink rethought rethought;rid rid rid;ride rode ridden;ring rang rung;rise rose risen;run ran run;say said said;see saw seen;
seek sought sought;sell sold sold;send sent sent;set set set;sew sewed sewn;shake shook shaken;shed shed shed;shine shone shone;shoot shot shot;show showed shown;
shrink shrank shrunk;shut shut shut;sing sang sung;sink sank sunk;sit sat sat;slay slew slain;sleep slept slept;slide slid slid;sling slung slung;slit slit slit;
sow sowed sown;speak spoke spoken;speed sped sped;spend spent spent;spin spun spun;spit spat spat;split split split;spread spread spread;spring sprang sprung;
stand stood stood;steal stole stolen;stick stuck stuck;sting stung stung;stink stank stunk;strew strewed strewn;stride strode stridden;strike struck struck;
strike struck stricken;string strung strung;strive strove striven;swear swore sworn;sweep swept swept;swell swelled swollen;swim swam swum;swing swung swung;
take took taken;teach taught taught;tear tore torn;tell told told;think thought thought;throw threw thrown;thrust thrust thrust;tread trod trodden;
undercut undercut undercut;undergo underwent undergone;understand understood understood;undertake undertook undertaken;undo undid undone;unwind unwound unwound;
foretell foretold foretold;hew hewed hewn;mistake mistook mistaken;remake remade remade;resit resat resat;rewrite rewrote rewritten;saw sawed sawn;
shear sheared shorn;smite smote smitten;spill spilt spilt;burn burnt burnt;learn learnt learnt;spell spelt spelt;spoil spoilt spoilt;lean leant leant;leap leapt leapt;
dream dreamt dreamt;smell smelt smelt;outrun outran outrun;outsell outsold outsold;retake retook retaken;resend resent resent;reset reset reset;rerun reran rerun;
rebroadcast rebroadcast rebroadcast;undersell undersold undersold;upset upset upset;uphold upheld upheld;upset upset upset;wake woke woken;wear wore worn;weave wove woven;weep wept wept;win won won;wind wound wound;withdraw withdrew withdrawn;
withhold withheld withheld;withstand withstood withstood;wring wrung wrung;write wrote written"""
NOUNS = """men man;women woman;children child;feet foot;teeth tooth;geese goose;mice mouse;lice louse;oxen ox;lives life;wives wife;knives knife;wolves wolf;halves half;
selves self;leaves leaf;loaves loaf;thieves thief;calves calf;shelves shelf;hooves hoof;scarves scarf;crises crisis;analyses analysis;bases base;theses thesis;
hypotheses hypothesis;oases oasis;axes axis;diagnoses diagnosis;parentheses parenthesis;phenomena phenomenon;criteria criterion;referenda referendum;memoranda memorandum;
bacteria bacterium;strata stratum;stimuli stimulus;nuclei nucleus;alumni alumnus;foci focus;indices index;vertices vertex;appendices appendix;matrices matrix;
troops troop;supplies supply;police police;species species;series series;headquarters headquarters;means means;clothes clothes;passersby passerby;
dwarves dwarf;elves elf;wharves wharf;sheaves sheaf;staves staff;ultimata ultimatum;curricula curriculum;synopses synopsis;emphases emphasis;
attorneys-general attorney-general;
heroes hero;potatoes potato;tomatoes tomato;vetoes veto;embargoes embargo;torpedoes torpedo;echoes echo;cargoes cargo;mosquitoes mosquito;volcanoes volcano;
gases gas;buses bus;viruses virus;campuses campus;bonuses bonus;censuses census;statuses status;quizzes quiz;policemen policeman;gunmen gunman;lawmen lawman;
spokesmen spokesman;spokeswomen spokeswoman;congressmen congressman;servicemen serviceman;fishermen fisherman;businessmen businessman;statesmen statesman;
clergymen clergyman;tribesmen tribesman;militiamen militiaman;rifts rift;attaches attache;coups coup;corps corps;aircraft aircraft;spacecraft spacecraft"""
PARTICIPLES = """attacking attack;bombing bomb;shelling shell;killing kill;denying deny;vowing vow;accusing accuse;seizing seize;fleeing flee;dying die;lying lie;tying tie;
agreeing agree;freeing free;overseeing oversee;decreeing decree;guaranteeing guarantee;disagreeing disagree;picnicking picnic;panicking panic;trafficking traffic"""
PAST = """panicked panic;trafficked traffic;mimicked mimic;agreed agree;disagreed disagree;freed free;decreed decree;guaranteed guarantee;died die;lied lie;tied tie;
defied defy;allied ally;relied rely;untied untie;ranged range;lied lie;freed free;filed file;deported deport"""


COMPARATIVES = """sadder sad;thinner thin;fatter fat;wetter wet;redder red;slimmer slim;dimmer dim;fitter fit;hotter hot;bigger big;worse bad;better good;
farther far;further far;braver brave;safer safe;wiser wise;larger large;wider wide;closer close;stranger strange;later late;looser loose;nicer nice;rarer rare"""
SUPERLATIVES = """saddest sad;thinnest thin;fattest fat;wettest wet;hottest hot;biggest big;fittest fit;worst bad;best good;farthest far;furthest far;
bravest brave;safest safe;wisest wise;largest large;widest wide;closest close;strangest strange;latest late;nicest nice;rarest rare;finest fine;simplest simple"""
# verbs of several syllables that double their last consonant, as those of one do
DOUBLES = set("""abet abhor acquit admit allot annul begin bid commit compel concur confer control corral debug defer demur deter disbar dispel emit
enrol enthral equip excel expel extol format forget gossip handicap impel incur infer inter kidnap occur omit outbid outwit patrol permit prefer program
propel rebel rebut recap recur refer regret remit repel submit transfer transmit unplug unwrap upset worship zigzag""".split())
# verbs that do so in one spelling of two: "kidnaped"; so do those in -el and their like, "travelled"
MAY_DOUBLE = set("benefit bias bus focus gas kidnap program target worship".split())


def inflect(verb):
    """Regular forms of a verb -> [(class, form)]"""
    short = re.fullmatch(r"(de|re|un|out|over)?[^aeiou]*(qu)?[aeiou][^aeiouwxyh]", verb) is not None
    if re.search(r"[^aeiou]y$", verb):
        stem, s, ing = verb[:-1] + "i", verb[:-1] + "ies", verb + "ing"
    elif verb.endswith("e"):
        stem, s = verb[:-1], verb + "s"
        ing = verb[:-2] + "ying" if re.fullmatch(r"(be|un|over)?.?.ie", verb) else verb + "ing" if verb.endswith(("ee", "oe", "ye")) else verb[:-1] + "ing"
    else:
        stem = verb + "k" if re.search("[aeiou]c$", verb) else verb + verb[-1] if short or verb in DOUBLES else verb
        s, ing = verb + ("es" if re.search(r"(s|x|z|ch|sh)$", verb) else "s"), stem + "ing"
    both = verb in MAY_DOUBLE or (stem == verb and re.search("[aeiouy].*[^aeiou][aeiou]l$", verb) is not None)
    other = stem.removesuffix(verb[-1]) if stem != verb else verb + verb[-1]
    return [("D", stem + "ed"), ("G", ing), ("Z", s)] + ([("D", other + "ed"), ("G", other + "ing")] if both else [])


def plural(noun):
    """The regular plural of a noun"""
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(s|x|z|ch|sh)$", noun) else "s")


def degrees(adjective):
    """Comparative and superlative of an adjective of one syllable, or of two that end in -y -> [(class, form)]"""
    if re.fullmatch(r"[^aeiouy]*[aeiouy]+[^aeiouy]+y", adjective):
        stem = adjective[:-1] + "i"
    elif re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxyh]", adjective):
        stem = adjective + adjective[-1]
    elif re.fullmatch(r"[^aeiouy]*[aeiouy]{1,2}[^aeiouy]+e?", adjective):
        stem = adjective.removesuffix("e")
    else:
        return []
    return [("C", stem + "er"), ("S", stem + "est")]


def columns(pattern):
    """-> the rows of the tables of knowledge/ with such a name, as lists of fields"""
    for path in sorted(glob.glob(os.path.join(HERE, "..", "knowledge", pattern))):
        for line in open(path, encoding="utf8"):
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def words_of_frames():
    """-> {"V": verbs, "N": nouns, "A": adjectives} of knowledge/frames/, single words, and the verbs of cues.tsv, attitudes.tsv and realis.tsv"""
    out = {"V": set(), "N": set(), "A": set()}
    for table, word, pos in (("frames/*.tsv", 0, 1), ("cues.tsv", 0, 1), ("attitudes.tsv", 0, 1), ("realis.tsv", 0, 1)):
        for f in columns(table):
            out.get(f[pos], set()).update(w for w in f[word].split("|") if re.fullmatch("[a-z]{2,}", w) and (f[pos] != "N" or not w.endswith("s")))
    return out


def nationalities():
    """-> "Peruvian" ...: the adjectives of countries.tsv that are one word"""
    return {a for f in columns("countries.tsv") for a in f[3].split("|") if re.fullmatch("[A-Z][a-z]{3,}", a) and f[0] != "code"}


def verbnet(path):
    with zipfile.ZipFile(path) as z:
        text = "".join(z.read(n).decode("utf8") for n in sorted(z.namelist()) if n.endswith(".xml"))
    return sorted({v for v in re.findall(r'<MEMBER[^>]* name="([a-z]+)"', text) if len(v) > 2})


def shouted(forms):
    """Twin of shouted() in src/nlp/lemma.c: are most words of a sentence in capitals?"""
    words = [f for f in forms if len(f) > 1 and f.isalpha()]
    return len(words) > 2 and 2 * sum(f.isupper() for f in words) > len(words)


def name_case(form, loud):
    """Twin of name_case() in src/nlp/lemma.c: a name as it is written where it is written well."""
    if form == form.lower():
        return form[:1].upper() + form[1:]
    if form.isascii() and form.isalpha() and form.isupper() and len(form) >= (3 if loud else 6) and set(form) & set("AEIOUY"):
        return form[0] + form[1:].lower()
    return form


def facts(sentences):
    """-> ({(class, form): Counter of lemmas}, {name: Counter of lemmas}: those written all in capitals or all in lower case)"""
    out, names = defaultdict(Counter), defaultdict(Counter)
    for s in sentences:
        for form, lemma, upos, xpos in zip(s.forms, s.lemmas, s.upos, s.xpos):
            fold = form.lower().replace("’", "'")
            proper = upos == "PROPN" or xpos in ("NNP", "NNPS")
            if upos in ("SYM", "PUNCT") or xpos in ("GW", "AFX", "ADD") or (upos == "X" and xpos != "FW") or lemma == "_":
                continue
            k = CLASS.get(xpos, "O")
            if k == "U" and form[0].isdigit():
                continue
            if xpos == "NNP" and upos == "PROPN":
                if lemma.lower() != fold:
                    out[k, fold][lemma if len(lemma) > len(form) and lemma[0] == form[0].upper() else form] += 1  # "Sept.", not a plural
                elif form in (form.lower(), form.upper()):
                    names[form][lemma] += 1
            elif not proper or xpos == "NNPS":
                out[k, fold][lemma if lemma == "I" or k in "TF" or (k == "A" and lemma != lemma.upper()) else lemma.lower()] += 1
    return out, names


def by_hand(table):
    """Adds what stands above to the facts, in place of what they say; -> the keys that stand above"""
    hand = set()

    def add(k, form, lemma):
        if (k, form) not in hand:
            table[k, form] = Counter({lemma: 1})
        hand.add((k, form))
    for line in VERBS.replace("\n", "").split(";"):
        base, past, participle = line.split()
        for f in (past, participle):
            if ("D", f) not in inflect(base):
                add("D", f, base)
    for text, k in ((NOUNS, "N"), (PARTICIPLES, "G"), (PAST, "D"), (COMPARATIVES, "C"), (SUPERLATIVES, "S")):
        for line in text.replace("\n", "").split(";"):
            add(k, *line.split())
    return hand


def operation(form, lemma):
    """(bytes to cut off the end, bytes to add); None when the two share too little to make a rule of"""
    n = len(os.path.commonprefix([form, lemma]))
    return (len(form) - n, lemma[n:]) if n >= 2 and len(form) - n <= 4 and len(lemma) - n <= 3 else None


def learn(words):
    """[(form, operation)] of one class -> {suffix: operation}; a longer suffix is kept when it sets at least two more words right."""
    by_suffix = defaultdict(Counter)
    for form, op in words:
        full = "^" + form
        for n in range(1, min(MAX_SUFFIX, len(full)) + 1):
            by_suffix[full[-n:]][op] += 1
    rules = {}
    for suffix in sorted(by_suffix, key=lambda s: (len(s), s)):
        op, n = min(by_suffix[suffix].items(), key=lambda kv: (-kv[1], kv[0]))
        inherited = next((rules[suffix[i:]] for i in range(1, len(suffix)) if suffix[i:] in rules), None)
        if op != inherited and n - by_suffix[suffix][inherited] >= 2:
            rules[suffix] = op
    return rules


def lost_e(k, form, stem):
    """Twin of lost_e() in src/nlp/lemma.c: "pined", "raping" are of "pine", "rape": "pin" and "rap" would have doubled their last letter."""
    return k in "DG" and form in (stem + "ed", stem + "ing") and re.fullmatch("[^aeiou]+[aeiou][^aeiouwxy]", stem) is not None


def apply(rules, k, form):
    full = "^" + form
    for n in range(min(MAX_SUFFIX, len(full)), 0, -1) if form.endswith(END.get(k, "?")) else ():
        op = rules.get(full[-n:])
        if op:
            stem = form[:len(form) - op[0]]
            return stem + (op[1] or "e" * lost_e(k, form, stem))
    return form


def usable(form, lemma):
    return form.isascii() and lemma.isascii() and form.isprintable() and 0 < len(form) < 32 and 0 < len(lemma) < 32 and " " not in lemma and lemma != "_"


def proper_names(names):
    """-> exceptions to name_case(): class L for names in lower case ("de"), Q for those in capitals ("ENRON", "UNESCO")"""
    out = {}
    for form, lemmas in names.items():
        lemma, n = min(lemmas.items(), key=lambda kv: (-kv[1], kv[0]))
        if n >= 3 and usable(form, lemma) and {name_case(form, False), name_case(form, True)} != {lemma}:
            out["L" if form == form.lower() else "Q", form.lower()] = lemma
    return out


# how often a fact must be seen to be an exception, by class; 2 for the others
SEEN = {"O": 3, "R": 3, "$": 3, "B": 3, "Q": 3, "F": 3, "T": 3, "A": 3}


def trusted(k, form, lemma, n):
    """Is a fact of a class without rules seen often enough? A capital within it ("Peruvian", "TV") is seldom a slip."""
    return n >= (2 if k in "AT" and lemma.lower() == form else SEEN.get(k, 2))


def build(table, words, nations, hand):
    """-> (rules {(class, suffix): op}, exceptions {(class, form): lemma})"""
    best = {}
    for (k, form), lemmas in table.items():
        lemma, n = min(lemmas.items(), key=lambda kv: (-kv[1], kv[0]))
        if usable(form, lemma) and not (k == "Q" and lemma.lower() == form):
            best[k, form] = (lemma, n)
    regular = {(k, f): v for v in sorted({l for (k, _), (l, n) in best.items() if k in "DGZB" and n > 1 and l.isalpha()} - words["V"]) for k, f in inflect(v)}
    regular.update({kf: a for a in sorted({l for (k, _), (l, n) in best.items() if k == "A" and n > 1 and l.isalpha()} | words["A"]) for kf in degrees(a)})
    regular.update({kf: l for kf, (l, n) in best.items() if n > 1 or kf[0] in "NPCS"})
    regular.update({("N", plural(w)): w for w in sorted(words["N"])})
    nouns = {l for (k, _), (l, n) in best.items() if k in "TN" and n > 3} | words["N"]
    for source in (words["V"], {w for w in nouns if re.fullmatch("[a-z]{3,}e", w)}):  # nouns may be verbs as well: "profiled"
        regular.update({kf: v for v in sorted(source) for kf in inflect(v) if kf not in regular})
    rules, exceptions = {}, {}
    for k in sorted(set(CLASS.values()) | {"O"}):
        words = [(f, operation(f, l)) for (c, f), l in sorted(regular.items()) if c == k and f.endswith(END.get(k, "?")) and (c, f) not in hand]
        mine = learn([w for w in words if w[1]])
        rules.update({(k, s): op for s, op in mine.items()})
        for (c, form), (lemma, n) in best.items():
            if c == k and apply(mine, k, form) != lemma and ((c, form) in hand or trusted(k, form, lemma, n)):
                exceptions[k, form] = lemma
        for (c, form), verb in regular.items():
            if c == k and (c, form) not in hand and best.get((c, form), ("", 0))[1] < 2 and apply(mine, k, form) != verb:
                exceptions[k, form] = verb
    exceptions.update({("A", w.lower()): w for w in nations})
    return rules, exceptions


def quote(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def emit(rules, exceptions):
    print("/* Generated by tools/gen_lemmas.py: do not edit. */")
    print("/*\n * lemma_table.c - rules and exceptions from form and class of the Penn tag to lemma; facts from UD English EWT\n"
          " * (CC BY-SA 4.0) and GUM (CC BY 4.0), train parts. Read by lemma.c: keys are the class letter and the suffix or form, in byte order.\n */")
    print('#include "nlp/lemma.h"\n\n/* clang-format off */')
    for name, rows in (("rules", [(k + s, op[0], op[1]) for (k, s), op in rules.items()]),
                       ("exceptions", [(k + f, 0, lemma) for (k, f), lemma in exceptions.items()])):
        print(f"const lemma_entry lemma_{name}[] = {{")
        line = "   "
        for key, cut, add in sorted(rows, key=lambda r: r[0].encode()):
            item = f" {{{quote(key)}, {quote(add)}, {cut}}},"
            if len(line) + len(item) > 150:
                print(line)
                line = "   "
            line += item
        print(line + "\n};")
        print(f"const uint32_t lemma_n_{name} = {len(rows)};\n" if name == "rules" else f"const uint32_t lemma_n_{name} = {len(rows)};")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    a = ap.parse_args()
    table, names = facts(list(D.conllu(f"{a.data}/ud-english-ewt/en_ewt-ud-train.conllu")) + D.gum_split(a.data, "train"))
    hand, words = by_hand(table), words_of_frames()
    words["V"] |= set(verbnet(f"{a.data}/nltk/verbnet3.zip"))
    rules, exceptions = build(table, words, nationalities(), hand)
    exceptions.update(proper_names(names))
    emit(rules, exceptions)


if __name__ == "__main__":
    main()
