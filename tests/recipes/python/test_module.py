"""Tests routecost.py with Python alone: its layouts against the headers, its prices against an oracle.

    ROUTECOST_LIBRARY=libroutecost.so test_module.py COMPILER INCLUDE PROGRAM
"""

import ctypes
import os
import subprocess
import sys
import tempfile
import threading
import unittest

import oracle
import routecost
from routecost import InvalidNumber, Offer, RoutecostError, Table

compiler, include, program = sys.argv[1:4]


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    return name


class Layouts(unittest.TestCase):
    def test_structs_and_codes_are_those_of_the_headers(self):
        lines, expected = [], []
        for name, struct in routecost._STRUCTS.items():
            lines.append(f'printf("{name} %zu\\n", sizeof({name}));')
            expected.append(f"{name} {ctypes.sizeof(struct)}")
            for field, kind in struct._fields_:
                lines.append(f'printf("{name}.{field} %zu %zu\\n", offsetof({name}, {field}), '
                             f"sizeof((({name} *)0)->{field}));")  # fmt: skip
                expected.append(f"{name}.{field} {getattr(struct, field).offset} {ctypes.sizeof(kind)}")
        values = {"RC_ROUTED": routecost._ROUTED, "RC_UNROUTED": routecost._UNROUTED,
                  "RC_INVALID_NUMBER": routecost._INVALID, "RC_ERROR_MEMORY": routecost._ERROR_MEMORY,
                  "RC_FAULT_NUMBER": routecost._FAULT_NUMBER,
                  "RC_COST_LENGTH_MAX": routecost._COST_LENGTH_MAX}  # fmt: skip
        for option, kinds in routecost._ENUMS.items():
            for i, kind in enumerate(kinds):
                values[f"RC_{option}_{kind}".upper()] = i
        for name, value in values.items():
            lines.append(f'printf("{name} %d\\n", (int){name});')
            expected.append(f"{name} {value}")
        write("layout.c", "#include <routecost.h>\n#include <stdio.h>\nint main(void)\n{\n"
              + "\n".join(lines) + "\n}\n")  # fmt: skip
        subprocess.run([compiler, "-std=c17", f"-I{include}", "layout.c", "-o", "layout"], check=True)
        told = subprocess.run(["./layout"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(told.splitlines(), expected)


class Loading(unittest.TestCase):
    def test_options_say_how_a_list_is_read(self):
        path = write("odd.csv", "made by hand\nLand;Code;Preis;Ab\nX;44;0,02;01.04.2026\n"
                     "X;441;n/a;01.04.2026\nX;44;0,01;02.04.2026\n")  # fmt: skip
        import datetime

        with Table({"Ünï": path}, delimiter=";", header="yes", n_skipped_lines=1, prefix_column="Code",
                   cost_column=3, effective_column="Ab", at=datetime.date(2026, 4, 1),
                   date_order="dmy", decimal_comma=True, blocked=["n/a", "-"], factor="2", prepend="+",
                   idd="00,011") as table:  # fmt: skip
            self.assertEqual(table.carriers, ("Ünï",))
            self.assertEqual(table.price(["+447", "00447", "+4411"]), ["0.04", "0.04", None])
        path = write("npa.csv", "A,B,C\n415,234,0.5\n415,234,0.4\n")
        for duplicates, cost in (("first", "0.5"), ("last", "0.4"), ("cheapest", "0.4")):
            with Table(path, prefix_column="A", joined_columns=["B"], cost_column="C",
                       duplicates=duplicates) as table:  # fmt: skip
                self.assertEqual(table.cost("4152349"), cost)

    def test_options_that_are_none_are_refused(self):
        path = write("a.csv", "44,1\n")
        for wrong, error in (({"idds": "00"}, TypeError), ({"n_blocked": 1}, TypeError),
                             ({"blocked": "x"}, TypeError), ({"duplicates": "all"}, ValueError),
                             ({"on_fault": 1}, TypeError), ({"prepend": "x"}, RoutecostError)):  # fmt: skip
            with self.subTest(wrong), self.assertRaises(error):
                Table(path, **wrong)

    def test_bad_rows_are_told_with_their_lines(self):
        path = write("bad.csv", "44,0.02\n45,x\n4.4E+5,1\n")
        with self.assertRaises(RoutecostError) as caught:
            Table(path)
        self.assertIn("line 2: ", str(caught.exception))
        self.assertIn('"4.4E+5"', str(caught.exception))
        self.assertIn("bad.csv", str(caught.exception))
        with Table(path, skip_bad_rows=True) as table:
            self.assertEqual(table.cost("44"), "0.02")

    def test_files_that_cannot_be_read_are_errors_of_the_system(self):
        with self.assertRaises(FileNotFoundError):
            Table("none.csv")
        with self.assertRaises(IsADirectoryError):
            Table(".")

    def test_damaged_tables_are_refused(self):
        write("good.csv", "".join(f"{i},0.{i}\n" for i in range(1000, 3000)))
        subprocess.run([program, "--compile=good.table", "good.csv"], check=True)
        with open("good.table", "rb") as file:
            good = bytearray(file.read())
        with Table("good.table") as table:
            self.assertEqual(table.carriers, ("good",))
            self.assertEqual(table.cost("2999"), "0.2999")
        for damaged in (good[:-1], good + b"x", good[:900] + b"?" + good[901:], good[:40]):
            with open("damaged.table", "wb") as file:
                file.write(damaged)
            with self.assertRaises(RoutecostError) as caught:
                Table("damaged.table")
            self.assertIn("compiled table", str(caught.exception))


class Pricing(unittest.TestCase):
    def test_random_lists_give_the_oracle_s_prices(self):
        rng = oracle.start_random()
        for _ in range(40):
            digits = "0123456789"[: rng.randint(2, 10)]
            carriers = {name: oracle.make_routes(rng, rng.randint(1, 40), digits, 5)
                        for name in "xyz"[: rng.randint(1, 3)]}  # fmt: skip
            for name, routes in carriers.items():
                oracle.write_list(f"{name}.csv", routes)
            paths = [f"{name}.csv" for name in carriers]
            if rng.random() < 0.5:
                subprocess.run([program, "--compile=xyz.table", *paths], check=True)
                paths = "xyz.table"
            numbers = oracle.make_numbers(rng, carriers["x"], rng.choice([0, 1, 63, 64, 65, 500]))
            with Table(paths) as table:
                expected = [oracle.ranks(carriers, number) for number in numbers]
                first = [offers[0] if offers else (None, None) for offers in expected]
                self.assertEqual(table.price(numbers), [offer[1] for offer in first])
                costs, names = table.price_carriers(tuple(numbers), no_route="0")
                self.assertEqual(costs, [offer[1] or "0" for offer in first])
                self.assertEqual(names, [offer[0] for offer in first])
                for number, offers in zip(numbers[:20], expected):
                    self.assertEqual(table.ranks(number), offers)
                    self.assertEqual(table.ranks(number, 2), offers[:2])
                    self.assertEqual(table.ranks(number, 0), [])

    def test_long_costs_find_room(self):
        long = "0." + "0" * 230 + "1"
        with Table(write("long.csv", f"4,{long}\n5,2\n")) as table:
            numbers = ["5"] + ["44"] * 1000 + ["5"]
            self.assertEqual(table.price(numbers), ["2"] + [long] * 1000 + ["2"])

    def test_what_is_no_number_is_refused_or_left_out(self):
        with Table(write("one.csv", "44,0.02\n")) as table:
            for text in ("", " ", "+", "x44", "4x4", "4\x004", "44\n", "٤٤", "\udc80", "\ud800", "44" + "é" * 99):
                with self.subTest(text), self.assertRaises(InvalidNumber) as caught:
                    table.price(["44", "7", text])
                self.assertEqual(caught.exception.index, 2)
                self.assertIsInstance(caught.exception, ValueError)
                self.assertTrue(str(caught.exception).isascii())
                self.assertEqual(table.price(["44", text, "7"], invalid="null", no_route="0"),
                                 ["0.02", None, "0"])  # fmt: skip
                with self.assertRaises(InvalidNumber):
                    table.ranks(text)
            self.assertEqual(table.price([" 44\t", None, float("nan")]), ["0.02", None, None])
            for wrong in ([44], [b"44"], ["44", 4.5]):
                with self.subTest(wrong), self.assertRaises(TypeError):
                    table.price(wrong)
            with self.assertRaises(TypeError):
                table.price("44")
            with self.assertRaises(ValueError):
                table.price(["44"], invalid="skip")
            with self.assertRaises(ValueError):
                table.ranks("44", -1)

    def test_closed_tables_are_refused(self):
        table = Table(write("one.csv", "44,0.02\n"))
        table.close()
        table.close()
        for use in (lambda: table.price(["44"]), lambda: table.cost("44"), lambda: table.ranks("44")):
            with self.assertRaisesRegex(ValueError, "closed"):
                use()


class Threads(unittest.TestCase):
    def test_64_threads_that_share_a_table_get_the_same_answers(self):
        rng = oracle.start_random()
        carriers = {name: oracle.make_routes(rng, 3000) for name in "xyz"}
        for name, routes in carriers.items():
            oracle.write_list(f"{name}.csv", routes)
        numbers = oracle.make_numbers(rng, carriers["y"], 5000)
        offers = [oracle.ranks(carriers, number) for number in numbers]
        costs = [o[0][1] if o else None for o in offers]
        table, wrong, start = Table(["x.csv", "y.csv", "z.csv"]), [], threading.Barrier(64)

        def work(k):
            start.wait()
            for turn in range(10):
                at = (k * 977 + turn * 311) % len(numbers)
                mine = numbers[at:] + numbers[:at]
                if table.price(mine) != costs[at:] + costs[:at]:
                    wrong.append((k, turn))
                if table.ranks(mine[0]) != offers[at]:
                    wrong.append((k, turn, mine[0]))

        threads = [threading.Thread(target=work, args=(k,)) for k in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])
        table.close()

    def test_close_waits_for_threads_that_price(self):
        rng = oracle.start_random()
        routes = oracle.make_routes(rng, 2000)
        oracle.write_list("x.csv", routes)
        numbers = oracle.make_numbers(rng, routes, 20000)
        costs, ends = [oracle.cost({"x": routes}, number) for number in numbers], []
        for _ in range(5):
            table, started = Table("x.csv"), threading.Semaphore(0)

            def work():
                try:
                    while True:
                        started.release()
                        ends.append(table.price(numbers) == costs)
                except ValueError as error:
                    ends.append(str(error) == "the table is closed")

            threads = [threading.Thread(target=work) for _ in range(8)]
            for thread in threads:
                thread.start()
            for _ in range(12):
                started.acquire()
            table.close()
            for thread in threads:
                thread.join()
        self.assertTrue(all(ends))


if __name__ == "__main__":
    assert Offer and os.environ["ROUTECOST_LIBRARY"]
    with tempfile.TemporaryDirectory() as folder:
        for i in (1, 2, 3):
            sys.argv[i] = os.path.abspath(sys.argv[i]) if os.sep in sys.argv[i] else sys.argv[i]
        compiler, include, program = sys.argv[1:4]
        os.chdir(folder)
        unittest.main(argv=sys.argv[:1], exit=True, verbosity=1)
