#!/usr/bin/env python3
"""Breaks the code in one place after the other and shows that the tests notice.

    mutate.py [--short] [--only=TEXT] [--part=K/N] [--jobs=N] FOLDER
    mutate.py --check BUILD

FOLDER takes a copy of the sources and its build.  --only tries what has TEXT in its title, --part
the K-th of N parts.  Places and tests are in mutations.txt.  A place
that is not there exactly once, a test that does not exist and one that fails in the code as it is
are errors; so is a change that does not compile.  --check looks for these places and tests only,
without changing anything; BUILD is where the project is built.  Exit status 0: all were noticed; 1:
some survived, or an error.
"""
import argparse
import fnmatch
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Mutation:
    """A place in the code, what it becomes, and the tests that have to notice."""

    def __init__(self, title):
        self.is_short = title.startswith("! ")
        self.title = title[2:] if self.is_short else title
        self.old, self.new, self.tests, self.file = [], [], [], ""

    def read(self, folder):
        """Returns the text of the file, which has the place once."""
        text, old = (folder / self.file).read_text(encoding="utf-8"), "\n".join(self.old)
        if text.count(old) != 1:
            raise ValueError(f"{self.file} has this {text.count(old)} times, not once: {old}")
        return text

    def apply(self, folder):
        """Changes the file; returns its text as it was."""
        text = self.read(folder)
        changed = text.replace("\n".join(self.old), "\n".join(self.new))
        (folder / self.file).write_text(changed, encoding="utf-8")
        return text


def read_mutations(path):
    mutations = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            mutations.append(Mutation(line[3:]))
        elif line.startswith("file "):
            mutations[-1].file = line[5:].strip()
        elif line.startswith("- "):
            mutations[-1].old.append(line[2:])
        elif line.startswith("+ "):
            mutations[-1].new.append(line[2:])
        elif line.startswith("tests "):
            mutations[-1].tests = line[6:].split()
    return mutations


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False, **options)


def copy_sources(folder):
    names = run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT).stdout.splitlines()
    for name in names:
        target = folder / name
        if not (ROOT / name).is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != (ROOT / name).read_bytes():
            shutil.copy(ROOT / name, target)  # with the time of now, so that it is built anew


def targets_of(tests):
    """What has to be built for tests of these names; None: everything."""
    targets = {"routecost_checked"}
    for name in tests:
        group, _, module = name.partition(".")
        if group == "unit":
            targets.add("test_" + module.replace(".", "_"))
        elif group == "fuzz":
            targets.add("replay_" + module)
        elif group not in ("cli", "data"):
            return None
    return targets


def build(folder, jobs, tests):
    command = ["cmake", "--build", str(folder / "build"), "-j", str(jobs)]
    targets = targets_of(tests)
    if targets is not None:
        command += ["--target", *sorted(targets)]
    return run(command)


def test(folder, jobs, names):
    """Runs tests until one fails; returns whether all have passed."""
    pattern = "^(" + "|".join(name.replace(".", "\\.") for name in names) + ")$"
    return run(["ctest", "--test-dir", str(folder / "build"), "-j", str(jobs), "-R", pattern,
                "--stop-on-failure", "--timeout", "60", "--no-tests=error"])


def known_tests(build_folder):
    listing = run(["ctest", "--test-dir", str(build_folder), "-N"]).stdout
    return [line.split(": ")[1].strip() for line in listing.splitlines() if line.startswith("  Test")]


def try_out(mutation, folder, jobs, known):
    """Whether the tests notice."""
    names = [name for name in known if any(fnmatch.fnmatch(name, t) for t in mutation.tests)]
    before = mutation.apply(folder)
    try:
        built = build(folder, jobs, names)
        if built.returncode != 0:
            raise ValueError("does not compile:\n" + built.stdout[-2000:])
        return test(folder, jobs, names).returncode != 0
    finally:
        (folder / mutation.file).write_text(before, encoding="utf-8")


def check_tests(mutations, known):
    for mutation in mutations:
        for pattern in mutation.tests:
            if not fnmatch.filter(known, pattern):
                raise ValueError(f"no test is called {pattern}: {mutation.title}")


def check(mutations, build_folder):
    """Prints what mutations.txt has that the code or the tests have not; returns how many."""
    known, n_errors = known_tests(build_folder), 0
    for mutation in mutations:
        try:
            mutation.read(ROOT)
            check_tests([mutation], known)
        except (OSError, ValueError) as error:
            n_errors += 1
            print(f"{mutation.title}: {error}")
    return n_errors


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--jobs", type=int, default=2)
    o = parser.parse_args()
    every = read_mutations(pathlib.Path(__file__).with_name("mutations.txt"))
    if o.check:
        sys.exit(1 if check(every, o.folder) else 0)
    mutations = [m for m in every if (m.is_short or not o.short) and o.only in m.title]
    part, n_parts = map(int, o.part.split("/"))
    mutations = mutations[part - 1::n_parts]
    o.folder.mkdir(parents=True, exist_ok=True)
    copy_sources(o.folder)
    configured = run(["cmake", "-S", str(o.folder), "-B", str(o.folder / "build"),
                      "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS=-O1"])
    if configured.returncode != 0:
        sys.exit(configured.stdout)
    known = known_tests(o.folder / "build")
    n_survived = n_errors = 0
    try:
        check_tests(every, known)
    except ValueError as error:
        sys.exit(str(error))
    used = {name for name in known for m in mutations for t in m.tests if fnmatch.fnmatch(name, t)}
    built = build(o.folder, o.jobs, used)
    if built.returncode != 0:
        sys.exit(built.stdout[-3000:])
    passed = test(o.folder, o.jobs, sorted(used))
    if passed.returncode != 0:
        sys.exit("the tests fail in the code as it is:\n" + passed.stdout[-3000:])
    for mutation in mutations:
        try:
            noticed = try_out(mutation, o.folder, o.jobs, known)
            n_survived += not noticed
            print(f"{'noticed ' if noticed else 'SURVIVED'} {mutation.title}", flush=True)
        except ValueError as error:
            n_errors += 1
            print(f"ERROR    {mutation.title}: {error}", flush=True)
    print(f"{len(mutations)} changes: {n_survived} survived, {n_errors} could not be tried")
    sys.exit(1 if n_survived or n_errors else 0)


if __name__ == "__main__":
    main()
