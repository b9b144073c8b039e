"""The changes that draw.py makes: finds them in the text of a file."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]

TOKEN = re.compile(r"""(?P<skip>//[^\n]*|/\*.*?\*/|^[ \t]*\#(?:\\\n|[^\n])*)
    |(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)|(?P<word>[A-Za-z_]\w*)
    |(?P<sign><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[^\w\s])""",
                   re.X | re.S | re.M)
OPERATORS = {"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="],
             "!=": ["=="], "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["/"], "&&": ["||"],
             "||": ["&&"], "&": ["|"], "|": ["&"], "^": ["|"], "<<": [">>"], ">>": ["<<"], "+=": ["-=", "="],
             "-=": ["+=", "="], "|=": ["=", "&="], "&=": ["=", "|="], "^=": ["="], "++": ["--"],
             "--": ["++"], "<<=": [">>="], ">>=": ["<<="]}
WORDS = {"true": "false", "false": "true"}


class Token:
    def __init__(self, match):
        self.kind, self.text = match.lastgroup, match.group()
        self.start, self.end = match.span()


class Change:
    """Text of a file, from start to end, that becomes another."""

    def __init__(self, file, text, start, end, new):
        self.file, self.start, self.end, self.new = file, start, end, new
        self.line_no = text.count("\n", 0, start) + 1
        self.last_line_no = text.count("\n", 0, end) + 1
        begin = text.rfind("\n", 0, start) + 1
        self.line = " ".join(text[begin:text.find("\n", start)].split())
        self.column = len(" ".join(text[begin:start].split()))
        self.old = " ".join(text[start:end].split())

    def name(self):
        """Names the change wherever its line stands in the file."""
        return f"{self.file}: {self.line} [{self.column}: {self.old or 'nothing'} -> {self.new or 'nothing'}]"

    def names(self):
        """The name, and the one for all changes of the line."""
        return {self.name(), f"{self.file}: {self.line} [*]"}


def close_of(tokens, i):
    """The index of the bracket that closes the one at i."""
    depth = 0
    for k in range(i, len(tokens)):
        depth += (tokens[k].text in "([{") - (tokens[k].text in ")]}")
        if depth == 0:
            return k
    return len(tokens) - 1


def skipped_ranges(tokens):
    """What is no code that runs: assertions, and sizes that the compiler works out."""
    for i, token in enumerate(tokens[:-1]):
        if token.text in ("assert", "static_assert", "sizeof") and tokens[i + 1].text == "(":
            yield i, close_of(tokens, i + 1)


def statement_end(tokens, i):
    """The index of the semicolon that ends the statement at i; 0 if it is none that can go."""
    first, second = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else tokens[i]
    if first.text in ("break", "continue"):
        return i + 1
    is_call_or_value = first.kind == "word" and re.fullmatch(
        r"\(|\[|->|\.|\+\+|--|[-+*/%&|^]?=|<<=|>>=", second.text)
    if not (is_call_or_value or first.text in ("*", "++", "--")) or first.text in (
            "if", "for", "while", "switch", "return", "sizeof", "else", "do"):
        return 0
    for k in range(i, len(tokens)):
        if tokens[k].text in "{}" and tokens[k].text:
            return 0
        if tokens[k].text == ";":
            return k
    return 0


def changes_of(file, text):
    tokens = [t for t in map(Token, TOKEN.finditer(text)) if t.kind != "skip"]
    skipped = set()
    for first, last in skipped_ranges(tokens):
        skipped.update(range(first, last + 1))
    found = []

    def add(first, last, new):
        found.append(Change(file, text, tokens[first].start, tokens[last].end, new))

    for i, token in enumerate(tokens):
        if i in skipped or i == 0 or i + 1 == len(tokens):
            continue
        before = tokens[i - 1]
        is_binary = before.kind in ("word", "number") or before.text in (")", "]")
        if token.text in OPERATORS and (is_binary or token.text in ("++", "--")):
            for new in OPERATORS[token.text]:
                add(i, i, new)
        if token.kind == "number" and re.fullmatch(r"(0[xX][0-9a-fA-F]+|\d+)[uUlL]*", token.text):
            suffix = token.text.lstrip("0123456789abcdefABCDEFxX")
            value = int(token.text[:len(token.text) - len(suffix)], 0)
            for new in {value + 1, value - 1} - {-1}:
                add(i, i, f"{new}{suffix}")
        if token.text in WORDS:
            add(i, i, WORDS[token.text])
        if token.text == "!":
            add(i, i, "")
        if token.text in ("if", "while") and tokens[i + 1].text == "(":
            last = close_of(tokens, i + 1)
            inner = text[tokens[i + 1].start:tokens[last].end]
            add(i + 1, last, f"(!{inner})")
            add(i + 1, last, "(0)")
            if token.text == "if":
                add(i + 1, last, "(1)")
        if token.text == "return" and tokens[i + 1].text not in (";", "0"):
            last = next(k for k in range(i, len(tokens)) if tokens[k].text == ";")
            add(i + 1, last - 1, "0")
        if before.text in (";", "{", "}", ")", "else") and statement_end(tokens, i):
            add(i, statement_end(tokens, i), ";")
    return found


def room_of(file):
    return file.split("/")[1] if file.count("/") > 1 else "cli"


def source_files(root):
    return sorted(str(path.relative_to(root)) for path in (root / "src").rglob("*.[ch]"))
