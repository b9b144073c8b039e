#!/usr/bin/env python3
"""Adds up what the tests of a build counted, and compares it with tests/TESTING.md.

    counted.py BUILD [--write]

Tests print lines of the form "counted N WHAT"; ctest has left them in BUILD. The page has the sums, rounded
down to two digits, in a table between two marks. Random tests count a little more or less each time, so that
a figure is out of date when a fifth less is counted, or a quarter more. --write writes the table anew.
"""
import collections
import pathlib
import re
import sys

sys.dont_write_bytecode = True  # leaves nothing in the source tree

from figures import PAGE, read_table, round_down, write_table

BEGIN = "<!-- figures: analysis/counted.py BUILD --write -->\n"
LEAST, MOST = 0.8, 1.25


def main():
    log = pathlib.Path(sys.argv[1]) / "Testing/Temporary/LastTest.log"
    counted = collections.Counter()
    for n, what in re.findall(r"^counted (\d+) (.+)$", log.read_text(encoding="utf-8", errors="replace"), re.M):
        counted[what] += int(n)
    if "--write" in sys.argv[2:]:
        write_table(BEGIN, "About", {what: round_down(n) for what, n in sorted(counted.items())})
        return
    written = read_table(BEGIN)
    wrong = [f"{what}: {written.get(what, 0)} in {PAGE.name}, {counted[what]} counted"
             for what in sorted(set(written) | set(counted))
             if not written.get(what, 0) * LEAST <= counted[what] <= written.get(what, 0) * MOST]
    if wrong:
        sys.exit("\n".join(wrong) + f"\nwrite them anew: python3 {sys.argv[0]} {sys.argv[1]} --write")
    for what, n in sorted(counted.items()):
        print(f"{n} {what}")


if __name__ == "__main__":
    main()
