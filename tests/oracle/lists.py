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
from fractions import Fraction

BLANKS = " \t"
DIGITS_MAX = 15  # of a prefix
SIGNIFICANT_MAX = 18  # digits of a cost
EXPONENT_MAX = 30
CANDIDATES = ",;\t|"

CODE_NAMES = {
    "code", "codes", "areacode", "areacodes", "citycode", "citycodes", "destinationcode",
    "destinationcodes",
}
PREFIX_NAMES = CODE_NAMES | {
    "prefix", "dialcode", "dialcodes", "dialprefix", "destinationprefix", "npanxx", "digits",
    "numberprefix",
}
COUNTRY_NAMES = {"countrycode", "countrycodes", "cc"}
COST_NAMES = {
    "cost", "rate", "price", "ratecost", "ratevalue", "perminutecost", "perminuterate",
} | {
    name + per for name in ("rate", "price", "cost")
    for per in ("/min", "/minute", "permin", "perminute")
}
EFFECTIVE_NAMES = {
    "effective", "effectivedate", "effectivefrom", "startdate", "validfrom", "activationdate",
}
UNTIL_NAMES = {
    "enddate", "expires", "expirydate", "validto", "validuntil", "until", "effectiveto",
    "effectivetill",
}
SPREADSHEET_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


class Refused(Exception):
    """A list, or a command line, that is refused whole."""


class BadRow(Exception):
    """A row that cannot be read."""


# ---- Records ----


class Record:
    """Fields of a record, and where it starts.  fault: why it is a bad row."""

    def __init__(self, line_no, at, fields, quoted, fault):
        self.line_no, self.at, self.fault = line_no, at, fault
        self.fields, self.quoted = fields, quoted

    def field(self, column):
        return self.fields[column] if column < len(self.fields) else None


def trim(text, delimiter):
    return text.strip(BLANKS.replace(delimiter, ""))


def read_record(text, at, delimiter):
    """Reads the record at an offset.  Returns its fields, which are quoted, where the next record
    starts, and a fault or None.  A record with a fault ends with its first line."""
    blanks = BLANKS.replace(delimiter, "")
    line_end = text.find("\n", at)
    next_line = len(text) if line_end < 0 else line_end + 1
    fields, quoted = [], []
    while True:
        start = at
        while at < len(text) and text[at] in blanks:
            at += 1
        is_quoted = at < len(text) and text[at] == '"'
        if is_quoted:
            value = ""
            at += 1
            while True:
                close = text.find('"', at)
                if close < 0:
                    return [], [], next_line, "a quote is not closed"
                value += text[at:close]
                at = close + 1
                if text[at:at + 1] != '"':
                    break
                value += '"'
                at += 1
            while at < len(text) and text[at] in blanks:
                at += 1
            if at < len(text) and text[at] not in delimiter + "\n" and text[at:at + 2] != "\r\n" \
                    and text[at:] != "\r":
                return [], [], next_line, "text follows a closing quote"
        else:
            while at < len(text) and text[at] not in delimiter + "\n":
                at += 1
            value = text[start:at]
            if at == len(text) or text[at] == "\n":
                value = value[:-1] if value.endswith("\r") else value
        fields.append(trim(value, delimiter))
        quoted.append(is_quoted)
        if text[at:at + 1] == delimiter:
            at += 1
            continue
        at += text[at:at + 1] == "\r"
        fault = "a carriage return" if any("\r" in f.replace("\r\n", "") for f in fields) else None
        return fields, quoted, min(at + 1, len(text)), fault


def find_delimiter(text, at):
    """The first candidate outside quotes in the record at an offset, or a comma.  It ends the first
    field, so no quotes but that field's can stand before it."""
    quoted_field = re.compile(r' *"(?:[^"]|"")*"')
    quotes = quoted_field.match(text, at)
    at = quotes.end() if quotes else at
    found = re.compile("[" + CANDIDATES + "\n]").search(text, at)
    return found[0] if found and found[0] != "\n" else ","


