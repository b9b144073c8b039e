#!/usr/bin/env python3
"""Holds the program against the oracle of lists, on random lists in random dialects.

    random_lists.py PROGRAM [ROUNDS [KIND...]]

Answers, exit status and the line of each list's first bad row are compared.  A round that differs
is made smaller, and left in a folder that is shown.  ROUTECOST_TEST_SEED gives the seed, which is
printed; SEED.ROUND runs one round again.  KIND picks the kinds of lists, all of them otherwise:
dialect, header, bare, damaged.
"""
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # leaves nothing in the source tree

from random_dialect import Dialect, random_digits, write_list  # finds the oracle, too

import lists as oracle


class Round:
    """Files and a command line."""

    def __init__(self, rng, kinds):
        self.files = {}
        n_lists = rng.choice([1, 1, 1, 2])
        self.arguments = []
        day_roles = rng.choice([[], [], ["first_day"], ["last_day"], ["first_day", "last_day"]])
        has_day = rng.random() < (0.8 if day_roles else 0.02)
        if has_day:
            self.arguments.append("--at=" + rng.choice(["2026-04-01", "2026-07-15", "2026-12-31"]))
        dialect = Dialect(rng, rng.choice(kinds), day_roles, has_day)
        self.files["list0.csv"] = write_list(dialect)
        self.arguments += dialect.arguments
        for i in range(1, n_lists):
            self.files[f"list{i}.csv"] = copy_of(rng, self.files["list0.csv"])
        self.files["numbers.txt"] = random_numbers(rng, "".join(self.files.values()), dialect)
        self.arguments += sorted(self.files)
        self.has_table = rng.random() < 0.2  # asked of a compiled table, too


def copy_of(rng, text):
    """A list of the same form: some lines changed places, some fell out."""
    lines = text.splitlines(keepends=True)
    body = [line for line in lines[1:] if rng.random() < 0.7]
    rng.shuffle(body)
    return "".join(lines[:1] + body)


def random_numbers(rng, text, d):
    codes = re.findall(r"\+?[0-9]+", text) or ["49"]
    lines = []
    for _ in range(25):
        code = rng.choice(codes)
        front = rng.choice(["", "", "", "+", "1", "49"] + d.idd)
        number = front + (code.lstrip("+") if front else code)
        number += random_digits(rng, "0123456789", 0, 4)
        lines.append(rng.choice(["", "", "", " "]) + number + rng.choice(["", "", "\t"]))
    lines += rng.sample(["", "0", "12345678901234567890", "\t"], 2)
    if rng.random() < 0.1:
        lines += rng.sample(["abc", "+", "4 9", "+49+1", "49,1"], 2)
    return "\n".join(lines) + "\n"


def write_files(folder, files):
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)


def first_faults(stderr, paths):
    """The line of each list's first fault, as the program's messages have it.  Duplicates are
    reported behind other faults."""
    found = {}
    for line in stderr.decode("utf-8", "replace").splitlines():
        match = re.match(r"routecost: (list[0-9]\.csv):([0-9]+): ", line)
        if match and match[1] in paths:
            found[match[1]] = min(int(match[2]), found.get(match[1], int(match[2])))
    return found


def run_oracle(one, folder):
    home = os.getcwd()
    os.chdir(folder)
    try:
        return oracle.run(one.arguments)
    finally:
        os.chdir(home)


def run_program(program, arguments, folder):
    return subprocess.run([program, f"--threads={1 + len(str(arguments)) % 4}"] + arguments,
                          cwd=folder, capture_output=True, check=False, timeout=60)


def run_by_table(program, one, folder):
    """The answers of a table that is compiled from the lists."""
    lists = [a for a in one.arguments if a != "numbers.txt"]
    made = run_program(program, ["--compile=all.table"] + lists, folder)
    if made.returncode == 2:
        return made
    of_numbers = [a for a in one.arguments if a.startswith(("--plus", "--idd"))]
    return run_program(program, of_numbers + ["all.table", "numbers.txt"], folder)


N_COMPARED = [0]  # answers


def compare_answers(result, answers):
    """What differs between answers of the program and those of the oracle, or None."""
    N_COMPARED[0] += answers.count(b"\n")
    if result.stdout == answers:
        return None
    pairs = zip(result.stdout.splitlines(), answers.splitlines())
    pair = next(((a, b) for a, b in pairs if a != b), ("length", "length"))
    return f"answers: program {pair[0]}, oracle {pair[1]}\n{result.stderr.decode()}"


def differs(program, one):
    """What differs between program and oracle in a round, or None."""
    with tempfile.TemporaryDirectory() as folder:
        write_files(folder, one.files)
        status, answers, report = run_oracle(one, folder)
        result = run_program(program, one.arguments, folder)
        by_table = run_by_table(program, one, folder) if one.has_table and status < 2 else None
    said = result.stderr.decode("utf-8", "replace") + f"[{result.returncode}]"
    meant = "\n".join(report.texts) + f"[{status}]"
    if result.returncode != status:
        return f"status\nprogram: {said}\noracle: {meant}"
    faults = first_faults(result.stderr, one.files)
    for path, line_no in report.first_lines.items():
        if line_no is not None and faults.get(path) != line_no:
            return f"first bad row of {path}: oracle {line_no}\nprogram: {said}\noracle: {meant}"
    difference = compare_answers(result, answers)
    if difference is None and by_table:
        difference = compare_answers(by_table, answers)
        return f"by a compiled table, {difference}" if difference else None
    return difference


def shrink(program, one):
    """Leaves out lines and options as long as something differs."""
    def attempt(change):
        before = dict(one.files), list(one.arguments)
        change()
        if differs(program, one):
            return True
        one.files, one.arguments = before
        return False

    changed = True
    while changed:
        changed = False
        for name in list(one.files):
            lines = one.files[name].splitlines(keepends=True)
            for i in reversed(range(len(lines))):
                rest = lines[:i] + lines[i + 1:]
                if attempt(lambda n=name, r=rest: one.files.update({n: "".join(r)})):
                    lines, changed = rest, True
        for argument in [a for a in one.arguments if a.startswith("-")]:
            changed |= attempt(lambda a=argument: one.arguments.remove(a))


def show(program, one, seed):
    shrink(program, one)
    folder = tempfile.mkdtemp(prefix="routecost-lists.")
    write_files(folder, one.files)
    print(f"ROUTECOST_TEST_SEED={seed}: {differs(program, one)}")
    print(f"cd {folder}; {program} {shlex.join(one.arguments)}")
    for name, text in one.files.items():
        print(f"  {name}: {text!r}")
    return folder


def main():
    program = os.path.abspath(sys.argv[1])
    n_rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    kinds = sys.argv[3:] or ["dialect"] * 6 + ["header", "bare", "damaged"]
    given = os.environ.get("ROUTECOST_TEST_SEED", str(time.time_ns() % 2**32))
    seed, _, only = given.partition(".")
    print(f"ROUTECOST_TEST_SEED={seed}")
    n_priced = n_differ = 0
    for i in [int(only)] if only else range(n_rounds):
        one = Round(random.Random(f"{seed}.{i}"), kinds)
        if differs(program, one):
            show(program, one, f"{seed}.{i}")
            n_differ += 1
            if n_differ == 5:
                break
        n_priced += 1
    print(f"{n_priced} rounds, {n_differ} differ")
    print(f"counted {N_COMPARED[0]} answers compared with an oracle's")
    return 1 if n_differ else 0


if __name__ == "__main__":
    sys.exit(main())
