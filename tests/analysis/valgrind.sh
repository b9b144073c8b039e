#!/bin/sh
# Runs a small suite under valgrind: valgrind.sh BUILD
#
# Runs the unit tests that end soon, and the program once in each way. Fails on each finding of
# memcheck, on memory that is not freed, and if a test is not there.

set -u
build=$1
here=$(cd "$(dirname "$0")" && pwd)
data=$here/../../data
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

check() {
    valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect,possible \
        --errors-for-leak-kinds=definite,indirect,possible "$@" >"$tmp/out" 2>"$tmp/err"
    status=$?
    if [ "$status" -gt 2 ]; then # valgrind itself ends with 127 when there is no program
        echo "valgrind: $* ends with status $status"
        grep -a '==' "$tmp/err" | head -n 40
        exit 1
    fi
}

command -v valgrind >/dev/null || { echo "valgrind.sh: there is no valgrind" >&2; exit 1; }
n_tests=0
for test in "$build"/tests/unit/test_base_* "$build"/tests/unit/test_io_* \
    "$build"/tests/unit/test_csv_[hr]* "$build"/tests/unit/test_route_[ds]* \
    "$build"/tests/unit/test_deck_[pr]* "$build"/tests/unit/test_cli_* \
    "$build"/tests/unit/test_trie_cursor "$build"/tests/unit/test_load_load_table \
    "$build"/tests/unit/test_whole_carriers; do
    check "$test"
    n_tests=$((n_tests + 1))
done
[ "$n_tests" -ge 20 ] || { echo "valgrind.sh: only $n_tests unit tests are in $build" >&2; exit 1; }
check "$build/tests/limits/test_limits"

program=$build/routecost
check "$program" "$data/world/routes.csv" "$data/world/numbers.txt"
check "$program" --rank=3 --fields=carrier,cost,prefix "$data/carriers/acme.csv" \
    "$data/carriers/globex.csv" "$data/carriers/initech.csv" "$data/carriers/numbers.txt"
check "$program" --compile="$tmp/table" "$data/carriers/acme.csv" "$data/carriers/globex.csv"
check "$program" --rank=2 "$tmp/table" "$data/carriers/numbers.txt"
check "$program" --number-column=1 "$tmp/table" "$data/carriers/numbers.txt"
check "$program" --check "$data/carriers/acme.csv"
check "$program" --explain=+14155551234 "$data/carriers/acme.csv" "$tmp/table"
check "$program" "$data/world/numbers.txt" "$data/world/numbers.txt"
check "$program" --help
check "$program" --theads=4 a b
echo "valgrind: nothing found in $n_tests unit tests and the program"
