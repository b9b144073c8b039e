#!/bin/sh
# Static analysis of src/: analyse.sh TOOL [JOBS], TOOL being gcc, clang-tidy or cppcheck.
#
# Shows each finding that is not in allowed.txt. Exit status 1 if there is one, or no tool.

set -u
tool=$1
jobs=${2:-2}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 1
out=$(mktemp) || exit 1
trap 'rm -f "$out" "$out".*' EXIT

command -v "$tool" >/dev/null || { echo "analyse.sh: there is no $tool" >&2; exit 1; }
case $tool in
gcc)
    find src -name '*.c' | xargs -P "$jobs" -n 6 sh -c '
        for file do
            gcc -std=c17 -O1 -fanalyzer -Iinclude -Isrc -c "$file" -o /dev/null 2>&1
        done >"$0.$$"' "$out"
    cat "$out".* >"$out"
    ;;
clang-tidy)
    find src -name '*.c' | xargs -P "$jobs" -n 4 sh -c '
        clang-tidy --quiet "$@" -- -std=c17 -Iinclude -Isrc >"$0.$$" 2>/dev/null' "$out"
    cat "$out".* >"$out"
    ;;
cppcheck)
    cppcheck --std=c11 --enable=warning,performance,portability --suppress=toomanyconfigs --inline-suppr -q -j "$jobs" \
        --template='{file}:{line}: warning: {message} [{id}]' -Iinclude -Isrc src >"$out" 2>&1
    ;;
*)
    echo "analyse.sh: unknown tool $tool" >&2
    exit 1
    ;;
esac

# "FILE [WHAT]" of a finding, compared with what is allowed.
awk -v root="$PWD/" '
    NR == FNR { if (/^[^#]/) allowed[$1 " " $2] = 1; next }
    / (warning|error): / {
        line = $0
        sub(root, "", line)
        file = line
        sub(/:.*/, "", file)
        what = line
        sub(/.*\[/, "[", what)
        if (!((file " " what) in allowed) && !(line in shown)) {
            shown[line] = 1
            print line
            n++
        }
    }
    END { exit n > 0 }' "$here/allowed.txt" "$out"
