#!/usr/bin/env python3
"""The house has floors, and a floor includes only the floors below it and itself.

    python3 tools/check_floors.py [ROOT]

Also: floors 0-4 are libcasus, which does no input or output, starts no thread and never ends the process, so they include only
the headers of ALLOWED and call none of BANNED; and every .c file stands in the meson.build beside it. Exit status 1 if a rule is broken.
"""
import os
import re
import sys

FLOORS = ["base", "text", "nn", "nlp", "event", "store", "ingest", "run", "cli"]
TOP = {"server": "cli"}  # folders that share a floor
LIBRARY = FLOORS[:5]
ALLOWED = {"assert.h", "cpuid.h", "ctype.h", "float.h", "immintrin.h", "inttypes.h", "limits.h", "math.h", "stdalign.h", "stdarg.h", "stdbool.h", "stddef.h", "stdint.h",
           "stdlib.h", "string.h", "sys/auxv.h", "wasm_simd128.h", "arm_neon.h"}
BANNED = ("abort assert exit _Exit quick_exit atexit printf fprintf vprintf vfprintf puts putchar fputs fopen fread fwrite perror system getenv setlocale "
          "time clock gettimeofday localtime gmtime strftime rand srand strtod atof strtok setenv signal raise longjmp").split()
# What a floor may use all the same, with the reason.
EXCEPT = {}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
CALL = re.compile(r"(?<![\w.>])(" + "|".join(BANNED) + r")\s*\(")


def code_of(text):
    """The text with comments, strings and character constants blanked, line by line as before."""
    blank = lambda m: re.sub(r"[^\n]", " ", m.group())
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


def check_file(path, floor, level):
    """-> messages about one file of a floor"""
    text = open(path, encoding="utf-8").read()
    out = []
    for no, line in enumerate(text.split("\n"), 1):
        m = INCLUDE.match(line)
        if not m:
            continue
        kind, name = m.groups()
        if kind == "<":
            if floor in LIBRARY and name not in ALLOWED:
                out.append(f"{path}:{no}: <{name}> in floor {level} ({floor}): libcasus (floors 0-4) does no input or output and starts no thread; "
                           f"move this to a higher floor, or add the header to ALLOWED in tools/check_floors.py if it is only arithmetic")
            continue
        folder = name.split("/")[0]
        if name == "casus.h":
            continue
        if "/" not in name or (folder not in FLOORS and folder not in TOP):
            out.append(f'{path}:{no}: "{name}": write the floor too, such as "base/base.h"')
        elif FLOORS.index(TOP.get(folder, folder)) > level:
            out.append(f'{path}:{no}: "{name}" is on floor {FLOORS.index(TOP.get(folder, folder))} ({folder}), above floor {level} ({floor}); '
                       f"a floor includes only the floors below it")
    if floor in LIBRARY:
        for no, line in enumerate(code_of(text).split("\n"), 1):
            for m in CALL.finditer(line):
                if (floor, m.group(1)) not in EXCEPT:
                    out.append(f"{path}:{no}: {m.group(1)}() in floor {level} ({floor}): libcasus returns errors, keeps no state and asks neither clock nor environment")
    return out


def check(root):
    out = []
    src = os.path.join(root, "src")
    for folder in sorted(os.listdir(src)):
        floor = TOP.get(folder, folder)
        if floor not in FLOORS:
            out.append(f"{src}/{folder}: not a floor of the house; see FLOORS in tools/check_floors.py")
            continue
        build = os.path.join(src, folder, "meson.build")
        listed = open(build, encoding="utf-8").read() if os.path.exists(build) else ""
        for where, _, names in sorted(os.walk(os.path.join(src, folder))):
            for name in sorted(names):
                path = os.path.join(where, name)
                if name.endswith((".c", ".h")):
                    out += check_file(path, floor, FLOORS.index(floor))
                if name.endswith(".c") and f"'{os.path.relpath(path, os.path.dirname(build))}'" not in listed:
                    out.append(f"{path}: not in {build}, so it is not built")
    return out


if __name__ == "__main__":
    bad = check(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    print("\n".join(bad) if bad else "the floors are in order")
    sys.exit(1 if bad else 0)
