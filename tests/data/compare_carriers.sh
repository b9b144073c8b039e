#!/bin/sh
# compare_carriers.sh PROGRAM FOLDER EXPECTED OPTION...: the answers for all lists of the folder
# must equal its file EXPECTED to the byte.
set -u
program=$1 folder=$2 expected=$3
shift 3
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
"$program" "$@" "$folder/acme.csv" "$folder/globex.csv" "$folder/initech.csv" \
    "$folder/numbers.txt" >"$out" || exit 1
cmp "$out" "$folder/$expected"
