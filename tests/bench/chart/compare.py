"""Measures routecost beside a naive trie and a JudySL array in C, a Python dict, awk, sqlite3,
DuckDB and polars.

All read the same list and the same numbers, and have to give the same answers.  Loading is what
a run without numbers takes; looking up is what a run with all of them takes beyond that.  The
figures are medians, but what takes longer than a minute is run once.  They are written as a table
with tabs, from which chart.py draws.

A tool that is not there is left out, with a word.
"""

import argparse
import filecmp
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LONG_S = 60
COLUMNS = ("contender", "rows", "numbers", "load_s", "look_up_s", "peak_mib")


def contenders(options):
    """(name, command) of those that are there; {routes} and {numbers} stand for the files."""
    yield "routecost", [options.program, "{routes}", "{numbers}"]
    yield "routecost, 1 thread", [options.program, "--threads=1", "{routes}", "{numbers}"]
    yield "naive trie in C", [options.naive, "{routes}", "{numbers}"]
    if options.judy:
        yield "JudySL", [options.judy, "{routes}", "{numbers}"]
    else:
        print("skipped: no Judy.h", file=sys.stderr)
    for name, module, script in (("DuckDB", "duckdb", "duck.py"), ("polars", "polars", "frame.py")):
        if importlib.util.find_spec(module):
            yield name, [sys.executable, os.path.join(HERE, script), "{routes}", "{numbers}"]
        else:
            print(f"skipped: no module {module} for {sys.executable}", file=sys.stderr)
    yield "Python dict", [sys.executable, os.path.join(HERE, "dict.py"), "{routes}", "{numbers}"]
    for name in ("mawk", "gawk"):
        tool = found(name)
        if tool:
            yield name, [tool, "-f", os.path.join(HERE, "array.awk"), "{routes}", "{numbers}"]
    tool = found("sqlite3")
    if tool:
        yield "sqlite3", [tool, "-batch", ":memory:", ".read {sql}"]


def found(name):
    path = shutil.which(name)
    if not path:
        print(f"skipped: no {name}", file=sys.stderr)
    return path


def generate(options, kind, count, seed):
    path = os.path.join(options.folder, f"{kind}-{count}")
    with open(path, "wb") as out:
        subprocess.run([options.generate, kind, str(count), str(seed)], stdout=out, check=True)
    return path


def run(options, command, routes, numbers):
    """Wall seconds and peak MiB of one run; its answers are left in the folder."""
    sql = os.path.join(options.folder, "table.sql")
    with open(os.path.join(HERE, "table.sql")) as form, open(sql, "w") as filled:
        filled.write(form.read().replace("ROUTES list", routes + " list")
                     .replace("NUMBERS numbers", numbers + " numbers"))
    words = [w.format(routes=routes, numbers=numbers, sql=sql) for w in command]
    answers = os.path.join(options.folder, "answers")
    told = subprocess.run([options.measure, answers] + words, stdout=subprocess.PIPE, check=True)
    wall_s, _, peak_mib = map(float, told.stdout.split())
    return wall_s, peak_mib, answers


def measure(options, command, routes, numbers, nothing, expected):
    """(load_s, look_up_s, peak_mib), or None when the answers differ from the first ones."""
    loads, wholes, peaks = [], [], []
    for _ in range(options.runs):
        loads.append(run(options, command, routes, nothing)[0])
        wall_s, peak_mib, answers = run(options, command, routes, numbers)
        wholes.append(wall_s)
        peaks.append(peak_mib)
        if not os.path.exists(expected):
            os.rename(answers, expected)
        elif not filecmp.cmp(answers, expected, shallow=False):
            return None
        if wall_s > LONG_S:
            break
    load_s = statistics.median(loads)
    return load_s, max(0.0, statistics.median(wholes) - load_s), statistics.median(peaks)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("program", "generate", "measure", "naive", "folder", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--judy")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--numbers", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def main():
    options = parse_options()
    os.makedirs(options.folder, exist_ok=True)
    routes = generate(options, "routes", options.rows, 1)
    numbers = generate(options, "numbers", options.numbers, 2)
    nothing = os.path.join(options.folder, "nothing")
    open(nothing, "w").close()
    expected = os.path.join(options.folder, "expected")
    if os.path.exists(expected):
        os.remove(expected)

    rows = []
    for name, command in contenders(options):
        figures = measure(options, command, routes, numbers, nothing, expected)
        if figures is None:
            sys.exit(f"{name} gives other answers than routecost")
        rows.append((name, options.rows, options.numbers) + tuple(f"{f:.4f}" for f in figures))
        print(*rows[-1], sep="\t", flush=True)
    with open(options.out, "w") as out:
        for row in [COLUMNS] + rows:
            print(*row, sep="\t", file=out)


main()
