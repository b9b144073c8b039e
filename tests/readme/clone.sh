#!/bin/sh
# The README's first command, and the one without CMake, work in a clean clone with a compiler and
# CMake alone; the library's example is the one that is tested: clone.sh README
set -u
LC_ALL=C
export LC_ALL
readme=$1
source=$(cd "$(dirname "$readme")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
command -v cc >/dev/null || { echo "skipped: no cc"; exit 77; }

# block N WORD: the N-th block that begins with ```WORD.
block() {
    awk -v wanted="$1" -v word="$2" '
        /^```/ && inside { inside = 0; next }
        /^```/ { inside = 1; shown = $0 == "```" word && ++n == wanted; next }
        inside && shown' "$readme"
}

fail() {
    echo "$1"
    exit 1
}

mkdir "$work/clone" && cd "$work/clone" || exit 1
for file in CMakeLists.txt README.md LICENSE include src data tests; do
    cp -R "$source/$file" . || exit 1
done

block 1 sh >"$work/command"
grep -q '^cmake .*build/routecost data/example' "$work/command" || fail "another first command"
sh "$work/command" >"$work/printed" 2>&1 </dev/null || { cat "$work/printed"; fail "the first command fails"; }
block 1 text | awk 'NR >= 2 && NF == 3 { print $3 }' >"$work/expected" # the right column
[ "$(wc -l <"$work/expected")" -eq 3 ] || fail "another first answer"
tail -n 3 "$work/printed" | diff "$work/expected" - || fail "the first command prints something else"

block 3 sh >"$work/command"
grep -q '^cc -std=c17 ' "$work/command" || fail "another command without CMake"
sh "$work/command" || fail "the command without CMake fails"
./routecost data/example/routes.csv data/example/numbers.txt | diff "$work/expected" - ||
    fail "the program built without CMake answers something else"

[ "$(wc -l <README.md)" -le 250 ] || fail "the README has more than 250 lines: use a manual page"
block 1 c | diff tests/example/price.c - || fail "tests/example/price.c and the README differ"
