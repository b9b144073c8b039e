# What the tests of recipes share; run.sh and */run.sh read this file. They set `page` and `tmp` first.

# In CI everything is there, so that a test that is skipped is a failure.
skip() {
    if [ "${CI:-}" = true ]; then
        echo "failed, as CI has to run it: $1"
        exit 1
    fi
    echo "skipped: $1"
    exit 77
}

fail() {
    echo "$1"
    exit 1
}

need() {
    for tool in "$@"; do
        command -v "$tool" >/dev/null || skip "no $tool"
    done
}

# block NAME: the block's text.
block() {
    awk -v name="$1" '
        /^```/ && inside { exit }
        /^```/ { inside = $2 == name; next }
        inside' "$page" >"$tmp/$1"
    [ -s "$tmp/$1" ] || fail "$page has no block $1"
}

# perform NAME SHELL...: runs the block with that shell.
perform() {
    local name=$1
    shift
    block "$name"
    "$@" "$tmp/$name" 2>"$tmp/messages"
    local status=$?
    [ $status -eq 0 ] || { cat "$tmp/messages"; fail "$name: status $status"; }
}

same() {
    cmp -s "$1" "$2" || { diff "$1" "$2" | head; fail "$2 is not what it should be"; }
}
