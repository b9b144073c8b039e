#!/bin/bash
# The module for Python, routecost.py, and the page's programs for pandas, polars and DuckDB.
. "$(dirname "$0")/../system.sh"
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE

need "${CC:-cc}"
need_python ctypes
library
"$python" "$here/test_module.py" "${CC:-cc}" "$here/../../../include" "$program" ||
    fail "the module is not what it should be"

need_python pyarrow pandas polars duckdb
for name in lists.py pandas_calls.py polars_calls.py duckdb_calls.py join.sql; do
    block $name && cp "$tmp/$name" .
done
"$python" "$here/test_frames.py" || fail "columns have other prices"
printf '+44,0.02\n+4420,0.012\n' >acme.csv
routecost --compile=routes.table acme.csv && "$python" lists.py >told || fail "lists.py fails"
cat >expected <<'TOLD'
['0.012', None]
[Offer(carrier='acme', cost='0.012', prefix='+4420')]
TOLD
same expected told
