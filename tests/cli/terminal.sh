#!/bin/bash
# The progress line in terminals of different widths, seen through tmux: terminal.sh PROGRAM
#
# While the program runs, the screen shows one whole line at most, and messages whole above it; at
# the end nothing of it is left.  Exit status 77 without tmux.
set -u
LC_ALL=C.UTF-8
export LC_ALL
command -v tmux >/dev/null || { echo "skipped: no tmux"; exit 77; }
tmp=$(mktemp -d) || exit 1
trap 'tmux -S "$tmp/socket" kill-server 2>/dev/null; rm -rf "$tmp"' EXIT
mkdir "$tmp/bin" && ln -s "$(realpath "$1")" "$tmp/bin/routecost" && cd "$tmp" || exit 1
line='(routes|numbers)( [0-9]+ %,)? [0-9]+ MB/s(, [0-9]+ (s|min|h) left)?'

fail() {
    echo "$columns columns: $1; the screen:"
    cat "$tmp/screen"
    exit 1
}

# watch COLUMNS COMMAND: runs the command in a terminal, and "END"; looks at the screen all the time
# and leaves how often there was a line in n_seen.
watch() {
    columns=$1 n_seen=0
    printf 'PATH=%s:$PATH\n%s\necho END\nexec sleep 60\n' "$tmp/bin" "$2" >script
    tmux -S socket -f /dev/null new-session -d -x "$1" -y 20 'exec sh script' || exit 1
    for _ in $(seq 600); do
        tmux -S socket capture-pane -p | sed '/^ *$/d' >screen || exit 1
        grep -qx END screen && break
        if grep -vE '^routecost: ' screen | sed 1d | grep -q .; then
            fail "more than the line"
        fi
        if grep -vE "^routecost: |^$line *\$" screen | grep -q .; then
            fail "another line"
        fi
        grep -qE "^$line" screen && n_seen=$((n_seen + 1))
        sleep 0.02
    done
    grep -qx END screen || fail "no end"
    tmux -S socket kill-session
}

# Reads as slowly as people look.
slow='while sleep 0.2 && [ "$(head -c 2500000 | wc -c)" -gt 0 ]; do :; done'
printf '+%s,0.5\n' $(seq 1000 1999) >routes.csv
seq -f '+%.0f' 10000000 12000000 >numbers.txt
for columns in 40 200; do
    watch $columns "routecost --progress routes.csv numbers.txt | { $slow; }"
    [ "$n_seen" -gt 5 ] || fail "the line was seen $n_seen times"
    [ "$(cat screen)" = END ] || fail "something is left"
    watch $columns "for i in 1 2 3 4 5; do seq -f +\$i%.0f,1 1000000 1100000; sleep 0.3; done |
        routecost --progress - /dev/null"
    [ "$n_seen" -gt 5 ] && [ "$(cat screen)" = END ] || fail "something is left"
    watch $columns "routecost routes.csv numbers.txt | { $slow; }"
    [ "$n_seen" -eq 0 ] && [ "$(cat screen)" = END ] || fail "it was not asked for"
done

# Messages come while the line is shown, and --stats at the end.
sed -i '300000s/.*/nobody/; 900000s/.*/nobody/' numbers.txt
watch 80 "routecost --progress --stats routes.csv numbers.txt | { $slow; }"
[ "$n_seen" -gt 5 ] || fail "the line was seen $n_seen times"
[ "$(grep -c 'numbers.txt:[39]00000: "nobody" is not a number$' screen)" -eq 2 ] || fail "other messages"
grep -vE '^routecost: (numbers.txt:[0-9]+: |[a-z][a-z/ ]*: [0-9.]+$)' screen | grep -vx END | grep -q . &&
    fail "something is left"
exit 0
