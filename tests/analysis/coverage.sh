#!/bin/sh
# Lines and branches of src/ that the tests take: coverage.sh FOLDER [JOBS]
#
# FOLDER takes a build of its own. Prints the figures of each file. Fails if a test fails, or if the
# files together are below LINES_MIN or BRANCHES_MIN percent. ../README.md says what is left.

set -u
folder=$1
jobs=${2:-2}
lines_min=${LINES_MIN:-95}
branches_min=${BRANCHES_MIN:-90}
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)

cmake -S "$source" -B "$folder" -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_C_FLAGS="-O1 -w -DNDEBUG --coverage -fprofile-update=atomic" >/dev/null || exit 1
cmake --build "$folder" -j "$jobs" >/dev/null || exit 1
# What gcov itself writes fails, too, where the program's writing is made to fail.
ctest --test-dir "$folder" -j "$jobs" -Q --no-tests=error \
    -E '^(analysis|package|readme|recipe|systems|mutation|bench|data|generated)|^cli[.](terminal|table[.]that_cannot)' ||
    { ctest --test-dir "$folder" -j "$jobs" --rerun-failed --output-on-failure; exit 1; }

# The tests use several copies of a file: a line counts if one of them takes it.
mkdir -p "$folder/gcov" && cd "$folder/gcov" || exit 1
find "$folder/CMakeFiles" "$folder"/tests/unit/CMakeFiles/routecost_*under_test.dir \
    -name '*.gcda' -path '*src*' | while read -r data; do
    gcov -b -c -t "$data" 2>/dev/null
done | python3 "$here/coverage.py" "$source" "$lines_min" "$branches_min"