def is_ignored(line):
    """A blank line, or a comment.  What a spreadsheet leaves of a broken formula is no comment."""
    if line.startswith("#"):
        return not line.startswith(SPREADSHEET_ERRORS)
    return line.strip(BLANKS + "\r\n") == ""


def each_record(text, delimiter_of):
    """Yields the records that count.  delimiter_of(text, at) gives the delimiter at that place."""
    at, line_no = 0, 1
    while at < len(text):
        next_line = text.find("\n", at) + 1 or len(text)
        if is_ignored(text[at:next_line]):
            end = next_line
        else:
            fields, quoted, end, fault = read_record(text, at, delimiter_of(text, at))
            if fault or any(fields):
                yield Record(line_no, at, fields, quoted, fault)
        line_no += text.count("\n", at, end)
        at = end


# ---- Columns ----


def plain_name(name):
    """A column's name without what does not count."""
    name = re.sub(r"\([^()]*\)\s*$", "", name.strip().lower())
    name = re.sub(r"[ \t_.-]", "", name)
    return re.sub(r"(usd|eur|gbp)$", "", name) or name


def known_columns(header, names):
    return [i for i, name in enumerate(header) if plain_name(name) in names]


def find_name(header, name):
    found = [i for i, other in enumerate(header) if plain_name(other) == plain_name(name)]
    if len(found) != 1:
        raise Refused(f"the header has {len(found)} columns {name!r}")
    return found[0]


def is_number(column):
    return re.fullmatch("[0-9]+", column) is not None


def find_asked(header, column):
    """The column that an option asks for, by number or by a name in the header."""
    if is_number(column):
        if header is not None and int(column) > len(header):
            raise Refused(f"the header has no column {column}")
        return int(column) - 1
    return find_name(header, column)


def one_known(header, names, role):
    found = known_columns(header, names)
    if len(found) > 1:
        raise Refused(f"two columns may be the {role}")
    return found[0] if found else None


def find_prefix_columns(header):
    found = one_known(header, PREFIX_NAMES, "prefix")
    if found is None:
        npa, nxx = known_columns(header, {"npa"}), known_columns(header, {"nxx"})
        if len(npa) == 1 and len(nxx) == 1:
            return npa + nxx
        if npa and nxx:
            raise Refused("two columns may be the prefix")
        return None
    if plain_name(header[found]) in CODE_NAMES and known_columns(header, COUNTRY_NAMES):
        raise Refused("area codes beside country codes")
    return [found]


def find_by_names(o, header):
    """Prefix columns and cost column of a list with a header."""
    prefix = [find_asked(header, part) for part in o.prefix_parts] or find_prefix_columns(header)
    cost = find_asked(header, o.cost_column) if o.cost_column else \
        one_known(header, COST_NAMES, "cost")
    if len(header) == 2:
        if prefix is None and cost is not None:
            prefix = [1 - cost]
        if cost is None and prefix is not None and len(prefix) == 1:
            cost = 1 - prefix[0]
    if prefix is None or cost is None:
        raise Refused("no column is known for the " + ("cost" if prefix else "prefix"))
    return prefix, cost


def find_by_numbers(o, record):
    """Prefix columns and cost column of a list without a header."""
    prefix = [find_asked(None, part) for part in o.prefix_parts] or [0]
    if o.cost_column:
        return prefix, find_asked(None, o.cost_column)
    fields = record.fields
    decimal = r"[0-9]*[.,][0-9]*" if o.decimal_comma else r"[0-9]*\.[0-9]*"
    if len(fields) >= 3 and re.fullmatch("[0-9]+", fields[1]):
        for field in fields[2:]:
            amount = without_currency(field, o.currency)
            if amount and re.fullmatch(decimal, amount) and re.search("[0-9]", amount):
                raise Refused("a later column may be the cost")
    return prefix, 1


