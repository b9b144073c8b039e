#!/usr/bin/env python3
"""Checks how the files of src/ depend on each other: rooms.py [SRC]

Data flows one way through the rooms of src/README.md: a file uses files of its own room and of rooms
above it in the list, never of one below. Inside a room no two files use each other, not even by way
of others; a .c and its .h count as one file. To use a file is to include it, or to call a function
that it defines. All else that a file includes is a public header or one of the standard library, and
so is what public headers include.
Prints each finding; exit status 1 if there is one.
"""
import pathlib
import re
import sys

ROOMS = "base io csv route deck sort trie table load answer compare cli".split()
STANDARD = """assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal
    stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads
    time uchar wchar wctype""".split()
SYSTEM = {"cli/system.c": ["fcntl.h", "io.h", "sys/stat.h"]}  # the one file that knows _WIN32

source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "src")
findings = []
texts = {}  # of each file, without comments
for path in sorted(source.rglob("*.[ch]")):
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), path.read_text(), flags=re.S)
    texts[path.relative_to(source).as_posix()] = text

definers = {}  # of each external function: the file without its ending
for name, text in texts.items():
    if name.endswith(".c"):
        for function in re.findall(r"^(?!static|typedef)[a-z][\w *]*?(\w+)\([^;{}]*\)\s*\{", text, re.M):
            definers[function] = name[:-2]


def check_include(name, form, included):
    """Adds what is wrong with an include to the findings; returns the file that is used, or None."""
    if form == "<":
        if included[:-2] not in STANDARD and included not in SYSTEM.get(name, []):
            findings.append(f"{name}: <{included}> is no header of the C standard library")
    elif included in texts:
        return included[:-2]
    elif not (source / "../include" / included).is_file():
        findings.append(f'{name}: there is no "{included}"')
    return None


for path in sorted((source / "../include").glob("*.h")):
    for form, included in re.findall(r'^\s*#\s*include\s*([<"])([^>"]*)', path.read_text(), re.M):
        check_include(f"include/{path.name}", form, included)

uses = {}  # of each file without its ending: the others, and by what
for name, text in texts.items():
    room = name.split("/")[0]
    if room not in ROOMS + ["main.c"]:
        findings.append(f"{name}: there is no room {room}")
        continue
    found = {check_include(name, *include): "includes"
             for include in re.findall(r'^\s*#\s*include\s*([<"])([^>"]*)', text, re.M)}
    if name.endswith(".c"):
        for function in re.findall(r"\w+(?=\()", text):
            found.setdefault(definers.get(function), f"calls {function} of")
    for other, how in found.items():
        if other and other != name[:-2]:
            uses.setdefault(name[:-2], {})[other] = how
            if room in ROOMS and ROOMS.index(other.split("/")[0]) > ROOMS.index(room):
                findings.append(f"{name} {how} {other}, in a room below its own")


def find_circles(name, path, closed):
    """Follows the uses of a file; one that leads back to the path to it closes a circle."""
    for other, how in sorted(uses.get(name, {}).items()):
        if other in path:
            findings.append("a circle: " + " -> ".join(path[path.index(other):] + [f"({how}) {other}"]))
        elif other not in closed:
            find_circles(other, path + [other], closed)
    closed.add(name)


closed = set()
for name in sorted(uses):
    if name not in closed:
        find_circles(name, [name], closed)
if not texts:
    findings.append(f"{source} has no files")
for finding in findings:
    print(finding)
sys.exit(bool(findings))
