#!/usr/bin/env python3
"""Breaks the code in random places, one at a time, and counts what the tests do not notice.

    draw.py [--count=N] [--seed=SEED] [--allowed=N] [--only=TEXT] [--quick] [--jobs=N] FOLDER

Draws N (600) changes from all that can be made in src/: an operator becomes another, a constant one
more or less, a condition its opposite, a statement nothing. Each room gets as many as it has lines. The
seed is printed. FOLDER takes a copy of the sources and its build.

For each change only the changed file is compiled: the tests share a library, so that nothing else is
linked. The room's unit tests run first, then the tests that end at once, then, without --quick, all
others that concern the program; the first that fails ends it, and so does one that hangs. What does
not compile, or makes the same machine code, is drawn anew.

survivors.txt names changes that make no difference that a test could see, with the reason; they are
not counted. Prints all others that survive. Exit status 1 if those are more than --allowed (0).
"""
import argparse
import hashlib
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_CONCERNED = "^(bench|package|readme|recipe|analysis|cli[.]terminal)"
SECONDS_ROOM, SECONDS_QUICK, SECONDS_WHOLE = 30, 10, 120  # a test that takes longer hangs
BYTES_MAX = 6 << 30                     # of memory, for changes that gather without end

TOKEN = re.compile(r"""(?P<skip>//[^\n]*|/\*.*?\*/|^[ \t]*\#(?:\\\n|[^\n])*)
    |(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)|(?P<word>[A-Za-z_]\w*)
    |(?P<sign><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[^\w\s])""",
                   re.X | re.S | re.M)
OPERATORS = {"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="],
             "!=": ["=="], "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["/"], "&&": ["||"],
             "||": ["&&"], "&": ["|"], "|": ["&"], "^": ["|"], "<<": [">>"], ">>": ["<<"], "+=": ["-=", "="],
             "-=": ["+=", "="], "|=": ["=", "&="], "&=": ["=", "|="], "^=": ["="], "++": ["--"],
             "--": ["++"], "<<=": [">>="], ">>=": ["<<="]}
WORDS = {"true": "false", "false": "true"}


class Token:
    def __init__(self, match):
        self.kind, self.text = match.lastgroup, match.group()
        self.start, self.end = match.span()


class Change:
    """Text of a file, from start to end, that becomes another."""

    def __init__(self, file, text, start, end, new):
        self.file, self.start, self.end, self.new = file, start, end, new
        self.line_no = text.count("\n", 0, start) + 1
        begin = text.rfind("\n", 0, start) + 1
        self.line = " ".join(text[begin:text.find("\n", start)].split())
        self.column = len(" ".join(text[begin:start].split()))
        self.old = " ".join(text[start:end].split())

    def name(self):
        """Names the change wherever its line stands in the file."""
        return f"{self.file}: {self.line} [{self.column}: {self.old or 'nothing'} -> {self.new or 'nothing'}]"


def close_of(tokens, i):
    """The index of the bracket that closes the one at i."""
    depth = 0
    for k in range(i, len(tokens)):
        depth += (tokens[k].text in "([{") - (tokens[k].text in ")]}")
        if depth == 0:
            return k
    return len(tokens) - 1


def skipped_ranges(tokens):
    """What is no code that runs: assertions, and sizes that the compiler works out."""
    for i, token in enumerate(tokens[:-1]):
        if token.text in ("assert", "static_assert", "sizeof") and tokens[i + 1].text == "(":
            yield i, close_of(tokens, i + 1)


def statement_end(tokens, i):
    """The index of the semicolon that ends the statement at i; 0 if it is none that can go."""
    first, second = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else tokens[i]
    if first.text in ("break", "continue"):
        return i + 1
    is_call_or_value = first.kind == "word" and re.fullmatch(
        r"\(|\[|->|\.|\+\+|--|[-+*/%&|^]?=|<<=|>>=", second.text)
    if not (is_call_or_value or first.text in ("*", "++", "--")) or first.text in (
            "if", "for", "while", "switch", "return", "sizeof", "else", "do"):
        return 0
    for k in range(i, len(tokens)):
        if tokens[k].text in "{}" and tokens[k].text:
            return 0
        if tokens[k].text == ";":
            return k
    return 0


