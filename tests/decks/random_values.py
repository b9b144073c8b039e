#!/usr/bin/env python3
"""Holds the program against the oracle of values: columns that routes carry, terms of calls.

    random_values.py PROGRAM [ROUNDS]

Random lists of few prefixes, each in its own dialect from a carriers file or all in one.  Each round
is asked of the lists by some number of threads, of a compiled table of all, of tables beside lists,
and of both exports.  A round that differs is made smaller, and left in a folder that is shown.
ROUTECOST_TEST_SEED gives the seed, which is printed; SEED.ROUND runs one round again.
"""
import os
import random
import shlex
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # leaves nothing in the source tree
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "oracle"))

import values as oracle

COSTS = "0 0.1 0.10 .1 0.100 0.25 3 9.99 0.0123456789 12345678 1E-3 0.001 123456789012345678".split()
PLACES = ["Berlin", "Berlin, Mitte", "A;B", "a|b", "", "", 'The "Hill"', '"', "Côte d'Or", "x\ty",
          " padded ", "44", "0", "blocked", "#", "+", "=1", "Berlin ", "BERLIN", "z" * 300, "''", "\\"]
ZONES = ["A", "B", "C", ""]
INCREMENTS = ["", "", "1", "60", "60/6", "1/1", "6/6", "30/1", "999999999/1", "1/999999999", "060/06"]
NEXTS = ["", "1", "6", "60"]
FEES = ["", "", "0", "0.0", "0.5", "1", "0.25", "1E-2", "123456789012345678"]
BAD_TERMS = ["0", "0/6", "60/0", "60/", "/6", "x", "-1", "1.5", "1000000000", "blocked", "1/2/3", "6 0"]
SIGNS = ["EUR", "$", "€"]
DAYS = ["", "2026-01-01", "2026-03-15", "2026-04-01", "2026-06-01"]
DURATIONS = "0 1 5 6 59 60 61 66 3600 1:01 0:59 1:00:01 0.5 59.000 60.001 999999999999999".split()
BAD_DURATIONS = ["", "-1", "x", "1:60", "1.", "1000000000000000"]


def random_digits(rng, n_max):
    return "".join(rng.choice("123") for _ in range(rng.randint(1, n_max)))


