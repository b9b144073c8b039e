#!/bin/sh
# Runs a small suite under valgrind: valgrind.sh BUILD
#
# The unit tests that end soon, and one run of the program of each kind.  What memcheck finds and
# what is not freed is a failure.

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
    if [ "$status" -gt 2 ]; then
        echo "valgrind: $* ends with status $status"
        grep -a '==' "$tmp/err" | head -n 40
        exit 1
    fi
}

for test in advice checksum cost cost_ref date dialect error lists number options prefix_list \
    quote_scan record row symbol text_list trie_cursor streams; do
    [ -x "$build/tests/unit/test_$test" ] && check "$build/tests/unit/test_$test"
done
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
echo "valgrind: nothing found"
