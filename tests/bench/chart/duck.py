"""A DuckDB query that prices numbers: duck.py ROUTES NUMBERS"""

import os
import sys

import duckdb

LOAD = """
CREATE TABLE routes AS
    SELECT prefix, arg_min(cost, CAST(cost AS DECIMAL(18, 9))) AS cost
    FROM read_csv('{}', header = false, delim = ',', columns = {{'prefix': 'VARCHAR', 'cost': 'VARCHAR'}})
    GROUP BY prefix"""

LOOK_UP = """
COPY (
    WITH numbers AS (
        SELECT row_number() OVER () AS line, number
        FROM read_csv('{}', header = false, delim = ',', columns = {{'number': 'VARCHAR'}})),
    found AS (
        SELECT line, arg_max(cost, n) AS cost
        FROM (SELECT line, left(number, n) AS start, n
              FROM numbers, (SELECT unnest(range(1, 17)) AS n) WHERE n <= length(number))
        JOIN routes ON prefix = start
        GROUP BY line)
    SELECT number, coalesce(cost, '0') FROM numbers LEFT JOIN found USING (line) ORDER BY line
) TO '/dev/stdout' (FORMAT csv, HEADER false)"""


def main():
    routes, numbers = sys.argv[1:]
    duckdb.execute(LOAD.format(routes))
    if os.path.getsize(numbers) > 0:
        duckdb.execute(LOOK_UP.format(numbers))


main()
