#!/bin/sh
# Reads the tables of all formats that are kept here:  compat.sh PROGRAM
#
# One of the current format answers what it answered when it was made. One of another format is
# refused, with the way out, and nothing is written: formats before 1.0 are not read.
set -u
here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$(dirname "$1")" && pwd)/${1##*/}
work=$(mktemp -d "${TMPDIR:-/tmp}/routecost-compat.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
result=0

fail() {
    echo "$1"
    result=1
}

"$program" --compile="$work/new" "$here/red.csv" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
current=$(od -An -tu1 -j8 -N1 "$work/new" | tr -d ' ')
[ -f "$here/format-$current.table" ] ||
    fail "no table of format $current is kept: run tests/package/compat/keep.sh PROGRAM"

for table in "$here"/format-*.table; do
    format=${table##*format-}
    format=${format%.table}
    if [ "$format" = "$current" ]; then
        sh "$here/ask.sh" "$program" "${table##*/}" >"$work/answers"
        diff "$here/format-$format.answers" "$work/answers" ||
            fail "a table of format $format that was made before answers otherwise"
        continue
    fi
    "$program" "$table" "$here/numbers.txt" >"$work/out" 2>"$work/err"
    [ $? -eq 2 ] || fail "a table of format $format: status is not 2"
    [ ! -s "$work/out" ] || fail "a table of format $format: answers"
    echo "routecost: $table: the compiled table has format $format, not $current: compile it again" \
        "from its lists" | diff - "$work/err" || fail "a table of format $format: other messages"
done
exit $result
