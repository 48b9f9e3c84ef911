"""Reading and writing packs, the container of the data file: see pack.c and the head of src/base/base.h."""
import struct

BASIS, PRIME, MASK = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1
MAGIC, VERSION, ALIGN = b"CASUSPK1", 1, 64


def checksum(data: bytes) -> int:
    """Eight interleaved lanes of 64-bit FNV-1a over little-endian words, folded together; the tail is zero padded."""
    words = struct.unpack(f"<{(len(data) + 63) // 64 * 8}Q", data + b"\0" * (-len(data) % 64))
    lanes = []
    for k in range(8):
        h = BASIS
        for w in words[k::8]:
            h = (h ^ w) * PRIME & MASK
        lanes.append(h)
    h = BASIS ^ len(data)
    for lane in lanes:
        h = ((h ^ lane) * PRIME) & MASK
    return h


def write_pack(path, sections):
    """sections: {name: (bytes, count)}; written in sorted order, so that equal contents give equal files."""
    names = sorted(sections)
    offset = (32 + 32 * len(names) + ALIGN - 1) // ALIGN * ALIGN
    table, body = b"", b""
    start = offset
    for n in names:
        data, count = sections[n]
        if len(n) > 8:
            raise ValueError(f"section name {n!r} is longer than 8 bytes")
        table += struct.pack("<8sQQQ", n.encode(), start + len(body), len(data), count)
        body += data + b"\0" * (-len(data) % ALIGN)
    rest = table + b"\0" * (offset - 32 - len(table)) + body
    with open(path, "wb") as f:
        f.write(MAGIC + struct.pack("<IIQQ", VERSION, len(names), 32 + len(rest), checksum(rest)) + rest)


def read_pack(path):
    """-> {name: (bytes, count)}"""
    data = open(path, "rb").read()
    magic, version, n, size, _ = struct.unpack("<8sIIQQ", data[:32])
    if magic != MAGIC or version != VERSION or size != len(data):
        raise ValueError(f"{path}: not a pack of version {VERSION}")
    out = {}
    for i in range(n):
        name, off, sz, count = struct.unpack("<8sQQQ", data[32 + 32 * i:64 + 32 * i])
        out[name.rstrip(b"\0").decode()] = (data[off:off + sz], count)
    return out
