"""Tests the switch of the page, which runs here.

test_switch.py lists           writes random lists
test_switch.py switch PORT     holds the switch against them, changes one, and does so again
"""

import json
import os
import re
import socket
import subprocess
import sys
import time

import oracle

names = ["acme", "globex", "initech"]


def read(name):
    with open(f"{name}.csv") as file:
        return dict(line.rstrip("\n").split(",") for line in file)


def write_lists():
    rng = oracle.start_random()
    for name in names:
        routes = {"+" + prefix: cost for prefix, cost in oracle.make_routes(rng, 2000, n_digits=5).items()}
        for prefix in rng.sample(sorted(routes), 200):
            routes[prefix] = "blocked"
        oracle.write_list(f"{name}.csv", routes)
    new = read("acme")
    for prefix in rng.sample(sorted(new), 600):
        if rng.random() < 0.3:
            del new[prefix]
        else:
            new[prefix] = "0.0001"
    oracle.write_list("acme-new.csv", new)


class Switch:
    """Kamailio's JSON-RPC over a socket for datagrams."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(os.path.abspath("run/asker"))
        os.chmod("run/asker", 0o777)
        self.socket.settimeout(20)

    def call(self, method, *parameters):
        question = {"jsonrpc": "2.0", "method": method, "params": parameters, "id": 1}
        self.socket.sendto(json.dumps(question).encode(), "run/rpc")
        return json.loads(self.socket.recv(1 << 20))

    def match(self, number):
        """The carrier and the cost, (None, None) if there are none."""
        answer = self.call("mtree.match", "routes", number, 0)
        if "error" in answer:
            assert answer["error"]["message"] == "Prefix not found", answer
            return None, None
        found = answer["result"]
        found = found[0] if isinstance(found, list) else found
        assert number.startswith(found["PREFIX"]), answer
        carrier, _, cost = found["TVALUE"].partition(",")
        if not carrier:
            assert cost == "blocked", answer
            return None, None
        return carrier, cost


def check(switch, carriers, numbers):
    start = time.monotonic()
    found = [switch.match(number) for number in numbers]
    print(f"{len(numbers)} numbers in {time.monotonic() - start:.3f} s")
    expected = [(oracle.ranks(carriers, number) or [(None, None)])[0][:2] for number in numbers]
    for number, right, answer in zip(numbers, expected, found):
        assert right == answer, (number, right, answer)
    n_routed = sum(carrier is not None for carrier, _ in expected)
    assert n_routed > len(numbers) / 2 and n_routed < len(numbers), n_routed
    return expected


def invite(port, number):
    """The first line and the contact of the switch's answer to a call."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.bind(("127.0.0.1", 0))
        s.settimeout(20)
        own = s.getsockname()[1]
        call = [f"INVITE sip:{number}@127.0.0.1:{port} SIP/2.0",
                f"Via: SIP/2.0/UDP 127.0.0.1:{own};branch=z9hG4bK{own}", "From: <sip:a@127.0.0.1>;tag=1",
                f"To: <sip:{number}@127.0.0.1>", f"Call-ID: {own}", "CSeq: 1 INVITE", "Max-Forwards: 9",
                "Content-Length: 0", "", ""]  # fmt: skip
        s.sendto("\r\n".join(call).encode(), ("127.0.0.1", port))
        answer = s.recv(65536).decode()
    contact = re.search(r"^Contact: <sip:[^@]*@([a-z]+)\.example\.net", answer, re.MULTILINE)
    return answer.split()[1], contact and contact[1]


def check_switch(port):
    rng = oracle.start_random()
    switch, carriers = Switch(), {name: read(name) for name in names}
    numbers = oracle.make_numbers(rng, {p: "" for routes in carriers.values() for p in routes}, 1000)
    before = check(switch, carriers, numbers)
    for number, (carrier, _) in list(zip(numbers, before))[:40]:
        assert invite(port, number) == (("302", carrier) if carrier else ("404", None)), number
    number = next(n for n, (carrier, _) in zip(numbers, before) if carrier)
    with open("ask") as file:
        told = subprocess.run(["sh", "-c", file.read().replace("+14152345678", number)],
                              capture_output=True, text=True, check=True).stdout  # fmt: skip
    assert "TVALUE: {},{}".format(*before[numbers.index(number)]) in told, told

    # A list that is refused changes nothing.
    with open("acme.csv") as file:
        good = file.read()
    with open("acme.csv", "a") as file:
        file.write("+4.4E+11,1\n")
    assert subprocess.run(["sh", "load"], capture_output=True).returncode != 0
    check(switch, carriers, numbers[:100])
    with open("acme.csv", "w") as file:
        file.write(good)

    # A new list; then, within the same second, others in turn.
    old = carriers["acme"]
    subprocess.run(["sh", "change"], check=True)
    new = carriers["acme"] = read("acme")
    after = check(switch, carriers, numbers)
    assert sum(a != b for a, b in zip(before, after)) > 20
    with open("changes.csv") as file:
        changed = [line.split(",")[0] for line in file][1:]
    assert changed and all(old.get(p) != new.get(p) for p in changed if p in old or p in new), changed
    for turn in range(4):
        carriers["acme"] = old if turn % 2 == 0 else new
        oracle.write_list("acme.csv", carriers["acme"])
        subprocess.run(["sh", "load"], check=True, stdout=subprocess.DEVNULL)
        check(switch, carriers, numbers[:300])


if sys.argv[1] == "lists":
    write_lists()
else:
    check_switch(int(sys.argv[2]))
