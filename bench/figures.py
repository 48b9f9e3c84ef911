#!/usr/bin/env python3
"""Measures casus and writes docs/figures.md, with the command beside each figure.

    python3 bench/figures.py [SECTION...]     sections: parse names tokens events probes own coref attributions false_alarms muc4 pairs
                                              speed profile ablation compare; default: all

A section whose data is not on this machine keeps what it said before. The data sets are described in the file itself; they are not part of the project.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
FILE = os.path.join(ROOT, "docs", "figures.md")
DATA = "../shared/data"
GOLD = "../shared/gold"
EWT = f"{DATA}/ud-english-ewt/en_ewt-ud-test.conllu"
GUM = f"{DATA}/gum"
UNER = f"{DATA}/uner-english-ewt/en_ewt-ud-test.iob2"

HEAD = """# Figures

Written by `make bench` (`bench/figures.py`): do not edit. Each figure stands under the command that makes it, to be run from the root of the repository after
`make`. Test sets are only measured on, never developed on.
"""


def annotate(path, name):
    return f"build/casus annotate --conllu-in {path} > build/{name}.conllu"


# name, title, what it is, files it needs, commands
SECTIONS = [
    ("parse", "Parsing", "Universal Dependencies English EWT, test part, gold tokens; then GUM's free genres, test part, and of them news and interviews alone. "
     "Percent of tokens. LAS-main leaves out subtypes of relations, as the CoNLL shared tasks do.", [EWT, GUM],
     [f"{annotate(EWT, 'ewt-test')} && python3 bench/accuracy/parse.py {EWT} build/ewt-test.conllu",
      f"python3 bench/accuracy/gum.py {GUM} test > build/gum.conllu && {annotate('build/gum.conllu', 'gum-ours')} && python3 bench/accuracy/parse.py build/gum.conllu build/gum-ours.conllu",
      f"python3 bench/accuracy/gum.py {GUM} test news interview > build/gum.conllu && {annotate('build/gum.conllu', 'gum-ours')} && "
      "python3 bench/accuracy/parse.py build/gum.conllu build/gum-ours.conllu"]),
    ("names", "Names", "Universal NER on EWT's test sentences: exact spans of persons, organisations and places; then the same in capitals, and with the Initials of Words "
     "in capitals. re3d (defence and diplomacy) and GUM's dev part by overlap: their gold marks whole phrases.", [EWT, UNER, GUM, f"{DATA}/re3d"],
     [f"{annotate(EWT, 'ewt-test')} && python3 bench/accuracy/names.py {UNER} build/ewt-test.conllu"]
     + [f"awk -F'\\t' -v OFS='\\t' '/^[0-9]/{{$2={f}}}1' {EWT} > build/case.conllu && {annotate('build/case.conllu', 'case-ours')} && "
        f"python3 bench/accuracy/names.py {UNER} build/case-ours.conllu" for f in ("toupper($2)", "toupper(substr($2,1,1)) substr($2,2)")]
     + [f"python3 bench/accuracy/names_overlap.py re3d {DATA}/re3d",
        f"python3 bench/accuracy/gum.py {GUM} dev > build/gum.conllu && python3 bench/accuracy/names_overlap.py gum build/gum.conllu"]),
    ("tokens", "Raw text", "EWT's test part as text: spans of words and of sentences, then tags and trees upon them, by the place of the words.", [EWT],
     [f"python3 bench/accuracy/tokens.py build/bench/tokens_main {EWT}", f"python3 bench/accuracy/raw.py build/bench/tokens_main build/casus {EWT}"]),
    ("events", "Events in gold articles", "Whole articles as scraped, coded by hand after the PLOVER manual 2.0: category, both sides and realis must be right.",
     [f"{GOLD}/articles"], [f"build/casus check {GOLD}/articles"]),
    ("probes", "Probes", "Single sentences that test one thing each: negation, plans, denials, passives, ambiguous verbs.", [f"{GOLD}/probes-dev.jsonl"],
     [f"build/casus check {GOLD}/probes-dev.jsonl"]),
    ("own", "Texts of our own", "Sentences and short articles that we wrote and coded by hand (tests/gold). When they were first read, nothing having been tuned on them, F1 was 0.81 for the "
     "first 219 sentences, 0.69 for the next 170, all of the kinds that were worst, 0.77 for 85 and 0.84 for the last 62 after those, 0.51 for the first eight articles, 0.56 for the next five, 0.64 for four, "
     "0.53 for eight of more kinds of news, 0.63, 0.65, 0.66 and 0.66 for four times eight after those, 0.74 for four, 0.61 and 0.68 for the last two times six.", ["tests/gold"],
     ["build/casus check tests/gold/sentences.jsonl | tail -n 7", "build/casus check tests/gold/articles.jsonl | tail -n 5"]),
    ("coref", "Who is meant", "OntoGUM test part, free documents, gold tokens: chains of noun phrases and pronouns in OntoNotes style. Then pronouns of GAP, raw text.",
     [f"{DATA}/ontogum", f"{DATA}/gap"], [f"python3 bench/accuracy/coref.py {DATA} --part test", f"python3 bench/accuracy/gap.py {DATA}/gap"]),
    ("actors", "Actors that are given", "The mentions that PLOVER's coded sentences and the gold articles give as actors: country, and country with sector; whom pronouns and "
     "descriptions of speakers mean.", [f"{GOLD}/articles", f"{DATA}/plover-gsr"], ["python3 bench/accuracy/actors.py"]),
    ("petrarch", "The dictionaries of PETRARCH", "PETRARCH's unit records with its own validation dictionaries, imported.", [f"{DATA}/petrarch"],
     [f"python3 bench/accuracy/petrarch.py {DATA}/petrarch | tail -n 2"]),
    ("places", "Places", "Toponyms in TR-News and GeoVirus, from the text: are they found, and is their position within 161 km?", [f"{DATA}/geoparsing"],
     ["python3 bench/accuracy/places.py --casus build/casus | tail -n 2"]),
    ("event_places", "Places of events", "Which place belongs to a verb (Halterman's sentences): learned on nine tenths of the sentences, measured on the other, by the odds above which a place is taken; "
     "\"where marked\" leaves out a batch of which most verbs were never looked at. Needs numpy and scipy.", [f"{DATA}/event-location/train.jsonl.gz"],
     [f"python3 train/places.py --data {DATA}/event-location/train.jsonl.gz --out build/place_tie_table.c"]),
    ("dates", "Dates", "GUM's dates, test documents: spans by overlap, and values.", [GUM],
     [f"cc -std=c17 -Iinclude -Isrc -o build/timex_tokens bench/accuracy/timex_tokens.c build/libcore.a -lm && python3 bench/accuracy/dates.py build/timex_tokens --split test --data {GUM} | tail -n 4"]),
    ("attributions", "Attributions", "PolNeAR dev part, raw text: statements, and what people are said to think, want and ask for.", [f"{DATA}/polnear"],
     [f"python3 bench/accuracy/polnear.py {DATA}/polnear"]),
    ("false_alarms", "False alarms", "Violent events in 1,000 articles of sport, business, weather, science and culture, and how many of them we judged real.",
     [f"{DATA}/text/agnews/test.csv"], [f"python3 bench/accuracy/false_alarms.py {DATA}/text | tail -n 1"]),
    ("muc4", "Stories of terrorism", "MUC-4, all in capitals: by story, the types of incident and the victims of its templates; the development stories, then those of TST1-3, whose errors nobody reads.",
     [f"{DATA}/muc4/muc34.tar.gz"], [f"python3 bench/accuracy/muc4.py {DATA}/muc4", f"python3 bench/accuracy/muc4.py {DATA}/muc4 --part tst"]),
    ("pairs", "Given pairs", "PLV train half, nothing of it trained on: the category of two given actors. Errors are read on even lines alone. Then how often an answer of some confidence is right.",
     [f"{DATA}/plover-plv/PLV_train.tsv"], [f"python3 bench/accuracy/plv.py {DATA}/plover-plv/PLV_train.tsv", f"python3 bench/accuracy/calibration.py {DATA}/plover-plv/PLV_train.tsv"]),
    ("speed", "Speed", "In processor time of one core; from text to events unless it says *trees*: from given tokens to tags, trees and names. A *unit* is the time of a fixed integer loop (bench/calibrate.c), so that "
     "words per unit can be compared between machines.", [], ["python3 bench/speed.py"]),
    ("profile", "Where the time goes", "From text to events with the best kernel of the machine, by part of the source.", [], ["python3 bench/hotspots.py"]),
    ("lookups", "Look-ups in the knowledge", "Every phrase that begins at each word of real news (Wikinews), on one core: folded words are hashed once and looked up; then with the folding. "
     "Then the size of the data file in bytes.", [f"{DATA}/text/wikinews/wikinews_2019.csv"],
     [f"cat {DATA}/text/wikinews/wikinews_*.csv | build/bench/lookups build/en.casus", "wc -c <build/en.casus"]),
    ("ablation", "What the parts of the input bring", "EWT's test part with one part of the network's input set to zero, nothing trained again: how much the network leans on it, "
     "which is more than it would lack had it never had it. What the teacher brought is in [models/CARD.md](../models/CARD.md).", [EWT, UNER], ["python3 bench/ablation.py"]),
    ("compare", "Beside other parsers", "What the programs do differs, and so do their schemes and training data: see [howto-annotate.md](howto-annotate.md). Measured where "
     "CASUS_COMPARE names a folder that `bench/compare.py --install` filled.", [os.environ.get("CASUS_COMPARE") or "(CASUS_COMPARE is not set)"],
     ["python3 bench/compare.py --markdown --words 60000 --runs 1"]),
]


def old_sections():
    """-> {name: text of the section as it stands}"""
    if not os.path.exists(FILE):
        return {}
    with open(FILE, encoding="utf-8") as f:
        parts = re.split(r"^<!-- (\w+) -->\n", f.read(), flags=re.M)
    return dict(zip(parts[1::2], (p.strip() + "\n" for p in parts[2::2])))


def run(command):
    err = None if "--markdown" in command else subprocess.STDOUT
    p = subprocess.run(command, shell=True, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=err, text=True)
    return p.returncode, "\n".join(line.rstrip() for line in p.stdout.strip().split("\n"))


def machine():
    """What the speed was measured on, as far as it says so itself."""
    names = set()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            for line in f:
                if line.startswith("model name"):
                    names.add(line.split(":", 1)[1].strip())
                elif line.startswith("flags"):
                    flags = line.split()
                    names.add("AMX" if "amx_int8" in flags else "AVX-512 VNNI" if "avx512_vnni" in flags else "AVX2" if "avx2" in flags else "no AVX2")
    except OSError:
        pass
    return ", ".join(sorted(names)) or "unknown"


def measure(name, title, about, needs, commands):
    missing = [n for n in needs if not os.path.exists(os.path.join(ROOT, n))]
    if missing:
        return None
    out = [f"## {title}", "", about + (f" Machine: {machine()}." if name == "speed" else ""), ""]
    for c in commands:
        status, text = run(c)
        if status or not text:
            print(f"figures.py: {name}: `{c}` ended with {status}:\n{text}", file=sys.stderr)
            return None
        table = "--markdown" in c  # it is one already
        out += ["```", "$ " + c, "```", "", text] if table else ["```", "$ " + c, text, "```"]
    return "\n".join(out) + "\n"


def main():
    wanted = sys.argv[1:] or [s[0] for s in SECTIONS]
    unknown = set(wanted) - {s[0] for s in SECTIONS}
    if unknown or "-h" in wanted or "--help" in wanted:
        sys.exit(__doc__)
    old, parts = old_sections(), [HEAD]
    for s in SECTIONS:
        new = measure(*s) if s[0] in wanted else None
        if s[0] in wanted:
            print(f"{s[0]}: {'measured' if new else 'not measured here'}", file=sys.stderr)
        text = new or old.get(s[0]) or f"## {s[1]}\n\n{s[2]}\n\nNot measured yet.\n"
        parts.append(f"<!-- {s[0]} -->\n{text}")
    with open(FILE, "w", encoding="utf-8") as f:
        f.write("\n".join(parts))
    print(f"wrote {os.path.relpath(FILE, ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