class RandomList:
    """A list and the options that it needs."""

    def __init__(self, rng, shape):
        self.rng, self.shape = rng, shape
        self.options = []
        self.delimiter = rng.choice(",,;;\t|")
        self.comma = self.option("--decimal-comma", 0.2)
        self.sign = rng.choice(SIGNS) if rng.random() < 0.2 else None
        self.option(f"--currency={self.sign}", 1 if self.sign else 0)
        self.option("--factor=" + rng.choice(["2", "0.5", "1.08", "10", "3"]), 0.25)
        self.option("--blocked=" + rng.choice(["-", "", "0", "closed", "0.25"]), 0.2)
        self.option("--duplicates=" + rng.choice(["first", "last", "cheapest", "error"]), 0.4)
        self.option("--skip-bad-rows", 0.4)
        self.damage = rng.choice([0, 0, 0, 0.03])
        self.roles = ["prefix", "cost"] + shape.carried
        self.names = {"prefix": "Prefix", "cost": "Rate", "place": "Place", "zone": "Zone Nr",
                      "increment": "Increment", "first": "First", "next": "Next", "fee": "Fee",
                      "day": "Effective", "blocked": "Closed", "text": "Note"}
        self.choose_terms()
        if shape.day:
            self.options.append("--at=" + shape.day)
            self.roles.append("day")
        if rng.random() < 0.15:
            self.roles.append("blocked")
            self.options.append("--blocked-column=closed")
        self.roles += ["text"] * rng.choice([0, 1])
        if rng.random() < 0.7:
            rng.shuffle(self.roles)
        n_rows = rng.choice([1, 2, 5, 20, 20, 60])
        self.rows = [self.header()] + [self.row() for _ in range(n_rows)]

    def option(self, text, chance):
        if self.rng.random() < chance:
            self.options.append(text)
            return True
        return False

    def choose_terms(self):
        rng, shape = self.rng, self.shape
        kind = rng.choice(["", "increment", "pair"]) if shape.has_terms else ""
        if kind == "increment":
            self.roles.append("increment")
            self.ask("increment-column", ["increment"])
        if kind == "pair":
            self.roles += ["first", "next"]
            self.ask("increment-column", ["first", "next"])
        if shape.has_terms and rng.random() < 0.5:
            self.roles.append("fee")
            self.ask("fee-column", ["fee"])
        if shape.has_lines:
            self.option("--increment=" + rng.choice(["60", "30/6", "1/1"]), 0.25)
            self.option("--connect-fee=" + rng.choice(["0", "0.07", "1"]), 0.25)

    def ask(self, option, roles):
        self.options.append(f"--{option}=" + "+".join(self.names[role].upper() for role in roles))

    def header(self):
        return [self.rng.choice([self.names[role], self.names[role].lower()]) for role in self.roles]

    def decimal(self, text):
        text = text.replace(".", ",") if self.comma else text
        if self.sign and self.rng.random() < 0.5:
            blank = self.rng.choice(["", " "])
            text = self.rng.choice([self.sign + blank + text, text + blank + self.sign])
        return text

    def cost(self):
        if self.rng.random() < 0.1:
            return self.rng.choice(["blocked", "BLOCKED", "-", ""])
        return self.decimal(self.rng.choice(COSTS if self.rng.random() < 0.8 else COSTS[:5]))

    def prefix(self):
        rng = self.rng
        code = rng.choice(["", "", "", self.shape.plus]) + random_digits(rng, self.shape.n_digits)
        if "--duplicates=error" not in self.options and rng.random() < 0.1:
            return rng.choice([code + " " + random_digits(rng, 3), "1-3", "12-31"])
        return code

    def field(self, role):
        rng = self.rng
        if role in ("increment", "first", "next", "fee") and rng.random() < self.damage:
            return rng.choice(BAD_TERMS)
        if rng.random() < self.damage / 5:
            return rng.choice(["two\nlines", "x", "", "A\0", "Berlin\0"])
        return {"prefix": self.prefix, "cost": self.cost,
                "place": lambda: rng.choice(PLACES[:self.shape.n_places]),
                "zone": lambda: rng.choice(ZONES),
                "increment": lambda: rng.choice(INCREMENTS),
                "first": lambda: rng.choice(["1", "6", "60", "60"]),
                "next": lambda: rng.choice(NEXTS),
                "fee": lambda: self.decimal(fee) if (fee := rng.choice(FEES)) else "",
                "day": lambda: rng.choice(DAYS),
                "blocked": lambda: rng.choice(["", "", "no", "", "yes"]),
                "text": lambda: rng.choice(PLACES)}[role]()

    def row(self):
        fields = [self.field(role) for role in self.roles]
        if "first" in self.roles and self.rng.random() < 0.2:
            fields[self.roles.index("first")] = fields[self.roles.index("next")] = ""
        return fields[:-1] if self.rng.random() < self.damage / 3 else fields

    def quoted(self, text):
        must = any(c in text for c in (self.delimiter, '"', "\n", "\r")) or text.startswith("#")
        if must or self.rng.random() < 0.1 or self.comma and self.delimiter == ",":
            return '"' + text.replace('"', '""') + '"'
        return text

    def text(self):
        lines = [self.delimiter.join(self.quoted(field) for field in row) for row in self.rows]
        end = self.rng.choice(["\n", "\n", "\r\n"])
        return end.join(lines) + end


