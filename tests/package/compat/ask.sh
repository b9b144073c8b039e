#!/bin/sh
# Writes what a table of this folder answers in every way:  ask.sh PROGRAM TABLE >ANSWERS
set -eu
program=$1 table=$2
cd "$(dirname "$0")"

ask() {
    echo "== $*"
    "$program" "$@"
}

{
    ask "$table" numbers.txt
    ask --fields=cost,prefix,carrier,column:Destination "$table" numbers.txt
    ask --rank=2 --fields=carrier,cost "$table" numbers.txt
    ask --check "$table"
    ask --export "$table"
    ask --explain=442071838750 "$table"
} 2>&1 | grep -v '^table bytes:' # they depend on the machine
