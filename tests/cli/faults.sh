#!/bin/sh
# What a case file cannot say: faults.sh PROGRAM [NAME...]
#
# Runs the functions fault_NAME below, all of them when no NAME is given, each in a fresh
# folder.  Exit status 0 when all passed, 1 when one failed, 77 when the platform lacks
# what the (only) one needs.

set -u
LC_ALL=C
export LC_ALL

if [ $# -lt 1 ]; then
    echo "usage: faults.sh PROGRAM [NAME...]" >&2
    exit 1
fi
case $1 in
/*) program=$1 ;;
*/*) program=$PWD/$1 ;;
*) program=$(command -v "$1") || program=$1 ;;
esac
script=$0
shift

tmp=$(mktemp -d "${TMPDIR:-/tmp}/routecost-faults.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# ---- Helpers ------------------------------------------------------------------------

# Runs the program; leaves its output in out, its messages in err, its status in $status.
run() {
    run_as="$*"
    "$program" "$@" </dev/null >out 2>err
    status=$?
}

fail() {
    echo "routecost ${run_as:-}: $1"
    [ -f err ] && sed -n l err | head -n 30
    exit 1
}

skip() {
    echo "skipped: $1"
    exit 77
}

expect_status() {
    [ "$status" -eq "$1" ] || fail "status $status, expected $1"
}

# The messages are these lines, to the byte; none without arguments.
expect_messages() {
    if [ $# -gt 0 ]; then
        printf '%s\n' "$@" >expected.err
    else
        : >expected.err
    fi
    if ! cmp -s expected.err err; then
        diff expected.err err
        fail "other messages"
    fi
}

# The messages are N lines or fewer, at least one, each from routecost and printable.
expect_some_messages() {
    [ -s err ] || fail "no message"
    [ "$(wc -l <err)" -le "$1" ] || fail "more than $1 lines of messages"
    if grep -v '^routecost: ' err >other; then
        fail "a message of somebody else"
    fi
    if [ "$(tr -d '\040-\176\n' <err | wc -c)" -ne 0 ]; then
        fail "a message that is not printable"
    fi
}

expect_output() {
    cmp "$1" out || fail "other output"
}

expect_no_output() {
    [ ! -s out ] || fail "output, expected none"
}

# Writes COUNT times the digit 7.
sevens() {
    awk -v count="$1" 'BEGIN {
        block = "7777777777777777"
        while (length(block) < count && length(block) < 65536)
            block = block block
        for (; count >= length(block); count -= length(block))
            printf "%s", block
        printf "%s", substr(block, 1, count)
    }'
}

# The small inputs that most need, and their answer.
small_inputs() {
    printf '%s\n' +1512,0.04 +1415,0.02 +1415234,0.03 +1415246,0.01 >routes.csv
    printf '%s\n' +15124156620 +14152345678 +19876543210 >numbers.txt
    printf '%s\n' +15124156620,0.04 +14152345678,0.03 +19876543210,0 >answers.txt
}

# Some megabytes of numbers that routes.csv prices, more than any pipe holds.
many_numbers() {
    awk 'BEGIN { for (i = 0; i < 300000; i++) printf "+1415%07d\n", i }' >many.txt
}

# Runs SIGPIPE through a child: is it ignored here, so that no child can get it back?
sigpipe_is_ignored() {
    # shellcheck disable=SC2016 # the child expands it
    sh -c 'kill -PIPE $$' 2>/dev/null
}

# Ends with status 0 when FILE is there and is a character device.
needs_device() {
    [ -c "$1" ] || skip "no $1"
}

# Writes COUNT pseudo-random bytes, always the same for a SEED.
noise() {
    awk -v seed="$1" -v count="$2" 'BEGIN {
        x = seed
        for (i = 1; i <= count; i++) {
            x = x * 16807 % 2147483647
            printf "\\0%03o%s", int(x / 256) % 256, i % 64 && i < count ? "" : "\n"
        }
    }' | while read -r line; do
        printf '%b' "$line"
    done
}

# ---- Standard output ----------------------------------------------------------------

fault_full_disk() {
    needs_device /dev/full
    "$program" routes.csv numbers.txt >/dev/full 2>err
    status=$?
    expect_status 2
    expect_messages 'routecost: cannot write standard output: No space left on device'

    many_numbers
    "$program" routes.csv many.txt >/dev/full 2>err
    status=$?
    expect_status 2
    expect_messages 'routecost: cannot write standard output: No space left on device'
}

fault_full_disk_for_help_and_version() {
    needs_device /dev/full
    for option in --help --version; do
        run_as=$option
        "$program" $option >/dev/full 2>err
        status=$?
        expect_status 2
        expect_messages 'routecost: cannot write standard output: No space left on device'
    done
}

