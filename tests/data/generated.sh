#!/bin/sh
# generated.sh PROGRAM GENERATE ORACLE KIND [ROWS [NUMBERS [SEED]]]: makes a list of the kind
# and numbers, and compares the program's answers, on one and on four threads, with the
# oracle's.
set -u
program=$1 generate=$2 oracle=$3 kind=$4
rows=${5:-60000} numbers=${6:-20000} seed=${7:-$(date +%s)}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

echo "kind $kind, $rows rows, $numbers numbers, seed $seed"
"$generate" "$kind" "$rows" "$seed" >"$tmp/list" || exit 1
case $kind in
quoted) plain_kind=routes ;; # the same rows
*) plain_kind=$kind ;;
esac
"$generate" "$plain_kind" "$rows" "$seed" >"$tmp/routes" || exit 1
{
    "$generate" numbers "$numbers" "$seed" || exit 1
    # Numbers that run on behind prefixes of the list, or end within them, some very long, some
    # without the plus: hits at every depth.
    awk -F, -v n="$numbers" 'NR % 3 == 0 && n-- > 0 {
        number = $1 (NR * 7919) % 100000
        if (NR % 5 == 0) number = number "0123456789012345678"
        if (NR % 7 == 0) number = substr(number, 1, 2 + NR % 9)
        if (NR % 11 == 0) number = substr(number, 2)
        print number
    }' "$tmp/routes"
} >"$tmp/numbers" || exit 1
"$oracle" "$tmp/routes" "$tmp/numbers" >"$tmp/expected" || exit 1
for threads in 1 4; do
    "$program" --threads=$threads "$tmp/list" "$tmp/numbers" >"$tmp/out" || exit 1
    cmp "$tmp/out" "$tmp/expected" || exit 1
done
