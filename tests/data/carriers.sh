#!/bin/sh
# carriers.sh PROGRAM GENERATE ORACLE [ROWS [NUMBERS [SEED]]]: makes four carriers' lists, of
# mixed kinds, and numbers, and compares the program's answers with the oracle's: the cheapest, its
# carrier, ranks and prefixes, on one and on four threads.
set -u
program=$1 generate=$2 oracle=$3
rows=${4:-60000} numbers=${5:-20000} seed=${6:-$(date +%s)}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

echo "$rows rows, $numbers numbers, seed $seed"
# The last two differ in few costs and the spelling of others, so that there are many ties.
{
    "$generate" routes "$rows" "$seed" >"$tmp/red.csv" &&
        "$generate" distinct "$rows" $((seed + 1)) >"$tmp/green.csv" &&
        { "$generate" costs $((rows / 2)) $((seed + 2)) &&
            "$generate" levels $((rows / 2)) $((seed + 3)); } >"$tmp/blue.csv" &&
        awk -F, '{ print $1 "," (NR % 3 ? $2 "0" : NR % 2 ? "0" $2 : $2 + 1) }' "$tmp/red.csv" \
            >"$tmp/pink.csv" &&
        "$generate" numbers "$numbers" "$seed" >"$tmp/numbers"
} || exit 1
# Numbers that run on behind prefixes of the lists.
awk -F, -v n="$numbers" 'NR % 7 == 0 && n-- > 0 { print $1 (NR * 7919) % 100000 }' \
    "$tmp/green.csv" "$tmp/blue.csv" >>"$tmp/numbers" || exit 1

# check OPTION...: the four lists, asked alike.
check() {
    "$oracle" "$@" "$tmp/red.csv" "$tmp/green.csv" "$tmp/blue.csv" "$tmp/pink.csv" \
        "$tmp/numbers" >"$tmp/expected" || exit 1
    for threads in 1 4; do
        "$program" --threads=$threads "$@" "$tmp/red.csv" "$tmp/green.csv" "$tmp/blue.csv" \
            "$tmp/pink.csv" "$tmp/numbers" >"$tmp/out" || exit 1
        cmp "$tmp/out" "$tmp/expected" || { echo "asked: $*"; exit 1; }
    done
}

check
check --fields=carrier
check --fields=carrier,cost
check --fields=prefix
check --rank=2
check --rank=4 --fields=cost,prefix,carrier
check --rank=6 --fields=carrier,prefix
