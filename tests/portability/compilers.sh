#!/bin/sh
# compilers.sh [NAME...]: routecost from other compilers, C libraries, systems and machines.
#
# Builds the program with each compiler by one command, and compares it with the program that cc
# builds: it must write the same compiled tables byte for byte, read cc's, give the same answers to
# the sample data and to generated lists, and pass the CLI cases.
#
# NAME is one of these; without a NAME it is each of the first line.
#
#     clang tcc musl m32 mingw             tcc knows no threads; mingw's program runs under wine
#     i686 arm s390x powerpc64 powerpc     machines of other word sizes and byte orders, under qemu
#
# They need, on Debian, the packages of the first line, or those of the others:
#
#     clang tcc musl-tools gcc-multilib gcc-mingw-w64-x86-64-win32 wine wine64
#
#     gcc-i686-linux-gnu gcc-s390x-linux-gnu gcc-powerpc64-linux-gnu gcc-arm-linux-gnueabihf
#     gcc-powerpc-linux-gnu libc6-dev-i386-cross libc6-dev-s390x-cross libc6-dev-ppc64-cross
#     libc6-dev-armhf-cross libc6-dev-powerpc-cross qemu-user
#
# Exit status 1 if one fails or its compiler is missing. The environment may set ROWS, the rows of
# each generated list, and JOBS.
set -u
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
rows=${ROWS:-20000}
jobs=${JOBS:-2}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/routecost-compilers.XXXXXX") || exit 1
WINEPREFIX=$tmp/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree=;mshtml='
export WINEPREFIX WINEDEBUG WINEDLLOVERRIDES
stop_wine() { [ ! -d "$WINEPREFIX" ] || wineserver -k; } # the one of WINEPREFIX
trap 'stop_wine; rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

strict='-std=c17 -pedantic-errors -Wall -Wextra -Wconversion -Wshadow -Wno-psabi -Werror -O2 -static'

# compiler NAME: sets the compiler, its options, the libraries, what runs its programs, and a pattern
# of the CLI cases that the system answers in other words.
compiler() {
    options=$strict libraries=-lpthread runner='' left_out=none
    case $1 in
    cc) compiler=cc ;;
    clang) compiler=clang ;;
    tcc) compiler=tcc options=-std=c11 libraries='' ;; # refuses the warnings' options
    musl) compiler=musl-gcc ;;
    m32) compiler=gcc options="-m32 $strict" ;;
    mingw)
        compiler=x86_64-w64-mingw32-gcc libraries='' runner=wine
        # Windows says "Permission denied" of a folder, and passes arguments in its code page, not in UTF-8.
        left_out='\(target_is_a_folder\|file_that_is_a_folder\|currency_beside_a_decimal_comma\)'
        ;;
    i686) compiler=i686-linux-gnu-gcc runner=qemu-i386 ;;       # 32 bits, lowest byte first
    arm) compiler=arm-linux-gnueabihf-gcc runner=qemu-arm ;;    # as that, signed char apart
    s390x) compiler=s390x-linux-gnu-gcc runner=qemu-s390x ;;    # 64 bits, highest byte first
    powerpc64) compiler=powerpc64-linux-gnu-gcc runner=qemu-ppc64 ;;
    powerpc) # 32 bits, highest byte first
        compiler=powerpc-linux-gnu-gcc runner=qemu-ppc
        libraries="-lpthread -latomic" # no instruction for 64 bits
        ;;
    *) echo "compilers.sh: unknown compiler $1" >&2; exit 1 ;;
    esac
}

# build NAME: the program as $tmp/NAME/routecost, which runs here.
build() {
    mkdir "$tmp/$1" || exit 1
    # shellcheck disable=SC2046,SC2086 # names without blanks
    $compiler $options -I"$here/include" -I"$here/src" $(find "$here/src" -name '*.c') $libraries \
        -o "$tmp/$1/program.exe" || return 1
    printf '#!/bin/sh\nexec %s %s/program.exe "$@"\n' "$runner" "$tmp/$1" >"$tmp/$1/routecost"
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

# sample NAME: answers the sample data as it has to be.
sample() {
    for data in example world; do
        "$1/routecost" "$here/data/$data/routes.csv" "$here/data/$data/numbers.txt" |
            cmp - "$here/data/$data/costs.txt" || return 1
    done
}

# tables NAME: writes a table of each list and one of three lists.
tables() {
    for kind in $kinds; do
        "$1/routecost" --compile="$1/$kind.table" $kind.csv || return 1
        cmp "$1/$kind.table" "cc/$kind.table" || return 1
    done
    "$1/routecost" --plus=optional --compile="$1/three.table" routes.csv distinct.csv costs.csv &&
        cmp "$1/three.table" cc/three.table
}

# answers NAME: from lists and from the table that cc's program wrote.
answers() {
    for question in $questions; do
        "$1/routecost" $question routes.csv distinct.csv costs.csv numbers >"$1/out" || return 1
        [ "$1" != cc ] || cp cc/out "cc/answers$question"
        cmp "$1/out" "cc/answers$question" || return 1
        "$1/routecost" --plus=optional $question cc/three.table numbers >"$1/out" || return 1
        [ "$1" != cc ] || cp cc/out "cc/plus$question"
        cmp "$1/out" "cc/plus$question" || return 1
    done
}

cases() {
    find "$here/tests/cli/cases" -name '*.case' | grep -v "/$left_out\.case\$" |
        xargs -P "$jobs" -n 1 sh "$here/tests/cli/run.sh" "$tmp/$1/routecost"
}

# start_wine: a server that stays, as one that ends when it is idle may refuse the next program.
start_wine() {
    mkdir "$WINEPREFIX" && wineserver -p || exit 1
    wine cmd /c exit >/dev/null 2>&1 # its first run is talkative
}

# try NAME: builds and asks everything; says how it went.
try() {
    compiler "$1"
    if ! command -v $compiler >/dev/null || { [ -n "$runner" ] && ! command -v $runner >/dev/null; }; then
        echo "$1: FAILED: there is no $compiler or no $runner"
        result=1
        return
    fi
    [ "$runner" != wine ] || start_wine
    start=$(date +%s)
    if build "$1" && sample "$1" && tables "$1" && answers "$1" && cases "$1"; then
        echo "$1: the same tables and answers ($(($(date +%s) - start)) s)"
    else
        echo "$1: FAILED"
        result=1
    fi
}

result=0
make_inputs
try cc
[ $# -gt 0 ] || set -- clang tcc musl m32 mingw
for name in "$@"; do
    try "$name"
done
exit $result
