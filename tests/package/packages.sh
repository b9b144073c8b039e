#!/bin/sh
# cpack's packages: the .deb goes into a root with a C library and nothing else, prices the README's
# first example there, and leaves no trace when it is removed. The .tar.gz runs where it is unpacked.
#
#     packages.sh CMAKE BUILD SOURCE
#
# Exit status 77 without dpkg or the right to enter a root, but 1 if CI is set.
set -u
cpack=$(dirname "$1")/cpack build=$2 source=$3
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
root=$tmp/root

skip() {
    echo "skipped: $1"
    [ -z "${CI:-}" ] && exit 77
    exit 1
}

fail() {
    echo "$1"
    exit 1
}

# What is in the root, without dpkg's own notes.
list_root() {
    (cd "$root" && find . -path ./var -prune -o -print | sort)
}

[ -x "$cpack" ] || skip "no cpack"
(cd "$tmp" && "$cpack" --config "$build/CPackConfig.cmake" -B "$tmp" >"$tmp/log" 2>&1) ||
    { cat "$tmp/log"; exit 1; }

mkdir "$tmp/unpacked"
tar -xzf "$tmp"/routecost-*.tar.gz -C "$tmp/unpacked" || fail "no .tar.gz"
"$tmp"/unpacked/*/bin/routecost "$source/data/example/routes.csv" "$source/data/example/numbers.txt" |
    cmp - "$source/data/example/costs.txt" || fail "the .tar.gz gives other answers"

command -v dpkg >/dev/null || skip "no dpkg"
command -v ldd >/dev/null || skip "no ldd"
[ "$(id -u)" -eq 0 ] || skip "only root can enter a root"
# Looks into the package first: nothing may lie outside of /usr.
deb=$(echo "$tmp"/routecost_*.deb)
dpkg-deb -c "$deb" | awk '{print $6}' | grep -v '^\./$' | grep -v '^\./usr/' && fail "files outside of /usr"

# The maintainer is the one that was configured, and no placeholder.
maintainer=$(sed -n 's/^ROUTECOST_MAINTAINER:STRING=//p' "$build/CMakeCache.txt")
[ -n "$maintainer" ] && [ "$(dpkg-deb -f "$deb" Maintainer)" = "$maintainer" ] || fail "another maintainer"
case $maintainer in *.invalid*) fail "the maintainer is a placeholder" ;; esac

# An older C library may lack what the program was linked with.
dpkg-deb -f "$deb" Depends | grep -q '^libc6 (>= [0-9]' || fail "no version of the C library is asked for"

# The C library as the packages' base has it, for dpkg the package libc6 of this system.
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/tmp"
: >"$root/var/lib/dpkg/available"
printf 'Package: libc6\nStatus: install ok installed\nMaintainer: none\nArchitecture: %s\nVersion: %s\nDescription: C library\n' \
    "$(dpkg --print-architecture)" "$(dpkg-query -f '${Version}' -W libc6)" >"$root/var/lib/dpkg/status"
for file in $(ldd "$build/routecost" | grep -o '/[^ ]*'); do
    mkdir -p "$root/$(dirname "$file")" && cp -L "$file" "$root/$file" || exit 1
done
cp "$source/data/example/routes.csv" "$source/data/example/numbers.txt" "$root/tmp/"
list_root >"$tmp/before"

dpkg --root="$root" --force-script-chrootless --log=/dev/null --install "$deb" >"$tmp/log" 2>&1 ||
    { cat "$tmp/log"; exit 1; }
chroot "$root" /usr/bin/routecost /tmp/routes.csv /tmp/numbers.txt >"$tmp/costs" ||
    fail "it does not run in a clean root"
cmp "$tmp/costs" "$source/data/example/costs.txt" || fail "the .deb gives other answers"
for file in share/man/man1/routecost.1 share/doc/routecost/README.md \
    share/bash-completion/completions/routecost share/fish/vendor_completions.d/routecost.fish \
    share/zsh/vendor-completions/_routecost; do
    [ -s "$root/usr/$file" ] || fail "the .deb has no $file"
done

dpkg --root="$root" --force-script-chrootless --log=/dev/null --purge routecost >"$tmp/log" 2>&1 ||
    { cat "$tmp/log"; exit 1; }
list_root | diff "$tmp/before" - || fail "the .deb leaves traces"
