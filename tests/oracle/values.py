#!/usr/bin/env python3
"""What routes carry, by the plainest means: texts of columns, terms of calls, several carriers.

Shares no code with what it judges.  Lists are read by lists.py, charges computed by charges.py.

    values.py [OPTION...] ROUTES... NUMBERS      answers for numbers, or for call records
    values.py --export [OPTION...] ROUTES...     one list of all carriers

Takes the program's options for lists, --carriers=FILE, --fields, --rank, --no-route, --prune,
--number-column and --duration-column (names), --per, --decimals, --increment, --connect-fee and
--summary.  Fields may be cost, prefix, carrier, charge and column:NAME.  Call records are one a
line.
"""
import csv
import os
import re
import sys
from fractions import Fraction

sys.dont_write_bytecode = True  # leaves nothing in the source tree

from charges import billed, duration, increments, written
from list_faults import Refused
from list_fields import replace_idd, value_of
from list_options import Options
from list_records import BLANKS, find_delimiter
from lists import RouteList, read_file, split_operand

RUN_OPTIONS = ("fields", "rank", "summary", "per", "decimals", "number_column", "duration_column",
               "carriers", "export", "prune", "increment", "connect_fee", "no_route", "plus", "idd")
CHARGE_MAX = 10**30


class Run:
    """A command line: what is asked, and what is left for lists."""

    def __init__(self, arguments):
        self.fields = self.summary = self.number_column = self.duration_column = None
        self.rank, self.per, self.decimals, self.no_route = "1", "60", "6", "0"
        self.increment, self.connect_fee, self.plus, self.idd = "1/1", "0", "exact", ""
        self.carriers = self.export = self.prune = None
        self.of_lists, self.operands = [], []
        for argument in arguments:
            name, _, value = argument.partition("=")
            name = name.removeprefix("--").replace("-", "_")
            if not argument.startswith("--"):
                self.operands.append(argument)
            elif name in RUN_OPTIONS:
                setattr(self, name, value or True if name in ("export", "prune") else
                        value.encode().decode("latin-1"))
            else:
                self.of_lists.append(argument)
        self.rank, self.per, self.decimals = int(self.rank), int(self.per), int(self.decimals)
        self.names = (self.fields or ("cost,charge" if self.duration_column else "cost")).split(",")
        self.idd, self.delimiter = self.idd.split(",") if self.idd else [], ","
        shown = self.names + ([self.summary] if self.summary else [])
        self.of_all = [f"--plus={self.plus}"] + ([f"--idd={','.join(self.idd)}"] if self.idd else [])
        self.of_all += ["--carry=" + name.removeprefix("column:").encode("latin-1").decode()
                        for name in shown if name.startswith("column:")]

    def normal(self, number):
        number = replace_idd(number, self.idd)
        return number.lstrip("+") if self.plus == "optional" else number


# ---- Carriers ----


def split_words(line):
    """The words of a line of a carriers file."""
    words, word, is_quoted = [], None, False
    for c in line:
        if c == '"':
            is_quoted, word = not is_quoted, word or ""
        elif c in BLANKS and not is_quoted:
            words += [word] if word is not None else []
            word = None
        else:
            word = (word or "") + c
    return words + ([word] if word is not None else [])


class Carrier:
    """A carrier's name, its list, and the terms that its line has."""

    def __init__(self, run, operand, line_options, folder=""):
        self.name, path = split_operand(operand)
        own = {option.partition("=")[0] for option in line_options}
        common = [option for option in run.of_lists if option.partition("=")[0] not in own]
        o = Options(common + line_options + run.of_all + [operand, "-"])
        terms = dict(option[2:].split("=", 1) for option in line_options if "=" in option)
        self.increment = increments(terms.get("increment", run.increment))
        self.fee = value_of(terms.get("connect-fee", run.connect_fee))
        self.list = RouteList(o, os.path.join(folder, path))
        if self.list.bad_lines and not o.skip_bad_rows:
            raise Refused(f"{path}:{min(self.list.bad_lines)}: a bad row")
        if not self.list.winners:
            raise Refused(f"{path}: no routes")
        self.has_bad_rows = bool(self.list.bad_lines)