def find_date_columns(o, header):
    """The columns of the first and of the last day, each None where there is none."""
    columns = []
    for asked, names, role in ((o.effective_column, EFFECTIVE_NAMES, "first day"),
                               (o.until_column, UNTIL_NAMES, "last day")):
        if o.at is None:
            columns.append(None)
        elif asked:
            columns.append(find_asked(header, asked))
        else:
            columns.append(one_known(header, names, role) if header is not None else None)
    return columns


class Layout:
    """Which columns of a list have which role."""

    def __init__(self, o, header, record):
        self.has_header = header is not None
        self.prefix, self.cost = find_by_names(o, header) if self.has_header else \
            find_by_numbers(o, record)
        self.first_day, self.last_day = find_date_columns(o, header)
        self.blocked = find_asked(header, o.blocked_column) if o.blocked_column else None
        roles = self.prefix + [self.cost, self.first_day, self.last_day, self.blocked]
        roles = [column for column in roles if column is not None]
        if len(set(roles)) != len(roles):
            raise Refused("one column has two roles")

    def read_cost(self, o, delimiter, record):
        """The spelling of a record's cost, or None if its text means that the row is blocked."""
        cell = record.field(self.cost)
        if cell.lower() == "blocked" or cell in o.blocked:
            return None
        return read_cost(o, cell, delimiter == "," and not record.quoted[self.cost])


def holds_digit(text):
    return re.search("[0-9]", text) is not None


def read_layout(o, record):
    """The layout that the first record shows.  None if the record cannot be used."""
    if record.fault:
        return None
    numbered = [int(part) - 1 for part in o.prefix_parts if is_number(part)] or [0]
    cost = int(o.cost_column) - 1 if o.cost_column and is_number(o.cost_column) else 1
    values = [record.field(column) for column in numbered + [cost]]
    has_both = None not in values
    if o.header == "auto" and not o.has_names:
        is_header = has_both and not any(holds_digit(value) for value in values)
    else:
        is_header = o.header != "no"
    if not is_header and not has_both:
        return None
    return Layout(o, record.fields if is_header else None, record)


# ---- Prefixes ----


def undo_formula(text):
    match = re.fullmatch(r'="([^"]*)"', text, re.DOTALL)
    return match[1].strip(BLANKS) if match else text


def split_codes(text):
    """The codes and ranges of a prefix field."""
    codes = re.split(r"[ \t]*[;,|][ \t]*|[ \t]+", text.strip(BLANKS))
    if "" in codes:
        raise BadRow("an empty prefix")
    return codes


def covering(low, high):
    """The fewest prefixes that stand for the numbers from low to high, both of equal length."""
    prefixes, at, last = [], int(low), int(high)
    while at <= last:
        zeros = 0
        while zeros + 1 < len(low) and at % 10 ** (zeros + 1) == 0 and \
                at + 10 ** (zeros + 1) - 1 <= last:
            zeros += 1
        prefixes.append(str(at).rjust(len(low), "0")[:len(low) - zeros])
        at += 10 ** zeros
    return prefixes


def expand(code):
    """The prefixes of a code, which may be a range."""
    match = re.fullmatch(r"(\+?)([0-9]+)-(\+?)([0-9]+)", code)
    if not match:
        if not re.fullmatch(r"\+?[0-9]+", code):
            raise BadRow("a prefix is not an optional + and digits")
        return [code]
    plus, low, second_plus, high = match.groups()
    if len(low) != len(high) or low > high or (second_plus and not plus):
        raise BadRow("an ambiguous range")
    return [plus + prefix for prefix in covering(low, high)]


def join(fields):
    """The codes of joined fields: each code of the last field behind what stands before it."""
    fields = [field for field in fields if field]
    if not fields:
        raise BadRow("an empty prefix")
    before = "".join(fields[:-1])
    if not re.fullmatch(r"(\+?[0-9]+)?", before):
        raise BadRow("what is joined is not an optional + and digits")
    codes = split_codes(fields[-1])
    if before and any("+" in code for code in codes):
        raise BadRow("a + elsewhere than in front")
    return [before + code.replace("-", "-" + before, 1) for code in codes]


