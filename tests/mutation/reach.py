"""Finds which lines of the sources each test reaches, as gcov counts them."""
import bisect
import concurrent.futures
import json
import pathlib
import shutil
import sys

from ctests import read_tests, run

OBJECTS = "CMakeFiles/routecost_"  # of what the tests of the program share


class Reach:
    """Runs tests in a build that counts lines."""

    def __init__(self, source, folder, jobs, only_quick):
        self.source, self.folder = source, folder
        self.reached = {}    # by file and line: names of tests
        self.functions = {}  # by file: first and last lines, in order
        self.anywhere = set()  # tests that gcov says nothing about: these may reach any line
        done = run(["cmake", "-S", source, "-B", folder / "build", "-DCMAKE_BUILD_TYPE=Debug",
                    "-DCMAKE_C_FLAGS=-O0 -w -DNDEBUG --coverage -fprofile-update=atomic",
                    "-DCMAKE_POSITION_INDEPENDENT_CODE=ON", "-DROUTECOST_TEST_LIBRARIES=SHARED"])
        made = done if done.returncode else run(["make", "-C", folder / "build/tests/unit", "-j", str(jobs)])
        if made.returncode:
            sys.exit(f"the build that counts lines fails:\n{made.stdout[-3000:]}")
        tests = [t for t in read_tests(folder / "build") if t.is_quick or (t.is_unit and not only_quick)]
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            for test, reports in zip(tests, pool.map(self.count_lines, tests)):
                self.add(test.name, reports)
        for ranges in self.functions.values():
            ranges[:] = sorted(set(ranges))

    def count_lines(self, test):
        """Runs a test; returns gcov's reports of each source file, none if the test did not pass."""
        counts = self.folder / "counts" / test.name
        test.environment["GCOV_PREFIX"] = str(counts)
        passed = test.passes(slower=10)
        files = [path for path in counts.rglob("*.gcda") if OBJECTS in str(path) and "/src/" in str(path)]
        for path in files:
            notes = pathlib.Path("/") / path.relative_to(counts).with_suffix(".gcno")
            path.with_suffix(".gcno").symlink_to(notes)
        reports = run(["gcov", "-t", "--json-format", *files]).stdout.splitlines() if passed and files else []
        shutil.rmtree(counts, ignore_errors=True)
        return [file for report in reports if report.startswith("{") for file in json.loads(report)["files"]]

    def add(self, name, files):
        if not files:
            self.anywhere.add(name)
        for file in files:
            path = pathlib.Path(file["file"])
            if not path.is_relative_to(self.source / "src"):
                continue
            path = str(path.relative_to(self.source))
            lines = self.reached.setdefault(path, {})
            for line in file["lines"]:
                names = lines.setdefault(line["line_number"], set())
                if line["count"] > 0:
                    names.add(name)
            self.functions.setdefault(path, []).extend(
                (f["start_line"], f["end_line"]) for f in file["functions"])

    def function_of(self, file, line_no):
        """The first and the last line of the function that has a line; None if none has."""
        functions = self.functions.get(file, [])
        i = bisect.bisect_right(functions, (line_no, sys.maxsize)) - 1
        return functions[i] if i >= 0 and line_no <= functions[i][1] else None

    def tests_of(self, change):
        """Names of the tests that reach a change; None if its lines have no code of their own."""
        function = self.function_of(change.file, change.line_no)
        if not function:
            return None
        lines = self.reached[change.file]
        wanted = [n for n in range(change.line_no, change.last_line_no + 1) if n in lines]
        wanted = wanted or [n for n in range(function[0], function[1] + 1) if n in lines]
        return self.anywhere.union(*(lines[n] for n in wanted))
