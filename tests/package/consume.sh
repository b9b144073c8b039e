#!/bin/sh
# Builds the consumer against an installed tree, or against the sources, and runs it:
#
#     consume.sh pkg-config|find-package|fetched|subproject C|CXX
#
# The environment says with what:
#     PREFIX    the installed tree       LIBDIR    where it keeps libraries, under PREFIX
#     SOURCE    the project's folder     VERSION   the project's
#     COMPILER  for the language         FLAGS     for compiling and linking
#     CMAKE     the program              CONFIG    build type
# A project that fetches the sources installs nothing but its own; "subproject" asks for more.
# Exit status 77 when what is needed is not there.
set -u
how=$1 language=$2
consumer=$(cd "$(dirname "$0")/consumer" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

skip() {
    echo "skipped: $1"
    exit 77
}

with_pkg_config() {
    command -v pkg-config >/dev/null || skip "no pkg-config"
    case $language in
    C) source=consumer.c standard=c99 ;;
    *) source=consumer.cpp standard=c++11 ;;
    esac
    PKG_CONFIG_LIBDIR=$PREFIX/$LIBDIR/pkgconfig
    export PKG_CONFIG_LIBDIR
    version=$(pkg-config --modversion routecost) || exit 1
    [ "$version" = "$VERSION" ] || { echo "pkg-config says version $version"; exit 1; }
    libraries=$(pkg-config --cflags --libs routecost) || exit 1
    # The header must not trouble whoever turns warnings on.
    # shellcheck disable=SC2086
    "$COMPILER" -std=$standard -Wall -Wextra -Wpedantic -Werror $FLAGS "$consumer/$source" \
        $libraries -o "$tmp/consumer" || exit 1
}

with_cmake() {
    "$CMAKE" -S "$consumer" -B "$tmp" -DLANGUAGE="$language" "-DCMAKE_${language}_COMPILER=$COMPILER" \
        -DCMAKE_BUILD_TYPE="$CONFIG" -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF \
        "-DCMAKE_${language}_FLAGS=$FLAGS" "$@" >"$tmp/log" 2>&1 &&
        "$CMAKE" --build "$tmp" -j2 --target consumer >>"$tmp/log" 2>&1 || { cat "$tmp/log"; exit 1; }
}

[ -n "$COMPILER" ] || skip "no compiler for $language"
case $how in
pkg-config) with_pkg_config ;;
find-package) with_cmake -DCMAKE_PREFIX_PATH="$PREFIX" -DROUTECOST_VERSION="${VERSION%.*}" ;;
fetched) with_cmake -DROUTECOST_FETCHED="$SOURCE" ;;
subproject) with_cmake -DROUTECOST_SOURCE="$SOURCE" -DROUTECOST_INSTALL=ON ;;
esac

case $how in
fetched)
    "$CMAKE" --build "$tmp" -j2 >>"$tmp/log" 2>&1 && # all, but not the program
        "$CMAKE" --install "$tmp" --prefix "$tmp/installed" >>"$tmp/log" 2>&1 || { cat "$tmp/log"; exit 1; }
    [ "$(cd "$tmp/installed" && find . -type f)" = ./bin/consumer ] ||
        { echo "the project installs:"; find "$tmp/installed" -type f; exit 1; }
    ;;
subproject)
    "$CMAKE" --build "$tmp" -j2 >>"$tmp/log" 2>&1 &&
        "$CMAKE" --install "$tmp" --prefix "$tmp/installed" >>"$tmp/log" 2>&1 || { cat "$tmp/log"; exit 1; }
    "$tmp/installed/bin/routecost" --version || exit 1
    [ -s "$tmp/installed/include/routecost.h" ] || { echo "no header is installed"; exit 1; }
    ;;
esac

LD_LIBRARY_PATH=${PREFIX:-}/${LIBDIR:-} DYLD_LIBRARY_PATH=${PREFIX:-}/${LIBDIR:-} \
    "$tmp/consumer" "$SOURCE/data/example/routes.csv" >"$tmp/out" || exit 1
[ "$(cat "$tmp/out")" = 0.03 ] || { echo "the consumer shows:"; cat "$tmp/out"; exit 1; }
