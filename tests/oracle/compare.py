#!/usr/bin/env python3
"""What --diff and --export have to write, by the plainest means: every prefix is looked up anew.

Shares no code with what it judges.

    compare.py diff OLD NEW [NUMBERS]
    compare.py export [--rank=N] [--fields=LIST] [--prune] LISTS...

OLD and NEW may name several carriers, separated by commas. Lists are lines of prefix,cost; a cost
may be the word blocked. NUMBERS has one number a line.
"""
import argparse
import os
import sys
from decimal import Decimal

sys.stdout.reconfigure(newline="\n")


def read_list(path):
    """A dictionary from prefixes to costs as text; None: blocked."""
    routes = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            prefix, _, cost = line.strip().partition(",")
            if not prefix or prefix == "prefix" or prefix.startswith("#"):
                continue
            if cost.lower() == "blocked":
                routes[prefix] = None
            elif prefix not in routes or (
                routes[prefix] is not None and Decimal(cost) < Decimal(routes[prefix])
            ):
                routes[prefix] = cost
    return routes


def longest(prefixes, text):
    """The longest of the prefixes that the text begins with, or None."""
    for n in range(min(len(text), 16), 0, -1):
        if text[:n] in prefixes:
            return text[:n]
    return None


def offers(carriers, number):
    """(cost, carrier's name, prefix) of those that have a price, the cheapest first."""
    found = []
    for place, (name, routes) in enumerate(carriers):
        prefix = longest(routes, number)
        if prefix is not None and routes[prefix] is not None:
            found.append((Decimal(routes[prefix]), place, (routes[prefix], name, prefix)))
    return [offer for _, _, offer in sorted(found, key=lambda f: f[:2])]


def read_carriers(paths):
    return [(os.path.basename(path).split(".")[0], read_list(path)) for path in paths]


def prefixes_of(*families):
    return {prefix for family in families for _, routes in family for prefix in routes}


def price(carriers, number):
    found = offers(carriers, number)
    return found[0][0] if found else None


def value(cost):
    return None if cost is None else Decimal(cost)


def change(old, new):
    if old is None:
        return "new"
    if new is None:
        return "gone"
    return "dearer" if Decimal(new) > Decimal(old) else "cheaper"


def diff(old, new, numbers):
    known = prefixes_of(old, new)
    stands_for, rows, counts = {}, [], {}
    for prefix in sorted(known):
        pair = price(old, prefix), price(new, prefix)
        shorter = longest(known, prefix[:-1])
        values = tuple(map(value, pair))
        stands_for[prefix] = values, prefix
        if shorter is not None and stands_for[shorter][0] == values:
            stands_for[prefix] = stands_for[shorter]
        elif values[0] != values[1]:
            rows.append((prefix, pair))
    for number in numbers or []:
        prefix = longest(known, number)
        if prefix is not None:
            row = stands_for[prefix][1]
            counts[row] = counts.get(row, 0) + 1
    print("prefix,old,new,change" + (",numbers" if numbers is not None else ""))
    for prefix, pair in rows:
        fields = [prefix, pair[0] or "", pair[1] or "", change(*pair)]
        if numbers is not None:
            fields.append(str(counts.get(prefix, 0)))
        print(",".join(fields))


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


def export(carriers, rank, fields, prune):
    known = prefixes_of(carriers)
    places = {"cost": 0, "carrier": 1, "prefix": 2}

    def tail(number):
        found = offers(carriers, number) if number is not None else []
        cells = []
        for i in range(rank):
            for field in fields:
                empty = "blocked" if i == 0 and field == "cost" else ""
                cells.append(quoted(found[i][places[field]]) if i < len(found) else empty)
        return ",".join(cells)

    numbered = [f"_{i}" for i in range(1, rank + 1)] if rank > 1 else [""]
    print(",".join(["prefix"] + [field + end for end in numbered for field in fields]))
    for prefix in sorted(known):
        row = tail(prefix)
        if not prune or row != tail(longest(known, prefix[:-1])):
            print(prefix + "," + row)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rank", type=int, default=1)
    parser.add_argument("--fields", default="cost")
    parser.add_argument("--prune", action="store_true")
    parser.add_argument("command", choices=["diff", "export"])
    parser.add_argument("paths", nargs="+")
    wanted = parser.parse_intermixed_args()
    if wanted.command == "export":
        carriers = read_carriers(wanted.paths)
        export(carriers, wanted.rank, wanted.fields.split(","), wanted.prune)
        return
    numbers = None
    if len(wanted.paths) > 2:
        with open(wanted.paths[2], encoding="utf-8") as file:
            numbers = [line.strip() for line in file if line.strip()]
    diff(
        read_carriers(wanted.paths[0].split(",")),
        read_carriers(wanted.paths[1].split(",")),
        numbers,
    )


main()
