#!/bin/sh
# compare.sh PROGRAM ROUTES NUMBERS COSTS THREADS: the answers must equal COSTS to the byte.
set -u
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
"$1" --threads="$5" "$2" "$3" >"$out" || exit 1
cmp "$out" "$4"