fault_disk_that_fills_up() {
    many_numbers
    (
        trap '' XFSZ && ulimit -f 100 || exit 77
        "$program" routes.csv many.txt >out 2>err
    ) 2>/dev/null
    status=$?
    [ $status -ne 77 ] || skip "no limit for the size of files"
    expect_status 2
    expect_messages 'routecost: cannot write standard output: File too large'
}

# A disk of two pages: one is full, the other has room for so many bytes of the answer, for every
# number of them.  Takes the right to mount.
fault_disk_with_room_for_every_number_of_bytes() {
    mkdir disk
    mount -t tmpfs -o size=8k tmpfs disk 2>/dev/null || skip "no right to mount a small disk"
    trap 'umount "$PWD/disk"' EXIT
    sevens 4096 >page
    cp page disk/full || fail "the disk is smaller than it should be"
    n_answer=$(wc -c <answers.txt)
    room=0
    while [ "$room" -lt "$n_answer" ]; do
        head -c $((4096 - room)) page >disk/out
        "$program" routes.csv numbers.txt >>disk/out 2>err
        status=$?
        [ "$status" -eq 2 ] || fail "room for $room bytes: status $status"
        expect_messages 'routecost: cannot write standard output: No space left on device'
        room=$((room + 1))
    done
    head -c $((4096 - n_answer)) page >disk/out
    "$program" routes.csv numbers.txt >>disk/out 2>err
    status=$?
    expect_status 0
    tail -c "$n_answer" disk/out >out
    expect_output answers.txt
}

# Writes that a signal interrupts, again and again, while the pipe is full.
fault_stopped_and_continued() {
    many_numbers
    mkfifo pipe
    "$program" routes.csv many.txt >pipe 2>err &
    child=$!
    {
        head -c 100000
        for turn in 1 2 3 4 5 6 7 8; do
            kill -STOP $child && kill -CONT $child
            head -c 300000
        done
        cat
    } <pipe >out
    wait $child
    status=$?
    expect_status 0
    "$program" routes.csv many.txt >expected
    expect_output expected
}

# Quietly, the way other filters end: killed by the signal.
fault_closed_pipe() {
    if sigpipe_is_ignored; then
        skip "SIGPIPE is ignored here"
    fi
    many_numbers
    {
        "$program" routes.csv many.txt 2>err
        echo $? >status
    } | head -n 1 >out
    status=$(cat status)
    [ "$status" -eq 141 ] || expect_status 2
    expect_messages
    echo +14150000000,0.02 >expected
    expect_output expected
}

fault_closed_pipe_without_the_signal() {
    many_numbers
    (
        trap '' PIPE
        "$program" routes.csv many.txt 2>err
        echo $? >status
    ) | head -n 1 >out
    status=$(cat status)
    expect_status 2
    expect_messages 'routecost: cannot write standard output: Broken pipe'
    echo +14150000000,0.02 >expected
    expect_output expected
}

# So little output that the failure shows only when it is flushed.
fault_closed_pipe_at_the_end() {
    (
        trap '' PIPE
        sleep 1
        "$program" routes.csv numbers.txt 2>err
        echo $? >status
    ) | :
    while [ ! -s status ]; do
        sleep 1
    done
    status=$(cat status)
    expect_status 2
    expect_messages 'routecost: cannot write standard output: Broken pipe'
}

fault_closed_standard_output() {
    cp routes.csv routes.before
    cp numbers.txt numbers.before
    "$program" routes.csv numbers.txt 2>err >&-
    status=$?
    expect_status 2
    expect_messages 'routecost: cannot write standard output: Bad file descriptor'
    cmp routes.before routes.csv && cmp numbers.before numbers.txt || fail "an input has changed"
}

fault_closed_standard_error() {
    echo abc >>numbers.txt
    echo abc, >>answers.txt
    cp routes.csv routes.before
    cp numbers.txt numbers.before
    "$program" routes.csv numbers.txt >out 2>&-
    status=$?
    expect_status 1
    expect_output answers.txt
    cmp routes.before routes.csv && cmp numbers.before numbers.txt || fail "an input has changed"
}

fault_full_disk_for_messages() {
    needs_device /dev/full
    echo abc >>numbers.txt
    echo abc, >>answers.txt
    "$program" routes.csv numbers.txt >out 2>/dev/full
    status=$?
    expect_status 1
    expect_output answers.txt
}

