"""Makes call records and lists for run.sh, compares what Spark has written with the oracle's answers, and
kills a worker.

    test_spark.py lists FOLDER                  random lists of three carriers
    test_spark.py calls COUNT FILES             calls/ in Parquet; numbers.txt, the different numbers of them
    test_spark.py check ANSWERS CALLS PRICED    the oracle's answers for numbers.txt, and what Spark has written
    test_spark.py partition LISTS               Parquet, a folder for each carrier; prefixes.txt has all prefixes
    test_spark.py merged ANSWERS MERGED         the oracle's answers for prefixes.txt, and what Spark has exported
    test_spark.py kill LOG WORK SESSION         waits until a worker is busy, and kills the session it leads
"""

import os
import re
import signal
import sys
import time
from pathlib import Path

import numpy
import oracle
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

CARRIERS = ("acme", "globex", "initech")


def make_lists(folder):
    rng = oracle.start_random()
    os.makedirs(folder)
    for name in CARRIERS:
        routes = oracle.make_routes(rng, 50000)
        oracle.write_list(f"{folder}/{name}.csv", {p: cost for p, cost in routes.items() if p[0] != "9"})


def read_list(path):
    return read_lines(path, ["prefix", "cost"])


def read_lines(path, names):
    """Columns of texts, of lines of CSV without a header."""
    kinds = {name: pa.string() for name in names}
    return pa.csv.read_csv(path, pa.csv.ReadOptions(column_names=names),
                           convert_options=pa.csv.ConvertOptions(column_types=kinds))  # fmt: skip


def write_lines(path, column):
    with open(path, "w") as file:
        file.writelines(f"{text}\n" for text in column.to_pylist())