def load_carriers(run, operands):
    carriers = []
    if run.carriers:
        text = read_file(run.carriers).encode("latin-1").decode()
        for line in text.splitlines():
            words = split_words(line)
            if words and not words[0].startswith("#"):
                carriers.append(Carrier(run, words[0], words[1:], os.path.dirname(run.carriers)))
    return carriers + [Carrier(run, operand, []) for operand in operands]


# ---- Offers ----


class Offer:
    """What a carrier offers for a number."""

    def __init__(self, carrier, prefix, row):
        self.carrier, self.prefix, self.row, self.cost = carrier, prefix, row, row.cost
        self.increment = row.increment or carrier.increment
        self.fee = carrier.fee if row.fee is None else value_of(row.fee)

    def charge(self, run, seconds):
        """The charge in units of its last decimal; None if it is too high."""
        n_billed = billed(seconds, *self.increment)
        exact = value_of(self.cost) * n_billed / run.per + (self.fee if seconds else 0)
        units = (exact * 10**run.decimals + Fraction(1, 2)).__floor__()
        return units if units <= CHARGE_MAX * 10**run.decimals else None

    def field(self, run, name, seconds):
        if name == "cost":
            return self.cost
        if name == "prefix":
            return self.prefix
        if name == "carrier":
            return self.carrier.name
        if name == "charge":
            return written(self.charge(run, seconds), run.decimals)
        return self.row.texts[name.removeprefix("column:")]


def find_offers(carriers, number):
    """The offers of all carriers, the cheapest first; of equal ones the earlier carrier's."""
    offers = []
    for carrier in carriers:
        prefix = carrier.list.match(number)
        row = carrier.list.winners.get(prefix)
        if row is not None and row.cost is not None:
            offers.append(Offer(carrier, prefix, row))
    return sorted(offers, key=lambda offer: value_of(offer.cost))


def quoted(run, text):
    needs = '"' in text or run.delimiter in text or "\r" in text or "\n" in text
    return '"' + text.replace('"', '""') + '"' if needs else text


def write_fields(run, carriers, number, seconds, no_route):
    """The fields behind a number, and whether it is valid; number None: it is not."""
    n_fields = len(run.names) * run.rank
    offers = find_offers(carriers, number)[:run.rank] if number is not None else []
    if number is None or run.duration_column and any(
            offer.charge(run, seconds) is None for offer in offers):
        return [""] * n_fields, False
    fields = [quoted(run, offer.field(run, name, seconds))
              for offer in offers for name in run.names]
    if not offers:
        fields = [no_route if name == "cost" else "" for name in run.names]
    return fields + [""] * (n_fields - len(fields)), True


def headings(run):
    names = [quoted(run, name.removeprefix("column:")) for name in run.names]
    if run.rank == 1:
        return names
    return [quoted(run, f"{name.removeprefix('column:')}_{i}")
            for i in range(1, run.rank + 1) for name in run.names]


# ---- Modes ----


def answer_numbers(run, carriers, text):
    lines, is_good = [], True
    for line in text.removesuffix("\n").split("\n") if text else []:
        line = line.removesuffix("\r")
        number = line.strip(BLANKS)
        if number == "":
            lines.append(line)
            continue
        number = run.normal(number) if re.fullmatch(r"\+?[0-9]+", number) else None
        fields, is_valid = write_fields(run, carriers, number, 0, run.no_route)
        is_good &= is_valid
        lines.append(",".join([line] + fields))
    return is_good, "".join(line + "\n" for line in lines)


def is_blank(line):
    """Of blanks alone, whether they delimit or not."""
    return line.strip(BLANKS) == ""


