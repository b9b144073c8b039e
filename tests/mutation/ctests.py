"""The tests as ctest knows them, and how one is run so that it ends."""
import json
import os
import pathlib
import re
import signal
import subprocess
import threading
import time

from changes import ROOT, room_of

NOT_CONCERNED = "(bench|package|readme|recipe|systems|analysis|mutation|cli[.]terminal)"
SECONDS_WAITED = 15                     # and ten times what a test takes unchanged: if it lasts longer, it hangs
MEMORY_MB, FILE_BLOCKS = 6 << 10, 4 << 20  # for changes that gather or write without end


def own_tests(file):
    """Patterns of the names of a file's own tests, some of which without_test.txt has."""
    room, stem = room_of(file), pathlib.Path(file).stem
    text = (ROOT / "tests/analysis/without_test.txt").read_text(encoding="utf-8")
    line = re.search(rf"^{room}/{stem}[.]c:.*", text, re.M)
    named = line.group() if line else f"unit/{room}/test_{stem}.c"
    return ([rf"unit[.]{r}[.]{m}$" for r, m in re.findall(r"unit/(\w+)/test_(\w+)[.]c", named)] +
            [rf"cli[.]{topic}[.]" for topic in re.findall(r"tests/cli/cases/(\w+)", named)])


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                          text=True, errors="replace", check=False, **options)


def kill_group(leader):
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        pass


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
        self.seconds = self.cpu_seconds = 20.0  # what it takes; measured first
        self.usage = None  # of the last run
        self.process = None  # while it runs
        self.n_noticed = {}  # by room

    def run(self, slower=1):
        """Runs it with limits, so that a change which makes it hang makes it fail. Returns its exit status, below
        0 if a signal ended it, as the limit of processor time does; None if it took too long by the clock."""
        limits = f"ulimit -t {int(slower * (3 + 4 * self.cpu_seconds))} && ulimit -f {FILE_BLOCKS}"
        if "ASAN_OPTIONS" not in os.environ:
            limits += f" && ulimit -v {MEMORY_MB << 10}"
        self.process = process = subprocess.Popen(
            ["sh", "-c", limits + ' && exec "$@"', "sh", *self.command], cwd=self.folder,
            env={**os.environ, **self.environment}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        too_late = threading.Event()

        def end():
            too_late.set()
            kill_group(process.pid)

        timer = threading.Timer(slower * (SECONDS_WAITED + 10 * self.seconds), end)
        timer.start()
        _, status, self.usage = os.wait4(process.pid, 0)
        timer.cancel()
        self.process = None
        process.returncode = os.waitstatus_to_exitcode(status)
        kill_group(process.pid)
        return None if too_late.is_set() else process.returncode

    def end(self):
        """Ends it if it runs, from another thread."""
        process = self.process
        if process:
            kill_group(process.pid)

    def passes(self, slower=1):
        return self.run(slower) in (0, self.skipped)

    def fails_again(self):
        """Whether it fails, and not because a busy machine made it late: then it fails twice."""
        status = self.run()
        if status in (0, self.skipped):
            return False
        return status is not None and status < 0 or not self.passes(slower=3)

    def measure(self):
        """Runs it once, and returns whether it passes."""
        started = time.time()
        passed = self.passes(slower=10)
        self.seconds = time.time() - started
        self.cpu_seconds = self.usage.ru_utime + self.usage.ru_stime
        return passed

    def turn(self, file, own):
        """When a change of a file is tried on it: its own tests first, then those that noticed others there."""
        room = room_of(file)
        is_near = self.name.startswith(f"unit.{room}.")
        return not self.is_one_of(own), -self.n_noticed.get(room, 0), not is_near, self.seconds

    def is_one_of(self, patterns):
        return any(re.match(pattern, self.name) for pattern in patterns)


def read_tests(build):
    """The tests of a build that concern the program."""
    known = json.loads(subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"],
                                      stdout=subprocess.PIPE, check=True).stdout)
    return [t for t in map(Test, known["tests"]) if not re.match(NOT_CONCERNED, t.name)]
