#!/usr/bin/env python3
"""Breaks the code in random places, one at a time, and counts what the tests do not notice.

    draw.py [--count=N] [--seed=SEED] [--allowed=N] [--only=TEXT] [--quick] [--jobs=N] FOLDER
    draw.py --check

Draws N (600) changes from all that can be made in src/: an operator becomes another, a constant one
more or less, a condition its opposite, a statement nothing. Each room gets as many as it has lines. The
seed is printed. FOLDER takes a copy of the sources and its build.

For each change only the changed file is compiled: the tests share a library, so that nothing else is
linked. The file's own tests run first, then those that noticed others in its room, then all that end at
once, then, without --quick, all others that concern the program. The first that fails ends it; a test that
hangs fails, and so does one that leaks memory, reaches beyond it, or takes it for zero, where the address
sanitizer runs. What does not compile, or survives and makes the same machine code, is drawn anew.

survivors.txt names changes that make no difference that a test could see, with the reason ([*]: whatever
is changed in this line); they are not counted. Prints all others that survive. Exit status 1 if those are
more than --allowed (0).
--check only looks whether the changes of survivors.txt can still be made.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_CONCERNED = "(bench|package|readme|recipe|systems|analysis|mutation|cli[.]terminal)"
SECONDS_WAITED = 15                     # and ten times what a test takes unchanged: if it lasts longer, it hangs
LINKED = {"routecost_under_test": "libroutecost_under_test.so",  # what the tests of the program share
          "routecost_cli_under_test": "libroutecost_cli_under_test.so", "routecost_checked": "routecost"}
MEMORY_MB, FILE_BLOCKS = 6 << 10, 4 << 20  # for changes that gather or write without end
LEAK = """#include <stdlib.h>
static void *volatile place;
int main(void) { place = malloc(100); place = NULL; return 0; }
"""

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

    def names(self):
        """The name, and the one for all changes of the line."""
        return {self.name(), f"{self.file}: {self.line} [*]"}


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


def source_files(root):
    return sorted(str(path.relative_to(root)) for path in (root / "src").rglob("*.[ch]"))


def own_tests(file):
    """Patterns of the names of a file's own tests, some of which without_test.txt has."""
    room, stem = room_of(file), pathlib.Path(file).stem
    text = (ROOT / "tests/analysis/without_test.txt").read_text(encoding="utf-8")
    line = re.search(rf"^{room}/{stem}[.]c:.*", text, re.M)
    named = line.group() if line else f"unit/{room}/test_{stem}.c"
    return ([rf"unit[.]{r}[.]{m}$" for r, m in re.findall(r"unit/(\w+)/test_(\w+)[.]c", named)] +
            [rf"cli[.]{topic}[.]" for topic in re.findall(r"tests/cli/cases/(\w+)", named)])


def users_of(root, header):
    """The source files that include a header, straight or by another one."""
    texts = {path: (root / path).read_text(encoding="utf-8") for path in source_files(root)}
    users, left = set(), [str(header)]
    while left:
        line = f'#include "{left.pop()[4:]}"'
        found = {path for path, text in texts.items() if line in text} - users
        users |= found
        left += [path for path in found if path.endswith(".h")]
    return sorted(path for path in users if path.endswith(".c"))


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


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                          text=True, errors="replace", check=False, **options)


