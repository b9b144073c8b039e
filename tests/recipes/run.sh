#!/bin/bash
# Runs recipes as README.md has them, and looks at what comes out:
#
#     run.sh PROGRAM NAME...
#
# The block that begins with ```LANGUAGE BLOCK is that recipe's command.  Exit status 77 when a tool
# is not there.
set -u
LC_ALL=C
export LC_ALL
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
page=$here/README.md
data=$here/../../data
shift
tmp=$(mktemp -d) || exit 1
tmp=$(realpath "$tmp")
daemons=
leave() {
    for pid in $daemons; do
        kill "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
    done
    rm -rf "$tmp"
}
trap leave EXIT
. "$here/common.sh"
mkdir "$tmp/bin" "$tmp/work" && ln -s "$program" "$tmp/bin/routecost" && cd "$tmp/work" || exit 1
PATH=$tmp/bin:$PATH

# The three carriers of the sample data.
lists() {
    cp "$data"/carriers/{acme,globex,initech}.csv "$data/carriers/numbers.txt" . || exit 1
}

table() {
    lists
    routecost --compile=routes.table acme.csv globex.csv initech.csv || exit 1
}

# Numbers enough for many blocks, and what they cost.
many_numbers() {
    for _ in $(seq 200); do
        cat "$data/carriers/numbers.txt"
    done >numbers.txt
    for _ in $(seq 200); do
        cat "$data/carriers/costs.txt"
    done >expected
}

recipe_calls() {
    cp "$data/example/routes.csv" acme.csv
    sed 's/,0\.0/,1.0/' acme.csv >globex.csv
    cp "$data/calls/calls.csv" .
    perform calls sh
    routecost --number-column=3 acme.csv calls.csv >by_number.csv 2>/dev/null
    [ "$(head -n 1 priced.csv)" = 'Start,From,"Called Number",Seconds,Note,carrier,cost' ] ||
        fail "another header: $(head -n 1 priced.csv)"
    sed 1d by_number.csv | sed 's/,\(0\.0[0-9]*\)$/,acme,\1/; s/,0$/,,0/' >expected
    sed 1d priced.csv >rest
    same expected rest
}

# dated LIST: with a column of days, of which a second row, free, begins in future.
dated() {
    awk -F, -v today="$(date +%F)" '
        NR == 1 { print "Prefix,Rate,Effective" }
        { print $0 "," today "\n" $1 ",0,9999-12-31" }' "$1"
}

# A deck that needs all of the first run's options, one that needs the second's, and one that
# needs none.
recipe_formats() {
    lists
    routecost -f carrier,cost acme.csv globex.csv initech.csv numbers.txt >expected
    sed '1i Telenova\nvalid, so far\nLand;Vorwahl;Preis
        s/\(.*\),\(.*\)/;\1;\2/; s/\./,/' acme.csv >deck && mv deck acme.csv
    dated globex.csv >deck && mv deck globex.csv
    perform formats sh
    same expected costs.txt
}

recipe_invoice() {
    printf '44,0.02\n4420,0.03\n' >agreed.csv
    printf '%s\n' number,seconds,amount 4411,63,0.0220 4420,1:03,0.0363 4411,60,0.02 33,60,0.5 \
        4411,7,0.0100 >invoice.csv
    perform invoice sh >checked
    printf '%s\n' 4420,1:03,0.0363,0.0330 33,60,0.5, 4411,7,0.0100,0.0200 \
        'overcharged: 0.4933' >expected
    same expected checked
}

# The margins of the sample data add up to what the totals say.
recipe_margin() {
    cp "$data"/charges/{buying,selling,calls}.csv . || exit 1
    sed -i 's/,United Kingdom mobile,/,"UK, ""mobile""",/' selling.csv
    perform margin sh >margins
    # Worked out by the oracle of values, call by call.
    cat >expected <<'MARGINS'
-0.186650,Dominican Republic
0.000000,
0.001469,India
0.121410,Germany mobile
0.127850,United Kingdom
0.285600,Mexico
0.340628,Germany
0.464096,France
0.703880,"UK, ""mobile"""
0.876660,United States
1.508000,Cuba
2.105000,Jamaica
2.649570,France mobile
MARGINS
    same expected margins
}

