#!/usr/bin/env python3
"""How a route list is read, by the plainest means: regular expressions, fractions, and a look at
every prefix.

Shares no code with what it judges.

    lists.py [OPTION...] ROUTES... NUMBERS

Takes the program's options for lists and prints the program's answers.  In place of messages it
prints, for each list, "FILE: refused: REASON" or "FILE: bad rows N first-line L" to standard
error.  Exit status as the program's: 0, 1 (rows left out, invalid numbers) or 2 (refused).
"""
import datetime
import os
import re
import sys

sys.dont_write_bytecode = True  # leaves nothing in the source tree

from list_columns import is_settled, read_layout
from list_faults import BadRow, Refused
from list_fields import is_yes, read_day, read_prefixes, read_text, replace_idd, value_of
from list_options import Options
from list_records import BLANKS, CANDIDATES, Record, each_record, find_delimiter, read_record


# ---- Rows ----


class Row:
    """What one row says.  cost is a spelling, or None for a blocked row, which has no texts and no
    terms."""

    def __init__(self, o, layout, delimiter, record):
        if record.fault:
            raise BadRow(record.fault)
        self.line_no = record.line_no
        if any(record.field(column) is None for column in layout.columns()):
            raise BadRow("the row is too short")
        self.prefixes = read_prefixes(o, [record.field(column) for column in layout.prefix])
        says_blocked = layout.blocked is not None and is_yes(record.field(layout.blocked))
        self.cost = None if says_blocked else layout.read_cost(o, delimiter, record)
        self.first_day, self.last_day = (
            read_day(record.field(column), o.date_order)
            if column is not None and record.field(column) else None
            for column in (layout.first_day, layout.last_day))
        self.increment = self.fee = None
        if self.cost is not None:
            self.increment = layout.read_increment(record)
            self.fee = layout.read_fee(o, delimiter, record)
            self.texts = {name: read_text(record.field(column))
                          for name, column in layout.carried.items()}

    def holds(self, at):
        if at is None:
            return True
        return (self.first_day is None or self.first_day <= at) and \
            (self.last_day is None or at <= self.last_day)

    def rank(self):
        """Rows of one prefix and one day: the lowest wins under cheapest."""
        return (0, 0) if self.cost is None else (1, value_of(self.cost))


class RouteList:
    """A list, read whole.  winners: the row that counts for each prefix."""

    def __init__(self, o, path):
        self.o, self.bad_lines, self.layout, self.has_dates = o, set(), None, False
        self.delimiter = o.delimiter
        rows = self.read_rows(read_file(path))
        self.winners = {}
        if not self.bad_lines or o.skip_bad_rows:
            self.choose(rows)
            if not self.winners and not self.bad_lines:
                raise Refused("no routes")

    def read_rows(self, text):
        if "\r" in text.rstrip("\r") and "\n" not in text:
            raise Refused("lines end with CR alone")
        first = skip_lines(text, self.o.skip_lines)
        n_skipped = text.count("\n", 0, first)
        rows, is_begun = [], False
        for record in each_record(text[first:], self.delimiter_at):
            record.line_no += n_skipped
            if self.layout is None:
                self.layout = read_layout(self.o, record, self.delimiter)
                if self.layout is not None:
                    self.check_delimiter(text[first:], record)
                    is_begun = not self.layout.has_header
                    if self.layout.has_header:
                        continue
            if self.layout is None:
                self.bad_lines.add(record.line_no)
                continue
            if not is_begun and not record.fault:
                self.layout.check_first_row(record)
                is_begun = True
            try:
                rows.append(Row(self.o, self.layout, self.delimiter, record))
            except BadRow:
                self.bad_lines.add(record.line_no)
        if self.layout is not None:
            self.has_dates = (self.layout.first_day, self.layout.last_day) != (None, None)
        return [row for row in rows if row.holds(self.o.at)]

    def check_delimiter(self, text, record):
        """Refuses a first record that another delimiter could cut, too."""
        others = [(c, *read_record(text, record.at, c)) for c in CANDIDATES
                  if c != self.delimiter and c in text[record.at:]]
        if self.o.delimiter is not None:
            return
        if self.layout.has_header:
            if any(not fault and len(fields) > 1 and is_settled(self.o, fields)
                   for _, fields, _, _, fault in others):
                raise Refused("the delimiter is unclear")
            return
        column = self.layout.prefix[0]
        if not record.quoted[column] and re.search("[" + CANDIDATES + "]", record.field(column)):
            raise Refused("the delimiter is unclear")
        if self.may_be_row(record, self.delimiter) and any(
                self.may_be_row(Record(0, 0, fields, quoted, fault), other)
                for other, fields, quoted, _, fault in others):
            raise Refused("the delimiter is unclear")

    def may_be_row(self, record, delimiter):
        needed = self.layout.prefix + [self.layout.cost]
        try:
            if record.fault or any(record.field(column) is None for column in needed):
                return False
            read_prefixes(self.o, [record.field(column) for column in self.layout.prefix])
            self.layout.read_cost(self.o, delimiter, record)
            return True
        except BadRow:
            return False

    def delimiter_at(self, text, at):
        """The delimiter: the first record that can be used decides."""
        if self.o.delimiter is None and self.layout is None:
            self.delimiter = find_delimiter(text, at)
        return self.delimiter

    def choose(self, rows):
        """Finds the row that counts for each prefix."""
        by_prefix = {}
        for row in rows:
            for prefix in row.prefixes:
                by_prefix.setdefault(prefix, []).append(row)
        for prefix, group in by_prefix.items():
            latest = max(row.first_day or datetime.date.min for row in group)
            group = [row for row in group if (row.first_day or datetime.date.min) == latest]
            if self.o.duplicates == "error":
                self.bad_lines |= {row.line_no for row in group[1:]}
            self.winners[prefix] = group[-1] if self.o.duplicates == "last" else \
                min(group, key=Row.rank) if self.o.duplicates == "cheapest" else group[0]

    def match(self, number):
        """The longest prefix that matches, or None."""
        for length in range(len(number), 0, -1):
            if number[:length] in self.winners:
                return number[:length]
        return None

    def find(self, number):
        """The row of the longest prefix that matches, or None."""
        return self.winners.get(self.match(number))