def changes_of(file, text):
    tokens = [t for t in map(Token, TOKEN.finditer(text)) if t.kind != "skip"]
    skipped = set()
    for first, last in skipped_ranges(tokens):
        skipped.update(range(first, last + 1))
    found = []

    def add(first, last, new):
        found.append(Change(file, text, tokens[first].start, tokens[last].end, new))

    for i, token in enumerate(tokens):
        if i in skipped or i == 0 or i + 1 == len(tokens):
            continue
        before = tokens[i - 1]
        is_binary = before.kind in ("word", "number") or before.text in (")", "]")
        if token.text in OPERATORS and (is_binary or token.text in ("++", "--")):
            for new in OPERATORS[token.text]:
                add(i, i, new)
        if token.kind == "number" and re.fullmatch(r"(0[xX][0-9a-fA-F]+|\d+)[uUlL]*", token.text):
            suffix = token.text.lstrip("0123456789abcdefABCDEFxX")
            value = int(token.text[:len(token.text) - len(suffix)], 0)
            for new in {value + 1, value - 1} - {-1}:
                add(i, i, f"{new}{suffix}")
        if token.text in WORDS:
            add(i, i, WORDS[token.text])
        if token.text == "!":
            add(i, i, "")
        if token.text in ("if", "while") and tokens[i + 1].text == "(":
            last = close_of(tokens, i + 1)
            inner = text[tokens[i + 1].start:tokens[last].end]
            add(i + 1, last, f"(!{inner})")
            add(i + 1, last, "(0)")
            if token.text == "if":
                add(i + 1, last, "(1)")
        if token.text == "return" and tokens[i + 1].text not in (";", "0"):
            last = next(k for k in range(i, len(tokens)) if tokens[k].text == ";")
            add(i + 1, last - 1, "0")
        if before.text in (";", "{", "}", ")", "else") and statement_end(tokens, i):
            add(i, statement_end(tokens, i), ";")
    return found


def room_of(file):
    return file.split("/")[1] if file.count("/") > 1 else "cli"


def draw_order(count, seed):
    """Yields changes: each room by its lines, the places of a room at random."""
    rooms, n_lines = {}, {}
    names = subprocess.run(["git", "ls-files", "src"], cwd=ROOT, capture_output=True, text=True,
                           check=True).stdout.split()
    for file in sorted(n for n in names if n.endswith((".c", ".h"))):
        text = (ROOT / file).read_text(encoding="utf-8")
        found = changes_of(file, text)
        if found:
            rooms.setdefault(room_of(file), []).extend(found)
            n_lines[room_of(file)] = n_lines.get(room_of(file), 0) + text.count("\n")
    r = random.Random(seed)
    for room in rooms:
        r.shuffle(rooms[room])
    due = {room: 0.0 for room in rooms}
    total = sum(n_lines.values())
    print(f"{sum(map(len, rooms.values()))} places", flush=True)
    while any(rooms.values()):
        for room in due:
            due[room] += n_lines[room] / total
        room = max((room for room in rooms if rooms[room]), key=due.get)
        due[room] -= 1
        yield rooms[room].pop()


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_MAX, BYTES_MAX))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 30, 2 << 30))


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                          text=True, errors="replace", check=False, **options)