# The text is free, but it names every option.
fault_help() {
    run --help=all
    expect_status 0
    expect_messages
    for option in --duplicates --no-route --number-column --plus --skip-bad-rows --threads --quiet \
        --help --version; do
        grep -q -e "$option" out || fail "does not mention $option"
    done
    if awk 'length($0) > 100 { exit 1 }' out; then :; else fail "lines too wide for a terminal"; fi
    run --help
    mv out expected
    run -h
    expect_status 0
    expect_messages
    expect_output expected
}

# ---- Inputs that are no plain files -------------------------------------------------

fault_folder() {
    mkdir folder
    run folder numbers.txt
    expect_status 2
    expect_no_output
    expect_messages 'routecost: folder: cannot read: Is a directory'
    run routes.csv folder
    expect_status 2
    expect_no_output
    expect_messages 'routecost: folder: cannot read: Is a directory'
}

fault_file_without_permission() {
    cp routes.csv secret.csv
    chmod 000 secret.csv
    if cat secret.csv >/dev/null 2>&1; then
        skip "this user may read everything"
    fi
    run secret.csv numbers.txt
    expect_status 2
    expect_no_output
    expect_messages 'routecost: secret.csv: cannot open: Permission denied'
}

fault_null_device() {
    needs_device /dev/null
    run /dev/null numbers.txt
    expect_status 2
    expect_no_output
    expect_messages 'routecost: /dev/null: no routes'
    run routes.csv /dev/null
    expect_status 0
    expect_no_output
    expect_messages
}

fault_closed_standard_input() {
    "$program" routes.csv - <&- >out 2>err
    status=$?
    expect_status 2
    expect_no_output
    expect_messages 'routecost: standard input: cannot read: Bad file descriptor'
    "$program" - numbers.txt <&- >out 2>err
    status=$?
    expect_status 2
    expect_no_output
    expect_messages 'routecost: standard input: cannot read: Bad file descriptor'
}

fault_folder_as_standard_input() {
    mkdir folder
    "$program" routes.csv - <folder >out 2>err
    status=$?
    expect_status 2
    expect_no_output
    expect_messages 'routecost: standard input: cannot read: Is a directory'
}

fault_fifos() {
    mkfifo routes.fifo numbers.fifo || skip "no FIFOs"
    cat routes.csv >routes.fifo &
    feeders="$feeders $!"
    cat numbers.txt >numbers.fifo &
    feeders="$feeders $!"
    run routes.fifo numbers.fifo
    expect_status 0
    expect_messages
    expect_output answers.txt
}

# The writer comes to the second FIFO only when the first has been read.
fault_lists_from_fifos_fed_one_after_the_other() {
    mkfifo one.fifo two.fifo numbers.fifo || skip "no FIFOs"
    awk 'BEGIN { for (i = 100000; i < 130000; i++) print "+" i ",0.5" }' >long.csv
    { cat long.csv >one.fifo; echo +10000,0.4 >two.fifo; echo +1000001 >numbers.fifo; } &
    feeders="$feeders $!"
    run --rank=2 --fields=carrier,cost,prefix one.fifo two.fifo numbers.fifo
    expect_status 0
    expect_messages
    echo "+1000001,two,0.4,+10000,one,0.5,+100000" >expected
    expect_output expected
}

fault_fifos_fed_one_after_the_other() {
    mkfifo routes.fifo numbers.fifo || skip "no FIFOs"
    awk 'BEGIN { for (i = 100000; i < 130000; i++) print "+" i ",0.5" }' >long.csv
    { cat long.csv >routes.fifo; echo +1000001 >numbers.fifo; } &
    feeders="$feeders $!"
    run routes.fifo numbers.fifo
    expect_status 0
    expect_messages
    echo "+1000001,0.5" >expected
    expect_output expected
}

# Each answer must come before the next number is sent.
fault_round_trips() {
    mkfifo to.fifo from.fifo || skip "no FIFOs"
    "$program" --line-buffered routes.csv - <to.fifo >from.fifo 2>err &
    feeders="$feeders $!"
    exec 3>to.fifo 4<from.fifo
    n=0
    while [ $n -lt 50 ]; do
        echo +1234567 >&3
        read -r line <&4 || fail "no answer"
        case $line in
        +1234567,*) ;;
        *) fail "answer $line" ;;
        esac
        n=$((n + 1))
    done
    exec 3>&- 4<&-
}

