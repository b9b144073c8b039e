"""Writes one random list in a random dialect."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "oracle"))

from list_columns import COST_NAMES as KNOWN_COSTS
from list_columns import EFFECTIVE_NAMES, UNTIL_NAMES, plain_name

PREFIX_NAMES = """prefix code codes dial_code Dial-Codes DIALPREFIX Destination.Code
    Destination_Codes Destination_Prefix Area_Code AreaCodes city_code City_Codes NPA-NXX npanxx
    Digits Number_Prefix Code(E.164)""".split()
COST_NAMES = """cost rate Price rate_cost Rate-Value per_minute_cost Per.Minute.Rate rate/min
    Price/Minute cost/min rate_per_min Price_Per_Minute Rate(USD) rate_usd Cost_EUR price_GBP
    Rate(USD/min)""".split()
DAY_NAMES = [
    "Effective effective_date Effective-From start_date Valid.From ActivationDate".split(),
    "end_date Expires Expiry_Date valid_to ValidUntil until Effective_To effective_till".split(),
]
OTHER_NAMES = """Country Destination Network Increment Interstate Intrastate Peak_Price Connect_Cost
    Vorwahl Preis NPA NXX Country_Code CC Country_Codes Change Prefixes New_Rate USD
    Status""".split()
SIGNS = ["$", "€", "USD", "EUR", "£", "US$"]
BLOCKED_TEXTS = ["N/A", "-", "closed", "", "gesperrt", "0"]
YES, NO = ["1", "y", "Yes", "TRUE", "x", "Blocked"], ["", "0", "n", "No", "false"]
DAMAGE = [
    "4.47E+11", "#REF!", "#N/A", "", " ", "93-70", "1-684", "49-", "-49", "+", "++49", "4+9", "49+",
    "1234567890123456", "+1234567890123456", "0.05.1", "1,250", "-0.05", "0.05-", "$", "1e", "E5",
    "1E31", "1E-31", "1.5E+30", "12345678901234567890", "0x10", "abc", "Total", '="49', "49,,50",
    "49;", ";49", "49 - 51", "+49-50", "49-+50", "+491-+495", "2026-02-30", "31/31/2026",
    "01-Foo-2026", "2026-04-01 12:00", "2026-04-01T00:00:00", "maybe", "N/A", "blocked", "BLOCKED",
    "$0.05", "0.05 EUR", "€€1", "0,05", "00", "011", '""', "0.000000000000000001", "1E17", "1E18",
    "=49", "'49", "49.0",
]


class Dialect:
    """How one list is written."""

    def __init__(self, rng, kind, day_roles, has_day):
        self.rng, self.kind, self.has_day = rng, kind, has_day
        self.arguments = []
        self.delimiter = rng.choice(",,,,;;\t|")
        if kind != "header" and rng.random() < 0.1:
            self.delimiter = rng.choice(":^~*")
            self.arguments.append("--delimiter=" + self.delimiter)
        self.decimal_comma = self.option("--decimal-comma", 0.15)
        self.sign = rng.choice(SIGNS) if rng.random() < 0.2 else None
        if self.sign:
            self.arguments.append("--currency=" + self.sign)
        self.blocked = [rng.choice(BLOCKED_TEXTS) for _ in range(rng.choice([0, 0, 0, 1, 2]))]
        self.arguments += ["--blocked=" + text for text in self.blocked]
        if rng.random() < 0.1:
            self.arguments.append("--factor=" + rng.choice(["1.5", "0.001", "2", "1.08", "10"]))
        self.has_plus = True  # some prefixes begin with +
        if rng.random() < 0.15:
            self.arguments.append("--prepend=" + rng.choice(["+", "1", "+1", "49", "00"]))
            self.has_plus = rng.random() < 0.1
        self.idd = []
        if rng.random() < 0.2:
            self.idd = rng.choice([["00"], ["011"], ["00", "011"], ["0"], ["0", "00"]])
            self.arguments.append("--idd=" + ",".join(self.idd))
        self.option("--plus=optional", 0.2)
        if rng.random() < 0.4:
            which = rng.choice(["cheapest", "first", "last", "error"])
            self.arguments.append("--duplicates=" + which)
        self.is_single = "--duplicates=error" in self.arguments  # one prefix a row
        self.option("--skip-bad-rows", 0.4)
        self.damage = rng.choice([0, 0, 0, 0.02, 0.1]) if kind != "damaged" else 0.1
        self.first_digits = rng.choice(["12345", "0123456789", "01", "49"])
        self.date_order = rng.choice([None, "dmy", "mdy"]) if day_roles else None
        if self.date_order:
            self.arguments.append("--date-order=" + self.date_order)
        self.roles = day_roles

    def option(self, text, chance):
        if self.rng.random() < chance:
            self.arguments.append(text)
            return True
        return False


def random_digits(rng, first, low, high):
    n_digits = rng.randint(low, high)
    return "".join(rng.choice(first if i < 2 else "0123456789") for i in range(n_digits))


def random_range(d):
    digits = random_digits(d.rng, d.first_digits, 3 if d.idd else 1, 5)
    last = digits[:-1] + d.rng.choice([x for x in "0123456789" if x >= digits[-1]])
    if len(digits) > 2 and d.rng.random() < 0.3:
        low, high = sorted(digits[:-3] + random_digits(d.rng, "0123456789", 3, 3) for _ in "ab")
        digits, last = low, high
    return digits + "-" + last


def random_code(d):
    """A prefix, or a range."""
    rng = d.rng
    text = random_range(d) if rng.random() < 0.15 and not d.is_single else \
        random_digits(rng, d.first_digits, 3 if d.idd else 1, rng.choice([3, 5, 5, 12]))
    front = rng.choice(["", "", "+" if d.has_plus else ""] + d.idd)
    if "-" in text:
        low, high = text.split("-")
        if front == "+":
            return "+" + low + "-" + rng.choice(["", "+"]) + high
        return front + low + "-" + front + high
    return front + text


def random_prefix(d):
    """A prefix field: a code, or a list of them."""
    rng = d.rng
    codes = [random_code(d)]
    if not d.is_single and rng.random() < 0.15:
        codes += [random_code(d) for _ in range(rng.randint(1, 3))]
    separators = [";", "; ", ",", ", ", "|", " ", "  ", " | "]
    text = codes[0]
    for code in codes[1:]:
        text += rng.choice(separators) + code
    return f'="{text}"' if rng.random() < 0.1 else text


def random_decimal(d):
    rng = d.rng
    text = rng.choice(["0.0", "0.", "0.01", "", "1.", "12"])
    text += random_digits(rng, "0123456789", 1, 4)
    if rng.random() < 0.05:
        text = rng.choice(["0.40", "0.4", ".5", "5.", "0", "0.0", "00.4", "0.40000", "1" * 18])
    if rng.random() < 0.12:
        text += rng.choice("eE") + rng.choice(["", "+", "-"]) + \
            rng.choice(["0", "1", "2", "02", "05", "10", "17"])
    return text.replace(".", ",") if d.decimal_comma else text


def random_cost(d):
    rng = d.rng
    if rng.random() < 0.06:
        return rng.choice(["blocked", "Blocked", "BLOCKED"] + d.blocked)
    text = random_decimal(d)
    if d.sign and rng.random() < 0.6:
        blank = rng.choice(["", " ", "  "])
        text = rng.choice([d.sign + blank + text, text + blank + d.sign])
    return text


def random_day(d):
    rng = d.rng
    if rng.random() < 0.15:
        return ""
    year, month, day = 2026, rng.randint(1, 12), rng.randint(1, 28)
    name = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[month - 1]
    forms = [f"{year}-{month:02}-{day:02}", f"{year}/{month:02}/{day:02}",
             f"{year}{month:02}{day:02}", f"{day:02}-{name}-{year}", f"{day} {name} {year}"]
    if d.date_order:
        first, second = (day, month) if d.date_order == "dmy" else (month, day)
        dash = rng.choice("-./")
        forms += [f"{first}{dash}{second}{dash}{year}", f"{first:02}{dash}{second:02}{dash}{year}"]
    return rng.choice(forms) + rng.choice(["", "", "", " 00:00", " 00:00:00", "T00:00:00"])


def random_text(d):
    return d.rng.choice([
        "Germany", "Germany, mobile", "", 'The "Hill"', "a;b|c", "two\nlines", "two\rparts", "60/60",
        "Côte d'Ivoire", "49", "1/1", "#1", "x", "0.07", "-",
    ])


def random_field(d, role):
    rng = d.rng
    if rng.random() < d.damage:
        return rng.choice(DAMAGE)
    return {"prefix": random_prefix, "cost": random_cost, "first_day": random_day,
            "last_day": random_day, "text": random_text,
            "before": lambda d: d.rng.choice(["49", "1", "+1", "", "44", '="7"']),
            "after": random_prefix,
            "blocked": lambda d: rng.choice(YES if rng.random() < 0.15 else NO),
            "number": lambda d: random_digits(rng, "0123456789", 1, 4),
            "decimal": random_decimal}[role](d)


def write_field(d, text):
    """A field as CSV: quoted where it must be, and sometimes otherwise."""
    rng = d.rng
    must = any(c in text for c in (d.delimiter, "\n")) or text.startswith('"')
    if d.decimal_comma and d.delimiter == "," and rng.random() < 0.95:
        must = True
    if must or rng.random() < 0.05:
        text = '"' + text.replace('"', '""') + '"'
    if rng.random() < 0.05:
        text = rng.choice([" ", "  "]) + text + rng.choice(["", " "])
    return text


def write_record(d, fields):
    return d.delimiter.join(write_field(d, text) for text in fields)


def respell_name(rng, name):
    spaced = name.replace("_", rng.choice([" ", "  ", "\n"]))
    return rng.choice([name.upper(), name.lower(), spaced, spaced, name]).strip()


def spell_name(rng, name):
    """A name of a header, as a carrier may write it."""
    has_tail = re.search(r"\)|usd|eur|gbp", name.lower())
    tail = rng.choice(["", "", "", " ", " (x)", " USD"])
    return respell_name(rng, name) + ("" if has_tail else tail)


def choose_columns(d):
    """Roles of the columns, names for a header or None, and the options that they need."""
    rng = d.rng
    roles = ["prefix", "cost"]
    has_before = rng.random() < 0.15
    if has_before:
        roles = ["before", "after", "cost"]
        d.has_plus = rng.random() < 0.1
    roles += d.roles + (["blocked"] if rng.random() < 0.1 else [])
    roles += ["text"] * rng.choice([0, 0, 1, 2, 4])
    if rng.random() < 0.7:
        rng.shuffle(roles)
    by_name = rng.random() < 0.75
    if not by_name:
        rng.random() < 0.3 and d.arguments.append("--header=" + rng.choice(["yes", "no", "auto"]))
    known = {"prefix": PREFIX_NAMES,
             "before": ["Country_Code", "CC"], "after": ["Area_Code", "Suffix"],
             "cost": COST_NAMES, "first_day": DAY_NAMES[0], "last_day": DAY_NAMES[1],
             "blocked": ["Blocked", "Closed?"], "text": OTHER_NAMES}
    names = [spell_name(rng, rng.choice(known[role])) for role in roles]

    def column(role):
        at = roles.index(role)
        return respell_name(rng, names[at]) if by_name and rng.random() < 0.6 else str(at + 1)

    asks = rng.random() < (0.5 if by_name else 1)
    if has_before:
        d.arguments.append(f"--prefix-column={column('before')}+{column('after')}")
    elif asks:
        d.arguments.append("--prefix-column=" + column("prefix"))
    if asks or rng.random() < 0.3:
        d.arguments.append("--cost-column=" + column("cost"))
    for role, option in (("first_day", "effective"), ("last_day", "until")):
        if role in roles and d.has_day and (not by_name or rng.random() < 0.4):
            d.arguments.append(f"--{option}-column={column(role)}")
    if "blocked" in roles:
        d.arguments.append("--blocked-column=" + column("blocked"))
    return roles, names if by_name else None


def dialect_records(d):
    roles, names = choose_columns(d)
    n_rows = d.rng.choice([1, 3, 10, 30])
    rows = [[random_field(d, role) for role in roles] for _ in range(n_rows)]
    if d.rng.random() < 0.2:
        rows.append(["" for _ in roles])
        d.rng.shuffle(rows)
    return ([names] if names else []) + rows


def header_records(d):
    """A header of any names above rows that fit some of them."""
    rng = d.rng
    pools = [PREFIX_NAMES, COST_NAMES, OTHER_NAMES, OTHER_NAMES, DAY_NAMES[0], DAY_NAMES[1]]
    names = [spell_name(rng, rng.choice(rng.choice(pools))) for _ in range(rng.randint(1, 6))]
    if rng.random() < 0.5:
        names = [rng.choice(PREFIX_NAMES), rng.choice(COST_NAMES)] + rng.sample(OTHER_NAMES, 2)
        rng.shuffle(names)
    if rng.random() < 0.2:
        names = ["NPA", "NXX"] + names
    roles = []
    for name in names:
        plain = plain_name(name)
        roles.append("cost" if plain in KNOWN_COSTS else
                     "first_day" if plain in EFFECTIVE_NAMES else
                     "last_day" if plain in UNTIL_NAMES else
                     rng.choice(["prefix", "prefix", "cost", "number"]))
    for option in ("--prefix-column", "--cost-column"):
        if rng.random() < 0.3:
            asked = rng.choice(names).strip() if rng.random() < 0.7 else str(rng.randint(1, 7))
            d.arguments.append(f"{option}={asked}")
    return [names] + [[random_field(d, role) for role in roles] for _ in range(4)]


def bare_records(d):
    """Rows without a header, of digits and decimals in any order."""
    rng = d.rng
    roles = [rng.choice(["prefix", "number", "decimal", "cost", "text"])
             for _ in range(rng.randint(1, 5))]
    if rng.random() < 0.6:
        roles[:2] = ["prefix", rng.choice(["cost", "number"])]
    for option in ("--prefix-column", "--cost-column"):
        if rng.random() < 0.3:
            d.arguments.append(f"{option}={rng.randint(1, 5)}")
    return [[random_field(d, role) for role in roles] for _ in range(4)]


def damage_text(rng, text):
    """Changes a few bytes."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text) + 1)
        piece = rng.choice(list('",;\t|\n+-. =0#Ea') + ['""', "\n#", '"\n', "\n\n"])
        text = text[:at] + rng.choice([piece, ""]) + text[at + rng.randint(0, 1):]
    return text