def read_calls(run, lines, header):
    """Yields each line with its number and seconds; both None where the record is invalid or
    blank."""
    at_number = header.index(run.number_column)
    at_seconds = header.index(run.duration_column) if run.duration_column else None
    for line in lines:
        row = next(csv.reader([line], delimiter=run.delimiter), [])
        number = row[at_number].strip(BLANKS) if len(row) > at_number else ""
        seconds = 0
        if at_seconds is not None:
            seconds = duration(row[at_seconds]) if len(row) > at_seconds else None
        if not re.fullmatch(r"\+?[0-9]+", number) or seconds is None:
            yield line, None, None
        else:
            yield line, run.normal(number), seconds


def answer_calls(run, carriers, text):
    lines = text.splitlines()
    at_header = next(i for i, line in enumerate(lines) if not is_blank(line))
    run.delimiter = find_delimiter("\n".join(lines[at_header:]), 0)
    header = next(csv.reader([lines[at_header]], delimiter=run.delimiter))
    calls, is_good = list(read_calls(run, lines[at_header + 1:], header)), True
    if run.summary:
        run.delimiter = ","
        return summarize(run, carriers, calls)
    out = lines[:at_header] + [run.delimiter.join([lines[at_header]] + headings(run))]
    for line, number, seconds in calls:
        if is_blank(line):
            out.append(line)
            continue
        fields, is_valid = write_fields(run, carriers, number, seconds, run.no_route)
        is_good &= is_valid
        out.append(run.delimiter.join([line] + fields))
    return is_good, "".join(line + "\n" for line in out)


def summarize(run, carriers, calls):
    totals, is_good = {}, True
    for line, number, seconds in calls:
        if is_blank(line):
            continue
        offers = find_offers(carriers, number)[:1] if number is not None else []
        if number is None or offers and offers[0].charge(run, seconds) is None:
            is_good = False
            continue
        total = totals.setdefault(
            offers[0].field(run, run.summary, seconds) if offers else "", [0, 0, 0, 0])
        total[0] += 1
        total[1] += seconds
        if offers:
            total[2] += billed(seconds, *offers[0].increment)
            total[3] += offers[0].charge(run, seconds)
    out = quoted(run, run.summary.removeprefix("column:")) + ",calls,seconds,billed,charge\n"
    for value, (n_calls, seconds, n_billed, units) in sorted(totals.items()):
        is_low = units <= CHARGE_MAX * 10**run.decimals
        is_good &= is_low
        charge = written(units, run.decimals) if is_low else ""
        out += ",".join([quoted(run, value), str(n_calls), str(seconds), str(n_billed), charge])
        out += "\n"
    return is_good, out


def export(run, carriers):
    prefixes = sorted({prefix for carrier in carriers for prefix in carrier.list.winners})
    said, out = {}, ",".join(["prefix"] + headings(run)) + "\n"
    for prefix in prefixes:
        shorter = next((prefix[:n] for n in range(len(prefix) - 1, 0, -1) if prefix[:n] in said), "")
        said[prefix] = ",".join(write_fields(run, carriers, prefix, 0, "blocked")[0])
        is_told = said[prefix] == said[shorter] if shorter else not find_offers(carriers, prefix)
        if not run.prune or not is_told:
            out += prefix + "," + said[prefix] + "\n"
    return True, out


def answer(arguments):
    """Runs a command line.  Returns its exit status, its answers, and why it is refused."""
    run = Run(arguments)
    try:
        carriers = load_carriers(run, run.operands if run.export else run.operands[:-1])
    except Refused as reason:
        return 2, b"", str(reason)
    if run.export:
        is_good, text = export(run, carriers)
    else:
        answer_all = answer_calls if run.number_column else answer_numbers
        is_good, text = answer_all(run, carriers, read_file(run.operands[-1]))
    is_good &= not any(carrier.has_bad_rows for carrier in carriers)
    return 0 if is_good else 1, text.encode("latin-1"), ""


def main():
    status, text, reason = answer(sys.argv[1:])
    if reason:
        print(reason, file=sys.stderr)
    sys.stdout.buffer.write(text)
    return status


if __name__ == "__main__":
    sys.exit(main())
