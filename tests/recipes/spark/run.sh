#!/bin/bash
# Spark: a standalone cluster of a master and two workers on the loopback, each the leader of a session of
# processes. ROUTECOST_CALLS sets how many calls are priced.
. "$(dirname "$0")/../system.sh"
export PYTHONDONTWRITEBYTECODE=1
cluster= # the leaders of sessions that run
driver=
killer=

# end_session LEADER: kills all of its processes.
end_session() {
    local found=yes stat line fields
    while [ -n "$found" ]; do
        found=
        for stat in /proc/[0-9]*/stat; do
            read -r line <"$stat" || continue
            read -r -a fields <<<"${line##*) }"
            [ "${fields[3]}" = "$1" ] && [[ ${fields[0]} != [ZX] ]] || continue
            stat=${stat%/stat}
            kill -9 "${stat#/proc/}" && found=yes
        done
    done
} 2>/dev/null

stop() {
    local leader
    [ -z "$killer" ] || kill "$killer"
    for leader in $driver $cluster; do
        end_session "$leader"
    done
}

# begin LOG COMMAND...: in a session of its own, whose leader is $!. Spark is given no help to find routecost.
begin() {
    local log=$1
    shift
    TMPDIR=$tmp/local env -u PYTHONPATH -u ROUTECOST_LIBRARY setsid "$@" >"$log" 2>&1 &
}

# drive LOG COMMAND...: a program of Spark, to its end.
drive() {
    local status
    begin "$@"
    driver=$!
    wait $driver
    status=$?
    driver=
    return $status
}

# await LOG TEXT: for two minutes.
await() {
    for _ in $(seq 1200); do
        grep -q "$2" "$1" && return 0
        sleep 0.1
    done
    cat "$1"
    fail "nothing says $2"
}

