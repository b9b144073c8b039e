#!/bin/bash
# PostgreSQL: a cluster of the test's own, in its folder, on a unix socket. ROUTECOST_CALLS sets how many
# calls are priced.
. "$(dirname "$0")/../system.sh"

# The server refuses to run as root.
as_user() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid="$user" --regid="$group" --clear-groups "$@"
    else
        "$@"
    fi
}

start() {
    local binaries
    binaries=$(find /usr/lib/postgresql/*/bin /usr/pgsql-*/bin -name initdb 2>/dev/null | sort -V | tail -n 1)
    binaries=$(dirname "${binaries:-$(command -v initdb)}")
    [ -x "$binaries/initdb" ] && [ -x "$binaries/pg_ctl" ] || skip "no PostgreSQL"
    need psql setpriv
    user=$(id -un) group=$(id -gn)
    if [ "$(id -u)" -eq 0 ]; then
        user=postgres
        id -u $user >/dev/null 2>&1 || user=nobody
        group=$(id -gn $user)
    fi
    pg_ctl=$binaries/pg_ctl
    mkdir "$tmp/server" "$tmp/srv" && chown "$user" "$tmp/server" "$tmp/srv" || exit 1
    cd "$tmp/server" || exit 1
    as_user "$binaries/initdb" -D "$tmp/server/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 -N \
        >"$tmp/initdb.log" 2>&1 || { cat "$tmp/initdb.log"; fail "no cluster"; }
    cat >>"$tmp/server/data/postgresql.conf" <<CONFIG
listen_addresses = ''
unix_socket_directories = '$tmp/server'
fsync = off
CONFIG
    as_user "$pg_ctl" -D "$tmp/server/data" -l "$tmp/server/log" -w start >"$tmp/start.log" 2>&1 ||
        { cat "$tmp/start.log" "$tmp/server/log"; fail "the server does not start"; }
    cd "$tmp/work" || exit 1
    export PGHOST=$tmp/server PGUSER=postgres PGDATABASE=postgres
}

stop() {
    [ -f "$tmp/server/data/postmaster.pid" ] && as_user "$pg_ctl" -D "$tmp/server/data" -m immediate -w stop
}

# sql TEXT: what the server answers.
sql() {
    psql -X -q -A -t -F, -v ON_ERROR_STOP=1 -c "$1" || fail "fails: $1"
}

# get NAME: a block of the page, in which /srv/tariffs is a folder of the test.
get() {
    block "$1"
    sed "s|/srv/tariffs|$tmp/srv|g" "$tmp/$1" >"$1.sql"
}

# go NAME: runs a block as the page says; prices.sql is the name that it has there.
go() {
    get "$1"
    [ "$1.sql" = prices.sql ] || cp "$1.sql" prices.sql
    block run
    sh "$tmp/run" >out 2>messages
}

runs() {
    go "$1" || { cat messages "$tmp/server/log"; fail "$1 fails"; }
}

# fails NAME TEXT REASON: the statement fails with that text, and the log has our reason.
fails() {
    : >"$tmp/server/log"
    go "$1"
    local status=$?
    [ $status -eq 3 ] || { cat messages; fail "$1 ends with $status, not with 3"; }
    grep -q '^psql.*ERROR:  program "routecost .*" failed$' messages && grep -q "^DETAIL:  $2" messages ||
        { cat messages; fail "$1: another message"; }
    grep -q "$3" "$tmp/server/log" || { cat "$tmp/server/log"; fail "$1: the log lacks: $3"; }
}

is() {
    [ "$1" = "$2" ] || fail "$3: \"$1\", not \"$2\""
}

carriers="acme globex initech"

# A list for each carrier, and calls; what the oracle says of them is in expected.
make_calls() {
    local n=$1 name seed=0 lists=
    for name in $carriers; do
        seed=$((seed + 1))
        "$build/tests/bench/generate" routes 200000 $seed >"$tmp/srv/$name.csv" || exit 1
        lists="$lists $tmp/srv/$name.csv"
    done
    "$build/tests/bench/generate" numbers "$n" 7 >numbers.txt || exit 1
    # shellcheck disable=SC2086
    "$oracle" --fields=carrier,cost $lists numbers.txt | sed 's/,,0$/,,/' >expected || exit 1
    # shellcheck disable=SC2086
    routecost --compile="$tmp/srv/routes.table" $lists || exit 1
    sql "create table calls (id bigint generated always as identity primary key, number text, carrier text, cost numeric)"
    sql "\copy calls (number) from numbers.txt"
}

