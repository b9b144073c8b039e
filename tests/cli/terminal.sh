#!/bin/bash
# The progress line in terminals of different widths, seen through tmux: terminal.sh PROGRAM
#
# While the program runs, the screen shows one whole line at most, and messages whole above it; at
# the end nothing of it is left.  Pipes hold the program where a line is looked for, so that a busy
# machine only takes longer.  Exit status 77 without tmux, but 1 if CI is set.
set -u
LC_ALL=C.UTF-8
export LC_ALL
command -v tmux >/dev/null || { echo "skipped: no tmux"; [ -z "${CI:-}" ] && exit 77; exit 1; }
tmp=$(mktemp -d) || exit 1
trap 'tmux -S "$tmp/socket" kill-server 2>/dev/null; rm -rf "$tmp"' EXIT
mkdir "$tmp/bin" && ln -s "$(realpath "$1")" "$tmp/bin/routecost" && cd "$tmp" || exit 1
line='(routes|numbers)( [0-9]+ of [0-9]+,)?( [0-9]+ %,)? [0-9]+ MB/s(, waiting|, [0-9]+ (s|min|h) left)?'

fail() {
    echo "$columns columns: $1; the screen:"
    cat screen
    exit 1
}

# start COLUMNS COMMAND: runs the command in a terminal, and "END". It may read the pipes in and gate.
start() {
    columns=$1
    rm -f in gate && mkfifo in gate
    printf 'PATH=%s:$PATH\n%s\necho END\nexec sleep 600\n' "$tmp/bin" "$2" >script
    tmux -S socket -f /dev/null new-session -d -x "$1" -y 20 'exec sh script' || exit 1
}

# Takes the screen, which shows nothing that should not be there.
look() {
    tmux -S socket capture-pane -p | sed '/^ *$/d' >screen || exit 1
    grep -qx END screen && return
    grep -vE '^routecost: ' screen | sed 1d | grep -q . && fail "more than the line"
    grep -vE "^routecost: |^$line *\$" screen | grep -q . && fail "another line"
}

# see PATTERN: waits until the line is such.
see() {
    for _ in $(seq 3000); do
        look
        grep -qE "^$1 *\$" screen && return
        grep -qx END screen && break
        sleep 0.02
    done
    fail "no line $1"
}

# Waits for the end, which leaves no line.
finish() {
    for _ in $(seq 3000); do
        look
        grep -qx END screen && break
        sleep 0.02
    done
    grep -qx END screen || fail "no end"
    grep -vE '^routecost: ' screen | grep -vx END | grep -q . && fail "something is left"
    tmux -S socket kill-session
}

# Reads 1 MB of answers, and the others when the gate opens.
held='{ head -c 1000000 >/dev/null; read -r _ <gate; cat >/dev/null; }'
printf '+%s,0.5\n' $(seq 1000 1999) >routes.csv
seq -f '+%.0f,1' 1000000 1400000 >more.csv
seq -f '+%.0f' 10000000 12000000 >numbers.txt

for columns in 40 200; do
    # Numbers that wait for who reads the answers.
    start $columns "routecost --progress routes.csv numbers.txt | $held"
    see 'numbers [0-9]+ %, [0-9]+ MB/s, [0-9]+ s left'
    see 'numbers [0-9]+ %, 0 MB/s'
    echo >gate
    finish

    # Lists: some bytes, none for a while, more again.
    start $columns "routecost --progress one=routes.csv two=in routes.csv /dev/null"
    exec 3>in
    see 'routes 2 of 3, 0 MB/s, waiting'
    (until [ -e enough ]; do cat more.csv; done) >&3 2>/dev/null &
    see 'routes 2 of 3, [1-9][0-9]* MB/s'
    touch enough
    wait
    see 'routes 2 of 3, 0 MB/s, waiting'
    exec 3>&-
    finish
    [ "$(cat screen)" = END ] || fail "messages"
    rm enough

    # A single list is not counted, and what is not asked for is not shown.
    start $columns "cat in | routecost --progress - /dev/null"
    exec 3>in
    see 'routes 0 MB/s, waiting'
    cat routes.csv >&3
    exec 3>&-
    finish
    start $columns "cat in | routecost - /dev/null"
    exec 3>in
    sleep 0.5
    look
    [ ! -s screen ] || fail "it was not asked for"
    cat routes.csv >&3
    exec 3>&-
    finish
done

# Messages come while the line is shown, and --stats at the end.
sed -i '1000s/.*/nobody/; 1900000s/.*/nobody/' numbers.txt
start 80 "routecost --progress --stats routes.csv numbers.txt | $held"
see 'numbers [0-9]+ %, 0 MB/s'
grep -q 'numbers.txt:1000: "nobody" is not a number$' screen || fail "no message above the line"
echo >gate
finish
grep -q 'numbers.txt:1900000: "nobody" is not a number$' screen || fail "no second message"
grep -vE '^routecost: (numbers.txt:[0-9]+: |[a-z][a-z/ ]*: [0-9.]+$)' screen | grep -vx END | grep -q . &&
    fail "other messages"
exit 0
