"""The house keeps its own rules: floors, and no table or source that the build does not know of."""
import os
import sys
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tools"))
import check_floors  # noqa: E402


def house(files):
    """-> a folder with these files under src/, and a meson.build in each floor that lists its sources"""
    tmp = tempfile.TemporaryDirectory()
    for name, text in files.items():
        path = os.path.join(tmp.name, "src", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)
        with open(os.path.join(os.path.dirname(path), "meson.build"), "a") as f:
            f.write(f"files('{os.path.basename(path)}')\n")
    return tmp


class Floors(unittest.TestCase):
    def messages(self, files):
        with house(files) as tmp:
            return check_floors.check(tmp)

    def test_below_and_own_floor_are_fine(self):
        self.assertEqual(self.messages({"base/a.c": '#include "base/base.h"\n', "nlp/b.c": '#include "text/text.h"\n#include "nlp/doc.h"\n'}), [])

    def test_above_is_named(self):
        (message,) = self.messages({"text/a.c": '#include "nlp/doc.h"\n'})
        self.assertIn("above floor 1", message)

    def test_library_has_no_stdio(self):
        (message,) = self.messages({"event/a.c": "#include <stdio.h>\n"})
        self.assertIn("<stdio.h>", message)
        self.assertEqual(self.messages({"cli/a.c": "#include <stdio.h>\n"}), [])

    def test_library_does_not_exit(self):
        (message,) = self.messages({"nn/a.c": "void f(void)\n{\n    exit(1);\n}\n"})
        self.assertIn("a.c:3: exit()", message)

    def test_comments_strings_and_members_are_no_calls(self):
        self.assertEqual(self.messages({"nn/a.c": '/* exit(1) */ // abort()\nconst char *s = "printf(";\nint g(struct x *p) { return p->time(0); }\n'}), [])

    def test_unlisted_source_is_named(self):
        with house({"base/a.c": ""}) as tmp:
            open(os.path.join(tmp, "src", "base", "forgotten.c"), "w").close()
            (message,) = check_floors.check(tmp)
            self.assertIn("forgotten.c", message)


class Tables(unittest.TestCase):
    def test_every_table_is_known_to_the_build(self):
        folder = os.path.join(ROOT, "knowledge")
        listed = open(os.path.join(folder, "meson.build"), encoding="utf-8").read()
        for where, _, names in os.walk(folder):
            for n in names:
                if n.endswith(".tsv"):
                    name = os.path.relpath(os.path.join(where, n), folder)
                    self.assertIn(f"'{name}'", listed, f"name {name} in knowledge/meson.build")


if __name__ == "__main__":
    unittest.main()