recipe_dates() {
    lists
    routecost acme.csv numbers.txt >expected
    dated acme.csv | sed -E 's/([0-9]{4})-([0-9]{2})-([0-9]{2})/\3.\2.\1/' >deck && mv deck acme.csv
    perform dates sh
    same expected costs.txt
    # The other form: the option that the text names, in place of the first.
    sed -E 's|([0-9]{2})\.([0-9]{2})\.([0-9]{4})|\2/\1/\3|' acme.csv >deck && mv deck acme.csv
    local other
    other=$(sed -n 's/^For days as .*`\(--date-order=mdy\)`.*/\1/p' "$here/README.md")
    [ -n "$other" ] || fail "README.md has no option for the other form"
    block dates
    sed "s/--date-order=dmy/$other/" "$tmp/dates" >"$tmp/other"
    rm costs.txt
    sh "$tmp/other" || fail "the other form is not read"
    same expected costs.txt
}

recipe_zeros() {
    lists
    routecost acme.csv numbers.txt >expected
    sed -i 's/^+/00/' numbers.txt
    perform zeros sh
    same expected costs.txt
}

recipe_npa() {
    printf '%s\n' NPA,NXX,Rate 415,234,0.02 415,555,0.03 >acme.csv
    printf '%s\n' 4152340000 4155550000 4150000000 >numbers.txt
    perform npa sh
    printf '%s\n' 4152340000,0.02 4155550000,0.03 4150000000,0 >expected
    same expected costs.txt
    sed -i 's/^/+1/' numbers.txt expected
    perform npa-plus sh
    same expected costs.txt
    # What the text says of lists without a header.
    sed 1d acme.csv >bare.csv
    ! echo 4152340000 | routecost bare.csv - >out 2>&1 && ! grep -q ^415 out ||
        fail "columns that are not joined have a price"
}

recipe_zcat() {
    need gzip zcat
    lists
    routecost -f carrier,cost acme.csv globex.csv numbers.txt >expected
    gzip acme.csv globex.csv
    perform zcat bash
    same expected costs.txt
}

recipe_failover() {
    lists
    perform failover sh
    sed 's/,,0,,/,,,,/' "$data/carriers/ranks.txt" >expected
    same expected routing.csv
}

# The recipe's rows are those of the sample data; what is appended to one is worked out here.
recipe_changes() {
    need awk sort
    cp "$data/diff/old.csv" acme.csv && cp "$data/diff/new.csv" acme-new.csv || exit 1
    awk 'BEGIN { print "Day,Called Number" } { print NR "," $0 }' "$data/diff/numbers.txt" >calls.csv
    perform changes sh >worst
    [ "$(wc -l <worst)" -eq 10 ] || fail "$(wc -l <worst) rows"
    cut -d, -f2- worst | sort >rows
    sort "$data/diff/counts.csv" | comm -13 - rows >unknown
    [ ! -s unknown ] || fail "not in counts.csv: $(cat unknown)"
    cut -d, -f1 worst | sort -c -nr || fail "not sorted"
    grep -qx '0\.6750,+447911,0\.0150,0\.150,dearer,5' worst || fail "a row is not there: $(cat worst)"
}

recipe_sqlite() {
    need sqlite3
    lists
    perform sqlite sh >found
    echo +14152345678 | routecost -f carrier,cost acme.csv globex.csv initech.csv - >priced
    [ "+14152345678,$(tr '|' , <found)" = "$(cat priced)" ] || fail "found $(cat found), not $(cat priced)"
}

