#!/bin/sh
# compare.sh PROGRAM ROUTES NUMBERS COSTS THREADS [OPTION...]: the answers must equal COSTS to the
# byte.
set -u
program=$1 routes=$2 numbers=$3 costs=$4 threads=$5
shift 5
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
"$program" --threads="$threads" "$@" "$routes" "$numbers" >"$out" || exit 1
cmp "$out" "$costs"
