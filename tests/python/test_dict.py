"""casus dict import against a reader of its own: every actor of the full Phoenix dictionaries is carried over or reported, and has its code."""
import os
import re
import subprocess
import tempfile
import unittest
from datetime import date, timedelta

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CASUS = os.environ.get("CASUS", os.path.join(ROOT, "build", "casus"))
DICTIONARIES = os.path.join(ROOT, "..", "shared", "data", "petrarch", "dictionaries")
FILES = ["Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt", "CAMEO.EthnicGroups.actors.txt"]
SAMPLES = [date(y, m, 16) for y in (1955, 1979, 1991, 1995, 2001, 2006, 2009, 2013, 2024) for m in (1, 7)]


def day(s):
    s = s.strip()
    if not re.fullmatch(r"\d{6}|\d{8}", s):
        raise ValueError(s)
    if len(s) == 6:
        s = ("20" if int(s[:2]) <= 30 else "19") + s
    return date(int(s[:4]), int(s[4:6]), int(s[6:]))


def holds(restriction, d):
    if restriction[0] == "<":
        return d < day(restriction[1:])
    if restriction[0] == ">":
        return d >= day(restriction[1:])
    a, b = restriction.split("-")
    return day(a) <= d <= day(b)


class Original:
    """The actors as they stand: name -> list of (code, restriction) in file order; the first line of a name holds."""

    def __init__(self, paths):
        self.codes, self.lines = {}, {}
        for path in paths:
            self.read(path)

    def read(self, path):
        names, codes = [], []

        def end():
            valid = all(re.fullmatch(r"[A-Z0-9]{1,18}|---", c) and self.readable(r) for c, r in codes)
            for name, where in names:
                if codes and valid and self.key(name) not in self.codes:
                    self.codes[self.key(name)] = codes
                self.lines[where] = name
        base = os.path.basename(path)
        for no, line in enumerate(open(path, "rb").read().split(b"\n"), 1):
            try:
                line = line.decode("utf8")
            except UnicodeDecodeError:
                line = line.decode("latin1")
            line = re.sub(r"[#;](?![^\[]*\]).*", "", line.replace("\0", "")).strip()
            if not line or line.startswith("<"):
                continue
            if line[0] not in "+[":
                end()
                names, codes = [], []
            if line[0] != "[":
                names.append((line.lstrip("+").split("[")[0].strip(), (base, no)))
            for c in re.findall(r"\[([^\]]*)\]", line):
                m = re.match(r"\s*([^\s<>]+)\s*(.*)$", c)
                codes.append((m[1], m[2].strip()))
        end()

    @staticmethod
    def readable(restriction):
        try:
            return not restriction or holds(restriction, date(2000, 1, 1)) in (True, False) and (
                "-" not in restriction or day(restriction.split("-")[0]) <= day(restriction.split("-")[1]))
        except ValueError:
            return False

    @staticmethod
    def key(name):
        return re.sub(r"[-.' _|\t]", "", name).lower()

    def code(self, name, d):
        plain = None
        for c, restriction in self.codes[self.key(name)]:
            if not restriction:
                plain = plain or c
            elif holds(restriction, d):
                return c
        return plain


@unittest.skipUnless(os.path.isdir(DICTIONARIES) and os.path.exists(CASUS), "no dictionaries or no program here")
class RoundTrip(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        paths = [os.path.join(DICTIONARIES, f) for f in FILES]
        cls.original = Original(paths)
        cls.tmp = tempfile.TemporaryDirectory()
        subprocess.run([CASUS, "dict", "import", "-o", cls.tmp.name, *paths], check=True, stderr=subprocess.DEVNULL)
        cls.spells, cls.carried = {}, set()
        for line in open(os.path.join(cls.tmp.name, "actors.tsv"), encoding="utf8"):
            f = line.rstrip("\n").split("\t")
            if len(f) < 9 or f[0] == "name":
                continue
            lo = date.fromisoformat(f[6]) if f[6] != "-" else date.min
            hi = date.fromisoformat(f[7]) if f[7] != "-" else date.max
            for name in [f[0]] + [a for a in f[1].split("|") if a != "-"]:
                cls.spells.setdefault(Original.key(name), []).append((lo, hi, (f[2] + f[3]).replace("-", "")))
        with open(os.path.join(cls.tmp.name, "report.txt"), encoding="utf8") as f:
            cls.reported = {(m[1], int(m[2])) for m in re.finditer(r"^(.*?):(\d+): ", f.read(), re.M)}

    @classmethod
    def tearDownClass(cls):
        cls.tmp.cleanup()

    def test_every_name_is_carried_or_reported(self):
        lost = [(w, n) for w, n in self.original.lines.items() if Original.key(n) not in self.spells and w not in self.reported]
        self.assertEqual(lost, [])
        self.assertGreater(len(self.spells), 30000)

    def test_spells_do_not_overlap(self):
        for name, spells in self.spells.items():
            spells = sorted(spells)
            self.assertTrue(all(a[1] <= b[0] for a, b in zip(spells, spells[1:])), (name, spells))

    def test_codes_are_the_original_ones(self):
        wrong, compared = [], 0
        for name, spells in self.spells.items():
            if name not in self.original.codes:
                continue
            for d in SAMPLES + [s[0] for s in spells if s[0] > date.min] + [s[0] - timedelta(1) for s in spells if s[0] > date.min]:
                got = next((s[2] for s in spells if s[0] <= d < s[1]), "")
                want = self.original.code(name, d) or ""
                compared += 1
                if got != want.replace("---", ""):
                    wrong.append((name, d, got, want))
        self.assertEqual(wrong[:20], [])
        self.assertGreater(compared, 500000)


if __name__ == "__main__":
    unittest.main()
