#!/usr/bin/env python3
"""Holds the program against the oracle of lists, on random lists with blocked routes.

    random_blocked.py PROGRAM [ROUNDS]

Lists of few prefixes, so that blocked routes hide others, compete with other carriers and repeat.
Each round is asked of the lists, of a compiled table of them, of both exports, and with --rank.
ROUTECOST_TEST_SEED gives the seed, which is printed.
"""
import os
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # leaves nothing in the source tree
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "oracle"))

import lists as oracle

TEXTS = ["N/A", "-", "closed", "", "9.99"]
COSTS = ["0", "0.1", "0.10", "0.25", "3", "9.99", "0.123456789", "12345678"]


def random_prefix(rng, n_max):
    return rng.choice(["", "", "", "+"]) + "".join(
        rng.choice("12") for _ in range(rng.randint(1, n_max)))


def random_list(rng, texts):
    rows = []
    for _ in range(rng.choice([1, 3, 10, 40])):
        cost = rng.choice(COSTS)
        if rng.random() < 0.4:
            cost = rng.choice(["blocked", "Blocked", '"BLOCKED"'] + texts)
        rows.append(f"{random_prefix(rng, 5)},{cost}")
    return "\n".join(rows) + "\n"


def run(program, arguments):
    ran = subprocess.run([program, *arguments], capture_output=True, check=False)
    if ran.returncode == 2:
        sys.exit(f"{arguments}: {ran.stderr.decode()}")
    return ran.stdout


N_COMPARED = [0]  # answers


def check(what, got, expected):
    N_COMPARED[0] += expected.count(b"\n")
    if got != expected:
        sys.exit(f"{what} differs in {os.getcwd()}:\n{got.decode()}\nnot\n{expected.decode()}")


def rank_all(options, names, numbers):
    """The offers of all carriers for each number, by the oracle, one carrier at a time."""
    columns = [oracle.run([*options, "--no-route=none", name, "numbers.txt"])[1].decode().split("\n")
               for name in names]
    lines = []
    for i, number in enumerate(numbers):
        offers = [(oracle.value_of(cost), k, cost) for k, column in enumerate(columns)
                  for cost in [column[i].split(",")[1]] if cost != "none"]
        costs = [cost for _, _, cost in sorted(offers)] or ["0"]
        lines.append(",".join([number] + costs + [""] * (len(names) - len(costs))) + "\n")
    return "".join(lines).encode()


def play(program, rng):
    texts = [text for text in TEXTS if rng.random() < 0.3]
    names = [f"list{i}.csv" for i in range(rng.choice([1, 1, 2, 3]))]
    options = ["--blocked=" + text for text in texts]
    options += rng.choice([[], [], ["--duplicates=first"], ["--duplicates=last"]])
    numbers = [random_prefix(rng, 7) for _ in range(60)]
    for name in names:
        with open(name, "w", encoding="ascii") as file:
            file.write(random_list(rng, texts))
    with open("numbers.txt", "w", encoding="ascii") as file:
        file.write("\n".join(numbers) + "\n")
    expected = oracle.run([*options, *names, "numbers.txt"])[1]
    check("lists", run(program, [*options, *names, "numbers.txt"]), expected)
    run(program, [*options, "--compile=all.table", *names])
    check("table", run(program, ["all.table", "numbers.txt"]), expected)
    for prune in [], ["--prune"]:
        exported = run(program, ["--export", *prune, "all.table"])
        if exported.count(b"\n") == 1:
            continue  # everything is blocked, and pruned
        with open("export.csv", "wb") as file:
            file.write(exported)
        check("export", run(program, ["export.csv", "numbers.txt"]), expected)
    ranked = rank_all(options, names, numbers)
    for operands in names, ["all.table"]:
        rank = [f"--rank={len(names)}", *(options if operands is names else [])]
        check("ranks", run(program, [*rank, *operands, "numbers.txt"]), ranked)


def main():
    program, n_rounds = os.path.abspath(sys.argv[1]), int((sys.argv[2:] + ["100"])[0])
    seed = int(os.environ.get("ROUTECOST_TEST_SEED", random.randrange(1 << 30)))
    print(f"ROUTECOST_TEST_SEED={seed}")
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for _ in range(n_rounds):
            play(program, rng)
    print(f"counted {N_COMPARED[0]} answers compared with an oracle's")


if __name__ == "__main__":
    main()