priced_calls() {
    psql -X -q -c "\copy (select number, carrier, cost from calls order by id) to $1 with (format csv)"
}

check_price() {
    local began n
    began=$(date +%s%N)
    runs price
    n=$(wc -l <numbers.txt)
    echo "price: $n calls, $((n * 1000000 / (($(date +%s%N) - began) / 1000))) a second"
    priced_calls priced
    same expected priced
    is "$(sql "select sum(length(cost::text)) from calls")" \
        "$(cut -d, -f3 expected | tr -d '\n' | wc -c)" "the costs are not spelled as in the lists"
}

check_fdw() {
    local began
    cp numbers.txt "$tmp/srv/numbers.txt"
    runs fdw
    began=$(date +%s%N)
    sql "create materialized view kept as select * from priced"
    echo "file_fdw: $(wc -l <numbers.txt) numbers in $((($(date +%s%N) - began) / 1000000)) ms"
    psql -X -q -c "\copy (select * from priced) to foreign.csv with (format csv)" || exit 1
    same expected foreign.csv
    is "$(sql "select number from priced limit 1")" "$(head -n 1 numbers.txt)" "limit 1"
    sql "create role reader login; grant select on priced to reader"
    is "$(PGUSER=reader sql "select count(*) from priced")" "$(wc -l <numbers.txt)" "a reader's query"
}

# A table cut short, one with a byte changed, a bad list, and a program killed in the middle.
check_errors() {
    local before
    sql "insert into calls (number) select number from calls where id <= 1000"
    before=$(sql "select count(*), count(cost), sum(cost), max(id) from calls")
    cp "$tmp/srv/routes.table" good.table
    head -c 100000 good.table >"$tmp/srv/routes.table"
    fails price "child process exited with exit code 2" "routes.table: the compiled table is cut short"
    { head -c 100000 good.table; printf '?!'; tail -c +100003 good.table; } >"$tmp/srv/routes.table"
    fails price "child process exited with exit code 2" "routes.table: .*damaged"
    psql -X -q -v ON_ERROR_STOP=1 -c "refresh materialized view kept" 2>messages &&
        fail "a view is refreshed by a damaged table"
    grep -q 'ERROR:  program "routecost.*failed' messages || fail "the view: $(cat messages)"
    is "$(sql "select count(*) from kept")" "$(wc -l <numbers.txt)" "the view after its failure"
    cp good.table "$tmp/srv/routes.table"
    is "$(sql "select count(*), count(cost), sum(cost), max(id) from calls")" "$before" "after errors"
}

# Numbers that are none: status 1 fails the load until the page's words let it pass.
check_invalid() {
    local n
    runs price
    sql "insert into calls (number) values ('anonymous'), ('$(head -n 1 numbers.txt)')"
    n=$(sql "select count(*) from calls where cost is null")
    fails price "child process exited with exit code 1" '"anonymous" is not a number'
    is "$(sql "select count(*) from calls where cost is null")" "$n" "calls without a cost"
    runs invalid
    grep -q anonymous out || fail "the query does not show what is no number"
    grep -qF '`|| [ $? -eq 1 ]`' "$page" || fail "the page does not say what lets status 1 pass"
    get price
    sed -i "s/answers\.csv'$/answers.csv || [ \$? -eq 1 ]'/" price.sql
    psql -X -q -v ON_ERROR_STOP=1 -f price.sql 2>messages || fail "status 1 does not pass: $(cat messages)"
    is "$(sql "select cost is null, carrier is null from calls where number = 'anonymous'")" t,t anonymous
    is "$(sql "select carrier || ',' || cost from calls order by id desc limit 1")" \
        "$(head -n 1 expected | cut -d, -f2-)" "the call behind it"
}

