#!/usr/bin/env python3
"""The program with bad input, many files and gold of known quality: tests/test_cli.py CASUS [TEST...]

tests/cli.sh holds the manners that one sees at once; this file holds what needs larger or stranger input.
"""
import csv
import html
import html.parser
import io
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import unittest
from xml.etree import ElementTree

CASUS = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else os.path.abspath("build/casus")
GOOD = "Troops attacked rebels in Syria on Sunday, the army said. Two soldiers were killed.\n"
DATE = "2024-05-14"


class Program(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.TemporaryDirectory()
        self.addCleanup(self.dir.cleanup)

    def file(self, name, content):
        path = os.path.join(self.dir.name, name)
        with open(path, "wb") as f:
            f.write(content if isinstance(content, bytes) else content.encode())
        return path

    def run_casus(self, *args, status=0, stdin=b"", env=None):
        p = subprocess.run([CASUS, *args], input=stdin, capture_output=True, env=dict(os.environ, **(env or {})))
        self.err = p.stderr.decode()
        if status is not None:
            self.assertEqual(p.returncode, status, f"{args}: {self.err[-500:]}")
        return p.stdout.decode()

    def records(self, *args, **kw):
        return [json.loads(line) for line in self.run_casus("code", "--date", DATE, "--format", "jsonl", *args, **kw).splitlines()]


class Input(Program):
    def test_good_files_are_coded_beside_bad_ones(self):
        alone = self.run_casus("code", "--date", DATE, self.file("good.txt", GOOD))
        bad = [self.file("empty.txt", b""), self.file("binary.txt", bytes(range(256)) * 20), os.path.join(self.dir.name, "absent.txt"), self.dir.name]
        out = self.run_casus("code", "--date", DATE, *bad, os.path.join(self.dir.name, "good.txt"), *bad, status=2)
        self.assertEqual(out, alone)
        self.assertEqual(self.err.count("casus: "), 2 * len(bad))
        for name in ("empty.txt", "binary.txt", "absent.txt", "folder"):
            self.assertIn(name, self.err)

    @unittest.skipIf(os.getuid() == 0, "root reads everything")
    def test_unreadable_file_is_named(self):
        path = self.file("secret.txt", GOOD)
        os.chmod(path, 0)
        self.run_casus("code", path, status=2)
        self.assertIn("secret.txt", self.err)

    def test_tokens_lie_in_the_source_to_the_byte(self):
        for name, text in (("a.txt", "The “White House” – said “no” to A&B, “yes”.\n"),
                           ("a.html", "<p>The <b>“White House”</b>&mdash;said &ldquo;no&rdquo; to A&amp;B, <i>“yes”</i>. They said &ldquo;years&rdquo;</p>")):
            out = self.run_casus("annotate", "--any-language", self.file(name, text))
            for c in (line.split("\t") for line in out.splitlines() if line[:1].isdigit()):
                at = dict(x.split("=", 1) for x in c[9].split("|"))
                self.assertEqual(html.unescape(text.encode()[int(at["start"]):int(at["end"])].decode()), c[1])

    def test_huge_file_is_refused_unread(self):
        path = os.path.join(self.dir.name, "huge.txt")
        with open(path, "wb") as f:
            f.truncate(1 << 40)
        self.run_casus("code", path, status=2)
        self.assertIn("longer than 16 MiB", self.err)

    def test_endless_input_is_refused(self):
        with open("/dev/zero", "rb") as zero:
            p = subprocess.run([CASUS, "code", "-"], stdin=zero, capture_output=True)
        self.assertEqual(p.returncode, 2)
        self.assertIn(b"longer than 16 MiB", p.stderr)

    def test_other_language_says_what_to_do(self):
        path = self.file("de.txt", "Der Minister traf sich am Montag mit seinem Amtskollegen aus dem Nachbarland. " * 12)
        self.run_casus("code", path, status=2)
        self.assertIn("--any-language", self.err)
        self.run_casus("annotate", "--any-language", path)

    def test_standard_input_has_a_name(self):
        self.assertEqual(self.records("-", stdin=GOOD.encode())[0]["id"], "stdin:e1")
        self.assertEqual(self.records("--id", "x", "-", stdin=GOOD.encode())[0]["doc"], "x")

    def test_id_for_several_files_is_an_error(self):
        a = self.file("a.txt", GOOD)
        self.run_casus("code", "--id", "x", a, a, status=2)

    def test_terminal_escapes_in_names_are_harmless(self):
        self.run_casus("code", os.path.join(self.dir.name, "\033[31mred.txt"), status=2)
        self.assertNotIn("\033", self.err)
        out = self.run_casus("code", "--format", "table", "--date", DATE, "--id", "\033[31mred", self.file("a.txt", GOOD))
        self.assertNotIn("\033", out)


class JsonLines(Program):
    def test_broken_lines_are_named_and_the_others_coded(self):
        good = json.dumps({"id": "one", "text": GOOD, "date": DATE})
        lines = ["", good, "{broken", json.dumps({"id": "no text"}), json.dumps([1]), json.dumps({"text": GOOD, "date": "soon"}),
                 json.dumps({"id": 7, "html": f"<html><body><article><p>{GOOD}</p></article></body></html>", "date": DATE + "T12:00:00Z"})]
        path = self.file("many.jsonl", "\n".join(lines))
        docs = {r["doc"] for r in self.records(path, status=2)}
        self.assertEqual(docs, {"one", "7"})
        for no in (3, 4, 5, 6):
            self.assertIn(f"many.jsonl:{no}: ", self.err)
        self.assertEqual(self.err.count("\n"), 4)

    def test_date_of_the_line_goes_before_the_option(self):
        path = self.file("a.jsonl", json.dumps({"text": GOOD, "date": "2020-01-08"}) + "\n" + json.dumps({"text": GOOD}))
        found = self.records(path)
        self.assertEqual((found[0]["doc"], found[0]["date"]), ("a-1", "2020-01-05"))
        self.assertEqual({r["date"] for r in found if r["doc"] == "a-2"} & {"2024-05-12"}, {"2024-05-12"})

    def test_zero_bytes_and_bad_utf8_do_no_harm(self):
        path = self.file("a.jsonl", b'{"text":"a\\u0000b"}\n{"text":"\xff\xfe"}\n' + json.dumps({"id": "fine", "text": GOOD}).encode())
        self.assertEqual({r["doc"] for r in self.records(path, status=2)}, {"fine"})


class Threads(Program):
    def test_any_number_gives_the_same_bytes_and_messages(self):
        lines = [json.dumps({"id": f"n{i}", "text": GOOD * (1 + i % 5)}) if i % 17 else "{" for i in range(400)]
        path = self.file("many.jsonl", "\n".join(lines))
        one = self.run_casus("code", "--threads", "1", "--date", DATE, path, status=2), self.err
        for n in ("2", "8", "64"):
            self.assertEqual((self.run_casus("code", "--threads", n, "--date", DATE, path, status=2), self.err), one)

    def test_reader_that_goes_away_stops_the_work(self):
        path = self.file("many.jsonl", "\n".join(json.dumps({"text": GOOD}) for _ in range(3000)))
        for n in ("1", "8"):
            p = subprocess.Popen([CASUS, "code", "--threads", n, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            p.stdout.read(10)
            p.stdout.close()
            self.assertEqual(p.stderr.read(), b"")
            p.stderr.close()
            self.assertNotEqual(p.wait(timeout=60), 0)

    @unittest.skipUnless(os.path.exists("/dev/full") and stat.S_ISCHR(os.stat("/dev/full").st_mode), "no /dev/full")
    def test_full_disk_is_one_message(self):
        path = self.file("many.jsonl", "\n".join(json.dumps({"text": GOOD}) for _ in range(500)))
        self.run_casus("code", "--threads", "4", "-o", "/dev/full", path, status=2)
        self.assertEqual(self.err.count("\n"), 1)


class Options(Program):
    def test_typing_errors_get_a_hint(self):
        for word, meant in (("--formt", "--format"), ("--any", "--any-language"), ("--theads=2", "--threads")):
            self.run_casus("code", word, "x", status=2)
            self.assertIn(meant, self.err)
        self.run_casus("anotate", status=2)
        self.assertIn("annotate", self.err)

    def test_values_are_checked(self):
        for args in (["--threads", "0"], ["--threads", "x"], ["--emit", "all"], ["--date", "2024-02-30"], ["--format", "json"], ["--date"]):
            self.run_casus("code", self.file("a.txt", GOOD), *args, status=2)
        self.run_casus("check", "--min-f1", "60", "x", status=2)
        self.run_casus("code", self.file("a.txt", GOOD), status=2, env={"CASUS_KERNEL": "abacus"})
        self.assertIn("CASUS_KERNEL", self.err)
        self.assertIn("it has portable", self.err)

    def test_output_name_chooses_the_format(self):
        out = os.path.join(self.dir.name, "events.csv")
        self.run_casus("code", "--date", DATE, "-o", out, self.file("a.txt", GOOD))
        with open(out, newline="", encoding="utf-8") as f:
            rows = list(csv.DictReader(f))
        self.assertEqual(rows[0]["event"], "ASSAULT")
        self.assertIn("attacked", rows[0]["sentence"])

    def test_output_never_empties_an_input(self):
        path = self.file("a.txt", GOOD)
        self.run_casus("code", "-o", path, path, status=2)
        with open(path, encoding="utf-8") as f:
            self.assertEqual(f.read(), GOOD)

    def test_rows_and_lines_hold_the_same(self):
        path = self.file("a.txt", GOOD)
        lines = self.records("--emit", "events,statements", path)
        rows = list(csv.DictReader(io.StringIO(self.run_casus("code", "--date", DATE, "--emit", "events,statements", "--format", "csv", path), newline="")))
        self.assertEqual([r["id"] for r in rows], [r["id"] for r in lines])
        for row, line in zip(rows, lines):
            if line["record"] == "event":
                self.assertEqual(row["actor_code"].split(";"), [a["code"] or "" for a in line["actor"]] or [""])
                self.assertEqual(row["trigger_start"], str(line["trigger"]["start"]))
            else:
                self.assertEqual(row["text"], line["text"])

    def test_table_fits_the_width(self):
        for width in (40, 60, 100):
            out = self.run_casus("code", "--date", DATE, "--format", "table", self.file("a.txt", GOOD), env={"COLUMNS": str(width)})
            self.assertLessEqual(max(map(len, out.splitlines())), width)
            self.assertIn("[attacked]", out)


class Explain(Program):
    def test_one_record_can_be_asked_for(self):
        path = self.file("page.txt", GOOD)
        every = self.run_casus("explain", "--date", DATE, path)
        self.assertRegex(every, r"(less sure|surer): ")  # what the confidence rests on
        self.assertIn("page:e1", every)
        self.assertIn("[trigger: attacked]", every)
        for word in ("1", "e1", "page:e1"):
            one = self.run_casus("explain", "--date", DATE, path, word)
            self.assertTrue(one.startswith("page:e1") and one in every)
        self.run_casus("explain", "--date", DATE, path, "99", status=1)

    def test_what_is_guessed_is_less_sure(self):
        def sure(text):
            lines = self.run_casus("code", "--date", DATE, "--emit", "events", self.file("sure.txt", text)).splitlines()
            return json.loads(lines[0])["confidence"]
        named = sure("Norway's prime minister met Chile's president in Oslo on Monday.\n")
        self.assertGreater(named, 0.8)
        self.assertLess(sure("The rebels might attack the village.\n"), named - 0.1)

    HOSTILE = ("<html><body><article><h1>Troops attack &lt;script&gt;alert(1)&lt;/script&gt; in Syria</h1><p>Troops attacked rebels in Syria on Sunday, the "
               "army said, &lt;img src=x onerror=alert(2)&gt; &quot;&gt;&lt;b&gt; &amp;lt;i&amp;gt;. &quot;We won,&quot; said an army "
               "spokesman.</p><script>alert(3)</script></article></body></html>")

    def test_page_is_whole_and_harmless(self):
        class Reader(html.parser.HTMLParser):
            def __init__(self):
                super().__init__()
                self.open, self.tags, self.ids, self.links, self.text = [], set(), [], set(), ""

            def handle_starttag(self, tag, attrs):
                self.tags.add(tag)
                for name, value in attrs:
                    assert not name.startswith("on") and name != "src", name
                    if name == "id":
                        self.ids.append(value)
                    if name == "href":
                        assert value.startswith("#"), value
                        self.links.add(value[1:])
                if tag not in ("meta", "br"):
                    self.open.append(tag)

            def handle_endtag(self, tag):
                assert self.open.pop() == tag

            def handle_data(self, data):
                self.text += data

        out = os.path.join(self.dir.name, "why.html")
        self.run_casus("explain", "--date", DATE, "-o", out, self.file('p"><script>.html', self.HOSTILE), self.file("b.txt", GOOD))
        with open(out, encoding="utf-8") as f:
            page = f.read()
        r = Reader()
        r.feed(page)
        self.assertEqual(r.open, [])
        self.assertFalse(r.tags & {"script", "img", "link", "iframe", "i"}, r.tags)
        self.assertIn("default-src 'none'", page)
        self.assertIn("<img src=x onerror=alert(2)>", r.text)
        self.assertEqual(len(r.ids), len(set(r.ids)))
        self.assertLessEqual(r.links, set(r.ids))
        for words in ("a1-e1", "a2-e1", "a2-w1"):
            self.assertIn(words, r.ids)
        for words in ("ASSAULT", "reported as having happened", "frame conflict.tsv:", "rejected", "tree of the sentence", "nsubj, NOUN"):
            self.assertIn(words, r.text)
        self.assertEqual(page, self.run_casus("explain", "--date", DATE, "--format", "html", os.path.join(self.dir.name, 'p"><script>.html'),
                                              os.path.join(self.dir.name, "b.txt")))

    def test_page_of_one_record(self):
        page = self.run_casus("explain", "--date", DATE, "-f", "html", self.file("page.txt", GOOD), "s1")
        self.assertNotIn('id="a1-e1"', page)
        self.assertIn('id="a1-s1"', page)

    def test_a_sentence_of_any_length(self):
        def page(n):
            text = "Troops attacked rebels in Syria" + ", " * (n > 0) + " and ".join(["burned a house"] * n) + ".\n"
            return len(self.run_casus("explain", "--date", DATE, "-f", "html", self.file("long.txt", text)))

        self.assertLess(page(4000), 6 * page(1000))


class Audit(Program):
    """Keys from a pipe; the sides of every event are the same, so that the number of questions is known: event, realis, actor, recipient."""

    WORDS = ("Kenya attacked Somalia.", "Ghana accused Togo.", "Peru condemned Chile.")

    def setUp(self):
        super().setUp()
        self.articles = [self.file(f"a{i}.txt", self.WORDS[i % 3] + "\n") for i in range(12)]
        self.records = self.file("r.jsonl", self.run_casus("code", "--format", "jsonl", *self.articles))
        self.state = os.path.join(self.dir.name, "r.audit.jsonl")
        with open(self.records, encoding="utf-8") as f:
            self.events = [json.loads(line) for line in f]
        self.assertEqual(len(self.events), 12)

    def audit(self, keys, *args, status=0):
        return self.run_casus("audit", *args, self.records, *self.articles, stdin=keys.encode(), status=status)

    def lines(self):
        with open(self.state, encoding="utf-8") as f:
            return [json.loads(line) for line in f]

    def report(self, *args, status=0):
        return json.loads(self.run_casus("audit", "--report", "--json", *args, self.records, status=status))

    def test_all_right(self):
        out = self.audit("a" * 12)
        self.assertIn("100.0 %    75.8 - 100.0", out)  # Wilson: 12 of 12
        self.assertIn("[event: attacked]", self.err)
        self.assertEqual(self.audit(""), out)
        every = self.report()["event"][0]
        self.assertEqual((every["right"], every["wrong"], every["precision"]), (12, 0, 1.0))

    def test_wilson(self):
        self.audit("aaaaaaaaa" + "x" + "ss", "--by", "all")
        event, actor = self.report()["event"][0], self.report()["actor"][0]
        self.assertEqual((event["right"], event["wrong"], event["unknown"]), (9, 1, 2))
        self.assertEqual((event["precision"], event["low"], event["high"]), (0.9, 0.5958, 0.9821))
        self.assertEqual((actor["right"], actor["wrong"], actor["unknown"]), (9, 0, 3))

    def test_strata_count_by_their_size(self):
        with open(self.records, "a", encoding="utf-8") as f:  # many more of one kind
            for i in range(90):
                copy = dict(next(e for e in self.events if e["event"] == ["ASSAULT"]))
                f.write(json.dumps(dict(copy, id=f"copy{i}:e1")) + "\n")
        for _ in range(9):  # an ASSAULT is wrong, all else is right; one event a run
            self.run_casus("audit", "-n", "9", self.records, *self.articles, status=1)
            key = b"x" if re.search("event +ASSAULT", self.err) else b"a"
            self.run_casus("audit", self.records, *self.articles, stdin=key, status=None)
        every, *strata = self.report()["event"]
        self.assertEqual({s["stratum"]: s["precision"] for s in strata}["ASSAULT"], 0)
        drawn = [s["right"] + s["wrong"] for s in strata]
        self.assertEqual(sum(drawn), 9)
        self.assertLessEqual(max(drawn) - min(drawn), 1)
        right = sum(s["stated"] for s in strata if s["precision"] == 1)
        self.assertAlmostEqual(every["precision"], right / sum(s["stated"] for s in strata), 3)
        self.assertLess(every["precision"], 0.1)

    def test_undo_and_resume(self):
        self.audit("y n u y y", status=1)
        self.assertEqual([line.get("answer", line.get("undo")) for line in self.lines()[1:]], ["right", "wrong", 1, "right", "right"])
        self.audit("u u u u u u y", status=1)  # goes on, and takes back what an earlier run said
        self.assertEqual(self.report(status=1)["event"][0]["right"], 1)
        self.assertEqual(self.report(status=1)["realis"][0]["right"], 0)
        self.assertEqual(self.err, "")

    def test_a_line_that_was_cut_off_is_asked_again(self):
        self.audit("yy", status=1)
        with open(self.state, "r+b") as f:
            whole = f.read()
            f.truncate(len(whole) - 5)
        self.audit("n", status=1)
        self.assertEqual([line["answer"] for line in self.lines()[1:]], ["right", "wrong"])

    def test_every_key_is_written_at_once(self):
        p = subprocess.Popen([CASUS, "audit", self.records, *self.articles], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        p.stdin.write(b"yyy")
        p.stdin.flush()
        asked = b""
        while asked.count(b"? right") < 3:
            asked += p.stderr.read(1)
        while not p.stderr.read(1) == b"?":
            pass
        p.kill()
        p.communicate()
        self.assertEqual(len(self.lines()), 4)

    def test_the_draw_depends_on_the_seed_alone(self):
        def ids(*args):
            if os.path.exists(self.state):
                os.unlink(self.state)
            self.audit("s" * 12, "-n", "5", *args)
            return [line["id"] for line in self.lines() if line.get("field") == "event"]

        first = ids()
        self.assertEqual(len(first), 5)
        with open(self.records, encoding="utf-8") as f:
            lines = f.readlines()
        with open(self.records, "w", encoding="utf-8") as f:
            f.writelines(reversed(lines))
        self.assertEqual(ids(), first)
        self.assertTrue(any(ids("--seed", str(s)) != first for s in range(2, 6)))

    def test_errors_say_what_to_do(self):
        for args, words in (((), "give the articles"), ((self.articles[0],), "is not among the files"), (("-",), "name files"),
                            ((*self.articles, "--by", "colour"), "give event, realis"), ((*self.articles, "-n", "0"), "a number from 1")):
            self.run_casus("audit", self.records, *args, status=2)
            self.assertIn(words, self.err)
        self.run_casus("audit", self.file("broken.jsonl", '{"record":\n'), *self.articles, status=2)
        self.assertIn("broken.jsonl:1: no JSON", self.err)
        self.audit("y", status=1)
        self.audit("", "--seed", "7", status=2)
        self.assertIn("another sample", self.err)
        with open(self.state, "a", encoding="utf-8") as f:
            f.write('{"id":"nobody:e1","field":"event","answer":"right"}\n')
        self.audit("", status=2)
        self.assertIn("r.audit.jsonl:", self.err)
        os.unlink(self.state)
        self.articles[0] = self.file("a0.txt", "Something else entirely.\n")
        self.audit("", status=2)
        self.assertIn("not the text that was coded", self.err)

    def test_words_of_a_record_are_safe(self):
        self.events[0]["actor"][0]["identifier_text"] = "\x1b[31mred"
        with open(self.records, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(e) + "\n" for e in self.events)
        self.audit("a" * 12)
        self.assertNotIn("\x1b", self.err)


class Pairs(Program):
    TEXT = "On Monday Kenya’s navy shelled a camp of the Lamu rebels, who had refused to talk."

    def span(self, words, text=None):
        text = text or self.TEXT
        start = len(text[:text.index(words)].encode())
        return [start, start + len(words.encode())]

    def line(self, **kw):
        return json.dumps({"id": "p", "text": self.TEXT, "actor": self.span("Kenya’s navy"), "recipient": self.span("the Lamu rebels"), **kw})

    def pairs(self, lines, *args, **kw):
        return [json.loads(x) for x in self.run_casus("code", "--pairs", *args, "-", stdin="\n".join(lines).encode() + b"\n", **kw).splitlines()]

    def test_each_pair_is_a_line(self):
        got = self.pairs([self.line(), self.line(id=7)])
        self.assertEqual([a["id"] for a in got], ["p", "7"])
        self.assertEqual(list(got[0]), ["id", "event", "mode", "cameo", "quad_code", "aux_mode", "trigger", "confidence"])
        self.assertEqual((got[0]["event"], got[0]["cameo"], got[0]["quad_code"]), ("ASSAULT", "194", 4))
        self.assertEqual(got[0]["trigger"], {"text": "shelled", "start": self.span("shelled")[0], "end": self.span("shelled")[1]})

    def test_there_is_always_an_answer(self):
        texts = ["Ruritania zorbled Graustark.", "Ruritania and Graustark.", "Ruritania Graustark", "Graustark, Ruritania: 3-1 (2-0)"]
        got = self.pairs([json.dumps({"text": t, "actor": self.span("Ruritania", t), "recipient": self.span("Graustark", t)}) for t in texts])
        self.assertEqual(len(got), len(texts))
        for a in got:
            self.assertTrue(a["event"] and a["cameo"] and a["quad_code"] in (1, 2, 3, 4), a)
            self.assertLess(a["confidence"], 0.9)

    def test_bad_lines_are_named_and_the_others_coded(self):
        bad = [("not json", "not JSON"), ("[1]", "not a JSON object"), (self.line(text=None), "no \"text\""), (self.line(actor=[0]), "\"actor\" is not [start, end]"),
               (self.line(actor=["0", "3"]), "\"actor\" is not [start, end]"), (self.line(recipient=[4, 4]), "\"recipient\" [4, 4] is no part"),
               (self.line(recipient=[0, 4000]), "\"recipient\" [0, 4000] is no part"), (self.line(actor=[-3, 4]), "\"actor\" [-3, 4] is no part"),
               (self.line(actor=[0, self.span("’s")[0] + 1]), "cuts a character"), (self.line(actor=None, recipient=None), "neither"),
               (self.line(date="May"), "\"date\"")]
        got = self.pairs([self.line()] + [b for b, _ in bad] + [self.line(id="last")], status=2)
        self.assertEqual([a["id"] for a in got], ["p", "last"])
        for number, (_, why) in enumerate(bad, 2):
            self.assertRegex(self.err, f"(?m)^casus: -:{number}: .*{re.escape(why)}")

    def test_one_side_may_be_nobody(self):
        text = "Bus drivers went on strike for better pay."
        self.assertEqual(self.pairs([json.dumps({"text": text, "actor": [0, 11], "recipient": None})])[0]["event"], "PROTEST")

    def test_threads_change_nothing(self):
        lines = [self.line(id=i) for i in range(200)]
        self.assertEqual(self.pairs(lines, "-j", "1"), self.pairs(lines, "-j", "5"))

    def test_what_has_no_meaning_is_refused(self):
        for extra in (["--format", "csv"], ["--emit", "statements"], ["--id", "x"]):
            self.run_casus("code", "--pairs", *extra, "-", status=2)
            self.assertIn("with --pairs", self.err)


def conllu(*lines):
    """Rows of columns that are separated by spaces -> CoNLL-U; what is missing is "_"."""
    return "".join("\t".join((r.split(" ") + ["_"] * 10)[:10]) + "\n" if r and r[0] != "#" else r + "\n" for r in lines)


class Dates(Program):
    TEXT = ("Protesters marched in Nairobi on Friday morning & clashed with police early last week.\r\n\r\n\u201cWe\u2019ll be back here with all our friends,\u201d Anna Lind said on Monday.\x0b <b> "
            "The drill runs from Monday to Friday, after the summer of 2012, the past three years, the 1990s and a two-week break; every Friday they rest at the weekend.\n")

    def test_timeml_is_well_formed_and_gives_the_source_back(self):
        path = self.file("a&b.txt", self.TEXT)
        top = ElementTree.fromstring(self.run_casus("annotate", "--format", "timeml", "--date", "2023-06-14", path).encode())
        self.assertEqual(top.find("DOCID").text, "a&b")
        self.assertEqual(top.find("DCT/TIMEX3").get("value"), "2023-06-14")
        text = top.find("TEXT")
        self.assertEqual("".join(text.itertext()), self.TEXT.replace("\x0b", " "))
        self.assertEqual([(x.text, x.get("type"), x.get("value")) for x in text.iter("TIMEX3")], [
            ("Friday morning", "TIME", "2023-06-09TMO"), ("early last week", "DATE", "2023-W23"), ("Monday", "DATE", "2023-06-12"), ("Monday", "DATE", "2023-06-05"),
            ("Friday", "DATE", "2023-06-09"), ("the summer of 2012", "DATE", "2012-SU"), ("the past three years", "DURATION", "P3Y"), ("the 1990s", "DATE", "199"),
            ("two-week", "DURATION", "P2W"), ("every Friday", "SET", "XXXX-WXX-5"), ("the weekend", "DATE", "2023-W23-WE")])
        events = {e.get("eid"): e for e in text.iter("EVENT")}
        self.assertIn(("said", "REPORTING"), [(e.text, e.get("class")) for e in events.values()])
        self.assertEqual([m.get("eventID") for m in top.iter("MAKEINSTANCE")], list(events))

    def test_timeml_has_what_no_event_needs(self):
        text = ("The mayor now opens the bridge twice a day, at 7 a.m. and at 10:30 on Thursday, and the daily toll fell in the third quarter of 2021. "
                "Repairs took about two and a half years and 40 minutes; in the future they will take more than six weeks. The ferry left two days after the flood.\n")
        top = ElementTree.fromstring(self.run_casus("annotate", "--format", "timeml", "--date", "2022-03-09", self.file("c.txt", text)).encode())
        found = list(top.find("TEXT").iter("TIMEX3"))
        self.assertEqual([(x.text, x.get("type"), x.get("value"), x.get("mod")) for x in found], [
            ("now", "DATE", "PRESENT_REF", None), ("a day", "SET", "P1D", None), ("7 a.m.", "TIME", "2022-03-03T07:00", None), ("10:30", "TIME", "2022-03-03T10:30", None),
            ("Thursday", "DATE", "2022-03-03", None), ("daily", "SET", "P1D", None), ("third quarter of 2021", "DATE", "2021-Q3", None),
            ("two and a half years", "DURATION", "P2.5Y", "APPROX"), ("40 minutes", "DURATION", "PT40M", None), ("the future", "DATE", "FUTURE_REF", None),
            ("six weeks", "DURATION", "P6W", "MORE_THAN"), ("two days", "DURATION", "P2D", None)])
        self.assertEqual([x.get("tid") for x in found], [f"t{i}" for i in range(1, len(found) + 1)])

    def test_timeml_of_a_page_is_the_words(self):
        page = "<html><body><p>Gunmen attacked <b>a</b> convoy &amp; a camp on <i>12 June</i> 2023, the army said.</p></body></html>"
        text = ElementTree.fromstring(self.run_casus("annotate", "--any-language", "--format", "timeml", self.file("a.html", page)).encode()).find("TEXT")
        self.assertEqual("".join(text.itertext()), "Gunmen attacked a convoy & a camp on 12 June 2023, the army said.\n")
        self.assertEqual([x.get("value") for x in text.iter("TIMEX3")], ["2023-06-12"])

    def test_timeml_holds_one_article(self):
        path = self.file("two.jsonl", "".join(json.dumps({"text": self.TEXT}) + "\n" for _ in range(2)))
        out = self.run_casus("annotate", "--format", "timeml", path, status=2)
        ElementTree.fromstring(out.encode())
        self.assertIn("one article", self.err)

    def test_json_has_dates_and_places_with_offsets(self):
        o = json.loads(self.run_casus("annotate", "--format", "json", "--date", "2023-06-14", self.file("a.txt", self.TEXT)))
        words = lambda x: self.TEXT.encode()[x["start"]:x["end"]].decode()
        self.assertEqual([(words(p), p["country"], p["geonameid"]) for p in o["places"]], [("Nairobi", "KEN", 184745)])
        first = o["dates"][0]
        self.assertEqual((words(first), first["value"], first["date"], first["date_precision"]), ("Friday morning", "2023-06-09TMO", "2023-06-09", "day"))
        for x in o["dates"]:
            self.assertEqual(o["tokens"][x["first"]]["start"], x["start"])
            self.assertEqual(o["tokens"][x["first"] + x["count"] - 1]["end"], x["end"])


class Conllu(Program):
    def given(self, text, **kw):
        out = self.run_casus("annotate", "--conllu-in", self.file("a.conllu", text), **kw)
        return [b.splitlines() for b in out.split("\n\n") if b.strip()]

    def check_tree(self, rows):
        """Every word once, one root, no cycle."""
        self.assertEqual([r[0] for r in rows], [str(i + 1) for i in range(len(rows))])
        head = [int(r[6]) for r in rows]
        self.assertEqual(head.count(0), 1)
        self.assertTrue(all((h == 0) == (r[7] == "root") for h, r in zip(head, rows)))
        reaches = {0}
        for i in range(1, len(head) + 1):
            path = []
            while i not in reaches:
                self.assertNotIn(i, path)
                path.append(i)
                i = head[i - 1]
            reaches.update(path)

    def names(self, *given):
        return [[r.split("\t")[9] for r in rows if r[0] != "#"] for rows in self.given(conllu(*given))]

    def test_names_that_the_knowledge_has(self):
        words = "Fatah was told by Lund .".split()
        self.assertEqual(self.names(*(f"{i} {w}" for i, w in enumerate(words, 1)))[0][0], "NER=B-ORG")

    def test_names_are_alike_in_one_document_and_in_one_alone(self):
        lines = lambda words: [f"{i} {w}" for i, w in enumerate(words.split(), 1)] + [""]  # noqa: E731
        first, second = lines("Tarmo Kallas and his wife Maren Kallas arrived ."), lines("The attack on Kallas failed .")
        alone = self.names(*second)[0]
        self.assertEqual(alone[3], "NER=B-LOC")
        self.assertEqual(self.names(*first, *second)[1][3], "NER=B-PER")
        self.assertEqual(self.names("# newdoc id = a", *first, "# newdoc id = b", *second)[1], alone)

    def test_every_given_token_comes_out_once(self):
        words = ["one", "two", ",", "three", "attacked"] * 150
        given = ["# sent_id = a", "0.1 so _ _ _ _ _ _ 1:dep", "1-2 don't _ _ _ _ _ _ _ SpaceAfter=No", "1 do", "2 n't", "2.1 go _ _ _ _ _ _ 0:root CopyOf=1", "",
                 "# sent_id = b", *(f"{i} {w}" for i, w in enumerate(words, 1)), "", "1 End _ _ _ _ _ _ 0:root NER=B-LOC|Gloss=x"]
        a, b, c = self.given(conllu(*given))
        self.assertEqual([r.split("\t")[0] for r in a], ["# sent_id = a", "0.1", "1-2", "1", "2", "2.1"])
        for kept in (0, 1, 2, 5):
            self.assertEqual(a[kept] + "\n", conllu(given[kept]))
        self.assertEqual(c[0].split("\t")[8:], ["0:root", "Gloss=x"])
        self.assertEqual(b[0], "# sent_id = b")
        for lines, forms in ((a[3:5], ["do", "n't"]), (b[1:], words), (c, ["End"])):
            rows = [line.split("\t") for line in lines]
            self.assertEqual([r[1] for r in rows], forms)
            self.check_tree(rows)

    def test_own_output_comes_back_to_the_byte(self):
        text = GOOD + "\n\n" + "He didn\u2019t \u201cgo\u201d to U.S. talks_now, Mr. O\u2019Neil (56) said: a_b _ # x. " + "on and on; " * 300
        once = self.run_casus("annotate", self.file("a b.txt", text))
        self.assertIn("# sent_id = a_b-1\n", once)
        self.assertEqual(self.run_casus("annotate", "--conllu-in", self.file("a.conllu", once)), once)
        self.assertEqual(self.run_casus("annotate", "--conllu-in", "-", stdin=("\ufeff" + once.replace("\n", "\r\n")).encode()), once)

    def test_text_is_the_forms_and_their_spaces(self):
        out = self.run_casus("annotate", self.file("a.txt", GOOD + "\n\nThe \u201cold\u201d one's 5% (of $3.50) isn't: 10-15 km/h\u2026 U.S.-led."))
        for block in out.strip().split("\n\n"):
            lines = block.splitlines()
            rows = [line.split("\t") for line in lines if not line.startswith("#")]
            self.check_tree(rows)
            text = "".join(r[1] + ("" if "SpaceAfter=No" in r[9].split("|") else " ") for r in rows)
            self.assertIn("# text = " + text.rstrip(" "), lines)

    def test_broken_conllu_is_named_by_line_behind_what_was_right(self):
        for broken, why in (("no tab here", "separate them by tabs"), (conllu("3 word").strip(), "where 1 is due"), (conllu("x word").strip(), "number of a word"),
                            ("1\tcaf\ue000".replace("\ue000", "\udce9"), "iconv")):
            path = os.path.join(self.dir.name, "a.conllu")
            with open(path, "wb") as f:
                f.write((conllu("1 good", "") + broken + "\n").encode("utf-8", "surrogateescape"))
            out = self.run_casus("annotate", "--conllu-in", path, status=2)
            self.assertTrue(out.startswith("1\tgood\t"), out)
            self.assertIn("a.conllu:3: ", self.err)
            self.assertIn(why, self.err)
            self.assertEqual(self.err.count("\n"), 1)

    def test_memory_does_not_grow_with_the_file(self):
        block = conllu("# text = Kenya met Uganda.", "1 Kenya", "2 met", "3 Uganda _ _ _ _ _ _ _ SpaceAfter=No", "4 .", "")

        def memory(n):
            with open(os.path.join(self.dir.name, "big.conllu"), "w", encoding="utf-8") as f:
                for _ in range(n):
                    f.write(block)
            with open(f.name, "rb") as f:
                p = subprocess.Popen([CASUS, "annotate", "--conllu-in", "-"], stdin=f, stdout=subprocess.DEVNULL)
                _, status, use = os.wait4(p.pid, 0)
                p.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual(p.returncode, 0)
            return use.ru_maxrss
        self.assertLess(memory(24_000), 1.25 * memory(4_000))

    def test_long_text_comes_in_parts(self):
        text = "".join(f"Kenya met Uganda {i} times in Zürich.\n{'' if i % 3 else chr(10)}" for i in range(70_000))
        path, data = self.file("long.txt", text), text.encode()
        out = self.run_casus("annotate", "--threads", "3", path)
        self.assertEqual(out, self.run_casus("annotate", "--threads", "1", "--id", "long", "-", stdin=data))
        self.assertEqual(out.count("# newdoc"), 1)
        names = [line[12:] for line in out.splitlines() if line.startswith("# sent_id = ")]
        self.assertEqual(len(names), len(set(names)))
        self.assertTrue({"long-1", "long-2.1", "long-3.1"} <= set(names))
        forms, at = [], 0
        for line in out.splitlines():
            if line[:1].isdigit():
                row = line.split("\t")
                at = dict(x.split("=") for x in row[9].split("|"))
                self.assertEqual(data[int(at["start"]):int(at["end"])].decode(), row[1])
                forms.append(row[1])
        self.assertEqual("".join(forms), "".join(text.split()))
        parts = [json.loads(line) for line in self.run_casus("annotate", "--format", "json", path).splitlines()]
        self.assertEqual([p.get("part", 1) for p in parts], list(range(1, len(parts) + 1)))
        t = parts[-1]["tokens"][-1]
        self.assertEqual(data[t["start"]:t["end"]].decode(), ".")

    def test_endless_bytes_are_refused_once(self):
        with open("/dev/zero", "rb") as zero:
            p = subprocess.run([CASUS, "annotate", "-"], stdin=zero, capture_output=True)
        self.assertEqual((p.returncode, p.stderr.count(b"\n")), (2, 1))

    def test_json_holds_tokens_sentences_names(self):
        o = json.loads(self.run_casus("annotate", "--format", "json", self.file("a.txt", GOOD)))
        data = GOOD.encode()
        self.assertTrue(all(data[t["start"]:t["end"]].decode() == t["form"] for t in o["tokens"]))
        self.assertEqual(sum(s["count"] for s in o["sentences"]), len(o["tokens"]))
        self.assertIn(("LOC", "Syria"), [(n["type"], n["text"]) for n in o["names"]])


class Check(Program):
    """Gold that is made of our own records is matched completely; each change of it costs what it must."""

    def gold(self, change=lambda g: None, name="page"):
        text = self.file(f"{name}.txt", GOOD)
        data = GOOD.encode()
        slice_of = lambda m: data[m["start"]:m["end"]].decode()
        entity = lambda a: a and {"name": a["identifier_text"], "code": a["code"], "sector": a["sector"]}
        gold = {"doc": name, "publication_date": DATE, "events": [], "quotes": [], "non_events": [], "boilerplate": []}
        for r in self.records("--emit", "events,statements", text):
            if r["record"] == "event":
                place = r["event_loc"]
                gold["events"].append(dict(
                    event=r["event"][0], mode=r["mode"], cameo=r["cameo"], aux_mode=r["aux_mode"], actor=[entity(a) for a in r["actor"]],
                    recipient=[entity(a) for a in r["recipient"]], date=r["date"], place=place and {"name": place["name"], "country": place["country"]},
                    attributed_to=entity(r["attributed_to"]), trigger=r["trigger"]["text"], evidence=[slice_of(m) for m in r["mentions"]], required=True))
            else:
                gold["quotes"].append({"text": r["text"], "kind": r["kind"], "speaker": entity(r["speaker"]), "addressee": None})
        change(gold)
        return self.file(f"{name}.json", json.dumps(gold))

    def score(self, path, *args, **kw):
        return json.loads(self.run_casus("check", "--json", path, *args, **kw))["articles"]

    def test_own_records_are_right(self):
        s = self.score(self.gold(), "--min-f1", "1")
        self.assertEqual((s["events"]["f1"], s["events"]["missed"], s["events"]["false"], s["quotes"]["missed"], s["quotes"]["false"]), (1.0, 0, 0, 0, 0))
        self.assertTrue(all(a["right"] == a["of"] > 0 for a in s["accuracy"].values()), s["accuracy"])

    def test_missing_and_added_events_count(self):
        n = len(self.score(self.gold())["by_article"]) and self.score(self.gold())["events"]["right"]
        s = self.score(self.gold(lambda g: g["events"].pop(0)))
        self.assertEqual((s["events"]["right"], s["events"]["false"], s["events"]["missed"]), (n - 1, 1, 0))
        s = self.score(self.gold(lambda g: g["events"].append(dict(g["events"][0], event="YIELD"))), "--min-f1", "0.99", status=1)
        self.assertEqual((s["events"]["right"], s["events"]["false"], s["events"]["missed"]), (n, 0, 1))

    def test_optional_gold_costs_and_earns_nothing(self):
        n = self.score(self.gold())["events"]["right"]
        s = self.score(self.gold(lambda g: g["events"][0].update(required=False)))
        self.assertEqual((s["events"]["right"], s["events"]["false"], s["events"]["missed"]), (n - 1, 0, 0))

    def test_aux_mode_counts_apart(self):
        s = self.score(self.gold(lambda g: g["events"][0].update(aux_mode="hypothetical")))
        self.assertEqual((s["events"]["false"], s["events"]["missed"]), (1, 1))
        self.assertEqual((s["events_aux_ignored"]["false"], s["events_aux_ignored"]["missed"]), (0, 0))

    def test_details_count_over_matches_only(self):
        n = self.score(self.gold())["events"]["right"]
        s = self.score(self.gold(lambda g: g["events"][0].update(cameo="199", mode=["beat"], date="1999-01-01")))
        self.assertEqual(s["events"]["f1"], 1.0)
        self.assertEqual(s["accuracy"]["cameo root"], {"right": n, "of": n})
        for key in ("cameo", "mode", "date"):
            self.assertEqual(s["accuracy"][key], {"right": n - 1, "of": n})

    def test_alarms_and_boilerplate_are_found(self):
        def change(g):
            g["events"].clear()
            g["non_events"].append({"text": "attacked rebels", "why": "a test"})
            g["boilerplate"].append("Two soldiers were killed.")
        s = self.score(self.gold(change))
        self.assertEqual((s["non_events"], s["false_alarms"]), (1, 1))
        self.assertLessEqual(s["boilerplate"], 1)

    def test_verbose_lists_what_is_wrong(self):
        out = self.run_casus("check", "-v", self.gold(lambda g: g["events"][0].update(event="AID")))
        self.assertRegex(out, r'MISS +AID \S+ -> .*\[attacked\] "Troops attacked')
        self.assertRegex(out, r'FALSE +ASSAULT \S+ -> .*\[attacked\] "Troops attacked')

    def test_probes_have_a_line_for_each_kind(self):
        probe = {"id": "p1", "kind": "negation", "publication_date": DATE, "text": "Israel did not attack Syria on Sunday, the army said.",
                 "events": [{"event": "ASSAULT", "aux_mode": "negation", "actor": ["ISR"], "recipient": ["SYR"]}]}
        path = self.file("probes.jsonl", json.dumps(probe) + "\n" + json.dumps(dict(probe, id="p2", kind="non-event", events=[])) + "\nbroken\n")
        out = json.loads(self.run_casus("check", "--json", path))["probes"]
        self.assertEqual(set(out["by_kind"]), {"negation", "non-event"})
        self.assertEqual((out["pages"], out["without_event"]), (2, 1))
        self.run_casus("check", "--only", "p9", path, status=2)

    def test_folder_and_html_are_read(self):
        self.file("b.html", f"<html><head><title>x</title><script>attacked &amp; killed</script></head><body><p>{GOOD.replace('attacked rebels', 'attacked <b>rebels</b>')}</p></body></html>")
        gold = {"doc": "b", "publication_date": DATE, "quotes": [], "non_events": [{"text": "attacked rebels", "why": "x"}], "boilerplate": [], "events": []}
        self.file("b.json", json.dumps(gold))
        s = self.score(self.dir.name, status=0)
        self.assertEqual((s["pages"], s["non_events"]), (1, 1))


if __name__ == "__main__":
    unittest.main()
