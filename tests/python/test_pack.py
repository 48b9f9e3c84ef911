"""The container of the data file: what is written is read back, equal contents give equal files, damage is seen."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import packfile  # noqa: E402

SECTIONS = {"one": (b"abc", 3), "two.long": (bytes(range(256)) * 5, 7), "empty": (b"", 0)}


class Pack(unittest.TestCase):
    def setUp(self):
        self.tmp = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.tmp.name, "x.pack")
        packfile.write_pack(self.path, SECTIONS)

    def tearDown(self):
        self.tmp.cleanup()

    def test_round_trip(self):
        self.assertEqual(packfile.read_pack(self.path), SECTIONS)

    def test_order_of_sections_does_not_matter(self):
        other = os.path.join(self.tmp.name, "y.pack")
        packfile.write_pack(other, dict(reversed(SECTIONS.items())))
        self.assertEqual(open(self.path, "rb").read(), open(other, "rb").read())

    def test_sections_are_aligned(self):
        data = open(self.path, "rb").read()
        for i in range(len(SECTIONS)):
            self.assertEqual(int.from_bytes(data[40 + 32 * i:48 + 32 * i], "little") % 64, 0)

    def test_checksum_is_the_one_of_hash_bulk(self):
        # the same three values stand in tests/unit for hash_bulk() of src/base/hash.c
        self.assertEqual(packfile.checksum(b""), 0x52FCC39EBAC1808D)
        self.assertEqual(packfile.checksum(b"x" * 65), 0x25AAD9C12B24AF04)
        self.assertEqual(packfile.checksum(bytes(range(256)) * 4), 0xEE08957B789CF88D)

    def test_long_names_are_refused(self):
        with self.assertRaises(ValueError):
            packfile.write_pack(self.path, {"ninechars": (b"", 0)})

    def test_cut_file_is_refused(self):
        data = open(self.path, "rb").read()
        with open(self.path, "wb") as f:
            f.write(data[:-1])
        with self.assertRaises(ValueError):
            packfile.read_pack(self.path)


if __name__ == "__main__":
    unittest.main()
