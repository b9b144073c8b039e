#!/bin/sh
# Every usage error advises a command that works: advice.sh PROGRAM
#
# Uses each option of --help=all wrongly, and runs the command that the advice names.
set -u
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin" && ln -s "$1" "$tmp/bin/routecost" && cd "$tmp" || exit 1
PATH=$tmp/bin:$PATH
printf 'prefix,cost,since\n+1415,0.02,2025-01-01\n' >routes.csv
printf 'Vorwahl;Preis\n+1415;0,02\n' >european.csv
printf '415,0.02\n' >national.csv
printf 'prefix,cost,blocked\n+1415,0.02,no\n' >blocked.csv
printf 'prefix,cost,terms,fee\n+1415,0.02,60/6,0.01\n' >terms.csv
echo +14152345678 >numbers.txt
echo european.csv --decimal-comma >carriers.txt
cp routes.csv old.csv
cp routes.csv new.csv
echo +14152345678,63 >calls.csv
result=0

# wrong ARGUMENT...: ends with status 2 and an advice, which is left in $advised and obeyed.
wrong() {
    routecost "$@" >out 2>err </dev/null
    status=$?
    advised=$(sed -n 's/^routecost: try "\(routecost.*\)"$/\1/p' err)
    if [ $status -ne 2 ] || [ -s out ] || [ "$(wc -l <err)" -ne 2 ] || [ -z "$advised" ]; then
        echo "routecost $*: status $status and no advice but:"
        cat out err
        result=1
    elif ! sh -c "$advised" >out 2>err </dev/null; then
        echo "routecost $*: the advice does not work: $advised"
        cat err
        result=1
    fi
}

# names NAME: the last advice uses that option.
names() {
    case "$advised " in
    *" --$1="* | *" --$1 "*) return ;;
    esac
    echo "no advice about --$1 but: $advised (add an example to its row in cli/option_table.c)"
    result=1
}

routecost --help=all |
    sed -n 's/^  *\(-[a-zA-Z], \)\{0,1\}--\([a-z][a-z-]*\)\(=\{0,1\}\).*/\2 \3/p' >options
[ "$(wc -l <options)" -ge 11 ] || { echo "too few options in --help=all"; exit 1; }
while read -r name takes_value; do
    if [ "$takes_value" ]; then
        wrong routes.csv numbers.txt "--$name"
    else # --help takes a value, but not this one
        wrong routes.csv numbers.txt "--$name=value"
    fi
    names "$name"
    wrong "--${name}e" routes.csv numbers.txt # misspelt
    names "$name"
    wrong "-${name}" routes.csv numbers.txt # one hyphen too few
    names "$name"
done <options

wrong -q
wrong routes.csv
wrong - -
wrong --check
names check
wrong --explain=44
names explain
wrong --check --rank=2 routes.csv
names check
wrong --at=tomorrow routes.csv numbers.txt
names at
wrong --effective-column=3 routes.csv numbers.txt
names at
wrong --header=no --cost-column=cost routes.csv numbers.txt
names header
wrong --prefix-column=2 --cost-column=2 routes.csv numbers.txt
names cost-column
wrong --diff routes.csv
names diff
wrong --export
names export
wrong --frobnicate routes.csv numbers.txt
names help
exit $result
