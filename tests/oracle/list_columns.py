"""Which columns of a list have which role."""
import re

from list_faults import BadRow, Refused
from list_fields import (
    is_prefix_field, read_cost, read_increment, undo_formula, without_currency)
from list_options import holds_digit, is_number

CODE_NAMES = {
    "code", "codes", "areacode", "areacodes", "citycode", "citycodes", "destinationcode",
    "destinationcodes",
}
PREFIX_NAMES = CODE_NAMES | {
    "prefix", "dialcode", "dialcodes", "dialprefix", "destinationprefix", "npanxx", "digits",
    "numberprefix",
}
BLOCK_NAMES = {"x", "y", "block", "thousandsblock", "blockid"}
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


def plain_name(name):
    """A column's name without what does not count, but never nothing."""
    name = re.sub(r"[\s_.-]", "", name.lower())
    name = re.sub(r"(.)\([^()]*\)$", r"\1", name)
    return re.sub(r"(.)(usd|eur|gbp)$", r"\1", name)


def known_columns(header, names):
    return [i for i, name in enumerate(header) if plain_name(name) in names]


def find_name(header, name):
    found = [i for i, other in enumerate(header) if plain_name(other) == plain_name(name)]
    if len(found) != 1:
        raise Refused(f"the header has {len(found)} columns {name!r}")
    return found[0]


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
    if found is not None:
        return [found]
    npa, nxx = known_columns(header, {"npa"}), known_columns(header, {"nxx"})
    if len(npa) == 1 and len(nxx) == 1:
        return npa + nxx
    if npa and nxx:
        raise Refused("two columns may be the prefix")
    return None


def find_by_names(o, header):
    """Prefix columns and cost column of a list with a header, each None if it has no such name."""
    prefix = [find_asked(header, part) for part in o.prefix_parts] or find_prefix_columns(header)
    cost = find_asked(header, o.cost_column) if o.cost_column else \
        one_known(header, COST_NAMES, "cost")
    if len(header) == 2:
        if prefix is None and cost is not None:
            prefix = [1 - cost]
        if cost is None and prefix is not None and len(prefix) == 1:
            cost = 1 - prefix[0]
    return prefix, cost


def check_codes(header, prefix, cost):
    """Refuses codes without what stands in another column.  Returns the column of country codes
    that the first row is to be compared with, or None."""
    if len(prefix) == 2:
        if set(known_columns(header, BLOCK_NAMES)) - {cost}:
            raise Refused("blocks beside NPA and NXX")
        return None
    countries = [c for c in known_columns(header, COUNTRY_NAMES)[:1] if c not in prefix + [cost]]
    if countries and plain_name(header[prefix[0]]) in CODE_NAMES:
        raise Refused("area codes beside country codes")
    return countries[0] if countries else None


def find_by_numbers(o, record, delimiter):
    """Prefix columns and cost column of a list without a header."""
    prefix = [find_asked(None, part) for part in o.prefix_parts] or [0]
    if o.cost_column:
        return prefix, find_asked(None, o.cost_column)
    fields = record.fields
    point = "[.,]" if o.decimal_comma else "[.]"
    exponent = "[eE][+-]?[0-9]+"
    decimal = rf"(?=.?[0-9])(?:[0-9]*{point}[0-9]*(?:{exponent})?|[0-9]+{exponent})"
    if (delimiter == "," and len(fields) == 3 and fields[1] == "0" and
            re.fullmatch("[0-9]+", fields[2]) and not any(record.quoted[1:])):
        raise Refused("a decimal comma may have cut the cost in two")
    if len(fields) >= 3 and re.fullmatch("[0-9]+", fields[1]):
        for field in fields[2:]:
            amount = without_currency(field, o.currency)
            if re.fullmatch(decimal, amount):
                raise Refused("a later column may be the cost")
    return prefix, 1


def is_settled(o, header):
    """Returns true if a header, and not numbers alone, gives the prefix and the cost a column."""
    if o.prefix_parts and is_number(o.prefix_parts[0]) and o.cost_column and \
            is_number(o.cost_column):
        return False
    try:
        prefix, cost = find_by_names(o, header)
        find_date_columns(o, header)
    except Refused:
        return False
    return prefix is not None and cost is not None


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