# start_cluster: the system chooses free ports; the master's is in its log.
start_cluster() {
    # Java that starts soon, and leaves nothing in /tmp.
    local java="-XX:+UseSerialGC -Djava.io.tmpdir=$tmp/local"
    java="$java -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
    export SPARK_HOME SPARK_CONF_DIR=$tmp/conf SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS=$tmp/local
    export PYSPARK_PYTHON=$python SPARK_DAEMON_MEMORY=256m SPARK_DAEMON_JAVA_OPTS="$java -XX:TieredStopAtLevel=1"
    PATH=$SPARK_HOME/bin:$PATH
    mkdir "$tmp/conf" "$tmp/local"
    cat >"$tmp/conf/spark-defaults.conf" <<CONFIG
spark.driver.host 127.0.0.1
spark.driver.memory 1g
spark.executor.memory 512m
spark.driver.extraJavaOptions $java -XX:TieredStopAtLevel=1
spark.executor.extraJavaOptions $java
spark.ui.port 0
# Both workers have a share, and each file is a task of its own, so that one can be killed in the middle.
spark.scheduler.minRegisteredResourcesRatio 1.0
spark.sql.files.maxPartitionBytes 8m
spark.sql.files.openCostInBytes 8m
CONFIG
    begin "$tmp/master.log" spark-class org.apache.spark.deploy.master.Master \
        --host 127.0.0.1 --port 0 --webui-port 0
    cluster=$!
    disown
    await "$tmp/master.log" 'Starting Spark master at'
    master=$(sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' "$tmp/master.log")
    local n
    for n in 1 2; do
        begin "$tmp/worker$n.log" spark-class org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 \
            --cores 1 --memory 1g --work-dir "$tmp/worker$n" "$master"
        worker=$!
        cluster="$cluster $worker"
        disown
        await "$tmp/worker$n.log" 'Successfully registered with master'
    done
}

# get NAME: a block of the page, as a file of this name, for this cluster.
get() {
    block "$1"
    sed "s|spark://master:7077|$master|" "$tmp/$1" >"$1"
}

# submits NAME [SED...]: runs a command of the page, with changes; its log is NAME.log.
submits() {
    local name=$1
    shift
    get "$name"
    [ $# -eq 0 ] || sed -i "$@" "$name"
    drive "$name.log" sh "$name"
}

runs() {
    submits "$@" || { grep -E ' (WARN|ERROR) |^[A-Za-z]*Error' "$1.log" | tail -n 30; fail "$1 fails"; }
}

# rate WHAT NAME: how fast the tasks of `submits NAME` were, which price a file each. Their median leaves out what is
# paid once, at the start.
rate() {
    sed -n 's/.* Finished task [0-9.]* in stage 1\.0 .* in \([0-9]*\) ms .*/\1/p' "$2.log" | sort -n |
        awk -v what="$1" -v records=$((count / n_files)) '{ ms[NR] = $1 } END {
            s = ms[int((NR + 1) / 2)] / 1000
            printf "%s: %d tasks, %d records in %.2f s by a worker, %d a second by two\n",
                what, NR, records, s, 2 * records / s }'
    sed -n 's/.*Job 1 finished: .*\(took [0-9.]* s\).*/the whole job \1/p' "$2.log"
}

judge() { "$python" "$here/test_spark.py" "$@" || fail "test_spark.py $* fails"; }

asks_oracle() { "$oracle" --fields=carrier,cost "$1"/{acme,globex,initech}.csv "$2" >"$3" || fail "no answers"; }

make_files() {
    judge lists lists
    judge lists lists-tomorrow
    judge calls "$count" $n_files
    mkdir some && ln calls/{00..15}.parquet some || fail "no link"
    asks_oracle lists numbers.txt answers
    asks_oracle lists-tomorrow numbers.txt answers-tomorrow
    routecost --compile=today.table lists/*.csv && routecost --compile=tomorrow.table lists-tomorrow/*.csv ||
        fail "no tables"
    cp today.table routes.table && cp today.table damaged.table || fail "no tables"
    local byte
    for byte in '?' '!'; do # one of them is another than the table's
        ! cmp -s today.table damaged.table || echo -n "$byte" |
            dd of=damaged.table bs=1 seek=5000 conv=notrunc 2>dd.log
    done
    # What the page's commands ship.
    cp "$ROUTECOST_LIBRARY" libroutecost.so && cp "$here/../python/routecost.py" "$program" . || fail "no library"
    local name
    for name in price.py pipe.py mapper.sh export.py by_pandas; do
        get $name
    done
    # The other function in place of the first.
    awk '/^    def run/ { while ((getline line < "by_pandas") > 0) print line; left_out = 1 }
        !left_out
        /mapInArrow/ { left_out = 0 }' price.py >price_pandas.py
    grep -q mapInPandas price_pandas.py && ! grep -q mapInArrow price_pandas.py || fail "price.py is made otherwise"
}

check_prices() {
    runs submit
    rate mapInArrow submit
    judge check answers calls priced
    runs submit 's/price.py/price_pandas.py/; s/calls priced/some priced-by-pandas/'
    rate mapInPandas submit
    judge check answers some priced-by-pandas
    runs submit-pipe 's/calls /some /'
    rate pipe submit-pipe
    judge check answers some priced-by-pipe
}

# The session ends with a damaged table, which the driver has to say.
check_session() {
    cp "$here/test_session.py" .
    ! submits submit 's/price.py routes.table calls priced/test_session.py/; s/routecost.py/&,price.py/' ||
        fail "a damaged table prices calls"
    judge check answers calls/00.parquet priced-first
    judge check answers-tomorrow calls/00.parquet priced-second
    judge check answers calls/00.parquet priced-late
    grep -q "InvalidNumber: 'anonymous' is not a number" submit.log || fail "the driver says nothing of a bad number"
    [ -d priced-damaged ] && [ ! -e priced-damaged/_SUCCESS ] || fail "the damaged table was not tried"
    grep -q 'RoutecostError: .*-damaged.table: the compiled table is damaged' submit.log ||
        { tail -n 50 submit.log; fail "the driver says nothing of the table"; }
}

check_export() {
    judge partition lists-in-parquet
    asks_oracle lists prefixes.txt answers-merged
    runs submit-export 's/ lists / lists-in-parquet /'
    judge merged answers-merged merged
}

# A worker is killed, and the table is replaced, while the job is in the middle.
check_killed() {
    cp today.table routes.table && cp tomorrow.table late.table && rm -f submit.log || exit 1
    "$python" "$here/test_spark.py" kill submit.log "$tmp/worker2" "$worker" &
    killer=$!
    runs submit 's/calls priced/some priced-by-one/'
    wait $killer || fail "nothing was killed"
    killer=
    rate "one of two workers killed" submit
    sed -n "/Lost executor $(cat killed)/,\$p" submit.log | grep -q 'Starting task [0-9]*[.]1 in stage 1[.]0' ||
        { grep ' TaskSetManager: ' submit.log; fail "no task was lost"; }
    grep "Lost executor $(cat killed)" submit.log | head -n 1
    judge check answers some priced-by-one
    same tomorrow.table routes.table
}

need java setsid awk
java -version 2>"$tmp/java.log" || skip "java does not start"
need_python pyspark pyarrow pandas
library
SPARK_HOME=$("$python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
python=$(command -v "$python")
count=${ROUTECOST_CALLS:-5000000}
n_files=40 # some/ has 16 of them
start_cluster
make_files
check_prices
check_session
check_export
check_killed
echo "all in $SECONDS s"