def make_calls(count, n_files):
    """A tenth of the numbers begin with 9, to which nobody has a route. The n-th call has number picks[n]."""
    rng = numpy.random.default_rng(oracle.start_random().randrange(1 << 32))
    n_numbers = count // 10
    lists = [read_list(f"lists/{name}.csv")["prefix"] for name in CARRIERS]
    prefixes = pa.array(["9", *(prefix for column in lists for prefix in column.to_pylist())])
    chosen = numpy.where(rng.random(n_numbers) < 0.1, 0, rng.integers(1, len(prefixes), n_numbers))
    rest = pa.array(rng.integers(10**11, 10**12, n_numbers)).cast(pa.string())
    numbers = pc.binary_join_element_wise(prefixes.take(pa.array(chosen)), rest, "")
    numbers = pc.utf8_slice_codeunits(numbers, 0, 12)
    write_lines("numbers.txt", numbers)
    picks = rng.integers(0, n_numbers, count)
    numpy.save("picks.npy", picks)
    calls = pa.table({"id": numpy.arange(count), "number": numbers.take(pa.array(picks)),
                      "seconds": rng.integers(0, 900, count, dtype=numpy.int32)})  # fmt: skip
    os.makedirs("calls")
    size = -(-count // n_files)
    for i in range(n_files):
        pa.parquet.write_table(calls.slice(i * size, size), f"calls/{i:02}.parquet")


def read_priced(path):
    """Parquet, or lines of CSV."""
    if not os.path.exists(f"{path}/_SUCCESS"):
        sys.exit(f"{path} is not complete")
    if list(Path(path).glob("*.parquet")):
        return pa.parquet.read_table(path).sort_by("id")
    names = ["id", "number", "seconds", "carrier", "cost"]
    parts = [part for part in Path(path).glob("part-*") if part.stat().st_size]
    priced = pa.concat_tables(read_lines(part, names) for part in parts)
    for name, kind in (("id", pa.int64()), ("seconds", pa.int32())):
        priced = priced.set_column(names.index(name), name, priced[name].cast(kind))
    for name in ("carrier", "cost"):
        column = pc.if_else(pc.equal(priced[name], ""), pa.scalar(None, pa.string()), priced[name])
        priced = priced.set_column(names.index(name), name, column)
    return priced.sort_by("id")


def check(answers_path, calls_path, priced_path):
    calls = pa.parquet.read_table(calls_path).sort_by("id")
    priced = read_priced(priced_path)
    if len(priced) != len(calls):
        sys.exit(f"{priced_path} has {len(priced)} records, not {len(calls)}")
    answers = read_lines(answers_path, ["number", "carrier", "cost"]).combine_chunks()
    answers = answers.take(pa.array(numpy.load("picks.npy")[calls["id"].to_numpy()]))
    routed = pc.not_equal(answers["carrier"], "")
    none = pa.scalar(None, pa.string())
    right = {name: calls[name] for name in calls.column_names}
    right.update({name: pc.if_else(routed, answers[name], none) for name in ("carrier", "cost")})
    assert answers["number"].equals(calls["number"])
    assert sorted(right) == sorted(priced.column_names), priced.column_names
    for name, column in right.items():
        if not priced[name].equals(column):
            for call, found, wanted in zip(calls.to_pylist(), priced[name].to_pylist(), column.to_pylist()):
                if found != wanted:
                    sys.exit(f"{priced_path}: {name} of {call} is {found}, not {wanted}")
            sys.exit(f"{priced_path}: {name} is {priced[name].type}, not {column.type}")
    n_routed = pc.sum(routed).as_py()
    assert 0.5 < n_routed / len(calls) < 0.99
    print(f"{priced_path}: {len(calls)} records are right, {n_routed} of them with a route", flush=True)


def partition(folder):
    prefixes = set()
    for name in CARRIERS:
        routes = read_list(f"lists/{name}.csv")
        os.makedirs(f"{folder}/carrier={name}")
        for i, part in enumerate((routes.slice(0, 20000), routes.slice(20000))):
            pa.parquet.write_table(part, f"{folder}/carrier={name}/{i}.parquet")
        prefixes.update(routes["prefix"].to_pylist())
    write_lines("prefixes.txt", pa.array(sorted(prefixes)))


def check_merged(answers_path, merged_path):
    merged = pa.concat_tables(
        read_lines(part, ["prefix", "carrier", "cost"]) for part in Path(merged_path).glob("*.csv"))  # fmt: skip
    right = read_lines(answers_path, ["prefix", "carrier", "cost"])
    assert os.path.exists(f"{merged_path}/_SUCCESS")
    assert len(merged) == len(right), (len(merged), len(right))
    assert merged.sort_by("prefix").combine_chunks().equals(right.sort_by("prefix").combine_chunks())
    print(f"{merged_path}: {len(right)} prefixes are right", flush=True)


def find_processes(session):
    """The processes of a session: a worker, its executors and their Python."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, leader = stat.read_text().rpartition(")")[2].split()[:4]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(leader) == session and state not in "ZX":
            found.append(int(stat.parent.name))
    return found


def wait_until_busy(log_path, work):
    """Returns the executor of a worker once the driver's log says that it has ended 3 tasks and runs another."""
    log = ""
    while "Job 1 finished" not in log:
        time.sleep(0.02)
        log = Path(log_path).read_text() if os.path.exists(log_path) else ""
        application = re.search(r"Connected to Spark cluster with app ID (\S+)", log)
        for folder in Path(work, application[1]).glob("*") if application else ():
            n_begun = len(re.findall(rf"Starting task .* in stage 1\.0 .*, executor {folder.name},", log))
            n_ended = len(re.findall(rf"Finished task .* in stage 1\.0 .*\(executor {folder.name}\)", log))
            if n_ended >= 3 and n_begun > n_ended:
                return folder.name
    sys.exit("the job has ended before a worker was killed")


def kill(log_path, work, session):
    executor = wait_until_busy(log_path, work)
    os.replace("late.table", "routes.table")
    processes = killed = find_processes(session)
    while killed:
        for process in killed:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        killed = find_processes(session)
    assert len(processes) >= 4, f"{processes} are no worker with an executor and its Python"
    print(f"killed the worker of executor {executor}: {len(processes)} processes", flush=True)
    Path("killed").write_text(executor)


if __name__ == "__main__":
    command, *given = sys.argv[1:]
    if command == "lists":
        make_lists(*given)
    elif command == "calls":
        make_calls(*map(int, given))
    elif command == "check":
        check(*given)
    elif command == "partition":
        partition(*given)
    elif command == "merged":
        check_merged(*given)
    elif command == "kill":
        kill(given[0], given[1], int(given[2]))
    else:
        sys.exit(__doc__)
