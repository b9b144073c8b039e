"""What the fields of a row mean: prefixes, costs, terms of calls, blocked or not, days."""
import datetime
import re
from fractions import Fraction

from list_faults import BadRow
from list_records import BLANKS

DIGITS_MAX = 15  # of a prefix
SIGNIFICANT_MAX = 18  # digits of a cost
EXPONENT_MAX = 30
DECIMAL = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


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
    if not re.fullmatch(r"\+?[0-9]*", before):
        raise BadRow("what is joined is not an optional + and digits")
    codes = split_codes(fields[-1])
    if before and not all(re.fullmatch("[0-9]+(-[0-9]+)?", code) for code in codes):
        raise BadRow("what is joined is not digits")
    return [before + code.replace("-", "-" + before, 1) for code in codes]


def is_prefix_field(text):
    try:
        return all(len(prefix.lstrip("+")) <= DIGITS_MAX
                   for code in join([text]) for prefix in expand(code))
    except BadRow:
        return False


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


# ---- What a row says of calls ----


def read_increment(texts):
    """FIRST and NEXT of one text or of two, None if there is none."""
    if not any(texts):
        return None
    if len(texts) == 1:
        texts = texts[0].split("/")
    elif texts[1] == "":
        texts = texts[:1]
    if len(texts) > 2 or not all(re.fullmatch("[0-9]{1,9}", text) and int(text) for text in texts):
        raise BadRow("no increment")
    return int(texts[0]), int(texts[-1])


def read_text(text):
    if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", text):
        raise BadRow("a control character")
    return text


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