fault_stats() {
    run --stats routes.csv numbers.txt
    expect_status 0
    expect_output answers.txt
    for name in rows prefixes "table bytes" "index bytes" "node bytes" "list bytes" \
        "cost bytes" "name bytes" "carried bytes" "load seconds" rows/s numbers routed unrouted \
        invalid "lookup seconds" numbers/s; do
        grep -q "^routecost: $name: [0-9][0-9.]*$" err || fail "no $name"
    done
    [ "$(wc -l <err)" -eq 17 ] || fail "other lines"
    awk -F ': ' '$2 == "table bytes" { all = $3 }
                 $2 ~ /^(index|node|list|cost|name|carried) bytes$/ { parts += $3 }
                 END { exit all != parts }' err || fail "the parts do not add up"

    printf '%s\n' 1415,0.02 1415,0.03 1512,0.04 >routes.csv
    printf '%s\n' 14155550100 "" 33 abc >numbers.txt
    run --stats routes.csv numbers.txt
    expect_status 1
    for line in "rows: 3" "prefixes: 2" "numbers: 2" "routed: 1" "unrouted: 1" "invalid: 1"; do
        grep -qx "routecost: $line" err || fail "no $line"
    done
}

# A line that renews itself and leaves nothing behind: its last bytes are blanks between
# carriage returns.
fault_progress() {
    awk 'BEGIN { for (i = 1000000; i < 1600000; i++) print "+" i ",0.5" }' >long.csv
    { cat long.csv; sleep 1; echo "+9,1"; } | "$program" --progress - numbers.txt >out 2>err
    status=$?
    expect_status 0
    grep -q "routes .*MB/s" err || fail "no progress"
    tr '\r' '\n' <err | tail -n 1 | grep -q '[^ ]' && fail "something is left on the line"
    return 0
}

fault_pipes() {
    cat routes.csv | "$program" - numbers.txt >out 2>err
    status=$?
    expect_status 0
    expect_messages
    expect_output answers.txt
    cat numbers.txt | "$program" routes.csv - >out 2>err
    status=$?
    expect_status 0
    expect_messages
    expect_output answers.txt
}

# A pipe that hands over pieces: neither a pause nor the piece's end ends a line.
fault_slow_pipes() {
    (
        printf '+15124'
        sleep 1
        printf '156620\n+14152345678\n+1987'
        sleep 1
        printf '6543210'
    ) | "$program" routes.csv - >out 2>err
    status=$?
    expect_status 0
    expect_messages
    expect_output answers.txt
    (
        printf '+1512,0.04\n+1415,0.02\n+14'
        sleep 1
        printf '15234,0.03\n+1415246,"0.0'
        sleep 1
        printf '1"'
    ) | "$program" - numbers.txt >out 2>err
    status=$?
    expect_status 0
    expect_messages
    expect_output answers.txt
}

# ---- Hostile contents ---------------------------------------------------------------

fault_noise_as_routes() {
    for seed in 17 4711 271828 31415926; do
        noise $seed 20000 >noise.csv
        run noise.csv numbers.txt
        expect_status 2
        expect_no_output
        expect_some_messages 11
        run --skip-bad-rows noise.csv numbers.txt
        [ $status -eq 2 ] || expect_status 1
        expect_some_messages 12
    done
}

fault_noise_as_numbers() {
    noise 4711 60000 >noise.txt
    echo >>noise.txt
    run --threads=1 routes.csv noise.txt
    expect_status 1
    expect_some_messages 12
    [ "$(tr -cd '\n' <noise.txt | wc -c)" -eq "$(tr -cd '\n' <out | wc -c)" ] ||
        fail "not one line out for every line in"
    mv out expected
    run --threads=4 routes.csv noise.txt
    expect_status 1
    expect_output expected
}

fault_noise_as_call_records() {
    for seed in 17 4711 271828 31415926; do
        { printf '1,2\n' && noise $seed 20000; } >calls.csv
        run --threads=1 --number-column=2 routes.csv calls.csv
        expect_status 1
        expect_some_messages 12
        mv out expected
        run --threads=4 --number-column=2 routes.csv calls.csv
        expect_status 1
        expect_output expected
        [ "$(wc -c <out)" -ge "$(($(wc -c <calls.csv) - 200))" ] || fail "bytes got lost"
    done
}

fault_number_of_three_million_digits() {
    echo 7777,0.05 >routes.csv
    {
        echo 7776
        sevens 3000000
        printf '\n+'
        sevens 3000000
        printf '\r\n'
        sevens 3000000
    } >numbers.txt
    {
        echo 7776,0
        sevens 3000000
        printf ',0.05\n+'
        sevens 3000000
        printf ',0\n'
        sevens 3000000
        printf ',0.05\n'
    } >expected
    for threads in 1 4; do
        run --threads=$threads routes.csv numbers.txt
        expect_status 0
        expect_messages
        expect_output expected
    done
}

