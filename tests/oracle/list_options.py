"""The command line of the oracle of lists."""
import re

from list_faults import BadRow, Refused
from list_fields import DECIMAL, SIGNIFICANT_MAX, read_day, significant
from list_records import BLANKS


def is_number(column):
    return re.fullmatch("[0-9]+", column) is not None


def holds_digit(text):
    return re.search("[0-9]", text) is not None


class Options:
    """The command line.  Every name is the option's, with _ for -."""

    def __init__(self, arguments):
        self.delimiter = self.prefix_column = self.cost_column = self.currency = None
        self.blocked_column = self.effective_column = self.until_column = None
        self.header, self.duplicates, self.plus, self.date_order = "auto", "cheapest", "exact", None
        self.skip_lines, self.factor, self.at = "0", None, None
        self.prepend, self.idd, self.no_route, self.blocked = "", "", "0", []
        self.increment_column = self.fee_column = None
        self.increment, self.connect_fee, self.carry = "1/1", "0", []
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
            value = value.encode().decode("latin-1")
            if name == "blocked":
                self.blocked.append(value.strip(BLANKS))
            elif name == "carry":
                self.carry.append(value)
            else:
                setattr(self, name, value)

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
        self.increment_parts = self.increment_column.split("+") if self.increment_column else []
        self.increment_parts = [part.strip(BLANKS) for part in self.increment_parts]
        columns = self.prefix_parts + self.increment_parts + [
            column for column in (self.cost_column, self.blocked_column, self.effective_column,
                                  self.until_column, self.fee_column) if column is not None]
        need(all(column and column.strip("0") for column in columns), "column")
        numbers = [int(column) for column in columns if is_number(column)]
        need(len(set(numbers)) == len(numbers), "one column has two roles")
        self.has_names = len(numbers) < len(columns) or len(self.carry) > 0
        need(self.header != "no" or not self.has_names, "a name without a header")
        need(self.at or not (self.effective_column or self.until_column), "a column of days")
        try:
            self.at = read_day(self.at, self.date_order) if self.at else None
        except BadRow:
            need(False, "at")
