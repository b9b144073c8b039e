"""Where draw.py tries changes out: a copy of the sources, built so that little is compiled for each."""
import concurrent.futures
import itertools
import json
import os
import pathlib
import re
import shutil
import sys
import threading

from changes import ROOT, room_of, source_files
from ctests import MEMORY_MB, Test, own_tests, read_tests, run
from reach import Reach

LINKED = {"routecost_under_test": "libroutecost_under_test.so",  # what the tests of the program share
          "routecost_cli_under_test": "libroutecost_cli_under_test.so", "routecost_checked": "routecost"}
LEAK = """#include <stdlib.h>
static void *volatile place;
int main(void) { place = malloc(100); place = NULL; return 0; }
"""


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


def unit_of(file):
    """The unit test of a file, and its program, which has headers of its own."""
    room, stem = room_of(file), pathlib.Path(file).stem
    return f"tests/unit/{room}/test_{stem}.c", f"test_{room}_{stem}"


class Bed:
    """A copy of the sources, built so that a changed file is all that is compiled."""

    def __init__(self, folder, jobs, only_quick, has_reach, seconds_max):
        self.folder, self.build, self.jobs, self.only_quick = folder, folder / "build", jobs, only_quick
        self.seconds_max = seconds_max  # that the first tests of a change may take together, its own left out
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
        tests = read_tests(self.build)
        self.quick = [t for t in tests if t.is_quick]
        self.units = [t for t in tests if not t.is_quick and t.is_unit]
        self.others = [t for t in tests if not t.is_quick and not t.is_unit]
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            tests = self.quick if only_quick else self.quick + self.units
            self.broken = [t for t, passed in zip(tests, pool.map(Test.measure, tests)) if not passed]
        self.quick = [t for t in self.quick if t not in self.broken]
        self.units = [t for t in self.units if t not in self.broken]
        self.reach = Reach(folder, folder / "reach", jobs, only_quick) if has_reach else None

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
            file = str(pathlib.Path(entry["file"]).relative_to(self.folder))
            if output and (output.group(2) in LINKED or file.startswith("tests/unit/")):
                made = pathlib.Path(entry["directory"]) / output.group(1)
                commands.setdefault(file, []).append((output.group(2), made, entry["command"]))
        return commands

    def compile(self, file, kept):
        """Compiles what a changed file is part of, and links it; kept takes what was there before."""
        unit, program = unit_of(file)
        files = [file] if file.endswith(".c") else users_of(self.folder, file) + [unit]
        todo = [c for f in files for c in self.commands.get(f, [])]
        folder, made = self.build / "tests" / "unit", {**LINKED, program: program}
        targets = [t for t in made if t in {c[0] for c in todo}]
        for path in [c[1] for c in todo] + [folder / made[t] for t in targets]:
            kept[path] = path.read_bytes()

        def compile_one(one):
            return run(["sh", "-c", one[2]], cwd=folder).returncode == 0

        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            if not all(pool.map(compile_one, todo)):
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
        """Runs tests until one fails, and ends those that run beside it; returns it, or None."""
        left, failed = iter(tests), []

        def work(lock=threading.Lock()):
            while not failed:
                with lock:
                    test = next(left, None)
                if test is None:
                    return
                if test.fails_again() and not failed:
                    failed.append(test)

        threads = [threading.Thread(target=work) for _ in range(self.jobs)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            for thread in threads:
                thread.join(0.05)
            for test in tests if failed else []:
                test.end()
        return failed[0] if failed else None

    def reaching(self, change, tests):
        """Those of the tests that reach the change, as far as that is known, and the unit test of a header."""
        names = self.reach.tests_of(change) if self.reach else None
        own = own_tests(change.file) if change.file.endswith(".h") else []
        return tests if names is None else [t for t in tests if t.name in names or t.is_one_of(own)]

    def who_notices(self, change):
        """The name of the test that notices; "" if none does."""
        own = own_tests(change.file)
        quick, units = self.reaching(change, self.quick), self.reaching(change, self.units)
        first = quick + [t for t in units if t.is_one_of(own)]
        first.sort(key=lambda t: t.turn(change.file, own))
        taken = itertools.accumulate(0 if t.is_one_of(own) else t.seconds for t in first)
        test = self.first_to_fail([t for t, seconds in zip(first, taken) if seconds <= self.seconds_max])
        if not test and not self.only_quick:
            test = self.first_to_fail([t for t in units if t not in first])
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