fault_letter_behind_three_million_digits() {
    echo 7777,0.05 >routes.csv
    { sevens 3000000 && printf 'x\n7777\n'; } >numbers.txt
    { sevens 3000000 && printf 'x,\n7777,0.05\n'; } >expected
    run routes.csv numbers.txt
    expect_status 1
    expect_messages "routecost: numbers.txt:1: \"$(sevens 40)...\" is not a number"
    expect_output expected
}

# A quoted field and an unquoted one of megabytes, and a quote that is never closed.
fault_call_record_of_megabytes() {
    echo 7777,0.05 >routes.csv
    {
        printf 'a,dst\n"x\r\n'
        sevens 3000000
        printf '\r\n""",7777\r\n'
        sevens 3000000
        printf ',7776\n1,'
        sevens 3000000
        printf '\n2,"'
        sevens 3000000
        printf '\n3,7777\n'
    } >calls.csv
    {
        printf 'a,dst,cost\n"x\r\n'
        sevens 3000000
        printf '\r\n""",7777,0.05\n'
        sevens 3000000
        printf ',7776,0\n1,'
        sevens 3000000
        printf ',0.05\n2,"'
        sevens 3000000
        printf '\n3,7777\n,\n'
    } >expected
    for threads in 1 4; do
        run --threads=$threads --number-column=dst routes.csv calls.csv
        expect_status 1
        expect_messages 'routecost: calls.csv:7: a quote is not closed: the record goes on to the end of the file'
        expect_output expected
    done
}

# Lines that end just before, at and just behind the ends of the usual buffers.
fault_number_lines_around_buffer_sizes() {
    echo 7777,0.05 >routes.csv
    for size in 4096 16384 32768 65536 131072 262144 524288 1048576 2097152; do
        for less in 0 1 2 3; do
            length=$((size + 1 - less))
            sevens $length && echo
            sevens $length >&3 && echo ,0.05 >&3
        done
    done >numbers.txt 3>expected
    for threads in 1 4; do
        run --threads=$threads routes.csv numbers.txt
        expect_status 0
        expect_messages
        expect_output expected
    done
}

fault_prefix_of_a_million_digits() {
    { sevens 1000000 && printf ',0.02\n1415,x\n'; } >routes.csv
    run routes.csv numbers.txt
    expect_status 2
    expect_no_output
    expect_messages \
        "routecost: routes.csv:1: prefix \"$(sevens 40)...\" has 1000000 digits, more than E.164's 15" \
        'routecost: routes.csv:2: cost "x" is not a plain decimal'
}

fault_prefix_of_three_million_digits() {
    { sevens 3000000 && printf ',0.02\n1415,x\n'; } >routes.csv
    run routes.csv numbers.txt
    expect_status 2
    expect_no_output
    expect_messages \
        'routecost: routes.csv:1: the row is longer than 1048576 bytes' \
        'routecost: routes.csv:2: cost "x" is not a plain decimal'
}

fault_cost_of_a_million_digits() {
    { printf '1415,' && sevens 1000000 && echo; } >routes.csv
    run routes.csv numbers.txt
    expect_status 2
    expect_no_output
    expect_messages \
        "routecost: routes.csv:1: cost \"$(sevens 40)...\" has 1000000 significant digits, more than 18"
}

# Not one significant digit, and yet no cost that a list can mean.
fault_cost_of_a_million_zeros() {
    { printf '1415,0.' && sevens 1000000 | tr 7 0 && echo; } >routes.csv
    run routes.csv numbers.txt
    expect_status 2
    expect_no_output
    expect_some_messages 1
    grep -q '^routecost: routes.csv:1: cost "0\.0\{38\}\.\.\." ' err || fail "other message"
}

# The longest row is 1048576 bytes without its line end.
fault_row_of_a_megabyte() {
    { printf '+1415,0.02,' && sevens 1048565 && printf '\n+1512,0.04\n'; } >routes.csv
    printf '%s\n' +14155550100,0.02 +15125550100,0.04 >expected
    sed 's/,.*//' expected >numbers.txt
    run routes.csv numbers.txt
    expect_status 0
    expect_messages
    expect_output expected

    { printf '+1415,0.02,' && sevens 1048565 && printf '\r\n+1512,0.04\r\n'; } >routes.csv
    run routes.csv numbers.txt
    expect_status 0
    expect_messages
    expect_output expected

    { printf '+1415,0.02,' && sevens 1048566 && printf '\n+1512,0.04\n'; } >routes.csv
    run routes.csv numbers.txt
    expect_status 2
    expect_no_output
    expect_messages 'routecost: routes.csv:1: the row is longer than 1048576 bytes'

    printf '%s\n' +14155550100,0 +15125550100,0.04 >expected
    run --skip-bad-rows routes.csv numbers.txt
    expect_status 1
    expect_messages 'routecost: routes.csv:1: the row is longer than 1048576 bytes'
    expect_output expected
}

