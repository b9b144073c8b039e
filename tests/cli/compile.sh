#!/bin/sh
# Compiled tables, seen from outside: compile.sh PROGRAM FAULTY GENERATE [NAME...]
#
# Runs the functions table_NAME below, all of them when no NAME is given, each in a fresh folder.
# FAULTY is the program with the faults of faulty.c, or none.  Exit status 0 when all passed, 1 when
# one failed, 77 when the platform lacks what the (only) one needs.

set -u
LC_ALL=C
export LC_ALL

if [ $# -lt 3 ]; then
    echo "usage: compile.sh PROGRAM FAULTY GENERATE [NAME...]" >&2
    exit 1
fi
program=$1 faulty=$2 generate=$3
script=$0
shift 3

tmp=$(mktemp -d "${TMPDIR:-/tmp}/routecost-compile.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# ---- Helpers ------------------------------------------------------------------------

fail() {
    echo "$1"
    [ -f err ] && sed -n l err | head -n 30
    exit 1
}

skip() {
    echo "skipped: $1"
    exit 77
}

# Runs the program, which has to end with the status and say this.
expect() {
    expected_status=$1 expected_message=$2
    shift 2
    "$program" "$@" </dev/null >out 2>err
    status=$?
    [ $status -eq "$expected_status" ] || fail "routecost $*: status $status"
    [ "$(cat err)" = "$expected_message" ] || fail "routecost $*: other messages"
}

# compare "LISTS" "TABLES" OPTION...: the run from the lists and the run from the tables, asked
# alike, write the same bytes and end alike.
compare() {
    lists=$1 tables=$2
    shift 2
    for threads in 1 4; do
        # shellcheck disable=SC2086 # words without blanks
        "$program" --threads=$threads "$@" ${list_options:-} $lists numbers >from.lists 2>err.lists
        list_status=$?
        # shellcheck disable=SC2086
        "$program" --threads=$threads "$@" $tables numbers >from.tables 2>err
        status=$?
        [ -s from.lists ] || fail "no answers: $lists: $*"
        cmp from.lists from.tables || fail "other answers: $lists: $*"
        cmp err.lists err || fail "other messages: $lists: $*"
        [ $status -eq $list_status ] || fail "other status: $lists: $*"
    done
}

compile() {
    "$program" "$@" >out 2>err || fail "routecost $*: status $?"
    [ ! -s out ] || fail "routecost $*: output"
}

# Nothing but these files, among those that begin with t, is there.
expect_files() {
    [ "$(echo t*)" = "$*" ] || fail "files: $(echo t*), expected $*"
}

# The old table is what it was, and nothing lies beside it.
expect_untouched() {
    cmp t ../t.before || fail "the old table has changed"
    expect_files t
}

make_numbers() {
    "$generate" numbers 3000 3 >numbers || exit 1
    for list in "$@"; do
        awk -F, 'NR % 5 == 0 && n++ < 2000 { print $1 (NR * 7919) % 100000 }' "$list" |
            tr -d '"' >>numbers
    done
    printf '%s\n' '' x +1 1 00 >>numbers
}

# Four lists, with many ties, spelt otherwise.
make_carriers() {
    "$generate" routes 20000 1 >red.csv
    "$generate" distinct 20000 2 >green.csv
    { "$generate" costs 10000 3; "$generate" levels 10000 4; } >blue.csv
    awk -F, '{ print $1 "," (NR % 3 ? $2 "0" : NR % 2 ? "0" $2 : $2 + 1) }' red.csv >pink.csv
    make_numbers green.csv blue.csv
}

small_inputs() {
    printf '%s\n' +1512,0.04 +1415,0.02 +1415234,0.03 +1415246,0.01 >a.csv
    printf '%s\n' +1415,0.01 44,1 >b.csv
    printf '%s\n' +15124156620 +14152345678 441 >numbers
    "$program" --compile=t a.csv || exit 1
    cp t ../t.before
}

# ---- The same answers ---------------------------------------------------------------

table_gives_the_answers_of_lists_of_every_kind() {
    for kind in routes distinct costs sorted same descending fifteen levels quoted; do
        "$generate" $kind 20000 1 >list.csv
        make_numbers list.csv
        compile --compile=list.table list.csv
        compare list.csv list.table
        compare list.csv list.table --fields=cost,prefix,carrier
        compare list.csv list.table --rank=2 --fields=carrier,prefix
    done
}

table_gives_the_answers_of_several_carriers() {
    make_carriers
    lists="red.csv green.csv blue.csv pink.csv"
    # shellcheck disable=SC2086
    compile --compile=all.table $lists
    compare "$lists" all.table
    compare "$lists" all.table --fields=carrier
    compare "$lists" all.table --fields=prefix,cost
    compare "$lists" all.table --rank=2
    compare "$lists" all.table --rank=6 --fields=cost,prefix,carrier --no-route=none
    compare "$lists" all.table --number-column=1 --rank=2
    compare "$lists" all.table --line-buffered
}

table_gives_the_answers_where_plus_is_ignored() {
    make_carriers
    compile --plus=optional --compile=all.table red.csv green.csv blue.csv
    list_options=--plus=optional
    compare "red.csv green.csv blue.csv" all.table
    compare "red.csv green.csv blue.csv" all.table --rank=3 --fields=cost,prefix,carrier
    list_options=
    compare "red.csv green.csv blue.csv" all.table --plus=optional --fields=prefix
}

table_gives_the_answers_of_every_policy() {
    "$generate" routes 20000 1 >list.csv
    awk -F, '{ print $1 "," NR % 7 }' list.csv >>list.csv.more
    cat list.csv.more >>list.csv
    make_numbers list.csv
    for policy in cheapest first last; do
        compile --duplicates=$policy --compile=$policy.table list.csv
        "$program" --duplicates=$policy --fields=cost,prefix list.csv numbers >from.list 2>err
        "$program" --fields=cost,prefix $policy.table numbers >from.table 2>err
        cmp from.list from.table || fail "other answers: --duplicates=$policy"
        "$program" $policy.table numbers >$policy.out 2>err
    done
    if cmp -s first.out last.out || cmp -s first.out cheapest.out; then
        fail "the policies are alike"
    fi
    "$program" --skip-bad-rows --duplicates=error --compile=error.table list.csv 2>err
    [ $? -eq 1 ] || fail "--duplicates=error"
    "$program" --skip-bad-rows --duplicates=error list.csv numbers >from.list 2>/dev/null
    "$program" error.table numbers >from.table 2>/dev/null
    cmp from.list from.table || fail "other answers: --duplicates=error"
}

table_gives_the_answers_of_lists_as_carriers_write_them() {
    printf '%s\n' 'made by hand' 'code;name;from;rate' '"44, 4420-4429";x;2026-01-01;0,05' \
        '44;x;2026-03-01;0,04' '44;x;2027-01-01;0,01' >deck.csv
    printf '%s\n' 441 4420 4425 45 >numbers
    set -- --skip-lines=1 --delimiter=';' --decimal-comma --effective-column=from --at=2026-06-01
    compile "$@" --compile=deck.table deck.csv
    "$program" "$@" --fields=cost,prefix,carrier deck.csv numbers >from.list || exit 1
    "$program" --fields=cost,prefix,carrier deck.table numbers >from.table || exit 1
    cmp from.list from.table || fail "other answers"
    [ "$(head -n 1 from.table)" = 441,0.04,44,deck ] || fail "wrong answers"
}

table_of_lists_and_tables_is_that_of_the_lists() {
    make_carriers
    compile --compile=all.table red.csv green.csv blue.csv pink.csv
    compile --compile=middle.table green.csv blue.csv
    compile --compile=first.table red.csv
    compile --compile=mixed.table first.table middle.table pink.csv
    compile --compile=again.table mixed.table
    cmp all.table mixed.table || fail "other bytes from tables"
    cmp all.table again.table || fail "other bytes from a table"
    compare "red.csv green.csv blue.csv pink.csv" "first.table middle.table pink.csv"
    compare "red.csv green.csv blue.csv pink.csv" "red.csv middle.table pink.csv" --rank=3 \
        --fields=carrier,cost,prefix
    compare "green.csv blue.csv red.csv" "middle.table first.table" --fields=carrier
}

table_is_the_same_whatever_the_threads() {
    make_carriers
    for threads in 1 2 4 16; do
        compile --threads=$threads --compile=$threads.table red.csv green.csv blue.csv
        cmp 1.table $threads.table || fail "other bytes on $threads threads"
    done
}

# ---- Streams ------------------------------------------------------------------------

table_from_standard_input() {
    "$program" -f cost,carrier - numbers <t >out 2>err || fail "status $?"
    "$program" -f cost,carrier a.csv numbers >from.list
    cmp out from.list || fail "other answers"
    # shellcheck disable=SC2002 # a pipe is wanted
    cat t | "$program" -f cost,carrier b.csv - numbers >out 2>err || fail "status $?"
    "$program" -f cost,carrier b.csv a.csv numbers >from.list
    cmp out from.list || fail "other answers from a pipe"
}

table_from_a_fifo() {
    mkfifo fifo || skip "no FIFOs"
    cat t >fifo &
    "$program" fifo numbers >out 2>err || fail "status $?"
    "$program" a.csv numbers >from.list
    cmp out from.list || fail "other answers"
}

table_may_be_replaced_by_one_that_is_made_of_it() {
    compile --compile=t t b.csv
    "$program" -f carrier t numbers >out
    "$program" -f carrier a.csv b.csv numbers >from.lists
    cmp out from.lists || fail "other answers"
}

# ---- What cannot be written -----------------------------------------------------------

table_into_a_missing_folder() {
    expect 2 'routecost: none/t: cannot write beside it: No such file or directory' \
        --compile=none/t a.csv
    expect_untouched
}

table_onto_a_folder() {
    mkdir there
    expect 2 'routecost: there: cannot be replaced: Is a directory' \
        --compile=there a.csv
    expect_files t there
    [ -z "$(ls there)" ] || fail "litter"
}

table_into_a_folder_without_permission() {
    [ "$(id -u)" -ne 0 ] || skip "root may write everywhere"
    mkdir there && cp t there && chmod 500 there
    expect 2 'routecost: there/t: cannot write beside it: Permission denied' \
        --compile=there/t b.csv
    chmod 700 there
    cmp t there/t && [ "$(ls there)" = t ] || fail "the old table has changed"
}

table_of_lists_that_are_bad() {
    echo x,1 >>b.csv
    expect 2 'routecost: b.csv:3: prefix "x" is not an optional + and digits' --compile=t b.csv
    expect_untouched
    expect 2 'routecost: none.csv: cannot open: No such file or directory' --compile=t none.csv
    expect_untouched
    head -c 60 t >cut
    expect 2 'routecost: cut: the compiled table is cut short' --compile=t a.csv cut
    expect_untouched
}

table_on_a_disk_that_fills_up() {
    "$generate" distinct 100000 1 >large.csv
    (
        trap '' XFSZ && ulimit -f 100 || exit 77
        "$program" --compile=t large.csv 2>err
    ) 2>/dev/null
    status=$?
    [ $status -ne 77 ] || skip "no limit for the size of files"
    [ $status -eq 2 ] || fail "status $status"
    [ "$(cat err)" = 'routecost: t: cannot write: File too large' ] || fail "other messages"
    expect_untouched
}

table_on_a_full_disk() {
    mkdir disk && mount -t tmpfs -o size=300k tmpfs disk 2>/dev/null || skip "nothing can be mounted"
    cp t disk/t
    "$generate" distinct 100000 1 >large.csv
    "$program" --compile=disk/t large.csv 2>err
    status=$?
    files=$(ls disk)
    cmp t disk/t
    same=$?
    umount disk
    [ $status -eq 2 ] || fail "status $status"
    [ "$(cat err)" = 'routecost: disk/t: cannot write: No space left on device' ] ||
        fail "other messages"
    [ "$files" = t ] && [ $same -eq 0 ] || fail "the disk has: $files"
}

needs_faulty() {
    [ -x "$faulty" ] || skip "the linker wraps no symbols"
}

# with_fault FAULT MESSAGE: the table cannot be written, and the message says why.
with_fault() {
    ROUTECOST_FAULT=$1 "$faulty" --compile=t b.csv 2>err
    status=$?
    [ $status -eq 2 ] || fail "status $status"
    [ "$(cat err)" = "routecost: t: $2" ] || fail "other messages"
    expect_untouched
}

table_that_cannot_be_written() {
    needs_faulty
    with_fault write 'cannot write: No space left on device'
}

table_that_cannot_be_closed() {
    needs_faulty
    with_fault close 'cannot write: No space left on device'
}

table_that_cannot_be_renamed() {
    needs_faulty
    with_fault rename 'cannot put the new table into its place: Input/output error'
}

table_beside_which_others_lie() {
    touch t.new0 t.new1
    compile --compile=t b.csv
    expect_files t t.new0 t.new1
    [ ! -s t.new0 ] && [ ! -s t.new1 ] || fail "somebody else's file has changed"
    for file in t.new0 t.new1; do
        echo "routecost: $file: a run that was killed has left this file, or one writes it now"
    done | diff - err || fail "the files are not named"
    compile --quiet --compile=t b.csv
    [ ! -s err ] || fail "messages"
}

# killed_at POINT: the run is killed there.
killed_at() {
    (ROUTECOST_FAULT=kill ROUTECOST_KILL_AT=$1 "$faulty" --compile=t large.csv; exit $?) >out 2>err
    [ $? -eq 137 ] || fail "killed at $1: another status"
}

table_of_a_run_that_is_killed() {
    needs_faulty
    "$generate" distinct 20000 1 >large.csv
    compile --compile=n large.csv
    size=$(wc -c <n)
    point=0
    while [ $point -lt 200 ]; do
        killed_at $((size * point / 200))
        [ "$(wc -c <t.new0)" -eq $((size * point / 200)) ] || fail "not killed in the midst of writing"
        cmp t ../t.before || fail "killed at point $point: the old table has changed"
        rm t.new0
        point=$((point + 1))
    done
    killed_at rename
    cmp t ../t.before || fail "killed before renaming: the old table has changed"
    compile --compile=t large.csv
    grep -q '^routecost: t\.new0: a run that was killed' err || fail "what is left over is not named"
    cmp t n || fail "another table"
    cp ../t.before t && rm t.new0
    killed_at renamed
    expect_files t
    cmp t n || fail "killed behind renaming: half a table"
}

table_to_standard_output() {
    compile --compile=t.file a.csv b.csv
    for threads in 1 4; do
        "$program" --compile=- -j$threads a.csv b.csv >t.output 2>err || fail "status $?"
        [ ! -s err ] || fail "messages"
        cmp t.file t.output || fail "another table"
    done
    "$program" --compile=- a.csv b.csv | "$program" - numbers >from.pipe || fail "status $?"
    "$program" t.file numbers | cmp - from.pipe || fail "other answers"
}

table_to_standard_output_that_is_full() {
    [ -c /dev/full ] || skip "no /dev/full"
    "$program" --compile=- a.csv >/dev/full 2>err
    status=$?
    [ $status -eq 2 ] || fail "status $status"
    grep -q '^routecost: cannot write standard output: ' err || fail "other messages"
}

table_to_standard_output_that_is_closed() {
    "$program" --compile=- a.csv >&- 2>err
    status=$?
    [ $status -eq 2 ] || fail "status $status"
    grep -q '^routecost: cannot write standard output' err || fail "other messages"
}

# ---- Signals ------------------------------------------------------------------------

# interrupted_by SIGNAL STATUS [TIMES]: while the table is written; the program has to die by it.
interrupted_by() {
    needs_faulty
    (
        # A shell without job control starts what is in the background deaf to SIGINT; a child of
        # exec keeps what trap says.
        trap - "$1"
        ROUTECOST_FAULT=slow exec "$faulty" --compile=t b.csv 2>err
    ) &
    child=$!
    tries=0
    while [ ! -e t.new0 ]; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || fail "no file beside the place"
        sleep 0.1
    done
    for _ in $(seq "${3:-1}"); do
        kill -"$1" $child
        sleep 0.1
    done
    wait $child
    status=$?
    [ $status -eq "$2" ] || fail "status $status, expected $2"
    [ ! -s err ] || fail "messages"
    expect_untouched
}

table_that_a_signal_interrupts() {
    interrupted_by TERM 143
}

table_that_impatient_signals_interrupt() {
    interrupted_by TERM 143 3
}

table_that_a_hangup_interrupts() {
    interrupted_by HUP 129
}

# Dash cannot undo that a background child ignores SIGINT; bash's trap cannot, either.
table_that_the_keyboard_interrupts() {
    command -v python3 >/dev/null || skip "no python3 to undo what the shell sets"
    needs_faulty
    ROUTECOST_FAULT=slow python3 - "$faulty" <<'PYTHON'
import os, signal, subprocess, sys, time
child = subprocess.Popen([sys.argv[1], "--compile=t", "b.csv"],
                         preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
while not os.path.exists("t.new0"):
    time.sleep(0.05)
child.send_signal(signal.SIGINT)
sys.exit(0 if child.wait() == -signal.SIGINT else 1)
PYTHON
    status=$?
    [ $status -eq 0 ] || fail "not ended by SIGINT"
    expect_untouched
}

table_whose_signal_is_ignored_is_written() {
    needs_faulty
    (
        trap '' TERM
        ROUTECOST_FAULT=slow exec "$faulty" --compile=t b.csv 2>err
    ) &
    child=$!
    while [ ! -e t.new0 ]; do
        sleep 0.1
    done
    kill -TERM $child
    wait $child
    status=$?
    [ $status -eq 0 ] || fail "status $status"
    expect_files t
    if cmp -s t ../t.before; then
        fail "the old table is still there"
    fi
}

table_too_large_for_the_file_system_leaves_no_litter() {
    "$generate" distinct 100000 1 >large.csv
    (ulimit -f 100 || exit 77; exec "$program" --compile=t large.csv) 2>/dev/null
    status=$?
    [ $status -ne 77 ] || skip "no limit for the size of files"
    [ $status -ne 0 ] || fail "status 0"
    expect_untouched
}

# ---- Replacing ----------------------------------------------------------------------

# A reader that goes on pricing while the table is replaced sees the one or the other.
table_can_be_replaced_while_it_is_read() {
    "$generate" routes 30000 1 >one.csv
    "$generate" distinct 30000 2 >other.csv
    make_numbers one.csv other.csv
    compile --compile=t one.csv
    "$program" t numbers >one.out 2>/dev/null
    "$program" other.csv numbers >other.out 2>/dev/null
    (
        for round in $(seq 60); do
            "$program" --compile=t other.csv && "$program" --compile=t one.csv || exit 1
        done
        : >over
    ) 2>err &
    rounds=0
    while [ ! -e over ]; do
        "$program" t numbers >out 2>messages
        status=$?
        [ $status -eq 1 ] || fail "status $status: $(tail -n 1 messages)"
        cmp -s out one.out || cmp -s out other.out || fail "half a table"
        rounds=$((rounds + 1))
    done
    wait $! || fail "a table could not be written"
    [ $rounds -gt 5 ] || fail "only $rounds rounds"
    expect_files t
}

# Two that write one table at a time do not come into each other's way.
table_can_be_written_by_two_at_a_time() {
    for round in $(seq 20); do
        "$program" --compile=t a.csv 2>err &
        "$program" --compile=t b.csv 2>err.2 || fail "status $?"
        wait $! || fail "status $?"
        "$program" t numbers >out 2>err || fail "status $?"
    done
    expect_files t
}

# ---- Statistics ---------------------------------------------------------------------

table_stats() {
    "$program" --stats --compile=s a.csv 2>err || fail "status $?"
    sed 's/: [0-9.]*$/:/' err >names
    printf 'routecost: %s:\n' rows prefixes 'table bytes' 'index bytes' 'node bytes' 'list bytes' \
        'cost bytes' 'name bytes' 'carried bytes' 'load seconds' rows/s |
        cmp - names || fail "other lines"
    grep -qx 'routecost: rows: 4' err && grep -qx 'routecost: prefixes: 4' err || fail "other counts"
    "$program" --stats s numbers >/dev/null 2>err || fail "status $?"
    grep -qx 'routecost: rows: 0' err && grep -qx 'routecost: prefixes: 4' err || fail "other counts"
    "$program" -q --stats --compile=s a.csv 2>err || fail "status $?"
    [ ! -s err ] || fail "-q is not quiet"
}

# ---- The run ------------------------------------------------------------------------

run_one() {
    mkdir -p "$tmp/$1/here" || return 1
    (
        cd "$tmp/$1/here" || exit 1
        small_inputs
        "table_$1"
    )
}

# shellcheck disable=SC2046 # names without blanks
[ $# -gt 0 ] || set -- $(sed -n 's/^table_\([a-z0-9_]*\)() {$/\1/p' "$script")
result=0
for name in "$@"; do
    run_one "$name"
    outcome=$?
    if [ $# -eq 1 ]; then
        exit $outcome
    fi
    case $outcome in
    0) echo "passed: $name" ;;
    77) echo "skipped: $name" ;;
    *)
        echo "FAILED: $name"
        result=1
        ;;
    esac
    rm -rf "${tmp:?}/$name"
done
exit $result