def read_file(path):
    try:
        with (open(path, "rb") if path != "-" else sys.stdin.buffer) as file:
            return file.read().decode("latin-1").removeprefix("\xef\xbb\xbf")
    except OSError as error:
        raise Refused("cannot read") from error


def skip_lines(text, n_lines):
    """Where the line behind the first n_lines starts."""
    at = 0
    for _ in range(n_lines):
        at = text.find("\n", at) + 1 or len(text)
    return at


# ---- Answers ----


def split_operand(operand):
    """The name of a carrier and the path of its list."""
    name, is_named, path = operand.partition("=")
    if is_named and name and "/" not in name:
        return name, path
    stem = os.path.basename(operand)
    return (stem.rsplit(".", 1)[0] or stem), operand


class Report:
    """What a run says of its lists.  first_lines: path -> line of the first bad row, or None."""

    def __init__(self):
        self.first_lines, self.texts = {}, []

    def refuse(self, path, reason):
        self.first_lines[path] = None
        self.texts.append(f"{path}: refused: {reason}")

    def count(self, path, lines):
        self.first_lines[path] = min(lines)
        self.texts.append(f"{path}: bad rows {len(lines)} first-line {min(lines)}")


def load_lists(o, report):
    """Reads all lists.  Returns them, and whether all can be used."""
    lists, is_good = [], True
    for operand in o.operands[:-1]:
        path = split_operand(operand)[1]
        try:
            lists.append(RouteList(o, path))
            bad_lines = lists[-1].bad_lines
            if bad_lines:
                report.count(path, bad_lines)
            is_good &= not bad_lines or (o.skip_bad_rows and len(lists[-1].winners) > 0)
        except Refused as reason:
            report.refuse(path, reason)
            is_good = False
    if is_good and o.at and not any(routes.has_dates for routes in lists):
        raise Refused("usage: no list has days")
    return lists, is_good


def price(o, lists, number):
    """The cheapest offer for a number, as it is written behind it."""
    number = replace_idd(number, o.idd)
    if o.plus_optional:
        number = number.lstrip("+")
    rows = [routes.find(number) for routes in lists]
    costs = [row.cost for row in rows if row is not None and row.cost is not None]
    return min(costs, key=value_of) if costs else o.no_route


def answer(arguments, report):
    """Runs a command line.  Returns its exit status and its answers."""
    o = Options(arguments)
    names = [split_operand(operand)[0] for operand in o.operands[:-1]]
    if len(set(names)) != len(names):
        raise Refused("usage: two carriers have one name")
    lists, is_good = load_lists(o, report)
    if not is_good:
        return 2, b""
    status = 1 if report.first_lines else 0
    numbers, answers = read_file(o.operands[-1]), ""
    for line in numbers.removesuffix("\n").split("\n") if numbers else []:
        line = line.removesuffix("\r")
        number = line.strip(BLANKS)
        answers += line
        if re.fullmatch(r"\+?[0-9]+", number):
            answers += "," + price(o, lists, number)
        elif number:
            answers += ","
            status = 1
        answers += "\n"
    return status, answers.encode("latin-1")


def run(arguments):
    """Runs a command line.  Returns its exit status, its answers and a report."""
    report = Report()
    try:
        return *answer(arguments, report), report
    except Refused as reason:
        report.refuse("", reason)
        return 2, b"", report


def main():
    status, answers, report = run(sys.argv[1:])
    for text in report.texts:
        print(text.removeprefix(": "), file=sys.stderr)
    sys.stdout.buffer.write(answers)
    return status


if __name__ == "__main__":
    sys.exit(main())