class Test:
    """A test as ctest knows it; it is run without ctest, which takes longer than most tests do."""

    def __init__(self, known):
        properties = {p["name"]: p["value"] for p in known.get("properties", [])}
        self.name, self.command = known["name"], known.get("command", [])
        self.folder = properties.get("WORKING_DIRECTORY")
        self.environment = dict(line.split("=", 1) for line in properties.get("ENVIRONMENT", []))
        self.skipped = properties.get("SKIP_RETURN_CODE", 0)
        self.is_quick = "quick" in properties.get("LABELS", [])
        self.is_unit = self.name.count(".") > 1 and self.name.startswith("unit.")
        self.seconds = 20.0  # what it takes; measured first
        self.n_noticed = {}  # by room

    def passes(self, slower=1):
        """Runs it with limits, so that a change which makes it hang makes it fail."""
        limits = f"ulimit -t {5 + int(4 * self.seconds)} -f {FILE_BLOCKS}"
        if "ASAN_OPTIONS" not in os.environ:
            limits += f" -v {MEMORY_MB << 10}"
        process = subprocess.Popen(
            ["sh", "-c", limits + '; exec "$@"', "sh", *self.command], cwd=self.folder,
            env={**os.environ, **self.environment}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return process.wait(slower * (SECONDS_WAITED + 10 * self.seconds)) in (0, self.skipped)
        except subprocess.TimeoutExpired:
            return False
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()

    def measure(self):
        """Runs it once, and returns whether it passes."""
        started = time.time()
        passed = self.passes(slower=10)
        self.seconds = time.time() - started
        return passed

    def turn(self, file, own):
        """When a change of a file is tried on it: its own tests first, then those that noticed others there."""
        room = room_of(file)
        is_near = self.name.startswith(f"unit.{room}.")
        return not self.is_one_of(own), -self.n_noticed.get(room, 0), not is_near, self.seconds

    def is_one_of(self, patterns):
        return any(re.match(pattern, self.name) for pattern in patterns)


class Bed:
    """A copy of the sources, built so that a changed file is all that is compiled."""

    def __init__(self, folder, jobs, only_quick):
        self.folder, self.build, self.jobs, self.only_quick = folder, folder / "build", jobs, only_quick
        self.originals = {}  # the machine code of files
        folder.mkdir(parents=True, exist_ok=True)
        self.copy()
        sanitizer = "-fsanitize=address" if self.has_sanitizer() else ""
        cache = ["-DCMAKE_C_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
        done = run(["cmake", "-S", folder, "-B", self.build, "-G", "Unix Makefiles", *cache,
                    "-DCMAKE_BUILD_TYPE=Debug", f"-DCMAKE_C_FLAGS_DEBUG=-O0 {sanitizer}",
                    f"-DCMAKE_EXE_LINKER_FLAGS={sanitizer}",
                    "-DCMAKE_POSITION_INDEPENDENT_CODE=ON", "-DROUTECOST_TEST_LIBRARIES=SHARED"])
        made = done if done.returncode else self.make("tests/unit" if only_quick else ".")
        if made.returncode:
            sys.exit(f"the build fails:\n{made.stdout[-3000:]}")
        self.commands = self.read_commands()
        known = json.loads(subprocess.run(["ctest", "--test-dir", self.build, "--show-only=json-v1"],
                                          stdout=subprocess.PIPE, check=True).stdout)
        tests = [t for t in map(Test, known["tests"]) if not re.match(NOT_CONCERNED, t.name)]
        self.quick = [t for t in tests if t.is_quick]
        self.units = [t for t in tests if not t.is_quick and t.is_unit]
        self.others = [t for t in tests if not t.is_quick and not t.is_unit]
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            tests = self.quick if only_quick else self.quick + self.units
            self.broken = [t for t, passed in zip(tests, pool.map(Test.measure, tests)) if not passed]
        self.quick = [t for t in self.quick if t not in self.broken]
        self.units = [t for t in self.units if t not in self.broken]

    def has_sanitizer(self):
        """Whether programs can be made to fail when they leak memory or reach beyond it; the sanitizer then
        limits it, too."""
        source, program = self.folder / "leak.c", self.folder / "leak"
        source.write_text(LEAK, encoding="utf-8")
        made = run(["cc", "-fsanitize=address", source, "-o", program])
        if made.returncode != 0 or run([program]).returncode == 0:
            return False
        os.environ["ASAN_OPTIONS"] = f"hard_rss_limit_mb={MEMORY_MB}:allocator_may_return_null=1"
        return True

    def copy(self):
        names = run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT).stdout.splitlines()
        for name in names:
            source, target = ROOT / name, self.folder / name
            if source.is_file() and (not target.is_file() or target.read_bytes() != source.read_bytes()):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)

    def make(self, folder):
        return run(["make", "-C", self.build / folder, "-j", str(self.jobs)])

    def read_commands(self):
        """How each source file is compiled for the tests: a list of (target, object, command)."""
        commands = {}
        for entry in json.loads((self.build / "compile_commands.json").read_text(encoding="utf-8")):
            output = re.search(r" -o (CMakeFiles/(\w+)[.]dir/\S+)", entry["command"])
            if output and output.group(2) in LINKED:
                file = str(pathlib.Path(entry["file"]).relative_to(self.folder))
                made = pathlib.Path(entry["directory"]) / output.group(1)
                commands.setdefault(file, []).append((output.group(2), made, entry["command"]))
        return commands

    def compile(self, file, kept):
        """Compiles what a changed file is part of, and links it; kept takes what was there before."""
        files = [file] if file.endswith(".c") else users_of(self.folder, file)
        todo = [c for f in files for c in self.commands.get(f, [])]
        folder, targets = self.build / "tests" / "unit", [t for t in LINKED if t in {c[0] for c in todo}]
        for path in [c[1] for c in todo] + [folder / LINKED[t] for t in targets]:
            kept[path] = path.read_bytes()

        def make(one):
            return run(["sh", "-c", one[2]], cwd=folder).returncode == 0

        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            if not all(pool.map(make, todo)):
                return False
        return all(run(["sh", f"CMakeFiles/{t}.dir/link.txt"], cwd=folder).returncode == 0 for t in targets)

    def code_of(self, file):
        """The machine code of a source file, well optimised."""
        compiled = self.folder / "changed.o"
        run(["cc", "-O2", "-std=c17", "-Iinclude", "-Isrc", "-c", file, "-o", compiled], cwd=self.folder)
        return compiled.read_bytes()

    def same_code(self, path, text, changed):
        """Whether a change of a file makes no other machine code."""
        name, same = path.relative_to(self.folder), True
        for file in [name] if name.suffix == ".c" else users_of(self.folder, name):
            if file not in self.originals:
                path.write_text(text, encoding="utf-8")
                self.originals[file] = self.code_of(file)
            path.write_text(changed, encoding="utf-8")
            same = same and self.code_of(file) == self.originals[file]
            if not same:
                break
        return same

    def first_to_fail(self, tests):
        """Runs tests until one fails; returns it, or None."""
        left, failed = iter(tests), []

        def work(lock=threading.Lock()):
            while not failed:
                with lock:
                    test = next(left, None)
                if test is None:
                    return
                # A busy machine makes tests late, so the one that failed has to fail again.
                if not test.passes() and not failed and not test.passes(slower=3):
                    failed.append(test)

        threads = [threading.Thread(target=work) for _ in range(self.jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return failed[0] if failed else None

    def who_notices(self, change):
        """The name of the test that notices; "" if none does."""
        own = own_tests(change.file)
        first = self.quick + [t for t in self.units if t.is_one_of(own)]
        test = self.first_to_fail(sorted(first, key=lambda t: t.turn(change.file, own)))
        if not test and not self.only_quick:
            test = self.first_to_fail([t for t in self.units if t not in first])
            if not test and self.make(".").returncode:
                return "the build"
            test = test or self.first_to_fail(self.others)
        if not test:
            return ""
        room = room_of(change.file)
        test.n_noticed[room] = test.n_noticed.get(room, 0) + 1
        return test.name

    def try_out(self, change):
        """Who noticed the change; "" if nobody; None if it is none."""
        path = self.folder / change.file
        text = path.read_text(encoding="utf-8")
        old, new = text[change.start:change.end], change.new
        new += "\n" * (old.count("\n") - new.count("\n"))  # assertions hold their lines
        changed = text[:change.start] + new + text[change.end:]
        path.write_text(changed, encoding="utf-8")
        kept = {}
        try:
            if not self.compile(change.file, kept):
                return None
            noticed_by = self.who_notices(change)
            return None if not noticed_by and self.same_code(path, text, changed) else noticed_by
        finally:
            path.write_text(text, encoding="utf-8")
            for made, before in kept.items():
                made.write_bytes(before)


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
    parser.add_argument("--allowed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
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
    bed = Bed(o.folder.resolve(), o.jobs, o.quick)
    print(f"{sum(t.seconds for t in bed.quick):.0f} s of quick tests", flush=True)
    if bed.broken:
        print(f"left out, as they fail unchanged: {' '.join(t.name for t in bed.broken)}", flush=True)
    n_near = n_survived = n_equivalent = n = 0
    for change in draw_order(bed.folder, o.seed):
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
