#!/usr/bin/env python3
"""Adds gcov's reports up: coverage.py SOURCE LINES_MIN BRANCHES_MIN < reports of "gcov -b -c -t"."""
import collections
import os
import re
import sys


def main():
    source, lines_min, branches_min = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    lines = collections.defaultdict(dict)
    branches = collections.defaultdict(dict)
    name, number, n_branch = "", 0, 0
    for text in sys.stdin:
        found = re.match(r"\s*([-#=\d*]+):\s*(\d+):(.*)", text)
        if found and found[2] == "0":
            if found[3].startswith("Source:"):
                name = os.path.relpath(os.path.realpath(found[3][7:]), source)
        elif found:
            number, n_branch = int(found[2]), 0
            if found[1] != "-":
                taken = found[1].rstrip("*").isdigit() and int(found[1].rstrip("*")) > 0
                lines[name][number] = lines[name].get(number, False) or taken
        elif text.startswith("branch"):
            taken = re.match(r"branch\s+\d+ taken (\d+)", text)
            key = (number, n_branch)
            n_branch += 1
            branches[name][key] = branches[name].get(key, False) or bool(taken and int(taken[1]))
    report(lines, branches, lines_min, branches_min)


def share(values):
    return 100.0 * sum(values) / len(values) if values else 100.0


def report(lines, branches, lines_min, branches_min):
    names = sorted(n for n in lines if n.startswith("src/"))
    for name in names:
        missed = [str(n) for n, taken in sorted(lines[name].items()) if not taken]
        print(f"{share(lines[name].values()):6.1f} % lines {share(branches[name].values()):6.1f} %"
              f" branches  {name}{': not ' if missed else ''}{' '.join(missed[:12])}")
    all_lines = [taken for n in names for taken in lines[n].values()]
    all_branches = [taken for n in names for taken in branches[n].values()]
    print(f"src/: {share(all_lines):.1f} % of {len(all_lines)} lines,"
          f" {share(all_branches):.1f} % of {len(all_branches)} branches")
    if share(all_lines) < lines_min or share(all_branches) < branches_min:
        sys.exit(f"less than {lines_min} % of lines or {branches_min} % of branches")


if __name__ == "__main__":
    main()
