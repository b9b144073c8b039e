#!/usr/bin/env python3
"""Shows that hostile input takes little more than ordinary input of the same size.

    hostile.py PROGRAM [--scale=PERCENT] [--folder=FOLDER] [CASE...]

Makes each of the inputs below, runs PROGRAM on it, and on an ordinary list or file of numbers of as many
bytes. Prints a table: what both took of the processor and of memory at the peak. Fails if a hostile input
takes more than 20 times as much of either, if its messages are long, if the program is killed, or if the
status is not the expected one. Ordinary inputs count as at least 0.05 s and 8 MiB: what is below is no harm.

With --scale=100, inputs have up to 100 MB, and all takes half an hour and 1 GB in FOLDER (default: a
temporary one). --scale=1 makes them a hundred times smaller. CASE: only those whose names contain it.
Needs Linux, whose kernel counts the memory of each process.
"""
import argparse
import ctypes
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time

TIMES_MAX = 20
SECONDS_LEAST, MIB_LEAST = 0.05, 8
MESSAGE_BYTES_MAX = 64 * 1024
SECONDS_MAX = 1200  # of one run
FULL_SCALE = 10  # from here on, what has to be refused is large enough for it
REPEATS = 3  # of a run that takes too much time: others may have used the caches

CHUNK = 1 << 20
PR_SET_CHILD_SUBREAPER = 36


# ---- Inputs ----


