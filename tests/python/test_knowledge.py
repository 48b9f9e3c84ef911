"""The knowledge: the linter names each kind of broken line, the tables as they are have none, and packing them twice gives the same bytes."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from datetime import date

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TOOLS, KNOWLEDGE = os.path.join(ROOT, "tools"), os.path.join(ROOT, "knowledge")
sys.path.insert(0, TOOLS)
import check_offices  # noqa: E402
import lint_knowledge  # noqa: E402
import packfile  # noqa: E402

# a knowledge of a few lines, without a fault
TABLES = {
    "ontology.tsv": "\n".join(f"event\t{c}\t-\t1;1\t-\t-" for c in """AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION
 MOBILIZE COERCE ASSAULT""".split()) + """
mode	visit	CONSULT	042	-	-
mode	withdraw	RETREAT	0874	-	-
mode	release	RETREAT	0841	-	-
context	human_rights	-	-	-	-
sector	GOV	-	-	-	-
sector	MIL	-	-	-	-
cameo	036	AGREE	4.0;1	Express intent to meet	-
cameo	040	CONSULT	1.0;1	Consult	-
cameo	042	CONSULT;visit	1.9;1	Visit	-
cameo	0356	AGREE	7.0;1	Express intent to de-escalate	-
cameo	0841	RETREAT;release	7.0;2	Release	-
cameo	0874	RETREAT;withdraw	10.0;2	Retreat	-
deviation	0356	CONCEDE;-	-	-	a promised retreat""",
    "countries.tsv": "FRA\tFrance\t-\tFrench\tFrenchman/Frenchmen\tParis\t-\tEurope\t-\t-\t-\nSYR\tSyria\t-\tSyrian\tSyrian/Syrians\tDamascus\t-\tMiddle East\t-\t-\t-",
    "actors/people.tsv": "Ann Example\tAnna Example\tFRA\tGOV\tperson\tprime minister\t2001\t2004-05-06\t-",
    "agents.tsv": "soldier\tsoldiers\tMIL\tperson\t-\t-",
    "classes-a.tsv": "meeting\ttalk|summit\t-",
    "frames/a.tsv": """meet	V	obj:@ACTOR	CONSULT	-	040	subj+obj	-	mutual pair	-