def replace_idd(text, idd):
    for dialled in sorted(idd, key=len, reverse=True):
        if text.startswith(dialled):
            return "+" + text[len(dialled):]
    return text


def read_prefixes(o, fields):
    prefixes = []
    for code in join([undo_formula(field) for field in fields]):
        for prefix in expand(code):
            prefix = replace_idd(o.prepend + prefix, o.idd)
            if not re.fullmatch(r"\+?[0-9]{1,%d}" % DIGITS_MAX, prefix):
                raise BadRow("a prefix is not an optional + and 1 to 15 digits")
            prefixes.append(prefix.lstrip("+") if o.plus_optional else prefix)
    return prefixes


# ---- Costs ----


def without_currency(text, sign):
    """A cost without the sign of a currency at one of its ends."""
    if not sign:
        return text
    if text.startswith(sign):
        return text[len(sign):].lstrip(BLANKS)
    if text.endswith(sign):
        return text[:-len(sign)].rstrip(BLANKS)
    return text


def significant(spelling):
    return len(spelling.replace(".", "").lstrip("0"))


def spell(digits, n_decimals):
    """Writes digits with a point in front of the last n_decimals, which may be below 0."""
    if n_decimals < 0:
        digits, n_decimals = digits + "0" * -n_decimals, 0
    digits = digits.rjust(n_decimals + 1, "0")
    whole = digits[:len(digits) - n_decimals].lstrip("0") or "0"
    return whole + ("." + digits[len(digits) - n_decimals:] if n_decimals else "")


def shift_point(mantissa, exponent):
    whole, _, decimals = mantissa.partition(".")
    return spell(whole + decimals, len(decimals) - exponent)


def multiply(spelling, factor):
    """The exact product of two decimals, without needless zeros."""
    parts = [text.partition(".") for text in (spelling, factor)]
    digits = str(int((parts[0][0] + parts[0][2]) or "0") * int(parts[1][0] + parts[1][2]))
    product = spell(digits, len(parts[0][2]) + len(parts[1][2]))
    return product.rstrip("0").rstrip(".") if "." in product else product


DECIMAL = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)"


def read_cost(o, text, may_be_cut):
    """The spelling of a cost as an answer shows it."""
    text = without_currency(text, o.currency)
    if o.decimal_comma:
        if may_be_cut or "." in text:
            raise BadRow("a cost that may be cut, or that has a point")
        text = text.replace(",", ".")
    match = re.fullmatch(rf"({DECIMAL})(?:[eE]([+-]?[0-9]+))?", text)
    if not match:
        raise BadRow("a cost is not a plain decimal")
    if match[2] is not None:
        if abs(int(match[2])) > EXPONENT_MAX:
            raise BadRow("an exponent is too high")
        text = shift_point(match[1], int(match[2]))
    if significant(text) > SIGNIFICANT_MAX or significant(match[1]) > SIGNIFICANT_MAX:
        raise BadRow("a cost has too many significant digits")
    if o.factor is not None:
        text = multiply(text, o.factor)
        if significant(text) > SIGNIFICANT_MAX:
            raise BadRow("a product has too many significant digits")
    return text


def value_of(spelling):
    return Fraction(spelling if spelling[0] != "." else "0" + spelling)


def is_yes(text):
    """What a column of blocked rows says."""
    if text.lower() in ("1", "y", "yes", "true", "x", "blocked"):
        return True
    if text.lower() in ("", "0", "n", "no", "false"):
        return False
    raise BadRow("neither yes nor no")


# ---- Dates ----


def make_day(year, month, day):
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError as error:
        raise BadRow("no such day") from error