# A quote that opens early in a large list and is never closed.
fault_quote_open_for_megabytes() {
    awk 'BEGIN {
        print "1415,0.02"
        print "1416,\"0.03"
        for (i = 0; i < 300000; i++)
            printf "2%07d,0.02\n", i
    }' >routes.csv
    run routes.csv numbers.txt
    expect_status 2
    expect_no_output
    expect_some_messages 11
    head -n 1 err | grep -q -e '^routecost: routes.csv:2: a quote is not closed$' \
        -e '^routecost: routes.csv:2: the row is longer than 1048576 bytes$' || fail "other message"
}

# ---- Large inputs, one thread or many -----------------------------------------------

# Every answer against a second way to find it.
fault_awk_finds_the_same() {
    awk 'function random(n) {
            x = x * 16807 % 2147483647
            return int(x / 2147483647 * n)
        }
        function digits(n,   text) {
            text = ""
            while (n-- > 0)
                text = text random(4)
            return text
        }
        BEGIN {
            x = 4711
            for (i = 0; i < 60000; i++) {
                prefix = (random(3) ? "+" : "") digits(1 + random(15))
                if (!(prefix in cost)) {
                    cost[prefix] = random(3) "." digits(1 + random(6))
                    print prefix "," cost[prefix] >"routes.csv"
                }
            }
            for (i = 0; i < 100000; i++) {
                number = (random(3) ? "+" : "") digits(1 + random(20))
                for (n = 16; n > 0 && !(substr(number, 1, n) in cost); n--)
                    ;
                print number >"numbers.txt"
                print number "," (n > 0 ? cost[substr(number, 1, n)] : 0) >"expected"
            }
        }' || fail "awk"
    for threads in 1 4; do
        run --threads=$threads routes.csv numbers.txt
        expect_status 0
        expect_messages
        expect_output expected
    done
}

fault_threads_give_the_same_bytes() {
    awk 'BEGIN {
        for (i = 0; i < 200000; i++)
            printf "1%06d,0.%d\n", i * 7919 % 1000000, i % 97 >"routes.csv"
        for (i = 0; i < 400000; i++)
            if (i % 1000 == 7)
                printf "x%d\n", i >"numbers.txt"
            else if (i % 1000 == 8)
                print "" >"numbers.txt"
            else
                printf "1%s\n", substr("0000000" i * 104729 % 10000000, 1, 7 + i % 20) >"numbers.txt"
    }'
    run --threads=1 routes.csv numbers.txt
    expect_status 1
    [ "$(wc -l <err)" -eq 11 ] || fail "not ten messages and a count"
    mv out expected
    mv err expected.messages
    for threads in 2 3 4 16 64; do
        run --threads=$threads routes.csv numbers.txt
        expect_status 1
        cmp expected.messages err || fail "other messages than one thread's"
        expect_output expected
    done
}

fault_faults_far_apart() {
    awk 'BEGIN {
        for (i = 1; i <= 400000; i++)
            printf "1%07d,%s\n", i, i % 30000 ? "0.02" : "x"
    }' >routes.csv
    for threads in 1 4 64; do
        run --threads=$threads routes.csv numbers.txt
        expect_status 2
        expect_no_output
        expect_messages \
            'routecost: routes.csv:30000: cost "x" is not a plain decimal' \
            'routecost: routes.csv:60000: cost "x" is not a plain decimal' \
            'routecost: routes.csv:90000: cost "x" is not a plain decimal' \
            'routecost: routes.csv:120000: cost "x" is not a plain decimal' \
            'routecost: routes.csv:150000: cost "x" is not a plain decimal' \
            'routecost: routes.csv:180000: cost "x" is not a plain decimal' \
            'routecost: routes.csv:210000: cost "x" is not a plain decimal' \
            'routecost: routes.csv:240000: cost "x" is not a plain decimal' \
            'routecost: routes.csv:270000: cost "x" is not a plain decimal' \
            'routecost: routes.csv:300000: cost "x" is not a plain decimal' \
            'routecost: routes.csv: 13 bad rows, the first 10 are shown'
    done
}

fault_duplicates_far_apart() {
    awk 'BEGIN {
        for (i = 1; i <= 300000; i++)
            printf "%s\n", i == 1 ? "999,5" : i == 150000 ? "999,3" : i == 300000 ? "999,4" : \
                sprintf("1%07d,0.02", i)
    }' >routes.csv
    echo 99912345 >numbers.txt
    for threads in 1 4; do
        for expected in cheapest,3 first,5 last,4; do
            echo "99912345,${expected#*,}" >expected
            run --threads=$threads --duplicates=${expected%,*} routes.csv numbers.txt
            expect_status 0
            expect_messages
            expect_output expected
        done
        run --threads=$threads --duplicates=error routes.csv numbers.txt
        expect_status 2
        expect_no_output
        expect_messages \
            'routecost: routes.csv:150000: prefix "999" is already on line 1' \
            'routecost: routes.csv:300000: prefix "999" is already on line 1'
    done
}