def may_be_prefix(field):
    return field == "" or is_prefix_field(undo_formula(field))


class Layout:
    """Which columns of a list have which role."""

    def __init__(self, o, header, record, delimiter):
        self.has_header = header is not None
        self.country, self.is_order_open = None, False
        if self.has_header:
            self.find_in_header(o, header)
        else:
            self.prefix, self.cost = find_by_numbers(o, record, delimiter)
        self.first_day, self.last_day = find_date_columns(o, header)
        self.blocked = find_asked(header, o.blocked_column) if o.blocked_column else None
        self.increment = [find_asked(header, part) for part in o.increment_parts]
        self.fee = find_asked(header, o.fee_column) if o.fee_column else None
        self.carried = {name: find_name(header, name) for name in o.carry}
        roles = self.prefix + self.increment + [
            self.cost, self.first_day, self.last_day, self.blocked, self.fee]
        roles = [column for column in roles if column is not None]
        if len(set(roles)) != len(roles):
            raise Refused("one column has two roles")

    def find_in_header(self, o, header):
        self.prefix, self.cost = find_by_names(o, header)
        if len(header) == 2 and self.prefix is None and self.cost is None:
            self.prefix, self.cost, self.is_order_open = [0], 1, True
        if self.prefix is None or self.cost is None:
            raise Refused("no column is known for the " + ("cost" if self.prefix else "prefix"))
        if not o.prefix_parts:
            self.country = check_codes(header, self.prefix, self.cost)

    def check_first_row(self, record):
        """Refuses a list whose first row does not settle what the header leaves open."""
        prefix, cost = record.field(self.prefix[0]), record.field(self.cost)
        if self.is_order_open and (
                prefix is None or cost is None or not may_be_prefix(prefix) or
                cost.count(",") != 1 and may_be_prefix(cost)):
            raise Refused("no names in the header are known")
        country = record.field(self.country) if self.country is not None else None
        if country is None or prefix is None:
            return
        country = re.fullmatch(r"\+?([0-9]+)", undo_formula(country))
        if country and not undo_formula(prefix).removeprefix("+").startswith(country[1]):
            raise Refused("the codes lack the country code")

    def columns(self):
        """All columns that a row has to have."""
        columns = self.prefix + [self.cost, self.first_day, self.last_day, self.blocked, self.fee]
        columns += self.increment + list(self.carried.values())
        return [column for column in columns if column is not None]

    def read_cost(self, o, delimiter, record):
        """The spelling of a record's cost, or None if its text means that the row is blocked."""
        cell = record.field(self.cost)
        if cell.lower() == "blocked" or cell in o.blocked:
            return None
        return self.read_decimal(o, delimiter, record, self.cost)

    @staticmethod
    def read_decimal(o, delimiter, record, column):
        return read_cost(o, record.field(column), delimiter == "," and not record.quoted[column])

    def read_fee(self, o, delimiter, record):
        """The fee of a record's calls, or None if the record has none."""
        if self.fee is None or record.field(self.fee) == "":
            return None
        return self.read_decimal(o, delimiter, record, self.fee)

    def read_increment(self, record):
        """The increment of a record's calls, FIRST and NEXT, or None if the record has none."""
        return read_increment([record.field(column) for column in self.increment])


def read_layout(o, record, delimiter):
    """The layout that the first record shows.  None if the record cannot be used."""
    if record.fault:
        return None
    numbered = [int(part) - 1 for part in o.prefix_parts if is_number(part)] or [0]
    cost = int(o.cost_column) - 1 if o.cost_column and is_number(o.cost_column) else 1
    values = [record.field(column) or "" for column in numbered + [cost]]
    has_both = max(numbered[0], cost) < len(record.fields)
    if o.header == "auto" and not o.has_names:
        is_header = has_both and not any(holds_digit(value) for value in values)
    else:
        is_header = o.header != "no"
    if not is_header and not has_both:
        return None
    return Layout(o, record.fields if is_header else None, record, delimiter)
