#!/bin/sh
# Runs one case: run.sh PROGRAM CASEFILE
#
# Exit status 0 when the program did what the case says; 1 when it did not, or when the
# case cannot be read.  README.md describes the format.

set -u
LC_ALL=C
export LC_ALL

if [ $# -ne 2 ]; then
    echo "usage: run.sh PROGRAM CASEFILE" >&2
    exit 1
fi
case $1 in
/*) program=$1 ;;
*/*) program=$PWD/$1 ;;
*) program=$(command -v "$1") || program=$1 ;;
esac
casefile=$2
header=$(cd "$(dirname "$0")" && pwd)/../../include/routecost.h

tmp=$(mktemp -d "${TMPDIR:-/tmp}/routecost-cli.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$tmp/parts" "$tmp/cwd" || exit 1

# Splits the case into one part a section, and lists them: KIND NAME MODE PART.
split_case() {
    awk -v dir="$tmp" '
        function fail(reason) {
            printf "%s:%d: %s\n", FILENAME, FNR, reason
            failed = 1
            exit 1
        }
        /^== / {
            kind = $2
            name = "-"
            mode = "text"
            next_word = 3
            if (kind == "file" || kind == "copy") {
                name = $3
                next_word = 4
                if (name == "" || name ~ /^\// || name ~ /(^|\/)\.\.(\/|$)/)
                    fail("a file section needs a name inside the folder")
            } else if (kind !~ /^(args|stdin|stdout|stderr|status)$/) {
                fail("unknown section \"" kind "\"")
            }
            if (NF == next_word && $next_word == "escaped" && kind !~ /^(args|status|copy)$/)
                mode = "escaped"
            else if (NF >= next_word)
                fail("unknown word \"" $next_word "\"")
            if ((kind, name) in seen)
                fail("the section is there twice")
            seen[kind, name] = 1
            if (part != "")
                close(part)
            part = dir "/parts/" (++n_parts)
            printf "" >part
            print kind, name, mode, part >(dir "/index")
            next
        }
        part != "" {
            print >part
            n_lines[kind]++
            if (kind == "status" && $0 !~ /^(0|[1-9][0-9]?|1[01][0-9]|12[0-5])$/)
                fail("the status is no number from 0 to 125")
        }
        END {
            if (failed)
                exit 1
            if (n_lines["args"] > 1 || n_lines["status"] != 1 || !(("args", "-") in seen)) {
                printf "%s: needs one line of args and one status\n", FILENAME
                exit 1
            }
        }
    ' "$casefile"
}

# Writes a part as the bytes it stands for.  In an escaped part line ends count for nothing.
bytes_of() {
    if [ "$1" = text ]; then
        cat "$2"
    else
        while IFS= read -r line; do
            printf '%b' "$line"
        done <"$2"
    fi
}

# Shows how two files differ; as od -c when either is more than lines of plain characters.
show_difference() {
    for side in expected actual; do
        if ! tr -d '\000-\011\013-\037\177-\377' <"$tmp/$side.$1" | cmp -s - "$tmp/$side.$1"; then
            for dumped in expected actual; do
                od -An -c "$tmp/$dumped.$1" >"$tmp/dump" && mv "$tmp/dump" "$tmp/$dumped.$1"
            done
            break
        fi
    done
    (cd "$tmp" && diff -u "expected.$1" "actual.$1")
}

split_case || exit 1

: >"$tmp/stdin"
: >"$tmp/expected.stdout"
: >"$tmp/expected.stderr"
arguments=
while read -r kind name mode part; do
    case $kind in
    args) arguments=$(cat "$part") ;;
    file)
        case $name in
        */*) mkdir -p "$tmp/cwd/${name%/*}" || exit 1 ;;
        esac
        bytes_of "$mode" "$part" >"$tmp/cwd/$name" || exit 1
        ;;
    copy) cp "${casefile%/*}/$name" "$tmp/cwd/$name" || exit 1 ;;
    stdin) bytes_of "$mode" "$part" >"$tmp/stdin" ;;
    status) cp "$part" "$tmp/expected.status" ;;
    *) bytes_of "$mode" "$part" >"$tmp/expected.$kind" ;;
    esac
done <"$tmp/index"

(
    cd "$tmp/cwd" || exit 1
    eval "set -- $arguments"
    "$program" "$@" <"$tmp/stdin" >"$tmp/actual.stdout" 2>"$tmp/actual.stderr"
)
echo $? >"$tmp/actual.status"
for what in stdout stderr; do
    if grep -q -e '^table bytes: N$' -e '^routecost: rows/s: N$' "$tmp/expected.$what"; then
        # These depend on the machine.
        sed -e 's/\(table bytes: \)[1-9][0-9]*$/\1N/' \
            -e 's/^\(routecost: [a-z]* bytes: \)[0-9][0-9]*$/\1N/' \
            -e 's,^\(routecost: [a-z]*/s: \)[0-9][0-9]*$,\1N,' \
            -e 's/^\(routecost: [a-z]* seconds: \)[0-9]\.[0-9][0-9][0-9]$/\1S/' \
            "$tmp/actual.$what" >"$tmp/dump" && mv "$tmp/dump" "$tmp/actual.$what"
    fi
done
if grep -q '^routecost VERSION$' "$tmp/expected.stdout"; then
    version=$(sed -n 's/^#define RC_VERSION *"\(.*\)"$/\1/p' "$header")
    sed "s/^routecost VERSION$/routecost $version/" "$tmp/expected.stdout" >"$tmp/dump" &&
        mv "$tmp/dump" "$tmp/expected.stdout"
fi

result=0
for what in status stdout stderr; do
    if ! cmp -s "$tmp/expected.$what" "$tmp/actual.$what"; then
        [ $result -eq 0 ] && printf '%s: routecost %s\n' "$casefile" "$arguments"
        show_difference $what
        result=1
    fi
done
exit $result