# The program is killed while it waits for numbers, after it has answered half of them.
check_killed() {
    local pid=
    mkfifo "$tmp/srv/fifo" && chmod 666 "$tmp/srv/fifo"
    sql "create table half (number text, cost numeric)"
    (sleep 0.2; exec 3>"$tmp/srv/fifo"; head -n 100000 numbers.txt >&3; touch half.written; sleep 20) &
    local feeder=$!
    psql -X -q -v ON_ERROR_STOP=1 -c "copy half from program 'exec routecost -j1 $tmp/srv/routes.table $tmp/srv/fifo' with (format csv)" \
        >out 2>messages &
    local client=$!
    for _ in $(seq 50); do
        sleep 0.1
        [ -e half.written ] && pid=$(pgrep -f "^routecost -j1 $tmp/srv/routes.table") && break
    done
    [ -n "$pid" ] || fail "the program is not there to be killed"
    kill -KILL $pid
    wait $client && fail "a program that was killed is no error"
    kill $feeder
    # Its last line is mostly cut, which is found before its status is.
    grep -q -e 'DETAIL:  child process was terminated by signal 9' -e 'ERROR:  missing data for column' messages ||
        fail "killed: $(cat messages)"
    is "$(sql "select count(*) from half")" 0 "rows of a program that was killed"
}

# On the client: with -1 nothing stays of an answer that broke off.
check_client() {
    paste -d, <(seq "$(wc -l <numbers.txt)") numbers.txt >calls.csv
    cp "$tmp/srv/routes.table" .
    sql "create table answers (id bigint, number text, carrier text, cost numeric)"
    block client
    sed -i '500s/.*/500,nobody/' calls.csv
    sh "$tmp/client" >out 2>messages && fail "status 1 is no error on the client"
    is "$(sql "select count(*) from answers")" 0 "the client's answers after an error"
    sed -i "500s/.*/500,$(sed -n 500p numbers.txt)/" calls.csv
    perform client sh >out
    psql -X -q -c "\copy (select number, carrier, cost from answers order by id) to client.csv with (format csv)"
    same expected client.csv
}

# The prices of each night are those of the night's list, and the changes those of the sample data.
check_history() {
    cp "$data/diff/old.csv" "$tmp/srv/acme.csv"
    runs history
    same_prices "$data/diff/old.csv"
    cp "$data/diff/new.csv" "$tmp/srv/acme.csv"
    runs nightly
    same_prices "$data/diff/new.csv"
    sed 1d "$data/diff/changes.csv" | sort >changes.expected
    sql "select prefix, old, new, change from history where day = current_date" | sort >changes.found
    same changes.expected changes.found
    local n
    n=$(sql "select count(*) from history")
    runs nightly
    is "$(sql "select count(*) from history")" "$n" "a list that is loaded twice"
    echo '+9x,1' >>"$tmp/srv/acme.csv"
    fails nightly "child process exited with exit code 2" 'acme.csv:.*+9x'
    is "$(sql "select count(*) from history")" "$n" "after a bad list"
    same_prices "$data/diff/new.csv"
    # What changes back, and a large list.
    cp "$data/diff/old.csv" "$tmp/srv/acme.csv"
    runs nightly
    same_prices "$data/diff/old.csv"
    "$build/tests/bench/generate" distinct 100000 5 | sort -t, -k1,1 -u >"$tmp/srv/acme.csv"
    runs nightly
    same_prices "$tmp/srv/acme.csv"
    # Half of what a diff writes is lost: the full disk of the folder.
    n=$(sql "select count(*) from history")
    rm "$tmp/srv/changes.csv" && ln -s /dev/full "$tmp/srv/changes.csv"
    cp "$data/diff/new.csv" "$tmp/srv/acme.csv"
    fails nightly "child process exited with exit code 1" "No space left" # the 2 becomes `[`'s
    is "$(sql "select count(*) from history")" "$n" "after a full disk"
    same_prices <("$build/tests/bench/generate" distinct 100000 5 | sort -t, -k1,1 -u)
}

same_prices() {
    grep '^+\?[0-9]' "$1" | LC_ALL=C sort >prices.expected
    sql "select prefix, cost from prices" | LC_ALL=C sort >prices.found
    same prices.expected prices.found
}

start
make_calls "${ROUTECOST_CALLS:-500000}"
check_price
check_fdw
check_errors
check_invalid
check_killed
check_client
check_history
