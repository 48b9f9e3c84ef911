#!/usr/bin/env python3
"""Speed of each kernel: given tokens to tags, trees and names, text to events with one thread and with two; memory, start-up time.

    python3 bench/speed.py [--build build] [--data ../shared/data] [--runs 5] [--json]

The text is fixed: the articles of examples/ again and again, and real news (Wikinews) where --data has it. Times are processor time of the
program, user and system, so that what else the machine does matters little; each figure is the median of the runs. Beside words per second
stands words per calibration unit, the time that build/bench/calibrate (a fixed loop of dependent integer work) takes in the same runs. The factor of
two threads is of wall time, and means something on a machine with two idle cores only. A product's fraction is its speed (build/bench/kernels) over that of the
same instructions on registers alone; the whole network's is words per second times multiply-adds a word, but for the first layer, which runs once
for each form, over the same peak.
"""
import argparse
import csv
import html
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path.insert(0, os.path.join(ROOT, "tools"))
from packfile import read_pack  # noqa: E402

WORDS = 150_000  # in each text, about
KERNELS = ["portable", "avx2", "vnni", "amx", "neon", "dotprod"]


def measure(cmd, **more):
    """-> processor seconds, wall seconds, greatest memory in bytes"""
    t = time.monotonic()
    with open(os.devnull, "wb") as null:
        p = subprocess.Popen(cmd, stdin=subprocess.DEVNULL, stdout=null, stderr=subprocess.PIPE, **more)
        err = p.stderr.read()
        _, status, use = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        p.stderr.close()
    if p.returncode not in (0, 1):
        sys.exit(f"speed.py: `{' '.join(cmd[:6])} ...` ended with {p.returncode}: {err.decode(errors='replace')[:300]}")
    return use.ru_utime + use.ru_stime, time.monotonic() - t, use.ru_maxrss * 1024


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def example_articles():
    """The examples as plain text: the main text of the page, roughly, since the body extraction has its own cost and its own measure."""
    folder = os.path.join(ROOT, "examples")
    out = []
    for name in sorted(n for n in os.listdir(folder) if n.endswith((".txt", ".html"))):
        text = read(os.path.join(folder, name))
        if name.endswith(".html"):
            text = "\n\n".join(html.unescape(re.sub(r"<[^>]+>", "", p)) for p in re.findall(r"<p>(.*?)</p>", text, re.S))
        out.append(text)
    return out


def news_articles(data):
    out = []
    for name in ("wikinews_2019.csv", "wikinews_2020.csv"):
        path = os.path.join(data, "text", "wikinews", name)
        if os.path.exists(path):
            csv.field_size_limit(1 << 24)
            with open(path, encoding="utf-8", newline="") as f:
                out += [row["title"] + "\n\n" + row["text"] for row in csv.DictReader(f)]
    return out


def fill(articles, words):
    """The articles again and again until there are that many words -> texts, words"""
    out, n = [], 0
    while n < words:
        for a in articles:
            out.append(a)
            n += len(a.split())
            if n >= words:
                break
    return out, n


def throughput(casus, texts, runs, threads=1, kernel=""):
    with tempfile.TemporaryDirectory() as tmp:
        files = []
        for i, t in enumerate(texts):
            files.append(os.path.join(tmp, f"a{i:05d}.txt"))
            with open(files[-1], "w", encoding="utf-8") as f:
                f.write(t)
        cmd = [casus, "code", "--format", "jsonl", "--threads", str(threads), "--date", "2020-06-15"] + files
        return [measure(cmd, env=dict(os.environ, CASUS_KERNEL=kernel)) for _ in range(runs)]


def network_work(data):
    """Multiply-adds a word, the first layer left out"""
    return sum((count >> 32) * (count & 0xFFFFFFFF) for name, (_, count) in read_pack(data).items() if name.startswith("w.") and name != "w.mix")


