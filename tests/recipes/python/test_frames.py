"""Runs the page's programs for pandas, polars and DuckDB and compares them with the oracle; measures.

    test_frames.py
"""

import csv
import subprocess
import sys
import time

import duckdb
import oracle
import pandas
import polars
import pyarrow as pa
from routecost import InvalidNumber, Table

rng = oracle.start_random()
names = ["acme", "globex"]
carriers = {name: oracle.make_routes(rng, 20000) for name in names}
for name in names:
    oracle.write_list(f"{name}.csv", carriers[name])
subprocess.run(["routecost", "--compile=routes.table", "acme.csv", "globex.csv"], check=True)
some = oracle.make_numbers(rng, carriers["acme"], 20000)
right = {n: (oracle.ranks(carriers, n) or [(None, None)])[0][:2] for n in some}
numbers = rng.choices(some, k=50000)


def write_calls(path, numbers):
    with open(path, "w") as file:
        file.write("id,number\n")
        file.writelines(f"{i},{number}\n" for i, number in enumerate(numbers))


def run_page(program, with_carrier):
    subprocess.run([sys.executable, program], check=True)
    with open("priced.csv", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "number", "cost", "carrier"][: 4 if with_carrier else 3], rows[0]
    assert len(rows) == len(numbers) + 1
    for i, row in enumerate(rows[1:]):
        carrier, cost = right[numbers[i]]
        expected = [str(i), numbers[i], cost or ""] + ([carrier or ""] if with_carrier else [])
        assert row == expected, (row, expected)


write_calls("calls.csv", numbers)
run_page("pandas_calls.py", True)
run_page("polars_calls.py", True)
run_page("duckdb_calls.py", False)

# Columns of every kind, parts of them, nulls, several chunks; and what is no number.
table = Table("routes.table")
texts = [None if rng.random() < 0.1 else n for n in numbers[:5000]]
costs = [None if n is None else right[n][1] for n in texts]
names_ = [None if n is None else right[n][0] for n in texts]
columns = [pa.array(texts, kind) for kind in (pa.string(), pa.large_string(), pa.string_view())]
columns += [columns[0].dictionary_encode(), pa.chunked_array([columns[0][:7], columns[0][7:7], columns[0][7:]])]
columns += [polars.Series(texts), pandas.Series(texts), pandas.Series(texts, dtype="string[pyarrow]"),
            pandas.Series(texts, dtype="category"), pandas.Series(texts, dtype=pandas.ArrowDtype(pa.string()))]  # fmt: skip


def plain(column):
    made = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    return [None if item is None or item is pandas.NA else item for item in made]


for column in columns:
    kind = (type(column), getattr(column, "dtype", None) or column.type)
    assert plain(table.price(column)) == costs, kind
    found = table.price_carriers(column[13:777], no_route="none")
    assert type(found.costs).__module__.split(".")[0] == type(column).__module__.split(".")[0], kind
    expected = [c if n is None else c or "none" for n, c in zip(texts[13:777], costs[13:777])]
    assert plain(found.costs) == expected, kind
    assert plain(found.carriers) == names_[13:777], kind
    assert plain(table.price(column[5:5])) == [], kind
series = pandas.Series(["44", "x"], index=[7, 9])
assert list(table.price(series, invalid="null").index) == [7, 9]
for bad in (series, polars.Series(["44", "x"]), pa.array(["44", "x"]), pa.chunked_array([["44"], ["x"]])):
    try:
        table.price(bad)
    except InvalidNumber as error:
        assert error.index == 1 and "'x' is not a number" in str(error)
    else:
        raise AssertionError("a text was priced")
for bad in (pandas.Series([44]), polars.Series([44]), pa.array([44]), pandas.DataFrame(), pa.array([4.5])):
    try:
        table.price(bad)
    except TypeError:
        pass
    else:
        raise AssertionError("numbers that are no texts were priced")
db = duckdb.connect()
db.create_function("price", lambda n: table.price(n), ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special")
try:
    db.sql("select price('44x')").fetchall()
except duckdb.Error as error:
    assert "'44x' is not a number" in str(error), error
else:
    raise AssertionError("DuckDB has priced a text")
assert db.sql("select price(null)").fetchall() == [(None,)]

# Figures: different numbers, and the join of the page.
many = list(dict.fromkeys(oracle.make_numbers(rng, carriers["acme"], 300000)))
frame = pa.table({"number": pa.array(many)})


def measure(name, run):
    start = time.perf_counter()
    result = run()
    seconds = time.perf_counter() - start
    print(f"{name}: {len(many)} numbers in {seconds:.3f} s, {len(many) / seconds / 1e6:.2f} million a second", flush=True)
    return result


by_arrow = measure("pyarrow", lambda: table.price(frame["number"])).to_pylist()
assert measure("list", lambda: table.price(many)) == by_arrow
as_pandas, as_polars = pandas.Series(many, dtype="string[pyarrow]"), polars.Series(many)
assert plain(measure("pandas", lambda: table.price(as_pandas))) == by_arrow
assert plain(measure("polars", lambda: table.price(as_polars))) == by_arrow
db.register("frame", frame)
db.execute("create table calls as select * from frame")
db.execute("set threads = 2")
measure("DuckDB, price()", lambda: db.execute("create table priced as select number, price(number) as cost from calls"))
with open("merged.csv", "wb") as merged:
    subprocess.run(["routecost", "--export", "--prune", "acme.csv", "globex.csv"], stdout=merged, check=True)
db.execute("create table routes as from read_csv('merged.csv', all_varchar = true)")
with open("join.sql") as file:
    join = file.read()
measure("DuckDB, join with every beginning", lambda: db.execute(join))
db.execute("create table bounds as select cost, length(prefix) as n, prefix as low, prefix || ':' as high from routes")
measure("DuckDB, join by range", lambda: db.execute(
    "create table ranged as select number, arg_max(cost, n) as cost from calls, bounds "
    "where number >= low and number < high group by number"))  # fmt: skip
expected = dict(zip(many, by_arrow))
assert dict(db.sql("select * from priced").fetchall()) == expected
routed = {number: cost for number, cost in expected.items() if cost is not None}
assert dict(db.sql("select * from found").fetchall()) == routed
assert dict(db.sql("select * from ranged").fetchall()) == routed
