"""The records of a list: CSV, its delimiter, comments and blank lines."""
import re

BLANKS = " \t"
CANDIDATES = ",;\t|"
SPREADSHEET_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")


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
        is_cut = any("\r" in f for f, between_quotes in zip(fields, quoted) if not between_quotes)
        fault = "a carriage return" if is_cut else None
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