class Round:
    """Files and a command line."""

    def __init__(self, rng):
        self.rng = rng
        self.carried = rng.choice([[], ["place"], ["place"], ["zone"], ["place", "zone"]])
        self.has_terms, self.has_calls = rng.random() < 0.6, rng.random() < 0.65
        self.has_lines = rng.random() < 0.5
        self.day = rng.choice(DAYS[1:]) if rng.random() < 0.25 else ""
        self.plus, self.n_digits = rng.choice(["", "+"]), rng.choice([1, 3, 4])
        self.n_places = rng.choice([2, 6, len(PLACES)])
        lists = [RandomList(rng, self) for _ in range(rng.choice([1, 1, 2, 3]))]
        self.list_options = [] if self.has_lines else lists[0].options
        if not self.has_lines:  # one dialect for all
            for other in lists[1:]:
                other.__dict__.update({**lists[0].__dict__, "rows": [lists[0].rows[0]]})
                other.rows += [other.row() for _ in range(rng.choice([1, 5, 30]))]
        self.names = [f"list{i}.csv" for i in range(len(lists))]
        self.lines = [one.options for one in lists]
        self.files = {name: one.text() for name, one in zip(self.names, lists)}
        self.files["asked"] = self.calls() if self.has_calls else self.numbers()
        self.plus_option = ["--plus=optional"] if self.plus and rng.random() < 0.3 else []
        self.choose_questions()

    def number(self):
        rng = self.rng
        if rng.random() < 0.03:
            return rng.choice(["", "x", "+", "4 4"])
        return rng.choice(["", "", self.plus]) + random_digits(rng, 6)

    def numbers(self):
        return "".join(self.number() + "\n" for _ in range(40))

    def calls(self):
        rng = self.rng
        delimiter = rng.choice(",;\t")
        blanks = ["", " ", "\t", "\t\t\t\t", " \t  "]
        lines = rng.choices(blanks, k=rng.choice([0, 0, 0, 2]))
        lines.append(delimiter.join(["id", "number", "seconds", "note"]))
        for i in range(40):
            seconds = rng.choice(DURATIONS if rng.random() < 0.97 else BAD_DURATIONS)
            lines.append(delimiter.join([str(i), self.number(), seconds, '"a, ""b""; c"']))
            lines += rng.choices(blanks, k=rng.random() < 0.05)
        return "\n".join(lines) + "\n"

    def choose_questions(self):
        rng = self.rng
        columns = ["column:" + {"place": "place", "zone": "Zone nr"}[role] for role in self.carried]
        self.columns = columns
        fields = ["cost", "prefix", "carrier"] + columns * 2 + ["charge"] * self.has_calls * 2
        self.run_options = list(self.plus_option)
        if self.has_calls:
            self.run_options += ["--number-column=number", "--duration-column=seconds"]
            for option in (f"--per={rng.choice([1, 60, 3600, 7])}",
                           f"--decimals={rng.choice([0, 1, 4, 12])}", "--increment=30/6",
                           "--connect-fee=0.005"):
                self.run_options += [option] if rng.random() < 0.4 else []
        chosen = list(dict.fromkeys(rng.sample(fields, rng.randint(1, len(fields)))))
        self.fields = ["--fields=" + ",".join(chosen)]
        if self.has_calls and rng.random() < 0.3:
            self.fields = ["--summary=" + rng.choice(["carrier", "prefix"] + columns * 3)]
        else:
            self.fields += [f"--rank={rng.randint(2, 3)}"] if rng.random() < 0.4 else []
        self.run_options += self.fields
        chosen = [name for name in chosen if name != "charge"] or ["cost"]
        self.export_fields = ["--fields=" + ",".join(chosen)] + \
            [f"--rank={rng.randint(2, 3)}"] * (rng.random() < 0.4)
        self.n_tables = rng.randint(0, len(self.names))

    def carriers_file(self, names, n_carrying=0):
        """The text of a carriers file; compiled lists take no options.  The first n_carrying lists
        are read with all that tables carry."""
        lines = []
        for i, (name, options) in enumerate(zip(names, self.lines)):
            own = [] if name.endswith(".table") else list(options)
            own += carry_options(self) if i < n_carrying else []
            lines.append(" ".join([name] + [f'"{option}"' for option in own]))
        return "\n".join(lines) + "\n"

    def operands(self, names):
        """Options and operands that name the lists."""
        if self.has_lines:
            return ["--carriers=carriers.txt"]
        return [*(self.list_options if any(n.endswith(".csv") for n in names) else []), *names]


def run(program, arguments, n_threads=1):
    return subprocess.run([program, f"--threads={n_threads}", *arguments], capture_output=True,
                          check=False, timeout=60)


N_COMPARED = [0]  # answers


def compare(what, arguments, ran, expected):
    status, answers, reason = expected
    N_COMPARED[0] += answers.count(b"\n")
    if ran.returncode == status and ran.stdout == answers:
        return None
    pairs = zip(ran.stdout.splitlines(), answers.splitlines())
    pair = next(((a, b) for a, b in pairs if a != b), ("length", "length"))
    return (f"{what}: {shlex.join(arguments)}\nprogram {pair[0]} [{ran.returncode}]\n"
            f"oracle {pair[1]} [{status}] {reason}\n{ran.stderr.decode('utf-8', 'replace')}")


def write_file(name, text):
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def carry_options(one):
    return ["--carry=" + column.removeprefix("column:") for column in one.columns]


def compile_lists(program, one, name, names, lines):
    """Compiles lists with all that is ever asked for."""
    write_file("compiled.txt", one.carriers_file(names) if lines is None else lines)
    operands = ["--carriers=compiled.txt"] if one.has_lines else [*one.list_options, *names]
    return run(program, [f"--compile={name}", *carry_options(one), *one.plus_option, *operands],
               one.rng.choice([1, 4]))


