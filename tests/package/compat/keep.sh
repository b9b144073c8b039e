#!/bin/sh
# Makes a table of the current format and what it answers anew, from the lists here:
#
#     sh tests/package/compat/keep.sh build/routecost
#
# Run it when the format has changed. The tables of formats before stay as they are.
set -eu
program=$(cd "$(dirname "$1")" && pwd)/${1##*/}
cd "$(dirname "$0")"

"$program" --carry=Destination --compile=new.table red.csv blue.csv
format=$(od -An -tu1 -j8 -N1 new.table | tr -d ' ')
mv new.table "format-$format.table"
sh ./ask.sh "$program" "format-$format.table" >"format-$format.answers"