class Bed:
    """A copy of the sources, built so that a changed file is all that is compiled."""

    def __init__(self, folder, jobs):
        self.folder, self.build, self.jobs = folder, folder / "build", jobs
        folder.mkdir(parents=True, exist_ok=True)
        self.copy()
        generator = ["-G", "Ninja"] if shutil.which("ninja") else []
        done = run(["cmake", "-S", folder, "-B", self.build, *generator, "-DCMAKE_BUILD_TYPE=Debug",
                    "-DCMAKE_C_FLAGS=-O1 -g0", "-DCMAKE_POSITION_INDEPENDENT_CODE=ON",
                    "-DROUTECOST_TEST_LIBRARIES=SHARED"])
        if done.returncode != 0 or not self.make("all"):
            sys.exit(f"the build fails:\n{done.stdout[-3000:]}")
        self.broken = self.failing("-L", "quick") + self.failing("-R", "^unit", "-LE", "quick")
        self.original = self.digest()

    def copy(self):
        names = run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT).stdout.splitlines()
        for name in names:
            source, target = ROOT / name, self.folder / name
            if source.is_file() and (not target.is_file() or target.read_bytes() != source.read_bytes()):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)

    def make(self, *targets):
        return run(["cmake", "--build", self.build, "-j", str(self.jobs), "--target", *targets]).returncode == 0

    def libraries(self):
        return [self.build / "tests" / "unit" / f"lib{name}_under_test.so"
                for name in ("routecost", "routecost_cli")]

    def digest(self):
        return [hashlib.sha256(path.read_bytes()).digest() for path in self.libraries()]

    def ctest(self, *arguments, seconds):
        return run(["ctest", "--test-dir", self.build, "-j", str(self.jobs), "--timeout", str(seconds),
                    *arguments], preexec_fn=limit)

    def failing(self, *chosen):
        """Tests that fail in this build although nothing is changed, as those that wrap the allocator."""
        said = self.ctest(*chosen, seconds=60).stdout
        return re.findall(r"^\s+\d+ - (\S+) \(", said.partition("FAILED:")[2], re.M)

    def passes(self, *arguments, seconds, is_second=False):
        left_out = "|".join([NOT_CONCERNED] + [f"^{re.escape(name)}$" for name in self.broken])
        done = self.ctest("--stop-on-failure", "-E", left_out, *arguments, seconds=seconds)
        if done.returncode == 0 or is_second:
            return done.returncode == 0
        # A busy machine makes tests late, so the one that failed has to fail again.
        return (self.ctest("--rerun-failed", seconds=3 * seconds).returncode == 0 and
                self.passes(*arguments, seconds=6 * seconds, is_second=True))

    def stage_of_death(self, change, only_quick):
        if not self.passes("-R", rf"^unit[.]{room_of(change.file)}[.]", seconds=SECONDS_ROOM):
            return "room"
        if not self.passes("-L", "quick", seconds=SECONDS_QUICK):
            return "quick"
        if only_quick:
            return ""
        if not self.make("all"):
            return "build"
        return "" if self.passes("-LE", "quick", seconds=SECONDS_WHOLE) else "whole"

    def try_out(self, change, only_quick):
        """Where the change was noticed; "" if nowhere; None if it is none."""
        path = self.folder / change.file
        text = path.read_text(encoding="utf-8")
        path.write_text(text[:change.start] + change.new + text[change.end:], encoding="utf-8")
        try:
            targets = ["routecost_under_test", "routecost_cli_under_test"]
            if change.file == "src/main.c":
                targets.append("routecost_checked")
            if not self.make(*targets) or (change.file != "src/main.c" and self.digest() == self.original):
                return None
            return self.stage_of_death(change, only_quick)
        finally:
            path.write_text(text, encoding="utf-8")


def read_equivalent():
    path = pathlib.Path(__file__).with_name("survivors.txt")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {line.strip() for line in lines if line.startswith("src/")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument("--allowed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    o = parser.parse_args()
    print(f"seed {o.seed}", flush=True)
    os.environ.setdefault("ROUTECOST_TEST_SEED", "1")
    equivalent = read_equivalent()
    bed = Bed(o.folder.resolve(), o.jobs)
    if bed.broken:
        print(f"left out, as they fail unchanged: {' '.join(bed.broken)}", flush=True)
    counts = {"room": 0, "quick": 0, "build": 0, "whole": 0, "": 0}
    n_equivalent = n = 0
    for change in draw_order(o.count, o.seed):
        if n == o.count:
            break
        if o.only not in change.name():
            continue
        if change.name() in equivalent:
            n_equivalent += 1
            n += 1
            continue
        started = time.time()
        stage = bed.try_out(change, o.quick)
        if stage is None:
            continue
        n += 1
        counts[stage] += 1
        label = f"noticed by {stage}" if stage else "SURVIVED"
        print(f"{n} {time.time() - started:.0f} s {label}: line {change.line_no}\n{change.name()}", flush=True)
    print(f"{n} changes: {n_equivalent} make no difference; of the others the room's unit tests noticed "
          f"{counts['room']}, the quick tests {counts['quick']}, the others "
          f"{counts['whole'] + counts['build']}; {counts['']} survived")
    sys.exit(1 if counts[""] > o.allowed else 0)


if __name__ == "__main__":
    main()
