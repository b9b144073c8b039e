#!/usr/bin/env python3
"""Holds the answers and the exit status of deck cases against the oracle of lists.

    cases.py CASE...

Cases with options that the oracle does not know are left out.
"""
import os
import shlex
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True  # leaves nothing in the source tree
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "oracle"))

import lists as oracle

OTHER_OPTIONS = ("--check", "--explain", "--export", "--diff", "--compile", "--fields", "-f",
                 "--rank", "--stats", "-q", "--line-buffered", "--threads", "-j",
                 "--number-column", "--carriers")


def read_case(path):
    """The sections of a case: (kind, name) -> text."""
    sections, key = {}, None
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("== "):
                words = line.split()
                if words[-1] == "escaped":
                    return None
                key = (words[1], words[2] if len(words) > 2 else "")
                sections[key] = ""
            elif key:
                sections[key] += line
    return sections


def run_oracle(path, sections):
    """The oracle's exit status, answers and report."""
    home = os.getcwd()
    here = os.path.dirname(os.path.abspath(path))
    with tempfile.TemporaryDirectory() as folder:
        for (kind, name), text in sections.items():
            place = os.path.join(folder, name)
            if kind == "copy":
                shutil.copy(os.path.join(here, name), place)
            elif kind == "file":
                os.makedirs(os.path.dirname(place), exist_ok=True)
                with open(place, "w", encoding="utf-8") as file:
                    file.write(text)
        os.chdir(folder)
        try:
            return oracle.run(shlex.split(sections["args", ""]))
        finally:
            os.chdir(home)


def main():
    n_wrong = n_held = 0
    for path in sys.argv[1:]:
        sections = read_case(path)
        if sections is None or any(o in sections["args", ""] for o in OTHER_OPTIONS):
            continue
        n_held += 1
        status, answers, report = run_oracle(path, sections)
        expected = sections.get(("stdout", ""), "").encode()
        if (answers, status) != (expected, int(sections["status", ""])):
            n_wrong += 1
            print(f"{path}: the oracle has status {status}", *report.texts, sep="\n")
            print(answers.decode())
    print(f"{n_held} cases held against the oracle, {n_wrong} differ")
    return 1 if n_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