# Rows inside of quotes are text, wherever the list is cut for the threads.
fault_quoted_rows_of_a_large_list() {
    awk 'BEGIN {
        for (i = 0; i < 100000; i++)
            printf "1%06d,0.%06d,\"x\n999,0.99\n\"\"\"\n", i, i
    }' >routes.csv
    awk 'BEGIN {
        print "999,0"
        for (i = 0; i < 100000; i += 999)
            printf "1%06d,0.%06d\n", i, i
    }' >expected
    sed 's/,.*//' expected >numbers.txt
    for threads in 1 4; do
        run --threads=$threads routes.csv numbers.txt
        expect_status 0
        expect_messages
        expect_output expected
    done
    echo 1415,x >>routes.csv
    for threads in 1 4; do
        run --threads=$threads routes.csv numbers.txt
        expect_status 2
        expect_no_output
        expect_messages 'routecost: routes.csv:300001: cost "x" is not a plain decimal'
    done
}

# ---- Carriers files -----------------------------------------------------------------

fault_carriers_file_names_paths_with_blanks() {
    mkdir -p 'my lists/x y'
    printf '%s\n' '44;0,02' >'my lists/x y/a deck.csv'
    printf '%s\n' '44,0.03' >'my lists/b.csv'
    printf '%s\n' '"Acme, Inc.=x y/a deck.csv" --decimal-comma' 'b.csv' >'my lists/all carriers.txt'
    echo 4420 >numbers.txt
    run --fields=carrier,cost --carriers='my lists/all carriers.txt' numbers.txt
    expect_status 0
    expect_messages
    echo '4420,"Acme, Inc.",0.02' >expected
    expect_output expected
}

fault_carriers_file_names_absolute_paths() {
    mkdir lists
    printf '%s\n' '44,0.03' >b.csv
    printf '"%s/b.csv"\n' "$PWD" >lists/carriers.txt
    echo 4420 >numbers.txt
    run --carriers=lists/carriers.txt numbers.txt
    expect_status 0
    expect_messages
    echo '4420,0.03' >expected
    expect_output expected
}

fault_carriers_file_names_more_than_a_million_lists() {
    small_inputs
    awk 'BEGIN { print "# not a list"; for (i = 0; i < 1000001; i++) print "c" }' >carriers.txt
    run --carriers=carriers.txt numbers.txt
    expect_status 2
    expect_no_output
    expect_messages 'routecost: carriers.txt:1000002: the file names more than 1000000 lists'
}

# No system has such names; the message shows how they begin.
fault_carriers_file_names_a_path_of_megabytes() {
    small_inputs
    path=$(awk 'BEGIN { for (i = 0; i < 200000; i++) printf "lists/all/" }')
    echo "c=$path" >carriers.txt
    run --carriers=carriers.txt numbers.txt
    expect_status 2
    expect_no_output
    [ "$(wc -c <err)" -lt 500 ] || fail "the messages have $(wc -c <err) bytes"
    grep -q "^routecost: \(lists/all/\)\{10\}\.\.\.: cannot open" err || fail "the message is another one"
}

fault_carriers_file_from_closed_standard_input() {
    "$program" --carriers=- numbers.txt <&- >out 2>err
    status=$?
    expect_status 2
    expect_no_output
    expect_messages 'routecost: standard input: cannot read: Bad file descriptor'
}

fault_carriers_file_of_many_lines() {
    printf '%s\n' '44;0,02' >a.csv
    echo 4420 >numbers.txt
    echo '4420,c,0.02' >expected
    awk 'BEGIN {
        for (i = 1; i < 100000; i++)
            print i % 3 ? "# a=b.csv --no-such" : " "
        print "c=a.csv --decimal-comma"
    }' >many.txt
    "$program" --fields=carrier,cost --carriers=- numbers.txt <many.txt >out 2>err
    status=$?
    expect_status 0
    expect_messages
    expect_output expected
    awk 'BEGIN { for (i = 1; i < 100000; i++) print "c" i "=a.csv --decimal-comma" }
         END { print "d=a.csv --decimal-coma" }' /dev/null >many.txt
    "$program" --carriers=- numbers.txt <many.txt >out 2>err
    status=$?
    expect_status 2
    expect_messages \
        'routecost: standard input:100000: unknown option "--decimal-coma": did you mean --decimal-comma?'
}