meet	V	obj:deadline	NONE	-	-	-	-	-	-
hold	V	obj:@meeting	CONSULT	-	040	subj+with	-	mutual pair	-
deny	V	-	NONE	-	-	subj	-	op=DENY	-
promise	V	comp:RETREAT	CONCEDE	-	0356	subj	to	op=AGREE actor	-""",
    "acled.tsv": "CONSULT/visit|04\t-\t-\ttalk|@meeting\tStrategic developments\tAgreement\t-\nCONSULT/*\tMIL !FRAMIL\t@NOBODY\t-\t-\t-\tno reason",
    "compose.tsv": "AGREE\tCONSULT\t-\tAGREE\t-\t036\t-\nAGREE\tRETREAT\twithdraw\tCONCEDE\t-\t0356\t-",
    "instruments.tsv": "aeroplane\tCONSULT\tvisit\t042\t-",
    "realis.tsv": "fail\tV\tcomp\tnegation\t-",
    "cues.tsv": "say\tV\tsay\t-",
    "attitudes.tsv": "plan\tV\tto\t-",
    "contexts.tsv": "torture\thuman_rights\t3\t-",
    "given-names.tsv": "anna\tf\t-",
    "name-words.tsv": "Ministry\torg\t-",
    "domains.tsv": "goalkeeper\tsport\t3\t-",
    "places.tsv": "1\tParis\t-\tFRA\t-\t48.85\t2.35\t2000000\tcapital\t-",
}


def columns(name):
    return next(v for k, v in lint_knowledge.COLUMNS.items() if name.startswith(k))


class Knowledge:
    """A folder with TABLES, of which some are replaced or get further lines."""

    def __init__(self, more=(), instead=()):
        self.tmp = tempfile.TemporaryDirectory()
        more, instead = dict(more), dict(instead)
        for name, text in {**TABLES, **instead}.items():
            path = os.path.join(self.tmp.name, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            text = text if name in instead else columns(name).replace(" ", "\t") + "\n" + text + "\n" + more.get(name, "")
            with open(path, "wb") as f:
                f.write(text if isinstance(text, bytes) else text.encode())

    def lint(self):
        try:
            return [m[len(self.tmp.name) + 1:] for m in lint_knowledge.check(self.tmp.name)]
        finally:
            self.tmp.cleanup()


class Lint(unittest.TestCase):
    def test_sound_tables_pass(self):
        self.assertEqual(Knowledge().lint(), [])

    def one(self, table, line, words):
        """This line, and no other, is named, with these words."""
        messages = Knowledge({table: line + "\n"}).lint()
        self.assertEqual(len(messages), 1, (line, messages))
        self.assertTrue(messages[0].startswith(f"{table}:{TABLES[table].count(chr(10)) + 3}: "), messages)
        self.assertIn(words, messages[0])

    def test_fields(self):
        self.one("cues.tsv", "tell\tV\tsay", "3 fields, not 4")
        self.one("cues.tsv", "tell\tV\tsay\tno  why", "blanks")
        self.one("cues.tsv", "tell \tV\tsay\t-", "blanks")
        self.one("cues.tsv", "tell|tell\tV\tsay\t-", "twice")
        self.one("cues.tsv", "tell||add\tV\tsay\t-", "an empty item")

    def test_file(self):
        for text, words in ((b"lemma\tpos\tkind\nsay\tV\tsay\n", "the header is"), (b"", "no header"), (b"lemma\tpos\tkind\twhy\nsa\xff\tV\tsay\t-\n", "not UTF-8"),
                            (b"lemma\tpos\tkind\twhy\nsay\tV\tsay\t-", "the last line has no end"), (b"lemma\tpos\tkind\twhy\nsay\tV\tsay\t-\r\n", "carriage return")):
            messages = Knowledge(instead={"cues.tsv": text}).lint()
            self.assertIn(words, "\n".join(messages))
        self.assertIn("no table of this name", Knowledge(instead={"other.tsv": "a\n"}).lint()[0])

    def test_missing_table(self):
        with tempfile.TemporaryDirectory() as tmp:
            self.assertIn("ontology.tsv:0:", lint_knowledge.check(tmp)[0])

    def test_ontology(self):
        self.one("ontology.tsv", "mode\tvisit\tAGREE\t042\t-\t-", "belongs to CONSULT")
        self.one("ontology.tsv", "sector\tgov\t-\t-\t-\t-", "sector 'gov'")
        self.one("ontology.tsv", "cameo\t0875\tRETREAT;go\t1.0;2\tGo\t-", "no mode 'go'")
        self.one("ontology.tsv", "thing\tX\t-\t-\t-\t-", "unknown kind")
        self.one("ontology.tsv", "deviation\t036\tCONCEDE;-\t-\t-\tfor nobody", "used by no line")

    def test_actors(self):
        for line, words in (("B Example\t-\tFRX\tGOV\tperson\t-\t-\t-\t-", "unknown code 'FRX'"), ("B Example\t-\tFRA\tGXV\tperson\t-\t-\t-\t-", "unknown sector"),
                            ("B Example\t-\tFRA\tGOV\tpeople\t-\t-\t-\t-", "unknown kind"), ("B Example\t-\tFRA\tGOV\tperson\tking\t2001-13\t-\t-", "is no date"),
                            ("B Example\t-\tFRA\tGOV\tperson\tking\t2001-02-30\t-\t-", "is no date"), ("B Example\t-\tFRA\tGOV\tperson\tking\t2004\t2001\t-", "is not before"),
                            ("B Example\t-\tFRA\tGOV\tperson\tKing\t-\t-\t-", "lower case"), ("B Org\t-\tFRA\tGOV\torg\tking\t-\t-\t-", "only persons"),
                            ("Ann Example\t-\tFRA\tGOV\tperson\tprime minister\t2001\t-\t-", "as in line 2"), ("B Org\tBorg|Borg\tFRA\tGOV\torg\t-\t-\t-\t-", "twice"),
                            ("B Org\tB Org\tFRA\tGOV\torg\t-\t-\t-\t-", "is the name"), ("B Org\tborg\tFRA\tGOV\torg\t-\t-\t-\t-", "small letters"),
                            ("B Org\tBO\tFRA\tGOV\torg\t-\t-\t-\t-", "acronym"), ("B Org\tMarch\tFRA\tGOV\torg\t-\t-\t-\t-", "common word")):
            self.one("actors/people.tsv", line, words)
        self.assertEqual(Knowledge({"actors/people.tsv": "United Nations\tUN|U.N.\tUNO\t-\tigo\t-\t-\t-\t-\n"}).lint(), [])

    def test_countries_and_agents(self):
        self.one("countries.tsv", "GRC\tGreece\t-\tGreek\tGreeks\t-\t-\tEurope\t-\t-\t-", "not singular/plural")
        self.one("countries.tsv", "GRC\tGreece\t-\t-\t-\t-\t-\tEurop\t-\t-\t-", "unknown region")
        self.one("countries.tsv", "GRC\tFrance\t-\t-\t-\t-\t-\tEurope\t-\t-\t-", "another country")
        self.one("agents.tsv", "soldier\t-\tMIL\tperson\t-\t-", "already in line 2")
        self.one("agents.tsv", "cook\tcooks\tMIL\tstaff\t-\t-", "unknown kind")

    def test_frames(self):
        for line, words in (("see\tX\t-\tCONSULT\t-\t040\tsubj\tobj\t-\t-", "unknown pos"), ("see\tV\tobj\tCONSULT\t-\t040\tsubj\tobj\t-\t-", "no SLOT:VALUE"),
                            ("see\tV\tobjj:a\tCONSULT\t-\t040\tsubj\tobj\t-\t-", "unknown slot"), ("see\tV\tobj:@nothing\tCONSULT\t-\t040\tsubj\tobj\t-\t-", "unknown class"),
                            ("see\tV\tcomp:NOTHING\tCONSULT\t-\t040\tsubj\tobj\t-\t-", "unknown category"), ("see\tV\t-\tCONSUL\t-\t040\tsubj\tobj\t-\t-", "unknown category"),
                            ("see\tV\t-\tCONSULT\tphone\t040\tsubj\tobj\t-\t-", "no mode 'phone'"), ("see\tV\t-\tCONSULT\t-\t049\tsubj\tobj\t-\t-", "unknown CAMEO"),
                            ("see\tV\t-\tCONSULT\t-\t036\tsubj\tobj\t-\t-", "belongs to AGREE"), ("see\tV\t-\tRETREAT\trelease\t0874\tsubj\tobj\t-\t-", "is RETREAT/withdraw"),
                            ("see\tV\t-\tCONSULT\t-\t040\tsubject\tobj\t-\t-", "unknown slot"), ("see\tV\t-\tCONSULT\t-\t040\tsubj\tobj\tmutal\t-", "unknown flag"),
                            ("see\tV\t-\tCONSULT\t-\t040\tsubj\tobj\top=AGRE\t-", "unknown op"), ("see\tV\t-\tCONSULT\t-\t040\tsubj\t-\trecip\t-", "can never hold"),
                            ("see\tV\t-\tCONSULT\t-\t040\t-\tobj\tactor\t-", "wants an actor"), ("see\tV\tobj:talk !obj:@meeting\tCONSULT\t-\t040\tsubj\tobj\t-\t-", "can never hold"),
                            ("see\tV\tobj:@ACTOR !obj:*\tCONSULT\t-\t040\tsubj\tobj\t-\t-", "can never hold"), ("sight\tN\tobj:man\tCONSULT\t-\t040\tof\tby\t-\t-", "a noun has none"),
                            ("see\tV\t-\tNONE\t-\t040\t-\t-\t-\t-", "NONE has no"), ("See\tV\t-\tCONSULT\t-\t040\tsubj\tobj\t-\t-", "lower case"),
                            ("look at\tV\t-\tCONSULT\t-\t040\tsubj\tobj\t-\t-", "belong into need"), ("meet\tV\tobj:deadline\tCONSULT\t-\t040\tsubj\tobj\t-\t-", "already at")):
            self.one("frames/a.tsv", line, words)
        fall_back = "meet\tV\tobj:@ACTOR\tCONSULT\t-\t040\tsubj\t-\tactor\t-\n"  # reached where the pair is not
        self.assertEqual(Knowledge({"frames/a.tsv": fall_back}).lint(), [])

    def test_classes(self):
        self.one("classes-a.tsv", "weapon\tgun|rifle\t-", "used by no frame")
        self.assertIn("already at", Knowledge({"classes-a.tsv": "meeting\tparley\t-\n"}).lint()[0])

    def test_acled(self):
        line = "CONSULT\t{}\t{}\t{}\tStrategic developments\t{}\t-"
        self.assertEqual(Knowledge({"acled.tsv": line.format("@ARMED|soldier", "* !@ABROAD", "-", "Other") + "\n"}).lint(), [])
        for row, words in ((line.format("-", "-", "-", "Armed clash"), "ACLED has no"), (line.format("XXX", "-", "-", "Other"), "unknown code or sector"),
                           (line.format("Soldier", "-", "-", "Other"), "no code, class or word"), (line.format("-", "-", "MIL", "Other"), "is no word"),
                           (line.format("-", "@crowd", "-", "Other"), "'@crowd' is no"), ("CONSULT/call\t-\t-\t-\t-\t-\tso", "is no category"),
                           ("99\t-\t-\t-\t-\t-\tso", "is no category"), ("CONSULT\t-\t-\t-\t-\t-\t-", "say why"),
                           ("04\t-\t-\ttalk|@meeting\t-\t-\tso", "the conditions of line 2")):
            self.one("acled.tsv", row, words)

    def test_word_tables(self):
        for table, line, words in (("compose.tsv", "AGREE\tCONSULT\t-\tAGREE\t-\t036\t-", "the same line"), ("compose.tsv", "DENY\tCONSULT\t-\tAGREE\t-\t036\t-", "unknown op"),
                                   ("compose.tsv", "AGREE\tAID\t071\tAGREE\t-\t036\t-", "071..."), ("compose.tsv", "AGREE\tAID\t-\tNONE\t-\t036\t-", "result NONE"),
                                   ("compose.tsv", "AGREE\tAID\t-\tAGREE\t-\t-\t-", "no CAMEO code"), ("instruments.tsv", "aeroplane\tCONSULT\t-\t040\t-", "already in line 2"),
                                   ("instruments.tsv", "car\tCONSULT\tdrive\t040\t-", "no mode"), ("realis.tsv", "try\tV\tcompl\tnegation\t-", "unknown scope"),
                                   ("realis.tsv", "try\tV\tcomp\tnegated\t-", "unknown effect"), ("realis.tsv", "try\tX\tcomp\tnegation\t-", "unknown pos"),
                                   ("cues.tsv", "tell\tV\tspeak\t-", "unknown kind"), ("attitudes.tsv", "hope\tV\tthat\t-", "unknown takes"), ("contexts.tsv", "rack\thuman rights\t3\t-", "unknown context"),
                                   ("contexts.tsv", "rack\thuman_rights\t5\t-", "unknown weight")):
            messages = Knowledge({table: line + "\n"}).lint()
            self.assertTrue(any(m.startswith(table) and words in m for m in messages), (line, messages))

    def test_places(self):
        for line, words in (("x\tLyon\t-\tFRA\t-\t45\t4\t5\tcity\t-", "no number"), ("1\tLyon\t-\tFRA\t-\t95\t4\t5\tcity\t-", "no place on Earth"),
                            ("1\tLyon\t-\tFRX\t-\t45\t4\t5\tcity\t-", "unknown country"), ("1\tLyon\t-\tFRA\t-\t45\t4\t5\tcty\t-", "unknown class"),
                            ("1\tParis\t-\tFRA\t-\t48.85\t2.35\t9\tcapital\t-", "the same place"), ("1\tNice\t-\tFRA\t-\t45\t4\t5\tcity\t-", "common word")):
            self.one("places.tsv", line, words)
        self.assertEqual(Knowledge({"places.tsv": "1\tNice\t-\tFRA\t-\t45\t4\t5\tcity\tcommon\n"}).lint(), [])

    def test_exit_status(self):
        for more, status in (((), 0), ({"cues.tsv": "tell\tV\tspeak\t-\n"}, 1)):
            k = Knowledge(more)
            run = subprocess.run([sys.executable, os.path.join(TOOLS, "lint_knowledge.py"), k.tmp.name], capture_output=True, text=True)
            k.tmp.cleanup()
            self.assertEqual(run.returncode, status, run.stdout + run.stderr)
            self.assertEqual(bool(run.stdout), bool(status))

    def test_tables_as_they_are(self):
        self.assertEqual(lint_knowledge.check(KNOWLEDGE), [])


class Offices(unittest.TestCase):
    def test_gaps(self):
        day = check_offices.day_of
        held = [(day("2012", None), day("2014-06", None)), (day("2010-02", None), day("2011-12-20", None)), (day("2015", None), date.max)]
        found = list(check_offices.gaps(held, day("2010", None), day("2016", None), 30))
        self.assertEqual(found, [(day("2010", None), day("2010-02", None)), (day("2014-06", None), day("2015", None))])

    def test_who_counts(self):
        self.assertTrue(check_offices.holds("acting president", check_offices.STATE))
        self.assertFalse(check_offices.holds("vice president", check_offices.STATE))


class Pack(unittest.TestCase):
    def test_same_tables_same_bytes(self):
        with tempfile.TemporaryDirectory() as tmp:
            copy, models, out = os.path.join(tmp, "knowledge"), os.path.join(tmp, "models"), []
            shutil.copytree(KNOWLEDGE, copy, ignore=shutil.ignore_patterns("*.md", "LICENSE"))
            for where, _, names in os.walk(copy):  # the large tables shortened
                for n in names:
                    path = os.path.join(where, n)
                    with open(path, encoding="utf-8") as f:
                        lines = f.readlines()
                    if len(lines) > 5000:
                        with open(path, "w", encoding="utf-8") as f:
                            f.writelines(lines[:300])
            os.mkdir(models)
            packfile.write_pack(os.path.join(models, "en.model"), {"m": (b"1", 1)})
            packfile.write_pack(os.path.join(models, "glove.vec"), {"v": (b"2", 1)})
            packfile.write_pack(os.path.join(models, "pairs.score"), {"s": (b"3", 1)})
            packfile.write_pack(os.path.join(models, "events.score"), {"e": (b"4", 1)})
            for seed in "1", "2":  # the order of sets and dictionaries must not show
                out.append(os.path.join(tmp, seed))
                subprocess.run([sys.executable, os.path.join(TOOLS, "pack.py"), "--knowledge", copy, "--models", models, "--out", out[-1]], check=True,
                               env={**os.environ, "PYTHONHASHSEED": seed})
            with open(out[0], "rb") as a, open(out[1], "rb") as b:
                self.assertEqual(a.read(), b.read())
            sections = packfile.read_pack(out[0])
            self.assertEqual((sections["m"], sections["on.cat"][1]), ((b"1", 1), 16))


if __name__ == "__main__":
    unittest.main()