def trees(build, texts, kernel, runs):
    """Words per second from given tokens to tags, trees and names: the best of the runs"""
    with tempfile.TemporaryDirectory() as tmp:
        files = []
        for i, t in enumerate(texts):
            files.append(os.path.join(tmp, f"a{i:05d}.txt"))
            with open(files[-1], "w", encoding="utf-8") as f:
                f.write(t)
        tokens = subprocess.run([os.path.join(build, "casus"), "annotate", "--threads", "1"] + files, capture_output=True).stdout
    cmd = [os.path.join(build, "tests", "parse_conllu"), os.path.join(build, "en.casus"), kernel, "1"]
    out = [subprocess.run(cmd, input=tokens, capture_output=True, check=True).stdout.decode() for _ in range(runs)]
    return max(int(re.search(r"(\d+) words/s", o)[1]) for o in out)


def each_kernel(a, out, texts, start):
    """The kernels of this machine, on fewer words where they are slow"""
    casus = os.path.join(a.build, "casus")
    work = network_work(os.path.join(a.build, "en.casus"))
    for kernel in KERNELS:
        speeds = subprocess.run([os.path.join(a.build, "bench", "kernels"), kernel], capture_output=True, check=True).stdout.decode().split()
        if not speeds:
            continue
        some, words = fill(texts, WORDS // 10 if kernel == "portable" else WORDS)
        narrow, wide, peak = (float(v) for v in speeds[1:])
        out[f"{kernel}: product, GMAC/s"] = narrow
        out[f"{kernel}: wider, GMAC/s"] = wide
        if peak:
            out[f"{kernel}: peak, GMAC/s"] = peak
            out[f"{kernel}: product/peak"] = round(narrow / peak, 2)
        n = trees(a.build, some, kernel, a.runs)
        out[f"{kernel}: trees, words/s"] = n
        if peak:
            out[f"{kernel}: network/peak"] = round(n * work / 1e9 / peak, 2)
        one, two = throughput(casus, some, a.runs, 1, kernel), throughput(casus, some, a.runs, 2, kernel)
        begin = statistics.median(s[0] for s in start)
        out[f"{kernel}: events, words/s"] = round(words / (statistics.median(r[0] for r in one) - begin))
        wall = [statistics.median(r[1] for r in runs) - statistics.median(s[1] for s in start) for runs in (one, two)]
        out[f"{kernel}: two threads"] = round(wall[0] / wall[1], 2)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--build", default=os.path.join(ROOT, "build"))
    ap.add_argument("--data", default=os.path.join(ROOT, "..", "shared", "data"))
    ap.add_argument("--runs", type=int, default=5)
    ap.add_argument("--json", action="store_true")
    a = ap.parse_args()
    casus = os.path.join(a.build, "casus")
    out = {}

    unit = [measure([os.path.join(a.build, "bench", "calibrate")])[0] for _ in range(a.runs)]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as tiny:
        tiny.write("The minister met reporters.\n")
        tiny.flush()
        start = [measure([casus, "code", "--format", "jsonl", tiny.name]) for _ in range(20)]
    out["start-up, wall ms"] = round(1000 * statistics.median(s[1] for s in start), 1)
    out["start-up, processor ms"] = round(1000 * statistics.median(s[0] for s in start), 1)

    sets = [("examples", example_articles()), ("news", news_articles(a.data))]
    for name, articles in sets:
        if not articles:
            continue
        texts, words = fill(articles, WORDS)
        runs = throughput(casus, texts, a.runs)
        unit += [measure([os.path.join(a.build, "bench", "calibrate")])[0] for _ in range(2)]
        seconds = statistics.median(r[0] for r in runs) - statistics.median(s[0] for s in start)
        out[f"{name}: words/s/core"] = round(words / seconds)
        out[f"{name}: words/unit"] = round(words / seconds * statistics.median(unit))
        out[f"{name}: memory, MiB"] = round(max(r[2] for r in runs) / 2**20, 1)
    each_kernel(a, out, texts, start)
    out["calibration unit, s"] = round(statistics.median(unit), 3)
    out["program, MiB"] = round(os.path.getsize(casus) / 2**20, 1)
    if a.json:
        print(json.dumps(out))
    else:
        for k, v in out.items():
            print(f"{k:28} {v:>12}")


if __name__ == "__main__":
    main()
