#!/bin/sh
# compared.sh PROGRAM STATUS EXPECTED ARGUMENT...: what the program writes must equal the file EXPECTED
# to the byte, and its exit status must be STATUS.
set -u
program=$1 status=$2 expected=$3
shift 3
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
"$program" "$@" >"$out"
found=$?
[ "$found" -eq "$status" ] || { echo "exit status $found, not $status"; exit 1; }
cmp "$out" "$expected"
