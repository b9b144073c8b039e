#!/bin/sh
# Runs the program on random scenario families: families.sh PROGRAM FAMILIES [N]
#
# FAMILIES is the program of families.c.  Each of the N (20) families is answered from its lists and
# from the table that was compiled of them; output and exit status have to be as expected.

set -u
program=$1
families=$2
n=${3:-20}

tmp=$(mktemp -d "${TMPDIR:-/tmp}/routecost-families.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
ROUTECOST_TEST_SEED=${ROUTECOST_TEST_SEED:-$(date +%s)}
export ROUTECOST_TEST_SEED
echo "ROUTECOST_TEST_SEED=$ROUTECOST_TEST_SEED"

fail() {
    echo "family $no: $1"
    cat list-options lists answer-options
    head -n 5 err
    exit 1
}

# Runs the program with the arguments in the files named, then those behind "--"; compares its
# status with what is expected.
run() {
    expected_status=$1
    shift
    files=
    while [ "$1" != -- ]; do
        files="$files $1"
        shift
    done
    shift
    # shellcheck disable=SC2086 # names without blanks
    cat $files >arguments
    while IFS= read -r argument; do
        set -- "$@" "$argument"
    done <arguments
    "$program" "$@" >out 2>err
    status=$?
    [ "$status" -eq "$expected_status" ] || fail "status $status, expected $expected_status: $*"
}

compare() {
    cmp out expected.txt || fail "other answers: $1"
}

no=0
while [ "$no" -lt "$n" ]; do
    mkdir "$tmp/$no" && cd "$tmp/$no" || exit 1
    "$families" --write . "$no" >/dev/null || exit 1
    { read -r compiling && read -r from_lists && read -r from_table; } <status
    echo numbers.txt >last
    run "$from_lists" list-options answer-options lists last --
    compare "from lists"
    run "$compiling" list-options lists -- --compile=table.rct
    if [ "$compiling" -lt 2 ]; then
        echo table.rct >table
        run "$from_table" answer-options table last --
        compare "from the table"
    fi
    rm -rf "${tmp:?}/$no"
    no=$((no + 1))
done
echo "$n families"
