"""How long ministers stay whose end no source has: a government that goes takes them along, in a quiet country nobody can tell, whoever comes next ends it.

leader_names.py: two spellings of one person."""
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import leader_ends as le  # noqa: E402
import leader_names as ln  # noqa: E402

CHANGES = {"AAA": [(le.month("2005-06-10"), "2005-06-10", 0), (le.month("2009-03-01"), "2009-03-01", 0)]}


def ends():
    """Twenty ministers in each of two countries: those of AAA all went with their government; in BBB one left a year"""
    listed = [("AAA", "health minister", le.FIRST, le.month("2005-07"))] * 20
    listed += [("BBB", "health minister", le.FIRST, le.month(f"{2004 + i}-02") if i < 5 else None) for i in range(20)]
    return le.Ends(listed, CHANGES, le.month("2009-02"))


class LeaderEnds(unittest.TestCase):
    def test_a_new_government_ends_it(self):
        end, why, chance = ends().estimate("AAA", "health minister", le.month("2009-01"))
        self.assertEqual((end, why), ("2009-03-01", "a new government"))
        self.assertGreater(chance, le.TRUSTED)

    def test_a_quiet_country_tells_nothing(self):
        end, why, chance = ends().estimate("BBB", "health minister", le.month("2009-01"))
        self.assertEqual(why, "")
        self.assertLess(chance, le.TRUSTED)  # nobody knows when he left

    def test_the_next_one_is_the_limit(self):
        end, why, _ = ends().estimate("BBB", "health minister", le.month("2009-01"), "2009-12-01")
        self.assertEqual((end, why), ("2009-12-01", "the next one began"))

    def test_one_person_in_two_spellings(self):
        for a, b in (("Samuel Orwa Tolbert", "Sam Tolbert"), ("Zalmai Karim", "Zalmay Karim"), ("Nick Dunmore", "Nicholas Dunmore")):
            self.assertTrue(ln.alike(a, b), (a, b))
        self.assertFalse(ln.alike("Ana Bel", "Iva Dun"))
        self.assertFalse(ln.alike("Peter Marsh", "Paula Marsh"))

    def test_changes_close_together_are_one(self):
        spells = [("CCC", "prime minister", "2007-05-04", "Ana Bel"), ("CCC", "prime minister", "2008-01-02", "Ana Bel"), ("CCC", "president", "2010-02-01", "Iva Dun")]
        found = le.changes_of_government(spells, [("CCC", "2007-06-01")])["CCC"]
        self.assertEqual([(day, how) for _, day, how in found], [("2007-05-04", 0), ("2010-02-01", 3)])


if __name__ == "__main__":
    unittest.main()
