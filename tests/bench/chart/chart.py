"""Draws what compare.py measured: chart.py FIGURES.tsv CHART.svg

Two groups of bars: seconds (loading, then looking up) and peak memory.  The background is
transparent and the colours are of middle brightness, so that the chart reads on a light page and
on a dark one; a page's own darkness is unknown to a picture in it.
"""

import csv
import sys
from xml.sax.saxutils import escape

TEXT = "#757b82"
LOAD, LOOK_UP, MEMORY = "#b9770e", "#3f8ae0", "#2f9e6b"

WIDTH, LABELS, VALUES = 760, 150, 130  # whole, names on the left, figures on the right
BAR, STEP, TOP = 18, 28, 56
BARS = WIDTH - LABELS - VALUES


def read(path):
    with open(path, newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def amount(value):
    """A figure as people say it: 0.45, 3.4, 74."""
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def count(n):
    return f"{n // 10**6} million" if n >= 10**6 and n % 10**6 == 0 else f"{n:,}"


def text(x, y, words, anchor="start", weight="normal"):
    return (f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-weight="{weight}">'
            f"{escape(words)}</text>")


def group(y, title, rows, parts, tell):
    """The bars of one figure; parts are (column, colour), laid end to end."""
    sums = [sum(float(row[column]) for column, _ in parts) for row in rows]
    scale = BARS / max(sums + [1e-9])
    shapes = [text(0, y, title, weight="bold")]
    for i, (row, whole) in enumerate(zip(rows, sums)):
        at, x = y + 14 + i * STEP, float(LABELS)
        weight = "bold" if row["contender"] == "routecost" else "normal"
        shapes.append(text(LABELS - 10, at + 14, row["contender"], "end", weight))
        for column, colour in parts:
            width = float(row[column]) * scale
            shapes.append(f'<rect class="{column}" x="{x:.2f}" y="{at}" width="{width:.2f}" '
                          f'height="{BAR}" fill="{colour}"/>')
            x += width
        shapes.append(text(x + 8, at + 14, tell(row, whole), weight=weight))
    return shapes, y + 14 + len(rows) * STEP


def key(y, entries):
    """Squares and words, from the right."""
    shapes, x = [], WIDTH
    for words, colour in reversed(entries):
        x -= 8 * len(words) + 30
        shapes += [f'<rect x="{x}" y="{y - 11}" width="12" height="12" fill="{colour}"/>',
                   text(x + 18, y, words)]
    return shapes


def draw(rows):
    first = rows[0]
    title = (f"{count(int(first['rows']))} rows, {count(int(first['numbers']))} numbers, "
             "the same answers")
    shapes = [text(0, 18, title, weight="bold")] + key(TOP, [("load", LOAD), ("look up", LOOK_UP)])
    times, y = group(TOP, "Seconds", rows, [("load_s", LOAD), ("look_up_s", LOOK_UP)],
                     lambda row, whole: f"{amount(float(row['load_s']))} + "
                                        f"{amount(float(row['look_up_s']))} s")
    memory, y = group(y + 34, "Peak memory", rows, [("peak_mib", MEMORY)],
                      lambda row, whole: f"{amount(whole)} MiB")
    said = "; ".join(f"{r['contender']}: load {r['load_s']} s, look up {r['look_up_s']} s, "
                     f"{r['peak_mib']} MiB" for r in rows)
    return "\n".join(
        [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 8}" role="img" '
         f'font-family="system-ui, sans-serif" font-size="14" fill="{TEXT}">',
         f"<title>{escape(title)}</title>", f"<desc>{escape(said)}</desc>"]
        + shapes + times + memory + ["</svg>", ""])


if __name__ == "__main__":
    figures, chart = sys.argv[1:]
    with open(chart, "w") as out:
        out.write(draw(read(figures)))