# Compiles again and again, with the lists in one order and in the other, while readers run.
recipe_nightly() {
    lists
    perform nightly sh
    [ -s routes.table ] && [ ! -s compile.log ] || fail "no table, or messages"
    cp routes.table good.table
    routecost -f carrier,cost routes.table numbers.txt >expected
    same "$data/carriers/carriers.txt" expected
    routecost -f carrier,cost initech.csv numbers.txt >expected.other

    (for _ in $(seq 40); do
        routecost --compile=routes.table initech.csv && sh "$tmp/nightly" || exit 1
    done; : >ended) &
    local compiler=$! n_old=0 n_new=0
    while [ ! -e ended ] && kill -0 $compiler 2>/dev/null; do
        routecost -f carrier,cost routes.table numbers.txt >read 2>read.messages ||
            { cat read.messages; fail "a reader found no whole table"; }
        if cmp -s read expected; then
            n_old=$((n_old + 1))
        elif cmp -s read expected.other; then
            n_new=$((n_new + 1))
        else
            fail "a reader found half a table"
        fi
    done
    wait $compiler || fail "a compile failed"
    echo "readers: $n_old and $n_new"

    echo '4.47E+11,1' >>globex.csv
    perform nightly sh
    grep -q 'globex.csv.*4.47E+11' compile.log && grep -q "still yesterday's" compile.log ||
        fail "a bad list is not told"
    same good.table routes.table
    [ -z "$(find . -name 'routes.table.*')" ] || fail "a compile left files"
}

# By the night's table the day's answers, whether decks have dates or not.
recipe_day() {
    lists
    sed 's/,,0$/,,/' "$data/carriers/carriers.txt" >expected
    perform nightly sh
    perform day sh
    same expected costs.txt
    for list in acme globex initech; do
        dated $list.csv >deck && mv deck $list.csv
    done
    perform dated sh
    perform day sh
    same expected costs.txt
}

# What co-processes show for the numbers, one of which is none.
costs_told() {
    sed -i 5s/.*/nobody/ numbers.txt
    routecost -q routes.table numbers.txt | sed 's/,\([^,]*\)$/ costs \1/' >expected
}

recipe_coprocess_bash() {
    table
    costs_told
    perform coprocess-bash bash >told
    same expected told
}

recipe_coprocess_gawk() {
    need gawk
    table
    costs_told
    block coprocess-gawk
    gawk -f "$tmp/coprocess-gawk" numbers.txt >told 2>"$tmp/messages" || fail "gawk fails"
    same expected told
}

recipe_coprocess_python() {
    need python3
    table
    costs_told
    perform coprocess-python python3 >told
    same expected told
}

# GNU parallel, which otherwise asks to be cited.
need_parallel() {
    need parallel perl
    parallel --version 2>/dev/null | grep -q '^GNU parallel' || skip "another parallel than GNU's"
    HOME=$tmp/home
    PARALLEL_HOME=$tmp/home
    export HOME PARALLEL_HOME
    mkdir -p "$tmp/home" && touch "$tmp/home/will-cite"
}

recipe_pipepart() {
    need_parallel
    table
    many_numbers
    tr , ';' <expected >expected.tr
    perform pipepart sh
    same expected.tr costs.txt
}

# host NAME PORT: an sshd of our own on the loopback, whose logins stand in a folder of their own.
host() {
    mkdir "$tmp/$1"
    cat >"$tmp/$1.config" <<CONFIG
ListenAddress 127.0.0.1
Port $2
HostKey $tmp/host_key
AuthorizedKeysFile $tmp/user_key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
ForceCommand HOME=$tmp/$1 PATH=$PATH; export HOME PATH; cd "\$HOME" && exec sh -c "\$SSH_ORIGINAL_COMMAND"
CONFIG
    cat >>"$tmp/ssh_config" <<CONFIG
Host $1
    HostName 127.0.0.1
    Port $2
CONFIG
    "$sshd" -D -e -f "$tmp/$1.config" 2>"$tmp/$1.log" &
    daemons="$daemons $!"
    for _ in $(seq 30); do
        ssh -F "$tmp/ssh_config" "$1" true 2>"$tmp/ssh.log" && return 0
        kill -0 $! 2>/dev/null || return 1 # perhaps the port is taken
        sleep 0.2
    done
    cat "$tmp/$1.log" "$tmp/ssh.log"
    skip "sshd lets nobody in"
}