def write_repeated(path, text, n_bytes, begin=b"", end=b""):
    """Writes begin, then text over and over, at least n_bytes in all, then end."""
    text = text * max(1, CHUNK // len(text))
    with open(path, "wb") as file:
        file.write(begin)
        whole, rest = divmod(max(0, n_bytes - len(begin) - len(end)), len(text))
        for _ in range(whole):
            file.write(text)
        file.write(text[:rest])
        file.write(end)


def write_rows(path, rows, begin=""):
    """Writes rows, which a generator yields, each with a line end."""
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write(begin)
        for row in rows:
            file.write(row + "\n")


def ordinary_rows(kind):
    rng = random.Random(1)
    areas = [str(rng.randrange(10**3, 10**7)) for _ in range(5000)]
    costs = [f"0.{rng.randrange(10**4):04}" for _ in range(300)]
    for i in range(10**9):
        number = rng.choice(areas) + str(rng.randrange(10**5))
        if kind == "list":
            yield f"{number},{rng.choice(costs)}"
        elif kind == "numbers":
            yield f"{number}0000"
        else:
            yield f"2026-11-01 10:{i // 60 % 60:02}:{i % 60:02},{number}0000,{i % 1000}"


class Inputs:
    """Ordinary inputs of any size.  The largest of a kind is kept; the others are its beginnings."""

    def __init__(self, folder):
        self.folder = folder
        write_rows(self.path("few.csv"), (f"{i},0.{i}" for i in range(1, 1000)))
        write_rows(self.path("few.txt"), (str(i) for i in range(1000)))

    def path(self, name):
        return os.path.join(self.folder, name)

    def ordinary(self, kind, n_bytes):
        path, size = self.path("ordinary." + kind), 0
        if os.path.exists(path):
            size = os.path.getsize(path)
        if size < n_bytes:
            with open(path, "w", encoding="ascii", newline="\n") as file:
                for row in ordinary_rows(kind):
                    file.write(row + "\n")
                    n_bytes -= len(row) + 1
                    if n_bytes <= 0:
                        break
            return path
        cut = self.path("cut." + kind)
        with open(path, "rb") as source, open(cut, "wb") as file:
            while n_bytes > 0:
                chunk = source.read(min(CHUNK, n_bytes))
                n_bytes -= len(chunk)
                file.write(chunk[:chunk.rfind(b"\n") + 1] if n_bytes <= 0 else chunk)
        return cut


# ---- Runs ----


class Run:
    """One run: what it took, and what it said."""

    def __init__(self, folder, arguments):
        err = os.path.join(folder, "err")
        # A process that Python starts counts Python's memory as its own peak, a child of sh does not. The
        # script ends at once, and its child becomes one of this process. Then the child goes on.
        wait_end, go_end = os.pipe()
        script = 'exec 3<&0; err=$1; shift; { read -r go <&3; exec "$@" </dev/null; } >/dev/null 2>"$err" & echo $!'
        middle = subprocess.run(["sh", "-c", script, "sh", err, *arguments], stdin=wait_end,
                                stdout=subprocess.PIPE, check=True, cwd=folder)
        pid, started = int(middle.stdout), time.monotonic()
        os.close(wait_end)
        os.close(go_end)
        signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
        signal.alarm(SECONDS_MAX)
        _, status, usage = os.wait4(pid, 0)
        signal.alarm(0)
        self.wall = time.monotonic() - started
        self.status = os.waitstatus_to_exitcode(status)
        self.seconds = usage.ru_utime + usage.ru_stime
        self.mib = usage.ru_maxrss / 1024
        self.n_message_bytes = os.path.getsize(err)
        with open(err, "rb") as file:
            self.message = file.read(300).decode("ascii", "replace").split("\n")[0]


# ---- Cases ----


class Case:
    """A hostile input.  arguments: @ is its file, or the ordinary one of this kind.  status: the expected
    one, None for any.  usual: arguments for the ordinary input, if they are others; make_usual makes it, if
    it is another."""

    def __init__(self, name, kind, arguments, make, status=0, usual=None, make_usual=None):
        self.name, self.kind, self.arguments, self.make = name, kind, arguments, make
        self.status, self.usual, self.make_usual = status, usual or arguments, make_usual


def bytes_of(text, begin=b"", end=b"", share=100):
    """Makes `share` million bytes of one text."""
    return lambda path, million: write_repeated(path, text, share * million, begin, end)


def rows_of(share, row, begin=""):
    """Makes `share` million rows; row(i) is one."""
    return lambda path, million: write_rows(path, (row(i) for i in range(max(1, int(share * million)))), begin)


def wide_range(i):
    return f"{100000000000001 + i}-{999999999999998 - i},0.1"


LIST, NUMBERS = "@ few.txt", "few.csv @"
CALLS = "--number-column=2 few.csv @"
CHARGED = "--number-column=2 --duration-column=3 few.csv @"
BUFFERED = "--line-buffered " + CALLS


def odd_bytes():
    """Files of nothing but one text, as list, numbers, call records and carriers file."""
    texts = {"blanks": b" ", "tabs": b"\t", "feeds": b"\n", "returns": b"\r", "CRLF": b"\r\n", "NULs": b"\0",
             "quotes": b'"', "commas": b",", "digits": b"1", "letters": b"x", "hashes": b"#",
             "hash lines": b"#\n", "comma lines": b",\n", "quote lines": b'"\n', "quote, comma": b'",',
             "blank, quote": b' "', "plus lines": b"+\n", "hyphens": b"-"}
    first = b"x,44,60\n"
    for name, text in texts.items():
        yield Case(f"list: {name}", "list", LIST, bytes_of(text), None)
        yield Case(f"list, later: {name}", "list", LIST, bytes_of(text, b"1,2\n"), None)
        yield Case(f"list, skipped: {name}", "list", "--skip-bad-rows " + LIST, bytes_of(text, b"1,2\n"), None)
        yield Case(f"numbers: {name}", "numbers", NUMBERS, bytes_of(text), None)
        yield Case(f"calls: {name}", "calls", CHARGED, bytes_of(text, first), None)
        yield Case(f"buffered calls: {name}", "calls", BUFFERED, bytes_of(text, first), None)
        yield Case(f"carriers file: {name}", "list", "--carriers=@ few.txt", bytes_of(text), None, LIST)


def listed_cases():
    def many_commas(i):
        return f"{i},0.1" + "," * 500000

    yield Case("wide ranges", "list", LIST, rows_of(0.3, wide_range), 2)
    yield Case("wide ranges, errors", "list", "--duplicates=error " + LIST, rows_of(0.3, wide_range), 2)
    yield Case("wide ranges, checked", "list", "--check @", rows_of(0.3, wide_range), 2)
    yield Case("wide ranges, explained", "list", "--explain=123 @", rows_of(0.3, wide_range), 2)
    for name, options in (("", ""), (", errors", "--duplicates=error ")):
        yield Case("ranges apart" + name, "list", options + LIST, rows_of(
            0.3, lambda i: f"{100000 + i}000000001-{100000 + i}999999998,0.1"), 2)
        yield Case("ranges of a digit" + name, "list", options + LIST, rows_of(
            0.0002, lambda i: '"' + ";".join(["2-9"] * 200000) + '",0.1'), 2)
        yield Case("ranges of 4 prefixes" + name, "list", options + LIST, rows_of(
            0.0002, lambda i: '"' + ";".join(["2-5"] * 200000) + '",0.1'), 0 if options == "" else 2)
        yield Case("ranges of 20 prefixes" + name, "list", options + LIST, rows_of(
            1.5, lambda i: f"{1000 + i}02-{1000 + i}27,0.1"), None)
    yield Case("codes of a digit", "list", LIST, rows_of(
        0.0002, lambda i: '"' + ";".join("1" * 400000) + '",0.1'))
    yield Case("a field of a million codes", "list", LIST, lambda path, million: write_repeated(
        path, b"1234567;", 8 * million, b'"', b'",1\n'), None)
    yield Case("fields of 100,000 codes", "list", LIST, rows_of(
        0.0001, lambda i: '"' + ";".join(str(1000000 + i + j) for j in range(100000)) + '",0.1'))
    yield Case("bad rows", "list", LIST, rows_of(10, lambda i: "x,1", "1,1\n"), 2)
    yield Case("bad rows, skipped", "list", "--skip-bad-rows " + LIST, rows_of(10, lambda i: "x,1", "1,1\n"), 1)
    yield Case("bad rows, checked", "list", "--check @", rows_of(10, lambda i: "x,1", "1,1\n"), 1)
    # Compared with pricing: --explain passes over rows that the number does not begin with.
    yield Case("bad rows, explained", "list", "--skip-bad-rows --explain=1 @",
               rows_of(10, lambda i: "x,1", "1,1\n"), 1, LIST)
    yield Case("bad quotes", "list", LIST, rows_of(10, lambda i: '"x"y,1', "1,1\n"), 2)
    yield Case("open quotes", "list", LIST, rows_of(10, lambda i: '1,"', "1,1\n"), 2)
    yield Case("bad rows before the first", "list", LIST, rows_of(10, lambda i: '"x"y'), 2)
    yield Case("one prefix", "list", LIST, rows_of(8, lambda i: f"1,0.{i:07}"))
    yield Case("one prefix, errors", "list", "--duplicates=error " + LIST, rows_of(8, lambda i: f"1,0.{i:07}"), 2)
    yield Case("one prefix, checked", "list", "--check @", rows_of(8, lambda i: f"1,0.{i:07}"))
    yield Case("one prefix, explained", "list", "--explain=1 @", rows_of(8, lambda i: f"1,0.{i:07}"), 0, LIST)
    yield Case("costs that differ", "list", LIST, rows_of(8, lambda i: f"{i},0.{i:07}"))
    yield Case("costs of odd spelling", "list", LIST, rows_of(3, lambda i: f"{i},000000000000000000.{i:07}"))
    yield Case("costs of 200 characters", "list", LIST, rows_of(0.5, lambda i: f"{i},0.{'0' * 190}{i}"))
    yield Case("prefixes of 15 digits", "list", LIST,
               rows_of(5, lambda i: f"{i * 618033988749 % 10**15:015},0.1"))
    yield Case("prefixes inside each other", "list", LIST, rows_of(
        8, lambda i: f"{str(i // 15 * 618033988749 % 10**15).zfill(15)[:i % 15 + 1]},0.{i % 97:02}"))
    yield Case("carried texts", "list", "--fields=cost,column:place " + LIST,
               rows_of(4, lambda i: f"{i},0.1,place {i}", "prefix,cost,place\n"), 0, LIST)
    yield Case("days", "list", "--at=2026-01-01 " + LIST, rows_of(
        4, lambda i: f"{i % 10},0.1,{1000 + i % 1026}-{i % 12 + 1:02}-{i % 28 + 1:02}", "prefix,cost,effective\n"),
        0, LIST)
    yield Case("header of 500,000 columns", "list", LIST,
               rows_of(10, lambda i: f"{i},1", "prefix,cost" + ",x" * 500000 + "\n"))
    yield Case("header of a million columns", "list", LIST,
               rows_of(10, lambda i: f"{i},1", "prefix,cost" + ",x" * 1000000 + "\n"), 2)
    yield Case("header of a long name", "list", LIST,
               rows_of(10, lambda i: f"{i},1", "prefix,cost," + "x" * 1000000 + "\n"))
    yield Case("rows of 500,000 columns", "list", LIST, rows_of(0.0002, many_commas))
    yield Case("rows of 1,100,000 columns", "list", LIST, rows_of(
        0.0001, lambda i: f"{i},0.1" + "," * 1100000), 2)
    yield Case("column 1,000,000,000", "list", "--cost-column=1000000000 " + LIST,
               rows_of(0.0002, many_commas), 2, LIST)
    yield Case("lines to skip", "list", "--skip-lines=999999999 " + LIST, bytes_of(b"\n"), 2, LIST)
    yield Case("doubled quotes", "list", LIST, rows_of(0.0001, lambda i: '"' + '"' * 1000000 + '",1'), 2)
    yield Case("diff of one prefix", "list", "--diff @ few.csv", rows_of(8, lambda i: f"1,0.{i:07}"), 1)
    yield Case("export of one prefix", "list", "--export @", rows_of(8, lambda i: f"1,0.{i:07}"))


def asked_cases():
    yield Case("invalid numbers", "numbers", NUMBERS, rows_of(10, lambda i: "x"), 1)
    yield Case("numbers of a digit", "numbers", NUMBERS, rows_of(10, lambda i: "1"))
    yield Case("buffered numbers of a digit", "numbers", "--line-buffered " + NUMBERS, rows_of(10, lambda i: "1"))
    yield Case("invalid records", "calls", CALLS, rows_of(10, lambda i: "x", "x,44\n"), 1)
    yield Case("invalid durations", "calls", CHARGED, rows_of(10, lambda i: "1,1,x", "x,44,0\n"), 1)
    yield Case("durations of a million digits", "calls", CHARGED,
               rows_of(0.0001, lambda i: "1,1," + "0" * 1000000), 1)
    yield Case("records of a million fields", "calls", CALLS, rows_of(0.0001, lambda i: "1,1" + "," * 1000000))
    yield Case("number in field 16,384", "calls", "--number-column=16384 few.csv @",
               rows_of(0.0001, lambda i: "1,1" + "," * 16382 + "1" + "," * 983616), 0, CALLS)
    yield Case("number in field 1,000,000,000", "calls", "--number-column=1000000000 few.csv @",
               rows_of(0.0001, lambda i: "1,1" + "," * 999998 + "1"), 2, CALLS)
    yield Case("header of 1,100,000 fields", "calls", "--number-column=number few.csv @",
               rows_of(10, lambda i: "1,1", "x,number" + "," * 1100000 + "\n"), 2, CALLS)
    yield Case("header of 500,000 names", "calls", "--number-column=number few.csv @",
               rows_of(10, lambda i: "1,1", "x,number" + ",x" * 500000 + "\n"), 0, CALLS)
    for name, options in (("", ""), ("buffered ", "--line-buffered ")):
        yield Case(name + "field of 50 M lines", "calls", options + CALLS,
                   bytes_of(b"\n", b'1,44\n1,44,"', b'"\n', 50))
        yield Case(name + "field that is never closed", "calls", options + CALLS,
                   bytes_of(b"1,44,\n", b'1,44\n1,44,"'), 1)
        yield Case(name + "text behind quotes", "calls", options + CALLS, rows_of(5, lambda i: '"x"y,44', "x,44\n"), 1)
        yield Case(name + "quotes of two lines", "calls", options + CALLS, rows_of(5, lambda i: '"\n",44', "x,44\n"))
        yield Case(name + "number in a long field", "calls", options + CALLS,
                   bytes_of(b" ", b'1,44\n1,"', b'44"\n'))


def write_carriers(path, n_carriers, n_rows):
    """A carriers file, and its lists beside it."""
    folder = path + ".lists"
    os.makedirs(folder, exist_ok=True)
    for i in range(n_carriers):
        write_rows(f"{folder}/c{i}.csv", (f"{(i * n_rows + j) % 10**6 + 1},0.{i % 97:02}" for j in range(n_rows)))
    write_rows(path, (f"{folder}/c{i}.csv" for i in range(n_carriers)))


def carriers_cases():
    few = "--carriers=@ few.txt"
    yield Case("10,000 carriers", "list", few, lambda path, million: write_carriers(path, million // 100, 10), 0,
               None, lambda path, million: write_carriers(path, million // 1000, 100))
    yield Case("10,000 carriers, checked", "list", "--check --carriers=@",
               lambda path, million: write_carriers(path, million // 100, 10), 0, None,
               lambda path, million: write_carriers(path, million // 1000, 100))
    yield Case("a million lists that are missing", "list", few, rows_of(1, lambda i: f"c{i}=missing.csv"), 2, LIST)
    yield Case("a million lines of one name", "list", few, rows_of(1, lambda i: "few.csv"), 2, LIST)
    yield Case("a million bad lines", "list", few, rows_of(1, lambda i: "few.csv --nothing"), 2, LIST)
    yield Case("a line of a million options", "list", few, rows_of(
        0.000001, lambda i: "few.csv" + " --decimal-comma" * 1000000), None, LIST)
    yield Case("a line of a million words", "list", few, rows_of(0.000001, lambda i: "x " * 1000000), 2, LIST)


def table_cases(program):
    """Compiled tables whose first 256 bytes claim huge counts."""
    def write(at, value):
        def make(path, million):
            folder = os.path.dirname(path)
            subprocess.run([program, "--compile=few.table", "few.csv"], cwd=folder, check=True)
            with open(os.path.join(folder, "few.table"), "rb") as file:
                table = bytearray(file.read())
            struct.pack_into("=Q", table, at, value)
            with open(path, "wb") as file:
                file.write(table)
            del million
        return make

    for at in range(8, 256, 8):
        for value in (2**64 - 1, 2**40, 2**32 - 1, 2**31, 2**30 | 2**62):
            yield Case(f"table, {value:x} at {at}", "list", LIST, write(at, value), None)


def all_cases(program):
    yield from listed_cases()
    yield from asked_cases()
    yield from carriers_cases()
    yield from odd_bytes()
    yield from table_cases(program)


# ---- Measuring ----


def measure(case, inputs, options):
    path, usual_path, million = inputs.path("hostile"), inputs.path("usual"), options.scale * 10000
    case.make(path, million)
    size = os.path.getsize(path)
    if case.make_usual:
        case.make_usual(usual_path, million)
    else:
        usual_path = inputs.ordinary(case.kind, size)

    def run(arguments, file):
        return Run(options.folder, [options.program] + [a.replace("@", file) for a in arguments.split()])

    for _ in range(1 if options.no_time else REPEATS):
        hostile, usual = run(case.arguments, path), run(case.usual, usual_path)
        times = hostile.seconds / max(usual.seconds, SECONDS_LEAST)
        memory = hostile.mib / max(usual.mib, MIB_LEAST)
        if times <= TIMES_MAX:
            break
    is_full = options.scale >= FULL_SCALE
    faults = {
        "TIME": times > TIMES_MAX and not options.no_time,
        "MEMORY": memory > TIMES_MAX,
        "MESSAGES": hostile.n_message_bytes > MESSAGE_BYTES_MAX,
        "STATUS": hostile.status not in ((case.status,) if case.status is not None and is_full else (0, 1, 2)),
        "NO MESSAGE": hostile.status == 2 and not hostile.message,
        "ORDINARY": usual.status not in (0, 1, 2),
    }
    message = hostile.message.replace(options.folder + "/", "")
    found = [name for name, is_found in faults.items() if is_found]
    print(f"{case.name:34} {size / 1e6:6.1f} {hostile.seconds:8.2f} {usual.seconds:7.2f} {times:6.1f}"
          f" {hostile.mib:8.1f} {usual.mib:7.1f} {memory:6.1f} {hostile.status:3}  "
          f"{' '.join(found + [message[:150]] if found or options.messages else [])}".rstrip(), flush=True)
    return not found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--folder")
    parser.add_argument("--messages", action="store_true", help="show the first message of each")
    parser.add_argument("--no-time", action="store_true", help="do not fail for the time")
    options = parser.parse_intermixed_args()
    options.program = os.path.abspath(options.program)
    if not sys.platform.startswith("linux"):
        print("skipped: no Linux")
        return 77
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    print(f"{'':34} {'':6} {'seconds':>8} {'usual':>7} {'times':>6} {'MiB':>8} {'usual':>7} {'times':>6}\n"
          f"{'input':34} {'MB':>6} {'':39} status")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        options.folder = folder
        inputs = Inputs(folder)
        cases = [case for case in all_cases(options.program)
                 if not options.cases or any(text in case.name for text in options.cases)]
        results = [measure(case, inputs, options) for case in cases]
    print(f"{len(results)} inputs, {results.count(False)} beyond what they may take")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
