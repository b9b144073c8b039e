"""Draws what compare.py measured: chart.py FIGURES.tsv CHART.svg

Two groups of bars, time and peak memory, as multiples of what routecost takes.  The axis is
logarithmic, from half of routecost's figure, so that every bar can be seen; each bar has its multiple
and its figure beside it.  The picture has a background of its own, light or dark as the reader
prefers, and is narrow enough for a phone.
"""

import csv
import math
import sys
from xml.sax.saxutils import escape

# Background, text, lines, and the bars of routecost and of the others: light, then dark.
COLOURS = {"light": ("#ffffff", "#1f2328", "#c4cad1", "#0a6c3f", "#5a6b85"),
           "dark": ("#0d1117", "#e6edf3", "#3d444d", "#3fb873", "#8b9bb5")}
ROLES = ("fill: {0}", "fill: {1}", "stroke: {2}", "fill: {3}", "fill: {4}")

WIDTH, LEFT, LABELS, VALUES = 480, 12, 150, 110  # whole, margin, names, figures on the right
BAR, STEP = 18, 27
BARS = WIDTH - LABELS - VALUES
LEAST = 0.5  # where the axis begins
LEAST_S = 1e-4  # what a run too short to be measured took, of which multiples can be taken


def read(path):
    with open(path, newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def amount(value):
    """A figure as people say it: 0.45, 3.4, 74."""
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def memory_text(mib):
    return f"{amount(mib)} MiB" if mib < 1000 else f"{amount(mib / 1024)} GiB"


def duration_text(s):
    return f"{amount(s)} s"


def count(n):
    return f"{n // 10**6} million" if n >= 10**6 and n % 10**6 == 0 else f"{n:,}"


def seconds(row):
    return max(float(row["load_s"]) + float(row["look_up_s"]), LEAST_S)


def mebibytes(row):
    return float(row["peak_mib"])


def text(x, y, words, anchor="start", weight="normal"):
    return (f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-weight="{weight}">'
            f"{escape(words)}</text>")


def place(multiple, most):
    """How far to the right a multiple lies."""
    return BARS * math.log(max(multiple, LEAST) / LEAST) / math.log(most / LEAST)


def group(y, title, rows, figure, words):
    """The bars of one figure, over the lines of 1x, 10x, and so on."""
    own = figure(rows[0])
    most = max([10.0] + [figure(row) / own for row in rows])
    foot = y + 16 + len(rows) * STEP
    shapes = [text(LEFT, y, title, weight="bold")]
    for power in range(int(math.log10(most)) + 1):
        x = LABELS + place(10 ** power, most)
        shapes += [f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{y + 10}" y2="{foot}"/>',
                   text(x, foot + 16, f"{10 ** power}×", "middle")]
    for i, row in enumerate(rows):
        at, multiple = y + 16 + i * STEP, figure(row) / own
        kind, weight = ("own", "bold") if i == 0 else ("other", "normal")
        width = place(multiple, most)
        shapes += [text(LABELS - 8, at + 14, row["contender"], "end", weight),
                   f'<rect class="{kind}" data-multiple="{multiple:.4f}" x="{LABELS}" y="{at}" '
                   f'width="{width:.2f}" height="{BAR}"/>',
                   text(LABELS + width + 6, at + 14,
                        f"{amount(multiple)}×, {words(figure(row))}" if i else
                        words(figure(row)), weight=weight)]
    return shapes, foot + 50


def style():
    rules = {}
    for name, colours in COLOURS.items():
        selectors = (".page", "text", ".axis", ".own", ".other")
        rules[name] = " ".join(f"{s} {{ {r.format(*colours)} }}" for s, r in zip(selectors, ROLES))
    return (f"<style>{rules['light']} @media (prefers-color-scheme: dark) {{ {rules['dark']} }}"
            "</style>")


def draw(rows):
    rows = [row for row in rows if row["contender"] == "routecost"] + [
        row for row in rows if row["contender"] != "routecost"]
    first = rows[0]
    title = f"{count(int(first['rows']))} rows, {count(int(first['numbers']))} numbers"
    shapes = [text(LEFT, 26, title, weight="bold"),
              text(LEFT, 46, "Multiples of routecost; less is better; each line is ten times more.")]
    times, y = group(82, "Time to load and to look up", rows, seconds, duration_text)
    memory, y = group(y, "Peak memory", rows, mebibytes, memory_text)
    said = "; ".join(f"{r['contender']}: load {amount(float(r['load_s']))} s, "
                     f"look up {amount(float(r['look_up_s']))} s, {memory_text(mebibytes(r))}" for r in rows)
    return "\n".join(
        [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y - 18}" role="img" '
         f'width="{WIDTH}" font-family="system-ui, sans-serif" font-size="14">',
         f"<title>{escape(title)}</title>", f"<desc>{escape(said)}</desc>", style(),
         f'<rect class="page" width="{WIDTH}" height="{y - 18}" x="0" y="0"/>']
        + shapes + times + memory + ["</svg>", ""])


if __name__ == "__main__":
    figures, chart = sys.argv[1:]
    with open(chart, "w", encoding="utf-8") as out:
        out.write(draw(read(figures)))