# hosts NAME...: a port for each, out of those that are free.
hosts() {
    local port=$((20000 + $$ % 20000)) name
    for name in "$@"; do
        for _ in $(seq 10); do
            port=$((port + 7))
            host "$name" $port && continue 2
            rm -rf "${tmp:?}/$name"
            sed -i "/^Host $name\$/,\$d" "$tmp/ssh_config"
        done
        cat "$tmp"/*.log
        skip "no sshd can be started"
    done
}

recipe_ssh() {
    need_parallel
    need ssh ssh-keygen rsync
    sshd=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd) || skip "no sshd"
    ssh-keygen -q -t ed25519 -N '' -f "$tmp/host_key" && ssh-keygen -q -t ed25519 -N '' -f "$tmp/user_key" ||
        skip "no keys can be made"
    # Where root has never started one, sshd lacks the folder that it gives its privileges up in.
    if [ "$(id -u)" -eq 0 ] && [ ! -d /run/sshd ]; then
        mkdir -m 755 /run/sshd || skip "no /run/sshd"
        trap 'leave; rmdir /run/sshd 2>/dev/null' EXIT
    fi
    cat >"$tmp/ssh_config" <<CONFIG
IdentityFile $tmp/user_key
IdentitiesOnly yes
UserKnownHostsFile /dev/null
StrictHostKeyChecking no
LogLevel ERROR
CONFIG
    hosts host1 host2
    table
    many_numbers
    PARALLEL_SSH="ssh -F $tmp/ssh_config"
    RSYNC_RSH=$PARALLEL_SSH
    export PARALLEL_SSH RSYNC_RSH
    perform ssh sh
    same expected costs.txt
    # Blocks small enough that both get some, and a line that is no number.
    sed -i 's/--block 10M/--joblog jobs --block 100k/' "$tmp/ssh"
    sed -i 777s/.*/nobody/ numbers.txt
    sed -i 777s/.*/nobody,/ expected
    sh "$tmp/ssh" 2>"$tmp/messages"
    [ $? -eq 1 ] || fail "one block with a line that is no number: another status than 1"
    grep -q 'standard input:777: "nobody" is not a number' "$tmp/messages" || fail "no message"
    same expected costs.txt
    for name in host1 host2; do
        [ -s "$tmp/$name/routes.table" ] || fail "$name has no table"
        grep -q "$name" jobs || fail "$name has had nothing to do"
    done
}

recipe_mapper() {
    need split
    table
    many_numbers
    block mapper
    mkdir task && cp routes.table task && cp "$tmp/mapper" task/mapper.sh
    ln -s "$program" task/routecost
    split -n l/5 numbers.txt split.
    : >split.f # an empty one
    (cd task && for part in ../split.?*; do
        env -i sh mapper.sh <"$part" || exit 1
    done) >costs.txt || fail "a task failed"
    same expected costs.txt
    echo nobody | (cd task && sh mapper.sh) >answer 2>"$tmp/messages" ||
        fail "a line that is no number makes the task fail"
    [ "$(cat answer)" = nobody, ] && [ -s "$tmp/messages" ] || fail "another answer"
    head -c 1000 routes.table >task/routes.table
    if echo 1 | (cd task && sh mapper.sh) >answer 2>"$tmp/messages"; then
        fail "a damaged table does not make the task fail"
    fi
}

for name in "$@"; do
    "recipe_$name" || exit 1
done
