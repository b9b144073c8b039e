"""Reads compiled tables as the manual page draws them, and nothing else: whoever wants to read one
without routecost finds there all that it takes.

    table_format.py PROGRAM GENERATE KIND...

Compiles a list of each kind, reads the table, and compares what it says with the lists' own rows.
"""
import decimal
import os
import struct
import subprocess
import sys
import tempfile

WORD = (1 << 64) - 1
DIGITS = (0, 1, 1, 2, 2, 2, 3, 3)  # of a node, by its kind
REFERENCE_BYTES = (0, 2, 4, 0, 2, 4, 0, 2)


def mix(lane, word):
    product = (lane ^ word) * 0x9E3779B97F4A7C15 & WORD
    return product ^ product >> 29


def checksum(data):
    lanes, total = [0] * 4, len(data)
    filled = data + bytes(32 - len(data) % 32)
    for i, (word,) in enumerate(struct.iter_unpack("<Q", filled)):
        lanes[i % 4] = mix(lanes[i % 4], word)
    for lane in lanes:
        total = mix(total, lane)
    return total ^ total >> 32


def number(data):
    return int.from_bytes(data, "little")


def read_list(trie, width, place, prefix, routes):
    n, n_suffix = (trie[place] & 15) + 1, (trie[place] >> 4 & 7) + 1
    costs = place + 1 + n * n_suffix
    for i in range(n):
        suffix = trie[place + 1 + i * n_suffix : place + 1 + (i + 1) * n_suffix].hex()
        digits = "".join(str(int(half, 16) - 1) for half in suffix if half != "0")
        routes[prefix + digits] = number(trie[costs + i * width :][:width]) - 1


def read_node(trie, width, place, kind, prefix, routes):
    n_reference = REFERENCE_BYTES[kind]
    n_slot = n_reference + width
    endings = [""]
    for n_digits in range(DIGITS[kind], 0, -1):
        endings += [str(i).zfill(n_digits) for i in range(10**n_digits)]
    bits = number(trie[place + len(endings) * n_slot :][: len(endings) // 8 + 1])
    for slot, ending in enumerate(endings):
        at = place + slot * n_slot
        child = number(trie[at : at + n_reference])
        if bits >> slot & 1:
            routes[prefix + ending] = number(trie[at + n_reference : at + n_slot]) - 1
        if child:
            read_blob(trie, width, place - (child >> 3), child & 7, prefix + ending, routes)


def read_blob(trie, width, place, kind, prefix, routes):
    if kind == 0:
        read_list(trie, width, place, prefix, routes)
    else:
        read_node(trie, width, place, kind, prefix, routes)


def read_trie(trie, width, roots):
    routes = {}
    for root, plus in zip(roots, ("", "+")):
        if root:
            read_blob(trie, width, root >> 3, root & 7, plus, routes)
    return routes


def read_table(data):
    """The routes of each carrier by its name, and those of the cheapest trie."""
    magic, version, flags, n_carriers, zero, n_body = struct.unpack_from("<8sIIIIQ", data)
    assert (magic, version, zero) == (b"\xf5route\r\n", 4, 0)
    body = 32 + 40 * (n_carriers + (flags >> 1 & 1))
    entries = list(struct.iter_unpack("<IIQQIIII", data[32:body]))
    assert checksum(data[:body]) == number(data[body : body + 8])
    at = body + 8
    assert checksum(data[at : at + n_body]) == number(data[at + n_body :])
    assert len(data) == at + n_body + 8

    carriers, offers, cheapest = {}, [], None
    for i, (n_name, n_costs, n_cost_bytes, n_trie, width, *roots, _) in enumerate(entries):
        name, at = data[at : at + n_name].decode(), at + n_name
        costs, end = [], at + n_cost_bytes
        while at < end:
            costs.append(data[at + 1 : at + 1 + data[at]].decode())
            at += 1 + data[at]
        routes, at = read_trie(data[at : at + n_trie], width, roots[:2]), at + n_trie
        if i < n_carriers:
            assert len(costs) == n_costs
            carriers[name] = {prefix: costs[cost] for prefix, cost in routes.items()}
            offers += [(decimal.Decimal(cost), i, j, cost) for j, cost in enumerate(costs)]
        else:
            offers.sort()
            cheapest = {prefix: offers[offer][3] for prefix, offer in routes.items()}
    return carriers, cheapest


def read_rows(path):
    rows = {}
    for line in open(path):
        prefix, cost = line.rstrip("\n").split(",")
        if prefix not in rows or decimal.Decimal(cost) < decimal.Decimal(rows[prefix]):
            rows[prefix] = cost
    return rows


def longest(routes, symbols):
    for length in range(len(symbols), 0, -1):
        if symbols[:length] in routes:
            return routes[symbols[:length]]
    return None


def generate(program, kind, folder):
    path = os.path.join(folder, kind + ".csv")
    with open(path, "wb") as file:
        subprocess.run([program, kind, "40000", "1"], stdout=file, check=True)
    return path


def main():
    with tempfile.TemporaryDirectory() as folder:
        lists = [generate(sys.argv[2], kind, folder) for kind in sys.argv[3:]]
        table = os.path.join(folder, "table")
        subprocess.run([sys.argv[1], "--compile=" + table] + lists, check=True)
        with open(table, "rb") as file:
            carriers, cheapest = read_table(file.read())
        rows = {kind: read_rows(path) for kind, path in zip(sys.argv[3:], lists)}
    assert carriers == rows, "the table has other routes than the lists"
    for prefix in set().union(*rows.values()) if cheapest else ():
        costs = [longest(routes, prefix) for routes in rows.values()]
        best = min((cost for cost in costs if cost), key=decimal.Decimal)
        assert longest(cheapest, prefix) == best, prefix


main()