def write_list(d):
    rng = d.rng
    records = {"dialect": dialect_records, "damaged": dialect_records, "header": header_records,
               "bare": bare_records}[d.kind](d)
    if d.kind == "bare" and rng.random() < 0.5 or records[0] and d.delimiter == "," and \
            any(c in "".join(records[0]) for c in ";\t|"):
        name = "tab" if d.delimiter == "\t" else d.delimiter
        d.arguments.append("--delimiter=" + name)
    lines = []
    for fields in records:
        lines.append(write_record(d, fields))
        if rng.random() < 0.05:
            between = ["", "# comment", "  ", d.delimiter * 3, '#"quote', "#,49,0.1"]
            lines.append(rng.choice(between))
    if rng.random() < 0.1:
        preamble = ["Acme Telecom", "Rates of 2026", ""][:rng.randint(1, 3)]
        lines = preamble + lines
        if rng.random() < 0.8:
            d.arguments.append(f"--skip-lines={len(preamble)}")
    text = "\n".join(lines) + rng.choice(["\n", "\n", "\n", ""])
    if d.kind == "damaged":
        text = damage_text(rng, text)
    if rng.random() < 0.1:
        text = text.replace("\n", "\r\n")
    if rng.random() < 0.1:
        text = "\ufeff" + text
    return text
