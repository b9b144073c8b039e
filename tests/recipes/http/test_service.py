"""Tests the service of the page, which runs on PORT and shows routes.table of this folder.

    test_service.py PORT LOG LOAD.LUA
"""

import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time

import oracle

port, log, lua = int(sys.argv[1]), sys.argv[2], sys.argv[3]
rng = oracle.start_random()


def ask(path, body=None, connection=None):
    c = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    c.request("GET" if body is None else "POST", path, body)
    answer = c.getresponse()
    return answer.status, answer.read().decode()


def refused(path, reason, body=None):
    status, text = ask(path, body)
    assert status == 400 and reason in json.loads(text)["error"], (path, status, text)


# What is wrong gets 400 and the library's reason.
refused("/price/44x", "'44x' is not a number")
refused("/price/%20", "' ' is not a number")
refused("/ranks/x?n=2", "'x' is not a number")
refused("/ranks/44?n=x", "invalid literal")
refused("/ranks/44?n=-1", "below 0")
refused("/prices", "'4 4' is not a number", '["44", "4 4"]')
refused("/prices", "number 1 is int, not str", '["44", 44]')
refused("/prices", "not a list", '"44"')
refused("/prices", "not a list", '{"44": 1}')
refused("/prices", "Extra data", "44,45")
refused("/prices", "", "")
refused("/prices", "", b"\xff\xfe\xff")
refused("/prices", "is not a number", r'["\ud800"]')
refused("/prices", "recursion", "[" * 100000)
assert ask("/prices", "[]") == (200, "[]")
assert ask("/price/44/5")[0] == 404

# Two sets of carriers, and what each of them answers.
names = ["acme", "globex", "initech"]
sets = []
for folder in ("old", "new"):
    os.mkdir(folder)
    sets.append({name: oracle.make_routes(rng, 3000, n_digits=5) for name in names})
    for name in names:
        oracle.write_list(f"{folder}/{name}.csv", sets[-1][name])
numbers = list(dict.fromkeys(oracle.make_numbers(rng, sets[0]["acme"], 5000)))


def answers(carriers):
    made = []
    for number in numbers:
        carrier, cost, _ = (oracle.ranks(carriers, number) or [(None, None, None)])[0]
        made.append({"number": number, "cost": cost, "carrier": carrier})
    return made


old, new = answers(sets[0]), answers(sets[1])
with open("answers.lua", "w") as file:
    file.write("return {\n")
    for number, a, b in zip(numbers, old, new):
        texts = [json.dumps(answer, separators=(",", ":")) for answer in (a, b)]
        file.write(f"{{'{number}', '{texts[0]}', '{texts[1]}'}},\n")
    file.write("}\n")


def replace(folder):
    subprocess.run(["routecost", "--compile=routes.table", *(f"{folder}/{n}.csv" for n in names)], check=True)


def wait_for(expected):
    for _ in range(100):
        if json.loads(ask("/prices", json.dumps(numbers))[1]) == expected:
            return
        time.sleep(0.1)
    raise AssertionError("the table was not replaced")


# A damaged table is not taken, and is told.
replace("old")
wait_for(old)
with open("routes.table", "rb") as file:
    whole = file.read()
with open("damaged", "wb") as file:
    file.write(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
os.replace("damaged", "routes.table")
time.sleep(1)
wait_for(old)
with open(log) as file:
    told = [line for line in file if "the old table stays" in line]
assert len(told) == 1 and "compiled table" in told[0], told

# wrk asks number by number, another thread lists and ranks, while the table is replaced 50 times.
seconds, n_replaced = 20, 50
ended = threading.Event()
lists, wrong = {"old": 0, "new": 0}, []


def ask_lists():
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    body = json.dumps(numbers[:200])
    while not ended.is_set():
        status, text = ask("/prices", body, connection)
        found = json.loads(text)
        if status == 200 and found in (old[:200], new[:200]):
            lists["old" if found == old[:200] else "new"] += 1
        else:
            wrong.append((status, text[:200]))
        number = rng.choice(numbers)
        status, text = ask(f"/ranks/{number}?n=2", None, connection)
        offers = json.loads(text)
        right = [[dict(zip(("carrier", "cost", "prefix"), o)) for o in oracle.ranks(s, number)[:2]] for s in sets]
        if status != 200 or offers not in right:
            wrong.append((number, status, text))
        time.sleep(0.02)


asker = threading.Thread(target=ask_lists)
asker.start()
wrk = subprocess.Popen(
    ["wrk", "-t2", "-c16", f"-d{seconds}s", "--timeout", "10s", "-s", lua, f"http://127.0.0.1:{port}"],
    stdout=subprocess.PIPE, text=True)  # fmt: skip
start = time.monotonic()
for i in range(n_replaced):
    replace("new" if i % 2 == 0 else "old")
    time.sleep(max(0, start + (i + 1) * (seconds - 1) / n_replaced - time.monotonic()))
during = wrk.poll() is None
told = wrk.communicate()[0]
ended.set()
asker.join()
print(told)
result = dict(re.findall(r"(\w+)=(\d+)", told.partition("RESULT ")[2]))
assert result, told
result = {key: int(value) for key, value in result.items()}
assert during, "the table was replaced too slowly"
assert result["wrong"] == 0 and result["errors"] == 0, told
assert result["old"] > 0 and result["new"] > 0 and result["requests"] > 1000, told
assert not wrong, wrong[:3]
assert lists["old"] > 0 and lists["new"] > 0, lists
wait_for(old)  # the last of the 50
print(f"lists: {lists}")
