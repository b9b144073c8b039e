#!/bin/sh
# A billion numbers through the program, its memory watched: soak.sh PROGRAM GENERATE [MILLIONS]
#
# Numbers come through a pipe, as fast as they are made, and are priced by a list of a million rows;
# every second /proc tells the memory.  What has to hold: exit status 0, as many answers as
# numbers, and in the second half no more memory than in the first, but for 2 MiB.

set -u
program=$1
generate=$2
millions=${3:-1000}

[ -r /proc/self/status ] || { echo "soak: /proc is not here"; exit 77; }
tmp=$(mktemp -d "${TMPDIR:-/tmp}/routecost-soak.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

"$generate" routes 1000000 1 >"$tmp/routes.csv" || exit 1
mkfifo "$tmp/numbers" "$tmp/answers" || exit 1
# Ten million at a time, other ones each time.
(
    made=0
    while [ "$made" -lt "$millions" ]; do
        n=$((millions - made < 10 ? millions - made : 10))
        "$generate" numbers $((n * 1000000)) $((100 + made)) || exit 1
        made=$((made + n))
    done
) >"$tmp/numbers" &
wc -l <"$tmp/answers" >"$tmp/count" &
counter=$!
"$program" --stats "$tmp/routes.csv" "$tmp/numbers" >"$tmp/answers" 2>"$tmp/err" &
child=$!

memory_of() {
    awk '/^VmRSS:/ { print $2 }' "/proc/$child/status" 2>/dev/null
}

started=$(date +%s)
while kb=$(memory_of) && [ -n "$kb" ]; do
    echo "$(($(date +%s) - started)) $kb" >>"$tmp/memory"
    sleep 1
done
wait "$child"
status=$?
wait "$counter"
cat "$tmp/err"
n_answers=$(cat "$tmp/count")
echo "status $status, $n_answers answers"
awk '{ seconds[NR] = $1; kb[NR] = $2 }
     END {
         from = NR > 20 ? 6 : 2 # the list is being read before
         for (i = from; i <= NR; i++) {
             half = i < (from + NR) / 2 ? 1 : 2
             if (kb[i] > top[half]) top[half] = kb[i]
         }
         printf "KiB at most: %d in the first half, %d in the second\n", top[1], top[2]
         exit top[2] > top[1] + 2048
     }' "$tmp/memory" || { echo "soak: memory grows"; exit 1; }
[ "$status" -eq 0 ] && [ "$n_answers" -eq $((millions * 1000000)) ] || exit 1
