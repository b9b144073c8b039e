#!/usr/bin/env python3
"""Breaks the code in random places, one at a time, and counts what the tests do not notice.

    draw.py [--count=N] [--seed=SEED] [--from=N] [--allowed=N] [--only=TEXT] [--quick] [--jobs=N]
            [--reach] [--seconds=N] FOLDER
    draw.py --check

Draws N (600) changes from all that can be made in src/: an operator becomes another, a constant one
more or less, a condition its opposite, a statement nothing. Each room gets as many as it has lines. The
seed is printed. FOLDER takes a copy of the sources and its build.

For each change only the changed file is compiled, and of a header its unit test: the tests share a library,
so that nothing else is linked. The file's own tests run first, then those that noticed others in its room, then all that end at
once, then, without --quick, all others that concern the program. The first that fails ends it; a test that
hangs fails, and so does one that leaks memory, reaches beyond it, or takes it for zero, where the address
sanitizer runs. What does not compile, or survives and makes the same machine code, is drawn anew.

survivors.txt names changes that make no difference that a test could see, with the reason ([*]: whatever
is changed in this line); they are not counted. Prints all others that survive. Exit status 1 if those are
more than --allowed (0).
--from leaves out the first N changes that a seed draws: so several runs, each in its own folder, share a draw.
--reach first finds, in some minutes, which lines each test reaches: then a change is tried on the tests that
reach it. That pays for many changes.
--seconds tries a change on its own tests, and on others that take no longer together: enough to find those that
are worth a look, of which some survive that other tests would notice.
--check only looks whether the changes of survivors.txt can still be made.
"""
import argparse
import hashlib
import itertools
import os
import pathlib
import random
import signal
import sys
import time

sys.dont_write_bytecode = True  # leaves nothing in the source tree

from bed import Bed
from changes import ROOT, changes_of, room_of, source_files


def draw_order(root, seed):
    """Yields changes: each room by its lines, the places of a room at random. A place of code that stays
    as it is keeps its number, so that a seed draws much the same when other code changes."""
    rooms, n_lines = {}, {}
    for file in source_files(root):
        text = (root / file).read_text(encoding="utf-8")
        found = changes_of(file, text)
        if found:
            rooms.setdefault(room_of(file), []).extend(found)
            n_lines[room_of(file)] = n_lines.get(room_of(file), 0) + text.count("\n")
    for room in rooms:
        rooms[room].sort(key=lambda change: hashlib.sha256(f"{seed} {change.name()}".encode()).digest())
    due = {room: 0.0 for room in rooms}
    total = sum(n_lines.values())
    print(f"{sum(map(len, rooms.values()))} places", flush=True)
    while any(rooms.values()):
        for room in due:
            due[room] += n_lines[room] / total
        room = max((room for room in rooms if rooms[room]), key=due.get)
        due[room] -= 1
        yield rooms[room].pop()


def read_equivalent():
    path = pathlib.Path(__file__).with_name("survivors.txt")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {line.strip() for line in lines if line.startswith("src/")}


def check():
    """Prints the changes of survivors.txt that are none now; returns how many."""
    known = set()
    for file in source_files(ROOT):
        for change in changes_of(file, (ROOT / file).read_text(encoding="utf-8")):
            known |= change.names()
    gone = sorted(read_equivalent() - known)
    for name in gone:
        print(f"cannot be made: {name}")
    return len(gone)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument("--from", type=int, default=0, dest="n_left_out")
    parser.add_argument("--allowed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--reach", action="store_true")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--jobs", type=int, default=2)
    o = parser.parse_args()
    if o.check:
        sys.exit(1 if check() else 0)
    if not o.folder:
        parser.error("FOLDER is missing")
    print(f"seed {o.seed}", flush=True)
    os.environ.setdefault("ROUTECOST_TEST_SEED", "1")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # what was changed is put back
    equivalent = read_equivalent()
    bed = Bed(o.folder.resolve(), o.jobs, o.quick, o.reach, o.seconds)
    print(f"{sum(t.seconds for t in bed.quick):.0f} s of quick tests", flush=True)
    if bed.broken:
        print(f"left out, as they fail unchanged: {' '.join(t.name for t in bed.broken)}", flush=True)
    n_near = n_survived = n_equivalent = n = 0
    for change in itertools.islice(draw_order(bed.folder, o.seed), o.n_left_out, None):
        if n == o.count:
            break
        if o.only not in change.name():
            continue
        if change.names() & equivalent:
            n_equivalent += 1
            n += 1
            continue
        started = time.time()
        noticed_by = bed.try_out(change)
        if noticed_by is None:
            continue
        n += 1
        n_survived += not noticed_by
        n_near += noticed_by.startswith(f"unit.{room_of(change.file)}.")
        label = f"noticed by {noticed_by}" if noticed_by else "SURVIVED"
        print(f"{n} {time.time() - started:.0f} s {label}: line {change.line_no}\n{change.name()}", flush=True)
    print(f"{n} changes: {n_equivalent} make no difference; of the others the room's unit tests noticed "
          f"{n_near}, other tests {n - n_equivalent - n_near - n_survived}; {n_survived} survived")
    sys.exit(1 if n_survived > o.allowed else 0)


if __name__ == "__main__":
    main()
