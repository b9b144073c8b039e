#!/bin/bash
# The service over HTTP, under wrk while its table is replaced again and again.
. "$(dirname "$0")/../system.sh"
pid=
stop() { [ -n "$pid" ] && kill "$pid" && wait "$pid"; }

need wrk curl
need_python starlette uvicorn httptools uvloop
library
block service.py && cp "$tmp/service.py" .
block start
port=$(free_port)
export port
sed -i "s/python3/exec python3/; s/8000/$port/" "$tmp/start"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$(command -v "$python")" >"$tmp/bin/python3" && chmod +x "$tmp/bin/python3"

# The page's own questions.
printf '+44,0.02\n+4420,0.012\n' >acme.csv
printf '+44,0.01\n' >globex.csv
routecost --compile=routes.table acme.csv globex.csv || fail "no table"
sh "$tmp/start" 2>service.log &
pid=$!
for _ in $(seq 100); do
    curl -s "http://127.0.0.1:$port/" >/dev/null && break
    sleep 0.1
done
block ask
sed -i "s/8000/$port/" "$tmp/ask"
{ while read -r line; do sh -c "$line" && echo; done <"$tmp/ask"; } >told
cat >expected <<'TOLD'
{"number":"+442071234567","cost":"0.012","carrier":"acme"}
[{"carrier":"globex","cost":"0.01","prefix":"+44"},{"carrier":"acme","cost":"0.012","prefix":"+4420"}]
[{"number":"+442071234567","cost":"0.012","carrier":"acme"},{"number":"4915112345","cost":null,"carrier":null}]
TOLD
sed -i '1s/.*/{"number":"+442071234567","cost":"0.01","carrier":"globex"}/
        3s/"0.012","carrier":"acme"/"0.01","carrier":"globex"/' expected
same expected told

"$python" "$here/test_service.py" "$port" service.log "$here/load.lua" || { cat service.log | head -20; fail "the service is not what it should be"; }
