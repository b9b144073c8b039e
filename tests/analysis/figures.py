#!/usr/bin/env python3
"""Compares the figures of tests/TESTING.md with what they count: figures.py [--write]

The page has a table of them between two marks (analysis/counted.py has another). A figure there is rounded
down to two digits, so that it is true for a while; it is out of date when less is counted, or a quarter more.
--write writes it anew.
"""
import pathlib
import re
import sys

TESTS = pathlib.Path(__file__).resolve().parents[1]
PAGE = TESTS / "TESTING.md"
BEGIN, END = "<!-- figures: analysis/figures.py --write -->\n", "<!-- end -->"


def texts(pattern):
    return [path.read_text(encoding="utf-8") for path in TESTS.glob(pattern)]


def count_mutated_places():
    sys.path.insert(0, str(TESTS / "mutation"))
    sys.dont_write_bytecode = True  # leaves nothing in the source tree
    import changes
    root = TESTS.parent
    files = sorted(p for p in (root / "src").rglob("*") if p.suffix in (".c", ".h"))
    return sum(len(changes.changes_of(str(p.relative_to(root)), p.read_text(encoding="utf-8"))) for p in files)


def count_all():
    return {
        "lines of tests": sum(text.count("\n") for kind in ("c", "h", "py", "sh", "case")
                              for text in texts(f"**/*.{kind}")),
        "unit tests": sum(len(re.findall(r"^TEST\(", text, re.M)) for text in texts("**/test_*.c")),
        "cases of the command line": len(texts("cli/cases/**/*.case")),
        "faults and signals that the system is made to give":
            sum(len(re.findall(r"^(?:fault|table)_\w+\(\) {", text, re.M)) for text in texts("cli/*.sh")),
        "kinds of lists, as carriers send them": sum(path.is_dir() for path in (TESTS / "decks").iterdir()),
        "fuzz targets": sum("LLVMFuzzerTestOneInput(const" in text for text in texts("fuzz/*.c")),
        "changes of the code that are tried by name":
            sum(len(re.findall(r"^== ", text, re.M)) for text in texts("mutation/mutations.txt")),
        "promises of them that are broken once":
            sum(len(re.findall(r"^== promise", text, re.M)) for text in texts("mutation/mutations.txt")),
        "inputs that fuzzing has left": sum(path.is_file() for path in (TESTS / "fuzz" / "corpus").glob("*/*")),
        "places where a change can be drawn": count_mutated_places(),
    }


def round_down(n):
    unit = 10 ** max(0, len(str(n)) - 2)
    return n // unit * unit


def cut_page(begin):
    """The page up to the table that begin stands before, the table, and what follows."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    table, _, after = rest.partition(END)
    return before, table, after


def read_table(begin):
    """The table's figures by their names."""
    return {name: int(n) for name, n in re.findall(r"^\| (.+?) \| (\d+) \|$", cut_page(begin)[1], re.M)}


def write_table(begin, heading, figures):
    before, _, after = cut_page(begin)
    rows = "".join(f"| {name} | {n} |\n" for name, n in figures.items())
    PAGE.write_text(f"{before}{begin}| What | {heading} |\n|---|---|\n{rows}{END}{after}", encoding="utf-8")


def main():
    counted = count_all()
    if "--write" in sys.argv[1:]:
        write_table(BEGIN, "At least", {name: round_down(n) for name, n in counted.items()})
        return
    written = read_table(BEGIN)
    wrong = [f"{name}: {written.get(name)} in the page, {n} counted" for name, n in counted.items()
             if not written.get(name, n + 1) <= n <= max(written.get(name, 0) * 1.25, written.get(name, 0) + 2)]
    wrong += [f"{name}: not counted" for name in written if name not in counted]
    if wrong:
        sys.exit("\n".join(wrong) + "\nwrite them anew: python3 tests/analysis/figures.py --write")


if __name__ == "__main__":
    main()
