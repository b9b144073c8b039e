#!/bin/sh
# machines.sh [NAME...]: routecost on machines of other byte orders and word sizes.
#
# Cross-compiles the program for each machine, runs it under qemu, and compares with the program of
# this machine: compiled tables have to be the same bytes, whoever wrote them, and every machine has
# to read every other's; all CLI cases have to pass; generated lists and numbers have to get the
# same answers.  Takes some minutes, so ctest leaves it out.  Needs, on Debian:
#
#     apt-get install gcc-i686-linux-gnu gcc-s390x-linux-gnu gcc-powerpc64-linux-gnu \
#         gcc-arm-linux-gnueabihf gcc-powerpc-linux-gnu libc6-dev-i386-cross \
#         libc6-dev-s390x-cross libc6-dev-ppc64-cross libc6-dev-armhf-cross \
#         libc6-dev-powerpc-cross qemu-user
#
# A machine without its compiler is left out, which is said; exit status 1 if one fails, 77 if none
# could be tried.  ROWS in the environment is the number of rows of each generated list.
set -u
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
rows=${ROWS:-50000}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/routecost-machines.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# machine NAME: sets its compiler, what runs its programs, and what they are linked with.
machine() {
    libraries=-lpthread
    case $1 in
    native) compiler=cc runner= ;;
    i686) compiler=i686-linux-gnu-gcc runner=qemu-i386 ;;       # 32 bits, lowest byte first
    arm) compiler=arm-linux-gnueabihf-gcc runner=qemu-arm ;;    # as that, signed char apart
    s390x) compiler=s390x-linux-gnu-gcc runner=qemu-s390x ;;    # 64 bits, highest byte first
    powerpc64) compiler=powerpc64-linux-gnu-gcc runner=qemu-ppc64 ;;
    powerpc) # 32 bits, highest byte first
        compiler=powerpc-linux-gnu-gcc runner=qemu-ppc
        libraries="-lpthread -latomic" # no instruction for 64 bits
        ;;
    *) echo "machines.sh: unknown machine $1" >&2; exit 1 ;;
    esac
}

# build NAME: the program as $tmp/NAME/routecost, which runs here.
build() {
    mkdir "$tmp/$1" || exit 1
    # shellcheck disable=SC2046,SC2086 # names without blanks
    $compiler -std=c17 -pedantic-errors -Wall -Wextra -Wconversion -Wshadow -Wno-psabi -Werror -O2 -static \
        -I"$here/include" -I"$here/src" $(find "$here/src" -name '*.c') $libraries \
        -o "$tmp/$1/program" || return 1
    printf '#!/bin/sh\nexec %s %s/program "$@"\n' "$runner" "$tmp/$1" >"$tmp/$1/routecost"
    chmod +x "$tmp/$1/routecost"
}

kinds="routes distinct costs fifteen levels quoted"
questions="--fields=cost --fields=cost,prefix,carrier --rank=3"

make_inputs() {
    cc -O2 "$here/tests/bench/generate.c" -o "$tmp/generate" || exit 1
    cd "$tmp" || exit 1
    for kind in $kinds; do
        ./generate $kind "$rows" 1 >$kind.csv || exit 1
    done
    ./generate numbers 20000 3 >numbers || exit 1
    awk -F, 'NR % 9 == 0 { print $1 (NR * 7919) % 100000 }' routes.csv distinct.csv >>numbers
}

# tables NAME: writes a table of each list and one of three lists, and reads what NAME wrote.
tables() {
    for kind in $kinds; do
        "$1/routecost" --compile="$1/$kind.table" $kind.csv || return 1
        cmp "$1/$kind.table" "native/$kind.table" || return 1
    done
    "$1/routecost" --plus=optional --compile="$1/three.table" routes.csv distinct.csv costs.csv &&
        cmp "$1/three.table" native/three.table
}

# answers NAME: from lists and from the table of this machine.
answers() {
    for question in $questions; do
        "$1/routecost" $question routes.csv distinct.csv costs.csv numbers >"$1/out" || return 1
        [ "$1" != native ] || cp native/out "native/answers$question"
        cmp "$1/out" "native/answers$question" || return 1
        "$1/routecost" --plus=optional $question native/three.table numbers >"$1/out" || return 1
        [ "$1" != native ] || cp native/out "native/plus$question"
        cmp "$1/out" "native/plus$question" || return 1
    done
}

cases() {
    n=0
    for case in $(find "$here/tests/cli/cases" -name '*.case' | sort); do
        sh "$here/tests/cli/run.sh" "$tmp/$1/routecost" "$case" || return 1
        n=$((n + 1))
    done
    echo "$1: $n cases"
}

# Asks a machine everything; says how it went.
try() {
    machine "$1"
    if ! command -v $compiler >/dev/null || { [ -n "$runner" ] && ! command -v $runner >/dev/null; }; then
        echo "$1: left out, as $compiler or $runner is not here"
        return 0
    fi
    start=$(date +%s)
    if build "$1" && tables "$1" && answers "$1" && cases "$1"; then
        echo "$1: the same tables and answers ($(($(date +%s) - start)) s)"
        n_tried=$((n_tried + 1))
    else
        echo "$1: FAILED"
        result=1
    fi
}

result=0 n_tried=0
make_inputs
try native
n_tried=0
[ $# -gt 0 ] || set -- i686 arm s390x powerpc64 powerpc
for name in "$@"; do
    try "$name"
done
[ $result -ne 0 ] || [ $n_tried -gt 0 ] || exit 77
exit $result