def differs(program, one):
    """What differs between program and oracle in a round, or None."""
    for name, text in one.files.items():
        write_file(name, text)
    write_file("carriers.txt", one.carriers_file(one.names))
    asked = [*one.run_options, *one.operands(one.names), "asked"]
    expected = oracle.answer(asked)
    found = None
    for n_threads in 1, one.rng.choice([2, 4, 8]):
        found = found or compare("lists", asked, run(program, asked, n_threads), expected)
    if found or expected[0] == 2:
        return found
    # A table keeps all columns, so that rows can be too short for it.
    kept = oracle.answer([*asked, *carry_options(one)])
    return compare_exports(program, one) or (
        compare_tables(program, one, kept) if kept[0] < 2 else None)


def compare_exports(program, one):
    for options in [[], ["--prune"]]:
        asked = ["--export", *options, *one.export_fields, *one.plus_option, *one.operands(one.names)]
        found = compare("export", asked, run(program, asked, 4), oracle.answer(asked))
        if found:
            return found
    return None


def compare_tables(program, one, expected):
    # Faults of lists count when they are compiled, those of numbers later.
    by_table = expected if one.has_damage_in_lists is False else (None, *expected[1:])
    made = compile_lists(program, one, "all.table", one.names, None)
    if made.returncode == 2:
        return f"--compile: {made.stderr.decode()}"
    asked = [*one.run_options, "all.table", "asked"]
    found = compare_bytes("table", asked, run(program, asked, 4), by_table)
    if found or not one.can_mix:
        return found
    return compare_mixed(program, one)


def compare_mixed(program, one):
    """Tables beside lists: of these, only what is asked has to be good."""
    write_file("expected.txt", one.carriers_file(one.names, one.n_tables))
    expected = oracle.answer([*one.run_options, "--carriers=expected.txt", "asked"])
    by_table = expected if one.has_damage_in_lists is False else (None, *expected[1:])
    names = list(one.names)
    for i in range(one.n_tables):
        names[i] = f"list{i}.table"
        line = one.carriers_file(one.names).splitlines()[i] + "\n"
        made = compile_lists(program, one, names[i], one.names[i:i + 1], line)
        if made.returncode == 2:
            return f"--compile of one: {made.stderr.decode()}"
    write_file("carriers.txt", one.carriers_file(names))
    asked = [*one.run_options, *one.operands(names), "asked"]
    return compare_bytes("tables and lists", asked, run(program, asked, 4), by_table)


def compare_bytes(what, arguments, ran, expected):
    """As compare, where bad rows were reported before: the status can only be lower."""
    if expected[0] is None and ran.returncode < 2:
        expected = (ran.returncode, *expected[1:])
    return compare(what, arguments, ran, expected)


def shrink(program, one):
    """Leaves out lines as long as something differs."""
    changed = True
    while changed:
        changed = False
        for name in one.files:
            lines = one.files[name].splitlines(keepends=True)
            for i in reversed(range(len(lines))):
                before = one.files[name]
                rest = lines[:i] + lines[i + 1:]
                one.files[name] = "".join(rest)
                try:
                    is_same = differs(program, one) is not None
                except (ValueError, IndexError, StopIteration):  # the header has gone
                    is_same = False
                if is_same:
                    lines, changed = rest, True
                else:
                    one.files[name] = before


def play(program, seed, i):
    one = Round(random.Random(f"{seed}.{i}"))
    one.has_damage_in_lists = any("--skip-bad-rows" in options for options in one.lines)
    one.can_mix = one.has_lines or not any("--factor" in option for option in one.list_options)
    found = differs(program, one)
    if not found:
        return True
    print(f"ROUTECOST_TEST_SEED={seed}.{i}: {found}")
    shrink(program, one)
    folder = tempfile.mkdtemp(prefix="routecost-values.")
    os.chdir(folder)
    print(f"made smaller, in {folder}: {differs(program, one)}")
    for name in [*one.files, "carriers.txt"]:
        with open(name, encoding="utf-8", newline="") as file:
            print(f"  {name}: {file.read()!r}")
    return False


def main():
    program = os.path.abspath(sys.argv[1])
    n_rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    given = os.environ.get("ROUTECOST_TEST_SEED", str(time.time_ns() % 2**32))
    seed, _, only = given.partition(".")
    print(f"ROUTECOST_TEST_SEED={seed}", flush=True)
    n_differ = 0
    with tempfile.TemporaryDirectory() as folder:
        for i in [int(only)] if only else range(n_rounds):
            os.chdir(folder)
            n_differ += not play(program, seed, i)
            if n_differ == 3:
                break
        os.chdir("/")
    print(f"{n_differ} rounds differ")
    print(f"counted {N_COMPARED[0]} answers compared with an oracle's")
    return 1 if n_differ else 0


if __name__ == "__main__":
    sys.exit(main())
