#!/bin/sh
# Checks that every src/ROOM/FILE.c has a test of its name, unit/ROOM/test_FILE.c, and that every
# unit test has its file; unit/whole/ is free of this. without_test.txt names the files that need no
# test of their own, with the reason. Prints each finding; exit status 1 if there is one.
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")/../.." || exit 1
allowed=tests/analysis/without_test.txt
result=0

fail() {
    echo "$1"
    result=1
}

for file in src/*/*.c; do
    name=${file#src/}
    test=tests/unit/${name%/*}/test_${name##*/}
    if grep -q "^$name:  *[^ ]" $allowed; then
        [ ! -e "$test" ] || fail "$allowed names $name, which has a test"
    elif [ ! -e "$test" ]; then
        fail "$file has no $test"
    fi
done
for test in tests/unit/*/test_*.c; do
    name=${test#tests/unit/}
    file=src/${name%/*}/${name#*/test_}
    case $name in whole/*) continue ;; esac
    [ -e "$file" ] || [ -e "${file%.c}.h" ] || fail "$test has no $file"
done
sed -n 's/^\([a-z][^:]*\):.*/\1/p' $allowed | while read -r name; do
    [ -e "src/$name" ] || echo "$allowed names $name, which is not there"
done | grep . && result=1
exit $result
