#!/bin/sh
# Checks an installed tree: all files are there, the program runs, all external names of a static
# library begin with rc_, and a shared library exports the functions of the public headers and no
# others.
#
#     contents.sh PREFIX LIBDIR VERSION SOURCE
set -u
prefix=$1 libdir=$2 version=$3 source=$4
result=0

fail() {
    echo "$1"
    result=1
}

for file in bin/routecost include/routecost.h include/routecost_calls.h \
    include/routecost_compare.h include/routecost_explain.h "$libdir/pkgconfig/routecost.pc" \
    "$libdir/cmake/routecost/routecost-config.cmake" \
    "$libdir/cmake/routecost/routecost-config-version.cmake" \
    "$libdir/cmake/routecost/routecost-targets.cmake" share/man/man1/routecost.1 \
    share/man/man3/routecost.3 share/man/man5/routecost-lists.5 \
    share/bash-completion/completions/routecost share/zsh/site-functions/_routecost \
    share/fish/vendor_completions.d/routecost.fish \
    share/doc/routecost/README.md share/doc/routecost/LICENSE share/doc/routecost/NEWS.md \
    share/doc/routecost/tests/recipes/README.md; do
    [ -s "$prefix/$file" ] || fail "$file is not installed"
done

# Links to other files hold: "](FILE)" or "](FILE#HEADING)".
for file in $(cd "$prefix/share/doc/routecost" && find . -name '*.md'); do
    folder=$prefix/share/doc/routecost/$(dirname "$file")
    for link in $(grep -o ']([^#:)][^):]*)' "$prefix/share/doc/routecost/$file" | sed 's/^](//; s/[#)].*//'); do
        [ -s "$folder/$link" ] || fail "$file links to $link, which is not installed"
    done
done

# The files that the README and the recipes name, as the sources have them, are there as well; the
# manual pages have a place of their own.
for file in README.md NEWS.md tests/recipes/README.md; do
    for named in $(grep -oE '[A-Za-z.][A-Za-z0-9_./-]*/[A-Za-z0-9_.-]+\.[a-z0-9]+' \
        "$prefix/share/doc/routecost/$file" | sort -u); do
        case $named in
        src/*/*.c) continue ;; # the sources explain themselves
        src/package/*.[135]) installed=$prefix/share/man/man${named##*.}/${named##*/} ;;
        *) installed=$prefix/share/doc/routecost/$named ;;
        esac
        [ ! -f "$source/$named" ] || [ -s "$installed" ] || fail "$file names $named, which is not installed"
    done
done

[ "$("$prefix/bin/routecost" --version)" = "routecost $version" ] ||
    fail "bin/routecost does not say that it is routecost $version"
grep -q "define RC_VERSION  *\"$version\"" "$prefix/include/routecost.h" ||
    fail "routecost.h is not of version $version"
# "prefix=" of what pkg-config reads may name nothing but the file's own place.
if grep -rlF "$prefix.first" "$prefix/$libdir/pkgconfig" "$prefix/$libdir/cmake"; then
    fail "the files above remember where they were installed first"
fi

# A client may use any name that does not begin with rc_. Those that begin with __ are the compiler's.
library=$prefix/$libdir/libroutecost.a
if [ -e "$library" ] && command -v nm >/dev/null; then
    nm -g --defined-only "$library" | awk 'NF == 3 {print $3}' >"$prefix.defined"
    grep -q '^rc_table_lookup$' "$prefix.defined" || fail "nm does not show rc_table_lookup"
    if grep -v -e '^rc_' -e '^__' "$prefix.defined"; then
        fail "the names above do not begin with rc_"
    fi
    rm -f "$prefix.defined"
fi

library=$prefix/$libdir/libroutecost.so
if [ -e "$library" ] && command -v nm >/dev/null && [ "$(uname -s)" = Linux ]; then
    [ -e "$library.${version%.*}" ] || fail "no libroutecost.so.${version%.*}"
    nm -D --defined-only "$library" | awk '$2 == "T" {print $3}' | sort >"$prefix.shown"
    # A declaration begins at the line's start; comments and typedefs of functions do not count.
    sed -n '/^typedef/d; s/^[a-zA-Z][a-zA-Z_0-9 ]*[ *]\(rc_[a-z_]*\)(.*/\1/p' \
        "$prefix"/include/*.h | sort >"$prefix.declared"
    diff "$prefix.declared" "$prefix.shown" || fail "other functions are shown than declared"
    rm -f "$prefix.shown" "$prefix.declared"
fi
exit $result
