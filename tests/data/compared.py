#!/usr/bin/env python3
"""Holds --diff and --export against their oracle, on random lists, and exported lists against those
they came from.

    compared.py PROGRAM [ROUNDS]

ROUTECOST_TEST_SEED gives the seed, which is printed.
"""
import os
import random
import subprocess
import sys
import tempfile
import time

ORACLE = os.path.join(os.path.dirname(__file__), "..", "oracle", "compare.py")
COSTS = ["0", "0.0", "1", "1.0", "01", ".5", "0.5", "0.50", "0.04", "0.040", "0.004", "10", "999"]


def random_prefix(rng, digits):
    plus = rng.choice(["+", ""])
    return plus + "".join(rng.choice(digits) for _ in range(rng.choice([1, 2, 2, 3, 3, 4, 6, 15])))


def random_rows(rng, digits):
    return [
        (random_prefix(rng, digits), rng.choice(COSTS)) for _ in range(rng.randrange(1, 60))
    ]


def week_later(rng, rows, digits):
    kept = [(prefix, rng.choice([cost] * 4 + COSTS[:3])) for prefix, cost in rows]
    kept = [row for row in kept if rng.random() < 0.9] or kept
    return kept + random_rows(rng, digits)[: rng.randrange(4)]


def write_list(path, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        print("prefix,cost", file=file)
        for prefix, cost in rows:
            print(f"{prefix},{cost}", file=file)


def write_numbers(rng, path, rows, digits):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for _ in range(rng.randrange(100)):
            prefix = rng.choice(rows)[0] if rng.random() < 0.9 else random_prefix(rng, digits)
            print(prefix + "".join(rng.choice(digits) for _ in range(rng.randrange(6))), file=file)


def run(command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=False)


def expect(command, oracle, statuses=(0,)):
    """Runs both; their outputs have to be equal."""
    got = run(command)
    wanted = run([sys.executable, ORACLE] + oracle)
    if wanted.returncode or got.returncode not in statuses or got.stdout != wanted.stdout:
        sys.exit(f"{command}: status {got.returncode}, and not as the oracle: {oracle}")
    return got


def check_diff(program, rng, digits):
    rows = random_rows(rng, digits)
    later = week_later(rng, rows, digits)
    write_list("old.csv", rows)
    write_list("new.csv", later)
    write_numbers(rng, "numbers.txt", rows + later, digits)
    operands = ["old.csv", "new.csv"] + ["numbers.txt"] * rng.randrange(2)
    got = expect([program, "--diff", "-q"] + operands, ["diff"] + operands, (0, 1))
    if (got.returncode == 1) != (got.stdout.count(b"\n") > 1):
        sys.exit("the exit status does not say whether something differs")


def check_export(program, rng, digits):
    lists, rows = [f"{name}.csv" for name in "abcd"[: rng.randrange(1, 5)]], []
    for path in lists:
        rows.append(random_rows(rng, digits))
        write_list(path, rows[-1])
    write_numbers(rng, "numbers.txt", sum(rows, []), digits)
    prune = ["--prune"] * rng.randrange(2)
    fields = rng.sample(["cost", "carrier", "prefix"], rng.randrange(1, 4))
    options = prune + [f"--rank={rng.randrange(1, 6)}", "--fields=" + ",".join(fields)]
    expect([program, "--export"] + options + lists, ["export"] + options + lists)
    exported = expect([program, "--export"] + prune + lists, ["export"] + prune + lists).stdout
    with open("exported.csv", "wb") as file:
        file.write(exported)
    if run([program, "exported.csv", "numbers.txt"]).stdout != run(
        [program] + lists + ["numbers.txt"]
    ).stdout:
        sys.exit("the exported list does not price as the lists do")


def main():
    program = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    seed = int(os.environ.get("ROUTECOST_TEST_SEED", time.time_ns() % 10**9))
    rng = random.Random(seed)
    print(f"ROUTECOST_TEST_SEED={seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for _ in range(rounds):
            digits = "0123456789"[: rng.randrange(1, 11)]
            check_diff(program, rng, digits)
            check_export(program, rng, digits)
        os.chdir("/")


main()