def read_day(text, date_order):
    text = re.sub(r"[ T]00:00(:00)?$", "", text)
    match = re.fullmatch(r"(\d{4})([-/]?)(\d\d)\2(\d\d)", text, re.ASCII)
    if match:
        return make_day(match[1], match[3], match[4])
    match = re.fullmatch(r"(\d\d?)([- ])([A-Za-z]{3})\2(\d{4})", text, re.ASCII)
    if match and match[3].lower() in MONTHS:
        return make_day(match[4], MONTHS.index(match[3].lower()) + 1, match[1])
    match = re.fullmatch(r"(\d\d?)([-/.])(\d\d?)\2(\d{4})", text, re.ASCII)
    if match and date_order == "dmy":
        return make_day(match[4], match[3], match[1])
    if match and date_order == "mdy":
        return make_day(match[4], match[1], match[3])
    raise BadRow("a day of unknown form")


# ---- Rows ----


class Row:
    """What one row says.  cost is a spelling, or None for a blocked row."""

    def __init__(self, o, layout, delimiter, record):
        if record.fault:
            raise BadRow(record.fault)
        self.line_no = record.line_no
        needed = layout.prefix + [layout.cost, layout.first_day, layout.last_day, layout.blocked]
        if any(column is not None and record.field(column) is None for column in needed):
            raise BadRow("the row is too short")
        self.prefixes = read_prefixes(o, [record.field(column) for column in layout.prefix])
        says_blocked = layout.blocked is not None and is_yes(record.field(layout.blocked))
        self.cost = None if says_blocked else layout.read_cost(o, delimiter, record)
        self.first_day, self.last_day = (
            read_day(record.field(column), o.date_order)
            if column is not None and record.field(column) else None
            for column in (layout.first_day, layout.last_day))

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
        if "\r" in text and "\n" not in text.rstrip("\r\n") and text.count("\r") > 1:
            raise Refused("lines end with CR alone")
        first = skip_lines(text, self.o.skip_lines)
        n_skipped = text.count("\n", 0, first)
        rows = []
        for record in each_record(text[first:], self.delimiter_at):
            record.line_no += n_skipped
            if self.layout is None:
                self.layout = read_layout(self.o, record)
                if self.layout is not None:
                    self.check_delimiter(text[first:], record)
                    if self.layout.has_header:
                        continue
            if self.layout is None:
                self.bad_lines.add(record.line_no)
                continue
            try:
                rows.append(Row(self.o, self.layout, self.delimiter, record))
            except BadRow:
                self.bad_lines.add(record.line_no)
        if self.layout is not None:
            self.has_dates = (self.layout.first_day, self.layout.last_day) != (None, None)
        return [row for row in rows if row.holds(self.o.at)]

    def check_delimiter(self, text, record):
        """Refuses a first row without a header that another delimiter could cut, too."""
        if self.o.delimiter is not None or self.layout.has_header:
            return
        for column in self.layout.prefix:
            if not record.quoted[column] and re.search("[" + CANDIDATES + "]", record.field(column)):
                raise Refused("the delimiter is unclear")
        others = [c for c in CANDIDATES if c != self.delimiter and c in text[record.at:]]
        if self.may_be_row(record, self.delimiter) and any(
                self.may_be_row(Record(0, 0, *cut[:2], cut[3]), other)
                for other in others for cut in [read_record(text, record.at, other)]):
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
                self.bad_lines |= {row.line_no for row in group} - {group[0].line_no}
            self.winners[prefix] = group[-1] if self.o.duplicates == "last" else \
                min(group, key=Row.rank) if self.o.duplicates == "cheapest" else group[0]

    def find(self, number):
        """The row of the longest prefix that matches, or None."""
        for length in range(len(number), 0, -1):
            if number[:length] in self.winners:
                return self.winners[number[:length]]
        return None


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


# ---- Options ----


