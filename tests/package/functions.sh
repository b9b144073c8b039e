#!/bin/sh
# routecost.3 names every function of the public headers once, under its header, and no other:
#
#     functions.sh PAGE INCLUDE
set -u
LC_ALL=C
export LC_ALL
page=$1 include=$2
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

for header in "$include"/*.h; do
    sed -n "s/^RC_API .*[ *]\(rc_[a-z_]*\)(.*/${header##*/} \1/p" "$header"
done | sort >"$tmp/declared"
[ "$(wc -l <"$tmp/declared")" -ge 40 ] || { echo "too few declarations found"; exit 1; }
awk '/^\.In / { header = $2 } /^\.It Fn / { print header, $3 }' "$page" | sort >"$tmp/named"
diff "$tmp/declared" "$tmp/named" || { echo "the headers (<) and the page (>) differ"; exit 1; }
