#!/bin/sh
# compiled.sh PROGRAM GENERATE ORACLE [ROUNDS [ROWS [NUMBERS [SEED]]]]: random lists of random kinds, asked
# with random options: the run from a compiled table, the run from the lists, the run from some of
# both, and the oracle write the same bytes.
set -u
program=$1 generate=$2 oracle=$3
rounds=${4:-12} rows=${5:-8000} numbers=${6:-4000} seed=${7:-$(date +%s)}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1

echo "$rounds rounds, $rows rows, $numbers numbers, seed $seed"
state=$((seed % 2147483647))
[ $state -gt 0 ] || state=1

# below N: sets $chosen to a random number of 0..N-1.
below() {
    state=$((state * 16807 % 2147483647))
    chosen=$((state / 256 % $1))
}

# pick WORD...: sets $picked to one of them.
pick() {
    below $#
    shift $chosen
    picked=$1
}

# Some lists, the later ones with many ties to the first.
make_lists() {
    below 4
    n_lists=$((chosen + 1))
    lists=
    : >runs_on
    for i in $(seq $n_lists); do
        pick routes distinct costs sorted descending fifteen levels
        kind=$picked
        below 1000
        below "$rows"
        n_rows=$((chosen + 1))
        below 2
        if [ "$i" -gt 1 ] && [ $chosen -eq 0 ]; then
            awk -F, -v n="$i" '{ print $1 "," (NR % n ? $2 "0" : NR % 2 ? "0" $2 : $2 + 1) }' \
                list1.csv >"list$i.csv"
        else
            "$generate" "$kind" $n_rows $((seed + i + 10 * round)) >"list$i.csv" || exit 1
        fi
        awk -F, 'NR % 7 == 0 && n++ < 500 { print $1 (NR * 7919) % 100000 }' "list$i.csv" >>runs_on
        lists="$lists list$i.csv"
    done
    "$generate" numbers "$numbers" $((seed + round)) >numbers || exit 1
    cat runs_on >>numbers
}

# Tables of the first so many lists, of the others, of each.
make_tables() {
    # shellcheck disable=SC2086 # names without blanks
    "$program" --threads=$threads --compile=all.table $lists || exit 1
    below $n_lists
    cut=$((chosen + 1)) parts= first= rest=
    for i in $(seq $n_lists); do
        if [ "$i" -le $cut ]; then first="$first list$i.csv"; else rest="$rest list$i.csv"; fi
        "$program" --compile="own$i.table" "list$i.csv" || exit 1
        pick "own$i.table" "list$i.csv"
        parts="$parts $picked"
    done
    # shellcheck disable=SC2086
    "$program" --compile=first.table $first || exit 1
}

# check FILES...: priced alike, they are the oracle's answers.
check() {
    # shellcheck disable=SC2086
    "$program" --threads=$threads $options "$@" numbers >out || exit 1
    cmp out expected || { echo "round $round: $options: $*"; exit 1; }
}

for round in $(seq "$rounds"); do
    pick 1 2 4
    threads=$picked
    make_lists
    make_tables
    pick cost carrier,cost prefix,cost,carrier prefix carrier
    options=--fields=$picked
    below 5
    [ $chosen -eq 0 ] || options="$options --rank=$chosen"
    # shellcheck disable=SC2086
    {
        "$oracle" $options $lists numbers >expected || exit 1
        check $lists
        check all.table
        check $parts
        check first.table $rest
        "$program" --compile=again.table first.table $rest || exit 1
    }
    cmp all.table again.table || { echo "round $round: a table of tables has other bytes"; exit 1; }
done
