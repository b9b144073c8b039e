#!/usr/bin/env python3
"""What calls cost, by the plainest means: fractions, and a look at every prefix.

Shares no code with what it judges.

    charges.py [--fields=LIST] [--rank=N] [--summary=FIELD] [--per=S] [--decimals=N]
               [--increment=FIRST/NEXT] [--connect-fee=COST] [--increment-column=NAME]
               [--fee-column=NAME] --number-column=NAME --duration-column=NAME ROUTES... CALLS

Lists are CSV with a header that has "prefix" and "cost".  Call records are one a line.
"""
import argparse
import csv
import os
import re
import sys
from fractions import Fraction


def duration(text):
    """Whole seconds, or None."""
    text = text.strip(" \t")
    if re.fullmatch(r"[0-9]{1,15}", text):
        return int(text)
    match = re.fullmatch(r"([0-9]{1,15})\.([0-9]+)", text)
    if match:
        return int(match[1]) + (int(match[2]) > 0)
    match = re.fullmatch(r"([0-9]{1,15})((:[0-5][0-9]){1,2})", text)
    if match:
        seconds = int(match[1])
        for part in match[2].split(":")[1:]:
            seconds = seconds * 60 + int(part)
        return seconds if seconds < 10**15 else None
    return None


def increments(text):
    first, _, following = text.partition("/")
    return int(first), int(following or first)


def billed(seconds, first, following):
    if seconds == 0:
        return 0
    total = first
    if seconds > total:
        total += -(-(seconds - total) // following) * following
    return total


def written(units, decimals):
    digits = str(units).rjust(decimals + 1, "0")
    return digits[:-decimals] + "." + digits[-decimals:] if decimals else digits


class Route:
    def __init__(self, carrier, row, options):
        self.carrier, self.row = carrier, row
        self.prefix, self.spelling = row["prefix"].strip(), row["cost"].strip()
        self.cost = Fraction(self.spelling)
        terms = (row[options.increment_column] if options.increment_column else "").strip()
        fee = (row[options.fee_column] if options.fee_column else "").strip()
        self.increments = increments(terms or options.increment)
        self.fee = Fraction(fee or options.connect_fee)


def load(path, options):
    carrier = os.path.basename(path).rsplit(".", 1)[0]
    routes = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            route = Route(carrier, row, options)
            known = routes.get(route.prefix)
            if known is None or route.cost < known.cost:
                routes[route.prefix] = route
    return routes


def offers(number, lists):
    """The carriers' routes for a number, the cheapest first."""
    found = []
    for routes in lists:
        matches = [routes[number[:n]] for n in range(1, len(number) + 1) if number[:n] in routes]
        if matches:
            found.append(matches[-1])
    return sorted(found, key=lambda route: route.cost)


class Charge:
    def __init__(self, route, seconds, options):
        self.billed = billed(seconds, *route.increments)
        exact = route.cost * self.billed / options.per + (route.fee if seconds else 0)
        self.units = (exact * 10**options.decimals + Fraction(1, 2)).__floor__()
        self.is_too_high = self.units > 10 ** (30 + options.decimals)


def field(name, route, seconds, options):
    if name == "charge":
        return written(Charge(route, seconds, options).units, options.decimals)
    if name == "cost":
        return route.spelling
    if name == "prefix":
        return route.prefix
    if name == "carrier":
        return route.carrier
    return route.row[name.removeprefix("column:")]


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if re.search('[,"\r\n]', text) else text


def answer(number, seconds, lists, options):
    """The fields behind one record."""
    names = options.fields.split(",")
    found = offers(number, lists)[:options.rank] if number else []
    if number is None or any(Charge(route, seconds, options).is_too_high for route in found):
        return [""] * len(names) * options.rank
    fields = [quoted(field(name, route, seconds, options)) for route in found for name in names]
    if not found:
        fields = ["0" if name == "cost" else "" for name in names]
    return fields + [""] * (len(names) * options.rank - len(fields))


def read_calls(path, options):
    """Yields each line with its number and seconds; None and None where the record is invalid."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    header = next(csv.reader([lines[0]]))
    yield lines[0], None, None
    at_number = header.index(options.number_column)
    at_duration = header.index(options.duration_column)
    for line in lines[1:]:
        row = next(csv.reader([line]), [])
        number = row[at_number].strip(" \t") if len(row) > at_number else ""
        seconds = duration(row[at_duration]) if len(row) > at_duration else None
        if not re.fullmatch(r"\+?[0-9]+", number) or seconds is None:
            number, seconds = None, None
        yield line, number, seconds


def summarize(calls, lists, options):
    totals = {}
    for _, number, seconds in calls:
        if number is None:
            continue
        found = offers(number, lists)[:1]
        if found and Charge(found[0], seconds, options).is_too_high:
            continue
        value = field(options.summary, found[0], seconds, options) if found else ""
        total = totals.setdefault(value, [0, 0, 0, 0])
        total[0] += 1
        total[1] += seconds
        if found:
            charge = Charge(found[0], seconds, options)
            total[2] += charge.billed
            total[3] += charge.units
    print(quoted(options.summary.removeprefix("column:")) + ",calls,seconds,billed,charge")
    for value in sorted(totals, key=lambda text: text.encode()):
        n_calls, seconds, n_billed, units = totals[value]
        charge = written(units, options.decimals) if units <= 10 ** (30 + options.decimals) else ""
        print(quoted(value), n_calls, seconds, n_billed, charge, sep=",")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fields", default="cost,charge")
    parser.add_argument("--rank", type=int, default=1)
    parser.add_argument("--summary")
    parser.add_argument("--per", type=int, default=60)
    parser.add_argument("--decimals", type=int, default=6)
    parser.add_argument("--increment", default="1/1")
    parser.add_argument("--connect-fee", default="0")
    parser.add_argument("--increment-column")
    parser.add_argument("--fee-column")
    parser.add_argument("--number-column", required=True)
    parser.add_argument("--duration-column", required=True)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    sys.stdout.reconfigure(newline="\n", encoding="utf-8")
    lists = [load(path, options) for path in options.files[:-1]]
    calls = read_calls(options.files[-1], options)
    header, _, _ = next(calls)
    if options.summary:
        summarize(calls, lists, options)
        return
    names = [name.removeprefix("column:") for name in options.fields.split(",")]
    if options.rank > 1:
        names = [f"{name}_{i}" for i in range(1, options.rank + 1) for name in names]
    print(header, *names, sep=",")
    for line, number, seconds in calls:
        print(line, *answer(number, seconds, lists, options), sep=",")


if __name__ == "__main__":
    main()
