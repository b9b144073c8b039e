#!/bin/sh
# What the example prints: price.sh PRICE ROUTES
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
price=$1
result=0

# expect STATUS ARGUMENT...: with standard input as the expected output, messages included.
expect() {
    expected=$1
    shift
    "$price" "$@" >"$tmp/out" 2>&1
    status=$?
    [ $status -eq "$expected" ] || { echo "price $*: status $status"; result=1; }
    diff - "$tmp/out" || result=1
}

expect 0 "$2" +14152345678 <<'END'
+14152345678 costs 0.03
END
expect 0 "$2" +14152345678 +19876543210 hello <<'END'
+14152345678 costs 0.03
+19876543210 has no route
hello is no number
END

# More numbers than one group takes.
awk 'BEGIN { for (i = 0; i < 200; i++) printf "1415100%04d\n", i }' >"$tmp/numbers"
sed 's/.*/+& costs 0.02/' "$tmp/numbers" >"$tmp/expected"
# shellcheck disable=SC2046
expect 0 "$2" $(sed 's/^/+/' "$tmp/numbers") <"$tmp/expected"

printf '+1512,0.04\n+1415,dear\n4.47E+11,1\n' >"$tmp/bad.csv"
cd "$tmp" || exit 1
expect 2 bad.csv +1415 <<'END'
bad.csv:2: cost "dear" is not a plain decimal
END
: >empty.csv
expect 2 empty.csv +1415 <<'END'
empty.csv:0: no routes
END
expect 2 none.csv +1415 <<'END'
none.csv:0: cannot open the file
END
exit $result
