#!/bin/sh
# Holds what is said of memory against the allocator of tests/unit/whole/test_memory.c, which shares
# nothing with those who say it: memory.sh LOAD_PHASES PROGRAM COUNTED GENERATE
#
# For lists of several kinds: the parts of the peak that LOAD_PHASES prints add up to the peak that
# COUNTED has counted, and the parts of the table that PROGRAM --stats prints to the table's bytes.
# LOAD_PHASES is built without threads, so it lacks their locks: less than 1 KiB.

set -u
load_phases=$1
program=$2
counted=$3
generate=$4

tmp=$(mktemp -d "${TMPDIR:-/tmp}/routecost-memory.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
cd "$tmp" || exit 1

fail() {
    echo "$kind: $1"
    cat phases stats counts
    exit 1
}

for kind in routes distinct costs sorted same quoted levels; do
    "$generate" "$kind" 20000 7 >list || fail "no list"
    "$load_phases" list >phases || fail "no phases"
    "$program" --stats list /dev/null 2>stats || fail "no stats"
    "$counted" list >counts || fail "no counts"
    parts=$(awk '/^in all .* [0-9]+ +[0-9]+$/ { print sum; exit } at { sum += $NF } /^at the peak/ { at = 1 }' phases)
    peak=$(sed -n 's/^peak //p' counts)
    [ "$parts" -le "$peak" ] && [ $((parts + 1024)) -gt "$peak" ] || fail "the parts of the peak are $parts bytes"
    table=$(sed -n 's/.*table bytes: //p' stats)
    parts=$(awk '/ (index|node|list|cost|name|carried) bytes: / { sum += $NF } END { print sum }' stats)
    [ "$table" = "$(sed -n 's/^table //p' counts)" ] || fail "the table is said to have $table bytes"
    [ "$table" = "$parts" ] || fail "the parts of the table are $parts bytes"
done
echo "peaks and tables are as counted"
