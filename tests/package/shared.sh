#!/bin/sh
# Builds the project anew with a shared library and installs it:
#
#     shared.sh CMAKE SOURCE BUILD PREFIX [OPTION...]
set -u
here=$(dirname "$0")
cmake=$1 source=$2 build=$3 prefix=$4
shift 4
{
    "$cmake" -S "$source" -B "$build" -DBUILD_SHARED_LIBS=ON -DROUTECOST_BUILD_TESTS=OFF \
        -DCMAKE_BUILD_TYPE=Release "$@" && "$cmake" --build "$build" -j2
} >"$build.log" 2>&1 || { cat "$build.log"; exit 1; }
sh "$here/install.sh" "$cmake" "$build" Release "$prefix"