class Options:
    """The command line.  Every name is the option's, with _ for -."""

    def __init__(self, arguments):
        self.delimiter = self.prefix_column = self.cost_column = self.currency = None
        self.blocked_column = self.effective_column = self.until_column = None
        self.header, self.duplicates, self.plus, self.date_order = "auto", "cheapest", "exact", None
        self.skip_lines, self.factor, self.at = "0", None, None
        self.prepend, self.idd, self.no_route, self.blocked = "", "", "0", []
        self.decimal_comma = self.skip_bad_rows = False
        self.operands = []
        self.read(arguments)
        self.check()

    def read(self, arguments):
        arguments = list(arguments)
        while arguments:
            argument = arguments.pop(0)
            if argument == "--":
                self.operands += arguments
                return
            if argument == "-" or not argument.startswith("-"):
                self.operands.append(argument)
                continue
            name, has_value, value = argument.partition("=")
            name = "delimiter" if name == "-d" else name[2:].replace("-", "_")
            if name in ("decimal_comma", "skip_bad_rows") and not has_value:
                setattr(self, name, True)
                continue
            if not hasattr(self, name) or not (has_value or arguments):
                raise Refused(f"usage: {argument}")
            value = value if has_value else arguments.pop(0)
            if name == "blocked":
                self.blocked.append(value.strip(BLANKS).encode().decode("latin-1"))
            else:
                setattr(self, name, value.encode().decode("latin-1"))

    def check(self):
        def need(condition, what):
            if not condition:
                raise Refused("usage: " + what)

        if self.delimiter is not None:
            self.delimiter = "\t" if self.delimiter == "tab" else self.delimiter
            need(re.fullmatch(r"[!-~\t]", self.delimiter) and
                 not re.fullmatch(r'[0-9A-Za-z+\-."#]', self.delimiter), "delimiter")
        need(self.header in ("auto", "yes", "no"), "header")
        need(self.duplicates in ("cheapest", "first", "last", "error"), "duplicates")
        need(self.plus in ("exact", "optional"), "plus")
        need(self.date_order in (None, "dmy", "mdy"), "date order")
        need(is_number(self.skip_lines), "skip lines")
        need(re.fullmatch(r"\+?[0-9]*", self.prepend), "prepend")
        need(re.fullmatch(r"|[0-9]+(,[0-9]+)*", self.idd), "idd")
        need(self.currency is None or (self.currency.strip(BLANKS) and
                                       not holds_digit(self.currency)), "currency")
        need(self.factor is None or (re.fullmatch(DECIMAL, self.factor) and
                                     significant(self.factor) <= SIGNIFICANT_MAX), "factor")
        need(len(self.operands) >= 2, "operands")
        self.plus_optional, self.skip_lines = self.plus == "optional", int(self.skip_lines)
        self.idd = self.idd.split(",") if self.idd else []
        self.prefix_parts = self.prefix_column.split("+") if self.prefix_column else []
        self.prefix_parts = [part.strip(BLANKS) for part in self.prefix_parts]
        columns = self.prefix_parts + [
            column for column in (self.cost_column, self.blocked_column, self.effective_column,
                                  self.until_column) if column is not None]
        need(all(column and column.strip("0") for column in columns), "column")
        self.has_names = not all(is_number(column) for column in columns)
        need(self.header != "no" or not self.has_names, "a name without a header")
        need(self.at or not (self.effective_column or self.until_column), "a column of days")
        try:
            self.at = read_day(self.at, self.date_order) if self.at else None
        except BadRow:
            need(False, "at")


# ---- Answers ----


def split_operand(operand):
    """The name of a carrier and the path of its list."""
    name, is_named, path = operand.partition("=")
    if is_named and name and "/" not in name:
        return name, path
    stem = os.path.basename(operand)
    return (stem.rsplit(".", 1)[0] or stem), operand


class Report:
    """What a run says of its lists: path -> the line of the first bad row, or None for a refusal."""

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
