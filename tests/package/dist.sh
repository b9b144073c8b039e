#!/bin/sh
# The sources of a release are the same bytes for two people, and the program can be built of them:
#
#     dist.sh CMAKE SOURCE COMPILER VERSION
set -u
cmake=$1 source=$2 compiler=$3 version=$4
for tool in git gzip tar; do
    command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
[ -e "$source/.git" ] || { echo "skipped: no repository"; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/routecost-dist.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT

# pack NAME: a clone, packed by somebody who has a home of their own
pack() {
    mkdir "$work/$1" "$work/$1.home"
    [ "$1" = other ] && printf '[tar]\n\tumask = 0077\n[core]\n\tautocrlf = true\n' >"$work/$1.home/.gitconfig"
    {
        git -c safe.directory='*' clone -q "$source" "$work/$1.clone" &&
            HOME=$work/$1.home GIT_CONFIG_NOSYSTEM=1 \
                "$cmake" -DSOURCE="$work/$1.clone" -DTO="$work/$1" -P "$source/src/package/dist.cmake"
    } >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}

pack one
sleep 1
(umask 077; TZ=Asia/Tokyo LC_ALL=C; export TZ LC_ALL; pack other) || exit 1

name=routecost-$version.tar.gz
cmp "$work/one/$name" "$work/other/$name" || exit 1
cmp "$work/one/$name.sha256" "$work/other/$name.sha256" || exit 1
(cd "$work/one" && sha256sum -c --quiet "$name.sha256") || exit 1

mkdir "$work/unpacked"
tar -xzf "$work/one/$name" -C "$work/unpacked" || exit 1
cd "$work/unpacked/routecost-$version" || exit 1
"$compiler" -std=c17 -Iinclude -Isrc -o "$work/program" src/*.c src/*/*.c || exit 1
[ "$("$work/program" --version)" = "routecost $version" ] || { echo "another version"; exit 1; }
"$work/program" data/example/routes.csv data/example/numbers.txt | cmp - data/example/costs.txt
