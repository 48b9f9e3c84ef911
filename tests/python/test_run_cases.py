"""The case runner reads its format and judges records as tests/README.md says."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import run_cases  # noqa: E402


def who(*names):
    return [{"code": None if n.startswith("---") else n[:3], "sector": n[3:] or None} for n in names]


def event(name, actor, recipient=(), aux=None, **more):
    return {"record": "event", "event": [name], "aux_mode": aux, "actor": who(*actor), "recipient": who(*recipient), "trigger": {"text": "x"}, **more}


STRIKE = event("ASSAULT", ["ISRMIL"], ["SYR"], cameo="195", mode=["aerial"], date="2024-05-12", event_loc={"name": "Idlib", "country": "SYR"})


def judge(lines, *records):
    with tempfile.NamedTemporaryFile("w", suffix=".case") as f:
        f.write("=== a-case\ndate: 2024-05-14\nSome text.\n---\n" + "\n".join(lines) + "\n")
        f.flush()
        (case,) = run_cases.read_cases(f.name)
    return case.judge(list(records))


class Judge(unittest.TestCase):
    def test_what_holds(self):
        for lines in (["ASSAULT actual ISRMIL -> SYR"], ["ASSAULT ISR -> SYR"], ["ASSAULT * -> SYR"], ["ASSAULT"], ["ASSAULT ISR -> SYR. cameo=19 mode=aerial"],
                      ["ASSAULT date=2024-05-12 place=Idlib"], ["~ASSAULT negation", "~CONSULT"], ["ASSAULT", "only"], ["ASSAULT place=SYR attributed=none"]):
            self.assertEqual(judge(lines, STRIKE), [], lines)

    def test_what_does_not(self):
        for lines in (["ASSAULT ISRGOV -> SYR"], ["ASSAULT ISR. -> SYR"], ["ASSAULT negation ISR -> SYR"], ["ASSAULT ISR"], ["ASSAULT ISR ->"], ["~ASSAULT"], ["none"],
                      ["ASSAULT", "ASSAULT"], ["only"], ["ASSAULT cameo=190"], ["ASSAULT ISR+USA -> SYR"], ["ASSAULT attributed=SYR"]):
            self.assertNotEqual(judge(lines, STRIKE), [], lines)

    def test_unknown_side(self):
        self.assertEqual(judge(["ASSAULT ---UAF ->"], event("ASSAULT", ["---UAF"])), [])
        self.assertEqual(judge(["ASSAULT ->"], event("ASSAULT", [])), [])

    def test_mutual(self):
        self.assertEqual(judge(["CONSULT USA+KOR"], event("CONSULT", ["KORGOV", "USAGOV"])), [])

    def test_quote(self):
        said = {"record": "statement", "speaker": who("ISRMIL")[0], "text": "Israel did not attack Syria"}
        self.assertEqual(judge(['quote ISRMIL "did not attack"', "none"], said), [])
        self.assertNotEqual(judge(['quote SYR "did not attack"'], said), [])


class Format(unittest.TestCase):
    def test_mistakes_are_named(self):
        for text in ("text without a head\n", "=== Bad Name\nx\n---\nnone\n", "=== a\nx\n", "=== a\nx\n---\nHIT ISR -> SYR\n", "=== a\nx\n---\nnone\n=== a\ny\n---\nnone\n"):
            with tempfile.NamedTemporaryFile("w", suffix=".case") as f:
                f.write(text)
                f.flush()
                with self.assertRaises(run_cases.BadCase, msg=text):
                    run_cases.read_cases(f.name)


if __name__ == "__main__":
    unittest.main()
