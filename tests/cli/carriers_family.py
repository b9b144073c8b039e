#!/usr/bin/env python3
"""Prices random lists from a carriers file and one by one, and compares the answers.

    carriers_family.py PROGRAM [N]

Each of the N (20) families has lists of random dialects, and random options on the command line
that the lines replace. What each list answers alone, by its own options given in full, is ranked
here. ROUTECOST_TEST_SEED gives the seed, which is printed.
"""
import os
import random
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

RANK = 3


def run(program, folder, arguments, status=0):
    done = subprocess.run([program, "--quiet"] + arguments, cwd=folder, capture_output=True,
                          text=True)
    if done.returncode != status or done.stderr:
        sys.exit(f"{arguments}: status {done.returncode}, expected {status}\n{done.stderr}")
    return done.stdout


def digits(r, n):
    return "".join(r.choice("0123456789") for _ in range(n))


def write_list(r, path):
    """Writes a random list. Returns the options that read it."""
    delimiter = r.choice(",;\t|")
    comma = r.random() < 0.5
    has_dates = r.random() < 0.4
    n_skipped = r.choice([0, 0, 1, 2, 3])
    columns = ["Code X", "Preis", "Since", "Note"]
    r.shuffle(columns)
    has_header = r.random() < 0.6
    rows = []
    for _ in range(r.randint(1, 40)):
        cost = f"0.{digits(r, r.randint(1, 3))}" if r.random() < 0.9 else str(r.randint(0, 2))
        fields = {"Code X": r.choice(["44", "1", "7", ""]) + digits(r, r.randint(1, 2)),
                  "Preis": cost.replace(".", ",") if comma else cost,
                  "Since": f"2026-0{r.randint(1, 9)}-1{r.randint(0, 9)}",
                  "Note": r.choice(["", "x", "a b"])}
        rows.append([fields[c] for c in columns])
    if has_header:
        rows.insert(0, columns)
    end = r.choice(["\n", "\r\n"])

    def write_field(field):
        quoted = delimiter in field or (comma and delimiter == ",") or r.random() < 0.1
        return f'"{field}"' if quoted else field

    with open(path, "w", newline="") as f:
        f.write(f"preamble{end}" * n_skipped)
        for row in rows:
            f.write(delimiter.join(map(write_field, row)) + end)

    def column(name):
        by_name = has_header and r.random() < 0.5
        return name if by_name else str(columns.index(name) + 1)

    options = [("delimiter", "tab" if delimiter == "\t" else delimiter),
               ("prefix-column", column("Code X")), ("cost-column", column("Preis")),
               ("skip-lines", str(n_skipped)), ("header", "yes" if has_header else "no"),
               ("duplicates", r.choice(["cheapest", "first", "last"]))]
    if comma:
        options.append(("decimal-comma", None))
    if has_dates:
        options += [("at", "2026-05-15"), ("effective-column", column("Since"))]
    return options


def words(options):
    return [f"--{name}" if value is None else f"--{name}={value}" for name, value in options]


def write_line(r, name, path, options):
    """A line of a carriers file. Quotes what has blanks, and sometimes what has none."""
    line = []
    for word in [f"{name}={path}"] + words(options):
        at = r.randint(0, len(word))
        quoted = " " in word or "\t" in word or r.random() < 0.2
        line.append((word[:at] + '"' + word[at:] + '"' if r.random() < 0.5 and " " not in word[:at]
                     else f'"{word}"') if quoted else word)
    return r.choice(["", " ", "\t"]) + r.choice([" ", "\t", "   "]).join(line) + r.choice(["", " "])


def try_family(r, program, folder):
    os.mkdir(f"{folder}/my lists")
    numbers = [r.choice(["44", "1", "7", ""]) + digits(r, r.randint(1, 6)) for _ in range(60)]
    with open(f"{folder}/numbers.txt", "w") as f:
        f.write("".join(n + "\n" for n in numbers))
    offers = [[] for _ in numbers]
    n = r.randint(1, 8)
    lines, operands = [], []
    defaults = [("duplicates", r.choice(["first", "last"])), ("skip-lines", "2")]
    for i in range(n):
        path = f"my lists/deck {i}.csv"
        options = write_list(r, f"{folder}/{path}")
        answers = run_alone(program, folder, path, options)
        if answers is None:
            continue
        name = f"c{i}"
        # A line may leave out what the command line says already.
        own = [o for o in options if o not in defaults or r.random() < 0.5]
        lines += r.choice([[], ["# --no-such"], [""]]) + [write_line(r, name, f"deck {i}.csv", own)]
        for number, answer in zip(offers, answers):
            if answer[0]:
                number.append((Decimal(answer[0]), len(lines), f"{name},{answer[0]},{answer[1]}"))
    if not lines:
        return 0
    end = r.choice(["\n", "\r\n"])
    with open(f"{folder}/my lists/carriers.txt", "w", newline="") as f:
        f.write(end.join(lines) + r.choice(["", end]))
    arguments = words(defaults) + ["--carriers=my lists/carriers.txt", f"--threads={r.choice([1, 2, 4])}"]
    fields = ["--fields=carrier,cost,prefix", "--no-route="]
    for rank in 1, RANK:
        expected = ""
        for number, of_number in zip(numbers, offers):
            best = [text for _, _, text in sorted(of_number)[:rank]]
            expected += ",".join([number] + best + [",,"] * (rank - len(best))) + "\n"
        for kept in ([], ["--compile=t.table"]):
            if kept:
                run(program, folder, arguments + kept)
                got = run(program, folder, fields + [f"--rank={rank}", "t.table", "numbers.txt"])
            else:
                got = run(program, folder, arguments + fields + [f"--rank={rank}", "numbers.txt"])
            if got != expected:
                for a, b in zip(expected.split("\n"), got.split("\n")):
                    if a != b:
                        sys.exit(f"{arguments} {kept}: expected {a}, got {b}\n" + "\n".join(lines))
                sys.exit("other answers")
    return len(lines)


def run_alone(program, folder, path, options):
    """Returns cost and prefix for each number, or None if all rows begin later than the day."""
    arguments = words(options) + ["--fields=cost,prefix", "--no-route=", path, "numbers.txt"]
    done = subprocess.run([program, "--quiet"] + arguments, cwd=folder, capture_output=True,
                          text=True)  # hints may differ
    if "no routes" in done.stderr:
        return None
    if done.returncode or done.stderr:
        sys.exit(f"{arguments}: {done.stderr}")
    return [line.split(",")[1:] for line in done.stdout.splitlines()]


def main():
    program = os.path.abspath(sys.argv[1])
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    seed = int(os.environ.get("ROUTECOST_TEST_SEED", time.time_ns() // 1000000))
    print(f"ROUTECOST_TEST_SEED={seed}")
    n_lists = 0
    for i in range(n):
        with tempfile.TemporaryDirectory() as folder:
            n_lists += try_family(random.Random(f"{seed} {i}"), program, folder)
    if n_lists == 0:
        sys.exit("no list")
    print(f"{n} families, {n_lists} lines")


main()
