#!/usr/bin/env python3
"""Holds the program against the oracle of charges, on random lists, records and terms.

    charges.py PROGRAM [ROUNDS [columns]]

With "columns", lists have terms of their own, and totals are also by a column.

ROUTECOST_TEST_SEED gives the seed, which is printed.
"""
import os
import random
import subprocess
import sys
import tempfile
import time

ORACLE = os.path.join(os.path.dirname(__file__), "..", "oracle", "charges.py")
FORMS = "seconds fraction clock minutes quoted bad".split()
BAD = ["", "-5", "1000000000000000", "12.", "abc", "1:60", "1:2", "5 6"]


def random_cost(rng):
    digits = "".join(rng.choice("0123456789") for _ in range(rng.choice([1, 2, 4, 7, 18])))
    shape = rng.randrange(8)
    if shape == 0:
        return digits
    if shape == 1:
        return "0." + "0" * rng.randrange(200) + digits
    if shape == 2:
        return "0"
    at = rng.randrange(len(digits) + 1)
    return (digits[:at] or "0") + "." + (digits[at:] or "0") if len(digits) < 18 else "0." + digits


def random_increment(rng):
    first = rng.choice([1, 6, 30, 60, rng.randrange(1, 5000)])
    return rng.choice([f"{first}", f"{first}/{rng.choice([1, 6, 60, rng.randrange(1, 500)])}"])


def random_duration(rng):
    seconds = rng.choice([0, rng.randrange(100), rng.randrange(10000), rng.randrange(10**15)])
    form = rng.choice(FORMS)
    if form == "fraction":
        return f"{seconds}.{rng.choice(['0', '000', '5', '001', '999'])}"
    if form == "clock":
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if form == "minutes":
        return f"{seconds // 60}:{seconds % 60:02}"
    if form == "quoted":
        return f'" {seconds}"'
    return rng.choice(BAD) if form == "bad" and rng.random() < 0.3 else f"{seconds}"


def write_list(rng, path, has_terms):
    with open(path, "w", encoding="utf-8") as file:
        print("prefix,place,cost" + (",increment,fee" if has_terms else ""), file=file)
        for _ in range(rng.randrange(1, 60)):
            prefix = "".join(rng.choice("12345") for _ in range(rng.randrange(1, 5)))
            place = rng.choice(['"North, South"', "Town", '"The ""Hill"""', "", prefix])
            terms = ""
            if has_terms:
                terms = "," + rng.choice(["", random_increment(rng)])
                terms += "," + rng.choice(["", random_cost(rng)])
            print(f"{prefix},{place},{random_cost(rng)}{terms}", file=file)


def write_calls(rng, path):
    with open(path, "w", encoding="utf-8") as file:
        print("id,number,length,note", file=file)
        for i in range(rng.randrange(400)):
            number = "".join(rng.choice("123456") for _ in range(rng.randrange(4, 9)))
            number = rng.choice(["", "x", "+"]) if rng.random() < 0.02 else number
            print(f'{i},{number},{random_duration(rng)},"a, b"', file=file)


def write_many_costs(folder):
    """A list of more costs than are kept prepared at a time, and calls that take turns in one
    place."""
    files = [os.path.join(folder, name) for name in ("many.csv", "turns.csv")]
    with open(files[0], "w", encoding="utf-8") as file:
        print("prefix,place,cost", file=file)
        for i in range(65536 + 200):
            print(f"{100000 + i},,0.{100000 + i}", file=file)
    with open(files[1], "w", encoding="utf-8") as file:
        print("id,number,length", file=file)
        for i in range(200):
            for turn in 0, 65536, 0:
                print(f"{i},{100000 + i + turn}7,{i + 1}", file=file)
    return files


def random_options(rng, has_columns, has_terms):
    options = ["--number-column=number", "--duration-column=length"]
    if rng.random() < 0.5:
        options.append(f"--per={rng.choice([1, 60, 3600, rng.randrange(1, 10**9)])}")
    if rng.random() < 0.7:
        options.append(f"--decimals={rng.randrange(13)}")
    if rng.random() < 0.5:
        options.append(f"--increment={random_increment(rng)}")
    if rng.random() < 0.3:
        options.append(f"--connect-fee={random_cost(rng)}")
    if has_terms:
        options += ["--increment-column=increment", "--fee-column=fee"]
    shape = rng.randrange(4)
    if shape == 0:
        fields = ["carrier", "prefix"] + ["column:place"] * has_columns
        options.append(f"--summary={rng.choice(fields)}")
    elif shape == 1:
        options.append(f"--rank={rng.randrange(1, 4)}")
        options.append("--fields=carrier,charge,cost,prefix")
    elif shape == 2:
        options.append("--fields=charge")
    return options


def run_round(rng, program, folder, has_columns):
    has_terms = has_columns and rng.random() < 0.5
    files = []
    for i in range(rng.choice([1, 1, 2, 3])):
        files.append(os.path.join(folder, f"list{i}.csv"))
        write_list(rng, files[-1], has_terms)
    files.append(os.path.join(folder, "calls.csv"))
    write_calls(rng, files[-1])
    compare(rng, program, random_options(rng, has_columns, has_terms), files)


def compare(rng, program, options, files):
    oracle = subprocess.run([sys.executable, ORACLE, *options, *files], capture_output=True)
    threads = rng.choice([1, 2, 4, 8])
    command = [program, f"--threads={threads}", *options, *files]
    answer = subprocess.run(command, capture_output=True)
    if oracle.returncode != 0:
        sys.exit("the oracle failed: " + oracle.stderr.decode())
    if answer.returncode > 1 or answer.stdout != oracle.stdout:
        kept = tempfile.mkdtemp()
        subprocess.run(["cp", *files, kept], check=True)
        for name, text in (("expected", oracle.stdout), ("written", answer.stdout)):
            with open(os.path.join(kept, name), "wb") as file:
                file.write(text)
        sys.exit(f"differs: {' '.join(command)}, see {kept}\n{answer.stderr.decode()}")


def main():
    seed = int(os.environ.get("ROUTECOST_TEST_SEED", time.time()))
    print(f"ROUTECOST_TEST_SEED={seed}", flush=True)
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        compare(rng, sys.argv[1], ["--number-column=number", "--duration-column=length"],
                write_many_costs(folder))
        for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 40):
            run_round(rng, sys.argv[1], folder, "columns" in sys.argv)


if __name__ == "__main__":
    main()
