#!/bin/bash
# Kamailio with the routes of --export in its mtree, as a user without rights, on the loopback.
. "$(dirname "$0")/../system.sh"
PATH=$PATH:/usr/sbin
PYTHONPATH=$here/../python PYTHONDONTWRITEBYTECODE=1
export PYTHONPATH PYTHONDONTWRITEBYTECODE
pid=
stop() { [ -n "$pid" ] && kill "$pid" && wait "$pid"; }

need kamailio kamcmd setpriv
need_python json
kamailio -v | head -n 1
port=$("$python" -c '
import socket
s = socket.socket(type=socket.SOCK_DGRAM)
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')
mkdir run db
for name in load start ask change kamailio.cfg; do
    block $name
    sed "s|/run/kamailio|$PWD/run|g; s|/etc/kamailio/routecost|$PWD/db|g; s|127.0.0.1:5060|127.0.0.1:$port|" \
        "$tmp/$name" >$name
done
sed -i 's/^kamailio/exec kamailio/' start
user=
if [ "$(id -u)" -eq 0 ]; then
    user="setpriv --reuid 54321 --regid 54321 --clear-groups"
    chmod 777 run db
fi
"$python" "$here/test_switch.py" lists || fail "no lists"
sh load >load.log 2>&1 # there is no switch yet
[ -s db/routes ] || { cat load.log; fail "no routes"; }
$user sh start >kamailio.log 2>&1 &
pid=$!
for _ in $(seq 100); do
    [ -S run/rpc ] && [ -S run/ctl ] && break
    kill -0 $pid 2>/dev/null || { cat kamailio.log; fail "Kamailio does not start"; }
    sleep 0.1
done
"$python" "$here/test_switch.py" switch "$port" || { tail -n 20 kamailio.log; fail "the switch has other routes"; }
