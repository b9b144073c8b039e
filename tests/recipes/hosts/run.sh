#!/bin/bash
# GNU parallel over two hosts, which are network namespaces with an sshd each. Everything is removed at
# the end, however it comes.
. "$(dirname "$0")/../system.sh"
PATH=$PATH:/usr/sbin:/sbin
id=rc$$ # of our namespaces and links
daemons=
made_run=
stop() {
    local pid name
    for pid in $daemons; do
        kill "$pid" && wait "$pid"
    done
    for name in host1 host2; do
        ip netns pids "$id-$name" | xargs -r kill -9
        ip netns del "$id-$name"
        ip link del "$id-${name#host}"
    done
    [ -z "$made_run" ] || rmdir /run/sshd
}

[ "$(id -u)" -eq 0 ] || skip "only root can make network namespaces"
need ip ssh ssh-keygen rsync parallel perl
parallel --version 2>/dev/null | grep -q '^GNU parallel' || skip "another parallel than GNU's"
sshd=$(command -v sshd) || skip "no sshd"
need_python json
PYTHONPATH=$here/../python PYTHONDONTWRITEBYTECODE=1
HOME=$tmp/home PARALLEL_HOME=$tmp/home
export HOME PARALLEL_HOME PYTHONPATH PYTHONDONTWRITEBYTECODE
mkdir "$tmp/home" && touch "$tmp/home/will-cite"
ssh-keygen -q -t ed25519 -N '' -f "$tmp/host_key" && ssh-keygen -q -t ed25519 -N '' -f "$tmp/user_key" ||
    fail "no keys can be made"
[ -d /run/sshd ] || { mkdir -m 755 /run/sshd && made_run=yes; }
cat >"$tmp/ssh_config" <<CONFIG
IdentityFile $tmp/user_key
IdentitiesOnly yes
UserKnownHostsFile /dev/null
StrictHostKeyChecking no
LogLevel ERROR
CONFIG

# host NAME N: its own network, one link to here, 10.213.N.2 over there, and a home of its own.
host() {
    local net=$id-$1
    ip netns add "$net" 2>"$tmp/ip.log" || skip "no network namespace can be made: $(cat "$tmp/ip.log")"
    ip link add "$id-$2" type veth peer name "$id-${2}p" 2>"$tmp/ip.log" ||
        skip "no link can be made: $(cat "$tmp/ip.log")"
    ip link set "$id-${2}p" netns "$net" && ip addr add "10.213.$2.1/30" dev "$id-$2" &&
        ip link set "$id-$2" up && ip -n "$net" addr add "10.213.$2.2/30" dev "$id-${2}p" &&
        ip -n "$net" link set "$id-${2}p" up && ip -n "$net" link set lo up || fail "no network for $1"
    mkdir "$tmp/$1"
    cat >"$tmp/$1.config" <<CONFIG
ListenAddress 10.213.$2.2
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
    printf 'Host %s\n    HostName 10.213.%s.2\n' "$1" "$2" >>"$tmp/ssh_config"
    ip netns exec "$net" "$sshd" -D -e -f "$tmp/$1.config" 2>"$tmp/$1.log" &
    daemons="$daemons $!"
    for _ in $(seq 50); do
        ssh -F "$tmp/ssh_config" -o ConnectTimeout=2 "$1" true 2>"$tmp/ssh.log" && return 0
        sleep 0.1
    done
    cat "$tmp/$1.log" "$tmp/ssh.log"
    fail "the sshd of $1 lets nobody in"
}

host host1 1
host host2 2
RSYNC_RSH="ssh -F $tmp/ssh_config"
export RSYNC_RSH
"$python" "$here/test_hosts.py" lists || fail "no lists"
routecost --compile=routes.table acme.csv globex.csv || fail "no table"
block price
block check
sed -i "s|--ssh 'ssh |--ssh 'ssh -F $tmp/ssh_config |" "$tmp/price"
grep -q -- "-F $tmp/ssh_config" "$tmp/price" && grep -q 'C 10M' "$tmp/price" || fail "the page has another command"

# Both hosts, whole: the page's command, as it is, but for parts that give both some.
sed -i 's/-C 10M/-C 500k/' "$tmp/price"
start=$(date +%s%N)
sh "$tmp/price" || fail "status $?"
end=$(date +%s%N)
echo "two hosts: $(wc -l <numbers.txt) numbers in $(((end - start) / 1000000)) ms"
same expected costs.txt
sh "$tmp/check" || fail "the check fails"
for name in host1 host2; do
    cut -f2 jobs | grep -q "$name" || { cat jobs; fail "$name had nothing to do"; }
done

# The link of host2 is cut while it works: prices are slow now, so that it is in the middle of one.
printf '#!/bin/sh\nsleep 0.7\nexec "%s" "$@"\n' "$program" >"$tmp/bin/slow" && chmod +x "$tmp/bin/slow"
sed -i "s/'routecost -j1/'slow -j1/" "$tmp/price"
(
    for _ in $(seq 600); do
        sleep 0.05
        [ -n "$(ls "$tmp/host2/parts" 2>/dev/null)" ] && break
    done
    ip link set "$id-2" down
    date +%s >cut_off
) &
daemons="$daemons $!"
rm -rf jobs parts costs.txt
start=$(date +%s)
sh "$tmp/price" 2>messages || { cat messages; fail "status $? with one host"; }
echo "one host lost: done after $(($(date +%s) - start)) s; $(head -c 300 messages | head -n 2)"
[ -s cut_off ] || fail "nothing was cut off"
same expected costs.txt
sh "$tmp/check" || fail "the check fails"
# What it was given is there still.
[ -n "$(ls "$tmp/host2/parts")" ] || fail "the second host lost nothing"