fault_carriers_file_of_many_carriers() {
    printf '%s\n' '44,0.02' >a.csv
    printf '%s\n' '44,0.01' >b.csv
    awk 'BEGIN { for (i = 1; i <= 10000; i++) print "c" i (i == 7777 ? "=b.csv" : "=a.csv --header=no") }' \
        >carriers.txt
    echo 4420 >numbers.txt
    run --rank=2 --fields=carrier,cost --carriers=carriers.txt numbers.txt
    expect_status 0
    expect_messages
    echo '4420,c7777,0.01,c1,0.02' >expected
    expect_output expected
    echo c4711=b.csv >>carriers.txt
    run --carriers=carriers.txt numbers.txt
    expect_status 2
    expect_messages \
        'routecost: b.csv: two carriers are named "c4711"' \
        "routecost: name a list's carrier with NAME=PATH" \
        'routecost: carriers.txt:10001: this line names the list "c4711=b.csv"'
}

# Every limit from the first that the program starts under to the first that is enough.
fault_carriers_file_out_of_memory() {
    printf '%s\n' '44,0.02' >a.csv
    echo 4420 >numbers.txt
    awk 'BEGIN { for (i = 1; i <= 100000; i++) print "c" i "=a.csv --header=no"; print "d=- " }' >carriers.txt
    limit=2000
    started=0
    refused=0
    while :; do
        limit=$((limit * 6 / 5))
        [ $limit -lt 8000000 ] || break
        (ulimit -v $limit && "$program" --version; exit $?) >/dev/null 2>&1 || continue
        started=1
        (
            ulimit -v $limit
            run --threads=1 --carriers=carriers.txt numbers.txt
            exit $status
        ) 2>/dev/null
        status=$?
        run_as="--carriers=carriers.txt numbers.txt (ulimit -v $limit)"
        expect_status 2
        expect_no_output
        case $(cat err) in
        'routecost: out of memory') refused=1 ;;
        'routecost: carriers.txt:100001: - is no path here: name standard input on the command line') break ;;
        *) fail "another message" ;;
        esac
    done
    [ $started -eq 1 ] || skip "the program does not start under a limit"
    [ $refused -eq 1 ] || fail "never out of memory"
}

# ---- Memory -------------------------------------------------------------------------

# Every limit from the first that the program starts under to the first that is enough.
fault_out_of_memory() {
    awk 'BEGIN {
        x = 4711
        for (i = 0; i < 400000; i++) {
            x = x * 16807 % 2147483647
            printf "+%010d%02d,0.%05d\n", x, i % 100, x % 100000
        }
    }' >routes.csv
    run routes.csv numbers.txt
    expect_status 0
    mv out expected
    mv err expected.messages
    for threads in 1 4; do
        limit=2000
        started=0
        refused=0
        while :; do
            limit=$((limit * 6 / 5))
            [ $limit -lt 8000000 ] || break
            (ulimit -v $limit && "$program" --version; exit $?) >/dev/null 2>&1 || continue
            started=1
            (
                ulimit -v $limit
                run --threads=$threads routes.csv numbers.txt
                exit $status
            ) 2>/dev/null
            status=$?
            run_as="--threads=$threads routes.csv numbers.txt (ulimit -v $limit)"
            if [ $status -eq 0 ]; then
                expect_output expected
                break
            fi
            expect_status 2
            expect_some_messages 1
            [ "$(cat err)" != 'routecost: out of memory' ] || refused=1
        done
        [ $started -eq 1 ] || skip "the program does not start under a limit"
        expect_status 0
        if [ $refused -eq 0 ] && [ $threads -eq 1 ]; then
            fail "never out of memory"
        fi
    done
}

# ---- The run ------------------------------------------------------------------------

# Runs one fault in its own folder, and ends the feeders that it has left waiting.
run_fault() {
    mkdir "$tmp/$1" || return 1
    (
        cd "$tmp/$1" || exit 1
        feeders=
        # shellcheck disable=SC2086 # a list of process ids
        trap '[ -z "$feeders" ] || kill $feeders 2>/dev/null' EXIT
        trap 'exit 1' HUP INT TERM
        status=0
        small_inputs
        "fault_$1"
    )
}

# shellcheck disable=SC2046 # names without blanks
[ $# -gt 0 ] || set -- $(sed -n 's/^fault_\([a-z0-9_]*\)() {$/\1/p' "$script")
result=0
for name in "$@"; do
    if ! grep -q "^fault_$name() {\$" "$script"; then
        echo "faults.sh: no fault is named $name" >&2
        exit 1
    fi
    run_fault "$name"
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
