#!/usr/bin/env python3
"""Holds the answers and the exit status of deck cases against the oracle of lists.

    cases.py [--show] CASE...

--show writes the oracle's answers and status.  Cases with options that the oracle does not know
are left out.
"""
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

ORACLE = os.path.join(os.path.dirname(__file__), "..", "oracle", "lists.py")
OTHER_OPTIONS = ("--check", "-f", "-q", "--line-buffered", "--threads", "-j", "--explain", "--export", "--diff", "--fields", "--rank", "--stats",
                 "--number-column", "--carriers", "--compile")


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
    arguments = shlex.split(sections["args", ""])
    with tempfile.TemporaryDirectory() as folder:
        for (kind, name), text in sections.items():
            if kind == "copy":
                shutil.copy(os.path.join(os.path.dirname(path), name), os.path.join(folder, name))
            elif kind == "file":
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)
        return subprocess.run([sys.executable, os.path.abspath(ORACLE)] + arguments, cwd=folder,
                              input=sections.get(("stdin", ""), "").encode(),
                              capture_output=True, check=False)


def main():
    paths, n_wrong, n_held = sys.argv[1:], 0, 0
    shows = paths[:1] == ["--show"]
    for path in paths[shows:]:
        sections = read_case(path)
        if sections is None or any(o in sections["args", ""] for o in OTHER_OPTIONS):
            continue
        n_held += 1
        result = run_oracle(path, sections)
        answers = result.stdout.decode()
        if shows:
            print(f"{path}: {result.returncode} {result.stderr.decode()}\n{answers}")
        elif (answers, result.returncode) != (sections.get(("stdout", ""), ""),
                                              int(sections["status", ""])):
            n_wrong += 1
            print(f"{path}: the oracle has status {result.returncode}, {result.stderr.decode()}"
                  f"{answers}")
    print(f"{n_held} cases held against the oracle, {n_wrong} differ")
    return 1 if n_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
